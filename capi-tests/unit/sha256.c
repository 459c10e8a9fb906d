#include "hex.h"
#include "known_hash.h"
#include <mbedtls/sha256.h>

typedef mbedtls_sha256_context hash_context;

enum { BLOCK = 64, LENGTH_AT = BLOCK - 1, BAD_INPUT = MBEDTLS_ERR_SHA256_BAD_INPUT_DATA };

static const struct known_hash hashes[] = {
    /* SHA-256 */
    {
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        0xba7816bf,
    },
    /* SHA-224 */
    {
        "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
        "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f",
        "20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67",
        0x23097d22,
    },
};

static void init(hash_context *ctx)
{
    mbedtls_sha256_init(ctx);
}

static void release(hash_context *ctx)
{
    mbedtls_sha256_free(ctx);
}

static void copy(hash_context *to, const hash_context *from)
{
    mbedtls_sha256_clone(to, from);
}

static int starts(hash_context *ctx, int variant)
{
    return mbedtls_sha256_starts(ctx, variant);
}

static int update(hash_context *ctx, const unsigned char *input, size_t size)
{
    return mbedtls_sha256_update(ctx, input, size);
}

static int finish(hash_context *ctx, unsigned char *out)
{
    return mbedtls_sha256_finish(ctx, out);
}

static int process(hash_context *ctx, const unsigned char *block)
{
    return mbedtls_internal_sha256_process(ctx, block);
}

static int whole(const unsigned char *input, size_t size, unsigned char *out, int variant)
{
    return mbedtls_sha256(input, size, out, variant);
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
    CHECK_EQ(mbedtls_sha256_self_test(0), 0);
    CHECK_EQ(mbedtls_sha224_self_test(0), 0);
    return check_result();
}
