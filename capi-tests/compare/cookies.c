/* HelloVerifyRequest, cookies, transport ids, and a client that comes back from the same port. */
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- Callbacks of the configuration ----------------------------------------------------------------------------- */

static int my_write(void *ctx, unsigned char **p, unsigned char *end, const unsigned char *info, size_t len)
{
    const char *text = ctx;
    size_t n = strlen(text);

    say_hex("write, id", info, len);
    say("room for a cookie of 255 bytes: %d", end - *p >= 255);
    if ((size_t) (end - *p) < n)
        return MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL;
    memcpy(*p, text, n);
    *p += n;
    return 0;
}

static int my_check(void *ctx, const unsigned char *cookie, size_t cookie_len, const unsigned char *info, size_t len)
{
    const char *text = ctx;

    say_hex("check, id", info, len);
    say_hex("check, cookie", cookie, cookie_len);
    return cookie_len == strlen(text) && memcmp(cookie, text, cookie_len) == 0 ? 0 : -1;
}

static int failing_write(void *ctx, unsigned char **p, unsigned char *end, const unsigned char *info, size_t len)
{
    (void) ctx;
    (void) p;
    (void) end;
    (void) info;
    (void) len;
    return -0x1234;
}

static void with(mbedtls_ssl_cookie_write_t *write, mbedtls_ssl_cookie_check_t *check, const char *text)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND | LOG_RECORDS;
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, write, check, (void *) (size_t) text);
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    say_code("the server's code", p->s.failed);
    pair_free(p);
}

static void own_callbacks(void) { with(my_write, my_check, "chocolate"); }
static void no_callbacks(void) { with(NULL, NULL, ""); }
static void only_write(void) { with(my_write, NULL, "chocolate"); }
static void only_check(void) { with(NULL, my_check, "chocolate"); }
static void write_fails(void) { with(failing_write, my_check, "chocolate"); }
static void empty_cookie(void) { with(my_write, my_check, ""); }
static void one_byte(void) { with(my_write, my_check, "x"); }

static void sizes(void)
{
    static char text[300];
    static const size_t lengths[] = { 31, 32, 33, 64, 254, 255 };
    size_t i;

    for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        memset(text, 'c', lengths[i]);
        text[lengths[i]] = 0;
        say("-- %u", (unsigned) lengths[i]);
        with(my_write, my_check, text);
    }
}

/* What config_defaults leaves behind. */
static void default_callbacks(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND | LOG_RECORDS;
    mbedtls_ssl_config_free(&p->s.conf);
    mbedtls_ssl_config_init(&p->s.conf);
    mbedtls_ssl_config_defaults(&p->s.conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                MBEDTLS_SSL_PRESET_DEFAULT);
    mbedtls_ssl_conf_rng(&p->s.conf, pair_rng, &p->s.random);
    mbedtls_ssl_conf_ciphersuites(&p->s.conf, p->s.suites);
    mbedtls_ssl_conf_psk(&p->s.conf, (const unsigned char *) pair_psk, strlen(pair_psk),
                         (const unsigned char *) pair_identity, strlen(pair_identity));
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->s);
    pair_free(p);
}

/* -- Transport ids ---------------------------------------------------------------------------------------------- */

static void transport_id_rules(void)
{
    static const unsigned char id[300];
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND;
    pair_cookies(p);
    pair_start(p);
    say_code("client", mbedtls_ssl_set_client_transport_id(&p->c.ssl, id, 4));
    say_code("server, long", mbedtls_ssl_set_client_transport_id(&p->s.ssl, id, sizeof(id)));
    say_code("server, empty", mbedtls_ssl_set_client_transport_id(&p->s.ssl, id, 0));
    say_code("server, again", mbedtls_ssl_set_client_transport_id(&p->s.ssl, id, 4));
    pair_free(p);
}

static void transport_id_missing(int cookies)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND | LOG_RECORDS;
    if (cookies)
        pair_cookies(p);
    pair_start(p);
    say_code("reset", mbedtls_ssl_session_reset(&p->s.ssl));
    side_handshake(&p->c);
    side_handshake(&p->s);
    pair_free(p);
}

static void transport_id_missing_with_cookies(void) { transport_id_missing(1); }
static void transport_id_missing_without(void) { transport_id_missing(0); }

/* The cookie was given to another address. */
static void other_address(void)
{
    static const unsigned char other[4] = { 192, 0, 2, 2 };
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND | LOG_RECORDS;
    pair_cookies(p);
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    say_code("reset", mbedtls_ssl_session_reset(&p->s.ssl));
    say_code("id", mbedtls_ssl_set_client_transport_id(&p->s.ssl, other, 4));
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->c);
    pair_free(p);
}

/* Without a reset after HelloVerifyRequest. */
static void no_reset(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_USUAL;
    pair_cookies(p);
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->s);
    pair_free(p);
}

/* Another context answers the second hello: nothing but the cookie key is shared. */
static void other_context(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND | LOG_RECORDS;
    pair_cookies(p);
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    mbedtls_ssl_free(&p->s.ssl);
    mbedtls_ssl_init(&p->s.ssl);
    say_code("setup", mbedtls_ssl_setup(&p->s.ssl, &p->s.conf));
    side_attach(&p->s);
    say_code("id", mbedtls_ssl_set_client_transport_id(&p->s.ssl, pair_transport_id, 4));
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

/* A hello with a cookie that nobody gave. */
static void invented_cookie(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *hello;
    unsigned char *body;

    p->log = LOG_SEND | LOG_RECORDS;
    pair_cookies(p);
    pair_start(p);
    side_handshake(&p->c);
    hello = side_take(&p->s);
    body = hello->bytes + RECORD_HEADER + MESSAGE_HEADER;
    {
        size_t old = wire_u24(hello->bytes + 14);

        hello->len = wire_resize(hello->bytes, hello->len, hello->bytes, old + 32);
        memmove(body + 36 + 32, body + 36, old - 36);
        memset(body + 36, 0x42, 32);
        body[35] = 32;
    }
    side_inject(&p->s, hello->bytes, hello->len);
    side_handshake(&p->s);
    free(hello);
    pair_free(p);
}

/* The same to a server that does not use cookies. */
static void unasked_cookie(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *hello;
    unsigned char *body;
    size_t old;

    p->log = LOG_SEND | LOG_RECORDS;
    pair_start(p);
    side_handshake(&p->c);
    hello = side_take(&p->s);
    body = hello->bytes + RECORD_HEADER + MESSAGE_HEADER;
    old = wire_u24(hello->bytes + 14);
    hello->len = wire_resize(hello->bytes, hello->len, hello->bytes, old + 32);
    memmove(body + 36 + 32, body + 36, old - 36);
    memset(body + 36, 0x42, 32);
    body[35] = 32;
    side_inject(&p->s, hello->bytes, hello->len);
    side_handshake(&p->s);
    free(hello);
    pair_free(p);
}

/* HelloVerifyRequest twice, and many times. */
static void many_requests(void)
{
    struct pair *p = pair_new(PSK);
    int i;

    p->log = LOG_SEND | LOG_RECORDS | LOG_SET;
    pair_cookies(p);
    pair_start(p);
    side_handshake(&p->c);
    for (i = 0; i < 4; i++) {
        side_handshake(&p->s);
        side_reset(&p->s);
        say_code("new key", mbedtls_ssl_cookie_setup(&p->cookies, pair_rng, &p->s.random));
        side_handshake(&p->c);
    }
    pair_free(p);
}

/* A request that comes when the client is already further on. */
static void late_request(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *request;
    unsigned char bytes[100];
    size_t len;

    p->log = LOG_SEND | LOG_RECORDS | LOG_RECV;
    pair_cookies(p);
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_reset(&p->s);
    request = p->c.in;
    len = request->len;
    memcpy(bytes, request->bytes, len);
    side_handshake(&p->c);
    bytes[10] = 30;
    side_inject(&p->c, bytes, len);
    side_handshake(&p->c);
    bytes[10] = 31;
    bytes[18] = 1; /* message number 1 */
    side_inject(&p->c, bytes, len);
    side_handshake(&p->c);
    pair_free(p);
}

/* -- ssl_cookie.h by itself ------------------------------------------------------------------------------------- */

static void cookie_functions(void)
{
    static const unsigned char id[4] = { 1, 2, 3, 4 }, other[4] = { 1, 2, 3, 5 };
    unsigned char buf[64], *p = buf;
    uint64_t random = 5;
    mbedtls_ssl_cookie_ctx ctx;

    mbedtls_ssl_cookie_init(&ctx);
    say_code("setup", mbedtls_ssl_cookie_setup(&ctx, pair_rng, &random));
    say_code("write", mbedtls_ssl_cookie_write(&ctx, &p, buf + sizeof(buf), id, sizeof(id)));
    say("%d bytes", (int) (p - buf));
    say_code("check", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    say_code("check again", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    say_code("other id", mbedtls_ssl_cookie_check(&ctx, buf, 32, other, sizeof(other)));
    say_code("shorter id", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, 3));
    say_code("empty id", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, 0));
    say_code("shorter cookie", mbedtls_ssl_cookie_check(&ctx, buf, 31, id, sizeof(id)));
    say_code("longer cookie", mbedtls_ssl_cookie_check(&ctx, buf, 33, id, sizeof(id)));
    say_code("empty cookie", mbedtls_ssl_cookie_check(&ctx, buf, 0, id, sizeof(id)));
    buf[31] ^= 1;
    say_code("wrong tag", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    buf[31] ^= 1;
    buf[3] ^= 1;
    say_code("wrong time", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    buf[3] ^= 1;
    say_code("check", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    say_code("check, context NULL", mbedtls_ssl_cookie_check(NULL, buf, 32, id, sizeof(id)));
    say_code("check, id NULL", mbedtls_ssl_cookie_check(&ctx, buf, 32, NULL, sizeof(id)));
    p = buf;
    say_code("write, context NULL", mbedtls_ssl_cookie_write(NULL, &p, buf + sizeof(buf), id, sizeof(id)));
    say_code("write, id NULL", mbedtls_ssl_cookie_write(&ctx, &p, buf + sizeof(buf), NULL, sizeof(id)));
    say_code("write, 31 bytes of room", mbedtls_ssl_cookie_write(&ctx, &p, buf + 31, id, sizeof(id)));
    say_code("write, 32 bytes of room", mbedtls_ssl_cookie_write(&ctx, &p, buf + 32, id, sizeof(id)));
    say("%d bytes", (int) (p - buf));
    say_code("new key", mbedtls_ssl_cookie_setup(&ctx, pair_rng, &random));
    say_code("cookie of the old key", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    mbedtls_ssl_cookie_free(&ctx);
}

static int failing_rng(void *ctx, unsigned char *out, size_t len)
{
    (void) ctx;
    (void) out;
    (void) len;
    return -0x0042;
}

static void cookie_setup_fails(void)
{
    mbedtls_ssl_cookie_ctx ctx;

    mbedtls_ssl_cookie_init(&ctx);
    say_code("setup", mbedtls_ssl_cookie_setup(&ctx, failing_rng, NULL));
    mbedtls_ssl_cookie_free(&ctx);
    mbedtls_ssl_cookie_init(&ctx);
    mbedtls_ssl_cookie_free(&ctx);
    mbedtls_ssl_cookie_free(&ctx);
}

/* The time in a cookie: of the past, of the future. The tag covers it, so these are made by waiting. */
static void cookie_lifetime(void)
{
    static const unsigned char id[4] = { 1, 2, 3, 4 };
    unsigned char buf[32], *p = buf;
    uint64_t random = 5;
    mbedtls_ssl_cookie_ctx ctx;
    mbedtls_time_t start;

    mbedtls_ssl_cookie_init(&ctx);
    say_code("setup", mbedtls_ssl_cookie_setup(&ctx, pair_rng, &random));
    mbedtls_ssl_cookie_set_timeout(&ctx, 1);
    say_code("write", mbedtls_ssl_cookie_write(&ctx, &p, buf + sizeof(buf), id, sizeof(id)));
    say_code("at once", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    start = mbedtls_time(NULL);
    while (mbedtls_time(NULL) < start + 3)
        ;
    say_code("after three seconds of one", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    mbedtls_ssl_cookie_set_timeout(&ctx, 60);
    say_code("of sixty", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    mbedtls_ssl_cookie_set_timeout(&ctx, 0);
    say_code("of no end", mbedtls_ssl_cookie_check(&ctx, buf, 32, id, sizeof(id)));
    mbedtls_ssl_cookie_free(&ctx);
}

/* -- The same client again -------------------------------------------------------------------------------------- */

/* A client that lost its state says hello from the same port to a server with a live connection. */
static void reconnect_with(int cookies, int after_data)
{
    struct pair *p = pair_new(PSK);
    int i;

    p->log = 0;
    if (cookies)
        pair_cookies(p);
    pair_start(p);
    pair_establish(p);
    if (after_data) {
        side_write(&p->c, "data", 4);
        side_read(&p->s, 100);
    }
    p->log = LOG_FULL & ~(unsigned) LOG_GET;
    side_reset(&p->c);
    side_handshake(&p->c);
    for (i = 0; i < 3; i++) {
        if (side_read(&p->s, 100) == MBEDTLS_ERR_SSL_CLIENT_RECONNECT) {
            say("state %d", side_state(&p->s));
            break;
        }
        side_handshake(&p->c);
    }
    if (i < 3) {
        say_code("handshake", pair_handshake(p));
        side_write(&p->c, "again", 5);
        side_read(&p->s, 100);
    }
    pair_free(p);
}

static void reconnect(void) { reconnect_with(1, 1); }
static void reconnect_before_data(void) { reconnect_with(1, 0); }
static void reconnect_without_cookies(void) { reconnect_with(0, 1); }

/* The old session stays usable as long as no valid cookie comes. */
static void reconnect_abandoned(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *hello;
    struct pair *other = pair_new(PSK);

    p->log = other->log = 0;
    other->c.random = 12345; /* a hello of its own, not a late copy of the first */
    pair_cookies(p);
    pair_start(p);
    pair_establish(p);
    pair_start(other);
    side_handshake(&other->c);
    hello = side_take(&other->s);
    p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
    side_inject(&p->s, hello->bytes, hello->len);
    side_read(&p->s, 100);
    side_discard(&p->c);
    side_write(&p->c, "still here", 10);
    side_read(&p->s, 100);
    free(hello);
    pair_free(p);
    pair_free(other);
}

/* A late copy of the hello that began the live connection: without a cookie, so it may be asked for one at most. */
static void late_hello(void)
{
    struct pair *p = pair_new(PSK);
    unsigned char bytes[300];
    size_t len;

    p->log = 0;
    pair_cookies(p);
    pair_start(p);
    side_handshake(&p->c);
    len = p->s.in->len;
    memcpy(bytes, p->s.in->bytes, len);
    pair_establish(p);
    side_inject(&p->s, bytes, len);
    say_code("read", side_read(&p->s, 100));
    side_discard(&p->c);
    p->log = LOG_RECV;
    side_write(&p->c, "still here", 10);
    side_read(&p->s, 100);
    pair_free(p);
}

/* Hellos that are not quite right on a live connection. */
static void reconnect_malformed(void)
{
    struct pair *p = pair_new(PSK);
    struct pair *other = pair_new(PSK);
    struct datagram *hello;
    unsigned char bytes[300];
    size_t cut;

    p->log = other->log = 0;
    other->c.random = 12345;
    pair_cookies(p);
    pair_start(p);
    pair_establish(p);
    pair_start(other);
    side_handshake(&other->c);
    hello = side_take(&other->s);
    for (cut = 13; cut < hello->len; cut += 6) {
        int code;

        memcpy(bytes, hello->bytes, cut);
        wire_put16(bytes + 11, (unsigned) (cut - RECORD_HEADER));
        side_inject(&p->s, bytes, cut);
        code = side_read(&p->s, 100);
        say("cut to %u: 0x%X, %u sent", (unsigned) cut, (unsigned) -code, p->s.sent);
    }
    memcpy(bytes, hello->bytes, hello->len);
    bytes[13] = SERVER_HELLO;
    side_inject(&p->s, bytes, hello->len);
    say_code("server hello", side_read(&p->s, 100));
    bytes[13] = CLIENT_HELLO;
    bytes[18] = 1;
    side_inject(&p->s, bytes, hello->len);
    say_code("message number 1", side_read(&p->s, 100));
    say("%u sent", p->s.sent);
    free(hello);
    pair_free(p);
    pair_free(other);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "own-callbacks", own_callbacks },
        { "no-callbacks", no_callbacks },
        { "only-write", only_write },
        { "only-check", only_check },
        { "write-fails", write_fails },
        { "empty-cookie", empty_cookie },
        { "one-byte", one_byte },
        { "sizes", sizes },
        { "default-callbacks", default_callbacks },
        { "transport-id-rules", transport_id_rules },
        { "transport-id-missing-with-cookies", transport_id_missing_with_cookies },
        { "transport-id-missing-without", transport_id_missing_without },
        { "other-address", other_address },
        { "no-reset", no_reset },
        { "other-context", other_context },
        { "invented-cookie", invented_cookie },
        { "unasked-cookie", unasked_cookie },
        { "many-requests", many_requests },
        { "late-request", late_request },
        { "cookie-functions", cookie_functions },
        { "cookie-setup-fails", cookie_setup_fails },
        { "cookie-lifetime", cookie_lifetime },
        { "reconnect", reconnect },
        { "reconnect-before-data", reconnect_before_data },
        { "reconnect-without-cookies", reconnect_without_cookies },
        { "reconnect-abandoned", reconnect_abandoned },
        { "late-hello", late_hello },
        { "reconnect-malformed", reconnect_malformed },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
