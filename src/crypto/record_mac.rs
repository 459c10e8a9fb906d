//! HMAC (RFC 2104) of records whose length is a secret: where a MAC stands before padding, how long the padding is must
//! not show in the time that the check takes (RFC 5246 §6.2.3.2; "Lucky Thirteen" is what came of it).

use super::hash_words::{
    HashWords, SHA1, SHA1_START, SHA256, SHA256_START, SHA384_START, SHA512, Word, WordHash,
};
use super::{Digest, HashAlgorithm, Mask, digest};
use crate::error::CryptoError;
use core::fmt;
use zeroize::{Zeroize, Zeroizing};

/// A key of HMAC, with the hash of the padded key taken once.
pub struct RecordMac(Pads);

enum Pads {
    Sha1(KeyPads<u32, 5, 64>),
    Sha256(KeyPads<u32, 8, 64>),
    Sha384(KeyPads<u64, 8, 128>),
}

impl RecordMac {
    /// A key of any length. Fails with [`CryptoError::Unsupported`] for a hash that no CBC suite has.
    pub fn new(algorithm: HashAlgorithm, key: &[u8]) -> Result<Self, CryptoError> {
        let hashed;
        let key = if key.len() > algorithm.block_len() {
            hashed = digest(algorithm, &[key]);
            hashed.as_ref()
        } else {
            key
        };
        Ok(Self(match algorithm {
            HashAlgorithm::Sha1 => Pads::Sha1(KeyPads::new(&SHA1, SHA1_START, 20, key)),
            HashAlgorithm::Sha256 => Pads::Sha256(KeyPads::new(&SHA256, SHA256_START, 32, key)),
            HashAlgorithm::Sha384 => Pads::Sha384(KeyPads::new(&SHA512, SHA384_START, 48, key)),
            _ => return Err(CryptoError::Unsupported),
        }))
    }

    /// Bytes of the MAC.
    pub fn output_len(&self) -> usize {
        match &self.0 {
            Pads::Sha1(pads) => pads.output_len,
            Pads::Sha256(pads) => pads.output_len,
            Pads::Sha384(pads) => pads.output_len,
        }
    }

    /// The MAC over `parts`, one after the other.
    pub fn sign(&self, parts: &[&[u8]]) -> Digest {
        match &self.0 {
            Pads::Sha1(pads) => pads.sign(parts),
            Pads::Sha256(pads) => pads.sign(parts),
            Pads::Sha384(pads) => pads.sign(parts),
        }
    }

    /// The MAC over `header` and the first `hidden` bytes of `data`, in a time, and with accesses to memory, that depend
    /// only on the lengths of `header` and `data` and on `shortest`.
    ///
    /// `hidden` is at least `shortest` and at most the length of `data`; else the result is meaningless.
    pub fn sign_hidden(&self, header: &[u8], data: &[u8], shortest: usize, hidden: usize) -> Digest {
        match &self.0 {
            Pads::Sha1(pads) => pads.sign_hidden(header, data, shortest, hidden),
            Pads::Sha256(pads) => pads.sign_hidden(header, data, shortest, hidden),
            Pads::Sha384(pads) => pads.sign_hidden(header, data, shortest, hidden),
        }
    }
}

impl fmt::Debug for RecordMac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordMac({} bytes)", self.output_len())
    }
}

/// The chaining values behind both padded keys.
struct KeyPads<W: Word, const N: usize, const B: usize> {
    hash: &'static WordHash<W, N, B>,
    inner: [W; N],
    outer: [W; N],
    output_len: usize,
}

impl<W: Word, const N: usize, const B: usize> KeyPads<W, N, B> {
    /// `key` is not longer than a block.
    fn new(hash: &'static WordHash<W, N, B>, start: [W; N], output_len: usize, key: &[u8]) -> Self {
        let mut block = Zeroizing::new([0; B]);
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte = *key);
        let mut padded = |pad: u8| {
            let mut chain = start;
            block.iter_mut().for_each(|byte| *byte ^= pad);
            hash.compress(&mut chain, &block);
            block.iter_mut().for_each(|byte| *byte ^= pad);
            chain
        };
        Self { hash, inner: padded(0x36), outer: padded(0x5c), output_len }
    }

    fn sign(&self, parts: &[&[u8]]) -> Digest {
        let mut state = State::behind_pad(self.inner);
        for part in parts {
            self.hash.update(state.words(), part);
        }
        let mut inner = Zeroizing::new([0; super::MAX_HASH_LEN]);
        let (inner, _) = inner.split_at_mut(self.output_len);
        self.hash.finish(state.words(), inner);
        self.close(inner)
    }

    /// The outer hash.
    fn close(&self, inner: &[u8]) -> Digest {
        let mut state = State::behind_pad(self.outer);
        self.hash.update(state.words(), inner);
        let mut out = Zeroizing::new([0; super::MAX_HASH_LEN]);
        let (out, _) = out.split_at_mut(self.output_len);
        self.hash.finish(state.words(), out);
        Digest::from_slice(out)
    }

    fn sign_hidden(&self, header: &[u8], data: &[u8], shortest: usize, hidden: usize) -> Digest {
        let length_field = 2 * W::LEN;
        let total = header.len() + hidden;
        // Behind the message stand one byte 0x80 and the length: the block where the length ends is the last.
        let last_block = (total + length_field) >> B.trailing_zeros();
        let bits = ((B + total) as u64).wrapping_mul(8).to_be_bytes();

        // These blocks are in the message however long it is.
        let sure_blocks = (header.len() + shortest) / B;
        let mut state = State::behind_pad(self.inner);
        let (sure_header, _) = header.split_at(header.len().min(sure_blocks * B));
        let sure_data = data.get(..sure_blocks * B - sure_header.len()).unwrap_or_default();
        self.hash.update(state.words(), sure_header);
        self.hash.update(state.words(), sure_data);

        // Each of these is made as if it were in the message, on its edge, or the last; one chaining value is kept.
        let longest_blocks = (header.len() + data.len() + length_field) / B;
        let mut kept = Zeroizing::new([0; super::MAX_HASH_LEN]);
        let mut candidate = Zeroizing::new([0; super::MAX_HASH_LEN]);
        for index in sure_blocks..=longest_blocks {
            let is_last = Mask::equal(index, last_block);
            let bytes = header.iter().chain(data).copied().chain(core::iter::repeat(0)).skip(index * B);
            for (at, (slot, byte)) in state.buffer.iter_mut().zip(bytes).enumerate() {
                let position = index * B + at;
                *slot = Mask::less(position, total).of(byte) | Mask::equal(position, total).of(0x80);
            }
            for (slot, byte) in state.buffer.iter_mut().rev().zip(bits.iter().rev()) {
                *slot |= is_last.of(*byte);
            }
            self.hash.compress(&mut state.chain, &state.buffer);
            for (word, out) in state.chain.iter().zip(candidate.chunks_mut(W::LEN)) {
                word.write(true, out);
            }
            for (kept, byte) in kept.iter_mut().zip(candidate.iter()) {
                *kept |= is_last.of(*byte);
            }
        }
        let (inner, _) = kept.split_at(self.output_len);
        self.close(inner)
    }
}

impl<W: Word, const N: usize, const B: usize> Drop for KeyPads<W, N, B> {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

/// A hash under way.
struct State<W: Word, const N: usize, const B: usize> {
    total: [W; 2],
    chain: [W; N],
    buffer: [u8; B],
}

impl<W: Word, const N: usize, const B: usize> State<W, N, B> {
    /// One block, the padded key, was taken.
    fn behind_pad(chain: [W; N]) -> Self {
        Self { total: W::split(B as u128), chain, buffer: [0; B] }
    }

    fn words(&mut self) -> HashWords<'_, W, N, B> {
        HashWords { total: &mut self.total, chain: &mut self.chain, buffer: &mut self.buffer }
    }
}

impl<W: Word, const N: usize, const B: usize> Drop for State<W, N, B> {
    fn drop(&mut self) {
        self.chain.zeroize();
        self.buffer.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::HmacKey;

    const HASHES: [HashAlgorithm; 3] = [HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha384];

    fn bytes(len: usize) -> Vec<u8> {
        (0..len).map(|at| (at * 31 + at / 256 + 1) as u8).collect()
    }

    #[test]
    fn it_is_hmac() {
        for algorithm in HASHES {
            for key_len in [0, 20, 48, 64, 65, 128, 129] {
                let key = bytes(key_len);
                let mac = RecordMac::new(algorithm, &key).expect("a hash of a suite");
                let expected = HmacKey::new(algorithm, &key).sign(&[b"head", b"", b"and body"]);
                assert_eq!(mac.sign(&[b"head", b"and", b" body"]).as_ref(), expected.as_ref());
                assert_eq!(mac.output_len(), algorithm.output_len());
            }
        }
        for other in [HashAlgorithm::Md5, HashAlgorithm::Sha224, HashAlgorithm::Sha512] {
            assert_eq!(RecordMac::new(other, b"key").unwrap_err(), CryptoError::Unsupported);
        }
    }

    /// Every length from the shortest to the longest gives the MAC of that length, whatever stands behind it.
    #[test]
    fn a_hidden_length_gives_the_same_mac() {
        let header = bytes(40);
        for algorithm in HASHES {
            let key = bytes(algorithm.output_len());
            let mac = RecordMac::new(algorithm, &key).expect("a hash of a suite");
            let ring = HmacKey::new(algorithm, &key);
            for header_len in [13, 40] {
                let header = &header[..header_len];
                for data_len in [0, 1, 15, 48, 115, 116, 243, 300, 511, 700] {
                    let data = bytes(data_len);
                    let shortest = data_len.saturating_sub(256);
                    for hidden in shortest..=data_len {
                        let expected = ring.sign(&[header, &data[..hidden]]);
                        let found = mac.sign_hidden(header, &data, shortest, hidden);
                        assert_eq!(found.as_ref(), expected.as_ref(), "{algorithm:?} {data_len} {hidden}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_key_does_not_print() {
        let mac = RecordMac::new(HashAlgorithm::Sha1, &[171; 20]).expect("a hash of a suite");
        assert_eq!(format!("{mac:?}"), "RecordMac(20 bytes)");
    }
}
