/* Application data: reading, writing, sizes, and the getters that tell about them. */
#include "support/pair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct pair *connected(enum kind kind)
{
    struct pair *p = pair_new(kind);

    p->log = 0;
    pair_start(p);
    pair_establish(p);
    p->log = LOG_USUAL;
    return p;
}

static void boundaries(void)
{
    static const size_t sizes[] = { 1, 2, 15, 16, 17, 100, 1000, 1472, 8192, 16383, 16384 };
    static unsigned char data[16400];
    struct pair *p = connected(PSK);
    size_t i;

    for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
        side_write(&p->c, data, sizes[i]);
    p->log = 0;
    for (i = 0; i <= sizeof(sizes) / sizeof(sizes[0]); i++)
        say_count("read", side_read(&p->s, sizeof(data)));
    pair_free(p);
}

static void short_buffers(void)
{
    struct pair *p = connected(PSK);
    int i;

    side_write(&p->c, "0123456789", 10);
    side_write(&p->c, "abcde", 5);
    for (i = 0; i < 6; i++) {
        side_read(&p->s, 4);
        say("available %u, pending %d", (unsigned) mbedtls_ssl_get_bytes_avail(&p->s.ssl),
            mbedtls_ssl_check_pending(&p->s.ssl));
    }
    pair_free(p);
}

/* A read of nothing: with nothing there, with a record waiting, with a rest. */
static void zero_reads(void)
{
    struct pair *p = connected(PSK);

    side_read(&p->s, 0);
    side_write(&p->c, "0123456789", 10);
    side_read(&p->s, 0);
    say("available %u", (unsigned) mbedtls_ssl_get_bytes_avail(&p->s.ssl));
    side_read(&p->s, 4);
    side_read(&p->s, 0);
    say("available %u", (unsigned) mbedtls_ssl_get_bytes_avail(&p->s.ssl));
    side_read(&p->s, 100);
    say_code("read into NULL", mbedtls_ssl_read(&p->s.ssl, NULL, 0));
    pair_free(p);
}

static void zero_write(void)
{
    struct pair *p = connected(PSK);

    side_write(&p->c, "", 0);
    side_read(&p->s, 100);
    side_write(&p->c, NULL, 0);
    side_write(&p->c, "x", 1);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_free(p);
}

static void too_long(void)
{
    static unsigned char data[16500];
    static const uint16_t mtus[] = { 0, 1400, 200, 100 };
    size_t i;

    for (i = 0; i < sizeof(mtus) / sizeof(mtus[0]); i++) {
        struct pair *p = connected(PSK);
        int max;

        mbedtls_ssl_set_mtu(&p->c.ssl, mtus[i]);
        max = say_count("max payload", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
        side_write(&p->c, data, (size_t) max);
        side_write(&p->c, data, (size_t) max + 1);
        side_write(&p->c, data, sizeof(data));
        pair_free(p);
    }
}

static void tiny_mtu(void)
{
    static const uint16_t mtus[] = { 1, 13, 20, 36, 37, 38, 39, 50 };
    size_t i;

    for (i = 0; i < sizeof(mtus) / sizeof(mtus[0]); i++) {
        struct pair *p = connected(PSK);

        mbedtls_ssl_set_mtu(&p->c.ssl, mtus[i]);
        say("-- mtu %u", mtus[i]);
        say_count("max payload", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
        side_write(&p->c, "x", 1);
        side_write(&p->c, "xy", 2);
        side_write(&p->c, "", 0);
        pair_free(p);
    }
}

static void expansions(void)
{
    static const struct {
        int suite;
        enum kind kind;
    } cases[] = {
        { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, PSK },
        { MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384, PSK },
        { MBEDTLS_TLS_PSK_WITH_AES_128_CCM, PSK },
        { MBEDTLS_TLS_PSK_WITH_AES_256_CCM, PSK },
        { MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, PSK },
        { MBEDTLS_TLS_PSK_WITH_AES_256_CCM_8, PSK },
        { MBEDTLS_TLS_PSK_WITH_CHACHA20_POLY1305_SHA256, PSK },
        { MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256, ECDHE_PSK },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, ECDSA },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, ECDSA },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM, ECDSA },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_CCM, ECDSA },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8, ECDSA },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8, ECDSA },
        { MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, ECDSA },
        { MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, RSA },
        { MBEDTLS_TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, RSA },
        { MBEDTLS_TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, RSA },
    };
    size_t i;

    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pair *p = pair_new(cases[i].kind);
        int suites[2] = { cases[i].suite, 0 };

        p->log = 0;
        side_suites(&p->c, suites);
        side_suites(&p->s, suites);
        pair_start(p);
        pair_establish(p);
        side_result(&p->c);
        say("suite 0x%04X", (unsigned) mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl));
        say_count("expansion", mbedtls_ssl_get_record_expansion(&p->c.ssl));
        say_count("max out", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
        say_count("max in", mbedtls_ssl_get_max_in_record_payload(&p->c.ssl));
        mbedtls_ssl_set_mtu(&p->c.ssl, 200);
        say_count("max out, mtu 200", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
        p->log = LOG_SEND | LOG_RECV;
        side_write(&p->c, "there", 5);
        side_read(&p->s, 100);
        side_write(&p->s, "back", 4);
        side_read(&p->c, 100);
        pair_free(p);
    }
}

/* The getters before setup, before the handshake, in it, after it, after a reset. */
static void getters_of(struct side *side, const char *when)
{
    const char *suite = mbedtls_ssl_get_ciphersuite(&side->ssl);

    say("-- %c %s", side->name, when);
    say("version %s, number 0x%X", mbedtls_ssl_get_version(&side->ssl), mbedtls_ssl_get_version_number(&side->ssl));
    say("suite %s, 0x%X", suite == NULL ? "NULL" : suite, (unsigned) mbedtls_ssl_get_ciphersuite_id_from_ssl(&side->ssl));
    say("verify result 0x%lX", (unsigned long) mbedtls_ssl_get_verify_result(&side->ssl));
    say("peer certificate %s", mbedtls_ssl_get_peer_cert(&side->ssl) == NULL ? "NULL" : "there");
    say("available %u, pending %d, over %d", (unsigned) mbedtls_ssl_get_bytes_avail(&side->ssl),
        mbedtls_ssl_check_pending(&side->ssl), mbedtls_ssl_is_handshake_over(&side->ssl));
    say_count("expansion", mbedtls_ssl_get_record_expansion(&side->ssl));
    say_count("max out", mbedtls_ssl_get_max_out_record_payload(&side->ssl));
    say_count("max in", mbedtls_ssl_get_max_in_record_payload(&side->ssl));
}

static void getters(void)
{
    struct pair *p = pair_new(ECDSA);

    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    p->log = 0;
    pair_start(p);
    getters_of(&p->c, "after setup");
    getters_of(&p->s, "after setup");
    side_handshake(&p->c);
    side_handshake(&p->s);
    getters_of(&p->c, "after the hello");
    getters_of(&p->s, "after the hello");
    side_handshake(&p->c);
    getters_of(&p->c, "after the Finished went out");
    side_handshake(&p->s);
    side_handshake(&p->c);
    getters_of(&p->c, "after the handshake");
    getters_of(&p->s, "after the handshake");
    side_reset(&p->c);
    getters_of(&p->c, "after a reset");
    pair_free(p);
}

static void peer_certificate(void)
{
    struct pair *p = pair_new(ECDSA);
    const mbedtls_x509_crt *crt;
    int depth = 0;

    side_own(&p->s, "chain", "leaf");
    p->log = 0;
    pair_start(p);
    pair_establish(p);
    for (crt = mbedtls_ssl_get_peer_cert(&p->c.ssl); crt != NULL; crt = crt->next)
        say("certificate %d: %u bytes", depth++, (unsigned) crt->raw.len);
    say("the server's view: %s", mbedtls_ssl_get_peer_cert(&p->s.ssl) == NULL ? "NULL" : "there");
    pair_free(p);
}

/* read and write run the handshake when it is not over. */
static void read_runs_handshake(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_read(&p->c, 100);
    side_read(&p->s, 100);
    side_read(&p->c, 100);
    side_read(&p->s, 100);
    side_read(&p->c, 100);
    say("states %d and %d", side_state(&p->c), side_state(&p->s));
    pair_free(p);
}

static void write_runs_handshake(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    side_write(&p->c, "early", 5);
    side_write(&p->s, "early", 5);
    side_write(&p->c, "early", 5);
    side_write(&p->s, "early", 5);
    side_write(&p->c, "early", 5);
    side_read(&p->s, 100);
    say("states %d and %d", side_state(&p->c), side_state(&p->s));
    pair_free(p);
}

static void handshake_when_over(void)
{
    struct pair *p = connected(PSK);

    p->log = LOG_FULL;
    side_handshake(&p->c);
    side_handshake(&p->s);
    side_step(&p->c);
    side_step(&p->s);
    pair_free(p);
}

/* -- Sends that are refused ------------------------------------------------------------------------------------- */

/* Every send of the handshake answers WANT_WRITE once. */

static void refused_handshake(enum kind kind)
{
    struct pair *p = pair_new(kind);
    int i;

    p->log = LOG_FULL;
    pair_cookies(p);
    pair_start(p);
    for (i = 0; i < 40 && !(mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl)); i++) {
        struct side *side = i % 2 == 0 ? &p->c : &p->s;
        int code;

        if (mbedtls_ssl_is_handshake_over(&side->ssl))
            continue;
        side->refuse = 1;
        code = side_handshake(side);
        while (code == MBEDTLS_ERR_SSL_WANT_WRITE)
            code = side_handshake(side);
        side->refuse = 0;
        if (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)
            side_reset(side);
    }
    side_result(&p->c);
    pair_free(p);
}

static void refused_psk(void) { refused_handshake(PSK); }
static void refused_ecdsa(void) { refused_handshake(ECDSA); }

/* Each datagram of the flight is refused once. */
static void refused_with_mtu(void)
{
    struct pair *p = pair_new(RSA);
    int code;

    pair_start(p);
    mbedtls_ssl_set_mtu(&p->s.ssl, 600);
    side_handshake(&p->c);
    do {
        unsigned sent = p->s.sent;

        p->s.refuse = 1;
        code = side_handshake(&p->s);
        if (code == MBEDTLS_ERR_SSL_WANT_WRITE && sent == p->s.sent) {
            /* let one through, refuse the next */
            p->s.refuse = 0;
            p->s.refuse_after = 1;
            code = side_handshake(&p->s);
        }
    } while (code == MBEDTLS_ERR_SSL_WANT_WRITE);
    p->s.refuse = p->s.refuse_after = 0;
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

static void refused_write(void)
{
    struct pair *p = connected(PSK);

    p->c.refuse = 2;
    side_write(&p->c, "refused", 7);
    side_write(&p->c, "refused", 7);
    side_write(&p->c, "refused", 7);
    side_write(&p->c, "next", 4);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_free(p);
}

/* The retry comes with other arguments: what was kept goes out. */
static void refused_write_then_other(void)
{
    struct pair *p = connected(PSK);

    p->c.refuse = 1;
    side_write(&p->c, "first text", 10);
    side_write(&p->c, "other", 5);
    side_write(&p->c, "third", 5);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    side_read(&p->s, 100);
    pair_free(p);
}

/* Reading while a write waits. */
static void refused_write_and_read(void)
{
    struct pair *p = connected(PSK);

    side_write(&p->s, "incoming", 8);
    p->c.refuse = 1;
    side_write(&p->c, "outgoing", 8);
    side_read(&p->c, 100);
    side_write(&p->c, "outgoing", 8);
    side_read(&p->s, 100);
    pair_free(p);
}

static void refused_retransmission(void)
{
    struct pair *p = pair_new(PSK);

    p->log = LOG_FULL;
    pair_start(p);
    p->c.drop = 1;
    side_handshake(&p->c);
    pair_wait(p, 1000);
    p->c.refuse = 1;
    side_handshake(&p->c);
    side_handshake(&p->c);
    side_handshake(&p->c);
    say_code("handshake", pair_handshake(p));
    pair_free(p);
}

/* -- A send callback with other answers ------------------------------------------------------------------------- */

static int send_answer;

static int odd_send(void *ctx, const unsigned char *buf, size_t len)
{
    struct side *side = ctx;

    (void) buf;
    say("%c send %u -> %d", side->name, (unsigned) len, send_answer);
    return send_answer;
}

static void odd_sends(void)
{
    static const int answers[] = { 0, -1, -0x004E, MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_TIMEOUT };
    size_t i;

    for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
        struct pair *p = connected(PSK);

        send_answer = answers[i];
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, odd_send, pair_recv, NULL);
        side_write(&p->c, "data", 4);
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
        side_write(&p->c, "data", 4);
        side_read(&p->s, 100);
        pair_free(p);
    }
}

static void many_records(void)
{
    struct pair *p = connected(PSK);
    int i, sum = 0;

    p->log = 0;
    for (i = 0; i < 2000; i++) {
        side_write(&p->c, "0123456789", (size_t) (i % 10 + 1));
        sum += side_read(&p->s, 100);
        side_write(&p->s, "0123456789", (size_t) (i % 10 + 1));
        sum += side_read(&p->c, 100);
    }
    say("%d bytes", sum);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "boundaries", boundaries },
        { "short-buffers", short_buffers },
        { "zero-reads", zero_reads },
        { "zero-write", zero_write },
        { "too-long", too_long },
        { "tiny-mtu", tiny_mtu },
        { "expansions", expansions },
        { "getters", getters },
        { "peer-certificate", peer_certificate },
        { "read-runs-handshake", read_runs_handshake },
        { "write-runs-handshake", write_runs_handshake },
        { "handshake-when-over", handshake_when_over },
        { "refused-psk", refused_psk },
        { "refused-ecdsa", refused_ecdsa },
        { "refused-with-mtu", refused_with_mtu },
        { "refused-write", refused_write },
        { "refused-write-then-other", refused_write_then_other },
        { "refused-write-and-read", refused_write_and_read },
        { "refused-retransmission", refused_retransmission },
        { "odd-sends", odd_sends },
        { "many-records", many_records },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
