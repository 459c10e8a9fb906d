/* Types and tags: programs walk the lists of certificates by them. */
#include "check.h"
#include <mbedtls/asn1.h>
#include <string.h>

int main(void)
{
    unsigned char bytes[] = "abc";
    mbedtls_asn1_sequence second, first;
    memset(&first, 0, sizeof first);
    memset(&second, 0, sizeof second);
    first.buf.tag = MBEDTLS_ASN1_OCTET_STRING;
    first.buf.p = bytes;
    first.buf.len = 3;
    first.next = &second;
    CHECK_EQ(first.buf.tag, 4);
    CHECK(first.next->next == NULL);
    CHECK_EQ(MBEDTLS_ASN1_SEQUENCE | MBEDTLS_ASN1_CONSTRUCTED, 0x30);
    CHECK_EQ(MBEDTLS_ASN1_CONTEXT_SPECIFIC | 2, 0x82);
    CHECK_EQ(MBEDTLS_ERR_ASN1_UNEXPECTED_TAG, -0x62);
    return check_result();
}
