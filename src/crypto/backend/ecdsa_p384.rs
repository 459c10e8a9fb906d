//! ECDSA on P-384: ring verifies messages hashed with SHA-256 or SHA-384, the p384 crate does the rest. It also makes
//! every signature, for it is the faster of the two there.

use super::super::{HashAlgorithm, SystemRandom, digest};
use crate::error::CryptoError;
use core::fmt;
use p384::ecdsa::signature::hazmat::{PrehashVerifier, RandomizedPrehashSigner};
use p384::ecdsa::{DerSignature, SigningKey, VerifyingKey};
use p384::elliptic_curve::zeroize::Zeroizing;
use ring::signature::{ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, VerificationAlgorithm};

const FIELD_LEN: usize = 48;
const POINT_LEN: usize = 1 + 2 * FIELD_LEN;

/// A point on the curve, uncompressed.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::crypto) struct PublicKey([u8; POINT_LEN]);

impl PublicKey {
    pub(in crate::crypto) fn from_point(point: &[u8]) -> Result<Self, CryptoError> {
        // RFC 5480 §2.2 knows the uncompressed and the compressed form only.
        if !matches!(point.first(), Some(2..=4)) {
            return Err(CryptoError::BadKey);
        }
        let key = VerifyingKey::from_sec1_bytes(point).map_err(|_| CryptoError::BadKey)?;
        Self::from_verifying_key(&key)
    }

    fn from_verifying_key(key: &VerifyingKey) -> Result<Self, CryptoError> {
        key.to_sec1_point(false).as_bytes().try_into().map(Self).map_err(|_| CryptoError::BadKey)
    }

    pub(in crate::crypto) fn point(&self) -> &[u8] {
        &self.0
    }

    pub(in crate::crypto) fn verify(&self, hash: HashAlgorithm, message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &dyn VerificationAlgorithm = match hash {
            HashAlgorithm::Sha256 => &ECDSA_P384_SHA256_ASN1,
            HashAlgorithm::Sha384 => &ECDSA_P384_SHA384_ASN1,
            _ => return self.verify_digest(digest(hash, &[message]).as_ref(), signature),
        };
        ring::signature::UnparsedPublicKey::new(algorithm, &self.0).verify(message, signature).is_ok()
    }

    pub(in crate::crypto) fn verify_digest(&self, digest: &[u8], signature: &[u8]) -> bool {
        let Ok(key) = VerifyingKey::from_sec1_bytes(&self.0) else { return false };
        let Ok(signature) = DerSignature::from_bytes(signature) else { return false };
        key.verify_prehash(&field_sized(digest), &signature).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P-384")
    }
}

/// A private scalar.
pub(in crate::crypto) struct PrivateKey {
    key: SigningKey,
    public: PublicKey,
}

impl PrivateKey {
    /// `scalar` may be shorter than the field, as some writers drop leading zeros.
    pub(in crate::crypto) fn from_scalar(scalar: &[u8]) -> Result<Self, CryptoError> {
        let missing = FIELD_LEN.checked_sub(scalar.len()).ok_or(CryptoError::BadKey)?;
        let mut padded = Zeroizing::new([0; FIELD_LEN]);
        padded[missing..].copy_from_slice(scalar);
        let key = SigningKey::from_slice(&*padded).map_err(|_| CryptoError::BadKey)?;
        let public = PublicKey::from_verifying_key(key.verifying_key())?;
        Ok(Self { key, public })
    }

    pub(in crate::crypto) fn public_key(&self) -> &PublicKey {
        &self.public
    }

    pub(in crate::crypto) fn sign(
        &self,
        hash: HashAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        self.sign_digest(digest(hash, &[message]).as_ref())
    }

    pub(in crate::crypto) fn sign_digest(&self, digest: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let signature: DerSignature = self
            .key
            .sign_prehash_with_rng(&mut SystemRandom::new(), &field_sized(digest))
            .map_err(|_| CryptoError::Random)?;
        Ok(signature.as_bytes().to_vec())
    }
}

/// The digest as the crate takes it: cut to the length of the order, or filled up in front, which keeps its value.
fn field_sized(digest: &[u8]) -> [u8; FIELD_LEN] {
    let digest = &digest[..digest.len().min(FIELD_LEN)];
    let mut sized = [0; FIELD_LEN];
    sized[FIELD_LEN - digest.len()..].copy_from_slice(digest);
    sized
}
