use crate::ffi::asn1::{
    mbedtls_asn1_bitstring, mbedtls_asn1_buf, mbedtls_asn1_named_data, mbedtls_asn1_sequence,
};
use std::ffi::c_int;

/// An element of a certificate.
pub type mbedtls_x509_buf = mbedtls_asn1_buf;
/// A BIT STRING of a certificate.
pub type mbedtls_x509_bitstring = mbedtls_asn1_bitstring;
/// A distinguished name: a list of attributes.
pub type mbedtls_x509_name = mbedtls_asn1_named_data;
/// A list of elements.
pub type mbedtls_x509_sequence = mbedtls_asn1_sequence;

/// authorityKeyIdentifier.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
#[expect(non_snake_case, reason = "C programs know the fields by these names")]
pub struct mbedtls_x509_authority {
    /// The identifier of the authority's key.
    pub keyIdentifier: mbedtls_x509_buf,
    /// The names of who issued the authority's certificate.
    pub authorityCertIssuer: mbedtls_x509_sequence,
    /// The serial number of the authority's certificate.
    pub authorityCertSerialNumber: mbedtls_x509_buf,
    /// Not used: always empty.
    pub raw: mbedtls_x509_buf,
}

/// A date and a time of day in UTC.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct mbedtls_x509_time {
    /// The year, e.g. 2027.
    pub year: c_int,
    /// The month, 1 to 12.
    pub mon: c_int,
    /// The day of the month, from 1.
    pub day: c_int,
    /// The hour, 0 to 23.
    pub hour: c_int,
    /// The minute, 0 to 59.
    pub min: c_int,
    /// The second, 0 to 59.
    pub sec: c_int,
}

const _: () = assert!(size_of::<mbedtls_x509_authority>() == 104);
const _: () = assert!(size_of::<mbedtls_x509_time>() == 24);

impl mbedtls_x509_authority {
    /// No authority.
    pub(in crate::ffi) const EMPTY: Self = Self {
        keyIdentifier: mbedtls_x509_buf::EMPTY,
        authorityCertIssuer: mbedtls_x509_sequence::EMPTY,
        authorityCertSerialNumber: mbedtls_x509_buf::EMPTY,
        raw: mbedtls_x509_buf::EMPTY,
    };
}
