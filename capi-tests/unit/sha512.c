#include "hex.h"
#include "known_hash.h"
#include <mbedtls/sha512.h>

typedef mbedtls_sha512_context hash_context;

enum { BLOCK = 128, LENGTH_AT = BLOCK - 1, BAD_INPUT = MBEDTLS_ERR_SHA512_BAD_INPUT_DATA };

static const struct known_hash hashes[] = {
    /* SHA-512 */
    {
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
        "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
        "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
        "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
        0xddaf35a193617aba,
    },
    /* SHA-384 */
    {
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        "8086072ba1e7cc2358baeca134c825a7",
        "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
        "274edebfe76f65fbd51ad2f14898b95b",
        "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b"
        "07b8b3dc38ecc4ebae97ddd87f3d8985",
        0xcb00753f45a35e8b,
    },
};

static void init(hash_context *ctx)
{
    mbedtls_sha512_init(ctx);
}

static void release(hash_context *ctx)
{
    mbedtls_sha512_free(ctx);
}

static void copy(hash_context *to, const hash_context *from)
{
    mbedtls_sha512_clone(to, from);
}

static int starts(hash_context *ctx, int variant)
{
    return mbedtls_sha512_starts(ctx, variant);
}

static int update(hash_context *ctx, const unsigned char *input, size_t size)
{
    return mbedtls_sha512_update(ctx, input, size);
}

static int finish(hash_context *ctx, unsigned char *out)
{
    return mbedtls_sha512_finish(ctx, out);
}

static int process(hash_context *ctx, const unsigned char *block)
{
    return mbedtls_internal_sha512_process(ctx, block);
}

static int whole(const unsigned char *input, size_t size, unsigned char *out, int variant)
{
    return mbedtls_sha512(input, size, out, variant);
}

#include "hash_checks.h"

static void no_such_variant(void)
{
    hash_context ctx;
    unsigned char out[64];
    init(&ctx);
    CHECK_EQ(starts(&ctx, 2), BAD_INPUT);
    CHECK_EQ(starts(&ctx, -1), BAD_INPUT);
    CHECK_EQ(whole(abc, 3, out, 2), BAD_INPUT);
}

int main(void)
{
    hash_checks();
    no_such_variant();
    CHECK_EQ(mbedtls_sha512_self_test(0), 0);
    CHECK_EQ(mbedtls_sha384_self_test(0), 0);
    return check_result();
}
