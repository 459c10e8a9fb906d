/* Private keys, and pairs of keys. */
#include "hex.h"
#include "rng.h"
#include <mbedtls/ecp.h>

static mbedtls_ecp_group group;
static mbedtls_ecp_point p, q, r;
static mbedtls_mpi d;
static unsigned char bytes[140];
static size_t len;
static unsigned char next_random = 1;

#define RNG counting_rng, &next_random

static void private_keys(void)
{
    CHECK_EQ(mbedtls_mpi_lset(&d, 2), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &d), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &group.N), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_mpi_lset(&d, 0), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &d), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_mpi_lset(&d, -1), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &d), MBEDTLS_ERR_ECP_INVALID_KEY);
}

static void generating(void)
{
    CHECK_EQ(mbedtls_ecp_gen_privkey(&group, &d, RNG), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &d), 0);
    CHECK_EQ(mbedtls_ecp_gen_keypair(&group, &d, &p, RNG), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &d, &group.G, RNG), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_gen_keypair(&group, &d, &p, broken_rng, NULL), -0x55);
    CHECK_EQ(mbedtls_ecp_gen_keypair_base(&group, &q, &d, &p, RNG), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &p), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &r, &d, &q, RNG), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &r), 0);
}

/* A pair is written and read again, its public key computed anew, and the parts taken out. */
static void pairs(mbedtls_ecp_group_id id, mbedtls_ecp_group_id another, size_t size)
{
    mbedtls_ecp_keypair key, other;

    mbedtls_ecp_keypair_init(&key);
    mbedtls_ecp_keypair_init(&other);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(&key), MBEDTLS_ECP_DP_NONE);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &key, RNG), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_NONE, &key, RNG), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ecp_gen_key(id, &key, broken_rng, NULL), -0x55);
    CHECK_EQ(mbedtls_ecp_gen_key(id, &key, RNG), 0);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(&key), id);
    CHECK_EQ(mbedtls_ecp_write_key_ext(&key, &len, bytes, size - 1), MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_write_key_ext(&key, &len, bytes, size), 0);
    CHECK_EQ(len, size);
    CHECK_EQ(mbedtls_ecp_write_key_ext(&key, &len, bytes, sizeof bytes), 0);
    CHECK_EQ(len, size);
    CHECK_EQ(mbedtls_ecp_read_key(id, &other, bytes, len), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &other, RNG), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_keypair_calc_public(&other, RNG), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &other, RNG), 0);
    CHECK_EQ(mbedtls_ecp_export(&key, NULL, NULL, NULL), 0);
    CHECK_EQ(mbedtls_ecp_export(&key, &group, &d, &p), 0);
    CHECK_EQ(group.id, id);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &d, &group.G, RNG), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_write_public_key(&other, MBEDTLS_ECP_PF_COMPRESSED, &len, bytes, sizeof bytes), 0);
    CHECK_EQ(len, 1 + size);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, bytes, len), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_write_public_key(&key, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, sizeof bytes), 0);
    CHECK_EQ(len, 1 + 2 * size);
    CHECK_EQ(mbedtls_ecp_set_public_key(another, &other, &group.G), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_set_public_key(id, &other, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &other, RNG), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_write_key(&key, bytes, 20), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_write_key(&key, bytes, size), 0);
    CHECK_EQ(mbedtls_ecp_read_key(id, &other, bytes, size), 0);
    memset(bytes, 0xFF, size);
    CHECK_EQ(mbedtls_ecp_read_key(id, &other, bytes, size), MBEDTLS_ERR_ECP_INVALID_KEY);
    mbedtls_ecp_keypair_free(&key);
    mbedtls_ecp_keypair_free(&other);
}

/* Mbed TLS does not look for NULL. */
static void null(void)
{
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(NULL), MBEDTLS_ECP_DP_NONE);
}

int main(void)
{
    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_point_init(&p);
    mbedtls_ecp_point_init(&q);
    mbedtls_ecp_point_init(&r);
    mbedtls_mpi_init(&d);
    CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1), 0);
    private_keys();
    generating();
    pairs(MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_SECP384R1, 32);
    pairs(MBEDTLS_ECP_DP_SECP521R1, MBEDTLS_ECP_DP_SECP256R1, 66);
    ONLY_OURS null();
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_point_free(&p);
    mbedtls_ecp_point_free(&q);
    mbedtls_ecp_point_free(&r);
    mbedtls_mpi_free(&d);
    mbedtls_ecp_keypair_free(NULL);
    return check_result();
}
