/* Generated from src/ffi/debug by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_DEBUG_H
#define MBEDTLS_DEBUG_H

#include <inttypes.h>
#include <stdint.h>
#include "mbedtls/build_info.h"
#include "mbedtls/ssl.h"

/* Lets the compiler check the arguments of a function that is like printf. */
#if defined(__GNUC__)
#define MBEDTLS_PRINTF_ATTRIBUTE(string_index, first_to_check) \
    __attribute__((__format__(__printf__, string_index, first_to_check)))
#else
#define MBEDTLS_PRINTF_ATTRIBUTE(string_index, first_to_check)
#endif

/* What stands behind the % to print a size_t, a long long and an mbedtls_ms_time_t. */
#define MBEDTLS_PRINTF_SIZET "zu"
#define MBEDTLS_PRINTF_LONGLONG "lld"
#if !defined(MBEDTLS_PRINTF_MS_TIME)
#define MBEDTLS_PRINTF_MS_TIME PRId64
#endif


#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Sets how much is told to debug callbacks, for all connections of the process.
 *
 * \param threshold  0 (at first): nothing; 1: what made a connection fail; 2: state changes too; 3: what is sent,
 *                   received, chosen and dropped too; 4: everything. Less is taken for 0, more for 4.
 */
void mbedtls_debug_set_threshold(int threshold);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_DEBUG_H */
