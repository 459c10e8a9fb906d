use super::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_X509_SAN_DIRECTORY_NAME, drop_names, fill_names,
    mbedtls_x509_buf, mbedtls_x509_name, mbedtls_x509_san, mbedtls_x509_san_hardware_module_name,
    mbedtls_x509_san_other_name, mbedtls_x509_san_other_name_value, mbedtls_x509_subject_alternative_name,
};
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::zeroed;
use crate::pki::certificate::{GeneralName, parse_general_name};
use crate::pki::der::{Element, tag};
use crate::pki::oid;
use std::ffi::c_int;

/// Parses one name of a subjectAltName.
///
/// dNSName, uniformResourceIdentifier, rfc822Name, iPAddress, directoryName and otherName with a hardware module name
/// are known.
///
/// \param san_buf  The name as it stands in `subject_alt_names` of a certificate.
/// \param san      Where it goes. It points into the certificate, and is to be freed by
///                 mbedtls_x509_free_subject_alt_name().
///
/// \return         0; MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE for a kind that is not known;
///                 MBEDTLS_ERR_X509_BAD_INPUT_DATA for an address that is none, or if an argument is NULL;
///                 MBEDTLS_ERR_X509_INVALID_EXTENSIONS or MBEDTLS_ERR_X509_INVALID_NAME, with one of
///                 MBEDTLS_ERR_ASN1_ added, for a name that is malformed.
///
/// # Safety
/// `san_buf` is NULL or an element that is alive; `san` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_parse_subject_alt_name(
    san_buf: *const mbedtls_x509_buf,
    san: *mut mbedtls_x509_subject_alternative_name,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let raw = unsafe { ptr::reference(san_buf) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let element = Element { tag: raw.tag as u8, value: unsafe { raw.content() } };
        let parsed = parse_general_name(element)?;
        // The union is as large as its largest member, all of which is written.
        // SAFETY: by contract; zeros are a name of no kind.
        unsafe { zeroed(san) };
        // SAFETY: by contract.
        let san = unsafe { ptr::reference_mut(san) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        san.r#type = c_int::from(element.tag & tag::NUMBER_MASK);
        san.san = match parsed {
            GeneralName::Directory(name) => {
                let mut head = mbedtls_x509_name::EMPTY;
                fill_names(&mut head, name);
                mbedtls_x509_san { directory_name: head }
            }
            GeneralName::HardwareModule { kind, serial } => mbedtls_x509_san {
                other_name: mbedtls_x509_san_other_name {
                    type_id: mbedtls_x509_buf::new(tag::OID, oid::HARDWARE_MODULE_NAME),
                    value: mbedtls_x509_san_other_name_value {
                        hardware_module_name: mbedtls_x509_san_hardware_module_name {
                            oid: mbedtls_x509_buf::new(tag::OID, kind),
                            val: mbedtls_x509_buf::new(tag::OCTET_STRING, serial),
                        },
                    },
                },
            },
            _ => mbedtls_x509_san { unstructured_name: *raw },
        };
        Ok(())
    })
}

/// Frees what mbedtls_x509_parse_subject_alt_name() made.
///
/// \param san  The name. NULL is ignored.
///
/// # Safety
/// `san` is NULL or as mbedtls_x509_parse_subject_alt_name() left it, or all zeros.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_free_subject_alt_name(san: *mut mbedtls_x509_subject_alternative_name) {
    boundary_void(|| {
        // SAFETY: by contract.
        let Ok(name) = (unsafe { ptr::reference_mut(san) }) else { return };
        if name.r#type == MBEDTLS_X509_SAN_DIRECTORY_NAME {
            // SAFETY: of that kind by its type.
            unsafe { drop_names(&mut name.san.directory_name) };
        }
        // SAFETY: zeros are a name of no kind.
        unsafe { zeroed(san) };
    });
}
