//! Sound certificates in encodings that are not, and texts that hold several.

use super::certificate::{Certificate, basic_constraints, key_usage};
use super::certificates::plain;
use super::der::{self, elements, indefinite, long_form, pem, seq, tlv};
use super::keys::{Curve, Key};
use super::{Family, Kind, Object};

pub fn add(objects: &mut Vec<Object>) {
    let key = Key::ec(Curve::P256, "corpus");
    let base = plain(&key).and(basic_constraints(true, None)).and(key_usage(0x86));
    lengths(&mut Family { kind: Kind::Certificate, name: "lengths", objects }, &base, &key);
    texts(&mut Family { kind: Kind::Certificate, name: "texts", objects }, &base.sign(&key));
}

fn lengths(family: &mut Family<'_>, base: &Certificate, key: &Key) {
    let whole = base.sign(key);
    let content = elements(&whole)[0].1.to_vec();
    let tbs = elements(&content)[0].2.to_vec();
    let rest = content[tbs.len()..].to_vec();
    let signed = elements(&tbs)[0].1.to_vec();
    for octets in 1..6 {
        family.der(format!("outer-{octets}"), long_form(der::SEQUENCE, octets, &content));
        family
            .der(format!("signed-{octets}"), seq([long_form(der::SEQUENCE, octets, &signed), rest.clone()]));
        let with = |change: &dyn Fn(&mut Certificate)| base.clone().with(|it| change(it)).sign(key);
        let inner = |whole: &[u8]| elements(whole)[0].1.to_vec();
        family.der(
            format!("subject-{octets}"),
            with(&|it| it.subject = long_form(der::SEQUENCE, octets, inner(&it.subject))),
        );
        family.der(format!("serial-{octets}"), with(&|it| it.serial = long_form(der::INTEGER, octets, [5])));
        family.der(
            format!("dates-{octets}"),
            with(&|it| it.validity = long_form(der::SEQUENCE, octets, inner(&it.validity))),
        );
        family.der(
            format!("key-{octets}"),
            with(&|it| it.spki = long_form(der::SEQUENCE, octets, inner(&it.spki))),
        );
        family.der(
            format!("extension-{octets}"),
            with(&|it| it.extensions[0] = long_form(der::SEQUENCE, octets, inner(&it.extensions[0]))),
        );
        family.der(
            format!("signature-{octets}"),
            with(&|it| it.signature = Some(long_form(der::BIT_STRING, octets, [0, 1, 2, 3]))),
        );
    }
    family.der("outer-126", long_form(der::SEQUENCE, 126, &content));
    family.der("indefinite-outer", indefinite(der::SEQUENCE, &content));
    family.der("indefinite-signed", seq([indefinite(der::SEQUENCE, &signed), rest.clone()]));
    family.der(
        "indefinite-subject",
        base.clone().with(|it| it.subject = indefinite(der::SEQUENCE, elements(&it.subject)[0].1)).sign(key),
    );
    for trailing in [1, 2, 100] {
        family.der(format!("trailing-{trailing}"), [&whole[..], &vec![0; trailing]].concat());
    }
    family.der("trailing-certificate", [&whole[..], &whole].concat());
    family.der("outer-too-long", der::with_header(der::SEQUENCE, &[0x82, 0x7f, 0xff], &content));
    family.der("outer-one-short", long_outer(&content, content.len() - 1));
    family.der("outer-one-long", [long_outer(&content, content.len() + 1), vec![0]].concat());
    family.der("a-set", tlv(der::SET, &content));
    family.der("twice-wrapped", seq([&whole]));
    family.der("signed-only", &tbs[..]);
    family.der("nothing", vec![]);
    family.der("zeros", vec![0; 64]);
    family.der("header-only", vec![0x30, 0]);
    family.der("signed-missing", seq([&rest]));
    family.der("signature-missing", seq([&tbs]));
    for (at, (_, _, part)) in elements(&signed).iter().enumerate() {
        let start = part.as_ptr() as usize - signed.as_ptr() as usize;
        let without = [&signed[..start], &signed[start + part.len()..]].concat();
        family.der(format!("without-{at}"), seq([seq([&without]), rest.clone()]));
        let twice = [&signed[..start + part.len()], &signed[start..]].concat();
        family.der(format!("twice-{at}"), seq([seq([&twice]), rest.clone()]));
    }
    // What is very large, and what is nested deeply, costs no more than its length.
    family.der(
        "large",
        base.clone().and(super::certificate::extension("1.2.3", false, vec![7; 60_000])).sign(key),
    );
    let deep = (0..2000).fold(vec![5, 0], |inner, _| seq([inner]));
    family.der("deep", base.clone().and(super::certificate::extension("1.2.3", false, deep)).sign(key));
}

fn long_outer(content: &[u8], length: usize) -> Vec<u8> {
    der::with_header(der::SEQUENCE, &[0x82, (length >> 8) as u8, length as u8], content)
}

fn texts(family: &mut Family<'_>, whole: &[u8]) {
    let text = String::from_utf8(pem("CERTIFICATE", whole)).expect("text");
    let broken = String::from_utf8(pem("CERTIFICATE", &whole[..whole.len() - 1])).expect("text");
    let body = |width, end| {
        format!(
            "-----BEGIN CERTIFICATE-----{end}{}-----END CERTIFICATE-----{end}",
            der::to_base64(whole, width, end)
        )
    };
    let lines: Vec<&str> = text.lines().collect();
    for (label, words) in [
        ("plain", text.clone()),
        ("crlf", text.replace('\n', "\r\n")),
        ("cr", text.replace('\n', "\r")),
        ("no-newline-at-end", text.trim_end().to_owned()),
        ("text-before", format!("subject=something\nissuer=something\n{text}")),
        ("text-behind", format!("{text}and more\n")),
        ("text-between", format!("{text}words\n{text}")),
        ("several", text.repeat(5)),
        ("broken-first", format!("{broken}{text}")),
        ("broken-last", format!("{text}{broken}")),
        ("broken-middle", format!("{text}{broken}{text}")),
        ("all-broken", broken.repeat(3)),
        ("begin-only", lines[..3].join("\n")),
        ("second-begin-only", format!("{text}{}", lines[0])),
        ("end-first", format!("{}\n{text}", lines[lines.len() - 1])),
        ("lines-of-1", body(1, "\n")),
        ("lines-of-76", body(76, "\n")),
        ("one-line", body(100_000, "\n")),
        ("spaces-at-line-end", text.replace('\n', "  \n")),
        ("spaces-in-line", text.replacen("MII", "M II", 1)),
        ("spaces-at-line-start", text.replace("\nM", "\n  M")),
        ("tab", text.replace("\nM", "\n\tM")),
        ("empty-lines", text.replace('\n', "\n\n")),
        ("padding-inside", text.replacen("MII", "MI=", 1)),
        ("padding-missing", text.replace('=', "")),
        ("padding-more", text.replace("\n-----END", "=\n-----END")),
        ("wrong-character", text.replacen("MII", "M*I", 1)),
        ("high-character", text.replacen("MII", "MÄI", 1)),
        ("empty-body", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n".to_owned()),
        ("other-label", text.replace("CERTIFICATE", "X509 CERTIFICATE")),
        ("trusted-label", text.replace("CERTIFICATE", "TRUSTED CERTIFICATE")),
        ("lower-case", text.replace("CERTIFICATE", "certificate")),
        ("end-label-differs", text.replace("END CERTIFICATE", "END CERTIFICATES")),
        ("dashes-4", text.replace("-----BEGIN", "----BEGIN")),
        ("begin-in-line", format!("words {text}")),
        ("space-behind-begin", text.replacen("-----\n", "----- \n", 1)),
        ("header", text.replacen("-----\n", "-----\nX: y\n\n", 1)),
        (
            "encrypted-header",
            text.replacen(
                "-----\n",
                "-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n",
                1,
            ),
        ),
        (
            "key-before",
            format!("{}{text}", String::from_utf8(pem("EC PRIVATE KEY", &[0x30, 0])).expect("text")),
        ),
        ("only-text", "nothing to see here\n".to_owned()),
        ("empty", String::new()),
        ("nul-inside", text.replacen("MII", "M\0II", 1)),
        ("nul-behind", format!("{text}\0{text}")),
    ] {
        family.pem(label, words);
    }
    family.der("without-nul", text.clone().into_bytes());
    family.der("der-then-text", [whole, text.as_bytes()].concat());
}
