//! Sessions that are resumed by id and by ticket (RFC 5246 §7.3, RFC 5077, RFC 7627 §5.3).

use super::fixtures::{
    certificate_pair, client_ec, cookie_pair, mutual_pair, password_pair, psk_pair, suite_of,
};
use super::pair::{Conditions, Pair, Side, TICKET_LIFETIME, Verdict, seeds};
use crate::codec::AlertDescription;
use crate::config::{AuthMode, Config, CookiePolicy, Hostname};
use crate::error::{Error, HandshakeFailure};
use crate::session::Session;
use std::sync::Arc;

type Configs = (Config, Config);

/// A server that keeps sessions, and one that gives tickets.
fn by_id((client, server): Configs) -> Configs {
    let client = Config { session_tickets: false, ..client };
    (client, Config { look_up_sessions: true, store_sessions: true, ..server })
}

fn by_ticket((client, server): Configs) -> Configs {
    (client, Config { serve_tickets: true, ..server })
}

/// The ways to authenticate and to resume that this file's tests run with.
fn variants() -> Vec<Configs> {
    let (client, server) = mutual_pair();
    let guarded = (client, Config { cookies: CookiePolicy::Verify, ..server });
    [by_id, by_ticket]
        .into_iter()
        .flat_map(|how| [how(psk_pair()), how(cookie_pair()), how(mutual_pair()), how(guarded.clone())])
        .collect()
}

/// What a first connection leaves with both sides.
#[derive(Clone)]
struct Kept {
    client: Session,
    server: Vec<Session>,
}

fn keep(pair: &Pair) -> Kept {
    let client = pair.client.conn.session().expect("established").clone();
    Kept { client, server: pair.server.sessions.clone() }
}

/// A first connection between these two.
fn first(configs: &Configs) -> Kept {
    let mut pair = Pair::new(configs.0.clone(), configs.1.clone());
    pair.connect();
    pair.exchange();
    keep(&pair)
}

/// A later connection, for which the client sets its session.
fn later(seed: u64, configs: &Configs, kept: &Kept) -> Pair {
    let mut pair = Pair::seeded(seed, configs.0.clone(), configs.1.clone());
    pair.client.conn.settings_mut().once.resume = Some(Arc::new(kept.client.clone()));
    pair.server.sessions = kept.server.clone();
    pair
}

fn master_secrets(pair: &Pair) -> [Vec<u8>; 2] {
    [&pair.client, &pair.server]
        .map(|end| end.conn.session().expect("established").master_secret.as_bytes().to_vec())
}

#[track_caller]
fn assert_resumed(pair: &Pair, kept: &Kept) {
    let old = kept.client.master_secret.as_bytes().to_vec();
    assert_eq!(master_secrets(pair), [old.clone(), old], "not resumed");
}

#[track_caller]
fn assert_full(pair: &Pair, kept: &Kept) {
    let [client, server] = master_secrets(pair);
    assert_eq!(client, server);
    assert_ne!(client, kept.client.master_secret.as_bytes(), "resumed");
}

#[test]
fn a_second_connection_is_shorter_and_knows_the_peer_of_the_first() {
    for configs in variants() {
        let kept = first(&configs);
        let mut pair = later(2, &configs, &kept);
        pair.connect();
        assert_resumed(&pair, &kept);
        let flights = if configs.1.cookies == CookiePolicy::Verify { [3, 2] } else { [2, 1] };
        assert_eq!(pair.link.sent, flights);
        let session = pair.client.conn.session().expect("established");
        assert_eq!(session.peer_chain, kept.client.peer_chain);
        assert_eq!((session.verify_result, session.start), (kept.client.verify_result, kept.client.start));
        assert_eq!(pair.client.conn.verify_result(), kept.client.verify_result);
        assert_eq!(pair.server.conn.verify_result(), 0);
        if configs.1.auth_mode == AuthMode::Required {
            let chain = pair.server.conn.session().and_then(|session| session.peer_chain.clone());
            assert_eq!(chain.as_deref(), Some(&client_ec().chain[..]));
        }
        pair.exchange();
    }
}

/// The form of the MAC is settled anew for each connection (RFC 7366 §3), and a resumed one takes the new keys either way.
#[test]
fn suites_with_cbc_are_resumed_in_both_forms_of_the_mac() {
    let (client, server) = psk_pair();
    for id in [0x008c, 0x00ae, 0x00af, 0xc037] {
        for how in [by_id, by_ticket] {
            let configs = |encrypt_then_mac| {
                let cbc = |config: &Config| Config { suites: vec![suite_of(id)], ..config.clone() };
                how((Config { encrypt_then_mac, ..cbc(&client) }, cbc(&server)))
            };
            for (before, after) in [(true, true), (false, false), (true, false), (false, true)] {
                let kept = first(&configs(before));
                assert_eq!(kept.client.encrypt_then_mac, before);
                let mut pair = later(2, &configs(after), &kept);
                pair.connect();
                assert_resumed(&pair, &kept);
                for end in [&pair.client, &pair.server] {
                    let session = end.conn.session().expect("established");
                    assert_eq!((session.suite.id.0, session.encrypt_then_mac), (id, after));
                }
                assert_eq!(pair.link.sent, [2, 1]);
                pair.exchange();
            }
        }
    }
}

/// The password is for the full handshake alone: a session that it made goes on without the exchange.
#[test]
fn sessions_that_a_password_made_are_resumed() {
    for how in [by_id, by_ticket] {
        let configs = how(password_pair());
        let kept = first(&configs);
        assert_eq!(kept.client.suite.id.0, 0xc0ff);
        let mut pair = later(2, &configs, &kept);
        pair.connect();
        assert_resumed(&pair, &kept);
        assert_eq!(pair.link.sent, [3, 2], "with a cookie, and no round more");
        pair.exchange();

        // What the server does not know is proven by the password again, or not at all.
        let mut pair = later(3, &configs, &kept);
        pair.server.sessions.clear();
        pair.server.ticket_key = b"another".to_vec();
        pair.connect();
        assert_full(&pair, &kept);
        let mut pair = later(4, &configs, &kept);
        pair.server.sessions.clear();
        pair.server.ticket_key = b"another".to_vec();
        pair.server.set_password(b"J01NMF");
        pair.run();
        assert!(matches!(pair.server.outcome, Some(Err(_))) && !pair.client.is_up());
    }
}

/// A client that keeps on coming with what the last connection left it.
#[test]
fn a_session_is_resumed_again_and_again() {
    for configs in variants() {
        let mut kept = first(&configs);
        let origin = kept.clone();
        for seed in 2..6 {
            let mut pair = later(seed, &configs, &kept);
            pair.connect();
            assert_resumed(&pair, &origin);
            let server = kept.server.clone();
            kept = Kept { server, ..keep(&pair) };
        }
    }
}

#[test]
fn a_session_that_was_saved_and_loaded_is_resumed() {
    for configs in variants() {
        let kept = first(&configs);
        let load = |session: &Session| Session::load(&session.save()).expect("just saved");
        let loaded = Kept { client: load(&kept.client), server: kept.server.iter().map(load).collect() };
        let mut pair = later(2, &configs, &loaded);
        pair.connect();
        assert_resumed(&pair, &kept);
    }
}

#[test]
fn each_side_is_asked_at_its_time() {
    let asked = |configs: Configs| {
        let mut one = Pair::new(configs.0.clone(), configs.1.clone());
        one.connect();
        let mut two = later(2, &configs, &keep(&one));
        two.connect();
        (one.server.asked_for.clone(), two.server.asked_for.clone())
    };
    assert_eq!(asked(by_id(psk_pair())), (vec!["store session"], vec!["find session"]));
    assert_eq!(asked(by_ticket(psk_pair())), (vec!["write ticket"], vec!["open ticket"]));
    assert_eq!(asked(by_ticket(by_id(psk_pair()))), (vec!["store session"], vec!["find session"]));
    let (client, server) = by_id(psk_pair());
    let both = by_ticket((Config { session_tickets: true, ..client }, server));
    assert_eq!(asked(both), (vec!["write ticket"], vec!["open ticket"]));
}

/// RFC 5077 §3.4: a client that comes with an id and takes tickets gets one in the abbreviated handshake.
#[test]
fn a_session_id_is_traded_for_a_ticket() {
    let configs = by_id(mutual_pair());
    let kept = first(&configs);
    let (client, server) = configs;
    let configs = by_ticket((Config { session_tickets: true, ..client }, server));
    let mut pair = later(2, &configs, &kept);
    pair.connect();
    assert_resumed(&pair, &kept);
    assert_eq!(pair.server.asked_for, ["find session", "write ticket"]);
    let traded = keep(&pair);
    assert_eq!(traded.client.ticket.as_ref().map(|ticket| ticket.lifetime()), Some(TICKET_LIFETIME));
    assert!(traded.client.id.is_empty());
    let mut pair = later(3, &configs, &traded);
    pair.connect();
    assert_resumed(&pair, &kept);
    assert_eq!(pair.server.asked_for, ["open ticket"]);
}

#[test]
fn what_the_server_does_not_know_costs_a_full_handshake() {
    for configs in variants() {
        let mut kept = first(&configs);
        kept.server.clear();
        let mut pair = later(2, &configs, &kept);
        pair.server.ticket_key = b"another".to_vec();
        pair.connect();
        assert_full(&pair, &kept);
        // What is left of the new connection is of use again.
        let kept = keep(&pair);
        let mut pair = later(3, &configs, &kept);
        pair.server.ticket_key = b"another".to_vec();
        pair.connect();
        assert_resumed(&pair, &kept);
    }
}

#[test]
fn a_damaged_ticket_costs_a_full_handshake_and_brings_a_new_one() {
    let configs = by_ticket(psk_pair());
    let kept = first(&configs);
    let sealed = kept.client.ticket.as_ref().expect("a ticket").as_bytes();
    for at in [0, 4, 10, sealed.len() - 1] {
        let mut damaged = sealed.to_vec();
        damaged[at] ^= 0x10;
        let shorter = sealed[..at].to_vec();
        for ticket in [damaged, shorter] {
            let client = Session { ticket: crate::session::Ticket::new(ticket, 1), ..kept.client.clone() };
            let mut pair = later(2, &configs, &Kept { client, ..kept.clone() });
            pair.connect();
            if at > 3 {
                assert!(pair.server.asked_for.contains(&"open ticket"));
            }
            if master_secrets(&pair)[0] != kept.client.master_secret.as_bytes() {
                let fresh = pair.client.conn.session().and_then(|session| session.ticket.as_ref());
                assert_ne!(fresh.map(|ticket| ticket.as_bytes()), Some(sealed));
            }
        }
    }
}

/// The message was promised, so it comes, empty (RFC 5077 §3.3).
#[test]
fn a_ticket_that_cannot_be_written_is_none() {
    let configs = by_ticket(psk_pair());
    let mut pair = Pair::new(configs.0.clone(), configs.1.clone());
    pair.server.ticket_failure = Some(-1);
    pair.connect();
    let session = pair.client.conn.session().expect("established");
    assert_eq!((&session.ticket, session.id.len()), (&None, 0));
    let kept = keep(&pair);
    let mut pair = later(2, &configs, &kept);
    pair.connect();
    assert_full(&pair, &kept);
}

#[test]
fn a_stale_ticket_is_not_kept_beside_a_new_session() {
    let configs = by_ticket(psk_pair());
    let kept = first(&configs);
    assert!(kept.client.ticket.is_some());
    let mut pair = later(2, &psk_pair(), &kept);
    pair.connect();
    assert_full(&pair, &kept);
    assert_eq!(pair.client.conn.session().expect("established").ticket, None);
}

#[test]
fn a_reset_forgets_the_session_to_resume() {
    let configs = by_id(psk_pair());
    let kept = first(&configs);
    let mut pair = later(2, &configs, &kept);
    pair.client.reset();
    pair.connect();
    assert_full(&pair, &kept);
    assert_eq!(pair.server.asked_for, ["store session"]);
}

#[test]
fn another_suite_costs_a_full_handshake() {
    for how in [by_id, by_ticket] {
        let configs = how(psk_pair());
        let kept = first(&configs);
        let suites = vec![suite_of(0x00a9)];
        let (client, server) = configs;
        let configs = (Config { suites: suites.clone(), ..client }, Config { suites, ..server });
        let mut pair = later(2, &configs, &kept);
        pair.connect();
        assert_full(&pair, &kept);
    }
}

/// RFC 7627 §5.3, the server's rules: old session with or without, new hello with or without.
#[test]
fn the_extended_master_secret_is_neither_lost_nor_gained() {
    for how in [by_id, by_ticket] {
        let with = how(psk_pair());
        let without = (Config { extended_master_secret: false, ..with.0.clone() }, with.1.clone());

        let kept = first(&without);
        assert!(!kept.client.extended_master_secret);
        let mut pair = later(2, &without, &kept);
        pair.connect();
        assert_resumed(&pair, &kept);
        let mut pair = later(2, &with, &kept);
        pair.connect();
        assert_full(&pair, &kept);

        let kept = first(&with);
        assert!(kept.client.extended_master_secret);
        // Such a client does not even offer its session.
        let mut pair = later(2, &without, &kept);
        pair.connect();
        assert_full(&pair, &kept);
        assert!(!pair.server.asked_for.iter().any(|asked| ["find session", "open ticket"].contains(asked)));
        // A server that no longer knows the extension cannot resume either.
        let unable = (with.0.clone(), Config { extended_master_secret: false, ..with.1.clone() });
        let mut pair = later(2, &unable, &kept);
        pair.connect();
        assert_full(&pair, &kept);
    }
}

/// Old sessions without the extended master secret end where it is required.
#[test]
fn a_session_without_a_required_extended_master_secret_is_not_resumed() {
    for how in [by_id, by_ticket] {
        let with = how(psk_pair());
        let without = (Config { extended_master_secret: false, ..with.0.clone() }, with.1.clone());
        let kept = first(&without);
        let strict = |config: &Config| Config { require_extended_master_secret: true, ..config.clone() };

        let mut pair = later(2, &(strict(&with.0), with.1.clone()), &kept);
        pair.connect();
        assert_full(&pair, &kept);
        assert!(!pair.server.asked_for.iter().any(|asked| ["find session", "open ticket"].contains(asked)));

        let mut pair = later(2, &(with.0.clone(), strict(&with.1)), &kept);
        pair.connect();
        assert_full(&pair, &kept);

        let mut pair = later(2, &(without.0.clone(), strict(&with.1)), &kept);
        pair.run();
        let failure = Error::HandshakeFailure(HandshakeFailure::ExtendedMasterSecret);
        assert_eq!(pair.server.outcome, Some(Err(failure)));
    }
}

/// RFC 7627 §5.3: a client that does ask for an abbreviated handshake without the extension is turned away.
#[test]
fn a_server_refuses_a_session_whose_extended_master_secret_is_left_out() {
    let (client, server) = by_id(psk_pair());
    let kept = first(&(client.clone(), server.clone()));
    // A client that believes that its session never had one.
    let lie = Session { extended_master_secret: false, ..kept.client.clone() };
    let configs = (Config { extended_master_secret: false, ..client }, server);
    let mut pair = later(2, &configs, &Kept { client: lie, ..kept });
    pair.run();
    let failure = Error::HandshakeFailure(HandshakeFailure::ExtendedMasterSecret);
    assert_eq!(pair.server.outcome, Some(Err(failure)));
    assert_eq!(pair.client.outcome, Some(Err(Error::Alert(AlertDescription::HANDSHAKE_FAILURE))));
}

/// RFC 7627 §5.3: and so is a server that answers in a way that does not fit the session.
#[test]
fn a_client_refuses_a_server_that_changes_the_extended_master_secret() {
    let configs = by_id(psk_pair());
    let kept = first(&configs);
    let lie = Session { extended_master_secret: false, ..kept.client.clone() };
    let mut pair = later(2, &configs, &Kept { client: lie, ..kept });
    pair.run();
    let failure = Error::HandshakeFailure(HandshakeFailure::ExtendedMasterSecret);
    assert_eq!(pair.client.outcome, Some(Err(failure)));
    assert_eq!(pair.server.outcome, Some(Err(Error::Alert(AlertDescription::HANDSHAKE_FAILURE))));
}

/// A policy that was tightened since counts for those who come back, too.
#[test]
fn a_peer_that_was_never_authenticated_is_not_let_in_by_resumption() {
    for how in [by_id, by_ticket] {
        let (client, server) = how(mutual_pair());
        let lax = (client.clone(), Config { auth_mode: AuthMode::None, ..server.clone() });
        let kept = first(&lax);
        let mut pair = later(2, &lax, &kept);
        pair.connect();
        assert_resumed(&pair, &kept);
        let mut pair = later(2, &(client.clone(), server.clone()), &kept);
        pair.connect();
        assert_full(&pair, &kept);
        assert!(pair.server.conn.session().is_some_and(|session| session.peer_chain.is_some()));

        // The client's side of it.
        let lax =
            (Config { auth_mode: AuthMode::None, trust_anchors: None, ..client.clone() }, server.clone());
        let mut kept = first(&lax);
        kept.client.verify_result = crate::session::NOT_VERIFIED;
        let mut pair = later(2, &(client, server), &kept);
        pair.connect();
        assert_full(&pair, &kept);
    }
}

/// Virtual hosts: who passed the rules of one name does not come in by them where another name is served (RFC 6066 §3).
#[test]
fn a_session_is_for_one_name_of_the_server() {
    let name = |name: &str| Hostname::Name(name.to_owned());
    for how in [by_id, by_ticket] {
        for (ask_server_name, ask_choices) in [(true, false), (false, true), (true, true), (false, false)] {
            let (client, server) = how(psk_pair());
            let configs = (client, Config { ask_server_name, ask_choices, ..server });
            let kept = first(&configs);
            for (hostname, same) in [
                (name("server.example"), true),
                (name("other.example"), false),
                (name("server.example.com"), false),
                (Hostname::Ignored, false),
            ] {
                let mut pair = later(2, &configs, &kept);
                pair.client.conn.settings_mut().hostname = hostname;
                pair.connect();
                if same || !(ask_server_name || ask_choices) {
                    assert_resumed(&pair, &kept);
                } else {
                    assert_full(&pair, &kept);
                }
                pair.exchange();
            }
        }
    }
}

/// A client's side of it: that a server held the certificate of one name does not make it another one.
#[test]
fn a_client_offers_a_session_to_the_name_that_it_knows_alone() {
    for how in [by_id, by_ticket] {
        let configs = how(certificate_pair());
        let kept = first(&configs);
        let with = |hostname: Hostname| {
            let mut pair = later(2, &configs, &kept);
            pair.client.conn.settings_mut().hostname = hostname;
            pair.run();
            pair
        };
        let pair = with(Hostname::Name("other.example".to_owned()));
        assert!(matches!(pair.client.outcome, Some(Err(Error::Certificate(_)))), "{:?}", pair.client.outcome);
        // Who compares no name takes any.
        let pair = with(Hostname::Ignored);
        assert_resumed(&pair, &kept);

        // A session that was made without a name has been held against none.
        let mut pair = Pair::new(configs.0.clone(), configs.1.clone());
        pair.client.conn.settings_mut().hostname = Hostname::Ignored;
        pair.connect();
        let unnamed = keep(&pair);
        let mut pair = later(2, &configs, &unnamed);
        pair.connect();
        assert_full(&pair, &unnamed);
    }
}

#[test]
fn another_master_secret_is_no_way_in() {
    let configs = by_id(psk_pair());
    let kept = first(&configs);
    let hash = kept.client.suite.hash;
    let master_secret = crate::keys::MasterSecret::restore(hash, &[0x11; 48]);
    let client = Session { master_secret, ..kept.client.clone() };
    let mut pair = later(2, &configs, &Kept { client, ..kept });
    pair.run();
    assert!(matches!(pair.client.outcome, Some(Err(Error::BadRecordMac))), "{:?}", pair.client.outcome);
    assert!(!pair.server.is_up());
}

#[test]
fn keys_are_exported_once_and_with_the_new_randoms() {
    for how in [by_id, by_ticket] {
        let configs = how(psk_pair());
        let kept = first(&configs);
        let mut pair = later(2, &configs, &kept);
        for side in [Side::Client, Side::Server] {
            pair.end(side).conn.settings_mut().export_keys = true;
        }
        pair.connect();
        let [(client, phase)] = &pair.client.exported[..] else { panic!("once") };
        assert_eq!(*phase, crate::handshake::Phase::ServerChangeCipherSpec);
        assert_eq!(pair.server.exported, [(client.clone(), *phase)]);
        assert_eq!(client.master_secret, kept.client.master_secret);
    }
}

/// Whichever datagrams are lost: the server sends its flight again by its timer, the client, whose flight is the last, when
/// the server repeats its own (RFC 6347 §4.2.4).
#[test]
fn any_two_lost_datagrams() {
    for configs in variants() {
        let kept = first(&configs);
        let mut undisturbed = later(2, &configs, &kept);
        undisturbed.connect();
        let sent = undisturbed.link.sent;
        let all: Vec<_> = [Side::Client, Side::Server]
            .into_iter()
            .flat_map(|side| (0..sent[side as usize] + 2).map(move |index| (side, index)))
            .collect();
        for (at, one) in all.iter().enumerate() {
            for two in &all[at..] {
                let lost = [*one, *two];
                let mut pair = later(2, &configs, &kept);
                pair.filter(move |sent| {
                    if lost.contains(&(sent.from, sent.index)) { Verdict::Drop } else { Verdict::Pass }
                });
                pair.connect();
                assert!(pair.now <= 3000, "{lost:?} lost: {} ms", pair.now);
                assert_resumed(&pair, &kept);
                pair.exchange();
            }
        }
    }
}

#[test]
fn a_bad_link() {
    for configs in variants() {
        let kept = first(&configs);
        for seed in seeds(5000, 20) {
            let mut pair = later(seed, &configs, &kept);
            pair.client.conn.set_mtu(256);
            pair.server.conn.set_mtu(256);
            pair.link.conditions =
                Conditions { latency: 30, jitter: 40, loss: 100, duplication: 100, ..Conditions::default() };
            pair.connect();
            assert_resumed(&pair, &kept);
            pair.exchange();
        }
    }
}
