/*
 * A client and a server that block, each in a thread, over UDP sockets of the loopback interface, with the library's
 * own socket and timer functions. Datagrams are lost on the way, and sent again when the timer runs out.
 */
#include "support.h"

#include <arpa/inet.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/timing.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>

/* A socket that loses some of the datagrams that are sent: bit n for the n-th. */
struct lossy {
    mbedtls_net_context net;
    unsigned sent, lose;
};

static int lossy_send(void *context, const unsigned char *bytes, size_t len)
{
    struct lossy *socket = context;
    if (socket->lose >> socket->sent++ & 1)
        return (int) len;
    return mbedtls_net_send(&socket->net, bytes, len);
}

static int lossy_recv_timeout(void *context, unsigned char *bytes, size_t len, uint32_t timeout)
{
    struct lossy *socket = context;
    return mbedtls_net_recv_timeout(&socket->net, bytes, len, timeout);
}

/* What both ends need, as a program would set it up. */
struct end {
    struct lossy socket;
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_x509_crt certificate;
    mbedtls_pk_context key;
    mbedtls_ssl_cookie_ctx cookies;
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_timing_delay_context timer;
};

static void end_init(struct end *end, int role)
{
    memset(end, 0, sizeof *end);
    mbedtls_net_init(&end->socket.net);
    mbedtls_entropy_init(&end->entropy);
    mbedtls_ctr_drbg_init(&end->rng);
    mbedtls_x509_crt_init(&end->certificate);
    mbedtls_pk_init(&end->key);
    mbedtls_ssl_cookie_init(&end->cookies);
    mbedtls_ssl_config_init(&end->conf);
    mbedtls_ssl_init(&end->ssl);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&end->rng, mbedtls_entropy_func, &end->entropy, NULL, 0), 0);
    CHECK_EQ(mbedtls_ssl_config_defaults(&end->conf, role, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    mbedtls_ssl_conf_rng(&end->conf, mbedtls_ctr_drbg_random, &end->rng);
    mbedtls_ssl_conf_handshake_timeout(&end->conf, 100, 10000);
    mbedtls_ssl_conf_read_timeout(&end->conf, 20000);
}

static void end_setup(struct end *end)
{
    CHECK_EQ(mbedtls_ssl_setup(&end->ssl, &end->conf), 0);
    mbedtls_ssl_set_bio(&end->ssl, &end->socket, lossy_send, NULL, lossy_recv_timeout);
    mbedtls_ssl_set_timer_cb(&end->ssl, &end->timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
}

static void end_free(struct end *end)
{
    mbedtls_net_free(&end->socket.net);
    mbedtls_ssl_free(&end->ssl);
    mbedtls_ssl_config_free(&end->conf);
    mbedtls_ssl_cookie_free(&end->cookies);
    mbedtls_pk_free(&end->key);
    mbedtls_x509_crt_free(&end->certificate);
    mbedtls_ctr_drbg_free(&end->rng);
    mbedtls_entropy_free(&end->entropy);
}

static int handshake(struct end *end)
{
    int code;
    do {
        code = mbedtls_ssl_handshake(&end->ssl);
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
    unsigned lose;
    int asked;
};

/* Serves one client: cookie, handshake, echo until it closes. */
static void *serve(void *argument)
{
    struct service *service = argument;
    struct end end;
    unsigned char buffer[256], address[16];
    size_t address_len;
    int code;

    end_init(&end, MBEDTLS_SSL_IS_SERVER);
    end.socket.lose = service->lose;
    CHECK_EQ(mbedtls_x509_crt_parse_file(&end.certificate, CERTS "/server-p256.crt"), 0);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&end.key, CERTS "/server-p256.key", NULL, mbedtls_ctr_drbg_random, &end.rng), 0);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&end.conf, &end.certificate, &end.key), 0);
    CHECK_EQ(mbedtls_ssl_cookie_setup(&end.cookies, mbedtls_ctr_drbg_random, &end.rng), 0);
    mbedtls_ssl_conf_dtls_cookies(&end.conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &end.cookies);
    end_setup(&end);

    do {
        mbedtls_net_free(&end.socket.net);
        CHECK_EQ(mbedtls_net_accept(&service->listener, &end.socket.net, address, sizeof address, &address_len), 0);
        CHECK_EQ(mbedtls_ssl_session_reset(&end.ssl), 0);
        CHECK_EQ(mbedtls_ssl_set_client_transport_id(&end.ssl, address, address_len), 0);
        code = handshake(&end);
        service->asked += code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED;
    } while (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
    CHECK_EQ(code, 0);
    while ((code = receive(&end, buffer, sizeof buffer)) > 0)
        CHECK_EQ(mbedtls_ssl_write(&end.ssl, buffer, (size_t) code), code);
    CHECK_EQ(code, MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    CHECK_EQ(mbedtls_ssl_close_notify(&end.ssl), 0);
    end_free(&end);
    return NULL;
}

/* Datagram n of the client is lost if bit n is set, and so with the server. */
static void conversation(unsigned client_loses, unsigned server_loses)
{
    struct service service = { { -1 }, server_loses, 0 };
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

    end_init(&end, MBEDTLS_SSL_IS_CLIENT);
    end.socket.lose = client_loses;
    CHECK_EQ(mbedtls_x509_crt_parse_file(&end.certificate, CERTS "/ca-p256.crt"), 0);
    mbedtls_ssl_conf_ca_chain(&end.conf, &end.certificate, NULL);
    end_setup(&end);
    CHECK_EQ(mbedtls_ssl_set_hostname(&end.ssl, "localhost"), 0);
    CHECK_EQ(mbedtls_net_connect(&end.socket.net, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP), 0);
    CHECK_EQ(handshake(&end), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&end.ssl), 0);
    for (int i = 0; i < 10; i++) {
        unsigned char words[100];
        memset(words, 'a' + i, sizeof words);
        size_t length = (size_t) (i * 10 + 1);
        CHECK_EQ(mbedtls_ssl_write(&end.ssl, words, length), length);
        CHECK_EQ(receive(&end, buffer, sizeof buffer), length);
        CHECK(memcmp(buffer, words, length) == 0);
    }
    CHECK_EQ(mbedtls_ssl_close_notify(&end.ssl), 0);
    CHECK_EQ(receive(&end, buffer, sizeof buffer), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    pthread_join(server, NULL);
    CHECK(service.asked >= 1);
    end_free(&end);
    mbedtls_net_free(&service.listener);
}

int main(void)
{
    conversation(0, 0);
    /* The hello, the hello with the cookie, the client's last flight. */
    conversation(1u << 0, 0);
    conversation(1u << 1, 0);
    conversation(1u << 2, 0);
    /* The server's first flight twice, and its last. */
    conversation(0, 3u << 1);
    conversation(0, 1u << 2);
    return check_result();
}
