//! Hashes whose state lies in memory of the caller: a byte count, the chaining value, and what does not fill a block
//! yet. The C contexts that programs copy and never free are made so; everything else uses [`Hash`](super::Hash).
//!
//! The compression functions are those of the crates behind [`Hash`](super::Hash), with the processor's instructions
//! where it has them; the padding around them (RFC 1321 §3, FIPS 180-4 §5) is here.

use core::fmt;
use zeroize::Zeroize;

/// A hash of words `W`, with `N` of them as the chaining value and blocks of `B` bytes.
pub struct WordHash<W, const N: usize, const B: usize> {
    compress: fn(&mut [W; N], &[[u8; B]]),
    big_endian: bool,
}

/// MD5 (RFC 1321).
pub const MD5: WordHash<u32, 4, 64> = WordHash { compress: md5::block_api::compress, big_endian: false };
/// SHA-1.
pub const SHA1: WordHash<u32, 5, 64> = WordHash { compress: sha1::block_api::compress, big_endian: true };
/// SHA-256 and SHA-224.
pub const SHA256: WordHash<u32, 8, 64> =
    WordHash { compress: sha2::block_api::compress256, big_endian: true };
/// SHA-512 and SHA-384.
pub const SHA512: WordHash<u64, 8, 128> =
    WordHash { compress: sha2::block_api::compress512, big_endian: true };

#[cfg(test)]
std::thread_local! {
    /// How many blocks this thread has hashed, for tests that what is secret does not show in it.
    pub(crate) static BLOCKS_HASHED: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}

/// Where MD5 starts.
pub const MD5_START: [u32; 4] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
/// Where SHA-1 starts.
pub const SHA1_START: [u32; 5] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
/// Where SHA-224 starts.
pub const SHA224_START: [u32; 8] =
    [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];
/// Where SHA-256 starts.
pub const SHA256_START: [u32; 8] =
    [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
/// Where SHA-384 starts.
pub const SHA384_START: [u64; 8] = [
    0xcbbb9d5dc1059ed8,
    0x629a292a367cd507,
    0x9159015a3070dd17,
    0x152fecd8f70e5939,
    0x67332667ffc00b31,
    0x8eb44a8768581511,
    0xdb0c2e0d64f98fa7,
    0x47b5481dbefa4fa4,
];
/// Where SHA-512 starts.
pub const SHA512_START: [u64; 8] = [
    0x6a09e667f3bcc908,
    0xbb67ae8584caa73b,
    0x3c6ef372fe94f82b,
    0xa54ff53a5f1d36f1,
    0x510e527fade682d1,
    0x9b05688c2b3e6c1f,
    0x1f83d9abfb41bd6b,
    0x5be0cd19137e2179,
];

/// The state of a hash under way, in memory of the caller. Any content is a state; a hash starts with `total` zero and
/// `chain` one of the starts above.
pub struct HashWords<'a, W, const N: usize, const B: usize> {
    /// How many bytes were taken so far, the low word first.
    pub total: &'a mut [W; 2],
    /// The chaining value.
    pub chain: &'a mut [W; N],
    /// The bytes that do not fill a block yet.
    pub buffer: &'a mut [u8; B],
}

impl<W: Word, const N: usize, const B: usize> WordHash<W, N, B> {
    /// Appends `input` to what is hashed.
    pub fn update(&self, words: HashWords<'_, W, N, B>, input: &[u8]) {
        let HashWords { total, chain, buffer } = words;
        let filled = filled::<W, B>(total);
        *total = W::split(W::join(*total).wrapping_add(input.len() as u128));
        let (head, rest) = input.split_at(input.len().min(if filled == 0 { 0 } else { B - filled }));
        buffer[filled..filled + head.len()].copy_from_slice(head);
        if filled + head.len() == B {
            self.run(chain, core::slice::from_ref(buffer));
        } else if filled > 0 {
            return;
        }
        let (blocks, tail) = rest.as_chunks::<B>();
        if !blocks.is_empty() {
            self.run(chain, blocks);
        }
        buffer[..tail.len()].copy_from_slice(tail);
    }

    /// Writes the hash, as much of it as `out` holds, and wipes the state.
    pub fn finish(&self, words: HashWords<'_, W, N, B>, out: &mut [u8]) {
        let HashWords { total, chain, buffer } = words;
        let filled = filled::<W, B>(total);
        let bits = W::join(*total) << 3;
        buffer[filled] = 0x80;
        buffer[filled + 1..].fill(0);
        // The length takes two words.
        if filled >= B - 2 * W::LEN {
            self.run(chain, core::slice::from_ref(buffer));
            buffer.fill(0);
        }
        if self.big_endian {
            buffer[B - 2 * W::LEN..].copy_from_slice(&bits.to_be_bytes()[16 - 2 * W::LEN..]);
        } else {
            buffer[B - 2 * W::LEN..].copy_from_slice(&bits.to_le_bytes()[..2 * W::LEN]);
        }
        self.run(chain, core::slice::from_ref(buffer));
        for (word, out) in chain.iter().zip(out.chunks_mut(W::LEN)) {
            word.write(self.big_endian, out);
        }
        HashWords { total, chain, buffer }.wipe();
    }

    /// Works one block into a chaining value, with nothing counted.
    pub fn compress(&self, chain: &mut [W; N], block: &[u8; B]) {
        self.run(chain, core::slice::from_ref(block));
    }

    fn run(&self, chain: &mut [W; N], blocks: &[[u8; B]]) {
        #[cfg(test)]
        BLOCKS_HASHED.set(BLOCKS_HASHED.get() + blocks.len());
        (self.compress)(chain, blocks);
    }
}

impl<W: Word, const N: usize, const B: usize> HashWords<'_, W, N, B> {
    /// Wipes the state.
    pub fn wipe(self) {
        self.total.zeroize();
        self.chain.zeroize();
        self.buffer.zeroize();
    }
}

impl<W, const N: usize, const B: usize> fmt::Debug for WordHash<W, N, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WordHash({N} words, blocks of {B} bytes)")
    }
}

impl<W, const N: usize, const B: usize> fmt::Debug for HashWords<'_, W, N, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashWords")
    }
}

/// How many bytes of the buffer are in use.
fn filled<W: Word, const B: usize>(total: &[W; 2]) -> usize {
    (W::join(*total) % B as u128) as usize
}

/// A word of a hash.
pub trait Word: Copy + Zeroize + 'static {
    /// Its length in bytes.
    const LEN: usize;

    /// Two words as one number, the low one first.
    fn join(words: [Self; 2]) -> u128;

    /// The low two words of a number.
    fn split(number: u128) -> [Self; 2];

    /// Writes as many of its bytes as `out` holds, which are at most [`Word::LEN`].
    fn write(self, big_endian: bool, out: &mut [u8]);
}

impl Word for u32 {
    const LEN: usize = 4;

    fn join([low, high]: [Self; 2]) -> u128 {
        u128::from(high) << 32 | u128::from(low)
    }

    fn split(number: u128) -> [Self; 2] {
        [number as u32, (number >> 32) as u32]
    }

    fn write(self, big_endian: bool, out: &mut [u8]) {
        let bytes = if big_endian { self.to_be_bytes() } else { self.to_le_bytes() };
        out.copy_from_slice(&bytes[..out.len()]);
    }
}

impl Word for u64 {
    const LEN: usize = 8;

    fn join([low, high]: [Self; 2]) -> u128 {
        u128::from(high) << 64 | u128::from(low)
    }

    fn split(number: u128) -> [Self; 2] {
        [number as u64, (number >> 64) as u64]
    }

    fn write(self, big_endian: bool, out: &mut [u8]) {
        let bytes = if big_endian { self.to_be_bytes() } else { self.to_le_bytes() };
        out.copy_from_slice(&bytes[..out.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::{HashAlgorithm, digest};

    struct Owned<W, const N: usize, const B: usize> {
        total: [W; 2],
        chain: [W; N],
        buffer: [u8; B],
    }

    impl<W: Word, const N: usize, const B: usize> Owned<W, N, B> {
        /// What a buffer held before does not matter.
        fn starting_at(chain: [W; N]) -> Self {
            Self { total: W::split(0), chain, buffer: [0xA5; B] }
        }

        fn words(&mut self) -> HashWords<'_, W, N, B> {
            HashWords { total: &mut self.total, chain: &mut self.chain, buffer: &mut self.buffer }
        }
    }

    /// For every length up to some blocks, in one piece and in two, the result is that of the crate's own hash.
    fn agrees<W: Word, const N: usize, const B: usize>(
        hash: &WordHash<W, N, B>,
        start: [W; N],
        algorithm: HashAlgorithm,
    ) {
        let bytes: Vec<u8> = (0..3 * B + 5).map(|at| (at * 7 + at / 256) as u8).collect();
        for len in 0..bytes.len() {
            let expected = digest(algorithm, &[&bytes[..len]]);
            for cut in [0, 1, len / 2, len.saturating_sub(1), B.min(len)] {
                let cut = cut.min(len);
                let mut state = Owned::starting_at(start);
                hash.update(state.words(), &bytes[..cut]);
                hash.update(state.words(), &[]);
                hash.update(state.words(), &bytes[cut..len]);
                let mut out = vec![0; algorithm.output_len()];
                hash.finish(state.words(), &mut out);
                assert_eq!(out, expected.as_ref(), "{algorithm:?} {len} cut at {cut}");
                assert!(state.buffer.iter().all(|&byte| byte == 0));
                assert!(W::join(state.total) == 0 && state.chain.iter().all(|&word| W::join([word; 2]) == 0));
            }
        }
    }

    #[test]
    fn results_are_those_of_the_whole_hash() {
        agrees(&MD5, MD5_START, HashAlgorithm::Md5);
        agrees(&SHA1, SHA1_START, HashAlgorithm::Sha1);
        agrees(&SHA256, SHA224_START, HashAlgorithm::Sha224);
        agrees(&SHA256, SHA256_START, HashAlgorithm::Sha256);
        agrees(&SHA512, SHA384_START, HashAlgorithm::Sha384);
        agrees(&SHA512, SHA512_START, HashAlgorithm::Sha512);
    }

    #[test]
    fn byte_by_byte_is_all_at_once() {
        let mut state = Owned::starting_at(SHA256_START);
        for byte in 0..=255u8 {
            SHA256.update(state.words(), &[byte]);
        }
        let mut out = [0; 32];
        SHA256.finish(state.words(), &mut out);
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(out, digest(HashAlgorithm::Sha256, &[&bytes]).as_ref());
    }

    #[test]
    fn counts_carry_into_the_high_word() {
        let mut low = Owned { total: [u32::MAX - 63, 0], chain: SHA1_START, buffer: [0; 64] };
        SHA1.update(low.words(), &[0; 65]);
        assert_eq!(low.total, [1, 1]);
        let mut top = Owned { total: [u64::MAX, u64::MAX], chain: SHA512_START, buffer: [0; 128] };
        SHA512.update(top.words(), &[0; 2]);
        assert_eq!(top.total, [1, 0]);
    }
}
