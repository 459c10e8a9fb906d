//! Object identifiers, as their encoded content octets, and what they stand for.

use super::algorithm::{Curve, DigestId, KeyAlgorithm, SignatureKind};
use crate::crypto::HashAlgorithm;
use crate::crypto::cbc::CbcCipher;
use core::fmt::Write as _;

/// commonName, by which old certificates name a host (RFC 5280 appendix A).
pub const COMMON_NAME: &[u8] = b"\x55\x04\x03";
/// anyPolicy (RFC 5280 §4.2.1.4).
pub const ANY_POLICY: &[u8] = b"\x55\x1d\x20\x00";
/// anyExtendedKeyUsage (RFC 5280 §4.2.1.12).
pub const ANY_EXTENDED_KEY_USAGE: &[u8] = b"\x55\x1d\x25\x00";
/// id-kp-serverAuth.
pub const SERVER_AUTH: &[u8] = b"\x2b\x06\x01\x05\x05\x07\x03\x01";
/// id-kp-clientAuth.
pub const CLIENT_AUTH: &[u8] = b"\x2b\x06\x01\x05\x05\x07\x03\x02";
/// extensionRequest, by which a request asks for extensions (RFC 2985 §5.4.2).
pub const EXTENSION_REQUEST: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e";
/// id-on-hardwareModuleName (RFC 4108 §5).
pub const HARDWARE_MODULE_NAME: &[u8] = b"\x2b\x06\x01\x05\x05\x07\x08\x04";
/// id-mgf1 (RFC 8017 appendix A.2.1).
pub const MGF1: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08";
/// prime-field (SEC 1 appendix C.1).
pub const PRIME_FIELD: &[u8] = b"\x2a\x86\x48\xce\x3d\x01\x01";

/// rsaEncryption (RFC 8017 appendix C).
pub const RSA_ENCRYPTION: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
/// id-ecPublicKey (RFC 5480 §2.1.1).
pub const EC_PUBLIC_KEY: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";

/// id-PBKDF2 (RFC 8018 appendix A.2).
pub const PBKDF2: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c";

/// The extensions of X.509 v3 that are interpreted here, each as the bit that C programs test for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Extension {
    /// authorityKeyIdentifier.
    AuthorityKeyId = 1,
    /// subjectKeyIdentifier.
    SubjectKeyId = 1 << 1,
    /// keyUsage.
    KeyUsage = 1 << 2,
    /// certificatePolicies.
    CertificatePolicies = 1 << 3,
    /// subjectAltName.
    SubjectAltName = 1 << 5,
    /// basicConstraints.
    BasicConstraints = 1 << 8,
    /// extKeyUsage.
    ExtendedKeyUsage = 1 << 11,
    /// Netscape's certificate type.
    NsCertType = 1 << 16,
}

impl Extension {
    /// The extension that `oid` names, if it is interpreted here.
    pub fn from_oid(oid: &[u8]) -> Option<Self> {
        Some(match oid {
            b"\x55\x1d\x23" => Self::AuthorityKeyId,
            b"\x55\x1d\x0e" => Self::SubjectKeyId,
            b"\x55\x1d\x0f" => Self::KeyUsage,
            b"\x55\x1d\x20" => Self::CertificatePolicies,
            b"\x55\x1d\x11" => Self::SubjectAltName,
            b"\x55\x1d\x13" => Self::BasicConstraints,
            b"\x55\x1d\x25" => Self::ExtendedKeyUsage,
            b"\x60\x86\x48\x01\x86\xf8\x42\x01\x01" => Self::NsCertType,
            _ => return None,
        })
    }

    /// The object identifier of the extension.
    pub const fn oid(self) -> &'static [u8] {
        match self {
            Self::AuthorityKeyId => b"\x55\x1d\x23",
            Self::SubjectKeyId => b"\x55\x1d\x0e",
            Self::KeyUsage => b"\x55\x1d\x0f",
            Self::CertificatePolicies => b"\x55\x1d\x20",
            Self::SubjectAltName => b"\x55\x1d\x11",
            Self::BasicConstraints => b"\x55\x1d\x13",
            Self::ExtendedKeyUsage => b"\x55\x1d\x25",
            Self::NsCertType => b"\x60\x86\x48\x01\x86\xf8\x42\x01\x01",
        }
    }
}

/// The short name of an attribute of a distinguished name, as it is written before `=`.
pub fn attribute_short_name(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        [0x55, 0x04, attribute] => match attribute {
            0x03 => "CN",
            0x04 => "SN",
            0x05 => "serialNumber",
            0x06 => "C",
            0x07 => "L",
            0x08 => "ST",
            0x0a => "O",
            0x0b => "OU",
            0x0c => "title",
            0x10 => "postalAddress",
            0x11 => "postalCode",
            0x2a => "GN",
            0x2b => "initials",
            0x2c => "generationQualifier",
            0x2d => "uniqueIdentifier",
            0x2e => "dnQualifier",
            0x41 => "pseudonym",
            _ => return None,
        },
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01" => "emailAddress",
        b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01" => "uid",
        b"\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19" => "DC",
        _ => return None,
    })
}

/// What an extended key usage is for, in words.
pub fn purpose_name(oid: &[u8]) -> Option<&'static str> {
    Some(match oid {
        [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, purpose] => match purpose {
            0x01 => "TLS Web Server Authentication",
            0x02 => "TLS Web Client Authentication",
            0x03 => "Code Signing",
            0x04 => "E-mail Protection",
            0x08 => "Time Stamping",
            0x09 => "OCSP Signing",
            _ => return None,
        },
        b"\x2b\x06\x01\x04\x01\x82\xe4\x25\x01" => "Wi-SUN Alliance Field Area Network (FAN)",
        _ => return None,
    })
}

/// The signature algorithm of `oid`: its kind, and its digest unless the parameters name that.
pub fn signature_algorithm(oid: &[u8]) -> Option<(SignatureKind, Option<DigestId>)> {
    use DigestId as D;
    use SignatureKind::{Ecdsa, RsaPkcs1, RsaPss};
    let (kind, digest) = match oid {
        b"\x2a\x86\x48\xce\x3d\x04\x01" => (Ecdsa, D::SHA1),
        b"\x2a\x86\x48\xce\x3d\x04\x03\x01" => (Ecdsa, D::SHA224),
        b"\x2a\x86\x48\xce\x3d\x04\x03\x02" => (Ecdsa, D::SHA256),
        b"\x2a\x86\x48\xce\x3d\x04\x03\x03" => (Ecdsa, D::SHA384),
        b"\x2a\x86\x48\xce\x3d\x04\x03\x04" => (Ecdsa, D::SHA512),
        b"\x2b\x0e\x03\x02\x1d" => (RsaPkcs1, D::SHA1),
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, number] => match number {
            0x04 => (RsaPkcs1, D::MD5),
            0x05 => (RsaPkcs1, D::SHA1),
            0x0e => (RsaPkcs1, D::SHA224),
            0x0b => (RsaPkcs1, D::SHA256),
            0x0c => (RsaPkcs1, D::SHA384),
            0x0d => (RsaPkcs1, D::SHA512),
            0x0a => return Some((RsaPss, None)),
            _ => return None,
        },
        _ => return None,
    };
    Some((kind, Some(digest)))
}

/// The object identifier of signatures by a kind of key over a digest; for RSASSA-PSS there is none of them all.
pub fn of_signature(kind: SignatureKind, digest: DigestId) -> Option<&'static [u8]> {
    use DigestId as D;
    Some(match (kind, digest) {
        (SignatureKind::Ecdsa, D::SHA1) => b"\x2a\x86\x48\xce\x3d\x04\x01",
        (SignatureKind::Ecdsa, D::SHA224) => b"\x2a\x86\x48\xce\x3d\x04\x03\x01",
        (SignatureKind::Ecdsa, D::SHA256) => b"\x2a\x86\x48\xce\x3d\x04\x03\x02",
        (SignatureKind::Ecdsa, D::SHA384) => b"\x2a\x86\x48\xce\x3d\x04\x03\x03",
        (SignatureKind::Ecdsa, D::SHA512) => b"\x2a\x86\x48\xce\x3d\x04\x03\x04",
        (SignatureKind::RsaPkcs1, D::MD5) => b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04",
        (SignatureKind::RsaPkcs1, D::SHA1) => b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05",
        (SignatureKind::RsaPkcs1, D::SHA224) => b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0e",
        (SignatureKind::RsaPkcs1, D::SHA256) => b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b",
        (SignatureKind::RsaPkcs1, D::SHA384) => b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c",
        (SignatureKind::RsaPkcs1, D::SHA512) => b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d",
        _ => return None,
    })
}

/// The digest that `oid` names.
pub fn digest(oid: &[u8]) -> Option<DigestId> {
    Some(match oid {
        b"\x2a\x86\x48\x86\xf7\x0d\x02\x05" => DigestId::MD5,
        b"\x2b\x0e\x03\x02\x1a" => DigestId::SHA1,
        b"\x2b\x24\x03\x02\x01" => DigestId::RIPEMD160,
        [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, number] => match number {
            0x01 => DigestId::SHA256,
            0x02 => DigestId::SHA384,
            0x03 => DigestId::SHA512,
            0x04 => DigestId::SHA224,
            0x07 => DigestId::SHA3_224,
            0x08 => DigestId::SHA3_256,
            0x09 => DigestId::SHA3_384,
            0x0a => DigestId::SHA3_512,
            _ => return None,
        },
        _ => return None,
    })
}

/// The algorithm of a subject's key.
pub fn key_algorithm(oid: &[u8]) -> Option<KeyAlgorithm> {
    Some(match oid {
        RSA_ENCRYPTION => KeyAlgorithm::Rsa,
        EC_PUBLIC_KEY => KeyAlgorithm::Ec,
        b"\x2b\x81\x04\x01\x0c" => KeyAlgorithm::EcDh,
        b"\x2b\x65\x6e" => KeyAlgorithm::Montgomery(Curve::X25519),
        b"\x2b\x65\x6f" => KeyAlgorithm::Montgomery(Curve::X448),
        _ => return None,
    })
}

/// A way to encrypt with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordScheme {
    /// PBES2 (RFC 8018 §6.2), with functions of its own choice.
    Pbes2,
    /// A scheme of PKCS #12 with SHA-1 and triple DES (RFC 7292 appendix C).
    Pkcs12 {
        /// The bytes of two or of three keys of DES.
        key_length: usize,
    },
}

/// The scheme of encryption with a password that `oid` names.
pub fn password_scheme(oid: &[u8]) -> Option<PasswordScheme> {
    Some(match oid {
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d" => PasswordScheme::Pbes2,
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x03" => PasswordScheme::Pkcs12 { key_length: 24 },
        b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x04" => PasswordScheme::Pkcs12 { key_length: 16 },
        _ => return None,
    })
}

/// The hash below the HMAC that `oid` names (RFC 8018 appendix B.1).
pub fn hmac(oid: &[u8]) -> Option<HashAlgorithm> {
    Some(match oid {
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, number] => match number {
            0x07 => HashAlgorithm::Sha1,
            0x08 => HashAlgorithm::Sha224,
            0x09 => HashAlgorithm::Sha256,
            0x0a => HashAlgorithm::Sha384,
            0x0b => HashAlgorithm::Sha512,
            _ => return None,
        },
        _ => return None,
    })
}

/// The block cipher in CBC mode that `oid` names (RFC 8018 appendix B.2).
pub fn cbc_cipher(oid: &[u8]) -> Option<CbcCipher> {
    Some(match oid {
        b"\x2b\x0e\x03\x02\x07" => CbcCipher::Des,
        b"\x2a\x86\x48\x86\xf7\x0d\x03\x07" => CbcCipher::DesEde3,
        b"\x60\x86\x48\x01\x65\x03\x04\x01\x02" => CbcCipher::Aes128,
        b"\x60\x86\x48\x01\x65\x03\x04\x01\x16" => CbcCipher::Aes192,
        b"\x60\x86\x48\x01\x65\x03\x04\x01\x2a" => CbcCipher::Aes256,
        _ => return None,
    })
}

/// The named curve of `oid`.
pub fn curve(oid: &[u8]) -> Option<Curve> {
    CURVES.iter().find(|(known, _)| *known == oid).map(|(_, curve)| *curve)
}

/// The object identifier of a named curve; the curves of RFC 8410 are algorithms and have none as curves.
pub fn of_curve(curve: Curve) -> Option<&'static [u8]> {
    CURVES.iter().find(|(_, known)| *known == curve).map(|(oid, _)| *oid)
}

/// The curves that have a name.
pub fn named_curves() -> impl Iterator<Item = Curve> {
    CURVES.iter().map(|(_, curve)| *curve)
}

const CURVES: [(&[u8], Curve); 11] = [
    (b"\x2a\x86\x48\xce\x3d\x03\x01\x01", Curve::SECP192R1),
    (b"\x2a\x86\x48\xce\x3d\x03\x01\x07", Curve::SECP256R1),
    (b"\x2b\x81\x04\x00\x21", Curve::SECP224R1),
    (b"\x2b\x81\x04\x00\x22", Curve::SECP384R1),
    (b"\x2b\x81\x04\x00\x23", Curve::SECP521R1),
    (b"\x2b\x81\x04\x00\x1f", Curve::SECP192K1),
    (b"\x2b\x81\x04\x00\x20", Curve::SECP224K1),
    (b"\x2b\x81\x04\x00\x0a", Curve::SECP256K1),
    (b"\x2b\x24\x03\x03\x02\x08\x01\x01\x07", Curve::BRAINPOOL_P256R1),
    (b"\x2b\x24\x03\x03\x02\x08\x01\x01\x0b", Curve::BRAINPOOL_P384R1),
    (b"\x2b\x24\x03\x03\x02\x08\x01\x01\x0d", Curve::BRAINPOOL_P512R1),
];

/// An encoded object identifier in its dotted form, or `None` if a component has more than 32 bits, needless leading
/// octets or no end.
pub fn dotted(oid: &[u8]) -> Option<String> {
    let mut octets = oid.iter().copied().peekable();
    let first = component(&mut octets)?;
    let root = (first / 40).min(2);
    let mut text = format!("{root}.{}", first - root * 40);
    while octets.peek().is_some() {
        write!(text, ".{}", component(&mut octets)?).ok()?;
    }
    Some(text)
}

/// The object identifier of a dotted form, or `None` if it is none: two components at least and 128 at most, the first
/// below 3, the second below 40 unless the first is 2. A dot may end the text.
pub fn encode_dotted(text: &[u8]) -> Option<Vec<u8>> {
    /// Most components of a dotted form.
    const MAX_COMPONENTS: usize = 128;
    if text.iter().filter(|byte| **byte == b'.').count() >= MAX_COMPONENTS {
        return None;
    }
    let text = text.strip_suffix(b".").filter(|rest| rest.contains(&b'.')).unwrap_or(text);
    let components: Option<Vec<u32>> = text.split(|byte| *byte == b'.').map(decimal).collect();
    let components = components?;
    let (&[first, second], others) = components.split_first_chunk::<2>()?;
    if first > 2 || first < 2 && second > 39 {
        return None;
    }
    let mut encoded = Vec::new();
    push_component(&mut encoded, second.checked_add(first * 40)?);
    others.iter().for_each(|component| push_component(&mut encoded, *component));
    Some(encoded)
}

fn decimal(digits: &[u8]) -> Option<u32> {
    let digits =
        core::str::from_utf8(digits).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok()
}

fn push_component(encoded: &mut Vec<u8>, component: u32) {
    let groups = (u32::BITS - component.leading_zeros()).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let more = if group > 0 { 0x80 } else { 0 };
        encoded.push((component >> (7 * group)) as u8 & 0x7f | more);
    }
}

/// One component: groups of seven bits, all but the last with the eighth bit set (X.690 §8.19.2).
fn component(octets: &mut impl Iterator<Item = u8>) -> Option<u32> {
    let mut sum = 0u32;
    loop {
        let octet = octets.next()?;
        if sum == 0 && octet == 0x80 {
            return None;
        }
        if sum >> (u32::BITS - 7) != 0 {
            return None;
        }
        sum = sum << 7 | u32::from(octet & 0x7f);
        if octet & 0x80 == 0 {
            return Some(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn dotted_form() {
        assert_eq!(dotted(SERVER_AUTH).as_deref(), Some("1.3.6.1.5.5.7.3.1"));
        assert_eq!(dotted(ANY_POLICY).as_deref(), Some("2.5.29.32.0"));
        assert_eq!(dotted(&[0x88, 0x37, 3]).as_deref(), Some("2.999.3"));
        assert_eq!(dotted(&[]), None);
        assert_eq!(dotted(&[0x55, 0x80, 1]), None);
        assert_eq!(dotted(&[0x55, 0x84]), None);
        assert_eq!(dotted(&[0x55, 0x90, 0x80, 0x80, 0x80, 0]), None);
        assert_eq!(dotted(&[0x55, 0x8f, 0xff, 0xff, 0xff, 0x7f]).as_deref(), Some("2.5.4294967295"));
    }

    #[test]
    fn dotted_form_is_encoded() {
        let encode = |text: &str| encode_dotted(text.as_bytes());
        assert_eq!(encode("1.3.6.1.5.5.7.3.1").as_deref(), Some(SERVER_AUTH));
        assert_eq!(encode("2.999.3").as_deref(), Some(&[0x88, 0x37, 3][..]));
        assert_eq!(encode("2.5.4294967295").as_deref(), Some(&[0x55, 0x8f, 0xff, 0xff, 0xff, 0x7f][..]));
        assert_eq!(encode("1.2.0.").as_deref(), Some(&[0x2a, 0][..]));
        for wrong in
            ["", ".", "1", "1.", "1..2", ".1.2", "3.1", "1.40", "1.2.4294967296", "1.2x", "1.+2", "1.2.."]
        {
            assert_eq!(encode(wrong), None, "{wrong}");
        }
        let long = |components| ["1"; 200][..components].join(".");
        assert!(encode(&long(128)).is_some());
        assert_eq!(encode(&long(129)), None);
    }

    #[test]
    fn signatures_are_found_both_ways() {
        for kind in [SignatureKind::RsaPkcs1, SignatureKind::Ecdsa] {
            for digest in
                [DigestId::SHA1, DigestId::SHA224, DigestId::SHA256, DigestId::SHA384, DigestId::SHA512]
            {
                let oid = of_signature(kind, digest).expect("an object identifier");
                assert_eq!(signature_algorithm(oid), Some((kind, Some(digest))));
            }
        }
        assert!(of_signature(SignatureKind::RsaPkcs1, DigestId::MD5).is_some());
        assert_eq!(of_signature(SignatureKind::Ecdsa, DigestId::MD5), None);
        assert_eq!(of_signature(SignatureKind::RsaPss, DigestId::SHA256), None);
    }

    #[test]
    fn tables_tell_neighbours_apart() {
        assert_eq!(attribute_short_name(COMMON_NAME), Some("CN"));
        assert_eq!(attribute_short_name(b"\x55\x04\x09"), None);
        assert_eq!(Extension::from_oid(b"\x55\x1d\x1e"), None);
        for extension in [Extension::AuthorityKeyId, Extension::SubjectAltName, Extension::NsCertType] {
            assert_eq!(Extension::from_oid(extension.oid()), Some(extension));
        }
        assert_eq!(curve(b"\x2b\x81\x04\x00\x22"), Some(Curve::SECP384R1));
        assert!(named_curves().all(|named| of_curve(named).and_then(curve) == Some(named)));
        assert_eq!(of_curve(Curve::X25519), None);
        assert_eq!(
            signature_algorithm(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"),
            Some((SignatureKind::RsaPss, None))
        );
    }
}
