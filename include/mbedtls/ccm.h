/* Generated from src/ffi/ccm by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_CCM_H
#define MBEDTLS_CCM_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/cipher.h"

/**
 * An argument is NULL or out of range, or the call came at the wrong time.
 */
#define MBEDTLS_ERR_CCM_BAD_INPUT -0x000D

/**
 * The tag does not fit: what was decrypted is not authentic.
 */
#define MBEDTLS_ERR_CCM_AUTH_FAILED -0x000F

/**
 * Decrypt.
 */
#define MBEDTLS_CCM_DECRYPT 0

/**
 * Encrypt.
 */
#define MBEDTLS_CCM_ENCRYPT 1

/**
 * Decrypt by CCM*, whose tag may be missing.
 */
#define MBEDTLS_CCM_STAR_DECRYPT 2

/**
 * Encrypt by CCM*, whose tag may be missing.
 */
#define MBEDTLS_CCM_STAR_ENCRYPT 3

/**
 * A key, and a message under way. Begin with mbedtls_ccm_init() and mbedtls_ccm_setkey(), end with
 * mbedtls_ccm_free().
 */
typedef struct mbedtls_ccm_context {
    void *MBEDTLS_PRIVATE(ccm);
    uint64_t MBEDTLS_PRIVATE(reserve)[21];
} mbedtls_ccm_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context without a key.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_ccm_init(struct mbedtls_ccm_context *ctx);

/**
 * Ends a context and wipes what it holds; it can be used again.
 *
 * \param ctx  The context. NULL, and one that was freed already, are ignored.
 */
void mbedtls_ccm_free(struct mbedtls_ccm_context *ctx);

/**
 * Sets the key.
 *
 * \param ctx      The context.
 * \param cipher   MBEDTLS_CIPHER_ID_AES.
 * \param key      The key.
 * \param keybits  Its length in bits: 128, 192 or 256.
 *
 * \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, another cipher, or another length).
 */
int mbedtls_ccm_setkey(struct mbedtls_ccm_context *ctx,
                       mbedtls_cipher_id_t cipher,
                       const unsigned char *key,
                       unsigned int keybits);

/**
 * Encrypts a message by CCM and makes its tag. A nonce must never come twice under one key.
 *
 * \param ctx      The context.
 * \param length   The length of the input and of the output in bytes, less than 2 to the power of 8 (15 - `iv_len`).
 * \param iv       The nonce.
 * \param iv_len   Its length in bytes, 7 to 13.
 * \param ad       Associated data, or NULL.
 * \param ad_len   Its length in bytes, less than 0xFF00.
 * \param input    The input.
 * \param output   Where the result goes; it may be the input.
 * \param tag      Where the tag goes.
 * \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16.
 *
 * \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a length out of range).
 */
int mbedtls_ccm_encrypt_and_tag(struct mbedtls_ccm_context *ctx,
                                size_t length,
                                const unsigned char *iv,
                                size_t iv_len,
                                const unsigned char *ad,
                                size_t ad_len,
                                const unsigned char *input,
                                unsigned char *output,
                                unsigned char *tag,
                                size_t tag_len);

/**
 * Encrypts a message by CCM* and makes its tag. A nonce must never come twice under one key.
 *
 * \param ctx      The context.
 * \param length   The length of the input and of the output in bytes, less than 2 to the power of 8 (15 - `iv_len`).
 * \param iv       The nonce.
 * \param iv_len   Its length in bytes, 7 to 13.
 * \param ad       Associated data, or NULL.
 * \param ad_len   Its length in bytes, less than 0xFF00.
 * \param input    The input.
 * \param output   Where the result goes; it may be the input.
 * \param tag      Where the tag goes.
 * \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16; or 0 for none, which authenticates nothing.
 *
 * \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a length out of range).
 */
int mbedtls_ccm_star_encrypt_and_tag(struct mbedtls_ccm_context *ctx,
                                     size_t length,
                                     const unsigned char *iv,
                                     size_t iv_len,
                                     const unsigned char *ad,
                                     size_t ad_len,
                                     const unsigned char *input,
                                     unsigned char *output,
                                     unsigned char *tag,
                                     size_t tag_len);

/**
 * Decrypts a message by CCM, if its tag is right.
 *
 * \param ctx      The context.
 * \param length   The length of the input and of the output in bytes.
 * \param iv       The nonce.
 * \param iv_len   Its length in bytes, 7 to 13.
 * \param ad       Associated data, or NULL.
 * \param ad_len   Its length in bytes, less than 0xFF00.
 * \param input    The input.
 * \param output   Where the result goes; it may be the input. It is wiped if the tag is wrong.
 * \param tag      The tag.
 * \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16.
 *
 * \return         0, MBEDTLS_ERR_CCM_AUTH_FAILED (the tag is wrong), or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a
 *                 length out of range).
 */
int mbedtls_ccm_auth_decrypt(struct mbedtls_ccm_context *ctx,
                             size_t length,
                             const unsigned char *iv,
                             size_t iv_len,
                             const unsigned char *ad,
                             size_t ad_len,
                             const unsigned char *input,
                             unsigned char *output,
                             const unsigned char *tag,
                             size_t tag_len);

/**
 * Decrypts a message by CCM*, if its tag is right.
 *
 * \param ctx      The context.
 * \param length   The length of the input and of the output in bytes.
 * \param iv       The nonce.
 * \param iv_len   Its length in bytes, 7 to 13.
 * \param ad       Associated data, or NULL.
 * \param ad_len   Its length in bytes, less than 0xFF00.
 * \param input    The input.
 * \param output   Where the result goes; it may be the input. It is wiped if the tag is wrong.
 * \param tag      The tag.
 * \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16; or 0 for none, which authenticates nothing.
 *
 * \return         0, MBEDTLS_ERR_CCM_AUTH_FAILED (the tag is wrong), or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a
 *                 length out of range).
 */
int mbedtls_ccm_star_auth_decrypt(struct mbedtls_ccm_context *ctx,
                                  size_t length,
                                  const unsigned char *iv,
                                  size_t iv_len,
                                  const unsigned char *ad,
                                  size_t ad_len,
                                  const unsigned char *input,
                                  unsigned char *output,
                                  const unsigned char *tag,
                                  size_t tag_len);

/**
 * Encrypts and decrypts what is known.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if something is wrong.
 */
int mbedtls_ccm_self_test(int verbose);

/**
 * Starts a message. A nonce must never come twice under one key.
 *
 * \param ctx     The context.
 * \param mode    MBEDTLS_CCM_ENCRYPT, MBEDTLS_CCM_DECRYPT, MBEDTLS_CCM_STAR_ENCRYPT or MBEDTLS_CCM_STAR_DECRYPT.
 * \param iv      The nonce.
 * \param iv_len  Its length in bytes, 7 to 13.
 *
 * \return        0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, another mode, or a length out of range).
 */
int mbedtls_ccm_starts(struct mbedtls_ccm_context *ctx,
                       int mode,
                       const unsigned char *iv,
                       size_t iv_len);

/**
 * Tells how long the parts of a message will be.
 *
 * \param ctx            The context.
 * \param total_ad_len   The length of all associated data in bytes, less than 0xFF00.
 * \param plaintext_len  The length of all text in bytes, less than 2 to the power of 8 (15 - length of the nonce).
 * \param tag_len        The length of the tag in bytes: 4, 6, 8, 10, 12, 14 or 16; for CCM* also 0, for none.
 *
 * \return               0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a length out of range).
 */
int mbedtls_ccm_set_lengths(struct mbedtls_ccm_context *ctx,
                            size_t total_ad_len,
                            size_t plaintext_len,
                            size_t tag_len);

/**
 * Appends associated data, in pieces of any length, all before the first text.
 *
 * \param ctx     The context.
 * \param ad      What to append.
 * \param ad_len  Its length in bytes.
 *
 * \return        0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, not started, lengths not set, or more than was told).
 */
int mbedtls_ccm_update_ad(struct mbedtls_ccm_context *ctx, const unsigned char *ad, size_t ad_len);

/**
 * Encrypts or decrypts the next piece of text. What is decrypted is not to be used before the tag was compared.
 *
 * \param ctx          The context.
 * \param input        The piece, of any length.
 * \param input_len    Its length in bytes.
 * \param output       Where the result goes; it may be the input.
 * \param output_size  The room there, at least `input_len`.
 * \param output_len   Where the length of the result goes: `input_len`.
 *
 * \return             0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, not started, lengths not set, no room, associated data
 *                     missing, or more than was told).
 */
int mbedtls_ccm_update(struct mbedtls_ccm_context *ctx,
                       const unsigned char *input,
                       size_t input_len,
                       unsigned char *output,
                       size_t output_size,
                       size_t *output_len);

/**
 * Ends a message and gives its tag, which the caller compares after decryption, in constant time.
 *
 * \param ctx      The context.
 * \param tag      Where the tag goes; NULL if it has no length.
 * \param tag_len  The length that mbedtls_ccm_set_lengths() was told.
 *
 * \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, not started, something is missing, or another length).
 */
int mbedtls_ccm_finish(struct mbedtls_ccm_context *ctx,
                       unsigned char *tag,
                       size_t tag_len);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_CCM_H */
