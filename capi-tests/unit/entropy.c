#include "check.h"
#include <mbedtls/entropy.h>
#include <mbedtls/ssl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

/* A source that gives a few bytes a call. */
struct dripping {
    size_t at_once;
    int calls;
    int failure;
};

static int drip(void *context, unsigned char *output, size_t size, size_t *given)
{
    struct dripping *source = context;
    source->calls++;
    CHECK_EQ(size, MBEDTLS_ENTROPY_MAX_GATHER);
    size_t count = source->at_once < size ? source->at_once : size;
    memset(output, 0x42, count);
    *given = count;
    return source->failure;
}

static void drawing(void)
{
    mbedtls_entropy_context ctx;
    unsigned char first[65], second[65];
    mbedtls_entropy_init(&ctx);
    CHECK_EQ(mbedtls_entropy_gather(&ctx), 0);
    memset(first, 0, sizeof first);
    memset(second, 0, sizeof second);
    CHECK_EQ(mbedtls_entropy_func(&ctx, first, MBEDTLS_ENTROPY_BLOCK_SIZE), 0);
    CHECK_EQ(mbedtls_entropy_func(&ctx, second, MBEDTLS_ENTROPY_BLOCK_SIZE), 0);
    CHECK(memcmp(first, second, 64) != 0);
    CHECK_EQ(first[64], 0);
    memset(first, 0, sizeof first);
    CHECK_EQ(mbedtls_entropy_func(&ctx, first, 7), 0);
    CHECK_EQ(memcmp(first + 7, "\0\0\0", 3), 0);
    CHECK_EQ(mbedtls_entropy_func(&ctx, first, 0), 0);
    CHECK_EQ(mbedtls_entropy_func(&ctx, first, MBEDTLS_ENTROPY_BLOCK_SIZE + 1), MBEDTLS_ERR_ENTROPY_SOURCE_FAILED);
    CHECK_EQ(mbedtls_entropy_update_manual(&ctx, first, sizeof first), 0);
    CHECK_EQ(mbedtls_entropy_update_manual(&ctx, first, 0), 0);
    mbedtls_entropy_free(&ctx);
    mbedtls_entropy_free(&ctx);
    /* Freed: nothing comes any more, until it is initialised again. */
    CHECK(mbedtls_entropy_func(&ctx, first, 8) != 0);
    mbedtls_entropy_init(&ctx);
    CHECK_EQ(mbedtls_entropy_func(&ctx, first, 8), 0);
    mbedtls_entropy_free(&ctx);
}

static void sources(void)
{
    mbedtls_entropy_context ctx;
    unsigned char out[64];
    struct dripping source = { 10, 0, 0 };
    mbedtls_entropy_init(&ctx);
    CHECK_EQ(mbedtls_entropy_add_source(&ctx, drip, &source, 35, MBEDTLS_ENTROPY_SOURCE_WEAK), 0);
    CHECK_EQ(mbedtls_entropy_func(&ctx, out, sizeof out), 0);
    CHECK_EQ(source.calls, 4);
    CHECK_EQ(mbedtls_entropy_func(&ctx, out, sizeof out), 0);
    CHECK_EQ(source.calls, 8);
    CHECK_EQ(mbedtls_entropy_gather(&ctx), 0);
    CHECK_EQ(source.calls, 9);

    source.failure = -5;
    CHECK_EQ(mbedtls_entropy_gather(&ctx), -5);
    CHECK_EQ(mbedtls_entropy_func(&ctx, out, sizeof out), -5);
    source.failure = 0;

    /* One that never gives enough. */
    source.at_once = 0;
    source.calls = 0;
    CHECK_EQ(mbedtls_entropy_func(&ctx, out, sizeof out), MBEDTLS_ERR_ENTROPY_SOURCE_FAILED);
    CHECK(source.calls >= 256 && source.calls <= 257);
    source.at_once = 1000;
    CHECK_EQ(mbedtls_entropy_func(&ctx, out, sizeof out), 0);

    int result = 0, count = 0;
    while (count < 100 && (result = mbedtls_entropy_add_source(&ctx, drip, &source, 0, 0)) == 0) {
        count++;
    }
    CHECK_EQ(result, MBEDTLS_ERR_ENTROPY_MAX_SOURCES);
    CHECK_EQ(count, MBEDTLS_ENTROPY_MAX_SOURCES - 2);
    CHECK_EQ(mbedtls_entropy_func(&ctx, out, sizeof out), 0);
    mbedtls_entropy_free(&ctx);
}

static void seed_files(void)
{
    mbedtls_entropy_context ctx;
    const char *path = "entropy.seed";
    unsigned char first[100], second[100];
    unlink(path);
    mbedtls_entropy_init(&ctx);
    CHECK_EQ(mbedtls_entropy_update_seed_file(&ctx, path), MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_entropy_write_seed_file(&ctx, "no such folder/seed"), MBEDTLS_ERR_ENTROPY_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_entropy_write_seed_file(&ctx, path), 0);
    FILE *file = fopen(path, "rb");
    CHECK_EQ(fread(first, 1, sizeof first, file), MBEDTLS_ENTROPY_BLOCK_SIZE);
    fclose(file);
    CHECK_EQ(mbedtls_entropy_update_seed_file(&ctx, path), 0);
    file = fopen(path, "rb");
    CHECK_EQ(fread(second, 1, sizeof second, file), MBEDTLS_ENTROPY_BLOCK_SIZE);
    fclose(file);
    CHECK(memcmp(first, second, 64) != 0);
    /* Of a long file only the beginning counts. */
    file = fopen(path, "wb");
    for (int i = 0; i < MBEDTLS_ENTROPY_MAX_SEED_SIZE + 10; i++) {
        fputc(i, file);
    }
    fclose(file);
    CHECK_EQ(mbedtls_entropy_update_seed_file(&ctx, path), 0);
    unlink(path);
    mbedtls_entropy_free(&ctx);
}

static void *draw(void *context)
{
    unsigned char out[64];
    for (int i = 0; i < 200; i++) {
        CHECK_EQ(mbedtls_entropy_func(context, out, sizeof out), 0);
    }
    return NULL;
}

static void threads(void)
{
    mbedtls_entropy_context ctx;
    pthread_t others[4];
    mbedtls_entropy_init(&ctx);
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(pthread_create(&others[i], NULL, draw, &ctx), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(others[i], NULL);
    }
    mbedtls_entropy_free(&ctx);
}

static void system_source(void)
{
    unsigned char out[32] = { 0 };
    size_t given = 0;
    CHECK_EQ(mbedtls_platform_entropy_poll(NULL, out, sizeof out, &given), 0);
    CHECK_EQ(given, sizeof out);
    CHECK(memcmp(out, out + 16, 16) != 0);
    CHECK_EQ(mbedtls_entropy_self_test(0), 0);
}

static void null_pointers(void)
{
    ONLY_OURS
    {
        mbedtls_entropy_context ctx;
        unsigned char out[8];
        size_t given;
        memset(&ctx, 0, sizeof ctx);
        CHECK_EQ(mbedtls_entropy_func(&ctx, out, sizeof out), MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED);
        CHECK_EQ(mbedtls_entropy_gather(&ctx), MBEDTLS_ERR_ENTROPY_NO_SOURCES_DEFINED);
        mbedtls_entropy_init(NULL);
        mbedtls_entropy_free(NULL);
        mbedtls_entropy_init(&ctx);
        CHECK_EQ(mbedtls_entropy_add_source(&ctx, NULL, NULL, 1, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_add_source(NULL, drip, NULL, 1, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_gather(NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_func(NULL, out, 8), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_func(&ctx, NULL, 8), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_update_manual(&ctx, NULL, 8), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_update_manual(NULL, out, 8), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_write_seed_file(&ctx, NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_entropy_update_seed_file(&ctx, NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_platform_entropy_poll(NULL, NULL, 8, &given), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_platform_entropy_poll(NULL, out, 8, NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        mbedtls_entropy_free(&ctx);
    }
}

int main(void)
{
    drawing();
    sources();
    seed_files();
    threads();
    system_source();
    null_pointers();
    return check_result();
}
