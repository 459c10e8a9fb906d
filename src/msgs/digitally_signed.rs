use crate::codec::{Reader, SignatureScheme, Writer};
use crate::error::DecodeError;

/// A signature with the scheme that made it (RFC 5246 §4.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DigitallySigned<'a> {
    /// The hash and signature algorithm.
    pub scheme: SignatureScheme,
    /// The signature.
    pub signature: &'a [u8],
}

impl<'a> DigitallySigned<'a> {
    /// Reads one and leaves the reader behind it.
    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self { scheme: SignatureScheme(reader.u16()?), signature: reader.vec16()? })
    }

    /// Appends it.
    pub(super) fn encode(&self, writer: &mut Writer) {
        writer.u16(self.scheme.0);
        writer.vec16(|w| w.bytes(self.signature));
    }
}
