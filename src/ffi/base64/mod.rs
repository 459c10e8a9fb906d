//! `mbedtls/base64.h`: base64 (RFC 4648 section 4).

use super::boundary::boundary;
use super::ptr;
use super::status::Status;
use crate::pki::base64;
use std::ffi::{c_int, c_uchar};

/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL: c_int = -0x002A;
/// The input holds a character that is no base64, or one where it must not stand, or ends inside a group of four.
pub const MBEDTLS_ERR_BASE64_INVALID_CHARACTER: c_int = -0x002C;

/// `MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL`.
pub(in crate::ffi) const BUFFER_TOO_SMALL: Status = Status::new(MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);

/// Encodes bytes, in one line and with a NUL behind. Nothing is looked up in tables, so that secrets may be encoded.
///
/// \param dst   Where the text goes; it may overlap with `src`. NULL to ask for the size.
/// \param dlen  The size of `dst` in bytes.
/// \param olen  Where the length of the text goes, without the NUL; if it does not fit, the size that is needed, with
///              the NUL, or the largest size if there is none.
/// \param src   The bytes.
/// \param slen  How many.
///
/// \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL, also if `src` is NULL and `slen` is not 0. Of no bytes, nothing
///              is written, not even the NUL.
///
/// # Safety
/// `dst` is NULL or has room for `dlen` bytes, `src` is `slen` bytes, `olen` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_base64_encode(
    dst: *mut c_uchar,
    dlen: usize,
    olen: *mut usize,
    src: *const c_uchar,
    slen: usize,
) -> c_int {
    boundary(|| {
        if slen == 0 {
            // SAFETY: by contract.
            unsafe { report(olen, 0) };
            return Ok(());
        }
        let needed = base64::encoded_length(slen).and_then(|length| length.checked_add(1));
        let Some(needed) = needed.filter(|needed| !dst.is_null() && dlen >= *needed) else {
            // SAFETY: by contract.
            unsafe { report(olen, needed.unwrap_or(usize::MAX)) };
            return Err(BUFFER_TOO_SMALL);
        };
        // SAFETY: by contract.
        let text = base64::encode(unsafe { ptr::slice(src, slen) }.map_err(|_| BUFFER_TOO_SMALL)?);
        // SAFETY: by contract; the input is not looked at any more.
        let output = unsafe { ptr::slice_mut(dst, needed) }.map_err(|_| BUFFER_TOO_SMALL)?;
        output[..text.len()].copy_from_slice(text.as_bytes());
        output[text.len()] = 0;
        // SAFETY: by contract.
        unsafe { report(olen, text.len()) };
        Ok(())
    })
}

/// Decodes a text in lines: a line ends in LF or CR LF, spaces may stand before that and nowhere else. Nothing is
/// looked up in tables.
///
/// \param dst   Where the bytes go; it may overlap with `src`. NULL to ask for the size.
/// \param dlen  The size of `dst` in bytes.
/// \param olen  Where the number of bytes goes; if they do not fit, the size that is needed.
/// \param src   The text.
/// \param slen  Its length in bytes, without a NUL.
///
/// \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL; MBEDTLS_ERR_BASE64_INVALID_CHARACTER, and `*olen` stays, also if
///              `src` is NULL and `slen` is not 0.
///
/// # Safety
/// `dst` is NULL or has room for `dlen` bytes, `src` is `slen` bytes, `olen` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_base64_decode(
    dst: *mut c_uchar,
    dlen: usize,
    olen: *mut usize,
    src: *const c_uchar,
    slen: usize,
) -> c_int {
    boundary(|| {
        let invalid = Status::new(MBEDTLS_ERR_BASE64_INVALID_CHARACTER);
        // SAFETY: by contract.
        let text = unsafe { ptr::slice(src, slen) }.map_err(|_| invalid)?;
        let bytes = base64::decode(text).map_err(|_| invalid)?;
        // SAFETY: by contract.
        unsafe { report(olen, bytes.len()) };
        if bytes.is_empty() {
            return Ok(());
        }
        if dst.is_null() || dlen < bytes.len() {
            return Err(BUFFER_TOO_SMALL);
        }
        // SAFETY: by contract; the input is not looked at any more.
        unsafe { ptr::slice_mut(dst, bytes.len()) }.map_err(|_| BUFFER_TOO_SMALL)?.copy_from_slice(&bytes);
        Ok(())
    })
}

/// # Safety
/// `olen` is NULL or writable.
unsafe fn report(olen: *mut usize, length: usize) {
    // Whoever does not want to know it passes NULL.
    // SAFETY: by contract.
    let _ = unsafe { ptr::store(olen, length) };
}
