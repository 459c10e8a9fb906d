//! Random and damaged datagrams at every moment of a connection's life, into both sides.
//!
//! `LIBDTLS_BAD_INPUT` says how many datagrams (20,000 by default), `LIBDTLS_SEED` which round alone to run. The
//! figures are printed at the end: `cargo test --test bad_input -- --nocapture`.

#[expect(dead_code, reason = "the tests of memory use more of it")]
#[path = "../memory/allocator.rs"]
mod allocator;
#[expect(dead_code, reason = "the tests inside the crate use more of it")]
#[path = "../../src/tests/fixtures.rs"]
mod fixtures;
mod mutate;
#[expect(dead_code, unused_imports, reason = "the tests inside the crate use more of it")]
#[path = "../../src/tests/pair/mod.rs"]
mod pair;

use allocator::{live, take_peak};
use dtls::config::Config;
use dtls::error::Error;
use dtls::handshake::Phase;
use mutate::{Sent, mutant, noise};
use pair::{MAX_KEPT, Pair, Rng, Side, Verdict};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Most bytes that a connection may hold beyond what [`MAX_KEPT`] counts: keys, window, transcript, configuration.
const CONNECTION_BYTES: isize = 24 * 1024;

/// Most bytes that one datagram may make a side need while it is looked at, beyond those.
const WORKING_BYTES: isize = 256 * 1024;

#[derive(Default)]
struct Figures {
    datagrams: usize,
    /// Led to an answer, a new state or an error.
    accepted: usize,
    discarded: usize,
    rounds: usize,
    /// What ended handshakes, and how often.
    errors: BTreeMap<String, usize>,
    largest: isize,
    largest_peak: isize,
}

struct Campaign {
    psk: (Config, Config),
    cookies: (Config, Config),
    certificates: (Config, Config),
    passwords: (Config, Config),
    /// What was sent in other handshakes.
    others: Vec<Sent>,
    figures: Figures,
}

#[test]
fn bad_datagrams() {
    let count = std::env::var("LIBDTLS_BAD_INPUT").map_or(20_000, |text| text.parse().expect("a number"));
    let mut campaign = Campaign {
        psk: fixtures::psk_pair(),
        cookies: fixtures::cookie_pair(),
        certificates: fixtures::mutual_pair(),
        passwords: fixtures::password_pair(),
        others: Vec::new(),
        figures: Figures::default(),
    };
    campaign.record_others();
    match std::env::var("LIBDTLS_SEED") {
        Ok(seed) => campaign.round(seed.parse().expect("a number")),
        Err(_) => {
            let first = std::env::var("LIBDTLS_FIRST_SEED").map_or(1, |text| text.parse().expect("a number"));
            println!("seeds from {first}");
            let mut seed = first;
            while campaign.figures.datagrams < count {
                campaign.round(seed);
                seed += 1;
            }
            assert!(campaign.figures.accepted > count / 20 && campaign.figures.discarded > count / 4);
            for expected in
                ["Timeout", "Alert", "Decode", "InvalidRecord", "UnexpectedMessage", "BadRecordMac"]
            {
                assert!(campaign.figures.errors.contains_key(expected), "{expected} never happened");
            }
        }
    }
    campaign.figures.print();
}

impl Campaign {
    /// Keeps the datagrams of one connection of each kind, data and end included.
    fn record_others(&mut self) {
        for (client, server) in [&self.psk, &self.cookies, &self.certificates, &self.passwords] {
            let mut pair = Pair::new(client.clone(), server.clone());
            let sent = capture(&mut pair);
            pair.connect();
            pair.write(Side::Client, b"data of another connection").expect("write");
            pair.write(Side::Server, &[9; 300]).expect("write");
            pair.client.conn.close_notify().expect("close");
            pair.flush(Side::Client);
            self.others.append(&mut sent.borrow_mut());
        }
    }

    /// One connection: as far as the lot says, then bad input, then what must still work.
    fn round(&mut self, seed: u64) {
        self.figures.rounds += 1;
        let mut lots = Rng::new(seed);
        let configs = match lots.below(100) {
            0 => &self.certificates,
            1..3 => &self.passwords,
            3..50 => &self.cookies,
            _ => &self.psk,
        };
        let (mut client, mut server) = configs.clone();
        if client.psk.is_some() && lots.chance(300) {
            client.suites = vec![fixtures::suite_of(0x00ae)];
            server.suites.clone_from(&client.suites);
            server.encrypt_then_mac = lots.chance(500);
        }
        let before = live();
        let mut pair = Pair::seeded(seed, client, server);
        pair.logs = false;
        let sent = capture(&mut pair);
        pair.drive(Side::Client);
        pair.drive(Side::Server);
        let mut delivered = [Vec::new(), Vec::new()];
        for _ in 0..lots.below(7) {
            let Some((to, datagram)) = pair.link.arrive() else { break };
            pair.deliver(to, &datagram);
            delivered[to as usize].push(datagram);
        }
        let only_noise = lots.chance(400);
        let mut injected = [0, 0];
        for _ in 0..1 + lots.below(20) {
            // A side that has ended looks at nothing more.
            if !only_noise && pair.server.outcome.iter().chain(&pair.client.outcome).any(Result::is_err) {
                break;
            }
            let side = if lots.chance(500) { Side::Client } else { Side::Server };
            let datagram = if only_noise {
                let Some(noise) = self.noise(&mut lots, &mut pair, side, &delivered[side as usize]) else {
                    continue;
                };
                noise
            } else {
                mutant(&mut lots, &sent.borrow(), &self.others, side)
            };
            injected[side as usize] = datagram.len() as isize;
            take_peak();
            let at_rest = live();
            let acted = inject(&mut pair, side, &datagram);
            let peak = take_peak() - at_rest;
            assert!(peak <= WORKING_BYTES, "seed {seed}: {peak} bytes to look at {} bytes", datagram.len());
            self.figures.largest_peak = self.figures.largest_peak.max(peak);
            self.figures.datagrams += 1;
            if acted {
                self.figures.accepted += 1;
                assert!(!only_noise, "seed {seed}: noise had an effect");
            } else {
                self.figures.discarded += 1;
            }
        }
        self.check_memory(&mut pair, &sent, before, injected, seed);
        if only_noise {
            pair.connect();
            pair.exchange();
        } else {
            self.recover(&mut pair, seed);
        }
    }

    /// Noise for a side, unless it awaits the Finished: then what does not authenticate is fatal (promise 13).
    fn noise(&self, lots: &mut Rng, pair: &mut Pair, side: Side, delivered: &[Vec<u8>]) -> Option<Vec<u8>> {
        let conn = &pair.end(side).conn;
        let awaits_finished = matches!(
            (side, conn.phase()),
            (Side::Client, Phase::ServerFinished) | (Side::Server, Phase::ClientFinished)
        );
        // A listener answers copies of hellos: it cannot know them.
        let listens = side == Side::Server && conn.phase() <= Phase::ClientHello;
        let delivered = if listens { &[] } else { delivered };
        let epoch = u16::from(conn.is_established());
        (!awaits_finished).then(|| noise(lots, delivered, &self.others, epoch))
    }

    /// What both connections hold must be bounded, whatever came in.
    fn check_memory(
        &mut self,
        pair: &mut Pair,
        sent: &RefCell<Vec<Sent>>,
        before: isize,
        injected: [isize; 2],
        seed: u64,
    ) {
        sent.borrow_mut().clear();
        sent.borrow_mut().shrink_to_fit();
        pair.link.clear();
        for side in [Side::Client, Side::Server] {
            let end = pair.end(side);
            end.received = Vec::new();
            end.passed_over = Vec::new();
            let largest = MAX_KEPT as isize;
            assert!(end.conn.kept_bytes() as isize <= largest, "seed {seed}");
        }
        let held = live() - before;
        self.figures.largest = self.figures.largest.max(held);
        let bound = 2 * (MAX_KEPT as isize + CONNECTION_BYTES) + injected.iter().sum::<isize>();
        assert!(held <= bound, "seed {seed}: both sides hold {held} bytes");
    }

    /// The connection completes, or has ended with an error; after a reset it works in any case.
    fn recover(&mut self, pair: &mut Pair, seed: u64) {
        let was_up = [Side::Client, Side::Server].map(|side| pair.end(side).conn.is_established());
        let done = pair.run_until(|pair| pair.client.is_up() && pair.server.is_up());
        let mut fine = done && pair.server.reconnects == 0;
        for (side, was_up) in [(Side::Client, was_up[0]), (Side::Server, was_up[1])] {
            let peer_ended = matches!(pair.end(side.other()).outcome, Some(Err(_)));
            let end = pair.end(side);
            // An alert under the connection's own keys comes from the peer, whose handshake was disturbed.
            assert!(
                end.read_error.is_none() || peer_ended && matches!(end.read_error, Some(Error::Alert(_))),
                "seed {seed}: {side:?} ended with {:?} although protected",
                end.read_error
            );
            fine &= end.read_error.is_none();
            if let Some(Err(error)) = &end.outcome {
                assert!(!was_up || end.reconnects > 0, "seed {seed}: {side:?} {error:?} although protected");
                assert!(!matches!(error, Error::Internal(_) | Error::BadInput(_)), "seed {seed}: {error:?}");
                fine = false;
                let text = format!("{error:?}");
                let name = text.split_once('(').map_or(text.as_str(), |(name, _)| name);
                *self.figures.errors.entry(name.to_owned()).or_default() += 1;
            }
            let passed_over = std::mem::take(&mut end.passed_over);
            for error in passed_over {
                assert_eq!(error, Error::InvalidRecord, "seed {seed}");
            }
        }
        if fine && master_secrets_agree(pair) {
            pair.exchange();
            return;
        }
        // Both sides are up but not with each other, or one is not: a program starts over.
        pair.link.clear();
        pair.link.filter = None;
        pair.client.reset();
        pair.server.reset();
        pair.connect();
        pair.exchange();
    }
}

/// Copies everything that is sent.
fn capture(pair: &mut Pair) -> Rc<RefCell<Vec<Sent>>> {
    let sent = Rc::new(RefCell::new(Vec::new()));
    let seen = sent.clone();
    pair.filter(move |datagram| {
        seen.borrow_mut().push((datagram.from, datagram.datagram.to_vec()));
        Verdict::Pass
    });
    sent
}

fn master_secrets_agree(pair: &Pair) -> bool {
    let secret =
        |end: &pair::End| end.conn.session().map(|session| session.master_secret.as_bytes().to_vec());
    secret(&pair.client) == secret(&pair.server)
}

/// Hands a side a datagram; true if that had any effect.
fn inject(pair: &mut Pair, side: Side, datagram: &[u8]) -> bool {
    let look = |pair: &mut Pair| {
        let sent = pair.link.sent[side as usize];
        let end = pair.end(side);
        let state = (end.conn.phase(), end.conn.is_established(), end.conn.failure().cloned());
        (state, sent, end.received.len(), end.deadline, end.outcome.clone(), end.reconnects)
    };
    let before = look(pair);
    pair.deliver(side, datagram);
    look(pair) != before
}

impl Figures {
    fn print(&self) {
        println!("{} datagrams in {} connections", self.datagrams, self.rounds);
        println!("  {} had an effect, {} were discarded", self.accepted, self.discarded);
        println!("  at most {} bytes held by a pair of connections", self.largest);
        println!("  at most {} bytes more while a datagram was looked at", self.largest_peak);
        for (error, count) in &self.errors {
            println!("  {count:7} ended with {error}");
        }
    }
}
