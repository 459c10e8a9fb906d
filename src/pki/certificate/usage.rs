use super::Certificate;
use crate::pki::oid::{self, Extension};

/// The bits of keyUsage (RFC 5280 §4.2.1.3) as certificates are asked for them.
pub mod key_usage {
    /// The key verifies signatures other than those on certificates and CRLs.
    pub const DIGITAL_SIGNATURE: u32 = 0x80;
    /// The key enciphers keys: RSA key transport.
    pub const KEY_ENCIPHERMENT: u32 = 0x20;
    /// The key takes part in key agreement: static ECDH.
    pub const KEY_AGREEMENT: u32 = 0x08;
    /// The key verifies signatures on certificates.
    pub const KEY_CERT_SIGN: u32 = 0x04;
    /// The key verifies signatures on CRLs.
    pub const CRL_SIGN: u32 = 0x02;
}

/// During key agreement the key may only encipher.
pub const KEY_USAGE_ENCIPHER_ONLY: u32 = 0x01;
/// During key agreement the key may only decipher.
pub const KEY_USAGE_DECIPHER_ONLY: u32 = 0x8000;

/// The two `Only` bits limit instead of allowing: what is asked for must include those that are set.
pub(super) fn allows_key_usage(certificate: &Certificate, usage: u32) -> bool {
    const LIMITS: u32 = KEY_USAGE_ENCIPHER_ONLY | KEY_USAGE_DECIPHER_ONLY;
    if !certificate.has_extension(Extension::KeyUsage) {
        return true;
    }
    let bits = certificate.key_usage_bits();
    let needed = usage & !LIMITS;
    let accepted_limits = usage & LIMITS;
    bits & needed == needed && (bits & LIMITS) | accepted_limits == accepted_limits
}

pub(super) fn allows_purpose(certificate: &Certificate, purpose: &[u8]) -> bool {
    !certificate.has_extension(Extension::ExtendedKeyUsage)
        || certificate
            .extended_key_usage()
            .any(|found| found == purpose || found == oid::ANY_EXTENDED_KEY_USAGE)
}
