use super::tag;
use core::fmt;
use core::mem::take;
use zeroize::Zeroizing;

/// Writes DER from its end to its beginning: first what an element holds, then its length, then its tag. So no length
/// has to be known before it is due.
///
/// Everything written goes in front of what was written before. The whole is never longer than a limit. As it may be
/// secret, it is wiped when the writer is dropped, and where it stood when it had to move.
#[derive(Clone, Debug)]
pub struct Writer {
    /// What is written, its last octet first.
    reversed: Zeroizing<Vec<u8>>,
    limit: usize,
}

/// Why something could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WriteError {
    /// It does not fit into the limit.
    NoRoom,
    /// A length has more than four octets.
    TooLong,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRoom => "no room for the encoding",
            Self::TooLong => "an element is too long",
        })
    }
}

impl core::error::Error for WriteError {}

impl Writer {
    /// Writes at most `limit` octets.
    pub fn new(limit: usize) -> Self {
        Self { reversed: Zeroizing::default(), limit }
    }

    /// How many octets are written.
    pub fn length(&self) -> usize {
        self.reversed.len()
    }

    /// How many octets may still be written.
    pub fn room(&self) -> usize {
        self.limit - self.reversed.len()
    }

    /// What is written, in its order. If it is secret, it is the caller's to wipe.
    pub fn finish(mut self) -> Vec<u8> {
        self.reversed.reverse();
        take(&mut self.reversed)
    }

    /// One octet.
    pub fn octet(&mut self, octet: u8) -> Result<(), WriteError> {
        self.octets(&[octet])
    }

    /// Octets as they are; all or none.
    pub fn octets(&mut self, octets: &[u8]) -> Result<(), WriteError> {
        if octets.len() > self.room() {
            return Err(WriteError::NoRoom);
        }
        self.make_room(octets.len());
        self.reversed.extend(octets.iter().rev());
        Ok(())
    }

    /// Moves to a larger place, if so many octets more do not fit into this one, which is wiped.
    fn make_room(&mut self, more: usize) {
        let (needed, capacity) = (self.length() + more, self.reversed.capacity());
        if needed > capacity {
            let mut larger = Zeroizing::new(Vec::with_capacity(needed.max(2 * capacity)));
            larger.extend_from_slice(&self.reversed);
            self.reversed = larger;
        }
    }

    /// A length in its shortest form; all or nothing.
    pub fn write_length(&mut self, length: usize) -> Result<(), WriteError> {
        if u32::try_from(length).is_err() {
            return Err(WriteError::TooLong);
        }
        if length < 0x80 {
            return self.octet(length as u8);
        }
        let octets = length.to_be_bytes();
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        let significant = octets.get(zeros..).unwrap_or_default();
        let first = 0x80 | significant.len() as u8;
        self.octets(&[&[first], significant].concat())
    }

    /// The header of the element whose content is everything from `start`, an earlier [`length`](Self::length), on.
    pub fn header(&mut self, tag: u8, start: usize) -> Result<(), WriteError> {
        self.write_length(self.length() - start)?;
        self.octet(tag)
    }

    /// An element whose content `content` writes.
    pub fn element<E: From<WriteError>>(
        &mut self,
        tag: u8,
        content: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        let start = self.length();
        content(self)?;
        Ok(self.header(tag, start)?)
    }

    /// An element with this content.
    pub fn primitive(&mut self, tag: u8, content: &[u8]) -> Result<(), WriteError> {
        self.element(tag, |writer| writer.octets(content))
    }

    /// NULL.
    pub fn null(&mut self) -> Result<(), WriteError> {
        self.primitive(tag::NULL, &[])
    }

    /// BOOLEAN.
    pub fn boolean(&mut self, value: bool) -> Result<(), WriteError> {
        self.primitive(tag::BOOLEAN, &[if value { 0xff } else { 0 }])
    }

    /// A number under a tag, without needless leading zeros. Of a number below zero only the lowest octet is written, as
    /// if there were no sign, for Mbed TLS does so.
    pub fn small_number(&mut self, tag: u8, number: i32) -> Result<(), WriteError> {
        self.element(tag, |writer| {
            let mut rest = number;
            let mut first;
            loop {
                first = rest as u8;
                writer.octet(first)?;
                rest >>= 8;
                if rest <= 0 {
                    break;
                }
            }
            if first & 0x80 != 0 { writer.octet(0) } else { Ok(()) }
        })
    }

    /// INTEGER of a number of any size without a sign: its octets as they are, with a zero in front if the number would
    /// look negative.
    pub fn unsigned(&mut self, octets: &[u8]) -> Result<(), WriteError> {
        self.element(tag::INTEGER, |writer| {
            writer.octets(octets)?;
            if octets.first().is_some_and(|first| first & 0x80 != 0) { writer.octet(0) } else { Ok(()) }
        })
    }

    /// BIT STRING of the first `bits` bits of `octets`, the most significant first; what follows them is left out. With
    /// fewer octets than that it is an error of room.
    pub fn bit_string(&mut self, octets: &[u8], bits: usize) -> Result<(), WriteError> {
        let count = bits.div_ceil(8);
        let unused = (count * 8 - bits) as u8;
        let octets = octets.get(..count).ok_or(WriteError::NoRoom)?;
        if count >= self.room() {
            return Err(WriteError::NoRoom);
        }
        self.element(tag::BIT_STRING, |writer| {
            if let Some((last, others)) = octets.split_last() {
                writer.octet(last & (0xff << unused))?;
                writer.octets(others)?;
            }
            writer.octet(unused)
        })
    }

    /// BIT STRING whose bits have names (X.680 §22.7): zeros at the end are left out.
    pub fn named_bit_string(&mut self, octets: &[u8], bits: usize) -> Result<(), WriteError> {
        self.bit_string(octets, significant_bits(octets, bits))
    }

    /// AlgorithmIdentifier (RFC 5280 §4.1.1.2) without parameters, or with NULL.
    pub fn algorithm_identifier(&mut self, oid: &[u8], null_parameters: bool) -> Result<(), WriteError> {
        self.element(tag::SEQUENCE, |writer| {
            if null_parameters {
                writer.null()?;
            }
            writer.primitive(tag::OID, oid)
        })
    }
}

/// How many of the first `bits` bits there are up to the last that is set.
fn significant_bits(octets: &[u8], bits: usize) -> usize {
    let is_set = |bit: usize| octets.get(bit / 8).is_some_and(|octet| octet & (0x80 >> (bit % 8)) != 0);
    (0..bits).rev().find(|bit| is_set(*bit)).map_or(0, |bit| bit + 1)
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;

    fn written(write: impl FnOnce(&mut Writer) -> Result<(), WriteError>) -> Vec<u8> {
        let mut writer = Writer::new(100_000);
        write(&mut writer).expect("room enough");
        writer.finish()
    }

    #[test]
    fn lengths_are_as_short_as_can_be() {
        for length in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000] {
            let encoded = written(|writer| writer.primitive(tag::OCTET_STRING, &vec![7; length]));
            let mut reader = Reader::new(&encoded);
            let content = reader.element(tag::OCTET_STRING).expect("an octet string");
            assert_eq!((content.remaining(), reader.remaining()), (length, 0));
            let header = match length {
                0..0x80 => 2,
                0x80..0x100 => 3,
                0x100..0x10000 => 4,
                _ => 5,
            };
            assert_eq!(encoded.len(), header + length);
        }
        assert_eq!(Writer::new(9).write_length(0x1_0000_0000), Err(WriteError::TooLong));
    }

    #[test]
    fn nothing_goes_beyond_the_limit() {
        let mut writer = Writer::new(4);
        assert_eq!(writer.primitive(tag::OCTET_STRING, &[1, 2, 3]), Err(WriteError::NoRoom));
        assert_eq!((writer.length(), writer.room()), (4, 0));
        assert_eq!(writer.octet(0), Err(WriteError::NoRoom));
        assert_eq!(writer.octets(&[]), Ok(()));
        assert_eq!(writer.finish(), [3, 1, 2, 3]);
        let mut writer = Writer::new(3);
        assert_eq!(writer.write_length(0x10000), Err(WriteError::NoRoom));
        assert_eq!(writer.bit_string(&[1, 2, 3], 24), Err(WriteError::NoRoom));
        assert_eq!(writer.bit_string(&[1], 9), Err(WriteError::NoRoom));
        assert_eq!(writer.length(), 0);
    }

    #[test]
    fn what_moves_is_moved_whole() {
        let mut writer = Writer::new(1000);
        let mut moves = 0;
        for octet in 0..=255 {
            let before = writer.reversed.as_ptr();
            writer.octets(&[octet, octet]).expect("room enough");
            moves += u32::from(writer.reversed.as_ptr() != before);
        }
        assert!(moves <= 9, "{moves} moves");
        let expected: Vec<u8> = (0..=255).rev().flat_map(|octet| [octet, octet]).collect();
        assert_eq!(writer.finish(), expected);
    }

    #[test]
    fn numbers_have_no_sign() {
        let number = |number| written(|writer| writer.small_number(tag::INTEGER, number));
        assert_eq!(number(0), [2, 1, 0]);
        assert_eq!(number(127), [2, 1, 127]);
        assert_eq!(number(128), [2, 2, 0, 128]);
        assert_eq!(number(i32::MAX), [2, 4, 0x7f, 0xff, 0xff, 0xff]);
        assert_eq!(number(-1), [2, 2, 0, 0xff]);
        assert_eq!(written(|writer| writer.unsigned(&[0x80, 1])), [2, 3, 0, 0x80, 1]);
        assert_eq!(written(|writer| writer.unsigned(&[0, 1])), [2, 2, 0, 1]);
    }

    #[test]
    fn bits_are_counted_from_the_left() {
        assert_eq!(written(|writer| writer.bit_string(&[0xff, 0xff], 11)), [3, 3, 5, 0xff, 0xe0]);
        assert_eq!(written(|writer| writer.bit_string(&[], 0)), [3, 1, 0]);
        assert_eq!(written(|writer| writer.named_bit_string(&[0xa0, 0], 16)), [3, 2, 5, 0xa0]);
        assert_eq!(written(|writer| writer.named_bit_string(&[0x00, 0x80], 9)), [3, 3, 7, 0, 0x80]);
        assert_eq!(written(|writer| writer.named_bit_string(&[0x00], 8)), [3, 1, 0]);
    }

    #[test]
    fn algorithms_have_null_or_nothing() {
        let algorithm = |null| written(|writer| writer.algorithm_identifier(&[0x2a, 3], null));
        assert_eq!(algorithm(true), [0x30, 6, 6, 2, 0x2a, 3, 5, 0]);
        assert_eq!(algorithm(false), [0x30, 4, 6, 2, 0x2a, 3]);
        assert_eq!(written(|writer| writer.boolean(true)), [1, 1, 0xff]);
        assert_eq!(written(|writer| writer.boolean(false)), [1, 1, 0]);
    }
}
