#include "pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char pair_psk[] = "sixteen bytes ok";
const char pair_identity[] = "Client_identity";
const unsigned char pair_transport_id[4] = { 192, 0, 2, 1 };

/* Set on both sides, since the default lists of two libraries may differ. */
static const uint16_t groups[] = { MBEDTLS_SSL_IANA_TLS_GROUP_X25519, MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1,
                                   MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1, MBEDTLS_SSL_IANA_TLS_GROUP_NONE };
static const uint16_t signatures[] = { MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256,
                                       MBEDTLS_TLS1_3_SIG_ECDSA_SECP384R1_SHA384, MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256,
                                       MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384, MBEDTLS_TLS1_3_SIG_NONE };

static void must(const char *what, int code)
{
    if (code != 0)
        fatal("%s: -0x%04X", what, (unsigned) -code);
}

/* -- Callbacks ------------------------------------------------------------------------------------------------ */

static void enqueue(struct side *to, struct datagram *d)
{
    struct datagram **tail = &to->in;

    while (*tail != NULL)
        tail = &(*tail)->next;
    d->next = NULL;
    *tail = d;
}

static struct datagram *copy_of(const unsigned char *bytes, size_t len)
{
    struct datagram *d = malloc(sizeof(*d));

    if (d == NULL || len > sizeof(d->bytes))
        fatal("a datagram of %u bytes", (unsigned) len);
    d->next = NULL;
    d->len = len;
    memcpy(d->bytes, bytes, len);
    return d;
}

static void pass_on(struct side *from, struct datagram *d, unsigned n)
{
    enum verdict verdict = from->judge == NULL ? DELIVER : from->judge(from, n, d);
    struct datagram *held = from->held;

    if (verdict == DELIVER && n < 64) {
        verdict = from->drop >> n & 1 ? DROP : from->twice >> n & 1 ? DUPLICATE : from->hold >> n & 1 ? HOLD : DELIVER;
    }
    switch (verdict) {
    case DROP:
        if (from->pair->log & LOG_SEND)
            printf("  lost\n");
        free(d);
        return;
    case HOLD:
        if (from->pair->log & LOG_SEND)
            printf("  held back\n");
        from->held = d;
        break;
    case DUPLICATE:
        if (from->pair->log & LOG_SEND)
            printf("  doubled\n");
        enqueue(from->peer, copy_of(d->bytes, d->len));
        enqueue(from->peer, d);
        from->held = NULL;
        break;
    case DELIVER:
        enqueue(from->peer, d);
        from->held = NULL;
        break;
    }
    if (held != NULL)
        enqueue(from->peer, held);
}

int pair_send(void *ctx, const unsigned char *buf, size_t len)
{
    struct side *side = ctx;
    unsigned log = side->pair->log;

    if (len == RECORD_HEADER + 2 && buf[0] == ALERT)
        side->alert = (int) wire_u16(buf + RECORD_HEADER);
    if (log & LOG_SEND) {
        printf("%c send %u", side->name, (unsigned) (len + wire_slack(buf, len)));
        if (log & LOG_RECORDS)
            wire_print(buf, len);
    }
    if (side->refuse > 0) {
        side->refuse--;
        if (log & LOG_SEND)
            printf(" want_write\n");
        return MBEDTLS_ERR_SSL_WANT_WRITE;
    }
    if (side->refuse_after > 0) {
        side->refuse_after--;
        side->refuse++;
    }
    if (log & LOG_SEND)
        putchar('\n');
    pass_on(side, copy_of(buf, len), side->sent++);
    return (int) len;
}

/* What both receive callbacks do; `prefix` names the call in the log. */
static int receive(struct side *side, unsigned char *buf, size_t len, const char *prefix)
{
    struct datagram *d = side_take(side);
    int n;

    if (d == NULL) {
        int code = side->recv_code;

        if (code == MBEDTLS_ERR_SSL_WANT_READ) {
            if (side->pair->log & LOG_WAIT)
                printf("%c %s want_read\n", side->name, prefix);
        } else if (side->pair->log & LOG_RECV) {
            printf("%c %s ", side->name, prefix);
            say_count("nothing", code);
        }
        return code;
    }
    n = (int) (d->len < len ? d->len : len);
    memcpy(buf, d->bytes, (size_t) n);
    if (side->pair->log & LOG_RECV)
        printf("%c %s %u\n", side->name, prefix, (unsigned) (n + wire_slack(d->bytes, (size_t) n)));
    free(d);
    return n;
}

int pair_recv(void *ctx, unsigned char *buf, size_t len)
{
    return receive(ctx, buf, len, "recv");
}

int pair_recv_timeout(void *ctx, unsigned char *buf, size_t len, uint32_t timeout)
{
    char prefix[40];

    snprintf(prefix, sizeof(prefix), "recv_timeout(%lu)", (unsigned long) timeout);
    return receive(ctx, buf, len, prefix);
}

void pair_set_timer(void *ctx, uint32_t int_ms, uint32_t fin_ms)
{
    struct side *side = ctx;

    if (side->pair->log & LOG_SET)
        printf("%c set(%lu,%lu)\n", side->name, (unsigned long) int_ms, (unsigned long) fin_ms);
    side->running = fin_ms != 0;
    side->int_ms = int_ms;
    side->fin_ms = fin_ms;
    side->since = side->pair->now;
}

int pair_get_timer(void *ctx)
{
    struct side *side = ctx;
    uint64_t passed = side->pair->now - side->since;
    int answer = !side->running ? -1 : passed >= side->fin_ms ? 2 : passed >= side->int_ms ? 1 : 0;

    if (side->pair->log & LOG_GET)
        printf("%c get -> %d\n", side->name, answer);
    return answer;
}

int pair_rng(void *ctx, unsigned char *out, size_t len)
{
    uint64_t *state = ctx;
    size_t i;

    for (i = 0; i < len; i++) {
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        out[i] = (unsigned char) (*state >> 24);
    }
    return 0;
}

/* -- Making --------------------------------------------------------------------------------------------------- */

void side_own(struct side *side, const char *name, const char *key)
{
    char file[64];

    mbedtls_x509_crt_free(&side->own);
    mbedtls_pk_free(&side->key);
    mbedtls_x509_crt_init(&side->own);
    mbedtls_pk_init(&side->key);
    snprintf(file, sizeof(file), "%s.crt", name);
    must(file, mbedtls_x509_crt_parse_file(&side->own, cert_path(file)));
    snprintf(file, sizeof(file), "%s.key", key == NULL ? name : key);
    must(file, mbedtls_pk_parse_keyfile(&side->key, cert_path(file), NULL, pair_rng, &side->random));
    must("conf_own_cert", mbedtls_ssl_conf_own_cert(&side->conf, &side->own, &side->key));
}

void side_ca(struct side *side, const char *name)
{
    char file[64];

    mbedtls_x509_crt_free(&side->ca);
    mbedtls_x509_crt_init(&side->ca);
    snprintf(file, sizeof(file), "%s.crt", name);
    must(file, mbedtls_x509_crt_parse_file(&side->ca, cert_path(file)));
    mbedtls_ssl_conf_ca_chain(&side->conf, &side->ca, NULL);
}

void side_suites(struct side *side, const int *suites)
{
    size_t n = 0;

    do {
        if (n == sizeof(side->suites) / sizeof(side->suites[0]))
            fatal("too many suites");
        side->suites[n] = suites[n];
    } while (suites[n++] != 0);
    mbedtls_ssl_conf_ciphersuites(&side->conf, side->suites);
}

void side_configure(struct side *side)
{
    int server = side->name == 's';

    mbedtls_ssl_config_free(&side->conf);
    mbedtls_ssl_config_init(&side->conf);
    must("config_defaults",
         mbedtls_ssl_config_defaults(&side->conf, server ? MBEDTLS_SSL_IS_SERVER : MBEDTLS_SSL_IS_CLIENT,
                                     MBEDTLS_SSL_TRANSPORT_DATAGRAM, MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_rng(&side->conf, pair_rng, &side->random);
    mbedtls_ssl_conf_groups(&side->conf, groups);
    mbedtls_ssl_conf_sig_algs(&side->conf, signatures);
    mbedtls_ssl_conf_ciphersuites(&side->conf, side->suites);
    /* Extensions that only one of two libraries may know would make hellos of different sizes. */
#if defined(MBEDTLS_SSL_ENCRYPT_THEN_MAC)
    mbedtls_ssl_conf_encrypt_then_mac(&side->conf, MBEDTLS_SSL_ETM_DISABLED);
#endif
#if defined(MBEDTLS_SSL_SESSION_TICKETS)
    if (!server)
        mbedtls_ssl_conf_session_tickets(&side->conf, MBEDTLS_SSL_SESSION_TICKETS_DISABLED);
#endif
    if (server)
        mbedtls_ssl_conf_dtls_cookies(&side->conf, NULL, NULL, NULL);
}

void side_psk(struct side *side, const char *key, const char *identity)
{
    side_configure(side);
    must("conf_psk", mbedtls_ssl_conf_psk(&side->conf, (const unsigned char *) key, strlen(key),
                                          (const unsigned char *) identity, strlen(identity)));
}

static void side_init(struct pair *p, struct side *side, char name, enum kind kind)
{
    static const int suite_of[KINDS] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256,
                                         MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256,
                                         MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                                         MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 };

    side->name = name;
    side->pair = p;
    side->random = name == 's' ? 0x9E3779B97F4A7C15u : 0xD1B54A32D192ED03u;
    side->recv_code = MBEDTLS_ERR_SSL_WANT_READ;
    side->suites[0] = suite_of[kind];
    mbedtls_ssl_init(&side->ssl);
    mbedtls_ssl_config_init(&side->conf);
    mbedtls_x509_crt_init(&side->ca);
    mbedtls_x509_crt_init(&side->own);
    mbedtls_pk_init(&side->key);
    if (kind == PSK || kind == ECDHE_PSK)
        side_psk(side, pair_psk, pair_identity);
    else
        side_configure(side);
    if (kind == ECDSA || kind == RSA) {
        if (name == 's')
            side_own(side, kind == RSA ? "server-rsa" : "server-p256", NULL);
        else
            side_ca(side, kind == RSA ? "ca-rsa" : "ca-p256");
    }
}

struct pair *pair_new(enum kind kind)
{
    struct pair *p = calloc(1, sizeof(*p));

    if (p == NULL)
        fatal("no memory");
    p->log = LOG_USUAL;
    p->hostname = "localhost";
    p->c.peer = &p->s;
    p->s.peer = &p->c;
    side_init(p, &p->c, 'c', kind);
    side_init(p, &p->s, 's', kind);
    return p;
}

void pair_cookies(struct pair *p)
{
    mbedtls_ssl_cookie_init(&p->cookies);
    p->has_cookies = 1;
    must("cookie_setup", mbedtls_ssl_cookie_setup(&p->cookies, pair_rng, &p->s.random));
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &p->cookies);
}

void side_attach(struct side *side)
{
    mbedtls_ssl_set_bio(&side->ssl, side, pair_send, pair_recv, NULL);
    mbedtls_ssl_set_timer_cb(&side->ssl, side, pair_set_timer, pair_get_timer);
}

void pair_start(struct pair *p)
{
    must("setup of the client", mbedtls_ssl_setup(&p->c.ssl, &p->c.conf));
    must("setup of the server", mbedtls_ssl_setup(&p->s.ssl, &p->s.conf));
    side_attach(&p->c);
    side_attach(&p->s);
    if (p->hostname != NULL)
        must("set_hostname", mbedtls_ssl_set_hostname(&p->c.ssl, p->hostname));
    must("set_client_transport_id",
         mbedtls_ssl_set_client_transport_id(&p->s.ssl, pair_transport_id, sizeof(pair_transport_id)));
}

static void side_clear(struct side *side)
{
    mbedtls_ssl_free(&side->ssl);
    mbedtls_ssl_config_free(&side->conf);
    mbedtls_x509_crt_free(&side->ca);
    mbedtls_x509_crt_free(&side->own);
    mbedtls_pk_free(&side->key);
    side_discard(side);
    free(side->held);
}

void pair_free(struct pair *p)
{
    p->log = 0;
    side_clear(&p->c);
    side_clear(&p->s);
    if (p->has_cookies)
        mbedtls_ssl_cookie_free(&p->cookies);
    free(p);
}

/* -- Queues and clock ----------------------------------------------------------------------------------------- */

void side_inject(struct side *to, const void *bytes, size_t len)
{
    enqueue(to, copy_of(bytes, len));
}

struct datagram *side_take(struct side *to)
{
    struct datagram *d = to->in;

    if (d != NULL)
        to->in = d->next;
    return d;
}

size_t side_waiting(const struct side *to)
{
    const struct datagram *d;
    size_t n = 0;

    for (d = to->in; d != NULL; d = d->next)
        n++;
    return n;
}

void side_discard(struct side *to)
{
    struct datagram *d;

    while ((d = side_take(to)) != NULL)
        free(d);
}

void pair_wait(struct pair *p, uint64_t ms)
{
    p->now += ms;
}

int pair_expire(struct pair *p)
{
    struct side *sides[2] = { &p->c, &p->s };
    uint64_t next = UINT64_MAX;
    int i;

    for (i = 0; i < 2; i++)
        if (sides[i]->running && sides[i]->since + sides[i]->fin_ms < next)
            next = sides[i]->since + sides[i]->fin_ms;
    if (next == UINT64_MAX)
        return 0;
    if (next > p->now)
        p->now = next;
    if (p->log != 0)
        printf("at %llu ms\n", (unsigned long long) p->now);
    return 1;
}

/* -- Calls ---------------------------------------------------------------------------------------------------- */

int side_state(struct side *side)
{
    return side->ssl.MBEDTLS_PRIVATE(state);
}

static int say_side(struct side *side, const char *what, int code, int with_state)
{
    if (side->pair->log == 0)
        return code;
    if (code > 0)
        printf("%c %s -> %d", side->name, what, code);
    else if (code < 0)
        printf("%c %s -> -0x%04X", side->name, what, (unsigned) -code);
    else
        printf("%c %s -> 0", side->name, what);
    if (with_state)
        printf(" state %d", side_state(side));
    putchar('\n');
    return code;
}

int side_handshake(struct side *side)
{
    return say_side(side, "handshake", mbedtls_ssl_handshake(&side->ssl), 1);
}

int side_step(struct side *side)
{
    return say_side(side, "step", mbedtls_ssl_handshake_step(&side->ssl), 1);
}

int side_read(struct side *side, size_t len)
{
    unsigned char buf[16400];
    int code = mbedtls_ssl_read(&side->ssl, buf, len);

    say_side(side, "read", code, 0);
    if (code > 0 && side->pair->log != 0)
        printf("  \"%.*s\"\n", code < 32 ? code : 32, (const char *) buf);
    return code;
}

int side_write(struct side *side, const void *bytes, size_t len)
{
    return say_side(side, "write", mbedtls_ssl_write(&side->ssl, bytes, len), 0);
}

int side_reset(struct side *side)
{
    int code = say_side(side, "session_reset", mbedtls_ssl_session_reset(&side->ssl), 1);

    if (code == 0 && side->name == 's')
        code = say_side(side, "set_client_transport_id",
                        mbedtls_ssl_set_client_transport_id(&side->ssl, pair_transport_id, sizeof(pair_transport_id)), 0);
    if (code == 0 && side->after_reset != NULL)
        side->after_reset(side);
    return code;
}

void side_result(struct side *side)
{
    const char *suite = mbedtls_ssl_get_ciphersuite(&side->ssl);

    printf("%c suite %s version %s verify 0x%08lX over %d\n", side->name, suite == NULL ? "NULL" : suite,
           mbedtls_ssl_get_version(&side->ssl), (unsigned long) mbedtls_ssl_get_verify_result(&side->ssl),
           mbedtls_ssl_is_handshake_over(&side->ssl));
}

static void turn(struct side *side)
{
    int code;

    if (side->failed != 0)
        return;
    if (mbedtls_ssl_is_handshake_over(&side->ssl)) {
        if (side_waiting(side) > 0)
            side_read(side, 1000);
        return;
    }
    code = side_handshake(side);
    if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
        code = side_reset(side);
    if (code != MBEDTLS_ERR_SSL_WANT_READ && code != MBEDTLS_ERR_SSL_WANT_WRITE)
        side->failed = code;
}

static int over(struct side *side)
{
    return mbedtls_ssl_is_handshake_over(&side->ssl) && side_waiting(side) == 0;
}

int pair_handshake(struct pair *p)
{
    int turns;

    for (turns = 0; turns < 40; turns++) {
        unsigned sent = p->c.sent + p->s.sent;
        size_t waiting = side_waiting(&p->c) + side_waiting(&p->s);
        int refuse = p->c.refuse + p->s.refuse;

        turn(&p->c);
        turn(&p->s);
        if (over(&p->c) && over(&p->s))
            return p->c.failed != 0 ? p->c.failed : p->s.failed;
        if (sent == p->c.sent + p->s.sent && waiting == side_waiting(&p->c) + side_waiting(&p->s)
            && refuse == p->c.refuse + p->s.refuse)
            break;
    }
    return p->c.failed != 0 ? p->c.failed : p->s.failed != 0 ? p->s.failed : MBEDTLS_ERR_SSL_WANT_READ;
}

int pair_handshake_lossy(struct pair *p, int turns)
{
    int code = pair_handshake(p);

    while (code == MBEDTLS_ERR_SSL_WANT_READ && turns-- > 0 && pair_expire(p))
        code = pair_handshake(p);
    return code;
}

void pair_establish(struct pair *p)
{
    unsigned log = p->log;
    int code;

    p->log = 0;
    code = pair_handshake(p);
    if (code != 0) {
        say_code("handshake failed", code);
        exit(1);
    }
    p->log = log;
}
