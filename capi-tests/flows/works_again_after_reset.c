/* Whatever ended a connection, after mbedtls_ssl_session_reset the same context makes another. */
#include "support.h"

static enum verdict spoil(struct side *from, unsigned n, struct datagram *d)
{
    (void) from, (void) n;
    d->bytes[d->len - 1] ^= 1;
    return DELIVER;
}

static void recovers(struct pair *p)
{
    p->c.judge = p->s.judge = NULL;
    p->c.recv_code = p->s.recv_code = WANT_READ;
    p->c.refuse = p->s.refuse = 0;
    side_attach(&p->c);
    side_attach(&p->s);
    start_over(p);
    CHECK_EQ(p->c.running || p->s.running, 0);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl) || mbedtls_ssl_is_handshake_over(&p->s.ssl), 0);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    pair_free(p);
}

static struct pair *started(enum kind kind)
{
    struct pair *p = quiet_pair(kind);
    pair_start(p);
    return p;
}

static struct pair *established(enum kind kind)
{
    struct pair *p = started(kind);
    pair_establish(p);
    return p;
}

static void failed_handshakes(void)
{
    /* Nobody answers until the time is over. */
    struct pair *p = started(PSK);
    int code = side_handshake(&p->c);
    while (code == WANT_READ && pair_expire(p))
        code = side_handshake(&p->c);
    CHECK_EQ(code, MBEDTLS_ERR_SSL_TIMEOUT);
    recovers(p);

    /* The server waits in vain for the client's last flight. */
    p = started(ECDSA);
    CHECK_EQ(side_handshake(&p->c), WANT_READ);
    CHECK_EQ(side_reset(&p->c), 0);
    code = side_handshake(&p->s);
    while (code == WANT_READ && pair_expire(p))
        code = side_handshake(&p->s);
    CHECK_EQ(code, MBEDTLS_ERR_SSL_TIMEOUT);
    recovers(p);

    /* Not trusted, and then it is. */
    p = quiet_pair(ECDSA);
    side_ca(&p->c, "ca-other");
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    side_ca(&p->c, "ca-p256");
    recovers(p);

    /* Nonsense as the first datagram, and in the middle. */
    p = started(PSK);
    p->c.judge = spoil;
    CHECK(pair_handshake(p) != 0);
    recovers(p);
    p = started(ECDSA);
    p->s.judge = spoil;
    pair_handshake(p);
    recovers(p);

    /* The random generator fails. */
    p = started(PSK);
    mbedtls_ssl_conf_rng(&p->c.conf, NULL, NULL);
    ONLY_OURS CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_NO_RNG);
    mbedtls_ssl_conf_rng(&p->c.conf, pair_rng, &p->c.random);
    recovers(p);

    /* Cookies asked for over and over: the context is only reset. */
    p = quiet_pair_with_cookies(PSK);
    pair_start(p);
    for (int i = 0; i < 20; i++) {
        CHECK_EQ(side_handshake(&p->c), WANT_READ);
        CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
        start_over(p);
    }
    recovers(p);
}

static void broken_connections(void)
{
    unsigned char buffer[16];

    /* Closed by the peer, and by a fatal alert. */
    struct pair *p = established(ECDSA);
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    recovers(p);
    p = established(ECDSA);
    CHECK_EQ(mbedtls_ssl_send_alert_message(&p->c.ssl, 2, MBEDTLS_SSL_ALERT_MSG_INTERNAL_ERROR), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    recovers(p);

    /* Too many forged records. */
    p = quiet_pair(PSK);
    mbedtls_ssl_conf_dtls_badmac_limit(&p->s.conf, 1);
    pair_start(p);
    pair_establish(p);
    p->c.judge = spoil;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "x", 1), 1);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_INVALID_MAC);
    recovers(p);

    /* The transport's end, its errors, and a datagram that could not be sent: all of it is forgotten. */
    p = established(PSK);
    p->s.recv_code = 0;
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 0);
    p->c.refuse = 1;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "lost", 4), WANT_WRITE);
    recovers(p);

    /* Data that nobody read. */
    p = established(PSK);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "0123456789", 10), 10);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, 3), 3);
    CHECK_EQ(mbedtls_ssl_get_bytes_avail(&p->s.ssl), 7);
    start_over(p);
    CHECK_EQ(mbedtls_ssl_get_bytes_avail(&p->s.ssl), 0);
    CHECK_EQ(mbedtls_ssl_check_pending(&p->s.ssl), 0);
    recovers(p);
}

/* At every step of a handshake. */
static void given_up_half_way(void)
{
    for (int steps = 0; steps < 40; steps++) {
        struct pair *p = quiet_pair_with_cookies(ECDSA);
        pair_start(p);
        for (int i = 0; i < steps; i++) {
            struct side *side = i % 2 == 0 ? &p->c : &p->s;
            if (!mbedtls_ssl_is_handshake_over(&side->ssl))
                mbedtls_ssl_handshake_step(&side->ssl);
        }
        recovers(p);
    }
}

int main(void)
{
    failed_handshakes();
    broken_connections();
    given_up_half_way();
    return check_result();
}
