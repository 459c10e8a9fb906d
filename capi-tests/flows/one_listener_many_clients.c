/*
 * A server with one context that listens: it asks each client for its cookie and is reset, over and over; when a cookie
 * comes back it becomes that client's own context, and another listens.
 */
#include "support.h"

#define CLIENTS 40

/* Where the listener sends: only for the length of one call, it keeps nothing of a client. */
static struct side *speaking_to;
static unsigned char address_of[CLIENTS][6];
static size_t bytes_in, bytes_out;

static int answer(void *context, const unsigned char *bytes, size_t len)
{
    (void) context;
    bytes_out += len;
    return pair_send(speaking_to, bytes, len);
}

static int listen_recv(void *context, unsigned char *bytes, size_t len)
{
    (void) context;
    int code = pair_recv(speaking_to, bytes, len);
    bytes_in += code > 0 ? (size_t) code : 0;
    return code;
}

static struct pair *pairs[CLIENTS];
static mbedtls_ssl_context *own[CLIENTS];
static mbedtls_ssl_context *listener;
static unsigned asked, listeners;

static void listen_anew(mbedtls_ssl_config *conf)
{
    listener = malloc(sizeof *listener);
    mbedtls_ssl_init(listener);
    CHECK_EQ(mbedtls_ssl_setup(listener, conf), 0);
    mbedtls_ssl_set_bio(listener, NULL, answer, listen_recv, NULL);
    mbedtls_ssl_set_timer_cb(listener, &pairs[0]->s, pair_set_timer, pair_get_timer);
    listeners++;
}

/* A datagram of client i is there. */
static void serve(int i, mbedtls_ssl_config *conf)
{
    struct side *here = &pairs[i]->s;
    unsigned char buffer[64];
    if (own[i] == NULL) {
        speaking_to = here;
        CHECK_EQ(mbedtls_ssl_set_client_transport_id(listener, address_of[i], sizeof address_of[i]), 0);
        int code = mbedtls_ssl_handshake(listener);
        if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED) {
            asked++;
            CHECK_EQ(mbedtls_ssl_session_reset(listener), 0);
            return;
        }
        CHECK_EQ(code, WANT_READ);
        own[i] = listener;
        mbedtls_ssl_set_bio(own[i], here, pair_send, pair_recv, NULL);
        mbedtls_ssl_set_timer_cb(own[i], here, pair_set_timer, pair_get_timer);
        listen_anew(conf);
        return;
    }
    int code = mbedtls_ssl_read(own[i], buffer, sizeof buffer);
    CHECK(code > 0 || code == WANT_READ);
    if (code > 0)
        CHECK_EQ(mbedtls_ssl_write(own[i], buffer, (size_t) code), code);
}

int main(void)
{
    struct pair *server = quiet_pair_with_cookies(ECDSA);
    mbedtls_ssl_config *conf = &server->s.conf;
    for (int i = 0; i < CLIENTS; i++) {
        pairs[i] = quiet_pair(ECDSA);
        pair_start(pairs[i]);
        for (int n = 0; n < 6; n++)
            address_of[i][n] = (unsigned char) (i * 7 + n);
    }
    listen_anew(conf);

    /* Hellos of all clients come before any cookie comes back. */
    for (int i = 0; i < CLIENTS; i++)
        CHECK_EQ(side_handshake(&pairs[i]->c), WANT_READ);
    for (int i = CLIENTS - 1; i >= 0; i--)
        serve(i, conf);
    CHECK_EQ(asked, CLIENTS);
    CHECK_EQ(listeners, 1);
    /* Nobody can use the server to flood others: what goes out is less than what came in. */
    CHECK(bytes_out <= bytes_in);

    /* A cookie that was given to another address is worth nothing. */
    CHECK_EQ(side_handshake(&pairs[0]->c), WANT_READ);
    CHECK_EQ(side_waiting(&pairs[0]->s), 1);
    speaking_to = &pairs[0]->s;
    CHECK_EQ(mbedtls_ssl_set_client_transport_id(listener, address_of[1], sizeof address_of[1]), 0);
    CHECK_EQ(mbedtls_ssl_handshake(listener), MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
    CHECK_EQ(mbedtls_ssl_session_reset(listener), 0);

    /* Each client goes on when its turn comes, in an order that mixes them. */
    uint64_t mix = 12345;
    int turns = 0;
    for (int left = CLIENTS; left > 0 && turns < 20000; turns++) {
        mix = mix * 6364136223846793005u + 1442695040888963407u;
        int i = (int) (mix >> 33) % CLIENTS;
        struct side *client = &pairs[i]->c;
        if (!mbedtls_ssl_is_handshake_over(&client->ssl)) {
            int code = side_handshake(client);
            CHECK(code == 0 || code == WANT_READ);
            if (code == 0)
                left--;
        }
        if (side_waiting(&pairs[i]->s) > 0)
            serve(i, conf);
    }
    CHECK_EQ(listeners, CLIENTS + 1);
    for (int i = 0; i < CLIENTS; i++) {
        unsigned char words[32], back[32];
        memset(words, i, sizeof words);
        CHECK_EQ(mbedtls_ssl_write(&pairs[i]->c.ssl, words, sizeof words), sizeof words);
        serve(i, conf);
        CHECK_EQ(mbedtls_ssl_read(&pairs[i]->c.ssl, back, sizeof back), sizeof back);
        CHECK(memcmp(words, back, sizeof words) == 0);
    }
    for (int i = 0; i < CLIENTS; i++) {
        mbedtls_ssl_free(own[i]);
        free(own[i]);
        pair_free(pairs[i]);
    }
    mbedtls_ssl_free(listener);
    free(listener);
    pair_free(server);
    return check_result();
}
