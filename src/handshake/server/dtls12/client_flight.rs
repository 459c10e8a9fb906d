//! The rest of the client's flight before its keys change: its key share, its signature.

use super::ExpectChangeCipherSpec;
use super::client_certificate::Client;
use crate::codec::HandshakeType;
use crate::config::{Config, Psk};
use crate::crypto::{EphemeralKey, constant_time_eq};
use crate::debug_line;
use crate::error::{ConfigError, Error, Result};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{VerifiedPeer, VerifiedSignature, share_error};
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, Wants, wire};
use crate::keys::{MasterSecret, PremasterSecret, Role};
use crate::msgs;

/// The client's key share is due.
#[derive(Debug)]
pub struct ClientKeyExchange {
    pub(super) negotiated: Negotiated,
    pub(super) own: Option<EphemeralKey>,
    pub(super) client: Client,
}

impl Stage for ClientKeyExchange {
    const PHASE: Phase = Phase::ClientKeyExchange;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::CLIENT_KEY_EXCHANGE)?;
        let exchange = msgs::ClientKeyExchange::decode(&message.body, self.negotiated.form())?;
        let psk = exchange.psk_identity.map(|identity| known_psk(cx.config, identity)).transpose();
        if psk.is_err() {
            debug_line!(cx.output.log(), Error, "no pre-shared key for the client's identity");
        }
        let premaster = premaster(psk?, self.own.zip(exchange.point))?;
        // The session hash ends with this message (RFC 7627 §3).
        cx.transcript.add(&message);
        let master = self.negotiated.master_secret(premaster, cx.transcript)?;
        let Self { negotiated, client, .. } = self;
        Ok(Outcome::Next(CertificateVerify { negotiated, client, master }.into()))
    }
}

fn known_psk<'a>(config: &'a Config, identity: &[u8]) -> Result<&'a Psk> {
    let psk = config.psk.as_ref().ok_or(Error::Config(ConfigError::Invalid("no pre-shared key")))?;
    if constant_time_eq(&psk.identity, identity) { Ok(psk) } else { Err(Error::UnknownPskIdentity) }
}

fn premaster(psk: Option<&Psk>, ecdhe: Option<(EphemeralKey, &[u8])>) -> Result<PremasterSecret> {
    let shared = ecdhe
        .map(|(own, point)| own.agree(point))
        .transpose()
        .map_err(|error| share_error(error, Role::Client))?;
    match (psk, shared) {
        (None, Some(shared)) => Ok(PremasterSecret::ecdhe(shared)),
        (Some(psk), Some(shared)) => Ok(PremasterSecret::ecdhe_psk(&shared, psk.key.as_bytes())),
        (Some(psk), None) => Ok(PremasterSecret::psk(psk.key.as_bytes())),
        (None, None) => Err(Error::Internal("key exchange without any secret")),
    }
}

/// The client's signature is due, if it showed a certificate.
#[derive(Debug)]
pub struct CertificateVerify {
    negotiated: Negotiated,
    client: Client,
    master: MasterSecret,
}

impl Stage for CertificateVerify {
    const PHASE: Phase = Phase::CertificateVerify;

    fn wants(&self) -> Wants {
        match self.client {
            Client::Unproven(_) => Wants::Message,
            Client::Known(_) => Wants::Step,
        }
    }

    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        match self.client {
            Client::Known(client) => Ok(next(self.negotiated, client, self.master)),
            Client::Unproven(_) => {
                Err(Error::Internal("the client's signature cannot be passed over").into())
            }
        }
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::expect(incoming, HandshakeType::CERTIFICATE_VERIFY)?;
        let Client::Unproven(checked) = self.client else {
            return Err(Error::UnexpectedMessage(message.kind).into());
        };
        let verify = msgs::CertificateVerify::decode(&message.body)?;
        let proof = VerifiedSignature::check(cx, checked.key(), &verify.signed, cx.transcript.bytes())?;
        debug_line!(cx.output.log(), Info, "client signed the handshake by {:?}", verify.signed.scheme);
        cx.transcript.add(&message);
        cx.transcript.forget_bytes();
        Ok(next(self.negotiated, VerifiedPeer::with_certificate(checked, proof), self.master))
    }
}

fn next(negotiated: Negotiated, client: VerifiedPeer, master: MasterSecret) -> Outcome {
    Outcome::Next(ExpectChangeCipherSpec { negotiated, client, master }.into())
}
