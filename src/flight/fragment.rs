use crate::codec::{HandshakeType, Reader};
use crate::error::DecodeError;

/// Length of the header in front of each fragment (RFC 6347 §4.2.2).
pub const HANDSHAKE_HEADER_LEN: usize = 12;

/// A part of a handshake message, or the whole of it (RFC 6347 §4.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment<'a> {
    /// The message's type.
    pub kind: HandshakeType,
    /// Length of the whole message.
    pub total: usize,
    /// The message's number.
    pub seq: u16,
    /// Where in the message this part begins.
    pub offset: usize,
    /// This part.
    pub data: &'a [u8],
}

impl<'a> Fragment<'a> {
    /// Reads the next fragment of a record; a record may hold several.
    pub fn decode(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let kind = HandshakeType(reader.u8()?);
        let total = reader.u24()? as usize;
        let seq = reader.u16()?;
        let offset = reader.u24()? as usize;
        let length = reader.u24()? as usize;
        let data = reader.take(length)?;
        if offset + length > total {
            return Err(DecodeError::BadLength);
        }
        Ok(Self { kind, total, seq, offset, data })
    }

    /// The header as it stands on the wire.
    pub fn header(&self) -> [u8; HANDSHAKE_HEADER_LEN] {
        let [_, total_high, total_middle, total_low] = (self.total as u32).to_be_bytes();
        let [seq_high, seq_low] = self.seq.to_be_bytes();
        let [_, offset_high, offset_middle, offset_low] = (self.offset as u32).to_be_bytes();
        let [_, length_high, length_middle, length_low] = (self.data.len() as u32).to_be_bytes();
        [
            self.kind.0,
            total_high,
            total_middle,
            total_low,
            seq_high,
            seq_low,
            offset_high,
            offset_middle,
            offset_low,
            length_high,
            length_middle,
            length_low,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragment_round_trip() {
        let fragment = Fragment {
            kind: HandshakeType::CERTIFICATE,
            total: 0x010203,
            seq: 7,
            offset: 0x0100,
            data: &[1, 2, 3],
        };
        let mut bytes = fragment.header().to_vec();
        assert_eq!(bytes.len(), HANDSHAKE_HEADER_LEN);
        bytes.extend_from_slice(fragment.data);
        let mut reader = Reader::new(&bytes);
        assert_eq!(Fragment::decode(&mut reader), Ok(fragment));
        assert!(reader.is_empty());
        for length in 0..bytes.len() {
            assert_eq!(Fragment::decode(&mut Reader::new(&bytes[..length])), Err(DecodeError::Truncated));
        }
    }

    #[test]
    fn a_part_beyond_the_whole_is_refused() {
        let bytes = [11, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 2, 9, 9];
        assert_eq!(Fragment::decode(&mut Reader::new(&bytes)), Err(DecodeError::BadLength));
    }
}
