//! The numbers of an RSA private key: drawn at random, or completed from those that are known.

use super::super::random::LimitedRandom;
use super::super::{Random, RsaParts};
use super::rsa::{MAX_MODULUS_BITS, MIN_MODULUS_BITS, significant};
use crate::error::CryptoError;
use core::ops::RangeInclusive;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, ConcatenatingMul, Gcd, Integer, NonZero, Odd, Resize};
use rsa::traits::PrivateKeyParts;
use zeroize::{Zeroize, Zeroizing};

/// Bits of a modulus that is generated. Mbed TLS has the same bounds.
const GENERATED_BITS: RangeInclusive<usize> = 1024..=8192;

/// How often two primes may be drawn for one key, at least. Nearly all of that is there for exponents with many small
/// factors; the limit is reached only by a generator that repeats itself.
const MAX_PRIME_PAIRS: usize = 1000;

/// Numbers whose powers split a modulus: each does so with a probability of one half or more.
const SPLITTING_BASES: [u32; 54] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
    107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223,
    227, 229, 233, 239, 241, 251,
];

/// A new key, the first prime greater than the second. All randomness comes from `random`.
pub(super) fn generate(
    bits: usize,
    exponent: u32,
    random: &mut dyn Random,
) -> Result<rsa::PrivateKey, CryptoError> {
    if !GENERATED_BITS.contains(&bits)
        || !bits.is_multiple_of(2)
        || exponent < 3
        || exponent.is_multiple_of(2)
    {
        return Err(CryptoError::Unsupported);
    }
    let exponent = BoxedUint::from(exponent);
    let mut random = LimitedRandom::new(random, MAX_PRIME_PAIRS * bits / 8);
    loop {
        let key = rsa::PrivateKey::new_with_exp(&mut random, bits, exponent.clone())
            .map_err(|_| CryptoError::Random)?;
        let [p, q] = key.primes() else { return Err(CryptoError::Random) };
        let (p, q) = if p > q { (p, q) } else { (q, p) };
        // FIPS 186-5 §A.1.3: primes too near to each other are found by Fermat's method.
        let distance = Zeroizing::new(p.as_ref().wrapping_sub(q.as_ref()));
        if distance.bit_width() as usize <= bits / 2 - 100 {
            continue;
        }
        return rsa::PrivateKey::from_p_q(p.as_ref().clone(), q.as_ref().clone(), exponent)
            .map_err(|_| CryptoError::Random);
    }
}

/// A key of all five numbers, of the primes and the public exponent, or of modulus and exponents. What is given has to
/// fit together.
pub(super) fn complete(parts: &RsaParts<'_>) -> Result<rsa::PrivateKey, CryptoError> {
    let e = public(parts.e.ok_or(CryptoError::BadKey)?)?;
    match (parts.n, parts.d, parts.p, parts.q) {
        (n, d, Some(p), Some(q)) => {
            let (p, q) = (prime(p)?, prime(q)?);
            let n = match n {
                Some(n) => public(n)?,
                None => p.concatenating_mul(&*q),
            };
            check_width(&n)?;
            let d = match d {
                Some(d) => secret(d, n.bit_width_vartime())?,
                None => private_exponent(&p, &q, &e)?,
            };
            of_numbers(n, e, d, p, q)
        }
        (Some(n), Some(d), None, None) => {
            let n = public(n)?;
            check_width(&n)?;
            let d = secret(d, n.bit_width_vartime())?;
            let (p, q) = split(&n, &e, &d)?;
            of_numbers(n, e, d, p, q)
        }
        _ => Err(CryptoError::BadKey),
    }
}

fn of_numbers(
    n: BoxedUint,
    e: BoxedUint,
    d: Zeroizing<BoxedUint>,
    p: Zeroizing<BoxedUint>,
    q: Zeroizing<BoxedUint>,
) -> Result<rsa::PrivateKey, CryptoError> {
    let half = n.bit_width_vartime().div_ceil(2);
    let make = if p.bit_width() > half || q.bit_width() > half {
        rsa::PrivateKey::from_components_with_wide_primes
    } else {
        rsa::PrivateKey::from_components
    };
    make(n, e, (*d).clone(), vec![(*p).clone(), (*q).clone()]).map_err(|_| CryptoError::BadKey)
}

/// The least private exponent: the inverse of `e` modulo the least common multiple of `p` − 1 and `q` − 1.
fn private_exponent(
    p: &BoxedUint,
    q: &BoxedUint,
    e: &BoxedUint,
) -> Result<Zeroizing<BoxedUint>, CryptoError> {
    if p.is_even().to_bool() || q.is_even().to_bool() {
        return Err(CryptoError::BadKey);
    }
    let one = BoxedUint::one();
    let (p1, q1) = (Zeroizing::new(p.wrapping_sub(&one)), Zeroizing::new(q.wrapping_sub(&one)));
    let non_zero = |number: BoxedUint| NonZero::new(number).into_option().ok_or(CryptoError::BadKey);
    let common = non_zero(p1.gcd(&*q1))?;
    let reduced = Zeroizing::new(p1.wrapping_div(&common));
    let multiple = non_zero(reduced.concatenating_mul(&*q1))?;
    let e = e.try_resize(multiple.bits_precision()).ok_or(CryptoError::BadKey)?;
    let inverse = e.invert_mod(&multiple).into_option().map(Zeroizing::new);
    multiple.get().zeroize();
    common.get().zeroize();
    inverse.ok_or(CryptoError::BadKey)
}

/// The primes of `n`, which both exponents together give away (SP 800-56B §C.1): a power by the odd part of
/// `d · e` − 1 gets to 1 by squaring alone, and mostly passes through −1 at another time modulo the one prime than
/// modulo the other. Mbed TLS finds the primes in the same order.
fn split(
    n: &BoxedUint,
    e: &BoxedUint,
    d: &BoxedUint,
) -> Result<(Zeroizing<BoxedUint>, Zeroizing<BoxedUint>), CryptoError> {
    let odd = Odd::new(n.clone()).into_option().ok_or(CryptoError::BadKey)?;
    let params = BoxedMontyParams::new(odd);
    let one = BoxedMontyForm::one(&params);
    let product = Zeroizing::new(d.concatenating_mul(e));
    let multiple = Zeroizing::new(product.wrapping_sub(BoxedUint::one()));
    let halvings = multiple.trailing_zeros();
    if multiple.is_zero().to_bool() || halvings == 0 {
        return Err(CryptoError::BadKey);
    }
    let exponent = Zeroizing::new(multiple.shr(halvings));
    for base in SPLITTING_BASES {
        let base = BoxedUint::from(base).try_resize(n.bits_precision()).ok_or(CryptoError::BadKey)?;
        let mut power = BoxedMontyForm::new(base, &params).pow(&exponent);
        for _ in 0..halvings {
            // Where one prime alone divides this, the power is −1 modulo that prime.
            let factor = Zeroizing::new(power.add(&one).retrieve().gcd(n));
            if *factor > BoxedUint::one() && *factor < *n {
                let divisor = NonZero::new((*factor).clone()).into_option().ok_or(CryptoError::BadKey)?;
                let other = Zeroizing::new(n.wrapping_div(&divisor));
                divisor.get().zeroize();
                return Ok((factor, other));
            }
            power = power.square();
        }
        if power != one {
            return Err(CryptoError::BadKey);
        }
    }
    Err(CryptoError::BadKey)
}

fn check_width(n: &BoxedUint) -> Result<(), CryptoError> {
    let allowed = MIN_MODULUS_BITS..=MAX_MODULUS_BITS;
    if allowed.contains(&(n.bit_width_vartime() as usize)) { Ok(()) } else { Err(CryptoError::BadKey) }
}

fn public(number: &[u8]) -> Result<BoxedUint, CryptoError> {
    let number = significant(number);
    if number.is_empty() || number.len() > MAX_MODULUS_BITS / 8 {
        return Err(CryptoError::BadKey);
    }
    Ok(BoxedUint::from_be_slice_vartime(number))
}

/// A secret number in a width that does not follow from its value.
fn secret(number: &[u8], bits: u32) -> Result<Zeroizing<BoxedUint>, CryptoError> {
    BoxedUint::from_be_slice(significant(number), bits).map(Zeroizing::new).map_err(|_| CryptoError::BadKey)
}

fn prime(number: &[u8]) -> Result<Zeroizing<BoxedUint>, CryptoError> {
    let number = significant(number);
    if number.is_empty() || number.len() > MAX_MODULUS_BITS / 8 {
        return Err(CryptoError::BadKey);
    }
    secret(number, 8 * number.len() as u32)
}
