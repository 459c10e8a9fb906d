//! EC J-PAKE against a second one, written from the description of the protocol alone, on points with two coordinates
//! and big numbers in place of a crate for the curve.

use crate::crypto::{
    EcCurve, EcJpake, EcJpakeParty, EcJpakeSecondRound, EcJpakeShare, HashAlgorithm, Integer, digest,
};
use crate::error::CryptoError;

/// Both coordinates; `None` at infinity.
type Point = Option<(Integer, Integer)>;

fn number(bytes: &[u8]) -> Integer {
    Integer::from_be_bytes(bytes)
}

fn prime() -> Integer {
    number(EcCurve::P256.domain().p)
}

fn order() -> Integer {
    number(EcCurve::P256.domain().n)
}

fn generator() -> Point {
    let domain = EcCurve::P256.domain();
    Some((number(domain.gx), number(domain.gy)))
}

fn add(a: &Point, b: &Point) -> Point {
    let (Some((ax, ay)), Some((bx, by))) = (a, b) else { return a.clone().or_else(|| b.clone()) };
    let p = prime();
    let (rise, run) = if ax == bx {
        if ay.add(by).modulo(&p).unwrap().is_zero() {
            return None;
        }
        (ax.mul(ax).sub(&Integer::from(1)).mul(&Integer::from(3)), ay.add(ay))
    } else {
        (by.sub(ay), bx.sub(ax))
    };
    let slope = rise.mul(&run.modulo(&p).unwrap().invert_mod(&p).unwrap()).modulo(&p).unwrap();
    let x = slope.mul(&slope).sub(ax).sub(bx).modulo(&p).unwrap();
    let y = ax.sub(&x).mul(&slope).sub(ay).modulo(&p).unwrap();
    Some((x, y))
}

fn negated(point: &Point) -> Point {
    point.as_ref().map(|(x, y)| (x.clone(), prime().sub(y)))
}

fn times(factor: &Integer, point: &Point) -> Point {
    let mut sum = None;
    for byte in factor.to_be_bytes().iter() {
        for bit in (0..8).rev() {
            sum = add(&sum, &sum);
            if byte >> bit & 1 == 1 {
                sum = add(&sum, point);
            }
        }
    }
    sum
}

fn encoded(point: &Point) -> Vec<u8> {
    let (x, y) = point.as_ref().expect("not at infinity");
    let padded = |number: &Integer| {
        let bytes = number.to_be_bytes();
        [vec![0; 32 - bytes.len()], bytes.to_vec()].concat()
    };
    [vec![4], padded(x), padded(y)].concat()
}

fn decoded(bytes: &[u8]) -> Point {
    assert_eq!((bytes.len(), bytes[0]), (65, 4));
    Some((number(&bytes[1..33]), number(&bytes[33..])))
}

fn challenge(base: &Point, commitment: &[u8], point: &[u8], name: &[u8]) -> Integer {
    let mut hashed = Vec::new();
    for part in [&encoded(base)[..], commitment, point, name] {
        hashed.extend_from_slice(&(part.len() as u32).to_be_bytes());
        hashed.extend_from_slice(part);
    }
    number(digest(HashAlgorithm::Sha256, &[&hashed]).as_ref()).modulo(&order()).unwrap()
}

/// One side of the second EC J-PAKE, with keys that are given.
struct Other {
    name: &'static [u8],
    peer_name: &'static [u8],
    password: Integer,
    keys: [Integer; 2],
}

impl Other {
    fn new(party: EcJpakeParty, password: &[u8]) -> Self {
        let key =
            |seed: u8| number(digest(HashAlgorithm::Sha256, &[&[seed]]).as_ref()).modulo(&order()).unwrap();
        let (name, peer_name): (&[u8], &[u8]) = match party {
            EcJpakeParty::Client => (b"client", b"server"),
            EcJpakeParty::Server => (b"server", b"client"),
        };
        Self { name, peer_name, password: number(password), keys: [key(1), key(2)] }
    }

    fn share(&self, base: &Point, key: &Integer) -> EcJpakeShare {
        let nonce = number(digest(HashAlgorithm::Sha256, &[b"nonce", &key.to_be_bytes()]).as_ref());
        let nonce = nonce.modulo(&order()).unwrap();
        let (point, commitment) = (encoded(&times(key, base)), encoded(&times(&nonce, base)));
        let answer = challenge(base, &commitment, &point, self.name).mul(key);
        let response = nonce.sub(&answer).modulo(&order()).unwrap().to_be_bytes().to_vec();
        EcJpakeShare { point, commitment, response }
    }

    fn check(&self, base: &Point, share: &EcJpakeShare) -> Point {
        let point = decoded(&share.point);
        let challenge = challenge(base, &share.commitment, &share.point, self.peer_name);
        let fits = add(&times(&number(&share.response), base), &times(&challenge, &point));
        assert_eq!(encoded(&fits), share.commitment, "the proof");
        point
    }

    fn first_round(&self) -> [EcJpakeShare; 2] {
        [0, 1].map(|at: usize| self.share(&generator(), &self.keys[at]))
    }

    /// The second round and, given the peer's, the secret.
    fn second_round(
        &self,
        peer: &[EcJpakeShare; 2],
        peer_second: impl FnOnce(EcJpakeShare) -> EcJpakeShare,
    ) -> Vec<u8> {
        let [peer_first, peer_last] = [0, 1].map(|at: usize| self.check(&generator(), &peer[at]));
        let [own_first, own_last] = [0, 1].map(|at: usize| times(&self.keys[at], &generator()));
        let key = self.keys[1].mul(&self.password).modulo(&order()).unwrap();
        let base = add(&add(&own_first, &peer_first), &peer_last);
        let peer_share = peer_second(self.share(&base, &key));
        let peer_base = add(&add(&peer_first, &own_first), &own_last);
        let point = self.check(&peer_base, &peer_share);
        let shared = times(&self.keys[1], &add(&point, &negated(&times(&key, &peer_last))));
        digest(HashAlgorithm::Sha256, &[&encoded(&shared)[1..33]]).as_ref().to_vec()
    }
}

fn ours(party: EcJpakeParty, password: &[u8]) -> EcJpake {
    EcJpake::new(party, password).unwrap()
}

#[test]
fn both_agree_with_the_other_one() {
    for (own, other) in
        [(EcJpakeParty::Client, EcJpakeParty::Server), (EcJpakeParty::Server, EcJpakeParty::Client)]
    {
        // Longer than the order, so that it is reduced.
        let password = b"a pass phrase of more than thirty-two characters";
        let other = Other::new(other, password);
        let own = ours(own, password);
        let first = own.first_round().clone();
        let second = own.accept(&other.first_round()).unwrap();
        let mut secret = None;
        let of_other = other.second_round(&first, |share| {
            let own_share = second.second_round().unwrap();
            secret = Some(second.agree(&share).unwrap());
            own_share
        });
        assert_eq!(secret.unwrap().as_bytes(), of_other);
    }
}

fn second_rounds(client: &[u8], server: &[u8]) -> (EcJpakeSecondRound, EcJpakeSecondRound) {
    let (client, server) = (ours(EcJpakeParty::Client, client), ours(EcJpakeParty::Server, server));
    let (of_client, of_server) = (client.first_round().clone(), server.first_round().clone());
    (client.accept(&of_server).unwrap(), server.accept(&of_client).unwrap())
}

#[test]
fn other_passwords_give_other_secrets() {
    for (of_server, same) in [(&b"pass"[..], true), (b"\0pass", true), (b"past", false)] {
        let (client, server) = second_rounds(b"pass", of_server);
        let (of_client, of_server) = (client.second_round().unwrap(), server.second_round().unwrap());
        let (client, server) = (client.agree(&of_server).unwrap(), server.agree(&of_client).unwrap());
        assert_eq!(client == server, same);
        assert_eq!(client.as_bytes().len(), 32);
    }
}

#[test]
fn passwords_that_are_no_numbers_but_zero_are_refused() {
    for password in [&[][..], &[0], &[0; 40], EcCurve::P256.domain().n] {
        assert_eq!(EcJpake::check_password(password), Err(CryptoError::BadKey));
        assert_eq!(EcJpake::new(EcJpakeParty::Client, password).unwrap_err(), CryptoError::BadKey);
    }
    assert_eq!(EcJpake::check_password(&[0, 1]), Ok(()));
}

/// Everything that may be wrong with a share of a peer.
fn damaged(good: &EcJpakeShare) -> Vec<(EcJpakeShare, CryptoError)> {
    let change = |change: &dyn Fn(&mut EcJpakeShare)| {
        let mut share = good.clone();
        change(&mut share);
        share
    };
    let order = EcCurve::P256.domain().n;
    vec![
        (change(&|share| share.point[40] ^= 1), CryptoError::BadKeyShare),
        (change(&|share| share.commitment[40] ^= 1), CryptoError::BadKeyShare),
        (change(&|share| share.point = vec![0]), CryptoError::BadKeyShare),
        (change(&|share| share.point = vec![0; 65]), CryptoError::BadKeyShare),
        (change(&|share| share.commitment = vec![0]), CryptoError::BadKeyShare),
        (change(&|share| share.point.truncate(33)), CryptoError::BadKeyShare),
        (
            change(&|share| {
                share.point[0] = 2 + (share.point[64] & 1);
                share.point.truncate(33);
            }),
            CryptoError::BadKeyShare,
        ),
        (change(&|share| share.point.push(0)), CryptoError::BadKeyShare),
        (change(&|share| std::mem::swap(&mut share.point, &mut share.commitment)), CryptoError::BadProof),
        (change(&|share| *share.response.last_mut().unwrap() ^= 1), CryptoError::BadProof),
        (change(&|share| share.response = vec![0]), CryptoError::BadProof),
        (change(&|share| share.response = Vec::new()), CryptoError::BadProof),
        (change(&|share| share.response = order.to_vec()), CryptoError::BadProof),
        (change(&|share| share.response = [&[1; 1], &share.response[..]].concat()), CryptoError::BadProof),
        (change(&|share| share.response = vec![1; 33]), CryptoError::BadProof),
    ]
}

#[test]
fn damaged_first_rounds_are_refused() {
    let [first, second] = ours(EcJpakeParty::Server, b"pass").first_round().clone();
    for (bad, error) in damaged(&first) {
        let client = ours(EcJpakeParty::Client, b"pass");
        assert_eq!(client.accept(&[bad, second.clone()]).unwrap_err(), error);
    }
    for (bad, error) in damaged(&second) {
        let client = ours(EcJpakeParty::Client, b"pass");
        assert_eq!(client.accept(&[first.clone(), bad]).unwrap_err(), error);
    }
    let client = ours(EcJpakeParty::Client, b"pass");
    assert!(client.accept(&[second, first]).is_ok(), "each proof stands for itself");
}

#[test]
fn damaged_second_rounds_are_refused() {
    let (_, server) = second_rounds(b"pass", b"pass");
    let cases = damaged(&server.second_round().unwrap());
    for (at, (_, error)) in cases.iter().enumerate() {
        let (client, server) = second_rounds(b"pass", b"pass");
        let (bad, _) = damaged(&server.second_round().unwrap()).swap_remove(at);
        assert_eq!(client.agree(&bad).unwrap_err(), *error);
    }
}

#[test]
fn our_own_shares_sent_back_are_refused() {
    let client = ours(EcJpakeParty::Client, b"pass");
    let own = client.first_round().clone();
    assert_eq!(client.accept(&own).unwrap_err(), CryptoError::BadProof);
    let (client, _) = second_rounds(b"pass", b"pass");
    let own = client.second_round().unwrap();
    assert_eq!(client.agree(&own).unwrap_err(), CryptoError::BadProof);
}

#[test]
fn nothing_secret_is_printed() {
    let client = ours(EcJpakeParty::Client, b"pass");
    assert_eq!(format!("{client:?}"), "EcJpake(Client)");
    let (client, _) = second_rounds(b"pass", b"pass");
    assert_eq!(format!("{client:?}"), "EcJpakeSecondRound(Client)");
}

#[test]
fn responses_have_no_leading_zeros_and_may_have_them() {
    let mut seen = false;
    for _ in 0..6000 {
        let client = ours(EcJpakeParty::Client, b"pass");
        let mut shares = client.first_round().clone();
        assert!(shares.iter().all(|share| share.response[0] != 0 && share.response.len() <= 32));
        if let Some(short) = shares.iter_mut().find(|share| share.response.len() < 32) {
            short.response.insert(0, 0);
            seen = true;
            ours(EcJpakeParty::Server, b"pass").accept(&shares).unwrap();
            break;
        }
    }
    assert!(seen, "one response in 256 is short");
}
