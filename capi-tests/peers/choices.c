/*
 * One side of a connection whose keys, sessions and tickets the application keeps itself, and whose offers it narrows, for
 * run-interop: over a UDP socket that blocks. A server follows a client that shows by its connection id that it moved.
 *
 *   usage: choices client|server [OPTION VALUE]... PORT
 *
 *   --psk HEX           the pre-shared key of
 *   --identity NAME     this client; a server finds it by a callback, and no other
 *   --ca FILE           whom the peer's certificate has to come from
 *   --cert FILE         own certificates
 *   --key FILE          the key of the first of them
 *   --name NAME         client: whom it wants to reach
 *   --hints FILE        server: the authorities that it names to the client, instead of those of --ca; `none` for none
 *   --suite NAME        this cipher suite alone
 *   --groups LIST       numbers of groups, with commas
 *   --sigalgs LIST      numbers of signature schemes, with commas
 *   --etm off           no encryption before authentication
 *   --ems off|required  no extended master secret, or (this library alone) never without
 *   --resume id|ticket  server: keep sessions, or hand them out as tickets, by callbacks of its own
 *   --count N           server: how many connections (default: 1)
 *   --cid HEX           the connection id for the peer's records
 *   --roam yes          client: say the second words from another port
 *   --carry yes         say or hear the second words by a context that the saved one was loaded into
 *   --stay SECONDS      server: how long to wait for the next message (default: 2)
 *
 * Prints what was settled and what the callbacks did, a line for each. The client says hello, reads, says its second words,
 * reads and ends; the server returns what it gets.
 */
#define _POSIX_C_SOURCE 200809L
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_cookie.h>
#include <mbedtls/timing.h>
#if defined(LIBDTLS_VERSION_NUMBER)
#include <mbedtls/libdtls_ssl.h>
#endif
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct {
    const char *psk, *identity, *ca, *cert, *key, *name, *hints, *suite, *groups, *sigalgs, *etm, *ems, *resume, *count,
        *cid, *roam, *carry, *stay;
} options = { .identity = "Client_identity", .count = "1", .stay = "2" };

static const struct {
    const char *name;
    const char **value;
} option_names[] = {
    { "--psk", &options.psk },         { "--identity", &options.identity }, { "--ca", &options.ca },
    { "--cert", &options.cert },       { "--key", &options.key },           { "--name", &options.name },
    { "--hints", &options.hints },     { "--suite", &options.suite },       { "--groups", &options.groups },
    { "--sigalgs", &options.sigalgs }, { "--etm", &options.etm },           { "--ems", &options.ems },
    { "--resume", &options.resume },   { "--count", &options.count },       { "--cid", &options.cid },
    { "--roam", &options.roam },       { "--carry", &options.carry },       { "--stay", &options.stay },
};

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context rng;
static mbedtls_x509_crt trusted, own, hints;
static mbedtls_pk_context own_key;
static mbedtls_ssl_cookie_ctx cookies;
static mbedtls_ssl_config conf;
static mbedtls_timing_delay_context timer;
static unsigned char psk[64], cid[32];
static size_t psk_len, cid_len;

/* A socket, whom it talks to, and where the last datagram came from. */
static struct {
    int fd;
    struct sockaddr_in peer, last;
} net;

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
        if (n == all) {
            printf("no option %s\n", values[i]);
            exit(2);
        }
        *option_names[n].value = values[i + 1];
    }
}

static size_t from_hex(const char *hex, unsigned char *into, size_t room)
{
    size_t length = 0;
    for (; hex != NULL && hex[0] != 0 && hex[1] != 0 && length < room; hex += 2) {
        const char digits[] = { hex[0], hex[1], 0 };
        into[length++] = (unsigned char) strtoul(digits, NULL, 16);
    }
    return length;
}

/* -- The network -------------------------------------------------------------------------------------------------- */

static void open_socket(void)
{
    net.fd = socket(AF_INET, SOCK_DGRAM, 0);
    must("socket", net.fd);
}

static int to_peer(void *unused, const unsigned char *bytes, size_t length)
{
    (void) unused;
    return (int) sendto(net.fd, bytes, length, 0, (struct sockaddr *) &net.peer, sizeof net.peer);
}

/* Whether a datagram is for our connection: it comes from the peer's address, or names our connection id. */
static int is_ours(const unsigned char *datagram, int length)
{
    if (net.last.sin_port == net.peer.sin_port)
        return 1;
    return cid_len != 0 && length > 11 + (int) cid_len && datagram[0] == MBEDTLS_SSL_MSG_CID
           && memcmp(datagram + 11, cid, cid_len) == 0;
}

static int from_anyone(void *unused, unsigned char *into, size_t size, uint32_t timeout)
{
    struct pollfd wait = { .fd = net.fd, .events = POLLIN };
    socklen_t size_of_last = sizeof net.last;
    int length;
    (void) unused;
    do {
        if (poll(&wait, 1, timeout == 0 ? -1 : (int) timeout) <= 0)
            return MBEDTLS_ERR_SSL_TIMEOUT;
        length = (int) recvfrom(net.fd, into, size, 0, (struct sockaddr *) &net.last, &size_of_last);
    } while (!is_ours(into, length));
    return length;
}

/* An authentic record came from there: answers go there from now on. */
static void follow(void)
{
    if (net.last.sin_port != net.peer.sin_port && net.last.sin_port != 0)
        printf("the peer has moved\n");
    net.peer = net.last;
}

/* -- What the application keeps itself ------------------------------------------------------------------------------ */

static int find_key(void *unused, mbedtls_ssl_context *ssl, const unsigned char *identity, size_t length)
{
    (void) unused;
    if (strlen(options.identity) != length || memcmp(options.identity, identity, length) != 0) {
        printf("no key for %.*s\n", (int) length, (const char *) identity);
        return -1;
    }
    printf("key found for %s\n", options.identity);
    return mbedtls_ssl_set_hs_psk(ssl, psk, psk_len);
}

static struct {
    unsigned char id[32], saved[4096];
    size_t id_len, length;
} kept;

static int keep_session(void *unused, const unsigned char *id, size_t id_len, const mbedtls_ssl_session *session)
{
    (void) unused;
    int code = mbedtls_ssl_session_save(session, kept.saved, sizeof kept.saved, &kept.length);
    printf("session kept: %d\n", code);
    memcpy(kept.id, id, id_len);
    kept.id_len = id_len;
    return code;
}

static int find_session(void *unused, const unsigned char *id, size_t id_len, mbedtls_ssl_session *session)
{
    (void) unused;
    if (kept.length == 0 || id_len != kept.id_len || memcmp(id, kept.id, id_len) != 0)
        return -1;
    int code = mbedtls_ssl_session_load(session, kept.saved, kept.length);
    printf("session found: %d\n", code);
    return code;
}

/* No server may do this: its tickets hold what they are not to show, where everyone can read it. It shows that tickets are
   whatever the callbacks make them. */
static int write_ticket(void *unused, const mbedtls_ssl_session *session, unsigned char *start, const unsigned char *end,
                        size_t *length, uint32_t *lifetime)
{
    (void) unused;
    *lifetime = 3600;
    int code = mbedtls_ssl_session_save(session, start, (size_t) (end - start), length);
    for (size_t i = 0; code == 0 && i < *length; i++)
        start[i] ^= 0x5a;
    printf("ticket written: %d\n", code);
    return code;
}

static int open_ticket(void *unused, mbedtls_ssl_session *session, unsigned char *ticket, size_t length)
{
    (void) unused;
    for (size_t i = 0; i < length; i++)
        ticket[i] ^= 0x5a;
    int code = mbedtls_ssl_session_load(session, ticket, length);
    printf("ticket opened: %d\n", code);
    return code;
}

/* -- The configuration ----------------------------------------------------------------------------------------------- */

static const uint16_t *numbers(const char *list, uint16_t *into)
{
    size_t count = 0;
    while (*list != 0 && count < 15) {
        char *end;
        into[count++] = (uint16_t) strtoul(list, &end, 0);
        list = *end == ',' ? end + 1 : end;
    }
    into[count] = 0;
    return into;
}

static void configure_offers(void)
{
    static uint16_t groups[16], sigalgs[16];
    static int suites[2];
    if (options.suite != NULL) {
        suites[0] = mbedtls_ssl_get_ciphersuite_id(options.suite);
        must(options.suite, suites[0] != 0 ? 0 : -1);
        mbedtls_ssl_conf_ciphersuites(&conf, suites);
    }
    if (options.groups != NULL)
        mbedtls_ssl_conf_groups(&conf, numbers(options.groups, groups));
    if (options.sigalgs != NULL)
        mbedtls_ssl_conf_sig_algs(&conf, numbers(options.sigalgs, sigalgs));
    if (options.etm != NULL)
        mbedtls_ssl_conf_encrypt_then_mac(&conf, MBEDTLS_SSL_ETM_DISABLED);
    if (options.ems != NULL && strcmp(options.ems, "off") == 0)
        mbedtls_ssl_conf_extended_master_secret(&conf, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
#if defined(LIBDTLS_VERSION_NUMBER)
    if (options.ems != NULL && strcmp(options.ems, "required") == 0)
        dtls_ssl_conf_extended_master_secret_required(&conf, 1);
#endif
    if (options.cid != NULL) {
        cid_len = from_hex(options.cid, cid, sizeof cid);
        must("connection id", mbedtls_ssl_conf_cid(&conf, cid_len, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE));
    }
}

static void configure_credentials(int is_client)
{
    if (options.cert != NULL) {
        must(options.cert, mbedtls_x509_crt_parse_file(&own, options.cert));
        must(options.key, mbedtls_pk_parse_keyfile(&own_key, options.key, NULL, mbedtls_ctr_drbg_random, &rng));
        must("own certificate", mbedtls_ssl_conf_own_cert(&conf, &own, &own_key));
    }
    if (options.ca != NULL) {
        must(options.ca, mbedtls_x509_crt_parse_file(&trusted, options.ca));
        mbedtls_ssl_conf_ca_chain(&conf, &trusted, NULL);
        mbedtls_ssl_conf_authmode(&conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
    psk_len = from_hex(options.psk, psk, sizeof psk);
    if (psk_len != 0 && is_client)
        must("psk", mbedtls_ssl_conf_psk(&conf, psk, psk_len, (const unsigned char *) options.identity,
                                         strlen(options.identity)));
    else if (psk_len != 0)
        mbedtls_ssl_conf_psk_cb(&conf, find_key, NULL);
}

static void configure_server(void)
{
    must("cookies", mbedtls_ssl_cookie_setup(&cookies, mbedtls_ctr_drbg_random, &rng));
    mbedtls_ssl_conf_dtls_cookies(&conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &cookies);
    if (options.hints != NULL && strcmp(options.hints, "none") == 0) {
        mbedtls_ssl_conf_cert_req_ca_list(&conf, MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED);
    } else if (options.hints != NULL) {
        must(options.hints, mbedtls_x509_crt_parse_file(&hints, options.hints));
        mbedtls_ssl_conf_dn_hints(&conf, &hints);
    }
    if (options.resume != NULL && strcmp(options.resume, "id") == 0)
        mbedtls_ssl_conf_session_cache(&conf, NULL, find_session, keep_session);
    else if (options.resume != NULL)
        mbedtls_ssl_conf_session_tickets_cb(&conf, write_ticket, open_ticket, NULL);
}

static void set_up(mbedtls_ssl_context *ssl)
{
    mbedtls_ssl_init(ssl);
    must("setup", mbedtls_ssl_setup(ssl, &conf));
    if (options.cid != NULL)
        must("connection id", mbedtls_ssl_set_cid(ssl, MBEDTLS_SSL_CID_ENABLED, cid, cid_len));
    mbedtls_ssl_set_timer_cb(ssl, &timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
    mbedtls_ssl_set_bio(ssl, NULL, to_peer, NULL, from_anyone);
}

/* -- A connection ----------------------------------------------------------------------------------------------------- */

static int handshake(mbedtls_ssl_context *ssl)
{
    int code;
    do
        code = mbedtls_ssl_handshake(ssl);
    while (code == MBEDTLS_ERR_SSL_WANT_READ || code == MBEDTLS_ERR_SSL_WANT_WRITE);
    return code;
}

static void print_settled(mbedtls_ssl_context *ssl)
{
    printf("suite: %s\n", mbedtls_ssl_get_ciphersuite(ssl));
    printf("encrypt then MAC: %s\n", ssl->MBEDTLS_PRIVATE(session)->MBEDTLS_PRIVATE(encrypt_then_mac) ? "yes" : "no");
}

/* Goes on in another context. */
static void carry(mbedtls_ssl_context *ssl)
{
    unsigned char saved[8192];
    size_t length;
    must("save", mbedtls_ssl_context_save(ssl, saved, sizeof saved, &length));
    mbedtls_ssl_free(ssl);
    set_up(ssl);
    must("load", mbedtls_ssl_context_load(ssl, saved, length));
    printf("carried %s\n", mbedtls_ssl_get_ciphersuite(ssl));
}

static int read_message(mbedtls_ssl_context *ssl, unsigned char *buffer, size_t size)
{
    int code;
    do
        code = mbedtls_ssl_read(ssl, buffer, size);
    while (code == MBEDTLS_ERR_SSL_WANT_READ);
    if (code > 0) {
        follow();
        printf("read %d bytes\n", code);
    }
    return code;
}

static void run_client(mbedtls_ssl_context *ssl)
{
    static const char *const words[] = { "hello\n", "second words\n" };
    unsigned char buffer[2048];
    if (options.name != NULL)
        must("name", mbedtls_ssl_set_hostname(ssl, options.name));
    must("handshake", handshake(ssl));
    print_settled(ssl);
    for (int i = 0; i < 2; i++) {
        if (i == 1 && options.carry != NULL)
            carry(ssl);
        if (i == 1 && options.roam != NULL) {
            close(net.fd);
            open_socket();
        }
        must("write", mbedtls_ssl_write(ssl, (const unsigned char *) words[i], strlen(words[i])));
        must("read", read_message(ssl, buffer, sizeof buffer));
    }
    printf("both answers came\n");
    mbedtls_ssl_close_notify(ssl);
}

/* Returns the handshake's code. */
static int run_server(mbedtls_ssl_context *ssl)
{
    unsigned char buffer[2048];
    socklen_t length = sizeof net.peer;
    int code, messages = 0;
    must("peek", (int) recvfrom(net.fd, buffer, sizeof buffer, MSG_PEEK, (struct sockaddr *) &net.peer, &length));
    must("reset", mbedtls_ssl_session_reset(ssl));
    must("address", mbedtls_ssl_set_client_transport_id(ssl, (const unsigned char *) &net.peer.sin_port,
                                                        sizeof net.peer.sin_port));
    if ((code = handshake(ssl)) != 0)
        return code;
    print_settled(ssl);
    while ((code = read_message(ssl, buffer, sizeof buffer)) > 0) {
        must("write", mbedtls_ssl_write(ssl, buffer, (size_t) code));
        if (messages++ == 0 && options.carry != NULL)
            carry(ssl);
    }
    mbedtls_ssl_close_notify(ssl);
    return 0;
}

int main(int argc, char **argv)
{
    mbedtls_ssl_context ssl;
    struct sockaddr_in address = { .sin_family = AF_INET };

    if (argc < 3)
        return 2;
    int is_client = strcmp(argv[1], "client") == 0;
    read_options(argc - 3, argv + 2);
    address.sin_port = htons((uint16_t) atoi(argv[argc - 1]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setvbuf(stdout, NULL, _IOLBF, 0);
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&rng);
    mbedtls_x509_crt_init(&trusted);
    mbedtls_x509_crt_init(&own);
    mbedtls_x509_crt_init(&hints);
    mbedtls_pk_init(&own_key);
    mbedtls_ssl_cookie_init(&cookies);
    mbedtls_ssl_config_init(&conf);
    must("seed", mbedtls_ctr_drbg_seed(&rng, mbedtls_entropy_func, &entropy, NULL, 0));
    must("defaults", mbedtls_ssl_config_defaults(&conf, is_client ? MBEDTLS_SSL_IS_CLIENT : MBEDTLS_SSL_IS_SERVER,
                                                 MBEDTLS_SSL_TRANSPORT_DATAGRAM, MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_rng(&conf, mbedtls_ctr_drbg_random, &rng);
    mbedtls_ssl_conf_read_timeout(&conf, is_client ? 10000 : 1000 * (uint32_t) atoi(options.stay));
    configure_offers();
    configure_credentials(is_client);
    if (!is_client)
        configure_server();
    set_up(&ssl);
    open_socket();
    if (is_client) {
        net.peer = address;
        run_client(&ssl);
    } else {
        must("bind", bind(net.fd, (struct sockaddr *) &address, sizeof address));
        for (int left = atoi(options.count); left > 0;) {
            int code = run_server(&ssl);
            /* The second: something came that begins nothing, such as the end of the connection before. */
            if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED || code == MBEDTLS_ERR_SSL_INVALID_RECORD)
                continue;
            left--;
            if (code != 0)
                printf("handshake: -0x%04X\n", (unsigned) -code);
        }
    }
    close(net.fd);
    mbedtls_ssl_free(&ssl);
    mbedtls_ssl_config_free(&conf);
    mbedtls_ssl_cookie_free(&cookies);
    mbedtls_pk_free(&own_key);
    mbedtls_x509_crt_free(&hints);
    mbedtls_x509_crt_free(&own);
    mbedtls_x509_crt_free(&trusted);
    mbedtls_ctr_drbg_free(&rng);
    mbedtls_entropy_free(&entropy);
    return 0;
}
