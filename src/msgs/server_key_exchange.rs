use crate::codec::{HandshakeType, NamedGroup, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::{DigitallySigned, EcJpakeKey, ExchangeForm};

/// The server's half of the key exchange (RFC 8422 §5.4, RFC 5489 §2, RFC 4279 §2).
///
/// Which fields are there follows from the [`ExchangeForm`]: a hint with a pre-shared key, parameters with ECDHE, a
/// signature with ECDHE without a pre-shared key; a key with its proof alone with EC J-PAKE.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerKeyExchange<'a> {
    /// Help for the client in choosing its PSK identity; may be empty.
    pub psk_hint: Option<&'a [u8]>,
    /// The server's key share.
    pub params: Option<EcdheParams<'a>>,
    /// Signature over both randoms and the parameters.
    pub signed: Option<DigitallySigned<'a>>,
    /// The server's second round of EC J-PAKE.
    pub ecjpake: Option<EcJpakeKey<'a>>,
}

impl<'a> ServerKeyExchange<'a> {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::SERVER_KEY_EXCHANGE;

    /// Reads the body.
    pub fn decode(body: &'a [u8], form: ExchangeForm) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let psk_hint = form.uses_psk().then(|| reader.vec16()).transpose()?;
        let params = form.uses_ecdhe().then(|| EcdheParams::read(&mut reader)).transpose()?;
        let signed = (form == ExchangeForm::Ecdhe).then(|| DigitallySigned::read(&mut reader)).transpose()?;
        let ecjpake =
            (form == ExchangeForm::EcJpake).then(|| EcJpakeKey::read_with_curve(&mut reader)).transpose()?;
        reader.finish()?;
        Ok(Self { psk_hint, params, signed, ecjpake })
    }

    /// Writes the fields that are there.
    pub fn encode(&self, writer: &mut Writer) {
        if let Some(hint) = self.psk_hint {
            writer.vec16(|w| w.bytes(hint));
        }
        if let Some(params) = &self.params {
            params.encode(writer);
        }
        if let Some(signed) = &self.signed {
            signed.encode(writer);
        }
        if let Some(key) = &self.ecjpake {
            key.write_with_curve(writer);
        }
    }
}

/// An ECDH key share with its group (`ServerECDHParams`, RFC 8422 §5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EcdheParams<'a> {
    /// The group.
    pub group: NamedGroup,
    /// The public key, 1 to 255 bytes; as many as the group has, if it is known.
    pub point: &'a [u8],
}

impl<'a> EcdheParams<'a> {
    /// `ECCurveType.named_curve`; explicit curves are deprecated (RFC 8422 §5.4).
    const NAMED_CURVE: u8 = 3;

    /// Whatever is wrong here is one fault: these are no parameters of a group.
    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let mut fields = || {
            let curve_type = reader.u8().ok()?;
            let group = NamedGroup(reader.u16().ok()?);
            let point = reader.vec8().ok()?;
            let fits = group.public_key_len().map_or(!point.is_empty(), |len| len == point.len());
            (curve_type == Self::NAMED_CURVE && fits).then_some(Self { group, point })
        };
        fields().ok_or(DecodeError::BadValue)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u8(Self::NAMED_CURVE);
        writer.u16(self.group.0);
        writer.vec8(|w| w.bytes(self.point));
    }

    /// The parameters as they stand in the message, which is what is signed behind the two randoms. There is only
    /// one encoding, so these are also the bytes that a decoded value came from.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(4 + self.point.len());
        self.encode(&mut writer);
        writer.into_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::SignatureScheme;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    const PARAMS: EcdheParams = EcdheParams { group: NamedGroup(0x11ec), point: &[5, 6, 7] };
    const SIGNED: DigitallySigned =
        DigitallySigned { scheme: SignatureScheme::ECDSA_SHA256, signature: &[8, 9] };

    #[test]
    fn every_form_round_trips() {
        let none = ServerKeyExchange { psk_hint: None, params: None, signed: None, ecjpake: None };
        let ecdhe = ServerKeyExchange { params: Some(PARAMS), signed: Some(SIGNED), ..none };
        let ecdhe_psk = ServerKeyExchange { psk_hint: Some(b"h"), params: Some(PARAMS), ..none };
        let psk = ServerKeyExchange { psk_hint: Some(b"hint"), ..none };
        let key = EcJpakeKey { point: &[5], commitment: &[6, 7], response: &[8] };
        let ecjpake = ServerKeyExchange { ecjpake: Some(key), ..none };
        for (form, message, bytes) in [
            (ExchangeForm::Ecdhe, ecdhe, &[3, 0x11, 0xec, 3, 5, 6, 7, 4, 3, 0, 2, 8, 9][..]),
            (ExchangeForm::EcdhePsk, ecdhe_psk, &[0, 1, b'h', 3, 0x11, 0xec, 3, 5, 6, 7]),
            (ExchangeForm::Psk, psk, &[0, 4, b'h', b'i', b'n', b't']),
            (ExchangeForm::EcJpake, ecjpake, &[3, 0, 23, 1, 5, 2, 6, 7, 1, 8]),
        ] {
            assert_eq!(encode(message), bytes);
            assert_eq!(ServerKeyExchange::decode(bytes, form), Ok(message));
            refuses_other_lengths(bytes, &[], |b| ServerKeyExchange::decode(b, form).map(|_| ()));
            survives_damage(bytes, true, |b| ServerKeyExchange::decode(b, form).ok().map(encode));
        }
    }

    #[test]
    fn the_signed_bytes_are_those_of_the_message() {
        let bytes = [3, 0x11, 0xec, 3, 5, 6, 7, 4, 3, 0, 2, 8, 9];
        let message = ServerKeyExchange::decode(&bytes, ExchangeForm::Ecdhe).unwrap();
        assert_eq!(message.params.unwrap().to_bytes(), bytes[..7]);
    }

    #[test]
    fn explicit_curves_and_points_of_other_lengths_are_refused() {
        let refused = |bytes: &[u8]| ServerKeyExchange::decode(bytes, ExchangeForm::Ecdhe).unwrap_err();
        assert_eq!(refused(&[1, 0x11, 0xec, 1, 5, 4, 3, 0, 0]), DecodeError::BadValue);
        assert_eq!(refused(&[3, 0x11, 0xec, 0, 4, 3, 0, 0]), DecodeError::BadValue);
        assert_eq!(refused(&[3, 0x11, 0xec, 9, 4, 3, 0, 0]), DecodeError::BadValue);
        assert_eq!(refused(&[3, 0, 29, 1, 5, 4, 3, 0, 0]), DecodeError::BadValue, "not the group's length");
    }

    fn encode(message: ServerKeyExchange) -> Vec<u8> {
        let mut writer = Writer::new();
        message.encode(&mut writer);
        writer.into_vec()
    }
}
