use super::backend::{ecdsa, rsa, rsa_der};
use super::{
    EcCurve, HashAlgorithm, KeyKind, PublicKey, Random, RsaComponents, RsaParts, SignatureAlgorithm,
};
use crate::error::CryptoError;
use core::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A private key that makes signatures. Clones share one copy of the key material.
///
/// RSA signing is blinded and checked before the result leaves; nonces of ECDSA come from the key, the message and
/// the system's random generator together. There is no decryption.
#[derive(Clone)]
pub struct PrivateKey {
    inner: Inner,
    /// The only ways to sign, if not all are allowed.
    allowed: Option<Arc<[SignatureAlgorithm]>>,
}

#[derive(Clone)]
enum Inner {
    Rsa(Arc<rsa::PrivateKey>),
    Ec(Arc<ecdsa::PrivateKey>),
    Elsewhere(PublicKey),
    Unfit(PublicKey),
}

impl PrivateKey {
    /// Reads a PKCS #1 `RSAPrivateKey` with two primes (RFC 8017 §A.1.2). Fails with [`CryptoError::BadKey`] if it is
    /// malformed, its numbers do not belong together, or its public part is out of the bounds of
    /// [`PublicKey::from_rsa_der`].
    pub fn from_rsa_der(pkcs1_private_key_der: &[u8]) -> Result<Self, CryptoError> {
        Ok(Self::of_rsa(rsa::PrivateKey::from_der(pkcs1_private_key_der)?))
    }

    /// Makes an RSA key of some of its numbers: of `p`, `q` and `e`, or of `n`, `e` and `d`; what is given beyond that
    /// has to fit.
    ///
    /// Fails with [`CryptoError::BadKey`] if too few are given, they do not belong together, or the public part is out
    /// of the bounds of [`PublicKey::from_rsa_der`].
    pub fn from_rsa_components(parts: &RsaParts<'_>) -> Result<Self, CryptoError> {
        Ok(Self::of_rsa(rsa::PrivateKey::from_parts(parts)?))
    }

    /// Generates an RSA key with two primes, from nothing but `random`. It takes a while: seconds for long keys.
    ///
    /// Fails with [`CryptoError::Unsupported`] if `bits` is odd or outside 1024 to 8192, or `exponent` is even or below
    /// 3, and with [`CryptoError::Random`] if the generator fails or repeats itself.
    pub fn generate_rsa(bits: usize, exponent: u32, random: &mut dyn Random) -> Result<Self, CryptoError> {
        Ok(Self::of_rsa(rsa::PrivateKey::generate(bits, exponent, random)?))
    }

    /// Generates a key on a curve, from nothing but `random`.
    ///
    /// Fails with [`CryptoError::Random`] if the generator fails or gives no number that is a scalar of the curve.
    pub fn generate_ec(curve: EcCurve, random: &mut dyn Random) -> Result<Self, CryptoError> {
        Ok(Self::of(Inner::Ec(Arc::new(ecdsa::PrivateKey::generate(curve, random)?))))
    }

    /// Makes a key of its big-endian scalar, as long as the curve's order or shorter, and checks the public point if
    /// one is given. Fails with [`CryptoError::BadKey`] if the scalar is zero or not below the order, or the point
    /// is not the scalar's.
    pub fn from_ec_scalar(curve: EcCurve, scalar: &[u8], public: Option<&[u8]>) -> Result<Self, CryptoError> {
        let key = Self::of(Inner::Ec(Arc::new(ecdsa::PrivateKey::from_scalar(curve, scalar)?)));
        if let Some(public) = public
            && PublicKey::from_ec_point(curve, public)? != key.public_key()
        {
            return Err(CryptoError::BadKey);
        }
        Ok(key)
    }

    /// Stands for a private key that is not here, by its public half. Whoever holds it makes ECDSA and RSASSA-PKCS1-v1_5;
    /// here nothing is signed with it: every attempt fails with [`CryptoError::BadKey`].
    pub fn elsewhere(public: PublicKey) -> Self {
        let algorithms = HashAlgorithm::ALL.iter().map(|hash| match public.kind() {
            KeyKind::Rsa { .. } => SignatureAlgorithm::RsaPkcs1(*hash),
            KeyKind::Ec(_) => SignatureAlgorithm::Ecdsa(*hash),
        });
        let allowed = Some(algorithms.collect());
        Self { inner: Inner::Elsewhere(public), allowed }
    }

    /// Stands for an RSA key whose numbers contradict each other, by its public half. A signature made with them would
    /// give the key away, and would not verify: every attempt fails with [`CryptoError::BadRsaSignature`].
    pub fn unfit(public: PublicKey) -> Self {
        Self::of(Inner::Unfit(public))
    }

    /// Whether the key is not here.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.inner, Inner::Elsewhere(_))
    }

    /// Whether the key is one of [`PrivateKey::unfit`].
    pub fn is_unfit(&self) -> bool {
        matches!(self.inner, Inner::Unfit(_))
    }

    /// What the key is.
    pub fn kind(&self) -> KeyKind {
        match &self.inner {
            Inner::Rsa(key) => KeyKind::Rsa { bits: key.public_key().bits() },
            Inner::Ec(key) => KeyKind::Ec(key.public_key().curve()),
            Inner::Elsewhere(public) | Inner::Unfit(public) => public.kind(),
        }
    }

    /// The public half.
    pub fn public_key(&self) -> PublicKey {
        match &self.inner {
            Inner::Rsa(key) => PublicKey::rsa(key.public_key().clone()),
            Inner::Ec(key) => PublicKey::ec(key.public_key().clone()),
            Inner::Elsewhere(public) | Inner::Unfit(public) => public.clone(),
        }
    }

    /// The same key, which signs messages and digests by these algorithms only.
    pub fn limited_to(&self, algorithms: Vec<SignatureAlgorithm>) -> Self {
        Self { inner: self.inner.clone(), allowed: Some(algorithms.into()) }
    }

    /// Whether the key is of the algorithm's kind and not kept from signing by it.
    pub fn can_sign(&self, algorithm: SignatureAlgorithm) -> bool {
        algorithm.fits(self.kind())
            && self.allowed.as_ref().is_none_or(|allowed| allowed.contains(&algorithm))
    }

    /// Signs `message`.
    ///
    /// Fails with [`CryptoError::BadKey`] if the key cannot sign by the algorithm or is too short for it, and with
    /// [`CryptoError::Random`] if the system's generator fails.
    pub fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.check_kind(algorithm)?;
        match &self.inner {
            Inner::Rsa(key) => key.sign(algorithm, message),
            Inner::Ec(key) => key.sign(algorithm.hash(), message),
            Inner::Elsewhere(_) => Err(CryptoError::BadKey),
            Inner::Unfit(_) => Err(CryptoError::BadRsaSignature),
        }
    }

    /// Signs a message of which only the hash is at hand. Fails as [`PrivateKey::sign`] does, and with
    /// [`CryptoError::Unsupported`] if the digest is not as long as the algorithm's hash.
    pub fn sign_digest(&self, algorithm: SignatureAlgorithm, digest: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.check_kind(algorithm)?;
        if digest.len() != algorithm.hash().output_len() {
            return Err(CryptoError::Unsupported);
        }
        match &self.inner {
            Inner::Rsa(key) => key.sign_digest(algorithm, digest),
            Inner::Ec(key) => key.sign_digest(digest),
            Inner::Elsewhere(_) => Err(CryptoError::BadKey),
            Inner::Unfit(_) => Err(CryptoError::BadRsaSignature),
        }
    }

    /// Signs by RSASSA-PKCS1-v1_5 with `content` itself in the place of the `DigestInfo` (RFC 8017 §9.2 without its
    /// steps 1 and 2).
    ///
    /// Fails with [`CryptoError::BadKey`] if the key is not RSA or too short for it, and with [`CryptoError::Random`] if
    /// the system's generator fails.
    pub fn sign_rsa_pkcs1_raw(&self, content: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let Inner::Rsa(key) = &self.inner else { return Err(CryptoError::BadKey) };
        key.sign_raw(content)
    }

    /// Signs a hash of any length by ECDSA: of a longer one as many leftmost bits count as the curve's order has
    /// (FIPS 186-5 §6.4.1).
    ///
    /// Fails with [`CryptoError::BadKey`] if the key is not on a curve, and with [`CryptoError::Random`] if the system's
    /// generator fails.
    pub fn sign_ecdsa_hash(&self, hash: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let Inner::Ec(key) = &self.inner else { return Err(CryptoError::BadKey) };
        key.sign_digest(hash)
    }

    /// Signs as [`PrivateKey::sign_ecdsa_hash`] does, with a nonce that follows from the key and the hash over
    /// `algorithm` (RFC 6979 §3.2): the same hash always gets the same signature.
    ///
    /// Fails with [`CryptoError::BadKey`] if the key is not on a curve.
    pub fn sign_ecdsa_deterministic(
        &self,
        algorithm: HashAlgorithm,
        hash: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let Inner::Ec(key) = &self.inner else { return Err(CryptoError::BadKey) };
        Ok(key.sign_deterministic(algorithm, hash))
    }

    /// The numbers of an RSA key.
    pub fn rsa_components(&self) -> Option<RsaComponents> {
        match &self.inner {
            Inner::Rsa(key) => key.components(),
            Inner::Ec(_) | Inner::Elsewhere(_) | Inner::Unfit(_) => None,
        }
    }

    /// An RSA key as PKCS #1 `RSAPrivateKey` (RFC 8017 §A.1.2).
    pub fn rsa_der(&self) -> Option<Zeroizing<Vec<u8>>> {
        self.rsa_components().map(|numbers| rsa_der::write_private_key(&numbers))
    }

    /// The curve of a key on one, and its scalar, big-endian and as long as the curve's field.
    pub fn ec_scalar(&self) -> Option<(EcCurve, Zeroizing<Vec<u8>>)> {
        match &self.inner {
            Inner::Rsa(_) | Inner::Elsewhere(_) | Inner::Unfit(_) => None,
            Inner::Ec(key) => Some((key.public_key().curve(), key.scalar())),
        }
    }

    fn of_rsa(key: rsa::PrivateKey) -> Self {
        Self::of(Inner::Rsa(Arc::new(key)))
    }

    fn of(inner: Inner) -> Self {
        Self { inner, allowed: None }
    }

    fn check_kind(&self, algorithm: SignatureAlgorithm) -> Result<(), CryptoError> {
        if self.can_sign(algorithm) { Ok(()) } else { Err(CryptoError::BadKey) }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({:?})", self.kind())
    }
}
