//! `mbedtls/pk.h`: private and public keys.

pub mod codes;
mod context;
mod ec_key;
mod files;
mod info;
mod key;
mod opaque;
mod operations;
mod parse;
mod psa;
mod public_info;
mod write;

pub use codes::*;
pub(in crate::ffi) use context::private_key;
pub use context::{
    mbedtls_pk_can_do, mbedtls_pk_context, mbedtls_pk_ec, mbedtls_pk_free, mbedtls_pk_get_bitlen,
    mbedtls_pk_get_len, mbedtls_pk_get_name, mbedtls_pk_get_type, mbedtls_pk_init, mbedtls_pk_rsa,
    mbedtls_pk_setup,
};
pub(in crate::ffi) use files::{native_path, pem_or_der, read_file, read_path};
pub use info::{mbedtls_pk_info_from_type, mbedtls_pk_info_t, mbedtls_pk_type_t};
pub(in crate::ffi) use key::Key;
pub use opaque::{Opaque, mbedtls_pk_setup_opaque};
pub use operations::*;
pub use parse::*;
pub use psa::*;
pub use write::*;
