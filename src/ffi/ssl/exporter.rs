//! Keying material for applications (RFC 5705).

use super::structs::mbedtls_ssl_context;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::{c_char, c_int, c_uchar};

/// Most bytes of keying material that are derived at once.
pub const MBEDTLS_SSL_EXPORT_MAX_KEY_LEN: usize = 8160;

/// Derives keying material that both sides of a connection share and nobody else knows (RFC 5705), on either side and as often
/// as wanted.
///
/// \param ssl          The context, its handshake over.
/// \param out          Receives the material.
/// \param key_len      How many bytes of it, up to MBEDTLS_SSL_EXPORT_MAX_KEY_LEN. Fewer are the beginning of more.
/// \param label        What it is for (IANA TLS Exporter Labels), such as "EXTRACTOR-dtls_srtp". No NUL is needed at its end.
/// \param label_len    Its length in bytes.
/// \param context      What else it depends on. NULL if `context_len` or `use_context` is 0.
/// \param context_len  Its length in bytes, up to 65535.
/// \param use_context  0 for no context, which is not the same as an empty one; then the two before count for nothing.
///
/// \return             0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, its handshake is not over, or another
///                     argument is NULL or too long; `out` is unchanged then.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the arrays are as long as said, and `out` overlaps none
/// of the others.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_export_keying_material(
    ssl: *mut mbedtls_ssl_context,
    out: *mut u8,
    key_len: usize,
    label: *const c_char,
    label_len: usize,
    context: *const c_uchar,
    context_len: usize,
    use_context: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let state = unsafe { ptr::reference(ssl) }?.value().ok_or(Status::BAD_INPUT)?;
        if state.poisoned {
            return Err(Status::INTERNAL);
        }
        if key_len > MBEDTLS_SSL_EXPORT_MAX_KEY_LEN || !state.connection.is_established() {
            return Err(Status::BAD_INPUT);
        }
        // SAFETY: by contract.
        unsafe {
            let label = ptr::slice(label.cast::<u8>(), label_len)?;
            let context = if use_context == 0 { None } else { Some(ptr::slice(context, context_len)?) };
            let out = ptr::slice_mut(out, key_len)?;
            Ok(state.connection.export_keying_material(label, context, out)?)
        }
    })
}
