//! Servers with several names: what the application is asked, and what it chooses for one handshake alone.

use super::fixtures::{authority, certificate_pair, client_ec, server_p384, suite_of};
use super::pair::{Conditions, Pair, seeds};
use crate::codec::AlertDescription;
use crate::config::{AuthMode, Config, CookiePolicy, HandshakeChoices, Hostname, Identity, Trust};
use crate::error::Error;
use crate::handshake::Phase;
use crate::pki::verify::flag;
use std::sync::Arc;

/// A server that is asked about names, and one suite.
fn hosts(hosts: fn(&[u8]) -> Option<HandshakeChoices>) -> Pair {
    let (client, server) = configs();
    let mut pair = Pair::new(client, server);
    pair.server.hosts = hosts;
    pair
}

fn configs() -> (Config, Config) {
    let (client, server) = certificate_pair();
    let suites = vec![suite_of(0xc02b)];
    let server = Config { suites: suites.clone(), ask_server_name: true, ask_choices: true, ..server };
    (Config { suites, ..client }, server)
}

fn identities(identity: Identity) -> Option<Arc<[Identity]>> {
    Some([identity].into())
}

#[test]
fn the_application_is_asked_about_the_name_and_then_what_to_show() {
    let mut pair = hosts(|_| Some(HandshakeChoices::default()));
    pair.connect();
    pair.exchange();
    assert_eq!(pair.server.asked, vec![Some(b"server.example".to_vec()); 2]);

    let mut pair = hosts(|_| None);
    pair.client.conn.settings_mut().hostname = Hostname::Ignored;
    pair.connect();
    assert_eq!(pair.server.asked, [None], "a client without a name");
}

#[test]
fn a_name_that_is_not_served_is_refused() {
    let mut pair = hosts(|_| None);
    pair.run();
    assert_eq!(pair.server.outcome, Some(Err(Error::UnrecognizedName)));
    assert_eq!(pair.server.conn.phase(), Phase::ClientHello);
    assert_eq!(pair.client.outcome, Some(Err(Error::Alert(AlertDescription::UNRECOGNIZED_NAME))));
}

#[test]
fn a_choice_that_fails_ends_the_handshake_without_a_word() {
    let mut pair = hosts(|_| Some(HandshakeChoices::default()));
    pair.server.choosing_failure = Some(-77);
    pair.run();
    assert_eq!(pair.server.outcome, Some(Err(Error::Callback(-77))));
    assert!(matches!(pair.client.outcome, Some(Err(Error::Timeout))), "{:?}", pair.client.outcome);
}

#[test]
fn nobody_is_asked_before_the_cookie_is_good() {
    let (client, server) = configs();
    let mut pair = Pair::new(client, Config { cookies: CookiePolicy::Verify, ..server });
    pair.connect();
    assert_eq!(pair.server.verify_requests, 1);
    assert_eq!(pair.server.asked.len(), 2);
}

#[test]
fn each_host_shows_its_own_certificate_over_a_bad_link() {
    for seed in seeds(1, 20) {
        let (client, server) = configs();
        let mut pair = Pair::seeded(seed, client, server);
        pair.link.conditions =
            Conditions { latency: 10, jitter: 30, loss: 100, duplication: 100, ..Conditions::default() };
        pair.server.hosts = |name| {
            let identities = (name == b"server.example").then(|| identities(server_p384())).flatten();
            Some(HandshakeChoices { identities, ..HandshakeChoices::default() })
        };
        pair.connect();
        let shown = pair.client.conn.session().and_then(|session| session.peer_chain.clone()).expect("chain");
        assert_eq!(shown.first(), server_p384().chain.first());
    }
}

#[test]
fn only_what_was_chosen_counts() {
    // RSA alone does not fit the suite, though the configuration has a certificate that does.
    let mut pair = hosts(|_| {
        let identities = identities(super::fixtures::server_rsa());
        Some(HandshakeChoices { identities, ..HandshakeChoices::default() })
    });
    pair.run();
    assert!(matches!(pair.server.outcome, Some(Err(Error::HandshakeFailure(_)))));

    let mut pair =
        hosts(|_| Some(HandshakeChoices { identities: Some([].into()), ..HandshakeChoices::default() }));
    pair.run();
    assert!(matches!(pair.server.outcome, Some(Err(Error::HandshakeFailure(_)))), "none at all");
}

#[test]
fn one_host_requires_certificates_and_the_other_does_not() {
    for (chosen, configured, expected) in [
        (Some(AuthMode::Required), AuthMode::None, 0),
        (Some(AuthMode::None), AuthMode::Required, flag::SKIP_VERIFY),
        (None, AuthMode::Optional, 0),
    ] {
        let (client, server) = configs();
        let client = Config { identities: vec![client_ec()], ..client };
        let server = Config { auth_mode: configured, trust_anchors: Some(vec![authority()]), ..server };
        let mut pair = Pair::new(client, server);
        pair.server.conn.choices_mut().expect("no handshake").auth_mode = chosen;
        pair.server.hosts = |_| None;
        pair.client.conn.settings_mut().hostname = Hostname::Ignored;
        pair.connect();
        assert_eq!(pair.server.conn.verify_result(), expected, "{chosen:?} over {configured:?}");
    }
}

#[test]
fn trust_is_that_of_the_host() {
    let (client, server) = configs();
    let client = Config { identities: vec![client_ec()], ..client };
    let server = Config { auth_mode: AuthMode::Required, trust_anchors: Some(Vec::new()), ..server };
    let mut pair = Pair::new(client.clone(), server.clone());
    pair.server.hosts = |_| {
        let trust = Some(Trust { anchors: vec![authority()], crls: Vec::new() });
        Some(HandshakeChoices { trust, ..HandshakeChoices::default() })
    };
    pair.connect();
    assert_eq!(pair.server.conn.verify_result(), 0);

    let server = Config { trust_anchors: Some(vec![authority()]), ..server };
    let mut pair = Pair::new(client, server);
    pair.server.hosts =
        |_| Some(HandshakeChoices { trust: Some(Trust::default()), ..HandshakeChoices::default() });
    pair.run();
    assert_eq!(pair.server.conn.verify_result(), flag::NOT_TRUSTED, "the host trusts nobody");
}

#[test]
fn choices_are_for_one_handshake() {
    let mut pair = hosts(|_| {
        let request_names = Some(vec![authority().subject_raw().to_vec()]);
        Some(HandshakeChoices {
            identities: identities(server_p384()),
            auth_mode: Some(AuthMode::Optional),
            trust: Some(Trust::default()),
            request_names,
        })
    });
    pair.connect();
    let choices = &pair.server.conn.settings().once.choices;
    assert!(choices.identities.is_none() && choices.auth_mode.is_none());
    assert!(choices.trust.is_none() && choices.request_names.is_none());
    assert!(pair.server.conn.choices_mut().is_none(), "the handshake is over");

    pair.server.reset();
    pair.server.conn.choices_mut().expect("a new handshake").auth_mode = Some(AuthMode::None);
    pair.server.reset();
    assert!(pair.server.conn.settings().once.choices.auth_mode.is_none(), "a reset forgets them");
}
