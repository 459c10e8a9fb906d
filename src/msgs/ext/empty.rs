//! Extensions whose contents are empty, as being there says all: encrypt_then_mac (RFC 7366 §2), extended_master_secret
//! (RFC 7627 §5.1), and a server's server_name (RFC 6066 §3) and session_ticket (RFC 5077 §3.2).

use crate::codec::{ExtensionType, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::block::write_extension;

pub(super) fn read(body: &mut Reader) -> Result<bool, DecodeError> {
    if body.is_empty() { Ok(true) } else { Err(DecodeError::TrailingData) }
}

pub(super) fn write(writer: &mut Writer, kind: ExtensionType) {
    write_extension(writer, kind, |_| ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_empty() {
        for (kind, number) in [
            (ExtensionType::SERVER_NAME, 0),
            (ExtensionType::ENCRYPT_THEN_MAC, 22),
            (ExtensionType::EXTENDED_MASTER_SECRET, 23),
            (ExtensionType::SESSION_TICKET, 35),
        ] {
            let mut writer = Writer::new();
            write(&mut writer, kind);
            assert_eq!(writer.into_vec(), [0, number, 0, 0]);
        }
        assert_eq!(read(&mut Reader::new(&[])), Ok(true));
        assert_eq!(read(&mut Reader::new(&[0])), Err(DecodeError::TrailingData));
    }
}
