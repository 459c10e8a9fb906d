//! Each combination from the first hello to the last close_notify, and what has to be true of it.

use super::combination::{Combination, ECDSA, FAMILIES, Family, Further, RSA, Row, SHARED};
use super::cover::triples;
use super::credentials::identity;
use crate::codec::{ConnectionId, ProtocolVersion};
use crate::config::{AuthMode, Config, ConnectionSettings, CookiePolicy, Identity};
use crate::crypto::KeyExchange;
use crate::engine::Connection;
use crate::error::Error;
use crate::keys::Role;
use crate::pki::verify::flag;
use crate::session::Session;
use crate::tests::fixtures::psk;
use crate::tests::pair::{End, PASSWORD, Pair, Side, TICKET_LIFETIME, Verdict};
use crate::tests::renegotiation::renegotiate;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// More failures than these tell nothing new.
const MAX_FAILURES: usize = 5;

/// The longest payload where no MTU limits it, which is enough to be more than a datagram usually carries.
const LONG_PAYLOAD: usize = 3000;

const SIDES: [Side; 2] = [Side::Client, Side::Server];

#[test]
fn suites_with_ecdsa() {
    run_all(&ECDSA);
}

#[test]
fn suites_with_rsa() {
    run_all(&RSA);
}

#[test]
fn suites_with_shared_secrets() {
    run_all(&SHARED);
}

/// Nothing is left out, and what is generated is what is meant.
#[test]
fn every_suite_is_in_one_family() {
    let mut ids: Vec<_> = FAMILIES.iter().flat_map(|family| family.suites()).map(|suite| suite.id).collect();
    ids.sort_unstable();
    let mut all: Vec<_> = crate::crypto::suite::ALL.iter().map(|suite| suite.id).collect();
    all.sort_unstable();
    assert_eq!(ids, all);
    for family in FAMILIES {
        let rows = family.product();
        let text = Combination::of(family, &rows[rows.len() / 2]).to_string();
        let name = text.strip_prefix("MATRIX_ONE=").and_then(|text| text.split(' ').next());
        assert_eq!(name.and_then(|name| family.row(name)), Some(rows[rows.len() / 2]));
    }
}

fn run_all(family: &Family) {
    let rows = rows(family);
    let mut failures = Vec::new();
    for row in &rows {
        let combination = Combination::of(family, row);
        if catch_unwind(AssertUnwindSafe(|| run(&combination))).is_err() {
            failures.push(combination.to_string());
            if failures.len() == MAX_FAILURES {
                break;
            }
        }
    }
    println!("{}: {} combinations", family.name, rows.len());
    assert!(failures.is_empty(), "these failed:\n{}", failures.join("\n"));
}

fn rows(family: &Family) -> Vec<Row> {
    if let Ok(one) = std::env::var("MATRIX_ONE") {
        return family.row(&one).into_iter().collect();
    }
    if std::env::var_os("MATRIX_ALL").is_some() {
        return family.product();
    }
    triples(&family.counts())
}

fn run(combination: &Combination) {
    let mut pair = combination.pair(1);
    if combination.is_refused() {
        pair.run_until(|pair| pair.server.outcome.is_some());
        assert_eq!(pair.server.outcome, Some(Err(Error::NoClientCertificate)));
        assert_eq!(pair.client.outcome, None);
        return;
    }
    connect(&mut pair);
    combination.check_agreement(&pair, true);
    combination.check_first(&pair);
    combination.exchange(&mut pair);
    let kept = Kept {
        client: session(&pair.client).clone(),
        server: session(&pair.server).clone(),
        store: pair.server.sessions.clone(),
    };
    combination.go_further(&mut pair);
    close(&mut pair);

    let mut pair = combination.pair(2);
    let resumed = combination.resumption.by_id() || combination.resumption.by_ticket();
    if !resumed {
        return;
    }
    let keep = |session: &Session| match combination.resumption.is_saved() {
        true => Session::load(&session.save()).expect("just saved"),
        false => session.clone(),
    };
    pair.client.conn.settings_mut().once.resume = Some(Arc::new(keep(&kept.client)));
    pair.server.sessions = kept.store.iter().map(keep).collect();
    connect(&mut pair);
    combination.check_agreement(&pair, false);
    combination.check_resumed(&pair, &kept);
    combination.exchange(&mut pair);
    combination.go_further(&mut pair);
    close(&mut pair);
}

/// What a first connection leaves.
struct Kept {
    client: Session,
    server: Session,
    store: Vec<Session>,
}

impl Combination {
    fn pair(&self, seed: u64) -> Pair {
        let (client, server) = self.configs();
        let mut pair = Pair::seeded(seed, client, server);
        // The log does not know connection ids.
        pair.logs = false;
        let (client, server) = self.wishes();
        pair.client.conn.settings_mut().connection_id = client.into();
        pair.server.conn.settings_mut().connection_id = server.into();
        for side in SIDES {
            pair.end(side).conn.set_mtu(self.mtu);
        }
        self.watch(&mut pair);
        pair
    }

    /// No datagram is longer than the MTU.
    fn watch(&self, pair: &mut Pair) {
        let mtu = usize::from(self.mtu);
        pair.filter(move |sent| {
            let length = sent.datagram.len();
            assert!(mtu == 0 || length <= mtu, "{length} bytes from {:?}", sent.from);
            Verdict::Pass
        });
    }

    fn configs(&self) -> (Config, Config) {
        let (client_cid, server_cid) = self.wishes();
        let common = |role, cid: Option<ConnectionId>| {
            let mut config = Config {
                suites: vec![self.suite],
                encrypt_then_mac: self.encrypt_then_mac,
                extended_master_secret: self.extended_master_secret,
                psk: self.suite.key_exchange.uses_psk().then(psk),
                trust_anchors: Some(vec![self.issuer.root()]),
                identities: self.identity(role).into_iter().collect(),
                cid_len: cid.map_or(0, |cid| cid.len() as u8),
                ..Config::new(role)
            };
            config.renegotiation.enabled =
                matches!(self.further, Further::RenegotiatedByClient | Further::RenegotiatedByServer);
            config
        };
        let client =
            Config { session_tickets: self.resumption.by_ticket(), ..common(Role::Client, client_cid) };
        let server = Config {
            auth_mode: self.auth_mode,
            serve_tickets: self.resumption.by_ticket(),
            look_up_sessions: self.resumption.by_id(),
            store_sessions: self.resumption.by_id(),
            cookies: if self.cookies { CookiePolicy::Verify } else { CookiePolicy::Off },
            ..common(Role::Server, server_cid)
        };
        (client, server)
    }

    /// What a side shows of itself, if it is asked.
    fn identity(&self, role: Role) -> Option<Identity> {
        let (key, version) = match role {
            Role::Client => (self.client_key?, self.client_version),
            Role::Server => (self.server_key?, self.server_version),
        };
        Some(identity(role, key, version, self.issuer))
    }

    /// The connection ids that each side wants to get.
    fn wishes(&self) -> (Option<ConnectionId>, Option<ConnectionId>) {
        let id = |byte: u8, length: usize| ConnectionId::new(&vec![byte; length]).expect("short enough");
        (self.cids.0.map(|length| id(0xc1, length)), self.cids.1.map(|length| id(0x5e, length)))
    }

    /// The ids in use, first what the client gets: both sides have to know of them.
    fn connection_ids(&self) -> (ConnectionId, ConnectionId) {
        let (client, server) = self.wishes();
        client.zip(server).unwrap_or_default()
    }

    /// Whether the server does not let the client in.
    fn is_refused(&self) -> bool {
        self.is_asked() && self.auth_mode == AuthMode::Required && self.client_key.is_none()
    }

    /// Whether the server asks for the client's certificate.
    fn is_asked(&self) -> bool {
        self.suite.key_exchange.uses_certificate() && self.auth_mode != AuthMode::None
    }

    /// The result of the server's check.
    fn verify_result(&self) -> u32 {
        match (self.suite.key_exchange.uses_certificate(), self.is_asked(), self.client_key) {
            (false, ..) | (true, true, Some(_)) => 0,
            (true, true, None) => flag::MISSING,
            (true, false, _) => flag::SKIP_VERIFY,
        }
    }

    /// What both sides settled on in whichever handshake.
    fn check_agreement(&self, pair: &Pair, full: bool) {
        for end in [&pair.client, &pair.server] {
            let session = session(end);
            assert_eq!(end.conn.suite(), Some(self.suite));
            assert_eq!(end.conn.version(), Some(ProtocolVersion::DTLS1_2));
            assert_eq!(session.extended_master_secret, self.extended_master_secret);
            let mac_last = self.encrypt_then_mac && self.suite.cbc().is_some();
            assert_eq!(session.encrypt_then_mac, mac_last);
            assert_eq!(session.max_fragment_length, 0);
        }
        let (client, server) = self.connection_ids();
        assert_eq!(pair.client.conn.connection_ids(), (client, server));
        assert_eq!(pair.server.conn.connection_ids(), (server, client));
        let [client, server] = [&pair.client, &pair.server].map(|end| session(end).master_secret.as_bytes());
        assert_eq!(client, server);
        assert_eq!(client.len(), 48);
        let exported = [&pair.client, &pair.server].map(|end| {
            let mut out = [0; 40];
            end.conn.export_keying_material(b"EXPORTER-matrix", Some(b"c"), &mut out).expect("established");
            out
        });
        assert_eq!(exported[0], exported[1]);
        assert_eq!(pair.client.conn.verify_result(), 0);
        assert_eq!(pair.server.conn.verify_result(), self.verify_result());
        assert_eq!(pair.server.verify_requests, usize::from(self.cookies));

        let shown = |role| self.identity(role).map(|identity| identity.chain);
        let seen = |end: &End| session(end).peer_chain.as_deref().map(<[_]>::to_vec);
        let length = if full || !self.resumption.is_saved() { usize::MAX } else { 1 };
        let expected = |chain: Option<Vec<_>>| chain.map(|chain| chain.into_iter().take(length).collect());
        assert_eq!(seen(&pair.client), expected(shown(Role::Server)));
        if full || !self.resumption.by_ticket() {
            let client = self.is_asked().then(|| shown(Role::Client)).flatten();
            assert_eq!(seen(&pair.server), expected(client));
        } else {
            // A ticket holds the leaf alone.
            let client = self.is_asked().then(|| shown(Role::Client)).flatten();
            assert_eq!(seen(&pair.server), client.map(|chain| chain[..1].to_vec()));
        }
    }

    /// What a full handshake leaves for the next one.
    fn check_first(&self, pair: &Pair) {
        let client = session(&pair.client);
        let expected: &[&str] = if self.resumption.by_id() {
            assert_eq!((client.id.len(), &client.id), (32, &session(&pair.server).id));
            &["store session"]
        } else if self.resumption.by_ticket() {
            assert_eq!(client.ticket.as_ref().map(|ticket| ticket.lifetime()), Some(TICKET_LIFETIME));
            &["write ticket"]
        } else {
            &[]
        };
        assert_eq!(pair.server.asked_for, expected);
        assert_eq!(client.ticket.is_some(), self.resumption.by_ticket());
    }

    fn check_resumed(&self, pair: &Pair, kept: &Kept) {
        let (client, server) = (session(&pair.client), session(&pair.server));
        assert_eq!(client.master_secret, kept.client.master_secret);
        assert_eq!((client.start, client.verify_result), (kept.client.start, kept.client.verify_result));
        assert_eq!(server.verify_result, kept.server.verify_result);
        let asked = if self.resumption.by_id() { "find session" } else { "open ticket" };
        assert_eq!(pair.server.asked_for, [asked]);
        if self.resumption.by_id() {
            assert_eq!((&client.id, &server.id), (&kept.client.id, &kept.client.id));
        } else {
            assert_eq!(client.ticket, kept.client.ticket);
        }
        // Hello, answer with Finished, Finished; before that a hello and its answer for the cookie.
        if !matches!(self.mtu, 256 | 512) {
            let cookies = usize::from(self.cookies);
            assert_eq!(pair.link.sent, [2 + cookies, 1 + cookies]);
        }
    }

    /// Data both ways: a byte, and as much as a datagram carries; one more is refused.
    fn exchange(&self, pair: &mut Pair) {
        let mtu = usize::from(self.mtu);
        let (client, server) = self.connection_ids();
        pair.filter(move |sent| {
            let carried = if sent.from == Side::Client { server } else { client };
            let kind = if carried.is_empty() { 23 } else { 25 };
            assert_eq!(
                (sent.datagram[0], sent.datagram.get(11..11 + carried.len())),
                (kind, Some(&*carried))
            );
            assert!(mtu == 0 || sent.datagram.len() <= mtu);
            Verdict::Pass
        });
        for side in SIDES {
            let conn = &mut pair.end(side).conn;
            let most = conn.max_payload().expect("room");
            assert_eq!(most, if mtu == 0 { 1 << 14 } else { mtu - conn.record_expansion() });
            assert!(conn.write(&vec![1; most + 1]).is_err());
            let long: Vec<u8> = (0..most.min(LONG_PAYLOAD)).map(|byte| byte as u8).collect();
            pair.end(side.other()).received.clear();
            for message in [&b"x"[..], &long] {
                pair.write(side, message).expect("write");
            }
            pair.run();
            assert_eq!(pair.end(side.other()).received, [b"x".to_vec(), long], "from {side:?}");
        }
        self.watch(pair);
    }

    fn go_further(&self, pair: &mut Pair) {
        if self.suite.key_exchange == KeyExchange::EcJpake {
            // It was for the first handshake alone.
            SIDES.into_iter().for_each(|side| pair.end(side).set_password(PASSWORD));
        }
        match self.further {
            Further::Nothing => return,
            Further::Saved if self.suite.cbc().is_some() => {
                assert!(pair.client.conn.save().is_err() && pair.server.conn.save().is_err());
                return;
            }
            Further::Saved => SIDES.into_iter().for_each(|side| carry(pair.end(side))),
            Further::RenegotiatedByClient => renegotiate(pair, Side::Client),
            Further::RenegotiatedByServer => renegotiate(pair, Side::Server),
        }
        assert_eq!(pair.now, 0, "nothing was sent again");
        for end in [&pair.client, &pair.server] {
            assert_eq!(end.conn.suite(), Some(self.suite));
            assert_eq!(session(end).extended_master_secret, self.extended_master_secret);
        }
        assert_eq!(pair.client.conn.verify_result(), 0);
        assert_eq!(pair.server.conn.verify_result(), self.verify_result());
        assert_eq!(session(&pair.client).master_secret, session(&pair.server).master_secret);
        self.exchange(pair);
    }
}

/// Takes a connection through bytes.
fn carry(end: &mut End) {
    let bytes = end.conn.save().expect("at rest");
    let mut conn = Connection::new(Arc::clone(end.conn.config()), ConnectionSettings::default(), 0);
    conn.load(&bytes).expect("just saved");
    let before = std::mem::replace(&mut end.conn, conn);
    assert_eq!(end.conn.connection_ids(), before.connection_ids());
}

fn connect(pair: &mut Pair) {
    pair.connect();
    pair.run();
    assert_eq!(pair.now, 0, "nothing was sent again");
}

/// Each side takes leave, and the other hears of it.
fn close(pair: &mut Pair) {
    for side in SIDES {
        pair.end(side).conn.close_notify().expect("close_notify");
        pair.flush(side);
        pair.run();
        assert_eq!(pair.end(side.other()).read_error, Some(Error::CloseNotify), "from {side:?}");
    }
}

fn session(end: &End) -> &Session {
    end.conn.session().expect("established")
}
