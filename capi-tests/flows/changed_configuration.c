/*
 * A configuration is changed while contexts use it: the next handshake of each goes by the new settings, whether they
 * were set by a function or parsed into a list that the configuration has had for long.
 */
#include "support.h"

/* A connection of the same two contexts, over from the start. */
static int again(struct pair *p)
{
    start_over(p);
    int code = pair_handshake(p);
    if (code == 0)
        expect_talk(p);
    return code;
}

static void authority_is_added(void)
{
    struct pair *p = quiet_pair(ECDSA);
    side_ca(&p->c, "ca-other");
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    /* Parsed into the list that conf_ca_chain was given. */
    CHECK_EQ(mbedtls_x509_crt_parse_file(&p->c.ca, CERTS "/ca-p256.crt"), 0);
    CHECK_EQ(again(p), 0);
    /* And taken away again. */
    side_ca(&p->c, "ca-other");
    CHECK_EQ(again(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    mbedtls_ssl_conf_authmode(&p->c.conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
    CHECK_EQ(again(p), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), MBEDTLS_X509_BADCERT_NOT_TRUSTED);
    pair_free(p);
}

static void certificate_is_added(void)
{
    struct pair *p = quiet_pair(ECDSA);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE);
    side_own(&p->c, "client-p256", NULL);
    CHECK_EQ(again(p), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL);
    /* Removed. */
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->c.conf, NULL, NULL), 0);
    again(p);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE);
    /* The server asks for none any more. */
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_NONE);
    CHECK_EQ(again(p), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) == NULL);
    pair_free(p);
}

/* A server renews its certificate: parsed anew into the struct that the configuration knows. */
static void certificate_is_renewed(void)
{
    struct pair *p = quiet_pair(ECDSA);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    mbedtls_x509_crt_free(&p->s.own);
    mbedtls_x509_crt_init(&p->s.own);
    mbedtls_pk_free(&p->s.key);
    mbedtls_pk_init(&p->s.key);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&p->s.own, CERTS "/chain.crt"), 0);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&p->s.key, CERTS "/leaf.key", NULL, pair_rng, &p->s.random), 0);
    CHECK_EQ(again(p), 0);
    const mbedtls_x509_crt *shown = mbedtls_ssl_get_peer_cert(&p->c.ssl);
    CHECK(shown != NULL && shown->next != NULL && shown->raw.len == p->s.own.raw.len &&
          memcmp(shown->raw.p, p->s.own.raw.p, shown->raw.len) == 0);
    pair_free(p);
}

static void suites_are_changed(void)
{
    static const int gcm[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, 0 };
    static const int ccm[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CCM, 0 };
    int both[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, MBEDTLS_TLS_PSK_WITH_AES_128_CCM, 0 };
    struct pair *p = quiet_pair(PSK);
    mbedtls_ssl_conf_ciphersuites(&p->s.conf, both);
    mbedtls_ssl_conf_ciphersuites(&p->c.conf, gcm);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), gcm[0]);
    mbedtls_ssl_conf_ciphersuites(&p->c.conf, ccm);
    CHECK_EQ(again(p), 0);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), ccm[0]);
    /* The list itself changes, not the pointer to it. */
    both[1] = 0;
    CHECK_EQ(again(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    both[0] = ccm[0];
    CHECK_EQ(again(p), 0);
    pair_free(p);
}

static void times_and_switches(void)
{
    struct pair *p = quiet_pair(ECDHE_PSK);
    static const uint16_t p384[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1, 0 };
    static const uint16_t p256[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0 };
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, 77, 300);
    start_over(p);
    CHECK_EQ(side_handshake(&p->c), WANT_READ);
    CHECK_EQ(p->c.fin_ms, 77);
    mbedtls_ssl_conf_groups(&p->c.conf, p384);
    CHECK_EQ(again(p), 0);
    mbedtls_ssl_conf_groups(&p->s.conf, p256);
    again(p);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    mbedtls_ssl_conf_groups(&p->c.conf, p256);
    CHECK_EQ(again(p), 0);
    /* Cookies are switched on. */
    pair_cookies(p);
    start_over(p);
    CHECK_EQ(side_handshake(&p->c), WANT_READ);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
    pair_free(p);
}

/* A change does not reach into connections that stand, or handshakes that run. */
static void what_runs_goes_on(void)
{
    static const int none_of_these[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, 0 };
    struct pair *first = quiet_pair(PSK), *second = quiet_pair(PSK);
    pair_start(first);
    CHECK_EQ(pair_handshake(first), 0);
    /* The second server shares the first one's configuration. */
    pair_start(second);
    mbedtls_ssl_free(&second->s.ssl);
    mbedtls_ssl_init(&second->s.ssl);
    CHECK_EQ(mbedtls_ssl_setup(&second->s.ssl, &first->s.conf), 0);
    side_attach(&second->s);
    CHECK_EQ(side_handshake(&second->c), WANT_READ);
    CHECK_EQ(side_handshake(&second->s), WANT_READ);
    mbedtls_ssl_conf_ciphersuites(&first->s.conf, none_of_these);
    CHECK_EQ(pair_handshake(second), 0);
    expect_talk(first);
    expect_talk(second);
    again(first);
    CHECK_EQ(first->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(second);
    pair_free(first);
}

int main(void)
{
    authority_is_added();
    certificate_is_added();
    certificate_is_renewed();
    suites_are_changed();
    times_and_switches();
    what_runs_goes_on();
    return check_result();
}
