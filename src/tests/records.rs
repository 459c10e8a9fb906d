//! Records that are repeated, damaged, malformed, empty, out of place; several of them in one datagram.

use super::fixtures::{cookie_pair, psk_pair};
use super::pair::{End, FragmentView, Pair, RecordView, Rng, Side, Verdict, records};
use crate::codec::{AlertDescription, ContentType, HandshakeType};
use crate::config::Config;
use crate::engine::Reading;
use crate::error::Error;

fn connected() -> Pair {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    pair
}

/// A record under the keys of `end`, which takes its next number.
fn sealed(end: &mut End, content_type: ContentType, data: &[u8]) -> Vec<u8> {
    let records = end.conn.records_mut();
    let mut datagram = Vec::new();
    records.seal(records.write_epoch(), content_type, &[data], &mut datagram).expect("seal");
    datagram
}

fn data(pair: &mut Pair, text: &[u8]) -> Vec<u8> {
    sealed(&mut pair.client, ContentType::APPLICATION_DATA, text)
}

fn plain(content_type: ContentType, sequence: u64, body: &[u8]) -> Vec<u8> {
    RecordView { content_type, epoch: 0, sequence, body: body.to_vec() }.encode()
}

/// Promises 7 and 8: a write is a datagram is a read; what does not fit the buffer comes with the next read.
#[test]
fn boundaries_are_kept() {
    let mut pair = connected();
    let before = pair.link.sent[0];
    for size in [10, 1, 5000] {
        pair.write(Side::Client, &vec![7; size]).expect("write");
    }
    assert_eq!(pair.link.sent[0], before + 3);
    pair.run();
    assert_eq!(pair.server.received.iter().map(Vec::len).collect::<Vec<_>>(), [10, 1, 5000]);

    pair.server.reads_by_hand = true;
    let datagram = data(&mut pair, b"0123456789");
    pair.deliver(Side::Server, &datagram);
    let mut buffer = [0; 4];
    assert!(matches!(pair.server.conn.read(&mut buffer), Ok(Reading::Data(4))));
    assert_eq!((&buffer, pair.server.conn.bytes_available()), (b"0123", 6));
    let mut buffer = [0; 10];
    assert!(matches!(pair.server.conn.read(&mut buffer), Ok(Reading::Data(6))));
    assert_eq!(&buffer[..6], b"456789");
    assert!(matches!(pair.server.conn.read(&mut buffer), Ok(Reading::NeedsDatagram)));
}

/// Promise 8: lost and reordered data is no concern of the rest, which comes in the order of its arrival.
#[test]
fn data_is_delivered_as_it_arrives() {
    let mut pair = connected();
    let all: Vec<Vec<u8>> = (0..5u8).map(|n| data(&mut pair, &[n])).collect();
    for n in [4, 0, 3, 1] {
        pair.deliver(Side::Server, &all[n]);
    }
    assert_eq!(pair.server.received, [[4], [0], [3], [1]]);
}

/// Promises 9 and 11: a copy is dropped, unless that is switched off.
#[cfg(feature = "anti-replay")]
#[test]
fn copies_are_dropped_by_default() {
    for anti_replay in [true, false] {
        let (client, server) = psk_pair();
        assert!(Config::new(crate::keys::Role::Server).anti_replay, "on by default");
        let mut pair = Pair::new(client, Config { anti_replay, ..server });
        pair.connect();
        let datagram = data(&mut pair, b"once");
        for _ in 0..3 {
            pair.deliver(Side::Server, &datagram);
        }
        assert_eq!(pair.server.received.len(), if anti_replay { 1 } else { 3 });
        assert!(pair.server.is_up());
    }
}

/// The window reaches 64 records back, and only authentic records move it.
#[cfg(feature = "anti-replay")]
#[test]
fn the_window_is_64_records() {
    let mut pair = connected();
    let all: Vec<Vec<u8>> = (0..80u8).map(|n| data(&mut pair, &[n])).collect();
    let mut forged = all[0].clone();
    forged[5] = 0x7f;
    pair.deliver(Side::Server, &forged);
    assert!(pair.server.received.is_empty());
    for n in [70, 6, 7, 69, 70, 7] {
        pair.deliver(Side::Server, &all[n]);
    }
    assert_eq!(pair.server.received, [[70], [7], [69]]);
}

/// Promise 13: a damaged record is dropped, and the true one still counts.
#[test]
fn any_flipped_bit_is_dropped() {
    let mut pair = connected();
    pair.logs = false;
    let datagram = data(&mut pair, b"true");
    for bit in 0..datagram.len() * 8 {
        let mut damaged = datagram.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        pair.deliver(Side::Server, &damaged);
        assert!(pair.server.is_up() && pair.server.received.is_empty(), "bit {bit}");
    }
    pair.deliver(Side::Server, &datagram);
    assert_eq!(pair.server.received, [b"true"]);
}

/// Promise 15: no limit by default; the record that reaches the limit ends the connection.
#[test]
fn the_limit_of_bad_records() {
    for (limit, expected) in [(0, None), (1, Some(1)), (2, Some(2)), (50, Some(50))] {
        let (client, server) = psk_pair();
        assert_eq!(server.bad_mac_limit, 0, "unlimited by default");
        let mut pair = Pair::new(client, Config { bad_mac_limit: limit, ..server });
        pair.connect();
        pair.logs = false;
        let mut lots = Rng::new(15);
        let mut ended = None;
        for n in 1..=10_000 {
            let mut datagram = data(&mut pair, b"to be damaged");
            let last = datagram.len() - 1;
            datagram[last] ^= 1 << lots.below(8);
            pair.deliver(Side::Server, &datagram);
            // Headers that are wrong do not count.
            pair.deliver(Side::Server, &[22, 1, 1, 0, 0]);
            if pair.server.read_error.is_some() {
                ended = Some(n);
                break;
            }
        }
        assert_eq!(ended, expected, "limit {limit}");
        if limit > 0 {
            assert_eq!(pair.server.read_error, Some(Error::BadRecordMac));
            pair.run();
            assert_eq!(pair.client.read_error, None, "as the original, which does not tell the peer");
        } else {
            pair.exchange();
        }
    }
}

/// Promise 13, its exception: whoever awaits the Finished and gets a record under other keys has another key.
#[test]
fn a_bad_record_in_place_of_the_finished_is_fatal() {
    for victim in [Side::Server, Side::Client] {
        let (client, server) = psk_pair();
        let mut pair = Pair::new(client, server);
        pair.filter(move |sent| {
            let mut records = records(sent.datagram);
            if sent.from != victim && records.iter().any(|record| record.epoch == 1) {
                let last = records.last_mut().expect("a record");
                last.body[20] ^= 1;
                return Verdict::Replace(vec![records.iter().flat_map(RecordView::encode).collect()]);
            }
            Verdict::Pass
        });
        pair.run();
        assert_eq!(pair.end(victim).outcome, Some(Err(Error::BadRecordMac)));
        let peer = pair.end(victim.other());
        let alert = Error::Alert(AlertDescription::BAD_RECORD_MAC);
        match victim {
            Side::Server => assert_eq!(peer.outcome, Some(Err(alert))),
            Side::Client => assert_eq!(peer.read_error, Some(alert)),
        }
    }
}

/// A server that awaits its first ClientHello tells its program of bytes that are no record, and goes on listening.
#[test]
fn garbage_at_a_listener() {
    let (client, server) = cookie_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Server);
    let short = [22, 0xfe, 0xfd];
    let wrong_type = plain(ContentType(99), 0, &[1, 2, 3]);
    let mut wrong_version = plain(ContentType::HANDSHAKE, 0, &[1; 20]);
    wrong_version[1] = 3;
    let mut beyond = plain(ContentType::HANDSHAKE, 0, &[1; 20]);
    beyond[12] = 21;
    let empty = plain(ContentType::HANDSHAKE, 0, &[]);
    let cases: [&[u8]; 5] = [&short, &wrong_type, &wrong_version, &beyond, &empty];
    for garbage in cases {
        pair.deliver(Side::Server, garbage);
    }
    assert_eq!(pair.server.passed_over, vec![Error::InvalidRecord; cases.len()]);
    // Plaintext data and ChangeCipherSpec are records, and dropped.
    pair.deliver(Side::Server, &plain(ContentType::APPLICATION_DATA, 0, b"early"));
    pair.deliver(Side::Server, &plain(ContentType::CHANGE_CIPHER_SPEC, 1, &[1]));
    assert_eq!(pair.server.passed_over.len(), cases.len());
    pair.connect();
    pair.exchange();
}

/// A first message that is no ClientHello ends the handshake, without a word to whoever sent it.
#[test]
fn a_listener_takes_no_other_message() {
    for kind in [0, 2, 11, 16, 20, 99] {
        let (client, server) = cookie_pair();
        let mut pair = Pair::new(client, server);
        let record = RecordView::handshake(0, &FragmentView::whole(HandshakeType(kind), 0, &[1; 40]));
        pair.deliver(Side::Server, &record.encode());
        assert_eq!(pair.server.outcome, Some(Err(Error::UnexpectedMessage(HandshakeType(kind)))));
        assert_eq!(pair.link.sent[1], 0, "no answer to type {kind}");
    }
}

/// Promise 13 in the handshake and after it: what is no record is dropped with the rest of its datagram, a record of
/// another epoch by itself.
#[test]
fn garbage_on_an_open_connection() {
    let garbage = |tail: &[u8]| -> Vec<Vec<u8>> {
        let mut version = plain(ContentType::HANDSHAKE, 40, &[1; 20]);
        version[2] = 0xfc;
        let mut far = plain(ContentType::HANDSHAKE, 41, &[1; 20]);
        far[3] = 9;
        let empty = plain(ContentType::ALERT, 42, &[]);
        [vec![22; 5], plain(ContentType(0), 43, &[1]), version, far, empty, vec![0; 13]]
            .into_iter()
            .map(|bytes| [&bytes, tail].concat())
            .collect()
    };
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    pair.drive(Side::Server);
    for _ in 0..4 {
        for side in [Side::Client, Side::Server] {
            if side == Side::Server && pair.server.deadline.is_none() {
                // It still listens, which is another matter.
                continue;
            }
            let sent = pair.link.sent;
            for datagram in garbage(&[]) {
                pair.deliver(side, &datagram);
            }
            assert_eq!((pair.link.sent, &pair.end(side).read_error), (sent, &None));
            assert!(!matches!(pair.end(side).outcome, Some(Err(_))));
        }
        pair.tick();
    }
    pair.connect();
    assert_eq!(pair.now, 0, "nothing had to be sent again");

    let true_record = data(&mut pair, b"behind");
    let datagrams = garbage(&true_record);
    for (n, datagram) in datagrams.iter().enumerate() {
        pair.deliver(Side::Server, datagram);
        let skippable = n == 3 || n == 4;
        let expected = usize::from(n >= 3);
        assert_eq!(pair.server.received.len(), expected, "case {n}, skippable {skippable}");
    }
    pair.exchange();
}

/// Several records of a datagram are handed out one by one; between them the rest is announced.
#[test]
fn several_records_in_one_datagram() {
    let mut pair = connected();
    pair.server.reads_by_hand = true;
    let mut bad = data(&mut pair, b"bad");
    bad[30] ^= 1;
    let datagram = [data(&mut pair, b"one"), bad, data(&mut pair, b"two"), vec![0xff; 7]].concat();
    pair.deliver(Side::Server, &datagram);
    let conn = &mut pair.server.conn;
    let mut buffer = [0; 100];
    assert!(conn.has_pending_input());
    assert!(matches!(conn.read(&mut buffer), Ok(Reading::Data(3))));
    assert_eq!((&buffer[..3], conn.bytes_available(), conn.has_pending_input()), (&b"one"[..], 0, true));
    assert!(matches!(conn.read(&mut buffer), Ok(Reading::Data(3))));
    assert_eq!(&buffer[..3], b"two", "a damaged record takes no other with it");
    assert!(matches!(conn.read(&mut buffer), Ok(Reading::NeedsDatagram)), "nor do bytes behind the last one");
    assert!(!conn.has_pending_input());
    pair.server.reads_by_hand = false;
    pair.exchange();
}

/// An empty datagram is nothing.
#[test]
fn empty_datagrams() {
    let mut pair = connected();
    pair.deliver(Side::Server, &[]);
    pair.deliver(Side::Client, &[]);
    pair.exchange();
}

/// Empty data is passed over; each from the fourth in a row on counts as a bad record. Other empty records are errors of
/// the peer.
#[test]
fn empty_records() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, Config { bad_mac_limit: 2, ..server });
    pair.connect();
    for n in 0..4 {
        pair.write(Side::Client, &[]).expect("write");
        pair.run();
        assert_eq!(pair.server.read_error, None, "{n}");
    }
    pair.write(Side::Client, b"between").expect("write");
    pair.run();
    assert_eq!(pair.server.received, [b"between"]);
    for _ in 0..4 {
        assert_eq!(pair.server.read_error, None);
        pair.write(Side::Client, &[]).expect("write");
        pair.run();
    }
    assert_eq!(pair.server.read_error, Some(Error::BadRecordMac), "the second bad one");
    assert_eq!(pair.client.read_error, None, "the peer hears nothing of it");

    for content_type in [ContentType::ALERT, ContentType::HANDSHAKE, ContentType::CHANGE_CIPHER_SPEC] {
        let mut pair = connected();
        let datagram = sealed(&mut pair.client, content_type, &[]);
        pair.deliver(Side::Server, &datagram);
        assert_eq!(pair.server.read_error, Some(Error::InvalidRecord), "{content_type:?}");
    }
}

/// RFC 6347 §4.1: the last number of an epoch is used, none comes after it, and reading goes on.
#[test]
fn sequence_numbers_end() {
    let mut pair = connected();
    pair.client.conn.records_mut().skip_to_sequence((1 << 48) - 2);
    pair.write(Side::Client, b"last but one").expect("write");
    pair.write(Side::Client, b"last").expect("write");
    for _ in 0..3 {
        assert_eq!(pair.write(Side::Client, b"none left"), Err(Error::CounterWrapping));
    }
    assert_eq!(pair.client.conn.close_notify(), Err(Error::CounterWrapping));
    pair.run();
    assert_eq!(pair.server.received, [&b"last but one"[..], b"last"]);
    pair.write(Side::Server, b"still heard").expect("write");
    pair.run();
    assert_eq!(pair.client.received, [b"still heard"]);
}

/// Application data without protection is never delivered, before, during or after the handshake.
#[test]
fn unprotected_data_is_never_delivered() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    pair.drive(Side::Server);
    let mut sequence = 500;
    loop {
        for side in [Side::Client, Side::Server] {
            sequence += 1;
            pair.deliver(side, &plain(ContentType::APPLICATION_DATA, sequence, b"forged"));
        }
        if !pair.tick() {
            break;
        }
    }
    pair.connect();
    for side in [Side::Client, Side::Server] {
        pair.deliver(side, &plain(ContentType::APPLICATION_DATA, 1, b"forged"));
        assert!(pair.end(side).received.is_empty());
    }
    pair.exchange();
}

/// Data that comes under the new keys before the Finished is dropped: the peer is not proven yet.
#[test]
fn data_before_the_finished_is_dropped() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    pair.drive(Side::Server);
    pair.tick();
    pair.filter(|_| Verdict::Drop);
    pair.tick();
    // The client has sent its Finished, which is lost; its keys are there.
    let early = data(&mut pair, b"early");
    let mut flight = Vec::new();
    pair.client.conn.handle_timeout().expect("resend");
    while let Some(emit) = pair.client.conn.poll_output() {
        if let crate::engine::Emit::Datagram(datagram) = emit {
            flight.append(&mut records(&datagram));
        }
    }
    let (finished, rest) = flight.split_last().expect("records");
    let datagram: Vec<u8> = rest.iter().flat_map(RecordView::encode).chain(early.clone()).collect();
    pair.deliver(Side::Server, &early);
    pair.deliver(Side::Server, &datagram);
    assert_eq!(pair.server.outcome, None);
    pair.link.filter = None;
    pair.deliver(Side::Server, &finished.encode());
    assert!(pair.server.is_up());
    assert!(pair.server.received.is_empty());
    pair.connect();
    pair.exchange();
}

/// A record may carry 2^14 bytes; more under the peer's own keys is its fault.
#[test]
fn records_that_carry_too_much() {
    let mut pair = connected();
    let most = data(&mut pair, &[1; 1 << 14]);
    let more = data(&mut pair, &[2; (1 << 14) + 1]);
    pair.deliver(Side::Server, &most);
    assert_eq!(pair.server.received, [[1; 1 << 14]]);
    pair.deliver(Side::Server, &more);
    assert_eq!(pair.server.read_error, Some(Error::InvalidRecord));
    assert_eq!(pair.server.received.len(), 1);
}

/// What programs see of the last record: its number and type.
#[test]
fn the_last_record_is_visible() {
    let mut pair = connected();
    pair.write(Side::Client, b"first").expect("write");
    pair.write(Side::Client, b"second").expect("write");
    pair.run();
    let visible = pair.server.conn.visible();
    assert_eq!(visible.counter, [0, 1, 0, 0, 0, 0, 0, 2]);
    assert_eq!(visible.content_type, 23);
}
