//! The rest of the client's flight before its keys change: its key share, its signature.

use super::ExpectChangeCipherSpec;
use super::client_certificate::Client;
use crate::codec::HandshakeType;
use crate::crypto::{EphemeralKey, Secret, SuiteInfo, constant_time_eq};
use crate::debug_line;
use crate::error::{Error, HandshakeFailure, Result};
use crate::handshake::negotiated::Negotiated;
use crate::handshake::proof::{VerifiedPeer, VerifiedSignature, share_error};
use crate::handshake::stage::Stage;
use crate::handshake::unproven::Unproven;
use crate::handshake::{
    Answer, Context, Failure, Incoming, Message, Need, Outcome, Phase, Wants, negotiate, wire,
};
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
        // As the original, which tells the peer nothing of a fault in this message.
        let message = wire::expect(incoming, HandshakeType::CLIENT_KEY_EXCHANGE).map_err(Failure::silent)?;
        let exchange = msgs::ClientKeyExchange::decode(&message.body, self.negotiated.form())
            .map_err(Failure::silent)?;
        match exchange.psk_identity {
            Some(identity) if cx.config.look_up_psk => {
                let need = Need::LookUpPsk(identity.to_vec());
                Ok(Outcome::Pause(LookUpPsk { exchange: self, message }.into(), need))
            }
            identity => {
                let known = identity.is_none_or(|identity| is_configured(cx, identity));
                self.agree(cx, &message, known)
            }
        }
    }
}

/// Compares a client's identity with the configured one.
fn is_configured(cx: &Context<'_>, identity: &[u8]) -> bool {
    cx.config.psk.as_ref().is_some_and(|psk| constant_time_eq(&psk.identity, identity))
}

impl ClientKeyExchange {
    /// Makes the master secret, if the client is known.
    fn agree(self, cx: &mut Context<'_>, message: &Message, known: bool) -> Result<Outcome, Failure> {
        if !known {
            debug_line!(cx.output.log(), Error, "no pre-shared key for the client's identity");
            return Err(Error::UnknownPskIdentity.into());
        }
        let Self { mut negotiated, own, client } = self;
        let exchange =
            msgs::ClientKeyExchange::decode(&message.body, negotiated.form()).map_err(Failure::silent)?;
        let psk = exchange
            .psk_identity
            .map(|_| psk_key(cx, negotiated.suite))
            .transpose()
            .map_err(Failure::silent)?;
        let premaster = match exchange.ecjpake {
            // As the original, to whom all that is wrong here is one.
            Some(key) => (negotiated.take_ecjpake()?.agree(&key.to_share()))
                .map(PremasterSecret::ecjpake)
                .map_err(|_| HandshakeFailure::EcJpake.into()),
            None => premaster(psk, own.zip(exchange.point)),
        };
        let premaster = premaster.map_err(Failure::silent)?;
        // The session hash ends with this message (RFC 7627 §3).
        cx.transcript.add(message);
        let master = negotiated.master_secret(premaster, cx.transcript)?;
        negotiated.export(cx, &master, Self::PHASE);
        Ok(Outcome::Next(CertificateVerify { negotiated, client, master }.into()))
    }
}

fn psk_key<'a>(cx: &Context<'a>, suite: &SuiteInfo) -> Result<&'a Secret> {
    negotiate::check_psk_policy(cx, suite)?;
    cx.settings.psk_key(cx.config).ok_or(Error::Internal("PSK identity without a key"))
}

/// The application looks for the client's pre-shared key.
#[derive(Debug)]
pub struct LookUpPsk {
    exchange: ClientKeyExchange,
    message: Message,
}

impl Stage for LookUpPsk {
    const PHASE: Phase = Phase::ClientKeyExchange;

    fn wants(&self) -> Wants {
        Wants::Answer
    }

    fn resume(self, cx: &mut Context<'_>, answer: Answer) -> Result<Outcome, Failure> {
        let Answer::PskLookedUp(known) = answer else {
            return Err(Failure::silent(Error::Internal("the answer is not to the need")));
        };
        self.exchange.agree(cx, &self.message, known)
    }
}

fn premaster(psk: Option<&Secret>, ecdhe: Option<(EphemeralKey, &[u8])>) -> Result<PremasterSecret> {
    let shared = ecdhe
        .map(|(own, point)| own.agree(point))
        .transpose()
        .map_err(|error| share_error(error, Role::Client))?;
    match (psk, shared) {
        (None, Some(shared)) => Ok(PremasterSecret::ecdhe(shared)),
        (Some(psk), Some(shared)) => Ok(PremasterSecret::ecdhe_psk(&shared, psk.as_bytes())),
        (Some(psk), None) => Ok(PremasterSecret::psk(psk.as_bytes())),
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
        // As the original, which tells the peer nothing of a fault in this message, and counts on before it looks.
        let refused = |error: Error| Failure::silent(error).seen_in(Phase::ClientChangeCipherSpec);
        let message = wire::expect(incoming, HandshakeType::CERTIFICATE_VERIFY).map_err(refused)?;
        let Client::Unproven(checked) = self.client else {
            return Err(refused(Error::UnexpectedMessage(message.kind)));
        };
        let verify =
            msgs::CertificateVerify::decode(&message.body).map_err(|reason| refused(reason.into()))?;
        let proof = VerifiedSignature::check(cx, checked.key(), &verify.signed, cx.transcript.bytes())
            .map_err(refused)?;
        debug_line!(cx.output.log(), Info, "client signed the handshake by {:?}", verify.signed.scheme);
        cx.transcript.add(&message);
        cx.transcript.forget_bytes();
        Ok(next(self.negotiated, VerifiedPeer::with_certificate(checked, proof), self.master))
    }
}

fn next(negotiated: Negotiated, peer: VerifiedPeer, master: MasterSecret) -> Outcome {
    let unproven = Unproven { role: Role::Server, negotiated, peer, master };
    Outcome::Next(ExpectChangeCipherSpec { unproven }.into())
}
