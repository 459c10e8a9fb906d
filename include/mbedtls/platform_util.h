/* Generated from src/ffi/platform_util by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_PLATFORM_UTIL_H
#define MBEDTLS_PLATFORM_UTIL_H

#include <stddef.h>
#include <time.h>
#include "mbedtls/build_info.h"
#include "mbedtls/platform_time.h"

/* Marks what is going away; programs that want to hear of it define MBEDTLS_DEPRECATED_WARNING. */
#if !defined(MBEDTLS_DEPRECATED_REMOVED)
#if defined(MBEDTLS_DEPRECATED_WARNING) && defined(__GNUC__)
#define MBEDTLS_DEPRECATED __attribute__((deprecated))
MBEDTLS_DEPRECATED typedef const char *mbedtls_deprecated_string_constant_t;
MBEDTLS_DEPRECATED typedef int mbedtls_deprecated_numeric_constant_t;
#define MBEDTLS_DEPRECATED_STRING_CONSTANT(value) ((mbedtls_deprecated_string_constant_t) (value))
#define MBEDTLS_DEPRECATED_NUMERIC_CONSTANT(value) ((mbedtls_deprecated_numeric_constant_t) (value))
#else
#define MBEDTLS_DEPRECATED
#define MBEDTLS_DEPRECATED_STRING_CONSTANT(value) value
#define MBEDTLS_DEPRECATED_NUMERIC_CONSTANT(value) value
#endif
#endif

/* Asks the compiler to complain of a result that is thrown away. */
#if !defined(MBEDTLS_CHECK_RETURN)
#if defined(__GNUC__)
#define MBEDTLS_CHECK_RETURN __attribute__((__warn_unused_result__))
#else
#define MBEDTLS_CHECK_RETURN
#endif
#endif

/* How grave it is to throw away a result: always, only with MBEDTLS_CHECK_RETURN_WARNING, or not at all. */
#define MBEDTLS_CHECK_RETURN_CRITICAL MBEDTLS_CHECK_RETURN
#if defined(MBEDTLS_CHECK_RETURN_WARNING)
#define MBEDTLS_CHECK_RETURN_TYPICAL MBEDTLS_CHECK_RETURN
#else
#define MBEDTLS_CHECK_RETURN_TYPICAL
#endif
#define MBEDTLS_CHECK_RETURN_OPTIONAL

/* Throws a result away on purpose. */
#if !defined(MBEDTLS_IGNORE_RETURN)
#define MBEDTLS_IGNORE_RETURN(result) ((void) !(result))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** A random generator: fills `output` with `output_size` bytes; returns 0, or an error number. */
typedef int mbedtls_f_rng_t(void *p_rng, unsigned char *output, size_t output_size);

#ifdef __cplusplus
}
#endif


#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Writes zeroes over memory in a way that no compiler leaves out.
 *
 * \param buf  The memory. NULL is ignored.
 * \param len  Its length in bytes.
 */
void mbedtls_platform_zeroize(void *buf, size_t len);

/**
 * Breaks a time down into the fields of a date in UTC; safe with threads.
 *
 * \param tt      The time in seconds since 1970-01-01T00:00:00Z.
 * \param tm_buf  Where the fields go.
 *
 * \return        `tm_buf`, or NULL if an argument is NULL or the year does not fit.
 */
struct tm *mbedtls_platform_gmtime_r(const mbedtls_time_t *tt, struct tm *tm_buf);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_PLATFORM_UTIL_H */
