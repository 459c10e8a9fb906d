//! The abbreviated handshake (RFC 5246 §7.3): behind both hellos the server finishes first, the client last.
//!
//! ```text
//! ClientHello                    -->
//!                                      ServerHello
//!                                      [NewSessionTicket]
//!                                      ChangeCipherSpec
//!                                <--   Finished
//! ChangeCipherSpec
//! Finished                       -->
//! ```

use crate::handshake::finishing::Finishing;
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants};
use crate::keys::{DirectionKeys, VERIFY_DATA_LEN};
use crate::session::Session;

/// Our ChangeCipherSpec is due.
#[derive(Debug)]
pub struct SendFirstChangeCipherSpec {
    pub(in crate::handshake::server) unproven: Unproven,
}

impl SendFirstChangeCipherSpec {
    /// The session that a ticket carries which is made at this time.
    pub(super) fn session(&mut self, ticket_created: u64) -> Session {
        self.unproven.negotiated.ticket_created = ticket_created;
        self.unproven.session()
    }
}

impl Stage for SendFirstChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { unproven } = self;
        let (write, read) = unproven.keys();
        unproven.send_change_cipher_spec(cx, write)?;
        Ok(Outcome::Next(SendFirstFinished { unproven, read }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendFirstFinished {
    unproven: Unproven,
    read: DirectionKeys,
}

impl Stage for SendFirstFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = self.unproven.send_finished(cx, true)?;
        let Self { unproven, read } = self;
        Ok(Outcome::Next(ExpectLastChangeCipherSpec { unproven, read, own }.into()))
    }
}

/// The client's ChangeCipherSpec is due.
#[derive(Debug)]
pub struct ExpectLastChangeCipherSpec {
    unproven: Unproven,
    read: DirectionKeys,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectLastChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let Self { unproven, read, own } = self;
        unproven.expect_change_cipher_spec(cx, incoming, read)?;
        Ok(Outcome::Next(ExpectLastFinished { unproven, own }.into()))
    }
}

/// The client's Finished is due.
#[derive(Debug)]
pub struct ExpectLastFinished {
    unproven: Unproven,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectLastFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let proof = self.unproven.expect_finished(cx, incoming)?;
        let Self { unproven, own } = self;
        let finishing = Finishing::abbreviated(unproven, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
