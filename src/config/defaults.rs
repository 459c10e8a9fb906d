use super::{
    AuthMode, Config, CookiePolicy, HandshakeTimeout, LegacyRenegotiation, RenegotiationPolicy, UnexpectedCid,
};
use crate::codec::{NamedGroup, ProtocolVersion, SignatureScheme};
use crate::crypto::suite;
use crate::keys::Role;
use crate::pki::Profile;

impl Config {
    /// Groups by default, best first.
    pub const DEFAULT_GROUPS: &'static [NamedGroup] =
        &[NamedGroup::X25519, NamedGroup::SECP256R1, NamedGroup::SECP384R1, NamedGroup::SECP521R1];

    /// Signature schemes by default, best first.
    pub const DEFAULT_SIGNATURE_SCHEMES: &'static [SignatureScheme] = &[
        SignatureScheme::ECDSA_SHA512,
        SignatureScheme::RSA_PKCS1_SHA512,
        SignatureScheme::ECDSA_SHA384,
        SignatureScheme::RSA_PKCS1_SHA384,
        SignatureScheme::ECDSA_SHA256,
        SignatureScheme::RSA_PKCS1_SHA256,
    ];

    /// A configuration for `role` with the defaults: DTLS 1.2, all suites, a client that requires a trusted
    /// certificate, a server that asks for none, retransmission after 1 to 60 s, no cookies.
    pub fn new(role: Role) -> Self {
        Self {
            role,
            min_version: ProtocolVersion::DTLS1_2,
            max_version: ProtocolVersion::DTLS1_2,
            suites: suite::ALL.iter().collect(),
            server_preference: true,
            groups: Self::DEFAULT_GROUPS.to_vec(),
            signature_schemes: Self::DEFAULT_SIGNATURE_SCHEMES.to_vec(),
            auth_mode: match role {
                Role::Client => AuthMode::Required,
                Role::Server => AuthMode::None,
            },
            trust_anchors: None,
            find_trusted: false,
            crls: Vec::new(),
            profile: Profile::default(),
            review_path: false,
            identities: Vec::new(),
            sign_elsewhere: false,
            psk: None,
            look_up_psk: false,
            ask_server_name: false,
            ask_choices: false,
            encrypt_then_mac: true,
            max_fragment_length: None,
            protocols: None,
            srtp_profiles: Vec::new(),
            srtp_mki: false,
            extended_master_secret: true,
            require_extended_master_secret: false,
            session_tickets: true,
            serve_tickets: false,
            look_up_sessions: false,
            store_sessions: false,
            legacy_renegotiation: LegacyRenegotiation::NoRenegotiation,
            renegotiation: RenegotiationPolicy {
                enabled: false,
                max_records: Some(16),
                period: (1 << 48) - 1,
            },
            certificate_request_names: true,
            request_names: None,
            cookies: CookiePolicy::Off,
            handshake_timeout: HandshakeTimeout { min: 1_000, max: 60_000 },
            anti_replay: cfg!(feature = "anti-replay"),
            bad_mac_limit: 0,
            save_last_flight: false,
            cid_len: 0,
            unexpected_cid: UnexpectedCid::Ignore,
        }
    }
}
