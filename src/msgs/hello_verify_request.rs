use crate::codec::{HandshakeType, ProtocolVersion, Reader, Writer};
use crate::error::DecodeError;

/// A server's demand that the client show that it receives at its address (RFC 6347 §4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelloVerifyRequest<'a> {
    /// The version field, which says nothing about the version that will be agreed on.
    pub version: ProtocolVersion,
    /// What the client has to repeat in its next ClientHello.
    pub cookie: &'a [u8],
}

impl<'a> HelloVerifyRequest<'a> {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::HELLO_VERIFY_REQUEST;

    /// A request with the version that RFC 6347 §4.2.1 wants of a server, whatever it will agree on later.
    ///
    /// The cookie is at most 255 bytes long.
    pub fn new(cookie: &'a [u8]) -> Self {
        Self { version: ProtocolVersion::DTLS1_0, cookie }
    }

    /// Reads the body.
    pub fn decode(body: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let version = ProtocolVersion(reader.u16()?);
        let cookie = reader.vec8()?;
        reader.finish()?;
        Ok(Self { version, cookie })
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u16(self.version.0);
        writer.vec8(|w| w.bytes(self.cookie));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    #[test]
    fn carries_version_and_cookie() {
        let bytes = [0xfe, 0xff, 3, 7, 8, 9];
        let request = HelloVerifyRequest::decode(&bytes).unwrap();
        assert_eq!(request, HelloVerifyRequest::new(&[7, 8, 9]));
        assert_eq!(encode(request), bytes);
        refuses_other_lengths(&bytes, &[], |b| HelloVerifyRequest::decode(b).map(drop));
        survives_damage(&bytes, true, |b| HelloVerifyRequest::decode(b).ok().map(encode));
    }

    #[test]
    fn the_version_is_not_judged() {
        assert_eq!(
            HelloVerifyRequest::decode(&[0xfe, 0xfd, 0]),
            Ok(HelloVerifyRequest { version: ProtocolVersion::DTLS1_2, cookie: &[] })
        );
    }

    fn encode(request: HelloVerifyRequest) -> Vec<u8> {
        let mut writer = Writer::new();
        request.encode(&mut writer);
        writer.into_vec()
    }
}
