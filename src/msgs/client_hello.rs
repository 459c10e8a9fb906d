use crate::codec::{HandshakeType, ProtocolVersion, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::ext::{ClientExtensions, read_u16_list, write_u16_list};

/// Longest session_id (RFC 5246 §7.4.1.2).
pub const MAX_SESSION_ID: usize = 32;

/// Most cipher suites that we read from one hello.
pub const MAX_CIPHER_SUITES: usize = 1024;

/// No compression, the only method that is left.
pub const COMPRESSION_NULL: u8 = 0;

/// Not a cipher suite: says in a first hello that the client does secure renegotiation (RFC 5746 §3.3).
pub const EMPTY_RENEGOTIATION_INFO_SCSV: u16 = 0x00ff;

/// The message that opens a handshake (RFC 6347 §4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientHello {
    /// The newest version that the client speaks, up to DTLS 1.2.
    pub version: ProtocolVersion,
    /// The client's random.
    pub random: [u8; 32],
    /// The session to resume, or nothing; at most 32 bytes.
    pub session_id: Vec<u8>,
    /// What a HelloVerifyRequest gave, or nothing; at most 255 bytes.
    pub cookie: Vec<u8>,
    /// The cipher suites, best first, with the signalling values among them; never empty.
    pub cipher_suites: Vec<u16>,
    /// The compression methods; never empty.
    pub compression_methods: Vec<u8>,
    /// The extensions. A hello without any block of them is legal and reads as none.
    pub extensions: ClientExtensions,
}

impl ClientHello {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::CLIENT_HELLO;

    /// Reads the body.
    pub fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let version = ProtocolVersion(reader.u16()?);
        let random = reader.array()?;
        let session_id = read_session_id(&mut reader)?;
        let cookie = reader.vec8()?.to_vec();
        let cipher_suites = read_u16_list(&mut reader, MAX_CIPHER_SUITES, |suite| suite)?;
        let compression_methods = reader.vec8()?.to_vec();
        if compression_methods.is_empty() {
            return Err(DecodeError::BadLength);
        }
        let extensions = ClientExtensions::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { version, random, session_id, cookie, cipher_suites, compression_methods, extensions })
    }

    /// Writes the body.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u16(self.version.0);
        writer.bytes(&self.random);
        writer.vec8(|w| w.bytes(&self.session_id));
        writer.vec8(|w| w.bytes(&self.cookie));
        write_u16_list(writer, self.cipher_suites.iter().copied());
        writer.vec8(|w| w.bytes(&self.compression_methods));
        self.extensions.write(writer);
    }
}

/// Reads a session_id, which both hellos carry.
pub(super) fn read_session_id(reader: &mut Reader) -> Result<Vec<u8>, DecodeError> {
    let id = reader.vec8()?;
    if id.len() > MAX_SESSION_ID {
        return Err(DecodeError::BadLength);
    }
    Ok(id.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{ExtensionType, NamedGroup, SignatureScheme};
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    fn example() -> ClientHello {
        ClientHello {
            version: ProtocolVersion::DTLS1_2,
            random: [7; 32],
            session_id: vec![1, 2, 3],
            cookie: vec![4, 5],
            cipher_suites: vec![0xc0ae, EMPTY_RENEGOTIATION_INFO_SCSV],
            compression_methods: vec![COMPRESSION_NULL],
            extensions: ClientExtensions {
                server_name: Some(b"a.example".to_vec()),
                groups: Some(vec![NamedGroup::SECP256R1]),
                signature_algorithms: Some(vec![SignatureScheme::ECDSA_SHA256]),
                point_formats: Some(vec![0]),
                extended_master_secret: true,
                ..Default::default()
            },
        }
    }

    fn encode(hello: &ClientHello) -> Vec<u8> {
        let mut writer = Writer::new();
        hello.encode(&mut writer);
        writer.into_vec()
    }

    #[test]
    fn round_trip() {
        let bytes = encode(&example());
        assert_eq!(ClientHello::decode(&bytes), Ok(example()));
        let without_extensions = 2 + 32 + 4 + 3 + 6 + 2;
        refuses_other_lengths(&bytes, &[without_extensions], ClientHello::decode);
        survives_damage(&bytes, false, |b| ClientHello::decode(b).ok().map(|h| encode(&h)));
    }

    #[test]
    fn reads_what_mbed_tls_sends() {
        let hello = hex(MBED_TLS_HELLO);
        let decoded = ClientHello::decode(&hello).unwrap();
        assert_eq!(decoded.version, ProtocolVersion::DTLS1_2);
        assert_eq!(decoded.cipher_suites, [0xc0ae, EMPTY_RENEGOTIATION_INFO_SCSV]);
        assert_eq!(decoded.extensions.server_name.as_deref(), Some(&b"localhost"[..]));
        assert_eq!(decoded.extensions.groups.as_ref().map(Vec::len), Some(8));
        assert_eq!(decoded.extensions.signature_algorithms.as_ref().map(Vec::len), Some(6));
        assert!(decoded.extensions.extended_master_secret && decoded.extensions.encrypt_then_mac);
        assert_eq!(decoded.extensions.session_ticket, Some(vec![]));
        let unknown: Vec<_> = decoded.extensions.other.iter().map(|raw| raw.kind.0).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(decoded.extensions.max_fragment_length.is_some());
        assert_eq!(decoded.extensions.connection_id.as_deref(), Some(&b"abcd"[..]));
        assert!(decoded.extensions.protocols.is_some() && decoded.extensions.srtp.is_some());
    }

    /// Sent by Mbed TLS 3.6.6 with every extension that it has for DTLS 1.2 switched on.
    const MBED_TLS_HELLO: &str = "fefd6b046b9ca58da71b996dc932b9271287d34a36e3cae304925d87c14271fae56b\
        00000004c0ae00ff010000710000000e000c0000096c6f63616c686f73740010000a000804636f6170026832000a001200\
        10001d00170018001e0019001a001b001c000d000e000c060306010503050104030401000b000201000036000504616263\
        6400010001020016000000170000000e0005000200010000230000";

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u8> = text.chars().filter_map(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
        digits.as_chunks::<2>().0.iter().map(|[high, low]| high << 4 | low).collect()
    }

    #[test]
    fn no_extensions_is_legal() {
        let bare = ClientHello { extensions: ClientExtensions::default(), ..example() };
        let mut bytes = encode(&bare);
        assert_eq!(bytes.len(), 2 + 32 + 4 + 3 + 6 + 2);
        assert_eq!(ClientHello::decode(&bytes).as_ref(), Ok(&bare));
        bytes.extend_from_slice(&[0, 0]);
        assert_eq!(ClientHello::decode(&bytes), Ok(bare), "an empty block");
    }

    #[test]
    fn unknown_extensions_are_remembered() {
        let mut bytes = encode(&ClientHello { extensions: ClientExtensions::default(), ..example() });
        bytes.extend_from_slice(&[0, 9, 0x7a, 0x7a, 0, 1, 0, 0, 36, 0, 0]);
        let decoded = ClientHello::decode(&bytes).unwrap();
        let types: Vec<_> = decoded.extensions.types().collect();
        assert_eq!(types, [ExtensionType(0x7a7a), ExtensionType(36)]);
        assert_eq!(encode(&decoded), bytes);
    }

    #[test]
    fn empty_and_oversized_vectors_are_refused() {
        let refused = |change: fn(&mut ClientHello)| {
            let mut hello = example();
            change(&mut hello);
            assert_eq!(ClientHello::decode(&encode(&hello)), Err(DecodeError::BadLength));
        };
        refused(|hello| hello.session_id = vec![0; MAX_SESSION_ID + 1]);
        refused(|hello| hello.cipher_suites.clear());
        refused(|hello| hello.cipher_suites = vec![1; MAX_CIPHER_SUITES + 1]);
        refused(|hello| hello.compression_methods.clear());
        let mut hello = example();
        hello.session_id = vec![0; MAX_SESSION_ID];
        hello.cookie = vec![0; 255];
        hello.cipher_suites = vec![1; MAX_CIPHER_SUITES];
        assert_eq!(ClientHello::decode(&encode(&hello)), Ok(hello));
    }

    #[test]
    fn an_odd_list_of_suites_is_refused() {
        let mut bytes = vec![0xfe, 0xfd];
        bytes.extend_from_slice(&[0; 32]);
        bytes.extend_from_slice(&[0, 0, 0, 3, 0xc0, 0xae, 0, 1, 0]);
        assert_eq!(ClientHello::decode(&bytes), Err(DecodeError::BadLength));
    }
}
