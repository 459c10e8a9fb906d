use super::extension::{NewExtension, write_extensions};
use super::name::write_name;
use crate::pki::der::{WriteError, Writer, tag};
use crate::pki::name::Attribute;
use crate::pki::oid;

/// What goes into a request for a certificate (PKCS #10).
#[derive(Clone, Debug)]
pub struct RequestParts<'a> {
    /// The subject's name.
    pub subject: &'a [Attribute<'a>],
    /// The subject's SubjectPublicKeyInfo.
    pub public_key_info: &'a [u8],
    /// The extensions that are asked for, in their order.
    pub extensions: &'a [NewExtension<'a>],
}

impl RequestParts<'_> {
    /// CertificationRequestInfo (RFC 2986 §4.1), the part that is signed, in at most `limit` octets.
    pub fn to_be_signed(&self, limit: usize) -> Result<Vec<u8>, WriteError> {
        let mut writer = Writer::new(limit);
        writer.element(tag::SEQUENCE, |writer| {
            writer.element(tag::context_constructed(0), |writer| self.write_attributes(writer))?;
            writer.octets(self.public_key_info)?;
            write_name(writer, self.subject)?;
            writer.small_number(tag::INTEGER, 0)
        })?;
        Ok(writer.finish())
    }

    /// The one attribute that is used, extensionRequest (RFC 2985 §5.4.2), if there is an extension.
    fn write_attributes(&self, writer: &mut Writer) -> Result<(), WriteError> {
        if self.extensions.is_empty() {
            return Ok(());
        }
        writer.element(tag::SEQUENCE, |writer| {
            writer.element(tag::SET, |writer| {
                writer.element(tag::SEQUENCE, |writer| write_extensions(writer, self.extensions))
            })?;
            writer.primitive(tag::OID, oid::EXTENSION_REQUEST)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_there_only_for_extensions() {
        let extension = NewExtension { oid: &[0x55], critical: true, value: &[5, 0] };
        let request = |extensions: &[NewExtension<'_>]| {
            RequestParts { subject: &[], public_key_info: &[0x30, 0], extensions }.to_be_signed(100)
        };
        assert_eq!(request(&[]), Ok(vec![0x30, 9, 2, 1, 0, 0x30, 0, 0x30, 0, 0xa0, 0]));
        let with = request(&[extension]).expect("room enough");
        let attribute = [
            0xa0, 27, 0x30, 25, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x0e, 0x31, 12, 0x30, 10,
            0x30, 10,
        ];
        assert_eq!(with.get(9..13), Some(&[0xa0, with[10], 0x30, with[12]][..]));
        assert_eq!(with.get(13..24), attribute.get(4..15));
        assert_eq!(&with[with.len() - 10..], [6, 1, 0x55, 1, 1, 0xff, 4, 2, 5, 0]);
    }
}
