//! `mbedtls/x509_crl.h`: certificate revocation lists as C programs see them.

mod info;
mod list;
mod parse;
mod types;

pub use info::mbedtls_x509_crl_info;
pub(in crate::ffi) use list::CrlChain;
pub use parse::*;
pub use types::*;
