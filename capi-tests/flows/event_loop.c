/*
 * One thread and poll(): a server and its clients on sockets that do not block, with timers of the program's own. Every
 * third datagram is lost during the handshakes.
 */
#include "support.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CLIENTS 5
#define ENDS (2 * CLIENTS)

struct end {
    mbedtls_ssl_context ssl;
    int socket, lossy;
    unsigned sent, received, wrote;
    int done, broken;
    /* The timer. */
    int runs;
    long since, intermediate, final;
};

static unsigned all_sent, all_lost;

static long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long) time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void set_timer(void *context, uint32_t intermediate, uint32_t final)
{
    struct end *end = context;
    end->runs = final != 0;
    end->since = now();
    end->intermediate = (long) intermediate;
    end->final = (long) final;
}

static int get_timer(void *context)
{
    struct end *end = context;
    long passed = now() - end->since;
    return !end->runs ? -1 : passed >= end->final ? 2 : passed >= end->intermediate ? 1 : 0;
}

static int send_datagram(void *context, const unsigned char *bytes, size_t len)
{
    struct end *end = context;
    all_sent++;
    if (end->lossy && end->sent++ % 3 == 1) {
        all_lost++;
        return (int) len;
    }
    ssize_t sent = send(end->socket, bytes, len, 0);
    return sent >= 0 ? (int) sent : errno == EAGAIN ? WANT_WRITE : -0x004E;
}

static int recv_datagram(void *context, unsigned char *bytes, size_t len)
{
    struct end *end = context;
    ssize_t received = recv(end->socket, bytes, len, 0);
    return received >= 0 ? (int) received : errno == EAGAIN ? WANT_READ : -0x004C;
}

/* Two sockets that send to each other and do not block. */
static void connect_sockets(struct end *a, struct end *b)
{
    struct sockaddr_in names[2];
    struct end *ends[] = { a, b };
    for (int i = 0; i < 2; i++) {
        socklen_t length = sizeof names[i];
        ends[i]->socket = socket(AF_INET, SOCK_DGRAM, 0);
        memset(&names[i], 0, sizeof names[i]);
        names[i].sin_family = AF_INET;
        names[i].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        CHECK_EQ(bind(ends[i]->socket, (struct sockaddr *) &names[i], sizeof names[i]), 0);
        CHECK_EQ(getsockname(ends[i]->socket, (struct sockaddr *) &names[i], &length), 0);
        CHECK_EQ(fcntl(ends[i]->socket, F_SETFL, O_NONBLOCK), 0);
    }
    for (int i = 0; i < 2; i++)
        CHECK_EQ(connect(ends[i]->socket, (struct sockaddr *) &names[1 - i], sizeof names[i]), 0);
}

/* As far as it goes: the handshake, then one word each way. */
static void drive(struct end *end, int is_client)
{
    unsigned char buffer[64];
    int code;
    if (end->done || end->broken)
        return;
    if (!mbedtls_ssl_is_handshake_over(&end->ssl)) {
        code = mbedtls_ssl_handshake(&end->ssl);
        if (code == WANT_READ || code == WANT_WRITE)
            return;
        if (code != 0) {
            CHECK_EQ(code, 0);
            end->broken = 1;
            return;
        }
    }
    end->lossy = 0;
    if (is_client && !end->wrote) {
        CHECK_EQ(mbedtls_ssl_write(&end->ssl, (const unsigned char *) "ping", 4), 4);
        end->wrote = 1;
    }
    while ((code = mbedtls_ssl_read(&end->ssl, buffer, sizeof buffer)) > 0) {
        CHECK_EQ(code, 4);
        CHECK(memcmp(buffer, is_client ? "pong" : "ping", 4) == 0);
        if (!is_client)
            CHECK_EQ(mbedtls_ssl_write(&end->ssl, (const unsigned char *) "pong", 4), 4);
        end->done = 1;
    }
    CHECK_EQ(code, WANT_READ);
}

int main(void)
{
    struct pair *p = quiet_pair(ECDSA);
    static struct end ends[ENDS];
    struct pollfd sockets[ENDS];
    long deadline = now() + 60000;
    int left = ENDS;

    /* A suite whose tags valgrind can follow to the socket (see run-sanitized). */
    static const int suites[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, 0 };
    side_suites(&p->c, suites);
    side_suites(&p->s, suites);
    /* The configurations of a pair, with contexts and transport of our own: even ends are clients, odd ones servers. */
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, 40, 5000);
    mbedtls_ssl_conf_handshake_timeout(&p->s.conf, 40, 5000);
    for (int i = 0; i < ENDS; i += 2)
        connect_sockets(&ends[i], &ends[i + 1]);
    for (int i = 0; i < ENDS; i++) {
        mbedtls_ssl_init(&ends[i].ssl);
        CHECK_EQ(mbedtls_ssl_setup(&ends[i].ssl, i % 2 == 0 ? &p->c.conf : &p->s.conf), 0);
        if (i % 2 == 0)
            CHECK_EQ(mbedtls_ssl_set_hostname(&ends[i].ssl, "localhost"), 0);
        mbedtls_ssl_set_bio(&ends[i].ssl, &ends[i], send_datagram, recv_datagram, NULL);
        mbedtls_ssl_set_timer_cb(&ends[i].ssl, &ends[i], set_timer, get_timer);
        ends[i].lossy = 1;
        ends[i].sent = (unsigned) i;
        sockets[i].fd = ends[i].socket;
        sockets[i].events = POLLIN;
        drive(&ends[i], i % 2 == 0);
    }
    while (left > 0 && now() < deadline) {
        long wait = 1000;
        for (int i = 0; i < ENDS; i++) {
            long due = ends[i].since + ends[i].final - now();
            if (ends[i].runs && due < wait)
                wait = due < 0 ? 0 : due;
        }
        CHECK(poll(sockets, ENDS, (int) wait) >= 0);
        left = 0;
        for (int i = 0; i < ENDS; i++) {
            if ((sockets[i].revents & POLLIN) || get_timer(&ends[i]) == 2)
                drive(&ends[i], i % 2 == 0);
            CHECK(!ends[i].broken);
            left += !ends[i].done && !ends[i].broken;
        }
    }
    CHECK_EQ(left, 0);
    /* Datagrams were really lost, and no timer runs any more: none was for reading. */
    CHECK(all_lost >= CLIENTS);
    CHECK(all_sent > all_lost);
    for (int i = 0; i < ENDS; i++) {
        CHECK_EQ(ends[i].runs, 0);
        mbedtls_ssl_free(&ends[i].ssl);
        close(ends[i].socket);
    }
    pair_free(p);
    return check_result();
}
