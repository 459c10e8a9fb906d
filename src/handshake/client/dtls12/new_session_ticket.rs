//! The server's ticket (RFC 5077 §3.3), before its ChangeCipherSpec.

use super::abbreviated::ExpectFirstChangeCipherSpec;
use super::finished::ExpectChangeCipherSpec;
use crate::codec::HandshakeType;
use crate::debug_line;
use crate::handshake::negotiated::Negotiated;
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, Wants, wire};
use crate::msgs::NewSessionTicket;
use crate::session::Ticket;

/// What comes behind the ticket.
#[derive(Debug)]
pub(in crate::handshake::client) enum Behind {
    /// The end of a full handshake.
    Full(ExpectChangeCipherSpec),
    /// The rest of an abbreviated one.
    Abbreviated(ExpectFirstChangeCipherSpec),
}

impl Behind {
    fn negotiated(&mut self) -> &mut Negotiated {
        match self {
            Self::Full(state) => &mut state.unproven.negotiated,
            Self::Abbreviated(state) => &mut state.unproven.negotiated,
        }
    }

    fn next(self) -> Outcome {
        Outcome::Next(match self {
            Self::Full(state) => state.into(),
            Self::Abbreviated(state) => state.into(),
        })
    }
}

/// The server's ChangeCipherSpec comes, and before it a ticket. Programs that go step by step see the ticket's own phase
/// only while they wait for it.
#[derive(Debug)]
pub struct NewSessionTicketDue {
    pub(in crate::handshake::client) behind: Behind,
}

impl Stage for NewSessionTicketDue {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        Ok(Outcome::AtOnce(ExpectNewSessionTicket { behind: self.behind }.into()))
    }
}

/// The server's ticket is due.
#[derive(Debug)]
pub struct ExpectNewSessionTicket {
    behind: Behind,
}

impl Stage for ExpectNewSessionTicket {
    const PHASE: Phase = Phase::NewSessionTicket;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(mut self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::NEW_SESSION_TICKET)?;
        let new = NewSessionTicket::decode(&message.body)?;
        cx.transcript.add(&message);
        debug_line!(cx.output.log(), Info, "ticket of {} bytes for {} s", new.ticket.len(), new.lifetime);
        // An empty one says that there is none after all.
        if let Some(ticket) = Ticket::new(new.ticket.to_vec(), new.lifetime) {
            let negotiated = self.behind.negotiated();
            negotiated.ticket = Some(ticket);
            // RFC 5077 §3.4: the ticket takes the place of the id.
            negotiated.session_id = Vec::new();
        }
        Ok(self.behind.next())
    }
}
