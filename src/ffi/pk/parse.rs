use super::files::{pem_or_der, read_file};
use super::key::Key;
use super::{
    MBEDTLS_ERR_PK_BAD_INPUT_DATA, MBEDTLS_ERR_PK_FILE_IO_ERROR, MBEDTLS_ERR_PK_KEY_INVALID_FORMAT,
    mbedtls_pk_context,
};
use crate::error::ParseError;
use crate::ffi::boundary::boundary;
use crate::ffi::callbacks::RngFn;
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::pki::der::Reader;
use crate::pki::key::{
    SubjectPublicKey, parse_private_der, parse_private_pem, parse_public_key, parse_rsa_public_key,
};
use crate::pki::pem::{self, PemError};
use std::ffi::{c_char, c_int, c_uchar, c_void};

/// Reads a private key: PEM (`RSA PRIVATE KEY`, `EC PRIVATE KEY`, `PRIVATE KEY`, `ENCRYPTED PRIVATE KEY`) or DER
/// (PKCS #1, SEC 1, PKCS #8, encrypted PKCS #8).
///
/// PKCS #8 may be encrypted by PBES2 (PBKDF2 with HMAC and SHA-1 or SHA-2; DES, triple DES or AES in CBC mode), or by the
/// schemes of PKCS #12 with triple DES; the older forms by the same ciphers as PEM (RFC 1421). A key derivation has at
/// most 20,000,000 iterations.
///
/// RSA keys have 128 to 8192 bits, and their numbers are taken as they are: whether they belong together is for
/// `mbedtls_rsa_check_privkey()` to tell, and a key whose numbers do not, or that has less than 512 bits, signs nothing. On
/// curves other than P-256, P-384 and P-521 keys are read and sign nothing, either.
///
/// \param ctx     An initialized context without a key. On an error it is empty afterwards.
/// \param key     The key.
/// \param keylen  Its length in bytes; of PEM, with the NUL that must end it.
/// \param pwd     The password of an encrypted key, or NULL.
/// \param pwdlen  The length of the password in bytes. An empty password is none for PKCS #8. PKCS #12 takes 31 at most.
/// \param f_rng   Not used: what is random here comes from the system's generator. It may be NULL.
/// \param p_rng   Not used.
///
/// \return        0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx` is NULL or holds a key; MBEDTLS_ERR_PK_KEY_INVALID_FORMAT
///                if `key` is NULL, empty or no key; MBEDTLS_ERR_PK_PASSWORD_REQUIRED for an encrypted key without a
///                password; MBEDTLS_ERR_PK_PASSWORD_MISMATCH if it does not decrypt with this one;
///                MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE, MBEDTLS_ERR_PKCS5_FEATURE_UNAVAILABLE or
///                MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG for an encryption that is not offered; another MBEDTLS_ERR_PK_,
///                MBEDTLS_ERR_PEM_, MBEDTLS_ERR_PKCS5_ or MBEDTLS_ERR_PKCS12_ number, with one of MBEDTLS_ERR_ASN1_
///                added.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `key` is `keylen` bytes, `pwd` is NULL or `pwdlen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_parse_key(
    ctx: *mut mbedtls_pk_context,
    key: *const c_uchar,
    keylen: usize,
    pwd: *const c_uchar,
    pwdlen: usize,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = (f_rng, p_rng);
    boundary(|| {
        // SAFETY: by contract.
        let (context, key) = unsafe { (ptr::reference_mut(ctx), ptr::slice(key, keylen)) };
        let context = context.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let key = key.or_code(MBEDTLS_ERR_PK_KEY_INVALID_FORMAT)?;
        // SAFETY: by contract.
        let password = unsafe { password(pwd, pwdlen) }?;
        set_private(context, key, password)
    })
}

/// Reads a private key from a file; see `mbedtls_pk_parse_key()`.
///
/// \param ctx       An initialized context without a key.
/// \param path      The file.
/// \param password  The password of an encrypted key, or NULL.
/// \param f_rng     Not used. It may be NULL.
/// \param p_rng     Not used.
///
/// \return          As of `mbedtls_pk_parse_key()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read;
///                  MBEDTLS_ERR_PK_BAD_INPUT_DATA if `path` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `path` and `password` are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_parse_keyfile(
    ctx: *mut mbedtls_pk_context,
    path: *const c_char,
    password: *const c_char,
    f_rng: RngFn,
    p_rng: *mut c_void,
) -> c_int {
    let _ = (f_rng, p_rng);
    boundary(|| {
        // SAFETY: by contract.
        let (context, path) = unsafe { (ptr::reference_mut(ctx), ptr::string(path)) };
        let context = context.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let path = path.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let password = unsafe { ptr::string(password) }.ok().map(|text| text.to_bytes());
        let file = read_file(path).map_err(|_| Status::new(MBEDTLS_ERR_PK_FILE_IO_ERROR))?;
        set_private(context, pem_or_der(&file), password)
    })
}

/// Reads a public key: PEM (`RSA PUBLIC KEY`, `PUBLIC KEY`) or DER (RSAPublicKey, SubjectPublicKeyInfo).
///
/// \param ctx     An initialized context without a key. On an error it is empty afterwards.
/// \param key     The key.
/// \param keylen  Its length in bytes; of PEM, with the NUL that must end it.
///
/// \return        0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if `ctx` is NULL or holds a key; MBEDTLS_ERR_PK_KEY_INVALID_FORMAT
///                if `key` is NULL or empty; another MBEDTLS_ERR_PK_ or MBEDTLS_ERR_PEM_ number, with one of
///                MBEDTLS_ERR_ASN1_ added.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `key` is `keylen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_parse_public_key(
    ctx: *mut mbedtls_pk_context,
    key: *const c_uchar,
    keylen: usize,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, key) = unsafe { (ptr::reference_mut(ctx), ptr::slice(key, keylen)) };
        let context = context.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        set_public(context, key.or_code(MBEDTLS_ERR_PK_KEY_INVALID_FORMAT)?)
    })
}

/// Reads a public key from a file; see `mbedtls_pk_parse_public_key()`.
///
/// \param ctx   An initialized context without a key.
/// \param path  The file.
///
/// \return      As of `mbedtls_pk_parse_public_key()`; MBEDTLS_ERR_PK_FILE_IO_ERROR if the file cannot be read;
///              MBEDTLS_ERR_PK_BAD_INPUT_DATA if `path` is NULL.
///
/// # Safety
/// `ctx` is NULL or points to an initialized context; `path` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_parse_public_keyfile(
    ctx: *mut mbedtls_pk_context,
    path: *const c_char,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, path) = unsafe { (ptr::reference_mut(ctx), ptr::string(path)) };
        let context = context.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let path = path.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let file = read_file(path).map_err(|_| Status::new(MBEDTLS_ERR_PK_FILE_IO_ERROR))?;
        set_public(context, pem_or_der(&file))
    })
}

/// Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1) that stands inside something else.
///
/// \param p    Where it begins; moved behind it. On an error it stays.
/// \param end  Where what it stands in ends.
/// \param pk   An initialized context without a key. On an error it is empty afterwards.
///
/// \return     0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if an argument is NULL or the context holds a key; another MBEDTLS_ERR_PK_
///             or MBEDTLS_ERR_ECP_ number, with one of MBEDTLS_ERR_ASN1_ added.
///
/// # Safety
/// `p` is NULL or points to a pointer into memory that ends at `end`; `pk` is NULL or points to an initialized context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_parse_subpubkey(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    pk: *mut mbedtls_pk_context,
) -> c_int {
    boundary(|| {
        const BAD_INPUT: c_int = MBEDTLS_ERR_PK_BAD_INPUT_DATA;
        // SAFETY: by contract.
        let (start, context) = unsafe { (ptr::reference_mut(p), ptr::reference_mut(pk)) };
        let (start, context) = (start.or_code(BAD_INPUT)?, context.or_code(BAD_INPUT)?);
        let length = end.addr().checked_sub(start.addr()).ok_or(Status::new(BAD_INPUT))?;
        // SAFETY: by contract.
        let mut reader = Reader::new(unsafe { ptr::slice(start.cast_const(), length) }.or_code(BAD_INPUT)?);
        let occupied = !context.private_pk_info.is_null();
        let key = SubjectPublicKey::parse(&mut reader).map(Key::of_public).map_err(Status::from);
        set(context, occupied, key, mbedtls_pk_context::set)?;
        *start = start.wrapping_add(reader.offset());
        Ok(())
    })
}

fn set_private(
    context: &mut mbedtls_pk_context,
    input: &[u8],
    password: Option<&[u8]>,
) -> Result<(), Status> {
    let occupied = !context.private_pk_info.is_null();
    let parsed = match pem_text(input).and_then(|text| parse_private_pem(text, password)) {
        Some(parsed) => parsed.map_err(Status::from),
        None => parse_private_der(input, password).map_err(Status::from),
    };
    set(context, occupied, parsed, mbedtls_pk_context::set_private)
}

fn set_public(context: &mut mbedtls_pk_context, input: &[u8]) -> Result<(), Status> {
    let occupied = !context.private_pk_info.is_null();
    let key = public_key(input).map(Key::of_public);
    set(context, occupied, key, mbedtls_pk_context::set)
}

/// A context that holds a key already, or for which none could be read, is empty afterwards.
fn set<K>(
    context: &mut mbedtls_pk_context,
    occupied: bool,
    key: Result<K, Status>,
    put: impl FnOnce(&mut mbedtls_pk_context, K),
) -> Result<(), Status> {
    if occupied || key.is_err() {
        context.clear();
    }
    let key = key?;
    if occupied {
        return Err(Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA));
    }
    put(context, key);
    Ok(())
}

fn public_key(input: &[u8]) -> Result<SubjectPublicKey, Status> {
    type Parser = fn(&[u8]) -> Result<SubjectPublicKey, ParseError>;
    const FORMS: [(&str, Parser); 2] = [
        ("RSA PUBLIC KEY", parse_rsa_public_key),
        ("PUBLIC KEY", |der| SubjectPublicKey::parse(&mut Reader::new(der))),
    ];
    if let Some(text) = pem_text(input) {
        for (label, parse) in FORMS {
            match pem::find(text, label, None).content {
                Ok(der) => return parse(&der).map_err(Status::from),
                Err(PemError::NoBlock) => {}
                Err(reason) => return Err(reason.into()),
            }
        }
    }
    parse_public_key(input).map_err(Status::from)
}

/// The text up to its first NUL, if a NUL ends the input: only then it may be PEM.
fn pem_text(input: &[u8]) -> Option<&[u8]> {
    let (0, _) = input.split_last()? else { return None };
    let end = input.iter().position(|byte| *byte == 0)?;
    input.get(..end)
}

/// # Safety
/// `pwd` is NULL or `pwdlen` bytes, alive for `'a`.
unsafe fn password<'a>(pwd: *const c_uchar, pwdlen: usize) -> Result<Option<&'a [u8]>, Status> {
    if pwd.is_null() {
        return Ok(None);
    }
    // SAFETY: by contract.
    unsafe { ptr::slice(pwd, pwdlen) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA).map(Some)
}
