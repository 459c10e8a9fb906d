use crate::codec::AlertDescription;

/// What can be wrong with a certificate of a path, as the bits that C programs know (`MBEDTLS_X509_BADCERT_…`).
pub mod flag {
    /// It is not valid any more.
    pub const EXPIRED: u32 = 0x01;
    /// A CRL lists it.
    pub const REVOKED: u32 = 0x02;
    /// It is not for the name that was expected.
    pub const NAME_MISMATCH: u32 = 0x04;
    /// It does not lead to a trusted certificate by good signatures.
    pub const NOT_TRUSTED: u32 = 0x08;
    /// The CRL is not signed by the authority.
    pub const CRL_NOT_TRUSTED: u32 = 0x10;
    /// The CRL is out of date.
    pub const CRL_EXPIRED: u32 = 0x20;
    /// There is none.
    pub const MISSING: u32 = 0x40;
    /// Nobody looked.
    pub const SKIP_VERIFY: u32 = 0x80;
    /// A reason of the application.
    pub const OTHER: u32 = 0x0100;
    /// It is not valid yet.
    pub const FUTURE: u32 = 0x0200;
    /// The CRL is not valid yet.
    pub const CRL_FUTURE: u32 = 0x0400;
    /// keyUsage does not allow the use.
    pub const KEY_USAGE: u32 = 0x0800;
    /// extKeyUsage does not allow the use.
    pub const EXTENDED_KEY_USAGE: u32 = 0x1000;
    /// Netscape's certificate type does not allow the use.
    pub const NS_CERT_TYPE: u32 = 0x2000;
    /// It is signed over a digest that the profile does not allow.
    pub const BAD_DIGEST: u32 = 0x4000;
    /// It has a key, or is signed by an algorithm, of a kind that the profile does not allow.
    pub const BAD_ALGORITHM: u32 = 0x8000;
    /// It has a key, or is signed by one, of a size or curve that the profile does not allow.
    pub const BAD_KEY: u32 = 0x01_0000;
    /// The CRL is signed over a digest that the profile does not allow.
    pub const CRL_BAD_DIGEST: u32 = 0x02_0000;
    /// The CRL is signed by an algorithm that the profile does not allow.
    pub const CRL_BAD_ALGORITHM: u32 = 0x04_0000;
    /// The CRL is signed by a key that the profile does not allow.
    pub const CRL_BAD_KEY: u32 = 0x08_0000;
}

/// The alert that tells the peer why its certificate was refused (RFC 5246 §7.2.2), for the flags of its path.
///
/// Of several flags the one that says most about what to do comes first, in the order of Mbed TLS.
pub fn alert(flags: u32) -> AlertDescription {
    const ORDER: [(u32, AlertDescription); 7] = [
        (flag::OTHER, AlertDescription::ACCESS_DENIED),
        (flag::NAME_MISMATCH, AlertDescription::BAD_CERTIFICATE),
        (
            flag::KEY_USAGE | flag::EXTENDED_KEY_USAGE | flag::BAD_ALGORITHM | flag::BAD_KEY,
            AlertDescription::UNSUPPORTED_CERTIFICATE,
        ),
        (flag::EXPIRED, AlertDescription::CERTIFICATE_EXPIRED),
        (flag::REVOKED, AlertDescription::CERTIFICATE_REVOKED),
        (flag::NOT_TRUSTED, AlertDescription::UNKNOWN_CA),
        (0, AlertDescription::CERTIFICATE_UNKNOWN),
    ];
    let found = ORDER.iter().find(|(bits, _)| *bits == 0 || flags & bits != 0);
    found.map_or(AlertDescription::CERTIFICATE_UNKNOWN, |(_, alert)| *alert)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_name_the_most_telling_flag() {
        assert_eq!(alert(flag::NOT_TRUSTED), AlertDescription::UNKNOWN_CA);
        assert_eq!(alert(flag::NOT_TRUSTED | flag::EXPIRED), AlertDescription::CERTIFICATE_EXPIRED);
        assert_eq!(alert(flag::EXPIRED | flag::NAME_MISMATCH), AlertDescription::BAD_CERTIFICATE);
        assert_eq!(alert(flag::BAD_KEY | flag::EXPIRED), AlertDescription::UNSUPPORTED_CERTIFICATE);
        assert_eq!(alert(u32::MAX), AlertDescription::ACCESS_DENIED);
        assert_eq!(alert(flag::FUTURE), AlertDescription::CERTIFICATE_UNKNOWN);
    }
}
