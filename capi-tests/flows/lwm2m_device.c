/*
 * A device that registers with an LwM2M server by the suite that LwM2M asks of everybody,
 * TLS_PSK_WITH_AES_128_CBC_SHA256: with the MAC before and behind the ciphertext, whatever the two sides want, over
 * links that lose, double and swap datagrams, and as device programs run: with a call until it is done, step by step,
 * and blocking on sockets.
 */
#include "support.h"

#include <arpa/inet.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/timing.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>

static const int suite[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, 0 };
static const char device[] = "urn:imei:490154203237518";
static const char key[] = "a key of LwM2M";
static const char registration[] = "POST /rd?ep=device&lt=86400&lwm2m=1.1&b=U </>;rt=\"oma.lwm2m\",</1/0>,</3/0>";

/* What each side wants of encrypt-then-MAC: bit 0 the device, bit 1 the server. */
enum { BOTH_WANT = 3, WISHES = 4 };

static void configure(mbedtls_ssl_config *conf, int wants)
{
    mbedtls_ssl_conf_ciphersuites(conf, suite);
    mbedtls_ssl_conf_encrypt_then_mac(conf, wants ? MBEDTLS_SSL_ETM_ENABLED : MBEDTLS_SSL_ETM_DISABLED);
}

static struct pair *device_and_server(int wishes)
{
    struct pair *p = quiet_pair_with_cookies(PSK);
    side_psk(&p->c, key, device);
    side_psk(&p->s, key, device);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &p->cookies);
    configure(&p->c.conf, wishes & 1);
    configure(&p->s.conf, wishes >> 1);
    pair_start(p);
    return p;
}

/* What arrives arrives once, whole and in the order of the link. */
static void exchange(struct pair *p)
{
    unsigned char buffer[256];
    p->c.drop = p->c.twice = p->c.hold = p->s.drop = p->s.twice = p->s.hold = 0;
    side_discard(&p->c);
    side_discard(&p->s);
    expect_words(&p->c, registration);
    expect_words(&p->s, "2.01 Created /rd/5a3f");

    /* Ten notifications; the link loses every third, doubles every fifth. */
    unsigned first = p->c.sent, expected = 0;
    for (unsigned i = 0; i < 10; i++) {
        if (i % 3 == 2 && first + i < 64)
            p->c.drop |= (uint64_t) 1 << (first + i);
        else if (i % 5 == 0 && first + i < 64)
            p->c.twice |= (uint64_t) 1 << (first + i);
    }
    CHECK(first + 10 < 64);
    for (int i = 0; i < 10; i++) {
        char words[32];
        int length = snprintf(words, sizeof words, "7.%d %.*s", i, i, "..........");
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) words, (size_t) length), length);
    }
    for (int i = 0; i < 10; i++) {
        if (i % 3 == 2)
            continue;
        int length = mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer);
        CHECK_EQ(length, 4 + i);
        CHECK(length > 3 && buffer[2] == '0' + i);
        expected++;
    }
    CHECK_EQ(expected, 7);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);

    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
}

/* Without blocking: each wish, over a good link and over bad ones, where each of the first twelve datagrams is lost,
   doubled or overtaken one time in eight. */
static void without_blocking(void)
{
    uint64_t random = 88172645463325252u;
    for (int wishes = 0; wishes < WISHES; wishes++) {
        for (int link = 0; link < 40; link++) {
            struct pair *p = device_and_server(wishes);
            if (link > 0) {
                uint64_t *bits[] = { &p->c.drop, &p->c.twice, &p->c.hold, &p->s.drop, &p->s.twice, &p->s.hold };
                for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++) {
                    random ^= random << 13, random ^= random >> 7, random ^= random << 17;
                    *bits[i] = random & random >> 21 & random >> 42 & 0xFFF;
                }
            }
            CHECK_EQ(pair_handshake_lossy(p, 60), 0);
            CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), suite[0]);
            CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->c.ssl), 13 + 16 + 32 + 16);
            exchange(p);
            pair_free(p);
        }
    }
}

/* Step by step, as programs do that have to look at something between two messages. */
static void step_by_step(void)
{
    for (int wishes = 0; wishes < WISHES; wishes++) {
        struct pair *p = device_and_server(wishes);
        struct side *sides[] = { &p->c, &p->s };
        int steps = 0;
        while (!mbedtls_ssl_is_handshake_over(&p->c.ssl) || !mbedtls_ssl_is_handshake_over(&p->s.ssl)) {
            CHECK(++steps < 200);
            if (steps >= 200)
                break;
            for (int i = 0; i < 2; i++) {
                if (mbedtls_ssl_is_handshake_over(&sides[i]->ssl))
                    continue;
                int code = mbedtls_ssl_handshake_step(&sides[i]->ssl);
                if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
                    CHECK_EQ(side_reset(sides[i]), 0);
                else
                    CHECK(code == 0 || code == WANT_READ);
            }
        }
        exchange(p);
        pair_free(p);
    }
}

/* A record that was damaged on the way is dropped without a word, wherever the damage is, and what follows is read. */
static void damaged_records(void)
{
    unsigned char buffer[256];
    for (int wishes = 0; wishes <= BOTH_WANT; wishes += BOTH_WANT) {
        struct pair *p = device_and_server(wishes);
        CHECK_EQ(pair_handshake(p), 0);
        side_discard(&p->s);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) registration, sizeof registration),
                 sizeof registration);
        struct datagram *record = side_take(&p->s);
        unsigned sent = p->s.sent;
        for (size_t bit = 0; bit < record->len * 8; bit++) {
            record->bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
            side_inject(&p->s, record->bytes, record->len);
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
            record->bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
        }
        for (size_t len = 1; len < record->len; len++) {
            side_inject(&p->s, record->bytes, len);
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
        }
        CHECK_EQ(p->s.sent, sent);
        side_inject(&p->s, record->bytes, record->len);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), sizeof registration);
        free(record);
        expect_talk(p);
        pair_free(p);
    }
}

/* -- Blocking ------------------------------------------------------------------------------------------------- */

/* A socket that loses the datagrams whose bit is set, and doubles every third of the others. */
struct link {
    mbedtls_net_context net;
    unsigned sent, lose;
};

static int link_send(void *context, const unsigned char *bytes, size_t len)
{
    struct link *link = context;
    unsigned n = link->sent++;
    if (n < 32 && link->lose >> n & 1)
        return (int) len;
    if (n % 3 == 0)
        mbedtls_net_send(&link->net, bytes, len);
    return mbedtls_net_send(&link->net, bytes, len);
}

static int link_recv_timeout(void *context, unsigned char *bytes, size_t len, uint32_t timeout)
{
    struct link *link = context;
    return mbedtls_net_recv_timeout(&link->net, bytes, len, timeout);
}

struct end {
    struct link link;
    uint64_t random;
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_timing_delay_context timer;
};

static void end_init(struct end *end, int role, int wants, unsigned lose)
{
    memset(end, 0, sizeof *end);
    end->random = role == MBEDTLS_SSL_IS_SERVER ? 0x9E3779B97F4A7C15u : 0xD1B54A32D192ED03u;
    end->link.lose = lose;
    mbedtls_net_init(&end->link.net);
    mbedtls_ssl_config_init(&end->conf);
    mbedtls_ssl_init(&end->ssl);
    CHECK_EQ(mbedtls_ssl_config_defaults(&end->conf, role, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    mbedtls_ssl_conf_rng(&end->conf, pair_rng, &end->random);
    mbedtls_ssl_conf_handshake_timeout(&end->conf, 50, 10000);
    mbedtls_ssl_conf_read_timeout(&end->conf, 20000);
    mbedtls_ssl_conf_dtls_cookies(&end->conf, NULL, NULL, NULL);
    CHECK_EQ(mbedtls_ssl_conf_psk(&end->conf, (const unsigned char *) key, strlen(key), (const unsigned char *) device,
                                  strlen(device)), 0);
    configure(&end->conf, wants);
    CHECK_EQ(mbedtls_ssl_setup(&end->ssl, &end->conf), 0);
    mbedtls_ssl_set_bio(&end->ssl, &end->link, link_send, NULL, link_recv_timeout);
    mbedtls_ssl_set_timer_cb(&end->ssl, &end->timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
}

static void end_free(struct end *end)
{
    mbedtls_net_free(&end->link.net);
    mbedtls_ssl_free(&end->ssl);
    mbedtls_ssl_config_free(&end->conf);
}

static int until_done(struct end *end, int (*call)(mbedtls_ssl_context *ssl))
{
    int code;
    do {
        code = call(&end->ssl);
    } while (code == WANT_READ || code == WANT_WRITE);
    return code;
}

static int receive(struct end *end, unsigned char *buffer, size_t room)
{
    int code;
    do {
        code = mbedtls_ssl_read(&end->ssl, buffer, room);
    } while (code == WANT_READ || code == WANT_WRITE);
    return code;
}

struct service {
    mbedtls_net_context listener;
    int wants;
    unsigned lose;
};

static void *serve(void *argument)
{
    struct service *service = argument;
    struct end end;
    unsigned char buffer[256];
    int code;
    end_init(&end, MBEDTLS_SSL_IS_SERVER, service->wants, service->lose);
    CHECK_EQ(mbedtls_net_accept(&service->listener, &end.link.net, NULL, 0, NULL), 0);
    CHECK_EQ(until_done(&end, mbedtls_ssl_handshake), 0);
    while ((code = receive(&end, buffer, sizeof buffer)) > 0)
        CHECK_EQ(mbedtls_ssl_write(&end.ssl, buffer, (size_t) code), code);
    CHECK_EQ(code, MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    end_free(&end);
    return NULL;
}

static void blocking(int wishes, unsigned device_loses, unsigned server_loses)
{
    struct service service = { { -1 }, wishes >> 1, server_loses };
    struct sockaddr_in name;
    socklen_t name_len = sizeof name;
    struct end end;
    pthread_t server;
    char port[8];
    unsigned char buffer[256];

    mbedtls_net_init(&service.listener);
    CHECK_EQ(mbedtls_net_bind(&service.listener, "127.0.0.1", "0", MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(getsockname(service.listener.fd, (struct sockaddr *) &name, &name_len), 0);
    snprintf(port, sizeof port, "%u", ntohs(name.sin_port));
    CHECK_EQ(pthread_create(&server, NULL, serve, &service), 0);

    end_init(&end, MBEDTLS_SSL_IS_CLIENT, wishes & 1, device_loses);
    CHECK_EQ(mbedtls_net_connect(&end.link.net, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(until_done(&end, mbedtls_ssl_handshake), 0);
    for (size_t length = 1; length < sizeof registration; length += 7) {
        CHECK_EQ(mbedtls_ssl_write(&end.ssl, (const unsigned char *) registration, length), length);
        CHECK_EQ(receive(&end, buffer, sizeof buffer), length);
        CHECK(memcmp(buffer, registration, length) == 0);
    }
    /* The server may miss one that the link loses, none of these: it doubles every third. */
    for (int i = 0; i < 3; i++)
        CHECK_EQ(mbedtls_ssl_close_notify(&end.ssl), 0);
    pthread_join(server, NULL);
    end_free(&end);
    mbedtls_net_free(&service.listener);
}

int main(void)
{
    without_blocking();
    step_by_step();
    damaged_records();
    for (int wishes = 0; wishes < WISHES; wishes++)
        blocking(wishes, 0, 0);
    /* The hello, the device's last flight; the server's first flight twice, its last. */
    blocking(BOTH_WANT, 1u << 0, 0);
    blocking(0, 1u << 1, 3u << 0);
    blocking(BOTH_WANT, 0, 1u << 1);
    return check_result();
}
