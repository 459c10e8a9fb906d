//! The generator with its entropy source in C.

use super::{
    MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR,
    MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG, MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG,
};
use crate::crypto::{CtrDrbg, CtrDrbgError, constant_time_eq};
use crate::ffi::callbacks::RngFn;
use crate::ffi::drbg::{self, Source};
use crate::ffi::fork;
use crate::ffi::status::Status;
use std::ffi::{c_int, c_void};

/// What stands behind the C struct.
pub struct Generator {
    pub(super) drbg: CtrDrbg,
    source: Source,
    /// The process that seeded, as [`fork::generation`] counts them.
    generation: u64,
}

impl Generator {
    pub(super) fn seed(
        &mut self,
        function: RngFn,
        context: *mut c_void,
        custom: &[u8],
    ) -> Result<(), Status> {
        self.source = Source::new(function, context);
        self.generation = fork::generation();
        let source = self.source;
        self.drbg.seed(&mut |out| source.fill(out), custom).map_err(status)
    }

    pub(super) fn set_nonce_len(&mut self, len: usize) -> Result<(), Status> {
        self.drbg.set_nonce_len::<()>(len).map_err(status)
    }
}

impl drbg::Generator for Generator {
    const NOT_SEEDED: c_int = MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED;
    const FILE_IO_ERROR: c_int = MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR;
    const INPUT_TOO_BIG: c_int = MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG;
    const SEED_FILE_LEN: usize = CtrDrbg::MAX_INPUT_LEN;

    fn new() -> Self {
        Self { drbg: CtrDrbg::new(), source: Source::NONE, generation: fork::generation() }
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
        if self.generation != fork::generation() {
            self.reseed(&[])?;
        }
        let source = self.source;
        self.drbg.fill(&mut |out| source.fill(out), additional, out).map_err(status)
    }
}

fn status(error: CtrDrbgError<()>) -> Status {
    Status::new(match error {
        CtrDrbgError::Entropy(()) | CtrDrbgError::NotSeeded | CtrDrbgError::AlreadySeeded => {
            MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED
        }
        CtrDrbgError::RequestTooLong => MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG,
        CtrDrbgError::InputTooLong => MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG,
    })
}

/// Whether entropy of the bytes 0, 1, 2 ... gives what it must.
pub(super) fn known_answer_is_right() -> bool {
    let mut next = 0u8;
    let mut counting = |out: &mut [u8]| -> Result<(), ()> {
        out.iter_mut().for_each(|byte| {
            *byte = next;
            next = next.wrapping_add(1);
        });
        Ok(())
    };
    let mut drbg = CtrDrbg::new();
    let mut out = [0; 32];
    let done = drbg.seed(&mut counting, b"self test").and_then(|()| drbg.fill(&mut counting, &[], &mut out));
    done.is_ok() && constant_time_eq(&out, &KNOWN_ANSWER)
}

/// The first 32 bytes for that entropy and the personalization "self test".
const KNOWN_ANSWER: [u8; 32] = [
    0x7f, 0x22, 0xbc, 0xdb, 0xd7, 0xc5, 0x8a, 0x2f, 0x5e, 0xcd, 0xc3, 0x29, 0x24, 0xf4, 0x3b, 0x5a, 0xda,
    0xba, 0x0f, 0x7d, 0x46, 0x68, 0xfc, 0xaf, 0x3e, 0x94, 0xf3, 0x90, 0xf8, 0x1b, 0xaf, 0x6b,
];
