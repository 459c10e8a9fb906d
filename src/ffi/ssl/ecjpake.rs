//! Passwords for EC J-PAKE, as Thread commissions its devices.

use super::codes::MBEDTLS_ERR_SSL_HW_ACCEL_FAILED;
use super::drive::{Driver, drive};
use super::structs::mbedtls_ssl_context;
use crate::crypto::{EcJpake, Secret};
use crate::ffi::psa;
use crate::ffi::psa_crypto_types::mbedtls_svc_key_id_t;
use crate::ffi::ptr;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar};

/// Sets the password of the next handshake, for MBEDTLS_TLS_ECJPAKE_WITH_AES_128_CCM_8
/// (draft-cragie-tls-ecjpake-01). The suite is offered and accepted only with a password. It is copied, and forgotten
/// after the handshake and by `mbedtls_ssl_session_reset()`: a server sets it again when it starts over after
/// MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED.
///
/// Both sides have to set the same one. Whoever takes part in a handshake can try one password; it fails with another
/// as it does with another pre-shared key.
///
/// \param ssl     The context, set up; its handshake has not begun, for afterwards a password counts for nothing.
/// \param pw      The password, taken for a big-endian number: zero bytes before it do not count.
/// \param pw_len  Its length in bytes.
///
/// \return        0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL, not set up, or its handshake is over, if `pw` is
///                NULL, or if the password is empty or a multiple of the order of secp256r1, 0 among them.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses; `pw` has `pw_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_ecjpake_password(
    ssl: *mut mbedtls_ssl_context,
    pw: *const c_uchar,
    pw_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { drive(ssl, |driver| set_password(driver, Secret::from(ptr::slice(pw, pw_len)?))) }
}

/// As `mbedtls_ssl_set_hs_ecjpake_password()`, with a password of the store of psa/crypto.h.
///
/// \param ssl  The context, set up; its handshake has not begun, for afterwards a password counts for nothing.
/// \param pwd  The number of the key, of type PSA_KEY_TYPE_PASSWORD or PSA_KEY_TYPE_PASSWORD_HASH; its policy has
///             PSA_KEY_USAGE_DERIVE and PSA_ALG_JPAKE.
///
/// \return     0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL, not set up, or its handshake is over, if `pwd` is 0, or
///             if the password is none, as there; MBEDTLS_ERR_SSL_HW_ACCEL_FAILED if there is no such key, or its type or
///             policy is another.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_hs_ecjpake_password_opaque(
    ssl: *mut mbedtls_ssl_context,
    pwd: mbedtls_svc_key_id_t,
) -> c_int {
    // SAFETY: by contract.
    unsafe {
        drive(ssl, |driver| {
            if pwd == 0 {
                return Err(Status::BAD_INPUT);
            }
            let password = psa::password(pwd).map_err(|_| Status::new(MBEDTLS_ERR_SSL_HW_ACCEL_FAILED))?;
            set_password(driver, password)
        })
    }
}

fn set_password(driver: Driver, password: Secret) -> Result<c_int, Status> {
    if driver.is_over()? || EcJpake::check_password(password.as_bytes()).is_err() {
        return Err(Status::BAD_INPUT);
    }
    driver.with(|_, state| state.connection.settings_mut().once.ecjpake_password = Some(password))?;
    Ok(0)
}
