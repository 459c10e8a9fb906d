/* Numbers set from text and compared with it. */
#ifndef UNIT_NUMBERS_H
#define UNIT_NUMBERS_H

#include "check.h"
#include <mbedtls/bignum.h>

#define SET(number, base, digits) CHECK_EQ(mbedtls_mpi_read_string(number, base, digits), 0)

/* Whether a number is what the digits say; if not, it is printed. */
static inline void check_number(const char *file, int line, const mbedtls_mpi *number, int base, const char *digits)
{
    mbedtls_mpi expected;
    char found[700] = "?";
    size_t len = 0;

    mbedtls_mpi_init(&expected);
    if (mbedtls_mpi_read_string(&expected, base, digits) != 0 || mbedtls_mpi_cmp_mpi(number, &expected) != 0) {
        mbedtls_mpi_write_string(number, base, found, sizeof found, &len);
        fprintf(stderr, "%s:%d: %s, not %s\n", file, line, found, digits);
        check_failures++;
    }
    mbedtls_mpi_free(&expected);
}

#define CHECK_NUMBER(number, base, digits) check_number(__FILE__, __LINE__, number, base, digits)

#endif
