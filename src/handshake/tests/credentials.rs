//! The certificates and keys in `data`, which `data/make.sh` makes, as the tests of whole connections load them.

use crate::config::Config;
use crate::crypto::Secret;
use crate::keys::Role;
pub(super) use crate::tests::fixtures::{
    SERVER_NAME, authority, client_ec, client_rsa, psk, server_ec, server_p384, server_rsa,
};
pub(super) use crate::tests::pair::NOW;

/// A client that trusts the authority.
pub(super) fn client() -> Config {
    Config { trust_anchors: Some(vec![authority()]), ..Config::new(Role::Client) }
}

/// A server with both kinds of certificates.
pub(super) fn server() -> Config {
    Config { identities: vec![server_ec(), server_rsa()], ..Config::new(Role::Server) }
}

/// The password of both sides.
pub(super) fn password() -> Secret {
    Secret::from(&b"threadjpaketest"[..])
}
