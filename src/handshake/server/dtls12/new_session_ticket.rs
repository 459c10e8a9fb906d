//! A ticket for the client (RFC 5077 §3.3), before our ChangeCipherSpec.

use super::SendChangeCipherSpec;
use super::abbreviated::SendFirstChangeCipherSpec;
use crate::debug_line;
use crate::error::Error;
use crate::handshake::stage::Stage;
use crate::handshake::{Answer, Context, Failure, Need, Outcome, Phase, Wants, wire};
use crate::msgs::NewSessionTicket;
use crate::session::{Session, Ticket};

/// What comes behind the ticket.
#[derive(Debug)]
pub(in crate::handshake::server) enum Behind {
    /// The end of a full handshake.
    Full(SendChangeCipherSpec),
    /// The rest of an abbreviated one.
    Abbreviated(SendFirstChangeCipherSpec),
}

impl Behind {
    fn session(&mut self, ticket_created: u64) -> Session {
        match self {
            Self::Full(state) => state.session(ticket_created),
            Self::Abbreviated(state) => state.session(ticket_created),
        }
    }

    fn next(self) -> Outcome {
        Outcome::Next(match self {
            Self::Full(state) => state.into(),
            Self::Abbreviated(state) => state.into(),
        })
    }
}

/// A ticket for the client is due.
#[derive(Debug)]
pub struct SendNewSessionTicket {
    pub(in crate::handshake::server) behind: Behind,
}

impl Stage for SendNewSessionTicket {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(mut self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let session = self.behind.session(cx.clock.unix_milliseconds());
        let need = Need::WriteTicket(Box::new(session));
        Ok(Outcome::Pause(AwaitTicket { behind: self.behind }.into(), need))
    }
}

/// The application seals a session for the client.
#[derive(Debug)]
pub struct AwaitTicket {
    behind: Behind,
}

impl Stage for AwaitTicket {
    const PHASE: Phase = Phase::ServerChangeCipherSpec;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::TicketWritten(ticket) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        let ticket = match ticket {
            Ok(ticket) => ticket,
            Err(error) => {
                debug_line!(cx.output.log(), Error, "no ticket could be written: {error}");
                None
            }
        };
        // The message was promised; without a ticket it is empty (RFC 5077 §3.3).
        let message = NewSessionTicket {
            lifetime: ticket.as_ref().map_or(0, |ticket| ticket.lifetime()),
            ticket: ticket.as_ref().map(Ticket::as_bytes).unwrap_or_default(),
        };
        wire::send(cx, NewSessionTicket::TYPE, |writer| message.encode(writer))?;
        Ok(self.behind.next())
    }
}
