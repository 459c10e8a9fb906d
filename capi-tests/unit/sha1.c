#include "hex.h"
#include <mbedtls/sha1.h>


static const unsigned char abc[] = "abc";

/* The examples of the standards: "abc", nothing, and a million times "a". */
static void known(void)
{
    unsigned char out[64];
    static unsigned char many[1000000];
    memset(many, 'a', sizeof many);
    CHECK_EQ(mbedtls_sha1(abc, 3, out), 0);
    CHECK_HEX(out, "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK_EQ(mbedtls_sha1(NULL, 0, out), 0);
    CHECK_HEX(out, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    CHECK_EQ(mbedtls_sha1(many, sizeof many, out), 0);
    CHECK_HEX(out, "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    /* In place of the input. */
    memcpy(out, abc, 3);
    CHECK_EQ(mbedtls_sha1(out, 3, out), 0);
    CHECK_HEX(out, "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK_EQ(mbedtls_sha1_self_test(0), 0);
}

/* Contexts are copied by assignment and by clone, go on by themselves, and need no free. */
static void copies(void)
{
    mbedtls_sha1_context ctx, assigned, cloned;
    unsigned char out[64];
    memset(&ctx, 0xA5, sizeof ctx);
    mbedtls_sha1_init(&ctx);
    CHECK_EQ(mbedtls_sha1_starts(&ctx), 0);
    CHECK_EQ(mbedtls_sha1_update(&ctx, abc, 1), 0);
    assigned = ctx;
    mbedtls_sha1_init(&cloned);
    mbedtls_sha1_clone(&cloned, &ctx);
    CHECK_EQ(mbedtls_sha1_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_sha1_update(&assigned, abc + 1, 2), 0);
    CHECK_EQ(mbedtls_sha1_update(&assigned, NULL, 0), 0);
    CHECK_EQ(mbedtls_sha1_finish(&assigned, out), 0);
    CHECK_HEX(out, "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK_EQ(mbedtls_sha1_update(&cloned, abc + 1, 2), 0);
    CHECK_EQ(mbedtls_sha1_finish(&cloned, out), 0);
    CHECK_HEX(out, "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK_EQ(mbedtls_sha1_finish(&ctx, out), 0);
    /* What was hashed is not left behind. */
    CHECK_EQ(mbedtls_sha1_starts(&ctx), 0);
    CHECK_EQ(mbedtls_sha1_update(&ctx, abc, 3), 0);
    mbedtls_sha1_free(&ctx);
    for (size_t i = 0; i < sizeof ctx; i++) {
        CHECK_EQ(((unsigned char *) &ctx)[i], 0);
    }
    mbedtls_sha1_free(&ctx);
}

/* Every way to cut a message gives the same hash. */
static void pieces(void)
{
    unsigned char message[3 * 64], whole[64] = { 0 }, out[64] = { 0 };
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (unsigned char) (i * 11);
    }
    CHECK_EQ(mbedtls_sha1(message, sizeof message, whole), 0);
    for (size_t piece = 1; piece < sizeof message; piece++) {
        mbedtls_sha1_context ctx;
        mbedtls_sha1_init(&ctx);
        CHECK_EQ(mbedtls_sha1_starts(&ctx), 0);
        for (size_t at = 0; at < sizeof message; at += piece) {
            size_t left = sizeof message - at;
            CHECK_EQ(mbedtls_sha1_update(&ctx, message + at, left < piece ? left : piece), 0);
        }
        CHECK_EQ(mbedtls_sha1_finish(&ctx, out), 0);
        CHECK_EQ(memcmp(out, whole, 20), 0);
    }
}

/* The bare compression function makes the hash of "abc" out of its padded block. */
static void bare(void)
{
    mbedtls_sha1_context ctx, other;
    unsigned char block[64] = { 'a', 'b', 'c', 0x80 };
    block[64 - 1] = 24;
    mbedtls_sha1_init(&ctx);
    CHECK_EQ(mbedtls_sha1_starts(&ctx), 0);
    other = ctx;
    CHECK_EQ(mbedtls_internal_sha1_process(&ctx, block), 0);
    CHECK(memcmp(&ctx, &other, sizeof ctx) != 0);
    CHECK_EQ(mbedtls_internal_sha1_process(&other, block), 0);
    CHECK_EQ(memcmp(&ctx, &other, sizeof ctx), 0);
    const unsigned int first = ctx.MBEDTLS_PRIVATE(state)[0];
    CHECK(first == 0xa9993e36);
}

static void wrong(void)
{
    mbedtls_sha1_context ctx;
    unsigned char out[64];
    mbedtls_sha1_init(&ctx);
    /* Never started: a hash of some kind, and no crash. */
    CHECK_EQ(mbedtls_sha1_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_sha1_finish(&ctx, out), 0);
    mbedtls_sha1_free(NULL);
    ONLY_OURS
    {
        mbedtls_sha1_init(NULL);
        mbedtls_sha1_clone(NULL, &ctx);
        mbedtls_sha1_clone(&ctx, NULL);
        CHECK_EQ(mbedtls_sha1_starts(NULL), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha1_starts(&ctx), 0);
        CHECK_EQ(mbedtls_sha1_update(NULL, abc, 3), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha1_update(&ctx, NULL, 3), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha1_finish(NULL, out), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha1_finish(&ctx, NULL), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_sha1_process(&ctx, NULL), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_sha1_process(NULL, out), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha1(NULL, 3, out), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha1(abc, 3, NULL), MBEDTLS_ERR_SHA1_BAD_INPUT_DATA);
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
