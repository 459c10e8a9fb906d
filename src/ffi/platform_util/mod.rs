//! `mbedtls/platform_util.h`: wiping memory, broken-down time, and words for compilers.

use super::boundary::{boundary_or, boundary_void};
use super::ptr;
use std::ffi::{c_uchar, c_void};
use zeroize::Zeroize;

/// Writes zeroes over memory in a way that no compiler leaves out.
///
/// \param buf  The memory. NULL is ignored.
/// \param len  Its length in bytes.
///
/// # Safety
/// `buf` is NULL or points to `len` writable bytes that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_platform_zeroize(buf: *mut c_void, len: usize) {
    boundary_void(|| {
        // SAFETY: NULL or ours alone, by contract.
        if let Ok(bytes) = unsafe { ptr::slice_mut(buf.cast::<c_uchar>(), len) } {
            bytes.zeroize();
        }
    });
}

/// Breaks a time down into the fields of a date in UTC; safe with threads.
///
/// \param tt      The time in seconds since 1970-01-01T00:00:00Z.
/// \param tm_buf  Where the fields go.
///
/// \return        `tm_buf`, or NULL if an argument is NULL or the year does not fit.
///
/// # Safety
/// `tt` is NULL or points to a time; `tm_buf` is NULL or points to a `struct tm` that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_platform_gmtime_r(
    tt: *const libc::time_t,
    tm_buf: *mut libc::tm,
) -> *mut libc::tm {
    boundary_or(std::ptr::null_mut(), || {
        if tt.is_null() || tm_buf.is_null() {
            return std::ptr::null_mut();
        }
        // SAFETY: neither is NULL; alive by contract.
        unsafe { libc::gmtime_r(tt, tm_buf) }
    })
}
