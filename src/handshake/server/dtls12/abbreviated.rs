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

use crate::codec::HandshakeType;
use crate::handshake::finishing::{Finishing, session};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{VerifiedFinished, VerifiedPeer, verify_data};
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants, wire};
use crate::keys::{DirectionKeys, MasterSecret, Role, VERIFY_DATA_LEN};
use crate::msgs::Finished;
use crate::session::Session;

/// Our ChangeCipherSpec is due.
#[derive(Debug)]
pub struct SendFirstChangeCipherSpec {
    pub(in crate::handshake::server) negotiated: Negotiated,
    pub(in crate::handshake::server) client: VerifiedPeer,
    pub(in crate::handshake::server) master: MasterSecret,
}

impl SendFirstChangeCipherSpec {
    /// The session that a ticket carries which is made at this time.
    pub(super) fn session(&mut self, ticket_created: u64) -> Session {
        self.negotiated.ticket_created = ticket_created;
        session(Role::Server, &self.negotiated, &self.client, &self.master)
    }
}

impl Stage for SendFirstChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { negotiated, client, master } = self;
        let keys = negotiated.connection_keys(&master);
        let (write, read) = keys.for_role(Role::Server);
        cx.output.send_change_cipher_spec()?;
        cx.output.install_write_keys(negotiated.suite, write)?;
        Ok(Outcome::Next(SendFirstFinished { negotiated, client, master, read }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendFirstFinished {
    negotiated: Negotiated,
    client: VerifiedPeer,
    master: MasterSecret,
    read: DirectionKeys,
}

impl Stage for SendFirstFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = verify_data(&self.master, Role::Server, cx.transcript)?;
        wire::send(cx, Finished::TYPE, |writer| Finished { verify_data: own }.encode(writer))?;
        cx.output.flight_complete(true)?;
        let Self { negotiated, client, master, read } = self;
        Ok(Outcome::Next(ExpectLastChangeCipherSpec { negotiated, client, master, read, own }.into()))
    }
}

/// The client's ChangeCipherSpec is due.
#[derive(Debug)]
pub struct ExpectLastChangeCipherSpec {
    negotiated: Negotiated,
    client: VerifiedPeer,
    master: MasterSecret,
    read: DirectionKeys,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectLastChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        wire::expect_change_cipher_spec(incoming)?;
        let Self { negotiated, client, master, read, own } = self;
        cx.output.install_read_keys(negotiated.suite, read)?;
        Ok(Outcome::Next(ExpectLastFinished { negotiated, client, master, own }.into()))
    }
}

/// The client's Finished is due.
#[derive(Debug)]
pub struct ExpectLastFinished {
    negotiated: Negotiated,
    client: VerifiedPeer,
    master: MasterSecret,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectLastFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::FINISHED)?;
        let proof = VerifiedFinished::check(&self.master, Role::Client, cx.transcript, &message.body)?;
        cx.output.flight_received();
        let Self { negotiated, client, master, own } = self;
        let finishing = Finishing::abbreviated(Role::Server, negotiated, client, master, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
