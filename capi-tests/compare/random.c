/* ctr_drbg.h and entropy.h: with the same entropy, the same bytes. */
#include "support/check.h"

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Counts up; says what was asked for. */
static unsigned char next_byte;
static int entropy_fails;

static int counting(void *ctx, unsigned char *out, size_t len)
{
    size_t i;

    say("%s asked for %u bytes", (const char *) ctx, (unsigned) len);
    if (entropy_fails)
        return -0x0055;
    for (i = 0; i < len; i++)
        out[i] = next_byte++;
    return 0;
}

static char source[] = "entropy";

static int seeded(mbedtls_ctr_drbg_context *ctx, const char *custom)
{
    next_byte = 0;
    entropy_fails = 0;
    mbedtls_ctr_drbg_init(ctx);
    return say_code("seed", mbedtls_ctr_drbg_seed(ctx, counting, source, (const unsigned char *) custom,
                                                  custom == NULL ? 0 : strlen(custom)));
}

static void draw(mbedtls_ctr_drbg_context *ctx, size_t len)
{
    unsigned char out[64];

    if (say_code("random", mbedtls_ctr_drbg_random(ctx, out, len)) == 0)
        say_hex("out", out, len);
}

static void known_output(void)
{
    mbedtls_ctr_drbg_context ctx;
    int i;

    seeded(&ctx, NULL);
    for (i = 0; i < 4; i++)
        draw(&ctx, 16);
    draw(&ctx, 0);
    draw(&ctx, 1);
    draw(&ctx, 33);
    draw(&ctx, 64);
    mbedtls_ctr_drbg_free(&ctx);
}

static void customised(void)
{
    mbedtls_ctr_drbg_context ctx;

    seeded(&ctx, "personalization");
    draw(&ctx, 32);
    mbedtls_ctr_drbg_free(&ctx);
    seeded(&ctx, "");
    draw(&ctx, 32);
    mbedtls_ctr_drbg_free(&ctx);
}

static void with_additional(void)
{
    mbedtls_ctr_drbg_context ctx;
    unsigned char out[32];
    static unsigned char add[300];
    size_t i;
    static const size_t lens[] = { 0, 1, 16, 255, 256, 257, 300 };

    for (i = 0; i < sizeof(add); i++)
        add[i] = (unsigned char) i;
    seeded(&ctx, NULL);
    for (i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
        printf("additional %u: ", (unsigned) lens[i]);
        if (say_code("random_with_add", mbedtls_ctr_drbg_random_with_add(&ctx, out, sizeof(out), add, lens[i])) == 0)
            say_hex("out", out, sizeof(out));
    }
    mbedtls_ctr_drbg_free(&ctx);
}

static void request_limits(void)
{
    static unsigned char out[2000];
    mbedtls_ctr_drbg_context ctx;
    static const size_t lens[] = { 1023, 1024, 1025, 2000 };
    size_t i;

    seeded(&ctx, NULL);
    for (i = 0; i < 4; i++) {
        printf("%u bytes: ", (unsigned) lens[i]);
        say_code("random", mbedtls_ctr_drbg_random(&ctx, out, lens[i]));
    }
    say_hex("last bytes", out + 1000, 24);
    mbedtls_ctr_drbg_free(&ctx);
}

static void reseeding(void)
{
    mbedtls_ctr_drbg_context ctx;

    seeded(&ctx, NULL);
    mbedtls_ctr_drbg_set_reseed_interval(&ctx, 2);
    draw(&ctx, 8);
    draw(&ctx, 8);
    draw(&ctx, 8);
    draw(&ctx, 8);
    say_code("reseed", mbedtls_ctr_drbg_reseed(&ctx, NULL, 0));
    draw(&ctx, 8);
    say_code("reseed with", mbedtls_ctr_drbg_reseed(&ctx, (const unsigned char *) "more", 4));
    draw(&ctx, 8);
    mbedtls_ctr_drbg_free(&ctx);
}

static void reseed_interval_default(void)
{
    mbedtls_ctr_drbg_context ctx;
    unsigned char out[1];
    int i;

    seeded(&ctx, NULL);
    for (i = 0; i < 20002; i++)
        if (mbedtls_ctr_drbg_random(&ctx, out, 1) != 0)
            say("failed at %d", i);
    draw(&ctx, 16);
    mbedtls_ctr_drbg_free(&ctx);
}

static void prediction_resistance(void)
{
    mbedtls_ctr_drbg_context ctx;

    seeded(&ctx, NULL);
    mbedtls_ctr_drbg_set_prediction_resistance(&ctx, MBEDTLS_CTR_DRBG_PR_ON);
    draw(&ctx, 8);
    draw(&ctx, 8);
    mbedtls_ctr_drbg_set_prediction_resistance(&ctx, MBEDTLS_CTR_DRBG_PR_OFF);
    draw(&ctx, 8);
    mbedtls_ctr_drbg_free(&ctx);
}

static void lengths(void)
{
    static const size_t entropy[] = { 16, 32, 48, 64, 128, 383, 384, 385, 1000 };
    static const size_t nonces[] = { 0, 1, 16, 24, 255, 336, 384, 1000 };
    mbedtls_ctr_drbg_context ctx;
    size_t i;

    for (i = 0; i < sizeof(entropy) / sizeof(entropy[0]); i++) {
        next_byte = 0;
        mbedtls_ctr_drbg_init(&ctx);
        mbedtls_ctr_drbg_set_entropy_len(&ctx, entropy[i]);
        printf("entropy of %u: ", (unsigned) entropy[i]);
        if (say_code("seed", mbedtls_ctr_drbg_seed(&ctx, counting, source, NULL, 0)) == 0) {
            draw(&ctx, 8);
            say_code("reseed", mbedtls_ctr_drbg_reseed(&ctx, NULL, 0));
        }
        mbedtls_ctr_drbg_free(&ctx);
    }
    for (i = 0; i < sizeof(nonces) / sizeof(nonces[0]); i++) {
        next_byte = 0;
        mbedtls_ctr_drbg_init(&ctx);
        printf("nonce of %u: ", (unsigned) nonces[i]);
        say_code("set_nonce_len", mbedtls_ctr_drbg_set_nonce_len(&ctx, nonces[i]));
        if (say_code("seed", mbedtls_ctr_drbg_seed(&ctx, counting, source, NULL, 0)) == 0)
            draw(&ctx, 8);
        mbedtls_ctr_drbg_free(&ctx);
    }
}

static void custom_limits(void)
{
    static unsigned char custom[500];
    static const size_t lens[] = { 256, 311, 312, 313, 336, 337, 384, 385, 500 };
    mbedtls_ctr_drbg_context ctx;
    size_t i;

    for (i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
        next_byte = 0;
        mbedtls_ctr_drbg_init(&ctx);
        printf("custom of %u: ", (unsigned) lens[i]);
        say_code("seed", mbedtls_ctr_drbg_seed(&ctx, counting, source, custom, lens[i]));
        mbedtls_ctr_drbg_free(&ctx);
    }
}

static void source_fails(void)
{
    mbedtls_ctr_drbg_context ctx;

    entropy_fails = 1;
    mbedtls_ctr_drbg_init(&ctx);
    say_code("seed", mbedtls_ctr_drbg_seed(&ctx, counting, source, NULL, 0));
    mbedtls_ctr_drbg_free(&ctx);
    seeded(&ctx, NULL);
    entropy_fails = 1;
    say_code("reseed", mbedtls_ctr_drbg_reseed(&ctx, NULL, 0));
    draw(&ctx, 8);
    mbedtls_ctr_drbg_set_prediction_resistance(&ctx, MBEDTLS_CTR_DRBG_PR_ON);
    draw(&ctx, 8);
    entropy_fails = 0;
    draw(&ctx, 8);
    mbedtls_ctr_drbg_free(&ctx);
}

static void updating(void)
{
    mbedtls_ctr_drbg_context ctx;
    static unsigned char data[400];

    seeded(&ctx, NULL);
    say_code("update", mbedtls_ctr_drbg_update(&ctx, (const unsigned char *) "abc", 3));
    draw(&ctx, 8);
    say_code("update with nothing", mbedtls_ctr_drbg_update(&ctx, data, 0));
    draw(&ctx, 8);
    say_code("update, 384", mbedtls_ctr_drbg_update(&ctx, data, 384));
    draw(&ctx, 8);
    say_code("update, 385", mbedtls_ctr_drbg_update(&ctx, data, 385));
    draw(&ctx, 8);
    mbedtls_ctr_drbg_free(&ctx);
}

static void life(void)
{
    mbedtls_ctr_drbg_context ctx;

    mbedtls_ctr_drbg_init(&ctx);
    mbedtls_ctr_drbg_free(&ctx);
    mbedtls_ctr_drbg_free(NULL);
    seeded(&ctx, "once");
    mbedtls_ctr_drbg_free(&ctx);
    say_code("seed again after free", mbedtls_ctr_drbg_seed(&ctx, counting, source, NULL, 0));
    draw(&ctx, 8);
    mbedtls_ctr_drbg_free(&ctx);
}

static void seed_files(void)
{
    char path[] = "/tmp/compare-seed-XXXXXX";
    int fd = mkstemp(path);
    mbedtls_ctr_drbg_context ctx;
    unsigned char *bytes;
    size_t len;

    if (fd < 0)
        fatal("no temporary file");
    close(fd);
    seeded(&ctx, NULL);
    say_code("write_seed_file", mbedtls_ctr_drbg_write_seed_file(&ctx, path));
    bytes = read_file(path, &len);
    say_hex("file", bytes, len);
    free(bytes);
    say_code("update_seed_file", mbedtls_ctr_drbg_update_seed_file(&ctx, path));
    bytes = read_file(path, &len);
    say_hex("file", bytes, len);
    free(bytes);
    draw(&ctx, 8);
    unlink(path);
    say_code("update from no file", mbedtls_ctr_drbg_update_seed_file(&ctx, path));
    say_code("write into no folder", mbedtls_ctr_drbg_write_seed_file(&ctx, "/nonexistent/seed"));
    mbedtls_ctr_drbg_free(&ctx);
}

/* -- entropy.h ---------------------------------------------------------------------------------------------------- */

static void entropy_works(void)
{
    mbedtls_entropy_context ctx;
    unsigned char a[64] = { 0 }, b[64] = { 0 };

    mbedtls_entropy_init(&ctx);
    say_code("func", mbedtls_entropy_func(&ctx, a, sizeof(a)));
    say_code("func", mbedtls_entropy_func(&ctx, b, sizeof(b)));
    say("different: %d", memcmp(a, b, sizeof(a)) != 0);
    say_code("func, 32 bytes", mbedtls_entropy_func(&ctx, a, 32));
    say_code("func, 0 bytes", mbedtls_entropy_func(&ctx, a, 0));
    {
        unsigned char c[65];

        say_code("func, 65 bytes", mbedtls_entropy_func(&ctx, c, sizeof(c)));
    }
    say_code("gather", mbedtls_entropy_gather(&ctx));
    say_code("update_manual", mbedtls_entropy_update_manual(&ctx, a, 32));
    mbedtls_entropy_free(&ctx);
}

static int polls;

static int own_source(void *data, unsigned char *output, size_t len, size_t *olen)
{
    const char *what = data;

    polls++;
    if (strcmp(what, "fails") == 0)
        return -0x0077;
    if (strcmp(what, "empty") == 0) {
        *olen = 0;
        return 0;
    }
    memset(output, 5, len);
    *olen = len;
    return 0;
}

static void entropy_sources(void)
{
    static char what[][8] = { "full", "fails", "empty" };
    size_t i;

    for (i = 0; i < 3; i++) {
        mbedtls_entropy_context ctx;
        unsigned char out[32];

        mbedtls_entropy_init(&ctx);
        printf("%s: ", what[i]);
        say_code("add_source", mbedtls_entropy_add_source(&ctx, own_source, what[i], 1, MBEDTLS_ENTROPY_SOURCE_WEAK));
        polls = 0;
        say_code("func", mbedtls_entropy_func(&ctx, out, sizeof(out)));
        say("asked: %d", polls > 0);
        mbedtls_entropy_free(&ctx);
    }
}

static void entropy_source_limit(void)
{
    static char what[] = "full";
    mbedtls_entropy_context ctx;
    int i, code = 0;

    mbedtls_entropy_init(&ctx);
    for (i = 0; i < 30 && code == 0; i++)
        code = mbedtls_entropy_add_source(&ctx, own_source, what, 1, MBEDTLS_ENTROPY_SOURCE_WEAK);
    say("after %d", i);
    say_code("add_source", code);
    mbedtls_entropy_free(&ctx);
}

static void entropy_seed_file(void)
{
    char path[] = "/tmp/compare-seed-XXXXXX";
    int fd = mkstemp(path);
    mbedtls_entropy_context ctx;
    unsigned char *bytes;
    size_t len;

    if (fd < 0)
        fatal("no temporary file");
    close(fd);
    mbedtls_entropy_init(&ctx);
    say_code("write_seed_file", mbedtls_entropy_write_seed_file(&ctx, path));
    bytes = read_file(path, &len);
    say("%u bytes", (unsigned) len);
    free(bytes);
    say_code("update_seed_file", mbedtls_entropy_update_seed_file(&ctx, path));
    unlink(path);
    say_code("update from no file", mbedtls_entropy_update_seed_file(&ctx, path));
    mbedtls_entropy_free(&ctx);
}

static void the_usual_pair(void)
{
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context ctx;
    unsigned char a[32], b[32];

    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&ctx);
    say_code("seed", mbedtls_ctr_drbg_seed(&ctx, mbedtls_entropy_func, &entropy, (const unsigned char *) "test", 4));
    say_code("random", mbedtls_ctr_drbg_random(&ctx, a, sizeof(a)));
    say_code("random", mbedtls_ctr_drbg_random(&ctx, b, sizeof(b)));
    say("different: %d", memcmp(a, b, sizeof(a)) != 0);
    mbedtls_ctr_drbg_free(&ctx);
    mbedtls_entropy_free(&entropy);
    mbedtls_entropy_free(NULL);
}

static void self_tests(void)
{
    say_code("ctr_drbg_self_test", mbedtls_ctr_drbg_self_test(0));
    say_code("entropy_self_test", mbedtls_entropy_self_test(0));
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "known-output", known_output },
        { "customised", customised },
        { "with-additional", with_additional },
        { "request-limits", request_limits },
        { "reseeding", reseeding },
        { "reseed-interval-default", reseed_interval_default },
        { "prediction-resistance", prediction_resistance },
        { "lengths", lengths },
        { "custom-limits", custom_limits },
        { "source-fails", source_fails },
        { "updating", updating },
        { "life", life },
        { "seed-files", seed_files },
        { "entropy-works", entropy_works },
        { "entropy-sources", entropy_sources },
        { "entropy-source-limit", entropy_source_limit },
        { "entropy-seed-file", entropy_seed_file },
        { "the-usual-pair", the_usual_pair },
        { "self-tests", self_tests },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
