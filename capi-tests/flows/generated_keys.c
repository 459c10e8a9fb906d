/*
 * Both sides make their keys and certificates in the program, as WebRTC endpoints do, hand copies of the keys to their
 * configurations, and know each other by the certificates. A copy is made field by field and outlives its original.
 */
#include "support.h"

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/rsa.h>

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;

#define DRBG mbedtls_ctr_drbg_random, &drbg

static void generate(mbedtls_pk_context *key, mbedtls_pk_type_t type, mbedtls_ecp_group_id curve)
{
    mbedtls_pk_init(key);
    CHECK_EQ(mbedtls_pk_setup(key, mbedtls_pk_info_from_type(type)), 0);
    if (type == MBEDTLS_PK_RSA) {
        CHECK_EQ(mbedtls_rsa_gen_key(mbedtls_pk_rsa(*key), DRBG, 2048, 65537), 0);
    } else {
        CHECK_EQ(mbedtls_ecp_gen_key(curve, mbedtls_pk_ec(*key), DRBG), 0);
    }
}

static void copy(mbedtls_pk_context *to, const mbedtls_pk_context *from)
{
    mbedtls_ecp_keypair *copied, *pair = mbedtls_pk_ec(*from);

    mbedtls_pk_init(to);
    CHECK_EQ(mbedtls_pk_setup(to, from->MBEDTLS_PRIVATE(pk_info)), 0);
    if (pair == NULL) {
        CHECK_EQ(mbedtls_rsa_copy(mbedtls_pk_rsa(*to), mbedtls_pk_rsa(*from)), 0);
        return;
    }
    copied = mbedtls_pk_ec(*to);
    CHECK_EQ(mbedtls_ecp_group_copy(&copied->MBEDTLS_PRIVATE(grp), &pair->MBEDTLS_PRIVATE(grp)), 0);
    CHECK_EQ(mbedtls_ecp_copy(&copied->MBEDTLS_PRIVATE(Q), &pair->MBEDTLS_PRIVATE(Q)), 0);
    CHECK_EQ(mbedtls_mpi_copy(&copied->MBEDTLS_PRIVATE(d), &pair->MBEDTLS_PRIVATE(d)), 0);
}

/* A certificate of the key for itself, parsed into `crt`. */
static void certify(mbedtls_x509_crt *crt, mbedtls_pk_context *key)
{
    mbedtls_x509write_cert write;
    unsigned char serial[] = { 1 }, der[4096];
    int length;

    mbedtls_x509write_crt_init(&write);
    mbedtls_x509write_crt_set_subject_key(&write, key);
    mbedtls_x509write_crt_set_issuer_key(&write, key);
    mbedtls_x509write_crt_set_md_alg(&write, MBEDTLS_MD_SHA256);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_name(&write, "CN=localhost"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_issuer_name(&write, "CN=localhost"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_serial_raw(&write, serial, sizeof(serial)), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_validity(&write, "20200101000000", "20491231235959"), 0);
    length = mbedtls_x509write_crt_der(&write, der, sizeof(der), DRBG);
    CHECK(length > 0);
    CHECK_EQ(mbedtls_x509_crt_parse_der(crt, der + sizeof(der) - length, (size_t) length), 0);
    mbedtls_x509write_crt_free(&write);
}

static void equip(struct side *side, mbedtls_pk_type_t type, mbedtls_ecp_group_id curve)
{
    mbedtls_pk_context made;

    mbedtls_pk_free(&side->key);
    mbedtls_x509_crt_free(&side->own);
    mbedtls_x509_crt_init(&side->own);
    generate(&made, type, curve);
    certify(&side->own, &made);
    copy(&side->key, &made);
    CHECK_EQ(mbedtls_pk_check_pair(&made, &side->key, DRBG), 0);
    mbedtls_pk_free(&made);
    CHECK_EQ(mbedtls_pk_check_pair(&side->own.pk, &side->key, DRBG), 0);
    CHECK_EQ(mbedtls_ssl_conf_own_cert(&side->conf, &side->own, &side->key), 0);
}

static void trust_each_other(struct pair *p)
{
    mbedtls_ssl_conf_ca_chain(&p->c.conf, &p->s.own, NULL);
    mbedtls_ssl_conf_ca_chain(&p->s.conf, &p->c.own, NULL);
    mbedtls_ssl_conf_authmode(&p->s.conf, MBEDTLS_SSL_VERIFY_REQUIRED);
}

static struct pair *equipped(enum kind kind, mbedtls_ecp_group_id curve)
{
    struct pair *p = quiet_pair(kind);
    mbedtls_pk_type_t type = kind == RSA ? MBEDTLS_PK_RSA : MBEDTLS_PK_ECKEY;

    side_configure(&p->c);
    side_configure(&p->s);
    equip(&p->c, type, curve);
    equip(&p->s, type, curve);
    trust_each_other(p);
    return p;
}

static void meet(enum kind kind, mbedtls_ecp_group_id curve)
{
    struct pair *p = equipped(kind, curve);

    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);
    pair_free(p);
}

/* A private key that is changed behind the configuration's back counts from the next handshake on. */
static void changed_between(void)
{
    struct pair *p = equipped(ECDSA, MBEDTLS_ECP_DP_SECP256R1);
    mbedtls_mpi own;

    pair_start(p);
    CHECK_EQ(pair_handshake(p), 0);
    mbedtls_mpi_init(&own);
    mbedtls_mpi_swap(&own, &mbedtls_pk_ec(p->s.key)->MBEDTLS_PRIVATE(d));
    CHECK_EQ(mbedtls_mpi_lset(&mbedtls_pk_ec(p->s.key)->MBEDTLS_PRIVATE(d), 7), 0);
    start_over(p);
    CHECK(pair_handshake(p) != 0);
    mbedtls_mpi_swap(&own, &mbedtls_pk_ec(p->s.key)->MBEDTLS_PRIVATE(d));
    mbedtls_mpi_free(&own);
    start_over(p);
    CHECK_EQ(pair_handshake(p), 0);
    expect_talk(p);
    pair_free(p);
}

int main(void)
{
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL, 0), 0);
    meet(ECDSA, MBEDTLS_ECP_DP_SECP256R1);
    meet(ECDSA, MBEDTLS_ECP_DP_SECP384R1);
    meet(RSA, MBEDTLS_ECP_DP_NONE);
    changed_between();
    mbedtls_ctr_drbg_free(&drbg);
    mbedtls_entropy_free(&entropy);
    return check_result();
}
