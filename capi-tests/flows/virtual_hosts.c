/* One gateway with several names: each shows its own certificate, and asks of its clients what it likes. */
#include "each_way.h"

#include <mbedtls/debug.h>

struct host {
    const char *name, *file, *authority;
    int authmode;
    mbedtls_x509_crt cert, trusted;
    mbedtls_pk_context key;
};

/* The sensors' name takes everybody; the operators have to show certificates. */
static struct host hosts[] = {
    { .name = "localhost", .file = "server-p256", .authority = "ca-p256", .authmode = MBEDTLS_SSL_VERIFY_NONE },
    { .name = "operators.example", .file = "server-p384", .authority = "ca-p256",
      .authmode = MBEDTLS_SSL_VERIFY_REQUIRED },
};
static uint64_t seed = 3;
static int asked, chosen;

static void load_hosts(void)
{
    char file[64];
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct host *host = &hosts[i];
        mbedtls_x509_crt_init(&host->cert);
        mbedtls_x509_crt_init(&host->trusted);
        mbedtls_pk_init(&host->key);
        snprintf(file, sizeof file, "%s.crt", host->file);
        CHECK_EQ(mbedtls_x509_crt_parse_file(&host->cert, cert_path(file)), 0);
        snprintf(file, sizeof file, "%s.key", host->file);
        CHECK_EQ(mbedtls_pk_parse_keyfile(&host->key, cert_path(file), NULL, pair_rng, &seed), 0);
        snprintf(file, sizeof file, "%s.crt", host->authority);
        CHECK_EQ(mbedtls_x509_crt_parse_file(&host->trusted, cert_path(file)), 0);
    }
}

static void free_hosts(void)
{
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        mbedtls_x509_crt_free(&hosts[i].cert);
        mbedtls_x509_crt_free(&hosts[i].trusted);
        mbedtls_pk_free(&hosts[i].key);
    }
}

/* What a host is, by its name; -1 if nobody knows it. */
static int serve(mbedtls_ssl_context *ssl, const unsigned char *name, size_t len)
{
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        struct host *host = &hosts[i];
        if (strlen(host->name) != len || memcmp(host->name, name, len) != 0)
            continue;
        mbedtls_ssl_set_hs_authmode(ssl, host->authmode);
        mbedtls_ssl_set_hs_ca_chain(ssl, &host->trusted, NULL);
        mbedtls_ssl_set_hs_dn_hints(ssl, &host->trusted);
        return mbedtls_ssl_set_hs_own_cert(ssl, &host->cert, &host->key);
    }
    return -1;
}

static int by_name(void *argument, mbedtls_ssl_context *ssl, const unsigned char *name, size_t len)
{
    size_t again = 0;
    asked++;
    CHECK(argument == hosts);
    CHECK(mbedtls_ssl_get_hs_sni(ssl, &again) != NULL && again == len);
    return serve(ssl, name, len);
}

static int by_certificate_callback(mbedtls_ssl_context *ssl)
{
    size_t len = 0;
    const unsigned char *name = mbedtls_ssl_get_hs_sni(ssl, &len);
    chosen++;
    return name == NULL ? 0 : serve(ssl, name, len);
}

/* A gateway without certificates of its own, and a client that wants a name. */
static struct pair *gateway(const char *name, const char *authority, const char *client, int late)
{
    struct pair *p = quiet_pair(ECDSA);
    side_configure(&p->s);
    if (late)
        mbedtls_ssl_conf_cert_cb(&p->s.conf, by_certificate_callback);
    else
        mbedtls_ssl_conf_sni(&p->s.conf, by_name, hosts);
    side_ca(&p->c, authority);
    if (client != NULL)
        side_own(&p->c, client, NULL);
    /* The certificates of the tests are all for localhost; who is shown is looked at below. */
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    p->hostname = name;
    asked = chosen = 0;
    return p;
}

static void expect_host(struct pair *p, const struct host *host)
{
    const mbedtls_x509_crt *shown = mbedtls_ssl_get_peer_cert(&p->c.ssl);
    CHECK(shown != NULL && shown->raw.len == host->cert.raw.len
          && memcmp(shown->raw.p, host->cert.raw.p, shown->raw.len) == 0);
    CHECK((mbedtls_ssl_get_verify_result(&p->c.ssl) & ~(uint32_t) MBEDTLS_X509_BADCERT_CN_MISMATCH) == 0);
    CHECK((mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL) == (host->authmode == MBEDTLS_SSL_VERIFY_REQUIRED));
    CHECK(mbedtls_ssl_get_hs_sni(&p->c.ssl, &(size_t) { 0 }) == NULL);
}

static void each_host(int late)
{
    struct pair *p = gateway("localhost", "ca-p256", "client-p256", late);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(late ? chosen : asked, 1);
    ONLY_OURS expect_host(p, &hosts[0]);
    expect_talk(p);
    /* The next connection of the same context goes to the other host, which asks for certificates. */
    start_over(p);
    CHECK_EQ(mbedtls_ssl_set_hostname(&p->c.ssl, "operators.example"), 0);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, NULL, NULL);
    side_ca(&p->c, "ca-p384");
    CHECK_EQ(pair_handshake(p), 0);
    ONLY_OURS expect_host(p, &hosts[1]);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
    expect_talk(p);
    pair_free(p);
}

/* An operator without a certificate, and one whose authority the host does not know. */
static void strangers(void)
{
    struct pair *p = gateway("operators.example", "ca-p384", NULL, 0);
    pair_start(p);
    CHECK(pair_handshake(p) != 0);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE);
    pair_free(p);

    p = gateway("operators.example", "ca-p384", "client-p384", 0);
    pair_start(p);
    CHECK(pair_handshake(p) != 0);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    pair_free(p);

    p = gateway("elsewhere.example", "ca-p256", NULL, 0);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_UNRECOGNIZED_NAME);
    CHECK_EQ(p->s.alert, MBEDTLS_SSL_ALERT_LEVEL_FATAL << 8 | MBEDTLS_SSL_ALERT_MSG_UNRECOGNIZED_NAME);
    pair_free(p);
}

static void step_by_step(void)
{
    struct pair *p = gateway("operators.example", "ca-p384", "client-p256", 0);
    int states = 0;
    pair_start(p);
    for (int turn = 0; turn < 200 && !(mbedtls_ssl_is_handshake_over(&p->c.ssl)
                                       && mbedtls_ssl_is_handshake_over(&p->s.ssl)); turn++) {
        struct side *side = turn % 2 == 0 ? &p->c : &p->s;
        if (mbedtls_ssl_is_handshake_over(&side->ssl))
            continue;
        int before = side_state(side), code = side_step(side);
        CHECK(code == 0 || code == WANT_READ);
        states += side_state(side) != before;
        if (asked == 0)
            CHECK(p->s.ssl.MBEDTLS_PRIVATE(state) <= MBEDTLS_SSL_CLIENT_HELLO);
    }
    CHECK(states > 25);
    ONLY_OURS expect_host(p, &hosts[1]);
    expect_talk(p);
    pair_free(p);
}

/* By both callbacks in turn; a narrow path makes the certificates of both sides come in pieces. */
static struct pair *operator_calls(void)
{
    static int late;
    struct pair *p = gateway("operators.example", "ca-p384", "client-p256", late);
    late = !late;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->s.ssl, 400);
    mbedtls_ssl_set_mtu(&p->c.ssl, 400);
    return p;
}

/* The host was asked for once, whatever came twice. */
static void expect_operators(struct pair *p)
{
    CHECK_EQ(asked + chosen, 1);
    ONLY_OURS expect_host(p, &hosts[1]);
}

int main(void)
{
    load_hosts();
    each_host(0);
    each_host(1);
    strangers();
    step_by_step();
    each_way(operator_calls, expect_operators);
    free_hosts();
    return check_result();
}
