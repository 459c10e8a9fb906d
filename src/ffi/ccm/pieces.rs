//! Messages piece by piece. mbedtls_ccm_starts() and mbedtls_ccm_set_lengths() come first, in either order.

use super::{
    BAD_INPUT, Keyed, MBEDTLS_CCM_DECRYPT, MBEDTLS_CCM_ENCRYPT, MBEDTLS_CCM_STAR_DECRYPT,
    MBEDTLS_CCM_STAR_ENCRYPT, MBEDTLS_ERR_CCM_BAD_INPUT, Mode, array, check_tag_len, keyed,
    mbedtls_ccm_context,
};
use crate::crypto::ccm::{CCM_MAX_AAD_LEN, CcmStream};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};
use zeroize::Zeroizing;

/// Starts a message. A nonce must never come twice under one key.
///
/// \param ctx     The context.
/// \param mode    MBEDTLS_CCM_ENCRYPT, MBEDTLS_CCM_DECRYPT, MBEDTLS_CCM_STAR_ENCRYPT or MBEDTLS_CCM_STAR_DECRYPT.
/// \param iv      The nonce.
/// \param iv_len  Its length in bytes, 7 to 13.
///
/// \return        0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, another mode, or a length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `iv` has `iv_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_starts(
    ctx: *mut mbedtls_ccm_context,
    mode: c_int,
    iv: *const c_uchar,
    iv_len: usize,
) -> c_int {
    boundary(|| {
        let mode = match mode {
            MBEDTLS_CCM_ENCRYPT => Mode { encrypts: true, may_lack_tag: false },
            MBEDTLS_CCM_DECRYPT => Mode { encrypts: false, may_lack_tag: false },
            MBEDTLS_CCM_STAR_ENCRYPT => Mode { encrypts: true, may_lack_tag: true },
            MBEDTLS_CCM_STAR_DECRYPT => Mode { encrypts: false, may_lack_tag: true },
            _ => return Err(BAD_INPUT),
        };
        // SAFETY: by contract.
        let (keyed, nonce) = unsafe { (keyed(ctx)?, array(iv, iv_len)?) };
        if !matches!(nonce.len(), 7..=13) {
            return Err(BAD_INPUT);
        }
        keyed.started = Some((mode, Zeroizing::new(nonce.to_vec())));
        keyed.begin()
    })
}

/// Tells how long the parts of a message will be.
///
/// \param ctx            The context.
/// \param total_ad_len   The length of all associated data in bytes, less than 0xFF00.
/// \param plaintext_len  The length of all text in bytes, less than 2 to the power of 8 (15 - length of the nonce).
/// \param tag_len        The length of the tag in bytes: 4, 6, 8, 10, 12, 14 or 16; for CCM* also 0, for none.
///
/// \return               0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_set_lengths(
    ctx: *mut mbedtls_ccm_context,
    total_ad_len: usize,
    plaintext_len: usize,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let keyed = unsafe { keyed(ctx) }?;
        check_tag_len(tag_len, true)?;
        if total_ad_len > CCM_MAX_AAD_LEN {
            return Err(BAD_INPUT);
        }
        keyed.lengths = Some((total_ad_len, plaintext_len, tag_len));
        keyed.begin()
    })
}

/// Appends associated data, in pieces of any length, all before the first text.
///
/// \param ctx     The context.
/// \param ad      What to append.
/// \param ad_len  Its length in bytes.
///
/// \return        0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, not started, lengths not set, or more than was told).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `ad` has `ad_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_update_ad(
    ctx: *mut mbedtls_ccm_context,
    ad: *const c_uchar,
    ad_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (keyed, aad) = unsafe { (keyed(ctx)?, array(ad, ad_len)?) };
        Ok(keyed.message.as_mut().ok_or(BAD_INPUT)?.aad(&keyed.key, aad)?)
    })
}

/// Encrypts or decrypts the next piece of text. What is decrypted is not to be used before the tag was compared.
///
/// \param ctx          The context.
/// \param input        The piece, of any length.
/// \param input_len    Its length in bytes.
/// \param output       Where the result goes; it may be the input.
/// \param output_size  The room there, at least `input_len`.
/// \param output_len   Where the length of the result goes: `input_len`.
///
/// \return             0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, not started, lengths not set, no room, associated data
///                     missing, or more than was told).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_update(
    ctx: *mut mbedtls_ccm_context,
    input: *const c_uchar,
    input_len: usize,
    output: *mut c_uchar,
    output_size: usize,
    output_len: *mut usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let keyed = unsafe { keyed(ctx) }?;
        let message = keyed.message.as_mut().ok_or(BAD_INPUT)?;
        let (mode, _) = keyed.started.as_ref().ok_or(BAD_INPUT)?;
        if output_size < input_len || message.aad_left() > 0 || message.text_left() < input_len {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        unsafe { ptr::store(output_len, input_len) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?;
        // SAFETY: by contract.
        let data = unsafe { ptr::in_place(input, output, input_len) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?;
        if mode.encrypts {
            message.encrypt(&keyed.key, data)?
        } else {
            message.decrypt(&keyed.key, data)?
        }
        Ok(())
    })
}

/// Ends a message and gives its tag, which the caller compares after decryption, in constant time.
///
/// \param ctx      The context.
/// \param tag      Where the tag goes; NULL if it has no length.
/// \param tag_len  The length that mbedtls_ccm_set_lengths() was told.
///
/// \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, not started, something is missing, or another length).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `tag` has room for `tag_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_finish(
    ctx: *mut mbedtls_ccm_context,
    tag: *mut c_uchar,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let keyed = unsafe { keyed(ctx) }?;
        let message = keyed.message.as_ref().ok_or(BAD_INPUT)?;
        if keyed.lengths.is_none_or(|(_, _, told)| told != tag_len) {
            return Err(BAD_INPUT);
        }
        let made = Zeroizing::new(message.tag()?);
        // SAFETY: by contract.
        let tag = unsafe { ptr::slice_mut(tag, tag_len) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?;
        tag.copy_from_slice(made.get(..tag_len).ok_or(BAD_INPUT)?);
        keyed.clear();
        Ok(())
    })
}

impl Keyed {
    /// Begins the message once mode, nonce and lengths are known. What cannot be is forgotten.
    fn begin(&mut self) -> Result<(), Status> {
        self.message = None;
        let (Some((mode, nonce)), Some((aad_len, text_len, tag_len))) = (&self.started, self.lengths) else {
            return Ok(());
        };
        let begun = check_tag_len(tag_len, mode.may_lack_tag)
            .and_then(|()| Ok(CcmStream::new(&self.key, nonce, aad_len, text_len, tag_len)?));
        match begun {
            Ok(message) => self.message = Some(message),
            Err(refused) => {
                self.clear();
                return Err(refused);
            }
        }
        Ok(())
    }

    fn clear(&mut self) {
        self.started = None;
        self.lengths = None;
        self.message = None;
    }
}
