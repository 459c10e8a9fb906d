use super::Discard;
use crate::codec::{ConnectionId, ContentType, ProtocolVersion, Reader};
use core::ops::Deref;

/// Length of a DTLS 1.2 record header without a connection id (RFC 6347 §4.1).
pub const HEADER_LEN: usize = 13;

/// Most bytes of plaintext in a record (RFC 5246 §6.2.1).
pub const MAX_PLAINTEXT_LEN: usize = 1 << 14;

/// The largest sequence number of an epoch.
pub(super) const MAX_SEQUENCE: u64 = (1 << 48) - 1;

/// The fields of a DTLS 1.2 record header (RFC 6347 §4.1, RFC 9146 §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordHeader {
    /// What the record carries. With a connection id the wire says `tls12_cid`, and what it carries stands inside.
    pub content_type: ContentType,
    /// The version field; anything of DTLS up to 1.2 is accepted.
    pub version: ProtocolVersion,
    /// The epoch.
    pub epoch: u16,
    /// The sequence number in the epoch, 48 bits.
    pub sequence: u64,
    /// The receiver's connection id; empty in records of the other types.
    pub cid: ConnectionId,
    /// Length of the body.
    pub length: usize,
}

impl RecordHeader {
    /// Reads the header at the start of `bytes`, which have to hold the whole record. The wire does not say how long
    /// connection ids are: `cid_len` bytes, and 0 knows no records with one.
    ///
    /// Whatever is wrong here concerns the rest of the datagram too: without a length there is no next record.
    pub fn decode(bytes: &[u8], cid_len: u8) -> Result<Self, Discard> {
        let mut reader = Reader::new(bytes);
        let header =
            Self::fields(&mut reader, cid_len).map_err(|_| Discard::Header("shorter than its header"))?;
        match header.content_type {
            content_type if is_content_type(content_type) => {}
            ContentType::TLS12_CID if cid_len > 0 => {}
            _ => return Err(Discard::Header("unknown content type")),
        }
        match header.version {
            ProtocolVersion::DTLS1_0 | ProtocolVersion::DTLS1_2 => {}
            _ => return Err(Discard::Header("not a version of DTLS up to 1.2")),
        }
        if header.length > reader.remaining() {
            return Err(Discard::Header("longer than its datagram"));
        }
        Ok(header)
    }

    fn fields(reader: &mut Reader<'_>, cid_len: u8) -> Result<Self, crate::error::DecodeError> {
        let content_type = ContentType(reader.u8()?);
        Ok(Self {
            content_type,
            version: ProtocolVersion(reader.u16()?),
            epoch: reader.u16()?,
            sequence: reader.u48()?,
            cid: match content_type {
                ContentType::TLS12_CID => ConnectionId::new(reader.take(cid_len.into())?).unwrap_or_default(),
                _ => ConnectionId::EMPTY,
            },
            length: reader.u16()?.into(),
        })
    }

    /// The header as it stands on the wire.
    pub fn encode(&self) -> HeaderBytes {
        let mut bytes = HeaderBytes::default();
        let content_type = if self.cid.is_empty() { self.content_type } else { ContentType::TLS12_CID };
        bytes.push(&[content_type.0]);
        bytes.push(&self.version.0.to_be_bytes());
        bytes.push(&self.counter());
        bytes.push(&self.cid);
        bytes.push(&(self.length as u16).to_be_bytes());
        bytes
    }

    /// How long it is on the wire.
    pub fn encoded_len(&self) -> usize {
        HEADER_LEN + self.cid.len()
    }

    /// Epoch and sequence number as one 64-bit number, which nonces and additional data use (RFC 6347 §4.1.2.1).
    pub fn counter(&self) -> [u8; 8] {
        (u64::from(self.epoch) << 48 | self.sequence).to_be_bytes()
    }

    /// What is authenticated besides the plaintext of `length` bytes: the additional data of an AEAD suite
    /// (RFC 5246 §6.2.3.3, RFC 9146 §5.3), and what stands in front of the plaintext in the input of a MAC
    /// (RFC 5246 §6.2.3.1, RFC 9146 §5.1).
    pub(super) fn additional_data(&self, length: usize) -> HeaderBytes {
        let mut bytes = HeaderBytes::default();
        if self.cid.is_empty() {
            bytes.push(&self.counter());
            bytes.push(&[self.content_type.0]);
            bytes.push(&self.version.0.to_be_bytes());
        } else {
            bytes.push(&SEQUENCE_PLACEHOLDER);
            bytes.push(&[ContentType::TLS12_CID.0, self.cid.len() as u8, ContentType::TLS12_CID.0]);
            bytes.push(&self.version.0.to_be_bytes());
            bytes.push(&self.counter());
            bytes.push(&self.cid);
        }
        bytes.push(&(length as u16).to_be_bytes());
        bytes
    }
}

/// True for what a record of DTLS 1.2 can carry (RFC 5246 §6.2.1).
pub(super) fn is_content_type(content_type: ContentType) -> bool {
    matches!(
        content_type,
        ContentType::CHANGE_CIPHER_SPEC
            | ContentType::ALERT
            | ContentType::HANDSHAKE
            | ContentType::APPLICATION_DATA
    )
}

/// In the place of the sequence number, where a record without a connection id has it (RFC 9146 §5).
const SEQUENCE_PLACEHOLDER: [u8; 8] = [0xff; 8];

/// A few bytes that are made of a header.
#[derive(Clone, Copy, Debug)]
pub struct HeaderBytes {
    bytes: [u8; Self::ROOM],
    len: usize,
}

impl HeaderBytes {
    /// The longest: the additional data with a connection id.
    const ROOM: usize = 8 + 3 + 2 + 8 + ConnectionId::MAX_LEN + 2;

    fn push(&mut self, more: &[u8]) {
        if let Some(room) = self.bytes.get_mut(self.len..self.len + more.len()) {
            room.copy_from_slice(more);
            self.len += more.len();
        }
    }
}

impl Default for HeaderBytes {
    fn default() -> Self {
        Self { bytes: [0; Self::ROOM], len: 0 }
    }
}

impl Deref for HeaderBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: RecordHeader = RecordHeader {
        content_type: ContentType::HANDSHAKE,
        version: ProtocolVersion::DTLS1_2,
        epoch: 1,
        sequence: 0x0203_0405_0607,
        cid: ConnectionId::EMPTY,
        length: 2,
    };

    fn with_cid(cid: &[u8]) -> RecordHeader {
        let cid = ConnectionId::new(cid).expect("short enough");
        RecordHeader { content_type: ContentType::TLS12_CID, cid, ..HEADER }
    }

    #[test]
    fn header_round_trip() {
        let mut bytes = HEADER.encode().to_vec();
        assert_eq!(bytes, [22, 0xfe, 0xfd, 0, 1, 2, 3, 4, 5, 6, 7, 0, 2]);
        bytes.extend_from_slice(&[8, 9]);
        assert_eq!(RecordHeader::decode(&bytes, 0), Ok(HEADER));
    }

    #[test]
    fn bad_headers_are_discarded() {
        let mut whole = HEADER.encode().to_vec();
        whole.extend_from_slice(&[8, 9]);
        for length in 0..whole.len() {
            assert!(matches!(RecordHeader::decode(&whole[..length], 0), Err(Discard::Header(_))), "{length}");
        }
        for (at, value) in [(0, 19), (0, 24), (1, 3), (2, 0xfc), (2, 0)] {
            let mut bad = whole.clone();
            bad[at] = value;
            assert!(matches!(RecordHeader::decode(&bad, 0), Err(Discard::Header(_))), "byte {at} = {value}");
        }
    }

    #[test]
    fn a_connection_id_stands_before_the_length() {
        let header = with_cid(&[0xc1, 0xc2]);
        let mut bytes = header.encode().to_vec();
        assert_eq!(bytes, [25, 0xfe, 0xfd, 0, 1, 2, 3, 4, 5, 6, 7, 0xc1, 0xc2, 0, 2]);
        assert_eq!(bytes.len(), header.encoded_len());
        bytes.extend_from_slice(&[8, 9]);
        assert_eq!(RecordHeader::decode(&bytes, 2), Ok(header));
        assert!(matches!(RecordHeader::decode(&bytes, 0), Err(Discard::Header(_))), "none was ever wanted");
        for length in 0..bytes.len() {
            assert!(matches!(RecordHeader::decode(&bytes[..length], 2), Err(Discard::Header(_))), "{length}");
        }
    }

    #[test]
    fn headers_with_connection_ids_of_all_lengths() {
        for len in 1..=ConnectionId::MAX_LEN {
            let header = with_cid(&vec![7; len]);
            let mut bytes = header.encode().to_vec();
            bytes.extend_from_slice(&[8, 9]);
            assert_eq!(RecordHeader::decode(&bytes, len as u8), Ok(header));
            assert_eq!(header.additional_data(5).len(), 23 + len);
        }
    }

    #[test]
    fn what_a_record_carries_does_not_show_beside_a_connection_id() {
        let alert = RecordHeader { content_type: ContentType::ALERT, ..with_cid(&[1]) };
        assert_eq!(*alert.encode(), *with_cid(&[1]).encode());
        assert_eq!(*alert.additional_data(9), *with_cid(&[1]).additional_data(9));
    }

    #[test]
    fn additional_data_is_that_of_the_rfcs() {
        assert_eq!(*HEADER.additional_data(5), [0, 1, 2, 3, 4, 5, 6, 7, 22, 0xfe, 0xfd, 0, 5]);
        let expected = [&[0xff; 8][..], &[25, 2, 25, 0xfe, 0xfd, 0, 1, 2, 3, 4, 5, 6, 7, 0xc1, 0xc2, 0, 5]];
        assert_eq!(*with_cid(&[0xc1, 0xc2]).additional_data(5), expected.concat());
    }
}
