/* Groups, point formats, signature algorithms and the extended master secret: what the hellos offer, what is chosen
   from them, and how it fails. */
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

#define X25519 MBEDTLS_SSL_IANA_TLS_GROUP_X25519
#define P256 MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1
#define P384 MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1
#define P521 MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1

static const char *const kinds[] = { "PSK", "ECDHE-PSK", "ECDSA", "RSA" };

/* Changes the next hello that comes by: an extension of this type becomes `body`, or goes if it is NULL. */
static struct {
    int message, type;
    const char *body;
    size_t len;
} edit;

/* Prints what is offered and chosen. */
static enum verdict watch(struct side *from, unsigned n, struct datagram *d)
{
    static const int nothing[] = { -1 };
    unsigned char *record;
    int type;

    (void) n;
    for (type = CLIENT_HELLO; type <= SERVER_HELLO; type++) {
        record = wire_find(d->bytes, d->len, type);
        if (record == NULL)
            continue;
        if (edit.message == type) {
            d->len = wire_set_extension(d->bytes, d->len, record, edit.type, edit.body, edit.len);
            edit.message = -1;
        }
        wire_say_extensions(from->name == 'c' ? "c" : "s", record, nothing);
    }
    record = wire_find(d->bytes, d->len, SERVER_KEY_EXCHANGE);
    if (record != NULL) {
        const unsigned char *body = record + RECORD_HEADER + MESSAGE_HEADER;

        if (body[0] == 3) {
            const unsigned char *behind = body + 4 + body[3];

            say("s group %u, key of %d bytes, signed by %02X%02X", wire_u16(body + 1), body[3], behind[0], behind[1]);
        } else {
            say("s group %u", wire_u16(body + 3));
        }
    }
    record = wire_find(d->bytes, d->len, CERTIFICATE_REQUEST);
    if (record != NULL) {
        const unsigned char *body = record + RECORD_HEADER + MESSAGE_HEADER;

        say_hex("s asks for", body, 1 + body[0] + 2 + wire_u16(body + 1 + body[0]));
    }
    return DELIVER;
}

static struct pair *watched(enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    p->c.judge = p->s.judge = watch;
    return p;
}

static void shake(struct pair *p)
{
    int done;

    pair_start(p);
    done = pair_handshake(p);
    say_code("handshake", done);
    if (done != 0) {
        say_code("c", p->c.failed);
        say_code("s", p->s.failed);
        say("alerts %d, %d", p->c.alert, p->s.alert);
    }
    pair_free(p);
}

static const uint16_t group_lists[][5] = {
    { P256, 0 }, { P384, P256, 0 }, { X25519, 0 }, { P521, X25519, P384, P256, 0 }, { P384, 0 },
};
enum { LISTS = sizeof(group_lists) / sizeof(group_lists[0]) };

static void groups_of(enum kind kind)
{
    int client, server;

    for (client = 0; client < LISTS; client++) {
        for (server = 0; server < LISTS; server++) {
            struct pair *p = watched(kind);

            say("-- %s, client %d, server %d", kinds[kind], client, server);
            mbedtls_ssl_conf_groups(&p->c.conf, group_lists[client]);
            mbedtls_ssl_conf_groups(&p->s.conf, group_lists[server]);
            shake(p);
        }
    }
}

static void groups_ecdhe_psk(void) { groups_of(ECDHE_PSK); }
static void groups_ecdsa(void) { groups_of(ECDSA); }
static void groups_rsa(void) { groups_of(RSA); }

/* The same by the older function. */
static void curves(void)
{
    static const mbedtls_ecp_group_id lists[][4] = {
        { MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_NONE },
        { MBEDTLS_ECP_DP_CURVE25519, MBEDTLS_ECP_DP_SECP384R1, MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_NONE },
    };
    int client, server;

    for (client = 0; client < 2; client++) {
        for (server = 0; server < 2; server++) {
            struct pair *p = watched(RSA);

            say("-- client %d, server %d", client, server);
            mbedtls_ssl_conf_curves(&p->c.conf, lists[client]);
            mbedtls_ssl_conf_curves(&p->s.conf, lists[server]);
            shake(p);
        }
    }
}

static const uint16_t scheme_lists[][6] = {
    { MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256, MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256, 0 },
    { MBEDTLS_TLS1_3_SIG_ECDSA_SECP384R1_SHA384, MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384, 0 },
    { MBEDTLS_TLS1_3_SIG_ECDSA_SECP521R1_SHA512, MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA512,
      MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256, MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256, 0 },
    { MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384, 0 },
    { MBEDTLS_TLS1_3_SIG_ECDSA_SECP384R1_SHA384, 0 },
};
enum { SCHEMES = sizeof(scheme_lists) / sizeof(scheme_lists[0]) };

static void schemes_of(enum kind kind)
{
    int client, server;

    for (client = 0; client < SCHEMES; client++) {
        for (server = 0; server < SCHEMES; server++) {
            struct pair *p = watched(kind);

            say("-- %s, client %d, server %d", kinds[kind], client, server);
            mbedtls_ssl_conf_sig_algs(&p->c.conf, scheme_lists[client]);
            mbedtls_ssl_conf_sig_algs(&p->s.conf, scheme_lists[server]);
            /* The server asks for a certificate, too. */
            side_own(&p->c, kind == RSA ? "client-rsa" : "client-p256", NULL);
            side_ca(&p->s, kind == RSA ? "ca-rsa" : "ca-p256");
            mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
            shake(p);
        }
    }
}

static void schemes_ecdsa(void) { schemes_of(ECDSA); }
static void schemes_rsa(void) { schemes_of(RSA); }

/* The same by the older function. */
static void hashes(void)
{
    static const int lists[][4] = {
        { MBEDTLS_MD_SHA256, MBEDTLS_MD_NONE },
        { MBEDTLS_MD_SHA512, MBEDTLS_MD_SHA384, MBEDTLS_MD_SHA256, MBEDTLS_MD_NONE },
        { MBEDTLS_MD_SHA384, MBEDTLS_MD_NONE },
    };
    int kind, client, server;

    for (kind = ECDSA; kind <= RSA; kind++) {
        for (client = 0; client < 3; client++) {
            for (server = 0; server < 3; server++) {
                struct pair *p = watched((enum kind) kind);

                say("-- %s, client %d, server %d", kinds[kind], client, server);
                mbedtls_ssl_conf_sig_hashes(&p->c.conf, lists[client]);
                mbedtls_ssl_conf_sig_hashes(&p->s.conf, lists[server]);
                shake(p);
            }
        }
    }
}

/* A side whose list has nothing in it. */
static void empty_lists(int of_server, int of_schemes)
{
    static const uint16_t none[] = { 0 };
    int kind;

    for (kind = 0; kind < KINDS; kind++) {
        struct pair *p = watched((enum kind) kind);
        struct side *side = of_server ? &p->s : &p->c;

        say("-- %s", kinds[kind]);
        if (of_schemes)
            mbedtls_ssl_conf_sig_algs(&side->conf, none);
        else
            mbedtls_ssl_conf_groups(&side->conf, none);
        shake(p);
    }
}

static void client_without_groups(void) { empty_lists(0, 0); }
static void server_without_groups(void) { empty_lists(1, 0); }
static void client_without_schemes(void) { empty_lists(0, 1); }
static void server_without_schemes(void) { empty_lists(1, 1); }

/* On, off, and changed on its way. */
static void extended_master_secret(void)
{
    int on;

    for (on = 0; on < 4; on++) {
        struct pair *p = watched(PSK);

        say("-- client %d, server %d", on & 1, on >> 1);
        mbedtls_ssl_conf_extended_master_secret(&p->c.conf, (char) (on & 1));
        mbedtls_ssl_conf_extended_master_secret(&p->s.conf, (char) (on >> 1));
        shake(p);
    }
}

static void edited(enum kind kind, int message, int type, const char *body, size_t len)
{
    struct pair *p = watched(kind);

    edit.message = message;
    edit.type = type;
    edit.body = body;
    edit.len = len;
    say("-- %s, %s, extension %d of %u bytes%s", kinds[kind], message == CLIENT_HELLO ? "client" : "server", type,
        (unsigned) len, body == NULL ? ", taken away" : "");
    shake(p);
    edit.message = -1;
}

static void edited_extended_master_secret(void)
{
    int message;

    for (message = CLIENT_HELLO; message <= SERVER_HELLO; message++) {
        edited(PSK, message, 23, NULL, 0);
        edited(PSK, message, 23, "x", 1);
    }
}

static void edited_point_formats(void)
{
    static const struct {
        const char *body;
        size_t len;
    } lists[] = { { NULL, 0 }, { "\1\0", 2 }, { "\2\1\0", 3 }, { "\1\1", 2 }, { "\0", 1 }, { "", 0 }, { "\2\0", 2 } };
    size_t i;
    int message;

    for (message = CLIENT_HELLO; message <= SERVER_HELLO; message++)
        for (i = 0; i < sizeof lists / sizeof lists[0]; i++)
            edited(ECDSA, message, 11, lists[i].body, lists[i].len);
}

static void edited_groups(void)
{
    edited(ECDSA, CLIENT_HELLO, 10, NULL, 0);
    edited(ECDSA, CLIENT_HELLO, 10, "\0\0", 2);
    edited(ECDSA, CLIENT_HELLO, 10, "\0\1\0", 3);
    edited(ECDSA, CLIENT_HELLO, 10, "\0\2\0\27", 4);
    edited(ECDSA, CLIENT_HELLO, 10, "\0\4\377\1\0\27", 6);
    edited(ECDSA, CLIENT_HELLO, 10, "\0\2\377\1", 4);
}

static void edited_schemes(void)
{
    edited(RSA, CLIENT_HELLO, 13, NULL, 0);
    edited(RSA, CLIENT_HELLO, 13, "\0\0", 2);
    edited(RSA, CLIENT_HELLO, 13, "\0\1\4", 3);
    edited(RSA, CLIENT_HELLO, 13, "\0\2\4\1", 4);
    edited(RSA, CLIENT_HELLO, 13, "\0\4\11\11\5\1", 6);
    edited(RSA, CLIENT_HELLO, 13, "\0\2\2\1", 4);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "groups-ecdhe-psk", groups_ecdhe_psk },
        { "groups-ecdsa", groups_ecdsa },
        { "groups-rsa", groups_rsa },
        { "curves", curves },
        { "schemes-ecdsa", schemes_ecdsa },
        { "schemes-rsa", schemes_rsa },
        { "hashes", hashes },
        { "client-without-groups", client_without_groups },
        { "server-without-groups", server_without_groups },
        { "client-without-schemes", client_without_schemes },
        { "server-without-schemes", server_without_schemes },
        { "extended-master-secret", extended_master_secret },
        { "edited-extended-master-secret", edited_extended_master_secret },
        { "edited-point-formats", edited_point_formats },
        { "edited-groups", edited_groups },
        { "edited-schemes", edited_schemes },
        { NULL, NULL },
    };

    edit.message = -1;
    return checks_main(argc, argv, checks);
}
