//! The certificates and keys in `data`, which `data/make.sh` makes.

use crate::config::{Config, Identity, Psk};
use crate::crypto::Secret;
use crate::keys::Role;
use crate::pki::Certificate;
use crate::pki::key::parse_private_key;
use std::sync::Arc;

/// When the tests take place: in 2030.
pub(super) const NOW: u64 = 1_900_000_000;

/// The name in the server certificates.
pub(super) const SERVER_NAME: &str = "server.example";

macro_rules! identity {
    ($name:literal) => {
        identity(
            include_bytes!(concat!("data/", $name, ".der")),
            include_bytes!(concat!("data/", $name, ".key.der")),
        )
    };
}

pub(super) fn authority() -> Certificate {
    Certificate::parse(include_bytes!("data/ca.der")).unwrap()
}

pub(super) fn server_ec() -> Identity {
    identity!("server-ec")
}

pub(super) fn server_p384() -> Identity {
    identity!("server-p384")
}

pub(super) fn server_rsa() -> Identity {
    identity!("server-rsa")
}

pub(super) fn client_ec() -> Identity {
    identity!("client-ec")
}

pub(super) fn client_rsa() -> Identity {
    identity!("client-rsa")
}

fn identity(certificate: &[u8], key: &[u8]) -> Identity {
    Identity {
        chain: vec![Certificate::parse(certificate).unwrap()],
        key: Arc::new(parse_private_key(key).unwrap()),
    }
}

pub(super) fn psk() -> Psk {
    Psk { identity: b"device".to_vec(), key: Secret::new(vec![7; 16]) }
}

/// A client that trusts the authority.
pub(super) fn client() -> Config {
    Config { trust_anchors: Some(vec![authority()]), ..Config::new(Role::Client) }
}

/// A server with both kinds of certificates.
pub(super) fn server() -> Config {
    Config { identities: vec![server_ec(), server_rsa()], ..Config::new(Role::Server) }
}
