//! A look at a record apart from its connection.

use super::codes::*;
use super::structs::mbedtls_ssl_context;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use crate::record::Discard;
use std::ffi::{c_int, c_uchar};

/// Tells whether a record is authentic, new and for this context, without receiving it: what the connection has
/// received stays as it is, and the same record can be read afterwards. With this a server makes sure, before it
/// believes in a client's new address, that a datagram from there is the client's (RFC 9146 section 6).
///
/// \param ssl     The context.
/// \param buf     A datagram, of which the first record is looked at. Its bytes are overwritten: keep a copy.
/// \param buflen  Its length in bytes.
///
/// \return        0 if the record would be accepted now.
///                MBEDTLS_ERR_SSL_INVALID_MAC if it is not authentic.
///                MBEDTLS_ERR_SSL_INVALID_RECORD if it is no record of DTLS 1.2, or not a whole one.
///                MBEDTLS_ERR_SSL_UNEXPECTED_RECORD if it is of another epoch, was received before or is too old to
///                tell, or has another connection id.
///                MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, or `buf` is NULL and `buflen` not 0.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread changes; `buf` has `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_check_record(
    ssl: *const mbedtls_ssl_context,
    buf: *mut c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ssl) }?;
        let state = context.value().ok_or(Status::BAD_INPUT)?;
        if state.poisoned {
            return Err(Status::INTERNAL);
        }
        // SAFETY: by contract.
        let record = unsafe { ptr::slice_mut(buf, buflen) }?;
        state.connection.check_record(record).map_err(|discard| {
            Status::new(match discard {
                Discard::BadMac => MBEDTLS_ERR_SSL_INVALID_MAC,
                Discard::Epoch | Discard::Replayed | Discard::ConnectionId => {
                    MBEDTLS_ERR_SSL_UNEXPECTED_RECORD
                }
                Discard::Header(_) | Discard::TooLong | Discard::InnerType => MBEDTLS_ERR_SSL_INVALID_RECORD,
            })
        })
    })
}
