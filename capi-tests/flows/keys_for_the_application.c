/* A program that needs keys of its own on both ends, for a protocol beside the connection: RFC 5705. */
#include "each_way.h"

static int derive(struct side *side, unsigned char *out, size_t len, const char *label, const char *context)
{
    return mbedtls_ssl_export_keying_material(&side->ssl, out, len, label, strlen(label), (const unsigned char *) context,
                                              context == NULL ? 0 : strlen(context), context != NULL);
}

/* Both sides come to the same. Mbed TLS 3.6.6 crashes on the side that sent the last flight, so it is asked on the client. */
static void expect_same(struct pair *p)
{
    unsigned char of_client[60], of_server[60], other[60];
    CHECK_EQ(derive(&p->c, of_client, 60, "EXPORTER-my-protocol", NULL), 0);
    ONLY_OURS
    {
        CHECK_EQ(derive(&p->s, of_server, 60, "EXPORTER-my-protocol", NULL), 0);
        CHECK(memcmp(of_client, of_server, 60) == 0);
        CHECK_EQ(derive(&p->s, of_server, 60, "EXPORTER-my-protocol", "session 7"), 0);
        CHECK(memcmp(of_client, of_server, 60) != 0);
    }
    /* Fewer bytes are the beginning; another label or context is something else. */
    CHECK_EQ(derive(&p->c, other, 16, "EXPORTER-my-protocol", NULL), 0);
    CHECK(memcmp(of_client, other, 16) == 0);
    CHECK_EQ(derive(&p->c, other, 60, "EXPORTER-other", NULL), 0);
    CHECK(memcmp(of_client, other, 60) != 0);
    CHECK_EQ(derive(&p->c, other, 60, "EXPORTER-my-protocol", ""), 0);
    CHECK(memcmp(of_client, other, 60) != 0);
}

static void every_key_exchange(void)
{
    for (int kind = 0; kind < KINDS; kind++) {
        struct pair *p = quiet_pair_with_cookies((enum kind) kind);
        unsigned char before[32], after[32];
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        expect_same(p);
        CHECK_EQ(derive(&p->c, before, 32, "EXPORTER-my-protocol", NULL), 0);
        expect_talk(p);
        /* Data does not change it; another connection does. */
        CHECK_EQ(derive(&p->c, after, 32, "EXPORTER-my-protocol", NULL), 0);
        CHECK(memcmp(before, after, 32) == 0);
        start_over(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(derive(&p->c, after, 32, "EXPORTER-my-protocol", NULL), 0);
        CHECK(memcmp(before, after, 32) != 0);
        pair_free(p);
    }
}

/* Lost datagrams, and steps instead of one call. */
static void bad_link_step_by_step(void)
{
    for (unsigned n = 0; n < 4; n++) {
        struct pair *p = quiet_pair(ECDSA);
        unsigned char out[8];
        pair_start(p);
        p->c.drop = p->s.drop = 1u << n;
        p->c.twice = p->s.twice = 2u << n;
        for (int turn = 0; turn < 400; turn++) {
            struct side *side = turn % 2 == 0 ? &p->c : &p->s;
            if (!mbedtls_ssl_is_handshake_over(&side->ssl)) {
                CHECK_EQ(derive(side, out, 8, "early", NULL), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
                int code = side_step(side);
                CHECK(code == 0 || code == WANT_READ);
            } else {
                unsigned char byte;
                CHECK_EQ(mbedtls_ssl_read(&side->ssl, &byte, 1), WANT_READ);
            }
            if (turn % 40 == 39)
                pair_expire(p);
        }
        CHECK(mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl));
        expect_same(p);
        pair_free(p);
    }
}

/* Each key exchange in turn. */
static struct pair *program_calls(void)
{
    static int kind;
    struct pair *p = quiet_pair_with_cookies((enum kind) (kind++ % KINDS));
    pair_start(p);
    return p;
}

int main(void)
{
    every_key_exchange();
    bad_link_step_by_step();
    each_way(program_calls, expect_same);
    return check_result();
}
