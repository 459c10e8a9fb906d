/*
 * What the debug output says of handshakes that fail: at level 1 the reason on the side that knows it and the alert on
 * the other, at higher levels how it came to that. Every line is ours: where it comes from, one line feed at its end,
 * and no bytes of keys.
 */
#include "support.h"

#include <ctype.h>
#include <mbedtls/debug.h>
#include <stdio.h>

static char said[2][200000]; /* by the client, by the server */
static int lines, highest;

static void line(void *context, int level, const char *file, int number, const char *text)
{
    struct side *side = context;
    char *all = said[side->name == 's'];
    size_t length = strlen(text);
    lines++;
    if (level > highest)
        highest = level;
    CHECK(level >= 1 && level <= 4);
    CHECK(strncmp(file, "src/", 4) == 0 && strstr(file, ".rs") != NULL && number > 0);
    CHECK(length > 1 && text[length - 1] == '\n' && strchr(text, '\n') == text + length - 1);
    for (size_t i = 0; i + 1 < length; i++)
        CHECK(isprint((unsigned char) text[i]));
    /* The original marks the beginning and end of functions so, and names its files. */
    CHECK(strncmp(text, "=>", 2) != 0 && strncmp(text, "<=", 2) != 0 && strstr(text, ".c:") == NULL);
    CHECK(strstr(text, "mbedtls_ssl_") == NULL);
    CHECK(strlen(all) + length < sizeof said[0]);
    strcat(all, text);
}

/* Runs a handshake at a threshold, and frees the pair. */
static void listen(struct pair *p, int threshold)
{
    said[0][0] = said[1][0] = 0;
    lines = highest = 0;
    mbedtls_debug_set_threshold(threshold);
    mbedtls_ssl_conf_dbg(&p->c.conf, line, &p->c);
    mbedtls_ssl_conf_dbg(&p->s.conf, line, &p->s);
    pair_start(p);
    pair_handshake(p);
    pair_free(p);
    mbedtls_debug_set_threshold(0);
}

static const int other_suite[] = { MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384, 0 };

static struct pair *wrong_authority(void)
{
    struct pair *p = quiet_pair(ECDSA);
    side_ca(&p->c, "ca-other");
    return p;
}

static struct pair *wrong_name(void)
{
    struct pair *p = quiet_pair(ECDSA);
    p->hostname = "elsewhere";
    return p;
}

static struct pair *no_name(void)
{
    struct pair *p = quiet_pair(ECDSA);
    p->hostname = NULL;
    return p;
}

static struct pair *expired(void)
{
    struct pair *p = quiet_pair(ECDSA);
    side_own(&p->s, "expired", "server-p256");
    return p;
}

static struct pair *wrong_key(void)
{
    struct pair *p = quiet_pair(PSK);
    side_psk(&p->c, "another secret", pair_identity);
    return p;
}

static struct pair *wrong_identity(void)
{
    struct pair *p = quiet_pair(PSK);
    side_psk(&p->c, pair_psk, "nobody");
    return p;
}

static struct pair *no_common_suite(void)
{
    struct pair *p = quiet_pair(PSK);
    mbedtls_ssl_conf_ciphersuites(&p->c.conf, other_suite);
    return p;
}

static struct pair *no_client_certificate(void)
{
    struct pair *p = quiet_pair(ECDSA);
    side_ca(&p->s, "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    return p;
}

static struct pair *no_cookies(void)
{
    struct pair *p = quiet_pair(PSK);
    CHECK_EQ(mbedtls_ssl_config_defaults(&p->s.conf, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_DATAGRAM, 0), 0);
    return p;
}

static const struct {
    const char *name;
    struct pair *(*make)(void);
    const char *client, *server; /* words that level 1 has to have; NULL: nothing is asked for */
} faults[] = {
    { "wrong authority", wrong_authority, "not trusted", "UNKNOWN_CA" },
    { "wrong name", wrong_name, "name", "alert" },
    { "no name", no_name, "host name", NULL },
    { "expired certificate", expired, "expired", "alert" },
    { "wrong key", wrong_key, "BAD_RECORD_MAC", "authenticate" },
    { "wrong identity", wrong_identity, "alert", "identity" },
    { "no common suite", no_common_suite, "HANDSHAKE_FAILURE", "suite" },
    { "no client certificate", no_client_certificate, NULL, "certificate" },
    { "no cookies", no_cookies, NULL, "callback" },
};

static void failures(void)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        int before = check_failures, count = 0;
        for (int threshold = 1; threshold <= 4; threshold++) {
            listen(faults[i].make(), threshold);
            CHECK(highest <= threshold);
            /* Each level says more, and keeps what the one below says. */
            CHECK(lines > count);
            count = lines;
            CHECK(faults[i].client == NULL || strstr(said[0], faults[i].client) != NULL);
            CHECK(faults[i].server == NULL || strstr(said[1], faults[i].server) != NULL);
            CHECK(strstr(said[0], pair_psk) == NULL && strstr(said[1], pair_psk) == NULL);
        }
        if (before != check_failures)
            fprintf(stderr, "%s:\n%s%s", faults[i].name, said[0], said[1]);
    }
}

/* A handshake that succeeds has nothing to say at level 1, tells its states at 2 and its messages at 3. */
static void success(void)
{
    listen(quiet_pair(ECDSA), 0);
    CHECK_EQ(lines, 0);
    listen(quiet_pair(ECDSA), 1);
    CHECK_EQ(lines, 0);
    listen(quiet_pair(ECDSA), 2);
    CHECK(strstr(said[0], "HandshakeOver") != NULL);
    CHECK(strstr(said[1], "HandshakeOver") != NULL);
    listen(quiet_pair(ECDSA), 3);
    CHECK(strstr(said[0], "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256") != NULL);
    CHECK(strstr(said[0], "SERVER_HELLO") != NULL);
    CHECK(strstr(said[1], "CLIENT_HELLO") != NULL);
    int count = lines;
    listen(quiet_pair(ECDSA), 4);
    CHECK(lines > count);
    /* Numbers out of range are as the nearest that exist. */
    count = lines;
    listen(quiet_pair(ECDSA), 1000);
    CHECK_EQ(lines, count);
    listen(quiet_pair(ECDSA), -1);
    CHECK_EQ(lines, 0);
}

/* Lost datagrams, and those that were dropped, are told. */
static void retransmission(void)
{
    struct pair *p = quiet_pair(PSK);
    said[0][0] = said[1][0] = 0;
    mbedtls_debug_set_threshold(3);
    mbedtls_ssl_conf_dbg(&p->c.conf, line, &p->c);
    p->c.drop = 1;
    pair_start(p);
    CHECK_EQ(side_handshake(&p->c), WANT_READ);
    said[0][0] = 0;
    CHECK(pair_expire(p));
    CHECK_EQ(side_handshake(&p->c), WANT_READ);
    CHECK(strlen(said[0]) > 0);
    CHECK_EQ(pair_handshake(p), 0);
    /* After the handshake: a record that is no record. */
    said[0][0] = 0;
    unsigned char buffer[16];
    side_inject(&p->c, "nonsense that is long enough", 28);
    CHECK_EQ(mbedtls_ssl_read(&p->c.ssl, buffer, sizeof buffer), WANT_READ);
    CHECK(strlen(said[0]) > 0);
    mbedtls_debug_set_threshold(0);
    pair_free(p);
}

int main(void)
{
    failures();
    success();
    retransmission();
    return check_result();
}
