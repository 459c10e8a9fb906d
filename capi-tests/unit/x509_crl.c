#include "certs.h"
#include "check.h"
#include <mbedtls/x509_crl.h>
#include <mbedtls/x509_crt.h>

static int length_of(const mbedtls_x509_crl *crl)
{
    int length = 0;
    for (; crl != NULL; crl = crl->next)
        length += crl->version != 0;
    return length;
}

static void fields(void)
{
    mbedtls_x509_crl crl;
    mbedtls_x509_crt crt;
    int entries = 0;

    mbedtls_x509_crl_init(&crl);
    CHECK_EQ(crl.version, 0);
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, cert_path("p256-server.crl")), 0);
    CHECK_EQ(crl.version, 2);
    CHECK(crl.raw.p != NULL && crl.tbs.p > crl.raw.p && crl.tbs.p + crl.tbs.len < crl.raw.p + crl.raw.len);
    CHECK_EQ(crl.sig_oid.len, 8);
    CHECK_EQ(crl.issuer_raw.p[0], 0x30);
    CHECK(crl.issuer.val.len == 8 && memcmp(crl.issuer.val.p, "P-256 CA", 8) == 0);
    CHECK_EQ(crl.this_update.year, 2025);
    CHECK_EQ(crl.next_update.year, 2054);
    CHECK_EQ(crl.next_update.sec, 59);
    CHECK(crl.crl_ext.len > 0);
    CHECK(crl.next == NULL);
    for (const mbedtls_x509_crl_entry *entry = &crl.entry; entry != NULL; entry = entry->next) {
        CHECK(entry->serial.len > 0 && entry->serial.p > crl.raw.p && entry->serial.p < crl.raw.p + crl.raw.len);
        CHECK_EQ(entry->revocation_date.year, 2025);
        /* The second entry tells a reason. */
        CHECK_EQ(entry->entry_ext.p != NULL, entries == 1);
        CHECK_EQ(entry->entry_ext.len, entries == 1 ? 12 : 0);
        entries++;
    }
    CHECK_EQ(entries, 3);

    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("server-p256.crt")), 0);
    CHECK_EQ(mbedtls_x509_crt_is_revoked(&crt, &crl), 1);
    mbedtls_x509_crl_free(&crl);
    CHECK_EQ(crl.version, 0);
    CHECK(crl.raw.p == NULL && crl.entry.next == NULL);
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, cert_path("p256.crl")), 0);
    CHECK_EQ(mbedtls_x509_crt_is_revoked(&crt, &crl), 0);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crt_is_revoked(NULL, &crl), 0);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crt_is_revoked(&crt, NULL), 0);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crl_free(&crl);
    mbedtls_x509_crl_free(&crl);
    mbedtls_x509_crl_free(NULL);
}

static void lists(void)
{
    mbedtls_x509_crl crl;
    size_t len, der_len;
    unsigned char *pem = cert_file("rsa.crl", &len);
    unsigned char der[4096];

    mbedtls_x509_crl_init(&crl);
    CHECK_EQ(mbedtls_x509_crl_parse(&crl, pem, len + 1), 0);
    CHECK_EQ(length_of(&crl), 1);
    der_len = crl.raw.len;
    CHECK(der_len < sizeof der - 1);
    memcpy(der, crl.raw.p, der_len);
    der[der_len] = 0;
    /* More are appended, and what cannot be parsed is not. */
    CHECK_EQ(mbedtls_x509_crl_parse_der(&crl, der, der_len), 0);
    CHECK_EQ(mbedtls_x509_crl_parse(&crl, der, der_len), 0);
    CHECK_EQ(length_of(&crl), 3);
    CHECK_EQ(mbedtls_x509_crl_parse_der(&crl, der, der_len + 1),
             MBEDTLS_ERR_X509_INVALID_FORMAT + MBEDTLS_ERR_ASN1_LENGTH_MISMATCH);
    CHECK_EQ(mbedtls_x509_crl_parse_der(&crl, der, der_len - 1), MBEDTLS_ERR_X509_INVALID_FORMAT);
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, cert_path("p256-critical.crl")),
             MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    CHECK_EQ(length_of(&crl), 3);
    mbedtls_x509_crl_free(&crl);

    /* PEM has to end with a NUL that counts, and with the last block. */
    CHECK_EQ(mbedtls_x509_crl_parse(&crl, pem, len), MBEDTLS_ERR_X509_INVALID_FORMAT);
    CHECK_EQ(length_of(&crl), 0);
    memcpy(pem + len, "# end\n", 7);
    CHECK_EQ(mbedtls_x509_crl_parse(&crl, pem, len + 7), -0x1080); /* MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT */
    CHECK_EQ(length_of(&crl), 1);
    mbedtls_x509_crl_free(&crl);

    CHECK_EQ(mbedtls_x509_crl_parse(NULL, der, der_len), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crl_parse(&crl, NULL, 5), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crl_parse(&crl, der, 0), MBEDTLS_ERR_X509_INVALID_FORMAT);
    CHECK_EQ(mbedtls_x509_crl_parse_der(NULL, der, der_len), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crl_parse_der(&crl, NULL, 5), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, "/nonexistent"), MBEDTLS_ERR_PK_FILE_IO_ERROR);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crl_parse_file(NULL, cert_path("rsa.crl")), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    free(pem);
}

static void texts(void)
{
    mbedtls_x509_crl crl;
    char text[2048];
    int length;

    mbedtls_x509_crl_init(&crl);
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, cert_path("rsa-pss.crl")), 0);
    length = mbedtls_x509_crl_info(text, sizeof text, "> ", &crl);
    CHECK_EQ(length, strlen(text));
    CHECK(strstr(text, "> CRL version   : 2\n> issuer name   : CN=RSA CA, O=libdtls tests\n") == text);
    CHECK(strstr(text, "\n> next update   : 2054-12-31 23:59:59\n> Revoked certificates:\n> serial number: ") != NULL);
    CHECK(strstr(text, "\n> signed using  : RSASSA-PSS (SHA256, MGF1-SHA256, 0x20)\n") != NULL);
    CHECK_EQ(mbedtls_x509_crl_info(text, (size_t) length, "> ", &crl), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    CHECK_EQ(mbedtls_x509_crl_info(text, 0, "", &crl), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    mbedtls_x509_crl_free(&crl);
    CHECK(mbedtls_x509_crl_info(text, sizeof text, "", &crl) > 0);
    CHECK(strstr(text, "CRL version   : 0\n") == text);
    ONLY_OURS CHECK(mbedtls_x509_crl_info(text, sizeof text, NULL, NULL) > 0);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crl_info(NULL, sizeof text, "", &crl), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
}

int main(void)
{
    fields();
    lists();
    texts();
    return check_result();
}
