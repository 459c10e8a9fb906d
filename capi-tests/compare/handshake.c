/* Handshakes without trouble: every event of every key exchange. */
#include "support/pair.h"

static void logged(enum kind kind, unsigned log, int cookies, const char *client, const char *client_ca)
{
    struct pair *p = pair_new(kind);

    p->log = log;
    if (cookies)
        pair_cookies(p);
    if (client != NULL) {
        side_own(&p->c, client, NULL);
        side_ca(&p->s, client_ca);
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
    pair_start(p);
    pair_handshake(p);
    side_result(&p->c);
    side_result(&p->s);
    pair_free(p);
}

static void psk_events(void) { logged(PSK, LOG_FULL, 0, NULL, NULL); }
static void psk_cookie_events(void) { logged(PSK, LOG_FULL, 1, NULL, NULL); }
static void ecdhe_psk_events(void) { logged(ECDHE_PSK, LOG_FULL, 1, NULL, NULL); }
static void ecdsa_events(void) { logged(ECDSA, LOG_FULL, 0, NULL, NULL); }
static void ecdsa_cookie_events(void) { logged(ECDSA, LOG_FULL, 1, NULL, NULL); }
static void ecdsa_client_auth_events(void) { logged(ECDSA, LOG_FULL, 1, "client-p256", "ca-p256"); }
static void rsa_events(void) { logged(RSA, LOG_FULL, 1, NULL, NULL); }
static void rsa_client_auth_events(void) { logged(RSA, LOG_FULL, 1, "client-rsa", "ca-rsa"); }

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "psk-events", psk_events },
        { "psk-cookie-events", psk_cookie_events },
        { "ecdhe-psk-events", ecdhe_psk_events },
        { "ecdsa-events", ecdsa_events },
        { "ecdsa-cookie-events", ecdsa_cookie_events },
        { "ecdsa-client-auth-events", ecdsa_client_auth_events },
        { "rsa-events", rsa_events },
        { "rsa-client-auth-events", rsa_client_auth_events },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
