//! The certificates that are verified, alone and below intermediates.

use super::super::certificate::*;
use super::super::der::{self, constructed, context, oid, seq, tlv};
use super::super::keyfiles;
use super::super::keys::{Curve, Hash, Key, Scheme};
use super::super::name::{self, common};
use super::{
    Bundle, Keys, NOW, ONE, REVOKED, Root, authority, bundle, chains, inter, leaf, self_signed,
    with_extensions,
};

pub fn leaves(keys: &Keys, roots: &[Root]) -> Vec<Bundle> {
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
    for (name, chain) in chains::chains(keys, roots) {
        add(&name, &chain.iter().collect::<Vec<_>>());
    }
    all
}

fn single_leaves(keys: &Keys) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, der: Vec<u8>| all.push((name.into(), der));
    algorithms(keys, &mut add);
    keys_of_leaves(keys, &mut add);
    dates(keys, &mut add);
    names(keys, &mut add);
    kinds(keys, &mut add);
    signatures(keys, &mut add);
    all
}

/// Takes a certificate and its name.
type Add<'a> = &'a mut dyn FnMut(&str, Vec<u8>);

/// Algorithms of signatures, each below an authority with the key for it.
fn algorithms(keys: &Keys, add: Add<'_>) {
    let a = &keys.a;
    let one = || leaf(ONE, keys);
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
}

/// Keys of leaves.
fn keys_of_leaves(keys: &Keys, add: Add<'_>) {
    let a = &keys.a;
    let one = || leaf(ONE, keys);
    for rsa in ["512", "768", "1024-b", "2048-b", "4096"] {
        add(&format!("key-rsa-{rsa}"), one().with(|it| it.spki = Key::rsa(rsa).spki()).sign(a));
    }
    for curve in [Curve::P384, Curve::P521] {
        add(&format!("key-{curve:?}"), one().with(|it| it.spki = Key::ec(curve, "leaf").spki()).sign(a));
    }
    for (label, spki) in keyfiles::public_infos() {
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
}

/// Dates.
fn dates(keys: &Keys, add: Add<'_>) {
    let a = &keys.a;
    let one = || leaf(ONE, keys);
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
}

/// Names.
fn names(keys: &Keys, add: Add<'_>) {
    let a = &keys.a;
    let one = || leaf(ONE, keys);
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
}

/// Usage and kind.
fn kinds(keys: &Keys, add: Add<'_>) {
    let a = &keys.a;
    let one = || leaf(ONE, keys);
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
}

/// Signatures, and issuers that are not the root to the letter.
fn signatures(keys: &Keys, add: Add<'_>) {
    let a = &keys.a;
    let one = || leaf(ONE, keys);
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
}
