//! `mbedtls/md.h`: message digests and HMAC, by number or by name.

mod context;
mod hmac;
mod info;

pub use context::{
    mbedtls_md, mbedtls_md_clone, mbedtls_md_context_t, mbedtls_md_file, mbedtls_md_finish, mbedtls_md_free,
    mbedtls_md_info_from_ctx, mbedtls_md_init, mbedtls_md_setup, mbedtls_md_starts, mbedtls_md_update,
};
pub use hmac::{
    mbedtls_md_hmac, mbedtls_md_hmac_finish, mbedtls_md_hmac_reset, mbedtls_md_hmac_starts,
    mbedtls_md_hmac_update,
};
pub(in crate::ffi) use info::{hash_algorithm, hash_number};
pub use info::{
    mbedtls_md_get_name, mbedtls_md_get_size, mbedtls_md_get_size_from_type, mbedtls_md_get_type,
    mbedtls_md_info_from_string, mbedtls_md_info_from_type, mbedtls_md_info_t, mbedtls_md_list,
    mbedtls_md_type_t,
};

use std::ffi::c_int;

/// The digest is not offered.
pub const MBEDTLS_ERR_MD_FEATURE_UNAVAILABLE: c_int = -0x5080;
/// An argument is NULL or out of range, or the call came at the wrong time.
pub const MBEDTLS_ERR_MD_BAD_INPUT_DATA: c_int = -0x5100;
/// Memory ran out.
pub const MBEDTLS_ERR_MD_ALLOC_FAILED: c_int = -0x5180;
/// A file could not be read.
pub const MBEDTLS_ERR_MD_FILE_IO_ERROR: c_int = -0x5200;

/// The longest digest in bytes.
pub const MBEDTLS_MD_MAX_SIZE: c_int = 64;
/// Bytes that hold the block of any digest with a number, offered or not.
pub const MBEDTLS_MD_MAX_BLOCK_SIZE: c_int = 144;
