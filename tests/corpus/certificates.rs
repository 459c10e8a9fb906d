//! Certificates that differ in their fields: algorithms, versions, names, serial numbers, dates, keys.

use super::certificate::{Certificate, validity, version};
use super::der::{self, constructed, context, oid, seq, set, tlv};
use super::keys::{Curve, Hash, Key, Scheme};
use super::name::{COMMON_NAME, attribute, name};
use super::{Family, Kind, Object};

pub fn add(objects: &mut Vec<Object>) {
    let key = Key::ec(Curve::P256, "corpus");
    let family = |name| -> Vec<Object> {
        let mut own = Vec::new();
        let mut family = Family { kind: Kind::Certificate, name, objects: &mut own };
        match name {
            "algorithms" => algorithms(&mut family),
            "pss" => pss(&mut family),
            "versions" => versions(&mut family, &key),
            "names" => names(&mut family, &key),
            "serials" => serials(&mut family, &key),
            "dates" => dates(&mut family, &key),
            _ => keys(&mut family, &key),
        }
        own
    };
    for name in ["algorithms", "pss", "versions", "names", "serials", "dates", "keys"] {
        objects.extend(family(name));
    }
}

/// The certificate that most others are changes of.
pub fn plain(key: &Key) -> Certificate {
    Certificate::new("corpus", "corpus authority", key)
}

/// RSA keys that signatures are made with, shortest first.
pub const RSA_KEYS: [&str; 9] =
    ["768", "1024-a", "1024-e3", "1025", "1536", "2048-a", "2048-b", "3072", "4096"];

fn algorithms(family: &mut Family<'_>) {
    for rsa in RSA_KEYS {
        let key = Key::rsa(rsa);
        let hashes =
            if rsa == "2048-a" { &Hash::ALL[..] } else { &[Hash::Sha1, Hash::Sha256, Hash::Sha512][..] };
        for hash in hashes {
            family.der(format!("rsa-{rsa}-{hash:?}"), plain(&key).sign_as(&key, Scheme::Pkcs1(*hash)));
        }
    }
    for curve in [Curve::P256, Curve::P384, Curve::P521] {
        let key = Key::ec(curve, "corpus");
        for hash in &Hash::ALL[1..] {
            family.der(format!("{curve:?}-{hash:?}"), plain(&key).sign_as(&key, Scheme::Ecdsa(*hash)));
        }
    }
    let key = Key::ec(Curve::P256, "corpus");
    let usual = Scheme::Ecdsa(Hash::Sha256).identifier();
    let with_null = seq([oid("1.2.840.10045.4.3.2"), der::null()]);
    let with = |inner: Vec<u8>, outer: Vec<u8>| {
        plain(&key)
            .with(|it| {
                it.algorithm = inner;
                it.outer_algorithm = outer;
            })
            .sign(&key)
    };
    let rsa_without_null = seq([oid("1.2.840.113549.1.1.11")]);
    let rsa_with = |parameters: &[u8]| seq([oid("1.2.840.113549.1.1.11"), parameters.to_vec()]);
    family.der("ecdsa-with-null", with(with_null.clone(), with_null.clone()));
    family.der("null-only-inside", with(with_null.clone(), usual.clone()));
    family.der("null-only-outside", with(usual.clone(), with_null));
    family.der("rsa-without-null", with(rsa_without_null.clone(), rsa_without_null.clone()));
    family.der("rsa-null-only-inside", with(rsa_with(&der::null()), rsa_without_null));
    family.der("rsa-with-integer", with(rsa_with(&der::integer(1)), rsa_with(&der::integer(1))));
    family.der("rsa-null-not-empty", with(rsa_with(&[5, 1, 0]), rsa_with(&[5, 1, 0])));
    family.der("rsa-empty-sequence", with(rsa_with(&[0x30, 0]), rsa_with(&[0x30, 0])));
    family.der("other-outside", with(usual.clone(), Scheme::Ecdsa(Hash::Sha384).identifier()));
    for (label, number) in [
        ("md2", "1.2.840.113549.1.1.2"),
        ("md4", "1.2.840.113549.1.1.3"),
        ("sha512-224", "1.2.840.113549.1.1.15"),
        ("sha512-256", "1.2.840.113549.1.1.16"),
        ("rsa-as-signature", "1.2.840.113549.1.1.1"),
        ("ripemd160", "1.3.36.3.3.1.2"),
        ("old-sha1", "1.3.14.3.2.29"),
        ("old-md5", "1.3.14.3.2.3"),
        ("rsa-sha3-256", "2.16.840.1.101.3.4.3.14"),
        ("ecdsa-sha3-256", "2.16.840.1.101.3.4.3.10"),
        ("dsa-sha1", "1.2.840.10040.4.3"),
        ("ed25519", "1.3.101.112"),
        ("ecdsa-recommended", "1.2.840.10045.4.2"),
        ("nobodys", "1.2.3.4"),
    ] {
        let with_null = seq([oid(number), der::null()]);
        let alone = seq([oid(number)]);
        family.der(format!("{label}-null"), with(with_null.clone(), with_null));
        family.der(format!("{label}-alone"), with(alone.clone(), alone));
    }
    for (label, identifier) in [
        ("empty", seq::<Vec<u8>>([])),
        ("no-oid", seq([der::null()])),
        ("empty-oid", seq([tlv(der::OID, [])])),
        ("a-set", set([oid("1.2.840.10045.4.3.2")])),
        ("three-parts", seq([oid("1.2.840.10045.4.3.2"), der::null(), der::null()])),
        ("cut-parameters", seq([oid("1.2.840.10045.4.3.2"), vec![5]])),
    ] {
        family.der(format!("identifier-{label}"), with(identifier.clone(), identifier));
    }
    for (label, signature) in [
        ("empty", tlv(der::BIT_STRING, [])),
        ("no-bits", tlv(der::BIT_STRING, [0])),
        ("unused-bits", tlv(der::BIT_STRING, [1, 2, 4])),
        ("octets", tlv(der::OCTET_STRING, [0, 2, 4])),
        ("longer-than-the-rest", vec![3, 9, 0, 1]),
        ("nothing", vec![]),
    ] {
        family.der(
            format!("signature-{label}"),
            plain(&key).with(|it| it.signature = Some(signature)).sign(&key),
        );
    }
}

fn pss(family: &mut Family<'_>) {
    let key = Key::rsa("2048-a");
    for hash in Hash::ALL {
        for (salt, label) in [(0, "0"), (20, "20"), (32, "32"), (94, "94")] {
            let mgf1 = if salt == 20 { Hash::Sha1 } else { hash };
            let scheme = Scheme::Pss { hash, mgf1, salt };
            family.der(format!("{hash:?}-{mgf1:?}-{label}"), plain(&key).sign_as(&key, scheme));
        }
    }
    let pss = "1.2.840.113549.1.1.10";
    let mgf1 = "1.2.840.113549.1.1.8";
    let sha256 = Hash::Sha256.identifier();
    let field = |number: u8, content: Vec<u8>| tlv(constructed(number), content);
    let mut parameters: Vec<(&str, Vec<u8>)> = vec![
        ("no-parameters", vec![]),
        ("null", der::null()),
        ("all-defaults", seq::<Vec<u8>>([])),
        ("hash-only", seq([field(0, sha256.clone())])),
        ("mask-only", seq([field(1, seq([oid(mgf1), sha256.clone()]))])),
        ("salt-only", seq([field(2, der::integer(32))])),
        ("trailer-1", seq([field(3, der::integer(1))])),
        ("trailer-2", seq([field(3, der::integer(2))])),
        ("salt-negative", seq([field(2, tlv(der::INTEGER, [0xff]))])),
        ("salt-huge", seq([field(2, tlv(der::INTEGER, [0x7f, 0xff, 0xff, 0xff]))])),
        ("salt-too-long", seq([field(2, tlv(der::INTEGER, [1, 0, 0, 0, 0]))])),
        ("salt-trailing", seq([field(2, [der::integer(32), der::null()].concat())])),
        ("hash-unknown", seq([field(0, seq([oid("1.2.3"), der::null()]))])),
        ("hash-without-null", seq([field(0, seq([oid(Hash::Sha256.oid())]))])),
        ("hash-with-parameters", seq([field(0, seq([oid(Hash::Sha256.oid()), der::integer(1)]))])),
        ("hash-trailing", seq([field(0, [sha256.clone(), der::null()].concat())])),
        ("mask-unknown", seq([field(1, seq([oid("1.2.3"), sha256.clone()]))])),
        ("mask-without-hash", seq([field(1, seq([oid(mgf1)]))])),
        ("mask-with-null", seq([field(1, seq([oid(mgf1), der::null()]))])),
        ("mask-hash-unknown", seq([field(1, seq([oid(mgf1), seq([oid("1.2.3"), der::null()])]))])),
        ("mask-hash-without-null", seq([field(1, seq([oid(mgf1), seq([oid(Hash::Sha256.oid())])]))])),
        (
            "mask-hash-not-null",
            seq([field(1, seq([oid(mgf1), seq([oid(Hash::Sha256.oid()), der::integer(1)])]))]),
        ),
        ("mask-trailing", seq([field(1, [seq([oid(mgf1), sha256.clone()]), der::null()].concat())])),
        ("wrong-order", seq([field(2, der::integer(32)), field(0, sha256.clone())])),
        ("twice", seq([field(0, sha256.clone()), field(0, sha256)])),
        ("unknown-field", seq([field(4, der::integer(1))])),
        ("empty-field", seq([field(0, vec![])])),
    ];
    parameters.extend([("octets", tlv(der::OCTET_STRING, [0])), ("cut", vec![0x30, 5, 0xa0])]);
    for (label, parameters) in parameters {
        let identifier = seq([oid(pss), parameters]);
        let both = |it: &mut Certificate| {
            it.algorithm = identifier.clone();
            it.outer_algorithm = identifier.clone();
        };
        let scheme = Scheme::Pss { hash: Hash::Sha1, mgf1: Hash::Sha1, salt: 20 };
        family.der(format!("parameters-{label}"), plain(&key).with(both).sign_as(&key, scheme));
    }
    // The parameters differ inside and outside.
    let scheme = Scheme::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 32 };
    let other = Scheme::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 33 };
    family.der(
        "outside-differs",
        plain(&key).with(|it| it.outer_algorithm = other.identifier()).sign_as(&key, scheme),
    );
}

fn versions(family: &mut Family<'_>, key: &Key) {
    let ids = |first: &[u8], second: &[u8]| [tlv(context(1), first), tlv(context(2), second)].concat();
    let extension = super::certificate::basic_constraints(true, None);
    for (label, field) in [
        ("1", vec![]),
        ("1-said", version(0)),
        ("2", version(1)),
        ("3", version(2)),
        ("4", version(3)),
        ("128", tlv(constructed(0), tlv(der::INTEGER, [0, 0x80]))),
        ("negative", tlv(constructed(0), tlv(der::INTEGER, [0x80]))),
        ("long", tlv(constructed(0), tlv(der::INTEGER, [0, 0, 0, 0, 2]))),
        ("huge", tlv(constructed(0), tlv(der::INTEGER, [0x7f, 0xff, 0xff, 0xff]))),
        ("beyond", tlv(constructed(0), tlv(der::INTEGER, [1, 0, 0, 0, 0]))),
        ("no-octets", tlv(constructed(0), tlv(der::INTEGER, []))),
        ("empty", tlv(constructed(0), [])),
        ("trailing", tlv(constructed(0), [der::integer(2), der::null()].concat())),
        ("bare", der::integer(2)),
        ("boolean", tlv(constructed(0), [1, 1, 2])),
    ] {
        let base = plain(key).with(|it| it.version = field);
        family.der(format!("{label}-bare"), base.sign(key));
        family.der(format!("{label}-ids"), base.clone().with(|it| it.ids = ids(&[0, 1], &[0, 2])).sign(key));
        family.der(format!("{label}-extensions"), base.and(extension.clone()).sign(key));
    }
    let three = |label: &str, change: &dyn Fn(&mut Certificate), family: &mut Family<'_>| {
        family.der(format!("3-{label}"), plain(key).with(|it| change(it)).sign(key));
    };
    three("one-id", &|it| it.ids = tlv(context(1), [0, 7]), family);
    three("second-id", &|it| it.ids = tlv(context(2), [0, 7]), family);
    three("ids-reversed", &|it| it.ids = [tlv(context(2), [0, 7]), tlv(context(1), [0, 7])].concat(), family);
    three("id-empty", &|it| it.ids = tlv(context(1), []), family);
    three("id-constructed", &|it| it.ids = tlv(constructed(1), der::bits([7])), family);
    three(
        "id-and-extension",
        &|it| {
            it.ids = ids(&[0, 1], &[0, 2]);
            it.extensions = vec![extension.clone()];
        },
        family,
    );
    three("rest", &|it| it.rest_of_tbs = der::null(), family);
    three("rest-outside", &|it| it.rest = der::null(), family);
    three(
        "extensions-then-rest",
        &|it| {
            it.extensions = vec![extension.clone()];
            it.rest_of_tbs = der::null();
        },
        family,
    );
}

fn names(family: &mut Family<'_>, key: &Key) {
    let mut add = |label: &str, subject: Vec<u8>| {
        family.der(format!("subject-{label}"), plain(key).with(|it| it.subject = subject.clone()).sign(key));
        family.der(format!("issuer-{label}"), plain(key).with(|it| it.issuer = subject).sign(key));
    };
    let types = [
        "2.5.4.3",
        "2.5.4.4",
        "2.5.4.5",
        "2.5.4.6",
        "2.5.4.7",
        "2.5.4.8",
        "2.5.4.9",
        "2.5.4.10",
        "2.5.4.11",
        "2.5.4.12",
        "2.5.4.13",
        "2.5.4.15",
        "2.5.4.16",
        "2.5.4.17",
        "2.5.4.41",
        "2.5.4.42",
        "2.5.4.43",
        "2.5.4.44",
        "2.5.4.45",
        "2.5.4.46",
        "2.5.4.54",
        "2.5.4.65",
        "2.5.4.97",
        "1.2.840.113549.1.9.1",
        "0.9.2342.19200300.100.1.1",
        "0.9.2342.19200300.100.1.25",
        "1.3.6.1.4.1.311.60.2.1.3",
        "1.2.3.4.5.6",
        "2.999.1",
        "2.5.4.127",
    ];
    for (at, part) in types.chunks(6).enumerate() {
        add(&format!("types-{at}"), name(part.iter().map(|kind| (*kind, der::UTF8, &b"value"[..]))));
    }
    for tag in [
        der::BOOLEAN,
        der::INTEGER,
        der::BIT_STRING,
        der::OCTET_STRING,
        der::NULL,
        der::OID,
        der::UTF8,
        der::NUMERIC,
        der::PRINTABLE,
        der::T61,
        der::IA5,
        0x15,
        0x19,
        0x1a,
        0x1b,
        der::UNIVERSAL,
        0x1d,
        der::BMP,
        der::UTC_TIME,
        der::SEQUENCE,
        0x80,
        0x1f,
        0,
    ] {
        add(
            &format!("tag-{tag:02x}"),
            name([(COMMON_NAME, tag, &b"\0a\0b"[2..]), ("2.5.4.10", tag, b"x y")]),
        );
    }
    for (label, text) in [
        ("control", &b"a\x01\x02\n\r\t\x7fb"[..]),
        ("utf8", "äöü €".as_bytes()),
        ("broken-utf8", b"\xff\xfe\xc3"),
        ("nul", b"a\0b"),
        ("special", b"a,b+c\"d\\e<f>g;h=i#j"),
        ("leading-hash", b"#abc"),
        ("leading-space", b" abc"),
        ("trailing-space", b"abc "),
        ("spaces", b"   "),
        ("empty", b""),
        ("slash", b"/O=a/CN=b"),
    ] {
        add(label, name([(COMMON_NAME, der::UTF8, text)]));
    }
    for length in [63, 64, 65, 84, 85, 126, 127, 128, 129, 254, 255, 256, 257, 1000] {
        let text = vec![b'x'; length];
        add(
            &format!("long-{length}"),
            name([(COMMON_NAME, der::UTF8, &text[..]), ("2.5.4.10", der::UTF8, b"o")]),
        );
    }
    for length in [84, 85, 86, 126, 127, 128] {
        let text = vec![7; length];
        add(&format!("long-escaped-{length}"), name([(COMMON_NAME, der::UTF8, &text[..])]));
    }
    for length in [123, 124, 125, 126, 127, 128] {
        let text = vec![b'y'; length];
        add(
            &format!("long-hex-{length}"),
            name([(COMMON_NAME, der::BMP, &text[..]), ("1.2.3.4", der::UTF8, b"o")]),
        );
    }
    add("bmp", name([(COMMON_NAME, der::BMP, &b"\0B\0M\0P"[..])]));
    add("universal", name([(COMMON_NAME, der::UNIVERSAL, &b"\0\0\0U"[..])]));
    add("many", name((0..60).map(|_| ("2.5.4.11", der::PRINTABLE, &b"unit"[..]))));
    let one = |kind: &str, text: &str| attribute(kind, der::UTF8, text);
    add("merged", seq([set([one("2.5.4.3", "a"), one("2.5.4.10", "b")]), set([one("2.5.4.11", "c")])]));
    add("merged-three", seq([set([one("2.5.4.3", "a"), one("2.5.4.10", "b"), one("2.5.4.6", "DE")])]));
    add("merged-last", seq([set([one("2.5.4.3", "a")]), set([one("2.5.4.10", "b"), one("2.5.4.11", "c")])]));
    add("none", seq::<Vec<u8>>([]));
    add("empty-set", seq([set::<Vec<u8>>([])]));
    add("empty-set-behind", seq([set([one("2.5.4.3", "a")]), set::<Vec<u8>>([])]));
    add("sequence-for-set", seq([seq([one("2.5.4.3", "a")])]));
    add("set-for-sequence", seq([set([set([oid("2.5.4.3"), tlv(der::UTF8, "a")])])]));
    add("no-value", seq([set([seq([oid("2.5.4.3")])])]));
    add("two-values", seq([set([seq([oid("2.5.4.3"), tlv(der::UTF8, "a"), tlv(der::UTF8, "b")])])]));
    add("no-type", seq([set([seq([tlv(der::UTF8, "a")])])]));
    add("empty-type", seq([set([seq([tlv(der::OID, []), tlv(der::UTF8, "a")])])]));
    add("unfinished-type", seq([set([seq([tlv(der::OID, [0x55, 0x84]), tlv(der::UTF8, "a")])])]));
    add("padded-type", seq([set([seq([tlv(der::OID, [0x80, 0x55, 4, 3]), tlv(der::UTF8, "a")])])]));
    add(
        "huge-type",
        seq([set([seq([tlv(der::OID, [0x8f, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]), tlv(der::UTF8, "a")])])]),
    );
    add("long-type", seq([set([seq([tlv(der::OID, [0x2a; 200]), tlv(der::UTF8, "a")])])]));
    add("a-set", set([set([one("2.5.4.3", "a")])]));
    add("null", der::null());
    add("cut", vec![0x30, 12, 0x31, 10, 0x30, 8, 6, 3, 0x55, 4, 3, 12, 5, b'a']);
}

fn serials(family: &mut Family<'_>, key: &Key) {
    for (label, serial) in [
        ("0", tlv(der::INTEGER, [0])),
        ("negative", tlv(der::INTEGER, [0x80, 1])),
        ("padded", tlv(der::INTEGER, [0, 0, 1])),
        ("high-bit", tlv(der::INTEGER, [0, 0xff])),
        ("19", tlv(der::INTEGER, [0x33; 19])),
        ("20", tlv(der::INTEGER, [0x44; 20])),
        ("21", tlv(der::INTEGER, [0x55; 21])),
        ("32", tlv(der::INTEGER, [0x66; 32])),
        ("33", tlv(der::INTEGER, [0x77; 33])),
        ("leading-zero-32", tlv(der::INTEGER, [&[0][..], &[0x99; 31]].concat())),
        ("200", tlv(der::INTEGER, [0x11; 200])),
        ("empty", tlv(der::INTEGER, [])),
        ("octets", tlv(der::OCTET_STRING, [1])),
        ("context", tlv(context(2), [1, 2, 3])),
        ("constructed", tlv(constructed(2), [1, 2, 3])),
        ("missing", vec![]),
        ("too-long", vec![2, 0x83, 1, 0, 0, 1]),
    ] {
        family.der(label, plain(key).with(|it| it.serial = serial).sign(key));
    }
}

fn dates(family: &mut Family<'_>, key: &Key) {
    let utc = |text: &str| tlv(der::UTC_TIME, text);
    let general = |text: &str| tlv(der::GENERALIZED_TIME, text);
    let sound = utc("200101000000Z");
    let mut times: Vec<(String, Vec<u8>)> = Vec::new();
    for text in [
        "491231235959Z",
        "500101000000Z",
        "490101000000Z",
        "000101000000Z",
        "991231235959Z",
        "200229000000Z",
        "210229000000Z",
        "200230000000Z",
        "200431000000Z",
        "201301000000Z",
        "200001000000Z",
        "200100000000Z",
        "200132000000Z",
        "200101240000Z",
        "200101006000Z",
        "200101000060Z",
        "200101000059Z",
        "2001010000Z",
        "200101000000",
        "200101000000z",
        "200101000000+0100",
        "20010100000Z",
        "200101000000ZZ",
        "2001010000 0Z",
        "2O0101000000Z",
        "",
        "Z",
        "-10101000000Z",
        "000229000000Z",
        "500229000000Z",
        "400229000000Z",
        "200101000000.1Z",
    ] {
        times.push((format!("utc-{text}"), utc(text)));
    }
    for text in [
        "19491231235959Z",
        "19500101000000Z",
        "20491231235959Z",
        "20500101000000Z",
        "00000101000000Z",
        "00010101000000Z",
        "99991231235959Z",
        "20000229000000Z",
        "19000229000000Z",
        "21000229000000Z",
        "20240229000000Z",
        "20230229000000Z",
        "20200101000000",
        "20200101000000z",
        "20200101000000.5Z",
        "202001010000Z",
        "20200101000000+0000",
        "2020010100000 Z",
        "2020 101000000Z",
        "19700101000000Z",
        "19691231235959Z",
        "",
        "Z",
    ] {
        times.push((format!("general-{text}"), general(text)));
    }
    times.push(("integer".into(), der::integer(5)));
    times.push(("octets".into(), tlv(der::OCTET_STRING, "200101000000Z")));
    times.push(("constructed".into(), tlv(der::UTC_TIME | 0x20, "200101000000Z")));
    times.push(("nothing".into(), vec![]));
    for (at, (label, time)) in times.iter().enumerate() {
        // As the first of the two and as the second, in turns.
        let pair = if at % 2 == 0 { [time, &sound] } else { [&sound, time] };
        let label: String =
            label.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
        family.der(format!("{label}-{at}"), plain(key).with(|it| it.validity = seq(pair)).sign(key));
    }
    family.der(
        "backwards",
        plain(key).with(|it| it.validity = validity("20300101000000Z", "20250101000000Z")).sign(key),
    );
    family.der("three", plain(key).with(|it| it.validity = seq([&sound, &sound, &sound])).sign(key));
    family.der("none", plain(key).with(|it| it.validity = seq::<Vec<u8>>([])).sign(key));
    family.der("a-set", plain(key).with(|it| it.validity = set([&sound, &sound])).sign(key));
}

fn keys(family: &mut Family<'_>, key: &Key) {
    let mut add =
        |label: String, spki: Vec<u8>| family.der(label, plain(key).with(|it| it.spki = spki).sign(key));
    for rsa in ["512", "768", "1025", "1536", "3072", "4096"] {
        add(format!("rsa-{rsa}"), Key::rsa(rsa).spki());
    }
    for (label, spki) in super::keyfiles::public_infos() {
        add(label, spki);
    }
}
