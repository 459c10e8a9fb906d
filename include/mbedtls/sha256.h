/* Generated from src/ffi/sha256 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SHA256_H
#define MBEDTLS_SHA256_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

/**
 * An argument is NULL or out of range.
 */
#define MBEDTLS_ERR_SHA256_BAD_INPUT_DATA -0x0074

/**
 * A hash under way. Begin with mbedtls_sha256_init() and mbedtls_sha256_starts().
 */
typedef struct mbedtls_sha256_context {
    unsigned char MBEDTLS_PRIVATE(buffer)[64];
    uint32_t MBEDTLS_PRIVATE(total)[2];
    uint32_t MBEDTLS_PRIVATE(state)[8];
    int MBEDTLS_PRIVATE(is224);
} mbedtls_sha256_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context, which has to be started.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_sha256_init(struct mbedtls_sha256_context *ctx);

/**
 * Wipes a context.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_sha256_free(struct mbedtls_sha256_context *ctx);

/**
 * Copies the state of a hash under way.
 *
 * \param dst  The context to copy to. NULL is ignored.
 * \param src  The context to copy from. NULL is ignored.
 */
void mbedtls_sha256_clone(struct mbedtls_sha256_context *dst, const struct mbedtls_sha256_context *src);

/**
 * Starts a hash.
 *
 * \param ctx  The context.
 * \param is224  0 for SHA-256, 1 for SHA-224.
 *
 * \return     0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL, or `is224` is neither 0 nor 1).
 */
int mbedtls_sha256_starts(struct mbedtls_sha256_context *ctx, int is224);

/**
 * Appends to what is hashed.
 *
 * \param ctx    The context.
 * \param input  What to append.
 * \param ilen   Its length in bytes.
 *
 * \return       0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha256_update(struct mbedtls_sha256_context *ctx, const unsigned char *input, size_t ilen);

/**
 * Gives the hash of what was appended, and wipes the context.
 *
 * \param ctx     The context.
 * \param output  Where the hash goes: 32 bytes, or 28 for SHA-224.
 *
 * \return        0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha256_finish(struct mbedtls_sha256_context *ctx, unsigned char *output);

/**
 * Works one block into the state, with nothing counted: the bare compression function.
 *
 * \param ctx   The context.
 * \param data  The block.
 *
 * \return      0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL).
 */
int mbedtls_internal_sha256_process(struct mbedtls_sha256_context *ctx, const unsigned char *data);

/**
 * Hashes an array.
 *
 * \param input   The array.
 * \param ilen    Its length in bytes.
 * \param output  Where the hash goes: 32 bytes, or 28 for SHA-224.
 * \param is224   0 for SHA-256, 1 for SHA-224.
 *
 * \return        0, or MBEDTLS_ERR_SHA256_BAD_INPUT_DATA (NULL, or `is224` is neither 0 nor 1).
 */
int mbedtls_sha256(const unsigned char *input, size_t ilen, unsigned char *output, int is224);

/**
 * Hashes what is known.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if a hash is wrong.
 */
int mbedtls_sha256_self_test(int verbose);

/**
 * Hashes what is known by SHA-224.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if a hash is wrong.
 */
int mbedtls_sha224_self_test(int verbose);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_SHA256_H */
