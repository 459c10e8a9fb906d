/* Generated from src/ffi/platform by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_PLATFORM_H
#define MBEDTLS_PLATFORM_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_time.h"

/*
 * Standard functions under the library's names, for programs that call them so. A program may put functions of its own
 * in their place for itself, by MBEDTLS_PLATFORM_PRINTF_MACRO and its like; the library itself neither prints nor
 * exits, and takes its memory from the system.
 */

#if !defined(MBEDTLS_PLATFORM_STD_SNPRINTF)
#define MBEDTLS_PLATFORM_STD_SNPRINTF snprintf
#endif
#if !defined(MBEDTLS_PLATFORM_STD_VSNPRINTF)
#define MBEDTLS_PLATFORM_STD_VSNPRINTF vsnprintf
#endif
#if !defined(MBEDTLS_PLATFORM_STD_PRINTF)
#define MBEDTLS_PLATFORM_STD_PRINTF printf
#endif
#if !defined(MBEDTLS_PLATFORM_STD_FPRINTF)
#define MBEDTLS_PLATFORM_STD_FPRINTF fprintf
#endif
#if !defined(MBEDTLS_PLATFORM_STD_CALLOC)
#define MBEDTLS_PLATFORM_STD_CALLOC calloc
#endif
#if !defined(MBEDTLS_PLATFORM_STD_FREE)
#define MBEDTLS_PLATFORM_STD_FREE free
#endif
#if !defined(MBEDTLS_PLATFORM_STD_SETBUF)
#define MBEDTLS_PLATFORM_STD_SETBUF setbuf
#endif
#if !defined(MBEDTLS_PLATFORM_STD_EXIT)
#define MBEDTLS_PLATFORM_STD_EXIT exit
#endif
#if !defined(MBEDTLS_PLATFORM_STD_TIME)
#define MBEDTLS_PLATFORM_STD_TIME time
#endif
#if !defined(MBEDTLS_PLATFORM_STD_EXIT_SUCCESS)
#define MBEDTLS_PLATFORM_STD_EXIT_SUCCESS EXIT_SUCCESS
#endif
#if !defined(MBEDTLS_PLATFORM_STD_EXIT_FAILURE)
#define MBEDTLS_PLATFORM_STD_EXIT_FAILURE EXIT_FAILURE
#endif

#define MBEDTLS_EXIT_SUCCESS EXIT_SUCCESS
#define MBEDTLS_EXIT_FAILURE EXIT_FAILURE

#undef mbedtls_printf
#ifdef MBEDTLS_PLATFORM_PRINTF_MACRO
#define mbedtls_printf MBEDTLS_PLATFORM_PRINTF_MACRO
#else
#define mbedtls_printf printf
#endif

#undef mbedtls_fprintf
#ifdef MBEDTLS_PLATFORM_FPRINTF_MACRO
#define mbedtls_fprintf MBEDTLS_PLATFORM_FPRINTF_MACRO
#else
#define mbedtls_fprintf fprintf
#endif

#undef mbedtls_snprintf
#ifdef MBEDTLS_PLATFORM_SNPRINTF_MACRO
#define mbedtls_snprintf MBEDTLS_PLATFORM_SNPRINTF_MACRO
#else
#define mbedtls_snprintf snprintf
#endif

#undef mbedtls_vsnprintf
#ifdef MBEDTLS_PLATFORM_VSNPRINTF_MACRO
#define mbedtls_vsnprintf MBEDTLS_PLATFORM_VSNPRINTF_MACRO
#else
#define mbedtls_vsnprintf vsnprintf
#endif

#undef mbedtls_setbuf
#ifdef MBEDTLS_PLATFORM_SETBUF_MACRO
#define mbedtls_setbuf MBEDTLS_PLATFORM_SETBUF_MACRO
#else
#define mbedtls_setbuf setbuf
#endif

#undef mbedtls_exit
#ifdef MBEDTLS_PLATFORM_EXIT_MACRO
#define mbedtls_exit MBEDTLS_PLATFORM_EXIT_MACRO
#else
#define mbedtls_exit exit
#endif

/*
 * Memory: calloc and free of the system; with MBEDTLS_PLATFORM_MEMORY functions of the library, which
 * mbedtls_platform_set_calloc_free() leads to the program's own.
 */
#undef mbedtls_calloc
#undef mbedtls_free
#if !defined(MBEDTLS_PLATFORM_MEMORY)
#define mbedtls_calloc calloc
#define mbedtls_free free
#else
#ifdef __cplusplus
extern "C" {
#endif

/** Hands out memory for `n` elements of `size` bytes, set to zero; NULL if there is none. */
void *mbedtls_calloc(size_t n, size_t size);

/** Takes back what mbedtls_calloc() handed out; NULL is ignored. */
void mbedtls_free(void *ptr);

/**
 * Sets what mbedtls_calloc() and mbedtls_free() lead to; to be called before anything was handed out. Returns 0, or
 * MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_platform_set_calloc_free(void *(*calloc_func)(size_t n, size_t size), void (*free_func)(void *ptr));

#ifdef __cplusplus
}
#endif
#endif


/**
 * Nothing; there is nothing to set up.
 */
typedef struct mbedtls_platform_context {
    char MBEDTLS_PRIVATE(dummy);
} mbedtls_platform_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Does nothing, successfully: there is nothing to set up.
 *
 * \param ctx  The context.
 *
 * \return     0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_platform_setup(struct mbedtls_platform_context *ctx);

/**
 * Does nothing: there is nothing to tear down.
 *
 * \param ctx  The context, or NULL.
 */
void mbedtls_platform_teardown(struct mbedtls_platform_context *ctx);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_PLATFORM_H */
