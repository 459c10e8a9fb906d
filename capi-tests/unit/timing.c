#include "check.h"
#include <mbedtls/timing.h>
#include <string.h>
#include <unistd.h>

static void delays(void)
{
    mbedtls_timing_delay_context timer;
    memset(&timer, 0, sizeof timer);
    CHECK_EQ(mbedtls_timing_get_delay(&timer), -1);
    CHECK_EQ(mbedtls_timing_get_final_delay(&timer), 0);

    mbedtls_timing_set_delay(&timer, 60, 200);
    CHECK_EQ(mbedtls_timing_get_delay(&timer), 0);
    CHECK_EQ(mbedtls_timing_get_final_delay(&timer), 200);
    usleep(80000);
    CHECK_EQ(mbedtls_timing_get_delay(&timer), 1);
    usleep(140000);
    CHECK_EQ(mbedtls_timing_get_delay(&timer), 2);
    CHECK_EQ(mbedtls_timing_get_final_delay(&timer), 200);

    /* Set again: in place of what ran before. */
    mbedtls_timing_set_delay(&timer, 1000, 4000);
    CHECK_EQ(mbedtls_timing_get_delay(&timer), 0);
    mbedtls_timing_set_delay(&timer, 0, 4000);
    CHECK_EQ(mbedtls_timing_get_delay(&timer), 1);

    mbedtls_timing_set_delay(&timer, 0, 0);
    CHECK_EQ(mbedtls_timing_get_delay(&timer), -1);
    CHECK_EQ(mbedtls_timing_get_final_delay(&timer), 0);
}

static void copies(void)
{
    /* The state is in the struct: a copy goes on by itself. */
    mbedtls_timing_delay_context first, second;
    memset(&first, 0, sizeof first);
    mbedtls_timing_set_delay(&first, 20, 40);
    second = first;
    mbedtls_timing_set_delay(&first, 0, 0);
    usleep(50000);
    CHECK_EQ(mbedtls_timing_get_delay(&first), -1);
    CHECK_EQ(mbedtls_timing_get_delay(&second), 2);
}

static void measuring(void)
{
    struct mbedtls_timing_hr_time start;
    memset(&start, 0xA5, sizeof start);
    CHECK_EQ(mbedtls_timing_get_timer(&start, 1), 0);
    usleep(30000);
    unsigned long passed = mbedtls_timing_get_timer(&start, 0);
    CHECK(passed >= 29 && passed < 5000);
    CHECK(mbedtls_timing_get_timer(&start, 0) >= passed);
    CHECK_EQ(mbedtls_timing_get_timer(&start, 1), 0);
    CHECK(mbedtls_timing_get_timer(&start, 0) < 30);
}

static void null_pointers(void)
{
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_timing_get_timer(NULL, 0), 0);
        CHECK_EQ(mbedtls_timing_get_timer(NULL, 1), 0);
        mbedtls_timing_set_delay(NULL, 1, 2);
        CHECK_EQ(mbedtls_timing_get_delay(NULL), -1);
        CHECK_EQ(mbedtls_timing_get_final_delay(NULL), 0);
    }
}

int main(void)
{
    delays();
    copies();
    measuring();
    null_pointers();
    return check_result();
}
