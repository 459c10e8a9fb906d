//! The cookie exchange (RFC 6347 §4.2.1): until a client has shown that it receives at its address, nothing is
//! computed for it, kept of it, or sent to it beyond one HelloVerifyRequest, which is smaller than its hello.

use super::hello;
use crate::codec::Writer;
use crate::config::CookiePolicy;
use crate::debug_line;
use crate::error::{DecodeError, Error};
use crate::handshake::stage::Stage;
use crate::handshake::{Answer, Context, Failure, Message, Need, Outcome, Phase, Wants};
use crate::msgs::{ClientHello, HelloVerifyRequest};

/// Asks for the check of the hello's cookie if the policy wants one.
pub(super) fn check(cx: &mut Context<'_>, message: Message, hello: ClientHello) -> Result<Outcome, Failure> {
    match cx.config.cookies {
        CookiePolicy::Verify | CookiePolicy::CheckOnly => {
            let cookie = hello.cookie.clone();
            Ok(Outcome::Pause(CheckCookie { message, hello }.into(), Need::CheckCookie(cookie)))
        }
        CookiePolicy::Off if hello.cookie.is_empty() => hello::accept(cx, message, hello),
        CookiePolicy::Off => {
            debug_line!(cx.output.log(), Error, "client returns a cookie that nobody gave it");
            Err(Failure::silent(DecodeError::BadValue))
        }
    }
}

/// The application checks the cookie. A bad one is like none: it may be from before a change of keys.
#[derive(Debug)]
pub struct CheckCookie {
    message: Message,
    hello: ClientHello,
}

impl Stage for CheckCookie {
    const PHASE: Phase = Phase::ClientHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        match answer {
            Answer::CookieChecked(true) => {
                debug_line!(cx.output.log(), Info, "client returns a good cookie");
                hello::accept(cx, self.message, self.hello)
            }
            Answer::CookieChecked(false) => {
                debug_line!(
                    cx.output.log(),
                    Info,
                    "no good cookie in {} bytes, asking for one",
                    self.hello.cookie.len()
                );
                cx.output.flight_received();
                Ok(Outcome::Next(SendHelloVerifyRequest.into()))
            }
            _ => Err(Failure::silent(Error::Internal("the answer is not to the need"))),
        }
    }
}

/// A HelloVerifyRequest is due.
#[derive(Debug)]
pub struct SendHelloVerifyRequest;

impl Stage for SendHelloVerifyRequest {
    const PHASE: Phase = Phase::ServerHello;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        if cx.config.cookies == CookiePolicy::CheckOnly {
            debug_line!(cx.output.log(), Error, "cookies can be checked but not written");
            return Err(Failure::silent(Error::Internal("no callback writes cookies")));
        }
        Ok(Outcome::Pause(AwaitCookie.into(), Need::WriteCookie))
    }
}

/// The application writes a cookie.
#[derive(Debug)]
pub struct AwaitCookie;

impl Stage for AwaitCookie {
    const PHASE: Phase = Phase::ServerHello;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::CookieWritten(cookie) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        let cookie = cookie.map_err(Failure::silent)?;
        if cookie.len() > usize::from(u8::MAX) {
            return Err(Failure::silent(Error::Internal("cookie of more than 255 bytes")));
        }
        let mut body = Writer::new();
        HelloVerifyRequest::new(&cookie).encode(&mut body);
        cx.output.send_hello_verify_request(&body.into_vec())?;
        Ok(Outcome::Next(HelloVerifyRequestSent.into()))
    }
}

/// The client has to come again, to a server that knows nothing of it.
#[derive(Debug)]
pub struct HelloVerifyRequestSent;

impl Stage for HelloVerifyRequestSent {
    const PHASE: Phase = Phase::HelloVerifyRequestSent;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        Err(Failure::silent(Error::HelloVerifyRequired))
    }
}
