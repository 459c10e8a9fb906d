#include "hex.h"
#include <mbedtls/sha256.h>


static const unsigned char abc[] = "abc";

/* The examples of the standards: "abc", nothing, and a million times "a". */
static void known(void)
{
    unsigned char out[64];
    static unsigned char many[1000000];
    memset(many, 'a', sizeof many);
    CHECK_EQ(mbedtls_sha256(abc, 3, out, 0), 0);
    CHECK_HEX(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_EQ(mbedtls_sha256(NULL, 0, out, 0), 0);
    CHECK_HEX(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_EQ(mbedtls_sha256(many, sizeof many, out, 0), 0);
    CHECK_HEX(out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    /* In place of the input. */
    memcpy(out, abc, 3);
    CHECK_EQ(mbedtls_sha256(out, 3, out, 0), 0);
    CHECK_HEX(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK_EQ(mbedtls_sha256(abc, 3, out, 1), 0);
    CHECK_HEX(out, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    CHECK_EQ(mbedtls_sha256(NULL, 0, out, 1), 0);
    CHECK_HEX(out, "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f");
    CHECK_EQ(mbedtls_sha256(many, sizeof many, out, 1), 0);
    CHECK_HEX(out, "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67");
    /* In place of the input. */
    memcpy(out, abc, 3);
    CHECK_EQ(mbedtls_sha256(out, 3, out, 1), 0);
    CHECK_HEX(out, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    CHECK_EQ(mbedtls_sha256_self_test(0), 0);
    CHECK_EQ(mbedtls_sha224_self_test(0), 0);
}

/* Contexts are copied by assignment and by clone, go on by themselves, and need no free. */
static void copies(void)
{
    mbedtls_sha256_context ctx, assigned, cloned;
    unsigned char out[64];
    memset(&ctx, 0xA5, sizeof ctx);
    mbedtls_sha256_init(&ctx);
    CHECK_EQ(mbedtls_sha256_starts(&ctx, 1), 0);
    CHECK_EQ(mbedtls_sha256_update(&ctx, abc, 1), 0);
    assigned = ctx;
    mbedtls_sha256_init(&cloned);
    mbedtls_sha256_clone(&cloned, &ctx);
    CHECK_EQ(mbedtls_sha256_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_sha256_update(&assigned, abc + 1, 2), 0);
    CHECK_EQ(mbedtls_sha256_update(&assigned, NULL, 0), 0);
    CHECK_EQ(mbedtls_sha256_finish(&assigned, out), 0);
    CHECK_HEX(out, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    CHECK_EQ(mbedtls_sha256_update(&cloned, abc + 1, 2), 0);
    CHECK_EQ(mbedtls_sha256_finish(&cloned, out), 0);
    CHECK_HEX(out, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
    CHECK_EQ(mbedtls_sha256_finish(&ctx, out), 0);
    /* What was hashed is not left behind. */
    CHECK_EQ(mbedtls_sha256_starts(&ctx, 1), 0);
    CHECK_EQ(mbedtls_sha256_update(&ctx, abc, 3), 0);
    mbedtls_sha256_free(&ctx);
    for (size_t i = 0; i < sizeof ctx; i++) {
        CHECK_EQ(((unsigned char *) &ctx)[i], 0);
    }
    mbedtls_sha256_free(&ctx);
}

/* Every way to cut a message gives the same hash. */
static void pieces(void)
{
    unsigned char message[3 * 64], whole[64] = { 0 }, out[64] = { 0 };
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (unsigned char) (i * 11);
    }
    CHECK_EQ(mbedtls_sha256(message, sizeof message, whole, 1), 0);
    for (size_t piece = 1; piece < sizeof message; piece++) {
        mbedtls_sha256_context ctx;
        mbedtls_sha256_init(&ctx);
        CHECK_EQ(mbedtls_sha256_starts(&ctx, 1), 0);
        for (size_t at = 0; at < sizeof message; at += piece) {
            size_t left = sizeof message - at;
            CHECK_EQ(mbedtls_sha256_update(&ctx, message + at, left < piece ? left : piece), 0);
        }
        CHECK_EQ(mbedtls_sha256_finish(&ctx, out), 0);
        CHECK_EQ(memcmp(out, whole, 28), 0);
    }
}

/* The bare compression function makes the hash of "abc" out of its padded block. */
static void bare(void)
{
    mbedtls_sha256_context ctx, other;
    unsigned char block[64] = { 'a', 'b', 'c', 0x80 };
    block[64 - 1] = 24;
    mbedtls_sha256_init(&ctx);
    CHECK_EQ(mbedtls_sha256_starts(&ctx, 0), 0);
    other = ctx;
    CHECK_EQ(mbedtls_internal_sha256_process(&ctx, block), 0);
    CHECK(memcmp(&ctx, &other, sizeof ctx) != 0);
    CHECK_EQ(mbedtls_internal_sha256_process(&other, block), 0);
    CHECK_EQ(memcmp(&ctx, &other, sizeof ctx), 0);
    const unsigned int first = ctx.MBEDTLS_PRIVATE(state)[0];
    CHECK(first == 0xba7816bf);
}

static void wrong(void)
{
    mbedtls_sha256_context ctx;
    unsigned char out[64];
    mbedtls_sha256_init(&ctx);
    CHECK_EQ(mbedtls_sha256_starts(&ctx, 2), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_sha256_starts(&ctx, -1), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_sha256(abc, 3, out, 2), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
    /* Never started: a hash of some kind, and no crash. */
    CHECK_EQ(mbedtls_sha256_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_sha256_finish(&ctx, out), 0);
    mbedtls_sha256_free(NULL);
    ONLY_OURS
    {
        mbedtls_sha256_init(NULL);
        mbedtls_sha256_clone(NULL, &ctx);
        mbedtls_sha256_clone(&ctx, NULL);
        CHECK_EQ(mbedtls_sha256_starts(NULL, 0), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha256_starts(&ctx, 0), 0);
        CHECK_EQ(mbedtls_sha256_update(NULL, abc, 3), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha256_update(&ctx, NULL, 3), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha256_finish(NULL, out), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha256_finish(&ctx, NULL), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_sha256_process(&ctx, NULL), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_sha256_process(NULL, out), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha256(NULL, 3, out, 0), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha256(abc, 3, NULL, 0), MBEDTLS_ERR_SHA256_BAD_INPUT_DATA);
    }
}

int main(void)
{
    known();
    copies();
    pieces();
    bare();
    wrong();
    return check_result();
}
