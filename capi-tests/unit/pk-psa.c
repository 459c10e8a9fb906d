#include "certs.h"
#include "check.h"
#include <mbedtls/pk.h>
#include <psa/crypto.h>

#define RNG some_rng, NULL

static void there_and_back(const char *file, mbedtls_pk_type_t type)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char hash[32] = { 7 }, signature[MBEDTLS_PK_SIGNATURE_MAX_SIZE];
    mbedtls_pk_context pk, copy, public_half;
    psa_key_id_t id = 0;
    size_t length = 0;

    mbedtls_pk_init(&pk);
    mbedtls_pk_init(&copy);
    mbedtls_pk_init(&public_half);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&pk, cert_path(file), NULL, RNG), 0);
    CHECK_EQ(mbedtls_pk_get_psa_attributes(&pk, PSA_KEY_USAGE_SIGN_HASH, &attributes), 0);
    CHECK_EQ(psa_get_key_bits(&attributes), mbedtls_pk_get_bitlen(&pk));
    CHECK_EQ(mbedtls_pk_import_into_psa(&pk, &attributes, &id), 0);
    CHECK(id != 0);
    CHECK_EQ(mbedtls_pk_copy_from_psa(id, &copy), 0);
    CHECK_EQ(mbedtls_pk_copy_from_psa(id, &copy), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_copy_public_from_psa(id, &public_half), 0);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
    CHECK_EQ(mbedtls_pk_get_type(&copy), type);
    CHECK_EQ(mbedtls_pk_get_type(&public_half), type);
    CHECK_EQ(mbedtls_pk_check_pair(&public_half, &copy, RNG), 0);
    CHECK_EQ(mbedtls_pk_sign(&copy, MBEDTLS_MD_SHA256, hash, 32, signature, sizeof(signature), &length, RNG), 0);
    CHECK_EQ(mbedtls_pk_verify(&pk, MBEDTLS_MD_SHA256, hash, 32, signature, length), 0);
    CHECK_EQ(mbedtls_pk_verify(&public_half, MBEDTLS_MD_SHA256, hash, 32, signature, length), 0);
    CHECK_EQ(mbedtls_pk_copy_from_psa(id, &public_half), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    mbedtls_pk_free(&pk);
    mbedtls_pk_free(&copy);
    mbedtls_pk_free(&public_half);
}

/* As programs make a key for a certificate of their own. */
static void a_generated_key(void)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    mbedtls_pk_context pk;
    psa_key_id_t id = 0;

    psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&attributes, 256);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY);
    CHECK_EQ(psa_generate_key(&attributes, &id), PSA_SUCCESS);
    mbedtls_pk_init(&pk);
    CHECK_EQ(mbedtls_pk_copy_from_psa(id, &pk), 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), 256);
    mbedtls_pk_free(&pk);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
    ONLY_OURS CHECK_EQ(mbedtls_pk_copy_from_psa(id, NULL), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_pk_import_into_psa(&pk, &attributes, NULL), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_pk_get_psa_attributes(NULL, PSA_KEY_USAGE_SIGN_HASH, &attributes),
                       MBEDTLS_ERR_PK_BAD_INPUT_DATA);
}

int main(void)
{
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    there_and_back("server-p256.key", MBEDTLS_PK_ECKEY);
    there_and_back("server-p384.key", MBEDTLS_PK_ECKEY);
    there_and_back("server-rsa.key", MBEDTLS_PK_RSA);
    a_generated_key();
    mbedtls_psa_crypto_free();
    return check_result();
}
