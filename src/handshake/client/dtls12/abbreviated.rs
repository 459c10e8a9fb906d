//! The abbreviated handshake (RFC 5246 §7.3): behind both hellos the server finishes first. Ours is then the last
//! flight, which we keep for a server that repeats its own (RFC 6347 §4.2.4).

use crate::codec::HandshakeType;
use crate::handshake::finishing::Finishing;
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{VerifiedFinished, VerifiedPeer, verify_data};
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants, wire};
use crate::keys::{DirectionKeys, MasterSecret, Role};
use crate::msgs::Finished;

/// The server's ChangeCipherSpec is due.
#[derive(Debug)]
pub struct ExpectFirstChangeCipherSpec {
    pub(in crate::handshake::client) negotiated: Negotiated,
    pub(in crate::handshake::client) server: VerifiedPeer,
    pub(in crate::handshake::client) master: MasterSecret,
}

impl Stage for ExpectFirstChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        wire::expect_change_cipher_spec(incoming)?;
        let Self { negotiated, server, master } = self;
        let keys = negotiated.connection_keys(&master);
        let (write, read) = keys.for_role(Role::Client);
        cx.output.install_read_keys(negotiated.suite, read)?;
        Ok(Outcome::Next(ExpectFirstFinished { negotiated, server, master, write }.into()))
    }
}

/// The server's Finished is due.
#[derive(Debug)]
pub struct ExpectFirstFinished {
    negotiated: Negotiated,
    server: VerifiedPeer,
    master: MasterSecret,
    write: DirectionKeys,
}

impl Stage for ExpectFirstFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::FINISHED)?;
        let proof = VerifiedFinished::check(&self.master, Role::Server, cx.transcript, &message.body)?;
        cx.transcript.add(&message);
        cx.output.flight_received();
        let Self { negotiated, server, master, write } = self;
        Ok(Outcome::Next(SendLastChangeCipherSpec { negotiated, server, master, write, proof }.into()))
    }
}

/// Our ChangeCipherSpec is due.
#[derive(Debug)]
pub struct SendLastChangeCipherSpec {
    negotiated: Negotiated,
    server: VerifiedPeer,
    master: MasterSecret,
    write: DirectionKeys,
    proof: VerifiedFinished,
}

impl Stage for SendLastChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { negotiated, server, master, write, proof } = self;
        cx.output.send_change_cipher_spec()?;
        cx.output.install_write_keys(negotiated.suite, write)?;
        Ok(Outcome::Next(SendLastFinished { negotiated, server, master, proof }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendLastFinished {
    negotiated: Negotiated,
    server: VerifiedPeer,
    master: MasterSecret,
    proof: VerifiedFinished,
}

impl Stage for SendLastFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = verify_data(&self.master, Role::Client, cx.transcript)?;
        wire::send(cx, Finished::TYPE, |writer| Finished { verify_data: own }.encode(writer))?;
        cx.output.flight_complete(false)?;
        let Self { negotiated, server, master, proof } = self;
        let finishing = Finishing::abbreviated(Role::Client, negotiated, server, master, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
