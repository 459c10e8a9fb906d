//! Renegotiation as it should be: either side starts, over any link, again and again.

use super::fixtures::{certificate_pair, client_ec, cookie_pair, mutual_pair, psk_pair, suite_of};
use super::pair::{Conditions, FragmentView, Pair, Side, Verdict, seeds};
use crate::codec::{ConnectionId, ContentType, HandshakeType};
use crate::config::{AuthMode, Config, LegacyRenegotiation, RenegotiationPolicy};
use crate::engine::{Reading, RenegotiationStatus};
use crate::error::{Error, HandshakeFailure};
use std::sync::Arc;

const SIDES: [Side; 2] = [Side::Client, Side::Server];

/// The same with renegotiation allowed.
pub(super) fn enabled((mut client, mut server): (Config, Config)) -> (Config, Config) {
    for config in [&mut client, &mut server] {
        config.renegotiation.enabled = true;
    }
    (client, server)
}

/// A connection that may renegotiate, with data sent both ways.
pub(super) fn connected(configs: (Config, Config)) -> Pair {
    connected_by(1, configs)
}

fn connected_by(seed: u64, configs: (Config, Config)) -> Pair {
    let (client, server) = enabled(configs);
    let mut pair = Pair::seeded(seed, client, server);
    pair.connect();
    pair.exchange();
    pair
}

/// A side starts.
pub(super) fn start(pair: &mut Pair, side: Side) {
    pair.end(side).conn.renegotiate().expect("renegotiate");
    pair.flush(side);
    pair.drive(side);
}

fn is_done(pair: &Pair) -> bool {
    [&pair.client.conn, &pair.server.conn].iter().all(|conn| {
        conn.is_established()
            && conn.renegotiation_status() == RenegotiationStatus::Done
            && !conn.has_output()
    })
}

/// Runs a renegotiation that `side` starts to its end.
pub(super) fn renegotiate(pair: &mut Pair, side: Side) {
    let before = epoch(pair);
    start(pair, side);
    let renewed = |pair: &Pair| is_done(pair) && [&pair.client, &pair.server].map(keys) == [before + 1; 2];
    // A request that got lost is repeated, as by a program whose reads time out.
    for _ in 0..100 {
        if pair.run_until(renewed) {
            return;
        }
        pair.now += 1000;
        pair.server.conn.repeat_request().expect("repeat");
        pair.flush(Side::Server);
    }
    panic!("no renegotiation: {:?}, {:?}", pair.client.conn, pair.server.conn);
}

/// Which keys a side writes with: each handshake makes new ones.
fn keys(end: &super::pair::End) -> u16 {
    end.conn.records().write_epoch()
}

fn epoch(pair: &Pair) -> u16 {
    assert_eq!(keys(&pair.client), keys(&pair.server));
    keys(&pair.client)
}

#[test]
fn either_side_starts_with_every_kind_of_credentials() {
    for configs in [psk_pair(), cookie_pair(), certificate_pair(), mutual_pair()] {
        let mut pair = connected(configs);
        for end in [&mut pair.client, &mut pair.server] {
            end.conn.settings_mut().export_keys = true;
        }
        let mut secrets = Vec::new();
        for round in 2..6 {
            renegotiate(&mut pair, SIDES[round % 2]);
            assert_eq!(epoch(&pair), round as u16);
            let [client, server] = [&mut pair.client, &mut pair.server]
                .map(|end| end.exported.drain(..).map(|(keys, _)| keys.master_secret).collect::<Vec<_>>());
            assert_eq!((client.len(), &client), (1, &server));
            assert!(!secrets.contains(&client[0]), "new keys each time");
            secrets.extend(client);
            pair.exchange();
        }
        // Nothing is kept of it.
        assert_eq!(pair.client.conn.kept_bytes() + pair.server.conn.kept_bytes(), 0);
        assert_eq!(pair.now, 0, "nothing had to be sent again");
    }
}

#[test]
fn at_once_after_the_handshake() {
    for side in SIDES {
        let (client, server) = enabled(certificate_pair());
        let mut pair = Pair::new(client, server);
        pair.connect();
        renegotiate(&mut pair, side);
        renegotiate(&mut pair, side);
        pair.exchange();
    }
}

/// A resumed handshake ends with the client's flight. It may renegotiate before it knows that this arrived, and whatever
/// is lost then, both come to their end.
#[test]
fn at_once_after_a_resumption() {
    let (client, server) = enabled(psk_pair());
    let server = Config { look_up_sessions: true, store_sessions: true, ..server };
    let mut pair = Pair::new(client.clone(), server.clone());
    pair.connect();
    pair.exchange();
    let session = pair.client.conn.session().cloned().map(Arc::new);
    let sessions = pair.server.sessions.clone();
    let resumed = |seed| {
        let mut pair = Pair::seeded(seed, client.clone(), server.clone());
        pair.client.conn.settings_mut().once.resume = session.clone();
        pair.server.sessions = sessions.clone();
        pair
    };
    let renew_at_once = |mut pair: Pair| {
        assert!(pair.run_until(|pair| pair.client.is_up()));
        pair.client.conn.renegotiate().expect("renegotiate");
        pair.flush(Side::Client);
        pair.drive(Side::Client);
        let renewed = |pair: &Pair| {
            [&pair.client, &pair.server].map(keys) == [2; 2]
                && pair.client.conn.is_established()
                && pair.server.conn.is_established()
        };
        assert!(pair.run_until(renewed), "{:?}, {:?}", pair.client.conn, pair.server.conn);
        pair
    };
    // The hello is the first; the last flight and what follows may get lost.
    for lost in [&[][..], &[1], &[1, 2], &[1, 3], &[2], &[1, 2, 3]] {
        let mut pair = resumed(2);
        pair.filter(move |sent| {
            let drop = sent.from == Side::Client && lost.contains(&sent.index);
            if drop { Verdict::Drop } else { Verdict::Pass }
        });
        let mut pair = renew_at_once(pair);
        assert!(pair.now <= 15_000, "{lost:?}: {} ms", pair.now);
        pair.exchange();
    }
    for seed in seeds(7000, 40) {
        let mut pair = resumed(seed);
        pair.link.conditions =
            Conditions { latency: 20, jitter: 60, loss: 150, duplication: 150, ..Conditions::default() };
        renew_at_once(pair).exchange();
    }
}

/// A Finished of the handshake before that was sent again, and comes late, is no message of the one that runs.
#[test]
fn late_copies_of_the_last_flight() {
    for configs in [psk_pair(), mutual_pair()] {
        for victim in SIDES {
            for seq in 0..8 {
                let mut pair = connected(configs.clone());
                let [client, server] = pair.client.conn.verify_data().expect("known");
                let (from, body) =
                    if victim == Side::Client { (Side::Server, server) } else { (Side::Client, client) };
                let fragment = FragmentView::whole(HandshakeType::FINISHED, seq, &body).encode();
                let records = pair.end(from).conn.records_mut();
                let mut late = Vec::new();
                records
                    .seal(records.write_epoch(), ContentType::HANDSHAKE, &[&fragment], &mut late)
                    .expect("seal");
                start(&mut pair, Side::Client);
                if victim == Side::Server {
                    pair.tick();
                }
                pair.deliver(victim, &late);
                assert!(pair.run_until(is_done), "{victim:?} {seq}: {:?}", pair.end(victim).conn);
                assert_eq!(epoch(&pair), 2);
                pair.exchange();
            }
        }
    }
}

#[test]
fn both_start_at_once() {
    for lost in [None, Some(Side::Client), Some(Side::Server)] {
        let mut pair = connected(psk_pair());
        if let Some(side) = lost {
            let index = pair.link.sent[side as usize];
            pair.lose(side, index);
        }
        pair.server.conn.renegotiate().expect("renegotiate");
        pair.flush(Side::Server);
        renegotiate(&mut pair, Side::Client);
        assert_eq!(pair.link.next_arrival(), None);
        pair.exchange();
        assert_eq!(epoch(&pair), 2);
    }
}

#[test]
fn every_datagram_lost_once() {
    for configs in [psk_pair(), mutual_pair()] {
        for side in SIDES {
            for loser in SIDES {
                for index in 0..4 {
                    let mut pair = connected(configs.clone());
                    let first = pair.link.sent[loser as usize];
                    pair.lose(loser, first + index);
                    renegotiate(&mut pair, side);
                    pair.exchange();
                }
            }
        }
    }
}

#[test]
fn over_a_bad_link_in_small_datagrams() {
    for seed in seeds(7000, 150) {
        let mut pair = connected_by(seed, if seed % 3 == 0 { mutual_pair() } else { psk_pair() });
        pair.link.conditions =
            Conditions { latency: 20, jitter: 60, loss: 150, duplication: 100, corruption: 50 };
        let mtu = [0, 90, 300, 1200][(seed % 4) as usize];
        for round in 0..3 {
            for side in SIDES {
                pair.end(side).conn.set_mtu(mtu);
            }
            renegotiate(&mut pair, SIDES[((seed + round) % 2) as usize]);
        }
        assert_eq!(epoch(&pair), 4, "seed {seed}");
        for side in SIDES {
            pair.end(side).conn.set_mtu(0);
        }
        pair.exchange();
    }
}

/// What the server sends before it knows reaches the program; what is under way under the old keys when they are gone
/// is lost, as datagrams may be.
#[test]
fn data_under_way() {
    let mut pair = connected(psk_pair());
    pair.client.received.clear();
    for message in [b"one", b"two"] {
        pair.write(Side::Server, message).expect("write");
    }
    let late = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let caught = late.clone();
    pair.filter(move |sent| {
        caught.borrow_mut().push(sent.datagram.to_vec());
        Verdict::Drop
    });
    pair.write(Side::Server, b"late").expect("write");
    pair.link.filter = None;
    renegotiate(&mut pair, Side::Client);
    assert_eq!(pair.client.received, [b"one", b"two"]);
    for datagram in late.borrow().iter() {
        pair.deliver(Side::Client, datagram);
    }
    assert_eq!(pair.client.received.len(), 2);
    pair.exchange();
}

#[test]
fn nothing_is_written_meanwhile() {
    let mut pair = connected(psk_pair());
    start(&mut pair, Side::Client);
    assert!(matches!(pair.client.conn.write(b"x"), Err(Error::BadInput(_))));
    assert!(matches!(pair.client.conn.renegotiate(), Err(Error::BadInput(_))));
    assert_eq!(pair.client.conn.renegotiation_status(), RenegotiationStatus::InProgress);
    // The session before is still told of.
    assert!(pair.client.conn.session().is_some() && !pair.client.conn.is_established());
    pair.run();
    pair.exchange();
}

#[test]
fn data_before_the_answer_is_counted() {
    for (limit, passes) in [(Some(0), 0), (Some(3), 3), (None, 40)] {
        let (mut client, server) = psk_pair();
        client.renegotiation.max_records = limit;
        let mut pair = connected((client, server));
        pair.client.reads_by_hand = true;
        pair.client.conn.renegotiate().expect("renegotiate");
        pair.filter(|_| Verdict::Drop);
        pair.drive(Side::Client);
        pair.link.filter = None;
        let mut buffer = [0; 10];
        for n in 0..passes {
            pair.write(Side::Server, b"data").expect("write");
            let (_, datagram) = pair.link.arrive().expect("data");
            pair.client.conn.handle_datagram(&datagram);
            assert!(matches!(pair.client.conn.step(), Ok(crate::engine::Progress::Interrupted)), "{n}");
            assert!(matches!(pair.client.conn.read(&mut buffer), Ok(Reading::Data(4))));
        }
        if limit.is_some() {
            pair.write(Side::Server, b"data").expect("write");
            let (_, datagram) = pair.link.arrive().expect("data");
            pair.client.conn.handle_datagram(&datagram);
            assert!(matches!(pair.client.conn.step(), Err(Error::UnexpectedRecord(_))));
            assert_eq!(pair.client.conn.bytes_available(), 0);
            assert!(pair.client.conn.failure().is_none(), "the application decides what that means");
        }
    }
}

/// A server's requests end, whether the client sends data or is silent.
#[test]
fn requests_that_nobody_hears() {
    let (client, mut server) = psk_pair();
    server.renegotiation.max_records = None;
    let mut pair = connected((client, server));
    pair.filter(|sent| if sent.from == Side::Server { Verdict::Drop } else { Verdict::Pass });
    let before = pair.link.sent[Side::Server as usize];
    start(&mut pair, Side::Server);
    for _ in 0..100 {
        pair.server.conn.repeat_request().expect("repeat");
        pair.flush(Side::Server);
    }
    // 60 s are 60 times 1 s: 1, 2, 4, .. 32, 60.
    assert_eq!(pair.link.sent[Side::Server as usize] - before, 1 + 7);
    assert_eq!(pair.server.conn.renegotiation_status(), RenegotiationStatus::Requested);

    let (client, mut server) = psk_pair();
    server.renegotiation.max_records = Some(3);
    let mut pair = connected((client, server));
    pair.filter(|sent| if sent.from == Side::Server { Verdict::Drop } else { Verdict::Pass });
    start(&mut pair, Side::Server);
    for n in 0..3 {
        pair.write(Side::Client, b"data").expect("write");
        pair.run();
        assert_eq!(pair.server.conn.records_before_renegotiation(), n + 1);
    }
    pair.write(Side::Client, b"data").expect("write");
    pair.run();
    assert!(matches!(pair.server.read_error, Some(Error::UnexpectedRecord(_))));
}

#[test]
fn without_an_answer_it_times_out() {
    let mut pair = connected(psk_pair());
    let before = pair.link.sent[Side::Client as usize];
    pair.filter(|_| Verdict::Drop);
    pair.client.conn.renegotiate().expect("renegotiate");
    pair.run();
    assert_eq!(pair.now, 1000 + 2000 + 4000 + 8000 + 16_000 + 32_000 + 60_000);
    assert_eq!(pair.link.sent[Side::Client as usize] - before, 7);
    assert!(pair.log.iter().any(|line| line == "c error Timeout"));
    // It is not given up: the answer may still come.
    pair.link.filter = None;
    pair.client.conn.handle_timeout().expect_err("the last delay stays the last");
    assert!(!pair.client.conn.is_established() && pair.client.conn.failure().is_none());
}

/// Where it is off, the connection goes on.
#[test]
fn who_does_not_want_to_says_so() {
    for side in SIDES {
        let mut configs = enabled(psk_pair());
        match side {
            Side::Client => configs.1.renegotiation.enabled = false,
            Side::Server => configs.0.renegotiation.enabled = false,
        }
        let mut pair = Pair::new(configs.0, configs.1);
        pair.connect();
        pair.exchange();
        pair.end(side).conn.renegotiate().expect("renegotiate");
        pair.flush(side);
        pair.drive(side);
        while pair.link.next_arrival() == Some(pair.now) {
            pair.tick();
        }
        assert!(pair.end(side.other()).conn.is_established());
        assert_eq!(pair.end(side.other()).conn.renegotiation_status(), RenegotiationStatus::None);
        assert_eq!(pair.end(side).conn.visible().alert, [1, 100]);
        pair.end(side.other()).received.clear();
        pair.write(side.other(), b"still here").expect("write");
        pair.tick();
        assert_eq!(pair.end(side).received.last().map(Vec::as_slice), Some(&b"still here"[..]));
        if side == Side::Server {
            assert_eq!(pair.server.refusals, 1);
            pair.exchange();
        }
    }
}

#[test]
fn keys_are_renewed_when_they_are_used_up() {
    let policy = |period| RenegotiationPolicy { enabled: true, max_records: Some(16), period };
    for (period, last) in [(100, 100), (0x7_0000_0000_0064, 100), ((1 << 48) - 1, (1 << 48) - 65_537)] {
        let mut pair = connected(psk_pair());
        let config = Config { renegotiation: policy(period), ..psk_pair().0 };
        pair.client.conn.renegotiate().expect("renegotiate");
        pair.client.conn.set_config(config.into()).expect("config");
        renewed(&mut pair);
        assert!(!pair.client.conn.is_renegotiation_due());
        pair.client.conn.records_mut().skip_to_sequence(last);
        assert!(!pair.client.conn.is_renegotiation_due());
        pair.client.conn.records_mut().skip_to_sequence(last + 1);
        assert!(pair.client.conn.is_renegotiation_due());
        renegotiate(&mut pair, Side::Client);
        assert!(!pair.client.conn.is_renegotiation_due());

        // What is received counts as what is sent, and off is off.
        pair.server.conn.records_mut().skip_to_sequence(last + 1);
        pair.write(Side::Server, b"x").expect("write");
        pair.run();
        assert!(pair.client.conn.is_renegotiation_due());
        pair.exchange();
    }
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    pair.client.conn.records_mut().skip_to_sequence((1 << 48) - 1);
    assert!(!pair.client.conn.is_renegotiation_due());
}

fn renewed(pair: &mut Pair) {
    pair.drive(Side::Client);
    assert!(pair.run_until(is_done));
}

/// The configuration of a renegotiation is the one at its start: another suite, and a client's certificate at last.
#[test]
fn another_configuration() {
    let (mut client, mut server) = enabled(certificate_pair());
    client.suites = vec![suite_of(0xc02b), suite_of(0xcca9)];
    server.suites = vec![suite_of(0xc02b)];
    let mut pair = connected((client.clone(), server.clone()));
    assert_eq!(pair.client.conn.suite().map(|suite| suite.id.0), Some(0xc02b));
    assert!(pair.server.conn.session().is_some_and(|session| session.peer_chain.is_none()));

    server.suites = vec![suite_of(0xcca9)];
    server.auth_mode = AuthMode::Required;
    pair.server.reads_by_hand = true;
    start(&mut pair, Side::Client);
    let (_, hello) = pair.link.arrive().expect("hello");
    pair.server.conn.handle_datagram(&hello);
    assert!(matches!(pair.server.conn.read(&mut [0; 4]), Ok(Reading::Renegotiation)));
    pair.server.conn.set_config(server.clone().into()).expect("before its first step");
    pair.server.reads_by_hand = false;
    pair.drive(Side::Server);
    assert!(pair.server.conn.set_config(server.into()).is_err(), "behind it");
    assert!(pair.run_until(is_done));
    assert_eq!(pair.client.conn.suite().map(|suite| suite.id.0), Some(0xcca9));
    let chain = pair.server.conn.session().and_then(|session| session.peer_chain.clone()).expect("a chain");
    assert_eq!(chain[0].der(), client_ec().chain[0].der());
    pair.exchange();
}

/// A peer without RFC 5746 is renegotiated with only where the policy says so.
#[test]
fn peers_that_do_not_know_how() {
    for policy in [LegacyRenegotiation::NoRenegotiation, LegacyRenegotiation::Allow] {
        for side in SIDES {
            let (mut client, mut server) = enabled(psk_pair());
            client.legacy_renegotiation = policy;
            server.legacy_renegotiation = policy;
            let mut pair = Pair::new(client, server);
            pair.connect();
            pair.exchange();
            for end in [&mut pair.client, &mut pair.server] {
                end.conn.forget_secure_renegotiation();
            }
            let started = pair.end(side).conn.renegotiate();
            if policy == LegacyRenegotiation::Allow {
                started.expect("allowed");
                pair.flush(side);
                pair.drive(side);
                pair.run();
                // The client signals that it knows after all, which nobody does who did not before (§4.4).
                let refused = HandshakeFailure::RenegotiationMismatch;
                assert_eq!(pair.server.outcome, Some(Err(refused.into())));
                continue;
            }
            assert_eq!(started, Err(HandshakeFailure::LegacyRenegotiation.into()));
            assert!(pair.end(side).conn.is_established());
            pair.exchange();
        }
    }
}

#[test]
fn wrong_use() {
    let (client, server) = enabled(psk_pair());
    let mut pair = Pair::new(client, server);
    for side in SIDES {
        assert!(matches!(pair.end(side).conn.renegotiate(), Err(Error::BadInput(_))));
        assert_eq!(pair.end(side).conn.repeat_request(), Ok(()));
        assert!(!pair.end(side).conn.has_output());
    }
    pair.connect();
    pair.client.conn.close_notify().expect("close");
    pair.flush(Side::Client);
    pair.run();
    assert_eq!(pair.server.conn.renegotiate(), Err(Error::CloseNotify));
    assert!(!pair.server.conn.has_output());
}

/// A reset forgets it.
#[test]
fn reset_in_the_middle() {
    let mut pair = connected(mutual_pair());
    start(&mut pair, Side::Client);
    let (_, hello) = pair.link.arrive().expect("hello");
    pair.deliver(Side::Server, &hello);
    pair.link.clear();
    pair.client.reset();
    pair.server.reset();
    for side in SIDES {
        assert_eq!(pair.end(side).conn.renegotiation_status(), RenegotiationStatus::None);
    }
    pair.connect();
    pair.exchange();
    renegotiate(&mut pair, Side::Server);
    pair.exchange();
    assert_eq!(epoch(&pair), 2);
}

/// Epochs end: the connection lives on with the last keys.
#[test]
fn the_last_epoch() {
    let mut pair = connected(psk_pair());
    for end in [&mut pair.client, &mut pair.server] {
        end.conn.records_mut().skip_to_epoch(u16::MAX - 1);
    }
    pair.exchange();
    renegotiate(&mut pair, Side::Server);
    pair.exchange();
    for side in SIDES {
        assert_eq!(pair.end(side).conn.renegotiate(), Err(Error::CounterWrapping));
        pair.end(side).conn.records_mut().skip_to_sequence((1 << 48) - 100);
        assert!(!pair.end(side).conn.is_renegotiation_due());
    }
    pair.exchange();
}

/// Connection ids are agreed on anew (RFC 9146 §3): kept, changed, given up, or used for the first time.
#[test]
fn connection_ids() {
    let id = |byte| ConnectionId::new(&[byte; 4]);
    for (before, after) in [(id(1), id(1)), (id(1), id(2)), (id(1), None), (None, id(3))] {
        for side in SIDES {
            let (client, server) = enabled(psk_pair());
            let mut pair = Pair::new(Config { cid_len: 4, ..client }, Config { cid_len: 4, ..server });
            // It would take records with connection ids for garbage.
            pair.logs = false;
            for end in [&mut pair.client, &mut pair.server] {
                end.conn.settings_mut().connection_id = before.into();
            }
            pair.connect();
            pair.exchange();
            for end in [&mut pair.client, &mut pair.server] {
                end.conn.settings_mut().connection_id = after.into();
            }
            pair.link.conditions = Conditions { latency: 10, jitter: 30, loss: 100, ..Conditions::default() };
            renegotiate(&mut pair, side);
            let ids = after.unwrap_or(ConnectionId::EMPTY);
            for end in [&pair.client, &pair.server] {
                assert_eq!(end.conn.connection_ids(), (ids, ids));
            }
            pair.exchange();
        }
    }
}
