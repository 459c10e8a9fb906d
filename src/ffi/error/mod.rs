//! `mbedtls/error.h`: the meaning of error numbers in words.

mod texts;

use super::boundary::{boundary_or, boundary_void};
use super::ptr;
use std::ffi::{CStr, c_char, c_int};
use std::ptr::null;

/// Something failed.
pub const MBEDTLS_ERR_ERROR_GENERIC_ERROR: c_int = -0x0001;
/// Memory was corrupted.
pub const MBEDTLS_ERR_ERROR_CORRUPTION_DETECTED: c_int = -0x006E;
/// A hardware accelerator failed; never returned, kept for programs that name it.
pub const MBEDTLS_ERR_PLATFORM_HW_ACCEL_FAILED: c_int = -0x0070;
/// The platform does not offer a feature.
pub const MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED: c_int = -0x0072;

/// Bits of a number that belong to the upper layers.
const HIGH_BITS: u32 = 0xFF80;

/// Writes what an error number means, cut to the buffer and always ended by a NUL.
///
/// \param errnum  The number, negative or not.
/// \param buffer  Where the words go. NULL is ignored.
/// \param buflen  The size of `buffer`; with 0 nothing is written.
///
/// # Safety
/// `buffer` has `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_strerror(errnum: c_int, buffer: *mut c_char, buflen: usize) {
    boundary_void(|| {
        // SAFETY: by contract.
        let Ok(room) = (unsafe { ptr::slice_mut(buffer.cast::<u8>(), buflen) }) else { return };
        let Some(longest) = room.len().checked_sub(1) else { return };
        let words = describe(errnum);
        let length = words.len().min(longest);
        room[..length].copy_from_slice(&words.as_bytes()[..length]);
        room[length] = 0;
    });
}

/// Tells what the part of an error number means that comes from the upper layers (SSL, X509, PK ...).
///
/// \param error_code  The number, negative or not.
///
/// \return            The words, for ever; NULL if there is no such part, or it is not known.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_high_level_strerr(error_code: c_int) -> *const c_char {
    boundary_or(null(), || high(error_code).map_or(null(), CStr::as_ptr))
}

/// Tells what the part of an error number means that comes from the layers below (NET, ASN1, ENTROPY ...).
///
/// \param error_code  The number, negative or not.
///
/// \return            The words, for ever; NULL if there is no such part, or it is not known.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_low_level_strerr(error_code: c_int) -> *const c_char {
    boundary_or(null(), || low(error_code).map_or(null(), CStr::as_ptr))
}

fn high(code: c_int) -> Option<&'static CStr> {
    find(texts::HIGH, code.unsigned_abs() & HIGH_BITS)
}

fn low(code: c_int) -> Option<&'static CStr> {
    find(texts::LOW, code.unsigned_abs() & !HIGH_BITS)
}

fn find(table: &[(u16, &'static CStr)], number: u32) -> Option<&'static CStr> {
    let place = table.binary_search_by_key(&number, |&(number, _)| u32::from(number)).ok()?;
    table.get(place).map(|&(_, words)| words)
}

fn describe(code: c_int) -> String {
    if code == 0 {
        return String::new();
    }
    let number = code.unsigned_abs();
    let unknown = |part: u32| format!("UNKNOWN ERROR CODE ({part:04X})");
    let words =
        |found: Option<&CStr>, part: u32| found.map_or_else(|| unknown(part), |w| w.to_string_lossy().into());
    let parts = [
        (number & HIGH_BITS != 0).then(|| words(high(code), number & HIGH_BITS)),
        (number & !HIGH_BITS != 0).then(|| words(low(code), number & !HIGH_BITS)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" : ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order_and_of_their_layer() {
        assert!(texts::HIGH.is_sorted_by(|a, b| a.0 < b.0));
        assert!(texts::LOW.is_sorted_by(|a, b| a.0 < b.0));
        assert!(texts::HIGH.iter().all(|&(number, _)| u32::from(number) & !HIGH_BITS == 0));
        assert!(texts::LOW.iter().all(|&(number, _)| u32::from(number) & HIGH_BITS == 0));
    }
}
