//! Which protocol versions a configuration allows.

use super::config::with_conf;
use super::structs::mbedtls_ssl_config;
use std::ffi::{c_int, c_uint};

/// Sets the highest protocol version.
///
/// \param conf         The configuration. NULL is ignored.
/// \param tls_version  MBEDTLS_SSL_VERSION_TLS1_2 (default). With another `mbedtls_ssl_setup()` fails.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_max_tls_version(
    conf: *mut mbedtls_ssl_config,
    tls_version: crate::ffi::enums::ProtocolVersionNumber,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_max_tls_version = tls_version) };
}

/// Sets the lowest protocol version.
///
/// \param conf         The configuration. NULL is ignored.
/// \param tls_version  MBEDTLS_SSL_VERSION_TLS1_2 (default). With another `mbedtls_ssl_setup()` fails.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_min_tls_version(
    conf: *mut mbedtls_ssl_config,
    tls_version: crate::ffi::enums::ProtocolVersionNumber,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_min_tls_version = tls_version) };
}

/// Sets the highest protocol version. Deprecated: see `mbedtls_ssl_conf_max_tls_version()`.
///
/// \param conf   The configuration. NULL is ignored.
/// \param major  MBEDTLS_SSL_MAJOR_VERSION_3.
/// \param minor  MBEDTLS_SSL_MINOR_VERSION_3 for (D)TLS 1.2.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_max_version(
    conf: *mut mbedtls_ssl_config,
    major: c_int,
    minor: c_int,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_max_tls_version = version_number(major, minor)) };
}

/// Sets the lowest protocol version. Deprecated: see `mbedtls_ssl_conf_min_tls_version()`.
///
/// \param conf   The configuration. NULL is ignored.
/// \param major  MBEDTLS_SSL_MAJOR_VERSION_3.
/// \param minor  MBEDTLS_SSL_MINOR_VERSION_3 for (D)TLS 1.2.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_min_version(
    conf: *mut mbedtls_ssl_config,
    major: c_int,
    minor: c_int,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_min_tls_version = version_number(major, minor)) };
}

fn version_number(major: c_int, minor: c_int) -> c_uint {
    (major << 8 | minor) as c_uint
}
