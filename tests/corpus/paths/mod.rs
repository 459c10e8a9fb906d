//! Chains, lists of trusted certificates, and sets of revocation lists: what verification is tried on.
//!
//! Most authorities sign with RSA keys of 2048 bits, of which there are two, because those verify fastest everywhere.

mod chains;
mod leaves;
mod roots;

use super::certificate::*;
use super::der::{self, pem, seq};
use super::keys::{Curve, Hash, Key, Scheme};
use super::lists::{List, entry};
use std::fs;
use std::path::Path;

/// One thing to verify with: certificates or lists in PEM.
pub struct Bundle {
    pub name: String,
    pub pem: Vec<u8>,
}

/// What is verified, below whom, and what is revoked.
pub struct Paths {
    pub leaves: Vec<Bundle>,
    pub trusted: Vec<Bundle>,
    pub lists: Vec<Bundle>,
}

/// When everything is looked at, in seconds since 1970: 2026-06-15 12:00:00.
pub const NOW: &str = "20260615120000Z";

/// Writes them below `paths` of a folder.
pub fn write(folder: &Path, paths: &Paths) {
    for (kind, bundles) in [("leaves", &paths.leaves), ("trusted", &paths.trusted), ("lists", &paths.lists)] {
        let place = folder.join("paths").join(kind);
        fs::create_dir_all(&place).expect("a folder for paths");
        let mut list = String::new();
        for bundle in bundles {
            let file = format!("{}.pem", bundle.name);
            fs::write(place.join(&file), &bundle.pem).expect("a bundle");
            assert!(!list.lines().any(|line| line == file), "two {kind} are called {file}");
            list += &file;
            list += "\n";
        }
        fs::write(place.join("list"), list).expect("a list of bundles");
    }
}

/// Everything.
pub fn paths() -> Paths {
    let keys = Keys::new();
    let roots = roots::roots(&keys);
    Paths {
        leaves: leaves::leaves(&keys, &roots),
        trusted: roots::trusted(&keys, &roots),
        lists: lists(&keys),
    }
}

/// The keys of authorities.
pub struct Keys {
    pub a: Key,
    pub b: Key,
    rsa_1024: Key,
    rsa_4096: Key,
    p256: Key,
    p384: Key,
    p521: Key,
    leaf: Key,
}

impl Keys {
    pub fn new() -> Self {
        Self {
            a: Key::rsa("2048-a"),
            b: Key::rsa("2048-b"),
            rsa_1024: Key::rsa("1024-a"),
            rsa_4096: Key::rsa("4096"),
            p256: Key::ec(Curve::P256, "root"),
            p384: Key::ec(Curve::P384, "root"),
            p521: Key::ec(Curve::P521, "root"),
            leaf: Key::ec(Curve::P256, "leaf"),
        }
    }
}

/// keyCertSign and cRLSign.
const AUTHORITY: u8 = 0x06;

/// An authority of version 3 as it should be.
pub fn authority(subject: &str, issuer: &str, key: &Key) -> Certificate {
    Certificate::new(subject, issuer, key).and(basic_constraints(true, None)).and(key_usage(AUTHORITY))
}

fn with_extensions(mut it: Certificate, extensions: Vec<Vec<u8>>) -> Certificate {
    it.extensions = extensions;
    it
}

/// A root and what it is called here.
type Root = (&'static str, Vec<u8>);

/// The name of the first root.
const ONE: &str = "Root One";

/// The usual intermediate below the first root.
fn inter(keys: &Keys, change: impl FnOnce(&mut Certificate)) -> Vec<u8> {
    authority("Inter", ONE, &keys.b).with(change).sign(&keys.a)
}

fn bundle(name: impl Into<String>, label: &str, ders: &[&Vec<u8>]) -> Bundle {
    Bundle { name: name.into(), pem: der::join(ders.iter().map(|der| pem(label, der))) }
}

/// A leaf as most are changes of it.
fn leaf(issuer: &str, keys: &Keys) -> Certificate {
    Certificate::new("localhost", issuer, &keys.leaf)
        .and(basic_constraints(false, None))
        .and(key_usage(0x80))
        .and(alt_names([dns("localhost"), dns("*.wild.example"), ip(&[127, 0, 0, 1])]))
}

fn self_signed(keys: &Keys) -> Vec<u8> {
    leaf("localhost", keys).sign(&keys.leaf)
}

/// A serial number that lists of revoked certificates name, and one that they do not.
const REVOKED: [u8; 3] = [0x0b, 0xad, 0x01];

fn lists(keys: &Keys) -> Vec<Bundle> {
    let date = "20260101000000Z";
    let revoking = |issuer: &str| List::new(issuer, &[&[1], &REVOKED, &[0x12, 0x34, 0x56, 0x79]]);
    let empty = List::new(ONE, &[]).sign(&keys.a);
    let one = revoking(ONE).sign(&keys.a);
    let everything = List::new(ONE, &[&[0x12, 0x34, 0x56, 0x78]]).sign(&keys.a);
    let inter = List::new("Inter", &[&[0x12, 0x34, 0x56, 0x78]]).sign(&keys.b);
    let later = List::new(ONE, &[]).with(|it| it.entries = seq([entry(&REVOKED, "20540101000000Z", vec![])]));
    let changed = |change: &dyn Fn(&mut List)| revoking(ONE).with(|it| change(it)).sign(&keys.a);
    let make = |name: &str, ders: &[&Vec<u8>]| bundle(name, "X509 CRL", ders);
    let expired = changed(&|it| it.next_update = der::time(date));
    vec![
        make("none", &[]),
        make("empty", &[&empty]),
        make("revoking", &[&one]),
        make("everything", &[&everything]),
        make("inter", &[&inter]),
        make("other-key", &[&revoking(ONE).sign(&keys.b)]),
        make("broken", &[&changed(&|it| it.signature = Some(der::bits([9; 256])))]),
        make("expired", &[&expired]),
        make("future", &[&changed(&|it| it.this_update = der::time("20540101000000Z"))]),
        make("endless", &[&changed(&|it| it.next_update = vec![])]),
        make("revoked-later", &[&later.sign(&keys.a)]),
        make("sha1", &[&revoking(ONE).sign_as(&keys.a, Scheme::Pkcs1(Hash::Sha1))]),
        make(
            "pss",
            &[&revoking(ONE)
                .sign_as(&keys.a, Scheme::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 32 })],
        ),
        make(
            "two-roots",
            &[
                &revoking("Root Two").sign(&keys.b),
                &revoking("Root 1024").sign(&keys.rsa_1024),
                &revoking("Root P-256").sign(&keys.p256),
            ],
        ),
        make("several", &[&empty, &expired, &one, &inter]),
        make("lower-case", &[&revoking("root one").sign(&keys.a)]),
    ]
}
