//! Every suite, group and way of authentication, with data both ways.

use super::fixtures::{certificate_pair, client_rsa, cookie_pair, mutual_pair, psk, psk_pair, server_p384};
use super::pair::{Pair, Side};
use crate::codec::{AlertDescription, ProtocolVersion};
use crate::config::{AuthMode, Config};
use crate::crypto::{KeyExchange, SUPPORTED_GROUPS, SuiteInfo, suite};
use crate::error::{CertificateError, Error, HandshakeFailure};
use crate::pki::verify::flag;

/// Both sides with the credentials for `suite`, which is the only one.
fn configs(suite: &'static SuiteInfo) -> (Config, Config) {
    let (client, server) = certificate_pair();
    let only = |config: Config| {
        let psk = suite.key_exchange.uses_psk().then(psk);
        Config { suites: vec![suite], psk, ..config }
    };
    (only(client), only(server))
}

fn connected(client: Config, server: Config) -> Pair {
    let mut pair = Pair::new(client, server);
    pair.connect();
    pair.exchange();
    pair
}

#[test]
fn every_suite_over_every_group() {
    for suite in suite::ALL {
        let groups = if suite.key_exchange.uses_ecdhe() { SUPPORTED_GROUPS } else { &SUPPORTED_GROUPS[..1] };
        for group in groups {
            let (client, server) = configs(suite);
            // The client's groups are also those that it allows in the server's certificate.
            let pair = connected(client, Config { groups: vec![*group], ..server });
            for end in [&pair.client, &pair.server] {
                assert_eq!(end.conn.suite(), Some(suite), "{group:?}");
                assert_eq!(end.conn.version(), Some(ProtocolVersion::DTLS1_2));
            }
            let master = |conn: &crate::engine::Connection| {
                conn.session().map(|session| session.master_secret.as_bytes().to_vec())
            };
            assert_eq!(master(&pair.client.conn), master(&pair.server.conn));
        }
    }
}

#[test]
fn every_mode_of_authentication_with_and_without_a_client_certificate() {
    for exchange in [KeyExchange::EcdheEcdsa, KeyExchange::EcdheRsa] {
        let suite = suite::ALL.iter().find(|suite| suite.key_exchange == exchange).expect("suite");
        for (mode, shows, expected) in [
            (AuthMode::None, true, flag::SKIP_VERIFY),
            (AuthMode::None, false, flag::SKIP_VERIFY),
            (AuthMode::Optional, true, 0),
            (AuthMode::Optional, false, flag::MISSING),
            (AuthMode::Required, true, 0),
        ] {
            let (mut client, server) = configs(suite);
            if !shows {
                client.identities.clear();
            }
            let pair = connected(client, Config { auth_mode: mode, ..server });
            assert_eq!(pair.client.conn.verify_result(), 0, "{exchange:?} {mode:?} {shows}");
            assert_eq!(pair.server.conn.verify_result(), expected, "{exchange:?} {mode:?} {shows}");
            let shown = pair.server.conn.session().and_then(|session| session.peer_chain.clone());
            assert_eq!(shown.is_some(), shows && mode != AuthMode::None);
        }
        let (mut client, server) = configs(suite);
        client.identities.clear();
        let mut pair = Pair::new(client, Config { auth_mode: AuthMode::Required, ..server });
        pair.run_until(|pair| pair.server.outcome.is_some());
        assert_eq!(pair.server.outcome, Some(Err(Error::NoClientCertificate)));
        assert_eq!(pair.client.outcome, None, "it is not told");
    }
}

#[test]
fn the_server_is_trusted_only_by_its_authority() {
    for (mode, trusted) in [
        (AuthMode::Required, true),
        (AuthMode::Optional, false),
        (AuthMode::None, false),
        (AuthMode::Required, false),
    ] {
        let (mut client, server) = certificate_pair();
        client.auth_mode = mode;
        if !trusted {
            client.trust_anchors = Some(Vec::new());
        }
        let mut pair = Pair::new(client, server);
        pair.run_until(|pair| pair.client.outcome.is_some());
        match (mode, trusted) {
            (AuthMode::Required, false) => {
                let expected = Error::Certificate(CertificateError::Untrusted(flag::NOT_TRUSTED));
                assert_eq!(pair.client.outcome, Some(Err(expected)));
            }
            (AuthMode::Optional, _) => {
                assert_eq!(pair.client.outcome, Some(Ok(())));
                assert_eq!(pair.client.conn.verify_result(), flag::NOT_TRUSTED);
            }
            _ => assert_eq!((&pair.client.outcome, pair.client.conn.verify_result()), (&Some(Ok(())), 0)),
        }
    }
}

#[test]
fn client_and_server_keys_of_other_kinds() {
    let (client, server) = mutual_pair();
    connected(Config { identities: vec![client_rsa()], ..client.clone() }, server.clone());
    connected(client, Config { identities: vec![server_p384()], ..server });
}

#[test]
fn cookies_with_certificates_and_client_authentication() {
    let (client, server) = mutual_pair();
    let (_, with_cookies) = cookie_pair();
    let pair = connected(client, Config { cookies: with_cookies.cookies, ..server });
    assert_eq!(pair.server.verify_requests, 1);
}

#[test]
fn reviews_decide_after_the_path_check() {
    let (client, server) = mutual_pair();
    let reviewing = |config: &Config| Config { review_path: true, ..config.clone() };
    let pair = connected(reviewing(&client), reviewing(&server));
    assert_eq!((&pair.client.reviews, &pair.server.reviews), (&vec![2], &vec![2]));

    let mut pair = Pair::new(reviewing(&client), server.clone());
    pair.client.review_flags = flag::OTHER;
    pair.run();
    let refused = Error::Certificate(CertificateError::Untrusted(flag::OTHER));
    assert_eq!(pair.client.outcome, Some(Err(refused.clone())));

    let mut pair = Pair::new(client, reviewing(&server));
    pair.server.review_flags = flag::OTHER;
    pair.run();
    assert_eq!(pair.server.outcome, Some(Err(refused)));
    assert!(!pair.server.conn.is_established());
}

#[test]
fn a_failing_random_callback_ends_the_handshake_with_its_code() {
    for side in [Side::Client, Side::Server] {
        let (client, server) = psk_pair();
        let mut pair = Pair::new(client, server);
        pair.end(side).random_failure = Some(-0x34);
        pair.run_until(|pair| pair.client.outcome.is_some() || pair.server.outcome.is_some());
        assert_eq!(pair.end(side).outcome, Some(Err(Error::Callback(-0x34))));
    }
}

#[test]
fn without_the_extended_master_secret() {
    for (ours, theirs) in [(true, false), (false, true), (false, false)] {
        let (client, server) = psk_pair();
        let pair = connected(
            Config { extended_master_secret: ours, ..client },
            Config { extended_master_secret: theirs, ..server },
        );
        let bound = pair.client.conn.session().map(|session| session.extended_master_secret);
        assert_eq!(bound, Some(false));
    }
}

/// Whoever requires it refuses who does without it, on either side; with whoever has it nothing changes.
#[test]
fn the_extended_master_secret_can_be_required() {
    for (client_requires, server_requires) in [(true, false), (false, true), (true, true)] {
        let (client, server) = psk_pair();
        let client = Config { require_extended_master_secret: client_requires, ..client };
        let server = Config { require_extended_master_secret: server_requires, ..server };
        let pair = connected(client.clone(), server.clone());
        let bound = pair.client.conn.session().map(|session| session.extended_master_secret);
        assert_eq!(bound, Some(true));

        let refused = Error::HandshakeFailure(HandshakeFailure::ExtendedMasterSecret);
        let alert = Error::Alert(AlertDescription::HANDSHAKE_FAILURE);
        if client_requires {
            let unable = Config {
                extended_master_secret: false,
                require_extended_master_secret: false,
                ..server.clone()
            };
            let mut pair = Pair::new(client.clone(), unable);
            pair.run();
            assert_eq!(pair.client.outcome, Some(Err(refused.clone())));
            assert_eq!(pair.server.outcome, Some(Err(alert.clone())));
        }
        if server_requires {
            let unable =
                Config { extended_master_secret: false, require_extended_master_secret: false, ..client };
            let mut pair = Pair::new(unable, server);
            pair.run();
            assert_eq!(pair.server.outcome, Some(Err(refused)));
            assert_eq!(pair.client.outcome, Some(Err(alert)));
        }
    }
}

#[test]
fn a_wrong_key_is_noticed_at_the_finished() {
    for id in [0x00a8, 0xd001] {
        let (client, server) = psk_pair();
        let suites = vec![super::fixtures::suite_of(id)];
        let mut other = psk();
        other.key = crate::crypto::Secret::new(vec![0x43; 16]);
        let mut pair = Pair::new(
            Config { suites: suites.clone(), psk: Some(other), ..client },
            Config { suites, ..server },
        );
        pair.run();
        assert_eq!(pair.server.outcome, Some(Err(Error::BadRecordMac)));
        assert_eq!(
            pair.client.outcome,
            Some(Err(Error::Alert(crate::codec::AlertDescription::BAD_RECORD_MAC)))
        );
    }
}

#[test]
fn the_mac_is_over_the_ciphertext_if_both_sides_want_it_and_the_suite_has_one() {
    for suite in suite::ALL.iter().filter(|suite| suite.key_exchange == KeyExchange::Psk) {
        for (client_wants, server_wants) in [(true, true), (true, false), (false, true), (false, false)] {
            let (client, server) = configs(suite);
            let pair = connected(
                Config { encrypt_then_mac: client_wants, ..client },
                Config { encrypt_then_mac: server_wants, ..server },
            );
            let expected = client_wants && server_wants && suite.cbc().is_some();
            for end in [&pair.client, &pair.server] {
                let found = end.conn.session().map(|session| session.encrypt_then_mac);
                assert_eq!(found, Some(expected), "{} {client_wants} {server_wants}", suite.name);
                assert_eq!(end.conn.record_expansion(), 13 + suite.expansion());
            }
        }
    }
}
