//! `mbedtls/md5.h`: the hash MD5 (RFC 1321), which is no longer safe for signatures.
//!
//! A context holds all of its state in place: programs copy it by assignment, and need not free it. Any content is a
//! state, so that a context that was never started gives some hash, if not a useful one.

use crate::crypto::hash_words::{HashWords, MD5, MD5_START, WordHash};
use crate::ffi::boundary::boundary_void;
use crate::ffi::hash::HashContext;
use crate::ffi::slot::zeroed;
use crate::ffi::ssl::MBEDTLS_ERR_SSL_BAD_INPUT_DATA;
use std::ffi::{c_int, c_uchar};

/// A hash under way. Begin with mbedtls_md5_init() and mbedtls_md5_starts().
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_md5_context {
    private_total: [u32; 2],
    private_state: [u32; 4],
    private_buffer: [c_uchar; 64],
}

const _: () = assert!(size_of::<mbedtls_md5_context>() == 88);

/// Makes a context, which has to be started.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md5_init(ctx: *mut mbedtls_md5_context) {
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
pub unsafe extern "C" fn mbedtls_md5_free(ctx: *mut mbedtls_md5_context) {
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
pub unsafe extern "C" fn mbedtls_md5_clone(dst: *mut mbedtls_md5_context, src: *const mbedtls_md5_context) {
    // SAFETY: by contract.
    unsafe { HashContext::clone_to(dst, src) }
}

/// Starts a hash.
///
/// \param ctx  The context.
///
/// \return     0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md5_starts(ctx: *mut mbedtls_md5_context) -> c_int {
    // SAFETY: by contract.
    unsafe { HashContext::starts(ctx, Ok(started())) }
}

/// Appends to what is hashed.
///
/// \param ctx    The context.
/// \param input  What to append.
/// \param ilen   Its length in bytes.
///
/// \return       0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `input` has `ilen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md5_update(
    ctx: *mut mbedtls_md5_context,
    input: *const c_uchar,
    ilen: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { HashContext::update(ctx, input, ilen) }
}

/// Gives the hash of what was appended, and wipes the context.
///
/// \param ctx     The context.
/// \param output  Where the hash goes: 16 bytes.
///
/// \return        0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `output` has room for the hash.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md5_finish(ctx: *mut mbedtls_md5_context, output: *mut c_uchar) -> c_int {
    // SAFETY: by contract.
    unsafe { HashContext::finish(ctx, output) }
}

/// Works one block into the state, with nothing counted: the bare compression function.
///
/// \param ctx   The context.
/// \param data  The block.
///
/// \return      0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `data` is NULL or has 64 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_internal_md5_process(
    ctx: *mut mbedtls_md5_context,
    data: *const c_uchar,
) -> c_int {
    // SAFETY: by contract.
    unsafe { HashContext::process(ctx, data) }
}

/// Hashes an array.
///
/// \param input   The array.
/// \param ilen    Its length in bytes.
/// \param output  Where the hash goes: 16 bytes.
///
/// \return        0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// The arrays are NULL or as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md5(input: *const c_uchar, ilen: usize, output: *mut c_uchar) -> c_int {
    // SAFETY: by contract.
    unsafe { HashContext::hash(Ok(started()), input, ilen, output) }
}

/// Hashes what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_md5_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    HashContext::self_test(Ok(started()), [0x90, 0x01, 0x50, 0x98, 0x3c, 0xd2, 0x4f, 0xb0])
}

fn started() -> mbedtls_md5_context {
    mbedtls_md5_context { private_total: [0; 2], private_state: MD5_START, private_buffer: [0; 64] }
}

// SAFETY: numbers alone, and zeroes are numbers.
unsafe impl HashContext<u32, 4, 64> for mbedtls_md5_context {
    const HASH: WordHash<u32, 4, 64> = MD5;
    const BAD_INPUT: c_int = MBEDTLS_ERR_SSL_BAD_INPUT_DATA;

    fn words(&mut self) -> HashWords<'_, u32, 4, 64> {
        HashWords {
            total: &mut self.private_total,
            chain: &mut self.private_state,
            buffer: &mut self.private_buffer,
        }
    }

    fn output_len(&self) -> usize {
        16
    }
}
