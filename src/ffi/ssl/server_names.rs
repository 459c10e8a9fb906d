//! Servers with several names (RFC 6066 section 3): the functions that are asked when a client has said which it wants.

use super::config::with_conf;
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context, mbedtls_ssl_hs_cb_t};
use crate::ffi::boundary::boundary_or;
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use std::ffi::{c_int, c_uchar, c_void};
use std::ptr::null;

/// Server: sets a function that is asked about the name that a client wants to reach. It may choose for this handshake
/// what the server shows and asks for, by `mbedtls_ssl_set_hs_own_cert()`, `mbedtls_ssl_set_hs_ca_chain()`,
/// `mbedtls_ssl_set_hs_authmode()` and `mbedtls_ssl_set_hs_dn_hints()`.
///
/// It is not called for a client that gives no name, and with cookies only once the client's address is proven.
///
/// \param conf   The configuration. NULL is ignored.
/// \param f_sni  Called with `p_sni`, the context, and the name with its length, 1 to 255 bytes that need not be text
///               and do not end in NUL. It returns 0; another value ends the handshake with
///               MBEDTLS_ERR_SSL_UNRECOGNIZED_NAME and the alert unrecognized_name. NULL for none (default).
/// \param p_sni  Handed to `f_sni`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `f_sni` and `p_sni` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_sni(
    conf: *mut mbedtls_ssl_config,
    f_sni: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            ssl: *mut mbedtls_ssl_context,
            name: *const c_uchar,
            name_len: usize,
        ) -> c_int,
    >,
    p_sni: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_sni = f_sni;
            conf.private_p_sni = p_sni;
        });
    }
}

/// Server: sets a function that is asked once the whole ClientHello has been read, before cipher suite and certificate are
/// chosen, also if the client gave no name. It may choose for this handshake as that of `mbedtls_ssl_conf_sni()` may;
/// `mbedtls_ssl_get_hs_sni()` tells it the name.
///
/// \param conf       The configuration. NULL is ignored.
/// \param f_cert_cb  Called with the context. It returns 0; another value ends the handshake, which returns that value and
///                   sends no alert. NULL for none (default).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_cert_cb(
    conf: *mut mbedtls_ssl_config,
    f_cert_cb: mbedtls_ssl_hs_cb_t,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_f_cert_cb = f_cert_cb) };
}

/// Server: the name that the client wants to reach, for the functions of `mbedtls_ssl_conf_sni()` and
/// `mbedtls_ssl_conf_cert_cb()`.
///
/// \param ssl       The context. NULL gives NULL.
/// \param name_len  Receives the length of the name in bytes, 0 without one. NULL is allowed.
///
/// \return          The name, which does not end in NUL, alive until the function returns; NULL if the client gave none, and
///                  outside of these functions.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `name_len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_hs_sni(
    ssl: *mut mbedtls_ssl_context,
    name_len: *mut usize,
) -> *const c_uchar {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let state = unsafe { ptr::reference(ssl) }.ok().and_then(|context| context.value());
        let name = state.and_then(|state| state.server_name.as_deref());
        // SAFETY: by contract.
        if let Ok(length) = unsafe { ptr::reference_mut(name_len) } {
            *length = name.map_or(0, <[u8]>::len);
        }
        name.map_or(null(), <[u8]>::as_ptr)
    })
}
