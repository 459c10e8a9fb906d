//! Distinguished names: walking them, comparing them, and writing them as text.

use super::der::{Element, Reader, tag};
use super::oid;
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use core::fmt;
use std::borrow::Cow;

/// The longest text of one value that is written for C programs: that of Mbed TLS.
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

    /// Reads through a name that stands by itself, its SEQUENCE included; an empty one is none the worse for it.
    pub fn check_whole(der: &'a [u8]) -> Result<(), ParseError> {
        let mut whole = Reader::new(der);
        let content = whole.sequence().within(ParsePart::Name)?;
        whole.finish().within(ParsePart::Name)?;
        if content.is_empty() { Ok(()) } else { Self::check(&content) }
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

/// As in `CN=example.org, O=Example + OU=Testing`; see [`write_attributes`], whose limits do not hold here.
impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for attribute in self.attributes() {
            write!(f, "{separator}{}={}", label(&attribute), Text::of(&attribute).text)?;
            separator = attribute.separator();
        }
        Ok(())
    }
}

/// Why a name cannot be written for C programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameTextError {
    /// A value is longer than 255 characters when written, or the output has no room.
    TooLong,
    /// A text holds a NUL, behind which a C program would not look.
    Nul,
}

impl From<fmt::Error> for NameTextError {
    fn from(_: fmt::Error) -> Self {
        Self::TooLong
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
/// Values are escaped as in RFC 4514 §2.4, bytes outside printable ASCII as `\XX`. A value of a kind of attribute
/// without a name, or one that is not UTF8String, PrintableString or IA5String, is written as `#` and the hexadecimal
/// digits of its encoding.
pub fn write_attributes<'a>(
    attributes: impl Iterator<Item = Attribute<'a>>,
    out: &mut dyn fmt::Write,
) -> Result<(), NameTextError> {
    let mut separator = "";
    for attribute in attributes {
        write!(out, "{separator}{}=", label(&attribute))?;
        let text = Text::of(&attribute);
        if text.has_nul {
            return Err(NameTextError::Nul);
        }
        if text.too_long {
            return Err(NameTextError::TooLong);
        }
        out.write_str(&text.text)?;
        separator = attribute.separator();
    }
    Ok(())
}

impl Attribute<'_> {
    fn separator(&self) -> &'static str {
        if self.merged_with_next { " + " } else { ", " }
    }
}

/// The short name of an attribute, else its number, else `??`.
fn label(attribute: &Attribute<'_>) -> Cow<'static, str> {
    match oid::attribute_short_name(attribute.oid) {
        Some(name) => name.into(),
        None => oid::dotted(attribute.oid).map_or("??".into(), Cow::from),
    }
}

/// A value as it is written.
#[derive(Default)]
struct Text {
    text: String,
    too_long: bool,
    has_nul: bool,
}

impl Text {
    fn of(attribute: &Attribute<'_>) -> Self {
        let unnamed =
            oid::attribute_short_name(attribute.oid).is_none() && oid::dotted(attribute.oid).is_some();
        let readable =
            matches!(attribute.value.tag, tag::UTF8_STRING | tag::PRINTABLE_STRING | tag::IA5_STRING);
        if readable && !unnamed { Self::escaped(attribute.value.value) } else { Self::hex(attribute.value) }
    }

    fn escaped(value: &[u8]) -> Self {
        let mut this = Self { text: String::with_capacity(value.len()), ..Self::default() };
        let text = &mut this.text;
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
                    text.push('\\');
                    push_hex(text, byte);
                    room -= 1;
                    this.has_nul |= byte == 0;
                }
            }
            this.too_long |= text.len() > room;
        }
        this
    }

    /// `#`, then tag, length and value in hexadecimal digits.
    fn hex(element: Element<'_>) -> Self {
        let mut text = String::from("#");
        push_hex(&mut text, element.tag);
        let length = element.value.len().to_be_bytes();
        let zeros = length.iter().take_while(|octet| **octet == 0).count().min(length.len() - 1);
        if element.value.len() >= 0x80 {
            push_hex(&mut text, 0x80 | (length.len() - zeros) as u8);
        }
        length.iter().skip(zeros).chain(element.value).for_each(|octet| push_hex(&mut text, *octet));
        let too_long = text.len() > MAX_VALUE_TEXT;
        Self { text, too_long, has_nul: false }
    }
}

fn push_hex(text: &mut String, octet: u8) {
    for digit in [octet >> 4, octet & 15] {
        text.extend(char::from_digit(digit.into(), 16).map(|digit| digit.to_ascii_uppercase()));
    }
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
    fn what_c_programs_cannot_take_is_refused_for_them_alone() {
        let write = |value: &[u8]| {
            let value = Element { tag: tag::UTF8_STRING, value };
            let attribute = Attribute { oid: oid::COMMON_NAME, value, merged_with_next: false };
            let mut text = String::new();
            write_attributes([attribute].into_iter(), &mut text).map(|()| text.len())
        };
        assert_eq!(write(&[b'a'; 255]), Ok(258));
        assert_eq!(write(&[b'a'; 256]), Err(NameTextError::TooLong));
        assert_eq!(write(&[1; 84]), Ok(255));
        assert_eq!(write(&[1; 85]), Err(NameTextError::TooLong));
        assert_eq!(write(b"a\0b"), Err(NameTextError::Nul));
        let der = name(&[(oid::COMMON_NAME, tag::T61_STRING, &[0; 100])]);
        assert_eq!(Name::from_checked(&der).to_string().len(), 3 + 5 + 200);
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
        let whole = |content: &[u8]| [&[tag::SEQUENCE, content.len() as u8], content].concat();
        assert!(Name::check_whole(&whole(&der)).is_err());
        let mut good = whole(&name(&[(oid::COMMON_NAME, tag::UTF8_STRING, b"a")]));
        assert_eq!(Name::check_whole(&good), Ok(()));
        assert_eq!(Name::check_whole(&whole(&[])), Ok(()));
        good.push(0);
        assert!(Name::check_whole(&good).is_err());
        assert!(Name::check_whole(&[]).is_err());
    }
}
