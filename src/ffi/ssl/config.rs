//! Life and settings of `mbedtls_ssl_config`.

use super::constants::*;
use super::freeze::{VERSION_TLS1_2, drop_cache};
use super::renegotiation::DEFAULT_PERIOD;
use super::structs::mbedtls_ssl_config;
use crate::config::Config;
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::callbacks::RngFn;
#[cfg(feature = "hello-verify")]
use crate::ffi::callbacks::{CookieCheckFn, CookieWriteFn};
use crate::ffi::ptr;
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::status::Status;
use crate::ffi::x509_crt::{
    mbedtls_x509_crt, mbedtls_x509_crt_profile_default, mbedtls_x509_crt_profile_suiteb,
};
use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};

/// Suites of the preset for Suite B (RFC 6460).
static SUITEB_SUITES: [c_int; 3] = [0xC02B, 0xC02C, 0];
/// Groups of the preset for Suite B.
static SUITEB_GROUPS: [u16; 3] = [0x0017, 0x0018, 0];
/// Signature schemes of the preset for Suite B.
static SUITEB_SIG_ALGS: [u16; 3] = [0x0403, 0x0503, 0];

/// Runs a setter on a configuration; NULL is ignored.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
pub(in crate::ffi) unsafe fn with_conf(
    conf: *mut mbedtls_ssl_config,
    set: impl FnOnce(&mut mbedtls_ssl_config),
) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(conf) = unsafe { ptr::reference_mut(conf) } {
            set(conf);
        }
    });
}

/// Runs a setter that can fail on a configuration; NULL is bad input.
///
/// # Safety
/// As [`with_conf`].
pub(super) unsafe fn with_conf_checked(
    conf: *mut mbedtls_ssl_config,
    set: impl FnOnce(&mut mbedtls_ssl_config) -> Result<(), Status>,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| set(unsafe { ptr::reference_mut(conf) }?))
}

/// A choice as its field holds it. What does not fit must not be taken for another choice: it becomes 255, which is none.
pub(super) fn narrow(choice: c_int) -> c_uchar {
    c_uchar::try_from(choice).unwrap_or(c_uchar::MAX)
}

/// Prepares a configuration, whatever its memory held before. `mbedtls_ssl_config_defaults()` comes next.
///
/// \param conf   The configuration. NULL is ignored.
///
/// # Safety
/// `conf` is NULL or points to writable memory for a configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_config_init(conf: *mut mbedtls_ssl_config) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(conf) });
}

/// Sets the defaults for a role: DTLS 1.2; all suites, groups (X25519, secp256r1, secp384r1, secp521r1) and signature
/// schemes that are offered; a client that requires a trusted certificate and a server that asks for none;
/// encrypt-then-MAC, extended master secret, replay detection and CA names in the CertificateRequest on; no
/// renegotiation; retransmission after 1 to 60 s; no read timeout; no bad-record limit; cookie callbacks that always
/// fail, so that a server cannot run without cookies by oversight (see `mbedtls_ssl_conf_dtls_cookies()`).
///
/// What was set before for callbacks, certificates and keys stays.
///
/// \param conf       The configuration, initialised.
/// \param endpoint   MBEDTLS_SSL_IS_CLIENT or MBEDTLS_SSL_IS_SERVER.
/// \param transport  MBEDTLS_SSL_TRANSPORT_DATAGRAM. MBEDTLS_SSL_TRANSPORT_STREAM is taken here and refused by
///                   `mbedtls_ssl_setup()`: this library speaks DTLS.
/// \param preset     MBEDTLS_SSL_PRESET_DEFAULT, or MBEDTLS_SSL_PRESET_SUITEB for RFC 6460's suites, groups and
///                   schemes alone. Other values are taken for the default.
///
/// \return           0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_config_defaults(
    conf: *mut mbedtls_ssl_config,
    endpoint: c_int,
    transport: c_int,
    preset: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let conf = unsafe { ptr::reference_mut(conf) }?;
        conf.private_endpoint = narrow(endpoint);
        conf.private_transport = narrow(transport);
        if endpoint == MBEDTLS_SSL_IS_CLIENT {
            conf.private_authmode = MBEDTLS_SSL_VERIFY_REQUIRED as c_uchar;
            conf.private_session_tickets = MBEDTLS_SSL_SESSION_TICKETS_ENABLED as c_uchar;
        }
        conf.private_min_tls_version = VERSION_TLS1_2;
        conf.private_max_tls_version = VERSION_TLS1_2;
        conf.private_encrypt_then_mac = MBEDTLS_SSL_ETM_ENABLED as c_uchar;
        conf.private_extended_ms = MBEDTLS_SSL_EXTENDED_MS_ENABLED as c_uchar;
        conf.private_anti_replay = MBEDTLS_SSL_ANTI_REPLAY_ENABLED as c_uchar;
        conf.private_cert_req_ca_list = MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED as c_uchar;
        conf.private_renego_max_records = MBEDTLS_SSL_RENEGO_MAX_RECORDS_DEFAULT;
        conf.private_renego_period = DEFAULT_PERIOD;
        conf.private_hs_timeout_min = MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MIN;
        conf.private_hs_timeout_max = MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MAX;
        conf.private_respect_cli_pref = MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_SERVER as c_uchar;
        if cfg!(feature = "hello-verify") {
            conf.private_f_cookie_write = Some(refuse_to_write_a_cookie);
            conf.private_f_cookie_check = Some(refuse_to_check_a_cookie);
        }
        if preset == MBEDTLS_SSL_PRESET_SUITEB {
            conf.private_ciphersuite_list = SUITEB_SUITES.as_ptr();
            conf.private_group_list = SUITEB_GROUPS.as_ptr();
            conf.private_sig_algs = SUITEB_SIG_ALGS.as_ptr();
            conf.private_cert_profile = &raw const mbedtls_x509_crt_profile_suiteb;
        } else {
            conf.private_ciphersuite_list = std::ptr::null();
            conf.private_group_list = std::ptr::null();
            conf.private_sig_algs = std::ptr::null();
            conf.private_cert_profile = &raw const mbedtls_x509_crt_profile_default;
        }
        Ok(())
    })
}

/// The default that makes a server fail until it has cookies, or says that it wants none.
unsafe extern "C" fn refuse_to_write_a_cookie(
    _context: *mut c_void,
    _position: *mut *mut c_uchar,
    _end: *mut c_uchar,
    _info: *const c_uchar,
    _info_length: usize,
) -> c_int {
    super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE
}

/// The default that takes no cookie for good.
unsafe extern "C" fn refuse_to_check_a_cookie(
    _context: *mut c_void,
    _cookie: *const c_uchar,
    _cookie_length: usize,
    _info: *const c_uchar,
    _info_length: usize,
) -> c_int {
    super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE
}

/// Frees what a configuration owns and wipes it. Certificates and keys that were lent to it stay the caller's.
///
/// \param conf   The configuration; no context may use it any more. NULL is ignored, freeing twice is harmless.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_config_free(conf: *mut mbedtls_ssl_config) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            drop(conf.take());
            drop_cache(conf);
            zeroed(conf);
        });
    }
}

/// Chooses the role.
///
/// \param conf      The configuration. NULL is ignored.
/// \param endpoint  MBEDTLS_SSL_IS_CLIENT or MBEDTLS_SSL_IS_SERVER; another makes `mbedtls_ssl_setup()` fail.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_endpoint(conf: *mut mbedtls_ssl_config, endpoint: c_int) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_endpoint = narrow(endpoint)) };
}

/// The role.
///
/// \param conf   The configuration. NULL gives MBEDTLS_SSL_IS_CLIENT.
///
/// \return       MBEDTLS_SSL_IS_CLIENT or MBEDTLS_SSL_IS_SERVER.
///
/// # Safety
/// `conf` is NULL or an initialised configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_get_endpoint(conf: *const mbedtls_ssl_config) -> c_int {
    // SAFETY: by contract.
    unsafe { ptr::reference(conf) }.map_or(MBEDTLS_SSL_IS_CLIENT, |conf| conf.private_endpoint.into())
}

/// Chooses the transport.
///
/// \param conf       The configuration. NULL is ignored.
/// \param transport  MBEDTLS_SSL_TRANSPORT_DATAGRAM. With MBEDTLS_SSL_TRANSPORT_STREAM `mbedtls_ssl_setup()` returns
///                   MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE: this library speaks DTLS.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_transport(conf: *mut mbedtls_ssl_config, transport: c_int) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_transport = narrow(transport)) };
}

/// Chooses what to ask of the peer's certificate.
///
/// \param conf      The configuration. NULL is ignored.
/// \param authmode  MBEDTLS_SSL_VERIFY_NONE: a server asks for no certificate (default there), a client checks none
///                  (insecure). MBEDTLS_SSL_VERIFY_OPTIONAL: it is checked and the handshake goes on whatever comes of
///                  it; see `mbedtls_ssl_get_verify_result()`. MBEDTLS_SSL_VERIFY_REQUIRED: the handshake fails
///                  without a trusted one (default of clients). Other values count as MBEDTLS_SSL_VERIFY_REQUIRED.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_authmode(conf: *mut mbedtls_ssl_config, authmode: c_int) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_authmode = narrow(authmode)) };
}

/// Sets a function that looks at each certificate of the peer's path, from the root to the peer's own, and may change
/// its flags. `mbedtls_ssl_set_verify()` sets another for one context.
///
/// \param conf    The configuration. NULL is ignored.
/// \param f_vrfy  Called with `p_vrfy`, the certificate (valid during the call), its depth (0 is the peer's own) and
///                its flags. It returns 0; another value ends the handshake. NULL for none (default).
/// \param p_vrfy  Handed to `f_vrfy`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `f_vrfy` and `p_vrfy` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_verify(
    conf: *mut mbedtls_ssl_config,
    f_vrfy: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            crt: *mut mbedtls_x509_crt,
            depth: c_int,
            flags: *mut u32,
        ) -> c_int,
    >,
    p_vrfy: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_vrfy = f_vrfy;
            conf.private_p_vrfy = p_vrfy;
        });
    }
}

/// Sets the random generator. It gives hello randoms, session ids, and cookies; its failure fails the call that asked.
/// Keys come from the system's generator.
///
/// \param conf   The configuration. NULL is ignored.
/// \param f_rng  The generator, called with `p_rng`. NULL makes `mbedtls_ssl_setup()` return MBEDTLS_ERR_SSL_NO_RNG.
/// \param p_rng  Handed to `f_rng`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `f_rng` and `p_rng` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_rng(
    conf: *mut mbedtls_ssl_config,
    f_rng: RngFn,
    p_rng: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_rng = f_rng;
            conf.private_p_rng = p_rng;
        });
    }
}

/// Sets where debug lines go. `mbedtls_debug_set_threshold()` says which.
///
/// \param conf   The configuration. NULL is ignored.
/// \param f_dbg  Called with `p_dbg`, the line's level (1 errors, 2 states, 3 what is sent, received and dropped, 4 the
///               rest), source file, line number and text, which ends in a line feed. NULL for none (default).
/// \param p_dbg  Handed to `f_dbg`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `f_dbg` and `p_dbg` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_dbg(
    conf: *mut mbedtls_ssl_config,
    f_dbg: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            level: c_int,
            file: *const c_char,
            line: c_int,
            text: *const c_char,
        ),
    >,
    p_dbg: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_dbg = f_dbg;
            conf.private_p_dbg = p_dbg;
        });
    }
}

/// Sets how long `mbedtls_ssl_read()` waits through the context's `f_recv_timeout`, or by its timer.
///
/// \param conf     The configuration. NULL is ignored.
/// \param timeout  Milliseconds; 0 is for ever (default, and what event-driven programs need).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_read_timeout(conf: *mut mbedtls_ssl_config, timeout: u32) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_read_timeout = timeout) };
}

/// Server: sets the functions that write and check the cookie by which a client proves its address before anything is
/// kept for it (RFC 6347 §4.2.1). `mbedtls_ssl_cookie_write()` and `mbedtls_ssl_cookie_check()` are such functions.
///
/// After `mbedtls_ssl_config_defaults()` both always fail. Both NULL switches cookies off, which lets anyone use the
/// server to flood others; only for networks where addresses cannot be forged.
///
/// \param conf            The configuration. NULL is ignored.
/// \param f_cookie_write  Writes a cookie of up to 255 bytes. If it alone is NULL, a client without a good cookie makes
///                        the handshake fail with MBEDTLS_ERR_SSL_INTERNAL_ERROR.
/// \param f_cookie_check  Checks a cookie. If it alone is NULL, cookies are off.
/// \param p_cookie        Handed to both; shared by all contexts of the configuration.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; the functions and `p_cookie` suit each
/// other.
#[cfg(feature = "hello-verify")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_dtls_cookies(
    conf: *mut mbedtls_ssl_config,
    f_cookie_write: CookieWriteFn,
    f_cookie_check: CookieCheckFn,
    p_cookie: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_cookie_write = f_cookie_write;
            conf.private_f_cookie_check = f_cookie_check;
            conf.private_p_cookie = p_cookie;
        });
    }
}

/// Switches the detection of records that were received before (RFC 6347 §4.1.2.6).
///
/// \param conf   The configuration. NULL is ignored.
/// \param mode   MBEDTLS_SSL_ANTI_REPLAY_ENABLED (default) or MBEDTLS_SSL_ANTI_REPLAY_DISABLED. Other values count as the
///               former.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[cfg(feature = "anti-replay")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_dtls_anti_replay(conf: *mut mbedtls_ssl_config, mode: c_char) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_anti_replay = mode as c_uchar) };
}

/// Limits how many records of a connection may fail authentication.
///
/// \param conf   The configuration. NULL is ignored.
/// \param limit  The record that ends the connection with MBEDTLS_ERR_SSL_INVALID_MAC; 0 is no limit (default), so
///               that nobody who forges records can end a connection.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_dtls_badmac_limit(conf: *mut mbedtls_ssl_config, limit: c_uint) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_badmac_limit = limit) };
}

/// Sets the delays after which an unanswered flight is sent again (RFC 6347 §4.2.4.1).
///
/// The delay starts at `min`, doubles with each retransmission, and is `max` at last; when that has run out too the
/// handshake fails with MBEDTLS_ERR_SSL_TIMEOUT. Each flight starts at `min` again.
///
/// \param conf   The configuration. NULL is ignored.
/// \param min    The first delay in milliseconds (default 1000).
/// \param max    The last delay in milliseconds (default 60000). If it is below `min`, a flight is sent once.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_handshake_timeout(
    conf: *mut mbedtls_ssl_config,
    min: u32,
    max: u32,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_hs_timeout_min = min;
            conf.private_hs_timeout_max = max;
        });
    }
}

/// Sets the cipher suites to offer or accept, best first. Suites that are not offered are passed over.
///
/// \param conf          The configuration. NULL is ignored.
/// \param ciphersuites  Numbers (IANA TLS Cipher Suites) ended by 0, alive as long as the configuration. NULL is the
///                      default: `mbedtls_ssl_list_ciphersuites()`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `ciphersuites` is NULL or ends with 0 and
/// outlives the configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_ciphersuites(
    conf: *mut mbedtls_ssl_config,
    ciphersuites: *const c_int,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_ciphersuite_list = ciphersuites) };
}

/// Sets the groups for the ephemeral key exchange and the curves of certificates, best first. Groups that are not
/// offered are passed over.
///
/// \param conf    The configuration. NULL is ignored.
/// \param groups  Numbers (IANA TLS Supported Groups) ended by MBEDTLS_SSL_IANA_TLS_GROUP_NONE, alive as long as the
///                configuration. NULL is the default: X25519, secp256r1, secp384r1, secp521r1. A list without any group that is
///                offered allows no ECDHE.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `groups` is NULL or ends with 0 and
/// outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_groups(conf: *mut mbedtls_ssl_config, groups: *const u16) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_group_list = groups) };
}

/// Sets the signature schemes to offer or accept, best first.
///
/// \param conf      The configuration. NULL is ignored.
/// \param sig_algs  Numbers (IANA TLS SignatureScheme) ended by MBEDTLS_TLS1_3_SIG_NONE, alive as long as the
///                  configuration. NULL is the default: ECDSA and RSA PKCS#1 with SHA-512, SHA-384, SHA-256.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `sig_algs` is NULL or ends with 0 and
/// outlives it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_sig_algs(conf: *mut mbedtls_ssl_config, sig_algs: *const u16) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_sig_algs = sig_algs) };
}

/// Switches the extended master secret (RFC 7627).
///
/// \param conf   The configuration. NULL is ignored.
/// \param ems    MBEDTLS_SSL_EXTENDED_MS_ENABLED (default) or MBEDTLS_SSL_EXTENDED_MS_DISABLED. Other values count as the
///               former.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_extended_master_secret(conf: *mut mbedtls_ssl_config, ems: c_char) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_extended_ms = ems as c_uchar) };
}

/// Server: chooses whether the CertificateRequest names the trusted CAs.
///
/// \param conf              The configuration. NULL is ignored.
/// \param cert_req_ca_list  MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED (default) or MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED. Other
///                          values count as the latter.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_cert_req_ca_list(
    conf: *mut mbedtls_ssl_config,
    cert_req_ca_list: c_char,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_cert_req_ca_list = cert_req_ca_list as c_uchar) };
}

/// Server: chooses whose order of cipher suites decides.
///
/// \param conf   The configuration. NULL is ignored.
/// \param order  MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_SERVER (default) or MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT. Other
///               values count as the former.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_preference_order(conf: *mut mbedtls_ssl_config, order: c_int) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_respect_cli_pref = narrow(order)) };
}

/// Chooses what to do with a peer that does not know secure renegotiation (RFC 5746).
///
/// \param conf          The configuration. NULL is ignored.
/// \param allow_legacy  MBEDTLS_SSL_LEGACY_NO_RENEGOTIATION (default): connect, never renegotiate.
///                      MBEDTLS_SSL_LEGACY_ALLOW_RENEGOTIATION: connect. MBEDTLS_SSL_LEGACY_BREAK_HANDSHAKE: fail. Other
///                      values count as the first.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_legacy_renegotiation(
    conf: *mut mbedtls_ssl_config,
    allow_legacy: c_int,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_allow_legacy_renegotiation = narrow(allow_legacy)) };
}

const _: () = assert!(Config::DEFAULT_GROUPS.len() == 4, "the header names the default groups");
