#include "hex.h"
#include <mbedtls/md.h>
#include <unistd.h>

static const unsigned char abc[] = "abc";

static const struct {
    mbedtls_md_type_t type;
    const char *name;
    int size;
    const char *abc;
    /* HMAC with the key "Jefe" over "what do ya want for nothing?" (RFC 2202 and RFC 4231, test case 2). */
    const char *hmac;
} digests[] = {
    { MBEDTLS_MD_SHA512, "SHA512", 64, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b"
      "636e070a38bce737" },
    { MBEDTLS_MD_SHA384, "SHA384", 48, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed",
      "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649" },
    { MBEDTLS_MD_SHA256, "SHA256", 32, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
    { MBEDTLS_MD_SHA224, "SHA224", 28, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
      "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44" },
    { MBEDTLS_MD_SHA1, "SHA1", 20, "a9993e364706816aba3e25717850c26c9cd0d89d",
      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79" },
    { MBEDTLS_MD_MD5, "MD5", 16, "900150983cd24fb0d6963f7d28e17f72", "750c783e6ab0b503eaa86e310a5db738" },
};

#define DIGESTS (sizeof digests / sizeof digests[0])

static void lists(void)
{
    /* Programs write these numbers into profiles and files. */
    CHECK_EQ(MBEDTLS_MD_NONE, 0);
    CHECK_EQ(MBEDTLS_MD_SHA1, 5);
    CHECK_EQ(MBEDTLS_MD_SHA256, 9);
    CHECK_EQ(MBEDTLS_MD_SHA384, 10);
    CHECK_EQ(MBEDTLS_MD_SHA512, 11);
    CHECK_EQ(MBEDTLS_MD_MAX_SIZE, 64);
    CHECK(MBEDTLS_MD_MAX_BLOCK_SIZE >= 128);

    const int *list = mbedtls_md_list();
    size_t count = 0;
    for (; *list != 0; list++) {
        CHECK(mbedtls_md_info_from_type((mbedtls_md_type_t) *list) != NULL);
        ONLY_OURS CHECK_EQ(*list, digests[count].type);
        count++;
    }
    CHECK(count >= DIGESTS);
    ONLY_OURS
    {
        CHECK_EQ(count, DIGESTS);
        CHECK(mbedtls_md_info_from_type(MBEDTLS_MD_RIPEMD160) == NULL);
        CHECK(mbedtls_md_info_from_type(MBEDTLS_MD_SHA3_256) == NULL);
        CHECK(mbedtls_md_info_from_string("RIPEMD160") == NULL);
        CHECK_EQ(mbedtls_md_get_size_from_type(MBEDTLS_MD_SHA3_256), 0);
    }
    for (size_t i = 0; i < DIGESTS; i++) {
        const mbedtls_md_info_t *info = mbedtls_md_info_from_type(digests[i].type);
        CHECK(info != NULL);
        CHECK(info == mbedtls_md_info_from_string(digests[i].name));
        CHECK_EQ(mbedtls_md_get_size(info), digests[i].size);
        CHECK_EQ(mbedtls_md_get_size_from_type(digests[i].type), digests[i].size);
        CHECK_EQ(mbedtls_md_get_type(info), digests[i].type);
        CHECK_EQ(strcmp(mbedtls_md_get_name(info), digests[i].name), 0);
    }
    CHECK(mbedtls_md_info_from_string("SHA") == mbedtls_md_info_from_type(MBEDTLS_MD_SHA1));
    CHECK(mbedtls_md_info_from_string("sha256") == NULL);
    CHECK(mbedtls_md_info_from_string("") == NULL);
    CHECK(mbedtls_md_info_from_string(NULL) == NULL);
    CHECK(mbedtls_md_info_from_type(MBEDTLS_MD_NONE) == NULL);
    CHECK(mbedtls_md_info_from_type((mbedtls_md_type_t) 0x7777) == NULL);
    CHECK_EQ(mbedtls_md_get_size(NULL), 0);
    CHECK_EQ(mbedtls_md_get_size_from_type(MBEDTLS_MD_NONE), 0);
    CHECK_EQ(mbedtls_md_get_type(NULL), MBEDTLS_MD_NONE);
    CHECK(mbedtls_md_get_name(NULL) == NULL);
}

static void digesting(const mbedtls_md_info_t *info, const char *expected)
{
    mbedtls_md_context_t ctx, copy;
    unsigned char out[MBEDTLS_MD_MAX_SIZE];
    CHECK_EQ(mbedtls_md(info, abc, 3, out), 0);
    CHECK_HEX(out, expected);
    memcpy(out, abc, 3);
    CHECK_EQ(mbedtls_md(info, out, 3, out), 0);
    CHECK_HEX(out, expected);

    memset(&ctx, 0xA5, sizeof ctx);
    mbedtls_md_init(&ctx);
    mbedtls_md_init(&copy);
    CHECK(mbedtls_md_info_from_ctx(&ctx) == NULL);
    CHECK_EQ(mbedtls_md_setup(&ctx, info, 0), 0);
    CHECK(mbedtls_md_info_from_ctx(&ctx) == info);
    CHECK_EQ(mbedtls_md_setup(&copy, info, 1), 0);
    /* The same context more than once. */
    for (int i = 0; i < 2; i++) {
        CHECK_EQ(mbedtls_md_starts(&ctx), 0);
        CHECK_EQ(mbedtls_md_update(&ctx, abc, 1), 0);
        CHECK_EQ(mbedtls_md_clone(&copy, &ctx), 0);
        CHECK_EQ(mbedtls_md_update(&ctx, abc + 1, 2), 0);
        CHECK_EQ(mbedtls_md_update(&ctx, NULL, 0), 0);
        CHECK_EQ(mbedtls_md_finish(&ctx, out), 0);
        CHECK_HEX(out, expected);
        CHECK_EQ(mbedtls_md_update(&copy, abc + 1, 2), 0);
        CHECK_EQ(mbedtls_md_finish(&copy, out), 0);
        CHECK_HEX(out, expected);
    }
    mbedtls_md_free(&ctx);
    mbedtls_md_free(&copy);
    mbedtls_md_free(&copy);
    CHECK(mbedtls_md_info_from_ctx(&copy) == NULL);
}

static void hmac(const mbedtls_md_info_t *info, const char *expected)
{
    static const unsigned char key[] = "Jefe", message[] = "what do ya want for nothing?";
    mbedtls_md_context_t ctx;
    unsigned char out[MBEDTLS_MD_MAX_SIZE], long_key[300], other[MBEDTLS_MD_MAX_SIZE];
    CHECK_EQ(mbedtls_md_hmac(info, key, 4, message, 28, out), 0);
    CHECK_HEX(out, expected);
    mbedtls_md_init(&ctx);
    CHECK_EQ(mbedtls_md_setup(&ctx, info, 1), 0);
    CHECK_EQ(mbedtls_md_hmac_starts(&ctx, key, 4), 0);
    for (int i = 0; i < 2; i++) {
        CHECK_EQ(mbedtls_md_hmac_update(&ctx, message, 10), 0);
        CHECK_EQ(mbedtls_md_hmac_update(&ctx, message + 10, 18), 0);
        CHECK_EQ(mbedtls_md_hmac_finish(&ctx, out), 0);
        CHECK_HEX(out, expected);
        CHECK_EQ(mbedtls_md_hmac_reset(&ctx), 0);
    }
    CHECK_EQ(mbedtls_md_hmac_update(&ctx, message, 28), 0);
    CHECK_EQ(mbedtls_md_hmac_reset(&ctx), 0);
    CHECK_EQ(mbedtls_md_hmac_update(&ctx, message, 28), 0);
    CHECK_EQ(mbedtls_md_hmac_finish(&ctx, out), 0);
    CHECK_HEX(out, expected);
    /* Another key in the same context, longer than a block. */
    memset(long_key, 0x5A, sizeof long_key);
    CHECK_EQ(mbedtls_md_hmac_starts(&ctx, long_key, sizeof long_key), 0);
    CHECK_EQ(mbedtls_md_hmac_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_md_hmac_finish(&ctx, out), 0);
    CHECK_EQ(mbedtls_md_hmac(info, long_key, sizeof long_key, abc, 3, other), 0);
    CHECK_EQ(memcmp(out, other, mbedtls_md_get_size(info)), 0);
    CHECK_EQ(mbedtls_md_hmac_starts(&ctx, NULL, 0), 0);
    CHECK_EQ(mbedtls_md_hmac_finish(&ctx, out), 0);
    CHECK_EQ(mbedtls_md_hmac(info, NULL, 0, NULL, 0, other), 0);
    CHECK_EQ(memcmp(out, other, mbedtls_md_get_size(info)), 0);
    /* A context for HMAC makes plain digests too. */
    CHECK_EQ(mbedtls_md_starts(&ctx), 0);
    CHECK_EQ(mbedtls_md_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_md_finish(&ctx, out), 0);
    CHECK_EQ(mbedtls_md(info, abc, 3, other), 0);
    CHECK_EQ(memcmp(out, other, mbedtls_md_get_size(info)), 0);
    mbedtls_md_free(&ctx);
}

static void files(const mbedtls_md_info_t *info, const char *expected)
{
    const char *path = "md.file";
    unsigned char out[MBEDTLS_MD_MAX_SIZE], other[MBEDTLS_MD_MAX_SIZE];
    static unsigned char big[100000];
    FILE *file = fopen(path, "wb");
    CHECK_EQ(fwrite(abc, 1, 3, file), 3);
    fclose(file);
    CHECK_EQ(mbedtls_md_file(info, path, out), 0);
    CHECK_HEX(out, expected);
    memset(big, 'x', sizeof big);
    file = fopen(path, "wb");
    CHECK_EQ(fwrite(big, 1, sizeof big, file), sizeof big);
    fclose(file);
    CHECK_EQ(mbedtls_md_file(info, path, out), 0);
    CHECK_EQ(mbedtls_md(info, big, sizeof big, other), 0);
    CHECK_EQ(memcmp(out, other, mbedtls_md_get_size(info)), 0);
    unlink(path);
    CHECK_EQ(mbedtls_md_file(info, path, out), MBEDTLS_ERR_MD_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_md_file(NULL, path, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
}

static void wrong(void)
{
    const mbedtls_md_info_t *info = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
    mbedtls_md_context_t ctx, other;
    unsigned char out[MBEDTLS_MD_MAX_SIZE];
    mbedtls_md_init(&ctx);
    mbedtls_md_init(&other);
    /* Not set up. */
    CHECK_EQ(mbedtls_md_starts(&ctx), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_update(&ctx, abc, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_finish(&ctx, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac_starts(&ctx, abc, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac_update(&ctx, abc, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac_finish(&ctx, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac_reset(&ctx), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_clone(&ctx, &other), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_setup(&ctx, NULL, 0), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    /* Set up without HMAC. */
    CHECK_EQ(mbedtls_md_setup(&ctx, info, 0), 0);
    CHECK_EQ(mbedtls_md_hmac_starts(&ctx, abc, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac_update(&ctx, abc, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac_finish(&ctx, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac_reset(&ctx), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_clone(&ctx, &other), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_clone(&other, &ctx), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_setup(&other, mbedtls_md_info_from_type(MBEDTLS_MD_SHA224), 0), 0);
    CHECK_EQ(mbedtls_md_clone(&other, &ctx), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    mbedtls_md_free(&ctx);
    mbedtls_md_free(&other);
    CHECK_EQ(mbedtls_md(NULL, abc, 3, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_hmac(NULL, abc, 3, abc, 3, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_setup(NULL, info, 0), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_starts(NULL), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_update(NULL, abc, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_finish(NULL, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_md_clone(NULL, NULL), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK(mbedtls_md_info_from_ctx(NULL) == NULL);
    mbedtls_md_free(NULL);
    /* Some programs set up what they never initialised. */
    memset(&ctx, 0xa5, sizeof ctx);
    CHECK_EQ(mbedtls_md_setup(&ctx, mbedtls_md_info_from_type(MBEDTLS_MD_MD5), 0), 0);
    CHECK_EQ(mbedtls_md_starts(&ctx), 0);
    CHECK_EQ(mbedtls_md_finish(&ctx, out), 0);
    CHECK_HEX(out, "d41d8cd98f00b204e9800998ecf8427e");
    mbedtls_md_free(&ctx);
    ONLY_OURS
    {
        mbedtls_md_init(NULL);
        CHECK_EQ(mbedtls_md_setup(&ctx, info, 1), 0);
        CHECK_EQ(mbedtls_md_update(&ctx, NULL, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_md_finish(&ctx, NULL), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_md(info, NULL, 3, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_md(info, abc, 3, NULL), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_md_file(info, NULL, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        /* HMAC without a key. */
        CHECK_EQ(mbedtls_md_hmac_reset(&ctx), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_md_hmac_finish(&ctx, out), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_md_hmac_starts(&ctx, NULL, 3), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        mbedtls_md_free(&ctx);
    }
}

int main(void)
{
    lists();
    for (size_t i = 0; i < DIGESTS; i++) {
        const mbedtls_md_info_t *info = mbedtls_md_info_from_type(digests[i].type);
        digesting(info, digests[i].abc);
        hmac(info, digests[i].hmac);
        files(info, digests[i].abc);
    }
    wrong();
    return check_result();
}
