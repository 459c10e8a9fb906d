//! What programs ask about a context.

use super::codes::*;
use super::structs::mbedtls_ssl_context;
use crate::crypto::{CipherSuite, suite};
use crate::engine::Connection;
use crate::error::Error;
use crate::ffi::boundary::{boundary, boundary_or};
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::ssl_ciphersuites::suite_name;
use crate::ffi::status::Status;
use crate::ffi::x509_crt::mbedtls_x509_crt;
use std::ffi::{CStr, c_char, c_int};
use std::ptr::null;

/// Looks at the connection behind a context; `fallback` without one.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
unsafe fn look<T>(ssl: *const mbedtls_ssl_context, fallback: T, look: impl FnOnce(&Connection) -> T) -> T
where
    T: Clone,
{
    let otherwise = fallback.clone();
    boundary_or(fallback, || {
        // SAFETY: by contract.
        match unsafe { ptr::reference(ssl) }.ok().and_then(|context| context.value()) {
            Some(state) if !state.poisoned => look(&state.connection),
            _ => otherwise,
        }
    })
}

/// Tells whether what came in has not been looked at whole: records of the last datagram, or data of the last record.
///
/// \param ssl    The context. NULL gives 0.
///
/// \return       1 if so: call `mbedtls_ssl_read()` before waiting for the socket. 0 if not.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_check_pending(ssl: *const mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { look(ssl, 0, |connection| connection.has_pending_input().into()) }
}

/// How much of the current record's data has not been read.
///
/// \param ssl    The context. NULL gives 0.
///
/// \return       Bytes.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_bytes_avail(ssl: *const mbedtls_ssl_context) -> usize {
    // SAFETY: by contract.
    unsafe { look(ssl, 0, Connection::bytes_available) }
}

/// What the check of the peer's certificate came to.
///
/// \param ssl    The context. NULL gives 0xFFFFFFFF.
///
/// \return       0 if it is trusted, for a client with MBEDTLS_SSL_VERIFY_NONE, and with a pre-shared key; else the flags
///               MBEDTLS_X509_BADCERT_*: MBEDTLS_X509_BADCERT_SKIP_VERIFY for a server that asked for no certificate,
///               MBEDTLS_X509_BADCERT_MISSING if the client sent none. 0xFFFFFFFF before it came to that.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_verify_result(ssl: *const mbedtls_ssl_context) -> u32 {
    // SAFETY: by contract.
    unsafe { look(ssl, crate::session::NOT_VERIFIED, Connection::verify_result) }
}

/// The number of the negotiated cipher suite (IANA TLS Cipher Suites).
///
/// \param ssl    The context. NULL gives 0.
///
/// \return       The number, 0 before the end of the handshake.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_ciphersuite_id_from_ssl(ssl: *const mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { look(ssl, 0, |connection| connection.suite().map_or(0, |suite| suite.id.0.into())) }
}

/// The name of the negotiated cipher suite, such as TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256.
///
/// \param ssl    The context. NULL gives NULL.
///
/// \return       The name, alive for ever; NULL before the end of the handshake.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_ciphersuite(ssl: *const mbedtls_ssl_context) -> *const c_char {
    // SAFETY: by contract.
    unsafe { look(ssl, null(), |c| c.suite().map_or(null(), |suite| name_of(suite.id.0.into()))) }
}

/// The name of a cipher suite.
///
/// \param ciphersuite_id  Its number (IANA TLS Cipher Suites).
///
/// \return                The name, alive for ever; "unknown" for a suite that is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ssl_get_ciphersuite_name(ciphersuite_id: c_int) -> *const c_char {
    boundary_or(null(), || name_of(ciphersuite_id))
}

/// The number of a cipher suite (IANA TLS Cipher Suites).
///
/// \param ciphersuite_name  Its name, such as TLS-PSK-WITH-AES-128-CCM-8.
///
/// \return                  The number; 0 for NULL and for a suite that is not offered.
///
/// # Safety
/// `ciphersuite_name` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_ciphersuite_id(ciphersuite_name: *const c_char) -> c_int {
    boundary_or(0, || {
        // SAFETY: by contract.
        let name = unsafe { ptr::string(ciphersuite_name) }.ok().and_then(|name| name.to_str().ok());
        name.and_then(suite::by_name).map_or(0, |suite| suite.id.0.into())
    })
}

const UNKNOWN: &CStr = c"unknown";

/// The name of a suite, if it is offered.
fn name_of(id: c_int) -> *const c_char {
    let offered = u16::try_from(id).ok().and_then(|id| suite_name(CipherSuite(id)));
    offered.unwrap_or(UNKNOWN).as_ptr()
}

/// The protocol version: the highest that is configured before the handshake, the negotiated one after it.
///
/// \param ssl    The context. NULL gives MBEDTLS_SSL_VERSION_UNKNOWN.
///
/// \return       The version; MBEDTLS_SSL_VERSION_UNKNOWN before `mbedtls_ssl_setup()`.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_version_number(
    ssl: *const mbedtls_ssl_context,
) -> crate::ffi::enums::ProtocolVersionNumber {
    // SAFETY: by contract.
    unsafe { ptr::reference(ssl) }.map_or(0, |ssl| ssl.private_tls_version)
}

/// The protocol version as text.
///
/// \param ssl    The context. NULL gives "unknown (DTLS)".
///
/// \return       "DTLSv1.2", alive for ever; "unknown (DTLS)" before `mbedtls_ssl_setup()`.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_version(ssl: *const mbedtls_ssl_context) -> *const c_char {
    // SAFETY: by contract.
    let version = unsafe { ptr::reference(ssl) }.map_or(0, |ssl| ssl.private_tls_version);
    match version {
        super::freeze::VERSION_TLS1_2 => c"DTLSv1.2".as_ptr(),
        _ => c"unknown (DTLS)".as_ptr(),
    }
}

/// Most bytes by which a datagram of application data is longer than its data: header, nonce and tag, or with a CBC
/// suite header, IV, MAC and 16 bytes of padding, which may be fewer.
///
/// \param ssl    The context.
///
/// \return       Bytes; 13 before the end of the handshake. MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set
///               up.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_record_expansion(ssl: *const mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { number(ssl, |connection| Ok(connection.record_expansion())) }
}

/// The most data that one `mbedtls_ssl_write()` takes.
///
/// \param ssl    The context.
///
/// \return       Bytes: 16384, or what the MTU or `mbedtls_ssl_conf_max_frag_len()` leave. MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if it leaves nothing.
///               MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_max_out_record_payload(ssl: *const mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { number(ssl, Connection::max_payload) }
}

/// The most data that one record of the peer can bring.
///
/// \param ssl    The context.
///
/// \return       Bytes: 16384, or what `mbedtls_ssl_conf_max_frag_len()` was told, once it was agreed on. MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_max_in_record_payload(ssl: *const mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { number(ssl, |connection| Ok(connection.max_incoming_payload())) }
}

/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes.
unsafe fn number(
    ssl: *const mbedtls_ssl_context,
    ask: impl FnOnce(&Connection) -> Result<usize, Error>,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ssl) }?;
        let state = context.value().ok_or(Status::BAD_INPUT)?;
        if state.poisoned {
            return Err(Status::new(MBEDTLS_ERR_SSL_INTERNAL_ERROR));
        }
        Ok(ask(&state.connection)?)
    })
}

/// The peer's certificates, its own first.
///
/// \param ssl    The context. NULL gives NULL.
///
/// \return       The list, alive until the context is reset or freed; NULL if the peer sent none, and before the end
///               of the handshake.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_peer_cert(
    ssl: *const mbedtls_ssl_context,
) -> *const mbedtls_x509_crt {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let state = unsafe { ptr::reference(ssl) }.ok().and_then(|context| context.value());
        state.filter(|state| !state.poisoned).map_or(null(), |state| state.peer_chain())
    })
}
