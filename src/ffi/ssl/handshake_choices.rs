//! What a program chooses for one handshake, in place of what its configuration says.

use super::async_private::signs_elsewhere;
use super::config::with_conf;
use super::drive::drive;
use super::freeze::{auth_mode, signing_key, subjects};
use super::lists::{Chain, CrlChain};
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::config::{HandshakeChoices, Identity, Trust};
use crate::ffi::pk::mbedtls_pk_context;
use crate::ffi::ptr;
use crate::ffi::x509_crl::mbedtls_x509_crl;
use crate::ffi::x509_crt::mbedtls_x509_crt;
use std::ffi::{c_int, c_uchar};

/// Adds a certificate chain with its key for the current or next handshake alone. Several may be added, for several kinds
/// of keys. Those of `mbedtls_ssl_conf_own_cert()` do not count then. For servers; a client goes on showing its own.
///
/// \param ssl       The context; usually called by a function of `mbedtls_ssl_conf_sni()` or `mbedtls_ssl_conf_cert_cb()`.
/// \param own_cert  The chain, our own certificate first; it is not needed after the call. NULL removes all that were
///                  added by this function.
/// \param pk_key    The private key of the first.
///
/// \return          0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, or its handshake is over.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the others are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_own_cert(
    ssl: *mut mbedtls_ssl_context,
    own_cert: *mut mbedtls_x509_crt,
    pk_key: *mut mbedtls_pk_context,
) -> c_int {
    // SAFETY: by contract.
    let chain = unsafe { Chain::new(own_cert) };
    // SAFETY: by contract; a configuration outlives its contexts.
    let key = chain.and_then(|chain| unsafe {
        let conf = ptr::reference(ssl).ok().and_then(|ssl| ptr::reference(ssl.private_conf).ok());
        signing_key(chain, pk_key, conf.is_some_and(signs_elsewhere))
    });
    // SAFETY: by contract.
    unsafe {
        choose(ssl, |choices| {
            let Some(chain) = chain else {
                choices.identities = None;
                return;
            };
            let mut identities = choices.identities.take().map_or(Vec::new(), |before| before.to_vec());
            // Without a key it shuts out those of the configuration all the same.
            identities.extend(key.map(|key| Identity { chain: chain.to_certificates(), key }));
            choices.identities = Some(identities.into());
        })
    }
}

/// Sets the certificates that the peer's path may end with for the current or next handshake alone, in place of those of
/// `mbedtls_ssl_conf_ca_chain()`. A function of `mbedtls_ssl_conf_ca_cb()` goes on deciding alone.
///
/// \param ssl       The context; NULL, one that is not set up, and one whose handshake is over are ignored.
/// \param ca_chain  A list of trusted certificates; it is not needed after the call. NULL for those of the configuration.
/// \param ca_crl    Revocation lists for them; not needed after the call. NULL for none.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the lists are NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_ca_chain(
    ssl: *mut mbedtls_ssl_context,
    ca_chain: *mut mbedtls_x509_crt,
    ca_crl: *mut mbedtls_x509_crl,
) {
    // SAFETY: by contract.
    let (chain, crls) = unsafe { (Chain::new(ca_chain), CrlChain::new(ca_crl)) };
    let trust = chain.map(|chain| Trust {
        anchors: chain.to_certificates(),
        crls: crls.map(CrlChain::to_crls).unwrap_or_default(),
    });
    // SAFETY: by contract.
    unsafe { choose(ssl, |choices| choices.trust = trust) };
}

/// Chooses what to ask of the peer's certificate in the current or next handshake alone, in place of
/// `mbedtls_ssl_conf_authmode()`.
///
/// \param ssl       The context; NULL, one that is not set up, and one whose handshake is over are ignored.
/// \param authmode  MBEDTLS_SSL_VERIFY_NONE, MBEDTLS_SSL_VERIFY_OPTIONAL, MBEDTLS_SSL_VERIFY_REQUIRED, as
///                  `mbedtls_ssl_conf_authmode()` says; MBEDTLS_SSL_VERIFY_UNSET for that of the configuration. Other
///                  values count as MBEDTLS_SSL_VERIFY_REQUIRED.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_authmode(ssl: *mut mbedtls_ssl_context, authmode: c_int) {
    let mode = match authmode {
        super::constants::MBEDTLS_SSL_VERIFY_UNSET => None,
        // What fits no byte is none of the choices.
        mode => Some(auth_mode(c_uchar::try_from(mode).unwrap_or(c_uchar::MAX))),
    };
    // SAFETY: by contract.
    unsafe { choose(ssl, |choices| choices.auth_mode = mode) };
}

/// Server: sets whose subjects the CertificateRequest names in the current or next handshake alone, in place of those of
/// `mbedtls_ssl_conf_dn_hints()`.
///
/// \param ssl    The context; NULL, one that is not set up, and one whose handshake is over are ignored.
/// \param crt    A list of certificates; it is not needed after the call. NULL for those of the configuration.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `crt` is NULL or initialised.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_dn_hints(
    ssl: *mut mbedtls_ssl_context,
    crt: *const mbedtls_x509_crt,
) {
    // SAFETY: by contract.
    let names = unsafe { Chain::new(crt) }.map(subjects);
    // SAFETY: by contract.
    unsafe { choose(ssl, |choices| choices.request_names = names) };
}

/// Server: sets whose subjects the CertificateRequest names as authorities that the client's certificate may be of, in
/// place of the trusted certificates. They count only while `mbedtls_ssl_conf_cert_req_ca_list()` is enabled.
///
/// \param conf   The configuration. NULL is ignored.
/// \param crt    A list of certificates, alive as long as the configuration. NULL for the trusted ones (default).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `crt` is NULL or outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_dn_hints(
    conf: *mut mbedtls_ssl_config,
    crt: *const mbedtls_x509_crt,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_dn_hints = crt) };
}

/// Changes the choices for the handshake under way, or the next.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
unsafe fn choose(ssl: *mut mbedtls_ssl_context, change: impl FnOnce(&mut HandshakeChoices)) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            driver.with(|_, state| {
                let choices = state.connection.choices_mut().ok_or(crate::ffi::status::Status::BAD_INPUT)?;
                change(choices);
                Ok(0)
            })?
        })
    }
}
