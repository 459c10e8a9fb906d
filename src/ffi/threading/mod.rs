//! `mbedtls/threading.h`: locks for programs that take them from the library.
//!
//! The library's own locks are inside its contexts and are not these.

use super::boundary::{boundary, boundary_void};
use super::ptr::{self, OrCode};
use super::status::Status;
use std::ffi::{c_char, c_int};

/// An argument is NULL.
pub const MBEDTLS_ERR_THREADING_BAD_INPUT_DATA: c_int = -0x001C;
/// The lock was not initialised, or could not be taken or given back.
pub const MBEDTLS_ERR_THREADING_MUTEX_ERROR: c_int = -0x001E;

/// A lock.
#[repr(C)]
pub struct mbedtls_threading_mutex_t {
    private_mutex: libc::pthread_mutex_t,
    private_state: c_char,
}

/// `private_state` between init and free.
const LIVE: c_char = 1;

/// Initialises a lock. NULL is ignored.
#[unsafe(no_mangle)]
pub static mut mbedtls_mutex_init: unsafe extern "C" fn(mutex: *mut mbedtls_threading_mutex_t) = init;

/// Ends a lock that nobody holds. NULL, and one that was freed already, are ignored.
#[unsafe(no_mangle)]
pub static mut mbedtls_mutex_free: unsafe extern "C" fn(mutex: *mut mbedtls_threading_mutex_t) = free;

/// Takes a lock; returns 0, MBEDTLS_ERR_THREADING_BAD_INPUT_DATA or MBEDTLS_ERR_THREADING_MUTEX_ERROR.
#[unsafe(no_mangle)]
pub static mut mbedtls_mutex_lock: unsafe extern "C" fn(mutex: *mut mbedtls_threading_mutex_t) -> c_int = lock;

/// Gives a lock back; returns 0, MBEDTLS_ERR_THREADING_BAD_INPUT_DATA or MBEDTLS_ERR_THREADING_MUTEX_ERROR.
#[unsafe(no_mangle)]
pub static mut mbedtls_mutex_unlock: unsafe extern "C" fn(mutex: *mut mbedtls_threading_mutex_t) -> c_int =
    unlock;

unsafe extern "C" fn init(mutex: *mut mbedtls_threading_mutex_t) {
    boundary_void(|| {
        if mutex.is_null() || !mutex.is_aligned() {
            return;
        }
        // SAFETY: writable memory for a lock, by contract; fields are written without being read.
        unsafe {
            let failed = libc::pthread_mutex_init(&raw mut (*mutex).private_mutex, std::ptr::null());
            (&raw mut (*mutex).private_state).write(if failed == 0 { LIVE } else { 0 });
        }
    });
}

unsafe extern "C" fn free(mutex: *mut mbedtls_threading_mutex_t) {
    boundary_void(|| {
        // SAFETY: NULL, or an initialised lock that nobody uses, by contract.
        let Ok(mutex) = (unsafe { ptr::reference_mut(mutex) }) else { return };
        if std::mem::replace(&mut mutex.private_state, 0) == LIVE {
            // SAFETY: initialised, and destroyed once.
            unsafe { libc::pthread_mutex_destroy(&mut mutex.private_mutex) };
        }
    });
}

unsafe extern "C" fn lock(mutex: *mut mbedtls_threading_mutex_t) -> c_int {
    // SAFETY: the system's function takes what `with` gives it.
    boundary(|| unsafe { with(mutex, libc::pthread_mutex_lock) })
}

unsafe extern "C" fn unlock(mutex: *mut mbedtls_threading_mutex_t) -> c_int {
    // SAFETY: the system's function takes what `with` gives it.
    boundary(|| unsafe { with(mutex, libc::pthread_mutex_unlock) })
}

/// # Safety
/// `mutex` is NULL or points to a lock that is alive; `work` takes an initialised lock.
unsafe fn with(
    mutex: *mut mbedtls_threading_mutex_t,
    work: unsafe extern "C" fn(*mut libc::pthread_mutex_t) -> c_int,
) -> Result<(), Status> {
    // Other threads use the lock at the same time: no reference to it is made.
    if mutex.is_null() || !mutex.is_aligned() {
        return Err(ptr::BadPointer).or_code(MBEDTLS_ERR_THREADING_BAD_INPUT_DATA);
    }
    // SAFETY: alive by this function's contract; written by init and free alone.
    if unsafe { (&raw const (*mutex).private_state).read() } != LIVE {
        return Err(Status::new(MBEDTLS_ERR_THREADING_MUTEX_ERROR));
    }
    // SAFETY: initialised, as its state says.
    let failed = unsafe { work(&raw mut (*mutex).private_mutex) };
    if failed == 0 { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_THREADING_MUTEX_ERROR)) }
}
