//! The order of steps below is the order in which Mbed TLS finds fault: of two errors the same one is reported.

use super::extensions::{self, UnknownExtension};
use super::signature::signature_algorithm;
use super::view::Fields;
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::der::{Reader, Span, tag};
use crate::pki::key::{Parameters, SubjectPublicKey, algorithm_identifier};
use crate::pki::name::Name;
use crate::pki::validity::DateTime;

/// How long the certificate at the start of `input` is.
pub(super) fn length(input: &[u8]) -> Result<usize, ParseError> {
    let mut reader = Reader::new(input);
    if input.len() > Reader::MAX_LENGTH {
        return Err(ParsePart::Format.refused());
    }
    reader.sequence().map_err(|_| ParsePart::Format.refused())?;
    Ok(reader.offset())
}

/// Parses a certificate that fills `input`: where everything stands. `care` is asked about each unknown extension, with
/// what was found up to there.
pub(super) fn parse(
    input: &[u8],
    care: &mut dyn FnMut(&Fields, UnknownExtension<'_>) -> bool,
) -> Result<Fields, ParseError> {
    let mut outer = Reader::new(input).sequence().map_err(|_| ParsePart::Format.refused())?;
    let mut fields = Fields::default();

    let start = outer.offset();
    let mut tbs = outer.sequence().within(ParsePart::Format)?;
    fields.tbs = outer.span_from(start);

    let version = version(&mut tbs)?;
    (fields.serial_tag, fields.serial) = serial(&mut tbs)?;
    let (oid, parameters) = algorithm_identifier(&mut tbs).within(ParsePart::Algorithm)?;
    if version > 2 {
        return Err(ParsePart::UnknownVersion.refused());
    }
    fields.version = version as u8 + 1;
    fields.signature_oid = oid.span();
    fields.signature_algorithm = Some(signature_algorithm(oid.rest(), &parameters)?);

    let start = tbs.offset();
    let issuer = tbs.sequence().within(ParsePart::Format)?;
    Name::check(&issuer)?;
    (fields.issuer_raw, fields.issuer) = (tbs.span_from(start), issuer.span());

    let mut dates = tbs.sequence().within(ParsePart::Date)?;
    fields.not_before = DateTime::parse(&mut dates)?;
    fields.not_after = DateTime::parse(&mut dates)?;
    dates.finish().within(ParsePart::Date)?;

    let start = tbs.offset();
    let subject = tbs.sequence().within(ParsePart::Format)?;
    if !subject.is_empty() {
        Name::check(&subject)?;
    }
    (fields.subject_raw, fields.subject) = (tbs.span_from(start), subject.span());

    let start = tbs.offset();
    fields.key_kind = Some(SubjectPublicKey::kind(&mut tbs)?);
    fields.spki = tbs.span_from(start);

    if fields.version >= 2 {
        fields.issuer_id = unique_id(&mut tbs, 1)?;
        fields.subject_id = unique_id(&mut tbs, 2)?;
    }
    if fields.version == 3 && !tbs.is_empty() {
        let (span, found) = extensions::parse(&mut tbs, &mut |span, found, unknown| {
            let so_far = Fields { v3_extensions: Some(span), extensions: found.clone(), ..fields.clone() };
            care(&so_far, unknown)
        })?;
        fields.v3_extensions = Some(span);
        fields.extensions = found;
    }
    tbs.finish().within(ParsePart::Format)?;

    let (outer_oid, outer_parameters) = algorithm_identifier(&mut outer).within(ParsePart::Algorithm)?;
    if oid.rest() != outer_oid.rest()
        || parameter_content(&parameters) != parameter_content(&outer_parameters)
    {
        return Err(ParsePart::SignatureMismatch.refused());
    }

    let length_of_signature = outer.octet_aligned_bit_string().within(ParsePart::Signature)?;
    fields.signature = outer.take(length_of_signature).within(ParsePart::Signature)?.span();
    outer.finish().within(ParsePart::Format)?;
    Ok(fields)
}

/// Parameters that are absent compare as a tag of zero and nothing.
pub(in crate::pki) fn parameter_content<'a>(parameters: &Parameters<'a>) -> (u8, &'a [u8]) {
    parameters.as_ref().map_or((0, &[]), |(tag, content)| (*tag, content.rest()))
}

/// The version as it is encoded, 0 for version 1, which is the default.
fn version(tbs: &mut Reader<'_>) -> Result<u32, ParseError> {
    let Some(mut field) = tbs.optional(tag::context_constructed(0)).within(ParsePart::Format)? else {
        return Ok(0);
    };
    let version = field.integer().within(ParsePart::Version)?;
    field.finish().within(ParsePart::Version)?;
    Ok(version)
}

/// A serial number: its tag, and its octets.
pub(in crate::pki) fn serial(reader: &mut Reader<'_>) -> Result<(u8, Span), ParseError> {
    const PART: ParsePart = ParsePart::Serial;
    let found = reader.peek_tag().within(PART)?;
    if found != tag::INTEGER && found != tag::context(tag::INTEGER) {
        return Err(PART.encoded(Asn1Error::UnexpectedTag));
    }
    let (tag, serial) = reader.any().within(PART)?;
    Ok((tag, serial.span()))
}

fn unique_id(tbs: &mut Reader<'_>, number: u8) -> Result<Option<Span>, ParseError> {
    if tbs.is_empty() {
        return Ok(None);
    }
    let found = tbs.optional(tag::context_constructed(number)).within(ParsePart::Format)?;
    Ok(found.map(|id| id.span()))
}
