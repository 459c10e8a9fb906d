use super::context::mbedtls_rsa_context;
use super::sign::chosen;
use super::signature::{self, Padding};
use super::{MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_RSA_SALT_LEN_ANY};
use crate::ffi::boundary::boundary;
use crate::ffi::enums::MdType;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use std::ffi::{c_int, c_uchar, c_uint};

/// Verifies a signature with the padding that was chosen by `mbedtls_rsa_set_padding()`.
///
/// \param ctx      The context with the key.
/// \param md_alg   The digest that the hash was made by; with PKCS #1 v1.5 padding also MBEDTLS_MD_NONE.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param sig      The signature, as many bytes as the modulus has.
///
/// \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
///                 key, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` is as many as
/// the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_pkcs1_verify(
    ctx: *mut mbedtls_rsa_context,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    sig: *const c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe { verify(ctx, md_alg, (hash, hashlen), sig, chosen) }
    })
}

/// Verifies a signature with PKCS #1 v1.5 padding (RFC 8017 §8.2.2).
///
/// \param ctx      The context with the key.
/// \param md_alg   The digest that the hash was made by; MBEDTLS_MD_NONE to put the hash into the block as it is.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param sig      The signature, as many bytes as the modulus has.
///
/// \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
///                 key, another padding is chosen, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` is as many as
/// the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_rsassa_pkcs1_v15_verify(
    ctx: *mut mbedtls_rsa_context,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    sig: *const c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe { verify(ctx, md_alg, (hash, hashlen), sig, |_| Padding::Pkcs1) }
    })
}

/// Verifies a signature with PSS padding (RFC 8017 §8.1.2) and a salt of any length, whichever padding is chosen.
///
/// \param ctx      The context with the key.
/// \param md_alg   The digest that the hash was made by.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param sig      The signature, as many bytes as the modulus has.
///
/// \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
///                 key, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` is as many as
/// the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_rsassa_pss_verify(
    ctx: *mut mbedtls_rsa_context,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    sig: *const c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            verify(ctx, md_alg, (hash, hashlen), sig, |context| {
                Padding::Pss(context.mask(), MBEDTLS_RSA_SALT_LEN_ANY)
            })
        }
    })
}

/// Verifies a signature with PSS padding, with the digest of the mask and the length of the salt as said; see
/// `mbedtls_rsa_rsassa_pss_verify()`.
///
/// \param ctx      The context with the key.
/// \param md_alg   The digest that the hash was made by.
/// \param hashlen  The length of the hash in bytes, which is that of the digest.
/// \param hash     The hash.
/// \param mgf1_hash_id       The digest of the mask generation function.
/// \param expected_salt_len  The length of the salt in bytes, or MBEDTLS_RSA_SALT_LEN_ANY.
/// \param sig      The signature, as many bytes as the modulus has.
///
/// \return         0 if it verifies; MBEDTLS_ERR_RSA_VERIFY_FAILED if not; MBEDTLS_ERR_RSA_BAD_INPUT_DATA if there is no
///                 key, the hash does not fit the digest, the digest is not offered, or an argument is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialised RSA context; `hash` is `hashlen` bytes; `sig` is as many as
/// the modulus.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_rsa_rsassa_pss_verify_ext(
    ctx: *mut mbedtls_rsa_context,
    md_alg: MdType,
    hashlen: c_uint,
    hash: *const c_uchar,
    mgf1_hash_id: MdType,
    expected_salt_len: c_int,
    sig: *const c_uchar,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe {
            verify(ctx, md_alg, (hash, hashlen), sig, |_| Padding::Pss(mgf1_hash_id, expected_salt_len))
        }
    })
}

/// # Safety
/// As the exported functions.
unsafe fn verify(
    context: *const mbedtls_rsa_context,
    md: MdType,
    (hash, length): (*const c_uchar, c_uint),
    sig: *const c_uchar,
    padding: impl FnOnce(&mbedtls_rsa_context) -> Padding,
) -> Result<(), Status> {
    // SAFETY: by contract.
    let (context, hash) = unsafe { (ptr::reference(context), ptr::slice(hash, length as usize)) };
    let context = context.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
    let hash = hash.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
    // SAFETY: by contract it is as long as the modulus.
    let signature = unsafe { ptr::slice(sig, context.bits().div_ceil(8)) };
    let signature = signature.or_code(MBEDTLS_ERR_RSA_BAD_INPUT_DATA)?;
    signature::verify(context, padding(context), md, hash, signature)
}
