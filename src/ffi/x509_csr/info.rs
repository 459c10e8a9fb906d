use super::mbedtls_x509_csr;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use crate::ffi::text::TextBuffer;
use crate::ffi::x509::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL, too_small, write_alt_names,
    write_key_size, write_key_usage, write_name, write_ns_cert_type, write_signature,
};
use crate::pki::Request;
use crate::pki::oid::Extension;
use std::ffi::{c_char, c_int};
use std::fmt::{self, Write as _};

/// Writes what a request says, in lines for people.
///
/// \param buf     Where the text goes, with a NUL.
/// \param size    The size of `buf`.
/// \param prefix  Written before each line. NULL is like an empty string.
/// \param csr     The request.
///
/// \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit,
///                MBEDTLS_ERR_X509_BAD_INPUT_DATA if `csr` is NULL or holds no request.
///
/// # Safety
/// `buf` points to `size` writable characters; `prefix` is NULL or a string; `csr` is NULL or initialized.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_csr_info(
    buf: *mut c_char,
    size: usize,
    prefix: *const c_char,
    csr: *const mbedtls_x509_csr,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let mut text = unsafe { TextBuffer::new(buf, size) }.or_code(MBEDTLS_ERR_X509_BUFFER_TOO_SMALL)?;
        // SAFETY: by contract.
        let (prefix, csr) = unsafe { (ptr::string(prefix), ptr::reference(csr)) };
        let prefix = prefix.map(|prefix| prefix.to_string_lossy()).unwrap_or_default();
        let request = csr.ok().and_then(Slot::value);
        let request = request.ok_or(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA))?;
        write(request, &prefix, &mut text).map_err(too_small)?;
        Ok(text.length())
    })
}

fn write(request: &Request, prefix: &str, out: &mut TextBuffer<'_>) -> fmt::Result {
    write!(out, "{prefix}CSR version   : {}\n{prefix}subject name  : ", request.version())?;
    write_name(request.subject(), out)?;
    write!(out, "\n{prefix}signed using  : ")?;
    write_signature(request.signature_algorithm(), out)?;
    write!(out, "\n{prefix}")?;
    write_key_size(request.public_key().map(|key| key.kind), 14, out)?;
    out.write_char('\n')?;
    if request.has_extension(Extension::SubjectAltName) {
        write!(out, "\n{prefix}subject alt name  :")?;
        write_alt_names(request.subject_alt_names(), prefix, out)?;
    }
    if request.has_extension(Extension::NsCertType) {
        write!(out, "\n{prefix}cert. type        : ")?;
        write_ns_cert_type(request.ns_cert_type(), out)?;
    }
    if request.has_extension(Extension::KeyUsage) {
        write!(out, "\n{prefix}key usage         : ")?;
        write_key_usage(request.key_usage_bits(), out)?;
    }
    if request.extension_bits() == 0 { Ok(()) } else { out.write_char('\n') }
}
