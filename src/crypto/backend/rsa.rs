//! RSA signatures: ring for messages and keys that it takes, the rsa crate for the rest, always blinded.

use super::super::{
    HashAlgorithm, Random, RsaComponents, RsaParts, SignatureAlgorithm, SystemRandom, digest,
};
use super::{pss, rsa_der, rsa_numbers};
use crate::error::CryptoError;
use core::fmt;
use ring::rsa::KeyPairComponents;
use ring::signature::{self as ring_signature, RsaKeyPair, RsaParameters, RsaPublicKeyComponents};
use rsa::BoxedUint;
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use zeroize::Zeroizing;

/// The shortest modulus, in bits, that is looked at. What a peer's key must have is a matter of the profile.
pub(super) const MIN_MODULUS_BITS: usize = 512;

/// The longest modulus, in bits: what a peer's key may cost is bounded by it. Mbed TLS has the same bound.
pub(super) const MAX_MODULUS_BITS: usize = 8192;

/// The shortest modulus that ring verifies with.
const RING_MIN_MODULUS_BITS: usize = 2048;

/// The shortest modulus that ring verifies with under its constants for old peers.
const RING_LEGACY_MIN_MODULUS_BITS: usize = 1024;

/// Modulus and exponent, big-endian without leading zeros, within the bounds above.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::crypto) struct PublicKey {
    modulus: Box<[u8]>,
    exponent: Box<[u8]>,
}

impl PublicKey {
    pub(in crate::crypto) fn from_der(der: &[u8]) -> Result<Self, CryptoError> {
        let numbers = rsa_der::read_public_key(der)?;
        Self::from_numbers(numbers.modulus, numbers.exponent)
    }

    pub(in crate::crypto) fn from_numbers(modulus: &[u8], exponent: &[u8]) -> Result<Self, CryptoError> {
        let key = Self { modulus: significant(modulus).into(), exponent: significant(exponent).into() };
        // 3 is the least odd exponent that the crate's lower bound of 2 lets through.
        key.to_crate().ok_or(CryptoError::BadKey).map(|_| key)
    }

    pub(in crate::crypto) fn bits(&self) -> usize {
        8 * self.modulus.len() - self.modulus.first().map_or(0, |first| first.leading_zeros() as usize)
    }

    pub(in crate::crypto) fn modulus(&self) -> &[u8] {
        &self.modulus
    }

    pub(in crate::crypto) fn exponent(&self) -> &[u8] {
        &self.exponent
    }

    pub(in crate::crypto) fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        match ring_parameters(algorithm, self.bits()) {
            Some(parameters) => RsaPublicKeyComponents { n: &self.modulus, e: &self.exponent }
                .verify(parameters, message, signature)
                .is_ok(),
            None => self.verify_digest(algorithm, digest(algorithm.hash(), &[message]).as_ref(), signature),
        }
    }

    pub(in crate::crypto) fn verify_digest(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> bool {
        let Some(key) = self.to_crate() else { return false };
        match algorithm {
            SignatureAlgorithm::Ecdsa(_) => false,
            // RFC 8017 §8.2.2: the expected encoding is made and compared whole, so there is nothing to parse.
            SignatureAlgorithm::RsaPkcs1(hash) => {
                let len = self.modulus.len();
                encode_pkcs1(hash, digest, len)
                    .is_some_and(|em| open_signature(&key, signature, len) == Some(em))
            }
            SignatureAlgorithm::RsaPss { hash, mgf1_hash, salt_len } => {
                let em_bits = self.bits() - 1;
                open_signature(&key, signature, em_bits.div_ceil(8)).is_some_and(|em| {
                    pss::verify(pss::Parameters { hash, mgf1_hash }, digest, em, salt_len, em_bits)
                })
            }
        }
    }

    /// RSASSA-PKCS1-v1_5 over bytes that stand where the `DigestInfo` would.
    pub(in crate::crypto) fn verify_raw(&self, content: &[u8], signature: &[u8]) -> bool {
        let Some(key) = self.to_crate() else { return false };
        let len = self.modulus.len();
        pad_pkcs1(content, len).is_some_and(|em| open_signature(&key, signature, len) == Some(em))
    }

    fn to_crate(&self) -> Option<rsa::PublicKey> {
        if self.modulus.len() > MAX_MODULUS_BITS / 8 || self.exponent.len() > size_of::<u64>() {
            return None;
        }
        let modulus = BoxedUint::from_be_slice_vartime(&self.modulus);
        let exponent = BoxedUint::from_be_slice_vartime(&self.exponent);
        rsa::PublicKey::new_with_size_limits(modulus, exponent, MIN_MODULUS_BITS..=MAX_MODULUS_BITS).ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RSA {} bits", self.bits())
    }
}

/// A private key, held once for each crate. ring takes only those of 2048 to 4096 bits of the usual make.
pub(in crate::crypto) struct PrivateKey {
    key: rsa::PrivateKey,
    ring: Option<RsaKeyPair>,
    public: PublicKey,
}

impl PrivateKey {
    pub(in crate::crypto) fn from_der(der: &[u8]) -> Result<Self, CryptoError> {
        let numbers = rsa_der::read_private_key(der)?;
        Self::from_parts(&RsaParts {
            n: Some(numbers.public.modulus),
            e: Some(numbers.public.exponent),
            d: Some(numbers.private_exponent),
            p: Some(numbers.prime1),
            q: Some(numbers.prime2),
        })
    }

    pub(in crate::crypto) fn from_parts(parts: &RsaParts<'_>) -> Result<Self, CryptoError> {
        Self::from_crate(rsa_numbers::complete(parts)?)
    }

    pub(in crate::crypto) fn generate(
        bits: usize,
        exponent: u32,
        random: &mut dyn Random,
    ) -> Result<Self, CryptoError> {
        Self::from_crate(rsa_numbers::generate(bits, exponent, random)?)
    }

    fn from_crate(key: rsa::PrivateKey) -> Result<Self, CryptoError> {
        let public = PublicKey::from_numbers(&key.n_bytes(), &key.e_bytes())?;
        let mut key = Self { key, ring: None, public };
        let numbers = key.components().ok_or(CryptoError::BadKey)?;
        key.ring = RsaKeyPair::from_components(&KeyPairComponents {
            public_key: RsaPublicKeyComponents { n: &numbers.n, e: &numbers.e },
            d: &numbers.d,
            p: &numbers.p,
            q: &numbers.q,
            dP: &numbers.dp,
            dQ: &numbers.dq,
            qInv: &numbers.qinv,
        })
        .ok();
        Ok(key)
    }

    pub(in crate::crypto) fn components(&self) -> Option<RsaComponents> {
        let [p, q] = self.key.primes() else { return None };
        let qinv = Zeroizing::new(self.key.crt_coefficient()?);
        Some(RsaComponents {
            n: self.public.modulus.to_vec(),
            e: self.public.exponent.to_vec(),
            d: secret_bytes(self.key.d()),
            p: secret_bytes(p),
            q: secret_bytes(q),
            dp: secret_bytes(self.key.dp()?),
            dq: secret_bytes(self.key.dq()?),
            qinv: secret_bytes(&qinv),
        })
    }

    pub(in crate::crypto) fn public_key(&self) -> &PublicKey {
        &self.public
    }

    pub(in crate::crypto) fn sign(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        match (&self.ring, ring_encoding(algorithm)) {
            (Some(ring), Some(encoding)) => {
                let mut signature = vec![0; self.public.modulus.len()];
                ring.sign(encoding, SystemRandom::new().as_ring(), message, &mut signature)
                    .map_err(|_| CryptoError::Random)?;
                Ok(signature)
            }
            _ => self.sign_digest(algorithm, digest(algorithm.hash(), &[message]).as_ref()),
        }
    }

    pub(in crate::crypto) fn sign_digest(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        match algorithm {
            SignatureAlgorithm::Ecdsa(_) => Err(CryptoError::BadKey),
            SignatureAlgorithm::RsaPkcs1(hash) => {
                let em = encode_pkcs1(hash, digest, self.public.modulus.len()).ok_or(CryptoError::BadKey)?;
                self.sign_encoded(&em)
            }
            SignatureAlgorithm::RsaPss { hash, mgf1_hash, salt_len } => {
                self.sign_pss(pss::Parameters { hash, mgf1_hash }, salt_len, digest)
            }
        }
    }

    /// RSASSA-PKCS1-v1_5 over bytes that stand where the `DigestInfo` would.
    pub(in crate::crypto) fn sign_raw(&self, content: &[u8]) -> Result<Vec<u8>, CryptoError> {
        self.sign_encoded(&pad_pkcs1(content, self.public.modulus.len()).ok_or(CryptoError::BadKey)?)
    }

    fn sign_pss(
        &self,
        parameters: pss::Parameters,
        salt_len: Option<usize>,
        digest: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let em_bits = self.public.bits() - 1;
        let hash_len = parameters.hash.output_len();
        // What is left beside the hash, the byte before the salt and the trailer.
        let room = em_bits.div_ceil(8).checked_sub(hash_len + 2).ok_or(CryptoError::BadKey)?;
        let salt_len = salt_len.unwrap_or(hash_len.min(room));
        if salt_len > room {
            return Err(CryptoError::BadKey);
        }
        let mut salt = vec![0; salt_len];
        SystemRandom::new().fill(&mut salt)?;
        let em = pss::encode(parameters, digest, &salt, em_bits).ok_or(CryptoError::BadKey)?;
        self.sign_encoded(&em)
    }

    /// RSASP1 (RFC 8017 §5.2.1), blinded, and checked against faults in the Chinese remainder theorem.
    fn sign_encoded(&self, em: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let em =
            BoxedUint::from_be_slice(em, self.key.n_bits_precision()).map_err(|_| CryptoError::BadKey)?;
        let signature = rsa::hazmat::rsa_decrypt_and_check(&self.key, Some(&mut SystemRandom::new()), &em)
            .map_err(|error| match error {
                rsa::Error::Rng => CryptoError::Random,
                _ => CryptoError::BadKey,
            })?;
        fixed_len(&signature, self.public.modulus.len()).ok_or(CryptoError::BadKey)
    }
}

/// `number` without leading zeros.
pub(super) fn significant(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|&&byte| byte == 0).count();
    &number[zeros..]
}

fn secret_bytes(number: &BoxedUint) -> Zeroizing<Vec<u8>> {
    let bytes = Zeroizing::new(number.to_be_bytes());
    Zeroizing::new(significant(&bytes).to_vec())
}

/// RSAVP1 (RFC 8017 §5.2.2), and the result in `em_len` bytes.
fn open_signature(key: &rsa::PublicKey, signature: &[u8], em_len: usize) -> Option<Vec<u8>> {
    if signature.len() != key.size() {
        return None;
    }
    let signature = BoxedUint::from_be_slice(signature, key.n_bits_precision()).ok()?;
    if signature >= **key.n() {
        return None;
    }
    let em = rsa::hazmat::rsa_encrypt(key, &signature).ok()?;
    fixed_len(&em, em_len)
}

/// `number` in exactly `len` big-endian bytes, if it fits.
fn fixed_len(number: &BoxedUint, len: usize) -> Option<Vec<u8>> {
    let bytes = number.to_be_bytes();
    match bytes.len().checked_sub(len) {
        Some(excess) => {
            let (excess, value) = bytes.split_at(excess);
            excess.iter().all(|&byte| byte == 0).then(|| value.to_vec())
        }
        None => {
            let mut padded = vec![0; len - bytes.len()];
            padded.extend_from_slice(&bytes);
            Some(padded)
        }
    }
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2) in `len` bytes, or `None` if they do not hold it.
fn encode_pkcs1(hash: HashAlgorithm, digest: &[u8], len: usize) -> Option<Vec<u8>> {
    pad_pkcs1(&[digest_info_prefix(hash), digest].concat(), len)
}

/// The padding of EMSA-PKCS1-v1_5 before `content`.
fn pad_pkcs1(content: &[u8], len: usize) -> Option<Vec<u8>> {
    const MIN_PADDING_LEN: usize = 8;
    let padding_len = len.checked_sub(content.len() + 3).filter(|&len| len >= MIN_PADDING_LEN)?;
    let mut em = vec![0xff; len];
    em[0] = 0;
    em[1] = 1;
    em[2 + padding_len] = 0;
    em[3 + padding_len..].copy_from_slice(content);
    Some(em)
}

/// What stands before the hash in a DER `DigestInfo` (RFC 8017 §9.2, note 1).
fn digest_info_prefix(hash: HashAlgorithm) -> &'static [u8] {
    match hash {
        HashAlgorithm::Md5 => &[
            0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05, 0x05, 0x00,
            0x04, 0x10,
        ],
        HashAlgorithm::Sha1 => {
            &[0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14]
        }
        HashAlgorithm::Sha224 => &[
            0x30, 0x2d, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04, 0x05,
            0x00, 0x04, 0x1c,
        ],
        HashAlgorithm::Sha256 => &[
            0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
            0x00, 0x04, 0x20,
        ],
        HashAlgorithm::Sha384 => &[
            0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05,
            0x00, 0x04, 0x30,
        ],
        HashAlgorithm::Sha512 => &[
            0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05,
            0x00, 0x04, 0x40,
        ],
    }
}

/// ring's name for the algorithm, if it verifies it with a modulus of `bits`.
fn ring_parameters(algorithm: SignatureAlgorithm, bits: usize) -> Option<&'static RsaParameters> {
    let legacy = (RING_LEGACY_MIN_MODULUS_BITS..RING_MIN_MODULUS_BITS).contains(&bits);
    if bits < RING_LEGACY_MIN_MODULUS_BITS {
        return None;
    }
    Some(match algorithm {
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha1) => {
            &ring_signature::RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY
        }
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha256) => {
            &ring_signature::RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY
        }
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha384) if !legacy => {
            &ring_signature::RSA_PKCS1_2048_8192_SHA384
        }
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha512) => {
            &ring_signature::RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY
        }
        SignatureAlgorithm::RsaPss { hash, mgf1_hash, salt_len }
            if hash == mgf1_hash && salt_len == Some(hash.output_len()) && !legacy =>
        {
            match hash {
                HashAlgorithm::Sha256 => &ring_signature::RSA_PSS_2048_8192_SHA256,
                HashAlgorithm::Sha384 => &ring_signature::RSA_PSS_2048_8192_SHA384,
                HashAlgorithm::Sha512 => &ring_signature::RSA_PSS_2048_8192_SHA512,
                _ => return None,
            }
        }
        _ => return None,
    })
}

/// ring's name for the algorithm, if it signs with it.
fn ring_encoding(algorithm: SignatureAlgorithm) -> Option<&'static dyn ring_signature::RsaEncoding> {
    Some(match algorithm {
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha256) => &ring_signature::RSA_PKCS1_SHA256,
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha384) => &ring_signature::RSA_PKCS1_SHA384,
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha512) => &ring_signature::RSA_PKCS1_SHA512,
        // ring's salt is as long as the hash, and every modulus that it takes has room for that.
        SignatureAlgorithm::RsaPss { hash, mgf1_hash, salt_len }
            if hash == mgf1_hash && salt_len.is_none_or(|len| len == hash.output_len()) =>
        {
            match hash {
                HashAlgorithm::Sha256 => &ring_signature::RSA_PSS_SHA256,
                HashAlgorithm::Sha384 => &ring_signature::RSA_PSS_SHA384,
                HashAlgorithm::Sha512 => &ring_signature::RSA_PSS_SHA512,
                _ => return None,
            }
        }
        _ => return None,
    })
}
