#include "check.h"
#include <mbedtls/error.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>
#include <limits.h>
#include <string.h>

static const char *words(int number)
{
    static char buffer[200];
    memset(buffer, 'X', sizeof buffer);
    mbedtls_strerror(number, buffer, sizeof buffer);
    return buffer;
}

static int begins(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

int main(void)
{
    CHECK_EQ(strlen(words(0)), 0);
    CHECK(begins(words(MBEDTLS_ERR_SSL_TIMEOUT), "SSL - "));
    CHECK(begins(words(-MBEDTLS_ERR_SSL_TIMEOUT), "SSL - "));
    CHECK(begins(words(MBEDTLS_ERR_NET_RECV_FAILED), "NET - "));
    CHECK(begins(words(-0x2700), "X509 - "));
    CHECK(begins(words(MBEDTLS_ERR_ERROR_GENERIC_ERROR), "ERROR - "));
    const char *both = words(-0x2180 - 0x0062);
    CHECK(begins(both, "X509 - ") && strstr(both, " : ASN1 - ") != NULL);
    CHECK_EQ(strcmp(words(-0x5000), "UNKNOWN ERROR CODE (5000)"), 0);
    CHECK(strstr(words(-0x7100 - 0x007F), " : UNKNOWN ERROR CODE (007F)") != NULL);
    CHECK(strlen(words(INT_MIN)) > 0 && strlen(words(INT_MAX)) > 0);

    CHECK(begins(mbedtls_high_level_strerr(MBEDTLS_ERR_SSL_WANT_READ), "SSL - "));
    CHECK(mbedtls_low_level_strerr(MBEDTLS_ERR_SSL_WANT_READ) == NULL);
    CHECK(begins(mbedtls_low_level_strerr(MBEDTLS_ERR_NET_SEND_FAILED), "NET - "));
    CHECK(mbedtls_high_level_strerr(MBEDTLS_ERR_NET_SEND_FAILED) == NULL);
    CHECK(mbedtls_high_level_strerr(0) == NULL && mbedtls_low_level_strerr(0) == NULL);
    CHECK(mbedtls_high_level_strerr(-0x5000) == NULL);

    /* Every number of ssl.h has words. */
    for (int number = -0x7F80; number <= -0x7000; number += 0x80) {
        if (mbedtls_high_level_strerr(number) != NULL) {
            CHECK(begins(words(number), "SSL - "));
        }
    }

    /* Cut to the buffer. */
    char small[8];
    memset(small, 'X', sizeof small);
    mbedtls_strerror(MBEDTLS_ERR_SSL_TIMEOUT, small, 5);
    CHECK_EQ(memcmp(small, "SSL \0XXX", 8), 0);
    mbedtls_strerror(MBEDTLS_ERR_SSL_TIMEOUT, small, 1);
    CHECK_EQ(small[0], 0);
    small[0] = 'Y';
    mbedtls_strerror(MBEDTLS_ERR_SSL_TIMEOUT, small, 0);
    CHECK_EQ(small[0], 'Y');
    mbedtls_strerror(-0x5001, small, 3);
    CHECK_EQ(strcmp(small, "UN"), 0);
    ONLY_OURS mbedtls_strerror(-1, NULL, 10);

    CHECK_EQ(MBEDTLS_ERROR_ADD(-0x2180, -0x0062), -0x21E2);
    return check_result();
}
