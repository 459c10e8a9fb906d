/* Datagrams and fragments: sizes under an MTU, packing, reassembly, order. */
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* RSA on both sides: signatures of one length, so that every cut is where it was. */
static struct pair *certificates(int auth)
{
    struct pair *p = pair_new(RSA);

    if (auth) {
        side_own(&p->c, "client-rsa", NULL);
        side_ca(&p->s, "ca-rsa");
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
    p->log = LOG_SEND | LOG_RECORDS;
    return p;
}

static void mtu(uint16_t size)
{
    struct pair *p = certificates(1);

    pair_cookies(p);
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, size);
    mbedtls_ssl_set_mtu(&p->s.ssl, size);
    say_code("handshake", pair_handshake(p));
    say("%u and %u datagrams", p->c.sent, p->s.sent);
    pair_free(p);
}

static void mtu_0(void) { mtu(0); }
static void mtu_128(void) { mtu(128); }
static void mtu_200(void) { mtu(200); }
static void mtu_256(void) { mtu(256); }
static void mtu_508(void) { mtu(508); }
static void mtu_1200(void) { mtu(1200); }

/* Below some size no Finished fits any more, and Mbed TLS never returns: not asked. */
static void mtu_counts(void)
{
    static const uint16_t sizes[] = { 60, 61, 62, 74, 75, 76, 80, 86, 87, 90, 100, 110, 150, 160, 165, 180, 250, 300,
                                      400, 600, 800, 1000, 1280, 1300, 1400, 1479, 1500, 9000, 65535 };
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        struct pair *p = certificates(1);
        int code;

        p->log = 0;
        pair_start(p);
        mbedtls_ssl_set_mtu(&p->c.ssl, sizes[i]);
        mbedtls_ssl_set_mtu(&p->s.ssl, sizes[i]);
        code = pair_handshake(p);
        say("mtu %u: 0x%X, state %d and %d, %u and %u datagrams", sizes[i], (unsigned) -code, side_state(&p->c),
            side_state(&p->s), p->c.sent, p->s.sent);
        pair_free(p);
    }
}

/* With an MTU of its own the flight is not cut anew when it goes out for the third time. */
static void mtu_and_loss(uint16_t size)
{
    struct pair *p = certificates(0);
    int i;

    p->log = LOG_SEND | LOG_RECORDS | LOG_SET;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->s.ssl, size);
    p->s.drop = ~(uint64_t) 0;
    side_handshake(&p->c);
    for (i = 0; i < 5; i++) {
        side_handshake(&p->s);
        pair_wait(p, p->s.fin_ms);
    }
    pair_free(p);
}

static void mtu_0_and_loss(void) { mtu_and_loss(0); }
static void mtu_300_and_loss(void) { mtu_and_loss(300); }
static void mtu_1200_and_loss(void) { mtu_and_loss(1200); }

/* After the flight that was cut at 508 the next one is whole again, and so is application data. */
static void mtu_after_loss(void)
{
    struct pair *p = certificates(1);
    static const char data[1000];

    pair_start(p);
    p->s.drop = 3;
    p->c.drop = 3;
    say_code("handshake", pair_handshake_lossy(p, 10));
    say_count("max payload", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    side_write(&p->c, data, sizeof(data));
    pair_free(p);
}

/* -- Packing ---------------------------------------------------------------------------------------------------- */

static void packing_off(void)
{
    struct pair *p = certificates(1);

    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

static void packing_off_psk(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

static void packing_off_and_mtu(void)
{
    struct pair *p = certificates(0);

    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    mbedtls_ssl_set_mtu(&p->s.ssl, 400);
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

/* -- Order ------------------------------------------------------------------------------------------------------ */

static struct pair *unpacked(void)
{
    struct pair *p = certificates(1);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    return p;
}

/* Turns the queue of a side round. */
static void reverse(struct side *side)
{
    struct datagram *d, *all = NULL;

    while ((d = side_take(side)) != NULL) {
        d->next = all;
        all = d;
    }
    side->in = all;
}

static void reversed_flights(void)
{
    struct pair *p = unpacked();

    side_handshake(&p->c);
    side_handshake(&p->s);
    reverse(&p->c);
    side_handshake(&p->c);
    reverse(&p->s);
    side_handshake(&p->s);
    reverse(&p->c);
    side_handshake(&p->c);
    side_handshake(&p->s);
    pair_free(p);
}

static void reversed_psk(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    side_handshake(&p->c);
    side_handshake(&p->s);
    reverse(&p->c);
    side_handshake(&p->c);
    reverse(&p->s);
    side_handshake(&p->s);
    reverse(&p->c);
    side_handshake(&p->c);
    pair_free(p);
}

/* The Finished overtakes the key change. */
static void finished_first(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *ccs;

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->c);
    ccs = p->s.in->next;
    p->s.in->next = ccs->next;
    ccs->next = NULL;
    p->s.in->next->next = ccs;
    side_handshake(&p->s);
    side_handshake(&p->c);
    pair_free(p);
}

/* Fragments in reverse order. */
static void reversed_fragments(void)
{
    struct pair *p = certificates(1);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, 300);
    mbedtls_ssl_set_mtu(&p->s.ssl, 300);
    side_handshake(&p->c);
    side_handshake(&p->s);
    reverse(&p->c);
    side_handshake(&p->c);
    reverse(&p->s);
    side_handshake(&p->s);
    side_handshake(&p->c);
    side_handshake(&p->s);
    pair_free(p);
}

/* Every second datagram held back until the next. */
static void swapped(void)
{
    struct pair *p = certificates(1);

    p->log = LOG_SEND;
    p->s.hold = 0x5554;
    p->c.hold = 0x5554;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, 300);
    mbedtls_ssl_set_mtu(&p->s.ssl, 300);
    say_code("handshake", pair_handshake_lossy(p, 10));
    pair_free(p);
}

/* One fragment of each flight is lost: the whole flight comes again. */
static void lost_fragment(void)
{
    struct pair *p = certificates(1);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, 400);
    mbedtls_ssl_set_mtu(&p->s.ssl, 400);
    p->s.drop = 2;
    p->c.drop = 4;
    say_code("handshake", pair_handshake_lossy(p, 10));
    pair_free(p);
}

/* Takes all that waits for a side; returns how many. */
static int take_all(struct side *side, struct datagram **all, int max)
{
    int n = 0;

    while (n < max && (all[n] = side_take(side)) != NULL)
        n++;
    return n;
}

/* Plays a datagram to a side that got it before, with a record number that was not seen yet. */
static void play_again(struct side *to, const struct datagram *d, int sequence)
{
    unsigned char bytes[2048];

    memcpy(bytes, d->bytes, d->len);
    bytes[10] = (unsigned char) sequence;
    side_inject(to, bytes, d->len);
    side_handshake(to);
}

/* Which message of the peer's old flight makes a side send its own again? Each is played back alone. */
static void what_triggers_resend(void)
{
    struct datagram *old[8];
    int n, i;
    struct pair *p = certificates(0);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->c.ssl, 0);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    side_handshake(&p->c);
    side_handshake(&p->s);
    n = take_all(&p->c, old, 8);
    for (i = 0; i < n; i++)
        side_inject(&p->c, old[i]->bytes, old[i]->len);
    side_handshake(&p->c);
    for (i = 0; i < n; i++) {
        say("the server's message %d again", i);
        play_again(&p->c, old[i], 100 + i);
        free(old[i]);
    }

    n = take_all(&p->s, old, 2);
    side_discard(&p->s);
    for (i = 0; i < n; i++)
        side_inject(&p->s, old[i]->bytes, old[i]->len);
    say("without the client's Finished");
    side_handshake(&p->s);
    for (i = 0; i < n; i++) {
        say("the client's message %d again", i);
        play_again(&p->s, old[i], 100 + i);
        free(old[i]);
    }
    pair_free(p);
}

/* The same with a flight in several fragments. */
static void which_fragment_triggers_resend(void)
{
    struct datagram *old[8];
    int n, i;
    struct pair *p = certificates(0);

    p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
    pair_start(p);
    mbedtls_ssl_set_datagram_packing(&p->s.ssl, 0);
    mbedtls_ssl_set_mtu(&p->s.ssl, 500);
    side_handshake(&p->c);
    side_handshake(&p->s);
    n = take_all(&p->c, old, 8);
    for (i = 0; i < n; i++)
        side_inject(&p->c, old[i]->bytes, old[i]->len);
    side_handshake(&p->c);
    for (i = 0; i < n; i++) {
        say("fragment %d again", i);
        play_again(&p->c, old[i], 100 + i);
        free(old[i]);
    }
    pair_free(p);
}

/* The client hello comes once more while the server waits for the next flight; then its first half only. */
static void client_hello_again(void)
{
    unsigned char bytes[512];
    size_t len;
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->c);
    len = p->s.in->len;
    memcpy(bytes, p->s.in->bytes, len);
    side_handshake(&p->s);
    bytes[10] = 7;
    side_inject(&p->s, bytes, len);
    side_handshake(&p->s);
    bytes[10] = 8;
    wire_put24(bytes + 22, 20);
    wire_put16(bytes + 11, 32);
    side_inject(&p->s, bytes, 45);
    side_handshake(&p->s);
    pair_free(p);
}

/* -- Fragments made by hand ------------------------------------------------------------------------------------- */

/* Cuts the datagram's only message: bytes off to off+part, as a record of its own. */
static void inject_part(struct side *to, const struct datagram *d, unsigned sequence, unsigned off, unsigned part)
{
    unsigned char bytes[2048];
    const unsigned char *message = d->bytes + RECORD_HEADER;

    memcpy(bytes, message, MESSAGE_HEADER);
    wire_put24(bytes + 6, off);
    wire_put24(bytes + 9, part);
    memcpy(bytes + MESSAGE_HEADER, message + MESSAGE_HEADER + off, part);
    {
        unsigned char record[2048];
        size_t len = wire_make(record, HANDSHAKE, 0, sequence, bytes, MESSAGE_HEADER + part);

        side_inject(to, record, len);
    }
}

/* The server hello in parts, given as (offset, length) pairs. */
static void parts(const unsigned (*cuts)[2], size_t n)
{
    struct pair *p = unpacked();
    struct datagram *hello;
    size_t i;

    p->log = n > 10 ? 0 : LOG_FULL & ~(unsigned) LOG_GET;
    side_handshake(&p->c);
    side_handshake(&p->s);
    hello = side_take(&p->c);
    side_discard(&p->c);
    for (i = 0; i < n; i++) {
        unsigned total = wire_u24(hello->bytes + 14);
        unsigned off = cuts[i][0], part = cuts[i][1];

        inject_part(&p->c, hello, (unsigned) i, off, part == 999 ? total - off : part);
        side_handshake(&p->c);
    }
    say("state %d after %u parts", side_state(&p->c), (unsigned) n);
    free(hello);
    pair_free(p);
}

static void fragments_in_order(void)
{
    static const unsigned cuts[][2] = { { 0, 10 }, { 10, 20 }, { 30, 999 } };

    parts(cuts, 3);
}

static void fragments_overlapping(void)
{
    static const unsigned cuts[][2] = { { 0, 40 }, { 20, 30 }, { 10, 10 }, { 45, 999 } };

    parts(cuts, 4);
}

static void fragments_with_hole(void)
{
    static const unsigned cuts[][2] = { { 40, 999 }, { 0, 30 }, { 0, 30 }, { 30, 10 } };

    parts(cuts, 4);
}

static void fragments_of_no_length(void)
{
    static const unsigned cuts[][2] = { { 0, 0 }, { 40, 0 }, { 0, 40 }, { 40, 999 } };

    parts(cuts, 4);
}

static void single_bytes(void)
{
    unsigned cuts[87][2];
    unsigned i;

    for (i = 0; i < 87; i++) {
        cuts[i][0] = 86 - i;
        cuts[i][1] = 1;
    }
    parts((const unsigned(*)[2]) cuts, 87);
}

/* Fields of the header that do not fit together. */
static void fragment_headers(void)
{
    static const struct {
        const char *what;
        unsigned total, seq, off, part;
        int cut;
    } cases[] = {
        { "part behind the end", 87, 0, 80, 20, 0 },
        { "total smaller than the part", 10, 0, 0, 20, 0 },
        { "part longer than the record", 87, 0, 0, 87, 40 },
        { "part shorter than the record", 87, 0, 0, 10, 0 },
        { "total of 16 MB", 0xFFFFFF, 0, 0, 20, 0 },
        { "total of 20000", 20000, 0, 0, 20, 0 },
        { "total of 40000", 40000, 0, 0, 20, 0 },
        { "number 1", 87, 1, 0, 20, 0 },
        { "number 3", 87, 3, 0, 20, 0 },
        { "number 4", 87, 4, 0, 20, 0 },
        { "number 1000", 87, 1000, 0, 20, 0 },
        { "number 65535", 87, 65535, 0, 20, 0 },
        { "header cut", 87, 0, 0, 20, -9 },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p = certificates(1);
        struct datagram *flight;
        unsigned char record[256], message[128] = { SERVER_HELLO };
        size_t len;

        p->log = 0;
        say("-- %s", cases[i].what);
        pair_start(p);
        side_handshake(&p->c);
        side_handshake(&p->s);
        wire_put24(message + 1, cases[i].total);
        wire_put16(message + 4, cases[i].seq);
        wire_put24(message + 6, cases[i].off);
        wire_put24(message + 9, cases[i].part);
        len = cases[i].cut != 0 ? (size_t) (MESSAGE_HEADER + cases[i].cut) : MESSAGE_HEADER + 20;
        len = wire_make(record, HANDSHAKE, 0, 50, message, len);
        flight = side_take(&p->c); /* the true flight comes behind */
        p->log = LOG_USUAL;
        side_inject(&p->c, record, len);
        if (side_handshake(&p->c) == MBEDTLS_ERR_SSL_WANT_READ) {
            side_inject(&p->c, flight->bytes, flight->len);
            side_handshake(&p->c);
        }
        free(flight);
        pair_free(p);
    }
}

/* The client hello in parts, to a server with and without cookies. */
static void fragmented_client_hello(void)
{
    int cookies;

    for (cookies = 0; cookies < 2; cookies++) {
        struct pair *p = pair_new(PSK);

        say("-- %s cookies", cookies ? "with" : "without");
        if (cookies)
            pair_cookies(p);
        pair_start(p);
        mbedtls_ssl_set_mtu(&p->c.ssl, 80);
        say_code("handshake", pair_handshake(p));
        pair_free(p);
    }
}

/* More messages ahead of time than are kept. */
static void far_ahead(void)
{
    struct pair *p = unpacked();
    struct datagram *first, *d;
    unsigned char bytes[2048];
    int i;

    side_handshake(&p->c);
    side_handshake(&p->s);
    first = side_take(&p->c);
    side_handshake(&p->c);
    for (i = 0; i < 8; i++) {
        size_t len = wire_make_message(bytes, 0, 20 + (uint64_t) i, SERVER_HELLO_DONE, i + 1, NULL, 0);

        side_inject(&p->c, bytes, len);
    }
    side_handshake(&p->c);
    d = p->c.in;
    first->next = d;
    p->c.in = first;
    side_handshake(&p->c);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "mtu-0", mtu_0 },
        { "mtu-128", mtu_128 },
        { "mtu-200", mtu_200 },
        { "mtu-256", mtu_256 },
        { "mtu-508", mtu_508 },
        { "mtu-1200", mtu_1200 },
        { "mtu-counts", mtu_counts },
        { "mtu-0-and-loss", mtu_0_and_loss },
        { "mtu-300-and-loss", mtu_300_and_loss },
        { "mtu-1200-and-loss", mtu_1200_and_loss },
        { "mtu-after-loss", mtu_after_loss },
        { "packing-off", packing_off },
        { "packing-off-psk", packing_off_psk },
        { "packing-off-and-mtu", packing_off_and_mtu },
        { "reversed-flights", reversed_flights },
        { "reversed-psk", reversed_psk },
        { "finished-first", finished_first },
        { "reversed-fragments", reversed_fragments },
        { "swapped", swapped },
        { "lost-fragment", lost_fragment },
        { "what-triggers-resend", what_triggers_resend },
        { "which-fragment-triggers-resend", which_fragment_triggers_resend },
        { "client-hello-again", client_hello_again },
        { "fragments-in-order", fragments_in_order },
        { "fragments-overlapping", fragments_overlapping },
        { "fragments-with-hole", fragments_with_hole },
        { "fragments-of-no-length", fragments_of_no_length },
        { "single-bytes", single_bytes },
        { "fragment-headers", fragment_headers },
        { "fragmented-client-hello", fragmented_client_hello },
        { "far-ahead", far_ahead },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
