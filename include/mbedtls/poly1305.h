/*
 * The bare authenticator Poly1305 is not offered (MBEDTLS_POLY1305_C is not defined). For programs that include
 * this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_POLY1305_H
#define MBEDTLS_POLY1305_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

#define MBEDTLS_ERR_POLY1305_BAD_INPUT_DATA -0x0057

#endif /* MBEDTLS_POLY1305_H */
