/*
 * Two programs that block, each in a thread, and whose keys are not in their own hands: a pass phrase, a device that
 * signs, a key of the PSA store, authorities that a function finds. Some of their datagrams are lost.
 */
#include "support.h"

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/platform.h>
#include <mbedtls/timing.h>
#include <psa/crypto.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum way { PASS_PHRASE, DEVICE, STORED_KEY, WAYS };

struct end {
    enum way way;
    mbedtls_net_context net;
    unsigned sent, lose;
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_x509_crt certificate;
    mbedtls_pk_context key;
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_timing_delay_context timer;
    /* What the device was given. */
    unsigned char hash[64];
    size_t hash_len;
    mbedtls_md_type_t md;
    int asked, waited;
};

static psa_key_id_t stored_key;

static int lossy_send(void *context, const unsigned char *bytes, size_t len)
{
    struct end *end = context;
    if (end->lose >> end->sent++ & 1)
        return (int) len;
    return mbedtls_net_send(&end->net, bytes, len);
}

static int receive_in_time(void *context, unsigned char *bytes, size_t len, uint32_t timeout)
{
    return mbedtls_net_recv_timeout(&((struct end *) context)->net, bytes, len, timeout);
}

static int start(mbedtls_ssl_context *ssl, mbedtls_x509_crt *cert, mbedtls_md_type_t md, const unsigned char *hash,
                 size_t len)
{
    struct end *end = mbedtls_ssl_conf_get_async_config_data(mbedtls_ssl_context_get_config(ssl));
    CHECK(cert == &end->certificate);
    memcpy(end->hash, hash, len);
    end->hash_len = len;
    end->md = md;
    end->asked = 0;
    mbedtls_ssl_set_async_operation_data(ssl, end);
    return MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS;
}

static int resume(mbedtls_ssl_context *ssl, unsigned char *output, size_t *len, size_t size)
{
    struct end *end = mbedtls_ssl_get_async_operation_data(ssl);
    if (end->asked++ < 3)
        return MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS;
    return mbedtls_pk_sign(&end->key, end->md, end->hash, end->hash_len, output, size, len, mbedtls_ctr_drbg_random,
                           &end->rng);
}

static void cancel(mbedtls_ssl_context *ssl)
{
    (void) ssl;
    CHECK(!"nothing is given up here");
}

static int find_authority(void *context, const mbedtls_x509_crt *child, mbedtls_x509_crt **found)
{
    (void) context;
    (void) child;
    *found = mbedtls_calloc(1, sizeof **found);
    mbedtls_x509_crt_init(*found);
    return mbedtls_x509_crt_parse_file(*found, CERTS "/ca-p256.crt");
}

static void prepare(struct end *end, int role)
{
    static const int pass_phrase[] = { MBEDTLS_TLS_ECJPAKE_WITH_AES_128_CCM_8, 0 };
    static const int psk[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, 0 };

    mbedtls_entropy_init(&end->entropy);
    mbedtls_ctr_drbg_init(&end->rng);
    mbedtls_x509_crt_init(&end->certificate);
    mbedtls_pk_init(&end->key);
    mbedtls_ssl_config_init(&end->conf);
    mbedtls_ssl_init(&end->ssl);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&end->rng, mbedtls_entropy_func, &end->entropy, NULL, 0), 0);
    CHECK_EQ(mbedtls_ssl_config_defaults(&end->conf, role, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    mbedtls_ssl_conf_rng(&end->conf, mbedtls_ctr_drbg_random, &end->rng);
    mbedtls_ssl_conf_handshake_timeout(&end->conf, 100, 10000);
    mbedtls_ssl_conf_read_timeout(&end->conf, 20000);
    mbedtls_ssl_conf_dtls_cookies(&end->conf, NULL, NULL, NULL);
    switch (end->way) {
    case PASS_PHRASE:
        mbedtls_ssl_conf_ciphersuites(&end->conf, pass_phrase);
        break;
    case STORED_KEY:
        mbedtls_ssl_conf_ciphersuites(&end->conf, psk);
        CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&end->conf, stored_key, (const unsigned char *) "d", 1), 0);
        break;
    default:
        if (role == MBEDTLS_SSL_IS_CLIENT) {
            mbedtls_ssl_conf_ca_cb(&end->conf, find_authority, NULL);
            break;
        }
        CHECK_EQ(mbedtls_x509_crt_parse_file(&end->certificate, CERTS "/server-p256.crt"), 0);
        CHECK_EQ(mbedtls_pk_parse_keyfile(&end->key, CERTS "/server-p256.key", NULL, mbedtls_ctr_drbg_random,
                                          &end->rng), 0);
        CHECK_EQ(mbedtls_ssl_conf_own_cert(&end->conf, &end->certificate, NULL), 0);
        mbedtls_ssl_conf_async_private_cb(&end->conf, start, NULL, resume, cancel, end);
    }
    CHECK_EQ(mbedtls_ssl_setup(&end->ssl, &end->conf), 0);
    mbedtls_ssl_set_bio(&end->ssl, end, lossy_send, NULL, receive_in_time);
    mbedtls_ssl_set_timer_cb(&end->ssl, &end->timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    if (role == MBEDTLS_SSL_IS_CLIENT)
        CHECK_EQ(mbedtls_ssl_set_hostname(&end->ssl, "localhost"), 0);
    if (end->way == PASS_PHRASE)
        CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&end->ssl, (const unsigned char *) "J01NME", 6), 0);
}

static void connect_now(struct end *end)
{
    int code;
    do {
        code = mbedtls_ssl_handshake(&end->ssl);
        if (code == MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS) {
            end->waited++;
            usleep(2000);
        }
    } while (code == WANT_READ || code == WANT_WRITE || code == MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS);
    CHECK_EQ(code, 0);
}

static int receive(struct end *end, unsigned char *buffer, size_t room)
{
    int code;
    do {
        code = mbedtls_ssl_read(&end->ssl, buffer, room);
    } while (code == WANT_READ || code == WANT_WRITE);
    return code;
}

static void release(struct end *end)
{
    close(end->net.fd);
    mbedtls_ssl_free(&end->ssl);
    mbedtls_ssl_config_free(&end->conf);
    mbedtls_pk_free(&end->key);
    mbedtls_x509_crt_free(&end->certificate);
    mbedtls_ctr_drbg_free(&end->rng);
    mbedtls_entropy_free(&end->entropy);
}

/* Echoes until the client closes. */
static void *serve(void *argument)
{
    struct end *end = argument;
    unsigned char buffer[64];
    int code;

    prepare(end, MBEDTLS_SSL_IS_SERVER);
    connect_now(end);
    while ((code = receive(end, buffer, sizeof buffer)) > 0)
        CHECK_EQ(mbedtls_ssl_write(&end->ssl, buffer, (size_t) code), code);
    CHECK_EQ(code, MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    CHECK_EQ(end->waited, end->way == DEVICE ? 4 : 0);
    release(end);
    return NULL;
}

static void conversation(enum way way, unsigned client_loses, unsigned server_loses)
{
    struct end client = { .way = way, .lose = client_loses }, server = { .way = way, .lose = server_loses };
    unsigned char buffer[64];
    pthread_t thread;
    int sockets[2];

    CHECK_EQ(socketpair(AF_UNIX, SOCK_DGRAM, 0, sockets), 0);
    client.net.fd = sockets[0];
    server.net.fd = sockets[1];
    CHECK_EQ(pthread_create(&thread, NULL, serve, &server), 0);
    prepare(&client, MBEDTLS_SSL_IS_CLIENT);
    connect_now(&client);
    for (int i = 1; i < 5; i++) {
        memset(buffer, i, sizeof buffer);
        CHECK_EQ(mbedtls_ssl_write(&client.ssl, buffer, (size_t) i), i);
        CHECK_EQ(receive(&client, buffer, sizeof buffer), i);
        CHECK_EQ(buffer[0], i);
    }
    client.lose = 0;
    CHECK_EQ(mbedtls_ssl_close_notify(&client.ssl), 0);
    pthread_join(thread, NULL);
    release(&client);
}

int main(void)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    psa_set_key_type(&attributes, PSA_KEY_TYPE_DERIVE);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_DERIVE);
    psa_set_key_algorithm(&attributes, PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_256));
    CHECK_EQ(psa_import_key(&attributes, (const unsigned char *) "sixteen bytes...", 16, &stored_key), PSA_SUCCESS);
    for (int way = 0; way < WAYS; way++) {
        conversation(way, 0, 0);
        /* Each side's first flight, and its second. */
        conversation(way, 1u << 0, 0);
        conversation(way, 1u << 1, 0);
        conversation(way, 0, 1u << 0);
        conversation(way, 0, 1u << 1);
    }
    CHECK_EQ(psa_destroy_key(stored_key), PSA_SUCCESS);
    mbedtls_psa_crypto_free();
    return check_result();
}
