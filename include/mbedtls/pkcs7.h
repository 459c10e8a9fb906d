/*
 * PKCS #7 is not offered (MBEDTLS_PKCS7_C is not defined). For programs that include this header whatever is
 * offered; it declares no function.
 */
#ifndef MBEDTLS_PKCS7_H
#define MBEDTLS_PKCS7_H

#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/asn1.h"
#include "mbedtls/x509_crt.h"

#define MBEDTLS_ERR_PKCS7_INVALID_FORMAT -0x5300
#define MBEDTLS_ERR_PKCS7_FEATURE_UNAVAILABLE -0x5380
#define MBEDTLS_ERR_PKCS7_INVALID_VERSION -0x5400
#define MBEDTLS_ERR_PKCS7_INVALID_CONTENT_INFO -0x5480
#define MBEDTLS_ERR_PKCS7_INVALID_ALG -0x5500
#define MBEDTLS_ERR_PKCS7_INVALID_CERT -0x5580
#define MBEDTLS_ERR_PKCS7_INVALID_SIGNATURE -0x5600
#define MBEDTLS_ERR_PKCS7_INVALID_SIGNER_INFO -0x5680
#define MBEDTLS_ERR_PKCS7_BAD_INPUT_DATA -0x5700
#define MBEDTLS_ERR_PKCS7_ALLOC_FAILED -0x5780
#define MBEDTLS_ERR_PKCS7_VERIFY_FAIL -0x5800
#define MBEDTLS_ERR_PKCS7_CERT_DATE_INVALID -0x5880

#endif /* MBEDTLS_PKCS7_H */
