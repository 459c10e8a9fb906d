//! What is known of each cipher.

use super::types::mbedtls_cipher_id_t as Id;
use super::types::mbedtls_cipher_mode_t as Mode;
use super::types::mbedtls_cipher_type_t as Type;
use super::{MBEDTLS_CIPHER_VARIABLE_IV_LEN, MBEDTLS_CIPHER_VARIABLE_KEY_LEN};
use crate::ffi::boundary::boundary_or;
use crate::ffi::enums::{CipherId, CipherMode, CipherType};
use crate::ffi::ptr;
use std::ffi::{CStr, c_char, c_int};
use std::ptr::{from_ref, null};

/// What is known of a cipher. Programs read its fields, which are bit fields of one word.
#[repr(C)]
pub struct mbedtls_cipher_info_t {
    private_name: *const c_char,
    private_bits: u32,
}

// SAFETY: the name is static text that nobody changes.
unsafe impl Sync for mbedtls_cipher_info_t {}

const _: () = assert!(size_of::<*const c_char>() != 8 || size_of::<mbedtls_cipher_info_t>() == 16);

/// A bit field: where it begins, counted in the order of declaration, and its width.
#[derive(Clone, Copy)]
struct Field(u32, u32);

const BLOCK_SIZE: Field = Field(0, 5);
const IV_WORDS: Field = Field(5, 3);
const KEY_UNITS: Field = Field(8, 4);
const MODE: Field = Field(12, 4);
const TYPE: Field = Field(16, 8);
const FLAGS: Field = Field(24, 2);
const FAMILY: Field = Field(26, 5);

impl Field {
    /// Compilers lay bit fields from the low end of the word on little-endian machines, else from the high end.
    const fn shift(self) -> u32 {
        if cfg!(target_endian = "little") { self.0 } else { 32 - self.0 - self.1 }
    }

    const fn put(self, value: u32) -> u32 {
        assert!(value < 1 << self.1);
        value << self.shift()
    }

    const fn get(self, bits: u32) -> u32 {
        bits >> self.shift() & ((1 << self.1) - 1)
    }
}

const fn info(
    name: &'static CStr,
    kind: Type,
    mode: Mode,
    key_bits: u32,
    (block, iv): (u32, u32),
) -> mbedtls_cipher_info_t {
    let (family, flags) = match mode {
        Mode::MBEDTLS_MODE_CHACHAPOLY => (Id::MBEDTLS_CIPHER_ID_CHACHA20, 0),
        Mode::MBEDTLS_MODE_GCM | Mode::MBEDTLS_MODE_CCM => {
            (Id::MBEDTLS_CIPHER_ID_AES, MBEDTLS_CIPHER_VARIABLE_IV_LEN)
        }
        _ => (Id::MBEDTLS_CIPHER_ID_AES, 0),
    };
    let bits = BLOCK_SIZE.put(block)
        | IV_WORDS.put(iv / 4)
        | KEY_UNITS.put(key_bits / 64)
        | MODE.put(mode as u32)
        | TYPE.put(kind as u32)
        | FLAGS.put(flags as u32)
        | FAMILY.put(family as u32);
    mbedtls_cipher_info_t { private_name: name.as_ptr(), private_bits: bits }
}

/// In the order of mbedtls_cipher_list().
static INFOS: [mbedtls_cipher_info_t; 22] = {
    use Mode::*;
    use Type::*;
    const NO_IV: (u32, u32) = (16, 0);
    const BLOCK: (u32, u32) = (16, 16);
    const NONCE: (u32, u32) = (16, 12);
    [
        info(c"AES-128-ECB", MBEDTLS_CIPHER_AES_128_ECB, MBEDTLS_MODE_ECB, 128, NO_IV),
        info(c"AES-192-ECB", MBEDTLS_CIPHER_AES_192_ECB, MBEDTLS_MODE_ECB, 192, NO_IV),
        info(c"AES-256-ECB", MBEDTLS_CIPHER_AES_256_ECB, MBEDTLS_MODE_ECB, 256, NO_IV),
        info(c"AES-128-CBC", MBEDTLS_CIPHER_AES_128_CBC, MBEDTLS_MODE_CBC, 128, BLOCK),
        info(c"AES-192-CBC", MBEDTLS_CIPHER_AES_192_CBC, MBEDTLS_MODE_CBC, 192, BLOCK),
        info(c"AES-256-CBC", MBEDTLS_CIPHER_AES_256_CBC, MBEDTLS_MODE_CBC, 256, BLOCK),
        info(c"AES-128-CFB128", MBEDTLS_CIPHER_AES_128_CFB128, MBEDTLS_MODE_CFB, 128, BLOCK),
        info(c"AES-192-CFB128", MBEDTLS_CIPHER_AES_192_CFB128, MBEDTLS_MODE_CFB, 192, BLOCK),
        info(c"AES-256-CFB128", MBEDTLS_CIPHER_AES_256_CFB128, MBEDTLS_MODE_CFB, 256, BLOCK),
        info(c"AES-128-OFB", MBEDTLS_CIPHER_AES_128_OFB, MBEDTLS_MODE_OFB, 128, BLOCK),
        info(c"AES-192-OFB", MBEDTLS_CIPHER_AES_192_OFB, MBEDTLS_MODE_OFB, 192, BLOCK),
        info(c"AES-256-OFB", MBEDTLS_CIPHER_AES_256_OFB, MBEDTLS_MODE_OFB, 256, BLOCK),
        info(c"AES-128-CTR", MBEDTLS_CIPHER_AES_128_CTR, MBEDTLS_MODE_CTR, 128, BLOCK),
        info(c"AES-192-CTR", MBEDTLS_CIPHER_AES_192_CTR, MBEDTLS_MODE_CTR, 192, BLOCK),
        info(c"AES-256-CTR", MBEDTLS_CIPHER_AES_256_CTR, MBEDTLS_MODE_CTR, 256, BLOCK),
        info(c"AES-128-GCM", MBEDTLS_CIPHER_AES_128_GCM, MBEDTLS_MODE_GCM, 128, NONCE),
        info(c"AES-192-GCM", MBEDTLS_CIPHER_AES_192_GCM, MBEDTLS_MODE_GCM, 192, NONCE),
        info(c"AES-256-GCM", MBEDTLS_CIPHER_AES_256_GCM, MBEDTLS_MODE_GCM, 256, NONCE),
        info(c"AES-128-CCM", MBEDTLS_CIPHER_AES_128_CCM, MBEDTLS_MODE_CCM, 128, NONCE),
        info(c"AES-192-CCM", MBEDTLS_CIPHER_AES_192_CCM, MBEDTLS_MODE_CCM, 192, NONCE),
        info(c"AES-256-CCM", MBEDTLS_CIPHER_AES_256_CCM, MBEDTLS_MODE_CCM, 256, NONCE),
        info(c"CHACHA20-POLY1305", MBEDTLS_CIPHER_CHACHA20_POLY1305, MBEDTLS_MODE_CHACHAPOLY, 256, (1, 12)),
    ]
};

static LIST: [c_int; INFOS.len() + 1] = {
    let mut list = [0; INFOS.len() + 1];
    let mut at = 0;
    while at < INFOS.len() {
        list[at] = TYPE.get(INFOS[at].private_bits) as c_int;
        at += 1;
    }
    list
};

impl mbedtls_cipher_info_t {
    pub(super) fn block_size(&self) -> usize {
        BLOCK_SIZE.get(self.private_bits) as usize
    }

    pub(super) fn iv_size(&self) -> usize {
        4 * IV_WORDS.get(self.private_bits) as usize
    }

    pub(super) fn key_bits(&self) -> usize {
        64 * KEY_UNITS.get(self.private_bits) as usize
    }

    pub(super) fn mode(&self) -> CipherMode {
        MODE.get(self.private_bits)
    }

    pub(super) fn kind(&self) -> CipherType {
        TYPE.get(self.private_bits)
    }

    pub(super) fn has(&self, flag: c_int) -> c_int {
        FLAGS.get(self.private_bits) as c_int & flag
    }

    pub(super) fn name(&self) -> *const c_char {
        self.private_name
    }

    fn family(&self) -> CipherId {
        FAMILY.get(self.private_bits)
    }
}

fn find(wanted: impl Fn(&mbedtls_cipher_info_t) -> bool) -> *const mbedtls_cipher_info_t {
    INFOS.iter().find(|info| wanted(info)).map_or(null(), from_ref)
}

/// Lists the ciphers that are offered.
///
/// \return  Numbers of `mbedtls_cipher_type_t`, with a 0 behind them. They live as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_cipher_list() -> *const c_int {
    LIST.as_ptr()
}

/// The cipher of a number.
///
/// \param cipher_type  The number.
///
/// \return             What is known of it; NULL if it is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_cipher_info_from_type(cipher_type: CipherType) -> *const mbedtls_cipher_info_t {
    find(|info| info.kind() == cipher_type)
}

/// The cipher of a name.
///
/// \param cipher_name  The name, such as "AES-128-GCM".
///
/// \return             What is known of it; NULL if it is not offered, or `cipher_name` is NULL.
///
/// # Safety
/// `cipher_name` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_from_string(
    cipher_name: *const c_char,
) -> *const mbedtls_cipher_info_t {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let Ok(name) = (unsafe { ptr::string(cipher_name) }) else { return null() };
        // SAFETY: static strings.
        find(|info| unsafe { ptr::string(info.private_name) } == Ok(name))
    })
}

/// The cipher of a family, a key length and a mode.
///
/// \param cipher_id   The family.
/// \param key_bitlen  The length of the key in bits.
/// \param mode        The mode.
///
/// \return            What is known of it; NULL if it is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_cipher_info_from_values(
    cipher_id: CipherId,
    key_bitlen: c_int,
    mode: CipherMode,
) -> *const mbedtls_cipher_info_t {
    find(|info| {
        info.family() == cipher_id
            && usize::try_from(key_bitlen) == Ok(info.key_bits())
            && info.mode() == mode
    })
}

/// The number of a cipher.
///
/// \param info  The cipher.
///
/// \return      The number; MBEDTLS_CIPHER_NONE for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_get_type(info: *const mbedtls_cipher_info_t) -> CipherType {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.kind())
}

/// The mode of a cipher.
///
/// \param info  The cipher.
///
/// \return      The mode; MBEDTLS_MODE_NONE for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_get_mode(info: *const mbedtls_cipher_info_t) -> CipherMode {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.mode())
}

/// The key length of a cipher.
///
/// \param info  The cipher.
///
/// \return      The length in bits; 0 for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_get_key_bitlen(info: *const mbedtls_cipher_info_t) -> usize {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.key_bits())
}

/// The name of a cipher.
///
/// \param info  The cipher.
///
/// \return      The name, in capitals; NULL for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_get_name(info: *const mbedtls_cipher_info_t) -> *const c_char {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(null(), |info| info.name())
}

/// The length of a cipher's initialisation vector or usual nonce.
///
/// \param info  The cipher.
///
/// \return      The length in bytes; 0 if it has none, or for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_get_iv_size(info: *const mbedtls_cipher_info_t) -> usize {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.iv_size())
}

/// The length of a cipher's block.
///
/// \param info  The cipher.
///
/// \return      The length in bytes, 1 for a stream; 0 for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_get_block_size(info: *const mbedtls_cipher_info_t) -> usize {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.block_size())
}

/// Whether keys of a cipher may have any length.
///
/// \param info  The cipher.
///
/// \return      Not 0 if they may; 0 for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_has_variable_key_bitlen(
    info: *const mbedtls_cipher_info_t,
) -> c_int {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.has(MBEDTLS_CIPHER_VARIABLE_KEY_LEN))
}

/// Whether nonces of a cipher may have any length.
///
/// \param info  The cipher.
///
/// \return      Not 0 if they may; 0 for NULL.
///
/// # Safety
/// `info` is NULL or came from this header's functions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_cipher_info_has_variable_iv_size(
    info: *const mbedtls_cipher_info_t,
) -> c_int {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.has(MBEDTLS_CIPHER_VARIABLE_IV_LEN))
}
