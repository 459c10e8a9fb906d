use crate::codec::{
    ConnectionId, MaxFragmentLength, NamedGroup, ProtocolVersion, SignatureScheme, SrtpProfile,
};
use crate::crypto::{HashAlgorithm, PrivateKey, Secret, SuiteInfo};
use crate::keys::Role;
use crate::pki::{Certificate, Crl, Profile};
use crate::rare::{Rare, Usual};
use crate::session::Session;
use std::sync::Arc;

/// What all connections of one kind have in common. Frozen into an [`Arc`] before its first use.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which side this is.
    pub role: Role,
    /// The lowest version to accept.
    pub min_version: ProtocolVersion,
    /// The highest version to offer.
    pub max_version: ProtocolVersion,
    /// Suites to offer or accept, best first.
    pub suites: Vec<&'static SuiteInfo>,
    /// On a server: whether its own order of suites decides, and not the client's.
    pub server_preference: bool,
    /// Groups to offer or accept, best first.
    pub groups: Vec<NamedGroup>,
    /// Signature schemes to offer or accept, best first.
    pub signature_schemes: Vec<SignatureScheme>,
    /// What to ask of the peer's certificate.
    pub auth_mode: AuthMode,
    /// Certificates that end a path of the peer. `None` is a missing list, which is not the same as an empty one.
    pub trust_anchors: Option<Vec<Certificate>>,
    /// Whether the application finds trusted certificates for each certificate of a path, in place of
    /// [`Config::trust_anchors`]. Revocation lists do not count then.
    pub find_trusted: bool,
    /// Revocation lists; each counts for the certificates of who issued it.
    pub crls: Vec<Crl>,
    /// Hashes, keys and curves allowed in the peer's path.
    pub profile: Profile,
    /// Whether the application looks at each certificate of the peer's path before it counts.
    pub review_path: bool,
    /// Own certificates with their keys, best first.
    pub identities: Vec<Identity>,
    /// On a server: whether the application is asked for signatures before the keys of [`Config::identities`] make them.
    pub sign_elsewhere: bool,
    /// Pre-shared key.
    pub psk: Option<Psk>,
    /// On a server: whether the application looks each client's PSK identity up, in place of a comparison with that of
    /// [`Config::psk`].
    pub look_up_psk: bool,
    /// On a server: whether the application is asked about the name that a client gives.
    pub ask_server_name: bool,
    /// On a server: whether the application is asked what to show when the hello has been read.
    pub ask_choices: bool,
    /// Whether to offer or accept a MAC over the ciphertext in CBC suites (RFC 7366).
    pub encrypt_then_mac: bool,
    /// Most bytes of plaintext in each record that we send, which a client also asks of its server (RFC 6066 §4).
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// Application protocols to offer or accept, best first, none of more than 255 bytes; `None` for no negotiation.
    pub protocols: Option<Vec<Vec<u8>>>,
    /// Profiles to offer or accept for the protection of media, best first.
    pub srtp_profiles: Vec<SrtpProfile>,
    /// Whether to offer or accept an identifier of the SRTP master key.
    pub srtp_mki: bool,
    /// Whether to offer or accept the extended master secret (RFC 7627).
    pub extended_master_secret: bool,
    /// Whether to refuse peers without the extended master secret; of use only if it is offered, too.
    pub require_extended_master_secret: bool,
    /// On a client: whether to take and to show session tickets (RFC 5077).
    pub session_tickets: bool,
    /// On a server: whether the application writes and reads session tickets (RFC 5077).
    pub serve_tickets: bool,
    /// On a server: whether the application looks up sessions by their ids.
    pub look_up_sessions: bool,
    /// Whether the application keeps each new session that has an id.
    pub store_sessions: bool,
    /// What to do with a peer that does not know RFC 5746.
    pub legacy_renegotiation: LegacyRenegotiation,
    /// Whether and when a live connection gets new keys by a new handshake.
    pub renegotiation: RenegotiationPolicy,
    /// On a server: whether the CertificateRequest names the trust anchors.
    pub certificate_request_names: bool,
    /// On a server: the names (DER) for the CertificateRequest, in place of those of the trust anchors.
    pub request_names: Option<Vec<Vec<u8>>>,
    /// On a server: whether a client has to return a cookie first.
    pub cookies: CookiePolicy,
    /// The retransmission delays.
    pub handshake_timeout: HandshakeTimeout,
    /// Whether records that were received before are discarded.
    pub anti_replay: bool,
    /// How many records may fail authentication before the connection ends; 0 is no limit.
    pub bad_mac_limit: u32,
    /// Whether a connection can be saved while the peer may still ask for our last flight, which is saved with it.
    pub save_last_flight: bool,
    /// How long our connection ids are, 0 to [`ConnectionId::MAX_LEN`]. The wire does not say it, so it is the same for
    /// all connections.
    pub cid_len: u8,
    /// What to do about a record with another connection id than the one that was agreed on.
    pub unexpected_cid: UnexpectedCid,
}

impl Config {
    /// True if a suite of the given id may be used.
    pub fn offers(&self, suite: &SuiteInfo) -> bool {
        self.suites.iter().any(|own| own.id == suite.id)
    }
}

/// What to do about a record with another connection id than the one that was agreed on (RFC 9146 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnexpectedCid {
    /// Pass over it.
    Ignore,
    /// Tell the application.
    Fail,
}

/// What to ask of the peer's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMode {
    /// Nothing: a server asks for none, a client takes what comes.
    None,
    /// Check it and remember the result, but go on.
    Optional,
    /// The handshake fails without a trusted one.
    Required,
}

/// A certificate of our own with its private key.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Leaf first.
    pub chain: Vec<Certificate>,
    /// The key of the leaf; [`PrivateKey::elsewhere`] if it is not here.
    pub key: Arc<PrivateKey>,
}

/// A pre-shared key with its name.
#[derive(Clone, Debug)]
pub struct Psk {
    /// The name, as the client sends it.
    pub identity: Vec<u8>,
    /// The key.
    pub key: Secret,
}

/// What to do with a peer that does not know RFC 5746 (secure renegotiation).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyRenegotiation {
    /// Connect, but never renegotiate.
    NoRenegotiation,
    /// Connect and renegotiate all the same.
    Allow,
    /// Do not connect.
    BreakHandshake,
}

/// Whether and when a live connection gets new keys by a new handshake (RFC 5746).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenegotiationPolicy {
    /// Whether the peer may start one, and whether one starts by itself once [`RenegotiationPolicy::period`] has
    /// passed.
    pub enabled: bool,
    /// How many other records the peer may send after it was asked; `None` is no limit.
    pub max_records: Option<u32>,
    /// The record number, in either direction, behind which one starts by itself.
    pub period: u64,
}

/// Whether a server asks an unknown client to return a cookie (RFC 6347 §4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookiePolicy {
    /// No: the first ClientHello starts the handshake.
    Off,
    /// Yes, with cookies that the application writes and checks.
    Verify,
    /// Half configured: cookies can be checked but not written; a call that needs to write one fails.
    CheckOnly,
}

/// Retransmission delays in milliseconds (RFC 6347 §4.2.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandshakeTimeout {
    /// The first delay of each flight.
    pub min: u32,
    /// The delay that is not exceeded; when it has run out, the handshake has failed.
    pub max: u32,
}

/// What one connection has for itself.
#[derive(Clone, Debug, Default)]
pub struct ConnectionSettings {
    /// The server's name, for the server_name extension and the certificate check of a client.
    pub hostname: Hostname,
    /// On a server: the peer's address in the application's own form, which cookies are bound to.
    pub transport_id: Option<Vec<u8>>,
    /// Whether the application looks at each certificate of this peer's path, as [`Config::review_path`] says for all.
    pub review_path: bool,
    /// The connection id that the next handshake asks the peer to put into its records (RFC 9146), as long as
    /// [`Config::cid_len`] says. `None` neither offers nor accepts them; an empty one accepts the peer's alone.
    pub connection_id: Rare<Option<ConnectionId>>,
    /// On a client: the identifier of the SRTP master key to offer, at most 255 bytes, empty for none; counts with
    /// [`Config::srtp_mki`].
    pub srtp_mki: Rare<Vec<u8>>,
    /// What counts for the next handshake alone.
    pub once: Rare<HandshakeSettings>,
    /// Whether the application wants the master secret of each handshake.
    pub export_keys: bool,
}

impl ConnectionSettings {
    /// The pre-shared key in force.
    pub fn psk_key<'a>(&'a self, config: &'a Config) -> Option<&'a Secret> {
        self.own_psk_key().or(config.psk.as_ref().map(|psk| &psk.key))
    }

    /// True if the pre-shared key in force may be used with suites of this hash.
    pub fn allows_psk_with(&self, hash: HashAlgorithm) -> bool {
        let allowed = self.once.psk_hashes.as_ref().filter(|_| self.own_psk_key().is_some());
        allowed.is_none_or(|allowed| allowed.contains(&hash))
    }

    fn own_psk_key(&self) -> Option<&Secret> {
        self.once.psk_key.as_ref().filter(|key| !key.as_bytes().is_empty())
    }
}

/// What one connection has for one handshake; forgotten after it.
#[derive(Clone, Debug, Default)]
pub struct HandshakeSettings {
    /// The pre-shared key, in place of the key of [`Config::psk`]. An empty one is none.
    pub psk_key: Option<Secret>,
    /// The hashes of suites that [`Self::psk_key`] may be used with; `None` is all.
    pub psk_hashes: Option<Vec<HashAlgorithm>>,
    /// The password for EC J-PAKE; without one its suite is neither offered nor accepted.
    pub ecjpake_password: Option<Secret>,
    /// On a client: the session to resume, if the server agrees.
    pub resume: Option<Arc<Session>>,
    /// What the application chose.
    pub choices: HandshakeChoices,
}

impl Usual for HandshakeSettings {
    const USUAL: &'static Self = &Self {
        psk_key: None,
        psk_hashes: None,
        ecjpake_password: None,
        resume: None,
        choices: HandshakeChoices::NONE,
    };
}

/// What an application chooses for one handshake, in place of what [`Config`] says; forgotten after it.
#[derive(Clone, Debug, Default)]
pub struct HandshakeChoices {
    /// On a server: own certificates with their keys, best first.
    pub identities: Option<Arc<[Identity]>>,
    /// What to ask of the peer's certificate.
    pub auth_mode: Option<AuthMode>,
    /// What ends a path of the peer, with the revocation lists that count then.
    pub trust: Option<Trust>,
    /// On a server: the names (DER) for the CertificateRequest.
    pub request_names: Option<Vec<Vec<u8>>>,
}

impl HandshakeChoices {
    /// What [`Config`] says.
    pub const NONE: Self = Self { identities: None, auth_mode: None, trust: None, request_names: None };
}

/// Certificates that end a path of the peer, with revocation lists.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// As [`Config::trust_anchors`].
    pub anchors: Vec<Certificate>,
    /// As [`Config::crls`].
    pub crls: Vec<Crl>,
}

/// The name that a client expects in the server's certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hostname {
    /// The application did not say, which is an error for a client that verifies.
    #[default]
    Unset,
    /// The application said that no name is to be compared.
    Ignored,
    /// This name.
    Name(String),
}
