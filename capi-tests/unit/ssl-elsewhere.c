/* Keys elsewhere, and what Debian's build of Mbed TLS leaves out: wrong use of each function. The flows key_in_a_device,
   authorities_on_demand, stored_pre_shared_keys and thread_commissioning use them well. */
#include "check.h"

#ifdef ORIGINAL

int main(void)
{
    return check_result();
}

#else

#include "quiet_pair.h"

#include "../compare/support/stages.h"

#include <psa/crypto.h>

#define NAME ((const unsigned char *) "device-17")
#define NAME_LENGTH 9

static int begin(mbedtls_ssl_context *ssl, mbedtls_x509_crt *cert, mbedtls_md_type_t md_alg, const unsigned char *hash,
                 size_t hash_len)
{
    (void) ssl, (void) cert, (void) md_alg, (void) hash, (void) hash_len;
    return MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH;
}

static int begin_nonsense(mbedtls_ssl_context *ssl, mbedtls_x509_crt *cert, mbedtls_md_type_t md_alg,
                          const unsigned char *hash, size_t hash_len)
{
    (void) ssl, (void) cert, (void) md_alg, (void) hash, (void) hash_len;
    return 0;
}

/* Writes more than there is room, by its own account. */
static int end_beyond(mbedtls_ssl_context *ssl, unsigned char *output, size_t *output_len, size_t output_size)
{
    (void) ssl, (void) output;
    *output_len = output_size + 1;
    return 0;
}

static void signatures(void)
{
    struct pair *p = quiet(ECDSA);
    int mine = 0;

    mbedtls_ssl_conf_async_private_cb(NULL, begin, NULL, NULL, NULL, &mine);
    CHECK(mbedtls_ssl_conf_get_async_config_data(NULL) == NULL);
    CHECK(mbedtls_ssl_conf_get_async_config_data(&p->s.conf) == NULL);
    mbedtls_ssl_set_async_operation_data(NULL, &mine);
    CHECK(mbedtls_ssl_get_async_operation_data(NULL) == NULL);
    /* Before setup it is not kept. */
    mbedtls_ssl_set_async_operation_data(&p->s.ssl, &mine);
    CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == NULL);

    mbedtls_ssl_conf_async_private_cb(&p->s.conf, begin, NULL, NULL, NULL, &mine);
    CHECK(mbedtls_ssl_conf_get_async_config_data(&p->s.conf) == &mine);
    mbedtls_ssl_conf_async_private_cb(&p->s.conf, NULL, NULL, NULL, NULL, NULL);
    CHECK(mbedtls_ssl_conf_get_async_config_data(&p->s.conf) == NULL);
    CHECK_EQ(finish(p), 0);

    /* Without a function that asks for the result, and with one that lies about its length. */
    p = quiet(ECDSA);
    mbedtls_ssl_conf_async_private_cb(&p->s.conf, begin_nonsense, NULL, NULL, NULL, NULL);
    pair_start(p);
    mbedtls_ssl_set_async_operation_data(&p->s.ssl, &mine);
    CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == &mine);
    mbedtls_ssl_set_async_operation_data(&p->s.ssl, NULL);
    CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == NULL);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, BAD_INPUT);
    pair_free(p);
    p = quiet(ECDSA);
    mbedtls_ssl_conf_async_private_cb(&p->s.conf, begin_nonsense, NULL, end_beyond, NULL, NULL);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_INTERNAL_ERROR);
    mbedtls_ssl_free(&p->s.ssl);
    CHECK(mbedtls_ssl_get_async_operation_data(&p->s.ssl) == NULL);
    pair_free(p);
}

static int nobody(void *context, const mbedtls_x509_crt *child, mbedtls_x509_crt **found)
{
    (void) child;
    CHECK(context == NULL);
    *found = NULL;
    return 0;
}

static void authorities(void)
{
    struct pair *p = quiet(ECDSA);

    mbedtls_ssl_conf_ca_cb(NULL, nobody, NULL);
    mbedtls_ssl_conf_ca_cb(&p->c.conf, nobody, NULL);
    CHECK_EQ(finish(p), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);

    /* None at all, which also forgets the list. */
    p = quiet(ECDSA);
    mbedtls_ssl_conf_ca_cb(&p->c.conf, NULL, NULL);
    CHECK_EQ(finish(p), MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED);
}

static psa_key_id_t stored(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;

    psa_set_key_type(&attributes, type);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    CHECK_EQ(psa_import_key(&attributes, (const unsigned char *) pair_psk, 16, &id), PSA_SUCCESS);
    return id;
}

static psa_key_id_t key, password;
static const unsigned char zeros[3], phrase[] = "J01NME";

static int call_set_hs_psk_opaque(struct side *side)
{
    return mbedtls_ssl_set_hs_psk_opaque(&side->ssl, key);
}

static int call_set_hs_ecjpake_password(struct side *side)
{
    return mbedtls_ssl_set_hs_ecjpake_password(&side->ssl, phrase, sizeof phrase);
}

static int call_set_hs_ecjpake_password_opaque(struct side *side)
{
    return mbedtls_ssl_set_hs_ecjpake_password_opaque(&side->ssl, password);
}

/* At every stage of a context, as ssl-stages.c has them. */
static void stages(void)
{
    static const struct call calls[] = { CALL(set_hs_psk_opaque), CALL(set_hs_ecjpake_password),
                                         CALL(set_hs_ecjpake_password_opaque) };
    size_t i;
    int stage, by_server;

    for (stage = NEW; stage < STAGES; stage++) {
        for (i = 0; i < sizeof calls / sizeof calls[0]; i++) {
            for (by_server = 0; by_server < 2; by_server++) {
                int is_over = stage == OVER || stage == TALKED || stage == CLOSED;
                /* The client may still ask for the last flight: nothing is set, and that is no fault. */
                int lingers = i == 0 && by_server && stage == OVER;
                struct pair *p = pair_at((enum stage) stage, PSK);

                CHECK_EQ(calls[i].function(by_server ? &p->s : &p->c),
                         stage == NEW || (is_over && !lingers) ? BAD_INPUT : 0);
                pair_free(p);
            }
        }
    }
}

static void pre_shared_keys(void)
{
    const psa_key_id_t unfit[] = { 0, 0x12345, password };
    struct pair *p = quiet(PSK);
    size_t i;

    side_configure(&p->c);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(NULL, key, NAME, NAME_LENGTH), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, 0, NAME, NAME_LENGTH), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, key, NULL, NAME_LENGTH), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, key, NULL, 0), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, key, NAME, 0), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, key, NAME, 16385), BAD_INPUT);
    /* What was refused has set nothing; a second one is refused, and so is one beside a key of the other kind. */
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, key, NAME, NAME_LENGTH), 0);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->c.conf, key, NAME, NAME_LENGTH), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ssl_conf_psk_opaque(&p->s.conf, key, NAME, NAME_LENGTH), MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE);

    CHECK_EQ(mbedtls_ssl_set_hs_psk_opaque(NULL, key), BAD_INPUT);
    pair_start(p);
    for (i = 0; i < sizeof unfit / sizeof unfit[0]; i++)
        CHECK_EQ(mbedtls_ssl_set_hs_psk_opaque(&p->s.ssl, unfit[i]), BAD_INPUT);
    pair_free(p);
}

static void passwords(void)
{
    const psa_key_id_t unfit[] = { 0x12345, key };
    struct pair *p = quiet(PSK);
    size_t i;

    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(NULL, phrase, sizeof phrase), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(NULL, password), BAD_INPUT);
    pair_start(p);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&p->c.ssl, NULL, 6), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&p->c.ssl, NULL, 0), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&p->c.ssl, phrase, 0), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password(&p->c.ssl, zeros, sizeof zeros), BAD_INPUT);
    CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(&p->c.ssl, 0), BAD_INPUT);
    for (i = 0; i < sizeof unfit / sizeof unfit[0]; i++)
        CHECK_EQ(mbedtls_ssl_set_hs_ecjpake_password_opaque(&p->c.ssl, unfit[i]), MBEDTLS_ERR_SSL_HW_ACCEL_FAILED);
    pair_free(p);
}

int main(void)
{
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    key = stored(PSA_KEY_TYPE_DERIVE, PSA_KEY_USAGE_DERIVE, PSA_ALG_TLS12_PSK_TO_MS(PSA_ALG_SHA_256));
    password = stored(PSA_KEY_TYPE_PASSWORD, PSA_KEY_USAGE_DERIVE, PSA_ALG_JPAKE);
    signatures();
    authorities();
    stages();
    pre_shared_keys();
    passwords();
    mbedtls_psa_crypto_free();
    return check_result();
}

#endif
