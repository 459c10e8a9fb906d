/*
 * A program that wants TLS over a stream is refused by setup, in words, and not later by a handshake that fails; the
 * same context can be set up for datagrams afterwards. Other refusals say their reason as well.
 */
#include "support.h"

#include <mbedtls/debug.h>

static char said[1000];
static int said_level;

static void line(void *context, int level, const char *file, int number, const char *text)
{
    (void) context;
    CHECK(file != NULL && number > 0);
    said_level = level;
    CHECK(strlen(said) + strlen(text) < sizeof said);
    strcat(said, text);
}

/* What setup answers, and whether it says these words. */
static int refused(struct pair *p, const char *words)
{
    said[0] = 0;
    said_level = 0;
    mbedtls_ssl_conf_dbg(&p->c.conf, line, NULL);
    mbedtls_debug_set_threshold(1);
    int code = mbedtls_ssl_setup(&p->c.ssl, &p->c.conf);
    CHECK(strstr(said, words) != NULL);
    CHECK_EQ(said_level, 1);
    /* Nobody wants to hear it. */
    said[0] = 0;
    mbedtls_debug_set_threshold(0);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), code);
    CHECK_EQ(strlen(said), 0);
    mbedtls_ssl_conf_dbg(&p->c.conf, NULL, NULL);
    mbedtls_debug_set_threshold(4);
    CHECK_EQ(mbedtls_ssl_setup(&p->c.ssl, &p->c.conf), code);
    CHECK_EQ(strlen(said), 0);
    return code;
}

static void goes_on(struct pair *p)
{
    mbedtls_debug_set_threshold(0);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);
    pair_free(p);
}

int main(void)
{
    struct pair *p = quiet_pair(PSK);
    CHECK_EQ(mbedtls_ssl_config_defaults(&p->c.conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM, 0), 0);
    CHECK_EQ(refused(p, "stream"), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    CHECK_EQ(MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE, -0x7080);
    /* What a program does next, unmoved, does not work either, and does not crash. */
    side_attach(&p->c);
    CHECK_EQ(side_handshake(&p->c), MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    CHECK_EQ(p->c.sent, 0);
    mbedtls_ssl_conf_transport(&p->c.conf, MBEDTLS_SSL_TRANSPORT_DATAGRAM);
    goes_on(p);

    p = quiet_pair(PSK);
    mbedtls_ssl_conf_max_tls_version(&p->c.conf, MBEDTLS_SSL_VERSION_TLS1_3);
    CHECK_EQ(refused(p, "1.3"), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    mbedtls_ssl_conf_max_tls_version(&p->c.conf, MBEDTLS_SSL_VERSION_TLS1_2);
    goes_on(p);

    p = quiet_pair(PSK);
    mbedtls_ssl_conf_rng(&p->c.conf, NULL, NULL);
    CHECK_EQ(refused(p, "random"), MBEDTLS_ERR_SSL_NO_RNG);
    mbedtls_ssl_conf_rng(&p->c.conf, pair_rng, &p->c.random);
    goes_on(p);

    p = quiet_pair(PSK);
    mbedtls_ssl_config_free(&p->c.conf);
    mbedtls_ssl_config_init(&p->c.conf);
    CHECK_EQ(refused(p, "config_defaults"), MBEDTLS_ERR_SSL_BAD_CONFIG);
    side_psk(&p->c, pair_psk, pair_identity);
    goes_on(p);
    return check_result();
}
