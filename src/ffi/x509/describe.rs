//! What the texts about certificates, revocation lists and requests have in common.

use crate::ffi::text::TextBuffer;
use crate::pki::algorithm::{CertificateSignature, SignatureKind};
use crate::pki::certificate::{GeneralName, GeneralNames, parse_general_name};
use crate::pki::key::KeyKind;
use crate::pki::name::{Name, write_attributes};
use crate::pki::oid;
use crate::pki::validity::DateTime;
use std::fmt::{self, Write as _};

/// Writes a name as `mbedtls_x509_dn_gets()` does.
pub(in crate::ffi) fn write_name(name: Name<'_>, out: &mut TextBuffer<'_>) -> fmt::Result {
    write_attributes(name.attributes(), out).map_err(|_| fmt::Error)
}

/// A date with its time of day.
pub(in crate::ffi) struct Date(pub(in crate::ffi) DateTime);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DateTime { year, month, day, hour, minute, second } = self.0;
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

/// Writes the name of a signature algorithm.
pub(in crate::ffi) fn write_signature(
    algorithm: Option<CertificateSignature>,
    out: &mut TextBuffer<'_>,
) -> fmt::Result {
    let Some(algorithm) = algorithm else { return out.write_str("???") };
    let digest = algorithm.digest.name();
    match algorithm.kind {
        SignatureKind::RsaPkcs1 => match digest.strip_prefix("SHA").filter(|size| *size != "1") {
            Some(size) => write!(out, "RSA with SHA-{size}"),
            None => write!(out, "RSA with {digest}"),
        },
        SignatureKind::Ecdsa => write!(out, "ECDSA with {digest}"),
        SignatureKind::RsaPss => {
            let mgf1 = algorithm.mgf1_digest.name();
            write!(out, "RSASSA-PSS ({digest}, MGF1-{mgf1}, 0x{:02X})", algorithm.salt_length)
        }
    }
}

/// Writes the kind and the size of a key, the kind in a column of `width` characters.
pub(in crate::ffi) fn write_key_size(
    kind: Option<KeyKind>,
    width: usize,
    out: &mut TextBuffer<'_>,
) -> fmt::Result {
    let (kind, bits) = match kind {
        Some(KeyKind::Rsa { bits }) => ("RSA", bits),
        Some(KeyKind::Ec { curve, agreement_only: false }) => ("EC", curve.bits()),
        Some(KeyKind::Ec { curve, agreement_only: true }) => ("EC_DH", curve.bits()),
        None => ("invalid PK", 0),
    };
    write!(out, "{:<width$}: {bits} bits", format!("{kind} key size"))
}

/// Writes Netscape's certificate type in words.
pub(in crate::ffi) fn write_ns_cert_type(bits: u8, out: &mut TextBuffer<'_>) -> fmt::Result {
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
    write_bits(bits.into(), &TYPES, out)
}

/// Writes keyUsage in words.
pub(in crate::ffi) fn write_key_usage(bits: u32, out: &mut TextBuffer<'_>) -> fmt::Result {
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
    write_bits(bits, &USAGES, out)
}

fn write_bits(bits: u32, names: &[(u32, &'static str)], out: &mut TextBuffer<'_>) -> fmt::Result {
    write_joined(names.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| *name), out)
}

/// Writes words separated by commas.
pub(in crate::ffi) fn write_joined(
    names: impl Iterator<Item = &'static str>,
    out: &mut TextBuffer<'_>,
) -> fmt::Result {
    let mut separator = "";
    for name in names {
        write!(out, "{separator}{name}")?;
        separator = ", ";
    }
    Ok(())
}

/// Writes the names of a subjectAltName, each in a line.
pub(in crate::ffi) fn write_alt_names(
    names: GeneralNames<'_>,
    prefix: &str,
    out: &mut TextBuffer<'_>,
) -> fmt::Result {
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
