//! Pre-shared keys that stay in the store of `psa/crypto.h`.

use super::codes::MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE;
use super::config_state::{Owned, StoredPskName};
use super::drive::drive;
use super::psk::{identity, set_key};
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::ffi::boundary::boundary;
use crate::ffi::psa;
use crate::ffi::psa_crypto_types::mbedtls_svc_key_id_t;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// As `mbedtls_ssl_conf_psk()`, with a key of the store of psa/crypto.h. Each handshake looks it up; while it is not
/// there, or its type or policy is another than said here, suites with a pre-shared key are neither offered nor
/// accepted.
///
/// \param conf              The configuration.
/// \param psk               The number of the key, of type PSA_KEY_TYPE_DERIVE and at most 128 bytes; its policy has
///                          PSA_KEY_USAGE_DERIVE and PSA_ALG_TLS12_PSK_TO_MS() with the hash of the suites that it is
///                          for, PSA_ALG_SHA_256 or PSA_ALG_SHA_384; the policy's second algorithm may be the other.
/// \param psk_identity      The identity, 1 to 16384 bytes. It is copied.
/// \param psk_identity_len  Its length.
///
/// \return                  0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL or 0, or the length out of range;
///                          MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the configuration has a PSK.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses; `psk_identity` is as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_psk_opaque(
    conf: *mut mbedtls_ssl_config,
    psk: mbedtls_svc_key_id_t,
    psk_identity: *const c_uchar,
    psk_identity_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let conf = unsafe { ptr::reference_mut(conf) }?;
        if Owned::of(conf).is_some_and(Owned::has_psk) {
            return Err(Status::new(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE));
        }
        if psk == 0 {
            return Err(Status::BAD_INPUT);
        }
        // SAFETY: by contract.
        let identity = unsafe { identity(psk_identity, psk_identity_len) }?.to_vec();
        Owned::of_mut(conf).stored_psk = Some(StoredPskName { identity, id: psk });
        Ok(())
    })
}

/// As `mbedtls_ssl_set_hs_psk()`, with a key of the store of psa/crypto.h, which may be destroyed afterwards.
///
/// \param ssl  The context. Usually called by the function of `mbedtls_ssl_conf_psk_cb()`.
/// \param psk  The number of the key; `mbedtls_ssl_conf_psk_opaque()` says which. If its policy does not allow the
///             hash of the suite, the handshake fails with MBEDTLS_ERR_SSL_BAD_CONFIG.
///
/// \return     0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, if `psk` is 0 or no key of the store,
///             if its type or policy is another, or if the handshake is over, as `mbedtls_ssl_set_hs_psk()` says.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_psk_opaque(
    ssl: *mut mbedtls_ssl_context,
    psk: mbedtls_svc_key_id_t,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            let stored = psa::psk(psk).map_err(|_| Status::BAD_INPUT)?;
            set_key(driver, stored.key, Some(stored.hashes))
        })
    }
}
