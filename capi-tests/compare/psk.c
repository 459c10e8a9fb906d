/* Pre-shared keys: from the configuration, from a callback, missing or wrong. */
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

/* The handshake, then what both sides know. */
static void run(struct pair *p)
{
    p->log &= ~(unsigned) LOG_SET;
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    side_result(&p->s);
    pair_free(p);
}

static int find_psk(void *ctx, mbedtls_ssl_context *ssl, const unsigned char *id, size_t len)
{
    (void) ctx;
    say("psk callback \"%.*s\"", (int) len, (const char *) id);
    if (len == 5 && memcmp(id, "known", 5) == 0)
        return mbedtls_ssl_set_hs_psk(ssl, (const unsigned char *) pair_psk, strlen(pair_psk));
    return -1;
}

static void psk(enum kind kind, const char *key, const char *identity, int callback)
{
    struct pair *p = pair_new(kind);

    side_psk(&p->c, key, identity);
    if (callback)
        mbedtls_ssl_conf_psk_cb(&p->s.conf, find_psk, NULL);
    run(p);
}

static void wrong_psk(void) { psk(PSK, "0123456789abcdef", pair_identity, 0); }
static void wrong_psk_length(void) { psk(PSK, "0123456789abcdef0", pair_identity, 0); }
static void wrong_ecdhe_psk(void) { psk(ECDHE_PSK, "0123456789abcdef", pair_identity, 0); }
static void unknown_identity(void) { psk(PSK, pair_psk, "nobody", 0); }
static void unknown_identity_ecdhe(void) { psk(ECDHE_PSK, pair_psk, "nobody", 0); }
static void identity_prefix(void) { psk(PSK, pair_psk, "Client_identit", 0); }
static void callback_refuses(void) { psk(PSK, pair_psk, "nobody", 1); }
static void callback_knows(void) { psk(PSK, pair_psk, "known", 1); }
/* The callback decides alone, though the configuration has a key for this identity. */
static void callback_before_key(void) { psk(PSK, pair_psk, pair_identity, 1); }

/* A server with only a callback, no key of its own. */
static void callback_only(void)
{
    struct pair *p = pair_new(PSK);

    side_psk(&p->c, pair_psk, "known");
    side_configure(&p->s);
    mbedtls_ssl_conf_psk_cb(&p->s.conf, find_psk, NULL);
    run(p);
}

static int find_nothing(void *ctx, mbedtls_ssl_context *ssl, const unsigned char *id, size_t len)
{
    (void) ctx;
    (void) ssl;
    (void) id;
    say("psk callback, %u bytes", (unsigned) len);
    return 0;
}

/* The callback says yes but sets no key, with and without a key in the configuration. */
static void callback_without_key(void)
{
    int configured;

    for (configured = 0; configured < 2; configured++) {
        struct pair *p = pair_new(PSK);

        if (!configured)
            side_configure(&p->s);
        mbedtls_ssl_conf_psk_cb(&p->s.conf, find_nothing, NULL);
        run(p);
    }
}

/* A key of the context comes before that of the configuration, on either side. */
static void context_before_configuration(void)
{
    static const unsigned char key[] = "another key";
    struct pair *p = pair_new(PSK);

    p->log &= ~(unsigned) LOG_SET;
    pair_start(p);
    say_code("server", mbedtls_ssl_set_hs_psk(&p->s.ssl, key, sizeof(key)));
    say_code("client", mbedtls_ssl_set_hs_psk(&p->c.ssl, key, sizeof(key)));
    say_code("handshake", pair_handshake(p));
    say_code("after it", mbedtls_ssl_set_hs_psk(&p->s.ssl, key, sizeof(key)));
    say_code("reset", mbedtls_ssl_session_reset(&p->s.ssl));
    say_code("reset", mbedtls_ssl_session_reset(&p->c.ssl));
    say_code("server alone", mbedtls_ssl_set_hs_psk(&p->s.ssl, key, sizeof(key)));
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

/* The client has no key, only the suite. */
static void client_without_key(void)
{
    struct pair *p = pair_new(PSK);

    side_configure(&p->c);
    run(p);
}

static void server_without_key(void)
{
    struct pair *p = pair_new(PSK);

    side_configure(&p->s);
    run(p);
}

static void conf_psk_faults(void)
{
    static unsigned char key[100], identity[0x10010];
    mbedtls_ssl_config conf;
    static const size_t key_lengths[] = { 0, 1, 16, 32, 33, 48, 49, 64, 100 };
    static const size_t id_lengths[] = { 0, 1, 128, 0x3FFF, 0x4000, 0x4001, 0xFFFF, 0x10000 };
    size_t i;

    memset(identity, 'i', sizeof(identity));
    for (i = 0; i < sizeof(key_lengths) / sizeof(key_lengths[0]); i++) {
        mbedtls_ssl_config_init(&conf);
        mbedtls_ssl_config_defaults(&conf, 0, 1, 0);
        printf("key of %u: ", (unsigned) key_lengths[i]);
        say_code("conf_psk", mbedtls_ssl_conf_psk(&conf, key, key_lengths[i], identity, 4));
        mbedtls_ssl_config_free(&conf);
    }
    for (i = 0; i < sizeof(id_lengths) / sizeof(id_lengths[0]); i++) {
        mbedtls_ssl_config_init(&conf);
        mbedtls_ssl_config_defaults(&conf, 0, 1, 0);
        printf("identity of %u: ", (unsigned) id_lengths[i]);
        say_code("conf_psk", mbedtls_ssl_conf_psk(&conf, key, 16, identity, id_lengths[i]));
        mbedtls_ssl_config_free(&conf);
    }
    mbedtls_ssl_config_init(&conf);
    mbedtls_ssl_config_defaults(&conf, 0, 1, 0);
    say_code("key NULL", mbedtls_ssl_conf_psk(&conf, NULL, 16, identity, 4));
    say_code("identity NULL", mbedtls_ssl_conf_psk(&conf, key, 16, NULL, 4));
    say_code("good", mbedtls_ssl_conf_psk(&conf, key, 16, identity, 4));
    say_code("second", mbedtls_ssl_conf_psk(&conf, key, 16, identity, 4));
    mbedtls_ssl_config_free(&conf);
}

static void set_hs_psk_faults(void)
{
    static unsigned char key[100];
    struct pair *p = pair_new(PSK);

    pair_start(p);
    say_code("NULL", mbedtls_ssl_set_hs_psk(&p->s.ssl, NULL, 16));
    say_code("long", mbedtls_ssl_set_hs_psk(&p->s.ssl, key, 100));
    say_code("empty", mbedtls_ssl_set_hs_psk(&p->s.ssl, key, 0));
    say_code("good", mbedtls_ssl_set_hs_psk(&p->s.ssl, key, 16));
    say_code("again", mbedtls_ssl_set_hs_psk(&p->s.ssl, key, 20));
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "wrong-psk", wrong_psk },
        { "wrong-psk-length", wrong_psk_length },
        { "wrong-ecdhe-psk", wrong_ecdhe_psk },
        { "unknown-identity", unknown_identity },
        { "unknown-identity-ecdhe", unknown_identity_ecdhe },
        { "identity-prefix", identity_prefix },
        { "psk-callback-refuses", callback_refuses },
        { "psk-callback-knows", callback_knows },
        { "psk-callback-before-key", callback_before_key },
        { "psk-callback-only", callback_only },
        { "psk-callback-without-key", callback_without_key },
        { "psk-of-context", context_before_configuration },
        { "psk-client-without-key", client_without_key },
        { "psk-server-without-key", server_without_key },
        { "conf-psk-faults", conf_psk_faults },
        { "set-hs-psk-faults", set_hs_psk_faults },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
