use super::mbedtls_x509_crt;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::text::TextBuffer;
use crate::ffi::x509::{
    Date, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL, too_small, write_name, write_serial, write_signature,
};
use crate::pki::Certificate;
use crate::pki::certificate::{GeneralName, GeneralNames, parse_general_name};
use crate::pki::key::KeyKind;
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
            Some(certificate) => write_certificate(certificate, &prefix, &mut text),
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
    let (kind, bits) = match certificate.key_kind() {
        Some(KeyKind::Rsa { bits }) => ("RSA", bits),
        Some(KeyKind::Ec { curve, agreement_only: false }) => ("EC", curve.bits()),
        Some(KeyKind::Ec { curve, agreement_only: true }) => ("EC_DH", curve.bits()),
        None => ("invalid PK", 0),
    };
    write!(out, "\n{prefix}{:<18}: {bits} bits", format!("{kind} key size"))?;
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
        const TYPES: [(u32, &str); 8] = [
            (0x80, "SSL Client"),
            (0x40, "SSL Server"),
            (0x20, "Email"),
            (0x10, "Object Signing"),
            (0x08, "Reserved"),
            (0x04, "SSL CA"),
            (0x02, "Email CA"),
            (0x01, "Object Signing CA"),
        ];
        write!(out, "\n{prefix}cert. type        : ")?;
        write_bits(certificate.ns_cert_type().into(), &TYPES, out)?;
    }
    if certificate.has_extension(Extension::KeyUsage) {
        const USAGES: [(u32, &str); 9] = [
            (0x80, "Digital Signature"),
            (0x40, "Non Repudiation"),
            (0x20, "Key Encipherment"),
            (0x10, "Data Encipherment"),
            (0x08, "Key Agreement"),
            (0x04, "Key Cert Sign"),
            (0x02, "CRL Sign"),
            (0x01, "Encipher Only"),
            (0x8000, "Decipher Only"),
        ];
        write!(out, "\n{prefix}key usage         : ")?;
        write_bits(certificate.key_usage_bits(), &USAGES, out)?;
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

fn write_bits(bits: u32, names: &[(u32, &'static str)], out: &mut TextBuffer<'_>) -> fmt::Result {
    write_joined(names.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| *name), out)
}

fn write_joined(names: impl Iterator<Item = &'static str>, out: &mut TextBuffer<'_>) -> fmt::Result {
    let mut separator = "";
    for name in names {
        write!(out, "{separator}{name}")?;
        separator = ", ";
    }
    Ok(())
}

fn write_alt_names(names: GeneralNames<'_>, prefix: &str, out: &mut TextBuffer<'_>) -> fmt::Result {
    if names.clone().next().is_none() {
        // The one struct of an empty list in C is printed as if it were a name.
        write!(out, "\n{prefix}    <unsupported>")?;
    }
    for name in names {
        write!(out, "\n{prefix}    ")?;
        match parse_general_name(name) {
            Ok(GeneralName::Dns(name)) => write_bytes("dNSName : ", name, out)?,
            Ok(GeneralName::Uri(uri)) => write_bytes("uniformResourceIdentifier : ", uri, out)?,
            Ok(GeneralName::Mail(address)) => write_bytes("rfc822Name : ", address, out)?,
            Ok(GeneralName::Directory(name)) => {
                out.write_str("directoryName : ")?;
                write_name(name, out)?;
            }
            Ok(GeneralName::Ip(address)) => write_address(address, out)?,
            Ok(GeneralName::HardwareModule { kind, serial }) => {
                write!(out, "otherName :\n{prefix}        hardware module name :")?;
                let kind = oid::dotted(kind).ok_or(fmt::Error)?;
                write!(out, "\n{prefix}            hardware type          : {kind}")?;
                write!(out, "\n{prefix}            hardware serial number : ")?;
                serial.iter().try_for_each(|byte| write!(out, "{byte:02X}"))?;
            }
            Err(_) => out.write_str("<unsupported>")?,
        }
    }
    Ok(())
}

fn write_address(address: &[u8], out: &mut TextBuffer<'_>) -> fmt::Result {
    out.write_str("iPAddress : ")?;
    if let Ok([a, b, c, d]) = <[u8; 4]>::try_from(address) {
        return write!(out, "{a}.{b}.{c}.{d}");
    }
    for (at, byte) in address.iter().enumerate() {
        // Each octet without leading zeros, as programs that compare these texts know it.
        write!(out, "{}{byte:X}", if at > 0 && at % 2 == 0 { ":" } else { "" })?;
    }
    Ok(())
}

/// Bytes that should be ASCII, as they are.
fn write_bytes(label: &str, bytes: &[u8], out: &mut TextBuffer<'_>) -> fmt::Result {
    out.write_str(label)?;
    out.write_bytes(bytes)
}
