//! Tickets whose plaintext is damaged although they open: a server whose key got into other hands, or that forgot how it
//! wrote them. Whatever is inside, both sides come to the same end.

use super::fixtures::{mutual_pair, psk_pair};
use super::pair::{Pair, Rng, SeedGuard};
use crate::config::Config;
use crate::session::{Session, Ticket};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a connection ended that began with a damaged ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Resumed,
    FullHandshake,
    Failed,
}

struct Origin {
    client: Config,
    server: Config,
    session: Session,
    plaintext: Vec<u8>,
}

impl Origin {
    fn of((client, server): (Config, Config)) -> Self {
        let server = Config { serve_tickets: true, ..server };
        let mut pair = Pair::new(client.clone(), server.clone());
        pair.connect();
        pair.exchange();
        let session = pair.client.conn.session().expect("established").clone();
        let ticket = session.ticket.as_ref().expect("the server gives tickets").as_bytes();
        let plaintext = ticket.strip_prefix(&pair.server.ticket_key[..]).expect("its key").to_vec();
        Self { client, server, session, plaintext }
    }

    /// Connects with a ticket that opens to `plaintext`.
    fn come_back_with(&self, plaintext: &[u8]) -> End {
        let mut pair = Pair::seeded(2, self.client.clone(), self.server.clone());
        pair.logs = false;
        let ticket = Ticket::new([&pair.server.ticket_key[..], plaintext].concat(), 1);
        let session = Session { ticket, ..self.session.clone() };
        pair.client.conn.settings_mut().once.resume = Some(Arc::new(session));
        pair.run();
        assert_eq!(
            pair.client.is_up(),
            pair.server.is_up(),
            "{:?}",
            (&pair.client.outcome, &pair.server.outcome)
        );
        if !pair.client.is_up() {
            assert!(
                pair.client.conn.failure().is_some() && pair.server.conn.failure().is_some(),
                "left waiting"
            );
            return End::Failed;
        }
        pair.exchange();
        let [of_client, of_server] =
            [&pair.client, &pair.server].map(|end| end.conn.session().expect("established"));
        assert_eq!(of_client.master_secret, of_server.master_secret);
        assert_eq!(of_client.suite.id, of_server.suite.id);
        if of_client.master_secret != self.session.master_secret {
            return End::FullHandshake;
        }
        assert_eq!(of_client.suite.id, self.session.suite.id, "another suite with the same secret");
        assert_eq!(of_server.extended_master_secret, self.session.extended_master_secret);
        End::Resumed
    }
}

/// Where in the plaintext what stands (`session/saved.rs`).
const HEADER: std::ops::Range<usize> = 0..6;
const SECRET: std::ops::Range<usize> = 32..80;

#[test]
fn every_byte_of_a_ticket_may_be_wrong() {
    let origin = Origin::of(psk_pair());
    let mut lots = Rng::new(1);
    assert_eq!(origin.come_back_with(&origin.plaintext), End::Resumed);
    for at in 0..origin.plaintext.len() {
        let mut damaged = origin.plaintext.clone();
        damaged[at] ^= 1 << lots.below(8);
        let end = origin.come_back_with(&damaged);
        if HEADER.contains(&at) {
            assert_eq!(end, End::FullHandshake, "byte {at}");
        } else if SECRET.contains(&at) {
            assert_eq!(end, End::Failed, "byte {at}");
        }
        assert_eq!(origin.come_back_with(&origin.plaintext[..at]), End::FullHandshake, "{at} bytes");
    }
}

#[test]
fn anything_may_be_in_a_ticket() {
    for (configs, count) in [(psk_pair(), 2000), (mutual_pair(), 500)] {
        let origin = Origin::of(configs);
        let mut ends = BTreeMap::new();
        for seed in 0..count {
            let _seed = SeedGuard(seed);
            let damaged = damage(&mut Rng::new(seed), &origin.plaintext);
            *ends.entry(origin.come_back_with(&damaged)).or_insert(0) += 1;
        }
        assert!(ends.len() == 3 && ends.values().all(|number| *number > 1), "{ends:?}");
    }
}

fn damage(lots: &mut Rng, plaintext: &[u8]) -> Vec<u8> {
    let mut damaged = plaintext.to_vec();
    for _ in 0..1 + lots.below(2) {
        let (from, to) = (lots.below(damaged.len().max(1)), lots.below(damaged.len().max(1)));
        match lots.below(8) {
            0..=3 => damaged.iter_mut().skip(from).take(1).for_each(|byte| *byte = lots.next() as u8),
            4 => damaged.truncate(from),
            5 => drop(damaged.splice(from..from, vec![lots.next() as u8; 1 + lots.below(40)])),
            6 => damaged = [&damaged[..from], &damaged[to..]].concat(),
            _ => damaged = vec![lots.next() as u8; lots.below(300)],
        }
    }
    damaged
}
