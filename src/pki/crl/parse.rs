//! The order of steps below is the order in which Mbed TLS finds fault: of two errors the same one is reported.

use super::Crl;
use super::view::{Entry, Fields};
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::certificate::{parameter_content, serial, signature_algorithm};
use crate::pki::der::{Reader, Span, tag};
use crate::pki::key::algorithm_identifier;
use crate::pki::name::Name;
use crate::pki::validity::DateTime;

/// Parses a list that fills `input`: where everything stands.
pub(super) fn parse(input: &[u8]) -> Result<Fields, ParseError> {
    let mut reader = Reader::new(input);
    if input.len() > Crl::MAX_LENGTH {
        return Err(ParsePart::Format.refused());
    }
    let mut outer = reader.sequence().map_err(|_| ParsePart::Format.refused())?;
    reader.finish().within(ParsePart::Format)?;
    let mut fields = Fields::default();

    let start = outer.offset();
    let mut tbs = outer.sequence().within(ParsePart::Format)?;
    fields.tbs = outer.span_from(start);

    let version = version(&mut tbs)?;
    let (oid, parameters) = algorithm_identifier(&mut tbs).within(ParsePart::Algorithm)?;
    if version > 1 {
        return Err(ParsePart::UnknownVersion.refused());
    }
    fields.version = version as u8 + 1;
    fields.signature_oid = oid.span();
    let algorithm = signature_algorithm(oid.rest(), &parameters);
    fields.signature_algorithm = Some(algorithm.map_err(|_| ParsePart::UnknownSignatureAlgorithm.refused())?);

    let start = tbs.offset();
    let issuer = tbs.sequence().within(ParsePart::Format)?;
    Name::check(&issuer)?;
    (fields.issuer_raw, fields.issuer) = (tbs.span_from(start), issuer.span());

    fields.this_update = DateTime::parse(&mut tbs)?;
    fields.next_update = next_update(&mut tbs)?;
    fields.entries = entries(&mut tbs)?;
    if fields.version == 2 && !tbs.is_empty() {
        fields.extensions = Some(extensions(&mut tbs)?);
    }
    tbs.finish().within(ParsePart::Format)?;

    let (outer_oid, outer_parameters) = algorithm_identifier(&mut outer).within(ParsePart::Algorithm)?;
    // Of the parameters the contents are compared, as with Mbed TLS.
    let content = |parameters| parameter_content(parameters).1;
    if oid.rest() != outer_oid.rest() || content(&parameters) != content(&outer_parameters) {
        return Err(ParsePart::SignatureMismatch.refused());
    }

    let length_of_signature = outer.octet_aligned_bit_string().within(ParsePart::Signature)?;
    fields.signature = outer.take(length_of_signature).within(ParsePart::Signature)?.span();
    outer.finish().within(ParsePart::Format)?;
    Ok(fields)
}

/// The version as it is encoded, 0 for version 1, which is not encoded.
fn version(tbs: &mut Reader<'_>) -> Result<u32, ParseError> {
    match tbs.integer() {
        Err(Asn1Error::UnexpectedTag) => Ok(0),
        other => other.within(ParsePart::Version),
    }
}

/// A date that may be missing. One that is cut short counts as missing too; what follows it does not parse then.
fn next_update(tbs: &mut Reader<'_>) -> Result<Option<DateTime>, ParseError> {
    match DateTime::parse(tbs) {
        Err(ParseError { asn1: Some(Asn1Error::UnexpectedTag | Asn1Error::OutOfData), .. }) => Ok(None),
        other => other.map(Some),
    }
}

/// revokedCertificates, which is missing when there are none.
fn entries(tbs: &mut Reader<'_>) -> Result<Vec<Entry>, ParseError> {
    const PART: ParsePart = ParsePart::Encoding;
    let mut found = Vec::new();
    if tbs.is_empty() {
        return Ok(found);
    }
    let mut list = match tbs.sequence() {
        Err(Asn1Error::UnexpectedTag) => return Ok(found),
        other => other.within(PART)?,
    };
    while !list.is_empty() {
        let length = list.header(tag::SEQUENCE).within(PART)?;
        let mut content = list.clone().take(length).within(PART)?;
        found.push(entry(&mut content)?);
        // What the entry does not use is looked at as the next one, as with Mbed TLS.
        let used = length - content.remaining();
        list.take(used).within(PART)?;
    }
    Ok(found)
}

fn entry(content: &mut Reader<'_>) -> Result<Entry, ParseError> {
    let whole = content.span();
    let (serial_tag, serial) = serial(content)?;
    let revoked = DateTime::parse(content)?;
    let extensions = entry_extensions(content)?;
    Ok(Entry { whole, serial_tag, serial, revoked, extensions })
}

/// crlEntryExtensions: they are walked and not interpreted. They need not fill the entry.
fn entry_extensions(content: &mut Reader<'_>) -> Result<(u8, Option<Span>), ParseError> {
    const PART: ParsePart = ParsePart::Extensions;
    if content.is_empty() {
        return Ok((0, None));
    }
    let start = content.offset();
    let found = content.peek_tag().within(PART)?;
    let mut list = match content.sequence() {
        Err(Asn1Error::UnexpectedTag) => return Ok((found, None)),
        other => other.within(PART)?,
    };
    while !list.is_empty() {
        list.sequence().within(PART)?;
    }
    Ok((found, Some(content.span_from(start))))
}

/// crlExtensions: the span of its content. None is interpreted, so none may be critical (RFC 5280 §5.2).
fn extensions(tbs: &mut Reader<'_>) -> Result<Span, ParseError> {
    const PART: ParsePart = ParsePart::Extensions;
    let mut field = tbs.element(tag::context_constructed(0)).within(PART)?;
    let span = field.span();
    let mut list = field.sequence().within(PART)?;
    field.finish().within(PART)?;
    while !list.is_empty() {
        let mut extension = list.sequence().within(PART)?;
        extension.oid().within(PART)?;
        let critical = match extension.boolean() {
            Err(Asn1Error::UnexpectedTag) => false,
            other => other.within(PART)?,
        };
        extension.element(tag::OCTET_STRING).within(PART)?;
        extension.finish().within(PART)?;
        if critical {
            return Err(PART.encoded(Asn1Error::UnexpectedTag));
        }
    }
    Ok(span)
}
