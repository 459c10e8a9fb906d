/* Records: what is dropped, what counts, what is fatal. */
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct pair *connected(void)
{
    struct pair *p = pair_new(PSK);

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
    return p;
}

/* What the client would send for `text`; taken off the way. */
static struct datagram *record_of(struct pair *p, const char *text)
{
    unsigned log = p->log;

    p->log = 0;
    if (side_write(&p->c, text, strlen(text)) < 0)
        fatal("write failed");
    p->log = log;
    return side_take(&p->s);
}

static void deliver(struct pair *p, const struct datagram *d)
{
    side_inject(&p->s, d->bytes, d->len);
    side_read(&p->s, 100);
}

/* The connection still carries data? */
static void still_up(struct pair *p)
{
    struct datagram *d = record_of(p, "still up");

    deliver(p, d);
    free(d);
}

/* -- Replay ----------------------------------------------------------------------------------------------------- */

static void replay(int protect)
{
    struct pair *p = pair_new(PSK);
    struct datagram *d;

    p->log = 0;
    mbedtls_ssl_conf_dtls_anti_replay(&p->s.conf, protect ? MBEDTLS_SSL_ANTI_REPLAY_ENABLED
                                                          : MBEDTLS_SSL_ANTI_REPLAY_DISABLED);
    pair_start(p);
    pair_establish(p);
    p->log = LOG_RECV;
    d = record_of(p, "once");
    deliver(p, d);
    deliver(p, d);
    deliver(p, d);
    free(d);
    still_up(p);
    pair_free(p);
}

static void replay_on(void) { replay(1); }
static void replay_off(void) { replay(0); }

/* 80 records; then each of the old ones is tried behind a later one. */
static void replay_window(void)
{
    struct pair *p = connected();
    struct datagram *d[80];
    char text[8];
    int i;

    p->log = 0;
    for (i = 0; i < 80; i++) {
        snprintf(text, sizeof(text), "%d", i);
        d[i] = record_of(p, text);
    }
    side_inject(&p->s, d[70]->bytes, d[70]->len);
    side_read(&p->s, 100);
    for (i = 0; i < 80; i++) {
        int code;

        side_inject(&p->s, d[i]->bytes, d[i]->len);
        code = side_read(&p->s, 100);
        say("record %d: %s0x%X", i, code < 0 ? "-" : "", (unsigned) (code < 0 ? -code : code));
        if (i < 70)
            free(d[i]);
    }
    for (i = 70; i < 80; i++)
        free(d[i]);
    pair_free(p);
}

static void reordered(void)
{
    struct pair *p = connected();
    struct datagram *a = record_of(p, "first"), *b = record_of(p, "second"), *c = record_of(p, "third");

    deliver(p, c);
    deliver(p, a);
    deliver(p, b);
    deliver(p, a);
    free(a);
    free(b);
    free(c);
    pair_free(p);
}

/* A forged record with a high number must not move the window. */
static void forged_number(void)
{
    struct pair *p = connected();
    struct datagram *d = record_of(p, "true");
    struct datagram forged = *d;

    forged.bytes[9] = 0xFF;
    deliver(p, &forged);
    deliver(p, d);
    free(d);
    pair_free(p);
}

/* -- Tags ------------------------------------------------------------------------------------------------------- */

static void bad_tags(unsigned limit, int n)
{
    struct pair *p = pair_new(PSK);
    struct datagram *d;
    int i;

    say("-- limit %u", limit);
    p->log = 0;
    mbedtls_ssl_conf_dtls_badmac_limit(&p->s.conf, limit);
    pair_start(p);
    pair_establish(p);
    p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
    for (i = 0; i < n; i++) {
        int code;

        d = record_of(p, "spoilt");
        d->bytes[d->len - 1] ^= 1;
        side_inject(&p->s, d->bytes, d->len);
        code = side_read(&p->s, 100);
        free(d);
        if (code != MBEDTLS_ERR_SSL_WANT_READ)
            break;
    }
    say("after %d", i);
    still_up(p);
    side_handshake(&p->s);
    side_handshake(&p->c);
    pair_free(p);
}

static void bad_tag_limits(void)
{
    bad_tags(0, 20);
    bad_tags(1, 20);
    bad_tags(2, 20);
    bad_tags(5, 20);
}

/* Good records in between do not reset the count; session_reset does. */
static void bad_tags_between(void)
{
    struct pair *p = pair_new(PSK);
    int i;

    p->log = 0;
    mbedtls_ssl_conf_dtls_badmac_limit(&p->s.conf, 3);
    pair_start(p);
    pair_establish(p);
    p->log = LOG_RECV;
    for (i = 0; i < 4; i++) {
        struct datagram *d = record_of(p, "spoilt");

        d->bytes[d->len - 1] ^= 1;
        deliver(p, d);
        free(d);
        still_up(p);
    }
    pair_free(p);
}

static void flipped_everywhere(void)
{
    struct pair *p = connected();
    size_t i, len = record_of(p, "abc")->len;

    p->log = 0;
    for (i = 0; i < len; i++) {
        struct datagram *d = record_of(p, "abc");
        int code;

        d->bytes[i] ^= 0x80;
        side_inject(&p->s, d->bytes, d->len);
        code = side_read(&p->s, 100);
        say("byte %u: 0x%X", (unsigned) i, (unsigned) -code);
        free(d);
    }
    p->log = LOG_RECV;
    still_up(p);
    pair_free(p);
}

static void spoilt_when_fresh(void)
{
    struct pair *p = connected();
    struct datagram *d = record_of(p, "twice");

    d->bytes[d->len - 1] ^= 1;
    deliver(p, d);
    d->bytes[d->len - 1] ^= 1;
    deliver(p, d);
    free(d);
    pair_free(p);
}

/* -- Headers ---------------------------------------------------------------------------------------------------- */

/* Bytes that are not a record, or a strange one, to each party. */
static const struct {
    const char *what;
    unsigned char bytes[40];
    size_t len;
} strange[] = {
    { "one byte", { 22 }, 1 },
    { "header only, cut", { 22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0 }, 12 },
    { "empty handshake", { 22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0 }, 13 },
    { "empty application data", { 23, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 0 }, 13 },
    { "longer than the datagram", { 22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 20, 1, 2, 3 }, 16 },
    { "length 16384+2049", { 22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0x48, 1 }, 13 },
    { "type 0", { 0, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "type 24", { 24, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "type 25", { 25, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "type 99", { 99, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "TLS 1.2", { 22, 0x03, 0x03, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "DTLS 1.0", { 22, 0xFE, 0xFF, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "DTLS 1.3", { 22, 0xFE, 0xFC, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "version 0", { 22, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "handshake of one byte", { 22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "epoch 1", { 22, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "epoch 1, application", { 23, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "epoch 2", { 22, 0xFE, 0xFD, 0, 2, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "epoch 65535", { 22, 0xFE, 0xFD, 255, 255, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "application data in clear", { 23, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 3, 65, 66, 67 }, 16 },
    { "key change", { 20, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 30, 0, 1, 1 }, 14 },
    { "text", { 'G', 'E', 'T', ' ', '/', ' ', 'H', 'T', 'T', 'P', '/', '1', '.', '1', 13, 10 }, 16 },
    { "unified header of DTLS 1.3", { 0x2C, 0, 0, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 }, 20 },
};

#define STRANGE (sizeof(strange) / sizeof(strange[0]))

static void strange_to_new_server(void)
{
    size_t i;

    for (i = 0; i < STRANGE; i++) {
        struct pair *p = pair_new(PSK);

        say("-- %s", strange[i].what);
        p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
        pair_start(p);
        side_inject(&p->s, strange[i].bytes, strange[i].len);
        side_handshake(&p->s);
        pair_free(p);
    }
}

/* In the middle of the handshake, to both; then it goes on. */
static void strange_in_handshake(void)
{
    size_t i;

    for (i = 0; i < STRANGE; i++) {
        struct pair *p = pair_new(PSK);
        int c, s;

        say("-- %s", strange[i].what);
        p->log = 0;
        pair_start(p);
        side_handshake(&p->c);
        side_inject(&p->c, strange[i].bytes, strange[i].len);
        p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
        c = side_handshake(&p->c);
        p->log = 0;
        side_handshake(&p->s);
        side_inject(&p->s, strange[i].bytes, strange[i].len);
        p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
        s = side_handshake(&p->s);
        p->log = 0;
        if (c == MBEDTLS_ERR_SSL_WANT_READ && s == MBEDTLS_ERR_SSL_WANT_READ)
            say_code("goes on", pair_handshake(p));
        pair_free(p);
    }
}

/* While the client waits for the key change. */
static void strange_before_finished(void)
{
    size_t i;

    for (i = 0; i < STRANGE; i++) {
        struct pair *p = pair_new(PSK);

        say("-- %s", strange[i].what);
        p->log = 0;
        pair_start(p);
        side_handshake(&p->c);
        side_handshake(&p->s);
        side_handshake(&p->c);
        side_inject(&p->c, strange[i].bytes, strange[i].len);
        p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
        if (side_handshake(&p->c) == MBEDTLS_ERR_SSL_WANT_READ) {
            p->log = 0;
            say_code("goes on", pair_handshake(p));
        }
        pair_free(p);
    }
}

static void strange_when_up(void)
{
    size_t i;

    for (i = 0; i < STRANGE; i++) {
        struct pair *p = connected();

        say("-- %s", strange[i].what);
        side_inject(&p->s, strange[i].bytes, strange[i].len);
        side_read(&p->s, 100);
        p->log = 0;
        {
            struct datagram *d = record_of(p, "data");

            side_inject(&p->s, d->bytes, d->len);
            say_count("data", side_read(&p->s, 100));
            free(d);
        }
        pair_free(p);
    }
}

/* A bad record between the key change and the Finished, with both around it. */
static void garbage_before_finished(void)
{
    unsigned char bytes[80];
    struct pair *p = pair_new(PSK);
    size_t len;

    p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->c);
    memset(bytes, 7, sizeof(bytes));
    len = wire_make(bytes, HANDSHAKE, 1, 3, bytes + 13, 48);
    {
        struct datagram *finished = p->s.in->next->next;

        p->s.in->next->next = NULL;
        side_inject(&p->s, bytes, len);
        side_inject(&p->s, finished->bytes, finished->len);
        free(finished);
    }
    side_handshake(&p->s);
    side_handshake(&p->s);
    side_handshake(&p->c);
    pair_free(p);
}

/* -- Several records in a datagram ------------------------------------------------------------------------------ */

static void join(struct datagram *a, const struct datagram *b)
{
    memcpy(a->bytes + a->len, b->bytes, b->len);
    a->len += b->len;
}

static void two_in_one(void)
{
    struct pair *p = connected();
    struct datagram *a = record_of(p, "one"), *b = record_of(p, "two");

    join(a, b);
    side_inject(&p->s, a->bytes, a->len);
    say("pending %d, available %u", mbedtls_ssl_check_pending(&p->s.ssl),
        (unsigned) mbedtls_ssl_get_bytes_avail(&p->s.ssl));
    side_read(&p->s, 100);
    say("pending %d, available %u", mbedtls_ssl_check_pending(&p->s.ssl),
        (unsigned) mbedtls_ssl_get_bytes_avail(&p->s.ssl));
    side_read(&p->s, 100);
    say("pending %d, available %u", mbedtls_ssl_check_pending(&p->s.ssl),
        (unsigned) mbedtls_ssl_get_bytes_avail(&p->s.ssl));
    side_read(&p->s, 100);
    free(a);
    free(b);
    pair_free(p);
}

/* The first of two is spoilt in various ways: does the second get through? */
static void second_behind_bad(void)
{
    static const char *const what[] = { "tag", "type", "version", "epoch", "replayed", "length too long", "length too short" };
    size_t i;

    for (i = 0; i < 7; i++) {
        struct pair *p = connected();
        struct datagram *a = record_of(p, "one"), *b = record_of(p, "two");

        say("-- %s", what[i]);
        switch (i) {
        case 0: a->bytes[a->len - 1] ^= 1; break;
        case 1: a->bytes[0] = 99; break;
        case 2: a->bytes[1] = 3; break;
        case 3: a->bytes[4] = 9; break;
        case 4: deliver(p, a); break;
        case 5: wire_put16(a->bytes + 11, 2000); break;
        case 6: wire_put16(a->bytes + 11, 10); break;
        }
        join(a, b);
        deliver(p, a);
        still_up(p);
        free(a);
        free(b);
        pair_free(p);
    }
}

static void garbage_behind(void)
{
    struct pair *p = connected();
    struct datagram *d = record_of(p, "front");

    memcpy(d->bytes + d->len, "garbage", 7);
    d->len += 7;
    deliver(p, d);
    side_read(&p->s, 100);
    still_up(p);
    free(d);
    pair_free(p);
}

static void short_encrypted(void)
{
    struct pair *p = connected();
    unsigned char record[64] = { 0 };
    size_t len;

    p->log = 0;
    for (len = 0; len < 26; len++) {
        int code;

        wire_make(record, APPLICATION, 1, 10 + len, NULL, 0);
        wire_put16(record + 11, (unsigned) len);
        side_inject(&p->s, record, RECORD_HEADER + len);
        code = side_read(&p->s, 100);
        say("%u bytes: 0x%X", (unsigned) len, (unsigned) -code);
    }
    p->log = LOG_RECV;
    still_up(p);
    pair_free(p);
}

/* -- Application data at the wrong time ------------------------------------------------------------------------- */

static void data_before_end(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->c);
    p->s.hold = 2; /* the server's last flight is overtaken by its data */
    side_handshake(&p->s);
    side_write(&p->s, "early", 5);
    side_handshake(&p->c);
    side_read(&p->c, 100);
    side_write(&p->s, "later", 5);
    side_read(&p->c, 100);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "replay-on", replay_on },
        { "replay-off", replay_off },
        { "replay-window", replay_window },
        { "reordered", reordered },
        { "forged-number", forged_number },
        { "bad-tag-limits", bad_tag_limits },
        { "bad-tags-between", bad_tags_between },
        { "flipped-everywhere", flipped_everywhere },
        { "spoilt-when-fresh", spoilt_when_fresh },
        { "strange-to-new-server", strange_to_new_server },
        { "strange-in-handshake", strange_in_handshake },
        { "strange-before-finished", strange_before_finished },
        { "strange-when-up", strange_when_up },
        { "garbage-before-finished", garbage_before_finished },
        { "two-in-one", two_in_one },
        { "second-behind-bad", second_behind_bad },
        { "garbage-behind", garbage_behind },
        { "short-encrypted", short_encrypted },
        { "data-before-end", data_before_end },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
