use crate::crypto::{Digest, Hash, constant_time_eq, digest};
use crate::ffi::psa::{PsaError, hash_algorithm, is_hash, psa_boundary};
use crate::ffi::psa_crypto_types::{psa_algorithm_t, psa_status_t};
use crate::ffi::ptr;
use std::mem::{ManuallyDrop, MaybeUninit};

/// A hash under way. It holds its state itself: an operation that is neither finished nor aborted leaks nothing.
///
/// `psa_hash_operation_init()`, PSA_HASH_OPERATION_INIT or all zeroes make one that has not been set up.
#[repr(C)]
pub struct psa_hash_operation_s {
    /// 0 for an operation that has not been set up.
    pub private_id: u32,
    /// The state.
    pub private_ctx: [MaybeUninit<u64>; 28],
}

/// `psa_hash_operation_t`, for which the header has a typedef of its own.
///
/// cbindgen:ignore
pub type psa_hash_operation_t = psa_hash_operation_s;

const _: () = assert!(size_of::<psa_hash_operation_s>() == 232);
const _: () = assert!(size_of::<Hash>() <= size_of::<psa_hash_operation_s>() - 8);

/// `private_id` of an operation whose state is a [`Hash`]. No program writes it by chance.
const ACTIVE: u32 = 0x6861_7368;

impl psa_hash_operation_s {
    const INACTIVE: Self = Self { private_id: 0, private_ctx: [MaybeUninit::new(0); 28] };

    /// The hash of an operation that has been set up, to read.
    fn peek(&self) -> Result<ManuallyDrop<Hash>, PsaError> {
        if self.private_id != ACTIVE {
            return Err(PsaError::BadState);
        }
        // SAFETY: `start` alone writes ACTIVE, and with it a hash, which may be less aligned than its type asks for.
        // What is read here is never dropped.
        Ok(ManuallyDrop::new(unsafe { self.private_ctx.as_ptr().cast::<Hash>().read_unaligned() }))
    }

    /// Puts a hash into an operation that has none.
    fn start(&mut self, hash: Hash) -> Result<(), PsaError> {
        if self.private_id != 0 {
            return Err(PsaError::BadState);
        }
        // SAFETY: a hash fits, as asserted above; what was there is no hash that would have to be dropped.
        unsafe { self.private_ctx.as_mut_ptr().cast::<Hash>().write_unaligned(hash) };
        self.private_id = ACTIVE;
        Ok(())
    }

    /// Takes the hash out and wipes its place.
    fn stop(&mut self) -> Result<Hash, PsaError> {
        let hash = self.peek().map(ManuallyDrop::into_inner);
        self.private_id = 0;
        for unit in &mut self.private_ctx {
            // SAFETY: a place of its own type. The write is volatile so that it is not left out.
            unsafe { std::ptr::from_mut(unit).write_volatile(MaybeUninit::new(0)) };
        }
        hash
    }
}

/// An operation that has not been set up.
///
/// \return  The operation.
#[unsafe(no_mangle)]
pub extern "C" fn psa_hash_operation_init() -> psa_hash_operation_t {
    psa_hash_operation_s::INACTIVE
}

/// Hashes bytes at once. Works before `psa_crypto_init()` too.
///
/// \param alg           PSA_ALG_MD5, PSA_ALG_SHA_1, PSA_ALG_SHA_224, PSA_ALG_SHA_256, PSA_ALG_SHA_384 or
///                      PSA_ALG_SHA_512.
/// \param input         The bytes. May be NULL if `input_length` is 0.
/// \param input_length  How many.
/// \param hash          The buffer; PSA_HASH_LENGTH(alg) bytes are enough.
/// \param hash_size     Its size in bytes.
/// \param hash_length   Where the length of the hash is stored; `hash_size` if the hash fails.
///
/// \return              PSA_SUCCESS; PSA_ERROR_NOT_SUPPORTED if the hash is not offered; PSA_ERROR_INVALID_ARGUMENT if
///                      `alg` is no hash or one is NULL; PSA_ERROR_BUFFER_TOO_SMALL.
///
/// # Safety
/// `input` is NULL or points to `input_length` bytes, `hash` to `hash_size` bytes, `hash_length` to memory for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_compute(
    alg: psa_algorithm_t,
    input: *const u8,
    input_length: usize,
    hash: *mut u8,
    hash_size: usize,
    hash_length: *mut usize,
) -> psa_status_t {
    psa_boundary(|| {
        let failed_length = if is_hash(alg) { hash_size } else { 0 };
        // SAFETY: by contract.
        unsafe { ptr::store(hash_length, failed_length) }?;
        let algorithm = hash_algorithm(alg)?;
        // SAFETY: by contract.
        unsafe { put(&digest(algorithm, &[ptr::slice(input, input_length)?]), hash, hash_size, hash_length) }
    })
}

/// Hashes bytes and compares the hash with another, in constant time. Works before `psa_crypto_init()` too.
///
/// \param alg           The hash, as for `psa_hash_compute()`.
/// \param input         The bytes. May be NULL if `input_length` is 0.
/// \param input_length  How many.
/// \param hash          The other hash.
/// \param hash_length   Its length in bytes.
///
/// \return              PSA_SUCCESS if they are the same, PSA_ERROR_INVALID_SIGNATURE if not, and otherwise as
///                      `psa_hash_compute()`.
///
/// # Safety
/// `input` is NULL or points to `input_length` bytes, `hash` to `hash_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_compare(
    alg: psa_algorithm_t,
    input: *const u8,
    input_length: usize,
    hash: *const u8,
    hash_length: usize,
) -> psa_status_t {
    psa_boundary(|| {
        let algorithm = hash_algorithm(alg)?;
        // SAFETY: by contract.
        let (input, expected) = unsafe { (ptr::slice(input, input_length)?, ptr::slice(hash, hash_length)?) };
        compare(&digest(algorithm, &[input]), expected)
    })
}

/// Begins a hash.
///
/// \param operation  An operation that has not been set up, or is finished or aborted.
/// \param alg        The hash, as for `psa_hash_compute()`.
///
/// \return           PSA_SUCCESS; PSA_ERROR_BAD_STATE if the operation is under way, which it no longer is afterwards;
///                   PSA_ERROR_NOT_SUPPORTED if the hash is not offered; PSA_ERROR_INVALID_ARGUMENT if `alg` is no hash
///                   or `operation` is NULL.
///
/// # Safety
/// `operation` is NULL or points to an initialized operation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_setup(
    operation: *mut psa_hash_operation_t,
    alg: psa_algorithm_t,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe {
        work(operation, |operation| {
            if operation.private_id != 0 {
                return Err(PsaError::BadState);
            }
            operation.start(Hash::new(hash_algorithm(alg)?))
        })
    })
}

/// Appends bytes to what is hashed.
///
/// \param operation     The operation.
/// \param input         The bytes. May be NULL if `input_length` is 0.
/// \param input_length  How many.
///
/// \return              PSA_SUCCESS, PSA_ERROR_BAD_STATE if the operation has not been set up, or
///                      PSA_ERROR_INVALID_ARGUMENT if one is NULL. An error ends the operation.
///
/// # Safety
/// `operation` is NULL or points to an initialized operation, `input` to `input_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_update(
    operation: *mut psa_hash_operation_t,
    input: *const u8,
    input_length: usize,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe {
        work(operation, |operation| {
            let mut hash = operation.stop()?;
            hash.update(ptr::slice(input, input_length)?);
            operation.start(hash)
        })
    })
}

/// Writes the hash and ends the operation, which can be set up again.
///
/// \param operation    The operation.
/// \param hash         The buffer.
/// \param hash_size    Its size in bytes.
/// \param hash_length  Where the length of the hash is stored; `hash_size` if the buffer is too small, 0 if the
///                     operation has not been set up.
///
/// \return             PSA_SUCCESS, PSA_ERROR_BAD_STATE if the operation has not been set up,
///                     PSA_ERROR_BUFFER_TOO_SMALL, or PSA_ERROR_INVALID_ARGUMENT if one is NULL.
///
/// # Safety
/// `operation` is NULL or points to an initialized operation, `hash` to `hash_size` bytes, `hash_length` to memory for
/// a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_finish(
    operation: *mut psa_hash_operation_t,
    hash: *mut u8,
    hash_size: usize,
    hash_length: *mut usize,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        unsafe {
            ptr::store(hash_length, 0)?;
            let found = ptr::reference_mut(operation)?.stop()?;
            ptr::store(hash_length, hash_size)?;
            put(&found.finish(), hash, hash_size, hash_length)
        }
    })
}

/// Compares the hash with another, in constant time, and ends the operation, which can be set up again.
///
/// \param operation    The operation.
/// \param hash         The other hash.
/// \param hash_length  Its length in bytes.
///
/// \return             PSA_SUCCESS if they are the same, PSA_ERROR_INVALID_SIGNATURE if not, PSA_ERROR_BAD_STATE if the
///                     operation has not been set up, or PSA_ERROR_INVALID_ARGUMENT if one is NULL.
///
/// # Safety
/// `operation` is NULL or points to an initialized operation, `hash` to `hash_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_verify(
    operation: *mut psa_hash_operation_t,
    hash: *const u8,
    hash_length: usize,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        unsafe {
            let found = ptr::reference_mut(operation)?.stop()?;
            compare(&found.finish(), ptr::slice(hash, hash_length)?)
        }
    })
}

/// Ends an operation and wipes its state. It can be set up again.
///
/// \param operation  The operation. One that has not been set up stays so.
///
/// \return           PSA_SUCCESS, or PSA_ERROR_INVALID_ARGUMENT if `operation` is NULL.
///
/// # Safety
/// `operation` is NULL or points to an initialized operation.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_abort(operation: *mut psa_hash_operation_t) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        drop(unsafe { ptr::reference_mut(operation) }?.stop());
        Ok(())
    })
}

/// Makes a second operation of one that is under way; both go on by themselves.
///
/// \param source_operation  The operation.
/// \param target_operation  An operation that has not been set up, or is finished or aborted.
///
/// \return                  PSA_SUCCESS, PSA_ERROR_BAD_STATE if the first has not been set up or the second has, or
///                          PSA_ERROR_INVALID_ARGUMENT if one is NULL.
///
/// # Safety
/// Both are NULL or point to initialized operations, not to the same.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_hash_clone(
    source_operation: *const psa_hash_operation_t,
    target_operation: *mut psa_hash_operation_t,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        let (source, target) =
            unsafe { (ptr::reference(source_operation)?, ptr::reference_mut(target_operation)?) };
        let hash = Hash::clone(&*source.peek()?);
        target.start(hash)
    })
}

/// Runs a step of an operation, which an error ends.
///
/// # Safety
/// `operation` is NULL or points to an initialized operation.
unsafe fn work(
    operation: *mut psa_hash_operation_t,
    step: impl FnOnce(&mut psa_hash_operation_t) -> Result<(), PsaError>,
) -> Result<(), PsaError> {
    // SAFETY: by contract.
    let operation = unsafe { ptr::reference_mut(operation) }?;
    let result = step(operation);
    if result.is_err() {
        drop(operation.stop());
    }
    result
}

fn compare(found: &Digest, expected: &[u8]) -> Result<(), PsaError> {
    if constant_time_eq(found.as_ref(), expected) { Ok(()) } else { Err(PsaError::InvalidSignature) }
}

/// # Safety
/// `hash` is NULL or points to `hash_size` bytes, `hash_length` to memory for a size.
unsafe fn put(
    found: &Digest,
    hash: *mut u8,
    hash_size: usize,
    hash_length: *mut usize,
) -> Result<(), PsaError> {
    let found = found.as_ref();
    // SAFETY: by contract.
    let hash = unsafe { ptr::slice_mut(hash, hash_size) }?;
    hash.get_mut(..found.len()).ok_or(PsaError::BufferTooSmall)?.copy_from_slice(found);
    // SAFETY: by contract.
    unsafe { ptr::store(hash_length, found.len()) }?;
    Ok(())
}
