/* Generated from src/ffi/threading by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_THREADING_H
#define MBEDTLS_THREADING_H

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

/**
 * An argument is NULL.
 */
#define MBEDTLS_ERR_THREADING_BAD_INPUT_DATA -0x001C

/**
 * The lock was not initialised, or could not be taken or given back.
 */
#define MBEDTLS_ERR_THREADING_MUTEX_ERROR -0x001E

/**
 * A lock.
 */
typedef struct mbedtls_threading_mutex_t {
    pthread_mutex_t MBEDTLS_PRIVATE(mutex);
    char MBEDTLS_PRIVATE(state);
} mbedtls_threading_mutex_t;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Initialises a lock. NULL is ignored.
 */
extern void (*mbedtls_mutex_init)(struct mbedtls_threading_mutex_t *mutex);

/**
 * Ends a lock that nobody holds. NULL, and one that was freed already, are ignored.
 */
extern void (*mbedtls_mutex_free)(struct mbedtls_threading_mutex_t *mutex);

/**
 * Takes a lock; returns 0, MBEDTLS_ERR_THREADING_BAD_INPUT_DATA or MBEDTLS_ERR_THREADING_MUTEX_ERROR.
 */
extern int (*mbedtls_mutex_lock)(struct mbedtls_threading_mutex_t *mutex);

/**
 * Gives a lock back; returns 0, MBEDTLS_ERR_THREADING_BAD_INPUT_DATA or MBEDTLS_ERR_THREADING_MUTEX_ERROR.
 */
extern int (*mbedtls_mutex_unlock)(struct mbedtls_threading_mutex_t *mutex);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_THREADING_H */
