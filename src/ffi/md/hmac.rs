//! HMAC (RFC 2104).

use super::MBEDTLS_ERR_MD_BAD_INPUT_DATA;
use super::context::{BAD_INPUT, Running, mbedtls_md_context_t, output_for, running_mut, write};
use super::info::mbedtls_md_info_t;
use crate::crypto::{Hash, HmacKey, HmacPads};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Gives the key of an HMAC, and starts the first.
///
/// \param ctx     The context, which was set up for HMAC.
/// \param key     The key.
/// \param keylen  Its length in bytes; any length will do.
///
/// \return        0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up for HMAC).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `key` has `keylen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_hmac_starts(
    ctx: *mut mbedtls_md_context_t,
    key: *const c_uchar,
    keylen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (running, key) = unsafe { (hmac(ctx)?, ptr::slice(key, keylen)) };
        let pads = HmacPads::new(running.hash.algorithm(), key.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?);
        running.hash = running.pads.insert(pads).start();
        Ok(())
    })
}

/// Appends to the message of an HMAC.
///
/// \param ctx    The context.
/// \param input  What to append.
/// \param ilen   Its length in bytes.
///
/// \return       0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up for HMAC).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `input` has `ilen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_hmac_update(
    ctx: *mut mbedtls_md_context_t,
    input: *const c_uchar,
    ilen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (running, input) = unsafe { (hmac(ctx)?, ptr::slice(input, ilen)) };
        running.hash.update(input.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?);
        Ok(())
    })
}

/// Gives the HMAC of what was appended. For another one begin with mbedtls_md_hmac_reset() or
/// mbedtls_md_hmac_starts().
///
/// \param ctx     The context.
/// \param output  Where the HMAC goes: mbedtls_md_get_size() bytes.
///
/// \return        0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, not set up for HMAC, or no key was given).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `output` has room for the HMAC.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_hmac_finish(
    ctx: *mut mbedtls_md_context_t,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let running = unsafe { hmac(ctx) }?;
        // SAFETY: by contract.
        let output = unsafe { output_for(running, output) }?;
        let next = Hash::new(running.hash.algorithm());
        let pads = running.pads.as_ref().ok_or(BAD_INPUT)?;
        let message = std::mem::replace(&mut running.hash, next);
        output.copy_from_slice(pads.finish(message).as_ref());
        Ok(())
    })
}

/// Starts another HMAC with the same key.
///
/// \param ctx  The context.
///
/// \return     0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, not set up for HMAC, or no key was given).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_hmac_reset(ctx: *mut mbedtls_md_context_t) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let running = unsafe { hmac(ctx) }?;
        running.hash = running.pads.as_ref().ok_or(BAD_INPUT)?.start();
        Ok(())
    })
}

/// Gives the HMAC of an array.
///
/// \param md_info  The digest below.
/// \param key      The key.
/// \param keylen   Its length in bytes; any length will do.
/// \param input    The array.
/// \param ilen     Its length in bytes.
/// \param output   Where the HMAC goes: mbedtls_md_get_size() bytes.
///
/// \return         0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `md_info` is NULL or came from this header's functions; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_hmac(
    md_info: *const mbedtls_md_info_t,
    key: *const c_uchar,
    keylen: usize,
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract; these borrows end before `output` is used, which may overlap them.
        let (info, result) = unsafe {
            let info = ptr::reference(md_info).or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
            let key = ptr::slice(key, keylen).or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
            let input = ptr::slice(input, ilen).or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
            (info, HmacKey::new(info.hash, key).sign(&[input]))
        };
        // SAFETY: by contract.
        unsafe { write(&result, output, info.hash.output_len()) }
    })
}

/// What a context has under way, if it was set up for HMAC.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that nobody else uses meanwhile.
unsafe fn hmac<'a>(ctx: *mut mbedtls_md_context_t) -> Result<&'a mut Running, Status> {
    // SAFETY: by contract.
    let running = unsafe { running_mut(ctx) }?;
    if running.with_hmac { Ok(running) } else { Err(BAD_INPUT) }
}
