//! connection_id (RFC 9146 §3): what the sender wants to find in the records that it receives, up to 255 bytes.

use crate::codec::{Reader, Writer};
use crate::error::DecodeError;

pub(super) fn read(body: &mut Reader) -> Result<Vec<u8>, DecodeError> {
    let id = body.vec8()?;
    if body.is_empty() { Ok(id.to_vec()) } else { Err(DecodeError::TrailingData) }
}

pub(super) fn write(writer: &mut Writer, id: &[u8]) {
    writer.vec8(|w| w.bytes(id));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_round_trips() {
        for len in 0..=255 {
            let mut writer = Writer::new();
            write(&mut writer, &vec![7; len]);
            let bytes = writer.into_vec();
            assert_eq!(bytes.len(), 1 + len);
            assert_eq!(read(&mut Reader::new(&bytes)), Ok(vec![7; len]));
        }
    }

    #[test]
    fn the_length_has_to_fit() {
        assert_eq!(read(&mut Reader::new(&[])), Err(DecodeError::Truncated));
        assert_eq!(read(&mut Reader::new(&[2, 7])), Err(DecodeError::Truncated));
        assert_eq!(read(&mut Reader::new(&[1, 7, 7])), Err(DecodeError::TrailingData));
        assert_eq!(read(&mut Reader::new(&[0, 0])), Err(DecodeError::TrailingData));
    }
}
