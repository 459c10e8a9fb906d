/* Paths beside revocation lists, with trusted certificates from a callback, and extensions that programs take care of. */
#include "certs.h"
#include "check.h"
#include <mbedtls/platform.h>
#include <mbedtls/x509_crl.h>
#include <mbedtls/x509_crt.h>

static void parse(mbedtls_x509_crt *crt, const char *file)
{
    mbedtls_x509_crt_init(crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(crt, cert_path(file)), 0);
}

static void revoked(void)
{
    mbedtls_x509_crt chain, ca;
    mbedtls_x509_crl crl;
    uint32_t flags = 77;

    parse(&chain, "chain.crt");
    parse(&ca, "ca-p256.crt");
    mbedtls_x509_crl_init(&crl);
    /* An empty list revokes nothing. */
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, &crl, NULL, &flags, NULL, NULL), 0);
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, cert_path("p256.crl")), 0);
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, &crl, NULL, &flags, NULL, NULL), 0);
    CHECK_EQ(flags, 0);
    CHECK_EQ(mbedtls_x509_crl_parse_file(&crl, cert_path("intermediate.crl")), 0);
    CHECK_EQ(mbedtls_x509_crt_verify(&chain, &ca, &crl, NULL, &flags, NULL, NULL), MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_REVOKED);
    CHECK_EQ(mbedtls_x509_crt_verify_with_profile(&chain, &ca, &crl, &mbedtls_x509_crt_profile_suiteb, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_REVOKED);
    CHECK_EQ(mbedtls_x509_crt_verify_restartable(&chain, &ca, &crl, &mbedtls_x509_crt_profile_default, NULL, &flags, NULL, NULL,
                                                 NULL),
             MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_REVOKED);
    CHECK_EQ(mbedtls_x509_crt_verify_restartable(&chain, &ca, NULL, &mbedtls_x509_crt_profile_default, "localhost", &flags, NULL,
                                                 NULL, NULL), 0);
    CHECK_EQ(mbedtls_x509_crt_verify_restartable(&chain, &ca, &crl, NULL, NULL, &flags, NULL, NULL, NULL),
             MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(flags, 0xFFFFFFFF);
    mbedtls_x509_crl_free(&crl);
    mbedtls_x509_crt_free(&chain);
    mbedtls_x509_crt_free(&ca);
}

/* Debian's build of the original has no such function. */
#ifndef ORIGINAL
struct store {
    const char *files[3];
    int calls, code;
    const mbedtls_x509_crt *children[4];
};

static int find(void *context, const mbedtls_x509_crt *child, mbedtls_x509_crt **found)
{
    struct store *store = context;
    mbedtls_x509_crt *list;

    store->children[store->calls++] = child;
    if (store->files[0] == NULL || store->code != 0)
        return store->code;
    list = mbedtls_calloc(1, sizeof *list);
    CHECK(list != NULL);
    mbedtls_x509_crt_init(list);
    for (int i = 0; store->files[i] != NULL; i++)
        CHECK_EQ(mbedtls_x509_crt_parse_file(list, cert_path(store->files[i])), 0);
    *found = list;
    return 0;
}

static int root_seen;

static int review(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void) context;
    (void) flags;
    if (depth == 2)
        root_seen = crt->raw.len > 0 && mbedtls_x509_crt_get_ca_istrue(crt) == 1;
    return 0;
}

static void from_callback(void)
{
    mbedtls_x509_crt chain, own;
    uint32_t flags = 77;
    struct store store = { { "ca-rsa.crt", "ca-other.crt", NULL }, 0, 0, { NULL } };
    struct store with = { { "ca-rsa.crt", "ca-p256.crt", NULL }, 0, 0, { NULL } };
    struct store none = { { NULL }, 0, 0, { NULL } }, fails = { { NULL }, 0, -5, { NULL } };
    const mbedtls_x509_crt_profile *profile = &mbedtls_x509_crt_profile_default;

    parse(&chain, "chain.crt");
    CHECK_EQ(mbedtls_x509_crt_verify_with_ca_cb(&chain, find, &with, profile, "localhost", &flags, review, NULL), 0);
    CHECK_EQ(flags, 0);
    CHECK(root_seen);
    CHECK_EQ(with.calls, 2);
    CHECK(with.children[0] == &chain && with.children[1] == chain.next);
    CHECK_EQ(mbedtls_x509_crt_verify_with_ca_cb(&chain, find, &store, profile, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_NOT_TRUSTED);
    CHECK_EQ(mbedtls_x509_crt_verify_with_ca_cb(&chain, find, &none, profile, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_NOT_TRUSTED);
    CHECK_EQ(mbedtls_x509_crt_verify_with_ca_cb(&chain, NULL, NULL, profile, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    CHECK_EQ(mbedtls_x509_crt_verify_with_ca_cb(&chain, find, &fails, profile, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_FATAL_ERROR);
    CHECK_EQ(flags, 0xFFFFFFFF);
    CHECK_EQ(mbedtls_x509_crt_verify_with_ca_cb(&chain, find, &with, NULL, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    mbedtls_x509_crt_free(&chain);

    /* A certificate that issues itself is trusted as an authority alone. */
    parse(&own, "self-signed.crt");
    none.files[0] = "self-signed.crt";
    CHECK_EQ(mbedtls_x509_crt_verify_with_ca_cb(&own, find, &none, profile, NULL, &flags, NULL, NULL),
             MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    mbedtls_x509_crt_free(&own);
}
#else
static void from_callback(void)
{
}
#endif

static int seen_critical, answer;

static int take_care(void *context, const mbedtls_x509_crt *crt, const mbedtls_x509_buf *oid, int critical,
                     const unsigned char *p, const unsigned char *end)
{
    CHECK(context == &answer);
    CHECK(crt->version == 3 && crt->subject.val.p != NULL);
    CHECK_EQ(oid->len, 4);
    CHECK_EQ(end - p, 2);
    CHECK_EQ(p[0], 5);
    seen_critical += critical;
    return answer;
}

static void extensions(void)
{
    mbedtls_x509_crt crt;
    size_t len;
    unsigned char *pem = cert_file("critical-unknown.crt", &len), der[2048];
    int code;

    /* Only with somebody who takes care the certificate parses, and its encoding can be had. */
    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, len + 1), MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    free(pem);
    pem = cert_file("critical-unknown.der", &len);
    CHECK(len < sizeof der);
    memcpy(der, pem, len);
    free(pem);

    for (answer = -7; answer < 1; answer += 7) {
        for (int copy = 0; copy < 2; copy++) {
            seen_critical = 0;
            code = mbedtls_x509_crt_parse_der_with_ext_cb(&crt, der, len, copy, take_care, &answer);
            CHECK_EQ(code, answer);
            CHECK_EQ(seen_critical, 1);
            CHECK_EQ(crt.version, answer == 0 ? 3 : 0);
            CHECK_EQ(crt.raw.p == der, answer == 0 && copy == 0);
            mbedtls_x509_crt_free(&crt);
        }
    }
    CHECK_EQ(mbedtls_x509_crt_parse_der_with_ext_cb(&crt, der, len, 1, NULL, NULL),
             MBEDTLS_ERR_X509_INVALID_EXTENSIONS + MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    CHECK_EQ(mbedtls_x509_crt_parse_der_with_ext_cb(NULL, der, len, 1, take_care, &answer), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crt_parse_der_with_ext_cb(&crt, NULL, len, 1, take_care, &answer), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    mbedtls_x509_crt_free(&crt);
}

int main(void)
{
    revoked();
    from_callback();
    extensions();
    return check_result();
}
