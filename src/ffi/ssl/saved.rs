//! Connections that go on in another context, process or machine.

use super::codes::*;
use super::context::{free, reset};
use super::drive::drive;
use super::freeze::freeze;
use super::structs::mbedtls_ssl_context;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use crate::session::LoadError;
use std::ffi::{c_int, c_uchar};

/// Saves a connection, so that another context can go on with it: `mbedtls_ssl_context_load()`, in this process,
/// another one, or on another machine with this library. The context is then as after `mbedtls_ssl_session_reset()`.
///
/// The bytes hold the keys. Encrypt and authenticate them wherever they might be read or changed, wipe them after use,
/// and load them once only: two contexts that go on with the same connection use nonces twice, which gives away what
/// was sent and how to forge it.
///
/// Callbacks, host name, verification function and user data are not saved, and of the peer's certificates only its
/// own.
///
/// \param ssl      The context: the handshake over, with an AEAD suite, and renegotiation disabled; all data read and all writes sent; the
///                 connection not ended. Who sent the last flight of the handshake, usually the server, must have
///                 received a first record of application data, unless `dtls_ssl_conf_save_last_flight()` says
///                 otherwise.
/// \param buf      Where the bytes go. May be NULL if `buf_len` is 0.
/// \param buf_len  Room there, in bytes.
/// \param olen     Receives how many bytes it is, or would be.
///
/// \return         0.
///                 MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL if there is too little room; the context stays as it was.
///                 MBEDTLS_ERR_SSL_BAD_INPUT_DATA if the connection cannot be saved now, a pointer is NULL, or `ssl` is
///                 not set up.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `buf` has `buf_len` bytes; `olen` is NULL or
/// writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_context_save(
    ssl: *mut mbedtls_ssl_context,
    buf: *mut c_uchar,
    buf_len: usize,
    olen: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            let room = ptr::slice_mut(buf, buf_len)?;
            let saved = driver.with(|_, state| state.connection.save())??;
            ptr::store(olen, saved.len())?;
            let Some(room) = room.get_mut(..saved.len()) else {
                return Err(Status::new(MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL));
            };
            room.copy_from_slice(&saved);
            reset(driver)?;
            Ok(0)
        })
    }
}

/// Goes on with a connection that `mbedtls_ssl_context_save()` saved, once.
///
/// \param ssl   The context, set up or reset, with nothing begun. Its configuration must be for the same role; it need
///              not be the one that the connection was made with. MTU and packing of datagrams become those of the saved
///              context; callbacks, host name and the rest stay. On a failure the context is freed: initialise it
///              before any further use.
/// \param buf   The bytes.
/// \param len   How many: all that were saved, and no more.
///
/// \return      0.
///              MBEDTLS_ERR_SSL_VERSION_MISMATCH if another library, version of the format or kind of object was saved.
///              MBEDTLS_ERR_SSL_BAD_INPUT_DATA if the bytes are damaged or name a suite that is not offered, the
///              configuration is for the other role, the context has begun something or is not set up, or a pointer is
///              NULL.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_context_load(
    ssl: *mut mbedtls_ssl_context,
    buf: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: by contract.
    let code = unsafe {
        drive(ssl, |driver| {
            let bytes = ptr::slice(buf, len)?;
            // The configuration in force now, not that of the setup.
            let config = freeze(driver.conf()?)?;
            driver.with(|context, state| {
                let connection = &mut state.connection;
                connection.set_config(config).map_err(|_| Status::BAD_INPUT)?;
                connection.load(bytes).map_err(|reason| match reason {
                    LoadError::OtherFormat => Status::new(MBEDTLS_ERR_SSL_VERSION_MISMATCH),
                    LoadError::Malformed => Status::BAD_INPUT,
                })?;
                let (mtu, packing) = connection.datagram_limits();
                context.private_mtu = mtu;
                context.private_disable_datagram_packing = u16::from(!packing);
                Ok(0)
            })?
        })
    };
    if code != 0 {
        // SAFETY: by contract.
        unsafe { free(ssl) };
    }
    code
}
