//! What is known of each digest.

use crate::crypto::HashAlgorithm;
use crate::ffi::boundary::boundary_or;
use crate::ffi::enums::MdType;
use crate::ffi::ptr;
use std::ffi::{CStr, c_char, c_int, c_uchar};
use std::ptr::{from_ref, null};

/// Message digests. RIPEMD-160 and the SHA-3 family have numbers here and are not offered.
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

/// What is known of a message digest. Only pointers to it are handed out, which live as long as the program.
pub struct mbedtls_md_info_t {
    kind: MdType,
    name: &'static CStr,
    pub(in crate::ffi) hash: HashAlgorithm,
}

const fn info(kind: MdType, name: &'static CStr, hash: HashAlgorithm) -> mbedtls_md_info_t {
    mbedtls_md_info_t { kind, name, hash }
}

/// In the order of mbedtls_md_list().
static INFOS: [mbedtls_md_info_t; 6] = [
    info(0x0b, c"SHA512", HashAlgorithm::Sha512),
    info(0x0a, c"SHA384", HashAlgorithm::Sha384),
    info(0x09, c"SHA256", HashAlgorithm::Sha256),
    info(0x08, c"SHA224", HashAlgorithm::Sha224),
    info(0x05, c"SHA1", HashAlgorithm::Sha1),
    info(0x03, c"MD5", HashAlgorithm::Md5),
];

static LIST: [c_int; INFOS.len() + 1] = {
    let mut list = [0; INFOS.len() + 1];
    let mut at = 0;
    while at < INFOS.len() {
        list[at] = INFOS[at].kind as c_int;
        at += 1;
    }
    list
};

fn find(kind: MdType) -> Option<&'static mbedtls_md_info_t> {
    INFOS.iter().find(|info| info.kind == kind)
}

/// The hash of this number, if it is offered.
pub(in crate::ffi) fn hash_algorithm(md: MdType) -> Option<HashAlgorithm> {
    find(md).map(|info| info.hash)
}

/// The number of a hash.
pub(in crate::ffi) fn hash_number(hash: HashAlgorithm) -> MdType {
    INFOS.iter().find(|info| info.hash == hash).map_or(0, |info| info.kind)
}

/// Lists the digests that are offered.
///
/// \return  Numbers of `mbedtls_md_type_t`, the longest digest first, with a 0 behind them. They live as long as the
///          program.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_md_list() -> *const c_int {
    LIST.as_ptr()
}

/// The digest of a number.
///
/// \param md_type  The number.
///
/// \return         What is known of it; NULL if it is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_md_info_from_type(md_type: MdType) -> *const mbedtls_md_info_t {
    find(md_type).map_or(null(), from_ref)
}

/// The digest of a name.
///
/// \param md_name  The name as mbedtls_md_get_name() gives it; or "SHA" for SHA-1.
///
/// \return         What is known of it; NULL if it is not offered, or `md_name` is NULL.
///
/// # Safety
/// `md_name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_info_from_string(md_name: *const c_char) -> *const mbedtls_md_info_t {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let Ok(name) = (unsafe { ptr::string(md_name) }) else { return null() };
        let name = if name == c"SHA" { c"SHA1" } else { name };
        INFOS.iter().find(|info| info.name == name).map_or(null(), from_ref)
    })
}

/// The length of a digest.
///
/// \param md_info  The digest.
///
/// \return         Its length in bytes, at most MBEDTLS_MD_MAX_SIZE; 0 for NULL.
///
/// # Safety
/// `md_info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_get_size(md_info: *const mbedtls_md_info_t) -> c_uchar {
    // SAFETY: by contract.
    unsafe { ptr::reference(md_info) }.map_or(0, |info| info.hash.output_len() as c_uchar)
}

/// The length of the digest of a number.
///
/// \param md_type  The number.
///
/// \return         Its length in bytes; 0 if it is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_md_get_size_from_type(md_type: MdType) -> c_uchar {
    hash_algorithm(md_type).map_or(0, |hash| hash.output_len() as c_uchar)
}

/// The number of a digest.
///
/// \param md_info  The digest.
///
/// \return         The number; MBEDTLS_MD_NONE for NULL.
///
/// # Safety
/// `md_info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_get_type(md_info: *const mbedtls_md_info_t) -> MdType {
    // SAFETY: by contract.
    unsafe { ptr::reference(md_info) }.map_or(0, |info| info.kind)
}

/// The name of a digest.
///
/// \param md_info  The digest.
///
/// \return         The name, in capitals; NULL for NULL.
///
/// # Safety
/// `md_info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_get_name(md_info: *const mbedtls_md_info_t) -> *const c_char {
    // SAFETY: by contract.
    unsafe { ptr::reference(md_info) }.map_or(null(), |info| info.name.as_ptr())
}
