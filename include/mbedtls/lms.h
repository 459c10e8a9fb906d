/*
 * LMS signatures is not offered (MBEDTLS_LMS_C is not defined). For programs that include this header whatever
 * is offered; it declares no function.
 */
#ifndef MBEDTLS_LMS_H
#define MBEDTLS_LMS_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

#define MBEDTLS_ERR_LMS_BAD_INPUT_DATA -0x0011
#define MBEDTLS_ERR_LMS_OUT_OF_PRIVATE_KEYS -0x0013
#define MBEDTLS_ERR_LMS_VERIFY_FAILED -0x0015
#define MBEDTLS_ERR_LMS_ALLOC_FAILED -0x0017
#define MBEDTLS_ERR_LMS_BUFFER_TOO_SMALL -0x0019

#endif /* MBEDTLS_LMS_H */
