//! The generator with its entropy source in C.

use super::{
    MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR,
    MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG, MBEDTLS_ERR_HMAC_DRBG_REQUEST_TOO_BIG,
};
use crate::crypto::{CtrDrbgError, HashAlgorithm, HmacDrbg};
use crate::ffi::callbacks::RngFn;
use crate::ffi::drbg::{self, Source};
use crate::ffi::fork;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_void};

/// What stands behind the C struct.
pub struct Generator {
    pub(super) drbg: HmacDrbg,
    source: Source,
    /// The process that seeded, as [`fork::generation`] counts them.
    generation: u64,
}

impl Generator {
    pub(super) fn seed(
        &mut self,
        hash: HashAlgorithm,
        function: RngFn,
        context: *mut c_void,
        custom: &[u8],
    ) -> Result<(), Status> {
        let source = Source::new(function, context);
        self.drbg.seed(hash, &mut |out| source.fill(out), custom).map_err(status)?;
        self.source = source;
        self.generation = fork::generation();
        Ok(())
    }

    pub(super) fn seed_from(&mut self, hash: HashAlgorithm, data: &[u8]) {
        self.drbg.seed_from(hash, data);
        self.source = Source::NONE;
    }
}

impl drbg::Generator for Generator {
    const NOT_SEEDED: c_int = MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED;
    const FILE_IO_ERROR: c_int = MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR;
    const INPUT_TOO_BIG: c_int = MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG;
    const SEED_FILE_LEN: usize = HmacDrbg::MAX_INPUT_LEN;

    fn new() -> Self {
        Self { drbg: HmacDrbg::new(), source: Source::NONE, generation: fork::generation() }
    }

    fn reseed(&mut self, additional: &[u8]) -> Result<(), Status> {
        let source = self.source;
        self.drbg.reseed(&mut |out| source.fill(out), additional).map_err(status)?;
        self.generation = fork::generation();
        Ok(())
    }

    fn update(&mut self, additional: &[u8]) -> Result<(), Status> {
        self.drbg.update::<()>(additional).map_err(status)
    }

    fn fill(&mut self, additional: &[u8], out: &mut [u8]) -> Result<(), Status> {
        if self.source.is_some() && self.generation != fork::generation() {
            self.reseed(&[])?;
        }
        let source = self.source;
        self.drbg.fill(&mut |out| source.fill(out), additional, out).map_err(status)
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
