/*
 * EC J-PAKE for programs (connections have it: mbedtls_ssl_set_hs_ecjpake_password()) is not offered
 * (MBEDTLS_ECJPAKE_C is not defined). For programs that include this header whatever is offered; it declares no
 * function.
 */
#ifndef MBEDTLS_ECJPAKE_H
#define MBEDTLS_ECJPAKE_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/ecp.h"
#include "mbedtls/md.h"

#endif /* MBEDTLS_ECJPAKE_H */
