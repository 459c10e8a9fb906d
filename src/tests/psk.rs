//! Pre-shared keys that the application looks up, and secrets that it takes out.

use super::fixtures::{certificate_pair, psk, psk_pair, suite_of};
use super::pair::{Pair, Side};
use crate::config::Config;
use crate::crypto::Secret;
use crate::error::Error;
use crate::handshake::Phase;

/// A pair whose server looks identities up, with or without a key of its own.
fn looking_up(own_key: bool) -> Pair {
    let (client, server) = psk_pair();
    let psk = own_key.then(psk);
    Pair::new(client, Config { look_up_psk: true, psk, ..server })
}

#[test]
fn the_key_is_found_by_identity() {
    for own_key in [false, true] {
        let mut pair = looking_up(own_key);
        pair.server.known_psks =
            vec![(b"somebody".to_vec(), Secret::new(vec![1; 16])), (psk().identity, psk().key)];
        pair.connect();
        pair.exchange();
        assert!(pair.server.conn.settings().once.psk_key.is_none(), "it is for one handshake");
    }
}

#[test]
fn an_identity_that_is_not_found_is_refused_whatever_the_configuration_has() {
    for own_key in [false, true] {
        let mut pair = looking_up(own_key);
        pair.server.known_psks = vec![(b"somebody".to_vec(), psk().key)];
        pair.run();
        assert_eq!(pair.server.outcome, Some(Err(Error::UnknownPskIdentity)));
        assert_eq!(pair.server.conn.phase(), Phase::ClientKeyExchange);
        assert!(matches!(pair.client.outcome, Some(Err(Error::Alert(_)))));
    }
}

#[test]
fn the_key_of_a_connection_comes_before_that_of_the_configuration() {
    let other = || Some(Secret::new(vec![0x17; 20]));
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client.clone(), server.clone());
    pair.client.conn.settings_mut().once.psk_key = other();
    pair.server.conn.settings_mut().once.psk_key = other();
    pair.connect();

    let mut pair = Pair::new(client.clone(), server.clone());
    pair.client.conn.settings_mut().once.psk_key = other();
    pair.run();
    assert_eq!(pair.server.outcome, Some(Err(Error::BadRecordMac)));

    // An empty one counts for nothing.
    let mut pair = Pair::new(client, server);
    pair.client.conn.settings_mut().once.psk_key = Some(Secret::new(Vec::new()));
    pair.connect();
}

#[test]
fn both_sides_export_the_same_secret_before_the_keys_change() {
    let (client, server) = certificate_pair();
    let ecdhe = (Config { suites: vec![suite_of(0xc02c)], ..client }, server);
    for (client, server) in [psk_pair(), ecdhe] {
        let mut pair = Pair::new(client, server);
        for side in [Side::Client, Side::Server] {
            pair.end(side).conn.settings_mut().export_keys = true;
        }
        pair.connect();
        let [(of_client, client_phase)] = &pair.client.exported[..] else { panic!("one export") };
        let [(of_server, server_phase)] = &pair.server.exported[..] else { panic!("one export") };
        assert_eq!(of_client, of_server);
        assert_eq!((*client_phase, *server_phase), (Phase::CertificateVerify, Phase::ClientKeyExchange));
        let session = pair.client.conn.session().expect("session");
        assert_eq!(session.master_secret, of_client.master_secret);
        assert_eq!(session.suite.hash, of_client.master_secret.hash());
        assert!(!format!("{of_client:?}").contains(&format!("{:?}", of_client.master_secret.as_bytes())));
    }
}

#[test]
fn nothing_is_exported_unasked() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    assert!(pair.client.exported.is_empty() && pair.server.exported.is_empty());
}
