#include "check.h"
#include <errno.h>
#include <fcntl.h>
#include <mbedtls/net_sockets.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <unistd.h>

/* The port that the system chose for a bound socket, in decimal. */
static const char *port_of(int fd)
{
    static char text[8];
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    memset(&address, 0, sizeof address);
    CHECK_EQ(getsockname(fd, (struct sockaddr *) &address, &length), 0);
    snprintf(text, sizeof text, "%u", (unsigned) ntohs(address.sin_port));
    return text;
}

static long milliseconds(void)
{
    struct timeval now;
    gettimeofday(&now, NULL);
    return now.tv_sec * 1000L + now.tv_usec / 1000;
}

static void initial(void)
{
    mbedtls_net_context ctx;
    memset(&ctx, 0x11, sizeof ctx);
    mbedtls_net_init(&ctx);
    CHECK_EQ(ctx.fd, -1);
    unsigned char byte = 0;
    CHECK_EQ(mbedtls_net_recv(&ctx, &byte, 1), MBEDTLS_ERR_NET_INVALID_CONTEXT);
    CHECK_EQ(mbedtls_net_send(&ctx, &byte, 1), MBEDTLS_ERR_NET_INVALID_CONTEXT);
    CHECK_EQ(mbedtls_net_recv_timeout(&ctx, &byte, 1, 10), MBEDTLS_ERR_NET_INVALID_CONTEXT);
    CHECK_EQ(mbedtls_net_poll(&ctx, MBEDTLS_NET_POLL_READ, 0), MBEDTLS_ERR_NET_INVALID_CONTEXT);
    CHECK(mbedtls_net_set_block(&ctx) != 0);
    CHECK(mbedtls_net_set_nonblock(&ctx) != 0);
    mbedtls_net_close(&ctx);
    mbedtls_net_free(&ctx);
    mbedtls_net_free(&ctx);
    CHECK_EQ(ctx.fd, -1);
}

static void unknown_hosts(void)
{
    mbedtls_net_context ctx;
    mbedtls_net_init(&ctx);
    CHECK_EQ(mbedtls_net_connect(&ctx, "not a host", "1", MBEDTLS_NET_PROTO_UDP), MBEDTLS_ERR_NET_UNKNOWN_HOST);
    CHECK_EQ(mbedtls_net_connect(&ctx, "127.0.0.1", "no port", MBEDTLS_NET_PROTO_UDP), MBEDTLS_ERR_NET_UNKNOWN_HOST);
    CHECK_EQ(mbedtls_net_bind(&ctx, "not a host", "1", MBEDTLS_NET_PROTO_UDP), MBEDTLS_ERR_NET_UNKNOWN_HOST);
    /* An address that no interface here has. */
    CHECK_EQ(mbedtls_net_bind(&ctx, "192.0.2.1", "0", MBEDTLS_NET_PROTO_UDP), MBEDTLS_ERR_NET_BIND_FAILED);
    CHECK_EQ(ctx.fd, -1);
}

static void refused_connection(void)
{
    mbedtls_net_context server, client;
    mbedtls_net_init(&server);
    mbedtls_net_init(&client);
    CHECK_EQ(mbedtls_net_bind(&server, "127.0.0.1", "0", MBEDTLS_NET_PROTO_TCP), 0);
    char port[8];
    strcpy(port, port_of(server.fd));
    mbedtls_net_free(&server);
    CHECK_EQ(mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_TCP), MBEDTLS_ERR_NET_CONNECT_FAILED);
    CHECK_EQ(client.fd, -1);
}

static void datagrams(void)
{
    mbedtls_net_context bound, client, peer;
    mbedtls_net_init(&bound);
    mbedtls_net_init(&client);
    mbedtls_net_init(&peer);
    unsigned char buffer[64] = { 0 }, ip[16];
    size_t ip_length = 99;

    CHECK_EQ(mbedtls_net_bind(&bound, "127.0.0.1", "0", MBEDTLS_NET_PROTO_UDP), 0);
    CHECK(bound.fd >= 0);
    char port[8];
    strcpy(port, port_of(bound.fd));

    /* Nobody there. */
    CHECK_EQ(mbedtls_net_set_nonblock(&bound), 0);
    CHECK_EQ(mbedtls_net_accept(&bound, &peer, NULL, 0, NULL), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_net_recv(&bound, buffer, sizeof buffer), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_net_set_block(&bound), 0);

    CHECK_EQ(mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(mbedtls_net_send(&client, (const unsigned char *) "hello", 5), 5);
    CHECK_EQ(mbedtls_net_send(&client, (const unsigned char *) "again", 5), 5);

    int former = bound.fd;
    memset(ip, 0xEE, sizeof ip);
    CHECK_EQ(mbedtls_net_accept(&bound, &peer, ip, sizeof ip, &ip_length), 0);
    CHECK_EQ(ip_length, 4);
    CHECK_EQ(memcmp(ip, "\x7F\0\0\1\xEE", 5), 0);
    /* The bound socket is the client's now, and a new one listens at the same address. */
    CHECK_EQ(peer.fd, former);
    CHECK(bound.fd >= 0 && bound.fd != peer.fd);
    CHECK_EQ(strcmp(port_of(bound.fd), port), 0);

    /* The datagram that told of the client is still there. */
    CHECK_EQ(mbedtls_net_recv(&peer, buffer, sizeof buffer), 5);
    CHECK_EQ(memcmp(buffer, "hello", 5), 0);
    CHECK_EQ(mbedtls_net_recv_timeout(&peer, buffer, 3, 1000), 3);
    CHECK_EQ(mbedtls_net_recv_timeout(&peer, buffer, sizeof buffer, 20), MBEDTLS_ERR_SSL_TIMEOUT);
    CHECK_EQ(mbedtls_net_send(&peer, (const unsigned char *) "answer", 6), 6);
    CHECK_EQ(mbedtls_net_recv_timeout(&client, buffer, sizeof buffer, 0), 6);
    CHECK_EQ(mbedtls_net_send(&client, (const unsigned char *) "", 0), 0);
    CHECK_EQ(mbedtls_net_recv_timeout(&peer, buffer, sizeof buffer, 1000), 0);

    /* A second client comes to the new socket; its address does not fit. */
    mbedtls_net_context second, second_peer;
    mbedtls_net_init(&second);
    mbedtls_net_init(&second_peer);
    CHECK_EQ(mbedtls_net_connect(&second, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(mbedtls_net_send(&second, (const unsigned char *) "second", 6), 6);
    CHECK_EQ(mbedtls_net_accept(&bound, &second_peer, ip, 3, &ip_length), MBEDTLS_ERR_NET_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_net_recv(&second_peer, buffer, sizeof buffer), 6);
    CHECK_EQ(memcmp(buffer, "second", 6), 0);

    /* Datagrams to nobody are told to the sender by the next call. */
    mbedtls_net_free(&peer);
    mbedtls_net_free(&bound);
    CHECK_EQ(mbedtls_net_send(&client, (const unsigned char *) "lost", 4), 4);
    CHECK_EQ(mbedtls_net_recv_timeout(&client, buffer, sizeof buffer, 1000), MBEDTLS_ERR_NET_RECV_FAILED);

    mbedtls_net_free(&client);
    mbedtls_net_free(&second);
    mbedtls_net_free(&second_peer);
    CHECK_EQ(client.fd, -1);
}

static void ipv6_client(void)
{
    mbedtls_net_context bound, client, peer;
    mbedtls_net_init(&bound);
    mbedtls_net_init(&client);
    mbedtls_net_init(&peer);
    if (mbedtls_net_bind(&bound, "::1", "0", MBEDTLS_NET_PROTO_UDP) != 0) {
        fprintf(stderr, "no IPv6 here: not tested\n");
        return;
    }
    CHECK_EQ(mbedtls_net_connect(&client, "::1", port_of(bound.fd), MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(mbedtls_net_send(&client, (const unsigned char *) "6", 1), 1);
    unsigned char ip[16];
    size_t length = 0;
    CHECK_EQ(mbedtls_net_accept(&bound, &peer, ip, sizeof ip, &length), 0);
    CHECK_EQ(length, 16);
    CHECK_EQ(memcmp(ip, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 16), 0);
    mbedtls_net_free(&bound);
    mbedtls_net_free(&client);
    mbedtls_net_free(&peer);
}

static void streams(void)
{
    mbedtls_net_context bound, client, peer;
    mbedtls_net_init(&bound);
    mbedtls_net_init(&client);
    mbedtls_net_init(&peer);
    unsigned char buffer[64] = { 0 }, ip[4];
    size_t length = 0;
    CHECK_EQ(mbedtls_net_bind(&bound, NULL, "0", MBEDTLS_NET_PROTO_TCP), 0);
    CHECK_EQ(mbedtls_net_set_nonblock(&bound), 0);
    CHECK_EQ(mbedtls_net_accept(&bound, &peer, NULL, 0, NULL), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(mbedtls_net_set_block(&bound), 0);
    CHECK_EQ(mbedtls_net_connect(&client, "127.0.0.1", port_of(bound.fd), MBEDTLS_NET_PROTO_TCP), 0);
    CHECK_EQ(mbedtls_net_accept(&bound, &peer, ip, sizeof ip, &length), 0);
    CHECK_EQ(length, 4);
    CHECK_EQ(memcmp(ip, "\x7F\0\0\1", 4), 0);
    CHECK(peer.fd != bound.fd);
    CHECK_EQ(mbedtls_net_send(&peer, (const unsigned char *) "stream", 6), 6);
    CHECK_EQ(mbedtls_net_recv(&client, buffer, 2), 2);
    CHECK_EQ(mbedtls_net_recv(&client, buffer, sizeof buffer), 4);

    /* A peer that is gone: the end first, then a reset, and no signal. */
    mbedtls_net_free(&peer);
    CHECK_EQ(mbedtls_net_recv(&client, buffer, sizeof buffer), 0);
    int result = 0;
    for (int i = 0; i < 100 && result >= 0; i++) {
        result = mbedtls_net_send(&client, buffer, sizeof buffer);
        usleep(1000);
    }
    CHECK_EQ(result, MBEDTLS_ERR_NET_CONN_RESET);
    mbedtls_net_free(&client);
    mbedtls_net_free(&bound);
}

static void readiness(void)
{
    int pair[2];
    CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), 0);
    mbedtls_net_context left = { pair[0] }, right = { pair[1] };
    const uint32_t both = MBEDTLS_NET_POLL_READ | MBEDTLS_NET_POLL_WRITE;
    CHECK_EQ(mbedtls_net_poll(&left, both, 0), MBEDTLS_NET_POLL_WRITE);
    CHECK_EQ(mbedtls_net_poll(&left, MBEDTLS_NET_POLL_READ, 0), 0);
    long start = milliseconds();
    CHECK_EQ(mbedtls_net_poll(&left, MBEDTLS_NET_POLL_READ, 60), 0);
    CHECK(milliseconds() - start >= 59);
    CHECK_EQ(mbedtls_net_poll(&left, 0, 0), 0);
    CHECK_EQ(mbedtls_net_poll(&left, 4, 0), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_net_poll(&left, both | 8, 0), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_net_send(&right, (const unsigned char *) "x", 1), 1);
    CHECK_EQ(mbedtls_net_poll(&left, MBEDTLS_NET_POLL_READ, (uint32_t) -1), MBEDTLS_NET_POLL_READ);
    CHECK_EQ(mbedtls_net_poll(&left, both, 0), both);

    /* Full: no room to write. */
    unsigned char block[1024] = { 0 };
    CHECK_EQ(mbedtls_net_set_nonblock(&left), 0);
    int result;
    while ((result = mbedtls_net_send(&left, block, sizeof block)) > 0) {
    }
    CHECK_EQ(result, MBEDTLS_ERR_SSL_WANT_WRITE);
    CHECK_EQ(mbedtls_net_poll(&left, MBEDTLS_NET_POLL_WRITE, 0), 0);

    mbedtls_net_close(&left);
    CHECK_EQ(left.fd, -1);
    CHECK_EQ(fcntl(pair[0], F_GETFD), -1);
    mbedtls_net_context closed = { pair[0] };
    unsigned char byte = 0;
    CHECK_EQ(mbedtls_net_poll(&closed, MBEDTLS_NET_POLL_READ, 0), MBEDTLS_ERR_NET_POLL_FAILED);
    CHECK_EQ(mbedtls_net_recv(&closed, &byte, 1), MBEDTLS_ERR_NET_RECV_FAILED);
    CHECK_EQ(mbedtls_net_send(&closed, &byte, 1), MBEDTLS_ERR_NET_SEND_FAILED);
    CHECK_EQ(mbedtls_net_recv_timeout(&closed, &byte, 1, 10), MBEDTLS_ERR_NET_RECV_FAILED);
    mbedtls_net_free(&right);
}

/* A blocking socket whose own time limit runs out never "would block". */
static void blocking_with_limit(void)
{
    int pair[2];
    CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), 0);
    struct timeval limit = { 0, 20000 };
    CHECK_EQ(setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit), 0);
    mbedtls_net_context left = { pair[0] }, right = { pair[1] };
    unsigned char byte = 0;
    CHECK_EQ(mbedtls_net_recv(&left, &byte, 1), MBEDTLS_ERR_NET_RECV_FAILED);
    mbedtls_net_free(&left);
    mbedtls_net_free(&right);
}

static void on_signal(int number)
{
    (void) number;
}

static void *interrupt_later(void *thread)
{
    usleep(40000);
    pthread_kill(*(pthread_t *) thread, SIGUSR1);
    return NULL;
}

static void interrupted(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    CHECK_EQ(sigaction(SIGUSR1, &action, NULL), 0);
    int pair[2];
    CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), 0);
    mbedtls_net_context left = { pair[0] }, right = { pair[1] };
    unsigned char byte = 0;
    pthread_t self = pthread_self(), other;

    CHECK_EQ(pthread_create(&other, NULL, interrupt_later, &self), 0);
    CHECK_EQ(mbedtls_net_recv(&left, &byte, 1), MBEDTLS_ERR_SSL_WANT_READ);
    pthread_join(other, NULL);

    CHECK_EQ(pthread_create(&other, NULL, interrupt_later, &self), 0);
    CHECK_EQ(mbedtls_net_recv_timeout(&left, &byte, 1, 5000), MBEDTLS_ERR_SSL_WANT_READ);
    pthread_join(other, NULL);

    CHECK_EQ(pthread_create(&other, NULL, interrupt_later, &self), 0);
    long start = milliseconds();
    int result = mbedtls_net_poll(&left, MBEDTLS_NET_POLL_READ, 120);
    /* The original gives up with MBEDTLS_ERR_NET_POLL_FAILED. */
    ONLY_OURS
    {
        CHECK_EQ(result, 0);
        CHECK(milliseconds() - start >= 110);
    }
    pthread_join(other, NULL);
    mbedtls_net_free(&left);
    mbedtls_net_free(&right);
}

/* Descriptors that select(2) could not take. */
static void high_descriptors(void)
{
    ONLY_OURS
    {
        struct rlimit limit;
        CHECK_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
        limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
        CHECK_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
        int pair[2];
        CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair), 0);
        int high = fcntl(pair[0], F_DUPFD, 3000);
        if (high < 0) {
            fprintf(stderr, "too few descriptors here: not tested\n");
        } else {
            mbedtls_net_context left = { high }, right = { pair[1] };
            unsigned char byte = 0;
            CHECK_EQ(mbedtls_net_poll(&left, MBEDTLS_NET_POLL_READ, 0), 0);
            CHECK_EQ(mbedtls_net_recv_timeout(&left, &byte, 1, 10), MBEDTLS_ERR_SSL_TIMEOUT);
            CHECK_EQ(mbedtls_net_send(&right, (const unsigned char *) "h", 1), 1);
            CHECK_EQ(mbedtls_net_recv_timeout(&left, &byte, 1, 1000), 1);
            CHECK_EQ(byte, 'h');
            mbedtls_net_free(&left);
        }
        close(pair[0]);
        close(pair[1]);
    }
}

/* Any descriptor will do. */
static void pipes(void)
{
    int ends[2];
    CHECK_EQ(pipe(ends), 0);
    mbedtls_net_context from = { ends[0] }, to = { ends[1] };
    unsigned char byte = 0;
    CHECK_EQ(mbedtls_net_send(&to, (const unsigned char *) "p", 1), 1);
    CHECK_EQ(mbedtls_net_recv(&from, &byte, 1), 1);
    CHECK_EQ(byte, 'p');
    mbedtls_net_close(&from);
    mbedtls_net_close(&to);
}

static void null_pointers(void)
{
    ONLY_OURS
    {
        mbedtls_net_context ctx, other;
        mbedtls_net_init(&ctx);
        mbedtls_net_init(&other);
        unsigned char byte = 0, ip[16];
        size_t length = 0;
        mbedtls_net_init(NULL);
        mbedtls_net_close(NULL);
        mbedtls_net_free(NULL);
        CHECK_EQ(mbedtls_net_connect(NULL, "127.0.0.1", "1", 0), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_connect(&ctx, NULL, "1", 0), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_net_connect(&ctx, "127.0.0.1", NULL, 0), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_net_bind(NULL, NULL, "0", 0), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_bind(&ctx, NULL, NULL, 0), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_net_accept(NULL, &ctx, NULL, 0, NULL), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_accept(&ctx, NULL, NULL, 0, NULL), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_accept(&ctx, &ctx, NULL, 0, NULL), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_net_accept(NULL, NULL, NULL, 0, NULL), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_net_accept(&ctx, &other, ip, sizeof ip, NULL), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        /* Not open. */
        CHECK_EQ(mbedtls_net_accept(&ctx, &other, ip, sizeof ip, &length), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_poll(&ctx, MBEDTLS_NET_POLL_READ, 0), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_poll(NULL, 1, 0), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_set_block(NULL), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_set_nonblock(NULL), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_recv(NULL, &byte, 1), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_send(NULL, &byte, 1), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        CHECK_EQ(mbedtls_net_recv_timeout(NULL, &byte, 1, 1), MBEDTLS_ERR_NET_INVALID_CONTEXT);
        mbedtls_net_context input = { 0 };
        CHECK_EQ(mbedtls_net_recv(&input, NULL, 1), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_net_send(&input, NULL, 1), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_net_recv_timeout(&input, NULL, 1, 1), MBEDTLS_ERR_NET_BAD_INPUT_DATA);
    }
}

int main(void)
{
    long start = milliseconds();
    mbedtls_net_usleep(30000);
    CHECK(milliseconds() - start >= 29);
    initial();
    unknown_hosts();
    refused_connection();
    datagrams();
    ipv6_client();
    streams();
    readiness();
    blocking_with_limit();
    interrupted();
    high_descriptors();
    pipes();
    null_pointers();
    return check_result();
}
