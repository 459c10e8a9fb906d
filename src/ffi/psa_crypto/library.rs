use crate::crypto::{Random, SystemRandom};
use crate::ffi::psa::{self, PsaError, psa_boundary};
use crate::ffi::psa_crypto_types::psa_status_t;
use crate::ffi::ptr;

/// Opens the library for the functions of this header, which share one store of keys. It may be called again; the keys
/// stay. `mbedtls_psa_crypto_free()` undoes it. May be called from several threads.
///
/// \return  PSA_SUCCESS.
#[unsafe(no_mangle)]
pub extern "C" fn psa_crypto_init() -> psa_status_t {
    psa_boundary(|| {
        psa::initialise();
        Ok(())
    })
}

/// Fills a buffer with random bytes of the operating system, fit for keys. May be called from several threads.
///
/// \param output       The buffer. May be NULL if `output_size` is 0.
/// \param output_size  Its size in bytes.
///
/// \return             PSA_SUCCESS, PSA_ERROR_BAD_STATE before `psa_crypto_init()`, PSA_ERROR_INVALID_ARGUMENT if
///                     `output` is NULL, or PSA_ERROR_INSUFFICIENT_ENTROPY if the operating system has none.
///
/// # Safety
/// `output` is NULL or points to `output_size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_generate_random(output: *mut u8, output_size: usize) -> psa_status_t {
    psa_boundary(|| {
        if !psa::is_initialised() {
            return Err(PsaError::BadState);
        }
        // SAFETY: by contract.
        let output = unsafe { ptr::slice_mut(output, output_size) }?;
        Ok(SystemRandom::new().fill(output)?)
    })
}
