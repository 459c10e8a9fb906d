use super::mbedtls_x509_crt;
use super::parse::parse_any;
use crate::ffi::boundary::boundary;
use crate::ffi::pk::{MBEDTLS_ERR_PK_FILE_IO_ERROR, pem_or_der, read_file, read_path};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::{MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_FILE_IO_ERROR};
use std::ffi::{CStr, c_char, c_int};
use std::fs;

/// Parses the certificates of a file, in PEM or DER, and appends them to a list; see `mbedtls_x509_crt_parse()`.
///
/// \param chain  An initialized list.
/// \param path   The file.
///
/// \return       As of `mbedtls_x509_crt_parse()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read.
///
/// # Safety
/// `chain` is NULL or an initialized list; `path` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_parse_file(
    chain: *mut mbedtls_x509_crt,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, path) = unsafe { (ptr::reference_mut(chain), ptr::string(path)) };
        let chain = chain.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        let path = path.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        let file = read_file(path).map_err(|_| Status::new(MBEDTLS_ERR_PK_FILE_IO_ERROR))?;
        parse_any(chain, pem_or_der(&file))
    })
}

/// Parses the certificates of all files of a folder and appends them to a list. Folders within it are passed over.
///
/// \param chain  An initialized list.
/// \param path   The folder.
///
/// \return       0 if everything was parsed; above zero, how many certificates were not, and files without any;
///               MBEDTLS_ERR_X509_FILE_IO_ERROR if the folder cannot be read.
///
/// # Safety
/// `chain` is NULL or an initialized list; `path` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_parse_path(
    chain: *mut mbedtls_x509_crt,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (chain, path) = unsafe { (ptr::reference_mut(chain), ptr::string(path)) };
        let chain = chain.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        let path = path.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
        parse_folder(chain, path).map_err(|_| Status::new(MBEDTLS_ERR_X509_FILE_IO_ERROR))
    })
}

fn parse_folder(chain: &mut mbedtls_x509_crt, path: &CStr) -> std::io::Result<c_int> {
    let mut failed: c_int = 0;
    for entry in fs::read_dir(crate::ffi::pk::native_path(path)?)? {
        let path = entry?.path();
        // A link that leads nowhere is an error of the folder, as it is with the original.
        if !fs::metadata(&path)?.is_file() {
            continue;
        }
        let outcome = read_path(&path)
            .map_err(|_| Status::new(MBEDTLS_ERR_PK_FILE_IO_ERROR))
            .and_then(|file| parse_any(chain, pem_or_der(&file)));
        failed = failed.saturating_add(outcome.unwrap_or(1));
    }
    Ok(failed)
}
