use crate::codec::{HandshakeType, Reader, Writer};
use crate::error::DecodeError;

/// Most certificates that we read from one message; a path never needs so many.
pub const MAX_CERTIFICATES: usize = 32;

/// A certificate chain, the sender's own certificate first (RFC 5246 §7.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate<'a> {
    /// The certificates in DER. Empty when a client has none to show.
    pub chain: Vec<&'a [u8]>,
}

impl<'a> Certificate<'a> {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::CERTIFICATE;

    /// Reads the body. Certificates of length zero and chains of more than [`MAX_CERTIFICATES`] are refused.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let mut list = reader.sub24()?;
        reader.finish()?;
        let mut chain = Vec::new();
        while !list.is_empty() {
            let der = list.vec24()?;
            if der.is_empty() || chain.len() == MAX_CERTIFICATES {
                return Err(DecodeError::BadLength);
            }
            chain.push(der);
        }
        Ok(Self { chain })
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.vec24(|w| {
            for der in &self.chain {
                w.vec24(|w| w.bytes(der));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    #[test]
    fn round_trip() {
        let certificate = Certificate { chain: vec![&[0x30, 0], &[0x30, 1, 5]] };
        let bytes = encode(certificate.clone());
        assert_eq!(bytes, [0, 0, 11, 0, 0, 2, 0x30, 0, 0, 0, 3, 0x30, 1, 5]);
        assert_eq!(Certificate::decode(&bytes), Ok(certificate));
        refuses_other_lengths(&bytes, &[], |b| Certificate::decode(b).map(drop));
        survives_damage(&bytes, true, |b| Certificate::decode(b).ok().map(encode));
    }

    #[test]
    fn an_empty_chain_is_legal_and_an_empty_certificate_is_not() {
        assert_eq!(Certificate::decode(&[0, 0, 0]), Ok(Certificate { chain: vec![] }));
        assert_eq!(Certificate::decode(&[0, 0, 3, 0, 0, 0]), Err(DecodeError::BadLength));
    }

    #[test]
    fn the_chain_is_capped() {
        let mut certificate = Certificate { chain: vec![&[1]; MAX_CERTIFICATES] };
        assert!(Certificate::decode(&encode(certificate.clone())).is_ok());
        certificate.chain.push(&[1]);
        assert_eq!(Certificate::decode(&encode(certificate)), Err(DecodeError::BadLength));
    }

    fn encode(certificate: Certificate) -> Vec<u8> {
        let mut writer = Writer::new();
        certificate.encode(&mut writer);
        writer.into_vec()
    }
}
