//! What a finished handshake leaves behind: who the peer is, and what a resumed or serialised connection needs.

mod agreement;
mod saved;
mod server_name;
mod ticket;

pub use agreement::{Agreement, SrtpAgreement};
pub use saved::{LoadError, SavedKind, read_header, write_header};
pub use server_name::ServerNameDigest;
pub use ticket::Ticket;

use crate::codec::ProtocolVersion;
use crate::crypto::SuiteInfo;
use crate::keys::{MasterSecret, Role};
use crate::pki::Certificate;
use std::sync::Arc;

/// Flags of a verification that did not take place.
pub const NOT_VERIFIED: u32 = u32::MAX;

/// A session in the sense of RFC 5246 §7: what both sides need to resume it, and what they know of each other.
///
/// [`Session::save`] and [`Session::load`] carry it through bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which side this is.
    pub role: Role,
    /// The negotiated version.
    pub version: ProtocolVersion,
    /// The negotiated cipher suite.
    pub suite: &'static SuiteInfo,
    /// The master secret.
    pub master_secret: MasterSecret,
    /// True if the master secret is bound to the handshake (RFC 7627).
    pub extended_master_secret: bool,
    /// True if the records of a CBC suite are encrypted first and authenticated then (RFC 7366). It is negotiated anew
    /// when a session is resumed.
    pub encrypt_then_mac: bool,
    /// The negotiated max_fragment_length as on the wire (RFC 6066 §4): 1 to 4, or 0 for none. It is negotiated anew
    /// when a session is resumed.
    pub max_fragment_length: u8,
    /// The session id that the server gave, at most 32 bytes. On a client with a ticket it may be one that the client
    /// made up to recognise the server's agreement (RFC 5077 §3.4), or empty.
    pub id: Vec<u8>,
    /// The peer's certificates, leaf first, if it sent any. Of a session that was saved, the leaf alone.
    pub peer_chain: Option<Arc<[Certificate]>>,
    /// Flags that the check of the peer's certificates left; 0 is trusted.
    pub verify_result: u32,
    /// The name that the client wanted to reach, if it gave one: a session is for that name alone (RFC 6066 §3).
    pub server_name: Option<ServerNameDigest>,
    /// When the session began, in seconds since 1970-01-01 00:00:00 UTC.
    pub start: u64,
    /// On a client: the ticket that the server gave.
    pub ticket: Option<Ticket>,
    /// On a server, in a session behind a ticket: when that was made, in milliseconds since 1970-01-01 00:00:00 UTC; else 0.
    pub ticket_created: u64,
}

impl Session {
    /// The peer's own certificate, if it sent one.
    pub fn peer_certificate(&self) -> Option<&Certificate> {
        self.peer_chain.as_deref().and_then(<[_]>::first)
    }
}
