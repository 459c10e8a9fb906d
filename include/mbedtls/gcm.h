/* Generated from src/ffi/gcm by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_GCM_H
#define MBEDTLS_GCM_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/cipher.h"

/**
 * The tag does not fit: what was decrypted is not authentic.
 */
#define MBEDTLS_ERR_GCM_AUTH_FAILED -0x0012

/**
 * An argument is NULL or out of range, or the call came at the wrong time.
 */
#define MBEDTLS_ERR_GCM_BAD_INPUT -0x0014

/**
 * The output has no room for the result.
 */
#define MBEDTLS_ERR_GCM_BUFFER_TOO_SMALL -0x0016

/**
 * Encrypt.
 */
#define MBEDTLS_GCM_ENCRYPT 1

/**
 * Decrypt.
 */
#define MBEDTLS_GCM_DECRYPT 0

/**
 * A key, and a message under way. Begin with mbedtls_gcm_init() and mbedtls_gcm_setkey(), end with
 * mbedtls_gcm_free().
 */
typedef struct mbedtls_gcm_context {
    void *MBEDTLS_PRIVATE(gcm);
    uint64_t MBEDTLS_PRIVATE(reserve)[52];
} mbedtls_gcm_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context without a key.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_gcm_init(struct mbedtls_gcm_context *ctx);

/**
 * Ends a context and wipes what it holds; it can be used again.
 *
 * \param ctx  The context. NULL, and one that was freed already, are ignored.
 */
void mbedtls_gcm_free(struct mbedtls_gcm_context *ctx);

/**
 * Sets the key.
 *
 * \param ctx      The context.
 * \param cipher   MBEDTLS_CIPHER_ID_AES.
 * \param key      The key.
 * \param keybits  Its length in bits: 128, 192 or 256.
 *
 * \return         0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, another cipher, or another length).
 */
int mbedtls_gcm_setkey(struct mbedtls_gcm_context *ctx,
                       mbedtls_cipher_id_t cipher,
                       const unsigned char *key,
                       unsigned int keybits);

/**
 * Encrypts a message and makes its tag; or decrypts one and makes the tag that it should have, which is left to the
 * caller to compare. To decrypt use mbedtls_gcm_auth_decrypt().
 *
 * A nonce must never come twice under one key.
 *
 * \param ctx      The context.
 * \param mode     MBEDTLS_GCM_ENCRYPT or MBEDTLS_GCM_DECRYPT.
 * \param length   The length of the input and of the output in bytes.
 * \param iv       The nonce; 12 bytes are usual.
 * \param iv_len   Its length in bytes, at least 1.
 * \param add      Associated data, or NULL.
 * \param add_len  Its length in bytes.
 * \param input    The input.
 * \param output   Where the result goes; it may be the input.
 * \param tag_len  The length of the tag in bytes, 4 to 16.
 * \param tag      Where the tag goes.
 *
 * \return         0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, no key, another mode, or a length out of range).
 */
int mbedtls_gcm_crypt_and_tag(struct mbedtls_gcm_context *ctx,
                              int mode,
                              size_t length,
                              const unsigned char *iv,
                              size_t iv_len,
                              const unsigned char *add,
                              size_t add_len,
                              const unsigned char *input,
                              unsigned char *output,
                              size_t tag_len,
                              unsigned char *tag);

/**
 * Decrypts a message, if its tag is right.
 *
 * \param ctx      The context.
 * \param length   The length of the input and of the output in bytes.
 * \param iv       The nonce.
 * \param iv_len   Its length in bytes, at least 1.
 * \param add      Associated data, or NULL.
 * \param add_len  Its length in bytes.
 * \param tag      The tag.
 * \param tag_len  Its length in bytes, 4 to 16.
 * \param input    The input.
 * \param output   Where the result goes; it may be the input. It is wiped if the tag is wrong.
 *
 * \return         0, MBEDTLS_ERR_GCM_AUTH_FAILED (the tag is wrong), or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, no key, or a
 *                 length out of range).
 */
int mbedtls_gcm_auth_decrypt(struct mbedtls_gcm_context *ctx,
                             size_t length,
                             const unsigned char *iv,
                             size_t iv_len,
                             const unsigned char *add,
                             size_t add_len,
                             const unsigned char *tag,
                             size_t tag_len,
                             const unsigned char *input,
                             unsigned char *output);

/**
 * Encrypts and decrypts what is known.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if something is wrong.
 */
int mbedtls_gcm_self_test(int verbose);

/**
 * Starts a message. A nonce must never come twice under one key.
 *
 * \param ctx     The context.
 * \param mode    MBEDTLS_GCM_ENCRYPT or MBEDTLS_GCM_DECRYPT.
 * \param iv      The nonce; 12 bytes are usual.
 * \param iv_len  Its length in bytes, at least 1.
 *
 * \return        0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, no key, another mode, or no nonce).
 */
int mbedtls_gcm_starts(struct mbedtls_gcm_context *ctx, int mode, const unsigned char *iv, size_t iv_len);

/**
 * Appends associated data, in pieces of any length, all before the first text.
 *
 * \param ctx      The context.
 * \param add      What to append.
 * \param add_len  Its length in bytes.
 *
 * \return         0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, not started, too much, or text was there already).
 */
int mbedtls_gcm_update_ad(struct mbedtls_gcm_context *ctx, const unsigned char *add, size_t add_len);

/**
 * Encrypts or decrypts the next piece of text. What is decrypted is not to be used before the tag was compared.
 *
 * \param ctx            The context.
 * \param input          The piece, of any length.
 * \param input_length   Its length in bytes.
 * \param output         Where the result goes; it may be the input.
 * \param output_size    The room there, at least `input_length`.
 * \param output_length  Where the length of the result goes: `input_length`.
 *
 * \return               0, MBEDTLS_ERR_GCM_BUFFER_TOO_SMALL, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, not started, or more
 *                       text than GCM carries).
 */
int mbedtls_gcm_update(struct mbedtls_gcm_context *ctx,
                       const unsigned char *input,
                       size_t input_length,
                       unsigned char *output,
                       size_t output_size,
                       size_t *output_length);

/**
 * Ends a message and gives its tag, which the caller compares after decryption, in constant time.
 *
 * \param ctx            The context.
 * \param output         Not used: every piece came out at once. It may be NULL.
 * \param output_size    Not used.
 * \param output_length  Where the length of what is left goes: 0. It may be NULL.
 * \param tag            Where the tag goes.
 * \param tag_len        Its length in bytes, 4 to 16.
 *
 * \return               0, or MBEDTLS_ERR_GCM_BAD_INPUT (NULL, not started, or a tag length out of range).
 */
int mbedtls_gcm_finish(struct mbedtls_gcm_context *ctx,
                       unsigned char *output,
                       size_t output_size,
                       size_t *output_length,
                       unsigned char *tag,
                       size_t tag_len);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_GCM_H */
