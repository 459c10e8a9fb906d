use super::extensions::{AuthorityKeyId, Extensions, UnknownExtension};
use super::general_name::GeneralNames;
use super::{parse, usage};
use crate::crypto::PublicKey;
use crate::error::ParseError;
use crate::pki::algorithm::CertificateSignature;
use crate::pki::der::{Element, Reader, Span};
use crate::pki::key::{KeyKind, SubjectPublicKey};
use crate::pki::name::Name;
use crate::pki::oid::Extension;
use crate::pki::validity::DateTime;
use core::fmt;
use std::sync::{Arc, OnceLock};

/// A parsed certificate: its encoding and where in it everything stands.
///
/// A clone shares both. Two certificates are equal if their encodings are.
#[derive(Clone)]
pub struct Certificate(Arc<Parsed>);

/// What [`Certificate`] shares.
pub(super) struct Parsed {
    pub(super) der: Arc<[u8]>,
    key_kind: Option<KeyKind>,
    spki: Span,
    /// Somebody was asked about its extensions, so that it cannot be read again without asking.
    asked: bool,
    /// Not there in a compact certificate until they are first asked for.
    fields: OnceLock<Box<Fields>>,
    /// The subject's key, decoded when it is first asked for: of most certificates of a chain it never is.
    key: OnceLock<Option<Box<PublicKey>>>,
}

/// Where the fields stand, and what is cheaper to keep than to read again.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) tbs: Span,
    pub(super) version: u8,
    pub(super) serial_tag: u8,
    pub(super) serial: Span,
    pub(super) signature_oid: Span,
    pub(super) signature_algorithm: Option<CertificateSignature>,
    pub(super) issuer_raw: Span,
    pub(super) issuer: Span,
    pub(super) not_before: DateTime,
    pub(super) not_after: DateTime,
    pub(super) subject_raw: Span,
    pub(super) subject: Span,
    pub(super) spki: Span,
    pub(super) key_kind: Option<KeyKind>,
    pub(super) issuer_id: Option<Span>,
    pub(super) subject_id: Option<Span>,
    pub(super) v3_extensions: Option<Span>,
    pub(super) extensions: Extensions,
    pub(super) signature: Span,
}

impl Certificate {
    /// Parses one certificate in DER. Bytes after its end are ignored, as Mbed TLS does.
    ///
    /// What is accepted and which error is returned follows Mbed TLS 3.6. Among other things an unknown critical
    /// extension is refused, a repeated one too, and a policy other than anyPolicy if policies are critical.
    pub fn parse(der: &[u8]) -> Result<Self, ParseError> {
        let der = der.get(..parse::length(der)?).unwrap_or(der);
        let fields = parse::parse(der, &mut |_, _| false)?;
        Ok(Self::new(der.into(), fields, false))
    }

    /// As [`parse`](Self::parse); of extensions that are not interpreted, and of policies other than anyPolicy, `care` is
    /// asked whether the application takes care of them. One that is not critical is passed over if not.
    ///
    /// `care` is shown the certificate as far as it was read: its signature and later extensions are missing. What it
    /// is shown is shared with the certificate that is returned, and stays where it is.
    pub fn parse_with(
        der: &[u8],
        care: &mut dyn FnMut(&Self, UnknownExtension<'_>) -> bool,
    ) -> Result<Self, ParseError> {
        let der: Arc<[u8]> = der.get(..parse::length(der)?).unwrap_or(der).into();
        let fields = parse::parse(&der, &mut |so_far, unknown| {
            care(&Self::new(Arc::clone(&der), so_far.clone(), true), unknown)
        })?;
        Ok(Self::new(der, fields, true))
    }

    /// As [`parse`](Self::parse), of an encoding that others hold too, as [`encoding`](Self::encoding) gave it.
    pub fn of_encoding(der: Arc<[u8]>) -> Result<Self, ParseError> {
        if parse::length(&der)? != der.len() {
            return Self::parse(&der);
        }
        let fields = parse::parse(&der, &mut |_, _| false)?;
        Ok(Self::new(der, fields, false))
    }

    /// The encoding, shared, if all else can be read from it again: not after [`parse_with`](Self::parse_with).
    pub fn encoding(&self) -> Option<Arc<[u8]>> {
        (!self.0.asked).then(|| Arc::clone(&self.0.der))
    }

    fn new(der: Arc<[u8]>, fields: Fields, asked: bool) -> Self {
        let (key_kind, spki) = (fields.key_kind, fields.spki);
        let fields = OnceLock::from(Box::new(fields));
        Self(Arc::new(Parsed { der, key_kind, spki, asked, fields, key: OnceLock::new() }))
    }

    /// The same certificate as its encoding alone: the rest is read once more when it is first asked for. The encoding
    /// stays where it is. For those who keep many certificates and have read what they need.
    ///
    /// A certificate with clones stays as it is, and so does one of [`parse_with`](Self::parse_with).
    pub fn compact(mut self) -> Self {
        if let Some(parsed) = Arc::get_mut(&mut self.0)
            && !parsed.asked
        {
            parsed.fields.take();
            parsed.key.take();
        }
        self
    }

    /// The same certificate apart from its clones, which go on sharing what was read, and compact: it shares the encoding
    /// alone.
    ///
    /// One of [`parse_with`](Self::parse_with) is cloned.
    pub fn apart(&self) -> Self {
        let Some(der) = self.encoding() else { return self.clone() };
        Self(Arc::new(Parsed {
            der,
            key_kind: self.0.key_kind,
            spki: self.0.spki,
            asked: false,
            fields: OnceLock::new(),
            key: OnceLock::new(),
        }))
    }

    /// The whole certificate.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The part that is signed.
    pub fn tbs(&self) -> &[u8] {
        self.bytes(self.fields().tbs)
    }

    /// The version as people count it: 1, 2 or 3.
    pub fn version(&self) -> u8 {
        self.fields().version
    }

    /// The serial number with its leading zeros, and its tag.
    pub fn serial(&self) -> Element<'_> {
        Element { tag: self.fields().serial_tag, value: self.bytes(self.fields().serial) }
    }

    /// The object identifier of the signature algorithm.
    pub fn signature_oid(&self) -> &[u8] {
        self.bytes(self.fields().signature_oid)
    }

    /// The signature algorithm; every certificate that parsed has one.
    pub fn signature_algorithm(&self) -> Option<CertificateSignature> {
        self.fields().signature_algorithm
    }

    /// The signature.
    pub fn signature(&self) -> &[u8] {
        self.bytes(self.fields().signature)
    }

    /// The issuer's name, encoded, with its header.
    pub fn issuer_raw(&self) -> &[u8] {
        self.bytes(self.fields().issuer_raw)
    }

    /// The issuer's name.
    pub fn issuer(&self) -> Name<'_> {
        Name::from_checked(self.bytes(self.fields().issuer))
    }

    /// The subject's name, encoded, with its header.
    pub fn subject_raw(&self) -> &[u8] {
        self.bytes(self.fields().subject_raw)
    }

    /// The subject's name, which may be empty.
    pub fn subject(&self) -> Name<'_> {
        Name::from_checked(self.bytes(self.fields().subject))
    }

    /// The first moment at which the certificate is valid.
    pub fn not_before(&self) -> DateTime {
        self.fields().not_before
    }

    /// The last moment at which the certificate is valid.
    pub fn not_after(&self) -> DateTime {
        self.fields().not_after
    }

    /// The SubjectPublicKeyInfo.
    pub fn spki(&self) -> &[u8] {
        self.bytes(self.0.spki)
    }

    /// What the subject's key is; every certificate that parsed has one.
    pub fn key_kind(&self) -> Option<KeyKind> {
        self.0.key_kind
    }

    /// The subject's key, if a backend carries its algorithm.
    pub fn public_key(&self) -> Option<&PublicKey> {
        let decode = || SubjectPublicKey::parse(&mut Reader::new(self.spki())).ok()?.key.map(Box::new);
        self.0.key.get_or_init(decode).as_deref()
    }

    /// issuerUniqueID, which nothing uses.
    pub fn issuer_id(&self) -> Option<&[u8]> {
        self.fields().issuer_id.map(|span| self.bytes(span))
    }

    /// subjectUniqueID, which nothing uses.
    pub fn subject_id(&self) -> Option<&[u8]> {
        self.fields().subject_id.map(|span| self.bytes(span))
    }

    /// The content of the extensions field: the SEQUENCE of all extensions.
    pub fn v3_extensions(&self) -> Option<&[u8]> {
        self.fields().v3_extensions.map(|span| self.bytes(span))
    }

    /// True if the certificate has this extension.
    pub fn has_extension(&self, extension: Extension) -> bool {
        self.fields().extensions.present & extension as u32 != 0
    }

    /// The extensions that are there, as the bits of [`Extension`].
    pub fn extension_bits(&self) -> u32 {
        self.fields().extensions.present
    }

    /// basicConstraints: the subject is a certificate authority.
    pub fn is_ca(&self) -> bool {
        self.fields().extensions.is_ca
    }

    /// basicConstraints: how many intermediate certificates may follow at most.
    pub fn max_path_length(&self) -> Option<u32> {
        self.fields().extensions.max_path_length
    }

    /// keyUsage, bit 0 of RFC 5280 §4.2.1.3 being 0x80 and bit 8 being 0x8000.
    pub fn key_usage_bits(&self) -> u32 {
        self.fields().extensions.key_usage
    }

    /// True if keyUsage allows all of `usage`, or is not there. See [`usage::key_usage`].
    pub fn allows_key_usage(&self, usage: u32) -> bool {
        usage::allows_key_usage(self, usage)
    }

    /// True if extKeyUsage lists `purpose` or any purpose, or is not there.
    pub fn allows_purpose(&self, purpose: &[u8]) -> bool {
        usage::allows_purpose(self, purpose)
    }

    /// The purposes that extKeyUsage lists, as object identifiers.
    pub fn extended_key_usage(&self) -> ObjectIds<'_> {
        ObjectIds(Reader::new(self.bytes(self.fields().extensions.extended_key_usage)))
    }

    /// subjectAltName.
    pub fn subject_alt_names(&self) -> GeneralNames<'_> {
        GeneralNames::from_checked(self.bytes(self.fields().extensions.subject_alt_names))
    }

    /// subjectKeyIdentifier.
    pub fn subject_key_id(&self) -> Option<&[u8]> {
        self.fields().extensions.subject_key_id.map(|span| self.bytes(span))
    }

    /// authorityKeyIdentifier.
    pub fn authority_key_id(&self) -> AuthorityKeyId<'_> {
        AuthorityKeyId::new(&self.0.der, &self.fields().extensions)
    }

    /// The policies that certificatePolicies lists, as object identifiers.
    pub fn policies(&self) -> ObjectIds<'_> {
        ObjectIds(Reader::new(self.bytes(self.fields().extensions.policies)))
    }

    /// Netscape's certificate type, as its one octet of bits.
    pub fn ns_cert_type(&self) -> u8 {
        self.fields().extensions.ns_cert_type
    }

    /// True if issuer and subject are the same name.
    pub fn is_self_issued(&self) -> bool {
        self.issuer().matches(self.subject())
    }

    fn fields(&self) -> &Fields {
        self.0.fields.get_or_init(|| {
            // What parsed once parses again.
            Box::new(parse::parse(&self.0.der, &mut |_, _| false).unwrap_or_default())
        })
    }

    fn bytes(&self, span: Span) -> &[u8] {
        span.of(&self.0.der)
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("subject", &self.subject())
            .field("issuer", &self.issuer())
            .field("length", &self.0.der.len())
            .finish_non_exhaustive()
    }
}

/// Iterator over a list whose entries are object identifiers, or begin with one: extended key usages and policies.
#[derive(Clone)]
pub struct ObjectIds<'a>(Reader<'a>);

impl<'a> Iterator for ObjectIds<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        use crate::pki::der::tag;
        let (tag, mut content) = self.0.any().ok()?;
        if tag == tag::SEQUENCE { content.oid().ok().map(|oid| oid.rest()) } else { Some(content.rest()) }
    }
}
