use super::{MBEDTLS_ERR_X509_ALLOC_FAILED, MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_INVALID_NAME};
use crate::ffi::asn1::{free_list, mbedtls_asn1_named_data, store};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::pki::write::{InvalidName, parse_names};
use std::ffi::{c_char, c_int};

/// Makes a list of attributes from a distinguished name as text, e.g. `C=NL,O=Example,CN=example.org`.
///
/// The form is that of RFC 4514: special characters are escaped by a backslash, and so is any byte but zero as two
/// hexadecimal digits; `#` and hexadecimal digits give the encoding of a value, which is the only form for kinds of
/// attributes in dotted form. Spaces may follow a comma. Kinds are CN, C, O, OU, L, ST, R, DC, SN, GN, serialNumber,
/// emailAddress and their long names. Of two attributes of one kind the latter counts. A value has at most 255 bytes.
///
/// \param head  Where the list goes, which has to be NULL; to be freed by mbedtls_asn1_free_named_data_list(). After an
///              error it holds what was read before.
/// \param name  The text.
///
/// \return      0; MBEDTLS_ERR_X509_INVALID_NAME if the text is no name; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `*head` is
///              not NULL or an argument is; MBEDTLS_ERR_X509_ALLOC_FAILED.
///
/// # Safety
/// `head` is NULL or valid; `name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_string_to_names(
    head: *mut *mut mbedtls_asn1_named_data,
    name: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let head = unsafe { ptr::reference_mut(head) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        if !head.is_null() {
            return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
        }
        // SAFETY: by contract.
        unsafe { add_names(head, name) }
    })
}

/// Puts a name from text into the place of another.
///
/// # Safety
/// `head` is a list of named data; `name` is NULL or a string.
pub(in crate::ffi) unsafe fn set_names(
    head: &mut *mut mbedtls_asn1_named_data,
    name: *const c_char,
) -> Result<(), Status> {
    // SAFETY: by contract.
    unsafe {
        free_list(head);
        add_names(head, name)
    }
}

/// # Safety
/// As [`set_names`].
unsafe fn add_names(head: &mut *mut mbedtls_asn1_named_data, name: *const c_char) -> Result<(), Status> {
    // SAFETY: by contract.
    let text = unsafe { ptr::string(name) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    parse_names(text.to_bytes(), |attribute| {
        // SAFETY: by contract.
        let node = unsafe { store(head, &attribute.oid, Some(&attribute.value), attribute.value.len()) };
        node.map_err(|_| Status::new(MBEDTLS_ERR_X509_ALLOC_FAILED))?.val.tag = attribute.tag.into();
        Ok(())
    })
}

impl From<InvalidName> for Status {
    fn from(InvalidName: InvalidName) -> Self {
        Self::new(MBEDTLS_ERR_X509_INVALID_NAME)
    }
}
