//! Distinguished names.

use super::der::{self, oid, seq, set};

pub const COMMON_NAME: &str = "2.5.4.3";

/// One attribute: a SEQUENCE of its type and value.
pub fn attribute(kind: &str, tag: u8, value: impl AsRef<[u8]>) -> Vec<u8> {
    seq([oid(kind), der::tlv(tag, value)])
}

/// A name of relative names that have one attribute each.
pub fn name<'a>(attributes: impl IntoIterator<Item = (&'a str, u8, &'a [u8])>) -> Vec<u8> {
    seq(attributes.into_iter().map(|(kind, tag, value)| set([attribute(kind, tag, value)])))
}

/// A name with a common name in UTF-8 alone.
pub fn common(text: &str) -> Vec<u8> {
    name([(COMMON_NAME, der::UTF8, text.as_bytes())])
}
