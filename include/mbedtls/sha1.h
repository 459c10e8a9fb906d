/* Generated from src/ffi/sha1 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SHA1_H
#define MBEDTLS_SHA1_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

/**
 * An argument is NULL or out of range.
 */
#define MBEDTLS_ERR_SHA1_BAD_INPUT_DATA -0x0073

/**
 * A hash under way. Begin with mbedtls_sha1_init() and mbedtls_sha1_starts().
 */
typedef struct mbedtls_sha1_context {
    uint32_t MBEDTLS_PRIVATE(total)[2];
    uint32_t MBEDTLS_PRIVATE(state)[5];
    unsigned char MBEDTLS_PRIVATE(buffer)[64];
} mbedtls_sha1_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context, which has to be started.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_sha1_init(struct mbedtls_sha1_context *ctx);

/**
 * Wipes a context.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_sha1_free(struct mbedtls_sha1_context *ctx);

/**
 * Copies the state of a hash under way.
 *
 * \param dst  The context to copy to. NULL is ignored.
 * \param src  The context to copy from. NULL is ignored.
 */
void mbedtls_sha1_clone(struct mbedtls_sha1_context *dst, const struct mbedtls_sha1_context *src);

/**
 * Starts a hash.
 *
 * \param ctx  The context.
 *
 * \return     0, or MBEDTLS_ERR_SHA1_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha1_starts(struct mbedtls_sha1_context *ctx);

/**
 * Appends to what is hashed.
 *
 * \param ctx    The context.
 * \param input  What to append.
 * \param ilen   Its length in bytes.
 *
 * \return       0, or MBEDTLS_ERR_SHA1_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha1_update(struct mbedtls_sha1_context *ctx, const unsigned char *input, size_t ilen);

/**
 * Gives the hash of what was appended, and wipes the context.
 *
 * \param ctx     The context.
 * \param output  Where the hash goes: 20 bytes.
 *
 * \return        0, or MBEDTLS_ERR_SHA1_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha1_finish(struct mbedtls_sha1_context *ctx, unsigned char *output);

/**
 * Works one block into the state, with nothing counted: the bare compression function.
 *
 * \param ctx   The context.
 * \param data  The block.
 *
 * \return      0, or MBEDTLS_ERR_SHA1_BAD_INPUT_DATA (NULL).
 */
int mbedtls_internal_sha1_process(struct mbedtls_sha1_context *ctx, const unsigned char *data);

/**
 * Hashes an array.
 *
 * \param input   The array.
 * \param ilen    Its length in bytes.
 * \param output  Where the hash goes: 20 bytes.
 *
 * \return        0, or MBEDTLS_ERR_SHA1_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha1(const unsigned char *input, size_t ilen, unsigned char *output);

/**
 * Hashes what is known.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if a hash is wrong.
 */
int mbedtls_sha1_self_test(int verbose);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_SHA1_H */
