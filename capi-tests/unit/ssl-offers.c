/* The configuration: what is offered and accepted, and the handshake that comes of it. */
#include "check.h"

#include "quiet_pair.h"

#include <string.h>

static void cipher_suites(void)
{
    static const int none[] = { 0 };
    static const int strange[] = { 0x1234, 0x70000, -5, MBEDTLS_TLS_RSA_WITH_AES_128_CBC_SHA,
                                   MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, 0 };
    static const int other[] = { MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384, 0 };

    struct pair *p = quiet(PSK);
    mbedtls_ssl_conf_ciphersuites(&p->c.conf, strange);
    CHECK_EQ(finish(p), 0);

    p = quiet(PSK);
    mbedtls_ssl_conf_ciphersuites(&p->c.conf, other);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);

    ONLY_OURS
    {
        /* NULL is the default list; the suites of the server decide. */
        p = quiet(PSK);
        mbedtls_ssl_conf_ciphersuites(&p->c.conf, NULL);
        CHECK_EQ(finish(p), 0);
        /* A client with nothing to offer does not begin. */
        p = quiet(PSK);
        mbedtls_ssl_conf_ciphersuites(&p->c.conf, none);
        CHECK(finish(p) != 0);
        mbedtls_ssl_conf_ciphersuites(NULL, other);
    }
}

static void suite_order(void)
{
    static const int ours[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CCM, MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, 0 };
    static const int theirs[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, MBEDTLS_TLS_PSK_WITH_AES_128_CCM, 0 };
    static const int orders[] = { MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_SERVER,
                                  MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT };
    for (int i = 0; i < 2; i++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_ciphersuites(&p->c.conf, theirs);
        mbedtls_ssl_conf_ciphersuites(&p->s.conf, ours);
        mbedtls_ssl_conf_preference_order(&p->s.conf, orders[i]);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), i == 0 ? ours[0] : theirs[0]);
        pair_free(p);
    }
    ONLY_OURS mbedtls_ssl_conf_preference_order(NULL, 1);
}

static void groups(void)
{
    static const uint16_t p384[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1, 0 };
    static const uint16_t x25519_p256[] = { 0x4242, MBEDTLS_SSL_IANA_TLS_GROUP_X25519,
                                            MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1, 0 };
    static const uint16_t none[] = { 0 };

    /* Nothing in common. */
    struct pair *p = quiet(ECDHE_PSK);
    mbedtls_ssl_conf_groups(&p->c.conf, x25519_p256);
    mbedtls_ssl_conf_groups(&p->s.conf, p384);
    pair_start(p);
    CHECK(pair_handshake(p) != 0);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);

    ONLY_OURS
    {
        p = quiet(ECDHE_PSK);
        mbedtls_ssl_conf_groups(&p->c.conf, x25519_p256);
        CHECK_EQ(finish(p), 0);
        /* NULL is the default list. */
        p = quiet(ECDHE_PSK);
        mbedtls_ssl_conf_groups(&p->c.conf, NULL);
        mbedtls_ssl_conf_groups(&p->s.conf, NULL);
        CHECK_EQ(finish(p), 0);
        p = quiet(ECDHE_PSK);
        mbedtls_ssl_conf_groups(&p->s.conf, none);
        CHECK(finish(p) != 0);
        mbedtls_ssl_conf_groups(NULL, p384);
    }
}

static void signature_schemes(void)
{
    static const uint16_t rsa_only[] = { MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256, MBEDTLS_TLS1_3_SIG_NONE };
    static const uint16_t sha256[] = { 0x9999, MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256, MBEDTLS_TLS1_3_SIG_NONE };
    static const uint16_t none[] = { MBEDTLS_TLS1_3_SIG_NONE };

    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_sig_algs(&p->c.conf, rsa_only);
    pair_start(p);
    CHECK(pair_handshake(p) != 0);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);

    ONLY_OURS
    {
        p = quiet(ECDSA);
        mbedtls_ssl_conf_sig_algs(&p->c.conf, sha256);
        CHECK_EQ(finish(p), 0);
        p = quiet(ECDSA);
        mbedtls_ssl_conf_sig_algs(&p->c.conf, NULL);
        mbedtls_ssl_conf_sig_algs(&p->s.conf, NULL);
        CHECK_EQ(finish(p), 0);
        p = quiet(ECDSA);
        mbedtls_ssl_conf_sig_algs(&p->s.conf, none);
        CHECK(finish(p) != 0);
        mbedtls_ssl_conf_sig_algs(NULL, sha256);
    }
}

static void master_secrets(void)
{
    for (int i = 0; i < 4; i++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_extended_master_secret(&p->c.conf, (char) (i & 1));
        mbedtls_ssl_conf_extended_master_secret(&p->s.conf, (char) (i >> 1));
        CHECK_EQ(finish(p), 0);
    }
    ONLY_OURS mbedtls_ssl_conf_extended_master_secret(NULL, 1);
}

static void renegotiation(void)
{
    static const int modes[] = { MBEDTLS_SSL_LEGACY_NO_RENEGOTIATION, MBEDTLS_SSL_LEGACY_ALLOW_RENEGOTIATION,
                                 MBEDTLS_SSL_LEGACY_BREAK_HANDSHAKE };
    for (int i = 0; i < 3; i++) {
        /* Both sides know RFC 5746, so none of the modes keeps them apart. */
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_legacy_renegotiation(&p->c.conf, modes[i]);
        mbedtls_ssl_conf_legacy_renegotiation(&p->s.conf, modes[i]);
        CHECK_EQ(finish(p), 0);
    }
    ONLY_OURS mbedtls_ssl_conf_legacy_renegotiation(NULL, 0);
}

int main(void)
{
    cipher_suites();
    suite_order();
    groups();
    signature_schemes();
    master_secrets();
    renegotiation();
    return check_result();
}
