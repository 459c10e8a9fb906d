//! Memory that a program hands out itself. The declarations stand in `cbindgen.toml`, as they are there only for
//! programs that define `MBEDTLS_PLATFORM_MEMORY`.

use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::ptr::BadPointer;
use std::ffi::{c_int, c_void};
use std::sync::RwLock;

type CallocFn = unsafe extern "C" fn(usize, usize) -> *mut c_void;
type FreeFn = unsafe extern "C" fn(*mut c_void);

static FUNCTIONS: RwLock<(CallocFn, FreeFn)> = RwLock::new((libc::calloc, libc::free));

/// Hands out memory, set to zero.
///
/// \param n     How many elements.
/// \param size  The size of an element in bytes.
///
/// \return      The memory, to be given back by mbedtls_free(); NULL if there is none.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_calloc(n: usize, size: usize) -> *mut c_void {
    boundary_or(std::ptr::null_mut(), || allocate(n, size))
}

/// Takes memory back.
///
/// \param ptr  What mbedtls_calloc() handed out; NULL is ignored.
///
/// # Safety
/// `ptr` is NULL or came from mbedtls_calloc(), and is not used any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_free(ptr: *mut c_void) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { release(ptr) });
}

/// Memory, set to zero, that the program may give back by `mbedtls_free()`; NULL if there is none.
pub(in crate::ffi) fn allocate(count: usize, size: usize) -> *mut c_void {
    let calloc = FUNCTIONS.read().map_or(libc::calloc as CallocFn, |functions| functions.0);
    // SAFETY: any arguments will do; a function of the program's own is good by the contract of setting it.
    unsafe { calloc(count, size) }
}

/// Takes memory back.
///
/// # Safety
/// `pointer` is NULL, or came from [`allocate`] or `mbedtls_calloc()` and is not used any more.
pub(in crate::ffi) unsafe fn release(pointer: *mut c_void) {
    let free = FUNCTIONS.read().map_or(libc::free as FreeFn, |functions| functions.1);
    // SAFETY: by contract.
    unsafe { free(pointer) };
}

/// A value in memory of [`allocate`], which programs may free by `mbedtls_free()`. Ends the program if there is none.
pub(in crate::ffi) fn place<T>(value: T) -> *mut T {
    const { assert!(align_of::<T>() <= align_of::<libc::max_align_t>()) };
    let pointer = allocate(1, size_of::<T>()).cast::<T>();
    if pointer.is_null() {
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<T>());
    }
    // SAFETY: as much memory as a value takes was just handed out, aligned for any type of C.
    unsafe { pointer.write(value) };
    pointer
}

/// Takes a value out of its memory, which is taken back.
///
/// # Safety
/// `pointer` came from [`place`] or was handed out by `mbedtls_calloc()` and filled, and is not used any more.
pub(in crate::ffi) unsafe fn displace<T>(pointer: *mut T) -> T {
    // SAFETY: by contract.
    unsafe {
        let value = pointer.read();
        release(pointer.cast());
        value
    }
}

/// Sets what mbedtls_calloc() and mbedtls_free() lead to; to be called before anything was handed out.
///
/// \param calloc_func  In place of calloc.
/// \param free_func    In place of free.
///
/// \return             0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// The functions behave as calloc and free do, and stay good.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_platform_set_calloc_free(
    calloc_func: Option<unsafe extern "C" fn(n: usize, size: usize) -> *mut c_void>,
    free_func: Option<unsafe extern "C" fn(ptr: *mut c_void)>,
) -> c_int {
    boundary(|| {
        let chosen = (calloc_func.ok_or(BadPointer)?, free_func.ok_or(BadPointer)?);
        *FUNCTIONS.write().unwrap_or_else(std::sync::PoisonError::into_inner) = chosen;
        Ok(())
    })
}
