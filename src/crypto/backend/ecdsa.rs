//! ECDSA on the curves of [`EcCurve`]. ring verifies and signs messages where it has the pair of curve and hash and is
//! the faster of the two (P-256 with SHA-256 and, verifying, SHA-384; verifying on P-384); a RustCrypto crate per
//! curve does the rest.

use super::super::{EcCurve, HashAlgorithm, Random, SystemRandom, digest};
use crate::error::CryptoError;
use core::fmt;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1,
    ECDSA_P384_SHA384_ASN1, EcdsaKeyPair, VerificationAlgorithm,
};
use zeroize::{Zeroize, Zeroizing};

/// How often a scalar below the order is looked for in the output of a random generator before the generator counts
/// as broken. Chance fails at most once in 2³² on these curves.
const MAX_SCALAR_TRIES: usize = 30;

/// A point on a curve, uncompressed.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::crypto) struct PublicKey {
    curve: EcCurve,
    point: Box<[u8]>,
}

impl PublicKey {
    pub(in crate::crypto) fn from_point(curve: EcCurve, point: &[u8]) -> Result<Self, CryptoError> {
        // RFC 5480 §2.2 knows the uncompressed and the compressed form only.
        if !matches!(point.first(), Some(2..=4)) {
            return Err(CryptoError::BadKey);
        }
        let point = match curve {
            EcCurve::P256 => on_p256::uncompressed(point),
            EcCurve::P384 => on_p384::uncompressed(point),
            EcCurve::P521 => on_p521::uncompressed(point),
        };
        Ok(Self { curve, point: point.ok_or(CryptoError::BadKey)? })
    }

    pub(in crate::crypto) fn curve(&self) -> EcCurve {
        self.curve
    }

    pub(in crate::crypto) fn point(&self) -> &[u8] {
        &self.point
    }

    pub(in crate::crypto) fn verify(&self, hash: HashAlgorithm, message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &dyn VerificationAlgorithm = match (self.curve, hash) {
            (EcCurve::P256, HashAlgorithm::Sha256) => &ECDSA_P256_SHA256_ASN1,
            (EcCurve::P256, HashAlgorithm::Sha384) => &ECDSA_P256_SHA384_ASN1,
            (EcCurve::P384, HashAlgorithm::Sha256) => &ECDSA_P384_SHA256_ASN1,
            (EcCurve::P384, HashAlgorithm::Sha384) => &ECDSA_P384_SHA384_ASN1,
            _ => return self.verify_digest(digest(hash, &[message]).as_ref(), signature),
        };
        ring::signature::UnparsedPublicKey::new(algorithm, &self.point).verify(message, signature).is_ok()
    }

    /// Of a digest of any length.
    pub(in crate::crypto) fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> bool {
        let number = leftmost_bits(self.curve, digest);
        match self.curve {
            EcCurve::P256 => on_p256::verify(&self.point, &number, signature),
            EcCurve::P384 => on_p384::verify(&self.point, &number, signature),
            EcCurve::P521 => on_p521::verify(&self.point, &number, signature),
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.curve)
    }
}

/// A private scalar, held once for each crate that signs with it.
pub(in crate::crypto) struct PrivateKey {
    signer: Signer,
    public: PublicKey,
}

enum Signer {
    P256(p256::ecdsa::SigningKey, Box<EcdsaKeyPair>),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
}

impl PrivateKey {
    /// `scalar` may be shorter than the field, as some writers drop leading zeros.
    pub(in crate::crypto) fn from_scalar(curve: EcCurve, scalar: &[u8]) -> Result<Self, CryptoError> {
        let missing = curve.field_len().checked_sub(scalar.len()).ok_or(CryptoError::BadKey)?;
        let mut padded = Zeroizing::new(vec![0; curve.field_len()]);
        padded[missing..].copy_from_slice(scalar);
        let (signer, point) = match curve {
            EcCurve::P256 => {
                let (key, point) = on_p256::signing_key(&padded)?;
                let ring = EcdsaKeyPair::from_private_key_and_public_key(
                    &ECDSA_P256_SHA256_ASN1_SIGNING,
                    &padded,
                    &point,
                    SystemRandom::new().as_ring(),
                )
                .map_err(|_| CryptoError::BadKey)?;
                (Signer::P256(key, Box::new(ring)), point)
            }
            EcCurve::P384 => {
                let (key, point) = on_p384::signing_key(&padded)?;
                (Signer::P384(key), point)
            }
            EcCurve::P521 => {
                let (key, point) = on_p521::signing_key(&padded)?;
                (Signer::P521(key), point)
            }
        };
        Ok(Self { signer, public: PublicKey { curve, point } })
    }

    /// Scalars are drawn until one lies between zero and the order (FIPS 186-5 §A.2.2).
    pub(in crate::crypto) fn generate(curve: EcCurve, random: &mut dyn Random) -> Result<Self, CryptoError> {
        let mut scalar = Zeroizing::new(vec![0; curve.field_len()]);
        for _ in 0..MAX_SCALAR_TRIES {
            random.fill(&mut scalar)?;
            // The first bits are taken, so that the same randomness makes the same key as elsewhere.
            let excess = 8 * curve.field_len() - curve.bits();
            let mut above = 0;
            for byte in scalar.iter_mut() {
                let pair = u16::from(above) << 8 | u16::from(*byte);
                above = *byte;
                *byte = (pair >> excess) as u8;
            }
            above.zeroize();
            if let Ok(key) = Self::from_scalar(curve, &scalar) {
                return Ok(key);
            }
        }
        Err(CryptoError::Random)
    }

    pub(in crate::crypto) fn public_key(&self) -> &PublicKey {
        &self.public
    }

    /// As long as the field.
    pub(in crate::crypto) fn scalar(&self) -> Zeroizing<Vec<u8>> {
        match &self.signer {
            Signer::P256(key, _) => on_p256::scalar(key),
            Signer::P384(key) => on_p384::scalar(key),
            Signer::P521(key) => on_p521::scalar(key),
        }
    }

    pub(in crate::crypto) fn sign(
        &self,
        hash: HashAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        match &self.signer {
            Signer::P256(_, ring) if hash == HashAlgorithm::Sha256 => {
                let signature =
                    ring.sign(SystemRandom::new().as_ring(), message).map_err(|_| CryptoError::Random)?;
                Ok(signature.as_ref().to_vec())
            }
            _ => self.sign_digest(digest(hash, &[message]).as_ref()),
        }
    }

    /// Of a digest of any length.
    pub(in crate::crypto) fn sign_digest(&self, digest: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let number = leftmost_bits(self.public.curve, digest);
        match &self.signer {
            Signer::P256(key, _) => on_p256::sign(key, &number),
            Signer::P384(key) => on_p384::sign(key, &number),
            Signer::P521(key) => on_p521::sign(key, &number),
        }
    }
}

impl PrivateKey {
    /// Of a digest of any length, with the nonce of RFC 6979 §3.2 over `hash`.
    pub(in crate::crypto) fn sign_deterministic(&self, hash: HashAlgorithm, digest: &[u8]) -> Vec<u8> {
        let number = leftmost_bits(self.public.curve, digest);
        match &self.signer {
            Signer::P256(key, _) => on_p256::sign_deterministic(key, hash, &number),
            Signer::P384(key) => on_p384::sign_deterministic(key, hash, &number),
            Signer::P521(key) => on_p521::sign_deterministic(key, hash, &number),
        }
    }
}

/// The number that ECDSA signs, big-endian: as many leftmost bits of the digest as the order has, or the whole of a
/// shorter digest (FIPS 186-5 §6.4.1).
fn leftmost_bits(curve: EcCurve, digest: &[u8]) -> Vec<u8> {
    if digest.is_empty() {
        return vec![0];
    }
    let mut number = digest[..digest.len().min(curve.field_len())].to_vec();
    let excess = (8 * number.len()).saturating_sub(curve.bits());
    if excess > 0 {
        let mut carried = 0;
        for byte in &mut number {
            let whole = *byte;
            *byte = carried | whole >> excess;
            carried = whole << (8 - excess);
        }
    }
    number
}

/// The operations of one curve over the crate that carries it: the crates are alike, but share no trait for all this.
macro_rules! carried {
    ($module:ident, $carrier:ident, $curve:ident) => {
        mod $module {
            use crate::crypto::{HashAlgorithm, SystemRandom};
            use crate::error::CryptoError;
            use $carrier::ecdsa::signature::hazmat::{PrehashVerifier, RandomizedPrehashSigner};
            use $carrier::ecdsa::{DerSignature, SigningKey, VerifyingKey};
            use zeroize::Zeroizing;

            pub(super) fn uncompressed(point: &[u8]) -> Option<Box<[u8]>> {
                Some(VerifyingKey::from_sec1_bytes(point).ok()?.to_sec1_point(false).as_bytes().into())
            }

            pub(super) fn verify(point: &[u8], number: &[u8], signature: &[u8]) -> bool {
                let Ok(key) = VerifyingKey::from_sec1_bytes(point) else { return false };
                let Ok(signature) = DerSignature::from_bytes(signature) else { return false };
                key.verify_prehash(number, &signature).is_ok()
            }

            pub(super) fn signing_key(scalar: &[u8]) -> Result<(SigningKey, Box<[u8]>), CryptoError> {
                let key = SigningKey::from_slice(scalar).map_err(|_| CryptoError::BadKey)?;
                let point = key.verifying_key().to_sec1_point(false).as_bytes().into();
                Ok((key, point))
            }

            pub(super) fn scalar(key: &SigningKey) -> Zeroizing<Vec<u8>> {
                Zeroizing::new(Zeroizing::new(key.to_bytes()).to_vec())
            }

            pub(super) fn sign(key: &SigningKey, number: &[u8]) -> Result<Vec<u8>, CryptoError> {
                let signature: DerSignature = key
                    .sign_prehash_with_rng(&mut SystemRandom::new(), number)
                    .map_err(|_| CryptoError::Random)?;
                Ok(signature.as_bytes().to_vec())
            }

            pub(super) fn sign_deterministic(
                key: &SigningKey,
                hash: HashAlgorithm,
                number: &[u8],
            ) -> Vec<u8> {
                use ecdsa::hazmat::sign_prehashed_rfc6979 as sign;
                use $carrier::$curve as Curve;
                let scalar = key.as_nonzero_scalar();
                let (signature, _) = match hash {
                    HashAlgorithm::Md5 => sign::<Curve, md5::Md5>(scalar, number, &[]),
                    HashAlgorithm::Sha1 => sign::<Curve, sha1::Sha1>(scalar, number, &[]),
                    HashAlgorithm::Sha224 => sign::<Curve, sha2::Sha224>(scalar, number, &[]),
                    HashAlgorithm::Sha256 => sign::<Curve, sha2::Sha256>(scalar, number, &[]),
                    HashAlgorithm::Sha384 => sign::<Curve, sha2::Sha384>(scalar, number, &[]),
                    HashAlgorithm::Sha512 => sign::<Curve, sha2::Sha512>(scalar, number, &[]),
                };
                signature.to_der().as_bytes().to_vec()
            }
        }
    };
}

carried!(on_p256, p256, NistP256);
carried!(on_p384, p384, NistP384);
carried!(on_p521, p521, NistP521);

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6979 appendix A.2.5, the message "sample".
    #[test]
    fn deterministic_nonces_are_those_of_the_rfc() {
        let hex = |digits: &str| -> Vec<u8> {
            (0..digits.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
                .collect()
        };
        let scalar = hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
        let key = PrivateKey::from_scalar(EcCurve::P256, &scalar).unwrap();
        for (hash, r) in [
            (HashAlgorithm::Sha1, "61340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a35471d32"),
            (HashAlgorithm::Sha256, "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"),
            (HashAlgorithm::Sha512, "8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00"),
        ] {
            let digest = digest(hash, &[b"sample"]);
            let signature = key.sign_deterministic(hash, digest.as_ref());
            let r = hex(r);
            assert!(signature.windows(32).any(|window| window == r), "{hash:?}");
            assert!(key.public_key().verify_digest(digest.as_ref(), &signature));
        }
    }

    #[test]
    fn long_digests_are_cut_to_the_bits_of_the_order() {
        let digest: Vec<u8> = (0x81..0x81 + 70).collect();
        assert_eq!(leftmost_bits(EcCurve::P256, &digest), digest[..32]);
        assert_eq!(leftmost_bits(EcCurve::P384, &digest), digest[..48]);
        assert_eq!(leftmost_bits(EcCurve::P384, &digest[..20]), digest[..20]);
        assert_eq!(leftmost_bits(EcCurve::P521, &digest[..64]), digest[..64]);
        assert_eq!(leftmost_bits(EcCurve::P521, &digest[..65]), digest[..65]);
        let cut = leftmost_bits(EcCurve::P521, &digest);
        assert_eq!((cut.len(), &cut[..3]), (66, &[1, 0x03, 0x05][..]));
        assert_eq!(leftmost_bits(EcCurve::P256, &[]), [0]);
    }
}
