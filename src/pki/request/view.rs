use super::parse;
use crate::error::ParseError;
use crate::pki::algorithm::CertificateSignature;
use crate::pki::certificate::{Extensions, GeneralNames, UnknownExtension};
use crate::pki::der::{Reader, Span};
use crate::pki::key::SubjectPublicKey;
use crate::pki::name::Name;
use crate::pki::oid::Extension;
use core::fmt;

/// A parsed request: its encoding and where in it everything stands.
#[derive(Clone)]
pub struct Request {
    der: Box<[u8]>,
    fields: Fields,
}

/// Where the fields stand. What comes behind a fault is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) info: Span,
    pub(super) version: u8,
    pub(super) subject_raw: Span,
    pub(super) subject: Span,
    pub(super) key: Option<SubjectPublicKey>,
    pub(super) extensions: Extensions,
    pub(super) unknown: Vec<(Span, bool, Span)>,
    pub(super) signature_oid: Span,
    pub(super) signature_algorithm: Option<CertificateSignature>,
    pub(super) signature: Span,
}

/// A request that was read as far as it goes, for callers that look at extensions which are not known here.
#[derive(Debug)]
pub struct Parsing {
    /// What was read.
    pub request: Request,
    /// Whether that is the whole of it.
    pub outcome: Result<(), ParseError>,
}

impl Request {
    /// Parses one request in DER, which is all there is. What is accepted and which error is returned follows Mbed TLS
    /// 3.6; a critical extension that is not known is an error.
    pub fn parse(der: &[u8]) -> Result<Self, ParseError> {
        let (fields, outcome) = parse::parse(der, false);
        outcome.map(|()| Self { der: der.into(), fields })
    }

    /// As [`parse`](Self::parse), leaving it to the caller to judge the [unknown extensions](Self::unknown_extensions).
    pub fn parse_leniently(der: &[u8]) -> Parsing {
        let (fields, outcome) = parse::parse(der, true);
        Parsing { request: Self { der: der.into(), fields }, outcome }
    }

    /// The whole request.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The part that is signed.
    pub fn info(&self) -> &[u8] {
        self.bytes(self.fields.info)
    }

    /// The version as people count it, which is 1.
    pub fn version(&self) -> u8 {
        self.fields.version
    }

    /// The subject's name, encoded, with its header.
    pub fn subject_raw(&self) -> &[u8] {
        self.bytes(self.fields.subject_raw)
    }

    /// The subject's name.
    pub fn subject(&self) -> Name<'_> {
        Name::from_checked(self.bytes(self.fields.subject))
    }

    /// The subject's key; every request that parsed has one.
    pub fn public_key(&self) -> Option<&SubjectPublicKey> {
        self.fields.key.as_ref()
    }

    /// The known extensions that are asked for, as the bits of [`Extension`].
    pub fn extension_bits(&self) -> u32 {
        self.fields.extensions.present
    }

    /// True if this extension is asked for.
    pub fn has_extension(&self, extension: Extension) -> bool {
        self.extension_bits() & extension as u32 != 0
    }

    /// keyUsage, as in [`Certificate`](crate::pki::Certificate).
    pub fn key_usage_bits(&self) -> u32 {
        self.fields.extensions.key_usage
    }

    /// Netscape's certificate type.
    pub fn ns_cert_type(&self) -> u8 {
        self.fields.extensions.ns_cert_type
    }

    /// subjectAltName.
    pub fn subject_alt_names(&self) -> GeneralNames<'_> {
        GeneralNames::from_checked(self.bytes(self.fields.extensions.subject_alt_names))
    }

    /// The extensions that are not known here, in their order.
    pub fn unknown_extensions(&self) -> impl Iterator<Item = UnknownExtension<'_>> {
        self.fields.unknown.iter().map(|(oid, critical, value)| UnknownExtension {
            oid: self.bytes(*oid),
            critical: *critical,
            value: self.bytes(*value),
        })
    }

    /// The object identifier of the signature algorithm.
    pub fn signature_oid(&self) -> &[u8] {
        self.bytes(self.fields.signature_oid)
    }

    /// The signature algorithm; every request that parsed has one.
    pub fn signature_algorithm(&self) -> Option<CertificateSignature> {
        self.fields.signature_algorithm
    }

    /// The signature, which is not checked.
    pub fn signature(&self) -> &[u8] {
        self.bytes(self.fields.signature)
    }

    /// The longest request in bytes.
    pub(super) const MAX_LENGTH: usize = Reader::MAX_LENGTH;

    fn bytes(&self, span: Span) -> &[u8] {
        span.of(&self.der)
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("subject", &self.subject())
            .field("length", &self.der.len())
            .finish_non_exhaustive()
    }
}
