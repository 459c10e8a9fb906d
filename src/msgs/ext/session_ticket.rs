//! session_ticket (RFC 5077 §3.2): from a client the ticket that it has, or nothing to say that it takes one; from a
//! server nothing, to say that a NewSessionTicket comes.

use crate::codec::{ExtensionType, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::block::write_extension;

pub(super) fn read_offer(body: &mut Reader) -> Result<Vec<u8>, DecodeError> {
    Ok(body.take(body.remaining())?.to_vec())
}

pub(super) fn write_offer(writer: &mut Writer, ticket: &[u8]) {
    write_extension(writer, ExtensionType::SESSION_TICKET, |w| w.bytes(ticket));
}

pub(super) fn read_answer(body: &mut Reader) -> Result<bool, DecodeError> {
    if body.is_empty() { Ok(true) } else { Err(DecodeError::TrailingData) }
}

pub(super) fn write_answer(writer: &mut Writer) {
    write_extension(writer, ExtensionType::SESSION_TICKET, |_| ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_the_bare_ticket_and_an_answer_is_empty() {
        let mut writer = Writer::new();
        write_offer(&mut writer, &[9, 8]);
        write_answer(&mut writer);
        assert_eq!(writer.into_vec(), [0, 35, 0, 2, 9, 8, 0, 35, 0, 0]);
        assert_eq!(read_offer(&mut Reader::new(&[9, 8])), Ok(vec![9, 8]));
        assert_eq!(read_offer(&mut Reader::new(&[])), Ok(vec![]));
        assert_eq!(read_answer(&mut Reader::new(&[])), Ok(true));
        assert_eq!(read_answer(&mut Reader::new(&[0])), Err(DecodeError::TrailingData));
    }
}
