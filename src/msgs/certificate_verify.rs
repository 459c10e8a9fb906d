use crate::codec::{HandshakeType, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::DigitallySigned;

/// The client's proof that it holds the key of its certificate (RFC 5246 §7.4.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateVerify<'a> {
    /// The signature over the handshake so far.
    pub signed: DigitallySigned<'a>,
}

impl<'a> CertificateVerify<'a> {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::CERTIFICATE_VERIFY;

    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let signed = DigitallySigned::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { signed })
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        self.signed.encode(writer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::SignatureScheme;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    #[test]
    fn carries_a_scheme_and_a_signature() {
        let bytes = [4, 3, 0, 3, 1, 2, 3];
        let verify = CertificateVerify::decode(&bytes).unwrap();
        assert_eq!(verify.signed.scheme, SignatureScheme::ECDSA_SHA256);
        assert_eq!(verify.signed.signature, [1, 2, 3]);
        assert_eq!(encode(verify), bytes);
        refuses_other_lengths(&bytes, &[], |b| CertificateVerify::decode(b).map(drop));
        survives_damage(&bytes, true, |b| CertificateVerify::decode(b).ok().map(encode));
    }

    fn encode(verify: CertificateVerify) -> Vec<u8> {
        let mut writer = Writer::new();
        verify.encode(&mut writer);
        writer.into_vec()
    }
}
