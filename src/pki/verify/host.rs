use crate::pki::certificate::{Certificate, GeneralName, parse_general_name};
use crate::pki::oid::{self, Extension};
use core::net::{Ipv4Addr, Ipv6Addr};

/// True if `certificate` is for `name`: a host name, an IP address in its textual form, or a URI.
///
/// The common name counts only if there is no subjectAltName at all (RFC 6125 §6.4.4). A wildcard stands for the whole
/// first label. Host names are compared without regard to ASCII case, addresses by value, URIs byte by byte.
pub fn matches_host(certificate: &Certificate, name: &[u8]) -> bool {
    if !certificate.has_extension(Extension::SubjectAltName) {
        return certificate
            .subject()
            .attributes()
            .any(|attribute| attribute.oid == oid::COMMON_NAME && matches_dns(attribute.value.value, name));
    }
    let address = address(name);
    certificate.subject_alt_names().any(|entry| match parse_general_name(entry) {
        Ok(GeneralName::Dns(pattern)) => matches_dns(pattern, name),
        Ok(GeneralName::Ip(bytes)) => address.as_ref().is_some_and(|address| address.as_bytes() == bytes),
        Ok(GeneralName::Uri(uri)) => uri == name,
        _ => false,
    })
}

enum Address {
    V4([u8; 4]),
    V6([u8; 16]),
}

impl Address {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::V4(bytes) => bytes,
            Self::V6(bytes) => bytes,
        }
    }
}

fn address(name: &[u8]) -> Option<Address> {
    let text = core::str::from_utf8(name).ok()?;
    let v4 = || text.parse::<Ipv4Addr>().ok().map(|address| Address::V4(address.octets()));
    let v6 = || text.parse::<Ipv6Addr>().ok().map(|address| Address::V6(address.octets()));
    v4().or_else(v6)
}

fn matches_dns(pattern: &[u8], name: &[u8]) -> bool {
    pattern.eq_ignore_ascii_case(name) || matches_wildcard(pattern, name)
}

/// `*.` and at least one character, against everything from the first dot of the name, which must not begin it.
fn matches_wildcard(pattern: &[u8], name: &[u8]) -> bool {
    let Some([b'.', _, ..]) = pattern.strip_prefix(b"*") else { return false };
    let Some(dot) = name.iter().position(|byte| *byte == b'.') else { return false };
    let parents = name.get(dot..).unwrap_or_default();
    dot > 0 && pattern.get(1..).is_some_and(|suffix| suffix.eq_ignore_ascii_case(parents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_one_label() {
        assert!(matches_dns(b"*.Example.org", b"a.eXample.org"));
        assert!(!matches_dns(b"*.example.org", b"a.b.example.org"));
        assert!(!matches_dns(b"*.example.org", b".example.org"));
        assert!(!matches_dns(b"*.example.org", b"example.org"));
        assert!(!matches_dns(b"a*.example.org", b"ab.example.org"));
        assert!(!matches_dns(b"*.", b"a."));
        assert!(!matches_dns(b"*", b"localhost"));
        assert!(matches_dns(b"*.example.org", b"*.example.org"));
    }

    /// Mbed TLS 2.24: the four bytes of an address were taken for a host name of four characters.
    #[test]
    fn the_bytes_of_an_address_are_no_host_name() {
        let certificate = crate::pki::testing::certificate("all-names");
        for (name, bytes) in [("127.0.0.1", &[127, 0, 0, 1][..]), ("fe80::1", &[0xfe, 0x80, 0, 0])] {
            assert!(matches_host(&certificate, name.as_bytes()), "{name}");
            assert!(!matches_host(&certificate, bytes), "{bytes:?}");
        }
        // Nor does a host name that is written like an address stand for that address.
        assert!(matches_dns(b"127.0.0.2", b"127.0.0.2"));
        assert!(!matches_host(&certificate, b"127.0.0.2"));
    }

    #[test]
    fn addresses_are_compared_by_value() {
        let bytes = |text: &str| address(text.as_bytes()).map(|address| address.as_bytes().to_vec());
        assert_eq!(bytes("127.0.0.1"), Some(vec![127, 0, 0, 1]));
        assert_eq!(bytes("::1"), bytes("0:0:0:0:0:0:0:1"));
        assert_eq!(bytes("127.0.0"), None);
        assert_eq!(bytes("fe80::1%eth0"), None);
    }
}
