//! Saved connections: what loads is saved again as the same bytes, and goes on with its peer.
#![no_main]

#[allow(dead_code)]
#[path = "../../src/tests/fixtures.rs"]
mod fixtures;
#[allow(dead_code, unused_imports)]
#[path = "../../src/tests/pair/mod.rs"]
mod pair;
mod support;

use dtls::codec::{ConnectionId, ContentType, HandshakeType, MaxFragmentLength, Reader, SrtpProfile};
use dtls::config::{Config, ConnectionSettings};
use dtls::crypto::{HashAlgorithm, digest};
use dtls::engine::{Connection, Emit, Reading};
use dtls::flight::Fragment;
use dtls::keys::{Role, VERIFY_DATA_LEN};
use dtls::record::{LayerState, Opened, Protection, RecordLayer};
use dtls::session::{Agreement, SavedKind, Session, read_header};
use fixtures::{certificate_pair, password_pair, psk_pair, suite_of};
use libfuzzer_sys::fuzz_target;
use pair::{Pair, Side};
use std::sync::{Arc, LazyLock};

const PROTOCOL: &[u8] = b"coap";

/// Length of the checksum at the end, which the inputs come without: no fuzzer finds one.
const CHECKSUM_LEN: usize = 16;

/// What configurations for both roles have that go on with anything, with and without protection against replay.
static CONFIGS: LazyLock<[Arc<Config>; 4]> = LazyLock::new(|| {
    [(Role::Client, false), (Role::Server, false), (Role::Client, true), (Role::Server, true)].map(
        |(role, anti_replay)| {
            let (client, server) = psk_pair();
            let config = if role == Role::Client { client } else { server };
            let protocols = Some(vec![PROTOCOL.to_vec()]);
            Arc::new(Config { protocols, save_last_flight: true, anti_replay, ..config })
        },
    )
});

fuzz_target!(init: support::write_seeds(seeds), |data: &[u8]| {
    let Some((choice, body)) = data.split_first() else { return };
    let bytes = [body, &digest(HashAlgorithm::Sha256, &[body]).as_ref()[..CHECKSUM_LEN]].concat();
    let config = &CONFIGS[usize::from(choice & 3)];
    let mut conn = Connection::new(Arc::clone(config), ConnectionSettings::default(), 0);
    if conn.load(&bytes).is_err() {
        return;
    }
    assert_eq!(conn.save().expect("at rest")[..], bytes, "saved again");
    go_on(&mut conn, &bytes, config.anti_replay);
});

/// The other side of a saved connection.
struct Peer {
    /// In epoch 1, whatever that of the connection is.
    layer: RecordLayer,
    read_epoch: u16,
    /// The number that makes the connection repeat its last flight.
    repeated: Option<u16>,
}

impl Peer {
    /// The peer of what was saved as `bytes`, which loaded.
    fn of(conn: &Connection, bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        read_header(&mut reader, SavedKind::Connection).ok()?;
        let renegotiates = reader.u8().ok()? & 2 != 0;
        let session = Session::load(reader.vec24().ok()?).ok()?;
        let (client, server) = (reader.array().ok()?, reader.array().ok()?);
        if renegotiates {
            reader.take(2 * VERIFY_DATA_LEN).ok()?;
        }
        Agreement::decode(&mut reader).ok()?;
        let read_epoch =
            u16::from_be_bytes(Reader::new(&bytes[bytes.len() - reader.remaining()..]).array().ok()?);
        LayerState::decode(&mut reader).ok()?;
        reader.take(2 + 4).ok()?;
        let mut flight = Reader::new(reader.vec24().ok()?);
        let repeated = flight.u16().and_then(|_| flight.u16()).ok().and_then(|start| start.checked_sub(1));

        let keys =
            session.master_secret.connection_keys(session.suite, session.encrypt_then_mac, &client, &server);
        let (read, write) = keys.for_role(session.role);
        let (conn_reads, conn_writes) = conn.connection_ids();
        let mut layer = RecordLayer::new(false);
        layer.set_connection_ids(conn_writes, conn_reads);
        layer.install_write(Protection::writing(session.suite, &write).ok()?).ok()?;
        layer.install_read(Protection::reading(session.suite, &read).ok()?).ok()?;
        Some(Self { layer, read_epoch, repeated })
    }

    fn seal(&mut self, content_type: ContentType, content: &[u8]) -> Vec<u8> {
        let mut datagram = Vec::new();
        self.layer.seal(1, content_type, &[content], &mut datagram).expect("few records");
        datagram
    }
}

fn go_on(conn: &mut Connection, bytes: &[u8], anti_replay: bool) {
    let mut peer = Peer::of(conn, bytes).expect("it loaded");
    let mut buffer = [0; 64];

    if let Some(seq) = peer.repeated {
        let kind = HandshakeType::FINISHED;
        let fragment = Fragment { kind, total: 12, seq, offset: 0, data: &[7; 12] };
        let record = peer.seal(ContentType::HANDSHAKE, &[&fragment.header()[..], fragment.data].concat());
        conn.handle_datagram(&record);
        let _ = conn.read(&mut buffer);
        sent(conn);
        if conn.failure().is_some() {
            return;
        }
    }

    if conn.write(b"words").is_ok() {
        let mut datagram = sent(conn).pop().expect("a record");
        let words = match peer.layer.open(&mut datagram, 0).0 {
            Opened::Record(record) => Some(&datagram[record.payload]),
            _ => None,
        };
        // With a connection id the epoch stands where it does without.
        if datagram.get(3..5) == Some(&[0, 1]) {
            assert_eq!(words, Some(&b"words"[..]), "the peer reads it");
        }
    }

    let record = peer.seal(ContentType::APPLICATION_DATA, b"answer");
    conn.handle_datagram(&record);
    let reading = conn.read(&mut buffer);
    if !anti_replay && peer.read_epoch == 1 {
        assert!(matches!(reading, Ok(Reading::Data(6))), "it reads the peer");
        assert_eq!(&buffer[..6], b"answer");
    }
    let _ = conn.close_notify();
    sent(conn);
}

/// The datagrams that a connection wants to be sent.
fn sent(conn: &mut Connection) -> Vec<Vec<u8>> {
    std::iter::from_fn(|| conn.poll_output())
        .filter_map(|emit| match emit {
            Emit::Datagram(datagram) => Some(datagram),
            _ => None,
        })
        .collect()
}

/// Both sides of connections of several kinds, some right after the handshake.
fn seeds() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    let one_suite = |(client, server): (Config, Config), id| {
        let one = |config| Config { suites: vec![suite_of(id)], ..config };
        (one(client), one(server))
    };
    let agreeing = |(client, server): (Config, Config)| {
        let with = |config| Config {
            protocols: Some(vec![PROTOCOL.to_vec()]),
            srtp_profiles: vec![SrtpProfile::AEAD_AES_128_GCM],
            srtp_mki: true,
            max_fragment_length: Some(MaxFragmentLength::LEN_512),
            cid_len: 4,
            ..config
        };
        (with(client), with(server))
    };
    for (client, server) in [
        psk_pair(),
        agreeing(psk_pair()),
        password_pair(),
        one_suite(certificate_pair(), 0xc02b),
        one_suite(certificate_pair(), 0xcca9),
        one_suite(psk_pair(), 0x00a9),
        one_suite(psk_pair(), 0xc0a8),
    ] {
        for at_once in [true, false] {
            let save_last_flight = |config: &Config| Config { save_last_flight: true, ..config.clone() };
            let mut pair = Pair::new(save_last_flight(&client), save_last_flight(&server));
            pair.logs = false;
            for side in [Side::Client, Side::Server] {
                let end = pair.end(side);
                end.conn.settings_mut().srtp_mki = b"key".to_vec().into();
                end.conn.settings_mut().connection_id =
                    ConnectionId::new(&[side as u8; 4]).filter(|_| client.cid_len == 4).into();
            }
            pair.connect();
            if !at_once {
                pair.exchange();
            }
            for end in [&pair.client, &pair.server] {
                let saved = end.conn.save().expect("at rest");
                all.push(saved[..saved.len() - CHECKSUM_LEN].to_vec());
            }
        }
    }
    all
}
