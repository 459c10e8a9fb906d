//! Peers that go their own way: messages left out, repeated, exchanged, added, while they pass from one side to the
//! other. None of them gets a connection. What each state takes by itself is tested in the handshake room.

use super::fixtures::{certificate_pair, cookie_pair, mutual_pair, psk_pair, suite_of};
use super::pair::{FragmentView, Pair, RecordView, Side, Verdict, records};
use crate::codec::{ContentType, HandshakeType as H};
use crate::config::{Config, CookiePolicy, HandshakeTimeout};
use crate::error::{DecodeError, Error};

type Configs = (Config, Config);

/// Server asks for the client's certificate: SH CERT SKE CR SHD, then CERT CKE CV CCS FIN.
fn mutual() -> Configs {
    mutual_pair()
}

fn plain_psk() -> Configs {
    psk_pair()
}

/// Runs a handshake in which `change` has its way with every flight of `from`, as a list of records. Message numbers
/// are put in order again behind it.
fn changed(configs: Configs, from: Side, change: impl Fn(&mut Vec<RecordView>) + 'static) -> Pair {
    let handshake_timeout = HandshakeTimeout { min: 100, max: 400 };
    let (client, server) = configs;
    let mut pair = Pair::new(Config { handshake_timeout, ..client }, Config { handshake_timeout, ..server });
    pair.filter(move |sent| {
        if sent.from != from {
            return Verdict::Pass;
        }
        let mut flight = records(sent.datagram);
        let first = flight.iter().find_map(RecordView::fragment).map_or(0, |fragment| fragment.seq);
        change(&mut flight);
        let (mut seq, base) = (first, 1000 * (1 + sent.index as u64));
        for (at, record) in flight.iter_mut().enumerate() {
            if record.epoch == 0 {
                record.sequence = base + at as u64;
            }
            if let Some(fragment) = record.fragment() {
                *record = RecordView::handshake(record.sequence, &FragmentView { seq, ..fragment });
                seq += 1;
            }
        }
        Verdict::Replace(vec![flight.iter().flat_map(RecordView::encode).collect()])
    });
    pair.run();
    pair
}

fn is(record: &RecordView, kind: H) -> bool {
    record.fragment().is_some_and(|fragment| fragment.kind == kind)
}

fn remove(flight: &mut Vec<RecordView>, kind: H) {
    flight.retain(|record| !is(record, kind));
}

fn swap(flight: &mut [RecordView], one: H, other: H) {
    let at = |kind| flight.iter().position(|record| is(record, kind));
    if let (Some(one), Some(other)) = (at(one), at(other)) {
        flight.swap(one, other);
    }
}

fn repeat(flight: &mut Vec<RecordView>, kind: H) {
    if let Some(at) = flight.iter().position(|record| is(record, kind)) {
        flight.insert(at, flight[at].clone());
    }
}

/// Puts a message in front of another.
fn insert(flight: &mut Vec<RecordView>, before: H, kind: H, body: &[u8]) {
    if let Some(at) = flight.iter().position(|record| is(record, before)) {
        flight.insert(at, RecordView::handshake(0, &FragmentView::whole(kind, 0, body)));
    }
}

fn change_cipher_spec() -> RecordView {
    RecordView { content_type: ContentType::CHANGE_CIPHER_SPEC, epoch: 0, sequence: 0, body: vec![1] }
}

/// `victim` refused a message of this kind; it never was connected.
fn refused(pair: &mut Pair, victim: Side, kind: H) {
    let end = pair.end(victim);
    assert!(!end.conn.is_established());
    // In place of a ServerHello or ServerHelloDone any other message is one that cannot be decoded, as in the original.
    let expected = [Error::UnexpectedMessage(kind), Error::Decode(DecodeError::OtherMessage)];
    assert!(matches!(&end.outcome, Some(Err(error)) if expected.contains(error)), "{:?}", end.outcome);
}

/// `victim` waited in vain.
fn stalled(pair: &mut Pair, victim: Side) {
    let end = pair.end(victim);
    assert!(!end.conn.is_established());
    assert_eq!(end.outcome, Some(Err(Error::Timeout)));
}

#[test]
fn client_without_change_cipher_spec() {
    for configs in [plain_psk(), mutual()] {
        let mut pair = changed(configs, Side::Client, |flight| {
            flight.retain(|record| record.content_type != ContentType::CHANGE_CIPHER_SPEC);
        });
        stalled(&mut pair, Side::Server);
    }
}

#[test]
fn client_leaves_messages_out() {
    let mut pair = changed(mutual(), Side::Client, |flight| remove(flight, H::CERTIFICATE));
    refused(&mut pair, Side::Server, H::CLIENT_KEY_EXCHANGE);
    let mut pair = changed(mutual(), Side::Client, |flight| remove(flight, H::CLIENT_KEY_EXCHANGE));
    refused(&mut pair, Side::Server, H::CERTIFICATE_VERIFY);
    // The ChangeCipherSpec counts only behind the proof.
    let mut pair = changed(mutual(), Side::Client, |flight| remove(flight, H::CERTIFICATE_VERIFY));
    stalled(&mut pair, Side::Server);
    let mut pair = changed(plain_psk(), Side::Client, |flight| remove(flight, H::CLIENT_KEY_EXCHANGE));
    stalled(&mut pair, Side::Server);
}

#[test]
fn client_exchanges_messages() {
    let mut pair =
        changed(mutual(), Side::Client, |flight| swap(flight, H::CERTIFICATE, H::CLIENT_KEY_EXCHANGE));
    refused(&mut pair, Side::Server, H::CLIENT_KEY_EXCHANGE);
    let mut pair =
        changed(mutual(), Side::Client, |flight| swap(flight, H::CLIENT_KEY_EXCHANGE, H::CERTIFICATE_VERIFY));
    refused(&mut pair, Side::Server, H::CERTIFICATE_VERIFY);
}

#[test]
fn client_repeats_messages_under_new_numbers() {
    let mut pair = changed(mutual(), Side::Client, |flight| repeat(flight, H::CERTIFICATE));
    refused(&mut pair, Side::Server, H::CERTIFICATE);
    let mut pair = changed(mutual(), Side::Client, |flight| repeat(flight, H::CLIENT_KEY_EXCHANGE));
    refused(&mut pair, Side::Server, H::CLIENT_KEY_EXCHANGE);
    let mut pair = changed(mutual(), Side::Client, |flight| repeat(flight, H::CERTIFICATE_VERIFY));
    refused(&mut pair, Side::Server, H::CERTIFICATE_VERIFY);
    let mut pair = changed(plain_psk(), Side::Client, |flight| repeat(flight, H::CLIENT_HELLO));
    refused(&mut pair, Side::Server, H::CLIENT_HELLO);
}

#[test]
fn client_adds_messages() {
    for kind in
        [H::HELLO_REQUEST, H::CLIENT_HELLO, H::SERVER_HELLO, H::NEW_SESSION_TICKET, H::FINISHED, H(99)]
    {
        let add = move |flight: &mut Vec<RecordView>| insert(flight, H::CLIENT_KEY_EXCHANGE, kind, &[0; 12]);
        let mut pair = changed(plain_psk(), Side::Client, add);
        refused(&mut pair, Side::Server, kind);
    }
    // A client that was asked for no certificate shows one.
    let (client, server) = certificate_pair();
    let suites = vec![suite_of(0xc02b)];
    let configs = (Config { suites: suites.clone(), ..client }, Config { suites, ..server });
    let mut pair = changed(configs, Side::Client, |flight| {
        insert(flight, H::CLIENT_KEY_EXCHANGE, H::CERTIFICATE, &[0, 0, 0]);
    });
    refused(&mut pair, Side::Server, H::CERTIFICATE);
}

/// A Finished in clear, in place of the protected one, before and behind the ChangeCipherSpec.
#[test]
fn client_sends_its_finished_in_clear() {
    let finished = || RecordView::handshake(0, &FragmentView::whole(H::FINISHED, 0, &[0; 12]));
    let mut pair = changed(plain_psk(), Side::Client, move |flight| {
        if let Some(last) = flight.iter_mut().find(|record| record.epoch == 1) {
            *last = finished();
        }
    });
    stalled(&mut pair, Side::Server);
    let mut pair = changed(plain_psk(), Side::Client, move |flight| {
        if flight.iter().any(|record| record.epoch == 1) {
            flight.insert(1, finished());
        }
    });
    refused(&mut pair, Side::Server, H::FINISHED);
}

/// A Finished as the very first message.
#[test]
fn client_begins_with_its_finished() {
    for configs in [plain_psk(), cookie_pair()] {
        let mut pair =
            changed(configs, Side::Client, |flight| insert(flight, H::CLIENT_HELLO, H::FINISHED, &[0; 12]));
        refused(&mut pair, Side::Server, H::FINISHED);
    }
}

/// ChangeCipherSpec before its time, and several times: it counts once, where it belongs.
#[test]
fn change_cipher_spec_at_other_places() {
    for from in [Side::Client, Side::Server] {
        for configs in [plain_psk(), mutual()] {
            let pair = changed(configs.clone(), from, |flight| {
                let spread =
                    flight.drain(..).flat_map(|record| [change_cipher_spec(), record]).collect::<Vec<_>>();
                *flight = spread;
            });
            assert!(pair.client.is_up() && pair.server.is_up(), "{from:?}");
            assert_eq!(pair.now, 0);
        }
        let mut pair = changed(plain_psk(), from, |flight| {
            for record in flight.iter_mut().filter(|r| r.content_type == ContentType::CHANGE_CIPHER_SPEC) {
                record.body = vec![2];
            }
        });
        assert_eq!(pair.end(from.other()).outcome, Some(Err(Error::InvalidRecord)));
    }
}

/// The client's proof is checked although the ChangeCipherSpec came before it.
#[test]
fn change_cipher_spec_before_the_proof() {
    let pair = changed(mutual(), Side::Client, |flight| {
        if let Some(at) = flight.iter().position(|r| r.content_type == ContentType::CHANGE_CIPHER_SPEC) {
            let record = flight.remove(at);
            flight.insert(1, record);
        }
    });
    assert!(pair.server.is_up());
    assert_eq!(pair.server.conn.verify_result(), 0);
    let pair = changed(mutual(), Side::Client, |flight| {
        for record in flight.iter_mut().filter(|record| is(record, H::CERTIFICATE_VERIFY)) {
            let last = record.body.len() - 1;
            record.body[last] ^= 1;
        }
        flight.insert(0, change_cipher_spec());
    });
    assert!(!pair.server.conn.is_established());
    assert!(matches!(pair.server.outcome, Some(Err(Error::Crypto(_)))));
}

#[test]
fn server_leaves_messages_out() {
    for (missing, noticed_by) in [
        (H::SERVER_HELLO, H::CERTIFICATE),
        (H::CERTIFICATE, H::SERVER_KEY_EXCHANGE),
        (H::SERVER_KEY_EXCHANGE, H::CERTIFICATE_REQUEST),
    ] {
        let mut pair = changed(mutual(), Side::Server, move |flight| remove(flight, missing));
        refused(&mut pair, Side::Client, noticed_by);
    }
    let mut pair = changed(mutual(), Side::Server, |flight| remove(flight, H::SERVER_HELLO_DONE));
    stalled(&mut pair, Side::Client);
    for configs in [plain_psk(), mutual()] {
        let mut pair = changed(configs, Side::Server, |flight| {
            flight.retain(|record| record.content_type != ContentType::CHANGE_CIPHER_SPEC);
        });
        stalled(&mut pair, Side::Client);
    }
    // Without the demand for a certificate the client shows none, and the two transcripts differ.
    let pair = changed(mutual(), Side::Server, |flight| remove(flight, H::CERTIFICATE_REQUEST));
    assert!(!pair.server.conn.is_established() && !pair.client.conn.is_established());
}

#[test]
fn server_exchanges_messages() {
    for (one, other, noticed_by) in [
        (H::SERVER_HELLO, H::CERTIFICATE, H::CERTIFICATE),
        (H::CERTIFICATE, H::SERVER_KEY_EXCHANGE, H::SERVER_KEY_EXCHANGE),
        (H::CERTIFICATE, H::CERTIFICATE_REQUEST, H::CERTIFICATE_REQUEST),
        (H::SERVER_KEY_EXCHANGE, H::CERTIFICATE_REQUEST, H::CERTIFICATE_REQUEST),
        // The client has gone on to its own flight when the demand comes.
        (H::CERTIFICATE_REQUEST, H::SERVER_HELLO_DONE, H::CERTIFICATE_REQUEST),
    ] {
        let mut pair = changed(mutual(), Side::Server, move |flight| swap(flight, one, other));
        refused(&mut pair, Side::Client, noticed_by);
    }
}

#[test]
fn server_repeats_messages_under_new_numbers() {
    for kind in [
        H::SERVER_HELLO,
        H::CERTIFICATE,
        H::SERVER_KEY_EXCHANGE,
        H::CERTIFICATE_REQUEST,
        H::SERVER_HELLO_DONE,
    ] {
        let mut pair = changed(mutual(), Side::Server, move |flight| repeat(flight, kind));
        refused(&mut pair, Side::Client, kind);
    }
}

#[test]
fn server_adds_messages() {
    let before = [
        H::SERVER_HELLO,
        H::CERTIFICATE,
        H::SERVER_KEY_EXCHANGE,
        H::CERTIFICATE_REQUEST,
        H::SERVER_HELLO_DONE,
    ];
    for before in before {
        for kind in [H::HELLO_REQUEST, H::CLIENT_HELLO, H::NEW_SESSION_TICKET, H::FINISHED, H(99)] {
            let mut pair =
                changed(mutual(), Side::Server, move |flight| insert(flight, before, kind, &[0; 12]));
            refused(&mut pair, Side::Client, kind);
        }
    }
    let mut pair = changed(mutual(), Side::Server, |flight| {
        insert(flight, H::CERTIFICATE, H::HELLO_VERIFY_REQUEST, &[0xfe, 0xff, 0]);
    });
    refused(&mut pair, Side::Client, H::HELLO_VERIFY_REQUEST);
}

/// A server that asks for cookies without end.
#[test]
fn server_never_likes_the_cookie() {
    let (client, server) = cookie_pair();
    let mut pair = Pair::new(client, Config { cookies: CookiePolicy::Verify, ..server });
    pair.server.transport_id = None;
    // Each request bears a cookie that the server will not take: it thinks that the client is somewhere else.
    let mut n = 0u8;
    pair.filter(move |sent| {
        if sent.from == Side::Server {
            n += 1;
            let body = [&[0xfe, 0xff, 4][..], &[n; 4]].concat();
            let request = FragmentView::whole(H::HELLO_VERIFY_REQUEST, u16::from(n) - 1, &body);
            return Verdict::Replace(vec![RecordView::handshake(n.into(), &request).encode()]);
        }
        Verdict::Pass
    });
    pair.server.transport_id = Some(b"elsewhere".to_vec());
    pair.run_until(|pair| pair.client.outcome.is_some());
    assert_eq!(pair.client.outcome, Some(Err(Error::UnexpectedMessage(H::HELLO_VERIFY_REQUEST))));
    assert!(pair.link.sent[0] <= 8, "{} datagrams", pair.link.sent[0]);
}

/// What came differs by one byte from what was sent: the keys, or the Finished, show it.
#[test]
fn messages_that_differ_from_what_was_sent() {
    // What the two sides saw differs by one byte, which only the Finished can show.
    for from in [Side::Client, Side::Server] {
        let pair = changed(plain_psk(), from, move |flight| {
            for record in flight.iter_mut() {
                // In the random of either hello, behind the time.
                if is(record, H::CLIENT_HELLO) || is(record, H::SERVER_HELLO) {
                    record.body[12 + 20] ^= 1;
                }
            }
        });
        assert!(!pair.server.conn.is_established() && !pair.client.conn.is_established());
        assert_eq!(pair.server.outcome, Some(Err(Error::BadRecordMac)));
    }
}
