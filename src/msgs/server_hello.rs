use crate::codec::{HandshakeType, ProtocolVersion, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::client_hello::read_session_id;
use crate::msgs::ext::ServerExtensions;

/// The server's choice (RFC 5246 §7.4.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerHello {
    /// The version of the connection.
    pub version: ProtocolVersion,
    /// The server's random.
    pub random: [u8; 32],
    /// The session: the client's to resume it, another one or nothing to begin anew; at most 32 bytes.
    pub session_id: Vec<u8>,
    /// The cipher suite.
    pub cipher_suite: u16,
    /// The compression method.
    pub compression: u8,
    /// The extensions. A hello without any block of them is legal and reads as none.
    pub extensions: ServerExtensions,
}

impl ServerHello {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::SERVER_HELLO;

    /// Reads the body.
    pub fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let (hello, mut block) = Self::read_to_extensions(body)?;
        let extensions = ServerExtensions::read(&mut block)?;
        block.finish()?;
        Ok(Self { extensions, ..hello })
    }

    /// True if nothing but the contents of the block of extensions can be wrong.
    pub fn is_sound_to_extensions(body: &[u8]) -> bool {
        Self::read_to_extensions(body)
            .is_ok_and(|(_, mut block)| block.is_empty() || block.sub16().is_ok() && block.is_empty())
    }

    /// The fields before the extensions, and the rest.
    fn read_to_extensions(body: &[u8]) -> Result<(Self, Reader<'_>), DecodeError> {
        let mut reader = Reader::new(body);
        let hello = Self {
            version: ProtocolVersion(reader.u16()?),
            random: reader.array()?,
            session_id: read_session_id(&mut reader)?,
            cipher_suite: reader.u16()?,
            compression: reader.u8()?,
            extensions: ServerExtensions::default(),
        };
        Ok((hello, reader))
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u16(self.version.0);
        writer.bytes(&self.random);
        writer.vec8(|w| w.bytes(&self.session_id));
        writer.u16(self.cipher_suite);
        writer.u8(self.compression);
        self.extensions.write(writer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::MAX_SESSION_ID;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    fn example() -> ServerHello {
        ServerHello {
            version: ProtocolVersion::DTLS1_2,
            random: [9; 32],
            session_id: vec![1; MAX_SESSION_ID],
            cipher_suite: 0xc02b,
            compression: 0,
            extensions: ServerExtensions {
                renegotiation_info: Some(vec![]),
                extended_master_secret: true,
                point_formats: Some(vec![0]),
                ..Default::default()
            },
        }
    }

    fn encode(hello: &ServerHello) -> Vec<u8> {
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        writer.into_vec()
    }

    #[test]
    fn round_trip() {
        let bytes = encode(&example());
        assert_eq!(bytes[67..], [0xc0, 0x2b, 0, 0, 15, 0xff, 1, 0, 1, 0, 0, 23, 0, 0, 0, 11, 0, 2, 1, 0]);
        assert_eq!(ServerHello::decode(&bytes), Ok(example()));
        refuses_other_lengths(&bytes, &[2 + 32 + 33 + 3], ServerHello::decode);
        survives_damage(&bytes, false, |b| ServerHello::decode(b).ok().map(|h| encode(&h)));
    }

    #[test]
    fn faults_before_and_in_the_extensions_are_told_apart() {
        let mut bytes = encode(&example());
        assert!(ServerHello::is_sound_to_extensions(&bytes));
        bytes[72 + 3] = 9;
        assert!(ServerHello::decode(&bytes).is_err() && ServerHello::is_sound_to_extensions(&bytes));
        bytes[71] += 1;
        assert!(!ServerHello::is_sound_to_extensions(&bytes), "length of the block");
        assert!(!ServerHello::is_sound_to_extensions(&bytes[..69]));
        assert!(ServerHello::is_sound_to_extensions(&bytes[..70]));
    }

    #[test]
    fn no_extensions_is_legal() {
        let bare = ServerHello { extensions: ServerExtensions::default(), ..example() };
        let bytes = encode(&bare);
        assert_eq!(bytes.len(), 2 + 32 + 33 + 3);
        assert_eq!(ServerHello::decode(&bytes), Ok(bare));
    }

    #[test]
    fn a_long_session_id_is_refused() {
        let long = ServerHello { session_id: vec![0; MAX_SESSION_ID + 1], ..example() };
        assert_eq!(ServerHello::decode(&encode(&long)), Err(DecodeError::BadLength));
    }
}
