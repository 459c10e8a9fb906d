//! `mbedtls/entropy.h`: gathers entropy from the system and from sources of the application.
//!
//! A context may be used by several threads at once: a lock is inside.

mod pool;

use super::boundary::{boundary, boundary_or, boundary_void};
use super::ptr::{self, BadPointer};
use super::seed_file;
use super::status::Status;
use crate::crypto::{Random, SystemRandom};
use pool::{Pool, Source};
use std::ffi::{CStr, c_char, c_int, c_uchar, c_void};
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicPtr, Ordering};
use zeroize::Zeroizing;

/// A source failed, or gave too little.
pub const MBEDTLS_ERR_ENTROPY_SOURCE_FAILED: c_int = -0x003C;
/// There are MBEDTLS_ENTROPY_MAX_SOURCES sources already.
pub const MBEDTLS_ERR_ENTROPY_MAX_SOURCES: c_int = -0x003E;
/// The context was not initialised, or was freed.
pub const MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED: c_int = -0x0040;
/// No source is strong.
pub const MBEDTLS_ERR_ENTROPY_NO_STRONG_SOURCE: c_int = -0x003D;
/// A seed file cannot be read or written.
pub const MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR: c_int = -0x003F;

/// The most bytes that one call gives.
pub const MBEDTLS_ENTROPY_BLOCK_SIZE: c_int = 64;
/// The most sources, the system's own among them.
pub const MBEDTLS_ENTROPY_MAX_SOURCES: c_int = 20;
/// The most bytes that a source is asked for at once.
pub const MBEDTLS_ENTROPY_MAX_GATHER: c_int = 128;
/// The most bytes of a seed file.
pub const MBEDTLS_ENTROPY_MAX_SEED_SIZE: c_int = 1024;
/// The number of the source behind mbedtls_entropy_update_manual().
pub const MBEDTLS_ENTROPY_SOURCE_MANUAL: c_int = MBEDTLS_ENTROPY_MAX_SOURCES;
/// A source that is unpredictable by itself.
pub const MBEDTLS_ENTROPY_SOURCE_STRONG: c_int = 1;
/// A source that only adds to others.
pub const MBEDTLS_ENTROPY_SOURCE_WEAK: c_int = 0;

/// An entropy source: writes at most `len` bytes to `output`, tells in `olen` how many, and returns 0.
pub type mbedtls_entropy_f_source_ptr = Option<
    unsafe extern "C" fn(data: *mut c_void, output: *mut c_uchar, len: usize, olen: *mut usize) -> c_int,
>;

/// A pool of entropy. Begin with mbedtls_entropy_init(), end with mbedtls_entropy_free().
#[repr(C)]
pub struct mbedtls_entropy_context {
    private_pool: *mut c_void,
    private_state: u64,
    private_reserve: [u64; 108],
}

const _: () = assert!(size_of::<*mut c_void>() != 8 || size_of::<mbedtls_entropy_context>() == 880);

/// `private_state` between init and free.
const LIVE: u64 = 0x656E_7472_6F70_7931;

/// Gives entropy of the operating system; a source like those that programs add.
///
/// \param data    Ignored.
/// \param output  Where the bytes go.
/// \param len     How many.
/// \param olen    Where it is told that all came.
///
/// \return        0, MBEDTLS_ERR_ENTROPY_SOURCE_FAILED or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `output` has `len` bytes; `olen` is NULL or points to a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_platform_entropy_poll(
    data: *mut c_void,
    output: *mut c_uchar,
    len: usize,
    olen: *mut usize,
) -> c_int {
    let _ = data;
    boundary(|| {
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, len) }?;
        // SAFETY: by contract.
        unsafe { ptr::store(olen, 0) }?;
        SystemRandom::new().fill(output).map_err(|_| Status::new(MBEDTLS_ERR_ENTROPY_SOURCE_FAILED))?;
        // SAFETY: by contract.
        Ok(unsafe { ptr::store(olen, len) }?)
    })
}

/// Makes a pool whose only source is the operating system.
///
/// \param ctx  The pool. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_init(ctx: *mut mbedtls_entropy_context) {
    boundary_void(|| {
        let fresh = mbedtls_entropy_context {
            private_pool: std::ptr::null_mut(),
            private_state: LIVE,
            private_reserve: [0; 108],
        };
        // SAFETY: NULL (refused) or writable, by contract. The pool itself is made when it is first used.
        let _ = unsafe { ptr::store(ctx, fresh) };
    });
}

/// Ends a pool and wipes what it holds.
///
/// \param ctx  The pool. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised pool that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_free(ctx: *mut mbedtls_entropy_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        let Ok(context) = (unsafe { ptr::reference_mut(ctx) }) else { return };
        if context.private_state != LIVE {
            return;
        }
        context.private_state = 0;
        let pool = std::mem::replace(&mut context.private_pool, std::ptr::null_mut());
        if !pool.is_null() {
            // SAFETY: made by `Box::into_raw` in `pool_of`, and nobody has it any more.
            drop(unsafe { Box::from_raw(pool.cast::<Mutex<Pool>>()) });
        }
    });
}

/// Adds a source.
///
/// \param ctx        The pool.
/// \param f_source   The source, called with the pool's lock held.
/// \param p_source   What `f_source` gets as its first argument.
/// \param threshold  How many bytes the source must have given before anything is given out.
/// \param strong     MBEDTLS_ENTROPY_SOURCE_STRONG or MBEDTLS_ENTROPY_SOURCE_WEAK.
///
/// \return           0, MBEDTLS_ERR_ENTROPY_MAX_SOURCES, MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED (not initialised) or
///                   MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` or `f_source` is NULL).
///
/// # Safety
/// `ctx` is NULL or points to a pool; source and `p_source` stay good until the pool is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_add_source(
    ctx: *mut mbedtls_entropy_context,
    f_source: mbedtls_entropy_f_source_ptr,
    p_source: *mut c_void,
    threshold: usize,
    strong: c_int,
) -> c_int {
    boundary(|| {
        let source = Source::new(f_source.ok_or(BadPointer)?, p_source, threshold, strong != 0);
        // SAFETY: by contract.
        unsafe { with(ctx, |pool| pool.add(source)) }
    })
}

/// Asks every source once.
///
/// \param ctx  The pool.
///
/// \return     0, what a source failed with, MBEDTLS_ERR_ENTROPY_NO_STRONG_SOURCE,
///             MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to a pool.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_gather(ctx: *mut mbedtls_entropy_context) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { with(ctx, Pool::gather) })
}

/// Gives entropy: asks the sources until each has given its threshold. For mbedtls_ctr_drbg_seed().
///
/// \param data    The `mbedtls_entropy_context`.
/// \param output  Where the bytes go.
/// \param len     How many, at most MBEDTLS_ENTROPY_BLOCK_SIZE.
///
/// \return        0, MBEDTLS_ERR_ENTROPY_SOURCE_FAILED (too many bytes asked for, or the thresholds are not reached),
///                or as mbedtls_entropy_gather().
///
/// # Safety
/// `data` is NULL or points to a pool; `output` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_func(data: *mut c_void, output: *mut c_uchar, len: usize) -> c_int {
    boundary(|| {
        if len > MBEDTLS_ENTROPY_BLOCK_SIZE as usize {
            return Err(Status::new(MBEDTLS_ERR_ENTROPY_SOURCE_FAILED));
        }
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, len) }?;
        // SAFETY: by contract.
        unsafe { with(data.cast(), |pool| pool.draw(output)) }
    })
}

/// Mixes in bytes of the program's own.
///
/// \param ctx   The pool.
/// \param data  The bytes.
/// \param len   How many.
///
/// \return      0, MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED (not initialised) or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to a pool; `data` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_update_manual(
    ctx: *mut mbedtls_entropy_context,
    data: *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let data = unsafe { ptr::slice(data, len) }?;
        // SAFETY: by contract.
        unsafe {
            with(ctx, |pool| {
                pool.mix(MBEDTLS_ENTROPY_SOURCE_MANUAL as u8, data);
                Ok(())
            })
        }
    })
}

/// Writes a seed for a later run to a file, which only its owner can read if it is new.
///
/// \param ctx   The pool.
/// \param path  The file's name.
///
/// \return      0, MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR, MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL), or as
///              mbedtls_entropy_func().
///
/// # Safety
/// `ctx` is NULL or points to a pool; `path` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_write_seed_file(
    ctx: *mut mbedtls_entropy_context,
    path: *const c_char,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { write_seed(ctx, ptr::string(path)?) })
}

/// # Safety
/// `ctx` is NULL or points to a pool.
unsafe fn write_seed(ctx: *mut mbedtls_entropy_context, path: &CStr) -> Result<(), Status> {
    let failed = |_| Status::new(MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR);
    let mut file = seed_file::create(path).map_err(failed)?;
    let mut seed = Zeroizing::new([0; MBEDTLS_ENTROPY_BLOCK_SIZE as usize]);
    // SAFETY: by contract.
    unsafe { with(ctx, |pool| pool.draw(&mut *seed)) }?;
    file.write_all(&*seed).map_err(failed)
}

/// Mixes in the seed of a file, and writes a new one there.
///
/// \param ctx   The pool.
/// \param path  The file's name; only the first MBEDTLS_ENTROPY_MAX_SEED_SIZE bytes of the file count.
///
/// \return      0, MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR, MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL), or as
///              mbedtls_entropy_func().
///
/// # Safety
/// `ctx` is NULL or points to a pool; `path` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_entropy_update_seed_file(
    ctx: *mut mbedtls_entropy_context,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let name = unsafe { ptr::string(path) }?;
        let seed = seed_file::read_beginning(name, MBEDTLS_ENTROPY_MAX_SEED_SIZE as usize)
            .map_err(|_| Status::new(MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR))?;
        // SAFETY: by contract.
        unsafe {
            with(ctx, |pool| {
                pool.mix(MBEDTLS_ENTROPY_SOURCE_MANUAL as u8, &seed);
                Ok(())
            })
        }?;
        // SAFETY: by contract.
        unsafe { write_seed(ctx, name) }
    })
}

/// Tries out that the system gives entropy, and not the same twice.
///
/// \param verbose  Non-zero to tell of it on the standard output.
///
/// \return         0, or 1 if it does not.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_entropy_self_test(verbose: c_int) -> c_int {
    boundary_or(1, || {
        let mut pool = Pool::new();
        let (mut first, mut second) = (Zeroizing::new([0; 64]), Zeroizing::new([0; 64]));
        let drawn = pool.draw(&mut *first).and_then(|()| pool.draw(&mut *second));
        let passed = drawn.is_ok() && *first != *second && *first != [0; 64];
        if verbose != 0 {
            println!("  ENTROPY: {}", if passed { "passed" } else { "failed" });
        }
        c_int::from(!passed)
    })
}

/// Works on a pool alone. One that panicked is of no use any more.
///
/// # Safety
/// `context` is NULL or points to a pool.
unsafe fn with<T>(
    context: *mut mbedtls_entropy_context,
    work: impl FnOnce(&mut Pool) -> Result<T, Status>,
) -> Result<T, Status> {
    // SAFETY: by this function's contract.
    let pool = unsafe { pool_of(context) }?;
    work(&mut *pool.lock().map_err(|_| Status::INTERNAL)?)
}

/// The pool behind a context, made when it is first asked for: several threads may ask at once.
///
/// # Safety
/// `context` is NULL or points to a pool that is not freed while the reference is used.
unsafe fn pool_of<'a>(context: *mut mbedtls_entropy_context) -> Result<&'a Mutex<Pool>, Status> {
    if context.is_null() || !context.is_aligned() {
        return Err(BadPointer.into());
    }
    // SAFETY: alive by contract; written by init and free alone, at which no other thread may use the pool.
    if unsafe { (&raw const (*context).private_state).read() } != LIVE {
        return Err(Status::new(MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED));
    }
    // SAFETY: alive and aligned; between init and free this field is only used through this atomic.
    let slot = unsafe { AtomicPtr::from_ptr((&raw mut (*context).private_pool).cast::<*mut Mutex<Pool>>()) };
    let mut pool = slot.load(Ordering::Acquire);
    if pool.is_null() {
        let fresh = Box::into_raw(Box::new(Mutex::new(Pool::new())));
        pool = match slot.compare_exchange(std::ptr::null_mut(), fresh, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => fresh,
            Err(other) => {
                // SAFETY: another thread was first; nobody has seen ours.
                drop(unsafe { Box::from_raw(fresh) });
                other
            }
        };
    }
    // SAFETY: not NULL, made by `Box::into_raw`, freed by `mbedtls_entropy_free` alone.
    Ok(unsafe { &*pool })
}
