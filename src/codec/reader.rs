use crate::error::DecodeError;

/// Reads big-endian fields from a byte slice and never looks past its end.
///
/// A decoder ends with [`Reader::finish`], which refuses bytes that nobody asked for.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the first byte of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
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

    /// Takes `count` bytes.
    pub fn take(&mut self, count: usize) -> Result<&'a [u8], DecodeError> {
        let (head, tail) = self.rest.split_at_checked(count).ok_or(DecodeError::Truncated)?;
        self.rest = tail;
        Ok(head)
    }

    /// Takes as many bytes as the array holds.
    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let (head, tail) = self.rest.split_first_chunk::<N>().ok_or(DecodeError::Truncated)?;
        self.rest = tail;
        Ok(*head)
    }

    /// An 8-bit number.
    pub fn u8(&mut self) -> Result<u8, DecodeError> {
        self.array::<1>().map(|[byte]| byte)
    }

    /// A 16-bit number.
    pub fn u16(&mut self) -> Result<u16, DecodeError> {
        self.array().map(u16::from_be_bytes)
    }

    /// A 24-bit number.
    pub fn u24(&mut self) -> Result<u32, DecodeError> {
        self.array().map(|[a, b, c]| u32::from_be_bytes([0, a, b, c]))
    }

    /// A 32-bit number.
    pub fn u32(&mut self) -> Result<u32, DecodeError> {
        self.array().map(u32::from_be_bytes)
    }

    /// A 48-bit number (the sequence number of a DTLS record).
    pub fn u48(&mut self) -> Result<u64, DecodeError> {
        self.array().map(|[a, b, c, d, e, f]| u64::from_be_bytes([0, 0, a, b, c, d, e, f]))
    }

    /// A 64-bit number.
    pub fn u64(&mut self) -> Result<u64, DecodeError> {
        self.array().map(u64::from_be_bytes)
    }

    /// A vector with an 8-bit length in front (`opaque x<0..2^8-1>`).
    pub fn vec8(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = self.u8()?;
        self.take(length.into())
    }

    /// A vector with a 16-bit length in front (`opaque x<0..2^16-1>`).
    pub fn vec16(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = self.u16()?;
        self.take(length.into())
    }

    /// A vector with a 24-bit length in front (`opaque x<0..2^24-1>`).
    pub fn vec24(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = self.u24()?;
        self.take(usize::try_from(length).map_err(|_| DecodeError::Truncated)?)
    }

    /// A reader over a vector with an 8-bit length in front.
    pub fn sub8(&mut self) -> Result<Reader<'a>, DecodeError> {
        self.vec8().map(Reader::new)
    }

    /// A reader over a vector with a 16-bit length in front.
    pub fn sub16(&mut self) -> Result<Reader<'a>, DecodeError> {
        self.vec16().map(Reader::new)
    }

    /// A reader over a vector with a 24-bit length in front.
    pub fn sub24(&mut self) -> Result<Reader<'a>, DecodeError> {
        self.vec24().map(Reader::new)
    }

    /// Ends reading; bytes left over are an error.
    pub fn finish(self) -> Result<(), DecodeError> {
        if self.rest.is_empty() { Ok(()) } else { Err(DecodeError::TrailingData) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_big_endian_and_bounded() {
        let mut reader = Reader::new(&[1, 0, 2, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 5]);
        assert_eq!(reader.u8(), Ok(1));
        assert_eq!(reader.u16(), Ok(2));
        assert_eq!(reader.u24(), Ok(3));
        assert_eq!(reader.u32(), Ok(4));
        assert_eq!(reader.u48(), Ok(5));
        assert_eq!(reader.u8(), Err(DecodeError::Truncated));
        assert_eq!(reader.finish(), Ok(()));
    }

    #[test]
    fn vectors_stop_at_their_length() {
        let mut reader = Reader::new(&[2, 7, 8, 0, 1, 9, 0, 0, 0, 5]);
        assert_eq!(reader.vec8(), Ok(&[7, 8][..]));
        assert_eq!(reader.vec16(), Ok(&[9][..]));
        assert_eq!(reader.vec24(), Ok(&[][..]));
        assert_eq!(reader.vec8(), Err(DecodeError::Truncated));
    }

    #[test]
    fn trailing_bytes_are_refused() {
        let mut reader = Reader::new(&[1, 2]);
        assert_eq!(reader.u8(), Ok(1));
        assert_eq!(reader.finish(), Err(DecodeError::TrailingData));
    }
}
