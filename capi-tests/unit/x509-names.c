/* The names of subjectAltName one by one, and addresses in text. */
#include "certs.h"
#include "check.h"
#include <mbedtls/oid.h>
#include <mbedtls/x509_crt.h>

static void names(void)
{
    static const int codes[] = { 0, 0, 0, 0, 0, 0, MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE, 0, MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE };
    static const int types[] = {
        MBEDTLS_X509_SAN_DNS_NAME, MBEDTLS_X509_SAN_RFC822_NAME, MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER,
        MBEDTLS_X509_SAN_IP_ADDRESS, MBEDTLS_X509_SAN_IP_ADDRESS, MBEDTLS_X509_SAN_DIRECTORY_NAME, 0, MBEDTLS_X509_SAN_OTHER_NAME,
    };
    mbedtls_x509_crt crt;
    mbedtls_x509_subject_alternative_name san;
    mbedtls_x509_san_list list;
    int at = 0;

    mbedtls_x509_crt_init(&crt);
    CHECK_EQ(mbedtls_x509_crt_parse_file(&crt, cert_path("all-names.crt")), 0);
    for (const mbedtls_x509_sequence *each = &crt.subject_alt_names; each != NULL; each = each->next, at++) {
        memset(&san, 0xA5, sizeof san);
        CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&each->buf, &san), codes[at]);
        if (codes[at] != 0)
            continue;
        CHECK_EQ(san.type, types[at]);
        if (san.type == MBEDTLS_X509_SAN_DIRECTORY_NAME) {
            char text[64];
            CHECK(mbedtls_x509_dn_gets(text, sizeof text, &san.san.directory_name) > 0);
            CHECK(strcmp(text, "CN=some name, O=libdtls tests") == 0);
        } else if (san.type == MBEDTLS_X509_SAN_OTHER_NAME) {
            CHECK_EQ(MBEDTLS_OID_CMP(MBEDTLS_OID_ON_HW_MODULE_NAME, &san.san.other_name.type_id), 0);
            CHECK_EQ(san.san.other_name.value.hardware_module_name.oid.len, 3);
            CHECK_EQ(san.san.other_name.value.hardware_module_name.val.len, 3);
            CHECK_EQ(san.san.other_name.value.hardware_module_name.val.p[2], 0xFF);
        } else {
            CHECK(san.san.unstructured_name.p == each->buf.p);
            CHECK_EQ(san.san.unstructured_name.len, each->buf.len);
            CHECK_EQ(san.san.unstructured_name.tag, each->buf.tag);
        }
        mbedtls_x509_free_subject_alt_name(&san);
    }
    CHECK_EQ(at, 9);

    /* An address of an impossible length. */
    mbedtls_x509_buf buf = crt.subject_alt_names.buf;
    buf.tag = 0x87;
    buf.len = 5;
    CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&buf, &san), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_x509_parse_subject_alt_name(NULL, &san), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    ONLY_OURS CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&crt.subject_alt_names.buf, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    ONLY_OURS mbedtls_x509_free_subject_alt_name(NULL);
    memset(&list, 0, sizeof list);
    mbedtls_x509_free_subject_alt_name(&list.node);
    mbedtls_x509_crt_free(&crt);
}

static void addresses(void)
{
    static const unsigned char v4[] = { 192, 0, 2, 7 };
    unsigned char address[16];

    CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton("192.0.2.7", address), 4);
    CHECK(memcmp(address, v4, 4) == 0);
    memset(address, 0xA5, sizeof address);
    CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton("fe80::1", address), 16);
    CHECK(address[0] == 0xFE && address[1] == 0x80 && address[2] == 0 && address[15] == 1);
    CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton("::ffff:192.0.2.7", address), 16);
    CHECK(memcmp(address + 12, v4, 4) == 0);
    CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton("localhost", address), 0);
    CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton("192.0.2.07", address), 0);
    CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton("", address), 0);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton(NULL, address), 0);
    ONLY_OURS CHECK_EQ(mbedtls_x509_crt_parse_cn_inet_pton("::", NULL), 0);
}

int main(void)
{
    names();
    addresses();
    return check_result();
}
