//! What a server refuses, with the error that Mbed TLS 3.6.6 has for it unless a comment says why not, and an alert
//! only where that one sends one.

use super::credentials::{self, NOW, authority, client_ec, server_ec};
use super::pair::{Event, Pair};
use crate::codec::{
    AlertDescription as A, HandshakeType as H, NamedGroup, ProtocolVersion, SignatureScheme, Writer,
};
use crate::config::{AuthMode, Config, CookiePolicy, LegacyRenegotiation, Psk};
use crate::crypto::{CipherSuite, Secret};
use crate::error::{CertificateError, ConfigError, CryptoError, DecodeError, Error, HandshakeFailure};
use crate::handshake::Answer;
use crate::keys::Role::{Client, Server};
use crate::msgs::ext::RawExtension;
use crate::msgs::{ClientHello, EMPTY_RENEGOTIATION_INFO_SCSV};
use crate::pki::verify::flag;
use crate::time::FixedWallClock;

const ECDSA: &str = "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256";
const PSK: &str = "TLS-PSK-WITH-AES-128-CCM-8";
const ECDHE_PSK: &str = "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256";

fn client_hello(change: impl Fn(&mut ClientHello) + 'static) -> Pair {
    Pair::with_suite(ECDSA).with_body(Client, H::CLIENT_HELLO, move |body| {
        let mut hello = ClientHello::decode(body).unwrap();
        change(&mut hello);
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        *body = writer.into_vec();
    })
}

#[test]
fn clients_without_dtls12() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion(0x0303), ProtocolVersion(0xfdff)] {
        client_hello(move |hello| hello.version = version).refuses(
            Server,
            Error::UnsupportedVersion(version),
            Some(A::PROTOCOL_VERSION),
        );
    }
    // RFC 5246 §E.1: a client that speaks something newer is answered, which Mbed TLS does not do. Here the client
    // never said so, and both Finished differ.
    let mut pair = client_hello(|hello| hello.version = ProtocolVersion::DTLS1_3);
    pair.refuses(Server, Error::BadFinished, Some(A::DECRYPT_ERROR));
}

#[test]
fn hellos_that_cannot_be_decoded() {
    let refuses = |change: fn(&mut Vec<u8>), reason: DecodeError| {
        let mut pair = Pair::with_suite(ECDSA).with_body(Client, H::CLIENT_HELLO, change);
        pair.refuses(Server, Error::Decode(reason), Some(A::DECODE_ERROR));
        assert!(pair.server.output.events.is_empty(), "nothing is sent, nothing kept");
    };
    refuses(|body| body.truncate(40), DecodeError::Truncated);
    refuses(|body| body.push(0), DecodeError::TrailingData);
    refuses(|body| body[34] = 33, DecodeError::BadLength);
    refuses(
        |body| {
            body.splice(36..42, [0, 0]);
        },
        DecodeError::BadLength,
    );
}

#[test]
fn what_does_not_look_like_a_hello_is_not_answered() {
    for length in [0, 1, 2, 20, 37] {
        let mut pair =
            Pair::with_suite(ECDSA).with_body(Client, H::CLIENT_HELLO, move |body| body.truncate(length));
        pair.refuses(Server, Error::Decode(DecodeError::Truncated), None);
    }
}

#[test]
fn certificates_that_are_not_for_servers_are_not_chosen() {
    let mut pair = Pair::with_suite(ECDSA);
    pair.server.config.identities = vec![client_ec()];
    pair.refuses(Server, HandshakeFailure::NoCommonSuite, Some(A::HANDSHAKE_FAILURE));

    let mut pair = Pair::with_suite(ECDSA);
    pair.server.config.identities = vec![client_ec(), server_ec()];
    assert!(pair.run().unwrap(), "the other one is");
}

#[test]
fn hellos_without_null_compression() {
    let refusal = client_hello(|hello| hello.compression_methods = vec![1]).refusal();
    assert!(matches!(refusal.error, Error::IllegalParameter(_)), "{refusal:?}");
    assert_eq!((refusal.by, refusal.alert), (Server, Some(A::ILLEGAL_PARAMETER)));
}

#[test]
fn extensions_that_come_twice() {
    for kind in [10, 13, 23, 0x7a7a] {
        let mut pair = client_hello(move |hello| {
            let data = match kind {
                10 => vec![0, 2, 0, 29],
                13 => vec![0, 2, 4, 3],
                _ => vec![],
            };
            let raw = RawExtension { kind: crate::codec::ExtensionType(kind), data };
            hello.extensions.other.push(raw.clone());
            hello.extensions.other.push(raw);
        });
        let refusal = pair.refusal();
        assert!(matches!(refusal.error, Error::IllegalParameter(_)), "{kind}: {refusal:?}");
        assert_eq!((refusal.by, refusal.alert), (Server, Some(A::ILLEGAL_PARAMETER)));
    }
}

#[test]
fn nothing_in_common() {
    let failure = |mut pair: Pair, reason: HandshakeFailure| {
        pair.refuses(Server, reason, Some(A::HANDSHAKE_FAILURE));
        let lines = pair.server.lines();
        assert!(lines.iter().any(|line| line.contains("suite")), "{lines:#?}");
    };
    let mut pair = Pair::with_suite(ECDSA);
    pair.server.config.suites = vec![crate::crypto::by_name(PSK).unwrap()];
    failure(pair, HandshakeFailure::NoCommonSuite);

    let mut pair = Pair::with_suite(PSK);
    pair.server.config.psk = None;
    failure(pair, HandshakeFailure::NoCommonSuite);

    let mut pair = Pair::with_suite(ECDSA);
    pair.server.config.identities.retain(|own| own.key.kind() != server_ec().key.kind());
    failure(pair, HandshakeFailure::NoCommonSuite);

    // The curve of the server's own key counts, too (RFC 8422 §5.1.1).
    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.groups = vec![NamedGroup::X25519];
    failure(pair, HandshakeFailure::NoCommonSuite);

    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.groups = vec![NamedGroup::SECP256R1];
    pair.server.config.groups = vec![NamedGroup::X25519];
    pair.refuses(Server, HandshakeFailure::NoCommonGroup, None);
    failure(client_hello(|hello| hello.extensions.groups = None), HandshakeFailure::NoCommonSuite);

    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.signature_schemes = vec![SignatureScheme::ECDSA_SHA256];
    pair.server.config.signature_schemes = vec![SignatureScheme::ECDSA_SHA384];
    failure(pair, HandshakeFailure::NoCommonSignatureScheme);
    // A client that names no scheme has those of SHA-1 alone (RFC 5246 §7.4.1.4.1), which we do not offer.
    let pair = client_hello(|hello| hello.extensions.signature_algorithms = None);
    failure(pair, HandshakeFailure::NoCommonSignatureScheme);

    let only_signalling = client_hello(|hello| hello.cipher_suites = vec![EMPTY_RENEGOTIATION_INFO_SCSV]);
    failure(only_signalling, HandshakeFailure::NoCommonSuite);
    assert!(CipherSuite(EMPTY_RENEGOTIATION_INFO_SCSV).info().is_none());
}

#[test]
fn renegotiation_info_that_is_not_that_of_a_first_handshake() {
    client_hello(|hello| hello.extensions.renegotiation_info = Some(vec![1; 12])).refuses(
        Server,
        HandshakeFailure::RenegotiationMismatch,
        Some(A::HANDSHAKE_FAILURE),
    );
    let mut pair =
        client_hello(|hello| hello.cipher_suites.retain(|id| *id != EMPTY_RENEGOTIATION_INFO_SCSV));
    pair.server.config.legacy_renegotiation = LegacyRenegotiation::BreakHandshake;
    pair.refuses(Server, HandshakeFailure::LegacyRenegotiation, Some(A::HANDSHAKE_FAILURE));
    let refusal = client_hello(|hello| hello.extensions.point_formats = Some(vec![1])).refusal();
    assert_eq!((refusal.by, refusal.alert), (Server, Some(A::ILLEGAL_PARAMETER)));
}

#[test]
fn hellos_that_were_changed_on_the_way() {
    // Whatever passes negotiation is found at the latest in the Finished.
    client_hello(|hello| hello.extensions.extended_master_secret = false).refuses(
        Server,
        Error::BadFinished,
        Some(A::DECRYPT_ERROR),
    );
    client_hello(|hello| hello.extensions.server_name = Some(b"other.example".to_vec())).refuses(
        Server,
        Error::BadFinished,
        Some(A::DECRYPT_ERROR),
    );
}

#[test]
fn cookies_that_nobody_gave() {
    let mut pair = client_hello(|hello| hello.cookie = vec![1; 32]);
    pair.refuses(Server, Error::Decode(DecodeError::BadValue), None);
}

#[test]
fn cookie_callbacks_that_fail() {
    let mut pair = Pair::with_suite(PSK);
    pair.server.config.cookies = CookiePolicy::CheckOnly;
    let refusal = pair.refusal();
    assert!(matches!(refusal.error, Error::Internal(_)), "{refusal:?}");
    assert_eq!((refusal.by, refusal.alert), (Server, None));

    for (cookie, expected) in [
        (Err(Error::FeatureUnavailable("no cookies")), Error::FeatureUnavailable("no cookies")),
        (Ok(vec![0; 256]), Error::Internal("cookie of more than 255 bytes")),
    ] {
        let mut pair = Pair::with_suite(PSK);
        pair.server.config.cookies = CookiePolicy::Verify;
        // The first need is the check of the cookie that is not there.
        pair.server.application.cookie = vec![1];
        let answers = std::cell::Cell::new(Some(cookie));
        pair.server.application.write_cookie = Box::new(move || answers.take().unwrap());
        pair.refuses(Server, expected, None);
        assert!(!pair.server.output.events.contains(&Event::SentVerifyRequest));
    }
}

#[test]
fn an_address_that_is_not_proven_costs_nothing() {
    // Not even a choice of suite: no key is made, nothing but the request is sent, nothing enters the transcript.
    let mut pair = Pair::with_suite(ECDSA)
        .tampered(|from, _, incoming| if from == Client { vec![incoming] } else { vec![] });
    pair.server.config.cookies = CookiePolicy::Verify;
    pair.server.config.suites = Vec::new();
    assert!(!pair.run().unwrap());
    assert_eq!(pair.server.output.events, [Event::FlightReceived, Event::SentVerifyRequest]);
    assert!(pair.server.transcript.bytes().is_empty());
}

#[test]
fn unknown_identities() {
    for suite in [PSK, ECDHE_PSK] {
        for identity in [&b"devicf"[..], b"", b"device0"] {
            let mut pair = Pair::with_suite(suite);
            pair.client.config.psk = Some(Psk { identity: identity.to_vec(), ..credentials::psk() });
            pair.refuses(Server, Error::UnknownPskIdentity, Some(A::UNKNOWN_PSK_IDENTITY));
        }
    }
}

#[test]
fn other_pre_shared_keys() {
    // Over records it shows even before, in the first one that is protected.
    for suite in [PSK, ECDHE_PSK] {
        let mut pair = Pair::with_suite(suite);
        pair.client.config.psk = Some(Psk { key: Secret::new(vec![8; 16]), ..credentials::psk() });
        pair.refuses(Server, Error::BadFinished, Some(A::DECRYPT_ERROR));
        let written = pair.client.output.write_keys.as_ref().unwrap();
        assert_ne!(written.key, pair.server.output.read_keys.as_ref().unwrap().key);
    }
}

/// As in the original the client hears nothing of faults in its key exchange and its proof.
#[test]
fn key_exchanges_that_cannot_be_decoded() {
    for (suite, cuts) in [(ECDSA, [0, 1, 32]), (PSK, [0, 1, 7]), (ECDHE_PSK, [0, 8, 40])] {
        for cut in cuts {
            let mut pair = Pair::with_suite(suite)
                .with_body(Client, H::CLIENT_KEY_EXCHANGE, move |body| body.truncate(cut));
            pair.refuses(Server, Error::Decode(DecodeError::Truncated), None);
        }
        let mut pair = Pair::with_suite(suite).with_body(Client, H::CLIENT_KEY_EXCHANGE, |body| body.push(0));
        pair.refuses(Server, Error::Decode(DecodeError::TrailingData), None);
    }
}

#[test]
fn shares_that_are_no_valid_points() {
    let low_order = |body: &mut Vec<u8>| body[1..].fill(0);
    let mut pair = Pair::with_suite(ECDSA).with_body(Client, H::CLIENT_KEY_EXCHANGE, low_order);
    pair.refuses(Server, Error::Decode(DecodeError::BadValue), None);
    for damage in [0, 1, 64] {
        let mut pair = Pair::with_suite(ECDSA)
            .with_body(Client, H::CLIENT_KEY_EXCHANGE, move |body| body[1 + damage] ^= 1);
        pair.server.config.groups = vec![NamedGroup::SECP256R1];
        pair.refuses(Server, Error::Decode(DecodeError::BadValue), None);
    }
}

fn mutual() -> Pair {
    let server = Config {
        auth_mode: AuthMode::Required,
        trust_anchors: Some(vec![authority()]),
        identities: vec![server_ec()],
        ..Config::new(Server)
    };
    Pair::new(Config { identities: vec![client_ec()], ..credentials::client() }, server)
}

#[test]
fn clients_without_a_certificate() {
    let mut pair = mutual();
    pair.client.config.identities.clear();
    pair.refuses(Server, Error::NoClientCertificate, None);
    assert!(pair.server.output.events.contains(&Event::PeerChecked(flag::MISSING)));
}

#[test]
fn client_certificates_that_are_not_good() {
    let mut pair = mutual();
    pair.server.config.trust_anchors = Some(Vec::new());
    pair.refuses(Server, CertificateError::Untrusted(flag::NOT_TRUSTED), Some(A::UNKNOWN_CA));

    let mut pair = mutual();
    pair.server.config.trust_anchors = None;
    pair.refuses(Server, ConfigError::NoCaChain, Some(A::UNKNOWN_CA));

    let mut pair = mutual();
    pair.server.clock = FixedWallClock(NOW * 4);
    pair.refuses(Server, CertificateError::Untrusted(flag::EXPIRED), Some(A::CERTIFICATE_EXPIRED));

    let mut pair = mutual();
    pair.client.config.identities = vec![server_ec()];
    pair.refuses(Server, CertificateError::Unfit(flag::EXTENDED_KEY_USAGE), Some(A::UNSUPPORTED_CERTIFICATE));
}

#[test]
fn proofs_that_do_not_hold() {
    let verify = |change: fn(&mut Vec<u8>)| mutual().with_body(Client, H::CERTIFICATE_VERIFY, change);
    verify(|body| *body.last_mut().unwrap() ^= 1).refuses(Server, CryptoError::BadEcdsaSignature, None);
    for scheme in [
        SignatureScheme::ECDSA_SHA1,
        SignatureScheme::RSA_PKCS1_SHA256,
        SignatureScheme::RSA_PSS_RSAE_SHA256,
        // With MD5, also where the configuration names it.
        SignatureScheme(0x0103),
    ] {
        let mut pair = mutual().with_body(Client, H::CERTIFICATE_VERIFY, move |body| {
            body.splice(..2, scheme.0.to_be_bytes());
        });
        if scheme.0 == 0x0103 {
            pair.server.config.signature_schemes.push(scheme);
        }
        let refusal = pair.refusal();
        assert!(matches!(refusal.error, Error::IllegalParameter(_)), "{refusal:?}");
        assert_eq!((refusal.by, refusal.alert), (Server, None));
    }
    verify(|body| body.push(0)).refuses(Server, Error::Decode(DecodeError::TrailingData), None);
    verify(|body| body.truncate(3)).refuses(Server, Error::Decode(DecodeError::Truncated), None);
    // A certificate that is shown by somebody who does not hold its key.
    let stolen = credentials::client_rsa().chain[0].der().to_vec();
    let mut pair = mutual().with_body(Client, H::CERTIFICATE, move |body| {
        let mut writer = Writer::new();
        crate::msgs::Certificate { chain: vec![&stolen] }.encode(&mut writer);
        *body = writer.into_vec();
    });
    let refusal = pair.refusal();
    assert_eq!(refusal.by, Server);
    assert!(pair.server.output.read_keys.is_none());
}

#[test]
fn a_finished_that_does_not_fit() {
    for suite in [ECDSA, PSK] {
        let mut pair = Pair::with_suite(suite).with_body(Client, H::FINISHED, |body| body[0] ^= 0x80);
        pair.refuses(Server, Error::BadFinished, Some(A::DECRYPT_ERROR));
        assert!(pair.server.output.write_keys.is_none(), "nothing is sent under the new keys");
        let mut pair = Pair::with_suite(suite).with_body(Client, H::FINISHED, |body| body.push(0));
        pair.refuses(Server, Error::Decode(DecodeError::TrailingData), Some(A::DECODE_ERROR));
    }
}

#[test]
fn answers_that_are_not_to_the_need() {
    let mut pair = Pair::with_suite(PSK);
    pair.server.application.answer = Some(Answer::CookieChecked(true));
    let refusal = pair.refusal();
    assert!(matches!(refusal.error, Error::Internal(_)), "{refusal:?}");
    assert_eq!((refusal.by, refusal.alert), (Server, None));
}
