#include "check.h"
#include <mbedtls/oid.h>
#include <string.h>

int main(void)
{
    CHECK_EQ(MBEDTLS_OID_SIZE(MBEDTLS_OID_AT_CN), 3);
    CHECK(memcmp(MBEDTLS_OID_AT_CN, "\x55\x04\x03", 3) == 0);
    CHECK_EQ(MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH), 8);
    CHECK(memcmp(MBEDTLS_OID_SERVER_AUTH, MBEDTLS_OID_KP "\x01", 8) == 0);
    CHECK_EQ(MBEDTLS_OID_X509_EXT_SUBJECT_ALT_NAME, 1 << 5);
    return check_result();
}
