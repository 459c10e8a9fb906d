use super::context::mbedtls_rsa_context;
use super::value::Numbers;
use super::{
    BAD_INPUT, MBEDTLS_ERR_RSA_INVALID_PADDING, MBEDTLS_ERR_RSA_PRIVATE_FAILED,
    MBEDTLS_ERR_RSA_PUBLIC_FAILED, MBEDTLS_ERR_RSA_VERIFY_FAILED,
};
use crate::crypto::{HashAlgorithm, Integer, PssFault, SignatureAlgorithm};
use crate::error::{CryptoError, Error};
use crate::ffi::bignum::MBEDTLS_ERR_MPI_BAD_INPUT_DATA;
use crate::ffi::enums::MdType;
use crate::ffi::md::hash_algorithm;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::c_int;

const INVALID_PADDING: Status = Status::new(MBEDTLS_ERR_RSA_INVALID_PADDING);
const VERIFY_FAILED: Status = Status::new(MBEDTLS_ERR_RSA_VERIFY_FAILED);
/// `MBEDTLS_ERR_MPI_BAD_INPUT_DATA` is added, as by Mbed TLS.
const NOT_BELOW_MODULUS: Status = Status::new(MBEDTLS_ERR_RSA_PUBLIC_FAILED + MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
/// The same of the private operation.
const PRIME_IS_ONE: Status = Status::new(MBEDTLS_ERR_RSA_PRIVATE_FAILED + MBEDTLS_ERR_MPI_BAD_INPUT_DATA);

/// The last octet of a block with PSS padding (RFC 8017 §9.1.1), which is looked at before anything else is.
const TRAILER: u8 = 0xbc;

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
    let algorithm = algorithm(padding, md, hash)?;
    let key = context.key();
    let Some(key) = key.private_key() else { return Err(not_signed(context)) };
    let signature = match algorithm {
        Some(algorithm) => key.sign_digest(algorithm, hash),
        None => key.sign_rsa_pkcs1_raw(hash),
    };
    signature.map_err(|reason| match reason {
        // The modulus is too short for the block.
        CryptoError::BadKey | CryptoError::Unsupported => BAD_INPUT,
        reason => Error::from(reason).into(),
    })
}

/// Why a context without a key that signs does not. With numbers that contradict each other Mbed TLS calculates, and finds
/// that the result does not verify, or that the modulus of a step is 1.
fn not_signed(context: &mbedtls_rsa_context) -> Status {
    match context.components() {
        Some(numbers) if !numbers.fit() => {
            let one = Integer::from(1);
            let is_one = |number: &[u8]| Integer::from_be_bytes(number) == one;
            if is_one(&numbers.p) || is_one(&numbers.q) { PRIME_IS_ONE } else { VERIFY_FAILED }
        }
        _ => BAD_INPUT,
    }
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
    if let Padding::Pkcs1 = padding {
        let algorithm = algorithm(padding, md, hash)?;
        open(context, signature)?;
        let verified = match algorithm {
            Some(algorithm) => key.verify_digest(algorithm, hash, signature),
            None => key.verify_rsa_pkcs1_raw(hash, signature),
        };
        return verified.map_err(|_| VERIFY_FAILED);
    }
    let block = open(context, signature)?;
    if block.last() != Some(&TRAILER) {
        return Err(INVALID_PADDING);
    }
    let algorithm = algorithm(padding, md, hash)?.ok_or(BAD_INPUT)?;
    key.verify_digest(algorithm, hash, signature).map_err(|_| {
        match algorithm.check_pss_block(hash, block, context.bits()) {
            Err(PssFault::Block) => BAD_INPUT,
            Err(PssFault::Padding) => INVALID_PADDING,
            Err(PssFault::Hash) | Ok(()) => VERIFY_FAILED,
        }
    })
}

/// The block that was signed, as long as PSS has it (RFC 8017 §8.1.2), or longer if it does not fit.
fn open(context: &mbedtls_rsa_context, signature: &[u8]) -> Result<Vec<u8>, Status> {
    let Numbers { n, e, .. } = context.value().ok_or(BAD_INPUT)?.numbers();
    let signature = Integer::from_be_bytes(signature);
    if signature >= *n {
        return Err(NOT_BELOW_MODULUS);
    }
    let opened = signature.pow_mod(e, n).map_err(|_| BAD_INPUT)?.to_be_bytes();
    let length = n.bits().saturating_sub(1).div_ceil(8);
    let mut block = vec![0; length.saturating_sub(opened.len())];
    block.extend_from_slice(&opened);
    Ok(block)
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
