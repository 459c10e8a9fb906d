/* Handshake messages that are not as they should be: what is returned, which alert goes out. */
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

/* What is done to which message. */
static struct {
    char from;
    int type;
    int nth; /* of its type */
    void (*change)(struct datagram *d, unsigned char *record);
    long amount;
    int seen;
} edit;

static enum verdict tamper(struct side *from, unsigned n, struct datagram *d)
{
    unsigned char *record;

    (void) n;
    if (from->name != edit.from)
        return DELIVER;
    record = edit.type == CCS ? wire_record(d->bytes, d->len, CCS, 0) : wire_find(d->bytes, d->len, edit.type);
    if (record != NULL && edit.seen++ == edit.nth)
        edit.change(d, record);
    return DELIVER;
}

static unsigned char *body_of(unsigned char *record)
{
    return record + RECORD_HEADER + MESSAGE_HEADER;
}

static size_t body_len(const unsigned char *record)
{
    return wire_u24(record + 14);
}

/* Makes the body shorter (negative) or longer. */
static void resize(struct datagram *d, unsigned char *record)
{
    size_t old = body_len(record);
    size_t new_len = edit.amount < 0 && (size_t) -edit.amount > old ? 0 : (size_t) ((long) old + edit.amount);

    d->len = wire_resize(d->bytes, d->len, record, new_len);
}

static void empty(struct datagram *d, unsigned char *record)
{
    d->len = wire_resize(d->bytes, d->len, record, 0);
}

/* Flips bits of the byte at `amount`; behind the end if negative. */
static void flip(struct datagram *d, unsigned char *record)
{
    (void) d;
    body_of(record)[edit.amount < 0 ? (long) body_len(record) + edit.amount : edit.amount] ^= 0x55;
}

static void change_type(struct datagram *d, unsigned char *record)
{
    (void) d;
    record[RECORD_HEADER] = (unsigned char) edit.amount;
}

static void change_version(struct datagram *d, unsigned char *record)
{
    (void) d;
    wire_put16(body_of(record), (unsigned) edit.amount);
}

/* -- Running --------------------------------------------------------------------------------------------------- */

static struct pair *prepared(enum kind kind, int auth, int cookies)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    if (cookies)
        pair_cookies(p);
    if (auth) {
        side_own(&p->c, kind == RSA ? "client-rsa" : "client-p256", NULL);
        side_ca(&p->s, kind == RSA ? "ca-rsa" : "ca-p256");
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
    p->c.judge = p->s.judge = tamper;
    return p;
}

static size_t outcome_of(char *out, size_t size, const struct side *side)
{
    int n = snprintf(out, size, " %c %s0x%X state %d", side->name, side->failed < 0 ? "-" : "",
                     (unsigned) -side->failed, side->ssl.MBEDTLS_PRIVATE(state));

    if (side->alert != 0)
        n += snprintf(out + n, size - (size_t) n, " alert %d.%d", side->alert >> 8, side->alert & 255);
    return (size_t) n;
}

/* The outcome of the last attempt, and for which amounts it was the same. */
static struct {
    char text[160];
    const char *what;
    long first, last;
    int open;
} outcome;

static void close_outcome(void)
{
    if (outcome.open && outcome.first == outcome.last)
        say("%s %ld:%s", outcome.what, outcome.first, outcome.text);
    else if (outcome.open)
        say("%s %ld to %ld:%s", outcome.what, outcome.first, outcome.last, outcome.text);
    outcome.open = 0;
}

/* Prints one line for all neighbours with the same outcome. */
static void note_outcome(const char *what, long amount, struct pair *p)
{
    char text[sizeof(outcome.text)];
    size_t n = outcome_of(text, sizeof(text), &p->c);

    n += outcome_of(text + n, sizeof(text) - n, &p->s);
    snprintf(text + n, sizeof(text) - n, " sent %u and %u", p->c.sent, p->s.sent);
    if (!outcome.open || strcmp(text, outcome.text) != 0 || outcome.what != what) {
        close_outcome();
        outcome.open = 1;
        outcome.what = what;
        outcome.first = amount;
        strcpy(outcome.text, text);
    }
    outcome.last = amount;
}

static void attempt(enum kind kind, int auth, int cookies, char from, int type, int nth,
                    void (*change)(struct datagram *, unsigned char *), long amount, const char *what)
{
    struct pair *p = prepared(kind, auth, cookies);

    edit.from = from;
    edit.type = type;
    edit.nth = nth;
    edit.change = change;
    edit.amount = amount;
    edit.seen = 0;
    pair_start(p);
    pair_handshake(p);
    if (edit.seen <= nth)
        say("the message was not met");
    note_outcome(what, amount, p);
    pair_free(p);
}

/* Shortens, lengthens and empties one message. */
static void sizes(enum kind kind, int auth, int cookies, char from, int type, int nth)
{
    static const long amounts[] = { -1, -2, -3, -4, -8, -16, -33, -64, -1000, 1, 2, 4, 40 };
    size_t i;

    for (i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++)
        attempt(kind, auth, cookies, from, type, nth, resize, amounts[i], "resized by");
    attempt(kind, auth, cookies, from, type, nth, empty, 0, "emptied");
    close_outcome();
}

/* Flips each of the first bytes in turn, then some of the last. The first byte of an RSA signature is left alone: what
   is said of one that is too large for the modulus depends on the signature. */
static void flips(enum kind kind, int auth, char from, int type, long count)
{
    long i;

    for (i = 0; i < count; i++)
        attempt(kind, auth, 0, from, type, 0, flip, i, "flipped");
    for (i = -1; i > -4; i--)
        attempt(kind, auth, 0, from, type, 0, flip, i, "flipped");
    close_outcome();
}

static void client_hello_sizes(void) { sizes(ECDSA, 0, 0, 'c', CLIENT_HELLO, 0); }
static void client_hello_sizes_psk(void) { sizes(PSK, 0, 0, 'c', CLIENT_HELLO, 0); }
static void second_hello_sizes(void) { sizes(PSK, 0, 1, 'c', CLIENT_HELLO, 1); }
static void verify_request_sizes(void) { sizes(PSK, 0, 1, 's', HELLO_VERIFY_REQUEST, 0); }
static void server_hello_sizes(void) { sizes(ECDSA, 0, 0, 's', SERVER_HELLO, 0); }
static void certificate_sizes(void) { sizes(ECDSA, 0, 0, 's', CERTIFICATE, 0); }
static void key_exchange_sizes(void) { sizes(RSA, 0, 0, 's', SERVER_KEY_EXCHANGE, 0); }
static void key_exchange_sizes_psk(void) { sizes(ECDHE_PSK, 0, 0, 's', SERVER_KEY_EXCHANGE, 0); }
static void request_sizes(void) { sizes(ECDSA, 1, 0, 's', CERTIFICATE_REQUEST, 0); }
static void hello_done_sizes(void) { sizes(ECDSA, 0, 0, 's', SERVER_HELLO_DONE, 0); }
static void client_certificate_sizes(void) { sizes(ECDSA, 1, 0, 'c', CERTIFICATE, 0); }
static void client_key_exchange_sizes(void) { sizes(ECDSA, 0, 0, 'c', CLIENT_KEY_EXCHANGE, 0); }
static void client_key_exchange_sizes_psk(void) { sizes(PSK, 0, 0, 'c', CLIENT_KEY_EXCHANGE, 0); }
static void client_key_exchange_sizes_ecdhe_psk(void) { sizes(ECDHE_PSK, 0, 0, 'c', CLIENT_KEY_EXCHANGE, 0); }
static void certificate_verify_sizes(void) { sizes(RSA, 1, 0, 'c', CERTIFICATE_VERIFY, 0); }

static void client_hello_flips(void) { flips(PSK, 0, 'c', CLIENT_HELLO, 90); }
static void server_hello_flips(void) { flips(PSK, 0, 's', SERVER_HELLO, 81); }
static void certificate_flips(void) { flips(ECDSA, 0, 's', CERTIFICATE, 10); }
static void key_exchange_flips(void) { flips(RSA, 0, 's', SERVER_KEY_EXCHANGE, 40); }
static void key_exchange_flips_psk(void) { flips(ECDHE_PSK, 0, 's', SERVER_KEY_EXCHANGE, 8); }
static void request_flips(void) { flips(ECDSA, 1, 's', CERTIFICATE_REQUEST, 18); }
static void client_certificate_flips(void) { flips(ECDSA, 1, 'c', CERTIFICATE, 10); }
static void client_key_exchange_flips(void) { flips(ECDSA, 0, 'c', CLIENT_KEY_EXCHANGE, 3); }
static void client_key_exchange_flips_psk(void) { flips(PSK, 0, 'c', CLIENT_KEY_EXCHANGE, 4); }
static void certificate_verify_flips(void) { flips(RSA, 1, 'c', CERTIFICATE_VERIFY, 4); }

/* Every type in the place of every message. */
static void types(enum kind kind, int auth, char from, const int *of)
{
    static const int into[] = { HELLO_REQUEST, CLIENT_HELLO, SERVER_HELLO, HELLO_VERIFY_REQUEST, 4, CERTIFICATE,
                                SERVER_KEY_EXCHANGE, CERTIFICATE_REQUEST, SERVER_HELLO_DONE, CERTIFICATE_VERIFY,
                                CLIENT_KEY_EXCHANGE, FINISHED, 24, 255 };
    size_t j;

    for (; *of >= 0; of++) {
        close_outcome();
        say("-- instead of %d", *of);
        for (j = 0; j < sizeof(into) / sizeof(into[0]); j++)
            if (into[j] != *of)
                attempt(kind, auth, 0, from, *of, 0, change_type, into[j], "type");
    }
    close_outcome();
}

static void server_types(void)
{
    static const int of[] = { SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE, CERTIFICATE_REQUEST, SERVER_HELLO_DONE, -1 };

    types(ECDSA, 1, 's', of);
}

static void server_types_psk(void)
{
    static const int of[] = { SERVER_HELLO, SERVER_HELLO_DONE, -1 };

    types(PSK, 0, 's', of);
}

static void client_types(void)
{
    static const int of[] = { CLIENT_HELLO, CERTIFICATE, CLIENT_KEY_EXCHANGE, CERTIFICATE_VERIFY, -1 };

    types(ECDSA, 1, 'c', of);
}

/* -- Versions -------------------------------------------------------------------------------------------------- */

static void versions(char from, int type, int cookies)
{
    static const long v[] = { 0xFEFF, 0xFEFC, 0xFEFE, 0xFEFB, 0xFDFD, 0x0303, 0x0000, 0xFFFF, 0x0100 };
    size_t i;

    for (i = 0; i < sizeof(v) / sizeof(v[0]); i++)
        attempt(PSK, 0, cookies, from, type, 0, change_version, v[i], "version");
    close_outcome();
}

static void client_hello_versions(void) { versions('c', CLIENT_HELLO, 0); }
static void server_hello_versions(void) { versions('s', SERVER_HELLO, 0); }
static void verify_request_versions(void) { versions('s', HELLO_VERIFY_REQUEST, 1); }

/* -- Single faults ---------------------------------------------------------------------------------------------- */

/* A transcript that differs with keys that do not: the Finished is wrong. */
static void wrong_finished(void)
{
    static const struct {
        char from;
        int type;
        long at;
    } cases[] = {
        { 'c', CLIENT_HELLO, -14 }, /* in the signature algorithms, which this suite does not use */
        { 's', SERVER_HELLO, 40 },  /* in the session id */
    };
    size_t i;

    for (i = 0; i < 2; i++) {
        struct pair *p = prepared(PSK, 0, 0);

        mbedtls_ssl_conf_extended_master_secret(&p->c.conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
        mbedtls_ssl_conf_extended_master_secret(&p->s.conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
        edit.from = cases[i].from;
        edit.type = cases[i].type;
        edit.nth = 0;
        edit.change = flip;
        edit.amount = cases[i].at;
        edit.seen = 0;
        p->log = LOG_USUAL;
        pair_start(p);
        say_code("handshake", pair_handshake(p));
        pair_free(p);
    }
}

static void add_extension(struct datagram *d, unsigned char *record)
{
    size_t old = body_len(record);
    unsigned char *body = body_of(record);
    unsigned char *exts;

    exts = body + 34 + 1 + body[34];
    if (record[RECORD_HEADER] == CLIENT_HELLO) {
        exts += 1 + exts[0];
        exts += 2 + wire_u16(exts);
        exts += 1 + exts[0];
    } else {
        exts += 3;
    }
    d->len = wire_resize(d->bytes, d->len, record, old + 4);
    wire_put16(exts, wire_u16(exts) + 4);
    wire_put16(body + old, (unsigned) edit.amount);
}

/* Extensions nobody asked for, and ones that come twice. */
static void server_hello_extensions(void)
{
    static const long e[] = { 0, 1, 5, 10, 11, 13, 14, 16, 22, 23, 35, 43, 51, 54, 0xFF01, 0x1234 };
    size_t i;

    for (i = 0; i < sizeof(e) / sizeof(e[0]); i++)
        attempt(PSK, 0, 0, 's', SERVER_HELLO, 0, add_extension, e[i], "extension");
    close_outcome();
}

static void client_hello_extensions(void)
{
    static const long e[] = { 0, 1, 5, 10, 11, 13, 14, 16, 22, 23, 35, 43, 51, 54, 0xFF01, 0x1234 };
    size_t i;

    for (i = 0; i < sizeof(e) / sizeof(e[0]); i++)
        attempt(PSK, 0, 0, 'c', CLIENT_HELLO, 0, add_extension, e[i], "extension");
    close_outcome();
}

static void set_suite(struct datagram *d, unsigned char *record)
{
    unsigned char *body = body_of(record);

    (void) d;
    wire_put16(body + 35 + body[34], (unsigned) edit.amount);
}

/* The server chooses a suite that was not offered, or that does not exist. */
static void server_hello_suites(void)
{
    static const long suites[] = { 0x00A9, 0xC02B, 0x002F, 0x1301, 0x1234, 0x0000, 0x00FF };
    size_t i;

    for (i = 0; i < sizeof(suites) / sizeof(suites[0]); i++)
        attempt(PSK, 0, 0, 's', SERVER_HELLO, 0, set_suite, suites[i], "suite");
    close_outcome();
}

static void drop_record(struct datagram *d, unsigned char *record)
{
    size_t len = RECORD_HEADER + wire_u16(record + 11);

    memmove(record, record + len, (size_t) (d->bytes + d->len - record) - len);
    d->len -= len;
}

/* A flight with one message missing. */
static void missing(void)
{
    static const int s[] = { SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE, CERTIFICATE_REQUEST, SERVER_HELLO_DONE };
    static const int c[] = { CERTIFICATE, CLIENT_KEY_EXCHANGE, CERTIFICATE_VERIFY };
    size_t i;

    for (i = 0; i < sizeof(s) / sizeof(s[0]); i++)
        attempt(ECDSA, 1, 0, 's', s[i], 0, drop_record, s[i], "server without");
    for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
        attempt(ECDSA, 1, 0, 'c', c[i], 0, drop_record, c[i], "client without");
    attempt(PSK, 0, 0, 'c', CCS, 0, drop_record, 20, "client without key change");
    attempt(PSK, 0, 0, 's', CCS, 0, drop_record, 20, "server without key change");
    close_outcome();
}

/* As if a message had never been: the ones behind it move up. */
static void skip_message(struct datagram *d, unsigned char *record)
{
    unsigned char *p = record;

    drop_record(d, record);
    while (p + RECORD_HEADER + MESSAGE_HEADER <= d->bytes + d->len) {
        if (p[0] == HANDSHAKE && wire_u16(p + 3) == 0)
            wire_put16(p + 17, wire_u16(p + 17) - 1);
        p += RECORD_HEADER + wire_u16(p + 11);
    }
}

static void skipped(void)
{
    static const int s[] = { SERVER_HELLO, CERTIFICATE, SERVER_KEY_EXCHANGE, CERTIFICATE_REQUEST, SERVER_HELLO_DONE };
    static const int c[] = { CERTIFICATE, CLIENT_KEY_EXCHANGE, CERTIFICATE_VERIFY };
    size_t i;

    for (i = 0; i < sizeof(s) / sizeof(s[0]); i++)
        attempt(ECDSA, 1, 0, 's', s[i], 0, skip_message, s[i], "server skips");
    for (i = 0; i < sizeof(c) / sizeof(c[0]); i++)
        attempt(ECDSA, 1, 0, 'c', c[i], 0, skip_message, c[i], "client skips");
    close_outcome();
}

static void ccs_content(struct datagram *d, unsigned char *record)
{
    (void) d;
    record[RECORD_HEADER] = (unsigned char) edit.amount;
}

static void ccs_longer(struct datagram *d, unsigned char *record)
{
    unsigned char *rest = record + RECORD_HEADER + 1;

    memmove(rest + 1, rest, (size_t) (d->bytes + d->len - rest));
    rest[0] = 1;
    wire_put16(record + 11, 2);
    d->len++;
}

static void key_changes(void)
{
    attempt(PSK, 0, 0, 'c', CCS, 0, ccs_content, 0, "content");
    attempt(PSK, 0, 0, 'c', CCS, 0, ccs_content, 2, "content");
    attempt(PSK, 0, 0, 'c', CCS, 0, ccs_longer, 2, "length");
    attempt(PSK, 0, 0, 's', CCS, 0, ccs_content, 0, "content");
    attempt(PSK, 0, 0, 's', CCS, 0, ccs_longer, 2, "length");
    close_outcome();
}

/* A first message that is none. */
static void first_messages(void)
{
    static const unsigned char zeros[64];
    unsigned char bytes[128];
    int type;

    for (type = 0; type < 25; type++) {
        struct pair *p = prepared(PSK, 0, 0);
        size_t len = wire_make_message(bytes, 0, 0, type, 0, zeros, 40);

        pair_start(p);
        side_inject(&p->s, bytes, len);
        p->s.failed = side_handshake(&p->s);
        note_outcome("to the server, type", type, p);
        pair_free(p);
    }
    for (type = 0; type < 25; type++) {
        struct pair *p = prepared(PSK, 0, 0);
        size_t len = wire_make_message(bytes, 0, 0, type, 0, zeros, 40);

        pair_start(p);
        side_handshake(&p->c);
        side_inject(&p->c, bytes, len);
        p->c.failed = side_handshake(&p->c);
        note_outcome("to the client, type", type, p);
        pair_free(p);
    }
    close_outcome();
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "client-hello-sizes", client_hello_sizes },
        { "client-hello-sizes-psk", client_hello_sizes_psk },
        { "second-hello-sizes", second_hello_sizes },
        { "verify-request-sizes", verify_request_sizes },
        { "server-hello-sizes", server_hello_sizes },
        { "certificate-sizes", certificate_sizes },
        { "key-exchange-sizes", key_exchange_sizes },
        { "key-exchange-sizes-psk", key_exchange_sizes_psk },
        { "request-sizes", request_sizes },
        { "hello-done-sizes", hello_done_sizes },
        { "client-certificate-sizes", client_certificate_sizes },
        { "client-key-exchange-sizes", client_key_exchange_sizes },
        { "client-key-exchange-sizes-psk", client_key_exchange_sizes_psk },
        { "client-key-exchange-sizes-ecdhe-psk", client_key_exchange_sizes_ecdhe_psk },
        { "certificate-verify-sizes", certificate_verify_sizes },
        { "client-hello-flips", client_hello_flips },
        { "server-hello-flips", server_hello_flips },
        { "certificate-flips", certificate_flips },
        { "key-exchange-flips", key_exchange_flips },
        { "key-exchange-flips-psk", key_exchange_flips_psk },
        { "request-flips", request_flips },
        { "client-certificate-flips", client_certificate_flips },
        { "client-key-exchange-flips", client_key_exchange_flips },
        { "client-key-exchange-flips-psk", client_key_exchange_flips_psk },
        { "certificate-verify-flips", certificate_verify_flips },
        { "server-types", server_types },
        { "server-types-psk", server_types_psk },
        { "client-types", client_types },
        { "client-hello-versions", client_hello_versions },
        { "server-hello-versions", server_hello_versions },
        { "verify-request-versions", verify_request_versions },
        { "wrong-finished", wrong_finished },
        { "server-hello-extensions", server_hello_extensions },
        { "client-hello-extensions", client_hello_extensions },
        { "server-hello-suites", server_hello_suites },
        { "missing-messages", missing },
        { "skipped-messages", skipped },
        { "key-changes", key_changes },
        { "first-messages", first_messages },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
