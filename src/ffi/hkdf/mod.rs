//! `mbedtls/hkdf.h`: derives keys from a secret by HKDF (RFC 5869).

use crate::crypto::{HashAlgorithm, hkdf_expand, hkdf_extract};
use crate::ffi::boundary::boundary;
use crate::ffi::md::mbedtls_md_info_t;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};
use zeroize::Zeroizing;

/// An argument is NULL, too short or too long.
pub const MBEDTLS_ERR_HKDF_BAD_INPUT_DATA: c_int = -0x5F80;

/// Derives key material: extracts, then expands.
///
/// \param md        The digest below.
/// \param salt      The salt, which need not be secret, or NULL.
/// \param salt_len  Its length in bytes.
/// \param ikm       The secret.
/// \param ikm_len   Its length in bytes.
/// \param info      What the key material is for; NULL stands for nothing, whatever `info_len` says.
/// \param info_len  Its length in bytes.
/// \param okm       Where the key material goes.
/// \param okm_len   How many bytes of it, at most 255 times the length of the digest.
///
/// \return          0, or MBEDTLS_ERR_HKDF_BAD_INPUT_DATA (`md`, `okm`, or another array with a length is NULL, or
///                  `okm_len` is too much).
///
/// # Safety
/// `md` is NULL or came from `mbedtls/md.h`; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_hkdf(
    md: *const mbedtls_md_info_t,
    salt: *const c_uchar,
    salt_len: usize,
    ikm: *const c_uchar,
    ikm_len: usize,
    info: *const c_uchar,
    info_len: usize,
    okm: *mut c_uchar,
    okm_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let hash = unsafe { hash(md) }?;
        // SAFETY: by contract.
        let (salt, ikm) = unsafe { (array(salt, salt_len)?, array(ikm, ikm_len)?) };
        let key = hkdf_extract(hash, salt, ikm);
        // SAFETY: by contract.
        unsafe { expand(hash, key.as_ref(), (info, info_len), (okm, okm_len)) }
    })
}

/// Extracts a pseudorandom key from a secret.
///
/// \param md        The digest below.
/// \param salt      The salt, which need not be secret, or NULL with length 0.
/// \param salt_len  Its length in bytes.
/// \param ikm       The secret.
/// \param ikm_len   Its length in bytes.
/// \param prk       Where the key goes: as many bytes as the digest has.
///
/// \return          0, or MBEDTLS_ERR_HKDF_BAD_INPUT_DATA (`md`, `prk`, or another array with a length is NULL).
///
/// # Safety
/// `md` is NULL or came from `mbedtls/md.h`; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_hkdf_extract(
    md: *const mbedtls_md_info_t,
    salt: *const c_uchar,
    salt_len: usize,
    ikm: *const c_uchar,
    ikm_len: usize,
    prk: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let hash = unsafe { hash(md) }?;
        // SAFETY: by contract; the borrows end before `prk` is used, which may overlap.
        let key = unsafe { hkdf_extract(hash, array(salt, salt_len)?, array(ikm, ikm_len)?) };
        // SAFETY: by contract.
        let prk =
            unsafe { ptr::slice_mut(prk, hash.output_len()) }.or_code(MBEDTLS_ERR_HKDF_BAD_INPUT_DATA)?;
        prk.copy_from_slice(key.as_ref());
        Ok(())
    })
}

/// Expands a pseudorandom key into key material.
///
/// \param md        The digest below.
/// \param prk       The pseudorandom key.
/// \param prk_len   Its length in bytes, at least that of the digest.
/// \param info      What the key material is for; NULL stands for nothing, whatever `info_len` says.
/// \param info_len  Its length in bytes.
/// \param okm       Where the key material goes.
/// \param okm_len   How many bytes of it, at most 255 times the length of the digest.
///
/// \return          0, or MBEDTLS_ERR_HKDF_BAD_INPUT_DATA (NULL, `prk_len` too short, or `okm_len` too much).
///
/// # Safety
/// `md` is NULL or came from `mbedtls/md.h`; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_hkdf_expand(
    md: *const mbedtls_md_info_t,
    prk: *const c_uchar,
    prk_len: usize,
    info: *const c_uchar,
    info_len: usize,
    okm: *mut c_uchar,
    okm_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let hash = unsafe { hash(md) }?;
        // SAFETY: by contract.
        let prk = unsafe { array(prk, prk_len) }?;
        if prk.len() < hash.output_len() {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        unsafe { expand(hash, prk, (info, info_len), (okm, okm_len)) }
    })
}

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_HKDF_BAD_INPUT_DATA);

/// # Safety
/// The arrays are as long as said; `okm` may overlap the others.
unsafe fn expand(
    hash: HashAlgorithm,
    key: &[u8],
    (info, info_len): (*const c_uchar, usize),
    (okm, okm_len): (*mut c_uchar, usize),
) -> Result<(), Status> {
    if okm.is_null() || okm_len > 255 * hash.output_len() {
        return Err(BAD_INPUT);
    }
    let mut material = Zeroizing::new(vec![0; okm_len]);
    let info_len = if info.is_null() { 0 } else { info_len };
    // SAFETY: by contract.
    if !hkdf_expand(hash, key, unsafe { array(info, info_len) }?, &mut material) {
        return Err(BAD_INPUT);
    }
    // SAFETY: by contract; the borrow of `info` has ended.
    unsafe { ptr::slice_mut(okm, okm_len) }
        .or_code(MBEDTLS_ERR_HKDF_BAD_INPUT_DATA)?
        .copy_from_slice(&material);
    Ok(())
}

/// # Safety
/// `md` is NULL or came from `mbedtls/md.h`.
unsafe fn hash(md: *const mbedtls_md_info_t) -> Result<HashAlgorithm, Status> {
    // SAFETY: by contract.
    Ok(unsafe { ptr::reference(md) }.or_code(MBEDTLS_ERR_HKDF_BAD_INPUT_DATA)?.hash)
}

/// # Safety
/// `pointer` is NULL or has `length` bytes that nobody changes meanwhile.
unsafe fn array<'a>(pointer: *const c_uchar, length: usize) -> Result<&'a [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::slice(pointer, length) }.or_code(MBEDTLS_ERR_HKDF_BAD_INPUT_DATA)
}
