//! Alerts, the end of a connection, and what comes after the handshake.

use super::fixtures::{cookie_pair, mutual_pair, psk_pair};
use super::pair::{End, FragmentView, Pair, RecordView, Side};
use crate::codec::{AlertDescription, AlertLevel, ContentType, HandshakeType};
use crate::error::Error;

fn connected() -> Pair {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    pair
}

fn sealed(end: &mut End, content_type: ContentType, data: &[u8]) -> Vec<u8> {
    let records = end.conn.records_mut();
    let mut datagram = Vec::new();
    records.seal(records.write_epoch(), content_type, &[data], &mut datagram).expect("seal");
    datagram
}

/// RFC 5246 §7.2.1: whoever is told of the end reads nothing more, and may still send.
#[test]
fn close_notify_ends_reading() {
    for side in [Side::Client, Side::Server] {
        let mut pair = connected();
        pair.write(side, b"last words").expect("write");
        pair.end(side).conn.close_notify().expect("close");
        pair.flush(side);
        pair.write(side, b"more words").expect("write");
        pair.run();
        let peer = pair.end(side.other());
        assert_eq!(peer.received, [b"last words"]);
        assert_eq!(peer.read_error, Some(Error::CloseNotify));
        assert_eq!(peer.conn.visible().alert, [1, 0]);
        let mut buffer = [0; 10];
        for _ in 0..2 {
            assert!(matches!(peer.conn.read(&mut buffer), Err(Error::CloseNotify)));
        }
        pair.write(side.other(), b"goodbye").expect("writing goes on");
        pair.end(side.other()).conn.close_notify().expect("the answer to it");
        pair.flush(side.other());
        pair.run();
        assert_eq!(pair.end(side).received, [b"goodbye"]);
        assert_eq!(pair.end(side).read_error, Some(Error::CloseNotify));
    }
}

/// A fatal alert ends the connection, whatever it says; nothing is read or written after it.
#[test]
fn fatal_alerts_end_everything() {
    for description in [0, 20, 40, 100, 255] {
        let mut pair = connected();
        let alert = AlertDescription(description);
        pair.client.conn.send_alert(AlertLevel::FATAL, alert).expect("alert");
        pair.flush(Side::Client);
        pair.run();
        assert_eq!(pair.server.read_error, Some(Error::Alert(alert)));
        assert_eq!(pair.server.conn.visible().alert, [2, description]);
        assert_eq!(pair.write(Side::Server, b"x"), Err(Error::Alert(alert)));
        let datagram = sealed(&mut pair.client, ContentType::APPLICATION_DATA, b"after the end");
        pair.server.conn.handle_datagram(&datagram);
        assert!(matches!(pair.server.conn.read(&mut [0; 20]), Err(Error::Alert(_))));
    }
}

/// Warnings other than close_notify, and levels that do not exist, are passed over.
#[test]
fn other_alerts_are_passed_over() {
    let mut pair = connected();
    for (level, description) in [(1, 10), (1, 90), (1, 100), (0, 0), (3, 0), (255, 20)] {
        pair.client.conn.send_alert(AlertLevel(level), AlertDescription(description)).expect("alert");
        pair.flush(Side::Client);
        pair.run();
        assert_eq!(pair.server.conn.visible().alert, [level, description]);
    }
    pair.exchange();
}

/// An alert has two bytes.
#[test]
fn alerts_of_another_length_are_invalid() {
    for body in [&[1][..], &[1, 0, 0]] {
        let mut pair = connected();
        let datagram = sealed(&mut pair.client, ContentType::ALERT, body);
        pair.deliver(Side::Server, &datagram);
        assert_eq!(pair.server.read_error, Some(Error::InvalidRecord));
    }
}

/// Alerts without protection count in the handshake, and not once there are keys.
#[test]
fn unprotected_alerts() {
    let alert = |sequence| {
        RecordView { content_type: ContentType::ALERT, epoch: 0, sequence, body: vec![2, 40] }.encode()
    };
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    pair.deliver(Side::Client, &alert(5));
    assert_eq!(pair.client.outcome, Some(Err(Error::Alert(AlertDescription::HANDSHAKE_FAILURE))));

    let mut pair = connected();
    pair.deliver(Side::Client, &alert(100));
    pair.deliver(Side::Server, &alert(101));
    pair.exchange();
}

/// A failed handshake stays failed, sends nothing more, and tells the same error again.
#[test]
fn nothing_goes_on_after_a_failure() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    pair.drive(Side::Server);
    pair.tick();
    let bad = RecordView::handshake(9, &FragmentView::whole(HandshakeType::FINISHED, 1, &[0; 12])).encode();
    pair.deliver(Side::Server, &bad);
    let error = Error::UnexpectedMessage(HandshakeType::FINISHED);
    assert_eq!(pair.server.outcome, Some(Err(error.clone())));
    let sent = pair.link.sent[1];
    let (_, flight) = pair.link.arrive().expect("the server's flight");
    pair.deliver(Side::Client, &flight);
    pair.run();
    assert_eq!(pair.server.conn.step().map(drop), Err(error.clone()));
    assert_eq!(pair.server.conn.handle_timeout(), Err(error.clone()));
    assert!(pair.server.conn.write(b"x").is_err());
    pair.flush(Side::Server);
    assert_eq!(pair.link.sent[1], sent);
    assert!(!pair.server.conn.is_established());
}

/// Renegotiation is off: the peer that asks for it gets a warning, at most one for each datagram, and the
/// connection goes on.
#[test]
fn renegotiation_is_refused() {
    for (asks, kind) in
        [(Side::Server, HandshakeType::HELLO_REQUEST), (Side::Client, HandshakeType::CLIENT_HELLO)]
    {
        let mut pair = connected();
        pair.exchange();
        let refuses = asks.other();
        for seq in [0, 3, 9] {
            let request = FragmentView::whole(kind, seq, &[]).encode().repeat(500);
            let first = sealed(pair.end(asks), ContentType::HANDSHAKE, &request);
            let second = sealed(pair.end(asks), ContentType::HANDSHAKE, &request);
            let before = pair.link.sent[refuses as usize];
            pair.deliver(refuses, &[first, second].concat());
            assert_eq!(pair.link.sent[refuses as usize], before + 1, "{kind:?} #{seq}");
            pair.run();
            assert_eq!(pair.end(asks).conn.visible().alert, [1, 100]);
        }
        pair.exchange();
    }
}

/// Other handshake messages after the handshake are dropped, protected or not.
#[test]
fn late_handshake_messages_are_dropped() {
    let mut pair = connected();
    pair.exchange();
    let before = pair.link.sent;
    for side in [Side::Client, Side::Server] {
        for kind in [2, 4, 11, 12, 14, 15, 16, 20, 99] {
            let message = FragmentView::whole(HandshakeType(kind), 9, &[1; 30]);
            let datagram = sealed(pair.end(side.other()), ContentType::HANDSHAKE, &message.encode());
            pair.deliver(side, &datagram);
            pair.deliver(side, &RecordView::handshake(700 + u64::from(kind), &message).encode());
        }
        let ccs = sealed(pair.end(side.other()), ContentType::CHANGE_CIPHER_SPEC, &[7, 7]);
        pair.deliver(side, &ccs);
        assert_eq!(pair.end(side).conn.kept_bytes(), 0);
    }
    assert_eq!(pair.link.sent, before);
    pair.exchange();
}

/// Promise 31 and 43: after a reset a connection is as new, whatever it went through.
#[test]
fn reset_makes_new() {
    let (client, server) = mutual_pair();
    let mut pair = Pair::new(client, server);
    for round in 0..4 {
        match round {
            0 => {}
            1 => pair.client.conn.close_notify().expect("close"),
            2 => {
                let bad =
                    RecordView::handshake(9, &FragmentView::whole(HandshakeType::FINISHED, 0, &[0; 12]));
                pair.client.reset();
                pair.drive(Side::Client);
                pair.deliver(Side::Client, &bad.encode());
                assert!(matches!(pair.client.outcome, Some(Err(_))));
            }
            _ => pair.write(Side::Client, b"not fetched").expect("write"),
        }
        pair.link.clear();
        pair.client.reset();
        pair.server.reset();
        assert_eq!(pair.client.conn.verify_result(), u32::MAX);
        assert!(pair.server.conn.session().is_none() && !pair.server.conn.has_output());
        assert!(!pair.server.conn.is_established() && !pair.server.conn.has_pending_input());
        pair.connect();
        pair.exchange();
    }
}

/// A reset forgets the address: without one no cookie is good, and none can be written (promise 41).
#[test]
fn reset_forgets_the_address() {
    let (client, server) = cookie_pair();
    let mut pair = Pair::new(client, server);
    pair.server.listens_on = false;
    pair.run_until(|pair| pair.server.outcome.is_some());
    assert_eq!(pair.server.outcome, Some(Err(Error::HelloVerifyRequired)));
    pair.server.conn.reset();
    assert_eq!(pair.server.conn.settings().transport_id, None);
    pair.server.outcome = None;
    pair.run_until(|pair| pair.server.outcome.is_some());
    assert_eq!(pair.server.outcome, Some(Err(Error::Callback(-0x7100))));
}
