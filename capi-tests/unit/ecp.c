#include "check.h"
#include <mbedtls/ecp.h>
#include <string.h>

static int some_rng(void *ctx, unsigned char *out, size_t len)
{
    static unsigned char next = 1;

    (void) ctx;
    for (size_t i = 0; i < len; i++) {
        out[i] = next = (unsigned char) (next * 73 + 41);
    }
    return 0;
}

static int broken_rng(void *ctx, unsigned char *out, size_t len)
{
    (void) ctx, (void) out, (void) len;
    return -0x55;
}

static mbedtls_ecp_group group;
static mbedtls_ecp_point p, q, r;
static mbedtls_mpi d, m, n;
static unsigned char buf[140];
static size_t len;

static void curves(void)
{
    const mbedtls_ecp_curve_info *info = mbedtls_ecp_curve_info_from_grp_id(MBEDTLS_ECP_DP_SECP256R1);
    const mbedtls_ecp_group_id *ids = mbedtls_ecp_grp_id_list();
    size_t count = 0;

    CHECK(info != NULL && info->tls_id == 23 && info->bit_size == 256 && strcmp(info->name, "secp256r1") == 0);
    CHECK(mbedtls_ecp_curve_info_from_tls_id(23) == info);
    CHECK(mbedtls_ecp_curve_info_from_name("secp256r1") == info);
    CHECK(mbedtls_ecp_curve_info_from_name("none") == NULL);
    CHECK(mbedtls_ecp_curve_info_from_grp_id(MBEDTLS_ECP_DP_NONE) == NULL);
    CHECK(mbedtls_ecp_curve_info_from_tls_id(0) == NULL);
    ONLY_OURS CHECK(mbedtls_ecp_curve_info_from_name(NULL) == NULL);
    for (info = mbedtls_ecp_curve_list(); info->grp_id != MBEDTLS_ECP_DP_NONE; info++) {
        CHECK_EQ(ids[count], info->grp_id);
        count++;
    }
    CHECK_EQ(ids[count], MBEDTLS_ECP_DP_NONE);
    ONLY_OURS CHECK_EQ(count, 4);
}

static void groups(void)
{
    mbedtls_ecp_group copy;

    CHECK_EQ(mbedtls_ecp_get_type(&group), MBEDTLS_ECP_TYPE_NONE);
    CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_NONE), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    ONLY_OURS CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_CURVE25519), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    ONLY_OURS CHECK_EQ(mbedtls_ecp_group_load(NULL, MBEDTLS_ECP_DP_SECP256R1), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
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
    mbedtls_ecp_group_free(NULL);
    CHECK_EQ(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1), 0);
}

static void points(void)
{
    CHECK_EQ(mbedtls_ecp_is_zero(&p), 1);
    CHECK_EQ(mbedtls_ecp_copy(&p, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_is_zero(&p), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &group.G), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, buf, 64),
             MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, buf, 65), 0);
    CHECK_EQ(len, 65);
    CHECK_EQ(buf[0], 4);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, buf, 65), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, buf, 64), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    buf[64] ^= 1;
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, buf, 65), 0);
    CHECK_EQ(mbedtls_ecp_check_pubkey(&group, &q), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, MBEDTLS_ECP_PF_COMPRESSED, &len, buf, sizeof(buf)), 0);
    CHECK_EQ(len, 33);
    CHECK_EQ(mbedtls_ecp_point_read_binary(&group, &q, buf, 33), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &p, 2, &len, buf, sizeof(buf)), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_set_zero(&q), 0);
    CHECK_EQ(mbedtls_ecp_is_zero(&q), 1);
    CHECK_EQ(mbedtls_ecp_point_write_binary(&group, &q, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, buf, 1), 0);
    CHECK(len == 1 && buf[0] == 0);
    CHECK_EQ(mbedtls_ecp_point_read_string(&q, 16, "1A", "2b"), 0);
    CHECK_EQ(mbedtls_mpi_cmp_int(&q.MBEDTLS_PRIVATE(Y), 0x2B), 0);
    CHECK_EQ(mbedtls_ecp_point_read_string(&q, 10, "1A", "2"), MBEDTLS_ERR_MPI_INVALID_CHARACTER);
    mbedtls_ecp_point_free(NULL);
}

static void tls(void)
{
    static const unsigned char named[] = { 3, 0, 24, 7 }, explicit[] = { 1, 0, 24 };
    const unsigned char *next = named;
    mbedtls_ecp_group other;
    mbedtls_ecp_group_id id = MBEDTLS_ECP_DP_NONE;

    mbedtls_ecp_group_init(&other);
    CHECK_EQ(mbedtls_ecp_tls_read_group(&other, &next, 2), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_tls_read_group(&other, &next, 4), 0);
    CHECK(next == named + 3 && other.id == MBEDTLS_ECP_DP_SECP384R1);
    next = named;
    CHECK_EQ(mbedtls_ecp_tls_read_group_id(&id, &next, 3), 0);
    CHECK_EQ(id, MBEDTLS_ECP_DP_SECP384R1);
    next = explicit;
    CHECK_EQ(mbedtls_ecp_tls_read_group_id(&id, &next, 3), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_tls_write_group(&other, &len, buf, 2), MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_tls_write_group(&other, &len, buf, 3), 0);
    CHECK(len == 3 && memcmp(buf, named, 3) == 0);
    CHECK_EQ(mbedtls_ecp_tls_write_point(&other, &other.G, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, buf, 97),
             MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_tls_write_point(&other, &other.G, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, buf, 98), 0);
    CHECK(len == 98 && buf[0] == 97 && buf[1] == 4);
    next = buf;
    CHECK_EQ(mbedtls_ecp_tls_read_point(&other, &q, &next, 97), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    next = buf;
    CHECK_EQ(mbedtls_ecp_tls_read_point(&other, &q, &next, 98), 0);
    CHECK(next == buf + 98);
    CHECK_EQ(mbedtls_ecp_point_cmp(&q, &other.G), 0);
    mbedtls_ecp_group_free(&other);
}

static void arithmetic(void)
{
    CHECK_EQ(mbedtls_mpi_lset(&m, 2), 0);
    CHECK_EQ(mbedtls_mpi_lset(&n, 3), 0);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &group.G, &n, &group.G), 0);
    CHECK_EQ(mbedtls_mpi_lset(&d, 5), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &p, &d, &group.G, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &r), 0);
    CHECK_EQ(mbedtls_mpi_lset(&n, -1), 0);
    CHECK_EQ(mbedtls_mpi_lset(&m, 1), 0);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &p, &n, &p), 0);
    CHECK_EQ(mbedtls_ecp_is_zero(&r), 1);
    CHECK_EQ(mbedtls_mpi_lset(&n, -2), 0);
    CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &p, &n, &p), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_mul(&group, &r, &group.N, &p, some_rng, NULL), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_mul(&group, &r, &m, &p, NULL, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &d), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &group.N), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_mpi_lset(&d, 0), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &d), MBEDTLS_ERR_ECP_INVALID_KEY);
    ONLY_OURS CHECK_EQ(mbedtls_ecp_muladd(&group, &r, &m, &p, &m, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
}

static void generating(void)
{
    CHECK_EQ(mbedtls_ecp_gen_privkey(&group, &d, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_check_privkey(&group, &d), 0);
    CHECK_EQ(mbedtls_ecp_gen_keypair(&group, &d, &p, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &d, &group.G, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    CHECK_EQ(mbedtls_ecp_gen_keypair(&group, &d, &p, broken_rng, NULL), -0x55);
    CHECK_EQ(mbedtls_ecp_gen_keypair_base(&group, &q, &d, &p, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &r, &d, &q, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &r), 0);
}

static void pairs(void)
{
    mbedtls_ecp_keypair key, other;

    mbedtls_ecp_keypair_init(&key);
    mbedtls_ecp_keypair_init(&other);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(&key), MBEDTLS_ECP_DP_NONE);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &key, some_rng, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_NONE, &key, some_rng, NULL), MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP521R1, &key, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_keypair_get_group_id(&key), MBEDTLS_ECP_DP_SECP521R1);
    CHECK_EQ(mbedtls_ecp_write_key_ext(&key, &len, buf, 65), MBEDTLS_ERR_ECP_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_write_key_ext(&key, &len, buf, sizeof(buf)), 0);
    CHECK_EQ(len, 66);
    CHECK_EQ(mbedtls_ecp_read_key(MBEDTLS_ECP_DP_SECP521R1, &other, buf, len), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &other, some_rng, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_keypair_calc_public(&other, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &other, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP256R1, &other, &p), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_set_public_key(MBEDTLS_ECP_DP_SECP521R1, &other, &p), 0);
    CHECK_EQ(mbedtls_ecp_check_pub_priv(&key, &other, some_rng, NULL), MBEDTLS_ERR_ECP_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_ecp_write_key(&key, buf, 20), MBEDTLS_ERR_MPI_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_ecp_write_key(&key, buf, 66), 0);
    memset(buf, 0xFF, 66);
    CHECK_EQ(mbedtls_ecp_read_key(MBEDTLS_ECP_DP_SECP521R1, &other, buf, 66), MBEDTLS_ERR_ECP_INVALID_KEY);
    CHECK_EQ(mbedtls_ecp_write_public_key(&key, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, buf, sizeof(buf)), 0);
    CHECK_EQ(len, 133);
    CHECK_EQ(mbedtls_ecp_export(&key, &group, &d, &p), 0);
    CHECK_EQ(group.id, MBEDTLS_ECP_DP_SECP521R1);
    CHECK_EQ(mbedtls_ecp_export(&key, NULL, NULL, NULL), 0);
    CHECK_EQ(mbedtls_ecp_mul(&group, &q, &d, &group.G, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_ecp_point_cmp(&p, &q), 0);
    mbedtls_ecp_keypair_free(&key);
    mbedtls_ecp_keypair_free(&other);
    mbedtls_ecp_keypair_free(NULL);
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
    tls();
    arithmetic();
    generating();
    pairs();
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_point_free(&p);
    mbedtls_ecp_point_free(&q);
    mbedtls_ecp_point_free(&r);
    mbedtls_mpi_free(&d);
    mbedtls_mpi_free(&m);
    mbedtls_mpi_free(&n);
    return check_result();
}
