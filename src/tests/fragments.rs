//! Datagram sizes, packing, and handshake messages cut anywhere.

use super::fixtures::{cookie_pair, mutual_pair, psk_pair};
use super::pair::{FragmentView, Pair, RecordView, Rng, Side, Verdict, records, seeds};
use crate::codec::{ContentType, HandshakeType};
use crate::config::{Config, CookiePolicy};
use crate::error::Error;
use crate::flight::{MAX_BUFFERED_BYTES, MAX_MESSAGE_LEN, MAX_UNVERIFIED_BYTES};

fn certificates() -> (Config, Config) {
    let (client, server) = mutual_pair();
    (client, Config { cookies: CookiePolicy::Verify, ..server })
}

/// Both sides with this MTU; a filter checks it.
fn with_mtu((client, server): (Config, Config), mtu: u16) -> Pair {
    let mut pair = Pair::new(client, server);
    pair.client.conn.set_mtu(mtu);
    pair.server.conn.set_mtu(mtu);
    pair.filter(move |sent| {
        assert!(mtu == 0 || sent.datagram.len() <= mtu.into(), "{} bytes at MTU {mtu}", sent.datagram.len());
        Verdict::Pass
    });
    pair
}

#[test]
fn every_mtu_that_holds_a_finished() {
    let mut counts = Vec::new();
    let mtus = (60..300).step_by(7).chain([400, 508, 600, 900, 1200, 1500, 16_000, 0]);
    for mtu in mtus {
        let mut pair = with_mtu(certificates(), mtu);
        pair.connect();
        counts.push(pair.link.sent[0] + pair.link.sent[1]);
        // Without repetitions: every fragment found its place.
        assert_eq!(pair.now, 0, "MTU {mtu}");
    }
    assert!(counts.is_sorted_by(|larger, smaller| larger >= smaller), "{counts:?}");
    // Two hellos, a verify request, and a flight or two datagrams of it each way and back.
    assert_eq!(counts.last(), Some(&6));
}

/// At 16 000 bytes and without a limit a flight is one datagram; each record by itself without packing.
#[test]
fn packing_puts_a_flight_into_one_datagram() {
    for (packing, expected) in [(true, [3, 3]), (false, [2 + 5, 1 + 5 + 2])] {
        let mut pair = with_mtu(certificates(), 0);
        for end in [&mut pair.client, &mut pair.server] {
            end.conn.set_datagram_packing(packing);
        }
        let mut several = 0;
        pair.filter(move |sent| {
            several += usize::from(records(sent.datagram).len() > 1);
            assert!(packing || several == 0);
            Verdict::Pass
        });
        pair.connect();
        assert_eq!(pair.link.sent, expected);
        pair.exchange();
    }
}

/// An MTU that cannot hold a Finished ends the handshake with an error, not with a loop.
#[test]
fn an_mtu_that_holds_nothing() {
    for mtu in [1, 13, 25, 26, 40, 49] {
        let mut pair = with_mtu(psk_pair(), mtu);
        pair.run();
        assert!(matches!(pair.client.outcome, Some(Err(Error::FeatureUnavailable(_)))), "MTU {mtu}");
    }
    // 13 + 8 + 12 + 1 + 16: one byte of the Finished.
    let mut pair = with_mtu(psk_pair(), 50);
    pair.connect();
}

#[test]
fn payload_sizes_follow_the_mtu() {
    let mut pair = with_mtu(psk_pair(), 200);
    pair.connect();
    assert_eq!(pair.client.conn.record_expansion(), 37);
    assert_eq!(pair.client.conn.max_payload(), Ok(163));
    pair.write(Side::Client, &[1; 163]).expect("fits");
    assert!(matches!(pair.write(Side::Client, &[1; 164]), Err(Error::BadInput(_))));
    pair.run();
    assert_eq!(pair.server.received, [[1; 163]]);
    pair.client.conn.set_mtu(20);
    assert!(matches!(pair.client.conn.max_payload(), Err(Error::FeatureUnavailable(_))));
    assert!(matches!(pair.write(Side::Client, &[1]), Err(Error::FeatureUnavailable(_))));
    pair.link.filter = None;
    pair.client.conn.set_mtu(0);
    assert_eq!(pair.client.conn.max_payload(), Ok(1 << 14));
    pair.write(Side::Client, &[2; 1 << 14]).expect("fits");
    assert!(matches!(pair.write(Side::Client, &[1; (1 << 14) + 1]), Err(Error::BadInput(_))));
    pair.run();
    assert_eq!(pair.server.received.last().map(Vec::len), Some(1 << 14));
}

/// Cuts the plaintext handshake records of a datagram anew; what is not handshake stays, in its order.
fn recut(
    datagram: &[u8],
    sequence: &mut u64,
    cut: &mut dyn FnMut(&FragmentView) -> Vec<FragmentView>,
) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    for record in records(datagram) {
        match record.fragment() {
            Some(fragment) => {
                for part in cut(&fragment) {
                    *sequence += 1;
                    out.push(RecordView::handshake(*sequence, &part).encode());
                }
            }
            None if record.epoch == 0 => {
                *sequence += 1;
                out.push(RecordView { sequence: *sequence, ..record }.encode());
            }
            None => out.push(record.encode()),
        }
    }
    out
}

/// Runs a handshake in which `cut` decides how each side's messages are cut, and `arrange` what becomes of the
/// records.
fn run_recut(
    configs: (Config, Config),
    mut cut: impl FnMut(&FragmentView) -> Vec<FragmentView> + 'static,
    mut arrange: impl FnMut(Vec<Vec<u8>>) -> Vec<Vec<u8>> + 'static,
) -> Pair {
    let (client, server) = configs;
    let mut pair = Pair::new(client, server);
    let mut sequences = [0, 0];
    pair.filter(move |sent| {
        let datagrams = recut(sent.datagram, &mut sequences[sent.from as usize], &mut cut);
        Verdict::Replace(arrange(datagrams))
    });
    pair.connect();
    pair
}

fn bytewise(fragment: &FragmentView) -> Vec<FragmentView> {
    pieces(fragment, 1)
}

/// Parts of `size` bytes.
fn pieces(fragment: &FragmentView, size: usize) -> Vec<FragmentView> {
    let length = fragment.data.len();
    (0..length.max(1)).step_by(size).map(|at| fragment.part(at..(at + size).min(length))).collect()
}

#[test]
fn one_byte_a_fragment() {
    run_recut(certificates(), bytewise, |records| records).exchange();
    run_recut(psk_pair(), bytewise, |records| records).exchange();
    run_recut(cookie_pair(), bytewise, |records| vec![records.concat()]).exchange();
}

#[test]
fn one_byte_a_fragment_backwards() {
    run_recut(psk_pair(), |fragment| bytewise(fragment).into_iter().rev().collect(), |records| records)
        .exchange();
    // Also the records themselves, so that the first to come has the highest number.
    let mut pair = run_recut(psk_pair(), bytewise, |mut records| {
        records.reverse();
        records
    });
    assert_eq!(pair.now, 0);
    pair.exchange();
}

#[test]
fn overlapping_fragments() {
    for (length, step) in [(50, 20), (2, 1), (600, 30), (7, 6)] {
        let cut = move |fragment: &FragmentView| {
            let whole = fragment.data.len();
            let starts = (0..whole.max(1)).step_by(step);
            starts.map(|start| fragment.part(start..(start + length).min(whole))).collect()
        };
        run_recut(certificates(), cut, |records| records).exchange();
    }
}

#[test]
fn empty_fragments_between_the_others() {
    let cut = |fragment: &FragmentView| {
        let middle = fragment.data.len() / 2;
        let end = fragment.data.len();
        [0..0, middle..middle, 0..middle, middle..middle, end..end, middle..end, end..end]
            .map(|range| fragment.part(range))
            .to_vec()
    };
    run_recut(certificates(), cut, |records| records).exchange();
}

/// RFC 6347 §4.2.3: several messages may share a record.
#[test]
fn several_messages_in_one_record() {
    let (client, server) = mutual_pair();
    let mut pair = Pair::new(client, server);
    pair.filter(|sent| {
        let mut merged: Vec<RecordView> = Vec::new();
        for record in records(sent.datagram) {
            match merged.last_mut() {
                Some(last) if last.fragment().is_some() && record.fragment().is_some() => {
                    last.body.extend_from_slice(&record.body);
                }
                _ => merged.push(record),
            }
        }
        Verdict::Replace(vec![merged.iter().flat_map(RecordView::encode).collect()])
    });
    pair.connect();
    pair.exchange();
}

#[test]
fn random_cuts() {
    for seed in seeds(4000, 150) {
        let configs = if seed % 5 == 0 { certificates() } else { cookie_pair() };
        let mut lots = Rng::new(seed);
        let mut order = Rng::new(!seed);
        let cut = move |fragment: &FragmentView| {
            let whole = fragment.data.len();
            let mut parts: Vec<_> = (0..lots.below(6))
                .map(|_| {
                    let start = lots.below(whole + 1);
                    fragment.part(start..start + lots.below(whole - start + 1))
                })
                .collect();
            let middle = lots.below(whole + 1);
            parts.extend([fragment.part(0..middle), fragment.part(middle..whole)]);
            for at in (1..parts.len()).rev() {
                parts.swap(at, lots.below(at + 1));
            }
            parts
        };
        let arrange = move |mut records: Vec<Vec<u8>>| {
            if order.chance(500) {
                return vec![records.concat()];
            }
            for at in (1..records.len()).rev() {
                records.swap(at, order.below(at + 1));
            }
            records
        };
        run_recut(configs, cut, arrange).exchange();
    }
}

/// Trailing bytes behind a fragment are passed over; the message counts.
#[test]
fn bytes_behind_a_fragment() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.filter(|sent| {
        let with_tail = |mut record: RecordView| {
            if record.fragment().is_some() {
                record.body.extend_from_slice(&[0xff; 5]);
            }
            record.encode()
        };
        Verdict::Replace(vec![records(sent.datagram).into_iter().flat_map(with_tail).collect()])
    });
    pair.connect();
    assert_eq!(pair.now, 0);
}

/// A fragment that contradicts its own header ends an open handshake, as in the original; a listener goes on.
#[test]
fn fragments_that_contradict_themselves() {
    let bad = |seq, change: fn(&mut [u8])| {
        let mut body = FragmentView::whole(HandshakeType::SERVER_HELLO, seq, &[3; 40]).encode();
        change(&mut body);
        RecordView { content_type: ContentType::HANDSHAKE, epoch: 0, sequence: 9, body }.encode()
    };
    let changes: [fn(&mut [u8]); 3] =
        [|header| header[3] = 39, |header| header[8] = 1, |header| header[11] = 41];
    for change in changes {
        let (client, server) = psk_pair();
        let mut pair = Pair::new(client, server);
        pair.drive(Side::Client);
        pair.deliver(Side::Client, &bad(0, change));
        assert_eq!(pair.client.outcome, Some(Err(Error::InvalidRecord)));

        pair.deliver(Side::Server, &bad(0, change));
        assert_eq!(pair.server.passed_over, [Error::InvalidRecord]);
        assert_eq!(pair.server.outcome, None);
    }
}

/// What a peer can make a handshake keep is bounded, and what is forged does not end it.
#[test]
fn unfinished_messages_keep_a_bounded_amount() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    pair.link.clear();
    let mut lots = Rng::new(5);
    for sequence in 100..3000 {
        let fragment = FragmentView {
            kind: HandshakeType(lots.below(30) as u8),
            total: 1 + lots.below(MAX_MESSAGE_LEN + 100),
            seq: lots.below(11) as u16,
            offset: 0,
            data: Vec::new(),
        };
        let datagram = RecordView::handshake(sequence, &fragment).encode();
        pair.deliver(Side::Client, &datagram);
        let kept = pair.client.conn.kept_bytes();
        assert!(kept <= MAX_BUFFERED_BYTES, "{kept}");
    }
    assert_eq!(pair.client.outcome, None);
    assert!(pair.client.conn.kept_bytes() > 0);
}

/// RFC 6347 §4.2.1: a listener keeps at most one hello of 4 KB, and nothing of records whose keys it cannot have.
#[test]
fn a_listener_keeps_at_most_4_kb() {
    let (client, server) = cookie_pair();
    let mut pair = Pair::new(client, server);
    let mut lots = Rng::new(6);
    for sequence in 0..3000 {
        let total = 1 + lots.below(MAX_UNVERIFIED_BYTES + 200);
        let fragment = FragmentView {
            kind: HandshakeType(lots.below(3) as u8),
            total,
            seq: lots.below(9) as u16,
            offset: 0,
            data: vec![7; lots.below(total.min(50))],
        };
        let mut record = RecordView::handshake(sequence, &fragment);
        record.epoch = lots.below(2) as u16;
        pair.deliver(Side::Server, &record.encode());
        assert!(pair.server.conn.kept_bytes() <= MAX_UNVERIFIED_BYTES);
        assert_eq!(pair.server.conn.failure(), None);
    }
    pair.run_until(|pair| pair.client.is_up() && pair.server.is_up());
    pair.exchange();
}

/// A flight repeated many times in one datagram is answered once.
#[test]
fn one_datagram_leads_to_one_repetition() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    pair.drive(Side::Server);
    pair.tick();
    let before = pair.link.sent[1];
    let hello = FragmentView { offset: 50, ..FragmentView::whole(HandshakeType::CLIENT_HELLO, 0, &[]) };
    let mut body = Vec::new();
    for _ in 0..1000 {
        body.extend_from_slice(&FragmentView { total: 50, ..hello.clone() }.encode());
    }
    let record = |sequence| RecordView {
        content_type: ContentType::HANDSHAKE,
        epoch: 0,
        sequence,
        body: body.clone(),
    };
    let datagram = [record(10).encode(), record(11).encode()].concat();
    pair.deliver(Side::Server, &datagram);
    assert_eq!(pair.link.sent[1], before + 1);
}
