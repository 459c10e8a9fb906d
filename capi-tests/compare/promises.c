/* What a program may count on that no other check shows: blocking sockets with loss, timers of the system, many
   contexts at once, many bad records, cookies that come too late. */
#include "support/pair.h"

#include <mbedtls/net_sockets.h>
#include <mbedtls/timing.h>

#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static uint64_t clock_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t) now.tv_sec * 1000 + (uint64_t) now.tv_nsec / 1000000;
}

/* -- Blocking sockets, the library's own timers ------------------------------------------------------------------- */

/* A socket that loses its n-th datagram (from 0). */
struct lossy {
    mbedtls_net_context net;
    unsigned sent, lost;
};

static int lossy_send(void *ctx, const unsigned char *buf, size_t len)
{
    struct lossy *socket = ctx;

    if (socket->sent++ == socket->lost)
        return (int) len;
    return mbedtls_net_send(&socket->net, buf, len);
}

static int lossy_recv_timeout(void *ctx, unsigned char *buf, size_t len, uint32_t timeout)
{
    struct lossy *socket = ctx;

    return mbedtls_net_recv_timeout(&socket->net, buf, len, timeout);
}

/* Two UDP sockets of the loopback interface, connected with each other. */
static void udp_pair(struct lossy *a, struct lossy *b)
{
    struct lossy *both[2] = { a, b };
    struct sockaddr_in address[2];
    socklen_t len = sizeof(address[0]);
    int i;

    memset(address, 0, sizeof(address));
    for (i = 0; i < 2; i++) {
        address[i].sin_family = AF_INET;
        address[i].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        mbedtls_net_init(&both[i]->net);
        both[i]->net.fd = socket(AF_INET, SOCK_DGRAM, 0);
        len = sizeof(address[i]);
        if (both[i]->net.fd < 0 || bind(both[i]->net.fd, (struct sockaddr *) &address[i], len) != 0
            || getsockname(both[i]->net.fd, (struct sockaddr *) &address[i], &len) != 0)
            fatal("a UDP socket");
    }
    for (i = 0; i < 2; i++)
        if (connect(both[i]->net.fd, (struct sockaddr *) &address[1 - i], sizeof(address[0])) != 0)
            fatal("connect");
}

static void block_on(struct side *side, struct lossy *socket, mbedtls_timing_delay_context *timer)
{
    memset(timer, 0, sizeof(*timer));
    mbedtls_ssl_set_bio(&side->ssl, socket, lossy_send, NULL, lossy_recv_timeout);
    mbedtls_ssl_set_timer_cb(&side->ssl, timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
}

/* The loop of a blocking program: call again until it is done or fails for good. */
static int handshake_blocking(struct side *side)
{
    int code;

    do {
        code = mbedtls_ssl_handshake(&side->ssl);
        if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED) {
            code = side_reset(side);
            if (code == 0)
                code = MBEDTLS_ERR_SSL_WANT_READ;
        }
    } while (code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE);
    return code;
}

static int read_blocking(struct side *side, unsigned char *buf, size_t len)
{
    int code;

    do
        code = mbedtls_ssl_read(&side->ssl, buf, len);
    while (code == MBEDTLS_ERR_SSL_WANT_READ);
    return code;
}

/* A server that handles one client and sends back what it reads; 0 if all went well. */
static int echo_once(struct pair *p, struct lossy *socket)
{
    mbedtls_timing_delay_context timer;
    unsigned char buf[64];
    int len;

    block_on(&p->s, socket, &timer);
    if (handshake_blocking(&p->s) != 0)
        return 1;
    len = read_blocking(&p->s, buf, sizeof(buf));
    if (len <= 0)
        return 2;
    return mbedtls_ssl_write(&p->s.ssl, buf, (size_t) len) == len ? 0 : 3;
}

/* Each of `client` and `server` is the number of the datagram that this side loses. */
static void blocking(unsigned client, unsigned server)
{
    struct lossy sockets[2] = { { .lost = client }, { .lost = server } };
    mbedtls_timing_delay_context timer;
    struct pair *p = pair_new(ECDSA);
    unsigned char buf[64];
    uint64_t start = clock_ms();
    int status, lost = client < 64 || server < 64;
    pid_t child;

    say("-- lost: %u of the client, %u of the server", client, server);
    p->log = 0;
    pair_cookies(p);
    udp_pair(&sockets[0], &sockets[1]);
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, 200, 5000);
    mbedtls_ssl_conf_handshake_timeout(&p->s.conf, 200, 5000);
    mbedtls_ssl_conf_read_timeout(&p->c.conf, 20000);
    mbedtls_ssl_conf_read_timeout(&p->s.conf, 20000);
    pair_start(p);
    fflush(stdout);
    child = fork();
    if (child < 0)
        fatal("fork");
    if (child == 0)
        _exit(echo_once(p, &sockets[1]));
    block_on(&p->c, &sockets[0], &timer);
    say_code("client", handshake_blocking(&p->c));
    say("a delay passed: %d", lost ? clock_ms() - start >= 200 : 0);
    say_count("write", mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "over UDP", 8));
    memset(buf, 0, sizeof(buf));
    say_count("read", read_blocking(&p->c, buf, sizeof(buf)));
    say("\"%s\"", (const char *) buf);
    if (waitpid(child, &status, 0) != child)
        fatal("waitpid");
    say("server: %d", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    pair_free(p);
    mbedtls_net_free(&sockets[0].net);
    mbedtls_net_free(&sockets[1].net);
}

static void blocking_with_loss(void)
{
    blocking(99, 99);
    blocking(0, 99);
    blocking(99, 0);
    blocking(1, 99);
    blocking(99, 1);
    blocking(2, 99);
}

/* -- Timers of the system ----------------------------------------------------------------------------------------- */

/* One timer for each context: what is set replaces what ran. */
struct system_timer {
    int fd, running, fired;
    uint32_t int_ms, fin_ms;
};

static void timerfd_set(void *ctx, uint32_t int_ms, uint32_t fin_ms)
{
    struct system_timer *timer = ctx;
    struct itimerspec when;

    memset(&when, 0, sizeof(when));
    when.it_value.tv_sec = fin_ms / 1000;
    when.it_value.tv_nsec = (long) (fin_ms % 1000) * 1000000;
    if (timerfd_settime(timer->fd, 0, &when, NULL) != 0)
        fatal("timerfd_settime");
    timer->running = fin_ms != 0;
    timer->int_ms = int_ms;
    timer->fin_ms = fin_ms;
}

static int timerfd_get(void *ctx)
{
    struct system_timer *timer = ctx;
    struct itimerspec left;
    uint64_t ms;

    if (!timer->running)
        return -1;
    if (timerfd_gettime(timer->fd, &left) != 0)
        fatal("timerfd_gettime");
    ms = (uint64_t) left.it_value.tv_sec * 1000 + (uint64_t) left.it_value.tv_nsec / 1000000;
    if (left.it_value.tv_sec == 0 && left.it_value.tv_nsec == 0)
        return 2;
    return timer->fin_ms - ms >= timer->int_ms ? 1 : 0;
}

/* Events only: a context is called when a datagram waits for it or its timer has run out, never otherwise. */
static void timerfd(void)
{
    struct system_timer timers[2];
    struct pair *p = pair_new(ECDSA);
    struct side *sides[2] = { &p->c, &p->s };
    struct pollfd fds[2];
    int i, code[2] = { MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_READ }, begun = 0, turns;

    memset(timers, 0, sizeof(timers));
    p->log = 0;
    pair_cookies(p);
    p->c.drop = 1 | 8;
    p->s.drop = 1 | 4;
    for (i = 0; i < 2; i++) {
        mbedtls_ssl_conf_handshake_timeout(&sides[i]->conf, 50, 5000);
        timers[i].fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
        if (timers[i].fd < 0)
            fatal("timerfd_create");
        fds[i].fd = timers[i].fd;
        fds[i].events = POLLIN;
    }
    pair_start(p);
    for (i = 0; i < 2; i++)
        mbedtls_ssl_set_timer_cb(&sides[i]->ssl, &timers[i], timerfd_set, timerfd_get);
    for (turns = 0; turns < 1000 && (code[0] != 0 || code[1] != 0); turns++) {
        int waiting = side_waiting(&p->c) + side_waiting(&p->s) > 0;

        if (poll(fds, 2, waiting || !begun ? 0 : 20000) < 0)
            fatal("poll");
        for (i = 0; i < 2; i++) {
            int fired = timers[i].running && (fds[i].revents & POLLIN);

            timers[i].fired += fired;
            if (!fired && side_waiting(sides[i]) == 0 && begun)
                continue;
            code[i] = mbedtls_ssl_is_handshake_over(&sides[i]->ssl) ? side_read(sides[i], 100) : side_handshake(sides[i]);
            if (code[i] == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
                code[i] = side_reset(sides[i]) == 0 ? MBEDTLS_ERR_SSL_WANT_READ : -1;
            if (mbedtls_ssl_is_handshake_over(&sides[i]->ssl))
                code[i] = 0;
        }
        begun = 1;
    }
    say_code("client", code[0]);
    say_code("server", code[1]);
    say("the client's timer ran out: %d", timers[0].fired >= 2);
    say("running at the end: %d %d", timers[0].running, timers[1].running);
    pair_free(p);
    close(timers[0].fd);
    close(timers[1].fd);
}

/* -- Whose timer -------------------------------------------------------------------------------------------------- */

/* The side whose context is being called; timers of others have no part in it. */
static struct side *called;
static unsigned strangers, set_calls, asked;

static void own_set(void *ctx, uint32_t int_ms, uint32_t fin_ms)
{
    strangers += ctx != called;
    set_calls++;
    pair_set_timer(ctx, int_ms, fin_ms);
}

static int own_get(void *ctx)
{
    strangers += ctx != called;
    asked++;
    return pair_get_timer(ctx);
}

static void use_own_timers(struct pair *p)
{
    struct side *sides[2] = { &p->c, &p->s };
    int i;

    for (i = 0; i < 2; i++) {
        called = sides[i];
        mbedtls_ssl_set_timer_cb(&sides[i]->ssl, sides[i], own_set, own_get);
    }
}

static int call(struct side *side)
{
    int code;

    called = side;
    if (mbedtls_ssl_is_handshake_over(&side->ssl)) {
        side_read(side, 100);
        return 0;
    }
    code = side_handshake(side);
    if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
        code = side_reset(side) == 0 ? MBEDTLS_ERR_SSL_WANT_READ : -1;
    return code;
}

/* Both callbacks get the pointer that was registered with them. */
static void timer_data(void)
{
    struct pair *p = pair_new(PSK);
    int turns;

    strangers = set_calls = asked = 0;
    p->log = 0;
    pair_start(p);
    use_own_timers(p);
    for (turns = 0; turns < 4; turns++) {
        call(&p->c);
        call(&p->s);
    }
    say("over: %d %d", mbedtls_ssl_is_handshake_over(&p->c.ssl), mbedtls_ssl_is_handshake_over(&p->s.ssl));
    say("both were called: %d, with another pointer: %u", set_calls > 0 && asked > 0, strangers);
    pair_free(p);
}

#define PAIRS 500

/* A thousand contexts, each with its own timer; they are called in random order, and much asked lost. */
static void thousand_timers(void)
{
    static struct pair *pairs[PAIRS];
    unsigned up = 0, failed = 0, sent = 0, turns, i;
    uint64_t random = 26, longest = 0;

    strangers = set_calls = asked = 0;
    for (i = 0; i < PAIRS; i++) {
        struct pair *p = pairs[i] = pair_new(PSK);

        p->log = 0;
        pair_cookies(p);
        pair_rng(&random, (unsigned char *) &p->c.drop, sizeof(p->c.drop));
        pair_rng(&random, (unsigned char *) &p->s.drop, sizeof(p->s.drop));
        p->c.drop &= 0x15;
        p->s.drop &= 0x0B;
        pair_start(p);
        use_own_timers(p);
    }
    for (turns = 0; turns < 40 * 2 * PAIRS; turns++) {
        struct pair *p;
        uint16_t lot;

        pair_rng(&random, (unsigned char *) &lot, sizeof(lot));
        p = pairs[lot / 2 % PAIRS];
        if (side_waiting(&p->c) + side_waiting(&p->s) == 0 && p->c.sent > 0)
            pair_expire(p);
        call(lot % 2 == 0 ? &p->c : &p->s);
    }
    for (i = 0; i < PAIRS; i++) {
        struct pair *p = pairs[i];
        int code = MBEDTLS_ERR_SSL_WANT_READ;

        for (turns = 0; turns < 40 && code != 0; turns++) {
            if (side_waiting(&p->c) + side_waiting(&p->s) == 0)
                pair_expire(p);
            code = call(&p->c) != 0;
            code |= call(&p->s) != 0;
        }
        up += code == 0;
        failed += p->c.failed != 0 || p->s.failed != 0;
        sent += p->c.sent + p->s.sent;
        longest = p->now > longest ? p->now : longest;
        called = &p->c;
        pair_free(p);
    }
    say("%u pairs are up, %u failed, %u datagrams, %u ms at most", up, failed, sent, (unsigned) longest);
    say("timers were called: %d, of other contexts: %u", set_calls > 0 && asked > 0, strangers);
}

/* -- Bad records -------------------------------------------------------------------------------------------------- */

static int spoilt(struct pair *p)
{
    struct datagram *d;
    int code;

    if (side_write(&p->c, "spoilt", 6) != 6 || (d = side_take(&p->s)) == NULL)
        fatal("no record to spoil");
    d->bytes[d->len - 1] ^= 1;
    side_inject(&p->s, d->bytes, d->len);
    code = side_read(&p->s, 100);
    free(d);
    return code;
}

/* Nobody has set a limit. */
static void ten_thousand_bad_records(void)
{
    struct pair *p = pair_new(PSK);
    int i, passed = 0;

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    for (i = 0; i < 10000; i++)
        passed += spoilt(p) == MBEDTLS_ERR_SSL_WANT_READ;
    say("%d bad records passed over, %u datagrams of the server", passed, p->s.sent);
    p->log = LOG_RECV;
    side_write(&p->c, "still up", 8);
    side_read(&p->s, 100);
    pair_free(p);
}

/* -- Late cookies ------------------------------------------------------------------------------------------------- */

/* The cookie is good when it is given, and too old when it comes back: another one is given, and no handshake begins. */
static void expired_cookie(void)
{
    struct timespec pause = { 2, 200000000 };
    struct pair *p = pair_new(PSK);

    p->log = LOG_SEND | LOG_RECORDS;
    pair_cookies(p);
    mbedtls_ssl_cookie_set_timeout(&p->cookies, 1);
    pair_start(p);
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_reset(&p->s);
    side_handshake(&p->c);
    nanosleep(&pause, NULL);
    side_handshake(&p->s);
    side_reset(&p->s);
    mbedtls_ssl_cookie_set_timeout(&p->cookies, 60);
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "blocking-with-loss", blocking_with_loss },
        { "timerfd", timerfd },
        { "timer-data", timer_data },
        { "thousand-timers", thousand_timers },
        { "ten-thousand-bad-records", ten_thousand_bad_records },
        { "expired-cookie", expired_cookie },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
