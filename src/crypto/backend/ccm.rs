//! AES-CCM (RFC 3610) as (D)TLS uses it: a nonce of 12 bytes, hence a length field of 3, and tags of 16 or 8 bytes.
//!
//! CCM encrypts with CTR and authenticates the plaintext with CBC-MAC. The chain of CBC-MAC is serial, but each of
//! its steps is independent of the next block of keystream, so both go in one pass, side by side. The whole pass is
//! one closure given to the `aes` crate: the processor is asked for its AES instructions once, and they are inlined.

use crate::crypto::aead::{AeadTag, NONCE_LEN};
use crate::crypto::constant_time_eq;
use crate::error::CryptoError;
use aes::cipher::consts::U16;
use aes::cipher::typenum::Unsigned;
use aes::cipher::{
    Array, BlockCipherEncBackend, BlockCipherEncClosure, BlockCipherEncrypt, BlockSizeUser, KeyInit,
    ParBlocks,
};
use aes::{Aes128Enc, Aes256Enc};

const BLOCK_LEN: usize = 16;

/// Bytes of CCM's length field, called L in RFC 3610.
const LENGTH_LEN: usize = 15 - NONCE_LEN;

/// The longest plaintext that [`LENGTH_LEN`] can count.
const MAX_PLAINTEXT_LEN: usize = (1 << (8 * LENGTH_LEN)) - 1;

/// The longest associated data whose length takes two bytes (RFC 3610 §2.2); no record header comes near it.
const MAX_AAD_LEN: usize = 0xfeff;

type Block = Array<u8, U16>;

/// An expanded AES key and the tag length that goes with it.
pub(in crate::crypto) struct CcmKey {
    cipher: Cipher,
    tag_len: u8,
}

enum Cipher {
    Aes128(Box<Aes128Enc>),
    Aes256(Box<Aes256Enc>),
}

impl CcmKey {
    pub(in crate::crypto) fn new(key: &[u8], tag_len: usize) -> Result<Self, CryptoError> {
        let cipher = match key.len() {
            16 => Aes128Enc::new_from_slice(key).map(|key| Cipher::Aes128(Box::new(key))),
            32 => Aes256Enc::new_from_slice(key).map(|key| Cipher::Aes256(Box::new(key))),
            _ => return Err(CryptoError::BadKey),
        };
        let tag_len = match tag_len {
            8 | 16 => tag_len as u8,
            _ => return Err(CryptoError::Unsupported),
        };
        Ok(Self { cipher: cipher.map_err(|_| CryptoError::BadKey)?, tag_len })
    }

    pub(in crate::crypto) fn seal(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        in_out: &mut [u8],
    ) -> Result<AeadTag, CryptoError> {
        check_lengths(aad, in_out).map_err(|TooLong| CryptoError::Unsupported)?;
        let tag = self.run(Direction::Seal, nonce, aad, in_out);
        Ok(AeadTag::from_slice(&tag[..usize::from(self.tag_len)]))
    }

    /// On failure the buffer holds unauthenticated plaintext: the caller wipes it.
    pub(in crate::crypto) fn open(
        &self,
        nonce: &[u8; NONCE_LEN],
        aad: &[u8],
        ciphertext_and_tag: &mut [u8],
    ) -> Result<usize, CryptoError> {
        let tag_len = usize::from(self.tag_len);
        let plaintext_len = ciphertext_and_tag.len().checked_sub(tag_len).ok_or(CryptoError::BadTag)?;
        let (in_out, tag) = ciphertext_and_tag.split_at_mut(plaintext_len);
        check_lengths(aad, in_out).map_err(|TooLong| CryptoError::BadTag)?;
        let expected = self.run(Direction::Open, nonce, aad, in_out);
        if constant_time_eq(&expected[..tag_len], tag) { Ok(plaintext_len) } else { Err(CryptoError::BadTag) }
    }

    fn run(&self, direction: Direction, nonce: &[u8; NONCE_LEN], aad: &[u8], in_out: &mut [u8]) -> Block {
        let mut tag = Block::default();
        let pass = Pass { direction, nonce, aad, in_out, tag_len: self.tag_len, tag: &mut tag };
        match &self.cipher {
            Cipher::Aes128(cipher) => cipher.encrypt_with_backend(pass),
            Cipher::Aes256(cipher) => cipher.encrypt_with_backend(pass),
        }
        tag
    }
}

struct TooLong;

fn check_lengths(aad: &[u8], plaintext: &[u8]) -> Result<(), TooLong> {
    if plaintext.len() > MAX_PLAINTEXT_LEN || aad.len() > MAX_AAD_LEN { Err(TooLong) } else { Ok(()) }
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Seal,
    Open,
}

/// One message through both halves of CCM.
struct Pass<'a> {
    direction: Direction,
    nonce: &'a [u8; NONCE_LEN],
    aad: &'a [u8],
    in_out: &'a mut [u8],
    tag_len: u8,
    tag: &'a mut Block,
}

impl BlockSizeUser for Pass<'_> {
    type BlockSize = U16;
}

impl BlockCipherEncClosure for Pass<'_> {
    #[inline(always)]
    fn call<B: BlockCipherEncBackend<BlockSize = U16>>(self, backend: &B) {
        // The counter block A_i is flags L - 1, the nonce, and i; A_0 masks the tag, the text starts at A_1.
        let mut counter = Counter::new(self.nonce);
        let mut tag_mask = counter.next_block();
        let mut keystream = counter.next_block();

        // B_0: flags (Adata, the tag length, L - 1), the nonce, and the length of the text.
        let mut mac = Block::default();
        mac[0] =
            (u8::from(!self.aad.is_empty()) << 6) | (((self.tag_len - 2) / 2) << 3) | (LENGTH_LEN as u8 - 1);
        mac[1..=NONCE_LEN].copy_from_slice(self.nonce);
        let text_len = (self.in_out.len() as u32).to_be_bytes();
        mac[1 + NONCE_LEN..].copy_from_slice(&text_len[4 - LENGTH_LEN..]);
        encrypt_two(backend, &mut mac, &mut tag_mask);

        // The first block of associated data may hold it all; it goes beside the first block of keystream.
        if self.aad.is_empty() {
            if !self.in_out.is_empty() {
                backend.encrypt_block_inplace(&mut keystream);
            }
        } else {
            let (head, rest) = self.aad.split_at(self.aad.len().min(BLOCK_LEN - 2));
            mac[0] ^= (self.aad.len() >> 8) as u8;
            mac[1] ^= self.aad.len() as u8;
            xor(&mut mac[2..], head);
            encrypt_two(backend, &mut mac, &mut keystream);
            for chunk in rest.chunks(BLOCK_LEN) {
                xor(&mut mac, chunk);
                backend.encrypt_block_inplace(&mut mac);
            }
        }

        // Each block's MAC step goes beside the keystream of the block after it.
        let (blocks, tail) = Block::slice_as_chunks_mut(self.in_out);
        for chunk in blocks {
            match self.direction {
                Direction::Seal => {
                    xor_block(&mut mac, chunk);
                    xor_block(chunk, &keystream);
                }
                Direction::Open => {
                    xor_block(chunk, &keystream);
                    xor_block(&mut mac, chunk);
                }
            }
            keystream = counter.next_block();
            encrypt_two(backend, &mut mac, &mut keystream);
        }
        if !tail.is_empty() {
            if self.direction == Direction::Open {
                xor(tail, &keystream);
            }
            xor(&mut mac, tail);
            if self.direction == Direction::Seal {
                xor(tail, &keystream);
            }
            backend.encrypt_block_inplace(&mut mac);
        }

        xor_block(&mut mac, &tag_mask);
        *self.tag = mac;
    }
}

/// The counter blocks A_0, A_1 ... of one message.
struct Counter {
    block: Block,
    next: u32,
}

impl Counter {
    #[inline(always)]
    fn new(nonce: &[u8; NONCE_LEN]) -> Self {
        let mut block = Block::default();
        block[0] = LENGTH_LEN as u8 - 1;
        block[1..=NONCE_LEN].copy_from_slice(nonce);
        Self { block, next: 0 }
    }

    #[inline(always)]
    fn next_block(&mut self) -> Block {
        let mut block = self.block;
        block[1 + NONCE_LEN..].copy_from_slice(&self.next.to_be_bytes()[4 - LENGTH_LEN..]);
        self.next = self.next.wrapping_add(1);
        block
    }
}

/// Encrypts two independent blocks. A backend without AES instructions works on a few blocks at once for the price
/// of one; with them, the processor runs the two chains of rounds into one another by itself.
#[inline(always)]
fn encrypt_two<B: BlockCipherEncBackend<BlockSize = U16>>(backend: &B, a: &mut Block, b: &mut Block) {
    if matches!(B::ParBlocksSize::USIZE, 2..=4) {
        let mut blocks = ParBlocks::<B>::default();
        blocks[0] = *a;
        blocks[1] = *b;
        backend.encrypt_par_blocks_inplace(&mut blocks);
        *a = blocks[0];
        *b = blocks[1];
    } else {
        backend.encrypt_block_inplace(a);
        backend.encrypt_block_inplace(b);
    }
}

#[inline(always)]
fn xor(out: &mut [u8], with: &[u8]) {
    for (out, with) in out.iter_mut().zip(with) {
        *out ^= with;
    }
}

/// As one number: taken byte by byte, the compiler leaves the registers, and a record takes a fifth longer.
#[inline(always)]
fn xor_block(out: &mut Block, with: &Block) {
    *out = (u128::from_ne_bytes((*out).into()) ^ u128::from_ne_bytes((*with).into())).to_ne_bytes().into();
}
