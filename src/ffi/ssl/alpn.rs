//! Application protocols (RFC 7301).

use super::constants::MBEDTLS_SSL_MAX_ALPN_NAME_LEN;
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::ffi::boundary::{boundary, boundary_or};
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::{CStr, c_char, c_int};
use std::ptr::null;

/// Most bytes of a list of protocols (RFC 7301 section 3.1).
const MAX_LIST_LEN: usize = 65_535;

/// Sets the application protocols to offer or accept, best first; on a server its own order decides. A client that offers
/// only others is refused with MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL and the alert no_application_protocol; one that
/// offers none is not.
///
/// \param conf    The configuration.
/// \param protos  Names ended by NULL, each of 1 to MBEDTLS_SSL_MAX_ALPN_NAME_LEN bytes, together at most 65535; a client
///                can offer 8192 bytes, with one more for each name, and its handshake returns
///                MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL otherwise. List and names have to be alive and unchanged as long as the
///                configuration. An empty list makes a client offer none, and a server refuse whoever offers any. NULL for
///                no negotiation (default).
///
/// \return        0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL, a name too long or empty, or the names together too
///                long; the configuration stays as it was then.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `protos` is NULL or ends with NULL, its names
/// end in NUL, and all of it outlives the configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_alpn_protocols(
    conf: *mut mbedtls_ssl_config,
    protos: *mut *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let conf = unsafe { ptr::reference_mut(conf) }?;
        let mut total = 0;
        // SAFETY: by contract.
        for name in unsafe { names(protos) } {
            let length = name.count_bytes();
            total += length;
            if !(1..=MBEDTLS_SSL_MAX_ALPN_NAME_LEN as usize).contains(&length) || total > MAX_LIST_LEN {
                return Err(Status::BAD_INPUT);
            }
        }
        conf.private_alpn_list = protos.cast_const();
        Ok(())
    })
}

/// The names of a list.
///
/// # Safety
/// `list` is NULL or ends with NULL, its names end in NUL, and all of it is alive and unchanged for `'a`.
pub(super) unsafe fn names<'a>(list: *const *const c_char) -> impl Iterator<Item = &'a CStr> {
    (0..=MAX_LIST_LEN).map_while(move |index| {
        if list.is_null() {
            return None;
        }
        // SAFETY: by contract; no name before this one was the NULL at the end.
        unsafe { ptr::string(*list.add(index)) }.ok()
    })
}

/// The application protocol that both sides agreed on, known from the hellos on, also to the function of
/// `mbedtls_ssl_conf_cert_cb()`.
///
/// \param ssl    The context. NULL gives NULL.
///
/// \return       The name, as it stands in the list of the configuration; NULL if none was negotiated.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes, with its configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_alpn_protocol(ssl: *const mbedtls_ssl_context) -> *const c_char {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let Ok(context) = (unsafe { ptr::reference(ssl) }) else { return null() };
        let state = context.value().filter(|state| !state.poisoned);
        let Some(agreed) = state.and_then(|state| state.connection.agreement().protocol.as_deref()) else {
            return null();
        };
        // SAFETY: a configuration and its list outlive the contexts.
        let found = unsafe {
            let conf = ptr::reference(context.private_conf);
            conf.ok().and_then(|conf| names(conf.private_alpn_list).find(|name| name.to_bytes() == agreed))
        };
        found.map_or(null(), CStr::as_ptr)
    })
}
