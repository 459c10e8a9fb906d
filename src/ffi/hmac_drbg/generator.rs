//! The generator with its entropy source in C.

use super::{
    MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG,
    MBEDTLS_ERR_HMAC_DRBG_REQUEST_TOO_BIG,
};
use crate::crypto::{CtrDrbgError, HashAlgorithm, HmacDrbg};
use crate::ffi::callbacks::RngFn;
use crate::ffi::fork;
use crate::ffi::status::Status;
use std::ffi::c_void;

/// What stands behind the C struct.
pub struct Generator {
    pub(super) drbg: HmacDrbg,
    source: Source,
    /// The process that seeded, as [`fork::generation`] counts them.
    generation: u64,
}

/// An entropy source of the application.
#[derive(Clone, Copy)]
struct Source {
    function: RngFn,
    context: *mut c_void,
}

// SAFETY: the context is not touched here, only handed to the function, from whichever thread uses the generator; that
// the two allow it is told to C programs, who share generators between threads.
unsafe impl Send for Source {}

impl Generator {
    pub(super) fn new() -> Self {
        Self { drbg: HmacDrbg::new(), source: Source::NONE, generation: fork::generation() }
    }

    pub(super) fn seed(
        &mut self,
        hash: HashAlgorithm,
        function: RngFn,
        context: *mut c_void,
        custom: &[u8],
    ) -> Result<(), Status> {
        let source = Source { function, context };
        self.drbg.seed(hash, &mut |out| source.fill(out), custom).map_err(status)?;
        self.source = source;
        self.generation = fork::generation();
        Ok(())
    }

    pub(super) fn seed_from(&mut self, hash: HashAlgorithm, data: &[u8]) {
        self.drbg.seed_from(hash, data);
        self.source = Source::NONE;
    }

    pub(super) fn reseed(&mut self, additional: &[u8]) -> Result<(), Status> {
        let source = self.source;
        self.drbg.reseed(&mut |out| source.fill(out), additional).map_err(status)?;
        self.generation = fork::generation();
        Ok(())
    }

    pub(super) fn update(&mut self, additional: &[u8]) -> Result<(), Status> {
        self.drbg.update::<()>(additional).map_err(status)
    }

    pub(super) fn fill(&mut self, additional: &[u8], out: &mut [u8]) -> Result<(), Status> {
        if self.source.function.is_some() && self.generation != fork::generation() {
            self.reseed(&[])?;
        }
        let source = self.source;
        self.drbg.fill(&mut |out| source.fill(out), additional, out).map_err(status)
    }
}

impl Source {
    const NONE: Self = Self { function: None, context: std::ptr::null_mut() };

    fn fill(self, out: &mut [u8]) -> Result<(), ()> {
        let function = self.function.ok_or(())?;
        // SAFETY: `out` has the length given; function and context are good by the contract of seeding.
        let result = unsafe { function(self.context, out.as_mut_ptr(), out.len()) };
        if result == 0 { Ok(()) } else { Err(()) }
    }
}

fn status(error: CtrDrbgError<()>) -> Status {
    Status::new(match error {
        CtrDrbgError::Entropy(()) | CtrDrbgError::NotSeeded | CtrDrbgError::AlreadySeeded => {
            MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED
        }
        CtrDrbgError::RequestTooLong => MBEDTLS_ERR_HMAC_DRBG_REQUEST_TOO_BIG,
        CtrDrbgError::InputTooLong => MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG,
    })
}
