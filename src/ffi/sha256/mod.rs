//! `mbedtls/sha256.h`: the hashes SHA-256 and SHA-224 (FIPS 180-4).
//!
//! A context holds all of its state in place: programs copy it by assignment, and need not free it. Any content is a
//! state, so that a context that was never started gives some hash, if not a useful one.

use crate::crypto::hash_words::{HashWords, SHA224_START, SHA256, SHA256_START};
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};
use zeroize::Zeroize;

/// An argument is NULL or out of range.
pub const MBEDTLS_ERR_SHA256_BAD_INPUT_DATA: c_int = -0x0074;

/// A hash under way. Begin with mbedtls_sha256_init() and mbedtls_sha256_starts().
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_sha256_context {
    private_buffer: [c_uchar; 64],
    private_total: [u32; 2],
    private_state: [u32; 8],
    private_is224: c_int,
}

const _: () = assert!(size_of::<mbedtls_sha256_context>() == 108);

/// Makes a context, which has to be started.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha256_init(ctx: *mut mbedtls_sha256_context) {
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
pub unsafe extern "C" fn mbedtls_sha256_free(ctx: *mut mbedtls_sha256_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            context.wipe();
        }
    });
}

/// Copies the state of a hash under way.
///
/// \param dst  The context to copy to. NULL is ignored.
/// \param src  The context to copy from. NULL is ignored.
///
/// # Safety
/// `dst` is NULL or points to memory for a context, `src` is NULL or points to an initialised one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha256_clone(
    dst: *mut mbedtls_sha256_context,
    src: *const mbedtls_sha256_context,
) {
    boundary_void(|| {
        // SAFETY: by contract; the borrow ends before `dst` is written, which may be the same.
        let Ok(copy) = (unsafe { ptr::reference(src) }).copied() else { return };
        // SAFETY: by contract. A pointer that cannot be followed has nothing to copy to.
        let _ = unsafe { ptr::store(dst, copy) };
    });
}

/// Starts a hash.
///
/// \param ctx  The context.
/// \param is224  0 for SHA-256, 1 for SHA-224.
///
/// \return     0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL, or `is224` is neither 0 nor 1).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha256_starts(ctx: *mut mbedtls_sha256_context, is224: c_int) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?;
        *context = started(is224)?;
        Ok(())
    })
}

/// Appends to what is hashed.
///
/// \param ctx    The context.
/// \param input  What to append.
/// \param ilen   Its length in bytes.
///
/// \return       0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `input` has `ilen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha256_update(
    ctx: *mut mbedtls_sha256_context,
    input: *const c_uchar,
    ilen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, input) = unsafe { (ptr::reference_mut(ctx), ptr::slice(input, ilen)) };
        SHA256.update(
            context.or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?.words(),
            input.or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?,
        );
        Ok(())
    })
}

/// Gives the hash of what was appended, and wipes the context.
///
/// \param ctx     The context.
/// \param output  Where the hash goes: 32 bytes, or 28 for SHA-224.
///
/// \return        0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `output` has room for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha256_finish(
    ctx: *mut mbedtls_sha256_context,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, context.output_len()) }
            .or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?;
        SHA256.finish(context.words(), output);
        context.wipe();
        Ok(())
    })
}

/// Works one block into the state, with nothing counted: the bare compression function.
///
/// \param ctx   The context.
/// \param data  The block.
///
/// \return      0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `data` is NULL or has 64 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_internal_sha256_process(
    ctx: *mut mbedtls_sha256_context,
    data: *const c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, block) = unsafe { (ptr::reference_mut(ctx), ptr::reference(data.cast::<[u8; 64]>())) };
        SHA256.compress(
            &mut context.or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?.private_state,
            block.or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?,
        );
        Ok(())
    })
}

/// Hashes an array.
///
/// \param input   The array.
/// \param ilen    Its length in bytes.
/// \param output  Where the hash goes: 32 bytes, or 28 for SHA-224.
/// \param is224   0 for SHA-256, 1 for SHA-224.
///
/// \return        0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL, or `is224` is neither 0 nor 1).
///
/// # Safety
/// The arrays are NULL or as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha256(
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
    is224: c_int,
) -> c_int {
    boundary(|| {
        let mut context = started(is224)?;
        // SAFETY: by contract; the borrow ends before `output` is used, which may overlap it.
        SHA256.update(
            context.words(),
            unsafe { ptr::slice(input, ilen) }.or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?,
        );
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, context.output_len()) }
            .or_code(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)?;
        SHA256.finish(context.words(), output);
        Ok(())
    })
}

/// Hashes what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha256_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!abc_is_right(0))))
}

/// Hashes what is known by SHA-224.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha224_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!abc_is_right(1))))
}

fn started(is224: c_int) -> Result<mbedtls_sha256_context, Status> {
    let start = match is224 {
        0 => SHA256_START,
        1 => SHA224_START,
        _ => return Err(Status::new(MBEDTLS_ERR_SHA256_BAD_INPUT_DATA)),
    };
    Ok(mbedtls_sha256_context {
        private_buffer: [0; 64],
        private_total: [0; 2],
        private_state: start,
        private_is224: is224,
    })
}

impl mbedtls_sha256_context {
    fn words(&mut self) -> HashWords<'_, u32, 8, 64> {
        HashWords {
            total: &mut self.private_total,
            chain: &mut self.private_state,
            buffer: &mut self.private_buffer,
        }
    }

    fn wipe(&mut self) {
        self.private_total.zeroize();
        self.private_state.zeroize();
        self.private_buffer.zeroize();
        self.private_is224 = 0;
    }

    fn output_len(&self) -> usize {
        if self.private_is224 == 0 { 32 } else { 28 }
    }
}

fn abc_is_right(is224: c_int) -> bool {
    let Ok(mut context) = started(is224) else { return false };
    SHA256.update(context.words(), b"abc");
    let mut output = [0; 32];
    let length = context.output_len();
    SHA256.finish(context.words(), &mut output[..length]);
    output.starts_with(if is224 == 0 {
        &[0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea]
    } else {
        &[0x23, 0x09, 0x7d, 0x22, 0x34, 0x05, 0xd8, 0x22]
    })
}
