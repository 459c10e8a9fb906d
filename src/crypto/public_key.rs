use super::backend::{ecdsa, rsa};
use super::{EcCurve, KeyKind, SignatureAlgorithm};
use crate::error::CryptoError;

/// A public key that verifies signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(Inner);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Inner {
    Rsa(rsa::PublicKey),
    Ec(ecdsa::PublicKey),
}

impl PublicKey {
    /// Reads a PKCS #1 `RSAPublicKey` (RFC 8017 §A.1.1), which is what an RSA SubjectPublicKeyInfo wraps.
    ///
    /// Fails with [`CryptoError::BadKey`] if it is malformed, the modulus is even or outside 512 to 8192 bits, or the
    /// exponent is even or outside 3 to 2³³ − 1.
    pub fn from_rsa_der(pkcs1_rsa_public_key_der: &[u8]) -> Result<Self, CryptoError> {
        rsa::PublicKey::from_der(pkcs1_rsa_public_key_der).map(Inner::Rsa).map(Self)
    }

    /// Makes an RSA key of its modulus and exponent, big-endian with or without leading zeros, within the bounds of
    /// [`PublicKey::from_rsa_der`]; otherwise fails with [`CryptoError::BadKey`].
    pub fn from_rsa_components(n: &[u8], e: &[u8]) -> Result<Self, CryptoError> {
        rsa::PublicKey::from_numbers(n, e).map(Inner::Rsa).map(Self)
    }

    /// Reads a point in uncompressed or compressed form (SEC 1 §2.3.3). Fails with [`CryptoError::BadKey`] if it is
    /// malformed, not on the curve, or the point at infinity.
    pub fn from_ec_point(curve: EcCurve, point: &[u8]) -> Result<Self, CryptoError> {
        ecdsa::PublicKey::from_point(curve, point).map(Inner::Ec).map(Self)
    }

    /// What the key is.
    pub fn kind(&self) -> KeyKind {
        match &self.0 {
            Inner::Rsa(key) => KeyKind::Rsa { bits: key.bits() },
            Inner::Ec(key) => KeyKind::Ec(key.curve()),
        }
    }

    /// The point, uncompressed, of a key on a curve.
    pub fn ec_point(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Rsa(_) => None,
            Inner::Ec(key) => Some(key.point()),
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
            Inner::Ec(key) => key.verify(algorithm.hash(), message, signature),
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
                Inner::Ec(key) => key.verify_digest(digest, signature),
            };
        if verified { Ok(()) } else { Err(algorithm.bad_signature()) }
    }

    /// Verifies an RSASSA-PKCS1-v1_5 signature in which `content` itself stands where the `DigestInfo` usually does
    /// (RFC 8017 §9.2 without its steps 1 and 2).
    ///
    /// Fails with [`CryptoError::BadRsaSignature`] if it does not verify, and with [`CryptoError::BadKey`] if the key
    /// is not RSA.
    pub fn verify_rsa_pkcs1_raw(&self, content: &[u8], signature: &[u8]) -> Result<(), CryptoError> {
        let Inner::Rsa(key) = &self.0 else { return Err(CryptoError::BadKey) };
        if key.verify_raw(content, signature) { Ok(()) } else { Err(CryptoError::BadRsaSignature) }
    }

    /// Verifies an ECDSA signature over a hash of any length: of a longer one as many leftmost bits count as the
    /// curve's order has (FIPS 186-5 §6.4.1).
    ///
    /// Fails with [`CryptoError::BadEcdsaSignature`] if it does not verify, and with [`CryptoError::BadKey`] if the
    /// key is not on a curve.
    pub fn verify_ecdsa_hash(&self, hash: &[u8], signature: &[u8]) -> Result<(), CryptoError> {
        let Inner::Ec(key) = &self.0 else { return Err(CryptoError::BadKey) };
        if key.verify_digest(hash, signature) { Ok(()) } else { Err(CryptoError::BadEcdsaSignature) }
    }

    fn check_kind(&self, algorithm: SignatureAlgorithm) -> Result<(), CryptoError> {
        if algorithm.fits(self.kind()) { Ok(()) } else { Err(CryptoError::BadKey) }
    }

    pub(super) fn rsa(key: rsa::PublicKey) -> Self {
        Self(Inner::Rsa(key))
    }

    pub(super) fn ec(key: ecdsa::PublicKey) -> Self {
        Self(Inner::Ec(key))
    }
}
