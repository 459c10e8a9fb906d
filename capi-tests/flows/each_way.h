/*
 * One connection in each of the ways that programs run it: with calls that block, each end in a thread of its own on a
 * UDP socket of the loopback interface, with the library's own socket and timer functions; with calls that return at
 * once; and step by step. Each way over a good link, and over links that lose, double and swap datagrams.
 *
 * What a link does follows from a number, which is printed when a check fails; LIBDTLS_SEED=NUMBER in the environment
 * has that one link alone.
 */
#ifndef FLOWS_EACH_WAY_H
#define FLOWS_EACH_WAY_H

#include "support.h"

#include <arpa/inet.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/timing.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum manner { BLOCKING, NON_BLOCKING, STEP_BY_STEP, MANNERS };

static const char *const manner_names[MANNERS] = { "blocking", "non-blocking", "step by step" };

/* Bad links for each manner; those of threads and sockets take real time. */
static const uint64_t bad_links[MANNERS] = { 2, 6, 6 };

/* Only so many datagrams of each side meet with something: a handshake takes its repetitions, and ends. */
enum { TROUBLED = 12 };

/* Each datagram in three is lost, doubled or overtaken by the next; link 0 is good. */
static void set_link(struct pair *p, uint64_t number)
{
    uint64_t random = 0x9E3779B97F4A7C15u * number;
    struct side *sides[] = { &p->c, &p->s };

    for (int i = 0; i < 2; i++) {
        struct side *side = sides[i];
        side->drop = side->twice = side->hold = 0;
        for (unsigned n = side->sent; number != 0 && n < side->sent + TROUBLED && n < 64; n++) {
            uint64_t bit = (uint64_t) 1 << n;
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            switch (random >> 32 & 7) {
            case 0: side->drop |= bit; break;
            case 1: side->twice |= bit; break;
            case 2: side->hold |= bit; break;
            default: break;
            }
        }
    }
}

/* The bad link that is asked for, instead of this one. */
static uint64_t chosen_link(uint64_t number)
{
    const char *only = getenv("LIBDTLS_SEED");
    return only != NULL && number != 0 ? strtoull(only, NULL, 10) : number;
}

/* Says which link it was if checks failed since then. */
static void name_link(int failures, const char *how, uint64_t number)
{
    if (check_failures != failures)
        fprintf(stderr, "this was %s with LIBDTLS_SEED=%llu\n", how, (unsigned long long) number);
}

/* A good link, with nothing on its way. */
static void clear_link(struct pair *p)
{
    struct side *sides[] = { &p->c, &p->s };

    set_link(p, 0);
    for (int i = 0; i < 2; i++) {
        side_discard(sides[i]);
        free(sides[i]->held);
        sides[i]->held = NULL;
    }
}

/* How the ends read and write; a flow about sizes has others. */
static int (*read_message)(mbedtls_ssl_context *ssl, unsigned char *buffer, size_t room) = mbedtls_ssl_read;
static int (*write_message)(mbedtls_ssl_context *ssl, const unsigned char *bytes, size_t len) = mbedtls_ssl_write;

/* What a handshake returns that has to be called again. */
static int goes_on(int code)
{
    return code == WANT_READ || code == WANT_WRITE || code == MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS;
}

/* -- One thread, a clock that the test moves -------------------------------------------------------------------- */

/* Both ends in turn until neither has anything to do; steps or whole handshakes. */
static void run_in_turn(struct pair *p, int (*call)(mbedtls_ssl_context *ssl))
{
    struct side *sides[] = { &p->c, &p->s };
    unsigned char byte;

    for (int turns = 0; turns < 3000; turns++) {
        int moved = 0, over = 0;
        for (int i = 0; i < 2; i++) {
            struct side *side = sides[i];
            unsigned sent = side->sent;
            int state = side_state(side), waiting = side_waiting(side) > 0, code = WANT_READ;

            if (!mbedtls_ssl_is_handshake_over(&side->ssl))
                code = call(&side->ssl);
            else if (waiting)
                code = mbedtls_ssl_read(&side->ssl, &byte, 1);
            else
                over++;
            if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
                code = side_reset(side);
            if (code != 0 && !goes_on(code)) {
                CHECK_EQ(code, 0);
                return;
            }
            moved |= waiting || sent != side->sent || state != side_state(side)
                     || code == MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS;
        }
        if (over == 2)
            return;
        if (!moved && !pair_expire(p))
            break;
    }
    CHECK(!"the handshake hangs");
}

/* The words again and again until they are there: who uses datagrams repeats. */
static void insist(struct side *from, const char *words)
{
    unsigned char buffer[64];
    int length = (int) strlen(words), code, arrived = 0;

    for (int tries = 0; !arrived && tries < 2 * TROUBLED; tries++) {
        CHECK_EQ(write_message(&from->ssl, (const unsigned char *) words, (size_t) length), length);
        while ((code = read_message(&from->peer->ssl, buffer, sizeof buffer)) > 0) {
            CHECK_EQ(code, length);
            CHECK(memcmp(buffer, words, (size_t) length) == 0);
            arrived++;
        }
        CHECK_EQ(code, WANT_READ);
    }
    CHECK(arrived >= 1);
}

/* -- Two threads, two sockets ----------------------------------------------------------------------------------- */

struct thread_end {
    struct side *side;
    mbedtls_net_context net, listener;
    mbedtls_timing_delay_context timer;
    struct datagram now, held;
};

static int thread_send(void *context, const unsigned char *bytes, size_t len)
{
    struct thread_end *end = context;
    struct side *side = end->side;
    unsigned n = side->sent++;
    uint64_t bit = n < 64 ? (uint64_t) 1 << n : 0;

    memcpy(end->now.bytes, bytes, len);
    end->now.len = len;
    if ((side->judge != NULL && side->judge(side, n, &end->now) == DROP) || side->drop & bit)
        return (int) len;
    if (side->hold & bit) {
        end->held = end->now;
        return (int) len;
    }
    for (int times = side->twice & bit ? 2 : 1; times > 0; times--)
        CHECK_EQ(mbedtls_net_send(&end->net, end->now.bytes, end->now.len), end->now.len);
    if (end->held.len > 0)
        CHECK_EQ(mbedtls_net_send(&end->net, end->held.bytes, end->held.len), end->held.len);
    end->held.len = 0;
    return (int) len;
}

static int thread_recv_timeout(void *context, unsigned char *bytes, size_t len, uint32_t timeout)
{
    return mbedtls_net_recv_timeout(&((struct thread_end *) context)->net, bytes, len, timeout);
}

static void attach_socket(struct thread_end *end)
{
    mbedtls_ssl_set_bio(&end->side->ssl, end, thread_send, NULL, thread_recv_timeout);
    mbedtls_ssl_set_timer_cb(&end->side->ssl, &end->timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
}

static int block_until_connected(struct side *side)
{
    for (;;) {
        int code = mbedtls_ssl_handshake(&side->ssl);
        if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
            code = side_reset(side);
        else if (code == 0)
            return 0;
        if (code == MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS)
            usleep(1000);
        if (code != 0 && !goes_on(code))
            return code;
    }
}

static int block_until_read(struct side *side, unsigned char *buffer, size_t room)
{
    int code;
    do {
        code = read_message(&side->ssl, buffer, room);
    } while (goes_on(code));
    return code;
}

/* The last request. */
static const char farewell[] = "that is all";

/* Answers each request by the same words, until the farewell. */
static void *serve_blocking(void *argument)
{
    struct thread_end *end = argument;
    struct side *side = end->side;
    unsigned char buffer[64];
    int code;

    CHECK_EQ(mbedtls_net_accept(&end->listener, &end->net, NULL, 0, NULL), 0);
    CHECK_EQ(code = block_until_connected(side), 0);
    while (code >= 0 && (code = block_until_read(side, buffer, sizeof buffer)) > 0) {
        int last = code == sizeof farewell && memcmp(buffer, farewell, sizeof farewell) == 0;
        if (last)
            side->drop = side->hold = 0;
        CHECK_EQ(write_message(&side->ssl, buffer, (size_t) code), code);
        if (last)
            return NULL;
    }
    CHECK(code > 0);
    return NULL;
}

/* Asks until the answer is there. */
static void ask_blocking(struct side *side, const char *words, int length)
{
    unsigned char buffer[64];
    for (int tries = 0; tries < 1000; tries++) {
        CHECK_EQ(write_message(&side->ssl, (const unsigned char *) words, (size_t) length), length);
        for (;;) {
            int code = block_until_read(side, buffer, sizeof buffer);
            if (code == length && memcmp(buffer, words, (size_t) length) == 0)
                return;
            if (code == MBEDTLS_ERR_SSL_TIMEOUT)
                break;
            /* Else it is the answer to a request that was repeated in vain. */
            if (code <= 0) {
                CHECK_EQ(code, length);
                return;
            }
        }
    }
    CHECK(!"no answer");
}

/* Handshake and requests; afterwards both ends are back in the memory of this process. */
static void run_in_threads(struct pair *p)
{
    static struct thread_end client, server;
    struct side *sides[] = { &p->c, &p->s };
    struct sockaddr_in name;
    socklen_t name_len = sizeof name;
    pthread_t thread;
    char port[8], words[16];

    memset(&client, 0, sizeof client);
    memset(&server, 0, sizeof server);
    client.side = &p->c;
    server.side = &p->s;
    mbedtls_net_init(&client.net);
    mbedtls_net_init(&server.net);
    mbedtls_net_init(&server.listener);
    CHECK_EQ(mbedtls_net_bind(&server.listener, "127.0.0.1", "0", MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(getsockname(server.listener.fd, (struct sockaddr *) &name, &name_len), 0);
    snprintf(port, sizeof port, "%u", ntohs(name.sin_port));
    CHECK_EQ(mbedtls_net_connect(&client.net, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP), 0);
    for (int i = 0; i < 2; i++) {
        mbedtls_ssl_conf_handshake_timeout(&sides[i]->conf, 50, 60000);
        mbedtls_ssl_conf_read_timeout(&sides[i]->conf, i == 0 ? 100 : 100000);
    }
    attach_socket(&client);
    attach_socket(&server);

    CHECK_EQ(pthread_create(&thread, NULL, serve_blocking, &server), 0);
    CHECK_EQ(block_until_connected(&p->c), 0);
    if (mbedtls_ssl_is_handshake_over(&p->c.ssl)) {
        for (int i = 0; i < 4; i++)
            ask_blocking(&p->c, words, snprintf(words, sizeof words, "request %d", i));
        p->c.drop = p->c.hold = 0;
        ask_blocking(&p->c, farewell, sizeof farewell);
    }
    pthread_join(thread, NULL);
    for (int i = 0; i < 2; i++) {
        mbedtls_ssl_conf_read_timeout(&sides[i]->conf, 0);
        side_attach(sides[i]);
    }
    mbedtls_net_free(&client.net);
    mbedtls_net_free(&server.net);
    mbedtls_net_free(&server.listener);
}

/* ---------------------------------------------------------------------------------------------------------------- */

/* One manner over one link. */
static void connect_in(struct pair *p, enum manner manner, uint64_t link)
{
    set_link(p, link);
    if (manner == BLOCKING) {
        run_in_threads(p);
    } else {
        run_in_turn(p, manner == NON_BLOCKING ? mbedtls_ssl_handshake : mbedtls_ssl_handshake_step);
        insist(&p->c, "from the client, over this link");
        insist(&p->s, "from the server, over this link");
    }
    clear_link(p);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 1);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->s.ssl), 1);
}

/* A connection in this manner over this link; see each_way. */
static void one_way(enum manner manner, uint64_t link, struct pair *(*make)(void), void (*expect)(struct pair *p))
{
    int failures = check_failures;
    struct pair *p = make();

    link = chosen_link(link);
    connect_in(p, manner, link);
    expect(p);
    expect_talk(p);
    pair_free(p);
    name_link(failures, manner_names[manner], link);
}

/*
 * Each manner over each link: `make` gives a pair that pair_start has set up, `expect` looks at it once it is connected
 * and both ends have heard each other. By then the link is good and in the memory of this process, so that `expect` may
 * go on with expect_talk and all else of support.h, whatever the manner was. The pair is freed afterwards.
 */
static void each_way(struct pair *(*make)(void), void (*expect)(struct pair *p))
{
    for (enum manner manner = 0; manner < MANNERS; manner++) {
        for (uint64_t link = 0; link <= bad_links[manner]; link++)
            one_way(manner, link, make, expect);
    }
}

#endif
