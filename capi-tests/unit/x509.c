#include "certs.h"
#include "check.h"
#include <mbedtls/x509_crt.h>

static void names(void)
{
    unsigned char value[300];
    mbedtls_x509_name second = { 0 }, name = { 0 };
    char text[600];

    name.oid.tag = 6;
    name.oid.p = (unsigned char *) "\x55\x04\x03";
    name.oid.len = 3;
    name.val.tag = MBEDTLS_ASN1_UTF8_STRING;
    name.val.p = (unsigned char *) "a, b";
    name.val.len = 4;
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, &name), 8);
    CHECK(strcmp(text, "CN=a\\, b") == 0);
    CHECK_EQ(mbedtls_x509_dn_gets(text, 8, &name), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    CHECK(strcmp(text, "CN=a\\, ") == 0);
    CHECK_EQ(mbedtls_x509_dn_gets(text, 0, &name), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);

    second = name;
    second.val.tag = MBEDTLS_ASN1_BIT_STRING;
    name.next = &second;
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, &name), 26);
    CHECK(strcmp(text, "CN=a\\, b, CN=#0304612C2062") == 0);
    CHECK(mbedtls_x509_dn_get_next(&name) == &second);
    name.MBEDTLS_PRIVATE(next_merged) = 1;
    CHECK(mbedtls_x509_dn_gets(text, sizeof text, &name) > 0);
    CHECK(strcmp(text, "CN=a\\, b + CN=#0304612C2062") == 0);
    CHECK(mbedtls_x509_dn_get_next(&name) == NULL);
    CHECK(mbedtls_x509_dn_get_next(&second) == NULL);

    name.next = NULL;
    memset(value, 'x', sizeof value);
    name.val.p = value;
    name.val.len = 255;
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, &name), 258);
    name.val.len = 256;
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, &name), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    value[3] = 0;
    name.val.len = 6;
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, &name), MBEDTLS_ERR_X509_INVALID_NAME);
    ONLY_OURS CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
}

static void serials(void)
{
    unsigned char bytes[33];
    mbedtls_x509_buf serial = { 2, 3, bytes };
    char text[200];

    memset(bytes, 0x61, sizeof bytes);
    memcpy(bytes, "\x00\x01\xab", 3);
    CHECK_EQ(mbedtls_x509_serial_gets(text, sizeof text, &serial), 5);
    CHECK(strcmp(text, "01:AB") == 0);
    CHECK_EQ(mbedtls_x509_serial_gets(text, 5, &serial), MBEDTLS_ERR_X509_BUFFER_TOO_SMALL);
    CHECK(strcmp(text, "01:A") == 0);
    serial.len = 1;
    CHECK_EQ(mbedtls_x509_serial_gets(text, sizeof text, &serial), 2);
    CHECK(strcmp(text, "00") == 0);
    bytes[0] = 1;
    serial.len = 32;
    CHECK_EQ(mbedtls_x509_serial_gets(text, sizeof text, &serial), 95);
    serial.len = 33;
    CHECK_EQ(mbedtls_x509_serial_gets(text, sizeof text, &serial), 87);
    CHECK(strcmp(text + 83, "....") == 0);
    ONLY_OURS CHECK_EQ(mbedtls_x509_serial_gets(text, sizeof text, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
}

static void times(void)
{
    mbedtls_x509_time past = { 2020, 1, 1, 0, 0, 0 }, future = { 9020, 12, 31, 23, 59, 59 }, time = { 0 };

    CHECK_EQ(mbedtls_x509_time_is_past(&past), 1);
    CHECK_EQ(mbedtls_x509_time_is_future(&past), 0);
    CHECK_EQ(mbedtls_x509_time_is_past(&future), 0);
    CHECK_EQ(mbedtls_x509_time_is_future(&future), 1);
    CHECK(mbedtls_x509_time_cmp(&past, &future) < 0);
    CHECK(mbedtls_x509_time_cmp(&future, &past) > 0);
    CHECK_EQ(mbedtls_x509_time_cmp(&past, &past), 0);
    time = past;
    time.sec = 5;
    CHECK_EQ(mbedtls_x509_time_cmp(&past, &time), -5);
    CHECK_EQ(mbedtls_x509_time_gmtime(1700000000, &time), 0);
    CHECK_EQ(time.year, 2023);
    CHECK_EQ(time.mon, 11);
    CHECK_EQ(time.day, 14);
    CHECK_EQ(time.hour, 22);
    CHECK_EQ(time.min, 13);
    CHECK_EQ(time.sec, 20);
    ONLY_OURS CHECK_EQ(mbedtls_x509_time_gmtime(0, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
}

static void names_from_text(void)
{
    mbedtls_asn1_named_data *list = NULL;
    char text[100];

    CHECK_EQ(mbedtls_x509_string_to_names(&list, "C=NL, O=A\\, B, CN=\\C3\\A9"), 0);
    CHECK_EQ(mbedtls_x509_dn_gets(text, sizeof text, list), 24);
    CHECK(strcmp(text, "CN=\\C3\\A9, O=A\\, B, C=NL") == 0);
    CHECK_EQ(list->val.tag, MBEDTLS_ASN1_UTF8_STRING);
    CHECK_EQ(list->next->next->val.tag, MBEDTLS_ASN1_PRINTABLE_STRING);
    CHECK_EQ(mbedtls_x509_string_to_names(&list, "CN=a"), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    mbedtls_asn1_free_named_data_list(&list);
    CHECK_EQ(mbedtls_x509_string_to_names(&list, "nonsense"), MBEDTLS_ERR_X509_INVALID_NAME);
    CHECK(list == NULL);
    ONLY_OURS {
        CHECK_EQ(mbedtls_x509_string_to_names(NULL, "CN=a"), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
        CHECK_EQ(mbedtls_x509_string_to_names(&list, NULL), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    }
}

static void alternative_names(void)
{
    /* directoryName CN=a, O=b */
    unsigned char directory[] = { 0x30, 24, 0x31, 10, 0x30, 8, 6, 3, 0x55, 4, 3, 0x0c, 1, 'a',
                                  0x31, 10, 0x30, 8, 6, 3, 0x55, 4, 10, 0x0c, 1, 'b' };
    /* otherName with a hardware module name */
    unsigned char module[] = { 6, 8, 0x2b, 6, 1, 5, 5, 7, 8, 4, 0xa0, 9, 0x30, 7, 6, 2, 0x2a, 3, 4, 1, 7 };
    mbedtls_x509_buf raw = { 0x82, 3, (unsigned char *) "abc" };
    mbedtls_x509_subject_alternative_name san;

    CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&raw, &san), 0);
    CHECK_EQ(san.type, MBEDTLS_X509_SAN_DNS_NAME);
    CHECK(san.san.unstructured_name.p == raw.p && san.san.unstructured_name.len == 3);
    CHECK_EQ(san.san.unstructured_name.tag, 0x82);
    mbedtls_x509_free_subject_alt_name(&san);
    raw.tag = 0x87;
    CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&raw, &san), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
    raw.tag = 0x88;
    CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&raw, &san), MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE);
    raw.tag = 0xa4;
    raw.p = directory;
    raw.len = sizeof directory;
    CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&raw, &san), 0);
    CHECK_EQ(san.type, MBEDTLS_X509_SAN_DIRECTORY_NAME);
    CHECK(san.san.directory_name.val.p == directory + 13);
    CHECK(san.san.directory_name.next != NULL && san.san.directory_name.next->val.p == directory + 25);
    mbedtls_x509_free_subject_alt_name(&san);
    raw.tag = 0xa0;
    raw.p = module;
    raw.len = sizeof module;
    CHECK_EQ(mbedtls_x509_parse_subject_alt_name(&raw, &san), 0);
    CHECK_EQ(san.type, MBEDTLS_X509_SAN_OTHER_NAME);
    CHECK_EQ(san.san.other_name.type_id.len, 8);
    CHECK_EQ(san.san.other_name.value.hardware_module_name.oid.len, 2);
    CHECK(san.san.other_name.value.hardware_module_name.val.p == module + 20);
    mbedtls_x509_free_subject_alt_name(&san);
    module[20] = 0;
    module[12] = 0x31;
    CHECK(mbedtls_x509_parse_subject_alt_name(&raw, &san) < 0);
    ONLY_OURS {
        CHECK_EQ(mbedtls_x509_parse_subject_alt_name(NULL, &san), MBEDTLS_ERR_X509_BAD_INPUT_DATA);
        mbedtls_x509_free_subject_alt_name(NULL);
    }
}

int main(void)
{
    names_from_text();
    alternative_names();
    names();
    serials();
    times();
    return check_result();
}
