/*
 * A DTLS 1.2 client that blocks: it connects, sends a line, prints the answer, and closes.
 *
 *   dtls_client [options] HOST PORT
 *
 *   --ca FILE        trust the certificates in this PEM file
 *   --name NAME      the name that the server's certificate has to be for (default: HOST)
 *   --cert FILE      our own certificate, if the server asks for one
 *   --key FILE       its private key
 *   --psk HEX        a pre-shared key, with
 *   --identity TEXT  its identity (default: Client_identity)
 *   --suite NAME     offer this cipher suite alone, such as TLS-PSK-WITH-AES-128-CCM-8
 *   --mtu BYTES      send no datagram larger than this
 *   --cid HEX        the connection id for the server's records (RFC 9146); "" accepts the server's alone
 *   --session FILE   resume the session that is in this file, if there is one, and keep ours there for the next time
 *   --message TEXT   what to send (default: hello)
 *   --lose N         lose the N-th datagram on its way out, to see it sent again
 *   --verbose        print the library's debug lines
 *
 * Exit code: 0 if the answer came, 1 if not, 2 if the command line is wrong.
 *
 * The steps are those of every such client: random generator, certificates, configuration, context, socket, timer,
 * handshake, data, close.
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
#include "mbedtls/timing.h"

#define READ_TIMEOUT_MS 5000

struct options {
    const char *host, *port, *ca, *name, *cert, *key, *psk, *identity, *suite, *message, *cid, *session;
    int mtu, lose, verbose;
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
        printf("client: datagram %d of %u bytes is lost on purpose\n", transport->sent, (unsigned) len);
        return (int) len;
    }
    return mbedtls_net_send(&transport->net, data, len);
}

static int transport_recv(void *ctx, unsigned char *data, size_t len)
{
    struct transport *transport = ctx;
    return mbedtls_net_recv(&transport->net, data, len);
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
    fprintf(stderr, "client: [%d] %s", level, text);
}

static int failed(const char *what, int code)
{
    char text[128];
    mbedtls_strerror(code, text, sizeof(text));
    fprintf(stderr, "client: %s: -0x%04X %s\n", what, (unsigned) -code, text);
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
    fprintf(stderr, "usage: dtls_client [--ca FILE] [--name NAME] [--cert FILE --key FILE] [--psk HEX] [--identity TEXT]\n"
                    "                   [--suite NAME] [--mtu BYTES] [--cid HEX] [--session FILE] [--message TEXT]\n"
                    "                   [--lose N] [--verbose] HOST PORT\n"
                    "Give --ca to check the server's certificate, or --psk.\n");
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
    printf("client: our records carry the connection id \"");
    for (i = 0; i < length; i++) {
        printf("%02x", cid[i]);
    }
    printf("\"\n");
}

/* Sets the session of a file, if there is one. A file that cannot be read costs a full handshake, no more. */
static void resume_session(mbedtls_ssl_context *ssl, const char *path)
{
    mbedtls_ssl_session session;
    unsigned char bytes[4096];
    FILE *file = fopen(path, "rb");
    size_t length;
    if (file == NULL) {
        return;
    }
    length = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    mbedtls_ssl_session_init(&session);
    if (mbedtls_ssl_session_load(&session, bytes, length) == 0 && mbedtls_ssl_set_session(ssl, &session) == 0) {
        printf("client: offers the session in %s\n", path);
    }
    mbedtls_ssl_session_free(&session);
}

/* Keeps the session in a file. It holds the master secret: others must not be able to read it. */
static int keep_session(mbedtls_ssl_context *ssl, const char *path)
{
    mbedtls_ssl_session session;
    unsigned char bytes[4096];
    size_t length = 0;
    FILE *file;
    int ret;
    mbedtls_ssl_session_init(&session);
    if ((ret = mbedtls_ssl_get_session(ssl, &session)) == 0) {
        ret = mbedtls_ssl_session_save(&session, bytes, sizeof(bytes), &length);
    }
    mbedtls_ssl_session_free(&session);
    if (ret != 0) {
        return failed("session", ret);
    }
    if ((file = fopen(path, "wb")) == NULL || fwrite(bytes, 1, length, file) != length) {
        perror(path);
        ret = -1;
    }
    if (file != NULL) {
        fclose(file);
    }
    return ret;
}

static int parse_options(int argc, char **argv, struct options *options)
{
    int i;
    memset(options, 0, sizeof(*options));
    options->identity = "Client_identity";
    options->message = "hello";
    for (i = 1; i < argc; i++) {
        const char *option = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(option, "--verbose") == 0) {
            options->verbose = 1;
            continue;
        }
        if (option[0] != '-') {
            if (options->host == NULL) {
                options->host = option;
            } else if (options->port == NULL) {
                options->port = option;
            } else {
                return -1;
            }
            continue;
        }
        if (value == NULL) {
            return -1;
        }
        i++;
        if (strcmp(option, "--ca") == 0) {
            options->ca = value;
        } else if (strcmp(option, "--name") == 0) {
            options->name = value;
        } else if (strcmp(option, "--cert") == 0) {
            options->cert = value;
        } else if (strcmp(option, "--key") == 0) {
            options->key = value;
        } else if (strcmp(option, "--psk") == 0) {
            options->psk = value;
        } else if (strcmp(option, "--identity") == 0) {
            options->identity = value;
        } else if (strcmp(option, "--suite") == 0) {
            options->suite = value;
        } else if (strcmp(option, "--cid") == 0) {
            options->cid = value;
        } else if (strcmp(option, "--session") == 0) {
            options->session = value;
        } else if (strcmp(option, "--mtu") == 0) {
            options->mtu = number(value, 65535);
        } else if (strcmp(option, "--message") == 0) {
            options->message = value;
        } else if (strcmp(option, "--lose") == 0) {
            options->lose = number(value, 1000000);
        } else {
            return -1;
        }
    }
    if (options->mtu < 0 || options->lose < 0) {
        return -1;
    }
    if (options->host == NULL || options->port == NULL || (options->ca == NULL && options->psk == NULL)) {
        return -1;
    }
    if (options->name == NULL) {
        options->name = options->host;
    }
    return 0;
}

int main(int argc, char **argv)
{
    struct options options;
    struct transport transport;
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_x509_crt ca, cert;
    mbedtls_pk_context key;
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_timing_delay_context timer;
    unsigned char buffer[2048], cid[MBEDTLS_SSL_CID_IN_LEN_MAX];
    size_t cid_len = 0;
    int suites[2] = { 0, 0 };
    int ret;

    if (parse_options(argc, argv, &options) != 0) {
        return usage();
    }
    setvbuf(stdout, NULL, _IOLBF, 0);

    mbedtls_net_init(&transport.net);
    transport.sent = 0;
    transport.lose = options.lose;
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_x509_crt_init(&ca);
    mbedtls_x509_crt_init(&cert);
    mbedtls_pk_init(&key);
    mbedtls_ssl_config_init(&conf);
    mbedtls_ssl_init(&ssl);
    memset(&timer, 0, sizeof(timer));

    ret = mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0);
    if (ret != 0) {
        failed("random generator", ret);
        goto end;
    }

    /* What we want of the connection. */
    ret = mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
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
    if (options.ca != NULL) {
        ret = mbedtls_x509_crt_parse_file(&ca, options.ca);
        if (ret != 0) {
            failed(options.ca, ret);
            goto end;
        }
        mbedtls_ssl_conf_ca_chain(&conf, &ca, NULL);
    }
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
            fprintf(stderr, "client: no cipher suite %s\n", options.suite);
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

    /* This connection: its name, socket and timer. */
    if ((ret = mbedtls_ssl_setup(&ssl, &conf)) != 0 || (ret = mbedtls_ssl_set_hostname(&ssl, options.name)) != 0) {
        failed("context", ret);
        goto end;
    }
    if (options.cid != NULL && (ret = mbedtls_ssl_set_cid(&ssl, MBEDTLS_SSL_CID_ENABLED, cid, cid_len)) != 0) {
        failed("connection id", ret);
        goto end;
    }
    ret = mbedtls_net_connect(&transport.net, options.host, options.port, MBEDTLS_NET_PROTO_UDP);
    if (ret != 0) {
        failed(options.host, ret);
        goto end;
    }
    mbedtls_ssl_set_bio(&ssl, &transport, transport_send, transport_recv, transport_recv_timeout);
    mbedtls_ssl_set_timer_cb(&ssl, &timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    if (options.mtu != 0) {
        mbedtls_ssl_set_mtu(&ssl, (uint16_t) options.mtu);
    }
    if (options.session != NULL) {
        resume_session(&ssl, options.session);
    }

    do {
        ret = mbedtls_ssl_handshake(&ssl);
    } while (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE);
    if (ret != 0) {
        failed("handshake", ret);
        if (mbedtls_ssl_get_verify_result(&ssl) != 0) {
            fprintf(stderr, "client: certificate flags 0x%X\n", (unsigned) mbedtls_ssl_get_verify_result(&ssl));
        }
        goto end;
    }
    printf("client: connected, %s, %s\n", mbedtls_ssl_get_version(&ssl), mbedtls_ssl_get_ciphersuite(&ssl));
    if (mbedtls_ssl_get_peer_cert(&ssl) != NULL) {
        printf("client: server certificate is trusted and for %s\n", options.name);
    }
    print_cid(&ssl);
    if (options.session != NULL && (ret = keep_session(&ssl, options.session)) != 0) {
        goto end;
    }

    do {
        ret = mbedtls_ssl_write(&ssl, (const unsigned char *) options.message, strlen(options.message));
    } while (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE);
    if (ret < 0) {
        failed("write", ret);
        goto end;
    }
    printf("client: sent \"%s\"\n", options.message);

    do {
        ret = mbedtls_ssl_read(&ssl, buffer, sizeof(buffer));
    } while (ret == MBEDTLS_ERR_SSL_WANT_READ || ret == MBEDTLS_ERR_SSL_WANT_WRITE);
    if (ret <= 0) {
        failed("read", ret);
        ret = ret == 0 ? MBEDTLS_ERR_SSL_CONN_EOF : ret;
        goto end;
    }
    printf("client: received \"%.*s\"\n", ret, (const char *) buffer);

    do {
        ret = mbedtls_ssl_close_notify(&ssl);
    } while (ret == MBEDTLS_ERR_SSL_WANT_WRITE);
    printf("client: closed\n");
    ret = 0;

end:
    mbedtls_net_free(&transport.net);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&cert);
    mbedtls_x509_crt_free(&ca);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return ret == 0 ? 0 : 1;
}
