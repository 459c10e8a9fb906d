#include "hex.h"
#include <mbedtls/bignum.h>

static mbedtls_mpi a, b, n, x, y;
static char text[700];
static unsigned char bytes[64];
static size_t len;

static int counting(void *p, unsigned char *out, size_t size)
{
    unsigned char *next = p;
    while (size-- > 0) {
        *out++ = (*next)++;
    }
    return 0;
}

static int fails(void *p, unsigned char *out, size_t size)
{
    (void) p;
    memset(out, 0, size);
    return -0x1234;
}

static void is(const mbedtls_mpi *number, int line, const char *expected)
{
    CHECK_EQ(mbedtls_mpi_write_string(number, 10, text, sizeof text, &len), 0);
    CHECK_EQ(len, strlen(text) + 1);
    if (strcmp(text, expected) != 0) {
        fprintf(stderr, "%s:%d: %s, not %s\n", __FILE__, line, text, expected);
        check_failures++;
    }
}

#define IS(number, expected) is(number, __LINE__, expected)
#define SET(number, digits) CHECK_EQ(mbedtls_mpi_read_string(number, 10, digits), 0)

static void conversions(void)
{
    CHECK_EQ(mbedtls_mpi_read_string(&x, 16, "-0123456789abcdefABCDEF"), 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, sizeof text, &len), 0);
    CHECK_EQ(strcmp(text, "-0123456789ABCDEFABCDEF"), 0);
    CHECK_EQ(len, 24);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, 0, &len), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, len, &len), 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 17, text, sizeof text, &len), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 1, "1"), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 8, "18"), MBEDTLS_ERR_MPI_INVALID_CHARACTER);
    CHECK_EQ(mbedtls_mpi_read_binary(&x, (const unsigned char *) "\1\2\3", 3), 0);
    IS(&x, "66051");
    CHECK_EQ(mbedtls_mpi_write_binary(&x, bytes, 5), 0);
    CHECK_HEX(bytes, "0000010203");
    CHECK_EQ(mbedtls_mpi_write_binary_le(&x, bytes, 5), 0);
    CHECK_HEX(bytes, "0302010000");
    CHECK_EQ(mbedtls_mpi_read_binary_le(&x, bytes, 2), 0);
    IS(&x, "515");
    CHECK_EQ(mbedtls_mpi_write_binary(&x, bytes, 1), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_write_binary_le(&x, bytes, 1), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
}

static void arithmetic(void)
{
    SET(&a, "-340282366920938463463374607431768211507");
    SET(&b, "18446744073709551629");
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, &a, &b), 0);
    IS(&x, "-340282366920938463444927863358058659878");
    CHECK_EQ(mbedtls_mpi_sub_mpi(&x, &a, &b), 0);
    IS(&x, "-340282366920938463481821351505477763136");
    CHECK_EQ(mbedtls_mpi_add_abs(&x, &a, &b), 0);
    IS(&x, "340282366920938463481821351505477763136");
    CHECK_EQ(mbedtls_mpi_sub_abs(&x, &a, &b), 0);
    IS(&x, "340282366920938463444927863358058659878");
    CHECK_EQ(mbedtls_mpi_sub_abs(&x, &b, &a), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    CHECK_EQ(mbedtls_mpi_add_int(&x, &b, -30), 0);
    IS(&x, "18446744073709551599");
    CHECK_EQ(mbedtls_mpi_sub_int(&x, &x, -1), 0);
    IS(&x, "18446744073709551600");
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &a, &b), 0);
    IS(&x, "-6277101735386680768259460193179866442067009288836208394903");
    CHECK_EQ(mbedtls_mpi_mul_int(&x, &b, 10), 0);
    IS(&x, "184467440737095516290");
    CHECK_EQ(mbedtls_mpi_div_mpi(&x, &y, &a, &b), 0);
    CHECK_EQ(mbedtls_mpi_cmp_int(&x, 0), -1);
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &x, &b), 0);
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, &x, &y), 0);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&x, &a), 0);
    CHECK_EQ(mbedtls_mpi_lset(&n, 0), 0);
    CHECK_EQ(mbedtls_mpi_div_mpi(&x, &y, &a, &n), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_div_int(&x, &y, &a, 0), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_div_int(&x, &y, &b, -1000), 0);
    IS(&x, "-18446744073709551");
    IS(&y, "629");
}

static void moduli(void)
{
    mbedtls_mpi_uint rest = 0;
    CHECK_EQ(mbedtls_mpi_lset(&a, -10), 0);
    CHECK_EQ(mbedtls_mpi_lset(&n, 7), 0);
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &a, &n), 0);
    IS(&x, "4");
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &n, &a), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, 7), 0);
    CHECK_EQ(rest, 4);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, 0), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, -7), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    SET(&a, "4");
    SET(&b, "13");
    SET(&n, "497");
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &b, &n, NULL), 0);
    IS(&x, "445");
    mbedtls_mpi_free(&y);
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &b, &n, &y), 0);
    IS(&x, "445");
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &n, &b, &a, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &n), 0);
    IS(&x, "373");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &n, &n), MBEDTLS_ERR_MPI_NOT_ACCEPTABLE);
    SET(&b, "1");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    SET(&a, "-462");
    SET(&b, "1071");
    CHECK_EQ(mbedtls_mpi_gcd(&x, &a, &b), 0);
    IS(&x, "21");
}

static void bits(void)
{
    unsigned less = 9;
    SET(&x, "40");
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 6);
    CHECK_EQ(mbedtls_mpi_size(&x), 1);
    CHECK_EQ(mbedtls_mpi_lsb(&x), 3);
    CHECK_EQ(mbedtls_mpi_get_bit(&x, 5), 1);
    CHECK_EQ(mbedtls_mpi_get_bit(&x, 500), 0);
    CHECK_EQ(mbedtls_mpi_set_bit(&x, 64, 1), 0);
    IS(&x, "18446744073709551656");
    CHECK_EQ(mbedtls_mpi_set_bit(&x, 0, 2), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_shift_r(&x, 3), 0);
    IS(&x, "2305843009213693957");
    CHECK_EQ(mbedtls_mpi_shift_l(&x, 70), 0);
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 132);
    CHECK_EQ(mbedtls_mpi_grow(&x, 5), 0);
    CHECK_EQ(mbedtls_mpi_lset(&y, -1), 0);
    CHECK_EQ(mbedtls_mpi_lt_mpi_ct(&y, &x, &less), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_grow(&y, 5), 0);
    CHECK_EQ(mbedtls_mpi_lt_mpi_ct(&y, &x, &less), 0);
    CHECK_EQ(less, 1);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&y, &x), -1);
    CHECK_EQ(mbedtls_mpi_cmp_abs(&x, &y), 1);
    CHECK_EQ(mbedtls_mpi_cmp_int(&y, -1), 0);
    CHECK_EQ(mbedtls_mpi_shrink(&x, 1), 0);
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 132);
    CHECK_EQ(mbedtls_mpi_grow(&x, MBEDTLS_MPI_MAX_LIMBS + 1), MBEDTLS_ERR_MPI_ALLOC_FAILED);
}

static void copies(void)
{
    SET(&a, "-5");
    SET(&b, "99999999999999999999999999");
    CHECK_EQ(mbedtls_mpi_copy(&x, &a), 0);
    IS(&x, "-5");
    mbedtls_mpi_swap(&x, &b);
    IS(&b, "-5");
    CHECK_EQ(mbedtls_mpi_safe_cond_assign(&a, &x, 0), 0);
    IS(&a, "-5");
    CHECK_EQ(mbedtls_mpi_safe_cond_assign(&a, &x, 1), 0);
    IS(&a, "99999999999999999999999999");
    CHECK_EQ(mbedtls_mpi_safe_cond_swap(&a, &b, 0), 0);
    IS(&b, "-5");
    CHECK_EQ(mbedtls_mpi_safe_cond_swap(&a, &b, 1), 0);
    IS(&a, "-5");
    IS(&b, "99999999999999999999999999");
}

static void randomness(void)
{
    unsigned char next = 1;
    CHECK_EQ(mbedtls_mpi_fill_random(&x, 4, counting, &next), 0);
    IS(&x, "16909060");
    CHECK_EQ(mbedtls_mpi_fill_random(&x, 4, fails, NULL), -0x1234);
    SET(&n, "100");
    CHECK_EQ(mbedtls_mpi_random(&x, 3, &n, counting, &next), 0);
    CHECK(mbedtls_mpi_cmp_int(&x, 3) >= 0 && mbedtls_mpi_cmp_int(&x, 100) < 0);
    CHECK_EQ(mbedtls_mpi_random(&x, -1, &n, counting, &next), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_random(&x, 100, &n, counting, &next), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
}

/* Mbed TLS does not look for NULL. */
static void null(void)
{
    mbedtls_mpi_init(NULL);
    mbedtls_mpi_swap(NULL, &x);
    CHECK_EQ(mbedtls_mpi_copy(NULL, &x), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_grow(NULL, 1), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_lset(NULL, 1), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, NULL, &a), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_div_mpi(NULL, NULL, NULL, &a), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, NULL, &n, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 10, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_binary(&x, NULL, 1), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_random(&x, 0, &n, NULL, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(NULL, &x), -1);
    CHECK_EQ(mbedtls_mpi_bitlen(NULL), 0);
    CHECK_EQ(mbedtls_mpi_get_bit(NULL, 0), 0);
}

int main(void)
{
    mbedtls_mpi *all[] = { &a, &b, &n, &x, &y };
    for (size_t i = 0; i < 5; i++) {
        memset(all[i], 0xA5, sizeof *all[i]);
        mbedtls_mpi_init(all[i]);
    }
    conversions();
    arithmetic();
    moduli();
    bits();
    copies();
    randomness();
    ONLY_OURS null();
    for (size_t i = 0; i < 5; i++) {
        mbedtls_mpi_free(all[i]);
        CHECK_EQ(mbedtls_mpi_size(all[i]), 0);
    }
    mbedtls_mpi_free(NULL);
    return check_result();
}
