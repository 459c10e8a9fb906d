//! `mbedtls/md.h`: the message digests by number.

use crate::crypto::HashAlgorithm;
use crate::ffi::enums::MdType;
use std::ffi::c_int;

/// The digest is not offered.
pub const MBEDTLS_ERR_MD_FEATURE_UNAVAILABLE: c_int = -0x5080;
/// An argument is NULL or out of range.
pub const MBEDTLS_ERR_MD_BAD_INPUT_DATA: c_int = -0x5100;
/// Memory ran out.
pub const MBEDTLS_ERR_MD_ALLOC_FAILED: c_int = -0x5180;
/// A file could not be read.
pub const MBEDTLS_ERR_MD_FILE_IO_ERROR: c_int = -0x5200;

/// The longest digest in bytes.
pub const MBEDTLS_MD_MAX_SIZE: c_int = 64;

/// Message digests.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum mbedtls_md_type_t {
    /// None.
    MBEDTLS_MD_NONE = 0,
    /// MD5.
    MBEDTLS_MD_MD5 = 0x03,
    /// RIPEMD-160.
    MBEDTLS_MD_RIPEMD160 = 0x04,
    /// SHA-1.
    MBEDTLS_MD_SHA1 = 0x05,
    /// SHA-224.
    MBEDTLS_MD_SHA224 = 0x08,
    /// SHA-256.
    MBEDTLS_MD_SHA256 = 0x09,
    /// SHA-384.
    MBEDTLS_MD_SHA384 = 0x0a,
    /// SHA-512.
    MBEDTLS_MD_SHA512 = 0x0b,
    /// SHA3-224.
    MBEDTLS_MD_SHA3_224 = 0x10,
    /// SHA3-256.
    MBEDTLS_MD_SHA3_256 = 0x11,
    /// SHA3-384.
    MBEDTLS_MD_SHA3_384 = 0x12,
    /// SHA3-512.
    MBEDTLS_MD_SHA3_512 = 0x13,
}

/// The hash of this number, if it is offered.
pub(in crate::ffi) fn hash_algorithm(md: MdType) -> Option<HashAlgorithm> {
    Some(match md {
        0x03 => HashAlgorithm::Md5,
        0x05 => HashAlgorithm::Sha1,
        0x08 => HashAlgorithm::Sha224,
        0x09 => HashAlgorithm::Sha256,
        0x0a => HashAlgorithm::Sha384,
        0x0b => HashAlgorithm::Sha512,
        _ => return None,
    })
}
