use crate::codec::{AlertDescription, AlertLevel, Reader, Writer};
use crate::error::DecodeError;

/// The body of an alert record (RFC 5246 §7.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Whether the connection ends by it.
    pub level: AlertLevel,
    /// What happened.
    pub description: AlertDescription,
}

impl Alert {
    /// A fatal alert.
    pub fn fatal(description: AlertDescription) -> Self {
        Self { level: AlertLevel::FATAL, description }
    }

    /// A warning.
    pub fn warning(description: AlertDescription) -> Self {
        Self { level: AlertLevel::WARNING, description }
    }

    /// Reads the body. Values that we do not know survive; a level other than the two known ones is the caller's
    /// to judge.
    pub fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let level = AlertLevel(reader.u8()?);
        let description = AlertDescription(reader.u8()?);
        reader.finish()?;
        Ok(Self { level, description })
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u8(self.level.0);
        writer.u8(self.description.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::refuses_other_lengths;

    #[test]
    fn close_notify_is_two_bytes() {
        let mut writer = Writer::new();
        Alert::warning(AlertDescription::CLOSE_NOTIFY).encode(&mut writer);
        assert_eq!(writer.into_vec(), [1, 0]);
        assert_eq!(Alert::decode(&[2, 40]), Ok(Alert::fatal(AlertDescription::HANDSHAKE_FAILURE)));
        refuses_other_lengths(&[1, 0], &[], Alert::decode);
    }

    #[test]
    fn unknown_values_survive() {
        let alert = Alert::decode(&[9, 250]).unwrap();
        assert_eq!((alert.level.0, alert.description.0), (9, 250));
    }
}
