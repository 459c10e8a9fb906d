//! Configurations that the tests have in common. The certificates are those of the handshake tests.

use dtls::config::{AuthMode, Config, CookiePolicy, Hostname, Identity, Psk};
use dtls::crypto::{CipherSuite, Secret, SuiteInfo, suite};
use dtls::keys::Role;
use dtls::pki::Certificate;
use dtls::pki::key::parse_private_key;
use std::sync::Arc;

macro_rules! data {
    ($($name:literal),*) => {
        include_bytes!(concat!("../handshake/tests/data/", $($name),*))
    };
}

macro_rules! identity {
    ($name:literal) => {
        identity(data!($name, ".der"), data!($name, ".key.der"))
    };
}

fn identity(certificate: &[u8], key: &[u8]) -> Identity {
    Identity {
        chain: vec![Certificate::parse(certificate).expect("certificate")],
        key: Arc::new(parse_private_key(key).expect("key").into_signer().expect("a key that signs")),
    }
}

/// The authority of all certificates.
pub fn authority() -> Certificate {
    Certificate::parse(data!("ca", ".der")).expect("certificate")
}

/// The name in the server's certificates.
pub const SERVER_NAME: &str = "server.example";

/// That name, as a client expects it.
pub fn server_name() -> Hostname {
    Hostname::Name(SERVER_NAME.to_owned())
}

/// The key of both sides.
pub fn psk() -> Psk {
    Psk { identity: b"device".to_vec(), key: Secret::new(vec![0x42; 16]) }
}

/// A client and a server that share a key, and use TLS-PSK-WITH-AES-128-GCM-SHA256 unless told otherwise.
pub fn psk_pair() -> (Config, Config) {
    let config = |role| Config {
        suites: vec![suite_of(0x00a8)],
        psk: Some(psk()),
        anti_replay: true,
        ..Config::new(role)
    };
    (config(Role::Client), config(Role::Server))
}

/// As [`psk_pair`], with a server that asks for cookies.
pub fn cookie_pair() -> (Config, Config) {
    let (client, server) = psk_pair();
    (client, Config { cookies: CookiePolicy::Verify, ..server })
}

/// A client and a server that know a password, and a server that asks for cookies.
pub fn password_pair() -> (Config, Config) {
    let config = |role| Config { suites: vec![suite_of(0xc0ff)], anti_replay: true, ..Config::new(role) };
    (config(Role::Client), Config { cookies: CookiePolicy::Verify, ..config(Role::Server) })
}

/// A client that trusts the authority, and a server with an ECDSA and an RSA certificate; every suite.
pub fn certificate_pair() -> (Config, Config) {
    let client = Config {
        trust_anchors: Some(vec![authority()]),
        identities: vec![client_ec()],
        anti_replay: true,
        ..Config::new(Role::Client)
    };
    let server = Config {
        trust_anchors: Some(vec![authority()]),
        identities: vec![server_ec(), server_rsa()],
        anti_replay: true,
        ..Config::new(Role::Server)
    };
    (client, server)
}

/// As [`certificate_pair`], with ECDSA only, one suite, and a server that requires the client's certificate.
pub fn mutual_pair() -> (Config, Config) {
    let (client, server) = certificate_pair();
    let suites = vec![suite_of(0xc02b)];
    (Config { suites: suites.clone(), ..client }, Config { suites, auth_mode: AuthMode::Required, ..server })
}

/// A server's certificate on P-256.
pub fn server_ec() -> Identity {
    identity!("server-ec")
}

/// A server's certificate on P-384.
pub fn server_p384() -> Identity {
    identity!("server-p384")
}

/// A server's RSA certificate.
pub fn server_rsa() -> Identity {
    identity!("server-rsa")
}

/// A client's certificate on P-256.
pub fn client_ec() -> Identity {
    identity!("client-ec")
}

/// A client's RSA certificate.
pub fn client_rsa() -> Identity {
    identity!("client-rsa")
}

/// The suite of this number.
pub fn suite_of(id: u16) -> &'static SuiteInfo {
    suite::by_id(CipherSuite(id)).expect("a suite that we have")
}
