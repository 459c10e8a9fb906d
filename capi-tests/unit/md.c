/* Names alone: they are what the original's are. */
#include "check.h"
#include <mbedtls/md.h>

int main(void)
{
    mbedtls_md_type_t type = MBEDTLS_MD_SHA256;
    CHECK_EQ(type, 9);
    CHECK_EQ(MBEDTLS_MD_NONE, 0);
    CHECK_EQ(MBEDTLS_MD_SHA1, 5);
    CHECK_EQ(MBEDTLS_MD_SHA384, 10);
    CHECK_EQ(MBEDTLS_MD_SHA512, 11);
    return check_result();
}
