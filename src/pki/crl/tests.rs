use super::*;
use crate::error::{Asn1Error, ParseError, ParsePart};
use crate::pki::der::tag;
use crate::pki::testing::{certificate, crl, crl_der, wrap};
use crate::pki::validity::DateTime;

#[test]
fn fields_are_where_they_should_be() {
    let list = crl("p256-server");
    assert_eq!(list.version(), 2);
    assert_eq!(list.issuer().to_string(), "CN=P-256 CA, O=libdtls tests");
    assert_eq!(list.issuer_raw(), certificate("ca-p256").subject_raw());
    assert_eq!((list.this_update().year, list.next_update().map(|date| date.year)), (2025, Some(2054)));
    assert_eq!(list.tbs(), &list.der()[4..4 + list.tbs().len()]);
    assert_eq!(list.signature_oid(), b"\x2a\x86\x48\xce\x3d\x04\x03\x02");
    let serials: Vec<_> = list.entries().map(|entry| entry.serial.value.to_vec()).collect();
    let revoked =
        ["other-name", "server-p256", "client-p256"].map(|name| certificate(name).serial().value.to_vec());
    assert_eq!(serials, revoked);
    let with_reason: Vec<_> = list.entries().map(|entry| entry.extensions_length()).collect();
    assert_eq!(with_reason, [0, 12, 0]);
    assert!(list.lists(&certificate("server-p256")) && !list.lists(&certificate("expired")));
    assert!(crl("p256-nothing").entries().next().is_none());
    assert_eq!(crl("p256-endless").next_update(), None);
    assert_eq!(crl("p256-v1").version(), 1);
    assert!(format!("{list:?}").contains("P-256 CA"));
}

#[test]
fn a_list_fills_its_input() {
    let der = crl_der("p256");
    let longer = [&der[..], &[0]].concat();
    assert_eq!(Crl::parse(&longer), Err(ParsePart::Format.encoded(Asn1Error::LengthMismatch)));
    for length in 0..der.len() {
        assert_eq!(Crl::parse(&der[..length]), Err(ParsePart::Format.refused()));
    }
}

#[test]
fn critical_extensions_are_refused() {
    let der = crl_der("p256-critical");
    assert_eq!(Crl::parse(&der), Err(ParsePart::Extensions.encoded(Asn1Error::UnexpectedTag)));
}

/// A list of these elements behind the date of its issue, signed by nobody.
fn with(version: Option<u8>, rest: &[u8]) -> Result<Crl, ParseError> {
    const ALGORITHM: [u8; 12] = [0x30, 10, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];
    let name = [0x30, 12, 0x31, 10, 0x30, 8, 6, 3, 0x55, 4, 3, 12, 1, b'x'];
    let version = version.map(|version| wrap(tag::INTEGER, &[version])).unwrap_or_default();
    let tbs = [&version[..], &ALGORITHM, &name, &wrap(tag::UTC_TIME, b"250101000000Z"), rest].concat();
    let whole = [wrap(tag::SEQUENCE, &tbs), ALGORITHM.to_vec(), vec![3, 2, 0, 0]].concat();
    Crl::parse(&wrap(tag::SEQUENCE, &whole))
}

#[test]
fn versions_are_one_and_two() {
    assert_eq!(with(None, &[]).map(|list| list.version()), Ok(1));
    assert_eq!(with(Some(0), &[]).map(|list| list.version()), Ok(1));
    assert_eq!(with(Some(1), &[]).map(|list| list.version()), Ok(2));
    assert_eq!(with(Some(2), &[]), Err(ParsePart::UnknownVersion.refused()));
    assert_eq!(with(Some(0x80), &[]), Err(ParsePart::Version.encoded(Asn1Error::InvalidLength)));
    // Extensions are of version 2 alone.
    let extensions = [0xa0, 2, 0x30, 0];
    assert_eq!(
        with(Some(1), &extensions).map(|list| list.extensions().map(<[u8]>::to_vec)),
        Ok(Some(vec![0x30, 0]))
    );
    assert_eq!(with(None, &extensions), Err(ParsePart::Format.encoded(Asn1Error::LengthMismatch)));
}

#[test]
fn dates_are_in_either_form() {
    let long = wrap(tag::GENERALIZED_TIME, b"20500101000000Z");
    let next = with(None, &long).expect("sound").next_update();
    assert_eq!(next, Some(DateTime { year: 2050, month: 1, day: 1, hour: 0, minute: 0, second: 0 }));
    assert_eq!(with(None, &wrap(tag::UTC_TIME, b"251301000000Z")), Err(ParsePart::Date.refused()));
}

fn entry(serial: &[u8], more: &[u8]) -> Vec<u8> {
    wrap(
        tag::SEQUENCE,
        &[&wrap(tag::INTEGER, serial)[..], &wrap(tag::UTC_TIME, b"250101000000Z"), more].concat(),
    )
}

#[test]
fn entries_are_told_apart_by_their_errors() {
    let list = |entries: &[u8]| with(Some(1), &wrap(tag::SEQUENCE, entries));
    assert_eq!(list(&[]).map(|list| list.entries().len()), Ok(0));
    assert_eq!(list(&entry(&[1], &[0x30, 0])).map(|list| list.entries().len()), Ok(1));
    assert_eq!(list(&[5, 0]), Err(ParsePart::Encoding.encoded(Asn1Error::UnexpectedTag)));
    assert_eq!(list(&[0x30, 2, 5, 0]), Err(ParsePart::Serial.encoded(Asn1Error::UnexpectedTag)));
    assert_eq!(list(&[0x30, 3, 2, 1, 5]), Err(ParsePart::Date.encoded(Asn1Error::OutOfData)));
    assert_eq!(
        list(&entry(&[1], &[0x30, 2, 5, 0])),
        Err(ParsePart::Extensions.encoded(Asn1Error::UnexpectedTag))
    );
    // What follows the date or the extensions is looked at as an entry.
    assert_eq!(
        list(&entry(&[1], &[0x30, 0, 5, 0])),
        Err(ParsePart::Encoding.encoded(Asn1Error::UnexpectedTag))
    );
    assert_eq!(list(&entry(&[1], &[5, 0])), Err(ParsePart::Encoding.encoded(Asn1Error::UnexpectedTag)));
}

#[test]
fn nobody_looks_behind_an_empty_serial_number() {
    let wanted = certificate("server-p256");
    let serial = wanted.serial().value;
    let list = |entries: &[Vec<u8>]| with(Some(1), &wrap(tag::SEQUENCE, &entries.concat())).expect("sound");
    assert!(list(&[entry(&[1], &[]), entry(serial, &[])]).lists(&wanted));
    assert!(!list(&[entry(&[], &[]), entry(serial, &[])]).lists(&wanted));
    assert!(!list(&[entry(&[&[0], serial].concat(), &[])]).lists(&wanted));
}

#[test]
fn no_change_of_a_byte_makes_parsing_fail_badly() {
    let whole = crl_der("p256-server");
    let mut refused = 0;
    for at in 0..whole.len() {
        for value in [0, 0x30, 0x7f, 0x80, 0x84, 0xff] {
            let mut changed = whole.clone();
            changed[at] = value;
            match Crl::parse(&changed) {
                Ok(parsed) => assert!(parsed.entries().all(|entry| entry.content.len() > 16), "{at}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > whole.len());
}

#[test]
fn the_signer_is_remembered() {
    let list = crl("p256");
    let authority = certificate("ca-p256");
    assert!(!list.is_known_from(&authority));
    list.remember(&authority);
    assert!(list.is_known_from(&authority) && list.clone().is_known_from(&authority));
    assert!(!list.is_known_from(&certificate("ca-other")) && !crl("p256").is_known_from(&authority));
}
