//! `mbedtls/ssl_ciphersuites.h`: the numbers and the list of cipher suites, and what each of them fixes.

mod info;
mod numbers;
mod types;

pub use info::*;
pub use numbers::*;
pub use types::*;
