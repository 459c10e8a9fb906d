//! Keys that are generated, taken apart and put together again.

use crate::crypto::{
    EcCurve, HashAlgorithm, KeyKind, PrivateKey, PublicKey, Random, RsaParts, SignatureAlgorithm,
    SystemRandom, digest,
};
use crate::error::CryptoError;

const RSA_1024: &[u8] = include_bytes!("data/rsa_1024.der");
const RSA_1030: &[u8] = include_bytes!("data/rsa_1030.der");
const RSA_2048: &[u8] = include_bytes!("data/rsa_2048.der");

/// The hashes of a seed and a counter.
struct Seeded(u64);

impl Random for Seeded {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError> {
        for chunk in out.chunks_mut(32) {
            let block = digest(HashAlgorithm::Sha256, &[b"seed", &self.0.to_be_bytes()]);
            chunk.copy_from_slice(&block.as_ref()[..chunk.len()]);
            self.0 += 1;
        }
        Ok(())
    }
}

/// The same byte for ever.
struct Constant(u8);

impl Random for Constant {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError> {
        out.fill(self.0);
        Ok(())
    }
}

/// A generator that works so many times.
struct Failing(usize);

impl Random for Failing {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError> {
        self.0 = self.0.checked_sub(1).ok_or(CryptoError::Random)?;
        SystemRandom::new().fill(out)
    }
}

#[test]
fn ec_keys_come_from_the_given_generator_alone() {
    for curve in EcCurve::ALL {
        let (a, b) =
            (PrivateKey::generate_ec(curve, &mut Seeded(0)), PrivateKey::generate_ec(curve, &mut Seeded(0)));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(a.kind(), KeyKind::Ec(curve));
        assert_eq!(a.ec_scalar(), b.ec_scalar());
        let other = PrivateKey::generate_ec(curve, &mut Seeded(1)).unwrap();
        assert_ne!(a.ec_scalar(), other.ec_scalar());
        let (found, scalar) = a.ec_scalar().unwrap();
        assert_eq!((found, scalar.len()), (curve, curve.field_len()));
        let again = PrivateKey::from_ec_scalar(curve, &scalar, a.public_key().ec_point()).unwrap();
        assert_eq!(again.ec_scalar(), a.ec_scalar());
        assert!(a.rsa_components().is_none() && a.rsa_der().is_none());
        assert_eq!(PrivateKey::generate_ec(curve, &mut Failing(0)).unwrap_err(), CryptoError::Random);
        // No scalar is found in zeros, nor above the order.
        for byte in [0, 0xff] {
            assert_eq!(PrivateKey::generate_ec(curve, &mut Constant(byte)).unwrap_err(), CryptoError::Random);
        }
    }
}

#[test]
fn rsa_keys_come_from_the_given_generator_alone() {
    let generate = |seed| PrivateKey::generate_rsa(1024, 3, &mut Seeded(seed)).unwrap();
    let (a, b) = (generate(0), generate(0));
    assert_eq!(a.kind(), KeyKind::Rsa { bits: 1024 });
    assert_eq!(a.rsa_components(), b.rsa_components());
    assert_ne!(a.rsa_components(), generate(1).rsa_components());
    let numbers = a.rsa_components().unwrap();
    assert_eq!((numbers.n.len(), &numbers.e[..]), (128, &[3][..]));
    assert!(*numbers.p > *numbers.q);
    assert!(a.ec_scalar().is_none());
    for fills in [0, 1] {
        let failed = PrivateKey::generate_rsa(1024, 65537, &mut Failing(fills));
        assert_eq!(failed.unwrap_err(), CryptoError::Random);
    }
}

#[test]
fn generated_rsa_keys_sign() {
    let key = PrivateKey::generate_rsa(2048, 65537, &mut SystemRandom::new()).unwrap();
    for algorithm in [
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha256),
        SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha1),
        SignatureAlgorithm::RsaPss {
            hash: HashAlgorithm::Sha384,
            mgf1_hash: HashAlgorithm::Sha384,
            salt_len: None,
        },
    ] {
        let signature = key.sign(algorithm, b"message").unwrap();
        assert_eq!(key.public_key().verify(algorithm, b"message", &signature), Ok(()));
    }
}

#[test]
fn rsa_keys_out_of_bounds_are_not_generated() {
    for (bits, exponent) in
        [(0, 3), (512, 3), (1022, 3), (1025, 3), (8194, 3), (usize::MAX, 3), (1024, 0), (1024, 1), (1024, 4)]
    {
        let key = PrivateKey::generate_rsa(bits, exponent, &mut Seeded(0));
        assert_eq!(key.unwrap_err(), CryptoError::Unsupported, "{bits} {exponent}");
    }
}

#[test]
fn a_generator_that_repeats_itself_makes_no_rsa_key() {
    for (byte, exponent) in [(0, 3), (0, 65537), (0x55, 3), (0x55, 65537), (0xff, 3)] {
        let key = PrivateKey::generate_rsa(1024, exponent, &mut Constant(byte));
        assert_eq!(key.unwrap_err(), CryptoError::Random, "{byte} {exponent}");
    }
}

#[test]
fn what_is_missing_of_an_rsa_key_is_computed() {
    for der in [RSA_1024, RSA_1030, RSA_2048] {
        let key = PrivateKey::from_rsa_der(der).unwrap();
        assert_eq!(key.rsa_der().as_deref().map(Vec::as_slice), Some(der));
        let whole = key.rsa_components().unwrap();
        let (n, e) = (Some(&whole.n[..]), Some(&whole.e[..]));
        let (d, p, q) = (Some(&whole.d[..]), Some(&whole.p[..]), Some(&whole.q[..]));
        for parts in [
            RsaParts { n, e, d, p, q },
            RsaParts { e, p, q, ..Default::default() },
            RsaParts { n, e, p, q, d: None },
            RsaParts { e, d, p, q, n: None },
            RsaParts { n, e, d, ..Default::default() },
        ] {
            let again = PrivateKey::from_rsa_components(&parts).unwrap().rsa_components().unwrap();
            assert_eq!((&again.n, &again.e), (&whole.n, &whole.e));
            if again.p == whole.p {
                assert_eq!((&again.q, &again.dp, &again.dq), (&whole.q, &whole.dp, &whole.dq));
                assert_eq!(again.qinv, whole.qinv);
            } else {
                assert_eq!((&again.p, &again.q), (&whole.q, &whole.p));
            }
        }
        for parts in [
            RsaParts::default(),
            RsaParts { n, e, ..Default::default() },
            RsaParts { n, e, p, ..Default::default() },
            RsaParts { n, p, q, ..Default::default() },
            RsaParts { n, d, ..Default::default() },
            RsaParts { n, e: d, d, ..Default::default() },
            RsaParts { n: d, e, d, ..Default::default() },
            RsaParts { n, e, d: n, ..Default::default() },
            RsaParts { n, e, d: Some(&[0]), ..Default::default() },
            RsaParts { n, e: Some(&[]), d, ..Default::default() },
            RsaParts { e, p, q: p, ..Default::default() },
            RsaParts { e, p, q: Some(&[1]), ..Default::default() },
            RsaParts { e, p: Some(&[0]), q, ..Default::default() },
            RsaParts { e: Some(&[2]), p, q, ..Default::default() },
            RsaParts { n: d, e, p, q, d: None },
        ] {
            assert_eq!(PrivateKey::from_rsa_components(&parts).unwrap_err(), CryptoError::BadKey);
        }
        let public = PublicKey::from_rsa_components(&[&[0], &whole.n[..]].concat(), &whole.e).unwrap();
        assert_eq!(public, key.public_key());
        assert!(PublicKey::from_rsa_components(&whole.n, &[]).is_err());
        assert!(PublicKey::from_rsa_components(&[], &whole.e).is_err());
        assert_eq!(format!("{whole:?}"), format!("RsaComponents({} bytes)", whole.n.len()));
    }
}

#[test]
fn small_public_exponents_split_the_modulus_too() {
    let key = PrivateKey::generate_rsa(1024, 3, &mut Seeded(7)).unwrap().rsa_components().unwrap();
    let parts = RsaParts { n: Some(&key.n), e: Some(&key.e), d: Some(&key.d), ..Default::default() };
    let again = PrivateKey::from_rsa_components(&parts).unwrap().rsa_components().unwrap();
    assert!([&key.p, &key.q].contains(&&again.p) && [&key.p, &key.q].contains(&&again.q));
    assert_ne!(again.p, again.q);
}

#[test]
fn raw_rsa_signatures_stand_for_their_content_alone() {
    let key = PrivateKey::from_rsa_der(RSA_1024).unwrap();
    let public = key.public_key();
    // 1024 bits hold 11 bytes of padding and the rest.
    for len in [0, 1, 32, 36, 117] {
        let content = vec![0xa5; len];
        let signature = key.sign_rsa_pkcs1_raw(&content).unwrap();
        assert_eq!(public.verify_rsa_pkcs1_raw(&content, &signature), Ok(()));
        let other = [&content[..], &[0]].concat();
        assert_eq!(public.verify_rsa_pkcs1_raw(&other, &signature), Err(CryptoError::BadRsaSignature));
        assert_eq!(public.verify_rsa_pkcs1_raw(&content, &signature[1..]), Err(CryptoError::BadRsaSignature));
    }
    assert_eq!(key.sign_rsa_pkcs1_raw(&[0; 118]), Err(CryptoError::BadKey));
    assert_eq!(public.verify_rsa_pkcs1_raw(&[0; 118], &[0; 128]), Err(CryptoError::BadRsaSignature));
    // With its DigestInfo, the hash of a message is what the usual algorithm signs.
    let hash = digest(HashAlgorithm::Sha256, &[b"message"]);
    let prefix = [0x30, 0x31, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1, 5, 0, 4, 0x20];
    let signature = key.sign_rsa_pkcs1_raw(&[&prefix, hash.as_ref()].concat()).unwrap();
    let algorithm = SignatureAlgorithm::RsaPkcs1(HashAlgorithm::Sha256);
    assert_eq!(public.verify(algorithm, b"message", &signature), Ok(()));

    let ec = PrivateKey::from_ec_scalar(EcCurve::P256, &[1], None).unwrap();
    assert_eq!(ec.sign_rsa_pkcs1_raw(b""), Err(CryptoError::BadKey));
    assert_eq!(ec.public_key().verify_rsa_pkcs1_raw(b"", b""), Err(CryptoError::BadKey));
}

#[test]
fn ecdsa_takes_hashes_of_any_length() {
    for curve in EcCurve::ALL {
        let key = PrivateKey::from_ec_scalar(curve, &[0x42; 32], None).unwrap();
        let public = key.public_key();
        for len in [0, 1, 20, 32, 47, 48, 64, 65, 66, 67, 100] {
            let hash: Vec<u8> = (1..=len).collect();
            let signature = key.sign_ecdsa_hash(&hash).unwrap();
            assert_eq!(public.verify_ecdsa_hash(&hash, &signature), Ok(()), "{curve:?} {len}");
            // Zeros in front do not change the number, as long as all of it counts.
            let padded = [&[0], &hash[..]].concat();
            let fits = 8 * padded.len() <= curve.bits();
            assert_eq!(
                public.verify_ecdsa_hash(&padded, &signature).is_ok(),
                fits || len == 0,
                "{curve:?} {len}"
            );
            // What is behind the bits of the order does not count.
            let longer = [&hash[..], &[0xff]].concat();
            let counts = 8 * hash.len() < curve.bits();
            assert_eq!(public.verify_ecdsa_hash(&longer, &signature).is_err(), counts, "{curve:?} {len}");
        }
    }
    let rsa = PrivateKey::from_rsa_der(RSA_1024).unwrap();
    assert_eq!(rsa.sign_ecdsa_hash(&[1; 32]), Err(CryptoError::BadKey));
    assert_eq!(rsa.public_key().verify_ecdsa_hash(&[1; 32], b""), Err(CryptoError::BadKey));
}

#[test]
fn long_hashes_are_cut_as_mbed_tls_cuts_them() {
    // The point of a key, and the signature of Mbed TLS 3.6.6 over the bytes from 1 to 100 with that key.
    for (curve, point, signature) in [
        (
            EcCurve::P256,
            "02b5874f170a735b3e1ffdb5796630cfa8e94ed8b30e7d898281f2a5f8c3ad2194",
            "3045022006a55e343a15f670c011c57b2564e3d71326125c9eb81543179e7878be986c9d02210087cbe4cdbf\
             7751312823105d42244ca70299bb85a65f6e1b6fd237147b9ff2a1",
        ),
        (
            EcCurve::P384,
            "03a4cc4e4ce5b32eb2671438806c25302e7edfee6b3d6a9695cf22a2340e3dc989c805b1f9ee4c91bbf87800\
             18cc346abe",
            "3065023068bd11d35adcb39077b407a239b76c04689cceb1ae481e2428cf1b1bc1a79adc5fb72d507c568271\
             cee2495905bebcb0023100fec7b52abde461b5c831813e7925efa9512adc4d421169548e8a3b37ef413c8fd4\
             63b0255660f006917b3f6ba317c79b",
        ),
        (
            EcCurve::P521,
            "03001f527994d342f7feeb64ae1f56d4079e74521b7b027d71d823260dbfbd78a7a68fb1923cf3408c4f94ff\
             f9236fd2aa9f504339e00e7c0f96659375f4598d08ea02",
            "308187024201061ec36d732cde97857b1e3d3234dbc03a1bca56c774471f9ff375a9f3806c73d154ce22a1b6\
             1bd09321a1f9b6a361c599ac3c89803ce1f3b048740e6c7dcfebe4024115e1bc2e7210adb9abefa2fbc0146f\
             f35ae85f4758710d8b43a8476618b78f298f2ca205f2207641d087b6daf00a3de72b41b162b2465857019c90\
             c8f7727985f9",
        ),
    ] {
        let key = PublicKey::from_ec_point(curve, &bytes(point)).unwrap();
        let mut hash: Vec<u8> = (1..=100).collect();
        assert_eq!(key.verify_ecdsa_hash(&hash, &bytes(signature)), Ok(()));
        // The last bit that counts on P-521 is the highest of its byte; on the others whole bytes count.
        let last = curve.field_len() - 1;
        hash[last] ^= if curve == EcCurve::P521 { 0x7f } else { 0 };
        hash[last + 1..].fill(0);
        assert_eq!(key.verify_ecdsa_hash(&hash, &bytes(signature)), Ok(()));
        hash[last] ^= 0x80;
        assert!(key.verify_ecdsa_hash(&hash, &bytes(signature)).is_err());
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}
