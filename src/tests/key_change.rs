//! The records around the key change, in any order and cut anywhere.

use super::fixtures::{mutual_pair, psk_pair};
use super::pair::{Pair, RecordView, Rng, Side, Verdict, records, seeds};
use crate::codec::ContentType;
use crate::config::Config;
use std::cell::RefCell;
use std::rc::Rc;

type Configs = (Config, Config);

/// Runs a handshake up to the last flight of `from`, and returns that flight's records, which have not gone out.
fn up_to_last_flight(configs: Configs, from: Side, mtu: u16) -> (Pair, Vec<Vec<u8>>) {
    let (client, server) = configs;
    let mut pair = Pair::new(client, server);
    let held = Rc::new(RefCell::new(Vec::new()));
    let seen = held.clone();
    let mut last = false;
    pair.filter(move |sent| {
        if sent.from == from {
            let flight = records(sent.datagram);
            let first = flight[0].fragment().map(|fragment| fragment.kind.0);
            // CERTIFICATE or CLIENT_KEY_EXCHANGE of a client, ChangeCipherSpec of a server.
            last |= from == Side::Client && matches!(first, Some(11 | 16)) || first.is_none();
            if last {
                seen.borrow_mut().extend(flight.iter().map(RecordView::encode));
                return Verdict::Drop;
            }
        }
        Verdict::Pass
    });
    // The first flights are whole: only the last one is cut small.
    pair.drive(Side::Client);
    pair.drive(Side::Server);
    pair.tick();
    pair.end(from).conn.set_mtu(mtu);
    while held.borrow().is_empty() {
        assert!(pair.tick());
    }
    pair.link.filter = None;
    let flight = held.take();
    (pair, flight)
}

fn is_change_cipher_spec(record: &[u8]) -> bool {
    record[0] == ContentType::CHANGE_CIPHER_SPEC.0
}

/// The Finished cut into several records, behind the ChangeCipherSpec in one datagram: nothing has to be sent again.
#[test]
fn a_finished_in_many_records() {
    for from in [Side::Client, Side::Server] {
        for mtu in [50, 51, 53, 56, 60] {
            let (mut pair, flight) = up_to_last_flight(psk_pair(), from, mtu);
            let finished = flight.iter().filter(|record| record[4] == 1).count();
            assert!(finished > 1, "MTU {mtu}");
            pair.deliver(from.other(), &flight.concat());
            assert!(pair.end(from.other()).conn.is_established(), "{from:?}, MTU {mtu}");
            pair.end(from).conn.set_mtu(0);
            pair.connect();
            assert_eq!(pair.now, 0);
            pair.exchange();
        }
    }
}

/// The records of the last flight in every order: those of the next epoch are kept until their keys are there.
#[test]
fn every_order_of_the_last_flight() {
    for (from, configs) in
        [(Side::Client, psk_pair()), (Side::Server, psk_pair()), (Side::Client, mutual_pair())]
    {
        let (_, flight) = up_to_last_flight(configs.clone(), from, 0);
        let mut orders = vec![Vec::new()];
        for _ in 0..flight.len() {
            orders = orders
                .iter()
                .flat_map(|order: &Vec<usize>| {
                    (0..flight.len()).filter(|n| !order.contains(n)).map(move |n| [&order[..], &[n]].concat())
                })
                .collect();
        }
        assert!(orders.len() >= 2);
        for order in orders {
            for together in [true, false] {
                let (mut pair, flight) = up_to_last_flight(configs.clone(), from, 0);
                let shuffled: Vec<Vec<u8>> = order.iter().map(|n| flight[*n].clone()).collect();
                let datagrams = if together { vec![shuffled.concat()] } else { shuffled };
                for datagram in &datagrams {
                    pair.deliver(from.other(), datagram);
                }
                assert!(pair.end(from.other()).conn.is_established(), "{from:?} {order:?}");
                pair.connect();
                assert_eq!(pair.now, 0);
                pair.exchange();
            }
        }
    }
}

/// Pieces of a Finished that come before the ChangeCipherSpec are kept, in any order.
#[test]
fn pieces_of_the_finished_come_first() {
    for seed in seeds(5000, 100) {
        let mut lots = Rng::new(seed);
        let from = [Side::Client, Side::Server][lots.below(2)];
        let (mut pair, mut flight) = up_to_last_flight(psk_pair(), from, 50 + lots.below(12) as u16);
        for at in (1..flight.len()).rev() {
            flight.swap(at, lots.below(at + 1));
        }
        for record in &flight {
            pair.deliver(from.other(), record);
        }
        assert!(pair.end(from.other()).conn.is_established(), "seed {seed}");
        pair.end(from).conn.set_mtu(0);
        pair.connect();
        assert_eq!(pair.now, 0, "seed {seed}");
    }
}

/// Records of the next epoch that come early are kept up to 2 KB. Forged ones fill that, and cost no more than a
/// repetition.
#[test]
fn early_records_are_capped() {
    for from in [Side::Client, Side::Server] {
        let (mut pair, flight) = up_to_last_flight(psk_pair(), from, 0);
        let mut lots = Rng::new(9);
        for n in 0..2000 {
            let length = [0, 1, 30, 700, 3000][lots.below(5)];
            let content_type = ContentType([20, 21, 22, 22, 22, 23][lots.below(6)]);
            let forged = RecordView { content_type, epoch: 1, sequence: n, body: lots.bytes(length) };
            pair.deliver(from.other(), &forged.encode());
            let kept = pair.end(from.other()).conn.kept_bytes();
            assert!(kept <= 2048, "{kept} bytes");
        }
        assert!(pair.end(from.other()).conn.kept_bytes() > 1000);
        assert_eq!(pair.end(from.other()).outcome, None);
        for record in &flight {
            pair.deliver(from.other(), record);
        }
        pair.connect();
        pair.exchange();
        assert_eq!(pair.end(from.other()).conn.kept_bytes(), 0);
    }
}

/// Without the ChangeCipherSpec the Finished waits; with it alone nothing is proven.
#[test]
fn the_key_change_needs_both() {
    for from in [Side::Client, Side::Server] {
        let (mut pair, flight) = up_to_last_flight(psk_pair(), from, 0);
        let (change, others): (Vec<_>, Vec<_>) =
            flight.into_iter().partition(|record| is_change_cipher_spec(record));
        pair.deliver(from.other(), &others.concat());
        assert!(!pair.end(from.other()).conn.is_established());
        pair.deliver(from.other(), &change[0]);
        assert!(pair.end(from.other()).conn.is_established());
        pair.connect();

        let (mut pair, flight) = up_to_last_flight(psk_pair(), from, 0);
        let (last, others) = flight.split_last().expect("records");
        pair.deliver(from.other(), &others.concat());
        assert!(!pair.end(from.other()).conn.is_established());
        pair.deliver(from.other(), last);
        assert!(pair.end(from.other()).conn.is_established());
    }
}
