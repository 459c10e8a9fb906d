//! What programs may count on that the other files' tests leave open. `docs/promises.md` is the whole list.

use super::fixtures::{certificate_pair, cookie_pair};
use super::pair::{FragmentView, Pair, RecordView, Side, Verdict, records};
use crate::codec::HandshakeType;
use crate::config::{Config, CookiePolicy};
use crate::error::Error;

/// A record of the client's whose tag is wrong.
fn spoil(pair: &mut Pair) {
    pair.filter(|sent| {
        let mut datagram = sent.datagram.to_vec();
        if let Some(last) = datagram.last_mut() {
            *last ^= 1;
        }
        Verdict::Replace(vec![datagram])
    });
    pair.write(Side::Client, b"spoilt").expect("write");
    pair.link.filter = None;
    pair.run();
}

/// The count of bad records belongs to the connection: a client that begins anew does not clear it, a reset does.
#[test]
fn the_bad_record_count_outlives_a_reconnect() {
    for reset in [false, true] {
        let (client, server) = cookie_pair();
        let mut pair = Pair::new(client, Config { bad_mac_limit: 3, ..server });
        pair.connect();
        spoil(&mut pair);
        spoil(&mut pair);
        assert!(pair.server.is_up());
        pair.client.reset();
        if reset {
            pair.server.reset();
        }
        pair.connect();
        assert_eq!(pair.server.reconnects, usize::from(!reset));
        spoil(&mut pair);
        let expected = if reset { None } else { Some(Error::BadRecordMac) };
        assert_eq!(pair.server.read_error, expected, "after a reset: {reset}");
    }
}

/// A ClientHello as short as one can be: version, random, no session, no cookie, one suite, no compression.
fn shortest_hello() -> Vec<u8> {
    let mut body = vec![0xfe, 0xfd];
    body.extend_from_slice(&[7; 32]);
    body.extend_from_slice(&[0, 0, 0, 2, 0x00, 0xa8, 1, 0]);
    body
}

/// Promise 33: whatever a client sends that has not returned its cookie, it gets no more bytes than it sent.
#[test]
fn an_unproven_client_gets_no_more_than_it_sends() {
    let (client, server) = certificate_pair();
    let server = Config { cookies: CookiePolicy::Verify, ..server };

    // A whole flight of certificates is ready for the true hello.
    let mut pair = Pair::new(client.clone(), server.clone());
    pair.filter(|sent| if sent.from == Side::Server { Verdict::Drop } else { Verdict::Pass });
    pair.run();
    assert_eq!(pair.client.outcome, Some(Err(Error::Timeout)));
    assert_eq!(pair.server.verify_requests, 7);
    assert!(pair.link.sent_bytes[1] <= pair.link.sent_bytes[0]);

    for size in [1, 10, 21, 41, 42] {
        let mut pair = Pair::new(client.clone(), server.clone());
        pair.drive(Side::Server);
        let whole = FragmentView::whole(HandshakeType::CLIENT_HELLO, 0, &shortest_hello());
        let mut received = 0;
        for round in 0..5 {
            for start in (0..whole.total).step_by(size) {
                let part = whole.part(start..(start + size).min(whole.total));
                let sequence = (round * whole.total + start) as u64;
                let datagram = RecordView::handshake(sequence, &part).encode();
                received += datagram.len();
                pair.deliver(Side::Server, &datagram);
                let sent = pair.link.sent_bytes[1];
                assert!(sent <= received, "{sent} bytes for {received}, in parts of {size}");
            }
        }
        assert_eq!(pair.server.verify_requests, 5, "in parts of {size}");
    }
}

/// Promise 34: the server that asked for a cookie and the one that gets it share nothing but how cookies are made.
#[test]
fn any_server_may_take_up_the_second_hello() {
    let (client, server) = cookie_pair();
    let mut pair = Pair::new(client, server.clone());
    pair.drive(Side::Client);
    pair.tick();
    assert_eq!(pair.server.verify_requests, 1);
    assert_eq!(pair.server.conn.kept_bytes(), 0);
    // In its place a connection that has heard nothing yet.
    let mut other = Pair::seeded(34, cookie_pair().0, server);
    std::mem::swap(&mut pair.server, &mut other.server);
    pair.connect();
    assert_eq!(pair.server.verify_requests, 0);
    pair.exchange();
}

/// Promise 16: messages in reverse are put in order, one that never comes holds up all behind it.
#[test]
fn nothing_behind_a_missing_message_is_used() {
    let (client, server) = certificate_pair();
    for missing in 1..4 {
        let mut pair = Pair::new(client.clone(), server.clone());
        pair.filter(move |sent| {
            let mut all = records(sent.datagram);
            if sent.from == Side::Server {
                all.retain(|record| record.fragment().is_none_or(|fragment| fragment.seq != missing));
                all.reverse();
            }
            Verdict::Replace(all.iter().map(RecordView::encode).collect())
        });
        pair.run();
        assert_eq!(pair.client.outcome, Some(Err(Error::Timeout)), "without message {missing}");
        let answered = pair.log.iter().any(|line| line.contains("CLIENT_KEY_EXCHANGE"));
        assert!(!answered, "without message {missing}");
    }
}
