/* What is computed with numbers, and their texts and bytes. */
#include "hex.h"
#include "numbers.h"

static mbedtls_mpi a, b, n, x, y;

static void texts(void)
{
    char text[60];
    size_t len = 0;

    SET(&x, 16, "-1aB");
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, sizeof text, &len), 0);
    CHECK(strcmp(text, "-01AB") == 0);
    CHECK_EQ(len, 6);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 10, text, sizeof text, &len), 0);
    CHECK(strcmp(text, "-427") == 0);
    CHECK_EQ(len, 5);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 2, text, sizeof text, &len), 0);
    CHECK(strcmp(text, "-110101011") == 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, 2, &len), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(len, 6);
    SET(&x, 16, "-0123456789abcdefABCDEF");
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, 0, &len), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(len, 24);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, len, &len), 0);
    CHECK(strcmp(text, "-0123456789ABCDEFABCDEF") == 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 10, text, sizeof text, &len), 0);
    CHECK(strcmp(text, "-1375488932539311409843695") == 0);
    CHECK_EQ(len, strlen(text) + 1);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 17, text, sizeof text, &len), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 10, "12a"), MBEDTLS_ERR_MPI_INVALID_CHARACTER);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 8, "18"), MBEDTLS_ERR_MPI_INVALID_CHARACTER);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 1, "0"), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 10, ""), 0);
    CHECK_EQ(mbedtls_mpi_write_string(&x, 16, text, sizeof text, &len), 0);
    CHECK(text[0] == 0);
}

static void bytes(void)
{
    static const unsigned char in[] = { 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    unsigned char out[12];

    CHECK_EQ(mbedtls_mpi_read_binary(&x, in, sizeof in), 0);
    CHECK_NUMBER(&x, 16, "10203040506070809");
    CHECK_EQ(mbedtls_mpi_size(&x), 9);
    CHECK_EQ(mbedtls_mpi_write_binary(&x, out, 11), 0);
    CHECK_HEX(out, "0000010203040506070809");
    CHECK_EQ(mbedtls_mpi_write_binary(&x, out, 9), 0);
    CHECK_HEX(out, "010203040506070809");
    CHECK_EQ(mbedtls_mpi_write_binary(&x, out, 8), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_write_binary_le(&x, out, 12), 0);
    CHECK_HEX(out, "090807060504030201000000");
    CHECK_EQ(mbedtls_mpi_write_binary_le(&x, out, 8), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_read_binary_le(&x, in, 4), 0);
    CHECK_NUMBER(&x, 16, "2010000");
    CHECK_EQ(mbedtls_mpi_write_binary(&x, out, 1), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_write_binary_le(&x, out, 1), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_mpi_read_binary(&x, in, 0), 0);
    CHECK_EQ(mbedtls_mpi_size(&x), 0);
}

static void sums(void)
{
    SET(&a, 16, "-FFFFFFFFFFFFFFFF");
    SET(&b, 16, "2");
    CHECK_EQ(mbedtls_mpi_add_abs(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 16, "10000000000000001");
    CHECK_EQ(mbedtls_mpi_sub_abs(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 16, "FFFFFFFFFFFFFFFD");
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 16, "-FFFFFFFFFFFFFFFD");
    CHECK_EQ(mbedtls_mpi_sub_mpi(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 16, "-10000000000000001");
    CHECK_EQ(mbedtls_mpi_add_int(&x, &x, -1), 0);
    CHECK_NUMBER(&x, 16, "-10000000000000002");
    CHECK_EQ(mbedtls_mpi_sub_int(&x, &x, -3), 0);
    CHECK_NUMBER(&x, 16, "-FFFFFFFFFFFFFFFF");
    /* Of several words. */
    SET(&a, 10, "-340282366920938463463374607431768211507");
    SET(&b, 10, "18446744073709551629");
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "-340282366920938463444927863358058659878");
    CHECK_EQ(mbedtls_mpi_sub_mpi(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "-340282366920938463481821351505477763136");
    CHECK_EQ(mbedtls_mpi_add_abs(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "340282366920938463481821351505477763136");
    CHECK_EQ(mbedtls_mpi_sub_abs(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "340282366920938463444927863358058659878");
    CHECK_EQ(mbedtls_mpi_sub_abs(&x, &b, &a), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    CHECK_EQ(mbedtls_mpi_add_int(&x, &b, -30), 0);
    CHECK_NUMBER(&x, 10, "18446744073709551599");
    CHECK_EQ(mbedtls_mpi_sub_int(&x, &x, -1), 0);
    CHECK_NUMBER(&x, 10, "18446744073709551600");
}

static void products(void)
{
    SET(&a, 16, "-FFFFFFFFFFFFFFFF");
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &a, &a), 0);
    CHECK_NUMBER(&x, 16, "FFFFFFFFFFFFFFFE0000000000000001");
    CHECK_EQ(mbedtls_mpi_mul_int(&x, &x, 16), 0);
    CHECK_NUMBER(&x, 16, "FFFFFFFFFFFFFFFE00000000000000010");
    CHECK_EQ(mbedtls_mpi_div_mpi(&x, &b, &x, &a), 0);
    CHECK_NUMBER(&x, 16, "-FFFFFFFFFFFFFFFF0");
    CHECK_NUMBER(&b, 16, "0");
    CHECK_EQ(mbedtls_mpi_div_int(&x, &b, &a, 7), 0);
    CHECK_NUMBER(&x, 16, "-2492492492492492");
    CHECK_NUMBER(&b, 16, "-1");
    CHECK_EQ(mbedtls_mpi_div_int(NULL, NULL, &a, 0), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_div_int(&x, &y, &a, 0), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    SET(&a, 10, "-340282366920938463463374607431768211507");
    SET(&b, 10, "18446744073709551629");
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "-6277101735386680768259460193179866442067009288836208394903");
    CHECK_EQ(mbedtls_mpi_mul_int(&x, &b, 10), 0);
    CHECK_NUMBER(&x, 10, "184467440737095516290");
    CHECK_EQ(mbedtls_mpi_div_mpi(&x, &y, &a, &b), 0);
    CHECK_EQ(mbedtls_mpi_cmp_int(&x, 0), -1);
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &x, &b), 0);
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, &x, &y), 0);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&x, &a), 0);
    CHECK_EQ(mbedtls_mpi_lset(&n, 0), 0);
    CHECK_EQ(mbedtls_mpi_div_mpi(&x, &y, &a, &n), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_div_int(&x, &y, &b, -1000), 0);
    CHECK_NUMBER(&x, 10, "-18446744073709551");
    CHECK_NUMBER(&y, 10, "629");
}

static void remainders(void)
{
    mbedtls_mpi_uint rest = 0;

    SET(&a, 10, "-10");
    SET(&n, 10, "7");
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &a, &n), 0);
    CHECK_NUMBER(&x, 10, "4");
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &n, &a), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, 7), 0);
    CHECK_EQ(rest, 4);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, 0), MBEDTLS_ERR_MPI_DIVISION_BY_ZERO);
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, -7), MBEDTLS_ERR_MPI_NEGATIVE_VALUE);
    SET(&a, 16, "-FFFFFFFFFFFFFFFF");
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &a, &n), 0);
    CHECK_NUMBER(&x, 10, "6");
    CHECK_EQ(mbedtls_mpi_mod_int(&rest, &a, 7), 0);
    CHECK_EQ(rest, 6);
}

static void powers(void)
{
    SET(&a, 16, "-FFFFFFFFFFFFFFFF");
    SET(&n, 10, "7");
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &a, &n, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    SET(&x, 16, "10001");
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &x, &n, NULL), 0);
    CHECK_NUMBER(&x, 10, "6");
    SET(&a, 10, "4");
    SET(&b, 10, "13");
    SET(&n, 10, "497");
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &b, &n, NULL), 0);
    CHECK_NUMBER(&x, 10, "445");
    /* With a number that is kept for the next call. */
    mbedtls_mpi_free(&y);
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, &b, &n, &y), 0);
    CHECK_NUMBER(&x, 10, "445");
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &n, &b, &a, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
}

static void inverses_and_divisors(void)
{
    SET(&a, 10, "4");
    SET(&n, 10, "497");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &n), 0);
    CHECK_NUMBER(&x, 10, "373");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &n, &n), MBEDTLS_ERR_MPI_NOT_ACCEPTABLE);
    SET(&b, 10, "1");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    SET(&a, 16, "-FFFFFFFFFFFFFFFF");
    SET(&b, 10, "7");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "6");
    SET(&b, 10, "-3");
    CHECK_EQ(mbedtls_mpi_gcd(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "3");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    SET(&b, 10, "3");
    CHECK_EQ(mbedtls_mpi_inv_mod(&x, &a, &b), MBEDTLS_ERR_MPI_NOT_ACCEPTABLE);
    SET(&a, 10, "-462");
    SET(&b, 10, "1071");
    CHECK_EQ(mbedtls_mpi_gcd(&x, &a, &b), 0);
    CHECK_NUMBER(&x, 10, "21");
}

int main(void)
{
    mbedtls_mpi *all[] = { &a, &b, &n, &x, &y };
    for (size_t i = 0; i < 5; i++) {
        mbedtls_mpi_init(all[i]);
    }
    texts();
    bytes();
    sums();
    products();
    remainders();
    powers();
    inverses_and_divisors();
    for (size_t i = 0; i < 5; i++) {
        mbedtls_mpi_free(all[i]);
    }
    return check_result();
}
