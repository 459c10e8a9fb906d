/* Generated from src/ffi/bignum by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_BIGNUM_H
#define MBEDTLS_BIGNUM_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

/* Goes to the label `cleanup` with the result in `ret` unless `f` is 0. */
#define MBEDTLS_MPI_CHK(f)      \
    do {                        \
        if ((ret = (f)) != 0) { \
            goto cleanup;       \
        }                       \
    } while (0)

/* The longest number in bytes that exponents and moduli may have here. */
#if !defined(MBEDTLS_MPI_MAX_SIZE)
#define MBEDTLS_MPI_MAX_SIZE 1024
#endif
#define MBEDTLS_MPI_MAX_BITS (8 * MBEDTLS_MPI_MAX_SIZE)

/* Kept for programs that name it; this library chooses its windows itself. */
#if !defined(MBEDTLS_MPI_WINDOW_SIZE)
#define MBEDTLS_MPI_WINDOW_SIZE 3
#endif

/* The size of a buffer for any such number in decimal: 100 * log10(2) of the bits, and room for sign, end and line. */
#define MBEDTLS_MPI_MAX_BITS_SCALE100 (100 * MBEDTLS_MPI_MAX_BITS)
#define MBEDTLS_LN_2_DIV_LN_10_SCALE100 332
#define MBEDTLS_MPI_RW_BUFFER_SIZE                                                                        \
    (((MBEDTLS_MPI_MAX_BITS_SCALE100 + MBEDTLS_LN_2_DIV_LN_10_SCALE100 - 1) /                             \
      MBEDTLS_LN_2_DIV_LN_10_SCALE100) +                                                                  \
     10 + 6)

/* The words that numbers are made of. */
#if UINTPTR_MAX > 0xFFFFFFFFu
#if !defined(MBEDTLS_HAVE_INT64)
#define MBEDTLS_HAVE_INT64
#endif
#define MBEDTLS_MPI_UINT_MAX UINT64_MAX
/** A limb with a sign. */
typedef int64_t mbedtls_mpi_sint;
/** A limb: one digit of a number. */
typedef uint64_t mbedtls_mpi_uint;
#else
#if !defined(MBEDTLS_HAVE_INT32)
#define MBEDTLS_HAVE_INT32
#endif
#define MBEDTLS_MPI_UINT_MAX UINT32_MAX
/** A limb with a sign. */
typedef int32_t mbedtls_mpi_sint;
/** A limb: one digit of a number. */
typedef uint32_t mbedtls_mpi_uint;
#endif


/**
 * A file could not be read or written.
 */
#define MBEDTLS_ERR_MPI_FILE_IO_ERROR -0x0002

/**
 * An argument is NULL or out of range.
 */
#define MBEDTLS_ERR_MPI_BAD_INPUT_DATA -0x0004

/**
 * A character is no digit.
 */
#define MBEDTLS_ERR_MPI_INVALID_CHARACTER -0x0006

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL -0x0008

/**
 * A number is negative that must not be.
 */
#define MBEDTLS_ERR_MPI_NEGATIVE_VALUE -0x000A

/**
 * A division by zero.
 */
#define MBEDTLS_ERR_MPI_DIVISION_BY_ZERO -0x000C

/**
 * The number has no inverse, or no fitting number was found.
 */
#define MBEDTLS_ERR_MPI_NOT_ACCEPTABLE -0x000E

/**
 * Memory ran out, or the number would be longer than MBEDTLS_MPI_MAX_LIMBS words.
 */
#define MBEDTLS_ERR_MPI_ALLOC_FAILED -0x0010

/**
 * The longest number, in words.
 */
#define MBEDTLS_MPI_MAX_LIMBS 10000

/**
 * A number: words of its absolute value, least significant first, and its sign.
 */
typedef struct mbedtls_mpi {
    /**
     * The words; NULL for none, which is zero.
     */
    mbedtls_mpi_uint *MBEDTLS_PRIVATE(p);
    /**
     * -1 for a negative number, else 1.
     */
    short MBEDTLS_PRIVATE(s);
    /**
     * How many words there are; the upper ones may be zero.
     */
    unsigned short MBEDTLS_PRIVATE(n);
} mbedtls_mpi;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Adds absolute values: `X` = |`A`| + |`B`|.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param B  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_add_abs(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *B);

/**
 * Subtracts absolute values: `X` = |`A`| - |`B`|.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param B  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_NEGATIVE_VALUE if |`B`| is greater; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out;
 *           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if an argument is NULL.
 */
int mbedtls_mpi_sub_abs(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *B);

/**
 * Adds: `X` = `A` + `B`.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param B  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_add_mpi(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *B);

/**
 * Subtracts: `X` = `A` - `B`.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param B  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_sub_mpi(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *B);

/**
 * Adds a small number: `X` = `A` + `b`.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param b  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_add_int(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        mbedtls_mpi_sint b);

/**
 * Subtracts a small number: `X` = `A` - `b`.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param b  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_sub_int(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        mbedtls_mpi_sint b);

/**
 * Multiplies: `X` = `A` * `B`.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param B  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_mul_mpi(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *B);

/**
 * Multiplies by a small number: `X` = `A` * `b`.
 *
 * \param X  The result.
 * \param A  The first number.
 * \param b  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_mul_int(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        mbedtls_mpi_uint b);

/**
 * Divides: `A` = `Q` * `B` + `R`. The quotient is rounded towards zero, the remainder has the sign of `A`.
 *
 * \param Q  The quotient, or NULL.
 * \param R  The remainder, or NULL.
 * \param A  The dividend.
 * \param B  The divisor.
 *
 * \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `B` is 0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out;
 *           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `A` or `B` is NULL.
 */
int mbedtls_mpi_div_mpi(struct mbedtls_mpi *Q,
                        struct mbedtls_mpi *R,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *B);

/**
 * Divides: `A` = `Q` * `b` + `R`. The quotient is rounded towards zero, the remainder has the sign of `A`.
 *
 * \param Q  The quotient, or NULL.
 * \param R  The remainder, or NULL.
 * \param A  The dividend.
 * \param b  The divisor.
 *
 * \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `b` is 0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out;
 *           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `A` is NULL.
 */
int mbedtls_mpi_div_int(struct mbedtls_mpi *Q,
                        struct mbedtls_mpi *R,
                        const struct mbedtls_mpi *A,
                        mbedtls_mpi_sint b);

/**
 * Reduces: `R` = `A` mod `B`, from 0 to `B` - 1 also for a negative `A`.
 *
 * \param R  The result.
 * \param A  The number.
 * \param B  The modulus.
 *
 * \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `B` is 0; MBEDTLS_ERR_MPI_NEGATIVE_VALUE if `B` is negative;
 *           MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if an argument is NULL.
 */
int mbedtls_mpi_mod_mpi(struct mbedtls_mpi *R,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *B);

/**
 * Reduces by a small number: `r` = `A` mod `b`, from 0 to `b` - 1 also for a negative `A`.
 *
 * \param r  Where the result goes.
 * \param A  The number.
 * \param b  The modulus.
 *
 * \return   0; MBEDTLS_ERR_MPI_DIVISION_BY_ZERO if `b` is 0; MBEDTLS_ERR_MPI_NEGATIVE_VALUE if `b` is negative;
 *           MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `r` or `A` is NULL.
 */
int mbedtls_mpi_mod_int(mbedtls_mpi_uint *r,
                        const struct mbedtls_mpi *A,
                        mbedtls_mpi_sint b);

/**
 * Raises to a power: `X` = `A` ^ `E` mod `N`, in a time that depends on the lengths only.
 *
 * \param X        The result.
 * \param A        The base.
 * \param E        The exponent, not negative.
 * \param N        The modulus, odd and positive.
 * \param prec_RR  Not used: programs may keep a number there for several calls. It may be NULL.
 *
 * \return         0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another exponent or modulus, for one with more than
 *                 MBEDTLS_MPI_MAX_BITS bits, or if an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs
 *                 out.
 */
int mbedtls_mpi_exp_mod(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *E,
                        const struct mbedtls_mpi *N,
                        struct mbedtls_mpi *prec_RR);

/**
 * The greatest common divisor of `A` and `B`, which is not negative; of 0 and `B` it is |`B`|.
 *
 * \param G  The result.
 * \param A  The first number.
 * \param B  The second number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if
 *           an argument is NULL.
 */
int mbedtls_mpi_gcd(struct mbedtls_mpi *G,
                    const struct mbedtls_mpi *A,
                    const struct mbedtls_mpi *B);

/**
 * The inverse: `X` * `A` = 1 mod `N`.
 *
 * \param X  The result, from 1 to `N` - 1.
 * \param A  The number.
 * \param N  The modulus, above 1.
 *
 * \return   0; MBEDTLS_ERR_MPI_NOT_ACCEPTABLE if `A` and `N` have a common divisor; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for
 *           another modulus, or if an argument is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out.
 */
int mbedtls_mpi_inv_mod(struct mbedtls_mpi *X,
                        const struct mbedtls_mpi *A,
                        const struct mbedtls_mpi *N);

/**
 * Shifts a number's absolute value to the left.
 *
 * \param X      The number.
 * \param count  By how many bits.
 *
 * \return       0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the result is too long or memory runs out;
 *               MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
 */
int mbedtls_mpi_shift_l(struct mbedtls_mpi *X, size_t count);

/**
 * Shifts a number's absolute value to the right. Bits that fall out are lost.
 *
 * \param X      The number.
 * \param count  By how many bits.
 *
 * \return       0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
 */
int mbedtls_mpi_shift_r(struct mbedtls_mpi *X, size_t count);

/**
 * Compares the absolute values of two numbers.
 *
 * \param X  The one.
 * \param Y  The other.
 *
 * \return   -1, 0 or 1 if `X` is less, equal or greater. NULL is less than a number.
 */
int mbedtls_mpi_cmp_abs(const struct mbedtls_mpi *X, const struct mbedtls_mpi *Y);

/**
 * Compares two numbers.
 *
 * \param X  The one.
 * \param Y  The other.
 *
 * \return   -1, 0 or 1 if `X` is less, equal or greater. NULL is less than a number.
 */
int mbedtls_mpi_cmp_mpi(const struct mbedtls_mpi *X, const struct mbedtls_mpi *Y);

/**
 * Compares a number with a small one.
 *
 * \param X  The number.
 * \param z  The small one.
 *
 * \return   -1, 0 or 1 if `X` is less, equal or greater. NULL is less than a number.
 */
int mbedtls_mpi_cmp_int(const struct mbedtls_mpi *X, mbedtls_mpi_sint z);

/**
 * Tells whether a number is less than another, in a time that depends on their lengths only.
 *
 * \param X    The one.
 * \param Y    The other, with as many words as `X` has.
 * \param ret  Where 1 goes if `X` is less than `Y`, else 0.
 *
 * \return     0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if the two have not equally many words, or an argument is NULL.
 */
int mbedtls_mpi_lt_mpi_ct(const struct mbedtls_mpi *X,
                          const struct mbedtls_mpi *Y,
                          unsigned int *ret);

/**
 * Reads a number from text.
 *
 * \param X      The number. What it is after an error is not specified.
 * \param radix  The radix, 2 to 16.
 * \param s      The digits, in capitals or small letters, with a minus sign in front of a negative number. An empty
 *               string is zero.
 *
 * \return       0; MBEDTLS_ERR_MPI_INVALID_CHARACTER if there is something else in the text;
 *               MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another radix, or if one is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED if
 *               the number is too long or memory runs out.
 */
int mbedtls_mpi_read_string(struct mbedtls_mpi *X,
                            int radix,
                            const char *s);

/**
 * Writes a number as text: in capitals, and with radix 16 as whole bytes, which are none for a number that was never
 * set.
 *
 * \param X       The number.
 * \param radix   The radix, 2 to 16.
 * \param buf     Where the text and the NUL that ends it go. May be NULL if `buflen` is 0.
 * \param buflen  The size of `buf`. It must have room for what a number of this length may need, which can be a little
 *                more than this number does.
 * \param olen    Where the length of the text goes, with the NUL; if it does not fit, the size that is needed.
 *
 * \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if it does not fit; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another
 *                radix, or if an argument is NULL.
 */
int mbedtls_mpi_write_string(const struct mbedtls_mpi *X,
                             int radix,
                             char *buf,
                             size_t buflen,
                             size_t *olen);

/**
 * Reads a number from big-endian bytes.
 *
 * \param X       The number.
 * \param buf     The bytes. May be NULL if `buflen` is 0.
 * \param buflen  How many there are.
 *
 * \return        0; MBEDTLS_ERR_MPI_ALLOC_FAILED if the number is too long or memory runs out;
 *                MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
 */
int mbedtls_mpi_read_binary(struct mbedtls_mpi *X, const unsigned char *buf, size_t buflen);

/**
 * Reads a number from little-endian bytes.
 *
 * \param X       The number.
 * \param buf     The bytes. May be NULL if `buflen` is 0.
 * \param buflen  How many there are.
 *
 * \return        As of `mbedtls_mpi_read_binary()`.
 */
int mbedtls_mpi_read_binary_le(struct mbedtls_mpi *X, const unsigned char *buf, size_t buflen);

/**
 * Writes the absolute value of a number in big-endian bytes, with zeros in front to fill the buffer.
 *
 * \param X       The number.
 * \param buf     Where the bytes go. May be NULL if `buflen` is 0.
 * \param buflen  How many there are to be.
 *
 * \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the number does not fit; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one
 *                is NULL.
 */
int mbedtls_mpi_write_binary(const struct mbedtls_mpi *X,
                             unsigned char *buf,
                             size_t buflen);

/**
 * Writes the absolute value of a number in little-endian bytes, with zeros behind to fill the buffer.
 *
 * \param X       The number.
 * \param buf     Where the bytes go. May be NULL if `buflen` is 0.
 * \param buflen  How many there are to be.
 *
 * \return        0; MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL if the number does not fit; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one
 *                is NULL.
 */
int mbedtls_mpi_write_binary_le(const struct mbedtls_mpi *X,
                                unsigned char *buf,
                                size_t buflen);

/**
 * Makes a number zero.
 *
 * \param X  The number. NULL is ignored.
 */
void mbedtls_mpi_init(struct mbedtls_mpi *X);

/**
 * Wipes and frees a number, which is zero then.
 *
 * \param X  The number. NULL is ignored.
 */
void mbedtls_mpi_free(struct mbedtls_mpi *X);

/**
 * Gives a number at least so many words; its value stays.
 *
 * \param X        The number.
 * \param nblimbs  How many words, at most MBEDTLS_MPI_MAX_LIMBS.
 *
 * \return         0; MBEDTLS_ERR_MPI_ALLOC_FAILED for more words or if memory runs out;
 *                 MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
 */
int mbedtls_mpi_grow(struct mbedtls_mpi *X, size_t nblimbs);

/**
 * Takes unused words from a number; its value stays.
 *
 * \param X        The number.
 * \param nblimbs  How many words to keep at least. A number with fewer grows.
 *
 * \return         As of `mbedtls_mpi_grow()`.
 */
int mbedtls_mpi_shrink(struct mbedtls_mpi *X, size_t nblimbs);

/**
 * Copies a number.
 *
 * \param X  The copy.
 * \param Y  The number.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
 */
int mbedtls_mpi_copy(struct mbedtls_mpi *X,
                     const struct mbedtls_mpi *Y);

/**
 * Exchanges two numbers.
 *
 * \param X  The one. NULL makes the call do nothing.
 * \param Y  The other. NULL makes the call do nothing.
 */
void mbedtls_mpi_swap(struct mbedtls_mpi *X, struct mbedtls_mpi *Y);

/**
 * Copies a number or not, in a time that does not tell which.
 *
 * \param X       The number to change.
 * \param Y       The number to copy.
 * \param assign  0 to leave `X` as it is, else to copy.
 *
 * \return        0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
 */
int mbedtls_mpi_safe_cond_assign(struct mbedtls_mpi *X,
                                 const struct mbedtls_mpi *Y,
                                 unsigned char assign);

/**
 * Exchanges two numbers or not, in a time that does not tell which.
 *
 * \param X     The one.
 * \param Y     The other.
 * \param swap  0 to leave them as they are, else to exchange them.
 *
 * \return      0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if one is NULL.
 */
int mbedtls_mpi_safe_cond_swap(struct mbedtls_mpi *X,
                               struct mbedtls_mpi *Y,
                               unsigned char swap);

/**
 * Sets a number to a small one.
 *
 * \param X  The number.
 * \param z  Its value.
 *
 * \return   0; MBEDTLS_ERR_MPI_ALLOC_FAILED if memory runs out; MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` is NULL.
 */
int mbedtls_mpi_lset(struct mbedtls_mpi *X,
                     mbedtls_mpi_sint z);

/**
 * One bit of a number's absolute value.
 *
 * \param X    The number.
 * \param pos  Which bit; 0 is the lowest.
 *
 * \return     0 or 1; 0 beyond the number's words, or if `X` is NULL.
 */
int mbedtls_mpi_get_bit(const struct mbedtls_mpi *X, size_t pos);

/**
 * Sets one bit of a number's absolute value. The number grows if need be.
 *
 * \param X    The number.
 * \param pos  Which bit; 0 is the lowest.
 * \param val  0 or 1.
 *
 * \return     0; MBEDTLS_ERR_MPI_BAD_INPUT_DATA for another value, or if `X` is NULL; MBEDTLS_ERR_MPI_ALLOC_FAILED
 *             for a number that would be too long, or if memory runs out.
 */
int mbedtls_mpi_set_bit(struct mbedtls_mpi *X,
                        size_t pos,
                        unsigned char val);

/**
 * How many zero bits are below the lowest that is set.
 *
 * \param X  The number.
 *
 * \return   The count; 0 for zero, and if `X` is NULL.
 */
size_t mbedtls_mpi_lsb(const struct mbedtls_mpi *X);

/**
 * The length of a number's absolute value in bits.
 *
 * \param X  The number.
 *
 * \return   The length; 0 for zero, and if `X` is NULL.
 */
size_t mbedtls_mpi_bitlen(const struct mbedtls_mpi *X);

/**
 * The length of a number's absolute value in bytes, rounded up.
 *
 * \param X  The number.
 *
 * \return   The length; 0 for zero, and if `X` is NULL.
 */
size_t mbedtls_mpi_size(const struct mbedtls_mpi *X);

/**
 * Sets a number to random bytes.
 *
 * \param X      The number.
 * \param size   How many bytes, at most MBEDTLS_MPI_MAX_LIMBS words.
 * \param f_rng  The random generator.
 * \param p_rng  Handed to `f_rng`.
 *
 * \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_MPI_ALLOC_FAILED for more bytes or if memory runs out;
 *               MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `X` or `f_rng` is NULL.
 */
int mbedtls_mpi_fill_random(struct mbedtls_mpi *X,
                            size_t size,
                            mbedtls_f_rng_t *f_rng,
                            void *p_rng);

/**
 * Sets a number to a random one from `min` to `N` - 1, each as likely as any other.
 *
 * \param X      The number.
 * \param min    The least value, not negative. It should be small against `N`.
 * \param N      The bound.
 * \param f_rng  The random generator.
 * \param p_rng  Handed to `f_rng`.
 *
 * \return       0; what `f_rng` returns if it fails; MBEDTLS_ERR_MPI_NOT_ACCEPTABLE if no fitting number comes up;
 *               MBEDTLS_ERR_MPI_BAD_INPUT_DATA if `min` is negative or not below `N`, or an argument is NULL.
 */
int mbedtls_mpi_random(struct mbedtls_mpi *X,
                       mbedtls_mpi_sint min,
                       const struct mbedtls_mpi *N,
                       mbedtls_f_rng_t *f_rng,
                       void *p_rng);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_BIGNUM_H */
