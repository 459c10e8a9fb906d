use crate::crypto::{EcCurve, HashAlgorithm, KeyKind, PrivateKey, SignatureAlgorithm, digest};
use crate::error::CryptoError;

/// Keys made for these tests, as PKCS #1.
const RSA_1024: &[u8] = include_bytes!("data/rsa_1024.der");
const RSA_1030: &[u8] = include_bytes!("data/rsa_1030.der");
const RSA_2048: &[u8] = include_bytes!("data/rsa_2048.der");

#[test]
fn what_rsa_signs_verifies_whatever_the_backend() {
    for (der, bits) in [(RSA_1024, 1024), (RSA_1030, 1030), (RSA_2048, 2048)] {
        let key = PrivateKey::from_rsa_der(der).unwrap();
        assert_eq!(key.kind(), KeyKind::Rsa { bits });
        assert_eq!(format!("{key:?}"), format!("PrivateKey(Rsa {{ bits: {bits} }})"));
        let mut algorithms: Vec<_> =
            HashAlgorithm::ALL.iter().map(|&hash| SignatureAlgorithm::RsaPkcs1(hash)).collect();
        for &hash in HashAlgorithm::ALL {
            for (mgf1_hash, salt_len) in [
                (hash, None),
                (hash, Some(hash.output_len())),
                (hash, Some(0)),
                (HashAlgorithm::Sha1, Some(8)),
            ] {
                algorithms.push(SignatureAlgorithm::RsaPss { hash, mgf1_hash, salt_len });
            }
        }
        for algorithm in algorithms {
            let hash_len = algorithm.hash().output_len();
            if let SignatureAlgorithm::RsaPss { salt_len: Some(salt_len), .. } = algorithm
                && hash_len + salt_len + 2 > usize::div_ceil(bits - 1, 8)
            {
                assert_eq!(key.sign(algorithm, b"message"), Err(CryptoError::BadKey), "{bits} {algorithm:?}");
                continue;
            }
            round_trip(&key, algorithm);
        }
    }
}

#[test]
fn an_unsaid_salt_length_is_the_hash_or_what_fits() {
    // 1024 bits hold SHA-512 with a salt of 62 bytes, no more.
    let short = PrivateKey::from_rsa_der(RSA_1024).unwrap();
    let long = PrivateKey::from_rsa_der(RSA_2048).unwrap();
    let hash = HashAlgorithm::Sha512;
    let pss = |salt_len| SignatureAlgorithm::RsaPss { hash, mgf1_hash: hash, salt_len };
    for (key, salt_len) in [(short, 62), (long, 64)] {
        let signature = key.sign(pss(None), b"message").unwrap();
        assert_eq!(key.public_key().verify(pss(Some(salt_len)), b"message", &signature), Ok(()));
    }
}

#[test]
fn what_ecdsa_signs_verifies_whatever_the_backend() {
    for curve in EcCurve::ALL {
        let key = PrivateKey::from_ec_scalar(curve, &[0x42; 32], None).unwrap();
        assert_eq!(key.kind(), KeyKind::Ec(curve));
        for &hash in HashAlgorithm::ALL {
            round_trip(&key, SignatureAlgorithm::Ecdsa(hash));
        }
    }
}

fn round_trip(key: &PrivateKey, algorithm: SignatureAlgorithm) {
    let message = b"what is signed";
    let hash = digest(algorithm.hash(), &[message]);
    let public = key.public_key();
    for signature in
        [key.sign(algorithm, message).unwrap(), key.sign_digest(algorithm, hash.as_ref()).unwrap()]
    {
        assert_eq!(public.verify(algorithm, message, &signature), Ok(()), "{key:?} {algorithm:?}");
        assert_eq!(
            public.verify_digest(algorithm, hash.as_ref(), &signature),
            Ok(()),
            "{key:?} {algorithm:?}"
        );
        assert!(public.verify(algorithm, b"what is forged", &signature).is_err(), "{key:?} {algorithm:?}");
        let mut touched = signature;
        *touched.last_mut().unwrap() ^= 1;
        assert!(public.verify(algorithm, message, &touched).is_err(), "{key:?} {algorithm:?}");
    }
    assert_eq!(key.sign_digest(algorithm, &hash.as_ref()[1..]), Err(CryptoError::Unsupported));
}

#[test]
fn ecdsa_signatures_are_never_the_same_twice() {
    for curve in EcCurve::ALL {
        let key = PrivateKey::from_ec_scalar(curve, &[7], None).unwrap();
        let algorithm = SignatureAlgorithm::Ecdsa(HashAlgorithm::Sha256);
        assert_ne!(key.sign(algorithm, b"message"), key.sign(algorithm, b"message"));
        assert_ne!(key.sign_digest(algorithm, &[9; 32]), key.sign_digest(algorithm, &[9; 32]));
    }
}

#[test]
fn ec_scalars_are_checked() {
    // The orders of SP 800-186.
    let p256 = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    let p384 =
        "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973";
    let p521 = "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa\
                51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409";
    for (curve, hex) in [(EcCurve::P256, p256), (EcCurve::P384, p384), (EcCurve::P521, p521)] {
        let order: Vec<u8> =
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect();
        let mut greatest = order.clone();
        *greatest.last_mut().unwrap() -= 1;
        let too_long = [&[0], &greatest[..]].concat();
        for bad in [&order[..], &vec![0; curve.field_len()], &[], &vec![0xff; curve.field_len()], &too_long] {
            assert_eq!(PrivateKey::from_ec_scalar(curve, bad, None).unwrap_err(), CryptoError::BadKey);
        }
        let greatest = PrivateKey::from_ec_scalar(curve, &greatest, None).unwrap();
        let one = PrivateKey::from_ec_scalar(curve, &[1], None).unwrap();
        // The order less one is minus one: the same x, the other y.
        let (minus, plus) = (greatest.public_key(), one.public_key());
        let (minus, plus) = (minus.ec_point().unwrap(), plus.ec_point().unwrap());
        assert_eq!(minus[..=curve.field_len()], plus[..=curve.field_len()]);
        assert_ne!(minus, plus);

        assert!(PrivateKey::from_ec_scalar(curve, &[1], Some(plus)).is_ok());
        let mut compressed = plus[..=curve.field_len()].to_vec();
        compressed[0] = 2 + (plus[plus.len() - 1] & 1);
        assert!(PrivateKey::from_ec_scalar(curve, &[1], Some(&compressed)).is_ok());
        for bad in [minus, &plus[1..], &[]] {
            assert_eq!(PrivateKey::from_ec_scalar(curve, &[1], Some(bad)).unwrap_err(), CryptoError::BadKey);
        }
    }
}

#[test]
fn rsa_private_keys_must_be_consistent() {
    for end in [0, 1, 4, RSA_1024.len() / 2, RSA_1024.len() - 1] {
        assert_eq!(PrivateKey::from_rsa_der(&RSA_1024[..end]).unwrap_err(), CryptoError::BadKey);
    }
    // The header and the version take 7 bytes; the modulus stands from 11 on, the exponents and primes behind it.
    for at in [11, 60, 138, 139, 200, 300, 350, 400] {
        let mut touched = RSA_1024.to_vec();
        touched[at] ^= 0x10;
        assert_eq!(PrivateKey::from_rsa_der(&touched).unwrap_err(), CryptoError::BadKey, "byte {at}");
    }
}

#[test]
fn private_keys_refuse_the_other_kind_and_can_cross_threads() {
    fn crosses<T: Send + Sync + Clone>(_: &T) {}
    let rsa = PrivateKey::from_rsa_der(RSA_1024).unwrap();
    let ec = PrivateKey::from_ec_scalar(EcCurve::P256, &[1], None).unwrap();
    crosses(&rsa);
    let hash = HashAlgorithm::Sha256;
    let (ecdsa, pkcs1) = (SignatureAlgorithm::Ecdsa(hash), SignatureAlgorithm::RsaPkcs1(hash));
    assert_eq!(rsa.sign(ecdsa, b""), Err(CryptoError::BadKey));
    assert_eq!(rsa.sign_digest(ecdsa, &[0; 32]), Err(CryptoError::BadKey));
    assert_eq!(ec.sign(pkcs1, b""), Err(CryptoError::BadKey));
    assert_eq!(ec.sign_digest(pkcs1, &[0; 32]), Err(CryptoError::BadKey));
    assert_eq!(ec.public_key().verify(pkcs1, b"", b""), Err(CryptoError::BadKey));
    assert_eq!(format!("{ec:?}"), "PrivateKey(Ec(P256))");
}
