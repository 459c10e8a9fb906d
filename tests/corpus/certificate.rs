//! A certificate as a list of its parts, each of which can be anything.

use super::der::{self, constructed, oid, seq};
use super::keys::{Key, Scheme};
use super::name;

/// The parts of a certificate, encoded.
#[derive(Clone)]
pub struct Certificate {
    /// The version with its tag; nothing for version 1.
    pub version: Vec<u8>,
    pub serial: Vec<u8>,
    /// The inner AlgorithmIdentifier; that of the signature if it is nothing.
    pub algorithm: Vec<u8>,
    pub issuer: Vec<u8>,
    pub validity: Vec<u8>,
    pub subject: Vec<u8>,
    pub spki: Vec<u8>,
    /// Unique identifiers.
    pub ids: Vec<u8>,
    pub extensions: Vec<Vec<u8>>,
    /// What stands in the place of the extensions, if it is not their list.
    pub extensions_field: Option<Vec<u8>>,
    /// What follows inside the signed part.
    pub rest_of_tbs: Vec<u8>,
    /// The outer AlgorithmIdentifier; that of the signature if it is nothing.
    pub outer_algorithm: Vec<u8>,
    /// What stands in the place of the signature.
    pub signature: Option<Vec<u8>>,
    /// What follows inside the certificate.
    pub rest: Vec<u8>,
}

impl Certificate {
    /// A certificate of version 3 from 2025 to 2055 without extensions.
    pub fn new(subject: &str, issuer: &str, key: &Key) -> Self {
        Self {
            version: version(2),
            serial: der::integer(0x1234_5678),
            algorithm: Vec::new(),
            issuer: name::common(issuer),
            validity: validity("20250101000000Z", "20550101000000Z"),
            subject: name::common(subject),
            spki: key.spki(),
            ids: Vec::new(),
            extensions: Vec::new(),
            extensions_field: None,
            rest_of_tbs: Vec::new(),
            outer_algorithm: Vec::new(),
            signature: None,
            rest: Vec::new(),
        }
    }

    /// The same, changed.
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The same with one more extension.
    pub fn and(self, extension: Vec<u8>) -> Self {
        self.with(|this| this.extensions.push(extension))
    }

    /// The signed part.
    pub fn tbs(&self, scheme: Scheme) -> Vec<u8> {
        let extensions = match &self.extensions_field {
            Some(field) => field.clone(),
            None if self.extensions.is_empty() => Vec::new(),
            None => der::tlv(constructed(3), seq(&self.extensions)),
        };
        let algorithm = if self.algorithm.is_empty() { scheme.identifier() } else { self.algorithm.clone() };
        seq([
            &self.version,
            &self.serial,
            &algorithm,
            &self.issuer,
            &self.validity,
            &self.subject,
            &self.spki,
            &self.ids,
            &extensions,
            &self.rest_of_tbs,
        ])
    }

    /// The certificate, signed the usual way.
    pub fn sign(&self, key: &Key) -> Vec<u8> {
        self.sign_as(key, key.scheme())
    }

    /// The certificate.
    pub fn sign_as(&self, key: &Key, scheme: Scheme) -> Vec<u8> {
        let tbs = self.tbs(scheme);
        let signature = self.signature.clone().unwrap_or_else(|| der::bits(key.sign(scheme, &tbs)));
        let outer =
            if self.outer_algorithm.is_empty() { scheme.identifier() } else { self.outer_algorithm.clone() };
        seq([tbs, outer, signature, self.rest.clone()])
    }
}

/// The version field: 2 is version 3.
pub fn version(number: u32) -> Vec<u8> {
    der::tlv(constructed(0), der::integer(number))
}

/// The validity, of two times as [`der::time`] takes them.
pub fn validity(from: &str, until: &str) -> Vec<u8> {
    seq([der::time(from), der::time(until)])
}

/// An extension.
pub fn extension(kind: &str, critical: bool, value: impl AsRef<[u8]>) -> Vec<u8> {
    let critical = if critical { der::tlv(der::BOOLEAN, [0xff]) } else { Vec::new() };
    seq([oid(kind), critical, der::tlv(der::OCTET_STRING, value)])
}

pub const SUBJECT_KEY_ID: &str = "2.5.29.14";
pub const KEY_USAGE: &str = "2.5.29.15";
pub const SUBJECT_ALT_NAME: &str = "2.5.29.17";
pub const BASIC_CONSTRAINTS: &str = "2.5.29.19";
pub const CRL_NUMBER: &str = "2.5.29.20";
pub const POLICIES: &str = "2.5.29.32";
pub const AUTHORITY_KEY_ID: &str = "2.5.29.35";
pub const EXTENDED_KEY_USAGE: &str = "2.5.29.37";
pub const NS_CERT_TYPE: &str = "2.16.840.1.113730.1.1";

/// basicConstraints.
pub fn basic_constraints(authority: bool, path_length: Option<u32>) -> Vec<u8> {
    let authority = if authority { der::tlv(der::BOOLEAN, [0xff]) } else { Vec::new() };
    let length = path_length.map(der::integer).unwrap_or_default();
    extension(BASIC_CONSTRAINTS, true, seq([authority, length]))
}

/// keyUsage of one octet: 0x80 digitalSignature, 0x04 keyCertSign, 0x02 cRLSign ...
pub fn key_usage(bits: u8) -> Vec<u8> {
    let unused = bits.trailing_zeros().min(7) as u8;
    extension(KEY_USAGE, true, der::tlv(der::BIT_STRING, [unused, bits]))
}

/// extKeyUsage.
pub fn extended_key_usage(purposes: &[&str]) -> Vec<u8> {
    extension(EXTENDED_KEY_USAGE, false, seq(purposes.iter().map(|purpose| oid(purpose))))
}

/// subjectAltName of encoded general names.
pub fn alt_names(names: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    extension(SUBJECT_ALT_NAME, false, seq(names))
}

/// A dNSName.
pub fn dns(text: &str) -> Vec<u8> {
    der::tlv(der::context(2), text)
}

/// An iPAddress.
pub fn ip(octets: &[u8]) -> Vec<u8> {
    der::tlv(der::context(7), octets)
}

/// A uniformResourceIdentifier.
pub fn uri(text: &str) -> Vec<u8> {
    der::tlv(der::context(6), text)
}
