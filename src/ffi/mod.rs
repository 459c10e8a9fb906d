//! The C API: the only room with unsafe code.
//!
//! A folder here with a `cbindgen.toml` is a C header: `src/ffi/timing/{mod.rs,cbindgen.toml}` becomes
//! `include/mbedtls/timing.h`. `cargo test --test headers` compares, and writes when `LIBDTLS_BLESS=1` is set. The
//! conventions that the generator follows are told in `docs/headers.md`.
//!
//! The files beside the folders are the tools that every exported function is made of: its body is one
//! [`boundary()`](boundary::boundary) around checked pointers ([`ptr`]), the value behind a C struct ([`slot`]), one
//! call into the safe rooms, and the error's number ([`status`]).

#![allow(non_camel_case_types)]

pub mod boundary;
pub mod callbacks;
pub mod clock;
mod drbg;
pub mod enums;
pub mod fork;
mod hash;
mod parse_status;
pub mod ptr;
pub mod random;
pub mod seed_file;
pub mod slot;
pub mod status;
pub mod text;

pub mod aes;
pub mod asn1;
pub mod asn1write;
pub mod base64;
pub mod bignum;
pub mod ccm;
pub mod cipher;
pub mod constant_time;
pub mod ctr_drbg;
pub mod debug;
pub mod ecp;
pub mod entropy;
pub mod error;
pub mod gcm;
pub mod hkdf;
pub mod hmac_drbg;
pub mod libdtls_ssl;
pub mod md;
pub mod md5;
pub mod net_sockets;
pub mod oid;
pub mod pem;
pub mod pk;
pub mod platform;
pub mod platform_time;
pub mod platform_util;
pub mod psa;
pub mod psa_crypto;
pub mod psa_crypto_extra;
pub mod psa_crypto_types;
pub mod psa_util;
pub mod rsa;
pub mod sha1;
pub mod sha256;
pub mod sha512;
pub mod ssl;
pub mod ssl_cache;
pub mod ssl_ciphersuites;
pub mod ssl_cookie;
pub mod ssl_ticket;
pub mod threading;
pub mod timing;
pub mod version;
pub mod x509;
pub mod x509_crl;
pub mod x509_crt;
pub mod x509_csr;
