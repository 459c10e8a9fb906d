#include "check.h"
#include "rng.h"
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/rsa.h>

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;

#define DRBG mbedtls_ctr_drbg_random, &drbg

static mbedtls_rsa_context key, other;
static mbedtls_mpi n, p, q, d, e, x;

static void generating(void)
{
    CHECK_EQ(mbedtls_rsa_get_len(&key), 0);
    CHECK_EQ(mbedtls_rsa_check_pubkey(&key), MBEDTLS_ERR_RSA_KEY_CHECK_FAILED);
    CHECK_EQ(mbedtls_rsa_gen_key(&key, DRBG, 1023, 65537), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_gen_key(&key, DRBG, 512, 65537), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_gen_key(&key, DRBG, 1024, 2), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_gen_key(&other, broken_rng, NULL, 1024, 65537), MBEDTLS_ERR_RSA_KEY_GEN_FAILED - 0x55);
    ONLY_OURS CHECK_EQ(mbedtls_rsa_gen_key(NULL, DRBG, 1024, 65537), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    /* With Mbed TLS a context is to be initialised once more after that. */
    mbedtls_rsa_free(&key);
    mbedtls_rsa_init(&key);
    mbedtls_rsa_free(&other);
    mbedtls_rsa_init(&other);
    CHECK_EQ(mbedtls_rsa_gen_key(&key, DRBG, 1024, 65537), 0);
    CHECK_EQ(mbedtls_rsa_get_len(&key), 128);
    CHECK_EQ(mbedtls_rsa_get_bitlen(&key), 1024);
    CHECK_EQ(mbedtls_rsa_check_pubkey(&key), 0);
    CHECK_EQ(mbedtls_rsa_check_privkey(&key), 0);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(&key, &key), 0);
    CHECK_EQ(mbedtls_rsa_complete(&key), 0);
}

static void numbers(void)
{
    unsigned char modulus[128], exponent[3];

    CHECK_EQ(mbedtls_rsa_export(&key, &n, &p, &q, &d, &e), 0);
    CHECK_EQ(mbedtls_mpi_cmp_int(&e, 65537), 0);
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &p, &q), 0);
    CHECK_EQ(mbedtls_mpi_cmp_mpi(&x, &n), 0);
    /* A public key. */
    CHECK_EQ(mbedtls_rsa_import(&other, &n, NULL, NULL, NULL, NULL), 0);
    CHECK_EQ(mbedtls_rsa_complete(&other), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_import(&other, NULL, NULL, NULL, NULL, &e), 0);
    CHECK_EQ(mbedtls_rsa_complete(&other), 0);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(&other, &key), 0);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(&key, &other), MBEDTLS_ERR_RSA_KEY_CHECK_FAILED);
    CHECK_EQ(mbedtls_rsa_check_privkey(&other), MBEDTLS_ERR_RSA_KEY_CHECK_FAILED);
    CHECK_EQ(mbedtls_rsa_export(&other, &n, NULL, NULL, NULL, &e), 0);
    CHECK_EQ(mbedtls_rsa_export(&other, NULL, &p, NULL, NULL, NULL), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_export_crt(&other, &x, NULL, NULL), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    /* Which becomes private. */
    CHECK_EQ(mbedtls_rsa_import(&other, NULL, NULL, NULL, &d, NULL), 0);
    CHECK_EQ(mbedtls_rsa_complete(&other), 0);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(&key, &other), 0);
    CHECK_EQ(mbedtls_rsa_export_crt(&other, NULL, NULL, &x), 0);
    CHECK_EQ(mbedtls_rsa_export(&other, NULL, &p, &q, NULL, NULL), 0);
    CHECK_EQ(mbedtls_mpi_mul_mpi(&x, &x, &q), 0);
    CHECK_EQ(mbedtls_mpi_mod_mpi(&x, &x, &p), 0);
    CHECK_EQ(mbedtls_mpi_cmp_int(&x, 1), 0);
    mbedtls_rsa_free(&other);
    mbedtls_rsa_init(&other);
    CHECK_EQ(mbedtls_rsa_import(&other, NULL, &p, &q, NULL, &e), 0);
    CHECK_EQ(mbedtls_rsa_get_len(&other), 0);
    CHECK_EQ(mbedtls_rsa_complete(&other), 0);
    CHECK_EQ(mbedtls_rsa_get_len(&other), 128);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(&key, &other), 0);
    mbedtls_rsa_free(&other);
    mbedtls_rsa_init(&other);
    CHECK_EQ(mbedtls_rsa_export_raw(&key, modulus, 127, NULL, 0, NULL, 0, NULL, 0, NULL, 0),
             MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_rsa_export_raw(&key, modulus, 128, NULL, 0, NULL, 0, NULL, 0, exponent, 3), 0);
    CHECK_EQ(mbedtls_rsa_import_raw(&other, modulus, 128, NULL, 0, NULL, 0, NULL, 0, exponent, 3), 0);
    CHECK_EQ(mbedtls_rsa_complete(&other), 0);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(&other, &key), 0);
}

static void signing(void)
{
    unsigned char hash[32] = { 1, 2, 3 }, sig[128];
    unsigned len = sizeof(hash);

    /* `other` has the public half. */
    CHECK_EQ(mbedtls_rsa_pkcs1_sign(&key, DRBG, MBEDTLS_MD_SHA256, len, hash, sig), 0);
    CHECK_EQ(mbedtls_rsa_pkcs1_verify(&other, MBEDTLS_MD_SHA256, len, hash, sig), 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pkcs1_v15_verify(&other, MBEDTLS_MD_SHA256, len, hash, sig), 0);
    CHECK_EQ(mbedtls_rsa_pkcs1_sign(&other, DRBG, MBEDTLS_MD_SHA256, len, hash, sig), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_pkcs1_sign(&key, DRBG, MBEDTLS_MD_SHA256, len - 1, hash, sig),
             MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_pkcs1_sign(&key, NULL, NULL, MBEDTLS_MD_SHA256, len, hash, sig),
             MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_rsassa_pkcs1_v15_sign(&key, DRBG, MBEDTLS_MD_NONE, 20, hash, sig), 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pkcs1_v15_verify(&other, MBEDTLS_MD_NONE, 20, hash, sig), 0);
    sig[5] ^= 1;
    CHECK_EQ(mbedtls_rsa_rsassa_pkcs1_v15_verify(&other, MBEDTLS_MD_NONE, 20, hash, sig),
             MBEDTLS_ERR_RSA_VERIFY_FAILED);

    CHECK_EQ(mbedtls_rsa_rsassa_pss_sign(&key, DRBG, MBEDTLS_MD_SHA256, len, hash, sig), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_set_padding(&key, 2, MBEDTLS_MD_NONE), MBEDTLS_ERR_RSA_INVALID_PADDING);
    CHECK_EQ(mbedtls_rsa_set_padding(&key, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA256), 0);
    CHECK_EQ(mbedtls_rsa_get_padding_mode(&key), MBEDTLS_RSA_PKCS_V21);
    CHECK_EQ(mbedtls_rsa_get_md_alg(&key), MBEDTLS_MD_SHA256);
    CHECK_EQ(mbedtls_rsa_rsassa_pss_sign(&key, DRBG, MBEDTLS_MD_SHA256, len, hash, sig), 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pss_verify(&other, MBEDTLS_MD_SHA256, len, hash, sig), 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pss_verify_ext(&other, MBEDTLS_MD_SHA256, len, hash, MBEDTLS_MD_SHA256, 32, sig), 0);
    CHECK(mbedtls_rsa_rsassa_pss_verify_ext(&other, MBEDTLS_MD_SHA256, len, hash, MBEDTLS_MD_SHA256, 31, sig) != 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pss_sign_ext(&key, DRBG, MBEDTLS_MD_SHA256, len, hash, 7, sig), 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pss_verify_ext(&other, MBEDTLS_MD_SHA256, len, hash, MBEDTLS_MD_SHA256, 7, sig), 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pss_sign_ext(&key, DRBG, MBEDTLS_MD_SHA256, len, hash, 100, sig),
             MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_rsa_pkcs1_verify(&key, MBEDTLS_MD_SHA256, len, hash, sig), 0);
    CHECK_EQ(mbedtls_rsa_rsassa_pkcs1_v15_sign(&key, DRBG, MBEDTLS_MD_SHA256, len, hash, sig),
             MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_rsa_pkcs1_verify(NULL, MBEDTLS_MD_SHA256, len, hash, sig),
                       MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
}

static void copying(void)
{
    mbedtls_rsa_context copy;

    mbedtls_rsa_init(&copy);
    CHECK_EQ(mbedtls_rsa_copy(&copy, &key), 0);
    CHECK_EQ(mbedtls_rsa_get_padding_mode(&copy), MBEDTLS_RSA_PKCS_V21);
    mbedtls_rsa_free(&key);
    CHECK_EQ(mbedtls_rsa_check_pub_priv(&other, &copy), 0);
    mbedtls_rsa_free(&copy);
    ONLY_OURS CHECK_EQ(mbedtls_rsa_get_len(&copy), 0);
    mbedtls_rsa_free(NULL);
    ONLY_OURS CHECK_EQ(mbedtls_rsa_copy(NULL, &other), MBEDTLS_ERR_RSA_BAD_INPUT_DATA);
}

int main(void)
{
    mbedtls_mpi *all[] = { &n, &p, &q, &d, &e, &x };

    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL, 0), 0);
    mbedtls_rsa_init(&key);
    mbedtls_rsa_init(&other);
    for (int i = 0; i < 6; i++) {
        mbedtls_mpi_init(all[i]);
    }
    generating();
    numbers();
    signing();
    copying();
    for (int i = 0; i < 6; i++) {
        mbedtls_mpi_free(all[i]);
    }
    mbedtls_rsa_free(&other);
    mbedtls_ctr_drbg_free(&drbg);
    mbedtls_entropy_free(&entropy);
    return check_result();
}
