//! `mbedtls/libdtls_ssl.h`: what this library offers beyond the `mbedtls/ssl.h` of Mbed TLS.
//!
//! Programs that are to build with Mbed TLS too include it under `#if defined(LIBDTLS_VERSION_MAJOR)`.

use crate::ffi::ssl::{mbedtls_ssl_config, with_conf};
use std::ffi::c_int;

/// Chooses whether `mbedtls_ssl_context_save()` saves a connection whose last flight of the handshake the peer may
/// still ask for: on a server, from the end of the handshake to the first record of application data. Mbed TLS refuses
/// until then, and so does this library by default, since programs rely on that code.
///
/// With it a server hands a connection on at once; whoever loads it sends the last flight again if the peer asks.
///
/// \param conf   The configuration. NULL is ignored.
/// \param save   Non-zero to save the last flight with the connection; 0 to refuse with MBEDTLS_ERR_SSL_BAD_INPUT_DATA
///               (default).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dtls_ssl_conf_save_last_flight(conf: *mut mbedtls_ssl_config, save: c_int) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_save_last_flight = u8::from(save != 0)) };
}

/// Chooses whether a peer without the extended master secret (RFC 7627) is refused, with the alert handshake_failure and
/// MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE. Mbed TLS goes on without it, and so does this library by default.
///
/// With it the extension is offered and accepted whatever `mbedtls_ssl_conf_extended_master_secret()` says, and sessions
/// without the extended master secret are not resumed.
///
/// \param conf      The configuration. NULL is ignored.
/// \param required  Non-zero to refuse; 0 to go on without the extended master secret (default).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dtls_ssl_conf_extended_master_secret_required(
    conf: *mut mbedtls_ssl_config,
    required: c_int,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_require_extended_ms = u8::from(required != 0)) };
}
