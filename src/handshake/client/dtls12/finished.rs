//! Both Finished and what changes keys before them.

use super::NewSessionTicketDue;
use super::new_session_ticket::Behind;
use crate::handshake::finishing::Finishing;
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants};
use crate::keys::{DirectionKeys, VERIFY_DATA_LEN};

/// Our ChangeCipherSpec is due.
#[derive(Debug)]
pub struct SendChangeCipherSpec {
    pub(super) unproven: Unproven,
}

impl Stage for SendChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { unproven } = self;
        let (write, read) = unproven.keys();
        unproven.send_change_cipher_spec(cx, write)?;
        Ok(Outcome::Next(SendFinished { unproven, read }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendFinished {
    unproven: Unproven,
    read: DirectionKeys,
}

impl Stage for SendFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = self.unproven.send_finished(cx, true)?;
        let Self { unproven, read } = self;
        let expects_ticket = unproven.negotiated.expects_ticket;
        let next = ExpectChangeCipherSpec { unproven, read, own };
        Ok(Outcome::Next(if expects_ticket {
            NewSessionTicketDue { behind: Behind::Full(next) }.into()
        } else {
            next.into()
        }))
    }
}

/// The server's ChangeCipherSpec is due.
#[derive(Debug)]
pub struct ExpectChangeCipherSpec {
    pub(super) unproven: Unproven,
    read: DirectionKeys,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let Self { unproven, read, own } = self;
        unproven.expect_change_cipher_spec(cx, incoming, read)?;
        Ok(Outcome::Next(ExpectFinished { unproven, own }.into()))
    }
}

/// The server's Finished is due.
#[derive(Debug)]
pub struct ExpectFinished {
    unproven: Unproven,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let proof = self.unproven.expect_finished(cx, incoming)?;
        let Self { unproven, own } = self;
        let finishing = Finishing::new(unproven, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
