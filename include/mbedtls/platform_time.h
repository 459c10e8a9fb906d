/* Generated from src/ffi/platform_time by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_PLATFORM_TIME_H
#define MBEDTLS_PLATFORM_TIME_H

#include <inttypes.h>
#include <stdint.h>
#include <time.h>
#include "mbedtls/build_info.h"

/** Seconds since 1970-01-01T00:00:00Z. */
typedef time_t mbedtls_time_t;

/** The time of day. The library itself always asks the system. */
#if defined(MBEDTLS_PLATFORM_TIME_MACRO)
#define mbedtls_time MBEDTLS_PLATFORM_TIME_MACRO
#else
#define mbedtls_time time
#endif


/**
 * Milliseconds of a clock that only goes forward.
 */
typedef int64_t mbedtls_ms_time_t;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Milliseconds since an arbitrary start, by a clock that only goes forward.
 *
 * \return  The milliseconds; 0 or more.
 */
mbedtls_ms_time_t mbedtls_ms_time(void);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_PLATFORM_TIME_H */
