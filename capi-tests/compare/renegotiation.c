/* Renegotiation (RFC 5746): either side starts one, what calls return meanwhile, what is refused, what is lost, and
   when one begins by itself. */
#include "support/pair.h"

#include <stdio.h>
#include <string.h>

/* What a program that looks inside sees: none, in progress, done, asked for. */
static void status(struct side *side)
{
    printf("%c state %d renegotiation %d seen %d\n", side->name, side_state(side),
           side->ssl.MBEDTLS_PRIVATE(renego_status), side->ssl.MBEDTLS_PRIVATE(renego_records_seen));
}

static int renegotiate(struct side *side)
{
    int code = mbedtls_ssl_renegotiate(&side->ssl);

    printf("%c renegotiate ", side->name);
    say_count("returns", code);
    status(side);
    return code;
}

static void enable(struct side *side)
{
    mbedtls_ssl_conf_renegotiation(&side->conf, MBEDTLS_SSL_RENEGOTIATION_ENABLED);
}

static struct pair *pair_of(enum kind kind)
{
    struct pair *p = pair_new(kind);

    enable(&p->c);
    enable(&p->s);
    return p;
}

static struct pair *up(struct pair *p)
{
    pair_start(p);
    pair_establish(p);
    return p;
}

/* Data both ways, so that no last flight is kept. */
static struct pair *used(struct pair *p)
{
    unsigned log = p->log;

    up(p);
    p->log = 0;
    side_write(&p->c, "one", 3);
    side_read(&p->s, 100);
    side_write(&p->s, "two", 3);
    side_read(&p->c, 100);
    p->log = log;
    return p;
}

/* Both sides read in turn until nothing is on its way. */
static void settle(struct pair *p)
{
    int n;

    for (n = 0; n < 20; n++) {
        unsigned sent = p->c.sent + p->s.sent;

        if (side_waiting(&p->s) > 0)
            side_read(&p->s, 100);
        if (side_waiting(&p->c) > 0)
            side_read(&p->c, 100);
        if (sent == p->c.sent + p->s.sent && side_waiting(&p->s) == 0 && side_waiting(&p->c) == 0)
            break;
    }
    status(&p->c);
    status(&p->s);
}

static void exchange(struct pair *p)
{
    side_write(&p->c, "ping", 4);
    side_read(&p->s, 100);
    side_write(&p->s, "pong", 4);
    side_read(&p->c, 100);
}

static void client_starts(void)
{
    int kind;

    for (kind = 0; kind < KINDS; kind++) {
        struct pair *p;
        int round;

        if (kind == ECDSA)
            continue; /* its signatures have no fixed size, which encryption would hide */
        p = used(pair_of(kind));
        say("-- kind %d", kind);
        for (round = 0; round < 2; round++) {
            renegotiate(&p->c);
            settle(p);
            renegotiate(&p->c);
            settle(p);
            exchange(p);
        }
        side_result(&p->c);
        side_result(&p->s);
        pair_free(p);
    }
}

static void client_starts_by_handshake(void)
{
    struct pair *p = used(pair_of(RSA));

    p->log = LOG_FULL;
    renegotiate(&p->c);
    side_read(&p->s, 100);
    side_handshake(&p->c);
    side_read(&p->s, 100);
    side_handshake(&p->c);
    status(&p->c);
    side_read(&p->s, 100);
    status(&p->s);
    exchange(p);
    pair_free(p);
}

static void client_starts_at_once(void)
{
    struct pair *p = up(pair_of(PSK));

    p->log = LOG_FULL;
    renegotiate(&p->c);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void client_steps(void)
{
    struct pair *p = used(pair_of(RSA));
    int n;

    renegotiate(&p->c);
    for (n = 0; n < 40 && !(mbedtls_ssl_is_handshake_over(&p->c.ssl) && side_waiting(&p->s) == 0); n++) {
        if (!mbedtls_ssl_is_handshake_over(&p->c.ssl))
            side_step(&p->c);
        if (mbedtls_ssl_is_handshake_over(&p->s.ssl)) {
            if (side_waiting(&p->s) > 0)
                side_read(&p->s, 100);
        } else
            side_step(&p->s);
    }
    exchange(p);
    pair_free(p);
}

static void server_starts(void)
{
    int kind;

    for (kind = 0; kind < KINDS; kind++) {
        struct pair *p;
        int round;

        if (kind == ECDSA)
            continue;
        p = used(pair_of(kind));
        say("-- kind %d", kind);
        p->log = LOG_FULL;
        for (round = 0; round < 2; round++) {
            renegotiate(&p->s);
            settle(p);
            exchange(p);
        }
        pair_free(p);
    }
}

static void server_starts_at_once(void)
{
    struct pair *p = up(pair_of(PSK));

    p->log = LOG_FULL;
    renegotiate(&p->s);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void both_start(void)
{
    struct pair *p = used(pair_of(PSK));

    p->log = LOG_FULL;
    renegotiate(&p->s);
    renegotiate(&p->c);
    status(&p->c);
    pair_free(p);
}

static void called_again(void)
{
    struct pair *p = used(pair_of(PSK));

    renegotiate(&p->c);
    renegotiate(&p->c);
    renegotiate(&p->c);
    settle(p);
    renegotiate(&p->s);
    renegotiate(&p->s);
    settle(p);
    exchange(p);
    /* The server calls it while the client's renegotiation runs. */
    renegotiate(&p->c);
    side_read(&p->s, 100);
    renegotiate(&p->s);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void wrong_use(void)
{
    struct pair *p = pair_of(PSK);
    mbedtls_ssl_context bare;

    mbedtls_ssl_init(&bare);
    say_count("NULL", mbedtls_ssl_renegotiate(NULL));
    say_count("not set up", mbedtls_ssl_renegotiate(&bare));
    mbedtls_ssl_free(&bare);
    pair_start(p);
    renegotiate(&p->c);
    renegotiate(&p->s);
    pair_handshake(p);
    pair_free(p);

    p = pair_of(PSK);
    pair_start(p);
    side_handshake(&p->c);
    renegotiate(&p->c);
    side_handshake(&p->s);
    renegotiate(&p->s);
    pair_handshake(p);
    exchange(p);
    pair_free(p);

    p = pair_new(PSK);
    up(p);
    renegotiate(&p->c);
    renegotiate(&p->s);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void client_refuses(int data)
{
    struct pair *p = pair_new(PSK);

    say("-- %s data", data ? "after" : "before");
    p->log = LOG_FULL;
    enable(&p->s);
    if (data)
        used(p);
    else
        up(p);
    renegotiate(&p->s);
    side_read(&p->c, 100);
    side_read(&p->s, 100);
    status(&p->s);
    exchange(p);
    side_read(&p->s, 100);
    exchange(p);
    renegotiate(&p->s);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void client_refuses_both(void)
{
    client_refuses(0);
    client_refuses(1);
}

static void server_refuses(int data, int cookies)
{
    struct pair *p = pair_new(PSK);

    say("-- %s data, %s cookies", data ? "after" : "before", cookies ? "with" : "without");
    p->log = LOG_FULL;
    enable(&p->c);
    if (cookies)
        pair_cookies(p);
    if (data)
        used(p);
    else
        up(p);
    renegotiate(&p->c);
    side_read(&p->s, 100);
    side_read(&p->c, 100);
    status(&p->c);
    side_write(&p->c, "data", 4);
    side_read(&p->s, 100);
    side_write(&p->s, "data", 4);
    side_read(&p->c, 100);
    pair_expire(p);
    side_read(&p->c, 100);
    renegotiate(&p->c);
    side_handshake(&p->c);
    settle(p);
    pair_free(p);
}

static void server_refuses_all(void)
{
    server_refuses(0, 0);
    server_refuses(1, 0);
    server_refuses(1, 1);
}

/* Data of the server is under way when the client starts. */
static void data_meets_client(int how, int records, int enforced)
{
    struct pair *p = pair_of(PSK);
    int n;

    say("-- how %d, %d records, enforced %d", how, records, enforced);
    if (enforced != -2)
        mbedtls_ssl_conf_renegotiation_enforced(&p->c.conf, enforced);
    used(p);
    for (n = 0; n < records; n++)
        side_write(&p->s, "data", 4);
    renegotiate(&p->c);
    for (n = 0; n < records; n++) {
        int code = how == 0   ? side_read(&p->c, 100)
                   : how == 1 ? side_handshake(&p->c)
                   : how == 2 ? renegotiate(&p->c)
                              : side_write(&p->c, "mine", 4);

        status(&p->c);
        if (code != 4 && code != MBEDTLS_ERR_SSL_WANT_READ)
            break;
    }
    settle(p);
    exchange(p);
    pair_free(p);
}

static void data_meets_client_all(void)
{
    data_meets_client(0, 1, -2);
    data_meets_client(0, 3, 2);
    data_meets_client(0, 3, 0);
    data_meets_client(0, 3, -1);
    data_meets_client(0, 18, -2);
    data_meets_client(1, 1, -2);
    data_meets_client(2, 1, -2);
    data_meets_client(3, 1, -2);
}

/* Data of the client meets a server that asked, and one that renegotiates. */
static void data_meets_server(int records, int enforced)
{
    struct pair *p = pair_of(PSK);
    int n;

    say("-- %d records, enforced %d", records, enforced);
    if (enforced != -2)
        mbedtls_ssl_conf_renegotiation_enforced(&p->s.conf, enforced);
    used(p);
    p->log = LOG_FULL;
    renegotiate(&p->s);
    side_discard(&p->c);
    for (n = 0; n < records; n++) {
        int code;

        side_write(&p->c, "data", 4);
        code = side_read(&p->s, 100);
        status(&p->s);
        if (code != 4)
            break;
    }
    settle(p);
    exchange(p);
    pair_free(p);
}

static void data_meets_server_all(void)
{
    data_meets_server(3, 2);
    data_meets_server(2, 0);
    data_meets_server(3, -1);
    data_meets_server(9, -1);
    data_meets_server(18, -2);
}

/* The request is lost; the server's reads time out. */
static void request_lost(int enforced, uint32_t read_timeout, uint32_t min, uint32_t max)
{
    struct pair *p = pair_of(PSK);
    int n;

    say("-- enforced %d, read time-out %u, delays %u %u", enforced, (unsigned) read_timeout, (unsigned) min,
        (unsigned) max);
    mbedtls_ssl_conf_renegotiation_enforced(&p->s.conf, enforced);
    mbedtls_ssl_conf_read_timeout(&p->s.conf, read_timeout);
    mbedtls_ssl_conf_handshake_timeout(&p->s.conf, min, max);
    used(p);
    p->log = LOG_FULL;
    renegotiate(&p->s);
    side_discard(&p->c);
    for (n = 0; n < 12; n++) {
        side_read(&p->s, 100);
        status(&p->s);
        pair_wait(p, 1000);
        side_discard(&p->c);
    }
    exchange(p);
    pair_free(p);
}

static void request_lost_all(void)
{
    request_lost(-1, 0, 1000, 60000);
    request_lost(-1, 1000, 1000, 60000);
    request_lost(2, 1000, 1000, 60000);
    request_lost(-1, 1000, 1000, 4000);
    request_lost(-1, 1000, 700, 1000);
}

/* The same with a receive function that waits. */
static void request_lost_blocking(void)
{
    struct pair *p = pair_of(PSK);
    int n;

    mbedtls_ssl_conf_renegotiation_enforced(&p->s.conf, -1);
    mbedtls_ssl_conf_read_timeout(&p->s.conf, 1500);
    mbedtls_ssl_conf_handshake_timeout(&p->s.conf, 1000, 8000);
    used(p);
    p->log = LOG_FULL;
    mbedtls_ssl_set_bio(&p->s.ssl, &p->s, pair_send, NULL, pair_recv_timeout);
    p->s.recv_code = MBEDTLS_ERR_SSL_TIMEOUT;
    renegotiate(&p->s);
    side_discard(&p->c);
    for (n = 0; n < 8; n++) {
        side_read(&p->s, 100);
        status(&p->s);
        pair_wait(p, 1500);
    }
    exchange(p);
    pair_free(p);
}

/* Every datagram of a renegotiation is lost once. */
static void lossy(int starter, unsigned lost_client, unsigned lost_server)
{
    struct pair *p = used(pair_of(RSA));
    int n;

    say("-- started by %c, lost %u %u", starter, lost_client, lost_server);
    p->c.drop = lost_client < 64 ? (uint64_t) 1 << (p->c.sent + lost_client) : 0;
    p->s.drop = lost_server < 64 ? (uint64_t) 1 << (p->s.sent + lost_server) : 0;
    renegotiate(starter == 'c' ? &p->c : &p->s);
    settle(p);
    for (n = 0; n < 3; n++) {
        if (!pair_expire(p))
            break;
        side_read(&p->s, 100);
        side_read(&p->c, 100);
        settle(p);
    }
    exchange(p);
    pair_free(p);
}

static void lossy_all(void)
{
    lossy('c', 0, 64);
    lossy('c', 1, 64);
    lossy('c', 64, 0);
    lossy('c', 64, 1);
    lossy('s', 0, 64);
    lossy('s', 64, 1);
}

static void doubled(void)
{
    struct pair *p = used(pair_of(RSA));

    p->c.twice = p->s.twice = ~(uint64_t) 0;
    renegotiate(&p->c);
    settle(p);
    renegotiate(&p->s);
    settle(p);
    p->c.twice = p->s.twice = 0;
    exchange(p);
    settle(p);
    pair_free(p);
}

static void no_answer(void)
{
    struct pair *p = used(pair_of(PSK));
    int n;

    p->log = LOG_FULL;
    renegotiate(&p->c);
    side_discard(&p->s);
    for (n = 0; n < 8; n++) {
        pair_expire(p);
        if (renegotiate(&p->c) != MBEDTLS_ERR_SSL_WANT_READ)
            break;
        side_discard(&p->s);
    }
    side_read(&p->c, 100);
    side_write(&p->c, "data", 4);
    pair_free(p);
}

/* Both write while a renegotiation runs. */
static void writes_meanwhile(void)
{
    struct pair *p = used(pair_of(RSA));

    renegotiate(&p->c);
    side_write(&p->c, "c1", 2);
    side_read(&p->s, 100);
    side_write(&p->s, "s1", 2);
    side_write(&p->c, "c2", 2);
    side_write(&p->s, "s2", 2);
    side_read(&p->c, 100);
    side_read(&p->s, 100);
    settle(p);
    exchange(p);
    pair_free(p);
}

/* Data of the client is overtaken by its renegotiation, and comes under the old keys. */
static void late_data(void)
{
    struct pair *p = used(pair_of(PSK));
    struct datagram *late;

    side_write(&p->c, "late", 4);
    late = side_take(&p->s);
    renegotiate(&p->c);
    side_read(&p->s, 100);
    side_inject(&p->s, late->bytes, late->len);
    side_read(&p->s, 100);
    settle(p);
    side_write(&p->c, "more", 4);
    settle(p);
    exchange(p);
    side_inject(&p->s, late->bytes, late->len);
    side_read(&p->s, 100);
    exchange(p);
    pair_free(p);
}

static void period_of(struct side *side, uint64_t period)
{
    unsigned char bytes[8];
    int n;

    for (n = 0; n < 8; n++)
        bytes[n] = (unsigned char) (period >> (56 - 8 * n));
    mbedtls_ssl_conf_renegotiation_period(&side->conf, bytes);
}

/* A side whose counter passes its period. */
static void period(int which, uint64_t value, int writes)
{
    struct pair *p = pair_of(PSK);
    struct side *one = which == 'c' ? &p->c : &p->s;
    int n;

    say("-- %c after %llx, %s", which, (unsigned long long) value, writes ? "writes" : "reads");
    period_of(one, value);
    up(p);
    for (n = 0; n < 9; n++) {
        if (writes) {
            side_write(one, "data", 4);
            side_read(one->peer, 100);
        } else {
            side_write(one->peer, "data", 4);
            side_read(one, 100);
        }
        status(one);
        if (one->ssl.MBEDTLS_PRIVATE(renego_status) != 0 && n > 5)
            break;
    }
    settle(p);
    exchange(p);
    settle(p);
    pair_free(p);
}

static void period_all(void)
{
    period('c', 0x0001000000000004, 1);
    period('c', 0x0001000000000004, 0);
    period('s', 0x0001000000000004, 1);
    period('s', 0x0001000000000004, 0);
    period('c', 0x0000000000000004, 1);
    period('s', 0x0000000000000004, 1);
    period('c', 0x0002000000000004, 1);
}

static void period_when_disabled(void)
{
    struct pair *p = pair_new(PSK);

    period_of(&p->c, 1);
    period_of(&p->s, 1);
    up(p);
    exchange(p);
    exchange(p);
    settle(p);
    pair_free(p);
}

static void with_cookies(void)
{
    struct pair *p = pair_of(PSK);

    pair_cookies(p);
    used(p);
    renegotiate(&p->c);
    settle(p);
    renegotiate(&p->s);
    settle(p);
    exchange(p);
    pair_free(p);
}

static int callback_of(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    struct side *side = context;

    (void) crt;
    printf("%c verify depth %d flags %lx state %d\n", side->name, depth, (unsigned long) *flags, side_state(side));
    return 0;
}

static void export_of(void *context, mbedtls_ssl_key_export_type type, const unsigned char *secret, size_t len,
                      const unsigned char client[32], const unsigned char server[32], mbedtls_tls_prf_types prf)
{
    struct side *side = context;

    (void) secret;
    (void) client;
    (void) server;
    printf("%c keys %d of %u bytes, prf %d, state %d\n", side->name, (int) type, (unsigned) len, (int) prf,
           side_state(side));
}

static void callbacks(void)
{
    struct pair *p = pair_of(RSA);
    const mbedtls_x509_crt *before;

    mbedtls_ssl_conf_verify(&p->c.conf, callback_of, &p->c);
    mbedtls_ssl_conf_verify(&p->s.conf, callback_of, &p->s);
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    side_ca(&p->s, "ca-rsa");
    side_own(&p->c, "client-rsa", NULL);
    pair_start(p);
    mbedtls_ssl_set_export_keys_cb(&p->c.ssl, export_of, &p->c);
    mbedtls_ssl_set_export_keys_cb(&p->s.ssl, export_of, &p->s);
    pair_establish(p);
    before = mbedtls_ssl_get_peer_cert(&p->c.ssl);
    printf("peer certificate there %d\n", before != NULL);
    renegotiate(&p->c);
    printf("peer certificate there %d\n", mbedtls_ssl_get_peer_cert(&p->c.ssl) != NULL);
    printf("suite %s, expansion %d, payload %d, verify %lx\n", mbedtls_ssl_get_ciphersuite(&p->c.ssl),
           mbedtls_ssl_get_record_expansion(&p->c.ssl), mbedtls_ssl_get_max_out_record_payload(&p->c.ssl),
           (unsigned long) mbedtls_ssl_get_verify_result(&p->c.ssl));
    side_read(&p->s, 100);
    printf("suite %s, over %d\n", mbedtls_ssl_get_ciphersuite(&p->s.ssl), mbedtls_ssl_is_handshake_over(&p->s.ssl));
    printf("peer certificate there %d\n", mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL);
    settle(p);
    exchange(p);
    printf("peer certificate there %d\n", mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL);
    pair_free(p);
}

/* The server has another certificate the second time. */
static void other_certificate(const char *name)
{
    struct pair *p = pair_of(ECDSA);

    say("-- %s", name);
    used(p);
    p->log = LOG_SET;
    side_configure(&p->s);
    enable(&p->s);
    side_own(&p->s, name, strcmp(name, "server-p256") == 0 ? NULL : "server-p256");
    renegotiate(&p->c);
    side_read(&p->s, 100);
    if (side_read(&p->c, 100) == MBEDTLS_ERR_SSL_WANT_READ) {
        settle(p);
        exchange(p);
    } else {
        status(&p->c);
        side_read(&p->s, 100);
        printf("alert %d\n", p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1]);
    }
    pair_free(p);
}

static void other_certificates(void)
{
    other_certificate("server-p256");
    other_certificate("other-name");
    other_certificate("no-names");
}

static void legacy(int mode)
{
    struct pair *p = pair_of(PSK);

    say("-- mode %d", mode);
    mbedtls_ssl_conf_legacy_renegotiation(&p->c.conf, mode);
    mbedtls_ssl_conf_legacy_renegotiation(&p->s.conf, mode);
    used(p);
    renegotiate(&p->c);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void legacy_all(void)
{
    legacy(0);
    legacy(1);
    legacy(2);
}

static void close_meanwhile(void)
{
    struct pair *p = used(pair_of(PSK));

    renegotiate(&p->c);
    say_count("close", mbedtls_ssl_close_notify(&p->c.ssl));
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_free(p);

    p = used(pair_of(PSK));
    renegotiate(&p->s);
    say_count("close", mbedtls_ssl_close_notify(&p->s.ssl));
    side_read(&p->c, 100);
    pair_free(p);
}

static void reset_meanwhile(void)
{
    struct pair *p = used(pair_of(PSK));

    renegotiate(&p->c);
    side_read(&p->s, 100);
    side_discard(&p->c);
    side_reset(&p->c);
    side_reset(&p->s);
    status(&p->c);
    status(&p->s);
    pair_handshake(p);
    exchange(p);
    renegotiate(&p->c);
    settle(p);
    pair_free(p);
}

static void write_waits(void)
{
    struct pair *p = used(pair_of(PSK));

    p->s.refuse = 1;
    renegotiate(&p->s);
    renegotiate(&p->s);
    settle(p);
    p->c.refuse = 1;
    renegotiate(&p->c);
    renegotiate(&p->c);
    p->s.refuse = 1;
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void small_mtu(void)
{
    struct pair *p = used(pair_of(RSA));

    mbedtls_ssl_set_mtu(&p->c.ssl, 300);
    mbedtls_ssl_set_mtu(&p->s.ssl, 300);
    renegotiate(&p->c);
    settle(p);
    exchange(p);
    pair_free(p);
}

/* A client that lost its state comes back while renegotiation is on. */
static void client_comes_back(void)
{
    struct pair *p = pair_of(PSK);

    pair_cookies(p);
    used(p);
    side_reset(&p->c);
    side_handshake(&p->c);
    side_read(&p->s, 100);
    status(&p->s);
    pair_handshake(p);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void say_ids(struct side *side)
{
    unsigned char id[MBEDTLS_SSL_CID_OUT_LEN_MAX];
    size_t len = 0;
    int enabled = -1;
    int code = mbedtls_ssl_get_peer_cid(&side->ssl, &enabled, id, &len);

    printf("%c ", side->name);
    say_count("peer id", code);
    printf("%c enabled %d, %u bytes\n", side->name, enabled, (unsigned) len);
}

/* Connection ids are agreed on anew. */
static void connection_ids(int first_client, int first_server, int then_client, int then_server)
{
    static const unsigned char of_client[] = { 1, 2, 3, 4 }, of_server[] = { 9, 8 }, other[] = { 5, 5, 5, 5 };
    struct pair *p = pair_of(PSK);

    say("-- first %d %d, then %d %d", first_client, first_server, then_client, then_server);
    mbedtls_ssl_conf_cid(&p->c.conf, sizeof(of_client), MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
    mbedtls_ssl_conf_cid(&p->s.conf, sizeof(of_server), MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
    pair_start(p);
    say_count("set_cid", mbedtls_ssl_set_cid(&p->c.ssl, first_client, of_client, sizeof(of_client)));
    say_count("set_cid", mbedtls_ssl_set_cid(&p->s.ssl, first_server, of_server, sizeof(of_server)));
    pair_establish(p);
    exchange(p);
    say_ids(&p->c);
    say_ids(&p->s);
    say_count("set_cid", mbedtls_ssl_set_cid(&p->c.ssl, then_client, then_client ? other : NULL,
                                             then_client ? sizeof(other) : 0));
    say_count("set_cid", mbedtls_ssl_set_cid(&p->s.ssl, then_server, then_server ? of_server : NULL,
                                             then_server ? sizeof(of_server) : 0));
    renegotiate(&p->c);
    say_ids(&p->c);
    settle(p);
    say_ids(&p->c);
    say_ids(&p->s);
    exchange(p);
    renegotiate(&p->s);
    settle(p);
    exchange(p);
    pair_free(p);
}

static void connection_ids_all(void)
{
    connection_ids(1, 1, 1, 1);
    connection_ids(1, 1, 0, 1);
    connection_ids(1, 1, 0, 0);
    connection_ids(0, 0, 1, 1);
    connection_ids(1, 0, 1, 1);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "client-starts", client_starts },
        { "client-starts-by-handshake", client_starts_by_handshake },
        { "client-starts-at-once", client_starts_at_once },
        { "client-steps", client_steps },
        { "server-starts", server_starts },
        { "server-starts-at-once", server_starts_at_once },
        { "both-start", both_start },
        { "called-again", called_again },
        { "wrong-use", wrong_use },
        { "client-refuses", client_refuses_both },
        { "server-refuses", server_refuses_all },
        { "data-meets-client", data_meets_client_all },
        { "data-meets-server", data_meets_server_all },
        { "request-lost", request_lost_all },
        { "request-lost-blocking", request_lost_blocking },
        { "lossy", lossy_all },
        { "doubled", doubled },
        { "no-answer", no_answer },
        { "writes-meanwhile", writes_meanwhile },
        { "late-data", late_data },
        { "period", period_all },
        { "period-when-disabled", period_when_disabled },
        { "with-cookies", with_cookies },
        { "callbacks", callbacks },
        { "other-certificate", other_certificates },
        { "legacy", legacy_all },
        { "close-meanwhile", close_meanwhile },
        { "reset-meanwhile", reset_meanwhile },
        { "write-waits", write_waits },
        { "small-mtu", small_mtu },
        { "client-comes-back", client_comes_back },
        { "connection-ids", connection_ids_all },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
