use super::mbedtls_x509_csr;
use crate::ffi::boundary::boundary;
use crate::ffi::pk::{MBEDTLS_ERR_PK_FILE_IO_ERROR, pem_or_der, read_file};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::{MBEDTLS_ERR_X509_BAD_INPUT_DATA, mbedtls_x509_buf};
use crate::pki::Request;
use crate::pki::der::tag;
use crate::pki::pem::{self, PemError};
use std::ffi::{c_char, c_int, c_uchar, c_void};

/// What PEM calls a request, today and in old days.
const LABELS: [&str; 2] = ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"];

/// Looks at an extension that a request asks for and that the library does not know.
///
/// The value lies between `p` and `end`. Any result but 0 refuses an extension that is critical.
pub type mbedtls_x509_csr_ext_cb_t = Option<
    unsafe extern "C" fn(
        p_ctx: *mut c_void,
        csr: *const mbedtls_x509_csr,
        oid: *const mbedtls_x509_buf,
        critical: c_int,
        p: *const c_uchar,
        end: *const c_uchar,
    ) -> c_int,
>;

/// Parses a request in DER. The encoding is copied. The signature is not checked.
///
/// \param csr     The struct, which is initialized anew and must hold no request. On an error it is empty.
/// \param buf     The request. Bytes after its end are an error.
/// \param buflen  The length of `buf` in bytes.
///
/// \return        0; MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument is NULL or `buflen` 0; else a number that tells
///                the part of the request, to which one of MBEDTLS_ERR_ASN1_ may be added. A critical extension that is
///                not known is MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG.
///
/// # Safety
/// `csr` is NULL or writable; `buf` is NULL or `buflen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_csr_parse_der(
    csr: *mut mbedtls_x509_csr,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (csr, der) = unsafe { arguments(csr, buf, buflen) }?;
        parse(csr, der)
    })
}

/// As mbedtls_x509_csr_parse_der(), and asks about extensions that are not known.
///
/// \param csr     The struct, which is initialized anew and must hold no request. On an error it is empty.
/// \param buf     The request.
/// \param buflen  The length of `buf` in bytes.
/// \param cb      Called for each extension that is not known. NULL: those that are critical are refused.
/// \param p_ctx   The context of `cb`.
///
/// \return        What `cb` returned for a critical extension, unless that is 0; else as of
///                mbedtls_x509_csr_parse_der().
///
/// # Safety
/// As mbedtls_x509_csr_parse_der(); `cb` can be called with `p_ctx`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_csr_parse_der_with_ext_cb(
    csr: *mut mbedtls_x509_csr,
    buf: *const c_uchar,
    buflen: usize,
    cb: mbedtls_x509_csr_ext_cb_t,
    p_ctx: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (csr, der) = unsafe { arguments(csr, buf, buflen) }?;
        let Some(cb) = cb else { return parse(csr, der) };
        let parsing = Request::parse_leniently(der);
        csr.set(parsing.request.clone());
        let mut result = Ok(());
        for extension in parsing.request.unknown_extensions() {
            let oid = mbedtls_x509_buf::new(tag::OID, extension.oid);
            let value = extension.value.as_ptr_range();
            // SAFETY: by contract; what is pointed at stays until the loop is over.
            let code = unsafe { cb(p_ctx, csr, &oid, extension.critical.into(), value.start, value.end) };
            if code != 0 && extension.critical {
                result = Err(Status::new(code));
                break;
            }
        }
        if let Err(reason) = result.and(parsing.outcome.map_err(Status::from)) {
            // SAFETY: just made, and nobody changed it but by C's way.
            unsafe { csr.clear() };
            return Err(reason);
        }
        csr.set_signature();
        Ok(())
    })
}

/// Parses a request in PEM or DER.
///
/// \param csr     The struct, which is initialized anew and must hold no request. On an error it is empty.
/// \param buf     The request; of PEM, `CERTIFICATE REQUEST` or `NEW CERTIFICATE REQUEST`.
/// \param buflen  The length of `buf` in bytes; of PEM, with the NUL that must end it.
///
/// \return        0; an error of the PEM block; else as of mbedtls_x509_csr_parse_der().
///
/// # Safety
/// As mbedtls_x509_csr_parse_der().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_csr_parse(
    csr: *mut mbedtls_x509_csr,
    buf: *const c_uchar,
    buflen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (csr, input) = unsafe { arguments(csr, buf, buflen) }?;
        parse_any(csr, input)
    })
}

/// Parses the request of a file, in PEM or DER.
///
/// \param csr   The struct, which is initialized anew and must hold no request. On an error it is empty.
/// \param path  The file.
///
/// \return      As of mbedtls_x509_csr_parse(); MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read.
///
/// # Safety
/// `csr` is NULL or writable; `path` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_csr_parse_file(
    csr: *mut mbedtls_x509_csr,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (csr, path) = unsafe { (ptr::reference_mut(csr), ptr::string(path)) };
        let csr = csr.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        let path = path.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        let file = read_file(path).map_err(|_| Status::new(MBEDTLS_ERR_PK_FILE_IO_ERROR))?;
        parse_any(csr, pem_or_der(&file))
    })
}

fn parse_any(csr: &mut mbedtls_x509_csr, input: &[u8]) -> Result<(), Status> {
    let text = match input.split_last() {
        Some((0, _)) => input.split(|byte| *byte == 0).next().unwrap_or_default(),
        _ => &[],
    };
    for label in LABELS {
        match pem::find(text, label, None).content {
            Ok(der) => return parse(csr, &der),
            Err(PemError::NoBlock) => {}
            Err(reason) => return Err(reason.into()),
        }
    }
    parse(csr, input)
}

fn parse(csr: &mut mbedtls_x509_csr, der: &[u8]) -> Result<(), Status> {
    match Request::parse(der) {
        Ok(request) => {
            csr.set(request);
            csr.set_signature();
            Ok(())
        }
        Err(reason) => {
            // SAFETY: zeros are a struct without a request.
            unsafe { crate::ffi::slot::zeroed(csr) };
            Err(reason.into())
        }
    }
}

/// # Safety
/// As the exported functions.
unsafe fn arguments<'a>(
    csr: *mut mbedtls_x509_csr,
    buf: *const c_uchar,
    buflen: usize,
) -> Result<(&'a mut mbedtls_x509_csr, &'a [u8]), Status> {
    if buf.is_null() || buflen == 0 {
        return Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA));
    }
    // SAFETY: by contract.
    let (csr, input) = unsafe { (ptr::reference_mut(csr), ptr::slice(buf, buflen)) };
    Ok((csr.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?, input.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?))
}
