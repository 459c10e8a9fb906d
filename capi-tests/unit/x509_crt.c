#include "certs.h"
#include "check.h"
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

static void parse(mbedtls_x509_crt *crt, const char *file)
{
    mbedtls_x509_crt_init(crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(crt, cert_path(file)), 0);
}

static int length_of(const mbedtls_x509_crt *crt)
{
    int length = 0;
    for (; crt != NULL && crt->version != 0; crt = crt->next)
        length++;
    return length;
}

static void fields(void)
{
    mbedtls_x509_crt crt;
    parse(&crt, "server-p256.crt");
    CHECK_EQ(crt.version, 3);
    CHECK(crt.raw.p != NULL && crt.tbs.p > crt.raw.p && crt.tbs.p + crt.tbs.len < crt.raw.p + crt.raw.len);
    CHECK_EQ(crt.raw.p[0], 0x30);
    CHECK_EQ(crt.valid_from.year, 2025);
    CHECK_EQ(crt.valid_to.year, 2055);
    CHECK_EQ(crt.subject_raw.p[0], 0x30);
    CHECK(crt.next == NULL);
    CHECK_EQ(mbedtls_pk_get_type(&crt.pk), MBEDTLS_PK_ECKEY);
    CHECK_EQ(mbedtls_pk_get_bitlen(&crt.pk), 256);
    CHECK_EQ(crt.subject_alt_names.buf.tag, 0x82);
    CHECK_EQ(crt.subject_alt_names.buf.len, 9);
    CHECK(crt.subject_alt_names.buf.p != NULL && memcmp(crt.subject_alt_names.buf.p, "localhost", 9) == 0);
    CHECK(crt.subject_alt_names.next != NULL && crt.subject_alt_names.next->next != NULL);
    CHECK(mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_SUBJECT_ALT_NAME) != 0);
    CHECK_EQ(mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_NS_CERT_TYPE), 0);
    CHECK_EQ(mbedtls_x509_crt_get_ca_istrue(&crt), 0);
    CHECK_EQ(mbedtls_x509_crt_check_key_usage(&crt, MBEDTLS_X509_KU_DIGITAL_SIGNATURE), 0);
    CHECK_EQ(mbedtls_x509_crt_check_key_usage(&crt, MBEDTLS_X509_KU_KEY_CERT_SIGN), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crt_check_extended_key_usage(&crt, MBEDTLS_OID_SERVER_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH)), 0);
    CHECK_EQ(mbedtls_x509_crt_check_extended_key_usage(&crt, MBEDTLS_OID_CLIENT_AUTH, MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH)),
             MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    mbedtls_x509_crt_free(&crt);
    CHECK_EQ(crt.version, 0);
    CHECK(crt.raw.p == NULL);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(NULL);

    parse(&crt, "ca-p256.crt");
    CHECK_EQ(mbedtls_x509_crt_get_ca_istrue(&crt), 1);
    mbedtls_x509_crt_free(&crt);
    parse(&crt, "self-signed.crt");
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_get_ca_istrue(&crt), MBEDTLS_ERR_X509_INVALID_EXTENSIONS);
    mbedtls_x509_crt_free(&crt);
}

static void lists(void)
{
    mbedtls_x509_crt crt;
    size_t len;
    unsigned char *pem = cert_file("chain.crt", &len);

    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, len + 1), 0);
    CHECK_EQ(length_of(&crt), 2);
    /* More are appended. */
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("ca-p256.crt")), 0);
    CHECK_EQ(length_of(&crt), 3);
    /* What cannot be parsed changes nothing. */
    CHECK_EQ(mbedtls_x509_crt_parse_der(&crt, pem, len), MBEDTLS_ERR_X509_INVALID_FORMAT);
    CHECK_EQ(length_of(&crt), 3);

    /* DER, copied and not. */
    unsigned char der[4096];
    size_t der_len = crt.raw.len;
    CHECK(der_len < sizeof der);
    memcpy(der, crt.raw.p, der_len);
    mbedtls_x509_crt_free(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_der(&crt, der, der_len), 0);
    CHECK(crt.raw.p != der);
    mbedtls_x509_crt_free(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_der_nocopy(&crt, der, der_len), 0);
    CHECK(crt.raw.p == der);
    CHECK(crt.subject.val.p > der && crt.subject.val.p < der + der_len);
    CHECK(crt.subject_alt_names.buf.p > der && crt.subject_alt_names.buf.p < der + der_len);
    mbedtls_x509_crt_free(&crt);

    /* PEM has to end with a NUL that counts. */
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, len), MBEDTLS_ERR_X509_INVALID_FORMAT);
    /* One of two is broken: it is counted, the other is there. */
    strstr((char *) pem, "END CERTIFICATE")[-60] = '!';
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, len + 1), 1);
    CHECK_EQ(length_of(&crt), 1);
    mbedtls_x509_crt_free(&crt);
    /* Only a broken one: its error. MBEDTLS_ERR_PEM_INVALID_DATA + MBEDTLS_ERR_BASE64_INVALID_CHARACTER. */
    strstr((char *) pem, "-----END CERTIFICATE-----")[26] = '\0';
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, strlen((char *) pem) + 1), -0x112C);
    /* One that does not end. */
    strstr((char *) pem, "-----END CERTIFICATE-----")[3] = '\0';
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, strlen((char *) pem) + 1), MBEDTLS_ERR_X509_CERT_UNKNOWN_FORMAT);
    CHECK_EQ(length_of(&crt), 0);

    CHECK_EQ(mbedtls_x509_crt_parse(NULL, der, der_len), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, NULL, 5), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, der, 0), MBEDTLS_ERR_X509_INVALID_FORMAT);
    CHECK_EQ(mbedtls_x509_crt_parse_der(NULL, der, der_len), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crt_parse_der(&crt, NULL, 5), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, "/nonexistent"), MBEDTLS_ERR_PK_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_x509_crt_parse_path(&crt, "/nonexistent"), MBEDTLS_ERR_X509_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_x509_crt_parse_path(&crt, cert_path("make-certs")), MBEDTLS_ERR_X509_FILE_IO_ERROR);
    /* A folder: the certificates in it, and a count of what is none. */
    CHECK(mbedtls_x509_crt_parse_path(&crt, cert_path("")) > 0);
    CHECK(length_of(&crt) > 20);
    mbedtls_x509_crt_free(&crt);
    free(pem);
}

struct seen {
    int calls;
    int depth[10];
    uint32_t flags[10];
    const mbedtls_x509_crt *crt[10];
    uint32_t clear;
    int code;
};

static int review(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    struct seen *seen = context;
    seen->depth[seen->calls] = depth;
    seen->flags[seen->calls] = *flags;
    seen->crt[seen->calls++] = crt;
    *flags &= ~seen->clear;
    return seen->code;
}

static void paths(void)
{
    mbedtls_x509_crt chain, ca;
    uint32_t flags = 77;
    struct seen seen = { 0 };

    parse(&chain, "chain.crt");
    parse(&ca, "ca-p256.crt");
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, NULL, "localhost", &flags, NULL, NULL), 0);
    CHECK_EQ(flags, 0);
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, NULL, NULL, NULL, &flags, NULL, NULL), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_NOT_TRUSTED);

    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, NULL, "other", &flags, review, &seen), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_CN_MISMATCH);
    CHECK_EQ(seen.calls, 3);
    for (int i = 0; i < 3; i++)
        CHECK_EQ(seen.depth[i], 2 - i);
    CHECK(seen.crt[0] == &ca && seen.crt[1] == chain.next && seen.crt[2] == &chain);
    CHECK_EQ(seen.flags[0], 0);
    CHECK_EQ(seen.flags[2], MBEDTLS_X509_BADCERT_CN_MISMATCH);

    seen = (struct seen) { .clear = MBEDTLS_X509_BADCERT_CN_MISMATCH };
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, NULL, "other", &flags, review, &seen), 0);
    CHECK_EQ(flags, 0);
    seen = (struct seen) { .code = -77 };
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, NULL, NULL, &flags, review, &seen), -77);
    CHECK_EQ(flags, 0xFFFFFFFF);
    CHECK_EQ(seen.calls, 1);
    /* A callback's failure must not look like a bad path that may be passed over. */
    seen = (struct seen) { .code = MBEDTLS_ERR_X509_CERT_VERIFY_FAILED };
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, NULL, NULL, &flags, review, &seen), MBEDTLS_ERR_X509_FATAL_ERROR);

    CHECK_EQ(mbedtls_x509_crt_verify_with_profile(&chain, &ca, NULL, &mbedtls_x509_crt_profile_suiteb, NULL, &flags,
                                                  NULL, NULL), 0);
    CHECK_EQ(mbedtls_x509_crt_verify_with_profile(&chain, &ca, NULL, &mbedtls_x509_crt_profile_none, NULL, &flags,
                                                  NULL, NULL), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_BAD_MD | MBEDTLS_X509_BADCERT_BAD_PK | MBEDTLS_X509_BADCERT_BAD_KEY);
    CHECK_EQ(mbedtls_x509_crt_verify_with_profile(&chain, &ca, NULL, NULL, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(flags, 0xFFFFFFFF);
    CHECK_EQ(mbedtls_x509_crt_profile_next.rsa_min_bitlen, 2048);
    CHECK_EQ(mbedtls_x509_crt_profile_default.allowed_mds & MBEDTLS_X509_ID_FLAG(MBEDTLS_MD_SHA1), 0);
    CHECK(mbedtls_x509_crt_profile_default.allowed_mds & MBEDTLS_X509_ID_FLAG(MBEDTLS_MD_SHA256));
    ONLY_OURS CHECK_EQ(mbedtls_x509_crt_verify(NULL, &ca, NULL, NULL, &flags, NULL, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, NULL, NULL, NULL, NULL, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    mbedtls_x509_crt_free(&chain);
    mbedtls_x509_crt_free(&ca);
}

static void texts(void)
{
    mbedtls_x509_crt crt;
    char text[4096];
    int length;

    CHECK_EQ(mbedtls_x509_crt_verify_info(text, sizeof text, "! ", 0), 0);
    length = mbedtls_x509_crt_verify_info(text, sizeof text, "! ", MBEDTLS_X509_BADCERT_EXPIRED | 0x80000000);
    CHECK_EQ(length, strlen(text));
    CHECK(strncmp(text, "! The certificate", 17) == 0);
    CHECK(strchr(text, '\n') != NULL && strncmp(strchr(text, '\n') + 1, "! Unknown reason", 16) == 0);
    CHECK_EQ(text[length - 1], '\n');
    CHECK_EQ(mbedtls_x509_crt_verify_info(text, 10, "! ", 1), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    CHECK_EQ(strlen(text), 9);
    CHECK_EQ(mbedtls_x509_crt_verify_info(text, 0, "! ", 1), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);

    parse(&crt, "server-p256.crt");
    length = mbedtls_x509_crt_info(text, sizeof text, "> ", &crt);
    CHECK_EQ(length, strlen(text));
    CHECK(strstr(text, "> cert. version     : 3\n") == text);
    CHECK(strstr(text, "\n> subject name      : CN=localhost, O=libdtls tests\n") != NULL);
    CHECK(strstr(text, "\n> issued  on        : 2025-01-01 00:00:00\n") != NULL);
    CHECK(strstr(text, "\n> signed using      : ECDSA with SHA256\n> EC key size       : 256 bits\n") != NULL);
    CHECK(strstr(text, "\n>     dNSName : localhost\n>     dNSName : *.wild.example\n>     iPAddress : 127.0.0.1\n") != NULL);
    CHECK(strstr(text, "\n> key usage         : Digital Signature, Key Encipherment\n") != NULL);
    CHECK(strstr(text, "\n> ext key usage     : TLS Web Server Authentication\n") != NULL);
    CHECK_EQ(mbedtls_x509_crt_info(text, (size_t) length, "> ", &crt), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    CHECK(mbedtls_x509_crt_info(text, sizeof text, "", NULL) > 0);
    mbedtls_x509_crt_free(&crt);
}

int main(void)
{
    fields();
    lists();
    paths();
    texts();
    return check_result();
}
