/* Generated from src/ffi/sha512 by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SHA512_H
#define MBEDTLS_SHA512_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

/**
 * An argument is NULL or out of range.
 */
#define MBEDTLS_ERR_SHA512_BAD_INPUT_DATA -0x0075

/**
 * A hash under way. Begin with mbedtls_sha512_init() and mbedtls_sha512_starts().
 */
typedef struct mbedtls_sha512_context {
    uint64_t MBEDTLS_PRIVATE(total)[2];
    uint64_t MBEDTLS_PRIVATE(state)[8];
    unsigned char MBEDTLS_PRIVATE(buffer)[128];
    int MBEDTLS_PRIVATE(is384);
} mbedtls_sha512_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context, which has to be started.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_sha512_init(struct mbedtls_sha512_context *ctx);

/**
 * Wipes a context.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_sha512_free(struct mbedtls_sha512_context *ctx);

/**
 * Copies the state of a hash under way.
 *
 * \param dst  The context to copy to. NULL is ignored.
 * \param src  The context to copy from. NULL is ignored.
 */
void mbedtls_sha512_clone(struct mbedtls_sha512_context *dst, const struct mbedtls_sha512_context *src);

/**
 * Starts a hash.
 *
 * \param ctx  The context.
 * \param is384  0 for SHA-512, 1 for SHA-384.
 *
 * \return     0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL, or `is384` is neither 0 nor 1).
 */
int mbedtls_sha512_starts(struct mbedtls_sha512_context *ctx, int is384);

/**
 * Appends to what is hashed.
 *
 * \param ctx    The context.
 * \param input  What to append.
 * \param ilen   Its length in bytes.
 *
 * \return       0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha512_update(struct mbedtls_sha512_context *ctx, const unsigned char *input, size_t ilen);

/**
 * Gives the hash of what was appended, and wipes the context.
 *
 * \param ctx     The context.
 * \param output  Where the hash goes: 64 bytes, or 48 for SHA-384.
 *
 * \return        0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL).
 */
int mbedtls_sha512_finish(struct mbedtls_sha512_context *ctx, unsigned char *output);

/**
 * Works one block into the state, with nothing counted: the bare compression function.
 *
 * \param ctx   The context.
 * \param data  The block.
 *
 * \return      0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL).
 */
int mbedtls_internal_sha512_process(struct mbedtls_sha512_context *ctx, const unsigned char *data);

/**
 * Hashes an array.
 *
 * \param input   The array.
 * \param ilen    Its length in bytes.
 * \param output  Where the hash goes: 64 bytes, or 48 for SHA-384.
 * \param is384   0 for SHA-512, 1 for SHA-384.
 *
 * \return        0, or MBEDTLS_ERR_SHA512_BAD_INPUT_DATA (NULL, or `is384` is neither 0 nor 1).
 */
int mbedtls_sha512(const unsigned char *input, size_t ilen, unsigned char *output, int is384);

/**
 * Hashes what is known.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if a hash is wrong.
 */
int mbedtls_sha512_self_test(int verbose);

/**
 * Hashes what is known by SHA-384.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if a hash is wrong.
 */
int mbedtls_sha384_self_test(int verbose);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_SHA512_H */
