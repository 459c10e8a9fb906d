/* Records and messages with true tags that no honest peer would send. */
#include "support/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct keys keys;

static struct pair *connected(enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    pair_start(p);
    seal_watch(&p->c, &keys);
    pair_establish(p);
    p->log = LOG_SEND | LOG_RECV | LOG_RECORDS;
    return p;
}

/* The connection still carries data? */
static void still_up(struct pair *p)
{
    side_write(&p->c, "still up", 8);
    side_read(&p->s, 100);
}

/* -- Records ------------------------------------------------------------------------------------------------------ */

static void last_sequence_numbers(void)
{
    static const uint64_t numbers[] = { 0xFFFFFFFFFFFEu, 0xFFFFFFFFFFFFu };
    struct pair *p = connected(PSK);
    unsigned char record[64];
    size_t i;

    for (i = 0; i < 2; i++) {
        side_inject(&p->s, record, seal_record(&keys, &p->c, record, APPLICATION, numbers[i], "far", 3));
        side_read(&p->s, 100);
    }
    still_up(p);
    pair_free(p);
}

static void empty_records(void)
{
    struct pair *p = connected(PSK);
    unsigned char record[64];
    int i;

    for (i = 0; i < 6; i++) {
        side_inject(&p->s, record, seal_record(&keys, &p->c, record, APPLICATION, 10 + (uint64_t) i, "", 0));
        side_read(&p->s, 100);
    }
    still_up(p);
    pair_free(p);
}

static void empty_records_in_one_call(void)
{
    struct pair *p = connected(PSK);
    unsigned char record[64];
    int i;

    for (i = 0; i < 6; i++)
        side_inject(&p->s, record, seal_record(&keys, &p->c, record, APPLICATION, 10 + (uint64_t) i, "", 0));
    for (i = 0; i < 8; i++)
        side_read(&p->s, 100);
    pair_free(p);
}

static void empty_handshake_record(void)
{
    struct pair *p = connected(PSK);
    unsigned char record[64];

    side_inject(&p->s, record, seal_record(&keys, &p->c, record, HANDSHAKE, 10, "", 0));
    side_read(&p->s, 100);
    still_up(p);
    pair_free(p);
}

/* Longest content, and one more. */
static void long_records(void)
{
    static unsigned char content[16500], record[16600];
    static const size_t sizes[] = { 16383, 16384, 16385, 16400 };
    size_t i;

    for (i = 0; i < 4; i++) {
        struct pair *p = connected(PSK);
        size_t got = 0;
        int code;

        p->log = 0;
        side_inject(&p->s, record, seal_record(&keys, &p->c, record, APPLICATION, 10, content, sizes[i]));
        while ((code = side_read(&p->s, 10000)) > 0)
            got += (size_t) code;
        say("%u: read %u, then 0x%X", (unsigned) sizes[i], (unsigned) got, (unsigned) -code);
        pair_free(p);
    }
}


/* -- Alerts and messages ------------------------------------------------------------------------------------------ */

/* Prints the plaintext of what waits for a side, and takes it away. */
static void reveal(struct side *to)
{
    struct datagram *d;

    while ((d = side_take(to)) != NULL) {
        unsigned char plain[16800];
        int len = seal_open(&keys, to->peer, d->bytes, d->len, plain);

        printf("to %c: type %d", to->name, d->bytes[0]);
        if (len >= 0)
            say_hex("", plain, (size_t) len);
        else
            say(" in clear or broken");
        free(d);
    }
}

static void close_content(void)
{
    struct pair *p = connected(PSK);

    say_code("close_notify", mbedtls_ssl_close_notify(&p->c.ssl));
    reveal(&p->s);
    pair_free(p);
}

/* What a program reads in the context behind an alert. */
static void fields_after_alert(void)
{
    unsigned char record[64];
    static const unsigned char content[2] = { 2, 71 };
    struct pair *p = connected(PSK);
    const unsigned char *ctr;

    side_inject(&p->s, record, seal_record(&keys, &p->c, record, ALERT, 7, content, 2));
    side_read(&p->s, 100);
    say("in_msgtype %d, in_msg %d.%d", p->s.ssl.MBEDTLS_PRIVATE(in_msgtype), p->s.ssl.MBEDTLS_PRIVATE(in_msg)[0],
        p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1]);
    ctr = p->s.ssl.MBEDTLS_PRIVATE(in_ctr);
    say_hex("in_ctr", ctr, 8);
    pair_free(p);
}

static void alerts_encrypted(void)
{
    static const struct {
        unsigned char content[3];
        size_t len;
    } cases[] = {
        { { 2, 40, 0 }, 2 }, { { 1, 0, 0 }, 2 }, { { 2, 0, 0 }, 2 }, { { 1, 90, 0 }, 2 }, { { 1, 100, 0 }, 2 },
        { { 0, 40, 0 }, 2 }, { { 3, 40, 0 }, 2 }, { { 2, 0, 0 }, 1 }, { { 2, 0, 0 }, 0 }, { { 2, 40, 0 }, 3 },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        unsigned char record[64];
        struct pair *p = connected(PSK);

        say("-- %d.%d, %d bytes", cases[i].content[0], cases[i].content[1], (int) cases[i].len);
        side_inject(&p->s, record, seal_record(&keys, &p->c, record, ALERT, 7, cases[i].content, cases[i].len));
        side_read(&p->s, 100);
        side_write(&p->c, "data", 4);
        side_read(&p->s, 100);
        pair_free(p);
    }
}

static void message_when_up(struct side *to, int type, int message_seq, const void *body, size_t len)
{
    unsigned char record[512];

    say("-- message %d number %d to %c", type, message_seq, to->name);
    side_inject(to, record, seal_message(&keys, to->peer, record, 9, type, message_seq, body, len));
    side_read(to, 100);
    reveal(to->peer);
    side_read(to, 100);
}

/* Application data both ways: what was kept of the handshake is dropped. */
static void exchange(struct pair *p)
{
    unsigned log = p->log;

    p->log = 0;
    side_write(&p->c, "ping", 4);
    side_read(&p->s, 100);
    side_write(&p->s, "pong", 4);
    side_read(&p->c, 100);
    p->log = log;
}

/* Each message type, with the number that would be next; before and after application data. */
static void messages_to(char name, int message_seq, int after_data)
{
    static const unsigned char zeros[40];
    int type;

    for (type = 0; type < 26; type++) {
        struct pair *p = connected(PSK);

        p->log = LOG_SEND;
        if (after_data)
            exchange(p);
        message_when_up(name == 'c' ? &p->c : &p->s, type, message_seq, zeros, type == HELLO_REQUEST ? 0 : 40);
        pair_free(p);
    }
}

static void messages_to_client(void) { messages_to('c', 3, 0); }
static void messages_to_server(void) { messages_to('s', 3, 0); }
static void messages_to_client_after_data(void) { messages_to('c', 3, 1); }
static void messages_to_server_after_data(void) { messages_to('s', 3, 1); }
static void hello_request(void)
{
    int seq;

    for (seq = 0; seq < 6; seq++) {
        struct pair *p = connected(PSK);

        message_when_up(&p->c, HELLO_REQUEST, seq, NULL, 0);
        side_write(&p->s, "data", 4);
        side_read(&p->c, 100);
        pair_free(p);
    }
}

/* A true client hello, but encrypted: renegotiation, which is off. */
static void client_hello_when_up(int after_data, int cookies)
{
    unsigned char hello[512], record[600];
    size_t len;
    struct pair *p = pair_new(PSK);

    say("-- %s data, %s cookies", after_data ? "after" : "before", cookies ? "with" : "without");
    p->log = 0;
    if (cookies)
        pair_cookies(p);
    pair_start(p);
    seal_watch(&p->c, &keys);
    side_handshake(&p->c);
    len = p->s.in->len - RECORD_HEADER - MESSAGE_HEADER;
    memcpy(hello, p->s.in->bytes + RECORD_HEADER + MESSAGE_HEADER, len);
    pair_establish(p);
    if (after_data)
        exchange(p);
    p->log = LOG_USUAL;
    side_inject(&p->s, record, seal_message(&keys, &p->c, record, 9, CLIENT_HELLO, 3, hello, len));
    side_read(&p->s, 100);
    reveal(&p->c);
    side_write(&p->c, "data", 4);
    side_read(&p->s, 100);
    pair_free(p);
}

static void client_hellos_when_up(void)
{
    client_hello_when_up(0, 0);
    client_hello_when_up(1, 0);
    client_hello_when_up(0, 1);
    client_hello_when_up(1, 1);
}

static void key_change_when_up(void)
{
    unsigned char record[64];
    struct pair *p = connected(PSK);

    side_inject(&p->s, record, seal_record(&keys, &p->c, record, CCS, 9, "\1", 1));
    side_read(&p->s, 100);
    side_inject(&p->s, record, wire_make(record, CCS, 0, 50, "\1", 1));
    side_read(&p->s, 100);
    side_write(&p->c, "data", 4);
    side_read(&p->s, 100);
    pair_free(p);
}

static void unknown_type_when_up(void)
{
    static const int types[] = { 0, 19, 24, 25, 26, 27, 99, 255 };
    size_t i;

    for (i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        unsigned char record[64];
        struct pair *p = connected(PSK);

        say("-- type %d", types[i]);
        side_inject(&p->s, record, seal_record(&keys, &p->c, record, types[i], 9, "abc", 3));
        side_read(&p->s, 100);
        side_write(&p->c, "data", 4);
        side_read(&p->s, 100);
        pair_free(p);
    }
}


int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "last-sequence-numbers", last_sequence_numbers },
        { "empty-records", empty_records },
        { "empty-records-in-one-call", empty_records_in_one_call },
        { "empty-handshake-record", empty_handshake_record },
        { "long-records", long_records },
        { "close-content", close_content },
        { "fields-after-alert", fields_after_alert },
        { "alerts-encrypted", alerts_encrypted },
        { "messages-to-client", messages_to_client },
        { "messages-to-server", messages_to_server },
        { "messages-to-client-after-data", messages_to_client_after_data },
        { "messages-to-server-after-data", messages_to_server_after_data },
        { "hello-request", hello_request },
        { "client-hello-when-up", client_hellos_when_up },
        { "key-change-when-up", key_change_when_up },
        { "unknown-type-when-up", unknown_type_when_up },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
