/* Curves, groups and points, in their encodings too. */
#include "hex.h"
#include "rng.h"
#include <mbedtls/ecp.h>

/* The base point of secp256r1, and twice it. */
static const char base_hex[] = "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                               "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
static const char base_short_hex[] = "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
static const char double_hex[] = "047cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978"
                                 "07775510db8ed040293d9ac69f7430dbba7dade63ce982299e04b79d227873d1";
static mbedtls_ecp_group group;
static mbedtls_ecp_point p, q, r;
static mbedtls_mpi d, m, n;
static unsigned char bytes[140];
static size_t len;
static unsigned char next_random = 1;

#define RNG counting_rng, &next_random

static void curves(void)
{
    const mbedtls_ecp_curve_info *info = mbedtls_ecp_curve_info_from_grp_id(MBEDTLS_ECP_DP_SECP256R1);
    const mbedtls_ecp_group_id *ids = mbedtls_ecp_grp_id_list();
    size_t count = 0;

    CHECK(info != NULL && info->tls_id == 23 && info->bit_size == 256 && strcmp(info->name, "secp256r1") == 0);
    CHECK(mbedtls_ecp_curve_info_from_tls_id(23) == info);
    CHECK(mbedtls_ecp_curve_info_from_name("secp256r1") == info);
    CHECK(mbedtls_ecp_curve_info_from_name("P-256") == NULL);
    CHECK(mbedtls_ecp_curve_info_from_name("none") == NULL);
    CHECK(mbedtls_ecp_curve_info_from_grp_id(MBEDTLS_ECP_DP_NONE) == NULL);
    CHECK(mbedtls_ecp_curve_info_from_tls_id(0) == NULL);
    CHECK(mbedtls_ecp_curve_info_from_tls_id(1) == NULL);
    for (info = mbedtls_ecp_curve_list(); info->grp_id != MBEDTLS_ECP_DP_NONE; info++) {
        CHECK_EQ(ids[count], info->grp_id);
        count++;
    }
    CHECK_EQ(ids[count], MBEDTLS_ECP_DP_NONE);
    CHECK(count >= 4);
    ONLY_OURS CHECK_EQ(count, 4);
}

static void groups(void)
{
    mbedtls_ecp_group copy;

    CHECK_EQ(mbedtls_ecp_get_type(&group), MBEDTLS_ECP_TYPE_NONE);
    CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_NONE), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ecp_group_load(&group, (mbedtls_ecp_group_id) 99), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    ONLY_OURS CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_CURVE25519), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    mbedtls_ecp_group_init(&copy);
    for (int id = MBEDTLS_ECP_DP_SECP256R1; id <= MBEDTLS_ECP_DP_SECP521R1; id++) {
        CHECK_EQ(mbedtls_ecp_group_load(&group, (mbedtls_ecp_group_id) id), 0);
        CHECK_EQ(mbedtls_ecp_group_copy(&copy, &group), 0);
        CHECK_EQ(copy.id, id);
        CHECK_EQ(mbedtls_mpi_bitlen(&copy.P), copy.pbits);
        CHECK_EQ(mbedtls_mpi_bitlen(&copy.N), copy.nbits);
        CHECK_EQ(mbedtls_ecp_check_pubkey(&copy, &copy.G), 0);
        CHECK_EQ(mbedtls_ecp_group_a_is_minus_3(&copy), 1);
        CHECK_EQ(mbedtls_ecp_get_type(&copy), MBEDTLS_ECP_TYPE_SHORT_WEIERSTRASS);
    }
    mbedtls_ecp_group_free(&copy);
    CHECK_EQ(copy.id, MBEDTLS_ECP_DP_NONE);
    mbedtls_ecp_group_free(&copy);
    CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1), 0);
    CHECK_EQ(group.nbits, 256);
}

static void points(void)
{
    CHECK_EQ(mbedtls_ecp_is_zero(&p), 1);
    CHECK_EQ(mbedtls_ecp_copy(&p, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_is_zero(&p), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_copy(&q, &p), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), 0);
    CHECK_EQ(mbedtls_ecp_set_zero(&q), 0);
    CHECK_EQ(mbedtls_ecp_is_zero(&q), 1);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_point_read_string(&q, 16, "1A", "2b"), 0);
    CHECK_EQ(mbedtls_mpi_cmp_int(&q.MBEDTLS_PRIVATE(Y), 0x2B), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_point_read_string(&q, 10, "1", "2"), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_point_read_string(&q, 10, "1A", "2"), MBEDTLS_ERR_MPI_INVALID_CHARACTER);
}

static void encodings(void)
{
    CHECK_EQ(mbedtls_ecp_copy(&p, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 64),
             MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 65), 0);
    CHECK_EQ(len, 65);
    CHECK_HEX(bytes, base_hex);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, bytes, 65), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, bytes, 64), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    /* Whether a point is on the curve is not seen while it is read. */
    bytes[64] ^= 1;
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, bytes, 65), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_COMPRESSED, &len, bytes, sizeof bytes), 0);
    CHECK_EQ(len, 33);
    CHECK_HEX(bytes, base_short_hex);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, bytes, 33), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, bytes, 32), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, 2, &len, bytes, sizeof bytes), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_set_zero(&q), 0);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &q, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 1), 0);
    CHECK(len == 1 && bytes[0] == 0);
}

static void tls_groups(void)
{
    static const unsigned char named[] = { 3, 0, 24, 7 }, explicit[] = { 1, 0, 24 };
    const unsigned char *next = named;
    mbedtls_ecp_group other;
    mbedtls_ecp_group_id id = MBEDTLS_ECP_DP_NONE;

    mbedtls_ecp_group_init(&other);
    CHECK_EQ(mbedtls_ecp_tls_read_group(&other, &next, 2), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    next = named;
    CHECK_EQ(mbedtls_ecp_tls_read_group(&other, &next, 4), 0);
    CHECK(next == named + 3 && other.id == MBEDTLS_ECP_DP_SECP384R1);
    next = named;
    CHECK_EQ(mbedtls_ecp_tls_read_group_id(&id, &next, 3), 0);
    CHECK(next == named + 3 && id == MBEDTLS_ECP_DP_SECP384R1);
    next = explicit;
    CHECK_EQ(mbedtls_ecp_tls_read_group_id(&id, &next, 3), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_tls_write_group(&other, &len, bytes, 2), MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_tls_write_group(&other, &len, bytes, 3), 0);
    CHECK(len == 3 && memcmp(bytes, named, 3) == 0);
    CHECK_EQ(mbedtls_ecp_tls_write_group(&group, &len, bytes, 3), 0);
    CHECK_HEX(bytes, "030017");
    mbedtls_ecp_group_free(&other);
}

static void tls_points(void)
{
    const unsigned char *next = bytes;
    mbedtls_ecp_group other;

    mbedtls_ecp_group_init(&other);
    CHECK_EQ(mbedtls_ecp_group_load(&other, MBEDTLS_ECP_DP_SECP384R1), 0);
    CHECK_EQ(mbedtls_ecp_tls_write_point(&other, &other.G, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 97),
             MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_tls_write_point(&other, &other.G, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 98), 0);
    CHECK(len == 98 && bytes[0] == 97 && bytes[1] == 4);
    CHECK_EQ(mbedtls_ecp_tls_read_point(&other, &q, &next, 97), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    next = bytes;
    CHECK_EQ(mbedtls_ecp_tls_read_point(&other, &q, &next, 98), 0);
    CHECK(next == bytes + 98);
    CHECK_EQ(mbedtls_ecp_point_cmp(&q, &other.G), 0);
    CHECK_EQ(mbedtls_ecp_tls_write_point(&group, &group.G, MBEDTLS_ECP_PF_COMPRESSED, &len, bytes, sizeof bytes), 0);
    CHECK_EQ(len, 34);
    CHECK_HEX(bytes + 1, base_short_hex);
    next = bytes;
    CHECK_EQ(mbedtls_ecp_tls_read_point(&group, &q, &next, len), 0);
    CHECK(next == bytes + 34);
    CHECK_EQ(mbedtls_ecp_point_cmp(&q, &group.G), 0);
    mbedtls_ecp_group_free(&other);
}

static void products(void)
{
    CHECK_EQ(mbedtls_mpi_lset(&m, 2), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &m, &group.G, RNG), 0);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &q, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, bytes, 65), 0);
    CHECK_HEX(bytes, double_hex);
    CHECK_EQ(mbedtls_mpi_lset(&n, 3), 0);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &group.G, &n, &group.G), 0);
    CHECK_EQ(mbedtls_mpi_lset(&d, 5), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &p, &d, &group.G, RNG), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &r), 0);
    CHECK_EQ(mbedtls_mpi_lset(&n, -1), 0);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &p, &n, &p), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&r, &p), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &r, &n, &p, RNG), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_mpi_lset(&m, 1), 0);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &p, &n, &p), 0);
    CHECK_EQ(mbedtls_ecp_is_zero(&r), 1);
    CHECK_EQ(mbedtls_mpi_lset(&n, -2), 0);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &p, &n, &p), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_mul(&group, &r, &group.N, &p, RNG), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_mul(&group, &r, &m, &p, NULL, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
}

/* Mbed TLS does not look for NULL. */
static void null(void)
{
    CHECK(mbedtls_ecp_curve_info_from_name(NULL) == NULL);
    CHECK_EQ(mbedtls_ecp_group_load(NULL, MBEDTLS_ECP_DP_SECP256R1), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_copy(NULL, &p), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &q, &m, NULL, &n, &p), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &q, &m, &p, &m, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &p, NULL, 65), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    mbedtls_ecp_group_free(&group);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &m, &p, RNG), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
}

int main(void)
{
    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_point_init(&p);
    mbedtls_ecp_point_init(&q);
    mbedtls_ecp_point_init(&r);
    mbedtls_mpi_init(&d);
    mbedtls_mpi_init(&m);
    mbedtls_mpi_init(&n);
    curves();
    groups();
    points();
    encodings();
    tls_groups();
    tls_points();
    products();
    ONLY_OURS null();
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_point_free(&p);
    mbedtls_ecp_point_free(&q);
    mbedtls_ecp_point_free(&r);
    mbedtls_mpi_free(&d);
    mbedtls_mpi_free(&m);
    mbedtls_mpi_free(&n);
    mbedtls_ecp_group_free(NULL);
    mbedtls_ecp_point_free(NULL);
    return check_result();
}
