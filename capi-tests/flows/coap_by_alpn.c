/* A CoAP gateway that also serves LwM2M on the same port: the protocol is settled in the handshake. */
#include "each_way.h"

static const char *of_gateway[] = { "lwm2m", "coap", NULL };
static const char *of_sensor[] = { "coap", NULL };
static const char *of_device[] = { "coap", "lwm2m", NULL };
static const char *of_browser[] = { "h2", "http/1.1", NULL };

static struct pair *gateway(const char **client)
{
    struct pair *p = quiet_pair_with_cookies(PSK);
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->s.conf, of_gateway), 0);
    if (client != NULL)
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->c.conf, client), 0);
    pair_start(p);
    CHECK(mbedtls_ssl_get_alpn_protocol(&p->c.ssl) == NULL);
    return p;
}

static int speaks(struct side *side, const char *protocol)
{
    const char *found = mbedtls_ssl_get_alpn_protocol(&side->ssl);
    return protocol == NULL ? found == NULL : found != NULL && strcmp(found, protocol) == 0;
}

static void each_client(void)
{
    static const struct {
        const char **offers, *expected;
    } clients[] = { { of_sensor, "coap" }, { of_device, "lwm2m" }, { NULL, NULL } };
    for (size_t i = 0; i < sizeof clients / sizeof *clients; i++) {
        struct pair *p = gateway(clients[i].offers);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK(speaks(&p->c, clients[i].expected));
        CHECK(speaks(&p->s, clients[i].expected));
        expect_talk(p);
        /* The gateway's own text, so that it can be compared by address. */
        if (clients[i].offers == of_device)
            CHECK(mbedtls_ssl_get_alpn_protocol(&p->s.ssl) == of_gateway[0]);
        start_over(p);
        CHECK(speaks(&p->s, NULL));
        CHECK_EQ(pair_handshake(p), 0);
        CHECK(speaks(&p->s, clients[i].expected));
        pair_free(p);
    }
}

static void a_stranger(void)
{
    struct pair *p = gateway(of_browser);
    CHECK_EQ(pair_handshake(p), MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL);
    CHECK_EQ(p->s.alert & 0xFF, MBEDTLS_SSL_ALERT_MSG_NO_APPLICATION_PROTOCOL);
    CHECK(speaks(&p->c, NULL));
    pair_free(p);
}

/* The configuration changes between two connections of the same contexts. */
static void another_protocol_later(void)
{
    struct pair *p = gateway(of_device);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK(speaks(&p->s, "lwm2m"));
    start_over(p);
    CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->s.conf, of_sensor), 0);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK(speaks(&p->s, "coap"));
    CHECK(mbedtls_ssl_get_alpn_protocol(&p->s.ssl) == of_sensor[0]);
    ONLY_OURS
    {
        start_over(p);
        CHECK_EQ(mbedtls_ssl_conf_alpn_protocols(&p->s.conf, NULL), 0);
        CHECK_EQ(pair_handshake(p), 0);
        CHECK(speaks(&p->s, NULL) && speaks(&p->c, NULL));
    }
    pair_free(p);
}

static struct pair *device_calls(void)
{
    return gateway(of_device);
}

static void expect_lwm2m(struct pair *p)
{
    CHECK(speaks(&p->c, "lwm2m") && speaks(&p->s, "lwm2m"));
}

static void step_by_step(void)
{
    struct pair *p = gateway(of_sensor);
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, NULL, NULL, NULL);
    for (int turn = 0; turn < 100; turn++) {
        struct side *side = turn % 2 == 0 ? &p->c : &p->s;
        if (mbedtls_ssl_is_handshake_over(&side->ssl))
            continue;
        int code = side_step(side);
        CHECK(code == 0 || code == WANT_READ);
        /* Known from the hellos on. */
        CHECK(speaks(side, side_state(side) > (side == &p->c ? 2 : 1) ? "coap" : NULL));
    }
    CHECK(mbedtls_ssl_is_handshake_over(&p->c.ssl) && mbedtls_ssl_is_handshake_over(&p->s.ssl));
    pair_free(p);
}

int main(void)
{
    each_client();
    a_stranger();
    another_protocol_later();
    step_by_step();
    each_way(device_calls, expect_lwm2m);
    return check_result();
}
