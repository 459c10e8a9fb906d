//! Chains, lists of trusted certificates, and sets of revocation lists: what verification is tried on.
//!
//! Most authorities sign with RSA keys of 2048 bits, of which there are two, because those verify fastest everywhere.

use super::certificate::*;
use super::der::{self, constructed, context, oid, pem, seq, tlv};
use super::keys::{Curve, Hash, Key, Scheme};
use super::lists::{List, entry};
use super::name::{self, common};
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
    let roots = roots(&keys);
    Paths { leaves: leaves(&keys, &roots), trusted: trusted(&keys, &roots), lists: lists(&keys) }
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

const ONE: &str = "Root One";

/// Roots by name.
fn roots(keys: &Keys) -> Vec<(&'static str, Vec<u8>)> {
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

/// The usual intermediate below the first root.
fn inter(keys: &Keys, change: impl FnOnce(&mut Certificate)) -> Vec<u8> {
    authority("Inter", ONE, &keys.b).with(change).sign(&keys.a)
}

fn bundle(name: impl Into<String>, label: &str, ders: &[&Vec<u8>]) -> Bundle {
    Bundle { name: name.into(), pem: der::join(ders.iter().map(|der| pem(label, der))) }
}

fn trusted(keys: &Keys, roots: &[(&'static str, Vec<u8>)]) -> Vec<Bundle> {
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

fn leaves(keys: &Keys, roots: &[(&'static str, Vec<u8>)]) -> Vec<Bundle> {
    let mut all = Vec::new();
    let mut add = |name: &str, chain: &[&Vec<u8>]| {
        all.push(bundle(format!("{:03}-{name}", all.len()), "CERTIFICATE", chain));
    };
    for (number, (name, der)) in single_leaves(keys).iter().enumerate() {
        add(name, &[der]);
        // Some of them below the intermediate, too.
        if number % 4 == 0 {
            add(&format!("{name}-with-inter"), &[der, &inter(keys, |_| {})]);
        }
    }
    for (name, chain) in chains(keys, roots) {
        add(&name, &chain.iter().collect::<Vec<_>>());
    }
    all
}

/// A serial number that lists of revoked certificates name, and one that they do not.
const REVOKED: [u8; 3] = [0x0b, 0xad, 0x01];

fn single_leaves(keys: &Keys) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let a = &keys.a;
    let one = || leaf(ONE, keys);
    let mut add = |name: &str, der: Vec<u8>| all.push((name.into(), der));
    add("plain", one().sign(a));
    add("revoked", one().with(|it| it.serial = tlv(der::INTEGER, REVOKED)).sign(a));
    add(
        "revoked-padded",
        one().with(|it| it.serial = tlv(der::INTEGER, [&[0][..], &REVOKED].concat())).sign(a),
    );
    for hash in Hash::ALL {
        add(&format!("pkcs1-{hash:?}"), one().sign_as(a, Scheme::Pkcs1(hash)));
        add(&format!("pss-{hash:?}"), one().sign_as(a, Scheme::Pss { hash, mgf1: hash, salt: 20 }));
    }
    for (salt, mgf1) in [(0, Hash::Sha256), (32, Hash::Sha1), (100, Hash::Sha512), (222, Hash::Sha256)] {
        add(&format!("pss-salt-{salt}"), one().sign_as(a, Scheme::Pss { hash: Hash::Sha256, mgf1, salt }));
    }
    let said = Scheme::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 20 };
    let made = Scheme::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 32 };
    add(
        "pss-other-salt",
        one()
            .with(|it| {
                it.algorithm = said.identifier();
                it.outer_algorithm = said.identifier();
            })
            .sign_as(a, made),
    );
    for (root, key) in [
        ("Root Two", &keys.b),
        ("Root P-256", &keys.p256),
        ("Root P-384", &keys.p384),
        ("Root P-521", &keys.p521),
        ("Root 1024", &keys.rsa_1024),
        ("Root 4096", &keys.rsa_4096),
    ] {
        add(root, leaf(root, keys).sign(key));
    }
    for hash in &Hash::ALL[1..] {
        add(&format!("ecdsa-{hash:?}"), leaf("Root P-256", keys).sign_as(&keys.p256, Scheme::Ecdsa(*hash)));
    }
    add("p521-sha256", leaf("Root P-521", keys).sign_as(&keys.p521, Scheme::Ecdsa(Hash::Sha256)));
    add("p384-sha512", leaf("Root P-384", keys).sign_as(&keys.p384, Scheme::Ecdsa(Hash::Sha512)));
    // Keys of leaves.
    for rsa in ["512", "768", "1024-b", "2048-b", "4096"] {
        add(&format!("key-rsa-{rsa}"), one().with(|it| it.spki = Key::rsa(rsa).spki()).sign(a));
    }
    for curve in [Curve::P384, Curve::P521] {
        add(&format!("key-{curve:?}"), one().with(|it| it.spki = Key::ec(curve, "leaf").spki()).sign(a));
    }
    for (label, spki) in super::keyfiles::public_infos() {
        if [
            "secp192r1-generator",
            "secp224r1-generator",
            "secp256k1-generator",
            "brainpool-256-generator",
            "P256-agreement",
            "x25519",
            "P256-compressed",
        ]
        .contains(&label.as_str())
        {
            add(&format!("key-{label}"), one().with(|it| it.spki = spki).sign(a));
        }
    }
    // Dates.
    for (label, from, until) in [
        ("expired", "20200101000000Z", "20210101000000Z"),
        ("future", "20540101000000Z", "20550101000000Z"),
        ("backwards", "20540101000000Z", "20210101000000Z"),
        ("until-now", "20250101000000Z", NOW),
        ("until-before", "20250101000000Z", "20260615115959Z"),
        ("from-now", NOW, "20550101000000Z"),
        ("from-later", "20260615120001Z", "20550101000000Z"),
        ("for-ever", "19700101000000Z", "99991231235959Z"),
        ("year-0", "00000101000000Z", "00010101000000Z"),
    ] {
        add(label, one().with(|it| it.validity = validity(from, until)).sign(a));
    }
    // Names.
    let named = |subject: Vec<u8>, names: Vec<Vec<u8>>| {
        let list = if names.is_empty() { vec![] } else { vec![alt_names(names)] };
        with_extensions(one().with(|it| it.subject = subject), list).sign(a)
    };
    let directory = tlv(constructed(4), common("localhost"));
    let module = tlv(
        constructed(0),
        [oid("1.3.6.1.5.5.7.8.4"), tlv(constructed(0), seq([oid("1.2.3"), tlv(der::OCTET_STRING, [1])]))]
            .concat(),
    );
    for (label, der) in [
        ("cn", named(common("localhost"), vec![])),
        ("cn-upper", named(common("LOCALHOST"), vec![])),
        ("cn-wild", named(common("*.wild.example"), vec![])),
        ("cn-ip", named(common("127.0.0.1"), vec![])),
        ("cn-uri", named(common("urn:one"), vec![])),
        (
            "cn-two",
            named(
                name::name([("2.5.4.3", der::UTF8, &b"other"[..]), ("2.5.4.3", der::UTF8, b"localhost")]),
                vec![],
            ),
        ),
        ("cn-organization", named(name::name([("2.5.4.10", der::UTF8, &b"localhost"[..])]), vec![])),
        ("cn-bmp", named(name::name([("2.5.4.3", der::BMP, &b"localhost"[..])]), vec![])),
        ("cn-nul", named(common("localhost\0.evil"), vec![])),
        ("cn-other-san-matches", named(common("other"), vec![dns("localhost")])),
        ("cn-matches-san-other", named(common("localhost"), vec![dns("other")])),
        ("empty-subject", named(seq::<Vec<u8>>([]), vec![dns("localhost")])),
        ("empty-subject-no-names", named(seq::<Vec<u8>>([]), vec![])),
        ("san-wild", named(common("x"), vec![dns("*.wild.example")])),
        ("san-wild-all", named(common("x"), vec![dns("*")])),
        ("san-wild-top", named(common("x"), vec![dns("*.example")])),
        ("san-wild-inside", named(common("x"), vec![dns("a.*.example")])),
        ("san-wild-part", named(common("x"), vec![dns("a*.wild.example")])),
        ("san-upper", named(common("x"), vec![dns("LocalHost")])),
        ("san-dot", named(common("x"), vec![dns("localhost.")])),
        ("san-nul", named(common("x"), vec![dns("localhost\0.evil")])),
        ("san-empty", named(common("x"), vec![dns("")])),
        ("san-ip-4", named(common("x"), vec![ip(&[127, 0, 0, 1])])),
        ("san-ip-6", named(common("x"), vec![ip(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])])),
        (
            "san-ip-mapped",
            named(common("x"), vec![ip(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1])]),
        ),
        ("san-ip-as-dns", named(common("x"), vec![dns("127.0.0.1")])),
        ("san-uri", named(common("x"), vec![uri("urn:one")])),
        ("san-uri-upper", named(common("x"), vec![uri("URN:ONE")])),
        ("san-dns-as-uri", named(common("x"), vec![uri("localhost")])),
        ("san-mail", named(common("localhost"), vec![tlv(context(1), "localhost")])),
        ("san-directory", named(common("localhost"), vec![directory])),
        ("san-module", named(common("localhost"), vec![module.clone()])),
        ("san-module-then-dns", named(common("x"), vec![module, dns("localhost")])),
        ("san-registered", named(common("localhost"), vec![tlv(context(8), [0x2a])])),
        ("san-unknown-then-dns", named(common("x"), vec![tlv(context(10), [1]), dns("localhost")])),
        (
            "san-many",
            named(common("x"), (0..30).map(|n| dns(&format!("h{n}"))).chain([dns("localhost")]).collect()),
        ),
    ] {
        add(label, der);
    }
    // Usage and kind.
    add("no-extensions", with_extensions(one(), vec![]).sign(a));
    add("version-1", with_extensions(one().with(|it| it.version = vec![]), vec![]).sign(a));
    add("an-authority", authority("localhost", ONE, &keys.leaf).sign(a));
    add("client-only", one().and(extended_key_usage(&["1.3.6.1.5.5.7.3.2"])).sign(a));
    add("self-signed", self_signed(keys));
    add("self-signed-other-key", leaf("localhost", keys).sign(&keys.p256));
    add(
        "self-signed-expired",
        leaf("localhost", keys)
            .with(|it| it.validity = validity("20200101000000Z", "20210101000000Z"))
            .sign(&keys.leaf),
    );
    // Signatures.
    add("signed-by-other", one().sign(&keys.b));
    add("broken-signature", one().with(|it| it.signature = Some(der::bits([1; 256]))).sign(a));
    add("short-signature", one().with(|it| it.signature = Some(der::bits([1; 20]))).sign(a));
    add("ecdsa-below-rsa", one().sign(&keys.p256));
    add("rsa-below-ecdsa", leaf("Root P-256", keys).sign(a));
    add("p384-below-p256", leaf("Root P-256", keys).sign(&keys.p384));
    add("issuer-lower", leaf("root one", keys).sign(a));
    add(
        "issuer-ia5",
        one().with(|it| it.issuer = name::name([("2.5.4.3", der::IA5, ONE.as_bytes())])).sign(a),
    );
    add(
        "issuer-longer",
        one()
            .with(|it| {
                it.issuer =
                    name::name([("2.5.4.3", der::UTF8, ONE.as_bytes()), ("2.5.4.10", der::UTF8, b"o")])
            })
            .sign(a),
    );
    add("issuer-unknown", leaf("Nobody", keys).sign(a));
    add(
        "wrong-authority-id",
        one().and(extension(AUTHORITY_KEY_ID, false, seq([tlv(context(0), [9; 20])]))).sign(a),
    );
    add("below-inter", leaf("Inter", keys).sign(&keys.b));
    all
}

/// An intermediate of a long chain: numbers alternate between the two keys.
fn link(keys: &Keys, number: usize, change: impl FnOnce(&mut Certificate)) -> Vec<u8> {
    let issuer = if number == 0 { ONE.to_owned() } else { format!("Link {}", number - 1) };
    let (own, parent) = if number.is_multiple_of(2) { (&keys.b, &keys.a) } else { (&keys.a, &keys.b) };
    authority(&format!("Link {number}"), &issuer, own).with(change).sign(parent)
}

/// The chain below `count` intermediates, the leaf first.
fn chain_of(keys: &Keys, count: usize, change: impl Fn(usize, &mut Certificate)) -> Vec<Vec<u8>> {
    let issuer = if count == 0 { ONE.to_owned() } else { format!("Link {}", count - 1) };
    let parent = if count.is_multiple_of(2) { &keys.a } else { &keys.b };
    let links = (0..count).rev().map(|number| link(keys, number, |it| change(number, it)));
    [leaf(&issuer, keys).sign(parent)].into_iter().chain(links).collect()
}

fn chains(keys: &Keys, roots: &[(&'static str, Vec<u8>)]) -> Vec<(String, Vec<Vec<u8>>)> {
    let root = &roots[0].1;
    let expired = validity("20200101000000Z", "20210101000000Z");
    let future = validity("20540101000000Z", "20550101000000Z");
    let mut all: Vec<(String, Vec<Vec<u8>>)> = Vec::new();
    let mut add = |name: &str, chain: Vec<Vec<u8>>| all.push((name.into(), chain));
    for count in 1..=10 {
        add(&format!("links-{count}"), chain_of(keys, count, |_, _| {}));
        if count % 3 == 0 {
            add(
                &format!("links-{count}-and-root"),
                [chain_of(keys, count, |_, _| {}), vec![root.clone()]].concat(),
            );
        }
    }
    let three = || chain_of(keys, 3, |_, _| {});
    let order = |order: [usize; 4]| order.map(|at| three()[at].clone()).to_vec();
    add("wrong-order", order([0, 2, 1, 3]));
    add("reversed-links", order([0, 3, 2, 1]));
    add("link-missing", vec![three()[0].clone(), three()[2].clone(), three()[3].clone()]);
    add("last-link-missing", three()[..3].to_vec());
    add("links-twice", [three(), three()].concat());
    add("root-first", [vec![three()[0].clone(), root.clone()], three()[1..].to_vec()].concat());
    add("strangers-between", {
        let stranger = authority("Stranger", "Stranger", &keys.b).sign(&keys.b);
        let three = three();
        vec![
            three[0].clone(),
            stranger.clone(),
            three[1].clone(),
            stranger,
            three[2].clone(),
            three[3].clone(),
        ]
    });
    type Change<'a> = (&'a str, Box<dyn Fn(&mut Certificate) + 'a>);
    let changes: Vec<Change<'_>> = vec![
        ("expired", Box::new(|it| it.validity = expired.clone())),
        ("future", Box::new(|it| it.validity = future.clone())),
        (
            "no-authority",
            Box::new(|it| it.extensions = vec![basic_constraints(false, None), key_usage(AUTHORITY)]),
        ),
        ("no-constraints", Box::new(|it| it.extensions = vec![key_usage(AUTHORITY)])),
        ("no-usage", Box::new(|it| it.extensions = vec![basic_constraints(true, None)])),
        ("no-cert-sign", Box::new(|it| it.extensions = vec![basic_constraints(true, None), key_usage(0x82)])),
        (
            "version-1",
            Box::new(|it| {
                it.version = vec![];
                it.extensions = vec![];
            }),
        ),
        (
            "length-0",
            Box::new(|it| it.extensions = vec![basic_constraints(true, Some(0)), key_usage(AUTHORITY)]),
        ),
        (
            "length-1",
            Box::new(|it| it.extensions = vec![basic_constraints(true, Some(1)), key_usage(AUTHORITY)]),
        ),
        ("broken", Box::new(|it| it.signature = Some(der::bits([3; 256])))),
        ("revoked", Box::new(|it| it.serial = tlv(der::INTEGER, REVOKED))),
    ];
    for (label, change) in &changes {
        for at in [0, 2] {
            let chain = chain_of(keys, 3, |number, it| {
                if number == at {
                    change(it)
                }
            });
            add(&format!("link-{at}-{label}"), chain);
        }
    }
    // Two intermediates of one name, of which one is good.
    let below = || leaf("Inter", keys).sign(&keys.b);
    let good = || inter(keys, |_| {});
    let other_key = || authority("Inter", ONE, &keys.a).sign(&keys.a);
    add("inter", vec![below(), good()]);
    add("inter-expired-first", vec![below(), inter(keys, |it| it.validity = expired.clone()), good()]);
    add("inter-good-first", vec![below(), good(), inter(keys, |it| it.validity = expired.clone())]);
    add("inter-other-key-first", vec![below(), other_key(), good()]);
    add("inter-other-key", vec![below(), other_key()]);
    add(
        "inter-sha1",
        vec![below(), authority("Inter", ONE, &keys.b).sign_as(&keys.a, Scheme::Pkcs1(Hash::Sha1))],
    );
    add(
        "inter-pss",
        vec![
            below(),
            authority("Inter", ONE, &keys.b)
                .sign_as(&keys.a, Scheme::Pss { hash: Hash::Sha384, mgf1: Hash::Sha384, salt: 48 }),
        ],
    );
    add(
        "inter-weak",
        vec![leaf("Weak", keys).sign(&keys.rsa_1024), authority("Weak", ONE, &keys.rsa_1024).sign(&keys.a)],
    );
    add(
        "inter-p521",
        vec![leaf("Curve", keys).sign(&keys.p521), authority("Curve", ONE, &keys.p521).sign(&keys.a)],
    );
    add("inter-agreement", {
        let agreement = super::keyfiles::public_infos()
            .into_iter()
            .find(|(label, _)| label == "P256-agreement")
            .expect("a key")
            .1;
        vec![
            leaf("Agreement", keys).sign(&keys.p256),
            authority("Agreement", ONE, &keys.p256).with(|it| it.spki = agreement).sign(&keys.a),
        ]
    });
    // A change of keys: authorities that issue themselves do not count for the length.
    let rollover = || authority(ONE, ONE, &keys.b).sign(&keys.a);
    add("rollover", vec![leaf(ONE, keys).sign(&keys.b), rollover()]);
    let self_issued = || authority("Inter", "Inter", &keys.a).sign(&keys.b);
    add("self-issued-inter", vec![leaf("Inter", keys).sign(&keys.a), self_issued(), good()]);
    add(
        "self-issued-twice",
        vec![
            leaf("Inter", keys).sign(&keys.b),
            authority("Inter", "Inter", &keys.b).sign(&keys.a),
            self_issued(),
            good(),
        ],
    );
    // Two that issue each other.
    let ping = authority("Ping", "Pong", &keys.a).sign(&keys.b);
    let pong = authority("Pong", "Ping", &keys.b).sign(&keys.a);
    add("circle", vec![leaf("Ping", keys).sign(&keys.a), ping.clone(), pong.clone(), ping, pong]);
    add("root-as-leaf", vec![root.clone()]);
    add("root-twice", vec![root.clone(), root.clone()]);
    add("inter-as-leaf", vec![good()]);
    all
}

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
