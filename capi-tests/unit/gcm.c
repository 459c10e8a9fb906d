#include "hex.h"
#include <mbedtls/gcm.h>

/* The GCM specification's test cases 4 (nonce of 12 bytes), 5 (8 bytes) and 6 (60 bytes). */
static const char key_hex[] = "feffe9928665731c6d6a8f9467308308";
static const char text_hex[] = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b1"
                               "6aedf5aa0de657ba637b39";
static const char ad_hex[] = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
static unsigned char text[60], ad[20], key[32], iv[60], out[60], tag[16];

static void known(const char *iv_hex, const char *cipher, const char *expected_tag)
{
    mbedtls_gcm_context ctx;
    size_t iv_len = from_hex(iv_hex, iv), length;
    memset(&ctx, 0xA5, sizeof ctx);
    mbedtls_gcm_init(&ctx);
    CHECK_EQ(mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, 128), 0);
    CHECK_EQ(mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, 60, iv, iv_len, ad, 20, text, out, 16, tag), 0);
    CHECK_HEX(out, cipher);
    CHECK_HEX(tag, expected_tag);
    CHECK_EQ(mbedtls_gcm_auth_decrypt(&ctx, 60, iv, iv_len, ad, 20, tag, 16, out, out), 0);
    CHECK_EQ(memcmp(out, text, 60), 0);
    /* In place, with a tag that is cut. */
    CHECK_EQ(mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, 60, iv, iv_len, ad, 20, out, out, 12, tag), 0);
    CHECK_HEX(out, cipher);
    CHECK_EQ(mbedtls_gcm_auth_decrypt(&ctx, 60, iv, iv_len, ad, 20, tag, 12, out, out), 0);
    CHECK_EQ(memcmp(out, text, 60), 0);
    /* Decryption that leaves the tag to the caller. */
    CHECK_EQ(mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, 60, iv, iv_len, ad, 20, text, out, 16, tag), 0);
    memset(tag, 0, sizeof tag);
    CHECK_EQ(mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_DECRYPT, 60, iv, iv_len, ad, 20, out, out, 16, tag), 0);
    CHECK_HEX(tag, expected_tag);
    CHECK_EQ(memcmp(out, text, 60), 0);
    /* What was touched does not come out. */
    CHECK_EQ(mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, 60, iv, iv_len, ad, 20, text, out, 16, tag), 0);
    tag[15] ^= 1;
    CHECK_EQ(mbedtls_gcm_auth_decrypt(&ctx, 60, iv, iv_len, ad, 20, tag, 16, out, out), MBEDTLS_ERR_GCM_AUTH_FAILED);
    for (int i = 0; i < 60; i++) {
        CHECK_EQ(out[i], 0);
    }
    /* Piece by piece. */
    for (size_t piece = 1; piece <= 60; piece++) {
        for (int mode = MBEDTLS_GCM_DECRYPT; mode <= MBEDTLS_GCM_ENCRYPT; mode++) {
            unsigned char input[60];
            if (mode == MBEDTLS_GCM_ENCRYPT) {
                memcpy(input, text, 60);
            } else {
                from_hex(cipher, input);
            }
            CHECK_EQ(mbedtls_gcm_starts(&ctx, mode, iv, iv_len), 0);
            CHECK_EQ(mbedtls_gcm_update_ad(&ctx, ad, 7), 0);
            CHECK_EQ(mbedtls_gcm_update_ad(&ctx, ad + 7, 13), 0);
            for (size_t at = 0; at < 60; at += piece) {
                size_t len = 60 - at < piece ? 60 - at : piece;
                length = 99;
                CHECK_EQ(mbedtls_gcm_update(&ctx, input + at, len, out + at, len, &length), 0);
                CHECK_EQ(length, len);
            }
            length = 99;
            CHECK_EQ(mbedtls_gcm_finish(&ctx, NULL, 0, &length, tag, 16), 0);
            CHECK_EQ(length, 0);
            CHECK_HEX(tag, expected_tag);
            if (mode == MBEDTLS_GCM_ENCRYPT) {
                CHECK_HEX(out, cipher);
            } else {
                CHECK_EQ(memcmp(out, text, 60), 0);
            }
        }
    }
    mbedtls_gcm_free(&ctx);
    mbedtls_gcm_free(&ctx);
}

static void wrong(void)
{
    mbedtls_gcm_context ctx;
    size_t length = 0;
    mbedtls_gcm_init(&ctx);
    CHECK_EQ(mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, 100), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, 0), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_NONE, key, 128), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_CHACHA20, key, 256), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, key, 256), 0);
    for (size_t len = 0; len < 20; len++) {
        int bad = len < 4 || len > 16 ? MBEDTLS_ERR_GCM_BAD_INPUT : 0;
        unsigned char long_tag[20];
        CHECK_EQ(mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, 9, iv, 12, NULL, 0, text, out, len, long_tag), bad);
        CHECK_EQ(mbedtls_gcm_auth_decrypt(&ctx, 9, iv, 12, NULL, 0, long_tag, len, out, out), bad);
    }
    CHECK_EQ(mbedtls_gcm_starts(&ctx, MBEDTLS_GCM_ENCRYPT, iv, 0), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_crypt_and_tag(&ctx, MBEDTLS_GCM_ENCRYPT, 9, iv, 0, NULL, 0, text, out, 16, tag),
             MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_starts(&ctx, MBEDTLS_GCM_ENCRYPT, iv, 12), 0);
    CHECK_EQ(mbedtls_gcm_update(&ctx, text, 5, out, 4, &length), MBEDTLS_ERR_GCM_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_gcm_update(&ctx, text, 0, out, 0, &length), 0);
    CHECK_EQ(mbedtls_gcm_finish(&ctx, NULL, 0, &length, tag, 3), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_finish(&ctx, NULL, 0, &length, tag, 17), MBEDTLS_ERR_GCM_BAD_INPUT);
    CHECK_EQ(mbedtls_gcm_self_test(0), 0);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_gcm_update(&ctx, text, 1, out, 1, &length), 0);
        CHECK_EQ(mbedtls_gcm_update_ad(&ctx, ad, 1), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_update(&ctx, NULL, 1, out, 1, &length), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_update(&ctx, text, 1, NULL, 1, &length), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_update(&ctx, text, 1, out, 1, NULL), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_finish(&ctx, NULL, 0, NULL, tag, 16), 0);
        CHECK_EQ(mbedtls_gcm_finish(&ctx, NULL, 0, &length, tag, 16), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_update(&ctx, text, 1, out, 1, &length), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_starts(&ctx, 2, iv, 12), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_setkey(&ctx, MBEDTLS_CIPHER_ID_AES, NULL, 128), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_setkey(NULL, MBEDTLS_CIPHER_ID_AES, key, 128), MBEDTLS_ERR_GCM_BAD_INPUT);
        mbedtls_gcm_free(&ctx);
        CHECK_EQ(mbedtls_gcm_starts(&ctx, MBEDTLS_GCM_ENCRYPT, iv, 12), MBEDTLS_ERR_GCM_BAD_INPUT);
        CHECK_EQ(mbedtls_gcm_auth_decrypt(&ctx, 9, iv, 12, NULL, 0, tag, 16, out, out), MBEDTLS_ERR_GCM_BAD_INPUT);
        mbedtls_gcm_init(NULL);
    }
    mbedtls_gcm_free(&ctx);
    mbedtls_gcm_free(NULL);
}

int main(void)
{
    from_hex(key_hex, key);
    CHECK_EQ(from_hex(text_hex, text), 60);
    CHECK_EQ(from_hex(ad_hex, ad), 20);
    known("cafebabefacedbaddecaf888",
          "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0a"
          "ac973d58e091",
          "5bc94fbc3221a5db94fae95ae7121a47");
    known("cafebabefacedbad",
          "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c742373806900e49f24b22b097544d4896b424989b5e1ebac"
          "0f07c23f4598",
          "3612d2e79e3b0785561be14aaca2fccb");
    known("9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728c3c0c95156809539fcf0e2429a6b525416aedbf5a0de"
          "6a57a637b39b",
          "8ce24998625615b603a033aca13fb894be9112a5c3a211a8ba262a3cca7e2ca701e4a9a4fba43c90ccdcb281d48c7c6fd62875d2aca4"
          "17034c34aee5",
          "619cc5aefffe0bfa462af43c1699d050");
    wrong();
    return check_result();
}
