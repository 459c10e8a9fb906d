//! The types of the functions that C programs hand in.
//!
//! The C name stands first in each doc comment; the header generator reads it there and writes `NAME *` wherever the
//! alias is used. The typedefs of the function types themselves stand in the `cbindgen.toml` of their header, as
//! cbindgen writes types of pointers to functions only. A NULL pointer arrives as `None`.

use super::enums::{KeyExportType, MdType, TlsPrfType};
use super::ssl::mbedtls_ssl_context;
use super::ssl::mbedtls_ssl_session;
use super::x509_crt::mbedtls_x509_crt;
use std::ffi::{c_int, c_uchar, c_void};

/// `mbedtls_f_rng_t`: fills `output` with `size` random bytes; returns 0, or an error number.
pub type RngFn =
    Option<unsafe extern "C" fn(context: *mut c_void, output: *mut c_uchar, size: usize) -> c_int>;

/// `mbedtls_ssl_send_t`: sends one datagram; returns how many bytes went, or an error number.
pub type SendFn =
    Option<unsafe extern "C" fn(context: *mut c_void, data: *const c_uchar, size: usize) -> c_int>;

/// `mbedtls_ssl_recv_t`: receives one datagram without waiting longer than the socket does; returns its size.
pub type RecvFn =
    Option<unsafe extern "C" fn(context: *mut c_void, buffer: *mut c_uchar, size: usize) -> c_int>;

/// `mbedtls_ssl_recv_timeout_t`: receives one datagram, waiting at most `timeout` milliseconds (0: for ever).
pub type RecvTimeoutFn = Option<
    unsafe extern "C" fn(context: *mut c_void, buffer: *mut c_uchar, size: usize, timeout: u32) -> c_int,
>;

/// `mbedtls_ssl_set_timer_t`: starts the timer with two delays in milliseconds; (0, 0) cancels it.
pub type SetTimerFn = Option<unsafe extern "C" fn(context: *mut c_void, intermediate_ms: u32, final_ms: u32)>;

/// `mbedtls_ssl_get_timer_t`: -1 cancelled, 0 no delay passed, 1 the intermediate one, 2 the final one.
pub type GetTimerFn = Option<unsafe extern "C" fn(context: *mut c_void) -> c_int>;

/// `mbedtls_ssl_export_keys_t`: takes a secret of a handshake with both randoms, 32 bytes each.
pub type ExportKeysFn = Option<
    unsafe extern "C" fn(
        context: *mut c_void,
        kind: KeyExportType,
        secret: *const c_uchar,
        secret_length: usize,
        client_random: *const c_uchar,
        server_random: *const c_uchar,
        prf: TlsPrfType,
    ),
>;

/// `mbedtls_ssl_cookie_write_t`: writes the cookie of the client `info` at `*position`, which it moves on.
pub type CookieWriteFn = Option<
    unsafe extern "C" fn(
        context: *mut c_void,
        position: *mut *mut c_uchar,
        end: *mut c_uchar,
        info: *const c_uchar,
        info_length: usize,
    ) -> c_int,
>;

/// `mbedtls_ssl_cookie_check_t`: returns 0 if the cookie is one that was written for the client `info`.
pub type CookieCheckFn = Option<
    unsafe extern "C" fn(
        context: *mut c_void,
        cookie: *const c_uchar,
        cookie_length: usize,
        info: *const c_uchar,
        info_length: usize,
    ) -> c_int,
>;

/// `mbedtls_ssl_async_sign_t`: begins a signature.
pub type AsyncSignFn = Option<
    unsafe extern "C" fn(
        ssl: *mut mbedtls_ssl_context,
        cert: *mut mbedtls_x509_crt,
        md_alg: MdType,
        hash: *const c_uchar,
        hash_len: usize,
    ) -> c_int,
>;

/// `mbedtls_ssl_async_decrypt_t`: begins a decryption; never called.
pub type AsyncDecryptFn = Option<
    unsafe extern "C" fn(
        ssl: *mut mbedtls_ssl_context,
        cert: *mut mbedtls_x509_crt,
        input: *const c_uchar,
        input_len: usize,
    ) -> c_int,
>;

/// `mbedtls_ssl_async_resume_t`: asks for the result.
pub type AsyncResumeFn = Option<
    unsafe extern "C" fn(
        ssl: *mut mbedtls_ssl_context,
        output: *mut c_uchar,
        output_len: *mut usize,
        output_size: usize,
    ) -> c_int,
>;

/// `mbedtls_ssl_async_cancel_t`: gives the operation up.
pub type AsyncCancelFn = Option<unsafe extern "C" fn(ssl: *mut mbedtls_ssl_context)>;
/// `mbedtls_ssl_cache_get_t`: fills `session` with that of this id; returns 0 if there is one.
pub type CacheGetFn = Option<
    unsafe extern "C" fn(
        data: *mut c_void,
        session_id: *const c_uchar,
        session_id_len: usize,
        session: *mut mbedtls_ssl_session,
    ) -> c_int,
>;

/// `mbedtls_ssl_cache_set_t`: keeps a copy of `session` by this id; returns 0 if it does.
pub type CacheSetFn = Option<
    unsafe extern "C" fn(
        data: *mut c_void,
        session_id: *const c_uchar,
        session_id_len: usize,
        session: *const mbedtls_ssl_session,
    ) -> c_int,
>;

/// `mbedtls_ssl_ticket_write_t`: writes a ticket for `session` between `start` and `end`; returns 0 if it does.
pub type TicketWriteFn = Option<
    unsafe extern "C" fn(
        p_ticket: *mut c_void,
        session: *const mbedtls_ssl_session,
        start: *mut c_uchar,
        end: *const c_uchar,
        tlen: *mut usize,
        lifetime: *mut u32,
    ) -> c_int,
>;

/// `mbedtls_ssl_ticket_parse_t`: fills `session` with that of the ticket in `buf`; returns 0 if that is good.
pub type TicketParseFn = Option<
    unsafe extern "C" fn(
        p_ticket: *mut c_void,
        session: *mut mbedtls_ssl_session,
        buf: *mut c_uchar,
        len: usize,
    ) -> c_int,
>;
