/*
 * SHA-3 is not offered (MBEDTLS_SHA3_C is not defined). For programs that include this header whatever is
 * offered; it declares no function.
 */
#ifndef MBEDTLS_SHA3_H
#define MBEDTLS_SHA3_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

#define MBEDTLS_ERR_SHA3_BAD_INPUT_DATA -0x0076

#endif /* MBEDTLS_SHA3_H */
