//! Both Finished and what changes keys before them.

use super::NewSessionTicketDue;
use super::new_session_ticket::Behind;
use crate::codec::HandshakeType;
use crate::handshake::finishing::Finishing;
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{VerifiedFinished, VerifiedPeer, verify_data};
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, State, Wants, wire};
use crate::keys::{DirectionKeys, MasterSecret, Role, VERIFY_DATA_LEN};
use crate::msgs::Finished;

/// Our ChangeCipherSpec is due.
#[derive(Debug)]
pub struct SendChangeCipherSpec {
    pub(super) negotiated: Negotiated,
    pub(super) server: VerifiedPeer,
    pub(super) master: MasterSecret,
}

impl Stage for SendChangeCipherSpec {
    const PHASE: Phase = Phase::ClientChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let Self { negotiated, server, master } = self;
        let (write, read) = negotiated.connection_keys(&master).for_role(Role::Client);
        cx.output.send_change_cipher_spec()?;
        cx.output.install_write_keys(negotiated.suite, write)?;
        Ok(Outcome::Next(SendFinished { negotiated, server, master, read }.into()))
    }
}

/// Our Finished is due.
#[derive(Debug)]
pub struct SendFinished {
    negotiated: Negotiated,
    server: VerifiedPeer,
    master: MasterSecret,
    read: DirectionKeys,
}

impl Stage for SendFinished {
    const PHASE: Phase = Phase::ClientFinished;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let own = verify_data(&self.master, Role::Client, cx.transcript)?;
        wire::send(cx, Finished::TYPE, |writer| Finished { verify_data: own }.encode(writer))?;
        cx.output.flight_complete(true)?;
        let Self { negotiated, server, master, read } = self;
        let expects_ticket = negotiated.expects_ticket;
        let next = ExpectChangeCipherSpec { negotiated, server, master, read, own };
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
    pub(super) negotiated: Negotiated,
    server: VerifiedPeer,
    master: MasterSecret,
    read: DirectionKeys,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectChangeCipherSpec {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::ChangeCipherSpec
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        wire::expect_change_cipher_spec(incoming)?;
        let Self { negotiated, server, master, read, own } = self;
        cx.output.install_read_keys(negotiated.suite, read)?;
        Ok(Outcome::Next(ExpectFinished { negotiated, server, master, own }.into()))
    }
}

/// The server's Finished is due.
#[derive(Debug)]
pub struct ExpectFinished {
    negotiated: Negotiated,
    server: VerifiedPeer,
    master: MasterSecret,
    own: [u8; VERIFY_DATA_LEN],
}

impl Stage for ExpectFinished {
    const PHASE: Phase = Phase::ServerFinished;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::FINISHED)?;
        let proof = VerifiedFinished::check(&self.master, Role::Server, cx.transcript, &message.body)?;
        cx.output.flight_received();
        let Self { negotiated, server, master, own } = self;
        let finishing = Finishing::new(Role::Client, negotiated, server, master, own, &proof);
        Ok(Outcome::Next(State::Finishing(finishing)))
    }
}
