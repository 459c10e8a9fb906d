#include "check.h"
#include <psa/crypto.h>

static void keys_are_counted(void)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    mbedtls_psa_stats_t stats;
    psa_key_id_t id = 0, other = 0;

    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    mbedtls_psa_get_stats(&stats);
    CHECK_EQ(stats.MBEDTLS_PRIVATE(volatile_slots), 0);
    psa_set_key_type(&attributes, PSA_KEY_TYPE_RAW_DATA);
    psa_set_key_bits(&attributes, 128);
    CHECK_EQ(psa_generate_key(&attributes, &id), PSA_SUCCESS);
    CHECK_EQ(psa_generate_key(&attributes, &other), PSA_SUCCESS);
    mbedtls_psa_get_stats(&stats);
    CHECK_EQ(stats.MBEDTLS_PRIVATE(volatile_slots), 2);
    CHECK_EQ(stats.MBEDTLS_PRIVATE(persistent_slots), 0);
    CHECK_EQ(stats.MBEDTLS_PRIVATE(locked_slots), 0);
    mbedtls_psa_crypto_free();
    mbedtls_psa_get_stats(&stats);
    CHECK_EQ(stats.MBEDTLS_PRIVATE(volatile_slots), 0);
    CHECK_EQ(psa_destroy_key(id), PSA_ERROR_BAD_STATE);
    mbedtls_psa_crypto_free();
    ONLY_OURS mbedtls_psa_get_stats(NULL);
}

static void second_algorithms(void)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    CHECK_EQ(psa_get_key_enrollment_algorithm(&attributes), 0);
    psa_set_key_enrollment_algorithm(&attributes, PSA_ALG_ECDH);
    CHECK_EQ(psa_get_key_enrollment_algorithm(&attributes), PSA_ALG_ECDH);
    CHECK_EQ(psa_get_key_algorithm(&attributes), 0);
    ONLY_OURS psa_set_key_enrollment_algorithm(NULL, 1);
    ONLY_OURS CHECK_EQ(psa_get_key_enrollment_algorithm(NULL), 0);
}

static void handles_and_hashes(void)
{
    psa_key_handle_t handle = PSA_KEY_HANDLE_INIT;

    CHECK_EQ(psa_key_handle_is_null(handle), 1);
    CHECK_EQ(psa_key_handle_is_null(5), 0);
    CHECK_EQ(psa_can_do_hash(PSA_ALG_SHA_256), 0);
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    CHECK_EQ(psa_can_do_hash(PSA_ALG_SHA_256), 1);
    mbedtls_psa_crypto_free();
}

int main(void)
{
    keys_are_counted();
    second_algorithms();
    handles_and_hashes();
    return check_result();
}
