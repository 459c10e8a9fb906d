#include "check.h"
#include <mbedtls/asn1write.h>
#include <string.h>

static unsigned char buffer[32];
static unsigned char *p;

/* Room for so many octets. */
static unsigned char **room(size_t octets)
{
    memset(buffer, 0xee, sizeof buffer);
    p = buffer + octets;
    return &p;
}

static int is(const char *expected, size_t len)
{
    return memcmp(p, expected, len) == 0;
}

static int names_add_up(unsigned char **position, const unsigned char *start)
{
    int ret, len = 0;
    MBEDTLS_ASN1_CHK_ADD(len, mbedtls_asn1_write_null(position, start));
    MBEDTLS_ASN1_CHK_CLEANUP_ADD(len, mbedtls_asn1_write_null(position, start));
    return len;
cleanup:
    return ret - 1;
}

int main(void)
{
    const unsigned char bits[] = { 0xa0, 0 };

    CHECK_EQ(mbedtls_asn1_write_len(room(32), buffer, 0x1234), 3);
    CHECK(is("\x82\x12\x34", 3));
    CHECK_EQ(mbedtls_asn1_write_len(room(2), buffer, 0x1234), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
    CHECK(p == buffer + 2);
    CHECK_EQ(mbedtls_asn1_write_tag(room(1), buffer, 0x30), 1);
    CHECK_EQ(buffer[0], 0x30);
    CHECK_EQ(mbedtls_asn1_write_tag(&p, buffer, 0x30), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
    CHECK_EQ(mbedtls_asn1_write_raw_buffer(room(32), buffer, (const unsigned char *) "abc", 3), 3);
    CHECK(is("abc", 3));
    CHECK_EQ(mbedtls_asn1_write_raw_buffer(room(2), buffer, (const unsigned char *) "abc", 3),
             MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
    CHECK_EQ(mbedtls_asn1_write_null(room(32), buffer), 2);
    CHECK(is("\x05\x00", 2));
    CHECK_EQ(mbedtls_asn1_write_oid(room(32), buffer, "\x2a\x03", 2), 4);
    CHECK(is("\x06\x02\x2a\x03", 4));
    CHECK_EQ(mbedtls_asn1_write_algorithm_identifier(room(32), buffer, "\x2a\x03", 2, 0), 8);
    CHECK(is("\x30\x06\x06\x02\x2a\x03\x05\x00", 8));
    /* Parameters of three octets stand behind. */
    CHECK_EQ(mbedtls_asn1_write_algorithm_identifier(room(29), buffer, "\x2a\x03", 2, 3), 9);
    CHECK(is("\x30\x07\x06\x02\x2a\x03\xee", 7));
    CHECK_EQ(mbedtls_asn1_write_algorithm_identifier_ext(room(32), buffer, "\x2a\x03", 2, 0, 0), 6);
    CHECK(is("\x30\x04\x06\x02\x2a\x03", 6));
    CHECK_EQ(mbedtls_asn1_write_algorithm_identifier_ext(room(32), buffer, "\x2a\x03", 2, 0, 1), 8);
    CHECK_EQ(mbedtls_asn1_write_bool(room(32), buffer, 7), 3);
    CHECK(is("\x01\x01\xff", 3));
    CHECK_EQ(mbedtls_asn1_write_int(room(32), buffer, 128), 4);
    CHECK(is("\x02\x02\x00\x80", 4));
    CHECK_EQ(mbedtls_asn1_write_enum(room(32), buffer, 3), 3);
    CHECK(is("\x0a\x01\x03", 3));
    CHECK_EQ(mbedtls_asn1_write_tagged_string(room(32), buffer, MBEDTLS_ASN1_T61_STRING, "ab", 2), 4);
    CHECK(is("\x14\x02"
             "ab", 4));
    CHECK_EQ(mbedtls_asn1_write_printable_string(room(32), buffer, "ab", 2), 4);
    CHECK_EQ(*p, 0x13);
    CHECK_EQ(mbedtls_asn1_write_utf8_string(room(32), buffer, "ab", 2), 4);
    CHECK_EQ(*p, 0x0c);
    CHECK_EQ(mbedtls_asn1_write_ia5_string(room(32), buffer, "ab", 2), 4);
    CHECK_EQ(*p, 0x16);
    CHECK_EQ(mbedtls_asn1_write_bitstring(room(32), buffer, bits, 9), 5);
    CHECK(is("\x03\x03\x07\xa0\x00", 5));
    CHECK_EQ(mbedtls_asn1_write_named_bitstring(room(32), buffer, bits, 9), 4);
    CHECK(is("\x03\x02\x05\xa0", 4));
    CHECK_EQ(mbedtls_asn1_write_octet_string(room(32), buffer, bits, 2), 4);
    CHECK(is("\x04\x02\xa0\x00", 4));
    CHECK_EQ(names_add_up(room(32), buffer), 4);
    CHECK_EQ(names_add_up(room(3), buffer), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL - 1);
    /* mbedtls_asn1_store_named_data() is in asn1.c, with the other functions of lists. */
    ONLY_OURS {
        CHECK_EQ(mbedtls_asn1_write_null(NULL, buffer), MBEDTLS_ERR_ASN1_INVALID_DATA);
        CHECK_EQ(mbedtls_asn1_write_oid(room(32), buffer, NULL, 3), MBEDTLS_ERR_ASN1_INVALID_DATA);
        CHECK(mbedtls_asn1_store_named_data(NULL, "", 0, NULL, 0) == NULL);
    }
    return check_result();
}
