use super::attributes::given;
use crate::ffi::psa::{self, PsaError, psa_boundary};
use crate::ffi::psa_crypto_types::{
    mbedtls_svc_key_id_t, psa_key_attributes_t, psa_key_handle_t, psa_status_t,
};
use crate::ffi::ptr;

/// Puts a key into the store.
///
/// RSA keys are an RSAPrivateKey or an RSAPublicKey in DER (RFC 8017 appendix A.1), of at most 4096 bits; private keys
/// on secp256r1, secp384r1 and secp521r1 are the scalar, as long as the field and big-endian; public ones the point,
/// uncompressed; all others the bytes themselves. Raw data, HMAC keys, secrets to derive from, passwords and keys of
/// AES and ChaCha20 can be kept, and used by exporting them.
///
/// \param attributes   The type and the policy; the size in bits may be given, and is checked then.
/// \param data         The key.
/// \param data_length  Its length in bytes.
/// \param key          Where the number of the key is written; 0 in case of an error.
///
/// \return             PSA_SUCCESS; PSA_ERROR_BAD_STATE before `psa_crypto_init()`; PSA_ERROR_INVALID_ARGUMENT if one
///                     is NULL, the key is malformed, or the attributes do not fit it or each other;
///                     PSA_ERROR_NOT_SUPPORTED for types and curves that are not offered and for lifetimes other than
///                     PSA_KEY_LIFETIME_VOLATILE; PSA_ERROR_INSUFFICIENT_MEMORY if there are 1048576 keys already.
///
/// # Safety
/// `attributes` is NULL or points to attributes, `data` to `data_length` bytes, `key` to memory for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_import_key(
    attributes: *const psa_key_attributes_t,
    data: *const u8,
    data_length: usize,
    key: *mut mbedtls_svc_key_id_t,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe { made(key, || psa::import(&given(attributes)?, ptr::slice(data, data_length)?)) })
}

/// Makes a key with random bytes of the operating system and puts it into the store: RSA of 1024 to 4096 bits with the
/// exponent 65537, a key on secp256r1, secp384r1 or secp521r1, or bytes. Long RSA keys take seconds.
///
/// \param attributes  The type, the size in bits, and the policy.
/// \param key         Where the number of the key is written; 0 in case of an error.
///
/// \return            PSA_SUCCESS; PSA_ERROR_BAD_STATE before `psa_crypto_init()`; PSA_ERROR_INVALID_ARGUMENT if one is
///                    NULL, the type is a public key, or the size is 0 or none of the type; PSA_ERROR_NOT_SUPPORTED for
///                    types, curves and sizes that are not offered, and for lifetimes other than
///                    PSA_KEY_LIFETIME_VOLATILE; PSA_ERROR_INSUFFICIENT_MEMORY if there are 1048576 keys already;
///                    PSA_ERROR_INSUFFICIENT_ENTROPY if the operating system has none.
///
/// # Safety
/// `attributes` is NULL or points to attributes, `key` to memory for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_generate_key(
    attributes: *const psa_key_attributes_t,
    key: *mut mbedtls_svc_key_id_t,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe { made(key, || psa::generate(&given(attributes)?)) })
}

/// Copies a key within the store, with a policy that allows what its own allows and the given one allows too.
///
/// \param source_key  The number of the key; its policy has to allow PSA_KEY_USAGE_COPY.
/// \param attributes  The policy; type and size may be given, and are checked then.
/// \param target_key  Where the number of the copy is written; 0 in case of an error.
///
/// \return            PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, PSA_ERROR_NOT_PERMITTED if it may
///                    not be copied, PSA_ERROR_INVALID_ARGUMENT if one is NULL, the type or size is another, or the
///                    algorithms exclude each other, and as `psa_import_key()` does.
///
/// # Safety
/// `attributes` is NULL or points to attributes, `target_key` to memory for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_copy_key(
    source_key: mbedtls_svc_key_id_t,
    attributes: *const psa_key_attributes_t,
    target_key: *mut mbedtls_svc_key_id_t,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe { made(target_key, || psa::copy(source_key, &given(attributes)?)) })
}

/// Takes a key out of the store and wipes it, at once or when the last signature that is being made with it is ready.
/// Key contexts that stand for it (`mbedtls_pk_setup_opaque()`) cannot sign afterwards.
///
/// \param key  The number of the key. 0 is ignored.
///
/// \return     PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, or PSA_ERROR_BAD_STATE before
///             `psa_crypto_init()`.
#[unsafe(no_mangle)]
pub extern "C" fn psa_destroy_key(key: mbedtls_svc_key_id_t) -> psa_status_t {
    psa_boundary(|| psa::destroy(key))
}

/// Frees the memory of a key that is on storage too, which no key is: it checks the number and does nothing.
///
/// \param key  The number of the key.
///
/// \return     PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST if there is no such key, PSA_ERROR_INVALID_HANDLE if keys have no
///             such numbers, or PSA_ERROR_BAD_STATE before `psa_crypto_init()`.
#[unsafe(no_mangle)]
pub extern "C" fn psa_purge_key(key: mbedtls_svc_key_id_t) -> psa_status_t {
    psa_boundary(|| psa::purge(key))
}

/// Opens a key by its number, as programs did before version 1.0 of the API: the handle is the number.
///
/// \param key     The number of the key.
/// \param handle  Where the handle is written; 0 in case of an error.
///
/// \return        PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST if there is no such key, PSA_ERROR_BAD_STATE before
///                `psa_crypto_init()`, or PSA_ERROR_INVALID_ARGUMENT if `handle` is NULL.
///
/// # Safety
/// `handle` is NULL or points to memory for a handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_open_key(
    key: mbedtls_svc_key_id_t,
    handle: *mut psa_key_handle_t,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        unsafe {
            made(handle, || match psa::get(key) {
                Ok(_) => Ok(key),
                Err(PsaError::InvalidHandle) => Err(PsaError::DoesNotExist),
                Err(other) => Err(other),
            })
        }
    })
}

/// Closes a handle. As no key is on storage, this destroys the key.
///
/// \param handle  The handle. 0 is ignored.
///
/// \return        As `psa_destroy_key()`.
#[unsafe(no_mangle)]
pub extern "C" fn psa_close_key(handle: psa_key_handle_t) -> psa_status_t {
    psa_boundary(|| psa::close(handle))
}

/// Writes a key in the format that `psa_import_key()` reads. Public keys may always be exported, others if their policy
/// has PSA_KEY_USAGE_EXPORT.
///
/// \param key          The number of the key.
/// \param data         The buffer; PSA_EXPORT_KEY_OUTPUT_SIZE() tells how much is enough.
/// \param data_size    Its size in bytes.
/// \param data_length  Where the number of bytes written is stored; 0 in case of an error, save that it is left alone
///                     if `data_size` is 0.
///
/// \return             PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, PSA_ERROR_NOT_PERMITTED,
///                     PSA_ERROR_BUFFER_TOO_SMALL, PSA_ERROR_BAD_STATE before `psa_crypto_init()`, or
///                     PSA_ERROR_INVALID_ARGUMENT if one is NULL.
///
/// # Safety
/// `data` is NULL or points to `data_size` bytes, `data_length` to memory for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_export_key(
    key: mbedtls_svc_key_id_t,
    data: *mut u8,
    data_size: usize,
    data_length: *mut usize,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe {
        exported(data, data_size, data_length, || {
            let bytes = psa::get(key)?.export()?;
            Ok(zeroize::Zeroizing::new(bytes.as_bytes().to_vec()))
        })
    })
}

/// Writes a public key, or the public half of a key, in the format that `psa_import_key()` reads. Every policy allows
/// it.
///
/// \param key          The number of the key.
/// \param data         The buffer; PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE() tells how much is enough.
/// \param data_size    Its size in bytes.
/// \param data_length  Where the number of bytes written is stored; 0 in case of an error, save that it is left alone
///                     if `data_size` is 0.
///
/// \return             As `psa_export_key()`, and PSA_ERROR_INVALID_ARGUMENT if the key has no public half.
///
/// # Safety
/// `data` is NULL or points to `data_size` bytes, `data_length` to memory for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_export_public_key(
    key: mbedtls_svc_key_id_t,
    data: *mut u8,
    data_size: usize,
    data_length: *mut usize,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe {
        exported(data, data_size, data_length, || {
            Ok(zeroize::Zeroizing::new(psa::get(key)?.export_public()?))
        })
    })
}

/// Stores the number of a new key, 0 before anything can fail.
///
/// # Safety
/// `key` is NULL or points to memory for a number.
unsafe fn made(
    key: *mut mbedtls_svc_key_id_t,
    work: impl FnOnce() -> Result<u32, PsaError>,
) -> Result<(), PsaError> {
    // SAFETY: by contract.
    unsafe { ptr::store(key, 0) }?;
    let id = work()?;
    // SAFETY: by contract.
    unsafe { ptr::store(key, id) }?;
    Ok(())
}

/// # Safety
/// `data` is NULL or points to `data_size` bytes, `data_length` to memory for a size.
unsafe fn exported(
    data: *mut u8,
    data_size: usize,
    data_length: *mut usize,
    work: impl FnOnce() -> Result<zeroize::Zeroizing<Vec<u8>>, PsaError>,
) -> Result<(), PsaError> {
    if data_size == 0 {
        return Err(PsaError::BufferTooSmall);
    }
    // SAFETY: by contract.
    let data = unsafe {
        ptr::store(data_length, 0)?;
        ptr::slice_mut(data, data_size)?
    };
    let bytes = work()?;
    data.get_mut(..bytes.len()).ok_or(PsaError::BufferTooSmall)?.copy_from_slice(&bytes);
    // SAFETY: by contract.
    unsafe { ptr::store(data_length, bytes.len()) }?;
    Ok(())
}
