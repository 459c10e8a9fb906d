/*
 * CMAC is not offered (MBEDTLS_CMAC_C is not defined). For programs that include this header whatever is
 * offered; it declares no function.
 */
#ifndef MBEDTLS_CMAC_H
#define MBEDTLS_CMAC_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/cipher.h"

/* Lengths in bytes. */
#define MBEDTLS_AES_BLOCK_SIZE 16
#define MBEDTLS_DES3_BLOCK_SIZE 8
#define MBEDTLS_CMAC_MAX_BLOCK_SIZE 16

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/* The former name. */
#define MBEDTLS_CIPHER_BLKSIZE_MAX MBEDTLS_MAX_BLOCK_LENGTH
#endif

#endif /* MBEDTLS_CMAC_H */
