//! Whether the MAC of a CBC suite is over the ciphertext.

use super::config::with_conf;
use super::structs::mbedtls_ssl_config;
use std::ffi::{c_char, c_uchar};

/// Switches encrypt-then-MAC (RFC 7366): in a CBC suite the MAC is over the ciphertext if both sides want it, and else
/// over the plaintext, which is then checked in constant time. Other suites do not know the difference.
///
/// \param conf   The configuration. NULL is ignored.
/// \param etm    MBEDTLS_SSL_ETM_ENABLED (default): a client offers it, a server accepts it. MBEDTLS_SSL_ETM_DISABLED:
///               neither. Other values count as the former.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_encrypt_then_mac(conf: *mut mbedtls_ssl_config, etm: c_char) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_encrypt_then_mac = etm as c_uchar) };
}
