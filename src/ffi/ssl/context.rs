//! Life and settings of `mbedtls_ssl_context`.

use super::async_private;
use super::codes::*;
use super::constants::*;
use super::context_state::ContextState;
use super::drive::{Driver, drive};
use super::freeze::{check_versions, freeze};
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::config::{ConnectionSettings, Hostname};
use crate::engine::{Connection, Timer};
use crate::error::ConfigError;
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::callbacks::{GetTimerFn, RecvFn, RecvTimeoutFn, SendFn, SetTimerFn};
use crate::ffi::slot::{Slot, zeroed};
use crate::ffi::status::Status;
use crate::ffi::x509_crt::mbedtls_x509_crt;
use crate::ffi::{debug, ptr};
use std::ffi::{CString, c_char, c_int, c_uint, c_void};

/// Runs a setter on a context; NULL is ignored.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
pub(super) unsafe fn with_context(ssl: *mut mbedtls_ssl_context, set: impl FnOnce(&mut mbedtls_ssl_context)) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(ssl) = unsafe { ptr::reference_mut(ssl) } {
            set(ssl);
        }
    });
}

/// Prepares a context, whatever its memory held before. `mbedtls_ssl_setup()` comes next.
///
/// \param ssl    The context. NULL is ignored.
///
/// # Safety
/// `ssl` is NULL or points to writable memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_init(ssl: *mut mbedtls_ssl_context) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { zeroed(ssl) });
}

/// Binds a context to its configuration.
///
/// \param ssl    The context, initialised, not set up before.
/// \param conf   The configuration; it has to outlive the context.
///
/// \return       0, or:
///               MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL;
///               MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE for the stream transport (this library speaks DTLS; the debug
///               output says so), and for DTLS 1.3 and revocation lists, which are not offered yet;
///               MBEDTLS_ERR_SSL_BAD_CONFIG if the configuration contradicts itself or has no defaults;
///               MBEDTLS_ERR_SSL_NO_RNG if it has no random generator.
///
/// # Safety
/// Both are NULL or initialised; no other thread uses the context, and nobody changes the configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_setup(
    ssl: *mut mbedtls_ssl_context,
    conf: *const mbedtls_ssl_config,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, conf) = unsafe { (ptr::reference_mut(ssl)?, ptr::reference(conf)?) };
        context.private_conf = conf;
        let prepared = prepare(conf);
        if let Err(status) = &prepared {
            debug_refusal(conf, *status);
        }
        let config = prepared?;
        let settings = ConnectionSettings {
            hostname: hostname(context),
            export_keys: context.private_f_export_keys.is_some(),
            ..ConnectionSettings::default()
        };
        let mut connection = Connection::new(config, settings, context.private_mtu);
        connection.set_datagram_packing(context.private_disable_datagram_packing == 0);
        let state: *mut ContextState = context.fill(ContextState::new(connection));
        context.private_tls_version = conf.private_max_tls_version;
        // SAFETY: just filled; the box is apart from the context.
        unsafe { &mut *state }.show(context);
        Driver::new(context).set_timer(Timer::Cancel)
    })
}

fn prepare(conf: &mbedtls_ssl_config) -> Result<std::sync::Arc<crate::config::Config>, Status> {
    check_versions(conf)?;
    if c_int::from(conf.private_transport) != MBEDTLS_SSL_TRANSPORT_DATAGRAM {
        return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE));
    }
    // SAFETY: the caller's configuration and its lists are alive and nobody changes them during the call.
    let config = unsafe { freeze(conf) }?;
    if conf.private_f_rng.is_none() {
        return Err(crate::error::Error::from(ConfigError::NoRng).into());
    }
    Ok(config)
}

/// Says in the debug output why a setup was refused.
fn debug_refusal(conf: &mbedtls_ssl_config, status: Status) {
    let Some(f_dbg) = conf.private_f_dbg else { return };
    if debug::threshold() < 1 {
        return;
    }
    let is_stream = c_int::from(conf.private_transport) != MBEDTLS_SSL_TRANSPORT_DATAGRAM;
    let text = match status.code() {
        MBEDTLS_ERR_SSL_NO_RNG => c"setup refused: no random generator; call mbedtls_ssl_conf_rng first\n",
        MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if is_stream => {
            c"setup refused: libdtls speaks DTLS; the stream transport is not available\n"
        }
        MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE => {
            c"setup refused: DTLS 1.3 is not available yet; set the maximum version to 1.2\n"
        }
        _ => c"setup refused: the configuration contradicts itself; call mbedtls_ssl_config_defaults first\n",
    };
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_dbg` demands.
    unsafe {
        f_dbg(conf.private_p_dbg, 1, c"src/ffi/ssl/context.rs".as_ptr(), line!() as c_int, text.as_ptr())
    };
}

fn hostname(context: &mbedtls_ssl_context) -> Hostname {
    // SAFETY: NULL or the string that `mbedtls_ssl_set_hostname` made.
    match unsafe { ptr::string(context.private_hostname) } {
        Ok(name) => Hostname::Name(name.to_string_lossy().into_owned()),
        Err(_) if context.private_flags & FLAG_HOSTNAME_IGNORED != 0 => Hostname::Ignored,
        Err(_) => Hostname::Unset,
    }
}

/// In `private_flags`: the application said that no name is to be compared.
const FLAG_HOSTNAME_IGNORED: u32 = 1;

/// Starts over: the context is as after `mbedtls_ssl_setup()`, ready for another connection with the same
/// configuration. Callbacks, host name and MTU stay. The peer's address for cookies is forgotten: call
/// `mbedtls_ssl_set_client_transport_id()` again.
///
/// \param ssl    The context.
///
/// \return       0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_session_reset(ssl: *mut mbedtls_ssl_context) -> c_int {
    // SAFETY: by contract. A poisoned context is usable again after this, so the poison is taken off first.
    unsafe {
        async_private::cancel(ssl);
        if let Ok(context) = ptr::reference_mut(ssl)
            && let Some(state) = context.value_mut()
        {
            state.poisoned = false;
        }
        drive(ssl, |driver| {
            reset(driver)?;
            Ok(0)
        })
    }
}

/// Starts a context over that is not poisoned.
pub(super) fn reset(driver: Driver) -> Result<(), Status> {
    driver.with(|_, state| {
        state.connection.reset();
        state.forget_session();
        state.write_pending = false;
    })?;
    driver.set_timer(Timer::Cancel)?;
    driver.set_timer(Timer::Cancel)
}

/// Frees what stands behind a context and wipes it.
///
/// \param ssl    The context. NULL is ignored, freeing twice is harmless.
///
/// # Safety
/// `ssl` is NULL or an initialised context that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_free(ssl: *mut mbedtls_ssl_context) {
    // SAFETY: by contract.
    unsafe { free(ssl) };
}

/// Frees what stands behind a context, if it is not NULL.
///
/// # Safety
/// As [`mbedtls_ssl_free`].
pub(super) unsafe fn free(ssl: *mut mbedtls_ssl_context) {
    // SAFETY: by contract.
    unsafe {
        async_private::cancel(ssl);
        with_context(ssl, |context| {
            drop(context.take());
            drop(take_hostname(context));
            zeroed(context);
        });
    }
}

/// The configuration that a context is bound to.
///
/// \param ssl    The context. NULL gives NULL.
///
/// \return       The configuration, NULL before `mbedtls_ssl_setup()`.
///
/// # Safety
/// `ssl` is NULL or an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_context_get_config(
    ssl: *const mbedtls_ssl_context,
) -> *const mbedtls_ssl_config {
    // SAFETY: by contract.
    unsafe { ptr::reference(ssl) }.map_or(std::ptr::null(), |ssl| ssl.private_conf)
}

/// Sets the functions that send and receive datagrams.
///
/// \param ssl             The context. NULL is ignored.
/// \param p_bio           Handed to the functions.
/// \param f_send          Sends one datagram.
/// \param f_recv          Receives one datagram; used if `f_recv_timeout` is NULL.
/// \param f_recv_timeout  Receives one datagram and waits for it at most as long as told. If both are NULL, whatever
///                        has to receive returns MBEDTLS_ERR_SSL_BAD_INPUT_DATA.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the functions and `p_bio` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_bio(
    ssl: *mut mbedtls_ssl_context,
    p_bio: *mut c_void,
    f_send: SendFn,
    f_recv: RecvFn,
    f_recv_timeout: RecvTimeoutFn,
) {
    // SAFETY: by contract.
    unsafe {
        with_context(ssl, |context| {
            context.private_p_bio = p_bio;
            context.private_f_send = f_send;
            context.private_f_recv = f_recv;
            context.private_f_recv_timeout = f_recv_timeout;
        });
    }
}

/// Sets the functions that work the retransmission timer, and cancels it. Without them a handshake returns
/// MBEDTLS_ERR_SSL_BAD_INPUT_DATA.
///
/// \param ssl          The context. NULL is ignored.
/// \param p_timer      Handed to both functions.
/// \param f_set_timer  Starts the timer in place of what ran before, or cancels it.
/// \param f_get_timer  Tells of the timer. When its final delay has passed, call `mbedtls_ssl_handshake()` again.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the functions and `p_timer` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_timer_cb(
    ssl: *mut mbedtls_ssl_context,
    p_timer: *mut c_void,
    f_set_timer: SetTimerFn,
    f_get_timer: GetTimerFn,
) {
    // SAFETY: by contract.
    unsafe {
        with_context(ssl, |context| {
            context.private_p_timer = p_timer;
            context.private_f_set_timer = f_set_timer;
            context.private_f_get_timer = f_get_timer;
        });
        if let (false, Some(set)) = (ssl.is_null(), f_set_timer) {
            set(p_timer, 0, 0);
        }
    }
}

/// Sets the largest datagram that may be sent: the path MTU less the headers of IP and UDP. Handshake messages are cut
/// to fit; application data that does not fit is refused.
///
/// \param ssl    The context. NULL is ignored.
/// \param mtu    Bytes; 0 is no limit (default).
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_mtu(ssl: *mut mbedtls_ssl_context, mtu: u16) {
    // SAFETY: by contract.
    unsafe {
        with_context(ssl, |context| {
            context.private_mtu = mtu;
            if let Some(state) = context.value_mut() {
                state.connection.set_mtu(mtu);
            }
        });
    }
}

/// Chooses whether several handshake records may share a datagram. Application data never does.
///
/// \param ssl            The context. NULL is ignored.
/// \param allow_packing  Non-zero to allow it (default), 0 to send each record by itself.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_datagram_packing(
    ssl: *mut mbedtls_ssl_context,
    allow_packing: c_uint,
) {
    // SAFETY: by contract.
    unsafe {
        with_context(ssl, |context| {
            context.private_disable_datagram_packing = u16::from(allow_packing == 0);
            if let Some(state) = context.value_mut() {
                state.connection.set_datagram_packing(allow_packing != 0);
            }
        });
    }
}

/// Sets a function that looks at the certificates of the peer's path, for this context alone.
/// `mbedtls_ssl_conf_verify()` says more.
///
/// \param ssl     The context. NULL is ignored.
/// \param f_vrfy  The function; it wins over the configuration's. NULL for the configuration's.
/// \param p_vrfy  Handed to `f_vrfy`.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `f_vrfy` and `p_vrfy` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_verify(
    ssl: *mut mbedtls_ssl_context,
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
        with_context(ssl, |context| {
            context.private_f_vrfy = f_vrfy;
            context.private_p_vrfy = p_vrfy;
            if let Some(state) = context.value_mut() {
                state.connection.settings_mut().review_path = f_vrfy.is_some();
            }
        });
    }
}

/// Server: tells the client's address, which cookies are bound to (RFC 6347 §4.2.1). Needed for each connection, and
/// again after each `mbedtls_ssl_session_reset()`.
///
/// \param ssl    The context.
/// \param info   The address, in any form of the application's. It is copied.
/// \param ilen   Its length in bytes.
///
/// \return       0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL, not set up, or a client's, or `info` is NULL and
///               `ilen` not 0.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `info` has `ilen` bytes.
#[cfg(feature = "hello-verify")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_client_transport_id(
    ssl: *mut mbedtls_ssl_context,
    info: *const std::ffi::c_uchar,
    ilen: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            if c_int::from(driver.conf()?.private_endpoint) != MBEDTLS_SSL_IS_SERVER {
                return Err(Status::BAD_INPUT);
            }
            let info = ptr::slice(info, ilen)?.to_vec();
            driver.with(|_, state| state.connection.settings_mut().transport_id = Some(info))?;
            Ok(0)
        })
    }
}

/// Client: sets the name that the server's certificate has to be for, and that the server is told (RFC 6066 §3).
///
/// \param ssl       The context.
/// \param hostname  The name, up to MBEDTLS_SSL_MAX_HOST_NAME_LEN bytes; it is copied. NULL removes the name and says
///                  that none is to be compared, which lets any server of a trusted CA pass. A client that requires a
///                  trusted certificate and never called this fails with
///                  MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME.
///
/// \return          0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or the name too long.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `hostname` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hostname(
    ssl: *mut mbedtls_ssl_context,
    hostname: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ssl) }?;
        let name = if hostname.is_null() {
            None
        } else {
            // SAFETY: by contract.
            let name = unsafe { ptr::string(hostname) }?;
            if name.count_bytes() > MBEDTLS_SSL_MAX_HOST_NAME_LEN as usize {
                return Err(Status::BAD_INPUT);
            }
            Some(name.to_owned())
        };
        drop(take_hostname(context));
        match name {
            Some(name) => {
                context.private_flags &= !FLAG_HOSTNAME_IGNORED;
                context.private_hostname = name.into_raw();
            }
            None => context.private_flags |= FLAG_HOSTNAME_IGNORED,
        }
        let name = self::hostname(context);
        if let Some(state) = context.value_mut() {
            state.connection.settings_mut().hostname = name;
        }
        Ok(())
    })
}

fn take_hostname(context: &mut mbedtls_ssl_context) -> Option<CString> {
    let name = std::mem::replace(&mut context.private_hostname, std::ptr::null_mut());
    // SAFETY: not NULL, so `mbedtls_ssl_set_hostname` made it, and the field no longer holds it.
    (!name.is_null()).then(|| unsafe { CString::from_raw(name) })
}

/// The name set by `mbedtls_ssl_set_hostname()`.
///
/// \param ssl    The context. NULL gives NULL.
///
/// \return       The name, alive until it is set again or the context is freed; NULL if none is set.
///
/// # Safety
/// `ssl` is NULL or an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_hostname(ssl: *mut mbedtls_ssl_context) -> *const c_char {
    // SAFETY: by contract.
    unsafe { ptr::reference(ssl) }.map_or(std::ptr::null(), |ssl| ssl.private_hostname)
}
