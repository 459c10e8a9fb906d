#include "hex.h"
#include <mbedtls/sha512.h>


static const unsigned char abc[] = "abc";

/* The examples of the standards: "abc", nothing, and a million times "a". */
static void known(void)
{
    unsigned char out[64];
    static unsigned char many[1000000];
    memset(many, 'a', sizeof many);
    CHECK_EQ(mbedtls_sha512(abc, 3, out, 0), 0);
    CHECK_HEX(out, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    CHECK_EQ(mbedtls_sha512(NULL, 0, out, 0), 0);
    CHECK_HEX(out, "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e");
    CHECK_EQ(mbedtls_sha512(many, sizeof many, out, 0), 0);
    CHECK_HEX(out, "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973ebde0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b");
    /* In place of the input. */
    memcpy(out, abc, 3);
    CHECK_EQ(mbedtls_sha512(out, 3, out, 0), 0);
    CHECK_HEX(out, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    CHECK_EQ(mbedtls_sha512(abc, 3, out, 1), 0);
    CHECK_HEX(out, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    CHECK_EQ(mbedtls_sha512(NULL, 0, out, 1), 0);
    CHECK_HEX(out, "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b");
    CHECK_EQ(mbedtls_sha512(many, sizeof many, out, 1), 0);
    CHECK_HEX(out, "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b07b8b3dc38ecc4ebae97ddd87f3d8985");
    /* In place of the input. */
    memcpy(out, abc, 3);
    CHECK_EQ(mbedtls_sha512(out, 3, out, 1), 0);
    CHECK_HEX(out, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    CHECK_EQ(mbedtls_sha512_self_test(0), 0);
    CHECK_EQ(mbedtls_sha384_self_test(0), 0);
}

/* Contexts are copied by assignment and by clone, go on by themselves, and need no free. */
static void copies(void)
{
    mbedtls_sha512_context ctx, assigned, cloned;
    unsigned char out[64];
    memset(&ctx, 0xA5, sizeof ctx);
    mbedtls_sha512_init(&ctx);
    CHECK_EQ(mbedtls_sha512_starts(&ctx, 1), 0);
    CHECK_EQ(mbedtls_sha512_update(&ctx, abc, 1), 0);
    assigned = ctx;
    mbedtls_sha512_init(&cloned);
    mbedtls_sha512_clone(&cloned, &ctx);
    CHECK_EQ(mbedtls_sha512_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_sha512_update(&assigned, abc + 1, 2), 0);
    CHECK_EQ(mbedtls_sha512_update(&assigned, NULL, 0), 0);
    CHECK_EQ(mbedtls_sha512_finish(&assigned, out), 0);
    CHECK_HEX(out, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    CHECK_EQ(mbedtls_sha512_update(&cloned, abc + 1, 2), 0);
    CHECK_EQ(mbedtls_sha512_finish(&cloned, out), 0);
    CHECK_HEX(out, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
    CHECK_EQ(mbedtls_sha512_finish(&ctx, out), 0);
    /* What was hashed is not left behind. */
    CHECK_EQ(mbedtls_sha512_starts(&ctx, 1), 0);
    CHECK_EQ(mbedtls_sha512_update(&ctx, abc, 3), 0);
    mbedtls_sha512_free(&ctx);
    for (size_t i = 0; i < sizeof ctx; i++) {
        CHECK_EQ(((unsigned char *) &ctx)[i], 0);
    }
    mbedtls_sha512_free(&ctx);
}

/* Every way to cut a message gives the same hash. */
static void pieces(void)
{
    unsigned char message[3 * 128], whole[64] = { 0 }, out[64] = { 0 };
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (unsigned char) (i * 11);
    }
    CHECK_EQ(mbedtls_sha512(message, sizeof message, whole, 1), 0);
    for (size_t piece = 1; piece < sizeof message; piece++) {
        mbedtls_sha512_context ctx;
        mbedtls_sha512_init(&ctx);
        CHECK_EQ(mbedtls_sha512_starts(&ctx, 1), 0);
        for (size_t at = 0; at < sizeof message; at += piece) {
            size_t left = sizeof message - at;
            CHECK_EQ(mbedtls_sha512_update(&ctx, message + at, left < piece ? left : piece), 0);
        }
        CHECK_EQ(mbedtls_sha512_finish(&ctx, out), 0);
        CHECK_EQ(memcmp(out, whole, 48), 0);
    }
}

/* The bare compression function makes the hash of "abc" out of its padded block. */
static void bare(void)
{
    mbedtls_sha512_context ctx, other;
    unsigned char block[128] = { 'a', 'b', 'c', 0x80 };
    block[128 - 1] = 24;
    mbedtls_sha512_init(&ctx);
    CHECK_EQ(mbedtls_sha512_starts(&ctx, 0), 0);
    other = ctx;
    CHECK_EQ(mbedtls_internal_sha512_process(&ctx, block), 0);
    CHECK(memcmp(ctx.MBEDTLS_PRIVATE(state), other.MBEDTLS_PRIVATE(state), sizeof ctx.MBEDTLS_PRIVATE(state)) != 0);
    CHECK_EQ(mbedtls_internal_sha512_process(&other, block), 0);
    CHECK_EQ(memcmp(ctx.MBEDTLS_PRIVATE(state), other.MBEDTLS_PRIVATE(state), sizeof ctx.MBEDTLS_PRIVATE(state)), 0);
    const unsigned long long first = ctx.MBEDTLS_PRIVATE(state)[0];
    CHECK(first == 0xddaf35a193617aba);
}

static void wrong(void)
{
    mbedtls_sha512_context ctx;
    unsigned char out[64];
    mbedtls_sha512_init(&ctx);
    CHECK_EQ(mbedtls_sha512_starts(&ctx, 2), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_sha512_starts(&ctx, -1), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_sha512(abc, 3, out, 2), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
    /* Never started: a hash of some kind, and no crash. */
    CHECK_EQ(mbedtls_sha512_update(&ctx, abc, 3), 0);
    CHECK_EQ(mbedtls_sha512_finish(&ctx, out), 0);
    mbedtls_sha512_free(NULL);
    ONLY_OURS
    {
        mbedtls_sha512_init(NULL);
        mbedtls_sha512_clone(NULL, &ctx);
        mbedtls_sha512_clone(&ctx, NULL);
        CHECK_EQ(mbedtls_sha512_starts(NULL, 0), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha512_starts(&ctx, 0), 0);
        CHECK_EQ(mbedtls_sha512_update(NULL, abc, 3), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha512_update(&ctx, NULL, 3), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha512_finish(NULL, out), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha512_finish(&ctx, NULL), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_sha512_process(&ctx, NULL), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_internal_sha512_process(NULL, out), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha512(NULL, 3, out, 0), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_sha512(abc, 3, NULL, 0), MBEDTLS_ERR_SHA512_BAD_INPUT_DATA);
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
