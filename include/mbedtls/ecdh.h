/*
 * Key agreement for programs (connections have it) is not offered (MBEDTLS_ECDH_C is not defined). For programs
 * that include this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_ECDH_H
#define MBEDTLS_ECDH_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/ecp.h"

#endif /* MBEDTLS_ECDH_H */
