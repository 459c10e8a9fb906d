use super::mbedtls_x509_crt;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::text::TextBuffer;
use crate::ffi::x509::{
    Date, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL, too_small, write_alt_names, write_joined, write_key_size,
    write_key_usage, write_name, write_ns_cert_type, write_serial, write_signature,
};
use crate::pki::Certificate;
use crate::pki::oid::{self, Extension};
use std::ffi::{c_char, c_int};
use std::fmt::{self, Write};

/// Writes what a certificate says, in lines for people.
///
/// \param buf     Where the text goes, with a NUL.
/// \param size    The size of `buf`.
/// \param prefix  Written before each line. NULL is like an empty string.
/// \param crt     The certificate. NULL and an empty struct give one line that says so.
///
/// \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit.
///
/// # Safety
/// `buf` points to `size` writable characters; `prefix` is NULL or a string; `crt` is NULL or initialized.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_info(
    buf: *mut c_char,
    size: usize,
    prefix: *const c_char,
    crt: *const mbedtls_x509_crt,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let mut text = unsafe { TextBuffer::new(buf, size) }.or_code(MBEDTLS_ERR_X509_BUFFER_TOO_SMALL)?;
        // SAFETY: by contract.
        let (prefix, crt) = unsafe { (ptr::string(prefix), ptr::reference(crt)) };
        let prefix = prefix.map(|prefix| prefix.to_string_lossy()).unwrap_or_default();
        match crt.ok().and_then(mbedtls_x509_crt::certificate) {
            Some(certificate) => write_certificate(&certificate, &prefix, &mut text),
            None => text.write_str("\nCertificate is uninitialised!\n"),
        }
        .map_err(too_small)?;
        Ok(text.length())
    })
}

fn write_certificate(certificate: &Certificate, prefix: &str, out: &mut TextBuffer<'_>) -> fmt::Result {
    write!(out, "{prefix}cert. version     : {}\n{prefix}serial number     : ", certificate.version())?;
    write_serial(certificate.serial().value, out)?;
    write!(out, "\n{prefix}issuer name       : ")?;
    write_name(certificate.issuer(), out)?;
    write!(out, "\n{prefix}subject name      : ")?;
    write_name(certificate.subject(), out)?;
    write!(out, "\n{prefix}issued  on        : {}", Date(certificate.not_before()))?;
    write!(out, "\n{prefix}expires on        : {}", Date(certificate.not_after()))?;
    write!(out, "\n{prefix}signed using      : ")?;
    write_signature(certificate.signature_algorithm(), out)?;
    write!(out, "\n{prefix}")?;
    write_key_size(certificate.key_kind(), 18, out)?;
    write_extensions(certificate, prefix, out)?;
    out.write_char('\n')
}

fn write_extensions(certificate: &Certificate, prefix: &str, out: &mut TextBuffer<'_>) -> fmt::Result {
    if certificate.has_extension(Extension::BasicConstraints) {
        write!(out, "\n{prefix}basic constraints : CA={}", certificate.is_ca())?;
        if let Some(length) = certificate.max_path_length() {
            write!(out, ", max_pathlen={length}")?;
        }
    }
    if certificate.has_extension(Extension::SubjectAltName) {
        write!(out, "\n{prefix}subject alt name  :")?;
        write_alt_names(certificate.subject_alt_names(), prefix, out)?;
    }
    if certificate.has_extension(Extension::NsCertType) {
        write!(out, "\n{prefix}cert. type        : ")?;
        write_ns_cert_type(certificate.ns_cert_type(), out)?;
    }
    if certificate.has_extension(Extension::KeyUsage) {
        write!(out, "\n{prefix}key usage         : ")?;
        write_key_usage(certificate.key_usage_bits(), out)?;
    }
    if certificate.has_extension(Extension::ExtendedKeyUsage) {
        write!(out, "\n{prefix}ext key usage     : ")?;
        write_joined(certificate.extended_key_usage().map(|id| oid::purpose_name(id).unwrap_or("???")), out)?;
    }
    if certificate.has_extension(Extension::CertificatePolicies) {
        write!(out, "\n{prefix}certificate policies : ")?;
        let name = |id: &[u8]| if id == oid::ANY_POLICY { "Any Policy" } else { "???" };
        write_joined(certificate.policies().map(name), out)?;
    }
    Ok(())
}
