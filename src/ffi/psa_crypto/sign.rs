use crate::ffi::psa::{self, PsaError, psa_boundary};
use crate::ffi::psa_crypto_types::{mbedtls_svc_key_id_t, psa_algorithm_t, psa_status_t};
use crate::ffi::ptr;

/// What stands in the unused part of a buffer for signatures, and in all of it after an error: no signature.
const FILLING: u8 = b'!';

/// Signs a hash with a key of the store: by RSASSA-PKCS1-v1_5, RSASSA-PSS or ECDSA. An ECDSA signature is r and s, each
/// as long as the field (`mbedtls_ecdsa_raw_to_der()` makes of it what certificates hold).
///
/// \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_SIGN_HASH and the algorithm.
/// \param alg               PSA_ALG_RSA_PKCS1V15_SIGN(hash), PSA_ALG_RSA_PSS(hash), PSA_ALG_ECDSA(hash), ...
/// \param hash              The hash.
/// \param hash_length       Its length in bytes; RSA wants that of the algorithm's hash, ECDSA takes any.
/// \param signature         The buffer; PSA_SIGN_OUTPUT_SIZE() tells how much is enough.
/// \param signature_size    Its size in bytes.
/// \param signature_length  Where the length of the signature is stored; 0 in case of an error.
///
/// \return                  PSA_SUCCESS; PSA_ERROR_INVALID_HANDLE if there is no such key; PSA_ERROR_NOT_PERMITTED;
///                          PSA_ERROR_BUFFER_TOO_SMALL; PSA_ERROR_INVALID_ARGUMENT if one is NULL, the key is no
///                          private one, or the algorithm is not one of its type; PSA_ERROR_NOT_SUPPORTED if the hash
///                          is not offered; PSA_ERROR_BAD_STATE before `psa_crypto_init()`;
///                          PSA_ERROR_INSUFFICIENT_ENTROPY if the operating system has none.
///
/// # Safety
/// `hash` is NULL or points to `hash_length` bytes, `signature` to `signature_size` bytes, `signature_length` to memory
/// for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_sign_hash(
    key: mbedtls_svc_key_id_t,
    alg: psa_algorithm_t,
    hash: *const u8,
    hash_length: usize,
    signature: *mut u8,
    signature_size: usize,
    signature_length: *mut usize,
) -> psa_status_t {
    // SAFETY: by contract.
    psa_boundary(|| unsafe {
        signed(signature, signature_size, signature_length, || {
            psa::sign_hash(key, alg, ptr::slice(hash, hash_length)?)
        })
    })
}

/// Signs a message with a key of the store: hashes it with the algorithm's hash and goes on as `psa_sign_hash()`.
///
/// \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_SIGN_MESSAGE and the
///                          algorithm.
/// \param alg               The algorithm, which has to name its hash.
/// \param input             The message.
/// \param input_length      Its length in bytes.
/// \param signature         The buffer.
/// \param signature_size    Its size in bytes.
/// \param signature_length  Where the length of the signature is stored; 0 in case of an error.
///
/// \return                  As `psa_sign_hash()`.
///
/// # Safety
/// `input` is NULL or points to `input_length` bytes, `signature` to `signature_size` bytes, `signature_length` to
/// memory for a size.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_sign_message(
    key: mbedtls_svc_key_id_t,
    alg: psa_algorithm_t,
    input: *const u8,
    input_length: usize,
    signature: *mut u8,
    signature_size: usize,
    signature_length: *mut usize,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        unsafe { ptr::store(signature_length, 0) }?;
        // An algorithm that signs no messages leaves the buffer alone.
        psa::signs_messages(alg)?;
        // SAFETY: by contract.
        unsafe {
            signed(signature, signature_size, signature_length, || {
                psa::sign_message(key, alg, ptr::slice(input, input_length)?)
            })
        }
    })
}

/// Verifies a signature of a hash with a key of the store, public or private. See `psa_sign_hash()`.
///
/// \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_VERIFY_HASH and the algorithm.
/// \param alg               The algorithm.
/// \param hash              The hash.
/// \param hash_length       Its length in bytes.
/// \param signature         The signature.
/// \param signature_length  Its length in bytes.
///
/// \return                  PSA_SUCCESS if it verifies, PSA_ERROR_INVALID_SIGNATURE if not, and otherwise as
///                          `psa_sign_hash()`.
///
/// # Safety
/// `hash` is NULL or points to `hash_length` bytes, `signature` to `signature_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_verify_hash(
    key: mbedtls_svc_key_id_t,
    alg: psa_algorithm_t,
    hash: *const u8,
    hash_length: usize,
    signature: *const u8,
    signature_length: usize,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        let (hash, signature) =
            unsafe { (ptr::slice(hash, hash_length)?, ptr::slice(signature, signature_length)?) };
        psa::verify_hash(key, alg, hash, signature)
    })
}

/// Verifies a signature of a message with a key of the store, public or private. See `psa_sign_message()`.
///
/// \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_VERIFY_MESSAGE and the
///                          algorithm.
/// \param alg               The algorithm, which has to name its hash.
/// \param input             The message.
/// \param input_length      Its length in bytes.
/// \param signature         The signature.
/// \param signature_length  Its length in bytes.
///
/// \return                  As `psa_verify_hash()`.
///
/// # Safety
/// `input` is NULL or points to `input_length` bytes, `signature` to `signature_length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn psa_verify_message(
    key: mbedtls_svc_key_id_t,
    alg: psa_algorithm_t,
    input: *const u8,
    input_length: usize,
    signature: *const u8,
    signature_length: usize,
) -> psa_status_t {
    psa_boundary(|| {
        // SAFETY: by contract.
        let (input, signature) =
            unsafe { (ptr::slice(input, input_length)?, ptr::slice(signature, signature_length)?) };
        psa::verify_message(key, alg, input, signature)
    })
}

/// # Safety
/// `signature` is NULL or points to `signature_size` bytes, `signature_length` to memory for a size.
unsafe fn signed(
    signature: *mut u8,
    signature_size: usize,
    signature_length: *mut usize,
    work: impl FnOnce() -> Result<Vec<u8>, PsaError>,
) -> Result<(), PsaError> {
    // SAFETY: by contract.
    unsafe { ptr::store(signature_length, 0) }?;
    if signature_size == 0 {
        return Err(PsaError::BufferTooSmall);
    }
    // The buffer may be the one that holds the hash: it is not touched before the signature is made.
    let result = work();
    // SAFETY: by contract.
    let signature = unsafe { ptr::slice_mut(signature, signature_size) }?;
    signature.fill(FILLING);
    let bytes = result?;
    signature.get_mut(..bytes.len()).ok_or(PsaError::BufferTooSmall)?.copy_from_slice(&bytes);
    // SAFETY: by contract.
    unsafe { ptr::store(signature_length, bytes.len()) }?;
    Ok(())
}
