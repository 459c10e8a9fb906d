//! Just enough DER to write anything that a certificate may hold, well formed or not.

/// Tags.
pub const BOOLEAN: u8 = 0x01;
pub const INTEGER: u8 = 0x02;
pub const BIT_STRING: u8 = 0x03;
pub const OCTET_STRING: u8 = 0x04;
pub const NULL: u8 = 0x05;
pub const OID: u8 = 0x06;
pub const ENUMERATED: u8 = 0x0a;
pub const UTF8: u8 = 0x0c;
pub const NUMERIC: u8 = 0x12;
pub const PRINTABLE: u8 = 0x13;
pub const T61: u8 = 0x14;
pub const IA5: u8 = 0x16;
pub const UTC_TIME: u8 = 0x17;
pub const GENERALIZED_TIME: u8 = 0x18;
pub const UNIVERSAL: u8 = 0x1c;
pub const BMP: u8 = 0x1e;
pub const SEQUENCE: u8 = 0x30;
pub const SET: u8 = 0x31;

/// The tag `[number]` of a primitive element.
pub const fn context(number: u8) -> u8 {
    0x80 | number
}

/// The tag `[number]` of a constructed element.
pub const fn constructed(number: u8) -> u8 {
    0xa0 | number
}

/// An element with the shortest form of its length.
pub fn tlv(tag: u8, content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let bytes = content.len().to_be_bytes();
    let length = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
    match content.len() {
        0..0x80 => with_header(tag, &[content.len() as u8], content),
        _ => with_header(tag, &[&[0x80 | length.len() as u8], length].concat(), content),
    }
}

/// An element whose length takes `octets` octets after the first, more than it needs.
pub fn long_form(tag: u8, octets: usize, content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let mut length = vec![0; octets.saturating_sub(8)];
    let bytes = content.len().to_be_bytes();
    length.extend_from_slice(&bytes[8 - octets.min(8)..]);
    with_header(tag, &[&[0x80 | octets as u8][..], &length].concat(), content)
}

/// An element of indefinite length (BER).
pub fn indefinite(tag: u8, content: impl AsRef<[u8]>) -> Vec<u8> {
    [with_header(tag, &[0x80], content.as_ref()), vec![0, 0]].concat()
}

/// An element whose length is not what it should be.
pub fn with_header(tag: u8, length: &[u8], content: &[u8]) -> Vec<u8> {
    [&[tag], length, content].concat()
}

/// A SEQUENCE of elements.
pub fn seq<T: AsRef<[u8]>>(elements: impl IntoIterator<Item = T>) -> Vec<u8> {
    tlv(SEQUENCE, join(elements))
}

/// A SET of elements, in the order given.
pub fn set<T: AsRef<[u8]>>(elements: impl IntoIterator<Item = T>) -> Vec<u8> {
    tlv(SET, join(elements))
}

/// Elements one after the other.
pub fn join<T: AsRef<[u8]>>(elements: impl IntoIterator<Item = T>) -> Vec<u8> {
    elements.into_iter().fold(Vec::new(), |mut all, element| {
        all.extend_from_slice(element.as_ref());
        all
    })
}

/// An OBJECT IDENTIFIER by its numbers.
pub fn oid(dotted: &str) -> Vec<u8> {
    tlv(OID, oid_content(dotted))
}

/// The content of an OBJECT IDENTIFIER by its numbers.
pub fn oid_content(dotted: &str) -> Vec<u8> {
    let numbers: Vec<u64> = dotted.split('.').map(|number| number.parse().expect("a number")).collect();
    let mut content = Vec::new();
    for number in [&[numbers[0] * 40 + numbers[1]], &numbers[2..]].concat() {
        let groups = (64 - number.leading_zeros()).div_ceil(7).max(1);
        for group in (0..groups).rev() {
            let more = if group > 0 { 0x80 } else { 0 };
            content.push((number >> (7 * group)) as u8 & 0x7f | more);
        }
    }
    content
}

/// A non-negative INTEGER of these octets, with a zero before it where it would be negative.
pub fn unsigned(octets: &[u8]) -> Vec<u8> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count().min(octets.len() - 1);
    let octets = &octets[zeros..];
    if octets[0] & 0x80 == 0 { tlv(INTEGER, octets) } else { tlv(INTEGER, [&[0], octets].concat()) }
}

/// A small INTEGER.
pub fn integer(value: u32) -> Vec<u8> {
    unsigned(&value.to_be_bytes())
}

/// A BIT STRING that fills its octets.
pub fn bits(octets: impl AsRef<[u8]>) -> Vec<u8> {
    tlv(BIT_STRING, [&[0], octets.as_ref()].concat())
}

/// NULL.
pub fn null() -> Vec<u8> {
    tlv(NULL, [])
}

/// A UTCTime or, where the year needs it, a GeneralizedTime, of `YYYYMMDDHHMMSSZ`.
pub fn time(text: &str) -> Vec<u8> {
    match text {
        "" => Vec::new(),
        _ if !("1950".."2050").contains(&text) => tlv(GENERALIZED_TIME, text),
        _ => tlv(UTC_TIME, &text[2..]),
    }
}

/// The elements of a constructed one: for each its tag, its content and the whole of it. Only for what this writes.
pub fn elements(mut content: &[u8]) -> Vec<(u8, &[u8], &[u8])> {
    let mut found = Vec::new();
    while content.len() > 1 {
        let (header, length) = match content[1] {
            short @ 0..0x80 => (2, usize::from(short)),
            long => {
                let octets = usize::from(long & 0x7f);
                let length =
                    content[2..2 + octets].iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet));
                (2 + octets, length)
            }
        };
        let (element, rest) = content.split_at(header + length);
        found.push((element[0], &element[header..], element));
        content = rest;
    }
    found
}

/// The bytes that a text in base64 stands for; anything that is no digit is left out.
pub fn from_base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut sum, mut digits) = (0u32, 0);
    for digit in text.bytes().filter_map(|byte| BASE64.iter().position(|digit| *digit == byte)) {
        sum = sum << 6 | digit as u32;
        digits += 6;
        if digits >= 8 {
            digits -= 8;
            bytes.push((sum >> digits) as u8);
        }
    }
    bytes
}

/// Base64 with padding, `width` characters a line.
pub fn to_base64(bytes: &[u8], width: usize, line_end: &str) -> String {
    let digits: Vec<u8> = bytes
        .chunks(3)
        .flat_map(|chunk| {
            let sum =
                chunk.iter().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
            (0..4).map(
                move |at| {
                    if at > chunk.len() { b'=' } else { BASE64[(sum >> (18 - 6 * at)) as usize & 63] }
                },
            )
        })
        .collect();
    digits.chunks(width).map(|line| String::from_utf8_lossy(line).into_owned() + line_end).collect()
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A PEM block with LF line ends.
pub fn pem(label: &str, der: &[u8]) -> Vec<u8> {
    let text = to_base64(der, 64, "\n");
    format!("-----BEGIN {label}-----\n{text}-----END {label}-----\n").into_bytes()
}

/// The content of the first PEM block of a text that holds nothing else.
pub fn from_pem(text: &str) -> Vec<u8> {
    let body: String = text.lines().skip(1).take_while(|line| !line.starts_with('-')).collect();
    from_base64(&body)
}
