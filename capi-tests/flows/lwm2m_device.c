/*
 * A device that registers with an LwM2M server by the suite that LwM2M asks of everybody,
 * TLS_PSK_WITH_AES_128_CBC_SHA256: with the MAC before and behind the ciphertext, whatever the two sides want, over
 * links that lose, double and swap datagrams, and as device programs run: with a call until it is done, step by step,
 * and blocking on sockets.
 */
#include "each_way.h"

static const int suite[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, 0 };
static const char device[] = "urn:imei:490154203237518";
static const char key[] = "a key of LwM2M";
static const char registration[] = "POST /rd?ep=device&lt=86400&lwm2m=1.1&b=U </>;rt=\"oma.lwm2m\",</1/0>,</3/0>";

/* What each side wants of encrypt-then-MAC: bit 0 the device, bit 1 the server. */
enum { BOTH_WANT = 3, WISHES = 4 };

static void configure(mbedtls_ssl_config *conf, int wants)
{
    mbedtls_ssl_conf_ciphersuites(conf, suite);
    mbedtls_ssl_conf_encrypt_then_mac(conf, wants ? MBEDTLS_SSL_ETM_ENABLED : MBEDTLS_SSL_ETM_DISABLED);
}

static struct pair *device_and_server(int wishes)
{
    struct pair *p = quiet_pair_with_cookies(PSK);
    side_psk(&p->c, key, device);
    side_psk(&p->s, key, device);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &p->cookies);
    configure(&p->c.conf, wishes & 1);
    configure(&p->s.conf, wishes >> 1);
    pair_start(p);
    return p;
}

/* What arrives arrives once, whole and in the order of the link. */
static void exchange(struct pair *p)
{
    unsigned char buffer[256];
    expect_words(&p->c, registration);
    expect_words(&p->s, "2.01 Created /rd/5a3f");

    /* Ten notifications; the link loses every third, doubles every fifth. */
    unsigned first = p->c.sent, expected = 0;
    for (unsigned i = 0; i < 10; i++) {
        if (i % 3 == 2 && first + i < 64)
            p->c.drop |= (uint64_t) 1 << (first + i);
        else if (i % 5 == 0 && first + i < 64)
            p->c.twice |= (uint64_t) 1 << (first + i);
    }
    CHECK(first + 10 < 64);
    for (int i = 0; i < 10; i++) {
        char words[32];
        int length = snprintf(words, sizeof words, "7.%d %.*s", i, i, "..........");
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) words, (size_t) length), length);
    }
    for (int i = 0; i < 10; i++) {
        if (i % 3 == 2)
            continue;
        int length = mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer);
        CHECK_EQ(length, 4 + i);
        CHECK(length > 3 && buffer[2] == '0' + i);
        expected++;
    }
    CHECK_EQ(expected, 7);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
    p->c.drop = p->c.twice = 0;
}

/* Each wish. */
static struct pair *device_calls(void)
{
    static int wishes;
    return device_and_server(wishes++ % WISHES);
}

static void expect_registered(struct pair *p)
{
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), suite[0]);
    CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->c.ssl), 13 + 16 + 32 + 16);
    exchange(p);
}

/* Each wish over more links, as this is the suite that everybody has; at the end the device goes to sleep. */
static void many_links(void)
{
    for (unsigned count = 0; count < 160; count++) {
        unsigned char byte;
        int failures = check_failures;
        enum manner manner = count % 8 < 4 ? NON_BLOCKING : STEP_BY_STEP;
        uint64_t link = chosen_link(count / 8);
        struct pair *p = device_calls();
        connect_in(p, manner, link);
        expect_registered(p);
        CHECK_EQ(mbedtls_ssl_close_notify(&p->c.ssl), 0);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, &byte, 1), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
        pair_free(p);
        name_link(failures, manner_names[manner], link);
    }
}

/* A record that was damaged on the way is dropped without a word, wherever the damage is, and what follows is read. */
static void damaged_records(void)
{
    unsigned char buffer[256];
    for (int wishes = 0; wishes <= BOTH_WANT; wishes += BOTH_WANT) {
        struct pair *p = device_and_server(wishes);
        CHECK_EQ(pair_handshake(p), 0);
        side_discard(&p->s);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) registration, sizeof registration),
                 sizeof registration);
        struct datagram *record = side_take(&p->s);
        unsigned sent = p->s.sent;
        for (size_t bit = 0; bit < record->len * 8; bit++) {
            record->bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
            side_inject(&p->s, record->bytes, record->len);
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
            record->bytes[bit / 8] ^= (unsigned char) (1 << bit % 8);
        }
        for (size_t len = 1; len < record->len; len++) {
            side_inject(&p->s, record->bytes, len);
            CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), WANT_READ);
        }
        CHECK_EQ(p->s.sent, sent);
        side_inject(&p->s, record->bytes, record->len);
        CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, buffer, sizeof buffer), sizeof registration);
        free(record);
        expect_talk(p);
        pair_free(p);
    }
}

int main(void)
{
    for (int wishes = 0; wishes < WISHES; wishes++)
        each_way(device_calls, expect_registered);
    many_links();
    damaged_records();
    return check_result();
}
