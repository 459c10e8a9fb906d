/*
 * The private keys of both sides are in the store of psa/crypto.h, and the contexts only stand for them. They sign as
 * their policies allow, and no longer when they are destroyed.
 */
#include "each_way.h"

#include <psa/crypto.h>

#define ANY_ECDSA PSA_ALG_ECDSA(PSA_ALG_ANY_HASH)
#define ANY_PKCS1 PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH)

/* Moves the key of a side into the store. */
static psa_key_id_t move_key(struct side *side, psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;

    CHECK_EQ(mbedtls_pk_get_psa_attributes(&side->key, PSA_KEY_USAGE_SIGN_HASH, &attributes), 0);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    CHECK_EQ(mbedtls_pk_import_into_psa(&side->key, &attributes, &id), 0);
    mbedtls_pk_free(&side->key);
    mbedtls_pk_init(&side->key);
    CHECK_EQ(mbedtls_pk_setup_opaque(&side->key, id), 0);
    return id;
}

static struct pair *pair_with_clients(enum kind kind)
{
    struct pair *p = quiet_pair(kind);

    side_own(&p->c, kind == RSA ? "client-rsa" : "client-p256", NULL);
    side_ca(&p->s, kind == RSA ? "ca-rsa" : "ca-p256");
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    return p;
}

static void both_sides(enum kind kind, psa_algorithm_t alg)
{
    struct pair *p = pair_with_clients(kind);
    psa_key_id_t client = move_key(&p->c, PSA_KEY_USAGE_SIGN_HASH, alg);
    psa_key_id_t server = move_key(&p->s, PSA_KEY_USAGE_SIGN_HASH, alg);

    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);
    CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL);
    pair_free(p);
    /* The contexts are gone, the keys are not. */
    CHECK_EQ(psa_destroy_key(client), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(server), PSA_SUCCESS);
}

static psa_key_id_t moved[2];

static struct pair *both_call(void)
{
    static unsigned count;
    enum kind kind = count % 2 ? RSA : ECDSA;
    psa_algorithm_t alg = count++ % 2 ? ANY_PKCS1 : ANY_ECDSA;
    struct pair *p = pair_with_clients(kind);
    moved[0] = move_key(&p->c, PSA_KEY_USAGE_SIGN_HASH, alg);
    moved[1] = move_key(&p->s, PSA_KEY_USAGE_SIGN_HASH, alg);
    pair_start(p);
    return p;
}

static void expect_both_known(struct pair *p)
{
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->c.ssl), 0);
    CHECK_EQ(mbedtls_ssl_get_verify_result(&p->s.ssl), 0);
    CHECK(mbedtls_ssl_get_peer_cert(&p->s.ssl) != NULL);
    CHECK_EQ(psa_destroy_key(moved[0]), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(moved[1]), PSA_SUCCESS);
}

/* A server whose key does not sign for handshakes has no certificate to show. */
static void refused(psa_key_usage_t usage, psa_algorithm_t alg)
{
    struct pair *p = quiet_pair(ECDSA);

    move_key(&p->s, usage, alg);
    pair_start(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);
}

static void destroyed_between(void)
{
    struct pair *p = quiet_pair(ECDSA);
    psa_key_id_t id = move_key(&p->s, PSA_KEY_USAGE_SIGN_HASH, ANY_ECDSA);

    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
    expect_talk(p);
    start_over(p);
    pair_handshake(p);
    CHECK_EQ(p->s.failed, MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE);
    pair_free(p);
}

int main(void)
{
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    both_sides(ECDSA, ANY_ECDSA);
    both_sides(ECDSA, PSA_ALG_ECDSA(PSA_ALG_SHA_384));
    both_sides(ECDSA, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_ANY_HASH));
    both_sides(RSA, ANY_PKCS1);
    refused(PSA_KEY_USAGE_VERIFY_HASH, ANY_ECDSA);
    refused(PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_ECDH);
    refused(PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_NONE);
    destroyed_between();
    each_way(both_call, expect_both_known);
    mbedtls_psa_crypto_free();
    return check_result();
}
