//! What the headers of the single hashes (`mbedtls/md5.h`, `sha1.h`, `sha256.h`, `sha512.h`) have in common: contexts
//! that hold all of their state in place, so that programs copy them by assignment and need not free them.

use super::boundary::{boundary, boundary_void};
use super::ptr::{self, OrCode};
use super::slot::zeroed;
use super::status::Status;
use crate::crypto::hash_words::{HashWords, Word, WordHash};
use std::ffi::{c_int, c_uchar};

/// A context of C that holds the state of a hash of words `W`, with `N` of them as the chaining value and blocks of
/// `B` bytes. The functions do what the C function does whose name ends alike.
///
/// # Safety
/// All zeroes is a value of the struct.
pub unsafe trait HashContext<W: Word, const N: usize, const B: usize>: Copy {
    /// The hash.
    const HASH: WordHash<W, N, B>;
    /// The header's error number for NULL and what is out of range.
    const BAD_INPUT: c_int;

    /// The state.
    fn words(&mut self) -> HashWords<'_, W, N, B>;

    /// The length of the hash in bytes.
    fn output_len(&self) -> usize;

    /// Appends to what is hashed.
    fn append(&mut self, input: &[u8]) {
        Self::HASH.update(self.words(), input);
    }

    /// Writes the hash, as much of it as `output` holds, and wipes the context.
    fn complete(&mut self, output: &mut [u8]) {
        Self::HASH.finish(self.words(), output);
        self.wipe();
    }

    /// Wipes the context, what lies between its fields too, as copies of the struct may have put anything there.
    fn wipe(&mut self) {
        self.words().wipe();
        // SAFETY: all zeroes is a value, by the trait's contract.
        unsafe { zeroed(self) };
    }

    /// # Safety
    /// `ctx` is NULL or points to an initialised context.
    unsafe fn free(ctx: *mut Self) {
        boundary_void(|| {
            // SAFETY: by contract.
            if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
                context.wipe();
            }
        });
    }

    /// # Safety
    /// `dst` is NULL or points to memory for a context, `src` is NULL or points to an initialised one.
    unsafe fn clone_to(dst: *mut Self, src: *const Self) {
        boundary_void(|| {
            // SAFETY: by contract; the borrow ends before `dst` is written, which may be the same.
            let Ok(copy) = (unsafe { ptr::reference(src) }).copied() else { return };
            // SAFETY: by contract. A pointer that cannot be followed has nothing to copy to.
            let _ = unsafe { ptr::store(dst, copy) };
        });
    }

    /// # Safety
    /// `ctx` is NULL or points to an initialised context.
    unsafe fn starts(ctx: *mut Self, started: Result<Self, Status>) -> c_int {
        boundary(|| {
            // SAFETY: by contract.
            let context = unsafe { ptr::reference_mut(ctx) }.or_code(Self::BAD_INPUT)?;
            *context = started?;
            Ok(())
        })
    }

    /// # Safety
    /// `ctx` is NULL or points to an initialised context; `input` has `ilen` bytes.
    unsafe fn update(ctx: *mut Self, input: *const c_uchar, ilen: usize) -> c_int {
        boundary(|| {
            // SAFETY: by contract.
            let (context, input) = unsafe { (ptr::reference_mut(ctx), ptr::slice(input, ilen)) };
            context.or_code(Self::BAD_INPUT)?.append(input.or_code(Self::BAD_INPUT)?);
            Ok(())
        })
    }

    /// # Safety
    /// `ctx` is NULL or points to an initialised context; `output` has room for the hash.
    unsafe fn finish(ctx: *mut Self, output: *mut c_uchar) -> c_int {
        boundary(|| {
            // SAFETY: by contract.
            let context = unsafe { ptr::reference_mut(ctx) }.or_code(Self::BAD_INPUT)?;
            // SAFETY: by contract.
            let output = unsafe { ptr::slice_mut(output, context.output_len()) }.or_code(Self::BAD_INPUT)?;
            context.complete(output);
            Ok(())
        })
    }

    /// # Safety
    /// `ctx` is NULL or points to an initialised context; `data` is NULL or has a block's bytes.
    unsafe fn process(ctx: *mut Self, data: *const c_uchar) -> c_int {
        boundary(|| {
            // SAFETY: by contract.
            let (context, block) =
                unsafe { (ptr::reference_mut(ctx), ptr::reference(data.cast::<[u8; B]>())) };
            let context = context.or_code(Self::BAD_INPUT)?;
            Self::HASH.compress(context.words().chain, block.or_code(Self::BAD_INPUT)?);
            Ok(())
        })
    }

    /// # Safety
    /// `input` has `ilen` bytes, `output` has room for the hash; they may overlap.
    unsafe fn hash(
        started: Result<Self, Status>,
        input: *const c_uchar,
        ilen: usize,
        output: *mut c_uchar,
    ) -> c_int {
        boundary(|| {
            let mut context = started?;
            // SAFETY: by contract; the borrow ends before `output` is used, which may overlap it.
            context.append(unsafe { ptr::slice(input, ilen) }.or_code(Self::BAD_INPUT)?);
            // SAFETY: by contract.
            let output = unsafe { ptr::slice_mut(output, context.output_len()) }.or_code(Self::BAD_INPUT)?;
            context.complete(output);
            Ok(())
        })
    }

    /// Whether the hash of "abc" (the example of the standards) begins with `known`: 0, or 1 if it does not.
    fn self_test(started: Result<Self, Status>, known: [u8; 8]) -> c_int {
        boundary(|| {
            let mut context = started?;
            context.append(b"abc");
            let mut output = [0; 8];
            context.complete(&mut output);
            Ok(c_int::from(output != known))
        })
    }
}
