/* Generated from src/ffi/pem by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_PEM_H
#define MBEDTLS_PEM_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

/**
 * There is no block between these two lines.
 */
#define MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT -0x1080

/**
 * The block is malformed.
 */
#define MBEDTLS_ERR_PEM_INVALID_DATA -0x1100

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_PEM_ALLOC_FAILED -0x1180

/**
 * The initialization vector of an encrypted block is malformed.
 */
#define MBEDTLS_ERR_PEM_INVALID_ENC_IV -0x1200

/**
 * The block is encrypted by an algorithm that is not known.
 */
#define MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG -0x1280

/**
 * The block is encrypted and no password was given.
 */
#define MBEDTLS_ERR_PEM_PASSWORD_REQUIRED -0x1300

/**
 * The block does not decrypt with this password.
 */
#define MBEDTLS_ERR_PEM_PASSWORD_MISMATCH -0x1380

/**
 * The encryption of the block is not offered. Nothing returns it any more.
 */
#define MBEDTLS_ERR_PEM_FEATURE_UNAVAILABLE -0x1400

/**
 * An argument is NULL, or there is nothing in the block.
 */
#define MBEDTLS_ERR_PEM_BAD_INPUT_DATA -0x1480

/**
 * What was read from a block.
 */
typedef struct mbedtls_pem_context {
    /**
     * The content, decoded, from mbedtls_calloc(); or NULL.
     */
    unsigned char *MBEDTLS_PRIVATE(buf);
    /**
     * Its length in bytes.
     */
    size_t MBEDTLS_PRIVATE(buflen);
    /**
     * Further lines before the content. They are not kept; this is NULL.
     */
    unsigned char *MBEDTLS_PRIVATE(info);
} mbedtls_pem_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context empty.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_pem_init(struct mbedtls_pem_context *ctx);

/**
 * Reads the first block between two texts. It may be encrypted by DES, triple DES or AES in CBC mode (RFC 1421), with a
 * key derived from the password as OpenSSL derives it.
 *
 * A wrong password shows in the padding alone: one in about 128 passes, and gives bytes that are no key.
 *
 * \param ctx      An initialized context that holds nothing.
 * \param header   The line before the block, such as `-----BEGIN CERTIFICATE-----`, without its end.
 * \param footer   The line behind it.
 * \param data     A string in which the block is looked for.
 * \param pwd      The password of an encrypted block, or NULL.
 * \param pwdlen   The length of the password in bytes.
 * \param use_len  Where the number of bytes up to the end of the block goes, also if the block cannot be read; it stays
 *                 if there is no block.
 *
 * \return         0; MBEDTLS_ERR_PEM_BAD_INPUT_DATA if `ctx`, `header`, `footer` or `data` is NULL, or the block is empty;
 *                 MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT; MBEDTLS_ERR_PEM_INVALID_DATA, with
 *                 MBEDTLS_ERR_BASE64_INVALID_CHARACTER added if it is that; MBEDTLS_ERR_PEM_INVALID_ENC_IV,
 *                 MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG, MBEDTLS_ERR_PEM_PASSWORD_REQUIRED or
 *                 MBEDTLS_ERR_PEM_PASSWORD_MISMATCH; MBEDTLS_ERR_DES_INVALID_INPUT_LENGTH or
 *                 MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH if an encrypted content ends inside a block of its cipher;
 *                 MBEDTLS_ERR_PEM_ALLOC_FAILED.
 */
int mbedtls_pem_read_buffer(struct mbedtls_pem_context *ctx,
                            const char *header,
                            const char *footer,
                            const unsigned char *data,
                            const unsigned char *pwd,
                            size_t pwdlen,
                            size_t *use_len);

/**
 * The content that was read.
 *
 * \param ctx     The context.
 * \param buflen  Where its length in bytes goes.
 *
 * \return        The content, which lives as long as the context holds it; NULL if there is none or `ctx` is NULL.
 */
const unsigned char *mbedtls_pem_get_buffer(struct mbedtls_pem_context *ctx,
                                            size_t *buflen);

/**
 * Wipes and frees what a context holds; it is empty afterwards.
 *
 * \param ctx  The context. NULL and an empty one are ignored.
 */
void mbedtls_pem_free(struct mbedtls_pem_context *ctx);

/**
 * Writes a block: the first text, the bytes as base64 in lines of 64 characters, the second text, and a NUL.
 *
 * \param header    The line before the block, with its end.
 * \param footer    The line behind it, with its end.
 * \param der_data  The bytes.
 * \param der_len   How many.
 * \param buf       Where the block goes; it may overlap with `der_data`. What is left of it is set to zero.
 * \param buf_len   The size of `buf` in bytes.
 * \param olen      Where the length of the block with its NUL goes, also if it does not fit.
 *
 * \return          0; MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL, which also comes for NULL in place of `buf`;
 *                  MBEDTLS_ERR_PEM_BAD_INPUT_DATA if another argument is NULL.
 */
int mbedtls_pem_write_buffer(const char *header,
                             const char *footer,
                             const unsigned char *der_data,
                             size_t der_len,
                             unsigned char *buf,
                             size_t buf_len,
                             size_t *olen);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_PEM_H */
