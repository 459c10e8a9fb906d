//! What `mbedtls/ctr_drbg.h` and `mbedtls/hmac_drbg.h` have in common: a generator behind a lock in a C struct, its
//! entropy source in C, and its seed file.

use super::boundary::{boundary, boundary_void};
use super::callbacks::RngFn;
use super::ptr;
use super::seed_file;
use super::slot::Slot;
use super::status::Status;
use std::ffi::{CStr, c_char, c_int, c_uchar, c_void};
use std::io::Write;
use std::sync::Mutex;
use zeroize::Zeroizing;

/// A generator with its entropy source.
pub trait Generator: Sized {
    /// What the header's functions return for a generator that is not seeded.
    const NOT_SEEDED: c_int;
    /// What they return for a seed file that cannot be read or written.
    const FILE_IO_ERROR: c_int;
    /// What they return for a seed file that is too long.
    const INPUT_TOO_BIG: c_int;
    /// The length of a seed file.
    const SEED_FILE_LEN: usize;

    /// A generator that is not seeded.
    fn new() -> Self;

    /// Takes fresh entropy.
    fn reseed(&mut self, additional: &[u8]) -> Result<(), Status>;

    /// Mixes something in.
    fn update(&mut self, additional: &[u8]) -> Result<(), Status>;

    /// Gives random bytes.
    fn fill(&mut self, additional: &[u8], out: &mut [u8]) -> Result<(), Status>;
}

/// An entropy source of the application.
#[derive(Clone, Copy)]
pub struct Source {
    function: RngFn,
    context: *mut c_void,
}

// SAFETY: the context is not touched here, only handed to the function, from whichever thread uses the generator; that
// the two allow it is told to C programs, who share generators between threads.
unsafe impl Send for Source {}

impl Source {
    /// No source: every request for entropy fails.
    pub const NONE: Self = Self { function: None, context: std::ptr::null_mut() };

    /// The source that C gave; both stay good by the contract of seeding.
    pub fn new(function: RngFn, context: *mut c_void) -> Self {
        Self { function, context }
    }

    /// Whether there is a source.
    pub fn is_some(&self) -> bool {
        self.function.is_some()
    }

    /// Asks for entropy.
    pub fn fill(self, out: &mut [u8]) -> Result<(), ()> {
        let function = self.function.ok_or(())?;
        // SAFETY: `out` has the length given; function and context are good by the contract of seeding.
        let result = unsafe { function(self.context, out.as_mut_ptr(), out.len()) };
        if result == 0 { Ok(()) } else { Err(()) }
    }
}

/// The generator behind a context, made if there is none.
pub fn prepared<C: Slot<Value = Mutex<G>>, G: Generator>(context: &mut C) -> &Mutex<G> {
    if context.value().is_none() {
        context.fill(Mutex::new(G::new()));
    }
    context.value().unwrap_or_else(|| unreachable!("just filled"))
}

/// Works on a generator alone. One that panicked is of no use any more.
pub fn with<G>(generator: &Mutex<G>, work: impl FnOnce(&mut G) -> Result<(), Status>) -> Result<(), Status> {
    work(&mut *generator.lock().map_err(|_| Status::INTERNAL)?)
}

/// Changes a setting.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; not yet seeded, no other thread uses it.
pub unsafe fn set<C: Slot<Value = Mutex<G>>, G: Generator>(ctx: *mut C, change: impl FnOnce(&mut G)) {
    boundary_void(|| {
        // SAFETY: by this function's contract.
        let Ok(shared) = (unsafe { ptr::reference(ctx) }) else { return };
        let generator = match shared.value() {
            Some(generator) => generator,
            // SAFETY: not yet seeded, so ours alone.
            None => match unsafe { ptr::reference_mut(ctx) } {
                Ok(context) => prepared(context),
                Err(_) => return,
            },
        };
        if let Ok(mut generator) = generator.lock() {
            change(&mut generator);
        }
    });
}

/// Ends a generator.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator that no other thread uses.
pub unsafe fn free<C: Slot<Value = Mutex<G>>, G>(ctx: *mut C) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            drop(context.take());
        }
    });
}

/// Takes fresh entropy now.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `additional` has `len` bytes.
pub unsafe fn reseed<C: Slot<Value = Mutex<G>>, G: Generator>(
    ctx: *const C,
    additional: *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, additional) = unsafe { (ptr::reference(ctx)?, ptr::slice(additional, len)?) };
        with(seeded(context)?, |generator| generator.reseed(additional))
    })
}

/// Mixes something in without fresh entropy.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `additional` has `len` bytes.
pub unsafe fn update<C: Slot<Value = Mutex<G>>, G: Generator>(
    ctx: *const C,
    additional: *const c_uchar,
    len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, additional) = unsafe { (ptr::reference(ctx)?, ptr::slice(additional, len)?) };
        with(seeded(context)?, |generator| generator.update(additional))
    })
}

/// Gives random bytes, with something mixed in.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; the buffers have the lengths given.
pub unsafe fn random<C: Slot<Value = Mutex<G>>, G: Generator>(
    ctx: *const C,
    output: *mut c_uchar,
    output_len: usize,
    additional: *const c_uchar,
    add_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let additional = unsafe { ptr::slice(additional, add_len) }?;
        // SAFETY: by contract.
        let (context, output) = unsafe { (ptr::reference(ctx)?, ptr::slice_mut(output, output_len)?) };
        with(seeded(context)?, |generator| generator.fill(additional, output))
    })
}

/// Writes a seed for a later run.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `path` is NULL or ends in NUL.
pub unsafe fn write_seed_file<C: Slot<Value = Mutex<G>>, G: Generator>(
    ctx: *const C,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, path) = unsafe { (ptr::reference(ctx)?, ptr::string(path)?) };
        with(seeded(context)?, |generator| write_seed(generator, path))
    })
}

/// Mixes in the seed of a file, and writes a new one there.
///
/// # Safety
/// `ctx` is NULL or points to an initialised generator; `path` is NULL or ends in NUL.
pub unsafe fn update_seed_file<C: Slot<Value = Mutex<G>>, G: Generator>(
    ctx: *const C,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, path) = unsafe { (ptr::reference(ctx)?, ptr::string(path)?) };
        with(seeded(context)?, |generator| {
            let seed = seed_file::read_beginning(path, G::SEED_FILE_LEN + 1)
                .map_err(|_| Status::new(G::FILE_IO_ERROR))?;
            if seed.len() > G::SEED_FILE_LEN {
                return Err(Status::new(G::INPUT_TOO_BIG));
            }
            generator.update(&seed)?;
            write_seed(generator, path)
        })
    })
}

fn seeded<C: Slot<Value = Mutex<G>>, G: Generator>(context: &C) -> Result<&Mutex<G>, Status> {
    context.value().ok_or(Status::new(G::NOT_SEEDED))
}

fn write_seed<G: Generator>(generator: &mut G, path: &CStr) -> Result<(), Status> {
    // Opened first: a file that cannot be written does not move the generator on.
    let failed = |_| Status::new(G::FILE_IO_ERROR);
    let mut file = seed_file::create(path).map_err(failed)?;
    let mut seed = Zeroizing::new(vec![0; G::SEED_FILE_LEN]);
    generator.fill(&[], &mut seed)?;
    file.write_all(&seed).map_err(failed)
}
