//! libdtls: DTLS for C and C++ programs written for Mbed TLS 3.6, and for Rust.
//!
//! Inside is a sans-I/O engine in safe Rust: it owns no socket, clock or callback. Around it, behind the feature
//! `capi`, stands the C API: the names, return codes and struct layouts of Mbed TLS 3.6's `mbedtls_ssl_*`.
//!
//! `docs/architecture.md` is the map of the rooms below; each uses only rooms above it in this list.

pub mod error;
pub mod log;
pub mod rare;
pub mod time;

pub mod codec;
pub mod crypto;

pub mod msgs;
pub mod pki;

pub mod keys;

pub mod session;

pub mod config;

pub mod record;

pub mod flight;

pub mod handshake;

pub mod engine;

#[cfg(feature = "capi")]
#[allow(unsafe_code)]
pub mod ffi;

// The tests of whole connections name this crate as programs do, so that integration tests can share their tools.
#[cfg(test)]
extern crate self as dtls;

#[cfg(test)]
mod tests;
