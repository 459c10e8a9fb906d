/* Generated from src/ffi/constant_time by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_CONSTANT_TIME_H
#define MBEDTLS_CONSTANT_TIME_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Compares memory in a time that depends on its length only.
 *
 * \param a    The one piece.
 * \param b    The other.
 * \param n    The length of both in bytes.
 *
 * \return     0 if they are equal; another number if they differ, or if one of them is NULL and `n` is not 0.
 */
int mbedtls_ct_memcmp(const void *a, const void *b, size_t n);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_CONSTANT_TIME_H */
