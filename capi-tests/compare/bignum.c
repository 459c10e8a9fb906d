/* Numbers: what thousands of random operations make of numbers of all lengths and signs, and what they return. SEED
   and ROUNDS in the environment choose others. A result is printed only where the code is 0: after an error it is not
   specified. */
#include "support/check.h"

#include <mbedtls/bignum.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EACH(i, list) for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)

static unsigned long long state;
static mbedtls_mpi a, b, c, x, y;

static unsigned long draw(unsigned long below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned long) ((state >> 11) % below);
}

static int bytes_of(void *p, unsigned char *out, size_t len)
{
    (void) p;
    while (len-- > 0)
        *out++ = (unsigned char) draw(256);
    return 0;
}

static int fails(void *p, unsigned char *out, size_t len)
{
    (void) p;
    memset(out, 0, len);
    return -0x1234;
}

/* Gives 0xFF without end: no number below a bound comes of it. */
static int ones(void *p, unsigned char *out, size_t len)
{
    (void) p;
    memset(out, 0xFF, len);
    return 0;
}

static void must(int code)
{
    if (code != 0)
        fatal("no number: -0x%x", (unsigned) -code);
}

/* Negative numbers, zero, small ones, and those at the edges of words, among random ones of up to 200 bytes. */
static void any(mbedtls_mpi *number)
{
    static const size_t lengths[] = { 0, 1, 1, 2, 7, 8, 8, 9, 15, 16, 17, 31, 32, 32, 33, 48, 64, 65, 128, 200 };
    unsigned char bytes[200];
    size_t len = lengths[draw(sizeof(lengths) / sizeof(lengths[0]))];

    bytes_of(NULL, bytes, len);
    switch (draw(8)) {
        case 0:
            memset(bytes, 0xFF, len);
            break;
        case 1:
            memset(bytes, 0, len);
            if (len > 0)
                bytes[draw((unsigned long) len)] = (unsigned char) (1u << draw(8));
            break;
        case 2:
            memset(bytes, 0, len / 2);
            break;
        case 3:
            memset(bytes + len / 2, 0, len - len / 2);
            break;
        default:
            break;
    }
    must(mbedtls_mpi_read_binary(number, bytes, len));
    if (draw(3) == 0) {
        mbedtls_mpi zero;

        mbedtls_mpi_init(&zero);
        must(mbedtls_mpi_sub_mpi(number, &zero, number));
        mbedtls_mpi_free(&zero);
    }
}

static mbedtls_mpi_sint small(void)
{
    static const mbedtls_mpi_sint edges[] = { 0, 1, -1, 2, -2, 3, 255, -256, 65537, INT64_MAX, INT64_MIN, INT64_MIN + 1 };

    if (draw(2) == 0)
        return edges[draw(sizeof(edges) / sizeof(edges[0]))];
    return (mbedtls_mpi_sint) (state * 3);
}

static void say_number(const char *what, const mbedtls_mpi *number)
{
    unsigned char bytes[3000];
    char label[60];
    size_t len = mbedtls_mpi_size(number);

    snprintf(label, sizeof(label), "%s %c", what, mbedtls_mpi_cmp_int(number, 0) < 0 ? '-' : '+');
    must(mbedtls_mpi_write_binary(number, bytes, len));
    say_hex(label, bytes, len);
}

static void outcome(const char *what, int code, const mbedtls_mpi *number)
{
    if (say_code(what, code) == 0)
        say_number("=", number);
}

/* Mbed TLS can leave N where 0 is meant, if the base is negative. */
static void power(const char *what, int code, const mbedtls_mpi *modulus)
{
    if (say_code(what, code) == 0) {
        must(mbedtls_mpi_mod_mpi(&x, &x, modulus));
        say_number("=", &x);
    }
}

static void begin(void)
{
    const char *seed = getenv("SEED");

    state = seed != NULL ? strtoull(seed, NULL, 0) | 1 : 0x9E3779B97F4A7C15ull;
    mbedtls_mpi_init(&a);
    mbedtls_mpi_init(&b);
    mbedtls_mpi_init(&c);
    mbedtls_mpi_init(&x);
    mbedtls_mpi_init(&y);
}

static void end(void)
{
    mbedtls_mpi_free(&a);
    mbedtls_mpi_free(&b);
    mbedtls_mpi_free(&c);
    mbedtls_mpi_free(&x);
    mbedtls_mpi_free(&y);
}

static int rounds(int usual)
{
    const char *wanted = getenv("ROUNDS");

    return wanted != NULL ? atoi(wanted) : usual;
}

/* The operands of a round: sometimes one number twice, and sometimes the result in the place of an operand. */
static void operands(mbedtls_mpi **to, mbedtls_mpi **one, mbedtls_mpi **other)
{
    any(&a);
    any(&b);
    any(&x);
    *one = &a;
    *other = draw(8) == 0 ? &a : &b;
    *to = draw(6) == 0 ? *one : draw(6) == 0 ? *other : &x;
    say_number("a", *one);
    say_number("b", *other);
}

static void sums_and_products(void)
{
    mbedtls_mpi *to, *one, *other;
    mbedtls_mpi_sint z;
    int i;

    begin();
    for (i = 0; i < rounds(2500); i++) {
        operands(&to, &one, &other);
        z = small();
        switch (draw(9)) {
            case 0: outcome("add_mpi", mbedtls_mpi_add_mpi(to, one, other), to); break;
            case 1: outcome("sub_mpi", mbedtls_mpi_sub_mpi(to, one, other), to); break;
            case 2: outcome("add_abs", mbedtls_mpi_add_abs(to, one, other), to); break;
            case 3: outcome("sub_abs", mbedtls_mpi_sub_abs(to, one, other), to); break;
            case 4: outcome("mul_mpi", mbedtls_mpi_mul_mpi(to, one, other), to); break;
            case 5: outcome("add_int", mbedtls_mpi_add_int(to, one, z), to); break;
            case 6: outcome("sub_int", mbedtls_mpi_sub_int(to, one, z), to); break;
            case 7: outcome("mul_int", mbedtls_mpi_mul_int(to, one, (mbedtls_mpi_uint) z), to); break;
            default: outcome("lset", mbedtls_mpi_lset(to, z), to); break;
        }
    }
    end();
}

static void divisions(void)
{
    mbedtls_mpi *to, *one, *other;
    mbedtls_mpi_uint rest;
    mbedtls_mpi_sint z;
    int i, code;

    begin();
    for (i = 0; i < rounds(2500); i++) {
        operands(&to, &one, &other);
        /* What Mbed TLS makes of a result in the place of the divisor, or of a number of 64 bits, is not right. */
        to = &x;
        z = draw(2) == 0 ? (mbedtls_mpi_sint) draw(1ul << 31) : (mbedtls_mpi_sint) draw(20) - 10;
        switch (draw(6)) {
            case 0:
                code = say_code("div_mpi", mbedtls_mpi_div_mpi(to, &y, one, other));
                if (code == 0) {
                    say_number("q", to);
                    say_number("r", &y);
                }
                break;
            case 1: outcome("div_mpi, quotient", mbedtls_mpi_div_mpi(to, NULL, one, other), to); break;
            case 2: outcome("div_mpi, rest", mbedtls_mpi_div_mpi(NULL, to, one, other), to); break;
            case 3:
                say("by %lld", (long long) z);
                code = say_code("div_int", mbedtls_mpi_div_int(to, &y, one, z));
                if (code == 0) {
                    say_number("q", to);
                    say_number("r", &y);
                }
                break;
            case 4: outcome("mod_mpi", mbedtls_mpi_mod_mpi(to, one, other), to); break;
            default:
                say("by %lld", (long long) z);
                code = say_code("mod_int", mbedtls_mpi_mod_int(&rest, one, z));
                if (code == 0)
                    say("= %llu", (unsigned long long) rest);
                break;
        }
    }
    end();
}

static void moduli(void)
{
    mbedtls_mpi *to, *one, *other;
    int i;

    begin();
    for (i = 0; i < rounds(900); i++) {
        operands(&to, &one, &other);
        switch (draw(5)) {
            case 0: outcome("gcd", mbedtls_mpi_gcd(to, one, other), to); break;
            case 1: outcome("inv_mod", mbedtls_mpi_inv_mod(to, one, other), to); break;
            case 2:
                /* A modulus that is odd. */
                must(mbedtls_mpi_set_bit(&b, 0, 1));
                outcome("inv_mod, odd", mbedtls_mpi_inv_mod(&x, &a, &b), &x);
                break;
            default:
                any(&c);
                say_number("e", &c);
                if (draw(8) != 0)
                    must(mbedtls_mpi_set_bit(&b, 0, 1));
                power("exp_mod", mbedtls_mpi_exp_mod(&x, one, &c, &b, draw(2) == 0 ? NULL : &y), &b);
                mbedtls_mpi_free(&y);
                break;
        }
    }
    end();
}

/* Small ones, all pairs: zero, one and negative moduli are among them. */
static void small_moduli(void)
{
    int i, j, k;

    begin();
    for (i = -6; i < 8; i++) {
        for (j = -4; j < 10; j++) {
            must(mbedtls_mpi_lset(&a, i));
            must(mbedtls_mpi_lset(&b, j));
            say("%d and %d", i, j);
            outcome("gcd", mbedtls_mpi_gcd(&x, &a, &b), &x);
            outcome("mod_mpi", mbedtls_mpi_mod_mpi(&x, &a, &b), &x);
            outcome("inv_mod", mbedtls_mpi_inv_mod(&x, &a, &b), &x);
            for (k = -2; k < 5; k++) {
                must(mbedtls_mpi_lset(&c, k));
                power("exp_mod", mbedtls_mpi_exp_mod(&x, &a, &c, &b, NULL), &b);
            }
        }
    }
    /* At the greatest length that powers have. */
    must(mbedtls_mpi_lset(&a, 3));
    must(mbedtls_mpi_lset(&c, 2));
    for (i = -1; i < 2; i++) {
        must(mbedtls_mpi_lset(&b, 1));
        must(mbedtls_mpi_set_bit(&b, (size_t) (MBEDTLS_MPI_MAX_BITS - 1 + i), 1));
        outcome("long modulus", mbedtls_mpi_exp_mod(&x, &a, &c, &b, NULL), &x);
        must(mbedtls_mpi_lset(&y, 7));
        outcome("long exponent", mbedtls_mpi_exp_mod(&x, &a, &b, &y, NULL), &x);
    }
    end();
}

static void shifts_and_bits(void)
{
    unsigned int less;
    size_t count;
    int i, code;

    begin();
    for (i = 0; i < rounds(2000); i++) {
        any(&a);
        any(&b);
        say_number("a", &a);
        count = draw(draw(4) == 0 ? 2000 : 140);
        say("%d bits", (int) count);
        switch (draw(6)) {
            case 0: outcome("shift_l", mbedtls_mpi_shift_l(&a, count), &a); break;
            case 1: outcome("shift_r", mbedtls_mpi_shift_r(&a, count), &a); break;
            case 2: outcome("set_bit", mbedtls_mpi_set_bit(&a, count, (unsigned char) draw(4)), &a); break;
            case 3:
                say("get_bit %d, lsb %d, bitlen %d, size %d", mbedtls_mpi_get_bit(&a, count), (int) mbedtls_mpi_lsb(&a),
                    (int) mbedtls_mpi_bitlen(&a), (int) mbedtls_mpi_size(&a));
                break;
            case 4:
                must(mbedtls_mpi_shrink(&a, 40));
                must(mbedtls_mpi_grow(&a, 40));
                must(mbedtls_mpi_shrink(&b, 40));
                must(mbedtls_mpi_grow(&b, 40));
                code = say_code("lt_mpi_ct", mbedtls_mpi_lt_mpi_ct(&a, draw(5) == 0 ? &a : &b, &less));
                if (code == 0)
                    say("= %u", less);
                break;
            default:
                say_number("b", &b);
                say("cmp_mpi %d, cmp_abs %d, cmp_int %d, itself %d", mbedtls_mpi_cmp_mpi(&a, &b), mbedtls_mpi_cmp_abs(&a, &b),
                    mbedtls_mpi_cmp_int(&a, small()), mbedtls_mpi_cmp_mpi(&a, &a));
                break;
        }
    }
    end();
}

static void copies(void)
{
    unsigned char choice;
    int i;

    begin();
    for (i = 0; i < rounds(600); i++) {
        any(&a);
        any(&b);
        say_number("a", &a);
        say_number("b", &b);
        choice = (unsigned char) draw(3);
        switch (draw(6)) {
            case 0: say_code("copy", mbedtls_mpi_copy(&a, &b)); break;
            case 1: say_code("safe_cond_assign", mbedtls_mpi_safe_cond_assign(&a, &b, choice)); break;
            case 2: say_code("safe_cond_swap", mbedtls_mpi_safe_cond_swap(&a, &b, choice)); break;
            case 3: mbedtls_mpi_swap(&a, &b); break;
            case 4: say_code("grow", mbedtls_mpi_grow(&a, draw(30))); break;
            default: say_code("shrink", mbedtls_mpi_shrink(&a, draw(30))); break;
        }
        say_number("a", &a);
        say_number("b", &b);
    }
    say_code("grow to the limit", mbedtls_mpi_grow(&a, MBEDTLS_MPI_MAX_LIMBS));
    say_code("grow beyond it", mbedtls_mpi_grow(&a, MBEDTLS_MPI_MAX_LIMBS + 1));
    say_code("shrink beyond it", mbedtls_mpi_shrink(&a, MBEDTLS_MPI_MAX_LIMBS + 1));
    say_code("shift beyond it", mbedtls_mpi_shift_l(&b, (size_t) MBEDTLS_MPI_MAX_LIMBS * 64 + 1));
    say_code("bit beyond it", mbedtls_mpi_set_bit(&b, (size_t) MBEDTLS_MPI_MAX_LIMBS * 64, 1));
    end();
}

static void read_texts(void)
{
    static const char *const tried[] = { "",    "-",   "0",   "-0",  "00",   "-00", "1",    "-1",   "101", "+1",  " 1",
                                         "1 ",  "--1", "1-",  "7f",  "7F",   "0x1", "fF",   "g",    "8",   "9",   "2",
                                         "a",   "A",   "1_0", "1\n", "-123", "123", "-0010", "9999999999999999999999999",
                                         "ffffffffffffffffffffffffffffffffff", "000000000000000000000000000000000000000001" };
    char text[401];
    size_t i, len;
    int radix, n;

    begin();
    for (radix = -1; radix < 19; radix++) {
        say("radix %d", radix);
        EACH(i, tried)
        {
            say("\"%s\"", tried[i]);
            outcome("read_string", mbedtls_mpi_read_string(&x, radix, tried[i]), &x);
        }
    }
    for (n = 0; n < rounds(1000); n++) {
        radix = 2 + (int) draw(15);
        len = draw(sizeof(text));
        for (i = 0; i < len; i++)
            text[i] = "0123456789ABCDEF0123456789abcdef"[draw((unsigned long) radix) + 16 * draw(2)];
        text[len] = 0;
        if (len > 0 && draw(3) == 0)
            text[0] = '-';
        if (len > 0 && draw(12) == 0)
            text[draw((unsigned long) len)] = "gG-+ x.,"[draw(8)];
        say("%d \"%s\"", radix, text);
        outcome("read_string", mbedtls_mpi_read_string(&x, radix, text), &x);
    }
    end();
}

static void written(const mbedtls_mpi *number, int radix, size_t size)
{
    char text[2000];
    size_t len = 77777;
    int code;

    memset(text, 'x', sizeof(text));
    code = mbedtls_mpi_write_string(number, radix, text, size, &len);
    say("write_string %d into %d -> %d, %d", radix, (int) size, code, (int) len);
    if (code == 0)
        say("\"%s\"", text);
}

static void write_texts(void)
{
    size_t size;
    int radix, n;

    begin();
    for (n = 0; n < rounds(1500); n++) {
        any(&a);
        say_number("a", &a);
        radix = (int) draw(19);
        written(&a, radix, 2000);
        written(&a, radix, draw(2000));
    }
    /* Every size of a buffer, around what is needed too. */
    for (n = 0; n < 60; n++) {
        any(&a);
        if (mbedtls_mpi_bitlen(&a) > 70)
            must(mbedtls_mpi_shift_r(&a, mbedtls_mpi_bitlen(&a) - draw(70)));
        say_number("a", &a);
        radix = 2 + (int) draw(15);
        for (size = 0; size < 80; size++)
            written(&a, radix, size);
    }
    end();
}

static void octets(void)
{
    unsigned char bytes[260];
    size_t len;
    int i, code;

    begin();
    for (i = 0; i < rounds(1500); i++) {
        len = draw(sizeof(bytes));
        bytes_of(NULL, bytes, len);
        if (draw(3) == 0)
            memset(bytes, 0, len / 3);
        outcome("read_binary", mbedtls_mpi_read_binary(&x, bytes, len), &x);
        outcome("read_binary_le", mbedtls_mpi_read_binary_le(&y, bytes, len), &y);
        any(&a);
        say_number("a", &a);
        len = draw(3) == 0 ? draw(sizeof(bytes)) : mbedtls_mpi_size(&a) + draw(4);
        if (len > 0 && draw(2) == 0)
            len--;
        code = mbedtls_mpi_write_binary(&a, bytes, len);
        say_code("write_binary", code);
        if (code == 0)
            say_hex("", bytes, len);
        code = mbedtls_mpi_write_binary_le(&a, bytes, len);
        say_code("write_binary_le", code);
        if (code == 0)
            say_hex("", bytes, len);
    }
    end();
}

static void random_numbers(void)
{
    mbedtls_mpi_sint least;
    int i;

    begin();
    for (i = 0; i < 200; i++) {
        outcome("fill_random", mbedtls_mpi_fill_random(&x, draw(150), bytes_of, NULL), &x);
        any(&a);
        say_number("a", &a);
        least = (mbedtls_mpi_sint) draw(6) - 1;
        say("from %d", (int) least);
        outcome("random", mbedtls_mpi_random(&x, least, &a, bytes_of, NULL), &x);
    }
    must(mbedtls_mpi_lset(&a, 1000));
    say_code("fill_random, none", mbedtls_mpi_fill_random(&x, 9, fails, NULL));
    say_code("fill_random, too long", mbedtls_mpi_fill_random(&x, (size_t) MBEDTLS_MPI_MAX_LIMBS * 8 + 1, bytes_of, NULL));
    say_code("random, none", mbedtls_mpi_random(&x, 1, &a, fails, NULL));
    say_code("random, no fitting one", mbedtls_mpi_random(&x, 1, &a, ones, NULL));
    say_code("random, no room", mbedtls_mpi_random(&x, 1000, &a, bytes_of, NULL));
    end();
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "sums-and-products", sums_and_products },
        { "divisions", divisions },
        { "moduli", moduli },
        { "small-moduli", small_moduli },
        { "shifts-and-bits", shifts_and_bits },
        { "copies", copies },
        { "read-texts", read_texts },
        { "write-texts", write_texts },
        { "octets", octets },
        { "random-numbers", random_numbers },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
