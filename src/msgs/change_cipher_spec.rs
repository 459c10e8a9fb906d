use crate::codec::{Reader, Writer};
use crate::error::DecodeError;

/// The body of a change_cipher_spec record (RFC 5246 §7.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeCipherSpec;

impl ChangeCipherSpec {
    /// Reads the body: the one byte 1.
    pub fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        if reader.u8()? != 1 {
            return Err(DecodeError::BadValue);
        }
        reader.finish()?;
        Ok(Self)
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u8(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::refuses_other_lengths;

    #[test]
    fn is_the_byte_one() {
        let mut writer = Writer::new();
        ChangeCipherSpec.encode(&mut writer);
        assert_eq!(writer.into_vec(), [1]);
        refuses_other_lengths(&[1], &[], ChangeCipherSpec::decode);
        assert_eq!(ChangeCipherSpec::decode(&[0]), Err(DecodeError::BadValue));
        assert_eq!(ChangeCipherSpec::decode(&[2]), Err(DecodeError::BadValue));
    }
}
