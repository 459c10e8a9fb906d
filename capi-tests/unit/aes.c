#include "hex.h"
#include <mbedtls/aes.h>

/* NIST SP 800-38A, appendix F. */
static const char *const keys[] = {
    "2b7e151628aed2a6abf7158809cf4f3c",
    "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
    "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
};
static const char text_hex[] = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                               "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
static unsigned char text[64], key[32], out[64], iv[16];
static size_t offset;

static void start(void)
{
    for (int i = 0; i < 16; i++) {
        iv[i] = (unsigned char) i;
    }
    offset = 0;
    memset(out, 0, sizeof out);
}

static void known(size_t which, const char *ecb, const char *cbc, const char *cfb128, const char *cfb8, const char *ofb,
                  const char *ctr)
{
    mbedtls_aes_context enc, dec, copy;
    unsigned char counter[16], stream[16];
    unsigned bits = (unsigned) from_hex(keys[which], key) * 8;
    memset(&enc, 0xA5, sizeof enc);
    mbedtls_aes_init(&enc);
    mbedtls_aes_init(&dec);
    CHECK_EQ(mbedtls_aes_setkey_enc(&enc, key, bits), 0);
    CHECK_EQ(mbedtls_aes_setkey_dec(&dec, key, bits), 0);

    CHECK_EQ(mbedtls_aes_crypt_ecb(&enc, MBEDTLS_AES_ENCRYPT, text, out), 0);
    CHECK_HEX(out, ecb);
    CHECK_EQ(mbedtls_aes_crypt_ecb(&dec, MBEDTLS_AES_DECRYPT, out, out), 0);
    CHECK_EQ(memcmp(out, text, 16), 0);
    CHECK_EQ(mbedtls_internal_aes_encrypt(&enc, text, out), 0);
    CHECK_HEX(out, ecb);
    CHECK_EQ(mbedtls_internal_aes_decrypt(&dec, out, out), 0);
    CHECK_EQ(memcmp(out, text, 16), 0);
    /* A context copied by assignment is a context. */
    copy = enc;
    mbedtls_aes_free(&enc);
    enc = copy;

    start();
    CHECK_EQ(mbedtls_aes_crypt_cbc(&enc, MBEDTLS_AES_ENCRYPT, 16, iv, text, out), 0);
    CHECK_EQ(mbedtls_aes_crypt_cbc(&enc, MBEDTLS_AES_ENCRYPT, 0, iv, text, out), 0);
    CHECK_EQ(mbedtls_aes_crypt_cbc(&enc, MBEDTLS_AES_ENCRYPT, 48, iv, text + 16, out + 16), 0);
    CHECK_HEX(out, cbc);
    CHECK_EQ(memcmp(iv, out + 48, 16), 0);
    for (int i = 0; i < 16; i++) {
        iv[i] = (unsigned char) i;
    }
    CHECK_EQ(mbedtls_aes_crypt_cbc(&dec, MBEDTLS_AES_DECRYPT, 48, iv, out, out), 0);
    CHECK_EQ(mbedtls_aes_crypt_cbc(&dec, MBEDTLS_AES_DECRYPT, 16, iv, out + 48, out + 48), 0);
    CHECK_EQ(memcmp(out, text, 64), 0);

    start();
    CHECK_EQ(mbedtls_aes_crypt_cfb128(&enc, MBEDTLS_AES_ENCRYPT, 5, &offset, iv, text, out), 0);
    CHECK_EQ(offset, 5);
    CHECK_EQ(mbedtls_aes_crypt_cfb128(&enc, MBEDTLS_AES_ENCRYPT, 59, &offset, iv, text + 5, out + 5), 0);
    CHECK_EQ(offset, 0);
    CHECK_HEX(out, cfb128);
    for (int i = 0; i < 16; i++) {
        iv[i] = (unsigned char) i;
    }
    CHECK_EQ(mbedtls_aes_crypt_cfb128(&enc, MBEDTLS_AES_DECRYPT, 63, &offset, iv, out, out), 0);
    CHECK_EQ(offset, 15);
    CHECK_EQ(mbedtls_aes_crypt_cfb128(&enc, MBEDTLS_AES_DECRYPT, 1, &offset, iv, out + 63, out + 63), 0);
    CHECK_EQ(memcmp(out, text, 64), 0);

    start();
    CHECK_EQ(mbedtls_aes_crypt_cfb8(&enc, MBEDTLS_AES_ENCRYPT, 18, iv, text, out), 0);
    CHECK_HEX(out, cfb8);
    for (int i = 0; i < 16; i++) {
        iv[i] = (unsigned char) i;
    }
    CHECK_EQ(mbedtls_aes_crypt_cfb8(&enc, MBEDTLS_AES_DECRYPT, 18, iv, out, out), 0);
    CHECK_EQ(memcmp(out, text, 18), 0);

    start();
    CHECK_EQ(mbedtls_aes_crypt_ofb(&enc, 30, &offset, iv, text, out), 0);
    CHECK_EQ(mbedtls_aes_crypt_ofb(&enc, 34, &offset, iv, text + 30, out + 30), 0);
    CHECK_HEX(out, ofb);

    start();
    from_hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", counter);
    CHECK_EQ(mbedtls_aes_crypt_ctr(&enc, 17, &offset, counter, stream, text, out), 0);
    CHECK_EQ(offset, 1);
    CHECK_EQ(mbedtls_aes_crypt_ctr(&enc, 47, &offset, counter, stream, text + 17, out + 17), 0);
    CHECK_HEX(out, ctr);
    CHECK_HEX(counter, "f0f1f2f3f4f5f6f7f8f9fafbfcfdff03");

    mbedtls_aes_free(&enc);
    for (size_t i = 0; i < sizeof enc; i++) {
        CHECK_EQ(((unsigned char *) &enc)[i], 0);
    }
    mbedtls_aes_free(&enc);
    mbedtls_aes_free(&dec);
}

static void wrong(void)
{
    mbedtls_aes_context ctx;
    unsigned char stream[16];
    mbedtls_aes_init(&ctx);
    for (unsigned bits = 0; bits < 600; bits++) {
        if (bits != 128 && bits != 192 && bits != 256) {
            CHECK_EQ(mbedtls_aes_setkey_enc(&ctx, text, bits), MBEDTLS_ERR_AES_INVALID_KEY_LENGTH);
            CHECK_EQ(mbedtls_aes_setkey_dec(&ctx, text, bits), MBEDTLS_ERR_AES_INVALID_KEY_LENGTH);
        }
    }
    CHECK_EQ(mbedtls_aes_setkey_enc(&ctx, text, 128), 0);
    CHECK_EQ(mbedtls_aes_crypt_ecb(&ctx, 2, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_aes_crypt_cbc(&ctx, -1, 16, iv, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_aes_crypt_cbc(&ctx, MBEDTLS_AES_ENCRYPT, 15, iv, text, out), MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH);
    CHECK_EQ(mbedtls_aes_crypt_cfb8(&ctx, 7, 1, iv, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    offset = 16;
    CHECK_EQ(mbedtls_aes_crypt_cfb128(&ctx, MBEDTLS_AES_ENCRYPT, 1, &offset, iv, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_aes_crypt_ofb(&ctx, 1, &offset, iv, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_aes_crypt_ctr(&ctx, 1, &offset, iv, stream, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    offset = 0;
    CHECK_EQ(mbedtls_aes_crypt_cfb128(&ctx, 2, 1, &offset, iv, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_aes_self_test(0), 0);
    mbedtls_aes_free(NULL);
    ONLY_OURS
    {
        mbedtls_aes_init(NULL);
        CHECK_EQ(mbedtls_aes_setkey_enc(NULL, text, 128), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_setkey_enc(&ctx, NULL, 128), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_ecb(NULL, MBEDTLS_AES_ENCRYPT, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_ecb(&ctx, MBEDTLS_AES_ENCRYPT, NULL, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_cbc(&ctx, MBEDTLS_AES_ENCRYPT, 16, NULL, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_ctr(&ctx, 1, NULL, iv, stream, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_ofb(&ctx, 1, &offset, iv, text, NULL), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        /* Either key serves either direction. */
        CHECK_EQ(mbedtls_aes_crypt_ecb(&ctx, MBEDTLS_AES_ENCRYPT, text, out), 0);
        CHECK_EQ(mbedtls_aes_crypt_ecb(&ctx, MBEDTLS_AES_DECRYPT, out, out), 0);
        CHECK_EQ(memcmp(out, text, 16), 0);
        /* No key. */
        mbedtls_aes_free(&ctx);
        CHECK_EQ(mbedtls_aes_crypt_ecb(&ctx, MBEDTLS_AES_ENCRYPT, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_cbc(&ctx, MBEDTLS_AES_DECRYPT, 16, iv, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_cfb128(&ctx, MBEDTLS_AES_DECRYPT, 1, &offset, iv, text, out),
                 MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_aes_crypt_cfb8(&ctx, MBEDTLS_AES_DECRYPT, 1, iv, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_aes_encrypt(&ctx, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_aes_decrypt(&ctx, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
        memset(&ctx, 0x77, sizeof ctx);
        CHECK_EQ(mbedtls_aes_crypt_ecb(&ctx, MBEDTLS_AES_ENCRYPT, text, out), MBEDTLS_ERR_AES_BAD_INPUT_DATA);
    }
}

int main(void)
{
    CHECK_EQ(from_hex(text_hex, text), 64);
    known(0, "3ad77bb40d7a3660a89ecaf32466ef97", "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2",
          "3b3fd92eb72dad20333449f8e83cfb4ac8a64537a0b3a93fcde3cdad9f1ce58b", "3b79424c9c0dd436bace9e0ed4586a4f32b9",
          "3b3fd92eb72dad20333449f8e83cfb4a7789508d16918f03f53c52dac54ed825",
          "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff");
    known(1, "bd334f1d6e45f25ff712a214571fa5cc", "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a",
          "cdc80d6fddf18cab34c25909c99a417467ce7f7f81173621961a2b70171d3d7a", "cda2521ef0a905ca44cd057cbf0d47a0678a",
          "cdc80d6fddf18cab34c25909c99a4174fcc28b8d4c63837c09e81700c1100401",
          "1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e94");
    known(2, "f3eed1bdb5d2a03c064b5a7e3db181f8", "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d",
          "dc7e84bfda79164b7ecd8486985d386039ffed143b28b1c832113c6331e5407b", "dc1f1a8520a64db55fcc8ac554844e889700",
          "dc7e84bfda79164b7ecd8486985d38604febdc6740d20b3ac88f6ad82a4fb08d",
          "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5");
    wrong();
    return check_result();
}
