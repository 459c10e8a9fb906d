//! Who keeps sessions: settings for session caches and tickets.

use super::config::with_conf;
use super::structs::mbedtls_ssl_config;
use crate::ffi::callbacks::{CacheGetFn, CacheSetFn, TicketParseFn, TicketWriteFn};
use std::ffi::{c_int, c_uchar, c_void};

/// Server: sets the functions that keep sessions by their ids and find them again. `mbedtls_ssl_cache_get()` and
/// `mbedtls_ssl_cache_set()` are such functions.
///
/// \param conf         The configuration. NULL is ignored.
/// \param p_cache      Handed to both; shared by all contexts of the configuration, in all threads.
/// \param f_get_cache  Called with `p_cache`, an id, its length and an empty session, which it fills, with
///                     `mbedtls_ssl_session_load()` for example; returns 0 if there is such a session. NULL: none is
///                     found (default).
/// \param f_set_cache  Called with `p_cache`, the id of a new session, its length and the session, of which it keeps a
///                     copy, made with `mbedtls_ssl_session_save()` for example; what it returns changes nothing. It is
///                     called before the handshake is over. NULL: none is kept (default).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; the functions and `p_cache` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_session_cache(
    conf: *mut mbedtls_ssl_config,
    p_cache: *mut c_void,
    f_get_cache: CacheGetFn,
    f_set_cache: CacheSetFn,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_p_cache = p_cache;
            conf.private_f_get_cache = f_get_cache;
            conf.private_f_set_cache = f_set_cache;
        });
    }
}

/// Server: sets the functions that seal sessions into tickets, which clients keep, and open them again (RFC 5077).
/// `mbedtls_ssl_ticket_write()` and `mbedtls_ssl_ticket_parse()` are such functions.
///
/// \param conf            The configuration. NULL is ignored.
/// \param f_ticket_write  Called with `p_ticket`, a session, the room for the ticket (start and end), and where its length
///                        and its lifetime in seconds go. If it does not return 0 the client gets no ticket.
/// \param f_ticket_parse  Called with `p_ticket`, an empty session, which it fills, and a ticket with its length, which it
///                        may change in place. If it does not return 0 the handshake is a full one. With cookies it is
///                        called only once the client's address is proven.
/// \param p_ticket        Handed to both; shared by all contexts of the configuration, in all threads.
///
/// If either function is NULL there are no tickets (default).
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; the functions and `p_ticket` suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_session_tickets_cb(
    conf: *mut mbedtls_ssl_config,
    f_ticket_write: TicketWriteFn,
    f_ticket_parse: TicketParseFn,
    p_ticket: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_f_ticket_write = f_ticket_write;
            conf.private_f_ticket_parse = f_ticket_parse;
            conf.private_p_ticket = p_ticket;
        });
    }
}

/// Client: switches session tickets (RFC 5077).
///
/// \param conf         The configuration. NULL is ignored.
/// \param use_tickets  MBEDTLS_SSL_SESSION_TICKETS_ENABLED (default) or MBEDTLS_SSL_SESSION_TICKETS_DISABLED. Other values
///                     count as the former.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_session_tickets(conf: *mut mbedtls_ssl_config, use_tickets: c_int) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_session_tickets = c_uchar::from(use_tickets != 0)) };
}

/// Server: sets how many tickets a (D)TLS 1.3 handshake ends with. DTLS 1.2, the version of this library, gives one.
///
/// \param conf         The configuration. NULL is ignored.
/// \param num_tickets  The number.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_new_session_tickets(
    conf: *mut mbedtls_ssl_config,
    num_tickets: u16,
) {
    // SAFETY: by contract.
    unsafe { with_conf(conf, |conf| conf.private_new_session_tickets_count = num_tickets) };
}

/// Client: chooses whether `mbedtls_ssl_read()` tells of a (D)TLS 1.3 ticket by
/// MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET. A ticket of DTLS 1.2, the version of this library, comes within the handshake.
///
/// \param conf                        The configuration. NULL is ignored.
/// \param signal_new_session_tickets  MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_DISABLED (default) or
///                                    MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_tls13_enable_signal_new_session_tickets(
    conf: *mut mbedtls_ssl_config,
    signal_new_session_tickets: c_int,
) {
    // SAFETY: by contract.
    unsafe {
        with_conf(conf, |conf| {
            conf.private_signal_new_session_tickets = c_uchar::from(signal_new_session_tickets != 0)
        });
    }
}
