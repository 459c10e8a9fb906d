#include "check.h"
#include <mbedtls/base64.h>
#include <stdint.h>
#include <string.h>

#define FILL 0xA5

static unsigned char out[256];
static size_t length;

static int encode(const char *text, size_t room)
{
    memset(out, FILL, sizeof out);
    length = 12345;
    return mbedtls_base64_encode(out, room, &length, (const unsigned char *) text, strlen(text));
}

static int decode(const char *text, size_t room)
{
    memset(out, FILL, sizeof out);
    length = 12345;
    return mbedtls_base64_decode(out, room, &length, (const unsigned char *) text, strlen(text));
}

/* RFC 4648 section 10. */
static void known(void)
{
    static const char *const texts[] = { "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy" };
    size_t i;
    for (i = 0; i < 6; i++) {
        char plain[8] = { 0 };
        size_t size = strlen(texts[i]);
        memcpy(plain, "foobar", i + 1);
        CHECK_EQ(encode(plain, size + 1), 0);
        CHECK_EQ(length, size);
        CHECK(strcmp((char *) out, texts[i]) == 0 && out[size + 1] == FILL);
        CHECK_EQ(encode(plain, size), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
        CHECK_EQ(length, size + 1);
        CHECK_EQ(out[0], FILL);
        CHECK_EQ(decode(texts[i], i + 1), 0);
        CHECK_EQ(length, i + 1);
        CHECK(memcmp(out, plain, i + 1) == 0 && out[i + 1] == FILL);
        CHECK_EQ(decode(texts[i], i), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
        CHECK_EQ(length, i + 1);
        CHECK_EQ(out[0], FILL);
    }
}

static void every_byte(void)
{
    unsigned char bytes[256], text[400], back[256];
    size_t i, size;
    for (i = 0; i < 256; i++)
        bytes[i] = (unsigned char) i;
    for (i = 0; i <= 256; i++) {
        CHECK_EQ(mbedtls_base64_encode(text, sizeof text, &size, bytes, i), 0);
        CHECK_EQ(size, (i + 2) / 3 * 4);
        CHECK_EQ(mbedtls_base64_decode(back, sizeof back, &size, text, size), 0);
        CHECK_EQ(size, i);
        CHECK(memcmp(back, bytes, i) == 0);
    }
}

static void lines(void)
{
    CHECK_EQ(decode("Zm9v\nYmFy\n", 6), 0);
    CHECK_EQ(length, 6);
    CHECK_EQ(decode("Zm9v  \r\n\r\nYmFy  ", 6), 0);
    CHECK_EQ(length, 6);
    CHECK_EQ(decode("", 0), 0);
    CHECK_EQ(length, 0);
    CHECK_EQ(decode("\n", 4), 0);
    CHECK_EQ(length, 0);
}

static void faults(void)
{
    static const char *const wrong[] = { "Zm9", "Zm 9v", "Zm9v YmFy", "Zm9v\r", "Zm9v=", "Z===", "Zg==Zg==", "Zm9-",
                                         "Zm9\x80", "=", "Zg= =" };
    size_t i;
    for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_EQ(decode(wrong[i], sizeof out), MBEDTLS_ERR_BASE64_INVALID_CHARACTER);
        CHECK_EQ(length, 12345);
        CHECK_EQ(out[0], FILL);
    }
}

static void arguments(void)
{
    const unsigned char *bytes = (const unsigned char *) "foo", *text = (const unsigned char *) "Zm9v";
    /* How much room is needed. */
    CHECK_EQ(mbedtls_base64_encode(NULL, 0, &length, bytes, 3), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
    CHECK_EQ(length, 5);
    CHECK_EQ(mbedtls_base64_decode(NULL, 0, &length, text, 4), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
    CHECK_EQ(length, 3);
    CHECK_EQ(mbedtls_base64_encode(NULL, 100, &length, bytes, 3), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_base64_encode(out, sizeof out, &length, bytes, 0), 0);
    CHECK_EQ(length, 0);
    CHECK_EQ(mbedtls_base64_encode(out, sizeof out, &length, NULL, 0), 0);
    CHECK_EQ(mbedtls_base64_decode(out, sizeof out, &length, NULL, 0), 0);
    /* More than can be said. */
    CHECK_EQ(mbedtls_base64_encode(NULL, 0, &length, bytes, SIZE_MAX), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
    CHECK(length == SIZE_MAX);
    ONLY_OURS {
        CHECK_EQ(mbedtls_base64_encode(out, sizeof out, NULL, bytes, 3), 0);
        CHECK_EQ(mbedtls_base64_decode(out, sizeof out, NULL, text, 4), 0);
        CHECK_EQ(mbedtls_base64_encode(out, sizeof out, &length, NULL, 3), MBEDTLS_ERR_BASE64_BUFFER_TOO_SMALL);
        CHECK_EQ(mbedtls_base64_decode(out, sizeof out, &length, NULL, 4), MBEDTLS_ERR_BASE64_INVALID_CHARACTER);
    }
    /* In place. */
    memcpy(out, "Zm9vYmFy", 8);
    CHECK_EQ(mbedtls_base64_decode(out, sizeof out, &length, out, 8), 0);
    CHECK(length == 6 && memcmp(out, "foobar", 6) == 0);
}

int main(void)
{
    known();
    every_byte();
    lines();
    faults();
    arguments();
    return check_result();
}
