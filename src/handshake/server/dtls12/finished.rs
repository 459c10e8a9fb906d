//! Both Finished and what changes keys before them.

use super::SendNewSessionTicket;
use super::new_session_ticket::Behind;
use crate::handshake::finishing::Finishing;
use crate::handshake::proof::VerifiedFinished;
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants};
use crate::keys::DirectionKeys;
use crate::session::Session;

/// The client's ChangeCipherSpec is due.
#[derive(Debug)]
pub struct ExpectChangeCipherSpec {
    pub(super) unproven: Unproven,
}

impl Stage for ExpectChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let Self { unproven } = self;
        let (write, read) = unproven.keys();
        unproven.expect_change_cipher_spec(cx, incoming, read)?;
        Ok(Outcome::Next(ExpectFinished { unproven, write }.into()))
    }
}

/// The client's Finished is due.
#[derive(Debug)]
pub struct ExpectFinished {
    unproven: Unproven,
    write: DirectionKeys,
}

impl Stage for ExpectFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let proof = self.unproven.expect_finished(cx, incoming)?;
        let Self { unproven, write } = self;
        let ticket = unproven.negotiated.expects_ticket;
        let next = SendChangeCipherSpec { unproven, write, proof };
        Ok(Outcome::Next(if ticket {
            SendNewSessionTicket { behind: Behind::Full(next) }.into()
        } else {
            next.into()
        }))
    }
}

/// Our ChangeCipherSpec is due.
#[derive(Debug)]
pub struct SendChangeCipherSpec {
    unproven: Unproven,
    write: DirectionKeys,
    proof: VerifiedFinished,
}

impl SendChangeCipherSpec {
    /// The session that a ticket carries which is made at this time.
    pub(super) fn session(&mut self, ticket_created: u64) -> Session {
        self.unproven.negotiated.ticket_created = ticket_created;
        self.unproven.session()
    }
}

impl Stage for SendChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { unproven, write, proof } = self;
        unproven.send_change_cipher_spec(cx, write)?;
        Ok(Outcome::Next(SendFinished { unproven, proof }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendFinished {
    unproven: Unproven,
    proof: VerifiedFinished,
}

impl Stage for SendFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = self.unproven.send_finished(cx, false)?;
        let Self { unproven, proof } = self;
        let finishing = Finishing::new(unproven, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
