/*
 * Programs that do not only call functions but read fields: how far a handshake is, whose session it is, what came
 * last and which alert. However the connection came about, the fields hold what they expect.
 */
#include "each_way.h"

#include <mbedtls/ssl_ciphersuites.h>

/* The states in which each side sent something, in the order of sending. */
static struct {
    int last, count;
} progress[2];

static enum verdict note_state(struct side *from, unsigned n, struct datagram *d)
{
    int i = from->name == 's', state = side_state(from);
    (void) n, (void) d;
    /* A flight that is repeated is sent from where its side waits. */
    CHECK(state >= progress[i].last);
    CHECK(state >= MBEDTLS_SSL_HELLO_REQUEST && state <= MBEDTLS_SSL_HANDSHAKE_OVER);
    progress[i].last = state;
    progress[i].count++;
    /* The session in negotiation is not the context's yet. */
    if (!mbedtls_ssl_is_handshake_over(&from->ssl) && state <= MBEDTLS_SSL_SERVER_HELLO)
        CHECK(from->ssl.MBEDTLS_PRIVATE(session) == NULL);
    return DELIVER;
}

static struct pair *program_calls(void)
{
    static int count;
    enum kind kind = (enum kind) (count++ % KINDS);
    struct pair *p = quiet_pair(kind);
    if (kind == ECDSA) {
        side_own(&p->c, "client-p256", NULL);
        side_ca(&p->s, "ca-p256");
        mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
    p->c.judge = p->s.judge = note_state;
    memset(progress, 0, sizeof progress);
    pair_start(p);
    CHECK_EQ(p->c.ssl.MBEDTLS_PRIVATE(state), MBEDTLS_SSL_HELLO_REQUEST);
    CHECK(p->c.ssl.MBEDTLS_PRIVATE(session) == NULL);
    return p;
}

static void expect_fields(const struct side *side)
{
    const mbedtls_ssl_context *ssl = &side->ssl;
    const mbedtls_ssl_session *session = ssl->MBEDTLS_PRIVATE(session);
    const mbedtls_ssl_ciphersuite_t *suite = mbedtls_ssl_ciphersuite_from_id(side->suites[0]);
    int certificates = suite->MBEDTLS_PRIVATE(key_exchange) == MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA
                       || suite->MBEDTLS_PRIVATE(key_exchange) == MBEDTLS_KEY_EXCHANGE_ECDHE_RSA;

    CHECK_EQ(ssl->MBEDTLS_PRIVATE(state), MBEDTLS_SSL_HANDSHAKE_OVER);
    CHECK_EQ(ssl->MBEDTLS_PRIVATE(tls_version), MBEDTLS_SSL_VERSION_TLS1_2);
    CHECK(ssl->MBEDTLS_PRIVATE(conf) == &side->conf);
    CHECK(suite->MBEDTLS_PRIVATE(min_tls_version) <= MBEDTLS_SSL_VERSION_TLS1_2);
    CHECK(suite->MBEDTLS_PRIVATE(max_tls_version) >= MBEDTLS_SSL_VERSION_TLS1_2);
    CHECK(session != NULL);
    CHECK_EQ(session->MBEDTLS_PRIVATE(ciphersuite), side->suites[0]);
    CHECK_EQ(session->MBEDTLS_PRIVATE(tls_version), MBEDTLS_SSL_VERSION_TLS1_2);
    CHECK(session->MBEDTLS_PRIVATE(id_len) <= sizeof session->MBEDTLS_PRIVATE(id));
    CHECK_EQ(session->MBEDTLS_PRIVATE(exported), 0);
    if (side->name == 'c') {
        const mbedtls_x509_crt *peer = session->MBEDTLS_PRIVATE(peer_cert);
        CHECK_EQ(session->MBEDTLS_PRIVATE(verify_result), 0);
        CHECK_EQ(peer != NULL, certificates);
        if (peer != NULL)
            CHECK(peer->raw.len == side->peer->own.raw.len
                  && memcmp(peer->raw.p, side->peer->own.raw.p, peer->raw.len) == 0);
        CHECK(strcmp(ssl->MBEDTLS_PRIVATE(hostname), "localhost") == 0);
    } else {
        CHECK_EQ(session->MBEDTLS_PRIVATE(peer_cert) != NULL,
                 suite->MBEDTLS_PRIVATE(key_exchange) == MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA);
    }
}

/* The record read last: its kind, and its number. */
static void expect_last_record(struct side *side)
{
    unsigned char before[8];
    expect_words(side->peer, "first");
    memcpy(before, side->ssl.MBEDTLS_PRIVATE(in_ctr), 8);
    expect_words(side->peer, "second");
    CHECK_EQ(side->ssl.MBEDTLS_PRIVATE(in_msgtype), MBEDTLS_SSL_MSG_APPLICATION_DATA);
    CHECK_EQ(before[1], 1);
    CHECK_EQ(side->ssl.MBEDTLS_PRIVATE(in_ctr)[1], 1);
    CHECK_EQ(side->ssl.MBEDTLS_PRIVATE(in_ctr)[7], before[7] + 1);
}

/* Which alert it was that ended the connection. */
static void expect_alert(struct side *side)
{
    unsigned char byte;
    CHECK_EQ(mbedtls_ssl_send_alert_message(&side->peer->ssl, MBEDTLS_SSL_ALERT_LEVEL_FATAL,
                                            MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED), 0);
    CHECK_EQ(mbedtls_ssl_read(&side->ssl, &byte, 1), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(side->ssl.MBEDTLS_PRIVATE(in_msgtype), MBEDTLS_SSL_MSG_ALERT);
    CHECK_EQ(side->ssl.MBEDTLS_PRIVATE(in_msg)[0], MBEDTLS_SSL_ALERT_LEVEL_FATAL);
    CHECK_EQ(side->ssl.MBEDTLS_PRIVATE(in_msg)[1], MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED);
}

static void expect_to_see(struct pair *p)
{
    struct side *sides[] = { &p->c, &p->s };
    p->c.judge = p->s.judge = NULL;
    for (int i = 0; i < 2; i++) {
        CHECK(progress[i].count >= 2);
        expect_fields(sides[i]);
        expect_last_record(sides[i]);
    }
    for (int i = 0; i < 2; i++) {
        expect_alert(sides[i]);
        start_over(p);
        CHECK_EQ(sides[i]->ssl.MBEDTLS_PRIVATE(state), MBEDTLS_SSL_HELLO_REQUEST);
        CHECK(sides[i]->ssl.MBEDTLS_PRIVATE(session) == NULL);
        CHECK_EQ(pair_handshake(p), 0);
        expect_fields(sides[i]);
    }
}

/* libcoap and others tell their users why the peer refused. */
static void refused_by_the_peer(void)
{
    struct pair *p = quiet_pair(ECDSA);
    mbedtls_x509_crt_free(&p->c.ca);
    mbedtls_x509_crt_init(&p->c.ca);
    side_ca(&p->c, "ca-other");
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1], MBEDTLS_SSL_ALERT_MSG_UNKNOWN_CA);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(state), MBEDTLS_SSL_CLIENT_KEY_EXCHANGE);
    pair_free(p);
}

int main(void)
{
    each_way(program_calls, expect_to_see);
    refused_by_the_peer();
    return check_result();
}
