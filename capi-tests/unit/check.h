/*
 * Assertions that stay with NDEBUG, tell what they found, and go on; main ends with `return check_result();`.
 */
#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include <stdio.h>

static int check_failures;

#define CHECK(condition)                                                                          \
    do {                                                                                          \
        if (!(condition)) {                                                                       \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);               \
            check_failures++;                                                                     \
        }                                                                                         \
    } while (0)

#define CHECK_EQ(found, expected)                                                                 \
    do {                                                                                          \
        long long check_found = (long long) (found), check_expected = (long long) (expected);     \
        if (check_found != check_expected) {                                                      \
            fprintf(stderr, "%s:%d: %s is %lld (%s0x%llX), not %lld (%s)\n", __FILE__, __LINE__,  \
                    #found, check_found, check_found < 0 ? "-" : "",                              \
                    check_found < 0 ? -check_found : check_found, check_expected, #expected);     \
            check_failures++;                                                                     \
        }                                                                                         \
    } while (0)

static int check_result(void)
{
    return check_failures == 0 ? 0 : 1;
}

/* With -DORIGINAL the same programs run against Mbed TLS itself; what only we allow is left out there. */
#ifdef ORIGINAL
#define ONLY_OURS if (0)
#else
#define ONLY_OURS
#endif

#endif
