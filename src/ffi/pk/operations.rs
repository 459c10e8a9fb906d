use super::info::{ECKEY_DH, RSASSA_PSS};
use super::key::Key;
use super::{
    MBEDTLS_ERR_PK_BAD_INPUT_DATA, MBEDTLS_ERR_PK_BUFFER_TOO_SMALL, MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE,
    MBEDTLS_ERR_PK_SIG_LEN_MISMATCH, MBEDTLS_ERR_PK_TYPE_MISMATCH, mbedtls_pk_context,
};
use crate::error::{CryptoError, InPart, ParsePart};
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::ecp;
use crate::ffi::enums::{MdType, PkType};
use crate::ffi::md::hash_algorithm;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::rsa::{self, MBEDTLS_RSA_SALT_LEN_ANY as ANY_SALT, Padding, mbedtls_rsa_context};
use crate::ffi::status::Status;
use crate::pki::algorithm::Curve;
use crate::pki::der::{Reader, tag};
use crate::pki::key::KeyKind;
use std::ffi::{c_int, c_uchar, c_void};

/// `MBEDTLS_ERR_RSA_BAD_INPUT_DATA`.
const RSA_BAD_INPUT: Status = Status::new(-0x4080);
/// `MBEDTLS_ERR_RSA_KEY_CHECK_FAILED`.
const RSA_KEY_CHECK_FAILED: Status = Status::new(-0x4200);
/// `MBEDTLS_ERR_RSA_VERIFY_FAILED`.
const RSA_VERIFY_FAILED: Status = Status::new(-0x4380);
/// `MBEDTLS_ERR_ECP_BAD_INPUT_DATA`.
const ECP_BAD_INPUT: Status = Status::new(-0x4F80);
/// `MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE`.
const ECP_UNAVAILABLE: Status = Status::new(-0x4E80);
/// `MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL`.
const ECP_BUFFER_TOO_SMALL: Status = Status::new(-0x4F00);
/// `MBEDTLS_ERR_ECP_INVALID_KEY`.
const ECP_INVALID_KEY: Status = Status::new(-0x4C80);
/// `MBEDTLS_ERR_ECP_VERIFY_FAILED`.
const ECP_VERIFY_FAILED: Status = Status::new(-0x4E00);
/// `MBEDTLS_ERR_PK_BAD_INPUT_DATA`.
const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA);

/// For RSASSA-PSS: what a signature must be made with.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mbedtls_pk_rsassa_pss_options {
    /// The digest of the mask generation function.
    pub mgf1_hash_id: MdType,
    /// The length of the salt in bytes, or MBEDTLS_RSA_SALT_LEN_ANY (-1).
    pub expected_salt_len: c_int,
}

/// Verifies a signature over a hash: PKCS #1 v1.5 with RSA, ECDSA with an elliptic curve.
///
/// \param ctx       The context with the key.
/// \param md_alg    The digest that the hash was made by; with RSA, MBEDTLS_MD_NONE for a signature that names none.
/// \param hash      The hash.
/// \param hash_len  Its length in bytes; 0 means the length that `md_alg` has.
/// \param sig       The signature.
/// \param sig_len   Its length in bytes.
///
/// \return          0 if it verifies; MBEDTLS_ERR_PK_SIG_LEN_MISMATCH if it does and more bytes follow it;
///                  MBEDTLS_ERR_RSA_VERIFY_FAILED or MBEDTLS_ERR_ECP_VERIFY_FAILED if it does not;
///                  MBEDTLS_ERR_ECP_BAD_INPUT_DATA with one of MBEDTLS_ERR_ASN1_ added if it is malformed;
///                  MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is NULL or `ctx` holds no key;
///                  MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for a digest or key that is not offered.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_verify(
    ctx: *mut mbedtls_pk_context,
    md_alg: MdType,
    hash: *const c_uchar,
    hash_len: usize,
    sig: *const c_uchar,
    sig_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let (hash, signature) = unsafe { (read_hash(md_alg, hash, hash_len)?, ptr::slice(sig, sig_len)) };
        verify(context, md_alg, hash, signature.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?)
    })
}

/// Verifies a signature over a hash by a given way of signing; see `mbedtls_pk_verify()`.
///
/// \param type      The way: MBEDTLS_PK_RSASSA_PSS, or a kind of key for its usual way.
/// \param options   With MBEDTLS_PK_RSASSA_PSS a `mbedtls_pk_rsassa_pss_options`, else NULL.
/// \param ctx       The context with the key.
/// \param md_alg    The digest that the hash was made by.
/// \param hash      The hash.
/// \param hash_len  Its length in bytes; 0 means the length that `md_alg` has, but with MBEDTLS_PK_RSASSA_PSS.
/// \param sig       The signature.
/// \param sig_len   Its length in bytes.
///
/// \return          As of `mbedtls_pk_verify()`; MBEDTLS_ERR_PK_TYPE_MISMATCH if the key cannot be used so.
///
/// # Safety
/// As `mbedtls_pk_verify()`; `options` is NULL or points to what `type` asks for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_verify_ext(
    r#type: PkType,
    options: *const c_void,
    ctx: *mut mbedtls_pk_context,
    md_alg: MdType,
    hash: *const c_uchar,
    hash_len: usize,
    sig: *const c_uchar,
    sig_len: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let signature = unsafe { ptr::slice(sig, sig_len) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        if hash.is_null() && (md_alg, hash_len) != (0, 0) {
            return Err(BAD_INPUT);
        }
        check_use(context, r#type)?;
        if r#type != RSASSA_PSS {
            if !options.is_null() {
                return Err(BAD_INPUT);
            }
            // SAFETY: by contract.
            return verify(context, md_alg, unsafe { read_hash(md_alg, hash, hash_len) }?, signature);
        }
        // As with Mbed TLS, a length of 0 stands for no other here.
        // SAFETY: by contract.
        let hash = unsafe { ptr::slice(hash, hash_len) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let options = unsafe { ptr::reference(options.cast::<mbedtls_pk_rsassa_pss_options>()) }
            .or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        if hash_algorithm(options.mgf1_hash_id).is_none() {
            return Err(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE));
        }
        let padding = Padding::Pss(options.mgf1_hash_id, options.expected_salt_len.max(ANY_SALT));
        let rsa = context.rsa().ok_or(BAD_INPUT)?;
        verify_rsa(rsa, padding, md_alg, hash, signature)
    })
}

/// Signs a hash: PKCS #1 v1.5 with RSA, ECDSA with an elliptic curve.
///
/// \param ctx       The context with the private key.
/// \param md_alg    The digest that the hash was made by. With RSA, MBEDTLS_MD_NONE signs the hash as it is, without
///                  naming a digest.
/// \param hash      The hash. `sig` may lie over it.
/// \param hash_len  Its length in bytes; 0 means the length that `md_alg` has.
/// \param sig       Where the signature goes.
/// \param sig_size  The size of `sig`; MBEDTLS_PK_SIGNATURE_MAX_SIZE is always enough.
/// \param sig_len   Where its length goes; by RSA also if there is an error.
/// \param f_rng     The random generator, which must be given although randomness comes from the system.
/// \param p_rng     The context of `f_rng`.
///
/// \return          0; MBEDTLS_ERR_PK_BUFFER_TOO_SMALL or MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL if it does not fit;
///                  MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is NULL or `ctx` holds no key;
///                  MBEDTLS_ERR_RSA_BAD_INPUT_DATA, MBEDTLS_ERR_ECP_BAD_INPUT_DATA or MBEDTLS_ERR_ECP_INVALID_KEY if
///                  the key is not private, `f_rng` is NULL or the hash does not fit;
///                  MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for a digest that is not offered.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; the arrays are as long as said; `sig_len` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_sign(
    ctx: *mut mbedtls_pk_context,
    md_alg: MdType,
    hash: *const c_uchar,
    hash_len: usize,
    sig: *mut c_uchar,
    sig_size: usize,
    sig_len: *mut usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let hash = unsafe { read_hash(md_alg, hash, hash_len) }?.to_vec();
        // SAFETY: by contract; the hash was copied, as the signature may go over it.
        let output = unsafe { ptr::slice_mut(sig, sig_size) };
        let output = output.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        unsafe { store_rsa_length(context, sig_len) };
        let length = sign(context, md_alg, &hash, output, f_rng.is_some())?;
        // SAFETY: by contract.
        unsafe { ptr::store(sig_len, length) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)
    })
}

/// Signs a hash by a given way of signing; see `mbedtls_pk_sign()`.
///
/// \param pk_type   The way: MBEDTLS_PK_RSASSA_PSS (with a salt as long as the hash), or a kind of key for its usual
///                  way.
/// \param ctx       The context with the private key.
/// \param md_alg    The digest that the hash was made by.
/// \param hash      The hash.
/// \param hash_len  Its length in bytes; 0 means the length that `md_alg` has.
/// \param sig       Where the signature goes.
/// \param sig_size  The size of `sig`.
/// \param sig_len   Where its length goes.
/// \param f_rng     The random generator, which must be given.
/// \param p_rng     The context of `f_rng`.
///
/// \return          As of `mbedtls_pk_sign()`; MBEDTLS_ERR_PK_TYPE_MISMATCH if the key cannot be used so.
///
/// # Safety
/// As `mbedtls_pk_sign()`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_sign_ext(
    pk_type: PkType,
    ctx: *mut mbedtls_pk_context,
    md_alg: MdType,
    hash: *const c_uchar,
    hash_len: usize,
    sig: *mut c_uchar,
    sig_size: usize,
    sig_len: *mut usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        let context = unsafe { ptr::reference(ctx) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        check_use(context, pk_type)?;
        // SAFETY: by contract.
        let hash = unsafe { read_hash(md_alg, hash, hash_len) }?.to_vec();
        // SAFETY: by contract; the hash was copied, as the signature may go over it.
        let output = unsafe { ptr::slice_mut(sig, sig_size) };
        let output = output.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let length = if let (RSASSA_PSS, (_, Key::Opaque(key))) = (pk_type, context.parts()?) {
            // By PSS if the policy says so, and otherwise not as asked.
            if !key.is_pss() {
                return Err(Status::new(MBEDTLS_ERR_PK_TYPE_MISMATCH));
            }
            key.sign(md_alg, &hash, output)?
        } else if pk_type == RSASSA_PSS {
            let rsa = context.rsa().ok_or(BAD_INPUT)?;
            sign_rsa(rsa, Padding::Pss(rsa.mask(), ANY_SALT), md_alg, &hash, output, f_rng.is_some())?
        } else {
            // SAFETY: by contract.
            unsafe { store_rsa_length(context, sig_len) };
            sign(context, md_alg, &hash, output, f_rng.is_some())?
        };
        // SAFETY: by contract.
        unsafe { ptr::store(sig_len, length) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)
    })
}

/// The length of signatures by RSA is told whether or not one can be made.
///
/// # Safety
/// `sig_len` is NULL or writable.
unsafe fn store_rsa_length(context: &mbedtls_pk_context, sig_len: *mut usize) {
    if let Some(rsa) = context.rsa() {
        // SAFETY: by contract. NULL is an error of the caller.
        let _ = unsafe { ptr::store(sig_len, rsa.bits().div_ceil(8)) };
    }
}

/// Tells whether a public and a private key belong together.
///
/// \param pub    The context with the public key; a private key counts by its public half.
/// \param prv    The context with the private key.
/// \param f_rng  The random generator, which must be given although it is not used.
/// \param p_rng  The context of `f_rng`.
///
/// \return       0 if they do; MBEDTLS_ERR_RSA_KEY_CHECK_FAILED or MBEDTLS_ERR_ECP_BAD_INPUT_DATA if not;
///               MBEDTLS_ERR_PK_TYPE_MISMATCH for keys of two kinds; MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is
///               NULL or a context holds no key; MBEDTLS_ERR_ECP_INVALID_KEY if `prv` is not private.
///
/// # Safety
/// Both contexts are NULL or initialized.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_check_pair(
    r#pub: *const mbedtls_pk_context,
    prv: *const mbedtls_pk_context,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = p_rng;
    boundary(|| {
        // SAFETY: by contract.
        let (public, private) = unsafe { (ptr::reference(r#pub), ptr::reference(prv)) };
        let (public, private) = (public.map_err(|_| BAD_INPUT)?, private.map_err(|_| BAD_INPUT)?);
        let kinds = public.info().zip(private.info()).ok_or(BAD_INPUT)?;
        if f_rng.is_none() {
            return Err(BAD_INPUT);
        }
        if kinds.0.behind != kinds.1.behind {
            return Err(Status::new(MBEDTLS_ERR_PK_TYPE_MISMATCH));
        }
        match (public.rsa(), private.rsa(), public.ec(), private.ec()) {
            (Some(public), Some(private), ..) => rsa::check_pair(public, private),
            (.., Some(public), Some(private)) => ecp::check_pair(public, private),
            _ => check_opaque_pair(&public.parts()?.1, &private.parts()?.1),
        }
    })
}

/// The same for contexts of which one at least stands for a key of the store: the public halves are compared.
fn check_opaque_pair(public: &Key, private: &Key) -> Result<(), Status> {
    let private_is_there = private.private_key().is_some() || matches!(private, Key::Opaque(_));
    let is_rsa = matches!(private.kind(), Some(KeyKind::Rsa { .. }));
    match (public.public(), private.public()) {
        (Some(public), Some(private)) if private_is_there && public == private => Ok(()),
        _ if is_rsa => Err(RSA_KEY_CHECK_FAILED),
        _ if private_is_there => Err(ECP_BAD_INPUT),
        _ => Err(ECP_INVALID_KEY),
    }
}

fn check_use(context: &mbedtls_pk_context, kind: PkType) -> Result<(), Status> {
    let info = context.info().ok_or(BAD_INPUT)?;
    if info.can_do(kind) { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_PK_TYPE_MISMATCH)) }
}

/// Keys for key agreement alone make no signatures.
fn check_signs(context: &mbedtls_pk_context) -> Result<(), Status> {
    match context.info() {
        Some(info) if info.kind == ECKEY_DH => Err(Status::new(MBEDTLS_ERR_PK_TYPE_MISMATCH)),
        _ => Ok(()),
    }
}

fn verify(context: &mbedtls_pk_context, md: MdType, hash: &[u8], signature: &[u8]) -> Result<(), Status> {
    if let (_, Key::Opaque(key)) = context.parts()? {
        return key.with_public(|context| verify(context, md, hash, signature));
    }
    match context.rsa() {
        Some(rsa) => verify_rsa(rsa, usual_padding(rsa), md, hash, signature),
        None => {
            check_signs(context)?;
            verify_ecdsa(context, hash, signature)
        }
    }
}

/// The padding that the context names, with a salt of any length.
fn usual_padding(context: &mbedtls_rsa_context) -> Padding {
    if context.is_pss() { Padding::Pss(context.mask(), ANY_SALT) } else { Padding::Pkcs1 }
}

fn verify_rsa(
    context: &mbedtls_rsa_context,
    padding: Padding,
    md: MdType,
    hash: &[u8],
    signature: &[u8],
) -> Result<(), Status> {
    check_offered(md)?;
    if context.bits() != 0 && context.key().public().is_none() {
        return Err(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE));
    }
    let split = signature.split_at_checked(context.bits().div_ceil(8));
    let (signature, rest) = split.ok_or(RSA_VERIFY_FAILED)?;
    rsa::verify_with(context, padding, md, hash, signature)?;
    if rest.is_empty() { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_PK_SIG_LEN_MISMATCH)) }
}

fn verify_ecdsa(context: &mbedtls_pk_context, hash: &[u8], signature: &[u8]) -> Result<(), Status> {
    let (_, key) = context.parts()?;
    let trailing = check_ecdsa_signature(signature)?;
    let public = key.public().ok_or_else(|| match context.ec() {
        Some(pair) if pair.private_grp.curve().is_some() => ECP_INVALID_KEY,
        // A key of a certificate on a curve that nothing here calculates on.
        Some(pair) if pair.private_grp.id != 0 => Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE),
        _ => ECP_BAD_INPUT,
    })?;
    public.verify_ecdsa_hash(hash, signature).map_err(|_| ECP_VERIFY_FAILED)?;
    if trailing { Err(Status::new(MBEDTLS_ERR_PK_SIG_LEN_MISMATCH)) } else { Ok(()) }
}

/// The structure of an Ecdsa-Sig-Value (RFC 3279 §2.2.3); true if more elements follow its two numbers.
fn check_ecdsa_signature(signature: &[u8]) -> Result<bool, Status> {
    let mut reader = Reader::new(signature);
    let mut numbers = reader.sequence().within(ParsePart::PointFormat)?;
    reader.finish().within(ParsePart::PointFormat)?;
    numbers.element(tag::INTEGER).within(ParsePart::PointFormat)?;
    numbers.element(tag::INTEGER).within(ParsePart::PointFormat)?;
    Ok(!numbers.is_empty())
}

/// Signs a hash into `output` and returns how long the signature is; see `mbedtls_pk_sign()`.
pub(in crate::ffi) fn sign(
    context: &mbedtls_pk_context,
    md: MdType,
    hash: &[u8],
    output: &mut [u8],
    has_rng: bool,
) -> Result<usize, Status> {
    if let Some(rsa) = context.rsa() {
        return sign_rsa(rsa, usual_padding(rsa), md, hash, output, has_rng);
    }
    let (_, key) = context.parts()?;
    if let Key::Opaque(key) = key {
        return key.sign(md, hash, output);
    }
    check_signs(context)?;
    let private = key.private_key().ok_or_else(|| match context.ec() {
        Some(pair) if is_montgomery(pair.private_grp.id) => ECP_BAD_INPUT,
        // A private key on a curve that nothing here calculates on.
        Some(pair) if pair.private_grp.curve().is_none() && !pair.private_d.is_zero() => ECP_UNAVAILABLE,
        Some(pair) if pair.private_grp.id != 0 => ECP_INVALID_KEY,
        _ => ECP_BAD_INPUT,
    })?;
    if !is_digest(md) || !has_rng {
        return Err(ECP_BAD_INPUT);
    }
    let signature = private.sign_ecdsa_hash(hash).map_err(crypto_failure)?;
    copy(&signature, output).ok_or(ECP_BUFFER_TOO_SMALL)
}

/// Whether a group is one of those for key agreement alone: Curve25519 or Curve448.
fn is_montgomery(group: u32) -> bool {
    [Curve::X25519, Curve::X448].iter().any(|curve| u32::from(curve.number()) == group)
}

/// Signs by an algorithm; see [`verify_rsa`].
fn sign_rsa(
    context: &mbedtls_rsa_context,
    padding: Padding,
    md: MdType,
    hash: &[u8],
    output: &mut [u8],
    has_rng: bool,
) -> Result<usize, Status> {
    if context.key().private_key().is_none() && context.components().is_none() {
        return Err(RSA_BAD_INPUT);
    }
    check_offered(md)?;
    if output.len() < context.bits().div_ceil(8) {
        return Err(Status::new(MBEDTLS_ERR_PK_BUFFER_TOO_SMALL));
    }
    if !has_rng {
        return Err(RSA_BAD_INPUT);
    }
    let signature = rsa::sign_with(context, padding, md, hash)?;
    copy(&signature, output).ok_or(Status::new(MBEDTLS_ERR_PK_BUFFER_TOO_SMALL))
}

fn crypto_failure(reason: CryptoError) -> Status {
    crate::error::Error::from(reason).into()
}

fn copy(from: &[u8], to: &mut [u8]) -> Option<usize> {
    to.get_mut(..from.len())?.copy_from_slice(from);
    Some(from.len())
}

/// The hash as C gives it: a length of 0 stands for that of the digest.
///
/// # Safety
/// `hash` is NULL or as many bytes as said, or as the digest has.
unsafe fn read_hash<'a>(md: MdType, hash: *const c_uchar, length: usize) -> Result<&'a [u8], Status> {
    if hash.is_null() {
        return Err(BAD_INPUT);
    }
    let length = match length {
        0 => hash_algorithm(md).ok_or(BAD_INPUT)?.output_len(),
        length => length,
    };
    // SAFETY: by contract.
    unsafe { ptr::slice(hash, length) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)
}

/// Whether a number is that of a digest, offered or not: MD5, RIPEMD-160, SHA-1, SHA-2 and SHA-3.
fn is_digest(md: MdType) -> bool {
    matches!(md, 3..=5 | 8..=11 | 16..=19)
}

/// Digests that are not offered have an error of their own here, numbers that are none have not. Without a digest the hash stands for itself.
fn check_offered(md: MdType) -> Result<(), Status> {
    if is_digest(md) && hash_algorithm(md).is_none() {
        Err(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE))
    } else {
        Ok(())
    }
}
