/*
 * The configuration: its life, role and versions, how the peer is checked, and what is shown to it. What is offered
 * stands in ssl-offers.c; generators, limits and times in ssl-conditions.c.
 */
#include "check.h"

#include "quiet_pair.h"

#include <stdlib.h>
#include <string.h>

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
    user_data();
    return check_result();
}
