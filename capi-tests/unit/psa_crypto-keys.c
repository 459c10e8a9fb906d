#include "check.h"
#include <psa/crypto.h>

#include <string.h>

#define EC_PAIR PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define ECDSA PSA_ALG_ECDSA(PSA_ALG_SHA_256)

static void attributes_are_kept(void)
{
    psa_key_attributes_t a = psa_key_attributes_init();

    psa_set_key_type(&a, EC_PAIR);
    psa_set_key_bits(&a, 256);
    psa_set_key_algorithm(&a, ECDSA);
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_SIGN_HASH);
    CHECK_EQ(psa_get_key_type(&a), EC_PAIR);
    CHECK_EQ(psa_get_key_bits(&a), 256);
    CHECK_EQ(psa_get_key_algorithm(&a), ECDSA);
    CHECK_EQ(psa_get_key_usage_flags(&a), PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_SIGN_MESSAGE);
    psa_set_key_id(&a, 7);
    CHECK_EQ(psa_get_key_id(&a), 7);
    CHECK_EQ(psa_get_key_lifetime(&a), PSA_KEY_LIFETIME_PERSISTENT);
    psa_set_key_lifetime(&a, PSA_KEY_LIFETIME_VOLATILE);
    CHECK_EQ(psa_get_key_id(&a), 0);
    psa_set_key_bits(&a, 70000);
    CHECK_EQ(psa_get_key_bits(&a), 65535);
    psa_reset_key_attributes(&a);
    CHECK_EQ(psa_get_key_type(&a), PSA_KEY_TYPE_NONE);
    ONLY_OURS psa_reset_key_attributes(NULL);
    ONLY_OURS psa_set_key_type(NULL, 1);
    ONLY_OURS CHECK_EQ(psa_get_key_type(NULL), 0);
    ONLY_OURS CHECK_EQ(psa_get_key_bits(NULL), 0);

    CHECK_EQ(mbedtls_svc_key_id_make(3, 5), 5);
    CHECK_EQ(mbedtls_svc_key_id_equal(5, 5), 1);
    CHECK_EQ(mbedtls_svc_key_id_equal(5, 6), 0);
    CHECK_EQ(mbedtls_svc_key_id_is_null(0), 1);
    CHECK_EQ(mbedtls_svc_key_id_is_null(MBEDTLS_SVC_KEY_ID_INIT), 1);
    CHECK_EQ(mbedtls_svc_key_id_is_null(5), 0);
}

static void random_bytes(void)
{
    unsigned char a[32] = { 0 }, b[32] = { 0 };

    CHECK_EQ(psa_generate_random(a, sizeof(a)), PSA_SUCCESS);
    CHECK_EQ(psa_generate_random(b, sizeof(b)), PSA_SUCCESS);
    CHECK(memcmp(a, b, sizeof(a)) != 0);
    CHECK_EQ(psa_generate_random(NULL, 0), PSA_SUCCESS);
    ONLY_OURS CHECK_EQ(psa_generate_random(NULL, 1), PSA_ERROR_INVALID_ARGUMENT);
}

static void a_key_lives(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT, found;
    unsigned char scalar[32], point[65];
    psa_key_handle_t handle = 0;
    psa_key_id_t id = 0, again = 0, copy = 0;
    size_t length = 0;

    psa_set_key_type(&a, EC_PAIR);
    psa_set_key_bits(&a, 256);
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_EXPORT | PSA_KEY_USAGE_COPY);
    CHECK_EQ(psa_generate_key(&a, &id), PSA_SUCCESS);
    CHECK(id >= PSA_KEY_ID_VENDOR_MIN && id <= PSA_KEY_ID_VENDOR_MAX);
    CHECK_EQ(psa_get_key_attributes(id, &found), PSA_SUCCESS);
    CHECK_EQ(psa_get_key_bits(&found), 256);
    CHECK_EQ(psa_export_key(id, scalar, sizeof(scalar), &length), PSA_SUCCESS);
    CHECK_EQ(length, 32);
    CHECK_EQ(psa_export_public_key(id, point, sizeof(point), &length), PSA_SUCCESS);
    CHECK_EQ(length, 65);
    CHECK_EQ(psa_import_key(&a, scalar, sizeof(scalar), &again), PSA_SUCCESS);
    CHECK(again != id);
    CHECK_EQ(psa_import_key(&a, scalar, 0, &copy), PSA_ERROR_INVALID_ARGUMENT);
    CHECK_EQ(copy, 0);
    CHECK_EQ(psa_copy_key(id, &a, &copy), PSA_SUCCESS);
    CHECK(copy != id && copy != 0);
    CHECK_EQ(psa_purge_key(copy), PSA_SUCCESS);
    CHECK_EQ(psa_open_key(copy, &handle), PSA_SUCCESS);
    CHECK_EQ(handle, copy);
    CHECK_EQ(psa_close_key(handle), PSA_SUCCESS);
    CHECK_EQ(psa_open_key(copy, &handle), PSA_ERROR_DOES_NOT_EXIST);
    CHECK_EQ(psa_destroy_key(again), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(id), PSA_ERROR_INVALID_HANDLE);
    CHECK_EQ(psa_get_key_attributes(id, &found), PSA_ERROR_INVALID_HANDLE);
    CHECK_EQ(psa_destroy_key(0), PSA_SUCCESS);
    ONLY_OURS CHECK_EQ(psa_import_key(NULL, scalar, 32, &id), PSA_ERROR_INVALID_ARGUMENT);
    ONLY_OURS CHECK_EQ(psa_import_key(&a, scalar, 32, NULL), PSA_ERROR_INVALID_ARGUMENT);
    ONLY_OURS CHECK_EQ(psa_generate_key(NULL, &id), PSA_ERROR_INVALID_ARGUMENT);
    ONLY_OURS CHECK_EQ(psa_get_key_attributes(5, NULL), PSA_ERROR_INVALID_ARGUMENT);
}

static void nothing_on_storage(void)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 99;

    psa_set_key_id(&a, 5);
    psa_set_key_type(&a, PSA_KEY_TYPE_RAW_DATA);
    CHECK_EQ(psa_import_key(&a, (const unsigned char *) "x", 1, &id), PSA_ERROR_NOT_SUPPORTED);
    CHECK_EQ(id, 0);
}

static void signatures(psa_key_type_t type, size_t bits, psa_algorithm_t alg)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;
    unsigned char hash[32] = { 1, 2, 3 }, signature[PSA_SIGNATURE_MAX_SIZE];
    size_t length = 0;
    psa_key_id_t id = 0;

    psa_set_key_type(&a, type);
    psa_set_key_bits(&a, bits);
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_SIGN_HASH | PSA_KEY_USAGE_VERIFY_HASH);
    psa_set_key_algorithm(&a, alg);
    CHECK_EQ(psa_generate_key(&a, &id), PSA_SUCCESS);
    CHECK_EQ(psa_sign_hash(id, alg, hash, 32, signature, sizeof(signature), &length), PSA_SUCCESS);
    CHECK_EQ(length, PSA_SIGN_OUTPUT_SIZE(type, bits, alg));
    CHECK_EQ(psa_verify_hash(id, alg, hash, 32, signature, length), PSA_SUCCESS);
    hash[0] ^= 1;
    CHECK_EQ(psa_verify_hash(id, alg, hash, 32, signature, length), PSA_ERROR_INVALID_SIGNATURE);
    CHECK_EQ(psa_sign_message(id, alg, hash, 20, signature, sizeof(signature), &length), PSA_SUCCESS);
    CHECK_EQ(psa_verify_message(id, alg, hash, 20, signature, length), PSA_SUCCESS);
    CHECK_EQ(psa_verify_message(id, alg, hash, 19, signature, length), PSA_ERROR_INVALID_SIGNATURE);
    CHECK_EQ(psa_sign_hash(id, alg, hash, 32, signature, length - 1, &length), PSA_ERROR_BUFFER_TOO_SMALL);
    CHECK_EQ(length, 0);
    CHECK_EQ(psa_export_key(id, signature, sizeof(signature), &length), PSA_ERROR_NOT_PERMITTED);
    /* The hash may stand where the signature goes. */
    memcpy(signature, hash, 32);
    CHECK_EQ(psa_sign_hash(id, alg, signature, 32, signature, sizeof(signature), &length), PSA_SUCCESS);
    CHECK_EQ(psa_verify_hash(id, alg, hash, 32, signature, length), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(id), PSA_SUCCESS);
}

int main(void)
{
    attributes_are_kept();
    CHECK_EQ(psa_generate_random(NULL, 0), PSA_ERROR_BAD_STATE);
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    random_bytes();
    a_key_lives();
    ONLY_OURS nothing_on_storage();
    signatures(EC_PAIR, 256, ECDSA);
    signatures(EC_PAIR, 521, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_256));
    signatures(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PSS(PSA_ALG_SHA_256));
    signatures(PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_SHA_256));
    mbedtls_psa_crypto_free();
    return check_result();
}
