use super::general_name;
use crate::error::{Asn1Error, InPart, ParseError, ParsePart};
use crate::pki::der::{Reader, Span, tag};
use crate::pki::oid::{self, Extension};

const PART: ParsePart = ParsePart::Extensions;

/// What the extensions of a certificate say (RFC 5280 §4.2).
#[derive(Clone, Debug, Default)]
pub struct Extensions {
    /// The extensions that are there, as the bits of [`Extension`].
    pub(in crate::pki) present: u32,
    pub(super) is_ca: bool,
    pub(super) max_path_length: Option<u32>,
    pub(in crate::pki) key_usage: u32,
    pub(in crate::pki) ns_cert_type: u8,
    pub(super) extended_key_usage: Span,
    pub(in crate::pki) subject_alt_names: Span,
    pub(super) subject_key_id: Option<Span>,
    pub(super) authority_key_id: Option<Span>,
    pub(super) authority: Span,
    pub(super) authority_issuer: Span,
    pub(super) authority_serial: Option<Span>,
    pub(super) policies: Span,
}

/// An extension that is not interpreted here, or policies that are not enforced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownExtension<'a> {
    /// What it is: an encoded object identifier.
    pub oid: &'a [u8],
    /// Whether a certificate is unusable for those who do not know it.
    pub critical: bool,
    /// The content of its OCTET STRING.
    pub value: &'a [u8],
}

/// Whether the application takes care of an unknown extension; it is given what was found up to there.
pub(super) type TakeCare<'f> = dyn FnMut(&Extensions, UnknownExtension<'_>) -> bool + 'f;

/// authorityKeyIdentifier (RFC 5280 §4.2.1.1).
#[derive(Clone, Debug)]
pub struct AuthorityKeyId<'a> {
    /// The whole extension, encoded.
    pub raw: &'a [u8],
    /// The identifier of the authority's key.
    pub key_id: Option<&'a [u8]>,
    /// The content of the list of names of who issued the authority's certificate.
    pub issuer: &'a [u8],
    /// The serial number of the authority's certificate.
    pub serial: Option<&'a [u8]>,
}

impl<'a> AuthorityKeyId<'a> {
    /// The names of who issued the authority's certificate.
    pub fn issuer_names(&self) -> general_name::GeneralNames<'a> {
        general_name::GeneralNames::from_checked(self.issuer)
    }

    pub(super) fn new(der: &'a [u8], extensions: &Extensions) -> Self {
        Self {
            raw: extensions.authority.of(der),
            key_id: extensions.authority_key_id.map(|span| span.of(der)),
            issuer: extensions.authority_issuer.of(der),
            serial: extensions.authority_serial.map(|span| span.of(der)),
        }
    }
}

/// Reads the extensions field, which is next: the span of its content, and what it says. `care` is asked about each
/// unknown extension.
pub(super) fn parse(
    tbs: &mut Reader<'_>,
    care: &mut dyn FnMut(Span, &Extensions, UnknownExtension<'_>) -> bool,
) -> Result<(Span, Extensions), ParseError> {
    let mut field = tbs.element(tag::context_constructed(3)).within(PART)?;
    let span = field.span();
    let mut list = field.sequence().within(PART)?;
    field.finish().within(PART)?;
    let mut found = Extensions::default();
    while !list.is_empty() {
        extension(&mut list, &mut found, &mut |found, unknown| care(span, found, unknown))?;
    }
    Ok((span, found))
}

/// The next extension of a list: its object identifier, whether it is critical, and its value.
pub(in crate::pki) fn next<'a>(list: &mut Reader<'a>) -> Result<(Reader<'a>, bool, Reader<'a>), ParseError> {
    let mut fields = list.sequence().within(PART)?;
    let oid = fields.oid().within(PART)?;
    let critical = match fields.boolean() {
        Ok(critical) => critical,
        Err(Asn1Error::UnexpectedTag) => false,
        Err(reason) => return Err(PART.encoded(reason)),
    };
    let value = fields.element(tag::OCTET_STRING).within(PART)?;
    fields.finish().within(PART)?;
    Ok((oid, critical, value))
}

fn extension(
    list: &mut Reader<'_>,
    found: &mut Extensions,
    care: &mut TakeCare<'_>,
) -> Result<(), ParseError> {
    let (oid, critical, value) = next(list)?;
    let unknown = UnknownExtension { oid: oid.rest(), critical, value: value.rest() };
    let Some(extension) = Extension::from_oid(oid.rest()) else {
        // RFC 5280 §4.2: a critical extension that is not recognized makes the certificate unusable.
        let usable = care(found, unknown) || !critical;
        return if usable { Ok(()) } else { Err(PART.encoded(Asn1Error::UnexpectedTag)) };
    };
    // RFC 5280 §4.2: no more than one instance of an extension.
    if found.present & extension as u32 != 0 {
        return Err(PART.refused());
    }
    found.present |= extension as u32;
    match extension {
        Extension::BasicConstraints => basic_constraints(value, found),
        Extension::KeyUsage => key_usage(value, found),
        Extension::ExtendedKeyUsage => extended_key_usage(value, found),
        Extension::SubjectKeyId => subject_key_id(value, found),
        Extension::AuthorityKeyId => authority_key_id(value, found),
        Extension::SubjectAltName => subject_alt_name(value, found),
        Extension::NsCertType => ns_cert_type(value, found),
        Extension::CertificatePolicies => match policies(value, found) {
            // A policy that cannot be enforced matters if the certificate insists on it.
            Err(ParseError { part: ParsePart::Unavailable, .. }) if care(found, unknown) || !critical => {
                Ok(())
            }
            other => other,
        },
    }
}

fn basic_constraints(mut value: Reader<'_>, found: &mut Extensions) -> Result<(), ParseError> {
    value.header(tag::SEQUENCE).within(PART)?;
    if value.is_empty() {
        return Ok(());
    }
    found.is_ca = match value.boolean() {
        Err(Asn1Error::UnexpectedTag) => value.integer().within(PART)? != 0,
        other => other.within(PART)?,
    };
    if value.is_empty() {
        return Ok(());
    }
    let length = value.integer().within(PART)?;
    value.finish().within(PART)?;
    if length == i32::MAX as u32 {
        return Err(PART.encoded(Asn1Error::InvalidLength));
    }
    found.max_path_length = Some(length);
    Ok(())
}

pub(in crate::pki) fn key_usage(mut value: Reader<'_>, found: &mut Extensions) -> Result<(), ParseError> {
    let bits = value.last_bit_string().within(PART)?;
    found.key_usage = bits.bytes.iter().take(4).rev().fold(0, |sum, octet| sum << 8 | u32::from(*octet));
    Ok(())
}

pub(in crate::pki) fn ns_cert_type(mut value: Reader<'_>, found: &mut Extensions) -> Result<(), ParseError> {
    match value.last_bit_string().within(PART)?.bytes {
        [] => {}
        [bits] => found.ns_cert_type = *bits,
        _ => return Err(PART.encoded(Asn1Error::InvalidLength)),
    }
    Ok(())
}

fn extended_key_usage(mut value: Reader<'_>, found: &mut Extensions) -> Result<(), ParseError> {
    let list = value.sequence().within(PART)?;
    value.finish().within(PART)?;
    let mut purposes = list.clone();
    while !purposes.is_empty() {
        purposes.oid().within(PART)?;
    }
    if list.is_empty() {
        return Err(PART.encoded(Asn1Error::InvalidLength));
    }
    found.extended_key_usage = list.span();
    Ok(())
}

fn subject_key_id(mut value: Reader<'_>, found: &mut Extensions) -> Result<(), ParseError> {
    let id = value.element(tag::OCTET_STRING).within(PART)?;
    value.finish().within(PART)?;
    found.subject_key_id = Some(id.span());
    Ok(())
}

fn authority_key_id(mut value: Reader<'_>, found: &mut Extensions) -> Result<(), ParseError> {
    found.authority = value.span();
    let mut fields = value.sequence().within(PART)?;
    value.finish().within(PART)?;
    found.authority_key_id = fields.optional(tag::context(0)).within(PART)?.map(|id| id.span());
    if fields.is_empty() {
        return Ok(());
    }
    // RFC 5280 §4.2.1.1: the issuer and the serial number come together.
    let issuer = fields.element(tag::context_constructed(1)).within(PART)?;
    general_name::check(issuer.clone())?;
    found.authority_issuer = issuer.span();
    let serial = fields.element(tag::context(2)).within(PART)?;
    found.authority_serial = Some(serial.span());
    fields.finish().within(PART)
}

pub(in crate::pki) fn subject_alt_name(
    mut value: Reader<'_>,
    found: &mut Extensions,
) -> Result<(), ParseError> {
    let list = value.sequence().within(PART)?;
    value.finish().within(PART)?;
    general_name::check(list.clone())?;
    found.subject_alt_names = list.span();
    Ok(())
}

/// Policies other than anyPolicy are listed, and reported as [`ParsePart::Unavailable`] when all are read.
fn policies(mut value: Reader<'_>, found: &mut Extensions) -> Result<(), ParseError> {
    let list = value.sequence().within(PART)?;
    value.finish().within(PART)?;
    if list.is_empty() {
        return Err(PART.encoded(Asn1Error::LengthMismatch));
    }
    let mut entries = list.clone();
    let mut enforceable = true;
    while !entries.is_empty() {
        let mut policy = entries.sequence().within(PART)?;
        let oid = policy.oid().within(PART)?;
        enforceable &= oid.rest() == oid::ANY_POLICY;
        if !policy.is_empty() {
            policy.sequence().within(PART)?;
            policy.finish().within(PART)?;
        }
    }
    found.policies = list.span();
    if enforceable { Ok(()) } else { Err(ParsePart::Unavailable.refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
        [&[tag, content.len() as u8][..], content].concat()
    }

    fn one(oid: &[u8], critical: bool, value: &[u8]) -> Vec<u8> {
        let mut fields = wrap(tag::OID, oid);
        if critical {
            fields.extend_from_slice(&[tag::BOOLEAN, 1, 0xff]);
        }
        fields.extend(wrap(tag::OCTET_STRING, value));
        wrap(tag::SEQUENCE, &fields)
    }

    fn read(extensions: &[Vec<u8>]) -> Result<Extensions, ParseError> {
        let field = wrap(tag::context_constructed(3), &wrap(tag::SEQUENCE, &extensions.concat()));
        parse(&mut Reader::new(&field), &mut |_, _, _| false).map(|(_, found)| found)
    }

    const BASIC_CONSTRAINTS: &[u8] = b"\x55\x1d\x13";
    const KEY_USAGE: &[u8] = b"\x55\x1d\x0f";
    const POLICIES: &[u8] = b"\x55\x1d\x20";

    #[test]
    fn basic_constraints_are_read() {
        let ca = read(&[one(BASIC_CONSTRAINTS, true, &[0x30, 6, 1, 1, 0xff, 2, 1, 3])]).expect("sound");
        assert!(ca.is_ca);
        assert_eq!(ca.max_path_length, Some(3));
        let leaf = read(&[one(BASIC_CONSTRAINTS, true, &[0x30, 0])]).expect("sound");
        assert!(!leaf.is_ca && leaf.max_path_length.is_none());
        let endless = one(BASIC_CONSTRAINTS, true, &[0x30, 9, 1, 1, 0xff, 2, 4, 0x7f, 0xff, 0xff, 0xff]);
        assert_eq!(read(&[endless]).err(), Some(PART.encoded(Asn1Error::InvalidLength)));
    }

    #[test]
    fn key_usage_counts_octets_upwards() {
        let usage = read(&[one(KEY_USAGE, true, &[3, 3, 7, 0x84, 0x80])]).expect("sound");
        assert_eq!(usage.key_usage, 0x8084);
        assert_eq!(read(&[one(KEY_USAGE, true, &[3, 1, 0])]).map(|found| found.key_usage), Ok(0));
    }

    #[test]
    fn unknown_extensions_must_not_be_critical() {
        assert!(read(&[one(b"\x55\x1d\x1e", false, &[])]).is_ok());
        assert_eq!(
            read(&[one(b"\x55\x1d\x1e", true, &[])]).err(),
            Some(PART.encoded(Asn1Error::UnexpectedTag))
        );
    }

    #[test]
    fn repeated_extensions_are_refused() {
        let usage = one(KEY_USAGE, true, &[3, 2, 7, 0x80]);
        assert_eq!(read(&[usage.clone(), usage]).err(), Some(PART.refused()));
    }

    #[test]
    fn foreign_policies_must_not_be_critical() {
        let foreign = [0x30, 5, 0x30, 3, 6, 1, 0x2a];
        assert!(read(&[one(POLICIES, false, &foreign)]).is_ok());
        assert_eq!(read(&[one(POLICIES, true, &foreign)]).err(), Some(ParsePart::Unavailable.refused()));
        let any = [0x30, 8, 0x30, 6, 6, 4, 0x55, 0x1d, 0x20, 0];
        assert!(read(&[one(POLICIES, true, &any)]).is_ok());
        assert_eq!(
            read(&[one(POLICIES, false, &[0x30, 0])]).err(),
            Some(PART.encoded(Asn1Error::LengthMismatch))
        );
    }
}
