/* Generated from src/ffi/ssl by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SSL_H
#define MBEDTLS_SSL_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Sends one datagram of `len` bytes; returns how many went, or an error number (MBEDTLS_ERR_SSL_WANT_WRITE: later). */
typedef int mbedtls_ssl_send_t(void *ctx, const unsigned char *buf, size_t len);

/** Receives one datagram into `buf`; returns its size, or an error number (MBEDTLS_ERR_SSL_WANT_READ: none is there). */
typedef int mbedtls_ssl_recv_t(void *ctx, unsigned char *buf, size_t len);

/** As mbedtls_ssl_recv_t, and waits at most `timeout` milliseconds (0: for ever), then MBEDTLS_ERR_SSL_TIMEOUT. */
typedef int mbedtls_ssl_recv_timeout_t(void *ctx, unsigned char *buf, size_t len, uint32_t timeout);

/** Starts the timer with two delays in milliseconds in place of what ran before; 0 for both cancels it. */
typedef void mbedtls_ssl_set_timer_t(void *ctx, uint32_t int_ms, uint32_t fin_ms);

/** Tells of the timer: -1 cancelled, 0 no delay passed, 1 the intermediate one passed, 2 the final one passed. */
typedef int mbedtls_ssl_get_timer_t(void *ctx);

/** Writes the cookie for the client `info` at `*p`, before `end`, and moves `*p` behind it; returns 0 or an error. */
typedef int mbedtls_ssl_cookie_write_t(void *ctx, unsigned char **p, unsigned char *end, const unsigned char *info,
                                       size_t ilen);

/** Returns 0 if the cookie is valid for the client `info`, else a negative number. */
typedef int mbedtls_ssl_cookie_check_t(void *ctx, const unsigned char *cookie, size_t clen,
                                       const unsigned char *info, size_t ilen);

#ifdef __cplusplus
}
#endif


/**
 * An asynchronous cryptographic operation goes on; call again.
 */
#define MBEDTLS_ERR_SSL_CRYPTO_IN_PROGRESS -0x7000

/**
 * What was asked for is not offered by this build, or not in this combination.
 */
#define MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE -0x7080

/**
 * An argument is NULL, out of range, or the call came at the wrong time.
 */
#define MBEDTLS_ERR_SSL_BAD_INPUT_DATA -0x7100

/**
 * A record failed authentication where that could not be passed over.
 */
#define MBEDTLS_ERR_SSL_INVALID_MAC -0x7180

/**
 * Bytes that are no valid record came where that could not be passed over.
 */
#define MBEDTLS_ERR_SSL_INVALID_RECORD -0x7200

/**
 * The transport reported its end.
 */
#define MBEDTLS_ERR_SSL_CONN_EOF -0x7280

/**
 * A message of the peer could not be decoded.
 */
#define MBEDTLS_ERR_SSL_DECODE_ERROR -0x7300

/**
 * The configuration has no random generator.
 */
#define MBEDTLS_ERR_SSL_NO_RNG -0x7400

/**
 * The client sent no certificate although one is required.
 */
#define MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE -0x7480

/**
 * The peer sent an extension that was not asked for.
 */
#define MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION -0x7500

/**
 * No application protocol (ALPN) in common.
 */
#define MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL -0x7580

/**
 * Our own certificate or its private key is missing.
 */
#define MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED -0x7600

/**
 * No certificate authority is configured to check the peer with.
 */
#define MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED -0x7680

/**
 * A message of the peer came out of turn.
 */
#define MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE -0x7700

/**
 * The peer ended the connection by a fatal alert.
 */
#define MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE -0x7780

/**
 * The server does not answer to the name that the client gave (SNI).
 */
#define MBEDTLS_ERR_SSL_UNRECOGNIZED_NAME -0x7800

/**
 * The peer closed the connection properly.
 */
#define MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY -0x7880

/**
 * The peer's certificate does not suit its purpose.
 */
#define MBEDTLS_ERR_SSL_BAD_CERTIFICATE -0x7A00

/**
 * A session ticket arrived; not an error.
 */
#define MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET -0x7B00

/**
 * Early data cannot be read.
 */
#define MBEDTLS_ERR_SSL_CANNOT_READ_EARLY_DATA -0x7B80

/**
 * Early data arrived; not an error.
 */
#define MBEDTLS_ERR_SSL_RECEIVED_EARLY_DATA -0x7C00

/**
 * Early data cannot be written.
 */
#define MBEDTLS_ERR_SSL_CANNOT_WRITE_EARLY_DATA -0x7C80

/**
 * The session cache holds no such session.
 */
#define MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND -0x7E80

/**
 * Memory ran out.
 */
#define MBEDTLS_ERR_SSL_ALLOC_FAILED -0x7F00

/**
 * A hardware accelerator failed; never returned, kept for programs that name it.
 */
#define MBEDTLS_ERR_SSL_HW_ACCEL_FAILED -0x7F80

/**
 * A hardware accelerator passed; never returned, kept for programs that name it.
 */
#define MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH -0x6F80

/**
 * No protocol version in common.
 */
#define MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION -0x6E80

/**
 * The two sides have nothing in common, or the peer falls short of our policy.
 */
#define MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE -0x6E00

/**
 * A session ticket is out of date.
 */
#define MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED -0x6D80

/**
 * The key in a certificate does not fit the negotiated key exchange.
 */
#define MBEDTLS_ERR_SSL_PK_TYPE_MISMATCH -0x6D00

/**
 * The server knows no key for the client's PSK identity.
 */
#define MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY -0x6C80

/**
 * Something that cannot happen did; a bug of the library. The context can only be reset or freed.
 */
#define MBEDTLS_ERR_SSL_INTERNAL_ERROR -0x6C00

/**
 * The sequence numbers of an epoch, or the epochs, are used up.
 */
#define MBEDTLS_ERR_SSL_COUNTER_WRAPPING -0x6B80

/**
 * A renegotiation waits for the server's answer.
 */
#define MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO -0x6B00

/**
 * A HelloVerifyRequest was sent; reset the context and wait for the client's next hello (RFC 6347 section
 * 4.2.1).
 */
#define MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED -0x6A80

/**
 * An output does not fit where it has to go.
 */
#define MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL -0x6A00

/**
 * No datagram is there; call again when one is, or when the timer fires. Not an error.
 */
#define MBEDTLS_ERR_SSL_WANT_READ -0x6900

/**
 * The transport takes nothing now; call again with the same arguments when it does. Not an error.
 */
#define MBEDTLS_ERR_SSL_WANT_WRITE -0x6880

/**
 * The peer did not answer in time.
 */
#define MBEDTLS_ERR_SSL_TIMEOUT -0x6800

/**
 * A client began a new handshake from the same address (RFC 6347 section 4.2.8).
 */
#define MBEDTLS_ERR_SSL_CLIENT_RECONNECT -0x6780

/**
 * A record came where its content type, epoch or number has no place.
 */
#define MBEDTLS_ERR_SSL_UNEXPECTED_RECORD -0x6700

/**
 * Something was passed over; never returned to programs.
 */
#define MBEDTLS_ERR_SSL_NON_FATAL -0x6680

/**
 * A message of the peer says something that it must not say.
 */
#define MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER -0x6600

/**
 * There is more to process; never returned to programs.
 */
#define MBEDTLS_ERR_SSL_CONTINUE_PROCESSING -0x6580

/**
 * An operation of the application's asynchronous callbacks goes on; call again.
 */
#define MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS -0x6500

/**
 * A message of a later flight came first; never returned to programs.
 */
#define MBEDTLS_ERR_SSL_EARLY_MESSAGE -0x6480

/**
 * A record carries a connection id that is not ours, and the configuration makes that fail.
 */
#define MBEDTLS_ERR_SSL_UNEXPECTED_CID -0x6000

/**
 * A serialised context or session was made by another version or configuration.
 */
#define MBEDTLS_ERR_SSL_VERSION_MISMATCH -0x5F00

/**
 * The configuration contradicts itself.
 */
#define MBEDTLS_ERR_SSL_BAD_CONFIG -0x5E80

/**
 * A client that verifies certificates was given no host name, and was not told that none is wanted.
 */
#define MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME -0x5D80

#endif  /* MBEDTLS_SSL_H */
