/* net_sockets.h on the loopback interface, timing.h, and a handshake over both. */
#include "support/pair.h"

#include <mbedtls/net_sockets.h>
#include <mbedtls/timing.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>

/* Binds to a port that the system chooses; says which in `port`. */
static int bind_any(mbedtls_net_context *ctx, int proto, char port[8])
{
    struct sockaddr_in address;
    socklen_t len = sizeof(address);
    int code;

    mbedtls_net_init(ctx);
    code = mbedtls_net_bind(ctx, "127.0.0.1", "0", proto);
    if (code == 0) {
        if (getsockname(ctx->fd, (struct sockaddr *) &address, &len) != 0)
            fatal("getsockname");
        snprintf(port, 8, "%u", (unsigned) ntohs(address.sin_port));
    }
    return code;
}

static void life(void)
{
    mbedtls_net_context ctx;

    mbedtls_net_init(&ctx);
    say("fd %d", ctx.fd);
    mbedtls_net_free(&ctx);
    mbedtls_net_close(&ctx);
    say("fd %d", ctx.fd);
}

static void closed_context(void)
{
    mbedtls_net_context ctx, client;
    unsigned char buf[8];

    mbedtls_net_init(&ctx);
    mbedtls_net_init(&client);
    say_code("recv", mbedtls_net_recv(&ctx, buf, sizeof(buf)));
    say_code("send", mbedtls_net_send(&ctx, buf, sizeof(buf)));
    say_code("recv_timeout", mbedtls_net_recv_timeout(&ctx, buf, sizeof(buf), 10));
    say_code("poll", mbedtls_net_poll(&ctx, MBEDTLS_NET_POLL_READ, 0));
}

static void refusals(void)
{
    mbedtls_net_context ctx;

    mbedtls_net_init(&ctx);
    say_code("connect to a strange name", mbedtls_net_connect(&ctx, "no..such..name", "1", MBEDTLS_NET_PROTO_UDP));
    say_code("connect to a strange port", mbedtls_net_connect(&ctx, "127.0.0.1", "no port", MBEDTLS_NET_PROTO_UDP));
    say_code("bind to a strange name", mbedtls_net_bind(&ctx, "no..such..name", "1", MBEDTLS_NET_PROTO_UDP));
    say_code("bind to a foreign address", mbedtls_net_bind(&ctx, "192.0.2.1", "0", MBEDTLS_NET_PROTO_UDP));
    say("fd %d", ctx.fd);
    mbedtls_net_free(&ctx);
}

static void two_datagrams(void)
{
    mbedtls_net_context server, client;
    unsigned char buf[64];
    char port[8];

    say_code("bind", bind_any(&server, MBEDTLS_NET_PROTO_UDP, port));
    mbedtls_net_init(&client);
    say_code("connect", mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP));
    say_count("send", mbedtls_net_send(&client, (const unsigned char *) "first", 5));
    say_count("send", mbedtls_net_send(&client, (const unsigned char *) "second", 6));
    say_count("poll", mbedtls_net_poll(&server, MBEDTLS_NET_POLL_READ, 1000));
    say_count("recv", mbedtls_net_recv(&server, buf, sizeof(buf)));
    say_count("recv into three bytes", mbedtls_net_recv(&server, buf, 3));
    say_code("set_nonblock", mbedtls_net_set_nonblock(&server));
    say_count("recv", mbedtls_net_recv(&server, buf, sizeof(buf)));
    say_count("poll for nothing", mbedtls_net_poll(&server, MBEDTLS_NET_POLL_READ, 0));
    say_code("set_block", mbedtls_net_set_block(&server));
    say_count("recv_timeout", mbedtls_net_recv_timeout(&server, buf, sizeof(buf), 20));
    mbedtls_net_free(&server);
    mbedtls_net_free(&client);
    say("fd %d %d", server.fd, client.fd);
}

static void empty_datagram(void)
{
    mbedtls_net_context server, client;
    unsigned char buf[64];
    char port[8];

    bind_any(&server, MBEDTLS_NET_PROTO_UDP, port);
    mbedtls_net_init(&client);
    mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP);
    say_count("send", mbedtls_net_send(&client, buf, 0));
    say_count("recv_timeout", mbedtls_net_recv_timeout(&server, buf, sizeof(buf), 1000));
    mbedtls_net_free(&server);
    mbedtls_net_free(&client);
}

static void polls(void)
{
    mbedtls_net_context server, client;
    char port[8];

    bind_any(&server, MBEDTLS_NET_PROTO_UDP, port);
    mbedtls_net_init(&client);
    mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP);
    say_count("nothing", mbedtls_net_poll(&server, 0, 0));
    say_count("write", mbedtls_net_poll(&server, MBEDTLS_NET_POLL_WRITE, 0));
    say_count("read", mbedtls_net_poll(&server, MBEDTLS_NET_POLL_READ, 10));
    say_count("both", mbedtls_net_poll(&server, MBEDTLS_NET_POLL_READ | MBEDTLS_NET_POLL_WRITE, 10));
    mbedtls_net_send(&client, (const unsigned char *) "x", 1);
    say_count("read, waiting", mbedtls_net_poll(&server, MBEDTLS_NET_POLL_READ, 1000));
    say_count("both, waiting",
              mbedtls_net_poll(&server, MBEDTLS_NET_POLL_READ | MBEDTLS_NET_POLL_WRITE, (uint32_t) -1));
    say_code("an unknown wish", mbedtls_net_poll(&server, 4, 0));
    mbedtls_net_free(&server);
    mbedtls_net_free(&client);
}

/* accept on UDP: the bound socket becomes the client's, a new one is bound. */
static void accepting(void)
{
    mbedtls_net_context server, client, accepted;
    unsigned char buf[64], address[16];
    char port[8];
    size_t len = 0;

    bind_any(&server, MBEDTLS_NET_PROTO_UDP, port);
    mbedtls_net_init(&client);
    mbedtls_net_init(&accepted);
    mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP);
    mbedtls_net_send(&client, (const unsigned char *) "hello", 5);
    say_code("accept", mbedtls_net_accept(&server, &accepted, address, sizeof(address), &len));
    say("%u bytes of address", (unsigned) len);
    say_hex("address", address, len);
    say("both open: %d", server.fd >= 0 && accepted.fd >= 0 && server.fd != accepted.fd);
    say_count("the datagram is still there", mbedtls_net_recv_timeout(&accepted, buf, sizeof(buf), 1000));
    say_count("answer", mbedtls_net_send(&accepted, (const unsigned char *) "answer", 6));
    say_count("received", mbedtls_net_recv_timeout(&client, buf, sizeof(buf), 1000));
    mbedtls_net_send(&client, (const unsigned char *) "more", 4);
    say_count("more", mbedtls_net_recv_timeout(&accepted, buf, sizeof(buf), 1000));
    mbedtls_net_free(&accepted);
    mbedtls_net_send(&client, (const unsigned char *) "again", 5);
    say_code("accept, room for three bytes", mbedtls_net_accept(&server, &accepted, address, 3, &len));
    mbedtls_net_free(&accepted);
    mbedtls_net_free(&server);
    mbedtls_net_free(&client);
}

static void accept_without_address(void)
{
    mbedtls_net_context server, client, accepted;
    char port[8];

    bind_any(&server, MBEDTLS_NET_PROTO_UDP, port);
    mbedtls_net_init(&client);
    mbedtls_net_init(&accepted);
    mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP);
    mbedtls_net_send(&client, (const unsigned char *) "hello", 5);
    say_code("accept", mbedtls_net_accept(&server, &accepted, NULL, 0, NULL));
    mbedtls_net_set_nonblock(&server);
    {
        mbedtls_net_context none;

        mbedtls_net_init(&none);
        say_code("accept of nobody", mbedtls_net_accept(&server, &none, NULL, 0, NULL));
        mbedtls_net_free(&none);
    }
    mbedtls_net_free(&accepted);
    mbedtls_net_free(&server);
    mbedtls_net_free(&client);
}

/* Nobody listens: the error comes with the next call. */
static void nobody_there(void)
{
    mbedtls_net_context server, client;
    unsigned char buf[8];
    char port[8];
    int i, code = 0;

    bind_any(&server, MBEDTLS_NET_PROTO_UDP, port);
    mbedtls_net_free(&server);
    mbedtls_net_init(&client);
    say_code("connect", mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP));
    say_count("send", mbedtls_net_send(&client, (const unsigned char *) "x", 1));
    for (i = 0; i < 5 && (code = mbedtls_net_recv_timeout(&client, buf, sizeof(buf), 200)) == MBEDTLS_ERR_SSL_TIMEOUT; i++)
        ;
    say_code("recv_timeout", code);
    mbedtls_net_free(&client);
}

/* -- timing.h ----------------------------------------------------------------------------------------------------- */

static void delays(void)
{
    mbedtls_timing_delay_context ctx;

    memset(&ctx, 0, sizeof(ctx));
    mbedtls_timing_set_delay(&ctx, 0, 0);
    say("cancelled: %d", mbedtls_timing_get_delay(&ctx));
    mbedtls_timing_set_delay(&ctx, 5000, 10000);
    say("none: %d, final %u", mbedtls_timing_get_delay(&ctx), (unsigned) mbedtls_timing_get_final_delay(&ctx));
    mbedtls_timing_set_delay(&ctx, 20, 5000);
    mbedtls_net_usleep(60000);
    say("intermediate: %d", mbedtls_timing_get_delay(&ctx));
    mbedtls_timing_set_delay(&ctx, 20, 40);
    mbedtls_net_usleep(90000);
    say("final: %d", mbedtls_timing_get_delay(&ctx));
    say("still: %d", mbedtls_timing_get_delay(&ctx));
    mbedtls_timing_set_delay(&ctx, 0, 0);
    say("cancelled: %d", mbedtls_timing_get_delay(&ctx));
    mbedtls_timing_set_delay(&ctx, 0, 20000);
    say("without intermediate: %d", mbedtls_timing_get_delay(&ctx));
}

static void copied_delay(void)
{
    mbedtls_timing_delay_context a, b;

    memset(&a, 0, sizeof(a));
    mbedtls_timing_set_delay(&a, 5000, 10000);
    memcpy(&b, &a, sizeof(a));
    say("copy: %d", mbedtls_timing_get_delay(&b));
    mbedtls_timing_set_delay(&a, 0, 0);
    say("copy: %d, itself: %d", mbedtls_timing_get_delay(&b), mbedtls_timing_get_delay(&a));
}

static void stopwatch(void)
{
    struct mbedtls_timing_hr_time watch;
    unsigned long passed;

    memset(&watch, 0, sizeof(watch));
    say("reset: %lu", mbedtls_timing_get_timer(&watch, 1));
    mbedtls_net_usleep(50000);
    passed = mbedtls_timing_get_timer(&watch, 0);
    say("about fifty: %d", passed >= 45 && passed < 1000);
}

/* -- All together ------------------------------------------------------------------------------------------------- */

/* Both sides in one process over real sockets, in turn, with the library's own callbacks and timers. */
static void handshake(void)
{
    mbedtls_net_context server, client;
    struct sockaddr_in address;
    socklen_t len = sizeof(address);
    mbedtls_timing_delay_context timers[2];
    char port[8];
    int i, c = -1, s = -1;
    struct pair *p = pair_new(ECDSA);
    unsigned char buf[32];

    bind_any(&server, MBEDTLS_NET_PROTO_UDP, port);
    mbedtls_net_init(&client);
    say_code("connect", mbedtls_net_connect(&client, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP));
    if (getsockname(client.fd, (struct sockaddr *) &address, &len) != 0
        || connect(server.fd, (struct sockaddr *) &address, len) != 0)
        fatal("connect of the server");
    memset(timers, 0, sizeof(timers));
    mbedtls_net_set_nonblock(&server);
    mbedtls_net_set_nonblock(&client);
    pair_cookies(p);
    p->log = 0;
    pair_start(p);
    mbedtls_ssl_set_bio(&p->c.ssl, &client, mbedtls_net_send, mbedtls_net_recv, mbedtls_net_recv_timeout);
    mbedtls_ssl_set_bio(&p->s.ssl, &server, mbedtls_net_send, mbedtls_net_recv, NULL);
    mbedtls_ssl_set_timer_cb(&p->c.ssl, &timers[0], mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    mbedtls_ssl_set_timer_cb(&p->s.ssl, &timers[1], mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    mbedtls_ssl_set_bio(&p->c.ssl, &client, mbedtls_net_send, mbedtls_net_recv, NULL);
    for (i = 0; i < 10000 && (c != 0 || s != 0); i++) {
        if (c != 0)
            c = mbedtls_ssl_handshake(&p->c.ssl);
        if (s != 0)
            s = mbedtls_ssl_handshake(&p->s.ssl);
        if (s == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED) {
            mbedtls_ssl_session_reset(&p->s.ssl);
            mbedtls_ssl_set_client_transport_id(&p->s.ssl, pair_transport_id, 4);
        }
    }
    say_code("client", c);
    say_code("server", s);
    say_count("write", mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "over UDP", 8));
    mbedtls_net_poll(&server, MBEDTLS_NET_POLL_READ, 1000);
    say_count("read", mbedtls_ssl_read(&p->s.ssl, buf, sizeof(buf)));
    mbedtls_net_set_block(&client);
    mbedtls_ssl_conf_read_timeout(&p->c.conf, 30);
    mbedtls_ssl_set_bio(&p->c.ssl, &client, mbedtls_net_send, NULL, mbedtls_net_recv_timeout);
    say_count("read with a time-out", mbedtls_ssl_read(&p->c.ssl, buf, sizeof(buf)));
    pair_free(p);
    mbedtls_net_free(&server);
    mbedtls_net_free(&client);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "life", life },
        { "closed-context", closed_context },
        { "refusals", refusals },
        { "two-datagrams", two_datagrams },
        { "empty-datagram", empty_datagram },
        { "polls", polls },
        { "accepting", accepting },
        { "accept-without-address", accept_without_address },
        { "nobody-there", nobody_there },
        { "delays", delays },
        { "copied-delay", copied_delay },
        { "stopwatch", stopwatch },
        { "handshake", handshake },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
