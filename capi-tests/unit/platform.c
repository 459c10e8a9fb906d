/* Our library has its memory functions whatever the program defines; the original of Debian was built without. */
#ifndef ORIGINAL
#define MBEDTLS_PLATFORM_MEMORY
#endif
#include "certs.h"
#include "check.h"
#include <mbedtls/platform.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>
#include <string.h>

static int handed_out;

static void *counting_calloc(size_t n, size_t size)
{
    handed_out++;
    return calloc(n, size);
}

static void counting_free(void *memory)
{
    handed_out -= memory != NULL;
    free(memory);
}

static void memory(void)
{
    unsigned char *bytes = mbedtls_calloc(3, 5);
    CHECK(bytes != NULL);
    static const unsigned char zeroes[15];
    CHECK_EQ(memcmp(bytes, zeroes, 15), 0);
    mbedtls_free(bytes);
    mbedtls_free(NULL);
    ONLY_OURS
    {
#ifndef ORIGINAL
        CHECK_EQ(mbedtls_platform_set_calloc_free(NULL, free), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_platform_set_calloc_free(calloc, NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_platform_set_calloc_free(counting_calloc, counting_free), 0);
        bytes = mbedtls_calloc(1, 10);
        CHECK_EQ(handed_out, 1);
        mbedtls_free(bytes);
        CHECK_EQ(handed_out, 0);
        /* Lists come from there too. */
        mbedtls_x509_crt chain;
        mbedtls_x509_crt_init(&chain);
        CHECK_EQ(mbedtls_x509_crt_parse_file(&chain, cert_path("ca-p256.crt")), 0);
        int of_one = handed_out;
        CHECK_EQ(mbedtls_x509_crt_parse_file(&chain, cert_path("ca-p256.crt")), 0);
        CHECK_EQ(handed_out, 2 * of_one + 1);
        mbedtls_x509_crt_free(&chain);
        CHECK_EQ(handed_out, 0);
        CHECK_EQ(mbedtls_platform_set_calloc_free(calloc, free), 0);
        CHECK(mbedtls_calloc((size_t) -1, 8) == NULL);
#endif
    }
}

int main(void)
{
    char text[8];
    mbedtls_platform_context ctx;
    memory();
    CHECK_EQ(mbedtls_snprintf(text, sizeof text, "%d", 42), 2);
    CHECK_EQ(strcmp(text, "42"), 0);
    CHECK_EQ(mbedtls_fprintf(stderr, "%s", ""), 0);
    CHECK_EQ(mbedtls_printf("%s", ""), 0);
    CHECK(mbedtls_time(NULL) > 1735689600);
    CHECK_EQ(MBEDTLS_EXIT_SUCCESS, EXIT_SUCCESS);
    CHECK_EQ(mbedtls_platform_setup(&ctx), 0);
    mbedtls_platform_teardown(&ctx);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_platform_setup(NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        mbedtls_platform_teardown(NULL);
    }
    mbedtls_exit(check_result());
}
