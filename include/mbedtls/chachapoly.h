/*
 * ChaCha20-Poly1305 for programs (connections have it) is not offered (MBEDTLS_CHACHAPOLY_C is not defined). For
 * programs that include this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_CHACHAPOLY_H
#define MBEDTLS_CHACHAPOLY_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/chacha20.h"
#include "mbedtls/poly1305.h"

#define MBEDTLS_ERR_CHACHAPOLY_BAD_STATE -0x0054
#define MBEDTLS_ERR_CHACHAPOLY_AUTH_FAILED -0x0056

#endif /* MBEDTLS_CHACHAPOLY_H */
