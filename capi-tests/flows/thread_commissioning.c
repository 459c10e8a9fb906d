/*
 * A Thread device joins a network: joiner and commissioner know a pass phrase, which authenticates them by EC J-PAKE.
 * Whoever does not know it learns nothing and gets nowhere.
 */
#include "each_way.h"

#include <psa/crypto.h>

static const int jpake[] = { MBEDTLS_TLS_ECJPAKE_WITH_AES_128_CCM_8, 0 };
static const int jpake_or_psk[] = { MBEDTLS_TLS_ECJPAKE_WITH_AES_128_CCM_8, MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, 0 };
static const char *joiner_phrase, *commissioner_phrase;

static int set_phrase(struct side *side, const char *phrase)
{
    return mbedtls_ssl_set_hs_ecjpake_password(&side->ssl, (const unsigned char *) phrase, strlen(phrase));
}

/* A reset forgets the pass phrase. */
static void commissioner_again(struct side *side)
{
    CHECK_EQ(set_phrase(side, commissioner_phrase), 0);
}

static struct pair *commissioning(const char *joiner, const char *commissioner)
{
    struct pair *p = quiet_pair(PSK);
    joiner_phrase = joiner;
    commissioner_phrase = commissioner;
    side_configure(&p->c);
    side_configure(&p->s);
    side_suites(&p->c, jpake);
    side_suites(&p->s, jpake);
    pair_cookies(p);
    p->s.after_reset = commissioner_again;
    return p;
}

static void set_phrases(struct pair *p)
{
    CHECK_EQ(set_phrase(&p->c, joiner_phrase), 0);
    CHECK_EQ(set_phrase(&p->s, commissioner_phrase), 0);
}

static void expect_joined(struct pair *p)
{
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl), MBEDTLS_TLS_ECJPAKE_WITH_AES_128_CCM_8);
    CHECK(strcmp(mbedtls_ssl_get_ciphersuite(&p->s.ssl), "TLS-ECJPAKE-WITH-AES-128-CCM-8") == 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL);
    expect_talk(p);
}

static void joins(void)
{
    struct pair *p = commissioning("J01NME", "J01NME");
    pair_start(p);
    set_phrases(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_joined(p);

    /* It is for one handshake: the next one needs it again. */
    start_over(p);
    CHECK_EQ(set_phrase(&p->c, joiner_phrase), 0);
    CHECK_EQ(pair_handshake(p), 0);
    expect_joined(p);
    p->s.after_reset = NULL;
    start_over(p);
    CHECK_EQ(set_phrase(&p->c, joiner_phrase), 0);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);
}

static void wrong_phrases(void)
{
    static const char *const others[] = { "J01NMF", "J01NM", "j01nme", "J01NME ", "x" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct pair *p = commissioning(others[i], "J01NME");
        pair_start(p);
        set_phrases(p);
        CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
        CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_INVALID_MAC);
        /* The right one a moment later. */
        start_over(p);
        joiner_phrase = "J01NME";
        set_phrases(p);
        CHECK_EQ(pair_handshake(p), 0);
        expect_joined(p);
        pair_free(p);
    }
}

/* Each datagram of each side is lost once. */
static void over_a_bad_radio(void)
{
    for (int mtu = 256; mtu <= 1280; mtu += 1024)
        for (int lost = 0; lost < 16; lost++) {
            struct pair *p = commissioning("a longer pass phrase, 32 letters", "a longer pass phrase, 32 letters");
            pair_start(p);
            set_phrases(p);
            mbedtls_ssl_set_mtu(&p->c.ssl, (uint16_t) mtu);
            mbedtls_ssl_set_mtu(&p->s.ssl, (uint16_t) mtu);
            if (lost < 8)
                p->c.drop = 1u << lost;
            else
                p->s.drop = 1u << (lost - 8);
            p->c.twice = 0x92;
            p->s.hold = 0x0A;
            CHECK_EQ(pair_handshake_lossy(p, 20), 0);
            p->c.drop = p->c.twice = p->s.drop = p->s.hold = 0;
            expect_joined(p);
            pair_free(p);
        }
}

static struct pair *joiner_calls(void)
{
    struct pair *p = commissioning("J01NME", "J01NME");
    pair_start(p);
    set_phrases(p);
    return p;
}

/* Without a pass phrase the suite is neither offered nor taken, and others are. */
static void no_phrase(void)
{
    for (int who = 0; who < 3; who++) {
        struct pair *p = quiet_pair(PSK);
        side_suites(&p->c, jpake_or_psk);
        side_suites(&p->s, jpake_or_psk);
        pair_start(p);
        if (who == 1)
            CHECK_EQ(set_phrase(&p->c, "phrase"), 0);
        if (who == 2)
            CHECK_EQ(set_phrase(&p->s, "phrase"), 0);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl), MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8);
        expect_talk(p);
        pair_free(p);
    }
}

/* A pass phrase is for one handshake: once a device is commissioned its keys are renewed by the key of the network that
   it was given, over the link that it has. */
static struct pair *commissioned_device(void)
{
    struct pair *p = quiet_pair(PSK);
    struct side *sides[] = { &p->c, &p->s };
    for (int i = 0; i < 2; i++) {
        side_suites(sides[i], jpake_or_psk);
        mbedtls_ssl_conf_renegotiation(&sides[i]->conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    }
    joiner_phrase = commissioner_phrase = "J01NME";
    pair_start(p);
    set_phrases(p);
    return p;
}

static void expect_renewed(struct pair *p)
{
    static uint64_t count;
    static const struct {
        int by_server;
        int (*call)(mbedtls_ssl_context *ssl);
    } rounds[] = { { 0, mbedtls_ssl_handshake }, { 1, mbedtls_ssl_handshake },
                   { 0, mbedtls_ssl_handshake_step }, { 1, mbedtls_ssl_handshake_step } };

    expect_joined(p);
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_ctr)[1], 1 + i);
        if (rounds[i].by_server)
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), 0);
        else
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), WANT_READ);
        /* What was sent so far is there; the request of a server is repeated with its data only. */
        int failures = check_failures;
        uint64_t link = chosen_link(count++ % 7);
        set_link(p, link);
        run_in_turn(p, rounds[i].call);
        insist(&p->c, "from the device");
        insist(&p->s, "from the network");
        clear_link(p);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl), MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8);
        expect_talk(p);
        name_link(failures, "a renegotiation", link);
    }
}

/* With nothing but the used pass phrase there is no other handshake, on either side's wish. */
static void no_second_use(void)
{
    for (int by_server = 0; by_server < 2; by_server++) {
        unsigned char byte;
        struct pair *p = commissioning("J01NME", "J01NME");
        mbedtls_ssl_conf_renegotiation(&p->c.conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
        mbedtls_ssl_conf_renegotiation(&p->s.conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
        pair_start(p);
        set_phrases(p);
        CHECK_EQ(pair_handshake(p), 0);
        expect_joined(p);
        CHECK_EQ(set_phrase(&p->c, joiner_phrase), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        if (by_server) {
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), 0);
            CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, &byte, 1), WANT_READ);
        } else {
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), WANT_READ);
        }
        CHECK(mbedtls_ssl_read(&p->s.ssl, &byte, 1) < 0);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, &byte, 1), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 0);
        CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 0);
        /* A new connection, with the pass phrase. */
        start_over(p);
        CHECK_EQ(set_phrase(&p->c, joiner_phrase), 0);
        CHECK_EQ(pair_handshake(p), 0);
        expect_joined(p);
        pair_free(p);
    }
}

static psa_key_id_t stored(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;
    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    CHECK_EQ(psa_import_key(&attributes, (const unsigned char *) "J01NME", 6, &id), PSA_SUCCESS);
    return id;
}

/* The commissioner keeps the pass phrase in the store of psa/crypto.h. */
static void in_the_store(void)
{
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    psa_key_id_t id = stored(PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_DERIVE, PSA_ALG_JPAKE);
    struct pair *p = commissioning("J01NME", "J01NME");
    p->s.after_reset = NULL;
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, NULL, NULL, NULL);
    pair_start(p);
    CHECK_EQ(set_phrase(&p->c, joiner_phrase), 0);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(&p->s.ssl, id), 0);
    CHECK_EQ(pair_handshake(p), 0);
    expect_joined(p);
    start_over(p);

    /* No key, or none that is for this. */
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(&p->s.ssl, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(NULL, id), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    const psa_key_id_t wrong[] = { stored(PSA_KEY_TYPE_RAW_DATA, PSA_KEY_USAGE_DERIVE, PSA_ALG_JPAKE),
                                   stored(PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_EXPORT, PSA_ALG_JPAKE),
                                   stored(PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_DERIVE, PSA_ALG_NONE) };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(&p->s.ssl, wrong[i]), MBEDTLS_ERR_SSL_HW_ACCEL_FAILED);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(&p->s.ssl, id), MBEDTLS_ERR_SSL_HW_ACCEL_FAILED);
    pair_free(p);
    mbedtls_psa_crypto_free();
}

static void misuse(void)
{
    static const unsigned char zeros[3];
    mbedtls_ssl_context ssl;
    mbedtls_ssl_init(&ssl);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&ssl, zeros, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(NULL, zeros, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(&ssl, 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);

    struct pair *p = commissioning("J01NME", "J01NME");
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&p->c.ssl, NULL, 6), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&p->c.ssl, zeros, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&p->c.ssl, zeros, sizeof zeros), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /* The last one counts. */
    CHECK_EQ(set_phrase(&p->c, "another"), 0);
    set_phrases(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(set_phrase(&p->c, "too late"), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    expect_joined(p);
    pair_free(p);
}

int main(void)
{
    joins();
    wrong_phrases();
    over_a_bad_radio();
    each_way(joiner_calls, expect_joined);
    each_way(commissioned_device, expect_renewed);
    no_second_use();
    no_phrase();
    in_the_store();
    misuse();
    return check_result();
}
