//! Digests of what comes piece by piece.

use super::info::mbedtls_md_info_t;
use super::{MBEDTLS_ERR_MD_BAD_INPUT_DATA, MBEDTLS_ERR_MD_FILE_IO_ERROR};
use crate::crypto::{Digest, Hash, HmacPads, digest};
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::status::Status;
use std::ffi::{OsStr, c_char, c_int, c_uchar, c_void};
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::ptr::null;
use zeroize::Zeroizing;

pub(super) const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_MD_BAD_INPUT_DATA);

/// How much of a file is read at once.
const FILE_CHUNK: usize = 16 * 1024;

/// A digest or an HMAC under way. Begin with mbedtls_md_init() and mbedtls_md_setup(), end with mbedtls_md_free().
#[repr(C)]
pub struct mbedtls_md_context_t {
    private_md_info: *const mbedtls_md_info_t,
    private_md_ctx: *mut c_void,
    private_hmac_ctx: *mut c_void,
}

const _: () = assert!(size_of::<*mut c_void>() != 8 || size_of::<mbedtls_md_context_t>() == 24);

/// What stands behind a context that has been set up.
///
/// cbindgen:ignore
pub struct Running {
    pub(super) hash: Hash,
    /// Whether the context was set up for HMAC.
    pub(super) with_hmac: bool,
    /// The key of HMAC, once it was given.
    pub(super) pads: Option<HmacPads>,
}

// SAFETY: both give `private_md_ctx`, which only the trait writes.
unsafe impl Slot for mbedtls_md_context_t {
    type Value = Running;

    fn slot(&self) -> *mut c_void {
        self.private_md_ctx
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_md_ctx
    }
}

/// Makes a context for no digest yet.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_init(ctx: *mut mbedtls_md_context_t) {
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
pub unsafe extern "C" fn mbedtls_md_free(ctx: *mut mbedtls_md_context_t) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            drop(context.take());
            context.private_md_info = null();
        }
    });
}

/// Chooses the digest of a context. The context need not be initialised: what it holds is not looked at, so that one
/// that was set up before has to be freed first.
///
/// \param ctx      The context.
/// \param md_info  The digest.
/// \param hmac     0 if the context is for digests alone, else it is for HMAC too.
///
/// \return         0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to memory for a context; `md_info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_setup(
    ctx: *mut mbedtls_md_context_t,
    md_info: *const mbedtls_md_info_t,
    hmac: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, info) = unsafe { (ptr::reference_mut(ctx), ptr::reference(md_info)) };
        let context = context.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
        let hash = Hash::new(info.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?.hash);
        // SAFETY: all zeroes is an empty slot. As with Mbed TLS, programs may come without `mbedtls_md_init`.
        unsafe { zeroed(context) };
        context.fill(Running { hash, with_hmac: hmac != 0, pads: None });
        context.private_md_info = md_info;
        Ok(())
    })
}

/// Copies the state of a digest under way; the key and state of an HMAC are not copied.
///
/// \param dst  The context to copy to, which was set up for the same digest.
/// \param src  The context to copy from.
///
/// \return     0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, not set up, or another digest).
///
/// # Safety
/// Both are NULL or point to initialised contexts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_clone(
    dst: *mut mbedtls_md_context_t,
    src: *const mbedtls_md_context_t,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract; the borrow ends before `dst` is used, which may be the same.
        let hash =
            unsafe { ptr::reference(src) }.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?.running()?.hash.clone();
        // SAFETY: by contract.
        let running = unsafe { running_mut(dst) }?;
        if running.hash.algorithm() != hash.algorithm() {
            return Err(BAD_INPUT);
        }
        running.hash = hash;
        Ok(())
    })
}

/// The digest that a context was set up for.
///
/// \param ctx  The context.
///
/// \return     What is known of the digest; NULL if `ctx` is NULL or was not set up.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_info_from_ctx(
    ctx: *const mbedtls_md_context_t,
) -> *const mbedtls_md_info_t {
    // SAFETY: by contract.
    boundary_or(null(), || unsafe { ptr::reference(ctx) }.map_or(null(), |context| context.private_md_info))
}

/// Starts a digest.
///
/// \param ctx  The context.
///
/// \return     0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_starts(ctx: *mut mbedtls_md_context_t) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let running = unsafe { running_mut(ctx) }?;
        running.hash = Hash::new(running.hash.algorithm());
        Ok(())
    })
}

/// Appends to what is digested.
///
/// \param ctx    The context.
/// \param input  What to append.
/// \param ilen   Its length in bytes.
///
/// \return       0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `input` has `ilen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_update(
    ctx: *mut mbedtls_md_context_t,
    input: *const c_uchar,
    ilen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (running, input) = unsafe { (running_mut(ctx)?, ptr::slice(input, ilen)) };
        running.hash.update(input.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?);
        Ok(())
    })
}

/// Gives the digest of what was appended. For another one begin with mbedtls_md_starts().
///
/// \param ctx     The context.
/// \param output  Where the digest goes: mbedtls_md_get_size() bytes.
///
/// \return        0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `output` has room for the digest.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_finish(ctx: *mut mbedtls_md_context_t, output: *mut c_uchar) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let running = unsafe { running_mut(ctx) }?;
        // SAFETY: by contract.
        let output = unsafe { output_for(running, output) }?;
        let algorithm = running.hash.algorithm();
        let hash = std::mem::replace(&mut running.hash, Hash::new(algorithm));
        output.copy_from_slice(hash.finish().as_ref());
        Ok(())
    })
}

/// Digests an array.
///
/// \param md_info  The digest.
/// \param input    The array.
/// \param ilen     Its length in bytes.
/// \param output   Where the digest goes: mbedtls_md_get_size() bytes.
///
/// \return         0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `md_info` is NULL or came from this header's functions; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md(
    md_info: *const mbedtls_md_info_t,
    input: *const c_uchar,
    ilen: usize,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract; the borrow of `input` ends before `output` is used, which may overlap it.
        let (info, result) = unsafe {
            let info = ptr::reference(md_info).or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
            let input = ptr::slice(input, ilen).or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
            (info, digest(info.hash, &[input]))
        };
        // SAFETY: by contract.
        unsafe { write(&result, output, info.hash.output_len()) }
    })
}

/// Digests a file.
///
/// \param md_info  The digest.
/// \param path     The file.
/// \param output   Where the digest goes: mbedtls_md_get_size() bytes.
///
/// \return         0, MBEDTLS_ERR_MD_FILE_IO_ERROR, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `md_info` is NULL or came from this header's functions; `path` is NULL or a string; `output` has room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_md_file(
    md_info: *const mbedtls_md_info_t,
    path: *const c_char,
    output: *mut c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (info, path) = unsafe { (ptr::reference(md_info), ptr::string(path)) };
        let info = info.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
        let path = path.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
        let failed = |_| Status::new(MBEDTLS_ERR_MD_FILE_IO_ERROR);
        let mut file = File::open(OsStr::from_bytes(path.to_bytes())).map_err(failed)?;
        let mut hash = Hash::new(info.hash);
        let mut chunk = Zeroizing::new(vec![0; FILE_CHUNK]);
        loop {
            match file.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => hash.update(chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(failed(error)),
            }
        }
        // SAFETY: by contract.
        unsafe { write(&hash.finish(), output, info.hash.output_len()) }
    })
}

impl mbedtls_md_context_t {
    fn running(&self) -> Result<&Running, Status> {
        self.value().ok_or(BAD_INPUT)
    }
}

/// What a context has under way.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context that nobody else uses meanwhile.
pub(super) unsafe fn running_mut<'a>(ctx: *mut mbedtls_md_context_t) -> Result<&'a mut Running, Status> {
    // SAFETY: by contract.
    let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
    context.value_mut().ok_or(BAD_INPUT)
}

/// Where a digest goes.
///
/// # Safety
/// `output` is NULL or has room for the digest, and nobody else uses it meanwhile.
pub(super) unsafe fn output_for<'a>(running: &Running, output: *mut c_uchar) -> Result<&'a mut [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::slice_mut(output, running.hash.algorithm().output_len()) }
        .or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)
}

/// Hands out a result.
///
/// # Safety
/// `output` is NULL or has room for `length` bytes.
pub(super) unsafe fn write(result: &Digest, output: *mut c_uchar, length: usize) -> Result<(), Status> {
    // SAFETY: by contract.
    let output = unsafe { ptr::slice_mut(output, length) }.or_code(MBEDTLS_ERR_MD_BAD_INPUT_DATA)?;
    output.copy_from_slice(result.as_ref());
    Ok(())
}
