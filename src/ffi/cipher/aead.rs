//! Whole messages with a tag behind them.

use super::MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA;
use super::context::{cipher, mbedtls_cipher_context_t};
use super::state::BAD_INPUT;
use crate::crypto::MAX_TAG_LEN;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Encrypts a message by GCM, CCM or ChaCha20-Poly1305, and puts its tag behind it. A nonce must never come twice under
/// one key.
///
/// \param ctx         The context, with its key set.
/// \param iv          The nonce; 12 bytes are usual, and ChaCha20-Poly1305 takes no others.
/// \param iv_len      Its length in bytes.
/// \param ad          Associated data, or NULL.
/// \param ad_len      Its length in bytes.
/// \param input       The message.
/// \param ilen        Its length in bytes.
/// \param output      Where the result goes; it may be the input.
/// \param output_len  The room there, at least `ilen` and `tag_len`.
/// \param olen        Where the length of the result goes: `ilen` and `tag_len`.
/// \param tag_len     The length of the tag in bytes: GCM 4 to 16; CCM 4, 6, 8, 10, 12, 14 or 16; ChaCha20-Poly1305 16.
///
/// \return            0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL,
///                    not set up, no key, or no room; ChaCha20-Poly1305: another length), MBEDTLS_ERR_GCM_BAD_INPUT or
///                    MBEDTLS_ERR_CCM_BAD_INPUT (a length that GCM or CCM does not have).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_auth_encrypt_ext(
    ctx: *mut mbedtls_cipher_context_t,
    iv: *const c_uchar,
    iv_len: usize,
    ad: *const c_uchar,
    ad_len: usize,
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
    output_len: usize,
    olen: *mut usize,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let cipher = unsafe { cipher(ctx) }?;
        let total = ilen.checked_add(tag_len).filter(|&total| total <= output_len).ok_or(BAD_INPUT)?;
        cipher.check_authenticates()?;
        // SAFETY: by contract.
        let (nonce, aad) = unsafe { (array(iv, iv_len)?, array(ad, ad_len)?) };
        let (nonce, aad) = (ptr::apart(nonce, output, total), ptr::apart(aad, output, total));
        let mut made = [0; MAX_TAG_LEN];
        // A longer tag is none of any mode; it is refused below.
        let Some(tag) = made.get_mut(..tag_len) else {
            return cipher.seal(&nonce, &aad, &mut [], &mut [0; MAX_TAG_LEN + 1]);
        };
        // SAFETY: by contract.
        let data =
            unsafe { ptr::in_place(input, output, ilen) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        cipher.seal(&nonce, &aad, data, tag)?;
        // SAFETY: by contract; what was encrypted is no longer borrowed.
        let behind = unsafe { ptr::slice_mut(output.wrapping_add(ilen), tag_len) };
        behind.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?.copy_from_slice(tag);
        // SAFETY: by contract.
        unsafe { ptr::store(olen, total) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)
    })
}

/// Decrypts a message with its tag behind it by GCM, CCM or ChaCha20-Poly1305, if the tag is right.
///
/// \param ctx         The context, with its key set.
/// \param iv          The nonce.
/// \param iv_len      Its length in bytes.
/// \param ad          Associated data, or NULL.
/// \param ad_len      Its length in bytes.
/// \param input       The message and its tag.
/// \param ilen        The length of both in bytes.
/// \param output      Where the result goes; it may be the input. It is wiped if the tag is wrong.
/// \param output_len  The room there, at least `ilen` less `tag_len`.
/// \param olen        Where the length of the result goes: `ilen` less `tag_len`.
/// \param tag_len     The length of the tag in bytes, as in mbedtls_cipher_auth_encrypt_ext().
///
/// \return            0, MBEDTLS_ERR_CIPHER_AUTH_FAILED (the tag is wrong), or another error as of
///                    mbedtls_cipher_auth_encrypt_ext().
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_auth_decrypt_ext(
    ctx: *mut mbedtls_cipher_context_t,
    iv: *const c_uchar,
    iv_len: usize,
    ad: *const c_uchar,
    ad_len: usize,
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
    output_len: usize,
    olen: *mut usize,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let cipher = unsafe { cipher(ctx) }?;
        let length = ilen.checked_sub(tag_len).filter(|&length| length <= output_len).ok_or(BAD_INPUT)?;
        cipher.check_authenticates()?;
        // SAFETY: by contract.
        let (nonce, aad) = unsafe { (array(iv, iv_len)?, array(ad, ad_len)?) };
        let (nonce, aad) = (ptr::apart(nonce, output, length), ptr::apart(aad, output, length));
        let mut expected = [0; MAX_TAG_LEN];
        let Some(tag) = expected.get_mut(..tag_len) else {
            return cipher.open(&nonce, &aad, &mut [], &[0; MAX_TAG_LEN + 1]);
        };
        // Taken first: the output may lie over it.
        // SAFETY: by contract.
        tag.copy_from_slice(unsafe { array(input, ilen) }?.get(length..).ok_or(BAD_INPUT)?);
        // SAFETY: by contract.
        let data = unsafe { ptr::in_place(input, output, length) };
        cipher.open(&nonce, &aad, data.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?, tag)?;
        // SAFETY: by contract.
        unsafe { ptr::store(olen, length) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)
    })
}

/// # Safety
/// `pointer` is NULL or has `length` bytes that nobody changes meanwhile.
unsafe fn array<'a>(pointer: *const c_uchar, length: usize) -> Result<&'a [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::slice(pointer, length) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)
}
