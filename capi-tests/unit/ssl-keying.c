/* Keys by callback, keys handed out, and the pseudo-random function. */
#include "check.h"

#include "../compare/support/pair.h"

#include <string.h>

#define BAD_INPUT MBEDTLS_ERR_SSL_BAD_INPUT_DATA

/* What the export callback was given. */
struct exported {
    int calls;
    mbedtls_ssl_key_export_type type;
    unsigned char secret[48], client_random[32], server_random[32];
    size_t length;
    mbedtls_tls_prf_types prf;
};

static void collect(void *ctx, mbedtls_ssl_key_export_type type, const unsigned char *secret, size_t length,
                    const unsigned char client_random[32], const unsigned char server_random[32],
                    mbedtls_tls_prf_types prf)
{
    struct exported *exported = ctx;
    exported->calls++;
    exported->type = type;
    exported->length = length;
    if (length == sizeof exported->secret) {
        memcpy(exported->secret, secret, length);
    }
    memcpy(exported->client_random, client_random, 32);
    memcpy(exported->server_random, server_random, 32);
    exported->prf = prf;
}

static void exported_keys(void)
{
    struct pair *p = pair_new(PSK);
    struct exported client, server;
    memset(&client, 0, sizeof client);
    memset(&server, 0, sizeof server);
    p->log = 0;
    pair_start(p);
    mbedtls_ssl_set_export_keys_cb(&p->c.ssl, collect, &client);
    mbedtls_ssl_set_export_keys_cb(&p->s.ssl, collect, &server);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(client.calls, 1);
    CHECK_EQ(server.calls, 1);
    CHECK_EQ(client.type, MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET);
    CHECK_EQ(client.length, 48);
    CHECK_EQ(client.prf, MBEDTLS_SSL_TLS_PRF_SHA256);
    CHECK(memcmp(client.secret, server.secret, 48) == 0);
    CHECK(memcmp(client.client_random, server.client_random, 32) == 0);
    CHECK(memcmp(client.server_random, server.server_random, 32) == 0);
    CHECK(memcmp(client.client_random, client.server_random, 32) != 0);

    /* Without a function, or without a context, nothing is called. */
    mbedtls_ssl_set_export_keys_cb(&p->c.ssl, NULL, NULL);
    CHECK_EQ(side_reset(&p->c), 0);
    CHECK_EQ(side_reset(&p->s), 0);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(client.calls, 1);
    CHECK_EQ(server.calls, 2);
    ONLY_OURS
    {
        mbedtls_ssl_set_export_keys_cb(NULL, collect, &client);
    }
    pair_free(p);
}

static const unsigned char right_key[16] = { 9, 8, 7, 6, 5, 4, 3, 2, 1 };

/* Knows one identity. */
static int look_up(void *ctx, mbedtls_ssl_context *ssl, const unsigned char *identity, size_t length)
{
    int *calls = ctx;
    ++*calls;
    if (length != 5 || memcmp(identity, "meter", 5) != 0) {
        return -1;
    }
    return mbedtls_ssl_set_hs_psk(ssl, right_key, sizeof right_key);
}

static void keys_by_callback(const char *identity, int server_code)
{
    struct pair *p = pair_new(PSK);
    int calls = 0;
    p->log = 0;
    side_configure(&p->c);
    CHECK_EQ(mbedtls_ssl_conf_psk(&p->c.conf, right_key, sizeof right_key, (const unsigned char *) identity,
                                  strlen(identity)), 0);
    side_configure(&p->s);
    mbedtls_ssl_conf_psk_cb(&p->s.conf, look_up, &calls);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, server_code);
    CHECK_EQ(calls, 1);
    pair_free(p);
}

/* Without the function the server's own key counts again. */
static void no_callback(void)
{
    struct pair *p = pair_new(PSK);
    int calls = 0;
    p->log = 0;
    mbedtls_ssl_conf_psk_cb(&p->s.conf, look_up, &calls);
    mbedtls_ssl_conf_psk_cb(&p->s.conf, NULL, NULL);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(calls, 0);
    pair_free(p);
}

static void key_faults(void)
{
    struct pair *p = pair_new(PSK);
    unsigned char long_key[MBEDTLS_PSK_MAX_LEN + 1];
    memset(long_key, 1, sizeof long_key);
    p->log = 0;
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_hs_psk(&p->s.ssl, NULL, 16), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_hs_psk(&p->s.ssl, long_key, sizeof long_key), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_hs_psk(&p->s.ssl, long_key, MBEDTLS_PSK_MAX_LEN), 0);
    ONLY_OURS
    {
        mbedtls_ssl_context fresh;
        mbedtls_ssl_init(&fresh);
        CHECK_EQ(mbedtls_ssl_set_hs_psk(NULL, right_key, 16), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_set_hs_psk(&fresh, right_key, 16), BAD_INPUT);
        mbedtls_ssl_conf_psk_cb(NULL, look_up, NULL);
    }
    pair_free(p);
}

/* The vector for SHA-256 that was published on the TLS list of the IETF. */
static void pseudo_random_function(void)
{
    static const unsigned char secret[16] = { 0x9b, 0xbe, 0x43, 0x6b, 0xa9, 0x40, 0xf0, 0x17,
                                              0xb1, 0x76, 0x52, 0x84, 0x9a, 0x71, 0xdb, 0x35 };
    static const unsigned char seed[16] = { 0xa0, 0xba, 0x9f, 0x93, 0x6c, 0xda, 0x31, 0x18,
                                            0x27, 0xa6, 0xf7, 0x96, 0xff, 0xd5, 0x19, 0x8c };
    static const unsigned char expected[16] = { 0xe3, 0xf2, 0x29, 0xba, 0x72, 0x7b, 0xe1, 0x7b,
                                                0x8d, 0x12, 0x26, 0x20, 0x55, 0x7c, 0xd4, 0x53 };
    unsigned char out[100], other[100];
    CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA256, secret, sizeof secret, "test label", seed, sizeof seed,
                                 out, sizeof out), 0);
    CHECK(memcmp(out, expected, sizeof expected) == 0);
    CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA384, secret, sizeof secret, "test label", seed, sizeof seed,
                                 other, sizeof other), 0);
    CHECK(memcmp(out, other, sizeof out) != 0);
    CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_NONE, secret, sizeof secret, "x", seed, sizeof seed, out, 1),
             MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA256, NULL, 1, "x", seed, sizeof seed, out, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA256, secret, 1, NULL, seed, sizeof seed, out, 1),
                 BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA256, secret, 1, "x", NULL, 1, out, 1), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA256, secret, 1, "x", seed, sizeof seed, NULL, 1),
                 BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_tls_prf((mbedtls_tls_prf_types) 99, secret, 1, "x", seed, sizeof seed, out, 1),
                 MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
        CHECK_EQ(mbedtls_ssl_tls_prf(MBEDTLS_SSL_TLS_PRF_SHA256, NULL, 0, "x", NULL, 0, NULL, 0), 0);
    }
}

static void names(void)
{
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id("TLS-PSK-WITH-AES-128-CCM-8"), 0xC0A8);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id("TLS-PSK-WITH-AES-128-CCM-9"), 0);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(""), 0);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id(NULL), 0);
    CHECK(strcmp(mbedtls_ssl_get_ciphersuite_name(0xC0A8), "TLS-PSK-WITH-AES-128-CCM-8") == 0);
    CHECK(strcmp(mbedtls_ssl_get_ciphersuite_name(-1), "unknown") == 0);
}

int main(void)
{
    exported_keys();
    keys_by_callback("meter", 0);
    keys_by_callback("stranger", MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY);
    no_callback();
    key_faults();
    pseudo_random_function();
    names();
    return check_result();
}
