//! Randomness from the generator that a program hands in.

use super::callbacks::RngFn;
use super::status::Status;
use crate::crypto::Random;
use crate::error::CryptoError;
use std::ffi::{c_int, c_void};

/// A generator of the application, which remembers why it failed.
pub struct CallerRandom {
    generate: unsafe extern "C" fn(*mut c_void, *mut u8, usize) -> c_int,
    context: *mut c_void,
    failure: c_int,
}

impl CallerRandom {
    /// `None` if no function is given.
    ///
    /// # Safety
    /// The function and its argument suit each other, for as long as the value is used.
    pub unsafe fn new(f_rng: RngFn, p_rng: *mut c_void) -> Option<Self> {
        f_rng.map(|generate| Self { generate, context: p_rng, failure: 0 })
    }

    /// What the function returned when it failed; 0 if it never did.
    pub fn failure(&self) -> c_int {
        self.failure
    }

    /// The failure as a status, or `otherwise` if it was not the generator that failed.
    pub fn failure_or(&self, otherwise: Status) -> Status {
        if self.failure == 0 { otherwise } else { Status::new(self.failure) }
    }
}

impl Random for CallerRandom {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), CryptoError> {
        // SAFETY: by contract of `new`; the buffer is alive and as long as said.
        match unsafe { (self.generate)(self.context, out.as_mut_ptr(), out.len()) } {
            0 => Ok(()),
            code => {
                self.failure = code;
                Err(CryptoError::Random)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    unsafe extern "C" fn some(context: *mut c_void, output: *mut u8, size: usize) -> c_int {
        if context.is_null() {
            return -77;
        }
        // SAFETY: called by `fill` alone.
        unsafe { output.write_bytes(9, size) };
        0
    }

    #[test]
    fn bytes_or_the_code_of_the_failure() {
        let mut out = [0; 3];
        // SAFETY: `some` looks at its argument only.
        unsafe {
            assert!(CallerRandom::new(None, std::ptr::null_mut()).is_none());
            let mut random = CallerRandom::new(Some(some), (&raw mut out).cast()).unwrap();
            random.fill(&mut out).unwrap();
            assert_eq!((out, random.failure()), ([9; 3], 0));
            assert_eq!(random.failure_or(Status::new(-1)).code(), -1);
            let mut random = CallerRandom::new(Some(some), std::ptr::null_mut()).unwrap();
            assert_eq!(random.fill(&mut out), Err(CryptoError::Random));
            assert_eq!(random.failure_or(Status::new(-1)).code(), -77);
        }
    }
}
