//! What callbacks may do, and what contexts keep.

use super::codes::*;
use super::config::*;
use super::connection::*;
use super::constants::*;
use super::context::*;
use super::freeze::freeze;
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::config::AuthMode;
use crate::ffi::slot::Slot;
use crate::handshake::Phase;
use std::ffi::{c_int, c_uchar, c_void};
use std::sync::Arc;

/// A client with its configuration, and what its callbacks do.
struct Client {
    ssl: Box<mbedtls_ssl_context>,
    conf: Box<mbedtls_ssl_config>,
    io: Box<Io>,
}

struct Io {
    ssl: *mut mbedtls_ssl_context,
    on_send: fn(*mut mbedtls_ssl_context),
    on_receive: fn(*mut mbedtls_ssl_context),
    /// Datagrams that still come in; none of them is a record.
    incoming: usize,
    sent: usize,
}

unsafe extern "C" fn random(_: *mut c_void, output: *mut c_uchar, size: usize) -> c_int {
    // SAFETY: the library asks for so many bytes.
    unsafe { output.write_bytes(1, size) };
    0
}

unsafe extern "C" fn send(io: *mut c_void, _: *const c_uchar, size: usize) -> c_int {
    // SAFETY: the argument that the test gave.
    let io = unsafe { &mut *io.cast::<Io>() };
    io.sent += 1;
    (io.on_send)(io.ssl);
    size as c_int
}

unsafe extern "C" fn receive(io: *mut c_void, buffer: *mut c_uchar, _: usize) -> c_int {
    // SAFETY: the argument that the test gave.
    let io = unsafe { &mut *io.cast::<Io>() };
    (io.on_receive)(io.ssl);
    if io.incoming == 0 {
        return MBEDTLS_ERR_SSL_WANT_READ;
    }
    io.incoming -= 1;
    // SAFETY: the library has room for far more.
    unsafe { buffer.write_bytes(0xee, 10) };
    10
}

unsafe extern "C" fn set_timer(_: *mut c_void, _: u32, _: u32) {}

unsafe extern "C" fn get_timer(_: *mut c_void) -> c_int {
    0
}

fn client(on_send: fn(*mut mbedtls_ssl_context), on_receive: fn(*mut mbedtls_ssl_context)) -> Client {
    // SAFETY: all zeroes is what both init functions make.
    let (mut ssl, mut conf): (Box<mbedtls_ssl_context>, Box<mbedtls_ssl_config>) =
        unsafe { (Box::new(std::mem::zeroed()), Box::new(std::mem::zeroed())) };
    let ssl_pointer = &raw mut *ssl;
    let mut io = Box::new(Io { ssl: ssl_pointer, on_send, on_receive, incoming: 0, sent: 0 });
    let io_pointer = (&raw mut *io).cast();
    // SAFETY: all are alive as long as the client.
    unsafe {
        mbedtls_ssl_config_defaults(
            &mut *conf,
            MBEDTLS_SSL_IS_CLIENT,
            MBEDTLS_SSL_TRANSPORT_DATAGRAM,
            MBEDTLS_SSL_PRESET_DEFAULT,
        );
        mbedtls_ssl_conf_rng(&mut *conf, Some(random), std::ptr::null_mut());
        assert_eq!(mbedtls_ssl_setup(ssl_pointer, &*conf), 0);
        mbedtls_ssl_set_bio(ssl_pointer, io_pointer, Some(send), Some(receive), None);
        mbedtls_ssl_set_timer_cb(ssl_pointer, std::ptr::null_mut(), Some(set_timer), Some(get_timer));
    }
    Client { ssl, conf, io }
}

impl Client {
    fn handshake(&mut self) -> c_int {
        // SAFETY: the context is alive and ours alone.
        unsafe { mbedtls_ssl_handshake(self.io.ssl) }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // SAFETY: both are alive and ours alone.
        unsafe {
            mbedtls_ssl_free(&mut *self.ssl);
            mbedtls_ssl_config_free(&mut *self.conf);
        }
    }
}

fn nothing(_: *mut mbedtls_ssl_context) {}

/// As after a panic in a call that a callback made.
fn poison(ssl: *mut mbedtls_ssl_context) {
    // SAFETY: alive, and nobody borrows it while a callback runs.
    unsafe { &mut *ssl }.value_mut().expect("set up").poisoned = true;
}

fn free(ssl: *mut mbedtls_ssl_context) {
    // SAFETY: alive, and nobody borrows it while a callback runs.
    unsafe { mbedtls_ssl_free(ssl) };
}

fn reset(ssl: *mut mbedtls_ssl_context) {
    // SAFETY: alive, and nobody borrows it while a callback runs.
    assert_eq!(unsafe { mbedtls_ssl_session_reset(ssl) }, 0);
}

fn handshake_inside(ssl: *mut mbedtls_ssl_context) {
    // SAFETY: alive, and nobody borrows it while a callback runs.
    let code = unsafe { mbedtls_ssl_handshake_step(ssl) };
    assert!(code == 0 || code == MBEDTLS_ERR_SSL_WANT_READ, "{code:#x}");
}

#[test]
fn a_context_that_waits_holds_no_buffer() {
    let mut client = client(nothing, nothing);
    client.io.incoming = 3;
    assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_WANT_READ);
    assert_eq!(client.io.incoming, 0);
    let state = client.ssl.value_mut().expect("set up");
    assert_eq!(state.connection.phase(), Phase::ServerHello);
    assert!(state.connection.reclaim_buffer().is_none());
}

#[test]
fn a_context_poisoned_inside_a_callback_does_nothing_more() {
    let mut client = client(poison, nothing);
    assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_INTERNAL_ERROR);
    assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_INTERNAL_ERROR);
    assert_eq!(client.io.sent, 1);
    client.io.on_send = nothing;
    reset(client.io.ssl);
    assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_WANT_READ);
}

#[test]
fn callbacks_may_free_reset_and_call_again() {
    for (on_send, on_receive) in [(free as fn(_), nothing as fn(_)), (nothing, free)] {
        let mut client = client(on_send, on_receive);
        client.io.incoming = 1;
        assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    }

    let mut client = client(nothing, reset);
    assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_WANT_READ);
    client.io.on_receive = nothing;
    assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_WANT_READ);
    assert_eq!(client.io.sent, 2, "a new hello after the reset");

    let mut client = self::client(handshake_inside, nothing);
    client.io.incoming = 1;
    assert_eq!(client.handshake(), MBEDTLS_ERR_SSL_WANT_READ);
    assert_eq!(client.io.sent, 1);
}

#[test]
fn a_choice_that_its_field_cannot_hold_is_none() {
    let client = client(nothing, nothing);
    let conf = std::ptr::from_ref(&*client.conf).cast_mut();
    // SAFETY: alive and ours alone.
    unsafe {
        mbedtls_ssl_conf_authmode(conf, 0x100 + MBEDTLS_SSL_VERIFY_NONE);
        assert_eq!(freeze(&*conf).expect("sound").auth_mode, AuthMode::Required);
        mbedtls_ssl_conf_endpoint(conf, 0x100 + MBEDTLS_SSL_IS_SERVER);
        assert!(freeze(&*conf).is_err());
    }
}

#[test]
fn revocations_are_frozen_by_content() {
    use crate::ffi::ssl::mbedtls_ssl_conf_ca_chain;
    use crate::ffi::x509_crl::{mbedtls_x509_crl, mbedtls_x509_crl_parse_der};
    use crate::pki::testing::{crl, crl_der};

    let client = client(nothing, nothing);
    let conf = std::ptr::from_ref(&*client.conf).cast_mut();
    let mut lists = mbedtls_x509_crl::empty();
    let lists = &raw mut lists;
    let (first, second) = (crl_der("p256"), crl_der("rsa"));
    // SAFETY: alive and ours alone; the bytes are as many as said; the list is freed once.
    unsafe {
        let without = freeze(&*conf).expect("sound");
        assert!(without.crls.is_empty());
        mbedtls_ssl_conf_ca_chain(conf, std::ptr::null_mut(), lists);
        assert!(freeze(&*conf).expect("an empty list").crls.is_empty());
        assert_eq!(mbedtls_x509_crl_parse_der(lists, first.as_ptr(), first.len()), 0);
        let one = freeze(&*conf).expect("sound");
        assert_eq!(one.crls, [crl("p256")]);
        assert!(Arc::ptr_eq(&one, &freeze(&*conf).expect("the same")));
        assert_eq!(mbedtls_x509_crl_parse_der(lists, second.as_ptr(), second.len()), 0);
        assert_eq!(freeze(&*conf).expect("sound").crls, [crl("p256"), crl("rsa")]);
        mbedtls_ssl_conf_ca_chain(conf, std::ptr::null_mut(), std::ptr::null_mut());
        assert!(freeze(&*conf).expect("sound").crls.is_empty());
        (*lists).free_list();
    }
}

#[test]
fn threads_share_one_frozen_configuration() {
    struct Shared(*const mbedtls_ssl_config);
    // SAFETY: nobody changes the configuration while the threads look at it.
    unsafe impl Sync for Shared {}
    impl Shared {
        fn freeze(&self) -> Arc<crate::config::Config> {
            // SAFETY: alive, and nobody changes it.
            unsafe { freeze(&*self.0) }.expect("sound")
        }
    }

    let mut client = client(nothing, nothing);
    super::freeze::drop_cache(&mut client.conf);
    let shared = Shared(&raw const *client.conf);
    let frozen: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| shared.freeze())).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(frozen.iter().all(|config| Arc::ptr_eq(config, &frozen[0])));
}
