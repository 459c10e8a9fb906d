/*
 * The hash RIPEMD-160 is not offered (MBEDTLS_RIPEMD160_C is not defined). For programs that include this header
 * whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_RIPEMD160_H
#define MBEDTLS_RIPEMD160_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

#endif /* MBEDTLS_RIPEMD160_H */
