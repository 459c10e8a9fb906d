/*
 * A client loses its state and begins anew from the same address and port (RFC 6347 section 4.2.8). Until it has
 * returned a cookie the old connection stays; then the server's context goes on with the new one.
 */
#include "support.h"

/* The client's program starts again: a new context, another hello. */
static void restart_client(struct pair *p)
{
    mbedtls_ssl_free(&p->c.ssl);
    mbedtls_ssl_init(&p->c.ssl);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), 0);
    side_attach(&p->c);
    CHECK_EQ(mbedtls_ssl_set_hostname(&p->c.ssl, "localhost"), 0);
    side_discard(&p->c);
}

static void comes_back(enum kind kind)
{
    unsigned char buffer[32];
    struct pair *p = quiet_pair_with_cookies(kind);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);

    for (int times = 0; times < 3; times++) {
        restart_client(p);
        CHECK_EQ(side_handshake(&p->c), WANT_READ);
        /* The hello without a cookie is answered by a HelloVerifyRequest, and changes nothing. */
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
        CHECK_EQ(side_waiting(&p->c), 1);
        /* The hello with the cookie is told, and the next handshake is the new client's. */
        CHECK_EQ(side_handshake(&p->c), WANT_READ);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_CLIENT_RECONNECT);
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 0);
        CHECK(mbedtls_ssl_get_ciphersuite(&p->s.ssl) == NULL);
        CHECK_EQ(pair_handshake(p), 0);
        expect_talk(p);
    }
    pair_free(p);
}

/* Hellos with a forged sender do no harm: the old connection goes on. */
static void forged_hellos(void)
{
    unsigned char buffer[32];
    struct pair *p = quiet_pair_with_cookies(PSK);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);

    struct pair *forger = quiet_pair(PSK);
    forger->c.random = 99;
    pair_start(forger);
    CHECK_EQ(side_handshake(&forger->c), WANT_READ);
    struct datagram *hello = side_take(&forger->s);
    CHECK(hello != NULL);
    unsigned sent = p->s.sent;
    for (int i = 0; i < 50; i++) {
        side_inject(&p->s, hello->bytes, hello->len);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
        CHECK_EQ(side_waiting(&p->c), 1);
        struct datagram *request = side_take(&p->c);
        CHECK(request != NULL && request->len <= hello->len);
        free(request);
    }
    CHECK_EQ(p->s.sent, sent + 50);
    expect_talk(p);
    free(hello);
    pair_free(forger);
    pair_free(p);
}

/* Without cookies a server cannot know whether the client is what it says: the hello is passed over. */
static void without_cookies(void)
{
    unsigned char buffer[32];
    struct pair *p = quiet_pair(PSK);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    mbedtls_ssl_context old = p->c.ssl;
    mbedtls_ssl_init(&p->c.ssl);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), 0);
    side_attach(&p->c);
    CHECK_EQ(side_handshake(&p->c), WANT_READ);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK_EQ(side_waiting(&p->c), 0);
    mbedtls_ssl_free(&p->c.ssl);
    p->c.ssl = old;
    expect_talk(p);
    pair_free(p);
}

int main(void)
{
    comes_back(PSK);
    comes_back(ECDSA);
    forged_hellos();
    without_cookies();
    return check_result();
}
