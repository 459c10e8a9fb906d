//! Defects of others in resumption, in what ties keys to handshakes, and in nonces. `docs/security-regressions.md` is the
//! whole list.

use super::fixtures::{certificate_pair, psk, psk_pair, suite_of};
use super::pair::{Pair, Side, Verdict, records};
use crate::codec::{ContentType, Writer};
use crate::config::{Config, Psk};
use crate::crypto::suite;
use crate::error::Error;
use crate::msgs::ServerHello;
use std::collections::HashSet;
use std::sync::Arc;

fn master_secret(pair: &Pair) -> Vec<u8> {
    pair.client.conn.session().expect("established").master_secret.as_bytes().to_vec()
}

/// The triple handshake: who stands between a client and a server, shares a key with each and hands the randoms on, has
/// one master secret with both, unless that is bound to the whole handshake (RFC 7627 §1).
#[test]
fn one_master_secret_for_two_connections_needs_one_handshake() {
    for (extended_master_secret, same) in [(false, true), (true, false)] {
        let connected = |identity: &[u8]| {
            let psk = Psk { identity: identity.to_vec(), ..psk() };
            let (client, server) = psk_pair();
            let with = |config: Config| Config { psk: Some(psk.clone()), extended_master_secret, ..config };
            // The same seed gives the same randoms.
            let mut pair = Pair::seeded(7, with(client), with(server));
            pair.connect();
            pair.exchange();
            master_secret(&pair)
        };
        assert_eq!(connected(b"device") == connected(b"friend"), same);
    }
}

/// OpenSSL CVE-2010-4180: what a session was made with stays, whatever the ServerHello says on its way.
#[test]
fn a_resumed_session_keeps_its_suite() {
    let (client, server) = psk_pair();
    let suites = [0x00a8, 0x00ae].map(suite_of).to_vec();
    let client = Config { suites: suites.clone(), session_tickets: false, ..client };
    let server = Config { suites, look_up_sessions: true, store_sessions: true, ..server };
    let mut first = Pair::new(client.clone(), server.clone());
    first.connect();
    let session = Arc::new(first.client.conn.session().expect("established").clone());
    for changed in [false, true] {
        let mut pair = Pair::seeded(2, client.clone(), server.clone());
        pair.client.conn.settings_mut().once.resume = Some(session.clone());
        pair.server.sessions = first.server.sessions.clone();
        pair.filter(move |sent| {
            if !changed || sent.from == Side::Client || sent.index > 0 {
                return Verdict::Pass;
            }
            let mut all = records(sent.datagram);
            let mut fragment = all[0].fragment().expect("a ServerHello");
            let mut hello = ServerHello::decode(&fragment.data).expect("sound");
            hello.cipher_suite = 0x00ae;
            let mut body = Writer::new();
            hello.encode(&mut body);
            fragment.data = body.into_vec();
            fragment.total = fragment.data.len();
            all[0].body = fragment.encode();
            Verdict::Replace(vec![all.iter().flat_map(|record| record.encode()).collect()])
        });
        pair.run();
        if changed {
            // For the client it is the beginning of a full handshake, which nobody goes on with.
            assert_eq!(pair.client.outcome, Some(Err(Error::Timeout)));
            assert!(!pair.server.is_up());
        } else {
            assert_eq!((pair.client.is_up(), master_secret(&pair)), (true, master_secret(&first)));
        }
    }
}

/// The same data by the same master secret: a resumed connection has keys of its own.
#[test]
fn a_resumed_connection_has_keys_of_its_own() {
    let (client, server) = psk_pair();
    let server = Config { serve_tickets: true, ..server };
    let mut session = None;
    let mut seen = HashSet::new();
    for seed in 1..6 {
        let mut pair = Pair::seeded(seed, client.clone(), server.clone());
        pair.client.conn.settings_mut().once.resume = session.clone();
        pair.connect();
        for side in [Side::Client, Side::Server] {
            let records = pair.end(side).conn.records_mut();
            let mut record = Vec::new();
            let data: &[&[u8]] = &[b"the same"];
            records
                .seal(records.write_epoch(), ContentType::APPLICATION_DATA, data, &mut record)
                .expect("seal");
            // Behind the explicit nonce.
            assert!(seen.insert(record[21..].to_vec()), "{side:?} of {seed}");
        }
        let kept = pair.client.conn.session().expect("established").clone();
        assert!(session.is_none_or(|before: Arc<crate::session::Session>| before.master_secret == kept.master_secret));
        session = Some(Arc::new(kept));
    }
}

/// pion CVE-2026-26014: explicit nonces of AEAD suites are the records' numbers, so none comes twice.
#[test]
fn explicit_nonces_count() {
    for info in suite::ALL.iter().filter(|info| info.aead().is_some() && info.explicit_nonce_len > 0) {
        let (client, server) = certificate_pair();
        let only = |config: Config| Config { suites: vec![info], psk: Some(psk()), ..config };
        let mut pair = Pair::new(only(client), only(server));
        pair.connect();
        for side in [Side::Client, Side::Server] {
            let layer = pair.end(side).conn.records_mut();
            let mut nonces = HashSet::new();
            for _ in 0..100 {
                let mut record = Vec::new();
                let data: &[&[u8]] = &[b"the same"];
                layer
                    .seal(layer.write_epoch(), ContentType::APPLICATION_DATA, data, &mut record)
                    .expect("seal");
                let number = &record[3..11];
                assert_eq!(&record[13..21], number, "{}", info.name);
                nonces.insert(number.to_vec());
            }
            assert_eq!(nonces.len(), 100);
        }
    }
}
