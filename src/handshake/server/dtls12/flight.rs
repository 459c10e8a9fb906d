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
use crate::handshake::{Answer, Context, Failure, Need, Outcome, Phase, Signature, Wants, negotiate, wire};
use crate::msgs::{self, DigitallySigned, EcdheParams};

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
        let Self { negotiated, group, signer } = self;
        if let Some(ecjpake) = &negotiated.ecjpake {
            let share = ecjpake.second_round()?;
            wire::send(cx, msgs::ServerKeyExchange::TYPE, |writer| {
                let ecjpake = Some(msgs::EcJpakeKey::from(&share));
                msgs::ServerKeyExchange { psk_hint: None, params: None, signed: None, ecjpake }
                    .encode(writer);
            })?;
        }
        let Some(group) = group else {
            return Ok(Outcome::Next(SendCertificateRequest { negotiated, own: None }.into()));
        };
        let share = KeyShare { own: EphemeralKey::generate(group)?, negotiated };
        let Some(signer) = signer else { return share.send(cx, None) };
        let signed = share.signed();
        match signer.query(cx.config, &signed) {
            Some(query) => Ok(Outcome::Pause(AwaitSignature { share, signer }.into(), Need::Sign(query))),
            None => {
                let signature = signer.sign(cx.config, &signed)?;
                share.send(cx, Some(signer.signed(&signature)))
            }
        }
    }
}

/// A key share before it is sent.
#[derive(Debug)]
struct KeyShare {
    negotiated: Negotiated,
    own: EphemeralKey,
}

impl KeyShare {
    fn params(&self) -> EcdheParams<'_> {
        EcdheParams { group: self.own.group(), point: self.own.public_key() }
    }

    /// What is signed.
    fn signed(&self) -> Vec<u8> {
        self.negotiated.signed_params(&self.params().to_bytes())
    }

    fn send(self, cx: &mut Context<'_>, signed: Option<DigitallySigned<'_>>) -> Result<Outcome, Failure> {
        wire::send(cx, msgs::ServerKeyExchange::TYPE, |writer| {
            msgs::ServerKeyExchange {
                // RFC 5489 §2: without a hint the field stays, empty. A pre-shared key alone needs no message.
                psk_hint: self.negotiated.suite.key_exchange.uses_psk().then_some(&[]),
                params: Some(self.params()),
                signed,
                ecjpake: None,
            }
            .encode(writer);
        })?;
        let Self { negotiated, own } = self;
        Ok(Outcome::Next(SendCertificateRequest { negotiated, own: Some(own) }.into()))
    }
}

/// Our key share is due once it is signed elsewhere.
#[derive(Debug)]
pub struct AwaitSignature {
    share: KeyShare,
    signer: Signer,
}

impl Stage for AwaitSignature {
    const PHASE: Phase = Phase::ServerKeyExchange;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::Signed(signature) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        let signature = match signature.map_err(Failure::silent)? {
            Signature::Made(signature) => signature,
            Signature::Here => self.signer.sign(cx.config, &self.share.signed())?,
        };
        self.share.send(cx, Some(self.signer.signed(&signature)))
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
    let own_names = cx.settings.once.choices.request_names.as_ref().or(cx.config.request_names.as_ref());
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
