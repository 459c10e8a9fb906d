/* Handshake, reading, writing, alerts and what programs ask about a connection, at every stage of its life. */
#include "check.h"

#include "quiet_pair.h"

#include <stdlib.h>
#include <string.h>

#define WANT_READ MBEDTLS_ERR_SSL_WANT_READ
#define WANT_WRITE MBEDTLS_ERR_SSL_WANT_WRITE

static struct pair *connected(enum kind kind)
{
    struct pair *p = quiet(kind);
    pair_start(p);
    pair_establish(p);
    return p;
}

static int write_text(struct side *side, const char *text)
{
    return mbedtls_ssl_write(&side->ssl, (const unsigned char *) text, strlen(text));
}

/* Nothing works without a connection, and nothing crashes: before setup, and after free; ssl-null.c has NULL. */
static void refuses(mbedtls_ssl_context *ssl)
{
    unsigned char buffer[16] = { 0 };
    CHECK_EQ(mbedtls_ssl_handshake(ssl), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_handshake_step(ssl), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_read(ssl, buffer, sizeof buffer), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_write(ssl, buffer, sizeof buffer), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_close_notify(ssl), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_send_alert_message(ssl, MBEDTLS_SSL_ALERT_LEVEL_FATAL, 40), BAD_INPUT);
    CHECK(mbedtls_ssl_get_ciphersuite(ssl) == NULL);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(ssl), 0);
    CHECK(mbedtls_ssl_get_peer_cert(ssl) == NULL);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_is_handshake_over(ssl), 0);
        CHECK_EQ(mbedtls_ssl_check_pending(ssl), 0);
        CHECK_EQ(mbedtls_ssl_get_bytes_avail(ssl), 0);
        CHECK_EQ(mbedtls_ssl_get_verify_result(ssl), 0xFFFFFFFF);
        CHECK_EQ(mbedtls_ssl_get_version_number(ssl), MBEDTLS_SSL_VERSION_UNKNOWN);
        CHECK(strcmp(mbedtls_ssl_get_version(ssl), "unknown (DTLS)") == 0);
        CHECK_EQ(mbedtls_ssl_get_record_expansion(ssl), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(ssl), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(ssl), BAD_INPUT);
    }
}

static void without_a_connection(void)
{
    struct pair *p = quiet(PSK);
    refuses(&p->c.ssl);
    pair_start(p);
    pair_establish(p);
    mbedtls_ssl_free(&p->c.ssl);
    refuses(&p->c.ssl);
    pair_free(p);
}

static void before_the_handshake(void)
{
    struct pair *p = quiet(PSK);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 0);
    CHECK(mbedtls_ssl_get_ciphersuite(&p->c.ssl) == NULL);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0xFFFFFFFF);
    CHECK_EQ(mbedtls_ssl_get_version_number(&p->c.ssl), MBEDTLS_SSL_VERSION_TLS1_2);
    CHECK(strcmp(mbedtls_ssl_get_version(&p->c.ssl), "DTLSv1.2") == 0);
    CHECK_EQ(mbedtls_ssl_get_bytes_avail(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_check_pending(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->c.ssl), 13);
    CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(&p->c.ssl), 16384);
    CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(&p->c.ssl), 16384);
    /* Nothing to close yet. */
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    CHECK_EQ(p->c.sent, 0);
    /* Reading and writing run the handshake first. */
    unsigned char buffer[32];
    CHECK_EQ(write_text(&p->c, "hello"), WANT_READ);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK_EQ(write_text(&p->c, "hello"), WANT_READ);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK_EQ(write_text(&p->c, "hello"), 5);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 5);
    CHECK(memcmp(buffer, "hello", 5) == 0);
    pair_free(p);
}

static void steps(void)
{
    struct pair *p = quiet(PSK);
    pair_start(p);
    int last = -1;
    for (int i = 0; i < 100 && !mbedtls_ssl_is_handshake_over(&p->c.ssl); i++) {
        int code = mbedtls_ssl_handshake_step(&p->c.ssl);
        CHECK(code == 0 || code == WANT_READ);
        CHECK(side_state(&p->c) >= last);
        last = side_state(&p->c);
        if (code == WANT_READ)
            side_handshake(&p->s);
    }
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 1);
    CHECK_EQ(side_state(&p->c), MBEDTLS_SSL_HANDSHAKE_OVER);
    /* Afterwards there is nothing to step, and the handshake has nothing to do. */
    CHECK_EQ(mbedtls_ssl_handshake_step(&p->c.ssl), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), 0);
    pair_free(p);
}

static void after_the_handshake(void)
{
    static const struct {
        enum kind kind;
        int suite, expansion;
        const char *name;
    } cases[] = {
        { PSK, MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, 37, "TLS-PSK-WITH-AES-128-GCM-SHA256" },
        { ECDHE_PSK, MBEDTLS_TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256, 29,
          "TLS-ECDHE-PSK-WITH-CHACHA20-POLY1305-SHA256" },
        { ECDSA, MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, 37, "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256" },
        { RSA, MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, 37, "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct pair *p = connected(cases[i].kind);
        struct side *sides[] = { &p->c, &p->s };
        for (int n = 0; n < 2; n++) {
            mbedtls_ssl_context *ssl = &sides[n]->ssl;
            CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(ssl), cases[i].suite);
            CHECK(strcmp(mbedtls_ssl_get_ciphersuite(ssl), cases[i].name) == 0);
            CHECK_EQ(mbedtls_ssl_get_version_number(ssl), MBEDTLS_SSL_VERSION_TLS1_2);
            CHECK(strcmp(mbedtls_ssl_get_version(ssl), "DTLSv1.2") == 0);
            CHECK_EQ(mbedtls_ssl_get_record_expansion(ssl), cases[i].expansion);
            CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(ssl), 16384);
            CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(ssl), 16384);
            mbedtls_ssl_set_mtu(ssl, 200);
            CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(ssl), 200 - cases[i].expansion);
            mbedtls_ssl_set_mtu(ssl, (uint16_t) cases[i].expansion);
            CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(ssl), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
            CHECK_EQ(mbedtls_ssl_write(ssl, (const unsigned char *) "x", 1), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
            mbedtls_ssl_set_mtu(ssl, 1);
            CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(ssl), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
            mbedtls_ssl_set_mtu(ssl, 0);
        }
        if (cases[i].kind == ECDSA || cases[i].kind == RSA) {
            const mbedtls_x509_crt *peer = mbedtls_ssl_get_peer_cert(&p->c.ssl);
            CHECK(peer != NULL && peer->raw.len == p->s.own.raw.len &&
                  memcmp(peer->raw.p, p->s.own.raw.p, peer->raw.len) == 0);
            CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) == peer);
            CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), MBEDTLS_X509_BADCERT_SKIP_VERIFY);
        } else {
            CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL);
            CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
        }
        CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0);
        CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) == NULL);
        CHECK_EQ(write_text(&p->c, "still there"), 11);
        pair_free(p);
    }
}

static void reading(void)
{
    unsigned char buffer[64];
    struct pair *p = connected(PSK);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK_EQ(write_text(&p->c, "0123456789"), 10);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, 4), 4);
    CHECK(memcmp(buffer, "0123", 4) == 0);
    CHECK_EQ(mbedtls_ssl_get_bytes_avail(&p->s.ssl), 6);
    CHECK_EQ(mbedtls_ssl_check_pending(&p->s.ssl), 1);
    /* A second record does not join the rest of the first. */
    CHECK_EQ(write_text(&p->c, "abc"), 3);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 6);
    CHECK(memcmp(buffer, "456789", 6) == 0);
    CHECK_EQ(mbedtls_ssl_get_bytes_avail(&p->s.ssl), 0);
    CHECK_EQ(mbedtls_ssl_check_pending(&p->s.ssl), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 3);
    CHECK(memcmp(buffer, "abc", 3) == 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    ONLY_OURS
    {
        /* No room, and no buffer; the data waits. */
        CHECK_EQ(write_text(&p->c, "waits"), 5);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, 0), 0);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, NULL, 0), 0);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, NULL, 10), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_get_bytes_avail(&p->s.ssl), 5);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 5);
        CHECK(memcmp(buffer, "waits", 5) == 0);
    }
    /* The transport's end. */
    p->s.recv_code = 0;
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 0);
    /* Its own errors are handed through. */
    p->s.recv_code = -0x004C;
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), -0x004C);
    /* Neither ends the connection. */
    CHECK_EQ(write_text(&p->c, "again"), 5);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 5);
    pair_free(p);
}

static void writing(void)
{
    static unsigned char data[16385], back[17000];
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (unsigned char) (i * 7);
    struct pair *p = connected(PSK);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 16384), 16384);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, back, sizeof back), 16384);
    CHECK(memcmp(data, back, 16384) == 0);
    unsigned sent = p->c.sent;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 16385), BAD_INPUT);
    mbedtls_ssl_set_mtu(&p->c.ssl, 100);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 64), BAD_INPUT);
    CHECK_EQ(p->c.sent, sent);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 63), 63);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, back, sizeof back), 63);
    /* An empty record is sent, and says nothing to the peer's program. */
    sent = p->c.sent;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 0), 0);
    CHECK_EQ(p->c.sent, sent + 1);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, back, sizeof back), WANT_READ);
    ONLY_OURS
    {
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, NULL, 0), 0);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, NULL, 5), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, SIZE_MAX), BAD_INPUT);
    }
    /* Refused by the transport: the same call goes on, and the data goes once. */
    side_discard(&p->s);
    sent = p->c.sent;
    p->c.refuse = 2;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 10), WANT_WRITE);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 10), WANT_WRITE);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, data, 10), 10);
    CHECK_EQ(p->c.sent, sent + 1);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, back, sizeof back), 10);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, back, sizeof back), WANT_READ);
    pair_free(p);
}

static void closing(void)
{
    unsigned char buffer[16];
    struct pair *p = connected(PSK);
    p->c.refuse = 1;
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), WANT_WRITE);
    unsigned sent = p->c.sent;
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    CHECK_EQ(p->c.sent, sent + 1);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    CHECK_EQ(mbedtls_ssl_close_notify(&p->s.ssl), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    pair_free(p);

    /* Data that was sent before comes first. */
    p = connected(PSK);
    CHECK_EQ(write_text(&p->c, "last words"), 10);
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 10);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    pair_free(p);
}

static void alerts(void)
{
    unsigned char buffer[16];
    struct pair *p = connected(PSK);
    /* A warning is passed over, a fatal alert is told. */
    CHECK_EQ(mbedtls_ssl_send_alert_message(&p->c.ssl, MBEDTLS_SSL_ALERT_LEVEL_WARNING,
                                            MBEDTLS_SSL_ALERT_MSG_USER_CANCELED), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    /* So is one of no level. */
    CHECK_EQ(mbedtls_ssl_send_alert_message(&p->c.ssl, 0, 0), 0);
    CHECK_EQ(mbedtls_ssl_send_alert_message(&p->c.ssl, 77, 255), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_msg)[0], 77);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1], 255);
    CHECK_EQ(mbedtls_ssl_send_alert_message(&p->c.ssl, MBEDTLS_SSL_ALERT_LEVEL_FATAL,
                                            MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED), 0);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_msg)[0], MBEDTLS_SSL_ALERT_LEVEL_FATAL);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_msg)[1], MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED);
    CHECK_EQ(p->s.ssl.MBEDTLS_PRIVATE(in_msgtype), MBEDTLS_SSL_MSG_ALERT);
    pair_free(p);

    /* Refused by the transport: it waits, and goes once. */
    p = connected(PSK);
    p->c.refuse = 1;
    unsigned sent = p->c.sent;
    CHECK_EQ(mbedtls_ssl_send_alert_message(&p->c.ssl, MBEDTLS_SSL_ALERT_LEVEL_WARNING,
                                            MBEDTLS_SSL_ALERT_MSG_USER_CANCELED), WANT_WRITE);
    CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK_EQ(write_text(&p->c, "x"), 1);
    CHECK_EQ(p->c.sent, sent + 2);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), 1);
    pair_free(p);

    /* In the clear before keys are there. */
    p = quiet(PSK);
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), WANT_READ);
    CHECK_EQ(mbedtls_ssl_send_alert_message(&p->c.ssl, MBEDTLS_SSL_ALERT_LEVEL_FATAL,
                                            MBEDTLS_SSL_ALERT_MSG_USER_CANCELED), 0);
    CHECK_EQ(p->c.alert, 0x0200 | MBEDTLS_SSL_ALERT_MSG_USER_CANCELED);
    pair_free(p);
}

/* After a failed handshake nothing goes on until reset, and asking is harmless. */
static void after_a_failure(void)
{
    unsigned char buffer[16];
    struct pair *p = quiet(ECDSA);
    side_ca(&p->c, "ca-other");
    pair_start(p);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(mbedtls_ssl_is_handshake_over(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), MBEDTLS_X509_BADCERT_NOT_TRUSTED);
    CHECK(mbedtls_ssl_get_ciphersuite(&p->c.ssl) == NULL);
    CHECK(mbedtls_ssl_get_peer_cert(&p->c.ssl) == NULL);
    CHECK_EQ(mbedtls_ssl_get_bytes_avail(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
    ONLY_OURS
    {
        /* The reason is told again, whatever is asked for. */
        unsigned sent = p->c.sent;
        CHECK_EQ(mbedtls_ssl_handshake(&p->c.ssl), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
        CHECK_EQ(mbedtls_ssl_handshake_step(&p->c.ssl), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
        CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, buffer, 1), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
        CHECK_EQ(p->c.sent, sent);
    }
    /* The CA comes, and the same contexts connect. */
    side_ca(&p->c, "ca-p256");
    side_discard(&p->c);
    side_discard(&p->s);
    p->c.failed = p->s.failed = 0;
    CHECK_EQ(side_reset(&p->c), 0);
    CHECK_EQ(side_reset(&p->s), 0);
    CHECK_EQ(p->c.running || p->s.running, 0);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0);
    pair_free(p);
}

int main(void)
{
    without_a_connection();
    before_the_handshake();
    steps();
    after_the_handshake();
    reading();
    writing();
    closing();
    alerts();
    after_a_failure();
    return check_result();
}
