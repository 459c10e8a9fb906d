use super::mbedtls_x509write_cert;
use super::write::context;
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::ffi::x509::{
    MBEDTLS_ERR_X509_BAD_INPUT_DATA, attributes, extensions, output, put_der, put_pem, sign, signature_id,
};
use crate::pki::write::{CertificateParts, signed};
use std::ffi::{c_char, c_int, c_uchar, c_void};

/// Makes the certificate in DER, at the end of a buffer.
///
/// \param ctx    The context, with both keys and a digest.
/// \param buf    The buffer. What lies before the certificate in it is not touched.
/// \param size   Its size in bytes.
/// \param f_rng  The random generator, which must be given although what is random comes from the system's.
/// \param p_rng  The context of `f_rng`.
///
/// \return       The length of the certificate, which begins at `buf + size` less that length;
///               MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if it does not fit; MBEDTLS_ERR_X509_INVALID_ALG for an issuer's key
///               that cannot sign, or only by RSASSA-PSS; MBEDTLS_ERR_OID_NOT_FOUND for a digest that it cannot sign;
///               MBEDTLS_ERR_X509_BAD_INPUT_DATA if an argument or a key is NULL; else the number of what failed with
///               a key, as of mbedtls_pk_sign().
///
/// # Safety
/// `ctx` is NULL or points to an initialized context, and its keys are alive; `buf` is `size` writable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_der(
    ctx: *mut mbedtls_x509write_cert,
    buf: *mut c_uchar,
    size: usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe { put_der(&der(ctx, size, f_rng.is_some())?, output(buf, size)?) }
    })
}

/// Makes the certificate in PEM, with a NUL, at the beginning of a buffer.
///
/// \param ctx    The context, with both keys and a digest.
/// \param buf    The buffer.
/// \param size   Its size in bytes.
/// \param f_rng  The random generator, which must be given although what is random comes from the system's.
/// \param p_rng  The context of `f_rng`.
///
/// \return       0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL if the DER would fit into the buffer and the PEM does not;
///               else as of mbedtls_x509write_crt_der().
///
/// # Safety
/// As mbedtls_x509write_crt_der().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_x509write_crt_pem(
    ctx: *mut mbedtls_x509write_cert,
    buf: *mut c_uchar,
    size: usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe { put_pem("CERTIFICATE", &der(ctx, size, f_rng.is_some())?, output(buf, size)?) }
    })
}

/// # Safety
/// As the exported functions.
unsafe fn der(ctx: *mut mbedtls_x509write_cert, size: usize, has_rng: bool) -> Result<Vec<u8>, Status> {
    // SAFETY: by contract.
    let context = unsafe { context(ctx) }?;
    // SAFETY: by contract.
    let (issuer_key, subject_key) =
        unsafe { (ptr::reference(context.private_issuer_key), ptr::reference(context.private_subject_key)) };
    let issuer_key = issuer_key.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    let subject_key = subject_key.or_code(MBEDTLS_ERR_X509_BAD_INPUT_DATA)?;
    let signature = signature_id(issuer_key, context.private_md_alg)?;
    // SAFETY: the lists are ours, and nobody changes them during the call.
    let (issuer, subject, extensions) = unsafe {
        (
            attributes(context.private_issuer),
            attributes(context.private_subject),
            extensions(context.private_extensions),
        )
    };
    let parts = CertificateParts {
        version: context.private_version,
        serial: context.private_serial.get(..context.private_serial_len).ok_or(Status::INTERNAL)?,
        signature,
        issuer: &issuer,
        not_before: &date(&context.private_not_before),
        not_after: &date(&context.private_not_after),
        subject: &subject,
        public_key_info: &subject_key.public_key_info()?,
        extensions: &extensions,
    };
    let to_be_signed = parts.to_be_signed(size)?;
    let octets = sign(&to_be_signed, issuer_key, context.private_md_alg, has_rng)?;
    Ok(signed(&to_be_signed, signature, &octets, size)?)
}

/// Without the NUL behind it.
fn date(text: &[c_char]) -> Vec<u8> {
    text.iter().take(super::MBEDTLS_X509_RFC5280_UTC_TIME_LEN).map(|character| *character as u8).collect()
}
