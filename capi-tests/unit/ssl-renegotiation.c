/*
 * mbedtls/ssl.h: every function of renegotiation, and its wrong use.
 */
#include "check.h"
#include "quiet_pair.h"

#include <string.h>

#define WANT_READ MBEDTLS_ERR_SSL_WANT_READ

static void enable(struct side *side)
{
    mbedtls_ssl_conf_renegotiation(&side->conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
}

static struct pair *connected(int client, int server)
{
    struct pair *p = quiet(PSK);
    if (client)
        enable(&p->c);
    if (server)
        enable(&p->s);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    return p;
}

/* Both sides read until nothing is on its way. */
static void settle(struct pair *p)
{
    unsigned char buffer[64];
    while (side_waiting(&p->c) + side_waiting(&p->s) > 0) {
        if (side_waiting(&p->s) > 0)
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
        if (side_waiting(&p->c) > 0)
            CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), WANT_READ);
    }
}

static void send_to_peer(struct side *side, int expected)
{
    unsigned char buffer[64];
    CHECK_EQ(mbedtls_ssl_write(&side->ssl, (const unsigned char *) "data", 4), 4);
    CHECK_EQ(mbedtls_ssl_read(&side->peer->ssl, buffer, sizeof buffer), expected);
}

static void defaults(void)
{
    struct pair *p = quiet(PSK);
    enable(&p->c);
    CHECK_EQ(setup(p), 0);
    pair_free(p);
    /* A first handshake does not know the difference. */
    p = quiet(ECDSA);
    enable(&p->s);
    CHECK_EQ(finish(p), 0);

    p = connected(0, 0);
    CHECK_EQ(MBEDTLS_SSL_RENEGOTIATION_DISABLED, 0);
    CHECK_EQ(MBEDTLS_SSL_RENEGO_MAX_RECORDS_DEFAULT, 16);
    CHECK_EQ(MBEDTLS_SSL_RENEGOTIATION_NOT_ENFORCED, -1);
    /* It is off: a peer that asks for it is refused, and nothing else changes. */
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), 0);
    settle(p);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1], MBEDTLS_SSL_ALERT_MSG_NO_RENEGOTIATION);
    send_to_peer(&p->s, 4);
    pair_free(p);
}

static void both_roles(void)
{
    struct pair *p = connected(1, 1);
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), WANT_READ);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 0);
    settle(p);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 1);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), 0);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
    settle(p);
    send_to_peer(&p->c, 4);
    send_to_peer(&p->s, 4);
    /* The third set of keys is in force: it shows in the record's epoch. */
    CHECK_EQ(p->c.ssl.MBEDTLS_PRIVATE(in_ctr)[1], 3);
    pair_free(p);
}

static void off_again(void)
{
    struct pair *p = quiet(PSK);
    enable(&p->c);
    enable(&p->s);
    mbedtls_ssl_conf_renegotiation(&p->s.conf, MBEDTLS_SSL_RENEGOTIATION_DISABLED);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), WANT_READ);
    settle(p);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 0);
    pair_free(p);
}

static void enforced(int max_records, int records, int last)
{
    struct pair *p = quiet(PSK);
    enable(&p->s);
    mbedtls_ssl_conf_renegotiation_enforced(&p->s.conf, max_records);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), 0);
    for (int i = 0; i < records; i++)
        send_to_peer(&p->c, 4);
    send_to_peer(&p->c, last);
    pair_free(p);
}

static void period(void)
{
    static const unsigned char two[8] = { 0, 0, 0, 0, 0, 0, 0, 2 };
    struct pair *p = quiet(PSK);
    enable(&p->c);
    enable(&p->s);
    mbedtls_ssl_conf_renegotiation_period(&p->c.conf, two);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    /* Record 0 was the Finished. */
    send_to_peer(&p->c, 4);
    send_to_peer(&p->c, 4);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "data", 4), WANT_READ);
    settle(p);
    send_to_peer(&p->c, 4);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_ctr)[1], 2);
    pair_free(p);
}

static void wrong_use(void)
{
    struct pair *p = quiet(PSK);
    mbedtls_ssl_context bare;

    CHECK_EQ(mbedtls_ssl_renegotiate(NULL), BAD_INPUT);
    mbedtls_ssl_init(&bare);
    CHECK_EQ(mbedtls_ssl_renegotiate(&bare), BAD_INPUT);
    mbedtls_ssl_free(&bare);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), WANT_READ);
    CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), BAD_INPUT);
    CHECK_EQ(pair_handshake(p), 0);
    pair_free(p);

    ONLY_OURS
    {
        static const unsigned char period[8];
        mbedtls_ssl_conf_renegotiation(NULL, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
        mbedtls_ssl_conf_renegotiation_enforced(NULL, 1);
        mbedtls_ssl_conf_renegotiation_period(NULL, period);
        mbedtls_ssl_conf_legacy_renegotiation(NULL, MBEDTLS_SSL_LEGACY_NO_RENEGOTIATION);

        /* What is no choice does not switch it on; no period changes nothing. */
        p = quiet(PSK);
        enable(&p->c);
        mbedtls_ssl_conf_renegotiation(&p->s.conf, 257);
        mbedtls_ssl_conf_renegotiation_period(&p->c.conf, NULL);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), WANT_READ);
        settle(p);
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 0);
        pair_free(p);
    }
}

int main(void)
{
    defaults();
    both_roles();
    off_again();
    enforced(0, 0, MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE);
    enforced(3, 3, MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE);
    enforced(16, 16, MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE);
    enforced(MBEDTLS_SSL_RENEGOTIATION_NOT_ENFORCED, 40, 4);
    enforced(-7, 40, 4);
    period();
    wrong_use();
    return check_result();
}
