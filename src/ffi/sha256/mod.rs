//! `mbedtls/sha256.h`: the hashes SHA-256 and SHA-224 (FIPS 180-4).
//!
//! A context holds all of its state in place: programs copy it by assignment, and need not free it. Any content is a
//! state, so that a context that was never started gives some hash, if not a useful one.

use crate::crypto::hash_words::{HashWords, SHA224_START, SHA256, SHA256_START, WordHash};
use crate::ffi::boundary::boundary_void;
use crate::ffi::hash::HashContext;
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

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
pub unsafe extern "C" fn mbedtls_sha256_clone(
    dst: *mut mbedtls_sha256_context,
    src: *const mbedtls_sha256_context,
) {
    // SAFETY: by contract.
    unsafe { HashContext::clone_to(dst, src) }
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
    // SAFETY: by contract.
    unsafe { HashContext::starts(ctx, started(is224)) }
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
    // SAFETY: by contract.
    unsafe { HashContext::update(ctx, input, ilen) }
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
    // SAFETY: by contract.
    unsafe { HashContext::finish(ctx, output) }
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
    // SAFETY: by contract.
    unsafe { HashContext::process(ctx, data) }
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
    // SAFETY: by contract.
    unsafe { HashContext::hash(started(is224), input, ilen, output) }
}

/// Hashes what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha256_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    HashContext::self_test(started(0), [0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea])
}

/// Hashes what is known by SHA-224.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_sha224_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    HashContext::self_test(started(1), [0x23, 0x09, 0x7d, 0x22, 0x34, 0x05, 0xd8, 0x22])
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

// SAFETY: numbers alone, and zeroes are numbers.
unsafe impl HashContext<u32, 8, 64> for mbedtls_sha256_context {
    const HASH: WordHash<u32, 8, 64> = SHA256;
    const BAD_INPUT: c_int = MBEDTLS_ERR_SHA256_BAD_INPUT_DATA;

    fn words(&mut self) -> HashWords<'_, u32, 8, 64> {
        HashWords {
            total: &mut self.private_total,
            chain: &mut self.private_state,
            buffer: &mut self.private_buffer,
        }
    }

    fn output_len(&self) -> usize {
        if self.private_is224 == 0 { 32 } else { 28 }
    }
}
