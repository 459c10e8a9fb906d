/* Points and keys on curves: what is read, written, calculated and refused. */
#include "support/check.h"

#include <mbedtls/ecp.h>

#include <stdio.h>
#include <string.h>

#define EACH(i, list) for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)

static const mbedtls_ecp_group_id offered[] = { MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_ECP_DP_SECP384R1, MBEDTLS_ECP_DP_SECP521R1 };
static unsigned long long state;

static int bytes_of(void *p, unsigned char *out, size_t len)
{
    (void) p;
    while (len-- > 0) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        *out++ = (unsigned char) (state >> 24);
    }
    return 0;
}

/* How much randomness a call takes is not the same: each begins anew. */
static void anew(void)
{
    static unsigned long long count;

    state = ++count * 0x9E3779B97F4A7C15ull;
}

static int fails(void *p, unsigned char *out, size_t len)
{
    (void) p;
    memset(out, 0, len);
    return -0x1234;
}

static void must(int code)
{
    if (code != 0)
        fatal("not to be: -0x%x", (unsigned) -code);
}

static void say_number(const char *what, const mbedtls_mpi *number)
{
    unsigned char bytes[200];
    size_t len = mbedtls_mpi_size(number);

    must(mbedtls_mpi_write_binary(number, bytes, len));
    say("%s %d", what, mbedtls_mpi_cmp_int(number, 0));
    say_hex(what, bytes, len);
}

static void say_point(const mbedtls_ecp_group *group, const mbedtls_ecp_point *point)
{
    unsigned char bytes[MBEDTLS_ECP_MAX_PT_LEN];
    size_t len = 0;

    if (say_code("point_write_binary", mbedtls_ecp_point_write_binary(group, point, 0, &len, bytes, sizeof(bytes))) == 0)
        say_hex("point", bytes, len);
}

static void loaded(mbedtls_ecp_group_id id)
{
    mbedtls_ecp_group group, copy;

    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_group_init(&copy);
    say("curve %d", (int) id);
    say_code("group_load", mbedtls_ecp_group_load(&group, id));
    say("id %d, type %d, %d and %d bits", (int) group.id, (int) mbedtls_ecp_get_type(&group), (int) group.pbits, (int) group.nbits);
    if (group.id != MBEDTLS_ECP_DP_NONE) {
        say_number("P", &group.P);
        say_number("N", &group.N);
        say_point(&group, &group.G);
        say_code("group_copy", mbedtls_ecp_group_copy(&copy, &group));
        say("copy %d", (int) copy.id);
    }
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_group_free(&copy);
}

static void groups(void)
{
    size_t i;

    EACH(i, offered)
        loaded(offered[i]);
    loaded(MBEDTLS_ECP_DP_NONE);
    loaded((mbedtls_ecp_group_id) 14);
}

static void other_groups(void)
{
    int id;

    for (id = 1; id < 14; id++) {
        if (id < MBEDTLS_ECP_DP_SECP256R1 || id > MBEDTLS_ECP_DP_SECP521R1) {
            mbedtls_ecp_group group;

            mbedtls_ecp_group_init(&group);
            say("%d", id);
            say_code("group_load", mbedtls_ecp_group_load(&group, (mbedtls_ecp_group_id) id));
            mbedtls_ecp_group_free(&group);
        }
    }
}

static void say_info(const mbedtls_ecp_curve_info *info)
{
    if (info == NULL)
        say("none");
    else
        say("%s: %d, %d, %d bits", info->name, (int) info->grp_id, info->tls_id, info->bit_size);
}

static void infos(void)
{
    static const char *const names[] = { "secp256r1", "secp384r1", "secp521r1", "x25519", "SECP256R1", "P-256", "" };
    size_t i;

    EACH(i, offered)
        say_info(mbedtls_ecp_curve_info_from_grp_id(offered[i]));
    say_info(mbedtls_ecp_curve_info_from_grp_id(MBEDTLS_ECP_DP_NONE));
    EACH(i, names)
        say_info(mbedtls_ecp_curve_info_from_name(names[i]));
    for (i = 23; i < 26; i++)
        say_info(mbedtls_ecp_curve_info_from_tls_id((uint16_t) i));
    say_info(mbedtls_ecp_curve_info_from_tls_id(29));
    say_info(mbedtls_ecp_curve_info_from_tls_id(0));
}

/* Points that are written in both forms, cut, changed, and read again. */
static void points(void)
{
    unsigned char bytes[MBEDTLS_ECP_MAX_PT_LEN + 2], change[2];
    mbedtls_ecp_group group;
    mbedtls_ecp_point point, back;
    mbedtls_mpi d;
    const unsigned char *at;
    size_t i, size, len;
    int format, round;

    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_point_init(&point);
    mbedtls_ecp_point_init(&back);
    mbedtls_mpi_init(&d);
    EACH(i, offered)
    {
        must(mbedtls_ecp_group_load(&group, offered[i]));
        for (round = 0; round < 12; round++) {
            if (round == 0)
                must(mbedtls_ecp_set_zero(&point));
            anew();
            if (round > 0)
                must(mbedtls_ecp_gen_keypair(&group, &d, &point, bytes_of, NULL));
            for (format = -1; format < 3; format++) {
                for (size = 0; size < sizeof(bytes); size += size > 3 && size < 30 ? 9 : 1) {
                    len = 7777;
                    say_code("write", mbedtls_ecp_point_write_binary(&group, &point, format, &len, bytes, size));
                    say("%d", (int) len);
                    say_code("tls write", mbedtls_ecp_tls_write_point(&group, &point, format, &len, bytes, size));
                }
                if (mbedtls_ecp_point_write_binary(&group, &point, format, &len, bytes, sizeof(bytes)) != 0)
                    continue;
                say_hex("written", bytes, len);
                say_code("read", mbedtls_ecp_point_read_binary(&group, &back, bytes, len));
                say_code("cmp", mbedtls_ecp_point_cmp(&point, &back));
                say_code("short", mbedtls_ecp_point_read_binary(&group, &back, bytes, len - 1));
                say_code("long", mbedtls_ecp_point_read_binary(&group, &back, bytes, len + 1));
                anew();
                bytes_of(NULL, change, 2);
                bytes[change[0] % len] ^= change[1];
                if (say_code("changed", mbedtls_ecp_point_read_binary(&group, &back, bytes, len)) == 0)
                    say_code("check_pubkey", mbedtls_ecp_check_pubkey(&group, &back));
                must(mbedtls_ecp_tls_write_point(&group, &point, format, &len, bytes, sizeof(bytes)));
                at = bytes;
                say_code("tls read", mbedtls_ecp_tls_read_point(&group, &back, &at, len));
                say("%d", (int) (at - bytes));
                at = bytes;
                say_code("tls read, cut", mbedtls_ecp_tls_read_point(&group, &back, &at, len - 1));
            }
        }
        must(mbedtls_ecp_tls_write_group(&group, &len, bytes, sizeof(bytes)));
        say_hex("tls group", bytes, len);
        at = bytes;
        say_code("tls read", mbedtls_ecp_tls_read_group(&group, &at, len));
        at = bytes;
        say_code("tls read, cut", mbedtls_ecp_tls_read_group(&group, &at, 2));
        say_code("tls write, cut", mbedtls_ecp_tls_write_group(&group, &len, bytes, 2));
    }
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_point_free(&point);
    mbedtls_ecp_point_free(&back);
    mbedtls_mpi_free(&d);
}

/* Factors at the edges and random ones. */
static void products(void)
{
    mbedtls_ecp_group group;
    mbedtls_ecp_point p, q, r;
    mbedtls_mpi m, n, d;
    size_t i;
    int round;

    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_point_init(&p);
    mbedtls_ecp_point_init(&q);
    mbedtls_ecp_point_init(&r);
    mbedtls_mpi_init(&m);
    mbedtls_mpi_init(&n);
    mbedtls_mpi_init(&d);
    EACH(i, offered)
    {
        must(mbedtls_ecp_group_load(&group, offered[i]));
        for (round = 0; round < 30; round++) {
            anew();
            must(mbedtls_ecp_gen_keypair(&group, &d, &p, bytes_of, NULL));
            anew();
            must(mbedtls_ecp_gen_keypair(&group, &d, &q, bytes_of, NULL));
            anew();
            must(mbedtls_mpi_fill_random(&m, (group.nbits + 7) / 8 + (round & 1), bytes_of, NULL));
            must(mbedtls_mpi_mod_mpi(&m, &m, &group.N));
            anew();
            must(mbedtls_mpi_fill_random(&n, 9, bytes_of, NULL));
            if (round < 6)
                must(mbedtls_mpi_lset(&m, round - 2));
            else if (round < 9)
                must(mbedtls_mpi_add_int(&m, &group.N, round - 7));
            if (say_code("mul", mbedtls_ecp_mul(&group, &r, &m, &p, bytes_of, NULL)) == 0)
                say_point(&group, &r);
            say_code("check_privkey", mbedtls_ecp_check_privkey(&group, &m));
            if (say_code("muladd", mbedtls_ecp_muladd(&group, &r, &m, &p, &n, &q)) == 0)
                say_point(&group, &r);
            if (say_code("muladd, one point", mbedtls_ecp_muladd(&group, &r, &n, &p, &n, &p)) == 0)
                say_point(&group, &r);
            say_code("check_pubkey", mbedtls_ecp_check_pubkey(&group, &r));
        }
        must(mbedtls_mpi_lset(&m, 1));
        must(mbedtls_mpi_lset(&n, -1));
        if (say_code("muladd to infinity", mbedtls_ecp_muladd(&group, &r, &m, &p, &n, &p)) == 0)
            say_point(&group, &r);
        must(mbedtls_ecp_set_zero(&r));
        say_code("check_pubkey", mbedtls_ecp_check_pubkey(&group, &r));
        say_code("mul of infinity", mbedtls_ecp_mul(&group, &q, &m, &r, bytes_of, NULL));
    }
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_point_free(&p);
    mbedtls_ecp_point_free(&q);
    mbedtls_ecp_point_free(&r);
    mbedtls_mpi_free(&m);
    mbedtls_mpi_free(&n);
    mbedtls_mpi_free(&d);
}

/* SPAKE2 on P-256: K = w * M + X, with w a digest modulo the order. */
static void spake2(void)
{
    static const unsigned char m_bytes[] =
        "\x02\x88\x6e\x2f\x97\xac\xe4\x6e\x55\xba\x9d\xd7\x24\x25\x79\xf2\x99\x3b\x64\xe1\x6e\xf3\xdc\xab\x95\xaf\xd4\x97\x33\x3d\x8f\xa1\x2f";
    unsigned char digest[32], out[65];
    mbedtls_ecp_group group;
    mbedtls_ecp_point m, x, k;
    mbedtls_mpi w, secret, one;
    size_t len;
    int round;

    mbedtls_ecp_group_init(&group);
    mbedtls_ecp_point_init(&m);
    mbedtls_ecp_point_init(&x);
    mbedtls_ecp_point_init(&k);
    mbedtls_mpi_init(&w);
    mbedtls_mpi_init(&secret);
    mbedtls_mpi_init(&one);
    must(mbedtls_ecp_group_load(&group, MBEDTLS_ECP_DP_SECP256R1));
    say_code("read M", mbedtls_ecp_point_read_binary(&group, &m, m_bytes, sizeof(m_bytes) - 1));
    say_code("check M", mbedtls_ecp_check_pubkey(&group, &m));
    must(mbedtls_mpi_lset(&one, 1));
    for (round = 0; round < 60; round++) {
        anew();
        bytes_of(NULL, digest, sizeof(digest));
        must(mbedtls_mpi_read_binary(&w, digest, sizeof(digest)));
        must(mbedtls_mpi_mod_mpi(&w, &w, &group.N));
        anew();
        must(mbedtls_ecp_gen_keypair(&group, &secret, &x, bytes_of, NULL));
        say_code("muladd", mbedtls_ecp_muladd(&group, &k, &w, &m, &one, &x));
        say_code("write", mbedtls_ecp_point_write_binary(&group, &k, MBEDTLS_ECP_PF_UNCOMPRESSED, &len, out, sizeof(out)));
        say_hex("K", out, len);
        must(mbedtls_mpi_mul_mpi(&w, &w, &secret));
        must(mbedtls_mpi_mod_mpi(&w, &w, &group.N));
        say_code("muladd", mbedtls_ecp_muladd(&group, &k, &secret, &x, &w, &m));
        say_point(&group, &k);
    }
    mbedtls_ecp_group_free(&group);
    mbedtls_ecp_point_free(&m);
    mbedtls_ecp_point_free(&x);
    mbedtls_ecp_point_free(&k);
    mbedtls_mpi_free(&w);
    mbedtls_mpi_free(&secret);
    mbedtls_mpi_free(&one);
}

static void keys(void)
{
    unsigned char bytes[70], point[MBEDTLS_ECP_MAX_PT_LEN];
    mbedtls_ecp_keypair key, other;
    mbedtls_ecp_group group;
    mbedtls_ecp_point q;
    mbedtls_mpi d;
    size_t i, size, len;
    int round;

    EACH(i, offered)
    {
        for (round = 0; round < 8; round++) {
            mbedtls_ecp_keypair_init(&key);
            mbedtls_ecp_keypair_init(&other);
            mbedtls_ecp_group_init(&group);
            mbedtls_ecp_point_init(&q);
            mbedtls_mpi_init(&d);
            anew();
            say_code("gen_key", mbedtls_ecp_gen_key(offered[i], &key, bytes_of, NULL));
            say_code("export", mbedtls_ecp_export(&key, &group, &d, &q));
            say_number("d", &d);
            say_point(&group, &q);
            for (size = 0; size < sizeof(bytes); size++) {
                memset(bytes, 0x5A, sizeof(bytes));
                len = 7777;
                say_code("write_key_ext", mbedtls_ecp_write_key_ext(&key, &len, bytes, size));
                say("%d", (int) len);
            }
            say_hex("key", bytes, len);
            say_code("read_key", mbedtls_ecp_read_key(offered[i], &other, bytes, len));
            say_code("check_pub_priv", mbedtls_ecp_check_pub_priv(&key, &other, bytes_of, NULL));
            say_code("calc_public", mbedtls_ecp_keypair_calc_public(&other, bytes_of, NULL));
            say_code("check_pub_priv", mbedtls_ecp_check_pub_priv(&key, &other, bytes_of, NULL));
            say_code("write_public_key", mbedtls_ecp_write_public_key(&other, round & 1, &len, point, sizeof(point)));
            say_hex("public", point, len);
            say_code("set_public_key", mbedtls_ecp_set_public_key(offered[i], &other, &q));
            say_code("set_public_key, other curve", mbedtls_ecp_set_public_key(offered[(i + 1) % 3], &other, &q));
            for (size = 0; size < sizeof(bytes); size += 5) {
                memset(bytes, round == 0 ? 0xFF : 0, sizeof(bytes));
                bytes[0] |= 1;
                say_code("read_key", mbedtls_ecp_read_key(offered[i], &other, bytes, size));
            }
            say_code("gen_key, no randomness", mbedtls_ecp_gen_key(offered[i], &key, fails, NULL));
            mbedtls_ecp_keypair_free(&key);
            mbedtls_ecp_keypair_free(&other);
            mbedtls_ecp_group_free(&group);
            mbedtls_ecp_point_free(&q);
            mbedtls_mpi_free(&d);
        }
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "groups", groups },
        { "other-groups", other_groups },
        { "infos", infos },
        { "points", points },
        { "products", products },
        { "spake2", spake2 },
        { "keys", keys },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
