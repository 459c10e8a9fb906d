//! A server whose private key is elsewhere: the application signs.

use super::fixtures::{certificate_pair, server_ec, server_rsa, suite_of};
use super::pair::{End, Pair};
use crate::codec::SignatureScheme;
use crate::config::{Config, Identity};
use crate::crypto::{HashAlgorithm, PrivateKey, SignatureAlgorithm};
use crate::error::{ConfigError, CryptoError, Error};
use crate::handshake::{Phase, SignQuery, Signature};
use std::sync::Arc;

/// The same certificate, with a key that is not here.
fn without_key(identity: &Identity) -> Identity {
    let key = PrivateKey::elsewhere(identity.key.public_key());
    Identity { chain: identity.chain.clone(), key: Arc::new(key) }
}

/// The device with the keys.
fn device(query: &SignQuery) -> Result<Signature, Error> {
    let holds = |identity: &Identity| identity.chain[0] == query.certificate;
    let identity = [server_ec(), server_rsa()].into_iter().find(holds).expect("a key of the device");
    let signature = identity.key.sign_digest(query.algorithm, query.digest.as_ref());
    Ok(Signature::Made(signature.expect("signature")))
}

fn pair(suite: u16, here: bool) -> Pair {
    let (client, server) = certificate_pair();
    let identities = match here {
        true => server.identities.clone(),
        false => server.identities.iter().map(without_key).collect(),
    };
    let suites = vec![suite_of(suite)];
    let server = Config { sign_elsewhere: true, identities, suites: suites.clone(), ..server };
    Pair::new(Config { suites, ..client }, server)
}

fn failed(end: &End) -> Option<&Error> {
    end.outcome.as_ref().and_then(|outcome| outcome.as_ref().err())
}

#[test]
fn the_application_signs_for_either_kind_of_key() {
    for suite in [0xc02b, 0xc02f] {
        for here in [false, true] {
            let mut pair = pair(suite, here);
            pair.server.signs = device;
            pair.connect();
            pair.exchange();
        }
    }
}

#[test]
fn a_key_that_is_here_signs_if_the_application_does_not() {
    let mut own = pair(0xc02b, true);
    own.connect();
    let mut none = pair(0xc02b, false);
    none.run();
    assert_eq!(failed(&none.server), Some(&Error::Config(ConfigError::NoPrivateKey)));
}

#[test]
fn what_the_application_makes_is_what_the_client_checks() {
    let mut pair = pair(0xc02b, false);
    pair.server.signs = |_| Ok(Signature::Made(vec![0x30, 6, 2, 1, 1, 2, 1, 1]));
    pair.run();
    assert_eq!(failed(&pair.client), Some(&Error::Crypto(CryptoError::BadEcdsaSignature)));

    let mut pair = self::pair(0xc02b, false);
    pair.server.signs = |_| Err(Error::Callback(-0x3e80));
    pair.run();
    assert_eq!(failed(&pair.server), Some(&Error::Callback(-0x3e80)));
    assert_eq!(pair.server.conn.phase(), Phase::ServerKeyExchange);
    assert_eq!(pair.server.outcome, Some(Err(Error::Callback(-0x3e80))));
}

#[test]
fn nothing_is_asked_where_the_key_is_to_sign_here() {
    let (client, server) = certificate_pair();
    let mut pair = Pair::new(client, server);
    pair.server.signs = |_| Err(Error::Callback(-1));
    pair.connect();
}

/// The query cannot say PSS, so a key that is elsewhere does not get to make it.
#[test]
fn a_key_elsewhere_makes_no_pss() {
    let key = without_key(&server_rsa()).key;
    let scheme = SignatureAlgorithm::try_from(SignatureScheme::RSA_PSS_RSAE_SHA256).expect("scheme");
    assert!(!key.can_sign(scheme) && server_rsa().key.can_sign(scheme));
    let pkcs1 = SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha256);
    assert!(key.can_sign(pkcs1) && key.is_elsewhere());
    assert_eq!(key.sign(pkcs1, b"message"), Err(CryptoError::BadKey));
    assert_eq!(key.sign_digest(pkcs1, &[0; 32]), Err(CryptoError::BadKey));
    assert_eq!(key.sign_rsa_pkcs1_raw(b"message"), Err(CryptoError::BadKey));
    assert!(key.rsa_components().is_none() && key.ec_scalar().is_none());
    assert_eq!(key.public_key(), server_rsa().key.public_key());
}
