//! Renegotiation (RFC 5746): its settings, its start, and what reading and writing do about it.

use super::codes::MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO;
use super::config::{narrow, with_conf};
use super::constants::*;
use super::drive::{Driver, drive};
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::config::RenegotiationPolicy;
use crate::engine::RenegotiationStatus;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use crate::keys::Role;
use std::ffi::{c_int, c_uchar};

/// Application data came before the server's answer.
pub(super) const WAITING_FOR_SERVER: Status = Status::new(MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO);

/// The last number that a record of DTLS can have.
pub(super) const DEFAULT_PERIOD: [c_uchar; 8] = [0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

/// Allows renegotiation, or forbids it. Where it is forbidden a peer that asks for it gets the warning
/// no_renegotiation, and the connection goes on as it is; `mbedtls_ssl_renegotiate()` asks all the same.
///
/// Renegotiation gives a connection new keys, and may show a client's certificate that it has not shown before. A
/// certificate that was shown has to stay the same, and neither extended master secret nor encrypt-then-MAC may be
/// given up. Keys that have hardly been used are renewed for a peer ten times in a minute at most. Leave it off unless
/// you need it: RFC 9325 section 3.5 says why.
///
/// \param conf           The configuration. NULL is ignored.
/// \param renegotiation  MBEDTLS_SSL_RENEGOTIATION_DISABLED (default) or MBEDTLS_SSL_RENEGOTIATION_ENABLED. Other values
///                       count as the former.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_renegotiation(conf: *mut mbedtls_ssl_config, renegotiation: c_int) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_disable_renegotiation = narrow(renegotiation)) };
}

/// Sets how many other records the peer may send before the renegotiation that it was asked for; after them
/// `mbedtls_ssl_read()` returns MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE, and the connection should be closed.
///
/// A server repeats its HelloRequest whenever `mbedtls_ssl_read()` returns data or times out: as often as records are
/// allowed, or where their number does not matter as often as a flight is sent in a handshake. A client can take data
/// only in `mbedtls_ssl_read()`; see `mbedtls_ssl_renegotiate()`.
///
/// \param conf         The configuration. NULL is ignored.
/// \param max_records  Their number (default: 16); any negative number, such as MBEDTLS_SSL_RENEGOTIATION_NOT_ENFORCED,
///                     is no limit.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_renegotiation_enforced(
    conf: *mut mbedtls_ssl_config,
    max_records: c_int,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_renego_max_records = max_records) };
}

/// Sets the number of a record, sent or received, behind which `mbedtls_ssl_read()` and `mbedtls_ssl_write()` start a
/// renegotiation by themselves, where it is allowed. Numbers begin at 0 with each set of keys.
///
/// \param conf    The configuration. NULL is ignored.
/// \param period  The number, with the highest byte first; the last six bytes count. By default it is the last that
///                there is, 2^48 - 1; a renegotiation starts 65536 records before that at the latest.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `period` is NULL, which changes nothing,
/// or has 8 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_renegotiation_period(
    conf: *mut mbedtls_ssl_config,
    period: *const c_uchar,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            if !period.is_null()
                && let Ok(period) = ptr::slice(period, conf.private_renego_period.len())
            {
                conf.private_renego_period.copy_from_slice(period);
            }
        });
    }
}

/// Gives a connection new keys by a new handshake, under those that it has.
///
/// A client runs the handshake, as `mbedtls_ssl_handshake()` does: call this, or that, again until it returns 0.
/// `mbedtls_ssl_read()` and `mbedtls_ssl_write()` go on with it too. A server asks the client by a HelloRequest and
/// returns; the handshake comes with `mbedtls_ssl_read()`, if the client complies.
///
/// \param ssl    The context, its handshake over.
///
/// \return       0: a client's renegotiation is over, a server's request is sent.
///               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again, as for `mbedtls_ssl_handshake()`.
///               MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO: a client got application data before the server's answer;
///               call `mbedtls_ssl_read()` for it.
///               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, or its handshake is not over.
///               MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE: the peer does not know secure renegotiation, and
///               `mbedtls_ssl_conf_legacy_renegotiation()` does not allow to do without; the connection goes on.
///               MBEDTLS_ERR_SSL_BAD_CERTIFICATE: the peer shows another certificate than before.
///               Any error but these first four ends the connection, as in `mbedtls_ssl_handshake()`.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_renegotiate(ssl: *mut mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract.
    unsafe { drive(ssl, Driver::renegotiate) }
}

/// The settings above as the engine knows them.
pub(super) fn policy(conf: &mbedtls_ssl_config) -> RenegotiationPolicy {
    RenegotiationPolicy {
        enabled: c_int::from(conf.private_disable_renegotiation) == MBEDTLS_SSL_RENEGOTIATION_ENABLED,
        max_records: u32::try_from(conf.private_renego_max_records).ok(),
        period: u64::from_be_bytes(conf.private_renego_period),
    }
}

impl Driver {
    /// Starts a renegotiation, asks for it, or goes on with it.
    fn renegotiate(self) -> Result<c_int, Status> {
        let is_server = self.with(|_, state| state.connection.config().role == Role::Server)?;
        if is_server {
            return self.request();
        }
        let runs =
            self.with(|_, state| state.connection.renegotiation_status() == RenegotiationStatus::InProgress)?;
        if !runs {
            if !self.is_over()? {
                return Err(Status::BAD_INPUT);
            }
            self.with(|_, state| state.connection.renegotiate())??;
        }
        self.handshake()
    }

    fn request(self) -> Result<c_int, Status> {
        if !self.is_over()? {
            return Err(Status::BAD_INPUT);
        }
        // What waits is the request, or something that the client has to get before it.
        let waits = self.with(|_, state| state.connection.has_output())?;
        self.flush()?;
        let asked =
            self.with(|_, state| state.connection.renegotiation_status() == RenegotiationStatus::Requested)?;
        if !(waits && asked) {
            self.with(|_, state| state.connection.renegotiate())??;
            self.flush()?;
        }
        Ok(0)
    }

    /// Renegotiates if the keys have been used long enough. Data that comes meanwhile is no obstacle to `reading`.
    pub(super) fn renegotiate_if_due(self, reading: bool) -> Result<(), Status> {
        if !self.with(|_, state| state.connection.is_renegotiation_due())? {
            return Ok(());
        }
        match self.renegotiate() {
            Ok(_) => Ok(()),
            Err(WAITING_FOR_SERVER) if reading => Ok(()),
            Err(status) => Err(status),
        }
    }

    /// Goes on with a handshake; true if it waits for the server while application data can be read.
    pub(super) fn interrupted_handshake(self) -> Result<bool, Status> {
        match self.handshake() {
            Ok(_) => Ok(false),
            Err(WAITING_FOR_SERVER) => {
                self.arm_for_reading(self.conf()?.private_read_timeout)?;
                // Otherwise it was a warning.
                let data = self.with(|_, state| state.connection.bytes_available())? > 0;
                if data { Ok(true) } else { Err(Status::WANT_READ) }
            }
            Err(status) => Err(status),
        }
    }

    /// A server that has asked for a renegotiation repeats that; false if it has not.
    pub(super) fn repeat_request(self) -> Result<bool, Status> {
        let asked =
            self.with(|_, state| state.connection.renegotiation_status() == RenegotiationStatus::Requested)?;
        if asked {
            self.with(|_, state| state.connection.repeat_request())??;
            self.flush()?;
        }
        Ok(asked)
    }
}
