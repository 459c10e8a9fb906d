/* Handshakes of peers whose certificates stand in revocation lists. */
#include "support/pair.h"

#include <mbedtls/x509_crl.h>

#include <stdio.h>
#include <string.h>

static mbedtls_x509_crl crl;

static void add_list(const char *name)
{
    if (mbedtls_x509_crl_parse_file(&crl, cert_path(name)) != 0)
        fatal("cannot parse %s", name);
}

static void run(struct pair *p)
{
    p->log &= ~(unsigned) LOG_SET;
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    side_result(&p->s);
    say("alerts: client %d.%d, server %d.%d", p->c.alert >> 8, p->c.alert & 255, p->s.alert >> 8, p->s.alert & 255);
    pair_free(p);
}

static int review(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) context;
    (void) crt;
    say("depth %d: 0x%x", depth, (unsigned) *flags);
    return 0;
}

static int forgive(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    review(context, crt, depth, flags);
    *flags &= ~(uint32_t) MBEDTLS_X509_BADCERT_REVOKED;
    return 0;
}

static const char *const lists[] = {
    "p256.crl", "p256-server.crl", "p256-expired.crl", "p256-future.crl", "p256-endless.crl", "p256-forged.crl",
    "p256-sha1.crl", "p256-v1.crl", "rsa.crl", "p256-nothing.crl",
};

static void revoked_server(void)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (int mode = MBEDTLS_SSL_VERIFY_NONE; mode <= MBEDTLS_SSL_VERIFY_REQUIRED; mode++) {
            struct pair *p = pair_new(ECDSA);

            say("-- %s, mode %d", lists[i], mode);
            mbedtls_x509_crl_init(&crl);
            add_list(lists[i]);
            mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
            mbedtls_ssl_conf_authmode(&p->c.conf, mode);
            mbedtls_ssl_conf_verify(&p->c.conf, review, NULL);
            run(p);
            mbedtls_x509_crl_free(&crl);
        }
    }
}

static void revoked_client(void)
{
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        for (int mode = MBEDTLS_SSL_VERIFY_NONE; mode <= MBEDTLS_SSL_VERIFY_REQUIRED; mode++) {
            struct pair *p = pair_new(ECDSA);

            say("-- %s, mode %d", lists[i], mode);
            mbedtls_x509_crl_init(&crl);
            add_list(lists[i]);
            side_own(&p->c, "client-p256", NULL);
            side_ca(&p->s, "ca-p256");
            mbedtls_ssl_conf_ca_chain(&p->s.conf, &p->s.ca, &crl);
            mbedtls_ssl_conf_authmode(&p->s.conf, mode);
            run(p);
            mbedtls_x509_crl_free(&crl);
        }
    }
}

static void revoked_intermediate(void)
{
    struct pair *p = pair_new(ECDSA);

    mbedtls_x509_crl_init(&crl);
    add_list("p256-intermediate.crl");
    add_list("intermediate.crl");
    side_own(&p->s, "chain", "leaf");
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
    mbedtls_ssl_conf_verify(&p->c.conf, review, NULL);
    run(p);
    mbedtls_x509_crl_free(&crl);
}

static void forgiven(void)
{
    struct pair *p = pair_new(ECDSA);

    mbedtls_x509_crl_init(&crl);
    add_list("p256-server.crl");
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
    mbedtls_ssl_conf_verify(&p->c.conf, forgive, NULL);
    run(p);
    mbedtls_x509_crl_free(&crl);
}

/* A list that comes while the configuration is in use counts from the next handshake. */
static void later_list(void)
{
    struct pair *p = pair_new(ECDSA);

    p->log = 0;
    mbedtls_x509_crl_init(&crl);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, &crl);
    pair_start(p);
    say_code("without", pair_handshake(p));
    for (int i = 0; i < 3; i++) {
        side_reset(&p->c);
        side_reset(&p->s);
        side_discard(&p->c);
        side_discard(&p->s);
        p->c.failed = p->s.failed = 0;
        if (i == 1)
            add_list("p256-server.crl");
        say_code("handshake", pair_handshake(p));
        say("0x%x", (unsigned) mbedtls_ssl_get_verify_result(&p->c.ssl));
    }
    pair_free(p);
    mbedtls_x509_crl_free(&crl);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "revoked-server", revoked_server },
        { "revoked-client", revoked_client },
        { "revoked-intermediate", revoked_intermediate },
        { "forgiven", forgiven },
        { "later-list", later_list },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
