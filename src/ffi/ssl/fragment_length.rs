//! The maximum fragment length (RFC 6066 section 4).

use super::structs::mbedtls_ssl_config;
use crate::codec::MaxFragmentLength;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// No limit below 16384 bytes.
pub const MBEDTLS_SSL_MAX_FRAG_LEN_NONE: c_int = 0;
/// 512 bytes.
pub const MBEDTLS_SSL_MAX_FRAG_LEN_512: c_int = 1;
/// 1024 bytes.
pub const MBEDTLS_SSL_MAX_FRAG_LEN_1024: c_int = 2;
/// 2048 bytes.
pub const MBEDTLS_SSL_MAX_FRAG_LEN_2048: c_int = 3;
/// 4096 bytes.
pub const MBEDTLS_SSL_MAX_FRAG_LEN_4096: c_int = 4;
/// The first number without a meaning.
pub const MBEDTLS_SSL_MAX_FRAG_LEN_INVALID: c_int = 5;

/// Limits the plaintext of each datagram that is sent. A client also asks its server for the same limit (RFC 6066 section 4);
/// a server that knows the extension agrees, and then keeps to the smaller one of its own and the client's.
///
/// Handshake messages are cut to fit; `mbedtls_ssl_write()` refuses more. `mbedtls_ssl_get_max_out_record_payload()` and
/// `mbedtls_ssl_get_max_in_record_payload()` tell the limits in force.
///
/// \param conf      The configuration.
/// \param mfl_code  MBEDTLS_SSL_MAX_FRAG_LEN_NONE (default), MBEDTLS_SSL_MAX_FRAG_LEN_512, MBEDTLS_SSL_MAX_FRAG_LEN_1024,
///                  MBEDTLS_SSL_MAX_FRAG_LEN_2048 or MBEDTLS_SSL_MAX_FRAG_LEN_4096.
///
/// \return          0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL or the number another.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_max_frag_len(
    conf: *mut mbedtls_ssl_config,
    mfl_code: c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let conf = unsafe { ptr::reference_mut(conf) }?;
        if c_int::from(mfl_code) >= MBEDTLS_SSL_MAX_FRAG_LEN_INVALID {
            return Err(Status::BAD_INPUT);
        }
        conf.private_max_fragment_length = mfl_code.into();
        Ok(())
    })
}

/// The limit of a configuration, if it has one.
pub(super) fn limit(conf: &mbedtls_ssl_config) -> Option<MaxFragmentLength> {
    let code = u8::try_from(conf.private_max_fragment_length).ok()?;
    Some(MaxFragmentLength(code)).filter(|length| length.bytes().is_some())
}
