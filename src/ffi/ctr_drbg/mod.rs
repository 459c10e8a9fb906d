//! `mbedtls/ctr_drbg.h`: a random generator (NIST SP 800-90A CTR_DRBG with AES-256) that programs seed from an entropy
//! source of theirs.
//!
//! A generator may be used by several threads at once: a lock is inside. After fork(2) the child's takes fresh entropy
//! before it gives anything.

mod generator;

use super::boundary::{boundary, boundary_or, boundary_void};
use super::drbg::{self, prepared, with};
use super::ptr;
use super::slot::{Slot, zeroed};
use generator::Generator;
use std::ffi::{c_char, c_int, c_uchar, c_void};
use std::ptr::null;
use std::sync::Mutex;

/// The entropy source failed, or the generator was not seeded.
pub const MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED: c_int = -0x0034;
/// More than MBEDTLS_CTR_DRBG_MAX_REQUEST bytes were asked for.
pub const MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG: c_int = -0x0036;
/// An input is too long.
pub const MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG: c_int = -0x0038;
/// A seed file cannot be read or written.
pub const MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR: c_int = -0x003A;

/// Bytes of the cipher's block.
pub const MBEDTLS_CTR_DRBG_BLOCKSIZE: c_int = 16;
/// Bytes of the cipher's key.
pub const MBEDTLS_CTR_DRBG_KEYSIZE: c_int = 32;
/// Bits of the cipher's key.
pub const MBEDTLS_CTR_DRBG_KEYBITS: c_int = 256;
/// Bytes of key and block together.
pub const MBEDTLS_CTR_DRBG_SEEDLEN: c_int = 48;
/// Bytes of entropy for one seeding, unless set otherwise.
pub const MBEDTLS_CTR_DRBG_ENTROPY_LEN: c_int = 48;
/// Bytes of entropy for the nonce of the first seeding, unless set otherwise.
pub const MBEDTLS_CTR_DRBG_ENTROPY_NONCE_LEN: c_int = 0;
/// Requests between two seedings, unless set otherwise.
pub const MBEDTLS_CTR_DRBG_RESEED_INTERVAL: c_int = 10000;
/// The most bytes of additional input for one request.
pub const MBEDTLS_CTR_DRBG_MAX_INPUT: c_int = 256;
/// The most bytes that one request gives.
pub const MBEDTLS_CTR_DRBG_MAX_REQUEST: c_int = 1024;
/// The most bytes of entropy, nonce and input together for one seeding.
pub const MBEDTLS_CTR_DRBG_MAX_SEED_INPUT: c_int = 384;

/// Fresh entropy when the reseed interval is over.
pub const MBEDTLS_CTR_DRBG_PR_OFF: c_int = 0;
/// Fresh entropy for every request.
pub const MBEDTLS_CTR_DRBG_PR_ON: c_int = 1;

/// A generator. Begin with mbedtls_ctr_drbg_init() and mbedtls_ctr_drbg_seed(), end with mbedtls_ctr_drbg_free().
#[repr(C)]
pub struct mbedtls_ctr_drbg_context {
    private_generator: *mut c_void,
    private_reserve: [u64; 48],
}

const _: () = assert!(size_of::<*mut c_void>() != 8 || size_of::<mbedtls_ctr_drbg_context>() == 392);

// SAFETY: both give `private_generator`, which only the trait writes.
unsafe impl Slot for mbedtls_ctr_drbg_context {
    type Value = Mutex<Generator>;

    fn slot(&self) -> *mut c_void {
        self.private_generator
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_generator
    }
}

/// Makes a generator that is not seeded.
///
/// \param ctx  The generator. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a generator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_init(ctx: *mut mbedtls_ctr_drbg_context) {
    // SAFETY: by contract; all zeroes is an empty slot.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Seeds a generator for the first time, after what was set by mbedtls_ctr_drbg_set_entropy_len() and
/// mbedtls_ctr_drbg_set_nonce_len().
///
/// \param ctx        The generator.
/// \param f_entropy  The entropy source: fills a buffer of the size asked for and returns 0. It is kept for reseeding,
///                   and called with the generator's lock held.
/// \param p_entropy  What `f_entropy` gets as its first argument.
/// \param custom     Bytes that set this generator apart from others, or NULL.
/// \param len        The length of `custom`.
///
/// \return           0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG (entropy and
///                   `custom` are together longer than MBEDTLS_CTR_DRBG_MAX_SEED_INPUT), or
///                   MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx`, or `custom` with a length, is NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator that no other thread uses yet; `custom` has `len` bytes;
/// `f_entropy` and `p_entropy` stay good until the generator is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_seed(
    ctx: *mut mbedtls_ctr_drbg_context,
    f_entropy: Option<unsafe extern "C" fn(*mut c_void, *mut c_uchar, usize) -> c_int>,
    p_entropy: *mut c_void,
    custom: *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }?;
        // SAFETY: by contract.
        let custom = unsafe { ptr::slice(custom, len) }?;
        with(prepared(context), |generator| generator.seed(f_entropy, p_entropy, custom))
    })
}

/// Ends a generator and wipes what it holds; it can be seeded again.
///
/// \param ctx  The generator. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator that no other thread uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_free(ctx: *mut mbedtls_ctr_drbg_context) {
    // SAFETY: by contract.
    unsafe { drbg::free(ctx) }
}

/// Sets whether every request takes fresh entropy first. Off at first.
///
/// \param ctx         The generator. NULL is ignored.
/// \param resistance  MBEDTLS_CTR_DRBG_PR_ON or MBEDTLS_CTR_DRBG_PR_OFF.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; not yet seeded, no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_set_prediction_resistance(
    ctx: *mut mbedtls_ctr_drbg_context,
    resistance: c_int,
) {
    // SAFETY: by contract.
    unsafe { drbg::set(ctx, |generator| generator.drbg.set_prediction_resistance(resistance != 0)) };
}

/// Sets how much entropy a seeding takes, from the next one on.
///
/// \param ctx  The generator. NULL is ignored.
/// \param len  The length in bytes, at most MBEDTLS_CTR_DRBG_MAX_SEED_INPUT, else seeding fails; by default
///             MBEDTLS_CTR_DRBG_ENTROPY_LEN, which 0 stands for too.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; not yet seeded, no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_set_entropy_len(ctx: *mut mbedtls_ctr_drbg_context, len: usize) {
    // SAFETY: by contract.
    unsafe { drbg::set(ctx, |generator| generator.drbg.set_entropy_len(len)) };
}

/// Sets how much entropy the first seeding takes for its nonce. Without this call that is half of the entropy length,
/// or nothing if the entropy length is 48 or more.
///
/// \param ctx  The generator.
/// \param len  The length in bytes.
///
/// \return     0, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG (more than MBEDTLS_CTR_DRBG_MAX_SEED_INPUT),
///             MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED (seeded already) or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` is
///             NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; not yet seeded, no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_set_nonce_len(
    ctx: *mut mbedtls_ctr_drbg_context,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference_mut(ctx) }?;
        with(prepared(context), |generator| generator.set_nonce_len(len))
    })
}

/// Sets after how many requests fresh entropy is taken; by default MBEDTLS_CTR_DRBG_RESEED_INTERVAL.
///
/// \param ctx       The generator. NULL is ignored.
/// \param interval  The number of requests.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; not yet seeded, no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_set_reseed_interval(
    ctx: *mut mbedtls_ctr_drbg_context,
    interval: c_int,
) {
    // SAFETY: by contract.
    unsafe { drbg::set(ctx, |generator| generator.drbg.set_reseed_interval(interval)) };
}

/// Takes fresh entropy now.
///
/// \param ctx         The generator.
/// \param additional  More to mix in, or NULL.
/// \param len         The length of `additional`.
///
/// \return            0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG or
///                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `additional` has `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_reseed(
    ctx: *mut mbedtls_ctr_drbg_context,
    additional: *const c_uchar,
    len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { drbg::reseed(ctx, additional, len) }
}

/// Mixes something in without fresh entropy.
///
/// \param ctx         The generator.
/// \param additional  What to mix in, or NULL.
/// \param add_len     The length of `additional`, at most MBEDTLS_CTR_DRBG_MAX_SEED_INPUT; with 0 nothing happens.
///
/// \return            0, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED (not seeded) or
///                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `additional` has `add_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_update(
    ctx: *mut mbedtls_ctr_drbg_context,
    additional: *const c_uchar,
    add_len: usize,
) -> c_int {
    // SAFETY: by contract.
    unsafe { drbg::update(ctx, additional, add_len) }
}

/// Gives random bytes, with something mixed in.
///
/// \param p_rng       The `mbedtls_ctr_drbg_context`.
/// \param output      Where the bytes go; untouched when the call fails.
/// \param output_len  How many, at most MBEDTLS_CTR_DRBG_MAX_REQUEST.
/// \param additional  What to mix in, or NULL.
/// \param add_len     The length of `additional`, at most MBEDTLS_CTR_DRBG_MAX_INPUT.
///
/// \return            0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG,
///                    MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `p_rng` is NULL or points to an initialised generator; the buffers have the lengths given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_random_with_add(
    p_rng: *mut c_void,
    output: *mut c_uchar,
    output_len: usize,
    additional: *const c_uchar,
    add_len: usize,
) -> c_int {
    let ctx = p_rng.cast::<mbedtls_ctr_drbg_context>();
    // SAFETY: by contract.
    unsafe { drbg::random(ctx, output, output_len, additional, add_len) }
}

/// Gives random bytes; for mbedtls_ssl_conf_rng() and wherever else a generator is asked for.
///
/// \param p_rng       The `mbedtls_ctr_drbg_context`.
/// \param output      Where the bytes go; untouched when the call fails.
/// \param output_len  How many, at most MBEDTLS_CTR_DRBG_MAX_REQUEST.
///
/// \return            0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG or
///                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `p_rng` is NULL or points to an initialised generator; `output` has `output_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_random(
    p_rng: *mut c_void,
    output: *mut c_uchar,
    output_len: usize,
) -> c_int {
    let ctx = p_rng.cast::<mbedtls_ctr_drbg_context>();
    // SAFETY: by contract.
    unsafe { drbg::random(ctx, output, output_len, null(), 0) }
}

/// Writes a seed for a later run to a file, which only its owner can read if it is new.
///
/// \param ctx   The generator.
/// \param path  The file's name.
///
/// \return      0, MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED or
///              MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `path` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_write_seed_file(
    ctx: *mut mbedtls_ctr_drbg_context,
    path: *const c_char,
) -> c_int {
    // SAFETY: by contract.
    unsafe { drbg::write_seed_file(ctx, path) }
}

/// Mixes in the seed of a file, and writes a new one there.
///
/// \param ctx   The generator, seeded.
/// \param path  The file's name; the file has at most MBEDTLS_CTR_DRBG_MAX_INPUT bytes.
///
/// \return      0, MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG (the file is longer),
///              MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `path` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ctr_drbg_update_seed_file(
    ctx: *mut mbedtls_ctr_drbg_context,
    path: *const c_char,
) -> c_int {
    // SAFETY: by contract.
    unsafe { drbg::update_seed_file(ctx, path) }
}

/// Compares the generator's output for a known entropy with what it must be.
///
/// \param verbose  Non-zero to tell of it on the standard output.
///
/// \return         0, or 1 if the output is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ctr_drbg_self_test(verbose: c_int) -> c_int {
    boundary_or(1, || {
        let passed = generator::known_answer_is_right();
        if verbose != 0 {
            println!("  CTR_DRBG: {}", if passed { "passed" } else { "failed" });
        }
        c_int::from(!passed)
    })
}
