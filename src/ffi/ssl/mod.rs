//! `mbedtls/ssl.h`: configuration, contexts and the connection itself.

pub mod codes;

pub use codes::*;
