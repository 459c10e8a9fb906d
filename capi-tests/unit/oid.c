#include "check.h"
#include <mbedtls/cipher.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/platform.h>
#include <string.h>

static mbedtls_asn1_buf oid;

static const mbedtls_asn1_buf *of(const char *bytes, size_t len)
{
    oid.tag = MBEDTLS_ASN1_OID;
    oid.p = (unsigned char *) bytes;
    oid.len = len;
    return &oid;
}
#define OF(name) of(name, MBEDTLS_OID_SIZE(name))

static void constants(void)
{
    CHECK_EQ(MBEDTLS_OID_SIZE(MBEDTLS_OID_AT_CN), 3);
    CHECK(memcmp(MBEDTLS_OID_AT_CN, "\x55\x04\x03", 3) == 0);
    CHECK_EQ(MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH), 8);
    CHECK(memcmp(MBEDTLS_OID_SERVER_AUTH, MBEDTLS_OID_KP "\x01", 8) == 0);
    CHECK_EQ(MBEDTLS_OID_X509_EXT_SUBJECT_ALT_NAME, 1 << 5);
}

static void looking_up(void)
{
    const char *words = NULL;
    int type = 0;
    mbedtls_pk_type_t pk = MBEDTLS_PK_NONE;
    mbedtls_md_type_t md = MBEDTLS_MD_NONE;
    mbedtls_cipher_type_t cipher = MBEDTLS_CIPHER_NONE;
    mbedtls_ecp_group_id group = MBEDTLS_ECP_DP_NONE;

    CHECK_EQ(mbedtls_oid_get_x509_ext_type(OF(MBEDTLS_OID_KEY_USAGE), &type), 0);
    CHECK_EQ(type, MBEDTLS_OID_X509_EXT_KEY_USAGE);
    CHECK_EQ(mbedtls_oid_get_attr_short_name(OF(MBEDTLS_OID_AT_CN), &words), 0);
    CHECK(strcmp(words, "CN") == 0);
    CHECK_EQ(mbedtls_oid_get_pk_alg(OF(MBEDTLS_OID_EC_ALG_UNRESTRICTED), &pk), 0);
    CHECK_EQ(pk, MBEDTLS_PK_ECKEY);
    CHECK_EQ(mbedtls_oid_get_ec_grp(OF(MBEDTLS_OID_EC_GRP_SECP384R1), &group), 0);
    CHECK_EQ(group, MBEDTLS_ECP_DP_SECP384R1);
    CHECK_EQ(mbedtls_oid_get_ec_grp_algid(OF(MBEDTLS_OID_X25519), &group), 0);
    CHECK_EQ(group, MBEDTLS_ECP_DP_CURVE25519);
    CHECK_EQ(mbedtls_oid_get_sig_alg(OF(MBEDTLS_OID_ECDSA_SHA256), &md, &pk), 0);
    CHECK_EQ(md, MBEDTLS_MD_SHA256);
    CHECK_EQ(pk, MBEDTLS_PK_ECDSA);
    CHECK_EQ(mbedtls_oid_get_sig_alg_desc(OF(MBEDTLS_OID_PKCS1_SHA256), &words), 0);
    CHECK(strcmp(words, "RSA with SHA-256") == 0);
    CHECK_EQ(mbedtls_oid_get_md_hmac(OF(MBEDTLS_OID_HMAC_SHA384), &md), 0);
    CHECK_EQ(md, MBEDTLS_MD_SHA384);
    CHECK_EQ(mbedtls_oid_get_md_alg(OF(MBEDTLS_OID_DIGEST_ALG_SHA1), &md), 0);
    CHECK_EQ(md, MBEDTLS_MD_SHA1);
    CHECK_EQ(mbedtls_oid_get_extended_key_usage(OF(MBEDTLS_OID_CODE_SIGNING), &words), 0);
    CHECK(strcmp(words, "Code Signing") == 0);
    CHECK_EQ(mbedtls_oid_get_certificate_policies(OF(MBEDTLS_OID_ANY_POLICY), &words), 0);
    CHECK(strcmp(words, "Any Policy") == 0);
    CHECK_EQ(mbedtls_oid_get_cipher_alg(OF(MBEDTLS_OID_AES_256_CBC), &cipher), 0);
    CHECK_EQ(cipher, MBEDTLS_CIPHER_AES_256_CBC);
    CHECK_EQ(mbedtls_oid_get_pkcs12_pbe_alg(OF(MBEDTLS_OID_PKCS12_PBE_SHA1_DES3_EDE_CBC), &md, &cipher), 0);
    CHECK_EQ(md, MBEDTLS_MD_SHA1);
    CHECK_EQ(cipher, MBEDTLS_CIPHER_DES_EDE3_CBC);
    CHECK_EQ(mbedtls_oid_get_sig_alg(OF(MBEDTLS_OID_AT_CN), &md, &pk), MBEDTLS_ERR_OID_NOT_FOUND);
    ONLY_OURS {
        CHECK_EQ(mbedtls_oid_get_sig_alg(NULL, &md, &pk), MBEDTLS_ERR_OID_NOT_FOUND);
        CHECK_EQ(mbedtls_oid_get_pk_alg(OF(MBEDTLS_OID_PKCS1_RSA), NULL), MBEDTLS_ERR_OID_NOT_FOUND);
    }
}

static void by_number(void)
{
    const char *found = NULL, *again = NULL;
    size_t len = 0;

    CHECK_EQ(mbedtls_oid_get_oid_by_pk_alg(MBEDTLS_PK_RSA, &found, &len), 0);
    CHECK(len == 9 && memcmp(found, MBEDTLS_OID_PKCS1_RSA "", 10) == 0);
    CHECK_EQ(mbedtls_oid_get_oid_by_pk_alg(MBEDTLS_PK_RSA, &again, &len), 0);
    CHECK(found == again);
    CHECK_EQ(mbedtls_oid_get_oid_by_ec_grp(MBEDTLS_ECP_DP_SECP256R1, &found, &len), 0);
    CHECK(len == 8 && memcmp(found, MBEDTLS_OID_EC_GRP_SECP256R1, 8) == 0);
    CHECK_EQ(mbedtls_oid_get_oid_by_ec_grp_algid(MBEDTLS_ECP_DP_CURVE25519, &found, &len), 0);
    CHECK(len == 3 && memcmp(found, MBEDTLS_OID_X25519, 3) == 0);
    CHECK_EQ(mbedtls_oid_get_oid_by_sig_alg(MBEDTLS_PK_ECDSA, MBEDTLS_MD_SHA384, &found, &len), 0);
    CHECK(len == 8 && memcmp(found, MBEDTLS_OID_ECDSA_SHA384, 8) == 0);
    CHECK_EQ(mbedtls_oid_get_oid_by_md(MBEDTLS_MD_SHA512, &found, &len), 0);
    CHECK(len == 9 && memcmp(found, MBEDTLS_OID_DIGEST_ALG_SHA512, 9) == 0);
    CHECK_EQ(mbedtls_oid_get_oid_by_md(MBEDTLS_MD_NONE, &found, &len), MBEDTLS_ERR_OID_NOT_FOUND);
}

static void dotted(void)
{
    mbedtls_asn1_buf made = { 0, 0, NULL };
    char text[40];

    CHECK_EQ(mbedtls_oid_get_numeric_string(text, sizeof text, OF(MBEDTLS_OID_PKCS1_SHA256)), 21);
    CHECK(strcmp(text, "1.2.840.113549.1.1.11") == 0);
    CHECK_EQ(mbedtls_oid_get_numeric_string(text, 21, OF(MBEDTLS_OID_PKCS1_SHA256)), MBEDTLS_ERR_OID_BUF_TOO_SMALL);
    CHECK_EQ(mbedtls_oid_get_numeric_string(text, sizeof text, of("\x2a\x80", 2)), MBEDTLS_ERR_ASN1_INVALID_DATA);
    CHECK_EQ(mbedtls_oid_get_numeric_string(text, sizeof text, of("", 0)), MBEDTLS_ERR_ASN1_OUT_OF_DATA);
    CHECK_EQ(mbedtls_oid_from_numeric_string(&made, "1.2.840.113549.1.1.11", 21), 0);
    CHECK_EQ(MBEDTLS_OID_CMP(MBEDTLS_OID_PKCS1_SHA256, &made), 0);
    CHECK_EQ(made.tag, MBEDTLS_ASN1_OID);
    mbedtls_free(made.p);
    CHECK_EQ(mbedtls_oid_from_numeric_string(&made, "1.2.x", 5), MBEDTLS_ERR_ASN1_INVALID_DATA);
    CHECK(made.p == NULL);
}

int main(void)
{
    constants();
    looking_up();
    by_number();
    dotted();
    return check_result();
}
