use super::parse;
use crate::error::ParseError;
use crate::pki::algorithm::CertificateSignature;
use crate::pki::certificate::Certificate;
use crate::pki::der::{Element, Reader, Span, tag};
use crate::pki::name::Name;
use crate::pki::validity::DateTime;
use core::fmt;
use std::sync::{Arc, OnceLock};

/// A parsed revocation list: its encoding and where in it everything stands.
///
/// A clone shares both. Two lists are equal if their encodings are.
#[derive(Clone)]
pub struct Crl(Arc<Parsed>);

/// What [`Crl`] shares.
struct Parsed {
    der: Box<[u8]>,
    fields: Fields,
    /// The first authority whose key verified the signature. Lists are long and looked at in every handshake; their
    /// signature need not be verified each time.
    signer: OnceLock<Certificate>,
}

/// Where the fields stand, and what is cheaper to keep than to read again.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    pub(super) tbs: Span,
    pub(super) version: u8,
    pub(super) signature_oid: Span,
    pub(super) signature_algorithm: Option<CertificateSignature>,
    pub(super) issuer_raw: Span,
    pub(super) issuer: Span,
    pub(super) this_update: DateTime,
    pub(super) next_update: Option<DateTime>,
    pub(super) entries: Vec<Entry>,
    pub(super) extensions: Option<Span>,
    pub(super) signature: Span,
}

/// Where the parts of one entry stand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) whole: Span,
    pub(super) serial_tag: u8,
    pub(super) serial: Span,
    pub(super) revoked: DateTime,
    /// The tag behind the date, 0 if nothing follows; the extensions with their header, if that is what follows.
    pub(super) extensions: (u8, Option<Span>),
}

/// One certificate that is revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevokedEntry<'a> {
    /// The content of the entry.
    pub content: &'a [u8],
    /// The serial number with its leading zeros, and its tag.
    pub serial: Element<'a>,
    /// Since when it is revoked.
    pub revoked: DateTime,
    /// The tag of what stands behind the date; 0 if nothing does.
    pub extensions_tag: u8,
    /// The extensions of the entry, a SEQUENCE with its header.
    pub extensions: Option<&'a [u8]>,
}

impl Crl {
    /// The longest list that is parsed: far above any that is published, and what spans can point into.
    pub const MAX_LENGTH: usize = 1 << 30;

    /// Parses one list in DER, which must end where `der` ends.
    ///
    /// What is accepted and which error is returned follows Mbed TLS 3.6. Among other things any critical extension
    /// of the list is refused, and extensions of entries are passed over, critical or not.
    pub fn parse(der: &[u8]) -> Result<Self, ParseError> {
        let fields = parse::parse(der)?;
        Ok(Self(Arc::new(Parsed { der: der.into(), fields, signer: OnceLock::new() })))
    }

    /// The whole list.
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The part that is signed.
    pub fn tbs(&self) -> &[u8] {
        self.bytes(self.fields().tbs)
    }

    /// The version as people count it: 1 or 2.
    pub fn version(&self) -> u8 {
        self.fields().version
    }

    /// The object identifier of the signature algorithm.
    pub fn signature_oid(&self) -> &[u8] {
        self.bytes(self.fields().signature_oid)
    }

    /// The signature algorithm; every list that parsed has one.
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

    /// When the list was issued.
    pub fn this_update(&self) -> DateTime {
        self.fields().this_update
    }

    /// By when the next one will be issued, if that is told.
    pub fn next_update(&self) -> Option<DateTime> {
        self.fields().next_update
    }

    /// The revoked certificates in their order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = RevokedEntry<'_>> {
        self.fields().entries.iter().map(|entry| RevokedEntry {
            content: self.bytes(entry.whole),
            serial: Element { tag: entry.serial_tag, value: self.bytes(entry.serial) },
            revoked: entry.revoked,
            extensions_tag: entry.extensions.0,
            extensions: entry.extensions.1.map(|span| self.bytes(span)),
        })
    }

    /// True if the list has the serial number of `certificate`, octet by octet, whatever the date of its revocation.
    /// Behind an entry with an empty serial number nobody looks, as it is with Mbed TLS.
    pub fn lists(&self, certificate: &Certificate) -> bool {
        let wanted = certificate.serial().value;
        self.fields()
            .entries
            .iter()
            .map(|entry| self.bytes(entry.serial))
            .take_while(|serial| !serial.is_empty())
            .any(|serial| serial == wanted)
    }

    /// The extensions of the list: the SEQUENCE of all of them, with its header.
    pub fn extensions(&self) -> Option<&[u8]> {
        self.fields().extensions.map(|span| self.bytes(span))
    }

    /// True if the signature is known to verify with the key of `authority`.
    pub(in crate::pki) fn is_known_from(&self, authority: &Certificate) -> bool {
        self.0.signer.get().is_some_and(|signer| signer == authority)
    }

    /// Remembers that the signature verifies with the key of `authority`.
    pub(in crate::pki) fn remember(&self, authority: &Certificate) {
        let _ = self.0.signer.set(authority.clone());
    }

    fn fields(&self) -> &Fields {
        &self.0.fields
    }

    fn bytes(&self, span: Span) -> &[u8] {
        span.of(&self.0.der)
    }
}

impl RevokedEntry<'_> {
    /// How long the content of [`extensions`](Self::extensions) is.
    pub fn extensions_length(&self) -> usize {
        let content =
            |whole| Reader::new(whole).element(tag::SEQUENCE).map_or(0, |content| content.remaining());
        self.extensions.map_or(0, content)
    }
}

impl PartialEq for Crl {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Crl {}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Crl")
            .field("issuer", &self.issuer())
            .field("entries", &self.fields().entries.len())
            .field("length", &self.0.der.len())
            .finish_non_exhaustive()
    }
}
