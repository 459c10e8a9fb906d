#include "certs.h"
#include "check.h"
#include <mbedtls/bignum.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/oid.h>
#include <mbedtls/x509_crt.h>
#include <string.h>

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;
static mbedtls_pk_context ca_key, key;

static void begin(mbedtls_x509write_cert *ctx)
{
    unsigned char serial[] = { 0x12, 0x35 };
    mbedtls_mpi number;

    mbedtls_x509write_crt_init(ctx);
    mbedtls_x509write_crt_set_version(ctx, MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(ctx, MBEDTLS_MD_SHA384);
    mbedtls_x509write_crt_set_subject_key(ctx, &key);
    mbedtls_x509write_crt_set_issuer_key(ctx, &ca_key);
    CHECK_EQ(mbedtls_x509write_crt_set_serial_raw(ctx, serial, sizeof serial), 0);
    mbedtls_mpi_init(&number);
    CHECK_EQ(mbedtls_mpi_lset(&number, 0x1234), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_serial(ctx, &number), 0);
    CHECK_EQ(mbedtls_mpi_shift_l(&number, 150), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_serial(ctx, &number), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    mbedtls_mpi_free(&number);
    CHECK_EQ(mbedtls_x509write_crt_set_validity(ctx, "20250101000000", "20551231235959"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_issuer_name(ctx, "CN=P-256 CA,O=libdtls tests"), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_name(ctx, "CN=localhost,O=written here"), 0);
}

static void extensions(mbedtls_x509write_cert *ctx)
{
    mbedtls_asn1_sequence purpose = { { MBEDTLS_ASN1_OID, 8, (unsigned char *) MBEDTLS_OID_SERVER_AUTH }, NULL };
    mbedtls_x509_san_list names = { { 0 }, NULL };

    names.node.type = MBEDTLS_X509_SAN_DNS_NAME;
    names.node.san.unstructured_name.p = (unsigned char *) "localhost";
    names.node.san.unstructured_name.len = 9;
    CHECK_EQ(mbedtls_x509write_crt_set_basic_constraints(ctx, 0, -1), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_basic_constraints(ctx, 1, 128), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_key_identifier(ctx), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_authority_key_identifier(ctx), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_key_usage(ctx, MBEDTLS_X509_KU_DIGITAL_SIGNATURE), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_key_usage(ctx, 0x100), MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_x509write_crt_set_ext_key_usage(ctx, &purpose), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_ext_key_usage(ctx, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509write_crt_set_ns_cert_type(ctx, MBEDTLS_X509_NS_CERT_TYPE_SSL_SERVER), 0);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_alternative_name(ctx, &names), 0);
    names.node.type = MBEDTLS_X509_SAN_REGISTERED_ID;
    CHECK_EQ(mbedtls_x509write_crt_set_subject_alternative_name(ctx, &names), MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_x509write_crt_set_extension(ctx, "\x2a\x03\x04", 3, 0, (const unsigned char *) "\x05\x00", 2), 0);
}

static void what_is_written_verifies(void)
{
    unsigned char der[2000], pem[2000];
    mbedtls_x509write_cert ctx;
    mbedtls_x509_crt crt, ca;
    uint32_t flags;
    int len;

    mbedtls_x509_crt_init(&crt);
    mbedtls_x509_crt_init(&ca);
    begin(&ctx);
    extensions(&ctx);
    len = mbedtls_x509write_crt_der(&ctx, der, sizeof der, mbedtls_ctr_drbg_random, &drbg);
    CHECK(len > 400);
    CHECK_EQ(mbedtls_x509write_crt_pem(&ctx, pem, sizeof pem, mbedtls_ctr_drbg_random, &drbg), 0);
    CHECK(strncmp((char *) pem, "-----BEGIN CERTIFICATE-----\n", 28) == 0);
    CHECK_EQ(mbedtls_x509_crt_parse_der(&crt, der + sizeof der - len, (size_t) len), 0);
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, strlen((char *) pem) + 1), 0);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&ca, cert_path("ca-p256.crt")), 0);
    for (mbedtls_x509_crt *each = &crt; each != NULL; each = each->next) {
        mbedtls_x509_crt alone = *each;
        alone.next = NULL;
        CHECK_EQ(mbedtls_x509_crt_verify(&alone, &ca, NULL, "localhost", &flags, NULL, NULL), 0);
        CHECK_EQ(flags, 0);
        CHECK_EQ(each->version, 3);
        CHECK_EQ(each->valid_to.year, 2055);
        CHECK_EQ(each->serial.len, 2);
        CHECK_EQ(each->serial.p[1], 0x34);
        CHECK_EQ(each->subject_key_id.len, 20);
        CHECK_EQ(mbedtls_x509_crt_check_key_usage(each, MBEDTLS_X509_KU_DIGITAL_SIGNATURE), 0);
        CHECK(mbedtls_x509_crt_check_key_usage(each, MBEDTLS_X509_KU_KEY_CERT_SIGN) != 0);
    }
    mbedtls_x509write_crt_free(&ctx);
    CHECK(ctx.MBEDTLS_PRIVATE(extensions) == NULL);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&ca);
}

static void faults(void)
{
    unsigned char buf[2000];
    mbedtls_x509write_cert ctx;

    begin(&ctx);
    CHECK_EQ(mbedtls_x509write_crt_set_serial_raw(&ctx, buf, 21), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509write_crt_set_validity(&ctx, "2025", "20551231235959"), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509write_crt_set_subject_name(&ctx, "X=1"), MBEDTLS_ERR_X509_INVALID_NAME);
    CHECK_EQ(mbedtls_x509write_crt_der(&ctx, buf, 100, mbedtls_ctr_drbg_random, &drbg), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
    CHECK_EQ(mbedtls_x509write_crt_pem(&ctx, buf, 330, mbedtls_ctr_drbg_random, &drbg), -0x2A);
    mbedtls_x509write_crt_set_md_alg(&ctx, MBEDTLS_MD_NONE);
    CHECK_EQ(mbedtls_x509write_crt_der(&ctx, buf, sizeof buf, mbedtls_ctr_drbg_random, &drbg), MBEDTLS_ERR_OID_NOT_FOUND);
    ONLY_OURS {
        mbedtls_x509write_crt_init(NULL);
        mbedtls_x509write_crt_free(NULL);
        mbedtls_x509write_crt_set_version(NULL, 0);
        mbedtls_x509write_crt_set_subject_key(&ctx, NULL);
        CHECK_EQ(mbedtls_x509write_crt_set_subject_key_identifier(&ctx), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_x509write_crt_der(&ctx, buf, sizeof buf, mbedtls_ctr_drbg_random, &drbg),
                 MBEDTLS_ERR_X509_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_x509write_crt_set_extension(NULL, "", 0, 0, buf, 1), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_x509write_crt_set_extension(&ctx, "", 0, 0, NULL, 1), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    }
    mbedtls_x509write_crt_free(&ctx);
}

int main(void)
{
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    mbedtls_pk_init(&ca_key);
    mbedtls_pk_init(&key);
    CHECK_EQ(mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, NULL, 0), 0);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&ca_key, cert_path("ca-p256.key"), NULL, mbedtls_ctr_drbg_random, &drbg), 0);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&key, cert_path("server-p256.key"), NULL, mbedtls_ctr_drbg_random, &drbg), 0);
    what_is_written_verifies();
    faults();
    mbedtls_pk_free(&ca_key);
    mbedtls_pk_free(&key);
    mbedtls_ctr_drbg_free(&drbg);
    mbedtls_entropy_free(&entropy);
    return check_result();
}
