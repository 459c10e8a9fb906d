use super::small;
use super::types::{mbedtls_mpi, mbedtls_mpi_sint, read};
use super::{BAD_INPUT, MBEDTLS_ERR_MPI_BAD_INPUT_DATA};
use crate::crypto::Integer;
use crate::ffi::boundary::{boundary, boundary_or};
use crate::ffi::ptr::{self, OrCode};
use std::cmp::Ordering;
use std::ffi::{c_int, c_uint};

/// # Safety
/// Both are NULL or point to initialised numbers.
unsafe fn compare(
    a: *const mbedtls_mpi,
    b: *const mbedtls_mpi,
    how: fn(&Integer, &Integer) -> Ordering,
) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || match unsafe { (read(a), read(b)) } {
        (Ok(a), Ok(b)) => how(&a, &b) as c_int,
        // NULL comes before every number.
        (a, b) => c_int::from(a.is_ok()) - c_int::from(b.is_ok()),
    })
}

/// Compares the absolute values of two numbers.
///
/// \param X  The one.
/// \param Y  The other.
///
/// \return   -1, 0 or 1 if `X` is less, equal or greater. NULL is less than a number.
///
/// # Safety
/// Both are NULL or point to initialised numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_cmp_abs(X: *const mbedtls_mpi, Y: *const mbedtls_mpi) -> c_int {
    // SAFETY: by contract.
    unsafe { compare(X, Y, Integer::compare_abs) }
}

/// Compares two numbers.
///
/// \param X  The one.
/// \param Y  The other.
///
/// \return   -1, 0 or 1 if `X` is less, equal or greater. NULL is less than a number.
///
/// # Safety
/// Both are NULL or point to initialised numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_cmp_mpi(X: *const mbedtls_mpi, Y: *const mbedtls_mpi) -> c_int {
    // SAFETY: by contract.
    unsafe { compare(X, Y, Integer::cmp) }
}

/// Compares a number with a small one.
///
/// \param X  The number.
/// \param z  The small one.
///
/// \return   -1, 0 or 1 if `X` is less, equal or greater. NULL is less than a number.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_cmp_int(X: *const mbedtls_mpi, z: mbedtls_mpi_sint) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { read(X) }.map_or(-1, |number| number.cmp(&small(z)) as c_int))
}

/// Tells whether a number is less than another, in a time that depends on their lengths only.
///
/// \param X    The one.
/// \param Y    The other, with as many words as `X` has.
/// \param ret  Where 1 goes if `X` is less than `Y`, else 0.
///
/// \return     0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if the two have not equally many words, or an argument is NULL.
///
/// # Safety
/// Both numbers are NULL or initialised; `ret` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_lt_mpi_ct(
    X: *const mbedtls_mpi,
    Y: *const mbedtls_mpi,
    ret: *mut c_uint,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (one, other) = unsafe { (ptr::reference(X), ptr::reference(Y)) };
        let (one, other) = (one.map_err(|_| BAD_INPUT)?, other.map_err(|_| BAD_INPUT)?);
        if one.words().len() != other.words().len() {
            return Err(BAD_INPUT);
        }
        let less = less_than(one, other);
        // SAFETY: by contract.
        unsafe { ptr::store(ret, less) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)
    })
}

/// Looks at every word. With one sign the absolute values decide, the other way round below zero; with two signs the
/// negative number is less.
fn less_than(one: &mbedtls_mpi, other: &mbedtls_mpi) -> c_uint {
    let (mut borrow, mut reverse_borrow) = (0, 0);
    for (a, b) in one.words().iter().zip(other.words()) {
        borrow = c_uint::from(a.overflowing_sub(*b).1) | (c_uint::from(a == b) & borrow);
        reverse_borrow = c_uint::from(b.overflowing_sub(*a).1) | (c_uint::from(a == b) & reverse_borrow);
    }
    let (one, other) = (c_uint::from(one.private_s < 0), c_uint::from(other.private_s < 0));
    let same_sign = (one ^ other) ^ 1;
    let by_value = (borrow & (one ^ 1)) | (reverse_borrow & one);
    (same_sign & by_value) | (one & (other ^ 1))
}
