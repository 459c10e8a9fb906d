use super::PsaError;
use crate::crypto::HashAlgorithm;

/// PSA_ALG_HASH_MASK: the hash within an algorithm that has one.
pub(super) const HASH_MASK: u32 = 0xff;
/// The hash of policies that allow any.
pub(super) const ANY_HASH: u32 = 0xff;

const CATEGORY: u32 = 0x7f00_0000;
const CATEGORY_HASH: u32 = 0x0200_0000;
const RSA_PKCS1V15: u32 = 0x0600_0200;
const RSA_PSS: u32 = 0x0600_0300;
const RSA_PSS_ANY_SALT: u32 = 0x0600_1300;
const ECDSA: u32 = 0x0600_0600;
const DETERMINISTIC_ECDSA: u32 = 0x0600_0700;
const EDDSA_WITH_HASH: u32 = 0x0600_0900;

/// Whether the number names a hash, known or not.
pub const fn is_hash(algorithm: u32) -> bool {
    algorithm & CATEGORY == CATEGORY_HASH
}

/// The hash of this number: [`PsaError::InvalidArgument`] if it is none, [`PsaError::NotSupported`] if it is unknown.
pub fn hash_algorithm(algorithm: u32) -> Result<HashAlgorithm, PsaError> {
    if !is_hash(algorithm) {
        return Err(PsaError::InvalidArgument);
    }
    Ok(match algorithm & !CATEGORY {
        0x03 => HashAlgorithm::Md5,
        0x05 => HashAlgorithm::Sha1,
        0x08 => HashAlgorithm::Sha224,
        0x09 => HashAlgorithm::Sha256,
        0x0a => HashAlgorithm::Sha384,
        0x0b => HashAlgorithm::Sha512,
        _ => return Err(PsaError::NotSupported),
    })
}

/// The number of a hash.
pub const fn hash_number(hash: HashAlgorithm) -> u32 {
    CATEGORY_HASH
        | match hash {
            HashAlgorithm::Md5 => 0x03,
            HashAlgorithm::Sha1 => 0x05,
            HashAlgorithm::Sha224 => 0x08,
            HashAlgorithm::Sha256 => 0x09,
            HashAlgorithm::Sha384 => 0x0a,
            HashAlgorithm::Sha512 => 0x0b,
        }
}

/// An algorithm with another hash.
pub const fn with_hash(algorithm: u32, hash: HashAlgorithm) -> u32 {
    algorithm & !HASH_MASK | hash_number(hash) & HASH_MASK
}

/// Whether it signs a hash (PSA_ALG_IS_SIGN_HASH).
fn is_sign_hash(algorithm: u32) -> bool {
    let base = algorithm & !HASH_MASK;
    [RSA_PKCS1V15, RSA_PSS, RSA_PSS_ANY_SALT, ECDSA, DETERMINISTIC_ECDSA, EDDSA_WITH_HASH].contains(&base)
}

/// Whether it signs a hash and says which (PSA_ALG_IS_HASH_AND_SIGN).
pub(super) fn is_hash_and_sign(algorithm: u32) -> bool {
    is_sign_hash(algorithm) && algorithm & HASH_MASK != 0
}

/// The hash of a signature algorithm that hashes messages itself; [`PsaError::InvalidArgument`] if it does not.
pub(super) fn message_hash(algorithm: u32) -> Result<HashAlgorithm, PsaError> {
    if !is_hash_and_sign(algorithm) || algorithm & HASH_MASK == ANY_HASH {
        return Err(PsaError::InvalidArgument);
    }
    hash_algorithm(CATEGORY_HASH | algorithm & HASH_MASK)
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5, with the hash, or over bytes as they are.
    RsaPkcs1(Option<HashAlgorithm>),
    /// RSASSA-PSS; whether any length of salt verifies.
    RsaPss(HashAlgorithm, bool),
    /// ECDSA, over whatever bytes.
    Ecdsa,
    /// ECDSA with a nonce that follows from the key and the hash (RFC 6979).
    DeterministicEcdsa(Option<HashAlgorithm>),
}

impl Scheme {
    /// The scheme of a number; [`PsaError::InvalidArgument`] for numbers that sign nothing here.
    pub fn of(algorithm: u32) -> Result<Self, PsaError> {
        let hash = match algorithm & HASH_MASK {
            0 => None,
            number => Some(hash_algorithm(CATEGORY_HASH | number)?),
        };
        match algorithm & !HASH_MASK {
            RSA_PKCS1V15 => Ok(Self::RsaPkcs1(hash)),
            RSA_PSS => hash.map(|hash| Self::RsaPss(hash, false)).ok_or(PsaError::InvalidArgument),
            RSA_PSS_ANY_SALT => hash.map(|hash| Self::RsaPss(hash, true)).ok_or(PsaError::InvalidArgument),
            ECDSA => Ok(Self::Ecdsa),
            DETERMINISTIC_ECDSA => Ok(Self::DeterministicEcdsa(hash)),
            _ => Err(PsaError::InvalidArgument),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_name_hashes_and_schemes() {
        for &hash in HashAlgorithm::ALL {
            assert_eq!(hash_algorithm(hash_number(hash)), Ok(hash));
            assert_eq!(message_hash(ECDSA | hash_number(hash) & HASH_MASK), Ok(hash));
        }
        assert_eq!(hash_algorithm(0), Err(PsaError::InvalidArgument));
        assert_eq!(hash_algorithm(0x0200_0109), Err(PsaError::NotSupported));
        assert_eq!(hash_algorithm(0x8200_0009), Err(PsaError::NotSupported));
        assert_eq!(message_hash(ECDSA), Err(PsaError::InvalidArgument));
        assert_eq!(message_hash(ECDSA | ANY_HASH), Err(PsaError::InvalidArgument));
        assert_eq!(Scheme::of(RSA_PSS | 9), Ok(Scheme::RsaPss(HashAlgorithm::Sha256, false)));
        assert_eq!(Scheme::of(RSA_PSS), Err(PsaError::InvalidArgument));
        assert_eq!(Scheme::of(ECDSA), Ok(Scheme::Ecdsa));
        assert_eq!(Scheme::of(0x0902_0000), Err(PsaError::InvalidArgument));
    }
}
