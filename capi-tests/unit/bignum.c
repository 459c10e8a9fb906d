#include "check.h"
#include <mbedtls/bignum.h>
#include <string.h>

static int counted_rng(void *ctx, unsigned char *out, size_t len)
{
    unsigned char *next = ctx;
    for (size_t i = 0; i < len; i++) {
        out[i] = (*next)++;
    }
    return 0;
}

static int broken_rng(void *ctx, unsigned char *out, size_t len)
{
    (void) ctx, (void) out, (void) len;
    return -0x55;
}

/* Whether a number has this value in hexadecimal. */
static int is(const mbedtls_mpi *x, const char *digits)
{
    mbedtls_mpi expected;
    int same;

    mbedtls_mpi_init(&expected);
    CHECK_EQ(mbedtls_mpi_read_string(&expected, 16, digits), 0);
    same = mbedtls_mpi_cmp_mpi(x, &expected) == 0;
    mbedtls_mpi_free(&expected);
    return same;
}

static mbedtls_mpi x, a, b;

static void set(mbedtls_mpi *number, const char *digits)
{
    CHECK_EQ(mbedtls_mpi_read_string(number, 16, digits), 0);
}

static void life(void)
{
    ONLY_OURS mbedtls_mpi_init(NULL);
    mbedtls_mpi_free(NULL);
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 0);
    CHECK_EQ(mbedtls_mpi_size(&x), 0);
    CHECK_EQ(x.MBEDTLS_PRIVATE(s), 1);
    CHECK_EQ(mbedtls_mpi_grow(&x, 3), 0);
    CHECK_EQ(x.MBEDTLS_PRIVATE(n), 3);
    CHECK_EQ(mbedtls_mpi_grow(&x, 2), 0);
    CHECK_EQ(x.MBEDTLS_PRIVATE(n), 3);
    CHECK_EQ(mbedtls_mpi_grow(&x, MBEDTLS_MPI_MAX_LIMBS + 1), MBEDTLS_ERR_MPI_ALLOC_FAILED);
    CHECK_EQ(mbedtls_mpi_shrink(&x, 0), 0);
    CHECK_EQ(x.MBEDTLS_PRIVATE(n), 1);
    CHECK_EQ(mbedtls_mpi_lset(&x, -5), 0);
    CHECK_EQ(x.MBEDTLS_PRIVATE(s), -1);
    CHECK_EQ(x.MBEDTLS_PRIVATE(p)[0], 5);
    CHECK_EQ(mbedtls_mpi_copy(&a, &x), 0);
    CHECK_EQ(mbedtls_mpi_copy(&a, &a), 0);
    CHECK(is(&a, "-5"));
    CHECK_EQ(mbedtls_mpi_lset(&b, 7), 0);
    mbedtls_mpi_swap(&a, &b);
    CHECK(is(&a, "7") && is(&b, "-5"));
    CHECK_EQ(mbedtls_mpi_safe_cond_swap(&a, &b, 0), 0);
    CHECK(is(&a, "7") && is(&b, "-5"));
    CHECK_EQ(mbedtls_mpi_safe_cond_swap(&a, &b, 1), 0);
    CHECK(is(&a, "-5") && is(&b, "7"));
    CHECK_EQ(mbedtls_mpi_safe_cond_assign(&a, &b, 0), 0);
    CHECK(is(&a, "-5"));
    CHECK_EQ(mbedtls_mpi_safe_cond_assign(&a, &b, 1), 0);
    CHECK(is(&a, "7"));
    ONLY_OURS CHECK_EQ(mbedtls_mpi_copy(&a, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_mpi_lset(NULL, 1), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_mpi_size(NULL), 0);
}

static void bits(void)
{
    set(&x, "0");
    CHECK_EQ(mbedtls_mpi_set_bit(&x, 130, 1), 0);
    CHECK_EQ(mbedtls_mpi_get_bit(&x, 130), 1);
    CHECK_EQ(mbedtls_mpi_get_bit(&x, 129), 0);
    CHECK_EQ(mbedtls_mpi_get_bit(&x, 10000), 0);
    CHECK_EQ(mbedtls_mpi_lsb(&x), 130);
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 131);
    CHECK_EQ(mbedtls_mpi_size(&x), 17);
    CHECK_EQ(mbedtls_mpi_set_bit(&x, 130, 0), 0);
    CHECK_EQ(mbedtls_mpi_set_bit(&x, 5000, 0), 0);
    CHECK_EQ(mbedtls_mpi_set_bit(&x, 5, 2), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 0);
    CHECK_EQ(mbedtls_mpi_lsb(&x), 0);
    set(&x, "-F0000000000000001");
    CHECK_EQ(mbedtls_mpi_shift_l(&x, 65), 0);
    CHECK(is(&x, "-1E00000000000000020000000000000000"));
    CHECK_EQ(mbedtls_mpi_shift_r(&x, 66), 0);
    CHECK(is(&x, "-78000000000000000"));
    CHECK_EQ(mbedtls_mpi_shift_r(&x, 500), 0);
    CHECK(is(&x, "0"));
}

static void text(void)
{
    char buf[40];
    size_t len = 0;

    set(&x, "-1aB");
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, buf, sizeof(buf), &len), 0);
    CHECK(strcmp(buf, "-01AB") == 0);
    CHECK_EQ(len, 6);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 10, buf, sizeof(buf), &len), 0);
    CHECK(strcmp(buf, "-427") == 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 2, buf, sizeof(buf), &len), 0);
    CHECK(strcmp(buf, "-110101011") == 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, buf, 2, &len), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(len, 6);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 17, buf, sizeof(buf), &len), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 10, "12a"), MBEDTLS_ERR_MPI_INVALID_CHARACTER);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 1, "0"), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 10, ""), 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, buf, sizeof(buf), &len), 0);
    CHECK(buf[0] == 0);
}

static void bytes(void)
{
    static const unsigned char in[] = { 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    unsigned char out[12];

    CHECK_EQ(mbedtls_mpi_read_binary(&x, in, sizeof(in)), 0);
    CHECK(is(&x, "10203040506070809"));
    CHECK_EQ(mbedtls_mpi_size(&x), 9);
    CHECK_EQ(mbedtls_mpi_write_binary(&x, out, 11), 0);
    CHECK(memcmp(out, in, 11) == 0);
    CHECK_EQ(mbedtls_mpi_write_binary(&x, out, 9), 0);
    CHECK(memcmp(out, in + 2, 9) == 0);
    CHECK_EQ(mbedtls_mpi_write_binary(&x, out, 8), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_write_binary_le(&x, out, 12), 0);
    CHECK(out[0] == 9 && out[8] == 1 && out[9] == 0 && out[11] == 0);
    CHECK_EQ(mbedtls_mpi_write_binary_le(&x, out, 8), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_read_binary_le(&x, in, 4), 0);
    CHECK(is(&x, "2010000"));
    CHECK_EQ(mbedtls_mpi_read_binary(&x, in, 0), 0);
    CHECK_EQ(mbedtls_mpi_size(&x), 0);
}

static void comparing(void)
{
    unsigned less = 9;

    set(&a, "-10000000000000000");
    set(&b, "5");
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&a, &b), -1);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&b, &a), 1);
    CHECK_EQ(mbedtls_mpi_cmp_abs(&a, &b), 1);
    CHECK_EQ(mbedtls_mpi_cmp_int(&b, 5), 0);
    CHECK_EQ(mbedtls_mpi_cmp_int(&b, 6), -1);
    CHECK_EQ(mbedtls_mpi_cmp_int(&b, -6), 1);
    CHECK_EQ(mbedtls_mpi_lt_mpi_ct(&a, &b, &less), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_grow(&b, a.MBEDTLS_PRIVATE(n)), 0);
    CHECK_EQ(mbedtls_mpi_lt_mpi_ct(&a, &b, &less), 0);
    CHECK_EQ(less, 1);
    CHECK_EQ(mbedtls_mpi_lt_mpi_ct(&b, &a, &less), 0);
    CHECK_EQ(less, 0);
    CHECK_EQ(mbedtls_mpi_lt_mpi_ct(&b, &b, &less), 0);
    CHECK_EQ(less, 0);
    ONLY_OURS CHECK_EQ(mbedtls_mpi_cmp_mpi(NULL, &a), -1);
}

static void arithmetic(void)
{
    mbedtls_mpi_uint rest = 0;

    set(&a, "-FFFFFFFFFFFFFFFF");
    set(&b, "2");
    CHECK_EQ(mbedtls_mpi_add_abs(&x, &a, &b), 0);
    CHECK(is(&x, "10000000000000001"));
    CHECK_EQ(mbedtls_mpi_sub_abs(&x, &a, &b), 0);
    CHECK(is(&x, "FFFFFFFFFFFFFFFD"));
    CHECK_EQ(mbedtls_mpi_sub_abs(&x, &b, &a), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, &a, &b), 0);
    CHECK(is(&x, "-FFFFFFFFFFFFFFFD"));
    CHECK_EQ(mbedtls_mpi_sub_mpi(&x, &a, &b), 0);
    CHECK(is(&x, "-10000000000000001"));
    CHECK_EQ(mbedtls_mpi_add_int(&x, &x, -1), 0);
    CHECK(is(&x, "-10000000000000002"));
    CHECK_EQ(mbedtls_mpi_sub_int(&x, &x, -3), 0);
    CHECK(is(&x, "-FFFFFFFFFFFFFFFF"));
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &a, &a), 0);
    CHECK(is(&x, "FFFFFFFFFFFFFFFE0000000000000001"));
    CHECK_EQ(mbedtls_mpi_mul_int(&x, &x, 16), 0);
    CHECK(is(&x, "FFFFFFFFFFFFFFFE00000000000000010"));
    CHECK_EQ(mbedtls_mpi_div_mpi(&x, &b, &x, &a), 0);
    CHECK(is(&x, "-FFFFFFFFFFFFFFFF0") && is(&b, "0"));
    CHECK_EQ(mbedtls_mpi_div_int(&x, &b, &a, 7), 0);
    CHECK(is(&x, "-2492492492492492") && is(&b, "-1"));
    CHECK_EQ(mbedtls_mpi_div_int(NULL, NULL, &a, 0), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, 7), 0);
    CHECK_EQ(rest, 6);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, 0), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, -7), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    set(&b, "7");
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &a, &b), 0);
    CHECK(is(&x, "6"));
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &b, &a), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &a, &b, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    set(&x, "10001");
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &x, &b, NULL), 0);
    CHECK(is(&x, "6"));
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), 0);
    CHECK(is(&x, "6"));
    set(&b, "-3");
    CHECK_EQ(mbedtls_mpi_gcd(&x, &a, &b), 0);
    CHECK(is(&x, "3"));
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    set(&b, "3");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), MBEDTLS_ERR_MPI_NOT_ACCEPTABLE);
    ONLY_OURS CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &a, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
}

static void randomness(void)
{
    unsigned char next = 0xFE;

    CHECK_EQ(mbedtls_mpi_fill_random(&x, 3, counted_rng, &next), 0);
    CHECK(is(&x, "FEFF00"));
    CHECK_EQ(mbedtls_mpi_fill_random(&x, 3, broken_rng, NULL), -0x55);
    set(&b, "1FF");
    next = 0xFF;
    /* The first draw, FF00 cut to nine bits, is 1FE. */
    CHECK_EQ(mbedtls_mpi_random(&x, 1, &b, counted_rng, &next), 0);
    CHECK(is(&x, "1FE"));
    CHECK_EQ(mbedtls_mpi_random(&x, 1, &b, broken_rng, NULL), -0x55);
    CHECK_EQ(mbedtls_mpi_random(&x, 0x1FF, &b, counted_rng, &next), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_random(&x, -1, &b, counted_rng, &next), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
}

int main(void)
{
    mbedtls_mpi_init(&x);
    mbedtls_mpi_init(&a);
    mbedtls_mpi_init(&b);
    life();
    bits();
    text();
    bytes();
    comparing();
    arithmetic();
    randomness();
    mbedtls_mpi_free(&x);
    mbedtls_mpi_free(&a);
    mbedtls_mpi_free(&b);
    CHECK(x.MBEDTLS_PRIVATE(p) == NULL && x.MBEDTLS_PRIVATE(n) == 0);
    mbedtls_mpi_free(&x);
    return check_result();
}
