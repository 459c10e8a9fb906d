//! Connection ids (RFC 9146).

use super::config::with_conf_checked;
use super::constants::*;
use super::drive::{Driver, drive};
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::codec::ConnectionId;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Sets how long the connection ids are that peers put into the records for us, and what to do about a record with
/// another one than agreed on (RFC 9146). The wire does not tell the length, so all contexts of a configuration have
/// the same. `mbedtls_ssl_set_cid()` switches connection ids on for a context.
///
/// \param conf               The configuration.
/// \param len                Bytes, 0 to MBEDTLS_SSL_CID_IN_LEN_MAX. 0 (default): records come without.
/// \param ignore_other_cids  MBEDTLS_SSL_UNEXPECTED_CID_IGNORE (default): a record with another id is discarded.
///                           MBEDTLS_SSL_UNEXPECTED_CID_FAIL: whatever reads it returns
///                           MBEDTLS_ERR_SSL_UNEXPECTED_CID; nothing vouches for such a record, and the connection
///                           goes on if it is called again.
///
/// \return                   0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL or an argument out of range.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_cid(
    conf: *mut mbedtls_ssl_config,
    len: usize,
    ignore_other_cids: c_int,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        with_conf_checked(conf, |conf| {
            let length = u8::try_from(len).ok().filter(|_| len <= ConnectionId::MAX_LEN);
            let policy = match ignore_other_cids {
                MBEDTLS_SSL_UNEXPECTED_CID_IGNORE => false,
                MBEDTLS_SSL_UNEXPECTED_CID_FAIL => true,
                _ => return Err(Status::BAD_INPUT),
            };
            conf.private_cid_len = length.ok_or(Status::BAD_INPUT)?;
            conf.private_fail_on_other_cids = policy.into();
            Ok(())
        })
    }
}

/// Offers connection ids in the next handshakes of a context, or accepts them on a server (RFC 9146), and sets the one
/// that the peer is to put into its records for us. They are used if both sides want them: a peer is then known again
/// behind a new address or port.
///
/// Whoever receives for many contexts finds the context of a record by its connection id: type 25 in byte 0, the id
/// from byte 11 on. A peer's new address counts once `mbedtls_ssl_read()` has returned data from there, or
/// `mbedtls_ssl_check_record()` 0, and no newer record has come from elsewhere (RFC 9146 section 6).
///
/// \param ssl          The context, set up. The setting counts from its next handshake, and outlives
///                     `mbedtls_ssl_session_reset()`.
/// \param enable       MBEDTLS_SSL_CID_ENABLED, or MBEDTLS_SSL_CID_DISABLED (default), which looks at nothing else.
/// \param own_cid      The connection id; it is copied. It is sent in the clear, and must tell this context from all
///                     others behind the same socket. NULL if it is empty.
/// \param own_cid_len  Its length, as `mbedtls_ssl_conf_cid()` was told. With 0 the peer sends none, and only our own
///                     records carry one.
///
/// \return             0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, the length is another, or
///                     `own_cid` is NULL and `own_cid_len` not 0.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `own_cid` has `own_cid_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_cid(
    ssl: *mut mbedtls_ssl_context,
    enable: c_int,
    own_cid: *const c_uchar,
    own_cid_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            let id = match enable {
                MBEDTLS_SSL_CID_DISABLED => None,
                _ if own_cid_len != usize::from(driver.conf()?.private_cid_len) => {
                    return Err(Status::BAD_INPUT);
                }
                _ => Some(ConnectionId::new(ptr::slice(own_cid, own_cid_len)?).ok_or(Status::BAD_INPUT)?),
            };
            driver.with(|_, state| state.connection.settings_mut().connection_id = id.into())?;
            Ok(0)
        })
    }
}

/// Tells what `mbedtls_ssl_set_cid()` was told.
///
/// \param ssl          The context.
/// \param enabled      Becomes MBEDTLS_SSL_CID_ENABLED, or MBEDTLS_SSL_CID_DISABLED, also for an empty connection id.
/// \param own_cid      Room for MBEDTLS_SSL_CID_IN_LEN_MAX bytes, or NULL. Written if enabled, and `own_cid_len` is not
///                     NULL.
/// \param own_cid_len  Becomes the length if enabled; or NULL.
///
/// \return             0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, or `enabled` is NULL.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the others are NULL or have room as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_own_cid(
    ssl: *mut mbedtls_ssl_context,
    enabled: *mut c_int,
    own_cid: *mut c_uchar,
    own_cid_len: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            let id = driver.with(|_, state| *state.connection.settings().connection_id)?;
            tell(id.filter(|id| !id.is_empty()), enabled, own_cid, own_cid_len)
        })
    }
}

/// Tells whether connection ids are in use, and the one that our records carry.
///
/// \param ssl           The context, after its handshake.
/// \param enabled       Becomes MBEDTLS_SSL_CID_ENABLED if records of either direction carry a connection id, or
///                      MBEDTLS_SSL_CID_DISABLED.
/// \param peer_cid      Room for MBEDTLS_SSL_CID_OUT_LEN_MAX bytes, or NULL. Written if enabled, and `peer_cid_len` is
///                      not NULL.
/// \param peer_cid_len  Becomes the length if enabled, 0 if only the peer's records carry one; or NULL.
///
/// \return              0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, the handshake is not over,
///                      or `enabled` is NULL.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the others are NULL or have room as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_peer_cid(
    ssl: *mut mbedtls_ssl_context,
    enabled: *mut c_int,
    peer_cid: *mut c_uchar,
    peer_cid_len: *mut usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver: Driver| {
            // As the original, which has told this before it looks at the handshake.
            ptr::store(enabled, MBEDTLS_SSL_CID_DISABLED)?;
            if !driver.is_over()? {
                return Err(Status::BAD_INPUT);
            }
            let (own, peer) = driver.with(|_, state| state.connection.connection_ids())?;
            let used = !own.is_empty() || !peer.is_empty();
            tell(used.then_some(peer), enabled, peer_cid, peer_cid_len)
        })
    }
}

/// Writes what is known into the caller's places.
///
/// # Safety
/// Each is NULL or has room: `bytes` for the longest connection id.
unsafe fn tell(
    id: Option<ConnectionId>,
    enabled: *mut c_int,
    bytes: *mut c_uchar,
    length: *mut usize,
) -> Result<c_int, Status> {
    let told = if id.is_some() { MBEDTLS_SSL_CID_ENABLED } else { MBEDTLS_SSL_CID_DISABLED };
    // SAFETY: by contract.
    unsafe {
        ptr::store(enabled, told)?;
        let Some(id) = id else { return Ok(0) };
        if length.is_null() {
            return Ok(0);
        }
        ptr::store(length, id.len())?;
        if !bytes.is_null() {
            ptr::slice_mut(bytes, id.len())?.copy_from_slice(&id);
        }
    }
    Ok(0)
}
