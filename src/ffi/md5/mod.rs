//! `mbedtls/md5.h`: the hash MD5 (RFC 1321), which is no longer safe for signatures.
//!
//! A context holds all of its state in place: programs copy it by assignment, and need not free it. Any content is a
//! state, so that a context that was never started gives some hash, if not a useful one.

use crate::crypto::hash_words::{HashWords, MD5, MD5_START};
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::ptr::{self};
use crate::ffi::slot::zeroed;
use std::ffi::{c_int, c_uchar};
use zeroize::Zeroize;

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
pub unsafe extern "C" fn mbedtls_md5_clone(dst: *mut mbedtls_md5_context, src: *const mbedtls_md5_context) {
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
///
/// \return     0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md5_starts(ctx: *mut mbedtls_md5_context) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }?;
        *context = started();
        Ok(())
    })
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
    boundary(|| {
        // SAFETY: by contract.
        let (context, input) = unsafe { (ptr::reference_mut(ctx), ptr::slice(input, ilen)) };
        MD5.update(context?.words(), input?);
        Ok(())
    })
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
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }?;
        // SAFETY: by contract.
        let output = unsafe { ptr::reference_mut(output.cast::<[u8; 16]>()) }?;
        MD5.finish(context.words(), output);
        Ok(())
    })
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
    boundary(|| {
        // SAFETY: by contract.
        let (context, block) = unsafe { (ptr::reference_mut(ctx), ptr::reference(data.cast::<[u8; 64]>())) };
        MD5.compress(&mut context?.private_state, block?);
        Ok(())
    })
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
    boundary(|| {
        let mut context = started();
        // SAFETY: by contract; the borrow ends before `output` is used, which may overlap it.
        MD5.update(context.words(), unsafe { ptr::slice(input, ilen) }?);
        // SAFETY: by contract.
        let output = unsafe { ptr::reference_mut(output.cast::<[u8; 16]>()) }?;
        MD5.finish(context.words(), output);
        Ok(())
    })
}

/// Hashes what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if a hash is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_md5_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!abc_is_right())))
}

fn started() -> mbedtls_md5_context {
    mbedtls_md5_context { private_total: [0; 2], private_state: MD5_START, private_buffer: [0; 64] }
}

impl mbedtls_md5_context {
    fn words(&mut self) -> HashWords<'_, u32, 4, 64> {
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
    }
}

fn abc_is_right() -> bool {
    let mut context = started();
    MD5.update(context.words(), b"abc");
    let mut output = [0; 16];
    MD5.finish(context.words(), &mut output);
    output.starts_with(&[0x90, 0x01, 0x50, 0x98, 0x3c, 0xd2, 0x4f, 0xb0])
}
