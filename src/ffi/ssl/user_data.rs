//! A pointer or number of the application's own, beside a configuration or a context.

use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use crate::ffi::ptr;
use std::ffi::c_void;

/// Stores a pointer of the application's own beside a configuration.
///
/// \param conf   The configuration. NULL is ignored.
/// \param p      The pointer; not followed. It takes the place of a number set before.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_set_user_data_p(conf: *mut mbedtls_ssl_config, p: *mut c_void) {
    // SAFETY: by contract.
    if let Ok(conf) = unsafe { ptr::reference_mut(conf) } {
        conf.private_user_data.p = p;
    }
}

/// Stores a number of the application's own beside a configuration.
///
/// \param conf   The configuration. NULL is ignored.
/// \param n      The number. It takes the place of a pointer set before.
///
/// # Safety
/// `conf` is NULL or an initialised configuration that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_set_user_data_n(conf: *mut mbedtls_ssl_config, n: usize) {
    // SAFETY: by contract.
    if let Ok(conf) = unsafe { ptr::reference_mut(conf) } {
        conf.private_user_data.n = n;
    }
}

/// The pointer stored by `mbedtls_ssl_conf_set_user_data_p()`.
///
/// \param conf   The configuration. NULL gives NULL.
///
/// \return       The pointer; NULL if none was stored, unspecified if a number was stored last.
///
/// # Safety
/// `conf` is NULL or an initialised configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_get_user_data_p(conf: *mut mbedtls_ssl_config) -> *mut c_void {
    // SAFETY: by contract; both members of the union have all bit patterns.
    unsafe { ptr::reference(conf).map_or(std::ptr::null_mut(), |conf| conf.private_user_data.p) }
}

/// The number stored by `mbedtls_ssl_conf_set_user_data_n()`.
///
/// \param conf   The configuration. NULL gives 0.
///
/// \return       The number; 0 if none was stored, unspecified if a pointer was stored last.
///
/// # Safety
/// `conf` is NULL or an initialised configuration.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_conf_get_user_data_n(conf: *mut mbedtls_ssl_config) -> usize {
    // SAFETY: by contract; both members of the union have all bit patterns.
    unsafe { ptr::reference(conf).map_or(0, |conf| conf.private_user_data.n) }
}

/// Stores a pointer of the application's own beside a context. Resets leave it.
///
/// \param ssl    The context. NULL is ignored.
/// \param p      The pointer; not followed. It takes the place of a number set before.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_user_data_p(ssl: *mut mbedtls_ssl_context, p: *mut c_void) {
    // SAFETY: by contract.
    if let Ok(ssl) = unsafe { ptr::reference_mut(ssl) } {
        ssl.private_user_data.p = p;
    }
}

/// Stores a number of the application's own beside a context. Resets leave it.
///
/// \param ssl    The context. NULL is ignored.
/// \param n      The number. It takes the place of a pointer set before.
///
/// # Safety
/// `ssl` is NULL or an initialised context that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_set_user_data_n(ssl: *mut mbedtls_ssl_context, n: usize) {
    // SAFETY: by contract.
    if let Ok(ssl) = unsafe { ptr::reference_mut(ssl) } {
        ssl.private_user_data.n = n;
    }
}

/// The pointer stored by `mbedtls_ssl_set_user_data_p()`.
///
/// \param ssl    The context. NULL gives NULL.
///
/// \return       The pointer; NULL if none was stored, unspecified if a number was stored last.
///
/// # Safety
/// `ssl` is NULL or an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_user_data_p(ssl: *mut mbedtls_ssl_context) -> *mut c_void {
    // SAFETY: by contract; both members of the union have all bit patterns.
    unsafe { ptr::reference(ssl).map_or(std::ptr::null_mut(), |ssl| ssl.private_user_data.p) }
}

/// The number stored by `mbedtls_ssl_set_user_data_n()`.
///
/// \param ssl    The context. NULL gives 0.
///
/// \return       The number; 0 if none was stored, unspecified if a pointer was stored last.
///
/// # Safety
/// `ssl` is NULL or an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_get_user_data_n(ssl: *mut mbedtls_ssl_context) -> usize {
    // SAFETY: by contract; both members of the union have all bit patterns.
    unsafe { ptr::reference(ssl).map_or(0, |ssl| ssl.private_user_data.n) }
}
