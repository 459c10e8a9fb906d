//! Handshake, reading, writing and closing.

use super::drive::drive;
use super::structs::{HANDSHAKE_OVER, mbedtls_ssl_context};
use crate::codec::{AlertDescription, AlertLevel};
use crate::ffi::ptr;
use std::ffi::{c_int, c_uchar};

/// Runs the handshake until it is over, or waits for the peer.
///
/// \param ssl    The context.
///
/// \return       0 when the handshake is over.
///               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again when a datagram is there, when one
///               can be sent, or when the timer's final delay has passed.
///               MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED: a server sent a HelloVerifyRequest; reset the context, set the
///               client's address, call again.
///               MBEDTLS_ERR_SSL_TIMEOUT: no answer came.
///               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, or has no timer or receive function.
///               Any other error ends the connection: reset or free the context.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_handshake(ssl: *mut mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { drive(ssl, |driver| driver.handshake()) }
}

/// Runs one state of the handshake.
///
/// \param ssl    The context.
///
/// \return       0, or as `mbedtls_ssl_handshake()`; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, has
///               nothing to send with, or its handshake is over.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_handshake_step(ssl: *mut mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { drive(ssl, |driver| driver.handshake_step()) }
}

/// Tells whether the handshake is over.
///
/// \param ssl    The context. NULL gives 0.
///
/// \return       1 if it is, 0 if not.
///
/// # Safety
/// `ssl` is NULL or an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_is_handshake_over(ssl: *mut mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { ptr::reference(ssl) }.map_or(0, |ssl| c_int::from(ssl.private_state >= HANDSHAKE_OVER))
}

/// Reads application data, at most one record's; runs the handshake first if that is not over.
///
/// \param ssl    The context.
/// \param buf    Where the data goes.
/// \param len    Room in it, in bytes. What does not fit comes with the next call.
///
/// \return       The number of bytes; 0 if the transport reported its end.
///               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again later.
///               MBEDTLS_ERR_SSL_TIMEOUT: nothing came within the time of `mbedtls_ssl_conf_read_timeout()`.
///               MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: the peer closed the connection.
///               MBEDTLS_ERR_SSL_CLIENT_RECONNECT: a client at the same address began anew and has proved its address;
///               call `mbedtls_ssl_handshake()` to go on with it, or close.
///               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, or `buf` is NULL and `len` not 0.
///               Any other error ends the connection: reset or free the context.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_read(
    ssl: *mut mbedtls_ssl_context,
    buf: *mut c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { drive(ssl, |driver| driver.read(buf, len)) }
}

/// Writes application data as one record in one datagram; runs the handshake first if that is not over.
///
/// \param ssl    The context.
/// \param buf    The data.
/// \param len    Its length in bytes, at most `mbedtls_ssl_get_max_out_record_payload()`. 0 sends an empty record.
///
/// \return       `len`.
///               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again later with the same arguments.
///               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, `buf` is NULL and `len` not 0, or the
///               data is longer than a datagram may hold.
///               MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE: the MTU leaves no room for any data.
///               Any other error ends the connection: reset or free the context.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_write(
    ssl: *mut mbedtls_ssl_context,
    buf: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { drive(ssl, |driver| driver.write(buf, len)) }
}

/// Sends an alert.
///
/// \param ssl      The context.
/// \param level    MBEDTLS_SSL_ALERT_LEVEL_WARNING or MBEDTLS_SSL_ALERT_LEVEL_FATAL. Other values are sent as they are.
/// \param message  The description, one of MBEDTLS_SSL_ALERT_MSG_*. Other values are sent as they are.
///
/// \return         0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up; MBEDTLS_ERR_SSL_WANT_WRITE or the
///                 send function's error: the alert waits for the next call on this context.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_send_alert_message(
    ssl: *mut mbedtls_ssl_context,
    level: c_uchar,
    message: c_uchar,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            driver.flush()?;
            driver.with(|_, state| {
                state.connection.send_alert(AlertLevel(level), AlertDescription(message))
            })??;
            driver.flush()?;
            Ok(0)
        })
    }
}

/// Tells the peer that nothing more will be sent.
///
/// \param ssl    The context.
///
/// \return       0, also before the end of the handshake, when there is nothing to close.
///               MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
///               MBEDTLS_ERR_SSL_WANT_WRITE or the send function's error: call again later.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_close_notify(ssl: *mut mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            let waiting = driver.with(|_, state| state.connection.has_output())?;
            driver.flush()?;
            if waiting || !driver.is_over()? {
                return Ok(0);
            }
            driver.with(|_, state| state.connection.close_notify())??;
            driver.flush()?;
            Ok(0)
        })
    }
}
