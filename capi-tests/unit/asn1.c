#include "check.h"
#include <mbedtls/asn1.h>
#include <string.h>

int main(void)
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
    return check_result();
}
