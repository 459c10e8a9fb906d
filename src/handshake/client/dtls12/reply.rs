//! The client's answer: its certificates, its key share, its signature.

use super::SendChangeCipherSpec;
use super::server_flight::{Requested, ServerShare};
use crate::codec::ClientCertificateType;
use crate::config::Config;
use crate::crypto::{EphemeralKey, KeyKind, Secret, SuiteInfo};
use crate::debug_line;
use crate::error::{ConfigError, Error, Result};
use crate::handshake::identity::{self, Signer};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{VerifiedPeer, share_error};
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{Context, Failure, Outcome, Phase, Wants, negotiate, wire};
use crate::keys::{MasterSecret, PremasterSecret, Role};
use crate::msgs;

/// Our certificates are due, if they were asked for.
#[derive(Debug)]
pub struct ClientCertificate {
    pub(super) negotiated: Negotiated,
    pub(super) server: VerifiedPeer,
    pub(super) share: Option<ServerShare>,
    pub(super) requested: Option<Requested>,
}

impl Stage for ClientCertificate {
    const PHASE: Phase = Phase::ClientCertificate;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let signer = self.requested.as_ref().and_then(|requested| choose_signer(cx.config, requested));
        if self.requested.is_some() {
            let chain = signer.as_ref().and_then(|signer| signer.chain(cx.config)).unwrap_or_default();
            debug_line!(cx.output.log(), Info, "we show {} certificates", chain.len());
            // Without a fitting one the message stays, empty (RFC 5246 §7.4.6).
            wire::send(cx, msgs::Certificate::TYPE, |writer| msgs::Certificate { chain }.encode(writer))?;
        }
        if signer.is_none() {
            cx.transcript.forget_bytes();
        }
        let Self { negotiated, server, share, .. } = self;
        Ok(Outcome::Next(ClientKeyExchange { negotiated, server, share, signer }.into()))
    }
}

fn choose_signer(config: &Config, requested: &Requested) -> Option<Signer> {
    identity::choose(config, None, &requested.schemes, |own| {
        let wanted = match own.key.kind() {
            KeyKind::Rsa { .. } => ClientCertificateType::RSA_SIGN,
            KeyKind::Ec(_) => ClientCertificateType::ECDSA_SIGN,
        };
        requested.types.contains(&wanted)
    })
}

/// Our key share is due.
#[derive(Debug)]
pub struct ClientKeyExchange {
    negotiated: Negotiated,
    server: VerifiedPeer,
    share: Option<ServerShare>,
    signer: Option<Signer>,
}

impl Stage for ClientKeyExchange {
    const PHASE: Phase = Phase::ClientKeyExchange;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let psk = self
            .negotiated
            .suite
            .key_exchange
            .uses_psk()
            .then(|| psk(cx, self.negotiated.suite))
            .transpose()?;
        let Self { negotiated, server, share, signer } = self;
        let mut message = msgs::ClientKeyExchange {
            psk_identity: psk.map(|(identity, _)| identity),
            point: None,
            ecjpake: None,
        };
        let premaster = match share {
            Some(ServerShare::EcJpake { own, shared }) => {
                message.ecjpake = Some(msgs::EcJpakeKey::from(&own));
                wire::send(cx, msgs::ClientKeyExchange::TYPE, |writer| message.encode(writer))?;
                PremasterSecret::ecjpake(shared)
            }
            Some(ServerShare::Ecdhe { group, point }) => {
                let own = EphemeralKey::generate(group)?;
                message.point = Some(own.public_key());
                wire::send(cx, msgs::ClientKeyExchange::TYPE, |writer| message.encode(writer))?;
                let shared = own.agree(&point).map_err(|error| share_error(error, Role::Server))?;
                premaster(psk.map(|(_, key)| key), Some(shared))?
            }
            None => {
                wire::send(cx, msgs::ClientKeyExchange::TYPE, |writer| message.encode(writer))?;
                premaster(psk.map(|(_, key)| key), None)?
            }
        };
        let master = negotiated.master_secret(premaster, cx.transcript)?;
        Ok(Outcome::Next(CertificateVerify { negotiated, server, signer, master }.into()))
    }
}

/// Our identity with its key.
fn psk<'a>(cx: &Context<'a>, suite: &SuiteInfo) -> Result<(&'a [u8], &'a Secret)> {
    negotiate::check_psk_policy(cx, suite)?;
    let psk = cx.config.psk.as_ref().zip(cx.settings.psk_key(cx.config));
    let (psk, key) = psk.ok_or(Error::Config(ConfigError::Invalid("no pre-shared key")))?;
    Ok((&psk.identity, key))
}

fn premaster(psk: Option<&Secret>, shared: Option<Secret>) -> Result<PremasterSecret> {
    match (psk, shared) {
        (None, Some(shared)) => Ok(PremasterSecret::ecdhe(shared)),
        (Some(psk), Some(shared)) => Ok(PremasterSecret::ecdhe_psk(&shared, psk.as_bytes())),
        (Some(psk), None) => Ok(PremasterSecret::psk(psk.as_bytes())),
        (None, None) => Err(Error::Internal("key exchange without any secret")),
    }
}

/// Our signature is due, if we showed a certificate.
#[derive(Debug)]
pub struct CertificateVerify {
    negotiated: Negotiated,
    server: VerifiedPeer,
    signer: Option<Signer>,
    master: MasterSecret,
}

impl Stage for CertificateVerify {
    const PHASE: Phase = Phase::CertificateVerify;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        self.negotiated.export(cx, &self.master, Self::PHASE);
        if let Some(signer) = &self.signer {
            let signature = signer.sign(cx.config, cx.transcript.bytes())?;
            wire::send(cx, msgs::CertificateVerify::TYPE, |writer| {
                msgs::CertificateVerify { signed: signer.signed(&signature) }.encode(writer);
            })?;
            cx.transcript.forget_bytes();
        }
        let Self { negotiated, server, master, .. } = self;
        let unproven = Unproven { role: Role::Client, negotiated, peer: server, master };
        Ok(Outcome::Next(SendChangeCipherSpec { unproven }.into()))
    }
}
