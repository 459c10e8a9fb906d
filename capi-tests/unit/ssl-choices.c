/* What a server chooses for one handshake: wrong use of each function. capi-tests/flows/virtual_hosts.c uses them well. */
#include "check.h"

#include "quiet_pair.h"

#include <string.h>

static int name_calls, certificate_calls;

static int on_name(void *context, mbedtls_ssl_context *ssl, const unsigned char *name, size_t len)
{
    (void) context, (void) ssl;
    name_calls++;
    CHECK(len == 9 && memcmp(name, "localhost", 9) == 0);
    return 0;
}

static int on_certificate(mbedtls_ssl_context *ssl)
{
    size_t len = 0;
    certificate_calls++;
    CHECK(mbedtls_ssl_get_hs_sni(ssl, &len) != NULL && len == 9);
    ONLY_OURS CHECK(mbedtls_ssl_get_hs_sni(ssl, NULL) != NULL);
    return 0;
}

/* A context that is not set up, and one whose handshake is over. */
static void at_the_wrong_time(void)
{
    struct pair *p = quiet(ECDSA);
    size_t len = 7;
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_set_hs_own_cert(&p->s.ssl, &p->s.own, &p->s.key), BAD_INPUT);
        mbedtls_ssl_set_hs_ca_chain(&p->s.ssl, &p->c.ca, NULL);
        mbedtls_ssl_set_hs_authmode(&p->s.ssl, MBEDTLS_SSL_VERIFY_REQUIRED);
        mbedtls_ssl_set_hs_dn_hints(&p->s.ssl, &p->c.ca);
        CHECK(mbedtls_ssl_get_hs_sni(&p->s.ssl, &len) == NULL);
        CHECK_EQ(len, 0);
        mbedtls_ssl_conf_sni(NULL, on_name, NULL);
        mbedtls_ssl_conf_cert_cb(NULL, on_certificate);
        mbedtls_ssl_conf_dn_hints(NULL, &p->c.ca);
        pair_start(p);
        pair_establish(p);
        CHECK_EQ(mbedtls_ssl_set_hs_own_cert(&p->s.ssl, &p->s.own, &p->s.key), BAD_INPUT);
        mbedtls_ssl_set_hs_ca_chain(&p->s.ssl, NULL, NULL);
        mbedtls_ssl_set_hs_authmode(&p->s.ssl, MBEDTLS_SSL_VERIFY_REQUIRED);
        mbedtls_ssl_set_hs_dn_hints(&p->s.ssl, NULL);
        CHECK(mbedtls_ssl_get_hs_sni(&p->s.ssl, NULL) == NULL);
    }
    pair_free(p);
}

/* A certificate without its key shuts out those of the configuration. */
static void without_a_key(void)
{
    struct pair *p = quiet(ECDSA);
    pair_start(p);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_set_hs_own_cert(&p->s.ssl, &p->s.own, NULL), 0);
        CHECK(pair_handshake(p) != 0);
        CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    }
    pair_free(p);

    /* Removed again, those of the configuration count. */
    p = quiet(ECDSA);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_hs_own_cert(&p->s.ssl, &p->s.own, NULL), 0);
    CHECK_EQ(mbedtls_ssl_set_hs_own_cert(&p->s.ssl, NULL, NULL), 0);
    CHECK_EQ(pair_handshake(p), 0);
    pair_free(p);
}

static void modes(void)
{
    struct pair *p = quiet(ECDSA);
    pair_start(p);
    mbedtls_ssl_set_hs_authmode(&p->s.ssl, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_set_hs_authmode(&p->s.ssl, MBEDTLS_SSL_VERIFY_UNSET);
    CHECK_EQ(pair_handshake(p), 0);
    pair_free(p);

    ONLY_OURS
    {
        /* What is no mode is the strictest. */
        p = quiet(ECDSA);
        pair_start(p);
        mbedtls_ssl_set_hs_authmode(&p->s.ssl, 256);
        CHECK(pair_handshake(p) != 0);
        CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE);
        pair_free(p);
    }
}

/* Callbacks that were set and taken away again; programs that were compiled elsewhere write the field themselves. */
static void callbacks(void)
{
    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_sni(&p->s.conf, on_name, NULL);
    p->s.conf.MBEDTLS_PRIVATE(f_cert_cb) = on_certificate;
    p->s.conf.MBEDTLS_PRIVATE(dn_hints) = &p->s.own;
    CHECK_EQ(finish(p), 0);
    CHECK_EQ(name_calls, 1);
    CHECK_EQ(certificate_calls, 1);

    p = quiet(ECDSA);
    mbedtls_ssl_conf_sni(&p->s.conf, on_name, NULL);
    mbedtls_ssl_conf_cert_cb(&p->s.conf, on_certificate);
    mbedtls_ssl_conf_dn_hints(&p->s.conf, &p->s.own);
    mbedtls_ssl_conf_sni(&p->s.conf, NULL, NULL);
    mbedtls_ssl_conf_cert_cb(&p->s.conf, NULL);
    mbedtls_ssl_conf_dn_hints(&p->s.conf, NULL);
    CHECK_EQ(finish(p), 0);
    CHECK_EQ(name_calls, 1);
    CHECK_EQ(certificate_calls, 1);
}

int main(void)
{
    at_the_wrong_time();
    without_a_key();
    modes();
    callbacks();
    return check_result();
}
