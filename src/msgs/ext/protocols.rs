//! application_layer_protocol_negotiation (RFC 7301 §3.1).

use crate::codec::{Reader, Writer};
use crate::error::DecodeError;

/// Most protocols that we read from one hello.
pub const MAX_PROTOCOLS: usize = 256;

/// Reads a client's list of protocols: at least one, none of them empty.
pub(super) fn read_offer(body: &mut Reader) -> Result<Vec<Vec<u8>>, DecodeError> {
    let mut list = body.sub16()?;
    let mut protocols = Vec::new();
    while !list.is_empty() {
        let name = list.vec8()?;
        if name.is_empty() || protocols.len() == MAX_PROTOCOLS {
            return Err(DecodeError::BadLength);
        }
        protocols.push(name.to_vec());
    }
    if protocols.is_empty() {
        return Err(DecodeError::BadLength);
    }
    Ok(protocols)
}

/// Reads a server's list, which has exactly one protocol.
pub(super) fn read_answer(body: &mut Reader) -> Result<Vec<u8>, DecodeError> {
    match <[Vec<u8>; 1]>::try_from(read_offer(body)?) {
        Ok([protocol]) => Ok(protocol),
        Err(_) => Err(DecodeError::BadLength),
    }
}

/// Writes a list of protocols, of up to 255 bytes each.
pub(super) fn write<'a>(writer: &mut Writer, protocols: impl IntoIterator<Item = &'a [u8]>) {
    writer.vec16(|w| protocols.into_iter().for_each(|name| w.vec8(|w| w.bytes(name))));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(bytes: &[u8]) -> Result<Vec<Vec<u8>>, DecodeError> {
        let mut reader = Reader::new(bytes);
        let found = read_offer(&mut reader)?;
        reader.finish()?;
        Ok(found)
    }

    #[test]
    fn lists_round_trip() {
        let names = [b"coap".to_vec(), b"lwm2m".to_vec()];
        let mut writer = Writer::new();
        write(&mut writer, names.iter().map(Vec::as_slice));
        let bytes = writer.into_vec();
        assert_eq!(bytes, *b"\x00\x0b\x04coap\x05lwm2m");
        assert_eq!(offer(&bytes), Ok(names.to_vec()));
        assert_eq!(read_answer(&mut Reader::new(&bytes)), Err(DecodeError::BadLength), "two in an answer");
        assert_eq!(read_answer(&mut Reader::new(b"\x00\x05\x04coap")), Ok(b"coap".to_vec()));
    }

    #[test]
    fn malformed_lists_are_refused() {
        assert_eq!(offer(&[]), Err(DecodeError::Truncated));
        assert_eq!(offer(&[0, 0]), Err(DecodeError::BadLength), "no protocol");
        assert_eq!(offer(&[0, 1, 0]), Err(DecodeError::BadLength), "empty name");
        assert_eq!(offer(b"\x00\x06\x04coap"), Err(DecodeError::Truncated));
        assert_eq!(offer(b"\x00\x04\x04coap"), Err(DecodeError::Truncated));
        assert_eq!(offer(b"\x00\x05\x04coap9"), Err(DecodeError::TrailingData));
    }

    #[test]
    fn the_number_of_protocols_is_capped() {
        let list = |count: usize| {
            let mut writer = Writer::new();
            write(&mut writer, std::iter::repeat_n(&b"a"[..], count));
            writer.into_vec()
        };
        assert!(offer(&list(MAX_PROTOCOLS)).is_ok());
        assert_eq!(offer(&list(MAX_PROTOCOLS + 1)), Err(DecodeError::BadLength));
    }
}
