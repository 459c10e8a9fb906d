//! The AES block cipher with keys of any length, and the modes that programs use it in by themselves.
//!
//! Every mode works in place. Its state between two calls is the caller's, in the form that C programs keep it.

use aes::cipher::consts::U16;
use aes::cipher::{
    Array, BlockCipherDecClosure, BlockCipherDecrypt, BlockCipherEncClosure, BlockCipherEncrypt,
    BlockModeDecrypt, BlockModeEncrypt, BlockSizeUser, InnerIvInit, KeyInit,
};
use aes::{Aes128Dec, Aes128Enc, Aes192Dec, Aes192Enc, Aes256Dec, Aes256Enc};
use core::fmt;
use zeroize::{Zeroize, Zeroizing};

/// Bytes of a block.
pub const AES_BLOCK_LEN: usize = 16;

/// A block.
pub type AesBlock = [u8; AES_BLOCK_LEN];

/// How many blocks of keystream are made at once: as many as the backends work on side by side.
const STRIDE: usize = 8;

/// A key expanded for encryption.
pub enum AesEncrypt {
    /// 128 bits
    Aes128(Aes128Enc),
    /// 192 bits
    Aes192(Aes192Enc),
    /// 256 bits
    Aes256(Aes256Enc),
}

/// A key expanded for decryption.
pub enum AesDecrypt {
    /// 128 bits
    Aes128(Aes128Dec),
    /// 192 bits
    Aes192(Aes192Dec),
    /// 256 bits
    Aes256(Aes256Dec),
}

impl AesEncrypt {
    /// `None` unless `key` has 16, 24 or 32 bytes.
    pub fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128Enc::new_from_slice(key).map(Self::Aes128).ok(),
            24 => Aes192Enc::new_from_slice(key).map(Self::Aes192).ok(),
            32 => Aes256Enc::new_from_slice(key).map(Self::Aes256).ok(),
            _ => None,
        }
    }

    /// Encrypts one block.
    pub fn block(&self, block: &mut AesBlock) {
        self.encrypt_block(block.into());
    }

    /// Encrypts blocks, each by itself.
    pub fn blocks(&self, blocks: &mut [AesBlock]) {
        self.encrypt_blocks(Array::cast_slice_from_core_mut(blocks));
    }

    /// CBC. What does not fill a block at the end of `data` is left alone.
    pub fn cbc(&self, iv: &mut AesBlock, data: &mut [u8]) {
        let (blocks, _) = data.as_chunks_mut::<AES_BLOCK_LEN>();
        cbc::Encryptor::inner_iv_init(self, (&*iv).into())
            .encrypt_blocks(Array::cast_slice_from_core_mut(blocks));
        if let Some(last) = blocks.last() {
            *iv = *last;
        }
    }

    /// CFB with feedback of whole blocks. `offset` (taken modulo 16) tells how much of `iv` is used up.
    pub fn cfb128_encrypt(&self, iv: &mut AesBlock, offset: &mut usize, data: &mut [u8]) {
        let mut at = *offset % AES_BLOCK_LEN;
        for byte in data {
            if at == 0 {
                self.block(iv);
            }
            *byte ^= iv[at];
            iv[at] = *byte;
            at = (at + 1) % AES_BLOCK_LEN;
        }
        *offset = at;
    }

    /// The way back from [`AesEncrypt::cfb128_encrypt`].
    pub fn cfb128_decrypt(&self, iv: &mut AesBlock, offset: &mut usize, data: &mut [u8]) {
        let mut at = *offset % AES_BLOCK_LEN;
        let mut bytewise = |iv: &mut AesBlock, bytes: &mut [u8]| {
            for byte in bytes {
                if at == 0 {
                    self.block(iv);
                }
                let ciphertext = *byte;
                *byte ^= iv[at];
                iv[at] = ciphertext;
                at = (at + 1) % AES_BLOCK_LEN;
            }
        };
        let (head, rest) = data.split_at_mut(head_len(*offset, data.len()));
        bytewise(iv, head);
        // Whole blocks: each one's keystream comes from the ciphertext before it, which is all there.
        let (blocks, tail) = rest.as_chunks_mut::<AES_BLOCK_LEN>();
        let mut keystream = Zeroizing::new([[0; AES_BLOCK_LEN]; STRIDE]);
        for stride in blocks.chunks_mut(STRIDE) {
            let keystream = &mut keystream[..stride.len()];
            for (index, block) in keystream.iter_mut().enumerate() {
                *block = if index == 0 { *iv } else { stride[index - 1] };
            }
            if let Some(last) = stride.last() {
                *iv = *last;
            }
            self.blocks(keystream);
            xor(stride.as_flattened_mut(), keystream.as_flattened());
        }
        bytewise(iv, tail);
        *offset = at;
    }

    /// CFB with feedback of bytes.
    pub fn cfb8_encrypt(&self, iv: &mut AesBlock, data: &mut [u8]) {
        for byte in data {
            *byte ^= self.first_of(iv);
            shift_in(iv, *byte);
        }
    }

    /// The way back from [`AesEncrypt::cfb8_encrypt`].
    pub fn cfb8_decrypt(&self, iv: &mut AesBlock, data: &mut [u8]) {
        for byte in data {
            let ciphertext = *byte;
            *byte ^= self.first_of(iv);
            shift_in(iv, ciphertext);
        }
    }

    /// OFB, either way. `offset` (taken modulo 16) tells how much of `iv` is used up.
    pub fn ofb(&self, iv: &mut AesBlock, offset: &mut usize, data: &mut [u8]) {
        let mut at = *offset % AES_BLOCK_LEN;
        for byte in data {
            if at == 0 {
                self.block(iv);
            }
            *byte ^= iv[at];
            at = (at + 1) % AES_BLOCK_LEN;
        }
        *offset = at;
    }

    /// CTR, either way, with the whole block as a big-endian counter. `stream` is the keystream of the block under
    /// way, of which `offset` (taken modulo 16) bytes are used up.
    pub fn ctr(&self, counter: &mut AesBlock, stream: &mut AesBlock, offset: &mut usize, data: &mut [u8]) {
        self.count(counter, stream, offset, data, |counter| {
            *counter = u128::from_be_bytes(*counter).wrapping_add(1).to_be_bytes();
        });
    }

    /// As [`AesEncrypt::ctr`], with only the last four bytes as the counter, as GCM has it.
    pub fn ctr32(&self, counter: &mut AesBlock, stream: &mut AesBlock, offset: &mut usize, data: &mut [u8]) {
        self.count(counter, stream, offset, data, |counter| {
            let (_, low) = counter.split_at_mut(AES_BLOCK_LEN - 4);
            let next = low.iter().fold(0u32, |number, &byte| number << 8 | u32::from(byte)).wrapping_add(1);
            low.copy_from_slice(&next.to_be_bytes());
        });
    }

    #[inline(always)]
    fn count(
        &self,
        counter: &mut AesBlock,
        stream: &mut AesBlock,
        offset: &mut usize,
        data: &mut [u8],
        increment: impl Fn(&mut AesBlock),
    ) {
        let at = *offset % AES_BLOCK_LEN;
        let (head, rest) = data.split_at_mut(head_len(*offset, data.len()));
        xor(head, &stream[at..]);
        *offset = (at + head.len()) % AES_BLOCK_LEN;
        let mut keystream = Zeroizing::new([[0; AES_BLOCK_LEN]; STRIDE]);
        for chunk in rest.chunks_mut(STRIDE * AES_BLOCK_LEN) {
            let keystream = &mut keystream[..chunk.len().div_ceil(AES_BLOCK_LEN)];
            for block in keystream.iter_mut() {
                *block = *counter;
                increment(counter);
            }
            self.blocks(keystream);
            xor(chunk, keystream.as_flattened());
            *offset = chunk.len() % AES_BLOCK_LEN;
            if let Some(last) = keystream.last() {
                *stream = *last;
            }
        }
    }

    fn first_of(&self, iv: &AesBlock) -> u8 {
        let mut block = Zeroizing::new(*iv);
        self.block(&mut block);
        block[0]
    }
}

impl AesDecrypt {
    /// `None` unless `key` has 16, 24 or 32 bytes.
    pub fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128Dec::new_from_slice(key).map(Self::Aes128).ok(),
            24 => Aes192Dec::new_from_slice(key).map(Self::Aes192).ok(),
            32 => Aes256Dec::new_from_slice(key).map(Self::Aes256).ok(),
            _ => None,
        }
    }

    /// Decrypts one block.
    pub fn block(&self, block: &mut AesBlock) {
        self.decrypt_block(block.into());
    }

    /// Decrypts blocks, each by itself.
    pub fn blocks(&self, blocks: &mut [AesBlock]) {
        self.decrypt_blocks(Array::cast_slice_from_core_mut(blocks));
    }

    /// CBC. What does not fill a block at the end of `data` is left alone.
    pub fn cbc(&self, iv: &mut AesBlock, data: &mut [u8]) {
        let (blocks, _) = data.as_chunks_mut::<AES_BLOCK_LEN>();
        let Some(&next) = blocks.last() else { return };
        cbc::Decryptor::inner_iv_init(self, (&*iv).into())
            .decrypt_blocks(Array::cast_slice_from_core_mut(blocks));
        *iv = next;
    }
}

impl BlockSizeUser for AesEncrypt {
    type BlockSize = U16;
}

impl BlockCipherEncrypt for AesEncrypt {
    fn encrypt_with_backend(&self, f: impl BlockCipherEncClosure<BlockSize = U16>) {
        match self {
            Self::Aes128(cipher) => cipher.encrypt_with_backend(f),
            Self::Aes192(cipher) => cipher.encrypt_with_backend(f),
            Self::Aes256(cipher) => cipher.encrypt_with_backend(f),
        }
    }
}

impl BlockSizeUser for AesDecrypt {
    type BlockSize = U16;
}

impl BlockCipherDecrypt for AesDecrypt {
    fn decrypt_with_backend(&self, f: impl BlockCipherDecClosure<BlockSize = U16>) {
        match self {
            Self::Aes128(cipher) => cipher.decrypt_with_backend(f),
            Self::Aes192(cipher) => cipher.decrypt_with_backend(f),
            Self::Aes256(cipher) => cipher.decrypt_with_backend(f),
        }
    }
}

impl fmt::Debug for AesEncrypt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AesEncrypt")
    }
}

impl fmt::Debug for AesDecrypt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AesDecrypt")
    }
}

/// How many of `len` bytes belong to the block under way.
fn head_len(offset: usize, len: usize) -> usize {
    match offset % AES_BLOCK_LEN {
        0 => 0,
        used => len.min(AES_BLOCK_LEN - used),
    }
}

fn shift_in(iv: &mut AesBlock, byte: u8) {
    iv.rotate_left(1);
    iv[AES_BLOCK_LEN - 1] = byte;
}

/// `data` exclusive-or the first bytes of `mask`.
pub(super) fn xor(data: &mut [u8], mask: &[u8]) {
    data.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
}

/// Whether FIPS 197's example comes out right.
pub fn aes_known_answer_is_right() -> bool {
    let mut key: [u8; 16] = core::array::from_fn(|at| at as u8);
    let plaintext: AesBlock = core::array::from_fn(|at| (at * 0x11) as u8);
    let mut block = plaintext;
    let (Some(encrypt), Some(decrypt)) = (AesEncrypt::new(&key), AesDecrypt::new(&key)) else { return false };
    encrypt.block(&mut block);
    let right = block.starts_with(&[0x69, 0xc4, 0xe0, 0xd8, 0x6a, 0x7b, 0x04, 0x30]);
    decrypt.block(&mut block);
    key.zeroize();
    right && block == plaintext
}
