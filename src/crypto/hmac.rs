use super::{Digest, Hash, HashAlgorithm, constant_time_eq, digest};
use core::fmt;
use ring::hmac;
use zeroize::Zeroizing;

/// A key of HMAC (RFC 2104), ready for use: the hash of the padded key is taken once.
#[derive(Clone)]
pub struct HmacKey(Inner);

#[derive(Clone)]
enum Inner {
    Ring(HashAlgorithm, hmac::Key),
    /// ring has neither MD5 nor SHA-224.
    Own(Box<HmacPads>),
}

impl HmacKey {
    /// A key of any length; one longer than the hash's block is hashed first, as RFC 2104 §2 says.
    pub fn new(algorithm: HashAlgorithm, key: &[u8]) -> Self {
        let ring_algorithm = match algorithm {
            HashAlgorithm::Md5 | HashAlgorithm::Sha224 => {
                return Self(Inner::Own(Box::new(HmacPads::new(algorithm, key))));
            }
            HashAlgorithm::Sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            HashAlgorithm::Sha256 => hmac::HMAC_SHA256,
            HashAlgorithm::Sha384 => hmac::HMAC_SHA384,
            HashAlgorithm::Sha512 => hmac::HMAC_SHA512,
        };
        Self(Inner::Ring(algorithm, hmac::Key::new(ring_algorithm, key)))
    }

    /// The hash below.
    pub fn algorithm(&self) -> HashAlgorithm {
        match &self.0 {
            Inner::Ring(algorithm, _) => *algorithm,
            Inner::Own(key) => key.inner.algorithm(),
        }
    }

    /// The tag over `parts`, one after the other.
    pub fn sign(&self, parts: &[&[u8]]) -> Digest {
        match &self.0 {
            Inner::Ring(_, key) => {
                let mut context = hmac::Context::with_key(key);
                for part in parts {
                    context.update(part);
                }
                Digest::from_slice(context.sign().as_ref())
            }
            Inner::Own(key) => key.sign(parts),
        }
    }

    /// Whether `tag` is the whole tag over `parts`; compared in constant time.
    #[must_use]
    pub fn verify(&self, parts: &[&[u8]], tag: &[u8]) -> bool {
        constant_time_eq(self.sign(parts).as_ref(), tag)
    }

    /// Whether `tag` is the tag over `parts` cut to its first `len` bytes; compared in constant time. False if `len`
    /// is zero or more than the hash gives, or `tag` is not `len` bytes long.
    #[must_use]
    pub fn verify_truncated(&self, parts: &[&[u8]], tag: &[u8], len: usize) -> bool {
        if len == 0 {
            return false;
        }
        self.sign(parts).as_ref().get(..len).is_some_and(|expected| constant_time_eq(expected, tag))
    }
}

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HmacKey({:?})", self.algorithm())
    }
}

/// The two hashes of HMAC, with the padded key behind them: for messages that come piece by piece.
#[derive(Clone, Debug)]
pub struct HmacPads {
    inner: Hash,
    outer: Hash,
}

impl HmacPads {
    /// A key of any length, as [`HmacKey::new`] takes it.
    pub fn new(algorithm: HashAlgorithm, key: &[u8]) -> Self {
        let mut block = Zeroizing::new(vec![0; algorithm.block_len()]);
        if key.len() > block.len() {
            let hashed = digest(algorithm, &[key]);
            block[..hashed.as_ref().len()].copy_from_slice(hashed.as_ref());
        } else {
            block[..key.len()].copy_from_slice(key);
        }
        let mut padded = |pad: u8| {
            block.iter_mut().for_each(|byte| *byte ^= pad);
            let mut hash = Hash::new(algorithm);
            hash.update(&block);
            block.iter_mut().for_each(|byte| *byte ^= pad);
            hash
        };
        Self { inner: padded(0x36), outer: padded(0x5c) }
    }

    /// The hash that the message goes into.
    pub fn start(&self) -> Hash {
        self.inner.clone()
    }

    /// The tag of the message that went into what [`HmacPads::start`] gave.
    pub fn finish(&self, message: Hash) -> Digest {
        let mut outer = self.outer.clone();
        outer.update(message.finish().as_ref());
        outer.finish()
    }

    fn sign(&self, parts: &[&[u8]]) -> Digest {
        let mut message = self.start();
        for part in parts {
            message.update(part);
        }
        self.finish(message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_construction_equals_ring() {
        let bytes: Vec<u8> = (0..200u8).collect();
        for algorithm in
            [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512]
        {
            for key_len in [0, 1, 63, 64, 65, 127, 128, 129, 200] {
                let key = &bytes[..key_len];
                let expected = HmacKey::new(algorithm, key).sign(&[b"mes", b"sage"]);
                assert_eq!(HmacPads::new(algorithm, key).sign(&[b"message"]).as_ref(), expected.as_ref());
            }
        }
    }

    #[test]
    fn rfc_2202_md5() {
        let tag = HmacKey::new(HashAlgorithm::Md5, b"Jefe").sign(&[b"what do ya want ", b"for nothing?"]);
        assert_eq!(tag.as_ref(), b"\x75\x0c\x78\x3e\x6a\xb0\xb5\x03\xea\xa8\x6e\x31\x0a\x5d\xb7\x38");
        let tag = HmacKey::new(HashAlgorithm::Md5, &[0xaa; 80])
            .sign(&[b"Test Using Larger Than Block-Size Key - Hash Key First"]);
        assert_eq!(tag.as_ref(), b"\x6b\x1a\xb7\xfe\x4b\xd7\xbf\x8f\x0b\x62\xe6\xce\x61\xb9\xd0\xcd");
    }

    #[test]
    fn truncated_tags_need_their_length_said() {
        let key = HmacKey::new(HashAlgorithm::Sha256, b"key");
        let tag = key.sign(&[b"message"]);
        let tag = tag.as_ref();
        assert!(key.verify(&[b"mess", b"age"], tag));
        assert!(!key.verify(&[b"message"], &tag[..28]));
        assert!(!key.verify(&[b"massage"], tag));
        assert!(key.verify_truncated(&[b"message"], &tag[..28], 28));
        assert!(!key.verify_truncated(&[b"message"], &tag[..27], 28));
        assert!(!key.verify_truncated(&[b"message"], tag, 28));
        assert!(!key.verify_truncated(&[b"message"], &[], 0));
        assert!(!key.verify_truncated(&[b"message"], &[0; 33], 33));
        let mut wrong = tag[..28].to_vec();
        wrong[27] ^= 1;
        assert!(!key.verify_truncated(&[b"message"], &wrong, 28));
    }
}
