/* Pre-shared keys: right ones and wrong ones, the shortest and the longest, and beside certificates. */
#include "each_way.h"

static int meet(enum kind kind, const char *server_key, const char *server_name, const char *client_key,
                const char *client_name, int *server_code)
{
    struct pair *p = quiet_pair(kind);
    side_psk(&p->s, server_key, server_name);
    side_psk(&p->c, client_key, client_name);
    pair_start(p);
    int code = pair_handshake(p);
    if (code == 0)
        expect_talk(p);
    *server_code = p->s.failed;
    code = p->c.failed;
    pair_free(p);
    return code;
}

static void keys(enum kind kind)
{
    static const char longest[] = "123456789012345678901234567890123456789012345678";
    char name[129];
    int server;
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;

    CHECK_EQ(strlen(longest), MBEDTLS_PSK_MAX_LEN);
    CHECK_EQ(meet(kind, "k", "n", "k", "n", &server), 0);
    CHECK_EQ(server, 0);
    CHECK_EQ(meet(kind, longest, name, longest, name, &server), 0);
    CHECK_EQ(server, 0);
    /* Names are bytes, not text. */
    CHECK_EQ(meet(kind, "key", "\xFF\x01\xC3", "key", "\xFF\x01\xC3", &server), 0);
    CHECK_EQ(server, 0);

    /* One bit of the key. */
    CHECK_EQ(meet(kind, "key1", "name", "key0", "name", &server), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(server, MBEDTLS_ERR_SSL_INVALID_MAC);
    CHECK_EQ(meet(kind, "key", "name", "key1", "name", &server), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(server, MBEDTLS_ERR_SSL_INVALID_MAC);

    /* Another name, a longer one, a shorter one. */
    CHECK_EQ(meet(kind, "key", "name", "key", "eman", &server), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(server, MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
    CHECK_EQ(meet(kind, "key", "name", "key", "name2", &server), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(server, MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
    CHECK_EQ(meet(kind, "key", "name", "key", "nam", &server), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(server, MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
}

/* A server with a certificate and a key of its own takes what the client offers. */
static void beside_certificates(void)
{
    static const int both[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, 0 };
    static const int expected[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256,
                                    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 };
    for (int i = 0; i < 2; i++) {
        /* The client of either kind offers one suite. */
        struct pair *p = quiet_pair(i == 0 ? PSK : ECDSA);
        side_psk(&p->s, pair_psk, pair_identity);
        side_own(&p->s, "server-p256", NULL);
        mbedtls_ssl_conf_ciphersuites(&p->s.conf, both);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), expected[i]);
        expect_talk(p);
        pair_free(p);
    }
    /* A client with only certificate suites does not get along with a server that has only a key. */
    struct pair *p = quiet_pair(ECDSA);
    side_psk(&p->s, pair_psk, pair_identity);
    mbedtls_ssl_conf_ciphersuites(&p->s.conf, both);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);
}

/* Every suite with a pre-shared key that is listed. */
static void all_suites(void)
{
    int n = 0;
    for (const int *suite = mbedtls_ssl_list_ciphersuites(); *suite != 0; suite++) {
        const char *name = mbedtls_ssl_get_ciphersuite_name(*suite);
        if (strncmp(name, "TLS-PSK-", 8) != 0 && strncmp(name, "TLS-ECDHE-PSK-", 14) != 0)
            continue;
        int one[] = { *suite, 0 };
        struct pair *p = quiet_pair(PSK);
        side_suites(&p->c, one);
        side_suites(&p->s, one);
        pair_start(p);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl), *suite);
        expect_talk(p);
        pair_free(p);
        n++;
    }
    CHECK(n >= 7);
}

/* A gateway knows many devices, each with a key of its own. */
static int asked;

static int find(void *context, mbedtls_ssl_context *ssl, const unsigned char *name, size_t length)
{
    char key[32];
    CHECK(context == &asked);
    asked++;
    if (length != 9 || memcmp(name, "device-", 7) != 0)
        return MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY;
    snprintf(key, sizeof key, "key of %.2s", (const char *) name + 7);
    return mbedtls_ssl_set_hs_psk(ssl, (const unsigned char *) key, strlen(key));
}

static void gateway(enum kind kind, int steps)
{
    for (int device = 10; device < 20; device++) {
        char key[32], name[32];
        struct pair *p = quiet_pair(kind);
        snprintf(key, sizeof key, "key of %d", device);
        snprintf(name, sizeof name, "device-%d", device);
        side_psk(&p->c, key, name);
        side_configure(&p->s);
        mbedtls_ssl_conf_psk_cb(&p->s.conf, find, &asked);
        pair_start(p);
        mbedtls_ssl_set_mtu(&p->c.ssl, 200);
        p->c.drop = 1u << (device % 5);
        p->s.twice = 1u << (device % 3);
        asked = 0;
        if (steps)
            for (int turns = 0; turns < 60; turns++) {
                struct side *side = turns % 2 ? &p->s : &p->c;
                if (!mbedtls_ssl_is_handshake_over(&side->ssl)) {
                    int code = mbedtls_ssl_handshake_step(&side->ssl);
                    CHECK(code == 0 || code == WANT_READ);
                }
            }
        CHECK_EQ(pair_handshake_lossy(p, 20), 0);
        CHECK_EQ(asked, 1);
        p->c.drop = p->s.twice = 0;
        expect_talk(p);
        pair_free(p);
    }
    int server;
    struct pair *p = quiet_pair(kind);
    side_psk(&p->c, "key of 10", "stranger");
    mbedtls_ssl_conf_psk_cb(&p->s.conf, find, &asked);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    server = p->s.failed;
    CHECK_EQ(server, MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
    pair_free(p);
}

/* One device after the other, by plain keys and with ECDHE. */
static struct pair *device_calls(void)
{
    static int device;
    char key[32], name[32];
    struct pair *p = quiet_pair(device % 2 ? ECDHE_PSK : PSK);
    snprintf(key, sizeof key, "key of %d", 10 + device);
    snprintf(name, sizeof name, "device-%d", 10 + device++);
    side_psk(&p->c, key, name);
    side_configure(&p->s);
    mbedtls_ssl_conf_psk_cb(&p->s.conf, find, &asked);
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, 200);
    asked = 0;
    return p;
}

static void expect_one_question(struct pair *p)
{
    CHECK_EQ(asked, 1);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), p->c.suites[0]);
}

int main(void)
{
    gateway(PSK, 0);
    gateway(PSK, 1);
    gateway(ECDHE_PSK, 0);
    each_way(device_calls, expect_one_question);
    keys(PSK);
    keys(ECDHE_PSK);
    beside_certificates();
    all_suites();
    return check_result();
}
