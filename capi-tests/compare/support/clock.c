#define _DEFAULT_SOURCE
#include "clock.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long long now = CLOCK_NOW;

void set_clock(long long seconds)
{
    now = seconds;
}

/* Both stand before those of the C library when the dynamic linker looks for them. */
time_t time(time_t *out)
{
    if (out != NULL)
        *out = (time_t) now;
    return (time_t) now;
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
    if (clock != CLOCK_REALTIME)
        return (int) syscall(SYS_clock_gettime, clock, out);
    out->tv_sec = (time_t) now;
    out->tv_nsec = 0;
    return 0;
}
