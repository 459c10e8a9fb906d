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

/// An otherName of a subjectAltName.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_san_other_name {
    /// What kind of name it is: an object identifier.
    pub type_id: mbedtls_x509_buf,
    /// The name.
    pub value: mbedtls_x509_san_other_name_value,
}

/// The names that an otherName can hold here.
#[repr(C)]
#[derive(Clone, Copy)]
pub union mbedtls_x509_san_other_name_value {
    /// With the kind MBEDTLS_OID_ON_HW_MODULE_NAME.
    pub hardware_module_name: mbedtls_x509_san_hardware_module_name,
}

/// A hardware module (RFC 4108 section 5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_san_hardware_module_name {
    /// The type of the module: an object identifier.
    pub oid: mbedtls_x509_buf,
    /// The serial number.
    pub val: mbedtls_x509_buf,
}

/// One name of a subjectAltName.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_subject_alternative_name {
    /// Which kind of name it is: one of MBEDTLS_X509_SAN_.
    pub r#type: c_int,
    /// The name.
    pub san: mbedtls_x509_san,
}

/// The names that a subjectAltName can hold here.
#[repr(C)]
#[derive(Clone, Copy)]
pub union mbedtls_x509_san {
    /// With MBEDTLS_X509_SAN_OTHER_NAME.
    pub other_name: mbedtls_x509_san_other_name,
    /// With MBEDTLS_X509_SAN_DIRECTORY_NAME.
    pub directory_name: mbedtls_x509_name,
    /// With the other kinds: the octets of the name.
    pub unstructured_name: mbedtls_x509_buf,
}

/// A list of names for a subjectAltName.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_san_list {
    /// The name.
    pub node: mbedtls_x509_subject_alternative_name,
    /// The next one, or NULL at the end.
    pub next: *mut mbedtls_x509_san_list,
}

const _: () = assert!(size_of::<mbedtls_x509_subject_alternative_name>() == 80);
const _: () = assert!(size_of::<mbedtls_x509_san_list>() == 88);
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
