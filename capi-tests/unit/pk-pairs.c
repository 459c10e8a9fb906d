/* The keys behind contexts: what programs see and change there is what the context works with. */
#include "certs.h"
#include "check.h"
#include <mbedtls/ecp.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <mbedtls/x509_crt.h>

#define RNG some_rng, NULL

static unsigned char hash[32] = { 1, 2, 3 }, sig[MBEDTLS_PK_SIGNATURE_MAX_SIZE];
static size_t len;

static int sign(mbedtls_pk_context *pk)
{
    return mbedtls_pk_sign(pk, MBEDTLS_MD_SHA256, hash, sizeof(hash), sig, sizeof(sig), &len, RNG);
}

static int verify(mbedtls_pk_context *pk)
{
    return mbedtls_pk_verify(pk, MBEDTLS_MD_SHA256, hash, sizeof(hash), sig, len);
}

static void kinds(void)
{
    mbedtls_pk_context pk;

    mbedtls_pk_init(&pk);
    ONLY_OURS CHECK(mbedtls_pk_rsa(pk) == NULL && mbedtls_pk_ec(pk) == NULL);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)), 0);
    CHECK(mbedtls_pk_rsa(pk) != NULL && mbedtls_pk_ec(pk) == NULL);
    CHECK((void *) mbedtls_pk_rsa(pk) == pk.MBEDTLS_PRIVATE(pk_ctx));
    CHECK_EQ(sign(&pk), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_check_pair(&pk, &pk, RNG), MBEDTLS_ERR_RSA_KEY_CHECK_FAILED);
    mbedtls_pk_free(&pk);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), 0);
    CHECK(mbedtls_pk_rsa(pk) == NULL && mbedtls_pk_ec(pk) != NULL);
    CHECK((void *) mbedtls_pk_ec(pk) == pk.MBEDTLS_PRIVATE(pk_ctx));
    CHECK_EQ(sign(&pk), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    mbedtls_pk_free(&pk);
}

static void curve_key_changes(void)
{
    mbedtls_pk_context pk;
    mbedtls_ecp_keypair *pair;

    mbedtls_pk_init(&pk);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), 0);
    pair = mbedtls_pk_ec(pk);
    CHECK_EQ(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, pair, RNG), 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 256);
    CHECK_EQ(mbedtls_pk_check_pair(&pk, &pk, RNG), 0);
    CHECK_EQ(sign(&pk), 0);
    CHECK_EQ(verify(&pk), 0);
    /* Another private key signs from now on, and no longer fits the public one. */
    CHECK_EQ(mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(d), 7), 0);
    CHECK_EQ(verify(&pk), 0);
    CHECK_EQ(sign(&pk), 0);
    CHECK_EQ(verify(&pk), MBEDTLS_ERR_ECP_VERIFY_FAILED);
    CHECK_EQ(mbedtls_pk_check_pair(&pk, &pk, RNG), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_keypair_calc_public(pair, RNG), 0);
    CHECK_EQ(verify(&pk), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&pk, &pk, RNG), 0);
    /* A number that is no private key. */
    CHECK_EQ(mbedtls_mpi_copy(&pair->MBEDTLS_PRIVATE(d), &pair->MBEDTLS_PRIVATE(grp).N), 0);
    CHECK_EQ(sign(&pk), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(verify(&pk), 0);
    CHECK_EQ(mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(Q).MBEDTLS_PRIVATE(X), 9), 0);
    CHECK_EQ(verify(&pk), MBEDTLS_ERR_ECP_INVALID_KEY);
    /* Another curve. */
    CHECK_EQ(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP384R1, pair, RNG), 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 384);
    CHECK_EQ(sign(&pk), 0);
    CHECK_EQ(verify(&pk), 0);
    mbedtls_pk_free(&pk);
}

static void rsa_key_changes(void)
{
    mbedtls_pk_context pk, loaded;

    mbedtls_pk_init(&pk);
    mbedtls_pk_init(&loaded);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&loaded, cert_path("server-rsa.key"), NULL, RNG), 0);
    CHECK_EQ(mbedtls_rsa_get_len(mbedtls_pk_rsa(loaded)), 256);
    CHECK_EQ(mbedtls_pk_setup(&pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)), 0);
    CHECK_EQ(mbedtls_rsa_copy(mbedtls_pk_rsa(pk), mbedtls_pk_rsa(loaded)), 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 2048);
    CHECK_EQ(mbedtls_pk_check_pair(&loaded, &pk, RNG), 0);
    CHECK_EQ(sign(&pk), 0);
    CHECK_EQ(verify(&loaded), 0);
    /* The padding of the context is that of its signatures. */
    CHECK_EQ(mbedtls_rsa_set_padding(mbedtls_pk_rsa(pk), MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA256), 0);
    CHECK_EQ(sign(&pk), 0);
    CHECK_EQ(verify(&pk), 0);
    CHECK_EQ(verify(&loaded), MBEDTLS_ERR_RSA_VERIFY_FAILED);
    CHECK_EQ(mbedtls_rsa_rsassa_pss_verify(mbedtls_pk_rsa(loaded), MBEDTLS_MD_SHA256, sizeof(hash), hash, sig), 0);
    mbedtls_pk_free(&loaded);
    CHECK_EQ(sign(&pk), 0);
    mbedtls_pk_free(&pk);
}

static void of_certificates(void)
{
    mbedtls_x509_crt crt;
    mbedtls_pk_context key;
    mbedtls_mpi n;

    mbedtls_x509_crt_init(&crt);
    mbedtls_pk_init(&key);
    mbedtls_mpi_init(&n);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("server-p384.crt")), 0);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&key, cert_path("server-p384.key"), NULL, RNG), 0);
    CHECK_EQ(mbedtls_pk_ec(crt.pk)->MBEDTLS_PRIVATE(grp).id, MBEDTLS_ECP_DP_SECP384R1);
    CHECK_EQ(mbedtls_ecp_point_cmp(&mbedtls_pk_ec(crt.pk)->MBEDTLS_PRIVATE(Q),
                                   &mbedtls_pk_ec(key)->MBEDTLS_PRIVATE(Q)), 0);
    CHECK_EQ(mbedtls_mpi_size(&mbedtls_pk_ec(crt.pk)->MBEDTLS_PRIVATE(d)), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(mbedtls_pk_ec(crt.pk), mbedtls_pk_ec(key), RNG), 0);
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("server-rsa.crt")), 0);
    CHECK_EQ(mbedtls_rsa_get_len(mbedtls_pk_rsa(crt.pk)), 256);
    CHECK_EQ(mbedtls_rsa_export(mbedtls_pk_rsa(crt.pk), &n, NULL, NULL, NULL, NULL), 0);
    CHECK_EQ(mbedtls_mpi_bitlen(&n), 2048);
    mbedtls_mpi_free(&n);
    mbedtls_x509_crt_free(&crt);
}

int main(void)
{
    kinds();
    curve_key_changes();
    rsa_key_changes();
    of_certificates();
    return check_result();
}
