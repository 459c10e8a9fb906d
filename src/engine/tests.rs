//! What a connection keeps, and what it tells of it.

use super::{Connection, Progress};
use crate::codec::{ContentType, HandshakeType};
use crate::config::{Config, ConnectionSettings};
use crate::flight::Fragment;
use crate::handshake::{Answer, Need};
use crate::keys::Role;
use crate::record::RecordLayer;

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
