//! Contexts: what they were set up for, and their key.

use super::MBEDTLS_CIPHER_VARIABLE_IV_LEN;
use super::info::mbedtls_cipher_info_t;
use super::state::{BAD_INPUT, Cipher, UNAVAILABLE};
use super::types::mbedtls_cipher_padding_t as Padding;
use super::types::mbedtls_operation_t as Operation;
use super::{MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA, MBEDTLS_MAX_IV_LENGTH};
use crate::crypto::block_padding::BlockPadding;
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::enums::{CipherMode, CipherOperation, CipherPadding, CipherType};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::status::Status;
use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};
use std::ptr::null;

/// A cipher with a key, and a message under way. Begin with mbedtls_cipher_init(), mbedtls_cipher_setup() and
/// mbedtls_cipher_setkey(), end with mbedtls_cipher_free().
#[repr(C)]
pub struct mbedtls_cipher_context_t {
    private_cipher_info: *const mbedtls_cipher_info_t,
    private_key_bitlen: c_int,
    private_operation: CipherOperation,
    private_reserve: [u64; 7],
    private_iv_size: usize,
    private_cipher_ctx: *mut c_void,
    private_unused: *mut c_void,
}

const _: () = assert!(size_of::<*mut c_void>() != 8 || size_of::<mbedtls_cipher_context_t>() == 96);

// SAFETY: both give `private_cipher_ctx`, which only the trait writes.
unsafe impl Slot for mbedtls_cipher_context_t {
    type Value = Cipher;

    fn slot(&self) -> *mut c_void {
        self.private_cipher_ctx
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_cipher_ctx
    }
}

/// Makes a context for no cipher yet.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_init(ctx: *mut mbedtls_cipher_context_t) {
    // SAFETY: by contract; all zeroes is an empty slot.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Ends a context and wipes what it holds; it can be set up again.
///
/// \param ctx  The context. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_free(ctx: *mut mbedtls_cipher_context_t) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            drop(context.take());
            context.private_cipher_info = null();
            context.private_key_bitlen = 0;
            context.private_operation = 0;
            context.private_iv_size = 0;
        }
    });
}

/// Chooses the cipher of a context. The context need not be initialised: what it holds is not looked at, so that one
/// that was set up before has to be freed first.
///
/// \param ctx          The context.
/// \param cipher_info  The cipher.
///
/// \return             0, or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to memory for a context; `cipher_info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_setup(
    ctx: *mut mbedtls_cipher_context_t,
    cipher_info: *const mbedtls_cipher_info_t,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, info) = unsafe { (ptr::reference_mut(ctx), ptr::reference(cipher_info)) };
        let info = info.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        let context = context.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        // SAFETY: all zeroes is an empty slot. As with Mbed TLS, programs may come without `mbedtls_cipher_init`.
        unsafe { zeroed(context) };
        context.fill(Cipher::new(info.mode()));
        context.private_cipher_info = cipher_info;
        Ok(())
    })
}

/// Sets the key.
///
/// \param ctx         The context.
/// \param key         The key.
/// \param key_bitlen  Its length in bits, which is that of the cipher.
/// \param operation   MBEDTLS_ENCRYPT or MBEDTLS_DECRYPT.
///
/// \return            0, or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set up, another length or operation).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `key` has `key_bitlen` bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_setkey(
    ctx: *mut mbedtls_cipher_context_t,
    key: *const c_uchar,
    key_bitlen: c_int,
    operation: CipherOperation,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, info) = unsafe { set_up(ctx) }?;
        let encrypts = if operation == Operation::MBEDTLS_ENCRYPT as CipherOperation {
            true
        } else if operation == Operation::MBEDTLS_DECRYPT as CipherOperation {
            false
        } else {
            return Err(BAD_INPUT);
        };
        if usize::try_from(key_bitlen) != Ok(info.key_bits()) {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        let key =
            unsafe { ptr::slice(key, info.key_bits() / 8) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        context.value_mut().ok_or(BAD_INPUT)?.set_key(key, encrypts)?;
        context.private_key_bitlen = key_bitlen;
        context.private_operation = operation;
        Ok(())
    })
}

/// Chooses how the last block is filled, by CBC alone. There is no default: mbedtls_cipher_finish() and
/// mbedtls_cipher_crypt() fail with MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA until one is chosen.
///
/// \param ctx   The context.
/// \param mode  The padding.
///
/// \return      0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (no such padding), or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL,
///              not set up, or another mode than CBC).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_set_padding_mode(
    ctx: *mut mbedtls_cipher_context_t,
    mode: CipherPadding,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, _) = unsafe { set_up(ctx) }?;
        let cipher = context.value_mut().ok_or(BAD_INPUT)?;
        if !cipher.pads() {
            return Err(BAD_INPUT);
        }
        cipher.set_padding(padding(mode).ok_or(UNAVAILABLE)?);
        Ok(())
    })
}

/// Sets the initialisation vector or nonce of the next message; GCM starts the message by it. A nonce must never come
/// twice under one key.
///
/// \param ctx     The context.
/// \param iv      The initialisation vector.
/// \param iv_len  Its length in bytes, at most MBEDTLS_MAX_IV_LENGTH.
///
/// \return        0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (too long), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set
///                up, too short, or GCM without a key) or MBEDTLS_ERR_GCM_BAD_INPUT (GCM with no nonce).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `iv` has `iv_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_set_iv(
    ctx: *mut mbedtls_cipher_context_t,
    iv: *const c_uchar,
    iv_len: usize,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_iv(ctx, iv, iv_len) })
}

/// As mbedtls_cipher_set_iv().
///
/// # Safety
/// As there.
pub(super) unsafe fn set_iv(
    ctx: *mut mbedtls_cipher_context_t,
    iv: *const c_uchar,
    iv_len: usize,
) -> Result<(), Status> {
    // SAFETY: by contract.
    let (context, info) = unsafe { set_up(ctx) }?;
    if iv_len > MBEDTLS_MAX_IV_LENGTH as usize {
        return Err(UNAVAILABLE);
    }
    // SAFETY: by contract.
    let iv = unsafe { ptr::slice(iv, iv_len) }.or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
    let may_vary = info.has(MBEDTLS_CIPHER_VARIABLE_IV_LEN) != 0;
    let counts = context.value_mut().ok_or(BAD_INPUT)?.set_iv(iv, info.iv_size(), may_vary)?;
    if let Some(size) = counts {
        context.private_iv_size = size;
    }
    Ok(())
}

/// Forgets what is left of the message before; to be called before each but the first.
///
/// \param ctx  The context.
///
/// \return     0, or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, or not set up).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_reset(ctx: *mut mbedtls_cipher_context_t) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe { set_up(ctx) }?.0.value_mut().ok_or(BAD_INPUT)?.reset();
        Ok(())
    })
}

/// The length of a block of the context's cipher.
///
/// \param ctx  The context.
///
/// \return     The length in bytes, 1 for a stream; 0 if `ctx` is NULL or not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_get_block_size(ctx: *const mbedtls_cipher_context_t) -> c_uint {
    // SAFETY: by contract.
    unsafe { info_of(ctx) }.map_or(0, |(_, info)| info.block_size() as c_uint)
}

/// The mode of the context's cipher.
///
/// \param ctx  The context.
///
/// \return     The mode; MBEDTLS_MODE_NONE if `ctx` is NULL or not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_get_cipher_mode(ctx: *const mbedtls_cipher_context_t) -> CipherMode {
    // SAFETY: by contract.
    unsafe { info_of(ctx) }.map_or(0, |(_, info)| info.mode())
}

/// The length of the initialisation vector that was set, or else of the cipher's usual one.
///
/// \param ctx  The context.
///
/// \return     The length in bytes; 0 if there is none, or `ctx` is NULL or not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_get_iv_size(ctx: *const mbedtls_cipher_context_t) -> c_int {
    // SAFETY: by contract.
    unsafe { info_of(ctx) }.map_or(0, |(context, info)| match context.private_iv_size {
        0 => info.iv_size() as c_int,
        set => set as c_int,
    })
}

/// The number of the context's cipher.
///
/// \param ctx  The context.
///
/// \return     The number; MBEDTLS_CIPHER_NONE if `ctx` is NULL or not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_get_type(ctx: *const mbedtls_cipher_context_t) -> CipherType {
    // SAFETY: by contract.
    unsafe { info_of(ctx) }.map_or(0, |(_, info)| info.kind())
}

/// The name of the context's cipher.
///
/// \param ctx  The context.
///
/// \return     The name; NULL if `ctx` is NULL or not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_get_name(ctx: *const mbedtls_cipher_context_t) -> *const c_char {
    // SAFETY: by contract.
    unsafe { info_of(ctx) }.map_or(null(), |(_, info)| info.name())
}

/// The length of the cipher's key.
///
/// \param ctx  The context.
///
/// \return     The length in bits; MBEDTLS_KEY_LENGTH_NONE if `ctx` is NULL or not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_get_key_bitlen(ctx: *const mbedtls_cipher_context_t) -> c_int {
    // SAFETY: by contract.
    unsafe { info_of(ctx) }.map_or(0, |(_, info)| info.key_bits() as c_int)
}

/// What the key was set for.
///
/// \param ctx  The context.
///
/// \return     MBEDTLS_ENCRYPT or MBEDTLS_DECRYPT; MBEDTLS_OPERATION_NONE if `ctx` is NULL or not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_get_operation(
    ctx: *const mbedtls_cipher_context_t,
) -> CipherOperation {
    let none = Operation::MBEDTLS_OPERATION_NONE as CipherOperation;
    // SAFETY: by contract.
    unsafe { info_of(ctx) }.map_or(none, |(context, _)| context.private_operation)
}

fn padding(number: CipherPadding) -> Option<BlockPadding> {
    [
        (Padding::MBEDTLS_PADDING_PKCS7, BlockPadding::Pkcs7),
        (Padding::MBEDTLS_PADDING_ONE_AND_ZEROS, BlockPadding::OneAndZeros),
        (Padding::MBEDTLS_PADDING_ZEROS_AND_LEN, BlockPadding::ZerosAndLen),
        (Padding::MBEDTLS_PADDING_ZEROS, BlockPadding::Zeros),
        (Padding::MBEDTLS_PADDING_NONE, BlockPadding::None),
    ]
    .into_iter()
    .find_map(|(known, padding)| (known as CipherPadding == number).then_some(padding))
}

/// # Safety
/// `ctx` is NULL or points to an initialised context.
unsafe fn info_of<'a>(
    ctx: *const mbedtls_cipher_context_t,
) -> Option<(&'a mbedtls_cipher_context_t, &'a mbedtls_cipher_info_t)> {
    // SAFETY: by contract; the information came from this header's functions.
    unsafe {
        let context = ptr::reference(ctx).ok()?;
        Some((context, ptr::reference(context.private_cipher_info).ok()?))
    }
}

/// A context that was set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that nobody else uses meanwhile.
pub(super) unsafe fn set_up<'a>(
    ctx: *mut mbedtls_cipher_context_t,
) -> Result<(&'a mut mbedtls_cipher_context_t, &'a mbedtls_cipher_info_t), Status> {
    // SAFETY: by contract; the information came from this header's functions.
    unsafe {
        let context = ptr::reference_mut(ctx).or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        let info = ptr::reference(context.private_cipher_info).or_code(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA)?;
        Ok((context, info))
    }
}

/// What stands behind a context that was set up.
///
/// # Safety
/// As of [`set_up`].
pub(super) unsafe fn cipher<'a>(ctx: *mut mbedtls_cipher_context_t) -> Result<&'a mut Cipher, Status> {
    // SAFETY: by contract.
    unsafe { set_up(ctx) }?.0.value_mut().ok_or(BAD_INPUT)
}
