//! `mbedtls/debug.h`: how much is told to the debug callback of `mbedtls_ssl_conf_dbg`.
//!
//! The original's functions that print certificates, buffers and numbers are internal to it; no header declares them,
//! and they are not offered.

use super::boundary::boundary_void;
use std::ffi::c_int;
use std::sync::atomic::{AtomicU8, Ordering};

static THRESHOLD: AtomicU8 = AtomicU8::new(0);

/// Sets how much is told to debug callbacks, for all connections of the process.
///
/// \param threshold  0 (at first): nothing; 1: what made a connection fail; 2: state changes too; 3: what is sent,
///                   received, chosen and dropped too; 4: everything. Less is taken for 0, more for 4.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_debug_set_threshold(threshold: c_int) {
    boundary_void(|| THRESHOLD.store(u8::try_from(threshold.clamp(0, 4)).unwrap_or(0), Ordering::Relaxed));
}

/// How much is told to debug callbacks, from 0 to 4.
pub fn threshold() -> u8 {
    THRESHOLD.load(Ordering::Relaxed)
}
