//! The two forms of an ECDSA signature: r and s side by side, each as long as the field, and the DER of certificates
//! and TLS (RFC 3279 section 2.2.3).

use crate::error::Asn1Error;
use crate::pki::der::{Reader, tag};

/// The largest field in bits.
const MAX_BITS: usize = 521;

/// DER of r and s side by side. Refuses another length than two numbers of `bits` have, and zeroes.
pub fn der_from_raw(bits: usize, raw: &[u8]) -> Result<Vec<u8>, Asn1Error> {
    let length = bits.div_ceil(8);
    if !(1..=MAX_BITS).contains(&bits) || raw.len() != 2 * length {
        return Err(Asn1Error::InvalidData);
    }
    let (r, s) = raw.split_at(length);
    let mut numbers = integer(r)?;
    numbers.extend(integer(s)?);
    Ok(element(tag::SEQUENCE, &numbers))
}

/// r and s side by side of DER, which has to end where the signature does.
pub fn raw_from_der(bits: usize, der: &[u8]) -> Result<Vec<u8>, Asn1Error> {
    if !(1..=MAX_BITS).contains(&bits) {
        return Err(Asn1Error::InvalidData);
    }
    let length = bits.div_ceil(8);
    let mut outer = Reader::new(der);
    let mut numbers = outer.sequence()?;
    let mut raw = vec![0; 2 * length];
    let (r, s) = raw.split_at_mut(length);
    read_integer(&mut numbers, r)?;
    read_integer(&mut numbers, s)?;
    numbers.finish()?;
    outer.finish()?;
    Ok(raw)
}

/// An INTEGER above zero in as few octets as it takes (X.690 section 8.3.2).
fn integer(octets: &[u8]) -> Result<Vec<u8>, Asn1Error> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let octets = octets.get(zeros..).unwrap_or_default();
    let first = octets.first().ok_or(Asn1Error::InvalidData)?;
    let mut content = Vec::with_capacity(octets.len() + 1);
    if first & 0x80 != 0 {
        content.push(0);
    }
    content.extend_from_slice(octets);
    Ok(element(tag::INTEGER, &content))
}

/// An element of at most 255 octets, which two numbers of [`MAX_BITS`] are.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut encoded = vec![tag];
    if content.len() >= 0x80 {
        encoded.push(0x81);
    }
    encoded.push(content.len() as u8);
    encoded.extend_from_slice(content);
    encoded
}

fn read_integer(reader: &mut Reader<'_>, number: &mut [u8]) -> Result<(), Asn1Error> {
    let octets = reader.element(tag::INTEGER)?.rest();
    let first = *octets.first().ok_or(Asn1Error::InvalidData)?;
    if first & 0x80 != 0 {
        return Err(Asn1Error::InvalidData);
    }
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let octets = octets.get(zeros..).unwrap_or_default();
    let missing = number.len().checked_sub(octets.len()).ok_or(Asn1Error::InvalidData)?;
    number.iter_mut().skip(missing).zip(octets).for_each(|(to, from)| *to = *from);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for bits in [256, 384, 521] {
            let length = 2 * usize::div_ceil(bits, 8);
            for fill in [0x01, 0x7f, 0x80, 0xff] {
                let raw = vec![fill; length];
                let der = der_from_raw(bits, &raw).unwrap();
                assert_eq!(raw_from_der(bits, &der), Ok(raw));
                assert!(raw_from_der(bits - 8, &der).is_err());
                for cut in 0..der.len() {
                    assert!(raw_from_der(bits, &der[..cut]).is_err());
                }
            }
            assert_eq!(der_from_raw(bits, &vec![0; length]), Err(Asn1Error::InvalidData));
            assert_eq!(der_from_raw(bits, &vec![1; length + 2]), Err(Asn1Error::InvalidData));
        }
        assert_eq!(der_from_raw(0, &[]), Err(Asn1Error::InvalidData));
        assert_eq!(der_from_raw(1000, &[1; 250]), Err(Asn1Error::InvalidData));
    }
}
