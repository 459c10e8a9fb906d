/* Generated from src/ffi/cipher by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_CIPHER_H
#define MBEDTLS_CIPHER_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

/* Some cipher authenticates. */
#if defined(MBEDTLS_GCM_C) || defined(MBEDTLS_CCM_C)
#define MBEDTLS_CIPHER_MODE_AEAD
#endif

/* Some cipher fills its last block. */
#if defined(MBEDTLS_CIPHER_MODE_CBC)
#define MBEDTLS_CIPHER_MODE_WITH_PADDING
#endif

/** Lengths of keys in bits where the cipher does not tell. */
enum {
    /** None. */
    MBEDTLS_KEY_LENGTH_NONE = 0,
    /** DES with its parity bits. */
    MBEDTLS_KEY_LENGTH_DES = 64,
    /** Two-key triple DES with its parity bits. */
    MBEDTLS_KEY_LENGTH_DES_EDE = 128,
    /** Triple DES with its parity bits. */
    MBEDTLS_KEY_LENGTH_DES_EDE3 = 192,
};

/** What is known of a cipher. Only pointers to it are handed out, which live as long as the program. */
typedef struct mbedtls_cipher_info_t {
    /** The name. */
    const char *MBEDTLS_PRIVATE(name);
    /** Bytes of a block; 1 for a stream. */
    unsigned int MBEDTLS_PRIVATE(block_size) : 5;
    /** Words of 4 bytes of the usual nonce. */
    unsigned int MBEDTLS_PRIVATE(iv_size) : 3;
    /** Units of 64 bits of the key. */
    unsigned int MBEDTLS_PRIVATE(key_bitlen) : 4;
    /** An mbedtls_cipher_mode_t. */
    unsigned int MBEDTLS_PRIVATE(mode) : 4;
    /** An mbedtls_cipher_type_t. */
    unsigned int MBEDTLS_PRIVATE(type) : 8;
    /** MBEDTLS_CIPHER_VARIABLE_IV_LEN and its like. */
    unsigned int MBEDTLS_PRIVATE(flags) : 2;
    /** The family of the cipher, by a number of the library's own. */
    unsigned int MBEDTLS_PRIVATE(base_idx) : 5;
} mbedtls_cipher_info_t;

/* How far key_bitlen and iv_size are shifted. */
#define MBEDTLS_KEY_BITLEN_SHIFT 6
#define MBEDTLS_IV_SIZE_SHIFT 2


/**
 * The cipher does not offer this.
 */
#define MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE -0x6080

/**
 * An argument is NULL or out of range, or the call came at the wrong time.
 */
#define MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA -0x6100

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_CIPHER_ALLOC_FAILED -0x6180

/**
 * The padding is wrong: another key, or the message was changed.
 */
#define MBEDTLS_ERR_CIPHER_INVALID_PADDING -0x6200

/**
 * A message that has to be whole blocks is not.
 */
#define MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED -0x6280

/**
 * The tag does not fit: what was decrypted is not authentic.
 */
#define MBEDTLS_ERR_CIPHER_AUTH_FAILED -0x6300

/**
 * The context is of no use.
 */
#define MBEDTLS_ERR_CIPHER_INVALID_CONTEXT -0x6380

/**
 * A flag: the nonce may have any length.
 */
#define MBEDTLS_CIPHER_VARIABLE_IV_LEN 0x01

/**
 * A flag: the key may have any length.
 */
#define MBEDTLS_CIPHER_VARIABLE_KEY_LEN 0x02

/**
 * The most bytes of an initialisation vector or nonce in a context.
 */
#define MBEDTLS_MAX_IV_LENGTH 16

/**
 * The most bytes of a block.
 */
#define MBEDTLS_MAX_BLOCK_LENGTH 16

/**
 * Bytes that hold the key of any cipher with a number, offered or not.
 */
#define MBEDTLS_MAX_KEY_LENGTH 64

/**
 * Families of ciphers.
 */
typedef enum mbedtls_cipher_id_t {
    MBEDTLS_CIPHER_ID_NONE = 0,
    MBEDTLS_CIPHER_ID_NULL,
    MBEDTLS_CIPHER_ID_AES,
    MBEDTLS_CIPHER_ID_DES,
    MBEDTLS_CIPHER_ID_3DES,
    MBEDTLS_CIPHER_ID_CAMELLIA,
    MBEDTLS_CIPHER_ID_ARIA,
    MBEDTLS_CIPHER_ID_CHACHA20,
} mbedtls_cipher_id_t;

/**
 * Ciphers with their key length and mode, as `mbedtls_ssl_ciphersuite_t` names them.
 */
typedef enum mbedtls_cipher_type_t {
    MBEDTLS_CIPHER_NONE = 0,
    MBEDTLS_CIPHER_NULL,
    MBEDTLS_CIPHER_AES_128_ECB,
    MBEDTLS_CIPHER_AES_192_ECB,
    MBEDTLS_CIPHER_AES_256_ECB,
    MBEDTLS_CIPHER_AES_128_CBC,
    MBEDTLS_CIPHER_AES_192_CBC,
    MBEDTLS_CIPHER_AES_256_CBC,
    MBEDTLS_CIPHER_AES_128_CFB128,
    MBEDTLS_CIPHER_AES_192_CFB128,
    MBEDTLS_CIPHER_AES_256_CFB128,
    MBEDTLS_CIPHER_AES_128_CTR,
    MBEDTLS_CIPHER_AES_192_CTR,
    MBEDTLS_CIPHER_AES_256_CTR,
    MBEDTLS_CIPHER_AES_128_GCM,
    MBEDTLS_CIPHER_AES_192_GCM,
    MBEDTLS_CIPHER_AES_256_GCM,
    MBEDTLS_CIPHER_CAMELLIA_128_ECB,
    MBEDTLS_CIPHER_CAMELLIA_192_ECB,
    MBEDTLS_CIPHER_CAMELLIA_256_ECB,
    MBEDTLS_CIPHER_CAMELLIA_128_CBC,
    MBEDTLS_CIPHER_CAMELLIA_192_CBC,
    MBEDTLS_CIPHER_CAMELLIA_256_CBC,
    MBEDTLS_CIPHER_CAMELLIA_128_CFB128,
    MBEDTLS_CIPHER_CAMELLIA_192_CFB128,
    MBEDTLS_CIPHER_CAMELLIA_256_CFB128,
    MBEDTLS_CIPHER_CAMELLIA_128_CTR,
    MBEDTLS_CIPHER_CAMELLIA_192_CTR,
    MBEDTLS_CIPHER_CAMELLIA_256_CTR,
    MBEDTLS_CIPHER_CAMELLIA_128_GCM,
    MBEDTLS_CIPHER_CAMELLIA_192_GCM,
    MBEDTLS_CIPHER_CAMELLIA_256_GCM,
    MBEDTLS_CIPHER_DES_ECB,
    MBEDTLS_CIPHER_DES_CBC,
    MBEDTLS_CIPHER_DES_EDE_ECB,
    MBEDTLS_CIPHER_DES_EDE_CBC,
    MBEDTLS_CIPHER_DES_EDE3_ECB,
    MBEDTLS_CIPHER_DES_EDE3_CBC,
    MBEDTLS_CIPHER_AES_128_CCM,
    MBEDTLS_CIPHER_AES_192_CCM,
    MBEDTLS_CIPHER_AES_256_CCM,
    MBEDTLS_CIPHER_AES_128_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_AES_192_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_AES_256_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_CAMELLIA_128_CCM,
    MBEDTLS_CIPHER_CAMELLIA_192_CCM,
    MBEDTLS_CIPHER_CAMELLIA_256_CCM,
    MBEDTLS_CIPHER_CAMELLIA_128_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_CAMELLIA_192_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_CAMELLIA_256_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_ARIA_128_ECB,
    MBEDTLS_CIPHER_ARIA_192_ECB,
    MBEDTLS_CIPHER_ARIA_256_ECB,
    MBEDTLS_CIPHER_ARIA_128_CBC,
    MBEDTLS_CIPHER_ARIA_192_CBC,
    MBEDTLS_CIPHER_ARIA_256_CBC,
    MBEDTLS_CIPHER_ARIA_128_CFB128,
    MBEDTLS_CIPHER_ARIA_192_CFB128,
    MBEDTLS_CIPHER_ARIA_256_CFB128,
    MBEDTLS_CIPHER_ARIA_128_CTR,
    MBEDTLS_CIPHER_ARIA_192_CTR,
    MBEDTLS_CIPHER_ARIA_256_CTR,
    MBEDTLS_CIPHER_ARIA_128_GCM,
    MBEDTLS_CIPHER_ARIA_192_GCM,
    MBEDTLS_CIPHER_ARIA_256_GCM,
    MBEDTLS_CIPHER_ARIA_128_CCM,
    MBEDTLS_CIPHER_ARIA_192_CCM,
    MBEDTLS_CIPHER_ARIA_256_CCM,
    MBEDTLS_CIPHER_ARIA_128_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_ARIA_192_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_ARIA_256_CCM_STAR_NO_TAG,
    MBEDTLS_CIPHER_AES_128_OFB,
    MBEDTLS_CIPHER_AES_192_OFB,
    MBEDTLS_CIPHER_AES_256_OFB,
    MBEDTLS_CIPHER_AES_128_XTS,
    MBEDTLS_CIPHER_AES_256_XTS,
    MBEDTLS_CIPHER_CHACHA20,
    MBEDTLS_CIPHER_CHACHA20_POLY1305,
    MBEDTLS_CIPHER_AES_128_KW,
    MBEDTLS_CIPHER_AES_192_KW,
    MBEDTLS_CIPHER_AES_256_KW,
    MBEDTLS_CIPHER_AES_128_KWP,
    MBEDTLS_CIPHER_AES_192_KWP,
    MBEDTLS_CIPHER_AES_256_KWP,
} mbedtls_cipher_type_t;

/**
 * Modes of operation.
 */
typedef enum mbedtls_cipher_mode_t {
    MBEDTLS_MODE_NONE = 0,
    MBEDTLS_MODE_ECB,
    MBEDTLS_MODE_CBC,
    MBEDTLS_MODE_CFB,
    MBEDTLS_MODE_OFB,
    MBEDTLS_MODE_CTR,
    MBEDTLS_MODE_GCM,
    MBEDTLS_MODE_STREAM,
    MBEDTLS_MODE_CCM,
    MBEDTLS_MODE_CCM_STAR_NO_TAG,
    MBEDTLS_MODE_XTS,
    MBEDTLS_MODE_CHACHAPOLY,
    MBEDTLS_MODE_KW,
    MBEDTLS_MODE_KWP,
} mbedtls_cipher_mode_t;

/**
 * Paddings.
 */
typedef enum mbedtls_cipher_padding_t {
    MBEDTLS_PADDING_PKCS7 = 0,
    MBEDTLS_PADDING_ONE_AND_ZEROS,
    MBEDTLS_PADDING_ZEROS_AND_LEN,
    MBEDTLS_PADDING_ZEROS,
    MBEDTLS_PADDING_NONE,
} mbedtls_cipher_padding_t;

/**
 * Directions.
 */
typedef enum mbedtls_operation_t {
    MBEDTLS_OPERATION_NONE = -1,
    MBEDTLS_DECRYPT = 0,
    MBEDTLS_ENCRYPT,
} mbedtls_operation_t;

/**
 * A cipher with a key, and a message under way. Begin with mbedtls_cipher_init(), mbedtls_cipher_setup() and
 * mbedtls_cipher_setkey(), end with mbedtls_cipher_free().
 */
typedef struct mbedtls_cipher_context_t {
    const mbedtls_cipher_info_t *MBEDTLS_PRIVATE(cipher_info);
    int MBEDTLS_PRIVATE(key_bitlen);
    mbedtls_operation_t MBEDTLS_PRIVATE(operation);
    uint64_t MBEDTLS_PRIVATE(reserve)[7];
    size_t MBEDTLS_PRIVATE(iv_size);
    void *MBEDTLS_PRIVATE(cipher_ctx);
    void *MBEDTLS_PRIVATE(unused);
} mbedtls_cipher_context_t;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Encrypts a message by GCM, CCM or ChaCha20-Poly1305, and puts its tag behind it. A nonce must never come twice under
 * one key.
 *
 * \param ctx         The context, with its key set.
 * \param iv          The nonce; 12 bytes are usual, and ChaCha20-Poly1305 takes no others.
 * \param iv_len      Its length in bytes.
 * \param ad          Associated data, or NULL.
 * \param ad_len      Its length in bytes.
 * \param input       The message.
 * \param ilen        Its length in bytes.
 * \param output      Where the result goes; it may be the input.
 * \param output_len  The room there, at least `ilen` and `tag_len`.
 * \param olen        Where the length of the result goes: `ilen` and `tag_len`.
 * \param tag_len     The length of the tag in bytes: GCM 4 to 16; CCM 4, 6, 8, 10, 12, 14 or 16; ChaCha20-Poly1305 16.
 *
 * \return            0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL,
 *                    not set up, no key, or no room; ChaCha20-Poly1305: another length), MBEDTLS_ERR_GCM_BAD_INPUT or
 *                    MBEDTLS_ERR_CCM_BAD_INPUT (a length that GCM or CCM does not have).
 */
int mbedtls_cipher_auth_encrypt_ext(struct mbedtls_cipher_context_t *ctx,
                                    const unsigned char *iv,
                                    size_t iv_len,
                                    const unsigned char *ad,
                                    size_t ad_len,
                                    const unsigned char *input,
                                    size_t ilen,
                                    unsigned char *output,
                                    size_t output_len,
                                    size_t *olen,
                                    size_t tag_len);

/**
 * Decrypts a message with its tag behind it by GCM, CCM or ChaCha20-Poly1305, if the tag is right.
 *
 * \param ctx         The context, with its key set.
 * \param iv          The nonce.
 * \param iv_len      Its length in bytes.
 * \param ad          Associated data, or NULL.
 * \param ad_len      Its length in bytes.
 * \param input       The message and its tag.
 * \param ilen        The length of both in bytes.
 * \param output      Where the result goes; it may be the input. It is wiped if the tag is wrong.
 * \param output_len  The room there, at least `ilen` less `tag_len`.
 * \param olen        Where the length of the result goes: `ilen` less `tag_len`.
 * \param tag_len     The length of the tag in bytes, as in mbedtls_cipher_auth_encrypt_ext().
 *
 * \return            0, MBEDTLS_ERR_CIPHER_AUTH_FAILED (the tag is wrong), or another error as of
 *                    mbedtls_cipher_auth_encrypt_ext().
 */
int mbedtls_cipher_auth_decrypt_ext(struct mbedtls_cipher_context_t *ctx,
                                    const unsigned char *iv,
                                    size_t iv_len,
                                    const unsigned char *ad,
                                    size_t ad_len,
                                    const unsigned char *input,
                                    size_t ilen,
                                    unsigned char *output,
                                    size_t output_len,
                                    size_t *olen,
                                    size_t tag_len);

/**
 * Makes a context for no cipher yet.
 *
 * \param ctx  The context. NULL is ignored.
 */
void mbedtls_cipher_init(struct mbedtls_cipher_context_t *ctx);

/**
 * Ends a context and wipes what it holds; it can be set up again.
 *
 * \param ctx  The context. NULL, and one that was freed already, are ignored.
 */
void mbedtls_cipher_free(struct mbedtls_cipher_context_t *ctx);

/**
 * Chooses the cipher of a context. The context need not be initialised: what it holds is not looked at, so that one
 * that was set up before has to be freed first.
 *
 * \param ctx          The context.
 * \param cipher_info  The cipher.
 *
 * \return             0, or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL).
 */
int mbedtls_cipher_setup(struct mbedtls_cipher_context_t *ctx,
                         const mbedtls_cipher_info_t *cipher_info);

/**
 * Sets the key.
 *
 * \param ctx         The context.
 * \param key         The key.
 * \param key_bitlen  Its length in bits, which is that of the cipher.
 * \param operation   MBEDTLS_ENCRYPT or MBEDTLS_DECRYPT.
 *
 * \return            0, or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set up, another length or operation).
 */
int mbedtls_cipher_setkey(struct mbedtls_cipher_context_t *ctx,
                          const unsigned char *key,
                          int key_bitlen,
                          mbedtls_operation_t operation);

/**
 * Chooses how the last block is filled, by CBC alone. There is no default: mbedtls_cipher_finish() and
 * mbedtls_cipher_crypt() fail with MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA until one is chosen.
 *
 * \param ctx   The context.
 * \param mode  The padding.
 *
 * \return      0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (no such padding), or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL,
 *              not set up, or another mode than CBC).
 */
int mbedtls_cipher_set_padding_mode(struct mbedtls_cipher_context_t *ctx,
                                    mbedtls_cipher_padding_t mode);

/**
 * Sets the initialisation vector or nonce of the next message; GCM starts the message by it. A nonce must never come
 * twice under one key.
 *
 * \param ctx     The context.
 * \param iv      The initialisation vector.
 * \param iv_len  Its length in bytes, at most MBEDTLS_MAX_IV_LENGTH.
 *
 * \return        0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (too long), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set
 *                up, too short, or GCM without a key) or MBEDTLS_ERR_GCM_BAD_INPUT (GCM with no nonce).
 */
int mbedtls_cipher_set_iv(struct mbedtls_cipher_context_t *ctx,
                          const unsigned char *iv,
                          size_t iv_len);

/**
 * Forgets what is left of the message before; to be called before each but the first.
 *
 * \param ctx  The context.
 *
 * \return     0, or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, or not set up).
 */
int mbedtls_cipher_reset(struct mbedtls_cipher_context_t *ctx);

/**
 * The length of a block of the context's cipher.
 *
 * \param ctx  The context.
 *
 * \return     The length in bytes, 1 for a stream; 0 if `ctx` is NULL or not set up.
 */
unsigned int mbedtls_cipher_get_block_size(const struct mbedtls_cipher_context_t *ctx);

/**
 * The mode of the context's cipher.
 *
 * \param ctx  The context.
 *
 * \return     The mode; MBEDTLS_MODE_NONE if `ctx` is NULL or not set up.
 */
mbedtls_cipher_mode_t mbedtls_cipher_get_cipher_mode(const struct mbedtls_cipher_context_t *ctx);

/**
 * The length of the initialisation vector that was set, or else of the cipher's usual one.
 *
 * \param ctx  The context.
 *
 * \return     The length in bytes; 0 if there is none, or `ctx` is NULL or not set up.
 */
int mbedtls_cipher_get_iv_size(const struct mbedtls_cipher_context_t *ctx);

/**
 * The number of the context's cipher.
 *
 * \param ctx  The context.
 *
 * \return     The number; MBEDTLS_CIPHER_NONE if `ctx` is NULL or not set up.
 */
mbedtls_cipher_type_t mbedtls_cipher_get_type(const struct mbedtls_cipher_context_t *ctx);

/**
 * The name of the context's cipher.
 *
 * \param ctx  The context.
 *
 * \return     The name; NULL if `ctx` is NULL or not set up.
 */
const char *mbedtls_cipher_get_name(const struct mbedtls_cipher_context_t *ctx);

/**
 * The length of the cipher's key.
 *
 * \param ctx  The context.
 *
 * \return     The length in bits; MBEDTLS_KEY_LENGTH_NONE if `ctx` is NULL or not set up.
 */
int mbedtls_cipher_get_key_bitlen(const struct mbedtls_cipher_context_t *ctx);

/**
 * What the key was set for.
 *
 * \param ctx  The context.
 *
 * \return     MBEDTLS_ENCRYPT or MBEDTLS_DECRYPT; MBEDTLS_OPERATION_NONE if `ctx` is NULL or not set up.
 */
mbedtls_operation_t mbedtls_cipher_get_operation(const struct mbedtls_cipher_context_t *ctx);

/**
 * Lists the ciphers that are offered.
 *
 * \return  Numbers of `mbedtls_cipher_type_t`, with a 0 behind them. They live as long as the program.
 */
const int *mbedtls_cipher_list(void);

/**
 * The cipher of a number.
 *
 * \param cipher_type  The number.
 *
 * \return             What is known of it; NULL if it is not offered.
 */
const mbedtls_cipher_info_t *mbedtls_cipher_info_from_type(mbedtls_cipher_type_t cipher_type);

/**
 * The cipher of a name.
 *
 * \param cipher_name  The name, such as "AES-128-GCM".
 *
 * \return             What is known of it; NULL if it is not offered, or `cipher_name` is NULL.
 */
const mbedtls_cipher_info_t *mbedtls_cipher_info_from_string(const char *cipher_name);

/**
 * The cipher of a family, a key length and a mode.
 *
 * \param cipher_id   The family.
 * \param key_bitlen  The length of the key in bits.
 * \param mode        The mode.
 *
 * \return            What is known of it; NULL if it is not offered.
 */
const mbedtls_cipher_info_t *mbedtls_cipher_info_from_values(mbedtls_cipher_id_t cipher_id,
                                                             int key_bitlen,
                                                             mbedtls_cipher_mode_t mode);

/**
 * The number of a cipher.
 *
 * \param info  The cipher.
 *
 * \return      The number; MBEDTLS_CIPHER_NONE for NULL.
 */
mbedtls_cipher_type_t mbedtls_cipher_info_get_type(const mbedtls_cipher_info_t *info);

/**
 * The mode of a cipher.
 *
 * \param info  The cipher.
 *
 * \return      The mode; MBEDTLS_MODE_NONE for NULL.
 */
mbedtls_cipher_mode_t mbedtls_cipher_info_get_mode(const mbedtls_cipher_info_t *info);

/**
 * The key length of a cipher.
 *
 * \param info  The cipher.
 *
 * \return      The length in bits; 0 for NULL.
 */
size_t mbedtls_cipher_info_get_key_bitlen(const mbedtls_cipher_info_t *info);

/**
 * The name of a cipher.
 *
 * \param info  The cipher.
 *
 * \return      The name, in capitals; NULL for NULL.
 */
const char *mbedtls_cipher_info_get_name(const mbedtls_cipher_info_t *info);

/**
 * The length of a cipher's initialisation vector or usual nonce.
 *
 * \param info  The cipher.
 *
 * \return      The length in bytes; 0 if it has none, or for NULL.
 */
size_t mbedtls_cipher_info_get_iv_size(const mbedtls_cipher_info_t *info);

/**
 * The length of a cipher's block.
 *
 * \param info  The cipher.
 *
 * \return      The length in bytes, 1 for a stream; 0 for NULL.
 */
size_t mbedtls_cipher_info_get_block_size(const mbedtls_cipher_info_t *info);

/**
 * Whether keys of a cipher may have any length.
 *
 * \param info  The cipher.
 *
 * \return      Not 0 if they may; 0 for NULL.
 */
int mbedtls_cipher_info_has_variable_key_bitlen(const mbedtls_cipher_info_t *info);

/**
 * Whether nonces of a cipher may have any length.
 *
 * \param info  The cipher.
 *
 * \return      Not 0 if they may; 0 for NULL.
 */
int mbedtls_cipher_info_has_variable_iv_size(const mbedtls_cipher_info_t *info);

/**
 * Appends associated data, by GCM alone, before any text.
 *
 * \param ctx     The context, with key and nonce set.
 * \param ad      What to append.
 * \param ad_len  Its length in bytes.
 *
 * \return        0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not
 *                set up, or no nonce set) or MBEDTLS_ERR_GCM_BAD_INPUT (text was there already).
 */
int mbedtls_cipher_update_ad(struct mbedtls_cipher_context_t *ctx,
                             const unsigned char *ad,
                             size_t ad_len);

/**
 * Encrypts or decrypts the next piece of text. CBC gives whole blocks, and keeps back the last one of what is
 * decrypted while it may be padding; the other modes give as much as comes in.
 *
 * \param ctx     The context, with key and initialisation vector set.
 * \param input   The piece: a block by ECB, else of any length.
 * \param ilen    Its length in bytes.
 * \param output  Where the result goes, with room for `ilen` and a block. It may be the input; by CBC, CFB, OFB and CTR
 *                only if all pieces are whole blocks.
 * \param olen    Where the length of the result goes.
 *
 * \return        0, MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED (ECB with another length),
 *                MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (CCM, ChaCha20-Poly1305) or MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA
 *                (NULL, not set up, no key, no nonce, or in place where it cannot be).
 */
int mbedtls_cipher_update(struct mbedtls_cipher_context_t *ctx,
                          const unsigned char *input,
                          size_t ilen,
                          unsigned char *output,
                          size_t *olen);

/**
 * Ends a message. By CBC what is left comes out: encrypted with its padding, decrypted without it.
 *
 * \param ctx     The context.
 * \param output  Where the result goes, with room for a block.
 * \param olen    Where its length goes.
 *
 * \return        0, MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED (CBC: part of a block is left),
 *                MBEDTLS_ERR_CIPHER_INVALID_PADDING, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (CCM, ChaCha20-Poly1305) or
 *                MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set up, or no key).
 */
int mbedtls_cipher_finish(struct mbedtls_cipher_context_t *ctx,
                          unsigned char *output,
                          size_t *olen);

/**
 * Ends a message as mbedtls_cipher_finish() does, and tells of wrong padding apart, so that a caller can treat it in
 * constant time.
 *
 * \param ctx              The context.
 * \param output           Where the result goes, with room for a block.
 * \param olen             Where its length goes; 0 if the padding is wrong.
 * \param invalid_padding  Where all bits are set if the padding is wrong, none if it is right.
 *
 * \return                 As of mbedtls_cipher_finish(), and 0 also if the padding is wrong.
 */
int mbedtls_cipher_finish_padded(struct mbedtls_cipher_context_t *ctx,
                                 unsigned char *output,
                                 size_t *olen,
                                 size_t *invalid_padding);

/**
 * Gives the tag of what was encrypted, by GCM alone, after mbedtls_cipher_finish().
 *
 * \param ctx      The context.
 * \param tag      Where the tag goes.
 * \param tag_len  Its length in bytes, 4 to 16.
 *
 * \return         0, MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not
 *                 set up, no message, or the key is for decryption) or MBEDTLS_ERR_GCM_BAD_INPUT (the length).
 */
int mbedtls_cipher_write_tag(struct mbedtls_cipher_context_t *ctx,
                             unsigned char *tag,
                             size_t tag_len);

/**
 * Compares the tag of what was decrypted, by GCM alone, after mbedtls_cipher_finish(). Only then the text may be used.
 *
 * \param ctx      The context.
 * \param tag      The tag.
 * \param tag_len  Its length in bytes, 4 to 16.
 *
 * \return         0, MBEDTLS_ERR_CIPHER_AUTH_FAILED (the tag is wrong), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE (another
 *                 mode), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA (NULL, not set up, no message, too long, or the key is for
 *                 encryption) or MBEDTLS_ERR_GCM_BAD_INPUT (too short).
 */
int mbedtls_cipher_check_tag(struct mbedtls_cipher_context_t *ctx,
                             const unsigned char *tag,
                             size_t tag_len);

/**
 * Encrypts or decrypts a whole message without a tag: mbedtls_cipher_set_iv(), mbedtls_cipher_reset(),
 * mbedtls_cipher_update() and mbedtls_cipher_finish() in one.
 *
 * \param ctx     The context, with its key set.
 * \param iv      The initialisation vector or nonce.
 * \param iv_len  Its length in bytes.
 * \param input   The message.
 * \param ilen    Its length in bytes.
 * \param output  Where the result goes, with room for `ilen` and a block.
 * \param olen    Where its length goes.
 *
 * \return        0, or what those functions return.
 */
int mbedtls_cipher_crypt(struct mbedtls_cipher_context_t *ctx,
                         const unsigned char *iv,
                         size_t iv_len,
                         const unsigned char *input,
                         size_t ilen,
                         unsigned char *output,
                         size_t *olen);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_CIPHER_H */
