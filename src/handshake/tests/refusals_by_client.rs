//! What a client refuses, with the error and the alert that Mbed TLS 3.6.6 has for it unless a comment says why not.

use super::credentials::{self, NOW, authority, client_ec, server_ec, server_p384, server_rsa};
use super::pair::{Event, Pair};
use crate::codec::{
    AlertDescription as A, ExtensionType, HandshakeType as H, NamedGroup, ProtocolVersion, SignatureScheme,
    Writer,
};
use crate::config::{AuthMode, Config, Hostname, Identity, LegacyRenegotiation};
use crate::error::{CertificateError, ConfigError, CryptoError, DecodeError, Error, HandshakeFailure};
use crate::keys::Role::{Client, Server};
use crate::msgs::ext::RawExtension;
use crate::msgs::{self, ServerHello};
use crate::pki::testing::certificates;
use crate::pki::verify::flag;
use crate::time::FixedWallClock;

const ECDSA: &str = "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256";
const RSA: &str = "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256";
const ECDHE_PSK: &str = "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256";

fn server_hello(change: impl Fn(&mut ServerHello) + 'static) -> Pair {
    Pair::with_suite(ECDSA).with_body(Server, H::SERVER_HELLO, move |body| {
        let mut hello = ServerHello::decode(body).unwrap();
        change(&mut hello);
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        *body = writer.into_vec();
    })
}

#[test]
fn versions_that_were_not_offered() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_3, ProtocolVersion(0x0303)] {
        server_hello(move |hello| hello.version = version).refuses(
            Client,
            Error::UnsupportedVersion(version),
            Some(A::PROTOCOL_VERSION),
        );
    }
    let request = Pair::with_suite(ECDSA);
    let mut request = request.with_body(Server, H::HELLO_VERIFY_REQUEST, |body| {
        body.splice(..2, [3, 3]);
    });
    request.server.config.cookies = crate::config::CookiePolicy::Verify;
    request.refuses(Client, Error::UnsupportedVersion(ProtocolVersion(0x0303)), Some(A::PROTOCOL_VERSION));
}

#[test]
fn suites_and_compression_that_were_not_offered() {
    // Mbed TLS has internal_error for a suite that it does not know; that it was not offered is what counts.
    for suite in [0xc02c, 0x00a8, 0x1234, 0x00ff] {
        let mut pair = server_hello(move |hello| hello.cipher_suite = suite);
        pair.refuses(
            Client,
            Error::IllegalParameter("cipher suite that was not offered"),
            Some(A::ILLEGAL_PARAMETER),
        );
    }
    server_hello(|hello| hello.compression = 1).refuses(
        Client,
        Error::FeatureUnavailable("compression"),
        Some(A::ILLEGAL_PARAMETER),
    );
}

#[test]
fn extensions_that_were_not_offered_or_come_twice() {
    // Mbed TLS passes over those that it does not know; RFC 5246 §7.4.1.4 does not allow them.
    for kind in [ExtensionType::CONNECTION_ID, ExtensionType(0x1234)] {
        let data = vec![0; usize::from(kind == ExtensionType::CONNECTION_ID)];
        let raw = RawExtension { kind, data };
        server_hello(move |hello| hello.extensions.other.push(raw.clone())).refuses(
            Client,
            Error::UnsupportedExtension(kind),
            Some(A::UNSUPPORTED_EXTENSION),
        );
    }
    let mut pair = server_hello(|hello| hello.extensions.extended_master_secret = true);
    pair.client.config.extended_master_secret = false;
    pair.refuses(
        Client,
        Error::UnsupportedExtension(ExtensionType::EXTENDED_MASTER_SECRET),
        Some(A::UNSUPPORTED_EXTENSION),
    );
    let twice = RawExtension { kind: ExtensionType::EXTENDED_MASTER_SECRET, data: vec![] };
    let refusal = server_hello(move |hello| hello.extensions.other.push(twice.clone())).refusal();
    assert!(matches!(refusal.error, Error::IllegalParameter(_)), "{refusal:?}");
    assert_eq!(refusal.alert, Some(A::ILLEGAL_PARAMETER));
    // The acknowledgement of the server name is empty, and was asked for (RFC 6066 §3).
    server_hello(|hello| hello.extensions.server_name = true).refuses(
        Server,
        Error::BadFinished,
        Some(A::DECRYPT_ERROR),
    );
    let mut pair = server_hello(|hello| hello.extensions.server_name = true);
    pair.client.settings.hostname = Hostname::Ignored;
    pair.refuses(
        Client,
        Error::UnsupportedExtension(ExtensionType::SERVER_NAME),
        Some(A::UNSUPPORTED_EXTENSION),
    );
}

#[test]
fn renegotiation_info_that_is_not_that_of_a_first_handshake() {
    server_hello(|hello| hello.extensions.renegotiation_info = Some(vec![1; 24])).refuses(
        Client,
        HandshakeFailure::RenegotiationMismatch,
        Some(A::HANDSHAKE_FAILURE),
    );
    let mut pair = server_hello(|hello| hello.extensions.renegotiation_info = None);
    pair.client.config.legacy_renegotiation = LegacyRenegotiation::BreakHandshake;
    pair.refuses(Client, HandshakeFailure::LegacyRenegotiation, Some(A::HANDSHAKE_FAILURE));
    let refusal = server_hello(|hello| hello.extensions.point_formats = Some(vec![1, 2])).refusal();
    assert_eq!((refusal.by, refusal.alert), (Client, Some(A::ILLEGAL_PARAMETER)));
}

#[test]
fn trailing_bytes_anywhere() {
    for kind in [
        H::SERVER_HELLO,
        H::CERTIFICATE,
        H::SERVER_KEY_EXCHANGE,
        H::CERTIFICATE_REQUEST,
        H::SERVER_HELLO_DONE,
        H::FINISHED,
        H::HELLO_VERIFY_REQUEST,
    ] {
        let mut pair = Pair::with_suite(ECDSA).with_body(Server, kind, |body| body.push(0));
        pair.server.config.auth_mode = AuthMode::Optional;
        pair.server.config.cookies = crate::config::CookiePolicy::Verify;
        let refusal = pair.refusal();
        assert_eq!(refusal.by, Client, "{kind:?}");
        // In a hello the byte is the beginning of another vector.
        assert!(matches!(refusal.error, Error::Decode(_)), "{kind:?}: {refusal:?}");
        assert_eq!(refusal.alert, Some(A::DECODE_ERROR));
    }
}

#[test]
fn a_server_without_a_certificate() {
    let mut pair = Pair::with_suite(ECDSA).with_body(Server, H::CERTIFICATE, |body| *body = vec![0; 3]);
    pair.refuses(Client, CertificateError::Missing, Some(A::DECODE_ERROR));
}

#[test]
fn certificates_that_cannot_be_parsed() {
    let mut pair = Pair::with_suite(ECDSA).with_body(Server, H::CERTIFICATE, |body| body[6] = 0x31);
    let refusal = pair.refusal();
    assert!(matches!(refusal.error, Error::Certificate(CertificateError::Malformed(_))), "{refusal:?}");
    assert_eq!((refusal.by, refusal.alert), (Client, Some(A::BAD_CERTIFICATE)));
}

fn with_clock(now: u64) -> Pair {
    let mut pair = Pair::with_suite(ECDSA);
    pair.client.clock = FixedWallClock(now);
    pair
}

#[test]
fn paths_that_are_not_good() {
    let far = NOW * 4;
    with_clock(far).refuses(Client, CertificateError::Untrusted(flag::EXPIRED), Some(A::CERTIFICATE_EXPIRED));
    with_clock(1).refuses(Client, CertificateError::Untrusted(flag::FUTURE), Some(A::CERTIFICATE_UNKNOWN));

    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.trust_anchors = Some(client_ec().chain);
    pair.refuses(Client, CertificateError::Untrusted(flag::NOT_TRUSTED), Some(A::UNKNOWN_CA));
    assert!(pair.client.output.events.contains(&Event::PeerChecked(flag::NOT_TRUSTED)));
    let lines = pair.client.lines();
    assert!(lines.iter().any(|line| line.contains("not trusted")), "{lines:#?}");

    let mut pair = Pair::with_suite(ECDSA);
    pair.client.settings.hostname = Hostname::Name("other.example".to_owned());
    pair.refuses(Client, CertificateError::Untrusted(flag::NAME_MISMATCH), Some(A::BAD_CERTIFICATE));
}

/// Mbed TLS CVE-2017-14032: below more intermediates than are looked at, a client that only wants to know was told that
/// all is well.
#[test]
fn more_intermediates_than_are_looked_at() {
    for auth_mode in [AuthMode::Required, AuthMode::Optional] {
        let below = |depth: &str| {
            let mut pair = Pair::with_suite(ECDSA);
            let chain = certificates(depth);
            pair.server.config.identities = vec![Identity { chain, ..server_ec() }];
            pair.client.config.auth_mode = auth_mode;
            pair.client.config.trust_anchors = Some(certificates("ca-p256"));
            pair.client.settings.hostname = Hostname::Name("localhost".to_owned());
            pair
        };
        // The path is good; the server has another key than its leaf's.
        let mut pair = below("deep-8");
        pair.refuses(Client, CryptoError::BadEcdsaSignature, Some(A::DECRYPT_ERROR));
        assert!(pair.client.output.events.contains(&Event::PeerChecked(0)), "{auth_mode:?}");
        let mut pair = below("deep-9");
        pair.refuses(Client, CertificateError::TooLong, Some(A::ACCESS_DENIED));
        assert!(pair.client.output.events.contains(&Event::PeerChecked(u32::MAX)), "{auth_mode:?}");
    }
}

#[test]
fn a_missing_host_name_or_list_of_authorities() {
    let mut pair = Pair::with_suite(ECDSA);
    pair.client.settings.hostname = Hostname::Unset;
    pair.client.config.trust_anchors = None;
    pair.refuses(Client, ConfigError::NoHostname, None);
    assert!(!pair.client.output.events.iter().any(|event| matches!(event, Event::PeerChecked(_))));

    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.trust_anchors = None;
    pair.refuses(Client, ConfigError::NoCaChain, Some(A::UNKNOWN_CA));
    assert!(pair.client.output.events.contains(&Event::PeerChecked(flag::NOT_TRUSTED)));
}

#[test]
fn leaves_that_are_not_for_this_use() {
    // A server that passes over what its certificate is for.
    let mut pair = showing(client_ec().chain[0].der().to_vec(), ECDSA);
    pair.client.settings.hostname = Hostname::Ignored;
    pair.refuses(Client, CertificateError::Unfit(flag::EXTENDED_KEY_USAGE), Some(A::UNSUPPORTED_CERTIFICATE));

    // A server that passes over the groups of the client when it chooses its certificate.
    let mut pair = showing(server_p384().chain[0].der().to_vec(), ECDSA);
    pair.client.config.groups = vec![NamedGroup::X25519, NamedGroup::SECP256R1];
    pair.refuses(Client, CertificateError::Unfit(flag::BAD_KEY), Some(A::UNSUPPORTED_CERTIFICATE));
}

/// A server that shows another certificate than the one that it signs by.
fn showing(certificate: Vec<u8>, suite: &str) -> Pair {
    Pair::with_suite(suite).with_body(Server, H::CERTIFICATE, move |body| {
        let mut writer = Writer::new();
        msgs::Certificate { chain: vec![&certificate] }.encode(&mut writer);
        *body = writer.into_vec();
    })
}

#[test]
fn keys_of_the_wrong_kind_even_where_trust_does_not_matter() {
    for auth_mode in [AuthMode::None, AuthMode::Optional, AuthMode::Required] {
        for (shown, suite) in [(server_rsa(), ECDSA), (server_ec(), RSA)] {
            let mut pair = showing(shown.chain[0].der().to_vec(), suite);
            pair.client.config.auth_mode = auth_mode;
            pair.refuses(Client, CertificateError::WrongKeyType, Some(A::UNSUPPORTED_CERTIFICATE));
        }
    }
}

#[test]
fn a_certificate_whose_key_the_server_does_not_hold() {
    // The leaf of another identity of the same authority, let pass by the policy or not.
    let mut pair = showing(client_ec().chain[0].der().to_vec(), ECDSA);
    pair.client.config.auth_mode = AuthMode::None;
    pair.refuses(Client, CryptoError::BadEcdsaSignature, Some(A::DECRYPT_ERROR));
}

fn key_exchange(suite: &str, change: impl Fn(&mut Vec<u8>) + 'static) -> Pair {
    Pair::with_suite(suite).with_body(Server, H::SERVER_KEY_EXCHANGE, change)
}

#[test]
fn key_shares_that_were_not_asked_for() {
    let illegal = |mut pair: Pair| {
        let refusal = pair.refusal();
        assert_eq!(refusal.by, Client);
        assert!(matches!(refusal.error, Error::IllegalParameter(_)), "{refusal:?}");
        assert_eq!(refusal.alert, Some(A::ILLEGAL_PARAMETER));
    };
    illegal(key_exchange(ECDSA, |body| body[0] = 1));
    illegal(key_exchange(ECDSA, |body| body[2] = 25));
    illegal(key_exchange(ECDSA, |body| {
        body.splice(3..36, [0]);
    }));
    let mut narrow = Pair::with_suite(ECDHE_PSK);
    narrow.client.config.groups = vec![NamedGroup::SECP256R1];
    let narrow = narrow.with_body(Server, H::SERVER_KEY_EXCHANGE, |body| body[4] = 29);
    illegal(narrow);
    // Points of low order and points off the curve (RFC 8422 §5.11, §5.4).
    illegal(key_exchange(ECDHE_PSK, |body| body[6..].fill(0)));
    let mut pair = key_exchange(ECDHE_PSK, |body| body[20] ^= 1);
    pair.server.config.groups = vec![NamedGroup::SECP256R1];
    illegal(pair);
}

#[test]
fn signature_schemes_that_were_not_offered_or_do_not_fit() {
    // Mbed TLS CVE-2026-25834: a scheme that the client had switched off.
    let scheme = |pair: Pair, scheme: SignatureScheme| {
        pair.with_body(Server, H::SERVER_KEY_EXCHANGE, move |body| {
            body.splice(36..38, scheme.0.to_be_bytes());
        })
    };
    for other in [
        SignatureScheme::ECDSA_SHA1,
        SignatureScheme::RSA_PKCS1_SHA256,
        SignatureScheme::RSA_PSS_RSAE_SHA256,
        SignatureScheme(0x1199),
        // With MD5, also where the configuration names them.
        SignatureScheme(0x0101),
        SignatureScheme(0x0103),
    ] {
        let mut pair = scheme(Pair::with_suite(ECDSA), other);
        if matches!(other.0, 0x0101 | 0x0103) {
            pair.client.config.signature_schemes.push(other);
        }
        let refusal = pair.refusal();
        assert!(matches!(refusal.error, Error::IllegalParameter(_)), "{other:?}: {refusal:?}");
        assert_eq!((refusal.by, refusal.alert), (Client, Some(A::ILLEGAL_PARAMETER)));
    }
    let mut narrow = Pair::with_suite(ECDSA);
    narrow.client.config.signature_schemes = vec![SignatureScheme::ECDSA_SHA384];
    let refusal = scheme(narrow, SignatureScheme::ECDSA_SHA256).refusal();
    assert!(matches!(refusal.error, Error::IllegalParameter(_)), "{refusal:?}");
}

#[test]
fn signatures_that_do_not_verify() {
    let flip = |body: &mut Vec<u8>| *body.last_mut().unwrap() ^= 1;
    key_exchange(ECDSA, flip).refuses(Client, CryptoError::BadEcdsaSignature, Some(A::DECRYPT_ERROR));
    key_exchange(RSA, flip).refuses(Client, CryptoError::BadRsaSignature, Some(A::DECRYPT_ERROR));
    // The share is what is signed, and the randoms before it.
    key_exchange(ECDSA, |body| body[10] ^= 1).refuses(
        Client,
        CryptoError::BadEcdsaSignature,
        Some(A::DECRYPT_ERROR),
    );
    server_hello(|hello| hello.random[31] ^= 1).refuses(
        Client,
        CryptoError::BadEcdsaSignature,
        Some(A::DECRYPT_ERROR),
    );
}

#[test]
fn key_exchanges_that_end_early() {
    for (suite, cuts) in [(ECDSA, &[36, 38, 50][..]), (ECDHE_PSK, &[0, 1])] {
        for &cut in cuts {
            let mut pair = key_exchange(suite, move |body| body.truncate(cut));
            pair.refuses(Client, Error::Decode(DecodeError::Truncated), Some(A::DECODE_ERROR));
        }
    }
    // Whatever is no key share is one that was not asked for.
    for (suite, cuts) in [(ECDSA, &[0, 1, 5, 20][..]), (ECDHE_PSK, &[2, 5, 20])] {
        for &cut in cuts {
            let mut pair = key_exchange(suite, move |body| body.truncate(cut));
            pair.refuses(Client, Error::IllegalParameter("ECDHE parameters"), Some(A::ILLEGAL_PARAMETER));
        }
    }
}

#[test]
fn certificate_requests_that_name_nothing() {
    for body in [vec![0, 0, 2, 4, 3, 0, 0], vec![1, 64, 0, 0, 0, 0]] {
        let mut pair =
            Pair::with_suite(ECDSA).with_body(Server, H::CERTIFICATE_REQUEST, move |b| *b = body.clone());
        pair.server.config.auth_mode = AuthMode::Required;
        pair.server.config.trust_anchors = Some(vec![authority()]);
        pair.refuses(Client, Error::Decode(DecodeError::BadLength), Some(A::DECODE_ERROR));
    }
}

#[test]
fn certificate_requests_with_names_that_are_none() {
    let mut pair = Pair::with_suite(ECDSA).with_body(Server, H::CERTIFICATE_REQUEST, |body| {
        *body = vec![1, 64, 0, 2, 4, 3, 0, 4, 0, 2, 0x31, 0]
    });
    pair.server.config.auth_mode = AuthMode::Required;
    pair.server.config.trust_anchors = Some(vec![authority()]);
    pair.refuses(Client, Error::Decode(DecodeError::BadValue), Some(A::DECODE_ERROR));
}

#[test]
fn a_finished_that_does_not_fit() {
    for suite in [ECDSA, "TLS-PSK-WITH-AES-256-GCM-SHA384"] {
        let mut pair = Pair::with_suite(suite).with_body(Server, H::FINISHED, |body| body[11] ^= 1);
        pair.refuses(Client, Error::BadFinished, Some(A::DECRYPT_ERROR));
        assert!(!pair.client.is_over());
        let mut pair = Pair::with_suite(suite).with_body(Server, H::FINISHED, |body| body.truncate(11));
        pair.refuses(Client, Error::Decode(DecodeError::Truncated), Some(A::DECODE_ERROR));
    }
}

#[test]
fn reviews_that_fail_or_find_fault() {
    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.review_path = true;
    pair.client.application.review = |_| Err(Error::Callback(-0x1234));
    let refusal = pair.refusal();
    assert_eq!((refusal.by, refusal.error), (Client, Error::Callback(-0x1234)));
    assert!(refusal.alert.is_some());

    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.review_path = true;
    pair.client.application.review = |path| Ok(path.iter().map(|_| flag::REVOKED).collect());
    pair.refuses(Client, CertificateError::Untrusted(flag::REVOKED), Some(A::CERTIFICATE_REVOKED));
}

#[test]
fn trusted_certificates_that_are_not_found() {
    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.find_trusted = true;
    pair.client.application.find = |_| Ok(Vec::new());
    pair.refuses(Client, CertificateError::Untrusted(flag::NOT_TRUSTED), Some(A::UNKNOWN_CA));

    let mut pair = Pair::with_suite(ECDSA);
    pair.client.config.find_trusted = true;
    pair.client.application.find = |_| Err(crate::pki::verify::PathError::NoTrust);
    let refusal = pair.refusal();
    assert_eq!((refusal.by, refusal.error), (Client, CertificateError::Fatal.into()));
    assert!(refusal.alert.is_some());
}

#[test]
fn configurations_that_leave_nothing_to_offer() {
    for config in [
        Config { suites: Vec::new(), ..credentials::client() },
        Config { groups: Vec::new(), ..credentials::client() },
        Config { signature_schemes: Vec::new(), ..credentials::client() },
        Config { suites: vec![crate::crypto::by_name(ECDHE_PSK).unwrap()], ..credentials::client() },
    ] {
        // As with Mbed TLS the hello goes out with the signalling suite alone, and the server refuses it.
        let mut pair = Pair::new(config, credentials::server());
        pair.refuses(Server, HandshakeFailure::NoCommonSuite, Some(A::HANDSHAKE_FAILURE));
        let lines = pair.client.lines();
        assert!(lines.iter().any(|line| line.starts_with("none of the")), "{lines:#?}");
    }
}
