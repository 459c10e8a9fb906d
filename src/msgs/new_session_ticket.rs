use crate::codec::{HandshakeType, Reader, Writer};
use crate::error::DecodeError;

/// The message that gives a client a session ticket (RFC 5077 §3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewSessionTicket<'a> {
    /// How long the server means to honour it, in seconds; 0 is not said.
    pub lifetime: u32,
    /// What the server sealed; empty if it gives none after all.
    pub ticket: &'a [u8],
}

impl<'a> NewSessionTicket<'a> {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::NEW_SESSION_TICKET;

    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let message = Self { lifetime: reader.u32()?, ticket: reader.vec16()? };
        reader.finish()?;
        Ok(message)
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u32(self.lifetime);
        writer.vec16(|w| w.bytes(self.ticket));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::refuses_other_lengths;

    #[test]
    fn round_trip() {
        for ticket in [&[][..], &[7, 8, 9]] {
            let message = NewSessionTicket { lifetime: 86_400, ticket };
            let mut writer = Writer::new();
            message.encode(&mut writer);
            let bytes = writer.into_vec();
            assert_eq!(bytes[..6], [0, 1, 0x51, 0x80, 0, ticket.len() as u8]);
            assert_eq!(NewSessionTicket::decode(&bytes), Ok(message));
            refuses_other_lengths(&bytes, &[], |bytes| NewSessionTicket::decode(bytes).map(|_| ()));
        }
    }
}
