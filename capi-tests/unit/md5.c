#include "hex.h"
#include "known_hash.h"
#include <mbedtls/md5.h>
#include <mbedtls/ssl.h>

typedef mbedtls_md5_context hash_context;

enum { BLOCK = 64, LENGTH_AT = BLOCK - 8, BAD_INPUT = MBEDTLS_ERR_SSL_BAD_INPUT_DATA };

static const struct known_hash hashes[] = {
    /* MD5 */
    {
        "900150983cd24fb0d6963f7d28e17f72",
        "d41d8cd98f00b204e9800998ecf8427e",
        "7707d6ae4e027c70eea2a935c2296f21",
        0x98500190,
    },
};

static void init(hash_context *ctx)
{
    mbedtls_md5_init(ctx);
}

static void release(hash_context *ctx)
{
    mbedtls_md5_free(ctx);
}

static void copy(hash_context *to, const hash_context *from)
{
    mbedtls_md5_clone(to, from);
}

static int starts(hash_context *ctx, int variant)
{
    (void) variant;
    return mbedtls_md5_starts(ctx);
}

static int update(hash_context *ctx, const unsigned char *input, size_t size)
{
    return mbedtls_md5_update(ctx, input, size);
}

static int finish(hash_context *ctx, unsigned char *out)
{
    return mbedtls_md5_finish(ctx, out);
}

static int process(hash_context *ctx, const unsigned char *block)
{
    return mbedtls_internal_md5_process(ctx, block);
}

static int whole(const unsigned char *input, size_t size, unsigned char *out, int variant)
{
    (void) variant;
    return mbedtls_md5(input, size, out);
}

#include "hash_checks.h"

int main(void)
{
    hash_checks();
    CHECK_EQ(mbedtls_md5_self_test(0), 0);
    return check_result();
}
