/* Generated from src/ffi/ctr_drbg by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_CTR_DRBG_H
#define MBEDTLS_CTR_DRBG_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/aes.h"
#include "mbedtls/entropy.h"
#include "mbedtls/threading.h"

/**
 * The entropy source failed, or the generator was not seeded.
 */
#define MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED -0x0034

/**
 * More than MBEDTLS_CTR_DRBG_MAX_REQUEST bytes were asked for.
 */
#define MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG -0x0036

/**
 * An input is too long.
 */
#define MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG -0x0038

/**
 * A seed file cannot be read or written.
 */
#define MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR -0x003A

/**
 * Bytes of the cipher's block.
 */
#define MBEDTLS_CTR_DRBG_BLOCKSIZE 16

/**
 * Bytes of the cipher's key.
 */
#define MBEDTLS_CTR_DRBG_KEYSIZE 32

/**
 * Bits of the cipher's key.
 */
#define MBEDTLS_CTR_DRBG_KEYBITS 256

/**
 * Bytes of key and block together.
 */
#define MBEDTLS_CTR_DRBG_SEEDLEN 48

/**
 * Bytes of entropy for one seeding, unless set otherwise.
 */
#define MBEDTLS_CTR_DRBG_ENTROPY_LEN 48

/**
 * Bytes of entropy for the nonce of the first seeding, unless set otherwise.
 */
#define MBEDTLS_CTR_DRBG_ENTROPY_NONCE_LEN 0

/**
 * Requests between two seedings, unless set otherwise.
 */
#define MBEDTLS_CTR_DRBG_RESEED_INTERVAL 10000

/**
 * The most bytes of additional input for one request.
 */
#define MBEDTLS_CTR_DRBG_MAX_INPUT 256

/**
 * The most bytes that one request gives.
 */
#define MBEDTLS_CTR_DRBG_MAX_REQUEST 1024

/**
 * The most bytes of entropy, nonce and input together for one seeding.
 */
#define MBEDTLS_CTR_DRBG_MAX_SEED_INPUT 384

/**
 * Fresh entropy when the reseed interval is over.
 */
#define MBEDTLS_CTR_DRBG_PR_OFF 0

/**
 * Fresh entropy for every request.
 */
#define MBEDTLS_CTR_DRBG_PR_ON 1

/**
 * A generator. Begin with mbedtls_ctr_drbg_init() and mbedtls_ctr_drbg_seed(), end with mbedtls_ctr_drbg_free().
 */
typedef struct mbedtls_ctr_drbg_context {
    void *MBEDTLS_PRIVATE(generator);
    uint64_t MBEDTLS_PRIVATE(reserve)[48];
} mbedtls_ctr_drbg_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a generator that is not seeded.
 *
 * \param ctx  The generator. NULL is ignored.
 */
void mbedtls_ctr_drbg_init(struct mbedtls_ctr_drbg_context *ctx);

/**
 * Seeds a generator for the first time, after what was set by mbedtls_ctr_drbg_set_entropy_len() and
 * mbedtls_ctr_drbg_set_nonce_len().
 *
 * \param ctx        The generator.
 * \param f_entropy  The entropy source: fills a buffer of the size asked for and returns 0. It is kept for reseeding,
 *                   and called with the generator's lock held.
 * \param p_entropy  What `f_entropy` gets as its first argument.
 * \param custom     Bytes that set this generator apart from others, or NULL.
 * \param len        The length of `custom`.
 *
 * \return           0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG (entropy and
 *                   `custom` are together longer than MBEDTLS_CTR_DRBG_MAX_SEED_INPUT), or
 *                   MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx`, or `custom` with a length, is NULL).
 */
int mbedtls_ctr_drbg_seed(struct mbedtls_ctr_drbg_context *ctx,
                          int (*f_entropy)(void*, unsigned char*, size_t),
                          void *p_entropy,
                          const unsigned char *custom,
                          size_t len);

/**
 * Ends a generator and wipes what it holds; it can be seeded again.
 *
 * \param ctx  The generator. NULL, and one that was freed already, are ignored.
 */
void mbedtls_ctr_drbg_free(struct mbedtls_ctr_drbg_context *ctx);

/**
 * Sets whether every request takes fresh entropy first. Off at first.
 *
 * \param ctx         The generator. NULL is ignored.
 * \param resistance  MBEDTLS_CTR_DRBG_PR_ON or MBEDTLS_CTR_DRBG_PR_OFF.
 */
void mbedtls_ctr_drbg_set_prediction_resistance(struct mbedtls_ctr_drbg_context *ctx, int resistance);

/**
 * Sets how much entropy a seeding takes, from the next one on.
 *
 * \param ctx  The generator. NULL is ignored.
 * \param len  The length in bytes, at most MBEDTLS_CTR_DRBG_MAX_SEED_INPUT, else seeding fails; by default
 *             MBEDTLS_CTR_DRBG_ENTROPY_LEN, which 0 stands for too.
 */
void mbedtls_ctr_drbg_set_entropy_len(struct mbedtls_ctr_drbg_context *ctx, size_t len);

/**
 * Sets how much entropy the first seeding takes for its nonce. Without this call that is half of the entropy length,
 * or nothing if the entropy length is 48 or more.
 *
 * \param ctx  The generator.
 * \param len  The length in bytes.
 *
 * \return     0, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG (more than MBEDTLS_CTR_DRBG_MAX_SEED_INPUT),
 *             MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED (seeded already) or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (`ctx` is
 *             NULL).
 */
int mbedtls_ctr_drbg_set_nonce_len(struct mbedtls_ctr_drbg_context *ctx,
                                   size_t len);

/**
 * Sets after how many requests fresh entropy is taken; by default MBEDTLS_CTR_DRBG_RESEED_INTERVAL.
 *
 * \param ctx       The generator. NULL is ignored.
 * \param interval  The number of requests.
 */
void mbedtls_ctr_drbg_set_reseed_interval(struct mbedtls_ctr_drbg_context *ctx, int interval);

/**
 * Takes fresh entropy now.
 *
 * \param ctx         The generator.
 * \param additional  More to mix in, or NULL.
 * \param len         The length of `additional`.
 *
 * \return            0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG or
 *                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_ctr_drbg_reseed(struct mbedtls_ctr_drbg_context *ctx,
                            const unsigned char *additional,
                            size_t len);

/**
 * Mixes something in without fresh entropy.
 *
 * \param ctx         The generator.
 * \param additional  What to mix in, or NULL.
 * \param add_len     The length of `additional`, at most MBEDTLS_CTR_DRBG_MAX_SEED_INPUT; with 0 nothing happens.
 *
 * \return            0, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED (not seeded) or
 *                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_ctr_drbg_update(struct mbedtls_ctr_drbg_context *ctx,
                            const unsigned char *additional,
                            size_t add_len);

/**
 * Gives random bytes, with something mixed in.
 *
 * \param p_rng       The `mbedtls_ctr_drbg_context`.
 * \param output      Where the bytes go; untouched when the call fails.
 * \param output_len  How many, at most MBEDTLS_CTR_DRBG_MAX_REQUEST.
 * \param additional  What to mix in, or NULL.
 * \param add_len     The length of `additional`, at most MBEDTLS_CTR_DRBG_MAX_INPUT.
 *
 * \return            0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG,
 *                    MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_ctr_drbg_random_with_add(void *p_rng,
                                     unsigned char *output,
                                     size_t output_len,
                                     const unsigned char *additional,
                                     size_t add_len);

/**
 * Gives random bytes; for mbedtls_ssl_conf_rng() and wherever else a generator is asked for.
 *
 * \param p_rng       The `mbedtls_ctr_drbg_context`.
 * \param output      Where the bytes go; untouched when the call fails.
 * \param output_len  How many, at most MBEDTLS_CTR_DRBG_MAX_REQUEST.
 *
 * \return            0, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED, MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG or
 *                    MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_ctr_drbg_random(void *p_rng, unsigned char *output, size_t output_len);

/**
 * Writes a seed for a later run to a file, which only its owner can read if it is new.
 *
 * \param ctx   The generator.
 * \param path  The file's name.
 *
 * \return      0, MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR, MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED or
 *              MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_ctr_drbg_write_seed_file(struct mbedtls_ctr_drbg_context *ctx, const char *path);

/**
 * Mixes in the seed of a file, and writes a new one there.
 *
 * \param ctx   The generator, seeded.
 * \param path  The file's name; the file has at most MBEDTLS_CTR_DRBG_MAX_INPUT bytes.
 *
 * \return      0, MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR, MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG (the file is longer),
 *              MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_ctr_drbg_update_seed_file(struct mbedtls_ctr_drbg_context *ctx,
                                      const char *path);

/**
 * Compares the generator's output for a known entropy with what it must be.
 *
 * \param verbose  Non-zero to tell of it on the standard output.
 *
 * \return         0, or 1 if the output is wrong.
 */
int mbedtls_ctr_drbg_self_test(int verbose);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_CTR_DRBG_H */
