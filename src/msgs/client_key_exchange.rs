use crate::codec::{HandshakeType, Reader, Writer};
use crate::error::DecodeError;
use crate::msgs::{EcJpakeKey, ExchangeForm};

/// The client's half of the key exchange (RFC 8422 §5.7, RFC 5489 §2, RFC 4279 §2).
///
/// Which fields are there follows from the [`ExchangeForm`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientKeyExchange<'a> {
    /// The name of the pre-shared key.
    pub psk_identity: Option<&'a [u8]>,
    /// The client's ECDH public key, 1 to 255 bytes.
    pub point: Option<&'a [u8]>,
    /// The client's second round of EC J-PAKE.
    pub ecjpake: Option<EcJpakeKey<'a>>,
}

impl<'a> ClientKeyExchange<'a> {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::CLIENT_KEY_EXCHANGE;

    /// Reads the body.
    pub fn decode(body: &'a [u8], form: ExchangeForm) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(body);
        let psk_identity = form.uses_psk().then(|| reader.vec16()).transpose()?;
        let point = form.uses_ecdhe().then(|| reader.vec8()).transpose()?;
        let ecjpake = (form == ExchangeForm::EcJpake).then(|| EcJpakeKey::read(&mut reader)).transpose()?;
        reader.finish()?;
        if point.is_some_and(<[u8]>::is_empty) {
            return Err(DecodeError::BadLength);
        }
        Ok(Self { psk_identity, point, ecjpake })
    }

    /// Writes the fields that are there.
    pub fn encode(&self, writer: &mut Writer) {
        if let Some(identity) = self.psk_identity {
            writer.vec16(|w| w.bytes(identity));
        }
        if let Some(point) = self.point {
            writer.vec8(|w| w.bytes(point));
        }
        if let Some(key) = &self.ecjpake {
            key.write(writer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    #[test]
    fn every_form_round_trips() {
        let none = ClientKeyExchange { psk_identity: None, point: None, ecjpake: None };
        let ecdhe = ClientKeyExchange { point: Some(&[5, 6]), ..none };
        let ecdhe_psk = ClientKeyExchange { psk_identity: Some(b"id"), point: Some(&[5, 6]), ..none };
        let psk = ClientKeyExchange { psk_identity: Some(b"id"), ..none };
        let key = EcJpakeKey { point: &[5], commitment: &[6, 7], response: &[8] };
        let ecjpake = ClientKeyExchange { ecjpake: Some(key), ..none };
        for (form, message, bytes) in [
            (ExchangeForm::Ecdhe, ecdhe, &[2, 5, 6][..]),
            (ExchangeForm::EcdhePsk, ecdhe_psk, &[0, 2, b'i', b'd', 2, 5, 6]),
            (ExchangeForm::Psk, psk, &[0, 2, b'i', b'd']),
            (ExchangeForm::EcJpake, ecjpake, &[1, 5, 2, 6, 7, 1, 8]),
        ] {
            assert_eq!(encode(message), bytes);
            assert_eq!(ClientKeyExchange::decode(bytes, form), Ok(message));
            refuses_other_lengths(bytes, &[], |b| ClientKeyExchange::decode(b, form).map(|_| ()));
            survives_damage(bytes, true, |b| ClientKeyExchange::decode(b, form).ok().map(encode));
        }
    }

    #[test]
    fn an_implicit_client_share_is_refused() {
        // RFC 8422 §5.7 allows an empty point only with fixed ECDH certificates, which we do not offer.
        assert_eq!(ClientKeyExchange::decode(&[0], ExchangeForm::Ecdhe), Err(DecodeError::BadLength));
    }

    fn encode(message: ClientKeyExchange) -> Vec<u8> {
        let mut writer = Writer::new();
        message.encode(&mut writer);
        writer.into_vec()
    }
}
