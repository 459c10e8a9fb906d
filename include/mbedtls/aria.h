/*
 * The block cipher ARIA is not offered (MBEDTLS_ARIA_C is not defined). For programs that include this header
 * whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_ARIA_H
#define MBEDTLS_ARIA_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

#define MBEDTLS_ARIA_ENCRYPT 1
#define MBEDTLS_ARIA_DECRYPT 0

/* Lengths in bytes. */
#define MBEDTLS_ARIA_BLOCKSIZE 16
#define MBEDTLS_ARIA_MAX_KEYSIZE 32
#define MBEDTLS_ARIA_MAX_ROUNDS 16

#define MBEDTLS_ERR_ARIA_BAD_INPUT_DATA -0x005C
#define MBEDTLS_ERR_ARIA_INVALID_INPUT_LENGTH -0x005E

#endif /* MBEDTLS_ARIA_H */
