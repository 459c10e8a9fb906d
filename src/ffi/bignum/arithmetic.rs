use super::types::{mbedtls_mpi, mbedtls_mpi_sint, mbedtls_mpi_uint, read, store_in};
use super::{
    BAD_INPUT, MBEDTLS_ERR_MPI_ALLOC_FAILED, MBEDTLS_ERR_MPI_BAD_INPUT_DATA,
    MBEDTLS_ERR_MPI_DIVISION_BY_ZERO, MBEDTLS_ERR_MPI_NEGATIVE_VALUE, MBEDTLS_MPI_MAX_LIMBS, small,
};
use crate::crypto::{Integer, Word};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::c_int;

/// The longest number that is raised to a power or is a modulus, in bits: MBEDTLS_MPI_MAX_BITS.
const MAX_POWER_BITS: usize = 8192;

/// Adds absolute values: `X` = |`A`| + |`B`|.
///
/// \param X  The result.
/// \param A  The first number.
/// \param B  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_add_abs(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_two(X, A, B, |a, b| Ok(a.abs().add(&b.abs()))) }
}

/// Subtracts absolute values: `X` = |`A`| - |`B`|.
///
/// \param X  The result.
/// \param A  The first number.
/// \param B  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_NEGATIVE_VALUE if |`B`| is greater; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out;
///           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_sub_abs(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        with_two(X, A, B, |a, b| {
            if a.compare_abs(&b).is_lt() {
                return Err(Status::new(MBEDTLS_ERR_MPI_NEGATIVE_VALUE));
            }
            Ok(a.abs().sub(&b.abs()))
        })
    }
}

/// Adds: `X` = `A` + `B`.
///
/// \param X  The result.
/// \param A  The first number.
/// \param B  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_add_mpi(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_two(X, A, B, |a, b| Ok(a.add(&b))) }
}

/// Subtracts: `X` = `A` - `B`.
///
/// \param X  The result.
/// \param A  The first number.
/// \param B  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_sub_mpi(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_two(X, A, B, |a, b| Ok(a.sub(&b))) }
}

/// Adds a small number: `X` = `A` + `b`.
///
/// \param X  The result.
/// \param A  The first number.
/// \param b  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_add_int(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    b: mbedtls_mpi_sint,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_one(X, A, |a| Ok(a.add(&small(b)))) }
}

/// Subtracts a small number: `X` = `A` - `b`.
///
/// \param X  The result.
/// \param A  The first number.
/// \param b  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_sub_int(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    b: mbedtls_mpi_sint,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_one(X, A, |a| Ok(a.sub(&small(b)))) }
}

/// Multiplies: `X` = `A` * `B`.
///
/// \param X  The result.
/// \param A  The first number.
/// \param B  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_mul_mpi(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_two(X, A, B, |a, b| Ok(a.mul(&b))) }
}

/// Multiplies by a small number: `X` = `A` * `b`.
///
/// \param X  The result.
/// \param A  The first number.
/// \param b  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_mul_int(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    b: mbedtls_mpi_uint,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_one(X, A, |a| Ok(a.mul(&Integer::from_words(false, &[b])))) }
}

/// Divides: `A` = `Q` * `B` + `R`. The quotient is rounded towards zero, the remainder has the sign of `A`.
///
/// \param Q  The quotient, or NULL.
/// \param R  The remainder, or NULL.
/// \param A  The dividend.
/// \param B  The divisor.
///
/// \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `B` is 0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out;
///           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `A` or `B` is NULL.
///
/// # Safety
/// Each number is NULL or initialised; `Q` and `R` are not the same, the others may be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_div_mpi(
    Q: *mut mbedtls_mpi,
    R: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { divide(Q, R, A, || read(B)) }
}

/// Divides: `A` = `Q` * `b` + `R`. The quotient is rounded towards zero, the remainder has the sign of `A`.
///
/// \param Q  The quotient, or NULL.
/// \param R  The remainder, or NULL.
/// \param A  The dividend.
/// \param b  The divisor.
///
/// \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `b` is 0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out;
///           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `A` is NULL.
///
/// # Safety
/// Each number is NULL or initialised; `Q` and `R` are not the same, the others may be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_div_int(
    Q: *mut mbedtls_mpi,
    R: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    b: mbedtls_mpi_sint,
) -> c_int {
    // SAFETY: by contract.
    unsafe { divide(Q, R, A, || Ok(small(b))) }
}

/// Reduces: `R` = `A` mod `B`, from 0 to `B` - 1 also for a negative `A`.
///
/// \param R  The result.
/// \param A  The number.
/// \param B  The modulus.
///
/// \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `B` is 0; MBEDTLS_ERR_MPI_NEGATIVE_VALUE if `B` is negative;
///           MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_mod_mpi(
    R: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_two(R, A, B, |a, b| Ok(a.modulo(&b)?)) }
}

/// Reduces by a small number: `r` = `A` mod `b`, from 0 to `b` - 1 also for a negative `A`.
///
/// \param r  Where the result goes.
/// \param A  The number.
/// \param b  The modulus.
///
/// \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `b` is 0; MBEDTLS_ERR_MPI_NEGATIVE_VALUE if `b` is negative;
///           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `r` or `A` is NULL.
///
/// # Safety
/// `r` is NULL or writable; `A` is NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_mod_int(
    r: *mut mbedtls_mpi_uint,
    A: *const mbedtls_mpi,
    b: mbedtls_mpi_sint,
) -> c_int {
    boundary(|| {
        if b == 0 {
            return Err(Status::new(MBEDTLS_ERR_MPI_DIVISION_BY_ZERO));
        }
        // SAFETY: by contract.
        let rest = unsafe { read(A) }?.modulo(&small(b))?;
        let rest = rest.words().first().copied().unwrap_or(0);
        // SAFETY: by contract.
        unsafe { ptr::store(r, rest) }.or_code(MBEDTLS_ERR_MPI_BAD_INPUT_DATA)
    })
}

/// Raises to a power: `X` = `A` ^ `E` mod `N`, in a time that depends on the lengths only.
///
/// \param X        The result.
/// \param A        The base.
/// \param E        The exponent, not negative.
/// \param N        The modulus, odd and positive.
/// \param prec_RR  Not used: programs may keep a number there for several calls. It may be NULL.
///
/// \return         0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another exponent or modulus, for one with more than
///                 MBEDTLS_MPI_MAX_BITS bits, or if an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs
///                 out.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_exp_mod(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    E: *const mbedtls_mpi,
    N: *const mbedtls_mpi,
    prec_RR: *mut mbedtls_mpi,
) -> c_int {
    let _ = prec_RR;
    boundary(|| {
        // SAFETY: by contract.
        let (a, e, n) = unsafe { (read(A)?, read(E)?, read(N)?) };
        if e.bits() > MAX_POWER_BITS || n.bits() > MAX_POWER_BITS {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        unsafe { store_in(X, &a.pow_mod(&e, &n)?) }
    })
}

/// The greatest common divisor of `A` and `B`, which is not negative; of 0 and `B` it is |`B`|.
///
/// \param G  The result.
/// \param A  The first number.
/// \param B  The second number.
///
/// \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
///           an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_gcd(
    G: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    B: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_two(G, A, B, |a, b| Ok(a.gcd(&b))) }
}

/// The inverse: `X` * `A` = 1 mod `N`.
///
/// \param X  The result, from 1 to `N` - 1.
/// \param A  The number.
/// \param N  The modulus, above 1.
///
/// \return   0; MBEDTLS_ERR_MPI_NOT_ACCEPTABLE if `A` and `N` have a common divisor; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for
///           another modulus, or if an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_inv_mod(
    X: *mut mbedtls_mpi,
    A: *const mbedtls_mpi,
    N: *const mbedtls_mpi,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_two(X, A, N, |a, b| Ok(a.invert_mod(&b)?)) }
}

/// Shifts a number's absolute value to the left.
///
/// \param X      The number.
/// \param count  By how many bits.
///
/// \return       0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out;
///               MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_shift_l(X: *mut mbedtls_mpi, count: usize) -> c_int {
    const MAX_BITS: usize = MBEDTLS_MPI_MAX_LIMBS as usize * Word::BITS as usize;
    // SAFETY: by contract.
    unsafe {
        with_one(X, X, |a| {
            if count > MAX_BITS {
                return Err(Status::new(MBEDTLS_ERR_MPI_ALLOC_FAILED));
            }
            Ok(a.shl(count))
        })
    }
}

/// Shifts a number's absolute value to the right. Bits that fall out are lost.
///
/// \param X      The number.
/// \param count  By how many bits.
///
/// \return       0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_shift_r(X: *mut mbedtls_mpi, count: usize) -> c_int {
    // SAFETY: by contract.
    unsafe { with_one(X, X, |a| Ok(a.shr(count))) }
}

/// Stores in `to` what `work` makes of `a`.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
unsafe fn with_one(
    to: *mut mbedtls_mpi,
    a: *const mbedtls_mpi,
    work: impl FnOnce(Integer) -> Result<Integer, Status>,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let a = unsafe { read(a) }?;
        // SAFETY: by contract.
        unsafe { store_in(to, &work(a)?) }
    })
}

/// Stores in `to` what `work` makes of `a` and `b`.
///
/// # Safety
/// Each number is NULL or initialised; they may be the same.
unsafe fn with_two(
    to: *mut mbedtls_mpi,
    a: *const mbedtls_mpi,
    b: *const mbedtls_mpi,
    work: impl FnOnce(Integer, Integer) -> Result<Integer, Status>,
) -> c_int {
    // SAFETY: by contract.
    unsafe { with_one(to, a, |a| work(a, read(b)?)) }
}

/// Stores the quotient and the remainder, each unless it is NULL.
///
/// # Safety
/// Each number is NULL or initialised; `quotient` and `remainder` are not the same, the others may be.
unsafe fn divide(
    quotient: *mut mbedtls_mpi,
    remainder: *mut mbedtls_mpi,
    a: *const mbedtls_mpi,
    divisor: impl FnOnce() -> Result<Integer, Status>,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let a = unsafe { read(a) }?;
        let (whole, rest) = a.div_rem(&divisor()?)?;
        for (number, value) in [(quotient, whole), (remainder, rest)] {
            if !number.is_null() {
                // SAFETY: by contract.
                unsafe { store_in(number, &value) }?;
            }
        }
        Ok(())
    })
}
