/* Generated from src/ffi/version by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_VERSION_H
#define MBEDTLS_VERSION_H

#include "mbedtls/build_info.h"

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Tells the version of Mbed TLS whose API this is.
 *
 * \return  0xMMNNPP00 for version MM.NN.PP.
 */
unsigned int mbedtls_version_get_number(void);

/**
 * Writes the version as "3.6.6".
 *
 * \param string  Where it goes: at least 9 bytes. NULL is ignored.
 */
void mbedtls_version_get_string(char *string);

/**
 * Writes the version as "Mbed TLS 3.6.6".
 *
 * \param string  Where it goes: at least 18 bytes. NULL is ignored.
 */
void mbedtls_version_get_string_full(char *string);

/**
 * Tells whether the library was built with a feature of mbedtls_config.h.
 *
 * \param feature  The macro's name, such as "MBEDTLS_SSL_PROTO_DTLS".
 *
 * \return         0 if it was, -1 if not.
 */
int mbedtls_version_check_feature(const char *feature);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_VERSION_H */
