#include "check.h"
#include <mbedtls/version.h>
#include <string.h>

int main(void)
{
    char text[20];
    CHECK_EQ(mbedtls_version_get_number(), MBEDTLS_VERSION_NUMBER);
    CHECK_EQ(mbedtls_version_get_number(), 0x03060600);
    memset(text, 'X', sizeof text);
    mbedtls_version_get_string(text);
    CHECK_EQ(strcmp(text, MBEDTLS_VERSION_STRING), 0);
    CHECK_EQ(text[9], 'X');
    memset(text, 'X', sizeof text);
    mbedtls_version_get_string_full(text);
    CHECK_EQ(strcmp(text, MBEDTLS_VERSION_STRING_FULL), 0);
    CHECK_EQ(text[18], 'X');

    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_SSL_PROTO_DTLS"), 0);
    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_VERSION_FEATURES"), 0);
    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_USE_PSA_CRYPTO"), -1);
    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_SSL_PROTO"), -1);
    CHECK_EQ(mbedtls_version_check_feature(""), -1);
#ifdef MBEDTLS_SSL_DTLS_HELLO_VERIFY
    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_SSL_DTLS_HELLO_VERIFY"), 0);
#else
    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_SSL_DTLS_HELLO_VERIFY"), -1);
#endif
#ifdef MBEDTLS_SSL_DTLS_ANTI_REPLAY
    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_SSL_DTLS_ANTI_REPLAY"), 0);
#else
    CHECK_EQ(mbedtls_version_check_feature("MBEDTLS_SSL_DTLS_ANTI_REPLAY"), -1);
#endif
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_version_check_feature(NULL), -1);
        mbedtls_version_get_string(NULL);
        mbedtls_version_get_string_full(NULL);
    }
    return check_result();
}
