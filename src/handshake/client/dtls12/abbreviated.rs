//! The abbreviated handshake (RFC 5246 §7.3): behind both hellos the server finishes first. Ours is then the last
//! flight, which we keep for a server that repeats its own (RFC 6347 §4.2.4).

use crate::handshake::finishing::Finishing;
use crate::handshake::proof::VerifiedFinished;
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants};
use crate::keys::DirectionKeys;

/// The server's ChangeCipherSpec is due.
#[derive(Debug)]
pub struct ExpectFirstChangeCipherSpec {
    pub(in crate::handshake::client) unproven: Unproven,
}

impl Stage for ExpectFirstChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let Self { unproven } = self;
        let (write, read) = unproven.keys();
        unproven.expect_change_cipher_spec(cx, incoming, read)?;
        Ok(Outcome::Next(ExpectFirstFinished { unproven, write }.into()))
    }
}

/// The server's Finished is due.
#[derive(Debug)]
pub struct ExpectFirstFinished {
    unproven: Unproven,
    write: DirectionKeys,
}

impl Stage for ExpectFirstFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let proof = self.unproven.expect_finished(cx, incoming)?;
        let Self { unproven, write } = self;
        Ok(Outcome::Next(SendLastChangeCipherSpec { unproven, write, proof }.into()))
    }
}

/// Our ChangeCipherSpec is due.
#[derive(Debug)]
pub struct SendLastChangeCipherSpec {
    unproven: Unproven,
    write: DirectionKeys,
    proof: VerifiedFinished,
}

impl Stage for SendLastChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { unproven, write, proof } = self;
        unproven.send_change_cipher_spec(cx, write)?;
        Ok(Outcome::Next(SendLastFinished { unproven, proof }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendLastFinished {
    unproven: Unproven,
    proof: VerifiedFinished,
}

impl Stage for SendLastFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = self.unproven.send_finished(cx, false)?;
        let Self { unproven, proof } = self;
        let finishing = Finishing::abbreviated(unproven, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
