//! `mbedtls/oid.h`: object identifiers as C strings of their encoded content, for MBEDTLS_OID_CMP and its like.

use std::ffi::c_int;

/// An object identifier is not known.
pub const MBEDTLS_ERR_OID_NOT_FOUND: c_int = -0x002E;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_OID_BUF_TOO_SMALL: c_int = -0x000B;
/// The most components of an object identifier.
pub const MBEDTLS_OID_MAX_COMPONENTS: c_int = 128;
