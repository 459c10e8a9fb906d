/* Generated from src/ffi/aes by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_AES_H
#define MBEDTLS_AES_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

/**
 * A key has not 128, 192 or 256 bits.
 */
#define MBEDTLS_ERR_AES_INVALID_KEY_LENGTH -0x0020

/**
 * A length is not a multiple of 16.
 */
#define MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH -0x0022

/**
 * An argument is NULL or out of range, or no key was set.
 */
#define MBEDTLS_ERR_AES_BAD_INPUT_DATA -0x0021

/**
 * Encrypt.
 */
#define MBEDTLS_AES_ENCRYPT 1

/**
 * Decrypt.
 */
#define MBEDTLS_AES_DECRYPT 0

/**
 * A key. Begin with mbedtls_aes_init(), then mbedtls_aes_setkey_enc() or mbedtls_aes_setkey_dec().
 */
typedef struct mbedtls_aes_context {
    int MBEDTLS_PRIVATE(nr);
    size_t MBEDTLS_PRIVATE(rk_offset);
    uint32_t MBEDTLS_PRIVATE(buf)[68];
} mbedtls_aes_context;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Makes a context without a key.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_aes_init(struct mbedtls_aes_context *ctx);

/**
 * Wipes a context.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_aes_free(struct mbedtls_aes_context *ctx);

/**
 * Sets the key for encryption, and for all modes but ECB and CBC.
 *
 * \param ctx      The context.
 * \param key      The key.
 * \param keybits  Its length in bits: 128, 192 or 256.
 *
 * \return         0, MBEDTLS_ERR_AES_INVALID_KEY_LENGTH, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL).
 */
int mbedtls_aes_setkey_enc(struct mbedtls_aes_context *ctx, const unsigned char *key, unsigned int keybits);

/**
 * Sets the key for decryption by ECB and CBC.
 *
 * \param ctx      The context.
 * \param key      The key.
 * \param keybits  Its length in bits: 128, 192 or 256.
 *
 * \return         0, MBEDTLS_ERR_AES_INVALID_KEY_LENGTH, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL).
 */
int mbedtls_aes_setkey_dec(struct mbedtls_aes_context *ctx, const unsigned char *key, unsigned int keybits);

/**
 * Encrypts or decrypts one block.
 *
 * \param ctx     The context.
 * \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
 * \param input   The block, 16 bytes.
 * \param output  Where the result goes, 16 bytes; it may be the input.
 *
 * \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or another mode).
 */
int mbedtls_aes_crypt_ecb(struct mbedtls_aes_context *ctx,
                          int mode,
                          const unsigned char *input,
                          unsigned char *output);

/**
 * Encrypts one block; what mbedtls_aes_crypt_ecb() does.
 *
 * \param ctx     The context.
 * \param input   The block, 16 bytes.
 * \param output  Where the result goes, 16 bytes; it may be the input.
 *
 * \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, or no key).
 */
int mbedtls_internal_aes_encrypt(struct mbedtls_aes_context *ctx,
                                 const unsigned char *input,
                                 unsigned char *output);

/**
 * Decrypts one block; what mbedtls_aes_crypt_ecb() does.
 *
 * \param ctx     The context.
 * \param input   The block, 16 bytes.
 * \param output  Where the result goes, 16 bytes; it may be the input.
 *
 * \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, or no key).
 */
int mbedtls_internal_aes_decrypt(struct mbedtls_aes_context *ctx,
                                 const unsigned char *input,
                                 unsigned char *output);

/**
 * Encrypts and decrypts what is known.
 *
 * \param verbose  Ignored; nothing is printed.
 *
 * \return         0, or 1 if something is wrong.
 */
int mbedtls_aes_self_test(int verbose);

/**
 * CBC.
 *
 * \param ctx     The context.
 * \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
 * \param length  The length of the input and of the output in bytes, a multiple of 16.
 * \param iv      The initialisation vector, 16 bytes; it becomes the one to go on with.
 * \param input   The input.
 * \param output  Where the result goes; it may be the input.
 *
 * \return        0, MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or another
 *                 mode).
 */
int mbedtls_aes_crypt_cbc(struct mbedtls_aes_context *ctx,
                          int mode,
                          size_t length,
                          unsigned char *iv,
                          const unsigned char *input,
                          unsigned char *output);

/**
 * CFB with feedback of whole blocks. The key is one for encryption, whatever the mode.
 *
 * \param ctx     The context.
 * \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
 * \param length  The length of the input and of the output in bytes.
 * \param iv_off  How much of `iv` is used up, 0 to 15; 0 at first.
 * \param iv      The initialisation vector, 16 bytes; it changes with what comes.
 * \param input   The input.
 * \param output  Where the result goes; it may be the input.
 *
 * \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, another mode, or an offset above 15).
 */
int mbedtls_aes_crypt_cfb128(struct mbedtls_aes_context *ctx,
                             int mode,
                             size_t length,
                             size_t *iv_off,
                             unsigned char *iv,
                             const unsigned char *input,
                             unsigned char *output);

/**
 * CFB with feedback of bytes. The key is one for encryption, whatever the mode.
 *
 * \param ctx     The context.
 * \param mode    MBEDTLS_AES_ENCRYPT or MBEDTLS_AES_DECRYPT.
 * \param length  The length of the input and of the output in bytes.
 * \param iv      The initialisation vector, 16 bytes; it changes with what comes.
 * \param input   The input.
 * \param output  Where the result goes; it may be the input.
 *
 * \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or another mode).
 */
int mbedtls_aes_crypt_cfb8(struct mbedtls_aes_context *ctx,
                           int mode,
                           size_t length,
                           unsigned char *iv,
                           const unsigned char *input,
                           unsigned char *output);

/**
 * OFB, either way. The key is one for encryption.
 *
 * \param ctx     The context.
 * \param length  The length of the input and of the output in bytes.
 * \param iv_off  How much of `iv` is used up, 0 to 15; 0 at first.
 * \param iv      The initialisation vector, 16 bytes; it changes with what comes.
 * \param input   The input.
 * \param output  Where the result goes; it may be the input.
 *
 * \return        0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or an offset above 15).
 */
int mbedtls_aes_crypt_ofb(struct mbedtls_aes_context *ctx,
                          size_t length,
                          size_t *iv_off,
                          unsigned char *iv,
                          const unsigned char *input,
                          unsigned char *output);

/**
 * CTR, either way. The key is one for encryption.
 *
 * \param ctx            The context.
 * \param length         The length of the input and of the output in bytes.
 * \param nc_off         How much of `stream_block` is used up, 0 to 15; 0 at first.
 * \param nonce_counter  Nonce and counter, 16 bytes, of the next block; the whole is counted up as one number.
 * \param stream_block   The keystream of the block under way, 16 bytes; anything at first.
 * \param input          The input.
 * \param output         Where the result goes; it may be the input.
 *
 * \return               0, or MBEDTLS_ERR_AES_BAD_INPUT_DATA (NULL, no key, or an offset above 15).
 */
int mbedtls_aes_crypt_ctr(struct mbedtls_aes_context *ctx,
                          size_t length,
                          size_t *nc_off,
                          unsigned char *nonce_counter,
                          unsigned char *stream_block,
                          const unsigned char *input,
                          unsigned char *output);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_AES_H */
