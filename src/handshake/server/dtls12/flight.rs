//! The rest of the server's flight: its certificates, its key share, its demand for the client's certificate, its
//! end.

use super::ClientCertificate;
use crate::codec::{ClientCertificateType, NamedGroup};
use crate::config::AuthMode;
use crate::crypto::EphemeralKey;
use crate::error::{ConfigError, Error};
use crate::handshake::identity::Signer;
use crate::handshake::negotiated::Negotiated;
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Outcome, Phase, Wants, negotiate, wire};
use crate::msgs::{self, EcdheParams};

/// Most bytes of authority names in a CertificateRequest: clients make little of them, and a flight that grows with
/// them is lost more easily.
const MAX_AUTHORITIES_LEN: usize = 8192;

/// Our certificates are due, if the suite has any.
#[derive(Debug)]
pub struct SendCertificate {
    pub(in crate::handshake::server) negotiated: Negotiated,
    pub(in crate::handshake::server) group: Option<NamedGroup>,
    pub(in crate::handshake::server) signer: Option<Signer>,
}

impl Stage for SendCertificate {
    const PHASE: Phase = Phase::ServerCertificate;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        if let Some(signer) = &self.signer {
            let chain = signer.chain(cx.config).ok_or(Error::Config(ConfigError::NoPrivateKey))?;
            wire::send(cx, msgs::Certificate::TYPE, |writer| msgs::Certificate { chain }.encode(writer))?;
        }
        let Self { negotiated, group, signer } = self;
        Ok(Outcome::Next(SendKeyExchange { negotiated, group, signer }.into()))
    }
}

/// Our key share is due, if the suite has one.
#[derive(Debug)]
pub struct SendKeyExchange {
    negotiated: Negotiated,
    group: Option<NamedGroup>,
    signer: Option<Signer>,
}

impl Stage for SendKeyExchange {
    const PHASE: Phase = Phase::ServerKeyExchange;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        if let Some(ecjpake) = &self.negotiated.ecjpake {
            let share = ecjpake.second_round()?;
            wire::send(cx, msgs::ServerKeyExchange::TYPE, |writer| {
                let ecjpake = Some(msgs::EcJpakeKey::from(&share));
                msgs::ServerKeyExchange { psk_hint: None, params: None, signed: None, ecjpake }
                    .encode(writer);
            })?;
        }
        let own = self.group.map(EphemeralKey::generate).transpose()?;
        if let Some(own) = &own {
            let params = EcdheParams { group: own.group(), point: own.public_key() };
            let signed = self.negotiated.signed_params(&params.to_bytes());
            let signature = self.signer.as_ref().map(|signer| signer.sign(cx.config, &signed)).transpose()?;
            let signed = self.signer.as_ref().zip(signature.as_ref());
            wire::send(cx, msgs::ServerKeyExchange::TYPE, |writer| {
                msgs::ServerKeyExchange {
                    // RFC 5489 §2: without a hint the field stays, empty. A pre-shared key alone needs no message.
                    psk_hint: self.negotiated.suite.key_exchange.uses_psk().then_some(&[]),
                    params: Some(params),
                    signed: signed.map(|(signer, signature)| signer.signed(signature)),
                    ecjpake: None,
                }
                .encode(writer);
            })?;
        }
        Ok(Outcome::Next(SendCertificateRequest { negotiated: self.negotiated, own }.into()))
    }
}

/// Our demand for the client's certificate is due, if we have one.
#[derive(Debug)]
pub struct SendCertificateRequest {
    negotiated: Negotiated,
    own: Option<EphemeralKey>,
}

impl Stage for SendCertificateRequest {
    const PHASE: Phase = Phase::CertificateRequest;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        let requested = self.negotiated.uses_certificate() && cx.auth_mode() != AuthMode::None;
        if requested {
            let request = msgs::CertificateRequest {
                types: vec![ClientCertificateType::RSA_SIGN, ClientCertificateType::ECDSA_SIGN],
                schemes: negotiate::offered_schemes(cx.config).collect(),
                authorities: authorities(cx),
            };
            wire::send(cx, msgs::CertificateRequest::TYPE, |writer| request.encode(writer))?;
        } else {
            cx.transcript.forget_bytes();
        }
        let Self { negotiated, own } = self;
        Ok(Outcome::Next(SendHelloDone { negotiated, own, requested }.into()))
    }
}

/// The names that the application gave, else those of the trusted authorities; as many as fit.
fn authorities<'a>(cx: &Context<'a>) -> Vec<&'a [u8]> {
    if !cx.config.certificate_request_names {
        return Vec::new();
    }
    let own_names = cx.settings.choices.request_names.as_ref().or(cx.config.request_names.as_ref());
    let names: Vec<&[u8]> = match own_names {
        Some(names) => names.iter().map(Vec::as_slice).collect(),
        None => {
            let trusted = cx.trust_anchors().unwrap_or_default();
            trusted.iter().map(|authority| authority.subject_raw()).collect()
        }
    };
    let mut room = MAX_AUTHORITIES_LEN;
    names
        .into_iter()
        .take_while(|name| {
            let left = room.checked_sub(2 + name.len());
            room = left.unwrap_or(0);
            left.is_some()
        })
        .collect()
}

/// The end of our flight is due.
#[derive(Debug)]
pub struct SendHelloDone {
    negotiated: Negotiated,
    own: Option<EphemeralKey>,
    requested: bool,
}

impl Stage for SendHelloDone {
    const PHASE: Phase = Phase::ServerHelloDone;

    fn wants(&self) -> Wants {
        Wants::Step
    }

    fn step(self, cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        wire::send(cx, msgs::ServerHelloDone::TYPE, |_| ())?;
        cx.output.flight_complete(true)?;
        let Self { negotiated, own, requested } = self;
        Ok(Outcome::Next(ClientCertificate { negotiated, own, requested }.into()))
    }
}
