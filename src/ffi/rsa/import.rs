use super::context::mbedtls_rsa_context;
use super::value::{Numbers, RsaValue};
use super::{BAD_INPUT, MBEDTLS_ERR_RSA_BAD_INPUT_DATA};
use crate::crypto::Integer;
use crate::ffi::bignum::mbedtls_mpi;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Sets numbers of a key, all in one call or in several. `mbedtls_rsa_complete()` makes the key of them.
///
/// \param ctx  The context.
/// \param N    The modulus, or NULL to leave it as it is.
/// \param P    The first prime, or NULL.
/// \param Q    The second prime, or NULL.
/// \param D    The private exponent, or NULL.
/// \param E    The public exponent, or NULL.
///
/// \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context, the numbers are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_import(
    ctx: *mut mbedtls_rsa_context,
    N: *const mbedtls_mpi,
    P: *const mbedtls_mpi,
    Q: *const mbedtls_mpi,
    D: *const mbedtls_mpi,
    E: *const mbedtls_mpi,
) -> c_int {
    boundary(|| {
        let given = [N, E, D, P, Q].map(|number| {
            // SAFETY: by contract.
            unsafe { ptr::reference(number) }.ok().map(mbedtls_mpi::integer)
        });
        // SAFETY: by contract.
        import(unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?, given);
        Ok(())
    })
}

/// Sets numbers of a key by their big-endian bytes; see `mbedtls_rsa_import()`.
///
/// \param ctx    The context.
/// \param N      The modulus, or NULL to leave it as it is.
/// \param N_len  Its length in bytes.
/// \param P      The first prime, or NULL.
/// \param P_len  Its length in bytes.
/// \param Q      The second prime, or NULL.
/// \param Q_len  Its length in bytes.
/// \param D      The private exponent, or NULL.
/// \param D_len  Its length in bytes.
/// \param E      The public exponent, or NULL.
/// \param E_len  Its length in bytes.
///
/// \return       0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context, the numbers are NULL or as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_import_raw(
    ctx: *mut mbedtls_rsa_context,
    N: *const c_uchar,
    N_len: usize,
    P: *const c_uchar,
    P_len: usize,
    Q: *const c_uchar,
    Q_len: usize,
    D: *const c_uchar,
    D_len: usize,
    E: *const c_uchar,
    E_len: usize,
) -> c_int {
    boundary(|| {
        let given = [(N, N_len), (E, E_len), (D, D_len), (P, P_len), (Q, Q_len)].map(|(bytes, length)| {
            if bytes.is_null() {
                return Ok(None);
            }
            // SAFETY: by contract.
            unsafe { ptr::slice(bytes, length) }.map(|bytes| Some(Integer::from_be_bytes(bytes)))
        });
        let [n, e, d, p, q] = given.map(|number| number.map_err(|_| BAD_INPUT));
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        import(context, [n?, e?, d?, p?, q?]);
        Ok(())
    })
}

/// Takes N, E, D, P and Q over, those of them that are given.
fn import(context: &mut mbedtls_rsa_context, given: [Option<Integer>; 5]) {
    let mut numbers = context.value().map_or_else(Numbers::none, |value| value.numbers().clone());
    let [n, e, d, p, q] = given;
    for (own, number) in [
        (&mut numbers.n, n),
        (&mut numbers.e, e),
        (&mut numbers.d, d),
        (&mut numbers.p, p),
        (&mut numbers.q, q),
    ] {
        if let Some(number) = number {
            *own = number;
        }
    }
    context.fill(RsaValue::of_numbers(numbers));
}

/// Makes a key of the numbers that were set: a public one of N and E; a private one of P, Q and E, or of N, D and E. The
/// other numbers follow from these. Those that are given beyond them need not fit, but a key signs only if they do; see
/// `mbedtls_rsa_check_privkey()`.
///
/// \param ctx  The context.
///
/// \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if too few numbers are set or `ctx` is NULL, with
///             MBEDTLS_ERR_MPI_NOT_ACCEPTABLE added if the others do not follow from them.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_complete(ctx: *mut mbedtls_rsa_context) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        complete(context)
    })
}

fn complete(context: &mut mbedtls_rsa_context) -> Result<(), Status> {
    let completed = context.value().ok_or(BAD_INPUT)?.completed()?;
    let Numbers { n, p, q, d, .. } = completed.numbers();
    let private = !d.is_zero();
    if !n.is_odd() || (private && !(p.is_odd() && q.is_odd())) {
        return Err(BAD_INPUT);
    }
    context.fill(completed);
    Ok(())
}
