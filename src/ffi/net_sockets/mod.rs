//! `mbedtls/net_sockets.h`: sockets for programs that block, and the functions that they give to
//! `mbedtls_ssl_set_bio`.
//!
//! The struct is one public file descriptor, which programs may set themselves; nothing else is remembered. Waiting is
//! done by poll(2), so that descriptors of any number work.

mod address;
mod system;

use super::boundary::{boundary, boundary_void};
use super::clock;
use super::ptr::{self, OrCode};
use super::ssl::codes::{MBEDTLS_ERR_SSL_TIMEOUT, MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE};
use super::status::Status;
use address::Hints;
use std::ffi::{c_char, c_int, c_uchar, c_ulong, c_void};
use std::time::Duration;
use system::{Failure, Ready, Socket};

/// No socket could be opened.
pub const MBEDTLS_ERR_NET_SOCKET_FAILED: c_int = -0x0042;
/// The connection was refused, or no address could be reached.
pub const MBEDTLS_ERR_NET_CONNECT_FAILED: c_int = -0x0044;
/// The socket could not be bound to the address.
pub const MBEDTLS_ERR_NET_BIND_FAILED: c_int = -0x0046;
/// The socket could not be made to listen.
pub const MBEDTLS_ERR_NET_LISTEN_FAILED: c_int = -0x0048;
/// No client could be accepted.
pub const MBEDTLS_ERR_NET_ACCEPT_FAILED: c_int = -0x004A;
/// Receiving failed.
pub const MBEDTLS_ERR_NET_RECV_FAILED: c_int = -0x004C;
/// Sending failed.
pub const MBEDTLS_ERR_NET_SEND_FAILED: c_int = -0x004E;
/// The peer reset the connection.
pub const MBEDTLS_ERR_NET_CONN_RESET: c_int = -0x0050;
/// The host or the port has no address.
pub const MBEDTLS_ERR_NET_UNKNOWN_HOST: c_int = -0x0052;
/// The client's address does not fit the buffer.
pub const MBEDTLS_ERR_NET_BUFFER_TOO_SMALL: c_int = -0x0043;
/// The context is NULL or holds no descriptor.
pub const MBEDTLS_ERR_NET_INVALID_CONTEXT: c_int = -0x0045;
/// Waiting failed.
pub const MBEDTLS_ERR_NET_POLL_FAILED: c_int = -0x0047;
/// An argument is NULL or out of range.
pub const MBEDTLS_ERR_NET_BAD_INPUT_DATA: c_int = -0x0049;

/// How many connections wait to be accepted.
pub const MBEDTLS_NET_LISTEN_BACKLOG: c_int = 10;

/// TCP, for mbedtls_net_connect() and mbedtls_net_bind().
pub const MBEDTLS_NET_PROTO_TCP: c_int = 0;
/// UDP, for mbedtls_net_connect() and mbedtls_net_bind().
pub const MBEDTLS_NET_PROTO_UDP: c_int = 1;

/// There is something to read; for mbedtls_net_poll().
pub const MBEDTLS_NET_POLL_READ: c_int = 1;
/// There is room to write; for mbedtls_net_poll().
pub const MBEDTLS_NET_POLL_WRITE: c_int = 2;

/// A socket.
#[repr(C)]
pub struct mbedtls_net_context {
    /// The file descriptor, or -1.
    pub fd: c_int,
}

const _: () = assert!(size_of::<mbedtls_net_context>() == 4);

/// Makes a context that holds no socket.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_init(ctx: *mut mbedtls_net_context) {
    boundary_void(|| {
        // SAFETY: NULL (refused) or writable, by contract.
        let _ = unsafe { ptr::store(ctx, mbedtls_net_context { fd: -1 }) };
    });
}

/// Connects to a host; the addresses that its name has are tried in turn.
///
/// \param ctx    The context, initialised; its former socket is not closed.
/// \param host   The name or address.
/// \param port   The port in decimal, or a service's name.
/// \param proto  MBEDTLS_NET_PROTO_TCP or MBEDTLS_NET_PROTO_UDP.
///
/// \return       0, MBEDTLS_ERR_NET_UNKNOWN_HOST, MBEDTLS_ERR_NET_SOCKET_FAILED, MBEDTLS_ERR_NET_CONNECT_FAILED,
///               MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL) or MBEDTLS_ERR_NET_BAD_INPUT_DATA (a string is NULL).
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread uses; the strings are NULL or end in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_connect(
    ctx: *mut mbedtls_net_context,
    host: *const c_char,
    port: *const c_char,
    proto: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: NULL or good, by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_NET_INVALID_CONTEXT)?;
        // SAFETY: as above.
        let host = unsafe { ptr::string(host) }.or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        // SAFETY: as above.
        let port = unsafe { ptr::string(port) }.or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        let addresses = Hints { datagram: proto == MBEDTLS_NET_PROTO_UDP, passive: false }
            .resolve(Some(host), port)
            .ok_or(Status::new(MBEDTLS_ERR_NET_UNKNOWN_HOST))?;
        let mut result = Err(Status::new(MBEDTLS_ERR_NET_UNKNOWN_HOST));
        for address in addresses.iter() {
            result = address
                .socket()
                .ok_or(MBEDTLS_ERR_NET_SOCKET_FAILED)
                .and_then(|socket| {
                    let connected = socket.connect(&address.to());
                    if connected { Ok(socket) } else { socket.close_with(MBEDTLS_ERR_NET_CONNECT_FAILED) }
                })
                .map_err(Status::new);
            if result.is_ok() {
                break;
            }
        }
        context.fd = result?.descriptor();
        Ok(())
    })
}

/// Binds a socket to an address, to receive from any client; TCP sockets listen too.
///
/// \param ctx      The context, initialised; its former socket is not closed.
/// \param bind_ip  The address, or NULL for all of this host.
/// \param port     The port in decimal, or a service's name.
/// \param proto    MBEDTLS_NET_PROTO_TCP or MBEDTLS_NET_PROTO_UDP.
///
/// \return         0, MBEDTLS_ERR_NET_UNKNOWN_HOST, MBEDTLS_ERR_NET_SOCKET_FAILED, MBEDTLS_ERR_NET_BIND_FAILED,
///                 MBEDTLS_ERR_NET_LISTEN_FAILED, MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL) or
///                 MBEDTLS_ERR_NET_BAD_INPUT_DATA (`port` is NULL).
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread uses; the strings are NULL or end in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_bind(
    ctx: *mut mbedtls_net_context,
    bind_ip: *const c_char,
    port: *const c_char,
    proto: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: NULL or good, by contract.
        let context = unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_NET_INVALID_CONTEXT)?;
        // SAFETY: as above.
        let host = unsafe { ptr::string(bind_ip) }.ok();
        // SAFETY: as above.
        let port = unsafe { ptr::string(port) }.or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        let datagram = proto == MBEDTLS_NET_PROTO_UDP;
        let addresses = Hints { datagram, passive: host.is_none() }
            .resolve(host, port)
            .ok_or(Status::new(MBEDTLS_ERR_NET_UNKNOWN_HOST))?;
        let mut result = Err(Status::new(MBEDTLS_ERR_NET_UNKNOWN_HOST));
        for address in addresses.iter() {
            result = address
                .socket()
                .ok_or(MBEDTLS_ERR_NET_SOCKET_FAILED)
                .and_then(|socket| {
                    if !socket.allow_reuse() {
                        return socket.close_with(MBEDTLS_ERR_NET_SOCKET_FAILED);
                    }
                    if !socket.bind(&address.to()) {
                        return socket.close_with(MBEDTLS_ERR_NET_BIND_FAILED);
                    }
                    if !datagram && !socket.listen(MBEDTLS_NET_LISTEN_BACKLOG) {
                        return socket.close_with(MBEDTLS_ERR_NET_LISTEN_FAILED);
                    }
                    Ok(socket)
                })
                .map_err(Status::new);
            if result.is_ok() {
                break;
            }
        }
        context.fd = result?.descriptor();
        Ok(())
    })
}

/// Accepts the next client of a bound socket.
///
/// With UDP the client is whoever sent the first datagram that waits, which stays to be read: the bound socket is
/// connected to the client and becomes `client_ctx`, and `bind_ctx` gets a new socket bound to the same address.
///
/// \param bind_ctx    The bound socket.
/// \param client_ctx  Where the client's socket goes.
/// \param client_ip   Where the client's address goes, 4 or 16 bytes in network order; or NULL.
/// \param buf_size    The size of `client_ip`.
/// \param cip_len     Where the length of the address goes; may be NULL if `client_ip` is.
///
/// \return            0, MBEDTLS_ERR_SSL_WANT_READ if the socket does not block and nobody waits,
///                    MBEDTLS_ERR_NET_ACCEPT_FAILED, MBEDTLS_ERR_NET_SOCKET_FAILED or MBEDTLS_ERR_NET_BIND_FAILED (no
///                    new socket for `bind_ctx`, which then holds none), MBEDTLS_ERR_NET_BUFFER_TOO_SMALL (the client
///                    is accepted all the same), MBEDTLS_ERR_NET_INVALID_CONTEXT (a context is NULL, or `bind_ctx` not
///                    open) or MBEDTLS_ERR_NET_BAD_INPUT_DATA (both contexts are the same, or `cip_len` is NULL and
///                    `client_ip` is not).
///
/// # Safety
/// The pointers are NULL or point to what they are for, which no other thread uses; `client_ip` has `buf_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_accept(
    bind_ctx: *mut mbedtls_net_context,
    client_ctx: *mut mbedtls_net_context,
    client_ip: *mut c_void,
    buf_size: usize,
    cip_len: *mut usize,
) -> c_int {
    boundary(|| {
        if bind_ctx == client_ctx {
            return Err(Status::new(MBEDTLS_ERR_NET_BAD_INPUT_DATA));
        }
        // SAFETY: NULL or good, and not the same, by contract and check.
        let bound = unsafe { ptr::reference_mut(bind_ctx) }.or_code(MBEDTLS_ERR_NET_INVALID_CONTEXT)?;
        // SAFETY: as above.
        let client = unsafe { ptr::reference_mut(client_ctx) }.or_code(MBEDTLS_ERR_NET_INVALID_CONTEXT)?;
        if !client_ip.is_null() && cip_len.is_null() {
            return Err(Status::new(MBEDTLS_ERR_NET_BAD_INPUT_DATA));
        }
        let socket = socket_of(bound)?;
        let peer = if socket.is_stream().ok_or(Status::new(MBEDTLS_ERR_NET_ACCEPT_FAILED))? {
            let (accepted, peer) = socket.accept().map_err(accept_failure)?;
            client.fd = accepted.descriptor();
            peer
        } else {
            let peer = socket.peek_sender().map_err(accept_failure)?;
            let local = socket.local_address().ok_or(Status::new(MBEDTLS_ERR_NET_ACCEPT_FAILED))?;
            if !socket.connect(&peer) {
                return Err(Status::new(MBEDTLS_ERR_NET_ACCEPT_FAILED));
            }
            client.fd = std::mem::replace(&mut bound.fd, -1);
            let fresh =
                Socket::open(local.family(), true).ok_or(Status::new(MBEDTLS_ERR_NET_SOCKET_FAILED))?;
            if !fresh.allow_reuse() {
                return fresh.close_with(Status::new(MBEDTLS_ERR_NET_SOCKET_FAILED));
            }
            if !fresh.bind(&local) {
                return fresh.close_with(Status::new(MBEDTLS_ERR_NET_BIND_FAILED));
            }
            bound.fd = fresh.descriptor();
            peer
        };
        if client_ip.is_null() {
            return Ok(());
        }
        let ip = peer.ip().ok_or(Status::new(MBEDTLS_ERR_NET_ACCEPT_FAILED))?;
        // SAFETY: not NULL; writable by contract.
        unsafe { ptr::store(cip_len, ip.len()) }.or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        // SAFETY: `client_ip` has `buf_size` bytes by contract.
        let room = unsafe { ptr::slice_mut(client_ip.cast::<u8>(), buf_size) }
            .or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        let room = room.get_mut(..ip.len()).ok_or(Status::new(MBEDTLS_ERR_NET_BUFFER_TOO_SMALL))?;
        room.copy_from_slice(&ip);
        Ok(())
    })
}

/// Waits until a socket can be read or written.
///
/// \param ctx      The socket.
/// \param rw       What to wait for: MBEDTLS_NET_POLL_READ, MBEDTLS_NET_POLL_WRITE or both.
/// \param timeout  How long to wait in milliseconds; 0 does not wait, UINT32_MAX waits for ever.
///
/// \return         What is possible now, in the bits of `rw`; 0 if nothing was within `timeout`;
///                 MBEDTLS_ERR_NET_BAD_INPUT_DATA (other bits in `rw`), MBEDTLS_ERR_NET_POLL_FAILED or
///                 MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL or not open).
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_poll(ctx: *mut mbedtls_net_context, rw: u32, timeout: u32) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let socket = unsafe { socket_behind(ctx.cast()) }?;
        const READ: u32 = MBEDTLS_NET_POLL_READ as u32;
        const WRITE: u32 = MBEDTLS_NET_POLL_WRITE as u32;
        if rw & !(READ | WRITE) != 0 {
            return Err(Status::new(MBEDTLS_ERR_NET_BAD_INPUT_DATA));
        }
        let wanted = Ready { read: rw & READ != 0, write: rw & WRITE != 0 };
        let limit = (timeout != u32::MAX).then_some(timeout);
        match wait_through_signals(socket, wanted, limit) {
            Ok(ready) => {
                let read = if ready.read { MBEDTLS_NET_POLL_READ } else { 0 };
                let write = if ready.write { MBEDTLS_NET_POLL_WRITE } else { 0 };
                Ok(read | write)
            }
            Err(_) => Err(Status::new(MBEDTLS_ERR_NET_POLL_FAILED)),
        }
    })
}

/// Makes a socket wait when it is read or written.
///
/// \param ctx  The socket.
///
/// \return     0, -1 if the system refuses, or MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL).
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_set_block(ctx: *mut mbedtls_net_context) -> c_int {
    // SAFETY: by contract.
    unsafe { set_blocking(ctx, true) }
}

/// Makes a socket return at once when it is read or written: MBEDTLS_ERR_SSL_WANT_READ or
/// MBEDTLS_ERR_SSL_WANT_WRITE.
///
/// \param ctx  The socket.
///
/// \return     0, -1 if the system refuses, or MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL).
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread changes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_set_nonblock(ctx: *mut mbedtls_net_context) -> c_int {
    // SAFETY: by contract.
    unsafe { set_blocking(ctx, false) }
}

/// Lets the thread sleep, for at least the time given.
///
/// \param usec  The time in microseconds.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_net_usleep(usec: c_ulong) {
    boundary_void(|| std::thread::sleep(Duration::from_micros(usec)));
}

/// Receives at most `len` bytes, from a UDP socket one datagram; for mbedtls_ssl_set_bio().
///
/// \param ctx  The `mbedtls_net_context`.
/// \param buf  Where the bytes go; what does not fit of a datagram is lost.
/// \param len  The size of `buf`.
///
/// \return     How many bytes were received; 0 at the end of a TCP connection, and for an empty datagram;
///             MBEDTLS_ERR_SSL_WANT_READ (nothing there, or a signal came), MBEDTLS_ERR_NET_CONN_RESET,
///             MBEDTLS_ERR_NET_RECV_FAILED, MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL or not open) or
///             MBEDTLS_ERR_NET_BAD_INPUT_DATA (`buf` is NULL and `len` not 0).
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread changes; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_recv(ctx: *mut c_void, buf: *mut c_uchar, len: usize) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let socket = unsafe { socket_behind(ctx) }?;
        // SAFETY: by contract.
        let buffer = unsafe { ptr::slice_mut(buf, len) }.or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        receive(socket, buffer)
    })
}

/// Sends at most `len` bytes, to a UDP socket one datagram; for mbedtls_ssl_set_bio().
///
/// \param ctx  The `mbedtls_net_context`.
/// \param buf  The bytes.
/// \param len  How many.
///
/// \return     How many were sent; MBEDTLS_ERR_SSL_WANT_WRITE (no room, or a signal came), MBEDTLS_ERR_NET_CONN_RESET,
///             MBEDTLS_ERR_NET_SEND_FAILED, MBEDTLS_ERR_NET_INVALID_CONTEXT (`ctx` is NULL or not open) or
///             MBEDTLS_ERR_NET_BAD_INPUT_DATA (`buf` is NULL and `len` not 0).
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread changes; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_send(ctx: *mut c_void, buf: *const c_uchar, len: usize) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let socket = unsafe { socket_behind(ctx) }?;
        // SAFETY: by contract.
        let bytes = unsafe { ptr::slice(buf, len) }.or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        socket.send(bytes).map_err(|failure| {
            Status::new(match failure {
                Failure::WouldBlock | Failure::Interrupted => MBEDTLS_ERR_SSL_WANT_WRITE,
                Failure::Reset => MBEDTLS_ERR_NET_CONN_RESET,
                Failure::Other => MBEDTLS_ERR_NET_SEND_FAILED,
            })
        })
    })
}

/// Receives as mbedtls_net_recv(), after waiting for something to be there; for mbedtls_ssl_set_bio().
///
/// \param ctx      The `mbedtls_net_context`.
/// \param buf      Where the bytes go; what does not fit of a datagram is lost.
/// \param len      The size of `buf`.
/// \param timeout  How long to wait in milliseconds; 0 waits for ever.
///
/// \return         As mbedtls_net_recv(), also if a pointer is NULL; MBEDTLS_ERR_SSL_TIMEOUT.
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread changes; `buf` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_recv_timeout(
    ctx: *mut c_void,
    buf: *mut c_uchar,
    len: usize,
    timeout: u32,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let socket = unsafe { socket_behind(ctx) }?;
        // SAFETY: by contract.
        let buffer = unsafe { ptr::slice_mut(buf, len) }.or_code(MBEDTLS_ERR_NET_BAD_INPUT_DATA)?;
        let limit = (timeout != 0).then_some(timeout);
        match wait(socket, Ready { read: true, write: false }, limit) {
            Ok(Ready { read: true, .. }) => receive(socket, buffer),
            Ok(_) => Err(Status::new(MBEDTLS_ERR_SSL_TIMEOUT)),
            Err(Failure::Interrupted) => Err(Status::new(MBEDTLS_ERR_SSL_WANT_READ)),
            Err(_) => Err(Status::new(MBEDTLS_ERR_NET_RECV_FAILED)),
        }
    })
}

/// Closes a socket, without shutting down the connection that other processes may share.
///
/// \param ctx  The socket. NULL, and a context that holds none, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_close(ctx: *mut mbedtls_net_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Some(socket) = unsafe { taken(ctx) } {
            socket.close();
        }
    });
}

/// Shuts down a connection and closes its socket.
///
/// \param ctx  The socket. NULL, and a context that holds none, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to a context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_net_free(ctx: *mut mbedtls_net_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Some(socket) = unsafe { taken(ctx) } {
            socket.shut_down();
            socket.close();
        }
    });
}

fn socket_of(context: &mbedtls_net_context) -> Result<Socket, Status> {
    Socket::from_descriptor(context.fd).ok_or(Status::new(MBEDTLS_ERR_NET_INVALID_CONTEXT))
}

/// # Safety
/// As for every function here: `context` is NULL or points to a context that no other thread changes.
unsafe fn socket_behind(context: *mut c_void) -> Result<Socket, Status> {
    // SAFETY: by this function's contract.
    let context = unsafe { ptr::reference(context.cast::<mbedtls_net_context>()) }
        .or_code(MBEDTLS_ERR_NET_INVALID_CONTEXT)?;
    socket_of(context)
}

/// Takes the socket out of a context.
///
/// # Safety
/// `context` is NULL or points to a context that no other thread uses.
unsafe fn taken(context: *mut mbedtls_net_context) -> Option<Socket> {
    // SAFETY: by this function's contract.
    let context = unsafe { ptr::reference_mut(context) }.ok()?;
    Socket::from_descriptor(std::mem::replace(&mut context.fd, -1))
}

/// # Safety
/// `context` is NULL or points to a context that no other thread changes.
unsafe fn set_blocking(context: *mut mbedtls_net_context, blocking: bool) -> c_int {
    boundary(|| {
        // SAFETY: by this function's contract.
        let context = unsafe { ptr::reference(context) }.or_code(MBEDTLS_ERR_NET_INVALID_CONTEXT)?;
        let done = Socket::from_descriptor(context.fd).is_some_and(|socket| socket.set_blocking(blocking));
        if done { Ok(()) } else { Err(Status::new(-1)) }
    })
}

fn accept_failure(failure: Failure) -> Status {
    match failure {
        Failure::WouldBlock => Status::WANT_READ,
        Failure::Interrupted | Failure::Reset | Failure::Other => Status::new(MBEDTLS_ERR_NET_ACCEPT_FAILED),
    }
}

fn receive(socket: Socket, buffer: &mut [u8]) -> Result<usize, Status> {
    socket.receive(buffer).map_err(|failure| {
        Status::new(match failure {
            Failure::WouldBlock | Failure::Interrupted => MBEDTLS_ERR_SSL_WANT_READ,
            Failure::Reset => MBEDTLS_ERR_NET_CONN_RESET,
            Failure::Other => MBEDTLS_ERR_NET_RECV_FAILED,
        })
    })
}

/// Waits for at most `limit` milliseconds (`None`: for ever), in portions that poll(2) can take.
fn wait(socket: Socket, wanted: Ready, limit: Option<u32>) -> Result<Ready, Failure> {
    let deadline = limit.map(|limit| clock::monotonic_milliseconds() + u64::from(limit));
    loop {
        let left = deadline.map(|deadline| deadline.saturating_sub(clock::monotonic_milliseconds()));
        let portion = left.map_or(-1, |left| c_int::try_from(left).unwrap_or(c_int::MAX));
        let ready = socket.poll(wanted, portion)?;
        let is_over = deadline.is_some_and(|deadline| clock::monotonic_milliseconds() >= deadline);
        if ready.read || ready.write || is_over {
            return Ok(ready);
        }
    }
}

/// As [`wait`], and goes on waiting for the rest of the time when a signal came.
fn wait_through_signals(socket: Socket, wanted: Ready, limit: Option<u32>) -> Result<Ready, Failure> {
    let start = clock::monotonic_milliseconds();
    let mut left = limit;
    loop {
        match wait(socket, wanted, left) {
            Err(Failure::Interrupted) => {
                let passed = clock::monotonic_milliseconds() - start;
                left = limit.map(|limit| limit.saturating_sub(u32::try_from(passed).unwrap_or(u32::MAX)));
            }
            other => return other,
        }
    }
}
