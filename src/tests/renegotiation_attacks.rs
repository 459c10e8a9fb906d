//! What a renegotiation must not let pass: strangers, another identity, weaker keys, floods.

use super::fixtures::{
    certificate_pair, client_ec, client_rsa, cookie_pair, mutual_pair, psk_pair, server_p384, suite_of,
};
use super::pair::{FragmentView, Pair, RecordView, Rng, Side, Verdict, records};
use super::renegotiation::{connected, renegotiate, start};
use crate::codec::{ContentType, HandshakeType, Writer};
use crate::config::{AuthMode, Config};
use crate::engine::{Reading, RenegotiationStatus};
use crate::error::{CertificateError, Error, HandshakeFailure};
use crate::msgs::ClientHello;
use std::cell::RefCell;
use std::rc::Rc;

const MISMATCH: Error = Error::HandshakeFailure(HandshakeFailure::RenegotiationMismatch);

/// A record of `from` under the keys in force.
fn sealed(pair: &mut Pair, from: Side, content_type: ContentType, content: &[u8]) -> Vec<u8> {
    let records = pair.end(from).conn.records_mut();
    let mut datagram = Vec::new();
    records.seal(records.write_epoch(), content_type, &[content], &mut datagram).expect("seal");
    datagram
}

fn sealed_message(pair: &mut Pair, from: Side, kind: HandshakeType, seq: u16, body: &[u8]) -> Vec<u8> {
    sealed(pair, from, ContentType::HANDSHAKE, &FragmentView::whole(kind, seq, body).encode())
}

/// The hello of a first handshake with these configurations, as it stands on the wire.
fn first_hello(configs: (Config, Config)) -> ClientHello {
    let mut pair = Pair::new(configs.0, configs.1);
    pair.drive(Side::Client);
    let (_, datagram) = pair.link.arrive().expect("hello");
    let fragment = records(&datagram)[0].fragment().expect("a message");
    ClientHello::decode(&fragment.data).expect("a hello")
}

/// A server's answer to a ClientHello that a client's program made itself.
fn answer_to(edit: impl FnOnce(&mut ClientHello)) -> Option<Result<(), Error>> {
    let mut pair = connected(psk_pair());
    let mut hello = first_hello(psk_pair());
    edit(&mut hello);
    let mut body = Writer::new();
    hello.encode(&mut body);
    let datagram = sealed_message(&mut pair, Side::Client, HandshakeType::CLIENT_HELLO, 0, &body.into_vec());
    pair.deliver(Side::Server, &datagram);
    pair.server.outcome.clone()
}

/// CVE-2009-3555: what was said before by someone else is not taken for the client's.
#[test]
fn a_client_that_does_not_know_the_connection() {
    let wrong = |edit: fn(&mut ClientHello)| assert_eq!(answer_to(edit), Some(Err(MISMATCH)));
    wrong(|_| {});
    wrong(|hello| hello.cipher_suites.retain(|suite| *suite != 0x00ff));
    for info in [vec![], vec![0; 12], vec![0; 24], vec![7; 255]] {
        let result = answer_to(|hello| {
            hello.cipher_suites.retain(|suite| *suite != 0x00ff);
            hello.extensions.renegotiation_info = Some(info);
        });
        assert_eq!(result, Some(Err(MISMATCH)));
    }
}

/// The true hello of a renegotiation, with a change.
fn true_hello(edit: impl FnOnce(&mut ClientHello)) -> Option<Result<(), Error>> {
    let mut pair = connected(psk_pair());
    let verify_data = pair.client.conn.verify_data().expect("secure");
    let mut hello = first_hello(psk_pair());
    hello.cipher_suites.retain(|suite| *suite != 0x00ff);
    hello.extensions.renegotiation_info = Some(verify_data[0].to_vec());
    edit(&mut hello);
    let mut body = Writer::new();
    hello.encode(&mut body);
    let datagram = sealed_message(&mut pair, Side::Client, HandshakeType::CLIENT_HELLO, 0, &body.into_vec());
    pair.deliver(Side::Server, &datagram);
    assert_eq!(pair.server.conn.renegotiation_status(), RenegotiationStatus::InProgress);
    pair.server.outcome.clone()
}

/// RFC 5746 §3.7 and RFC 7627: nothing of what protects the connection may be left out.
#[test]
fn a_client_that_gives_something_up() {
    assert_eq!(true_hello(|_| {}), Some(Ok(())), "the server answers it");
    assert_eq!(true_hello(|hello| hello.cipher_suites.push(0x00ff)), Some(Err(MISMATCH)));
    assert_eq!(true_hello(|hello| hello.extensions.extended_master_secret = false), Some(Err(MISMATCH)));
    assert_eq!(true_hello(|hello| hello.extensions.renegotiation_info = None), Some(Err(MISMATCH)));
    for bit in 0..96 {
        let flipped = true_hello(|hello| {
            if let Some(info) = &mut hello.extensions.renegotiation_info {
                info[bit / 8] ^= 1 << (bit % 8);
            }
        });
        assert_eq!(flipped, Some(Err(MISMATCH)), "bit {bit}");
    }
    // A cookie is not asked for, and not looked at.
    assert_eq!(true_hello(|hello| hello.cookie = vec![9; 40]), Some(Ok(())));
}

/// A server whose answer is not that of this connection.
#[test]
fn a_server_that_does_not_know_the_connection() {
    for info in [None, Some(vec![]), Some(vec![3; 24]), Some(vec![3; 12])] {
        let mut pair = connected(psk_pair());
        let other = psk_pair();
        let mut stranger = Pair::new(other.0, other.1);
        stranger.drive(Side::Client);
        stranger.tick();
        let (_, flight) = stranger.link.arrive().expect("flight");
        let fragment = records(&flight)[0].fragment().expect("a message");
        let mut hello = crate::msgs::ServerHello::decode(&fragment.data).expect("a hello");
        hello.extensions.renegotiation_info = info;
        let mut body = Writer::new();
        hello.encode(&mut body);
        pair.filter(|_| Verdict::Drop);
        start(&mut pair, Side::Client);
        let datagram =
            sealed_message(&mut pair, Side::Server, HandshakeType::SERVER_HELLO, 0, &body.into_vec());
        pair.deliver(Side::Client, &datagram);
        assert_eq!(pair.client.outcome, Some(Err(MISMATCH)));
    }
}

#[test]
fn a_server_that_gives_up_the_extended_master_secret() {
    let (client, server) = psk_pair();
    let mut pair = connected((client, server.clone()));
    pair.server.reads_by_hand = true;
    start(&mut pair, Side::Client);
    let (_, hello) = pair.link.arrive().expect("hello");
    pair.server.conn.handle_datagram(&hello);
    assert!(matches!(pair.server.conn.read(&mut [0; 4]), Ok(Reading::Renegotiation)));
    let server = Config { extended_master_secret: false, ..server };
    pair.server.conn.set_config(server.into()).expect("config");
    pair.server.reads_by_hand = false;
    pair.drive(Side::Server);
    pair.run();
    assert_eq!(pair.client.outcome, Some(Err(MISMATCH)));
}

/// RFC 7366 §3.1: from the MAC over the plaintext to that over the ciphertext, but not back.
#[test]
fn encrypt_then_mac_stays() {
    for (before, after) in [(false, false), (false, true), (true, true), (true, false)] {
        let (client, server) = psk_pair();
        let config = |config: &Config, encrypt_then_mac| {
            let mut config = Config { suites: vec![suite_of(0x00ae)], encrypt_then_mac, ..config.clone() };
            config.renegotiation.enabled = true;
            config
        };
        for changes in [Side::Client, Side::Server] {
            let mut pair = connected((config(&client, before), config(&server, before)));
            assert_eq!(pair.client.conn.session().map(|session| session.encrypt_then_mac), Some(before));
            // One side alone decides.
            let (of_client, of_server) = match changes {
                Side::Client => (after, true),
                Side::Server => (true, after),
            };
            pair.server.reads_by_hand = true;
            pair.client.conn.renegotiate().expect("renegotiate");
            pair.client.conn.set_config(config(&client, of_client).into()).expect("config");
            pair.drive(Side::Client);
            let (_, hello) = pair.link.arrive().expect("hello");
            pair.server.conn.handle_datagram(&hello);
            assert!(matches!(pair.server.conn.read(&mut [0; 4]), Ok(Reading::Renegotiation)));
            pair.server.conn.set_config(config(&server, of_server).into()).expect("config");
            pair.server.reads_by_hand = false;
            pair.drive(Side::Server);
            pair.run();
            if before && !after {
                assert_eq!(pair.server.outcome, Some(Err(MISMATCH)));
                assert!(matches!(pair.client.outcome, Some(Err(Error::Alert(_)))));
            } else {
                assert_eq!(pair.client.conn.session().map(|session| session.encrypt_then_mac), Some(after));
                pair.exchange();
            }
        }
    }
}

/// Who has shown a certificate shows the same again: neither another, nor none.
#[test]
fn another_identity() {
    let changed = Some(Err(Error::Certificate(CertificateError::Changed)));

    let (client, server) = certificate_pair();
    let mut pair = connected((client, server.clone()));
    pair.server.reads_by_hand = true;
    start(&mut pair, Side::Client);
    let (_, hello) = pair.link.arrive().expect("hello");
    pair.server.conn.handle_datagram(&hello);
    assert!(matches!(pair.server.conn.read(&mut [0; 4]), Ok(Reading::Renegotiation)));
    let server = Config { identities: vec![server_p384()], ..server };
    pair.server.conn.set_config(server.into()).expect("config");
    pair.server.reads_by_hand = false;
    pair.drive(Side::Server);
    pair.run();
    assert_eq!(pair.client.outcome, changed);
    assert_eq!(pair.server.conn.visible().alert, [2, 49]);

    for (identities, expected) in
        [(vec![client_ec()], Some(Ok(()))), (vec![client_rsa()], changed.clone()), (vec![], changed.clone())]
    {
        let (client, mut server) = mutual_pair();
        server.auth_mode = AuthMode::Optional;
        let mut pair = connected((client.clone(), server));
        pair.client.conn.renegotiate().expect("renegotiate");
        let client = Config { identities, ..client };
        pair.client.conn.set_config(client.into()).expect("config");
        pair.drive(Side::Client);
        pair.run();
        assert_eq!(pair.server.outcome, expected);
    }
}

/// The hello that a connection began with, sent again by anyone, is none of a client that begins anew, also when the
/// keys have changed since.
#[test]
fn the_first_hello_again() {
    let (client, server) = cookie_pair();
    let hellos = Rc::new(RefCell::new(Vec::new()));
    let seen = hellos.clone();
    let (client, server) = super::renegotiation::enabled((client, server));
    let mut pair = Pair::new(client, server);
    pair.filter(move |sent| {
        if sent.from == Side::Client {
            seen.borrow_mut().push(sent.datagram.to_vec());
        }
        Verdict::Pass
    });
    pair.connect();
    pair.link.filter = None;
    for side in [Side::Client, Side::Server] {
        renegotiate(&mut pair, side);
    }
    pair.exchange();
    let before = pair.link.sent;
    for datagram in hellos.borrow().iter() {
        pair.deliver(Side::Server, datagram);
    }
    // The first, without a cookie, gets a HelloVerifyRequest at most; the second, with a good one, nothing.
    assert!(pair.link.sent[Side::Server as usize] <= before[Side::Server as usize] + 1);
    assert_eq!(pair.server.reconnects, 0);
    pair.link.clear();
    pair.exchange();
}

/// Whoever has no keys can neither start, nor disturb, nor end one.
#[test]
fn forged_records() {
    for victim in [Side::Client, Side::Server] {
        let mut pair = connected(mutual_pair());
        let mut lots = Rng::new(17);
        let hello = first_hello(psk_pair());
        let mut body = Writer::new();
        hello.encode(&mut body);
        let body = body.into_vec();
        let mut forge = move |epoch| {
            let content_type = [20, 21, 22, 22, 23][lots.below(5)];
            let body = match lots.below(4) {
                0 => FragmentView::whole(HandshakeType::CLIENT_HELLO, 0, &body).encode(),
                1 => FragmentView::whole(HandshakeType::HELLO_REQUEST, 0, &[]).encode(),
                2 => vec![2, 40],
                _ => {
                    let length = lots.below(200);
                    lots.bytes(length)
                }
            };
            let sequence = lots.below(500) as u64;
            RecordView { content_type: ContentType(content_type), epoch, sequence, body }.encode()
        };
        for _ in 0..200 {
            for epoch in 0..4 {
                pair.deliver(victim, &forge(epoch));
            }
        }
        assert_eq!(pair.end(victim).conn.renegotiation_status(), RenegotiationStatus::None);
        pair.link.clear();
        pair.client.conn.renegotiate().expect("renegotiate");
        pair.flush(Side::Client);
        for _ in 0..60 {
            for _ in 0..20 {
                for epoch in 0..4 {
                    pair.deliver(victim, &forge(epoch));
                }
            }
            pair.tick();
        }
        pair.run();
        assert!(pair.client.is_up() && pair.server.is_up());
        pair.exchange();
    }
}

/// A peer that starts again and again has to wait, and the connection lives on.
#[test]
fn renegotiations_without_end() {
    let mut pair = connected(psk_pair());
    for _ in 0..10 {
        renegotiate(&mut pair, Side::Client);
    }
    pair.client.conn.renegotiate().expect("renegotiate");
    pair.flush(Side::Client);
    pair.drive(Side::Client);
    pair.tick();
    assert!(pair.server.conn.is_established());
    assert_eq!(pair.link.next_arrival(), None, "no answer");
    // The next minute the repeated hello is answered.
    pair.server.conn.set_clock(std::sync::Arc::new(crate::time::FixedWallClock(super::pair::NOW + 60)));
    pair.run();
    assert_eq!(pair.server.conn.renegotiation_status(), RenegotiationStatus::Done);
    pair.exchange();

    // Keys that have been used may be renewed as often as one likes.
    for _ in 0..15 {
        for _ in 0..16 {
            pair.write(Side::Client, b"x").expect("write");
        }
        pair.run();
        renegotiate(&mut pair, Side::Client);
    }

    // Those that the server asks for itself are not counted; its client lets it ask now and then.
    for _ in 0..15 {
        renegotiate(&mut pair, Side::Server);
        pair.client.conn.set_clock(std::sync::Arc::new(crate::time::FixedWallClock(pair.now)));
        pair.now += 60_000;
    }
}

/// Many requests in one datagram, or in many, start one renegotiation.
#[test]
fn a_flood_of_requests() {
    let mut pair = connected(psk_pair());
    pair.server.conn.renegotiate().expect("renegotiate");
    pair.flush(Side::Server);
    let before = pair.link.sent[Side::Client as usize];
    for _ in 0..500 {
        let datagram: Vec<u8> = (0..10)
            .flat_map(|_| sealed_message(&mut pair, Side::Server, HandshakeType::HELLO_REQUEST, 0, &[]))
            .collect();
        pair.deliver(Side::Client, &datagram);
    }
    assert_eq!(pair.link.sent[Side::Client as usize], before + 1, "one hello");
    assert_eq!(pair.client.conn.kept_bytes(), 0);
    pair.run();
    pair.exchange();

    // Where it is off, one warning a datagram.
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    pair.exchange();
    let before = pair.link.sent[Side::Client as usize];
    for _ in 0..50 {
        let datagram: Vec<u8> = (0..10)
            .flat_map(|_| sealed_message(&mut pair, Side::Server, HandshakeType::HELLO_REQUEST, 0, &[]))
            .collect();
        pair.deliver(Side::Client, &datagram);
    }
    assert_eq!(pair.link.sent[Side::Client as usize], before + 50);
    pair.exchange();
}

/// A hello that never becomes whole costs a bounded amount of memory and holds nothing up.
#[test]
fn pieces_of_a_hello() {
    let mut pair = connected(psk_pair());
    let whole = FragmentView::whole(HandshakeType::CLIENT_HELLO, 0, &[1; 16_000]);
    for n in 0..40 {
        let part = whole.part(n * 400..n * 400 + 399).encode();
        let datagram = sealed(&mut pair, Side::Client, ContentType::HANDSHAKE, &part);
        pair.deliver(Side::Server, &datagram);
        assert!(pair.server.conn.is_established());
        assert!(pair.server.conn.kept_bytes() <= 16_000);
    }
    for seq in 1..100 {
        let part = FragmentView { seq, ..whole.part(0..300) }.encode();
        let datagram = sealed(&mut pair, Side::Client, ContentType::HANDSHAKE, &part);
        pair.deliver(Side::Server, &datagram);
        assert!(pair.server.conn.kept_bytes() <= 16_000);
    }
    let long = FragmentView { total: 1 << 20, ..whole.part(0..300) }.encode();
    let datagram = sealed(&mut pair, Side::Client, ContentType::HANDSHAKE, &long);
    pair.deliver(Side::Server, &datagram);
    pair.link.clear();
    pair.exchange();
    // A true one takes its place.
    renegotiate(&mut pair, Side::Client);
    assert_eq!(pair.server.conn.kept_bytes(), 0);
    pair.exchange();
}

/// A request has no body; one that has is none.
#[test]
fn a_request_with_a_body() {
    let mut pair = connected(psk_pair());
    let datagram = sealed_message(&mut pair, Side::Server, HandshakeType::HELLO_REQUEST, 0, &[0]);
    pair.deliver(Side::Client, &datagram);
    assert!(pair.client.conn.is_established());
    pair.link.clear();
    pair.exchange();
}

/// A renegotiation that fails ends the connection, and nothing is read or written any more.
#[test]
fn a_failed_renegotiation_ends_the_connection() {
    let (mut client, server) = psk_pair();
    let mut pair = connected((client.clone(), server));
    if let Some(psk) = &mut client.psk {
        psk.identity = b"stranger".to_vec();
    }
    client.renegotiation.enabled = true;
    pair.client.conn.renegotiate().expect("renegotiate");
    pair.client.conn.set_config(client.into()).expect("config");
    pair.drive(Side::Client);
    pair.run();
    assert_eq!(pair.server.outcome, Some(Err(Error::UnknownPskIdentity)));
    assert!(matches!(pair.client.outcome, Some(Err(Error::Alert(_)))), "{:?}", pair.client.outcome);
    for side in [Side::Client, Side::Server] {
        assert!(pair.write(side, b"x").is_err());
        assert!(pair.end(side).conn.renegotiate().is_err());
        assert!(!pair.end(side).conn.is_renegotiation_due());
    }
}
