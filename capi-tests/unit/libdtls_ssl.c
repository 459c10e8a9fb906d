/* What we offer beyond Mbed TLS: a server's connection is saved right after its handshake, last flight and all; the
   extended master secret is required. */
#include "check.h"

#include "quiet_pair.h"

#ifdef ORIGINAL

int main(void)
{
    return check_result();
}

#else

#include <mbedtls/libdtls_ssl.h>

#include <stdlib.h>
#include <string.h>

static unsigned char saved[4096];

/* Loads into a new context of the same configuration, as another process would. */
static int go_on(struct side *side, size_t len)
{
    mbedtls_ssl_free(&side->ssl);
    mbedtls_ssl_init(&side->ssl);
    CHECK_EQ(mbedtls_ssl_setup(&side->ssl, &side->conf), 0);
    side_attach(side);
    return mbedtls_ssl_context_load(&side->ssl, saved, len);
}

static void refused_by_default(void)
{
    struct pair *p = quiet(PSK);
    size_t len = 77;

    dtls_ssl_conf_save_last_flight(NULL, 1);
    pair_start(p);
    pair_establish(p);
    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, sizeof saved, &len), BAD_INPUT);
    CHECK_EQ(len, 77);
    pair_free(p);

    p = quiet(PSK);
    dtls_ssl_conf_save_last_flight(&p->s.conf, 1);
    dtls_ssl_conf_save_last_flight(&p->s.conf, 0);
    pair_start(p);
    pair_establish(p);
    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, sizeof saved, &len), BAD_INPUT);
    pair_free(p);
}

/* The client has not got the last flight when the server is saved; the one that goes on sends it again. */
static void last_flight_goes_along(void)
{
    struct pair *p = quiet(PSK);
    unsigned char data[32];
    size_t len;

    dtls_ssl_conf_save_last_flight(&p->s.conf, 1);
    pair_start(p);
    p->s.drop = 2;
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_ssl_handshake(&p->s.ssl), 0);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), MBEDTLS_ERR_SSL_WANT_READ);

    CHECK_EQ(mbedtls_ssl_context_save(&p->s.ssl, saved, sizeof saved, &len), 0);
    CHECK_EQ(go_on(&p->s, len), 0);
    CHECK(pair_expire(p));
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, data, sizeof data), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "words", 5), 5);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, data, sizeof data), 5);
    CHECK_EQ(mbedtls_ssl_write(&p->s.ssl, (const unsigned char *) "words", 5), 5);
    CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, data, sizeof data), 5);
    pair_free(p);
}

/* A side that requires the extended master secret, and its peer that does not have it. */
static void extended_master_secret(void)
{
    dtls_ssl_conf_extended_master_secret_required(NULL, 1);
    for (int by_server = 0; by_server < 2; by_server++) {
        struct pair *p = quiet(ECDSA);
        struct side *strict = by_server ? &p->s : &p->c;
        mbedtls_ssl_conf_extended_master_secret(&strict->peer->conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
        dtls_ssl_conf_extended_master_secret_required(&strict->conf, 1);
        pair_start(p);
        CHECK(pair_handshake(p) != 0);
        CHECK_EQ(strict->failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
        CHECK_EQ(strict->peer->failed, MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
        CHECK_EQ(strict->peer->ssl.MBEDTLS_PRIVATE(in_msg)[1], MBEDTLS_SSL_ALERT_MSG_HANDSHAKE_FAILURE);
        pair_free(p);

        /* Not any more. */
        p = quiet(ECDSA);
        strict = by_server ? &p->s : &p->c;
        mbedtls_ssl_conf_extended_master_secret(&strict->peer->conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
        dtls_ssl_conf_extended_master_secret_required(&strict->conf, 1);
        dtls_ssl_conf_extended_master_secret_required(&strict->conf, 0);
        CHECK_EQ(finish(p), 0);

        /* To require it is to offer it. */
        p = quiet(ECDSA);
        strict = by_server ? &p->s : &p->c;
        dtls_ssl_conf_extended_master_secret_required(&strict->conf, 77);
        mbedtls_ssl_conf_extended_master_secret(&strict->conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
        CHECK_EQ(finish(p), 0);
    }
}

int main(void)
{
    refused_by_default();
    last_flight_goes_along();
    extended_master_secret();
    return check_result();
}

#endif
