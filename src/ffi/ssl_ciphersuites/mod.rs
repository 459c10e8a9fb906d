//! `mbedtls/ssl_ciphersuites.h`: the numbers and the list of cipher suites.

use crate::crypto::suite;
use crate::ffi::boundary::boundary_or;
use std::ffi::c_int;
use std::sync::LazyLock;

mod key_exchange;
mod numbers;
mod suites;

pub use key_exchange::*;
pub use numbers::*;
pub use suites::*;

/// The cipher suites that are offered by default, best first.
///
/// \return       Their numbers (IANA TLS Cipher Suites), ended by 0, alive for ever.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ssl_list_ciphersuites() -> *const c_int {
    static LIST: LazyLock<Vec<c_int>> =
        LazyLock::new(|| suite::ALL.iter().map(|suite| suite.id.0.into()).chain([0]).collect());
    boundary_or(std::ptr::null(), || LIST.as_ptr())
}
