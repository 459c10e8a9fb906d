//! What a connection keeps, and what it tells of it.

use super::{Connection, Progress, Reading};
use crate::codec::{ContentType, HandshakeType};
use crate::config::{Config, ConnectionSettings};
use crate::crypto::suite;
use crate::flight::Fragment;
use crate::handshake::{Answer, Established, Need};
use crate::keys::{DirectionKeys, PremasterSecret, Role};
use crate::record::{Protection, RecordLayer};
use crate::session::Session;
use std::sync::Arc;

/// A client that waits for the server's hello.
fn waiting_client() -> Connection {
    let mut client = Connection::new(Config::new(Role::Client).into(), ConnectionSettings::default(), 0);
    loop {
        match client.step().expect("step") {
            Progress::Needs(Need::Random(length)) => {
                client.answer(Answer::Random(Ok(vec![1; length]))).expect("answer");
            }
            Progress::NeedsDatagram => return client,
            _ => {}
        }
    }
}

/// A connection with keys, and the records of its peer.
fn established() -> (Connection, RecordLayer) {
    let suite = &suite::ALL[0];
    let keys = DirectionKeys::known(suite, false);
    let mut peer = RecordLayer::new(true);
    peer.install_write(Protection::writing(suite, &keys).expect("keys of the right length")).expect("epoch");
    let mut own = Connection::new(Config::new(Role::Client).into(), ConnectionSettings::default(), 0);
    own.records
        .install_read(Protection::reading(suite, &keys).expect("keys of the right length"))
        .expect("epoch");
    own.negotiation = None;
    own.reliability = None;
    own.established = Some(Box::new(Established {
        session: Session {
            version: crate::codec::ProtocolVersion::DTLS1_2,
            suite,
            master_secret: PremasterSecret::psk(&[1]).master_secret(suite.hash, &[0; 32], &[0; 32]),
            role: crate::keys::Role::Client,
            extended_master_secret: true,
            encrypt_then_mac: false,
            max_fragment_length: 0,
            id: Vec::new(),
            peer_chain: None::<Arc<[_]>>,
            verify_result: 0,
            server_name: None,
            start: 0,
            ticket: None,
            ticket_created: 0,
        },
        client_random: [0; 32],
        server_random: [0; 32],
        secure_renegotiation: None,
    }));
    (own, peer)
}

fn handshake_record(seq: u16, body: &[u8]) -> Vec<u8> {
    let fragment =
        Fragment { kind: HandshakeType::SERVER_HELLO, total: body.len(), seq, offset: 0, data: body };
    let mut datagram = Vec::new();
    RecordLayer::new(true)
        .seal(0, ContentType::HANDSHAKE, &[&fragment.header(), body], &mut datagram)
        .expect("seal");
    datagram
}

#[test]
fn what_waits_for_something_else_is_not_pending() {
    let mut client = waiting_client();
    // A message ahead of the one that is due, and a record of the next epoch: anyone can send such.
    for (datagram, epoch) in [(handshake_record(1, b"ahead"), 0), (handshake_record(0, b"early"), 1)] {
        let mut datagram = datagram;
        datagram[4] = epoch;
        client.handle_datagram(&datagram);
        assert!(client.has_pending_input());
        assert!(matches!(client.step(), Ok(Progress::NeedsDatagram)));
        assert!(client.kept_bytes() > 0);
        assert!(!client.has_pending_input(), "nothing to go on with: a program would call again for ever");
    }
}

#[test]
fn plaintext_that_nobody_fetched_is_wiped() {
    let secret = b"for nobody else";
    let receive = || {
        let (mut own, mut peer) = established();
        let mut datagram = Vec::new();
        peer.seal(1, ContentType::APPLICATION_DATA, &[secret], &mut datagram).expect("seal");
        own.handle_datagram_owned(datagram);
        assert!(matches!(own.next_data(), Ok(None)));
        own
    };
    let holds = |bytes: &[u8]| bytes.windows(4).any(|part| secret.windows(4).any(|other| other == part));

    let mut own = receive();
    assert!(holds(&own.inbound.datagram));
    assert!(!holds(&own.inbound.release()));

    let mut own = receive();
    let mut half = [0; 8];
    assert!(matches!(own.read(&mut half), Ok(Reading::Data(8))));
    assert!(!holds(&own.inbound.release()));
}

#[test]
fn data_before_the_end_of_the_handshake_is_wiped() {
    let (mut own, mut peer) = established();
    let mut fresh = waiting_client();
    fresh.records = core::mem::replace(&mut own.records, RecordLayer::new(true));
    let mut datagram = Vec::new();
    peer.seal(1, ContentType::APPLICATION_DATA, &[b"too early"], &mut datagram).expect("seal");
    fresh.handle_datagram_owned(datagram);
    assert!(matches!(fresh.step(), Ok(Progress::NeedsDatagram)));
    let left = fresh.reclaim_buffer().expect("used up");
    assert!(!left.windows(5).any(|part| part == b"early"));
}
