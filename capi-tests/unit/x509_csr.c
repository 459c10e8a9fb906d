#include "certs.h"
#include "check.h"
#include <mbedtls/asn1write.h>
#include <mbedtls/oid.h>
#include <mbedtls/x509_csr.h>
#include <string.h>
#include <unistd.h>

static mbedtls_pk_context key;
static unsigned char der[2000];

static void begin(mbedtls_x509write_csr *ctx)
{
    mbedtls_x509_san_list names = { { 0 }, NULL };
    mbedtls_asn1_named_data *country;

    names.node.type = MBEDTLS_X509_SAN_DNS_NAME;
    names.node.san.unstructured_name.p = (unsigned char *) "example.org";
    names.node.san.unstructured_name.len = 11;
    mbedtls_x509write_csr_init(ctx);
    mbedtls_x509write_csr_set_key(ctx, &key);
    mbedtls_x509write_csr_set_md_alg(ctx, MBEDTLS_MD_SHA256);
    CHECK_EQ(mbedtls_x509write_csr_set_subject_name(ctx, "CN=example.org,O=Example"), 0);
    /* Programs add to the subject by themselves. */
    country = mbedtls_asn1_store_named_data(&ctx->MBEDTLS_PRIVATE(subject), MBEDTLS_OID_AT_COUNTRY, 3,
                                            (const unsigned char *) "NL", 2);
    CHECK(country != NULL);
    country->val.tag = MBEDTLS_ASN1_PRINTABLE_STRING;
    CHECK_EQ(mbedtls_x509write_csr_set_key_usage(ctx, MBEDTLS_X509_KU_DIGITAL_SIGNATURE), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_ns_cert_type(ctx, MBEDTLS_X509_NS_CERT_TYPE_SSL_CLIENT), 0);
    CHECK_EQ(mbedtls_x509write_csr_set_subject_alternative_name(ctx, &names), 0);
    names.node.type = MBEDTLS_X509_SAN_OTHER_NAME;
    CHECK_EQ(mbedtls_x509write_csr_set_subject_alternative_name(ctx, &names), MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE);
    CHECK_EQ(mbedtls_x509write_csr_set_extension(ctx, "\x2a\x03\x04", 3, 0, (const unsigned char *) "\x05\x00", 2), 0);
}

static void writing(void)
{
    mbedtls_x509write_csr ctx;
    char pem[2000];
    int len;

    begin(&ctx);
    len = mbedtls_x509write_csr_der(&ctx, der, sizeof der, some_rng, NULL);
    CHECK(len > 200);
    CHECK_EQ(der[sizeof der - len], 0x30);
    CHECK_EQ(mbedtls_x509write_csr_der(&ctx, der, 100, some_rng, NULL), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
    CHECK_EQ(mbedtls_x509write_csr_pem(&ctx, (unsigned char *) pem, sizeof pem, some_rng, NULL), 0);
    CHECK(strncmp(pem, "-----BEGIN CERTIFICATE REQUEST-----\n", 36) == 0);
    CHECK_EQ(mbedtls_x509write_csr_pem(&ctx, (unsigned char *) pem, strlen(pem) - 20, some_rng, NULL), -0x2A);
    mbedtls_x509write_csr_set_md_alg(&ctx, MBEDTLS_MD_NONE);
    CHECK_EQ(mbedtls_x509write_csr_der(&ctx, der, sizeof der, some_rng, NULL), -0x5100);
    mbedtls_x509write_csr_free(&ctx);
    CHECK(ctx.MBEDTLS_PRIVATE(subject) == NULL);
    ONLY_OURS {
        mbedtls_x509write_csr_init(NULL);
        mbedtls_x509write_csr_free(NULL);
        CHECK_EQ(mbedtls_x509write_csr_der(&ctx, der, sizeof der, some_rng, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_x509write_csr_set_subject_name(NULL, "CN=a"), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    }
}

static int calls;

static int refuse(void *context, mbedtls_x509_csr const *csr, mbedtls_x509_buf const *oid, int critical,
                  const unsigned char *p, const unsigned char *end)
{
    calls++;
    CHECK(context == &calls);
    CHECK_EQ(csr->version, 1);
    CHECK_EQ(oid->len, 3);
    CHECK_EQ(critical, calls == 2);
    CHECK_EQ(end - p, 2);
    return -5;
}

static void reading(void)
{
    mbedtls_x509write_csr ctx;
    mbedtls_x509_csr csr;
    char text[1000], pem[2000];
    char path[64];
    FILE *file;
    int len;

    begin(&ctx);
    len = mbedtls_x509write_csr_der(&ctx, der, sizeof der, some_rng, NULL);
    CHECK_EQ(mbedtls_x509write_csr_pem(&ctx, (unsigned char *) pem, sizeof pem, some_rng, NULL), 0);
    mbedtls_x509_csr_init(&csr);
    CHECK_EQ(mbedtls_x509_csr_parse_der(&csr, der + sizeof der - len, (size_t) len), 0);
    CHECK_EQ(csr.version, 1);
    CHECK_EQ(csr.raw.len, len);
    CHECK_EQ(csr.key_usage, MBEDTLS_X509_KU_DIGITAL_SIGNATURE);
    CHECK_EQ(csr.ns_cert_type, MBEDTLS_X509_NS_CERT_TYPE_SSL_CLIENT);
    CHECK_EQ(csr.subject_alt_names.buf.len, 11);
    CHECK(csr.subject_alt_names.next == NULL);
    CHECK_EQ(csr.sig_oid.len, 8);
    CHECK_EQ(mbedtls_pk_check_pair(&csr.pk, &key, some_rng, NULL), 0);
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, &csr.subject), 31);
    CHECK(strcmp(text, "CN=example.org, O=Example, C=NL") == 0);
    CHECK(mbedtls_x509_csr_info(text, sizeof text, "  ", &csr) > 100);
    CHECK(strstr(text, "  EC key size   : 256 bits\n") != NULL);
    CHECK_EQ(mbedtls_x509_csr_info(text, 50, "", &csr), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    mbedtls_x509_csr_free(&csr);
    CHECK(csr.raw.p == NULL && csr.version == 0);
    mbedtls_x509_csr_free(&csr);

    CHECK_EQ(mbedtls_x509_csr_parse(&csr, (unsigned char *) pem, strlen(pem) + 1), 0);
    mbedtls_x509_csr_free(&csr);
    CHECK_EQ(mbedtls_x509_csr_parse(&csr, (unsigned char *) pem, strlen(pem)), MBEDTLS_ERR_X509_INVALID_FORMAT);
    snprintf(path, sizeof path, "/tmp/x509_csr-%ld.tmp", (long) getpid());
    file = fopen(path, "wb");
    CHECK(file != NULL && fputs(pem, file) >= 0 && fclose(file) == 0);
    CHECK_EQ(mbedtls_x509_csr_parse_file(&csr, path), 0);
    mbedtls_x509_csr_free(&csr);
    remove(path);
    CHECK_EQ(mbedtls_x509_csr_parse_file(&csr, path), -0x3E00);

    CHECK_EQ(mbedtls_x509write_csr_set_extension(&ctx, "\x2a\x03\x05", 3, 1, (const unsigned char *) "\x05\x00", 2), 0);
    len = mbedtls_x509write_csr_der(&ctx, der, sizeof der, some_rng, NULL);
    CHECK_EQ(mbedtls_x509_csr_parse_der(&csr, der + sizeof der - len, (size_t) len),
             MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    CHECK_EQ(mbedtls_x509_csr_parse_der_with_ext_cb(&csr, der + sizeof der - len, (size_t) len, refuse, &calls), -5);
    CHECK_EQ(calls, 2);
    CHECK_EQ(csr.version, 0);
    mbedtls_x509write_csr_free(&ctx);
    ONLY_OURS {
        mbedtls_x509_csr_init(NULL);
        mbedtls_x509_csr_free(NULL);
        CHECK_EQ(mbedtls_x509_csr_info(text, sizeof text, "", &csr), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_x509_csr_parse(NULL, der, 10), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    }
}

int main(void)
{
    mbedtls_pk_init(&key);
    CHECK_EQ(mbedtls_pk_parse_keyfile(&key, cert_path("server-p256.key"), NULL, some_rng, NULL), 0);
    writing();
    reading();
    mbedtls_pk_free(&key);
    return check_result();
}
