/* Generated from src/ffi/oid by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_OID_H
#define MBEDTLS_OID_H

#include <stddef.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/asn1.h"
#include "mbedtls/cipher.h"
#include "mbedtls/ecp.h"
#include "mbedtls/md.h"
#include "mbedtls/pk.h"

/* The extensions of certificates, as bits. */
#define MBEDTLS_OID_X509_EXT_AUTHORITY_KEY_IDENTIFIER (1 << 0)
#define MBEDTLS_OID_X509_EXT_SUBJECT_KEY_IDENTIFIER (1 << 1)
#define MBEDTLS_OID_X509_EXT_KEY_USAGE (1 << 2)
#define MBEDTLS_OID_X509_EXT_CERTIFICATE_POLICIES (1 << 3)
#define MBEDTLS_OID_X509_EXT_POLICY_MAPPINGS (1 << 4)
#define MBEDTLS_OID_X509_EXT_SUBJECT_ALT_NAME (1 << 5)
#define MBEDTLS_OID_X509_EXT_ISSUER_ALT_NAME (1 << 6)
#define MBEDTLS_OID_X509_EXT_SUBJECT_DIRECTORY_ATTRS (1 << 7)
#define MBEDTLS_OID_X509_EXT_BASIC_CONSTRAINTS (1 << 8)
#define MBEDTLS_OID_X509_EXT_NAME_CONSTRAINTS (1 << 9)
#define MBEDTLS_OID_X509_EXT_POLICY_CONSTRAINTS (1 << 10)
#define MBEDTLS_OID_X509_EXT_EXTENDED_KEY_USAGE (1 << 11)
#define MBEDTLS_OID_X509_EXT_CRL_DISTRIBUTION_POINTS (1 << 12)
#define MBEDTLS_OID_X509_EXT_INIHIBIT_ANYPOLICY (1 << 13)
#define MBEDTLS_OID_X509_EXT_FRESHEST_CRL (1 << 14)
#define MBEDTLS_OID_X509_EXT_NS_CERT_TYPE (1 << 16)

/* Object identifiers and their beginnings; the header's user adds no NUL to their length (MBEDTLS_OID_SIZE). */
#define MBEDTLS_OID_ISO_MEMBER_BODIES "\x2a"
#define MBEDTLS_OID_ISO_IDENTIFIED_ORG "\x2b"
#define MBEDTLS_OID_ISO_CCITT_DS "\x55"
#define MBEDTLS_OID_ISO_ITU_COUNTRY "\x60"
#define MBEDTLS_OID_COUNTRY_US "\x86\x48"
#define MBEDTLS_OID_ORG_RSA_DATA_SECURITY "\x86\xf7\x0d"
#define MBEDTLS_OID_RSA_COMPANY "\x2a\x86\x48\x86\xf7\x0d"
#define MBEDTLS_OID_ORG_ANSI_X9_62 "\xce\x3d"
#define MBEDTLS_OID_ANSI_X9_62 "\x2a\x86\x48\xce\x3d"
#define MBEDTLS_OID_ORG_DOD "\x06"
#define MBEDTLS_OID_ORG_OIW "\x0e"
#define MBEDTLS_OID_OIW_SECSIG "\x0e\x03"
#define MBEDTLS_OID_OIW_SECSIG_ALG "\x0e\x03\x02"
#define MBEDTLS_OID_OIW_SECSIG_SHA1 "\x0e\x03\x02\x1a"
#define MBEDTLS_OID_ORG_THAWTE "\x65"
#define MBEDTLS_OID_THAWTE "\x2b\x65"
#define MBEDTLS_OID_ORG_CERTICOM "\x81\x04"
#define MBEDTLS_OID_CERTICOM "\x2b\x81\x04"
#define MBEDTLS_OID_ORG_TELETRUST "\x24"
#define MBEDTLS_OID_TELETRUST "\x2b\x24"
#define MBEDTLS_OID_ORGANIZATION "\x01"
#define MBEDTLS_OID_ISO_ITU_US_ORG "\x60\x86\x48\x01"
#define MBEDTLS_OID_ORG_GOV "\x65"
#define MBEDTLS_OID_GOV "\x60\x86\x48\x01\x65"
#define MBEDTLS_OID_ORG_NETSCAPE "\x86\xf8\x42"
#define MBEDTLS_OID_NETSCAPE "\x60\x86\x48\x01\x86\xf8\x42"
#define MBEDTLS_OID_ID_CE "\x55\x1d"
#define MBEDTLS_OID_NIST_ALG "\x60\x86\x48\x01\x65\x03\x04"
#define MBEDTLS_OID_INTERNET "\x2b\x06\x01"
#define MBEDTLS_OID_PKIX "\x2b\x06\x01\x05\x05\x07"
#define MBEDTLS_OID_AT "\x55\x04"
#define MBEDTLS_OID_AT_CN "\x55\x04\x03"
#define MBEDTLS_OID_AT_SUR_NAME "\x55\x04\x04"
#define MBEDTLS_OID_AT_SERIAL_NUMBER "\x55\x04\x05"
#define MBEDTLS_OID_AT_COUNTRY "\x55\x04\x06"
#define MBEDTLS_OID_AT_LOCALITY "\x55\x04\x07"
#define MBEDTLS_OID_AT_STATE "\x55\x04\x08"
#define MBEDTLS_OID_AT_ORGANIZATION "\x55\x04\x0a"
#define MBEDTLS_OID_AT_ORG_UNIT "\x55\x04\x0b"
#define MBEDTLS_OID_AT_TITLE "\x55\x04\x0c"
#define MBEDTLS_OID_AT_POSTAL_ADDRESS "\x55\x04\x10"
#define MBEDTLS_OID_AT_POSTAL_CODE "\x55\x04\x11"
#define MBEDTLS_OID_AT_GIVEN_NAME "\x55\x04\x2a"
#define MBEDTLS_OID_AT_INITIALS "\x55\x04\x2b"
#define MBEDTLS_OID_AT_GENERATION_QUALIFIER "\x55\x04\x2c"
#define MBEDTLS_OID_AT_UNIQUE_IDENTIFIER "\x55\x04\x2d"
#define MBEDTLS_OID_AT_DN_QUALIFIER "\x55\x04\x2e"
#define MBEDTLS_OID_AT_PSEUDONYM "\x55\x04\x41"
#define MBEDTLS_OID_UID "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01"
#define MBEDTLS_OID_DOMAIN_COMPONENT "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19"
#define MBEDTLS_OID_AUTHORITY_KEY_IDENTIFIER "\x55\x1d\x23"
#define MBEDTLS_OID_SUBJECT_KEY_IDENTIFIER "\x55\x1d\x0e"
#define MBEDTLS_OID_KEY_USAGE "\x55\x1d\x0f"
#define MBEDTLS_OID_CERTIFICATE_POLICIES "\x55\x1d\x20"
#define MBEDTLS_OID_POLICY_MAPPINGS "\x55\x1d\x21"
#define MBEDTLS_OID_SUBJECT_ALT_NAME "\x55\x1d\x11"
#define MBEDTLS_OID_ISSUER_ALT_NAME "\x55\x1d\x12"
#define MBEDTLS_OID_SUBJECT_DIRECTORY_ATTRS "\x55\x1d\x09"
#define MBEDTLS_OID_BASIC_CONSTRAINTS "\x55\x1d\x13"
#define MBEDTLS_OID_NAME_CONSTRAINTS "\x55\x1d\x1e"
#define MBEDTLS_OID_POLICY_CONSTRAINTS "\x55\x1d\x24"
#define MBEDTLS_OID_EXTENDED_KEY_USAGE "\x55\x1d\x25"
#define MBEDTLS_OID_CRL_DISTRIBUTION_POINTS "\x55\x1d\x1f"
#define MBEDTLS_OID_INIHIBIT_ANYPOLICY "\x55\x1d\x36"
#define MBEDTLS_OID_FRESHEST_CRL "\x55\x1d\x2e"
#define MBEDTLS_OID_ANY_POLICY "\x55\x1d\x20\x00"
#define MBEDTLS_OID_NS_CERT "\x60\x86\x48\x01\x86\xf8\x42\x01"
#define MBEDTLS_OID_NS_CERT_TYPE "\x60\x86\x48\x01\x86\xf8\x42\x01\x01"
#define MBEDTLS_OID_NS_BASE_URL "\x60\x86\x48\x01\x86\xf8\x42\x01\x02"
#define MBEDTLS_OID_NS_REVOCATION_URL "\x60\x86\x48\x01\x86\xf8\x42\x01\x03"
#define MBEDTLS_OID_NS_CA_REVOCATION_URL "\x60\x86\x48\x01\x86\xf8\x42\x01\x04"
#define MBEDTLS_OID_NS_RENEWAL_URL "\x60\x86\x48\x01\x86\xf8\x42\x01\x07"
#define MBEDTLS_OID_NS_CA_POLICY_URL "\x60\x86\x48\x01\x86\xf8\x42\x01\x08"
#define MBEDTLS_OID_NS_SSL_SERVER_NAME "\x60\x86\x48\x01\x86\xf8\x42\x01\x0c"
#define MBEDTLS_OID_NS_COMMENT "\x60\x86\x48\x01\x86\xf8\x42\x01\x0d"
#define MBEDTLS_OID_NS_DATA_TYPE "\x60\x86\x48\x01\x86\xf8\x42\x02"
#define MBEDTLS_OID_NS_CERT_SEQUENCE "\x60\x86\x48\x01\x86\xf8\x42\x02\x05"
#define MBEDTLS_OID_PRIVATE_KEY_USAGE_PERIOD "\x55\x1d\x10"
#define MBEDTLS_OID_CRL_NUMBER "\x55\x1d\x14"
#define MBEDTLS_OID_ANY_EXTENDED_KEY_USAGE "\x55\x1d\x25\x00"
#define MBEDTLS_OID_KP "\x2b\x06\x01\x05\x05\x07\x03"
#define MBEDTLS_OID_SERVER_AUTH "\x2b\x06\x01\x05\x05\x07\x03\x01"
#define MBEDTLS_OID_CLIENT_AUTH "\x2b\x06\x01\x05\x05\x07\x03\x02"
#define MBEDTLS_OID_CODE_SIGNING "\x2b\x06\x01\x05\x05\x07\x03\x03"
#define MBEDTLS_OID_EMAIL_PROTECTION "\x2b\x06\x01\x05\x05\x07\x03\x04"
#define MBEDTLS_OID_TIME_STAMPING "\x2b\x06\x01\x05\x05\x07\x03\x08"
#define MBEDTLS_OID_OCSP_SIGNING "\x2b\x06\x01\x05\x05\x07\x03\x09"
#define MBEDTLS_OID_WISUN_FAN "\x2b\x06\x01\x04\x01\x82\xe4\x25\x01"
#define MBEDTLS_OID_ON "\x2b\x06\x01\x05\x05\x07\x08"
#define MBEDTLS_OID_ON_HW_MODULE_NAME "\x2b\x06\x01\x05\x05\x07\x08\x04"
#define MBEDTLS_OID_PKCS "\x2a\x86\x48\x86\xf7\x0d\x01"
#define MBEDTLS_OID_PKCS1 "\x2a\x86\x48\x86\xf7\x0d\x01\x01"
#define MBEDTLS_OID_PKCS5 "\x2a\x86\x48\x86\xf7\x0d\x01\x05"
#define MBEDTLS_OID_PKCS7 "\x2a\x86\x48\x86\xf7\x0d\x01\x07"
#define MBEDTLS_OID_PKCS9 "\x2a\x86\x48\x86\xf7\x0d\x01\x09"
#define MBEDTLS_OID_PKCS12 "\x2a\x86\x48\x86\xf7\x0d\x01\x0c"
#define MBEDTLS_OID_PKCS1_RSA "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"
#define MBEDTLS_OID_PKCS1_MD5 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04"
#define MBEDTLS_OID_PKCS1_SHA1 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"
#define MBEDTLS_OID_PKCS1_SHA224 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0e"
#define MBEDTLS_OID_PKCS1_SHA256 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"
#define MBEDTLS_OID_PKCS1_SHA384 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c"
#define MBEDTLS_OID_PKCS1_SHA512 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d"
#define MBEDTLS_OID_RSA_SHA_OBS "\x2b\x0e\x03\x02\x1d"
#define MBEDTLS_OID_PKCS9_EMAIL "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"
#define MBEDTLS_OID_RSASSA_PSS "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"
#define MBEDTLS_OID_MGF1 "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08"
#define MBEDTLS_OID_DIGEST_ALG_MD5 "\x2a\x86\x48\x86\xf7\x0d\x02\x05"
#define MBEDTLS_OID_DIGEST_ALG_SHA1 "\x2b\x0e\x03\x02\x1a"
#define MBEDTLS_OID_DIGEST_ALG_SHA224 "\x60\x86\x48\x01\x65\x03\x04\x02\x04"
#define MBEDTLS_OID_DIGEST_ALG_SHA256 "\x60\x86\x48\x01\x65\x03\x04\x02\x01"
#define MBEDTLS_OID_DIGEST_ALG_SHA384 "\x60\x86\x48\x01\x65\x03\x04\x02\x02"
#define MBEDTLS_OID_DIGEST_ALG_SHA512 "\x60\x86\x48\x01\x65\x03\x04\x02\x03"
#define MBEDTLS_OID_DIGEST_ALG_RIPEMD160 "\x2b\x24\x03\x02\x01"
#define MBEDTLS_OID_DIGEST_ALG_SHA3_224 "\x60\x86\x48\x01\x65\x03\x04\x02\x07"
#define MBEDTLS_OID_DIGEST_ALG_SHA3_256 "\x60\x86\x48\x01\x65\x03\x04\x02\x08"
#define MBEDTLS_OID_DIGEST_ALG_SHA3_384 "\x60\x86\x48\x01\x65\x03\x04\x02\x09"
#define MBEDTLS_OID_DIGEST_ALG_SHA3_512 "\x60\x86\x48\x01\x65\x03\x04\x02\x0a"
#define MBEDTLS_OID_HMAC_SHA1 "\x2a\x86\x48\x86\xf7\x0d\x02\x07"
#define MBEDTLS_OID_HMAC_SHA224 "\x2a\x86\x48\x86\xf7\x0d\x02\x08"
#define MBEDTLS_OID_HMAC_SHA256 "\x2a\x86\x48\x86\xf7\x0d\x02\x09"
#define MBEDTLS_OID_HMAC_SHA384 "\x2a\x86\x48\x86\xf7\x0d\x02\x0a"
#define MBEDTLS_OID_HMAC_SHA512 "\x2a\x86\x48\x86\xf7\x0d\x02\x0b"
#define MBEDTLS_OID_HMAC_SHA3_224 "\x60\x86\x48\x01\x65\x03\x04\x02\x0d"
#define MBEDTLS_OID_HMAC_SHA3_256 "\x60\x86\x48\x01\x65\x03\x04\x02\x0e"
#define MBEDTLS_OID_HMAC_SHA3_384 "\x60\x86\x48\x01\x65\x03\x04\x02\x0f"
#define MBEDTLS_OID_HMAC_SHA3_512 "\x60\x86\x48\x01\x65\x03\x04\x02\x10"
#define MBEDTLS_OID_HMAC_RIPEMD160 "\x2b\x06\x01\x05\x05\x08\x01\x04"
#define MBEDTLS_OID_DES_CBC "\x2b\x0e\x03\x02\x07"
#define MBEDTLS_OID_DES_EDE3_CBC "\x2a\x86\x48\x86\xf7\x0d\x03\x07"
#define MBEDTLS_OID_AES "\x60\x86\x48\x01\x65\x03\x04\x01"
#define MBEDTLS_OID_AES_128_CBC "\x60\x86\x48\x01\x65\x03\x04\x01\x02"
#define MBEDTLS_OID_AES_192_CBC "\x60\x86\x48\x01\x65\x03\x04\x01\x16"
#define MBEDTLS_OID_AES_256_CBC "\x60\x86\x48\x01\x65\x03\x04\x01\x2a"
#define MBEDTLS_OID_AES128_KW "\x60\x86\x48\x01\x65\x03\x04\x01\x05"
#define MBEDTLS_OID_AES128_KWP "\x60\x86\x48\x01\x65\x03\x04\x01\x08"
#define MBEDTLS_OID_AES192_KW "\x60\x86\x48\x01\x65\x03\x04\x01\x19"
#define MBEDTLS_OID_AES192_KWP "\x60\x86\x48\x01\x65\x03\x04\x01\x1c"
#define MBEDTLS_OID_AES256_KW "\x60\x86\x48\x01\x65\x03\x04\x01\x2d"
#define MBEDTLS_OID_AES256_KWP "\x60\x86\x48\x01\x65\x03\x04\x01\x30"
#define MBEDTLS_OID_PKCS5_PBKDF2 "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c"
#define MBEDTLS_OID_PKCS5_PBES2 "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d"
#define MBEDTLS_OID_PKCS5_PBMAC1 "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0e"
#define MBEDTLS_OID_PKCS5_PBE_MD5_DES_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x03"
#define MBEDTLS_OID_PKCS5_PBE_MD5_RC2_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x06"
#define MBEDTLS_OID_PKCS5_PBE_SHA1_DES_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0a"
#define MBEDTLS_OID_PKCS5_PBE_SHA1_RC2_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0b"
#define MBEDTLS_OID_PKCS7_DATA "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define MBEDTLS_OID_PKCS7_SIGNED_DATA "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define MBEDTLS_OID_PKCS7_ENVELOPED_DATA "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"
#define MBEDTLS_OID_PKCS7_SIGNED_AND_ENVELOPED_DATA "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x04"
#define MBEDTLS_OID_PKCS7_DIGESTED_DATA "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x05"
#define MBEDTLS_OID_PKCS7_ENCRYPTED_DATA "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06"
#define MBEDTLS_OID_PKCS9_CSR_EXT_REQ "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0e"
#define MBEDTLS_OID_PKCS12_PBE "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01"
#define MBEDTLS_OID_PKCS12_PBE_SHA1_DES3_EDE_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x03"
#define MBEDTLS_OID_PKCS12_PBE_SHA1_DES2_EDE_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x04"
#define MBEDTLS_OID_PKCS12_PBE_SHA1_RC2_128_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x05"
#define MBEDTLS_OID_PKCS12_PBE_SHA1_RC2_40_CBC "\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x06"
#define MBEDTLS_OID_EC_ALG_UNRESTRICTED "\x2a\x86\x48\xce\x3d\x02\x01"
#define MBEDTLS_OID_EC_ALG_ECDH "\x2b\x81\x04\x01\x0c"
#define MBEDTLS_OID_EC_GRP_SECP192R1 "\x2a\x86\x48\xce\x3d\x03\x01\x01"
#define MBEDTLS_OID_EC_GRP_SECP224R1 "\x2b\x81\x04\x00\x21"
#define MBEDTLS_OID_EC_GRP_SECP256R1 "\x2a\x86\x48\xce\x3d\x03\x01\x07"
#define MBEDTLS_OID_EC_GRP_SECP384R1 "\x2b\x81\x04\x00\x22"
#define MBEDTLS_OID_EC_GRP_SECP521R1 "\x2b\x81\x04\x00\x23"
#define MBEDTLS_OID_EC_GRP_SECP192K1 "\x2b\x81\x04\x00\x1f"
#define MBEDTLS_OID_EC_GRP_SECP224K1 "\x2b\x81\x04\x00\x20"
#define MBEDTLS_OID_EC_GRP_SECP256K1 "\x2b\x81\x04\x00\x0a"
#define MBEDTLS_OID_EC_BRAINPOOL_V1 "\x2b\x24\x03\x03\x02\x08\x01\x01"
#define MBEDTLS_OID_EC_GRP_BP256R1 "\x2b\x24\x03\x03\x02\x08\x01\x01\x07"
#define MBEDTLS_OID_EC_GRP_BP384R1 "\x2b\x24\x03\x03\x02\x08\x01\x01\x0b"
#define MBEDTLS_OID_EC_GRP_BP512R1 "\x2b\x24\x03\x03\x02\x08\x01\x01\x0d"
#define MBEDTLS_OID_ANSI_X9_62_FIELD_TYPE "\x2a\x86\x48\xce\x3d\x01"
#define MBEDTLS_OID_ANSI_X9_62_PRIME_FIELD "\x2a\x86\x48\xce\x3d\x01\x01"
#define MBEDTLS_OID_ANSI_X9_62_SIG "\x2a\x86\x48\xce\x3d\x04"
#define MBEDTLS_OID_ANSI_X9_62_SIG_SHA2 "\x2a\x86\x48\xce\x3d\x04\x03"
#define MBEDTLS_OID_ECDSA_SHA1 "\x2a\x86\x48\xce\x3d\x04\x01"
#define MBEDTLS_OID_ECDSA_SHA224 "\x2a\x86\x48\xce\x3d\x04\x03\x01"
#define MBEDTLS_OID_ECDSA_SHA256 "\x2a\x86\x48\xce\x3d\x04\x03\x02"
#define MBEDTLS_OID_ECDSA_SHA384 "\x2a\x86\x48\xce\x3d\x04\x03\x03"
#define MBEDTLS_OID_ECDSA_SHA512 "\x2a\x86\x48\xce\x3d\x04\x03\x04"
#define MBEDTLS_OID_X25519 "\x2b\x65\x6e"
#define MBEDTLS_OID_X448 "\x2b\x65\x6f"
#define MBEDTLS_OID_ED25519 "\x2b\x65\x70"
#define MBEDTLS_OID_ED448 "\x2b\x65\x71"


/**
 * An object identifier is not known.
 */
#define MBEDTLS_ERR_OID_NOT_FOUND -0x002E

/**
 * The output does not fit into its buffer.
 */
#define MBEDTLS_ERR_OID_BUF_TOO_SMALL -0x000B

/**
 * The most components of an object identifier.
 */
#define MBEDTLS_OID_MAX_COMPONENTS 128

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Looks an extension of certificates up.
 *
 * \param oid  The object identifier.
 * \param ext_type  Where its bit goes, one of MBEDTLS_OID_X509_EXT_.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_x509_ext_type(const mbedtls_asn1_buf *oid, int *ext_type);

/**
 * Looks a kind of attribute of distinguished names up.
 *
 * \param oid  The object identifier.
 * \param short_name  Where its short name goes, e.g. `CN`, which lives as long as the program.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_attr_short_name(const mbedtls_asn1_buf *oid, const char **short_name);

/**
 * Looks an algorithm of keys up.
 *
 * \param oid  The object identifier.
 * \param pk_alg  Where the kind of key goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_pk_alg(const mbedtls_asn1_buf *oid, mbedtls_pk_type_t *pk_alg);

/**
 * Looks a named curve up.
 *
 * \param oid  The object identifier.
 * \param grp_id  Where the curve goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_ec_grp(const mbedtls_asn1_buf *oid, mbedtls_ecp_group_id *grp_id);

/**
 * Looks a curve up that is an algorithm of keys by itself (RFC 8410).
 *
 * \param oid  The object identifier.
 * \param grp_id  Where the curve goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_ec_grp_algid(const mbedtls_asn1_buf *oid, mbedtls_ecp_group_id *grp_id);

/**
 * Looks an algorithm of signatures up.
 *
 * \param oid  The object identifier.
 * \param md_alg  Where the digest goes, MBEDTLS_MD_NONE for RSASSA-PSS.
 * \param pk_alg  Where the kind of key goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_sig_alg(const mbedtls_asn1_buf *oid,
                            mbedtls_md_type_t *md_alg,
                            mbedtls_pk_type_t *pk_alg);

/**
 * Describes an algorithm of signatures.
 *
 * \param oid  The object identifier.
 * \param desc  Where the words go, e.g. `RSA with SHA-256`, which live as long as the program.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_sig_alg_desc(const mbedtls_asn1_buf *oid, const char **desc);

/**
 * Looks an HMAC up.
 *
 * \param oid  The object identifier.
 * \param md_hmac  Where its digest goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_md_hmac(const mbedtls_asn1_buf *oid, mbedtls_md_type_t *md_hmac);

/**
 * Looks a digest up.
 *
 * \param oid  The object identifier.
 * \param md_alg  Where the digest goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_md_alg(const mbedtls_asn1_buf *oid, mbedtls_md_type_t *md_alg);

/**
 * Describes a purpose of extKeyUsage.
 *
 * \param oid  The object identifier.
 * \param desc  Where the words go, which live as long as the program.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_extended_key_usage(const mbedtls_asn1_buf *oid, const char **desc);

/**
 * Describes a policy of certificates.
 *
 * \param oid  The object identifier.
 * \param desc  Where the words go, which live as long as the program.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_certificate_policies(const mbedtls_asn1_buf *oid, const char **desc);

/**
 * Looks a cipher up.
 *
 * \param oid  The object identifier.
 * \param cipher_alg  Where the cipher goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_cipher_alg(const mbedtls_asn1_buf *oid, mbedtls_cipher_type_t *cipher_alg);

/**
 * Looks an encryption by a password of PKCS #12 up.
 *
 * \param oid  The object identifier.
 * \param md_alg  Where the digest goes that keys are made with.
 * \param cipher_alg  Where the cipher goes.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if it is not known or an argument is NULL.
 */
int mbedtls_oid_get_pkcs12_pbe_alg(const mbedtls_asn1_buf *oid,
                                   mbedtls_md_type_t *md_alg,
                                   mbedtls_cipher_type_t *cipher_alg);

/**
 * The object identifier of a kind of keys.
 *
 * \param pk_alg  The kind.
 * \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
 * \param olen  Where its length in bytes goes, without the NUL.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
 */
int mbedtls_oid_get_oid_by_pk_alg(mbedtls_pk_type_t pk_alg,
                                  const char **oid,
                                  size_t *olen);

/**
 * The object identifier of a named curve.
 *
 * \param grp_id  The curve.
 * \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
 * \param olen  Where its length in bytes goes, without the NUL.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
 */
int mbedtls_oid_get_oid_by_ec_grp(mbedtls_ecp_group_id grp_id,
                                  const char **oid,
                                  size_t *olen);

/**
 * The object identifier of a curve that is an algorithm of keys by itself (RFC 8410).
 *
 * \param grp_id  The curve.
 * \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
 * \param olen  Where its length in bytes goes, without the NUL.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
 */
int mbedtls_oid_get_oid_by_ec_grp_algid(mbedtls_ecp_group_id grp_id,
                                        const char **oid,
                                        size_t *olen);

/**
 * The object identifier of an algorithm of signatures.
 *
 * \param pk_alg  The kind of key.
 * \param md_alg  The digest.
 * \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
 * \param olen  Where its length in bytes goes, without the NUL.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
 */
int mbedtls_oid_get_oid_by_sig_alg(mbedtls_pk_type_t pk_alg,
                                   mbedtls_md_type_t md_alg,
                                   const char **oid,
                                   size_t *olen);

/**
 * The object identifier of a digest.
 *
 * \param md_alg  The digest.
 * \param oid  Where the object identifier goes, encoded, with a NUL behind it; it lives as long as the program.
 * \param olen  Where its length in bytes goes, without the NUL.
 *
 * \return     0, or MBEDTLS_ERR_OID_NOT_FOUND if there is none or an argument is NULL.
 */
int mbedtls_oid_get_oid_by_md(mbedtls_md_type_t md_alg,
                              const char **oid,
                              size_t *olen);

/**
 * Writes an object identifier in its dotted form, e.g. `2.5.4.3`.
 *
 * \param buf   Where the text goes, with a NUL.
 * \param size  The size of `buf`.
 * \param oid   The object identifier.
 *
 * \return      The length of the text; MBEDTLS_ERR_OID_BUF_TOO_SMALL if it does not fit;
 *              MBEDTLS_ERR_ASN1_OUT_OF_DATA if the object identifier is empty, NULL or has no end;
 *              MBEDTLS_ERR_ASN1_INVALID_DATA if a component has more than 32 bits or needless leading octets.
 */
int mbedtls_oid_get_numeric_string(char *buf, size_t size, const mbedtls_asn1_buf *oid);

/**
 * Encodes an object identifier from its dotted form.
 *
 * \param oid      Where it goes: with the tag MBEDTLS_ASN1_OID, and content that is to be freed by mbedtls_free().
 * \param oid_str  The text, e.g. `2.5.4.3`; no NUL is needed.
 * \param size     Its length in characters.
 *
 * \return         0; MBEDTLS_ERR_ASN1_INVALID_DATA if it is none, or an argument is NULL; MBEDTLS_ERR_ASN1_ALLOC_FAILED.
 *                 On an error `oid` has no content.
 */
int mbedtls_oid_from_numeric_string(mbedtls_asn1_buf *oid,
                                    const char *oid_str,
                                    size_t size);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_OID_H */
