//! Names to addresses.

use super::system::{Address, Socket};
use std::ffi::{CStr, c_int};
use std::ptr::NonNull;

/// What kind of address is looked for.
pub(super) struct Hints {
    /// UDP, not TCP.
    pub(super) datagram: bool,
    /// To bind to, when no host is named.
    pub(super) passive: bool,
}

impl Hints {
    /// The addresses of a host (`None`: this one) and a port.
    pub(super) fn resolve(&self, host: Option<&CStr>, port: &CStr) -> Option<Resolved> {
        // SAFETY: all zeroes is a valid addrinfo: no flags, no addresses.
        let mut hints: libc::addrinfo = unsafe { std::mem::zeroed() };
        hints.ai_family = libc::AF_UNSPEC;
        (hints.ai_socktype, hints.ai_protocol) = if self.datagram {
            (libc::SOCK_DGRAM, libc::IPPROTO_UDP)
        } else {
            (libc::SOCK_STREAM, libc::IPPROTO_TCP)
        };
        if self.passive {
            hints.ai_flags = libc::AI_PASSIVE;
        }
        let host = host.map_or(std::ptr::null(), CStr::as_ptr);
        let mut list = std::ptr::null_mut();
        // SAFETY: the strings end in NUL or are NULL; hints and list are ours.
        let failed = unsafe { libc::getaddrinfo(host, port.as_ptr(), &hints, &mut list) };
        if failed == 0 { NonNull::new(list).map(Resolved) } else { None }
    }
}

/// A list of addresses from the system.
pub(super) struct Resolved(NonNull<libc::addrinfo>);

impl Resolved {
    /// The addresses, the preferred one first.
    pub(super) fn iter(&self) -> impl Iterator<Item = Candidate<'_>> {
        // SAFETY: the list is alive until this is dropped.
        let first = Some(unsafe { self.0.as_ref() });
        // SAFETY: as above; `ai_next` is NULL or the next of the list.
        std::iter::successors(first, |entry| unsafe { entry.ai_next.as_ref() }).map(Candidate)
    }
}

impl Drop for Resolved {
    fn drop(&mut self) {
        // SAFETY: made by getaddrinfo, and freed once.
        unsafe { libc::freeaddrinfo(self.0.as_ptr()) };
    }
}

/// One address of the list.
pub(super) struct Candidate<'a>(&'a libc::addrinfo);

impl Candidate<'_> {
    /// A socket that suits the address.
    pub(super) fn socket(&self) -> Option<Socket> {
        Socket::open(c_int::from(self.to().family()), self.0.ai_socktype == libc::SOCK_DGRAM)
    }

    /// The address.
    pub(super) fn to(&self) -> Address {
        // SAFETY: getaddrinfo gives `ai_addrlen` bytes of address.
        unsafe { Address::copied(self.0.ai_addr, self.0.ai_addrlen) }
    }
}
