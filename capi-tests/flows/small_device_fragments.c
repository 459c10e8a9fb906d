/* A device with buffers of half a kilobyte: nobody sends it more in a record, and its own flights are cut. */
#include "each_way.h"

static size_t longest[2];

static enum verdict measure(struct side *from, unsigned n, struct datagram *d)
{
    size_t *most = &longest[from->name == 's'];
    (void) n;
    if (d->len > *most)
        *most = d->len;
    return DELIVER;
}

static struct pair *device(int client, int server)
{
    struct pair *p = quiet_pair(RSA);
    side_own(&p->c, "client-rsa", NULL);
    side_ca(&p->s, "ca-rsa");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    CHECK_EQ(mbedtls_ssl_conf_max_frag_len(&p->c.conf, (unsigned char) client), 0);
    CHECK_EQ(mbedtls_ssl_conf_max_frag_len(&p->s.conf, (unsigned char) server), 0);
    p->c.judge = p->s.judge = measure;
    longest[0] = longest[1] = 0;
    return p;
}

static void send_most(struct side *from, int most)
{
    static unsigned char bytes[16385], got[16385];
    CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(&from->ssl), most);
    CHECK_EQ(mbedtls_ssl_write(&from->ssl, bytes, (size_t) most + 1), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ssl_write(&from->ssl, bytes, (size_t) most), most);
    CHECK_EQ(mbedtls_ssl_read(&from->peer->ssl, got, sizeof got), most);
}

static void limits(void)
{
    static const struct {
        int client, server, of_client, of_server, incoming;
    } cases[] = { { MBEDTLS_SSL_MAX_FRAG_LEN_512, MBEDTLS_SSL_MAX_FRAG_LEN_NONE, 512, 512, 512 },
                  { MBEDTLS_SSL_MAX_FRAG_LEN_1024, MBEDTLS_SSL_MAX_FRAG_LEN_512, 1024, 512, 1024 },
                  { MBEDTLS_SSL_MAX_FRAG_LEN_NONE, MBEDTLS_SSL_MAX_FRAG_LEN_2048, 16384, 2048, 16384 },
                  { MBEDTLS_SSL_MAX_FRAG_LEN_4096, MBEDTLS_SSL_MAX_FRAG_LEN_4096, 4096, 4096, 4096 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pair *p = device(cases[i].client, cases[i].server);
        pair_start(p);
        /* The other side has to agree before it counts for what comes in. */
        CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(&p->c.ssl), 16384);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(&p->c.ssl), cases[i].incoming);
        CHECK_EQ(mbedtls_ssl_get_max_in_record_payload(&p->s.ssl), cases[i].incoming);
        send_most(&p->c, cases[i].of_client);
        send_most(&p->s, cases[i].of_server);
        CHECK(longest[0] <= (size_t) cases[i].of_client + 37);
        CHECK(longest[1] <= (size_t) cases[i].of_server + 37);
        pair_free(p);
    }
}

/* For every other device the path is narrower still. */
static uint16_t mtu;

static struct pair *device_calls(void)
{
    struct pair *p = device(MBEDTLS_SSL_MAX_FRAG_LEN_512, MBEDTLS_SSL_MAX_FRAG_LEN_NONE);
    mtu = mtu == 0 ? 300 : 0;
    pair_start(p);
    mbedtls_ssl_set_mtu(&p->c.ssl, mtu);
    return p;
}

static void expect_small(struct pair *p)
{
    CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(&p->c.ssl), mtu == 0 ? 512 : mtu - 37);
    CHECK_EQ(mbedtls_ssl_get_max_out_record_payload(&p->s.ssl), 512);
    CHECK(longest[0] > 100 && longest[0] <= (mtu == 0 ? 512 + 37 : mtu));
    CHECK(longest[1] > 100 && longest[1] <= 512 + 37);
}

static void step_by_step(void)
{
    struct pair *p = device(MBEDTLS_SSL_MAX_FRAG_LEN_512, MBEDTLS_SSL_MAX_FRAG_LEN_NONE);
    pair_start(p);
    for (int turn = 0; turn < 200; turn++) {
        struct side *side = turn % 2 == 0 ? &p->c : &p->s;
        if (mbedtls_ssl_is_handshake_over(&side->ssl))
            continue;
        int code = side_step(side);
        CHECK(code == 0 || code == WANT_READ);
    }
    CHECK(mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl));
    CHECK(longest[0] <= 512 + 37 && longest[1] <= 512 + 37);
    expect_talk(p);
    pair_free(p);
}

int main(void)
{
    limits();
    step_by_step();
    each_way(device_calls, expect_small);
    return check_result();
}
