/* How much goes into a record and a datagram, and how much waits: under every narrow MTU, with every kind of cipher, with
   connection ids and short records; empty records and datagrams; rests of records and of datagrams. */
#include "support/pair.h"

#include <mbedtls/net_sockets.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NO_ETM 1
#define WITH_CID 2
#define SHORT_RECORDS 4

static struct pair *connected_with(enum kind kind, int suite, int how)
{
    struct pair *p = pair_new(kind);
    int suites[2] = { suite, 0 };

    p->log = 0;
    if (suite != 0) {
        side_suites(&p->c, suites);
        side_suites(&p->s, suites);
    }
    if (how & NO_ETM)
        mbedtls_ssl_conf_encrypt_then_mac(&p->c.conf, MBEDTLS_SSL_ETM_DISABLED);
    if (how & SHORT_RECORDS)
        mbedtls_ssl_conf_max_frag_len(&p->c.conf, MBEDTLS_SSL_MAX_FRAG_LEN_512);
    if (how & WITH_CID) {
        mbedtls_ssl_conf_cid(&p->c.conf, 3, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
        mbedtls_ssl_conf_cid(&p->s.conf, 5, MBEDTLS_SSL_UNEXPECTED_CID_IGNORE);
    }
    pair_start(p);
    if (how & WITH_CID) {
        mbedtls_ssl_set_cid(&p->c.ssl, MBEDTLS_SSL_CID_ENABLED, (const unsigned char *) "cli", 3);
        mbedtls_ssl_set_cid(&p->s.ssl, MBEDTLS_SSL_CID_ENABLED, (const unsigned char *) "serve", 5);
    }
    pair_establish(p);
    return p;
}

static struct pair *connected(void)
{
    return connected_with(PSK, 0, 0);
}

static void waiting(struct side *side)
{
    say("%c available %u, pending %d", side->name, (unsigned) mbedtls_ssl_get_bytes_avail(&side->ssl),
        mbedtls_ssl_check_pending(&side->ssl));
}

/* -- What fits ------------------------------------------------------------------------------------------------------ */

static void narrow(enum kind kind, int suite, int how)
{
    static unsigned char bytes[700];
    struct pair *p = connected_with(kind, suite, how);
    unsigned mtu;

    say("-- suite 0x%04X, %d: expansion %d", (unsigned) suite, how, mbedtls_ssl_get_record_expansion(&p->c.ssl));
    say("expansion at the server %d", mbedtls_ssl_get_record_expansion(&p->s.ssl));
    for (mtu = 0; mtu < 660; mtu += mtu < 140 ? 1 : 13) {
        int out, in, fits, more;

        mbedtls_ssl_set_mtu(&p->c.ssl, (uint16_t) mtu);
        out = mbedtls_ssl_get_max_out_record_payload(&p->c.ssl);
        in = mbedtls_ssl_get_max_in_record_payload(&p->c.ssl);
        if (out < 0 || out > (int) sizeof(bytes) - 1) {
            say("mtu %u: out %d, in %d, one byte %d", mtu, out, in, mbedtls_ssl_write(&p->c.ssl, bytes, 1));
            side_discard(&p->s);
            continue;
        }
        fits = mbedtls_ssl_write(&p->c.ssl, bytes, (size_t) out);
        {
            struct datagram *d = side_take(&p->s);

            more = mbedtls_ssl_write(&p->c.ssl, bytes, (size_t) out + 1);
            say("mtu %u: out %d, in %d, writes %d and %d, datagram %u", mtu, out, in, fits, more,
                d == NULL ? 0 : (unsigned) d->len);
            free(d);
        }
        side_discard(&p->s);
    }
    pair_free(p);
}

static void narrow_aead(void)
{
    static const int suites[] = { MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, MBEDTLS_TLS_PSK_WITH_AES_256_CCM_8,
                                  MBEDTLS_TLS_PSK_WITH_AES_128_CCM, MBEDTLS_TLS_PSK_WITH_CHACHA20_POLY1305_SHA256 };
    size_t i;

    for (i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
        narrow(PSK, suites[i], 0);
        narrow(PSK, suites[i], SHORT_RECORDS);
    }
}

static void narrow_cbc(void)
{
    static const int suites[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA, MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256,
                                  MBEDTLS_TLS_PSK_WITH_AES_256_CBC_SHA384 };
    size_t i;

    for (i = 0; i < sizeof(suites) / sizeof(suites[0]); i++) {
        narrow(PSK, suites[i], 0);
        narrow(PSK, suites[i], NO_ETM);
        narrow(PSK, suites[i], NO_ETM | SHORT_RECORDS);
    }
}

static void narrow_with_ids(void)
{
    narrow(PSK, MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, WITH_CID);
    narrow(PSK, MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, WITH_CID | SHORT_RECORDS);
    narrow(PSK, MBEDTLS_TLS_PSK_WITH_CHACHA20_POLY1305_SHA256, WITH_CID);
    narrow(PSK, MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, WITH_CID);
    narrow(PSK, MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, WITH_CID | NO_ETM);
}

/* The MTU is looked at when something is sent, whenever it was set. */
static void mtu_at_every_time(void)
{
    struct pair *p = pair_new(PSK);
    unsigned char bytes[300] = { 0 };

    p->log = LOG_SEND | LOG_RECORDS;
    say_code("setup", mbedtls_ssl_setup(&p->c.ssl, &p->c.conf));
    mbedtls_ssl_set_mtu(&p->c.ssl, 180);
    say_count("before the handshake", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    say_count("before the handshake, in", mbedtls_ssl_get_max_in_record_payload(&p->c.ssl));
    pair_free(p);

    p = pair_new(PSK);
    p->log = LOG_SEND | LOG_RECORDS;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, 180);
    side_handshake(&p->c);
    say_count("in the handshake", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    mbedtls_ssl_set_mtu(&p->c.ssl, 65535);
    say_count("in the handshake, more", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    mbedtls_ssl_set_mtu(&p->c.ssl, 100);
    say_code("handshake", pair_handshake(p));
    say_count("after the handshake", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    side_write(&p->c, bytes, sizeof(bytes));
    mbedtls_ssl_set_mtu(&p->c.ssl, 400);
    side_write(&p->c, bytes, sizeof(bytes));
    say_count("the server's", mbedtls_ssl_get_max_out_record_payload(&p->s.ssl));
    side_reset(&p->c);
    say_count("after a reset", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    pair_free(p);
}

/* A write that waits was measured when it began. */
static void mtu_while_a_write_waits(void)
{
    struct pair *p = connected();
    unsigned char bytes[300] = { 0 };

    p->log = LOG_SEND;
    p->c.refuse = 1;
    side_write(&p->c, bytes, sizeof(bytes));
    mbedtls_ssl_set_mtu(&p->c.ssl, 100);
    say_count("max out", mbedtls_ssl_get_max_out_record_payload(&p->c.ssl));
    side_write(&p->c, bytes, sizeof(bytes));
    side_write(&p->c, bytes, 10);
    side_read(&p->s, sizeof(bytes));
    side_read(&p->s, sizeof(bytes));
    pair_free(p);
}

/* -- What waits ----------------------------------------------------------------------------------------------------- */

static struct datagram *joined(struct pair *p, const char *first, const char *second)
{
    struct datagram *a, *b;

    if (mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) first, strlen(first)) < 0
        || mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) second, strlen(second)) < 0)
        fatal("write");
    a = side_take(&p->s);
    b = side_take(&p->s);
    memcpy(a->bytes + a->len, b->bytes, b->len);
    a->len += b->len;
    free(b);
    return a;
}

/* A rest of a record in front of a second one in the same datagram, and of a second datagram. */
static void rests(int suite, int how)
{
    struct pair *p = connected_with(PSK, suite, how);
    struct datagram *d = joined(p, "0123456789", "abcdefg");
    int i;

    say("-- suite 0x%04X, %d", (unsigned) suite, how);
    waiting(&p->s);
    side_inject(&p->s, d->bytes, d->len);
    side_write(&p->c, "another datagram", 16);
    waiting(&p->s);
    for (i = 0; i < 10; i++) {
        side_read(&p->s, 4);
        waiting(&p->s);
    }
    free(d);
    pair_free(p);
}

static void rests_of_all_kinds(void)
{
    rests(MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, 0);
    rests(MBEDTLS_TLS_PSK_WITH_AES_128_GCM_SHA256, WITH_CID);
    rests(MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, 0);
    rests(MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256, NO_ETM);
}

/* What else a side may do while a rest waits. */
static void rests_and_other_calls(void)
{
    struct pair *p = connected();

    side_write(&p->c, "0123456789", 10);
    side_read(&p->s, 4);
    waiting(&p->s);
    side_write(&p->s, "written between", 15);
    waiting(&p->s);
    side_handshake(&p->s);
    side_step(&p->s);
    waiting(&p->s);
    side_read(&p->c, 100);
    mbedtls_ssl_close_notify(&p->c.ssl);
    waiting(&p->s);
    side_read(&p->s, 100);
    waiting(&p->s);
    side_read(&p->s, 100);
    waiting(&p->s);
    side_read(&p->s, 100);
    pair_free(p);

    p = connected();
    side_write(&p->c, "0123456789", 10);
    side_read(&p->s, 4);
    side_reset(&p->s);
    waiting(&p->s);
    pair_free(p);
}

/* A datagram whose end waits, in the handshake. */
static void waiting_in_the_handshake(void)
{
    struct pair *p = pair_new(ECDSA);
    int i;

    p->log = 0;
    pair_start(p);
    waiting(&p->c);
    side_handshake(&p->c);
    side_handshake(&p->s);
    for (i = 0; i < 14; i++) {
        side_step(&p->c);
        waiting(&p->c);
    }
    pair_free(p);
}

/* -- Nothing at all --------------------------------------------------------------------------------------------------- */

/* So many empty records, each read for itself; then a word. */
static void empty_records(void)
{
    static const unsigned limits[] = { 0, 1, 2, 4 };
    size_t i;
    int n;

    for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        struct pair *p = pair_new(PSK);

        say("-- limit %u", limits[i]);
        p->log = 0;
        mbedtls_ssl_conf_dtls_badmac_limit(&p->s.conf, limits[i]);
        pair_start(p);
        pair_establish(p);
        for (n = 0; n < 14; n++) {
            side_write(&p->c, "", 0);
            if (side_read(&p->s, 100) != MBEDTLS_ERR_SSL_WANT_READ)
                break;
            waiting(&p->s);
        }
        side_write(&p->c, "word", 4);
        side_read(&p->s, 100);
        pair_free(p);
    }
}

/* A word between them begins the count anew; empty records before a word in the same datagram are passed over. */
static void empty_records_between(void)
{
    struct pair *p = pair_new(PSK);
    struct datagram *d;
    int n;

    p->log = 0;
    mbedtls_ssl_conf_dtls_badmac_limit(&p->s.conf, 1);
    pair_start(p);
    pair_establish(p);
    for (n = 0; n < 12; n++) {
        if (n % 3 == 2)
            side_write(&p->c, "word", 4);
        else
            side_write(&p->c, "", 0);
        side_read(&p->s, 100);
    }
    d = joined(p, "", "behind nothing");
    side_inject(&p->s, d->bytes, d->len);
    side_read(&p->s, 100);
    waiting(&p->s);
    side_read(&p->s, 100);
    free(d);
    pair_free(p);
}

/* A datagram without a byte, over UDP: what the library's own receive makes of it, and what comes of that. */
static void empty_datagram_over_udp(int in_handshake)
{
    struct pair *p = pair_new(PSK);
    mbedtls_net_context net;
    int ends[2];

    p->log = 0;
    pair_start(p);
    if (!in_handshake)
        pair_establish(p);
    else
        side_handshake(&p->c);
    mbedtls_net_init(&net);
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0)
        fatal("socketpair");
    net.fd = ends[0];
    if (send(ends[1], "", 0, 0) != 0)
        fatal("send");
    mbedtls_ssl_set_bio(&p->c.ssl, &net, mbedtls_net_send, mbedtls_net_recv, NULL);
    if (in_handshake)
        side_handshake(&p->c);
    else
        side_read(&p->c, 100);
    mbedtls_ssl_set_bio(&p->c.ssl, &p->c, pair_send, pair_recv, NULL);
    /* Is the connection still of use? */
    if (in_handshake) {
        say_code("handshake", pair_handshake(p));
    } else {
        side_write(&p->s, "still there", 11);
        side_read(&p->c, 100);
        side_write(&p->c, "yes", 3);
        side_read(&p->s, 100);
    }
    mbedtls_net_free(&net);
    close(ends[1]);
    pair_free(p);
}

static void empty_datagram_in_handshake(void) { empty_datagram_over_udp(1); }
static void empty_datagram_later(void) { empty_datagram_over_udp(0); }

/* -- A look at a record ------------------------------------------------------------------------------------------------ */

/* Its bytes are used up, the connection is not touched. */
static void looked_at(void)
{
    struct pair *p = connected_with(PSK, 0, WITH_CID);
    unsigned char bytes[256];
    struct datagram *d;

    side_write(&p->c, "looked at", 9);
    d = side_take(&p->s);
    memcpy(bytes, d->bytes, d->len);
    say_code("genuine", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    say("its plaintext is %s", memcmp(bytes, d->bytes, d->len) == 0 ? "hidden" : "shown");
    waiting(&p->s);
    say_code("at the sender", mbedtls_ssl_check_record(&p->c.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    bytes[11] ^= 1;
    say_code("another connection id", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    bytes[4] = 2;
    say_code("another epoch", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    memcpy(bytes, d->bytes, d->len);
    memcpy(bytes + d->len, d->bytes, d->len);
    say_code("two of them", mbedtls_ssl_check_record(&p->s.ssl, bytes, 2 * d->len));
    side_inject(&p->s, d->bytes, d->len);
    side_read(&p->s, 4);
    memcpy(bytes, d->bytes, d->len);
    say_code("while its rest waits", mbedtls_ssl_check_record(&p->s.ssl, bytes, d->len));
    side_read(&p->s, 100);
    free(d);
    pair_free(p);
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "narrow-aead", narrow_aead },
        { "narrow-cbc", narrow_cbc },
        { "narrow-with-ids", narrow_with_ids },
        { "mtu-at-every-time", mtu_at_every_time },
        { "mtu-while-a-write-waits", mtu_while_a_write_waits },
        { "rests-of-all-kinds", rests_of_all_kinds },
        { "rests-and-other-calls", rests_and_other_calls },
        { "waiting-in-the-handshake", waiting_in_the_handshake },
        { "empty-records", empty_records },
        { "empty-records-between", empty_records_between },
        { "empty-datagram-in-handshake", empty_datagram_in_handshake },
        { "empty-datagram-later", empty_datagram_later },
        { "looked-at", looked_at },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
