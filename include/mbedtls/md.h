/* Generated from src/ffi/md by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_MD_H
#define MBEDTLS_MD_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

/**
 * The digest is not offered.
 */
#define MBEDTLS_ERR_MD_FEATURE_UNAVAILABLE -0x5080

/**
 * An argument is NULL or out of range, or the call came at the wrong time.
 */
#define MBEDTLS_ERR_MD_BAD_INPUT_DATA -0x5100

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_MD_ALLOC_FAILED -0x5180

/**
 * A file could not be read.
 */
#define MBEDTLS_ERR_MD_FILE_IO_ERROR -0x5200

/**
 * The longest digest in bytes.
 */
#define MBEDTLS_MD_MAX_SIZE 64

/**
 * Bytes that hold the block of any digest with a number, offered or not.
 */
#define MBEDTLS_MD_MAX_BLOCK_SIZE 144

/**
 * Message digests. RIPEMD-160 and the SHA-3 family have numbers here and are not offered.
 */
typedef enum mbedtls_md_type_t {
    /**
     * None.
     */
    MBEDTLS_MD_NONE = 0,
    /**
     * MD5.
     */
    MBEDTLS_MD_MD5 = 3,
    /**
     * RIPEMD-160.
     */
    MBEDTLS_MD_RIPEMD160 = 4,
    /**
     * SHA-1.
     */
    MBEDTLS_MD_SHA1 = 5,
    /**
     * SHA-224.
     */
    MBEDTLS_MD_SHA224 = 8,
    /**
     * SHA-256.
     */
    MBEDTLS_MD_SHA256 = 9,
    /**
     * SHA-384.
     */
    MBEDTLS_MD_SHA384 = 10,
    /**
     * SHA-512.
     */
    MBEDTLS_MD_SHA512 = 11,
    /**
     * SHA3-224.
     */
    MBEDTLS_MD_SHA3_224 = 16,
    /**
     * SHA3-256.
     */
    MBEDTLS_MD_SHA3_256 = 17,
    /**
     * SHA3-384.
     */
    MBEDTLS_MD_SHA3_384 = 18,
    /**
     * SHA3-512.
     */
    MBEDTLS_MD_SHA3_512 = 19,
} mbedtls_md_type_t;

/**
 * What is known of a message digest. Only pointers to it are handed out, which live as long as the program.
 */
typedef struct mbedtls_md_info_t mbedtls_md_info_t;

/**
 * A digest or an HMAC under way. Begin with mbedtls_md_init() and mbedtls_md_setup(), end with mbedtls_md_free().
 */
typedef struct mbedtls_md_context_t {
    const struct mbedtls_md_info_t *MBEDTLS_PRIVATE(md_info);
    void *MBEDTLS_PRIVATE(md_ctx);
    void *MBEDTLS_PRIVATE(hmac_ctx);
} mbedtls_md_context_t;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context for no digest yet.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_md_init(struct mbedtls_md_context_t *ctx);

/**
 * Ends a context and wipes what it holds; it can be set up again.
 *
 * \param ctx  The context. NULL, and one that was freed already, are ignored.
 */
void mbedtls_md_free(struct mbedtls_md_context_t *ctx);

/**
 * Chooses the digest of a context. The context need not be initialised: what it holds is not looked at, so that one
 * that was set up before has to be freed first.
 *
 * \param ctx      The context.
 * \param md_info  The digest.
 * \param hmac     0 if the context is for digests alone, else it is for HMAC too.
 *
 * \return         0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md_setup(struct mbedtls_md_context_t *ctx,
                     const struct mbedtls_md_info_t *md_info,
                     int hmac);

/**
 * Copies the state of a digest under way; the key and state of an HMAC are not copied.
 *
 * \param dst  The context to copy to, which was set up for the same digest.
 * \param src  The context to copy from.
 *
 * \return     0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, not set up, or another digest).
 */
int mbedtls_md_clone(struct mbedtls_md_context_t *dst, const struct mbedtls_md_context_t *src);

/**
 * The digest that a context was set up for.
 *
 * \param ctx  The context.
 *
 * \return     What is known of the digest; NULL if `ctx` is NULL or was not set up.
 */
const struct mbedtls_md_info_t *mbedtls_md_info_from_ctx(const struct mbedtls_md_context_t *ctx);

/**
 * Starts a digest.
 *
 * \param ctx  The context.
 *
 * \return     0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up).
 */
int mbedtls_md_starts(struct mbedtls_md_context_t *ctx);

/**
 * Appends to what is digested.
 *
 * \param ctx    The context.
 * \param input  What to append.
 * \param ilen   Its length in bytes.
 *
 * \return       0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up).
 */
int mbedtls_md_update(struct mbedtls_md_context_t *ctx, const unsigned char *input, size_t ilen);

/**
 * Gives the digest of what was appended. For another one begin with mbedtls_md_starts().
 *
 * \param ctx     The context.
 * \param output  Where the digest goes: mbedtls_md_get_size() bytes.
 *
 * \return        0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up).
 */
int mbedtls_md_finish(struct mbedtls_md_context_t *ctx, unsigned char *output);

/**
 * Digests an array.
 *
 * \param md_info  The digest.
 * \param input    The array.
 * \param ilen     Its length in bytes.
 * \param output   Where the digest goes: mbedtls_md_get_size() bytes.
 *
 * \return         0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md(const struct mbedtls_md_info_t *md_info,
               const unsigned char *input,
               size_t ilen,
               unsigned char *output);

/**
 * Digests a file.
 *
 * \param md_info  The digest.
 * \param path     The file.
 * \param output   Where the digest goes: mbedtls_md_get_size() bytes.
 *
 * \return         0, MBEDTLS_ERR_MD_FILE_IO_ERROR, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md_file(const struct mbedtls_md_info_t *md_info, const char *path, unsigned char *output);

/**
 * Gives the key of an HMAC, and starts the first.
 *
 * \param ctx     The context, which was set up for HMAC.
 * \param key     The key.
 * \param keylen  Its length in bytes; any length will do.
 *
 * \return        0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up for HMAC).
 */
int mbedtls_md_hmac_starts(struct mbedtls_md_context_t *ctx, const unsigned char *key, size_t keylen);

/**
 * Appends to the message of an HMAC.
 *
 * \param ctx    The context.
 * \param input  What to append.
 * \param ilen   Its length in bytes.
 *
 * \return       0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, or not set up for HMAC).
 */
int mbedtls_md_hmac_update(struct mbedtls_md_context_t *ctx, const unsigned char *input, size_t ilen);

/**
 * Gives the HMAC of what was appended. For another one begin with mbedtls_md_hmac_reset() or
 * mbedtls_md_hmac_starts().
 *
 * \param ctx     The context.
 * \param output  Where the HMAC goes: mbedtls_md_get_size() bytes.
 *
 * \return        0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, not set up for HMAC, or no key was given).
 */
int mbedtls_md_hmac_finish(struct mbedtls_md_context_t *ctx, unsigned char *output);

/**
 * Starts another HMAC with the same key.
 *
 * \param ctx  The context.
 *
 * \return     0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL, not set up for HMAC, or no key was given).
 */
int mbedtls_md_hmac_reset(struct mbedtls_md_context_t *ctx);

/**
 * Gives the HMAC of an array.
 *
 * \param md_info  The digest below.
 * \param key      The key.
 * \param keylen   Its length in bytes; any length will do.
 * \param input    The array.
 * \param ilen     Its length in bytes.
 * \param output   Where the HMAC goes: mbedtls_md_get_size() bytes.
 *
 * \return         0, or MBEDTLS_ERR_MD_BAD_INPUT_DATA (NULL).
 */
int mbedtls_md_hmac(const struct mbedtls_md_info_t *md_info,
                    const unsigned char *key,
                    size_t keylen,
                    const unsigned char *input,
                    size_t ilen,
                    unsigned char *output);

/**
 * Lists the digests that are offered.
 *
 * \return  Numbers of `mbedtls_md_type_t`, the longest digest first, with a 0 behind them. They live as long as the
 *          program.
 */
const int *mbedtls_md_list(void);

/**
 * The digest of a number.
 *
 * \param md_type  The number.
 *
 * \return         What is known of it; NULL if it is not offered.
 */
const struct mbedtls_md_info_t *mbedtls_md_info_from_type(mbedtls_md_type_t md_type);

/**
 * The digest of a name.
 *
 * \param md_name  The name as mbedtls_md_get_name() gives it; or "SHA" for SHA-1.
 *
 * \return         What is known of it; NULL if it is not offered, or `md_name` is NULL.
 */
const struct mbedtls_md_info_t *mbedtls_md_info_from_string(const char *md_name);

/**
 * The length of a digest.
 *
 * \param md_info  The digest.
 *
 * \return         Its length in bytes, at most MBEDTLS_MD_MAX_SIZE; 0 for NULL.
 */
unsigned char mbedtls_md_get_size(const struct mbedtls_md_info_t *md_info);

/**
 * The length of the digest of a number.
 *
 * \param md_type  The number.
 *
 * \return         Its length in bytes; 0 if it is not offered.
 */
unsigned char mbedtls_md_get_size_from_type(mbedtls_md_type_t md_type);

/**
 * The number of a digest.
 *
 * \param md_info  The digest.
 *
 * \return         The number; MBEDTLS_MD_NONE for NULL.
 */
mbedtls_md_type_t mbedtls_md_get_type(const struct mbedtls_md_info_t *md_info);

/**
 * The name of a digest.
 *
 * \param md_info  The digest.
 *
 * \return         The name, in capitals; NULL for NULL.
 */
const char *mbedtls_md_get_name(const struct mbedtls_md_info_t *md_info);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_MD_H */
