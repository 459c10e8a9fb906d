use super::curves::{of_group, of_tls_id};
use super::point::{read_point, write_point};
use super::types::{mbedtls_ecp_group, mbedtls_ecp_point};
use super::{BAD_INPUT, MBEDTLS_ECP_TLS_NAMED_CURVE, MBEDTLS_ERR_ECP_BAD_INPUT_DATA, TOO_SMALL, UNAVAILABLE};
use crate::ffi::boundary::boundary;
use crate::ffi::enums::EcpGroupId;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Reads the named curve of a ServerKeyExchange (RFC 8422 §5.4) and loads it into a group.
///
/// \param grp  The group.
/// \param buf  Where the bytes are; moves behind what was read.
/// \param len  How many bytes there are.
///
/// \return     0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for a curve that is not offered; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if the
///             bytes are malformed, or an argument is NULL.
///
/// # Safety
/// `grp` is NULL or initialised; `buf` is NULL or points to a pointer to `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_tls_read_group(
    grp: *mut mbedtls_ecp_group,
    buf: *mut *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let group = unsafe { ptr::reference_mut(grp) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let id = unsafe { read_named_curve(buf, len) }?;
        group.load_id(id).map(drop)
    })
}

/// As `mbedtls_ecp_tls_read_group()`, without loading the curve.
///
/// \param grp  Where the curve goes.
/// \param buf  Where the bytes are; moves behind what was read.
/// \param len  How many bytes there are.
///
/// \return     As of `mbedtls_ecp_tls_read_group()`.
///
/// # Safety
/// `grp` is NULL or writable; `buf` is NULL or points to a pointer to `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_tls_read_group_id(
    grp: *mut EcpGroupId,
    buf: *mut *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let id = unsafe { read_named_curve(buf, len) }?;
        // SAFETY: by contract.
        unsafe { ptr::store(grp, id) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)
    })
}

/// # Safety
/// `position` is NULL or points to a pointer to `length` bytes.
unsafe fn read_named_curve(position: *mut *const c_uchar, length: usize) -> Result<EcpGroupId, Status> {
    // SAFETY: by contract.
    let position = unsafe { ptr::reference_mut(position) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
    // SAFETY: by contract.
    let bytes = unsafe { ptr::slice(*position, length) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
    let &[form, high, low, ..] = bytes else { return Err(BAD_INPUT) };
    if c_int::from(form) != MBEDTLS_ECP_TLS_NAMED_CURVE {
        return Err(BAD_INPUT);
    }
    *position = position.wrapping_add(3);
    of_tls_id(u16::from_be_bytes([high, low])).map(|info| info.grp_id).ok_or(UNAVAILABLE)
}

/// Writes the named curve of a group as a ServerKeyExchange has it (RFC 8422 §5.4).
///
/// \param grp   The group.
/// \param olen  Where the length in bytes goes, 3.
/// \param buf   Where the bytes go.
/// \param blen  The size of `buf`.
///
/// \return      0; MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL if they do not fit; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if no curve was
///              loaded, or an argument is NULL.
///
/// # Safety
/// `grp` is NULL or initialised; `olen` is NULL or writable; `buf` is `blen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_tls_write_group(
    grp: *const mbedtls_ecp_group,
    olen: *mut usize,
    buf: *mut c_uchar,
    blen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (group, out) = unsafe { (ptr::reference(grp), ptr::slice_mut(buf, blen)) };
        let (group, out) = (group.map_err(|_| BAD_INPUT)?, out.map_err(|_| BAD_INPUT)?);
        let info = of_group(group.id).ok_or(BAD_INPUT)?;
        // SAFETY: by contract.
        unsafe { ptr::store(olen, 3) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        let [high, low] = info.tls_id.to_be_bytes();
        out.get_mut(..3).ok_or(TOO_SMALL)?.copy_from_slice(&[MBEDTLS_ECP_TLS_NAMED_CURVE as u8, high, low]);
        Ok(())
    })
}

/// Reads a point with its length in front (RFC 8422 §5.4); see `mbedtls_ecp_point_read_binary()`.
///
/// \param grp  The group.
/// \param pt   The point.
/// \param buf  Where the bytes are; moves behind what was read.
/// \param len  How many bytes there are.
///
/// \return     As of `mbedtls_ecp_point_read_binary()`.
///
/// # Safety
/// The group and the point are NULL or initialised; `buf` is NULL or points to a pointer to `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_tls_read_point(
    grp: *const mbedtls_ecp_group,
    pt: *mut mbedtls_ecp_point,
    buf: *mut *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (group, point) = unsafe { (ptr::reference(grp), ptr::reference_mut(pt)) };
        let (group, point) = (group.map_err(|_| BAD_INPUT)?, point.map_err(|_| BAD_INPUT)?);
        // SAFETY: by contract.
        let position = unsafe { ptr::reference_mut(buf) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let bytes = unsafe { ptr::slice(*position, len) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        let (length, rest) = bytes.split_first().ok_or(BAD_INPUT)?;
        let own = rest.get(..usize::from(*length)).filter(|own| !own.is_empty()).ok_or(BAD_INPUT)?;
        *position = position.wrapping_add(1 + own.len());
        read_point(group, point, own)
    })
}

/// Writes a point with its length in front (RFC 8422 §5.4); see `mbedtls_ecp_point_write_binary()`.
///
/// \param grp     The group.
/// \param pt      The point.
/// \param format  MBEDTLS_ECP_PF_UNCOMPRESSED or MBEDTLS_ECP_PF_COMPRESSED.
/// \param olen    Where the length in bytes goes, with that of the length.
/// \param buf     Where the bytes go.
/// \param blen    The size of `buf`.
///
/// \return        As of `mbedtls_ecp_point_write_binary()`; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `blen` is 0.
///
/// # Safety
/// The group and the point are NULL or initialised; `olen` is NULL or writable; `buf` is `blen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_tls_write_point(
    grp: *const mbedtls_ecp_group,
    pt: *const mbedtls_ecp_point,
    format: c_int,
    olen: *mut usize,
    buf: *mut c_uchar,
    blen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (group, point) = unsafe { (ptr::reference(grp), ptr::reference(pt)) };
        let (group, point) = (group.map_err(|_| BAD_INPUT)?, point.map_err(|_| BAD_INPUT)?);
        // SAFETY: by contract.
        let out = unsafe { ptr::slice_mut(buf, blen) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        let (first, rest) = out.split_first_mut().ok_or(BAD_INPUT)?;
        let (length, written) = write_point(group, point, format, rest)?;
        written?;
        // No point has more than 133 bytes.
        *first = length as u8;
        // SAFETY: by contract.
        unsafe { ptr::store(olen, length + 1) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)
    })
}
