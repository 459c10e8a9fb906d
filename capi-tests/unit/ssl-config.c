/* The configuration: each setter with what it allows and what it refuses, and the handshake that comes of it. */
#include "check.h"

#include "../compare/support/pair.h"

#include <mbedtls/debug.h>
#include <stdlib.h>
#include <string.h>

#define BAD_INPUT MBEDTLS_ERR_SSL_BAD_INPUT_DATA

static struct pair *quiet(enum kind kind)
{
    struct pair *p = pair_new(kind);
    p->log = 0;
    return p;
}

/* Runs the handshake to its end, with lost datagrams sent again, and frees the pair. */
static int finish(struct pair *p)
{
    pair_start(p);
    int code = pair_handshake(p);
    pair_free(p);
    return code;
}

/* What setup says to the client's configuration. */
static int setup(struct pair *p)
{
    return mbedtls_ssl_setup(&p->c.ssl, &p->c.conf);
}

static void life(void)
{
    mbedtls_ssl_config conf;
    memset(&conf, 0xA5, sizeof conf);
    mbedtls_ssl_config_init(&conf);
    CHECK_EQ(mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    CHECK_EQ(mbedtls_ssl_conf_get_endpoint(&conf), MBEDTLS_SSL_IS_SERVER);
    /* Defaults may be set again, for the other role. */
    CHECK_EQ(mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    CHECK_EQ(mbedtls_ssl_conf_get_endpoint(&conf), MBEDTLS_SSL_IS_CLIENT);
    mbedtls_ssl_config_free(&conf);
    mbedtls_ssl_config_free(&conf);
    /* Usable again after free. */
    mbedtls_ssl_config_init(&conf);
    CHECK_EQ(mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    mbedtls_ssl_config_free(&conf);
    mbedtls_ssl_config_free(NULL);
    ONLY_OURS
    {
        mbedtls_ssl_config_init(NULL);
        CHECK_EQ(mbedtls_ssl_config_defaults(NULL, 0, 1, 0), BAD_INPUT);
        /* Without init in between, too. */
        CHECK_EQ(mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
        mbedtls_ssl_config_free(&conf);
    }
}

static void endpoints(void)
{
    struct pair *p = quiet(PSK);
    mbedtls_ssl_conf_endpoint(&p->c.conf, MBEDTLS_SSL_IS_SERVER);
    CHECK_EQ(mbedtls_ssl_conf_get_endpoint(&p->c.conf), MBEDTLS_SSL_IS_SERVER);
    mbedtls_ssl_conf_endpoint(&p->c.conf, MBEDTLS_SSL_IS_CLIENT);
    CHECK_EQ(mbedtls_ssl_conf_get_endpoint(&p->c.conf), MBEDTLS_SSL_IS_CLIENT);
    CHECK_EQ(finish(p), 0);
    ONLY_OURS
    {
        p = quiet(PSK);
        mbedtls_ssl_conf_endpoint(&p->c.conf, 7);
        CHECK_EQ(setup(p), MBEDTLS_ERR_SSL_BAD_CONFIG);
        pair_free(p);
        CHECK_EQ(mbedtls_ssl_conf_get_endpoint(NULL), MBEDTLS_SSL_IS_CLIENT);
        mbedtls_ssl_conf_endpoint(NULL, MBEDTLS_SSL_IS_SERVER);
    }
}

static void transports(void)
{
    struct pair *p = quiet(PSK);
    mbedtls_ssl_conf_transport(&p->c.conf, MBEDTLS_SSL_TRANSPORT_DATAGRAM);
    CHECK_EQ(setup(p), 0);
    pair_free(p);
    ONLY_OURS
    {
        mbedtls_ssl_conf_transport(NULL, MBEDTLS_SSL_TRANSPORT_DATAGRAM);
        for (int transport = -1; transport < 4; transport += transport == 0 ? 2 : 1) {
            p = quiet(PSK);
            mbedtls_ssl_conf_transport(&p->c.conf, transport);
            CHECK_EQ(setup(p), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
            /* The context is as before setup. */
            CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), BAD_INPUT);
            mbedtls_ssl_conf_transport(&p->c.conf, MBEDTLS_SSL_TRANSPORT_DATAGRAM);
            CHECK_EQ(setup(p), 0);
            pair_free(p);
        }
    }
}

static void presets(void)
{
    static const int suite_b[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                   MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 };
    static const int presets[] = { MBEDTLS_SSL_PRESET_DEFAULT, MBEDTLS_SSL_PRESET_SUITEB, 1, 99, -1 };
    for (size_t i = 0; i < sizeof presets / sizeof presets[0]; i++) {
        struct pair *p = quiet(ECDSA);
        mbedtls_ssl_config_free(&p->c.conf);
        mbedtls_ssl_config_init(&p->c.conf);
        CHECK_EQ(mbedtls_ssl_config_defaults(&p->c.conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                             presets[i]), 0);
        mbedtls_ssl_conf_rng(&p->c.conf, pair_rng, &p->c.random);
        mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->c.ca, NULL);
        mbedtls_ssl_conf_ciphersuites(&p->s.conf, mbedtls_ssl_list_ciphersuites());
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        int suite = mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl);
        if (presets[i] == MBEDTLS_SSL_PRESET_SUITEB)
            CHECK(suite == suite_b[0] || suite == suite_b[1]);
        else
            CHECK(suite != 0);
        pair_free(p);
    }
    /* Suite B has no suite for a server with an RSA key. */
    struct pair *p = quiet(RSA);
    CHECK_EQ(mbedtls_ssl_config_defaults(&p->c.conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                         MBEDTLS_SSL_PRESET_SUITEB), 0);
    mbedtls_ssl_conf_ciphersuites(&p->s.conf, mbedtls_ssl_list_ciphersuites());
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);
}

static void versions(void)
{
    static const struct {
        mbedtls_ssl_protocol_version min, max;
        int code;
    } cases[] = {
        { MBEDTLS_SSL_VERSION_TLS1_2, MBEDTLS_SSL_VERSION_TLS1_2, 0 },
        { MBEDTLS_SSL_VERSION_TLS1_2, MBEDTLS_SSL_VERSION_TLS1_3, MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE },
        { MBEDTLS_SSL_VERSION_TLS1_3, MBEDTLS_SSL_VERSION_TLS1_3, MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE },
        { MBEDTLS_SSL_VERSION_TLS1_3, MBEDTLS_SSL_VERSION_TLS1_2, MBEDTLS_ERR_SSL_BAD_CONFIG },
        { MBEDTLS_SSL_VERSION_UNKNOWN, MBEDTLS_SSL_VERSION_UNKNOWN, MBEDTLS_ERR_SSL_BAD_CONFIG },
        { MBEDTLS_SSL_VERSION_TLS1_2, (mbedtls_ssl_protocol_version) 0x0302, MBEDTLS_ERR_SSL_BAD_CONFIG },
        { (mbedtls_ssl_protocol_version) 0x0301, MBEDTLS_SSL_VERSION_TLS1_2, MBEDTLS_ERR_SSL_BAD_CONFIG },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_min_tls_version(&p->c.conf, cases[i].min);
        mbedtls_ssl_conf_max_tls_version(&p->c.conf, cases[i].max);
        CHECK_EQ(setup(p), cases[i].code);
        pair_free(p);
    }
    struct pair *p = quiet(PSK);
    mbedtls_ssl_conf_min_version(&p->c.conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    mbedtls_ssl_conf_max_version(&p->c.conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    CHECK_EQ(finish(p), 0);
    p = quiet(PSK);
    mbedtls_ssl_conf_max_version(&p->c.conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_4);
    CHECK_EQ(setup(p), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    pair_free(p);
    ONLY_OURS
    {
        p = quiet(PSK);
        mbedtls_ssl_conf_min_version(&p->c.conf, 9, 9);
        CHECK_EQ(setup(p), MBEDTLS_ERR_SSL_BAD_CONFIG);
        pair_free(p);
        mbedtls_ssl_conf_min_tls_version(NULL, MBEDTLS_SSL_VERSION_TLS1_2);
        mbedtls_ssl_conf_max_tls_version(NULL, MBEDTLS_SSL_VERSION_TLS1_2);
        mbedtls_ssl_conf_min_version(NULL, 3, 3);
        mbedtls_ssl_conf_max_version(NULL, 3, 3);
    }
}

/* -- Checking the peer ---------------------------------------------------------------------------------------- */

static void auth_modes(void)
{
    /* The client trusts another authority. */
    static const struct {
        int mode, code;
    } cases[] = {
        { MBEDTLS_SSL_VERIFY_NONE, 0 },
        { MBEDTLS_SSL_VERIFY_OPTIONAL, 0 },
        { MBEDTLS_SSL_VERIFY_REQUIRED, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pair *p = quiet(ECDSA);
        side_ca(&p->c, "ca-other");
        mbedtls_ssl_conf_authmode(&p->c.conf, cases[i].mode);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), cases[i].code);
        /* Nothing was asked, so nothing was found. */
        CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl),
                 cases[i].mode == MBEDTLS_SSL_VERIFY_NONE ? 0 : MBEDTLS_X509_BADCERT_NOT_TRUSTED);
        pair_free(p);
    }
    ONLY_OURS
    {
        /* No number makes a client careless by accident. */
        static const int odd[] = { MBEDTLS_SSL_VERIFY_UNSET, 4, 77, -1 };
        for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
            struct pair *p = quiet(ECDSA);
            side_ca(&p->c, "ca-other");
            mbedtls_ssl_conf_authmode(&p->c.conf, odd[i]);
            CHECK_EQ(finish(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
        }
        mbedtls_ssl_conf_authmode(NULL, MBEDTLS_SSL_VERIFY_NONE);
    }
}

struct verifier {
    int calls, result, clear;
    int depths[8];
};

static int verifier(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    struct verifier *v = context;
    CHECK(crt != NULL && crt->raw.len > 0);
    if (v->calls < 8)
        v->depths[v->calls] = depth;
    v->calls++;
    if (v->clear)
        *flags = 0;
    return v->result;
}

static void verify_callback(void)
{
    struct verifier v = { 0, 0, 0, { 0 } };
    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_verify(&p->c.conf, verifier, &v);
    CHECK_EQ(finish(p), 0);
    CHECK_EQ(v.calls, 2);
    CHECK_EQ(v.depths[0], 1);
    CHECK_EQ(v.depths[1], 0);

    /* It may forgive. */
    struct verifier forgiving = { 0, 0, 1, { 0 } };
    p = quiet(ECDSA);
    side_ca(&p->c, "ca-other");
    mbedtls_ssl_conf_verify(&p->c.conf, verifier, &forgiving);
    CHECK_EQ(finish(p), 0);
    CHECK_EQ(forgiving.calls, 1);

    /* Its own error ends the handshake. */
    struct verifier failing = { 0, -0x1234, 0, { 0 } };
    p = quiet(ECDSA);
    mbedtls_ssl_conf_verify(&p->c.conf, verifier, &failing);
    CHECK(finish(p) != 0);
    CHECK_EQ(failing.calls, 1);

    /* NULL takes it away. */
    v.calls = 0;
    p = quiet(ECDSA);
    mbedtls_ssl_conf_verify(&p->c.conf, verifier, &v);
    mbedtls_ssl_conf_verify(&p->c.conf, NULL, NULL);
    CHECK_EQ(finish(p), 0);
    CHECK_EQ(v.calls, 0);
    ONLY_OURS mbedtls_ssl_conf_verify(NULL, verifier, &v);
}

static void authorities(void)
{
    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_ca_chain(&p->c.conf, NULL, NULL);
    CHECK_EQ(finish(p), MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED);
    ONLY_OURS
    {
        /* A list in which nothing was parsed. */
        mbedtls_x509_crt nothing;
        mbedtls_x509_crt_init(&nothing);
        p = quiet(ECDSA);
        mbedtls_ssl_conf_ca_chain(&p->c.conf, &nothing, NULL);
        CHECK(finish(p) != 0);
        mbedtls_x509_crt_free(&nothing);
        mbedtls_ssl_conf_ca_chain(NULL, NULL, NULL);
    }
}

static void profiles(void)
{
    /* Suite B's profile takes no RSA key. */
    struct pair *p = quiet(RSA);
    mbedtls_ssl_conf_cert_profile(&p->c.conf, &mbedtls_x509_crt_profile_suiteb);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK((mbedtls_ssl_get_verify_result(&p->c.ssl) & MBEDTLS_X509_BADCERT_BAD_PK) != 0);
    pair_free(p);

    /* One that asks for longer keys than there are. */
    mbedtls_x509_crt_profile strict = mbedtls_x509_crt_profile_default;
    strict.rsa_min_bitlen = 8192;
    p = quiet(RSA);
    mbedtls_ssl_conf_cert_profile(&p->c.conf, &strict);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK((mbedtls_ssl_get_verify_result(&p->c.ssl) & MBEDTLS_X509_BADCERT_BAD_KEY) != 0);
    pair_free(p);

    p = quiet(RSA);
    mbedtls_ssl_conf_cert_profile(&p->c.conf, &mbedtls_x509_crt_profile_next);
    CHECK_EQ(finish(p), 0);
    ONLY_OURS
    {
        p = quiet(RSA);
        mbedtls_ssl_conf_cert_profile(&p->c.conf, NULL);
        CHECK_EQ(finish(p), 0);
        mbedtls_ssl_conf_cert_profile(NULL, &strict);
    }
}

static void authority_names(void)
{
    for (char mode = MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED; mode <= MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED; mode++) {
        struct pair *p = quiet(ECDSA);
        side_own(&p->c, "client-p256", NULL);
        side_ca(&p->s, "ca-p256");
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
        mbedtls_ssl_conf_cert_req_ca_list(&p->s.conf, mode);
        CHECK_EQ(finish(p), 0);
    }
    ONLY_OURS mbedtls_ssl_conf_cert_req_ca_list(NULL, MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED);
}

/* -- What we show --------------------------------------------------------------------------------------------- */

static void own_certificates(void)
{
    static const int suites[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                  MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 0 };

    /* None at all: a server has nothing to answer with. */
    struct pair *p = quiet(ECDSA);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, NULL), 0);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);

    /* Added after they were removed, and twice. */
    p = quiet(ECDSA);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, NULL), 0);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, &p->s.own, &p->s.key), 0);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, &p->s.own, &p->s.key), 0);
    CHECK_EQ(finish(p), 0);

    /* Two kinds: the suite decides which is shown. */
    for (int i = 0; i < 2; i++) {
        int one[] = { suites[i], 0 };
        mbedtls_x509_crt second;
        mbedtls_pk_context key;
        uint64_t random = 5;
        p = quiet(ECDSA);
        mbedtls_x509_crt_init(&second);
        mbedtls_pk_init(&key);
        CHECK_EQ(mbedtls_x509_crt_parse_file(&second, CERTS "/server-rsa.crt"), 0);
        CHECK_EQ(mbedtls_pk_parse_keyfile(&key, CERTS "/server-rsa.key", NULL, pair_rng, &random), 0);
        CHECK_EQ(mbedtls_x509_crt_parse_file(&p->c.ca, CERTS "/ca-rsa.crt"), 0);
        CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, &second, &key), 0);
        mbedtls_ssl_conf_ciphersuites(&p->s.conf, suites);
        mbedtls_ssl_conf_ciphersuites(&p->c.conf, one);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        const mbedtls_x509_crt *shown = mbedtls_ssl_get_peer_cert(&p->c.ssl);
        const mbedtls_x509_crt *expected = i == 0 ? &p->s.own : &second;
        CHECK(shown != NULL && shown->raw.len == expected->raw.len &&
              memcmp(shown->raw.p, expected->raw.p, shown->raw.len) == 0);
        pair_free(p);
        mbedtls_x509_crt_free(&second);
        mbedtls_pk_free(&key);
    }
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_conf_own_cert(NULL, NULL, NULL), BAD_INPUT);
        /* A certificate without its key cannot be shown. */
        p = quiet(ECDSA);
        CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, NULL, NULL), 0);
        CHECK_EQ(mbedtls_ssl_conf_own_cert(&p->s.conf, &p->s.own, NULL), 0);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
        CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
        pair_free(p);
    }
}

static void pre_shared_keys(void)
{
    unsigned char key[64] = { 1, 2, 3 }, name[1] = { 'n' };
    unsigned char *long_name = calloc(1, 70000);
    mbedtls_ssl_config conf;
    mbedtls_ssl_config_init(&conf);
    CHECK_EQ(mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    CHECK_EQ(mbedtls_ssl_conf_psk(&conf, NULL, 16, name, 1), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk(&conf, NULL, 0, name, 1), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, 0, name, 1), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, MBEDTLS_PSK_MAX_LEN + 1, name, 1), BAD_INPUT);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, 16, NULL, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, 16, NULL, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, 16, name, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, 16, long_name, 16385), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, 16, long_name, 70000), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, SIZE_MAX, name, SIZE_MAX), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_psk(NULL, key, 16, name, 1), BAD_INPUT);
    }
    /* What was refused left nothing behind. */
    CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, MBEDTLS_PSK_MAX_LEN, name, 1), 0);
    CHECK_EQ(mbedtls_ssl_conf_psk(&conf, key, 16, name, 1), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    mbedtls_ssl_config_free(&conf);
    free(long_name);

    /* Key and identity are copied. */
    struct pair *p = quiet(PSK);
    side_configure(&p->c);
    unsigned char *lent_key = malloc(strlen(pair_psk)), *lent_name = malloc(strlen(pair_identity));
    memcpy(lent_key, pair_psk, strlen(pair_psk));
    memcpy(lent_name, pair_identity, strlen(pair_identity));
    CHECK_EQ(mbedtls_ssl_conf_psk(&p->c.conf, lent_key, strlen(pair_psk), lent_name, strlen(pair_identity)), 0);
    memset(lent_key, 0, strlen(pair_psk));
    free(lent_key);
    free(lent_name);
    CHECK_EQ(finish(p), 0);
}

/* -- What is offered ------------------------------------------------------------------------------------------ */

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

/* -- Callbacks and times -------------------------------------------------------------------------------------- */

static int broken_rng(void *context, unsigned char *output, size_t size)
{
    (void) context;
    memset(output, 0, size);
    return -0x77;
}

static void random_generators(void)
{
    struct pair *p = quiet(PSK);
    mbedtls_ssl_conf_rng(&p->c.conf, NULL, NULL);
    CHECK_EQ(setup(p), MBEDTLS_ERR_SSL_NO_RNG);
    pair_free(p);

    p = quiet(PSK);
    mbedtls_ssl_conf_rng(&p->c.conf, broken_rng, NULL);
    CHECK_EQ(finish(p), -0x77);

    p = quiet(PSK);
    mbedtls_ssl_conf_rng(&p->s.conf, broken_rng, NULL);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, -0x77);
    pair_free(p);
    ONLY_OURS mbedtls_ssl_conf_rng(NULL, pair_rng, NULL);
}

struct lines {
    int count, highest;
};

static void debug_line(void *context, int level, const char *file, int line, const char *text)
{
    struct lines *lines = context;
    lines->count++;
    if (level > lines->highest)
        lines->highest = level;
    CHECK(file != NULL && file[0] != 0 && line > 0);
    CHECK(text != NULL && text[0] != 0);
}

static void debug_lines(void)
{
    int before = 0;
    for (int threshold = 0; threshold <= 4; threshold++) {
        struct lines lines = { 0, 0 };
        struct pair *p = quiet(ECDSA);
        mbedtls_ssl_conf_dbg(&p->c.conf, debug_line, &lines);
        mbedtls_debug_set_threshold(threshold);
        CHECK_EQ(finish(p), 0);
        CHECK(lines.highest <= threshold);
        CHECK(lines.count >= before);
        CHECK(threshold < 2 || lines.count > 0);
        before = lines.count;
    }
    struct lines lines = { 0, 0 };
    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_dbg(&p->c.conf, debug_line, &lines);
    mbedtls_ssl_conf_dbg(&p->c.conf, NULL, &lines);
    CHECK_EQ(finish(p), 0);
    CHECK_EQ(lines.count, 0);
    mbedtls_debug_set_threshold(0);
    ONLY_OURS mbedtls_ssl_conf_dbg(NULL, debug_line, &lines);
}

static uint32_t asked_timeout;

static int waiting_recv(void *context, unsigned char *buffer, size_t length, uint32_t timeout)
{
    asked_timeout = timeout;
    int code = pair_recv(context, buffer, length);
    return code == MBEDTLS_ERR_SSL_WANT_READ ? MBEDTLS_ERR_SSL_TIMEOUT : code;
}

static void read_timeouts(void)
{
    static const uint32_t times[] = { 1, 1234, UINT32_MAX };
    unsigned char buffer[16];
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_read_timeout(&p->c.conf, times[i]);
        pair_start(p);
        pair_establish(p);
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, NULL, waiting_recv);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_TIMEOUT);
        CHECK_EQ(asked_timeout, times[i]);
        /* By the timer, without a receive function that waits. */
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_WANT_READ);
        CHECK_EQ(p->c.fin_ms, times[i]);
        pair_wait(p, times[i]);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_TIMEOUT);
        CHECK_EQ(p->c.running, 0);
        pair_free(p);
    }
    ONLY_OURS mbedtls_ssl_conf_read_timeout(NULL, 5);
}

static int refusing_write(void *context, unsigned char **p, unsigned char *end, const unsigned char *info, size_t ilen)
{
    (void) context, (void) p, (void) end, (void) info, (void) ilen;
    return -0x55;
}

static void cookies(void)
{
    /* The defaults fail: a server has to choose. */
    struct pair *p = quiet(PSK);
    CHECK_EQ(mbedtls_ssl_config_defaults(&p->s.conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    pair_free(p);

    /* The function that writes them may fail. */
    p = quiet(PSK);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, refusing_write, mbedtls_ssl_cookie_check, NULL);
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), -0x55);
    pair_free(p);

    /* Only one of the two. */
    p = quiet(PSK);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, NULL, mbedtls_ssl_cookie_check, NULL);
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_INTERNAL_ERROR);
    pair_free(p);
    p = quiet(PSK);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, refusing_write, NULL, NULL);
    CHECK_EQ(finish(p), 0);

    p = quiet(PSK);
    pair_cookies(p);
    CHECK_EQ(finish(p), 0);
    ONLY_OURS mbedtls_ssl_conf_dtls_cookies(NULL, NULL, NULL, NULL);
}

static enum verdict spoil(struct side *from, unsigned n, struct datagram *d)
{
    (void) from, (void) n;
    d->bytes[d->len - 1] ^= 1;
    return DELIVER;
}

static void replays(void)
{
    unsigned char buffer[16];
    for (char mode = MBEDTLS_SSL_ANTI_REPLAY_DISABLED; mode <= MBEDTLS_SSL_ANTI_REPLAY_ENABLED; mode++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_dtls_anti_replay(&p->s.conf, mode);
        pair_start(p);
        pair_establish(p);
        p->c.twice = ~UINT64_C(0);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "twice", 5), 5);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 5);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), mode ? MBEDTLS_ERR_SSL_WANT_READ : 5);
        pair_free(p);
    }
    ONLY_OURS mbedtls_ssl_conf_dtls_anti_replay(NULL, 1);
}

static void bad_records(void)
{
    unsigned char buffer[16];
    for (unsigned limit = 0; limit < 4; limit++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_dtls_badmac_limit(&p->s.conf, limit);
        pair_start(p);
        pair_establish(p);
        p->c.judge = spoil;
        for (unsigned n = 1; n <= 6 && (limit == 0 || n <= limit); n++) {
            CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "bad", 3), 3);
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer),
                     n == limit ? MBEDTLS_ERR_SSL_INVALID_MAC : MBEDTLS_ERR_SSL_WANT_READ);
        }
        pair_free(p);
    }
    ONLY_OURS mbedtls_ssl_conf_dtls_badmac_limit(NULL, 1);
}

/* The delays of a client that nobody answers, until it gives up. */
static int delays(uint32_t min, uint32_t max, uint32_t *delays, int room)
{
    struct pair *p = quiet(PSK);
    int n = 0, code;
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, min, max);
    pair_start(p);
    while ((code = side_handshake(&p->c)) == MBEDTLS_ERR_SSL_WANT_READ && n < room) {
        if (p->c.running)
            delays[n++] = p->c.fin_ms;
        if (!pair_expire(p))
            break;
    }
    CHECK_EQ(code, MBEDTLS_ERR_SSL_TIMEOUT);
    CHECK_EQ(p->c.running, 0);
    pair_free(p);
    return n;
}

static void handshake_timeouts(void)
{
    uint32_t found[40];
    CHECK_EQ(delays(1000, 5000, found, 40), 4);
    CHECK(found[0] == 1000 && found[1] == 2000 && found[2] == 4000 && found[3] == 5000);
    CHECK_EQ(delays(MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MIN, MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MAX, found, 40), 7);
    CHECK_EQ(found[6], 60000);
    CHECK_EQ(delays(300, 300, found, 40), 1);
    CHECK_EQ(found[0], 300);
    /* The last below the first: the flight is sent once. */
    CHECK_EQ(delays(500, 100, found, 40), 1);
    CHECK_EQ(found[0], 500);
    /* The doubling stops in time at the largest numbers. */
    CHECK_EQ(delays(0x60000000, UINT32_MAX, found, 40), 3);
    CHECK_EQ(found[2], UINT32_MAX);
    ONLY_OURS mbedtls_ssl_conf_handshake_timeout(NULL, 1, 2);
}

static void user_data(void)
{
    mbedtls_ssl_config conf;
    int something;
    mbedtls_ssl_config_init(&conf);
    CHECK(mbedtls_ssl_conf_get_user_data_p(&conf) == NULL);
    CHECK_EQ(mbedtls_ssl_conf_get_user_data_n(&conf), 0);
    mbedtls_ssl_conf_set_user_data_p(&conf, &something);
    CHECK(mbedtls_ssl_conf_get_user_data_p(&conf) == &something);
    CHECK_EQ(mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    CHECK(mbedtls_ssl_conf_get_user_data_p(&conf) == &something);
    mbedtls_ssl_conf_set_user_data_n(&conf, SIZE_MAX);
    CHECK_EQ(mbedtls_ssl_conf_get_user_data_n(&conf), SIZE_MAX);
    mbedtls_ssl_conf_set_user_data_p(&conf, NULL);
    CHECK(mbedtls_ssl_conf_get_user_data_p(&conf) == NULL);
    mbedtls_ssl_config_free(&conf);
    CHECK(mbedtls_ssl_conf_get_user_data_p(&conf) == NULL);
    ONLY_OURS
    {
        mbedtls_ssl_conf_set_user_data_p(NULL, &something);
        mbedtls_ssl_conf_set_user_data_n(NULL, 1);
        CHECK(mbedtls_ssl_conf_get_user_data_p(NULL) == NULL);
        CHECK_EQ(mbedtls_ssl_conf_get_user_data_n(NULL), 0);
    }
}

int main(void)
{
    life();
    endpoints();
    transports();
    presets();
    versions();
    auth_modes();
    verify_callback();
    authorities();
    profiles();
    authority_names();
    own_certificates();
    pre_shared_keys();
    cipher_suites();
    suite_order();
    groups();
    signature_schemes();
    master_secrets();
    renegotiation();
    random_generators();
    debug_lines();
    read_timeouts();
    cookies();
    replays();
    bad_records();
    handshake_timeouts();
    user_data();
    return check_result();
}
