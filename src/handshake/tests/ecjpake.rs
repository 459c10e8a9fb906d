//! What either side refuses of EC J-PAKE. Which alert goes with which failure is as Mbed TLS has it.

use super::pair::Pair;
use crate::codec::{AlertDescription as A, HandshakeType as H, Writer};
use crate::error::{CryptoError, DecodeError, Error, HandshakeFailure};
use crate::keys::Role::{Client, Server};
use crate::msgs::{ClientHello, EcJpakeKeyPair, ServerHello};

const ECJPAKE: &str = "TLS-ECJPAKE-WITH-AES-128-CCM-8";
/// `HandshakeFailure::EcJpake`, which stands for all that may be wrong with the second round.
const FAILED: Error = Error::HandshakeFailure(HandshakeFailure::EcJpake);

fn client_hello(change: impl Fn(&mut Option<Vec<u8>>) + 'static) -> Pair {
    Pair::with_suite(ECJPAKE).with_body(Client, H::CLIENT_HELLO, move |body| {
        let mut hello = ClientHello::decode(body).unwrap();
        change(&mut hello.extensions.ecjpake_kkpp);
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        *body = writer.into_vec();
    })
}

fn server_hello(change: impl Fn(&mut Option<Vec<u8>>) + 'static) -> Pair {
    Pair::with_suite(ECJPAKE).with_body(Server, H::SERVER_HELLO, move |body| {
        let mut hello = ServerHello::decode(body).unwrap();
        change(&mut hello.extensions.ecjpake_kkpp);
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        *body = writer.into_vec();
    })
}

type Damage = fn(&mut Vec<u8>);

/// What may be done to a first round, and what is then wrong with it.
fn damages() -> [(Damage, Error); 5] {
    [
        (|data| data.truncate(40), Error::Decode(DecodeError::Truncated)),
        (|data| data.push(0), Error::Decode(DecodeError::TrailingData)),
        // Inside of the first point.
        (|data| data[30] ^= 1, Error::Crypto(CryptoError::BadKeyShare)),
        // Behind both points of the first key stands its number, behind its length.
        (|data| data[2 * 66 + 2] ^= 1, Error::Crypto(CryptoError::BadProof)),
        // The second key in the place of the first, too.
        (
            |data| {
                let [_, second] = EcJpakeKeyPair::decode(data).unwrap().to_shares();
                let mut swapped = second.clone();
                swapped.point = second.commitment.clone();
                *data = EcJpakeKeyPair::from(&[swapped, second]).encode();
            },
            Error::Crypto(CryptoError::BadProof),
        ),
    ]
}

#[test]
fn a_server_refuses_bad_keys_in_the_hello() {
    for (damage, error) in damages() {
        let mut pair = client_hello(move |data| damage(data.as_mut().unwrap()));
        pair.refuses(Server, error, Some(A::ILLEGAL_PARAMETER));
    }
    let mut pair = client_hello(|data| *data = None);
    let failure = Error::HandshakeFailure(HandshakeFailure::NoCommonSuite);
    pair.refuses(Server, failure, Some(A::HANDSHAKE_FAILURE));
}

#[test]
fn a_client_refuses_bad_keys_in_the_hello() {
    for (damage, error) in damages() {
        let mut pair = server_hello(move |data| damage(data.as_mut().unwrap()));
        pair.refuses(Client, error, Some(A::HANDSHAKE_FAILURE));
    }
    server_hello(|data| *data = None).refuses(Client, FAILED, Some(A::HANDSHAKE_FAILURE));
}

/// The server's own words, and the client's, sent back to them.
#[test]
fn keys_sent_back_are_refused() {
    let said = std::rc::Rc::new(std::cell::RefCell::new(None));
    let mut pair = Pair::with_suite(ECJPAKE).tampered(move |sender, _, mut incoming| {
        if let crate::handshake::Incoming::Message(message) = &mut incoming {
            if sender == Client && message.kind == H::CLIENT_HELLO {
                said.replace(ClientHello::decode(&message.body).unwrap().extensions.ecjpake_kkpp);
            } else if sender == Server && message.kind == H::SERVER_HELLO {
                let mut hello = ServerHello::decode(&message.body).unwrap();
                hello.extensions.ecjpake_kkpp = said.take();
                let mut writer = Writer::new();
                hello.encode(&mut writer);
                message.body = writer.into_vec();
            }
        }
        vec![incoming]
    });
    pair.refuses(Client, Error::Crypto(CryptoError::BadProof), Some(A::HANDSHAKE_FAILURE));
}

#[test]
fn a_client_refuses_a_bad_second_round() {
    let with = |change: fn(&mut Vec<u8>)| {
        Pair::with_suite(ECJPAKE).with_body(Server, H::SERVER_KEY_EXCHANGE, change)
    };
    // Another curve, a point off the curve, a proof that does not hold.
    with(|body| body[2] = 24).refuses(
        Client,
        Error::IllegalParameter("ECDHE parameters"),
        Some(A::ILLEGAL_PARAMETER),
    );
    with(|body| body[30] ^= 1).refuses(Client, FAILED, Some(A::HANDSHAKE_FAILURE));
    with(|body| *body.last_mut().unwrap() ^= 1).refuses(Client, FAILED, Some(A::HANDSHAKE_FAILURE));
    with(|body| body.push(0)).refuses(
        Client,
        Error::Decode(DecodeError::TrailingData),
        Some(A::DECODE_ERROR),
    );
}

#[test]
fn a_server_refuses_a_bad_second_round_without_a_word() {
    let with = |change: fn(&mut Vec<u8>)| {
        Pair::with_suite(ECJPAKE).with_body(Client, H::CLIENT_KEY_EXCHANGE, change)
    };
    with(|body| body[30] ^= 1).refuses(Server, FAILED, None);
    with(|body| *body.last_mut().unwrap() ^= 1).refuses(Server, FAILED, None);
    with(|body| body.truncate(70)).refuses(Server, Error::Decode(DecodeError::Truncated), None);
}
