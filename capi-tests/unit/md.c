#include "check.h"
#include <mbedtls/md.h>

int main(void)
{
    /* Programs write these numbers into profiles and files. */
    CHECK_EQ(MBEDTLS_MD_NONE, 0);
    CHECK_EQ(MBEDTLS_MD_SHA1, 5);
    CHECK_EQ(MBEDTLS_MD_SHA256, 9);
    CHECK_EQ(MBEDTLS_MD_SHA384, 10);
    CHECK_EQ(MBEDTLS_MD_SHA512, 11);
    CHECK_EQ(MBEDTLS_MD_MAX_SIZE, 64);
    return check_result();
}
