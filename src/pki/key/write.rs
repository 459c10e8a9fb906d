use super::ec::curve_named;
use crate::crypto::{EcCurve, KeyKind, PrivateKey, PublicKey};
use crate::pki::der::tag;
use crate::pki::oid;
use zeroize::Zeroizing;

/// SubjectPublicKeyInfo (RFC 5280 §4.1), as certificates and public key files hold it.
pub fn subject_public_key_info(key: &PublicKey) -> Vec<u8> {
    let algorithm = match key.kind() {
        KeyKind::Ec(curve) => sequence(&[&element(tag::OID, &[oid::EC_PUBLIC_KEY]), &curve_oid(curve)]),
        KeyKind::Rsa { .. } => {
            sequence(&[&element(tag::OID, &[oid::RSA_ENCRYPTION]), &element(tag::NULL, &[])])
        }
    };
    let no_unused_bits = [0];
    sequence(&[&algorithm, &element(tag::BIT_STRING, &[&no_unused_bits, &public_key(key)])])
}

/// What SubjectPublicKeyInfo wraps: an RSAPublicKey (RFC 8017 appendix A.1.1) or an uncompressed point (SEC 1 §2.3.3).
pub fn public_key(key: &PublicKey) -> Vec<u8> {
    if let Some(point) = key.ec_point() {
        return point.to_vec();
    }
    let number = |octets: Option<&[u8]>| positive(octets.unwrap_or_default());
    sequence(&[&number(key.rsa_modulus()), &number(key.rsa_exponent())])
}

/// ECPrivateKey with its curve and a public point, which need not be its own (RFC 5915 §3). `None` for RSA, which
/// [`RsaComponents::to_der`](crate::crypto::RsaComponents::to_der) writes, and without a point.
pub fn ec_private_key(key: &PrivateKey, public: Option<&PublicKey>) -> Option<Zeroizing<Vec<u8>>> {
    let (curve, scalar) = key.ec_scalar()?;
    let version = element(tag::INTEGER, &[&[1]]);
    let scalar = Zeroizing::new(element(tag::OCTET_STRING, &[&scalar]));
    let parameters = element(tag::context_constructed(0), &[&curve_oid(curve)]);
    let no_unused_bits = [0];
    let point = element(tag::BIT_STRING, &[&no_unused_bits, public?.ec_point()?]);
    let point = element(tag::context_constructed(1), &[&point]);
    Some(Zeroizing::new(sequence(&[&version, &scalar, &parameters, &point])))
}

/// The parameters of a key on a named curve (RFC 5480 §2.1.1).
fn curve_oid(curve: EcCurve) -> Vec<u8> {
    element(tag::OID, &[curve_named(curve).and_then(oid::of_curve).unwrap_or_default()])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(tag::SEQUENCE, parts)
}

/// An INTEGER of a number without a sign.
fn positive(octets: &[u8]) -> Vec<u8> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let octets = octets.get(zeros..).unwrap_or_default();
    match octets.first() {
        Some(first) if first & 0x80 == 0 => element(tag::INTEGER, &[octets]),
        _ => element(tag::INTEGER, &[&[0], octets]),
    }
}

/// An element, in a vector that was made as long as it has to be: nothing secret is left where it grew.
fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let octets = length.to_be_bytes();
    let zeros = length.leading_zeros() as usize / 8;
    let octets = octets.get(zeros..).unwrap_or_default();
    let mut encoded = Vec::with_capacity(2 + octets.len() + length);
    encoded.push(tag);
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => encoded.push(short),
        _ => {
            encoded.push(0x80 | octets.len() as u8);
            encoded.extend_from_slice(octets);
        }
    }
    parts.iter().for_each(|part| encoded.extend_from_slice(part));
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pki::key::{PrivateKeyData, parse_private_pem};
    use crate::pki::pem;
    use crate::pki::testing::certificate;

    #[test]
    fn public_keys_are_written_as_openssl_writes_them() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capi-tests/certs/server-p256.pub");
        let text = std::fs::read(path).expect("a test key");
        let key = certificate("server-p256");
        let der = subject_public_key_info(key.public_key().expect("a key that can be used"));
        assert_eq!(pem::encode("PUBLIC KEY", &der).as_bytes(), text);
    }

    #[test]
    fn public_keys_are_written_as_certificates_hold_them() {
        for name in ["server-p256", "server-p384", "server-rsa", "rsa1024"] {
            let certificate = certificate(name);
            let der = subject_public_key_info(certificate.public_key().expect("a key that can be used"));
            assert!(certificate.der().windows(der.len()).any(|window| window == der), "{name}");
        }
    }

    #[test]
    fn private_keys_are_written_as_openssl_writes_them() {
        for name in ["server-p256", "server-p384", "server-rsa", "rsa1024"] {
            let path = format!("{}/capi-tests/certs/{name}.key", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read(path).expect("a test key");
            let (label, der) = match parse_private_pem(&text, None).expect("PEM").expect("a key") {
                PrivateKeyData::Rsa(numbers) => ("RSA PRIVATE KEY", numbers.to_der()),
                PrivateKeyData::Ec(key) => {
                    let signer = key.signer.expect("a key that signs");
                    ("EC PRIVATE KEY", ec_private_key(&signer, key.public.as_ref()).expect("a point"))
                }
            };
            assert_eq!(pem::encode(label, &der).as_bytes(), text, "{name}");
        }
    }

    #[test]
    fn lengths_are_as_short_as_can_be() {
        assert_eq!(element(tag::OCTET_STRING, &[]), [4, 0]);
        assert_eq!(element(tag::OCTET_STRING, &[&[7; 0x7f]])[..3], [4, 0x7f, 7]);
        assert_eq!(element(tag::OCTET_STRING, &[&[7; 0x80]])[..4], [4, 0x81, 0x80, 7]);
        assert_eq!(element(tag::OCTET_STRING, &[&[7; 0x100]])[..5], [4, 0x82, 1, 0, 7]);
        assert_eq!(positive(&[0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(positive(&[0, 0x7f]), [2, 1, 0x7f]);
        assert_eq!(positive(&[]), [2, 1, 0]);
    }
}
