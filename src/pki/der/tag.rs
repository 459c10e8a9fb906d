//! Tags of X.690, as whole identifier octets.

/// BOOLEAN.
pub const BOOLEAN: u8 = 0x01;
/// INTEGER.
pub const INTEGER: u8 = 0x02;
/// BIT STRING.
pub const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
pub const OCTET_STRING: u8 = 0x04;
/// NULL.
pub const NULL: u8 = 0x05;
/// OBJECT IDENTIFIER.
pub const OID: u8 = 0x06;
/// ENUMERATED.
pub const ENUMERATED: u8 = 0x0a;
/// UTF8String.
pub const UTF8_STRING: u8 = 0x0c;
/// PrintableString.
pub const PRINTABLE_STRING: u8 = 0x13;
/// T61String (TeletexString).
pub const T61_STRING: u8 = 0x14;
/// IA5String.
pub const IA5_STRING: u8 = 0x16;
/// UTCTime.
pub const UTC_TIME: u8 = 0x17;
/// GeneralizedTime.
pub const GENERALIZED_TIME: u8 = 0x18;
/// UniversalString.
pub const UNIVERSAL_STRING: u8 = 0x1c;
/// BMPString.
pub const BMP_STRING: u8 = 0x1e;
/// SEQUENCE, which is always constructed.
pub const SEQUENCE: u8 = 0x30;
/// SET, which is always constructed.
pub const SET: u8 = 0x31;

/// The class of the tag is in these bits.
pub const CLASS_MASK: u8 = 0xc0;
/// The number of the tag is in these bits.
pub const NUMBER_MASK: u8 = 0x1f;
/// The class of tags whose meaning the surrounding structure gives.
pub const CONTEXT_CLASS: u8 = 0x80;

/// A context-specific tag on a primitive value.
pub const fn context(number: u8) -> u8 {
    CONTEXT_CLASS | number
}

/// A context-specific tag on a constructed value.
pub const fn context_constructed(number: u8) -> u8 {
    CONTEXT_CLASS | 0x20 | number
}

/// True for the string types that a name or a text may use.
pub const fn is_string(tag: u8) -> bool {
    matches!(tag, BMP_STRING | UTF8_STRING | T61_STRING | PRINTABLE_STRING | IA5_STRING | UNIVERSAL_STRING)
}
