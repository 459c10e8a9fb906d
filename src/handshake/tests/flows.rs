//! Handshakes that succeed, and what they leave behind.

use super::credentials::{self, NOW, authority, client_ec, client_rsa, psk};
use super::pair::{Event, Pair};
use crate::codec::{HandshakeType, NamedGroup, ProtocolVersion};
use crate::config::{AuthMode, Config, CookiePolicy, Hostname, Identity};
use crate::crypto::{ALL, KeyExchange, SUPPORTED_GROUPS};
use crate::handshake::Incoming;
use crate::handshake::{Answer, Phase};
use crate::keys::Role;
use crate::msgs::{ClientHello, EMPTY_RENEGOTIATION_INFO_SCSV, HelloVerifyRequest, ServerHello};
use crate::pki::key::{KeyKind, parse_private_pem};
use crate::pki::verify::flag;
use crate::pki::{Certificate, pem};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

#[test]
fn every_suite_leads_to_the_same_secrets_on_both_sides() {
    for suite in ALL {
        let mut pair = Pair::with_suite(suite.name);
        assert!(pair.run().unwrap(), "{}", suite.name);
        for (writer, reader) in [(&pair.client, &pair.server), (&pair.server, &pair.client)] {
            let written = writer.output.write_keys.as_ref().unwrap();
            let read = reader.output.read_keys.as_ref().unwrap();
            assert_eq!((&written.key, &written.fixed_iv), (&read.key, &read.fixed_iv));
        }
        let [client, server] = pair.establish();
        assert_eq!(client.session.suite.id, suite.id);
        assert_eq!(server.session.suite.id, suite.id);
        assert_eq!(client.session.master_secret.as_bytes(), server.session.master_secret.as_bytes());
        assert_ne!(client.session.master_secret.as_bytes(), &[0; 48]);
        assert!(client.session.extended_master_secret && server.session.extended_master_secret);
        assert_eq!(client.session.id, server.session.id);
        assert_eq!(client.session.id, [0x5e; 32]);
        assert_eq!(client.client_random, server.client_random);
        assert_eq!(client.server_random, server.server_random);
        let proofs = client.secure_renegotiation.unwrap();
        assert_eq!(Some(proofs), server.secure_renegotiation);
        assert_ne!(proofs[0], proofs[1]);
        let chain = client.session.peer_chain.as_deref().map(|chain| chain.len());
        assert_eq!(chain, suite.key_exchange.uses_certificate().then_some(1));
        assert_eq!(client.session.verify_result, 0);
        let skipped = if suite.key_exchange.uses_certificate() { flag::SKIP_VERIFY } else { 0 };
        assert_eq!(server.session.verify_result, skipped);
    }
}

#[test]
fn hello_randoms_are_the_clock_and_the_applications_bytes() {
    let [client, _] = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8").establish();
    let time = (NOW as u32).to_be_bytes();
    assert_eq!(client.client_random, *[&time[..], &[0xc1; 28]].concat());
    assert_eq!(client.server_random, *[&time[..], &[0x5e; 28]].concat());
}

/// Phases as a program sees them that calls `mbedtls_ssl_handshake_step` of Mbed TLS 3.6.6 one by one.
const ALL_PHASES: [u8; 17] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 27];

#[test]
fn phases_are_those_of_mbed_tls() {
    for suite in ["TLS-PSK-WITH-AES-128-CCM-8", "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256"] {
        let mut pair = Pair::with_suite(suite);
        assert!(pair.run().unwrap());
        for side in [&pair.client, &pair.server] {
            let phases: Vec<_> = side.phases.iter().map(|phase| *phase as u8).collect();
            assert_eq!(phases, ALL_PHASES);
        }
    }
}

#[test]
fn flights_keys_and_messages_come_in_order() {
    use Event::*;
    use HandshakeType as H;
    let mut pair = mutual(AuthMode::Required);
    pair.client.config.identities = vec![client_ec()];
    pair.client.config.suites.retain(|suite| suite.key_exchange == KeyExchange::EcdheEcdsa);
    assert!(pair.run().unwrap());
    assert_eq!(
        pair.client.output.events,
        [
            Sent(H::CLIENT_HELLO),
            FlightComplete { answered: true },
            PeerChecked(0),
            FlightReceived,
            Sent(H::CERTIFICATE),
            Sent(H::CLIENT_KEY_EXCHANGE),
            Sent(H::CERTIFICATE_VERIFY),
            SentChangeCipherSpec,
            WriteKeys,
            Sent(H::FINISHED),
            FlightComplete { answered: true },
            ReadKeys,
            FlightReceived,
        ]
    );
    assert_eq!(
        pair.server.output.events,
        [
            FlightReceived,
            Sent(H::SERVER_HELLO),
            Sent(H::CERTIFICATE),
            Sent(H::SERVER_KEY_EXCHANGE),
            Sent(H::CERTIFICATE_REQUEST),
            Sent(H::SERVER_HELLO_DONE),
            FlightComplete { answered: true },
            PeerChecked(0),
            ReadKeys,
            FlightReceived,
            SentChangeCipherSpec,
            WriteKeys,
            Sent(H::FINISHED),
            FlightComplete { answered: false },
        ]
    );
}

fn mutual(auth_mode: AuthMode) -> Pair {
    let server = Config { auth_mode, trust_anchors: Some(vec![authority()]), ..credentials::server() };
    Pair::new(credentials::client(), server)
}

#[test]
fn clients_prove_themselves_by_either_kind_of_key() {
    for identity in [client_ec(), client_rsa()] {
        for suite in ["TLS-ECDHE-ECDSA-WITH-AES-128-CCM-8", "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384"] {
            let mut pair = mutual(AuthMode::Required);
            pair.client.config.suites = vec![crate::crypto::by_name(suite).unwrap()];
            pair.client.config.identities = vec![identity.clone()];
            let [_, server] = pair.establish();
            assert_eq!(server.session.verify_result, 0);
            let shown = server.session.peer_chain.as_deref().unwrap();
            assert_eq!(shown[0].der(), identity.chain[0].der());
        }
    }
}

#[test]
fn an_optional_client_may_stay_unknown_or_untrusted() {
    let [_, server] = mutual(AuthMode::Optional).establish();
    assert_eq!(server.session.verify_result, flag::MISSING);
    assert!(server.session.peer_chain.is_none());

    let mut pair = mutual(AuthMode::Optional);
    pair.server.config.trust_anchors = Some(Vec::new());
    pair.client.config.identities = vec![client_ec()];
    let [_, server] = pair.establish();
    assert_eq!(server.session.verify_result, flag::NOT_TRUSTED);
    assert!(server.session.peer_chain.is_some());
}

#[test]
fn a_client_shows_only_what_the_server_can_check() {
    let mut pair = mutual(AuthMode::Optional);
    pair.server.config.signature_schemes.retain(|scheme| scheme.0 & 0xff == 3);
    pair.client.config.identities = vec![client_rsa()];
    let [_, server] = pair.establish();
    assert_eq!(server.session.verify_result, flag::MISSING);
}

#[test]
fn a_client_that_asks_for_no_proof_of_trust_takes_any_certificate() {
    let mut pair =
        Pair::new(Config { auth_mode: AuthMode::None, ..credentials::client() }, credentials::server());
    pair.client.config.trust_anchors = None;
    pair.client.settings.hostname = Hostname::Unset;
    let [client, _] = pair.establish();
    assert_eq!(client.session.verify_result, 0);
    assert!(client.session.peer_chain.is_some());

    let mut pair =
        Pair::new(Config { auth_mode: AuthMode::Optional, ..credentials::client() }, credentials::server());
    pair.client.config.trust_anchors = None;
    pair.client.settings.hostname = Hostname::Unset;
    let [client, _] = pair.establish();
    assert_eq!(client.session.verify_result, flag::NOT_TRUSTED);

    let mut pair =
        Pair::new(Config { auth_mode: AuthMode::Optional, ..credentials::client() }, credentials::server());
    pair.client.settings.hostname = Hostname::Name("other.example".to_owned());
    let [client, _] = pair.establish();
    assert_eq!(client.session.verify_result, flag::NAME_MISMATCH);
}

#[test]
fn no_name_is_compared_when_the_application_says_so() {
    let mut pair = Pair::new(credentials::client(), credentials::server());
    pair.client.settings.hostname = Hostname::Ignored;
    let [client, _] = pair.establish();
    assert_eq!(client.session.verify_result, 0);
}

#[test]
fn every_group_works() {
    for &group in SUPPORTED_GROUPS {
        let mut pair = Pair::with_suite("TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256");
        pair.server.config.groups = vec![group];
        let [client, server] = pair.establish();
        assert_eq!(client.session.master_secret.as_bytes(), server.session.master_secret.as_bytes());
    }
    let mut pair = Pair::with_suite("TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384");
    pair.server.config.identities = vec![credentials::server_p384()];
    pair.establish();
}

#[test]
fn certificates_on_p521_sign_by_sha512() {
    let identity = |name: &str| {
        let read = |ending| {
            std::fs::read(format!("{}/capi-tests/certs/{name}.{ending}", env!("CARGO_MANIFEST_DIR")))
        };
        let certificate = pem::find(&read("crt").unwrap(), "CERTIFICATE", None).content.unwrap();
        Identity {
            chain: vec![Certificate::parse(&certificate).unwrap()],
            key: Arc::new(
                parse_private_pem(&read("key").unwrap(), None).unwrap().unwrap().into_signer().unwrap(),
            ),
        }
    };
    let (authority, client, server) = (identity("ca-p521"), identity("client-p521"), identity("server-p521"));
    let mut pair = Pair::with_suite("TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384");
    for side in [&mut pair.client, &mut pair.server] {
        side.config.trust_anchors = Some(authority.chain.clone());
        side.config.groups = vec![NamedGroup::SECP521R1];
    }
    pair.client.settings.hostname = Hostname::Ignored;
    pair.client.config.identities = vec![client];
    pair.server.config.identities = vec![server];
    pair.server.config.auth_mode = AuthMode::Required;
    let [client, server] = pair.establish();
    assert_eq!(client.session.master_secret.as_bytes(), server.session.master_secret.as_bytes());
    assert_eq!((client.session.verify_result, server.session.verify_result), (0, 0));
    for side in [client, server] {
        let chain = side.session.peer_chain.unwrap();
        assert_eq!(chain[0].key_kind().map(KeyKind::bits), Some(521));
    }
}

#[test]
fn the_extended_master_secret_needs_both_sides() {
    for (client, server) in [(true, false), (false, true), (false, false)] {
        let mut pair = Pair::with_suite("TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256");
        pair.client.config.extended_master_secret = client;
        pair.server.config.extended_master_secret = server;
        let [client, server] = pair.establish();
        assert!(!client.session.extended_master_secret && !server.session.extended_master_secret);
        assert_eq!(client.session.master_secret.as_bytes(), server.session.master_secret.as_bytes());
    }
}

#[test]
fn the_order_of_the_server_or_of_the_client_decides() {
    for (server_preference, expected) in [(true, 0), (false, 1)] {
        let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8");
        let [first, second] = [ALL.first().unwrap(), ALL.get(1).unwrap()];
        pair.server.config.suites = vec![first, second];
        pair.client.config.suites = vec![second, first];
        pair.server.config.server_preference = server_preference;
        let [client, _] = pair.establish();
        assert_eq!(client.session.suite.id, [first.id, second.id][expected]);
    }
}

#[test]
fn a_suite_without_credentials_is_passed_over() {
    let mut pair = Pair::new(credentials::client(), credentials::server());
    pair.client.config.psk = Some(psk());
    pair.server.config.psk = Some(psk());
    pair.server.config.identities = Vec::new();
    let [client, _] = pair.establish();
    assert!(client.session.suite.key_exchange.uses_psk());
}

#[test]
fn the_client_follows_a_hello_verify_request() {
    let hellos = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&hellos);
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8").tampered(move |_, _, incoming| {
        if let Incoming::Message(message) = &incoming
            && message.kind == HandshakeType::CLIENT_HELLO
        {
            seen.borrow_mut().push(ClientHello::decode(&message.body).unwrap());
        }
        vec![incoming]
    });
    pair.server.config.cookies = CookiePolicy::Verify;
    assert!(pair.run().unwrap());
    let hellos = hellos.borrow();
    let [first, second] = &hellos[..] else { panic!("{} hellos", hellos.len()) };
    assert!(first.cookie.is_empty());
    assert_eq!(second.cookie, b"cookie");
    assert_eq!(ClientHello { cookie: Vec::new(), ..second.clone() }, *first, "nothing else may differ");
    let phases: Vec<_> = pair.server.phases.iter().map(|phase| *phase as u8).collect();
    let exchange = [0, 1, 2, 17].into_iter().chain(ALL_PHASES.into_iter().skip(1));
    assert_eq!(phases, exchange.collect::<Vec<_>>());
    let client = pair.client.phases.iter().map(|phase| *phase as u8);
    assert!(client.eq([0, 1, 2, 1].into_iter().chain(ALL_PHASES.into_iter().skip(2))));
    assert_eq!(
        pair.server.output.events.iter().filter(|event| **event == Event::SentVerifyRequest).count(),
        1
    );
}

#[test]
fn a_cookie_that_is_not_good_any_more_is_asked_for_again() {
    let mut asked = 0;
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8").tampered(move |from, _, mut incoming| {
        if let Incoming::Message(message) = &mut incoming
            && message.kind == HandshakeType::HELLO_VERIFY_REQUEST
            && from == Role::Server
        {
            asked += 1;
            if asked == 1 {
                message.body = b"\xfe\xfd\x04late".to_vec();
            }
        }
        vec![incoming]
    });
    pair.server.config.cookies = CookiePolicy::Verify;
    assert!(pair.run().unwrap());
    let asked = pair.server.output.events.iter().filter(|event| **event == Event::SentVerifyRequest).count();
    assert_eq!(asked, 2);
}

#[test]
fn a_hello_verify_request_is_smaller_than_the_hello_and_says_dtls10() {
    let sizes = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&sizes);
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8").tampered(move |_, _, incoming| {
        if let Incoming::Message(message) = &incoming {
            if message.kind == HandshakeType::HELLO_VERIFY_REQUEST {
                let request = HelloVerifyRequest::decode(&message.body).unwrap();
                assert_eq!(request.version, ProtocolVersion::DTLS1_0);
            }
            seen.borrow_mut().push(message.body.len());
        }
        vec![incoming]
    });
    pair.server.config.cookies = CookiePolicy::Verify;
    pair.server.application.cookie = vec![9; 32];
    pair.server.application.write_cookie = Box::new(|| Ok(vec![9; 32]));
    assert!(pair.run().unwrap());
    let sizes = sizes.borrow();
    assert!(sizes[1] < sizes[0], "{sizes:?}");
}

#[test]
fn the_client_hello_is_that_of_mbed_tls() {
    let mut pair = Pair::new(credentials::client(), credentials::server()).tampered(|from, _, incoming| {
        if let Incoming::Message(message) = &incoming
            && from == Role::Client
            && message.kind == HandshakeType::CLIENT_HELLO
        {
            let hello = ClientHello::decode(&message.body).unwrap();
            assert_eq!(hello.version, ProtocolVersion::DTLS1_2);
            assert!(hello.session_id.is_empty());
            assert_eq!(hello.compression_methods, [0]);
            assert_eq!(hello.cipher_suites.last(), Some(&EMPTY_RENEGOTIATION_INFO_SCSV));
            assert_eq!(hello.cipher_suites[..3], [0xcca8, 0xcca9, 0xc02c]);
            let types: Vec<_> = hello.extensions.types().map(|kind| kind.0).collect();
            assert_eq!(types, [0, 10, 13, 11, 22, 23, 35]);
            let schemes = hello.extensions.signature_algorithms.unwrap();
            let schemes: Vec<_> = schemes.iter().map(|scheme| scheme.0).collect();
            assert_eq!(schemes, [0x0603, 0x0601, 0x0503, 0x0501, 0x0403, 0x0401]);
        }
        vec![incoming]
    });
    assert!(pair.run().unwrap());
}

#[test]
fn a_client_with_psk_suites_alone_names_no_groups() {
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8").tampered(|from, _, incoming| {
        if let Incoming::Message(message) = &incoming {
            if from == Role::Client && message.kind == HandshakeType::CLIENT_HELLO {
                let hello = ClientHello::decode(&message.body).unwrap();
                let types: Vec<_> = hello.extensions.types().map(|kind| kind.0).collect();
                assert_eq!(types, [0, 13, 22, 23, 35]);
            }
            if message.kind == HandshakeType::SERVER_HELLO {
                let hello = ServerHello::decode(&message.body).unwrap();
                let types: Vec<_> = hello.extensions.types().map(|kind| kind.0).collect();
                assert_eq!(types, [0xff01, 23]);
            }
        }
        vec![incoming]
    });
    assert!(pair.run().unwrap());
}

#[test]
fn a_psk_hint_of_the_server_is_accepted() {
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-GCM-SHA256").tampered(|_, _, incoming| {
        let mut arriving = vec![incoming.clone()];
        if let Incoming::Message(message) = incoming
            && message.kind == HandshakeType::SERVER_HELLO_DONE
        {
            let mut hint = message;
            hint.kind = HandshakeType::SERVER_KEY_EXCHANGE;
            hint.body = vec![0, 2, b'h', b'i'];
            arriving.insert(0, Incoming::Message(hint));
        }
        arriving
    });
    // The server never sent the hint, so only its Finished is refused by it.
    let refusal = pair.refusal();
    assert_eq!(refusal.by, Role::Server);
    assert_eq!(refusal.error, crate::error::Error::BadFinished);
    assert!(pair.client.phase() >= Phase::ServerChangeCipherSpec);
}

#[test]
fn the_application_reviews_the_path() {
    let mut pair = Pair::new(credentials::client(), credentials::server());
    pair.client.config.review_path = true;
    pair.client.config.trust_anchors = Some(Vec::new());
    pair.client.application.review = |path| {
        assert_eq!(path.len(), 1);
        assert_eq!(path[0].flags, flag::NOT_TRUSTED);
        Ok(vec![0])
    };
    let [client, _] = pair.establish();
    assert_eq!(client.session.verify_result, 0);

    let mut pair = mutual(AuthMode::Required);
    pair.client.config.identities = vec![client_ec()];
    pair.server.config.review_path = true;
    pair.server.application.review = |path| Ok(vec![0; path.len()]);
    let [_, server] = pair.establish();
    assert_eq!(server.session.verify_result, 0);
}

#[test]
fn the_application_finds_trusted_certificates() {
    let mut pair = Pair::new(credentials::client(), credentials::server());
    pair.client.config.trust_anchors = None;
    pair.client.config.find_trusted = true;
    let [client, _] = pair.establish();
    assert_eq!(client.session.verify_result, 0);

    // On a server, and with a review of what was found.
    let mut pair = mutual(AuthMode::Required);
    pair.client.config.identities = vec![client_ec()];
    pair.server.config.trust_anchors = None;
    pair.server.config.find_trusted = true;
    pair.server.config.review_path = true;
    pair.server.application.review = |path| {
        assert_eq!(path.len(), 2);
        Ok(path.iter().map(|entry| entry.flags).collect())
    };
    let [_, server] = pair.establish();
    assert_eq!(server.session.verify_result, 0);
}

#[test]
fn a_failing_generator_ends_the_handshake_silently() {
    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8");
    pair.client.application.answer = Some(Answer::Random(Err(crate::error::Error::Callback(-0x34))));
    pair.refuses(Role::Client, crate::error::Error::Callback(-0x34), None);

    let mut pair = Pair::with_suite("TLS-PSK-WITH-AES-128-CCM-8");
    pair.server.application.answer = Some(Answer::Random(Ok(vec![1; 3])));
    let refusal = pair.refusal();
    assert!(matches!(refusal.error, crate::error::Error::Internal(_)), "{refusal:?}");
    assert_eq!(refusal.alert, None);
}
