/* Generated from src/ffi/psa_crypto_extra by `cargo test --test headers`; edit there, not here. */
#ifndef PSA_CRYPTO_EXTRA_H
#define PSA_CRYPTO_EXTRA_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "psa/crypto_types.h"

/* A handle that stands for no key. */
#define PSA_KEY_HANDLE_INIT ((psa_key_handle_t) 0)

typedef struct mbedtls_psa_stats_s mbedtls_psa_stats_t;


/**
 * What the store of keys holds.
 */
typedef struct mbedtls_psa_stats_s {
    /**
     * Keys that live in memory.
     */
    size_t MBEDTLS_PRIVATE(volatile_slots);
    /**
     * Keys that are on storage: 0.
     */
    size_t MBEDTLS_PRIVATE(persistent_slots);
    /**
     * Keys that are elsewhere: 0.
     */
    size_t MBEDTLS_PRIVATE(external_slots);
    /**
     * Keys that are being made: 0.
     */
    size_t MBEDTLS_PRIVATE(half_filled_slots);
    /**
     * Keys of storage that are kept in memory: 0.
     */
    size_t MBEDTLS_PRIVATE(cache_slots);
    /**
     * Room that is there already: 0, as keys take memory when they are made.
     */
    size_t MBEDTLS_PRIVATE(empty_slots);
    /**
     * Keys that are in use: 0, as keys are not locked.
     */
    size_t MBEDTLS_PRIVATE(locked_slots);
    /**
     * The largest number of a key on storage: 0.
     */
    psa_key_id_t MBEDTLS_PRIVATE(max_open_internal_key_id);
    /**
     * The largest number of a key elsewhere: 0.
     */
    psa_key_id_t MBEDTLS_PRIVATE(max_open_external_key_id);
} mbedtls_psa_stats_s;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Closes the library for the functions of `psa/crypto.h` and wipes all keys of its store. `psa_crypto_init()` opens it
 * again. Key contexts that stand for keys of the store cannot sign any more.
 */
void mbedtls_psa_crypto_free(void);

/**
 * Tells what the store of keys holds.
 *
 * \param stats  Where that is written. NULL is ignored.
 */
void mbedtls_psa_get_stats(mbedtls_psa_stats_t *stats);

/**
 * Sets a second algorithm that a key may be used with.
 *
 * \param attributes  The attributes. NULL is ignored.
 * \param alg2        PSA_ALG_..., as for `psa_set_key_algorithm()`.
 */
void psa_set_key_enrollment_algorithm(psa_key_attributes_t *attributes, psa_algorithm_t alg2);

/**
 * The second algorithm that a key may be used with.
 *
 * \param attributes  The attributes.
 *
 * \return            The algorithm; 0 if `attributes` is NULL.
 */
psa_algorithm_t psa_get_key_enrollment_algorithm(const psa_key_attributes_t *attributes);

/**
 * Tells whether a handle is PSA_KEY_HANDLE_INIT, which stands for no key.
 *
 * \param handle  The handle.
 *
 * \return        1 if it is, 0 if not.
 */
int psa_key_handle_is_null(psa_key_handle_t handle);

/**
 * Tells whether hashes can be made at all, by `psa_crypto_init()` having been called.
 *
 * \param hash_alg  The hash; any, known or not.
 *
 * \return          1 if they can, 0 if not.
 */
int psa_can_do_hash(psa_algorithm_t hash_alg);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* PSA_CRYPTO_EXTRA_H */
