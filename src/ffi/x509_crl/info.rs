use super::mbedtls_x509_crl;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::text::TextBuffer;
use crate::ffi::x509::{
    Date, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL, too_small, write_name, write_serial, write_signature,
};
use crate::pki::Crl;
use crate::pki::validity::DateTime;
use std::ffi::{c_char, c_int};
use std::fmt::{self, Write};

/// Writes what a revocation list says, in lines for people.
///
/// \param buf     Where the text goes, with a NUL.
/// \param size    The size of `buf`.
/// \param prefix  Written before each line. NULL is like an empty string.
/// \param crl     The revocation list; of those behind it nothing is written. NULL is like an empty struct.
///
/// \return        The length of the text, MBEDTLS_ERR_X509_BUFFER_TOO_SMALL if it does not fit.
///
/// # Safety
/// `buf` points to `size` writable characters; `prefix` is NULL or a string; `crl` is NULL or initialized.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crl_info(
    buf: *mut c_char,
    size: usize,
    prefix: *const c_char,
    crl: *const mbedtls_x509_crl,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let mut text = unsafe { TextBuffer::new(buf, size) }.or_code(MBEDTLS_ERR_X509_BUFFER_TOO_SMALL)?;
        // SAFETY: by contract.
        let (prefix, crl) = unsafe { (ptr::string(prefix), ptr::reference(crl)) };
        let prefix = prefix.map(|prefix| prefix.to_string_lossy()).unwrap_or_default();
        write_crl(crl.ok().and_then(mbedtls_x509_crl::crl), &prefix, &mut text).map_err(too_small)?;
        Ok(text.length())
    })
}

fn write_crl(crl: Option<&Crl>, prefix: &str, out: &mut TextBuffer<'_>) -> fmt::Result {
    write!(out, "{prefix}CRL version   : {}\n{prefix}issuer name   : ", crl.map_or(0, Crl::version))?;
    if let Some(crl) = crl {
        write_name(crl.issuer(), out)?;
    }
    let this_update = crl.map_or(DateTime::default(), Crl::this_update);
    let next_update = crl.and_then(Crl::next_update).unwrap_or_default();
    write!(out, "\n{prefix}this update   : {}", Date(this_update))?;
    write!(out, "\n{prefix}next update   : {}", Date(next_update))?;
    write!(out, "\n{prefix}Revoked certificates:")?;
    for entry in crl.into_iter().flat_map(Crl::entries) {
        write!(out, "\n{prefix}serial number: ")?;
        write_serial(entry.serial.value, out)?;
        write!(out, " revocation date: {}", Date(entry.revoked))?;
    }
    write!(out, "\n{prefix}signed using  : ")?;
    write_signature(crl.and_then(Crl::signature_algorithm), out)?;
    out.write_char('\n')
}
