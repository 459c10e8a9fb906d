//! Certificates of every version and kind of key, made once and kept.

use crate::config::Identity;
use crate::crypto::{EcCurve, HashAlgorithm, PrivateKey, SignatureAlgorithm};
use crate::keys::Role;
use crate::pki::Certificate;
use crate::pki::certificate::key_usage;
use crate::pki::der::{Element, tag};
use crate::pki::key::subject_public_key_info;
use crate::pki::name::Attribute;
use crate::pki::oid::{CLIENT_AUTH, COMMON_NAME, Extension, SERVER_AUTH};
use crate::pki::write::{
    AlternativeName, CertificateParts, NewExtension, SignatureId, basic_constraints, extended_key_usage,
    named_bits, signed, subject_alt_names,
};
use crate::tests::fixtures::{SERVER_NAME, client_rsa, server_rsa};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

/// What a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    P256,
    P384,
    P521,
    Rsa,
}

/// The version of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    V1,
    V3,
}

/// Who signed a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Issuer {
    /// A root of version 1, which need not say that it is an authority: it is trusted.
    RootV1,
    /// A root of version 3.
    RootV3,
    /// An authority below that one; of version 3, for others may not issue.
    Intermediate,
}

impl Issuer {
    fn name(self) -> &'static [u8] {
        match self {
            Self::RootV1 => b"root 1",
            Self::RootV3 => b"root 3",
            Self::Intermediate => b"intermediate",
        }
    }

    fn key(self) -> PrivateKey {
        ec_key(EcCurve::P256, 0x11 + self as u8)
    }

    /// What a peer trusts that is to trust the leaf.
    pub fn root(self) -> Certificate {
        static ROOTS: LazyLock<[Certificate; 2]> = LazyLock::new(|| {
            [(Issuer::RootV1, Version::V1), (Issuer::RootV3, Version::V3)].map(|(root, version)| {
                certificate(root.name(), root, version, &root.key(), &authority_extensions())
            })
        });
        ROOTS[usize::from(self != Self::RootV1)].clone()
    }

    /// What stands between the leaf and the root.
    fn chain(self) -> Vec<Certificate> {
        static INTERMEDIATE: LazyLock<Certificate> = LazyLock::new(|| {
            let issuer = Issuer::Intermediate;
            let key = issuer.key();
            certificate(issuer.name(), Issuer::RootV3, Version::V3, &key, &authority_extensions())
        });
        if self == Self::Intermediate { vec![INTERMEDIATE.clone()] } else { Vec::new() }
    }
}

/// A certificate for this side with its key.
pub fn identity(role: Role, key: Key, version: Version, issuer: Issuer) -> Identity {
    type Kept = HashMap<(bool, Key, Version, Issuer), Identity>;
    static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);
    let mut kept = KEPT.lock().expect("nobody fails with it");
    kept.entry((role == Role::Server, key, version, issuer))
        .or_insert_with(|| {
            let key = private_key(role, key);
            let extensions = leaf_extensions(role);
            // Only version 3 has other names than the subject's.
            let name = match (role, version) {
                (Role::Server, Version::V1) => SERVER_NAME.as_bytes(),
                (Role::Server, Version::V3) => b"a server",
                (Role::Client, _) => b"a client",
            };
            let leaf = certificate(name, issuer, version, &key, &extensions);
            Identity { chain: [vec![leaf], issuer.chain()].concat(), key }
        })
        .clone()
}

fn private_key(role: Role, key: Key) -> Arc<PrivateKey> {
    let number = if role == Role::Server { 0x21 } else { 0x41 };
    Arc::new(match (key, role) {
        (Key::P256, _) => ec_key(EcCurve::P256, number),
        (Key::P384, _) => ec_key(EcCurve::P384, number),
        (Key::P521, _) => ec_key(EcCurve::P521, number),
        (Key::Rsa, Role::Server) => return server_rsa().key,
        (Key::Rsa, Role::Client) => return client_rsa().key,
    })
}

fn ec_key(curve: EcCurve, number: u8) -> PrivateKey {
    PrivateKey::from_ec_scalar(curve, &[number; 32], None).expect("a scalar below the order")
}

type Extensions = Vec<(Extension, bool, Vec<u8>)>;

fn authority_extensions() -> Extensions {
    vec![
        (Extension::BasicConstraints, true, basic_constraints(true, None).expect("short")),
        (Extension::KeyUsage, true, usage(key_usage::KEY_CERT_SIGN)),
    ]
}

fn leaf_extensions(role: Role) -> Extensions {
    let (purpose, name) = match role {
        Role::Server => (SERVER_AUTH, SERVER_NAME.as_bytes()),
        Role::Client => (CLIENT_AUTH, &b"client.example"[..]),
    };
    let name = AlternativeName::Octets { choice: 2, value: name };
    vec![
        (Extension::BasicConstraints, true, basic_constraints(false, None).expect("short")),
        (Extension::KeyUsage, true, usage(key_usage::DIGITAL_SIGNATURE)),
        (Extension::ExtendedKeyUsage, false, extended_key_usage(&[purpose]).expect("short")),
        (Extension::SubjectAltName, false, subject_alt_names(&[name]).expect("short")),
    ]
}

fn usage(bits: u32) -> Vec<u8> {
    named_bits(&[bits as u8], 8).expect("short")
}

/// A certificate from 2025 to 2049 that `issuer` signed.
fn certificate(
    subject: &[u8],
    issuer: Issuer,
    version: Version,
    key: &PrivateKey,
    extensions: &Extensions,
) -> Certificate {
    const LIMIT: usize = 4096;
    let signature = SignatureId { oid: b"\x2a\x86\x48\xce\x3d\x04\x03\x02", null_parameters: false };
    let extensions: Vec<_> = extensions
        .iter()
        .map(|(extension, critical, value)| NewExtension { oid: extension.oid(), critical: *critical, value })
        .collect();
    let parts = CertificateParts {
        version: if version == Version::V1 { 0 } else { 2 },
        serial: &[subject.len() as u8, 1],
        signature,
        issuer: &name(issuer.name()),
        not_before: b"20250101000000Z",
        not_after: b"20490101000000Z",
        subject: &name(subject),
        public_key_info: &subject_public_key_info(&key.public_key()),
        extensions: &extensions,
    };
    let to_be_signed = parts.to_be_signed(LIMIT).expect("room");
    let by = SignatureAlgorithm::Ecdsa(HashAlgorithm::Sha256);
    let proof = issuer.key().sign(by, &to_be_signed).expect("a signature");
    let der = signed(&to_be_signed, signature, &proof, LIMIT).expect("room");
    let certificate = Certificate::parse(&der).expect("sound");
    assert_eq!(certificate.version(), if version == Version::V1 { 1 } else { 3 });
    certificate
}

fn name(value: &[u8]) -> [Attribute<'_>; 1] {
    [Attribute { oid: COMMON_NAME, value: Element { tag: tag::UTF8_STRING, value }, merged_with_next: false }]
}
