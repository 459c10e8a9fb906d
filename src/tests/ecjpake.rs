//! Passwords: EC J-PAKE between two connections, as Thread commissions its devices.

use super::fixtures::{password_pair, psk, suite_of};
use super::pair::{Conditions, PASSWORD, Pair, Side, Verdict, records, seeds};
use crate::codec::NamedGroup;
use crate::config::Config;
use crate::error::{Error, HandshakeFailure};
use crate::handshake::Phase;
use crate::msgs::{ClientHello, EcJpakeKeyPair};
use std::cell::RefCell;
use std::rc::Rc;

fn with_passwords(pair: &mut Pair, client: &[u8], server: &[u8]) {
    pair.client.set_password(client);
    pair.server.set_password(server);
}

fn pair() -> Pair {
    let (client, server) = password_pair();
    Pair::new(client, server)
}

#[test]
fn one_password_connects() {
    let mut pair = pair();
    pair.connect();
    pair.exchange();
    for end in [&pair.client, &pair.server] {
        assert_eq!(end.conn.suite(), Some(suite_of(0xc0ff)));
        assert!(end.conn.settings().once.ecjpake_password.is_none(), "it is for one handshake");
        assert_eq!(end.conn.verify_result(), 0);
        assert!(end.conn.session().is_some_and(|session| session.peer_chain.is_none()));
    }
}

#[test]
fn the_hello_with_the_cookie_repeats_the_keys() {
    let mut pair = pair();
    let hellos = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&hellos);
    pair.filter(move |sent| {
        if sent.from == Side::Client && sent.index < 2 {
            let fragment = records(sent.datagram)[0].fragment().expect("fragment");
            seen.borrow_mut().push(ClientHello::decode(&fragment.data).expect("ClientHello"));
        }
        Verdict::Pass
    });
    pair.connect();
    let hellos = hellos.borrow();
    let [first, second] = &hellos[..] else { panic!("two hellos") };
    assert!(first.cookie.is_empty() && !second.cookie.is_empty());
    assert_eq!(first.extensions, second.extensions);
    let keys = first.extensions.ecjpake_kkpp.as_deref().expect("extension");
    assert!(EcJpakeKeyPair::decode(keys).is_ok());
}

#[test]
fn other_passwords_fail_as_other_pre_shared_keys_do() {
    let mut pair = pair();
    with_passwords(&mut pair, PASSWORD, b"J01NMF");
    pair.run();
    assert_eq!(pair.server.outcome, Some(Err(Error::BadRecordMac)));
    assert_eq!(pair.server.conn.phase(), Phase::ClientFinished);
    assert!(matches!(pair.client.outcome, Some(Err(Error::Alert(_)))));
}

#[test]
fn passwords_are_numbers() {
    // Leading zeros do not count, as the algorithm takes the password for a number.
    let mut pair = pair();
    with_passwords(&mut pair, PASSWORD, &[&[0; 3], PASSWORD].concat());
    pair.connect();
}

#[test]
fn without_a_password_the_suite_is_neither_offered_nor_accepted() {
    let (client, server) = password_pair();
    for (of_client, of_server) in [(true, false), (false, true)] {
        let both = |config: Config, there: bool| {
            (Config { suites: vec![suite_of(0xc0ff), suite_of(0x00a8)], psk: Some(psk()), ..config }, there)
        };
        let ((client, _), (server, _)) = (both(client.clone(), of_client), both(server.clone(), of_server));
        let mut pair = Pair::new(client, server);
        if of_client {
            pair.client.set_password(PASSWORD);
        } else {
            pair.server.set_password(PASSWORD);
        }
        pair.connect();
        assert_eq!(pair.client.conn.suite(), Some(suite_of(0x00a8)), "the next one that both can use");
    }

    let mut pair = Pair::new(client, server);
    pair.server.conn.settings_mut().once.ecjpake_password = None;
    pair.server.password = None;
    pair.run();
    let failure = Error::HandshakeFailure(HandshakeFailure::NoCommonSuite);
    assert_eq!(pair.server.outcome, Some(Err(failure)));
}

#[test]
fn a_client_that_names_other_groups_only_is_not_served() {
    let (client, server) = password_pair();
    let mut pair = Pair::new(Config { groups: vec![NamedGroup::X25519], ..client }, server);
    pair.run();
    let failure = Error::HandshakeFailure(HandshakeFailure::NoCommonSuite);
    assert_eq!(pair.server.outcome, Some(Err(failure)));
}

#[test]
fn any_lost_datagram_is_made_good() {
    for from in [Side::Client, Side::Server] {
        for index in 0..5 {
            for mtu in [0, 256] {
                let mut pair = pair();
                pair.client.conn.set_mtu(mtu);
                pair.server.conn.set_mtu(mtu);
                pair.lose(from, index);
                pair.connect();
                pair.exchange();
            }
        }
    }
}

#[test]
fn a_bad_link_is_made_good() {
    for seed in seeds(1, 8) {
        let (client, server) = password_pair();
        let mut pair = Pair::seeded(seed, client, server);
        pair.client.conn.set_mtu(256);
        pair.server.conn.set_mtu(256);
        pair.link.conditions =
            Conditions { latency: 20, jitter: 60, loss: 150, duplication: 150, corruption: 0 };
        pair.connect();
    }
}
