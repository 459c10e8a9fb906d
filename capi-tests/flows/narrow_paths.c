/*
 * A path that takes only small datagrams: nothing longer is sent, handshake messages arrive in pieces, in any order,
 * twice or after having been lost, and what a write may take is told.
 */
#include "each_way.h"

static size_t limit;
static size_t longest_of[2]; /* the client's, the server's */
static unsigned scramble;

static size_t longest(void)
{
    return longest_of[0] > longest_of[1] ? longest_of[0] : longest_of[1];
}

static enum verdict narrow(struct side *from, unsigned n, struct datagram *d)
{
    size_t *most = &longest_of[from->name == 's'];
    CHECK(d->len > 0);
    if (d->len > *most)
        *most = d->len;
    /* The path itself drops what is too long. */
    if (d->len > limit)
        return DROP;
    switch (scramble == 0 ? 0 : (n * 7 + scramble) % 8) {
    case 1: return HOLD;
    case 2: return DUPLICATE;
    case 3: return n < 12 ? DROP : DELIVER;
    default: return DELIVER;
    }
}

static struct pair *narrow_pair(uint16_t mtu)
{
    struct pair *p = quiet_pair(ECDSA);
    side_own(&p->s, "chain", "leaf");
    side_own(&p->c, "client-p256", NULL);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    p->c.judge = p->s.judge = narrow;
    longest_of[0] = longest_of[1] = 0;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, mtu);
    mbedtls_ssl_set_mtu(&p->s.ssl, mtu);
    return p;
}

static void all_of_them(void)
{
    static const uint16_t mtus[] = { 80, 100, 128, 200, 256, 508, 600, 1200, 1500 };
    for (size_t i = 0; i < sizeof mtus / sizeof mtus[0]; i++) {
        for (scramble = 0; scramble < 8; scramble += 3) {
            limit = mtus[i];
            struct pair *p = narrow_pair(mtus[i]);
            CHECK_EQ(pair_handshake_lossy(p, 40), 0);
            CHECK(longest() <= limit);
            p->c.judge = p->s.judge = NULL;
            side_discard(&p->c);
            side_discard(&p->s);
            expect_talk(p);
            pair_free(p);
        }
    }
    scramble = 0;
}

static void data(void)
{
    unsigned char words[1000], back[1000];
    memset(words, 'w', sizeof words);
    limit = 300;
    struct pair *p = narrow_pair(300);
    CHECK_EQ(pair_handshake(p), 0);
    int most = mbedtls_ssl_get_max_out_record_payload(&p->c.ssl);
    CHECK_EQ(most + mbedtls_ssl_get_record_expansion(&p->c.ssl), 300);
    longest_of[0] = longest_of[1] = 0;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, words, (size_t) most + 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(longest(), 0);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, words, (size_t) most), most);
    CHECK_EQ(longest(), 300);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, back, sizeof back), most);
    /* The path is known better now, for this side alone. */
    mbedtls_ssl_set_mtu(&p->c.ssl, 600);
    limit = 600;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, words, 500), 500);
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, back, sizeof back), 500);
    CHECK_EQ(mbedtls_ssl_write(&p->s.ssl, words, 500), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /* It stays over a reset. */
    start_over(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_write(&p->s.ssl, words, 500), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, words, 500), 500);
    pair_free(p);
}

/* Nobody said how narrow the path is: after two losses the flight comes in smaller pieces by itself. */
static void unknown_path(void)
{
    limit = 600;
    struct pair *p = narrow_pair(0);
    CHECK_EQ(pair_handshake_lossy(p, 20), 0);
    CHECK(longest() > limit);
    expect_talk(p);
    pair_free(p);
}

/* -- Each way, by a program that reads in pieces ------------------------------------------------------------------ */

enum { PIECE = 7 };

/* A message by a buffer that is too short for it: what is left of the record waits. */
static int read_in_pieces(mbedtls_ssl_context *ssl, unsigned char *buffer, size_t room)
{
    size_t len = 0;
    do {
        size_t piece = room - len < PIECE ? room - len : PIECE, left = mbedtls_ssl_get_bytes_avail(ssl);
        int code = mbedtls_ssl_read(ssl, buffer + len, piece);
        if (code <= 0) {
            CHECK_EQ(len, 0);
            return code;
        }
        CHECK(left == 0 || (size_t) code == (left < piece ? left : piece));
        len += (size_t) code;
        CHECK(mbedtls_ssl_get_bytes_avail(ssl) == 0 || mbedtls_ssl_check_pending(ssl) == 1);
    } while (mbedtls_ssl_get_bytes_avail(ssl) > 0 && len < room);
    return (int) len;
}

/* A write of nothing sends an empty record, of which the peer's program hears nothing. */
static int write_nothing_first(mbedtls_ssl_context *ssl, const unsigned char *bytes, size_t len)
{
    int code = mbedtls_ssl_write(ssl, bytes, 0);
    CHECK_EQ(code, 0);
    return code < 0 ? code : mbedtls_ssl_write(ssl, bytes, len);
}

static struct pair *narrow_call(void)
{
    static const uint16_t mtus[] = { 128, 256, 512, 1400 };
    static unsigned count;
    limit = mtus[count++ % 4];
    return narrow_pair((uint16_t) limit);
}

static void expect_narrow(struct pair *p)
{
    static unsigned char words[16385], back[16385];
    struct side *sides[] = { &p->c, &p->s };
    CHECK(longest() <= limit);
    for (int i = 0; i < 2; i++) {
        int most = mbedtls_ssl_get_max_out_record_payload(&sides[i]->ssl);
        CHECK_EQ(most + mbedtls_ssl_get_record_expansion(&sides[i]->ssl), limit);
        CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(&sides[i]->ssl), 16384);
        CHECK_EQ(mbedtls_ssl_write(&sides[i]->ssl, words, (size_t) most + 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_ssl_write(&sides[i]->ssl, words, (size_t) most), most);
        CHECK_EQ(mbedtls_ssl_check_pending(&sides[i]->peer->ssl), 0);
        CHECK_EQ(read_in_pieces(&sides[i]->peer->ssl, back, sizeof back), most);
        CHECK_EQ(mbedtls_ssl_check_pending(&sides[i]->peer->ssl), 0);
        CHECK_EQ(longest_of[i], limit);
    }
}

/* A datagram of nothing is the end, as with a stream; who knows better goes on. */
static void expect_end_and_more(struct pair *p)
{
    unsigned char byte;
    CHECK(longest() > limit);
    p->s.recv_code = 0;
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, &byte, 1), 0);
    p->s.recv_code = WANT_READ;
    CHECK_EQ(mbedtls_ssl_read(&p->s.ssl, &byte, 1), WANT_READ);
}

/* Nobody said how narrow the path is. */
static struct pair *unknown_calls(void)
{
    limit = 600;
    return narrow_pair(0);
}

int main(void)
{
    all_of_them();
    data();
    unknown_path();
    read_message = read_in_pieces;
    write_message = write_nothing_first;
    each_way(narrow_call, expect_narrow);
    each_way(unknown_calls, expect_end_and_more);
    return check_result();
}
