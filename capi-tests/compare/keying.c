/* The names and numbers of suites, the PRF, and the export of keys. */
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

/* Names and numbers of the suites that both libraries have. */
static void suites(void)
{
    static const int ids[] = { 0xCCA8, 0xCCA9, 0xC02C, 0xC030, 0xC0AD, 0xC0AF, 0xC02B, 0xC02F, 0xC0AC, 0xC0AE, 0xCCAC,
                               0xCCAB, 0x00A9, 0xC0A5, 0xC0A9, 0x00A8, 0xC0A4, 0xC0A8, 0x0000, 0x1234, 0xFFFF };
    size_t i;

    for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
        const char *name = mbedtls_ssl_get_ciphersuite_name(ids[i]);
        const mbedtls_ssl_ciphersuite_t *info = mbedtls_ssl_ciphersuite_from_id(ids[i]);

        say("0x%04X %s 0x%04X", (unsigned) ids[i], name, (unsigned) mbedtls_ssl_get_ciphersuite_id(name));
        if (info != NULL)
            say("  %s, versions 0x%X to 0x%X, key exchange %d", mbedtls_ssl_ciphersuite_get_name(info),
                (unsigned) info->MBEDTLS_PRIVATE(min_tls_version), (unsigned) info->MBEDTLS_PRIVATE(max_tls_version),
                (int) info->MBEDTLS_PRIVATE(key_exchange));
        else
            say("  no such suite");
    }
    say("by a name in small letters: 0x%X", (unsigned) mbedtls_ssl_get_ciphersuite_id("tls-psk-with-aes-128-ccm"));
    say("by no name: 0x%X", (unsigned) mbedtls_ssl_get_ciphersuite_id(NULL));
}

/* The suites of both libraries come in the same order. */
static void suite_order(void)
{
    static const int ours[] = { 0xCCA8, 0xCCA9, 0xC02C, 0xC030, 0xC0AD, 0xC0AF, 0xC02B, 0xC02F, 0xC0AC,
                                0xC0AE, 0xCCAC, 0xCCAB, 0x00A9, 0xC0A5, 0xC0A9, 0x00A8, 0xC0A4, 0xC0A8 };
    const int *list = mbedtls_ssl_list_ciphersuites();
    size_t i;

    for (; *list != 0; list++)
        for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
            if (*list == ours[i])
                say("0x%04X", (unsigned) *list);
}

/* The PRF by itself. */
static void prf(void)
{
    static const unsigned char secret[16] = "secret of 16 by", seed[20] = "seed of twenty byte";
    static const mbedtls_tls_prf_types types[] = { MBEDTLS_SSL_TLS_PRF_SHA256, MBEDTLS_SSL_TLS_PRF_SHA384,
                                                   MBEDTLS_SSL_TLS_PRF_NONE, (mbedtls_tls_prf_types) 99 };
    unsigned char out[100];
    size_t i;

    for (i = 0; i < 4; i++) {
        memset(out, 0, sizeof(out));
        if (say_code("prf", mbedtls_ssl_tls_prf(types[i], secret, sizeof(secret), "label", seed, sizeof(seed), out,
                                                sizeof(out))) == 0)
            say_hex("out", out, sizeof(out));
    }
    say_code("empty secret", mbedtls_ssl_tls_prf(types[0], secret, 0, "", seed, 0, out, 7));
    say_hex("out", out, 7);
}

/* What the export callback is told. */
static void exported(void *ctx, mbedtls_ssl_key_export_type type, const unsigned char *secret, size_t len,
                     const unsigned char client_random[32], const unsigned char server_random[32],
                     mbedtls_tls_prf_types prf_type)
{
    static unsigned char kept[48];
    struct side *side = ctx;

    (void) client_random;
    (void) server_random;
    say("%c export: type %d, %u bytes, prf %d, state %d", side->name, (int) type, (unsigned) len, (int) prf_type,
        side_state(side));
    if (side->name == 'c')
        memcpy(kept, secret, len < 48 ? len : 48);
    else
        say("same as the client's: %d", memcmp(kept, secret, len < 48 ? len : 48) == 0);
}

static void export_keys(void)
{
    static const int suites[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384 };
    size_t i;

    for (i = 0; i < 2; i++) {
        struct pair *p = pair_new(PSK);
        int list[2] = { suites[i], 0 };

        side_suites(&p->c, list);
        side_suites(&p->s, list);
        p->log = LOG_USUAL;
        pair_start(p);
        mbedtls_ssl_set_export_keys_cb(&p->c.ssl, exported, &p->c);
        mbedtls_ssl_set_export_keys_cb(&p->s.ssl, exported, &p->s);
        say_code("handshake", pair_handshake(p));
        pair_free(p);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "suites", suites },
        { "suite-order", suite_order },
        { "prf", prf },
        { "export-keys", export_keys },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
