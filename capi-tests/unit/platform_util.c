#include "check.h"
#include <mbedtls/platform_util.h>
#include <string.h>

static void wiping(void)
{
    unsigned char bytes[33], zeroes[32] = { 0 };
    memset(bytes, 0x5A, sizeof bytes);
    mbedtls_platform_zeroize(bytes, 32);
    CHECK_EQ(memcmp(bytes, zeroes, 32), 0);
    CHECK_EQ(bytes[32], 0x5A);
    mbedtls_platform_zeroize(bytes + 32, 0);
    CHECK_EQ(bytes[32], 0x5A);
    mbedtls_platform_zeroize(NULL, 0);
    ONLY_OURS mbedtls_platform_zeroize(NULL, 5);
}

static void dates(void)
{
    mbedtls_time_t leap_day = 951826555; /* 2000-02-29T12:15:55Z */
    struct tm fields;
    CHECK(mbedtls_platform_gmtime_r(&leap_day, &fields) == &fields);
    CHECK_EQ(fields.tm_year, 100);
    CHECK_EQ(fields.tm_mon, 1);
    CHECK_EQ(fields.tm_mday, 29);
    CHECK_EQ(fields.tm_hour, 12);
    CHECK_EQ(fields.tm_min, 15);
    CHECK_EQ(fields.tm_sec, 55);
    ONLY_OURS
    {
        CHECK(mbedtls_platform_gmtime_r(NULL, &fields) == NULL);
        CHECK(mbedtls_platform_gmtime_r(&leap_day, NULL) == NULL);
    }
}

static MBEDTLS_CHECK_RETURN_OPTIONAL int random_of_fives(void *context, unsigned char *output, size_t size)
{
    (void) context;
    memset(output, 5, size);
    return 0;
}

int main(void)
{
    wiping();
    dates();
    mbedtls_f_rng_t *generator = random_of_fives;
    unsigned char bytes[4];
    CHECK_EQ(generator(NULL, bytes, sizeof bytes), 0);
    MBEDTLS_IGNORE_RETURN(generator(NULL, bytes, sizeof bytes));
    CHECK_EQ(bytes[3], 5);
    return check_result();
}
