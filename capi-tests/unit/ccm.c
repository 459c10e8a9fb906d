#include "hex.h"
#include <mbedtls/ccm.h>

/* NIST SP 800-38C, examples 1 to 3. */
static unsigned char key[32], iv[13], ad[20], text[24], out[32], tag[16];

static void known(size_t iv_len, size_t ad_len, size_t len, size_t tag_len, const char *cipher, const char *expected_tag)
{
    mbedtls_ccm_context ctx;
    size_t length;
    memset(&ctx, 0xA5, sizeof ctx);
    mbedtls_ccm_init(&ctx);
    CHECK_EQ(mbedtls_ccm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, 128), 0);
    CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, len, iv, iv_len, ad, ad_len, text, out, tag, tag_len), 0);
    CHECK_HEX(out, cipher);
    CHECK_HEX(tag, expected_tag);
    CHECK_EQ(mbedtls_ccm_auth_decrypt(&ctx, len, iv, iv_len, ad, ad_len, out, out, tag, tag_len), 0);
    CHECK_EQ(memcmp(out, text, len), 0);
    CHECK_EQ(mbedtls_ccm_star_encrypt_and_tag(&ctx, len, iv, iv_len, ad, ad_len, out, out, tag, tag_len), 0);
    CHECK_HEX(out, cipher);
    CHECK_EQ(mbedtls_ccm_star_auth_decrypt(&ctx, len, iv, iv_len, ad, ad_len, out, out, tag, tag_len), 0);
    CHECK_EQ(memcmp(out, text, len), 0);
    /* What was touched does not come out. */
    CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, len, iv, iv_len, ad, ad_len, text, out, tag, tag_len), 0);
    out[0] ^= 1;
    CHECK_EQ(mbedtls_ccm_auth_decrypt(&ctx, len, iv, iv_len, ad, ad_len, out, out, tag, tag_len),
             MBEDTLS_ERR_CCM_AUTH_FAILED);
    for (size_t i = 0; i < len; i++) {
        CHECK_EQ(out[i], 0);
    }
    /* Piece by piece, with the lengths told before or after. */
    for (size_t piece = 1; piece <= len; piece++) {
        for (int mode = MBEDTLS_CCM_DECRYPT; mode <= MBEDTLS_CCM_STAR_ENCRYPT; mode++) {
            int encrypts = mode == MBEDTLS_CCM_ENCRYPT || mode == MBEDTLS_CCM_STAR_ENCRYPT;
            unsigned char input[24];
            if (encrypts) {
                memcpy(input, text, len);
            } else {
                from_hex(cipher, input);
            }
            if (piece % 2 == 0) {
                CHECK_EQ(mbedtls_ccm_starts(&ctx, mode, iv, iv_len), 0);
                CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, ad_len, len, tag_len), 0);
            } else {
                CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, ad_len, len, tag_len), 0);
                CHECK_EQ(mbedtls_ccm_starts(&ctx, mode, iv, iv_len), 0);
            }
            CHECK_EQ(mbedtls_ccm_update_ad(&ctx, ad, 3), 0);
            CHECK_EQ(mbedtls_ccm_update_ad(&ctx, ad + 3, ad_len - 3), 0);
            for (size_t at = 0; at < len; at += piece) {
                size_t now = len - at < piece ? len - at : piece;
                length = 99;
                CHECK_EQ(mbedtls_ccm_update(&ctx, input + at, now, out + at, now, &length), 0);
                CHECK_EQ(length, now);
            }
            CHECK_EQ(mbedtls_ccm_finish(&ctx, tag, tag_len), 0);
            CHECK_HEX(tag, expected_tag);
            if (encrypts) {
                CHECK_HEX(out, cipher);
            } else {
                CHECK_EQ(memcmp(out, text, len), 0);
            }
        }
    }
    mbedtls_ccm_free(&ctx);
    mbedtls_ccm_free(&ctx);
}

static mbedtls_ccm_context ctx;

static void fresh(void)
{
    mbedtls_ccm_free(&ctx);
    CHECK_EQ(mbedtls_ccm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, 128), 0);
}

static void wrong(void)
{
    static unsigned char big[0x10000];
    unsigned char long_tag[20];
    size_t length;
    mbedtls_ccm_init(&ctx);
    CHECK_EQ(mbedtls_ccm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, 100), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_setkey(&ctx, MBEDTLS_CIPHER_ID_NONE, key, 128), MBEDTLS_ERR_CCM_BAD_INPUT);
    for (size_t len = 0; len < 20; len++) {
        int bad = len >= 4 && len <= 16 && len % 2 == 0 ? 0 : MBEDTLS_ERR_CCM_BAD_INPUT;
        int bad_star = len == 0 ? 0 : bad;
        fresh();
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 12, ad, 3, text, out, long_tag, len), bad);
        fresh();
        CHECK_EQ(mbedtls_ccm_auth_decrypt(&ctx, 5, iv, 12, ad, 3, out, out, long_tag, len), bad);
        fresh();
        CHECK_EQ(mbedtls_ccm_star_encrypt_and_tag(&ctx, 5, iv, 12, ad, 3, text, out, long_tag, len), bad_star);
        fresh();
        CHECK_EQ(mbedtls_ccm_star_auth_decrypt(&ctx, 5, iv, 12, ad, 3, out, out, long_tag, len), bad_star);
    }
    for (size_t len = 5; len < 14; len++) {
        int bad = len >= 7 && len <= 13 ? 0 : MBEDTLS_ERR_CCM_BAD_INPUT;
        fresh();
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, len, ad, 3, text, out, tag, 8), bad);
        fresh();
        CHECK_EQ(mbedtls_ccm_starts(&ctx, MBEDTLS_CCM_ENCRYPT, iv, len), bad);
    }
    fresh();
    CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 13, big, 0xFEFF, text, out, tag, 8), 0);
    fresh();
    CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 13, big, 0xFF00, text, out, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
    fresh();
    CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 0xFFFF, iv, 13, ad, 3, big, big, tag, 8), 0);
    fresh();
    CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 0x10000, iv, 13, ad, 3, big, big, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
    /* No tag, without and with CCM*. */
    fresh();
    CHECK_EQ(mbedtls_ccm_starts(&ctx, MBEDTLS_CCM_ENCRYPT, iv, 13), 0);
    CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, 0, 3, 0), MBEDTLS_ERR_CCM_BAD_INPUT);
    fresh();
    CHECK_EQ(mbedtls_ccm_starts(&ctx, MBEDTLS_CCM_STAR_ENCRYPT, iv, 13), 0);
    CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, 0, 3, 0), 0);
    CHECK_EQ(mbedtls_ccm_update(&ctx, text, 3, out, 3, &length), 0);
    CHECK_EQ(mbedtls_ccm_finish(&ctx, NULL, 0), 0);
    /* More than was told, or less. */
    fresh();
    CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, 0xFF00, 1, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, 1, 1, 5), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_starts(&ctx, MBEDTLS_CCM_ENCRYPT, iv, 13), 0);
    CHECK_EQ(mbedtls_ccm_update_ad(&ctx, ad, 3), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, 3, 5, 8), 0);
    CHECK_EQ(mbedtls_ccm_update_ad(&ctx, ad, 4), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_finish(&ctx, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_update_ad(&ctx, ad, 3), 0);
    CHECK_EQ(mbedtls_ccm_update_ad(&ctx, ad, 1), MBEDTLS_ERR_CCM_BAD_INPUT);
    length = 77;
    CHECK_EQ(mbedtls_ccm_update(&ctx, text, 2, out, 1, &length), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(length, 77);
    CHECK_EQ(mbedtls_ccm_update(&ctx, text, 2, out, 2, &length), 0);
    CHECK_EQ(mbedtls_ccm_update(&ctx, text, 4, out, 4, &length), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_finish(&ctx, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_update(&ctx, text, 3, out, 3, &length), 0);
    CHECK_EQ(mbedtls_ccm_finish(&ctx, tag, 6), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_finish(&ctx, tag, 8), 0);
    CHECK_EQ(mbedtls_ccm_finish(&ctx, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
    CHECK_EQ(mbedtls_ccm_self_test(0), 0);
    ONLY_OURS
    {
        /* Text before its associated data, and a message that fails does not spoil the context. */
        CHECK_EQ(mbedtls_ccm_starts(&ctx, MBEDTLS_CCM_ENCRYPT, iv, 13), 0);
        CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, 3, 5, 8), 0);
        CHECK_EQ(mbedtls_ccm_update(&ctx, text, 5, out, 5, &length), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 12, ad, 3, text, out, tag, 0), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 12, ad, 3, text, out, tag, 8), 0);
        CHECK_EQ(mbedtls_ccm_starts(&ctx, 4, iv, 12), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, NULL, 12, ad, 3, text, out, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 12, NULL, 3, text, out, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 12, ad, 3, text, out, NULL, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_auth_decrypt(&ctx, 5, iv, 12, ad, 3, NULL, out, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_setkey(NULL, MBEDTLS_CIPHER_ID_AES, key, 128), MBEDTLS_ERR_CCM_BAD_INPUT);
        mbedtls_ccm_free(&ctx);
        CHECK_EQ(mbedtls_ccm_encrypt_and_tag(&ctx, 5, iv, 12, ad, 3, text, out, tag, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_starts(&ctx, MBEDTLS_CCM_ENCRYPT, iv, 12), MBEDTLS_ERR_CCM_BAD_INPUT);
        CHECK_EQ(mbedtls_ccm_set_lengths(&ctx, 1, 1, 8), MBEDTLS_ERR_CCM_BAD_INPUT);
        mbedtls_ccm_init(NULL);
    }
    mbedtls_ccm_free(&ctx);
    mbedtls_ccm_free(NULL);
}

int main(void)
{
    for (int i = 0; i < 24; i++) {
        key[i] = (unsigned char) (0x40 + i);
        text[i] = (unsigned char) (0x20 + i);
        if (i < 13) {
            iv[i] = (unsigned char) (0x10 + i);
        }
        if (i < 20) {
            ad[i] = (unsigned char) i;
        }
    }
    known(7, 8, 4, 4, "7162015b", "4dac255d");
    known(8, 16, 16, 6, "d2a1f0e051ea5f62081a7792073d593d", "1fc64fbfaccd");
    known(12, 20, 24, 8, "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5", "484392fbc1b09951");
    wrong();
    return check_result();
}
