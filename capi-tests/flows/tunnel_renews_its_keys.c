/*
 * A tunnel that stays up for long renews its keys by renegotiation, started by either end, while packets go both ways:
 * with sockets that block, with a transport that does not, and step by step; over a link that loses, doubles and
 * reorders.
 */
#include "each_way.h"

static void enable(struct side *side)
{
    mbedtls_ssl_conf_renegotiation(&side->conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
}

static struct pair *tunnel(enum kind kind)
{
    struct pair *p = quiet_pair_with_cookies(kind);
    enable(&p->c);
    enable(&p->s);
    return p;
}

/* Which keys a side has received under: a number that each renegotiation makes larger. */
static int keys_of(const struct side *side)
{
    const unsigned char *counter = side->ssl.MBEDTLS_PRIVATE(in_ctr);
    return counter[0] << 8 | counter[1];
}

/* -- A transport that does not block ------------------------------------------------------------------------------ */

/* An end does what it can: sends a packet, reads what came. Returns how many packets it read. */
static int turn(struct side *side, int *to_send)
{
    unsigned char buffer[1500];
    int code, packets = 0;

    if (*to_send > 0) {
        code = mbedtls_ssl_write(&side->ssl, (const unsigned char *) "a packet of the tunnel", 22);
        if (code == 22)
            (*to_send)--;
        else
            CHECK(code == WANT_READ || code == WANT_WRITE || code == MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO);
    }
    while ((code = mbedtls_ssl_read(&side->ssl, buffer, sizeof buffer)) > 0) {
        CHECK_EQ(code, 22);
        packets++;
    }
    CHECK_EQ(code, WANT_READ);
    return packets;
}

/* Both ends work until everything is sent and read, and no handshake runs. */
static int work(struct pair *p, int from_client, int from_server)
{
    int packets = 0;
    for (int turns = 0; turns < 1000; turns++) {
        unsigned sent = p->c.sent + p->s.sent;
        packets += turn(&p->c, &from_client) + turn(&p->s, &from_server);
        int over = mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl);
        int quiet = side_waiting(&p->c) + side_waiting(&p->s) == 0 && sent == p->c.sent + p->s.sent;
        if (quiet && over && from_client + from_server == 0)
            return packets;
        if (quiet)
            pair_expire(p);
    }
    CHECK(!"the tunnel hangs");
    return packets;
}

static void by_the_program(enum kind kind, uint64_t drop, uint64_t twice, uint64_t hold)
{
    struct pair *p = tunnel(kind);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(work(p, 5, 5), 10);

    for (int round = 0; round < 4; round++) {
        int before = keys_of(&p->c);
        p->c.drop = drop << p->c.sent, p->s.drop = drop << p->s.sent;
        p->c.twice = twice << p->c.sent, p->s.twice = twice << p->s.sent;
        p->c.hold = hold << p->c.sent, p->s.hold = hold << p->s.sent;
        if (round % 2 == 0)
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), WANT_READ);
        else
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), 0);
        /* Packets may get lost on the way and in between, but not the tunnel; a server asks again with each. */
        work(p, 3, 3);
        p->c.drop = p->s.drop = p->c.twice = p->s.twice = p->c.hold = p->s.hold = 0;
        work(p, 3, 3);
        CHECK_EQ(work(p, 5, 5), 10);
        CHECK(keys_of(&p->c) > before);
        CHECK_EQ(keys_of(&p->c), keys_of(&p->s));
        /* The mask has a bit for each of the first 64 datagrams. */
        if (p->c.sent > 50 || p->s.sent > 50)
            break;
    }
    /* A new connection begins with the first keys again. */
    start_over(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(work(p, 5, 5), 10);
    CHECK_EQ(keys_of(&p->c), 1);
    pair_free(p);
}

/* The library does it by itself after so many records. */
static void by_itself(struct pair *p, struct side *who)
{
    static const unsigned char period[8] = { 0, 0, 0, 0, 0, 0, 0, 20 };
    mbedtls_ssl_conf_renegotiation_period(&who->conf, period);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    for (int round = 0; round < 30; round++)
        work(p, 10, 10);
    CHECK(keys_of(&p->c) >= 10);
    CHECK_EQ(work(p, 5, 5), 10);
    pair_free(p);
}

/* -- Step by step ------------------------------------------------------------------------------------------------- */

static void step_by_step(enum kind kind, uint64_t link)
{
    int failures = check_failures;
    struct pair *p = tunnel(kind);
    link = chosen_link(link);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);
    for (int round = 0; round < 2; round++) {
        /* A server's request is on its way before the link goes bad: only with data would it be repeated. */
        if (round == 0)
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->c.ssl), WANT_READ);
        else
            CHECK_EQ(mbedtls_ssl_renegotiate(&p->s.ssl), 0);
        set_link(p, link);
        run_in_turn(p, mbedtls_ssl_handshake_step);
        insist(&p->c, "a packet of the tunnel");
        insist(&p->s, "a packet back");
        clear_link(p);
        CHECK_EQ(keys_of(&p->c), 2 + round);
        CHECK_EQ(keys_of(&p->s), 2 + round);
        expect_talk(p);
    }
    pair_free(p);
    name_link(failures, "step by step", link);
}

/* -- Sockets that block ------------------------------------------------------------------------------------------- */

struct end {
    mbedtls_net_context net;
    unsigned sent, lose;
    mbedtls_timing_delay_context timer;
    unsigned char held[2048];
    size_t held_len;
};

/* A bad link also doubles every fifth datagram, and lets every ninth be overtaken. */
static int end_send(void *context, const unsigned char *bytes, size_t len)
{
    struct end *end = context;
    unsigned n = end->sent++;
    int bad = end->lose < 7;

    if (n % 7 == end->lose)
        return (int) len;
    if (bad && n % 9 == 4 && len <= sizeof end->held) {
        memcpy(end->held, bytes, len);
        end->held_len = len;
        return (int) len;
    }
    if (bad && n % 5 == 1)
        mbedtls_net_send(&end->net, bytes, len);
    int code = mbedtls_net_send(&end->net, bytes, len);
    if (end->held_len > 0)
        mbedtls_net_send(&end->net, end->held, end->held_len);
    end->held_len = 0;
    return code;
}

static int end_recv(void *context, unsigned char *bytes, size_t len, uint32_t timeout)
{
    struct end *end = context;
    return mbedtls_net_recv_timeout(&end->net, bytes, len, timeout);
}

static void connect_ends(struct end *a, struct end *b)
{
    struct sockaddr_in names[2];
    struct end *ends[] = { a, b };
    memset(a, 0, sizeof *a);
    memset(b, 0, sizeof *b);
    for (int i = 0; i < 2; i++) {
        socklen_t length = sizeof names[i];
        memset(&names[i], 0, sizeof names[i]);
        names[i].sin_family = AF_INET;
        names[i].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ends[i]->net.fd = socket(AF_INET, SOCK_DGRAM, 0);
        CHECK_EQ(bind(ends[i]->net.fd, (struct sockaddr *) &names[i], sizeof names[i]), 0);
        CHECK_EQ(getsockname(ends[i]->net.fd, (struct sockaddr *) &names[i], &length), 0);
    }
    for (int i = 0; i < 2; i++)
        CHECK_EQ(connect(ends[i]->net.fd, (struct sockaddr *) &names[1 - i], sizeof names[1 - i]), 0);
    a->lose = b->lose = 7; /* none */
}

static void attach(struct side *side, struct end *end)
{
    mbedtls_ssl_set_bio(&side->ssl, end, end_send, NULL, end_recv);
    mbedtls_ssl_set_timer_cb(&side->ssl, &end->timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
}

static int again(int code)
{
    return code == WANT_READ || code == WANT_WRITE || code == MBEDTLS_ERR_SSL_TIMEOUT;
}

/* The server sends back what it gets, and asks for new keys now and then. */
static void *serve(void *argument)
{
    mbedtls_ssl_context *ssl = argument;
    unsigned char buffer[256];
    int code, packets = 0;

    do
        code = mbedtls_ssl_handshake(ssl);
    while (again(code));
    CHECK_EQ(code, 0);
    for (;;) {
        do
            code = mbedtls_ssl_read(ssl, buffer, sizeof buffer);
        while (again(code));
        if (code <= 0)
            break;
        int length = code;
        do
            code = mbedtls_ssl_write(ssl, buffer, (size_t) length);
        while (again(code));
        CHECK_EQ(code, length);
        if (++packets % 10 == 5)
            CHECK_EQ(mbedtls_ssl_renegotiate(ssl), 0);
    }
    CHECK_EQ(code, MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    return NULL;
}

static void blocking(void)
{
    struct pair *p = quiet_pair(ECDSA);
    struct end client, server;
    unsigned char buffer[256];
    pthread_t thread;
    int answers = 0, code;

    enable(&p->c);
    enable(&p->s);
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, 100, 5000);
    mbedtls_ssl_conf_handshake_timeout(&p->s.conf, 100, 5000);
    mbedtls_ssl_conf_read_timeout(&p->c.conf, 300);
    mbedtls_ssl_conf_read_timeout(&p->s.conf, 1000);
    mbedtls_ssl_conf_renegotiation_enforced(&p->s.conf, MBEDTLS_SSL_RENEGOTIATION_NOT_ENFORCED);
    pair_start(p);
    connect_ends(&client, &server);
    attach(&p->c, &client);
    attach(&p->s, &server);
    CHECK_EQ(pthread_create(&thread, NULL, serve, &p->s.ssl), 0);
    do
        code = mbedtls_ssl_handshake(&p->c.ssl);
    while (again(code));
    CHECK_EQ(code, 0);
    client.lose = 3;
    for (int i = 0; i < 40; i++) {
        if (i % 10 == 9) {
            do
                code = mbedtls_ssl_renegotiate(&p->c.ssl);
            while (again(code));
            /* An echo may come before the server's answer; then the read below takes it. */
            CHECK(code == 0 || code == MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO);
        }
        do
            code = mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "a packet", 8);
        while (again(code));
        if (code == 8 || code == MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO) {
            /* A packet may be lost: it is waited for once. */
            do
                code = mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer);
            while (code == WANT_READ || code == WANT_WRITE);
            answers += code == 8;
            CHECK(code == 8 || code == MBEDTLS_ERR_SSL_TIMEOUT);
        } else
            CHECK_EQ(code, 8);
    }
    CHECK(answers >= 20);
    CHECK(keys_of(&p->c) >= 3);
    client.lose = 7;
    while (!mbedtls_ssl_is_handshake_over(&p->c.ssl) && again(mbedtls_ssl_handshake(&p->c.ssl)))
        ;
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    pthread_join(thread, NULL);
    mbedtls_net_free(&client.net);
    mbedtls_net_free(&server.net);
    pair_free(p);
}

int main(void)
{
    enum kind kinds[] = { PSK, ECDSA };
    for (int i = 0; i < 2; i++) {
        by_the_program(kinds[i], 0, 0, 0);
        for (int bit = 0; bit < 5; bit++) {
            by_the_program(kinds[i], (uint64_t) 1 << bit, 0, 0);
            by_the_program(kinds[i], 0, (uint64_t) 1 << bit, 0);
            by_the_program(kinds[i], 0, 0, (uint64_t) 1 << bit);
            by_the_program(kinds[i], (uint64_t) 1 << bit, (uint64_t) 0x1f & ~((uint64_t) 1 << bit), 0);
        }
        struct pair *p = tunnel(kinds[i]);
        by_itself(p, &p->c);
        p = tunnel(kinds[i]);
        by_itself(p, &p->s);
        for (uint64_t link = 0; link < 12; link++)
            step_by_step(kinds[i], link);
    }
    blocking();
    return check_result();
}
