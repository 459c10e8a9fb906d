//! The order of steps below is the order in which Mbed TLS finds fault: of two errors the same one is reported.

use super::Request;
use super::view::Fields;
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::certificate::extensions::{key_usage, next, ns_cert_type, subject_alt_name};
use crate::pki::certificate::signature_algorithm;
use crate::pki::der::{Reader, tag};
use crate::pki::key::{SubjectPublicKey, algorithm_identifier};
use crate::pki::name::Name;
use crate::pki::oid::{self, Extension};

/// Reads as far as it goes: where everything stands, and whether that is all. Leniently, unknown extensions that are
/// critical are noted and no fault.
pub(super) fn parse(input: &[u8], leniently: bool) -> (Fields, Result<(), ParseError>) {
    let mut fields = Fields::default();
    let outcome = read(input, leniently, &mut fields);
    (fields, outcome)
}

fn read(input: &[u8], leniently: bool, fields: &mut Fields) -> Result<(), ParseError> {
    let mut reader = Reader::new(input);
    if input.len() > Request::MAX_LENGTH {
        return Err(ParsePart::Format.refused());
    }
    let mut outer = reader.sequence().map_err(|_| ParsePart::Format.refused())?;
    reader.finish().within(ParsePart::Format)?;

    let start = outer.offset();
    let length = outer.header(tag::SEQUENCE).within(ParsePart::Format)?;
    let mut behind = outer.clone();
    let mut info = behind.take(length).within(ParsePart::Format)?;
    fields.info = behind.span_from(start);

    fields.version = version(&mut info)?;
    let start = info.offset();
    let subject = info.sequence().within(ParsePart::Format)?;
    Name::check(&subject)?;
    (fields.subject_raw, fields.subject) = (info.span_from(start), subject.span());
    fields.key = Some(SubjectPublicKey::parse(&mut info)?);
    attributes(&mut info, leniently, fields)?;
    // What the signed part does not use is looked at as what follows it, as with Mbed TLS.
    outer.take(info.offset() - outer.offset()).within(ParsePart::Format)?;

    let (oid, parameters) = algorithm_identifier(&mut outer).within(ParsePart::Algorithm)?;
    fields.signature_oid = oid.span();
    let algorithm = signature_algorithm(oid.rest(), &parameters);
    fields.signature_algorithm = Some(algorithm.map_err(|_| ParsePart::UnknownSignatureAlgorithm.refused())?);
    let length = outer.octet_aligned_bit_string().within(ParsePart::Signature)?;
    fields.signature = outer.take(length).within(ParsePart::Signature)?.span();
    outer.finish().within(ParsePart::Format)
}

/// The version as people count it. It may be missing, as with Mbed TLS.
fn version(info: &mut Reader<'_>) -> Result<u8, ParseError> {
    match info.integer() {
        Ok(0) | Err(Asn1Error::UnexpectedTag) => Ok(1),
        Ok(_) => Err(ParsePart::UnknownVersion.refused()),
        Err(reason) => Err(ParsePart::Version.encoded(reason)),
    }
}

/// The attributes, of which extensionRequest is interpreted. As with Mbed TLS, what an attribute holds is measured against
/// the list, and must end where the attribute does; how long the SET in between says that it is does not count.
fn attributes(info: &mut Reader<'_>, leniently: bool, fields: &mut Fields) -> Result<(), ParseError> {
    const PART: ParsePart = ParsePart::Extensions;
    let mut list = info.element(tag::context_constructed(0)).within(ParsePart::Format)?;
    while !list.is_empty() {
        let length = list.header(tag::SEQUENCE).within(PART)?;
        let mut content = list.clone();
        let mut attribute = list.take(length).within(PART)?;
        if attribute.oid().within(PART)?.rest() != oid::EXTENSION_REQUEST {
            continue;
        }
        content.take(attribute.offset() - content.offset()).within(PART)?;
        content.header(tag::SET).within(PART)?;
        let mut requested = content.sequence().within(PART)?;
        while !requested.is_empty() {
            extension(&mut requested, leniently, fields)?;
        }
        if content.offset() != list.offset() {
            return Err(PART.encoded(Asn1Error::LengthMismatch));
        }
    }
    Ok(())
}

fn extension(list: &mut Reader<'_>, leniently: bool, fields: &mut Fields) -> Result<(), ParseError> {
    const PART: ParsePart = ParsePart::Extensions;
    let (oid, critical, value) = next(list)?;
    let Some(extension) = Extension::from_oid(oid.rest()) else {
        fields.unknown.push((oid.span(), critical, value.span()));
        return if critical && !leniently { Err(PART.encoded(Asn1Error::UnexpectedTag)) } else { Ok(()) };
    };
    let found = &mut fields.extensions;
    // RFC 5280 §4.2: no more than one instance of an extension.
    if found.present & extension as u32 != 0 {
        return Err(PART.encoded(Asn1Error::InvalidData));
    }
    found.present |= extension as u32;
    match extension {
        Extension::KeyUsage => key_usage(value, found),
        Extension::SubjectAltName => subject_alt_name(value, found),
        Extension::NsCertType => ns_cert_type(value, found),
        // The others are for who makes the certificate; here they cannot be answered for.
        _ if critical => Err(ParsePart::Unavailable.refused()),
        _ => Ok(()),
    }
}
