//! Certificates for tests: those of `capi-tests/certs`, and chains signed on the spot.

use super::der::tag;
use super::{Certificate, Crl, pem};
use crate::crypto::{EcCurve, HashAlgorithm, PrivateKey, SignatureAlgorithm};

/// The certificates of a file of `capi-tests/certs`.
pub(crate) fn certificates(name: &str) -> Vec<Certificate> {
    let path = format!("{}/capi-tests/certs/{name}.crt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut rest = &text[..];
    let mut found = Vec::new();
    while pem::mentions(rest, "CERTIFICATE") {
        let block = pem::find(rest, "CERTIFICATE", None);
        found.push(Certificate::parse(&block.content.expect("PEM")).expect("a sound certificate"));
        rest = &rest[block.consumed..];
    }
    found
}

/// The one certificate of a file of `capi-tests/certs`.
pub(crate) fn certificate(name: &str) -> Certificate {
    certificates(name).swap_remove(0)
}

/// The revocation list of a file of `capi-tests/certs`, in DER.
pub(crate) fn crl_der(name: &str) -> Vec<u8> {
    let path = format!("{}/capi-tests/certs/{name}.crl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    pem::find(&text, "X509 CRL", None).content.expect("PEM").to_vec()
}

/// The revocation list of a file of `capi-tests/certs`.
pub(crate) fn crl(name: &str) -> Crl {
    Crl::parse(&crl_der(name)).expect("a sound list")
}

/// A key on P-256, another for each number.
pub(crate) fn key(number: u8) -> PrivateKey {
    PrivateKey::from_ec_scalar(EcCurve::P256, &[number; 32], None).expect("a scalar below the order")
}

/// A certificate of an authority with the key of `subject`, signed by the key of `issuer`; both names are numbers.
pub(crate) fn authority(subject: u8, issuer: u8) -> Certificate {
    authority_named(&[subject], &[issuer], &key(subject), &key(issuer))
}

/// A certificate of an authority with names and keys as given, valid from 2025 to 2049.
pub(crate) fn authority_named(
    subject: &[u8],
    issuer: &[u8],
    subject_key: &PrivateKey,
    issuer_key: &PrivateKey,
) -> Certificate {
    const ECDSA_SHA256: [u8; 12] = [0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
    const P256: [u8; 21] =
        [0x30, 19, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    const CA: [u8; 16] = [0x30, 14, 0x30, 12, 6, 3, 0x55, 0x1d, 0x13, 4, 5, 0x30, 3, 1, 1, 0xff];
    let name = |value: &[u8]| {
        let pair = [wrap(tag::OID, b"\x55\x04\x03"), wrap(tag::UTF8_STRING, value)].concat();
        wrap(tag::SEQUENCE, &wrap(tag::SET, &wrap(tag::SEQUENCE, &pair)))
    };
    let dates = [wrap(tag::UTC_TIME, b"250101000000Z"), wrap(tag::UTC_TIME, b"490101000000Z")].concat();
    let public = subject_key.public_key();
    let point = [&[0], public.ec_point().expect("a key on a curve")].concat();
    let tbs = wrap(
        tag::SEQUENCE,
        &[
            wrap(tag::context_constructed(0), &wrap(tag::INTEGER, &[2])),
            wrap(tag::INTEGER, &[1]),
            ECDSA_SHA256.to_vec(),
            name(issuer),
            wrap(tag::SEQUENCE, &dates),
            name(subject),
            wrap(tag::SEQUENCE, &[P256.to_vec(), wrap(tag::BIT_STRING, &point)].concat()),
            wrap(tag::context_constructed(3), &CA),
        ]
        .concat(),
    );
    let algorithm = SignatureAlgorithm::Ecdsa(HashAlgorithm::Sha256);
    let signature = [&[0], &issuer_key.sign(algorithm, &tbs).expect("a signature")[..]].concat();
    let der = wrap(tag::SEQUENCE, &[tbs, ECDSA_SHA256.to_vec(), wrap(tag::BIT_STRING, &signature)].concat());
    Certificate::parse(&der).expect("a sound certificate")
}

/// An element with its header.
pub(crate) fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("short content").to_be_bytes();
    let header = match content.len() {
        0..0x80 => vec![tag, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [header, content.to_vec()].concat()
}
