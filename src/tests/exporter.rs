//! Keying material for applications (RFC 5705).

use super::fixtures::{certificate_pair, psk, psk_pair, suite_of};
use super::pair::Pair;
use crate::config::Config;
use crate::crypto::{HashAlgorithm, suite};
use crate::engine::Connection;
use crate::error::Error;
use crate::keys::prf;

fn export(conn: &Connection, label: &[u8], context: Option<&[u8]>, len: usize) -> Vec<u8> {
    let mut out = vec![0; len];
    conn.export_keying_material(label, context, &mut out).expect("export");
    out
}

/// On either side, whoever sent the last flight, and by the hash of the suite's PRF: also where a suite's MAC is by SHA-1
/// (Mbed TLS 3.6.6 crashes on one side and takes the hash of the MAC).
#[test]
fn both_sides_derive_the_same_by_the_hash_of_every_suite() {
    for suite in suite::ALL {
        if suite.key_exchange == crate::crypto::KeyExchange::EcJpake {
            continue;
        }
        let (client, server) = certificate_pair();
        let only = |config: Config| Config {
            suites: vec![suite],
            psk: suite.key_exchange.uses_psk().then(psk),
            ..config
        };
        let mut pair = Pair::new(only(client), only(server));
        pair.client.conn.settings_mut().export_keys = true;
        pair.connect();
        let [(keys, _)] = &pair.client.exported[..] else { panic!("one export") };
        let hash = if suite.name.ends_with("SHA384") { HashAlgorithm::Sha384 } else { HashAlgorithm::Sha256 };
        for context in [None, Some(&b""[..]), Some(b"context")] {
            let mut seed = [keys.client_random, keys.server_random].concat();
            if let Some(context) = context {
                seed.extend_from_slice(&(context.len() as u16).to_be_bytes());
                seed.extend_from_slice(context);
            }
            let mut expected = vec![0; 100];
            prf(hash, keys.master_secret.as_bytes(), b"EXPORTER-test", &[&seed], &mut expected);
            for end in [&pair.client, &pair.server] {
                assert_eq!(export(&end.conn, b"EXPORTER-test", context, 100), expected, "{}", suite.name);
            }
        }
    }
}

#[test]
fn label_context_and_connection_make_the_difference() {
    let connected = |seed| {
        let (client, server) = psk_pair();
        let mut pair = Pair::seeded(seed, client, server);
        pair.connect();
        pair
    };
    let (one, other) = (connected(1), connected(2));
    let reference = export(&one.client.conn, b"label", None, 32);
    assert_eq!(
        export(&one.client.conn, b"label", None, 16),
        reference[..16],
        "fewer bytes are the beginning"
    );
    for different in [
        export(&one.client.conn, b"labem", None, 32),
        export(&one.client.conn, b"label", Some(b""), 32),
        export(&one.client.conn, b"label", Some(b"\0\0"), 32),
        export(&other.client.conn, b"label", None, 32),
    ] {
        assert_ne!(different, reference);
    }
}

#[test]
fn nothing_is_derived_before_the_end_or_with_a_context_too_long() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(Config { suites: vec![suite_of(0x00a8)], ..client }, server);
    let mut out = [7; 32];
    let refused = |conn: &Connection, context, out: &mut [u8]| {
        assert!(matches!(conn.export_keying_material(b"label", context, out), Err(Error::BadInput(_))));
    };
    refused(&pair.client.conn, None, &mut out);
    pair.connect();
    let long = vec![0; 65_536];
    refused(&pair.client.conn, Some(&long), &mut out);
    assert_eq!(out, [7; 32]);
    assert_eq!(export(&pair.client.conn, b"label", Some(&long[1..]), 8).len(), 8);
    pair.client.reset();
    refused(&pair.client.conn, None, &mut out);
}
