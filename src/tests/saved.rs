//! Connections that are saved and go on in another place.

use super::fixtures::{certificate_pair, psk_pair, suite_of};
use super::pair::{End, Pair, Side, Verdict};
use crate::codec::{ConnectionId, MaxFragmentLength, SrtpProfile};
use crate::config::{Config, ConnectionSettings};
use crate::engine::Connection;
use crate::error::Error;
use crate::session::{Agreement, LoadError, SrtpAgreement};
use std::sync::Arc;

fn connected() -> Pair {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    pair.exchange();
    pair
}

fn fresh(config: &Arc<Config>) -> Connection {
    Connection::new(Arc::clone(config), ConnectionSettings::default(), 0)
}

/// Takes a connection through bytes.
fn carry(end: &mut End) {
    let bytes = end.conn.save().expect("save");
    assert!(bytes.capacity() <= 4096 && bytes.len() > 48);
    let mut conn = fresh(end.conn.config());
    conn.load(&bytes).expect("load");
    end.conn = conn;
}

#[test]
fn both_sides_go_on_with_every_aead_suite() {
    let (client, server) = certificate_pair();
    let (with_psk, _) = psk_pair();
    for id in [0xc02b, 0xc02f, 0xcca9, 0xc0ae, 0x00a8, 0x00a9, 0xc0a8, 0xccab, 0xd001] {
        let one = |config: &Config| Config {
            suites: vec![suite_of(id)],
            psk: with_psk.psk.clone(),
            ..config.clone()
        };
        let mut pair = Pair::new(one(&client), one(&server));
        pair.connect();
        pair.exchange();
        for side in [Side::Client, Side::Server, Side::Client] {
            let end = pair.end(side);
            let (before, verified) = (end.conn.session().cloned(), end.conn.verify_result());
            carry(end);
            assert_eq!(end.conn.session().map(|session| session.suite), before.map(|session| session.suite));
            assert_eq!(end.conn.verify_result(), verified);
            pair.exchange();
        }
        let leaf = pair.client.conn.session().and_then(|session| session.peer_certificate().cloned());
        assert_eq!(leaf.is_some(), suite_of(id).key_exchange.uses_certificate(), "{id:#x}");
    }
}

#[test]
fn numbers_and_the_replay_window_go_on() {
    let mut pair = connected();
    let mut records = Vec::new();
    for _ in 0..3 {
        let before = pair.link.sent[0];
        pair.filter(|_| Verdict::Drop);
        pair.write(Side::Client, b"words").expect("write");
        assert_eq!(pair.link.sent[0], before + 1);
        let mut datagram = Vec::new();
        let layer = pair.client.conn.records_mut();
        layer.seal(1, crate::codec::ContentType::APPLICATION_DATA, &[b"words"], &mut datagram).expect("seal");
        records.push(datagram);
    }
    pair.link.filter = None;
    pair.server.received.clear();
    pair.deliver(Side::Server, &records[2]);
    carry(&mut pair.server);
    let next = pair.client.conn.records_mut().next_write_sequence();
    carry(&mut pair.client);
    assert_eq!(pair.client.conn.records_mut().next_write_sequence(), next);
    for n in [2, 0, 0, 1, 2] {
        pair.deliver(Side::Server, &records[n]);
    }
    assert_eq!(pair.server.received.len(), 3, "each once, also the one from before");
    pair.exchange();
}

#[test]
fn connection_ids_and_limits_go_along() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(Config { cid_len: 3, ..client }, Config { cid_len: 9, ..server });
    pair.logs = false;
    let (own, peer) = (ConnectionId::new(b"abc"), ConnectionId::new(b"other one"));
    pair.client.conn.settings_mut().connection_id = own.into();
    pair.server.conn.settings_mut().connection_id = peer.into();
    pair.connect();
    pair.exchange();
    pair.client.conn.set_mtu(300);
    pair.client.conn.set_datagram_packing(false);
    let payload = pair.client.conn.max_payload();
    for side in [Side::Client, Side::Server] {
        carry(pair.end(side));
        pair.exchange();
    }
    assert_eq!(Some(pair.client.conn.connection_ids()), own.zip(peer));
    assert_eq!(pair.client.conn.max_payload(), payload);
    assert_eq!(pair.client.conn.datagram_limits(), (300, false));
}

/// Whoever goes on need not be ready to agree on media and fragments anew, and forgets all with the connection.
#[test]
fn what_the_hellos_agreed_on_goes_along() {
    let (client, server) = psk_pair();
    let offer = |config: &Config| Config {
        protocols: Some(vec![b"webrtc".to_vec()]),
        srtp_profiles: vec![SrtpProfile::AEAD_AES_256_GCM],
        srtp_mki: true,
        max_fragment_length: Some(MaxFragmentLength::LEN_512),
        ..config.clone()
    };
    let mut pair = Pair::new(offer(&client), offer(&server));
    pair.client.conn.settings_mut().srtp_mki = b"master key".to_vec().into();
    pair.connect();
    pair.exchange();
    let agreed = Agreement {
        max_fragment_length: Some(MaxFragmentLength::LEN_512),
        protocol: Some(b"webrtc".to_vec()),
        srtp: Some(SrtpAgreement { profile: SrtpProfile::AEAD_AES_256_GCM, mki: b"master key".to_vec() }),
    };
    for (side, plain, in_session) in [(Side::Client, client, 0), (Side::Server, server, 1)] {
        let end = pair.end(side);
        assert_eq!(end.conn.session().map(|session| session.max_fragment_length), Some(in_session));
        let saved = end.conn.save().expect("save");
        end.conn = fresh(&Arc::new(Config { protocols: Some(vec![b"webrtc".to_vec()]), ..plain }));
        end.conn.load(&saved).expect("load");
        assert_eq!(end.conn.agreement(), &agreed);
        assert_eq!((end.conn.max_payload(), end.conn.max_incoming_payload()), (Ok(512), 512));
        pair.exchange();
        assert_eq!(pair.end(side).conn.save().map(|again| again.len()), Ok(saved.len()));
    }
    pair.client.reset();
    assert_eq!(pair.client.conn.agreement(), &Agreement::default());
}

#[test]
fn the_protocol_and_the_longest_record_go_along() {
    let (client, server) = psk_pair();
    let with = |config: Config, limit: u8| Config {
        protocols: Some(vec![b"coap".to_vec()]),
        max_fragment_length: Some(MaxFragmentLength(limit)),
        ..config
    };
    let mut pair = Pair::new(with(client, 2), with(server, 4));
    pair.connect();
    pair.exchange();
    for side in [Side::Client, Side::Server] {
        let before = pair.end(side).conn.agreement().clone();
        assert_eq!(before.protocol.as_deref(), Some(&b"coap"[..]));
        carry(pair.end(side));
        let conn = &mut pair.end(side).conn;
        assert_eq!(conn.agreement(), &before);
        assert_eq!((conn.max_payload(), conn.max_incoming_payload()), (Ok(1024), 1024));
        assert!(conn.write(&[0; 1025]).is_err());
        pair.exchange();
        let bytes = pair.end(side).conn.save().expect("save");
        let stranger = Config { protocols: None, ..Config::clone(pair.end(side).conn.config()) };
        assert_eq!(fresh(&Arc::new(stranger)).load(&bytes), Err(LoadError::Malformed));
    }
}

#[test]
fn only_a_connection_at_rest_is_saved() {
    let refused = |conn: &Connection| matches!(conn.save(), Err(Error::BadInput(_)));
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    assert!(refused(&pair.client.conn) && refused(&pair.server.conn), "before the handshake");
    pair.drive(Side::Client);
    assert!(refused(&pair.client.conn), "in the handshake");
    pair.connect();
    assert!(!refused(&pair.client.conn));
    assert!(refused(&pair.server.conn), "its last flight may have to be sent again");
    pair.exchange();
    assert!(!refused(&pair.server.conn));

    pair.server.reads_by_hand = true;
    pair.write(Side::Client, b"unread").expect("write");
    pair.run();
    assert!(refused(&pair.server.conn), "unread");
    assert!(pair.server.conn.read(&mut [0; 3]).is_ok() && refused(&pair.server.conn), "half read");
    assert!(pair.server.conn.read(&mut [0; 3]).is_ok() && !refused(&pair.server.conn));
    pair.server.conn.write(b"unsent").expect("write");
    assert!(refused(&pair.server.conn), "unsent");
    pair.flush(Side::Server);
    assert!(!refused(&pair.server.conn));

    pair.server.reads_by_hand = false;
    pair.client.conn.close_notify().expect("alert");
    pair.flush(Side::Client);
    pair.run();
    assert!(refused(&pair.server.conn), "closed");

    let (client, server) = super::renegotiation::enabled(psk_pair());
    let mut pair = Pair::new(client, server);
    pair.connect();
    pair.exchange();
    assert!(refused(&pair.client.conn) && refused(&pair.server.conn), "renegotiation is on");

    let (client, server) = psk_pair();
    let cbc = |config| Config { suites: vec![suite_of(0x00ae)], ..config };
    let mut pair = Pair::new(cbc(client), cbc(server));
    pair.connect();
    pair.exchange();
    assert!(refused(&pair.client.conn) && refused(&pair.server.conn), "a CBC suite");
}

/// A server right after the handshake, whose last flight got lost: who goes on with it answers for it.
#[test]
fn the_last_flight_is_saved_if_that_is_wanted() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, Config { save_last_flight: true, ..server });
    pair.lose(Side::Server, 1);
    assert!(pair.run_until(|pair| pair.server.is_up()));
    assert!(!pair.client.is_up());
    carry(&mut pair.server);
    pair.connect();
    assert!(pair.server.conn.save().is_ok(), "again, before any data");
    carry(&mut pair.server);
    pair.exchange();
    carry(&mut pair.server);
    pair.exchange();
}

/// In a resumption it is the client that sends the last flight. What is saved can be resumed itself.
#[test]
fn resumed_connections_are_saved_when_the_server_has_spoken() {
    let (client, server) = psk_pair();
    let server = Config { serve_tickets: true, ..server };
    let mut first = Pair::new(client.clone(), server.clone());
    first.connect();
    first.exchange();
    let whole = first.client.conn.session().cloned();
    carry(&mut first.client);
    assert_eq!(first.client.conn.session().cloned(), whole, "with its ticket");

    for save_last_flight in [false, true] {
        let mut pair = Pair::new(Config { save_last_flight, ..client.clone() }, server.clone());
        pair.client.conn.settings_mut().once.resume = whole.clone().map(Arc::new);
        pair.server.sessions = first.server.sessions.clone();
        pair.connect();
        assert_eq!(pair.client.conn.save().is_ok(), save_last_flight);
        if save_last_flight {
            carry(&mut pair.client);
        }
        pair.exchange();
        carry(&mut pair.client);
        carry(&mut pair.server);
        pair.exchange();
    }
}

#[test]
fn nothing_but_what_was_saved_loads() {
    let mut pair = connected();
    let bytes = pair.client.conn.save().expect("save");
    let config = Arc::clone(pair.client.conn.config());
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= 1 << bit;
            let expected = if at < 6 { LoadError::OtherFormat } else { LoadError::Malformed };
            let mut conn = fresh(&config);
            assert_eq!(conn.load(&damaged), Err(expected), "byte {at}");
            assert!(!conn.is_established());
        }
    }
    for length in 0..bytes.len() {
        assert_eq!(fresh(&config).load(&bytes[..length]), Err(LoadError::Malformed), "{length} bytes");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(fresh(&config).load(&longer), Err(LoadError::Malformed));
    let session = pair.client.conn.session().expect("session").save();
    assert_eq!(fresh(&config).load(&session), Err(LoadError::OtherFormat), "a session is no connection");
    assert_eq!(fresh(pair.server.conn.config()).load(&bytes), Err(LoadError::Malformed), "the other role");
    assert_eq!(pair.server.conn.load(&bytes), Err(LoadError::Malformed), "under way");
    assert_eq!(fresh(&config).load(&bytes), Ok(()));
    pair.exchange();
}

/// The last number is used, and none comes twice.
#[test]
fn numbers_end_and_stay_at_their_end() {
    let mut pair = connected();
    pair.client.conn.records_mut().skip_to_sequence((1 << 48) - 2);
    carry(&mut pair.client);
    pair.server.received.clear();
    for word in [b"but one", b"the end"] {
        pair.write(Side::Client, word).expect("write");
    }
    pair.run();
    assert_eq!(pair.server.received, [b"but one", b"the end"]);
    for _ in 0..2 {
        assert_eq!(pair.write(Side::Client, b"none"), Err(Error::CounterWrapping));
        carry(&mut pair.client);
    }
    // The other direction has its own.
    carry(&mut pair.server);
    pair.client.received.clear();
    pair.write(Side::Server, b"words").expect("write");
    pair.run();
    assert_eq!(pair.client.received, [b"words"]);
}

/// A context that was loaded starts over like any other.
#[test]
fn a_loaded_connection_can_be_reset() {
    let mut pair = connected();
    carry(&mut pair.client);
    carry(&mut pair.server);
    pair.client.conn.settings_mut().hostname = super::fixtures::server_name();
    pair.client.reset();
    pair.server.reset();
    pair.connect();
    pair.exchange();
}
