//! Modes over many bytes. Their state between two calls is the program's.

use super::{
    BAD_INPUT, MBEDTLS_AES_DECRYPT, MBEDTLS_AES_ENCRYPT, MBEDTLS_ERR_AES_BAD_INPUT_DATA,
    MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH, mbedtls_aes_context,
};
use crate::crypto::aes::{AES_BLOCK_LEN, AesBlock};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// CBC.
///
/// \param ctx     The context.
/// \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
/// \param length  The length of the input and of the output in bytes, a multiple of 16.
/// \param iv      The initialisation vector, 16 bytes; it becomes the one to go on with.
/// \param input   The input.
/// \param output  Where the result goes; it may be the input.
///
/// \return        0, MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or another
///                 mode).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or as long as said, and the state is not
/// within the others.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_crypt_cbc(
    ctx: *mut mbedtls_aes_context,
    mode: c_int,
    length: usize,
    iv: *mut c_uchar,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        if !matches!(mode, MBEDTLS_AES_ENCRYPT | MBEDTLS_AES_DECRYPT) {
            return Err(BAD_INPUT);
        }
        if !length.is_multiple_of(AES_BLOCK_LEN) {
            return Err(Status::new(MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH));
        }
        // SAFETY: by contract.
        let iv = unsafe { state(iv) }?;
        if mode == MBEDTLS_AES_ENCRYPT {
            // SAFETY: by contract.
            context.encrypt()?.cbc(iv, unsafe { data(input, output, length) }?);
        } else {
            // SAFETY: by contract.
            context.decrypt()?.cbc(iv, unsafe { data(input, output, length) }?);
        }
        Ok(())
    })
}

/// CFB with feedback of whole blocks. The key is one for encryption, whatever the mode.
///
/// \param ctx     The context.
/// \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
/// \param length  The length of the input and of the output in bytes.
/// \param iv_off  How much of `iv` is used up, 0 to 15; 0 at first.
/// \param iv      The initialisation vector, 16 bytes; it changes with what comes.
/// \param input   The input.
/// \param output  Where the result goes; it may be the input.
///
/// \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, another mode, or an offset above 15).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or as long as said, and the state is not
/// within the others.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_crypt_cfb128(
    ctx: *mut mbedtls_aes_context,
    mode: c_int,
    length: usize,
    iv_off: *mut usize,
    iv: *mut c_uchar,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        if !matches!(mode, MBEDTLS_AES_ENCRYPT | MBEDTLS_AES_DECRYPT) {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        let offset = unsafe { offset(iv_off) }?;
        // SAFETY: by contract.
        let iv = unsafe { state(iv) }?;
        let cipher = context.encrypt()?;
        // SAFETY: by contract.
        let data = unsafe { data(input, output, length) }?;
        if mode == MBEDTLS_AES_ENCRYPT {
            cipher.cfb128_encrypt(iv, offset, data);
        } else {
            cipher.cfb128_decrypt(iv, offset, data);
        }
        Ok(())
    })
}

/// CFB with feedback of bytes. The key is one for encryption, whatever the mode.
///
/// \param ctx     The context.
/// \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
/// \param length  The length of the input and of the output in bytes.
/// \param iv      The initialisation vector, 16 bytes; it changes with what comes.
/// \param input   The input.
/// \param output  Where the result goes; it may be the input.
///
/// \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or another mode).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or as long as said, and the state is not
/// within the others.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_crypt_cfb8(
    ctx: *mut mbedtls_aes_context,
    mode: c_int,
    length: usize,
    iv: *mut c_uchar,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        if !matches!(mode, MBEDTLS_AES_ENCRYPT | MBEDTLS_AES_DECRYPT) {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        let iv = unsafe { state(iv) }?;
        let cipher = context.encrypt()?;
        // SAFETY: by contract.
        let data = unsafe { data(input, output, length) }?;
        if mode == MBEDTLS_AES_ENCRYPT {
            cipher.cfb8_encrypt(iv, data);
        } else {
            cipher.cfb8_decrypt(iv, data);
        }
        Ok(())
    })
}

/// OFB, either way. The key is one for encryption.
///
/// \param ctx     The context.
/// \param length  The length of the input and of the output in bytes.
/// \param iv_off  How much of `iv` is used up, 0 to 15; 0 at first.
/// \param iv      The initialisation vector, 16 bytes; it changes with what comes.
/// \param input   The input.
/// \param output  Where the result goes; it may be the input.
///
/// \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or an offset above 15).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or as long as said, and the state is not
/// within the others.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_crypt_ofb(
    ctx: *mut mbedtls_aes_context,
    length: usize,
    iv_off: *mut usize,
    iv: *mut c_uchar,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let offset = unsafe { offset(iv_off) }?;
        // SAFETY: by contract.
        let iv = unsafe { state(iv) }?;
        let cipher = context.encrypt()?;
        // SAFETY: by contract.
        cipher.ofb(iv, offset, unsafe { data(input, output, length) }?);
        Ok(())
    })
}

/// CTR, either way. The key is one for encryption.
///
/// \param ctx            The context.
/// \param length         The length of the input and of the output in bytes.
/// \param nc_off         How much of `stream_block` is used up, 0 to 15; 0 at first.
/// \param nonce_counter  Nonce and counter, 16 bytes, of the next block; the whole is counted up as one number.
/// \param stream_block   The keystream of the block under way, 16 bytes; anything at first.
/// \param input          The input.
/// \param output         Where the result goes; it may be the input.
///
/// \return               0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or an offset above 15).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are NULL or as long as said, and the state is not
/// within the others.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_aes_crypt_ctr(
    ctx: *mut mbedtls_aes_context,
    length: usize,
    nc_off: *mut usize,
    nonce_counter: *mut c_uchar,
    stream_block: *mut c_uchar,
    input: *const c_uchar,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let (offset, counter, stream) =
            unsafe { (offset(nc_off)?, state(nonce_counter)?, state(stream_block)?) };
        let cipher = context.encrypt()?;
        // SAFETY: by contract.
        cipher.ctr(counter, stream, offset, unsafe { data(input, output, length) }?);
        Ok(())
    })
}

/// # Safety
/// `pointer` is NULL or has 16 bytes that nobody else uses meanwhile.
unsafe fn state<'a>(pointer: *mut c_uchar) -> Result<&'a mut AesBlock, Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference_mut(pointer.cast::<AesBlock>()) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)
}

/// # Safety
/// `pointer` is NULL or points to a number that nobody else uses meanwhile.
unsafe fn offset<'a>(pointer: *mut usize) -> Result<&'a mut usize, Status> {
    // SAFETY: by contract.
    let offset = unsafe { ptr::reference_mut(pointer) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)?;
    if *offset < AES_BLOCK_LEN { Ok(offset) } else { Err(BAD_INPUT) }
}

/// The output with the input in it.
///
/// # Safety
/// Both are NULL or have `length` bytes; nobody else uses the output meanwhile.
unsafe fn data<'a>(
    input: *const c_uchar,
    output: *mut c_uchar,
    length: usize,
) -> Result<&'a mut [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::in_place(input, output, length) }.or_code(MBEDTLS_ERR_AES_BAD_INPUT_DATA)
}
