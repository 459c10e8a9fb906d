//! use_srtp (RFC 5764 §4.1.1).

use super::list::{read_u16_list, write_u16_list};
use crate::codec::{Reader, SrtpProfile, Writer};
use crate::error::DecodeError;

/// Most profiles that we read from one hello.
pub const MAX_SRTP_PROFILES: usize = 64;

/// What a client can protect media with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrtpOffer {
    /// Best first, never empty.
    pub profiles: Vec<SrtpProfile>,
    /// The master key identifier that the client wants, empty for none.
    pub mki: Vec<u8>,
}

/// What a server chose of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrtpAnswer {
    /// The profile.
    pub profile: SrtpProfile,
    /// The client's identifier, or none.
    pub mki: Vec<u8>,
}

impl SrtpOffer {
    pub(super) fn read(body: &mut Reader) -> Result<Self, DecodeError> {
        let profiles = read_u16_list(body, MAX_SRTP_PROFILES, SrtpProfile)?;
        Ok(Self { profiles, mki: body.vec8()?.to_vec() })
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        write_u16_list(writer, self.profiles.iter().map(|profile| profile.0));
        writer.vec8(|w| w.bytes(&self.mki));
    }
}

impl SrtpAnswer {
    /// Reads a server's extension, which has exactly one profile.
    pub(super) fn read(body: &mut Reader) -> Result<Self, DecodeError> {
        let offer = SrtpOffer::read(body)?;
        match offer.profiles[..] {
            [profile] => Ok(Self { profile, mki: offer.mki }),
            _ => Err(DecodeError::BadLength),
        }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        write_u16_list(writer, core::iter::once(self.profile.0));
        writer.vec8(|w| w.bytes(&self.mki));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(bytes: &[u8]) -> Result<SrtpOffer, DecodeError> {
        let mut reader = Reader::new(bytes);
        let found = SrtpOffer::read(&mut reader)?;
        reader.finish()?;
        Ok(found)
    }

    fn answer(bytes: &[u8]) -> Result<SrtpAnswer, DecodeError> {
        SrtpAnswer::read(&mut Reader::new(bytes))
    }

    #[test]
    fn both_forms_round_trip() {
        let profiles = vec![SrtpProfile::AEAD_AES_128_GCM, SrtpProfile::AES128_CM_HMAC_SHA1_80];
        let both = SrtpOffer { profiles, mki: b"key".to_vec() };
        let mut writer = Writer::new();
        both.write(&mut writer);
        let bytes = writer.into_vec();
        assert_eq!(bytes, *b"\x00\x04\x00\x07\x00\x01\x03key");
        assert_eq!(offer(&bytes), Ok(both));
        assert_eq!(answer(&bytes), Err(DecodeError::BadLength), "two in an answer");

        let one = SrtpAnswer { profile: SrtpProfile(2), mki: Vec::new() };
        let mut writer = Writer::new();
        one.write(&mut writer);
        assert_eq!(answer(&writer.into_vec()), Ok(one));
    }

    #[test]
    fn malformed_ones_are_refused() {
        assert_eq!(offer(&[]), Err(DecodeError::Truncated));
        assert_eq!(offer(&[0, 0, 0]), Err(DecodeError::BadLength), "no profile");
        assert_eq!(offer(&[0, 3, 0, 1, 0, 0]), Err(DecodeError::BadLength), "an odd list");
        assert_eq!(offer(&[0, 2, 0, 1]), Err(DecodeError::Truncated), "no MKI");
        assert_eq!(offer(&[0, 2, 0, 1, 2, 9]), Err(DecodeError::Truncated), "an MKI cut");
        assert_eq!(offer(&[0, 2, 0, 1, 0, 9]), Err(DecodeError::TrailingData));
    }

    #[test]
    fn the_number_of_profiles_is_capped() {
        let list = |count: usize| {
            let mut writer = Writer::new();
            SrtpOffer { profiles: vec![SrtpProfile(1); count], mki: Vec::new() }.write(&mut writer);
            writer.into_vec()
        };
        assert!(offer(&list(MAX_SRTP_PROFILES)).is_ok());
        assert_eq!(offer(&list(MAX_SRTP_PROFILES + 1)), Err(DecodeError::BadLength));
    }
}
