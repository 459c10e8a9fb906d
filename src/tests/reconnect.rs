//! Cookies, listening without state, and clients that begin anew from the same address.

use super::fixtures::{cookie_pair, mutual_pair, psk_pair};
use super::pair::{FragmentView, Pair, RecordView, Side, Verdict, cookie_for, records};
use crate::codec::{HandshakeType, ProtocolVersion, Writer};
use crate::config::{Config, CookiePolicy};
use crate::engine::Reading;
use crate::error::{DecodeError, Error};
use crate::handshake::{Answer, Need, Phase};
use crate::msgs::ClientHello;
use std::cell::RefCell;
use std::rc::Rc;

const HOME: &[u8] = b"192.0.2.1:40000";

fn with_cookies() -> Pair {
    let (client, server) = cookie_pair();
    Pair::new(client, server)
}

/// A ClientHello as `pair`'s client would send it, with another random and what `change` makes of it.
fn hello(pair: &mut Pair, sequence: u64, seq: u16, change: impl FnOnce(&mut ClientHello)) -> Vec<u8> {
    let (client, _) = psk_pair();
    let mut other = Pair::seeded(77 + sequence, client, (**pair.server.conn.config()).clone());
    other.drive(Side::Client);
    let (_, datagram) = other.link.arrive().expect("a hello");
    let fragment = records(&datagram)[0].fragment().expect("a fragment");
    let mut hello = ClientHello::decode(&fragment.data).expect("a hello");
    change(&mut hello);
    let mut body = Writer::new();
    hello.encode(&mut body);
    let message = FragmentView::whole(HandshakeType::CLIENT_HELLO, seq, &body.into_vec());
    RecordView::handshake(sequence, &message).encode()
}

/// Promise 33: before an address is proven no more goes out than comes in. Promise 42: the handshake ends with what
/// tells the program so.
#[test]
fn an_unknown_client_costs_60_bytes() {
    let mut pair = with_cookies();
    pair.server.listens_on = false;
    pair.run_until(|pair| pair.server.outcome.is_some());
    assert_eq!(pair.server.outcome, Some(Err(Error::HelloVerifyRequired)));
    assert_eq!(pair.server.conn.phase(), Phase::HelloVerifyRequestSent);
    assert_eq!((pair.link.sent[1], pair.link.sent_bytes[1]), (1, 60));
    assert!(pair.link.sent_bytes[0] > 60);
    assert_eq!(pair.server.deadline, None);
    assert_eq!(pair.server.conn.step().map(drop), Err(Error::HelloVerifyRequired), "until it is reset");
}

/// Promise 34: the request bears the client's own numbers, whatever they are, and so does what follows.
#[test]
fn a_stateless_server_continues_with_the_clients_numbers() {
    for (sequence, seq) in [(0, 0), (7, 1), (1000, 2), ((1 << 48) - 1, 0)] {
        let mut pair = with_cookies();
        let without = hello(&mut pair, sequence, seq, |_| {});
        pair.take_log();
        pair.deliver(Side::Server, &without);
        assert_eq!(pair.log[1], format!("s send [HELLO_VERIFY_REQUEST#{seq} 0/{sequence}]"));
    }
    let mut pair = with_cookies();
    let with = hello(&mut pair, 900, 5, |hello| hello.cookie = cookie_for(HOME));
    pair.deliver(Side::Server, &with);
    let sent = pair.log.iter().find(|line| line.starts_with("s send")).expect("an answer");
    assert_eq!(sent, "s send [SERVER_HELLO#5 0/900][SERVER_HELLO_DONE#6 0/901]");
}

/// Promise 35: a cookie that is forged, of another address, cut or too long leads to a request, not to a handshake.
#[test]
fn cookies_that_are_no_good() {
    let good = cookie_for(HOME);
    let mut flipped = good.clone();
    flipped[31] ^= 1;
    let cookies = [
        vec![],
        vec![0; 32],
        cookie_for(b"192.0.2.2:40000"),
        good[..31].to_vec(),
        [&good[..], &[0]].concat(),
        flipped,
        vec![9; 255],
    ];
    for cookie in cookies {
        let mut pair = with_cookies();
        let datagram = hello(&mut pair, 1, 1, |hello| hello.cookie = cookie.clone());
        pair.deliver(Side::Server, &datagram);
        assert_eq!(pair.server.verify_requests, 1, "{cookie:?}");
        assert_eq!(pair.link.sent_bytes[1], 60);
        assert!(pair.server.conn.phase() <= Phase::ClientHello, "it listens again");
    }
}

/// Promises 36 and 41: cookies are bound to what the program gave as the peer's address, at the time of the check.
#[test]
fn cookies_are_bound_to_the_address() {
    let mut pair = with_cookies();
    pair.run_until(|pair| pair.server.verify_requests == 1);
    pair.server.conn.settings_mut().transport_id = Some(b"192.0.2.2:40000".to_vec());
    pair.run_until(|pair| pair.server.verify_requests == 2);
    assert!(!pair.server.conn.is_established());
    pair.connect();
}

/// Promises 34 and 43: one connection answers any number of clients, whose datagrams are mixed, and serves the one
/// that comes back.
#[test]
fn one_listener_for_many_clients() {
    let mut pair = with_cookies();
    for n in 0..50 {
        let without = hello(&mut pair, n, 0, |_| {});
        pair.server.transport_id = Some(format!("192.0.2.{n}:1").into_bytes());
        pair.server.conn.settings_mut().transport_id = pair.server.transport_id.clone();
        pair.deliver(Side::Server, &without);
        assert_eq!(pair.server.conn.kept_bytes(), 0);
    }
    assert_eq!(pair.server.verify_requests, 50);
    pair.server.transport_id = Some(HOME.to_vec());
    pair.server.conn.settings_mut().transport_id = Some(HOME.to_vec());
    pair.link.clear();
    pair.connect();
    pair.exchange();
}

/// Promise 46: without cookies there is no request, and a cookie that nobody gave is an error.
#[test]
fn without_cookies() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    assert_eq!(pair.link.sent, [2, 2]);
    pair.server.reset();
    let datagram = hello(&mut pair, 1, 1, |hello| hello.cookie = vec![1; 32]);
    pair.deliver(Side::Server, &datagram);
    assert_eq!(pair.server.outcome, Some(Err(Error::Decode(DecodeError::BadValue))));
}

/// Promise 46: cookies that can be checked but not written.
#[test]
fn half_configured_cookies() {
    let (client, server) = cookie_pair();
    let mut pair = Pair::new(client, Config { cookies: CookiePolicy::CheckOnly, ..server });
    pair.run_until(|pair| pair.server.outcome.is_some());
    assert!(matches!(pair.server.outcome, Some(Err(Error::Internal(_)))));
    assert_eq!(pair.link.sent[1], 0);
}

/// RFC 6347 §4.2.1: the version in a HelloVerifyRequest does not matter, and the random stays with its cookie.
#[test]
fn the_second_hello_repeats_the_first() {
    let mut pair = with_cookies();
    let hellos = Rc::new(RefCell::new(Vec::new()));
    let seen = hellos.clone();
    pair.filter(move |sent| {
        let mut record = records(sent.datagram).remove(0);
        let fragment = record.fragment().expect("a fragment");
        match fragment.kind {
            HandshakeType::CLIENT_HELLO => {
                seen.borrow_mut().push(ClientHello::decode(&fragment.data).expect("a hello"));
            }
            HandshakeType::HELLO_VERIFY_REQUEST => {
                assert_eq!(record.body[12..14], [0xfe, 0xff], "as older clients expect it");
                record.body[13] = 0xfd;
                return Verdict::Replace(vec![record.encode()]);
            }
            _ => {}
        }
        Verdict::Pass
    });
    pair.run_until(|pair| pair.link.sent[1] == 2);
    let hellos = hellos.borrow();
    let [first, second] = &hellos[..] else { panic!("two hellos") };
    assert_eq!(second.cookie, cookie_for(HOME));
    assert_eq!(ClientHello { cookie: Vec::new(), ..second.clone() }, *first);
    assert_eq!(first.version, ProtocolVersion::DTLS1_2);
}

/// RFC 6347 §4.2.8: a client that lost its state begins anew from its old port; once its cookie is good the program
/// is told, and the next handshake completes.
#[test]
fn a_client_begins_anew() {
    for mutual in [false, true] {
        let (client, server) = if mutual { mutual_pair() } else { psk_pair() };
        let mut pair = Pair::new(client, Config { cookies: CookiePolicy::Verify, ..server });
        pair.connect();
        pair.exchange();
        let old = pair.server.conn.session().map(|session| session.id.clone());
        for round in 1..4 {
            pair.client.reset();
            pair.connect();
            pair.exchange();
            assert_eq!(pair.server.reconnects, round);
            assert_eq!(pair.server.verify_requests, 1, "the request went out beside the old connection");
            assert_ne!(pair.server.conn.session().map(|session| session.id.clone()), old);
        }
    }
}

/// Until the cookie is good the old connection lives on, and the answers stay small.
#[test]
fn forged_hellos_leave_a_connection_alone() {
    let mut pair = with_cookies();
    pair.connect();
    for n in 0..200 {
        let before = (pair.link.sent[1], pair.link.sent_bytes[1]);
        let cookie = if n % 2 == 0 { Vec::new() } else { vec![n as u8; 32] };
        let datagram = hello(&mut pair, n, 0, |hello| hello.cookie = cookie);
        pair.deliver(Side::Server, &datagram);
        assert_eq!((pair.link.sent[1], pair.link.sent_bytes[1]), (before.0 + 1, before.1 + 60));
        assert_eq!((pair.server.reconnects, &pair.server.read_error), (0, &None));
    }
    pair.link.clear();
    pair.exchange();
}

/// A hello that is cut, damaged or in pieces is no new beginning; nor is any with the random of this very connection.
#[test]
fn what_is_no_new_beginning() {
    let mut pair = with_cookies();
    let own = Rc::new(RefCell::new(Vec::new()));
    let seen = own.clone();
    pair.filter(move |sent| {
        if sent.from == Side::Client {
            seen.borrow_mut().push(sent.datagram.to_vec());
        }
        Verdict::Pass
    });
    pair.connect();
    pair.link.filter = None;
    pair.run();
    let before = pair.link.sent;
    for datagram in own.take() {
        pair.deliver(Side::Server, &datagram);
    }
    let whole = hello(&mut pair, 3, 0, |hello| hello.cookie = cookie_for(HOME));
    let fragment = records(&whole)[0].fragment().expect("a fragment");
    let half = fragment.part(0..fragment.data.len() / 2);
    pair.deliver(Side::Server, &RecordView::handshake(4, &half).encode());
    let mut short = fragment.clone();
    short.data.truncate(40);
    short.total = 40;
    pair.deliver(Side::Server, &RecordView::handshake(5, &short).encode());
    let other = FragmentView { kind: HandshakeType::SERVER_HELLO, ..fragment.clone() };
    pair.deliver(Side::Server, &RecordView::handshake(6, &other).encode());
    // A client takes no hello at all.
    pair.deliver(Side::Client, &whole);
    assert_eq!(pair.link.sent, before);
    assert!(pair.server.is_up() && pair.client.is_up());
    pair.exchange();
    pair.deliver(Side::Server, &whole);
    assert_eq!(pair.server.reconnects, 1, "the whole one is");
}

/// A server without cookies cannot tell a forged hello from a true one, and keeps its connection.
#[test]
fn without_cookies_nobody_begins_anew() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.connect();
    let before = pair.link.sent;
    let datagram = hello(&mut pair, 0, 0, |_| {});
    pair.deliver(Side::Server, &datagram);
    assert_eq!(pair.link.sent, before);
    pair.exchange();
}

/// What the program answers about a new hello: step by step, with the old connection at hand in between.
#[test]
fn the_needs_of_a_new_beginning() {
    let mut pair = with_cookies();
    pair.connect();
    pair.server.reads_by_hand = true;
    let datagram = hello(&mut pair, 1, 1, |hello| hello.cookie = vec![3; 32]);
    pair.deliver(Side::Server, &datagram);
    let conn = &mut pair.server.conn;
    let mut buffer = [0; 10];
    let Ok(Reading::Needs(Need::CheckCookie(cookie))) = conn.read(&mut buffer) else { panic!("a check") };
    assert_eq!(cookie, [3; 32]);
    assert!(conn.is_established());
    assert!(matches!(conn.answer(Answer::Random(Ok(Vec::new()))), Err(Error::BadInput(_))));
    pair.deliver(Side::Server, &datagram);
    let conn = &mut pair.server.conn;
    assert!(matches!(conn.read(&mut buffer), Ok(Reading::Needs(Need::CheckCookie(_)))));
    let next = conn.answer(Answer::CookieChecked(false));
    assert!(matches!(next, Ok(crate::engine::Progress::Needs(Need::WriteCookie))), "{next:?}");
    assert_eq!(
        conn.answer(Answer::CookieWritten(Err(Error::Callback(-7)))).map(drop),
        Err(Error::Callback(-7))
    );
    assert!(conn.is_established() && conn.failure().is_none());
    assert!(conn.answer(Answer::CookieChecked(true)).is_err(), "nothing is asked any more");
    pair.server.reads_by_hand = false;
    pair.exchange();
}
