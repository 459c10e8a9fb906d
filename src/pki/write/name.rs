use crate::pki::der::{Reader, WriteError, Writer, tag};
use crate::pki::name::Attribute;
use crate::pki::oid;

/// The longest value of an attribute in octets that text can give, exclusive but for values in hexadecimal digits: that
/// of Mbed TLS.
const MAX_VALUE: usize = 256;
/// The longest encoding that hexadecimal digits can give: tag, a length of three octets, and the longest value.
const MAX_ENCODING: usize = MAX_VALUE + 4;

/// What an attribute may be called, its object identifier and the type of its value. Upper and lower case matter.
const NAMES: &[(&str, &[u8], u8)] = &[
    ("CN", b"\x55\x04\x03", tag::UTF8_STRING),
    ("commonName", b"\x55\x04\x03", tag::UTF8_STRING),
    ("C", b"\x55\x04\x06", tag::PRINTABLE_STRING),
    ("countryName", b"\x55\x04\x06", tag::PRINTABLE_STRING),
    ("O", b"\x55\x04\x0a", tag::UTF8_STRING),
    ("organizationName", b"\x55\x04\x0a", tag::UTF8_STRING),
    ("L", b"\x55\x04\x07", tag::UTF8_STRING),
    ("locality", b"\x55\x04\x07", tag::UTF8_STRING),
    ("R", b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", tag::IA5_STRING),
    ("OU", b"\x55\x04\x0b", tag::UTF8_STRING),
    ("organizationalUnitName", b"\x55\x04\x0b", tag::UTF8_STRING),
    ("ST", b"\x55\x04\x08", tag::UTF8_STRING),
    ("stateOrProvinceName", b"\x55\x04\x08", tag::UTF8_STRING),
    ("emailAddress", b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", tag::IA5_STRING),
    ("serialNumber", b"\x55\x04\x05", tag::PRINTABLE_STRING),
    ("postalAddress", b"\x55\x04\x10", tag::PRINTABLE_STRING),
    ("postalCode", b"\x55\x04\x11", tag::PRINTABLE_STRING),
    ("dnQualifier", b"\x55\x04\x2e", tag::PRINTABLE_STRING),
    ("title", b"\x55\x04\x0c", tag::UTF8_STRING),
    ("surName", b"\x55\x04\x04", tag::UTF8_STRING),
    ("SN", b"\x55\x04\x04", tag::UTF8_STRING),
    ("givenName", b"\x55\x04\x2a", tag::UTF8_STRING),
    ("GN", b"\x55\x04\x2a", tag::UTF8_STRING),
    ("initials", b"\x55\x04\x2b", tag::UTF8_STRING),
    ("pseudonym", b"\x55\x04\x41", tag::UTF8_STRING),
    ("generationQualifier", b"\x55\x04\x2c", tag::UTF8_STRING),
    ("domainComponent", b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", tag::IA5_STRING),
    ("DC", b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", tag::IA5_STRING),
];

/// One attribute of a name, from text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttribute {
    /// What kind of attribute it is: an encoded object identifier.
    pub oid: Vec<u8>,
    /// The tag of its value.
    pub tag: u8,
    /// Its value.
    pub value: Vec<u8>,
}

/// A text is no distinguished name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidName;

/// Reads a distinguished name such as `CN=example.org, O=Example`, attribute by attribute in the order of the text.
///
/// The form is that of RFC 4514 as Mbed TLS takes it: commas separate, with spaces behind them; special characters are
/// escaped by `\`, any byte but zero as `\XX`; `#` and hexadecimal digits give the encoding of a value, which is the only
/// form for kinds of attributes in dotted form. `+` does not separate. A comma may end the text.
pub fn parse_names<E: From<InvalidName>>(
    text: &[u8],
    mut take: impl FnMut(NewAttribute) -> Result<(), E>,
) -> Result<(), E> {
    let mut rest = text;
    let mut found = false;
    while let Some(equals) = rest.iter().position(|byte| *byte == b'=') {
        let (kind, value) = rest.split_at_checked(equals).ok_or(InvalidName)?;
        let value = value.get(1..).unwrap_or_default();
        let end = end_of_value(value);
        take(attribute(kind, value.get(..end).unwrap_or_default())?)?;
        found = true;
        rest = value.get(end + 1..).unwrap_or_default().trim_ascii_start_spaces();
    }
    if found { Ok(()) } else { Err(InvalidName.into()) }
}

/// Skipping spaces, and no other white space.
trait TrimSpaces {
    fn trim_ascii_start_spaces(&self) -> &Self;
}

impl TrimSpaces for [u8] {
    fn trim_ascii_start_spaces(&self) -> &Self {
        let spaces = self.iter().take_while(|byte| **byte == b' ').count();
        self.get(spaces..).unwrap_or_default()
    }
}

/// Up to the first comma that has no backslash before it, were it itself escaped.
fn end_of_value(value: &[u8]) -> usize {
    let mut before = b'=';
    let comma = value.iter().position(|&byte| core::mem::replace(&mut before, byte) != b'\\' && byte == b',');
    comma.unwrap_or(value.len())
}

fn attribute(kind: &[u8], value: &[u8]) -> Result<NewAttribute, InvalidName> {
    let known = NAMES.iter().find(|(name, ..)| name.as_bytes() == kind);
    let oid = match known {
        Some((_, oid, _)) => oid.to_vec(),
        None => oid::encode_dotted(kind).ok_or(InvalidName)?,
    };
    let (tag, value) = match (value, known) {
        ([], _) => return Err(InvalidName),
        ([b'#', digits @ ..], _) => encoded(digits)?,
        (_, Some((_, _, tag))) => (*tag, unescaped(value)?),
        (_, None) => return Err(InvalidName),
    };
    Ok(NewAttribute { oid, tag, value })
}

fn unescaped(text: &[u8]) -> Result<Vec<u8>, InvalidName> {
    let mut value = Vec::with_capacity(text.len().min(MAX_VALUE));
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        let byte = match first {
            b'\\' => match hex_pair(after) {
                Some(0) => return Err(InvalidName),
                Some(byte) => {
                    rest = after.get(2..).unwrap_or_default();
                    byte
                }
                None => {
                    let (&escaped, after) = after.split_first().ok_or(InvalidName)?;
                    if !b" ,=+<>#;\"\\".contains(&escaped) {
                        return Err(InvalidName);
                    }
                    rest = after;
                    escaped
                }
            },
            other => other,
        };
        value.push(byte);
        if value.len() == MAX_VALUE {
            return Err(InvalidName);
        }
    }
    Ok(value)
}

/// A value by the hexadecimal digits of its encoding. What follows the value in the encoding is passed over.
fn encoded(digits: &[u8]) -> Result<(u8, Vec<u8>), InvalidName> {
    if digits.len() / 2 > MAX_ENCODING || !digits.len().is_multiple_of(2) {
        return Err(InvalidName);
    }
    let octets: Option<Vec<u8>> = digits.chunks(2).map(hex_pair).collect();
    let octets = octets.ok_or(InvalidName)?;
    let (tag, value) = Reader::new(&octets).any().map_err(|_| InvalidName)?;
    let value = value.rest();
    // A text with a zero in it would end there for C programs.
    if value.len() > MAX_VALUE || tag::is_string(tag) && value.contains(&0) {
        return Err(InvalidName);
    }
    Ok((tag, value.to_vec()))
}

fn hex_pair(text: &[u8]) -> Option<u8> {
    let &[high, low, ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    Some((digit(high)? << 4 | digit(low)?) as u8)
}

/// Writes a name: each attribute as a relative distinguished name of its own.
pub(super) fn write_name(writer: &mut Writer, attributes: &[Attribute<'_>]) -> Result<(), WriteError> {
    writer.element(tag::SEQUENCE, |writer| {
        for attribute in attributes.iter().rev() {
            writer.element(tag::SET, |set| {
                set.element(tag::SEQUENCE, |pair| {
                    pair.primitive(attribute.value.tag, attribute.value.value)?;
                    pair.primitive(tag::OID, attribute.oid)
                })
            })?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pki::name::Name;

    fn parse(text: &str) -> Result<Vec<NewAttribute>, InvalidName> {
        let mut found = Vec::new();
        parse_names(text.as_bytes(), |attribute| {
            found.push(attribute);
            Ok::<_, InvalidName>(())
        })?;
        Ok(found)
    }

    fn values(text: &str) -> Option<Vec<Vec<u8>>> {
        Some(parse(text).ok()?.into_iter().map(|attribute| attribute.value).collect())
    }

    #[test]
    fn attributes_come_in_order() {
        let found = parse("C=NL,  O=Example B.V. ,1.2.3=#0c0161,DC=x").expect("a name");
        let tags: Vec<_> = found.iter().map(|attribute| attribute.tag).collect();
        assert_eq!(tags, [tag::PRINTABLE_STRING, tag::UTF8_STRING, tag::UTF8_STRING, tag::IA5_STRING]);
        assert_eq!(found[1].value, b"Example B.V. ");
        assert_eq!(found[2].oid, [0x2a, 3]);
    }

    #[test]
    fn text_is_unescaped() {
        let one = |text: &str| values(text).map(|mut values| values.remove(0));
        assert_eq!(one(r"CN=a\,b").as_deref(), Some(&b"a,b"[..]));
        assert_eq!(one(r"CN=\C3\a9\ ").as_deref(), Some(&b"\xc3\xa9 "[..]));
        assert_eq!(one(r"CN=a\\,O=b").as_deref(), Some(&b"a\\,O=b"[..]));
        assert_eq!(one("CN=#1402FFFE").as_deref(), Some(&[0xff, 0xfe][..]));
        assert_eq!(one("CN=a,").as_deref(), Some(&b"a"[..]));
        assert_eq!(one(&format!("CN={}", "a".repeat(255))).map(|value| value.len()), Some(255));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for text in [
            "",
            "CN",
            "=a",
            "CN=",
            "CN=,O=b",
            "X=1",
            "cn=a",
            " CN=a",
            "1.2.3=a",
            "CN=#",
            "CN=#0",
            "CN=#0c0",
            "CN=#0c02",
            "CN=#0c0100",
            r"CN=a\",
            r"CN=a\x",
            r"CN=a\4",
            r"CN=\00",
            "CN=a,O=",
            "CN=a,,O=b",
        ] {
            assert_eq!(parse(text), Err(InvalidName), "{text}");
        }
        assert_eq!(parse(&format!("CN={}", "a".repeat(256))), Err(InvalidName));
        assert_eq!(parse(&format!("CN=#0c0161{}", "00".repeat(258))), Err(InvalidName));
        assert_eq!(parse(&format!("CN=#0c820101{}", "61".repeat(257))), Err(InvalidName));
    }

    #[test]
    fn written_names_are_read_again() {
        let text = "C=NL, O=A\\, B, CN=\\C3\\A9";
        let found = parse(text).expect("a name");
        let attributes: Vec<_> = found
            .iter()
            .map(|new| Attribute {
                oid: &new.oid,
                value: crate::pki::der::Element { tag: new.tag, value: &new.value },
                merged_with_next: false,
            })
            .collect();
        let mut writer = Writer::new(1000);
        write_name(&mut writer, &attributes).expect("room enough");
        let der = writer.finish();
        assert_eq!(Name::check_whole(&der), Ok(()));
        let content = Reader::new(&der).sequence().expect("a sequence").rest();
        assert_eq!(Name::from_checked(content).to_string(), text);
    }
}
