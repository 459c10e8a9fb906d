#include "certs.h"
#include "check.h"
#include <mbedtls/pk.h>
#include <psa/crypto.h>

#define RNG some_rng, NULL
#define EC_PAIR PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)

/* Debian's build of the original has no contexts that stand for keys. */
#ifndef ORIGINAL
static psa_key_id_t make(psa_key_type_t type, size_t bits, psa_key_usage_t usage, psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;

    psa_set_key_type(&attributes, type);
    psa_set_key_bits(&attributes, bits);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    CHECK_EQ(psa_generate_key(&attributes, &id), PSA_SUCCESS);
    return id;
}

static void stands_for(psa_key_type_t type, size_t bits, psa_algorithm_t alg, mbedtls_pk_type_t way)
{
    unsigned char hash[32] = { 3 }, signature[MBEDTLS_PK_SIGNATURE_MAX_SIZE], der[700];
    mbedtls_pk_context pk, public_half, read;
    psa_key_id_t id = make(type, bits, PSA_KEY_USAGE_SIGN_HASH, alg);
    size_t length = 0;
    int written;

    mbedtls_pk_init(&pk);
    mbedtls_pk_init(&public_half);
    mbedtls_pk_init(&read);
    CHECK_EQ(mbedtls_pk_setup_opaque(&pk, id), 0);
    CHECK_EQ(mbedtls_pk_setup_opaque(&pk, id), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_OPAQUE);
    CHECK(strcmp(mbedtls_pk_get_name(&pk), "Opaque") == 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(&pk), bits);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_ECDSA), way == MBEDTLS_PK_ECDSA);
    CHECK_EQ(mbedtls_pk_can_do(&pk, MBEDTLS_PK_RSA), way != MBEDTLS_PK_ECDSA);

    /* The public half. */
    CHECK_EQ(mbedtls_pk_copy_public_from_psa(id, &public_half), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&public_half, &pk, RNG), 0);
    written = mbedtls_pk_write_pubkey_der(&pk, der, sizeof(der));
    CHECK(written > 0);
    CHECK_EQ(mbedtls_pk_parse_public_key(&read, der + sizeof(der) - written, (size_t) written), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&read, &pk, RNG), 0);
    CHECK(mbedtls_pk_write_key_der(&pk, der, sizeof(der)) < 0);

    /* Signatures. */
    CHECK_EQ(mbedtls_pk_sign_ext(way, &pk, MBEDTLS_MD_SHA256, hash, 32, signature, sizeof(signature), &length, RNG), 0);
    if (way == MBEDTLS_PK_RSASSA_PSS) {
        mbedtls_pk_rsassa_pss_options options = { MBEDTLS_MD_SHA256, -1 };
        CHECK_EQ(mbedtls_pk_verify_ext(way, &options, &public_half, MBEDTLS_MD_SHA256, hash, 32, signature, length), 0);
    } else {
        CHECK_EQ(mbedtls_pk_verify(&public_half, MBEDTLS_MD_SHA256, hash, 32, signature, length), 0);
        CHECK_EQ(mbedtls_pk_verify(&pk, MBEDTLS_MD_SHA256, hash, 32, signature, length), 0);
        signature[length - 1] ^= 1;
        CHECK(mbedtls_pk_verify(&pk, MBEDTLS_MD_SHA256, hash, 32, signature, length) < 0);
    }
    CHECK_EQ(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA384, hash, 32, signature, 5, &length, RNG) < 0, 1);

    /* The key outlives the context, and not the other way round. */
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
    CHECK_EQ(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA256, hash, 32, signature, sizeof(signature), &length, RNG),
             MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    mbedtls_pk_free(&pk);
    mbedtls_pk_free(&public_half);
    mbedtls_pk_free(&read);
}

static void policies(void)
{
    unsigned char hash[32] = { 3 }, signature[MBEDTLS_PK_SIGNATURE_MAX_SIZE];
    mbedtls_pk_context pk;
    size_t length = 0;
    psa_key_id_t id = make(EC_PAIR, 256, PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_ECDSA(PSA_ALG_SHA_256));

    mbedtls_pk_init(&pk);
    CHECK_EQ(mbedtls_pk_setup_opaque(&pk, id), 0);
    CHECK_EQ(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA256, hash, 32, signature, sizeof(signature), &length, RNG), 0);
    CHECK_EQ(mbedtls_pk_sign(&pk, MBEDTLS_MD_SHA384, hash, 32, signature, sizeof(signature), &length, RNG),
             MBEDTLS_ERR_PK_TYPE_MISMATCH);
    mbedtls_pk_free(&pk);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);

    CHECK_EQ(mbedtls_pk_setup_opaque(&pk, id), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_pk_setup_opaque(NULL, id), MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    id = make(PSA_KEY_TYPE_RAW_DATA, 128, 0, 0);
    CHECK_EQ(mbedtls_pk_setup_opaque(&pk, id), MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_pk_get_type(&pk), MBEDTLS_PK_NONE);
}
#endif

int main(void)
{
#ifndef ORIGINAL
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    stands_for(EC_PAIR, 256, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH), MBEDTLS_PK_ECDSA);
    stands_for(EC_PAIR, 521, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256), MBEDTLS_PK_ECDSA);
    stands_for(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH), MBEDTLS_PK_RSA);
    stands_for(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PSS(PSA_ALG_ANY_HASH), MBEDTLS_PK_RSASSA_PSS);
    policies();
    mbedtls_psa_crypto_free();
#endif
    return check_result();
}
