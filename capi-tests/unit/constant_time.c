#include "check.h"
#include <mbedtls/constant_time.h>
#include <string.h>

int main(void)
{
    unsigned char a[64], b[64];
    size_t i;
    int bit;
    memset(a, 0x5A, sizeof a);
    memcpy(b, a, sizeof a);
    CHECK_EQ(mbedtls_ct_memcmp(a, b, sizeof a), 0);
    CHECK_EQ(mbedtls_ct_memcmp(a, a, sizeof a), 0);
    CHECK_EQ(mbedtls_ct_memcmp(a, b, 0), 0);
    for (i = 0; i < sizeof a; i++) {
        for (bit = 0; bit < 8; bit++) {
            b[i] ^= (unsigned char) (1 << bit);
            CHECK(mbedtls_ct_memcmp(a, b, sizeof a) != 0);
            CHECK(mbedtls_ct_memcmp(b, a, sizeof a) != 0);
            CHECK_EQ(mbedtls_ct_memcmp(a, b, i), 0);
            b[i] ^= (unsigned char) (1 << bit);
        }
    }
    /* Where what differs would cancel out. */
    b[0] ^= 1;
    b[1] ^= 1;
    CHECK(mbedtls_ct_memcmp(a, b, sizeof a) != 0);
    CHECK_EQ(mbedtls_ct_memcmp(NULL, NULL, 0), 0);
    ONLY_OURS {
        CHECK(mbedtls_ct_memcmp(NULL, b, 1) != 0);
        CHECK(mbedtls_ct_memcmp(a, NULL, 1) != 0);
    }
    return check_result();
}
