#include "check.h"
#include "certs.h"
#ifdef ORIGINAL
#include <mbedtls/oid.h>
#endif
#include <mbedtls/x509_crt.h>
#include <string.h>

static const char *const authorities[] = { "ca-p256.crt", "ca-p384.crt", "ca-rsa.crt", "ca-other.crt" };

/* What the original makes of each file, and of each with each authority, for the name localhost. */
static const struct {
    const char *file;
    int parsed;
    int count;
    uint32_t flags[4];
} files[] = {
    { "server-p256.crt", 0, 1, { 0, 0x8, 0x8, 0x8 } },
    { "server-p384.crt", 0, 1, { 0x8, 0, 0x8, 0x8 } },
    { "server-rsa.crt", 0, 1, { 0x8, 0x8, 0, 0x8 } },
    { "client-p256.crt", 0, 1, { 0x4, 0xC, 0xC, 0xC } },
    { "expired.crt", 0, 1, { 0x1, 0x9, 0x9, 0x9 } },
    { "future.crt", 0, 1, { 0x200, 0x208, 0x208, 0x208 } },
    { "self-signed.crt", 0, 1, { 0x8, 0x8, 0x8, 0x8 } },
    { "sha1.crt", 0, 1, { 0x4000, 0x4008, 0x4008, 0x4008 } },
    { "rsa1024.crt", 0, 1, { 0x10008, 0x10008, 0x10000, 0x10008 } },
    { "leaf.crt", 0, 1, { 0x8, 0x8, 0x8, 0x8 } },
    { "chain.crt", 0, 2, { 0, 0x8, 0x8, 0x8 } },
    { "chain-too-long.crt", 0, 3, { 0x8, 0x8, 0x8, 0x8 } },
    { "no-names.crt", 0, 1, { 0x4, 0xC, 0xC, 0xC } },
    { "other-name.crt", 0, 1, { 0x4, 0xC, 0xC, 0xC } },
    { "by-name.crt", 0, 1, { 0, 0x8, 0x8, 0x8 } },
    { "wrong-key-usage.crt", 0, 1, { 0, 0x8, 0x8, 0x8 } },
    { "critical-unknown.crt", -0x2562, 0, { 0 } },
    { "ed25519.crt", -0x262E, 0, { 0 } },
    { "below-leaf.crt", 0, 1, { 0x8, 0x8, 0x8, 0x8 } },
    { "client-expired.crt", 0, 1, { 0x5, 0xD, 0xD, 0xD } },
};

static int count_of(const mbedtls_x509_crt *chain)
{
    int count = 0;
    for (; chain != NULL && chain->raw.p != NULL; chain = chain->next) {
        count++;
    }
    return count;
}

static void parsed_and_verified(void)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        mbedtls_x509_crt crt;
        mbedtls_x509_crt_init(&crt);
        CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path(files[i].file)), files[i].parsed);
        CHECK_EQ(count_of(&crt), files[i].count);
        for (size_t k = 0; k < 4 && files[i].parsed == 0; k++) {
            mbedtls_x509_crt ca;
            uint32_t flags = 0x55;
            mbedtls_x509_crt_init(&ca);
            CHECK_EQ(mbedtls_x509_crt_parse_file(&ca, cert_path(authorities[k])), 0);
            int result = mbedtls_x509_crt_verify(&crt, &ca, NULL, "localhost", &flags, NULL, NULL);
            if (flags != files[i].flags[k]) {
                fprintf(stderr, "%s with %s:\n", files[i].file, authorities[k]);
            }
            CHECK_EQ(flags, files[i].flags[k]);
            CHECK_EQ(result, files[i].flags[k] == 0 ? 0 : MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
            mbedtls_x509_crt_free(&ca);
        }
        mbedtls_x509_crt_free(&crt);
    }
}

static void names(void)
{
    static const struct {
        const char *name;
        uint32_t flags;
    } cases[] = {
        { NULL, 0 },           { "localhost", 0 },        { "LocalHost", 0 },       { "a.wild.example", 0 },
        { "127.0.0.1", 0 },    { "wild.example", 0x4 },   { "a.b.wild.example", 4 }, { "127.0.0.2", 4 },
        { "other.example", 4 }, { "", 0x4 },
    };
    mbedtls_x509_crt crt, ca;
    mbedtls_x509_crt_init(&crt);
    mbedtls_x509_crt_init(&ca);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("server-p256.crt")), 0);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&ca, cert_path("ca-p256.crt")), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t flags = 0;
        mbedtls_x509_crt_verify(&crt, &ca, NULL, cases[i].name, &flags, NULL, NULL);
        if (flags != cases[i].flags) {
            fprintf(stderr, "name %s:\n", cases[i].name);
        }
        CHECK_EQ(flags, cases[i].flags);
    }
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&ca);
}

struct seen {
    int calls, depths;
    uint32_t flags;
    int result;
};

static int look(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    struct seen *seen = context;
    CHECK(crt != NULL && flags != NULL);
    seen->calls++;
    seen->depths = seen->depths * 10 + depth;
    seen->flags |= *flags;
    *flags = 0;
    return seen->result;
}

static void callbacks(void)
{
    mbedtls_x509_crt crt, ca;
    uint32_t flags = 1;
    struct seen seen = { 0, 0, 0, 0 };
    mbedtls_x509_crt_init(&crt);
    mbedtls_x509_crt_init(&ca);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("chain.crt")), 0);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&ca, cert_path("ca-p256.crt")), 0);
    CHECK_EQ(mbedtls_x509_crt_verify(&crt, &ca, NULL, "not its name", &flags, look, &seen), 0);
    CHECK_EQ(flags, 0);
    CHECK_EQ(seen.calls, 3);
    CHECK_EQ(seen.depths, 210);
    CHECK_EQ(seen.flags, 0x4);
    seen.result = -1234;
    CHECK_EQ(mbedtls_x509_crt_verify(&crt, &ca, NULL, NULL, &flags, look, &seen), -1234);
    CHECK_EQ(flags, 0xFFFFFFFF);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&ca);
}

static void profiles(void)
{
    mbedtls_x509_crt crt, ca;
    uint32_t flags;
    mbedtls_x509_crt_init(&crt);
    mbedtls_x509_crt_init(&ca);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("server-rsa.crt")), 0);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&ca, cert_path("ca-rsa.crt")), 0);
    CHECK_EQ(mbedtls_x509_crt_verify_with_profile(&crt, &ca, NULL, &mbedtls_x509_crt_profile_next, NULL, &flags, NULL,
                                                  NULL), 0);
    CHECK(mbedtls_x509_crt_verify_with_profile(&crt, &ca, NULL, &mbedtls_x509_crt_profile_suiteb, NULL, &flags, NULL,
                                               NULL) != 0);
    CHECK_EQ(flags, MBEDTLS_X509_BADCERT_BAD_PK);
    mbedtls_x509_crt_profile own = mbedtls_x509_crt_profile_default;
    own.rsa_min_bitlen = 4096;
    CHECK(mbedtls_x509_crt_verify_with_profile(&crt, &ca, NULL, &own, NULL, &flags, NULL, NULL) != 0);
    CHECK_EQ(flags & MBEDTLS_X509_BADCERT_BAD_KEY, MBEDTLS_X509_BADCERT_BAD_KEY);
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&ca);
}

static void fields(void)
{
    mbedtls_x509_crt crt;
    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("server-p256.crt")), 0);
    CHECK_EQ(crt.version, 3);
    CHECK_EQ(crt.valid_from.year, 2025);
    CHECK_EQ(crt.valid_to.mon, 1);
    CHECK(crt.raw.len > crt.tbs.len && crt.tbs.p > crt.raw.p);
    CHECK_EQ(crt.subject_alt_names.buf.len, 9);
    CHECK_EQ(memcmp(crt.subject_alt_names.buf.p, "localhost", 9), 0);
    CHECK(crt.subject_alt_names.next != NULL);
    CHECK_EQ(crt.subject.val.len, 9);
    CHECK(crt.next == NULL);
    CHECK_EQ(mbedtls_x509_crt_check_key_usage(&crt, MBEDTLS_X509_KU_DIGITAL_SIGNATURE), 0);
    CHECK_EQ(mbedtls_x509_crt_check_key_usage(&crt, MBEDTLS_X509_KU_KEY_CERT_SIGN), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK_EQ(mbedtls_x509_crt_check_extended_key_usage(&crt, "\x2B\x06\x01\x05\x05\x07\x03\x01", 8), 0);
    CHECK_EQ(mbedtls_x509_crt_check_extended_key_usage(&crt, "\x2B\x06\x01\x05\x05\x07\x03\x02", 8),
             MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    CHECK(mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_SUBJECT_ALT_NAME) != 0);
    CHECK_EQ(mbedtls_x509_crt_has_ext_type(&crt, MBEDTLS_X509_EXT_NS_CERT_TYPE), 0);
    CHECK_EQ(mbedtls_x509_crt_get_ca_istrue(&crt), 0);

    char text[1000], small[20];
    int length = mbedtls_x509_crt_info(text, sizeof text, "> ", &crt);
    CHECK_EQ(length, strlen(text));
    CHECK(strstr(text, "> subject name      : CN=localhost, O=libdtls tests\n") != NULL);
    CHECK(strstr(text, ">     dNSName : *.wild.example\n") != NULL);
    CHECK_EQ(mbedtls_x509_crt_info(small, sizeof small, "", &crt), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    length = mbedtls_x509_crt_verify_info(text, sizeof text, "! ", MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_NOT_TRUSTED);
    CHECK_EQ(length, strlen(text));
    CHECK(text[0] == '!' && strchr(text, '\n') != text + length - 1);
    CHECK_EQ(mbedtls_x509_crt_verify_info(text, sizeof text, "", 0), 0);
    mbedtls_x509_crt_free(&crt);
}

static void forms(void)
{
    mbedtls_x509_crt crt, copy;
    size_t size;
    unsigned char *pem = cert_bytes("server-p256.crt", &size);
    mbedtls_x509_crt_init(&crt);
    /* PEM counts its NUL. */
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, size), MBEDTLS_ERR_X509_INVALID_FORMAT);
    CHECK_EQ(mbedtls_x509_crt_parse(&crt, pem, size + 1), 0);

    /* DER, copied and lent. */
    mbedtls_x509_crt_init(&copy);
    CHECK_EQ(mbedtls_x509_crt_parse_der(&copy, crt.raw.p, crt.raw.len), 0);
    CHECK(copy.raw.p != crt.raw.p);
    CHECK_EQ(mbedtls_x509_crt_parse_der_nocopy(&copy, crt.raw.p, crt.raw.len), 0);
    CHECK_EQ(count_of(&copy), 2);
    CHECK(copy.next->raw.p == crt.raw.p);
    mbedtls_x509_crt_free(&copy);
    CHECK_EQ(count_of(&copy), 0);
    for (size_t length = 0; length < crt.raw.len; length++) {
        mbedtls_x509_crt_init(&copy);
        CHECK(mbedtls_x509_crt_parse_der(&copy, crt.raw.p, length) < 0);
        mbedtls_x509_crt_free(&copy);
    }
    mbedtls_x509_crt_free(&crt);
    mbedtls_x509_crt_free(&crt);
    free(pem);

    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("no such file")), MBEDTLS_ERR_PK_FILE_IO_ERROR);
    CHECK_EQ(mbedtls_x509_crt_parse_path(&crt, cert_path("no such folder")), MBEDTLS_ERR_X509_FILE_IO_ERROR);
    /* Keys and the certificates that cannot be read are counted. */
    CHECK(mbedtls_x509_crt_parse_path(&crt, cert_path("")) > 0);
    CHECK(count_of(&crt) > 20);
    mbedtls_x509_crt_free(&crt);
}

static void null_pointers(void)
{
    ONLY_OURS
    {
        mbedtls_x509_crt crt;
        uint32_t flags = 0;
        mbedtls_x509_crt_init(NULL);
        mbedtls_x509_crt_free(NULL);
        mbedtls_x509_crt_init(&crt);
        CHECK(mbedtls_x509_crt_parse(NULL, (const unsigned char *) "", 1) < 0);
        CHECK(mbedtls_x509_crt_parse(&crt, NULL, 1) < 0);
        CHECK(mbedtls_x509_crt_parse_der(&crt, NULL, 10) < 0);
        CHECK(mbedtls_x509_crt_parse_file(&crt, NULL) < 0);
        CHECK(mbedtls_x509_crt_parse_path(NULL, ".") < 0);
        CHECK(mbedtls_x509_crt_verify(NULL, NULL, NULL, NULL, &flags, NULL, NULL) < 0);
        CHECK(mbedtls_x509_crt_verify(&crt, NULL, NULL, NULL, NULL, NULL, NULL) < 0);
        CHECK(mbedtls_x509_crt_check_key_usage(NULL, 1) < 0);
        CHECK(mbedtls_x509_crt_check_extended_key_usage(NULL, "a", 1) < 0);
        CHECK_EQ(mbedtls_x509_crt_has_ext_type(NULL, 1), 0);
        CHECK(mbedtls_x509_crt_info(NULL, 10, "", &crt) < 0);
        CHECK(mbedtls_x509_crt_verify_info(NULL, 10, "", 1) < 0);
        mbedtls_x509_crt_free(&crt);
    }
}

int main(void)
{
    parsed_and_verified();
    names();
    callbacks();
    profiles();
    fields();
    forms();
    null_pointers();
    return check_result();
}
