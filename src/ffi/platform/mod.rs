//! `mbedtls/platform.h`: standard functions under the library's names, and memory that a program hands out itself.
//!
//! Only memory that is passed between program and library comes from [`mbedtls_calloc`]; what the library keeps for
//! itself is Rust's own.

mod memory;

use super::boundary::boundary;
use super::ptr;
use std::ffi::{c_char, c_int};

pub use memory::*;

/// Nothing; there is nothing to set up.
#[repr(C)]
pub struct mbedtls_platform_context {
    private_dummy: c_char,
}

/// Does nothing, successfully: there is nothing to set up.
///
/// \param ctx  The context.
///
/// \return     0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_platform_setup(ctx: *mut mbedtls_platform_context) -> c_int {
    // SAFETY: by contract.
    boundary(|| Ok(unsafe { ptr::store(ctx, mbedtls_platform_context { private_dummy: 0 }) }?))
}

/// Does nothing: there is nothing to tear down.
///
/// \param ctx  The context, or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_platform_teardown(ctx: *mut mbedtls_platform_context) {
    let _ = ctx;
}
