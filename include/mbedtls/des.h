/*
 * DES for programs is not offered (MBEDTLS_DES_C is not defined). For programs that include this header whatever
 * is offered; it declares no function.
 */
#ifndef MBEDTLS_DES_H
#define MBEDTLS_DES_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"

#define MBEDTLS_DES_ENCRYPT 1
#define MBEDTLS_DES_DECRYPT 0

/* In bytes. */
#define MBEDTLS_DES_KEY_SIZE 8

#define MBEDTLS_ERR_DES_INVALID_INPUT_LENGTH -0x0032

#endif /* MBEDTLS_DES_H */
