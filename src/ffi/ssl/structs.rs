//! The structs that C programs allocate, with the sizes and the offsets that programs compiled elsewhere rely on.

use super::context_state::ContextState;
use super::session::mbedtls_ssl_session;
use crate::ffi::callbacks::{
    CacheGetFn, CacheSetFn, CookieCheckFn, CookieWriteFn, ExportKeysFn, GetTimerFn, RecvFn, RecvTimeoutFn,
    RngFn, SendFn, SetTimerFn, TicketParseFn, TicketWriteFn,
};
use crate::ffi::slot::Slot;
use crate::ffi::x509_crl::mbedtls_x509_crl;
use crate::ffi::x509_crt::{mbedtls_x509_crt, mbedtls_x509_crt_ca_cb_t, mbedtls_x509_crt_profile};
use std::cell::Cell;
use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};

/// Looks at one certificate of the peer's path and may change its flags; returns 0 to go on.
pub(super) type VerifyFn = Option<
    unsafe extern "C" fn(
        context: *mut c_void,
        crt: *mut mbedtls_x509_crt,
        depth: c_int,
        flags: *mut u32,
    ) -> c_int,
>;

/// Asked in the middle of a handshake; returns 0 to go on.
pub type mbedtls_ssl_hs_cb_t = Option<unsafe extern "C" fn(ssl: *mut mbedtls_ssl_context) -> c_int>;

/// A number or a pointer that the application stores beside a configuration or context.
#[repr(C)]
#[derive(Clone, Copy)]
pub union mbedtls_ssl_user_data_t {
    /// The number.
    pub n: usize,
    /// The pointer.
    pub p: *mut c_void,
}

/// A configuration, shared by many contexts. Set it up before the first context uses it; a change counts from the
/// next handshake of each context.
///
/// `max_tls_version`, `min_tls_version`, `endpoint`, `user_data`, `f_cert_cb` and `dn_hints` stand where programs
/// compiled elsewhere expect them.
#[repr(C)]
pub struct mbedtls_ssl_config {
    pub(super) private_max_tls_version: c_uint,
    pub(super) private_min_tls_version: c_uint,
    pub(super) private_endpoint: c_uchar,
    pub(super) private_transport: c_uchar,
    pub(super) private_authmode: c_uchar,
    pub(super) private_allow_legacy_renegotiation: c_uchar,
    pub(super) private_extended_ms: c_uchar,
    pub(super) private_anti_replay: c_uchar,
    pub(super) private_cert_req_ca_list: c_uchar,
    pub(super) private_respect_cli_pref: c_uchar,
    pub(super) private_read_timeout: u32,
    pub(super) private_hs_timeout_min: u32,
    pub(super) private_hs_timeout_max: u32,
    pub(super) private_badmac_limit: c_uint,
    pub(super) private_f_dbg: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            level: c_int,
            file: *const c_char,
            line: c_int,
            text: *const c_char,
        ),
    >,
    pub(super) private_p_dbg: *mut c_void,
    pub(super) private_f_rng: RngFn,
    pub(super) private_p_rng: *mut c_void,
    pub(super) private_f_vrfy: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            crt: *mut mbedtls_x509_crt,
            depth: c_int,
            flags: *mut u32,
        ) -> c_int,
    >,
    pub(super) private_p_vrfy: *mut c_void,
    pub(super) private_f_cookie_write: CookieWriteFn,
    pub(super) private_f_cookie_check: CookieCheckFn,
    pub(super) private_p_cookie: *mut c_void,
    pub(super) private_ciphersuite_list: *const c_int,
    pub(super) private_group_list: *const u16,
    pub(super) private_sig_algs: *const u16,
    pub(super) private_cert_profile: *const mbedtls_x509_crt_profile,
    pub(super) private_ca_chain: *mut mbedtls_x509_crt,
    pub(super) private_ca_crl: *mut mbedtls_x509_crl,
    /// The own certificates and the PSK: `config_state::Owned`.
    pub(super) private_owned: *mut c_void,
    /// What the contexts share: `freeze::Cache`.
    pub(super) private_cache: Cell<*mut c_void>,
    pub(super) private_f_psk: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            ssl: *mut mbedtls_ssl_context,
            identity: *const c_uchar,
            identity_len: usize,
        ) -> c_int,
    >,
    pub(super) private_p_psk: *mut c_void,
    pub(super) private_f_ca_cb: mbedtls_x509_crt_ca_cb_t,
    pub(super) private_p_ca_cb: *mut c_void,
    pub(super) private_f_sni: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            ssl: *mut mbedtls_ssl_context,
            name: *const c_uchar,
            name_len: usize,
        ) -> c_int,
    >,
    pub(super) private_p_sni: *mut c_void,
    pub(super) private_alpn_list: *const *const c_char,
    pub(super) private_srtp_profiles: *const u16,
    pub(super) private_srtp_count: u32,
    pub(super) private_srtp_mki: u32,
    pub(super) private_max_fragment_length: u64,
    pub(super) private_renego_period: [c_uchar; 8],
    pub(super) private_renego_max_records: c_int,
    pub(super) private_disable_renegotiation: c_uchar,
    pub(super) private_encrypt_then_mac: c_uchar,
    pub(super) private_cid_len: c_uchar,
    pub(super) private_fail_on_other_cids: c_uchar,
    pub(in crate::ffi) private_save_last_flight: c_uchar,
    pub(super) private_session_tickets: c_uchar,
    pub(super) private_new_session_tickets_count: u16,
    pub(super) private_signal_new_session_tickets: c_uchar,
    pub(in crate::ffi) private_require_extended_ms: c_uchar,
    pub(super) private_f_get_cache: CacheGetFn,
    pub(super) private_f_set_cache: CacheSetFn,
    pub(super) private_p_cache: *mut c_void,
    pub(super) private_f_ticket_write: TicketWriteFn,
    pub(super) private_f_ticket_parse: TicketParseFn,
    pub(super) private_p_ticket: *mut c_void,
    pub(super) private_reserve: [u64; 8],
    pub(super) private_user_data: mbedtls_ssl_user_data_t,
    pub(super) private_f_cert_cb: mbedtls_ssl_hs_cb_t,
    pub(super) private_dn_hints: *const mbedtls_x509_crt,
}

/// One connection, or one listener.
///
/// `conf`, `state`, `tls_version`, `session`, `in_ctr`, `in_msg`, `in_msgtype`, `hostname` and `user_data` stand where
/// programs compiled elsewhere expect them.
#[repr(C)]
pub struct mbedtls_ssl_context {
    pub(super) private_conf: *const mbedtls_ssl_config,
    pub(super) private_state: c_int,
    pub(super) private_renego_status: c_int,
    pub(super) private_renego_records_seen: c_int,
    pub(super) private_tls_version: c_uint,
    pub(super) private_f_send: SendFn,
    pub(super) private_f_recv: RecvFn,
    pub(super) private_f_recv_timeout: RecvTimeoutFn,
    pub(super) private_p_bio: *mut c_void,
    pub(super) private_f_set_timer: SetTimerFn,
    pub(super) private_f_get_timer: GetTimerFn,
    pub(super) private_p_timer: *mut c_void,
    pub(super) private_f_vrfy: Option<
        unsafe extern "C" fn(
            context: *mut c_void,
            crt: *mut mbedtls_x509_crt,
            depth: c_int,
            flags: *mut u32,
        ) -> c_int,
    >,
    pub(super) private_p_vrfy: *mut c_void,
    pub(super) private_session: *mut mbedtls_ssl_session,
    /// The connection: `context_state::ContextState`.
    pub(super) private_connection: *mut c_void,
    pub(super) private_mtu: u16,
    pub(super) private_disable_datagram_packing: u16,
    pub(super) private_flags: u32,
    pub(super) private_reserve_0: [u64; 9],
    pub(super) private_in_ctr: *mut c_uchar,
    pub(super) private_reserve_1: [u64; 4],
    pub(super) private_in_msg: *mut c_uchar,
    pub(super) private_reserve_2: u64,
    pub(super) private_in_msgtype: c_int,
    pub(super) private_reserve_3: [u32; 45],
    pub(super) private_hostname: *mut c_char,
    pub(super) private_reserve_4: [u64; 46],
    pub(super) private_f_export_keys: ExportKeysFn,
    pub(super) private_p_export_keys: *mut c_void,
    pub(super) private_user_data: mbedtls_ssl_user_data_t,
}

const _: () = {
    use std::mem::offset_of;
    assert!(size_of::<mbedtls_ssl_config>() == 408);
    assert!(offset_of!(mbedtls_ssl_config, private_max_tls_version) == 0);
    assert!(offset_of!(mbedtls_ssl_config, private_min_tls_version) == 4);
    assert!(offset_of!(mbedtls_ssl_config, private_endpoint) == 8);
    assert!(offset_of!(mbedtls_ssl_config, private_user_data) == 384);
    assert!(offset_of!(mbedtls_ssl_config, private_f_cert_cb) == 392);
    assert!(offset_of!(mbedtls_ssl_config, private_dn_hints) == 400);
    assert!(size_of::<mbedtls_ssl_context>() == 832);
    assert!(offset_of!(mbedtls_ssl_context, private_conf) == 0);
    assert!(offset_of!(mbedtls_ssl_context, private_state) == 8);
    assert!(offset_of!(mbedtls_ssl_context, private_tls_version) == 20);
    assert!(offset_of!(mbedtls_ssl_context, private_session) == 96);
    assert!(offset_of!(mbedtls_ssl_context, private_in_ctr) == 192);
    assert!(offset_of!(mbedtls_ssl_context, private_in_msg) == 232);
    assert!(offset_of!(mbedtls_ssl_context, private_in_msgtype) == 248);
    assert!(offset_of!(mbedtls_ssl_context, private_hostname) == 432);
    assert!(offset_of!(mbedtls_ssl_context, private_user_data) == 824);
};

// SAFETY: both give `private_connection`, which only the trait writes once the context is initialised.
unsafe impl Slot for mbedtls_ssl_context {
    type Value = ContextState;

    fn slot(&self) -> *mut c_void {
        self.private_connection
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_connection
    }
}

/// How far the handshake has come (`mbedtls_ssl_context`'s `state`): each is named for the message that is due.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named for the message that is due")]
pub enum mbedtls_ssl_states {
    MBEDTLS_SSL_HELLO_REQUEST,
    MBEDTLS_SSL_CLIENT_HELLO,
    MBEDTLS_SSL_SERVER_HELLO,
    MBEDTLS_SSL_SERVER_CERTIFICATE,
    MBEDTLS_SSL_SERVER_KEY_EXCHANGE,
    MBEDTLS_SSL_CERTIFICATE_REQUEST,
    MBEDTLS_SSL_SERVER_HELLO_DONE,
    MBEDTLS_SSL_CLIENT_CERTIFICATE,
    MBEDTLS_SSL_CLIENT_KEY_EXCHANGE,
    MBEDTLS_SSL_CERTIFICATE_VERIFY,
    MBEDTLS_SSL_CLIENT_CHANGE_CIPHER_SPEC,
    MBEDTLS_SSL_CLIENT_FINISHED,
    MBEDTLS_SSL_SERVER_CHANGE_CIPHER_SPEC,
    MBEDTLS_SSL_SERVER_FINISHED,
    MBEDTLS_SSL_FLUSH_BUFFERS,
    MBEDTLS_SSL_HANDSHAKE_WRAPUP,
    MBEDTLS_SSL_NEW_SESSION_TICKET,
    MBEDTLS_SSL_SERVER_HELLO_VERIFY_REQUEST_SENT,
    MBEDTLS_SSL_HELLO_RETRY_REQUEST,
    MBEDTLS_SSL_ENCRYPTED_EXTENSIONS,
    MBEDTLS_SSL_END_OF_EARLY_DATA,
    MBEDTLS_SSL_CLIENT_CERTIFICATE_VERIFY,
    MBEDTLS_SSL_CLIENT_CCS_AFTER_SERVER_FINISHED,
    MBEDTLS_SSL_CLIENT_CCS_BEFORE_2ND_CLIENT_HELLO,
    MBEDTLS_SSL_SERVER_CCS_AFTER_SERVER_HELLO,
    MBEDTLS_SSL_CLIENT_CCS_AFTER_CLIENT_HELLO,
    MBEDTLS_SSL_SERVER_CCS_AFTER_HELLO_RETRY_REQUEST,
    MBEDTLS_SSL_HANDSHAKE_OVER,
    MBEDTLS_SSL_TLS1_3_NEW_SESSION_TICKET,
    MBEDTLS_SSL_TLS1_3_NEW_SESSION_TICKET_FLUSH,
}

/// Protocol versions.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum mbedtls_ssl_protocol_version {
    /// None has been negotiated.
    MBEDTLS_SSL_VERSION_UNKNOWN = 0,
    /// (D)TLS 1.2
    MBEDTLS_SSL_VERSION_TLS1_2 = 0x0303,
    /// (D)TLS 1.3
    MBEDTLS_SSL_VERSION_TLS1_3 = 0x0304,
}

/// Above all numbers of [`mbedtls_ssl_states`] that a DTLS 1.2 handshake passes.
pub(super) const HANDSHAKE_OVER: c_int = mbedtls_ssl_states::MBEDTLS_SSL_HANDSHAKE_OVER as c_int;
