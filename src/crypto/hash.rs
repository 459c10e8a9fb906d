use super::constant_time_eq;
use core::fmt;
use sha2::digest::{Digest as _, OutputSizeUser, typenum::Unsigned};
use zeroize::Zeroize;

/// Bytes of the longest [`Digest`].
pub const MAX_HASH_LEN: usize = 64;

/// A hash function: MD5, or one of the SHA family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HashAlgorithm {
    /// MD5, for signatures of old certificates and for programs that hash with it; no handshake uses it
    Md5,
    /// SHA-1, for signatures of old certificates and old peers only
    Sha1,
    /// SHA-224
    Sha224,
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

impl HashAlgorithm {
    /// Every algorithm, shortest output first.
    pub const ALL: &[Self] = &[Self::Md5, Self::Sha1, Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    /// Bytes of the result.
    pub const fn output_len(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// Bytes that the compression function takes at once, which HMAC pads its key to.
    pub const fn block_len(self) -> usize {
        match self {
            Self::Md5 | Self::Sha1 | Self::Sha224 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 => 128,
        }
    }
}

/// The hash of `parts`, one after the other.
pub fn digest(algorithm: HashAlgorithm, parts: &[&[u8]]) -> Digest {
    let mut hash = Hash::new(algorithm);
    for part in parts {
        hash.update(part);
    }
    hash.finish()
}

/// A hash under way. A clone goes on by itself, so that a transcript can be read half way.
#[derive(Clone)]
pub struct Hash(State);

#[derive(Clone)]
enum State {
    Md5(md5::Md5),
    Sha1(sha1::Sha1),
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
}

impl Hash {
    /// The hash of nothing so far.
    pub fn new(algorithm: HashAlgorithm) -> Self {
        Self(match algorithm {
            HashAlgorithm::Md5 => State::Md5(md5::Md5::new()),
            HashAlgorithm::Sha1 => State::Sha1(sha1::Sha1::new()),
            HashAlgorithm::Sha224 => State::Sha224(sha2::Sha224::new()),
            HashAlgorithm::Sha256 => State::Sha256(sha2::Sha256::new()),
            HashAlgorithm::Sha384 => State::Sha384(sha2::Sha384::new()),
            HashAlgorithm::Sha512 => State::Sha512(sha2::Sha512::new()),
        })
    }

    /// Which hash this is.
    pub fn algorithm(&self) -> HashAlgorithm {
        match self.0 {
            State::Md5(_) => HashAlgorithm::Md5,
            State::Sha1(_) => HashAlgorithm::Sha1,
            State::Sha224(_) => HashAlgorithm::Sha224,
            State::Sha256(_) => HashAlgorithm::Sha256,
            State::Sha384(_) => HashAlgorithm::Sha384,
            State::Sha512(_) => HashAlgorithm::Sha512,
        }
    }

    /// Appends `bytes` to what is hashed.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Md5(state) => state.update(bytes),
            State::Sha1(state) => state.update(bytes),
            State::Sha224(state) => state.update(bytes),
            State::Sha256(state) => state.update(bytes),
            State::Sha384(state) => state.update(bytes),
            State::Sha512(state) => state.update(bytes),
        }
    }

    /// The hash of everything appended.
    pub fn finish(self) -> Digest {
        match self.0 {
            State::Md5(state) => finish(state),
            State::Sha1(state) => finish(state),
            State::Sha224(state) => finish(state),
            State::Sha256(state) => finish(state),
            State::Sha384(state) => finish(state),
            State::Sha512(state) => finish(state),
        }
    }
}

fn finish<D: sha2::Digest + OutputSizeUser>(state: D) -> Digest {
    debug_assert!(D::OutputSize::USIZE <= MAX_HASH_LEN);
    Digest::from_slice(&state.finalize())
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({:?})", self.algorithm())
    }
}

/// The result of a hash or an HMAC, without allocation. It is wiped when dropped, for it may be key material.
#[derive(Clone)]
pub struct Digest {
    bytes: [u8; MAX_HASH_LEN],
    len: u8,
}

impl Digest {
    /// Keeps at most the first [`MAX_HASH_LEN`] bytes; the callers have no more.
    pub(super) fn from_slice(slice: &[u8]) -> Self {
        let mut bytes = [0; MAX_HASH_LEN];
        let len = slice.len().min(MAX_HASH_LEN);
        bytes[..len].copy_from_slice(&slice[..len]);
        Self { bytes, len: len as u8 }
    }
}

impl AsRef<[u8]> for Digest {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// In constant time.
impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        constant_time_eq(self.as_ref(), other.as_ref())
    }
}

impl Eq for Digest {}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({} bytes)", self.len)
    }
}

impl Drop for Digest {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn rfc_1321_and_fips_180_examples_of_abc() {
        for (algorithm, expected) in [
            (HashAlgorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"),
            (HashAlgorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (HashAlgorithm::Sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
            (HashAlgorithm::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                HashAlgorithm::Sha384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
                 8086072ba1e7cc2358baeca134c825a7",
            ),
            (
                HashAlgorithm::Sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                 2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            ),
        ] {
            assert_eq!(hex(digest(algorithm, &[b"a", b"", b"bc"]).as_ref()), expected);
            assert_eq!(digest(algorithm, &[]).as_ref().len(), algorithm.output_len());
            assert_eq!(Hash::new(algorithm).algorithm(), algorithm);
        }
    }

    #[test]
    fn a_clone_goes_on_by_itself() {
        let mut hash = Hash::new(HashAlgorithm::Sha256);
        hash.update(b"ab");
        let half_way = hash.clone();
        hash.update(b"c");
        assert_eq!(hash.finish().as_ref(), digest(HashAlgorithm::Sha256, &[b"abc"]).as_ref());
        assert_eq!(half_way.finish(), digest(HashAlgorithm::Sha256, &[b"ab"]));
        assert_ne!(digest(HashAlgorithm::Sha256, &[b"ab"]), digest(HashAlgorithm::Sha256, &[b"ac"]));
    }
}
