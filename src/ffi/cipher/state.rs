//! What a context does with its key, on checked slices.

use super::types::mbedtls_cipher_mode_t as Mode;
use super::{
    MBEDTLS_ERR_CIPHER_AUTH_FAILED, MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA,
    MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE, MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED,
};
use crate::crypto::aes::{AES_BLOCK_LEN, AesBlock, AesDecrypt, AesEncrypt};
use crate::crypto::block_padding::BlockPadding;
use crate::crypto::ccm::Ccm;
use crate::crypto::gcm::{GCM_TAG_LEN, GcmKey, GcmStream};
use crate::crypto::{AeadAlgorithm, AeadKey, MAX_TAG_LEN, NONCE_LEN, constant_time_eq};
use crate::ffi::enums::CipherMode;
use crate::ffi::status::Status;
use zeroize::{Zeroize, Zeroizing};

pub(super) const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
pub(super) const UNAVAILABLE: Status = Status::new(MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
const FULL_BLOCK_EXPECTED: Status = Status::new(MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED);
const AUTH_FAILED: Status = Status::new(MBEDTLS_ERR_CIPHER_AUTH_FAILED);

const ECB: CipherMode = Mode::MBEDTLS_MODE_ECB as CipherMode;
const CBC: CipherMode = Mode::MBEDTLS_MODE_CBC as CipherMode;
const CFB: CipherMode = Mode::MBEDTLS_MODE_CFB as CipherMode;
const OFB: CipherMode = Mode::MBEDTLS_MODE_OFB as CipherMode;
const CTR: CipherMode = Mode::MBEDTLS_MODE_CTR as CipherMode;
const GCM: CipherMode = Mode::MBEDTLS_MODE_GCM as CipherMode;
const CCM: CipherMode = Mode::MBEDTLS_MODE_CCM as CipherMode;
const CHACHAPOLY: CipherMode = Mode::MBEDTLS_MODE_CHACHAPOLY as CipherMode;

/// What stands behind a context that has been set up.
///
/// cbindgen:ignore
pub struct Cipher {
    mode: CipherMode,
    key: Key,
    encrypts: bool,
    /// Not chosen yet is neither none nor any other.
    padding: Option<BlockPadding>,
    iv: AesBlock,
    /// CBC: what does not fill a block yet, or may be the last one; CTR: the keystream of the block under way.
    held: AesBlock,
    /// How much of `held` (CFB, OFB: of `iv`) counts.
    held_len: usize,
    message: Option<GcmStream>,
}

/// A key as its mode needs it.
enum Key {
    None,
    Encrypt(AesEncrypt),
    Decrypt(AesDecrypt),
    Gcm(Box<GcmKey>),
    Ccm(Box<Ccm>),
    ChaChaPoly(Box<AeadKey>),
}

impl Cipher {
    pub(super) fn new(mode: CipherMode) -> Self {
        Self {
            mode,
            key: Key::None,
            encrypts: false,
            padding: None,
            iv: AesBlock::default(),
            held: AesBlock::default(),
            held_len: 0,
            message: None,
        }
    }

    pub(super) fn set_key(&mut self, key: &[u8], encrypts: bool) -> Result<(), Status> {
        let made = match self.mode {
            GCM => GcmKey::new(key).map(|key| Key::Gcm(Box::new(key))),
            CCM => Ccm::new(key).map(|key| Key::Ccm(Box::new(key))),
            CHACHAPOLY => AeadKey::new(AeadAlgorithm::ChaCha20Poly1305, key)
                .ok()
                .map(|key| Key::ChaChaPoly(Box::new(key))),
            ECB | CBC if !encrypts => AesDecrypt::new(key).map(Key::Decrypt),
            _ => AesEncrypt::new(key).map(Key::Encrypt),
        };
        self.key = made.ok_or(BAD_INPUT)?;
        self.encrypts = encrypts;
        self.message = None;
        Ok(())
    }

    /// Whether the last block is filled.
    pub(super) fn pads(&self) -> bool {
        self.mode == CBC
    }

    pub(super) fn set_padding(&mut self, padding: BlockPadding) {
        self.padding = Some(padding);
    }

    /// Takes the initialisation vector, and for GCM starts the message. Gives how many bytes count, if any.
    pub(super) fn set_iv(
        &mut self,
        iv: &[u8],
        usual: usize,
        may_vary: bool,
    ) -> Result<Option<usize>, Status> {
        if let Key::Gcm(key) = &self.key {
            self.message = Some(GcmStream::new(key, iv)?);
            return Ok(None);
        }
        if self.mode == GCM || self.mode == CHACHAPOLY && iv.len() != usual {
            return Err(BAD_INPUT);
        }
        let counts = if may_vary { iv.len() } else { usual };
        let iv = iv.get(..counts).ok_or(BAD_INPUT)?;
        self.iv.get_mut(..counts).ok_or(UNAVAILABLE)?.copy_from_slice(iv);
        Ok((counts > 0).then_some(counts))
    }

    /// Forgets what is held of the message before.
    pub(super) fn reset(&mut self) {
        self.held_len = 0;
    }

    /// GCM: appends associated data.
    pub(super) fn aad(&mut self, aad: &[u8]) -> Result<(), Status> {
        if self.mode != GCM {
            return Err(UNAVAILABLE);
        }
        Ok(self.message.as_mut().ok_or(BAD_INPUT)?.aad(aad)?)
    }

    /// What an update of `len` bytes will do, if it may come: see [`Step`].
    pub(super) fn plan(&self, len: usize, in_place: bool) -> Result<Step, Status> {
        let whole = Step { before: 0, out: len };
        match self.mode {
            ECB => return if len == AES_BLOCK_LEN { Ok(whole) } else { Err(FULL_BLOCK_EXPECTED) },
            GCM => return Ok(whole),
            // As the original has it: what is held would shift the output over input that is still to be read.
            _ if in_place && (self.held_len != 0 || !len.is_multiple_of(AES_BLOCK_LEN)) => {
                return Err(BAD_INPUT);
            }
            CFB | OFB | CTR => return Ok(whole),
            CBC => {}
            _ => return Err(UNAVAILABLE),
        }
        let total = self.held_len.checked_add(len).ok_or(BAD_INPUT)?;
        // The last block of what is decrypted may be padding, so it waits.
        let waits = !self.encrypts && !matches!(self.padding, None | Some(BlockPadding::None));
        let blocks = if waits { total.saturating_sub(1) } else { total } / AES_BLOCK_LEN;
        Ok(Step { before: self.held_len, out: blocks * AES_BLOCK_LEN })
    }

    /// What is held, to go before the input of a step with output.
    pub(super) fn held(&self) -> &[u8] {
        if self.mode == CBC { self.held.get(..self.held_len).unwrap_or_default() } else { &[] }
    }

    /// CBC: holds `rest`, in place of what was held or after it.
    pub(super) fn hold(&mut self, rest: &[u8], after: bool) -> Result<(), Status> {
        let from = if after { self.held_len } else { 0 };
        self.held.get_mut(from..from + rest.len()).ok_or(BAD_INPUT)?.copy_from_slice(rest);
        self.held_len = from + rest.len();
        Ok(())
    }

    /// Works on the bytes of a step in place.
    pub(super) fn work(&mut self, data: &mut [u8]) -> Result<(), Status> {
        match (&self.key, self.mode) {
            (Key::Encrypt(key), ECB) => key.blocks(data.as_chunks_mut().0),
            (Key::Decrypt(key), ECB) => key.blocks(data.as_chunks_mut().0),
            (Key::Encrypt(key), CBC) => key.cbc(&mut self.iv, data),
            (Key::Decrypt(key), CBC) => key.cbc(&mut self.iv, data),
            (Key::Encrypt(key), CFB) if self.encrypts => {
                key.cfb128_encrypt(&mut self.iv, &mut self.held_len, data);
            }
            (Key::Encrypt(key), CFB) => key.cfb128_decrypt(&mut self.iv, &mut self.held_len, data),
            (Key::Encrypt(key), OFB) => key.ofb(&mut self.iv, &mut self.held_len, data),
            (Key::Encrypt(key), CTR) => {
                key.ctr(&mut self.iv, &mut self.held, &mut self.held_len, data);
            }
            (Key::Gcm(key), _) => {
                let message = self.message.as_mut().ok_or(BAD_INPUT)?;
                if self.encrypts { message.encrypt(key, data)? } else { message.decrypt(key, data)? }
            }
            _ => return Err(BAD_INPUT),
        }
        Ok(())
    }

    /// Ends a message: its last block if there is one, how much of that counts, and whether the padding is right.
    pub(super) fn finish(&mut self) -> Result<Option<(Zeroizing<AesBlock>, usize, bool)>, Status> {
        match self.mode {
            ECB | CFB | OFB | CTR | GCM => return Ok(None),
            CBC => {}
            _ => return Err(UNAVAILABLE),
        }
        let padding = self.padding.ok_or(BAD_INPUT)?;
        let mut block = Zeroizing::new(self.held);
        match &self.key {
            Key::Encrypt(key) => {
                if padding == BlockPadding::None {
                    return if self.held_len == 0 { Ok(None) } else { Err(FULL_BLOCK_EXPECTED) };
                }
                padding.fill(&mut *block, self.held_len);
                key.cbc(&mut self.iv, &mut *block);
                Ok(Some((block, AES_BLOCK_LEN, true)))
            }
            Key::Decrypt(key) => {
                if padding == BlockPadding::None && self.held_len == 0 {
                    return Ok(None);
                }
                if self.held_len != AES_BLOCK_LEN {
                    return Err(FULL_BLOCK_EXPECTED);
                }
                key.cbc(&mut self.iv, &mut *block);
                let (len, right) = padding.message_len(&*block);
                Ok(Some((block, len, right)))
            }
            _ => Err(BAD_INPUT),
        }
    }

    /// GCM: the tag of what was encrypted, of `len` bytes.
    pub(super) fn tag(&mut self, len: usize) -> Result<[u8; GCM_TAG_LEN], Status> {
        if !self.encrypts {
            return Err(BAD_INPUT);
        }
        self.end_message(len)
    }

    /// GCM: whether `tag` is that of what was decrypted.
    pub(super) fn check_tag(&mut self, tag: &[u8]) -> Result<(), Status> {
        if self.encrypts {
            return Err(BAD_INPUT);
        }
        if self.mode == GCM && tag.len() > GCM_TAG_LEN {
            return Err(BAD_INPUT);
        }
        let expected = Zeroizing::new(self.end_message(tag.len())?);
        let fits = expected.get(..tag.len()).is_some_and(|expected| constant_time_eq(expected, tag));
        if fits { Ok(()) } else { Err(AUTH_FAILED) }
    }

    fn end_message(&mut self, tag_len: usize) -> Result<[u8; GCM_TAG_LEN], Status> {
        if self.mode != GCM {
            return Err(UNAVAILABLE);
        }
        if !matches!(tag_len, 4..=GCM_TAG_LEN) {
            return Err(Status::new(crate::ffi::gcm::MBEDTLS_ERR_GCM_BAD_INPUT));
        }
        Ok(self.message.take().ok_or(BAD_INPUT)?.finish())
    }

    /// Whether whole messages can be sealed and opened.
    pub(super) fn check_authenticates(&self) -> Result<(), Status> {
        if matches!(self.mode, GCM | CCM | CHACHAPOLY) { Ok(()) } else { Err(UNAVAILABLE) }
    }

    /// Encrypts a whole message in place and writes its tag.
    pub(super) fn seal(
        &self,
        nonce: &[u8],
        aad: &[u8],
        data: &mut [u8],
        tag: &mut [u8],
    ) -> Result<(), Status> {
        match &self.key {
            Key::Gcm(key) => {
                check_gcm_tag_len(tag.len())?;
                let made = key.seal(nonce, aad, data)?;
                tag.copy_from_slice(made.get(..tag.len()).ok_or(BAD_INPUT)?);
            }
            Key::Ccm(key) => {
                check_ccm_tag_len(tag.len())?;
                key.seal(nonce, aad, data, tag)?;
            }
            Key::ChaChaPoly(key) => {
                let nonce: &[u8; NONCE_LEN] = nonce.try_into().map_err(|_| BAD_INPUT)?;
                if tag.len() != MAX_TAG_LEN {
                    return Err(BAD_INPUT);
                }
                tag.copy_from_slice(&key.seal(nonce, aad, data).map_err(|_| BAD_INPUT)?);
            }
            _ => return Err(BAD_INPUT),
        }
        Ok(())
    }

    /// Decrypts a whole message in place, if its tag is right; else wipes it.
    pub(super) fn open(&self, nonce: &[u8], aad: &[u8], data: &mut [u8], tag: &[u8]) -> Result<(), Status> {
        let fits = match &self.key {
            Key::Gcm(key) => {
                check_gcm_tag_len(tag.len())?;
                key.open(nonce, aad, data, tag)?
            }
            Key::Ccm(key) => {
                check_ccm_tag_len(tag.len())?;
                key.open(nonce, aad, data, tag)?
            }
            Key::ChaChaPoly(key) => {
                let nonce: &[u8; NONCE_LEN] = nonce.try_into().map_err(|_| BAD_INPUT)?;
                if tag.len() != MAX_TAG_LEN {
                    return Err(BAD_INPUT);
                }
                let mut sealed = Zeroizing::new([&*data, tag].concat());
                let opened = key.open(nonce, aad, &mut sealed);
                match opened {
                    Ok(len) => data.copy_from_slice(sealed.get(..len).ok_or(BAD_INPUT)?),
                    Err(_) => data.zeroize(),
                }
                opened.is_ok()
            }
            _ => return Err(BAD_INPUT),
        };
        if fits { Ok(()) } else { Err(AUTH_FAILED) }
    }
}

impl Drop for Cipher {
    fn drop(&mut self) {
        self.iv.zeroize();
        self.held.zeroize();
    }
}

/// An update: `out` bytes come out, made of what is held (`before` bytes) and the first of the input; the rest is held.
pub(super) struct Step {
    pub(super) before: usize,
    pub(super) out: usize,
}

fn check_gcm_tag_len(len: usize) -> Result<(), Status> {
    if matches!(len, 4..=GCM_TAG_LEN) {
        Ok(())
    } else {
        Err(Status::new(crate::ffi::gcm::MBEDTLS_ERR_GCM_BAD_INPUT))
    }
}

fn check_ccm_tag_len(len: usize) -> Result<(), Status> {
    if Ccm::is_tag_len(len) { Ok(()) } else { Err(Status::new(crate::ffi::ccm::MBEDTLS_ERR_CCM_BAD_INPUT)) }
}
