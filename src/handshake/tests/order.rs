//! Messages out of order: in every state, every message that has no place there ends the handshake, and nothing of
//! it is accepted.

use super::credentials::{self, authority, client_ec, psk};
use super::pair::{Pair, Refusal};
use crate::codec::{AlertDescription, HandshakeType};
use crate::config::{AuthMode, Config, CookiePolicy};
use crate::error::{DecodeError, Error};
use crate::handshake::{Incoming, Message};
use crate::keys::Role;
use std::cell::RefCell;
use std::rc::Rc;

const KINDS: [HandshakeType; 13] = [
    HandshakeType::HELLO_REQUEST,
    HandshakeType::CLIENT_HELLO,
    HandshakeType::SERVER_HELLO,
    HandshakeType::HELLO_VERIFY_REQUEST,
    HandshakeType::NEW_SESSION_TICKET,
    HandshakeType::CERTIFICATE,
    HandshakeType::SERVER_KEY_EXCHANGE,
    HandshakeType::CERTIFICATE_REQUEST,
    HandshakeType::SERVER_HELLO_DONE,
    HandshakeType::CERTIFICATE_VERIFY,
    HandshakeType::CLIENT_KEY_EXCHANGE,
    HandshakeType::FINISHED,
    HandshakeType(99),
];

/// Handshakes that together visit every state.
const SHAPES: [fn() -> Pair; 4] = [
    || Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8"),
    || Pair::with_suite("TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256"),
    || Pair::with_suite("TLS-ECDHE-ECDSA-WITH-AES-128-CCM-8"),
    || {
        let server = Config {
            auth_mode: AuthMode::Required,
            trust_anchors: Some(vec![authority()]),
            cookies: CookiePolicy::Verify,
            ..credentials::server()
        };
        let client = Config { identities: vec![client_ec()], ..credentials::client() };
        Pair::new(client, server)
    },
];

/// What passes in an undisturbed handshake: from whom, and what.
fn passing(shape: fn() -> Pair) -> Vec<(Role, usize, Incoming)> {
    let seen = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&seen);
    let mut pair = shape().tampered(move |from, index, incoming| {
        log.borrow_mut().push((from, index, incoming.clone()));
        vec![incoming]
    });
    assert!(pair.run().unwrap());
    let seen = seen.borrow();
    assert!(seen.len() > 6);
    seen.clone()
}

/// Runs `shape` with what `change` makes of that which passes at one point.
fn disturbed(
    shape: fn() -> Pair,
    from: Role,
    at: usize,
    change: impl Fn(Incoming) -> Vec<Incoming> + 'static,
) -> (Pair, Result<bool, Refusal>) {
    let mut pair =
        shape().tampered(
            move |sender, index, incoming| {
                if sender == from && index == at { change(incoming) } else { vec![incoming] }
            },
        );
    let result = pair.run();
    (pair, result)
}

/// Kinds that the receiver may take instead of the due one; their bodies are refused later or elsewhere.
fn has_a_place(due: HandshakeType, other: HandshakeType) -> bool {
    matches!(
        (due, other),
        (HandshakeType::SERVER_HELLO, HandshakeType::HELLO_VERIFY_REQUEST)
            | (HandshakeType::HELLO_VERIFY_REQUEST, HandshakeType::SERVER_HELLO)
            // A demand for a certificate, and in a PSK handshake a hint, may stand before the end of the flight.
            | (HandshakeType::SERVER_HELLO_DONE, HandshakeType::CERTIFICATE_REQUEST)
            | (HandshakeType::SERVER_HELLO_DONE, HandshakeType::SERVER_KEY_EXCHANGE)
            | (HandshakeType::CERTIFICATE_REQUEST, HandshakeType::SERVER_HELLO_DONE)
    )
}

/// How a side refuses a message of `kind` that stands in the place of `due`, with which alert: as the original does.
fn refusal_in_place_of(due: &Incoming, kind: HandshakeType) -> (Error, Option<AlertDescription>) {
    let unexpected = Error::UnexpectedMessage(kind);
    match due {
        Incoming::Message(Message { kind: due, .. }) if is_silent_about(*due) => (unexpected, None),
        Incoming::Message(Message {
            kind:
                HandshakeType::SERVER_HELLO
                | HandshakeType::HELLO_VERIFY_REQUEST
                | HandshakeType::CERTIFICATE_REQUEST
                | HandshakeType::SERVER_HELLO_DONE,
            ..
        }) => (Error::Decode(DecodeError::OtherMessage), Some(AlertDescription::DECODE_ERROR)),
        _ => (unexpected, Some(AlertDescription::UNEXPECTED_MESSAGE)),
    }
}

/// Messages whose faults the peer is not told of.
fn is_silent_about(due: HandshakeType) -> bool {
    matches!(
        due,
        HandshakeType::CLIENT_HELLO | HandshakeType::CLIENT_KEY_EXCHANGE | HandshakeType::CERTIFICATE_VERIFY
    )
}

#[test]
fn every_other_message_in_every_state_is_unexpected() {
    let mut tried = 0;
    for shape in SHAPES {
        for (from, index, due) in passing(shape) {
            for kind in KINDS {
                let message = match &due {
                    Incoming::Message(message) if message.kind == kind || has_a_place(message.kind, kind) => {
                        continue;
                    }
                    Incoming::Message(message) => Message { kind, ..message.clone() },
                    Incoming::ChangeCipherSpec => Message { kind, seq: 9, body: vec![0; 12] },
                };
                let change = move |_| vec![Incoming::Message(message.clone())];
                let (_, result) = disturbed(shape, from, index, change);
                let refusal = result.expect_err("the message must be refused");
                assert_eq!(refusal.by, from.peer(), "{kind:?} instead of {due:?}");
                let expected = refusal_in_place_of(&due, kind);
                assert_eq!((refusal.error, refusal.alert), expected, "{kind:?} instead of {due:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "{tried}");
}

#[test]
fn a_change_cipher_spec_has_one_place() {
    for shape in SHAPES {
        for (from, index, due) in passing(shape) {
            if due == Incoming::ChangeCipherSpec {
                continue;
            }
            for instead in [true, false] {
                let silent = matches!(&due, Incoming::Message(message) if is_silent_about(message.kind));
                let (pair, result) = disturbed(shape, from, index, move |due| {
                    let mut arriving = vec![Incoming::ChangeCipherSpec];
                    arriving.extend((!instead).then_some(due));
                    arriving
                });
                let refusal = result.expect_err("the ChangeCipherSpec must be refused");
                assert_eq!(refusal.by, from.peer());
                assert!(matches!(refusal.error, Error::UnexpectedRecord(_)), "{refusal:?}");
                assert_eq!(refusal.alert, (!silent).then_some(AlertDescription::UNEXPECTED_MESSAGE));
                let receiver = if from == Role::Client { &pair.server } else { &pair.client };
                assert!(!receiver.is_over());
            }
        }
    }
}

#[test]
fn a_message_that_comes_twice_is_refused() {
    // The flight room drops a copy by its number; here it comes under another one.
    for shape in SHAPES {
        let passing = passing(shape);
        for (from, index, what) in &passing {
            let last =
                passing.iter().rfind(|(role, ..)| role == from).is_some_and(|(_, last, _)| last == index);
            let cookies = shape().server.config.cookies == CookiePolicy::Verify;
            if cookies && *index == 0 {
                // Stateless: each first hello is answered by a request, and each request by a hello.
                continue;
            }
            let (pair, result) = disturbed(shape, *from, *index, |twice| vec![twice.clone(), twice]);
            if last {
                // Behind the last message of a side there is no state left that could take the copy.
                assert!(result.unwrap() && pair.client.is_over() && pair.server.is_over());
                continue;
            }
            let refusal = result.expect_err("the copy must be refused");
            let unexpected =
                matches!(refusal.error, Error::UnexpectedMessage(_) | Error::UnexpectedRecord(_))
                    || refusal.error == Error::Decode(DecodeError::OtherMessage);
            assert!(unexpected, "{what:?}: {refusal:?}");
            assert_eq!(refusal.by, from.peer());
        }
    }
}

#[test]
fn no_message_can_be_left_out() {
    for shape in SHAPES {
        for (from, index, missing) in passing(shape) {
            let (pair, result) = disturbed(shape, from, index, |_| Vec::new());
            // The next message is refused, or the side waits for the missing one for ever.
            assert_ne!(result.ok(), Some(true), "without {missing:?}");
            let receiver = if from == Role::Client { &pair.server } else { &pair.client };
            assert!(!receiver.is_over(), "without {missing:?}");
        }
    }
}

#[test]
fn certificate_and_its_proof_cannot_be_left_out_together() {
    // JSSE CVE-2020-2655, pion CVE-2022-29222: a client that was asked for a certificate must prove its key.
    let mut pair = SHAPES[3]().tampered(|from, _, incoming| match &incoming {
        Incoming::Message(message)
            if from == Role::Client && message.kind == HandshakeType::CERTIFICATE_VERIFY =>
        {
            Vec::new()
        }
        _ => vec![incoming],
    });
    let refusal = pair.refusal();
    assert_eq!(refusal.by, Role::Server);
    assert!(matches!(refusal.error, Error::UnexpectedRecord(_)), "{refusal:?}");
    assert!(pair.server.output.read_keys.is_none());
}

#[test]
fn a_finished_without_a_change_cipher_spec_is_refused_by_both_sides() {
    for from in [Role::Client, Role::Server] {
        let mut pair = SHAPES[2]().tampered(move |sender, _, incoming| {
            if sender == from && incoming == Incoming::ChangeCipherSpec { Vec::new() } else { vec![incoming] }
        });
        pair.refuses(
            from.peer(),
            Error::UnexpectedMessage(HandshakeType::FINISHED),
            Some(AlertDescription::UNEXPECTED_MESSAGE),
        );
    }
}

#[test]
fn an_unasked_certificate_request_is_refused_in_psk_handshakes() {
    let mut pair =
        Pair::with_suite("TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256").tampered(|from, _, incoming| {
            let mut arriving = vec![incoming.clone()];
            if let Incoming::Message(message) = incoming
                && from == Role::Server
                && message.kind == HandshakeType::SERVER_HELLO_DONE
            {
                let body = vec![1, 64, 0, 2, 4, 3, 0, 0];
                arriving.insert(
                    0,
                    Incoming::Message(Message { kind: HandshakeType::CERTIFICATE_REQUEST, seq: 9, body }),
                );
            }
            arriving
        });
    pair.client.config.psk = Some(psk());
    pair.refuses(
        Role::Client,
        Error::Decode(DecodeError::OtherMessage),
        Some(AlertDescription::DECODE_ERROR),
    );
}

#[test]
fn a_server_that_goes_on_asking_for_cookies_is_left() {
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8");
    pair.server.config.cookies = CookiePolicy::Verify;
    let mut pair = pair.tampered(|from, _, mut incoming| {
        if let Incoming::Message(message) = &mut incoming
            && from == Role::Server
        {
            message.body = b"\xfe\xff\x03bad".to_vec();
        }
        vec![incoming]
    });
    pair.refuses(
        Role::Client,
        Error::UnexpectedMessage(HandshakeType::HELLO_VERIFY_REQUEST),
        Some(AlertDescription::UNEXPECTED_MESSAGE),
    );
}

#[test]
fn a_state_answers_only_to_what_it_wants() {
    use crate::handshake::client::ClientState;
    use crate::handshake::server::ServerState;
    use crate::handshake::{Answer, State, Wants};
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8");
    let side = &mut pair.client;
    let mut cx = crate::handshake::Context {
        config: &side.config,
        settings: &side.settings,
        clock: &side.clock,
        previous: None,
        transcript: &mut side.transcript,
        output: &mut side.output,
    };
    for state in [State::Client(ClientState::new()), State::Server(ServerState::new())] {
        assert_eq!(state.wants(), Wants::Step);
        let failure = state.handle(&mut cx, Incoming::ChangeCipherSpec).unwrap_err();
        assert!(matches!(failure.error, Error::Internal(_)));
    }
    let failure = State::Client(ClientState::new()).resume(&mut cx, Answer::CookieChecked(true)).unwrap_err();
    assert!(matches!(failure.error, Error::Internal(_)));
    assert_eq!(pair.client.wants(), Wants::Step);
}
