use super::context::mbedtls_rsa_context;
use super::value::{Numbers, RsaValue};
use super::{BAD_INPUT, MBEDTLS_ERR_RSA_BAD_INPUT_DATA};
use crate::crypto::Integer;
use crate::ffi::bignum::{MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL, mbedtls_mpi};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Copies the numbers of a key.
///
/// \param ctx  The context.
/// \param N    Where the modulus goes, or NULL.
/// \param P    Where the first prime goes, or NULL.
/// \param Q    Where the second prime goes, or NULL.
/// \param D    Where the private exponent goes, or NULL.
/// \param E    Where the public exponent goes, or NULL.
///
/// \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `P`, `Q` or `D` is asked for and the key is not private, or if `ctx` is
///             NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context, the numbers are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_export(
    ctx: *const mbedtls_rsa_context,
    N: *mut mbedtls_mpi,
    P: *mut mbedtls_mpi,
    Q: *mut mbedtls_mpi,
    D: *mut mbedtls_mpi,
    E: *mut mbedtls_mpi,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        let none = Numbers::none();
        let numbers = numbers(context, &none, !P.is_null() || !Q.is_null() || !D.is_null())?;
        for (to, number) in
            [(N, &numbers.n), (P, &numbers.p), (Q, &numbers.q), (D, &numbers.d), (E, &numbers.e)]
        {
            // SAFETY: by contract.
            if let Ok(to) = unsafe { ptr::reference_mut(to) } {
                to.set(number)?;
            }
        }
        Ok(())
    })
}

/// The numbers of a context; all of them if a private one is asked for.
fn numbers<'a>(
    context: &'a mbedtls_rsa_context,
    none: &'a Numbers,
    private: bool,
) -> Result<&'a Numbers, Status> {
    let numbers = context.value().map_or(none, RsaValue::numbers);
    if private && !numbers.are_private() { Err(BAD_INPUT) } else { Ok(numbers) }
}

/// Writes the numbers of a key big-endian, each with zeros in front to fill its buffer.
///
/// \param ctx    The context.
/// \param N      Where the modulus goes, or NULL.
/// \param N_len  The size of `N`.
/// \param P      Where the first prime goes, or NULL.
/// \param P_len  The size of `P`.
/// \param Q      Where the second prime goes, or NULL.
/// \param Q_len  The size of `Q`.
/// \param D      Where the private exponent goes, or NULL.
/// \param D_len  The size of `D`.
/// \param E      Where the public exponent goes, or NULL.
/// \param E_len  The size of `E`.
///
/// \return       0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if a number does not fit; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if `P`, `Q`
///               or `D` is asked for and the key is not private, or if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context, the buffers are NULL or as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_export_raw(
    ctx: *const mbedtls_rsa_context,
    N: *mut c_uchar,
    N_len: usize,
    P: *mut c_uchar,
    P_len: usize,
    Q: *mut c_uchar,
    Q_len: usize,
    D: *mut c_uchar,
    D_len: usize,
    E: *mut c_uchar,
    E_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        let none = Numbers::none();
        let numbers = numbers(context, &none, !P.is_null() || !Q.is_null() || !D.is_null())?;
        for (to, size, number) in [
            (N, N_len, &numbers.n),
            (P, P_len, &numbers.p),
            (Q, Q_len, &numbers.q),
            (D, D_len, &numbers.d),
            (E, E_len, &numbers.e),
        ] {
            if !to.is_null() {
                // SAFETY: by contract.
                write(number, unsafe { ptr::slice_mut(to, size) }.map_err(|_| BAD_INPUT)?)?;
            }
        }
        Ok(())
    })
}

fn write(number: &Integer, out: &mut [u8]) -> Result<(), Status> {
    let bytes = number.to_be_bytes();
    let padding = out.len().checked_sub(bytes.len());
    let padding = padding.ok_or(Status::new(MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL))?;
    let (zeros, own) = out.split_at_mut(padding);
    zeros.fill(0);
    own.copy_from_slice(&bytes);
    Ok(())
}

/// Copies the numbers that speed a private key up.
///
/// \param ctx  The context.
/// \param DP   Where D modulo P - 1 goes, or NULL.
/// \param DQ   Where D modulo Q - 1 goes, or NULL.
/// \param QP   Where the inverse of Q modulo P goes, or NULL.
///
/// \return     0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private, or `ctx` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED
///             if memory runs out.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context, the numbers are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_export_crt(
    ctx: *const mbedtls_rsa_context,
    DP: *mut mbedtls_mpi,
    DQ: *mut mbedtls_mpi,
    QP: *mut mbedtls_mpi,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
        let none = Numbers::none();
        let [dp, dq, qp] = crt(numbers(context, &none, true)?)?;
        let parts = [(DP, dp), (DQ, dq), (QP, qp)];
        for (to, number) in parts {
            // SAFETY: by contract.
            if let Ok(to) = unsafe { ptr::reference_mut(to) } {
                to.set(&number)?;
            }
        }
        Ok(())
    })
}

fn crt(numbers: &Numbers) -> Result<[Integer; 3], Status> {
    if let Some(given) = &numbers.crt {
        return Ok(given.clone());
    }
    let Numbers { d, p, q, .. } = numbers;
    let one = Integer::from(1);
    let parts = [d.modulo(&p.sub(&one)), d.modulo(&q.sub(&one)), q.invert_mod(p)];
    let [dp, dq, qp] = parts.map(|part| part.map_err(|_| BAD_INPUT));
    Ok([dp?, dq?, qp?])
}
