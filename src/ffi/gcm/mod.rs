//! `mbedtls/gcm.h`: authenticated encryption by AES-GCM (NIST SP 800-38D), at once or piece by piece.

mod pieces;

pub use pieces::{mbedtls_gcm_finish, mbedtls_gcm_starts, mbedtls_gcm_update, mbedtls_gcm_update_ad};

use super::boundary::{boundary, boundary_void};
use super::cipher::mbedtls_cipher_id_t;
use super::enums::CipherId;
use super::ptr::{self, OrCode};
use super::slot::{Slot, zeroed};
use super::status::Status;
use crate::crypto::gcm::{GCM_TAG_LEN, GcmKey, GcmLimit, GcmStream};
use std::ffi::{c_int, c_uchar, c_uint, c_void};

/// The tag does not fit: what was decrypted is not authentic.
pub const MBEDTLS_ERR_GCM_AUTH_FAILED: c_int = -0x0012;
/// An argument is NULL or out of range, or the call came at the wrong time.
pub const MBEDTLS_ERR_GCM_BAD_INPUT: c_int = -0x0014;
/// The output has no room for the result.
pub const MBEDTLS_ERR_GCM_BUFFER_TOO_SMALL: c_int = -0x0016;

/// Encrypt.
pub const MBEDTLS_GCM_ENCRYPT: c_int = 1;
/// Decrypt.
pub const MBEDTLS_GCM_DECRYPT: c_int = 0;

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_GCM_BAD_INPUT);

/// A key, and a message under way. Begin with mbedtls_gcm_init() and mbedtls_gcm_setkey(), end with
/// mbedtls_gcm_free().
#[repr(C)]
pub struct mbedtls_gcm_context {
    private_gcm: *mut c_void,
    private_reserve: [u64; 52],
}

const _: () = assert!(size_of::<*mut c_void>() != 8 || size_of::<mbedtls_gcm_context>() == 424);

/// What stands behind a context with a key.
///
/// cbindgen:ignore
pub struct Gcm {
    key: GcmKey,
    /// The message under way, and whether it is encrypted.
    message: Option<(GcmStream, bool)>,
}

// SAFETY: both give `private_gcm`, which only the trait writes.
unsafe impl Slot for mbedtls_gcm_context {
    type Value = Gcm;

    fn slot(&self) -> *mut c_void {
        self.private_gcm
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_gcm
    }
}

/// Makes a context without a key.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_init(ctx: *mut mbedtls_gcm_context) {
    // SAFETY: by contract; all zeroes is an empty slot.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Ends a context and wipes what it holds; it can be used again.
///
/// \param ctx  The context. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_free(ctx: *mut mbedtls_gcm_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            drop(context.take());
        }
    });
}

/// Sets the key.
///
/// \param ctx      The context.
/// \param cipher   MBEDTLS_CIPHER_ID_AES.
/// \param key      The key.
/// \param keybits  Its length in bits: 128, 192 or 256.
///
/// \return         0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, another cipher, or another length).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `key` has `keybits` bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_setkey(
    ctx: *mut mbedtls_gcm_context,
    cipher: CipherId,
    key: *const c_uchar,
    keybits: c_uint,
) -> c_int {
    boundary(|| {
        if cipher != mbedtls_cipher_id_t::MBEDTLS_CIPHER_ID_AES as CipherId || !keybits.is_multiple_of(8) {
            return Err(BAD_INPUT);
        }
        if !matches!(keybits, 128 | 192 | 256) {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        let (context, key) = unsafe { (ptr::reference_mut(ctx), ptr::slice(key, keybits as usize / 8)) };
        let key = GcmKey::new(key.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?).ok_or(BAD_INPUT)?;
        context.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?.fill(Gcm { key, message: None });
        Ok(())
    })
}

/// Encrypts a message and makes its tag; or decrypts one and makes the tag that it should have, which is left to the
/// caller to compare. To decrypt use mbedtls_gcm_auth_decrypt().
///
/// A nonce must never come twice under one key.
///
/// \param ctx      The context.
/// \param mode     MBEDTLS_GCM_ENCRYPT or MBEDTLS_GCM_DECRYPT.
/// \param length   The length of the input and of the output in bytes.
/// \param iv       The nonce; 12 bytes are usual.
/// \param iv_len   Its length in bytes, at least 1.
/// \param add      Associated data, or NULL.
/// \param add_len  Its length in bytes.
/// \param input    The input.
/// \param output   Where the result goes; it may be the input.
/// \param tag_len  The length of the tag in bytes, 4 to 16.
/// \param tag      Where the tag goes.
///
/// \return         0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, no key, another mode, or a length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_crypt_and_tag(
    ctx: *mut mbedtls_gcm_context,
    mode: c_int,
    length: usize,
    iv: *const c_uchar,
    iv_len: usize,
    add: *const c_uchar,
    add_len: usize,
    input: *const c_uchar,
    output: *mut c_uchar,
    tag_len: usize,
    tag: *mut c_uchar,
) -> c_int {
    boundary(|| {
        check_tag_len(tag_len)?;
        let encrypts = encrypts(mode)?;
        // SAFETY: by contract.
        let (key, nonce, aad) = unsafe { (&gcm(ctx)?.key, array(iv, iv_len)?, array(add, add_len)?) };
        let (nonce, aad) = (ptr::apart(nonce, output, length), ptr::apart(aad, output, length));
        // SAFETY: by contract.
        let data = unsafe { ptr::in_place(input, output, length) }.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?;
        let made = if encrypts {
            key.seal(&nonce, &aad, data)?
        } else {
            let mut message = GcmStream::new(key, &nonce)?;
            message.aad(&aad)?;
            message.decrypt(key, data)?;
            message.finish()
        };
        // SAFETY: by contract.
        unsafe { write_tag(&made, tag, tag_len) }
    })
}

/// Decrypts a message, if its tag is right.
///
/// \param ctx      The context.
/// \param length   The length of the input and of the output in bytes.
/// \param iv       The nonce.
/// \param iv_len   Its length in bytes, at least 1.
/// \param add      Associated data, or NULL.
/// \param add_len  Its length in bytes.
/// \param tag      The tag.
/// \param tag_len  Its length in bytes, 4 to 16.
/// \param input    The input.
/// \param output   Where the result goes; it may be the input. It is wiped if the tag is wrong.
///
/// \return         0, MBEDTLS_ERR_GCM_AUTH_FAILED (the tag is wrong), or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, no key, or a
///                 length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_gcm_auth_decrypt(
    ctx: *mut mbedtls_gcm_context,
    length: usize,
    iv: *const c_uchar,
    iv_len: usize,
    add: *const c_uchar,
    add_len: usize,
    tag: *const c_uchar,
    tag_len: usize,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        check_tag_len(tag_len)?;
        // SAFETY: by contract.
        let (key, nonce, aad) = unsafe { (&gcm(ctx)?.key, array(iv, iv_len)?, array(add, add_len)?) };
        let (nonce, aad) = (ptr::apart(nonce, output, length), ptr::apart(aad, output, length));
        // Taken first: the output may lie over it.
        let mut expected = [0; GCM_TAG_LEN];
        let expected = expected.get_mut(..tag_len).ok_or(BAD_INPUT)?;
        // SAFETY: by contract.
        expected.copy_from_slice(unsafe { array(tag, tag_len) }?);
        // SAFETY: by contract.
        let data = unsafe { ptr::in_place(input, output, length) }.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?;
        if key.open(&nonce, &aad, data, expected)? {
            Ok(())
        } else {
            Err(Status::new(MBEDTLS_ERR_GCM_AUTH_FAILED))
        }
    })
}

/// Encrypts and decrypts what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if something is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_gcm_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!crate::crypto::gcm::gcm_known_answer_is_right())))
}

impl From<GcmLimit> for Status {
    fn from(GcmLimit: GcmLimit) -> Self {
        BAD_INPUT
    }
}

fn encrypts(mode: c_int) -> Result<bool, Status> {
    match mode {
        MBEDTLS_GCM_ENCRYPT => Ok(true),
        MBEDTLS_GCM_DECRYPT => Ok(false),
        _ => Err(BAD_INPUT),
    }
}

fn check_tag_len(len: usize) -> Result<(), Status> {
    if matches!(len, 4..=GCM_TAG_LEN) { Ok(()) } else { Err(BAD_INPUT) }
}

/// # Safety
/// `ctx` is NULL or points to an initialised context that nobody else uses meanwhile.
unsafe fn gcm<'a>(ctx: *mut mbedtls_gcm_context) -> Result<&'a mut Gcm, Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?.value_mut().ok_or(BAD_INPUT)
}

/// # Safety
/// `pointer` is NULL or has `length` bytes that nobody changes meanwhile.
unsafe fn array<'a>(pointer: *const c_uchar, length: usize) -> Result<&'a [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::slice(pointer, length) }.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)
}

/// # Safety
/// `tag` is NULL or has room for `len` bytes.
unsafe fn write_tag(made: &[u8; GCM_TAG_LEN], tag: *mut c_uchar, len: usize) -> Result<(), Status> {
    // SAFETY: by contract.
    let tag = unsafe { ptr::slice_mut(tag, len) }.or_code(MBEDTLS_ERR_GCM_BAD_INPUT)?;
    tag.copy_from_slice(made.get(..len).ok_or(BAD_INPUT)?);
    Ok(())
}
