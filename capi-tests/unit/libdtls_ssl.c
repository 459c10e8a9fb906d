/* What we offer beyond Mbed TLS: a server's connection is saved right after its handshake, last flight and all. */
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

int main(void)
{
    refused_by_default();
    last_flight_goes_along();
    return check_result();
}

#endif
