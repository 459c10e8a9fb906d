//! The pool: what the sources give goes into one hash, and what is given out comes from it.

use super::{
    MBEDTLS_ENTROPY_MAX_GATHER, MBEDTLS_ENTROPY_MAX_SOURCES, MBEDTLS_ERR_ENTROPY_MAX_SOURCES,
    MBEDTLS_ERR_ENTROPY_NO_STRONG_SOURCE, MBEDTLS_ERR_ENTROPY_SOURCE_FAILED, mbedtls_platform_entropy_poll,
};
use crate::crypto::{Hash, HashAlgorithm, digest};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar, c_void};
use zeroize::Zeroizing;

/// How often the sources are asked for one draw before it is given up.
const MAX_ROUNDS: usize = 256;

/// What the system must have given before anything is given out.
const SYSTEM_THRESHOLD: usize = 32;

type SourceFn = unsafe extern "C" fn(*mut c_void, *mut c_uchar, usize, *mut usize) -> c_int;

/// The pool and its sources.
pub(super) struct Pool {
    accumulator: Hash,
    sources: Vec<Source>,
}

/// A source, and what came from it since the last draw.
pub(super) struct Source {
    function: SourceFn,
    context: *mut c_void,
    threshold: usize,
    strong: bool,
    gathered: usize,
}

// SAFETY: the context is not touched here, only handed to the function, from whichever thread uses the pool; that the
// two allow it is told to C programs, who share pools between threads.
unsafe impl Send for Source {}

impl Source {
    pub(super) fn new(function: SourceFn, context: *mut c_void, threshold: usize, strong: bool) -> Self {
        Self { function, context, threshold, strong, gathered: 0 }
    }

    /// Asks once; returns how many bytes came.
    fn ask(&mut self, buffer: &mut [u8]) -> Result<usize, Status> {
        let mut length = 0;
        // SAFETY: the buffer has the length given; function and context are good by the contract of adding them.
        let result = unsafe { (self.function)(self.context, buffer.as_mut_ptr(), buffer.len(), &mut length) };
        if result != 0 {
            return Err(Status::new(result));
        }
        if length > buffer.len() {
            return Err(Status::new(MBEDTLS_ERR_ENTROPY_SOURCE_FAILED));
        }
        self.gathered = self.gathered.saturating_add(length);
        Ok(length)
    }
}

impl Pool {
    /// A pool whose only source is the operating system.
    pub(super) fn new() -> Self {
        let system = Source::new(mbedtls_platform_entropy_poll, std::ptr::null_mut(), SYSTEM_THRESHOLD, true);
        Self { accumulator: Hash::new(HashAlgorithm::Sha512), sources: vec![system] }
    }

    pub(super) fn add(&mut self, source: Source) -> Result<(), Status> {
        if self.sources.len() >= MBEDTLS_ENTROPY_MAX_SOURCES as usize {
            return Err(Status::new(MBEDTLS_ERR_ENTROPY_MAX_SOURCES));
        }
        self.sources.push(source);
        Ok(())
    }

    /// Mixes in bytes; number and length stand before them, so that no two inputs look alike.
    pub(super) fn mix(&mut self, number: u8, data: &[u8]) {
        self.accumulator.update(&[number]);
        self.accumulator.update(&(data.len() as u64).to_be_bytes());
        self.accumulator.update(data);
    }

    /// Asks every source once.
    pub(super) fn gather(&mut self) -> Result<(), Status> {
        if !self.sources.iter().any(|source| source.strong) {
            return Err(Status::new(MBEDTLS_ERR_ENTROPY_NO_STRONG_SOURCE));
        }
        let mut buffer = Zeroizing::new([0; MBEDTLS_ENTROPY_MAX_GATHER as usize]);
        for number in 0..self.sources.len() {
            let length = self.sources[number].ask(&mut *buffer)?;
            if length > 0 {
                self.mix(number as u8, &buffer[..length]);
            }
        }
        Ok(())
    }

    /// Gathers until every source has given its threshold, and the strong ones a whole block; then gives out at most
    /// a block. What is given out cannot be computed from what stays.
    pub(super) fn draw(&mut self, output: &mut [u8]) -> Result<(), Status> {
        for _ in 0..MAX_ROUNDS {
            self.gather()?;
            if self.has_enough() {
                let block =
                    std::mem::replace(&mut self.accumulator, Hash::new(HashAlgorithm::Sha512)).finish();
                self.accumulator.update(digest(HashAlgorithm::Sha512, &[b"state", block.as_ref()]).as_ref());
                let given = digest(HashAlgorithm::Sha512, &[b"output", block.as_ref()]);
                self.sources.iter_mut().for_each(|source| source.gathered = 0);
                let given = given.as_ref().get(..output.len());
                output.copy_from_slice(given.ok_or(Status::new(MBEDTLS_ERR_ENTROPY_SOURCE_FAILED))?);
                return Ok(());
            }
        }
        Err(Status::new(MBEDTLS_ERR_ENTROPY_SOURCE_FAILED))
    }

    fn has_enough(&self) -> bool {
        let from_strong: usize =
            self.sources.iter().filter(|source| source.strong).map(|source| source.gathered).sum();
        from_strong >= HashAlgorithm::Sha512.output_len()
            && self.sources.iter().all(|source| source.gathered >= source.threshold)
    }
}
