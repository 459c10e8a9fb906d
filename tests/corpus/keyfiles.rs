//! Keys in every form that files hold.

use super::der::{self, constructed, oid, pem, seq, tlv};
use super::keys::{Curve, Key};
use super::{Family, Kind, Object};
use std::io::Write;
use std::process::{Command, Stdio};

const EC: &str = "1.2.840.10045.2.1";
const RSA: &str = "1.2.840.113549.1.1.1";
const CURVES: [Curve; 3] = [Curve::P256, Curve::P384, Curve::P521];

pub fn add(objects: &mut Vec<Object>) {
    let mut family = |kind, name, fill: &dyn Fn(&mut Family<'_>)| {
        fill(&mut Family { kind, name, objects: &mut *objects });
    };
    family(Kind::PrivateKey, "sound-rsa", &sound_rsa);
    family(Kind::PrivateKey, "sound-ec", &sound_ec);
    family(Kind::PrivateKey, "rsa-faults", &rsa_faults);
    family(Kind::PrivateKey, "ec-faults", &ec_faults);
    family(Kind::PrivateKey, "info-faults", &info_faults);
    family(Kind::PrivateKey, "texts", &texts);
    family(Kind::PrivateKey, "encrypted", &encrypted);
    family(Kind::PublicKey, "infos", &|family| {
        for (label, spki) in public_infos() {
            family.der(label, spki);
        }
        for rsa in ["512", "1024-a", "1025", "2048-a", "4096"] {
            family.der(format!("rsa-{rsa}"), Key::rsa(rsa).spki());
            family.der(format!("rsa-{rsa}-bare"), Key::rsa(rsa).public(false));
            family.pem(format!("rsa-{rsa}"), pem("PUBLIC KEY", &Key::rsa(rsa).spki()));
            family.pem(format!("rsa-{rsa}-bare"), pem("RSA PUBLIC KEY", &Key::rsa(rsa).public(false)));
        }
    });
}

/// SubjectPublicKeyInfo of many kinds, sound ones on every curve among them.
pub fn public_infos() -> Vec<(String, Vec<u8>)> {
    let info = |identifier: Vec<u8>, bits: Vec<u8>| seq([identifier, bits]);
    let mut infos: Vec<(String, Vec<u8>)> = Vec::new();
    let key = Key::ec(Curve::P256, "a public key");
    let point = key.public(false);
    let on = |number: &str| seq([oid(EC), oid(number)]);
    for curve in CURVES {
        let key = Key::ec(curve, "a public key");
        infos.push((format!("{curve:?}"), key.spki()));
        let compressed = key.public(true);
        infos.push((format!("{curve:?}-compressed"), info(key.identifier(), der::bits(&compressed))));
        let other = [&[compressed[0] ^ 1], &compressed[1..]].concat();
        infos.push((format!("{curve:?}-compressed-other"), info(key.identifier(), der::bits(other))));
        let point = key.public(false);
        let mut off = point.clone();
        *off.last_mut().expect("a point") ^= 1;
        infos.push((format!("{curve:?}-off-curve"), info(key.identifier(), der::bits(off))));
        let hybrid = [&[6 | (point[point.len() - 1] & 1)], &point[1..]].concat();
        infos.push((format!("{curve:?}-hybrid"), info(key.identifier(), der::bits(hybrid))));
        infos.push((format!("{curve:?}-infinity"), info(key.identifier(), der::bits([0]))));
        infos
            .push((format!("{curve:?}-short"), info(key.identifier(), der::bits(&point[..point.len() - 1]))));
        infos.push((
            format!("{curve:?}-long"),
            info(key.identifier(), der::bits([&point[..], &[0]].concat())),
        ));
        let beyond = [&[4][..], &vec![0xff; point.len() - 1]].concat();
        infos.push((format!("{curve:?}-beyond-field"), info(key.identifier(), der::bits(beyond))));
        infos.push((
            format!("{curve:?}-zero"),
            info(key.identifier(), der::bits([&[4][..], &vec![0; point.len() - 1]].concat())),
        ));
        infos.push((
            format!("{curve:?}-agreement"),
            info(seq([oid("1.3.132.1.12"), oid(curve.oid())]), der::bits(&point)),
        ));
    }
    for (label, number, length) in [
        ("secp192r1", "1.2.840.10045.3.1.1", 24),
        ("secp224r1", "1.3.132.0.33", 28),
        ("secp192k1", "1.3.132.0.31", 24),
        ("secp224k1", "1.3.132.0.32", 28),
        ("secp256k1", "1.3.132.0.10", 32),
        ("brainpool-256", "1.3.36.3.3.2.8.1.1.7", 32),
        ("brainpool-384", "1.3.36.3.3.2.8.1.1.11", 48),
        ("brainpool-512", "1.3.36.3.3.2.8.1.1.13", 64),
        ("unknown-curve", "1.2.840.10045.3.1.99", 32),
    ] {
        let generator = generator(label);
        if !generator.is_empty() {
            infos.push((format!("{label}-generator"), info(on(number), der::bits(generator))));
        }
        let nowhere = [&[4][..], &vec![1; 2 * length]].concat();
        infos.push((format!("{label}-off-curve"), info(on(number), der::bits(nowhere))));
    }
    for (label, number, length) in
        [("x25519", "1.3.101.110", 32), ("x448", "1.3.101.111", 56), ("ed25519", "1.3.101.112", 32)]
    {
        infos.push((label.into(), info(seq([oid(number)]), der::bits(vec![9; length]))));
        infos.push((format!("{label}-short"), info(seq([oid(number)]), der::bits(vec![9; length - 1]))));
        infos.push((
            format!("{label}-null"),
            info(seq([oid(number), der::null()]), der::bits(vec![9; length])),
        ));
    }
    for (label, spki) in [
        ("ec-no-parameters", info(seq([oid(EC)]), der::bits(&point))),
        ("ec-null", info(seq([oid(EC), der::null()]), der::bits(&point))),
        ("ec-explicit", info(seq([oid(EC), seq([der::integer(1)])]), der::bits(&point))),
        ("ec-explicit-p256", info(seq([oid(EC), explicit_p256()]), der::bits(&point))),
        ("ec-wrong-curve", info(on(Curve::P384.oid()), der::bits(&point))),
        ("ec-unused-bits", info(key.identifier(), tlv(der::BIT_STRING, [&[1], &point[..]].concat()))),
        ("ec-octets", info(key.identifier(), tlv(der::OCTET_STRING, &point))),
        ("ec-trailing", info(key.identifier(), [der::bits(&point), der::null()].concat())),
        ("ec-empty", info(key.identifier(), tlv(der::BIT_STRING, []))),
        ("ec-no-key", seq([key.identifier()])),
        ("unknown", info(seq([oid("1.2.3.4"), der::null()]), der::bits([1]))),
        ("dsa", info(seq([oid("1.2.840.10040.4.1")]), der::bits([1]))),
        ("rsa-pss", info(seq([oid("1.2.840.113549.1.1.10")]), der::bits(Key::rsa("1024-a").public(false)))),
        ("empty", seq::<Vec<u8>>([])),
        ("a-set", super::der::set([key.identifier(), der::bits(&point)])),
    ] {
        infos.push((label.into(), spki));
    }
    let rsa = Key::rsa("1024-a");
    let whole = rsa.public(false);
    let parts =
        der::elements(der::elements(&whole)[0].1).iter().map(|part| part.2.to_vec()).collect::<Vec<_>>();
    let (modulus, exponent) = (parts[0].clone(), parts[1].clone());
    let with = |identifier: Vec<u8>, key: Vec<u8>| info(identifier, der::bits(key));
    let even = |number: &[u8]| {
        let mut even = number.to_vec();
        *even.last_mut().expect("a number") &= 0xfe;
        even
    };
    for (label, spki) in [
        ("no-null", with(seq([oid(RSA)]), whole.clone())),
        ("oid-parameters", with(seq([oid(RSA), oid(EC)]), whole.clone())),
        ("exponent-1", with(rsa.identifier(), seq([modulus.clone(), der::integer(1)]))),
        ("exponent-2", with(rsa.identifier(), seq([modulus.clone(), der::integer(2)]))),
        ("exponent-3", with(rsa.identifier(), seq([modulus.clone(), der::integer(3)]))),
        ("exponent-0", with(rsa.identifier(), seq([modulus.clone(), der::integer(0)]))),
        ("exponent-even", with(rsa.identifier(), seq([modulus.clone(), der::integer(65536)]))),
        ("exponent-64-bits", with(rsa.identifier(), seq([modulus.clone(), tlv(der::INTEGER, [0x7f; 8])]))),
        (
            "exponent-65-bits",
            with(rsa.identifier(), seq([modulus.clone(), tlv(der::INTEGER, [1, 0, 0, 0, 0, 0, 0, 0, 1])])),
        ),
        ("exponent-128-bits", with(rsa.identifier(), seq([modulus.clone(), tlv(der::INTEGER, [0x7f; 16])]))),
        ("exponent-is-modulus", with(rsa.identifier(), seq([modulus.clone(), modulus.clone()]))),
        ("exponent-negative", with(rsa.identifier(), seq([modulus.clone(), tlv(der::INTEGER, [0x81])]))),
        ("exponent-empty", with(rsa.identifier(), seq([modulus.clone(), tlv(der::INTEGER, [])]))),
        ("exponent-missing", with(rsa.identifier(), seq([modulus.clone()]))),
        (
            "exponent-padded",
            with(rsa.identifier(), seq([modulus.clone(), tlv(der::INTEGER, [0, 0, 1, 0, 1])])),
        ),
        ("modulus-even", with(rsa.identifier(), seq([even(&modulus), exponent.clone()]))),
        ("modulus-0", with(rsa.identifier(), seq([der::integer(0), exponent.clone()]))),
        ("modulus-tiny", with(rsa.identifier(), seq([der::integer(35), der::integer(3)]))),
        ("modulus-127-bits", with(rsa.identifier(), seq([tlv(der::INTEGER, [0x7f; 16]), exponent.clone()]))),
        ("modulus-128-bits", with(rsa.identifier(), seq([der::unsigned(&[0xf1; 16]), exponent.clone()]))),
        ("modulus-negative", with(rsa.identifier(), seq([tlv(der::INTEGER, [0x81; 128]), exponent.clone()]))),
        ("modulus-8192", with(rsa.identifier(), seq([der::unsigned(&[0xf1; 1024]), exponent.clone()]))),
        (
            "modulus-8193",
            with(
                rsa.identifier(),
                seq([der::unsigned(&[&[1][..], &[0xf1; 1024]].concat()), exponent.clone()]),
            ),
        ),
        ("modulus-9000", with(rsa.identifier(), seq([der::unsigned(&[0xf1; 1125]), exponent.clone()]))),
        ("trailing-inside", with(rsa.identifier(), seq([modulus.clone(), exponent.clone(), der::null()]))),
        ("trailing-outside", with(rsa.identifier(), [whole.clone(), der::null()].concat())),
        ("a-set", with(rsa.identifier(), super::der::set([modulus, exponent]))),
        ("not-der", with(rsa.identifier(), vec![1, 2, 3])),
    ] {
        infos.push((format!("rsa-{label}"), spki));
    }
    infos
}

/// The generator of a curve of which no crate here makes keys; nothing for an unknown curve.
fn generator(curve: &str) -> Vec<u8> {
    let text = match curve {
        "secp192r1" => concat!(
            "188da80eb03090f67cbf20eb43a18800f4ff0afd82ff1012",
            "07192b95ffc8da78631011ed6b24cdd573f977a11e794811"
        ),
        "secp224r1" => concat!(
            "b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21",
            "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34"
        ),
        "secp256k1" => concat!(
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
            "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"
        ),
        "brainpool-256" => concat!(
            "8bd2aeb9cb7e57cb2c4b482ffc81b7afb9de27e1e3bd23c23a4453bd9ace3262",
            "547ef835c3dac4fd97f8461a14611dc9c27745132ded8e545c1d54c72f046997"
        ),
        _ => return Vec::new(),
    };
    let digits = text
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).expect("digits"), 16));
    [4].into_iter().chain(digits.map(|octet| octet.expect("digits"))).collect()
}

/// P-256 with all of its parameters (RFC 3279 section 2.3.5), as old tools write it.
fn explicit_p256() -> Vec<u8> {
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len() / 2)
            .map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).expect("digits"))
            .collect()
    };
    let prime = hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    let a = hex("ffffffff00000001000000000000000000000000fffffffffffffffffffffffc");
    let b = hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
    let g = hex(concat!(
        "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    ));
    let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    seq([
        der::integer(1),
        seq([oid("1.2.840.10045.1.1"), der::unsigned(&prime)]),
        seq([tlv(der::OCTET_STRING, a), tlv(der::OCTET_STRING, b)]),
        tlv(der::OCTET_STRING, g),
        der::unsigned(&order),
        der::integer(1),
    ])
}

/// ECPrivateKey (RFC 5915).
fn sec1(key: &Key, with_curve: bool, with_point: bool) -> Vec<u8> {
    let curve = key.curve().expect("a key on a curve");
    seq([
        der::integer(1),
        tlv(der::OCTET_STRING, key.secret()),
        if with_curve { tlv(constructed(0), oid(curve.oid())) } else { vec![] },
        if with_point { tlv(constructed(1), der::bits(key.public(false))) } else { vec![] },
    ])
}

/// PrivateKeyInfo (RFC 5208).
fn info(identifier: Vec<u8>, key: Vec<u8>) -> Vec<u8> {
    seq([der::integer(0), identifier, tlv(der::OCTET_STRING, key)])
}

fn sound_rsa(family: &mut Family<'_>) {
    for rsa in ["512", "768", "1024-a", "1024-e3", "1025", "1536", "2048-a", "3072", "4096"] {
        let key = Key::rsa(rsa);
        family.der(format!("rsa-{rsa}"), key.secret());
        family.der(format!("rsa-{rsa}-info"), info(key.identifier(), key.secret()));
    }
}

fn sound_ec(family: &mut Family<'_>) {
    for curve in CURVES {
        for name in ["one", "two"] {
            let key = Key::ec(curve, name);
            family.der(format!("{curve:?}-{name}"), sec1(&key, true, true));
            family.der(format!("{curve:?}-{name}-no-point"), sec1(&key, true, false));
            family.der(format!("{curve:?}-{name}-no-curve"), sec1(&key, false, true));
            family.der(format!("{curve:?}-{name}-info"), info(key.identifier(), sec1(&key, false, true)));
            family
                .der(format!("{curve:?}-{name}-info-twice"), info(key.identifier(), sec1(&key, true, true)));
            family
                .der(format!("{curve:?}-{name}-info-bare"), info(key.identifier(), sec1(&key, false, false)));
        }
    }
}

fn rsa_faults(family: &mut Family<'_>) {
    let key = Key::rsa("1024-a").secret();
    let parts: Vec<Vec<u8>> =
        der::elements(der::elements(&key)[0].1).iter().map(|part| part.2.to_vec()).collect();
    let names = [
        "version",
        "modulus",
        "exponent",
        "private",
        "prime1",
        "prime2",
        "exponent1",
        "exponent2",
        "coefficient",
    ];
    for (at, name) in names.iter().enumerate() {
        let mut with = |label: &str, part: Vec<u8>| {
            let mut parts = parts.clone();
            parts[at] = part;
            family.der(format!("{name}-{label}"), seq(parts));
        };
        with("missing", vec![]);
        with("0", der::integer(0));
        with("1", der::integer(1));
        with("empty", tlv(der::INTEGER, []));
        with("negative", tlv(der::INTEGER, [0x85]));
        with("octets", tlv(der::OCTET_STRING, [1]));
        let mut changed = parts[at].clone();
        *changed.last_mut().expect("a number") ^= 2;
        with("changed", changed);
        with("doubled", der::unsigned(&[&[1][..], &parts[at][2..]].concat()));
    }
    let mut swapped = parts.clone();
    swapped.swap(4, 5);
    family.der("primes-swapped", seq(&swapped));
    family.der("several-primes", seq([&[der::integer(1)][..], &parts[1..]].concat()));
    family.der("trailing-inside", seq([&parts[..], &[der::null()]].concat()));
    family.der("trailing-outside", [key.clone(), vec![0]].concat());
    family.der("cut", &key[..key.len() - 1]);
    family.der("public", Key::rsa("1024-a").public(false));
}

fn ec_faults(family: &mut Family<'_>) {
    for curve in CURVES {
        let key = Key::ec(curve, "one");
        let other = Key::ec(curve, "two");
        let secret = key.secret();
        let choice = tlv(constructed(0), oid(curve.oid()));
        let point = |point: Vec<u8>| tlv(constructed(1), der::bits(point));
        let with = |secret: &[u8], rest: Vec<Vec<u8>>| {
            seq([vec![der::integer(1), tlv(der::OCTET_STRING, secret)], rest].concat())
        };
        let own = point(key.public(false));
        for (label, bytes) in [
            ("other-point", with(&secret, vec![choice.clone(), point(other.public(false))])),
            ("compressed-point", with(&secret, vec![choice.clone(), point(key.public(true))])),
            (
                "off-curve",
                with(&secret, vec![choice.clone(), point([&[4][..], &vec![3; 2 * secret.len()]].concat())]),
            ),
            ("infinity", with(&secret, vec![choice.clone(), point(vec![0])])),
            ("empty-point", with(&secret, vec![choice.clone(), tlv(constructed(1), [])])),
            ("short-secret", with(&secret[1..], vec![choice.clone(), own.clone()])),
            ("one-octet-secret", with(&[7], vec![choice.clone()])),
            ("long-secret", with(&[&[0], &secret[..]].concat(), vec![choice.clone(), own.clone()])),
            ("zero-secret", with(&vec![0; secret.len()], vec![choice.clone()])),
            ("huge-secret", with(&vec![0xff; secret.len()], vec![choice.clone()])),
            ("no-secret", with(&[], vec![choice.clone()])),
            ("order-of-fields", with(&secret, vec![own.clone(), choice.clone()])),
            ("curve-twice", with(&secret, vec![choice.clone(), choice.clone()])),
            ("trailing", with(&secret, vec![choice.clone(), own.clone(), der::null()])),
            ("unknown-curve", with(&secret, vec![tlv(constructed(0), oid("1.2.3")), own.clone()])),
            ("other-curve", with(&secret, vec![tlv(constructed(0), oid("1.3.132.0.33"))])),
            ("null-curve", with(&secret, vec![tlv(constructed(0), der::null())])),
            ("empty-curve", with(&secret, vec![tlv(constructed(0), [])])),
            ("version-0", seq([der::integer(0), tlv(der::OCTET_STRING, &secret), choice.clone()])),
            ("version-2", seq([der::integer(2), tlv(der::OCTET_STRING, &secret), choice.clone()])),
            ("no-version", seq([tlv(der::OCTET_STRING, &secret), choice.clone()])),
            ("secret-only", with(&secret, vec![])),
            ("outside", [with(&secret, vec![choice.clone()]), vec![0]].concat()),
        ] {
            family.der(format!("{curve:?}-{label}"), bytes);
        }
    }
    let p256 = Key::ec(Curve::P256, "one");
    family.der(
        "explicit-p256",
        seq([der::integer(1), tlv(der::OCTET_STRING, p256.secret()), tlv(constructed(0), explicit_p256())]),
    );
}

fn info_faults(family: &mut Family<'_>) {
    let rsa = Key::rsa("1024-a");
    let ec = Key::ec(Curve::P256, "one");
    let bare = sec1(&ec, false, true);
    for (label, bytes) in [
        ("rsa-no-null", info(seq([oid(RSA)]), rsa.secret())),
        ("rsa-key-as-ec", info(ec.identifier(), rsa.secret())),
        ("ec-key-as-rsa", info(rsa.identifier(), bare.clone())),
        ("ec-no-curve", info(seq([oid(EC)]), bare.clone())),
        ("ec-null-curve", info(seq([oid(EC), der::null()]), bare.clone())),
        ("ec-other-curve", info(Key::ec(Curve::P384, "one").identifier(), bare.clone())),
        ("ec-other-curve-inside", info(Key::ec(Curve::P384, "one").identifier(), sec1(&ec, true, true))),
        ("ec-agreement", info(seq([oid("1.3.132.1.12"), oid(Curve::P256.oid())]), bare.clone())),
        ("unknown", info(seq([oid("1.2.3"), der::null()]), bare.clone())),
        ("version-1", seq([der::integer(1), ec.identifier(), tlv(der::OCTET_STRING, &bare)])),
        ("version-2", seq([der::integer(2), ec.identifier(), tlv(der::OCTET_STRING, &bare)])),
        ("no-version", seq([ec.identifier(), tlv(der::OCTET_STRING, &bare)])),
        (
            "attributes",
            seq([der::integer(0), ec.identifier(), tlv(der::OCTET_STRING, &bare), tlv(constructed(0), [])]),
        ),
        ("trailing", seq([der::integer(0), ec.identifier(), tlv(der::OCTET_STRING, &bare), der::null()])),
        ("key-as-bits", seq([der::integer(0), ec.identifier(), der::bits(&bare)])),
        ("empty-key", info(ec.identifier(), vec![])),
        ("no-key", seq([der::integer(0), ec.identifier()])),
        ("empty", seq::<Vec<u8>>([])),
        ("nothing", vec![]),
        ("ed25519", info(seq([oid("1.3.101.112")]), tlv(der::OCTET_STRING, [7; 32]))),
        ("x25519", info(seq([oid("1.3.101.110")]), tlv(der::OCTET_STRING, [8; 32]))),
        ("x448", info(seq([oid("1.3.101.111")]), tlv(der::OCTET_STRING, [8; 56]))),
        ("x25519-short", info(seq([oid("1.3.101.110")]), tlv(der::OCTET_STRING, [8; 31]))),
        ("a-certificate", super::certificates::plain(&ec).sign(&ec)),
    ] {
        family.der(label, bytes);
    }
}

fn texts(family: &mut Family<'_>) {
    let rsa = Key::rsa("1024-a");
    let ec = Key::ec(Curve::P256, "one");
    let sec1 = sec1(&ec, true, true);
    let text = |label: &str, bytes: &[u8]| String::from_utf8(pem(label, bytes)).expect("text");
    let ec_text = text("EC PRIVATE KEY", &sec1);
    for (label, words) in [
        ("rsa", text("RSA PRIVATE KEY", &rsa.secret())),
        ("ec", ec_text.clone()),
        ("info", text("PRIVATE KEY", &info(ec.identifier(), sec1.clone()))),
        ("crlf", ec_text.replace('\n', "\r\n")),
        ("text-before", format!("some words\n{ec_text}")),
        ("text-behind", format!("{ec_text}some words\n")),
        ("parameters-before", format!("{}{ec_text}", text("EC PARAMETERS", &oid(Curve::P256.oid())))),
        ("two", format!("{}{ec_text}", text("RSA PRIVATE KEY", &rsa.secret()))),
        ("wrong-label", text("RSA PRIVATE KEY", &sec1)),
        ("rsa-as-ec", text("EC PRIVATE KEY", &rsa.secret())),
        ("rsa-as-info", text("PRIVATE KEY", &rsa.secret())),
        ("unknown-label", text("DSA PRIVATE KEY", &rsa.secret())),
        ("openssh", text("OPENSSH PRIVATE KEY", &sec1)),
        ("empty-body", "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n".to_owned()),
        ("no-end", ec_text.replace("-----END EC PRIVATE KEY-----\n", "")),
        ("other-end", ec_text.replace("END EC", "END RSA")),
        ("spaces", ec_text.replace("\nM", "\n M")),
        ("spaces-behind", ec_text.replace('\n', " \n")),
        ("wrong-character", ec_text.replacen("MH", "M!", 1)),
        ("public", text("PUBLIC KEY", &ec.spki())),
        ("encrypted-label", text("ENCRYPTED PRIVATE KEY", &info(ec.identifier(), sec1.clone()))),
        ("header-unknown", ec_text.replacen("KEY-----\n", "KEY-----\nX-Name: value\n\n", 1)),
        ("header-encrypted", ec_text.replacen("KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\n\n", 1)),
        (
            "header-unknown-cipher",
            ec_text.replacen(
                "KEY-----\n",
                "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: RC2-CBC,0011223344556677\n\n",
                1,
            ),
        ),
        (
            "header-short-iv",
            ec_text.replacen(
                "KEY-----\n",
                "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233\n\n",
                1,
            ),
        ),
        ("no-text", "no key at all\n".to_owned()),
    ] {
        family.pem(label, words.clone());
        family.push(format!("{label}-password.pem"), words.into_bytes(), Some("secret"));
    }
    family.push("ec-password.der".into(), sec1, Some("secret"));
    family.push("rsa-password.der".into(), rsa.secret(), Some("secret"));
}

/// Encrypted by openssl, anew in every run.
fn encrypted(family: &mut Family<'_>) {
    let rsa = pem("RSA PRIVATE KEY", &Key::rsa("1024-a").secret());
    let ec = pem("EC PRIVATE KEY", &sec1(&Key::ec(Curve::P256, "one"), true, true));
    let kinds = [("rsa", &rsa), ("ec", &ec)];
    for (kind, key) in kinds {
        for cipher in ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3", "camellia-128-cbc"] {
            for prf in ["hmacWithSHA1", "hmacWithSHA256"] {
                let args = ["pkcs8", "-topk8", "-v2", cipher, "-v2prf", prf, "-iter", "500"];
                both(family, &format!("{kind}-{cipher}-{prf}"), &args, key);
            }
        }
    }
    for prf in ["hmacWithSHA224", "hmacWithSHA384", "hmacWithSHA512", "hmacWithSHA512-256"] {
        both(
            family,
            &format!("ec-{prf}"),
            &["pkcs8", "-topk8", "-v2", "aes-128-cbc", "-v2prf", prf, "-iter", "1"],
            &ec,
        );
    }
    for scheme in ["PBE-SHA1-3DES", "PBE-SHA1-2DES"] {
        both(family, &format!("ec-{scheme}"), &["pkcs8", "-topk8", "-v1", scheme, "-iter", "10"], &ec);
    }
    both(family, "ec-scrypt", &["pkcs8", "-topk8", "-scrypt", "-scrypt_N", "16"], &ec);
    for cipher in ["-aes128", "-aes192", "-aes256", "-des3", "-camellia128"] {
        family_text(family, &format!("rsa-traditional{cipher}"), &["rsa", "-traditional", cipher], &rsa);
        family_text(family, &format!("ec-traditional{cipher}"), &["ec", cipher], &ec);
    }
}

fn both(family: &mut Family<'_>, name: &str, args: &[&str], key: &[u8]) {
    family_text(family, name, args, key);
    let der = openssl(&[args, &["-outform", "DER"]].concat(), key);
    passwords(family, name, "der", &der);
}

fn family_text(family: &mut Family<'_>, name: &str, args: &[&str], key: &[u8]) {
    let text = openssl(args, key);
    passwords(family, name, "pem", &text);
}

fn passwords(family: &mut Family<'_>, name: &str, ending: &str, bytes: &[u8]) {
    for (label, password) in [("", Some("secret")), ("-wrong", Some("wrong")), ("-none", None)] {
        family.push(format!("{name}{label}.{ending}"), bytes.to_vec(), password);
    }
}

/// What openssl makes of a key, encrypted under the password `secret`.
fn openssl(args: &[&str], key: &[u8]) -> Vec<u8> {
    let mut child = Command::new("openssl")
        .args(args)
        .args(["-passout", "pass:secret"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("openssl is needed to encrypt keys: {error}"));
    child.stdin.take().expect("a pipe").write_all(key).expect("openssl reads the key");
    let output = child.wait_with_output().expect("openssl ends");
    assert!(output.status.success(), "openssl {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}
