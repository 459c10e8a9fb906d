use super::{Span, tag};
use crate::error::Asn1Error;

/// Reads DER elements from a slice, remembering how far into the whole encoding it is.
///
/// Tags are single octets: X.509 uses no tag number above 30. Lengths take up to four octets, and need not be in
/// their shortest form, as Mbed TLS has it.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
}

/// A tag and the bytes that it stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// The identifier octet.
    pub tag: u8,
    /// The content octets.
    pub value: &'a [u8],
}

/// A BIT STRING.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BitString<'a> {
    /// The octets that hold the bits, most significant bit first.
    pub bytes: &'a [u8],
    /// How many bits of the last octet do not count, 0 to 7.
    pub unused_bits: u8,
}

impl<'a> Reader<'a> {
    /// The longest encoding that spans can point into.
    pub const MAX_LENGTH: usize = u32::MAX as usize;

    /// Starts at the first byte of a whole encoding.
    pub fn new(encoding: &'a [u8]) -> Self {
        Self { rest: encoding, offset: 0 }
    }

    /// The bytes not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Number of bytes not read yet.
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// True when every byte has been read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many bytes of the whole encoding lie before the next one.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// The bytes from `start`, an earlier [`offset`](Self::offset), up to here.
    pub fn span_from(&self, start: usize) -> Span {
        Span::new(start..self.offset)
    }

    /// Everything not read yet, as a span.
    pub fn span(&self) -> Span {
        Span::new(self.offset..self.offset + self.rest.len())
    }

    /// The tag of the next element, which stays unread.
    pub fn peek_tag(&self) -> Result<u8, Asn1Error> {
        self.rest.first().copied().ok_or(Asn1Error::OutOfData)
    }

    /// Takes one byte.
    pub fn byte(&mut self) -> Result<u8, Asn1Error> {
        let (&first, tail) = self.rest.split_first().ok_or(Asn1Error::OutOfData)?;
        self.rest = tail;
        self.offset += 1;
        Ok(first)
    }

    /// Takes `count` bytes as a reader of their own.
    pub fn take(&mut self, count: usize) -> Result<Reader<'a>, Asn1Error> {
        let (head, tail) = self.rest.split_at_checked(count).ok_or(Asn1Error::OutOfData)?;
        let taken = Self { rest: head, offset: self.offset };
        self.rest = tail;
        self.offset += count;
        Ok(taken)
    }

    /// A length, which is not longer than what is left.
    pub fn length(&mut self) -> Result<usize, Asn1Error> {
        let length = self.claimed_length()?;
        if length > self.remaining() { Err(Asn1Error::OutOfData) } else { Ok(length) }
    }

    /// A length, whether or not so much is left.
    pub fn claimed_length(&mut self) -> Result<usize, Asn1Error> {
        let first = self.peek_tag()?;
        if first & 0x80 == 0 {
            self.byte()?;
            return Ok(usize::from(first));
        }
        let count = usize::from(first & 0x7f);
        if count == 0 || count > 4 {
            return Err(Asn1Error::InvalidLength);
        }
        if self.remaining() <= count {
            return Err(Asn1Error::OutOfData);
        }
        self.byte()?;
        let octets = self.take(count)?;
        Ok(octets.rest.iter().fold(0usize, |sum, octet| sum << 8 | usize::from(*octet)))
    }

    /// The header of an element with `tag`: its length, which is not longer than what is left. The content is next.
    pub fn header(&mut self, tag: u8) -> Result<usize, Asn1Error> {
        if self.peek_tag()? != tag {
            return Err(Asn1Error::UnexpectedTag);
        }
        self.byte()?;
        self.length()
    }

    /// The content of an element with `tag`, as a reader.
    pub fn element(&mut self, tag: u8) -> Result<Reader<'a>, Asn1Error> {
        let length = self.header(tag)?;
        self.take(length)
    }

    /// The content of an element with `tag`, or `None` when another tag is next; nothing left is an error.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Reader<'a>>, Asn1Error> {
        if self.peek_tag()? == tag { self.element(tag).map(Some) } else { Ok(None) }
    }

    /// The next element, whatever its tag.
    pub fn any(&mut self) -> Result<(u8, Reader<'a>), Asn1Error> {
        let tag = self.byte()?;
        let length = self.length()?;
        Ok((tag, self.take(length)?))
    }

    /// The content of a SEQUENCE.
    pub fn sequence(&mut self) -> Result<Reader<'a>, Asn1Error> {
        self.element(tag::SEQUENCE)
    }

    /// An OBJECT IDENTIFIER, encoded.
    pub fn oid(&mut self) -> Result<Reader<'a>, Asn1Error> {
        self.element(tag::OID)
    }

    /// A BOOLEAN; anything but zero is true.
    pub fn boolean(&mut self) -> Result<bool, Asn1Error> {
        let length = self.header(tag::BOOLEAN)?;
        if length != 1 {
            return Err(Asn1Error::InvalidLength);
        }
        Ok(self.byte()? != 0)
    }

    /// An INTEGER from 0 to 2^31 - 1.
    pub fn integer(&mut self) -> Result<u32, Asn1Error> {
        self.small_number(tag::INTEGER)
    }

    /// A number from 0 to 2^31 - 1 under a tag. One that is refused stays unread but for its leading zeros.
    pub fn small_number(&mut self, tag: u8) -> Result<u32, Asn1Error> {
        let mut length = self.header(tag)?;
        if length == 0 || self.peek_tag()? & 0x80 != 0 {
            return Err(Asn1Error::InvalidLength);
        }
        while length > 0 && self.peek_tag()? == 0 {
            self.byte()?;
            length -= 1;
        }
        let octets = self.rest.get(..length).ok_or(Asn1Error::OutOfData)?;
        if length > 4 || length == 4 && octets.first().is_some_and(|first| first & 0x80 != 0) {
            return Err(Asn1Error::InvalidLength);
        }
        let number = octets.iter().fold(0u32, |sum, octet| sum << 8 | u32::from(*octet));
        self.take(length)?;
        Ok(number)
    }

    /// A BIT STRING that ends where this reader ends.
    pub fn last_bit_string(&mut self) -> Result<BitString<'a>, Asn1Error> {
        let length = self.header(tag::BIT_STRING)?;
        if length < 1 {
            return Err(Asn1Error::OutOfData);
        }
        let unused_bits = self.peek_tag()?;
        if unused_bits > 7 {
            return Err(Asn1Error::InvalidLength);
        }
        self.byte()?;
        let bytes = self.take(length - 1)?;
        if !self.is_empty() {
            return Err(Asn1Error::LengthMismatch);
        }
        Ok(BitString { bytes: bytes.rest, unused_bits })
    }

    /// The header of a BIT STRING whose bits fill its octets: the number of octets, which are next.
    pub fn octet_aligned_bit_string(&mut self) -> Result<usize, Asn1Error> {
        let length = self.header(tag::BIT_STRING)?;
        if length == 0 || self.peek_tag()? != 0 {
            return Err(Asn1Error::InvalidData);
        }
        self.byte()?;
        Ok(length - 1)
    }

    /// Ends reading; bytes left over are an error.
    pub fn finish(self) -> Result<(), Asn1Error> {
        if self.is_empty() { Ok(()) } else { Err(Asn1Error::LengthMismatch) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_short_and_long_forms() {
        assert_eq!(Reader::new(&[1, 7]).length(), Ok(1));
        assert_eq!(Reader::new(&[0x81, 1, 7]).length(), Ok(1));
        assert_eq!(Reader::new(&[0x84, 0, 0, 0, 1, 7]).length(), Ok(1));
        assert_eq!(Reader::new(&[0x80, 0]).length(), Err(Asn1Error::InvalidLength));
        assert_eq!(Reader::new(&[0x85, 0, 0, 0, 0, 1, 7]).length(), Err(Asn1Error::InvalidLength));
        assert_eq!(Reader::new(&[2, 7]).length(), Err(Asn1Error::OutOfData));
        assert_eq!(Reader::new(&[0x82, 0]).length(), Err(Asn1Error::OutOfData));
        assert_eq!(Reader::new(&[]).length(), Err(Asn1Error::OutOfData));
    }

    #[test]
    fn a_wrong_tag_stays_unread() {
        let mut reader = Reader::new(&[tag::INTEGER, 1, 5]);
        assert_eq!(reader.boolean(), Err(Asn1Error::UnexpectedTag));
        assert_eq!(reader.integer(), Ok(5));
        assert_eq!(reader.offset(), 3);
        assert_eq!(reader.optional(tag::NULL).map(|found| found.is_some()), Err(Asn1Error::OutOfData));
    }

    #[test]
    fn integers_are_small_and_not_negative() {
        let read = |bytes: &[u8]| Reader::new(bytes).integer();
        assert_eq!(read(&[2, 4, 0x7f, 0xff, 0xff, 0xff]), Ok(i32::MAX as u32));
        assert_eq!(read(&[2, 5, 0, 0x80, 0, 0, 0]), Err(Asn1Error::InvalidLength));
        assert_eq!(read(&[2, 1, 0x80]), Err(Asn1Error::InvalidLength));
        assert_eq!(read(&[2, 0]), Err(Asn1Error::InvalidLength));
        assert_eq!(read(&[2, 6, 0, 0, 0, 0, 0, 9]), Ok(9));
    }

    #[test]
    fn bit_strings_say_how_many_bits_do_not_count() {
        let mut reader = Reader::new(&[3, 2, 5, 0xa0]);
        assert_eq!(reader.last_bit_string(), Ok(BitString { bytes: &[0xa0], unused_bits: 5 }));
        assert_eq!(Reader::new(&[3, 0]).last_bit_string(), Err(Asn1Error::OutOfData));
        assert_eq!(Reader::new(&[3, 2, 8, 0]).last_bit_string(), Err(Asn1Error::InvalidLength));
        assert_eq!(Reader::new(&[3, 1, 0, 9]).last_bit_string(), Err(Asn1Error::LengthMismatch));
        assert_eq!(Reader::new(&[3, 2, 1, 0]).octet_aligned_bit_string(), Err(Asn1Error::InvalidData));
        assert_eq!(Reader::new(&[3, 2, 0, 9]).octet_aligned_bit_string(), Ok(1));
    }

    #[test]
    fn spans_find_their_bytes_again() {
        let encoding = [0x30, 4, 4, 2, 8, 9];
        let mut outer = Reader::new(&encoding);
        let mut inner = outer.sequence().expect("a sequence");
        let value = inner.element(tag::OCTET_STRING).expect("an octet string");
        assert_eq!(value.span().of(&encoding), [8, 9]);
        assert_eq!(outer.span_from(0).of(&encoding), encoding);
        assert!(outer.finish().is_ok());
    }
}
