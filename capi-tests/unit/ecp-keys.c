#include "hex.h"
#include <mbedtls/ecp.h>

static const char g_hex[] = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                            "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
static const char g_short_hex[] = "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
static const char double_hex[] = "047cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978"
                                 "07775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1";
static mbedtls_ecp_group group, other;
static mbedtls_ecp_point p, q;
static mbedtls_mpi m, n;
static unsigned char bytes[140];
static size_t len;

static int counting(void *p_rng, unsigned char *out, size_t size)
{
    static unsigned char next = 1;
    (void) p_rng;
    while (size-- > 0) {
        *out++ = next++;
    }
    return 0;
}

static int fails(void *p_rng, unsigned char *out, size_t size)
{
    (void) p_rng;
    memset(out, 0, size);
    return -0x1234;
}

static void curves(void)
{
    const mbedtls_ecp_curve_info *info = mbedtls_ecp_curve_info_from_grp_id(MBEDTLS_ECP_DP_SECP256R1);
    int found = 0;
    CHECK(info != NULL && info->tls_id == 23 && info->bit_size == 256);
    CHECK(mbedtls_ecp_curve_info_from_tls_id(23) == info);
    CHECK(mbedtls_ecp_curve_info_from_name("secp256r1") == info);
    CHECK(mbedtls_ecp_curve_info_from_name("P-256") == NULL);
    CHECK(mbedtls_ecp_curve_info_from_tls_id(1) == NULL);
    for (info = mbedtls_ecp_curve_list(); info->grp_id != MBEDTLS_ECP_DP_NONE; info++) {
        CHECK_EQ(mbedtls_ecp_grp_id_list()[found], info->grp_id);
        found++;
    }
    CHECK(found >= 4);
    CHECK_EQ(mbedtls_ecp_grp_id_list()[found], MBEDTLS_ECP_DP_NONE);
}

static void groups(void)
{
    mbedtls_ecp_group_id id = MBEDTLS_ECP_DP_NONE;
    const unsigned char *at = bytes;
    CHECK_EQ(mbedtls_ecp_get_type(&group), MBEDTLS_ECP_TYPE_NONE);
    CHECK_EQ(mbedtls_ecp_group_load(&group, (mbedtls_ecp_group_id) 99), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1), 0);
    CHECK_EQ(mbedtls_ecp_get_type(&group), MBEDTLS_ECP_TYPE_SHORT_WEIERSTRASS);
    CHECK_EQ(group.nbits, 256);
    CHECK_EQ(mbedtls_ecp_group_copy(&other, &group), 0);
    CHECK_EQ(other.id, MBEDTLS_ECP_DP_SECP256R1);
    ONLY_OURS CHECK_EQ(mbedtls_ecp_group_a_is_minus_3(&group), 1);
    CHECK_EQ(mbedtls_ecp_tls_write_group(&group, &len, bytes, 2), MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_tls_write_group(&group, &len, bytes, 3), 0);
    CHECK_EQ(len, 3);
    CHECK_HEX(bytes, "030017");
    CHECK_EQ(mbedtls_ecp_tls_read_group_id(&id, &at, 3), 0);
    CHECK_EQ(id, MBEDTLS_ECP_DP_SECP256R1);
    CHECK(at == bytes + 3);
    at = bytes;
    CHECK_EQ(mbedtls_ecp_tls_read_group(&other, &at, 2), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    at = bytes;
    CHECK_EQ(mbedtls_ecp_tls_read_group(&other, &at, 3), 0);
    CHECK_EQ(other.id, MBEDTLS_ECP_DP_SECP256R1);
}

static void points(void)
{
    const unsigned char *at = bytes;
    size_t size = from_hex(g_short_hex, bytes);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &p, bytes, size), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &p, bytes, size - 1), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 64),
             MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, 2, &len, bytes, 65), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 65), 0);
    CHECK_EQ(len, 65);
    CHECK_HEX(bytes, g_hex);
    CHECK_EQ(mbedtls_ecp_tls_write_point(&group, &p, MBEDTLS_ECP_PF_COMPRESSED, &len, bytes, sizeof bytes), 0);
    CHECK_EQ(len, 34);
    CHECK_HEX(bytes + 1, g_short_hex);
    CHECK_EQ(mbedtls_ecp_tls_read_point(&group, &q, &at, len), 0);
    CHECK(at == bytes + 34);
    CHECK_EQ(mbedtls_ecp_is_zero(&q), 0);
    CHECK_EQ(mbedtls_ecp_set_zero(&q), 0);
    CHECK_EQ(mbedtls_ecp_is_zero(&q), 1);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_copy(&q, &p), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), 0);
    CHECK_EQ(mbedtls_ecp_point_read_string(&q, 10, "1", "2"), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
}

static void products(void)
{
    CHECK_EQ(mbedtls_mpi_lset(&m, 2), 0);
    CHECK_EQ(mbedtls_mpi_lset(&n, -1), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &m), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &n), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &group.N), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &m, &p, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &q, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 65), 0);
    CHECK_HEX(bytes, double_hex);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &m, &p, NULL, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &n, &p, counting, NULL), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &q, &m, &p, &n, &p), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&q, &p), 0);
}

static void keys(void)
{
    mbedtls_ecp_keypair key, copy;
    mbedtls_ecp_keypair_init(&key);
    mbedtls_ecp_keypair_init(&copy);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(&key), MBEDTLS_ECP_DP_NONE);
    CHECK_EQ(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, &key, fails, NULL), -0x1234);
    CHECK_EQ(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, &key, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(&key), MBEDTLS_ECP_DP_SECP256R1);
    CHECK_EQ(mbedtls_ecp_write_key_ext(&key, &len, bytes, 31), MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_write_key_ext(&key, &len, bytes, 32), 0);
    CHECK_EQ(len, 32);
    CHECK_EQ(mbedtls_ecp_write_key(&key, bytes, 32), 0);
    CHECK_EQ(mbedtls_ecp_read_key(MBEDTLS_ECP_DP_SECP256R1, &copy, bytes, 32), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &copy, counting, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_keypair_calc_public(&copy, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &copy, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_export(&key, &other, &m, &p), 0);
    CHECK_EQ(mbedtls_ecp_write_public_key(&copy, MBEDTLS_ECP_PF_COMPRESSED, &len, bytes, sizeof bytes), 0);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, bytes, len), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP384R1, &copy, &q), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP256R1, &copy, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_gen_privkey(&group, &m, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &m), 0);
    CHECK_EQ(mbedtls_ecp_gen_keypair(&group, &m, &p, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &m, &group.G, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_gen_keypair_base(&group, &q, &m, &p, counting, NULL), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &p), 0);
    mbedtls_ecp_keypair_free(&key);
    mbedtls_ecp_keypair_free(&copy);
}

/* Mbed TLS does not look for NULL. */
static void null(void)
{
    CHECK_EQ(mbedtls_ecp_group_load(NULL, MBEDTLS_ECP_DP_SECP256R1), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_copy(NULL, &p), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &q, &m, NULL, &n, &p), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &p, NULL, 65), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK(mbedtls_ecp_curve_info_from_name(NULL) == NULL);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(NULL), MBEDTLS_ECP_DP_NONE);
    mbedtls_ecp_group_free(&group);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &m, &p, counting, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
}

int main(void)
{
    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_group_init(&other);
    mbedtls_ecp_point_init(&p);
    mbedtls_ecp_point_init(&q);
    mbedtls_mpi_init(&m);
    mbedtls_mpi_init(&n);
    curves();
    groups();
    points();
    products();
    keys();
    ONLY_OURS null();
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_group_free(&other);
    mbedtls_ecp_point_free(&p);
    mbedtls_ecp_point_free(&q);
    mbedtls_mpi_free(&m);
    mbedtls_mpi_free(&n);
    mbedtls_ecp_group_free(NULL);
    mbedtls_ecp_point_free(NULL);
    mbedtls_ecp_keypair_free(NULL);
    return check_result();
}
