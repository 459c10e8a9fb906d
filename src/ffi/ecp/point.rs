use super::types::{mbedtls_ecp_group, mbedtls_ecp_point};
use super::{BAD_INPUT, MBEDTLS_ERR_ECP_BAD_INPUT_DATA, TOO_SMALL, UNAVAILABLE};
use crate::crypto::EcPoint;
use crate::ffi::bignum::{MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL, mbedtls_mpi, set_text};
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_char, c_int, c_uchar};

/// A point as 04, X and Y (SEC 1 §2.3.3).
pub const MBEDTLS_ECP_PF_UNCOMPRESSED: c_int = 0;
/// A point as 02 or 03, and X (SEC 1 §2.3.3).
pub const MBEDTLS_ECP_PF_COMPRESSED: c_int = 1;

/// Makes a point that is not set.
///
/// \param pt  The point. NULL is ignored.
///
/// # Safety
/// `pt` is NULL or points to a writable `mbedtls_ecp_point` that holds nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_point_init(pt: *mut mbedtls_ecp_point) {
    boundary_void(|| {
        // SAFETY: by contract. NULL is left alone.
        let _ = unsafe { ptr::store(pt, mbedtls_ecp_point::EMPTY) };
    });
}

/// Wipes and frees a point.
///
/// \param pt  The point. NULL is ignored.
///
/// # Safety
/// `pt` is NULL or points to an initialised point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_point_free(pt: *mut mbedtls_ecp_point) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(value) = unsafe { ptr::reference_mut(pt) } {
            value.clear();
        }
    });
}

/// Copies a point.
///
/// \param P  The copy.
/// \param Q  The point.
///
/// \return   0; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if one is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// Both are NULL or point to initialised points.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_copy(P: *mut mbedtls_ecp_point, Q: *const mbedtls_ecp_point) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { copy_at(P, Q) })
}

/// See `mbedtls_ecp_copy()`; the two may be the same.
///
/// # Safety
/// Both are NULL or point to initialised points.
pub(super) unsafe fn copy_at(
    to: *mut mbedtls_ecp_point,
    from: *const mbedtls_ecp_point,
) -> Result<(), Status> {
    if std::ptr::eq(to, from) && !to.is_null() {
        return Ok(());
    }
    // SAFETY: by contract; the two are not the same.
    let (to, from) = unsafe { (ptr::reference_mut(to), ptr::reference(from)) };
    to.map_err(|_| BAD_INPUT)?.copy(from.map_err(|_| BAD_INPUT)?)
}

/// Sets a point to the one at infinity.
///
/// \param pt  The point.
///
/// \return    0; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `pt` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// `pt` is NULL or points to an initialised point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_set_zero(pt: *mut mbedtls_ecp_point) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { ptr::reference_mut(pt) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?.set_zero())
}

/// Tells whether a point is the one at infinity.
///
/// \param pt  The point.
///
/// \return    1 if it is, or was never set; 0 if not, or if `pt` is NULL.
///
/// # Safety
/// `pt` is NULL or points to an initialised point.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_is_zero(pt: *mut mbedtls_ecp_point) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(pt) }.is_ok_and(mbedtls_ecp_point::is_zero).into())
}

/// Tells whether two points are the same.
///
/// \param P  The one.
/// \param Q  The other.
///
/// \return   0 if they are; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if not, or if one is NULL.
///
/// # Safety
/// Both are NULL or point to initialised points.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_point_cmp(
    P: *const mbedtls_ecp_point,
    Q: *const mbedtls_ecp_point,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (one, other) = unsafe { (ptr::reference(P), ptr::reference(Q)) };
        let (one, other) = (one.map_err(|_| BAD_INPUT)?, other.map_err(|_| BAD_INPUT)?);
        if same(one, other) { Ok(()) } else { Err(BAD_INPUT) }
    })
}

/// Whether all numbers of two points are the same.
pub(in crate::ffi) fn same(one: &mbedtls_ecp_point, other: &mbedtls_ecp_point) -> bool {
    let same = |a: &mbedtls_mpi, b: &mbedtls_mpi| a.integer() == b.integer();
    same(&one.private_X, &other.private_X)
        && same(&one.private_Y, &other.private_Y)
        && same(&one.private_Z, &other.private_Z)
}

/// Reads the coordinates of a point from text. Whether they are those of a point is not looked at.
///
/// \param P      The point.
/// \param radix  The radix, 2 to 16.
/// \param x      The digits of X.
/// \param y      The digits of Y.
///
/// \return       0; what `mbedtls_mpi_read_string()` returns; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `P` is NULL.
///
/// # Safety
/// `P` is NULL or points to an initialised point; `x` and `y` are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_point_read_string(
    P: *mut mbedtls_ecp_point,
    radix: c_int,
    x: *const c_char,
    y: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let point = unsafe { ptr::reference_mut(P) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let (x, y) = unsafe { (ptr::string(x), ptr::string(y)) };
        set_text(&mut point.private_X, x.map_err(|_| BAD_INPUT)?.to_bytes(), radix)?;
        set_text(&mut point.private_Y, y.map_err(|_| BAD_INPUT)?.to_bytes(), radix)?;
        point.set_normalized();
        Ok(())
    })
}

/// Writes a point (SEC 1 §2.3.3); the point at infinity is a single 00.
///
/// \param grp     The group.
/// \param P       The point.
/// \param format  MBEDTLS_ECP_PF_UNCOMPRESSED or MBEDTLS_ECP_PF_COMPRESSED.
/// \param olen    Where the length in bytes goes, also if it does not fit, save for the point at infinity.
/// \param buf     Where the bytes go.
/// \param buflen  The size of `buf`; MBEDTLS_ECP_MAX_PT_LEN is always enough.
///
/// \return        0; MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL or MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the point does not fit;
///                MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if no curve was loaded; MBEDTLS_ERR_ECP_BAD_INPUT_DATA for another
///                format, or if an argument is NULL.
///
/// # Safety
/// The group and the point are NULL or initialised; `olen` is NULL or writable; `buf` is `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_point_write_binary(
    grp: *const mbedtls_ecp_group,
    P: *const mbedtls_ecp_point,
    format: c_int,
    olen: *mut usize,
    buf: *mut c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (group, point) = unsafe { (ptr::reference(grp), ptr::reference(P)) };
        let (group, point) = (group.map_err(|_| BAD_INPUT)?, point.map_err(|_| BAD_INPUT)?);
        // SAFETY: by contract.
        let out = unsafe { ptr::slice_mut(buf, buflen) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        let (length, written) = write_point(group, point, format, out)?;
        // SAFETY: by contract.
        unsafe { ptr::store(olen, length) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        written
    })
}

/// See `mbedtls_ecp_point_write_binary()`: the length, and whether it fitted.
pub(super) fn write_point(
    group: &mbedtls_ecp_group,
    point: &mbedtls_ecp_point,
    format: c_int,
    out: &mut [u8],
) -> Result<(usize, Result<(), Status>), Status> {
    if format != MBEDTLS_ECP_PF_UNCOMPRESSED && format != MBEDTLS_ECP_PF_COMPRESSED {
        return Err(BAD_INPUT);
    }
    let curve = group.curve().ok_or(UNAVAILABLE)?;
    let compressed = format == MBEDTLS_ECP_PF_COMPRESSED;
    let length = match (point.is_zero(), compressed) {
        (true, _) => 1,
        (false, true) => 1 + curve.field_len(),
        (false, false) => curve.point_len(),
    };
    let Some((first, rest)) = out.get_mut(..length).and_then(<[u8]>::split_first_mut) else {
        // As Mbed TLS does, which tells no length for the point at infinity.
        return if point.is_zero() { Err(TOO_SMALL) } else { Ok((length, Err(TOO_SMALL))) };
    };
    let (x, y) = rest.split_at_mut(rest.len().min(curve.field_len()));
    let long = Status::new(MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    if point.is_zero() {
        *first = 0;
        return Ok((length, Ok(())));
    }
    *first = if compressed { 2 + u8::from(point.private_Y.integer().is_odd()) } else { 4 };
    point.private_X.write_be(x).ok_or(long)?;
    if !compressed {
        point.private_Y.write_be(y).ok_or(long)?;
    }
    Ok((length, Ok(())))
}

/// Reads a point (SEC 1 §2.3.4), in whichever of the forms of `mbedtls_ecp_point_write_binary()`. Whether it is one of
/// the curve is for `mbedtls_ecp_check_pubkey()` to tell.
///
/// \param grp   The group.
/// \param P     The point.
/// \param buf   The bytes.
/// \param ilen  How many there are.
///
/// \return      0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if no curve was loaded; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if the bytes
///              are malformed, or an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
///
/// # Safety
/// The group and the point are NULL or initialised; `buf` is `ilen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_point_read_binary(
    grp: *const mbedtls_ecp_group,
    P: *mut mbedtls_ecp_point,
    buf: *const c_uchar,
    ilen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (group, point) = unsafe { (ptr::reference(grp), ptr::reference_mut(P)) };
        let (group, point) = (group.map_err(|_| BAD_INPUT)?, point.map_err(|_| BAD_INPUT)?);
        // SAFETY: by contract.
        let bytes = unsafe { ptr::slice(buf, ilen) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        read_point(group, point, bytes)
    })
}

/// See `mbedtls_ecp_point_read_binary()`.
pub(super) fn read_point(
    group: &mbedtls_ecp_group,
    point: &mut mbedtls_ecp_point,
    bytes: &[u8],
) -> Result<(), Status> {
    let (first, rest) = bytes.split_first().ok_or(BAD_INPUT)?;
    let curve = group.curve().ok_or(UNAVAILABLE)?;
    let length = curve.field_len();
    match (first, rest.len()) {
        (0, 0) => point.set_zero(),
        (4, found) if found == 2 * length => {
            let (x, y) = rest.split_at(length);
            point.set_coordinates(x, y)
        }
        (2 | 3, found) if found == length => {
            let y = EcPoint::decompress(curve, rest, *first == 3).map_err(|_| BAD_INPUT)?;
            point.set_coordinates(rest, &y)
        }
        _ => Err(BAD_INPUT),
    }
}
