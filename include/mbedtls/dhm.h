/*
 * Diffie-Hellman over finite fields is not offered (MBEDTLS_DHM_C is not defined). For programs that include
 * this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_DHM_H
#define MBEDTLS_DHM_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/bignum.h"

#define MBEDTLS_ERR_DHM_BAD_INPUT_DATA -0x3080
#define MBEDTLS_ERR_DHM_READ_PARAMS_FAILED -0x3100
#define MBEDTLS_ERR_DHM_MAKE_PARAMS_FAILED -0x3180
#define MBEDTLS_ERR_DHM_READ_PUBLIC_FAILED -0x3200
#define MBEDTLS_ERR_DHM_MAKE_PUBLIC_FAILED -0x3280
#define MBEDTLS_ERR_DHM_CALC_SECRET_FAILED -0x3300
#define MBEDTLS_ERR_DHM_INVALID_FORMAT -0x3380
#define MBEDTLS_ERR_DHM_ALLOC_FAILED -0x3400
#define MBEDTLS_ERR_DHM_FILE_IO_ERROR -0x3480
#define MBEDTLS_ERR_DHM_SET_GROUP_FAILED -0x3580

#endif /* MBEDTLS_DHM_H */
