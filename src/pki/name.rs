//! Distinguished names: walking them, comparing them, and writing them as text.

use super::der::{Element, Reader, tag};
use super::oid;
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use core::fmt::{self, Write as _};

/// The longest text of one value: what Mbed TLS writes. Longer ones make writing fail.
const MAX_VALUE_TEXT: usize = 255;

/// One attribute of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// What kind of attribute it is: an encoded object identifier.
    pub oid: &'a [u8],
    /// Its value.
    pub value: Element<'a>,
    /// Whether the next attribute belongs to the same relative distinguished name.
    pub merged_with_next: bool,
}

/// A name: the content of the SEQUENCE that holds it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Name<'a> {
    content: &'a [u8],
}

impl<'a> Name<'a> {
    /// The name in `content`, which [`check`](Self::check) has seen.
    pub(super) fn from_checked(content: &'a [u8]) -> Self {
        Self { content }
    }

    /// Reads through the content of a name. An empty one is an error: where a name may be empty, nothing is read.
    pub fn check(content: &Reader<'a>) -> Result<(), ParseError> {
        let mut rest = content.clone();
        loop {
            let mut set = rest.element(tag::SET).within(ParsePart::Name)?;
            loop {
                attribute(&mut set)?;
                if set.is_empty() {
                    break;
                }
            }
            if rest.is_empty() {
                return Ok(());
            }
        }
    }

    /// The attributes in the order in which they stand.
    pub fn attributes(self) -> Attributes<'a> {
        Attributes { sets: Reader::new(self.content), set: None }
    }

    /// True when the two names are equal as issuer and subject: attribute by attribute, texts in UTF8String or
    /// PrintableString without regard to ASCII case, anything else byte by byte.
    pub fn matches(self, other: Name<'_>) -> bool {
        if self.content == other.content {
            return true;
        }
        let mut theirs = other.attributes();
        for ours in self.attributes() {
            let Some(theirs) = theirs.next() else { return false };
            let same = ours.oid == theirs.oid
                && ours.merged_with_next == theirs.merged_with_next
                && same_value(&ours.value, &theirs.value);
            if !same {
                return false;
            }
        }
        theirs.next().is_none()
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// As in `CN=example.org, O=Example + OU=Testing`.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_attributes(self.attributes(), f)
    }
}

/// Iterator over the attributes of a [`Name`].
#[derive(Clone)]
pub struct Attributes<'a> {
    sets: Reader<'a>,
    set: Option<Reader<'a>>,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        let mut set = match self.set.take() {
            Some(set) => set,
            None => self.sets.element(tag::SET).ok()?,
        };
        let (oid, value) = attribute(&mut set).ok()?;
        let merged_with_next = !set.is_empty();
        if merged_with_next {
            self.set = Some(set);
        }
        Some(Attribute { oid, value, merged_with_next })
    }
}

/// Writes attributes separated by `, `, or by ` + ` inside one relative distinguished name.
///
/// Values are escaped as in RFC 4514 §2.4, bytes outside printable ASCII as `\XX`. A value of an unknown kind of
/// attribute, or one that is no text, is written as `#` and the hexadecimal digits of its encoding.
pub fn write_attributes<'a>(
    attributes: impl Iterator<Item = Attribute<'a>>,
    out: &mut dyn fmt::Write,
) -> fmt::Result {
    let mut separator = "";
    for attribute in attributes {
        out.write_str(separator)?;
        match oid::attribute_short_name(attribute.oid) {
            Some(name) => write!(out, "{name}=")?,
            None => match oid::dotted(attribute.oid) {
                Some(dotted) => write!(out, "{dotted}=")?,
                None => out.write_str("??=")?,
            },
        }
        let value = if is_text(&attribute) { text(attribute.value.value) } else { hex(attribute.value) };
        out.write_str(&value?)?;
        separator = if attribute.merged_with_next { " + " } else { ", " };
    }
    Ok(())
}

/// A text is readable if its type is one of strings, and if anybody can know what the attribute means or nobody can.
fn is_text(attribute: &Attribute<'_>) -> bool {
    let nameless =
        || oid::attribute_short_name(attribute.oid).is_none() && oid::dotted(attribute.oid).is_some();
    tag::is_string(attribute.value.tag) && !nameless()
}

fn text(value: &[u8]) -> Result<String, fmt::Error> {
    let mut text = String::with_capacity(value.len());
    for (at, &byte) in value.iter().enumerate() {
        let first = at == 0;
        let last = at + 1 == value.len();
        let mut room = MAX_VALUE_TEXT;
        match byte {
            b',' | b'=' | b'+' | b'<' | b'>' | b';' | b'"' | b'\\' => text.extend(['\\', byte.into()]),
            b' ' if first || last => text.push_str("\\ "),
            b'#' if first => text.push_str("\\#"),
            b' '..=b'~' => text.push(byte.into()),
            _ => {
                write!(text, "\\{byte:02X}")?;
                room -= 1;
            }
        }
        if text.len() > room {
            return Err(fmt::Error);
        }
    }
    Ok(text)
}

/// `#`, then tag, length and value in hexadecimal digits.
fn hex(element: Element<'_>) -> Result<String, fmt::Error> {
    let length = element.value.len();
    let mut text = format!("#{:02X}{length:02X}", element.tag);
    if text.len() + 2 * length > MAX_VALUE_TEXT {
        return Err(fmt::Error);
    }
    element.value.iter().try_for_each(|byte| write!(text, "{byte:02X}"))?;
    Ok(text)
}

fn attribute<'a>(set: &mut Reader<'a>) -> Result<(&'a [u8], Element<'a>), ParseError> {
    const PART: ParsePart = ParsePart::Name;
    let mut pair = set.sequence().within(PART)?;
    let oid = pair.oid().within(PART)?;
    let value_tag = pair.peek_tag().within(PART)?;
    if !tag::is_string(value_tag) && value_tag != tag::BIT_STRING {
        return Err(PART.encoded(Asn1Error::UnexpectedTag));
    }
    let (tag, value) = pair.any().within(PART)?;
    pair.finish().within(PART)?;
    Ok((oid.rest(), Element { tag, value: value.rest() }))
}

fn same_value(ours: &Element<'_>, theirs: &Element<'_>) -> bool {
    if ours == theirs {
        return true;
    }
    let caseless = |tag| matches!(tag, tag::UTF8_STRING | tag::PRINTABLE_STRING);
    caseless(ours.tag) && caseless(theirs.tag) && ours.value.eq_ignore_ascii_case(theirs.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(attributes: &[(&[u8], u8, &[u8])]) -> Vec<u8> {
        attributes
            .iter()
            .flat_map(|(oid, tag, value)| {
                let mut pair = vec![tag::OID, oid.len() as u8];
                pair.extend_from_slice(oid);
                pair.extend_from_slice(&[*tag, value.len() as u8]);
                pair.extend_from_slice(value);
                let mut set = vec![tag::SET, pair.len() as u8 + 2, tag::SEQUENCE, pair.len() as u8];
                set.extend(pair);
                set
            })
            .collect()
    }

    const ORGANIZATION: &[u8] = b"\x55\x04\x0a";

    #[test]
    fn text_is_escaped() {
        let der = name(&[
            (oid::COMMON_NAME, tag::UTF8_STRING, b"#a, b\xc3 "),
            (ORGANIZATION, tag::BIT_STRING, b"\x00\x01"),
            (b"\x55\x04\x09", tag::PRINTABLE_STRING, b"Street"),
        ]);
        assert_eq!(
            Name::from_checked(&der).to_string(),
            "CN=\\#a\\, b\\C3\\ , O=#03020001, 2.5.4.9=#1306537472656574"
        );
    }

    #[test]
    fn several_attributes_in_one_set_are_joined_by_plus() {
        let mut der = name(&[(oid::COMMON_NAME, tag::UTF8_STRING, b"a")]);
        let second = name(&[(ORGANIZATION, tag::UTF8_STRING, b"b")]);
        der.extend_from_slice(&second[2..]);
        der[1] += second.len() as u8 - 2;
        assert_eq!(Name::from_checked(&der).to_string(), "CN=a + O=b");
    }

    #[test]
    fn case_matters_only_outside_text() {
        let a = name(&[(oid::COMMON_NAME, tag::UTF8_STRING, b"Abc")]);
        let b = name(&[(oid::COMMON_NAME, tag::PRINTABLE_STRING, b"aBC")]);
        let c = name(&[(oid::COMMON_NAME, tag::IA5_STRING, b"aBC")]);
        let matches = |x: &[u8], y: &[u8]| Name::from_checked(x).matches(Name::from_checked(y));
        assert!(matches(&a, &b));
        assert!(!matches(&b, &c));
        assert!(!matches(&a, &[]));
        let longer = [&a[..], &b[..]].concat();
        assert!(!matches(&a, &longer) && !matches(&longer, &a));
    }

    #[test]
    fn malformed_names_are_refused() {
        let check = |der: &[u8]| Name::check(&Reader::new(der));
        assert_eq!(check(&[]), Err(ParsePart::Name.encoded(Asn1Error::OutOfData)));
        assert_eq!(check(&[0x31, 0]), Err(ParsePart::Name.encoded(Asn1Error::OutOfData)));
        assert_eq!(check(&[0x30, 0]), Err(ParsePart::Name.encoded(Asn1Error::UnexpectedTag)));
        let der = name(&[(oid::COMMON_NAME, tag::INTEGER, b"1")]);
        assert_eq!(check(&der), Err(ParsePart::Name.encoded(Asn1Error::UnexpectedTag)));
    }
}
