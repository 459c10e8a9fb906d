/*
 * A DTLS 1.2 server that blocks and serves one client at a time: it returns what it gets.
 *
 *   dtls_server [options] PORT
 *
 *   --cert FILE      our certificate chain, PEM
 *   --key FILE       its private key
 *   --ca FILE        ask clients for a certificate, and trust those in this PEM file
 *   --psk HEX        a pre-shared key, with
 *   --identity TEXT  its identity (default: Client_identity)
 *   --suite NAME     accept this cipher suite alone
 *   --mtu BYTES      send no datagram larger than this
 *   --cid HEX        the connection id for the client's records (RFC 9146); "" accepts the client's alone
 *   --resume KIND    let clients resume sessions: by "id", which we remember, or by "ticket", which they keep
 *   --count N        end after N clients (default: never)
 *   --lose N         lose the N-th datagram on its way out, to see it sent again
 *   --verbose        print the library's debug lines
 *
 * Exit code: 0 after N clients that closed properly, 1 if one did not, 2 if the command line is wrong.
 *
 * A client has to return a cookie before anything is kept for it, so nobody can use the server to flood others: the
 * first handshake of each client ends with MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED, and the context is reset.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mbedtls/ctr_drbg.h"
#include "mbedtls/debug.h"
#include "mbedtls/entropy.h"
#include "mbedtls/error.h"
#include "mbedtls/net_sockets.h"
#include "mbedtls/ssl.h"
#include "mbedtls/ssl_cache.h"
#include "mbedtls/ssl_cookie.h"
#include "mbedtls/ssl_ticket.h"
#include "mbedtls/timing.h"

#define READ_TIMEOUT_MS 10000

struct options {
    const char *port, *cert, *key, *ca, *psk, *identity, *suite, *cid, *resume;
    int mtu, count, lose, verbose;
};

/* A socket that can lose a datagram on purpose. */
struct transport {
    mbedtls_net_context net;
    int sent, lose;
};

static int transport_send(void *ctx, const unsigned char *data, size_t len)
{
    struct transport *transport = ctx;
    if (++transport->sent == transport->lose) {
        printf("server: datagram %d of %u bytes is lost on purpose\n", transport->sent, (unsigned) len);
        return (int) len;
    }
    return mbedtls_net_send(&transport->net, data, len);
}

static int transport_recv_timeout(void *ctx, unsigned char *data, size_t len, uint32_t timeout)
{
    struct transport *transport = ctx;
    return mbedtls_net_recv_timeout(&transport->net, data, len, timeout);
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
    fprintf(stderr, "usage: dtls_server [--cert FILE --key FILE] [--ca FILE] [--psk HEX] [--identity TEXT] [--suite NAME]\n"
                    "                   [--mtu BYTES] [--cid HEX] [--resume KIND] [--count N] [--lose N]\n"
                    "                   [--verbose] PORT\n"
                    "Give --cert and --key, or --psk.\n");
    return 2;
}

/* Tells which connection id our records carry. */
static void print_cid(mbedtls_ssl_context *ssl)
{
    unsigned char cid[MBEDTLS_SSL_CID_OUT_LEN_MAX];
    int enabled = MBEDTLS_SSL_CID_DISABLED;
    size_t length = 0, i;
    if (mbedtls_ssl_get_peer_cid(ssl, &enabled, cid, &length) != 0 || enabled == MBEDTLS_SSL_CID_DISABLED) {
        return;
    }
    printf("server: our records carry the connection id \"");
    for (i = 0; i < length; i++) {
        printf("%02x", cid[i]);
    }
    printf("\"\n");
}

static int parse_options(int argc, char **argv, struct options *options)
{
    int i;
    memset(options, 0, sizeof(*options));
    options->identity = "Client_identity";
    for (i = 1; i < argc; i++) {
        const char *option = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(option, "--verbose") == 0) {
            options->verbose = 1;
            continue;
        }
        if (option[0] != '-') {
            if (options->port != NULL) {
                return -1;
            }
            options->port = option;
            continue;
        }
        if (value == NULL) {
            return -1;
        }
        i++;
        if (strcmp(option, "--cert") == 0) {
            options->cert = value;
        } else if (strcmp(option, "--key") == 0) {
            options->key = value;
        } else if (strcmp(option, "--ca") == 0) {
            options->ca = value;
        } else if (strcmp(option, "--psk") == 0) {
            options->psk = value;
        } else if (strcmp(option, "--identity") == 0) {
            options->identity = value;
        } else if (strcmp(option, "--suite") == 0) {
            options->suite = value;
        } else if (strcmp(option, "--cid") == 0) {
            options->cid = value;
        } else if (strcmp(option, "--mtu") == 0) {
            options->mtu = number(value, 65535);
        } else if (strcmp(option, "--resume") == 0) {
            options->resume = value;
            if (strcmp(value, "id") != 0 && strcmp(value, "ticket") != 0) {
                return -1;
            }
        } else if (strcmp(option, "--count") == 0) {
            options->count = number(value, 1000000);
        } else if (strcmp(option, "--lose") == 0) {
            options->lose = number(value, 1000000);
        } else {
            return -1;
        }
    }
    if (options->mtu < 0 || options->lose < 0 || options->count < 0) {
        return -1;
    }
    if (options->port == NULL || ((options->cert == NULL || options->key == NULL) && options->psk == NULL)) {
        return -1;
    }
    return 0;
}

/* Returns what one client sends until it closes; 0 if it closed properly. */
static int serve(mbedtls_ssl_context *ssl)
{
    unsigned char buffer[2048];
    int ret, length;

    printf("server: connected, %s, %s\n", mbedtls_ssl_get_version(ssl), mbedtls_ssl_get_ciphersuite(ssl));
    print_cid(ssl);
    for (;;) {
        do {
            length = mbedtls_ssl_read(ssl, buffer, sizeof(buffer));
        } while (length == MBEDTLS_ERR_SSL_WANT_READ || length == MBEDTLS_ERR_SSL_WANT_WRITE);
        if (length == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) {
            printf("server: client closed\n");
            do {
                ret = mbedtls_ssl_close_notify(ssl);
            } while (ret == MBEDTLS_ERR_SSL_WANT_WRITE);
            return 0;
        }
        if (length < 0) {
            return failed("read", length);
        }
        printf("server: echo of %d bytes\n", length);
        do {
            ret = mbedtls_ssl_write(ssl, buffer, (size_t) length);
        } while (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE);
        if (ret < 0) {
            return failed("write", ret);
        }
    }
}

int main(int argc, char **argv)
{
    struct options options;
    struct transport client;
    mbedtls_net_context listener;
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_x509_crt ca, cert;
    mbedtls_pk_context key;
    mbedtls_ssl_cookie_ctx cookies;
    mbedtls_ssl_cache_context cache;
    mbedtls_ssl_ticket_context tickets;
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_timing_delay_context timer;
    unsigned char cid[MBEDTLS_SSL_CID_IN_LEN_MAX];
    size_t cid_len = 0;
    int suites[2] = { 0, 0 };
    int ret, served = 0, broken = 0;

    if (parse_options(argc, argv, &options) != 0) {
        return usage();
    }
    setvbuf(stdout, NULL, _IOLBF, 0);

    mbedtls_net_init(&listener);
    mbedtls_net_init(&client.net);
    client.sent = 0;
    client.lose = options.lose;
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_x509_crt_init(&ca);
    mbedtls_x509_crt_init(&cert);
    mbedtls_pk_init(&key);
    mbedtls_ssl_cookie_init(&cookies);
    mbedtls_ssl_cache_init(&cache);
    mbedtls_ssl_ticket_init(&tickets);
    mbedtls_ssl_config_init(&conf);
    mbedtls_ssl_init(&ssl);
    memset(&timer, 0, sizeof(timer));

    ret = mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0);
    if (ret != 0) {
        failed("random generator", ret);
        goto end;
    }

    /* What we want of all connections. */
    ret = mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                      MBEDTLS_SSL_PRESET_DEFAULT);
    if (ret != 0) {
        failed("configuration", ret);
        goto end;
    }
    mbedtls_ssl_conf_rng(&conf, mbedtls_ctr_drbg_random, &rng);
    mbedtls_ssl_conf_read_timeout(&conf, READ_TIMEOUT_MS);
    if (options.verbose) {
        mbedtls_ssl_conf_dbg(&conf, debug_line, NULL);
        mbedtls_debug_set_threshold(3);
    }
    ret = mbedtls_ssl_cookie_setup(&cookies, mbedtls_ctr_drbg_random, &rng);
    if (ret != 0) {
        failed("cookies", ret);
        goto end;
    }
    mbedtls_ssl_conf_dtls_cookies(&conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &cookies);
    if (options.cert != NULL && options.key != NULL) {
        if ((ret = mbedtls_x509_crt_parse_file(&cert, options.cert)) != 0) {
            failed(options.cert, ret);
            goto end;
        }
        ret = mbedtls_pk_parse_keyfile(&key, options.key, NULL, mbedtls_ctr_drbg_random, &rng);
        if (ret != 0) {
            failed(options.key, ret);
            goto end;
        }
        if ((ret = mbedtls_ssl_conf_own_cert(&conf, &cert, &key)) != 0) {
            failed("own certificate", ret);
            goto end;
        }
    }
    if (options.ca != NULL) {
        if ((ret = mbedtls_x509_crt_parse_file(&ca, options.ca)) != 0) {
            failed(options.ca, ret);
            goto end;
        }
        mbedtls_ssl_conf_ca_chain(&conf, &ca, NULL);
        mbedtls_ssl_conf_authmode(&conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
    if (options.psk != NULL) {
        unsigned char psk[32];
        size_t length = from_hex(options.psk, psk, sizeof(psk));
        ret = mbedtls_ssl_conf_psk(&conf, psk, length, (const unsigned char *) options.identity,
                                   strlen(options.identity));
        if (ret != 0) {
            failed("pre-shared key", ret);
            goto end;
        }
    }
    if (options.suite != NULL) {
        suites[0] = mbedtls_ssl_get_ciphersuite_id(options.suite);
        if (suites[0] == 0) {
            fprintf(stderr, "server: no cipher suite %s\n", options.suite);
            ret = MBEDTLS_ERR_SSL_BAD_INPUT_DATA;
            goto end;
        }
        mbedtls_ssl_conf_ciphersuites(&conf, suites);
    }

    if (options.cid != NULL) {
        cid_len = from_hex(options.cid, cid, sizeof(cid));
        if ((ret = mbedtls_ssl_conf_cid(&conf, cid_len, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE)) != 0) {
            failed("connection id", ret);
            goto end;
        }
    }

    if (options.resume != NULL && strcmp(options.resume, "id") == 0) {
        mbedtls_ssl_conf_session_cache(&conf, &cache, mbedtls_ssl_cache_get, mbedtls_ssl_cache_set);
    } else if (options.resume != NULL) {
        ret = mbedtls_ssl_ticket_setup(&tickets, mbedtls_ctr_drbg_random, &rng, MBEDTLS_CIPHER_AES_256_GCM, 86400);
        if (ret != 0) {
            failed("tickets", ret);
            goto end;
        }
        mbedtls_ssl_conf_session_tickets_cb(&conf, mbedtls_ssl_ticket_write, mbedtls_ssl_ticket_parse, &tickets);
    }

    if ((ret = mbedtls_ssl_setup(&ssl, &conf)) != 0) {
        failed("context", ret);
        goto end;
    }
    if (options.cid != NULL && (ret = mbedtls_ssl_set_cid(&ssl, MBEDTLS_SSL_CID_ENABLED, cid, cid_len)) != 0) {
        failed("connection id", ret);
        goto end;
    }
    mbedtls_ssl_set_timer_cb(&ssl, &timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    if (options.mtu != 0) {
        mbedtls_ssl_set_mtu(&ssl, (uint16_t) options.mtu);
    }
    if ((ret = mbedtls_net_bind(&listener, NULL, options.port, MBEDTLS_NET_PROTO_UDP)) != 0) {
        failed("bind", ret);
        goto end;
    }
    printf("server: listening on UDP port %s\n", options.port);

    while (options.count == 0 || served < options.count) {
        unsigned char address[16];
        size_t address_len;

        /* A datagram from anyone: the socket it came to is bound to its sender from here on. */
        mbedtls_net_free(&client.net);
        ret = mbedtls_net_accept(&listener, &client.net, address, sizeof(address), &address_len);
        if (ret != 0) {
            failed("accept", ret);
            goto end;
        }
        if ((ret = mbedtls_ssl_session_reset(&ssl)) != 0 ||
            (ret = mbedtls_ssl_set_client_transport_id(&ssl, address, address_len)) != 0) {
            failed("context", ret);
            goto end;
        }
        mbedtls_ssl_set_bio(&ssl, &client, transport_send, NULL, transport_recv_timeout);

        do {
            ret = mbedtls_ssl_handshake(&ssl);
        } while (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE);
        if (ret == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED) {
            printf("server: asked a client for its cookie\n");
            continue;
        }
        if (ret != 0) {
            failed("handshake", ret);
            broken++;
        } else if (serve(&ssl) != 0) {
            broken++;
        }
        served++;
    }
    ret = 0;

end:
    mbedtls_net_free(&client.net);
    mbedtls_net_free(&listener);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
    mbedtls_ssl_ticket_free(&tickets);
    mbedtls_ssl_cache_free(&cache);
    mbedtls_ssl_cookie_free(&cookies);
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&cert);
    mbedtls_x509_crt_free(&ca);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return ret == 0 && broken == 0 ? 0 : 1;
}
