//! Between key contexts and the keys of `psa/crypto.h`.

use super::info::{ECKEY_DH, RSA};
use super::{
    Key, MBEDTLS_ERR_PK_ALLOC_FAILED, MBEDTLS_ERR_PK_BAD_INPUT_DATA, MBEDTLS_ERR_PK_BUFFER_TOO_SMALL,
    MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE, MBEDTLS_ERR_PK_INVALID_ALG, MBEDTLS_ERR_PK_TYPE_MISMATCH,
    mbedtls_pk_context,
};
use crate::crypto::{KeyKind, PublicKey};
use crate::ffi::boundary::boundary;
use crate::ffi::psa::{self, Attributes, Material, PsaError, StoredKey, Usage, key_type};
use crate::ffi::psa_crypto::{change, given};
use crate::ffi::psa_crypto_types::{mbedtls_svc_key_id_t, psa_key_attributes_t, psa_key_usage_t};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::pki::der::Reader;
use crate::pki::key::{self, SubjectPublicKey, subject_public_key_info};
use std::ffi::c_int;
use zeroize::Zeroizing;

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_PK_BAD_INPUT_DATA);
const TYPE_MISMATCH: Status = Status::new(MBEDTLS_ERR_PK_TYPE_MISMATCH);
/// `MBEDTLS_ERR_ASN1_BUF_TOO_SMALL`.
const ASN1_BUF_TOO_SMALL: Status = Status::new(-0x006C);
/// `MBEDTLS_ERR_PLATFORM_HW_ACCEL_FAILED`.
const HW_ACCEL_FAILED: c_int = -0x0070;

/// PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_ANY_HASH).
const ECDSA: u32 = 0x0600_07ff;
/// PSA_ALG_ECDH.
const ECDH: u32 = 0x0902_0000;
/// PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH).
const RSA_SIGN: u32 = 0x0600_02ff;
/// PSA_ALG_RSA_PKCS1V15_CRYPT.
const RSA_CRYPT: u32 = 0x0700_0200;

/// Makes a key context of a key of the store; the two share nothing afterwards. The policy of the key has to allow
/// PSA_KEY_USAGE_EXPORT, unless it is a public one.
///
/// \param key_id  The number of the key: RSA or on a curve, private or public.
/// \param pk      An empty context.
///
/// \return        0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if there is no such key, it is of another type, or `pk` is NULL or
///                not empty; MBEDTLS_ERR_PK_TYPE_MISMATCH if it may not be exported.
///
/// # Safety
/// `pk` is NULL or points to an initialized context that nobody else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_copy_from_psa(
    key_id: mbedtls_svc_key_id_t,
    pk: *mut mbedtls_pk_context,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe {
        copy_into(pk, key_id, |key| match &key.material {
            Material::Bytes(_) => Err(BAD_INPUT),
            Material::Public(public) => public_key(public),
            Material::Private(private, _) => {
                key.attributes.allow(Usage::EXPORT).map_err(|_| TYPE_MISMATCH)?;
                Ok(Key::private(private.clone()))
            }
        })
    })
}

/// Makes a key context of a public key of the store, or of the public half of a key; the two share nothing afterwards.
/// Every policy allows it.
///
/// \param key_id  The number of the key: RSA or on a curve, private or public.
/// \param pk      An empty context.
///
/// \return        0, or MBEDTLS_ERR_PK_BAD_INPUT_DATA if there is no such key, it is of another type, or `pk` is NULL or
///                not empty.
///
/// # Safety
/// `pk` is NULL or points to an initialized context that nobody else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_copy_public_from_psa(
    key_id: mbedtls_svc_key_id_t,
    pk: *mut mbedtls_pk_context,
) -> c_int {
    // SAFETY: by contract.
    boundary(|| unsafe { copy_into(pk, key_id, |key| public_key(&key.public().map_err(|_| BAD_INPUT)?)) })
}

/// Sets attributes for `mbedtls_pk_import_into_psa()`: type, size, and a policy with the algorithm that the context uses,
/// the usage asked for with what it includes, PSA_KEY_USAGE_EXPORT and PSA_KEY_USAGE_COPY. Number and lifetime stay.
///
/// \param pk          The context.
/// \param usage       PSA_KEY_USAGE_SIGN_HASH or PSA_KEY_USAGE_SIGN_MESSAGE (both with verifying),
///                    PSA_KEY_USAGE_VERIFY_HASH, PSA_KEY_USAGE_VERIFY_MESSAGE, PSA_KEY_USAGE_DERIVE,
///                    PSA_KEY_USAGE_DECRYPT (with encrypting) or PSA_KEY_USAGE_ENCRYPT. Where the public half is enough
///                    the type is a public key.
/// \param attributes  The attributes; left alone in case of an error.
///
/// \return            0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if one is NULL or the context is empty;
///                    MBEDTLS_ERR_PK_TYPE_MISMATCH if the key cannot do that, or `usage` is another;
///                    MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for curves that are not offered.
///
/// # Safety
/// `pk` is NULL or points to an initialized context, `attributes` to attributes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_get_psa_attributes(
    pk: *const mbedtls_pk_context,
    usage: psa_key_usage_t,
    attributes: *mut psa_key_attributes_t,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (context, present) = unsafe { (ptr::reference(pk), given(attributes)) };
        let context = context.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        present.map_err(|_| BAD_INPUT)?;
        let (info, key) = context.parts()?;
        let public = key.public().ok_or(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE))?;
        let agrees_only = info.kind == ECKEY_DH;
        let use_of = Use::of(usage, info.kind == RSA, agrees_only).ok_or(TYPE_MISMATCH)?;
        if use_of.is_private && key.private_key().is_none() {
            return Err(TYPE_MISMATCH);
        }
        let (key_type, bits) = type_of(public, use_of.is_private);
        // SAFETY: by contract.
        unsafe {
            change(attributes, |attributes| {
                attributes.private_type = key_type;
                attributes.private_bits = bits;
                attributes.private_policy.private_usage = Usage::extended(use_of.usage);
                attributes.private_policy.private_alg = use_of.algorithm;
                attributes.private_policy.private_alg2 = 0;
            });
        }
        Ok(())
    })
}

/// Puts the key of a context into the store; the two share nothing afterwards.
///
/// \param pk          The context.
/// \param attributes  The attributes, as `mbedtls_pk_get_psa_attributes()` sets them. Of a private key the public half
///                    alone may be imported, by a type that is a public key.
/// \param key_id      Where the number of the key is written; 0 in case of an error.
///
/// \return            0; MBEDTLS_ERR_PK_BAD_INPUT_DATA if one is NULL, the context is empty, or before
///                    `psa_crypto_init()`; MBEDTLS_ERR_PK_TYPE_MISMATCH if the key is of another type;
///                    MBEDTLS_ERR_PK_INVALID_ALG if the size is another or the attributes do not fit each other;
///                    MBEDTLS_ERR_ASN1_BUF_TOO_SMALL if the size of a private RSA key is another;
///                    MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE for what `psa_import_key()` does not support;
///                    MBEDTLS_ERR_PK_ALLOC_FAILED if the store is full.
///
/// # Safety
/// `pk` is NULL or points to an initialized context, `attributes` to attributes, `key_id` to memory for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_pk_import_into_psa(
    pk: *const mbedtls_pk_context,
    attributes: *const psa_key_attributes_t,
    key_id: *mut mbedtls_svc_key_id_t,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        unsafe { ptr::store(key_id, 0) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        // SAFETY: by contract.
        let (context, attributes) = unsafe { (ptr::reference(pk), given(attributes)) };
        let context = context.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
        let attributes = attributes.map_err(|_| BAD_INPUT)?;
        let (_, key) = context.parts()?;
        let id = psa::import(&attributes, &material(&key, &attributes)?).map_err(status)?;
        // SAFETY: by contract.
        unsafe { ptr::store(key_id, id) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)
    })
}

/// # Safety
/// `pk` is NULL or points to an initialized context that nobody else uses.
unsafe fn copy_into(
    pk: *mut mbedtls_pk_context,
    key_id: mbedtls_svc_key_id_t,
    copy: impl FnOnce(&StoredKey) -> Result<Key, Status>,
) -> Result<(), Status> {
    // SAFETY: by contract.
    let context = unsafe { ptr::reference_mut(pk) }.or_code(MBEDTLS_ERR_PK_BAD_INPUT_DATA)?;
    if context.info().is_some() {
        return Err(BAD_INPUT);
    }
    let stored = psa::get(key_id).map_err(|_| BAD_INPUT)?;
    context.set(copy(&stored)?);
    Ok(())
}

pub(super) fn public_key(key: &PublicKey) -> Result<Key, Status> {
    let encoded = subject_public_key_info(key);
    let parsed = SubjectPublicKey::parse(&mut Reader::new(&encoded));
    parsed.map(Key::of_public).map_err(|_| Status::INTERNAL)
}

/// The key in the format of the API, if it is of the type that the attributes say.
fn material(key: &Key, attributes: &Attributes) -> Result<Zeroizing<Vec<u8>>, Status> {
    let public = key.public().ok_or(Status::new(MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE))?;
    let wants_private = key_type::is_pair(attributes.key_type);
    let (found, bits) = type_of(public, wants_private);
    if attributes.key_type != found {
        return Err(TYPE_MISMATCH);
    }
    if !wants_private {
        return Ok(Zeroizing::new(key::public_key(public)));
    }
    let private = key.private_key().ok_or(TYPE_MISMATCH)?;
    if let Some((_, scalar)) = private.ec_scalar() {
        return Ok(scalar);
    }
    // Mbed TLS makes room for a key of the size that is given.
    if attributes.bits < bits {
        return Err(ASN1_BUF_TOO_SMALL);
    }
    private.rsa_der().ok_or(Status::INTERNAL)
}

/// The type in the API, and the size in bits.
fn type_of(key: &PublicKey, is_private: bool) -> (u16, u16) {
    match (key.kind(), is_private) {
        (KeyKind::Rsa { bits }, true) => (key_type::RSA_PAIR, bits as u16),
        (KeyKind::Rsa { bits }, false) => (key_type::RSA_PUBLIC, bits as u16),
        (KeyKind::Ec(curve), true) => (key_type::EC_PAIR | key_type::SECP_R1, curve.bits() as u16),
        (KeyKind::Ec(curve), false) => (key_type::EC_PUBLIC | key_type::SECP_R1, curve.bits() as u16),
    }
}

/// What a usage asks for.
struct Use {
    is_private: bool,
    usage: u32,
    algorithm: u32,
}

impl Use {
    /// `None` for what such a key cannot do.
    fn of(usage: u32, is_rsa: bool, agrees_only: bool) -> Option<Self> {
        let (is_private, public_usage) = match usage {
            Usage::SIGN_HASH => (true, Usage::VERIFY_HASH),
            Usage::SIGN_MESSAGE => (true, Usage::VERIFY_MESSAGE),
            Usage::DECRYPT => (true, Usage::ENCRYPT),
            Usage::DERIVE => (true, 0),
            Usage::VERIFY_HASH | Usage::VERIFY_MESSAGE | Usage::ENCRYPT => (false, 0),
            _ => return None,
        };
        let algorithm = match (usage, is_rsa) {
            (Usage::ENCRYPT | Usage::DECRYPT, true) => RSA_CRYPT,
            (Usage::ENCRYPT | Usage::DECRYPT, false) | (Usage::DERIVE, true) => return None,
            (Usage::DERIVE, false) => ECDH,
            (_, true) => RSA_SIGN,
            (_, false) if agrees_only => return None,
            (_, false) => ECDSA,
        };
        Some(Self { is_private, usage: usage | public_usage | Usage::EXPORT | Usage::COPY, algorithm })
    }
}

pub(super) fn status(error: PsaError) -> Status {
    Status::new(match error {
        PsaError::BadState | PsaError::InvalidHandle => MBEDTLS_ERR_PK_BAD_INPUT_DATA,
        PsaError::InvalidArgument => MBEDTLS_ERR_PK_INVALID_ALG,
        PsaError::NotPermitted => MBEDTLS_ERR_PK_TYPE_MISMATCH,
        PsaError::NotSupported => MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE,
        PsaError::InsufficientMemory => MBEDTLS_ERR_PK_ALLOC_FAILED,
        PsaError::BufferTooSmall => MBEDTLS_ERR_PK_BUFFER_TOO_SMALL,
        _ => HW_ACCEL_FAILED,
    })
}
