use crate::codec::{NamedGroup, Reader, Writer};
use crate::crypto::EcJpakeShare;
use crate::error::DecodeError;

/// A public key of EC J-PAKE with its proof (`ECJPAKEKeyKP`, draft-cragie-tls-ecjpake-01). Points and number are
/// of 1 to 255 bytes; what they are worth is not looked at here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EcJpakeKey<'a> {
    /// The public key.
    pub point: &'a [u8],
    /// The public half of the proof's nonce.
    pub commitment: &'a [u8],
    /// The proof's number.
    pub response: &'a [u8],
}

impl<'a> EcJpakeKey<'a> {
    /// `ECCurveType.named_curve`
    const NAMED_CURVE: u8 = 3;

    /// Reads a key behind the name of its curve, as the server's second round has it.
    pub(super) fn read_with_curve(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        if (reader.u8()?, NamedGroup(reader.u16()?)) != (Self::NAMED_CURVE, NamedGroup::SECP256R1) {
            return Err(DecodeError::BadValue);
        }
        Self::read(reader)
    }

    /// Writes the name of the curve, then the key.
    pub(super) fn write_with_curve(&self, writer: &mut Writer) {
        writer.u8(Self::NAMED_CURVE);
        writer.u16(NamedGroup::SECP256R1.0);
        self.write(writer);
    }

    pub(super) fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let key = Self { point: reader.vec8()?, commitment: reader.vec8()?, response: reader.vec8()? };
        let is_whole = [key.point, key.commitment, key.response].iter().all(|field| !field.is_empty());
        if is_whole { Ok(key) } else { Err(DecodeError::BadLength) }
    }

    pub(super) fn write(&self, writer: &mut Writer) {
        for field in [self.point, self.commitment, self.response] {
            writer.vec8(|w| w.bytes(field));
        }
    }

    /// The key as the algorithm takes it.
    pub fn to_share(self) -> EcJpakeShare {
        EcJpakeShare {
            point: self.point.to_vec(),
            commitment: self.commitment.to_vec(),
            response: self.response.to_vec(),
        }
    }
}

impl<'a> From<&'a EcJpakeShare> for EcJpakeKey<'a> {
    fn from(share: &'a EcJpakeShare) -> Self {
        Self { point: &share.point, commitment: &share.commitment, response: &share.response }
    }
}

/// The two keys of the first round (`ECJPAKEKeyKPPairList`), which stand in the extension ecjpake_kkpp of both hellos.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EcJpakeKeyPair<'a>(pub [EcJpakeKey<'a>; 2]);

impl<'a> EcJpakeKeyPair<'a> {
    /// Reads the contents of the extension.
    pub fn decode(data: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(data);
        let pair = [EcJpakeKey::read(&mut reader)?, EcJpakeKey::read(&mut reader)?];
        reader.finish()?;
        Ok(Self(pair))
    }

    /// The contents of the extension.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        self.0.iter().for_each(|key| key.write(&mut writer));
        writer.into_vec()
    }

    /// Both keys as the algorithm takes them.
    pub fn to_shares(self) -> [EcJpakeShare; 2] {
        self.0.map(EcJpakeKey::to_share)
    }
}

impl<'a> From<&'a [EcJpakeShare; 2]> for EcJpakeKeyPair<'a> {
    fn from(shares: &'a [EcJpakeShare; 2]) -> Self {
        Self(shares.each_ref().map(EcJpakeKey::from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    const KEY: EcJpakeKey = EcJpakeKey { point: &[4, 1], commitment: &[4, 2, 3], response: &[9] };
    const OTHER: EcJpakeKey = EcJpakeKey { point: &[4], commitment: &[5], response: &[6, 7] };

    #[test]
    fn a_pair_round_trips() {
        let pair = EcJpakeKeyPair([KEY, OTHER]);
        let bytes = pair.encode();
        assert_eq!(bytes, [2, 4, 1, 3, 4, 2, 3, 1, 9, 1, 4, 1, 5, 2, 6, 7]);
        assert_eq!(EcJpakeKeyPair::decode(&bytes), Ok(pair));
        let shares = pair.to_shares();
        assert_eq!(EcJpakeKeyPair::from(&shares), pair);
        refuses_other_lengths(&bytes, &[], |b| EcJpakeKeyPair::decode(b).map(|_| ()));
        survives_damage(&bytes, true, |b| EcJpakeKeyPair::decode(b).ok().map(|pair| pair.encode()));
    }

    #[test]
    fn empty_fields_are_refused() {
        for bytes in [&[0, 1, 4, 1, 9][..], &[1, 4, 0, 1, 9], &[1, 4, 1, 4, 0]] {
            let twice = [bytes, bytes].concat();
            assert_eq!(EcJpakeKeyPair::decode(&twice), Err(DecodeError::BadLength), "{bytes:?}");
        }
    }

    #[test]
    fn another_curve_is_refused() {
        let read =
            |bytes: &[u8]| EcJpakeKey::read_with_curve(&mut Reader::new(bytes)).map(|key| key.to_share());
        assert_eq!(read(&[3, 0, 23, 2, 4, 1, 3, 4, 2, 3, 1, 9]), Ok(KEY.to_share()));
        assert_eq!(read(&[3, 0, 24, 2, 4, 1, 3, 4, 2, 3, 1, 9]), Err(DecodeError::BadValue));
        assert_eq!(read(&[1, 0, 23, 2, 4, 1, 3, 4, 2, 3, 1, 9]), Err(DecodeError::BadValue));
    }
}
