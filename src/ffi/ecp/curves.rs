use crate::crypto::EcCurve;
use crate::ffi::boundary::boundary_or;
use crate::ffi::enums::EcpGroupId;
use crate::ffi::ptr;
use std::ffi::{CStr, c_char, c_int};
use std::ptr::null;

/// Curves by name. Only some of them are offered; see `mbedtls_ecp_curve_list()`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum mbedtls_ecp_group_id {
    /// No curve.
    MBEDTLS_ECP_DP_NONE = 0,
    /// secp192r1, not offered
    MBEDTLS_ECP_DP_SECP192R1,
    /// secp224r1, not offered
    MBEDTLS_ECP_DP_SECP224R1,
    /// secp256r1, which is P-256
    MBEDTLS_ECP_DP_SECP256R1,
    /// secp384r1, which is P-384
    MBEDTLS_ECP_DP_SECP384R1,
    /// secp521r1, which is P-521
    MBEDTLS_ECP_DP_SECP521R1,
    /// brainpoolP256r1, not offered
    MBEDTLS_ECP_DP_BP256R1,
    /// brainpoolP384r1, not offered
    MBEDTLS_ECP_DP_BP384R1,
    /// brainpoolP512r1, not offered
    MBEDTLS_ECP_DP_BP512R1,
    /// X25519, offered for key exchange in handshakes alone
    MBEDTLS_ECP_DP_CURVE25519,
    /// secp192k1, not offered
    MBEDTLS_ECP_DP_SECP192K1,
    /// secp224k1, not offered
    MBEDTLS_ECP_DP_SECP224K1,
    /// secp256k1, not offered
    MBEDTLS_ECP_DP_SECP256K1,
    /// X448, not offered
    MBEDTLS_ECP_DP_CURVE448,
}

/// How many names there are, MBEDTLS_ECP_DP_NONE among them.
pub const MBEDTLS_ECP_DP_MAX: c_int = 14;

/// Forms of curves.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum mbedtls_ecp_curve_type {
    /// No curve.
    MBEDTLS_ECP_TYPE_NONE = 0,
    /// y² = x³ + ax + b
    MBEDTLS_ECP_TYPE_SHORT_WEIERSTRASS,
    /// y² = x³ + ax² + x
    MBEDTLS_ECP_TYPE_MONTGOMERY,
}

/// The number of TLS's form of a curve that has a name.
pub const MBEDTLS_ECP_TLS_NAMED_CURVE: c_int = 3;

/// What is known of a curve.
#[repr(C)]
pub struct mbedtls_ecp_curve_info {
    /// The curve.
    pub grp_id: EcpGroupId,
    /// Its number in TLS.
    pub tls_id: u16,
    /// The length of its field in bits.
    pub bit_size: u16,
    /// Its name.
    pub name: *const c_char,
}

const _: () = assert!(size_of::<mbedtls_ecp_curve_info>() == 8 + size_of::<usize>());

// SAFETY: the names are constant.
unsafe impl Sync for mbedtls_ecp_curve_info {}

const NONE: EcpGroupId = 0;
pub(super) const SECP256R1: EcpGroupId = 3;
pub(super) const SECP384R1: EcpGroupId = 4;
pub(super) const SECP521R1: EcpGroupId = 5;
const CURVE25519: EcpGroupId = 9;

const fn info(grp_id: EcpGroupId, tls_id: u16, bit_size: u16, name: &'static CStr) -> mbedtls_ecp_curve_info {
    mbedtls_ecp_curve_info { grp_id, tls_id, bit_size, name: name.as_ptr() }
}

/// In the original's order, and with its end.
static CURVES: [mbedtls_ecp_curve_info; 5] = [
    info(SECP521R1, 25, 521, c"secp521r1"),
    info(SECP384R1, 24, 384, c"secp384r1"),
    info(SECP256R1, 23, 256, c"secp256r1"),
    info(CURVE25519, 29, 256, c"x25519"),
    mbedtls_ecp_curve_info { grp_id: NONE, tls_id: 0, bit_size: 0, name: null() },
];

static GROUPS: [EcpGroupId; 5] = [SECP521R1, SECP384R1, SECP256R1, CURVE25519, NONE];

/// The curve that this library calculates on, if it does on this one.
pub(in crate::ffi) fn curve_of(id: EcpGroupId) -> Option<EcCurve> {
    match id {
        SECP256R1 => Some(EcCurve::P256),
        SECP384R1 => Some(EcCurve::P384),
        SECP521R1 => Some(EcCurve::P521),
        _ => None,
    }
}

/// The number of a curve.
pub(in crate::ffi) fn id_of(curve: EcCurve) -> EcpGroupId {
    match curve {
        EcCurve::P256 => SECP256R1,
        EcCurve::P384 => SECP384R1,
        EcCurve::P521 => SECP521R1,
    }
}

/// See `mbedtls_ecp_curve_info_from_tls_id()`.
pub(super) fn of_tls_id(tls_id: u16) -> Option<&'static mbedtls_ecp_curve_info> {
    find(|info| info.tls_id == tls_id)
}

/// See `mbedtls_ecp_curve_info_from_grp_id()`.
pub(in crate::ffi) fn of_group(id: EcpGroupId) -> Option<&'static mbedtls_ecp_curve_info> {
    find(|info| info.grp_id == id)
}

fn find(fits: impl Fn(&mbedtls_ecp_curve_info) -> bool) -> Option<&'static mbedtls_ecp_curve_info> {
    CURVES.iter().filter(|info| info.grp_id != NONE).find(|info| fits(info))
}

/// The curves that are offered, the longest first: secp521r1, secp384r1, secp256r1, and X25519, which handshakes use
/// and `mbedtls_ecp_group_load()` does not know.
///
/// \return  An array that ends with an element whose `grp_id` is MBEDTLS_ECP_DP_NONE, and lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ecp_curve_list() -> *const mbedtls_ecp_curve_info {
    CURVES.as_ptr()
}

/// The numbers of the curves of `mbedtls_ecp_curve_list()`.
///
/// \return  An array that ends with MBEDTLS_ECP_DP_NONE, and lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ecp_grp_id_list() -> *const EcpGroupId {
    GROUPS.as_ptr()
}

/// What is known of a curve.
///
/// \param grp_id  The curve.
///
/// \return        What is known, which lives as long as the program; NULL for a curve that is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ecp_curve_info_from_grp_id(grp_id: EcpGroupId) -> *const mbedtls_ecp_curve_info {
    of_group(grp_id).map_or(null(), std::ptr::from_ref)
}

/// What is known of a curve.
///
/// \param tls_id  The curve's number in TLS (RFC 8422 §5.1.1).
///
/// \return        As of `mbedtls_ecp_curve_info_from_grp_id()`.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ecp_curve_info_from_tls_id(tls_id: u16) -> *const mbedtls_ecp_curve_info {
    of_tls_id(tls_id).map_or(null(), std::ptr::from_ref)
}

/// What is known of a curve.
///
/// \param name  The curve's name.
///
/// \return      As of `mbedtls_ecp_curve_info_from_grp_id()`; NULL for NULL.
///
/// # Safety
/// `name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ecp_curve_info_from_name(
    name: *const c_char,
) -> *const mbedtls_ecp_curve_info {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let Ok(name) = (unsafe { ptr::string(name) }) else { return null() };
        // SAFETY: names in the table are strings, save for the end's, which is filtered out.
        let found = find(|info| unsafe { ptr::string(info.name) } == Ok(name));
        found.map_or(null(), std::ptr::from_ref)
    })
}
