#include "check.h"
#include <mbedtls/psa_util.h>

#include <string.h>

static void random_bytes(void)
{
    unsigned char a[64] = { 0 }, b[64] = { 0 };

    CHECK_EQ(mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, a, sizeof(a)), -0x3C);
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    CHECK_EQ(mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, a, sizeof(a)), 0);
    CHECK_EQ(mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, b, sizeof(b)), 0);
    CHECK(memcmp(a, b, sizeof(a)) != 0);
    CHECK_EQ(mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, NULL, 0), 0);
    ONLY_OURS CHECK_EQ(mbedtls_psa_get_random(MBEDTLS_PSA_RANDOM_STATE, NULL, 1), -0x3C);
    mbedtls_psa_crypto_free();
}

static void hashes(void)
{
    CHECK_EQ(mbedtls_md_psa_alg_from_type(MBEDTLS_MD_SHA256), PSA_ALG_SHA_256);
    CHECK_EQ(mbedtls_md_psa_alg_from_type(MBEDTLS_MD_SHA1), PSA_ALG_SHA_1);
    CHECK_EQ(mbedtls_md_type_from_psa_alg(PSA_ALG_SHA_512), MBEDTLS_MD_SHA512);
    CHECK_EQ(mbedtls_md_type_from_psa_alg(PSA_ALG_ECDSA(PSA_ALG_SHA_384)), MBEDTLS_MD_SHA384);
}

static void signatures(void)
{
    unsigned char raw[64], der[80], back[64];
    size_t length = 0;

    memset(raw, 0x80, sizeof(raw));
    CHECK_EQ(mbedtls_ecdsa_raw_to_der(256, raw, sizeof(raw), der, sizeof(der), &length), 0);
    CHECK_EQ(length, 72);
    CHECK_EQ(mbedtls_ecdsa_der_to_raw(256, der, length, back, sizeof(back), &length), 0);
    CHECK_EQ(length, 64);
    CHECK(memcmp(raw, back, sizeof(raw)) == 0);
    CHECK_EQ(mbedtls_ecdsa_der_to_raw(256, der, 72, back, 63, &length), -0x6C);
    CHECK_EQ(mbedtls_ecdsa_raw_to_der(256, raw, sizeof(raw), der, 71, &length), -0x6C);
    CHECK_EQ(mbedtls_ecdsa_raw_to_der(384, raw, sizeof(raw), der, sizeof(der), &length), -0x68);
    ONLY_OURS CHECK_EQ(mbedtls_ecdsa_raw_to_der(256, NULL, 64, der, sizeof(der), &length), -0x68);
}

static void curves(void)
{
    size_t bits = 77;

    CHECK_EQ(mbedtls_ecc_group_to_psa(MBEDTLS_ECP_DP_SECP384R1, &bits), PSA_ECC_FAMILY_SECP_R1);
    CHECK_EQ(bits, 384);
    CHECK_EQ(mbedtls_ecc_group_to_psa(MBEDTLS_ECP_DP_CURVE25519, &bits), PSA_ECC_FAMILY_MONTGOMERY);
    CHECK_EQ(bits, 255);
    CHECK_EQ(mbedtls_ecc_group_to_psa(MBEDTLS_ECP_DP_NONE, &bits), 0);
    CHECK_EQ(bits, 0);
    CHECK_EQ(mbedtls_ecc_group_from_psa(PSA_ECC_FAMILY_SECP_R1, 521), MBEDTLS_ECP_DP_SECP521R1);
    CHECK_EQ(mbedtls_ecc_group_from_psa(PSA_ECC_FAMILY_SECP_R1, 520), MBEDTLS_ECP_DP_NONE);
    ONLY_OURS CHECK_EQ(mbedtls_ecc_group_to_psa(MBEDTLS_ECP_DP_SECP256R1, NULL), PSA_ECC_FAMILY_SECP_R1);
}

int main(void)
{
    curves();
    random_bytes();
    hashes();
    signatures();
    return check_result();
}
