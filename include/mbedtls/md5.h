/* Generated from src/ffi/md5 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_MD5_H
#define MBEDTLS_MD5_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

/**
 * A hash under way. Begin with mbedtls_md5_init() and mbedtls_md5_starts().
 */
typedef struct mbedtls_md5_context {
    uint32_t MBEDTLS_PRIVATE(total)[2];
    uint32_t MBEDTLS_PRIVATE(state)[4];
    unsigned char MBEDTLS_PRIVATE(buffer)[64];
} mbedtls_md5_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context, which has to be started.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_md5_init(struct mbedtls_md5_context *ctx);

/**
 * Wipes a context.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_md5_free(struct mbedtls_md5_context *ctx);

/**
 * Copies the state of a hash under way.
 *
 * \param dst  The context to copy to. NULL is ignored.
 * \param src  The context to copy from. NULL is ignored.
 */
void mbedtls_md5_clone(struct mbedtls_md5_context *dst, const struct mbedtls_md5_context *src);

/**
 * Starts a hash.
 *
 * \param ctx  The context.
 *
 * \return     0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md5_starts(struct mbedtls_md5_context *ctx);

/**
 * Appends to what is hashed.
 *
 * \param ctx    The context.
 * \param input  What to append.
 * \param ilen   Its length in bytes.
 *
 * \return       0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md5_update(struct mbedtls_md5_context *ctx, const unsigned char *input, size_t ilen);

/**
 * Gives the hash of what was appended, and wipes the context.
 *
 * \param ctx     The context.
 * \param output  Where the hash goes: 16 bytes.
 *
 * \return        0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md5_finish(struct mbedtls_md5_context *ctx, unsigned char *output);

/**
 * Works one block into the state, with nothing counted: the bare compression function.
 *
 * \param ctx   The context.
 * \param data  The block.
 *
 * \return      0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_internal_md5_process(struct mbedtls_md5_context *ctx, const unsigned char *data);

/**
 * Hashes an array.
 *
 * \param input   The array.
 * \param ilen    Its length in bytes.
 * \param output  Where the hash goes: 16 bytes.
 *
 * \return        0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md5(const unsigned char *input, size_t ilen, unsigned char *output);

/**
 * Hashes what is known.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if a hash is wrong.
 */
int mbedtls_md5_self_test(int verbose);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_MD5_H */
