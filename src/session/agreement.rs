use crate::codec::{MaxFragmentLength, Reader, SrtpProfile, Writer};
use crate::error::DecodeError;
use crate::rare::Usual;

/// What the extensions of both hellos settled beside keys; known as soon as both sides have spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Most bytes of plaintext in a record, in both directions (RFC 6066 §4).
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// What both sides speak (RFC 7301).
    pub protocol: Option<Vec<u8>>,
    /// How both sides protect media (RFC 5764).
    pub srtp: Option<SrtpAgreement>,
}

/// A profile of SRTP with the identifier of its master key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrtpAgreement {
    /// The profile.
    pub profile: SrtpProfile,
    /// The identifier, at most 255 bytes, empty for none.
    pub mki: Vec<u8>,
}

impl Usual for Agreement {
    const USUAL: &'static Self = &Self { max_fragment_length: None, protocol: None, srtp: None };
}

impl Agreement {
    /// Writes it to where a connection is saved.
    pub fn encode(&self, writer: &mut Writer) {
        writer.u8(self.max_fragment_length.map_or(0, |length| length.0));
        writer.vec8(|w| w.bytes(self.protocol.as_deref().unwrap_or_default()));
        writer.u8(self.srtp.is_some().into());
        if let Some(srtp) = &self.srtp {
            writer.u16(srtp.profile.0);
            writer.vec8(|w| w.bytes(&srtp.mki));
        }
    }

    /// Reads what [`encode`](Self::encode) wrote.
    pub fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let max_fragment_length = match reader.u8()? {
            0 => None,
            code => Some(MaxFragmentLength(code)),
        };
        if max_fragment_length.is_some_and(|length| length.bytes().is_none()) {
            return Err(DecodeError::BadFragmentLength);
        }
        let protocol = Some(reader.vec8()?.to_vec()).filter(|name| !name.is_empty());
        let srtp = match reader.u8()? {
            0 => None,
            1 => Some(SrtpAgreement { profile: SrtpProfile(reader.u16()?), mki: reader.vec8()?.to_vec() }),
            _ => return Err(DecodeError::BadLength),
        };
        Ok(Self { max_fragment_length, protocol, srtp })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(agreement: &Agreement) -> Result<Agreement, DecodeError> {
        let mut writer = Writer::new();
        agreement.encode(&mut writer);
        let bytes = writer.into_vec();
        let mut reader = Reader::new(&bytes);
        let decoded = Agreement::decode(&mut reader)?;
        reader.finish()?;
        Ok(decoded)
    }

    #[test]
    fn what_was_written_is_read() {
        for max_fragment_length in [None, Some(MaxFragmentLength::LEN_512), Some(MaxFragmentLength(4))] {
            for protocol in [None, Some(vec![b'p']), Some(vec![b'p'; 255])] {
                for mki in [None, Some(Vec::new()), Some(vec![7; 255])] {
                    let srtp = mki.map(|mki| SrtpAgreement { profile: SrtpProfile::AEAD_AES_128_GCM, mki });
                    let agreement = Agreement { max_fragment_length, protocol: protocol.clone(), srtp };
                    assert_eq!(round_trip(&agreement), Ok(agreement));
                }
            }
        }
    }

    #[test]
    fn what_was_never_agreed_is_refused() {
        let agreement = Agreement { max_fragment_length: Some(MaxFragmentLength(5)), ..Agreement::default() };
        assert!(round_trip(&agreement).is_err());
        assert!(Agreement::decode(&mut Reader::new(&[0, 0, 2])).is_err());
        for length in 0..6 {
            assert!(Agreement::decode(&mut Reader::new(&[0, 0, 1, 0, 7, 1][..length])).is_err(), "{length}");
        }
    }
}
