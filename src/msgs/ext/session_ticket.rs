//! session_ticket (RFC 5077 §3.2) of a client: the ticket that it has, or nothing to say that it takes one. A server's is
//! empty.

use crate::codec::{ExtensionType, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::block::write_extension;

pub(super) fn read(body: &mut Reader) -> Result<Vec<u8>, DecodeError> {
    Ok(body.take(body.remaining())?.to_vec())
}

pub(super) fn write(writer: &mut Writer, ticket: &[u8]) {
    write_extension(writer, ExtensionType::SESSION_TICKET, |w| w.bytes(ticket));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_bare_ticket() {
        let mut writer = Writer::new();
        write(&mut writer, &[9, 8]);
        assert_eq!(writer.into_vec(), [0, 35, 0, 2, 9, 8]);
        assert_eq!(read(&mut Reader::new(&[9, 8])), Ok(vec![9, 8]));
        assert_eq!(read(&mut Reader::new(&[])), Ok(vec![]));
    }
}
