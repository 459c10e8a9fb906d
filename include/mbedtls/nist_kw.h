/*
 * Key wrapping is not offered (MBEDTLS_NIST_KW_C is not defined). For programs that include this header whatever
 * is offered; it declares no function.
 */
#ifndef MBEDTLS_NIST_KW_H
#define MBEDTLS_NIST_KW_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/cipher.h"

#endif /* MBEDTLS_NIST_KW_H */
