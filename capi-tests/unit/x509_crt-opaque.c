#include "certs.h"
#include "check.h"
#include <mbedtls/x509_crt.h>
#include <mbedtls/x509_csr.h>
#include <psa/crypto.h>

#define RNG some_rng, NULL
#define EC_PAIR PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)

/* Debian's build of the original has no contexts that stand for keys. */
#ifndef ORIGINAL
static psa_key_id_t make(mbedtls_pk_context *pk, psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                         psa_algorithm_t alg)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;

    psa_set_key_type(&attributes, type);
    psa_set_key_bits(&attributes, bits);
    psa_set_key_usage_flags(&attributes, usage);
    psa_set_key_algorithm(&attributes, alg);
    CHECK_EQ(psa_generate_key(&attributes, &id), PSA_SUCCESS);
    mbedtls_pk_init(pk);
    CHECK_EQ(mbedtls_pk_setup_opaque(pk, id), 0);
    return id;
}

static void begin(mbedtls_x509write_cert *crt, mbedtls_pk_context *subject, mbedtls_pk_context *issuer,
                  mbedtls_md_type_t digest)
{
    unsigned char serial[] = { 0x51 };

    mbedtls_x509write_crt_init(crt);
    mbedtls_x509write_crt_set_subject_key(crt, subject);
    mbedtls_x509write_crt_set_issuer_key(crt, issuer);
    mbedtls_x509write_crt_set_md_alg(crt, digest);
    CHECK_EQ(mbedtls_x509write_crt_set_serial_raw(crt, serial, sizeof serial), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_validity(crt, "20250101000000", "20551231235959"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_issuer_name(crt, "CN=in the store"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_name(crt, "CN=leaf"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_key_identifier(crt), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_authority_key_identifier(crt), 0);
}

/* The authority's own certificate, and one of another key of the store below it. */
static void certificates(mbedtls_pk_context *key, mbedtls_pk_context *other, psa_key_id_t id, mbedtls_md_type_t digest)
{
    unsigned char buf[3000];
    mbedtls_x509write_cert writer;
    mbedtls_x509_crt authority, leaf;
    mbedtls_pk_context public_half;
    uint32_t flags;
    int length;

    mbedtls_x509_crt_init(&authority);
    mbedtls_x509_crt_init(&leaf);
    mbedtls_pk_init(&public_half);
    begin(&writer, key, key, digest);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_name(&writer, "CN=in the store"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_basic_constraints(&writer, 1, -1), 0);
    CHECK_EQ(mbedtls_x509write_crt_pem(&writer, buf, sizeof buf, RNG), 0);
    CHECK_EQ(mbedtls_x509_crt_parse(&authority, buf, strlen((char *) buf) + 1), 0);
    mbedtls_x509write_crt_free(&writer);

    begin(&writer, other, key, digest);
    length = mbedtls_x509write_crt_der(&writer, buf, sizeof buf, RNG);
    CHECK(length > 0);
    CHECK_EQ(mbedtls_x509_crt_parse_der(&leaf, buf + sizeof buf - length, (size_t) length), 0);
    mbedtls_x509write_crt_free(&writer);

    /* The keys in them are those of the store, and the signatures are good. */
    CHECK_EQ(mbedtls_pk_copy_public_from_psa(id, &public_half), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&authority.pk, key, RNG), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&leaf.pk, other, RNG), 0);
    CHECK_EQ(mbedtls_pk_get_bitlen(&authority.pk), mbedtls_pk_get_bitlen(&public_half));
    CHECK_EQ(mbedtls_x509_crt_verify(&authority, &authority, NULL, NULL, &flags, NULL, NULL), 0);
    CHECK_EQ(mbedtls_x509_crt_verify(&leaf, &authority, NULL, NULL, &flags, NULL, NULL), 0);
    CHECK_EQ(flags, 0);
    CHECK_EQ(authority.subject_key_id.len, 20);
    CHECK_EQ(leaf.authority_key_id.keyIdentifier.len, 20);
    CHECK_EQ(memcmp(leaf.authority_key_id.keyIdentifier.p, authority.subject_key_id.p, 20), 0);
    /* With one bit of it changed, the signature is not. */
    mbedtls_x509_crt_free(&leaf);
    mbedtls_x509_crt_init(&leaf);
    buf[sizeof buf - 1] ^= 1;
    CHECK_EQ(mbedtls_x509_crt_parse_der(&leaf, buf + sizeof buf - length, (size_t) length), 0);
    CHECK_EQ(mbedtls_x509_crt_verify(&leaf, &authority, NULL, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_NOT_TRUSTED);

    mbedtls_pk_free(&public_half);
    mbedtls_x509_crt_free(&leaf);
    mbedtls_x509_crt_free(&authority);
}

static void requests(mbedtls_pk_context *key, mbedtls_md_type_t digest)
{
    unsigned char buf[3000], hash[MBEDTLS_MD_MAX_SIZE];
    mbedtls_x509write_csr writer;
    mbedtls_x509_csr csr;
    const mbedtls_md_info_t *md = mbedtls_md_info_from_type(digest);

    mbedtls_x509write_csr_init(&writer);
    mbedtls_x509_csr_init(&csr);
    mbedtls_x509write_csr_set_key(&writer, key);
    mbedtls_x509write_csr_set_md_alg(&writer, digest);
    CHECK_EQ(mbedtls_x509write_csr_set_subject_name(&writer, "CN=asks"), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_key_usage(&writer, MBEDTLS_X509_KU_DIGITAL_SIGNATURE), 0);
    CHECK(mbedtls_x509write_csr_der(&writer, buf, sizeof buf, RNG) > 0);
    CHECK_EQ(mbedtls_x509write_csr_pem(&writer, buf, sizeof buf, RNG), 0);
    CHECK_EQ(mbedtls_x509_csr_parse(&csr, buf, strlen((char *) buf) + 1), 0);
    CHECK_EQ(mbedtls_pk_check_pair(&csr.pk, key, RNG), 0);
    CHECK_EQ(mbedtls_md(md, csr.cri.p, csr.cri.len, hash), 0);
    CHECK_EQ(mbedtls_pk_verify(&csr.pk, digest, hash, mbedtls_md_get_size(md), csr.MBEDTLS_PRIVATE(sig).p,
                               csr.MBEDTLS_PRIVATE(sig).len), 0);
    hash[0] ^= 1;
    CHECK(mbedtls_pk_verify(&csr.pk, digest, hash, mbedtls_md_get_size(md), csr.MBEDTLS_PRIVATE(sig).p,
                            csr.MBEDTLS_PRIVATE(sig).len) < 0);
    mbedtls_x509_csr_free(&csr);
    mbedtls_x509write_csr_free(&writer);
}

/* What the key may not do, or what nobody could verify, is not written. */
static void refused(mbedtls_pk_context *key, mbedtls_md_type_t digest, int code)
{
    unsigned char buf[3000];
    mbedtls_x509write_cert crt;
    mbedtls_x509write_csr csr;

    begin(&crt, key, key, digest);
    CHECK_EQ(mbedtls_x509write_crt_der(&crt, buf, sizeof buf, RNG), code);
    CHECK_EQ(mbedtls_x509write_crt_pem(&crt, buf, sizeof buf, RNG), code);
    mbedtls_x509write_crt_free(&crt);
    mbedtls_x509write_csr_init(&csr);
    mbedtls_x509write_csr_set_key(&csr, key);
    mbedtls_x509write_csr_set_md_alg(&csr, digest);
    CHECK_EQ(mbedtls_x509write_csr_der(&csr, buf, sizeof buf, RNG), code);
    CHECK_EQ(mbedtls_x509write_csr_pem(&csr, buf, sizeof buf, RNG), code);
    mbedtls_x509write_csr_free(&csr);
}

static void keys_of_the_store(void)
{
    mbedtls_pk_context ec, curve, rsa;
    psa_key_id_t ec_id = make(&ec, EC_PAIR, 256, PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH));
    psa_key_id_t curve_id =
        make(&curve, EC_PAIR, 384, PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_DETERMINISTIC_ECDSA(PSA_ALG_SHA_384));
    psa_key_id_t rsa_id = make(&rsa, PSA_KEY_TYPE_RSA_KEY_PAIR, 2048, PSA_KEY_USAGE_SIGN_HASH,
                               PSA_ALG_RSA_PKCS1V15_SIGN(PSA_ALG_ANY_HASH));

    certificates(&ec, &rsa, ec_id, MBEDTLS_MD_SHA256);
    certificates(&ec, &ec, ec_id, MBEDTLS_MD_SHA512);
    certificates(&curve, &ec, curve_id, MBEDTLS_MD_SHA384);
    certificates(&rsa, &curve, rsa_id, MBEDTLS_MD_SHA256);
    requests(&ec, MBEDTLS_MD_SHA256);
    requests(&curve, MBEDTLS_MD_SHA384);
    requests(&rsa, MBEDTLS_MD_SHA512);

    /* Another hash than the policy's, and no key any more. */
    refused(&curve, MBEDTLS_MD_SHA256, MBEDTLS_ERR_PK_TYPE_MISMATCH);
    CHECK_EQ(psa_destroy_key(curve_id), PSA_SUCCESS);
    refused(&curve, MBEDTLS_MD_SHA384, MBEDTLS_ERR_PK_BAD_INPUT_DATA);
    mbedtls_pk_free(&ec);
    mbedtls_pk_free(&curve);
    mbedtls_pk_free(&rsa);
    CHECK_EQ(psa_destroy_key(ec_id), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(rsa_id), PSA_SUCCESS);
}

static void keys_that_cannot(void)
{
    mbedtls_pk_context pss, silent;
    psa_key_id_t pss_id =
        make(&pss, PSA_KEY_TYPE_RSA_KEY_PAIR, 1024, PSA_KEY_USAGE_SIGN_HASH, PSA_ALG_RSA_PSS(PSA_ALG_ANY_HASH));
    psa_key_id_t silent_id = make(&silent, EC_PAIR, 256, PSA_KEY_USAGE_EXPORT, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH));

    refused(&pss, MBEDTLS_MD_SHA256, MBEDTLS_ERR_X509_INVALID_ALG);
    refused(&silent, MBEDTLS_MD_SHA256, MBEDTLS_ERR_PK_TYPE_MISMATCH);
    mbedtls_pk_free(&pss);
    mbedtls_pk_free(&silent);
    CHECK_EQ(psa_destroy_key(pss_id), PSA_SUCCESS);
    CHECK_EQ(psa_destroy_key(silent_id), PSA_SUCCESS);
}
#endif

int main(void)
{
#ifndef ORIGINAL
    CHECK_EQ(psa_crypto_init(), PSA_SUCCESS);
    keys_of_the_store();
    keys_that_cannot();
    mbedtls_psa_crypto_free();
#endif
    return check_result();
}
