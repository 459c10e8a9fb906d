use super::backend::{ecdsa_p256, ecdsa_p384, rsa};
use super::{EcCurve, KeyKind, SignatureAlgorithm};
use crate::error::CryptoError;

/// A public key that verifies signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(Inner);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Inner {
    Rsa(rsa::PublicKey),
    P256(ecdsa_p256::PublicKey),
    P384(ecdsa_p384::PublicKey),
}

impl PublicKey {
    /// Reads a PKCS #1 `RSAPublicKey` (RFC 8017 §A.1.1), which is what an RSA SubjectPublicKeyInfo wraps.
    ///
    /// Fails with [`CryptoError::BadKey`] if it is malformed, the modulus is even or outside 512 to 8192 bits, or the
    /// exponent is even or outside 3 to 2³³ − 1.
    pub fn from_rsa_der(pkcs1_rsa_public_key_der: &[u8]) -> Result<Self, CryptoError> {
        rsa::PublicKey::from_der(pkcs1_rsa_public_key_der).map(Inner::Rsa).map(Self)
    }

    /// Reads a point in uncompressed or compressed form (SEC 1 §2.3.3). Fails with [`CryptoError::BadKey`] if it is
    /// malformed, not on the curve, or the point at infinity.
    pub fn from_ec_point(curve: EcCurve, point: &[u8]) -> Result<Self, CryptoError> {
        Ok(Self(match curve {
            EcCurve::P256 => Inner::P256(ecdsa_p256::PublicKey::from_point(point)?),
            EcCurve::P384 => Inner::P384(ecdsa_p384::PublicKey::from_point(point)?),
        }))
    }

    /// What the key is.
    pub fn kind(&self) -> KeyKind {
        match &self.0 {
            Inner::Rsa(key) => KeyKind::Rsa { bits: key.bits() },
            Inner::P256(_) => KeyKind::Ec(EcCurve::P256),
            Inner::P384(_) => KeyKind::Ec(EcCurve::P384),
        }
    }

    /// The point, uncompressed, of a key on a curve.
    pub fn ec_point(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Rsa(_) => None,
            Inner::P256(key) => Some(key.point()),
            Inner::P384(key) => Some(key.point()),
        }
    }

    /// The modulus of an RSA key, big-endian without leading zeros.
    pub fn rsa_modulus(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Rsa(key) => Some(key.modulus()),
            _ => None,
        }
    }

    /// The public exponent of an RSA key, big-endian without leading zeros.
    pub fn rsa_exponent(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Rsa(key) => Some(key.exponent()),
            _ => None,
        }
    }

    /// Verifies a signature over `message`.
    ///
    /// Fails with [`CryptoError::BadRsaSignature`] or [`CryptoError::BadEcdsaSignature`] if it does not verify, and
    /// with [`CryptoError::BadKey`] if the key is not of the algorithm's kind.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        self.check_kind(algorithm)?;
        let verified = match &self.0 {
            Inner::Rsa(key) => key.verify(algorithm, message, signature),
            Inner::P256(key) => key.verify(algorithm.hash(), message, signature),
            Inner::P384(key) => key.verify(algorithm.hash(), message, signature),
        };
        if verified { Ok(()) } else { Err(algorithm.bad_signature()) }
    }

    /// Verifies a signature over a message of which only the hash is at hand.
    ///
    /// Fails as [`PublicKey::verify`] does; a digest that is not as long as the algorithm's hash does not verify.
    pub fn verify_digest(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), CryptoError> {
        self.check_kind(algorithm)?;
        let verified = digest.len() == algorithm.hash().output_len()
            && match &self.0 {
                Inner::Rsa(key) => key.verify_digest(algorithm, digest, signature),
                Inner::P256(key) => key.verify_digest(digest, signature),
                Inner::P384(key) => key.verify_digest(digest, signature),
            };
        if verified { Ok(()) } else { Err(algorithm.bad_signature()) }
    }

    fn check_kind(&self, algorithm: SignatureAlgorithm) -> Result<(), CryptoError> {
        if algorithm.fits(self.kind()) { Ok(()) } else { Err(CryptoError::BadKey) }
    }

    pub(super) fn rsa(key: rsa::PublicKey) -> Self {
        Self(Inner::Rsa(key))
    }

    pub(super) fn p256(key: ecdsa_p256::PublicKey) -> Self {
        Self(Inner::P256(key))
    }

    pub(super) fn p384(key: ecdsa_p384::PublicKey) -> Self {
        Self(Inner::P384(key))
    }
}
