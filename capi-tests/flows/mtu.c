/*
 * A path that takes only small datagrams: nothing longer is sent, handshake messages arrive in pieces, in any order,
 * twice or after having been lost, and what a write may take is told.
 */
#include "support.h"

static size_t limit, longest;
static unsigned scramble;

static enum verdict narrow(struct side *from, unsigned n, struct datagram *d)
{
    (void) from;
    CHECK(d->len > 0);
    if (d->len > longest)
        longest = d->len;
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
    longest = 0;
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
            CHECK(longest <= limit);
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
    longest = 0;
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, words, (size_t) most + 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(longest, 0);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, words, (size_t) most), most);
    CHECK_EQ(longest, 300);
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
    CHECK(longest > limit);
    expect_talk(p);
    pair_free(p);
}

int main(void)
{
    all_of_them();
    data();
    unknown_path();
    return check_result();
}
