//! server_name (RFC 6066 §3).

use crate::codec::{Reader, Writer};
use crate::error::DecodeError;

/// Longest host name that we read; DNS allows no longer one.
pub const MAX_HOST_NAME: usize = 255;

/// `NameType.host_name`, the only type that was ever defined.
const HOST_NAME: u8 = 0;

/// Reads a client's list of names and returns its host name, if it has one. Names of other types, which share the
/// form of a host name as far as anybody knows, are passed over; two of a type are refused.
pub(super) fn read_offer(body: &mut Reader) -> Result<Option<Vec<u8>>, DecodeError> {
    let mut list = body.sub16()?;
    if list.is_empty() {
        return Err(DecodeError::BadLength);
    }
    let mut seen = [false; 256];
    let mut host = None;
    while !list.is_empty() {
        let kind = list.u8()?;
        let name = list.vec16()?;
        if let Some(seen) = seen.get_mut(usize::from(kind))
            && core::mem::replace(seen, true)
        {
            return Err(DecodeError::Duplicate);
        }
        if kind == HOST_NAME {
            if name.is_empty() || name.len() > MAX_HOST_NAME {
                return Err(DecodeError::BadLength);
            }
            host = Some(name.to_vec());
        }
    }
    Ok(host)
}

/// Writes a client's list with one host name.
pub(super) fn write_offer(writer: &mut Writer, host: &[u8]) {
    writer.vec16(|w| {
        w.u8(HOST_NAME);
        w.vec16(|w| w.bytes(host));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Option<Vec<u8>>, DecodeError> {
        let mut reader = Reader::new(bytes);
        let host = read_offer(&mut reader)?;
        reader.finish()?;
        Ok(host)
    }

    #[test]
    fn host_name_round_trips() {
        let mut writer = Writer::new();
        write_offer(&mut writer, b"localhost");
        let bytes = writer.into_vec();
        assert_eq!(bytes, *b"\x00\x0c\x00\x00\x09localhost");
        assert_eq!(read(&bytes), Ok(Some(b"localhost".to_vec())));
    }

    #[test]
    fn other_name_types_are_passed_over() {
        assert_eq!(read(&[0, 8, 7, 0, 1, 9, 0, 0, 1, b'a']), Ok(Some(b"a".to_vec())));
        assert_eq!(read(&[0, 4, 7, 0, 1, 9]), Ok(None));
    }

    #[test]
    fn malformed_lists_are_refused() {
        assert_eq!(read(&[0, 0]), Err(DecodeError::BadLength), "no name");
        assert_eq!(read(&[0, 3, 0, 0, 0]), Err(DecodeError::BadLength), "empty host name");
        assert_eq!(read(&[0, 8, 0, 0, 1, b'a', 0, 0, 1, b'b']), Err(DecodeError::Duplicate));
        assert_eq!(read(&[0, 4, 0, 0, 1, b'a', 0]), Err(DecodeError::TrailingData));
        assert_eq!(read(&[0, 5, 0, 0, 1, b'a', 0]), Err(DecodeError::Truncated));
        assert_eq!(read(&[0, 4, 0, 0, 2, b'a']), Err(DecodeError::Truncated));
    }

    #[test]
    fn the_host_name_is_capped() {
        let list = |length: usize| {
            let mut writer = Writer::new();
            write_offer(&mut writer, &vec![b'a'; length]);
            writer.into_vec()
        };
        assert!(read(&list(MAX_HOST_NAME)).is_ok());
        assert_eq!(read(&list(MAX_HOST_NAME + 1)), Err(DecodeError::BadLength));
    }
}
