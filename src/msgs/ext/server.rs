use super::block::{read_block, write_block, write_extension};
use super::{
    RawExtension, SrtpAnswer, connection_id, empty, groups, max_fragment_length, protocols,
    renegotiation_info,
};
use crate::codec::{ExtensionType, MaxFragmentLength, Reader, Writer};
use crate::error::DecodeError;

/// The extensions of a ServerHello.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerExtensions {
    /// server_name: the server made use of the client's; it carries no contents (RFC 6066 §3).
    pub server_name: bool,
    /// renegotiation_info: empty in a first handshake, else both verify_data of the one before.
    pub renegotiation_info: Option<Vec<u8>>,
    /// connection_id: what the server wants to find in the records that it receives.
    pub connection_id: Option<Vec<u8>>,
    /// max_fragment_length: how long the plaintext of a record may be.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// encrypt_then_mac: the MAC is over the ciphertext.
    pub encrypt_then_mac: bool,
    /// extended_master_secret: the master secret is bound to the handshake.
    pub extended_master_secret: bool,
    /// session_ticket: a NewSessionTicket comes.
    pub session_ticket: bool,
    /// ec_point_formats: how the server can read points; never empty.
    pub point_formats: Option<Vec<u8>>,
    /// ecjpake_kkpp: the server's first round of EC J-PAKE, which [`EcJpakeKeyPair`](crate::msgs::EcJpakeKeyPair) reads.
    pub ecjpake_kkpp: Option<Vec<u8>>,
    /// application_layer_protocol_negotiation: what the server chose to speak.
    pub protocol: Option<Vec<u8>>,
    /// use_srtp: what the server chose to protect media with.
    pub srtp: Option<SrtpAnswer>,
    /// Extensions without a field above, in the order of the hello. A protocol and an SRTP profile that cannot be read
    /// are here too: what matters first is whether they were asked for.
    pub other: Vec<RawExtension>,
}

impl ServerExtensions {
    /// The types of all extensions that are there.
    pub fn types(&self) -> impl Iterator<Item = ExtensionType> {
        [
            (ExtensionType::SERVER_NAME, self.server_name),
            (ExtensionType::RENEGOTIATION_INFO, self.renegotiation_info.is_some()),
            (ExtensionType::MAX_FRAGMENT_LENGTH, self.max_fragment_length.is_some()),
            (ExtensionType::CONNECTION_ID, self.connection_id.is_some()),
            (ExtensionType::ENCRYPT_THEN_MAC, self.encrypt_then_mac),
            (ExtensionType::EXTENDED_MASTER_SECRET, self.extended_master_secret),
            (ExtensionType::SESSION_TICKET, self.session_ticket),
            (ExtensionType::EC_POINT_FORMATS, self.point_formats.is_some()),
            (ExtensionType::ECJPAKE_KKPP, self.ecjpake_kkpp.is_some()),
            (ExtensionType::ALPN, self.protocol.is_some()),
            (ExtensionType::USE_SRTP, self.srtp.is_some()),
        ]
        .into_iter()
        .filter_map(|(kind, there)| there.then_some(kind))
        .chain(self.other.iter().map(|raw| raw.kind))
    }

    /// The first extension that answers none of those `offered`; a client refuses such a hello
    /// (RFC 5246 §7.4.1.4). Who offered renegotiation by the signalling cipher suite alone counts its extension
    /// among those offered (RFC 5746 §3.4).
    pub fn unsolicited(&self, offered: &[ExtensionType]) -> Option<ExtensionType> {
        self.types().find(|kind| !offered.contains(kind))
    }

    pub(in crate::msgs) fn read(reader: &mut Reader) -> Result<Self, DecodeError> {
        let mut found = Self::default();
        read_block(reader, |kind, body| {
            match kind {
                ExtensionType::SERVER_NAME => found.server_name = true,
                ExtensionType::RENEGOTIATION_INFO => {
                    found.renegotiation_info = Some(renegotiation_info::read(body)?);
                }
                ExtensionType::CONNECTION_ID => found.connection_id = Some(connection_id::read(body)?),
                ExtensionType::ENCRYPT_THEN_MAC => found.encrypt_then_mac = empty::read(body)?,
                ExtensionType::EXTENDED_MASTER_SECRET => {
                    found.extended_master_secret = empty::read(body)?;
                }
                ExtensionType::EC_POINT_FORMATS => {
                    found.point_formats = Some(groups::read_point_formats(body)?);
                }
                ExtensionType::ECJPAKE_KKPP => {
                    found.ecjpake_kkpp = Some(body.take(body.remaining())?.to_vec())
                }
                ExtensionType::MAX_FRAGMENT_LENGTH => {
                    found.max_fragment_length = Some(max_fragment_length::read(body)?);
                }
                ExtensionType::ALPN => {
                    found.protocol =
                        RawExtension::read_or_keep(kind, body, &mut found.other, protocols::read_answer)?;
                }
                ExtensionType::USE_SRTP => {
                    found.srtp = RawExtension::read_or_keep(kind, body, &mut found.other, SrtpAnswer::read)?;
                }
                ExtensionType::SESSION_TICKET => {
                    found.session_ticket = empty::read(body)?;
                }
                _ => found.other.push(RawExtension::read(kind, body)?),
            }
            Ok(())
        })?;
        Ok(found)
    }

    pub(in crate::msgs) fn write(&self, writer: &mut Writer) {
        write_block(writer, |w| {
            if self.server_name {
                empty::write(w, ExtensionType::SERVER_NAME);
            }
            if let Some(data) = &self.renegotiation_info {
                write_extension(w, ExtensionType::RENEGOTIATION_INFO, |w| renegotiation_info::write(w, data));
            }
            if let Some(length) = self.max_fragment_length {
                write_extension(w, ExtensionType::MAX_FRAGMENT_LENGTH, |w| {
                    max_fragment_length::write(w, length)
                });
            }
            if let Some(id) = &self.connection_id {
                write_extension(w, ExtensionType::CONNECTION_ID, |w| connection_id::write(w, id));
            }
            if self.encrypt_then_mac {
                empty::write(w, ExtensionType::ENCRYPT_THEN_MAC);
            }
            if self.extended_master_secret {
                empty::write(w, ExtensionType::EXTENDED_MASTER_SECRET);
            }
            if self.session_ticket {
                empty::write(w, ExtensionType::SESSION_TICKET);
            }
            if let Some(formats) = &self.point_formats {
                write_extension(w, ExtensionType::EC_POINT_FORMATS, |w| {
                    groups::write_point_formats(w, formats);
                });
            }
            if let Some(data) = &self.ecjpake_kkpp {
                write_extension(w, ExtensionType::ECJPAKE_KKPP, |w| w.bytes(data));
            }
            if let Some(protocol) = &self.protocol {
                write_extension(w, ExtensionType::ALPN, |w| protocols::write(w, [protocol.as_slice()]));
            }
            if let Some(answer) = &self.srtp {
                write_extension(w, ExtensionType::USE_SRTP, |w| answer.write(w));
            }
            self.other.iter().for_each(|raw| raw.write(w));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::SrtpProfile;
    use crate::msgs::testing::{refuses_other_lengths, survives_damage};

    fn full() -> ServerExtensions {
        ServerExtensions {
            server_name: true,
            renegotiation_info: Some(vec![1; 24]),
            connection_id: Some(vec![1, 2, 3]),
            max_fragment_length: Some(MaxFragmentLength::LEN_1024),
            encrypt_then_mac: true,
            extended_master_secret: true,
            session_ticket: true,
            point_formats: Some(vec![groups::POINT_FORMAT_UNCOMPRESSED]),
            ecjpake_kkpp: Some(vec![7, 8, 9]),
            protocol: Some(b"coap".to_vec()),
            srtp: Some(SrtpAnswer { profile: SrtpProfile::AEAD_AES_128_GCM, mki: vec![7] }),
            other: vec![RawExtension { kind: ExtensionType(0x0a0a), data: vec![1, 2] }],
        }
    }

    fn decode(bytes: &[u8]) -> Result<ServerExtensions, DecodeError> {
        let mut reader = Reader::new(bytes);
        let found = ServerExtensions::read(&mut reader)?;
        reader.finish()?;
        Ok(found)
    }

    fn encode(extensions: &ServerExtensions) -> Vec<u8> {
        let mut writer = Writer::new();
        extensions.write(&mut writer);
        writer.into_vec()
    }

    #[test]
    fn round_trip() {
        let bytes = encode(&full());
        assert_eq!(decode(&bytes), Ok(full()));
        refuses_other_lengths(&bytes, &[0], decode);
        survives_damage(&bytes, false, |b| decode(b).ok().map(|e| encode(&e)));
    }

    #[test]
    fn types_are_those_on_the_wire() {
        let mut on_wire = Vec::new();
        let bytes = encode(&full());
        read_block(&mut Reader::new(&bytes), |kind, body| {
            on_wire.push(kind);
            body.take(body.remaining()).map(|_| ())
        })
        .unwrap();
        assert_eq!(on_wire, [0, 0xff01, 1, 54, 22, 23, 35, 11, 256, 16, 14, 0x0a0a].map(ExtensionType));
        assert_eq!(full().types().collect::<Vec<_>>(), on_wire);
    }

    #[test]
    fn what_was_not_offered_is_found() {
        let mut offered: Vec<_> = full().types().collect();
        assert_eq!(full().unsolicited(&offered), None);
        offered.pop();
        assert_eq!(full().unsolicited(&offered), Some(ExtensionType(0x0a0a)));
        assert_eq!(full().unsolicited(&[]), Some(ExtensionType::SERVER_NAME));
        assert_eq!(ServerExtensions::default().unsolicited(&[]), None);
    }

    #[test]
    fn each_extension_is_read_to_its_end() {
        for bytes in [
            &[0, 5, 0, 0, 0, 1, 9][..],
            &[0, 5, 0, 22, 0, 1, 9],
            &[0, 5, 0, 23, 0, 1, 9],
            &[0, 7, 0, 11, 0, 3, 1, 0, 9],
        ] {
            assert_eq!(decode(bytes), Err(DecodeError::TrailingData), "{bytes:?}");
        }
        assert_eq!(decode(&[0, 6, 0xff, 1, 0, 2, 0, 9]), Err(DecodeError::BadRenegotiationInfo));
    }
}
