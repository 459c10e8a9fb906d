//! Messages piece by piece.

use super::{
    BAD_INPUT, MBEDTLS_ERR_GCM_BAD_INPUT, MBEDTLS_ERR_GCM_BUFFER_TOO_SMALL, array, check_tag_len, encrypts,
    gcm, mbedtls_gcm_context, write_tag,
};
use crate::crypto::gcm::GcmStream;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Starts a message. A nonce must never come twice under one key.
///
/// \param ctx     The context.
/// \param mode    MBEDTLS_GCM_ENCRYPT or MBEDTLS_GCM_DECRYPT.
/// \param iv      The nonce; 12 bytes are usual.
/// \param iv_len  Its length in bytes, at least 1.
///
/// \return        0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, no key, another mode, or no nonce).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `iv` has `iv_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_starts(
    ctx: *mut mbedtls_gcm_context,
    mode: c_int,
    iv: *const c_uchar,
    iv_len: usize,
) -> c_int {
    boundary(|| {
        let encrypts = encrypts(mode)?;
        // SAFETY: by contract.
        let (gcm, nonce) = unsafe { (gcm(ctx)?, array(iv, iv_len)?) };
        gcm.message = Some((GcmStream::new(&gcm.key, nonce)?, encrypts));
        Ok(())
    })
}

/// Appends associated data, in pieces of any length, all before the first text.
///
/// \param ctx      The context.
/// \param add      What to append.
/// \param add_len  Its length in bytes.
///
/// \return         0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, not started, too much, or text was there already).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `add` has `add_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_update_ad(
    ctx: *mut mbedtls_gcm_context,
    add: *const c_uchar,
    add_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (gcm, aad) = unsafe { (gcm(ctx)?, array(add, add_len)?) };
        let (message, _) = gcm.message.as_mut().ok_or(BAD_INPUT)?;
        Ok(message.aad(aad)?)
    })
}

/// Encrypts or decrypts the next piece of text. What is decrypted is not to be used before the tag was compared.
///
/// \param ctx            The context.
/// \param input          The piece, of any length.
/// \param input_length   Its length in bytes.
/// \param output         Where the result goes; it may be the input.
/// \param output_size    The room there, at least `input_length`.
/// \param output_length  Where the length of the result goes: `input_length`.
///
/// \return               0, MBEDTLS_ERR_GCM_BUFFER_TOO_SMALL, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, not started, or more
///                       text than GCM carries).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_update(
    ctx: *mut mbedtls_gcm_context,
    input: *const c_uchar,
    input_length: usize,
    output: *mut c_uchar,
    output_size: usize,
    output_length: *mut usize,
) -> c_int {
    boundary(|| {
        if output_size < input_length {
            return Err(Status::new(MBEDTLS_ERR_GCM_BUFFER_TOO_SMALL));
        }
        // SAFETY: by contract.
        unsafe { ptr::store(output_length, input_length) }.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?;
        // SAFETY: by contract.
        let (gcm, data) = unsafe { (gcm(ctx)?, ptr::in_place(input, output, input_length)) };
        let data = data.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?;
        let (message, encrypts) = gcm.message.as_mut().ok_or(BAD_INPUT)?;
        if *encrypts {
            message.encrypt(&gcm.key, data)?
        } else {
            message.decrypt(&gcm.key, data)?
        }
        Ok(())
    })
}

/// Ends a message and gives its tag, which the caller compares after decryption, in constant time.
///
/// \param ctx            The context.
/// \param output         Not used: every piece came out at once. It may be NULL.
/// \param output_size    Not used.
/// \param output_length  Where the length of what is left goes: 0. It may be NULL.
/// \param tag            Where the tag goes.
/// \param tag_len        Its length in bytes, 4 to 16.
///
/// \return               0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, not started, or a tag length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `tag` has room for `tag_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_finish(
    ctx: *mut mbedtls_gcm_context,
    output: *mut c_uchar,
    output_size: usize,
    output_length: *mut usize,
    tag: *mut c_uchar,
    tag_len: usize,
) -> c_int {
    let _ = (output, output_size);
    boundary(|| {
        // SAFETY: by contract. A caller that gives no place for it does not want it.
        let _ = unsafe { ptr::store(output_length, 0) };
        check_tag_len(tag_len)?;
        // SAFETY: by contract.
        let (message, _) = unsafe { gcm(ctx) }?.message.take().ok_or(BAD_INPUT)?;
        // SAFETY: by contract.
        unsafe { write_tag(&message.finish(), tag, tag_len) }
    })
}
