use super::backend::ccm::CcmKey;
use crate::error::CryptoError;
use core::fmt;
use core::ops::Deref;
use ring::aead::{self, Aad, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroize;

/// Bytes of the nonce that every algorithm here takes.
pub const NONCE_LEN: usize = 12;

/// Bytes of the longest [`AeadTag`].
pub const MAX_TAG_LEN: usize = 16;

/// Authenticated encryption with associated data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AeadAlgorithm {
    /// AES-128 in Galois/Counter Mode (RFC 5288)
    Aes128Gcm,
    /// AES-256 in Galois/Counter Mode (RFC 5288)
    Aes256Gcm,
    /// AES-128 in Counter with CBC-MAC mode (RFC 6655)
    Aes128Ccm,
    /// AES-256 in Counter with CBC-MAC mode (RFC 6655)
    Aes256Ccm,
    /// AES-128 CCM with a tag of 8 bytes (RFC 6655)
    Aes128Ccm8,
    /// AES-256 CCM with a tag of 8 bytes (RFC 6655)
    Aes256Ccm8,
    /// ChaCha20-Poly1305 (RFC 7905)
    ChaCha20Poly1305,
}

impl AeadAlgorithm {
    /// Every algorithm.
    pub const ALL: &[Self] = &[
        Self::Aes128Gcm,
        Self::Aes256Gcm,
        Self::Aes128Ccm,
        Self::Aes256Ccm,
        Self::Aes128Ccm8,
        Self::Aes256Ccm8,
        Self::ChaCha20Poly1305,
    ];

    /// Bytes of the key.
    pub const fn key_len(self) -> usize {
        match self {
            Self::Aes128Gcm | Self::Aes128Ccm | Self::Aes128Ccm8 => 16,
            Self::Aes256Gcm | Self::Aes256Ccm | Self::Aes256Ccm8 | Self::ChaCha20Poly1305 => 32,
        }
    }

    /// Bytes that sealing adds.
    pub const fn tag_len(self) -> usize {
        match self {
            Self::Aes128Ccm8 | Self::Aes256Ccm8 => 8,
            _ => MAX_TAG_LEN,
        }
    }
}

/// A key ready for use. Sealing and opening allocate nothing.
pub struct AeadKey {
    algorithm: AeadAlgorithm,
    backend: Backend,
}

/// ring's key takes near 550 bytes whatever the algorithm, an expanded AES key for CCM 176 or 240: each has memory of its
/// own, so that none pays for another.
enum Backend {
    Ring(Box<LessSafeKey>),
    Ccm(CcmKey),
}

impl AeadKey {
    /// Fails with [`CryptoError::BadKey`] unless `key` is [`AeadAlgorithm::key_len`] bytes long.
    pub fn new(algorithm: AeadAlgorithm, key: &[u8]) -> Result<Self, CryptoError> {
        if key.len() != algorithm.key_len() {
            return Err(CryptoError::BadKey);
        }
        let ring_algorithm = match algorithm {
            AeadAlgorithm::Aes128Gcm => &aead::AES_128_GCM,
            AeadAlgorithm::Aes256Gcm => &aead::AES_256_GCM,
            AeadAlgorithm::ChaCha20Poly1305 => &aead::CHACHA20_POLY1305,
            AeadAlgorithm::Aes128Ccm
            | AeadAlgorithm::Aes256Ccm
            | AeadAlgorithm::Aes128Ccm8
            | AeadAlgorithm::Aes256Ccm8 => {
                return Ok(Self { algorithm, backend: Backend::Ccm(CcmKey::new(key, algorithm.tag_len())?) });
            }
        };
        let key = UnboundKey::new(ring_algorithm, key).map_err(|_| CryptoError::BadKey)?;
        Ok(Self { algorithm, backend: Backend::Ring(Box::new(LessSafeKey::new(key))) })
    }

    /// The algorithm that the key is for.
    pub fn algorithm(&self) -> AeadAlgorithm {
        self.algorithm
    }

    /// Encrypts `in_out` in place and gives the tag over it and `aad`.
    ///
    /// A nonce must never come twice under one key. Fails with [`CryptoError::Unsupported`] if `in_out` or `aad` is
    /// longer than the algorithm carries (CCM: 2²⁴ − 1 and 65,279 bytes); `in_out` is then unchanged or wiped.
    pub fn seal(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        in_out: &mut [u8],
    ) -> Result<AeadTag, CryptoError> {
        match &self.backend {
            Backend::Ring(key) => {
                match key.seal_in_place_separate_tag(
                    Nonce::assume_unique_for_key(*nonce),
                    Aad::from(aad),
                    in_out,
                ) {
                    Ok(tag) => Ok(AeadTag::from_slice(tag.as_ref())),
                    Err(_) => {
                        in_out.zeroize();
                        Err(CryptoError::Unsupported)
                    }
                }
            }
            Backend::Ccm(key) => key.seal(nonce, aad, in_out),
        }
    }

    /// Checks the tag at the end of `ciphertext_and_tag` and decrypts in place. Gives the length of the plaintext,
    /// which then stands at the front.
    ///
    /// Fails with [`CryptoError::BadTag`] if the tag does not fit or there is no room for one; the buffer is then
    /// wiped, so that nothing unauthenticated can be used.
    pub fn open(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        ciphertext_and_tag: &mut [u8],
    ) -> Result<usize, CryptoError> {
        let opened = match &self.backend {
            Backend::Ring(key) => key
                .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(aad), ciphertext_and_tag)
                .map(|plaintext| plaintext.len())
                .map_err(|_| CryptoError::BadTag),
            Backend::Ccm(key) => key.open(nonce, aad, ciphertext_and_tag),
        };
        if opened.is_err() {
            ciphertext_and_tag.zeroize();
        }
        opened
    }
}

impl fmt::Debug for AeadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AeadKey({:?})", self.algorithm)
    }
}

/// The tag that sealing makes, [`AeadAlgorithm::tag_len`] bytes.
#[derive(Clone, Copy, Debug)]
pub struct AeadTag {
    bytes: [u8; MAX_TAG_LEN],
    len: u8,
}

impl AeadTag {
    /// Keeps at most the first [`MAX_TAG_LEN`] bytes; the backends have no more.
    pub(super) fn from_slice(slice: &[u8]) -> Self {
        let mut bytes = [0; MAX_TAG_LEN];
        let len = slice.len().min(MAX_TAG_LEN);
        bytes[..len].copy_from_slice(&slice[..len]);
        Self { bytes, len: len as u8 }
    }
}

impl Deref for AeadTag {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

impl AsRef<[u8]> for AeadTag {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_small_and_can_cross_threads() {
        fn crosses<T: Send + Sync>() -> usize {
            size_of::<T>()
        }
        assert!(crosses::<AeadKey>() <= 32, "{}", size_of::<AeadKey>());
        assert!(size_of::<LessSafeKey>() <= 576, "{}", size_of::<LessSafeKey>());
    }

    #[test]
    fn key_lengths_are_checked() {
        for &algorithm in AeadAlgorithm::ALL {
            for len in [0, 15, 16, 17, 24, 31, 32, 33] {
                let made = AeadKey::new(algorithm, &vec![7; len]);
                assert_eq!(made.is_ok(), len == algorithm.key_len(), "{algorithm:?} {len}");
            }
        }
    }

    #[test]
    fn what_is_sealed_opens_and_what_is_touched_does_not() {
        for &algorithm in AeadAlgorithm::ALL {
            let key = AeadKey::new(algorithm, &vec![7; algorithm.key_len()]).unwrap();
            assert_eq!(format!("{key:?}"), format!("AeadKey({algorithm:?})"));
            let plaintext: Vec<u8> = (0..100).collect();
            let mut sealed = plaintext.clone();
            let tag = key.seal(&[3; 12], b"header", &mut sealed).unwrap();
            assert_eq!(tag.len(), algorithm.tag_len());
            sealed.extend_from_slice(&tag);

            let mut opened = sealed.clone();
            assert_eq!(key.open(&[3; 12], b"header", &mut opened), Ok(100));
            assert_eq!(opened[..100], plaintext);

            let refused = |nonce: u8, aad: &[u8], mut bytes: Vec<u8>| {
                assert_eq!(
                    key.open(&[nonce; 12], aad, &mut bytes),
                    Err(CryptoError::BadTag),
                    "{algorithm:?}"
                );
                assert!(bytes.iter().all(|&byte| byte == 0), "{algorithm:?} leaves something behind");
            };
            refused(4, b"header", sealed.clone());
            refused(3, b"headex", sealed.clone());
            refused(3, b"", sealed.clone());
            refused(3, b"header", sealed[..sealed.len() - 1].to_vec());
            refused(3, b"header", sealed[..algorithm.tag_len() - 1].to_vec());
            refused(3, b"header", Vec::new());
            for at in 0..sealed.len() {
                let mut touched = sealed.clone();
                touched[at] ^= 0x80;
                refused(3, b"header", touched);
            }
        }
    }
}
