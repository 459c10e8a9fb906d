use super::context::mbedtls_rsa_context;
use super::{BAD_INPUT, MBEDTLS_ERR_RSA_VERIFY_FAILED};
use crate::crypto::{HashAlgorithm, SignatureAlgorithm};
use crate::error::{CryptoError, Error};
use crate::ffi::enums::MdType;
use crate::ffi::md::hash_algorithm;
use crate::ffi::status::Status;
use std::ffi::c_int;

/// How a hash becomes a signature.
#[derive(Clone, Copy, Debug)]
pub(in crate::ffi) enum Padding {
    /// PKCS #1 v1.5. The digest stands in the block, unless it is MBEDTLS_MD_NONE: then the hash alone does.
    Pkcs1,
    /// PSS. The digest of the mask, MBEDTLS_MD_NONE for that of the hash; and the length of the salt,
    /// MBEDTLS_RSA_SALT_LEN_ANY for any.
    Pss(MdType, c_int),
}

/// Signs a hash.
pub(in crate::ffi) fn sign(
    context: &mbedtls_rsa_context,
    padding: Padding,
    md: MdType,
    hash: &[u8],
) -> Result<Vec<u8>, Status> {
    let key = context.key();
    let key = key.private_key().ok_or(BAD_INPUT)?;
    let signature = match algorithm(padding, md, hash)? {
        Some(algorithm) => key.sign_digest(algorithm, hash),
        None => key.sign_rsa_pkcs1_raw(hash),
    };
    signature.map_err(|reason| match reason {
        // The modulus is too short for the block.
        CryptoError::BadKey | CryptoError::Unsupported => BAD_INPUT,
        reason => Error::from(reason).into(),
    })
}

/// Verifies a signature over a hash.
pub(in crate::ffi) fn verify(
    context: &mbedtls_rsa_context,
    padding: Padding,
    md: MdType,
    hash: &[u8],
    signature: &[u8],
) -> Result<(), Status> {
    let key = context.key();
    let key = key.public().ok_or(BAD_INPUT)?;
    let verified = match algorithm(padding, md, hash)? {
        Some(algorithm) => key.verify_digest(algorithm, hash, signature),
        None => key.verify_rsa_pkcs1_raw(hash, signature),
    };
    verified.map_err(|_| Status::new(MBEDTLS_ERR_RSA_VERIFY_FAILED))
}

/// `None` for a hash without its digest.
fn algorithm(padding: Padding, md: MdType, hash: &[u8]) -> Result<Option<SignatureAlgorithm>, Status> {
    if let (Padding::Pkcs1, 0) = (padding, md) {
        return Ok(None);
    }
    let digest = offered(md)?;
    if hash.len() != digest.output_len() {
        return Err(BAD_INPUT);
    }
    Ok(Some(match padding {
        Padding::Pkcs1 => SignatureAlgorithm::RsaPkcs1(digest),
        Padding::Pss(mask, salt) => SignatureAlgorithm::RsaPss {
            hash: digest,
            mgf1_hash: if mask == 0 { digest } else { offered(mask)? },
            salt_len: match salt {
                -1 => None,
                salt => Some(usize::try_from(salt).map_err(|_| BAD_INPUT)?),
            },
        },
    }))
}

fn offered(md: MdType) -> Result<HashAlgorithm, Status> {
    hash_algorithm(md).ok_or(BAD_INPUT)
}
