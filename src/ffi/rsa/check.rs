use super::context::mbedtls_rsa_context;
use super::value::Numbers;
use super::{CHECK_FAILED, MBEDTLS_ERR_RSA_KEY_CHECK_FAILED};
use crate::crypto::Integer;
use crate::ffi::boundary::boundary;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use std::ffi::c_int;

/// The shortest modulus, in bits, that counts as a key.
const MIN_BITS: usize = 128;

/// Tells whether a context has a public key: an odd modulus of at least 128 bits, and an odd exponent from 3 to below it.
///
/// \param ctx  The context.
///
/// \return     0 if it has; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED if not, or if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_check_pubkey(ctx: *const mbedtls_rsa_context) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        check_public(unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_RSA_KEY_CHECK_FAILED)?).map(drop)
    })
}

/// Tells whether a context has a private key, and its numbers belong together.
///
/// \param ctx  The context.
///
/// \return     0 if it has; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED if not, or if `ctx` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_check_privkey(ctx: *const mbedtls_rsa_context) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        check_private(unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_RSA_KEY_CHECK_FAILED)?)
    })
}

/// Tells whether a public and a private key belong together.
///
/// \param pub  The context with the public key.
/// \param prv  The context with the private key.
///
/// \return     0 if they do; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED if not, or if one is NULL or lacks its key.
///
/// # Safety
/// Both are NULL or point to initialised contexts.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_check_pub_priv(
    r#pub: *const mbedtls_rsa_context,
    prv: *const mbedtls_rsa_context,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (public, private) = unsafe { (ptr::reference(r#pub), ptr::reference(prv)) };
        check_pair(public.map_err(|_| CHECK_FAILED)?, private.map_err(|_| CHECK_FAILED)?)
    })
}

/// See `mbedtls_rsa_check_pub_priv()`.
pub(in crate::ffi) fn check_pair(
    public: &mbedtls_rsa_context,
    private: &mbedtls_rsa_context,
) -> Result<(), Status> {
    let public = check_public(public)?;
    check_private(private)?;
    let private = check_public(private)?;
    if public.n == private.n && public.e == private.e { Ok(()) } else { Err(CHECK_FAILED) }
}

fn check_public(context: &mbedtls_rsa_context) -> Result<&Numbers, Status> {
    let numbers = context.value().ok_or(CHECK_FAILED)?.numbers();
    let Numbers { n, e, .. } = numbers;
    let good = n.bits() >= MIN_BITS && n.is_odd() && e.is_odd() && *e >= Integer::from(3) && e < n;
    if good { Ok(numbers) } else { Err(CHECK_FAILED) }
}

fn check_private(context: &mbedtls_rsa_context) -> Result<(), Status> {
    check_public(context)?;
    let exact = context.components().is_some_and(|numbers| numbers.are_exact());
    if exact { Ok(()) } else { Err(CHECK_FAILED) }
}
