use super::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_X509_SAN_DIRECTORY_NAME, MBEDTLS_X509_SAN_OTHER_NAME,
    drop_names, fill_names, mbedtls_x509_buf, mbedtls_x509_name,
};
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::ptr::{self, OrCode};
use crate::pki::certificate::{GeneralName, parse_general_name};
use crate::pki::der::{Element, Reader, tag};
use std::ffi::{c_char, c_int, c_void};
use std::mem::zeroed;
use std::net::{Ipv4Addr, Ipv6Addr};

/// hardwareModuleName (RFC 4108 section 5).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_san_hardware_module_name {
    /// The type of the hardware: an object identifier.
    pub oid: mbedtls_x509_buf,
    /// The serial number of the module.
    pub val: mbedtls_x509_buf,
}

/// The value of an otherName.
#[repr(C)]
#[derive(Clone, Copy)]
pub union mbedtls_x509_san_other_name_value {
    /// The one kind that is interpreted.
    pub hardware_module_name: mbedtls_x509_san_hardware_module_name,
}

/// otherName (RFC 5280 section 4.2.1.6).
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_san_other_name {
    /// What kind of name it is: an object identifier.
    pub type_id: mbedtls_x509_buf,
    /// The name.
    pub value: mbedtls_x509_san_other_name_value,
}

/// The names that a subjectAltName can hold.
#[repr(C)]
#[derive(Clone, Copy)]
pub union mbedtls_x509_san {
    /// MBEDTLS_X509_SAN_OTHER_NAME.
    pub other_name: mbedtls_x509_san_other_name,
    /// MBEDTLS_X509_SAN_DIRECTORY_NAME.
    pub directory_name: mbedtls_x509_name,
    /// Any other: the name as it is encoded. An address has 4 or 16 bytes.
    pub unstructured_name: mbedtls_x509_buf,
}

/// One subjectAltName, interpreted. Pointers in it lead into the certificate.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_subject_alternative_name {
    /// Which name it is, MBEDTLS_X509_SAN_.
    pub r#type: c_int,
    /// The name.
    pub san: mbedtls_x509_san,
}

/// One of a list of subjectAltNames, for functions that write certificates.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct mbedtls_x509_san_list {
    /// The name.
    pub node: mbedtls_x509_subject_alternative_name,
    /// The next one, or NULL at the end.
    pub next: *mut mbedtls_x509_san_list,
}

const _: () = {
    assert!(size_of::<mbedtls_x509_san_other_name>() == 72);
    assert!(size_of::<mbedtls_x509_subject_alternative_name>() == 80);
    assert!(size_of::<mbedtls_x509_san_list>() == 88);
};

/// Interprets one subjectAltName, as it stands in the list `subject_alt_names` of a certificate.
///
/// \param san_buf  The name: its tag, and its content.
/// \param san      Where the result goes, to be freed by `mbedtls_x509_free_subject_alt_name()`. It leads into `san_buf`.
///
/// \return         0; MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE for x400Address, ediPartyName, registeredID and otherName of
///                 any kind but hardwareModuleName; MBEDTLS_ERR_X509_BAD_INPUT_DATA for an address of another length than
///                 4 or 16, or if an argument is NULL; another error for a name that is encoded wrongly.
///
/// # Safety
/// `san_buf` is NULL or an element that outlives `san`; `san` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_parse_subject_alt_name(
    san_buf: *const mbedtls_x509_buf,
    san: *mut mbedtls_x509_subject_alternative_name,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let buf = unsafe { ptr::reference(san_buf) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let value = unsafe { buf.content() };
        // Tags are single octets.
        let name = parse_general_name(Element { tag: buf.tag as u8, value })?;
        // SAFETY: all zeroes is an empty name.
        let mut found: mbedtls_x509_subject_alternative_name = unsafe { zeroed() };
        match name {
            GeneralName::HardwareModule { kind, serial } => {
                found.r#type = MBEDTLS_X509_SAN_OTHER_NAME;
                found.san.other_name = mbedtls_x509_san_other_name {
                    type_id: mbedtls_x509_buf::new(tag::OID, type_id(value)),
                    value: mbedtls_x509_san_other_name_value {
                        hardware_module_name: mbedtls_x509_san_hardware_module_name {
                            oid: mbedtls_x509_buf::new(tag::OID, kind),
                            val: mbedtls_x509_buf::new(tag::OCTET_STRING, serial),
                        },
                    },
                };
            }
            GeneralName::Directory(name) => {
                found.r#type = MBEDTLS_X509_SAN_DIRECTORY_NAME;
                let mut names = mbedtls_x509_name::EMPTY;
                fill_names(&mut names, name);
                found.san.directory_name = names;
            }
            GeneralName::Mail(_) | GeneralName::Dns(_) | GeneralName::Uri(_) | GeneralName::Ip(_) => {
                found.r#type = buf.tag & c_int::from(tag::NUMBER_MASK);
                found.san.unstructured_name = *buf;
            }
        }
        // SAFETY: by contract.
        unsafe { ptr::store(san, found) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)
    })
}

/// The object identifier in an otherName that was found sound.
fn type_id(value: &[u8]) -> &[u8] {
    Reader::new(value).oid().map(|oid| oid.rest()).unwrap_or_default()
}

/// Frees what a name holds beside the certificate that it leads into.
///
/// \param san  The name. NULL is ignored.
///
/// # Safety
/// `san` is NULL or was filled by `mbedtls_x509_parse_subject_alt_name()` and not freed since.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_free_subject_alt_name(san: *mut mbedtls_x509_subject_alternative_name) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(san) = unsafe { ptr::reference_mut(san) }
            && san.r#type == MBEDTLS_X509_SAN_DIRECTORY_NAME
        {
            // SAFETY: the type says that the name is a list that `fill_names` made.
            unsafe { drop_names(&mut san.san.directory_name) };
        }
    });
}

/// Reads an IP address in its textual form.
///
/// \param cn   The text: an IPv6 address if it has a colon, else an IPv4 address with four numbers.
/// \param dst  Where the address goes, in network byte order: room for 16 bytes.
///
/// \return     4 or 16, the length of the address; 0 if it is none or if an argument is NULL.
///
/// # Safety
/// `cn` is NULL or a string; `dst` is NULL or has 16 writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_parse_cn_inet_pton(cn: *const c_char, dst: *mut c_void) -> usize {
    crate::ffi::boundary::boundary_or(0, || {
        // SAFETY: by contract.
        let Some(text) = unsafe { ptr::string(cn) }.ok().and_then(|text| text.to_str().ok()) else {
            return 0;
        };
        let mut octets = [0; 16];
        let length = if let Ok(address) = text.parse::<Ipv4Addr>() {
            octets[..4].copy_from_slice(&address.octets());
            4
        } else if let Ok(address) = text.parse::<Ipv6Addr>() {
            octets = address.octets();
            16
        } else {
            return 0;
        };
        // SAFETY: by contract.
        let Ok(place) = (unsafe { ptr::slice_mut(dst.cast::<u8>(), length) }) else { return 0 };
        place.copy_from_slice(&octets[..length]);
        length
    })
}
