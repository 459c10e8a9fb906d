//! Defects that other implementations had, tried on whole connections. `docs/security-regressions.md` is the whole
//! list.

use super::fixtures::{certificate_pair, cookie_pair, mutual_pair, psk_pair, suite_of};
use super::pair::{End, FragmentView, MAX_KEPT, Pair, RecordView, Side, Verdict, records};
use crate::codec::{AlertDescription, ContentType, HandshakeType};
use crate::config::Config;
use crate::error::{DecodeError, Error};
use std::cell::RefCell;
use std::rc::Rc;

const BOTH: [Side; 2] = [Side::Client, Side::Server];

/// The records of a flight, message by message, as `edit` leaves them: plaintext messages are numbered anew from
/// the first one's number, so that none seems to be missing.
fn edited(datagram: &[u8], edit: impl FnOnce(&mut Vec<RecordView>)) -> Vec<u8> {
    let mut all = records(datagram);
    let first = all.iter().find_map(RecordView::fragment).map_or(0, |fragment| fragment.seq);
    let mut sequence = all.first().map_or(0, |record| record.sequence);
    edit(&mut all);
    let mut seq = first;
    for record in &mut all {
        if let Some(fragment) = record.fragment() {
            record.body = FragmentView { seq, ..fragment }.encode();
            seq += 1;
        }
        if record.epoch == 0 {
            record.sequence = sequence;
            sequence += 1;
        }
    }
    all.iter().flat_map(RecordView::encode).collect()
}

fn kind_of(record: &RecordView) -> Option<HandshakeType> {
    record.fragment().map(|fragment| fragment.kind)
}

/// A handshake in which the first datagram of `from` with a message of kind `has` arrives as `edit` leaves it, and
/// nothing of `from` after it.
fn with_flight(
    configs: (Config, Config),
    from: Side,
    has: HandshakeType,
    edit: impl Fn(&mut Vec<RecordView>) + 'static,
) -> Pair {
    let mut pair = Pair::new(configs.0, configs.1);
    let mut edited_one = false;
    pair.filter(move |sent| {
        if sent.from != from {
            return Verdict::Pass;
        }
        if edited_one {
            return Verdict::Drop;
        }
        edited_one = records(sent.datagram).iter().any(|record| kind_of(record) == Some(has));
        if edited_one { Verdict::Replace(vec![edited(sent.datagram, &edit)]) } else { Verdict::Pass }
    });
    pair.run();
    pair
}

fn end(pair: &Pair, side: Side) -> &End {
    match side {
        Side::Client => &pair.client,
        Side::Server => &pair.server,
    }
}

fn unexpected(kind: HandshakeType) -> Option<Result<(), Error>> {
    Some(Err(Error::UnexpectedMessage(kind)))
}

/// JSSE CVE-2020-2655, pion CVE-2022-29222 and their kin: whoever was asked for a certificate shows it and its proof,
/// in their order.
#[test]
fn a_client_cannot_pass_without_its_certificate_and_proof() {
    use HandshakeType as H;
    type Edit = fn(&mut Vec<RecordView>);
    fn swap(all: &mut [RecordView], a: HandshakeType, b: HandshakeType) {
        let place = |kind| all.iter().position(|record| kind_of(record) == Some(kind)).expect("is there");
        let (a, b) = (place(a), place(b));
        all.swap(a, b);
    }
    let cases: [(&str, Edit); 6] = [
        ("no CertificateVerify", |all| all.retain(|record| kind_of(record) != Some(H::CERTIFICATE_VERIFY))),
        ("no Certificate", |all| all.retain(|record| kind_of(record) != Some(H::CERTIFICATE))),
        ("neither", |all| {
            all.retain(|record| !matches!(kind_of(record), Some(H::CERTIFICATE | H::CERTIFICATE_VERIFY)));
        }),
        ("ClientKeyExchange first", |all| swap(all, H::CERTIFICATE, H::CLIENT_KEY_EXCHANGE)),
        ("ClientKeyExchange last", |all| swap(all, H::CLIENT_KEY_EXCHANGE, H::CERTIFICATE_VERIFY)),
        ("an empty Certificate", |all| {
            let certificate = all.iter_mut().find(|record| kind_of(record) == Some(H::CERTIFICATE));
            let record = certificate.expect("is there");
            record.body = FragmentView::whole(H::CERTIFICATE, 0, &[0, 0, 0]).encode();
        }),
    ];
    for (name, edit) in cases {
        let mut pair = with_flight(mutual_pair(), Side::Client, H::CERTIFICATE, edit);
        assert!(matches!(pair.server.outcome, None | Some(Err(_))), "{name}: {:?}", pair.server.outcome);
        assert!(!pair.server.conn.is_established() && pair.server.received.is_empty(), "{name}");
        assert!(pair.write(Side::Server, b"x").is_err(), "{name}");
    }
}

/// A ChangeCipherSpec ahead of CertificateVerify changes no keys before the proof is there.
#[test]
fn the_key_change_waits_for_the_proof() {
    let pair = with_flight(mutual_pair(), Side::Client, HandshakeType::CERTIFICATE, |all| {
        let change = all.iter().position(|record| record.content_type == ContentType::CHANGE_CIPHER_SPEC);
        let record = all.remove(change.expect("is there"));
        let proof = all.iter().position(|record| kind_of(record) == Some(HandshakeType::CERTIFICATE_VERIFY));
        all.insert(proof.expect("is there"), record);
    });
    // Datagrams may overtake each other, so the early one is remembered; but nothing is skipped.
    let lines = pair.log.join("\n");
    assert!(pair.server.is_up() && pair.client.is_up(), "{lines}");

    // Without the proof behind it, it is good for nothing.
    let pair = with_flight(mutual_pair(), Side::Client, HandshakeType::CERTIFICATE, |all| {
        all.retain(|record| kind_of(record) != Some(HandshakeType::CERTIFICATE_VERIFY));
        let change = all.iter().position(|record| record.content_type == ContentType::CHANGE_CIPHER_SPEC);
        let record = all.remove(change.expect("is there"));
        all.insert(0, record);
    });
    assert!(!pair.server.conn.is_established());
}

/// A client that nobody asked shows no certificate, and a server takes none from it.
#[test]
fn an_unasked_certificate_is_refused() {
    let (client, server) = mutual_pair();
    let configs = (client, Config { auth_mode: crate::config::AuthMode::None, ..server });
    let mut pair = Pair::new(configs.0.clone(), configs.1.clone());
    pair.connect();
    let shown = pair.log.iter().any(|line| line.starts_with("c send") && line.contains("[CERTIFICATE#"));
    assert!(!shown, "the client has one, and keeps it");

    let pair = with_flight(configs, Side::Client, HandshakeType::CLIENT_KEY_EXCHANGE, |all| {
        let certificate = FragmentView::whole(HandshakeType::CERTIFICATE, 0, &[0, 0, 0]);
        all.insert(0, RecordView::handshake(0, &certificate));
    });
    assert_eq!(pair.server.outcome, unexpected(HandshakeType::CERTIFICATE));
}

/// The server's messages in another order, twice, or after its flight is over.
#[test]
fn a_server_flight_has_one_order() {
    use HandshakeType as H;
    fn again(all: &mut Vec<RecordView>, kind: HandshakeType, before: HandshakeType) {
        let place = |kind| all.iter().position(|record| kind_of(record) == Some(kind)).expect("is there");
        let copy = all[place(kind)].clone();
        let before = place(before);
        all.insert(before, copy);
    }
    fn moved(all: &mut Vec<RecordView>, kind: HandshakeType, before: Option<HandshakeType>) {
        let place = |all: &[RecordView], kind| {
            all.iter().position(|record| kind_of(record) == Some(kind)).expect("is there")
        };
        let record = all.remove(place(all, kind));
        let before = before.map_or(all.len(), |before| place(all, before));
        all.insert(before, record);
    }
    type Edit = fn(&mut Vec<RecordView>);
    let cases: [(&str, HandshakeType, Edit); 6] = [
        ("Certificate twice", H::CERTIFICATE, |all| again(all, H::CERTIFICATE, H::SERVER_KEY_EXCHANGE)),
        ("ServerHello again", H::SERVER_HELLO, |all| again(all, H::SERVER_HELLO, H::SERVER_HELLO_DONE)),
        ("request before Certificate", H::CERTIFICATE_REQUEST, |all| {
            moved(all, H::CERTIFICATE_REQUEST, Some(H::CERTIFICATE));
        }),
        ("request before ServerKeyExchange", H::CERTIFICATE_REQUEST, |all| {
            moved(all, H::CERTIFICATE_REQUEST, Some(H::SERVER_KEY_EXCHANGE));
        }),
        ("request behind ServerHelloDone", H::CERTIFICATE_REQUEST, |all| {
            moved(all, H::CERTIFICATE_REQUEST, None);
        }),
        ("Finished in the flight", H::FINISHED, |all| {
            let finished = FragmentView::whole(H::FINISHED, 0, &[0; 12]);
            all.insert(1, RecordView::handshake(0, &finished));
        }),
    ];
    for (name, refused, edit) in cases {
        let pair = with_flight(mutual_pair(), Side::Server, H::SERVER_HELLO, edit);
        // The original has another word for a message in the place of certain others.
        let (error, alert) = match pair.client.outcome {
            Some(Err(Error::Decode(DecodeError::OtherMessage))) => {
                (Error::Decode(DecodeError::OtherMessage), "c send [alert 2.50 ")
            }
            _ => (Error::UnexpectedMessage(refused), "c send [alert 2.10 "),
        };
        assert_eq!(pair.client.outcome, Some(Err(error)), "{name}");
        assert!(!pair.client.conn.is_established(), "{name}");
        // The peer is told what is wrong, and not that the fault is ours.
        // The last of them is found under the new keys.
        let told = |line: &String| line.starts_with(alert) || line.starts_with("c send [21 1/");
        assert!(pair.log.iter().any(told), "{name}");
    }

    // A flight that starts over behind its end, under new numbers.
    let pair = with_flight(mutual_pair(), Side::Server, H::SERVER_HELLO, |all| {
        let copy = all.clone();
        all.extend(copy);
    });
    assert_eq!(pair.client.outcome, unexpected(H::SERVER_HELLO));
}

/// A Finished under the right keys with the wrong contents is no repetition and no noise: the handshake fails.
#[test]
fn a_false_finished_ends_the_handshake() {
    for from in BOTH {
        let (client, server) = psk_pair();
        let mut pair = Pair::new(client, server);
        let flight = Rc::new(RefCell::new(Vec::new()));
        let caught = flight.clone();
        pair.filter(move |sent| {
            let all = records(sent.datagram);
            if sent.from != from || all.iter().all(|record| record.epoch == 0) {
                return Verdict::Pass;
            }
            caught.borrow_mut().extend(all.into_iter().filter(|record| record.epoch == 0));
            Verdict::Drop
        });
        pair.run_until(|pair| pair.link.sent[from as usize] == 2);
        let mut datagram: Vec<u8> = flight.take().iter().flat_map(RecordView::encode).collect();
        assert!(!datagram.is_empty());
        let message = FragmentView::whole(HandshakeType::FINISHED, 2, &[0x5a; 12]).encode();
        let own = pair.end(from).conn.records_mut();
        own.seal(1, ContentType::HANDSHAKE, &[&message], &mut datagram).expect("seal");
        let victim = from.other();
        let sent = pair.link.sent[victim as usize];
        pair.deliver(victim, &datagram);
        assert_eq!(pair.end(victim).outcome, Some(Err(Error::BadFinished)), "from {from:?}");
        assert_eq!(pair.link.sent[victim as usize], sent + 1, "an alert and nothing else");
    }
}

/// Behind ChangeCipherSpec a Finished in clear is nothing: no error of decryption, and above all no Finished.
#[test]
fn a_finished_in_clear_is_passed_over() {
    for from in BOTH {
        let (client, server) = psk_pair();
        let mut pair = Pair::new(client, server);
        pair.filter(move |sent| {
            let mut all = records(sent.datagram);
            let change = all.iter().position(|record| record.content_type == ContentType::CHANGE_CIPHER_SPEC);
            let Some(change) = change.filter(|_| sent.from == from) else { return Verdict::Pass };
            let forged = FragmentView::whole(HandshakeType::FINISHED, 2, &[7; 12]);
            all.insert(change + 1, RecordView::handshake(900, &forged));
            Verdict::Replace(vec![all.iter().flat_map(RecordView::encode).collect()])
        });
        pair.connect();
        assert_eq!(pair.now, 0, "nothing had to be repeated");
        pair.exchange();
    }
}

/// An alert that ends the handshake does so in whatever state it comes.
#[test]
fn nothing_goes_on_behind_an_alert() {
    for (body, error) in [
        ([1, 0], Error::CloseNotify),
        ([2, 0], Error::Alert(AlertDescription::CLOSE_NOTIFY)),
        ([2, 80], Error::Alert(AlertDescription::INTERNAL_ERROR)),
    ] {
        for victim in BOTH {
            // In front of each datagram that the victim is to get.
            for at in 0..3 {
                let (client, server) = cookie_pair();
                let mut pair = Pair::new(client, server);
                pair.filter(move |sent| {
                    if sent.from == victim || sent.index != at {
                        return Verdict::Pass;
                    }
                    let record = RecordView {
                        content_type: ContentType::ALERT,
                        epoch: 0,
                        sequence: 800,
                        body: body.to_vec(),
                    };
                    Verdict::Replace(vec![record.encode(), sent.datagram.to_vec()])
                });
                pair.run_until(|pair| end(pair, victim).outcome.is_some());
                let end = pair.end(victim);
                if victim == Side::Server && at < 2 {
                    // It still listens: whoever has not returned a cookie can end nothing.
                    assert_eq!(end.outcome.clone().map(drop), Some(()), "{at}");
                    continue;
                }
                assert_eq!(end.outcome, Some(Err(error.clone())), "{victim:?}, datagram {at}");
                let sent = pair.link.sent[victim as usize];
                pair.run();
                assert_eq!(pair.link.sent[victim as usize], sent);
                assert!(!pair.end(victim).conn.is_established());
            }
        }
    }
}

/// The suites of the second ClientHello are those that count, and no others may be put in their place on the way.
#[test]
fn a_suite_exchanged_between_the_hellos_is_noticed() {
    let (client, server) = cookie_pair();
    let suites = vec![suite_of(0x00a9), suite_of(0x00a8)];
    let (client, server) = (Config { suites: suites.clone(), ..client }, Config { suites, ..server });
    let mut pair = Pair::new(client, server);
    pair.filter(|sent| {
        if sent.from == Side::Server || sent.index != 1 {
            return Verdict::Pass;
        }
        let mut datagram = sent.datagram.to_vec();
        let strong =
            datagram.windows(4).position(|bytes| bytes == [0x00, 0xa9, 0x00, 0xa8]).expect("offered");
        datagram[strong + 1] = 0xa8;
        Verdict::Replace(vec![datagram])
    });
    pair.run();
    assert_eq!(pair.server.conn.suite().map(|suite| suite.id), None);
    assert!(!pair.client.conn.is_established() && !pair.server.conn.is_established());
    assert_eq!(pair.server.outcome, Some(Err(Error::BadRecordMac)));
}

/// OpenSSL CVE-2016-2179: fragments of messages that never become due are gone when the handshake is over.
#[test]
fn messages_ahead_do_not_outlive_the_handshake() {
    let (client, server) = psk_pair();
    let mut pair = Pair::new(client, server);
    pair.drive(Side::Client);
    for seq in 4..8 {
        let ahead =
            FragmentView { total: 3000, ..FragmentView::whole(HandshakeType::CERTIFICATE, seq, &[1; 900]) };
        pair.deliver(Side::Client, &RecordView::handshake(500 + u64::from(seq), &ahead).encode());
    }
    assert!(pair.client.conn.kept_bytes() >= 4 * 900);
    pair.connect();
    assert_eq!(pair.client.conn.kept_bytes(), 0);
    pair.exchange();
}

/// OpenSSL CVE-2009-1377 and CVE-2015-0206: records of the next epoch are kept in bounds, new ones and copies alike.
#[test]
fn records_of_the_next_epoch_are_bounded() {
    for copies in [false, true] {
        for victim in BOTH {
            let (client, server) = psk_pair();
            let mut pair = Pair::new(client, server);
            pair.drive(Side::Client);
            pair.drive(Side::Server);
            pair.tick();
            let mut most = 0;
            for n in 0..3000u64 {
                let record = RecordView {
                    content_type: ContentType::HANDSHAKE,
                    epoch: 1,
                    sequence: if copies { 5 } else { n },
                    body: vec![n as u8; 48],
                };
                pair.deliver(victim, &record.encode());
                most = most.max(pair.end(victim).conn.kept_bytes());
            }
            assert!(most <= MAX_KEPT, "{most}");
            assert_eq!(pair.end(victim).outcome, None);
            pair.connect();
            assert_eq!(pair.end(victim).conn.kept_bytes(), 0, "{victim:?}");
            pair.exchange();
        }
    }
}

/// GnuTLS issue 1839, dimpl issue 149: a message is told by its number. Forged ones of the same type under other
/// numbers, and of other types and lengths under the same number, do not hold it up for longer than a repetition.
#[test]
fn decoys_do_not_freeze_a_handshake() {
    type Decoy = fn(FragmentView) -> FragmentView;
    let decoys: [(&str, Decoy); 8] = [
        ("part, same type, next number", |true_one| FragmentView {
            seq: true_one.seq + 1,
            ..true_one.part(0..1)
        }),
        ("part, same type, far number", |true_one| FragmentView {
            seq: true_one.seq + 5,
            ..true_one.part(0..1)
        }),
        ("whole, same type, next number", |true_one| FragmentView { seq: true_one.seq + 1, ..true_one }),
        ("whole, same type, far number", |true_one| FragmentView { seq: true_one.seq + 5, ..true_one }),
        ("same number, other type", |true_one| FragmentView {
            kind: HandshakeType::CERTIFICATE_VERIFY,
            ..true_one.part(0..1)
        }),
        ("same number, longer", |true_one| FragmentView {
            total: true_one.total + 40,
            ..true_one.part(0..1)
        }),
        ("same number, shorter", |true_one| FragmentView { total: 2, ..true_one.part(0..1) }),
        ("same number, 16 MB", |true_one| FragmentView { total: 0xff_ffff, ..true_one.part(0..1) }),
    ];
    for (name, decoy) in decoys {
        for victim in BOTH {
            let (client, server) = certificate_pair();
            let mut pair = Pair::new(client, server);
            let mut sequence = 5000;
            pair.filter(move |sent| {
                if sent.from == victim {
                    return Verdict::Pass;
                }
                let mut all = Vec::new();
                for record in records(sent.datagram) {
                    // A listener takes the first hello that it gets.
                    let fragment = record.fragment().filter(|f| f.kind != HandshakeType::CLIENT_HELLO);
                    if let Some(fragment) = fragment.filter(|fragment| !fragment.data.is_empty()) {
                        sequence += 1;
                        all.push(RecordView::handshake(sequence, &decoy(fragment)).encode());
                    }
                    all.push(record.encode());
                }
                Verdict::Replace(all)
            });
            let done = pair.run_until(|pair| pair.client.is_up() && pair.server.is_up());
            let outcome = &end(&pair, victim).outcome;
            if name.starts_with("whole") {
                // As any forgery in clear it may end the handshake, but with an error and at once.
                assert!(done || matches!(outcome, Some(Err(_))), "{name}, {victim:?}");
                assert_ne!(*outcome, Some(Err(Error::Timeout)), "{name}, {victim:?}");
            } else {
                assert!(done, "{name}, {victim:?}: {outcome:?}");
                pair.exchange();
            }
        }
    }
}

/// wolfSSL CVE-2022-34293, Californium CVE-2022-2576: nothing but a HelloVerifyRequest goes to a client without a good
/// cookie, whatever else its hello has.
#[test]
fn no_hello_passes_without_a_good_cookie() {
    for cookie in [0usize, 1, 31, 32, 33, 255] {
        let (client, server) = cookie_pair();
        let mut pair = Pair::new(client, server);
        pair.filter(move |sent| {
            if sent.from == Side::Server {
                return Verdict::Drop;
            }
            let fragment = records(sent.datagram)[0].fragment().expect("a hello");
            // Version and random; no session to resume, and one; the cookie.
            let (head, tail) = fragment.data.split_at(34);
            assert_eq!(tail[..2], [0, 0]);
            let hello = |sequence, session: &[u8]| {
                let body = [head, session, &[cookie as u8], &vec![0x42; cookie], &tail[2..]].concat();
                let whole = FragmentView::whole(HandshakeType::CLIENT_HELLO, 0, &body);
                RecordView::handshake(sequence, &whole).encode()
            };
            let session: Vec<u8> = [32].into_iter().chain([9; 32]).collect();
            Verdict::Replace(vec![hello(0, &[0]), hello(1, &session)])
        });
        pair.run_until(|pair| pair.server.verify_requests == 2);
        let answers: Vec<&String> = pair.log.iter().filter(|line| line.starts_with("s send")).collect();
        assert_eq!(answers.len(), 2, "{answers:?}");
        assert!(answers.iter().all(|line| line.contains("[HELLO_VERIFY_REQUEST#0 0/")), "{answers:?}");
    }
}

/// Heartbleed: a message that claims to be longer than it is brings back nothing of what lies behind it. There is no
/// heartbeat here, in the clear or under keys, and no other message is answered by what it says.
#[test]
fn a_heartbeat_is_not_answered() {
    let request = [1, 0x40, 0, b'?'];
    for victim in BOTH {
        let (client, server) = psk_pair();
        let mut pair = Pair::new(client, server);
        pair.connect();
        pair.exchange();
        let sent = pair.link.sent;
        let from = if victim == Side::Client { Side::Server } else { Side::Client };
        let layer = pair.end(from).conn.records_mut();
        let mut sealed = Vec::new();
        layer.seal(layer.write_epoch(), ContentType(24), &[&request], &mut sealed).expect("seal");
        let clear =
            RecordView { content_type: ContentType(24), epoch: 0, sequence: 99, body: request.to_vec() };
        // And one whose header promises more than the datagram holds.
        let mut long = sealed.clone();
        long[11..13].copy_from_slice(&0x4000u16.to_be_bytes());
        for datagram in [long, sealed, clear.encode()] {
            pair.deliver(victim, &datagram);
        }
        assert_eq!(pair.link.sent, sent, "{victim:?} answers");
        pair.exchange();
    }
}
