//! The client's certificates.

use super::ClientKeyExchange;
use crate::codec::HandshakeType;
use crate::config::AuthMode;
use crate::crypto::EphemeralKey;
use crate::debug_line;
use crate::error::Error;
use crate::handshake::negotiated::Negotiated;
use crate::handshake::peer_certificate::{self, Checked, PendingCheck};
use crate::handshake::proof::{CheckedChain, VerifiedPeer};
use crate::handshake::stage::Stage;
use crate::handshake::{Answer, Context, Failure, Incoming, Outcome, Phase, Wants, renegotiation, wire};
use crate::msgs::Certificate;
use crate::pki::verify::flag;

/// The client's certificates are due, if we asked for them.
#[derive(Debug)]
pub struct ClientCertificate {
    pub(super) negotiated: Negotiated,
    pub(super) own: Option<EphemeralKey>,
    pub(super) requested: bool,
}

/// What is known of the client before its CertificateVerify.
#[derive(Debug)]
pub(super) enum Client {
    /// It showed certificates, and has to prove that it holds the key.
    Unproven(CheckedChain),
    /// It shows none, and need not.
    Known(VerifiedPeer),
}

impl Stage for ClientCertificate {
    const PHASE: Phase = Phase::ClientCertificate;

    fn wants(&self) -> Wants {
        if self.requested { Wants::Message } else { Wants::Step }
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let exchange = self.negotiated.suite.key_exchange;
        if !exchange.uses_certificate() {
            renegotiation::check_certificate(cx, None)?;
        }
        let flags = if exchange.uses_certificate() { flag::SKIP_VERIFY } else { 0 };
        cx.output.peer_checked(flags);
        let client = if exchange.uses_shared_secret() {
            VerifiedPeer::by_shared_secret(exchange)?
        } else {
            VerifiedPeer::anonymous_client(flags)
        };
        Ok(next(self.negotiated, self.own, Client::Known(client)))
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::CERTIFICATE)?;
        let certificate = Certificate::decode(&message.body)?;
        cx.transcript.add(&message);
        if certificate.chain.is_empty() {
            return self.without_certificate(cx);
        }
        let checked = peer_certificate::check(cx, self.negotiated.suite, &certificate)?;
        Ok(proceed(self.negotiated, self.own, checked))
    }
}

impl ClientCertificate {
    fn without_certificate(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        cx.output.peer_checked(flag::MISSING);
        debug_line!(cx.output.log(), Info, "client shows no certificate");
        if cx.auth_mode() == AuthMode::Required {
            // As the original, which does not tell the client.
            return Err(Failure::silent(Error::NoClientCertificate));
        }
        renegotiation::check_certificate(cx, None)?;
        cx.transcript.forget_bytes();
        let client = VerifiedPeer::anonymous_client(flag::MISSING);
        Ok(next(self.negotiated, self.own, Client::Known(client)))
    }
}

/// The application has its say about the client's certificates.
#[derive(Debug)]
pub struct CheckClientCertificate {
    negotiated: Negotiated,
    own: Option<EphemeralKey>,
    pending: PendingCheck,
}

impl Stage for CheckClientCertificate {
    const PHASE: Phase = Phase::ClientCertificate;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let checked = self.pending.resume(cx, self.negotiated.suite, answer)?;
        Ok(proceed(self.negotiated, self.own, checked))
    }
}

fn proceed(negotiated: Negotiated, own: Option<EphemeralKey>, checked: Checked) -> Outcome {
    match checked {
        Checked::Done(client) => next(negotiated, own, Client::Unproven(client)),
        Checked::Ask(pending, need) => {
            Outcome::Pause(CheckClientCertificate { negotiated, own, pending }.into(), need)
        }
    }
}

fn next(negotiated: Negotiated, own: Option<EphemeralKey>, client: Client) -> Outcome {
    Outcome::Next(ClientKeyExchange { negotiated, own, client }.into())
}
