//! Values that stand for checks that were made. A later state owns them, so it cannot be reached without the checks.

use super::{Context, Transcript};
use crate::codec::SignatureScheme;
use crate::crypto::{KeyExchange, PublicKey, SignatureAlgorithm, constant_time_eq};
use crate::error::{CryptoError, DecodeError, Error, Result};
use crate::keys::{MasterSecret, Role, VERIFY_DATA_LEN};
use crate::msgs::{DigitallySigned, Finished};
use crate::pki::Certificate;
use crate::session::Session;
use std::sync::Arc;

/// The peer's certificates after the path check: trusted, or let pass by the policy. That the peer holds the key is
/// not yet known.
#[derive(Debug)]
pub(super) struct CheckedChain {
    chain: Arc<[Certificate]>,
    key: PublicKey,
    flags: u32,
}

impl CheckedChain {
    /// Only the path check makes one.
    pub(super) fn new(chain: Arc<[Certificate]>, key: PublicKey, flags: u32) -> Self {
        Self { chain, key, flags }
    }

    /// The key of the leaf.
    pub(super) fn key(&self) -> &PublicKey {
        &self.key
    }
}

/// A signature of the peer that verified under the key of its leaf certificate.
#[derive(Debug)]
pub(super) struct VerifiedSignature(());

impl VerifiedSignature {
    /// Checks a signature over `signed`.
    ///
    /// The scheme must be one that we offered and must fit the key: neither follows from the other (Mbed TLS
    /// CVE-2026-25834 was the first check missing).
    pub(super) fn check(
        cx: &Context<'_>,
        key: &PublicKey,
        signature: &DigitallySigned<'_>,
        signed: &[u8],
    ) -> Result<Self> {
        let algorithm = offered_algorithm(cx, key, signature.scheme).ok_or(Error::IllegalParameter(
            "signature scheme that was not offered or does not fit the key",
        ))?;
        key.verify(algorithm, signed, signature.signature)?;
        Ok(Self(()))
    }
}

fn offered_algorithm(
    cx: &Context<'_>,
    key: &PublicKey,
    scheme: SignatureScheme,
) -> Option<SignatureAlgorithm> {
    let offered = cx.config.signature_schemes.contains(&scheme);
    let algorithm = SignatureAlgorithm::try_from(scheme).ok()?;
    (offered && algorithm.fits(key.kind())).then_some(algorithm)
}

/// Who the peer is, as far as the key exchange and the policy ask.
#[derive(Debug)]
pub(super) struct VerifiedPeer {
    chain: Option<Arc<[Certificate]>>,
    flags: u32,
}

impl VerifiedPeer {
    /// The peer showed certificates and proved that it holds the key of the first.
    pub(super) fn with_certificate(checked: CheckedChain, VerifiedSignature(()): VerifiedSignature) -> Self {
        Self { chain: Some(checked.chain), flags: checked.flags }
    }

    /// The peer is known by a pre-shared key or a password alone, which only its Finished proves.
    pub(super) fn by_shared_secret(exchange: KeyExchange) -> Result<Self> {
        if exchange.uses_shared_secret() {
            Ok(Self { chain: None, flags: 0 })
        } else {
            Err(Error::Internal("peer without certificate or shared secret"))
        }
    }

    /// A client that the policy allows to stay unknown; `flags` say why no certificate was checked.
    pub(super) fn anonymous_client(flags: u32) -> Self {
        Self { chain: None, flags }
    }

    /// The peer of a session that is resumed: whoever has its master secret is that peer, as the Finished proves.
    pub(super) fn of_session(session: &Session) -> Self {
        Self { chain: session.peer_chain.clone(), flags: session.verify_result }
    }

    /// The peer's certificates, leaf first.
    pub(super) fn chain(&self) -> Option<Arc<[Certificate]>> {
        self.chain.clone()
    }

    /// Flags that the check of its certificates left.
    pub(super) fn flags(&self) -> u32 {
        self.flags
    }
}

/// The peer's Finished fits the handshake that we saw.
#[derive(Debug)]
pub(super) struct VerifiedFinished {
    verify_data: [u8; VERIFY_DATA_LEN],
}

impl VerifiedFinished {
    /// Compares the peer's Finished with what the transcript before it demands (RFC 5246 §7.4.9).
    pub(super) fn check(
        master: &MasterSecret,
        sender: Role,
        transcript: &Transcript,
        body: &[u8],
    ) -> Result<Self> {
        let finished = Finished::decode(body)?;
        let expected = verify_data(master, sender, transcript)?;
        if constant_time_eq(&finished.verify_data, &expected) {
            Ok(Self { verify_data: expected })
        } else {
            Err(Error::BadFinished)
        }
    }

    pub(super) fn verify_data(&self) -> [u8; VERIFY_DATA_LEN] {
        self.verify_data
    }
}

/// The verify_data of a Finished that `sender` sends after the messages in the transcript.
pub(super) fn verify_data(
    master: &MasterSecret,
    sender: Role,
    transcript: &Transcript,
) -> Result<[u8; VERIFY_DATA_LEN]> {
    let hash = transcript.current_hash().ok_or(Error::Internal("transcript without a hash"))?;
    Ok(master.verify_data(sender, hash.as_ref()))
}

/// The error of an ECDH share that is no valid point: programs of Mbed TLS know it from a client as a message that
/// cannot be decoded, from a server as an illegal parameter.
pub(super) fn share_error(error: CryptoError, from: Role) -> Error {
    match (error, from) {
        (CryptoError::BadKeyShare, Role::Client) => Error::Decode(DecodeError::BadValue),
        (CryptoError::BadKeyShare, Role::Server) => {
            Error::IllegalParameter("ECDHE share that is no valid point")
        }
        (other, _) => Error::Crypto(other),
    }
}
