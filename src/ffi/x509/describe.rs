//! What the texts about certificates and revocation lists have in common.

use crate::ffi::text::TextBuffer;
use crate::pki::algorithm::{CertificateSignature, SignatureKind};
use crate::pki::name::{Name, write_attributes};
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
