//! The certificates of a configuration: own ones, trusted ones, and what the peer's may be like.

use super::config::with_conf;
use super::config_state::Owned;
use super::structs::mbedtls_ssl_config;
use crate::ffi::boundary::boundary;
use crate::ffi::pk::mbedtls_pk_context;
use crate::ffi::ptr;
use crate::ffi::x509_crl::mbedtls_x509_crl;
use crate::ffi::x509_crt::{mbedtls_x509_crt, mbedtls_x509_crt_ca_cb_t, mbedtls_x509_crt_profile};
use std::ffi::{c_int, c_void};

/// Sets the hashes, kinds of keys and curves that the peer's certificates may use.
///
/// \param conf     The configuration. NULL is ignored.
/// \param profile  The profile, alive as long as the configuration. Default `mbedtls_x509_crt_profile_default`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `profile` is NULL or outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_cert_profile(
    conf: *mut mbedtls_ssl_config,
    profile: *const mbedtls_x509_crt_profile,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_cert_profile = profile) };
}

/// Sets the certificates that the peer's path may end with.
///
/// \param conf      The configuration. NULL is ignored.
/// \param ca_chain  A list of trusted certificates, alive as long as the configuration. More may be parsed into it
///                  later; each handshake takes what it finds. NULL for none (default).
///                  A function set by `mbedtls_ssl_conf_ca_cb()` is forgotten.
/// \param ca_crl    Revocation lists, alive as long as the configuration, to which more may be added too; see
///                  `mbedtls_x509_crt_verify_with_profile()`. NULL for none (default).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; the lists are NULL or outlive it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_ca_chain(
    conf: *mut mbedtls_ssl_config,
    ca_chain: *mut mbedtls_x509_crt,
    ca_crl: *mut mbedtls_x509_crl,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_ca_chain = ca_chain;
            conf.private_ca_crl = ca_crl;
            (conf.private_f_ca_cb, conf.private_p_ca_cb) = (None, std::ptr::null_mut());
        });
    }
}

/// Sets a function that finds the certificates that the peer's path may end with, in place of a list; see
/// `mbedtls_x509_crt_verify_with_ca_cb()`. A server's CertificateRequest names no authorities then.
///
/// \param conf     The configuration. NULL is ignored.
/// \param f_ca_cb  Finds trusted certificates that may have issued another one. NULL for none (default).
/// \param p_ca_cb  The context of `f_ca_cb`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `f_ca_cb` can be called with `p_ca_cb` as
/// long as the configuration is used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_ca_cb(
    conf: *mut mbedtls_ssl_config,
    f_ca_cb: mbedtls_x509_crt_ca_cb_t,
    p_ca_cb: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_ca_cb = f_ca_cb;
            conf.private_p_ca_cb = p_ca_cb;
            conf.private_ca_chain = std::ptr::null_mut();
            conf.private_ca_crl = std::ptr::null_mut();
        });
    }
}

/// Adds a certificate chain of our own with its key. Several may be added, for several kinds of keys; the first that
/// suits a handshake is used.
///
/// \param conf      The configuration.
/// \param own_cert  The chain, our own certificate first, alive as long as the configuration. NULL removes all that
///                  were added.
/// \param pk_key    The private key of the first, alive as long as the configuration.
///
/// \return          0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; the others are NULL or outlive it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_own_cert(
    conf: *mut mbedtls_ssl_config,
    own_cert: *mut mbedtls_x509_crt,
    pk_key: *mut mbedtls_pk_context,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let conf = unsafe { ptr::reference_mut(conf) }?;
        let certificates = &mut Owned::of_mut(conf).certificates;
        if own_cert.is_null() {
            certificates.clear();
        } else {
            certificates.push((own_cert.cast_const(), pk_key.cast_const()));
        }
        Ok(())
    })
}
