//! The system's calls on one socket.

use std::ffi::{c_int, c_void};

/// A file descriptor. It is a number: whoever holds it decides when it is closed.
#[derive(Clone, Copy)]
pub(super) struct Socket(c_int);

/// Why a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The socket does not block, and would have to.
    WouldBlock,
    /// A signal came.
    Interrupted,
    /// The peer is gone.
    Reset,
    /// Anything else.
    Other,
}

/// What a socket is ready for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ready {
    pub(super) read: bool,
    pub(super) write: bool,
}

/// A socket's address of any family.
pub(super) struct Address {
    storage: libc::sockaddr_storage,
    length: libc::socklen_t,
}

impl Socket {
    pub(super) fn from_descriptor(descriptor: c_int) -> Option<Self> {
        (descriptor >= 0).then_some(Self(descriptor))
    }

    pub(super) fn descriptor(self) -> c_int {
        self.0
    }

    pub(super) fn open(family: c_int, datagram: bool) -> Option<Self> {
        let (kind, protocol) = if datagram {
            (libc::SOCK_DGRAM, libc::IPPROTO_UDP)
        } else {
            (libc::SOCK_STREAM, libc::IPPROTO_TCP)
        };
        // SAFETY: no memory is passed.
        let socket = Self::from_descriptor(unsafe { libc::socket(family, kind, protocol) })?;
        #[cfg(target_vendor = "apple")]
        socket.set_option(libc::SO_NOSIGPIPE);
        Some(socket)
    }

    pub(super) fn connect(self, to: &Address) -> bool {
        // SAFETY: the address is `length` bytes of a living value.
        unsafe { libc::connect(self.0, to.pointer(), to.length) == 0 }
    }

    pub(super) fn bind(self, to: &Address) -> bool {
        // SAFETY: as in `connect`.
        unsafe { libc::bind(self.0, to.pointer(), to.length) == 0 }
    }

    pub(super) fn listen(self, backlog: c_int) -> bool {
        // SAFETY: no memory is passed.
        unsafe { libc::listen(self.0, backlog) == 0 }
    }

    pub(super) fn allow_reuse(self) -> bool {
        self.set_option(libc::SO_REUSEADDR)
    }

    /// Whether this is a stream, not a datagram socket; `None` if it is no socket.
    pub(super) fn is_stream(self) -> Option<bool> {
        let mut kind: c_int = 0;
        let mut length = size_of::<c_int>() as libc::socklen_t;
        let pointer = (&raw mut kind).cast::<c_void>();
        // SAFETY: `pointer` has `length` bytes.
        let failed =
            unsafe { libc::getsockopt(self.0, libc::SOL_SOCKET, libc::SO_TYPE, pointer, &mut length) };
        (failed == 0).then_some(kind == libc::SOCK_STREAM)
    }

    pub(super) fn accept(self) -> Result<(Self, Address), Failure> {
        let mut peer = Address::empty();
        // SAFETY: the address is a living value of `length` bytes.
        let accepted = unsafe { libc::accept(self.0, peer.pointer_mut(), &mut peer.length) };
        Self::from_descriptor(accepted).map(|socket| (socket, peer)).ok_or_else(|| self.failure())
    }

    /// Who sent the datagram that waits; it goes on waiting.
    pub(super) fn peek_sender(self) -> Result<Address, Failure> {
        let mut peer = Address::empty();
        let mut byte = 0u8;
        let pointer = (&raw mut byte).cast::<c_void>();
        // SAFETY: one byte of room; the address is a living value of `length` bytes.
        let received = unsafe {
            libc::recvfrom(self.0, pointer, 1, libc::MSG_PEEK, peer.pointer_mut(), &mut peer.length)
        };
        if received < 0 { Err(self.failure()) } else { Ok(peer) }
    }

    pub(super) fn local_address(self) -> Option<Address> {
        let mut local = Address::empty();
        // SAFETY: the address is a living value of `length` bytes.
        let failed = unsafe { libc::getsockname(self.0, local.pointer_mut(), &mut local.length) };
        (failed == 0).then_some(local)
    }

    /// Waits for at most `timeout` milliseconds (-1: for ever).
    pub(super) fn poll(self, wanted: Ready, timeout: c_int) -> Result<Ready, Failure> {
        let read = if wanted.read { libc::POLLIN } else { 0 };
        let write = if wanted.write { libc::POLLOUT } else { 0 };
        let mut entry = libc::pollfd { fd: self.0, events: read | write, revents: 0 };
        // SAFETY: one living entry.
        let found = unsafe { libc::poll(&mut entry, 1, timeout) };
        if found < 0 {
            return Err(if last_error() == libc::EINTR { Failure::Interrupted } else { Failure::Other });
        }
        if entry.revents & libc::POLLNVAL != 0 {
            return Err(Failure::Other);
        }
        // An error or a hang-up is learned by reading or writing, which does not block then.
        let broken = entry.revents & (libc::POLLERR | libc::POLLHUP) != 0;
        Ok(Ready {
            read: wanted.read && (broken || entry.revents & libc::POLLIN != 0),
            write: wanted.write && (broken || entry.revents & libc::POLLOUT != 0),
        })
    }

    pub(super) fn set_blocking(self, blocking: bool) -> bool {
        let Some(flags) = self.flags() else { return false };
        let flags = if blocking { flags & !libc::O_NONBLOCK } else { flags | libc::O_NONBLOCK };
        // SAFETY: no memory is passed.
        unsafe { libc::fcntl(self.0, libc::F_SETFL, flags) != -1 }
    }

    pub(super) fn receive(self, buffer: &mut [u8]) -> Result<usize, Failure> {
        let room = buffer.len().min(c_int::MAX as usize);
        // SAFETY: `buffer` has at least `room` bytes. read(2) takes descriptors that are no sockets too.
        let received = unsafe { libc::read(self.0, buffer.as_mut_ptr().cast(), room) };
        usize::try_from(received).map_err(|_| self.failure())
    }

    pub(super) fn send(self, bytes: &[u8]) -> Result<usize, Failure> {
        #[cfg(target_vendor = "apple")]
        const FLAGS: c_int = 0;
        #[cfg(not(target_vendor = "apple"))]
        const FLAGS: c_int = libc::MSG_NOSIGNAL;
        let length = bytes.len().min(c_int::MAX as usize);
        // SAFETY: `bytes` has at least `length` bytes. A peer that is gone is told by an error, not by a signal.
        let mut sent = unsafe { libc::send(self.0, bytes.as_ptr().cast(), length, FLAGS) };
        if sent < 0 && last_error() == libc::ENOTSOCK {
            // SAFETY: as above.
            sent = unsafe { libc::write(self.0, bytes.as_ptr().cast(), length) };
        }
        usize::try_from(sent).map_err(|_| self.failure())
    }

    pub(super) fn shut_down(self) {
        // SAFETY: no memory is passed. A socket that is not connected cannot be shut down, which is no matter.
        unsafe { libc::shutdown(self.0, libc::SHUT_RDWR) };
    }

    pub(super) fn close(self) {
        // SAFETY: no memory is passed; the caller gives the descriptor up.
        unsafe { libc::close(self.0) };
    }

    /// Closes after a failed call.
    pub(super) fn close_with<T, E>(self, error: E) -> Result<T, E> {
        self.close();
        Err(error)
    }

    fn set_option(self, option: c_int) -> bool {
        let on: c_int = 1;
        let length = size_of::<c_int>() as libc::socklen_t;
        // SAFETY: `on` has `length` bytes.
        unsafe { libc::setsockopt(self.0, libc::SOL_SOCKET, option, (&raw const on).cast(), length) == 0 }
    }

    fn flags(self) -> Option<c_int> {
        // SAFETY: no memory is passed.
        let flags = unsafe { libc::fcntl(self.0, libc::F_GETFL) };
        (flags != -1).then_some(flags)
    }

    /// What the last failed call on this socket means. A blocking socket never would block: its time ran out.
    fn failure(self) -> Failure {
        match last_error() {
            libc::EINTR => Failure::Interrupted,
            libc::EPIPE | libc::ECONNRESET => Failure::Reset,
            error if error == libc::EAGAIN || error == libc::EWOULDBLOCK => {
                let blocks = self.flags().is_some_and(|flags| flags & libc::O_NONBLOCK == 0);
                if blocks { Failure::Other } else { Failure::WouldBlock }
            }
            _ => Failure::Other,
        }
    }
}

impl Address {
    fn empty() -> Self {
        // SAFETY: all zeroes is a valid sockaddr_storage, of no family.
        let storage = unsafe { std::mem::zeroed() };
        Self { storage, length: size_of::<libc::sockaddr_storage>() as libc::socklen_t }
    }

    /// # Safety
    /// `from` points to `length` bytes of address.
    pub(super) unsafe fn copied(from: *const libc::sockaddr, length: libc::socklen_t) -> Self {
        let mut address = Self::empty();
        address.length = length.min(address.length);
        let to = (&raw mut address.storage).cast::<u8>();
        // SAFETY: `from` has `length` bytes by contract, and the storage has no fewer than are copied.
        unsafe { std::ptr::copy_nonoverlapping(from.cast::<u8>(), to, address.length as usize) };
        address
    }

    pub(super) fn family(&self) -> c_int {
        c_int::from(self.storage.ss_family)
    }

    /// The address without the port, in network order.
    pub(super) fn ip(&self) -> Option<Vec<u8>> {
        let pointer = &raw const self.storage;
        match self.family() {
            libc::AF_INET => {
                // SAFETY: a sockaddr_storage of this family holds a sockaddr_in.
                let address = unsafe { &*pointer.cast::<libc::sockaddr_in>() };
                Some(address.sin_addr.s_addr.to_ne_bytes().to_vec())
            }
            libc::AF_INET6 => {
                // SAFETY: a sockaddr_storage of this family holds a sockaddr_in6.
                let address = unsafe { &*pointer.cast::<libc::sockaddr_in6>() };
                Some(address.sin6_addr.s6_addr.to_vec())
            }
            _ => None,
        }
    }

    fn pointer(&self) -> *const libc::sockaddr {
        (&raw const self.storage).cast()
    }

    fn pointer_mut(&mut self) -> *mut libc::sockaddr {
        (&raw mut self.storage).cast()
    }
}

fn last_error() -> c_int {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}
