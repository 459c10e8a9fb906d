//! The server's look for the session that a client names: in its ticket (RFC 5077), or by its id.

use super::hello::{self, Agreed, SendServerHello};
use crate::debug_line;
use crate::error::Error;
use crate::handshake::resumption::{self, Terms};
use crate::handshake::stage::Stage;
use crate::handshake::{Answer, Context, Failure, Message, Outcome, Phase, Wants};
use crate::msgs::ClientHello;
use crate::session::Session;

/// The application opens the client's ticket.
#[derive(Debug)]
pub struct OpenTicket {
    pub(super) message: Message,
    pub(super) hello: ClientHello,
    pub(super) agreed: Agreed,
}

impl Stage for OpenTicket {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::TicketOpened(session) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        let Self { message, hello, mut agreed } = self;
        agreed.session = match session {
            Ok(session) => Some(session),
            // RFC 5077 §3.1: a ticket that cannot be used is passed over.
            Err(error) => {
                debug_line!(cx.output.log(), Info, "ticket passed over: {error}");
                None
            }
        };
        hello::ask_choices(cx, message, hello, agreed)
    }
}

/// The application looks for the session of the id that the client names.
#[derive(Debug)]
pub struct FindSession {
    pub(super) hello: SendServerHello,
    pub(super) random: [u8; 32],
}

impl Stage for FindSession {
    const PHASE: Phase = Phase::ServerHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::SessionFound(session) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        let Self { hello, random } = self;
        match session {
            Some(session) if resumption::may_resume(cx, &session, hello.terms())? => {
                hello.send_resumed(cx, random, *session)
            }
            _ => hello.begin_session(cx, random),
        }
    }
}

/// The session out of a ticket, if it may be resumed.
pub(super) fn accept(
    cx: &mut Context<'_>,
    session: Option<Box<Session>>,
    terms: Terms,
) -> Result<Option<Box<Session>>, Failure> {
    match session {
        Some(session) if resumption::may_resume(cx, &session, terms)? => Ok(Some(session)),
        _ => Ok(None),
    }
}

/// Our hello is due once the id of the new session is there.
#[derive(Debug)]
pub struct AwaitSessionId {
    pub(super) hello: SendServerHello,
    pub(super) random: [u8; 32],
}

impl Stage for AwaitSessionId {
    const PHASE: Phase = Phase::ServerHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::Random(id) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        let id = id.map_err(Failure::silent)?;
        self.hello.send_new(cx, self.random, id)
    }
}
