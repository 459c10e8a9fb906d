/*
 * ECDSA on bare numbers (mbedtls/pk.h signs with it) is not offered (MBEDTLS_ECDSA_C is not defined). For
 * programs that include this header whatever is offered; it declares no function.
 */
#ifndef MBEDTLS_ECDSA_H
#define MBEDTLS_ECDSA_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/ecp.h"
#include "mbedtls/md.h"

/* The longest signature in DER over a curve of so many bits: two integers with their sign and heads, in a sequence. */
#define MBEDTLS_ECDSA_MAX_SIG_LEN(bits) (((bits) < 61 * 8 ? 2 : 3) + 2 * (3 + (bits) / 8))
#define MBEDTLS_ECDSA_MAX_LEN MBEDTLS_ECDSA_MAX_SIG_LEN(MBEDTLS_ECP_MAX_BITS)

#endif /* MBEDTLS_ECDSA_H */
