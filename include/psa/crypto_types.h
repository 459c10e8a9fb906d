/* Generated from src/ffi/psa_crypto_types by `cargo test --test headers`; edit there, not here. */
#ifndef PSA_CRYPTO_TYPES_H
#define PSA_CRYPTO_TYPES_H

#include <stdint.h>
#include "mbedtls/private_access.h"
#include "psa/build_info.h"
#include "psa/crypto_platform.h"

typedef struct psa_key_attributes_s psa_key_attributes_t;


/**
 * 0 for success, or a negative number of `psa/crypto_values.h`.
 */
typedef int32_t psa_status_t;

/**
 * What a key is, PSA_KEY_TYPE_...
 */
typedef uint16_t psa_key_type_t;

/**
 * A family of elliptic curves, PSA_ECC_FAMILY_...
 */
typedef uint8_t psa_ecc_family_t;

/**
 * A family of Diffie-Hellman groups, PSA_DH_FAMILY_...
 */
typedef uint8_t psa_dh_family_t;

/**
 * An algorithm with its parameters, PSA_ALG_...
 */
typedef uint32_t psa_algorithm_t;

/**
 * Where a key lives and for how long: a persistence in the lowest 8 bits, a location above.
 */
typedef uint32_t psa_key_lifetime_t;

/**
 * For how long a key lives.
 */
typedef uint8_t psa_key_persistence_t;

/**
 * Where a key lives.
 */
typedef uint32_t psa_key_location_t;

/**
 * The number of a key in the store.
 */
typedef uint32_t psa_key_id_t;

/**
 * The number of a key in the store, where keys have no owners.
 */
typedef uint32_t mbedtls_svc_key_id_t;

/**
 * The number of a key in the store, by its name before version 1.0 of the API.
 */
typedef uint32_t psa_key_handle_t;

/**
 * What may be done with a key, PSA_KEY_USAGE_... together.
 */
typedef uint32_t psa_key_usage_t;

/**
 * An input of a key derivation.
 */
typedef uint16_t psa_key_derivation_step_t;

#endif  /* PSA_CRYPTO_TYPES_H */
