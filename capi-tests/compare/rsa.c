/* rsa.h and what stands behind key contexts: numbers go in and out, signatures, the padding, and what broken keys do. */
#include "support/check.h"
#include "support/rng.h"

#include <mbedtls/ecp.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <mbedtls/x509_crt.h>

#include <stdio.h>
#include <string.h>

static int broken_rng(void *ctx, unsigned char *out, size_t len)
{
    (void) ctx;
    (void) out;
    (void) len;
    return -0x55;
}

static void say_number(const char *name, const mbedtls_mpi *number)
{
    static char text[2600];
    size_t length;

    say_code(name, mbedtls_mpi_write_string(number, 16, text, sizeof(text), &length));
    say("  %s", text);
}

static void load(mbedtls_pk_context *key, const char *file)
{
    mbedtls_pk_init(key);
    say_code(file, mbedtls_pk_parse_keyfile(key, cert_path(file), NULL, rng, NULL));
}

struct numbers {
    mbedtls_mpi n, p, q, d, e;
};

static void numbers_init(struct numbers *all)
{
    mbedtls_mpi_init(&all->n);
    mbedtls_mpi_init(&all->p);
    mbedtls_mpi_init(&all->q);
    mbedtls_mpi_init(&all->d);
    mbedtls_mpi_init(&all->e);
}

static void numbers_free(struct numbers *all)
{
    mbedtls_mpi_free(&all->n);
    mbedtls_mpi_free(&all->p);
    mbedtls_mpi_free(&all->q);
    mbedtls_mpi_free(&all->d);
    mbedtls_mpi_free(&all->e);
}

static void numbers_of(struct numbers *all, const mbedtls_rsa_context *rsa)
{
    numbers_init(all);
    say_code("export", mbedtls_rsa_export(rsa, &all->n, &all->p, &all->q, &all->d, &all->e));
}

static void exported(void)
{
    static const char *const files[] = { "server-rsa.key", "rsa1024.key" };
    size_t i;

    for (i = 0; i < 2; i++) {
        mbedtls_pk_context key;
        struct numbers all;
        mbedtls_mpi dp, dq, qp;

        load(&key, files[i]);
        numbers_of(&all, mbedtls_pk_rsa(key));
        say_number("n", &all.n);
        say_number("p", &all.p);
        say_number("q", &all.q);
        say_number("d", &all.d);
        say_number("e", &all.e);
        mbedtls_mpi_init(&dp);
        mbedtls_mpi_init(&dq);
        mbedtls_mpi_init(&qp);
        say_code("crt", mbedtls_rsa_export_crt(mbedtls_pk_rsa(key), &dp, &dq, &qp));
        say_number("dp", &dp);
        say_number("dq", &dq);
        say_number("qp", &qp);
        say("%u bytes", (unsigned) mbedtls_rsa_get_len(mbedtls_pk_rsa(key)));
        mbedtls_mpi_free(&dp);
        mbedtls_mpi_free(&dq);
        mbedtls_mpi_free(&qp);
        numbers_free(&all);
        mbedtls_pk_free(&key);
    }
}

/* Which numbers make a key, by the bits of `given`: n, p, q, d, e. */
static void completed(void)
{
    mbedtls_pk_context key;
    struct numbers all, again;
    int given;

    load(&key, "rsa1024.key");
    numbers_of(&all, mbedtls_pk_rsa(key));
    for (given = 0; given < 32; given++) {
        mbedtls_rsa_context rsa;
        int ret;

        mbedtls_rsa_init(&rsa);
        say("given %d", given);
        say_code("  import", mbedtls_rsa_import(&rsa, given & 1 ? &all.n : NULL, given & 2 ? &all.p : NULL,
                                                given & 4 ? &all.q : NULL, given & 8 ? &all.d : NULL,
                                                given & 16 ? &all.e : NULL));
        say("  %u bytes", (unsigned) mbedtls_rsa_get_len(&rsa));
        say_code("  public before", mbedtls_rsa_check_pubkey(&rsa));
        ret = mbedtls_rsa_complete(&rsa);
        say_code("  complete", ret);
        if (ret == 0) {
            say("  %u bytes", (unsigned) mbedtls_rsa_get_len(&rsa));
            say_code("  public", mbedtls_rsa_check_pubkey(&rsa));
            say_code("  private", mbedtls_rsa_check_privkey(&rsa));
            say_code("  belongs", mbedtls_rsa_check_pub_priv(&rsa, mbedtls_pk_rsa(key)));
            say_code("  the other way round", mbedtls_rsa_check_pub_priv(mbedtls_pk_rsa(key), &rsa));
            numbers_init(&again);
            say_code("  export", mbedtls_rsa_export(&rsa, &again.n, NULL, NULL, NULL, &again.e));
            say("  same %d %d", mbedtls_mpi_cmp_mpi(&again.n, &all.n), mbedtls_mpi_cmp_mpi(&again.e, &all.e));
            ret = mbedtls_rsa_export(&rsa, NULL, &again.p, &again.q, &again.d, NULL);
            say_code("  export", ret);
            if (ret == 0)
                say("  same %d %d %d", mbedtls_mpi_cmp_mpi(&again.p, &all.p), mbedtls_mpi_cmp_mpi(&again.q, &all.q),
                    mbedtls_mpi_cmp_mpi(&again.d, &all.d));
            numbers_free(&again);
        }
        mbedtls_rsa_free(&rsa);
    }
    numbers_free(&all);
    mbedtls_pk_free(&key);
}

static void raw(void)
{
    static unsigned char n[256], e[8], p[128];
    mbedtls_pk_context key;
    mbedtls_rsa_context rsa;

    load(&key, "server-rsa.key");
    say_code("short", mbedtls_rsa_export_raw(mbedtls_pk_rsa(key), n, 255, NULL, 0, NULL, 0, NULL, 0, NULL, 0));
    say_code("padded",
             mbedtls_rsa_export_raw(mbedtls_pk_rsa(key), n, 256, p, 128, NULL, 0, NULL, 0, e, sizeof(e)));
    say_hex("e", e, sizeof(e));
    say_hex("p", p, sizeof(p));
    mbedtls_rsa_init(&rsa);
    say_code("import", mbedtls_rsa_import_raw(&rsa, n, 256, NULL, 0, NULL, 0, NULL, 0, e, sizeof(e)));
    say_code("complete", mbedtls_rsa_complete(&rsa));
    say_code("belongs", mbedtls_rsa_check_pub_priv(&rsa, mbedtls_pk_rsa(key)));
    say_code("no private", mbedtls_rsa_export_raw(&rsa, NULL, 0, p, 128, NULL, 0, NULL, 0, NULL, 0));
    mbedtls_rsa_free(&rsa);
    mbedtls_pk_free(&key);
}

static void paddings(void)
{
    mbedtls_rsa_context rsa;

    mbedtls_rsa_init(&rsa);
    say("%d %d", mbedtls_rsa_get_padding_mode(&rsa), mbedtls_rsa_get_md_alg(&rsa));
    say_code("unknown", mbedtls_rsa_set_padding(&rsa, 2, MBEDTLS_MD_NONE));
    say_code("pss", mbedtls_rsa_set_padding(&rsa, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA384));
    say("%d %d", mbedtls_rsa_get_padding_mode(&rsa), mbedtls_rsa_get_md_alg(&rsa));
    say_code("pss, no digest", mbedtls_rsa_set_padding(&rsa, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_NONE));
    say_code("pss, unknown", mbedtls_rsa_set_padding(&rsa, MBEDTLS_RSA_PKCS_V21, (mbedtls_md_type_t) 99));
    say_code("pkcs1", mbedtls_rsa_set_padding(&rsa, MBEDTLS_RSA_PKCS_V15, MBEDTLS_MD_SHA256));
    say("%d %d", mbedtls_rsa_get_padding_mode(&rsa), mbedtls_rsa_get_md_alg(&rsa));
    mbedtls_rsa_free(&rsa);
}

static void signatures(void)
{
    static unsigned char sig[256], hash[64] = { 1, 2, 3 };
    static const mbedtls_md_type_t digests[] = { MBEDTLS_MD_NONE, MBEDTLS_MD_MD5, MBEDTLS_MD_SHA1,
                                                 MBEDTLS_MD_SHA224, MBEDTLS_MD_SHA256, MBEDTLS_MD_SHA384,
                                                 MBEDTLS_MD_SHA512 };
    static const unsigned lengths[] = { 33, 16, 20, 28, 32, 48, 64 };
    mbedtls_pk_context key;
    mbedtls_rsa_context *rsa;
    size_t i;

    load(&key, "server-rsa.key");
    rsa = mbedtls_pk_rsa(key);
    for (i = 0; i < 7; i++) {
        say_code("sign", mbedtls_rsa_pkcs1_sign(rsa, rng, NULL, digests[i], lengths[i], hash, sig));
        say_hex("", sig, sizeof(sig));
        say_code("verify", mbedtls_rsa_pkcs1_verify(rsa, digests[i], lengths[i], hash, sig));
        hash[0] ^= 1;
        say_code("another hash", mbedtls_rsa_rsassa_pkcs1_v15_verify(rsa, digests[i], lengths[i], hash, sig));
        hash[0] ^= 1;
        say_code("too short", mbedtls_rsa_pkcs1_sign(rsa, rng, NULL, digests[i], lengths[i] - 1, hash, sig));
        say_code("no generator", mbedtls_rsa_pkcs1_sign(rsa, NULL, NULL, digests[i], lengths[i], hash, sig));
    }
    say_code("pss with another padding", mbedtls_rsa_rsassa_pss_sign(rsa, rng, NULL, MBEDTLS_MD_SHA256, 32, hash, sig));
    mbedtls_rsa_set_padding(rsa, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_NONE);
    for (i = 2; i < 7; i++) {
        say_code("sign", mbedtls_rsa_pkcs1_sign(rsa, rng, NULL, digests[i], lengths[i], hash, sig));
        say_code("verify", mbedtls_rsa_pkcs1_verify(rsa, digests[i], lengths[i], hash, sig));
        say_code("salt as the hash", mbedtls_rsa_rsassa_pss_verify_ext(rsa, digests[i], lengths[i], hash, digests[i],
                                                                       (int) lengths[i], sig));
        say_code("salt 9", mbedtls_rsa_rsassa_pss_sign_ext(rsa, rng, NULL, digests[i], lengths[i], hash, 9, sig));
        say_code("verify", mbedtls_rsa_rsassa_pss_verify_ext(rsa, digests[i], lengths[i], hash, digests[i], 9, sig));
        say_code("no salt", mbedtls_rsa_rsassa_pss_sign_ext(rsa, rng, NULL, digests[i], lengths[i], hash, 0, sig));
        say_code("verify", mbedtls_rsa_rsassa_pss_verify(rsa, digests[i], lengths[i], hash, sig));
        say_code("salt too long", mbedtls_rsa_rsassa_pss_sign_ext(rsa, rng, NULL, digests[i], lengths[i], hash,
                                                                  254 - (int) lengths[i] + 1, sig));
        say_code("salt -2", mbedtls_rsa_rsassa_pss_sign_ext(rsa, rng, NULL, digests[i], lengths[i], hash, -2, sig));
    }
    mbedtls_rsa_set_padding(rsa, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA256);
    say_code("masked by another digest", mbedtls_rsa_pkcs1_sign(rsa, rng, NULL, MBEDTLS_MD_SHA512, 64, hash, sig));
    say_code("verify", mbedtls_rsa_rsassa_pss_verify_ext(rsa, MBEDTLS_MD_SHA512, 64, hash, MBEDTLS_MD_SHA256,
                                                          MBEDTLS_RSA_SALT_LEN_ANY, sig));
    say_code("pkcs1 with another padding",
             mbedtls_rsa_rsassa_pkcs1_v15_sign(rsa, rng, NULL, MBEDTLS_MD_SHA256, 32, hash, sig));
    mbedtls_pk_free(&key);
}

static void generated(void)
{
    mbedtls_rsa_context rsa;

    mbedtls_rsa_init(&rsa);
    say_code("odd", mbedtls_rsa_gen_key(&rsa, rng, NULL, 1025, 65537));
    mbedtls_rsa_init(&rsa);
    say_code("short", mbedtls_rsa_gen_key(&rsa, rng, NULL, 1022, 65537));
    mbedtls_rsa_init(&rsa);
    say_code("exponent 1", mbedtls_rsa_gen_key(&rsa, rng, NULL, 1024, 1));
    /* With an even exponent Mbed TLS never ends. */
    mbedtls_rsa_init(&rsa);
    say_code("broken", mbedtls_rsa_gen_key(&rsa, broken_rng, NULL, 1024, 65537));
    mbedtls_rsa_free(&rsa);
}

static void sign_and_verify(mbedtls_pk_context *key)
{
    static unsigned char sig[MBEDTLS_PK_SIGNATURE_MAX_SIZE], hash[32] = { 7, 8, 9 };
    static const unsigned char one[] = { 0x30, 6, 2, 1, 1, 2, 1, 1 };
    size_t length = 0;
    int ret = mbedtls_pk_sign(key, MBEDTLS_MD_SHA256, hash, sizeof(hash), sig, sizeof(sig), &length, rng, NULL);

    say("%u bits", (unsigned) mbedtls_pk_get_bitlen(key));
    say_code("sign", ret);
    if (ret == 0)
        say_code("verify", mbedtls_pk_verify(key, MBEDTLS_MD_SHA256, hash, sizeof(hash), sig, length));
    else
        say_code("verify", mbedtls_pk_verify(key, MBEDTLS_MD_SHA256, hash, sizeof(hash), one, sizeof(one)));
    say_code("pair", mbedtls_pk_check_pair(key, key, rng, NULL));
}

/* A context that is filled and changed piece by piece. */
static void curve_contexts(void)
{
    mbedtls_pk_context key;
    mbedtls_ecp_keypair *pair;
    int id;

    for (id = MBEDTLS_ECP_DP_SECP256R1; id <= MBEDTLS_ECP_DP_SECP521R1; id++) {
        mbedtls_pk_init(&key);
        mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY));
        pair = mbedtls_pk_ec(key);
        sign_and_verify(&key);
        say("group");
        mbedtls_ecp_group_load(&pair->MBEDTLS_PRIVATE(grp), (mbedtls_ecp_group_id) id);
        sign_and_verify(&key);
        say("private");
        mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(d), 7);
        sign_and_verify(&key);
        say("public");
        mbedtls_ecp_keypair_calc_public(pair, rng, NULL);
        sign_and_verify(&key);
        say("another private");
        mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(d), 8);
        sign_and_verify(&key);
        say("no private");
        mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(d), 0);
        sign_and_verify(&key);
        say("a negative one");
        mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(d), -7);
        sign_and_verify(&key);
        say("the order");
        mbedtls_mpi_copy(&pair->MBEDTLS_PRIVATE(d), &pair->MBEDTLS_PRIVATE(grp).N);
        sign_and_verify(&key);
        say("no point");
        mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(d), 7);
        mbedtls_mpi_lset(&pair->MBEDTLS_PRIVATE(Q).MBEDTLS_PRIVATE(X), 7);
        sign_and_verify(&key);
        say("infinity");
        mbedtls_ecp_set_zero(&pair->MBEDTLS_PRIVATE(Q));
        sign_and_verify(&key);
        mbedtls_pk_free(&key);
    }
}

static void rsa_contexts(void)
{
    mbedtls_pk_context key, whole;
    struct numbers all;
    mbedtls_rsa_context *rsa;

    load(&whole, "rsa1024.key");
    numbers_of(&all, mbedtls_pk_rsa(whole));
    mbedtls_pk_init(&key);
    mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA));
    rsa = mbedtls_pk_rsa(key);
    sign_and_verify(&key);
    say("modulus");
    mbedtls_rsa_import(rsa, &all.n, NULL, NULL, NULL, NULL);
    say("%u bits", (unsigned) mbedtls_pk_get_bitlen(&key));
    say("public");
    mbedtls_rsa_import(rsa, NULL, NULL, NULL, NULL, &all.e);
    say_code("pair", mbedtls_pk_check_pair(&key, &whole, rng, NULL));
    say_code("pair", mbedtls_pk_check_pair(&whole, &key, rng, NULL));
    say("private");
    mbedtls_rsa_import(rsa, NULL, NULL, NULL, &all.d, NULL);
    say_code("complete", mbedtls_rsa_complete(rsa));
    sign_and_verify(&key);
    say_code("pair", mbedtls_pk_check_pair(&whole, &key, rng, NULL));
    mbedtls_rsa_set_padding(rsa, MBEDTLS_RSA_PKCS_V21, MBEDTLS_MD_SHA1);
    sign_and_verify(&key);
    numbers_free(&all);
    mbedtls_pk_free(&key);
    mbedtls_pk_free(&whole);
}

static void certificates(void)
{
    static const char *const files[] = { "server-p256.crt", "server-p384.crt", "server-p521.crt", "server-rsa.crt" };
    size_t i;

    for (i = 0; i < 4; i++) {
        mbedtls_x509_crt crt;
        struct numbers all;

        mbedtls_x509_crt_init(&crt);
        say_code(files[i], mbedtls_x509_crt_parse_file(&crt, cert_path(files[i])));
        if (mbedtls_pk_ec(crt.pk) != NULL) {
            const mbedtls_ecp_keypair *pair = mbedtls_pk_ec(crt.pk);

            say("group %d, %u and %u bits", (int) pair->MBEDTLS_PRIVATE(grp).id,
                (unsigned) pair->MBEDTLS_PRIVATE(grp).pbits, (unsigned) pair->MBEDTLS_PRIVATE(grp).nbits);
            say_number("x", &pair->MBEDTLS_PRIVATE(Q).MBEDTLS_PRIVATE(X));
            say_number("y", &pair->MBEDTLS_PRIVATE(Q).MBEDTLS_PRIVATE(Y));
            say_number("z", &pair->MBEDTLS_PRIVATE(Q).MBEDTLS_PRIVATE(Z));
            say_number("d", &pair->MBEDTLS_PRIVATE(d));
            say_code("check", mbedtls_ecp_check_pubkey(&pair->MBEDTLS_PRIVATE(grp), &pair->MBEDTLS_PRIVATE(Q)));
        } else {
            numbers_init(&all);
            say_code("public", mbedtls_rsa_export(mbedtls_pk_rsa(crt.pk), &all.n, NULL, NULL, NULL, &all.e));
            say_code("private", mbedtls_rsa_export(mbedtls_pk_rsa(crt.pk), NULL, &all.p, NULL, NULL, NULL));
            say_number("n", &all.n);
            say_number("e", &all.e);
            numbers_free(&all);
        }
        mbedtls_x509_crt_free(&crt);
    }
}

int main(int argc, char **argv)
{
    static const struct check checks[] = {
        { "exported", exported },
        { "completed", completed },
        { "raw", raw },
        { "paddings", paddings },
        { "signatures", signatures },
        { "generated", generated },
        { "curve-contexts", curve_contexts },
        { "rsa-contexts", rsa_contexts },
        { "certificates", certificates },
        { NULL, NULL },
    };

    return checks_main(argc, argv, checks);
}
