//! `mbedtls/pem.h`: blocks of PEM (RFC 7468), read and written.

use super::base64::BUFFER_TOO_SMALL;
use super::boundary::{boundary, boundary_or, boundary_void};
use super::platform::{allocate, release};
use super::ptr::{self, OrCode};
use super::slot::zeroed;
use super::status::Status;
use crate::pki::pem;
use std::ffi::{c_char, c_int, c_uchar};
use std::ptr::{null, null_mut};
use zeroize::{Zeroize, Zeroizing};

/// There is no block between these two lines.
pub const MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT: c_int = -0x1080;
/// The block is malformed.
pub const MBEDTLS_ERR_PEM_INVALID_DATA: c_int = -0x1100;
/// Memory ran out.
pub const MBEDTLS_ERR_PEM_ALLOC_FAILED: c_int = -0x1180;
/// The initialization vector of an encrypted block is malformed.
pub const MBEDTLS_ERR_PEM_INVALID_ENC_IV: c_int = -0x1200;
/// The block is encrypted by an algorithm that is not known.
pub const MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG: c_int = -0x1280;
/// The block is encrypted and no password was given.
pub const MBEDTLS_ERR_PEM_PASSWORD_REQUIRED: c_int = -0x1300;
/// The block does not decrypt with this password.
pub const MBEDTLS_ERR_PEM_PASSWORD_MISMATCH: c_int = -0x1380;
/// The encryption of the block is not offered. Nothing returns it any more.
pub const MBEDTLS_ERR_PEM_FEATURE_UNAVAILABLE: c_int = -0x1400;
/// An argument is NULL, or there is nothing in the block.
pub const MBEDTLS_ERR_PEM_BAD_INPUT_DATA: c_int = -0x1480;

/// What was read from a block.
#[repr(C)]
pub struct mbedtls_pem_context {
    /// The content, decoded, from mbedtls_calloc(); or NULL.
    pub private_buf: *mut c_uchar,
    /// Its length in bytes.
    pub private_buflen: usize,
    /// Further lines before the content. They are not kept; this is NULL.
    pub private_info: *mut c_uchar,
}

#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<mbedtls_pem_context>() == 24);

/// Makes a context empty.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to a writable `mbedtls_pem_context` that holds nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pem_init(ctx: *mut mbedtls_pem_context) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Reads the first block between two texts. It may be encrypted by DES, triple DES or AES in CBC mode (RFC 1421), with a
/// key derived from the password as OpenSSL derives it.
///
/// A wrong password shows in the padding alone: one in about 128 passes, and gives bytes that are no key.
///
/// \param ctx      An initialized context that holds nothing.
/// \param header   The line before the block, such as `-----BEGIN CERTIFICATE-----`, without its end.
/// \param footer   The line behind it.
/// \param data     A string in which the block is looked for.
/// \param pwd      The password of an encrypted block, or NULL.
/// \param pwdlen   The length of the password in bytes.
/// \param use_len  Where the number of bytes up to the end of the block goes, also if the block cannot be read; it stays
///                 if there is no block.
///
/// \return         0; MBEDTLS_ERR_PEM_BAD_INPUT_DATA if `ctx`, `header`, `footer` or `data` is NULL, or the block is empty;
///                 MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT; MBEDTLS_ERR_PEM_INVALID_DATA, with
///                 MBEDTLS_ERR_BASE64_INVALID_CHARACTER added if it is that; MBEDTLS_ERR_PEM_INVALID_ENC_IV,
///                 MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG, MBEDTLS_ERR_PEM_PASSWORD_REQUIRED or
///                 MBEDTLS_ERR_PEM_PASSWORD_MISMATCH; MBEDTLS_ERR_DES_INVALID_INPUT_LENGTH or
///                 MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH if an encrypted content ends inside a block of its cipher;
///                 MBEDTLS_ERR_PEM_ALLOC_FAILED.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `header`, `footer` and `data` are NULL or strings; `pwd` is NULL or
/// `pwdlen` bytes; `use_len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pem_read_buffer(
    ctx: *mut mbedtls_pem_context,
    header: *const c_char,
    footer: *const c_char,
    data: *const c_uchar,
    pwd: *const c_uchar,
    pwdlen: usize,
    use_len: *mut usize,
) -> c_int {
    boundary(|| {
        const BAD_INPUT: c_int = MBEDTLS_ERR_PEM_BAD_INPUT_DATA;
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(BAD_INPUT)?;
        // SAFETY: by contract.
        let (header, footer) = unsafe { (ptr::string(header), ptr::string(footer)) };
        let (header, footer) = (header.or_code(BAD_INPUT)?, footer.or_code(BAD_INPUT)?);
        // SAFETY: by contract.
        let text = unsafe { ptr::string(data.cast()) }.or_code(BAD_INPUT)?;
        let password = match pwd.is_null() {
            true => None,
            // SAFETY: by contract.
            false => Some(unsafe { ptr::slice(pwd, pwdlen) }.or_code(BAD_INPUT)?),
        };
        let found = pem::find_between(text.to_bytes(), header.to_bytes(), footer.to_bytes(), password);
        if found.consumed > 0 {
            // Whoever does not want to know it passes NULL.
            // SAFETY: by contract.
            let _ = unsafe { ptr::store(use_len, found.consumed) };
        }
        let content = found.content?;
        let memory = allocate(content.len(), 1).cast::<c_uchar>();
        // SAFETY: just allocated, of this length.
        let output = unsafe { ptr::slice_mut(memory, content.len()) };
        output.or_code(MBEDTLS_ERR_PEM_ALLOC_FAILED)?.copy_from_slice(&content);
        (context.private_buf, context.private_buflen) = (memory, content.len());
        Ok(())
    })
}

/// The content that was read.
///
/// \param ctx     The context.
/// \param buflen  Where its length in bytes goes.
///
/// \return        The content, which lives as long as the context holds it; NULL if there is none or `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `buflen` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pem_get_buffer(
    ctx: *mut mbedtls_pem_context,
    buflen: *mut usize,
) -> *const c_uchar {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let Ok(context) = (unsafe { ptr::reference(ctx) }) else { return null() };
        // SAFETY: by contract.
        let _ = unsafe { ptr::store(buflen, context.private_buflen) };
        context.private_buf
    })
}

/// Wipes and frees what a context holds; it is empty afterwards.
///
/// \param ctx  The context. NULL and an empty one are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context, whose memory came from mbedtls_calloc().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pem_free(ctx: *mut mbedtls_pem_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        let Ok(context) = (unsafe { ptr::reference_mut(ctx) }) else { return };
        // SAFETY: by contract.
        if let Ok(content) = unsafe { ptr::slice_mut(context.private_buf, context.private_buflen) } {
            content.zeroize();
        }
        // SAFETY: by contract.
        unsafe {
            release(context.private_buf.cast());
            release(context.private_info.cast());
        }
        *context =
            mbedtls_pem_context { private_buf: null_mut(), private_buflen: 0, private_info: null_mut() };
    });
}

/// Writes a block: the first text, the bytes as base64 in lines of 64 characters, the second text, and a NUL.
///
/// \param header    The line before the block, with its end.
/// \param footer    The line behind it, with its end.
/// \param der_data  The bytes.
/// \param der_len   How many.
/// \param buf       Where the block goes; it may overlap with `der_data`. What is left of it is set to zero.
/// \param buf_len   The size of `buf` in bytes.
/// \param olen      Where the length of the block with its NUL goes, also if it does not fit.
///
/// \return          0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL, which also comes for NULL in place of `buf`;
///                  MBEDTLS_ERR_PEM_BAD_INPUT_DATA if another argument is NULL.
///
/// # Safety
/// `header` and `footer` are NULL or strings, the arrays are as long as said, `olen` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pem_write_buffer(
    header: *const c_char,
    footer: *const c_char,
    der_data: *const c_uchar,
    der_len: usize,
    buf: *mut c_uchar,
    buf_len: usize,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        const BAD_INPUT: c_int = MBEDTLS_ERR_PEM_BAD_INPUT_DATA;
        // SAFETY: by contract.
        let (header, footer) = unsafe { (ptr::string(header), ptr::string(footer)) };
        let (header, footer) = (header.or_code(BAD_INPUT)?, footer.or_code(BAD_INPUT)?);
        // SAFETY: by contract.
        let der = unsafe { ptr::slice(der_data, der_len) }.or_code(BAD_INPUT)?;
        let text = Zeroizing::new(pem::encode_between(header.to_bytes(), footer.to_bytes(), der));
        // SAFETY: by contract.
        unsafe { ptr::store(olen, text.len() + 1) }.or_code(BAD_INPUT)?;
        if buf.is_null() {
            return Err(BUFFER_TOO_SMALL);
        }
        // SAFETY: by contract; the input is not looked at any more.
        put_text(&text, unsafe { ptr::slice_mut(buf, buf_len) }.or_code(BAD_INPUT)?)
    })
}

/// Puts a text and a NUL into a buffer, and zeros behind it.
pub(in crate::ffi) fn put_text(text: &[u8], buffer: &mut [u8]) -> Result<(), Status> {
    match buffer.split_at_mut_checked(text.len()) {
        Some((place, rest)) if !rest.is_empty() => {
            place.copy_from_slice(text);
            rest.fill(0);
            Ok(())
        }
        _ => Err(BUFFER_TOO_SMALL),
    }
}
