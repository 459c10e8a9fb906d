use super::types::{mbedtls_mpi, mbedtls_mpi_sint, read, store_in};
use super::{
    BAD_INPUT, MBEDTLS_ERR_MPI_ALLOC_FAILED, MBEDTLS_ERR_MPI_NOT_ACCEPTABLE, MBEDTLS_MPI_MAX_LIMBS, small,
};
use crate::crypto::{Integer, Random as _, Word};
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::random::CallerRandom;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_void};
use zeroize::Zeroizing;

/// Sets a number to random bytes.
///
/// \param X      The number.
/// \param size   How many bytes, at most MBEDTLS_MPI_MAX_LIMBS words.
/// \param f_rng  The random generator.
/// \param p_rng  Handed to `f_rng`.
///
/// \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_MPI_ALLOC_FAILED for more bytes or if memory runs out;
///               MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` or `f_rng` is NULL.
///
/// # Safety
/// `X` is NULL or points to an initialised number; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_fill_random(
    X: *mut mbedtls_mpi,
    size: usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let mut random = unsafe { CallerRandom::new(f_rng, p_rng) }.ok_or(BAD_INPUT)?;
        if X.is_null() {
            return Err(BAD_INPUT);
        }
        if size > MBEDTLS_MPI_MAX_LIMBS as usize * size_of::<Word>() {
            return Err(Status::new(MBEDTLS_ERR_MPI_ALLOC_FAILED));
        }
        let number = draw(&mut random, size)?;
        // SAFETY: by contract.
        unsafe { store_in(X, &number) }
    })
}

/// How often a number is drawn before it is given up: of a few bytes more often, as the lower bound may leave few.
const fn tries(size: usize) -> usize {
    if size > 4 { 30 } else { 250 }
}

/// Sets a number to a random one from `min` to `N` - 1, each as likely as any other.
///
/// \param X      The number.
/// \param min    The least value, not negative. It should be small against `N`.
/// \param N      The bound.
/// \param f_rng  The random generator.
/// \param p_rng  Handed to `f_rng`.
///
/// \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_MPI_NOT_ACCEPTABLE if no fitting number comes up;
///               MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `min` is negative or not below `N`, or an argument is NULL.
///
/// # Safety
/// Each number is NULL or initialised; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_mpi_random(
    X: *mut mbedtls_mpi,
    min: mbedtls_mpi_sint,
    N: *const mbedtls_mpi,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (mut random, bound) = unsafe { (CallerRandom::new(f_rng, p_rng).ok_or(BAD_INPUT)?, read(N)?) };
        let min = small(min);
        if X.is_null() || min.is_negative() || bound <= min {
            return Err(BAD_INPUT);
        }
        let bits = bound.bits();
        let size = bits.div_ceil(8);
        for _ in 0..tries(size) {
            let number = draw(&mut random, size)?.shr(8 * size - bits);
            if (&min..&bound).contains(&&number) {
                // SAFETY: by contract.
                return unsafe { store_in(X, &number) };
            }
        }
        Err(Status::new(MBEDTLS_ERR_MPI_NOT_ACCEPTABLE))
    })
}

fn draw(random: &mut CallerRandom, size: usize) -> Result<Integer, Status> {
    let mut bytes = Zeroizing::new(vec![0; size]);
    random.fill(&mut bytes).map_err(|_| random.failure_or(BAD_INPUT))?;
    Ok(Integer::from_be_bytes(&bytes))
}
