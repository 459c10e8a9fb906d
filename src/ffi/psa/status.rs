use crate::error::CryptoError;
use crate::ffi::psa_crypto_types::psa_status_t;
use crate::ffi::ptr::BadPointer;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a function of the PSA Crypto API failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PsaError {
    /// PSA_ERROR_NOT_PERMITTED: the policy of the key does not allow it.
    NotPermitted,
    /// PSA_ERROR_NOT_SUPPORTED: what is asked for is not offered.
    NotSupported,
    /// PSA_ERROR_INVALID_ARGUMENT: an argument is NULL, out of range, or does not fit the others.
    InvalidArgument,
    /// PSA_ERROR_INVALID_HANDLE: there is no such key.
    InvalidHandle,
    /// PSA_ERROR_BAD_STATE: the call came at the wrong time, before `psa_crypto_init()` for instance.
    BadState,
    /// PSA_ERROR_BUFFER_TOO_SMALL: the output does not fit.
    BufferTooSmall,
    /// PSA_ERROR_DOES_NOT_EXIST: there is no such key on any storage.
    DoesNotExist,
    /// PSA_ERROR_INSUFFICIENT_MEMORY: the store is full.
    InsufficientMemory,
    /// PSA_ERROR_INSUFFICIENT_ENTROPY: the system's random generator failed.
    InsufficientEntropy,
    /// PSA_ERROR_INVALID_SIGNATURE: a signature or a hash is not the right one.
    InvalidSignature,
    /// PSA_ERROR_CORRUPTION_DETECTED: a bug of this library.
    CorruptionDetected,
}

impl PsaError {
    /// The number that C gets.
    pub const fn code(self) -> psa_status_t {
        match self {
            Self::NotPermitted => -133,
            Self::NotSupported => -134,
            Self::InvalidArgument => -135,
            Self::InvalidHandle => -136,
            Self::BadState => -137,
            Self::BufferTooSmall => -138,
            Self::DoesNotExist => -140,
            Self::InsufficientMemory => -141,
            Self::InsufficientEntropy => -148,
            Self::InvalidSignature => -149,
            Self::CorruptionDetected => -151,
        }
    }
}

impl From<BadPointer> for PsaError {
    fn from(BadPointer: BadPointer) -> Self {
        Self::InvalidArgument
    }
}

impl From<CryptoError> for PsaError {
    fn from(error: CryptoError) -> Self {
        match error {
            CryptoError::BadEcdsaSignature | CryptoError::BadRsaSignature => Self::InvalidSignature,
            CryptoError::Unsupported => Self::NotSupported,
            CryptoError::Random => Self::InsufficientEntropy,
            _ => Self::InvalidArgument,
        }
    }
}

/// Runs the body of an exported function that returns `psa_status_t`; a panic becomes PSA_ERROR_CORRUPTION_DETECTED.
pub fn psa_boundary(body: impl FnOnce() -> Result<(), PsaError>) -> psa_status_t {
    let result = catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
        // A payload may itself panic when it is dropped; it is leaked rather than let out.
        std::mem::forget(payload);
        Err(PsaError::CorruptionDetected)
    });
    result.map_or_else(PsaError::code, |()| 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_panics_become_numbers() {
        assert_eq!(psa_boundary(|| Ok(())), 0);
        assert_eq!(psa_boundary(|| Err(PsaError::BadState)), -137);
        assert_eq!(psa_boundary(|| panic!("on purpose")), -151);
        assert_eq!(PsaError::from(CryptoError::Random), PsaError::InsufficientEntropy);
        assert_eq!(PsaError::from(CryptoError::BadEcdsaSignature), PsaError::InvalidSignature);
    }
}
