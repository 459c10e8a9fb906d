use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::der::{Reader, tag};

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

/// The version and the eight numbers of an RSAPrivateKey (RFC 8017 appendix A.1.2).
///
/// The key's arithmetic is checked by whoever builds the key from the same bytes; here, structure and error codes.
pub(super) fn check_private(key: &mut Reader<'_>) -> Result<usize, ParseError> {
    const PART: ParsePart = ParsePart::Encoding;
    let mut fields = key.sequence().within(PART)?;
    let version = fields.integer().within(PART)?;
    if version != 0 {
        return Err(ParsePart::KeyFormat.refused());
    }
    let mut read = || {
        number(&mut fields).map_err(|reason| match reason {
            RsaError::Encoding(reason) => PART.encoded(reason),
            RsaError::Numbers => ParsePart::KeyFormat.refused(),
        })
    };
    let modulus = read()?;
    let exponent = read()?;
    for _ in 0..6 {
        read()?;
    }
    let bits = check_numbers(modulus, exponent).ok_or(ParsePart::KeyFormat.refused())?;
    fields.finish().within(PART)?;
    Ok(bits)
}

/// An INTEGER without leading zeros. The sign is not looked at.
fn number<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], RsaError> {
    let octets = reader.element(tag::INTEGER)?.rest();
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    Ok(octets.get(zeros..).unwrap_or_default())
}

/// A public key has an odd modulus of at least [`MIN_MODULUS_BITS`], and an odd exponent above 1 and below it.
fn check_numbers(modulus: &[u8], exponent: &[u8]) -> Option<usize> {
    let odd = |number: &[u8]| number.last().is_some_and(|octet| octet & 1 == 1);
    let bits = modulus.len() * 8 - modulus.first()?.leading_zeros() as usize;
    let exponent_is_less = (exponent.len(), exponent) < (modulus.len(), modulus);
    let sound = bits >= MIN_MODULUS_BITS
        && modulus.len() <= MAX_MODULUS_LENGTH
        && odd(modulus)
        && odd(exponent)
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
}
