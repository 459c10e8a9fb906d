/* Lost, doubled and late flights; the timers and their logs. */
#include "support/pair.h"

#include <stdio.h>

/* A handshake in which datagrams of the given bits are lost. */
static void lossy(enum kind kind, int cookies, uint64_t client, uint64_t server)
{
    struct pair *p = pair_new(kind);

    if (cookies)
        pair_cookies(p);
    p->c.drop = client;
    p->s.drop = server;
    pair_start(p);
    say_code("handshake", pair_handshake_lossy(p, 20));
    side_result(&p->c);
    side_result(&p->s);
    pair_free(p);
}

static void lost_client_hello(void) { lossy(ECDSA, 0, 1, 0); }
static void lost_verify_request(void) { lossy(ECDSA, 1, 0, 1); }
static void lost_second_hello(void) { lossy(ECDSA, 1, 2, 0); }
static void lost_server_flight(void) { lossy(ECDSA, 1, 0, 2); }
static void lost_client_finished(void) { lossy(ECDSA, 1, 4, 0); }
static void lost_server_finished_psk(void) { lossy(PSK, 0, 0, 2); }
static void lost_server_flight_twice(void) { lossy(RSA, 0, 0, 3); }
static void lost_server_flight_thrice(void) { lossy(RSA, 0, 0, 7); }

/* The client's last flight arrives, the server's answer does not: the server is done and answers from read. */
static void lost_last_flight(void)
{
    struct pair *p = pair_new(ECDSA);

    p->s.drop = 1 << 1;
    pair_start(p);
    pair_handshake(p);
    pair_expire(p);
    side_handshake(&p->c);
    side_read(&p->s, 100);
    side_handshake(&p->c);
    side_write(&p->c, "hello", 5);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_free(p);
}

/* As before, but the server writes before it is asked again. */
static void lost_last_flight_then_data(void)
{
    struct pair *p = pair_new(PSK);

    p->s.drop = 1 << 1;
    pair_start(p);
    pair_handshake(p);
    side_write(&p->s, "early", 5);
    side_handshake(&p->c);
    pair_expire(p);
    side_handshake(&p->c);
    side_read(&p->s, 100);
    side_handshake(&p->c);
    side_read(&p->c, 100);
    pair_free(p);
}

/* A late copy of the client's last flight, after application data went through. */
static void late_client_flight(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *d;

    p->log |= LOG_GET;
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->c);
    d = p->s.in;
    side_inject(&p->s, d->bytes, d->len);
    side_inject(&p->s, d->bytes, d->len);
    side_handshake(&p->s);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    side_handshake(&p->c);
    side_write(&p->c, "data", 4);
    side_read(&p->s, 100);
    side_inject(&p->s, "x", 0);
    pair_free(p);
}

/* Late copies of the server's flights reach a client that is further on, and one that is done. */
static struct datagram *late;

static enum verdict copy_first(struct side *from, unsigned n, struct datagram *d)
{
    (void) from;
    if (n == 0) {
        late = d;
        return DUPLICATE;
    }
    return DELIVER;
}

static void doubled_server_flight(void)
{
    struct pair *p = pair_new(PSK);

    p->s.judge = copy_first;
    pair_start(p);
    pair_handshake(p);
    side_read(&p->c, 100);
    side_read(&p->s, 100);
    side_read(&p->c, 100);
    pair_free(p);
}

static void doubled_everything(void)
{
    struct pair *p = pair_new(ECDSA);

    pair_cookies(p);
    p->c.twice = p->s.twice = ~(uint64_t) 0;
    pair_start(p);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    side_result(&p->s);
    pair_free(p);
}

/* Nobody answers: the plan of delays to the end. */
static void silence(uint32_t min, uint32_t max, int set)
{
    struct pair *p = pair_new(PSK);
    int i;

    if (set)
        mbedtls_ssl_conf_handshake_timeout(&p->c.conf, min, max);
    p->c.drop = ~(uint64_t) 0;
    pair_start(p);
    for (i = 0; i < 12 && side_handshake(&p->c) == MBEDTLS_ERR_SSL_WANT_READ; i++)
        pair_expire(p);
    side_handshake(&p->c);
    pair_free(p);
}

static void timeout_default(void) { silence(0, 0, 0); }
static void timeout_1000_5000(void) { silence(1000, 5000, 1); }
static void timeout_100_100(void) { silence(100, 100, 1); }
static void timeout_300_200(void) { silence(300, 200, 1); }
static void timeout_7_1000(void) { silence(7, 1000, 1); }
static void timeout_1_3(void) { silence(1, 3, 1); }

/* After the time-out the context is reset and used again. */
static void reset_after_timeout(void)
{
    struct pair *p = pair_new(ECDSA);
    int i;

    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, 100, 200);
    p->c.drop = 7;
    pair_start(p);
    for (i = 0; i < 5 && side_handshake(&p->c) == MBEDTLS_ERR_SSL_WANT_READ; i++)
        pair_expire(p);
    side_reset(&p->c);
    side_discard(&p->s);
    say_code("handshake", pair_handshake(p));
    side_result(&p->c);
    pair_free(p);
}

/* The server waits for the client's second flight in vain. */
static void server_timeout(void)
{
    struct pair *p = pair_new(ECDSA);
    int i;

    mbedtls_ssl_conf_handshake_timeout(&p->s.conf, 500, 4000);
    p->s.drop = ~(uint64_t) 0;
    pair_start(p);
    side_handshake(&p->c);
    for (i = 0; i < 12 && side_handshake(&p->s) == MBEDTLS_ERR_SSL_WANT_READ; i++) {
        pair_wait(p, p->s.fin_ms);
    }
    side_reset(&p->s);
    pair_free(p);
}

/* A server that has not heard anything has no timer. */
static void server_idle(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->s);
    pair_wait(p, 1000000);
    side_handshake(&p->s);
    pair_free(p);
}

/* The intermediate delay alone changes nothing. */
static void intermediate_only(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->c);
    pair_wait(p, 249);
    side_handshake(&p->c);
    pair_wait(p, 1);
    side_handshake(&p->c);
    pair_wait(p, 749);
    side_handshake(&p->c);
    pair_wait(p, 1);
    side_handshake(&p->c);
    side_handshake(&p->c);
    pair_free(p);
}

/* The answer waits in the queue when the timer has expired: the flight goes out again before the answer is read. */
static void expired_with_answer_waiting(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    pair_wait(p, 1000);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->c);
    side_handshake(&p->s);
    pair_free(p);
}

/* The client's flight is doubled on the way to a server that waits: it resends its own. */
static void peer_resends(void)
{
    struct pair *p = pair_new(ECDSA);

    p->log = LOG_FULL;
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_discard(&p->c);
    pair_expire(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_handshake(&p->s);
    pair_handshake(p);
    pair_free(p);
}

/* The delay doubles within a flight and starts anew with the next one. */
static void delay_starts_anew(void)
{
    struct pair *p = pair_new(PSK);

    p->c.drop = 1 | 2 | 8;
    pair_start(p);
    say_code("handshake", pair_handshake_lossy(p, 20));
    pair_free(p);
}

/* Every loss of up to two datagrams per side: does it complete, after which time, with how many datagrams? */
static void all_losses(enum kind kind, int auth)
{
    unsigned c, s;

    for (c = 0; c < 16; c++) {
        for (s = 0; s < 16; s++) {
            struct pair *p = pair_new(kind);
            int code;

            p->log = 0;
            pair_cookies(p);
            if (auth) {
                side_own(&p->c, "client-p256", NULL);
                side_ca(&p->s, "ca-p256");
                mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
            }
            p->c.drop = c;
            p->s.drop = s;
            pair_start(p);
            code = pair_handshake_lossy(p, 30);
            say("lost %u %u: code 0x%X after %u ms with %u and %u datagrams", c, s, (unsigned) -code,
                (unsigned) p->now, p->c.sent, p->s.sent);
            pair_free(p);
        }
    }
}

static void all_losses_psk(void) { all_losses(PSK, 0); }
static void all_losses_ecdsa_auth(void) { all_losses(ECDSA, 1); }

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "lost-client-hello", lost_client_hello },
        { "lost-verify-request", lost_verify_request },
        { "lost-second-hello", lost_second_hello },
        { "lost-server-flight", lost_server_flight },
        { "lost-client-finished", lost_client_finished },
        { "lost-server-finished-psk", lost_server_finished_psk },
        { "lost-server-flight-twice", lost_server_flight_twice },
        { "lost-server-flight-thrice", lost_server_flight_thrice },
        { "lost-last-flight", lost_last_flight },
        { "lost-last-flight-then-data", lost_last_flight_then_data },
        { "late-client-flight", late_client_flight },
        { "doubled-server-flight", doubled_server_flight },
        { "doubled-everything", doubled_everything },
        { "timeout-default", timeout_default },
        { "timeout-1000-5000", timeout_1000_5000 },
        { "timeout-100-100", timeout_100_100 },
        { "timeout-300-200", timeout_300_200 },
        { "timeout-7-1000", timeout_7_1000 },
        { "timeout-1-3", timeout_1_3 },
        { "reset-after-timeout", reset_after_timeout },
        { "server-timeout", server_timeout },
        { "server-idle", server_idle },
        { "intermediate-only", intermediate_only },
        { "expired-with-answer-waiting", expired_with_answer_waiting },
        { "peer-resends", peer_resends },
        { "delay-starts-anew", delay_starts_anew },
        { "all-losses-psk", all_losses_psk },
        { "all-losses-ecdsa-auth", all_losses_ecdsa_auth },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
