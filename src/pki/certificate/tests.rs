use super::*;
use crate::error::{Asn1Error, ParsePart};
use crate::pki::key::KeyKind;
use crate::pki::oid::{self, Extension};
use crate::pki::testing::{certificate, certificates};

#[test]
fn fields_are_where_they_should_be() {
    let server = certificate("server-p256");
    assert_eq!(server.version(), 3);
    assert_eq!(server.subject().to_string(), "CN=localhost, O=libdtls tests");
    assert_eq!(server.issuer().to_string(), "CN=P-256 CA, O=libdtls tests");
    assert!(!server.is_self_issued() && !server.is_ca());
    assert_eq!((server.not_before().year, server.not_after().year), (2025, 2055));
    assert_eq!(server.key_kind().map(KeyKind::bits), Some(256));
    assert!(server.public_key().is_some());
    assert_eq!(server.key_usage_bits(), key_usage::DIGITAL_SIGNATURE | key_usage::KEY_ENCIPHERMENT);
    assert!(server.extended_key_usage().eq([oid::SERVER_AUTH]));
    let names: Vec<_> = server.subject_alt_names().map(parse_general_name).collect();
    assert_eq!(
        names,
        [
            Ok(GeneralName::Dns(b"localhost")),
            Ok(GeneralName::Dns(b"*.wild.example")),
            Ok(GeneralName::Ip(&[127, 0, 0, 1]))
        ]
    );
    assert!(server.has_extension(Extension::AuthorityKeyId));
    assert!(server.der().windows(server.tbs().len()).any(|window| window == server.tbs()));
    let authority = certificate("intermediate");
    assert!(authority.is_ca());
    assert_eq!(authority.max_path_length(), Some(0));
    assert_eq!(certificate("leaf").authority_key_id().key_id, authority.subject_key_id());
}

#[test]
fn bytes_behind_a_certificate_are_not_part_of_it() {
    let chain = certificates("chain");
    let joined = [chain[0].der(), chain[1].der()].concat();
    assert_eq!(Certificate::parse(&joined), Ok(chain[0].clone()));
}

#[test]
fn every_cut_is_noticed() {
    let whole = certificate("server-p256");
    for length in 0..whole.der().len() {
        assert_eq!(Certificate::parse(&whole.der()[..length]), Err(ParsePart::Format.refused()));
    }
}

#[test]
fn a_critical_extension_that_is_not_known_is_refused() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capi-tests/certs/critical-unknown.crt");
    let text = std::fs::read(path).expect("a test certificate");
    let der = crate::pki::pem::find(&text, "CERTIFICATE", None).content.expect("PEM");
    assert_eq!(Certificate::parse(&der), Err(ParsePart::Extensions.encoded(Asn1Error::UnexpectedTag)));
}

#[test]
fn applications_take_care_of_extensions() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/capi-tests/certs/critical-unknown.crt");
    let text = std::fs::read(path).expect("a test certificate");
    let der = crate::pki::pem::find(&text, "CERTIFICATE", None).content.expect("PEM");
    let mut seen = Vec::new();
    let parsed = Certificate::parse_with(&der, &mut |so_far, unknown| {
        assert_eq!(so_far.subject().to_string(), "CN=localhost, O=libdtls tests");
        assert!(so_far.public_key().is_some() && so_far.signature().is_empty());
        assert!(so_far.der().as_ptr_range().contains(&unknown.value.as_ptr()));
        seen.push((unknown.oid.to_vec(), unknown.critical, so_far.der().as_ptr()));
        true
    });
    let parsed = parsed.expect("the application takes care");
    assert_eq!(seen, [(b"\x2a\x03\x04\x05".to_vec(), true, parsed.der().as_ptr())]);
    assert_eq!(
        Certificate::parse_with(&der, &mut |_, _| false),
        Err(ParsePart::Extensions.encoded(Asn1Error::UnexpectedTag))
    );
}

#[test]
fn no_change_of_a_byte_makes_parsing_fail_badly() {
    let whole = certificate("server-p256").der().to_vec();
    let mut refused = 0;
    for at in 0..whole.len() {
        for value in [0, 0x30, 0x7f, 0x80, 0x84, 0xff] {
            let mut changed = whole.clone();
            changed[at] = value;
            match Certificate::parse(&changed) {
                Ok(parsed) => {
                    // Whatever parses can be shown and walked.
                    assert!(!format!("{parsed:?}").is_empty());
                    assert!(parsed.subject_alt_names().all(|name| match parse_general_name(name) {
                        Ok(_) => true,
                        Err(reason) => reason.part == ParsePart::Unavailable,
                    }));
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > whole.len());
}

#[test]
fn a_certificate_apart_is_the_same_and_shares_the_encoding_alone() {
    let server = certificate("server-p256");
    let apart = server.apart();
    assert_eq!(apart, server);
    assert!(std::ptr::eq(apart.der(), server.der()));
    assert_eq!(apart.subject(), server.subject());
    let key = |of: &Certificate| of.public_key().map(std::ptr::from_ref);
    assert!(key(&apart).is_some() && key(&server).is_some());
    assert_ne!(key(&apart), key(&server));
}
