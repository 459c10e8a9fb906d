//! Certification requests (RFC 2986).

use super::certificate::{NS_CERT_TYPE, alt_names, basic_constraints, dns, extension, key_usage};
use super::der::{self, constructed, oid, pem, seq, set, tlv};
use super::keys::{Curve, Hash, Key, Scheme};
use super::name::common;
use super::{Family, Kind, Object};

/// The parts of a request, encoded.
#[derive(Clone)]
struct Request {
    version: Vec<u8>,
    subject: Vec<u8>,
    spki: Vec<u8>,
    /// The whole field.
    attributes: Vec<u8>,
    rest_inside: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Option<Vec<u8>>,
    rest: Vec<u8>,
}

const EXTENSION_REQUEST: &str = "1.2.840.113549.1.9.14";
const CHALLENGE: &str = "1.2.840.113549.1.9.7";

impl Request {
    fn new(key: &Key) -> Self {
        Self {
            version: der::integer(0),
            subject: common("corpus"),
            spki: key.spki(),
            attributes: tlv(constructed(0), []),
            rest_inside: vec![],
            algorithm: vec![],
            signature: None,
            rest: vec![],
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn sign(&self, key: &Key, scheme: Scheme) -> Vec<u8> {
        let inner = seq([&self.version, &self.subject, &self.spki, &self.attributes, &self.rest_inside]);
        let signature = self.signature.clone().unwrap_or_else(|| der::bits(key.sign(scheme, &inner)));
        let algorithm = if self.algorithm.is_empty() { scheme.identifier() } else { self.algorithm.clone() };
        seq([inner, algorithm, signature, self.rest.clone()])
    }
}

pub fn add(objects: &mut Vec<Object>) {
    let kind = Kind::Request;
    let mut family = |name, fill: &dyn Fn(&mut Family<'_>)| {
        fill(&mut Family { kind, name, objects: &mut *objects });
    };
    family("algorithms", &algorithms);
    family("fields", &fields);
    family("attributes", &attributes);
    family("texts", &texts);
}

fn algorithms(family: &mut Family<'_>) {
    for rsa in ["1024-a", "2048-a", "4096"] {
        let key = Key::rsa(rsa);
        for hash in Hash::ALL {
            family.der(format!("rsa-{rsa}-{hash:?}"), Request::new(&key).sign(&key, Scheme::Pkcs1(hash)));
        }
    }
    let key = Key::rsa("1024-a");
    let pss = Scheme::Pss { hash: Hash::Sha256, mgf1: Hash::Sha256, salt: 32 };
    family.der("pss", Request::new(&key).sign(&key, pss));
    for curve in [Curve::P256, Curve::P384, Curve::P521] {
        let key = Key::ec(curve, "corpus");
        for hash in &Hash::ALL[1..] {
            family.der(format!("{curve:?}-{hash:?}"), Request::new(&key).sign(&key, Scheme::Ecdsa(*hash)));
        }
    }
}

fn fields(family: &mut Family<'_>) {
    let key = Key::ec(Curve::P256, "corpus");
    let mut add = |label: &str, change: &dyn Fn(&mut Request)| {
        family.der(label, Request::new(&key).with(|it| change(it)).sign(&key, key.scheme()));
    };
    add("version-2", &|it| it.version = der::integer(1));
    add("version-negative", &|it| it.version = tlv(der::INTEGER, [0xff]));
    add("version-missing", &|it| it.version = vec![]);
    add("version-long", &|it| it.version = tlv(der::INTEGER, [1, 0, 0, 0, 0]));
    add("subject-empty", &|it| it.subject = seq::<Vec<u8>>([]));
    add("subject-broken", &|it| it.subject = seq([der::null()]));
    add("subject-missing", &|it| it.subject = vec![]);
    add("no-attributes", &|it| it.attributes = vec![]);
    add("attributes-primitive", &|it| it.attributes = tlv(0x80, []));
    add("attributes-other-tag", &|it| it.attributes = tlv(constructed(1), []));
    add("rest-inside", &|it| it.rest_inside = der::null());
    add("rest", &|it| it.rest = der::null());
    add("algorithm-unknown", &|it| it.algorithm = seq([oid("1.2.3.4"), der::null()]));
    add("algorithm-ed25519", &|it| it.algorithm = seq([oid("1.3.101.112")]));
    add("algorithm-null", &|it| it.algorithm = seq([oid("1.2.840.10045.4.3.2"), der::null()]));
    add("algorithm-other-key", &|it| it.algorithm = Scheme::Pkcs1(Hash::Sha256).identifier());
    add("algorithm-empty", &|it| it.algorithm = seq::<Vec<u8>>([]));
    add("signature-empty", &|it| it.signature = Some(tlv(der::BIT_STRING, [])));
    add("signature-missing", &|it| it.signature = Some(vec![]));
    add("signature-wrong", &|it| it.signature = Some(der::bits([1, 2, 3])));
    for (label, spki) in super::keyfiles::public_infos() {
        family.der(
            format!("key-{label}"),
            Request::new(&key).with(|it| it.spki = spki).sign(&key, key.scheme()),
        );
    }
    let whole = Request::new(&key).sign(&key, key.scheme());
    family.der("sound", &whole[..]);
    family.der("trailing", [&whole[..], &[0]].concat());
    family.der("cut", &whole[..whole.len() - 1]);
    family.der("nothing", vec![]);
    family.der("a-certificate", super::certificates::plain(&key).sign(&key));
}

fn attributes(family: &mut Family<'_>) {
    let key = Key::ec(Curve::P256, "corpus");
    let requested = |extensions: &[Vec<u8>]| seq([oid(EXTENSION_REQUEST), set([seq(extensions)])]);
    let usage = key_usage(0x80);
    let names = alt_names([dns("localhost"), dns("*.example.org")]);
    let ns = extension(NS_CERT_TYPE, false, tlv(der::BIT_STRING, [0, 0x40]));
    let challenge = seq([oid(CHALLENGE), set([tlv(der::UTF8, "words")])]);
    let lists: Vec<(&str, Vec<Vec<u8>>)> = vec![
        ("usage", vec![requested(std::slice::from_ref(&usage))]),
        ("names", vec![requested(std::slice::from_ref(&names))]),
        ("ns", vec![requested(std::slice::from_ref(&ns))]),
        ("all", vec![requested(&[usage.clone(), names.clone(), ns.clone(), basic_constraints(true, None)])]),
        ("challenge", vec![challenge.clone()]),
        ("challenge-and-usage", vec![challenge, requested(std::slice::from_ref(&usage))]),
        ("usage-twice", vec![requested(&[usage.clone(), usage.clone()])]),
        ("names-twice", vec![requested(&[names.clone(), names])]),
        ("two-requests", vec![requested(std::slice::from_ref(&usage)), requested(&[ns])]),
        ("unknown", vec![requested(&[extension("1.2.3.4", false, [1])])]),
        ("unknown-critical", vec![requested(&[extension("1.2.3.4", true, [1])])]),
        ("constraints-broken", vec![requested(&[extension("2.5.29.19", true, [1])])]),
        ("usage-broken", vec![requested(&[extension("2.5.29.15", true, [1])])]),
        ("names-broken", vec![requested(&[extension("2.5.29.17", true, [1])])]),
        (
            "names-directory",
            vec![requested(&[alt_names([tlv(constructed(4), common("a")), tlv(0x88, [0x2a])])])],
        ),
        ("ns-broken", vec![requested(&[extension(NS_CERT_TYPE, true, [3, 3, 0, 1, 2])])]),
        (
            "extension-trailing",
            vec![requested(&[seq([oid("1.2.3"), tlv(der::OCTET_STRING, []), der::null()])])],
        ),
        ("extension-no-oid", vec![requested(&[seq([der::null()])])]),
        ("extension-bits", vec![requested(&[seq([oid("1.2.3"), der::bits([1])])])]),
        ("empty-request", vec![requested(&[])]),
        ("empty-set", vec![seq([oid(EXTENSION_REQUEST), set::<Vec<u8>>([])])]),
        ("two-values", vec![seq([oid(EXTENSION_REQUEST), set([seq([&usage]), seq([&usage])])])]),
        ("no-set", vec![seq([oid(EXTENSION_REQUEST), seq([&usage])])]),
        ("no-value", vec![seq([oid(EXTENSION_REQUEST)])]),
        ("no-oid", vec![seq([set([seq([&usage])])])]),
        ("set-holds-null", vec![seq([oid(EXTENSION_REQUEST), set([der::null()])])]),
        ("attribute-trailing", vec![seq([oid(EXTENSION_REQUEST), set([seq([&usage])]), der::null()])]),
        ("not-a-sequence", vec![der::null()]),
        ("cut", vec![vec![0x30, 9, 6]]),
        ("microsoft", vec![seq([oid("1.3.6.1.4.1.311.2.1.14"), set([seq([&usage])])])]),
    ];
    for (label, list) in lists {
        let request = Request::new(&key).with(|it| it.attributes = tlv(constructed(0), der::join(list)));
        family.der(label, request.sign(&key, key.scheme()));
    }
}

fn texts(family: &mut Family<'_>) {
    let key = Key::ec(Curve::P256, "corpus");
    let whole = Request::new(&key).sign(&key, key.scheme());
    let text = String::from_utf8(pem("CERTIFICATE REQUEST", &whole)).expect("text");
    for (label, words) in [
        ("plain", text.clone()),
        ("new", text.replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")),
        ("crlf", text.replace('\n', "\r\n")),
        ("two", text.repeat(2)),
        ("text-before", format!("words\n{text}")),
        ("text-behind", format!("{text}words\n")),
        ("no-end", text.replace("-----END CERTIFICATE REQUEST-----", "")),
        ("wrong-label", text.replace("CERTIFICATE REQUEST", "CERTIFICATE")),
        ("wrong-character", text.replacen("MI", "M!", 1)),
        (
            "new-wrong-character",
            text.replacen("MI", "M!", 1).replace("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"),
        ),
        ("empty", String::new()),
        ("only-text", "nothing\n".to_owned()),
    ] {
        family.pem(label, words);
    }
    family.der("without-nul", text.into_bytes());
}
