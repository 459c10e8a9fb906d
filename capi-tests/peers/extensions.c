/*
 * One side of a connection that settles more than keys, for run-interop: over a UDP socket that blocks.
 *
 *   usage: extensions client|server [OPTION VALUE]... PORT
 *
 *   --ca FILE           whom the peer's certificate has to come from
 *   --cert FILE         own certificates
 *   --key FILE          the key of the first of them
 *   --name NAME         client: whom it wants to reach
 *   --host NAME         server: a second name, whose certificates and key are in
 *   --host-cert FILE    and
 *   --host-key FILE
 *   --alpn LIST         protocols, with commas
 *   --srtp LIST         numbers of SRTP profiles, with commas
 *   --mki HEX           the key identifier of SRTP
 *   --fragment N        longest record: 512, 1024, 2048 or 4096
 *   --label LABEL       export keying material for it
 *   --context TEXT      with this context
 *   --length N          that many bytes of it (default: 60)
 *   --stay SECONDS      server: how long to answer before the end (default: 2)
 *
 * Prints what was negotiated, a line for each. The client then says hello and ends with what it reads; the server returns
 * what it gets.
 */
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>
#include <mbedtls/timing.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    unsigned length;
    unsigned char code;
} fragment_lengths[] = {
    { 512, MBEDTLS_SSL_MAX_FRAG_LEN_512 },
    { 1024, MBEDTLS_SSL_MAX_FRAG_LEN_1024 },
    { 2048, MBEDTLS_SSL_MAX_FRAG_LEN_2048 },
    { 4096, MBEDTLS_SSL_MAX_FRAG_LEN_4096 },
};

static struct {
    const char *ca, *cert, *key, *name, *host, *host_cert, *host_key, *alpn, *srtp, *mki, *fragment, *label, *context,
        *length, *stay;
} options;

static const struct {
    const char *name;
    const char **value;
} option_names[] = {
    { "--ca", &options.ca },
    { "--cert", &options.cert },
    { "--key", &options.key },
    { "--name", &options.name },
    { "--host", &options.host },
    { "--host-cert", &options.host_cert },
    { "--host-key", &options.host_key },
    { "--alpn", &options.alpn },
    { "--srtp", &options.srtp },
    { "--mki", &options.mki },
    { "--fragment", &options.fragment },
    { "--label", &options.label },
    { "--context", &options.context },
    { "--length", &options.length },
    { "--stay", &options.stay },
};

struct credentials {
    mbedtls_x509_crt cert;
    mbedtls_pk_context key;
};

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context rng;
static mbedtls_x509_crt trusted;
static struct credentials own, host;
static size_t longest_read;

static void must(const char *what, int code)
{
    if (code < 0) {
        printf("%s: -0x%04X\n", what, (unsigned) -code);
        exit(1);
    }
}

static void read_options(int count, char **values)
{
    for (int i = 0; i + 1 < count; i += 2) {
        size_t n = 0, all = sizeof option_names / sizeof *option_names;
        while (n < all && strcmp(option_names[n].name, values[i]) != 0)
            n++;
        if (n == all)
            exit(2);
        *option_names[n].value = values[i + 1];
    }
}

static void read_credentials(struct credentials *into, const char *cert, const char *key)
{
    mbedtls_x509_crt_init(&into->cert);
    mbedtls_pk_init(&into->key);
    if (cert == NULL)
        return;
    must(cert, mbedtls_x509_crt_parse_file(&into->cert, cert));
    must(key, mbedtls_pk_parse_keyfile(&into->key, key, NULL, mbedtls_ctr_drbg_random, &rng));
}

/* Notes how long the longest record is. */
static int receive(void *net, unsigned char *into, size_t size, uint32_t timeout)
{
    int got = mbedtls_net_recv_timeout(net, into, size, timeout);
    for (size_t at = 0; got > 0 && at + 13 <= (size_t) got;) {
        size_t length = (size_t) into[at + 11] << 8 | into[at + 12];
        if (length > longest_read)
            longest_read = length;
        at += 13 + length;
    }
    return got;
}

static int on_name(void *unused, mbedtls_ssl_context *ssl, const unsigned char *name, size_t length)
{
    (void) unused;
    printf("asked for: %.*s\n", (int) length, (const char *) name);
    if (options.host != NULL && strlen(options.host) == length && memcmp(name, options.host, length) == 0)
        return mbedtls_ssl_set_hs_own_cert(ssl, &host.cert, &host.key);
    return 0;
}

static void configure_alpn(mbedtls_ssl_config *conf)
{
    static char list[256];
    static const char *protocols[9];
    size_t count = 0;
    if (options.alpn == NULL)
        return;
    snprintf(list, sizeof list, "%s", options.alpn);
    for (char *name = strtok(list, ","); name != NULL && count < 8; name = strtok(NULL, ","))
        protocols[count++] = name;
    must("alpn", mbedtls_ssl_conf_alpn_protocols(conf, protocols));
}

static void configure_srtp(mbedtls_ssl_config *conf)
{
    static mbedtls_ssl_srtp_profile profiles[9];
    size_t count = 0;
    const char *at = options.srtp;
    if (at == NULL)
        return;
    while (*at != 0 && count < 8) {
        char *end;
        profiles[count++] = (mbedtls_ssl_srtp_profile) strtoul(at, &end, 0);
        at = *end == ',' ? end + 1 : end;
    }
    profiles[count] = MBEDTLS_TLS_SRTP_UNSET;
    must("srtp", mbedtls_ssl_conf_dtls_srtp_protection_profiles(conf, profiles));
    if (options.mki != NULL)
        mbedtls_ssl_conf_srtp_mki_value_supported(conf, MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED);
}

static void set_mki(mbedtls_ssl_context *ssl)
{
    unsigned char mki[64];
    size_t length;
    if (options.mki == NULL)
        return;
    length = strlen(options.mki) / 2;
    for (size_t i = 0; i < length && i < sizeof mki; i++) {
        const char digits[] = { options.mki[2 * i], options.mki[2 * i + 1], 0 };
        mki[i] = (unsigned char) strtoul(digits, NULL, 16);
    }
    must("mki", mbedtls_ssl_dtls_srtp_set_mki_value(ssl, mki, (uint16_t) length));
}

static void configure_fragment(mbedtls_ssl_config *conf)
{
    if (options.fragment == NULL)
        return;
    for (size_t i = 0; i < sizeof fragment_lengths / sizeof *fragment_lengths; i++)
        if (fragment_lengths[i].length == strtoul(options.fragment, NULL, 10))
            must("fragment", mbedtls_ssl_conf_max_frag_len(conf, fragment_lengths[i].code));
}

static void print_hex(const char *what, const unsigned char *bytes, size_t length)
{
    printf("%s: ", what);
    for (size_t i = 0; i < length; i++)
        printf("%02x", bytes[i]);
    printf("\n");
}

static void print_agreed(mbedtls_ssl_context *ssl)
{
    const mbedtls_x509_crt *peer = mbedtls_ssl_get_peer_cert(ssl);
    const char *protocol = mbedtls_ssl_get_alpn_protocol(ssl);
    mbedtls_dtls_srtp_info srtp;
    char name[256];

    if (peer != NULL) {
        must("subject", mbedtls_x509_dn_gets(name, sizeof name, &peer->subject));
        printf("peer: %s\n", name);
    }
    printf("protocol: %s\n", protocol != NULL ? protocol : "none");
    mbedtls_ssl_get_dtls_srtp_negotiation_result(ssl, &srtp);
    printf("media profile: 0x%04x\n", (unsigned) srtp.MBEDTLS_PRIVATE(chosen_dtls_srtp_profile));
    print_hex("media key identifier", srtp.MBEDTLS_PRIVATE(mki_value), srtp.MBEDTLS_PRIVATE(mki_len));
    printf("most in a record: %d\n", mbedtls_ssl_get_max_out_record_payload(ssl));
    printf("longest record read: %s\n", longest_read <= 512 ? "up to 512" : "more than 512");
    if (options.label != NULL) {
        unsigned char out[256];
        size_t length = options.length != NULL ? strtoul(options.length, NULL, 10) : 60;
        must("export", mbedtls_ssl_export_keying_material(
                           ssl, out, length < sizeof out ? length : sizeof out, options.label, strlen(options.label),
                           (const unsigned char *) options.context, options.context != NULL ? strlen(options.context) : 0,
                           options.context != NULL));
        print_hex("key material", out, length);
    }
}

int main(int argc, char **argv)
{
    mbedtls_ssl_config conf;
    mbedtls_ssl_context ssl;
    mbedtls_net_context listener, net;
    mbedtls_timing_delay_context timer;
    unsigned char buffer[2048];
    int code;

    if (argc < 3)
        return 2;
    int is_client = strcmp(argv[1], "client") == 0;
    const char *port = argv[argc - 1];
    read_options(argc - 3, argv + 2);
    setvbuf(stdout, NULL, _IOLBF, 0);
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_ssl_config_init(&conf);
    mbedtls_ssl_init(&ssl);
    mbedtls_net_init(&listener);
    mbedtls_net_init(&net);
    mbedtls_x509_crt_init(&trusted);
    must("seed", mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0));
    must("defaults", mbedtls_ssl_config_defaults(&conf, is_client ? MBEDTLS_SSL_IS_CLIENT : MBEDTLS_SSL_IS_SERVER,
                                                 MBEDTLS_SSL_TRANSPORT_DATAGRAM, MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_rng(&conf, mbedtls_ctr_drbg_random, &rng);
    mbedtls_ssl_conf_read_timeout(&conf, 10000);
    read_credentials(&own, options.cert, options.key);
    read_credentials(&host, options.host_cert, options.host_key);
    if (options.cert != NULL)
        must("own certificate", mbedtls_ssl_conf_own_cert(&conf, &own.cert, &own.key));
    if (options.ca != NULL) {
        must(options.ca, mbedtls_x509_crt_parse_file(&trusted, options.ca));
        mbedtls_ssl_conf_ca_chain(&conf, &trusted, NULL);
    }
    configure_alpn(&conf);
    configure_srtp(&conf);
    configure_fragment(&conf);
    if (!is_client) {
        mbedtls_ssl_conf_dtls_cookies(&conf, NULL, NULL, NULL);
        mbedtls_ssl_conf_sni(&conf, on_name, NULL);
    }
    must("setup", mbedtls_ssl_setup(&ssl, &conf));
    set_mki(&ssl);
    mbedtls_ssl_set_timer_cb(&ssl, &timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    if (is_client) {
        must("name", mbedtls_ssl_set_hostname(&ssl, options.name));
        must("connect", mbedtls_net_connect(&net, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP));
    } else {
        must("bind", mbedtls_net_bind(&listener, "127.0.0.1", port, MBEDTLS_NET_PROTO_UDP));
        must("accept", mbedtls_net_accept(&listener, &net, NULL, 0, NULL));
    }
    mbedtls_ssl_set_bio(&ssl, &net, mbedtls_net_send, NULL, receive);
    do
        code = mbedtls_ssl_handshake(&ssl);
    while (code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE);
    must("handshake", code);
    print_agreed(&ssl);

    if (is_client) {
        must("write", mbedtls_ssl_write(&ssl, (const unsigned char *) "hello\n", 6));
        do
            code = mbedtls_ssl_read(&ssl, buffer, sizeof buffer);
        while (code == MBEDTLS_ERR_SSL_WANT_READ);
        must("read", code);
        printf("read %d bytes\n", code);
    } else {
        uint32_t stay = options.stay != NULL ? (uint32_t) strtoul(options.stay, NULL, 10) : 2;
        mbedtls_ssl_conf_read_timeout(&conf, 1000 * stay);
        while ((code = mbedtls_ssl_read(&ssl, buffer, sizeof buffer)) > 0)
            must("write", mbedtls_ssl_write(&ssl, buffer, (size_t) code));
    }
    mbedtls_ssl_close_notify(&ssl);
    mbedtls_net_free(&net);
    mbedtls_net_free(&listener);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
    mbedtls_pk_free(&own.key);
    mbedtls_pk_free(&host.key);
    mbedtls_x509_crt_free(&own.cert);
    mbedtls_x509_crt_free(&host.cert);
    mbedtls_x509_crt_free(&trusted);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return 0;
}
