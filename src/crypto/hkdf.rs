//! HKDF (RFC 5869).

use super::{Digest, HashAlgorithm, HmacKey};

/// HKDF-Extract: the pseudorandom key of `input`. An empty salt stands for zeros, as RFC 5869 §2.2 says.
pub fn hkdf_extract(algorithm: HashAlgorithm, salt: &[u8], input: &[u8]) -> Digest {
    HmacKey::new(algorithm, salt).sign(&[input])
}

/// HKDF-Expand: fills `out` from a pseudorandom key.
///
/// False, with `out` untouched, if it is longer than 255 outputs of the hash (RFC 5869 §2.3).
#[must_use]
pub fn hkdf_expand(algorithm: HashAlgorithm, pseudorandom_key: &[u8], info: &[u8], out: &mut [u8]) -> bool {
    let hash_len = algorithm.output_len();
    if out.len() > 255 * hash_len {
        return false;
    }
    let key = HmacKey::new(algorithm, pseudorandom_key);
    let mut before: Option<Digest> = None;
    for (chunk, counter) in out.chunks_mut(hash_len).zip(1u8..=255) {
        let block = key.sign(&[before.as_ref().map_or(&[], Digest::as_ref), info, &[counter]]);
        chunk.copy_from_slice(&block.as_ref()[..chunk.len()]);
        before = Some(block);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_5869_test_case_1() {
        let salt: Vec<u8> = (0..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let key = hkdf_extract(HashAlgorithm::Sha256, &salt, &[0x0b; 22]);
        assert_eq!(key.as_ref()[..8], [0x07, 0x77, 0x09, 0x36, 0x2c, 0x2e, 0x32, 0xdf]);
        let mut out = [0; 42];
        assert!(hkdf_expand(HashAlgorithm::Sha256, key.as_ref(), &info, &mut out));
        assert_eq!(out[..8], [0x3c, 0xb2, 0x5f, 0x25, 0xfa, 0xac, 0xd5, 0x7a]);
        assert_eq!(out[34..], [0x34, 0x00, 0x72, 0x08, 0xd5, 0xb8, 0x87, 0x18, 0x58, 0x65][2..]);
    }

    #[test]
    fn an_output_has_at_most_255_blocks() {
        for &algorithm in HashAlgorithm::ALL {
            let most = 255 * algorithm.output_len();
            assert!(hkdf_expand(algorithm, b"key", b"", &mut vec![0; most]));
            let mut more = vec![0; most + 1];
            assert!(!hkdf_expand(algorithm, b"key", b"", &mut more));
            assert!(more.iter().all(|&byte| byte == 0));
        }
    }
}
