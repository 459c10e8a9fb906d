//! `mbedtls/constant_time.h`: comparing secrets.

use super::boundary::boundary_or;
use super::ptr;
use crate::crypto::constant_time_eq;
use std::ffi::{c_int, c_uchar, c_void};

/// What says that two pieces of memory differ.
const DIFFERENT: c_int = 1;

/// Compares memory in a time that depends on its length only.
///
/// \param a    The one piece.
/// \param b    The other.
/// \param n    The length of both in bytes.
///
/// \return     0 if they are equal; another number if they differ, or if one of them is NULL and `n` is not 0.
///
/// # Safety
/// `a` and `b` are NULL or point to `n` initialised bytes that nobody changes meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ct_memcmp(a: *const c_void, b: *const c_void, n: usize) -> c_int {
    boundary_or(DIFFERENT, || {
        // SAFETY: by contract.
        let pieces = unsafe { (ptr::slice(a.cast::<c_uchar>(), n), ptr::slice(b.cast::<c_uchar>(), n)) };
        match pieces {
            (Ok(a), Ok(b)) if constant_time_eq(a, b) => 0,
            _ => DIFFERENT,
        }
    })
}
