/* Generated from src/ffi/libdtls_ssl by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_LIBDTLS_SSL_H
#define MBEDTLS_LIBDTLS_SSL_H

#include "mbedtls/build_info.h"
#include "mbedtls/ssl.h"

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Chooses whether `mbedtls_ssl_context_save()` saves a connection whose last flight of the handshake the peer may
 * still ask for: on a server, from the end of the handshake to the first record of application data. Mbed TLS refuses
 * until then, and so does this library by default, since programs rely on that code.
 *
 * With it a server hands a connection on at once; whoever loads it sends the last flight again if the peer asks.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param save   Non-zero to save the last flight with the connection; 0 to refuse with MBEDTLS_ERR_SSL_BAD_INPUT_DATA
 *               (default).
 */
void dtls_ssl_conf_save_last_flight(mbedtls_ssl_config *conf,
                                    int save);

/**
 * Chooses whether a peer without the extended master secret (RFC 7627) is refused, with the alert handshake_failure and
 * MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE. Mbed TLS goes on without it, and so does this library by default.
 *
 * With it the extension is offered and accepted whatever `mbedtls_ssl_conf_extended_master_secret()` says, and sessions
 * without the extended master secret are not resumed.
 *
 * \param conf      The configuration. NULL is ignored.
 * \param required  Non-zero to refuse; 0 to go on without the extended master secret (default).
 */
void dtls_ssl_conf_extended_master_secret_required(mbedtls_ssl_config *conf,
                                                   int required);

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_LIBDTLS_SSL_H */
