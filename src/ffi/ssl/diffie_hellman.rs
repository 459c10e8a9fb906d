//! Settings for Diffie-Hellman over finite fields (DHE), which no suite here has: the functions are there for programs
//! that call them whatever the library offers, and say that it is not available.

use super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE;
use super::structs::mbedtls_ssl_config;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar, c_uint};

/// A context of Diffie-Hellman over finite fields. There is no way to make one.
pub struct mbedtls_dhm_context {
    _private: [u8; 0],
}

/// Not available: would set a server's group for DHE suites. None are offered.
///
/// \param conf    The configuration.
/// \param dhm_P   The prime, big-endian.
/// \param P_len   Its bytes; at least 1.
/// \param dhm_G   The generator, big-endian.
/// \param G_len   Its bytes; at least 1.
///
/// \return        MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL or a length
///                0. The configuration is unchanged, and its other suites work.
///
/// # Safety
/// `conf` is NULL or an initialised configuration; `dhm_P` and `dhm_G` are NULL or point to so many bytes.
#[unsafe(no_mangle)]
#[expect(non_snake_case, reason = "the names of the API")]
pub unsafe extern "C" fn mbedtls_ssl_conf_dh_param_bin(
    conf: *mut mbedtls_ssl_config,
    dhm_P: *const c_uchar,
    P_len: usize,
    dhm_G: *const c_uchar,
    G_len: usize,
) -> c_int {
    boundary(|| -> Result<(), Status> {
        if conf.is_null() || dhm_P.is_null() || dhm_G.is_null() || P_len == 0 || G_len == 0 {
            return Err(Status::BAD_INPUT);
        }
        Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE))
    })
}

/// Not available: would set a server's group for DHE suites. None are offered.
///
/// \param conf     The configuration.
/// \param dhm_ctx  The context that holds the group.
///
/// \return         MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL. The
///                 configuration is unchanged, and its other suites work.
///
/// # Safety
/// `conf` is NULL or an initialised configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_dh_param_ctx(
    conf: *mut mbedtls_ssl_config,
    dhm_ctx: *mut mbedtls_dhm_context,
) -> c_int {
    boundary(|| -> Result<(), Status> {
        // SAFETY: by contract.
        unsafe { ptr::reference(conf) }?;
        if dhm_ctx.is_null() {
            return Err(Status::BAD_INPUT);
        }
        Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE))
    })
}

/// Not available: would set the shortest prime that a client accepts in DHE suites. None are offered, so a server can
/// choose none, and nothing is set.
///
/// \param conf    The configuration. NULL is ignored.
/// \param bitlen  Bits. Any number is taken.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ssl_conf_dhm_min_bitlen(conf: *mut mbedtls_ssl_config, bitlen: c_uint) {
    let _ = (conf, bitlen);
}
