/*
 * What the fragments of the documents take for granted: the headers, contexts under their usual names, and what the
 * reader's own program would bring along.
 */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/debug.h>
#include <mbedtls/entropy.h>
#include <mbedtls/error.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/platform.h>
#include <mbedtls/platform_util.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_cache.h>
#include <mbedtls/ssl_cookie.h>
#include <mbedtls/ssl_ticket.h>
#include <mbedtls/timing.h>
#include <psa/crypto.h>

static mbedtls_ssl_config conf, server_conf, client_conf;
static mbedtls_ssl_context ssl, server_ssl, client_ssl;
static mbedtls_ctr_drbg_context rng;
static mbedtls_entropy_context entropy;
static mbedtls_timing_delay_context timer;
static mbedtls_net_context server;
static mbedtls_x509_crt certificate, trusted;
static mbedtls_pk_context private_key;
static mbedtls_ssl_cookie_ctx cookies;

static int ret, code;
static unsigned char buffer[1024], data[1024], datagram[2048], name[4], bytes[32], identity[8];
static size_t len, key_len, identity_len, address_len;
static unsigned char address[16];
static const char *phrase;
static int suite;
static int to_worker, socket_fd;
static struct sockaddr_in6 from;

int send_datagram(void *ctx, const unsigned char *bytes, size_t len);
int recv_datagram(void *ctx, unsigned char *bytes, size_t len);
int recv_datagram_within(void *ctx, unsigned char *bytes, size_t len, uint32_t milliseconds);

/* long-lived.md */
#define MAX_DATAGRAM 2048
struct session {
    mbedtls_ssl_context ssl;
    struct sockaddr_in6 address;
    unsigned char newest[8];
};
struct session *find_by_id(const unsigned char id[8]);
struct session *find_by_address(const struct sockaddr_in6 *address);
void give_to_recv(struct session *session, const unsigned char *datagram, size_t len);
void handle(struct session *session, const unsigned char *data, int len);

/* extensions.md */
struct host {
    int authmode;
    mbedtls_x509_crt trusted, cert;
    mbedtls_pk_context key;
};
static struct host hosts[4];
struct host *find_host(void *hosts, const unsigned char *name, size_t len);

#if defined(IN_KEYS)
static mbedtls_pk_context key;
static mbedtls_svc_key_id_t id;
struct device {
    unsigned char key[16];
    size_t key_len;
};
static struct devices {
    struct device *first;
} devices;
const struct device *look_up(struct devices *devices, const unsigned char *name, size_t len);
static struct store {
    const char *folder;
} store;
const char *file_of(struct store *store, const mbedtls_x509_name *issuer);
struct request;
static struct hsm {
    int slot;
} hsm;
struct request *hsm_begin(struct hsm *hsm, mbedtls_x509_crt *cert, mbedtls_md_type_t md, const unsigned char *hash, size_t len);
int hsm_is_ready(struct request *request);
int hsm_end(struct request *request, unsigned char *output, size_t *output_len, size_t output_size);
void hsm_give_up(struct request *request);
#else
static unsigned char id[8], key[32];
#endif
