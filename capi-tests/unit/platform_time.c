#include "check.h"
#include <mbedtls/platform_time.h>
#include <unistd.h>

int main(void)
{
    mbedtls_ms_time_t start = mbedtls_ms_time();
    CHECK(start >= 0);
    usleep(20000);
    mbedtls_ms_time_t passed = mbedtls_ms_time() - start;
    CHECK(passed >= 19 && passed < 5000);

    mbedtls_time_t now = mbedtls_time(NULL);
    CHECK(now > 1735689600);
    return check_result();
}
