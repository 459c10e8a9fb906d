/* The callbacks that a program registers: which are used, with what, and what their answers mean. */
#include "support/pair.h"

#include <stdlib.h>
#include <string.h>

/* -- Receive callbacks ------------------------------------------------------------------------------------------ */

static void which_receive(int plain, int timed)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, plain ? pair_recv : NULL, timed ? pair_recv_timeout : NULL);
    if (side_handshake(&p->c) == MBEDTLS_ERR_SSL_WANT_READ) {
        side_handshake(&p->s);
        side_handshake(&p->c);
        side_handshake(&p->s);
        side_handshake(&p->c);
        side_write(&p->s, "data", 4);
        side_read(&p->c, 100);
        side_read(&p->c, 100);
    }
    pair_free(p);
}

static void plain_only(void) { which_receive(1, 0); }
static void timed_only(void) { which_receive(0, 1); }
static void both(void) { which_receive(1, 1); }
static void neither(void) { which_receive(0, 0); }

static void no_send(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, NULL, pair_recv, NULL);
    side_handshake(&p->c);
    mbedtls_ssl_set_bio(&p->s.ssl, &p->s, NULL, pair_recv, NULL);
    side_handshake(&p->s);
    pair_free(p);
}

static void no_bio(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    mbedtls_ssl_setup(&p->c.ssl, &p->c.conf);
    mbedtls_ssl_setup(&p->s.ssl, &p->s.conf);
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, pair_get_timer);
    mbedtls_ssl_set_timer_cb(&p->s.ssl, &p->s, pair_set_timer, pair_get_timer);
    side_handshake(&p->c);
    side_handshake(&p->s);
    pair_free(p);
}

static void no_timers(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    mbedtls_ssl_setup(&p->c.ssl, &p->c.conf);
    mbedtls_ssl_setup(&p->s.ssl, &p->s.conf);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
    mbedtls_ssl_set_bio(&p->s.ssl, &p->s, pair_send, pair_recv, NULL);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_step(&p->c);
    side_read(&p->c, 100);
    side_write(&p->c, "x", 1);
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, pair_get_timer);
    side_handshake(&p->c);
    pair_free(p);
}

/* In a blocking receive the time-out is the current delay; TIMEOUT leads to a retransmission. */
static void timeouts(void)
{
    struct pair *p = pair_new(PSK);
    int i;

    p->log = LOG_FULL;
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, 300, 1000);
    pair_start(p);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, NULL, pair_recv_timeout);
    p->c.recv_code = MBEDTLS_ERR_SSL_TIMEOUT;
    p->c.drop = ~(uint64_t) 0;
    for (i = 0; i < 6; i++) {
        int code = side_handshake(&p->c);

        if (code != MBEDTLS_ERR_SSL_WANT_READ)
            break;
        pair_wait(p, p->c.fin_ms);
    }
    pair_free(p);
}

/* TIMEOUT although the timer has not expired yet, as a callback with a clock of its own may answer. */
static void timeout_answer_early(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, NULL, pair_recv_timeout);
    p->c.recv_code = MBEDTLS_ERR_SSL_TIMEOUT;
    mbedtls_ssl_handshake_step(&p->c.ssl);
    mbedtls_ssl_handshake_step(&p->c.ssl);
    side_step(&p->c);
    side_step(&p->c);
    pair_free(p);
}

static struct pair *connected(uint32_t read_timeout, int timed)
{
    struct pair *p = pair_new(PSK);

    p->log = 0;
    mbedtls_ssl_conf_read_timeout(&p->s.conf, read_timeout);
    pair_start(p);
    pair_establish(p);
    if (timed)
        mbedtls_ssl_set_bio(&p->s.ssl, &p->s, pair_send, NULL, pair_recv_timeout);
    p->log = LOG_FULL;
    return p;
}

static void read_timeout(void)
{
    struct pair *p = connected(700, 0);

    side_read(&p->s, 100);
    pair_wait(p, 300);
    side_read(&p->s, 100);
    side_write(&p->c, "data", 4);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_wait(p, 700);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    side_write(&p->c, "late", 4);
    pair_wait(p, 700);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_free(p);
}

static void read_timeout_blocking(void)
{
    struct pair *p = connected(700, 1);

    side_read(&p->s, 100);
    side_write(&p->c, "data", 4);
    side_read(&p->s, 100);
    p->s.recv_code = MBEDTLS_ERR_SSL_TIMEOUT;
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_free(p);
}

static void no_read_timeout_blocking(void)
{
    struct pair *p = connected(0, 1);

    p->s.recv_code = MBEDTLS_ERR_SSL_TIMEOUT;
    side_read(&p->s, 100);
    p->s.recv_code = MBEDTLS_ERR_SSL_WANT_READ;
    side_read(&p->s, 100);
    pair_free(p);
}

/* -- Answers of receive ----------------------------------------------------------------------------------------- */

static void odd_answers(void)
{
    static const int answers[] = { 0, -1, -0x004C, -0x0050, MBEDTLS_ERR_SSL_WANT_WRITE, MBEDTLS_ERR_SSL_TIMEOUT,
                                   MBEDTLS_ERR_SSL_CONN_EOF };
    size_t i;

    for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        struct pair *p = pair_new(PSK);

        say("-- in the handshake");
        p->log = LOG_FULL & ~(unsigned) LOG_GET;
        pair_start(p);
        p->c.recv_code = p->s.recv_code = answers[i];
        side_handshake(&p->c);
        side_handshake(&p->s);
        side_handshake(&p->s);
        p->c.recv_code = p->s.recv_code = MBEDTLS_ERR_SSL_WANT_READ;
        p->log = 0;
        say_code("goes on", pair_handshake(p));
        pair_free(p);

        say("-- later");
        p = connected(0, 0);
        p->s.recv_code = answers[i];
        side_read(&p->s, 100);
        side_read(&p->s, 100);
        p->s.recv_code = MBEDTLS_ERR_SSL_WANT_READ;
        side_write(&p->c, "data", 4);
        side_read(&p->s, 100);
        pair_free(p);
    }
}

/* How large the buffer given to receive is. */
static int measure(void *ctx, unsigned char *buf, size_t len)
{
    (void) ctx;
    (void) buf;
    say("buffer of at least 16384: %d, of at least a full record: %d", len >= 16384, len >= 16384 + 37);
    return MBEDTLS_ERR_SSL_WANT_READ;
}

static void buffer_size(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND;
    pair_start(p);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, measure, NULL);
    side_handshake(&p->c);
    pair_free(p);
}

/* -- Timers ----------------------------------------------------------------------------------------------------- */

/* The getter is only asked whether it says 2. */
static int fixed_answer;

static int fixed_timer(void *ctx)
{
    struct side *side = ctx;

    say("%c get -> %d", side->name, fixed_answer);
    return fixed_answer;
}

static void timer_answers(void)
{
    static const int answers[] = { -1, 0, 1, 2, 3, -2, 100 };
    size_t i;

    for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        struct pair *p = pair_new(PSK);

        p->log = LOG_USUAL;
        fixed_answer = 0;
        pair_start(p);
        mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, fixed_timer);
        side_handshake(&p->c);
        fixed_answer = answers[i];
        side_handshake(&p->c);
        pair_free(p);
    }
}

static void timer_cb_again(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->c);
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, pair_get_timer);
    side_handshake(&p->c);
    pair_free(p);
}

/* What setup, reset and free do to the timer. */
static void timer_in_life(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    say("set_timer_cb before setup");
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &p->c, pair_set_timer, pair_get_timer);
    say("setup");
    say_code("setup", mbedtls_ssl_setup(&p->c.ssl, &p->c.conf));
    say("set_bio");
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
    side_handshake(&p->c);
    say("reset");
    side_reset(&p->c);
    side_handshake(&p->c);
    say("reset");
    side_reset(&p->c);
    say("free");
    mbedtls_ssl_free(&p->c.ssl);
    pair_free(p);
}

static void timer_after_failure(void)
{
    struct pair *p = pair_new(PSK);
    static const unsigned char alert[2] = { 2, 40 };
    unsigned char record[32];

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->c);
    side_inject(&p->c, record, wire_make(record, ALERT, 0, 5, alert, 2));
    side_handshake(&p->c);
    say("running %d", p->c.running);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "plain-only", plain_only },
        { "timed-only", timed_only },
        { "both", both },
        { "neither", neither },
        { "no-send", no_send },
        { "no-bio", no_bio },
        { "no-timers", no_timers },
        { "timeouts", timeouts },
        { "timeout-answer-early", timeout_answer_early },
        { "read-timeout", read_timeout },
        { "read-timeout-blocking", read_timeout_blocking },
        { "no-read-timeout-blocking", no_read_timeout_blocking },
        { "odd-answers", odd_answers },
        { "buffer-size", buffer_size },
        { "timer-answers", timer_answers },
        { "timer-cb-again", timer_cb_again },
        { "timer-in-life", timer_in_life },
        { "timer-after-failure", timer_after_failure },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
