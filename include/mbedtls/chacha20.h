/*
 * The bare stream cipher ChaCha20 is not offered (MBEDTLS_CHACHA20_C is not defined). For programs that include
 * this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_CHACHA20_H
#define MBEDTLS_CHACHA20_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

#define MBEDTLS_ERR_CHACHA20_BAD_INPUT_DATA -0x0051

#endif /* MBEDTLS_CHACHA20_H */
