/*
 * One side of a connection that renegotiates, for run-interop: with a pre-shared key, over a UDP socket that blocks.
 *
 *   usage: renegotiation client|server start|allow|legacy-start|legacy-allow PSK-HEX PORT
 *
 * A client says hello, and whatever it reads it says again; a server returns what it gets. With `start` the side starts
 * a renegotiation after the first message, with `allow` it waits for that of its peer; with `legacy` also without
 * RFC 5746. Prints `message under keys N` for each message, N being 1 in the beginning, and ends after the
 * first message under other keys, or with what went wrong.
 */
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>
#include <mbedtls/timing.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int goes_on(int code)
{
    return code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE
           || code == MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO;
}

static void must(const char *what, int code)
{
    if (code < 0) {
        printf("%s: -0x%04X\n", what, (unsigned) -code);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    mbedtls_entropy_context entropy;
    mbedtls_ctr_drbg_context rng;
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_net_context listener, net;
    mbedtls_timing_delay_context timer;
    unsigned char buffer[2048], key[16];
    int code, keys = 1, messages = 0;

    if (argc != 5 || strlen(argv[3]) != 2 * sizeof key)
        return 2;
    int is_client = strcmp(argv[1], "client") == 0, starts = strstr(argv[2], "start") != NULL;
    for (size_t i = 0; i < sizeof key; i++) {
        const char digits[] = { argv[3][2 * i], argv[3][2 * i + 1], 0 };
        key[i] = (unsigned char) strtoul(digits, NULL, 16);
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_ssl_config_init(&conf);
    mbedtls_ssl_init(&ssl);
    mbedtls_net_init(&listener);
    mbedtls_net_init(&net);
    must("seed", mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0));
    must("defaults", mbedtls_ssl_config_defaults(&conf, is_client ? MBEDTLS_SSL_IS_CLIENT : MBEDTLS_SSL_IS_SERVER,
                                                 MBEDTLS_SSL_TRANSPORT_DATAGRAM, MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_rng(&conf, mbedtls_ctr_drbg_random, &rng);
    mbedtls_ssl_conf_read_timeout(&conf, 10000);
    must("psk", mbedtls_ssl_conf_psk(&conf, key, sizeof key, (const unsigned char *) "Client_identity", 15));
    mbedtls_ssl_conf_renegotiation(&conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
    if (strstr(argv[2], "legacy") != NULL)
        mbedtls_ssl_conf_legacy_renegotiation(&conf, MBEDTLS_SSL_LEGACY_ALLOW_RENEGOTIATION);
    if (!is_client)
        mbedtls_ssl_conf_dtls_cookies(&conf, NULL, NULL, NULL);
    must("setup", mbedtls_ssl_setup(&ssl, &conf));
    mbedtls_ssl_set_timer_cb(&ssl, &timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    if (is_client)
        must("connect", mbedtls_net_connect(&net, "127.0.0.1", argv[4], MBEDTLS_NET_PROTO_UDP));
    else {
        must("bind", mbedtls_net_bind(&listener, "127.0.0.1", argv[4], MBEDTLS_NET_PROTO_UDP));
        must("accept", mbedtls_net_accept(&listener, &net, NULL, 0, NULL));
    }
    mbedtls_ssl_set_bio(&ssl, &net, mbedtls_net_send, NULL, mbedtls_net_recv_timeout);
    do
        code = mbedtls_ssl_handshake(&ssl);
    while (goes_on(code));
    must("handshake", code);

    size_t length = 6;
    memcpy(buffer, "hello\n", length);
    while (keys == 1 && messages < 20) {
        if (is_client) {
            do
                code = mbedtls_ssl_write(&ssl, buffer, length);
            while (code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE);
            if (code != MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO)
                must("write", code);
        }
        do
            code = mbedtls_ssl_read(&ssl, buffer, sizeof buffer);
        while (goes_on(code));
        must("read", code);
        length = (size_t) code;
        keys = ssl.MBEDTLS_PRIVATE(in_ctr)[1];
        printf("message under keys %d\n", keys);
        if (messages++ == 0 && starts) {
            do
                code = mbedtls_ssl_renegotiate(&ssl);
            while (code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE);
            if (code != MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO)
                must("renegotiate", code);
        }
        if (!is_client) {
            do
                code = mbedtls_ssl_write(&ssl, buffer, length);
            while (goes_on(code));
            must("write", code);
        }
    }
    do
        code = mbedtls_ssl_close_notify(&ssl);
    while (code == MBEDTLS_ERR_SSL_WANT_WRITE);
    mbedtls_net_free(&net);
    mbedtls_net_free(&listener);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return 0;
}
