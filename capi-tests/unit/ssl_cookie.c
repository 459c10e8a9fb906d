#include "check.h"
#include <mbedtls/ssl_cookie.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

static int rng_calls;

static int fixed_rng(void *context, unsigned char *output, size_t size)
{
    rng_calls++;
    CHECK_EQ(size, 32);
    memset(output, *(unsigned char *) context, size);
    return 0;
}

static int broken_rng(void *context, unsigned char *output, size_t size)
{
    (void) context;
    (void) output;
    (void) size;
    return -99;
}

static const unsigned char client[] = "192.0.2.1:5684";
static const unsigned char other[] = "192.0.2.1:5685";

static void cookies(void)
{
    mbedtls_ssl_cookie_ctx ctx;
    unsigned char buffer[40], *p = buffer, key = 7;
    memset(buffer, 0xEE, sizeof buffer);
    mbedtls_ssl_cookie_init(&ctx);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, fixed_rng, &key), 0);
    CHECK_EQ(rng_calls, 1);

    CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, buffer + 31, client, sizeof client), MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    CHECK(p == buffer);
    CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, buffer + sizeof buffer, client, sizeof client), 0);
    CHECK_EQ(p - buffer, 32);
    CHECK_EQ(buffer[32], 0xEE);
    p = buffer;
    CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, buffer + 32, client, sizeof client), 0);

    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client), 0);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client), 0);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, other, sizeof other), -1);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client - 1), -1);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 31, client, sizeof client), -1);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 33, client, sizeof client), -1);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 0, client, sizeof client), -1);
    for (int i = 0; i < 32; i++) {
        buffer[i] ^= 0x10;
        CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client), -1);
        buffer[i] ^= 0x10;
    }
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client), 0);

    /* Another server with the same key agrees, one with another key does not. */
    mbedtls_ssl_cookie_ctx second;
    mbedtls_ssl_cookie_init(&second);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&second, fixed_rng, &key), 0);
    CHECK_EQ(mbedtls_ssl_cookie_check(&second, buffer, 32, client, sizeof client), 0);
    mbedtls_ssl_cookie_free(&second);
    mbedtls_ssl_cookie_init(&second);
    key = 8;
    CHECK_EQ(mbedtls_ssl_cookie_setup(&second, fixed_rng, &key), 0);
    CHECK_EQ(mbedtls_ssl_cookie_check(&second, buffer, 32, client, sizeof client), -1);
    mbedtls_ssl_cookie_free(&second);
    mbedtls_ssl_cookie_free(&ctx);
    mbedtls_ssl_cookie_free(&ctx);
}

/* A cookie of the original for the key of 32 sevens, made long ago, still verifies: the layout is the same. */
static void same_as_the_original(void)
{
    static const unsigned char theirs[32] = { 0x6B, 0x04, 0x73, 0xC6, 0xDA, 0x90, 0xE7, 0x34, 0xAE, 0x3B, 0x31, 0x78, 0x63, 0x39, 0x1A, 0x7B, 0x70, 0x67, 0x84, 0x4F, 0x6B, 0x04, 0x63, 0x37, 0xE4, 0x9F, 0xD8, 0xA9, 0x32, 0xC7, 0x98, 0x68 };
    mbedtls_ssl_cookie_ctx ctx;
    unsigned char key = 7;
    mbedtls_ssl_cookie_init(&ctx);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, fixed_rng, &key), 0);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, theirs, 32, client, sizeof client), -1);
    mbedtls_ssl_cookie_set_timeout(&ctx, 0);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, theirs, 32, client, sizeof client), 0);
    mbedtls_ssl_cookie_free(&ctx);
}

static void timeouts(void)
{
    mbedtls_ssl_cookie_ctx ctx;
    unsigned char buffer[32], *p = buffer, key = 7;
    mbedtls_ssl_cookie_init(&ctx);
    mbedtls_ssl_cookie_set_timeout(&ctx, 1);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, fixed_rng, &key), 0);
    CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, buffer + 32, client, sizeof client), 0);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client), 0);
    usleep(2100000);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client), -1);
    mbedtls_ssl_cookie_set_timeout(&ctx, 60);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, sizeof client), 0);
    mbedtls_ssl_cookie_free(&ctx);
}

static void *exchange(void *context)
{
    for (int i = 0; i < 2000; i++) {
        unsigned char buffer[32], *p = buffer, id[4] = { (unsigned char) i, 1, 2, 3 };
        CHECK_EQ(mbedtls_ssl_cookie_write(context, &p, buffer + 32, id, sizeof id), 0);
        CHECK_EQ(mbedtls_ssl_cookie_check(context, buffer, 32, id, sizeof id), 0);
    }
    return NULL;
}

static void threads(void)
{
    mbedtls_ssl_cookie_ctx ctx;
    unsigned char key = 9;
    pthread_t others[4];
    mbedtls_ssl_cookie_init(&ctx);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, fixed_rng, &key), 0);
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(pthread_create(&others[i], NULL, exchange, &ctx), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(others[i], NULL);
    }
    mbedtls_ssl_cookie_free(&ctx);
}

static void refusals(void)
{
    mbedtls_ssl_cookie_ctx ctx;
    unsigned char buffer[32], *p = buffer, key = 7;
    mbedtls_ssl_cookie_init(&ctx);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, broken_rng, NULL), -99);
    CHECK_EQ(mbedtls_ssl_cookie_write(NULL, &p, buffer + 32, client, sizeof client), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_cookie_check(NULL, buffer, 32, client, sizeof client), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, fixed_rng, &key), 0);
    CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, buffer + 32, NULL, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, NULL, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /* NULL is an end without any room before it. */
    CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, NULL, client, 4), MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    CHECK(p == buffer);
    mbedtls_ssl_cookie_free(&ctx);
    ONLY_OURS
    {
        mbedtls_ssl_cookie_init(NULL);
        mbedtls_ssl_cookie_free(NULL);
        mbedtls_ssl_cookie_set_timeout(NULL, 1);
        CHECK_EQ(mbedtls_ssl_cookie_setup(NULL, fixed_rng, &key), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, NULL, NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        /* Without a key, before setup and after free. */
        CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, buffer + 32, client, 4), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, buffer, 32, client, 4), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ssl_cookie_setup(&ctx, fixed_rng, &key), 0);
        CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, NULL, buffer + 32, client, 4), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ssl_cookie_write(&ctx, &p, p - 1, client, 4), MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
        CHECK_EQ(mbedtls_ssl_cookie_check(&ctx, NULL, 32, client, 4), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        mbedtls_ssl_cookie_free(&ctx);
    }
}

int main(void)
{
    mbedtls_ssl_cookie_write_t *writer = mbedtls_ssl_cookie_write;
    mbedtls_ssl_cookie_check_t *checker = mbedtls_ssl_cookie_check;
    CHECK(writer != NULL && checker != NULL);
    cookies();
    same_as_the_original();
    timeouts();
    threads();
    refusals();
    return check_result();
}
