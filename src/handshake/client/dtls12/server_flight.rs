//! The rest of the server's flight: its key share, its demand for our certificate, its end.

use super::ClientCertificate;
use crate::codec::{ClientCertificateType, HandshakeType, NamedGroup, SignatureScheme};
use crate::crypto::{EcJpakeShare, Secret};
use crate::debug_line;
use crate::error::{DecodeError, Error, HandshakeFailure, Result};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{CheckedChain, VerifiedPeer, VerifiedSignature};
use crate::handshake::stage::Stage;
use crate::handshake::{Context, Failure, Incoming, Outcome, Phase, Wants, negotiate, wire};
use crate::msgs::{self, EcJpakeKey, EcdheParams, ExchangeForm};
use crate::pki::name::Name;

/// The server's key share is due, if the suite has one.
#[derive(Debug)]
pub struct ServerKeyExchange {
    pub(super) negotiated: Negotiated,
    pub(super) server: Option<CheckedChain>,
}

/// What the server gave for the key exchange.
#[derive(Debug)]
pub(super) enum ServerShare {
    /// Its ephemeral public key.
    Ecdhe {
        /// The group.
        group: NamedGroup,
        /// The public key.
        point: Vec<u8>,
    },
    /// Its second round of EC J-PAKE, from which follow ours and the secret.
    EcJpake {
        /// What goes to the server.
        own: EcJpakeShare,
        /// The premaster secret.
        shared: Secret,
    },
}

impl Stage for ServerKeyExchange {
    const PHASE: Phase = Phase::ServerKeyExchange;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(mut self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let form = self.negotiated.form();
        let message = wire::message(incoming)?;
        if message.kind != HandshakeType::SERVER_KEY_EXCHANGE {
            // A pre-shared key alone needs no message, unless the server gives a hint (RFC 4279 §2).
            if form != ExchangeForm::Psk {
                return Err(Error::UnexpectedMessage(message.kind).into());
            }
            let server = VerifiedPeer::by_shared_secret(self.negotiated.suite.key_exchange)?;
            let next = CertificateRequest { negotiated: self.negotiated, server, share: None };
            return Ok(Outcome::Pass(next.into(), Incoming::Message(message)));
        }
        let exchange = msgs::ServerKeyExchange::decode(&message.body, form).map_err(params_error)?;
        if let Some(hint) = exchange.psk_hint {
            debug_line!(cx.output.log(), Verbose, "server gives a PSK identity hint of {} bytes", hint.len());
        }
        let share = match (exchange.params, exchange.ecjpake) {
            (Some(params), _) => Some(offered_share(cx, params)?),
            (None, Some(key)) => Some(self.second_round(key)?),
            (None, None) => None,
        };
        let server = self.prove(cx, &exchange)?;
        cx.transcript.add(&message);
        Ok(Outcome::Next(CertificateRequest { negotiated: self.negotiated, server, share }.into()))
    }
}

impl ServerKeyExchange {
    /// Ends EC J-PAKE.
    fn second_round(&mut self, key: EcJpakeKey<'_>) -> Result<ServerShare> {
        let ecjpake = self.negotiated.take_ecjpake()?;
        let own = ecjpake.second_round()?;
        // As the original, to whom all that is wrong here is one.
        let shared = ecjpake.agree(&key.to_share()).map_err(|_| HandshakeFailure::EcJpake)?;
        Ok(ServerShare::EcJpake { own, shared })
    }

    /// What the message proves of the server.
    fn prove(
        &mut self,
        cx: &mut Context<'_>,
        exchange: &msgs::ServerKeyExchange<'_>,
    ) -> Result<VerifiedPeer> {
        let (Some(params), Some(signature)) = (exchange.params, exchange.signed) else {
            return VerifiedPeer::by_shared_secret(self.negotiated.suite.key_exchange);
        };
        let server = self.server.take().ok_or(Error::Internal("signed key share without a certificate"))?;
        let signed = self.negotiated.signed_params(&params.to_bytes());
        let proof = VerifiedSignature::check(cx, server.key(), &signature, &signed)?;
        debug_line!(
            cx.output.log(),
            Info,
            "server signed its {:?} share by {:?}",
            params.group,
            signature.scheme
        );
        Ok(VerifiedPeer::with_certificate(server, proof))
    }
}

fn offered_share(cx: &mut Context<'_>, params: EcdheParams<'_>) -> Result<ServerShare> {
    if negotiate::offered_groups(cx.config).any(|group| group == params.group) {
        Ok(ServerShare::Ecdhe { group: params.group, point: params.point.to_vec() })
    } else {
        debug_line!(cx.output.log(), Error, "server chose {:?}, which was not offered", params.group);
        Err(Error::IllegalParameter("group that was not offered"))
    }
}

/// What cannot be read as parameters of a named group is not what was offered.
fn params_error(reason: DecodeError) -> Error {
    match reason {
        DecodeError::BadValue => Error::IllegalParameter("ECDHE parameters"),
        reason => Error::Decode(reason),
    }
}

/// A demand for our certificate may come.
#[derive(Debug)]
pub struct CertificateRequest {
    negotiated: Negotiated,
    server: VerifiedPeer,
    share: Option<ServerShare>,
}

/// What the server asks of our certificate.
#[derive(Debug)]
pub(super) struct Requested {
    pub(super) types: Vec<ClientCertificateType>,
    pub(super) schemes: Vec<SignatureScheme>,
}

impl Stage for CertificateRequest {
    const PHASE: Phase = Phase::CertificateRequest;

    fn wants(&self) -> Wants {
        if self.negotiated.uses_certificate() { Wants::Message } else { Wants::Step }
    }

    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        Ok(Outcome::Next(self.next(None).into()))
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::message(incoming)?;
        if message.kind != HandshakeType::CERTIFICATE_REQUEST {
            return Ok(Outcome::Pass(self.next(None).into(), Incoming::Message(message)));
        }
        // As the original, which counts on before it looks.
        let refused = |reason: DecodeError| Failure::from(reason).seen_in(Phase::ServerHelloDone);
        let request = msgs::CertificateRequest::decode(&message.body).map_err(refused)?;
        if request.authorities.iter().any(|name| Name::check_whole(name).is_err()) {
            return Err(refused(DecodeError::BadValue));
        }
        debug_line!(
            cx.output.log(),
            Info,
            "server asks for a certificate: {:?}, {} schemes, {} authorities",
            request.types,
            request.schemes.len(),
            request.authorities.len()
        );
        let requested = Requested { types: request.types, schemes: request.schemes };
        cx.transcript.add(&message);
        Ok(Outcome::Next(self.next(Some(requested)).into()))
    }
}

impl CertificateRequest {
    fn next(self, requested: Option<Requested>) -> ServerHelloDone {
        ServerHelloDone { negotiated: self.negotiated, server: self.server, share: self.share, requested }
    }
}

/// The end of the server's flight is due.
#[derive(Debug)]
pub struct ServerHelloDone {
    negotiated: Negotiated,
    server: VerifiedPeer,
    share: Option<ServerShare>,
    requested: Option<Requested>,
}

impl Stage for ServerHelloDone {
    const PHASE: Phase = Phase::ServerHelloDone;

    fn wants(&self) -> Wants {
        Wants::Message
    }

    fn handle(self, cx: &mut Context<'_>, incoming: Incoming) -> Result<Outcome, Failure> {
        let message = wire::message(incoming)?;
        if message.kind != HandshakeType::SERVER_HELLO_DONE {
            debug_line!(cx.output.log(), Error, "{:?} in the place of a ServerHelloDone", message.kind);
            return Err(Error::Decode(DecodeError::OtherMessage).into());
        }
        msgs::ServerHelloDone::decode(&message.body)?;
        cx.transcript.add(&message);
        cx.output.flight_received();
        let Self { negotiated, server, share, requested } = self;
        Ok(Outcome::Next(ClientCertificate { negotiated, server, share, requested }.into()))
    }
}
