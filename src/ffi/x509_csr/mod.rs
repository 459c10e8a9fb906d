//! `mbedtls/x509_csr.h`: requests for certificates.

mod write;

pub use write::*;
