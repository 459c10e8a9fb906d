use super::types::{mbedtls_ecp_group, mbedtls_ecp_point};
use super::{BAD_INPUT, INVALID_KEY, MBEDTLS_ERR_ECP_BAD_INPUT_DATA};
use crate::crypto::{EcCurve, EcPoint, constant_time_less};
use crate::ffi::bignum::mbedtls_mpi;
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_void};
use zeroize::Zeroizing;

/// Multiplies a point: `R` = `m` * `P`, in constant time.
///
/// \param grp    The group.
/// \param R      The result.
/// \param m      The factor, from 1 to N - 1.
/// \param P      The point.
/// \param f_rng  The random generator, which must be given although it is not used.
/// \param p_rng  Not used.
///
/// \return       0; MBEDTLS_ERR_ECP_INVALID_KEY if `m` is out of range or `P` no point of the curve;
///               MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded; MBEDTLS_ERR_MPI_ALLOC_FAILED
///               if memory runs out.
///
/// # Safety
/// The group, the number and the points are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_mul(
    grp: *mut mbedtls_ecp_group,
    R: *mut mbedtls_ecp_point,
    m: *const mbedtls_mpi,
    P: *const mbedtls_ecp_point,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        if f_rng.is_none() {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        let (curve, factor, point) = unsafe { (curve(grp)?, ptr::reference(m), ptr::reference(P)) };
        let (factor, point) = (factor.map_err(|_| BAD_INPUT)?, point.map_err(|_| BAD_INPUT)?);
        let product = multiply(curve, factor, point)?;
        // SAFETY: by contract.
        unsafe { ptr::reference_mut(R) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?.set(&product)
    })
}

/// A point times a factor from 1 to N - 1.
pub(in crate::ffi) fn multiply(
    curve: EcCurve,
    factor: &mbedtls_mpi,
    point: &mbedtls_ecp_point,
) -> Result<EcPoint, Status> {
    let scalar = scalar(curve, factor)?;
    point.point(curve)?.multiply(&scalar).map_err(|_| INVALID_KEY)
}

/// A number that can be a private key, as long as the field.
pub(super) fn scalar(curve: EcCurve, number: &mbedtls_mpi) -> Result<Zeroizing<Vec<u8>>, Status> {
    let mut scalar = Zeroizing::new(vec![0; curve.field_len()]);
    if number.private_s < 0 || number.is_zero() {
        return Err(INVALID_KEY);
    }
    number.write_be(&mut scalar).ok_or(INVALID_KEY)?;
    if constant_time_less(&scalar, curve.domain().n) { Ok(scalar) } else { Err(INVALID_KEY) }
}

/// Multiplies two points and adds them: `R` = `m` * `P` + `n` * `Q`.
///
/// \param grp  The group.
/// \param R    The result.
/// \param m    The first factor: from 1 to N - 1, or 0 or -1.
/// \param P    The first point.
/// \param n    The second factor, of the same range.
/// \param Q    The second point.
///
/// \return     0; MBEDTLS_ERR_ECP_INVALID_KEY if a factor is out of range, or a point is none of the curve or the one at
///             infinity; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if an argument is NULL or no curve was loaded;
///             MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// The group, the numbers and the points are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_muladd(
    grp: *mut mbedtls_ecp_group,
    R: *mut mbedtls_ecp_point,
    m: *const mbedtls_mpi,
    P: *const mbedtls_ecp_point,
    n: *const mbedtls_mpi,
    Q: *const mbedtls_ecp_point,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (curve, first, second) = unsafe { (curve(grp)?, ptr::reference(P), ptr::reference(Q)) };
        let (first, second) = (first.map_err(|_| BAD_INPUT)?, second.map_err(|_| BAD_INPUT)?);
        // SAFETY: by contract.
        let (m, n) = unsafe { (ptr::reference(m), ptr::reference(n)) };
        let (first, m) = term(curve, m.map_err(|_| BAD_INPUT)?, first)?;
        let (second, n) = term(curve, n.map_err(|_| BAD_INPUT)?, second)?;
        let sum = first.multiply_add(&m, &second, &n).map_err(|_| INVALID_KEY)?;
        // SAFETY: by contract.
        unsafe { ptr::reference_mut(R) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?.set(&sum)
    })
}

/// A point and a factor that is not negative.
fn term(
    curve: EcCurve,
    factor: &mbedtls_mpi,
    point: &mbedtls_ecp_point,
) -> Result<(EcPoint, Zeroizing<Vec<u8>>), Status> {
    let point = point.point(curve)?;
    let one = Zeroizing::new(vec![1]);
    Ok(match factor.integer() {
        number if number.is_zero() => (point, Zeroizing::new(Vec::new())),
        number if number.is_negative() && number.bits() == 1 => (point.negated(), one),
        _ => (point, scalar(curve, factor)?),
    })
}

/// Tells whether a point can be a public key: it is one of the curve, and not the one at infinity.
///
/// \param grp  The group.
/// \param pt   The point.
///
/// \return     0 if it can; MBEDTLS_ERR_ECP_INVALID_KEY if not, or if no curve was loaded; MBEDTLS_ERR_ECP_BAD_INPUT_DATA
///             if one is NULL.
///
/// # Safety
/// The group and the point are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_check_pubkey(
    grp: *const mbedtls_ecp_group,
    pt: *const mbedtls_ecp_point,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (group, point) = unsafe { (ptr::reference(grp), ptr::reference(pt)) };
        let (group, point) = (group.map_err(|_| BAD_INPUT)?, point.map_err(|_| BAD_INPUT)?);
        point.point(group.curve().ok_or(INVALID_KEY)?).map(drop)
    })
}

/// Tells whether a number can be a private key: it is from 1 to N - 1.
///
/// \param grp  The group.
/// \param d    The number.
///
/// \return     0 if it can; MBEDTLS_ERR_ECP_INVALID_KEY if not; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if one is NULL or no curve
///             was loaded.
///
/// # Safety
/// The group and the number are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_check_privkey(
    grp: *const mbedtls_ecp_group,
    d: *const mbedtls_mpi,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (curve, number) = unsafe { (curve(grp)?, ptr::reference(d)) };
        scalar(curve, number.map_err(|_| BAD_INPUT)?).map(drop)
    })
}

/// The curve of a group of C.
///
/// # Safety
/// `group` is NULL or points to an initialised group.
pub(super) unsafe fn curve(group: *const mbedtls_ecp_group) -> Result<EcCurve, Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference(group) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?.loaded()
}
