/* version.h, platform.h and error.h: numbers, not texts. */
#include "support/check.h"

#include <mbedtls/error.h>
#include <mbedtls/platform.h>
#include <mbedtls/platform_util.h>
#include <mbedtls/ssl.h>
#include <mbedtls/version.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void numbers(void)
{
    char text[32];

    say("0x%08X 0x%08X", (unsigned) MBEDTLS_VERSION_NUMBER, mbedtls_version_get_number());
    say("%d.%d.%d", MBEDTLS_VERSION_MAJOR, MBEDTLS_VERSION_MINOR, MBEDTLS_VERSION_PATCH);
    mbedtls_version_get_string(text);
    say("%s %s", MBEDTLS_VERSION_STRING, text);
}

/* Only features that both libraries have, or both have not. */
static void features(void)
{
    static const char *const names[] = { "MBEDTLS_SSL_PROTO_DTLS", "MBEDTLS_SSL_CLI_C", "MBEDTLS_SSL_SRV_C",
                                         "MBEDTLS_SSL_DTLS_ANTI_REPLAY", "MBEDTLS_SSL_DTLS_HELLO_VERIFY",
                                         "MBEDTLS_X509_CRT_PARSE_C", "MBEDTLS_CTR_DRBG_C", "MBEDTLS_NO_SUCH_THING",
                                         "SSL_PROTO_DTLS", "" };
    size_t i;

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        printf("\"%s\": ", names[i]);
        say("%d", mbedtls_version_check_feature(names[i]));
    }
}

/* Each code gives some text, and none writes behind the buffer. */
static void error_texts(void)
{
    static const int codes[] = { 0, -1, -0x0034, -0x004C, -0x2700, -0x3D00, -0x6800, -0x6900, -0x7100, -0x7F00, -0x2180 - 0x60 };
    char text[100];
    size_t i;

    for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
        memset(text, 'x', sizeof(text));
        mbedtls_strerror(codes[i], text, sizeof(text));
        say("-0x%04X: %d", (unsigned) -codes[i], memchr(text, 0, sizeof(text)) != NULL && text[0] != 0);
    }
    memset(text, 'x', sizeof(text));
    mbedtls_strerror(-0x7100, text, 0);
    say("no room: %c", text[0]);
    mbedtls_strerror(-0x7100, text, 1);
    say("room for one: %d %c", text[0], text[1]);
    mbedtls_strerror(-0x7100, text, 8);
    say("room for eight: %u %c", (unsigned) strlen(text), text[8]);
}

static void error_numbers(void)
{
    say("%d %d %d", MBEDTLS_ERR_ERROR_GENERIC_ERROR, MBEDTLS_ERR_ERROR_CORRUPTION_DETECTED,
        MBEDTLS_ERR_PLATFORM_FEATURE_UNSUPPORTED);
    say("%d %d %d %d %d", MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE, MBEDTLS_ERR_SSL_TIMEOUT,
        MBEDTLS_ERR_SSL_CLIENT_RECONNECT, MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
}

static void platform(void)
{
    mbedtls_platform_context ctx;
    unsigned char secret[8] = "secret!";
    void *p;

    say_code("setup", mbedtls_platform_setup(&ctx));
    mbedtls_platform_teardown(&ctx);
    mbedtls_platform_zeroize(secret, sizeof(secret));
    say_hex("wiped", secret, sizeof(secret));
    p = mbedtls_calloc(4, 4);
    say("zeros: %d", p != NULL && memcmp(p, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16) == 0);
    mbedtls_free(p);
    mbedtls_free(NULL);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "numbers", numbers },
        { "features", features },
        { "error-texts", error_texts },
        { "error-numbers", error_numbers },
        { "platform", platform },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
