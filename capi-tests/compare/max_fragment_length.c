/* The maximum fragment length (RFC 6066): what is negotiated, and what it does to sizes. */
#include "support/hello.h"
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

#define MFL 1

static void sizes(struct side *side)
{
    say("%c payload out %d, in %d, expansion %d", side->name, mbedtls_ssl_get_max_out_record_payload(&side->ssl),
        mbedtls_ssl_get_max_in_record_payload(&side->ssl), mbedtls_ssl_get_record_expansion(&side->ssl));
}

static struct pair *make(enum kind kind, int client, int server)
{
    struct pair *p = pair_new(kind);

    p->log = LOG_SEND | LOG_RECORDS;
    if (client >= 0)
        say_code("client", mbedtls_ssl_conf_max_frag_len(&p->c.conf, (unsigned char) client));
    if (server >= 0)
        say_code("server", mbedtls_ssl_conf_max_frag_len(&p->s.conf, (unsigned char) server));
    p->c.judge = p->s.judge = hello_look;
    return p;
}

static void all_sizes(struct pair *p)
{
    sizes(&p->c);
    sizes(&p->s);
}

static void codes(void)
{
    int client, server;

    for (client = -1; client < 7; client++)
        for (server = -1; server < 5; server++) {
            struct pair *p;

            say("client %d, server %d", client, server);
            p = make(PSK, client, server);
            pair_start(p);
            all_sizes(p);
            say_code("handshake", pair_handshake(p));
            all_sizes(p);
            side_reset(&p->c);
            sizes(&p->c);
            pair_free(p);
        }
}

/* Certificates that do not fit one fragment. */
static void long_flights(void)
{
    static const int pairs[][2] = { { 1, -1 }, { -1, 1 }, { 2, 1 }, { 1, 2 }, { 3, -1 } };
    size_t i;

    for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        struct pair *p = make(RSA, pairs[i][0], pairs[i][1]);

        side_own(&p->c, "client-rsa", NULL);
        side_ca(&p->s, "ca-rsa");
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
        pair_start(p);
        say_code("handshake", pair_handshake(p));
        all_sizes(p);
        pair_free(p);
    }
}

/* With a limit of the path as well, above and below. */
static void with_mtu(void)
{
    static const int mtus[] = { 200, 512, 541, 600, 1400 };
    size_t i;

    for (i = 0; i < sizeof(mtus) / sizeof(mtus[0]); i++) {
        struct pair *p = make(ECDSA, 1, -1);

        say("MTU %d", mtus[i]);
        /* Signatures vary in length, which shows where they are cut. */
        if (mtus[i] < 500)
            p->log = 0;
        pair_start(p);
        mbedtls_ssl_set_mtu(&p->c.ssl, (uint16_t) mtus[i]);
        mbedtls_ssl_set_mtu(&p->s.ssl, (uint16_t) mtus[i]);
        all_sizes(p);
        say_code("handshake", pair_handshake(p));
        all_sizes(p);
        pair_free(p);
    }
}

static void data(void)
{
    static const int lengths[] = { 1, 511, 512, 513, 4096 };
    struct pair *p = make(PSK, 1, -1);
    unsigned char *bytes = (unsigned char *) "many bytes", big[4096];
    size_t i;

    (void) bytes;
    memset(big, 'x', sizeof(big));
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        say("%d bytes", lengths[i]);
        say_count("client writes", mbedtls_ssl_write(&p->c.ssl, big, (size_t) lengths[i]));
        say_count("server writes", mbedtls_ssl_write(&p->s.ssl, big, (size_t) lengths[i]));
    }
    pair_free(p);

    /* A peer that was told of no limit, and one whose own setting is smaller than what it was asked for. */
    p = make(PSK, -1, 1);
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        say("%d bytes", lengths[i]);
        say_count("client writes", mbedtls_ssl_write(&p->c.ssl, big, (size_t) lengths[i]));
        say_count("server reads", mbedtls_ssl_read(&p->s.ssl, big, sizeof(big)));
        say_count("server writes", mbedtls_ssl_write(&p->s.ssl, big, (size_t) lengths[i]));
    }
    pair_free(p);
}

/* -- What a peer may send ----------------------------------------------------------------------------------------- */

static const struct damage cases[] = {
    CASE("empty", ""),   CASE("zero", "\0"),        CASE("512", "\1"),   CASE("1024", "\2"), CASE("4096", "\4"),
    CASE("five", "\5"),  CASE("255", "\377"),       CASE("two bytes", "\2\2"), { "none", NULL, 0 },
};

static void damaged(int by_client)
{
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p = make(PSK, 2, -1);

        p->log = 0;
        hello_plant_case(p, by_client, MFL, cases[i]);
        pair_start(p);
        hello_outcome(p, by_client);
        pair_free(p);
    }
}

static void damaged_by_client(void) { damaged(1); }
static void damaged_by_server(void) { damaged(0); }

static void unasked(void)
{
    struct pair *p = make(PSK, -1, -1);

    hello_plant(&p->s, MFL, (struct damage) { "unasked", "\1", 1 });
    p->log = 0;
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    say("failures %x %x, alerts %x %x", (unsigned) -p->c.failed, (unsigned) -p->s.failed, (unsigned) p->c.alert,
        (unsigned) p->s.alert);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "codes", codes },
        { "long-flights", long_flights },
        { "with-mtu", with_mtu },
        { "data", data },
        { "damaged-by-client", damaged_by_client },
        { "damaged-by-server", damaged_by_server },
        { "unasked", unasked },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
