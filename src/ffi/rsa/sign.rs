use super::context::mbedtls_rsa_context;
use super::signature::{self, Padding};
use super::{BAD_INPUT, MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_RSA_SALT_LEN_ANY};
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::enums::MdType;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar, c_uint, c_void};

/// Signs a hash with the padding that was chosen by `mbedtls_rsa_set_padding()`.
///
/// \param ctx      The context with the private key.
/// \param f_rng    The random generator, which must be given although randomness comes from the system.
/// \param p_rng    Not used.
/// \param md_alg   The digest that the hash was made by; with PKCS #1 v1.5 padding also MBEDTLS_MD_NONE.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param sig      Where the signature goes, as many bytes as the modulus has.
///
/// \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, the hash does not fit
///                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
///                 system's random generator fails.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` has room for
/// as many bytes as the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_pkcs1_sign(
    ctx: *mut mbedtls_rsa_context,
    f_rng: RngFn,
    p_rng: *mut c_void,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    sig: *mut c_uchar,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe { sign_into(ctx, f_rng, md_alg, (hash, hashlen), sig, |context| Ok(chosen(context))) }
    })
}

/// Signs a hash with PKCS #1 v1.5 padding (RFC 8017 §8.2.1).
///
/// \param ctx      The context with the private key.
/// \param f_rng    The random generator, which must be given although randomness comes from the system.
/// \param p_rng    Not used.
/// \param md_alg   The digest that the hash was made by; MBEDTLS_MD_NONE to put the hash into the block as it is.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param sig      Where the signature goes, as many bytes as the modulus has.
///
/// \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, another padding is chosen, the hash does not fit
///                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
///                 system's random generator fails.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` has room for
/// as many bytes as the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_rsassa_pkcs1_v15_sign(
    ctx: *mut mbedtls_rsa_context,
    f_rng: RngFn,
    p_rng: *mut c_void,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    sig: *mut c_uchar,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe { sign_into(ctx, f_rng, md_alg, (hash, hashlen), sig, pkcs1) }
    })
}

/// Signs a hash with PSS padding (RFC 8017 §8.1.1), a salt as long as the hash, or as fits if the modulus is too short
/// for that.
///
/// \param ctx      The context with the private key.
/// \param f_rng    The random generator, which must be given although randomness comes from the system.
/// \param p_rng    Not used.
/// \param md_alg   The digest that the hash was made by.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param sig      Where the signature goes, as many bytes as the modulus has.
///
/// \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, PSS is not chosen, the hash does not fit
///                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
///                 system's random generator fails.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` has room for
/// as many bytes as the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_rsassa_pss_sign(
    ctx: *mut mbedtls_rsa_context,
    f_rng: RngFn,
    p_rng: *mut c_void,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    sig: *mut c_uchar,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            sign_into(ctx, f_rng, md_alg, (hash, hashlen), sig, |context| {
                pss(context, MBEDTLS_RSA_SALT_LEN_ANY)
            })
        }
    })
}

/// Signs a hash with PSS padding and a salt of a given length; see `mbedtls_rsa_rsassa_pss_sign()`.
///
/// \param ctx      The context with the private key.
/// \param f_rng    The random generator, which must be given although randomness comes from the system.
/// \param p_rng    Not used.
/// \param md_alg   The digest that the hash was made by.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param saltlen  The length of the salt in bytes, or MBEDTLS_RSA_SALT_LEN_ANY for the usual one.
/// \param sig      Where the signature goes, as many bytes as the modulus has.
///
/// \return         0; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if the key is not private or too short, PSS is not chosen, the hash does not fit
///                 the digest, the digest is not offered, or an argument is NULL; MBEDTLS_ERR_ENTROPY_SOURCE_FAILED if the
///                 system's random generator fails.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` has room for
/// as many bytes as the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_rsassa_pss_sign_ext(
    ctx: *mut mbedtls_rsa_context,
    f_rng: RngFn,
    p_rng: *mut c_void,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    saltlen: c_int,
    sig: *mut c_uchar,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        unsafe { sign_into(ctx, f_rng, md_alg, (hash, hashlen), sig, |context| pss(context, saltlen)) }
    })
}

/// The padding that the context names.
pub(super) fn chosen(context: &mbedtls_rsa_context) -> Padding {
    if context.is_pss() { Padding::Pss(context.mask(), MBEDTLS_RSA_SALT_LEN_ANY) } else { Padding::Pkcs1 }
}

fn pkcs1(context: &mbedtls_rsa_context) -> Result<Padding, Status> {
    if context.is_pss() { Err(BAD_INPUT) } else { Ok(Padding::Pkcs1) }
}

fn pss(context: &mbedtls_rsa_context, salt: c_int) -> Result<Padding, Status> {
    if context.is_pss() { Ok(Padding::Pss(context.mask(), salt)) } else { Err(BAD_INPUT) }
}

/// # Safety
/// As the exported functions.
unsafe fn sign_into(
    context: *mut mbedtls_rsa_context,
    f_rng: RngFn,
    md: MdType,
    (hash, length): (*const c_uchar, c_uint),
    out: *mut c_uchar,
    padding: impl FnOnce(&mbedtls_rsa_context) -> Result<Padding, Status>,
) -> Result<(), Status> {
    // SAFETY: by contract.
    let (context, hash) = unsafe { (ptr::reference(context), ptr::slice(hash, length as usize)) };
    let context = context.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
    let hash = hash.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
    if f_rng.is_none() {
        return Err(BAD_INPUT);
    }
    let signature = signature::sign(context, padding(context)?, md, hash)?;
    // SAFETY: by contract there is room for as many bytes as the modulus has, which is what signatures have.
    let out = unsafe { ptr::slice_mut(out, signature.len()) }.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
    out.copy_from_slice(&signature);
    Ok(())
}
