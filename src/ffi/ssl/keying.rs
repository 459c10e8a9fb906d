//! Secrets for applications that derive keys of their own or write a key log.

use super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE;
use super::context::with_context;
use super::structs::mbedtls_ssl_context;
use crate::crypto::HashAlgorithm;
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::ExportKeysFn;
use crate::ffi::enums::{KeyExportType, TlsPrfType};
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use crate::keys::prf;
use std::ffi::{c_char, c_int, c_uchar, c_void};

/// `MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET`
pub(super) const MASTER_SECRET: KeyExportType = 0;
/// `MBEDTLS_SSL_TLS_PRF_SHA384`
const PRF_SHA384: TlsPrfType = 1;
/// `MBEDTLS_SSL_TLS_PRF_SHA256`
const PRF_SHA256: TlsPrfType = 2;

/// Sets a function that takes the master secret of each handshake of a context, as soon as it is known: before the
/// peer is proven. Whoever has it reads and forges the whole connection.
///
/// \param ssl            The context. NULL is ignored.
/// \param f_export_keys  The function. NULL for none (default).
/// \param p_export_keys  Handed to it.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; the function and its argument suit each other.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_export_keys_cb(
    ssl: *mut mbedtls_ssl_context,
    f_export_keys: ExportKeysFn,
    p_export_keys: *mut c_void,
) {
    // SAFETY: by contract.
    unsafe {
        with_context(ssl, |context| {
            context.private_f_export_keys = f_export_keys;
            context.private_p_export_keys = p_export_keys;
            if let Some(state) = context.value_mut() {
                state.connection.settings_mut().export_keys = f_export_keys.is_some();
            }
        });
    }
}

/// Runs the pseudo-random function of TLS 1.2 (RFC 5246 section 5).
///
/// \param prf     MBEDTLS_SSL_TLS_PRF_SHA256 or MBEDTLS_SSL_TLS_PRF_SHA384.
/// \param secret  The secret.
/// \param slen    Its length in bytes.
/// \param label   The label, ended by NUL.
/// \param random  The seed.
/// \param rlen    Its length in bytes.
/// \param dstbuf  Where the output goes.
/// \param dlen    Its length in bytes.
///
/// \return        0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE for another function; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a
///                pointer is NULL and its length not 0, or `label` is NULL.
///
/// # Safety
/// The arrays are as long as said, `dstbuf` overlaps none of the others, and `label` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_tls_prf(
    prf: TlsPrfType,
    secret: *const c_uchar,
    slen: usize,
    label: *const c_char,
    random: *const c_uchar,
    rlen: usize,
    dstbuf: *mut c_uchar,
    dlen: usize,
) -> c_int {
    boundary(|| {
        let hash = match prf {
            PRF_SHA256 => HashAlgorithm::Sha256,
            PRF_SHA384 => HashAlgorithm::Sha384,
            _ => return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE)),
        };
        // SAFETY: by contract.
        let (secret, label, seed, out) = unsafe {
            (
                ptr::slice(secret, slen)?,
                ptr::string(label)?,
                ptr::slice(random, rlen)?,
                ptr::slice_mut(dstbuf, dlen)?,
            )
        };
        self::prf(hash, secret, label.to_bytes(), &[seed], out);
        Ok(())
    })
}

/// The number of the PRF with this hash.
pub(super) fn prf_number(hash: HashAlgorithm) -> TlsPrfType {
    if hash == HashAlgorithm::Sha384 { PRF_SHA384 } else { PRF_SHA256 }
}
