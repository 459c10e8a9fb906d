//! What the hellos settle beside keys: application protocols (RFC 7301) and SRTP profiles (RFC 5764), over a bad link and
//! over several connections.

use super::fixtures::{cookie_pair, psk_pair};
use super::pair::{Conditions, Pair, Side, seeds};
use super::renegotiation::enabled;
use crate::codec::{AlertDescription, MaxFragmentLength, SrtpProfile};
use crate::config::Config;
use crate::error::Error;
use crate::session::{Agreement, SrtpAgreement};

fn names(names: &[&str]) -> Option<Vec<Vec<u8>>> {
    Some(names.iter().map(|name| name.as_bytes().to_vec()).collect())
}

fn speaking(client: &[&str], server: &[&str]) -> Pair {
    let configs = psk_pair();
    Pair::new(
        Config { protocols: names(client), ..configs.0 },
        Config { protocols: names(server), ..configs.1 },
    )
}

fn protocol(pair: &mut Pair, side: Side) -> Option<String> {
    let protocol = pair.end(side).conn.agreement().protocol.clone();
    protocol.map(|name| String::from_utf8(name).expect("text"))
}

#[test]
fn the_servers_order_decides_on_the_protocol() {
    for (client, server, expected) in [
        (&["coap", "lwm2m"][..], &["lwm2m", "coap"][..], "lwm2m"),
        (&["coap"], &["lwm2m", "coap"], "coap"),
        (&["a", "b", "c"], &["c"], "c"),
    ] {
        let mut pair = speaking(client, server);
        pair.connect();
        for side in [Side::Client, Side::Server] {
            assert_eq!(protocol(&mut pair, side).as_deref(), Some(expected));
        }
    }
}

#[test]
fn without_a_common_protocol_there_is_no_connection() {
    for (client, server) in
        [(&["coap"][..], &["lwm2m"][..]), (&["coa", "coapp"], &["coap"]), (&["coap"], &[])]
    {
        let mut pair = speaking(client, server);
        pair.run();
        assert_eq!(pair.server.outcome, Some(Err(Error::NoApplicationProtocol)));
        let alert = AlertDescription::NO_APPLICATION_PROTOCOL;
        assert_eq!(pair.client.outcome, Some(Err(Error::Alert(alert))));
        assert_eq!(pair.server.conn.agreement(), &Agreement::default());
    }
}

#[test]
fn a_side_that_negotiates_no_protocol_is_no_hindrance() {
    let (client, server) = psk_pair();
    for (ours, theirs) in [(names(&["coap"]), None), (None, names(&["coap"])), (names(&[]), names(&["coap"]))]
    {
        let mut pair = Pair::new(
            Config { protocols: ours, ..client.clone() },
            Config { protocols: theirs, ..server.clone() },
        );
        pair.connect();
        assert_eq!(protocol(&mut pair, Side::Client), None);
        assert_eq!(protocol(&mut pair, Side::Server), None);
    }
}

#[test]
fn protocols_that_fit_no_hello_are_not_sent() {
    let (client, server) = psk_pair();
    for (protocols, expected) in [
        (vec![vec![b'n'; 255]; 33], Error::BufferTooSmall),
        (vec![vec![b'n'; 256]], Error::Config(crate::error::ConfigError::Invalid(TOO_LONG))),
        (vec![vec![]], Error::Config(crate::error::ConfigError::Invalid(TOO_LONG))),
    ] {
        let mut pair = Pair::new(Config { protocols: Some(protocols), ..client.clone() }, server.clone());
        pair.run();
        assert_eq!(pair.client.outcome, Some(Err(expected)));
        assert_eq!(pair.link.sent, [0, 0]);
    }
    let mut pair = Pair::new(Config { protocols: Some(vec![vec![b'n'; 255]; 32]), ..client }, server);
    pair.connect();
}

const TOO_LONG: &str = "protocol without a name, or with more than 255 bytes";

fn media(client: &[SrtpProfile], server: &[SrtpProfile], mki: [bool; 2]) -> Pair {
    let configs = psk_pair();
    let mut pair = Pair::new(
        Config { srtp_profiles: client.to_vec(), srtp_mki: mki[0], ..configs.0 },
        Config { srtp_profiles: server.to_vec(), srtp_mki: mki[1], ..configs.1 },
    );
    pair.client.conn.settings_mut().srtp_mki = b"mki".to_vec().into();
    pair
}

fn srtp(profile: SrtpProfile, mki: &[u8]) -> Option<SrtpAgreement> {
    Some(SrtpAgreement { profile, mki: mki.to_vec() })
}

#[test]
fn the_clients_order_decides_on_the_profile() {
    use SrtpProfile as P;
    for (client, server, expected) in [
        (
            &[P::AES128_CM_HMAC_SHA1_80, P::AES128_CM_HMAC_SHA1_32][..],
            &[P::AES128_CM_HMAC_SHA1_32, P::AES128_CM_HMAC_SHA1_80][..],
            Some(P::AES128_CM_HMAC_SHA1_80),
        ),
        (
            &[P::AEAD_AES_256_GCM, P::AEAD_AES_128_GCM],
            &[P::AES128_CM_HMAC_SHA1_80, P::AEAD_AES_128_GCM],
            Some(P::AEAD_AES_128_GCM),
        ),
        (&[P::NULL_HMAC_SHA1_32], &[P::NULL_HMAC_SHA1_80], None),
        (&[P::NULL_HMAC_SHA1_32], &[], None),
        (&[], &[P::NULL_HMAC_SHA1_80], None),
    ] {
        let mut pair = media(client, server, [false, false]);
        pair.connect();
        let expected = expected.and_then(|profile| srtp(profile, b""));
        assert_eq!(pair.client.conn.agreement().srtp, expected);
        assert_eq!(pair.server.conn.agreement().srtp, expected);
    }
}

#[test]
fn the_identifier_of_the_master_key_is_the_clients_or_none() {
    let one = [SrtpProfile::AES128_CM_HMAC_SHA1_80];
    for (mki, expected) in
        [([true, true], &b"mki"[..]), ([true, false], b""), ([false, true], b""), ([false, false], b"")]
    {
        let mut pair = media(&one, &one, mki);
        pair.server.conn.settings_mut().srtp_mki = b"of the server".to_vec().into();
        pair.connect();
        assert_eq!(pair.client.conn.agreement().srtp, srtp(one[0], expected));
        assert_eq!(pair.server.conn.agreement().srtp, srtp(one[0], expected));
    }
}

/// With cookies the client says it all twice, and the second hello is the one that counts.
#[test]
fn agreements_hold_over_a_bad_link() {
    for seed in seeds(1, 20) {
        let (client, server) = cookie_pair();
        let offer = |config| Config {
            protocols: names(&["webrtc"]),
            srtp_profiles: vec![SrtpProfile::AEAD_AES_128_GCM],
            max_fragment_length: Some(MaxFragmentLength::LEN_512),
            ..config
        };
        let mut pair = Pair::seeded(seed, offer(client), offer(server));
        pair.link.conditions =
            Conditions { latency: 20, jitter: 50, loss: 150, duplication: 150, ..Conditions::default() };
        pair.connect();
        let expected = Agreement {
            max_fragment_length: Some(MaxFragmentLength::LEN_512),
            protocol: Some(b"webrtc".to_vec()),
            srtp: srtp(SrtpProfile::AEAD_AES_128_GCM, b""),
        };
        assert_eq!(pair.client.conn.agreement(), &expected);
        assert_eq!(pair.server.conn.agreement(), &expected);
    }
}

#[test]
fn a_reset_forgets_what_was_agreed() {
    let mut pair = speaking(&["coap"], &["coap"]);
    pair.connect();
    pair.client.reset();
    assert_eq!(pair.client.conn.agreement(), &Agreement::default());
}

fn fragments(client: Option<u8>, server: Option<u8>) -> Pair {
    let (c, s) = super::fixtures::mutual_pair();
    Pair::new(
        Config { max_fragment_length: client.map(MaxFragmentLength), ..c },
        Config { max_fragment_length: server.map(MaxFragmentLength), ..s },
    )
}

/// The client's wish binds both; a server's own limit only itself (RFC 6066 §4).
#[test]
fn records_keep_to_the_smaller_limit() {
    for (client, server, of_client, of_server, incoming) in [
        (Some(1), None, 512, 512, 512),
        (Some(2), Some(1), 1024, 512, 1024),
        (Some(1), Some(4), 512, 512, 512),
        (None, Some(1), 16_384, 512, 16_384),
        (None, None, 16_384, 16_384, 16_384),
        (Some(9), Some(0), 16_384, 16_384, 16_384),
    ] {
        let mut pair = fragments(client, server);
        let most = [of_client, of_server];
        pair.filter(move |sent| {
            let from = sent.from as usize;
            // Before the server's answer it does not know of the client's wish, and sends nothing large.
            assert!(sent.datagram.len() <= most[from] + 37, "{} bytes from {from}", sent.datagram.len());
            super::pair::Verdict::Pass
        });
        pair.connect();
        for (side, most) in [(Side::Client, of_client), (Side::Server, of_server)] {
            let conn = &mut pair.end(side).conn;
            assert_eq!(conn.max_payload(), Ok(most));
            assert_eq!(conn.max_incoming_payload(), incoming);
            assert!(conn.write(&vec![0; most + 1]).is_err());
        }
        pair.exchange();
    }
}

/// A renegotiation settles the limit anew, by the configuration of its time; until then the one before holds.
#[test]
fn a_renegotiation_settles_the_length_of_records() {
    for (before, after) in [(Some(1), Some(1)), (Some(1), Some(2)), (Some(2), Some(1)), (Some(1), None)] {
        let pair = fragments(before, None);
        let (client, server) = (pair.client.conn.config(), pair.server.conn.config());
        let (client, server) = enabled((Config::clone(client), Config::clone(server)));
        let mut pair = Pair::new(client.clone(), server);
        pair.connect();
        pair.exchange();
        let limits =
            |pair: &Pair| [&pair.client, &pair.server].map(|end| end.conn.max_payload().expect("room"));
        let most = |code: Option<u8>| code.map_or(16_384, |code| 256 << code);
        assert_eq!(limits(&pair), [most(before); 2]);

        pair.client.conn.renegotiate().expect("renegotiate");
        let client = Config { max_fragment_length: after.map(MaxFragmentLength), ..client };
        pair.client.conn.set_config(client.into()).expect("before its first step");
        pair.flush(Side::Client);
        pair.drive(Side::Client);
        assert!(pair.run_until(|pair| {
            [&pair.client, &pair.server].iter().all(|end| end.conn.records().write_epoch() == 2)
                && pair.client.conn.is_established()
                && pair.server.conn.is_established()
        }));
        assert_eq!(limits(&pair), [most(after); 2], "{before:?} {after:?}");
        pair.exchange();
    }
}

#[test]
fn a_limit_holds_with_any_lost_datagram_and_any_mtu() {
    for seed in seeds(100, 20) {
        let mut pair = fragments(Some(1), None);
        let (client, server) = super::fixtures::mutual_pair();
        pair = Pair::seeded(
            seed,
            Config { max_fragment_length: pair.client.conn.config().max_fragment_length, ..client },
            server,
        );
        pair.client.conn.set_mtu(256 + (seed as u16 % 7) * 100);
        pair.link.conditions = Conditions { latency: 5, jitter: 60, loss: 100, ..Conditions::default() };
        pair.connect();
        assert_eq!(pair.server.conn.max_payload(), Ok(512));
    }
}
