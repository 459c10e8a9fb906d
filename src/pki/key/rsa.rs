use crate::crypto::RsaComponents;
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::der::{Reader, tag};
use zeroize::Zeroizing;

/// The shortest modulus that counts as an RSA key at all; what may sign is for profiles to say.
const MIN_MODULUS_BITS: usize = 128;
/// The longest modulus of an RSA key, in bytes: what Mbed TLS holds in one big number.
const MAX_MODULUS_LENGTH: usize = 1024;

/// Reads an RSAPublicKey (RFC 8017 appendix A.1.1) and returns the size of its modulus in bits. Only the numbers are
/// looked at; a failure of the encoding is told apart from numbers that make no key.
pub(super) fn check_public(key: &mut Reader<'_>) -> Result<usize, RsaError> {
    let mut numbers = key.sequence()?;
    if !key.is_empty() {
        return Err(RsaError::Numbers);
    }
    let modulus = number(&mut numbers)?;
    let exponent = number(&mut numbers)?;
    let bits = check_numbers(modulus, exponent).ok_or(RsaError::Numbers)?;
    numbers.finish()?;
    Ok(bits)
}

/// Why an RSAPublicKey or RSAPrivateKey was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RsaError {
    /// The encoding is wrong.
    Encoding(Asn1Error),
    /// The numbers make no key.
    Numbers,
}

impl From<Asn1Error> for RsaError {
    fn from(reason: Asn1Error) -> Self {
        Self::Encoding(reason)
    }
}

impl RsaError {
    /// As the error of `part`.
    pub(super) fn within(self, part: ParsePart) -> ParseError {
        match self {
            Self::Encoding(reason) => part.encoded(reason),
            Self::Numbers => part.refused(),
        }
    }
}

/// Reads an RSAPrivateKey (RFC 8017 appendix A.1.2).
///
/// The key's arithmetic is checked by whoever signs with the key; here, structure and what shows at a glance.
pub(super) fn read_private(key: &mut Reader<'_>) -> Result<RsaComponents, ParseError> {
    const PART: ParsePart = ParsePart::Encoding;
    let input = ParsePart::RsaInput.refused();
    let mut fields = key.sequence().within(PART)?;
    if !key.is_empty() || fields.integer().within(PART)? != 0 {
        return Err(input);
    }
    let mut read = || {
        let number = without_zeros(fields.element(tag::INTEGER).within(PART)?.rest());
        if number.is_empty() { Err(input) } else { Ok(number) }
    };
    let (n, e, d, p, q) = (read()?, read()?, read()?, read()?, read()?);
    let (dp, dq, qinv) = (read()?, read()?, read()?);
    if n.len() > MAX_MODULUS_LENGTH || !(is_odd(n) && is_odd(p) && is_odd(q)) {
        return Err(input);
    }
    check_numbers(n, e).ok_or(ParsePart::RsaKey.refused())?;
    fields.finish().within(PART)?;
    let secret = |number: &[u8]| Zeroizing::new(number.to_vec());
    Ok(RsaComponents {
        n: n.to_vec(),
        e: e.to_vec(),
        d: secret(d),
        p: secret(p),
        q: secret(q),
        dp: secret(dp),
        dq: secret(dq),
        qinv: secret(qinv),
    })
}

/// An INTEGER without leading zeros. The sign is not looked at.
fn number<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], RsaError> {
    let octets = reader.element(tag::INTEGER)?.rest();
    Ok(without_zeros(octets))
}

/// A big-endian number without leading zeros.
pub(super) fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    number.get(zeros..).unwrap_or_default()
}

fn is_odd(number: &[u8]) -> bool {
    number.last().is_some_and(|octet| octet & 1 == 1)
}

/// A public key has an odd modulus of at least [`MIN_MODULUS_BITS`], and an odd exponent above 1 and below it.
fn check_numbers(modulus: &[u8], exponent: &[u8]) -> Option<usize> {
    let bits = modulus.len() * 8 - modulus.first()?.leading_zeros() as usize;
    let exponent_is_less = (exponent.len(), exponent) < (modulus.len(), modulus);
    let sound = bits >= MIN_MODULUS_BITS
        && modulus.len() <= MAX_MODULUS_LENGTH
        && is_odd(modulus)
        && is_odd(exponent)
        && exponent != [1]
        && exponent_is_less;
    sound.then_some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
        let mut numbers = vec![tag::INTEGER, modulus.len() as u8];
        numbers.extend_from_slice(modulus);
        numbers.extend_from_slice(&[tag::INTEGER, exponent.len() as u8]);
        numbers.extend_from_slice(exponent);
        [&[tag::SEQUENCE, numbers.len() as u8][..], &numbers].concat()
    }

    #[test]
    fn numbers_that_make_no_key_are_refused() {
        let check = |modulus: &[u8], exponent: &[u8]| check_public(&mut Reader::new(&key(modulus, exponent)));
        let mut modulus = [0x55; 16];
        modulus[0] = 0xc5;
        assert_eq!(check(&modulus, &[3]), Ok(128));
        assert_eq!(check(&[&[0], &modulus[..]].concat(), &[3]), Ok(128));
        assert_eq!(check(&modulus, &[1]), Err(RsaError::Numbers));
        assert_eq!(check(&modulus, &[2]), Err(RsaError::Numbers));
        assert_eq!(check(&modulus, &[]), Err(RsaError::Numbers));
        assert_eq!(check(&modulus, &modulus), Err(RsaError::Numbers));
        assert_eq!(check(&modulus[1..], &[3]), Err(RsaError::Numbers));
        modulus[15] = 0x54;
        assert_eq!(check(&modulus, &[3]), Err(RsaError::Numbers));
    }

    #[test]
    fn wrong_encodings_are_told_apart() {
        let check = |der: &[u8]| check_public(&mut Reader::new(der));
        assert_eq!(check(&[]), Err(RsaError::Encoding(Asn1Error::OutOfData)));
        assert_eq!(check(&[5, 0]), Err(RsaError::Encoding(Asn1Error::UnexpectedTag)));
        assert_eq!(check(&[0x30, 2, 5, 0]), Err(RsaError::Encoding(Asn1Error::UnexpectedTag)));
        let mut long = key(&[0xc5; 16], &[3]);
        long.extend_from_slice(&[5, 0]);
        long[1] += 2;
        assert_eq!(check(&long), Err(RsaError::Encoding(Asn1Error::LengthMismatch)));
    }

    #[test]
    fn private_keys_are_told_apart_by_what_is_wrong() {
        let modulus = [&[0xc5; 15][..], &[0x55]].concat();
        let numbers: [&[u8]; 9] = [&[0], &modulus, &[3], &[2], &[5], &[7], &[4], &[8], &[1]];
        let encode = |numbers: &[&[u8]]| {
            let fields: Vec<u8> = numbers
                .iter()
                .flat_map(|number| [&[tag::INTEGER, number.len() as u8], *number].concat())
                .collect();
            [&[tag::SEQUENCE, fields.len() as u8][..], &fields].concat()
        };
        let check = |place: usize, number: &[u8]| {
            let mut changed = numbers;
            changed[place] = number;
            read_private(&mut Reader::new(&encode(&changed))).err()
        };
        assert_eq!(check(0, &[0]), None);
        assert_eq!(check(0, &[1]), Some(ParsePart::RsaInput.refused()));
        for place in 1..9 {
            assert_eq!(check(place, &[0, 0]), Some(ParsePart::RsaInput.refused()), "number {place}");
        }
        for place in [1, 4, 5] {
            assert_eq!(check(place, &[0x54]), Some(ParsePart::RsaInput.refused()), "number {place}");
        }
        assert_eq!(check(1, &modulus[1..]), Some(ParsePart::RsaKey.refused()));
        assert_eq!(check(2, &[4]), Some(ParsePart::RsaKey.refused()));
        assert_eq!(check(2, &[0, 0, 5]), None);
        let error = |der: &[u8]| read_private(&mut Reader::new(der)).err();
        let whole = encode(&numbers);
        assert_eq!(error(&[&whole[..], &[0]].concat()), Some(ParsePart::RsaInput.refused()));
        assert_eq!(error(&whole[..9]), Some(ParsePart::Encoding.encoded(Asn1Error::OutOfData)));
        assert_eq!(error(&encode(&numbers[..8])), Some(ParsePart::Encoding.encoded(Asn1Error::OutOfData)));
        let ten = [&numbers[..], &[&[1]]].concat();
        assert_eq!(error(&encode(&ten)), Some(ParsePart::Encoding.encoded(Asn1Error::LengthMismatch)));
    }
}
