//! `mbedtls/aes.h`: the AES block cipher and the modes ECB, CBC, CFB, OFB and CTR.
//!
//! A context holds the key itself in place, and every call expands it: programs copy contexts by assignment, and need
//! not free them. A key that was set for one direction serves the other as well.

mod modes;

pub use modes::{
    mbedtls_aes_crypt_cbc, mbedtls_aes_crypt_cfb8, mbedtls_aes_crypt_cfb128, mbedtls_aes_crypt_ctr,
    mbedtls_aes_crypt_ofb,
};

use super::boundary::{boundary, boundary_void};
use super::ptr::{self, OrCode};
use super::slot::zeroed;
use super::status::Status;
use crate::crypto::aes::{AesBlock, AesDecrypt, AesEncrypt, aes_known_answer_is_right};
use std::ffi::{c_int, c_uchar, c_uint};
use zeroize::{Zeroize, Zeroizing};

/// A key has not 128, 192 or 256 bits.
pub const MBEDTLS_ERR_AES_INVALID_KEY_LENGTH: c_int = -0x0020;
/// A length is not a multiple of 16.
pub const MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH: c_int = -0x0022;
/// An argument is NULL or out of range, or no key was set.
pub const MBEDTLS_ERR_AES_BAD_INPUT_DATA: c_int = -0x0021;

/// Encrypt.
pub const MBEDTLS_AES_ENCRYPT: c_int = 1;
/// Decrypt.
pub const MBEDTLS_AES_DECRYPT: c_int = 0;

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_AES_BAD_INPUT_DATA);

/// A key. Begin with mbedtls_aes_init(), then mbedtls_aes_setkey_enc() or mbedtls_aes_setkey_dec().
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_aes_context {
    private_nr: c_int,
    private_rk_offset: usize,
    private_buf: [u32; 68],
}

const _: () = assert!(size_of::<usize>() != 8 || size_of::<mbedtls_aes_context>() == 288);

/// Makes a context without a key.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_init(ctx: *mut mbedtls_aes_context) {
    // SAFETY: by contract; zeroes are numbers.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Wipes a context.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_free(ctx: *mut mbedtls_aes_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            context.wipe();
        }
    });
}

/// Sets the key for encryption, and for all modes but ECB and CBC.
///
/// \param ctx      The context.
/// \param key      The key.
/// \param keybits  Its length in bits: 128, 192 or 256.
///
/// \return         0, MBEDTLS_ERR_AES_INVALID_KEY_LENGTH, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `key` has `keybits` bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_setkey_enc(
    ctx: *mut mbedtls_aes_context,
    key: *const c_uchar,
    keybits: c_uint,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_key(ctx, key, keybits) })
}

/// Sets the key for decryption by ECB and CBC.
///
/// \param ctx      The context.
/// \param key      The key.
/// \param keybits  Its length in bits: 128, 192 or 256.
///
/// \return         0, MBEDTLS_ERR_AES_INVALID_KEY_LENGTH, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `key` has `keybits` bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_setkey_dec(
    ctx: *mut mbedtls_aes_context,
    key: *const c_uchar,
    keybits: c_uint,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { set_key(ctx, key, keybits) })
}

/// Encrypts or decrypts one block.
///
/// \param ctx     The context.
/// \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
/// \param input   The block, 16 bytes.
/// \param output  Where the result goes, 16 bytes; it may be the input.
///
/// \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or another mode).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or have 16 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_crypt_ecb(
    ctx: *mut mbedtls_aes_context,
    mode: c_int,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        match mode {
            // SAFETY: by contract.
            MBEDTLS_AES_ENCRYPT => context.encrypt()?.block(unsafe { block(input, output) }?),
            // SAFETY: by contract.
            MBEDTLS_AES_DECRYPT => context.decrypt()?.block(unsafe { block(input, output) }?),
            _ => return Err(BAD_INPUT),
        }
        Ok(())
    })
}

/// Encrypts one block; what mbedtls_aes_crypt_ecb() does.
///
/// \param ctx     The context.
/// \param input   The block, 16 bytes.
/// \param output  Where the result goes, 16 bytes; it may be the input.
///
/// \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, or no key).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or have 16 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_internal_aes_encrypt(
    ctx: *mut mbedtls_aes_context,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        context.encrypt()?.block(unsafe { block(input, output) }?);
        Ok(())
    })
}

/// Decrypts one block; what mbedtls_aes_crypt_ecb() does.
///
/// \param ctx     The context.
/// \param input   The block, 16 bytes.
/// \param output  Where the result goes, 16 bytes; it may be the input.
///
/// \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, or no key).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or have 16 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_internal_aes_decrypt(
    ctx: *mut mbedtls_aes_context,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        context.decrypt()?.block(unsafe { block(input, output) }?);
        Ok(())
    })
}

/// Encrypts and decrypts what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if something is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_aes_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!aes_known_answer_is_right())))
}

impl mbedtls_aes_context {
    fn key(&self) -> Result<(Zeroizing<[u8; 32]>, usize), Status> {
        let len = match self.private_nr {
            10 => 16,
            12 => 24,
            14 => 32,
            _ => return Err(BAD_INPUT),
        };
        let mut key = Zeroizing::new([0; 32]);
        for (bytes, word) in key.chunks_exact_mut(4).zip(self.private_buf) {
            bytes.copy_from_slice(&word.to_ne_bytes());
        }
        Ok((key, len))
    }

    fn encrypt(&self) -> Result<AesEncrypt, Status> {
        let (key, len) = self.key()?;
        key.get(..len).and_then(AesEncrypt::new).ok_or(BAD_INPUT)
    }

    fn decrypt(&self) -> Result<AesDecrypt, Status> {
        let (key, len) = self.key()?;
        key.get(..len).and_then(AesDecrypt::new).ok_or(BAD_INPUT)
    }

    fn wipe(&mut self) {
        self.private_nr = 0;
        self.private_rk_offset = 0;
        self.private_buf.zeroize();
    }
}

/// # Safety
/// As of the exported functions.
unsafe fn set_key(ctx: *mut mbedtls_aes_context, key: *const c_uchar, keybits: c_uint) -> Result<(), Status> {
    let rounds = match keybits {
        128 => 10,
        192 => 12,
        256 => 14,
        _ => return Err(Status::new(MBEDTLS_ERR_AES_INVALID_KEY_LENGTH)),
    };
    // SAFETY: by contract.
    let (context, key) = unsafe { (ptr::reference_mut(ctx), ptr::slice(key, keybits as usize / 8)) };
    let (context, key) =
        (context.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?, key.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?);
    context.wipe();
    for (word, bytes) in context.private_buf.iter_mut().zip(key.as_chunks::<4>().0) {
        *word = u32::from_ne_bytes(*bytes);
    }
    context.private_nr = rounds;
    Ok(())
}

/// The output block with the input in it.
///
/// # Safety
/// Both are NULL or have 16 bytes; nobody else uses the output meanwhile.
unsafe fn block<'a>(input: *const c_uchar, output: *mut c_uchar) -> Result<&'a mut AesBlock, Status> {
    // SAFETY: by contract.
    let bytes = unsafe { ptr::in_place(input, output, size_of::<AesBlock>()) }
        .or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
    bytes.try_into().map_err(|_| BAD_INPUT)
}
