use crate::codec::{HandshakeType, Reader, Writer};
use crate::error::DecodeError;

/// Length of verify_data in every cipher suite that we offer (RFC 5246 §7.4.9).
pub const VERIFY_DATA_LENGTH: usize = 12;

/// The message that proves that both sides saw the same handshake (RFC 5246 §7.4.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The proof. Compare it with [`crate::crypto`]'s constant-time equality, not with `==`.
    pub verify_data: [u8; VERIFY_DATA_LENGTH],
}

impl Finished {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::FINISHED;

    /// Reads the body.
    pub fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let verify_data = reader.array()?;
        reader.finish()?;
        Ok(Self { verify_data })
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.bytes(&self.verify_data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::refuses_other_lengths;

    #[test]
    fn is_twelve_bytes() {
        let bytes = *b"abcdefghijkl";
        let finished = Finished::decode(&bytes).unwrap();
        assert_eq!(finished.verify_data, bytes);
        let mut writer = Writer::new();
        finished.encode(&mut writer);
        assert_eq!(writer.into_vec(), bytes);
        refuses_other_lengths(&bytes, &[], Finished::decode);
    }
}
