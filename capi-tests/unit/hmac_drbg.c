#include "hex.h"
#include <mbedtls/hmac_drbg.h>
#include <mbedtls/ssl.h>
#include <pthread.h>
#include <unistd.h>

/* An entropy source that counts: bytes 0, 1, 2 ... */
struct counting {
    unsigned char next;
    int calls;
    size_t asked;
    int failure;
};

static int counting_entropy(void *context, unsigned char *output, size_t size)
{
    struct counting *source = context;
    source->calls++;
    source->asked += size;
    if (source->failure != 0) {
        return source->failure;
    }
    for (size_t i = 0; i < size; i++) {
        output[i] = source->next++;
    }
    return 0;
}

static unsigned char out[2000], big[2000];

/* What the original gives for the counting entropy. */
static void known_output(void)
{
    static const struct {
        mbedtls_md_type_t type;
        size_t asked;
        const char *output;
    } known[] = {
        { MBEDTLS_MD_MD5, 24, "734da67632db8c9441540af241afc4831dab5c41" },
        { MBEDTLS_MD_SHA1, 24, "10d4fcbe2ced0a7da87b9d322f37c9ab06a1c29b" },
        { MBEDTLS_MD_SHA224, 36, "bec44d216ba91a0dca34126ac675be321979a01c" },
        { MBEDTLS_MD_SHA256, 48, "0798a915ee1a9abf2dbd7751c8f512fdab933f25" },
        { MBEDTLS_MD_SHA384, 48, "9c97c887d2f73f1b0be3cf14b7dc675dffc59d96" },
        { MBEDTLS_MD_SHA512, 48, "927871eb264c0c851002cfe7e1ae33e99584d97b" },
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        mbedtls_hmac_drbg_context ctx;
        struct counting source = { 0, 0, 0, 0 };
        memset(&ctx, 0xA5, sizeof ctx);
        mbedtls_hmac_drbg_init(&ctx);
        CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, mbedtls_md_info_from_type(known[i].type), counting_entropy, &source,
                                        (const unsigned char *) "custom", 6), 0);
        CHECK_EQ(source.calls, 2);
        CHECK_EQ(source.asked, known[i].asked);
        CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 20), 0);
        CHECK_HEX(out, known[i].output);
        mbedtls_hmac_drbg_free(&ctx);
        mbedtls_hmac_drbg_free(&ctx);
    }
    CHECK_EQ(mbedtls_hmac_drbg_self_test(0), 0);
}

static void seeded_by_bytes(void)
{
    mbedtls_hmac_drbg_context ctx;
    const mbedtls_md_info_t *md = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
    mbedtls_hmac_drbg_init(&ctx);
    CHECK_EQ(mbedtls_hmac_drbg_seed_buf(&ctx, md, (const unsigned char *) "seed", 4), 0);
    CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 20), 0);
    CHECK_HEX(out, "945418b8333283ae441104ff0af8ab77c755914d");
    /* No source, so prediction resistance changes nothing. */
    mbedtls_hmac_drbg_set_prediction_resistance(&ctx, MBEDTLS_HMAC_DRBG_PR_ON);
    CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 20), 0);
    CHECK_HEX(out, "fd5edd1dad14189f7d90a4f9be1be0a0f1e7b5c2");
    CHECK_EQ(mbedtls_hmac_drbg_random_with_add(&ctx, out, 20, (const unsigned char *) "ad", 2), 0);
    CHECK_HEX(out, "e34e6839ac803e532eb134484642130779232e18");
    mbedtls_hmac_drbg_free(&ctx);
    CHECK_EQ(mbedtls_hmac_drbg_seed_buf(&ctx, NULL, big, 4), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    mbedtls_hmac_drbg_free(&ctx);
}

static void limits(void)
{
    mbedtls_hmac_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    const mbedtls_md_info_t *md = mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
    mbedtls_hmac_drbg_init(&ctx);
    CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, NULL, counting_entropy, &source, NULL, 0), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, md, counting_entropy, &source, big, 257),
             MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG);
    mbedtls_hmac_drbg_free(&ctx);
    mbedtls_hmac_drbg_set_entropy_len(&ctx, 40);
    CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, md, counting_entropy, &source, big, 256), 0);
    CHECK_EQ(source.asked, 60);
    CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, big, 256), 0);
    CHECK_EQ(source.asked, 100);
    CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, big, 257), MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG);
    mbedtls_hmac_drbg_set_entropy_len(&ctx, 200);
    CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, big, 184), 0);
    CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, big, 185), MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG);
    mbedtls_hmac_drbg_set_entropy_len(&ctx, 385);
    CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, NULL, 0), MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG);
    mbedtls_hmac_drbg_set_entropy_len(&ctx, 32);
    CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 1024), 0);
    CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 1025), MBEDTLS_ERR_HMAC_DRBG_REQUEST_TOO_BIG);
    CHECK_EQ(mbedtls_hmac_drbg_random_with_add(&ctx, out, 9, big, 256), 0);
    CHECK_EQ(mbedtls_hmac_drbg_random_with_add(&ctx, out, 9, big, 257), MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG);
    CHECK_EQ(mbedtls_hmac_drbg_update(&ctx, big, sizeof big), 0);
    CHECK_EQ(mbedtls_hmac_drbg_update(&ctx, NULL, 0), 0);
    CHECK_EQ(mbedtls_hmac_drbg_update(&ctx, NULL, 5), 0);

    /* When fresh entropy is taken. */
    source.calls = 0;
    mbedtls_hmac_drbg_set_prediction_resistance(&ctx, MBEDTLS_HMAC_DRBG_PR_ON);
    CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 9), 0);
    CHECK_EQ(source.calls, 1);
    source.failure = -77;
    CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 9), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
    CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, NULL, 0), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
    source.failure = 0;
    mbedtls_hmac_drbg_set_prediction_resistance(&ctx, MBEDTLS_HMAC_DRBG_PR_OFF);
    CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, NULL, 0), 0);
    source.calls = 0;
    mbedtls_hmac_drbg_set_reseed_interval(&ctx, 2);
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 9), 0);
    }
    CHECK_EQ(source.calls, 2);
    mbedtls_hmac_drbg_free(&ctx);
}

static void seed_files(void)
{
    mbedtls_hmac_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    const char *path = "hmac_drbg.seed";
    FILE *file;
    unlink(path);
    mbedtls_hmac_drbg_init(&ctx);
    CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), counting_entropy, &source, NULL,
                                    0), 0);
    CHECK_EQ(mbedtls_hmac_drbg_update_seed_file(&ctx, path), MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_hmac_drbg_write_seed_file(&ctx, "no such folder/seed"), MBEDTLS_ERR_HMAC_DRBG_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_hmac_drbg_write_seed_file(&ctx, path), 0);
    file = fopen(path, "rb");
    CHECK_EQ(fread(out, 1, sizeof out, file), 256);
    fclose(file);
    CHECK_EQ(mbedtls_hmac_drbg_update_seed_file(&ctx, path), 0);
    file = fopen(path, "rb");
    CHECK_EQ(fread(big, 1, sizeof big, file), 256);
    fclose(file);
    CHECK(memcmp(out, big, 256) != 0);
    file = fopen(path, "wb");
    CHECK_EQ(fwrite(out, 1, 257, file), 257);
    fclose(file);
    CHECK_EQ(mbedtls_hmac_drbg_update_seed_file(&ctx, path), MBEDTLS_ERR_HMAC_DRBG_INPUT_TOO_BIG);
    unlink(path);
    mbedtls_hmac_drbg_free(&ctx);
}

static void *draw(void *context)
{
    unsigned char mine[64];
    for (int i = 0; i < 1000; i++) {
        CHECK_EQ(mbedtls_hmac_drbg_random(context, mine, sizeof mine), 0);
    }
    return NULL;
}

static void threads(void)
{
    mbedtls_hmac_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    pthread_t others[4];
    mbedtls_hmac_drbg_init(&ctx);
    CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), counting_entropy, &source, NULL,
                                    0), 0);
    mbedtls_hmac_drbg_set_reseed_interval(&ctx, 100);
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(pthread_create(&others[i], NULL, draw, &ctx), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(others[i], NULL);
    }
    CHECK_EQ(source.calls, 2 + 39);
    mbedtls_hmac_drbg_free(&ctx);
}

static void wrong_order(void)
{
    ONLY_OURS
    {
        mbedtls_hmac_drbg_context ctx;
        struct counting source = { 0, 0, 0, 0 };
        const mbedtls_md_info_t *md = mbedtls_md_info_from_type(MBEDTLS_MD_SHA1);
        mbedtls_hmac_drbg_init(&ctx);
        CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, out, 1), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_hmac_drbg_update(&ctx, out, 1), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, NULL, 0), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_hmac_drbg_write_seed_file(&ctx, "x"), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, md, NULL, NULL, NULL, 0), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_hmac_drbg_seed(NULL, md, counting_entropy, &source, NULL, 0), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, md, counting_entropy, &source, NULL, 1), MBEDTLS_ERR_MD_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hmac_drbg_seed(&ctx, md, counting_entropy, &source, NULL, 0), 0);
        CHECK_EQ(mbedtls_hmac_drbg_random(NULL, out, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hmac_drbg_random(&ctx, NULL, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hmac_drbg_update(NULL, NULL, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hmac_drbg_reseed(NULL, NULL, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_hmac_drbg_write_seed_file(&ctx, NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        /* A generator without a source cannot be reseeded. */
        CHECK_EQ(mbedtls_hmac_drbg_seed_buf(&ctx, md, big, 4), 0);
        CHECK_EQ(mbedtls_hmac_drbg_reseed(&ctx, NULL, 0), MBEDTLS_ERR_HMAC_DRBG_ENTROPY_SOURCE_FAILED);
        mbedtls_hmac_drbg_set_entropy_len(NULL, 1);
        mbedtls_hmac_drbg_set_prediction_resistance(NULL, 1);
        mbedtls_hmac_drbg_set_reseed_interval(NULL, 1);
        mbedtls_hmac_drbg_init(NULL);
        mbedtls_hmac_drbg_free(NULL);
        mbedtls_hmac_drbg_free(&ctx);
    }
}

int main(void)
{
    known_output();
    seeded_by_bytes();
    limits();
    seed_files();
    threads();
    wrong_order();
    return check_result();
}
