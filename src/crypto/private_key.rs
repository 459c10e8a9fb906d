use super::backend::{ecdsa_p256, ecdsa_p384, rsa};
use super::{EcCurve, KeyKind, PublicKey, SignatureAlgorithm};
use crate::error::CryptoError;
use core::fmt;
use std::sync::Arc;

/// A private key that makes signatures. Clones share one copy of the key material.
///
/// RSA signing is blinded and checked before the result leaves; nonces of ECDSA come from the key, the message and
/// the system's random generator together. There is no decryption.
#[derive(Clone)]
pub struct PrivateKey(Arc<Inner>);

enum Inner {
    Rsa(rsa::PrivateKey),
    P256(ecdsa_p256::PrivateKey),
    P384(ecdsa_p384::PrivateKey),
}

impl PrivateKey {
    /// Reads a PKCS #1 `RSAPrivateKey` with two primes (RFC 8017 §A.1.2). Fails with [`CryptoError::BadKey`] if it is
    /// malformed, its numbers do not belong together, or its public part is out of the bounds of
    /// [`PublicKey::from_rsa_der`].
    pub fn from_rsa_der(pkcs1_private_key_der: &[u8]) -> Result<Self, CryptoError> {
        Ok(Self(Arc::new(Inner::Rsa(rsa::PrivateKey::from_der(pkcs1_private_key_der)?))))
    }

    /// Makes a key of its big-endian scalar, as long as the curve's order or shorter, and checks the public point if
    /// one is given. Fails with [`CryptoError::BadKey`] if the scalar is zero or not below the order, or the point
    /// is not the scalar's.
    pub fn from_ec_scalar(curve: EcCurve, scalar: &[u8], public: Option<&[u8]>) -> Result<Self, CryptoError> {
        let key = match curve {
            EcCurve::P256 => Inner::P256(ecdsa_p256::PrivateKey::from_scalar(scalar)?),
            EcCurve::P384 => Inner::P384(ecdsa_p384::PrivateKey::from_scalar(scalar)?),
        };
        let key = Self(Arc::new(key));
        if let Some(public) = public
            && PublicKey::from_ec_point(curve, public)? != key.public_key()
        {
            return Err(CryptoError::BadKey);
        }
        Ok(key)
    }

    /// What the key is.
    pub fn kind(&self) -> KeyKind {
        match &*self.0 {
            Inner::Rsa(key) => KeyKind::Rsa { bits: key.public_key().bits() },
            Inner::P256(_) => KeyKind::Ec(EcCurve::P256),
            Inner::P384(_) => KeyKind::Ec(EcCurve::P384),
        }
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        match &*self.0 {
            Inner::Rsa(key) => PublicKey::rsa(key.public_key().clone()),
            Inner::P256(key) => PublicKey::p256(key.public_key().clone()),
            Inner::P384(key) => PublicKey::p384(key.public_key().clone()),
        }
    }

    /// Signs `message`.
    ///
    /// Fails with [`CryptoError::BadKey`] if the key is not of the algorithm's kind or too short for it, and with
    /// [`CryptoError::Random`] if the system's generator fails.
    pub fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.check_kind(algorithm)?;
        match &*self.0 {
            Inner::Rsa(key) => key.sign(algorithm, message),
            Inner::P256(key) => key.sign(algorithm.hash(), message),
            Inner::P384(key) => key.sign(algorithm.hash(), message),
        }
    }

    /// Signs a message of which only the hash is at hand. Fails as [`PrivateKey::sign`] does, and with
    /// [`CryptoError::Unsupported`] if the digest is not as long as the algorithm's hash.
    pub fn sign_digest(&self, algorithm: SignatureAlgorithm, digest: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.check_kind(algorithm)?;
        if digest.len() != algorithm.hash().output_len() {
            return Err(CryptoError::Unsupported);
        }
        match &*self.0 {
            Inner::Rsa(key) => key.sign_digest(algorithm, digest),
            Inner::P256(key) => key.sign_digest(digest),
            Inner::P384(key) => key.sign_digest(digest),
        }
    }

    fn check_kind(&self, algorithm: SignatureAlgorithm) -> Result<(), CryptoError> {
        if algorithm.fits(self.kind()) { Ok(()) } else { Err(CryptoError::BadKey) }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({:?})", self.kind())
    }
}
