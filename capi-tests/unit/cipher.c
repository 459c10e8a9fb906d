#include "hex.h"
#include <mbedtls/ccm.h>
#include <mbedtls/cipher.h>
#include <mbedtls/gcm.h>

static unsigned char key[32], iv[16], text[100], out[200], back[200], tag[16];

/* Numbers are what the original's are. */
static void names(void)
{
    mbedtls_cipher_type_t type = MBEDTLS_CIPHER_AES_128_GCM;
    mbedtls_cipher_mode_t mode = MBEDTLS_MODE_CCM;
    mbedtls_cipher_id_t id = MBEDTLS_CIPHER_ID_AES;
    mbedtls_operation_t operation = MBEDTLS_OPERATION_NONE;
    mbedtls_cipher_padding_t padding = MBEDTLS_PADDING_NONE;
    CHECK_EQ(type, 14);
    CHECK_EQ(mode, 8);
    CHECK_EQ(id, 2);
    CHECK_EQ(operation, -1);
    CHECK_EQ(padding, 4);
    CHECK_EQ(MBEDTLS_CIPHER_AES_256_KWP, 83);
}

static void lists(void)
{
    int count = 0;
    for (const int *list = mbedtls_cipher_list(); *list != 0; list++) {
        const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type((mbedtls_cipher_type_t) *list);
        CHECK(info != NULL);
        CHECK(mbedtls_cipher_info_from_string(mbedtls_cipher_info_get_name(info)) == info);
        CHECK_EQ(mbedtls_cipher_info_get_type(info), *list);
        /* Programs read the fields. */
        CHECK_EQ(info->MBEDTLS_PRIVATE(type), *list);
        CHECK_EQ(info->MBEDTLS_PRIVATE(mode), mbedtls_cipher_info_get_mode(info));
        CHECK_EQ(info->MBEDTLS_PRIVATE(block_size), mbedtls_cipher_info_get_block_size(info));
        CHECK_EQ(info->MBEDTLS_PRIVATE(iv_size) << MBEDTLS_IV_SIZE_SHIFT, mbedtls_cipher_info_get_iv_size(info));
        CHECK_EQ(info->MBEDTLS_PRIVATE(key_bitlen) << MBEDTLS_KEY_BITLEN_SHIFT,
                 mbedtls_cipher_info_get_key_bitlen(info));
        count++;
    }
    CHECK(count >= 22);
    const mbedtls_cipher_info_t *gcm = mbedtls_cipher_info_from_values(MBEDTLS_CIPHER_ID_AES, 256, MBEDTLS_MODE_GCM);
    CHECK(gcm == mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_256_GCM));
    CHECK_EQ(strcmp(mbedtls_cipher_info_get_name(gcm), "AES-256-GCM"), 0);
    CHECK_EQ(mbedtls_cipher_info_get_key_bitlen(gcm), 256);
    CHECK_EQ(mbedtls_cipher_info_get_iv_size(gcm), 12);
    CHECK_EQ(mbedtls_cipher_info_get_block_size(gcm), 16);
    CHECK_EQ(mbedtls_cipher_info_get_mode(gcm), MBEDTLS_MODE_GCM);
    CHECK(mbedtls_cipher_info_has_variable_iv_size(gcm));
    CHECK(!mbedtls_cipher_info_has_variable_key_bitlen(gcm));
    const mbedtls_cipher_info_t *poly =
        mbedtls_cipher_info_from_values(MBEDTLS_CIPHER_ID_CHACHA20, 256, MBEDTLS_MODE_CHACHAPOLY);
    CHECK(poly == mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_CHACHA20_POLY1305));
    CHECK(!mbedtls_cipher_info_has_variable_iv_size(poly));
    CHECK(mbedtls_cipher_info_from_values(MBEDTLS_CIPHER_ID_AES, 100, MBEDTLS_MODE_GCM) == NULL);
    CHECK(mbedtls_cipher_info_from_values(MBEDTLS_CIPHER_ID_AES, -128, MBEDTLS_MODE_GCM) == NULL);
    CHECK(mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_NONE) == NULL);
    CHECK(mbedtls_cipher_info_from_type((mbedtls_cipher_type_t) 5000) == NULL);
    CHECK(mbedtls_cipher_info_from_string("aes-128-gcm") == NULL);
    CHECK(mbedtls_cipher_info_from_string(NULL) == NULL);
    CHECK_EQ(mbedtls_cipher_info_get_type(NULL), MBEDTLS_CIPHER_NONE);
    CHECK_EQ(mbedtls_cipher_info_get_mode(NULL), MBEDTLS_MODE_NONE);
    CHECK_EQ(mbedtls_cipher_info_get_key_bitlen(NULL), 0);
    CHECK_EQ(mbedtls_cipher_info_get_iv_size(NULL), 0);
    CHECK_EQ(mbedtls_cipher_info_get_block_size(NULL), 0);
    CHECK(mbedtls_cipher_info_get_name(NULL) == NULL);
    CHECK_EQ(mbedtls_cipher_info_has_variable_iv_size(NULL), 0);
    CHECK_EQ(mbedtls_cipher_info_has_variable_key_bitlen(NULL), 0);
    ONLY_OURS
    {
        CHECK_EQ(count, 22);
        CHECK(mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_CAMELLIA_128_ECB) == NULL);
        CHECK(mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_DES_EDE3_CBC) == NULL);
        CHECK(mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_ARIA_128_GCM) == NULL);
    }
}

static void keyed(mbedtls_cipher_context_t *ctx, mbedtls_cipher_type_t type, mbedtls_operation_t operation)
{
    const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(type);
    mbedtls_cipher_free(ctx);
    CHECK_EQ(mbedtls_cipher_setup(ctx, info), 0);
    CHECK_EQ(mbedtls_cipher_setkey(ctx, key, (int) mbedtls_cipher_info_get_key_bitlen(info), operation), 0);
    size_t n;
    /* There is no padding until one is chosen. */
    if (mbedtls_cipher_info_get_mode(info) == MBEDTLS_MODE_CBC) {
        CHECK_EQ(mbedtls_cipher_finish(ctx, out, &n), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_set_padding_mode(ctx, MBEDTLS_PADDING_PKCS7), 0);
    }
}

/* Every mode, every length, every piece: there and back. */
static void round_trips(mbedtls_cipher_type_t type)
{
    mbedtls_cipher_context_t enc, dec;
    const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(type);
    size_t iv_len = mbedtls_cipher_info_get_iv_size(info), done, n;
    memset(&enc, 0xA5, sizeof enc);
    mbedtls_cipher_init(&enc);
    mbedtls_cipher_init(&dec);
    keyed(&enc, type, MBEDTLS_ENCRYPT);
    keyed(&dec, type, MBEDTLS_DECRYPT);
    CHECK_EQ(mbedtls_cipher_get_type(&enc), type);
    CHECK_EQ(mbedtls_cipher_get_operation(&enc), MBEDTLS_ENCRYPT);
    CHECK_EQ(mbedtls_cipher_get_operation(&dec), MBEDTLS_DECRYPT);
    CHECK_EQ(mbedtls_cipher_get_cipher_mode(&enc), mbedtls_cipher_info_get_mode(info));
    CHECK_EQ(mbedtls_cipher_get_block_size(&enc), mbedtls_cipher_info_get_block_size(info));
    CHECK_EQ(mbedtls_cipher_get_iv_size(&enc), iv_len);
    CHECK_EQ(mbedtls_cipher_get_key_bitlen(&enc), mbedtls_cipher_info_get_key_bitlen(info));
    CHECK(mbedtls_cipher_get_name(&enc) == mbedtls_cipher_info_get_name(info));
    for (size_t len = 0; len <= sizeof text; len++) {
        size_t cipher_len = 0, back_len = 0;
        if (mbedtls_cipher_info_get_mode(info) == MBEDTLS_MODE_ECB && len != 16) {
            continue;
        }
        CHECK_EQ(mbedtls_cipher_crypt(&enc, iv, iv_len, text, len, out, &cipher_len), 0);
        CHECK_EQ(mbedtls_cipher_crypt(&dec, iv, iv_len, out, cipher_len, back, &back_len), 0);
        CHECK_EQ(back_len, len);
        CHECK_EQ(memcmp(back, text, len), 0);
        if (mbedtls_cipher_info_get_mode(info) == MBEDTLS_MODE_ECB) {
            continue;
        }
        for (size_t piece = 1; piece < 40; piece++) {
            memset(back, 0, sizeof back);
            CHECK_EQ(mbedtls_cipher_reset(&dec), 0);
            CHECK_EQ(mbedtls_cipher_set_iv(&dec, iv, iv_len), 0);
            back_len = 0;
            for (done = 0; done < cipher_len; done += piece) {
                size_t now = cipher_len - done < piece ? cipher_len - done : piece;
                CHECK_EQ(mbedtls_cipher_update(&dec, out + done, now, back + back_len, &n), 0);
                back_len += n;
            }
            CHECK_EQ(mbedtls_cipher_finish(&dec, back + back_len, &n), 0);
            CHECK_EQ(back_len + n, len);
            CHECK_EQ(memcmp(back, text, len), 0);
        }
    }
    mbedtls_cipher_free(&enc);
    mbedtls_cipher_free(&enc);
    mbedtls_cipher_free(&dec);
}

static void paddings(void)
{
    mbedtls_cipher_context_t ctx;
    size_t n, invalid;
    static const char *const filled[] = { "6162630d0d0d0d0d0d0d0d0d0d0d0d0d", "61626380000000000000000000000000",
                                          "6162630000000000000000000000000d", "61626300000000000000000000000000" };
    mbedtls_cipher_init(&ctx);
    for (int padding = MBEDTLS_PADDING_PKCS7; padding <= MBEDTLS_PADDING_ZEROS; padding++) {
        keyed(&ctx, MBEDTLS_CIPHER_AES_128_CBC, MBEDTLS_ENCRYPT);
        CHECK_EQ(mbedtls_cipher_set_padding_mode(&ctx, (mbedtls_cipher_padding_t) padding), 0);
        CHECK_EQ(mbedtls_cipher_crypt(&ctx, iv, 16, (const unsigned char *) "abc", 3, out, &n), 0);
        CHECK_EQ(n, 16);
        keyed(&ctx, MBEDTLS_CIPHER_AES_128_CBC, MBEDTLS_DECRYPT);
        CHECK_EQ(mbedtls_cipher_set_padding_mode(&ctx, (mbedtls_cipher_padding_t) padding), 0);
        CHECK_EQ(mbedtls_cipher_crypt(&ctx, iv, 16, out, 16, back, &n), 0);
        CHECK_EQ(n, 3);
        CHECK_EQ(mbedtls_cipher_set_padding_mode(&ctx, MBEDTLS_PADDING_NONE), 0);
        CHECK_EQ(mbedtls_cipher_crypt(&ctx, iv, 16, out, 16, back, &n), 0);
        CHECK_EQ(n, 16);
        CHECK_HEX(back, filled[padding]);
        /* Half a block is no message. */
        CHECK_EQ(mbedtls_cipher_crypt(&ctx, iv, 16, out, 8, back, &n), MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED);
    }
    /* Wrong padding is told, also apart. The message is padded by zeros, and read as if by PKCS #7. */
    CHECK_EQ(mbedtls_cipher_set_padding_mode(&ctx, MBEDTLS_PADDING_PKCS7), 0);
    CHECK_EQ(mbedtls_cipher_crypt(&ctx, iv, 16, out, 16, back, &n), MBEDTLS_ERR_CIPHER_INVALID_PADDING);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 16), 0);
    CHECK_EQ(mbedtls_cipher_reset(&ctx), 0);
    CHECK_EQ(mbedtls_cipher_update(&ctx, out, 16, back, &n), 0);
    CHECK_EQ(n, 0);
    CHECK_EQ(mbedtls_cipher_finish_padded(&ctx, back, &n, &invalid), 0);
    CHECK(invalid == (size_t) -1);
    CHECK_EQ(mbedtls_cipher_set_padding_mode(&ctx, MBEDTLS_PADDING_ZEROS), 0);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 16), 0);
    CHECK_EQ(mbedtls_cipher_finish_padded(&ctx, back, &n, &invalid), 0);
    CHECK(invalid == 0);
    CHECK_EQ(n, 3);
    CHECK_EQ(mbedtls_cipher_set_padding_mode(&ctx, (mbedtls_cipher_padding_t) 9),
             MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    keyed(&ctx, MBEDTLS_CIPHER_AES_128_CTR, MBEDTLS_DECRYPT);
    CHECK_EQ(mbedtls_cipher_set_padding_mode(&ctx, MBEDTLS_PADDING_NONE), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    mbedtls_cipher_free(&ctx);
}

static void authenticated(mbedtls_cipher_type_t type, size_t tag_len)
{
    mbedtls_cipher_context_t enc, dec;
    size_t n = 0;
    mbedtls_cipher_init(&enc);
    mbedtls_cipher_init(&dec);
    keyed(&enc, type, MBEDTLS_ENCRYPT);
    keyed(&dec, type, MBEDTLS_DECRYPT);
    for (size_t len = 0; len <= sizeof text; len += 5) {
        CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&enc, iv, 12, text, 7, text, len, out, len + tag_len, &n, tag_len), 0);
        CHECK_EQ(n, len + tag_len);
        CHECK_EQ(mbedtls_cipher_auth_decrypt_ext(&dec, iv, 12, text, 7, out, n, back, len, &n, tag_len), 0);
        CHECK_EQ(n, len);
        CHECK_EQ(memcmp(back, text, len), 0);
        /* In place. */
        memcpy(back, text, len);
        CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&enc, iv, 12, text, 7, back, len, back, sizeof back, &n, tag_len), 0);
        CHECK_EQ(memcmp(back, out, len + tag_len), 0);
        CHECK_EQ(mbedtls_cipher_auth_decrypt_ext(&dec, iv, 12, text, 7, back, n, back, sizeof back, &n, tag_len), 0);
        CHECK_EQ(memcmp(back, text, len), 0);
        /* Touched. */
        out[len + tag_len - 1] ^= 1;
        memset(back, 1, sizeof back);
        CHECK_EQ(mbedtls_cipher_auth_decrypt_ext(&dec, iv, 12, text, 7, out, len + tag_len, back, len, &n, tag_len),
                 MBEDTLS_ERR_CIPHER_AUTH_FAILED);
        for (size_t i = 0; i < len; i++) {
            CHECK_EQ(back[i], 0);
        }
        CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&enc, iv, 12, text, 7, text, len, out, len + tag_len - 1, &n, tag_len),
                 MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_auth_decrypt_ext(&dec, iv, 12, text, 7, out, tag_len - 1, back, len, &n, tag_len),
                 MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    }
    mbedtls_cipher_free(&enc);
    mbedtls_cipher_free(&dec);
}

/* RFC 8439, section 2.8.2. */
static void chacha20_poly1305(void)
{
    mbedtls_cipher_context_t ctx;
    unsigned char nonce[12], ad[12];
    static const char plain[] = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                                "sunscreen would be it.";
    size_t n;
    mbedtls_cipher_init(&ctx);
    CHECK_EQ(mbedtls_cipher_setup(&ctx, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_CHACHA20_POLY1305)), 0);
    for (int i = 0; i < 32; i++) {
        back[i] = (unsigned char) (0x80 + i);
    }
    CHECK_EQ(mbedtls_cipher_setkey(&ctx, back, 128, MBEDTLS_ENCRYPT), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_setkey(&ctx, back, 256, MBEDTLS_ENCRYPT), 0);
    from_hex("070000004041424344454647", nonce);
    from_hex("50515253c0c1c2c3c4c5c6c7", ad);
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&ctx, nonce, 12, ad, 12, (const unsigned char *) plain, 114, out, 130, &n, 16),
             0);
    CHECK_EQ(n, 130);
    CHECK_HEX(out, "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6");
    CHECK_HEX(out + 114, "1ae10b594f09e26a7e902ecbd0600691");
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&ctx, nonce, 8, ad, 12, text, 5, out, 130, &n, 16),
             MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&ctx, nonce, 12, ad, 12, text, 5, out, 130, &n, 8),
             MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, nonce, 8), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, nonce, 12), 0);
    ONLY_OURS CHECK_EQ(mbedtls_cipher_update(&ctx, text, 5, out, &n), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    mbedtls_cipher_free(&ctx);
}

static void gcm_in_pieces(void)
{
    mbedtls_cipher_context_t enc, dec;
    size_t n;
    mbedtls_cipher_init(&enc);
    mbedtls_cipher_init(&dec);
    keyed(&enc, MBEDTLS_CIPHER_AES_256_GCM, MBEDTLS_ENCRYPT);
    keyed(&dec, MBEDTLS_CIPHER_AES_256_GCM, MBEDTLS_DECRYPT);
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&enc, iv, 12, text, 9, text, 50, back, 66, &n, 16), 0);
    CHECK_EQ(mbedtls_cipher_set_iv(&enc, iv, 12), 0);
    CHECK_EQ(mbedtls_cipher_update_ad(&enc, text, 4), 0);
    CHECK_EQ(mbedtls_cipher_update_ad(&enc, text + 4, 5), 0);
    CHECK_EQ(mbedtls_cipher_update(&enc, text, 11, out, &n), 0);
    CHECK_EQ(n, 11);
    CHECK_EQ(mbedtls_cipher_update(&enc, text + 11, 39, out + 11, &n), 0);
    CHECK_EQ(mbedtls_cipher_finish(&enc, out + 50, &n), 0);
    CHECK_EQ(n, 0);
    CHECK_EQ(mbedtls_cipher_write_tag(&enc, tag, 16), 0);
    CHECK_EQ(memcmp(out, back, 50), 0);
    CHECK_EQ(memcmp(tag, back + 50, 16), 0);
    for (int touched = 0; touched < 2; touched++) {
        tag[0] ^= (unsigned char) touched;
        CHECK_EQ(mbedtls_cipher_set_iv(&dec, iv, 12), 0);
        CHECK_EQ(mbedtls_cipher_update_ad(&dec, text, 9), 0);
        CHECK_EQ(mbedtls_cipher_update(&dec, out, 50, back, &n), 0);
        CHECK_EQ(memcmp(back, text, 50), 0);
        CHECK_EQ(mbedtls_cipher_check_tag(&dec, tag, 16), touched ? MBEDTLS_ERR_CIPHER_AUTH_FAILED : 0);
    }
    CHECK_EQ(mbedtls_cipher_write_tag(&dec, tag, 16), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_check_tag(&enc, tag, 16), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_check_tag(&dec, tag, 17), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_set_iv(&enc, iv, 0), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&enc, iv, 12, text, 9, text, 50, out, 66, &n, 3), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&enc, iv, 12, text, 9, text, 50, out, 67, &n, 17),
             MBEDTLS_ERR_GCM_BAD_INPUT);
    keyed(&enc, MBEDTLS_CIPHER_AES_256_CCM, MBEDTLS_ENCRYPT);
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&enc, iv, 12, text, 9, text, 50, out, 66, &n, 3), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_cipher_update(&enc, text, 16, out, &n), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_cipher_finish(&enc, out, &n), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_cipher_update_ad(&enc, text, 1), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_cipher_write_tag(&enc, tag, 16), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    mbedtls_cipher_free(&enc);
    mbedtls_cipher_free(&dec);
}

static void wrong(void)
{
    mbedtls_cipher_context_t ctx;
    size_t n = 7;
    mbedtls_cipher_init(&ctx);
    /* Not set up. */
    CHECK_EQ(mbedtls_cipher_get_block_size(&ctx), 0);
    CHECK_EQ(mbedtls_cipher_get_cipher_mode(&ctx), MBEDTLS_MODE_NONE);
    CHECK_EQ(mbedtls_cipher_get_iv_size(&ctx), 0);
    CHECK_EQ(mbedtls_cipher_get_type(&ctx), MBEDTLS_CIPHER_NONE);
    CHECK(mbedtls_cipher_get_name(&ctx) == NULL);
    CHECK_EQ(mbedtls_cipher_get_key_bitlen(&ctx), MBEDTLS_KEY_LENGTH_NONE);
    CHECK_EQ(mbedtls_cipher_get_operation(&ctx), MBEDTLS_OPERATION_NONE);
    CHECK_EQ(mbedtls_cipher_setup(&ctx, NULL), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_setkey(&ctx, key, 128, MBEDTLS_ENCRYPT), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 16), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_reset(&ctx), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_update(&ctx, text, 16, out, &n), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_finish(&ctx, out, &n), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    /* Another key length, another operation. */
    CHECK_EQ(mbedtls_cipher_setup(&ctx, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_CBC)), 0);
    CHECK_EQ(mbedtls_cipher_setkey(&ctx, key, 256, MBEDTLS_ENCRYPT), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_setkey(&ctx, key, 128, MBEDTLS_OPERATION_NONE), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_setkey(&ctx, key, 128, MBEDTLS_ENCRYPT), 0);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 17), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 15), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 16), 0);
    CHECK_EQ(mbedtls_cipher_update(&ctx, text, 15, text, &n), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_cipher_update_ad(&ctx, text, 1), MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&ctx, iv, 12, NULL, 0, text, 5, out, 21, &n, 16),
             MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_cipher_auth_decrypt_ext(&ctx, iv, 12, NULL, 0, text, 21, out, 5, &n, 16),
             MBEDTLS_ERR_CIPHER_FEATURE_UNAVAILABLE);
    mbedtls_cipher_free(&ctx);
    mbedtls_cipher_free(NULL);
    /* Some programs set up what they never initialised. */
    memset(&ctx, 0xa5, sizeof ctx);
    CHECK_EQ(mbedtls_cipher_setup(&ctx, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_CBC)), 0);
    CHECK_EQ(mbedtls_cipher_setkey(&ctx, key, 128, MBEDTLS_ENCRYPT), 0);
    CHECK_EQ(mbedtls_cipher_get_iv_size(&ctx), 16);
    mbedtls_cipher_free(&ctx);
    ONLY_OURS
    {
        mbedtls_cipher_init(NULL);
        CHECK_EQ(mbedtls_cipher_setup(NULL, NULL), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_get_block_size(NULL), 0);
        CHECK_EQ(mbedtls_cipher_get_operation(NULL), MBEDTLS_OPERATION_NONE);
        /* No key. */
        CHECK_EQ(mbedtls_cipher_setup(&ctx, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_CBC)), 0);
        CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 16), 0);
        CHECK_EQ(mbedtls_cipher_update(&ctx, text, 32, out, &n), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_finish(&ctx, out, &n), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        mbedtls_cipher_free(&ctx);
        CHECK_EQ(mbedtls_cipher_setup(&ctx, mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_GCM)), 0);
        CHECK_EQ(mbedtls_cipher_set_iv(&ctx, iv, 12), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_auth_encrypt_ext(&ctx, iv, 12, NULL, 0, text, 5, out, 21, &n, 16),
                 MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_setkey(&ctx, key, 128, MBEDTLS_ENCRYPT), 0);
        CHECK_EQ(mbedtls_cipher_update(&ctx, text, 5, out, &n), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_write_tag(&ctx, tag, 16), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_write_tag(&ctx, NULL, 16), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_setkey(&ctx, NULL, 128, MBEDTLS_ENCRYPT), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_cipher_set_iv(&ctx, NULL, 12), MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA);
        mbedtls_cipher_free(&ctx);
    }
}

int main(void)
{
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (unsigned char) (i * 3 + 1);
        if (i < 32) {
            key[i] = (unsigned char) (i + 100);
        }
        if (i < 16) {
            iv[i] = (unsigned char) (i + 200);
        }
    }
    names();
    lists();
    round_trips(MBEDTLS_CIPHER_AES_128_ECB);
    round_trips(MBEDTLS_CIPHER_AES_128_CBC);
    round_trips(MBEDTLS_CIPHER_AES_192_CBC);
    round_trips(MBEDTLS_CIPHER_AES_256_CFB128);
    round_trips(MBEDTLS_CIPHER_AES_128_OFB);
    round_trips(MBEDTLS_CIPHER_AES_192_CTR);
    round_trips(MBEDTLS_CIPHER_AES_256_GCM);
    paddings();
    for (size_t len = 4; len <= 16; len++) {
        authenticated(MBEDTLS_CIPHER_AES_128_GCM, len);
        if (len % 2 == 0) {
            authenticated(MBEDTLS_CIPHER_AES_192_CCM, len);
        }
    }
    authenticated(MBEDTLS_CIPHER_CHACHA20_POLY1305, 16);
    chacha20_poly1305();
    gcm_in_pieces();
    wrong();
    return check_result();
}
