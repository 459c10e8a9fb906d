//! `mbedtls/cipher.h`: ciphers by number or by name, behind one set of functions.
//!
//! Offered are AES in the modes ECB, CBC, CFB128, OFB, CTR, GCM and CCM, and ChaCha20-Poly1305; CCM and
//! ChaCha20-Poly1305 for whole messages alone. The other numbers are names.

mod aead;
mod context;
mod info;
mod pieces;
mod state;
mod types;

pub use aead::{mbedtls_cipher_auth_decrypt_ext, mbedtls_cipher_auth_encrypt_ext};
pub use context::{
    mbedtls_cipher_context_t, mbedtls_cipher_free, mbedtls_cipher_get_block_size,
    mbedtls_cipher_get_cipher_mode, mbedtls_cipher_get_iv_size, mbedtls_cipher_get_key_bitlen,
    mbedtls_cipher_get_name, mbedtls_cipher_get_operation, mbedtls_cipher_get_type, mbedtls_cipher_init,
    mbedtls_cipher_reset, mbedtls_cipher_set_iv, mbedtls_cipher_set_padding_mode, mbedtls_cipher_setkey,
    mbedtls_cipher_setup,
};
pub use info::{
    mbedtls_cipher_info_from_string, mbedtls_cipher_info_from_type, mbedtls_cipher_info_from_values,
    mbedtls_cipher_info_get_block_size, mbedtls_cipher_info_get_iv_size, mbedtls_cipher_info_get_key_bitlen,
    mbedtls_cipher_info_get_mode, mbedtls_cipher_info_get_name, mbedtls_cipher_info_get_type,
    mbedtls_cipher_info_has_variable_iv_size, mbedtls_cipher_info_has_variable_key_bitlen,
    mbedtls_cipher_info_t, mbedtls_cipher_list,
};
pub use pieces::{
    mbedtls_cipher_check_tag, mbedtls_cipher_crypt, mbedtls_cipher_finish, mbedtls_cipher_finish_padded,
    mbedtls_cipher_update, mbedtls_cipher_update_ad, mbedtls_cipher_write_tag,
};
pub use types::{
    mbedtls_cipher_id_t, mbedtls_cipher_mode_t, mbedtls_cipher_padding_t, mbedtls_cipher_type_t,
    mbedtls_operation_t,
};

use std::ffi::c_int;

/// The cipher does not offer this.
pub const MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE: c_int = -0x6080;
/// An argument is NULL or out of range, or the call came at the wrong time.
pub const MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA: c_int = -0x6100;
/// Memory ran out.
pub const MBEDTLS_ERR_CIPHER_ALLOC_FAILED: c_int = -0x6180;
/// The padding is wrong: another key, or the message was changed.
pub const MBEDTLS_ERR_CIPHER_INVALID_PADDING: c_int = -0x6200;
/// A message that has to be whole blocks is not.
pub const MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED: c_int = -0x6280;
/// The tag does not fit: what was decrypted is not authentic.
pub const MBEDTLS_ERR_CIPHER_AUTH_FAILED: c_int = -0x6300;
/// The context is of no use.
pub const MBEDTLS_ERR_CIPHER_INVALID_CONTEXT: c_int = -0x6380;

/// A flag: the nonce may have any length.
pub const MBEDTLS_CIPHER_VARIABLE_IV_LEN: c_int = 0x01;
/// A flag: the key may have any length.
pub const MBEDTLS_CIPHER_VARIABLE_KEY_LEN: c_int = 0x02;

/// The most bytes of an initialisation vector or nonce in a context.
pub const MBEDTLS_MAX_IV_LENGTH: c_int = 16;
/// The most bytes of a block.
pub const MBEDTLS_MAX_BLOCK_LENGTH: c_int = 16;
/// Bytes that hold the key of any cipher with a number, offered or not.
pub const MBEDTLS_MAX_KEY_LENGTH: c_int = 64;
