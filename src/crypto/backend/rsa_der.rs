//! The two DER structures of PKCS #1 keys (RFC 8017 §A.1), read without allocation, and the private one written. The
//! room of certificates has the
//! general reader; it stands above this one, and hands over exactly these structures.

use super::super::RsaComponents;
use crate::error::CryptoError;
use zeroize::Zeroizing;

const TAG_INTEGER: u8 = 0x02;
const TAG_SEQUENCE: u8 = 0x30;

/// The numbers of an `RSAPublicKey`, big-endian without leading zeros.
#[derive(Debug, PartialEq)]
pub(super) struct RsaPublicKey<'a> {
    pub(super) modulus: &'a [u8],
    pub(super) exponent: &'a [u8],
}

/// The numbers of an `RSAPrivateKey` that are not derived from the others.
#[derive(PartialEq)]
pub(super) struct RsaPrivateKey<'a> {
    pub(super) public: RsaPublicKey<'a>,
    pub(super) private_exponent: &'a [u8],
    pub(super) prime1: &'a [u8],
    pub(super) prime2: &'a [u8],
}

pub(super) fn read_public_key(der: &[u8]) -> Result<RsaPublicKey<'_>, CryptoError> {
    let mut fields = Fields::of_sequence(der)?;
    let key = RsaPublicKey { modulus: fields.positive_integer()?, exponent: fields.positive_integer()? };
    fields.finish()?;
    Ok(key)
}

pub(super) fn read_private_key(der: &[u8]) -> Result<RsaPrivateKey<'_>, CryptoError> {
    let mut fields = Fields::of_sequence(der)?;
    // Version 1 has more than two primes.
    if fields.element(TAG_INTEGER)? != [0] {
        return Err(CryptoError::BadKey);
    }
    let public = RsaPublicKey { modulus: fields.positive_integer()?, exponent: fields.positive_integer()? };
    let private_exponent = fields.positive_integer()?;
    let prime1 = fields.positive_integer()?;
    let prime2 = fields.positive_integer()?;
    // The exponents and the coefficient of the Chinese remainder theorem are computed afresh.
    for _ in 0..3 {
        fields.element(TAG_INTEGER)?;
    }
    fields.finish()?;
    Ok(RsaPrivateKey { public, private_exponent, prime1, prime2 })
}

/// An `RSAPrivateKey` with two primes.
pub(in crate::crypto) fn write_private_key(key: &RsaComponents) -> Zeroizing<Vec<u8>> {
    let numbers: [&[u8]; 8] = [&key.n, &key.e, &key.d, &key.p, &key.q, &key.dp, &key.dq, &key.qinv];
    const VERSION: [u8; 3] = [TAG_INTEGER, 1, 0];
    let padded_len = |number: &[u8]| number.len() + usize::from(needs_zero(number));
    let element_len = |len: usize| 1 + length_octets(len).len() + len;
    let content_len =
        numbers.iter().map(|number| element_len(padded_len(number))).sum::<usize>() + VERSION.len();
    // Whole from the start: a vector that grows would leave unwiped copies behind.
    let mut der = Zeroizing::new(Vec::with_capacity(element_len(content_len)));
    der.push(TAG_SEQUENCE);
    der.extend_from_slice(&length_octets(content_len));
    der.extend_from_slice(&VERSION);
    for number in numbers {
        der.push(TAG_INTEGER);
        der.extend_from_slice(&length_octets(padded_len(number)));
        if needs_zero(number) {
            der.push(0);
        }
        der.extend_from_slice(number);
    }
    der
}

/// An INTEGER is signed, and never empty.
fn needs_zero(number: &[u8]) -> bool {
    number.first().is_none_or(|&first| first >= 0x80)
}

fn length_octets(len: usize) -> Vec<u8> {
    let bytes = len.to_be_bytes();
    let significant = &bytes[bytes.iter().take_while(|&&byte| byte == 0).count()..];
    if len < 0x80 { vec![len as u8] } else { [&[0x80 | significant.len() as u8], significant].concat() }
}

/// What is left of the contents of a SEQUENCE.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// `der` is one SEQUENCE and nothing behind it.
    fn of_sequence(der: &'a [u8]) -> Result<Self, CryptoError> {
        let mut whole = Fields(der);
        let contents = whole.element(TAG_SEQUENCE)?;
        whole.finish()?;
        Ok(Fields(contents))
    }

    fn element(&mut self, tag: u8) -> Result<&'a [u8], CryptoError> {
        let (&found, rest) = self.0.split_first().ok_or(CryptoError::BadKey)?;
        let (&first, mut rest) = rest.split_first().ok_or(CryptoError::BadKey)?;
        let mut len = usize::from(first);
        if first >= 0x80 {
            let count = usize::from(first & 0x7f);
            if !(1..=3).contains(&count) {
                return Err(CryptoError::BadKey);
            }
            let (bytes, behind) = rest.split_at_checked(count).ok_or(CryptoError::BadKey)?;
            len = bytes.iter().fold(0, |len, &byte| (len << 8) | usize::from(byte));
            rest = behind;
        }
        let (contents, rest) = rest.split_at_checked(len).ok_or(CryptoError::BadKey)?;
        if found != tag {
            return Err(CryptoError::BadKey);
        }
        self.0 = rest;
        Ok(contents)
    }

    fn positive_integer(&mut self) -> Result<&'a [u8], CryptoError> {
        let contents = self.element(TAG_INTEGER)?;
        if contents.first().is_none_or(|&first| first >= 0x80) {
            return Err(CryptoError::BadKey);
        }
        let zeros = contents.iter().take_while(|&&byte| byte == 0).count();
        match &contents[zeros..] {
            [] => Err(CryptoError::BadKey),
            value => Ok(value),
        }
    }

    fn finish(self) -> Result<(), CryptoError> {
        if self.0.is_empty() { Ok(()) } else { Err(CryptoError::BadKey) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_key_is_two_positive_integers_and_nothing_else() {
        let good: &[u8] = &[0x30, 0x0a, 2, 3, 0, 0x80, 0xff, 2, 3, 1, 0, 1];
        let key = RsaPublicKey { modulus: &[0x80, 0xff], exponent: &[1, 0, 1] };
        assert_eq!(read_public_key(good), Ok(key));
        let long_form: &[u8] = &[0x30, 0x82, 0, 0x0a, 2, 3, 0, 0x80, 0xff, 2, 3, 1, 0, 1];
        assert!(read_public_key(long_form).is_ok());
        for end in 0..good.len() {
            assert_eq!(read_public_key(&good[..end]), Err(CryptoError::BadKey), "cut at {end}");
        }
        for bad in [
            &[0x30, 0x0a, 2, 3, 0, 0x80, 0xff, 2, 3, 1, 0, 1, 0][..],
            &[0x30, 0x0b, 2, 3, 0, 0x80, 0xff, 2, 3, 1, 0, 1, 0],
            &[0x31, 0x0a, 2, 3, 0, 0x80, 0xff, 2, 3, 1, 0, 1],
            &[0x30, 0x0a, 3, 3, 0, 0x80, 0xff, 2, 3, 1, 0, 1],
            &[0x30, 0x06, 2, 1, 0x81, 2, 1, 3],
            &[0x30, 0x06, 2, 1, 0, 2, 1, 3],
            &[0x30, 0x05, 2, 0, 2, 1, 3],
            &[0x30, 0x80, 2, 1, 5, 2, 1, 3],
            &[0x30, 0x84, 0, 0, 0, 6, 2, 1, 5, 2, 1, 3],
        ] {
            assert_eq!(read_public_key(bad), Err(CryptoError::BadKey), "{bad:x?}");
        }
    }

    #[test]
    fn a_private_key_has_version_zero_and_nine_integers() {
        let good =
            [0x30, 27, 2, 1, 0, 2, 1, 35, 2, 1, 5, 2, 1, 5, 2, 1, 7, 2, 1, 5, 2, 1, 5, 2, 1, 1, 2, 1, 3];
        let key = read_private_key(&good).ok().unwrap();
        assert_eq!((key.public.modulus, key.public.exponent), (&[35u8][..], &[5u8][..]));
        assert_eq!((key.private_exponent, key.prime1, key.prime2), (&[5u8][..], &[7u8][..], &[5u8][..]));
        let mut version_1 = good;
        version_1[4] = 1;
        assert!(read_private_key(&version_1).is_err());
        let mut short = good[..good.len() - 3].to_vec();
        short[1] -= 3;
        assert!(read_private_key(&short).is_err());
    }
}
