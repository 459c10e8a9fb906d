//! Roots, and the lists of trusted certificates that they make up.

use super::super::certificate::*;
use super::super::der::{self, seq};
use super::super::keys::{Hash, Key, Scheme};
use super::super::name::{self, common};
use super::{
    AUTHORITY, Bundle, Keys, ONE, Root, authority, bundle, inter, leaf, self_signed, with_extensions,
};

/// Roots by name.
pub fn roots(keys: &Keys) -> Vec<Root> {
    let one = || authority(ONE, ONE, &keys.a);
    let own = |it: Certificate| it.sign(&keys.a);
    let ca = basic_constraints(true, None);
    let limited = |length| {
        own(with_extensions(one(), vec![basic_constraints(true, Some(length)), key_usage(AUTHORITY)]))
    };
    let named = |subject: Vec<u8>| own(one().with(|it| it.subject = subject));
    let root = |name: &str, key: &Key| authority(name, name, key).sign(key);
    vec![
        ("one", own(one())),
        ("one-other-key", one().with(|it| it.spki = keys.b.spki()).sign(&keys.b)),
        ("one-expired", own(one().with(|it| it.validity = validity("20200101000000Z", "20250101000000Z")))),
        ("one-future", own(one().with(|it| it.validity = validity("20530101000000Z", "20550101000000Z")))),
        ("one-no-cert-sign", own(with_extensions(one(), vec![ca.clone(), key_usage(0x82)]))),
        ("one-no-usage", own(with_extensions(one(), vec![ca.clone()]))),
        ("one-no-constraints", own(with_extensions(one(), vec![key_usage(AUTHORITY)]))),
        (
            "one-no-authority",
            own(with_extensions(one(), vec![basic_constraints(false, None), key_usage(AUTHORITY)])),
        ),
        ("one-no-extensions", own(with_extensions(one(), vec![]))),
        ("one-version-1", own(with_extensions(one().with(|it| it.version = vec![]), vec![]))),
        ("one-version-2", own(with_extensions(one().with(|it| it.version = version(1)), vec![]))),
        ("one-length-0", limited(0)),
        ("one-length-1", limited(1)),
        ("one-length-2", limited(2)),
        ("one-length-7", limited(7)),
        ("one-length-most", limited(0x7fff_fffe)),
        ("one-no-crl-sign", own(with_extensions(one(), vec![ca.clone(), key_usage(0x04)]))),
        ("one-md5", one().sign_as(&keys.a, Scheme::Pkcs1(Hash::Md5))),
        ("one-pss", one().sign_as(&keys.a, Scheme::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 32 })),
        ("one-broken-signature", own(one().with(|it| it.signature = Some(der::bits([7; 256]))))),
        ("one-other-issuer", own(authority(ONE, "Somebody", &keys.a))),
        ("one-client-only", own(one().and(extended_key_usage(&["1.3.6.1.5.5.7.3.2"])))),
        ("one-lower-case", named(common("root one"))),
        ("one-printable", named(name::name([("2.5.4.3", der::PRINTABLE, ONE.as_bytes())]))),
        ("one-ia5", named(name::name([("2.5.4.3", der::IA5, ONE.as_bytes())]))),
        ("one-bmp", named(name::name([("2.5.4.3", der::BMP, ONE.as_bytes())]))),
        ("one-space", named(common("Root One "))),
        (
            "one-longer",
            named(name::name([("2.5.4.3", der::UTF8, ONE.as_bytes()), ("2.5.4.10", der::UTF8, b"o")])),
        ),
        ("two", root("Root Two", &keys.b)),
        ("p256", root("Root P-256", &keys.p256)),
        ("p384", root("Root P-384", &keys.p384)),
        ("p521", root("Root P-521", &keys.p521)),
        ("rsa-1024", root("Root 1024", &keys.rsa_1024)),
        ("rsa-4096", root("Root 4096", &keys.rsa_4096)),
        ("inter", inter(keys, |_| {})),
        ("inter-other-issuer", authority("Inter", "Root Two", &keys.b).sign(&keys.b)),
        ("empty-name", named(seq::<Vec<u8>>([]))),
    ]
}

pub fn trusted(keys: &Keys, roots: &[Root]) -> Vec<Bundle> {
    let make = |name: String, ders: &[&Vec<u8>]| bundle(name, "CERTIFICATE", ders);
    let find = |name: &str| &roots.iter().find(|(own, _)| *own == name).expect("a root").1;
    let mut all: Vec<Bundle> = roots.iter().map(|(name, der)| make((*name).into(), &[der])).collect();
    for names in [
        &["one", "one-other-key"][..],
        &["one-other-key", "one"],
        &["one-expired", "one"],
        &["one", "one-expired"],
        &["one-future", "one"],
        &["one-expired", "one-future"],
        &["one-other-key", "one-expired"],
        &["one-no-cert-sign", "one"],
        &["one-version-1", "one"],
        &["one-length-0", "one"],
        &["one-length-0", "one-expired"],
        &["one-expired", "one-length-0"],
        &["two", "one"],
        &["p256", "p384", "p521"],
        &["rsa-1024", "rsa-4096", "two"],
        &["inter", "one"],
        &["one", "inter"],
        &["inter-other-issuer", "one"],
        &["one-lower-case", "two"],
        &["one-other-key", "one-other-key", "one-future"],
    ] {
        let ders: Vec<&Vec<u8>> = names.iter().map(|name| find(name)).collect();
        all.push(make(names.join("+"), &ders));
    }
    let every: Vec<&Vec<u8>> = roots.iter().map(|(_, der)| der).collect();
    all.push(make("all".into(), &every));
    all.push(make("all-reversed".into(), &every.iter().rev().copied().collect::<Vec<_>>()));
    let leaf = leaf(ONE, keys).sign(&keys.a);
    let own = self_signed(keys);
    all.push(make("a-leaf".into(), &[&leaf]));
    all.push(make("self-signed".into(), &[&own]));
    all.push(make("self-signed+one".into(), &[&own, find("one")]));
    all.push(make("one+self-signed".into(), &[find("one"), &own]));
    all.push(make("nobody".into(), &[]));
    all
}
