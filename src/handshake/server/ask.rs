//! The application's say about a ClientHello: the name that the client gives, and what to show it.

use super::hello::{self, Agreed};
use crate::debug_line;
use crate::error::Error;
use crate::handshake::stage::Stage;
use crate::handshake::{Answer, Context, Failure, Message, Outcome, Phase, Wants};
use crate::msgs::ClientHello;

/// The application says whether it serves the name that the client gives.
#[derive(Debug)]
pub struct AskServerName {
    pub(super) message: Message,
    pub(super) hello: ClientHello,
}

impl Stage for AskServerName {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::ServerNameTaken(taken) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        if !taken {
            debug_line!(cx.output.log(), Error, "the application does not serve the client's server name");
            return Err(Error::UnrecognizedName.into());
        }
        hello::negotiate_extensions(cx, self.message, self.hello)
    }
}

/// The application says what to show the client.
#[derive(Debug)]
pub struct AskChoices {
    pub(super) message: Message,
    pub(super) hello: ClientHello,
    pub(super) agreed: Agreed,
}

impl Stage for AskChoices {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::Chosen(chosen) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        if let Err(error) = chosen {
            debug_line!(cx.output.log(), Error, "the application refuses the client: {error}");
            return Err(Failure::silent(error));
        }
        hello::choose_suite(cx, &self.message, &self.hello, self.agreed)
    }
}
