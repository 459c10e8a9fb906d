//! Datagrams that are lost, repeated, late or out of order.

use super::fixtures::{cookie_pair, mutual_pair, psk_pair};
use super::pair::{Conditions, Pair, Rng, Side, Verdict, seeds};
use crate::config::{Config, CookiePolicy};
use crate::error::Error;
use std::cell::RefCell;
use std::rc::Rc;

const BOTH: [Side; 2] = [Side::Client, Side::Server];

/// The pairs of configurations that this file's tests run with.
fn variants() -> [(Config, Config); 3] {
    let (client, server) = mutual_pair();
    [psk_pair(), cookie_pair(), (client, Config { cookies: CookiePolicy::Verify, ..server })]
}

/// How many datagrams each side sends when nothing is lost, with this MTU.
fn undisturbed(configs: &(Config, Config), mtu: u16) -> [usize; 2] {
    let mut pair = with_mtu(1, configs, mtu);
    pair.connect();
    pair.link.sent
}

fn with_mtu(seed: u64, (client, server): &(Config, Config), mtu: u16) -> Pair {
    let mut pair = Pair::seeded(seed, client.clone(), server.clone());
    pair.client.conn.set_mtu(mtu);
    pair.server.conn.set_mtu(mtu);
    pair
}

/// Where datagrams get lost: all positions, and two of each side's first repetitions.
fn positions(configs: &(Config, Config), mtu: u16) -> Vec<(Side, usize)> {
    let sent = undisturbed(configs, mtu);
    BOTH.iter().flat_map(|side| (0..sent[*side as usize] + 2).map(|index| (*side, index))).collect()
}

fn lossy(configs: &(Config, Config), mtu: u16, lost: Vec<(Side, usize)>) -> Pair {
    let mut pair = with_mtu(1, configs, mtu);
    pair.filter(
        move |sent| {
            if lost.contains(&(sent.from, sent.index)) { Verdict::Drop } else { Verdict::Pass }
        },
    );
    pair
}

/// Promises 2, 8 and 16: whichever datagram is lost, the handshake recovers, and within one timeout.
#[test]
fn any_lost_datagram() {
    for configs in variants() {
        for mtu in [0, 256] {
            for position in positions(&configs, mtu) {
                let mut pair = lossy(&configs, mtu, vec![position]);
                pair.connect();
                assert!(pair.now <= 1000, "MTU {mtu}, {position:?} lost: {} ms", pair.now);
                pair.exchange();
            }
        }
    }
}

#[test]
fn any_two_lost_datagrams() {
    for configs in variants() {
        let all = positions(&configs, 0);
        for (at, first) in all.iter().enumerate() {
            for second in &all[at + 1..] {
                let mut pair = lossy(&configs, 0, vec![*first, *second]);
                pair.connect();
                assert!(pair.now <= 3000, "{first:?} and {second:?} lost: {} ms", pair.now);
                pair.exchange();
            }
        }
    }
}

/// Promise 9: copies of any datagram, at once or later, change nothing.
#[test]
fn any_repeated_datagram() {
    for configs in variants() {
        for position in positions(&configs, 0) {
            for delay in [0, 15, 700] {
                let mut pair = with_mtu(1, &configs, 0);
                pair.link.conditions.latency = 10;
                let copies = Rc::new(RefCell::new(Vec::new()));
                let seen = copies.clone();
                pair.filter(move |sent| {
                    if (sent.from, sent.index) == position {
                        seen.borrow_mut().push(sent.datagram.to_vec());
                        return Verdict::Replace(vec![sent.datagram.to_vec(); 2]);
                    }
                    Verdict::Pass
                });
                pair.run_until(|pair| pair.link.sent[position.0 as usize] > position.1);
                let at = pair.now + 10 + delay;
                for copy in copies.take() {
                    pair.link.put(at, position.0.other(), copy);
                }
                pair.connect();
                pair.exchange();
                assert_eq!(pair.server.reconnects, 0);
            }
        }
    }
}

/// Promise 16: a flight whose datagrams come in reverse order completes without sending anything again.
#[test]
fn reversed_flights() {
    for configs in variants() {
        let mut pair = with_mtu(1, &configs, 0);
        pair.client.conn.set_datagram_packing(false);
        pair.server.conn.set_datagram_packing(false);
        pair.link.conditions.latency = 1000;
        let mut earlier = 0;
        pair.filter(move |_| {
            earlier = (earlier + 1) % 50;
            Verdict::Delay(50 - earlier)
        });
        // Each flight has fewer than 50 datagrams, and every one takes less time than the one before it.
        for end in [&mut pair.client, &mut pair.server] {
            let config = Config {
                handshake_timeout: crate::config::HandshakeTimeout { min: 10_000, max: 60_000 },
                ..(**end.conn.config()).clone()
            };
            end.conn.set_config(std::sync::Arc::new(config)).expect("not begun");
        }
        let whole = {
            let mut pair = with_mtu(1, &configs, 0);
            pair.client.conn.set_datagram_packing(false);
            pair.server.conn.set_datagram_packing(false);
            pair.connect();
            pair.link.sent
        };
        pair.connect();
        assert_eq!(pair.link.sent, whole);
        pair.exchange();
    }
}

/// Promises 8, 16 and 31: whatever the link does, the handshake completes or times out; nothing else.
#[test]
fn random_links() {
    let mut timeouts = 0;
    let mut hardest = 0;
    for seed in seeds(1000, 600) {
        let mut lots = Rng::new(seed);
        let configs = &variants()[if seed % 8 == 0 { 2 } else { lots.below(2) }];
        let mut pair = with_mtu(seed, configs, [0, 0, 1200, 256][lots.below(4)]);
        pair.link.conditions = Conditions {
            latency: lots.below(60) as u64,
            jitter: [0, 40, 900, 3000][lots.below(4)],
            loss: lots.below(301) as u32,
            duplication: lots.below(301) as u32,
            corruption: 0,
        };
        let loss = pair.link.conditions.loss;
        let done = pair.run_until(|pair| pair.client.is_up() && pair.server.is_up());
        hardest += u32::from(loss >= 200);
        if done {
            pair.exchange();
        } else {
            // A side may be up while the other gave up: the last flight was lost seven times.
            let outcomes = [pair.client.outcome.take(), pair.server.outcome.take()];
            assert!(outcomes.contains(&Some(Err(Error::Timeout))), "seed {seed}: {outcomes:?}");
            assert!(
                outcomes.iter().flatten().all(|outcome| matches!(outcome, Ok(()) | Err(Error::Timeout))),
                "seed {seed}: {outcomes:?}"
            );
            assert!(loss >= 100, "seed {seed}: timeout at a loss of {loss} in 1000");
            timeouts += 1;
        }
        assert_eq!(pair.server.reconnects, 0, "seed {seed}");
    }
    assert!(timeouts * 10 <= hardest, "{timeouts} timeouts with {hardest} bad links");
}

/// Reordering and repetition without loss never cost a connection, also right after the handshake.
#[test]
fn random_order_without_loss() {
    for seed in seeds(2000, 300) {
        let mut lots = Rng::new(seed);
        let configs = &variants()[if seed % 8 == 0 { 2 } else { lots.below(2) }];
        let mut pair = with_mtu(seed, configs, [0, 256][lots.below(2)]);
        pair.link.conditions =
            Conditions { latency: 5, jitter: 400, duplication: 500, ..Conditions::default() };
        pair.connect();
        for n in 0..20u8 {
            for side in BOTH {
                pair.write(side, &[n; 30]).expect("write");
            }
        }
        pair.run();
        for side in BOTH {
            let end = pair.end(side);
            assert_eq!(end.read_error, None, "seed {seed}");
            let mut received = end.received.clone();
            let count = received.len();
            received.sort();
            received.dedup();
            assert_eq!(received.len(), count, "seed {seed}: {side:?} got a copy");
        }
        assert_eq!(pair.server.reconnects, 0, "seed {seed}");
        pair.exchange();
    }
}

/// A damaged datagram may end a handshake that has no keys yet, but never with data that was not sent; a protected
/// connection takes no notice (promise 13).
#[test]
fn random_damage() {
    for seed in seeds(3000, 300) {
        let configs = &variants()[if seed % 8 == 0 { 2 } else { (seed % 2) as usize }];
        let mut pair = with_mtu(seed, configs, 0);
        pair.connect();
        pair.logs = false;
        pair.link.conditions = Conditions { corruption: 500, ..Conditions::default() };
        let sent: Vec<Vec<u8>> = (0..40u8).map(|n| vec![n; 1 + usize::from(n)]).collect();
        for message in &sent {
            pair.write(Side::Client, message).expect("write");
        }
        pair.run();
        assert_eq!(pair.server.read_error, None, "seed {seed}");
        assert!(pair.server.received.iter().all(|message| sent.contains(message)), "seed {seed}");
        assert!(pair.server.received.len() < sent.len(), "seed {seed}");
        pair.exchange();
    }
}

/// Every datagram of the handshake comes once more when it is over: nothing happens, not even a reconnect.
#[test]
fn late_copies_of_the_whole_handshake() {
    for configs in variants() {
        let mut pair = with_mtu(1, &configs, 0);
        let all = Rc::new(RefCell::new(Vec::new()));
        let seen = all.clone();
        pair.filter(move |sent| {
            seen.borrow_mut().push((sent.from.other(), sent.datagram.to_vec()));
            Verdict::Pass
        });
        pair.connect();
        pair.run();
        pair.link.filter = None;
        let before = pair.link.sent;
        for (to, datagram) in all.take() {
            pair.deliver(to, &datagram);
            pair.run();
        }
        assert_eq!(pair.link.sent, before);
        assert!(pair.client.is_up() && pair.server.is_up());
        assert_eq!(pair.server.reconnects, 0);
        pair.exchange();
    }
}
