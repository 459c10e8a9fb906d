//! Keys written to files.

use super::context::mbedtls_pk_context;
use super::info::{ECKEY, RSA};
use super::{MBEDTLS_ERR_PK_BAD_INPUT_DATA, MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE};
use crate::crypto::PublicKey;
use crate::ffi::asn1::MBEDTLS_ERR_ASN1_BUF_TOO_SMALL;
use crate::ffi::boundary::boundary;
use crate::ffi::enums::PkType;
use crate::ffi::pem::put_text;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::rsa::mbedtls_rsa_context;
use crate::ffi::status::Status;
use crate::pki::{key, pem};
use std::ffi::{c_int, c_uchar};
use zeroize::Zeroizing;

/// `MBEDTLS_ERR_RSA_BAD_INPUT_DATA`.
const RSA_BAD_INPUT: Status = Status::new(-0x4080);
/// `MBEDTLS_ERR_ECP_BAD_INPUT_DATA`.
const ECP_BAD_INPUT: Status = Status::new(-0x4F80);
/// `MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE`.
const ECP_UNAVAILABLE: Status = Status::new(-0x4E80);
/// `MBEDTLS_ERR_ASN1_BUF_TOO_SMALL`.
const BUFFER_TOO_SMALL: Status = Status::new(MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);

/// Writes a private key in DER: PKCS #1 for RSA, SEC 1 with curve and public point for an elliptic curve.
///
/// The key is written to the END of the buffer. The caller wipes it.
///
/// \param ctx   The context with the private key.
/// \param buf   The buffer.
/// \param size  Its size in bytes.
///
/// \return      The length of the key in bytes; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx`
///              or `buf` is NULL; MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_ERR_ECP_BAD_INPUT_DATA or
///              MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE if there is no private key;
///              MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE if the context has no kind, or one that cannot be written.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context, `buf` is NULL or has room for `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_write_key_der(
    ctx: *const mbedtls_pk_context,
    buf: *mut c_uchar,
    size: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, buffer) = unsafe { arguments(ctx, buf, size) }?;
        put_at_end(buffer, || Ok(private_der(context)?.1))
    })
}

/// Writes a public key in DER: SubjectPublicKeyInfo (RFC 5280 section 4.1).
///
/// The key is written to the END of the buffer.
///
/// \param ctx   The context with the key; of a private key the public half is written.
/// \param buf   The buffer.
/// \param size  Its size in bytes.
///
/// \return      As of `mbedtls_pk_write_key_der()`; without a key MBEDTLS_ERR_RSA_BAD_INPUT_DATA or
///              MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE, which also comes for a curve that is not carried.
///
/// # Safety
/// As `mbedtls_pk_write_key_der()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_write_pubkey_der(
    ctx: *const mbedtls_pk_context,
    buf: *mut c_uchar,
    size: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, buffer) = unsafe { arguments(ctx, buf, size) }?;
        put_at_end(buffer, || Ok(key::subject_public_key_info(&public_key(context)?)))
    })
}

/// Writes a private key in PEM, with a NUL behind: `RSA PRIVATE KEY` or `EC PRIVATE KEY`.
///
/// \param ctx   The context with the private key.
/// \param buf   The buffer. The text stands at its beginning; what is left is set to zero. The caller wipes it.
/// \param size  Its size in bytes.
///
/// \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL; else as of `mbedtls_pk_write_key_der()`.
///
/// # Safety
/// As `mbedtls_pk_write_key_der()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_write_key_pem(
    ctx: *const mbedtls_pk_context,
    buf: *mut c_uchar,
    size: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, buffer) = unsafe { arguments(ctx, buf, size) }?;
        let (label, der) = private_der(context)?;
        let text = pem::encode(label, &der);
        put_text(Zeroizing::new(text).as_bytes(), buffer).map(|()| 0)
    })
}

/// Writes a public key in PEM, with a NUL behind: `PUBLIC KEY`.
///
/// \param ctx   The context with the key; of a private key the public half is written.
/// \param buf   The buffer. The text stands at its beginning; what is left is set to zero.
/// \param size  Its size in bytes.
///
/// \return      0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL; else as of `mbedtls_pk_write_pubkey_der()`.
///
/// # Safety
/// As `mbedtls_pk_write_key_der()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_write_pubkey_pem(
    ctx: *const mbedtls_pk_context,
    buf: *mut c_uchar,
    size: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, buffer) = unsafe { arguments(ctx, buf, size) }?;
        let text = pem::encode("PUBLIC KEY", &key::subject_public_key_info(&public_key(context)?));
        put_text(text.as_bytes(), buffer).map(|()| 0)
    })
}

/// Writes what SubjectPublicKeyInfo wraps: an RSAPublicKey (RFC 8017 appendix A.1.1), or the uncompressed point of an
/// elliptic curve key. It goes before `*p`, as the functions of asn1write.h write.
///
/// \param p      Where writing ends; moved to where the key begins.
/// \param start  Where the buffer begins.
/// \param key    The context with the key.
///
/// \return       The length of the key in bytes; MBEDTLS_ERR_ASN1_BUF_TOO_SMALL; else as of
///               `mbedtls_pk_write_pubkey_der()`.
///
/// # Safety
/// `p` is NULL or points to a pointer into the buffer that begins at `start`; `key` is NULL or points to an initialized
/// context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_write_pubkey(
    p: *mut *mut c_uchar,
    start: *mut c_uchar,
    key: *const mbedtls_pk_context,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let end = unsafe { ptr::reference_mut(p) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let size = end.addr().checked_sub(start.addr()).ok_or(BUFFER_TOO_SMALL)?;
        // SAFETY: by contract.
        let (context, buffer) = unsafe { arguments(key, start, size) }?;
        let written = put_at_end(buffer, || Ok(key::public_key(&public_key(context)?)))?;
        // Not more than `size` (as it did not fail), and so within the buffer.
        *end = end.wrapping_sub(written as usize);
        Ok(written)
    })
}

/// # Safety
/// `ctx` is NULL or points to an initialized context, `buf` is NULL or has room for `size` bytes, for as long as the
/// results are used.
unsafe fn arguments<'a>(
    ctx: *const mbedtls_pk_context,
    buf: *mut c_uchar,
    size: usize,
) -> Result<(&'a mbedtls_pk_context, &'a mut [u8]), Status> {
    // SAFETY: by contract.
    let (context, buffer) = unsafe { (ptr::reference(ctx), ptr::slice_mut(buf, size)) };
    Ok((context.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?, buffer.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?))
}

fn public_key(context: &mbedtls_pk_context) -> Result<PublicKey, Status> {
    let kind = kind(context)?;
    let missing = if kind == RSA { RSA_BAD_INPUT } else { ECP_UNAVAILABLE };
    context.parts()?.1.public().cloned().ok_or(missing)
}

/// A private key, and the label of its PEM.
fn private_der(context: &mbedtls_pk_context) -> Result<(&'static str, Zeroizing<Vec<u8>>), Status> {
    if kind(context)? == RSA {
        let numbers = context.rsa().and_then(mbedtls_rsa_context::components).ok_or(RSA_BAD_INPUT)?;
        return Ok(("RSA PRIVATE KEY", numbers.to_der()));
    }
    let key = context.parts()?.1;
    let missing = if key.public().is_some() { ECP_BAD_INPUT } else { ECP_UNAVAILABLE };
    let private = key.private_key().ok_or(missing)?;
    let der = key::ec_private_key(private, key.public()).ok_or(ECP_BAD_INPUT)?;
    Ok(("EC PRIVATE KEY", der))
}

/// The kind, if keys of it can be written.
fn kind(context: &mbedtls_pk_context) -> Result<PkType, Status> {
    match context.info() {
        Some(info) if matches!(info.behind, RSA | ECKEY) => Ok(info.behind),
        _ => Err(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE)),
    }
}

/// Puts `bytes` at the end of a buffer and returns their number. Without a buffer nothing else is looked at.
fn put_at_end<B: AsRef<[u8]>>(
    buffer: &mut [u8],
    bytes: impl FnOnce() -> Result<B, Status>,
) -> Result<c_int, Status> {
    if buffer.is_empty() {
        return Err(BUFFER_TOO_SMALL);
    }
    let bytes = bytes()?;
    let bytes = bytes.as_ref();
    let before = buffer.len().checked_sub(bytes.len()).ok_or(BUFFER_TOO_SMALL)?;
    buffer.get_mut(before..).ok_or(BUFFER_TOO_SMALL)?.copy_from_slice(bytes);
    c_int::try_from(bytes.len()).map_err(|_| BUFFER_TOO_SMALL)
}
