/*
 * What every other header starts from: the version and the feature macros.
 *
 * A program may name a configuration of its own by MBEDTLS_CONFIG_FILE (in place of mbedtls_config.h) and an addition
 * by MBEDTLS_USER_CONFIG_FILE, both with the quotes or brackets of an include line. As the library is built already,
 * they can hide features from the program but not add any: check_config.h takes those back, and stops the compiler at
 * settings that the program and the library would have to share.
 */
#ifndef MBEDTLS_BUILD_INFO_H
#define MBEDTLS_BUILD_INFO_H

#include "mbedtls/libdtls_build.h"

/* The version of Mbed TLS whose API this is. */
#define MBEDTLS_VERSION_MAJOR 3
#define MBEDTLS_VERSION_MINOR 6
#define MBEDTLS_VERSION_PATCH 6

/* Two hexadecimal digits for each of major, minor and patch, then two zeroes. */
#define MBEDTLS_VERSION_NUMBER 0x03060600
#define MBEDTLS_VERSION_STRING "3.6.6"
#define MBEDTLS_VERSION_STRING_FULL "Mbed TLS 3.6.6"

#if defined(MBEDTLS_CONFIG_FILE)
#include MBEDTLS_CONFIG_FILE
#else
#include "mbedtls/mbedtls_config.h"
#endif

#if defined(MBEDTLS_CONFIG_VERSION)
#if MBEDTLS_CONFIG_VERSION < 0x03000000 || MBEDTLS_CONFIG_VERSION > MBEDTLS_VERSION_NUMBER
#error "MBEDTLS_CONFIG_VERSION is not a version from 3.0.0 to 3.6.6"
#endif
#endif

#if defined(MBEDTLS_USER_CONFIG_FILE)
#include MBEDTLS_USER_CONFIG_FILE
#endif

#include "mbedtls/check_config.h"

/*
 * What follows from the above.
 */

#if defined(MBEDTLS_KEY_EXCHANGE_PSK_ENABLED) || defined(MBEDTLS_KEY_EXCHANGE_ECDHE_PSK_ENABLED)
#define MBEDTLS_KEY_EXCHANGE_SOME_PSK_ENABLED
#define MBEDTLS_SSL_HANDSHAKE_WITH_PSK_ENABLED
#endif

#if defined(MBEDTLS_KEY_EXCHANGE_PSK_ENABLED)
#define MBEDTLS_KEY_EXCHANGE_SOME_NON_PFS_ENABLED
#endif

#if defined(MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA_ENABLED)
#define MBEDTLS_KEY_EXCHANGE_ECDSA_CERT_REQ_ALLOWED_ENABLED
#define MBEDTLS_KEY_EXCHANGE_ECDSA_CERT_REQ_ANY_ALLOWED_ENABLED
#define MBEDTLS_KEY_EXCHANGE_WITH_ECDSA_ANY_ENABLED
#endif

#if defined(MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA_ENABLED) || defined(MBEDTLS_KEY_EXCHANGE_ECDHE_RSA_ENABLED)
#define MBEDTLS_KEY_EXCHANGE_CERT_REQ_ALLOWED_ENABLED
#define MBEDTLS_KEY_EXCHANGE_WITH_CERT_ENABLED
#define MBEDTLS_KEY_EXCHANGE_WITH_SERVER_SIGNATURE_ENABLED
#define MBEDTLS_SSL_HANDSHAKE_WITH_CERT_ENABLED
#endif

#if defined(MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA_ENABLED) || defined(MBEDTLS_KEY_EXCHANGE_ECDHE_RSA_ENABLED) || \
    defined(MBEDTLS_KEY_EXCHANGE_ECDHE_PSK_ENABLED)
#define MBEDTLS_CAN_ECDH
#define MBEDTLS_KEY_EXCHANGE_SOME_ECDHE_ENABLED
#define MBEDTLS_KEY_EXCHANGE_SOME_ECDH_OR_ECDHE_1_2_ENABLED
#define MBEDTLS_KEY_EXCHANGE_SOME_ECDH_OR_ECDHE_ANY_ENABLED
#define MBEDTLS_KEY_EXCHANGE_SOME_PFS_ENABLED
#define MBEDTLS_KEY_EXCHANGE_SOME_XXDH_1_2_ENABLED
#define MBEDTLS_KEY_EXCHANGE_SOME_XXDH_PSA_ANY_ENABLED
#define MBEDTLS_SSL_TLS1_2_SOME_ECC
#endif

/* The protections of records that the library offers whatever the configuration says. */
#define MBEDTLS_SSL_HAVE_AEAD
#define MBEDTLS_SSL_HAVE_AES
#define MBEDTLS_SSL_HAVE_CCM
#define MBEDTLS_SSL_HAVE_CHACHAPOLY
#define MBEDTLS_SSL_HAVE_GCM

/* The hashes for signatures, handshakes and mbedtls/md.h; no handshake uses MD5. */
#define MBEDTLS_MD_CAN_MD5
#define MBEDTLS_MD_CAN_SHA1
#define MBEDTLS_MD_CAN_SHA224
#define MBEDTLS_MD_CAN_SHA256
#define MBEDTLS_MD_CAN_SHA384
#define MBEDTLS_MD_CAN_SHA512

#if defined(MBEDTLS_PK_C)
#define MBEDTLS_PK_HAVE_ECC_KEYS
#define MBEDTLS_PK_CAN_ECDSA_SIGN
#define MBEDTLS_PK_CAN_ECDSA_VERIFY
#define MBEDTLS_PK_CAN_ECDSA_SOME
#endif

#if defined(MBEDTLS_PSA_CRYPTO_C)
#if !defined(MBEDTLS_PSA_CRYPTO_CLIENT)
#define MBEDTLS_PSA_CRYPTO_CLIENT
#endif
#define MBEDTLS_PSA_UTIL_HAVE_ECDSA
#include "mbedtls/config_psa.h"
#endif

#if defined(MBEDTLS_ENTROPY_C)
#define MBEDTLS_ENTROPY_HAVE_TRUE_SOURCES
#endif

#endif /* MBEDTLS_BUILD_INFO_H */
