//! `psa/crypto_extra.h`: what Mbed TLS adds to the PSA Crypto API. `psa/crypto.h` includes it.

use crate::ffi::boundary::{boundary_or, boundary_void};
use crate::ffi::psa;
use crate::ffi::psa_crypto::change;
use crate::ffi::psa_crypto_types::{psa_algorithm_t, psa_key_attributes_t, psa_key_handle_t, psa_key_id_t};
use crate::ffi::ptr;
use std::ffi::c_int;

/// What the store of keys holds.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct mbedtls_psa_stats_s {
    /// Keys that live in memory.
    pub private_volatile_slots: usize,
    /// Keys that are on storage: 0.
    pub private_persistent_slots: usize,
    /// Keys that are elsewhere: 0.
    pub private_external_slots: usize,
    /// Keys that are being made: 0.
    pub private_half_filled_slots: usize,
    /// Keys of storage that are kept in memory: 0.
    pub private_cache_slots: usize,
    /// Room that is there already: 0, as keys take memory when they are made.
    pub private_empty_slots: usize,
    /// Keys that are in use: 0, as keys are not locked.
    pub private_locked_slots: usize,
    /// The largest number of a key on storage: 0.
    pub private_max_open_internal_key_id: psa_key_id_t,
    /// The largest number of a key elsewhere: 0.
    pub private_max_open_external_key_id: psa_key_id_t,
}

/// `mbedtls_psa_stats_t`, for which the header has a typedef of its own.
///
/// cbindgen:ignore
pub type mbedtls_psa_stats_t = mbedtls_psa_stats_s;

const _: () = assert!(size_of::<mbedtls_psa_stats_s>() == 64);

/// Closes the library for the functions of `psa/crypto.h` and wipes all keys of its store. `psa_crypto_init()` opens it
/// again. Key contexts that stand for keys of the store cannot sign any more.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_psa_crypto_free() {
    boundary_void(psa::free);
}

/// Tells what the store of keys holds.
///
/// \param stats  Where that is written. NULL is ignored.
///
/// # Safety
/// `stats` is NULL or points to memory for them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_psa_get_stats(stats: *mut mbedtls_psa_stats_t) {
    boundary_void(|| {
        let found = mbedtls_psa_stats_s { private_volatile_slots: psa::stats().keys, ..Default::default() };
        // SAFETY: by contract.
        let _ = unsafe { ptr::store(stats, found) };
    });
}

/// Sets a second algorithm that a key may be used with.
///
/// \param attributes  The attributes. NULL is ignored.
/// \param alg2        PSA_ALG_..., as for `psa_set_key_algorithm()`.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_set_key_enrollment_algorithm(
    attributes: *mut psa_key_attributes_t,
    alg2: psa_algorithm_t,
) {
    // SAFETY: by contract.
    boundary_void(|| unsafe {
        change(attributes, |attributes| attributes.private_policy.private_alg2 = alg2)
    });
}

/// The second algorithm that a key may be used with.
///
/// \param attributes  The attributes.
///
/// \return            The algorithm; 0 if `attributes` is NULL.
///
/// # Safety
/// `attributes` is NULL or points to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_get_key_enrollment_algorithm(
    attributes: *const psa_key_attributes_t,
) -> psa_algorithm_t {
    boundary_or(0, || {
        // SAFETY: by contract.
        let attributes = unsafe { ptr::reference(attributes) };
        attributes.map_or(0, |attributes| attributes.private_policy.private_alg2)
    })
}

/// Tells whether a handle is PSA_KEY_HANDLE_INIT, which stands for no key.
///
/// \param handle  The handle.
///
/// \return        1 if it is, 0 if not.
#[unsafe(no_mangle)]
pub extern "C" fn psa_key_handle_is_null(handle: psa_key_handle_t) -> c_int {
    (handle == 0).into()
}

/// Tells whether hashes can be made at all, by `psa_crypto_init()` having been called.
///
/// \param hash_alg  The hash; any, known or not.
///
/// \return          1 if they can, 0 if not.
#[unsafe(no_mangle)]
pub extern "C" fn psa_can_do_hash(hash_alg: psa_algorithm_t) -> c_int {
    let _ = hash_alg;
    boundary_or(0, || psa::is_initialised().into())
}
