use super::mbedtls_x509_crt;
use crate::error::ParsePart;
use crate::ffi::boundary::boundary;
use crate::ffi::platform;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::MBEDTLS_ERR_X509_BAD_INPUT_DATA;
use crate::pki::Certificate;
use crate::pki::pem::{self, PemError};
use std::ffi::{c_int, c_uchar};

const LABEL: &str = "CERTIFICATE";

/// Parses one certificate in DER and appends it to a list. The encoding is copied.
///
/// \param chain   An initialized list. On an error it is as it was before.
/// \param buf     The certificate. Bytes after its end are ignored.
/// \param buflen  The length of `buf` in bytes.
///
/// \return        0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL; else a number that tells the part of
///                the certificate, to which one of MBEDTLS_ERR_ASN1_ may be added.
///
/// # Safety
/// `chain` is NULL or an initialized list; `buf` is NULL or `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_parse_der(
    chain: *mut mbedtls_x509_crt,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, der) = unsafe { arguments(chain, buf, buflen) }?;
        append(chain, Certificate::parse(der)?);
        Ok(())
    })
}

/// As `mbedtls_x509_crt_parse_der()`, with pointers into `buf` in the struct.
///
/// \param chain   An initialized list.
/// \param buf     The certificate, alive and unchanged as long as the list.
/// \param buflen  The length of `buf` in bytes.
///
/// \return        As of `mbedtls_x509_crt_parse_der()`.
///
/// # Safety
/// As `mbedtls_x509_crt_parse_der()`; `buf` outlives the list.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_parse_der_nocopy(
    chain: *mut mbedtls_x509_crt,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, der) = unsafe { arguments(chain, buf, buflen) }?;
        append(chain, Certificate::parse(der)?).borrow_encoding(buf);
        Ok(())
    })
}

/// Parses certificates in PEM, one or many, or one in DER, and appends them to a list.
///
/// Of PEM every certificate that can be parsed is appended; the others are counted.
///
/// \param chain   An initialized list.
/// \param buf     The certificates.
/// \param buflen  The length of `buf` in bytes; of PEM, with the NUL that must end it.
///
/// \return        0 if all were parsed; above zero, how many certificates in PEM were not; below zero if none was:
///                MBEDTLS_ERR_X509_BAD_INPUT_DATA if `chain` or `buf` is NULL, the first error of a PEM block, or what
///                `mbedtls_x509_crt_parse_der()` returns; MBEDTLS_ERR_X509_CERT_UNKNOWN_FORMAT for a PEM block that
///                does not end.
///
/// # Safety
/// `chain` is NULL or an initialized list; `buf` is NULL or `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_parse(
    chain: *mut mbedtls_x509_crt,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, input) = unsafe { arguments(chain, buf, buflen) }?;
        parse_any(chain, input)
    })
}

/// See [`mbedtls_x509_crt_parse`].
pub(super) fn parse_any(chain: &mut mbedtls_x509_crt, input: &[u8]) -> Result<c_int, Status> {
    let text = match input.split_last() {
        Some((0, _)) => input.split(|byte| *byte == 0).next().unwrap_or_default(),
        _ => &[],
    };
    if pem::mentions(text, LABEL) {
        return parse_pem(chain, text);
    }
    append(chain, Certificate::parse(input)?);
    Ok(0)
}

fn parse_pem(chain: &mut mbedtls_x509_crt, mut text: &[u8]) -> Result<c_int, Status> {
    let mut parsed = false;
    let mut failed: c_int = 0;
    let mut first_error = None;
    while !text.is_empty() {
        let found = pem::find(text, LABEL, None);
        let certificate = match found.content {
            Ok(der) => Certificate::parse(&der).map_err(Status::from),
            Err(PemError::NoBlock) => break,
            Err(reason) => Err(reason.into()),
        };
        match certificate {
            Ok(certificate) => {
                append(chain, certificate);
                parsed = true;
            }
            Err(reason) => {
                failed = failed.saturating_add(1);
                first_error.get_or_insert(reason);
            }
        }
        text = text.get(found.consumed..).unwrap_or_default();
    }
    match first_error {
        _ if parsed => Ok(failed),
        Some(reason) => Err(reason),
        None => Err(ParsePart::UnknownFormat.refused().into()),
    }
}

/// Appends to a list and returns the struct that holds the certificate now.
pub(super) fn append(chain: &mut mbedtls_x509_crt, certificate: Certificate) -> &mut mbedtls_x509_crt {
    let node = place(chain);
    node.set(certificate);
    node
}

/// The struct of a list for the next certificate: the first that holds none, or a new one at the end.
pub(super) fn place(chain: &mut mbedtls_x509_crt) -> &mut mbedtls_x509_crt {
    let mut node: *mut mbedtls_x509_crt = chain;
    loop {
        // SAFETY: the head is a reference; the nodes behind it are structs of ours, reachable through it alone.
        let current = unsafe { &mut *node };
        if current.version == 0 {
            return current;
        }
        if current.next.is_null() {
            current.next = platform::place(mbedtls_x509_crt::empty());
        }
        node = current.next;
    }
}

/// # Safety
/// As the exported functions.
pub(super) unsafe fn arguments<'a>(
    chain: *mut mbedtls_x509_crt,
    buf: *const c_uchar,
    buflen: usize,
) -> Result<(&'a mut mbedtls_x509_crt, &'a [u8]), Status> {
    if buf.is_null() {
        return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
    }
    // SAFETY: by contract.
    let (chain, input) = unsafe { (ptr::reference_mut(chain), ptr::slice(buf, buflen)) };
    Ok((chain.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?, input.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?))
}
