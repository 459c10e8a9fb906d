#include "check.h"
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ssl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
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

static void same(const char *what, const unsigned char *found, const char *expected_hex)
{
    char text[2 * 64 + 1];
    size_t size = strlen(expected_hex) / 2;
    for (size_t i = 0; i < size; i++) {
        snprintf(text + 2 * i, 3, "%02x", found[i]);
    }
    if (strcmp(text, expected_hex) != 0) {
        fprintf(stderr, "%s: %s, not %s\n", what, text, expected_hex);
        check_failures++;
    }
}

/* What the original gives for the counting entropy. */
static void known_output(void)
{
    mbedtls_ctr_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    unsigned char out[MBEDTLS_CTR_DRBG_MAX_REQUEST];
    mbedtls_ctr_drbg_init(&ctx);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, (const unsigned char *) "self test", 9), 0);
    CHECK_EQ(source.calls, 1);
    CHECK_EQ(source.asked, 48);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, out, 32), 0);
    same("seeded", out, "7f22bcdbd7c58a2f5ecdc32924f43b5adaba0f7d4668fcaf3e94f390f81baf6b");
    CHECK_EQ(mbedtls_ctr_drbg_random_with_add(&ctx, out, 20, (const unsigned char *) "added", 5), 0);
    same("with addition", out, "eef5c532501d8188536875555069f725");
    CHECK_EQ(mbedtls_ctr_drbg_update(&ctx, (const unsigned char *) "updated", 7), 0);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, out, 16), 0);
    same("updated", out, "02e0c62caf8ec2f46752507dbfff340a");
    CHECK_EQ(mbedtls_ctr_drbg_reseed(&ctx, (const unsigned char *) "more", 4), 0);
    CHECK_EQ(source.calls, 2);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, out, 16), 0);
    same("reseeded", out, "e62bcc29851ffe0c85afa459f8240869");
    mbedtls_ctr_drbg_set_prediction_resistance(&ctx, MBEDTLS_CTR_DRBG_PR_ON);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, out, 16), 0);
    CHECK_EQ(source.calls, 3);
    same("prediction resistance", out, "3dea5428f379ae58de9aa7d1512c3793");
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, out, sizeof out), 0);
    same("the most", out + sizeof out - 16, "3a2d522dad4e51657eb9b18bdd081c5f");
    mbedtls_ctr_drbg_free(&ctx);
}

static void settings(void)
{
    mbedtls_ctr_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    unsigned char out[16];
    mbedtls_ctr_drbg_init(&ctx);
    mbedtls_ctr_drbg_set_entropy_len(&ctx, 32);
    CHECK_EQ(mbedtls_ctr_drbg_set_nonce_len(&ctx, MBEDTLS_CTR_DRBG_MAX_SEED_INPUT + 1),
             MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG);
    CHECK_EQ(mbedtls_ctr_drbg_set_nonce_len(&ctx, 8), 0);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, NULL, 0), 0);
    CHECK_EQ(source.calls, 2);
    CHECK_EQ(source.asked, 40);
    CHECK_EQ(mbedtls_ctr_drbg_set_nonce_len(&ctx, 8), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
    mbedtls_ctr_drbg_set_reseed_interval(&ctx, 2);
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, out, sizeof out), 0);
    }
    CHECK_EQ(source.calls, 4);
    CHECK_EQ(source.asked, 40 + 2 * 32);
    same("short seeds", out, "9c135cc35c2ef36e84bc369d7c8e0c13");
    mbedtls_ctr_drbg_free(&ctx);
}

static void limits(void)
{
    mbedtls_ctr_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    static unsigned char big[2048];
    mbedtls_ctr_drbg_init(&ctx);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, big, MBEDTLS_CTR_DRBG_MAX_SEED_INPUT - 48 + 1),
             MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG);
    CHECK_EQ(source.calls, 0);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, big, MBEDTLS_CTR_DRBG_MAX_SEED_INPUT - 48), 0);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, big, MBEDTLS_CTR_DRBG_MAX_REQUEST + 1),
             MBEDTLS_ERR_CTR_DRBG_REQUEST_TOO_BIG);
    CHECK_EQ(mbedtls_ctr_drbg_random_with_add(&ctx, big, 1, big, MBEDTLS_CTR_DRBG_MAX_INPUT + 1),
             MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG);
    CHECK_EQ(mbedtls_ctr_drbg_update(&ctx, big, MBEDTLS_CTR_DRBG_MAX_SEED_INPUT + 1),
             MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG);
    CHECK_EQ(mbedtls_ctr_drbg_update(&ctx, big, MBEDTLS_CTR_DRBG_MAX_SEED_INPUT), 0);
    CHECK_EQ(mbedtls_ctr_drbg_update(&ctx, NULL, 0), 0);
    CHECK_EQ(mbedtls_ctr_drbg_reseed(&ctx, big, MBEDTLS_CTR_DRBG_MAX_SEED_INPUT - 48 + 1),
             MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, big, 0), 0);

    source.failure = -77;
    memset(big, 0, 16);
    CHECK_EQ(mbedtls_ctr_drbg_reseed(&ctx, NULL, 0), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
    mbedtls_ctr_drbg_set_prediction_resistance(&ctx, MBEDTLS_CTR_DRBG_PR_ON);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, big, 16), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
    mbedtls_ctr_drbg_free(&ctx);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, NULL, 0),
             MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
    source.failure = 0;
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, NULL, 0), 0);
    mbedtls_ctr_drbg_free(&ctx);
    mbedtls_ctr_drbg_free(&ctx);
}

static void seed_files(void)
{
    mbedtls_ctr_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    const char *path = "ctr_drbg.seed";
    unsigned char first[400] = { 0 }, second[400] = { 0 };
    unlink(path);
    mbedtls_ctr_drbg_init(&ctx);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, NULL, 0), 0);
    CHECK_EQ(mbedtls_ctr_drbg_update_seed_file(&ctx, path), MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_ctr_drbg_write_seed_file(&ctx, "no such folder/seed"), MBEDTLS_ERR_CTR_DRBG_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_ctr_drbg_write_seed_file(&ctx, path), 0);
    struct stat about;
    CHECK_EQ(stat(path, &about), 0);
    CHECK_EQ(about.st_size, MBEDTLS_CTR_DRBG_MAX_INPUT);
    ONLY_OURS CHECK_EQ(about.st_mode & 077, 0);
    FILE *file = fopen(path, "rb");
    CHECK_EQ(fread(first, 1, sizeof first, file), 256);
    fclose(file);
    CHECK_EQ(mbedtls_ctr_drbg_update_seed_file(&ctx, path), 0);
    file = fopen(path, "rb");
    CHECK_EQ(fread(second, 1, sizeof second, file), 256);
    fclose(file);
    CHECK(memcmp(first, second, 256) != 0);
    same("second seed", second, "dc01883ed790d8ac4968fd6877fa39d6");
    file = fopen(path, "wb");
    CHECK_EQ(fwrite(first, 1, 257, file), 257);
    fclose(file);
    CHECK_EQ(mbedtls_ctr_drbg_update_seed_file(&ctx, path), MBEDTLS_ERR_CTR_DRBG_INPUT_TOO_BIG);
    unlink(path);
    mbedtls_ctr_drbg_free(&ctx);
}

static void *draw(void *context)
{
    unsigned char out[64];
    for (int i = 0; i < 2000; i++) {
        CHECK_EQ(mbedtls_ctr_drbg_random(context, out, sizeof out), 0);
    }
    return NULL;
}

static void threads(void)
{
    mbedtls_ctr_drbg_context ctx;
    struct counting source = { 0, 0, 0, 0 };
    pthread_t others[4];
    mbedtls_ctr_drbg_init(&ctx);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, NULL, 0), 0);
    mbedtls_ctr_drbg_set_reseed_interval(&ctx, 100);
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(pthread_create(&others[i], NULL, draw, &ctx), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(others[i], NULL);
    }
    CHECK_EQ(source.calls, 1 + 79);
    mbedtls_ctr_drbg_free(&ctx);
}

/* Parent and child do not go on with the same bytes. */
static void forked(void)
{
    mbedtls_ctr_drbg_context ctx;
    mbedtls_entropy_context entropy;
    unsigned char ours[16], theirs[16];
    int ends[2];
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&ctx);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, mbedtls_entropy_func, &entropy, NULL, 0), 0);
    CHECK_EQ(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        int failed = mbedtls_ctr_drbg_random(&ctx, theirs, sizeof theirs);
        _exit(failed != 0 || write(ends[1], theirs, sizeof theirs) != sizeof theirs);
    }
    int status = -1;
    CHECK_EQ(waitpid(child, &status, 0), child);
    CHECK_EQ(status, 0);
    CHECK_EQ(read(ends[0], theirs, sizeof theirs), 16);
    CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, ours, sizeof ours), 0);
    ONLY_OURS CHECK(memcmp(ours, theirs, sizeof ours) != 0);
    close(ends[0]);
    close(ends[1]);
    mbedtls_ctr_drbg_free(&ctx);
    mbedtls_entropy_free(&entropy);
}

static void wrong_order(void)
{
    CHECK_EQ(mbedtls_ctr_drbg_self_test(0), 0);
    ONLY_OURS
    {
        mbedtls_ctr_drbg_context ctx;
        struct counting source = { 0, 0, 0, 0 };
        unsigned char out[16] = { 0 };
        mbedtls_ctr_drbg_init(&ctx);
        CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, out, 1), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_ctr_drbg_update(&ctx, out, 1), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_ctr_drbg_reseed(&ctx, NULL, 0), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_ctr_drbg_write_seed_file(&ctx, "x"), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, NULL, NULL, NULL, 0), MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED);
        CHECK_EQ(mbedtls_ctr_drbg_seed(NULL, counting_entropy, &source, NULL, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, NULL, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_seed(&ctx, counting_entropy, &source, NULL, 0), 0);
        CHECK_EQ(mbedtls_ctr_drbg_random(NULL, out, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_random(&ctx, NULL, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_random_with_add(&ctx, out, 1, NULL, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_reseed(NULL, NULL, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_update(NULL, NULL, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_set_nonce_len(NULL, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_write_seed_file(&ctx, NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ctr_drbg_update_seed_file(NULL, "x"), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        mbedtls_ctr_drbg_set_entropy_len(NULL, 1);
        mbedtls_ctr_drbg_set_prediction_resistance(NULL, 1);
        mbedtls_ctr_drbg_set_reseed_interval(NULL, 1);
        mbedtls_ctr_drbg_init(NULL);
        mbedtls_ctr_drbg_free(NULL);
        mbedtls_ctr_drbg_free(&ctx);
        /* Set, and never seeded: freed all the same. */
        mbedtls_ctr_drbg_set_entropy_len(&ctx, 32);
        mbedtls_ctr_drbg_free(&ctx);
    }
}

int main(void)
{
    known_output();
    settings();
    limits();
    seed_files();
    threads();
    forked();
    wrong_order();
    return check_result();
}
