use super::mbedtls_x509_crt;
use crate::ffi::boundary::{boundary, boundary_or};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, MBEDTLS_ERR_X509_INVALID_EXTENSIONS, MBEDTLS_X509_EXT_BASIC_CONSTRAINTS,
};
use crate::pki::Certificate;
use std::ffi::{c_char, c_int, c_uint};

/// Tells whether keyUsage allows a use. Without the extension everything is allowed.
///
/// \param crt    The certificate.
/// \param usage  MBEDTLS_X509_KU_ bits, all of which must be allowed. MBEDTLS_X509_KU_ENCIPHER_ONLY and
///               MBEDTLS_X509_KU_DECIPHER_ONLY are accepted if set in the certificate, not asked for.
///
/// \return       0 if it does, MBEDTLS_ERR_X509_BAD_INPUT_DATA if not or if `crt` is NULL or empty.
///
/// # Safety
/// `crt` is NULL or points to an initialized certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_check_key_usage(
    crt: *const mbedtls_x509_crt,
    usage: c_uint,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let allowed = unsafe { certificate(crt) }?.allows_key_usage(usage);
        if allowed { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA)) }
    })
}

/// Tells whether extKeyUsage allows a purpose. Without the extension everything is allowed.
///
/// \param crt        The certificate.
/// \param usage_oid  The purpose: the content of its object identifier, as in MBEDTLS_OID_SERVER_AUTH.
/// \param usage_len  The length of `usage_oid` in bytes.
///
/// \return           0 if it does, MBEDTLS_ERR_X509_BAD_INPUT_DATA if not or if an argument is NULL.
///
/// # Safety
/// `crt` is NULL or points to an initialized certificate; `usage_oid` is NULL or `usage_len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_check_extended_key_usage(
    crt: *const mbedtls_x509_crt,
    usage_oid: *const c_char,
    usage_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (certificate, purpose) =
            unsafe { (certificate(crt)?, ptr::slice(usage_oid.cast::<u8>(), usage_len)) };
        let allowed = certificate.allows_purpose(purpose.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?);
        if allowed { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA)) }
    })
}

/// Tells whether a certificate has an extension.
///
/// \param ctx       The certificate.
/// \param ext_type  The extension, MBEDTLS_X509_EXT_…; of several bits one is enough.
///
/// \return          The bits that are there, 0 if none or if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialized certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_has_ext_type(
    ctx: *const mbedtls_x509_crt,
    ext_type: c_int,
) -> c_int {
    // SAFETY: by contract.
    boundary_or(0, || unsafe { ptr::reference(ctx) }.map_or(0, |crt| crt.private_ext_types & ext_type))
}

/// Tells whether a certificate is that of an authority, by basicConstraints.
///
/// \param crt  The certificate.
///
/// \return     1 if it is, 0 if not, MBEDTLS_ERR_X509_INVALID_EXTENSIONS without basicConstraints or if `crt` is NULL.
///
/// # Safety
/// `crt` is NULL or points to an initialized certificate.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509_crt_get_ca_istrue(crt: *const mbedtls_x509_crt) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let crt = unsafe { ptr::reference(crt) }.or_code(MBEDTLS_ERR_X509_INVALID_EXTENSIONS)?;
        if crt.private_ext_types & MBEDTLS_X509_EXT_BASIC_CONSTRAINTS == 0 {
            return Err(Status::new(MBEDTLS_ERR_X509_INVALID_EXTENSIONS));
        }
        Ok(crt.private_ca_istrue)
    })
}

/// # Safety
/// `crt` is NULL or points to an initialized certificate.
unsafe fn certificate(crt: *const mbedtls_x509_crt) -> Result<Certificate, Status> {
    // SAFETY: by contract.
    let crt: &mbedtls_x509_crt = unsafe { ptr::reference(crt) }.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    crt.certificate().ok_or(Status::new(MBEDTLS_ERR_X509_BAD_INPUT_DATA))
}
