/*
 * A server asks for certificates, or does not, and may go without; its verify callback sees each of the path and may
 * forgive or refuse. Clients show a good one, none, or one that does not do.
 */
#include "support.h"

#include <stdio.h>

#define NONE MBEDTLS_SSL_VERIFY_NONE
#define OPTIONAL MBEDTLS_SSL_VERIFY_OPTIONAL
#define REQUIRED MBEDTLS_SSL_VERIFY_REQUIRED

#define REFUSED MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
#define ALERT_CAME MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE
/* The client may be told by an alert, or go on waiting. */
#define MAY_WAIT 1

struct watcher {
    int calls, deepest, forgives;
    uint32_t refuses;
    char leaf[64];
};

static int watch(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    struct watcher *w = context;
    w->calls++;
    if (depth > w->deepest)
        w->deepest = depth;
    if (depth == 0)
        mbedtls_x509_dn_gets(w->leaf, sizeof w->leaf, &crt->subject);
    if (w->forgives)
        *flags = 0;
    *flags |= w->refuses;
    return 0;
}

static const struct {
    const char *certificate, *key; /* NULL: none is shown */
    int mode, server, client;
    uint32_t flags;
    int calls; /* of the verify callback */
} cases[] = {
    { NULL, NULL, NONE, 0, 0, MBEDTLS_X509_BADCERT_SKIP_VERIFY, 0 },
    { "client-p256", NULL, NONE, 0, 0, MBEDTLS_X509_BADCERT_SKIP_VERIFY, 0 },
    { NULL, NULL, OPTIONAL, 0, 0, MBEDTLS_X509_BADCERT_MISSING, 0 },
    { NULL, NULL, REQUIRED, MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE, MAY_WAIT, MBEDTLS_X509_BADCERT_MISSING, 0 },
    { "client-p256", NULL, OPTIONAL, 0, 0, 0, 2 },
    { "client-p256", NULL, REQUIRED, 0, 0, 0, 2 },
    { "client-p384", NULL, REQUIRED, REFUSED, ALERT_CAME, MBEDTLS_X509_BADCERT_NOT_TRUSTED, 1 },
    { "client-expired", "client-p256", OPTIONAL, 0, 0, MBEDTLS_X509_BADCERT_EXPIRED, 2 },
    { "client-expired", "client-p256", REQUIRED, REFUSED, ALERT_CAME, MBEDTLS_X509_BADCERT_EXPIRED, 2 },
    { "client-for-servers", "client-p256", REQUIRED, MBEDTLS_ERR_SSL_BAD_CERTIFICATE, ALERT_CAME,
      MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, 2 },
};

static struct pair *with_client(const char *certificate, const char *key, int mode, struct watcher *w)
{
    struct pair *p = quiet_pair(ECDSA);
    if (certificate != NULL)
        side_own(&p->c, certificate, key);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, mode);
    mbedtls_ssl_conf_verify(&p->s.conf, watch, w);
    pair_start(p);
    return p;
}

static void modes(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct watcher w = { 0 };
        struct pair *p = with_client(cases[i].certificate, cases[i].key, cases[i].mode, &w);
        int before = check_failures;
        pair_handshake(p);
        CHECK_EQ(p->s.failed, cases[i].server);
        CHECK(p->c.failed == cases[i].client || (cases[i].client == MAY_WAIT && p->c.failed == 0) ||
              (cases[i].client == MAY_WAIT && p->c.failed == ALERT_CAME));
        CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), cases[i].flags);
        CHECK_EQ(w.calls, cases[i].calls);
        int shown = cases[i].certificate != NULL && cases[i].mode != NONE;
        if (cases[i].server == 0) {
            CHECK_EQ(mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL, shown);
            expect_talk(p);
        }
        if (before != check_failures)
            fprintf(stderr, "case %d\n", (int) i);
        pair_free(p);
    }
}

static void callback_decides(void)
{
    /* It forgives. */
    struct watcher w = { 0 };
    w.forgives = 1;
    struct pair *p = with_client("client-expired", "client-p256", REQUIRED, &w);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
    CHECK_EQ(w.deepest, 1);
    CHECK(strstr(w.leaf, "CN=") != NULL);
    expect_talk(p);
    pair_free(p);

    /* It refuses by a flag, which says why afterwards. */
    memset(&w, 0, sizeof w);
    w.refuses = MBEDTLS_X509_BADCERT_OTHER;
    p = with_client("client-p256", NULL, REQUIRED, &w);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, REFUSED);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), MBEDTLS_X509_BADCERT_OTHER);
    pair_free(p);

    /* The same flag does not stop a server that may go without; it can be asked for. */
    p = with_client("client-p256", NULL, OPTIONAL, &w);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), MBEDTLS_X509_BADCERT_OTHER);
    pair_free(p);
}

/* Both sides with chains of three, RSA on one side and ECDSA on the other. */
static void other_keys(void)
{
    static const int suites[] = { MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 0 };
    struct watcher w = { 0 };
    struct pair *p = quiet_pair(RSA);
    side_suites(&p->c, suites);
    side_suites(&p->s, suites);
    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, REQUIRED);
    mbedtls_ssl_conf_verify(&p->s.conf, watch, &w);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    const mbedtls_x509_crt *peer = mbedtls_ssl_get_peer_cert(&p->s.ssl);
    CHECK(peer != NULL && peer->raw.len == p->c.own.raw.len);
    CHECK_EQ(w.calls, 2);
    expect_talk(p);
    /* Without a reset the certificate is that of this connection; after it there is none. */
    start_over(p);
    CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) == NULL);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL);
    pair_free(p);
}

int main(void)
{
    modes();
    callback_decides();
    other_keys();
    return check_result();
}
