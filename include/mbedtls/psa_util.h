/* Generated from src/ffi/psa_util by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_PSA_UTIL_H
#define MBEDTLS_PSA_UTIL_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/ecp.h"
#include "mbedtls/md.h"
#include "psa/crypto.h"

/* The context for mbedtls_psa_get_random(), which has none. */
#define MBEDTLS_PSA_RANDOM_STATE NULL


#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Fills a buffer with random bytes of the operating system, in the form of `mbedtls_f_rng_t`: wherever a function wants
 * a random generator, this and MBEDTLS_PSA_RANDOM_STATE can be given. May be called from several threads.
 *
 * \param p_rng        MBEDTLS_PSA_RANDOM_STATE. It is not looked at.
 * \param output       The buffer. May be NULL if `output_size` is 0.
 * \param output_size  Its size in bytes.
 *
 * \return             0, or MBEDTLS_ERR_ENTROPY_SOURCE_FAILED before `psa_crypto_init()`, if `output` is NULL, or if
 *                     the operating system has none.
 */
int mbedtls_psa_get_random(void *p_rng,
                           unsigned char *output,
                           size_t output_size);

/**
 * The hash of the PSA Crypto API that is the same as one of `mbedtls/md.h`.
 *
 * \param md_type  The hash.
 *
 * \return         PSA_ALG_..., of a hash that may not be offered.
 */
psa_algorithm_t mbedtls_md_psa_alg_from_type(mbedtls_md_type_t md_type);

/**
 * The hash of `mbedtls/md.h` that is the same as one of the PSA Crypto API, or as that of an algorithm with a hash.
 *
 * \param psa_alg  The hash or the algorithm.
 *
 * \return         The hash, which may not be offered.
 */
mbedtls_md_type_t mbedtls_md_type_from_psa_alg(psa_algorithm_t psa_alg);

/**
 * The family of curves of the PSA Crypto API that a curve of `mbedtls/ecp.h` belongs to, and the size that tells it from
 * the others.
 *
 * \param grpid  The curve.
 * \param bits   Where the size in bits is written; 0 if there is no such family.
 *
 * \return       PSA_ECC_FAMILY_..., of curves that may not be offered; 0 if there is none.
 */
psa_ecc_family_t mbedtls_ecc_group_to_psa(mbedtls_ecp_group_id grpid,
                                          size_t *bits);

/**
 * The curve of `mbedtls/ecp.h` that has a size in a family of the PSA Crypto API.
 *
 * \param family  PSA_ECC_FAMILY_...
 * \param bits    The size in bits.
 *
 * \return        The curve, which may not be offered; MBEDTLS_ECP_DP_NONE if there is none.
 */
mbedtls_ecp_group_id mbedtls_ecc_group_from_psa(psa_ecc_family_t family, size_t bits);

/**
 * Makes of r and s side by side, as `psa_sign_hash()` has them, the DER of certificates and TLS (RFC 3279 section
 * 2.2.3).
 *
 * \param bits      The size of the curve in bits: 1 to 521.
 * \param raw       The signature.
 * \param raw_len   Its length in bytes: twice that of the field.
 * \param der       The buffer. It may be the one of `raw`.
 * \param der_size  Its size in bytes.
 * \param der_len   Where the number of bytes written is stored; left alone in case of an error.
 *
 * \return          0, MBEDTLS_ERR_ASN1_BUF_TOO_SMALL, or MBEDTLS_ERR_ASN1_INVALID_DATA if the length is another, a
 *                  number is 0, or one is NULL.
 */
int mbedtls_ecdsa_raw_to_der(size_t bits,
                             const unsigned char *raw,
                             size_t raw_len,
                             unsigned char *der,
                             size_t der_size,
                             size_t *der_len);

/**
 * Makes of a DER signature r and s side by side. It undoes `mbedtls_ecdsa_raw_to_der()`.
 *
 * \param bits      The size of the curve in bits: 1 to 521.
 * \param der       The signature.
 * \param der_len   Its length in bytes.
 * \param raw       The buffer. It may be the one of `der`.
 * \param raw_size  Its size in bytes; twice that of the field is enough.
 * \param raw_len   Where the number of bytes written is stored; left alone in case of an error.
 *
 * \return          0, MBEDTLS_ERR_ASN1_BUF_TOO_SMALL, another MBEDTLS_ERR_ASN1_... for what is malformed, or
 *                  MBEDTLS_ERR_ASN1_INVALID_DATA if a number is too long for the curve, or one is NULL.
 */
int mbedtls_ecdsa_der_to_raw(size_t bits,
                             const unsigned char *der,
                             size_t der_len,
                             unsigned char *raw,
                             size_t raw_size,
                             size_t *raw_len);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_PSA_UTIL_H */
