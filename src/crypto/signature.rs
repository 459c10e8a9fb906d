use super::HashAlgorithm;
use super::backend::pss::{self, PssFault};
use crate::codec::SignatureScheme;
use crate::error::CryptoError;

/// A curve that signature keys live on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EcCurve {
    /// secp256r1
    P256,
    /// secp384r1
    P384,
    /// secp521r1
    P521,
}

impl EcCurve {
    /// Every curve, by rising length.
    pub const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// Bytes of a coordinate, which on these curves are also the bytes of a private scalar.
    pub const fn field_len(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// Bits of the field, and of the order on these curves, which Mbed TLS calls the key's bit length.
    pub const fn bits(self) -> usize {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }

    /// Bytes of an uncompressed point (SEC 1 §2.3.3).
    pub const fn point_len(self) -> usize {
        1 + 2 * self.field_len()
    }
}

/// What a signature key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// RSA, for PKCS #1 v1.5 and PSS alike
    Rsa {
        /// Bits of the modulus.
        bits: usize,
    },
    /// ECDSA over a curve
    Ec(EcCurve),
}

/// How a signature is made from a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// ECDSA over the curve of the key; the signature is a DER `Ecdsa-Sig-Value`
    Ecdsa(HashAlgorithm),
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2)
    RsaPkcs1(HashAlgorithm),
    /// RSASSA-PSS (RFC 8017 §8.1)
    RsaPss {
        /// The hash of the message.
        hash: HashAlgorithm,
        /// The hash of the mask generation function.
        mgf1_hash: HashAlgorithm,
        /// Bytes of salt. `None`: when verifying any, when signing as many as the hash has, or as fit if the
        /// modulus is too short for that.
        salt_len: Option<usize>,
    },
}

impl SignatureAlgorithm {
    /// Tells what is wrong with a block with PSS padding (RFC 8017 §9.1.2) that a signature of a modulus of `bits` bits
    /// opened to. [`PublicKey::verify_digest`](super::PublicKey::verify_digest) tells whether anything is. Blocks of other
    /// algorithms have a [`PssFault::Block`].
    pub fn check_pss_block(self, digest: &[u8], block: Vec<u8>, bits: usize) -> Result<(), PssFault> {
        match self {
            Self::RsaPss { hash, mgf1_hash, salt_len } => {
                let parameters = pss::Parameters { hash, mgf1_hash };
                pss::check(parameters, digest, block, salt_len, bits.saturating_sub(1))
            }
            _ => Err(PssFault::Block),
        }
    }

    /// The hash of the message.
    pub const fn hash(self) -> HashAlgorithm {
        match self {
            Self::Ecdsa(hash) | Self::RsaPkcs1(hash) | Self::RsaPss { hash, .. } => hash,
        }
    }

    /// Whether a key of this kind can make such signatures.
    pub const fn fits(self, kind: KeyKind) -> bool {
        matches!(
            (self, kind),
            (Self::Ecdsa(_), KeyKind::Ec(_)) | (Self::RsaPkcs1(_) | Self::RsaPss { .. }, KeyKind::Rsa { .. })
        )
    }

    /// The error of a signature that does not verify.
    pub(super) const fn bad_signature(self) -> CryptoError {
        match self {
            Self::Ecdsa(_) => CryptoError::BadEcdsaSignature,
            Self::RsaPkcs1(_) | Self::RsaPss { .. } => CryptoError::BadRsaSignature,
        }
    }
}

impl TryFrom<SignatureScheme> for SignatureAlgorithm {
    type Error = CryptoError;

    /// Reads a scheme as (D)TLS 1.2 does: ECDSA schemes bind the hash, not the curve. Fails with
    /// [`CryptoError::Unsupported`] for those we do not know.
    fn try_from(scheme: SignatureScheme) -> Result<Self, CryptoError> {
        // RFC 8446 §4.2.3: the mask's hash is the signature's, the salt as long as its output.
        let pss =
            |hash: HashAlgorithm| Self::RsaPss { hash, mgf1_hash: hash, salt_len: Some(hash.output_len()) };
        Ok(match scheme {
            SignatureScheme::ECDSA_SHA1 => Self::Ecdsa(HashAlgorithm::Sha1),
            SignatureScheme::ECDSA_SHA256 => Self::Ecdsa(HashAlgorithm::Sha256),
            SignatureScheme::ECDSA_SHA384 => Self::Ecdsa(HashAlgorithm::Sha384),
            SignatureScheme::ECDSA_SHA512 => Self::Ecdsa(HashAlgorithm::Sha512),
            SignatureScheme::RSA_PKCS1_SHA1 => Self::RsaPkcs1(HashAlgorithm::Sha1),
            SignatureScheme::RSA_PKCS1_SHA256 => Self::RsaPkcs1(HashAlgorithm::Sha256),
            SignatureScheme::RSA_PKCS1_SHA384 => Self::RsaPkcs1(HashAlgorithm::Sha384),
            SignatureScheme::RSA_PKCS1_SHA512 => Self::RsaPkcs1(HashAlgorithm::Sha512),
            SignatureScheme::RSA_PSS_RSAE_SHA256 => pss(HashAlgorithm::Sha256),
            SignatureScheme::RSA_PSS_RSAE_SHA384 => pss(HashAlgorithm::Sha384),
            SignatureScheme::RSA_PSS_RSAE_SHA512 => pss(HashAlgorithm::Sha512),
            _ => return Err(CryptoError::Unsupported),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_name_their_algorithm() {
        use HashAlgorithm::*;
        let rsa = KeyKind::Rsa { bits: 2048 };
        let ec = KeyKind::Ec(EcCurve::P256);
        for (scheme, kind, hash) in [
            (SignatureScheme::ECDSA_SHA1, ec, Sha1),
            (SignatureScheme::ECDSA_SHA256, ec, Sha256),
            (SignatureScheme::ECDSA_SHA384, ec, Sha384),
            (SignatureScheme::ECDSA_SHA512, ec, Sha512),
            (SignatureScheme::RSA_PKCS1_SHA1, rsa, Sha1),
            (SignatureScheme::RSA_PKCS1_SHA256, rsa, Sha256),
            (SignatureScheme::RSA_PKCS1_SHA384, rsa, Sha384),
            (SignatureScheme::RSA_PKCS1_SHA512, rsa, Sha512),
            (SignatureScheme::RSA_PSS_RSAE_SHA256, rsa, Sha256),
            (SignatureScheme::RSA_PSS_RSAE_SHA384, rsa, Sha384),
            (SignatureScheme::RSA_PSS_RSAE_SHA512, rsa, Sha512),
        ] {
            let algorithm = SignatureAlgorithm::try_from(scheme).unwrap();
            assert_eq!(algorithm.hash(), hash);
            assert!(algorithm.fits(kind) && !algorithm.fits(if kind == rsa { ec } else { rsa }));
            let is_pss = matches!(algorithm, SignatureAlgorithm::RsaPss { .. });
            assert_eq!(is_pss, scheme.name().is_some_and(|name| name.contains("PSS")));
        }
        // RFC 9155 §2, and the original: no handshake signs with MD5.
        for md5 in [0x0101, 0x0103] {
            assert_eq!(SignatureAlgorithm::try_from(SignatureScheme(md5)), Err(CryptoError::Unsupported));
        }
        let ed25519 = SignatureScheme(0x0807);
        assert_eq!(SignatureAlgorithm::try_from(ed25519), Err(CryptoError::Unsupported));
    }
}
