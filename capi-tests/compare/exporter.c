/* Keying material of a connection (RFC 5705), on the client: a server of Mbed TLS 3.6.6 crashes. */
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

static void export(struct side *side, size_t len, const char *label, const char *context, int use)
{
    unsigned char out[9000];

    memset(out, 0, sizeof(out));
    if (say_code("export", mbedtls_ssl_export_keying_material(&side->ssl, out, len, label, strlen(label),
                                                              (const unsigned char *) context,
                                                              context == NULL ? 0 : strlen(context), use)) == 0)
        say_hex(label, out, len < 64 ? len : 64);
}

/* The randoms are not of both libraries the same, so the same is derived from the exported secret. */
static unsigned char secret[48], randoms[64];
static mbedtls_tls_prf_types prf;

static void take(void *ctx, mbedtls_ssl_key_export_type type, const unsigned char *bytes, size_t len,
                 const unsigned char client[32], const unsigned char server[32], mbedtls_tls_prf_types function)
{
    (void) ctx;
    (void) type;
    memcpy(secret, bytes, len);
    memcpy(randoms, client, 32);
    memcpy(randoms + 32, server, 32);
    prf = function;
}

static void agrees(struct side *side, size_t len, const char *label, const char *context, int use)
{
    unsigned char out[8160], expected[8160], seed[64 + 2 + 300];
    size_t context_len = context == NULL ? 0 : strlen(context), seed_len = 64;

    memset(out, 1, sizeof(out));
    memset(expected, 2, sizeof(expected));
    memcpy(seed, randoms, 64);
    if (use) {
        wire_put16(seed + 64, (unsigned) context_len);
        if (context_len > 0)
            memcpy(seed + 66, context, context_len);
        seed_len += 2 + context_len;
    }
    say_code("prf", mbedtls_ssl_tls_prf(prf, secret, 48, label, seed, seed_len, expected, len));
    say_code("export", mbedtls_ssl_export_keying_material(&side->ssl, out, len, label, strlen(label),
                                                          (const unsigned char *) context, context_len, use));
    say("%u bytes of \"%s\" %s", (unsigned) len, label, memcmp(out, expected, len) == 0 ? "agree" : "differ");
}

static struct pair *make(enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    pair_start(p);
    mbedtls_ssl_set_export_keys_cb(&p->c.ssl, take, NULL);
    return p;
}

static void client(enum kind kind)
{
    struct pair *p = make(kind);

    say_code("handshake", pair_handshake(p));
    agrees(&p->c, 60, "EXTRACTOR-dtls_srtp", NULL, 0);
    agrees(&p->c, 60, "EXPORTER-test", "context", 1);
    agrees(&p->c, 60, "EXPORTER-test", "context", 0);
    agrees(&p->c, 60, "EXPORTER-test", "", 1);
    agrees(&p->c, 60, "EXPORTER-test", NULL, 1);
    agrees(&p->c, 0, "EXPORTER-test", NULL, 0);
    agrees(&p->c, 1, "", NULL, 0);
    agrees(&p->c, 8160, "long", NULL, 0);
    pair_free(p);
}

static void ecdsa(void) { client(ECDSA); }
static void psk(void) { client(PSK); }

static void at_the_wrong_time(void)
{
    struct pair *p = make(PSK);

    export(&p->c, 10, "label", NULL, 0);
    say_code("client", mbedtls_ssl_handshake(&p->c.ssl));
    export(&p->c, 10, "label", NULL, 0);
    say_code("handshake", pair_handshake(p));
    export(&p->c, 8161, "label", NULL, 0);
    export(&p->c, 9000, "label", NULL, 0);
    side_reset(&p->c);
    export(&p->c, 10, "label", NULL, 0);
    pair_free(p);
}

/* Label and context of any length. */
static void lengths(void)
{
    static const size_t lengths[] = { 248, 249, 250, 255, 256, 1000, 65535, 65536, 70000 };
    static char text[70000];
    struct pair *p = make(PSK);
    unsigned char out[32];
    size_t i;

    memset(text, 'l', sizeof(text));
    say_code("handshake", pair_handshake(p));
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        say("%u", (unsigned) lengths[i]);
        if (lengths[i] <= 1000)
            say_code("label", mbedtls_ssl_export_keying_material(&p->c.ssl, out, 32, text, lengths[i], NULL, 0, 0));
        say_code("context", mbedtls_ssl_export_keying_material(&p->c.ssl, out, 32, "label", 5, (unsigned char *) text,
                                                               lengths[i], 1));
        say_code("unused", mbedtls_ssl_export_keying_material(&p->c.ssl, out, 32, "label", 5, (unsigned char *) text,
                                                              lengths[i], 0));
    }
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "ecdsa", ecdsa },
        { "psk", psk },
        { "at-the-wrong-time", at_the_wrong_time },
        { "lengths", lengths },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
