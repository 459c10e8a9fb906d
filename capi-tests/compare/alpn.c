/* Application protocols (RFC 7301): who chooses, what is refused, and what both sides find out. */
#include "support/hello.h"
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALPN 16

static void result(struct side *side)
{
    const char *name = mbedtls_ssl_get_alpn_protocol(&side->ssl);

    say("%c speaks %s", side->name, name == NULL ? "NULL" : name);
}

static struct pair *make(const char **client, const char **server)
{
    struct pair *p = pair_new(PSK);

    p->log = 0;
    if (client != NULL)
        say_code("client", mbedtls_ssl_conf_alpn_protocols(&p->c.conf, client));
    if (server != NULL)
        say_code("server", mbedtls_ssl_conf_alpn_protocols(&p->s.conf, server));
    p->c.judge = p->s.judge = hello_look;
    return p;
}

static void finish(struct pair *p)
{
    say_code("handshake", pair_handshake(p));
    say("failures %x %x, alerts %x %x, states %d %d", (unsigned) -p->c.failed, (unsigned) -p->s.failed,
        (unsigned) p->c.alert, (unsigned) p->s.alert, side_state(&p->c), side_state(&p->s));
    result(&p->c);
    result(&p->s);
}

static void lists(void)
{
    static const char *coap[] = { "coap", NULL }, *both[] = { "coap", "lwm2m", NULL },
                      *turned[] = { "lwm2m", "coap", NULL }, *other[] = { "c-webrtc", "webrtc", NULL },
                      *prefix[] = { "coa", "coapp", NULL }, *none[] = { NULL };
    const char **all[] = { coap, both, turned, other, prefix, none, NULL };
    size_t c, s;

    for (c = 0; c < 7; c++)
        for (s = 0; s < 7; s++) {
            struct pair *p;

            say("client list %u, server list %u", (unsigned) c, (unsigned) s);
            p = make(all[c], all[s]);
            pair_start(p);
            result(&p->c);
            finish(p);
            pair_free(p);
        }
}

/* The name that is given back is the program's own. */
static void own_strings(void)
{
    static const char *client[] = { "a", "b", NULL }, *server[] = { "b", NULL };
    struct pair *p = make(client, server);

    pair_start(p);
    say_code("handshake", pair_handshake(p));
    say("client's own %d, server's own %d", mbedtls_ssl_get_alpn_protocol(&p->c.ssl) == client[1],
        mbedtls_ssl_get_alpn_protocol(&p->s.ssl) == server[0]);
    side_reset(&p->c);
    result(&p->c);
    side_reset(&p->s);
    result(&p->s);
    finish(p);
    pair_free(p);
}

static void wrong_lists(void)
{
    static char name[300];
    static const char *empty[] = { "", NULL }, *second_empty[] = { "coap", "", NULL }, *of_name[] = { name, NULL },
                      *good[] = { "coap", NULL };
    const char **many = calloc(400, sizeof(*many));
    size_t i;

    for (i = 0; i < 2; i++) {
        struct pair *p = make(good, good);

        say_code("empty", mbedtls_ssl_conf_alpn_protocols(&p->c.conf, i == 0 ? empty : second_empty));
        pair_start(p);
        finish(p);
        pair_free(p);
    }
    for (i = 254; i < 258; i++) {
        struct pair *p = make(good, good);

        memset(name, 'n', sizeof(name));
        name[i] = '\0';
        say("%u", (unsigned) i);
        say_code("name", mbedtls_ssl_conf_alpn_protocols(&p->c.conf, of_name));
        p->c.judge = NULL;
        pair_start(p);
        finish(p);
        pair_free(p);
    }
    /* 65535 bytes are the most: names of 255 take 256 each. */
    memset(name, 'n', 255);
    name[255] = '\0';
    for (i = 0; i < 300; i++)
        many[i] = name;
    for (i = 250; i < 260; i++) {
        struct pair *p = pair_new(PSK);

        many[i] = NULL;
        say("%u", (unsigned) i);
        say_code("names", mbedtls_ssl_conf_alpn_protocols(&p->s.conf, many));
        many[i] = name;
        pair_free(p);
    }
    free(many);
}

/* -- What a peer may send ----------------------------------------------------------------------------------------- */

static void damaged(const struct damage *cases, size_t count, int by_client, const char **server)
{
    static const char *client[] = { "coap", "lwm2m", NULL };
    size_t i;

    for (i = 0; i < count; i++) {
        struct pair *p = make(client, server);

        hello_plant_case(p, by_client, ALPN, cases[i]);
        pair_start(p);
        hello_outcome(p, by_client);
        result(by_client ? &p->s : &p->c);
        pair_free(p);
    }
}

static const struct damage client_cases[] = {
    CASE("empty", ""),
    CASE("one byte", "\0"),
    CASE("empty list", "\0\0"),
    CASE("empty name", "\0\1\0"),
    CASE("empty name behind a good one", "\0\6\4coap\0"),
    CASE("list too long", "\0\6\4coap"),
    CASE("list too short", "\0\4\4coap"),
    CASE("name too long", "\0\5\5coap"),
    CASE("bytes behind the list", "\0\5\4coap9"),
    CASE("a good one behind an unknown one", "\0\10\2xy\4coap"),
    CASE("unknown ones", "\0\6\2xy\2yz"),
    CASE("a NUL inside", "\0\6\5coap\0"),
    CASE("one twice", "\0\12\4coap\4coap"),
    { "none", NULL, 0 },
};

static const struct damage server_cases[] = {
    CASE("empty", ""),
    CASE("one byte", "\0"),
    CASE("empty list", "\0\0"),
    CASE("empty name", "\0\1\0"),
    CASE("list too long", "\0\6\4coap"),
    CASE("list too short", "\0\4\4coap"),
    CASE("name too long", "\0\5\5coap"),
    CASE("bytes behind the list", "\0\5\4coap9"),
    CASE("two names", "\0\13\4coap\5lwm2m"),
    CASE("one not offered", "\0\4\3xyz"),
    CASE("the beginning of one offered", "\0\4\3coa"),
    CASE("the other one offered", "\0\6\5lwm2m"),
    { "none", NULL, 0 },
};

static void damaged_by_client(void)
{
    static const char *server[] = { "coap", NULL };

    damaged(client_cases, sizeof(client_cases) / sizeof(client_cases[0]), 1, server);
}

/* A server without protocols of its own does not look at them. */
static void damaged_by_client_unheeded(void)
{
    damaged(client_cases, sizeof(client_cases) / sizeof(client_cases[0]), 1, NULL);
}

static void damaged_by_server(void)
{
    static const char *server[] = { "coap", NULL };

    damaged(server_cases, sizeof(server_cases) / sizeof(server_cases[0]), 0, server);
}

/* A server answers what nobody asked for. */
static void unasked(void)
{
    struct pair *p = make(NULL, NULL);

    hello_plant(&p->s, ALPN, (struct damage) { "unasked", "\0\5\4coap", 7 });
    pair_start(p);
    finish(p);
    pair_free(p);
}

/* What the callbacks of a server know already. */
static int on_certificate(mbedtls_ssl_context *ssl)
{
    const char *name = mbedtls_ssl_get_alpn_protocol(ssl);

    say("cert callback: %s", name == NULL ? "NULL" : name);
    return 0;
}

static int on_name(void *ctx, mbedtls_ssl_context *ssl, const unsigned char *name, size_t len)
{
    (void) ctx;
    (void) name;
    (void) len;
    say("sni callback: %d", mbedtls_ssl_get_alpn_protocol(ssl) != NULL);
    return 0;
}

static void known_to_callbacks(void)
{
    static const char *names[] = { "coap", NULL }, *other[] = { "other", NULL };
    int i;

    for (i = 0; i < 2; i++) {
        struct pair *p = make(names, i == 0 ? names : other);

        mbedtls_ssl_conf_sni(&p->s.conf, on_name, NULL);
        mbedtls_ssl_conf_cert_cb(&p->s.conf, on_certificate);
        pair_start(p);
        finish(p);
        pair_free(p);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "lists", lists },
        { "own-strings", own_strings },
        { "wrong-lists", wrong_lists },
        { "damaged-by-client", damaged_by_client },
        { "damaged-by-client-unheeded", damaged_by_client_unheeded },
        { "damaged-by-server", damaged_by_server },
        { "unasked", unasked },
        { "known-to-callbacks", known_to_callbacks },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
