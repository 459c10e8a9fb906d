/*
 * A server that devices of many years call: each speaks the one suite that it was built with, the older ones know
 * neither encrypt-then-MAC (RFC 7366) nor the extended master secret (RFC 7627). Every suite of the library, each way.
 */
#include "each_way.h"

#include <mbedtls/libdtls_ssl.h>

/* How a device authenticates, by the name of its suite; -1 for a pass phrase. */
static int kind_of(const char *name)
{
    static const char *const beginnings[KINDS] = { "TLS-PSK-", "TLS-ECDHE-PSK-", "TLS-ECDHE-ECDSA-",
                                                   "TLS-ECDHE-RSA-" };
    for (int kind = 0; kind < KINDS; kind++) {
        if (strncmp(name, beginnings[kind], strlen(beginnings[kind])) == 0)
            return kind;
    }
    CHECK(strncmp(name, "TLS-ECJPAKE-", 12) == 0);
    return -1;
}

/* The device that calls next, and what the server's hello says of the two extensions. */
static int suite, is_cbc;
static int device_knows_etm, server_knows_etm, device_knows_ems, server_knows_ems;
static int etm_agreed, ems_agreed;

static int mentions(const struct datagram *d, unsigned char extension)
{
    const unsigned char wanted[4] = { 0, extension, 0, 0 };
    return memmem(d->bytes, d->len, wanted, sizeof wanted) != NULL;
}

static enum verdict look_at_hello(struct side *from, unsigned n, struct datagram *d)
{
    (void) from, (void) n;
    if (d->len > 13 && d->bytes[0] == MBEDTLS_SSL_MSG_HANDSHAKE && d->bytes[13] == MBEDTLS_SSL_HS_SERVER_HELLO) {
        etm_agreed = mentions(d, 22);
        ems_agreed = mentions(d, 23);
    }
    return DELIVER;
}

static void set_phrase(struct side *side)
{
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&side->ssl, (const unsigned char *) "J01NME", 6), 0);
}

static struct pair *device_calls(void)
{
    const int suites[] = { suite, 0 };
    int kind = kind_of(mbedtls_ssl_get_ciphersuite_name(suite));
    struct pair *p = quiet_pair(kind < 0 ? PSK : (enum kind) kind);

    if (kind < 0) {
        side_configure(&p->c);
        side_configure(&p->s);
        p->s.after_reset = set_phrase;
    }
    pair_cookies(p);
    side_suites(&p->c, suites);
    /* The server keeps its list of all, and so the choice. */
    mbedtls_ssl_conf_ciphersuites(&p->s.conf, mbedtls_ssl_list_ciphersuites());
    mbedtls_ssl_conf_encrypt_then_mac(&p->c.conf, (char) device_knows_etm);
    mbedtls_ssl_conf_encrypt_then_mac(&p->s.conf, (char) server_knows_etm);
    mbedtls_ssl_conf_extended_master_secret(&p->c.conf, (char) device_knows_ems);
    mbedtls_ssl_conf_extended_master_secret(&p->s.conf, (char) server_knows_ems);
    p->s.judge = look_at_hello;
    etm_agreed = ems_agreed = -1;
    pair_start(p);
    if (kind < 0) {
        set_phrase(&p->c);
        set_phrase(&p->s);
    }
    return p;
}

static void expect_suite(struct pair *p)
{
    struct side *sides[] = { &p->c, &p->s };
    for (int i = 0; i < 2; i++) {
        CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&sides[i]->ssl), suite);
        CHECK(strcmp(mbedtls_ssl_get_ciphersuite(&sides[i]->ssl), mbedtls_ssl_get_ciphersuite_name(suite)) == 0);
        CHECK(mbedtls_ssl_get_record_expansion(&sides[i]->ssl) > 13);
    }
    CHECK_EQ(etm_agreed, is_cbc && device_knows_etm && server_knows_etm);
    CHECK_EQ(ems_agreed, device_knows_ems && server_knows_ems);
}

/* Over a good link, and over one of its own; with threads and sockets by turns, as those take real time. */
static void every_suite(void)
{
    unsigned count = 0;

    for (const int *listed = mbedtls_ssl_list_ciphersuites(); *listed != 0; listed++) {
        suite = *listed;
        is_cbc = strstr(mbedtls_ssl_get_ciphersuite_name(suite), "-CBC-") != NULL;
        for (int years = 0; years <= is_cbc; years++) {
            device_knows_etm = years == 0 ? MBEDTLS_SSL_ETM_ENABLED : MBEDTLS_SSL_ETM_DISABLED;
            device_knows_ems = count % 3 == 0 ? MBEDTLS_SSL_EXTENDED_MS_DISABLED : MBEDTLS_SSL_EXTENDED_MS_ENABLED;
            server_knows_etm = MBEDTLS_SSL_ETM_ENABLED;
            server_knows_ems = MBEDTLS_SSL_EXTENDED_MS_ENABLED;
            count++;
            one_way(NON_BLOCKING, count, device_calls, expect_suite);
            one_way(STEP_BY_STEP, count, device_calls, expect_suite);
            one_way(BLOCKING, count % 8 == 0 ? count : 0, device_calls, expect_suite);
        }
    }
    CHECK(count >= 50);
}

/* Each can do, or not do, each of the two: sixteen combinations. */
static void every_agreement(void)
{
    suite = MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256;
    is_cbc = 1;
    for (uint64_t wishes = 0; wishes < 16; wishes++) {
        device_knows_etm = wishes & 1;
        server_knows_etm = wishes >> 1 & 1;
        device_knows_ems = wishes >> 2 & 1;
        server_knows_ems = wishes >> 3 & 1;
        for (enum manner manner = 0; manner < MANNERS; manner++) {
            one_way(manner, 0, device_calls, expect_suite);
            if (manner != BLOCKING || wishes % 5 == 0)
                one_way(manner, 1 + wishes, device_calls, expect_suite);
        }
    }
}

/* -- What a device and the server like best ----------------------------------------------------------------------- */

static int by_client;

/* Both know two suites, each likes another one better; the server decides whose wish counts. */
static struct pair *device_with_wishes(void)
{
    static const int of_device[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384, 0 };
    static const int of_server[] = { MBEDTLS_TLS_PSK_WITH_AES_256_GCM_SHA384, MBEDTLS_TLS_PSK_WITH_AES_128_CCM_8, 0 };
    struct pair *p = quiet_pair_with_cookies(PSK);
    by_client = !by_client;
    side_suites(&p->c, of_device);
    side_suites(&p->s, of_server);
    mbedtls_ssl_conf_preference_order(&p->s.conf, by_client ? MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT
                                                            : MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_SERVER);
    pair_start(p);
    return p;
}

static void expect_wish(struct pair *p)
{
    const struct side *wisher = by_client ? &p->c : &p->s;
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->c.ssl), wisher->suites[0]);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), wisher->suites[0]);
}

/* The newest: certificates on secp521r1 on both sides, no other group and no other signatures. */
static struct pair *device_with_large_keys(void)
{
    static const uint16_t group[] = { MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1, MBEDTLS_SSL_IANA_TLS_GROUP_NONE };
    static const uint16_t signature[] = { MBEDTLS_TLS1_3_SIG_ECDSA_SECP521R1_SHA512, MBEDTLS_TLS1_3_SIG_NONE };
    static const char *const names[] = { "client-p521", "server-p521" };
    struct pair *p = quiet_pair_with_cookies(ECDSA);
    struct side *sides[] = { &p->c, &p->s };

    for (int i = 0; i < 2; i++) {
        side_configure(sides[i]);
        mbedtls_ssl_conf_groups(&sides[i]->conf, group);
        mbedtls_ssl_conf_sig_algs(&sides[i]->conf, signature);
        side_own(sides[i], names[i], NULL);
        side_ca(sides[i], "ca-p521");
        mbedtls_ssl_conf_authmode(&sides[i]->conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    }
    mbedtls_ssl_conf_dtls_cookies(&p->s.conf, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &p->cookies);
    pair_start(p);
    return p;
}

static void expect_large_keys(struct pair *p)
{
    struct side *sides[] = { &p->c, &p->s };
    for (int i = 0; i < 2; i++) {
        const mbedtls_x509_crt *peer = mbedtls_ssl_get_peer_cert(&sides[i]->ssl);
        CHECK(peer != NULL && mbedtls_pk_get_bitlen(&peer->pk) == 521);
        CHECK_EQ(mbedtls_ssl_get_verify_result(&sides[i]->ssl), 0);
    }
}

/* One day the devices without the extended master secret are sent away, as a setting of this library has it. */
static void sent_away(void)
{
    suite = MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA256;
    server_knows_ems = MBEDTLS_SSL_EXTENDED_MS_ENABLED;
    for (int knows = 0; knows < 2; knows++) {
        device_knows_ems = knows;
        struct pair *p = device_calls();
        dtls_ssl_conf_extended_master_secret_required(&p->s.conf, 1);
        CHECK_EQ(pair_handshake(p), knows ? 0 : MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE);
        CHECK_EQ(p->s.failed, knows ? 0 : MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
        pair_free(p);
    }
}

int main(void)
{
    every_suite();
    every_agreement();
    each_way(device_with_wishes, expect_wish);
    each_way(device_with_large_keys, expect_large_keys);
    sent_away();
    return check_result();
}
