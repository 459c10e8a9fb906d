/*
 * A device whose pre-shared key is in the store of psa/crypto.h, and a server that has the keys of its devices there:
 * the key never leaves the store by the hand of the program, and its policy says what it is for.
 */
#include "each_way.h"

#include <psa/crypto.h>

#define SHA256_ALG PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_256)
#define SHA384_ALG PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_384)
#define NAME ((const unsigned char *) "device-17")
#define NAME_LENGTH 9

static const unsigned char key_bytes[16] = "sixteen bytes...";
static const unsigned char other_bytes[16] = "sixteen others..";

static psa_key_id_t stored(const unsigned char *bytes, psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                           psa_algorithm_t alg2)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;
    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    psa_set_key_enrollment_algorithm(&attributes, alg2);
    CHECK_EQ(psa_import_key(&attributes, bytes, 16, &id), PSA_SUCCESS);
    return id;
}

static psa_key_id_t good_key(void)
{
    return stored(key_bytes, PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, SHA256_ALG, 0);
}

/* A pair without keys. */
static struct pair *bare(int suite)
{
    const int suites[] = { suite, 0 };
    struct pair *p = quiet_pair(PSK);
    side_configure(&p->c);
    side_configure(&p->s);
    side_suites(&p->c, suites);
    side_suites(&p->s, suites);
    pair_cookies(p);
    return p;
}

/* Keys of both kinds get along: they are the same bytes. */
static void device_and_server(int suite)
{
    for (int who = 1; who < 4; who++) {
        psa_key_id_t id = good_key();
        struct pair *p = bare(suite);
        struct side *sides[] = { &p->c, &p->s };
        for (int i = 0; i < 2; i++)
            if (who >> i & 1)
                CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&sides[i]->conf, id, NAME, NAME_LENGTH), 0);
            else
                CHECK_EQ(mbedtls_ssl_conf_psk(&sides[i]->conf, key_bytes, 16, NAME, NAME_LENGTH), 0);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), suite);
        expect_talk(p);
        start_over(p);
        CHECK_EQ(pair_handshake(p), 0);

        /* Once it is destroyed the connection lives on, and there is no other. */
        CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
        expect_talk(p);
        start_over(p);
        CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
        CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
        pair_free(p);
    }
}

static psa_key_id_t shared_key;

static int find_shared(void *context, mbedtls_ssl_context *ssl, const unsigned char *name, size_t length)
{
    (void) context;
    if (length != NAME_LENGTH || memcmp(name, NAME, length) != 0)
        return MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY;
    return mbedtls_ssl_set_hs_psk_opaque(ssl, shared_key);
}

/* With and without ECDHE; the server's key comes by its configuration or by the callback. */
static struct pair *device_calls(void)
{
    static const int suites[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256,
                                  MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256 };
    static unsigned count;
    struct pair *p = bare(suites[count % 2]);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, shared_key, NAME, NAME_LENGTH), 0);
    if (count++ / 2 % 2 == 0)
        CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->s.conf, shared_key, NAME, NAME_LENGTH), 0);
    else
        mbedtls_ssl_conf_psk_cb(&p->s.conf, find_shared, NULL);
    pair_start(p);
    return p;
}

static void expect_its_suite(struct pair *p)
{
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), p->c.suites[0]);
}

static void each_way_with_one_key(void)
{
    shared_key = good_key();
    each_way(device_calls, expect_its_suite);
    CHECK_EQ(psa_destroy_key(shared_key), PSA_SUCCESS);
}

/* The policy says for which hash the key is. */
static void policies(void)
{
    static const int sha256 = MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, sha384 = MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384;
    static const struct {
        psa_key_type_t type;
        psa_key_usage_t usage;
        psa_algorithm_t alg, alg2;
        int with_sha256, with_sha384;
    } keys[] = {
        { PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, SHA256_ALG, 0, 1, 0 },
        { PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, SHA384_ALG, 0, 0, 1 },
        { PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, SHA384_ALG, SHA256_ALG, 1, 1 },
        { PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_EXPORT, SHA256_ALG, 0, 0, 0 },
        { PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, PSA_ALG_NONE, 0, 0, 0 },
        { PSA_KEY_TYPE_RAW_DATA, PSA_KEY_USAGE_DERIVE, SHA256_ALG, 0, 0, 0 },
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (int hash = 0; hash < 2; hash++) {
            psa_key_id_t id = stored(key_bytes, keys[i].type, keys[i].usage, keys[i].alg, keys[i].alg2);
            int works = hash == 0 ? keys[i].with_sha256 : keys[i].with_sha384;
            struct pair *p = bare(hash == 0 ? sha256 : sha384);
            CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, id, NAME, NAME_LENGTH), 0);
            CHECK_EQ(mbedtls_ssl_conf_psk(&p->s.conf, key_bytes, 16, NAME, NAME_LENGTH), 0);
            pair_start(p);
            CHECK_EQ(pair_handshake(p), works ? 0 : MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
            CHECK_EQ(p->s.failed, works ? 0 : MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
            pair_free(p);
            CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
        }
}

/* The server finds the key of each device. */
struct directory {
    psa_key_id_t id;
    int asked, code; /* what set_hs_psk_opaque said */
};

static int find(void *context, mbedtls_ssl_context *ssl, const unsigned char *name, size_t length)
{
    struct directory *directory = context;
    directory->asked++;
    if (length != NAME_LENGTH || memcmp(name, NAME, length) != 0)
        return MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY;
    directory->code = mbedtls_ssl_set_hs_psk_opaque(ssl, directory->id);
    return directory->code;
}

static int look_up(psa_key_id_t id, const char *name, int suite, struct directory *directory)
{
    struct pair *p = bare(suite);
    memset(directory, 0, sizeof *directory);
    directory->id = id;
    mbedtls_ssl_conf_psk_cb(&p->s.conf, find, directory);
    CHECK_EQ(mbedtls_ssl_conf_psk(&p->c.conf, key_bytes, 16, (const unsigned char *) name, strlen(name)), 0);
    pair_start(p);
    int code = pair_handshake(p);
    if (code == 0) {
        expect_talk(p);
        /* It was for one handshake. */
        directory->id = 0;
        start_over(p);
        CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
        CHECK_EQ(directory->code, MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(directory->asked, 2);
    } else {
        CHECK_EQ(directory->asked, 1);
        code = p->s.failed;
    }
    pair_free(p);
    return code;
}

static void directory_of_keys(void)
{
    static const int gcm = MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, sha384 = MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384;
    struct directory directory;
    psa_key_id_t id = good_key(), other = stored(other_bytes, PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, SHA256_ALG, 0),
                 not_for_this = stored(key_bytes, PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, PSA_ALG_JPAKE, 0);
    CHECK_EQ(look_up(id, "device-17", gcm, &directory), 0);
    CHECK_EQ(look_up(id, "device-18", gcm, &directory), MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
    CHECK_EQ(look_up(other, "device-17", gcm, &directory), MBEDTLS_ERR_SSL_INVALID_MAC);
    CHECK_EQ(look_up(not_for_this, "device-17", gcm, &directory), MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
    CHECK_EQ(directory.code, MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /* The suite was chosen before the key was found, whose policy it does not fit. */
    CHECK_EQ(look_up(id, "device-17", sha384, &directory), MBEDTLS_ERR_SSL_BAD_CONFIG);
    CHECK_EQ(directory.code, 0);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
    CHECK_EQ(look_up(id, "device-17", gcm, &directory), MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
    CHECK_EQ(psa_destroy_key(other), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(not_for_this), PSA_SUCCESS);
}

static void misuse(void)
{
    psa_key_id_t id = good_key();
    mbedtls_ssl_context ssl;
    mbedtls_ssl_init(&ssl);
    CHECK_EQ(mbedtls_ssl_set_hs_psk_opaque(&ssl, id), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_set_hs_psk_opaque(NULL, id), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);

    struct pair *p = bare(MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256);
    mbedtls_ssl_config *conf = &p->c.conf;
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(NULL, id, NAME, NAME_LENGTH), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(conf, 0, NAME, NAME_LENGTH), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(conf, id, NULL, NAME_LENGTH), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(conf, id, NAME, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(conf, id, NAME, 16385), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /* One of either kind, once. */
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(conf, id, NAME, NAME_LENGTH), 0);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(conf, id, NAME, NAME_LENGTH), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ssl_conf_psk(conf, key_bytes, 16, NAME, NAME_LENGTH), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ssl_conf_psk(&p->s.conf, key_bytes, 16, NAME, NAME_LENGTH), 0);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->s.conf, id, NAME, NAME_LENGTH), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_hs_psk_opaque(&p->s.ssl, 0), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /* Raw after stored: the last one counts, without the other's policy. */
    CHECK_EQ(mbedtls_ssl_set_hs_psk_opaque(&p->s.ssl, id), 0);
    CHECK_EQ(mbedtls_ssl_set_hs_psk(&p->s.ssl, key_bytes, 16), 0);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);
    pair_free(p);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
}

int main(void)
{
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    device_and_server(MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256);
    device_and_server(MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256);
    each_way_with_one_key();
    policies();
    directory_of_keys();
    misuse();
    mbedtls_psa_crypto_free();
    return check_result();
}
