use super::Discard;
use crate::codec::{ContentType, ProtocolVersion, Reader};

/// Length of a DTLS 1.2 record header (RFC 6347 §4.1).
pub const HEADER_LEN: usize = 13;

/// Most bytes of plaintext in a record (RFC 5246 §6.2.1).
pub const MAX_PLAINTEXT_LEN: usize = 1 << 14;

/// The largest sequence number of an epoch.
pub(super) const MAX_SEQUENCE: u64 = (1 << 48) - 1;

/// The fields of a DTLS 1.2 record header (RFC 6347 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordHeader {
    /// What the record carries.
    pub content_type: ContentType,
    /// The version field; anything of DTLS up to 1.2 is accepted.
    pub version: ProtocolVersion,
    /// The epoch.
    pub epoch: u16,
    /// The sequence number in the epoch, 48 bits.
    pub sequence: u64,
    /// Length of the body.
    pub length: usize,
}

impl RecordHeader {
    /// Reads the header at the start of `bytes`, which have to hold the whole record.
    ///
    /// Whatever is wrong here concerns the rest of the datagram too: without a length there is no next record.
    pub fn decode(bytes: &[u8]) -> Result<Self, Discard> {
        let mut reader = Reader::new(bytes);
        let header = Self::fields(&mut reader).map_err(|_| Discard::Header("shorter than its header"))?;
        match header.content_type {
            ContentType::CHANGE_CIPHER_SPEC
            | ContentType::ALERT
            | ContentType::HANDSHAKE
            | ContentType::APPLICATION_DATA => {}
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

    fn fields(reader: &mut Reader<'_>) -> Result<Self, crate::error::DecodeError> {
        Ok(Self {
            content_type: ContentType(reader.u8()?),
            version: ProtocolVersion(reader.u16()?),
            epoch: reader.u16()?,
            sequence: reader.u48()?,
            length: reader.u16()?.into(),
        })
    }

    /// The header as it stands on the wire.
    pub fn encode(&self) -> [u8; HEADER_LEN] {
        let mut bytes = [0; HEADER_LEN];
        let (prefix, length) = bytes.split_at_mut(11);
        let (start, counter) = prefix.split_at_mut(3);
        start.copy_from_slice(&[self.content_type.0, (self.version.0 >> 8) as u8, self.version.0 as u8]);
        counter.copy_from_slice(&self.counter());
        length.copy_from_slice(&(self.length as u16).to_be_bytes());
        bytes
    }

    /// Epoch and sequence number as one 64-bit number, which nonces and additional data use (RFC 6347 §4.1.2.1).
    pub fn counter(&self) -> [u8; 8] {
        (u64::from(self.epoch) << 48 | self.sequence).to_be_bytes()
    }

    /// The additional data of an AEAD suite for a plaintext of `length` bytes (RFC 5246 §6.2.3.3).
    pub(super) fn additional_data(&self, length: usize) -> [u8; HEADER_LEN] {
        let mut aad = [0; HEADER_LEN];
        let (counter, rest) = aad.split_at_mut(8);
        counter.copy_from_slice(&self.counter());
        let [version_high, version_low] = self.version.0.to_be_bytes();
        let [length_high, length_low] = (length as u16).to_be_bytes();
        rest.copy_from_slice(&[self.content_type.0, version_high, version_low, length_high, length_low]);
        aad
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
        length: 2,
    };

    #[test]
    fn header_round_trip() {
        let mut bytes = HEADER.encode().to_vec();
        assert_eq!(bytes, [22, 0xfe, 0xfd, 0, 1, 2, 3, 4, 5, 6, 7, 0, 2]);
        bytes.extend_from_slice(&[8, 9]);
        assert_eq!(RecordHeader::decode(&bytes), Ok(HEADER));
    }

    #[test]
    fn bad_headers_are_discarded() {
        let mut whole = HEADER.encode().to_vec();
        whole.extend_from_slice(&[8, 9]);
        for length in 0..whole.len() {
            assert!(matches!(RecordHeader::decode(&whole[..length]), Err(Discard::Header(_))), "{length}");
        }
        for (at, value) in [(0, 19), (0, 24), (1, 3), (2, 0xfc), (2, 0)] {
            let mut bad = whole.clone();
            bad[at] = value;
            assert!(matches!(RecordHeader::decode(&bad), Err(Discard::Header(_))), "byte {at} = {value}");
        }
    }
}
