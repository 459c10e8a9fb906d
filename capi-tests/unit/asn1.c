#include "check.h"
#include <mbedtls/asn1.h>
#include <mbedtls/asn1write.h>
#include <string.h>

static void macros(void)
{
    mbedtls_asn1_buf oid = { MBEDTLS_ASN1_OID, 3, (unsigned char *) "\x55\x04\x03" };

    CHECK_EQ(MBEDTLS_OID_SIZE("\x55\x04\x03"), 3);
    CHECK_EQ(MBEDTLS_OID_CMP("\x55\x04\x03", &oid), 0);
    CHECK(MBEDTLS_OID_CMP("\x55\x04\x04", &oid) != 0);
    CHECK(MBEDTLS_OID_CMP("\x55\x04", &oid) != 0);
    CHECK_EQ(MBEDTLS_OID_CMP_RAW("\x55\x04\x03", oid.p, oid.len), 0);
    CHECK(MBEDTLS_ASN1_IS_STRING_TAG(MBEDTLS_ASN1_IA5_STRING));
    CHECK(!MBEDTLS_ASN1_IS_STRING_TAG(MBEDTLS_ASN1_OCTET_STRING));
    CHECK_EQ(MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE, 0x30);
}

static void lengths_and_tags(void)
{
    unsigned char data[] = { 0x30, 0x81, 3, 1, 2, 3 }, *p = data, *end = data + sizeof data;
    size_t len = 99;

    CHECK_EQ(mbedtls_asn1_get_tag(&p, end, &len, 0x31), MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    CHECK(p == data);
    CHECK_EQ(mbedtls_asn1_get_tag(&p, end, &len, 0x30), 0);
    CHECK(p == data + 3);
    CHECK_EQ(len, 3);
    p = data + 1;
    CHECK_EQ(mbedtls_asn1_get_len(&p, end, &len), 0);
    CHECK_EQ(len, 3);
    /* A length is told even if so much is not there, and passed over. */
    p = data + 1;
    CHECK_EQ(mbedtls_asn1_get_len(&p, end - 1, &len), MBEDTLS_ERR_ASN1_OUT_OF_DATA);
    CHECK_EQ(len, 3);
    CHECK(p == data + 3);
    CHECK_EQ(mbedtls_asn1_get_len(&p, p, &len), MBEDTLS_ERR_ASN1_OUT_OF_DATA);
    data[1] = 0x80;
    p = data + 1;
    CHECK_EQ(mbedtls_asn1_get_len(&p, end, &len), MBEDTLS_ERR_ASN1_INVALID_LENGTH);
    CHECK(p == data + 1);
    ONLY_OURS {
        CHECK_EQ(mbedtls_asn1_get_len(NULL, end, &len), MBEDTLS_ERR_ASN1_INVALID_DATA);
        p = data;
        CHECK_EQ(mbedtls_asn1_get_tag(&p, end, NULL, 0x31), MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    }
}

static void values(void)
{
    unsigned char truth[] = { 1, 1, 5 }, number[] = { 2, 2, 1, 0 }, below[] = { 2, 1, 0x80 }, named[] = { 0x0a, 1, 7 };
    unsigned char *p = truth;
    int value = -1;

    CHECK_EQ(mbedtls_asn1_get_bool(&p, truth + 3, &value), 0);
    CHECK_EQ(value, 1);
    CHECK(p == truth + 3);
    p = number;
    CHECK_EQ(mbedtls_asn1_get_int(&p, number + 4, &value), 0);
    CHECK_EQ(value, 256);
    p = number;
    CHECK_EQ(mbedtls_asn1_get_enum(&p, number + 4, &value), MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    p = below;
    CHECK_EQ(mbedtls_asn1_get_int(&p, below + 3, &value), MBEDTLS_ERR_ASN1_INVALID_LENGTH);
    CHECK(p == below + 2);
    p = named;
    CHECK_EQ(mbedtls_asn1_get_enum(&p, named + 3, &value), 0);
    CHECK_EQ(value, 7);
    ONLY_OURS {
        p = number;
        CHECK_EQ(mbedtls_asn1_get_int(&p, number + 4, NULL), MBEDTLS_ERR_ASN1_INVALID_DATA);
    }
}

static void big_numbers(void)
{
    unsigned char data[16] = { 2, 9, 0, 0x81, 2, 3, 4, 5, 6, 7, 8 }, buffer[16], *p = data, *q = buffer + sizeof buffer;
    mbedtls_mpi number;

    mbedtls_mpi_init(&number);
    CHECK_EQ(mbedtls_asn1_get_mpi(&p, data + 11, &number), 0);
    CHECK(p == data + 11);
    CHECK_EQ(mbedtls_mpi_size(&number), 8);
    CHECK_EQ(mbedtls_asn1_write_mpi(&q, buffer, &number), 11);
    CHECK(memcmp(q, data, 11) == 0);
    CHECK_EQ(mbedtls_asn1_write_mpi(&q, buffer, &number), MBEDTLS_ERR_ASN1_BUF_TOO_SMALL);
    p = data;
    CHECK_EQ(mbedtls_asn1_get_mpi(&p, data + 10, &number), MBEDTLS_ERR_ASN1_OUT_OF_DATA);
    CHECK_EQ(mbedtls_mpi_lset(&number, 0), 0);
    q = buffer + sizeof buffer;
    CHECK_EQ(mbedtls_asn1_write_mpi(&q, buffer, &number), 3);
    CHECK(memcmp(q, "\x02\x01\x00", 3) == 0);
    CHECK_EQ(mbedtls_mpi_lset(&number, -0x81), 0);
    CHECK_EQ(mbedtls_asn1_write_mpi(&q, buffer, &number), 3);
    CHECK(memcmp(q, "\x02\x01\x81", 3) == 0);
    mbedtls_mpi_free(&number);
}

static void bit_strings(void)
{
    unsigned char data[] = { 3, 3, 4, 0xab, 0xc0 }, *p = data, *end = data + sizeof data;
    mbedtls_asn1_bitstring bits;
    size_t len;

    CHECK_EQ(mbedtls_asn1_get_bitstring(&p, end, &bits), 0);
    CHECK_EQ(bits.len, 2);
    CHECK_EQ(bits.unused_bits, 4);
    CHECK(bits.p == data + 3);
    p = data;
    CHECK_EQ(mbedtls_asn1_get_bitstring_null(&p, end, &len), MBEDTLS_ERR_ASN1_INVALID_DATA);
    data[2] = 0;
    p = data;
    CHECK_EQ(mbedtls_asn1_get_bitstring_null(&p, end, &len), 0);
    CHECK_EQ(len, 2);
    CHECK(p == data + 3);
    data[1] = 2;
    p = data;
    CHECK_EQ(mbedtls_asn1_get_bitstring(&p, end, &bits), MBEDTLS_ERR_ASN1_LENGTH_MISMATCH);
}

static int count(void *context, int tag, unsigned char *start, size_t len)
{
    CHECK(start != NULL);
    *(int *) context += tag * 100 + (int) len;
    return tag == 4 ? -5 : 0;
}

static void sequences(void)
{
    unsigned char data[] = { 0x30, 6, 2, 1, 5, 2, 1, 6 }, *p = data, *end = data + sizeof data;
    mbedtls_asn1_sequence list;
    int sum = 0;

    CHECK_EQ(mbedtls_asn1_get_sequence_of(&p, end, &list, MBEDTLS_ASN1_INTEGER), 0);
    CHECK(p == end);
    CHECK_EQ(list.buf.tag, MBEDTLS_ASN1_INTEGER);
    CHECK(list.buf.p == data + 4);
    CHECK(list.next != NULL && list.next->buf.p == data + 7 && list.next->next == NULL);
    mbedtls_asn1_sequence_free(list.next);
    mbedtls_asn1_sequence_free(NULL);
    data[5] = 4;
    p = data;
    CHECK_EQ(mbedtls_asn1_get_sequence_of(&p, end, &list, MBEDTLS_ASN1_INTEGER), MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    CHECK(list.next == NULL);
    p = data;
    CHECK_EQ(mbedtls_asn1_traverse_sequence_of(&p, end, 0, 0, 0xff, 2, count, &sum), 0);
    CHECK_EQ(sum, 201);
    p = data;
    CHECK_EQ(mbedtls_asn1_traverse_sequence_of(&p, end, 0, 0, 0, 0, count, &sum), -5);
    CHECK(p == data + 7);
    p = data;
    CHECK_EQ(mbedtls_asn1_traverse_sequence_of(&p, end, 0xff, 2, 0, 0, count, &sum), MBEDTLS_ERR_ASN1_UNEXPECTED_TAG);
    p = data;
    CHECK_EQ(mbedtls_asn1_traverse_sequence_of(&p, end - 1, 0, 0, 0, 0, count, &sum), MBEDTLS_ERR_ASN1_OUT_OF_DATA);
}

static void algorithms(void)
{
    unsigned char data[] = { 0x30, 6, 6, 2, 0x2a, 3, 5, 0 }, *p = data, *end = data + sizeof data;
    mbedtls_asn1_buf alg, params;

    CHECK_EQ(mbedtls_asn1_get_alg(&p, end, &alg, &params), 0);
    CHECK_EQ(alg.tag, MBEDTLS_ASN1_OID);
    CHECK_EQ(alg.len, 2);
    CHECK(alg.p == data + 4);
    CHECK_EQ(params.tag, MBEDTLS_ASN1_NULL);
    CHECK_EQ(params.len, 0);
    p = data;
    CHECK_EQ(mbedtls_asn1_get_alg_null(&p, end, &alg), 0);
    data[6] = 4;
    p = data;
    CHECK_EQ(mbedtls_asn1_get_alg_null(&p, end, &alg), MBEDTLS_ERR_ASN1_INVALID_DATA);
    data[1] = 4;
    p = data;
    CHECK_EQ(mbedtls_asn1_get_alg(&p, end, &alg, &params), 0);
    CHECK(params.p == NULL && params.tag == 0);
    CHECK(p == data + 6);
}

static void named_data(void)
{
    mbedtls_asn1_named_data *list = NULL, *first, *second;

    first = mbedtls_asn1_store_named_data(&list, "\x55\x04\x03", 3, (const unsigned char *) "a", 1);
    second = mbedtls_asn1_store_named_data(&list, "\x55\x04\x0a", 3, (const unsigned char *) "bc", 2);
    CHECK(list == second && second->next == first);
    CHECK(mbedtls_asn1_find_named_data(list, "\x55\x04\x03", 3) == first);
    CHECK(mbedtls_asn1_find_named_data(list, "\x55\x04\x03", 2) == NULL);
    CHECK(mbedtls_asn1_store_named_data(&list, "\x55\x04\x03", 3, NULL, 4) == first);
    CHECK_EQ(first->val.len, 4);
    CHECK(memcmp(first->val.p, "\0\0\0\0", 4) == 0);
    mbedtls_asn1_free_named_data(first);
    CHECK(first->oid.p == NULL && first->val.p == NULL);
    mbedtls_asn1_free_named_data_list(&list);
    CHECK(list == NULL);
    mbedtls_asn1_free_named_data_list(&list);

    /* A list whose names and values are not its own. */
    list = mbedtls_asn1_store_named_data(&list, "", 0, NULL, 0);
    list->val.p = (unsigned char *) "literal";
    mbedtls_asn1_free_named_data_list_shallow(list);
    mbedtls_asn1_free_named_data_list_shallow(NULL);
    ONLY_OURS {
        mbedtls_asn1_free_named_data(NULL);
        mbedtls_asn1_free_named_data_list(NULL);
    }
}

int main(void)
{
    macros();
    lengths_and_tags();
    values();
    big_numbers();
    bit_strings();
    sequences();
    algorithms();
    named_data();
    return check_result();
}
