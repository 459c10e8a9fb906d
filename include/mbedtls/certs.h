/*
 * Mbed TLS 2 had certificates for tests here, and Mbed TLS 3 has none. This header is for programs that still include
 * it: it declares nothing.
 */
#ifndef MBEDTLS_CERTS_H
#define MBEDTLS_CERTS_H

#include "mbedtls/build_info.h"

#endif /* MBEDTLS_CERTS_H */
