//! `mbedtls/sha512.h`: the hashes SHA-512 and SHA-384 (FIPS 180-4).
//!
//! A context holds all of its state in place: programs copy it by assignment, and need not free it. Any content is a
//! state, so that a context that was never started gives some hash, if not a useful one.

use crate::crypto::hash_words::{HashWords, SHA384_START, SHA512, SHA512_START};
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};
use zeroize::Zeroize;

/// An argument is NULL or out of range.
pub const MBEDTLS_ERR_SHA512_BAD_INPUT_DATA: c_int = -0x0075;

/// A hash under way. Begin with mbedtls_sha512_init() and mbedtls_sha512_starts().
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_sha512_context {
    private_total: [u64; 2],
    private_state: [u64; 8],
    private_buffer: [c_uchar; 128],
    private_is384: c_int,
}

const _: () = assert!(size_of::<mbedtls_sha512_context>() == 216);

/// Makes a context, which has to be started.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha512_init(ctx: *mut mbedtls_sha512_context) {
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
pub unsafe extern "C" fn mbedtls_sha512_free(ctx: *mut mbedtls_sha512_context) {
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
pub unsafe extern "C" fn mbedtls_sha512_clone(
    dst: *mut mbedtls_sha512_context,
    src: *const mbedtls_sha512_context,
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
/// \param is384  0 for SHA-512, 1 for SHA-384.
///
/// \return     0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL, or `is384` is neither 0 nor 1).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha512_starts(ctx: *mut mbedtls_sha512_context, is384: c_int) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?;
        *context = started(is384)?;
        Ok(())
    })
}

/// Appends to what is hashed.
///
/// \param ctx    The context.
/// \param input  What to append.
/// \param ilen   Its length in bytes.
///
/// \return       0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `input` has `ilen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha512_update(
    ctx: *mut mbedtls_sha512_context,
    input: *const c_uchar,
    ilen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, input) = unsafe { (ptr::reference_mut(ctx), ptr::slice(input, ilen)) };
        SHA512.update(
            context.or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?.words(),
            input.or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?,
        );
        Ok(())
    })
}

/// Gives the hash of what was appended, and wipes the context.
///
/// \param ctx     The context.
/// \param output  Where the hash goes: 64 bytes, or 48 for SHA-384.
///
/// \return        0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `output` has room for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha512_finish(
    ctx: *mut mbedtls_sha512_context,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, context.output_len()) }
            .or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?;
        SHA512.finish(context.words(), output);
        context.wipe();
        Ok(())
    })
}

/// Works one block into the state, with nothing counted: the bare compression function.
///
/// \param ctx   The context.
/// \param data  The block.
///
/// \return      0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `data` is NULL or has 128 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_internal_sha512_process(
    ctx: *mut mbedtls_sha512_context,
    data: *const c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, block) = unsafe { (ptr::reference_mut(ctx), ptr::reference(data.cast::<[u8; 128]>())) };
        SHA512.compress(
            &mut context.or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?.private_state,
            block.or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?,
        );
        Ok(())
    })
}

/// Hashes an array.
///
/// \param input   The array.
/// \param ilen    Its length in bytes.
/// \param output  Where the hash goes: 64 bytes, or 48 for SHA-384.
/// \param is384   0 for SHA-512, 1 for SHA-384.
///
/// \return        0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL, or `is384` is neither 0 nor 1).
///
/// # Safety
/// The arrays are NULL or as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_sha512(
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
    is384: c_int,
) -> c_int {
    boundary(|| {
        let mut context = started(is384)?;
        // SAFETY: by contract; the borrow ends before `output` is used, which may overlap it.
        SHA512.update(
            context.words(),
            unsafe { ptr::slice(input, ilen) }.or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?,
        );
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, context.output_len()) }
            .or_code(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)?;
        SHA512.finish(context.words(), output);
        Ok(())
    })
}

/// Hashes what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha512_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!abc_is_right(0))))
}

/// Hashes what is known by SHA-384.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha384_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!abc_is_right(1))))
}

fn started(is384: c_int) -> Result<mbedtls_sha512_context, Status> {
    let start = match is384 {
        0 => SHA512_START,
        1 => SHA384_START,
        _ => return Err(Status::new(MBEDTLS_ERR_SHA512_BAD_INPUT_DATA)),
    };
    Ok(mbedtls_sha512_context {
        private_total: [0; 2],
        private_state: start,
        private_buffer: [0; 128],
        private_is384: is384,
    })
}

impl mbedtls_sha512_context {
    fn words(&mut self) -> HashWords<'_, u64, 8, 128> {
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
        self.private_is384 = 0;
        // What lies between the fields too, as copies of the struct may have put anything there.
        // SAFETY: all zeroes is a context that was not started.
        unsafe { zeroed(self) };
    }

    fn output_len(&self) -> usize {
        if self.private_is384 == 0 { 64 } else { 48 }
    }
}

fn abc_is_right(is384: c_int) -> bool {
    let Ok(mut context) = started(is384) else { return false };
    SHA512.update(context.words(), b"abc");
    let mut output = [0; 64];
    let length = context.output_len();
    SHA512.finish(context.words(), &mut output[..length]);
    output.starts_with(if is384 == 0 {
        &[0xdd, 0xaf, 0x35, 0xa1, 0x93, 0x61, 0x7a, 0xba]
    } else {
        &[0xcb, 0x00, 0x75, 0x3f, 0x45, 0xa3, 0x5e, 0x8b]
    })
}
