//! `mbedtls/x509_csr.h`: requests for certificates, read and made.

mod info;
mod parse;
mod types;
mod write;

pub use info::mbedtls_x509_csr_info;
pub use parse::*;
pub use types::*;
pub use write::*;
