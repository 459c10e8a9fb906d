//! The algorithms that certificates name, known here whether or not a backend carries them: a certificate with a key
//! that nothing here can use still parses, as it does with Mbed TLS.

use crate::crypto::EcCurve;

/// A message digest, by the number that C programs know it by (`mbedtls_md_type_t`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DigestId(u8);

impl DigestId {
    /// MD5, which no profile allows.
    pub const MD5: Self = Self(0x03);
    /// RIPEMD-160.
    pub const RIPEMD160: Self = Self(0x04);
    /// SHA-1.
    pub const SHA1: Self = Self(0x05);
    /// SHA-224.
    pub const SHA224: Self = Self(0x08);
    /// SHA-256.
    pub const SHA256: Self = Self(0x09);
    /// SHA-384.
    pub const SHA384: Self = Self(0x0a);
    /// SHA-512.
    pub const SHA512: Self = Self(0x0b);
    /// SHA3-224.
    pub const SHA3_224: Self = Self(0x10);
    /// SHA3-256.
    pub const SHA3_256: Self = Self(0x11);
    /// SHA3-384.
    pub const SHA3_384: Self = Self(0x12);
    /// SHA3-512.
    pub const SHA3_512: Self = Self(0x13);

    /// The digest of a number, if there is one.
    pub fn from_number(number: u8) -> Option<Self> {
        matches!(number, 0x03..=0x05 | 0x08..=0x0b | 0x10..=0x13).then_some(Self(number))
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The name, as certificate listings print it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MD5 => "MD5",
            Self::RIPEMD160 => "RIPEMD160",
            Self::SHA1 => "SHA1",
            Self::SHA224 => "SHA224",
            Self::SHA256 => "SHA256",
            Self::SHA384 => "SHA384",
            Self::SHA512 => "SHA512",
            Self::SHA3_224 => "SHA3-224",
            Self::SHA3_256 => "SHA3-256",
            Self::SHA3_384 => "SHA3-384",
            Self::SHA3_512 => "SHA3-512",
            _ => "???",
        }
    }
}

/// How a certificate is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureKind {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1,
    /// RSASSA-PSS (RFC 8017 §8.1).
    RsaPss,
    /// ECDSA.
    Ecdsa,
}

/// The signature algorithm of a certificate with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateSignature {
    /// How it is signed.
    pub kind: SignatureKind,
    /// The digest of the signed part.
    pub digest: DigestId,
    /// RSASSA-PSS: the digest of the mask generation; elsewhere that of the signed part.
    pub mgf1_digest: DigestId,
    /// RSASSA-PSS: the length of the salt in bytes; elsewhere 0.
    pub salt_length: u32,
}

/// The algorithm of a subject's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// rsaEncryption.
    Rsa,
    /// id-ecPublicKey.
    Ec,
    /// id-ecDH: key agreement alone.
    EcDh,
    /// A curve that is its own algorithm (RFC 8410).
    Montgomery(Curve),
}

/// An elliptic curve, by the number that C programs know it by (`mbedtls_ecp_group_id`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Curve(u8);

impl Curve {
    /// P-192.
    pub const SECP192R1: Self = Self(1);
    /// P-224.
    pub const SECP224R1: Self = Self(2);
    /// P-256.
    pub const SECP256R1: Self = Self(3);
    /// P-384.
    pub const SECP384R1: Self = Self(4);
    /// P-521.
    pub const SECP521R1: Self = Self(5);
    /// brainpoolP256r1.
    pub const BRAINPOOL_P256R1: Self = Self(6);
    /// brainpoolP384r1.
    pub const BRAINPOOL_P384R1: Self = Self(7);
    /// brainpoolP512r1.
    pub const BRAINPOOL_P512R1: Self = Self(8);
    /// Curve25519.
    pub const X25519: Self = Self(9);
    /// secp192k1.
    pub const SECP192K1: Self = Self(10);
    /// secp224k1.
    pub const SECP224K1: Self = Self(11);
    /// secp256k1.
    pub const SECP256K1: Self = Self(12);
    /// Curve448.
    pub const X448: Self = Self(13);

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The size of the field in bits, which is the size of a key as C programs are told it.
    pub const fn bits(self) -> usize {
        match self {
            Self::SECP192R1 | Self::SECP192K1 => 192,
            Self::SECP224R1 | Self::SECP224K1 => 224,
            Self::X25519 => 255,
            Self::SECP384R1 | Self::BRAINPOOL_P384R1 => 384,
            Self::X448 => 448,
            Self::BRAINPOOL_P512R1 => 512,
            Self::SECP521R1 => 521,
            _ => 256,
        }
    }

    /// The length of one coordinate in bytes.
    pub const fn coordinate_length(self) -> usize {
        self.bits().div_ceil(8)
    }

    /// Whether a point is one coordinate alone (RFC 7748).
    pub const fn is_montgomery(self) -> bool {
        matches!(self, Self::X25519 | Self::X448)
    }

    /// The curve as the crypto room knows it, if it calculates on it.
    pub const fn calculable(self) -> Option<EcCurve> {
        match self {
            Self::SECP256R1 => Some(EcCurve::P256),
            Self::SECP384R1 => Some(EcCurve::P384),
            Self::SECP521R1 => Some(EcCurve::P521),
            _ => None,
        }
    }
}

impl From<EcCurve> for Curve {
    fn from(curve: EcCurve) -> Self {
        match curve {
            EcCurve::P256 => Self::SECP256R1,
            EcCurve::P384 => Self::SECP384R1,
            EcCurve::P521 => Self::SECP521R1,
        }
    }
}
