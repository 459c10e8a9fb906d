//! `mbedtls/version.h`: the version and the features of the library as it was built.

use super::boundary::{boundary_or, boundary_void};
use super::ptr;
use std::ffi::{CStr, c_char, c_int, c_uint};

/// The version of Mbed TLS whose API this is: two hexadecimal digits for each of major, minor and patch, then zeroes.
const NUMBER: c_uint = 0x0306_0600;
const STRING: &CStr = c"3.6.6";
const STRING_FULL: &CStr = c"Mbed TLS 3.6.6";

/// The features, from where C programs read them.
const CONFIGURATION: &str = include_str!("../../../include/mbedtls/mbedtls_config.h");

/// Tells the version of Mbed TLS whose API this is.
///
/// \return  0xMMNNPP00 for version MM.NN.PP.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_version_get_number() -> c_uint {
    NUMBER
}

/// Writes the version as "3.6.6".
///
/// \param string  Where it goes: at least 9 bytes. NULL is ignored.
///
/// # Safety
/// `string` is NULL or has 9 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_version_get_string(string: *mut c_char) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { write(string, STRING) });
}

/// Writes the version as "Mbed TLS 3.6.6".
///
/// \param string  Where it goes: at least 18 bytes. NULL is ignored.
///
/// # Safety
/// `string` is NULL or has 18 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_version_get_string_full(string: *mut c_char) {
    // SAFETY: by contract.
    boundary_void(|| unsafe { write(string, STRING_FULL) });
}

/// Tells whether the library was built with a feature of mbedtls_config.h.
///
/// \param feature  The macro's name, such as "MBEDTLS_SSL_PROTO_DTLS".
///
/// \return         0 if it was, -1 if not.
///
/// # Safety
/// `feature` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_version_check_feature(feature: *const c_char) -> c_int {
    boundary_or(-1, || {
        // SAFETY: by contract.
        let Ok(Ok(name)) = unsafe { ptr::string(feature) }.map(CStr::to_str) else { return -1 };
        if is_offered(name) { 0 } else { -1 }
    })
}

fn is_offered(name: &str) -> bool {
    match name {
        "MBEDTLS_SSL_DTLS_ANTI_REPLAY" => cfg!(feature = "anti-replay"),
        "MBEDTLS_SSL_DTLS_HELLO_VERIFY" => cfg!(feature = "hello-verify"),
        "MBEDTLS_CONFIG_H" => false,
        _ => CONFIGURATION.lines().any(|line| line.strip_prefix("#define ") == Some(name)),
    }
}

/// # Safety
/// `to` is NULL or has room for `text` and its NUL.
unsafe fn write(to: *mut c_char, text: &CStr) {
    let bytes = text.to_bytes_with_nul();
    // SAFETY: by this function's contract.
    if let Ok(room) = unsafe { ptr::slice_mut(to.cast::<u8>(), bytes.len()) } {
        room.copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_those_of_the_configuration() {
        assert!(is_offered("MBEDTLS_SSL_PROTO_DTLS"));
        assert!(!is_offered("MBEDTLS_USE_PSA_CRYPTO"));
        assert!(!is_offered("MBEDTLS_CONFIG_H"));
        assert!(!is_offered(""));
        assert_eq!(is_offered("MBEDTLS_SSL_DTLS_ANTI_REPLAY"), cfg!(feature = "anti-replay"));
    }
}
