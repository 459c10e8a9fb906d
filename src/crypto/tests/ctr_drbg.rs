//! Every constant here was printed by a C program that made the same calls on Mbed TLS 3.6.6, with an entropy callback
//! that counts upwards from zero and notes how much was asked for.

use super::hex;
use crate::crypto::{CtrDrbg, CtrDrbgError};

/// The entropy callback of the C program.
#[derive(Default)]
struct Counting {
    next: u8,
    requests: Vec<usize>,
    fails: bool,
}

impl Counting {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), Failure> {
        self.requests.push(out.len());
        if self.fails {
            return Err(Failure);
        }
        for byte in out {
            *byte = self.next;
            self.next = self.next.wrapping_add(1);
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Failure;

/// A generator and its entropy, with the calls of the C program.
struct Pair {
    drbg: CtrDrbg,
    entropy: Counting,
}

impl Pair {
    fn new() -> Self {
        Self { drbg: CtrDrbg::new(), entropy: Counting::default() }
    }

    fn seed(&mut self, personalization: &[u8]) -> Result<(), CtrDrbgError<Failure>> {
        self.drbg.seed(&mut |out| self.entropy.fill(out), personalization)
    }

    fn reseed(&mut self, additional: &[u8]) -> Result<(), CtrDrbgError<Failure>> {
        self.drbg.reseed(&mut |out| self.entropy.fill(out), additional)
    }

    fn try_fill(&mut self, additional: &[u8], out: &mut [u8]) -> Result<(), CtrDrbgError<Failure>> {
        self.drbg.fill(&mut |out| self.entropy.fill(out), additional, out)
    }

    #[track_caller]
    fn expect(&mut self, additional: &[u8], expected: &str) {
        let mut out = vec![0; expected.len() / 2];
        self.try_fill(additional, &mut out).unwrap();
        assert_eq!(hex(&out), expected);
    }

    #[track_caller]
    fn expect_requests(&mut self, expected: &[usize]) {
        assert_eq!(core::mem::take(&mut self.entropy.requests), expected);
    }
}

const INPUT: [u8; 400] = [0x5a; 400];

#[test]
fn a_life_equals_the_original() {
    let mut pair = Pair::new();
    assert_eq!(pair.try_fill(b"", &mut [0; 1]), Err(CtrDrbgError::NotSeeded));
    assert_eq!(pair.reseed(b""), Err(CtrDrbgError::NotSeeded));
    assert_eq!(pair.drbg.update::<Failure>(b"x"), Err(CtrDrbgError::NotSeeded));
    assert!(!pair.drbg.is_seeded());
    pair.seed(b"perso").unwrap();
    assert!(pair.drbg.is_seeded());
    pair.expect_requests(&[48]);
    pair.expect(
        b"",
        "2458945097f25da131292f6320f9311226142b043d34179ac34b68ea9f3d758e4259fd0bf5495d9d59785766be176e083338",
    );
    pair.expect(b"", "");
    pair.expect(b"", "23067322245e2838a12442b48e705797");
    pair.expect(&INPUT[..7], "7ce812e4f73e6c063d8f9cc351e4165b3a0ad5ce18a857e282f1db25569017972e");
    pair.expect(&INPUT[..256], "e8fd1250d2e308a2185431bd26a3c0da");
    assert_eq!(pair.try_fill(&INPUT[..257], &mut [0; 16]), Err(CtrDrbgError::InputTooLong));
    let mut long = [0; 1025];
    pair.try_fill(b"", &mut long[..1024]).unwrap();
    assert_eq!(hex(&long[1008..1024]), "e82dae658769d7e04d1c924b74052339");
    assert_eq!(pair.try_fill(b"", &mut long), Err(CtrDrbgError::RequestTooLong));

    pair.drbg.update::<Failure>(&INPUT[..9]).unwrap();
    pair.expect(b"", "7ba6f446d53d945696c3e95b8d67a3db");
    pair.drbg.update::<Failure>(b"").unwrap();
    pair.expect(b"", "3fd4708ee031b23a37bc782732cf2443");
    pair.drbg.update::<Failure>(&INPUT[..384]).unwrap();
    pair.expect(b"", "accfa1153dd56c1e64c8cf8eab18987d");
    assert_eq!(pair.drbg.update::<Failure>(&INPUT[..385]), Err(CtrDrbgError::InputTooLong));
    pair.expect(b"", "34b8fc993d0add9a4bc11d4366fecf67");
    pair.expect_requests(&[]);

    pair.reseed(&INPUT[..3]).unwrap();
    pair.expect(b"", "55e144752a5a42e95dfca42533fdaca0");
    pair.reseed(b"").unwrap();
    pair.expect(b"", "c109b876c85b943003df222b925cbda6");
    pair.reseed(&INPUT[..336]).unwrap();
    pair.expect(b"", "a889995e80b188c6dffd1270e186db11");
    pair.expect_requests(&[48, 48, 48]);
    assert_eq!(pair.reseed(&INPUT[..337]), Err(CtrDrbgError::InputTooLong));
    pair.expect(b"", "4be8e0b34a072bee9efcc546831a7fdf");
    pair.expect_requests(&[]);

    pair.drbg.set_prediction_resistance(true);
    pair.expect(b"", "e41d60e4b0f4b8a7d9fb7863792a2253");
    pair.expect(&INPUT[..5], "7b92f708e246ede9f6e0a21c46a5a403");
    pair.expect(&INPUT[..5], "");
    pair.expect_requests(&[48, 48, 48]);
    pair.entropy.fails = true;
    let mut untouched = [0x11; 16];
    assert_eq!(pair.try_fill(b"", &mut untouched), Err(CtrDrbgError::Entropy(Failure)));
    assert_eq!(untouched, [0x11; 16]);
    pair.entropy.fails = false;
    pair.drbg.set_prediction_resistance(false);
    pair.expect(b"", "b4de145d96b86671a0d1f475f0e5574a");
    pair.expect_requests(&[48]);

    pair.drbg.set_reseed_interval(2);
    pair.reseed(b"").unwrap();
    for (expected, requests) in [
        ("a846408e93909c6a", &[48][..]),
        ("8f0ca53a46e72953", &[]),
        ("a15a2e34a0517637", &[48]),
        ("1d5a4fdc8aad3efa", &[]),
        ("7aeb39dcf757f7b9", &[48]),
        ("e85a7dc271ee293b", &[]),
    ] {
        pair.expect(b"", expected);
        pair.expect_requests(requests);
    }
    pair.drbg.set_reseed_interval(0);
    pair.expect(b"", "6a25435fb3973595");
    pair.expect(b"", "4363aeeea3692a52");
    pair.expect_requests(&[48, 48]);
}

#[test]
fn the_default_interval_is_ten_thousand_requests() {
    let mut pair = Pair::new();
    pair.seed(b"").unwrap();
    for _ in 0..CtrDrbg::DEFAULT_RESEED_INTERVAL {
        pair.try_fill(b"", &mut [0; 1]).unwrap();
    }
    pair.expect_requests(&[48]);
    pair.try_fill(b"", &mut [0; 1]).unwrap();
    pair.expect_requests(&[48]);
}

#[test]
fn entropy_and_nonce_lengths_equal_the_original() {
    for (entropy_len, requests, expected) in [
        (0, &[48][..], "7ad7f0612b3eef3e51f8b3517deca58d"),
        (1, &[1, 1], "96a4d4694c733e1b455e7963a19425bc"),
        (3, &[3, 2], "7103dfe32761c0a2d7a2f530d2426f4c"),
        (32, &[32, 16], "7ad7f0612b3eef3e51f8b3517deca58d"),
        (41, &[41, 21], "67a8efb8e6061730da3288c5b72f8b39"),
        (47, &[47, 24], "b4ca10548316a634f8e2baf8420820b3"),
        (48, &[48], "7ad7f0612b3eef3e51f8b3517deca58d"),
        (49, &[49], "49d24b690d37b6ed55a79494df13ea29"),
        (100, &[100], "156eb55f8ebc4b0f3848dd469984dc5f"),
        (370, &[370], "6c7b3df28a5768fe91b6679a722ee32f"),
    ] {
        let mut pair = Pair::new();
        pair.drbg.set_entropy_len(entropy_len);
        pair.seed(b"").unwrap();
        pair.expect_requests(requests);
        pair.expect(b"", expected);
        pair.reseed(b"").unwrap();
        pair.expect_requests(&requests[..1]);
    }
    let mut pair = Pair::new();
    pair.drbg.set_entropy_len(385);
    assert_eq!(pair.seed(b""), Err(CtrDrbgError::InputTooLong));
    pair.expect_requests(&[]);

    for (nonce_len, requests, expected) in [
        (0, &[48][..], "7ad7f0612b3eef3e51f8b3517deca58d"),
        (1, &[48, 1], "49d24b690d37b6ed55a79494df13ea29"),
        (16, &[48, 16], "f3b9214a5230d01e96f3c7166c0ec8e9"),
        (64, &[48, 64], "1b5a578233c751654cc11aa0fa56cc27"),
        (336, &[48, 336], "f8e6c09a08aeed5ff2eb93e6d2a90f95"),
    ] {
        let mut pair = Pair::new();
        pair.drbg.set_nonce_len::<Failure>(nonce_len).unwrap();
        pair.seed(b"").unwrap();
        pair.expect_requests(requests);
        pair.expect(b"", expected);
        assert_eq!(pair.drbg.set_nonce_len::<Failure>(5), Err(CtrDrbgError::AlreadySeeded));
        assert_eq!(pair.drbg.set_nonce_len::<Failure>(500), Err(CtrDrbgError::AlreadySeeded));
    }
    let mut pair = Pair::new();
    assert_eq!(pair.drbg.set_nonce_len::<Failure>(385), Err(CtrDrbgError::InputTooLong));
    pair.drbg.set_nonce_len::<Failure>(337).unwrap();
    assert_eq!(pair.seed(b""), Err(CtrDrbgError::InputTooLong));
    pair.expect_requests(&[]);
}

#[test]
fn personalization_takes_the_room_that_entropy_and_nonce_leave() {
    let mut pair = Pair::new();
    assert_eq!(pair.seed(&INPUT[..337]), Err(CtrDrbgError::InputTooLong));
    pair.drbg.set_nonce_len::<Failure>(10).unwrap();
    pair.drbg.set_entropy_len(32);
    assert_eq!(pair.seed(&INPUT[..343]), Err(CtrDrbgError::InputTooLong));
    pair.expect_requests(&[]);
    pair.seed(&INPUT[..342]).unwrap();
    pair.expect_requests(&[32, 10]);
    pair.expect(b"", "41d2a65042e32ad598c9b51059daa687");
}

#[test]
fn a_failed_seeding_leaves_it_unseeded_and_a_second_one_starts_over() {
    let mut pair = Pair::new();
    pair.entropy.fails = true;
    assert_eq!(pair.seed(b""), Err(CtrDrbgError::Entropy(Failure)));
    assert!(!pair.drbg.is_seeded());
    pair.entropy.fails = false;
    pair.entropy.requests.clear();
    pair.seed(b"").unwrap();
    pair.seed(b"").unwrap();
    pair.expect_requests(&[48, 48]);
    pair.expect(b"", "5dafacbd05a29d0f475ad32e83ce8ec5");
}
