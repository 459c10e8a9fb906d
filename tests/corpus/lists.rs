//! Certificate revocation lists.

use super::certificate::{AUTHORITY_KEY_ID, CRL_NUMBER, extension, version};
use super::der::{self, constructed, context, oid, pem, seq, tlv};
use super::keys::{Curve, Hash, Key, Scheme};
use super::name::{self, common};
use super::{Family, Kind, Object};

/// The parts of a list, encoded.
#[derive(Clone)]
pub struct List {
    pub version: Vec<u8>,
    pub algorithm: Vec<u8>,
    pub issuer: Vec<u8>,
    pub this_update: Vec<u8>,
    pub next_update: Vec<u8>,
    /// The whole field of entries; nothing if there is none.
    pub entries: Vec<u8>,
    /// The whole field of extensions.
    pub extensions: Vec<u8>,
    pub outer_algorithm: Vec<u8>,
    pub signature: Option<Vec<u8>>,
    pub rest: Vec<u8>,
}

impl List {
    /// A list of version 2 that is valid from 2025 to 2055.
    pub fn new(issuer: &str, serials: &[&[u8]]) -> Self {
        let entries = serials.iter().map(|serial| entry(serial, "20250101000000Z", vec![]));
        Self {
            version: der::integer(1),
            algorithm: vec![],
            issuer: common(issuer),
            this_update: der::time("20250101000000Z"),
            next_update: der::time("20550101000000Z"),
            entries: if serials.is_empty() { vec![] } else { seq(entries) },
            extensions: tlv(constructed(0), seq([extension(CRL_NUMBER, false, der::integer(7))])),
            outer_algorithm: vec![],
            signature: None,
            rest: vec![],
        }
    }

    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub fn sign(&self, key: &Key) -> Vec<u8> {
        self.sign_as(key, key.scheme())
    }

    pub fn sign_as(&self, key: &Key, scheme: Scheme) -> Vec<u8> {
        let or = |own: &[u8]| if own.is_empty() { scheme.identifier() } else { own.to_vec() };
        let tbs = seq([
            &self.version,
            &or(&self.algorithm),
            &self.issuer,
            &self.this_update,
            &self.next_update,
            &self.entries,
            &self.extensions,
        ]);
        let signature = self.signature.clone().unwrap_or_else(|| der::bits(key.sign(scheme, &tbs)));
        seq([tbs, or(&self.outer_algorithm), signature, self.rest.clone()])
    }
}

/// One revoked certificate.
pub fn entry(serial: &[u8], date: &str, extensions: Vec<u8>) -> Vec<u8> {
    seq([tlv(der::INTEGER, serial), der::time(date), extensions])
}

fn reason(code: u8) -> Vec<u8> {
    seq([extension("2.5.29.21", false, tlv(der::ENUMERATED, [code]))])
}

pub fn add(objects: &mut Vec<Object>) {
    let key = Key::ec(Curve::P256, "corpus");
    let kind = Kind::RevocationList;
    let mut family = |name, fill: &dyn Fn(&mut Family<'_>)| {
        fill(&mut Family { kind, name, objects: &mut *objects });
    };
    family("algorithms", &algorithms);
    family("fields", &|family| fields(family, &key));
    family("entries", &|family| entries(family, &key));
    family("texts", &|family| texts(family, &key));
}

fn algorithms(family: &mut Family<'_>) {
    let list = List::new("corpus authority", &[&[5]]);
    let rsa = Key::rsa("1024-a");
    for hash in Hash::ALL {
        family.der(format!("rsa-{hash:?}"), list.sign_as(&rsa, Scheme::Pkcs1(hash)));
    }
    for hash in [Hash::Sha1, Hash::Sha256] {
        family.der(format!("pss-{hash:?}"), list.sign_as(&rsa, Scheme::Pss { hash, mgf1: hash, salt: 20 }));
    }
    for curve in [Curve::P256, Curve::P384, Curve::P521] {
        family.der(format!("{curve:?}"), list.sign(&Key::ec(curve, "corpus")));
    }
    let key = Key::ec(Curve::P256, "corpus");
    for (label, number) in [
        ("ed25519", "1.3.101.112"),
        ("unknown", "1.2.3.4"),
        ("rsa", "1.2.840.113549.1.1.1"),
        ("md2", "1.2.840.113549.1.1.2"),
    ] {
        let identifier = seq([oid(number), der::null()]);
        family.der(
            label,
            list.clone()
                .with(|it| {
                    it.algorithm = identifier.clone();
                    it.outer_algorithm = identifier;
                })
                .sign(&key),
        );
    }
    family.der(
        "other-outside",
        list.clone().with(|it| it.outer_algorithm = Scheme::Ecdsa(Hash::Sha384).identifier()).sign(&key),
    );
    let with_null = seq([oid("1.2.840.10045.4.3.2"), der::null()]);
    family.der("null-outside", list.with(|it| it.outer_algorithm = with_null).sign(&key));
}

fn fields(family: &mut Family<'_>, key: &Key) {
    let list = List::new("corpus authority", &[&[5], &[1, 2, 3]]);
    let mut add = |label: &str, change: &dyn Fn(&mut List)| {
        family.der(label, list.clone().with(|it| change(it)).sign(key));
    };
    add("sound", &|_| {});
    add("version-1", &|it| {
        it.version = vec![];
        it.extensions = vec![];
    });
    add("version-1-extensions", &|it| it.version = vec![]);
    add("version-1-said", &|it| it.version = der::integer(0));
    add("version-3", &|it| it.version = der::integer(2));
    add("version-negative", &|it| it.version = tlv(der::INTEGER, [0xff]));
    add("version-tagged", &|it| it.version = version(1));
    add("version-long", &|it| it.version = tlv(der::INTEGER, [1, 0, 0, 0, 0]));
    add("no-next-update", &|it| it.next_update = vec![]);
    add("no-next-update-nor-entries", &|it| {
        it.next_update = vec![];
        it.entries = vec![];
    });
    add("no-this-update", &|it| it.this_update = vec![]);
    add("bad-this-update", &|it| it.this_update = tlv(der::UTC_TIME, "20"));
    add("bad-next-update", &|it| it.next_update = tlv(der::UTC_TIME, "20"));
    add("integer-next-update", &|it| it.next_update = der::integer(5));
    add("generalized", &|it| it.this_update = tlv(der::GENERALIZED_TIME, "20240229000000Z"));
    add("expired", &|it| it.next_update = der::time("20260101000000Z"));
    add("future", &|it| it.this_update = der::time("20540101000000Z"));
    add("no-extensions", &|it| it.extensions = vec![]);
    add("empty-extensions", &|it| it.extensions = tlv(constructed(0), seq::<Vec<u8>>([])));
    add("extensions-empty-field", &|it| it.extensions = tlv(constructed(0), []));
    add("extensions-trailing", &|it| {
        it.extensions =
            tlv(constructed(0), [seq([extension(CRL_NUMBER, false, der::integer(7))]), der::null()].concat())
    });
    add("extensions-other-tag", &|it| {
        it.extensions = tlv(constructed(1), seq([extension(CRL_NUMBER, false, der::integer(7))]))
    });
    let list_of = |extensions: &[Vec<u8>]| tlv(constructed(0), seq(extensions));
    add("authority", &|it| {
        it.extensions = list_of(&[extension(AUTHORITY_KEY_ID, false, seq([tlv(context(0), [7; 20])]))])
    });
    add("unknown-extension", &|it| it.extensions = list_of(&[extension("1.2.3.4", false, [1])]));
    add("critical-extension", &|it| it.extensions = list_of(&[extension("1.2.3.4", true, [1])]));
    add("critical-number", &|it| it.extensions = list_of(&[extension(CRL_NUMBER, true, der::integer(7))]));
    add("delta", &|it| it.extensions = list_of(&[extension("2.5.29.27", true, der::integer(7))]));
    add("distribution-point", &|it| {
        it.extensions = list_of(&[extension("2.5.29.28", true, seq::<Vec<u8>>([]))])
    });
    add("critical-first-then-plain", &|it| {
        it.extensions = list_of(&[extension("1.2.3.4", true, [1]), extension("1.2.3.5", false, [1])])
    });
    add("extension-broken", &|it| it.extensions = list_of(&[seq([oid("1.2.3")])]));
    add("extension-no-oid", &|it| it.extensions = list_of(&[seq([der::null()])]));
    add("extension-trailing", &|it| {
        it.extensions = list_of(&[seq([oid("1.2.3"), tlv(der::OCTET_STRING, []), der::null()])])
    });
    add("extension-bits", &|it| it.extensions = list_of(&[seq([oid("1.2.3"), der::bits([1])])]));
    add("extension-critical-broken", &|it| {
        it.extensions = list_of(&[seq([oid("1.2.3"), tlv(der::BOOLEAN, [0, 0]), tlv(der::OCTET_STRING, [])])])
    });
    add("empty-issuer", &|it| it.issuer = seq::<Vec<u8>>([]));
    add("broken-issuer", &|it| it.issuer = seq([der::null()]));
    add("issuer-a-set", &|it| it.issuer = der::set::<Vec<u8>>([]));
    add("long-issuer", &|it| it.issuer = name::name([("2.5.4.3", der::UTF8, &[b'x'; 300][..])]));
    add("merged-issuer", &|it| {
        it.issuer = seq([der::set([
            name::attribute("2.5.4.3", der::UTF8, "a"),
            name::attribute("2.5.4.10", der::PRINTABLE, "b"),
        ])])
    });
    add("rest", &|it| it.rest = der::null());
    add("empty-signature", &|it| it.signature = Some(tlv(der::BIT_STRING, [])));
    add("unused-bits", &|it| it.signature = Some(tlv(der::BIT_STRING, [1, 2])));
    add("no-signature", &|it| it.signature = Some(vec![]));
    let whole = list.sign(key);
    family.der("trailing-1", [&whole[..], &[0]].concat());
    family.der("two", [&whole[..], &whole].concat());
    family.der("cut", &whole[..whole.len() - 1]);
    family.der("nothing", vec![]);
    family.der("a-set", tlv(der::SET, der::elements(&whole)[0].1));
    family.der("indefinite", der::indefinite(der::SEQUENCE, der::elements(&whole)[0].1));
    family.der("long-form", der::long_form(der::SEQUENCE, 4, der::elements(&whole)[0].1));
    family.der("a-certificate", super::certificates::plain(key).sign(key));
}

fn entries(family: &mut Family<'_>, key: &Key) {
    let date = "20250601120000Z";
    let plain = |serial: &[u8]| entry(serial, date, vec![]);
    let lists: Vec<(&str, Vec<u8>)> = vec![
        ("none", vec![]),
        ("empty", seq::<Vec<u8>>([])),
        ("one", seq([plain(&[1])])),
        ("many", seq((1..=200u8).map(|serial| plain(&[serial])))),
        ("twice", seq([plain(&[1]), plain(&[1])])),
        ("negative", seq([plain(&[0x80])])),
        ("zero", seq([plain(&[0])])),
        ("long", seq([plain(&[7; 20]), plain(&[8; 32]), plain(&[9; 33]), plain(&[9; 200])])),
        ("empty-serial", seq([plain(&[])])),
        ("serial-context", seq([seq([tlv(context(2), [1]), der::time(date)])])),
        ("serial-octets", seq([seq([tlv(der::OCTET_STRING, [1]), der::time(date)])])),
        ("no-date", seq([seq([der::integer(1)])])),
        ("bad-date", seq([seq([der::integer(1), tlv(der::UTC_TIME, "2001")])])),
        ("general-date", seq([seq([der::integer(1), tlv(der::GENERALIZED_TIME, "20500101000000Z")])])),
        ("no-serial", seq([seq([der::time(date)])])),
        ("empty-entry", seq([seq::<Vec<u8>>([])])),
        ("reason", seq([entry(&[1], date, reason(1)), entry(&[2], date, reason(8))])),
        ("empty-extensions", seq([entry(&[1], date, seq::<Vec<u8>>([]))])),
        ("broken-extensions", seq([entry(&[1], date, seq([der::null()]))])),
        ("extensions-trailing", seq([entry(&[1], date, [reason(1), der::null()].concat())])),
        ("extensions-no-list", seq([entry(&[1], date, der::null())])),
        ("critical", seq([entry(&[1], date, seq([extension("2.5.29.29", true, seq::<Vec<u8>>([]))]))])),
        ("cut", vec![0x30, 9, 0x30, 3, 2, 1, 1]),
        ("a-set", der::set([plain(&[1])])),
        ("entry-a-set", seq([der::set([der::integer(1), der::time(date)])])),
    ];
    for (label, entries) in lists {
        let list = List::new("corpus authority", &[]).with(|it| it.entries = entries);
        family.der(label, list.sign(key));
        family.der(
            format!("{label}-version-1"),
            list.with(|it| {
                it.version = vec![];
                it.extensions = vec![];
            })
            .sign(key),
        );
    }
}

fn texts(family: &mut Family<'_>, key: &Key) {
    let whole = List::new("corpus authority", &[&[5]]).sign(key);
    let text = String::from_utf8(pem("X509 CRL", &whole)).expect("text");
    let broken = String::from_utf8(pem("X509 CRL", &whole[..20])).expect("text");
    for (label, words) in [
        ("plain", text.clone()),
        ("crlf", text.replace('\n', "\r\n")),
        ("several", text.repeat(3)),
        ("text-before", format!("words\n{text}")),
        ("text-between", format!("{text}words\n{text}")),
        ("broken", broken.clone()),
        ("broken-second", format!("{text}{broken}")),
        ("broken-first", format!("{broken}{text}")),
        ("no-end", text.replace("-----END X509 CRL-----", "")),
        ("wrong-label", text.replace("X509 CRL", "CRL")),
        ("wrong-character", text.replacen("MI", "M!", 1)),
        ("only-text", "nothing\n".to_owned()),
        ("empty", String::new()),
    ] {
        family.pem(label, words);
    }
    family.der("without-nul", text.into_bytes());
}
