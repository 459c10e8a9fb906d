use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::der::{Element, Reader, tag};
use crate::pki::name::Name;
use crate::pki::oid;

const PART: ParsePart = ParsePart::Extensions;

/// One name of a GeneralNames list (RFC 5280 §4.2.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneralName<'a> {
    /// hardwareModuleName inside otherName (RFC 4108 §5).
    HardwareModule {
        /// The type of the hardware: an object identifier.
        kind: &'a [u8],
        /// The serial number of the module.
        serial: &'a [u8],
    },
    /// rfc822Name: a mail address.
    Mail(&'a [u8]),
    /// dNSName, which may begin with `*.`.
    Dns(&'a [u8]),
    /// directoryName.
    Directory(Name<'a>),
    /// uniformResourceIdentifier.
    Uri(&'a [u8]),
    /// iPAddress: 4 or 16 bytes.
    Ip(&'a [u8]),
}

/// Reads one name. Kinds that are not interpreted are [`ParsePart::Unavailable`].
pub fn parse_general_name(name: Element<'_>) -> Result<GeneralName<'_>, ParseError> {
    let value = name.value;
    match name.tag & (tag::CLASS_MASK | tag::NUMBER_MASK) {
        0x80 => other_name(value),
        0x81 => Ok(GeneralName::Mail(value)),
        0x82 => Ok(GeneralName::Dns(value)),
        0x84 => {
            let mut reader = Reader::new(value);
            let content = reader.sequence().within(ParsePart::Encoding)?;
            Name::check(&content)?;
            Ok(GeneralName::Directory(Name::from_checked(content.rest())))
        }
        0x86 => Ok(GeneralName::Uri(value)),
        0x87 if matches!(value.len(), 4 | 16) => Ok(GeneralName::Ip(value)),
        0x87 => Err(ParsePart::Input.refused()),
        _ => Err(ParsePart::Unavailable.refused()),
    }
}

fn other_name(value: &[u8]) -> Result<GeneralName<'_>, ParseError> {
    let mut reader = Reader::new(value);
    let kind = reader.oid().within(PART)?;
    if kind.rest() != oid::HARDWARE_MODULE_NAME {
        return Err(ParsePart::Unavailable.refused());
    }
    let mut wrapper = reader.element(tag::context_constructed(0)).within(PART)?;
    reader.finish().within(PART)?;
    let mut module = wrapper.sequence().within(PART)?;
    wrapper.finish().within(PART)?;
    let kind = module.oid().within(PART)?;
    let serial = module.element(tag::OCTET_STRING).within(PART)?;
    module.finish().within(PART)?;
    Ok(GeneralName::HardwareModule { kind: kind.rest(), serial: serial.rest() })
}

/// The entries of a GeneralNames list.
#[derive(Clone)]
pub struct GeneralNames<'a>(Reader<'a>);

impl<'a> GeneralNames<'a> {
    /// The entries in the content of a list that [`check`] has seen.
    pub(in crate::pki) fn from_checked(content: &'a [u8]) -> Self {
        Self(Reader::new(content))
    }
}

impl<'a> Iterator for GeneralNames<'a> {
    type Item = Element<'a>;

    /// The next entry, of whatever kind; [`parse_general_name`] interprets it.
    fn next(&mut self) -> Option<Element<'a>> {
        let (tag, value) = self.0.any().ok()?;
        Some(Element { tag, value: value.rest() })
    }
}

/// Reads through the content of a GeneralNames list: every entry that is interpreted must be sound.
pub(super) fn check(mut list: Reader<'_>) -> Result<(), ParseError> {
    while !list.is_empty() {
        let (tag, value) = list.any().within(PART)?;
        if tag & tag::CLASS_MASK != tag::CONTEXT_CLASS {
            return Err(PART.encoded(Asn1Error::UnexpectedTag));
        }
        match parse_general_name(Element { tag, value: value.rest() }) {
            Ok(_) | Err(ParseError { part: ParsePart::Unavailable, .. }) => {}
            Err(reason) => return Err(reason),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(tag: u8, value: &[u8]) -> Result<GeneralName<'_>, ParseError> {
        parse_general_name(Element { tag, value })
    }

    #[test]
    fn kinds_are_told_by_their_tag() {
        assert_eq!(parse(0x82, b"a.example"), Ok(GeneralName::Dns(b"a.example")));
        assert_eq!(parse(0x86, b"urn:x"), Ok(GeneralName::Uri(b"urn:x")));
        assert_eq!(parse(0x81, b"a@b"), Ok(GeneralName::Mail(b"a@b")));
        assert_eq!(parse(0x87, &[127, 0, 0, 1]), Ok(GeneralName::Ip(&[127, 0, 0, 1])));
        assert_eq!(parse(0x87, &[127, 0, 0]), Err(ParsePart::Input.refused()));
        assert_eq!(parse(0x88, &[0x55]), Err(ParsePart::Unavailable.refused()));
    }

    #[test]
    fn hardware_modules_are_read() {
        let mut value = vec![6, 8];
        value.extend_from_slice(oid::HARDWARE_MODULE_NAME);
        value.extend_from_slice(&[0xa0, 9, 0x30, 7, 6, 2, 0x2a, 3, 4, 1, 7]);
        assert_eq!(parse(0xa0, &value), Ok(GeneralName::HardwareModule { kind: &[0x2a, 3], serial: &[7] }));
        value.push(0);
        assert_eq!(parse(0xa0, &value), Err(PART.encoded(Asn1Error::LengthMismatch)));
        value[9] ^= 1;
        assert_eq!(parse(0xa0, &value), Err(ParsePart::Unavailable.refused()));
        assert_eq!(parse(0xa0, &[5, 0]), Err(PART.encoded(Asn1Error::UnexpectedTag)));
    }

    #[test]
    fn lists_pass_over_what_is_not_interpreted() {
        assert_eq!(check(Reader::new(&[0x88, 1, 0x55, 0x82, 1, b'a'])), Ok(()));
        assert_eq!(check(Reader::new(&[0x0c, 1, b'a'])), Err(PART.encoded(Asn1Error::UnexpectedTag)));
        assert_eq!(check(Reader::new(&[0x82, 2, b'a'])), Err(PART.encoded(Asn1Error::OutOfData)));
    }
}
