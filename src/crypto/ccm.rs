//! AES-CCM (NIST SP 800-38C, RFC 3610) for programs: nonces of 7 to 13 bytes, tags of 4 to 16, and messages piece by
//! piece. Records go through [`AeadKey`](super::AeadKey).

use super::aes::{AES_BLOCK_LEN, AesBlock, AesEncrypt, xor};
use super::constant_time_eq;
use aes::cipher::consts::U16;
use aes::cipher::{Array, BlockCipherEncBackend, BlockCipherEncClosure, BlockCipherEncrypt, BlockSizeUser};
use core::fmt;
use zeroize::{Zeroize, Zeroizing};

/// The longest associated data in bytes, whose length still takes two bytes (RFC 3610 §2.2).
pub const CCM_MAX_AAD_LEN: usize = 0xfeff;

/// What CCM does not carry, or a piece that goes beyond what was announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CcmLimit;

/// A key ready for use.
#[derive(Debug)]
pub struct Ccm {
    cipher: AesEncrypt,
}

impl Ccm {
    /// `None` unless `key` has 16, 24 or 32 bytes.
    pub fn new(key: &[u8]) -> Option<Self> {
        AesEncrypt::new(key).map(|cipher| Self { cipher })
    }

    /// Whether a tag may have this length: 4, 6, 8, 10, 12, 14 or 16 bytes.
    pub fn is_tag_len(len: usize) -> bool {
        matches!(len, 4..=16) && len.is_multiple_of(2)
    }

    /// Encrypts in place and writes the tag. An empty `tag` means CCM* without authentication.
    pub fn seal(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &mut [u8]) -> Result<(), CcmLimit> {
        let mut stream = CcmStream::new(self, nonce, aad.len(), data.len(), tag.len())?;
        stream.aad(self, aad)?;
        stream.encrypt(self, data)?;
        tag.copy_from_slice(&stream.tag()?[..tag.len()]);
        Ok(())
    }

    /// Decrypts in place, if `tag` is right; else wipes `data` and gives false. An empty `tag` means CCM* without
    /// authentication, which is always right.
    pub fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<bool, CcmLimit> {
        let mut stream = CcmStream::new(self, nonce, aad.len(), data.len(), tag.len())?;
        stream.aad(self, aad)?;
        stream.decrypt(self, data)?;
        let expected = Zeroizing::new(stream.tag()?);
        let fits = constant_time_eq(&expected[..tag.len()], tag);
        if !fits {
            data.zeroize();
        }
        Ok(fits)
    }
}

/// A message under way, whose lengths are known.
pub struct CcmStream {
    mac: AesBlock,
    /// How many bytes of the block under way `mac` has taken.
    filled: usize,
    counter: AesBlock,
    keystream: AesBlock,
    used: usize,
    tag_mask: AesBlock,
    aad_left: usize,
    text_left: usize,
}

impl CcmStream {
    /// Starts a message. The key has to be the same for every call that asks for it.
    ///
    /// Fails unless the nonce has 7 to 13 bytes, the tag a length of [`Ccm::is_tag_len`] or 0, the associated data at
    /// most [`CCM_MAX_AAD_LEN`] bytes, and the text a length that fits beside the nonce.
    pub fn new(
        key: &Ccm,
        nonce: &[u8],
        aad_len: usize,
        text_len: usize,
        tag_len: usize,
    ) -> Result<Self, CcmLimit> {
        let length_len = match nonce.len() {
            7..=13 => AES_BLOCK_LEN - 1 - nonce.len(),
            _ => return Err(CcmLimit),
        };
        let too_long = length_len < 8 && (text_len as u64) >> (8 * length_len) != 0;
        if too_long || aad_len > CCM_MAX_AAD_LEN || !(tag_len == 0 || Ccm::is_tag_len(tag_len)) {
            return Err(CcmLimit);
        }
        // A_0: flags, the nonce, and a count that starts at 0; the text starts at 1.
        let mut counter = AesBlock::default();
        counter[0] = length_len as u8 - 1;
        counter[1..=nonce.len()].copy_from_slice(nonce);
        // B_0: more flags, the nonce, and the length of the text.
        let mut mac = counter;
        mac[8..].iter_mut().zip((text_len as u64).to_be_bytes()).for_each(|(byte, length)| *byte |= length);
        let tag_flags = (tag_len.saturating_sub(2) / 2) as u8;
        mac[0] |= u8::from(aad_len > 0) << 6 | tag_flags << 3;
        let mut stream = Self {
            mac,
            filled: 0,
            counter,
            keystream: AesBlock::default(),
            used: 0,
            tag_mask: AesBlock::default(),
            aad_left: aad_len,
            text_left: text_len,
        };
        key.cipher.block(&mut stream.mac);
        let mut mask = AesBlock::default();
        stream.apply_keystream(key, &mut mask);
        stream.tag_mask = mask;
        if aad_len > 0 {
            stream.absorb(key, &(aad_len as u16).to_be_bytes());
        }
        Ok(stream)
    }

    /// Bytes of associated data that are still to come.
    pub fn aad_left(&self) -> usize {
        self.aad_left
    }

    /// Bytes of text that are still to come.
    pub fn text_left(&self) -> usize {
        self.text_left
    }

    /// Appends associated data. Fails if it is more than was announced.
    pub fn aad(&mut self, key: &Ccm, bytes: &[u8]) -> Result<(), CcmLimit> {
        // Nothing must not end a block of the text either.
        if bytes.is_empty() {
            return Ok(());
        }
        self.aad_left = self.aad_left.checked_sub(bytes.len()).ok_or(CcmLimit)?;
        self.absorb(key, bytes);
        if self.aad_left == 0 {
            self.pad(key);
        }
        Ok(())
    }

    /// Encrypts the next piece of text in place. Fails if it is more than was announced, or associated data is missing.
    pub fn encrypt(&mut self, key: &Ccm, data: &mut [u8]) -> Result<(), CcmLimit> {
        self.begin_text(data)?;
        self.absorb(key, data);
        self.apply_keystream(key, data);
        self.end_text(key);
        Ok(())
    }

    /// Decrypts the next piece of text in place, which is not to be used before the tag was checked. Fails as
    /// [`CcmStream::encrypt`] does.
    pub fn decrypt(&mut self, key: &Ccm, data: &mut [u8]) -> Result<(), CcmLimit> {
        self.begin_text(data)?;
        self.apply_keystream(key, data);
        self.absorb(key, data);
        self.end_text(key);
        Ok(())
    }

    /// The tag, of which the first bytes are used. Fails if something is missing.
    pub fn tag(&self) -> Result<AesBlock, CcmLimit> {
        if self.aad_left > 0 || self.text_left > 0 {
            return Err(CcmLimit);
        }
        let mut tag = self.mac;
        xor(&mut tag, &self.tag_mask);
        Ok(tag)
    }

    fn begin_text(&mut self, data: &[u8]) -> Result<(), CcmLimit> {
        if self.aad_left > 0 {
            return Err(CcmLimit);
        }
        self.text_left = self.text_left.checked_sub(data.len()).ok_or(CcmLimit)?;
        Ok(())
    }

    fn end_text(&mut self, key: &Ccm) {
        if self.text_left == 0 {
            self.pad(key);
        }
    }

    /// CBC-MAC.
    fn absorb(&mut self, key: &Ccm, bytes: &[u8]) {
        let room = if self.filled == 0 { 0 } else { AES_BLOCK_LEN - self.filled };
        let (head, rest) = bytes.split_at(bytes.len().min(room));
        xor(&mut self.mac[self.filled..], head);
        self.filled += head.len();
        if self.filled == AES_BLOCK_LEN {
            self.pad(key);
        }
        let (blocks, tail) = rest.as_chunks::<AES_BLOCK_LEN>();
        if !blocks.is_empty() {
            key.cipher.encrypt_with_backend(Chain { mac: (&mut self.mac).into(), blocks });
        }
        if !tail.is_empty() {
            xor(&mut self.mac, tail);
            self.filled = tail.len();
        }
    }

    fn pad(&mut self, key: &Ccm) {
        if self.filled > 0 {
            key.cipher.block(&mut self.mac);
            self.filled = 0;
        }
    }

    fn apply_keystream(&mut self, key: &Ccm, data: &mut [u8]) {
        key.cipher.ctr(&mut self.counter, &mut self.keystream, &mut self.used, data);
    }
}

impl Drop for CcmStream {
    fn drop(&mut self) {
        self.mac.zeroize();
        self.counter.zeroize();
        self.keystream.zeroize();
        self.tag_mask.zeroize();
    }
}

impl fmt::Debug for CcmStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CcmStream({} and {} bytes left)", self.aad_left, self.text_left)
    }
}

/// Whole blocks through CBC-MAC, with the processor asked for its AES instructions once.
struct Chain<'a> {
    mac: &'a mut Array<u8, U16>,
    blocks: &'a [AesBlock],
}

impl BlockSizeUser for Chain<'_> {
    type BlockSize = U16;
}

impl BlockCipherEncClosure for Chain<'_> {
    #[inline(always)]
    fn call<B: BlockCipherEncBackend<BlockSize = U16>>(self, backend: &B) {
        for block in self.blocks {
            xor(self.mac, block);
            backend.encrypt_block_inplace(self.mac);
        }
    }
}

/// Whether the first example of NIST SP 800-38C comes out right.
pub fn ccm_known_answer_is_right() -> bool {
    let Some(key) = Ccm::new(&core::array::from_fn::<u8, 16, _>(|at| 0x40 + at as u8)) else { return false };
    let nonce: [u8; 7] = core::array::from_fn(|at| 0x10 + at as u8);
    let aad: [u8; 8] = core::array::from_fn(|at| at as u8);
    let plaintext: [u8; 4] = core::array::from_fn(|at| 0x20 + at as u8);
    let (mut data, mut tag) = (plaintext, [0; 4]);
    key.seal(&nonce, &aad, &mut data, &mut tag).is_ok()
        && data == [0x71, 0x62, 0x01, 0x5b]
        && tag == [0x4d, 0xac, 0x25, 0x5d]
        && key.open(&nonce, &aad, &mut data, &tag) == Ok(true)
        && data == plaintext
}
