//! `mbedtls_ssl_session`: what a connection leaves behind for its resumption, as C programs hold it.

use super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE;
use super::freeze::VERSION_TLS1_2;
use crate::codec::ProtocolVersion;
use crate::crypto::CipherSuite;
use crate::ffi::clock;
use crate::ffi::platform::{allocate, displace, place, release};
use crate::ffi::ptr;
use crate::ffi::status::Status;
use crate::ffi::x509_crt::{Chain, mbedtls_x509_crt, parse_list};
use crate::keys::{MASTER_SECRET_LEN, MasterSecret, Role};
use crate::msgs::MAX_SESSION_ID;
use crate::pki::Certificate;
use crate::session::{NOT_VERIFIED, ServerNameDigest, Session, Ticket};
use crate::time::{SystemWallClock, WallClock};
use std::ffi::{c_int, c_uchar, c_uint};
use std::mem::offset_of;
use std::ptr::null_mut;
use zeroize::{Zeroize, Zeroizing};

/// What is known of a session: enough to resume it. Begin with `mbedtls_ssl_session_init()`, end with
/// `mbedtls_ssl_session_free()`. It holds the master secret; keep it secret.
///
/// The fields stand where programs compiled elsewhere expect them, and are all that there is: copies of the struct share
/// certificate and ticket, which are freed once.
#[repr(C)]
pub struct mbedtls_ssl_session {
    pub(super) private_mfl_code: c_uchar,
    pub(super) private_exported: c_uchar,
    pub(super) private_endpoint: u8,
    pub(super) private_tls_version: c_uint,
    pub(super) private_start: i64,
    pub(super) private_ciphersuite: c_int,
    pub(super) private_id_len: usize,
    pub(super) private_id: [c_uchar; 32],
    pub(super) private_master: [c_uchar; 48],
    pub(super) private_peer_cert: *mut mbedtls_x509_crt,
    pub(super) private_verify_result: u32,
    pub(super) private_ticket: *mut c_uchar,
    pub(super) private_ticket_len: usize,
    pub(super) private_ticket_lifetime: u32,
    pub(super) private_ticket_creation_time: i64,
    pub(super) private_ticket_age_add: u32,
    pub(super) private_ticket_flags: u8,
    pub(super) private_extended_ms: u8,
    pub(super) private_reserve_0: [u8; 50],
    pub(super) private_reserve_1: [u64; 2],
    pub(super) private_encrypt_then_mac: c_int,
    pub(super) private_server_name: [u8; 16],
    pub(super) private_reserve_2: [u32; 61],
}

const _: () = {
    assert!(size_of::<mbedtls_ssl_session>() == 496);
    assert!(offset_of!(mbedtls_ssl_session, private_exported) == 1);
    assert!(offset_of!(mbedtls_ssl_session, private_tls_version) == 4);
    assert!(offset_of!(mbedtls_ssl_session, private_start) == 8);
    assert!(offset_of!(mbedtls_ssl_session, private_ciphersuite) == 16);
    assert!(offset_of!(mbedtls_ssl_session, private_id_len) == 24);
    assert!(offset_of!(mbedtls_ssl_session, private_id) == 32);
    assert!(offset_of!(mbedtls_ssl_session, private_master) == 64);
    assert!(offset_of!(mbedtls_ssl_session, private_peer_cert) == 112);
    assert!(offset_of!(mbedtls_ssl_session, private_verify_result) == 120);
    assert!(offset_of!(mbedtls_ssl_session, private_ticket) == 128);
    assert!(offset_of!(mbedtls_ssl_session, private_ticket_lifetime) == 144);
    assert!(offset_of!(mbedtls_ssl_session, private_ticket_creation_time) == 152);
    assert!(offset_of!(mbedtls_ssl_session, private_ticket_age_add) == 160);
    assert!(offset_of!(mbedtls_ssl_session, private_ticket_flags) == 164);
    assert!(offset_of!(mbedtls_ssl_session, private_encrypt_then_mac) == 232);
};

impl mbedtls_ssl_session {
    /// A struct without a session, as `mbedtls_ssl_session_init()` leaves it.
    pub(in crate::ffi) const fn empty() -> Self {
        Self {
            private_mfl_code: 0,
            private_exported: 0,
            private_endpoint: 0,
            private_tls_version: 0,
            private_start: 0,
            private_ciphersuite: 0,
            private_id_len: 0,
            private_id: [0; MAX_SESSION_ID],
            private_master: [0; MASTER_SECRET_LEN],
            private_peer_cert: null_mut(),
            private_verify_result: NOT_VERIFIED,
            private_ticket: null_mut(),
            private_ticket_len: 0,
            private_ticket_lifetime: 0,
            private_ticket_creation_time: 0,
            private_ticket_age_add: 0,
            private_ticket_flags: 0,
            private_extended_ms: 0,
            private_reserve_0: [0; 50],
            private_reserve_1: [0; 2],
            private_encrypt_then_mac: 0,
            private_server_name: [0; ServerNameDigest::LEN],
            private_reserve_2: [0; 61],
        }
    }

    /// Fills an empty struct, with all of the peer's certificates.
    pub(in crate::ffi) fn set(&mut self, session: &Session) {
        self.private_mfl_code = session.max_fragment_length;
        self.private_endpoint = u8::from(session.role == Role::Server);
        self.private_tls_version = VERSION_TLS1_2;
        self.private_start = i64::try_from(session.start).unwrap_or(i64::MAX);
        self.private_ciphersuite = session.suite.id.0.into();
        self.private_id_len = session.id.len().min(MAX_SESSION_ID);
        for (to, from) in self.private_id.iter_mut().zip(&session.id) {
            *to = *from;
        }
        self.private_master = *session.master_secret.as_bytes();
        self.private_verify_result = session.verify_result;
        self.private_server_name = ServerNameDigest::to_bytes(session.server_name);
        self.private_extended_ms = session.extended_master_secret.into();
        self.private_encrypt_then_mac = session.encrypt_then_mac.into();
        self.private_ticket_creation_time = steady_time(session.ticket_created);
        if let Some(chain) = session.peer_chain.as_deref().filter(|chain| !chain.is_empty()) {
            let mut head = mbedtls_x509_crt::empty();
            parse_list(&mut head, chain.iter().map(Certificate::apart));
            self.private_peer_cert = place(head);
        }
        if let Some(ticket) = &session.ticket {
            let bytes = ticket.as_bytes();
            let memory = allocate(bytes.len(), 1).cast::<c_uchar>();
            // SAFETY: as much memory as asked for, unless there is none.
            if let Ok(target) = unsafe { ptr::slice_mut(memory, bytes.len()) } {
                target.copy_from_slice(bytes);
                self.private_ticket = memory;
                self.private_ticket_len = bytes.len();
                self.private_ticket_lifetime = ticket.lifetime();
            }
        }
    }

    /// Frees what is there, and takes the session in its place.
    ///
    /// # Safety
    /// As [`clear`](Self::clear).
    pub(in crate::ffi) unsafe fn replace(&mut self, session: &Session) {
        // SAFETY: by contract.
        unsafe { self.clear() };
        *self = Self::empty();
        self.set(session);
    }

    /// The session as bytes.
    ///
    /// # Safety
    /// As [`to_session`](Self::to_session).
    pub(in crate::ffi) unsafe fn save(&self) -> Result<Zeroizing<Vec<u8>>, Status> {
        if self.private_tls_version != VERSION_TLS1_2 {
            return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE));
        }
        // SAFETY: by contract.
        unsafe { self.to_session() }.map(|session| session.save()).ok_or(Status::BAD_INPUT)
    }

    /// The session that the fields tell of, with the leaf of the peer's certificates alone; `None` if they tell of none
    /// that we can resume.
    ///
    /// # Safety
    /// Certificate and ticket are NULL or alive.
    pub(in crate::ffi) unsafe fn to_session(&self) -> Option<Session> {
        let suite = CipherSuite(u16::try_from(self.private_ciphersuite).ok()?).info()?;
        if self.private_tls_version != VERSION_TLS1_2 {
            return None;
        }
        // SAFETY: by contract.
        let ticket = unsafe { ptr::slice(self.private_ticket, self.private_ticket_len) }.ok()?;
        Some(Session {
            role: if self.private_endpoint == 0 { Role::Client } else { Role::Server },
            version: ProtocolVersion::DTLS1_2,
            suite,
            master_secret: MasterSecret::restore(suite.hash, &self.private_master),
            extended_master_secret: self.private_extended_ms != 0,
            encrypt_then_mac: self.private_encrypt_then_mac != 0,
            max_fragment_length: self.private_mfl_code.min(4),
            id: self.private_id.get(..self.private_id_len)?.to_vec(),
            // SAFETY: by contract.
            peer_chain: unsafe { self.leaf() }.map(|leaf| [leaf].into()),
            verify_result: self.private_verify_result,
            server_name: ServerNameDigest::from_bytes(self.private_server_name),
            start: u64::try_from(self.private_start).unwrap_or(0),
            ticket: Ticket::new(ticket.to_vec(), self.private_ticket_lifetime),
            ticket_created: wall_time(self.private_ticket_creation_time),
        })
    }

    /// # Safety
    /// As [`to_session`](Self::to_session).
    unsafe fn leaf(&self) -> Option<Certificate> {
        // SAFETY: by contract.
        let chain = unsafe { Chain::new(self.private_peer_cert) }?;
        chain.entries().next().map(|(_, certificate)| certificate)
    }

    /// Frees what the struct holds, and wipes it.
    ///
    /// # Safety
    /// Certificate and ticket are NULL or this library's, and nothing else uses them.
    pub(in crate::ffi) unsafe fn clear(&mut self) {
        let chain = std::mem::replace(&mut self.private_peer_cert, null_mut());
        let ticket = std::mem::replace(&mut self.private_ticket, null_mut());
        // SAFETY: by contract.
        unsafe {
            if !chain.is_null() {
                displace(chain).free_list();
            }
            if let Ok(bytes) = ptr::slice_mut(ticket, self.private_ticket_len) {
                bytes.zeroize();
            }
            release(ticket.cast());
        }
        self.private_master.zeroize();
        *self = Self { private_verify_result: 0, ..Self::empty() };
    }
}

/// A struct of our own.
pub(in crate::ffi) struct OwnedSession(Box<mbedtls_ssl_session>);

impl OwnedSession {
    /// An empty struct.
    pub(in crate::ffi) fn empty() -> Self {
        Self(Box::new(mbedtls_ssl_session::empty()))
    }

    /// The session as C sees it.
    pub(in crate::ffi) fn new(session: &Session) -> Self {
        let mut owned = Self::empty();
        owned.0.set(session);
        owned
    }

    /// The struct for a function of C's.
    pub(in crate::ffi) fn as_mut_ptr(&mut self) -> *mut mbedtls_ssl_session {
        &mut *self.0
    }

    /// The struct.
    pub(in crate::ffi) fn as_ref(&self) -> &mbedtls_ssl_session {
        &self.0
    }

    /// As [`mbedtls_ssl_session::to_session`].
    pub(in crate::ffi) fn to_session(&self) -> Option<Session> {
        // SAFETY: made by this library, or by a function that got it as an initialised session.
        unsafe { self.0.to_session() }
    }
}

impl Drop for OwnedSession {
    fn drop(&mut self) {
        // SAFETY: as in `to_session`; nobody else has the struct.
        unsafe { self.0.clear() };
    }
}

/// Milliseconds since 1970 as those of `mbedtls_ms_time()`, by what both clocks say now; 0 stays 0.
fn steady_time(wall: u64) -> i64 {
    if wall == 0 {
        return 0;
    }
    let age = i128::from(SystemWallClock.unix_milliseconds()) - i128::from(wall);
    i64::try_from(i128::from(clock::monotonic_milliseconds()) - age).unwrap_or(i64::MIN)
}

/// Milliseconds of `mbedtls_ms_time()` as those since 1970, by what both clocks say now; 0 stays 0.
fn wall_time(steady: i64) -> u64 {
    if steady == 0 {
        return 0;
    }
    let age = i128::from(clock::monotonic_milliseconds()) - i128::from(steady);
    u64::try_from(i128::from(SystemWallClock.unix_milliseconds()) - age).unwrap_or(0)
}
