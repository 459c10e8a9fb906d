//! Messages piece by piece.

use super::MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA;
use super::MBEDTLS_ERR_CIPHER_INVALID_PADDING;
use super::context::{cipher, mbedtls_cipher_context_t, set_iv};
use super::state::BAD_INPUT;
use crate::crypto::aes::AES_BLOCK_LEN;
use crate::crypto::gcm::GCM_TAG_LEN;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};
use zeroize::Zeroizing;

/// Appends associated data, by GCM alone, before any text.
///
/// \param ctx     The context, with key and nonce set.
/// \param ad      What to append.
/// \param ad_len  Its length in bytes.
///
/// \return        0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not
///                set up, or no nonce set) or MBEDTLS_ERR_GCM_BAD_INPUT (text was there already).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `ad` has `ad_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_update_ad(
    ctx: *mut mbedtls_cipher_context_t,
    ad: *const c_uchar,
    ad_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (cipher, aad) = unsafe { (cipher(ctx)?, ptr::slice(ad, ad_len)) };
        cipher.aad(aad.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?)
    })
}

/// Encrypts or decrypts the next piece of text. CBC gives whole blocks, and keeps back the last one of what is
/// decrypted while it may be padding; the other modes give as much as comes in.
///
/// \param ctx     The context, with key and initialisation vector set.
/// \param input   The piece: a block by ECB, else of any length.
/// \param ilen    Its length in bytes.
/// \param output  Where the result goes, with room for `ilen` and a block. It may be the input; by CBC, CFB, OFB and CTR
///                only if all pieces are whole blocks.
/// \param olen    Where the length of the result goes.
///
/// \return        0, MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED (ECB with another length),
///                MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (CCM, ChaCha20-Poly1305) or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA
///                (NULL, not set up, no key, no nonce, or in place where it cannot be).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_update(
    ctx: *mut mbedtls_cipher_context_t,
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
    olen: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { update(ctx, input, ilen, output, olen) })
}

/// Ends a message. By CBC what is left comes out: encrypted with its padding, decrypted without it.
///
/// \param ctx     The context.
/// \param output  Where the result goes, with room for a block.
/// \param olen    Where its length goes.
///
/// \return        0, MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED (CBC: part of a block is left),
///                MBEDTLS_ERR_CIPHER_INVALID_PADDING, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (CCM, ChaCha20-Poly1305) or
///                MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set up, or no key).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `output` has room for a block.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_finish(
    ctx: *mut mbedtls_cipher_context_t,
    output: *mut c_uchar,
    olen: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { finish(ctx, output, olen) })
}

/// Ends a message as mbedtls_cipher_finish() does, and tells of wrong padding apart, so that a caller can treat it in
/// constant time.
///
/// \param ctx              The context.
/// \param output           Where the result goes, with room for a block.
/// \param olen             Where its length goes; 0 if the padding is wrong.
/// \param invalid_padding  Where all bits are set if the padding is wrong, none if it is right.
///
/// \return                 As of mbedtls_cipher_finish(), and 0 also if the padding is wrong.
///
/// # Safety
/// As of mbedtls_cipher_finish(); `invalid_padding` is NULL or points to a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_finish_padded(
    ctx: *mut mbedtls_cipher_context_t,
    output: *mut c_uchar,
    olen: *mut usize,
    invalid_padding: *mut usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            ptr::store(invalid_padding, 0).or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
            let right = finish_padded(ctx, output, olen)?;
            // All bits or none, without asking which.
            ptr::store(invalid_padding, usize::from(right).wrapping_sub(1))
                .or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)
        }
    })
}

/// Gives the tag of what was encrypted, by GCM alone, after mbedtls_cipher_finish().
///
/// \param ctx      The context.
/// \param tag      Where the tag goes.
/// \param tag_len  Its length in bytes, 4 to 16.
///
/// \return         0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not
///                 set up, no message, or the key is for decryption) or MBEDTLS_ERR_GCM_BAD_INPUT (the length).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `tag` has room for `tag_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_write_tag(
    ctx: *mut mbedtls_cipher_context_t,
    tag: *mut c_uchar,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let cipher = unsafe { cipher(ctx) }?;
        if tag.is_null() {
            return Err(BAD_INPUT);
        }
        let made = cipher.tag(tag_len)?;
        // SAFETY: by contract.
        let tag = unsafe { ptr::slice_mut(tag, tag_len) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        tag.copy_from_slice(made.get(..tag_len).ok_or(BAD_INPUT)?);
        Ok(())
    })
}

/// Compares the tag of what was decrypted, by GCM alone, after mbedtls_cipher_finish(). Only then the text may be used.
///
/// \param ctx      The context.
/// \param tag      The tag.
/// \param tag_len  Its length in bytes, 4 to 16.
///
/// \return         0, MBEDTLS_ERR_CIPHER_AUTH_FAILED (the tag is wrong), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another
///                 mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set up, no message, too long, or the key is for
///                 encryption) or MBEDTLS_ERR_GCM_BAD_INPUT (too short).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `tag` has `tag_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_check_tag(
    ctx: *mut mbedtls_cipher_context_t,
    tag: *const c_uchar,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let cipher = unsafe { cipher(ctx) }?;
        // No longer tag is ever right, and no more bytes are read than one has.
        let read = tag_len.min(GCM_TAG_LEN + 1);
        // SAFETY: by contract.
        let tag = unsafe { ptr::slice(tag, read) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        cipher.check_tag(tag)
    })
}

/// Encrypts or decrypts a whole message without a tag: mbedtls_cipher_set_iv(), mbedtls_cipher_reset(),
/// mbedtls_cipher_update() and mbedtls_cipher_finish() in one.
///
/// \param ctx     The context, with its key set.
/// \param iv      The initialisation vector or nonce.
/// \param iv_len  Its length in bytes.
/// \param input   The message.
/// \param ilen    Its length in bytes.
/// \param output  Where the result goes, with room for `ilen` and a block.
/// \param olen    Where its length goes.
///
/// \return        0, or what those functions return.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_crypt(
    ctx: *mut mbedtls_cipher_context_t,
    iv: *const c_uchar,
    iv_len: usize,
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
    olen: *mut usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract; `output` has room for what both give.
        unsafe {
            set_iv(ctx, iv, iv_len)?;
            cipher(ctx)?.reset();
            update(ctx, input, ilen, output, olen)?;
            let updated = *ptr::reference(olen).or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
            let mut rest = 0;
            finish(ctx, output.wrapping_add(updated), &mut rest)?;
            ptr::store(olen, updated + rest).or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)
        }
    })
}

/// # Safety
/// As of mbedtls_cipher_update().
unsafe fn update(
    ctx: *mut mbedtls_cipher_context_t,
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
    olen: *mut usize,
) -> Result<(), Status> {
    // SAFETY: by contract.
    unsafe { ptr::store(olen, 0) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
    // SAFETY: by contract.
    let cipher = unsafe { cipher(ctx) }?;
    let step = cipher.plan(ilen, input == output.cast_const())?;
    if step.out == 0 {
        // SAFETY: by contract.
        let rest = unsafe { ptr::slice(input, ilen) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        return if rest.is_empty() { Ok(()) } else { cipher.hold(rest, true) };
    }
    let taken = step.out - step.before;
    // What is left over is taken first, as the output may lie over it.
    let mut rest = Zeroizing::new([0; AES_BLOCK_LEN]);
    let rest = rest.get_mut(..ilen - taken).ok_or(BAD_INPUT)?;
    // SAFETY: by contract.
    let input_bytes = unsafe { ptr::slice(input, ilen) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
    rest.copy_from_slice(input_bytes.get(taken..).ok_or(BAD_INPUT)?);
    if output.is_null() {
        return Err(BAD_INPUT);
    }
    // SAFETY: by contract; what was read of the input is no longer borrowed.
    let data = unsafe {
        ptr::in_place(input, output.wrapping_add(step.before), taken)
            .and_then(|_| ptr::slice_mut(output, step.out))
    };
    let data = data.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
    data.get_mut(..step.before).ok_or(BAD_INPUT)?.copy_from_slice(cipher.held());
    cipher.work(data)?;
    if cipher.pads() {
        cipher.hold(rest, false)?;
    }
    // SAFETY: by contract.
    unsafe { ptr::store(olen, step.out) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)
}

/// # Safety
/// As of mbedtls_cipher_finish().
unsafe fn finish(
    ctx: *mut mbedtls_cipher_context_t,
    output: *mut c_uchar,
    olen: *mut usize,
) -> Result<(), Status> {
    // SAFETY: by contract.
    let right = unsafe { finish_padded(ctx, output, olen) }?;
    if right { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_CIPHER_INVALID_PADDING)) }
}

/// # Safety
/// As of mbedtls_cipher_finish().
unsafe fn finish_padded(
    ctx: *mut mbedtls_cipher_context_t,
    output: *mut c_uchar,
    olen: *mut usize,
) -> Result<bool, Status> {
    // SAFETY: by contract.
    unsafe { ptr::store(olen, 0) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
    // SAFETY: by contract.
    let Some((block, len, right)) = unsafe { cipher(ctx) }?.finish()? else { return Ok(true) };
    // SAFETY: by contract.
    let output =
        unsafe { ptr::slice_mut(output, AES_BLOCK_LEN) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
    output.copy_from_slice(&*block);
    // SAFETY: by contract.
    unsafe { ptr::store(olen, len) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
    Ok(right)
}
