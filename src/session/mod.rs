//! What a finished handshake leaves behind: who the peer is, and what a resumed or serialised connection needs.

use crate::codec::ProtocolVersion;
use crate::crypto::SuiteInfo;
use crate::keys::MasterSecret;
use crate::pki::Certificate;
use std::sync::Arc;

/// Flags of a verification that did not take place.
pub const NOT_VERIFIED: u32 = u32::MAX;

/// A session in the sense of RFC 5246 §7.
#[derive(Clone, Debug)]
pub struct Session {
    /// The negotiated version.
    pub version: ProtocolVersion,
    /// The negotiated cipher suite.
    pub suite: &'static SuiteInfo,
    /// The master secret.
    pub master_secret: MasterSecret,
    /// True if the master secret is bound to the handshake (RFC 7627).
    pub extended_master_secret: bool,
    /// With a CBC suite: whether the MAC is over the ciphertext (RFC 7366).
    pub encrypt_then_mac: bool,
    /// The session id that the server gave, at most 32 bytes.
    pub id: Vec<u8>,
    /// The peer's certificates, leaf first, if it sent any.
    pub peer_chain: Option<Arc<[Certificate]>>,
    /// Flags that the check of the peer's certificates left; 0 is trusted.
    pub verify_result: u32,
}
