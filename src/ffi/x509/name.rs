use super::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL, MBEDTLS_ERR_X509_INVALID_NAME,
    mbedtls_x509_buf, mbedtls_x509_name,
};
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::text::TextBuffer;
use crate::pki::der::Element;
use crate::pki::name::{Attribute, NameTextError, write_attributes};
use std::ffi::{c_char, c_int};
use std::fmt;

/// Writes a distinguished name as text, e.g. `C=NL, O=Example, CN=example.org`.
///
/// Attributes of one relative distinguished name are joined by ` + `. Values are escaped as in RFC 4514 section 2.4;
/// those that are no text, or of a kind without a name, are written as `#` and hexadecimal digits.
///
/// \param buf   Where the text goes, with a NUL.
/// \param size  The size of `buf`.
/// \param dn    The name. An empty one gives an empty text.
///
/// \return      The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit or a value is longer
///              than 255 characters, MBEDTLS_ERR_X509_INVALID_NAME if a text holds a NUL,
///              MBEDTLS_ERR_X509_BAD_INPUT_DATA if `dn` is NULL.
///
/// # Safety
/// `buf` points to `size` writable characters; `dn` is NULL or a list as this library makes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_dn_gets(
    buf: *mut c_char,
    size: usize,
    dn: *const mbedtls_x509_name,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let mut text = unsafe { TextBuffer::new(buf, size) }.or_code(MBEDTLS_ERR_X509_BUFFER_TOO_SMALL)?;
        // SAFETY: by contract.
        let head = unsafe { ptr::reference(dn) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        write_attributes(unsafe { Nodes::new(head) }, &mut text).map_err(name_failure)?;
        Ok(text.length())
    })
}

/// Writes a serial number as text: its bytes in hexadecimal digits, separated by colons.
///
/// \param buf     Where the text goes, with a NUL.
/// \param size    The size of `buf`.
/// \param serial  The serial number. Of more than 32 bytes only the first 28 are written, then `....`.
///
/// \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit,
///                MBEDTLS_ERR_X509_BAD_INPUT_DATA if `serial` is NULL.
///
/// # Safety
/// `buf` points to `size` writable characters; `serial` is NULL or an element that is alive.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_serial_gets(
    buf: *mut c_char,
    size: usize,
    serial: *const mbedtls_x509_buf,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let mut text = unsafe { TextBuffer::new(buf, size) }.or_code(MBEDTLS_ERR_X509_BUFFER_TOO_SMALL)?;
        // SAFETY: by contract.
        let serial = unsafe { ptr::reference(serial) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        write_serial(unsafe { serial.content() }, &mut text).map_err(too_small)?;
        Ok(text.length())
    })
}

/// The next relative distinguished name of a name.
///
/// \param dn  One attribute of the name. It must not be NULL.
///
/// \return    The first attribute after those that belong together with `dn`; NULL at the end.
///
/// # Safety
/// `dn` is NULL or a list as this library makes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_dn_get_next(dn: *mut mbedtls_x509_name) -> *mut mbedtls_x509_name {
    crate::ffi::boundary::boundary_or(std::ptr::null_mut(), || {
        let mut node = dn;
        // SAFETY: each node is NULL or alive, by contract.
        while let Ok(attribute) = unsafe { ptr::reference(node) } {
            if attribute.private_next_merged == 0 || attribute.next.is_null() {
                return attribute.next;
            }
            node = attribute.next;
        }
        std::ptr::null_mut()
    })
}

/// Writes a serial number; see [`mbedtls_x509_serial_gets`].
pub(in crate::ffi) fn write_serial(serial: &[u8], out: &mut dyn fmt::Write) -> fmt::Result {
    let (shown, more) = if serial.len() > 32 { (&serial[..28], true) } else { (serial, false) };
    let shown = match shown {
        [0, rest @ ..] if !rest.is_empty() => rest,
        other => other,
    };
    for (at, byte) in shown.iter().enumerate() {
        let separator = if at + 1 < shown.len() { ":" } else { "" };
        write!(out, "{byte:02X}{separator}")?;
    }
    if more { out.write_str("....") } else { Ok(()) }
}

fn name_failure(reason: NameTextError) -> Status {
    Status::new(match reason {
        NameTextError::TooLong => MBEDTLS_ERR_X509_BUFFER_TOO_SMALL,
        NameTextError::Nul => MBEDTLS_ERR_X509_INVALID_NAME,
    })
}

pub(in crate::ffi) fn too_small(_: fmt::Error) -> Status {
    Status::new(MBEDTLS_ERR_X509_BUFFER_TOO_SMALL)
}

/// Iterator over the attributes of a name as C holds it.
pub(in crate::ffi) struct Nodes<'a>(Option<&'a mbedtls_x509_name>);

impl<'a> Nodes<'a> {
    /// # Safety
    /// The list and what it points at are alive and unchanged for `'a`.
    pub(in crate::ffi) unsafe fn new(head: &'a mbedtls_x509_name) -> Self {
        Self(Some(head))
    }
}

impl<'a> Iterator for Nodes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        loop {
            let node = self.0.take()?;
            // SAFETY: by the contract of `new`.
            self.0 = unsafe { ptr::reference(node.next) }.ok();
            if node.oid.p.is_null() {
                continue;
            }
            // SAFETY: by the contract of `new`.
            let (oid, value) = unsafe { (node.oid.content(), node.val.content()) };
            return Some(Attribute {
                oid,
                value: Element { tag: node.val.tag as u8, value },
                merged_with_next: node.private_next_merged != 0,
            });
        }
    }
}
