/*
 * PKCS #5 for programs (mbedtls/pk.h reads keys that are encrypted so) is not offered (MBEDTLS_PKCS5_C is not
 * defined). For programs that include this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_PKCS5_H
#define MBEDTLS_PKCS5_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/asn1.h"
#include "mbedtls/md.h"
#include "mbedtls/cipher.h"

#define MBEDTLS_ERR_PKCS5_BAD_INPUT_DATA -0x2f80
#define MBEDTLS_ERR_PKCS5_INVALID_FORMAT -0x2f00
#define MBEDTLS_ERR_PKCS5_FEATURE_UNAVAILABLE -0x2e80
#define MBEDTLS_ERR_PKCS5_PASSWORD_MISMATCH -0x2e00

#define MBEDTLS_PKCS5_DECRYPT MBEDTLS_DECRYPT
#define MBEDTLS_PKCS5_ENCRYPT MBEDTLS_ENCRYPT

#endif /* MBEDTLS_PKCS5_H */
