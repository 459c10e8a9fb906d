/* Alerts, close_notify, and handshake messages on a connection that is up. */
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct pair *connected(enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    p->log = LOG_USUAL & ~(unsigned) LOG_SET;
    return p;
}

/* -- Alerts of our own ------------------------------------------------------------------------------------------- */

static void close_and_read(void)
{
    struct pair *p = connected(PSK);

    say_code("close_notify", mbedtls_ssl_close_notify(&p->c.ssl));
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    side_write(&p->s, "still", 5);
    say_code("close_notify of the other", mbedtls_ssl_close_notify(&p->s.ssl));
    side_read(&p->c, 100);
    side_read(&p->c, 100);
    say_code("close_notify again", mbedtls_ssl_close_notify(&p->c.ssl));
    side_write(&p->c, "after", 5);
    side_reset(&p->c);
    pair_free(p);
}

static void close_before_end(void)
{
    struct pair *p = pair_new(PSK);

    pair_start(p);
    say_code("close_notify, nothing sent yet", mbedtls_ssl_close_notify(&p->c.ssl));
    side_handshake(&p->c);
    say_code("close_notify in the handshake", mbedtls_ssl_close_notify(&p->c.ssl));
    side_handshake(&p->s);
    pair_free(p);
}

static void send_alerts(void)
{
    static const unsigned char alerts[][2] = { { 1, 0 }, { 1, 90 }, { 1, 100 }, { 1, 41 }, { 1, 255 }, { 2, 0 },
                                               { 2, 40 }, { 2, 80 }, { 2, 255 }, { 3, 40 }, { 0, 0 }, { 255, 255 } };
    size_t i;

    for (i = 0; i < sizeof(alerts) / sizeof(alerts[0]); i++) {
        struct pair *p = connected(PSK);

        p->log = LOG_SEND;
        say("-- %d.%d", alerts[i][0], alerts[i][1]);
        say_code("send", mbedtls_ssl_send_alert_message(&p->c.ssl, alerts[i][0], alerts[i][1]));
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        side_write(&p->s, "x", 1);
        side_write(&p->c, "y", 1);
        side_read(&p->s, 100);
        pair_free(p);
    }
}

static void send_alert_in_handshake(void)
{
    struct pair *p = pair_new(ECDSA);

    pair_start(p);
    say_code("send, nothing sent yet", mbedtls_ssl_send_alert_message(&p->c.ssl, 1, 90));
    side_handshake(&p->c);
    say_code("send", mbedtls_ssl_send_alert_message(&p->c.ssl, 2, 90));
    side_handshake(&p->s);
    side_handshake(&p->s);
    pair_free(p);
}

static void refused_alert(void)
{
    struct pair *p = connected(PSK);

    p->c.refuse = 2;
    say_code("close_notify", mbedtls_ssl_close_notify(&p->c.ssl));
    say_code("close_notify", mbedtls_ssl_close_notify(&p->c.ssl));
    say_code("close_notify", mbedtls_ssl_close_notify(&p->c.ssl));
    side_read(&p->s, 100);
    pair_free(p);
}

/* -- Alerts of the peer ------------------------------------------------------------------------------------------ */

static void alert_to(struct side *to, int sequence, const void *content, size_t len)
{
    unsigned char record[64];

    side_inject(to, record, wire_make(record, ALERT, 0, (uint64_t) sequence, content, len));
}

/* In clear, to a client that waits for the server hello, and to a server in its places. */
static void alerts_in_handshake(void)
{
    static const struct {
        unsigned char content[3];
        size_t len;
    } cases[] = {
        { { 2, 40, 0 }, 2 }, { { 2, 0, 0 }, 2 },  { { 1, 0, 0 }, 2 },   { { 1, 90, 0 }, 2 },  { { 1, 100, 0 }, 2 },
        { { 1, 41, 0 }, 2 }, { { 0, 40, 0 }, 2 }, { { 3, 40, 0 }, 2 },  { { 2, 255, 0 }, 2 }, { { 2, 0, 0 }, 1 },
        { { 2, 0, 0 }, 0 },  { { 2, 40, 0 }, 3 }, { { 1, 112, 0 }, 2 },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p = pair_new(PSK);

        say("-- %d.%d, %d bytes", cases[i].content[0], cases[i].content[1], (int) cases[i].len);
        p->log = LOG_RECV | LOG_WAIT | LOG_SEND;
        pair_start(p);
        side_handshake(&p->c);
        alert_to(&p->c, 40, cases[i].content, cases[i].len);
        side_handshake(&p->c);
        say("in_msgtype %d", p->c.ssl.MBEDTLS_PRIVATE(in_msgtype));
        side_handshake(&p->s);
        alert_to(&p->s, 40, cases[i].content, cases[i].len);
        side_handshake(&p->s);
        pair_free(p);
    }
}

static void alert_to_new_server(void)
{
    static const unsigned char fatal_alert[2] = { 2, 40 }, warning[2] = { 1, 90 }, closing[2] = { 1, 0 };
    const unsigned char *cases[3] = { fatal_alert, warning, closing };
    size_t i;

    for (i = 0; i < 3; i++) {
        struct pair *p = pair_new(PSK);

        p->log = LOG_FULL;
        pair_start(p);
        alert_to(&p->s, 0, cases[i], 2);
        side_handshake(&p->s);
        pair_free(p);
    }
}

static void fields_after_data(void)
{
    struct pair *p = connected(PSK);

    side_write(&p->c, "one", 3);
    side_write(&p->c, "two", 3);
    side_read(&p->s, 100);
    say("in_msgtype %d", p->s.ssl.MBEDTLS_PRIVATE(in_msgtype));
    say_hex("in_ctr", p->s.ssl.MBEDTLS_PRIVATE(in_ctr), 8);
    side_read(&p->s, 100);
    say_hex("in_ctr", p->s.ssl.MBEDTLS_PRIVATE(in_ctr), 8);
    pair_free(p);
}

static void alert_in_clear_when_up(void)
{
    static const unsigned char content[2] = { 2, 40 };
    struct pair *p = connected(PSK);

    alert_to(&p->s, 50, content, 2);
    side_read(&p->s, 100);
    side_write(&p->c, "data", 4);
    side_read(&p->s, 100);
    pair_free(p);
}


static void hello_request_in_handshake(void)
{
    unsigned char record[64];
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->c);
    side_inject(&p->c, record, wire_make_message(record, 0, 20, HELLO_REQUEST, 0, NULL, 0));
    side_handshake(&p->c);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "close-and-read", close_and_read },
        { "close-before-end", close_before_end },
        { "send-alerts", send_alerts },
        { "send-alert-in-handshake", send_alert_in_handshake },
        { "refused-alert", refused_alert },
        { "alerts-in-handshake", alerts_in_handshake },
        { "alert-to-new-server", alert_to_new_server },
        { "fields-after-data", fields_after_data },
        { "alert-in-clear-when-up", alert_in_clear_when_up },
        { "hello-request-in-handshake", hello_request_in_handshake },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
