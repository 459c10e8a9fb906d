use super::block::{read_block, write_block, write_extension};
use super::{
    RawExtension, SrtpOffer, connection_id, empty, groups, max_fragment_length, protocols,
    renegotiation_info, server_name, session_ticket, signature_algorithms,
};
use crate::codec::{ExtensionType, MaxFragmentLength, NamedGroup, Reader, SignatureScheme, Writer};
use crate::error::DecodeError;

/// The extensions of a ClientHello.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientExtensions {
    /// server_name: the host name that the client wants to reach, 1 to 255 bytes.
    pub server_name: Option<Vec<u8>>,
    /// application_layer_protocol_negotiation: what the client wants to speak, best first; never empty.
    pub protocols: Option<Vec<Vec<u8>>>,
    /// supported_groups: what the client can do ECDH with, best first; never empty.
    pub groups: Option<Vec<NamedGroup>>,
    /// signature_algorithms: what the client can check, best first; never empty.
    pub signature_algorithms: Option<Vec<SignatureScheme>>,
    /// renegotiation_info: empty in a first handshake, else the client's verify_data of the one before.
    pub renegotiation_info: Option<Vec<u8>>,
    /// ec_point_formats: how the client can read points; never empty.
    pub point_formats: Option<Vec<u8>>,
    /// ecjpake_kkpp: the client's first round of EC J-PAKE, which [`EcJpakeKeyPair`](crate::msgs::EcJpakeKeyPair) reads.
    pub ecjpake_kkpp: Option<Vec<u8>>,
    /// connection_id: what the client wants to find in the records that it receives.
    pub connection_id: Option<Vec<u8>>,
    /// max_fragment_length: how long the plaintext of a record may be.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// encrypt_then_mac: in a CBC suite the MAC shall be over the ciphertext.
    pub encrypt_then_mac: bool,
    /// extended_master_secret: the master secret shall be bound to the handshake.
    pub extended_master_secret: bool,
    /// use_srtp: what the client can protect media with.
    pub srtp: Option<SrtpOffer>,
    /// session_ticket: the client's ticket; an empty one says that it takes a new one.
    pub session_ticket: Option<Vec<u8>>,
    /// Extensions without a field above, in the order of the hello. A server passes over them. Protocols and SRTP
    /// profiles that cannot be read are here too: they matter only to a server that would have chosen from them.
    pub other: Vec<RawExtension>,
}

impl ClientExtensions {
    /// The types of all extensions that are there.
    pub fn types(&self) -> impl Iterator<Item = ExtensionType> {
        [
            (ExtensionType::SERVER_NAME, self.server_name.is_some()),
            (ExtensionType::ALPN, self.protocols.is_some()),
            (ExtensionType::SUPPORTED_GROUPS, self.groups.is_some()),
            (ExtensionType::SIGNATURE_ALGORITHMS, self.signature_algorithms.is_some()),
            (ExtensionType::RENEGOTIATION_INFO, self.renegotiation_info.is_some()),
            (ExtensionType::EC_POINT_FORMATS, self.point_formats.is_some()),
            (ExtensionType::ECJPAKE_KKPP, self.ecjpake_kkpp.is_some()),
            (ExtensionType::CONNECTION_ID, self.connection_id.is_some()),
            (ExtensionType::MAX_FRAGMENT_LENGTH, self.max_fragment_length.is_some()),
            (ExtensionType::ENCRYPT_THEN_MAC, self.encrypt_then_mac),
            (ExtensionType::EXTENDED_MASTER_SECRET, self.extended_master_secret),
            (ExtensionType::USE_SRTP, self.srtp.is_some()),
            (ExtensionType::SESSION_TICKET, self.session_ticket.is_some()),
        ]
        .into_iter()
        .filter_map(|(kind, there)| there.then_some(kind))
        .chain(self.other.iter().map(|raw| raw.kind))
    }

    pub(in crate::msgs) fn read(reader: &mut Reader) -> Result<Self, DecodeError> {
        let mut found = Self::default();
        read_block(reader, |kind, body| {
            match kind {
                ExtensionType::SERVER_NAME => {
                    let data = body.rest();
                    match server_name::read_offer(body)? {
                        Some(host) => found.server_name = Some(host),
                        None => found.other.push(RawExtension { kind, data: data.to_vec() }),
                    }
                }
                ExtensionType::MAX_FRAGMENT_LENGTH => {
                    found.max_fragment_length = Some(max_fragment_length::read(body)?);
                }
                ExtensionType::ALPN => {
                    found.protocols =
                        RawExtension::read_or_keep(kind, body, &mut found.other, protocols::read_offer)?;
                }
                ExtensionType::USE_SRTP => {
                    found.srtp = RawExtension::read_or_keep(kind, body, &mut found.other, SrtpOffer::read)?;
                }
                ExtensionType::SUPPORTED_GROUPS => found.groups = Some(groups::read_groups(body)?),
                ExtensionType::SIGNATURE_ALGORITHMS => {
                    found.signature_algorithms = Some(signature_algorithms::read(body)?);
                }
                ExtensionType::RENEGOTIATION_INFO => {
                    found.renegotiation_info = Some(renegotiation_info::read(body)?);
                }
                ExtensionType::EC_POINT_FORMATS => {
                    found.point_formats = Some(groups::read_point_formats(body)?);
                }
                ExtensionType::CONNECTION_ID => found.connection_id = Some(connection_id::read(body)?),
                ExtensionType::ENCRYPT_THEN_MAC => found.encrypt_then_mac = empty::read(body)?,
                ExtensionType::EXTENDED_MASTER_SECRET => {
                    found.extended_master_secret = empty::read(body)?;
                }
                ExtensionType::ECJPAKE_KKPP => {
                    found.ecjpake_kkpp = Some(body.take(body.remaining())?.to_vec())
                }
                ExtensionType::SESSION_TICKET => {
                    found.session_ticket = Some(session_ticket::read(body)?);
                }
                _ => found.other.push(RawExtension::read(kind, body)?),
            }
            Ok(())
        })?;
        Ok(found)
    }

    pub(in crate::msgs) fn write(&self, writer: &mut Writer) {
        write_block(writer, |w| {
            if let Some(host) = &self.server_name {
                write_extension(w, ExtensionType::SERVER_NAME, |w| server_name::write_offer(w, host));
            }
            if let Some(list) = &self.protocols {
                write_extension(w, ExtensionType::ALPN, |w| {
                    protocols::write(w, list.iter().map(Vec::as_slice));
                });
            }
            if let Some(list) = &self.groups {
                write_extension(w, ExtensionType::SUPPORTED_GROUPS, |w| groups::write_groups(w, list));
            }
            if let Some(schemes) = &self.signature_algorithms {
                write_extension(w, ExtensionType::SIGNATURE_ALGORITHMS, |w| {
                    signature_algorithms::write(w, schemes);
                });
            }
            if let Some(data) = &self.renegotiation_info {
                write_extension(w, ExtensionType::RENEGOTIATION_INFO, |w| renegotiation_info::write(w, data));
            }
            if let Some(formats) = &self.point_formats {
                write_extension(w, ExtensionType::EC_POINT_FORMATS, |w| {
                    groups::write_point_formats(w, formats);
                });
            }
            if let Some(data) = &self.ecjpake_kkpp {
                write_extension(w, ExtensionType::ECJPAKE_KKPP, |w| w.bytes(data));
            }
            if let Some(id) = &self.connection_id {
                write_extension(w, ExtensionType::CONNECTION_ID, |w| connection_id::write(w, id));
            }
            if let Some(length) = self.max_fragment_length {
                write_extension(w, ExtensionType::MAX_FRAGMENT_LENGTH, |w| {
                    max_fragment_length::write(w, length)
                });
            }
            if self.encrypt_then_mac {
                empty::write(w, ExtensionType::ENCRYPT_THEN_MAC);
            }
            if self.extended_master_secret {
                empty::write(w, ExtensionType::EXTENDED_MASTER_SECRET);
            }
            if let Some(offer) = &self.srtp {
                write_extension(w, ExtensionType::USE_SRTP, |w| offer.write(w));
            }
            if let Some(ticket) = &self.session_ticket {
                session_ticket::write(w, ticket);
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

    fn full() -> ClientExtensions {
        ClientExtensions {
            server_name: Some(b"localhost".to_vec()),
            protocols: Some(vec![b"coap".to_vec(), b"lwm2m".to_vec()]),
            groups: Some(vec![NamedGroup::X25519, NamedGroup::SECP256R1]),
            signature_algorithms: Some(vec![SignatureScheme::ECDSA_SHA256]),
            renegotiation_info: Some(vec![]),
            point_formats: Some(vec![groups::POINT_FORMAT_UNCOMPRESSED]),
            ecjpake_kkpp: Some(vec![7, 8, 9]),
            connection_id: Some(vec![1, 2, 3]),
            max_fragment_length: Some(MaxFragmentLength::LEN_1024),
            encrypt_then_mac: true,
            extended_master_secret: true,
            srtp: Some(SrtpOffer { profiles: vec![SrtpProfile::AES128_CM_HMAC_SHA1_80], mki: vec![7] }),
            session_ticket: Some(vec![4, 5, 6]),
            other: vec![RawExtension { kind: ExtensionType(0x0a0a), data: vec![1, 2] }],
        }
    }

    fn decode(bytes: &[u8]) -> Result<ClientExtensions, DecodeError> {
        let mut reader = Reader::new(bytes);
        let found = ClientExtensions::read(&mut reader)?;
        reader.finish()?;
        Ok(found)
    }

    fn encode(extensions: &ClientExtensions) -> Vec<u8> {
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
    fn none_is_no_block_at_all() {
        assert!(encode(&ClientExtensions::default()).is_empty());
        assert_eq!(decode(&[]), Ok(ClientExtensions::default()));
    }

    #[test]
    fn the_order_is_that_of_mbed_tls_and_types_names_every_one() {
        let mut on_wire = Vec::new();
        let bytes = encode(&full());
        read_block(&mut Reader::new(&bytes), |kind, body| {
            on_wire.push(kind);
            body.take(body.remaining()).map(|_| ())
        })
        .unwrap();
        assert_eq!(
            on_wire,
            [0, 16, 10, 13, 0xff01, 11, 256, 54, 1, 22, 23, 14, 35, 0x0a0a].map(ExtensionType)
        );
        assert_eq!(full().types().collect::<Vec<_>>(), on_wire);
    }

    #[test]
    fn each_extension_is_read_to_its_end() {
        // One byte too many inside each extension that has a field.
        for bytes in [
            &[0, 11, 0, 0, 0, 7, 0, 4, 0, 0, 1, b'a', 9][..],
            &[0, 9, 0, 10, 0, 5, 0, 2, 0, 29, 9],
            &[0, 9, 0, 13, 0, 5, 0, 2, 4, 3, 9],
            &[0, 7, 0, 11, 0, 3, 1, 0, 9],
            &[0, 5, 0, 22, 0, 1, 9],
            &[0, 5, 0, 23, 0, 1, 9],
            &[0, 7, 0, 54, 0, 3, 1, 0, 9],
        ] {
            assert_eq!(decode(bytes), Err(DecodeError::TrailingData), "{bytes:?}");
        }
        assert_eq!(decode(&[0, 6, 0xff, 1, 0, 2, 0, 9]), Err(DecodeError::BadRenegotiationInfo));
    }

    #[test]
    fn protocols_and_profiles_that_cannot_be_read_are_kept() {
        for (bytes, kind) in [
            (&[0, 6, 0, 16, 0, 2, 0, 0][..], ExtensionType::ALPN),
            (&[0, 10, 0, 16, 0, 6, 0, 3, 2, b'a', b'b', 9], ExtensionType::ALPN),
            (&[0, 4, 0, 14, 0, 0], ExtensionType::USE_SRTP),
            (&[0, 10, 0, 14, 0, 6, 0, 2, 0, 1, 0, 9], ExtensionType::USE_SRTP),
        ] {
            let found = decode(bytes).unwrap();
            assert_eq!((&found.protocols, &found.srtp), (&None, &None));
            assert_eq!(found.types().collect::<Vec<_>>(), [kind]);
            assert_eq!(encode(&found), bytes);
        }
    }

    #[test]
    fn a_name_list_without_a_host_name_is_remembered_as_such() {
        let found = decode(&[0, 8, 0, 0, 0, 4, 0, 2, 7, 0]).unwrap_err();
        assert_eq!(found, DecodeError::Truncated);
        let found = decode(&[0, 10, 0, 0, 0, 6, 0, 4, 7, 0, 1, 9]).unwrap();
        assert_eq!(found.server_name, None);
        assert_eq!(found.types().collect::<Vec<_>>(), [ExtensionType::SERVER_NAME]);
    }
}
