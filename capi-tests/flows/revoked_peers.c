/*
 * Peers whose certificate was revoked: the handshake ends with an alert, unless the certificate is not demanded or the
 * application forgives. Lists that come later count from the next handshake.
 */
#include "support.h"

#include <mbedtls/x509_crl.h>

#include <stdio.h>

#define REFUSED MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
#define REVOKED_ALERT (MBEDTLS_SSL_ALERT_LEVEL_FATAL << 8 | MBEDTLS_SSL_ALERT_MSG_CERT_REVOKED)

static mbedtls_x509_crl crl;

static void add_list(const char *file)
{
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, cert_path(file)), 0);
}

static int forgive(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) crt;
    if (depth == 0)
        *(uint32_t *) context = *flags;
    *flags = 0;
    return 0;
}

static void revoked_server(void)
{
    struct pair *p = quiet_pair(ECDSA);
    uint32_t flags = 0;

    mbedtls_x509_crl_init(&crl);
    add_list("p256-server.crl");
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->c.failed, REFUSED);
    CHECK_EQ(p->c.alert, REVOKED_ALERT);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), MBEDTLS_X509_BADCERT_REVOKED);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    pair_free(p);

    p = quiet_pair(ECDSA);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), MBEDTLS_X509_BADCERT_REVOKED);
    expect_talk(p);
    pair_free(p);

    p = quiet_pair(ECDSA);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
    mbedtls_ssl_conf_verify(&p->c.conf, forgive, &flags);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_REVOKED);
    expect_talk(p);
    pair_free(p);
    mbedtls_x509_crl_free(&crl);
}

static void revoked_client(void)
{
    struct pair *p = quiet_pair(ECDSA);

    mbedtls_x509_crl_init(&crl);
    add_list("p256-endless.crl");
    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_ca_chain(&p->s.conf, &p->s.ca, &crl);
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, REFUSED);
    CHECK_EQ(p->s.alert, REVOKED_ALERT);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), MBEDTLS_X509_BADCERT_REVOKED | MBEDTLS_X509_BADCRL_EXPIRED);
    pair_free(p);
    mbedtls_x509_crl_free(&crl);
}

static void later_lists(void)
{
    struct pair *p = quiet_pair(ECDSA);

    mbedtls_x509_crl_init(&crl);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    add_list("p256.crl");
    start_over(p);
    CHECK_EQ(pair_handshake(p), 0);
    add_list("p256-server.crl");
    start_over(p);
    pair_handshake(p);
    CHECK_EQ(p->c.failed, REFUSED);
    pair_free(p);
    mbedtls_x509_crl_free(&crl);
}

int main(void)
{
    revoked_server();
    revoked_client();
    later_lists();
    return check_result();
}
