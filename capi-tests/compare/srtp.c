/* DTLS-SRTP (RFC 5764): profiles, MKI, and what both sides find out. */
#include "support/hello.h"
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

#define SRTP 14
#define ALL_FOUR { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32, \
                   MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32, MBEDTLS_TLS_SRTP_UNSET }

static void result(struct side *side)
{
    mbedtls_dtls_srtp_info info;
    char what[40];

    memset(&info, 0xA5, sizeof(info));
    mbedtls_ssl_get_dtls_srtp_negotiation_result(&side->ssl, &info);
    snprintf(what, sizeof(what), "%c profile 0x%04x mki of %u", side->name,
             (unsigned) info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile), (unsigned) info.MBEDTLS_PRIVATE(mki_len));
    say_hex(what, info.MBEDTLS_PRIVATE(mki_value), info.MBEDTLS_PRIVATE(mki_len));
}

static struct pair *make(const mbedtls_ssl_srtp_profile *client, const mbedtls_ssl_srtp_profile *server, int client_mki,
                         int server_mki)
{
    struct pair *p = pair_new(PSK);

    p->log = 0;
    if (client != NULL)
        say_code("client", mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, client));
    if (server != NULL)
        say_code("server", mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->s.conf, server));
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->c.conf, client_mki);
    mbedtls_ssl_conf_srtp_mki_value_supported(&p->s.conf, server_mki);
    p->c.judge = p->s.judge = hello_look;
    return p;
}

static void run(struct pair *p)
{
    say_code("handshake", pair_handshake(p));
    say("failures %x %x, alerts %x %x", (unsigned) -p->c.failed, (unsigned) -p->s.failed, (unsigned) p->c.alert,
        (unsigned) p->s.alert);
    result(&p->c);
    result(&p->s);
    pair_free(p);
}

static void profiles(void)
{
    static const mbedtls_ssl_srtp_profile lists[][5] = {
        { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32, MBEDTLS_TLS_SRTP_UNSET },
        { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32, MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_UNSET },
        { MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32, MBEDTLS_TLS_SRTP_UNSET },
        ALL_FOUR,
        { MBEDTLS_TLS_SRTP_UNSET },
    };
    size_t c, s;

    for (c = 0; c < 6; c++)
        for (s = 0; s < 6; s++) {
            struct pair *p;

            say("client list %u, server list %u", (unsigned) c, (unsigned) s);
            p = make(c < 5 ? lists[c] : NULL, s < 5 ? lists[s] : NULL, 0, 0);
            pair_start(p);
            run(p);
        }
}

static void wrong_lists(void)
{
    static const mbedtls_ssl_srtp_profile five[] = {
        MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32,
        MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32,
        MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, MBEDTLS_TLS_SRTP_UNSET
    };
    static const mbedtls_ssl_srtp_profile unknown[] = { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, 3, 0 };
    static const mbedtls_ssl_srtp_profile twice[] = { MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80,
                                                      MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80, 0 };
    static const mbedtls_ssl_srtp_profile good[] = ALL_FOUR;
    const mbedtls_ssl_srtp_profile *lists[] = { five, unknown, twice };
    size_t i;

    for (i = 0; i < 3; i++) {
        struct pair *p = make(lists[i], good, 0, 0);

        pair_start(p);
        run(p);
        /* After a good one, the wrong one takes it away or leaves it. */
        p = make(good, good, 0, 0);
        say_code("again", mbedtls_ssl_conf_dtls_srtp_protection_profiles(&p->c.conf, lists[i]));
        pair_start(p);
        run(p);
    }
}

static void mki(void)
{
    static const mbedtls_ssl_srtp_profile good[] = ALL_FOUR;
    unsigned char value[300];
    int client, server, set;
    size_t i;

    for (i = 0; i < sizeof(value); i++)
        value[i] = (unsigned char) i;
    for (client = 0; client < 2; client++)
        for (server = 0; server < 2; server++)
            for (set = 0; set < 4; set++) {
                struct pair *p = make(good, good, client, server);

                say("client %s MKI, server %s", client ? "with" : "without", server ? "with" : "without");
                pair_start(p);
                if (set & 1)
                    say_code("client sets", mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, value, 5));
                if (set & 2)
                    say_code("server sets", mbedtls_ssl_dtls_srtp_set_mki_value(&p->s.ssl, value + 9, 7));
                run(p);
            }
}

static void mki_lengths(void)
{
    static const mbedtls_ssl_srtp_profile good[] = ALL_FOUR;
    static const unsigned lengths[] = { 0, 1, 254, 255, 256, 300 };
    unsigned char value[300];
    size_t i;

    memset(value, 7, sizeof(value));
    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        struct pair *p = make(good, good, 1, 1);

        pair_start(p);
        say_code("set", mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, value, (uint16_t) lengths[i]));
        run(p);
    }
}

/* Set twice, in a configuration without profiles, after the handshake, and what a reset leaves. */
static void mki_at_any_time(void)
{
    static const mbedtls_ssl_srtp_profile good[] = ALL_FOUR;
    unsigned char value[] = "master key";
    struct pair *p = make(good, good, 1, 1);

    result(&p->c);
    pair_start(p);
    say_code("set", mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, value, 10));
    say_code("set", mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, value, 4));
    result(&p->c);
    say_code("handshake", pair_handshake(p));
    result(&p->c);
    result(&p->s);
    say_code("set", mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, value, 3));
    result(&p->c);
    side_reset(&p->c);
    side_reset(&p->s);
    result(&p->c);
    result(&p->s);
    run(p);

    p = make(NULL, NULL, 0, 0);
    pair_start(p);
    say_code("set without profiles", mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, value, 4));
    run(p);
}

/* -- What a peer may send ----------------------------------------------------------------------------------------- */

/* The hello of one side is damaged and the other looks at it. */
static void damaged(const struct damage *cases, size_t count, int by_client, int with_mki)
{
    static const mbedtls_ssl_srtp_profile good[] = ALL_FOUR;
    unsigned char value[] = "mki!";
    size_t i;

    for (i = 0; i < count; i++) {
        struct pair *p = make(good, good, with_mki, with_mki);
        mbedtls_dtls_srtp_info info;

        hello_plant_case(p, by_client, SRTP, cases[i]);
        pair_start(p);
        if (with_mki)
            say_code("set", mbedtls_ssl_dtls_srtp_set_mki_value(&p->c.ssl, value, 4));
        hello_outcome(p, by_client);
        mbedtls_ssl_get_dtls_srtp_negotiation_result(by_client ? &p->s.ssl : &p->c.ssl, &info);
        say("profile 0x%04x mki of %u", (unsigned) info.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile),
            (unsigned) info.MBEDTLS_PRIVATE(mki_len));
        pair_free(p);
    }
}

static const struct damage client_cases[] = {
    CASE("empty", ""),
    CASE("one byte", "\0"),
    CASE("empty list", "\0\0\0"),
    CASE("one profile without its MKI length", "\0\2\0\1"),
    CASE("one profile", "\0\2\0\1\0"),
    CASE("an odd list", "\0\3\0\1\0\0"),
    CASE("a list too long", "\0\6\0\1\0"),
    CASE("unknown ones only", "\0\4\0\x33\0\x34\0"),
    CASE("an unknown one first", "\0\4\0\x33\0\2\0"),
    CASE("one twice", "\0\4\0\2\0\2\0"),
    CASE("an MKI", "\0\2\0\1\3abc"),
    CASE("an MKI cut", "\0\2\0\1\4abc"),
    CASE("more behind the MKI", "\0\2\0\1\2abc"),
    CASE("zero as a profile", "\0\2\0\0\0"),
    { "none", NULL, 0 },
};

static const struct damage server_cases[] = {
    CASE("empty", ""),
    CASE("one byte", "\0"),
    CASE("no profile", "\0\0\0"),
    CASE("no MKI length", "\0\2\0\1"),
    CASE("one profile", "\0\2\0\1\0"),
    CASE("another profile", "\0\2\0\6\0"),
    CASE("one not offered", "\0\2\0\7\0"),
    CASE("two profiles", "\0\4\0\1\0\2\0"),
    CASE("zero as a profile", "\0\2\0\0\0"),
    CASE("the MKI", "\0\2\0\1\4mki!"),
    CASE("another MKI", "\0\2\0\1\4mki?"),
    CASE("a shorter MKI", "\0\2\0\1\3mki"),
    CASE("an MKI cut", "\0\2\0\1\4mki"),
    CASE("more behind the MKI", "\0\2\0\1\4mki!!"),
    { "none", NULL, 0 },
};

static void damaged_by_client(void) { damaged(client_cases, sizeof(client_cases) / sizeof(client_cases[0]), 1, 0); }
static void damaged_by_client_mki(void) { damaged(client_cases, sizeof(client_cases) / sizeof(client_cases[0]), 1, 1); }
static void damaged_by_server(void) { damaged(server_cases, sizeof(server_cases) / sizeof(server_cases[0]), 0, 0); }
static void damaged_by_server_mki(void) { damaged(server_cases, sizeof(server_cases) / sizeof(server_cases[0]), 0, 1); }

/* A server answers what nobody asked for. */
static void unasked(void)
{
    struct pair *p = make(NULL, NULL, 0, 0);

    hello_plant(&p->s, SRTP, (struct damage) { "unasked", "\0\2\0\1", 5 });
    pair_start(p);
    run(p);
}

static void names(void)
{
    static const mbedtls_ssl_srtp_profile all[] = { 0, 1, 2, 5, 6, 99 };
    size_t i;

    for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        const char *name = mbedtls_ssl_get_srtp_profile_as_string(all[i]);

        say("%u is %s", (unsigned) all[i], name == NULL ? "NULL" : *name == '\0' ? "empty" : name);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "profiles", profiles },
        { "wrong-lists", wrong_lists },
        { "mki", mki },
        { "mki-lengths", mki_lengths },
        { "mki-at-any-time", mki_at_any_time },
        { "damaged-by-client", damaged_by_client },
        { "damaged-by-client-with-mki", damaged_by_client_mki },
        { "damaged-by-server", damaged_by_server },
        { "damaged-by-server-with-mki", damaged_by_server_mki },
        { "unasked", unasked },
        { "names", names },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
