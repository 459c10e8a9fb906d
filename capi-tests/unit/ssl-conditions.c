/* The configuration: generators, debug lines, cookies, limits and times. */
#include "check.h"

#include "quiet_pair.h"

#include <mbedtls/debug.h>
#include <string.h>

static int broken_rng(void *context, unsigned char *output, size_t size)
{
    (void) context;
    memset(output, 0, size);
    return -0x77;
}

static void random_generators(void)
{
    struct pair *p = quiet(PSK);
    mbedtls_ssl_conf_rng(&p->c.conf, NULL, NULL);
    CHECK_EQ(setup(p), MBEDTLS_ERR_SSL_NO_RNG);
    pair_free(p);

    p = quiet(PSK);
    mbedtls_ssl_conf_rng(&p->c.conf, broken_rng, NULL);
    CHECK_EQ(finish(p), -0x77);

    p = quiet(PSK);
    mbedtls_ssl_conf_rng(&p->s.conf, broken_rng, NULL);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, -0x77);
    pair_free(p);
    ONLY_OURS mbedtls_ssl_conf_rng(NULL, pair_rng, NULL);
}

struct lines {
    int count, highest;
};

static void debug_line(void *context, int level, const char *file, int line, const char *text)
{
    struct lines *lines = context;
    lines->count++;
    if (level > lines->highest)
        lines->highest = level;
    CHECK(file != NULL && file[0] != 0 && line > 0);
    CHECK(text != NULL && text[0] != 0);
}

static void debug_lines(void)
{
    int before = 0;
    for (int threshold = 0; threshold <= 4; threshold++) {
        struct lines lines = { 0, 0 };
        struct pair *p = quiet(ECDSA);
        mbedtls_ssl_conf_dbg(&p->c.conf, debug_line, &lines);
        mbedtls_debug_set_threshold(threshold);
        CHECK_EQ(finish(p), 0);
        CHECK(lines.highest <= threshold);
        CHECK(lines.count >= before);
        CHECK(threshold < 2 || lines.count > 0);
        before = lines.count;
    }
    struct lines lines = { 0, 0 };
    struct pair *p = quiet(ECDSA);
    mbedtls_ssl_conf_dbg(&p->c.conf, debug_line, &lines);
    mbedtls_ssl_conf_dbg(&p->c.conf, NULL, &lines);
    CHECK_EQ(finish(p), 0);
    CHECK_EQ(lines.count, 0);
    mbedtls_debug_set_threshold(0);
    ONLY_OURS mbedtls_ssl_conf_dbg(NULL, debug_line, &lines);
}

static uint32_t asked_timeout;

static int waiting_recv(void *context, unsigned char *buffer, size_t length, uint32_t timeout)
{
    asked_timeout = timeout;
    int code = pair_recv(context, buffer, length);
    return code == MBEDTLS_ERR_SSL_WANT_READ ? MBEDTLS_ERR_SSL_TIMEOUT : code;
}

static void read_timeouts(void)
{
    static const uint32_t times[] = { 1, 1234, UINT32_MAX };
    unsigned char buffer[16];
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_read_timeout(&p->c.conf, times[i]);
        pair_start(p);
        pair_establish(p);
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, NULL, waiting_recv);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_TIMEOUT);
        CHECK_EQ(asked_timeout, times[i]);
        /* By the timer, without a receive function that waits. */
        mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_WANT_READ);
        CHECK_EQ(p->c.fin_ms, times[i]);
        pair_wait(p, times[i]);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_TIMEOUT);
        CHECK_EQ(p->c.running, 0);
        pair_free(p);
    }
    ONLY_OURS mbedtls_ssl_conf_read_timeout(NULL, 5);
}

static int refusing_write(void *context, unsigned char **p, unsigned char *end, const unsigned char *info, size_t ilen)
{
    (void) context, (void) p, (void) end, (void) info, (void) ilen;
    return -0x55;
}

static void cookies(void)
{
    /* The defaults fail: a server has to choose. */
    struct pair *p = quiet(PSK);
    CHECK_EQ(mbedtls_ssl_config_defaults(&p->s.conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    pair_free(p);

    /* The function that writes them may fail. */
    p = quiet(PSK);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, refusing_write, mbedtls_ssl_cookie_check, NULL);
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), -0x55);
    pair_free(p);

    /* Only one of the two. */
    p = quiet(PSK);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, NULL, mbedtls_ssl_cookie_check, NULL);
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_WANT_READ);
    CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_INTERNAL_ERROR);
    pair_free(p);
    p = quiet(PSK);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, refusing_write, NULL, NULL);
    CHECK_EQ(finish(p), 0);

    p = quiet(PSK);
    pair_cookies(p);
    CHECK_EQ(finish(p), 0);
    ONLY_OURS mbedtls_ssl_conf_dtls_cookies(NULL, NULL, NULL, NULL);
}

static enum verdict spoil(struct side *from, unsigned n, struct datagram *d)
{
    (void) from, (void) n;
    d->bytes[d->len - 1] ^= 1;
    return DELIVER;
}

static void replays(void)
{
    unsigned char buffer[16];
    for (char mode = MBEDTLS_SSL_ANTI_REPLAY_DISABLED; mode <= MBEDTLS_SSL_ANTI_REPLAY_ENABLED; mode++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_dtls_anti_replay(&p->s.conf, mode);
        pair_start(p);
        pair_establish(p);
        p->c.twice = ~UINT64_C(0);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "twice", 5), 5);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 5);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), mode ? MBEDTLS_ERR_SSL_WANT_READ : 5);
        pair_free(p);
    }
    ONLY_OURS mbedtls_ssl_conf_dtls_anti_replay(NULL, 1);
}

static void bad_records(void)
{
    unsigned char buffer[16];
    for (unsigned limit = 0; limit < 4; limit++) {
        struct pair *p = quiet(PSK);
        mbedtls_ssl_conf_dtls_badmac_limit(&p->s.conf, limit);
        pair_start(p);
        pair_establish(p);
        p->c.judge = spoil;
        for (unsigned n = 1; n <= 6 && (limit == 0 || n <= limit); n++) {
            CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "bad", 3), 3);
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer),
                     n == limit ? MBEDTLS_ERR_SSL_INVALID_MAC : MBEDTLS_ERR_SSL_WANT_READ);
        }
        pair_free(p);
    }
    ONLY_OURS mbedtls_ssl_conf_dtls_badmac_limit(NULL, 1);
}

/* The delays of a client that nobody answers, until it gives up. */
static int delays(uint32_t min, uint32_t max, uint32_t *delays, int room)
{
    struct pair *p = quiet(PSK);
    int n = 0, code;
    mbedtls_ssl_conf_handshake_timeout(&p->c.conf, min, max);
    pair_start(p);
    while ((code = side_handshake(&p->c)) == MBEDTLS_ERR_SSL_WANT_READ && n < room) {
        if (p->c.running)
            delays[n++] = p->c.fin_ms;
        if (!pair_expire(p))
            break;
    }
    CHECK_EQ(code, MBEDTLS_ERR_SSL_TIMEOUT);
    CHECK_EQ(p->c.running, 0);
    pair_free(p);
    return n;
}

static void handshake_timeouts(void)
{
    uint32_t found[40];
    CHECK_EQ(delays(1000, 5000, found, 40), 4);
    CHECK(found[0] == 1000 && found[1] == 2000 && found[2] == 4000 && found[3] == 5000);
    CHECK_EQ(delays(MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MIN, MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MAX, found, 40), 7);
    CHECK_EQ(found[6], 60000);
    CHECK_EQ(delays(300, 300, found, 40), 1);
    CHECK_EQ(found[0], 300);
    /* The last below the first: the flight is sent once. */
    CHECK_EQ(delays(500, 100, found, 40), 1);
    CHECK_EQ(found[0], 500);
    /* The doubling stops in time at the largest numbers. */
    CHECK_EQ(delays(0x60000000, UINT32_MAX, found, 40), 3);
    CHECK_EQ(found[2], UINT32_MAX);
    ONLY_OURS mbedtls_ssl_conf_handshake_timeout(NULL, 1, 2);
}

int main(void)
{
    random_generators();
    debug_lines();
    read_timeouts();
    cookies();
    replays();
    bad_records();
    handshake_timeouts();
    return check_result();
}
