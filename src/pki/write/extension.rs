use super::name::write_name;
use crate::crypto::{HashAlgorithm, digest};
use crate::pki::der::{Reader, WriteError, Writer, tag};
use crate::pki::name::Attribute;

/// An extension to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewExtension<'a> {
    /// The object identifier, encoded.
    pub oid: &'a [u8],
    /// Whether who does not know the extension must refuse the certificate.
    pub critical: bool,
    /// The value, encoded.
    pub value: &'a [u8],
}

/// A name for subjectAltName.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlternativeName<'a> {
    /// A name that is one string of octets.
    Octets {
        /// The number of the choice: 1 rfc822Name, 2 dNSName, 6 uniformResourceIdentifier, 7 iPAddress.
        choice: u8,
        /// The octets.
        value: &'a [u8],
    },
    /// directoryName.
    Directory(Vec<Attribute<'a>>),
}

/// The longest list of purposes in octets, as Mbed TLS has it.
const MAX_PURPOSES: usize = 256;

/// The content of the extensions field: no SEQUENCE around it.
pub(super) fn write_extensions(
    writer: &mut Writer,
    extensions: &[NewExtension<'_>],
) -> Result<(), WriteError> {
    for extension in extensions.iter().rev() {
        writer.element(tag::SEQUENCE, |writer| {
            writer.primitive(tag::OCTET_STRING, extension.value)?;
            if extension.critical {
                writer.boolean(true)?;
            }
            writer.primitive(tag::OID, extension.oid)
        })?;
    }
    Ok(())
}

/// The value of basicConstraints (RFC 5280 §4.2.1.9).
pub fn basic_constraints(is_ca: bool, max_path_length: Option<u8>) -> Result<Vec<u8>, WriteError> {
    written(|writer| {
        writer.element(tag::SEQUENCE, |writer| {
            if !is_ca {
                return Ok(());
            }
            if let Some(length) = max_path_length {
                writer.small_number(tag::INTEGER, length.into())?;
            }
            writer.boolean(true)
        })
    })
}

/// The value of keyUsage (RFC 5280 §4.2.1.3) or Netscape's certificate type: the first `bits` bits of `octets`.
pub fn named_bits(octets: &[u8], bits: usize) -> Result<Vec<u8>, WriteError> {
    written(|writer| writer.named_bit_string(octets, bits))
}

/// The value of extKeyUsage (RFC 5280 §4.2.1.12) for purposes by their object identifiers.
pub fn extended_key_usage(purposes: &[&[u8]]) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new(MAX_PURPOSES);
    writer.element(tag::SEQUENCE, |writer| {
        purposes.iter().rev().try_for_each(|purpose| writer.primitive(tag::OID, purpose))
    })?;
    Ok(writer.finish())
}

/// The identifier of a key by its SubjectPublicKeyInfo, the first method of RFC 5280 §4.2.1.2: SHA-1 of the bits of the
/// key. `None` if it is no SubjectPublicKeyInfo.
pub fn key_identifier(public_key_info: &[u8]) -> Option<[u8; 20]> {
    let mut info = Reader::new(public_key_info).sequence().ok()?;
    info.sequence().ok()?;
    info.octet_aligned_bit_string().ok()?;
    digest(HashAlgorithm::Sha1, &[info.rest()]).as_ref().try_into().ok()
}

/// The value of subjectKeyIdentifier (RFC 5280 §4.2.1.2).
pub fn subject_key_id(id: &[u8]) -> Result<Vec<u8>, WriteError> {
    written(|writer| writer.primitive(tag::OCTET_STRING, id))
}

/// The value of authorityKeyIdentifier (RFC 5280 §4.2.1.1) with the identifier of the key alone.
pub fn authority_key_id(id: &[u8]) -> Result<Vec<u8>, WriteError> {
    written(|writer| writer.element(tag::SEQUENCE, |writer| writer.primitive(tag::context(0), id)))
}

/// The value of subjectAltName (RFC 5280 §4.2.1.6). The names stand in the opposite order, as Mbed TLS has it.
pub fn subject_alt_names(names: &[AlternativeName<'_>]) -> Result<Vec<u8>, WriteError> {
    written(|writer| {
        writer.element(tag::SEQUENCE, |writer| {
            names.iter().try_for_each(|name| match name {
                AlternativeName::Octets { choice, value } => {
                    writer.primitive(tag::context(choice & tag::NUMBER_MASK), value)
                }
                AlternativeName::Directory(attributes) => {
                    writer.element(tag::context_constructed(4), |writer| write_name(writer, attributes))
                }
            })
        })
    })
}

fn written(write: impl FnOnce(&mut Writer) -> Result<(), WriteError>) -> Result<Vec<u8>, WriteError> {
    let mut writer = Writer::new(Reader::MAX_LENGTH);
    write(&mut writer)?;
    Ok(writer.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_extensions() {
        assert_eq!(basic_constraints(true, Some(3)), Ok(vec![0x30, 6, 1, 1, 0xff, 2, 1, 3]));
        assert_eq!(basic_constraints(true, None), Ok(vec![0x30, 3, 1, 1, 0xff]));
        assert_eq!(basic_constraints(false, Some(3)), Ok(vec![0x30, 0]));
        assert_eq!(named_bits(&[0x06, 0x80], 9), Ok(vec![3, 3, 7, 6, 0x80]));
        assert_eq!(extended_key_usage(&[&[0x2a], &[0x55]]), Ok(vec![0x30, 6, 6, 1, 0x2a, 6, 1, 0x55]));
        assert_eq!(extended_key_usage(&[&[1; 200], &[1; 60]]), Err(WriteError::NoRoom));
        assert_eq!(subject_key_id(&[7]), Ok(vec![4, 1, 7]));
        assert_eq!(authority_key_id(&[7]), Ok(vec![0x30, 3, 0x80, 1, 7]));
        let names = [
            AlternativeName::Octets { choice: 2, value: b"a" },
            AlternativeName::Octets { choice: 7, value: &[127, 0, 0, 1] },
            AlternativeName::Directory(Vec::new()),
        ];
        let expected = [0x30, 13, 0xa4, 2, 0x30, 0, 0x87, 4, 127, 0, 0, 1, 0x82, 1, b'a'];
        assert_eq!(subject_alt_names(&names).as_deref(), Ok(&expected[..]));
    }

    #[test]
    fn keys_are_identified_by_their_bits() {
        let info = [0x30, 7, 0x30, 0, 3, 3, 0, 1, 2];
        let expected = digest(HashAlgorithm::Sha1, &[&[1, 2]]);
        assert_eq!(key_identifier(&info).as_ref().map(|id| &id[..]), Some(expected.as_ref()));
        assert_eq!(key_identifier(&[0x30, 0]), None);
    }
}
