use super::flag;
use crate::pki::certificate::{Certificate, key_usage};
use crate::pki::oid;

/// What the peer's certificate is used for in a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerUsage {
    /// The server signs its key exchange: (EC)DHE.
    ServerSigning,
    /// The server's key takes part in the key exchange: static ECDH.
    ServerKeyAgreement,
    /// The server's key deciphers the key exchange: RSA key transport.
    ServerKeyTransport,
    /// The client signs the transcript.
    ClientSigning,
}

impl PeerUsage {
    /// The flags of a leaf that is not for this use (RFC 5246 §7.4.2, RFC 5280 §4.2.1.3 and §4.2.1.12).
    pub fn check(self, leaf: &Certificate) -> u32 {
        let (usage, purpose) = match self {
            Self::ServerSigning => (key_usage::DIGITAL_SIGNATURE, oid::SERVER_AUTH),
            Self::ServerKeyAgreement => (key_usage::KEY_AGREEMENT, oid::SERVER_AUTH),
            Self::ServerKeyTransport => (key_usage::KEY_ENCIPHERMENT, oid::SERVER_AUTH),
            Self::ClientSigning => (key_usage::DIGITAL_SIGNATURE, oid::CLIENT_AUTH),
        };
        let mut flags = 0;
        if !leaf.allows_key_usage(usage) {
            flags |= flag::KEY_USAGE;
        }
        if !leaf.allows_purpose(purpose) {
            flags |= flag::EXTENDED_KEY_USAGE;
        }
        flags
    }
}
