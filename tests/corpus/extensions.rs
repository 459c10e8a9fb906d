//! Certificates with every kind of extension, well formed and not.

use super::certificate::*;
use super::certificates::plain;
use super::der::{self, constructed, context, oid, seq, tlv};
use super::keys::{Curve, Key};
use super::name::{attribute, common};
use super::{Family, Kind, Object};

pub fn add(objects: &mut Vec<Object>) {
    let key = Key::ec(Curve::P256, "corpus");
    let kind = Kind::Certificate;
    let mut adder = |name, values: Vec<(String, Vec<Vec<u8>>)>| {
        let mut family = Family { kind, name, objects: &mut *objects };
        for (label, extensions) in values {
            family.der(label, plain(&key).with(|it| it.extensions = extensions).sign(&key));
        }
    };
    adder("usages", usages());
    adder("alternative-names", alternative_names());
    adder("constraints", constraints());
    adder("identifiers", identifiers());
    adder("policies", policies());
    adder("lists", lists());
    let mut family = Family { kind, name: "fields", objects };
    let one = key_usage(0x80);
    for (label, field) in [
        ("empty", tlv(constructed(3), [])),
        ("no-list", tlv(constructed(3), &one)),
        ("empty-list", tlv(constructed(3), seq::<Vec<u8>>([]))),
        ("trailing", tlv(constructed(3), [seq([&one]), der::null()].concat())),
        ("a-set", tlv(constructed(3), der::set([&one]))),
        ("primitive", tlv(context(3), seq([&one]))),
        ("tag-4", tlv(constructed(4), seq([&one]))),
        ("twice", [tlv(constructed(3), seq([&one])), tlv(constructed(3), seq([&one]))].concat()),
        ("bare-list", seq([&one])),
    ] {
        family.der(label, plain(&key).with(|it| it.extensions_field = Some(field)).sign(&key));
    }
}

/// Values of one extension, each in a certificate of its own.
fn values<'a>(
    kind: &'a str,
    list: impl IntoIterator<Item = (impl AsRef<str>, Vec<u8>)> + 'a,
) -> Vec<(String, Vec<Vec<u8>>)> {
    list.into_iter()
        .map(|(label, value)| (label.as_ref().to_owned(), vec![extension(kind, false, value)]))
        .collect()
}

fn usages() -> Vec<(String, Vec<Vec<u8>>)> {
    let bits = |content: &[u8]| tlv(der::BIT_STRING, content);
    let mut all: Vec<(String, Vec<Vec<u8>>)> =
        (0..8).map(|bit| (format!("bit-{bit}"), vec![key_usage(0x80 >> bit)])).collect();
    let odd = |prefix: &str, kind: &str| -> Vec<(String, Vec<Vec<u8>>)> {
        values(
            kind,
            [
                ("all", bits(&[0, 0xff])),
                ("decipher", bits(&[7, 0, 0x80])),
                ("both-octets", bits(&[7, 0xff, 0x80])),
                ("three-octets", bits(&[0, 1, 2, 3])),
                ("five-octets", bits(&[0, 1, 2, 3, 4, 5])),
                ("no-bits", bits(&[0])),
                ("zero", bits(&[7, 0])),
                ("empty", bits(&[])),
                ("unused-8", bits(&[8, 0x80])),
                ("unused-set", bits(&[7, 0xff])),
                ("trailing", [bits(&[7, 0x80]), der::null()].concat()),
                ("octets", tlv(der::OCTET_STRING, [0x80])),
                ("nothing", vec![]),
                ("too-long", vec![3, 9, 0, 1]),
            ],
        )
        .into_iter()
        .map(|(label, extensions)| (format!("{prefix}-{label}"), extensions))
        .collect()
    };
    all.extend(odd("key", KEY_USAGE));
    all.extend(odd("ns", NS_CERT_TYPE));
    all.extend(
        (0..8).map(|bit| {
            (format!("ns-bit-{bit}"), vec![extension(NS_CERT_TYPE, false, bits(&[0, 0x80 >> bit]))])
        }),
    );
    all.extend(
        values(
            EXTENDED_KEY_USAGE,
            [
                ("server", seq([oid("1.3.6.1.5.5.7.3.1")])),
                ("client", seq([oid("1.3.6.1.5.5.7.3.2")])),
                ("any", seq([oid("2.5.29.37.0")])),
                ("known", seq((1..=9).map(|last| oid(&format!("1.3.6.1.5.5.7.3.{last}"))))),
                ("wi-sun", seq([oid("1.3.6.1.4.1.45605.1")])),
                ("unknown", seq([oid("1.2.3.4.5"), oid("2.999.7")])),
                ("many", seq((0..40).map(|last| oid(&format!("1.2.3.{last}"))))),
                ("twice", seq([oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.1")])),
                ("empty-list", seq::<Vec<u8>>([])),
                ("empty-oid", seq([tlv(der::OID, [])])),
                ("not-oid", seq([der::integer(1)])),
                ("a-set", der::set([oid("1.3.6.1.5.5.7.3.1")])),
                ("behind", [seq([oid("1.3.6.1.5.5.7.3.1")]), der::null()].concat()),
                ("absent", vec![]),
                ("bare", oid("1.3.6.1.5.5.7.3.1")),
            ],
        )
        .into_iter()
        .map(|(label, list)| (format!("extended-{label}"), list)),
    );
    all
}

fn alternative_names() -> Vec<(String, Vec<Vec<u8>>)> {
    let other = |kind: &str, value: Vec<u8>| tlv(constructed(0), [oid(kind), value].concat());
    let module = "1.3.6.1.5.5.7.8.4";
    let explicit = |content: Vec<u8>| tlv(constructed(0), content);
    let serial = |octets: &[u8]| tlv(der::OCTET_STRING, octets);
    let directory = |content: Vec<u8>| tlv(constructed(4), content);
    let two = common("first");
    let merged =
        seq([der::set([attribute("2.5.4.3", der::UTF8, "a"), attribute("2.5.4.10", der::UTF8, "b")])]);
    let names: Vec<(&str, Vec<Vec<u8>>)> = vec![
        ("dns", vec![dns("localhost")]),
        ("dns-several", vec![dns("a.example"), dns("*.b.example"), dns("C.EXAMPLE")]),
        ("dns-empty", vec![dns("")]),
        ("dns-control", vec![dns("a\u{1}\n\u{7f}b")]),
        ("dns-nul", vec![dns("a\0b")]),
        ("dns-utf8", vec![dns("ä.example")]),
        ("dns-long", vec![dns(&"x".repeat(300))]),
        ("mail", vec![tlv(context(1), "someone@example.org")]),
        ("mail-empty", vec![tlv(context(1), "")]),
        ("uri", vec![uri("https://example.org/path?query")]),
        ("uri-empty", vec![uri("")]),
        ("uri-control", vec![uri("a\u{2}b")]),
        ("ip-4", vec![ip(&[192, 0, 2, 1])]),
        ("ip-16", vec![ip(&[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])]),
        ("ip-0", vec![ip(&[])]),
        ("ip-1", vec![ip(&[1])]),
        ("ip-5", vec![ip(&[1, 2, 3, 4, 5])]),
        ("ip-8", vec![ip(&[1, 2, 3, 4, 255, 255, 255, 0])]),
        ("ip-15", vec![ip(&[1; 15])]),
        ("ip-32", vec![ip(&[1; 32])]),
        ("registered", vec![tlv(context(8), [0x2a, 3, 4])]),
        ("registered-empty", vec![tlv(context(8), [])]),
        ("x400", vec![tlv(constructed(3), seq([der::integer(1)]))]),
        ("edi", vec![tlv(constructed(5), tlv(constructed(1), tlv(der::UTF8, "party")))]),
        ("directory", vec![directory(two.clone())]),
        ("directory-merged", vec![directory(merged)]),
        ("directory-empty", vec![directory(seq::<Vec<u8>>([]))]),
        ("directory-bare", vec![directory(vec![])]),
        ("directory-trailing", vec![directory([two.clone(), der::null()].concat())]),
        ("directory-broken", vec![directory(seq([der::integer(1)]))]),
        ("directory-cut", vec![directory(vec![0x30, 5, 0x31])]),
        ("directory-two", vec![directory(two.clone()), directory(common("second"))]),
        ("directory-broken-second", vec![directory(two.clone()), directory(seq([der::integer(1)]))]),
        ("module", vec![other(module, explicit(seq([oid("1.2.3.4"), serial(&[1, 2, 0xff])])))]),
        ("module-empty-serial", vec![other(module, explicit(seq([oid("1.2.3.4"), serial(&[])])))]),
        ("module-long-serial", vec![other(module, explicit(seq([oid("1.2.3.4"), serial(&[0x5a; 200])])))]),
        ("module-no-serial", vec![other(module, explicit(seq([oid("1.2.3.4")])))]),
        ("module-no-type", vec![other(module, explicit(seq([serial(&[1])])))]),
        ("module-swapped", vec![other(module, explicit(seq([serial(&[1]), oid("1.2.3.4")])))]),
        ("module-trailing", vec![other(module, explicit(seq([oid("1.2.3.4"), serial(&[1]), der::null()])))]),
        (
            "module-trailing-outside",
            vec![other(module, explicit([seq([oid("1.2.3.4"), serial(&[1])]), der::null()].concat()))],
        ),
        ("module-not-explicit", vec![other(module, seq([oid("1.2.3.4"), serial(&[1])]))]),
        ("module-wrong-tag", vec![other(module, tlv(constructed(1), seq([oid("1.2.3.4"), serial(&[1])])))]),
        ("module-empty", vec![other(module, explicit(vec![]))]),
        ("module-nothing", vec![other(module, vec![])]),
        ("module-strange-type", vec![other(module, explicit(seq([tlv(der::OID, [0x80]), serial(&[1])])))]),
        (
            "module-then-dns",
            vec![other(module, explicit(seq([oid("1.2.3.4"), serial(&[1])]))), dns("localhost")],
        ),
        (
            "other-unknown",
            vec![other("1.3.6.1.4.1.311.20.2.3", explicit(tlv(der::UTF8, "user@example.org")))],
        ),
        ("other-empty", vec![tlv(constructed(0), [])]),
        ("other-not-oid", vec![tlv(constructed(0), der::integer(1))]),
        ("other-primitive", vec![tlv(context(0), [1])]),
        ("other-cut", vec![tlv(constructed(0), [6, 9, 0x2a])]),
        ("tag-9", vec![tlv(context(9), [1])]),
        ("tag-31", vec![tlv(0x9f, [1, 2])]),
        ("universal", vec![tlv(der::UTF8, "localhost")]),
        ("constructed-dns", vec![tlv(constructed(2), "localhost")]),
        ("sequence", vec![seq([dns("localhost")])]),
        ("none", vec![]),
        (
            "every-kind",
            vec![
                other(module, explicit(seq([oid("1.2.3.4"), serial(&[9])]))),
                tlv(context(1), "a@b"),
                dns("a.example"),
                directory(two),
                uri("urn:x"),
                ip(&[127, 0, 0, 1]),
                ip(&[0; 16]),
                tlv(context(8), [0x2a]),
            ],
        ),
        ("many", (0..80).map(|number| dns(&format!("host{number}.example"))).collect()),
        ("cut-entry", vec![vec![0x82, 9, b'a']]),
        ("bad-behind-good", vec![dns("a.example"), tlv(der::INTEGER, [1])]),
        ("unknown-behind-good", vec![dns("a.example"), tlv(context(10), [1])]),
    ];
    let mut all: Vec<(String, Vec<Vec<u8>>)> =
        names.into_iter().map(|(label, names)| (label.to_owned(), vec![alt_names(names)])).collect();
    all.extend(values(
        SUBJECT_ALT_NAME,
        [
            ("value-nothing", vec![]),
            ("value-bare", dns("localhost")),
            ("value-set", der::set([dns("localhost")])),
            ("value-trailing", [seq([dns("localhost")]), der::null()].concat()),
            ("value-too-long", vec![0x30, 9, 0x82, 1, b'a']),
        ],
    ));
    all
}

fn constraints() -> Vec<(String, Vec<Vec<u8>>)> {
    let yes = tlv(der::BOOLEAN, [0xff]);
    let no = tlv(der::BOOLEAN, [0]);
    let length = |octets: &[u8]| tlv(der::INTEGER, octets);
    values(
        BASIC_CONSTRAINTS,
        [
            ("authority", seq([&yes])),
            ("no-authority", seq([&no])),
            ("one-is-yes", seq([tlv(der::BOOLEAN, [1])])),
            ("empty", seq::<Vec<u8>>([])),
            ("integer-yes", seq([der::integer(1)])),
            ("integer-no", seq([der::integer(0)])),
            ("integers", seq([der::integer(1), der::integer(3)])),
            ("length-0", seq([yes.clone(), der::integer(0)])),
            ("length-1", seq([yes.clone(), der::integer(1)])),
            ("length-255", seq([yes.clone(), der::integer(255)])),
            ("length-limit", seq([yes.clone(), length(&[0x7f, 0xff, 0xff, 0xfe])])),
            ("length-beyond", seq([yes.clone(), length(&[0x7f, 0xff, 0xff, 0xff])])),
            ("length-far-beyond", seq([yes.clone(), length(&[1, 0, 0, 0, 0])])),
            ("length-negative", seq([yes.clone(), length(&[0xff])])),
            ("length-padded", seq([yes.clone(), length(&[0, 0, 5])])),
            ("length-empty", seq([yes.clone(), length(&[])])),
            ("length-without-authority", seq([no, der::integer(2)])),
            ("length-alone", seq([der::integer(2)])),
            ("boolean-two-octets", seq([tlv(der::BOOLEAN, [0xff, 0xff])])),
            ("boolean-empty", seq([tlv(der::BOOLEAN, [])])),
            ("trailing-inside", seq([yes.clone(), der::integer(0), der::null()])),
            ("trailing-outside", [seq([&yes]), der::null()].concat()),
            ("trailing-outside-with-length", [seq([yes.clone(), der::integer(0)]), der::null()].concat()),
            ("empty-then-trailing", [seq::<Vec<u8>>([]), der::null()].concat()),
            ("nothing", vec![]),
            ("a-set", der::set([&yes])),
            ("null-inside", seq([der::null()])),
            ("too-long", vec![0x30, 9, 1, 1, 0xff]),
        ],
    )
}

fn identifiers() -> Vec<(String, Vec<Vec<u8>>)> {
    let id = |octets: &[u8]| tlv(der::OCTET_STRING, octets);
    let subject = values(
        SUBJECT_KEY_ID,
        [
            ("20", id(&[7; 20])),
            ("empty", id(&[])),
            ("200", id(&[8; 200])),
            ("trailing", [id(&[7; 20]), der::null()].concat()),
            ("bits", der::bits([7; 20])),
            ("nothing", vec![]),
            ("too-long", vec![4, 9, 1]),
        ],
    );
    let key_id = tlv(context(0), [7; 20]);
    let issuer = tlv(constructed(1), tlv(constructed(4), common("issuer")));
    let dns_issuer = tlv(constructed(1), dns("issuer.example"));
    let serial = tlv(context(2), [1, 2, 3]);
    let authority = values(
        AUTHORITY_KEY_ID,
        [
            ("key", seq([&key_id])),
            ("issuer-and-serial", seq([&issuer, &serial])),
            ("all", seq([&key_id, &issuer, &serial])),
            ("dns-issuer", seq([&key_id, &dns_issuer, &serial])),
            (
                "two-issuers",
                seq([
                    &key_id,
                    &tlv(constructed(1), [tlv(constructed(4), common("a")), dns("b")].concat()),
                    &serial,
                ]),
            ),
            ("issuer-alone", seq([&key_id, &issuer])),
            ("serial-alone", seq([&key_id, &serial])),
            ("only-serial", seq([&serial])),
            ("empty-issuer", seq([&key_id, &tlv(constructed(1), []), &serial])),
            ("broken-issuer", seq([&key_id, &tlv(constructed(1), der::integer(1)), &serial])),
            (
                "broken-directory",
                seq([&key_id, &tlv(constructed(1), tlv(constructed(4), [1, 1, 1])), &serial]),
            ),
            ("empty-serial", seq([&key_id, &issuer, &tlv(context(2), [])])),
            ("empty-key", seq([tlv(context(0), [])])),
            ("empty", seq::<Vec<u8>>([])),
            ("reversed", seq([&serial, &issuer, &key_id])),
            ("trailing-inside", seq([key_id.clone(), issuer, serial, der::null()])),
            ("trailing-outside", [seq([&key_id]), der::null()].concat()),
            ("constructed-key", seq([tlv(constructed(0), id(&[7; 20]))])),
            ("bare", key_id.clone()),
            ("octets", id(&[7; 20])),
            ("a-set", der::set([&key_id])),
            ("nothing", vec![]),
        ],
    );
    let named = |prefix: &'static str| move |(label, list)| (format!("{prefix}-{label}"), list);
    subject.into_iter().map(named("subject")).chain(authority.into_iter().map(named("authority"))).collect()
}

fn policies() -> Vec<(String, Vec<Vec<u8>>)> {
    let any = seq([oid("2.5.29.32.0")]);
    let own = seq([oid("1.2.3.4")]);
    let qualifier = seq([oid("1.3.6.1.5.5.7.2.1"), tlv(der::IA5, "https://example.org/cps")]);
    let lists: Vec<(&str, Vec<u8>)> = vec![
        ("any", seq([&any])),
        ("own", seq([&own])),
        ("any-and-own", seq([&any, &own])),
        ("own-and-any", seq([&own, &any])),
        ("many", seq((0..30).map(|last| seq([oid(&format!("1.2.3.{last}"))])))),
        ("qualified", seq([seq([oid("1.2.3.4"), seq([&qualifier])])])),
        ("any-qualified", seq([seq([oid("2.5.29.32.0"), seq([&qualifier])])])),
        ("empty-qualifiers", seq([seq([oid("1.2.3.4"), seq::<Vec<u8>>([])])])),
        ("qualifiers-not-a-list", seq([seq([oid("1.2.3.4"), der::null()])])),
        ("trailing-in-policy", seq([seq([oid("1.2.3.4"), seq([&qualifier]), der::null()])])),
        ("twice", seq([&own, &own])),
        ("domain-validated", seq([seq([oid("2.23.140.1.2.1")])])),
        ("empty-oid", seq([seq([tlv(der::OID, [])])])),
        ("no-oid", seq([seq([der::integer(1)])])),
        ("empty-policy", seq([seq::<Vec<u8>>([])])),
        ("empty", seq::<Vec<u8>>([])),
        ("not-a-list", seq([oid("1.2.3.4")])),
        ("trailing", [seq([&any]), der::null()].concat()),
        ("a-set", der::set([&any])),
        ("nothing", vec![]),
    ];
    let critical = |(label, value): &(&str, Vec<u8>)| {
        (format!("{label}-critical"), vec![extension(POLICIES, true, value)])
    };
    let all: Vec<_> = lists.iter().map(critical).collect();
    all.into_iter().chain(values(POLICIES, lists)).collect()
}

fn lists() -> Vec<(String, Vec<Vec<u8>>)> {
    let usage = key_usage(0x80);
    let unknown = |critical| extension("1.2.3.4.5", critical, [1, 2, 3]);
    let critical =
        |octets: &[u8]| seq([oid("1.2.3.4.5"), tlv(der::BOOLEAN, octets), tlv(der::OCTET_STRING, [])]);
    let mut all = vec![
        ("unknown", vec![unknown(false)]),
        ("unknown-critical", vec![unknown(true)]),
        ("unknown-twice", vec![unknown(false), unknown(false)]),
        ("unknown-critical-behind", vec![usage.clone(), unknown(true)]),
        ("critical-no", vec![critical(&[0])]),
        ("critical-1", vec![critical(&[1])]),
        ("critical-two-octets", vec![critical(&[0, 0])]),
        ("critical-integer", vec![seq([oid("1.2.3.4.5"), der::integer(1), tlv(der::OCTET_STRING, [])])]),
        ("no-value", vec![seq([oid("1.2.3.4.5")])]),
        ("bits-for-value", vec![seq([oid("1.2.3.4.5"), der::bits([1])])]),
        ("trailing", vec![seq([oid("1.2.3.4.5"), tlv(der::OCTET_STRING, []), der::null()])]),
        ("no-oid", vec![seq([tlv(der::OCTET_STRING, [])])]),
        ("empty-oid", vec![seq([tlv(der::OID, []), tlv(der::OCTET_STRING, [])])]),
        ("empty", vec![seq::<Vec<u8>>([])]),
        ("a-set", vec![der::set([oid("1.2.3.4.5"), tlv(der::OCTET_STRING, [])])]),
        (
            "usual",
            vec![
                usage.clone(),
                basic_constraints(false, None),
                extended_key_usage(&["1.3.6.1.5.5.7.3.1"]),
                alt_names([dns("localhost")]),
                extension(SUBJECT_KEY_ID, false, tlv(der::OCTET_STRING, [7; 20])),
                extension(AUTHORITY_KEY_ID, false, seq([tlv(context(0), [7; 20])])),
            ],
        ),
    ]
    .into_iter()
    .map(|(label, list)| (label.to_owned(), list))
    .collect::<Vec<(String, Vec<Vec<u8>>)>>();
    // Extensions of RFC 5280 that are known by their name alone, critical and not.
    for (label, kind) in [
        ("issuer-alt-name", "2.5.29.18"),
        ("name-constraints", "2.5.29.30"),
        ("distribution-points", "2.5.29.31"),
        ("policy-mappings", "2.5.29.33"),
        ("policy-constraints", "2.5.29.36"),
        ("inhibit-any", "2.5.29.54"),
        ("freshest", "2.5.29.46"),
        ("directory-attributes", "2.5.29.9"),
        ("private-key-usage", "2.5.29.16"),
        ("authority-access", "1.3.6.1.5.5.7.1.1"),
        ("subject-access", "1.3.6.1.5.5.7.1.11"),
        ("crl-number", CRL_NUMBER),
        ("tls-feature", "1.3.6.1.5.5.7.1.24"),
        ("ct-poison", "1.3.6.1.4.1.11129.2.4.3"),
    ] {
        for is_critical in [false, true] {
            let label = format!("{label}-{}", if is_critical { "critical" } else { "plain" });
            all.push((label, vec![extension(kind, is_critical, seq::<Vec<u8>>([]))]));
        }
    }
    for (label, one) in [
        ("constraints", basic_constraints(true, Some(1))),
        ("usage", usage),
        ("names", alt_names([dns("localhost")])),
        ("extended", extended_key_usage(&["1.3.6.1.5.5.7.3.1"])),
        ("subject-id", extension(SUBJECT_KEY_ID, false, tlv(der::OCTET_STRING, [7; 20]))),
        ("authority-id", extension(AUTHORITY_KEY_ID, false, seq([tlv(context(0), [7; 20])]))),
        ("policies", extension(POLICIES, false, seq([seq([oid("2.5.29.32.0")])]))),
        ("ns", extension(NS_CERT_TYPE, false, tlv(der::BIT_STRING, [0, 0x40]))),
    ] {
        all.push((format!("twice-{label}"), vec![one.clone(), one]));
    }
    all
}
