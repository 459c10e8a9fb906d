//! `mbedtls/oid.h`: object identifiers as C strings of their encoded content, for MBEDTLS_OID_CMP and its like, and what
//! they stand for.

mod lookup;
mod numeric;

pub use lookup::*;
pub use numeric::*;

use std::collections::BTreeMap;
use std::ffi::{c_char, c_int};
use std::sync::{Mutex, PoisonError};

/// An object identifier is not known.
pub const MBEDTLS_ERR_OID_NOT_FOUND: c_int = -0x002E;
/// The output does not fit into its buffer.
pub const MBEDTLS_ERR_OID_BUF_TOO_SMALL: c_int = -0x000B;
/// The most components of an object identifier.
pub const MBEDTLS_OID_MAX_COMPONENTS: c_int = 128;

/// The same bytes with a NUL behind them, which live as long as the program. There are as many as the tables of names and
/// object identifiers have entries.
fn terminated(bytes: &[u8]) -> *const c_char {
    static KEPT: Mutex<BTreeMap<Vec<u8>, &'static [u8]>> = Mutex::new(BTreeMap::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let with_nul =
        kept.entry(bytes.to_vec()).or_insert_with(|| Box::leak([bytes, &[0]].concat().into_boxed_slice()));
    with_nul.as_ptr().cast()
}
