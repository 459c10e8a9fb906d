use crate::codec::{ExtensionType, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::block::write_extension;

/// An extension that has no field of its own, as it stands on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawExtension {
    /// Its number.
    pub kind: ExtensionType,
    /// Its contents.
    pub data: Vec<u8>,
}

impl RawExtension {
    pub(super) fn read(kind: ExtensionType, body: &mut Reader) -> Result<Self, DecodeError> {
        Ok(Self { kind, data: body.take(body.remaining())?.to_vec() })
    }

    /// Reads an extension that matters only to who takes part in it; what cannot be read is kept as it is.
    pub(super) fn read_or_keep<'a, T>(
        kind: ExtensionType,
        body: &mut Reader<'a>,
        other: &mut Vec<Self>,
        read: impl FnOnce(&mut Reader<'a>) -> Result<T, DecodeError>,
    ) -> Result<Option<T>, DecodeError> {
        let data = body.rest();
        let found = read(body).ok().filter(|_| body.is_empty());
        body.take(body.remaining())?;
        if found.is_none() {
            other.push(Self { kind, data: data.to_vec() });
        }
        Ok(found)
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        write_extension(writer, self.kind, |w| w.bytes(&self.data));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_pass_through() {
        let raw = RawExtension::read(ExtensionType(0x1234), &mut Reader::new(&[1, 2, 3])).unwrap();
        let mut writer = Writer::new();
        raw.write(&mut writer);
        assert_eq!(writer.into_vec(), [0x12, 0x34, 0, 3, 1, 2, 3]);
    }
}
