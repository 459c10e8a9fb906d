/* The configuration of suites: where the MAC of a CBC suite is, and Diffie-Hellman groups, which no suite here uses. */
#include "check.h"

#include "quiet_pair.h"

#include <stdlib.h>

static const int cbc_suite[] = { MBEDTLS_TLS_PSK_WITH_AES_128_CBC_SHA, 0 };

/* How long a record with one byte is: 61 bytes with the MAC inside, 65 with the MAC behind the ciphertext. */
static size_t record_of_one_byte(int client_wants, int server_wants)
{
    struct pair *p = quiet(PSK);
    side_suites(&p->c, cbc_suite);
    side_suites(&p->s, cbc_suite);
    mbedtls_ssl_conf_encrypt_then_mac(&p->c.conf, (char) client_wants);
    mbedtls_ssl_conf_encrypt_then_mac(&p->s.conf, (char) server_wants);
    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(mbedtls_ssl_get_ciphersuite_id_from_ssl(&p->s.ssl), cbc_suite[0]);
    CHECK_EQ(mbedtls_ssl_get_record_expansion(&p->c.ssl), 13 + 16 + 20 + 16);
    side_discard(&p->s);
    CHECK_EQ(mbedtls_ssl_write(&p->c.ssl, (const unsigned char *) "x", 1), 1);
    struct datagram *record = side_take(&p->s);
    size_t len = record->len;
    free(record);
    pair_free(p);
    return len;
}

static void encrypt_then_mac(void)
{
    enum { OFF = MBEDTLS_SSL_ETM_DISABLED, ON = MBEDTLS_SSL_ETM_ENABLED };

    CHECK_EQ(record_of_one_byte(OFF, OFF), 61);
    CHECK_EQ(record_of_one_byte(ON, OFF), 61);
    CHECK_EQ(record_of_one_byte(OFF, ON), 61);
    CHECK_EQ(record_of_one_byte(ON, ON), 65);

    /* The default is on. */
    mbedtls_ssl_config conf;
    mbedtls_ssl_config_init(&conf);
    CHECK_EQ(mbedtls_ssl_config_defaults(&conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_DATAGRAM,
                                         MBEDTLS_SSL_PRESET_DEFAULT), 0);
    CHECK_EQ(conf.MBEDTLS_PRIVATE(encrypt_then_mac), ON);
    mbedtls_ssl_conf_encrypt_then_mac(&conf, OFF);
    CHECK_EQ(conf.MBEDTLS_PRIVATE(encrypt_then_mac), OFF);
    mbedtls_ssl_config_free(&conf);

    ONLY_OURS mbedtls_ssl_conf_encrypt_then_mac(NULL, ON);
}

/* Programs that set a group for DHE suites hear that there are none, and the others go on working. */
static void finite_fields(void)
{
    ONLY_OURS
    {
        static const unsigned char prime[256] = { 0xFF }, generator[1] = { 2 };
        struct pair *p = quiet(PSK);
        mbedtls_ssl_config *conf = &p->s.conf;
        /* No program can have such a context; this is any address. */
        mbedtls_dhm_context *context = (mbedtls_dhm_context *) (void *) p;

        CHECK_EQ(mbedtls_ssl_conf_dh_param_bin(conf, prime, sizeof prime, generator, sizeof generator),
                 MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_bin(NULL, prime, sizeof prime, generator, sizeof generator), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_bin(conf, NULL, sizeof prime, generator, sizeof generator), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_bin(conf, prime, 0, generator, sizeof generator), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_bin(conf, prime, sizeof prime, NULL, sizeof generator), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_bin(conf, prime, sizeof prime, generator, 0), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_ctx(conf, context), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_ctx(NULL, context), BAD_INPUT);
        CHECK_EQ(mbedtls_ssl_conf_dh_param_ctx(conf, NULL), BAD_INPUT);
        mbedtls_ssl_conf_dhm_min_bitlen(&p->c.conf, 2048);
        mbedtls_ssl_conf_dhm_min_bitlen(NULL, 2048);
        CHECK_EQ(finish(p), 0);
    }
}

int main(void)
{
    encrypt_then_mac();
    finite_fields();
    return check_result();
}
