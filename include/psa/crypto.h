/* Generated from src/ffi/psa_crypto by `cargo test --test headers`; edit there, not here. */
#ifndef PSA_CRYPTO_H
#define PSA_CRYPTO_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "psa/crypto_platform.h"
#include "psa/crypto_types.h"
#include "psa/crypto_values.h"
#include "psa/crypto_sizes.h"
#include "psa/crypto_extra.h"

/* The version of the PSA Crypto API. */
#define PSA_CRYPTO_API_VERSION_MAJOR 1
#define PSA_CRYPTO_API_VERSION_MINOR 0

/* Attributes that nothing has been set in. */
#define PSA_KEY_POLICY_INIT { 0, 0, 0 }
#define PSA_KEY_ATTRIBUTES_INIT { PSA_KEY_TYPE_NONE, 0, PSA_KEY_LIFETIME_VOLATILE, PSA_KEY_POLICY_INIT, 0 }

/* A hash operation that has not been set up. */
#define PSA_HASH_OPERATION_INIT { 0, { 0 } }

typedef struct psa_key_policy_s psa_key_policy_t;
typedef struct psa_hash_operation_s psa_hash_operation_t;


/**
 * What may be done with a key. Programs set it by the functions for attributes.
 */
typedef struct psa_key_policy_s {
    /**
     * PSA_KEY_USAGE_... together.
     */
    psa_key_usage_t MBEDTLS_PRIVATE(usage);
    /**
     * The algorithm that is allowed.
     */
    psa_algorithm_t MBEDTLS_PRIVATE(alg);
    /**
     * A second algorithm that is allowed.
     */
    psa_algorithm_t MBEDTLS_PRIVATE(alg2);
} psa_key_policy_s;

/**
 * What a key is, or is to be. It holds no memory; `psa_key_attributes_init()`, PSA_KEY_ATTRIBUTES_INIT or all zeroes
 * make it empty.
 */
typedef struct psa_key_attributes_s {
    /**
     * The type.
     */
    psa_key_type_t MBEDTLS_PRIVATE(type);
    /**
     * The size in bits; 65535 for sizes that no key has.
     */
    uint16_t MBEDTLS_PRIVATE(bits);
    /**
     * The lifetime.
     */
    psa_key_lifetime_t MBEDTLS_PRIVATE(lifetime);
    /**
     * The policy.
     */
    struct psa_key_policy_s MBEDTLS_PRIVATE(policy);
    /**
     * The number, for keys that are on storage.
     */
    mbedtls_svc_key_id_t MBEDTLS_PRIVATE(id);
} psa_key_attributes_s;

/**
 * A hash under way. It holds its state itself: an operation that is neither finished nor aborted leaks nothing.
 *
 * `psa_hash_operation_init()`, PSA_HASH_OPERATION_INIT or all zeroes make one that has not been set up.
 */
typedef struct psa_hash_operation_s {
    /**
     * 0 for an operation that has not been set up.
     */
    uint32_t MBEDTLS_PRIVATE(id);
    /**
     * The state.
     */
    uint64_t MBEDTLS_PRIVATE(ctx)[28];
} psa_hash_operation_s;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Empty attributes.
 *
 * \return  The attributes.
 */
psa_key_attributes_t psa_key_attributes_init(void);

/**
 * Makes attributes empty.
 *
 * \param attributes  The attributes. NULL is ignored.
 */
void psa_reset_key_attributes(psa_key_attributes_t *attributes);

/**
 * The attributes of a key of the store. Attributes hold no memory: they need not be reset afterwards.
 *
 * \param key         The number of the key.
 * \param attributes  Where the attributes are written; empty ones in case of an error.
 *
 * \return            PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, PSA_ERROR_BAD_STATE before
 *                    `psa_crypto_init()`, or PSA_ERROR_INVALID_ARGUMENT if `attributes` is NULL.
 */
psa_status_t psa_get_key_attributes(mbedtls_svc_key_id_t key,
                                    psa_key_attributes_t *attributes);

/**
 * Sets the type of a key.
 *
 * \param attributes  The attributes. NULL is ignored.
 * \param type        PSA_KEY_TYPE_...
 */
void psa_set_key_type(psa_key_attributes_t *attributes, psa_key_type_t type);

/**
 * The type of a key.
 *
 * \param attributes  The attributes.
 *
 * \return            The type; 0 if `attributes` is NULL.
 */
psa_key_type_t psa_get_key_type(const psa_key_attributes_t *attributes);

/**
 * Sets the size of a key.
 *
 * \param attributes  The attributes. NULL is ignored.
 * \param bits        The size in bits; 0 for what the material has.
 */
void psa_set_key_bits(psa_key_attributes_t *attributes, size_t bits);

/**
 * The size of a key in bits.
 *
 * \param attributes  The attributes.
 *
 * \return            The size, 65535 for one that no key has; 0 if `attributes` is NULL.
 */
size_t psa_get_key_bits(const psa_key_attributes_t *attributes);

/**
 * Sets what may be done with a key. Who may sign or verify hashes may sign or verify messages too.
 *
 * \param attributes  The attributes. NULL is ignored.
 * \param usage_flags PSA_KEY_USAGE_... together.
 */
void psa_set_key_usage_flags(psa_key_attributes_t *attributes, psa_key_usage_t usage_flags);

/**
 * What may be done with a key.
 *
 * \param attributes  The attributes.
 *
 * \return            PSA_KEY_USAGE_... together; 0 if `attributes` is NULL.
 */
psa_key_usage_t psa_get_key_usage_flags(const psa_key_attributes_t *attributes);

/**
 * Sets the algorithm that a key may be used with.
 *
 * \param attributes  The attributes. NULL is ignored.
 * \param alg         PSA_ALG_...; signature algorithms may have PSA_ALG_ANY_HASH for their hash.
 */
void psa_set_key_algorithm(psa_key_attributes_t *attributes, psa_algorithm_t alg);

/**
 * The algorithm that a key may be used with.
 *
 * \param attributes  The attributes.
 *
 * \return            The algorithm; 0 if `attributes` is NULL.
 */
psa_algorithm_t psa_get_key_algorithm(const psa_key_attributes_t *attributes);

/**
 * Sets where a key is to live. Keys live in memory only: with another lifetime than PSA_KEY_LIFETIME_VOLATILE none is made. A
 * volatile lifetime takes the number back.
 *
 * \param attributes  The attributes. NULL is ignored.
 * \param lifetime    PSA_KEY_LIFETIME_...
 */
void psa_set_key_lifetime(psa_key_attributes_t *attributes,
                          psa_key_lifetime_t lifetime);

/**
 * Where a key lives.
 *
 * \param attributes  The attributes.
 *
 * \return            The lifetime; 0 if `attributes` is NULL.
 */
psa_key_lifetime_t psa_get_key_lifetime(const psa_key_attributes_t *attributes);

/**
 * Sets the number of a key that is to live on storage, which it makes the lifetime say. Keys live in memory only, where the
 * library chooses the numbers: with a number none is made.
 *
 * \param attributes  The attributes. NULL is ignored.
 * \param key         The number.
 */
void psa_set_key_id(psa_key_attributes_t *attributes,
                    mbedtls_svc_key_id_t key);

/**
 * The number of a key.
 *
 * \param attributes  The attributes.
 *
 * \return            The number; 0 if `attributes` is NULL.
 */
mbedtls_svc_key_id_t psa_get_key_id(const psa_key_attributes_t *attributes);

/**
 * Makes a number with an owner; there are no owners, and the number is all.
 *
 * \param unused  Ignored.
 * \param key_id  The number.
 *
 * \return        The number.
 */
mbedtls_svc_key_id_t mbedtls_svc_key_id_make(unsigned int unused, psa_key_id_t key_id);

/**
 * Tells whether two numbers are the same.
 *
 * \param id1  A number.
 * \param id2  Another number.
 *
 * \return     1 if they are, 0 if not.
 */
int mbedtls_svc_key_id_equal(mbedtls_svc_key_id_t id1, mbedtls_svc_key_id_t id2);

/**
 * Tells whether a number is 0, which no key has.
 *
 * \param key  The number.
 *
 * \return     1 if it is, 0 if not.
 */
int mbedtls_svc_key_id_is_null(mbedtls_svc_key_id_t key);

/**
 * An operation that has not been set up.
 *
 * \return  The operation.
 */
psa_hash_operation_t psa_hash_operation_init(void);

/**
 * Hashes bytes at once. Works before `psa_crypto_init()` too.
 *
 * \param alg           PSA_ALG_MD5, PSA_ALG_SHA_1, PSA_ALG_SHA_224, PSA_ALG_SHA_256, PSA_ALG_SHA_384 or
 *                      PSA_ALG_SHA_512.
 * \param input         The bytes. May be NULL if `input_length` is 0.
 * \param input_length  How many.
 * \param hash          The buffer; PSA_HASH_LENGTH(alg) bytes are enough.
 * \param hash_size     Its size in bytes.
 * \param hash_length   Where the length of the hash is stored; `hash_size` if the hash fails.
 *
 * \return              PSA_SUCCESS; PSA_ERROR_NOT_SUPPORTED if the hash is not offered; PSA_ERROR_INVALID_ARGUMENT if
 *                      `alg` is no hash or one is NULL; PSA_ERROR_BUFFER_TOO_SMALL.
 */
psa_status_t psa_hash_compute(psa_algorithm_t alg,
                              const uint8_t *input,
                              size_t input_length,
                              uint8_t *hash,
                              size_t hash_size,
                              size_t *hash_length);

/**
 * Hashes bytes and compares the hash with another, in constant time. Works before `psa_crypto_init()` too.
 *
 * \param alg           The hash, as for `psa_hash_compute()`.
 * \param input         The bytes. May be NULL if `input_length` is 0.
 * \param input_length  How many.
 * \param hash          The other hash.
 * \param hash_length   Its length in bytes.
 *
 * \return              PSA_SUCCESS if they are the same, PSA_ERROR_INVALID_SIGNATURE if not, and otherwise as
 *                      `psa_hash_compute()`.
 */
psa_status_t psa_hash_compare(psa_algorithm_t alg,
                              const uint8_t *input,
                              size_t input_length,
                              const uint8_t *hash,
                              size_t hash_length);

/**
 * Begins a hash.
 *
 * \param operation  An operation that has not been set up, or is finished or aborted.
 * \param alg        The hash, as for `psa_hash_compute()`.
 *
 * \return           PSA_SUCCESS; PSA_ERROR_BAD_STATE if the operation is under way, which it no longer is afterwards;
 *                   PSA_ERROR_NOT_SUPPORTED if the hash is not offered; PSA_ERROR_INVALID_ARGUMENT if `alg` is no hash
 *                   or `operation` is NULL.
 */
psa_status_t psa_hash_setup(psa_hash_operation_t *operation,
                            psa_algorithm_t alg);

/**
 * Appends bytes to what is hashed.
 *
 * \param operation     The operation.
 * \param input         The bytes. May be NULL if `input_length` is 0.
 * \param input_length  How many.
 *
 * \return              PSA_SUCCESS, PSA_ERROR_BAD_STATE if the operation has not been set up, or
 *                      PSA_ERROR_INVALID_ARGUMENT if one is NULL. An error ends the operation.
 */
psa_status_t psa_hash_update(psa_hash_operation_t *operation, const uint8_t *input, size_t input_length);

/**
 * Writes the hash and ends the operation, which can be set up again.
 *
 * \param operation    The operation.
 * \param hash         The buffer.
 * \param hash_size    Its size in bytes.
 * \param hash_length  Where the length of the hash is stored; `hash_size` if the buffer is too small, 0 if the
 *                     operation has not been set up.
 *
 * \return             PSA_SUCCESS, PSA_ERROR_BAD_STATE if the operation has not been set up,
 *                     PSA_ERROR_BUFFER_TOO_SMALL, or PSA_ERROR_INVALID_ARGUMENT if one is NULL.
 */
psa_status_t psa_hash_finish(psa_hash_operation_t *operation,
                             uint8_t *hash,
                             size_t hash_size,
                             size_t *hash_length);

/**
 * Compares the hash with another, in constant time, and ends the operation, which can be set up again.
 *
 * \param operation    The operation.
 * \param hash         The other hash.
 * \param hash_length  Its length in bytes.
 *
 * \return             PSA_SUCCESS if they are the same, PSA_ERROR_INVALID_SIGNATURE if not, PSA_ERROR_BAD_STATE if the
 *                     operation has not been set up, or PSA_ERROR_INVALID_ARGUMENT if one is NULL.
 */
psa_status_t psa_hash_verify(psa_hash_operation_t *operation,
                             const uint8_t *hash,
                             size_t hash_length);

/**
 * Ends an operation and wipes its state. It can be set up again.
 *
 * \param operation  The operation. One that has not been set up stays so.
 *
 * \return           PSA_SUCCESS, or PSA_ERROR_INVALID_ARGUMENT if `operation` is NULL.
 */
psa_status_t psa_hash_abort(psa_hash_operation_t *operation);

/**
 * Makes a second operation of one that is under way; both go on by themselves.
 *
 * \param source_operation  The operation.
 * \param target_operation  An operation that has not been set up, or is finished or aborted.
 *
 * \return                  PSA_SUCCESS, PSA_ERROR_BAD_STATE if the first has not been set up or the second has, or
 *                          PSA_ERROR_INVALID_ARGUMENT if one is NULL.
 */
psa_status_t psa_hash_clone(const psa_hash_operation_t *source_operation,
                            psa_hash_operation_t *target_operation);

/**
 * Puts a key into the store.
 *
 * RSA keys are an RSAPrivateKey or an RSAPublicKey in DER (RFC 8017 appendix A.1), of at most 4096 bits; private keys
 * on secp256r1, secp384r1 and secp521r1 are the scalar, as long as the field and big-endian; public ones the point,
 * uncompressed; all others the bytes themselves. Raw data, HMAC keys, secrets to derive from, passwords and keys of
 * AES and ChaCha20 can be kept, and used by exporting them.
 *
 * \param attributes   The type and the policy; the size in bits may be given, and is checked then.
 * \param data         The key.
 * \param data_length  Its length in bytes.
 * \param key          Where the number of the key is written; 0 in case of an error.
 *
 * \return             PSA_SUCCESS; PSA_ERROR_BAD_STATE before `psa_crypto_init()`; PSA_ERROR_INVALID_ARGUMENT if one
 *                     is NULL, the key is malformed, or the attributes do not fit it or each other;
 *                     PSA_ERROR_NOT_SUPPORTED for types and curves that are not offered and for lifetimes other than
 *                     PSA_KEY_LIFETIME_VOLATILE; PSA_ERROR_INSUFFICIENT_MEMORY if there are 1048576 keys already.
 */
psa_status_t psa_import_key(const psa_key_attributes_t *attributes,
                            const uint8_t *data,
                            size_t data_length,
                            mbedtls_svc_key_id_t *key);

/**
 * Makes a key with random bytes of the operating system and puts it into the store: RSA of 1024 to 4096 bits with the
 * exponent 65537, a key on secp256r1, secp384r1 or secp521r1, or bytes. Long RSA keys take seconds.
 *
 * \param attributes  The type, the size in bits, and the policy.
 * \param key         Where the number of the key is written; 0 in case of an error.
 *
 * \return            PSA_SUCCESS; PSA_ERROR_BAD_STATE before `psa_crypto_init()`; PSA_ERROR_INVALID_ARGUMENT if one is
 *                    NULL, the type is a public key, or the size is 0 or none of the type; PSA_ERROR_NOT_SUPPORTED for
 *                    types, curves and sizes that are not offered, and for lifetimes other than
 *                    PSA_KEY_LIFETIME_VOLATILE; PSA_ERROR_INSUFFICIENT_MEMORY if there are 1048576 keys already;
 *                    PSA_ERROR_INSUFFICIENT_ENTROPY if the operating system has none.
 */
psa_status_t psa_generate_key(const psa_key_attributes_t *attributes,
                              mbedtls_svc_key_id_t *key);

/**
 * Copies a key within the store, with a policy that allows what its own allows and the given one allows too.
 *
 * \param source_key  The number of the key; its policy has to allow PSA_KEY_USAGE_COPY.
 * \param attributes  The policy; type and size may be given, and are checked then.
 * \param target_key  Where the number of the copy is written; 0 in case of an error.
 *
 * \return            PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, PSA_ERROR_NOT_PERMITTED if it may
 *                    not be copied, PSA_ERROR_INVALID_ARGUMENT if one is NULL, the type or size is another, or the
 *                    algorithms exclude each other, and as `psa_import_key()` does.
 */
psa_status_t psa_copy_key(mbedtls_svc_key_id_t source_key,
                          const psa_key_attributes_t *attributes,
                          mbedtls_svc_key_id_t *target_key);

/**
 * Takes a key out of the store and wipes it, at once or when the last signature that is being made with it is ready.
 * Key contexts that stand for it (`mbedtls_pk_setup_opaque()`) cannot sign afterwards.
 *
 * \param key  The number of the key. 0 is ignored.
 *
 * \return     PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, or PSA_ERROR_BAD_STATE before
 *             `psa_crypto_init()`.
 */
psa_status_t psa_destroy_key(mbedtls_svc_key_id_t key);

/**
 * Frees the memory of a key that is on storage too, which no key is: it checks the number and does nothing.
 *
 * \param key  The number of the key.
 *
 * \return     PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST if there is no such key, PSA_ERROR_INVALID_HANDLE if keys have no
 *             such numbers, or PSA_ERROR_BAD_STATE before `psa_crypto_init()`.
 */
psa_status_t psa_purge_key(mbedtls_svc_key_id_t key);

/**
 * Opens a key by its number, as programs did before version 1.0 of the API: the handle is the number.
 *
 * \param key     The number of the key.
 * \param handle  Where the handle is written; 0 in case of an error.
 *
 * \return        PSA_SUCCESS, PSA_ERROR_DOES_NOT_EXIST if there is no such key, PSA_ERROR_BAD_STATE before
 *                `psa_crypto_init()`, or PSA_ERROR_INVALID_ARGUMENT if `handle` is NULL.
 */
psa_status_t psa_open_key(mbedtls_svc_key_id_t key, psa_key_handle_t *handle);

/**
 * Closes a handle. As no key is on storage, this destroys the key.
 *
 * \param handle  The handle. 0 is ignored.
 *
 * \return        As `psa_destroy_key()`.
 */
psa_status_t psa_close_key(psa_key_handle_t handle);

/**
 * Writes a key in the format that `psa_import_key()` reads. Public keys may always be exported, others if their policy
 * has PSA_KEY_USAGE_EXPORT.
 *
 * \param key          The number of the key.
 * \param data         The buffer; PSA_EXPORT_KEY_OUTPUT_SIZE() tells how much is enough.
 * \param data_size    Its size in bytes.
 * \param data_length  Where the number of bytes written is stored; 0 in case of an error, save that it is left alone
 *                     if `data_size` is 0.
 *
 * \return             PSA_SUCCESS, PSA_ERROR_INVALID_HANDLE if there is no such key, PSA_ERROR_NOT_PERMITTED,
 *                     PSA_ERROR_BUFFER_TOO_SMALL, PSA_ERROR_BAD_STATE before `psa_crypto_init()`, or
 *                     PSA_ERROR_INVALID_ARGUMENT if one is NULL.
 */
psa_status_t psa_export_key(mbedtls_svc_key_id_t key,
                            uint8_t *data,
                            size_t data_size,
                            size_t *data_length);

/**
 * Writes a public key, or the public half of a key, in the format that `psa_import_key()` reads. Every policy allows
 * it.
 *
 * \param key          The number of the key.
 * \param data         The buffer; PSA_EXPORT_PUBLIC_KEY_OUTPUT_SIZE() tells how much is enough.
 * \param data_size    Its size in bytes.
 * \param data_length  Where the number of bytes written is stored; 0 in case of an error, save that it is left alone
 *                     if `data_size` is 0.
 *
 * \return             As `psa_export_key()`, and PSA_ERROR_INVALID_ARGUMENT if the key has no public half.
 */
psa_status_t psa_export_public_key(mbedtls_svc_key_id_t key,
                                   uint8_t *data,
                                   size_t data_size,
                                   size_t *data_length);

/**
 * Opens the library for the functions of this header, which share one store of keys. It may be called again; the keys
 * stay. `mbedtls_psa_crypto_free()` undoes it. May be called from several threads.
 *
 * \return  PSA_SUCCESS.
 */
psa_status_t psa_crypto_init(void);

/**
 * Fills a buffer with random bytes of the operating system, fit for keys. May be called from several threads.
 *
 * \param output       The buffer. May be NULL if `output_size` is 0.
 * \param output_size  Its size in bytes.
 *
 * \return             PSA_SUCCESS, PSA_ERROR_BAD_STATE before `psa_crypto_init()`, PSA_ERROR_INVALID_ARGUMENT if
 *                     `output` is NULL, or PSA_ERROR_INSUFFICIENT_ENTROPY if the operating system has none.
 */
psa_status_t psa_generate_random(uint8_t *output,
                                 size_t output_size);

/**
 * Signs a hash with a key of the store: by RSASSA-PKCS1-v1_5, RSASSA-PSS or ECDSA. An ECDSA signature is r and s, each
 * as long as the field (`mbedtls_ecdsa_raw_to_der()` makes of it what certificates hold).
 *
 * \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_SIGN_HASH and the algorithm.
 * \param alg               PSA_ALG_RSA_PKCS1V15_SIGN(hash), PSA_ALG_RSA_PSS(hash), PSA_ALG_ECDSA(hash), ...
 * \param hash              The hash.
 * \param hash_length       Its length in bytes; RSA wants that of the algorithm's hash, ECDSA takes any.
 * \param signature         The buffer; PSA_SIGN_OUTPUT_SIZE() tells how much is enough.
 * \param signature_size    Its size in bytes.
 * \param signature_length  Where the length of the signature is stored; 0 in case of an error.
 *
 * \return                  PSA_SUCCESS; PSA_ERROR_INVALID_HANDLE if there is no such key; PSA_ERROR_NOT_PERMITTED;
 *                          PSA_ERROR_BUFFER_TOO_SMALL; PSA_ERROR_INVALID_ARGUMENT if one is NULL, the key is no
 *                          private one, or the algorithm is not one of its type; PSA_ERROR_NOT_SUPPORTED if the hash
 *                          is not offered; PSA_ERROR_BAD_STATE before `psa_crypto_init()`;
 *                          PSA_ERROR_INSUFFICIENT_ENTROPY if the operating system has none.
 */
psa_status_t psa_sign_hash(mbedtls_svc_key_id_t key,
                           psa_algorithm_t alg,
                           const uint8_t *hash,
                           size_t hash_length,
                           uint8_t *signature,
                           size_t signature_size,
                           size_t *signature_length);

/**
 * Signs a message with a key of the store: hashes it with the algorithm's hash and goes on as `psa_sign_hash()`.
 *
 * \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_SIGN_MESSAGE and the
 *                          algorithm.
 * \param alg               The algorithm, which has to name its hash.
 * \param input             The message.
 * \param input_length      Its length in bytes.
 * \param signature         The buffer.
 * \param signature_size    Its size in bytes.
 * \param signature_length  Where the length of the signature is stored; 0 in case of an error.
 *
 * \return                  As `psa_sign_hash()`.
 */
psa_status_t psa_sign_message(mbedtls_svc_key_id_t key,
                              psa_algorithm_t alg,
                              const uint8_t *input,
                              size_t input_length,
                              uint8_t *signature,
                              size_t signature_size,
                              size_t *signature_length);

/**
 * Verifies a signature of a hash with a key of the store, public or private. See `psa_sign_hash()`.
 *
 * \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_VERIFY_HASH and the algorithm.
 * \param alg               The algorithm.
 * \param hash              The hash.
 * \param hash_length       Its length in bytes.
 * \param signature         The signature.
 * \param signature_length  Its length in bytes.
 *
 * \return                  PSA_SUCCESS if it verifies, PSA_ERROR_INVALID_SIGNATURE if not, and otherwise as
 *                          `psa_sign_hash()`.
 */
psa_status_t psa_verify_hash(mbedtls_svc_key_id_t key,
                             psa_algorithm_t alg,
                             const uint8_t *hash,
                             size_t hash_length,
                             const uint8_t *signature,
                             size_t signature_length);

/**
 * Verifies a signature of a message with a key of the store, public or private. See `psa_sign_message()`.
 *
 * \param key               The number of the key; its policy has to allow PSA_KEY_USAGE_VERIFY_MESSAGE and the
 *                          algorithm.
 * \param alg               The algorithm, which has to name its hash.
 * \param input             The message.
 * \param input_length      Its length in bytes.
 * \param signature         The signature.
 * \param signature_length  Its length in bytes.
 *
 * \return                  As `psa_verify_hash()`.
 */
psa_status_t psa_verify_message(mbedtls_svc_key_id_t key,
                                psa_algorithm_t alg,
                                const uint8_t *input,
                                size_t input_length,
                                const uint8_t *signature,
                                size_t signature_length);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* PSA_CRYPTO_H */
