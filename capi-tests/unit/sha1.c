#include "hex.h"
#include "known_hash.h"
#include <mbedtls/sha1.h>

typedef mbedtls_sha1_context hash_context;

enum { BLOCK = 64, LENGTH_AT = BLOCK - 1, BAD_INPUT = MBEDTLS_ERR_SHA1_BAD_INPUT_DATA };

static const struct known_hash hashes[] = {
    /* SHA-1 */
    {
        "a9993e364706816aba3e25717850c26c9cd0d89d",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
        0xa9993e36,
    },
};

static void init(hash_context *ctx)
{
    mbedtls_sha1_init(ctx);
}

static void release(hash_context *ctx)
{
    mbedtls_sha1_free(ctx);
}

static void copy(hash_context *to, const hash_context *from)
{
    mbedtls_sha1_clone(to, from);
}

static int starts(hash_context *ctx, int variant)
{
    (void) variant;
    return mbedtls_sha1_starts(ctx);
}

static int update(hash_context *ctx, const unsigned char *input, size_t size)
{
    return mbedtls_sha1_update(ctx, input, size);
}

static int finish(hash_context *ctx, unsigned char *out)
{
    return mbedtls_sha1_finish(ctx, out);
}

static int process(hash_context *ctx, const unsigned char *block)
{
    return mbedtls_internal_sha1_process(ctx, block);
}

static int whole(const unsigned char *input, size_t size, unsigned char *out, int variant)
{
    (void) variant;
    return mbedtls_sha1(input, size, out);
}

#include "hash_checks.h"

int main(void)
{
    hash_checks();
    CHECK_EQ(mbedtls_sha1_self_test(0), 0);
    return check_result();
}
