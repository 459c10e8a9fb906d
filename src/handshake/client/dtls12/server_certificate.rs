//! The server's certificates.

use super::ServerKeyExchange;
use crate::codec::HandshakeType;
use crate::error::CertificateError;
use crate::handshake::negotiated::Negotiated;
use crate::handshake::peer_certificate::{self, Checked, PendingCheck};
use crate::handshake::stage::Stage;
use crate::handshake::{Answer, Context, Failure, Incoming, Outcome, Phase, Wants, renegotiation, wire};
use crate::msgs::Certificate;

/// The server's certificates are due, if the suite has any.
#[derive(Debug)]
pub struct ServerCertificate {
    pub(in crate::handshake::client) negotiated: Negotiated,
}

impl Stage for ServerCertificate {
    const PHASE: Phase = Phase::ServerCertificate;

    fn wants(&self) -> Wants {
        if self.negotiated.uses_certificate() { Wants::Message } else { Wants::Step }
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        renegotiation::check_certificate(cx, None)?;
        cx.output.peer_checked(0);
        Ok(Outcome::Next(ServerKeyExchange { negotiated: self.negotiated, server: None }.into()))
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::CERTIFICATE)?;
        let certificate = Certificate::decode(&message.body)?;
        cx.transcript.add(&message);
        if certificate.chain.is_empty() {
            return Err(CertificateError::Missing.into());
        }
        let checked = peer_certificate::check(cx, self.negotiated.suite, &certificate)?;
        Ok(proceed(self.negotiated, checked))
    }
}

/// The application has its say about the server's certificates.
#[derive(Debug)]
pub struct CheckServerCertificate {
    negotiated: Negotiated,
    pending: PendingCheck,
}

impl Stage for CheckServerCertificate {
    const PHASE: Phase = Phase::ServerCertificate;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let checked = self.pending.resume(cx, self.negotiated.suite, answer)?;
        Ok(proceed(self.negotiated, checked))
    }
}

fn proceed(negotiated: Negotiated, checked: Checked) -> Outcome {
    match checked {
        Checked::Done(server) => Outcome::Next(ServerKeyExchange { negotiated, server: Some(server) }.into()),
        Checked::Ask(pending, need) => {
            Outcome::Pause(CheckServerCertificate { negotiated, pending }.into(), need)
        }
    }
}
