//! What the targets share.
#![allow(dead_code, reason = "each target uses a part")]

use std::mem::MaybeUninit;
use std::path::PathBuf;

/// A C struct with every byte set, as on a stack, before its `init` function.
pub fn garbage<T>() -> T {
    let mut memory = MaybeUninit::<T>::uninit();
    // SAFETY: the structs of the C API are numbers and pointers, which may hold anything until their `init`.
    unsafe {
        memory.as_mut_ptr().cast::<u8>().write_bytes(0xA5, size_of::<T>());
        memory.assume_init()
    }
}

/// The bytes behind a first one that chooses: `true` for PEM, which ends with a NUL, `false` for DER.
///
/// The copy is exactly as long as it says, so that AddressSanitizer sees one byte too far.
pub fn pem_or_der(data: &[u8]) -> Option<(bool, Box<[u8]>)> {
    let (choice, rest) = data.split_first()?;
    let is_pem = choice & 1 == 1;
    let mut content = rest.to_vec();
    if is_pem {
        content.push(0);
    }
    Some((is_pem, content.into_boxed_slice()))
}

/// A buffer for texts, small enough to be too small now and then.
pub fn text_buffer(data: &[u8]) -> Box<[u8]> {
    let seed = data.last().copied().unwrap_or_default();
    vec![0; 1 + usize::from(seed) * 32].into_boxed_slice()
}

/// Writes first inputs to the folder that `LIBDTLS_FUZZ_SEEDS` names, each behind the byte that chooses; does nothing
/// without it.
///
/// What this build saves is made by this build, so that the fuzzer never begins with bytes of another format.
pub fn write_seeds(make: impl FnOnce() -> Vec<Vec<u8>>) {
    let Some(folder) = std::env::var_os("LIBDTLS_FUZZ_SEEDS").map(PathBuf::from) else { return };
    for (number, content) in make().into_iter().enumerate() {
        for choice in 0..8 {
            let seed = [&[choice], &content[..]].concat();
            std::fs::write(folder.join(format!("saved-{number}-{choice}")), seed)
                .expect("a folder for the seeds");
        }
    }
}
