use super::MBEDTLS_ERR_ECP_BAD_INPUT_DATA;
use super::types::mbedtls_ecp_group;
use crate::ffi::boundary::{boundary, boundary_or, boundary_void};
use crate::ffi::enums::{EcpCurveType, EcpGroupId};
use crate::ffi::ptr::{self, OrCode};
use std::ffi::c_int;

/// Makes a group without a curve.
///
/// \param grp  The group. NULL is ignored.
///
/// # Safety
/// `grp` is NULL or points to a writable `mbedtls_ecp_group` that holds nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_group_init(grp: *mut mbedtls_ecp_group) {
    boundary_void(|| {
        // SAFETY: by contract. NULL is left alone.
        let _ = unsafe { ptr::store(grp, mbedtls_ecp_group::EMPTY) };
    });
}

/// Frees a group, which has no curve then.
///
/// \param grp  The group. NULL is ignored.
///
/// # Safety
/// `grp` is NULL or points to an initialised group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_group_free(grp: *mut mbedtls_ecp_group) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(value) = unsafe { ptr::reference_mut(grp) } {
            value.clear();
        }
    });
}

/// Loads a curve into a group. What it held before is freed.
///
/// \param grp  The group.
/// \param id   The curve: MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_SECP384R1 or MBEDTLS_ECP_DP_SECP521R1.
///
/// \return     0; MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE for another curve; MBEDTLS_ERR_ECP_BAD_INPUT_DATA if `grp` is NULL.
///
/// # Safety
/// `grp` is NULL or points to an initialised group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_group_load(grp: *mut mbedtls_ecp_group, id: EcpGroupId) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let group = unsafe { ptr::reference_mut(grp) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        group.load_id(id).map(drop)
    })
}

/// Loads the curve of one group into another.
///
/// \param dst  The group to load it into.
/// \param src  The group that has it.
///
/// \return     As of `mbedtls_ecp_group_load()`.
///
/// # Safety
/// Both are NULL or point to initialised groups.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_group_copy(
    dst: *mut mbedtls_ecp_group,
    src: *const mbedtls_ecp_group,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract. The two may be the same.
        let id = unsafe { ptr::reference(src) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?.id;
        // SAFETY: by contract.
        let group = unsafe { ptr::reference_mut(dst) }.or_code(MBEDTLS_ERR_ECP_BAD_INPUT_DATA)?;
        group.load_id(id).map(drop)
    })
}

/// The form of a group's curve.
///
/// \param grp  The group.
///
/// \return     MBEDTLS_ECP_TYPE_SHORT_WEIERSTRASS; MBEDTLS_ECP_TYPE_NONE if `grp` is NULL or no curve was loaded.
///
/// # Safety
/// `grp` is NULL or points to an initialised group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_get_type(grp: *const mbedtls_ecp_group) -> EcpCurveType {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(grp) }.is_ok_and(|group| group.curve().is_some()).into())
}

/// Tells whether the coefficient A of a group's curve is -3.
///
/// \param grp  The group.
///
/// \return     1 if it is, 0 if not, or if `grp` is NULL.
///
/// # Safety
/// `grp` is NULL or points to an initialised group.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_group_a_is_minus_3(grp: *const mbedtls_ecp_group) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(grp) }.is_ok_and(|group| group.A.private_p.is_null()).into())
}
