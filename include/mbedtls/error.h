/* Generated from src/ffi/error by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_ERROR_H
#define MBEDTLS_ERROR_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/build_info.h"

/** The sum of a number of the upper layers and one of those below. */
#define MBEDTLS_ERROR_ADD(high, low) ((high) + (low))


/**
 * Something failed.
 */
#define MBEDTLS_ERR_ERROR_GENERIC_ERROR -0x0001

/**
 * Memory was corrupted.
 */
#define MBEDTLS_ERR_ERROR_CORRUPTION_DETECTED -0x006E

/**
 * A hardware accelerator failed; never returned, kept for programs that name it.
 */
#define MBEDTLS_ERR_PLATFORM_HW_ACCEL_FAILED -0x0070

/**
 * The platform does not offer a feature.
 */
#define MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED -0x0072

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Writes what an error number means, cut to the buffer and always ended by a NUL.
 *
 * \param errnum  The number, negative or not.
 * \param buffer  Where the words go. NULL is ignored.
 * \param buflen  The size of `buffer`; with 0 nothing is written.
 */
void mbedtls_strerror(int errnum, char *buffer, size_t buflen);

/**
 * Tells what the part of an error number means that comes from the upper layers (SSL, X509, PK ...).
 *
 * \param error_code  The number, negative or not.
 *
 * \return            The words, for ever; NULL if there is no such part, or it is not known.
 */
const char *mbedtls_high_level_strerr(int error_code);

/**
 * Tells what the part of an error number means that comes from the layers below (NET, ASN1, ENTROPY ...).
 *
 * \param error_code  The number, negative or not.
 *
 * \return            The words, for ever; NULL if there is no such part, or it is not known.
 */
const char *mbedtls_low_level_strerr(int error_code);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_ERROR_H */
