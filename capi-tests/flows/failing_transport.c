/*
 * Send and receive functions that fail: once, half way, at each datagram in turn, with errors of their own, or by
 * claiming what cannot be. A connection goes on where that is possible, and says what was wrong where it is not.
 */
#include "support.h"

#define HALF_WAY 0x7FFF

/* What the n-th call of a side's send function does: the answer, 0 to send, HALF_WAY to take half of the bytes. */
static struct fault {
    struct side *side;
    unsigned at, times;
    int answer;
    unsigned calls;
    unsigned char half[20000];
    size_t taken;
} fault;

static int faulty_send(void *context, const unsigned char *bytes, size_t len)
{
    struct side *side = context;
    if (side != fault.side)
        return pair_send(side, bytes, len);
    if (fault.taken > 0) {
        /* The rest of a datagram that was taken in part. */
        memcpy(fault.half + fault.taken, bytes, len);
        CHECK_EQ(pair_send(side, fault.half, fault.taken + len), fault.taken + len);
        fault.taken = 0;
        return (int) len;
    }
    unsigned call = fault.calls++;
    if (call < fault.at || call >= fault.at + fault.times)
        return pair_send(side, bytes, len);
    if (fault.answer == HALF_WAY) {
        fault.taken = len / 2;
        memcpy(fault.half, bytes, fault.taken);
        return (int) fault.taken;
    }
    return fault.answer;
}

static struct pair *faulty_pair(enum kind kind, int server, unsigned at, unsigned times, int answer)
{
    struct pair *p = quiet_pair(kind);
    pair_start(p);
    fault.side = server ? &p->s : &p->c;
    fault.at = at;
    fault.times = times;
    fault.answer = answer;
    fault.calls = 0;
    fault.taken = 0;
    mbedtls_ssl_set_bio(&fault.side->ssl, fault.side, faulty_send, pair_recv, NULL);
    return p;
}

/* Refused for a while, at each datagram of the handshake: nothing is lost, nothing is sent twice. */
static void refused(void)
{
    for (int server = 0; server < 2; server++) {
        unsigned plain_sent;
        struct pair *p = faulty_pair(ECDSA, server, 0, 0, 0);
        CHECK_EQ(pair_handshake(p), 0);
        plain_sent = fault.side->sent;
        pair_free(p);
        for (unsigned at = 0; at < plain_sent; at++) {
            for (unsigned times = 1; times < 4; times++) {
                p = faulty_pair(ECDSA, server, at, times, WANT_WRITE);
                int code = WANT_READ;
                for (int i = 0; i < 6 && code == WANT_READ; i++)
                    code = pair_handshake(p);
                CHECK_EQ(code, 0);
                CHECK_EQ(fault.side->sent, plain_sent);
                expect_talk(p);
                pair_free(p);
            }
        }
    }
}

/* A function that takes only half of a datagram is called again for the rest. */
static void half_way(void)
{
    for (int server = 0; server < 2; server++) {
        for (unsigned at = 0; at < 3; at++) {
            struct pair *p = faulty_pair(PSK, server, at, 1, HALF_WAY);
            CHECK_EQ(pair_handshake(p), 0);
            expect_talk(p);
            pair_free(p);
        }
    }
}

/* Its own errors are handed through, at whatever datagram; a later call sends what was not sent. */
static void errors(void)
{
    static const int codes[] = { -0x004E, -0x0050, -1, MBEDTLS_ERR_SSL_INTERNAL_ERROR };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        for (unsigned at = 0; at < 2; at++) {
            struct pair *p = faulty_pair(PSK, 0, at, 1, codes[i]);
            int found = 0;
            for (int turn = 0; turn < 10 && !mbedtls_ssl_is_handshake_over(&p->c.ssl); turn++) {
                int code = side_handshake(&p->c);
                CHECK(code == 0 || code == WANT_READ || code == codes[i]);
                found += code == codes[i];
                code = side_handshake(&p->s);
                CHECK(code == 0 || code == WANT_READ);
            }
            CHECK_EQ(found, 1);
            CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 1);
            expect_talk(p);
            pair_free(p);
        }
    }
    /* While writing data. */
    struct pair *p = faulty_pair(PSK, 0, 2, 1, -0x004E);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "data", 4), -0x004E);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "data", 4), 4);
    pair_free(p);
}

/* More than was given to it. */
static void sent_too_much(void)
{
    struct pair *p = faulty_pair(PSK, 0, 0, 1, 30000);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_INTERNAL_ERROR);
    start_over(p);
    CHECK_EQ(pair_handshake(p), 0);
    pair_free(p);
}

static int excess;

static int boasting_recv(void *context, unsigned char *bytes, size_t len)
{
    (void) context;
    memset(bytes, 0, len);
    return (int) len + excess;
}

/* More than there was room for: the bytes behind the buffer are not looked at. */
static void received_too_much(void)
{
    static const int by[] = { 1, 2, 1000, 0x7FFF0000 };
    unsigned char buffer[16];
    for (size_t i = 0; i < sizeof by / sizeof by[0]; i++) {
        struct pair *p = quiet_pair(PSK);
        pair_start(p);
        excess = by[i];
        mbedtls_ssl_set_bio(&p->s.ssl, &p->s, pair_send, boasting_recv, NULL);
        ONLY_OURS CHECK_EQ(side_handshake(&p->s), MBEDTLS_ERR_SSL_INTERNAL_ERROR);
        side_attach(&p->s);
        start_over(p);
        CHECK_EQ(pair_handshake(p), 0);
        mbedtls_ssl_set_bio(&p->s.ssl, &p->s, pair_send, boasting_recv, NULL);
        ONLY_OURS CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_INTERNAL_ERROR);
        pair_free(p);
    }
}

/* The errors of a receive function are handed through, and the handshake goes on with the next call. */
static void receive_errors(void)
{
    static const int codes[] = { -0x004C, -0x0050, -1 };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        struct pair *p = quiet_pair(ECDSA);
        pair_start(p);
        CHECK_EQ(side_handshake(&p->c), WANT_READ);
        p->c.recv_code = codes[i];
        CHECK_EQ(side_handshake(&p->c), codes[i]);
        p->c.recv_code = 0;
        CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_CONN_EOF);
        p->c.recv_code = WANT_READ;
        CHECK_EQ(pair_handshake(p), 0);
        expect_talk(p);
        pair_free(p);
    }
}

int main(void)
{
    refused();
    half_way();
    errors();
    sent_too_much();
    received_too_much();
    receive_errors();
    return check_result();
}
