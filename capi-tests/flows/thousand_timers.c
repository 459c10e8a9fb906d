/*
 * A thousand clients share one configuration and a thousand servers another, each context with a timer of its own. Datagrams and timers come in random
 * order, datagrams get lost, and nobody hears what was meant for another.
 */
#include "support.h"

#define PAIRS 1000

static uint64_t state = 0x5DEECE66D;

static unsigned dice(unsigned sides)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned) (state >> 33) % sides;
}

static enum verdict lose_some(struct side *from, unsigned n, struct datagram *d)
{
    (void) from, (void) n, (void) d;
    return dice(10) == 0 ? DROP : DELIVER;
}

static struct pair *pairs[PAIRS];
static int over[PAIRS];

/* The callbacks of a side are called only while that side is driven. */
static struct side *driven;
static unsigned foreign;

static void set_timer(void *context, uint32_t intermediate, uint32_t final)
{
    foreign += context != driven;
    CHECK_EQ(intermediate, final / 4);
    pair_set_timer(context, intermediate, final);
}

static int get_timer(void *context)
{
    foreign += context != driven;
    return pair_get_timer(context);
}

static int send_datagram(void *context, const unsigned char *bytes, size_t len)
{
    foreign += context != driven;
    return pair_send(context, bytes, len);
}

static int recv_datagram(void *context, unsigned char *bytes, size_t len)
{
    foreign += context != driven;
    return pair_recv(context, bytes, len);
}

static void set_up(struct side *side, mbedtls_ssl_config *conf)
{
    driven = side;
    CHECK_EQ(mbedtls_ssl_setup(&side->ssl, conf), 0);
    mbedtls_ssl_set_bio(&side->ssl, side, send_datagram, recv_datagram, NULL);
    mbedtls_ssl_set_timer_cb(&side->ssl, side, set_timer, get_timer);
    mbedtls_ssl_set_user_data_p(&side->ssl, side);
    side->judge = lose_some;
}

static void drive(struct side *side)
{
    unsigned char buffer[64];
    driven = side;
    CHECK(mbedtls_ssl_get_user_data_p(&side->ssl) == side);
    int code = mbedtls_ssl_is_handshake_over(&side->ssl) ? mbedtls_ssl_read(&side->ssl, buffer, sizeof buffer)
                                                         : mbedtls_ssl_handshake(&side->ssl);
    CHECK(code == 0 || code == WANT_READ);
}

int main(void)
{
    struct pair *shared = quiet_pair(PSK);
    int left = PAIRS;

    /* Lossy for long: nobody may give up. */
    mbedtls_ssl_conf_handshake_timeout(&shared->c.conf, 1000, 1000u << 20);
    mbedtls_ssl_conf_handshake_timeout(&shared->s.conf, 1000, 1000u << 20);
    for (int i = 0; i < PAIRS; i++) {
        pairs[i] = quiet_pair(PSK);
        pairs[i]->now = dice(100000);
        set_up(&pairs[i]->c, &shared->c.conf);
        set_up(&pairs[i]->s, &shared->s.conf);
    }
    for (long turn = 0; left > 0 && turn < 1000000; turn++) {
        int i = (int) dice(PAIRS);
        struct pair *p = pairs[i];
        struct side *side = dice(2) ? &p->c : &p->s;
        if (over[i])
            continue;
        /* The clock of this pair moves on, at times to the next delay of one of its timers. */
        if (dice(4) == 0 && side_waiting(&p->c) + side_waiting(&p->s) == 0)
            pair_expire(p);
        drive(side);
        if (mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl)) {
            over[i] = 1;
            left--;
        }
    }
    CHECK_EQ(left, 0);
    CHECK_EQ(foreign, 0);
    for (int i = 0; i < PAIRS; i++) {
        struct pair *p = pairs[i];
        unsigned char words[8], back[64];
        int code;
        p->c.judge = p->s.judge = NULL;
        CHECK_EQ(p->c.running || p->s.running, 0);
        /* What lies in the queues since the handshake does not matter any more. */
        driven = &p->c;
        memset(words, i & 0xFF, sizeof words);
        words[0] = (unsigned char) (i >> 8);
        CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, words, sizeof words), sizeof words);
        driven = &p->s;
        do {
            code = mbedtls_ssl_read(&p->s.ssl, back, sizeof back);
        } while (code == WANT_READ && side_waiting(&p->s) > 0);
        CHECK_EQ(code, sizeof words);
        CHECK(memcmp(words, back, sizeof words) == 0);
    }
    CHECK_EQ(foreign, 0);
    for (int i = 0; i < PAIRS; i++) {
        pair_free(pairs[i]);
    }
    pair_free(shared);
    return check_result();
}
