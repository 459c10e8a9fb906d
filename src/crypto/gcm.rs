//! AES-GCM (NIST SP 800-38D) for programs: nonces and tags of any length, and messages piece by piece.
//!
//! Whole messages whose parameters *ring* knows go through *ring*; records do by [`AeadKey`](super::AeadKey).

use super::aes::{AES_BLOCK_LEN, AesBlock, AesEncrypt, xor};
use super::constant_time_eq;
use aes::cipher::Array;
use core::fmt;
use ghash::GHash;
use ghash::universal_hash::UniversalHash;
use ring::aead::{self, Aad, LessSafeKey, Nonce, Tag, UnboundKey};
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a whole tag; shorter ones are its beginning.
pub const GCM_TAG_LEN: usize = 16;

/// The nonce length for which the counter block is the nonce itself, followed by a count.
const PLAIN_NONCE_LEN: usize = 12;
/// The longest text in bytes (SP 800-38D §5.2.1.1).
const MAX_TEXT_LEN: u64 = 0xf_ffff_ffe0;
/// The longest associated data and nonce in bytes.
const MAX_AAD_LEN: u64 = u64::MAX / 8;

/// A key ready for use.
pub struct GcmKey {
    cipher: AesEncrypt,
    ghash: GHash,
    ring: Option<LessSafeKey>,
}

/// What GCM does not carry: a text or associated data beyond its limits, or an empty nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GcmLimit;

impl GcmKey {
    /// `None` unless `key` has 16, 24 or 32 bytes.
    pub fn new(key: &[u8]) -> Option<Self> {
        let cipher = AesEncrypt::new(key)?;
        let mut h = Zeroizing::new(AesBlock::default());
        cipher.block(&mut h);
        let ring = match key.len() {
            16 => UnboundKey::new(&aead::AES_128_GCM, key).ok(),
            32 => UnboundKey::new(&aead::AES_256_GCM, key).ok(),
            _ => None,
        };
        Some(Self { cipher, ghash: GHash::new(&Array::from(*h)), ring: ring.map(LessSafeKey::new) })
    }

    /// Encrypts in place and gives the tag.
    pub fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8]) -> Result<[u8; GCM_TAG_LEN], GcmLimit> {
        if let (Some(key), Ok(nonce)) = (&self.ring, <&[u8; PLAIN_NONCE_LEN]>::try_from(nonce)) {
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let tag = key.seal_in_place_separate_tag(nonce, Aad::from(aad), data).map_err(|_| GcmLimit)?;
            let mut out = [0; GCM_TAG_LEN];
            out.copy_from_slice(tag.as_ref());
            return Ok(out);
        }
        let mut stream = GcmStream::new(self, nonce)?;
        stream.aad(aad)?;
        stream.encrypt(self, data)?;
        Ok(stream.finish())
    }

    /// Decrypts in place, if `tag` is the beginning of the right one; else wipes `data` and gives false.
    pub fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<bool, GcmLimit> {
        let whole = <[u8; GCM_TAG_LEN]>::try_from(tag);
        let plain = <&[u8; PLAIN_NONCE_LEN]>::try_from(nonce);
        if let (Some(key), Ok(nonce), Ok(tag)) = (&self.ring, plain, whole) {
            let nonce = Nonce::assume_unique_for_key(*nonce);
            let opened =
                key.open_in_place_separate_tag(nonce, Aad::from(aad), Tag::from(tag), data, 0..).is_ok();
            if !opened {
                data.zeroize();
            }
            return Ok(opened);
        }
        let mut stream = GcmStream::new(self, nonce)?;
        stream.aad(aad)?;
        stream.decrypt(self, data)?;
        let expected = Zeroizing::new(stream.finish());
        let fits = !tag.is_empty()
            && expected.get(..tag.len()).is_some_and(|expected| constant_time_eq(expected, tag));
        if !fits {
            data.zeroize();
        }
        Ok(fits)
    }
}

impl fmt::Debug for GcmKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GcmKey")
    }
}

/// A message under way.
pub struct GcmStream {
    ghash: Padded,
    counter: AesBlock,
    keystream: AesBlock,
    used: usize,
    tag_mask: AesBlock,
    aad_len: u64,
    text_len: u64,
}

impl GcmStream {
    /// Starts a message. The key has to be the same for every call that asks for it.
    pub fn new(key: &GcmKey, nonce: &[u8]) -> Result<Self, GcmLimit> {
        if nonce.is_empty() || nonce.len() as u64 > MAX_AAD_LEN {
            return Err(GcmLimit);
        }
        let mut counter = AesBlock::default();
        if nonce.len() == PLAIN_NONCE_LEN {
            counter[..PLAIN_NONCE_LEN].copy_from_slice(nonce);
            counter[AES_BLOCK_LEN - 1] = 1;
        } else {
            let mut ghash = Padded::new(key.ghash.clone());
            ghash.update(nonce);
            counter = ghash.finish(0, nonce.len() as u64);
        }
        let mut stream = Self {
            ghash: Padded::new(key.ghash.clone()),
            counter,
            keystream: AesBlock::default(),
            used: 0,
            tag_mask: AesBlock::default(),
            aad_len: 0,
            text_len: 0,
        };
        // The first block of keystream masks the tag.
        let mut mask = AesBlock::default();
        stream.apply_keystream(key, &mut mask);
        stream.tag_mask = mask;
        Ok(stream)
    }

    /// Appends associated data. Fails once text was given.
    pub fn aad(&mut self, bytes: &[u8]) -> Result<(), GcmLimit> {
        if bytes.is_empty() {
            return Ok(());
        }
        if self.text_len > 0 {
            return Err(GcmLimit);
        }
        self.aad_len = grown(self.aad_len, bytes, MAX_AAD_LEN)?;
        self.ghash.update(bytes);
        Ok(())
    }

    /// Encrypts the next piece of text in place.
    pub fn encrypt(&mut self, key: &GcmKey, data: &mut [u8]) -> Result<(), GcmLimit> {
        self.begin_text(data)?;
        self.apply_keystream(key, data);
        self.ghash.update(data);
        Ok(())
    }

    /// Decrypts the next piece of text in place. It is not to be used before the tag was checked.
    pub fn decrypt(&mut self, key: &GcmKey, data: &mut [u8]) -> Result<(), GcmLimit> {
        self.begin_text(data)?;
        self.ghash.update(data);
        self.apply_keystream(key, data);
        Ok(())
    }

    /// The tag of the whole message.
    pub fn finish(mut self) -> [u8; GCM_TAG_LEN] {
        let mut tag = self.ghash.finish(self.aad_len, self.text_len);
        xor(&mut tag, &self.tag_mask);
        tag
    }

    fn begin_text(&mut self, data: &[u8]) -> Result<(), GcmLimit> {
        let len = grown(self.text_len, data, MAX_TEXT_LEN)?;
        if self.text_len == 0 && len > 0 {
            self.ghash.pad();
        }
        self.text_len = len;
        Ok(())
    }

    fn apply_keystream(&mut self, key: &GcmKey, data: &mut [u8]) {
        key.cipher.ctr32(&mut self.counter, &mut self.keystream, &mut self.used, data);
    }
}

impl Drop for GcmStream {
    fn drop(&mut self) {
        self.counter.zeroize();
        self.keystream.zeroize();
        self.tag_mask.zeroize();
    }
}

impl fmt::Debug for GcmStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GcmStream({} and {} bytes)", self.aad_len, self.text_len)
    }
}

fn grown(len: u64, by: &[u8], limit: u64) -> Result<u64, GcmLimit> {
    len.checked_add(by.len() as u64).filter(|&len| len <= limit).ok_or(GcmLimit)
}

/// GHASH over pieces that need not be whole blocks.
struct Padded {
    ghash: GHash,
    partial: AesBlock,
    filled: usize,
}

impl Padded {
    fn new(ghash: GHash) -> Self {
        Self { ghash, partial: AesBlock::default(), filled: 0 }
    }

    fn update(&mut self, bytes: &[u8]) {
        let room = if self.filled == 0 { 0 } else { AES_BLOCK_LEN - self.filled };
        let (head, rest) = bytes.split_at(bytes.len().min(room));
        self.partial[self.filled..self.filled + head.len()].copy_from_slice(head);
        self.filled += head.len();
        if self.filled == AES_BLOCK_LEN {
            self.pad();
        }
        let (blocks, tail) = rest.as_chunks::<AES_BLOCK_LEN>();
        self.ghash.update(Array::cast_slice_from_core(blocks));
        if !tail.is_empty() {
            self.partial[..tail.len()].copy_from_slice(tail);
            self.filled = tail.len();
        }
    }

    /// Fills the block under way with zeros.
    fn pad(&mut self) {
        if self.filled > 0 {
            self.partial[self.filled..].fill(0);
            self.ghash.update(&[Array::from(self.partial)]);
            self.filled = 0;
        }
    }

    /// The hash, ended by two lengths in bytes, which go in as bits.
    fn finish(&mut self, aad_len: u64, text_len: u64) -> AesBlock {
        self.pad();
        let lengths = u128::from(aad_len.wrapping_mul(8)) << 64 | u128::from(text_len.wrapping_mul(8));
        self.ghash.update(&[Array::from(lengths.to_be_bytes())]);
        self.ghash.clone().finalize().into()
    }
}

impl Drop for Padded {
    fn drop(&mut self) {
        self.partial.zeroize();
    }
}

/// Whether the second test case of GCM's specification comes out right: a key, a nonce and a block of zeros.
pub fn gcm_known_answer_is_right() -> bool {
    let Some(key) = GcmKey::new(&[0; 16]) else { return false };
    let mut data = [0; AES_BLOCK_LEN];
    let Ok(tag) = key.seal(&[0; PLAIN_NONCE_LEN], &[], &mut data) else { return false };
    let right = data.starts_with(&[0x03, 0x88, 0xda, 0xce, 0x60, 0xb6, 0xa3, 0x92])
        && tag.starts_with(&[0xab, 0x6e, 0x47, 0xd4, 0x2c, 0xec, 0x13, 0xbd]);
    right && key.open(&[0; PLAIN_NONCE_LEN], &[], &mut data, &tag) == Ok(true) && data == [0; AES_BLOCK_LEN]
}
