//! The error numbers of `mbedtls/pk.h`.

use std::ffi::c_int;

/// Memory ran out.
pub const MBEDTLS_ERR_PK_ALLOC_FAILED: c_int = -0x3F80;
/// The key is not of a kind that can do this, or two keys are not of the same kind.
pub const MBEDTLS_ERR_PK_TYPE_MISMATCH: c_int = -0x3F00;
/// An argument is NULL or out of range, or the context holds no key, or holds one already.
pub const MBEDTLS_ERR_PK_BAD_INPUT_DATA: c_int = -0x3E80;
/// A file could not be read.
pub const MBEDTLS_ERR_PK_FILE_IO_ERROR: c_int = -0x3E00;
/// The key structure has an unknown version.
pub const MBEDTLS_ERR_PK_KEY_INVALID_VERSION: c_int = -0x3D80;
/// The key structure is wrong, or its numbers make no key.
pub const MBEDTLS_ERR_PK_KEY_INVALID_FORMAT: c_int = -0x3D00;
/// The kind of key is not known.
pub const MBEDTLS_ERR_PK_UNKNOWN_PK_ALG: c_int = -0x3C80;
/// The private key is encrypted and no password was given.
pub const MBEDTLS_ERR_PK_PASSWORD_REQUIRED: c_int = -0x3C00;
/// The private key does not decrypt with the password given.
pub const MBEDTLS_ERR_PK_PASSWORD_MISMATCH: c_int = -0x3B80;
/// The public key is wrong.
pub const MBEDTLS_ERR_PK_INVALID_PUBKEY: c_int = -0x3B00;
/// The algorithm identifier of a key is wrong.
pub const MBEDTLS_ERR_PK_INVALID_ALG: c_int = -0x3A80;
/// The curve is not known or not offered.
pub const MBEDTLS_ERR_PK_UNKNOWN_NAMED_CURVE: c_int = -0x3A00;
/// What was asked for is not offered.
pub const MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE: c_int = -0x3980;
/// The signature is good, and more bytes follow it.
pub const MBEDTLS_ERR_PK_SIG_LEN_MISMATCH: c_int = -0x3900;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_PK_BUFFER_TOO_SMALL: c_int = -0x3880;
