/*
 * Measures one library through the Mbed TLS API: client and server in one thread, datagrams through memory.
 *
 *   bench handshakes SUITE GROUP CERT_FOLDER SECONDS   full handshakes per second, cookie exchange on
 *   bench records SUITE SIZE CERT_FOLDER SECONDS       records sealed and opened per second
 *   bench heap SUITE CERT_FOLDER COUNT                 bytes of heap for each idle server connection
 *   bench mutual SUITE CERT_FOLDER COUNT               the same with clients that show a certificate
 *   bench chain NAME AUTHORITY CERT_FOLDER SECONDS     certificate chains parsed and verified per second
 *   bench certificate NAME CERT_FOLDER COUNT           bytes of heap for each parsed certificate
 *
 * GROUP is p256 or x25519; a SUITE that names PSK uses a key of 16 bytes, another the certificate that it needs. The
 * time of each batch is taken by itself and the 10th percentile counts, so that other work on the machine disturbs
 * little. Prints one number.
 */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "mbedtls/ctr_drbg.h"
#include "mbedtls/entropy.h"
#include "mbedtls/ssl.h"
#include "mbedtls/ssl_cookie.h"

#define QUEUE 8
#define MAX_DATAGRAM 17000

/* Datagrams in one direction, in the order in which they were sent. */
struct queue {
    size_t first, count;
    size_t length[QUEUE];
    unsigned char data[QUEUE][MAX_DATAGRAM];
};

struct link {
    struct queue *in, *out;
    uint32_t delay;
};

static int queue_send(void *ctx, const unsigned char *data, size_t len)
{
    struct queue *queue = ((struct link *) ctx)->out;
    size_t place = (queue->first + queue->count) % QUEUE;
    if (queue->count == QUEUE || len > MAX_DATAGRAM) {
        abort();
    }
    memcpy(queue->data[place], data, len);
    queue->length[place] = len;
    queue->count++;
    return (int) len;
}

static int queue_recv(void *ctx, unsigned char *data, size_t len)
{
    struct queue *queue = ((struct link *) ctx)->in;
    size_t place = queue->first, length;
    if (queue->count == 0) {
        return MBEDTLS_ERR_SSL_WANT_READ;
    }
    length = queue->length[place] < len ? queue->length[place] : len;
    memcpy(data, queue->data[place], length);
    queue->first = (queue->first + 1) % QUEUE;
    queue->count--;
    return (int) length;
}

/* Nothing is lost here, so the timer only has to look alive. */
static void set_timer(void *ctx, uint32_t intermediate_ms, uint32_t final_ms)
{
    (void) intermediate_ms;
    ((struct link *) ctx)->delay = final_ms;
}

static int get_timer(void *ctx)
{
    return ((struct link *) ctx)->delay == 0 ? -1 : 0;
}

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context rng;
static mbedtls_ssl_cookie_ctx cookies;
static mbedtls_x509_crt ca, cert, client_cert;
static mbedtls_pk_context key, client_key;
static mbedtls_ssl_config client_conf, server_conf;
static struct queue to_client, to_server;

void check(int ret, const char *what)
{
    if (ret != 0) {
        fprintf(stderr, "bench: %s: -0x%04X\n", what, (unsigned) -ret);
        exit(1);
    }
}

static void load(const char *folder, const char *suite)
{
    char path[1024];
    const char *kind = strstr(suite, "RSA") != NULL ? "rsa" : "p256";
    mbedtls_x509_crt_init(&ca);
    mbedtls_x509_crt_init(&cert);
    mbedtls_pk_init(&key);
    snprintf(path, sizeof(path), "%s/ca-%s.crt", folder, kind);
    check(mbedtls_x509_crt_parse_file(&ca, path), path);
    snprintf(path, sizeof(path), "%s/server-%s.crt", folder, kind);
    check(mbedtls_x509_crt_parse_file(&cert, path), path);
    snprintf(path, sizeof(path), "%s/server-%s.key", folder, kind);
    check(mbedtls_pk_parse_keyfile(&key, path, NULL, mbedtls_ctr_drbg_random, &rng), path);
}

static void configure(const char *suite_name, const char *group, const char *folder)
{
    static const unsigned char psk[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
    static int suites[2];
    static uint16_t groups[2];
    mbedtls_ssl_config *both[2] = { &client_conf, &server_conf };
    int i, with_psk = strstr(suite_name, "PSK") != NULL;

    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    check(mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0), "seed");
    mbedtls_ssl_cookie_init(&cookies);
    check(mbedtls_ssl_cookie_setup(&cookies, mbedtls_ctr_drbg_random, &rng), "cookies");
    suites[0] = mbedtls_ssl_get_ciphersuite_id(suite_name);
    groups[0] = strcmp(group, "x25519") == 0 ? MBEDTLS_SSL_IANA_TLS_GROUP_X25519
                                             : MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1;
    if (suites[0] == 0) {
        fprintf(stderr, "bench: no suite %s\n", suite_name);
        exit(1);
    }
    if (!with_psk) {
        load(folder, suite_name);
    }
    for (i = 0; i < 2; i++) {
        mbedtls_ssl_config *conf = both[i];
        mbedtls_ssl_config_init(conf);
        check(mbedtls_ssl_config_defaults(conf, i, MBEDTLS_SSL_TRANSPORT_DATAGRAM, MBEDTLS_SSL_PRESET_DEFAULT),
              "defaults");
        mbedtls_ssl_conf_rng(conf, mbedtls_ctr_drbg_random, &rng);
        mbedtls_ssl_conf_ciphersuites(conf, suites);
        if (with_psk) {
            check(mbedtls_ssl_conf_psk(conf, psk, sizeof(psk), (const unsigned char *) "id", 2), "psk");
        }
    }
    /* The certificates are on P-256, which stays allowed beside the group of the key exchange. */
    {
        static uint16_t both_groups[3];
        both_groups[0] = groups[0];
        both_groups[1] = groups[0] == MBEDTLS_SSL_IANA_TLS_GROUP_X25519 ? MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1 : 0;
        mbedtls_ssl_conf_groups(&client_conf, both_groups);
        mbedtls_ssl_conf_groups(&server_conf, both_groups);
    }
    if (!with_psk) {
        mbedtls_ssl_conf_ca_chain(&client_conf, &ca, NULL);
        check(mbedtls_ssl_conf_own_cert(&server_conf, &cert, &key), "certificate");
    }
    mbedtls_ssl_conf_dtls_cookies(&server_conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &cookies);
}

/* The clients show a certificate, which the server demands. */
static void configure_mutual(const char *folder)
{
    char path[1024];
    mbedtls_x509_crt_init(&client_cert);
    mbedtls_pk_init(&client_key);
    snprintf(path, sizeof(path), "%s/client-p256.crt", folder);
    check(mbedtls_x509_crt_parse_file(&client_cert, path), path);
    snprintf(path, sizeof(path), "%s/client-p256.key", folder);
    check(mbedtls_pk_parse_keyfile(&client_key, path, NULL, mbedtls_ctr_drbg_random, &rng), path);
    check(mbedtls_ssl_conf_own_cert(&client_conf, &client_cert, &client_key), "client's certificate");
    mbedtls_ssl_conf_ca_chain(&server_conf, &ca, NULL);
    mbedtls_ssl_conf_authmode(&server_conf, MBEDTLS_SSL_VERIFY_REQUIRED);
}

struct pair {
    mbedtls_ssl_context client, server;
    struct link client_link, server_link;
};

static void open_pair(struct pair *pair)
{
    mbedtls_ssl_init(&pair->client);
    mbedtls_ssl_init(&pair->server);
    check(mbedtls_ssl_setup(&pair->client, &client_conf), "setup");
    check(mbedtls_ssl_setup(&pair->server, &server_conf), "setup");
    check(mbedtls_ssl_set_hostname(&pair->client, "localhost"), "name");
    pair->client_link.in = &to_client;
    pair->client_link.out = &to_server;
    pair->server_link.in = &to_server;
    pair->server_link.out = &to_client;
    mbedtls_ssl_set_bio(&pair->client, &pair->client_link, queue_send, queue_recv, NULL);
    mbedtls_ssl_set_bio(&pair->server, &pair->server_link, queue_send, queue_recv, NULL);
    mbedtls_ssl_set_timer_cb(&pair->client, &pair->client_link, set_timer, get_timer);
    mbedtls_ssl_set_timer_cb(&pair->server, &pair->server_link, set_timer, get_timer);
    check(mbedtls_ssl_set_client_transport_id(&pair->server, (const unsigned char *) "address", 7), "id");
}

static void handshake(struct pair *pair)
{
    int client = MBEDTLS_ERR_SSL_WANT_READ, server = MBEDTLS_ERR_SSL_WANT_READ;
    while (client != 0 || server != 0) {
        if (client != 0) {
            client = mbedtls_ssl_handshake(&pair->client);
            if (client != 0 && client != MBEDTLS_ERR_SSL_WANT_READ) {
                check(client, "client handshake");
            }
        }
        if (server != 0) {
            server = mbedtls_ssl_handshake(&pair->server);
            if (server == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED) {
                check(mbedtls_ssl_session_reset(&pair->server), "reset");
                check(mbedtls_ssl_set_client_transport_id(&pair->server, (const unsigned char *) "address", 7), "id");
            } else if (server != 0 && server != MBEDTLS_ERR_SSL_WANT_READ) {
                check(server, "server handshake");
            }
        }
    }
}

static void close_pair(struct pair *pair)
{
    mbedtls_ssl_free(&pair->client);
    mbedtls_ssl_free(&pair->server);
}

static void transfer(mbedtls_ssl_context *from, mbedtls_ssl_context *to, unsigned char *data, int size)
{
    int ret = mbedtls_ssl_write(from, data, (size_t) size);
    if (ret != size) {
        check(ret < 0 ? ret : -1, "write");
    }
    ret = mbedtls_ssl_read(to, data, MAX_DATAGRAM);
    if (ret != size) {
        check(ret < 0 ? ret : -1, "read");
    }
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec + (double) time.tv_nsec * 1e-9;
}

double times[MAX_BATCHES];

static int by_size(const void *a, const void *b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return (x > y) - (x < y);
}

void print_rate(size_t batches, double in_batch)
{
    qsort(times, batches, sizeof(times[0]), by_size);
    printf("%.1f\n", in_batch / times[batches / 10]);
}

size_t heap(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

static void bench_handshakes(double seconds)
{
    struct pair pair;
    double end = now() + seconds;
    size_t batches = 0;
    while (now() < end && batches < MAX_BATCHES) {
        double start = now();
        open_pair(&pair);
        handshake(&pair);
        close_pair(&pair);
        times[batches++] = now() - start;
    }
    print_rate(batches, 1);
}

static void bench_records(int size, double seconds)
{
    enum { BATCH = 64 };
    static unsigned char data[MAX_DATAGRAM];
    struct pair pair;
    double end;
    size_t batches = 0;
    open_pair(&pair);
    handshake(&pair);
    end = now() + seconds;
    while (now() < end && batches < MAX_BATCHES) {
        int i;
        double start = now();
        for (i = 0; i < BATCH; i++) {
            transfer(&pair.client, &pair.server, data, size);
        }
        times[batches++] = now() - start;
    }
    close_pair(&pair);
    print_rate(batches, BATCH);
}

static void bench_heap(int count)
{
    static unsigned char data[MAX_DATAGRAM];
    mbedtls_ssl_context *servers = calloc((size_t) count, sizeof(*servers));
    struct pair pair;
    size_t before, after;
    int i;
    if (servers == NULL) {
        exit(1);
    }
    /* One to warm up: what is made once for all connections is not counted. */
    open_pair(&pair);
    handshake(&pair);
    transfer(&pair.client, &pair.server, data, 16);
    close_pair(&pair);
    before = heap();
    for (i = 0; i < count; i++) {
        open_pair(&pair);
        handshake(&pair);
        transfer(&pair.client, &pair.server, data, 16);
        transfer(&pair.server, &pair.client, data, 16);
        mbedtls_ssl_free(&pair.client);
        /* The struct is moved to its place; nothing is called on it any more. */
        servers[i] = pair.server;
    }
    after = heap();
    printf("%.1f\n", (double) (after - before) / count);
    free(servers);
}

int main(int argc, char **argv)
{
    if (argc == 6 && strcmp(argv[1], "handshakes") == 0) {
        configure(argv[2], argv[3], argv[4]);
        bench_handshakes(atof(argv[5]));
    } else if (argc == 6 && strcmp(argv[1], "records") == 0) {
        configure(argv[2], "p256", argv[4]);
        bench_records(atoi(argv[3]), atof(argv[5]));
    } else if (argc == 5 && strcmp(argv[1], "heap") == 0) {
        configure(argv[2], "p256", argv[3]);
        bench_heap(atoi(argv[4]));
    } else if (argc == 5 && strcmp(argv[1], "mutual") == 0) {
        configure(argv[2], "p256", argv[3]);
        configure_mutual(argv[3]);
        bench_heap(atoi(argv[4]));
    } else if (argc == 6 && strcmp(argv[1], "chain") == 0) {
        bench_chain(argv[4], argv[2], argv[3], atof(argv[5]));
    } else if (argc == 5 && strcmp(argv[1], "certificate") == 0) {
        bench_certificate(argv[3], argv[2], atoi(argv[4]));
    } else {
        fprintf(stderr, "usage: bench handshakes SUITE GROUP CERT_FOLDER SECONDS\n"
                        "       bench records SUITE SIZE CERT_FOLDER SECONDS\n"
                        "       bench heap SUITE CERT_FOLDER COUNT\n"
                        "       bench mutual SUITE CERT_FOLDER COUNT\n"
                        "       bench chain NAME AUTHORITY CERT_FOLDER SECONDS\n"
                        "       bench certificate NAME CERT_FOLDER COUNT\n");
        return 2;
    }
    return 0;
}
