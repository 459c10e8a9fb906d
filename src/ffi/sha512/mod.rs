//! `mbedtls/sha512.h`: the hashes SHA-512 and SHA-384 (FIPS 180-4).
//!
//! A context holds all of its state in place: programs copy it by assignment, and need not free it. Any content is a
//! state, so that a context that was never started gives some hash, if not a useful one.

use crate::crypto::hash_words::{HashWords, SHA384_START, SHA512, SHA512_START, WordHash};
use crate::ffi::boundary::boundary_void;
use crate::ffi::hash::HashContext;
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

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
    // SAFETY: by contract.
    unsafe { HashContext::free(ctx) }
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
    // SAFETY: by contract.
    unsafe { HashContext::clone_to(dst, src) }
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
    // SAFETY: by contract.
    unsafe { HashContext::starts(ctx, started(is384)) }
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
    // SAFETY: by contract.
    unsafe { HashContext::update(ctx, input, ilen) }
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
    // SAFETY: by contract.
    unsafe { HashContext::finish(ctx, output) }
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
    // SAFETY: by contract.
    unsafe { HashContext::process(ctx, data) }
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
    // SAFETY: by contract.
    unsafe { HashContext::hash(started(is384), input, ilen, output) }
}

/// Hashes what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha512_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    HashContext::self_test(started(0), [0xdd, 0xaf, 0x35, 0xa1, 0x93, 0x61, 0x7a, 0xba])
}

/// Hashes what is known by SHA-384.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha384_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    HashContext::self_test(started(1), [0xcb, 0x00, 0x75, 0x3f, 0x45, 0xa3, 0x5e, 0x8b])
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

// SAFETY: numbers alone, and zeroes are numbers.
unsafe impl HashContext<u64, 8, 128> for mbedtls_sha512_context {
    const HASH: WordHash<u64, 8, 128> = SHA512;
    const BAD_INPUT: c_int = MBEDTLS_ERR_SHA512_BAD_INPUT_DATA;

    fn words(&mut self) -> HashWords<'_, u64, 8, 128> {
        HashWords {
            total: &mut self.private_total,
            chain: &mut self.private_state,
            buffer: &mut self.private_buffer,
        }
    }

    fn output_len(&self) -> usize {
        if self.private_is384 == 0 { 64 } else { 48 }
    }
}
