//! `mbedtls/asn1.h`: elements of ASN.1 as the structs of X.509 point at them, and reading DER element by element.

mod named_data;
mod read;
mod sequence;

pub use named_data::*;
pub use read::*;
pub use sequence::*;

use std::ffi::{c_int, c_uchar};
use std::ptr::null_mut;

/// The data end inside an element.
pub const MBEDTLS_ERR_ASN1_OUT_OF_DATA: c_int = -0x0060;
/// An element has another tag than was due.
pub const MBEDTLS_ERR_ASN1_UNEXPECTED_TAG: c_int = -0x0062;
/// A length is encoded wrongly, or impossible for its value.
pub const MBEDTLS_ERR_ASN1_INVALID_LENGTH: c_int = -0x0064;
/// An element is longer or shorter than what holds it.
pub const MBEDTLS_ERR_ASN1_LENGTH_MISMATCH: c_int = -0x0066;
/// A value is not one that its type allows.
pub const MBEDTLS_ERR_ASN1_INVALID_DATA: c_int = -0x0068;
/// Memory ran out.
pub const MBEDTLS_ERR_ASN1_ALLOC_FAILED: c_int = -0x006A;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_ASN1_BUF_TOO_SMALL: c_int = -0x006C;

/// BOOLEAN.
pub const MBEDTLS_ASN1_BOOLEAN: c_int = 0x01;
/// INTEGER.
pub const MBEDTLS_ASN1_INTEGER: c_int = 0x02;
/// BIT STRING.
pub const MBEDTLS_ASN1_BIT_STRING: c_int = 0x03;
/// OCTET STRING.
pub const MBEDTLS_ASN1_OCTET_STRING: c_int = 0x04;
/// NULL.
pub const MBEDTLS_ASN1_NULL: c_int = 0x05;
/// OBJECT IDENTIFIER.
pub const MBEDTLS_ASN1_OID: c_int = 0x06;
/// ENUMERATED.
pub const MBEDTLS_ASN1_ENUMERATED: c_int = 0x0A;
/// UTF8String.
pub const MBEDTLS_ASN1_UTF8_STRING: c_int = 0x0C;
/// SEQUENCE.
pub const MBEDTLS_ASN1_SEQUENCE: c_int = 0x10;
/// SET.
pub const MBEDTLS_ASN1_SET: c_int = 0x11;
/// PrintableString.
pub const MBEDTLS_ASN1_PRINTABLE_STRING: c_int = 0x13;
/// T61String.
pub const MBEDTLS_ASN1_T61_STRING: c_int = 0x14;
/// IA5String.
pub const MBEDTLS_ASN1_IA5_STRING: c_int = 0x16;
/// UTCTime.
pub const MBEDTLS_ASN1_UTC_TIME: c_int = 0x17;
/// GeneralizedTime.
pub const MBEDTLS_ASN1_GENERALIZED_TIME: c_int = 0x18;
/// UniversalString.
pub const MBEDTLS_ASN1_UNIVERSAL_STRING: c_int = 0x1C;
/// BMPString.
pub const MBEDTLS_ASN1_BMP_STRING: c_int = 0x1E;
/// Added to the tag of a value that holds no elements.
pub const MBEDTLS_ASN1_PRIMITIVE: c_int = 0x00;
/// Added to the tag of a value that holds elements.
pub const MBEDTLS_ASN1_CONSTRUCTED: c_int = 0x20;
/// Added to the tag of an element whose meaning the surrounding structure gives.
pub const MBEDTLS_ASN1_CONTEXT_SPECIFIC: c_int = 0x80;
/// The bits of a tag that hold its class.
pub const MBEDTLS_ASN1_TAG_CLASS_MASK: c_int = 0xC0;
/// The bit of a tag that tells whether its value holds elements.
pub const MBEDTLS_ASN1_TAG_PC_MASK: c_int = 0x20;
/// The bits of a tag that hold its number.
pub const MBEDTLS_ASN1_TAG_VALUE_MASK: c_int = 0x1F;

/// An element: its tag, and where its content lies. It does not own the content.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mbedtls_asn1_buf {
    /// The tag, e.g. `MBEDTLS_ASN1_UTF8_STRING`.
    pub tag: c_int,
    /// The length of the content in bytes.
    pub len: usize,
    /// The content.
    pub p: *mut c_uchar,
}

/// A BIT STRING.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mbedtls_asn1_bitstring {
    /// The length in bytes.
    pub len: usize,
    /// How many bits of the last byte do not count.
    pub unused_bits: c_uchar,
    /// The bits.
    pub p: *mut c_uchar,
}

/// One element of a list of elements.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mbedtls_asn1_sequence {
    /// The element.
    pub buf: mbedtls_asn1_buf,
    /// The next one, or NULL at the end.
    pub next: *mut mbedtls_asn1_sequence,
}

/// One named value of a list, as an attribute of a distinguished name.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mbedtls_asn1_named_data {
    /// What the value is: an object identifier.
    pub oid: mbedtls_asn1_buf,
    /// The value.
    pub val: mbedtls_asn1_buf,
    /// The next one, or NULL at the end.
    pub next: *mut mbedtls_asn1_named_data,
    /// Non-zero if the next one belongs to the same relative distinguished name.
    pub private_next_merged: c_uchar,
}

const _: () = assert!(size_of::<mbedtls_asn1_buf>() == 24);
const _: () = assert!(size_of::<mbedtls_asn1_bitstring>() == 24);
const _: () = assert!(size_of::<mbedtls_asn1_sequence>() == 32);
const _: () = assert!(size_of::<mbedtls_asn1_named_data>() == 64);

impl mbedtls_asn1_buf {
    /// No element.
    pub(in crate::ffi) const EMPTY: Self = Self { tag: 0, len: 0, p: null_mut() };

    /// An element whose content C programs must not change.
    pub(in crate::ffi) fn new(tag: u8, content: &[u8]) -> Self {
        Self { tag: tag.into(), len: content.len(), p: content.as_ptr().cast_mut() }
    }

    /// The content.
    ///
    /// # Safety
    /// The content is alive and unchanged for `'a`, or `p` is NULL.
    pub(in crate::ffi) unsafe fn content<'a>(&self) -> &'a [u8] {
        // SAFETY: by contract.
        unsafe { super::ptr::slice(self.p, self.len) }.unwrap_or_default()
    }
}

impl mbedtls_asn1_sequence {
    /// An empty list.
    pub(in crate::ffi) const EMPTY: Self = Self { buf: mbedtls_asn1_buf::EMPTY, next: null_mut() };
}

impl mbedtls_asn1_named_data {
    /// An empty list.
    pub(in crate::ffi) const EMPTY: Self = Self {
        oid: mbedtls_asn1_buf::EMPTY,
        val: mbedtls_asn1_buf::EMPTY,
        next: null_mut(),
        private_next_merged: 0,
    };
}
