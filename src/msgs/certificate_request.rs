use crate::codec::{ClientCertificateType, HandshakeType, Reader, SignatureScheme, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::{MAX_SIGNATURE_SCHEMES, read_u16_list, write_u16_list};

/// Most certificate types that we read.
pub const MAX_CERTIFICATE_TYPES: usize = 64;

/// Most names of certificate authorities that we read.
pub const MAX_AUTHORITIES: usize = 1024;

/// A server's demand for the client's certificate (RFC 5246 §7.4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRequest<'a> {
    /// Kinds of keys that the server accepts; never empty.
    pub types: Vec<ClientCertificateType>,
    /// Signature schemes that the server can check; never empty.
    pub schemes: Vec<SignatureScheme>,
    /// Names of the authorities that the server trusts, in DER; may be empty.
    pub authorities: Vec<&'a [u8]>,
}

impl<'a> CertificateRequest<'a> {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::CERTIFICATE_REQUEST;

    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let types = reader.vec8()?;
        if types.is_empty() || types.len() > MAX_CERTIFICATE_TYPES {
            return Err(DecodeError::BadLength);
        }
        let types = types.iter().copied().map(ClientCertificateType).collect();
        let schemes = read_u16_list(&mut reader, MAX_SIGNATURE_SCHEMES, SignatureScheme)?;
        let mut names = reader.sub16()?;
        reader.finish()?;
        let mut authorities = Vec::new();
        while !names.is_empty() {
            let name = names.vec16()?;
            if name.is_empty() || authorities.len() == MAX_AUTHORITIES {
                return Err(DecodeError::BadLength);
            }
            authorities.push(name);
        }
        Ok(Self { types, schemes, authorities })
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.vec8(|w| self.types.iter().for_each(|kind| w.u8(kind.0)));
        write_u16_list(writer, self.schemes.iter().map(|scheme| scheme.0));
        writer.vec16(|w| {
            for name in &self.authorities {
                w.vec16(|w| w.bytes(name));
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    fn example() -> CertificateRequest<'static> {
        CertificateRequest {
            types: vec![ClientCertificateType::RSA_SIGN, ClientCertificateType::ECDSA_SIGN],
            schemes: vec![SignatureScheme::ECDSA_SHA256, SignatureScheme::RSA_PKCS1_SHA256],
            authorities: vec![&[0x30, 0], &[0x30, 1, 9]],
        }
    }

    #[test]
    fn round_trip() {
        let bytes = encode(example());
        let expected = [2, 1, 64, 0, 4, 4, 3, 4, 1, 0, 9, 0, 2, 0x30, 0, 0, 3, 0x30, 1, 9];
        assert_eq!(bytes, expected);
        assert_eq!(CertificateRequest::decode(&bytes), Ok(example()));
        refuses_other_lengths(&bytes, &[], |b| CertificateRequest::decode(b).map(drop));
        survives_damage(&bytes, true, |b| CertificateRequest::decode(b).ok().map(encode));
    }

    #[test]
    fn empty_lists_are_refused_save_that_of_names() {
        let empty_types = [0, 0, 2, 4, 3, 0, 0];
        let empty_schemes = [1, 64, 0, 0, 0, 0];
        let odd_schemes = [1, 64, 0, 3, 4, 3, 4, 0, 0];
        let empty_name = [1, 64, 0, 2, 4, 3, 0, 2, 0, 0];
        for bad in [&empty_types[..], &empty_schemes, &odd_schemes, &empty_name] {
            assert_eq!(CertificateRequest::decode(bad), Err(DecodeError::BadLength), "{bad:?}");
        }
        assert!(CertificateRequest::decode(&[1, 64, 0, 2, 4, 3, 0, 0]).is_ok());
    }

    #[test]
    fn lists_are_capped() {
        let mut request = example();
        request.types = vec![ClientCertificateType(7); MAX_CERTIFICATE_TYPES + 1];
        assert_eq!(CertificateRequest::decode(&encode(request)), Err(DecodeError::BadLength));
        let mut request = example();
        request.schemes = vec![SignatureScheme(7); MAX_SIGNATURE_SCHEMES + 1];
        assert_eq!(CertificateRequest::decode(&encode(request)), Err(DecodeError::BadLength));
        let mut request = example();
        request.authorities = vec![&[1]; MAX_AUTHORITIES];
        assert!(CertificateRequest::decode(&encode(request.clone())).is_ok());
        request.authorities.push(&[1]);
        assert_eq!(CertificateRequest::decode(&encode(request)), Err(DecodeError::BadLength));
    }

    fn encode(request: CertificateRequest) -> Vec<u8> {
        let mut writer = Writer::new();
        request.encode(&mut writer);
        writer.into_vec()
    }
}
