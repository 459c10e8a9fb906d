//! Pre-shared keys: of a configuration, and of one handshake.

use super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE;
use super::config::with_conf;
use super::config_state::Owned;
use super::drive::{Driver, drive};
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::config::Psk;
use crate::crypto::{HashAlgorithm, Secret};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar, c_void};

/// Longest identity, in bytes.
const MAX_IDENTITY_LEN: usize = 16_384;

/// Longest PSK, in bytes.
pub const MBEDTLS_PSK_MAX_LEN: usize = 48;

/// Sets a pre-shared key and its identity (RFC 4279). Both are copied.
///
/// \param conf              The configuration.
/// \param psk               The key, 1 to MBEDTLS_PSK_MAX_LEN bytes.
/// \param psk_len           Its length.
/// \param psk_identity      The identity, 1 to 16384 bytes, none of which has a meaning.
/// \param psk_identity_len  Its length.
///
/// \return                  0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL or a length out of range;
///                          MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the configuration has a PSK.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_psk(
    conf: *mut mbedtls_ssl_config,
    psk: *const c_uchar,
    psk_len: usize,
    psk_identity: *const c_uchar,
    psk_identity_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let conf = unsafe { ptr::reference_mut(conf) }?;
        if Owned::of(conf).is_some_and(Owned::has_psk) {
            return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE));
        }
        if !(1..=MBEDTLS_PSK_MAX_LEN).contains(&psk_len) {
            return Err(Status::BAD_INPUT);
        }
        // SAFETY: by contract.
        let (key, identity) =
            unsafe { (ptr::slice(psk, psk_len)?, identity(psk_identity, psk_identity_len)?) };
        Owned::of_mut(conf).psk = Some(Psk { identity: identity.to_vec(), key: Secret::from(key) });
        Ok(())
    })
}

/// An identity, if its length is in range.
///
/// # Safety
/// `identity` is NULL or has `length` bytes, which stay as they are for `'a`.
pub(super) unsafe fn identity<'a>(identity: *const c_uchar, length: usize) -> Result<&'a [u8], Status> {
    if !(1..=MAX_IDENTITY_LEN).contains(&length) {
        return Err(Status::BAD_INPUT);
    }
    // SAFETY: by contract.
    Ok(unsafe { ptr::slice(identity, length) }?)
}

/// Server: sets a function that looks the PSK identities of clients up. It decides alone, also if the configuration has
/// a key.
///
/// \param conf   The configuration. NULL is ignored.
/// \param f_psk  Gets `p_psk`, the context and the identity; calls `mbedtls_ssl_set_hs_psk()` and returns 0, or
///               returns another number for an unknown identity, which ends the handshake with
///               MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY. If it returns 0 without setting a key, that of
///               `mbedtls_ssl_conf_psk()` is used. NULL for none (default).
/// \param p_psk  Handed to `f_psk`.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `f_psk` and `p_psk` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_psk_cb(
    conf: *mut mbedtls_ssl_config,
    f_psk: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            ssl: *mut mbedtls_ssl_context,
            identity: *const c_uchar,
            identity_len: usize,
        ) -> c_int,
    >,
    p_psk: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_psk = f_psk;
            conf.private_p_psk = p_psk;
        });
    }
}

/// Sets the pre-shared key of the current or next handshake alone, in place of the configuration's. It is copied.
///
/// \param ssl      The context. Usually called by the function of `mbedtls_ssl_conf_psk_cb()`; may be called again, the
///                 last key counts. The key is forgotten after the handshake and by `mbedtls_ssl_session_reset()`.
/// \param psk      The key.
/// \param psk_len  Its length, up to MBEDTLS_PSK_MAX_LEN bytes. 0 is no key of its own.
///
/// \return         0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, `psk` is NULL, the key too long, or the
///                 handshake over. While the peer may still ask for the last flight of one that is over, 0, and the key is
///                 not taken.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `psk` has `psk_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_psk(
    ssl: *mut mbedtls_ssl_context,
    psk: *const c_uchar,
    psk_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            if psk.is_null() || psk_len > MBEDTLS_PSK_MAX_LEN {
                return Err(Status::BAD_INPUT);
            }
            set_key(driver, Secret::from(ptr::slice(psk, psk_len)?), None)
        })
    }
}

/// Sets the key of the handshake that runs or comes next; `hashes` are those that the key is for, `None` for all.
pub(super) fn set_key(
    driver: Driver,
    key: Secret,
    hashes: Option<Vec<HashAlgorithm>>,
) -> Result<c_int, Status> {
    driver.with(|_, state| {
        if !state.connection.keeps_handshake() {
            return Err(Status::BAD_INPUT);
        }
        if !state.connection.is_established() {
            let settings = state.connection.settings_mut();
            settings.once.psk_key = Some(key);
            settings.once.psk_hashes = hashes;
        }
        Ok(0)
    })?
}
