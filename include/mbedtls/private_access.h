/*
 * The names of fields that belong to the library: programs that still want them define MBEDTLS_ALLOW_PRIVATE_ACCESS,
 * and everyone else sees them as private_NAME.
 */
#ifndef MBEDTLS_PRIVATE_ACCESS_H
#define MBEDTLS_PRIVATE_ACCESS_H

#ifdef MBEDTLS_ALLOW_PRIVATE_ACCESS
#define MBEDTLS_PRIVATE(member) member
#else
#define MBEDTLS_PRIVATE(member) private_##member
#endif

#endif /* MBEDTLS_PRIVATE_ACCESS_H */
