/*
 * A client, and a server that asks for certificates, find the authorities by a function instead of a list. Debian's build
 * of Mbed TLS leaves it out.
 */
#include "each_way.h"

#include <mbedtls/platform.h>

#include <stdio.h>

struct store {
    const char *file; /* NULL: nobody is trusted */
    int calls, code;
    char child[64];
};

static int find(void *context, const mbedtls_x509_crt *child, mbedtls_x509_crt **found)
{
    struct store *store = context;

    store->calls++;
    mbedtls_x509_dn_gets(store->child, sizeof store->child, &child->subject);
    if (store->code != 0 || store->file == NULL)
        return store->code;
    *found = mbedtls_calloc(1, sizeof **found);
    CHECK(*found != NULL);
    mbedtls_x509_crt_init(*found);
    CHECK_EQ(mbedtls_x509_crt_parse_file(*found, cert_path("ca-other.crt")), 0);
    CHECK_EQ(mbedtls_x509_crt_parse_file(*found, cert_path(store->file)), 0);
    return 0;
}

static int reviews;

static int review(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) context;
    CHECK(crt->version == 3);
    CHECK_EQ(*flags, 0);
    reviews += depth + 1;
    return 0;
}

static void both_sides(void)
{
    struct pair *p = quiet_pair(ECDSA);
    struct store client = { "ca-p256.crt", 0, 0, "" }, server = client;

    side_own(&p->c, "client-p256", NULL);
    mbedtls_ssl_conf_ca_cb(&p->c.conf, find, &client);
    mbedtls_ssl_conf_ca_cb(&p->s.conf, find, &server);
    mbedtls_ssl_conf_verify(&p->c.conf, review, NULL);
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(client.calls, 1);
    CHECK_EQ(server.calls, 1);
    CHECK(strcmp(client.child, "CN=localhost, O=libdtls tests") == 0);
    CHECK(strcmp(server.child, "CN=P-256 client, O=libdtls tests") == 0);
    CHECK_EQ(reviews, 3);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0);
    expect_talk(p);
    start_over(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(client.calls, 2);
    pair_free(p);
}

static struct store of_client, of_server;

static struct pair *both_look_up(void)
{
    struct pair *p = quiet_pair(ECDSA);
    struct store fresh = { "ca-p256.crt", 0, 0, "" };

    of_client = of_server = fresh;
    side_own(&p->c, "client-p256", NULL);
    mbedtls_ssl_conf_ca_cb(&p->c.conf, find, &of_client);
    mbedtls_ssl_conf_ca_cb(&p->s.conf, find, &of_server);
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    pair_start(p);
    return p;
}

/* Each was asked once, whatever came twice. */
static void expect_both_found(struct pair *p)
{
    CHECK_EQ(of_client.calls, 1);
    CHECK_EQ(of_server.calls, 1);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
}

static void nobody_found(void)
{
    struct pair *p = quiet_pair(ECDSA);
    struct store store = { NULL, 0, 0, "" };

    mbedtls_ssl_conf_ca_cb(&p->c.conf, find, &store);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->c.failed, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), MBEDTLS_X509_BADCERT_NOT_TRUSTED);
    pair_free(p);

    p = quiet_pair(ECDSA);
    store.code = -7;
    mbedtls_ssl_conf_ca_cb(&p->c.conf, find, &store);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->c.failed, MBEDTLS_ERR_X509_FATAL_ERROR);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0xFFFFFFFF);
    pair_free(p);
}

/* The list and the function replace each other. */
static void last_word_counts(void)
{
    struct pair *p = quiet_pair(ECDSA);
    struct store store = { NULL, 0, 0, "" };

    mbedtls_ssl_conf_ca_cb(NULL, find, &store);
    mbedtls_ssl_conf_ca_cb(&p->c.conf, find, &store);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, NULL);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(store.calls, 0);
    pair_free(p);

    p = quiet_pair(ECDSA);
    mbedtls_ssl_conf_ca_cb(&p->c.conf, NULL, NULL);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->c.failed, MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED);
    pair_free(p);
}

/* Any datagram may be lost: the function is asked once for each handshake all the same. */
static void over_a_bad_link(void)
{
    for (int lost = 0; lost < 12; lost++) {
        struct pair *p = quiet_pair(ECDSA);
        struct store store = { "ca-p256.crt", 0, 0, "" };

        mbedtls_ssl_conf_ca_cb(&p->c.conf, find, &store);
        pair_start(p);
        mbedtls_ssl_set_mtu(&p->s.ssl, 300);
        if (lost < 6)
            p->s.drop = 1u << lost;
        else
            p->c.drop = 1u << (lost - 6);
        p->s.twice = 0x12;
        CHECK_EQ(pair_handshake_lossy(p, 20), 0);
        CHECK_EQ(store.calls, 1);
        p->s.drop = p->s.twice = p->c.drop = 0;
        expect_talk(p);
        pair_free(p);
    }
}

/* The function is asked in the step that reads the server's certificate. */
static void step_by_step(void)
{
    struct pair *p = quiet_pair(ECDSA);
    struct store store = { "ca-p256.crt", 0, 0, "" };

    mbedtls_ssl_conf_ca_cb(&p->c.conf, find, &store);
    pair_start(p);
    for (int turns = 0; turns < 100; turns++) {
        struct side *side = turns % 2 ? &p->s : &p->c;
        int before = side_state(&p->c), calls = store.calls;

        if (mbedtls_ssl_is_handshake_over(&side->ssl))
            continue;
        int code = mbedtls_ssl_handshake_step(&side->ssl);
        CHECK(code == 0 || code == WANT_READ);
        if (store.calls != calls)
            CHECK_EQ(before, MBEDTLS_SSL_SERVER_CERTIFICATE);
    }
    CHECK_EQ(store.calls, 1);
    expect_talk(p);
    pair_free(p);
}

int main(void)
{
    both_sides();
    over_a_bad_link();
    step_by_step();
    each_way(both_look_up, expect_both_found);
    nobody_found();
    last_word_counts();
    return check_result();
}
