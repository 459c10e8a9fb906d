/* Digests and HMACs: results for many lengths, cuts and orders of calls. */
#include "support/check.h"

#include <mbedtls/md.h>
#include <mbedtls/md5.h>
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>
#include <mbedtls/sha512.h>

#include <string.h>

static const mbedtls_md_type_t types[] = { MBEDTLS_MD_MD5,    MBEDTLS_MD_SHA1,   MBEDTLS_MD_SHA224,
                                           MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384, MBEDTLS_MD_SHA512 };
static const size_t lengths[] = { 0, 1, 3, 55, 56, 57, 63, 64, 65, 111, 112, 113, 119, 120, 127, 128, 129, 255, 256, 300 };
static unsigned char message[300];

static void fill(void)
{
    size_t i;

    for (i = 0; i < sizeof(message); i++)
        message[i] = (unsigned char) (i * 37 + 5);
}

#define EACH(i, list) for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)

static void names(void)
{
    static const char *const tried[] = { "MD5", "SHA1", "SHA", "SHA224", "SHA-256", "sha256", "SHA256", "SHA384", "SHA512", "", "MD2" };
    size_t i;

    EACH(i, tried)
    {
        const mbedtls_md_info_t *info = mbedtls_md_info_from_string(tried[i]);

        say("%s: %s, type %d, size %d", tried[i], info == NULL ? "(none)" : mbedtls_md_get_name(info),
            (int) mbedtls_md_get_type(info), mbedtls_md_get_size(info));
    }
    EACH(i, types)
    {
        say("%d: %s %d", (int) types[i], mbedtls_md_get_name(mbedtls_md_info_from_type(types[i])),
            mbedtls_md_get_size_from_type(types[i]));
    }
}

static void digests(void)
{
    unsigned char out[MBEDTLS_MD_MAX_SIZE];
    size_t i, j;

    fill();
    EACH(i, types)
    {
        const mbedtls_md_info_t *info = mbedtls_md_info_from_type(types[i]);

        EACH(j, lengths)
        {
            if (mbedtls_md(info, message, lengths[j], out) == 0)
                say_hex(mbedtls_md_get_name(info), out, mbedtls_md_get_size(info));
        }
    }
}

static void pieces(void)
{
    mbedtls_md_context_t ctx, copy;
    unsigned char out[MBEDTLS_MD_MAX_SIZE];
    size_t i, j;

    fill();
    EACH(i, types)
    {
        const mbedtls_md_info_t *info = mbedtls_md_info_from_type(types[i]);

        mbedtls_md_init(&ctx);
        mbedtls_md_init(&copy);
        say_code("setup", mbedtls_md_setup(&ctx, info, 0));
        say_code("setup", mbedtls_md_setup(&copy, info, 1));
        EACH(j, lengths)
        {
            say_code("starts", mbedtls_md_starts(&ctx));
            say_code("update", mbedtls_md_update(&ctx, message, lengths[j]));
            say_code("clone", mbedtls_md_clone(&copy, &ctx));
            say_code("update", mbedtls_md_update(&ctx, message, 100));
            say_code("finish", mbedtls_md_finish(&ctx, out));
            say_hex("digest", out, mbedtls_md_get_size(info));
            say_code("update", mbedtls_md_update(&copy, message, 1));
            say_code("finish", mbedtls_md_finish(&copy, out));
            say_hex("copy", out, mbedtls_md_get_size(info));
        }
        mbedtls_md_free(&ctx);
        mbedtls_md_free(&copy);
    }
}

static void hmacs(void)
{
    mbedtls_md_context_t ctx;
    unsigned char out[MBEDTLS_MD_MAX_SIZE];
    size_t i, j;

    fill();
    EACH(i, types)
    {
        const mbedtls_md_info_t *info = mbedtls_md_info_from_type(types[i]);

        mbedtls_md_init(&ctx);
        say_code("setup", mbedtls_md_setup(&ctx, info, 1));
        EACH(j, lengths)
        {
            say_code("hmac", mbedtls_md_hmac(info, message, lengths[j], message, 77, out));
            say_hex("one call", out, mbedtls_md_get_size(info));
            say_code("hmac_starts", mbedtls_md_hmac_starts(&ctx, message + 1, lengths[j] / 2));
            say_code("hmac_update", mbedtls_md_hmac_update(&ctx, message, lengths[j]));
            say_code("update", mbedtls_md_update(&ctx, message, 3));
            say_code("hmac_finish", mbedtls_md_hmac_finish(&ctx, out));
            say_hex("hmac", out, mbedtls_md_get_size(info));
            say_code("hmac_reset", mbedtls_md_hmac_reset(&ctx));
            say_code("hmac_finish", mbedtls_md_hmac_finish(&ctx, out));
            say_hex("of nothing", out, mbedtls_md_get_size(info));
        }
        mbedtls_md_free(&ctx);
    }
}

static void wrong_order(void)
{
    mbedtls_md_context_t ctx, other;
    unsigned char out[MBEDTLS_MD_MAX_SIZE];
    const mbedtls_md_info_t *info = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);

    mbedtls_md_init(&ctx);
    mbedtls_md_init(&other);
    say("%d", mbedtls_md_info_from_ctx(&ctx) == NULL);
    say_code("setup NULL", mbedtls_md_setup(&ctx, NULL, 0));
    say_code("starts", mbedtls_md_starts(&ctx));
    say_code("update", mbedtls_md_update(&ctx, message, 1));
    say_code("finish", mbedtls_md_finish(&ctx, out));
    say_code("hmac_starts", mbedtls_md_hmac_starts(&ctx, message, 1));
    say_code("hmac_update", mbedtls_md_hmac_update(&ctx, message, 1));
    say_code("hmac_finish", mbedtls_md_hmac_finish(&ctx, out));
    say_code("hmac_reset", mbedtls_md_hmac_reset(&ctx));
    say_code("clone", mbedtls_md_clone(&ctx, &other));
    say_code("setup", mbedtls_md_setup(&ctx, info, 0));
    say_code("update before starts", mbedtls_md_update(&ctx, message, 1));
    say_code("finish", mbedtls_md_finish(&ctx, out));
    say_code("finish again", mbedtls_md_finish(&ctx, out));
    say_code("hmac_starts without hmac", mbedtls_md_hmac_starts(&ctx, message, 1));
    say_code("hmac_update", mbedtls_md_hmac_update(&ctx, message, 1));
    say_code("hmac_finish", mbedtls_md_hmac_finish(&ctx, out));
    say_code("hmac_reset", mbedtls_md_hmac_reset(&ctx));
    say_code("clone to nothing", mbedtls_md_clone(&other, &ctx));
    say_code("setup", mbedtls_md_setup(&other, mbedtls_md_info_from_type(MBEDTLS_MD_SHA1), 0));
    say_code("clone to another", mbedtls_md_clone(&other, &ctx));
    say_code("clone to itself", mbedtls_md_clone(&ctx, &ctx));
    mbedtls_md_free(&ctx);
    mbedtls_md_free(&other);
    say_code("md", mbedtls_md(NULL, message, 1, out));
    say_code("md_hmac", mbedtls_md_hmac(NULL, message, 1, message, 1, out));
    say_code("md_file", mbedtls_md_file(NULL, "x", out));
    say_code("md_file", mbedtls_md_file(info, "no such file", out));
    say_code("md_file of a folder", mbedtls_md_file(info, "/", out));
    say_code("sha256_starts", mbedtls_sha256(message, 1, out, 2));
    say_code("sha512_starts", mbedtls_sha512(message, 1, out, -1));
}

/* The functions of a header with one hash, or a long and a cut one (`variant` 1). */
struct hash {
    void (*init)(void *ctx);
    void (*free)(void *ctx);
    void (*clone)(void *to, const void *from);
    int (*starts)(void *ctx, int variant);
    int (*update)(void *ctx, const unsigned char *input, size_t size);
    int (*finish)(void *ctx, unsigned char *out);
    int (*process)(void *ctx, const unsigned char *block);
    int (*whole)(const unsigned char *input, size_t size, unsigned char *out, int variant);
    int (*self_test)(int verbose);
};

union any_context {
    mbedtls_md5_context md5;
    mbedtls_sha1_context sha1;
    mbedtls_sha256_context sha256;
    mbedtls_sha512_context sha512;
};

#define VARIANT , variant
#define NO_VARIANT

#define HASH(name, last)                                                                                        \
    static void name##_init(void *ctx) { mbedtls_##name##_init(ctx); }                                          \
    static void name##_free(void *ctx) { mbedtls_##name##_free(ctx); }                                          \
    static void name##_clone(void *to, const void *from) { mbedtls_##name##_clone(to, from); }                  \
    static int name##_starts(void *ctx, int variant)                                                            \
    {                                                                                                           \
        (void) variant;                                                                                         \
        return mbedtls_##name##_starts(ctx last);                                                               \
    }                                                                                                           \
    static int name##_update(void *ctx, const unsigned char *input, size_t size)                                \
    {                                                                                                           \
        return mbedtls_##name##_update(ctx, input, size);                                                       \
    }                                                                                                           \
    static int name##_finish(void *ctx, unsigned char *out) { return mbedtls_##name##_finish(ctx, out); }       \
    static int name##_process(void *ctx, const unsigned char *block)                                            \
    {                                                                                                           \
        return mbedtls_internal_##name##_process(ctx, block);                                                   \
    }                                                                                                           \
    static int name##_whole(const unsigned char *input, size_t size, unsigned char *out, int variant)           \
    {                                                                                                           \
        (void) variant;                                                                                         \
        return mbedtls_##name(input, size, out last);                                                           \
    }                                                                                                           \
    static const struct hash name##_hash = { name##_init,   name##_free,   name##_clone,                        \
                                             name##_starts, name##_update, name##_finish,                       \
                                             name##_process, name##_whole, mbedtls_##name##_self_test }

HASH(md5, NO_VARIANT);
HASH(sha1, NO_VARIANT);
HASH(sha256, VARIANT);
HASH(sha512, VARIANT);

static void not_started(const struct hash *hash, size_t size)
{
    union any_context ctx;
    unsigned char out[64];

    hash->init(&ctx);
    say_code("update", hash->update(&ctx, message, 70));
    say_code("finish", hash->finish(&ctx, out));
    say_hex("not started", out, size);
    hash->free(&ctx);
    say_code("self_test", hash->self_test(0));
}

static void bare(const struct hash *hash, int variant, size_t size)
{
    union any_context ctx, copy;
    unsigned char out[64];
    size_t j;

    hash->init(&ctx);
    hash->init(&copy);
    EACH(j, lengths)
    {
        say_code("starts", hash->starts(&ctx, variant));
        say_code("update", hash->update(&ctx, message, lengths[j]));
        hash->clone(&copy, &ctx);
        say_code("update", hash->update(&ctx, message + 100, 100));
        say_code("finish", hash->finish(&ctx, out));
        say_hex("hash", out, size);
        say_code("finish", hash->finish(&copy, out));
        say_hex("copy", out, size);
        say_code("whole", hash->whole(message, lengths[j], out, variant));
        say_hex("whole", out, size);
        /* Past the end. */
        say_code("update", hash->update(&ctx, message, 9));
        say_code("process", hash->process(&ctx, message + 3));
        say_code("finish", hash->finish(&ctx, out));
        say_hex("after the end", out, size);
    }
    hash->free(&ctx);
    hash->free(&copy);
}

static void bare_md5(void)
{
    fill();
    not_started(&md5_hash, 16);
    bare(&md5_hash, 0, 16);
}

static void bare_sha1(void)
{
    fill();
    not_started(&sha1_hash, 20);
    bare(&sha1_hash, 0, 20);
}

static void bare_sha256(void)
{
    fill();
    not_started(&sha256_hash, 32);
    bare(&sha256_hash, 0, 32);
    bare(&sha256_hash, 1, 28);
}

static void bare_sha512(void)
{
    fill();
    not_started(&sha512_hash, 64);
    bare(&sha512_hash, 0, 64);
    bare(&sha512_hash, 1, 48);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "names", names },
        { "digests", digests },
        { "pieces", pieces },
        { "hmacs", hmacs },
        { "wrong-order", wrong_order },
        { "md5", bare_md5 },
        { "sha1", bare_sha1 },
        { "sha256", bare_sha256 },
        { "sha512", bare_sha512 },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
