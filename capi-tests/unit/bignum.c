/* Numbers as objects: their life, their bits, their order, and random ones. */
#include "numbers.h"
#include "rng.h"

static mbedtls_mpi x, a, b;

static void life(void)
{
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
    /* Words that the value needs stay. */
    SET(&x, 16, "8000000000000000000000000000000000");
    CHECK_EQ(mbedtls_mpi_grow(&x, 5), 0);
    CHECK_EQ(mbedtls_mpi_shrink(&x, 1), 0);
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 136);
    CHECK_EQ(mbedtls_mpi_lset(&x, -5), 0);
    CHECK_EQ(x.MBEDTLS_PRIVATE(s), -1);
    CHECK_EQ(x.MBEDTLS_PRIVATE(p)[0], 5);
}

static void copies(void)
{
    static const char large[] = "99999999999999999999999999";

    CHECK_EQ(mbedtls_mpi_lset(&x, -5), 0);
    CHECK_EQ(mbedtls_mpi_copy(&a, &x), 0);
    CHECK_EQ(mbedtls_mpi_copy(&a, &a), 0);
    CHECK_NUMBER(&a, 10, "-5");
    SET(&b, 10, large);
    mbedtls_mpi_swap(&a, &b);
    CHECK_NUMBER(&a, 10, large);
    CHECK_NUMBER(&b, 10, "-5");
    CHECK_EQ(mbedtls_mpi_safe_cond_swap(&a, &b, 0), 0);
    CHECK_NUMBER(&a, 10, large);
    CHECK_NUMBER(&b, 10, "-5");
    CHECK_EQ(mbedtls_mpi_safe_cond_swap(&a, &b, 1), 0);
    CHECK_NUMBER(&a, 10, "-5");
    CHECK_NUMBER(&b, 10, large);
    CHECK_EQ(mbedtls_mpi_safe_cond_assign(&a, &b, 0), 0);
    CHECK_NUMBER(&a, 10, "-5");
    CHECK_EQ(mbedtls_mpi_safe_cond_assign(&a, &b, 1), 0);
    CHECK_NUMBER(&a, 10, large);
    CHECK_NUMBER(&b, 10, large);
}

static void bits(void)
{
    SET(&x, 16, "0");
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
    SET(&x, 10, "40");
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 6);
    CHECK_EQ(mbedtls_mpi_size(&x), 1);
    CHECK_EQ(mbedtls_mpi_lsb(&x), 3);
    CHECK_EQ(mbedtls_mpi_get_bit(&x, 5), 1);
    /* A word more. */
    CHECK_EQ(mbedtls_mpi_set_bit(&x, 64, 1), 0);
    CHECK_NUMBER(&x, 10, "18446744073709551656");
}

static void shifts(void)
{
    SET(&x, 16, "-F0000000000000001");
    CHECK_EQ(mbedtls_mpi_shift_l(&x, 65), 0);
    CHECK_NUMBER(&x, 16, "-1E00000000000000020000000000000000");
    CHECK_EQ(mbedtls_mpi_shift_r(&x, 66), 0);
    CHECK_NUMBER(&x, 16, "-78000000000000000");
    CHECK_EQ(mbedtls_mpi_shift_r(&x, 500), 0);
    CHECK_NUMBER(&x, 16, "0");
    SET(&x, 10, "18446744073709551656");
    CHECK_EQ(mbedtls_mpi_shift_r(&x, 3), 0);
    CHECK_NUMBER(&x, 10, "2305843009213693957");
    CHECK_EQ(mbedtls_mpi_shift_l(&x, 70), 0);
    CHECK_EQ(mbedtls_mpi_bitlen(&x), 132);
}

static void comparing(void)
{
    unsigned less = 9;

    /* Without the words of earlier values. */
    mbedtls_mpi_free(&a);
    mbedtls_mpi_free(&b);
    SET(&a, 16, "-10000000000000000");
    SET(&b, 16, "5");
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&a, &b), -1);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&b, &a), 1);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&a, &a), 0);
    CHECK_EQ(mbedtls_mpi_cmp_abs(&a, &b), 1);
    CHECK_EQ(mbedtls_mpi_cmp_int(&a, -1), -1);
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
    /* A negative number of one word, below a positive one of several. */
    SET(&a, 16, "F0000000000000000000000000000000001");
    CHECK_EQ(mbedtls_mpi_grow(&a, 5), 0);
    CHECK_EQ(mbedtls_mpi_lset(&b, -1), 0);
    CHECK_EQ(mbedtls_mpi_grow(&b, 5), 0);
    CHECK_EQ(mbedtls_mpi_lt_mpi_ct(&b, &a, &less), 0);
    CHECK_EQ(less, 1);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&b, &a), -1);
    CHECK_EQ(mbedtls_mpi_cmp_int(&b, -1), 0);
}

static void randomness(void)
{
    unsigned char next = 0xFE;

    CHECK_EQ(mbedtls_mpi_fill_random(&x, 3, counting_rng, &next), 0);
    CHECK_NUMBER(&x, 16, "FEFF00");
    next = 1;
    CHECK_EQ(mbedtls_mpi_fill_random(&x, 4, counting_rng, &next), 0);
    CHECK_NUMBER(&x, 16, "01020304");
    CHECK_EQ(mbedtls_mpi_fill_random(&x, 3, broken_rng, NULL), -0x55);
    SET(&b, 16, "1FF");
    next = 0xFF;
    /* The first draw, FF00 cut to nine bits, is 1FE. */
    CHECK_EQ(mbedtls_mpi_random(&x, 1, &b, counting_rng, &next), 0);
    CHECK_NUMBER(&x, 16, "1FE");
    CHECK_EQ(mbedtls_mpi_random(&x, 1, &b, broken_rng, NULL), -0x55);
    CHECK_EQ(mbedtls_mpi_random(&x, 0x1FF, &b, counting_rng, &next), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_random(&x, -1, &b, counting_rng, &next), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    SET(&b, 10, "100");
    CHECK_EQ(mbedtls_mpi_random(&x, 3, &b, counting_rng, &next), 0);
    CHECK(mbedtls_mpi_cmp_int(&x, 3) >= 0 && mbedtls_mpi_cmp_int(&x, 100) < 0);
}

/* Mbed TLS does not look for NULL. */
static void null(void)
{
    mbedtls_mpi_init(NULL);
    mbedtls_mpi_swap(NULL, &x);
    CHECK_EQ(mbedtls_mpi_copy(NULL, &x), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_copy(&a, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_grow(NULL, 1), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_lset(NULL, 1), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_add_mpi(&x, NULL, &a), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &a, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_div_mpi(NULL, NULL, NULL, &a), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_exp_mod(&x, &a, NULL, &b, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_string(&x, 10, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_read_binary(&x, NULL, 1), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_random(&x, 0, &b, NULL, NULL), MBEDTLS_ERR_MPI_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(NULL, &x), -1);
    CHECK_EQ(mbedtls_mpi_bitlen(NULL), 0);
    CHECK_EQ(mbedtls_mpi_size(NULL), 0);
    CHECK_EQ(mbedtls_mpi_get_bit(NULL, 0), 0);
}

int main(void)
{
    mbedtls_mpi *all[] = { &x, &a, &b };
    for (size_t i = 0; i < 3; i++) {
        memset(all[i], 0xA5, sizeof *all[i]);
        mbedtls_mpi_init(all[i]);
    }
    life();
    copies();
    bits();
    shifts();
    comparing();
    randomness();
    ONLY_OURS null();
    for (size_t i = 0; i < 3; i++) {
        mbedtls_mpi_free(all[i]);
        CHECK(all[i]->MBEDTLS_PRIVATE(p) == NULL && all[i]->MBEDTLS_PRIVATE(n) == 0);
        CHECK_EQ(mbedtls_mpi_size(all[i]), 0);
        mbedtls_mpi_free(all[i]);
    }
    mbedtls_mpi_free(NULL);
    return check_result();
}
