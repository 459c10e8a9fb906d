/* Generated from src/ffi/entropy by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_ENTROPY_H
#define MBEDTLS_ENTROPY_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/md.h"
#include "mbedtls/threading.h"

/* What is gathered is mixed by SHA-512. */
#define MBEDTLS_ENTROPY_SHA512_ACCUMULATOR


/**
 * A source failed, or gave too little.
 */
#define MBEDTLS_ERR_ENTROPY_SOURCE_FAILED -0x003C

/**
 * There are MBEDTLS_ENTROPY_MAX_SOURCES sources already.
 */
#define MBEDTLS_ERR_ENTROPY_MAX_SOURCES -0x003E

/**
 * The context was not initialised, or was freed.
 */
#define MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED -0x0040

/**
 * No source is strong.
 */
#define MBEDTLS_ERR_ENTROPY_NO_STRONG_SOURCE -0x003D

/**
 * A seed file cannot be read or written.
 */
#define MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR -0x003F

/**
 * The most bytes that one call gives.
 */
#define MBEDTLS_ENTROPY_BLOCK_SIZE 64

/**
 * The most sources, the system's own among them.
 */
#define MBEDTLS_ENTROPY_MAX_SOURCES 20

/**
 * The most bytes that a source is asked for at once.
 */
#define MBEDTLS_ENTROPY_MAX_GATHER 128

/**
 * The most bytes of a seed file.
 */
#define MBEDTLS_ENTROPY_MAX_SEED_SIZE 1024

/**
 * The number of the source behind mbedtls_entropy_update_manual().
 */
#define MBEDTLS_ENTROPY_SOURCE_MANUAL MBEDTLS_ENTROPY_MAX_SOURCES

/**
 * A source that is unpredictable by itself.
 */
#define MBEDTLS_ENTROPY_SOURCE_STRONG 1

/**
 * A source that only adds to others.
 */
#define MBEDTLS_ENTROPY_SOURCE_WEAK 0

/**
 * A pool of entropy. Begin with mbedtls_entropy_init(), end with mbedtls_entropy_free().
 */
typedef struct mbedtls_entropy_context {
    void *MBEDTLS_PRIVATE(pool);
    uint64_t MBEDTLS_PRIVATE(state);
    uint64_t MBEDTLS_PRIVATE(reserve)[108];
} mbedtls_entropy_context;

/**
 * An entropy source: writes at most `len` bytes to `output`, tells in `olen` how many, and returns 0.
 */
typedef int (*mbedtls_entropy_f_source_ptr)(void *data, unsigned char *output, size_t len, size_t *olen);

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Gives entropy of the operating system; a source like those that programs add.
 *
 * \param data    Ignored.
 * \param output  Where the bytes go.
 * \param len     How many.
 * \param olen    Where it is told that all came.
 *
 * \return        0, MBEDTLS_ERR_ENTROPY_SOURCE_FAILED or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_platform_entropy_poll(void *data, unsigned char *output, size_t len, size_t *olen);

/**
 * Makes a pool whose only source is the operating system.
 *
 * \param ctx  The pool. NULL is ignored.
 */
void mbedtls_entropy_init(struct mbedtls_entropy_context *ctx);

/**
 * Ends a pool and wipes what it holds.
 *
 * \param ctx  The pool. NULL, and one that was freed already, are ignored.
 */
void mbedtls_entropy_free(struct mbedtls_entropy_context *ctx);

/**
 * Adds a source.
 *
 * \param ctx        The pool.
 * \param f_source   The source, called with the pool's lock held.
 * \param p_source   What `f_source` gets as its first argument.
 * \param threshold  How many bytes the source must have given before anything is given out.
 * \param strong     MBEDTLS_ENTROPY_SOURCE_STRONG or MBEDTLS_ENTROPY_SOURCE_WEAK.
 *
 * \return           0, MBEDTLS_ERR_ENTROPY_MAX_SOURCES, MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED (not initialised) or
 *                   MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` or `f_source` is NULL).
 */
int mbedtls_entropy_add_source(struct mbedtls_entropy_context *ctx,
                               mbedtls_entropy_f_source_ptr f_source,
                               void *p_source,
                               size_t threshold,
                               int strong);

/**
 * Asks every source once.
 *
 * \param ctx  The pool.
 *
 * \return     0, what a source failed with, MBEDTLS_ERR_ENTROPY_NO_STRONG_SOURCE,
 *             MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_entropy_gather(struct mbedtls_entropy_context *ctx);

/**
 * Gives entropy: asks the sources until each has given its threshold. For mbedtls_ctr_drbg_seed().
 *
 * \param data    The `mbedtls_entropy_context`.
 * \param output  Where the bytes go.
 * \param len     How many, at most MBEDTLS_ENTROPY_BLOCK_SIZE.
 *
 * \return        0, MBEDTLS_ERR_ENTROPY_SOURCE_FAILED (too many bytes asked for, or the thresholds are not reached),
 *                or as mbedtls_entropy_gather().
 */
int mbedtls_entropy_func(void *data,
                         unsigned char *output,
                         size_t len);

/**
 * Mixes in bytes of the program's own.
 *
 * \param ctx   The pool.
 * \param data  The bytes.
 * \param len   How many.
 *
 * \return      0, MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED (not initialised) or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_entropy_update_manual(struct mbedtls_entropy_context *ctx,
                                  const unsigned char *data,
                                  size_t len);

/**
 * Writes a seed for a later run to a file, which only its owner can read if it is new.
 *
 * \param ctx   The pool.
 * \param path  The file's name.
 *
 * \return      0, MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR, MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL), or as
 *              mbedtls_entropy_func().
 */
int mbedtls_entropy_write_seed_file(struct mbedtls_entropy_context *ctx, const char *path);

/**
 * Mixes in the seed of a file, and writes a new one there.
 *
 * \param ctx   The pool.
 * \param path  The file's name; only the first MBEDTLS_ENTROPY_MAX_SEED_SIZE bytes of the file count.
 *
 * \return      0, MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR, MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL), or as
 *              mbedtls_entropy_func().
 */
int mbedtls_entropy_update_seed_file(struct mbedtls_entropy_context *ctx, const char *path);

/**
 * Tries out that the system gives entropy, and not the same twice.
 *
 * \param verbose  Non-zero to tell of it on the standard output.
 *
 * \return         0, or 1 if it does not.
 */
int mbedtls_entropy_self_test(int verbose);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_ENTROPY_H */
