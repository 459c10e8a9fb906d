/* Generated from src/ffi/hmac_drbg by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_HMAC_DRBG_H
#define MBEDTLS_HMAC_DRBG_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/md.h"
#include "mbedtls/threading.h"

/**
 * More than MBEDTLS_HMAC_DRBG_MAX_REQUEST bytes were asked for.
 */
#define MBEDTLS_ERR_HMAC_DRBG_REQUEST_TOO_BIG -0x0003

/**
 * An input is too long.
 */
#define MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG -0x0005

/**
 * A seed file cannot be read or written.
 */
#define MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR -0x0007

/**
 * The entropy source failed, or the generator was not seeded.
 */
#define MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED -0x0009

/**
 * Requests between two seedings, unless set otherwise.
 */
#define MBEDTLS_HMAC_DRBG_RESEED_INTERVAL 10000

/**
 * The most bytes of additional input for one request or seeding.
 */
#define MBEDTLS_HMAC_DRBG_MAX_INPUT 256

/**
 * The most bytes that one request gives.
 */
#define MBEDTLS_HMAC_DRBG_MAX_REQUEST 1024

/**
 * The most bytes of entropy, nonce and input together for one seeding.
 */
#define MBEDTLS_HMAC_DRBG_MAX_SEED_INPUT 384

/**
 * Fresh entropy when the reseed interval is over.
 */
#define MBEDTLS_HMAC_DRBG_PR_OFF 0

/**
 * Fresh entropy for every request.
 */
#define MBEDTLS_HMAC_DRBG_PR_ON 1

/**
 * A generator. Begin with mbedtls_hmac_drbg_init() and mbedtls_hmac_drbg_seed(), end with mbedtls_hmac_drbg_free().
 */
typedef struct mbedtls_hmac_drbg_context {
    void *MBEDTLS_PRIVATE(generator);
    uint64_t MBEDTLS_PRIVATE(reserve)[21];
} mbedtls_hmac_drbg_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a generator that is not seeded.
 *
 * \param ctx  The generator. NULL is ignored.
 */
void mbedtls_hmac_drbg_init(struct mbedtls_hmac_drbg_context *ctx);

/**
 * Seeds a generator: entropy, half as much again for the nonce, and `custom`.
 *
 * \param ctx        The generator.
 * \param md_info    The digest below.
 * \param f_entropy  The entropy source: fills a buffer of the size asked for and returns 0. It is kept for reseeding,
 *                   and called with the generator's lock held.
 * \param p_entropy  What `f_entropy` gets as its first argument.
 * \param custom     Bytes that set this generator apart from others, or NULL.
 * \param len        The length of `custom`, at most MBEDTLS_HMAC_DRBG_MAX_INPUT.
 *
 * \return           0, MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG (`custom`, or
 *                   all together, is too long) or MBEDTLS_ERR_MD_BAD_INPUT_DATA (`md_info`, `ctx`, or `custom` with a
 *                   length, is NULL).
 */
int mbedtls_hmac_drbg_seed(struct mbedtls_hmac_drbg_context *ctx,
                           const mbedtls_md_info_t *md_info,
                           int (*f_entropy)(void*, unsigned char*, size_t),
                           void *p_entropy,
                           const unsigned char *custom,
                           size_t len);

/**
 * Seeds a generator with given bytes alone: what it gives is as secret as they are, and always the same for the same.
 * It has no entropy source and is never reseeded.
 *
 * \param ctx       The generator.
 * \param md_info   The digest below.
 * \param data      The bytes.
 * \param data_len  Their length.
 *
 * \return          0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
 */
int mbedtls_hmac_drbg_seed_buf(struct mbedtls_hmac_drbg_context *ctx,
                               const mbedtls_md_info_t *md_info,
                               const unsigned char *data,
                               size_t data_len);

/**
 * Ends a generator and wipes what it holds; it can be seeded again.
 *
 * \param ctx  The generator. NULL, and one that was freed already, are ignored.
 */
void mbedtls_hmac_drbg_free(struct mbedtls_hmac_drbg_context *ctx);

/**
 * Sets whether every request takes fresh entropy first. Off at first.
 *
 * \param ctx         The generator. NULL is ignored.
 * \param resistance  MBEDTLS_HMAC_DRBG_PR_ON or MBEDTLS_HMAC_DRBG_PR_OFF.
 */
void mbedtls_hmac_drbg_set_prediction_resistance(struct mbedtls_hmac_drbg_context *ctx, int resistance);

/**
 * Sets how much entropy a seeding takes, from the next one on.
 *
 * \param ctx  The generator. NULL is ignored.
 * \param len  The length in bytes, at most MBEDTLS_HMAC_DRBG_MAX_SEED_INPUT, else seeding fails. By default what the
 *             digest is worth: 16 for MD5 and SHA-1, 24 for SHA-224, else 32.
 */
void mbedtls_hmac_drbg_set_entropy_len(struct mbedtls_hmac_drbg_context *ctx,
                                       size_t len);

/**
 * Sets after how many requests fresh entropy is taken; by default MBEDTLS_HMAC_DRBG_RESEED_INTERVAL.
 *
 * \param ctx       The generator. NULL is ignored.
 * \param interval  The number of requests.
 */
void mbedtls_hmac_drbg_set_reseed_interval(struct mbedtls_hmac_drbg_context *ctx, int interval);

/**
 * Takes fresh entropy now.
 *
 * \param ctx         The generator.
 * \param additional  More to mix in, or NULL.
 * \param len         The length of `additional`, at most MBEDTLS_HMAC_DRBG_MAX_INPUT.
 *
 * \return            0, MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG or
 *                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_hmac_drbg_reseed(struct mbedtls_hmac_drbg_context *ctx,
                             const unsigned char *additional,
                             size_t len);

/**
 * Mixes something in without fresh entropy.
 *
 * \param ctx         The generator.
 * \param additional  What to mix in, or NULL for nothing.
 * \param add_len     The length of `additional`.
 *
 * \return            0, MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED (not seeded) or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx`
 *                    is NULL).
 */
int mbedtls_hmac_drbg_update(struct mbedtls_hmac_drbg_context *ctx,
                             const unsigned char *additional,
                             size_t add_len);

/**
 * Gives random bytes, with something mixed in.
 *
 * \param p_rng       The `mbedtls_hmac_drbg_context`.
 * \param output      Where the bytes go; untouched when the call fails.
 * \param output_len  How many, at most MBEDTLS_HMAC_DRBG_MAX_REQUEST.
 * \param additional  What to mix in, or NULL.
 * \param add_len     The length of `additional`, at most MBEDTLS_HMAC_DRBG_MAX_INPUT.
 *
 * \return            0, MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_HMAC_DRBG_REQUEST_TOO_BIG,
 *                    MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_hmac_drbg_random_with_add(void *p_rng,
                                      unsigned char *output,
                                      size_t output_len,
                                      const unsigned char *additional,
                                      size_t add_len);

/**
 * Gives random bytes; for mbedtls_ssl_conf_rng() and wherever else a generator is asked for.
 *
 * \param p_rng       The `mbedtls_hmac_drbg_context`.
 * \param output      Where the bytes go; untouched when the call fails.
 * \param output_len  How many, at most MBEDTLS_HMAC_DRBG_MAX_REQUEST.
 *
 * \return            0, MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_HMAC_DRBG_REQUEST_TOO_BIG or
 *                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_hmac_drbg_random(void *p_rng, unsigned char *output, size_t output_len);

/**
 * Writes a seed for a later run to a file, which only its owner can read if it is new.
 *
 * \param ctx   The generator.
 * \param path  The file's name.
 *
 * \return      0, MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR, MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED or
 *              MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_hmac_drbg_write_seed_file(struct mbedtls_hmac_drbg_context *ctx, const char *path);

/**
 * Mixes in the seed of a file, and writes a new one there.
 *
 * \param ctx   The generator, seeded.
 * \param path  The file's name; the file has at most MBEDTLS_HMAC_DRBG_MAX_INPUT bytes.
 *
 * \return      0, MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR, MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG (the file is longer),
 *              MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_hmac_drbg_update_seed_file(struct mbedtls_hmac_drbg_context *ctx,
                                       const char *path);

/**
 * Compares the generator's output for a known entropy with what it must be.
 *
 * \param verbose  Non-zero to tell of it on the standard output.
 *
 * \return         0, or 1 if the output is wrong.
 */
int mbedtls_hmac_drbg_self_test(int verbose);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_HMAC_DRBG_H */
