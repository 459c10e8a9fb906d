//! renegotiation_info (RFC 5746 §3.2).

use crate::codec::{Reader, Writer};
use crate::error::DecodeError;

/// Reads the verify_data of the handshake before; empty in a first one.
pub(super) fn read(body: &mut Reader) -> Result<Vec<u8>, DecodeError> {
    let data = body.vec8().map_err(|_| DecodeError::BadRenegotiationInfo)?;
    if body.is_empty() { Ok(data.to_vec()) } else { Err(DecodeError::BadRenegotiationInfo) }
}

pub(super) fn write(writer: &mut Writer, verify_data: &[u8]) {
    writer.vec8(|w| w.bytes(verify_data));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verify_data_round_trips() {
        for data in [&[][..], &[1; 12], &[2; 24]] {
            let mut writer = Writer::new();
            write(&mut writer, data);
            assert_eq!(read(&mut Reader::new(&writer.into_vec())), Ok(data.to_vec()));
        }
        assert_eq!(read(&mut Reader::new(&[])), Err(DecodeError::BadRenegotiationInfo));
    }
}
