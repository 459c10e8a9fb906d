/*
 * A DTLS 1.2 server for many clients on one socket, driven by events: epoll tells of datagrams, a timerfd for each
 * client tells when a flight has to be sent again. It returns what each client sends.
 *
 *   dtls_epoll_server [options] PORT
 *
 *   --cert FILE      our certificate chain, PEM
 *   --key FILE       its private key
 *   --psk HEX        a pre-shared key, with
 *   --identity TEXT  its identity (default: Client_identity)
 *   --count N        end when N clients have closed (default: never)
 *   --verbose        print the library's debug lines
 *
 * Exit code: 0 after N clients that closed properly, 1 if one did not, 2 if the command line is wrong.
 *
 * Nothing is kept for a client until it has returned its cookie: a datagram from an unknown address goes to the one
 * context that listens. Only when that gets past the HelloVerifyRequest does it become the client's own, and another
 * takes its place.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "mbedtls/ctr_drbg.h"
#include "mbedtls/debug.h"
#include "mbedtls/entropy.h"
#include "mbedtls/error.h"
#include "mbedtls/net_sockets.h"
#include "mbedtls/ssl.h"
#include "mbedtls/ssl_cookie.h"

#define BUCKETS 1024
#define MAX_DATAGRAM 16384
#define IDLE_LIMIT_S 60

/* One client, or the listener that waits for the next. */
struct client {
    mbedtls_ssl_context ssl;
    struct sockaddr_in6 address;
    int socket;
    int timer_fd;
    int timer_runs;
    struct timespec started;
    uint32_t intermediate_ms, final_ms;
    const unsigned char *datagram;  /* what came in and has not been read, only while the client is driven */
    size_t datagram_len;
    time_t last_seen;
    struct client *next;            /* in its bucket */
};

struct server {
    int epoll_fd, socket;
    mbedtls_ssl_config conf;
    struct client *listener;
    struct client *buckets[BUCKETS];
    int closed, broken;
};

static long since_ms(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
}

/* The timer callbacks: the final delay becomes a timerfd, the intermediate one is only remembered. */
static void set_timer(void *ctx, uint32_t intermediate_ms, uint32_t final_ms)
{
    struct client *client = ctx;
    struct itimerspec when;
    memset(&when, 0, sizeof(when));
    client->intermediate_ms = intermediate_ms;
    client->final_ms = final_ms;
    client->timer_runs = final_ms != 0;
    clock_gettime(CLOCK_MONOTONIC, &client->started);
    when.it_value.tv_sec = (time_t) (final_ms / 1000);
    when.it_value.tv_nsec = (long) (final_ms % 1000) * 1000000;
    timerfd_settime(client->timer_fd, 0, &when, NULL);
}

static int get_timer(void *ctx)
{
    struct client *client = ctx;
    long passed;
    if (!client->timer_runs) {
        return -1;
    }
    passed = since_ms(&client->started);
    if (passed >= (long) client->final_ms) {
        return 2;
    }
    return passed >= (long) client->intermediate_ms ? 1 : 0;
}

static int send_datagram(void *ctx, const unsigned char *data, size_t len)
{
    struct client *client = ctx;
    ssize_t sent = sendto(client->socket, data, len, 0, (struct sockaddr *) &client->address, sizeof(client->address));
    if (sent < 0) {
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? MBEDTLS_ERR_SSL_WANT_WRITE
                                                                         : MBEDTLS_ERR_NET_SEND_FAILED;
    }
    return (int) sent;
}

/* Gives out the datagram that the event loop received for this client. */
static int recv_datagram(void *ctx, unsigned char *data, size_t len)
{
    struct client *client = ctx;
    size_t length = client->datagram_len;
    if (length == 0) {
        return MBEDTLS_ERR_SSL_WANT_READ;
    }
    if (length > len) {
        length = len;
    }
    memcpy(data, client->datagram, length);
    client->datagram_len = 0;
    return (int) length;
}

static void debug_line(void *ctx, int level, const char *file, int line, const char *text)
{
    (void) ctx;
    (void) file;
    (void) line;
    fprintf(stderr, "server: [%d] %s", level, text);
}

static int failed(const char *what, int code)
{
    char text[128];
    mbedtls_strerror(code, text, sizeof(text));
    fprintf(stderr, "server: %s: -0x%04X %s\n", what, (unsigned) -code, text);
    return code;
}

static void free_client(struct client *client)
{
    mbedtls_ssl_free(&client->ssl);
    if (client->timer_fd >= 0) {
        close(client->timer_fd);
    }
    free(client);
}

static struct client *new_listener(struct server *server)
{
    struct client *client = calloc(1, sizeof(*client));
    struct epoll_event event;
    int ret;
    if (client == NULL) {
        return NULL;
    }
    mbedtls_ssl_init(&client->ssl);
    client->socket = server->socket;
    client->timer_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    memset(&event, 0, sizeof(event));
    event.events = EPOLLIN;
    event.data.ptr = client;
    if (client->timer_fd < 0 || epoll_ctl(server->epoll_fd, EPOLL_CTL_ADD, client->timer_fd, &event) != 0) {
        perror("server: timer");
        free_client(client);
        return NULL;
    }
    if ((ret = mbedtls_ssl_setup(&client->ssl, &server->conf)) != 0) {
        failed("context", ret);
        free_client(client);
        return NULL;
    }
    mbedtls_ssl_set_bio(&client->ssl, client, send_datagram, recv_datagram, NULL);
    mbedtls_ssl_set_timer_cb(&client->ssl, client, set_timer, get_timer);
    return client;
}

/* The bytes of an address that cookies are bound to: IP address and port. */
static size_t transport_id(const struct sockaddr_in6 *address, unsigned char id[18])
{
    memcpy(id, &address->sin6_addr, 16);
    memcpy(id + 16, &address->sin6_port, 2);
    return 18;
}

static unsigned bucket_of(const struct sockaddr_in6 *address)
{
    unsigned char id[18];
    unsigned hash = 2166136261u;
    size_t i, length = transport_id(address, id);
    for (i = 0; i < length; i++) {
        hash = (hash ^ id[i]) * 16777619u;
    }
    return hash % BUCKETS;
}

static struct client **find(struct server *server, const struct sockaddr_in6 *address)
{
    unsigned char wanted[18], id[18];
    struct client **place = &server->buckets[bucket_of(address)];
    transport_id(address, wanted);
    for (; *place != NULL; place = &(*place)->next) {
        transport_id(&(*place)->address, id);
        if (memcmp(id, wanted, sizeof(id)) == 0) {
            break;
        }
    }
    return place;
}

static void drop(struct server *server, struct client *client, int properly)
{
    struct client **place = find(server, &client->address);
    if (*place == client) {
        *place = client->next;
        server->closed++;
        server->broken += !properly;
        printf("server: client gone, %s\n", properly ? "closed" : "broken");
    }
    free_client(client);
}

/* Drives a known client as far as it goes; the client may be gone afterwards. */
static void drive(struct server *server, struct client *client)
{
    unsigned char buffer[MAX_DATAGRAM];
    int ret;
    if (!mbedtls_ssl_is_handshake_over(&client->ssl)) {
        ret = mbedtls_ssl_handshake(&client->ssl);
        if (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE) {
            return;
        }
        if (ret != 0) {
            failed("handshake", ret);
            drop(server, client, 0);
            return;
        }
        printf("server: connected, %s\n", mbedtls_ssl_get_ciphersuite(&client->ssl));
    }
    for (;;) {
        ret = mbedtls_ssl_read(&client->ssl, buffer, sizeof(buffer));
        if (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE) {
            return;
        }
        if (ret == MBEDTLS_ERR_SSL_CLIENT_RECONNECT) {
            /* The client lost its state and has proved its address anew: a new handshake goes on here. */
            printf("server: client begins anew\n");
            drive(server, client);
            return;
        }
        if (ret == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) {
            mbedtls_ssl_close_notify(&client->ssl);
            drop(server, client, 1);
            return;
        }
        if (ret < 0) {
            failed("read", ret);
            drop(server, client, 0);
            return;
        }
        ret = mbedtls_ssl_write(&client->ssl, buffer, (size_t) ret);
        if (ret < 0 && ret != MBEDTLS_ERR_SSL_WANT_WRITE) {
            failed("write", ret);
            drop(server, client, 0);
            return;
        }
    }
}

/* A datagram from an address that nobody knows. */
static void listen_to(struct server *server, struct client *listener)
{
    unsigned char id[18];
    size_t length = transport_id(&listener->address, id);
    struct client **place;
    int ret = mbedtls_ssl_set_client_transport_id(&listener->ssl, id, length);
    if (ret == 0) {
        ret = mbedtls_ssl_handshake(&listener->ssl);
    }
    if (ret != MBEDTLS_ERR_SSL_WANT_READ || listener->ssl.MBEDTLS_PRIVATE(state) <= MBEDTLS_SSL_CLIENT_HELLO) {
        /* The cookie was asked for, or this was no ClientHello: ready for anyone again. A ClientHello that came in
         * part stays until its rest, or another client's, comes. */
        if (ret != MBEDTLS_ERR_SSL_WANT_READ) {
            mbedtls_ssl_session_reset(&listener->ssl);
        }
        return;
    }
    /* The cookie was good: the context is this client's now. */
    listener->last_seen = time(NULL);
    place = &server->buckets[bucket_of(&listener->address)];
    listener->next = *place;
    *place = listener;
    server->listener = NULL;
}

/* Receives until the socket is empty. */
static void receive(struct server *server)
{
    static unsigned char datagram[MAX_DATAGRAM];
    for (;;) {
        struct sockaddr_in6 address;
        socklen_t address_len = sizeof(address);
        struct client *client;
        ssize_t length = recvfrom(server->socket, datagram, sizeof(datagram), 0, (struct sockaddr *) &address,
                                  &address_len);
        if (length < 0) {
            if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
                perror("server: receive");
            }
            return;
        }
        if (length == 0) {
            continue;
        }
        client = *find(server, &address);
        if (client == NULL) {
            if (server->listener == NULL && (server->listener = new_listener(server)) == NULL) {
                return;
            }
            client = server->listener;
            client->address = address;
            client->datagram = datagram;
            client->datagram_len = (size_t) length;
            listen_to(server, client);
        } else {
            client->datagram = datagram;
            client->datagram_len = (size_t) length;
            client->last_seen = time(NULL);
            drive(server, client);
        }
    }
}

/* Forgets clients that have been silent for long. */
static void sweep(struct server *server)
{
    time_t limit = time(NULL) - IDLE_LIMIT_S;
    int i;
    for (i = 0; i < BUCKETS; i++) {
        struct client *client = server->buckets[i];
        while (client != NULL) {
            struct client *next = client->next;
            if (client->last_seen < limit) {
                drop(server, client, 0);
            }
            client = next;
        }
    }
}

static int open_socket(const char *port)
{
    struct sockaddr_in6 address;
    int off = 0, on = 1, fd = socket(AF_INET6, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -1;
    }
    memset(&address, 0, sizeof(address));
    address.sin6_family = AF_INET6;
    address.sin6_port = htons((uint16_t) atoi(port));
    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(fd, (struct sockaddr *) &address, sizeof(address)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Turns hexadecimal digits into bytes; returns how many, or 0 if they are none or too many. */
static size_t from_hex(const char *text, unsigned char *out, size_t room)
{
    size_t length = strlen(text) / 2, i;
    if (length == 0 || length > room || strlen(text) % 2 != 0) {
        return 0;
    }
    for (i = 0; i < length; i++) {
        char digits[3], *end;
        digits[0] = text[2 * i];
        digits[1] = text[2 * i + 1];
        digits[2] = 0;
        out[i] = (unsigned char) strtoul(digits, &end, 16);
        if (*end != 0) {
            return 0;
        }
    }
    return length;
}

/* Reads a number from 0 to `most`; -1 if the text is none. */
static int number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    return *text == 0 || *end != 0 || value < 0 || value > most ? -1 : (int) value;
}

static int usage(void)
{
    fprintf(stderr, "usage: dtls_epoll_server [--cert FILE --key FILE] [--psk HEX] [--identity TEXT] [--count N]\n"
                    "                         [--verbose] PORT\n"
                    "Give --cert and --key, or --psk.\n");
    return 2;
}

int main(int argc, char **argv)
{
    const char *port = NULL, *cert_file = NULL, *key_file = NULL, *psk_text = NULL, *identity = "Client_identity";
    struct server server;
    struct epoll_event event;
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_x509_crt cert;
    mbedtls_pk_context key;
    mbedtls_ssl_cookie_ctx cookies;
    int i, ret, count = 0, verbose = 0;

    for (i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(argv[i], "--verbose") == 0) {
            verbose = 1;
        } else if (argv[i][0] != '-' && port == NULL) {
            port = argv[i];
        } else if (value == NULL) {
            return usage();
        } else if (strcmp(argv[i], "--cert") == 0) {
            cert_file = argv[++i];
        } else if (strcmp(argv[i], "--key") == 0) {
            key_file = argv[++i];
        } else if (strcmp(argv[i], "--psk") == 0) {
            psk_text = argv[++i];
        } else if (strcmp(argv[i], "--identity") == 0) {
            identity = argv[++i];
        } else if (strcmp(argv[i], "--count") == 0) {
            count = number(argv[++i], 1000000);
        } else {
            return usage();
        }
    }
    if (port == NULL || count < 0 || ((cert_file == NULL || key_file == NULL) && psk_text == NULL)) {
        return usage();
    }
    setvbuf(stdout, NULL, _IOLBF, 0);

    memset(&server, 0, sizeof(server));
    server.socket = -1;
    server.epoll_fd = epoll_create1(0);
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_x509_crt_init(&cert);
    mbedtls_pk_init(&key);
    mbedtls_ssl_cookie_init(&cookies);
    mbedtls_ssl_config_init(&server.conf);

    if ((ret = mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0)) != 0 ||
        (ret = mbedtls_ssl_config_defaults(&server.conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                           MBEDTLS_SSL_PRESET_DEFAULT)) != 0 ||
        (ret = mbedtls_ssl_cookie_setup(&cookies, mbedtls_ctr_drbg_random, &rng)) != 0) {
        failed("configuration", ret);
        goto end;
    }
    mbedtls_ssl_conf_rng(&server.conf, mbedtls_ctr_drbg_random, &rng);
    mbedtls_ssl_conf_dtls_cookies(&server.conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &cookies);
    if (verbose) {
        mbedtls_ssl_conf_dbg(&server.conf, debug_line, NULL);
        mbedtls_debug_set_threshold(3);
    }
    if (cert_file != NULL && key_file != NULL) {
        if ((ret = mbedtls_x509_crt_parse_file(&cert, cert_file)) != 0 ||
            (ret = mbedtls_pk_parse_keyfile(&key, key_file, NULL, mbedtls_ctr_drbg_random, &rng)) != 0 ||
            (ret = mbedtls_ssl_conf_own_cert(&server.conf, &cert, &key)) != 0) {
            failed("own certificate", ret);
            goto end;
        }
    }
    if (psk_text != NULL) {
        unsigned char psk[32];
        size_t length = from_hex(psk_text, psk, sizeof(psk));
        ret = mbedtls_ssl_conf_psk(&server.conf, psk, length, (const unsigned char *) identity, strlen(identity));
        if (ret != 0) {
            failed("pre-shared key", ret);
            goto end;
        }
    }

    server.socket = open_socket(port);
    memset(&event, 0, sizeof(event));
    event.events = EPOLLIN;
    if (server.socket < 0 || epoll_ctl(server.epoll_fd, EPOLL_CTL_ADD, server.socket, &event) != 0) {
        perror("server: socket");
        ret = -1;
        goto end;
    }
    printf("server: listening on UDP port %s\n", port);

    while (count == 0 || server.closed < count) {
        struct epoll_event ready;
        int events = epoll_wait(server.epoll_fd, &ready, 1, 1000);
        if (events < 0 && errno != EINTR) {
            perror("server: epoll");
            ret = -1;
            goto end;
        }
        if (events <= 0) {
            sweep(&server);
        } else if (ready.data.ptr == NULL) {
            receive(&server);
        } else {
            /* A client's timer: the library asks for it and sends its flight again, or gives up. */
            struct client *client = ready.data.ptr;
            uint64_t expirations;
            if (read(client->timer_fd, &expirations, sizeof(expirations)) == (ssize_t) sizeof(expirations) &&
                client != server.listener) {
                drive(&server, client);
            }
        }
    }
    ret = 0;

end:
    for (i = 0; i < BUCKETS; i++) {
        while (server.buckets[i] != NULL) {
            struct client *client = server.buckets[i];
            server.buckets[i] = client->next;
            free_client(client);
        }
    }
    if (server.listener != NULL) {
        free_client(server.listener);
    }
    if (server.socket >= 0) {
        close(server.socket);
    }
    close(server.epoll_fd);
    mbedtls_ssl_config_free(&server.conf);
    mbedtls_ssl_cookie_free(&cookies);
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&cert);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return ret == 0 && server.broken == 0 ? 0 : 1;
}
