use super::Request;
use crate::error::{Asn1Error, ParsePart};
use crate::pki::der::{Element, tag};
use crate::pki::name::Attribute;
use crate::pki::oid::{COMMON_NAME, Extension};
use crate::pki::testing;
use crate::pki::write::{NewExtension, RequestParts, SignatureId, named_bits, signed};

const ECDSA: SignatureId = SignatureId { oid: b"\x2a\x86\x48\xce\x3d\x04\x03\x02", null_parameters: false };

/// A request for `extensions`.
fn request(extensions: &[NewExtension<'_>]) -> Vec<u8> {
    let key = testing::certificate("server-p256");
    let value = Element { tag: tag::UTF8_STRING, value: b"ab" };
    let subject = [Attribute { oid: COMMON_NAME, value, merged_with_next: false }];
    let parts = RequestParts { subject: &subject, public_key_info: key.spki(), extensions };
    let info = parts.to_be_signed(4096).expect("room enough");
    signed(&info, ECDSA, &[1, 2, 3], 4096).expect("room enough")
}

fn extension(extension: Extension, critical: bool, value: &[u8]) -> NewExtension<'_> {
    NewExtension { oid: extension.oid(), critical, value }
}

#[test]
fn what_is_written_is_read_again() {
    let usage = named_bits(&[0x84], 8).expect("room enough");
    let names = [0x30, 3, 0x82, 1, b'x'];
    let der = request(&[
        extension(Extension::KeyUsage, true, &usage),
        extension(Extension::SubjectAltName, false, &names),
        extension(Extension::BasicConstraints, false, &[0x30, 0]),
        NewExtension { oid: &[0x2a], critical: false, value: &[5, 0] },
    ]);
    let read = Request::parse(&der).expect("sound");
    assert_eq!(read.der(), der);
    assert_eq!(format!("{:?}", read.subject()), "CN=ab");
    assert_eq!(read.version(), 1);
    assert_eq!(read.key_usage_bits(), 0x84);
    assert_eq!(read.subject_alt_names().count(), 1);
    assert!(read.has_extension(Extension::BasicConstraints) && !read.has_extension(Extension::NsCertType));
    assert!(read.public_key().is_some_and(|key| key.key.is_some()));
    assert_eq!(read.signature_oid(), ECDSA.oid);
    assert_eq!(read.signature(), [1, 2, 3]);
    let unknown: Vec<_> =
        read.unknown_extensions().map(|found| (found.oid, found.critical, found.value)).collect();
    assert_eq!(unknown, [(&[0x2a][..], false, &[5, 0][..])]);
}

#[test]
fn unknown_extensions_must_not_be_critical_but_for_who_judges_them() {
    let der = request(&[NewExtension { oid: &[0x2a], critical: true, value: &[5, 0] }]);
    let refused = ParsePart::Extensions.encoded(Asn1Error::UnexpectedTag);
    assert_eq!(Request::parse(&der).err(), Some(refused));
    let parsing = Request::parse_leniently(&der);
    assert_eq!(parsing.outcome, Ok(()));
    assert!(parsing.request.unknown_extensions().all(|found| found.critical));
}

#[test]
fn what_is_read_before_a_fault_is_kept() {
    let mut der = request(&[]);
    let last = der.len() - 4;
    der[last] = 1;
    assert_eq!(Request::parse(&der).err(), Some(ParsePart::Signature.encoded(Asn1Error::InvalidData)));
    let parsing = Request::parse_leniently(&der);
    assert!(parsing.outcome.is_err());
    assert_eq!(format!("{:?}", parsing.request.subject()), "CN=ab");
}

#[test]
fn faults_are_told_apart() {
    let der = request(&[extension(Extension::BasicConstraints, true, &[0x30, 0])]);
    assert_eq!(Request::parse(&der).err(), Some(ParsePart::Unavailable.refused()));
    let usage = named_bits(&[0x84], 8).expect("room enough");
    let twice = [extension(Extension::KeyUsage, false, &usage), extension(Extension::KeyUsage, true, &usage)];
    assert_eq!(
        Request::parse(&request(&twice)).err(),
        Some(ParsePart::Extensions.encoded(Asn1Error::InvalidData))
    );
    assert_eq!(Request::parse(&[]).err(), Some(ParsePart::Format.refused()));
    let mut longer = request(&[]);
    longer.push(0);
    assert_eq!(Request::parse(&longer).err(), Some(ParsePart::Format.encoded(Asn1Error::LengthMismatch)));
}
