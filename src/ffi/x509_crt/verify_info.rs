use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::text::TextBuffer;
use crate::ffi::x509::*;
use std::ffi::{c_char, c_int};
use std::fmt::Write as _;

/// Each flag in words, in the order of the bits.
const WORDS: [(u32, &str); 20] = [
    (MBEDTLS_X509_BADCERT_EXPIRED, "The certificate has expired"),
    (MBEDTLS_X509_BADCERT_REVOKED, "The certificate was revoked by its authority"),
    (MBEDTLS_X509_BADCERT_CN_MISMATCH, "The certificate is not for the expected name"),
    (MBEDTLS_X509_BADCERT_NOT_TRUSTED, "The certificate does not lead to a trusted authority"),
    (MBEDTLS_X509_BADCRL_NOT_TRUSTED, "The revocation list is not signed by the trusted authority"),
    (MBEDTLS_X509_BADCRL_EXPIRED, "The revocation list is out of date"),
    (MBEDTLS_X509_BADCERT_MISSING, "There is no certificate"),
    (MBEDTLS_X509_BADCERT_SKIP_VERIFY, "The certificate was not checked"),
    (MBEDTLS_X509_BADCERT_OTHER, "The application refused the certificate"),
    (MBEDTLS_X509_BADCERT_FUTURE, "The certificate is not valid yet"),
    (MBEDTLS_X509_BADCRL_FUTURE, "The revocation list is not valid yet"),
    (MBEDTLS_X509_BADCERT_KEY_USAGE, "The keyUsage extension does not allow this use"),
    (MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "The extendedKeyUsage extension does not allow this use"),
    (MBEDTLS_X509_BADCERT_NS_CERT_TYPE, "The nsCertType extension does not allow this use"),
    (MBEDTLS_X509_BADCERT_BAD_MD, "The certificate is signed over a digest that is not allowed"),
    (MBEDTLS_X509_BADCERT_BAD_PK, "The certificate uses a kind of key that is not allowed"),
    (MBEDTLS_X509_BADCERT_BAD_KEY, "The certificate uses a key of a size or curve that is not allowed"),
    (MBEDTLS_X509_BADCRL_BAD_MD, "The revocation list is signed over a digest that is not allowed"),
    (MBEDTLS_X509_BADCRL_BAD_PK, "The revocation list uses a kind of key that is not allowed"),
    (MBEDTLS_X509_BADCRL_BAD_KEY, "The revocation list uses a key of a size or curve that is not allowed"),
];

/// Writes the flags of a check in words, one line for each.
///
/// \param buf     Where the text goes, with a NUL. It is not touched if `flags` is 0.
/// \param size    The size of `buf`.
/// \param prefix  Written before each line. NULL is like an empty string.
/// \param flags   The MBEDTLS_X509_BADCERT_ and MBEDTLS_X509_BADCRL_ flags.
///
/// \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit.
///
/// # Safety
/// `buf` points to `size` writable characters; `prefix` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_verify_info(
    buf: *mut c_char,
    size: usize,
    prefix: *const c_char,
    flags: u32,
) -> c_int {
    boundary(|| {
        if flags == 0 {
            return Ok(0);
        }
        // SAFETY: by contract.
        let mut text = unsafe { TextBuffer::new(buf, size) }.or_code(MBEDTLS_ERR_X509_BUFFER_TOO_SMALL)?;
        // SAFETY: by contract.
        let prefix =
            unsafe { ptr::string(prefix) }.map(|prefix| prefix.to_string_lossy()).unwrap_or_default();
        let known = WORDS.iter().filter(|(flag, _)| flags & flag != 0);
        for (_, words) in known {
            writeln!(text, "{prefix}{words}").map_err(too_small)?;
        }
        let all = WORDS.iter().fold(0, |all, (flag, _)| all | flag);
        if flags & !all != 0 {
            writeln!(text, "{prefix}Unknown reason (flags 0x{:x})", flags & !all).map_err(too_small)?;
        }
        Ok(text.length())
    })
}
