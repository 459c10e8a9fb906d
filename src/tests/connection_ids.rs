//! Connection ids (RFC 9146): every length, both directions, over links that lose, copy, reorder and damage.

use super::fixtures::{certificate_pair, psk_pair, suite_of};
use super::pair::{Conditions, End, Pair, Side, Verdict, seeds};
use crate::codec::{ConnectionId, ContentType};
use crate::config::{Config, UnexpectedCid};
use crate::crypto::suite;
use crate::engine::Reading;
use crate::error::Error;
use crate::record::Discard;
use std::sync::Arc;

fn id(byte: u8, len: usize) -> ConnectionId {
    ConnectionId::new(&vec![byte; len]).expect("short enough")
}

/// A pair before its handshake whose sides want these connection ids.
fn pair_of(
    (client, server): (Config, Config),
    client_cid: Option<ConnectionId>,
    server_cid: Option<ConnectionId>,
) -> Pair {
    let length = |cid: Option<ConnectionId>| cid.map_or(0, |cid| cid.len() as u8);
    let mut pair = Pair::new(
        Config { cid_len: length(client_cid), ..client },
        Config { cid_len: length(server_cid), ..server },
    );
    // A datagram does not tell how its records are to be read.
    pair.logs = false;
    pair.client.conn.settings_mut().connection_id = client_cid.into();
    pair.server.conn.settings_mut().connection_id = server_cid.into();
    pair
}

fn connected(client: usize, server: usize) -> Pair {
    let mut pair = pair_of(psk_pair(), Some(id(0xc1, client)), Some(id(0x5e, server)));
    pair.connect();
    pair
}

fn sealed(end: &mut End, content_type: ContentType, data: &[u8]) -> Vec<u8> {
    let records = end.conn.records_mut();
    let mut datagram = Vec::new();
    records.seal(records.write_epoch(), content_type, &[data], &mut datagram).expect("seal");
    datagram
}

#[test]
fn every_length_with_every_length() {
    for client in 0..=ConnectionId::MAX_LEN {
        for server in 0..=ConnectionId::MAX_LEN {
            let mut pair = connected(client, server);
            let (client, server) = (id(0xc1, client), id(0x5e, server));
            assert_eq!(pair.client.conn.connection_ids(), (client, server));
            assert_eq!(pair.server.conn.connection_ids(), (server, client));
            for (side, carried) in [(Side::Client, server), (Side::Server, client)] {
                let expansion = pair.end(side).conn.record_expansion();
                let record = sealed(pair.end(side), ContentType::APPLICATION_DATA, b"words");
                let kind = if carried.is_empty() { 23 } else { 25 };
                assert_eq!((record[0], &record[11..11 + carried.len()]), (kind, &*carried));
                assert!(record.len() <= expansion + 5);
                pair.deliver(side.other(), &record);
                assert_eq!(pair.end(side.other()).received, [b"words"]);
            }
        }
    }
}

#[test]
fn they_need_both_sides() {
    for (client, server) in [(Some(id(1, 4)), None), (None, Some(id(2, 4))), (None, None)] {
        let mut pair = pair_of(psk_pair(), client, server);
        pair.connect();
        for end in [&pair.client, &pair.server] {
            assert_eq!(end.conn.connection_ids(), (ConnectionId::EMPTY, ConnectionId::EMPTY));
        }
        pair.exchange();
    }
}

#[test]
fn every_suite_carries_them() {
    for info in suite::ALL {
        let (mut client, mut server) = certificate_pair();
        let (with_psk, _) = psk_pair();
        for config in [&mut client, &mut server] {
            config.suites = vec![suite_of(info.id.0)];
            config.psk = with_psk.psk.clone();
        }
        for encrypt_then_mac in [true, false] {
            let form = |config: &Config| Config { encrypt_then_mac, ..config.clone() };
            let mut pair = pair_of((form(&client), form(&server)), Some(id(1, 3)), Some(id(2, 7)));
            for side in [Side::Client, Side::Server] {
                pair.end(side).set_password(b"threadjpaketest");
            }
            pair.connect();
            pair.exchange();
            assert_eq!(pair.client.conn.connection_ids(), (id(1, 3), id(2, 7)), "{}", info.name);
        }
    }
}

#[test]
fn any_flipped_bit_is_dropped_and_copies_too() {
    let mut pair = connected(5, 9);
    for side in [Side::Client, Side::Server] {
        let record = sealed(pair.end(side), ContentType::APPLICATION_DATA, b"true");
        for bit in 0..record.len() * 8 {
            let mut damaged = record.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            pair.deliver(side.other(), &damaged);
            let peer = pair.end(side.other());
            assert!(peer.is_up() && peer.received.is_empty(), "{side:?} bit {bit}");
        }
        for _ in 0..2 {
            pair.deliver(side.other(), &record);
            assert_eq!(pair.end(side.other()).received, [b"true"]);
        }
    }
}

#[test]
fn handshakes_survive_a_bad_link() {
    let conditions = Conditions { latency: 20, jitter: 300, loss: 200, duplication: 200, corruption: 0 };
    for seed in seeds(1, 40) {
        let (client, server) = psk_pair();
        let mut pair = Pair::seeded(seed, Config { cid_len: 4, ..client }, Config { cid_len: 6, ..server });
        pair.logs = false;
        pair.link.conditions = conditions;
        pair.client.conn.settings_mut().connection_id = Some(id(1, 4)).into();
        pair.server.conn.settings_mut().connection_id = Some(id(2, 6)).into();
        pair.connect();
        pair.exchange();
    }
}

/// The Finished comes before what changes the keys: beside a connection id nobody sees what it is, so it is kept.
#[test]
fn an_early_finished_is_kept() {
    let mut pair = pair_of(psk_pair(), Some(id(1, 4)), Some(id(2, 4)));
    pair.client.conn.set_datagram_packing(false);
    // ClientHello, then ClientKeyExchange, ChangeCipherSpec, Finished.
    pair.filter(|sent| match (sent.from, sent.index) {
        (Side::Client, 1 | 2) => Verdict::Delay(100),
        _ => Verdict::Pass,
    });
    pair.connect();
    assert_eq!(pair.link.sent[Side::Client as usize], 4, "nothing was sent again");
    pair.exchange();
}

#[test]
fn another_id_is_passed_over_or_told_of() {
    for policy in [UnexpectedCid::Ignore, UnexpectedCid::Fail] {
        let (client, server) = psk_pair();
        let configs = (client, Config { unexpected_cid: policy, ..server });
        let mut pair = pair_of(configs, Some(id(1, 4)), Some(id(2, 4)));
        pair.connect();
        pair.server.reads_by_hand = true;
        let record = sealed(&mut pair.client, ContentType::APPLICATION_DATA, b"words");
        let mut buffer = [0; 64];
        for byte in 11..15 {
            let mut other = record.clone();
            other[byte] ^= 0x10;
            assert_eq!(pair.server.conn.check_record(&mut other.clone()), Err(Discard::ConnectionId));
            pair.deliver(Side::Server, &other);
            let read = pair.server.conn.read(&mut buffer);
            match policy {
                UnexpectedCid::Ignore => assert!(matches!(read, Ok(Reading::NeedsDatagram))),
                UnexpectedCid::Fail => assert!(matches!(read, Err(Error::UnexpectedConnectionId))),
            }
            assert_eq!(pair.server.conn.failure(), None, "nothing vouches for it");
        }
        assert_eq!(pair.server.conn.check_record(&mut record.clone()), Ok(()));
        pair.deliver(Side::Server, &record);
        assert!(matches!(pair.server.conn.read(&mut buffer), Ok(Reading::Data(5))));
        assert_eq!(pair.server.conn.check_record(&mut record.clone()), Err(Discard::Replayed));
    }
}

/// What the peer sealed without one, or in a handshake that settled on none, is nothing to a side that wants one.
#[test]
fn a_record_without_one_is_another() {
    let mut pair = connected(4, 4);
    let (client, server) = psk_pair();
    let mut plain = pair_of((client, server), None, None);
    plain.connect();
    let record = sealed(&mut plain.client, ContentType::APPLICATION_DATA, b"words");
    assert_eq!(pair.server.conn.check_record(&mut record.clone()), Err(Discard::ConnectionId));
    pair.deliver(Side::Server, &record);
    assert!(pair.server.is_up() && pair.server.received.is_empty());

    let record = sealed(&mut pair.client, ContentType::APPLICATION_DATA, b"words");
    plain.deliver(Side::Server, &record);
    assert!(plain.server.is_up() && plain.server.received.is_empty());
}

#[test]
fn alerts_carry_them() {
    let mut pair = connected(4, 4);
    let before = pair.link.sent[0];
    pair.filter(|sent| {
        assert_eq!(sent.datagram[0], 25);
        Verdict::Pass
    });
    pair.client.conn.close_notify().expect("alert");
    pair.flush(Side::Client);
    assert_eq!(pair.link.sent[0], before + 1);
    pair.run();
    assert_eq!(pair.server.read_error, Some(Error::CloseNotify));
}

#[test]
fn data_may_be_empty_and_end_in_zeros() {
    let mut pair = connected(1, 1);
    for length in [1, 14, 15, 16, 17, 300] {
        pair.write(Side::Client, &vec![0; length]).expect("write");
    }
    pair.write(Side::Client, b"").expect("write");
    pair.write(Side::Client, b"behind").expect("write");
    pair.run();
    let lengths: Vec<usize> = pair.server.received.iter().map(Vec::len).collect();
    assert_eq!(lengths, [1, 14, 15, 16, 17, 300, 6]);
    assert!(pair.server.received[..6].iter().flatten().all(|&byte| byte == 0));
}

/// Each handshake settles them anew, and what is set meanwhile counts from the next one.
#[test]
fn a_reset_keeps_the_wish_alone() {
    let mut pair = connected(4, 4);
    pair.client.conn.settings_mut().connection_id = Some(id(7, 4)).into();
    assert_eq!(pair.client.conn.connection_ids(), (id(0xc1, 4), id(0x5e, 4)));
    pair.exchange();
    pair.client.reset();
    pair.server.reset();
    assert_eq!(pair.client.conn.connection_ids(), (ConnectionId::EMPTY, ConnectionId::EMPTY));
    pair.connect();
    assert_eq!(pair.server.conn.connection_ids(), (id(0x5e, 4), id(7, 4)));
    pair.server.conn.settings_mut().connection_id = None.into();
    pair.client.reset();
    pair.server.reset();
    pair.connect();
    assert_eq!(pair.server.conn.connection_ids(), (ConnectionId::EMPTY, ConnectionId::EMPTY));
    pair.exchange();
}

/// A renegotiation settles them anew; until its end the old ones count.
#[test]
fn a_renegotiation_settles_them_anew() {
    for side in [Side::Client, Side::Server] {
        let configs = super::renegotiation::enabled(psk_pair());
        let mut pair = pair_of(configs, Some(id(1, 4)), Some(id(2, 6)));
        pair.connect();
        pair.exchange();
        for (client, server) in [
            (Some(id(3, 4)), Some(id(4, 6))),
            (Some(id(5, 4)), None),
            (None, None),
            (Some(id(6, 4)), Some(id(7, 6))),
        ] {
            pair.client.conn.settings_mut().connection_id = client.into();
            pair.server.conn.settings_mut().connection_id = server.into();
            super::renegotiation::renegotiate(&mut pair, side);
            let settled = client.zip(server).unwrap_or_default();
            assert_eq!(pair.client.conn.connection_ids(), settled);
            pair.exchange();
        }
    }
}

/// So does a resumption: the session says nothing about them.
#[test]
fn a_resumption_settles_them_anew() {
    let (client, server) = psk_pair();
    let configs = (client, Config { serve_tickets: true, ..server });
    let mut first = pair_of(configs.clone(), Some(id(1, 4)), Some(id(2, 6)));
    first.connect();
    first.exchange();
    let session = first.client.conn.session().expect("session").clone();
    for (client, server) in
        [(Some(id(3, 5)), Some(id(4, 7))), (None, None), (Some(id(5, 0)), Some(id(6, 32)))]
    {
        let mut pair = pair_of(configs.clone(), client, server);
        pair.client.conn.settings_mut().once.resume = Some(Arc::new(session.clone()));
        pair.server.sessions = first.server.sessions.clone();
        pair.connect();
        let resumed = pair.client.conn.session().map(|session| session.master_secret.clone());
        assert_eq!(resumed.as_ref(), Some(&session.master_secret));
        let settled = client.zip(server).unwrap_or_default();
        assert_eq!(pair.client.conn.connection_ids(), settled);
        pair.exchange();
    }
}

/// What the hello said counts, whatever is set before the answer to it comes.
#[test]
fn a_wish_that_changes_in_the_handshake_comes_too_late() {
    let mut pair = pair_of(psk_pair(), Some(id(1, 4)), Some(id(2, 4)));
    pair.drive(Side::Client);
    pair.client.conn.settings_mut().connection_id = Some(id(9, 4)).into();
    pair.connect();
    assert_eq!(pair.client.conn.connection_ids(), (id(1, 4), id(2, 4)));
    assert_eq!(pair.server.conn.connection_ids(), (id(2, 4), id(1, 4)));
    pair.exchange();
}

/// The largest datagram that the path carries is kept to, and what fits is told before.
#[test]
fn the_mtu_counts_them() {
    for mtu in [100, 200, 256, 512, 1400] {
        let mut pair = pair_of(psk_pair(), Some(id(1, 32)), Some(id(2, 32)));
        for side in [Side::Client, Side::Server] {
            pair.end(side).conn.set_mtu(mtu);
        }
        pair.filter(move |sent| {
            assert!(sent.datagram.len() <= mtu.into(), "{} bytes", sent.datagram.len());
            Verdict::Pass
        });
        pair.connect();
        let most = pair.client.conn.max_payload().expect("room");
        assert_eq!(most, usize::from(mtu) - pair.client.conn.record_expansion());
        pair.write(Side::Client, &vec![1; most]).expect("write");
        assert!(pair.client.conn.write(&vec![1; most + 1]).is_err());
        pair.run();
        assert_eq!(pair.server.received, [vec![1; most]]);
    }
}
