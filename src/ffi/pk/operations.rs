use super::context::Key;
use super::info::{RSA, RSASSA_PSS};
use super::{
    MBEDTLS_ERR_PK_BAD_INPUT_DATA, MBEDTLS_ERR_PK_BUFFER_TOO_SMALL, MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE,
    MBEDTLS_ERR_PK_SIG_LEN_MISMATCH, MBEDTLS_ERR_PK_TYPE_MISMATCH, mbedtls_pk_context,
};
use crate::crypto::{HashAlgorithm, KeyKind, SignatureAlgorithm};
use crate::error::{CryptoError, InPart, ParsePart};
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::enums::{MdType, PkType};
use crate::ffi::md::hash_algorithm;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::pki::der::{Reader, tag};
use std::ffi::{c_int, c_uchar, c_void};

/// `MBEDTLS_ERR_RSA_BAD_INPUT_DATA`.
const RSA_BAD_INPUT: Status = Status::new(-0x4080);
/// `MBEDTLS_ERR_RSA_KEY_CHECK_FAILED`.
const RSA_KEY_CHECK_FAILED: Status = Status::new(-0x4200);
/// `MBEDTLS_ERR_RSA_VERIFY_FAILED`.
const RSA_VERIFY_FAILED: Status = Status::new(-0x4380);
/// `MBEDTLS_ERR_ECP_BAD_INPUT_DATA`.
const ECP_BAD_INPUT: Status = Status::new(-0x4F80);
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
/// \param hash_len  Its length in bytes; 0 means the length that `md_alg` has.
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
        let (hash, signature) = unsafe { (read_hash(md_alg, hash, hash_len)?, ptr::slice(sig, sig_len)) };
        let signature = signature.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        check_use(context, r#type)?;
        if r#type != RSASSA_PSS {
            return if options.is_null() { verify(context, md_alg, hash, signature) } else { Err(BAD_INPUT) };
        }
        // SAFETY: by contract.
        let options = unsafe { ptr::reference(options.cast::<mbedtls_pk_rsassa_pss_options>()) }
            .or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let algorithm = SignatureAlgorithm::RsaPss {
            hash: rsa_hash(md_alg, hash)?,
            mgf1_hash: offered(options.mgf1_hash_id)?,
            salt_len: usize::try_from(options.expected_salt_len).ok(),
        };
        let (_, key) = context.parts()?;
        verify_rsa(key, Some(algorithm), hash, signature)
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
/// \param sig_len   Where its length goes.
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
            let algorithm = rsa_hash(md_alg, &hash)?;
            let algorithm =
                SignatureAlgorithm::RsaPss { hash: algorithm, mgf1_hash: algorithm, salt_len: None };
            sign_rsa(context.parts()?.1, Some(algorithm), &hash, output, f_rng.is_some())?
        } else {
            sign(context, md_alg, &hash, output, f_rng.is_some())?
        };
        // SAFETY: by contract.
        unsafe { ptr::store(sig_len, length) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)
    })
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
        let (public_info, public) = public.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?.parts()?;
        let (private_info, private) = private.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?.parts()?;
        if f_rng.is_none() {
            return Err(BAD_INPUT);
        }
        if public_info.behind != private_info.behind {
            return Err(Status::new(MBEDTLS_ERR_PK_TYPE_MISMATCH));
        }
        let is_rsa = public_info.behind == RSA;
        if let Key::Empty = private {
            return Err(if is_rsa { RSA_KEY_CHECK_FAILED } else { ECP_BAD_INPUT });
        }
        if private.private_key().is_none() && !matches!(private, Key::Opaque(_)) {
            return Err(if is_rsa { RSA_KEY_CHECK_FAILED } else { ECP_INVALID_KEY });
        }
        match (public.public(), private.public()) {
            (Some(public), Some(private)) if public == private => Ok(()),
            _ if is_rsa => Err(RSA_KEY_CHECK_FAILED),
            _ => Err(ECP_BAD_INPUT),
        }
    })
}

fn check_use(context: &mbedtls_pk_context, kind: PkType) -> Result<(), Status> {
    let info = context.info().ok_or(BAD_INPUT)?;
    if info.can_do(kind) { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_PK_TYPE_MISMATCH)) }
}

fn verify(context: &mbedtls_pk_context, md: MdType, hash: &[u8], signature: &[u8]) -> Result<(), Status> {
    let (info, key) = context.parts()?;
    if let Key::Opaque(key) = key {
        return key.with_public(|context| verify(context, md, hash, signature));
    }
    if info.kind != RSA {
        return verify_ecdsa(key, hash, signature);
    }
    if key.public().is_none() && matches!(key, Key::Empty) {
        return Err(RSA_BAD_INPUT);
    }
    verify_rsa(key, rsa_pkcs1(md, hash)?, hash, signature)
}

/// Verifies by an algorithm; `None` is PKCS #1 v1.5 with the hash itself in the place of the `DigestInfo`.
fn verify_rsa(
    key: &Key,
    algorithm: Option<SignatureAlgorithm>,
    hash: &[u8],
    signature: &[u8],
) -> Result<(), Status> {
    let public = key.public().ok_or(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE))?;
    let KeyKind::Rsa { bits } = public.kind() else { return Err(BAD_INPUT) };
    let (signature, rest) = signature.split_at_checked(bits.div_ceil(8)).ok_or(RSA_VERIFY_FAILED)?;
    match algorithm {
        Some(algorithm) => public.verify_digest(algorithm, hash, signature),
        None => public.verify_rsa_pkcs1_raw(hash, signature),
    }
    .map_err(|_| RSA_VERIFY_FAILED)?;
    if rest.is_empty() { Ok(()) } else { Err(Status::new(MBEDTLS_ERR_PK_SIG_LEN_MISMATCH)) }
}

fn verify_ecdsa(key: &Key, hash: &[u8], signature: &[u8]) -> Result<(), Status> {
    let trailing = check_ecdsa_signature(signature)?;
    if matches!(key, Key::Empty) {
        return Err(ECP_BAD_INPUT);
    }
    let public = key.public().ok_or(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE))?;
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
    let (info, key) = context.parts()?;
    if let Key::Opaque(key) = key {
        return key.sign(md, hash, output);
    }
    if info.kind == RSA {
        if key.private_key().is_none() {
            return Err(RSA_BAD_INPUT);
        }
        return sign_rsa(key, rsa_pkcs1(md, hash)?, hash, output, has_rng);
    }
    let Some(private) = key.private_key() else {
        return Err(if matches!(key, Key::Empty) { ECP_BAD_INPUT } else { ECP_INVALID_KEY });
    };
    if md == 0 || !has_rng {
        return Err(ECP_BAD_INPUT);
    }
    let signature = private.sign_ecdsa_hash(hash).map_err(crypto_failure)?;
    copy(&signature, output).ok_or(ECP_BUFFER_TOO_SMALL)
}

/// Signs by an algorithm; see [`verify_rsa`].
fn sign_rsa(
    key: &Key,
    algorithm: Option<SignatureAlgorithm>,
    hash: &[u8],
    output: &mut [u8],
    has_rng: bool,
) -> Result<usize, Status> {
    let private = key.private_key().ok_or(RSA_BAD_INPUT)?;
    let KeyKind::Rsa { bits } = private.kind() else { return Err(RSA_BAD_INPUT) };
    if output.len() < bits.div_ceil(8) {
        return Err(Status::new(MBEDTLS_ERR_PK_BUFFER_TOO_SMALL));
    }
    if !has_rng {
        return Err(RSA_BAD_INPUT);
    }
    let signature = match algorithm {
        Some(algorithm) => private.sign_digest(algorithm, hash).map_err(crypto_failure)?,
        None => private.sign_rsa_pkcs1_raw(hash).map_err(|reason| match reason {
            CryptoError::BadKey => RSA_BAD_INPUT,
            other => crypto_failure(other),
        })?,
    };
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

fn offered(md: MdType) -> Result<HashAlgorithm, Status> {
    hash_algorithm(md).ok_or(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE))
}

/// PKCS #1 v1.5 with a digest, or without one (`None`) where `md` is MBEDTLS_MD_NONE.
fn rsa_pkcs1(md: MdType, hash: &[u8]) -> Result<Option<SignatureAlgorithm>, Status> {
    if md == 0 { Ok(None) } else { Ok(Some(SignatureAlgorithm::RsaPkcs1(rsa_hash(md, hash)?))) }
}

/// The digest of an RSA signature, which the hash must be as long as.
fn rsa_hash(md: MdType, hash: &[u8]) -> Result<HashAlgorithm, Status> {
    let algorithm = offered(md)?;
    if hash.len() == algorithm.output_len() { Ok(algorithm) } else { Err(RSA_BAD_INPUT) }
}
