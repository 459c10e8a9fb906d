//! Saved sessions: what loads is saved again as the same bytes, and can be offered and resumed.
#![no_main]

#[allow(dead_code)]
#[path = "../../src/tests/fixtures.rs"]
mod fixtures;
#[allow(dead_code, unused_imports)]
#[path = "../../src/tests/pair/mod.rs"]
mod pair;
mod support;

use dtls::codec::MaxFragmentLength;
use dtls::config::Config;
use dtls::keys::Role;
use dtls::session::{Session, Ticket};
use fixtures::{mutual_pair, psk_pair};
use libfuzzer_sys::fuzz_target;
use pair::Pair;
use std::sync::Arc;

/// The choices, one of 32, that resume a session, which takes longer than a thousand loads.
const RESUME: u8 = 7;

fuzz_target!(init: support::write_seeds(seeds), |data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let Ok(session) = Session::load(bytes) else { return };
    assert_eq!(session.save()[..], *bytes, "saved again");
    if choice & 31 == RESUME {
        resume(session);
    }
});

/// Whatever is in a session: a client that offers it and a server that finds it in a ticket reach each other, by it or by a
/// full handshake.
fn resume(session: Session) {
    let (client, server) = psk_pair();
    let suites = vec![client.suites[0], session.suite];
    let client = Config { suites: suites.clone(), ..client };
    let server = Config { suites, serve_tickets: true, ..server };
    let mut pair = Pair::new(client, server);
    pair.logs = false;
    let of_server = Session { role: Role::Server, ..session.clone() };
    let ticket = [&pair.server.ticket_key[..], &of_server.save()].concat();
    // Tickets have a longest size, and so has what a ClientHello carries in one datagram.
    let ticket = Ticket::new(ticket, 100);
    let of_client = Session { role: Role::Client, ticket, ..session };
    pair.client.conn.settings_mut().once.resume = Some(Arc::new(of_client));
    pair.connect();
    let secret = |end: &pair::End| end.conn.session().expect("established").master_secret.clone();
    assert_eq!(secret(&pair.client), secret(&pair.server));
    pair.exchange();
}

fn seeds() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for (client, server) in [psk_pair(), mutual_pair()] {
        for max_fragment_length in [None, Some(MaxFragmentLength::LEN_512)] {
            let client = Config { max_fragment_length, ..client.clone() };
            let server = Config { serve_tickets: max_fragment_length.is_none(), ..server.clone() };
            let mut pair = Pair::new(client, server);
            pair.connect();
            all.extend(
                [&pair.client, &pair.server]
                    .map(|end| end.conn.session().expect("established").save().to_vec()),
            );
        }
    }
    all
}
