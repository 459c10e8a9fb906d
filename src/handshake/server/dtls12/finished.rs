//! Both Finished and what changes keys before them.

use super::SendNewSessionTicket;
use super::new_session_ticket::Behind;
use crate::codec::HandshakeType;
use crate::handshake::finishing::{Finishing, session};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{VerifiedFinished, VerifiedPeer, verify_data};
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants, wire};
use crate::keys::{DirectionKeys, MasterSecret, Role};
use crate::msgs::Finished;
use crate::session::Session;

/// The client's ChangeCipherSpec is due.
#[derive(Debug)]
pub struct ExpectChangeCipherSpec {
    pub(super) negotiated: Negotiated,
    pub(super) client: VerifiedPeer,
    pub(super) master: MasterSecret,
}

impl Stage for ExpectChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        wire::expect_change_cipher_spec(incoming)?;
        let Self { negotiated, client, master } = self;
        let (write, read) = negotiated.connection_keys(&master).for_role(Role::Server);
        cx.output.install_read_keys(negotiated.suite, read)?;
        Ok(Outcome::Next(ExpectFinished { negotiated, client, master, write }.into()))
    }
}

/// The client's Finished is due.
#[derive(Debug)]
pub struct ExpectFinished {
    negotiated: Negotiated,
    client: VerifiedPeer,
    master: MasterSecret,
    write: DirectionKeys,
}

impl Stage for ExpectFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::FINISHED)?;
        let proof = VerifiedFinished::check(&self.master, Role::Client, cx.transcript, &message.body)?;
        cx.transcript.add(&message);
        cx.output.flight_received();
        let Self { negotiated, client, master, write } = self;
        let ticket = negotiated.expects_ticket;
        let next = SendChangeCipherSpec { negotiated, client, master, write, proof };
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
    negotiated: Negotiated,
    client: VerifiedPeer,
    master: MasterSecret,
    write: DirectionKeys,
    proof: VerifiedFinished,
}

impl SendChangeCipherSpec {
    /// The session that a ticket carries which is made at this time.
    pub(super) fn session(&mut self, ticket_created: u64) -> Session {
        self.negotiated.ticket_created = ticket_created;
        session(Role::Server, &self.negotiated, &self.client, &self.master)
    }
}

impl Stage for SendChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { negotiated, client, master, write, proof } = self;
        cx.output.send_change_cipher_spec()?;
        cx.output.install_write_keys(negotiated.suite, write)?;
        Ok(Outcome::Next(SendFinished { negotiated, client, master, proof }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendFinished {
    negotiated: Negotiated,
    client: VerifiedPeer,
    master: MasterSecret,
    proof: VerifiedFinished,
}

impl Stage for SendFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = verify_data(&self.master, Role::Server, cx.transcript)?;
        wire::send(cx, Finished::TYPE, |writer| Finished { verify_data: own }.encode(writer))?;
        cx.output.flight_complete(false)?;
        let Self { negotiated, client, master, proof } = self;
        let finishing = Finishing::new(Role::Server, negotiated, client, master, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
