/*
 * The plaintext of a record that is refused is a secret, its padding among it (Lucky Thirteen). memcheck is told that
 * nothing is known of the ciphertext, so that each branch on the plaintext, and each address made of it, counts as an
 * error. One is there: the verdict on the whole record.
 *
 * run-sanitized runs this with the library as it is released; a debug build checks its arithmetic by branches.
 */
#include "../flows/support.h"

#include <stdio.h>
#include <string.h>
#include <valgrind/memcheck.h>
#include <valgrind/valgrind.h>

enum { HEADER = 13, BLOCK = 16 };

/* One suite for each hash of the MAC. */
static const int suites[][2] = {
    { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA, 0 },
    { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, 0 },
    { MBEDTLS_TLS_PSK_WITH_AES_256_CBC_SHA384, 0 },
};

static struct pair *connected(const int *suite)
{
    struct pair *p = quiet_pair(PSK);
    side_suites(&p->c, suite);
    side_suites(&p->s, suite);
    mbedtls_ssl_conf_encrypt_then_mac(&p->c.conf, MBEDTLS_SSL_ETM_DISABLED);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    side_discard(&p->s);
    return p;
}

/* The server reads a record of `len` bytes of data; counts what it decides by the plaintext. With `damage`, a bit so many
   bytes before the end of the record has changed. */
static unsigned decisions(struct pair *p, size_t len, size_t damage, int expected)
{
    static unsigned char data[1024], buffer[1024];
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, len), (int) len);
    struct datagram *record = side_take(&p->s);
    if (damage != 0)
        record->bytes[record->len - damage] ^= 1;
    VALGRIND_MAKE_MEM_UNDEFINED(record->bytes + HEADER + BLOCK, record->len - HEADER - BLOCK);
    side_inject(&p->s, record->bytes, record->len);
    unsigned before = VALGRIND_COUNT_ERRORS;
    int code = mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer);
    unsigned after = VALGRIND_COUNT_ERRORS;
    VALGRIND_MAKE_MEM_DEFINED(&code, sizeof code);
    VALGRIND_MAKE_MEM_DEFINED(buffer, sizeof buffer);
    CHECK_EQ(code, expected);
    free(record);
    return after - before;
}

/* Every length of padding that we write; the damage is in it, in the MAC and in the data. */
static void refused_records(void)
{
    static const size_t damages[] = { 1, BLOCK, BLOCK + 1, 2 * BLOCK, 4 * BLOCK, 6 * BLOCK, 300 };
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        struct pair *p = connected(suites[i]);
        for (size_t len = 300; len < 300 + BLOCK; len++)
            for (size_t d = 0; d < sizeof damages / sizeof *damages; d++)
                CHECK_EQ(decisions(p, len, damages[d], WANT_READ), 1);
        pair_free(p);
    }
}

/* What is taken is looked at, so that this finds out whether anything is counted. */
static void taken_records(void)
{
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        struct pair *p = connected(suites[i]);
        CHECK(decisions(p, 300, 0, 300) > 1);
        pair_free(p);
    }
}

int main(void)
{
    if (!RUNNING_ON_VALGRIND) {
        fprintf(stderr, "to be run under valgrind\n");
        return 2;
    }
    taken_records();
    refused_records();
    return check_result();
}
