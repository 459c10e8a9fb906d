/* Generated from src/ffi/ssl by `cargo test --test headers`; edit there, not here. */
#ifndef MBEDTLS_SSL_H
#define MBEDTLS_SSL_H

#include <stddef.h>
#include <stdint.h>
#include "mbedtls/private_access.h"
#include "mbedtls/build_info.h"
#include "mbedtls/platform_util.h"
#include "mbedtls/md.h"
#include "mbedtls/pk.h"
#include "mbedtls/x509_crt.h"
#include "mbedtls/ssl_ciphersuites.h"

/* The longest text of a record, received and sent. A configuration or connection may set less. */
#if !defined(MBEDTLS_SSL_IN_CONTENT_LEN)
#define MBEDTLS_SSL_IN_CONTENT_LEN 16384
#endif
#if !defined(MBEDTLS_SSL_OUT_CONTENT_LEN)
#define MBEDTLS_SSL_OUT_CONTENT_LEN 16384
#endif

/* How many bytes of messages that came too early a handshake keeps. */
#if !defined(MBEDTLS_SSL_DTLS_MAX_BUFFERING)
#define MBEDTLS_SSL_DTLS_MAX_BUFFERING 32768
#endif

/* The longest connection ids, ours and the peer's. */
#if !defined(MBEDTLS_SSL_CID_IN_LEN_MAX)
#define MBEDTLS_SSL_CID_IN_LEN_MAX 32
#endif
#if !defined(MBEDTLS_SSL_CID_OUT_LEN_MAX)
#define MBEDTLS_SSL_CID_OUT_LEN_MAX 32
#endif

/* What is protected beside a connection id is filled up to a multiple of so many bytes. */
#if !defined(MBEDTLS_SSL_CID_TLS1_3_PADDING_GRANULARITY)
#define MBEDTLS_SSL_CID_TLS1_3_PADDING_GRANULARITY 16
#endif

/* Connection ids are those of RFC 9146, not of a draft. */
#if !defined(MBEDTLS_SSL_DTLS_CONNECTION_ID_COMPAT)
#define MBEDTLS_SSL_DTLS_CONNECTION_ID_COMPAT 0
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct mbedtls_ssl_context;

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

/** Begins a signature of `hash` with the private key of `cert`; returns 0, MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS,
    MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH or an error. mbedtls_ssl_conf_async_private_cb() says more. */
typedef int mbedtls_ssl_async_sign_t(struct mbedtls_ssl_context *ssl, mbedtls_x509_crt *cert,
                                     mbedtls_md_type_t md_alg, const unsigned char *hash, size_t hash_len);

/** Would begin a decryption; never called. */
typedef int mbedtls_ssl_async_decrypt_t(struct mbedtls_ssl_context *ssl, mbedtls_x509_crt *cert,
                                        const unsigned char *input, size_t input_len);

/** Writes the result of what was begun and its length; returns 0, MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS or an error. */
typedef int mbedtls_ssl_async_resume_t(struct mbedtls_ssl_context *ssl, unsigned char *output, size_t *output_len,
                                       size_t output_size);

/** Gives up what was begun. */
typedef void mbedtls_ssl_async_cancel_t(struct mbedtls_ssl_context *ssl);

struct mbedtls_ssl_session;

/** Fills `session` with the one that was kept by this id; returns 0 if there is one. */
typedef int mbedtls_ssl_cache_get_t(void *data, unsigned char const *session_id, size_t session_id_len,
                                    struct mbedtls_ssl_session *session);

/** Keeps a copy of `session` by this id; returns 0 if it does. */
typedef int mbedtls_ssl_cache_set_t(void *data, unsigned char const *session_id, size_t session_id_len,
                                    const struct mbedtls_ssl_session *session);

/** Writes a ticket for `session` from `start`, before `end`, and tells its length and its lifetime in seconds. */
typedef int mbedtls_ssl_ticket_write_t(void *p_ticket, const struct mbedtls_ssl_session *session,
                                       unsigned char *start, const unsigned char *end, size_t *tlen,
                                       uint32_t *lifetime);

/** Fills `session` with the one in a ticket, which it may change in place; returns 0 if the ticket is good. */
typedef int mbedtls_ssl_ticket_parse_t(void *p_ticket, struct mbedtls_ssl_session *session, unsigned char *buf,
                                       size_t len);

/** Pseudo-random functions and key derivations. */
typedef enum {
    /** None. */
    MBEDTLS_SSL_TLS_PRF_NONE,
    /** TLS 1.2 with SHA-384. */
    MBEDTLS_SSL_TLS_PRF_SHA384,
    /** TLS 1.2 with SHA-256. */
    MBEDTLS_SSL_TLS_PRF_SHA256,
    /** TLS 1.3 with SHA-384. */
    MBEDTLS_SSL_HKDF_EXPAND_SHA384,
    /** TLS 1.3 with SHA-256. */
    MBEDTLS_SSL_HKDF_EXPAND_SHA256
} mbedtls_tls_prf_types;

/** What an exported secret is. */
typedef enum {
    /** The master secret of (D)TLS 1.2. */
    MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET = 0
} mbedtls_ssl_key_export_type;

/** Takes a secret of a handshake, with both randoms and the function that derives keys from it. */
typedef void mbedtls_ssl_export_keys_t(void *p_expkey, mbedtls_ssl_key_export_type type, const unsigned char *secret,
                                       size_t secret_len, const unsigned char client_random[32],
                                       const unsigned char server_random[32],
                                       mbedtls_tls_prf_types tls_prf_type);

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
 * A key of the store of psa/crypto.h cannot be used as asked.
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

#define MBEDTLS_SSL_IANA_TLS_GROUP_NONE 0

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP192K1 0x0012

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP192R1 0x0013

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP224K1 0x0014

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP224R1 0x0015

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP256K1 0x0016

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1 0x0017

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1 0x0018

#define MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1 0x0019

#define MBEDTLS_SSL_IANA_TLS_GROUP_BP256R1 0x001A

#define MBEDTLS_SSL_IANA_TLS_GROUP_BP384R1 0x001B

#define MBEDTLS_SSL_IANA_TLS_GROUP_BP512R1 0x001C

#define MBEDTLS_SSL_IANA_TLS_GROUP_X25519 0x001D

#define MBEDTLS_SSL_IANA_TLS_GROUP_X448 0x001E

#define MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE2048 0x0100

#define MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE3072 0x0101

#define MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE4096 0x0102

#define MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE6144 0x0103

#define MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE8192 0x0104

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
#define MBEDTLS_SSL_MAJOR_VERSION_3 3
#endif

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
#define MBEDTLS_SSL_MINOR_VERSION_3 3
#endif

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
#define MBEDTLS_SSL_MINOR_VERSION_4 4
#endif

#define MBEDTLS_SSL_TRANSPORT_STREAM 0

#define MBEDTLS_SSL_TRANSPORT_DATAGRAM 1

#define MBEDTLS_SSL_MAX_HOST_NAME_LEN 255

#define MBEDTLS_SSL_MAX_ALPN_NAME_LEN 255

#define MBEDTLS_SSL_IS_CLIENT 0

#define MBEDTLS_SSL_IS_SERVER 1

#define MBEDTLS_SSL_ETM_DISABLED 0

#define MBEDTLS_SSL_ETM_ENABLED 1

#define MBEDTLS_SSL_EXTENDED_MS_DISABLED 0

#define MBEDTLS_SSL_EXTENDED_MS_ENABLED 1

#define MBEDTLS_SSL_COMPRESS_NULL 0

#define MBEDTLS_SSL_VERIFY_NONE 0

#define MBEDTLS_SSL_VERIFY_OPTIONAL 1

#define MBEDTLS_SSL_VERIFY_REQUIRED 2

#define MBEDTLS_SSL_VERIFY_UNSET 3

#define MBEDTLS_SSL_LEGACY_RENEGOTIATION 0

#define MBEDTLS_SSL_SECURE_RENEGOTIATION 1

#define MBEDTLS_SSL_RENEGOTIATION_DISABLED 0

#define MBEDTLS_SSL_RENEGOTIATION_ENABLED 1

#define MBEDTLS_SSL_LEGACY_NO_RENEGOTIATION 0

#define MBEDTLS_SSL_LEGACY_ALLOW_RENEGOTIATION 1

#define MBEDTLS_SSL_LEGACY_BREAK_HANDSHAKE 2

/**
 * For `mbedtls_ssl_conf_renegotiation_enforced()`: never close a connection because its peer does not renegotiate.
 */
#define MBEDTLS_SSL_RENEGOTIATION_NOT_ENFORCED -1

/**
 * How many records a peer may send before the renegotiation that it was asked for, by default.
 */
#define MBEDTLS_SSL_RENEGO_MAX_RECORDS_DEFAULT 16

#define MBEDTLS_SSL_CID_DISABLED 0

#define MBEDTLS_SSL_CID_ENABLED 1

#define MBEDTLS_SSL_UNEXPECTED_CID_IGNORE 0

#define MBEDTLS_SSL_UNEXPECTED_CID_FAIL 1

#define MBEDTLS_SSL_SESSION_TICKETS_DISABLED 0

#define MBEDTLS_SSL_SESSION_TICKETS_ENABLED 1

#define MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_DISABLED 0

#define MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED 1

#define MBEDTLS_SSL_ANTI_REPLAY_DISABLED 0

#define MBEDTLS_SSL_ANTI_REPLAY_ENABLED 1

#define MBEDTLS_SSL_PRESET_DEFAULT 0

#define MBEDTLS_SSL_PRESET_SUITEB 2

#define MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED 1

#define MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED 0

#define MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT 1

#define MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_SERVER 0

#define MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MIN 1000

#define MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MAX 60000

#define MBEDTLS_SSL_HASH_NONE 0

#define MBEDTLS_SSL_HASH_MD5 1

#define MBEDTLS_SSL_HASH_SHA1 2

#define MBEDTLS_SSL_HASH_SHA224 3

#define MBEDTLS_SSL_HASH_SHA256 4

#define MBEDTLS_SSL_HASH_SHA384 5

#define MBEDTLS_SSL_HASH_SHA512 6

#define MBEDTLS_SSL_SIG_ANON 0

#define MBEDTLS_SSL_SIG_RSA 1

#define MBEDTLS_SSL_SIG_ECDSA 3

#define MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256 0x0401

#define MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384 0x0501

#define MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA512 0x0601

#define MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256 0x0403

#define MBEDTLS_TLS1_3_SIG_ECDSA_SECP384R1_SHA384 0x0503

#define MBEDTLS_TLS1_3_SIG_ECDSA_SECP521R1_SHA512 0x0603

#define MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA256 0x0804

#define MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA384 0x0805

#define MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA512 0x0806

#define MBEDTLS_TLS1_3_SIG_ED25519 0x0807

#define MBEDTLS_TLS1_3_SIG_ED448 0x0808

#define MBEDTLS_TLS1_3_SIG_RSA_PSS_PSS_SHA256 0x0809

#define MBEDTLS_TLS1_3_SIG_RSA_PSS_PSS_SHA384 0x080A

#define MBEDTLS_TLS1_3_SIG_RSA_PSS_PSS_SHA512 0x080B

#define MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA1 0x0201

#define MBEDTLS_TLS1_3_SIG_ECDSA_SHA1 0x0203

#define MBEDTLS_TLS1_3_SIG_NONE 0x0

#define MBEDTLS_SSL_CERT_TYPE_RSA_SIGN 1

#define MBEDTLS_SSL_CERT_TYPE_ECDSA_SIGN 64

#define MBEDTLS_SSL_MSG_CHANGE_CIPHER_SPEC 20

#define MBEDTLS_SSL_MSG_ALERT 21

#define MBEDTLS_SSL_MSG_HANDSHAKE 22

#define MBEDTLS_SSL_MSG_APPLICATION_DATA 23

#define MBEDTLS_SSL_MSG_CID 25

#define MBEDTLS_SSL_ALERT_LEVEL_WARNING 1

#define MBEDTLS_SSL_ALERT_LEVEL_FATAL 2

#define MBEDTLS_SSL_ALERT_MSG_CLOSE_NOTIFY 0

#define MBEDTLS_SSL_ALERT_MSG_UNEXPECTED_MESSAGE 10

#define MBEDTLS_SSL_ALERT_MSG_BAD_RECORD_MAC 20

#define MBEDTLS_SSL_ALERT_MSG_DECRYPTION_FAILED 21

#define MBEDTLS_SSL_ALERT_MSG_RECORD_OVERFLOW 22

#define MBEDTLS_SSL_ALERT_MSG_DECOMPRESSION_FAILURE 30

#define MBEDTLS_SSL_ALERT_MSG_HANDSHAKE_FAILURE 40

#define MBEDTLS_SSL_ALERT_MSG_NO_CERT 41

#define MBEDTLS_SSL_ALERT_MSG_BAD_CERT 42

#define MBEDTLS_SSL_ALERT_MSG_UNSUPPORTED_CERT 43

#define MBEDTLS_SSL_ALERT_MSG_CERT_REVOKED 44

#define MBEDTLS_SSL_ALERT_MSG_CERT_EXPIRED 45

#define MBEDTLS_SSL_ALERT_MSG_CERT_UNKNOWN 46

#define MBEDTLS_SSL_ALERT_MSG_ILLEGAL_PARAMETER 47

#define MBEDTLS_SSL_ALERT_MSG_UNKNOWN_CA 48

#define MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED 49

#define MBEDTLS_SSL_ALERT_MSG_DECODE_ERROR 50

#define MBEDTLS_SSL_ALERT_MSG_DECRYPT_ERROR 51

#define MBEDTLS_SSL_ALERT_MSG_EXPORT_RESTRICTION 60

#define MBEDTLS_SSL_ALERT_MSG_PROTOCOL_VERSION 70

#define MBEDTLS_SSL_ALERT_MSG_INSUFFICIENT_SECURITY 71

#define MBEDTLS_SSL_ALERT_MSG_INTERNAL_ERROR 80

#define MBEDTLS_SSL_ALERT_MSG_INAPROPRIATE_FALLBACK 86

#define MBEDTLS_SSL_ALERT_MSG_USER_CANCELED 90

#define MBEDTLS_SSL_ALERT_MSG_NO_RENEGOTIATION 100

#define MBEDTLS_SSL_ALERT_MSG_MISSING_EXTENSION 109

#define MBEDTLS_SSL_ALERT_MSG_UNSUPPORTED_EXT 110

#define MBEDTLS_SSL_ALERT_MSG_UNRECOGNIZED_NAME 112

#define MBEDTLS_SSL_ALERT_MSG_UNKNOWN_PSK_IDENTITY 115

#define MBEDTLS_SSL_ALERT_MSG_CERT_REQUIRED 116

#define MBEDTLS_SSL_ALERT_MSG_NO_APPLICATION_PROTOCOL 120

#define MBEDTLS_SSL_HS_HELLO_REQUEST 0

#define MBEDTLS_SSL_HS_CLIENT_HELLO 1

#define MBEDTLS_SSL_HS_SERVER_HELLO 2

#define MBEDTLS_SSL_HS_HELLO_VERIFY_REQUEST 3

#define MBEDTLS_SSL_HS_NEW_SESSION_TICKET 4

#define MBEDTLS_SSL_HS_END_OF_EARLY_DATA 5

#define MBEDTLS_SSL_HS_ENCRYPTED_EXTENSIONS 8

#define MBEDTLS_SSL_HS_CERTIFICATE 11

#define MBEDTLS_SSL_HS_SERVER_KEY_EXCHANGE 12

#define MBEDTLS_SSL_HS_CERTIFICATE_REQUEST 13

#define MBEDTLS_SSL_HS_SERVER_HELLO_DONE 14

#define MBEDTLS_SSL_HS_CERTIFICATE_VERIFY 15

#define MBEDTLS_SSL_HS_CLIENT_KEY_EXCHANGE 16

#define MBEDTLS_SSL_HS_FINISHED 20

#define MBEDTLS_SSL_HS_MESSAGE_HASH 254

#define MBEDTLS_TLS_EXT_SERVERNAME 0

#define MBEDTLS_TLS_EXT_SERVERNAME_HOSTNAME 0

#define MBEDTLS_TLS_EXT_MAX_FRAGMENT_LENGTH 1

#define MBEDTLS_TLS_EXT_TRUNCATED_HMAC 4

#define MBEDTLS_TLS_EXT_STATUS_REQUEST 5

#define MBEDTLS_TLS_EXT_SUPPORTED_ELLIPTIC_CURVES 10

#define MBEDTLS_TLS_EXT_SUPPORTED_GROUPS 10

#define MBEDTLS_TLS_EXT_SUPPORTED_POINT_FORMATS 11

#define MBEDTLS_TLS_EXT_SIG_ALG 13

#define MBEDTLS_TLS_EXT_USE_SRTP 14

#define MBEDTLS_TLS_EXT_HEARTBEAT 15

#define MBEDTLS_TLS_EXT_ALPN 16

#define MBEDTLS_TLS_EXT_SCT 18

#define MBEDTLS_TLS_EXT_CLI_CERT_TYPE 19

#define MBEDTLS_TLS_EXT_SERV_CERT_TYPE 20

#define MBEDTLS_TLS_EXT_PADDING 21

#define MBEDTLS_TLS_EXT_ENCRYPT_THEN_MAC 22

#define MBEDTLS_TLS_EXT_EXTENDED_MASTER_SECRET 0x0017

#define MBEDTLS_TLS_EXT_RECORD_SIZE_LIMIT 28

#define MBEDTLS_TLS_EXT_SESSION_TICKET 35

#define MBEDTLS_TLS_EXT_PRE_SHARED_KEY 41

#define MBEDTLS_TLS_EXT_EARLY_DATA 42

#define MBEDTLS_TLS_EXT_SUPPORTED_VERSIONS 43

#define MBEDTLS_TLS_EXT_COOKIE 44

#define MBEDTLS_TLS_EXT_PSK_KEY_EXCHANGE_MODES 45

#define MBEDTLS_TLS_EXT_CERT_AUTH 47

#define MBEDTLS_TLS_EXT_OID_FILTERS 48

#define MBEDTLS_TLS_EXT_POST_HANDSHAKE_AUTH 49

#define MBEDTLS_TLS_EXT_SIG_ALG_CERT 50

#define MBEDTLS_TLS_EXT_KEY_SHARE 51

#define MBEDTLS_TLS_EXT_CID 54

#define MBEDTLS_TLS_EXT_ECJPAKE_KKPP 256

#define MBEDTLS_TLS_EXT_RENEGOTIATION_INFO 0xFF01

/**
 * Most bytes of keying material that are derived at once.
 */
#define MBEDTLS_SSL_EXPORT_MAX_KEY_LEN 8160

/**
 * No limit below 16384 bytes.
 */
#define MBEDTLS_SSL_MAX_FRAG_LEN_NONE 0

/**
 * 512 bytes.
 */
#define MBEDTLS_SSL_MAX_FRAG_LEN_512 1

/**
 * 1024 bytes.
 */
#define MBEDTLS_SSL_MAX_FRAG_LEN_1024 2

/**
 * 2048 bytes.
 */
#define MBEDTLS_SSL_MAX_FRAG_LEN_2048 3

/**
 * 4096 bytes.
 */
#define MBEDTLS_SSL_MAX_FRAG_LEN_4096 4

/**
 * The first number without a meaning.
 */
#define MBEDTLS_SSL_MAX_FRAG_LEN_INVALID 5

/**
 * Only a key that was agreed on before.
 */
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK 1

/**
 * Only an ephemeral exchange.
 */
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL 2

/**
 * Both together.
 */
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK_EPHEMERAL 4

/**
 * All of them.
 */
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_ALL 7

/**
 * Those with a key that was agreed on before.
 */
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_PSK_ALL 5

/**
 * Those with an ephemeral exchange.
 */
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_EPHEMERAL_ALL 6

/**
 * None of them.
 */
#define MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_NONE 0

/**
 * Longest PSK, in bytes.
 */
#define MBEDTLS_PSK_MAX_LEN 48

/**
 * No profile; ends a list of them.
 */
#define MBEDTLS_TLS_SRTP_UNSET 0

/**
 * AES-128 in counter mode with HMAC-SHA1 of 80 bits.
 */
#define MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_80 1

/**
 * AES-128 in counter mode with HMAC-SHA1 of 32 bits.
 */
#define MBEDTLS_TLS_SRTP_AES128_CM_HMAC_SHA1_32 2

/**
 * HMAC-SHA1 of 80 bits alone.
 */
#define MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_80 5

/**
 * HMAC-SHA1 of 32 bits alone.
 */
#define MBEDTLS_TLS_SRTP_NULL_HMAC_SHA1_32 6

/**
 * AES-128-GCM (RFC 7714). Mbed TLS does not have it.
 */
#define MBEDTLS_TLS_SRTP_AEAD_AES_128_GCM 7

/**
 * AES-256-GCM (RFC 7714). Mbed TLS does not have it.
 */
#define MBEDTLS_TLS_SRTP_AEAD_AES_256_GCM 8

/**
 * Most profiles in a list.
 */
#define MBEDTLS_TLS_SRTP_MAX_PROFILE_LIST_LENGTH 4

/**
 * Most bytes of the identifier of a master key.
 */
#define MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH 255

/**
 * Identifiers of master keys are neither offered nor accepted.
 */
#define MBEDTLS_SSL_DTLS_SRTP_MKI_UNSUPPORTED 0

/**
 * Identifiers of master keys are offered and accepted.
 */
#define MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED 1

/**
 * How far the handshake has come (`mbedtls_ssl_context`'s `state`): each is named for the message that is due.
 */
typedef enum mbedtls_ssl_states {
    MBEDTLS_SSL_HELLO_REQUEST,
    MBEDTLS_SSL_CLIENT_HELLO,
    MBEDTLS_SSL_SERVER_HELLO,
    MBEDTLS_SSL_SERVER_CERTIFICATE,
    MBEDTLS_SSL_SERVER_KEY_EXCHANGE,
    MBEDTLS_SSL_CERTIFICATE_REQUEST,
    MBEDTLS_SSL_SERVER_HELLO_DONE,
    MBEDTLS_SSL_CLIENT_CERTIFICATE,
    MBEDTLS_SSL_CLIENT_KEY_EXCHANGE,
    MBEDTLS_SSL_CERTIFICATE_VERIFY,
    MBEDTLS_SSL_CLIENT_CHANGE_CIPHER_SPEC,
    MBEDTLS_SSL_CLIENT_FINISHED,
    MBEDTLS_SSL_SERVER_CHANGE_CIPHER_SPEC,
    MBEDTLS_SSL_SERVER_FINISHED,
    MBEDTLS_SSL_FLUSH_BUFFERS,
    MBEDTLS_SSL_HANDSHAKE_WRAPUP,
    MBEDTLS_SSL_NEW_SESSION_TICKET,
    MBEDTLS_SSL_SERVER_HELLO_VERIFY_REQUEST_SENT,
    MBEDTLS_SSL_HELLO_RETRY_REQUEST,
    MBEDTLS_SSL_ENCRYPTED_EXTENSIONS,
    MBEDTLS_SSL_END_OF_EARLY_DATA,
    MBEDTLS_SSL_CLIENT_CERTIFICATE_VERIFY,
    MBEDTLS_SSL_CLIENT_CCS_AFTER_SERVER_FINISHED,
    MBEDTLS_SSL_CLIENT_CCS_BEFORE_2ND_CLIENT_HELLO,
    MBEDTLS_SSL_SERVER_CCS_AFTER_SERVER_HELLO,
    MBEDTLS_SSL_CLIENT_CCS_AFTER_CLIENT_HELLO,
    MBEDTLS_SSL_SERVER_CCS_AFTER_HELLO_RETRY_REQUEST,
    MBEDTLS_SSL_HANDSHAKE_OVER,
    MBEDTLS_SSL_TLS1_3_NEW_SESSION_TICKET,
    MBEDTLS_SSL_TLS1_3_NEW_SESSION_TICKET_FLUSH,
} mbedtls_ssl_states;

/**
 * Protocol versions.
 */
typedef enum mbedtls_ssl_protocol_version {
    /**
     * None has been negotiated.
     */
    MBEDTLS_SSL_VERSION_UNKNOWN = 0,
    /**
     * (D)TLS 1.2
     */
    MBEDTLS_SSL_VERSION_TLS1_2 = 771,
    /**
     * (D)TLS 1.3
     */
    MBEDTLS_SSL_VERSION_TLS1_3 = 772,
} mbedtls_ssl_protocol_version;

/**
 * A context of Diffie-Hellman over finite fields. There is no way to make one.
 */
typedef struct mbedtls_dhm_context mbedtls_dhm_context;

/**
 * What is known of a session: enough to resume it. Begin with `mbedtls_ssl_session_init()`, end with
 * `mbedtls_ssl_session_free()`. It holds the master secret; keep it secret.
 *
 * The fields stand where programs compiled elsewhere expect them, and are all that there is: copies of the struct share
 * certificate and ticket, which are freed once.
 */
typedef struct mbedtls_ssl_session {
    unsigned char MBEDTLS_PRIVATE(mfl_code);
    unsigned char MBEDTLS_PRIVATE(exported);
    uint8_t MBEDTLS_PRIVATE(endpoint);
    unsigned int MBEDTLS_PRIVATE(tls_version);
    int64_t MBEDTLS_PRIVATE(start);
    int MBEDTLS_PRIVATE(ciphersuite);
    size_t MBEDTLS_PRIVATE(id_len);
    unsigned char MBEDTLS_PRIVATE(id)[32];
    unsigned char MBEDTLS_PRIVATE(master)[48];
    mbedtls_x509_crt *MBEDTLS_PRIVATE(peer_cert);
    uint32_t MBEDTLS_PRIVATE(verify_result);
    unsigned char *MBEDTLS_PRIVATE(ticket);
    size_t MBEDTLS_PRIVATE(ticket_len);
    uint32_t MBEDTLS_PRIVATE(ticket_lifetime);
    int64_t MBEDTLS_PRIVATE(ticket_creation_time);
    uint32_t MBEDTLS_PRIVATE(ticket_age_add);
    uint8_t MBEDTLS_PRIVATE(ticket_flags);
    uint8_t MBEDTLS_PRIVATE(extended_ms);
    uint8_t MBEDTLS_PRIVATE(reserve_0)[50];
    uint64_t MBEDTLS_PRIVATE(reserve_1)[2];
    int MBEDTLS_PRIVATE(encrypt_then_mac);
    uint8_t MBEDTLS_PRIVATE(server_name)[16];
    uint32_t MBEDTLS_PRIVATE(reserve_2)[61];
} mbedtls_ssl_session;

/**
 * A number or a pointer that the application stores beside a configuration or context.
 */
typedef union mbedtls_ssl_user_data_t {
    /**
     * The number.
     */
    size_t n;
    /**
     * The pointer.
     */
    void *p;
} mbedtls_ssl_user_data_t;

/**
 * One connection, or one listener.
 *
 * `conf`, `state`, `tls_version`, `session`, `in_ctr`, `in_msg`, `in_msgtype`, `hostname` and `user_data` stand where
 * programs compiled elsewhere expect them.
 */
typedef struct mbedtls_ssl_context {
    const struct mbedtls_ssl_config *MBEDTLS_PRIVATE(conf);
    int MBEDTLS_PRIVATE(state);
    int MBEDTLS_PRIVATE(renego_status);
    int MBEDTLS_PRIVATE(renego_records_seen);
    unsigned int MBEDTLS_PRIVATE(tls_version);
    mbedtls_ssl_send_t *MBEDTLS_PRIVATE(f_send);
    mbedtls_ssl_recv_t *MBEDTLS_PRIVATE(f_recv);
    mbedtls_ssl_recv_timeout_t *MBEDTLS_PRIVATE(f_recv_timeout);
    void *MBEDTLS_PRIVATE(p_bio);
    mbedtls_ssl_set_timer_t *MBEDTLS_PRIVATE(f_set_timer);
    mbedtls_ssl_get_timer_t *MBEDTLS_PRIVATE(f_get_timer);
    void *MBEDTLS_PRIVATE(p_timer);
    int (*MBEDTLS_PRIVATE(f_vrfy))(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags);
    void *MBEDTLS_PRIVATE(p_vrfy);
    struct mbedtls_ssl_session *MBEDTLS_PRIVATE(session);
    /**
     * The connection: `context_state::ContextState`.
     */
    void *MBEDTLS_PRIVATE(connection);
    uint16_t MBEDTLS_PRIVATE(mtu);
    uint16_t MBEDTLS_PRIVATE(disable_datagram_packing);
    uint32_t MBEDTLS_PRIVATE(flags);
    uint64_t MBEDTLS_PRIVATE(reserve_0)[9];
    unsigned char *MBEDTLS_PRIVATE(in_ctr);
    uint64_t MBEDTLS_PRIVATE(reserve_1)[4];
    unsigned char *MBEDTLS_PRIVATE(in_msg);
    uint64_t MBEDTLS_PRIVATE(reserve_2);
    int MBEDTLS_PRIVATE(in_msgtype);
    uint32_t MBEDTLS_PRIVATE(reserve_3)[45];
    char *MBEDTLS_PRIVATE(hostname);
    uint64_t MBEDTLS_PRIVATE(reserve_4)[46];
    mbedtls_ssl_export_keys_t *MBEDTLS_PRIVATE(f_export_keys);
    void *MBEDTLS_PRIVATE(p_export_keys);
    union mbedtls_ssl_user_data_t MBEDTLS_PRIVATE(user_data);
} mbedtls_ssl_context;

/**
 * Asked in the middle of a handshake; returns 0 to go on.
 */
typedef int (*mbedtls_ssl_hs_cb_t)(struct mbedtls_ssl_context *ssl);

/**
 * A configuration, shared by many contexts. Set it up before the first context uses it; a change counts from the
 * next handshake of each context.
 *
 * `max_tls_version`, `min_tls_version`, `endpoint`, `user_data`, `f_cert_cb` and `dn_hints` stand where programs
 * compiled elsewhere expect them.
 */
typedef struct mbedtls_ssl_config {
    unsigned int MBEDTLS_PRIVATE(max_tls_version);
    unsigned int MBEDTLS_PRIVATE(min_tls_version);
    unsigned char MBEDTLS_PRIVATE(endpoint);
    unsigned char MBEDTLS_PRIVATE(transport);
    unsigned char MBEDTLS_PRIVATE(authmode);
    unsigned char MBEDTLS_PRIVATE(allow_legacy_renegotiation);
    unsigned char MBEDTLS_PRIVATE(extended_ms);
    unsigned char MBEDTLS_PRIVATE(anti_replay);
    unsigned char MBEDTLS_PRIVATE(cert_req_ca_list);
    unsigned char MBEDTLS_PRIVATE(respect_cli_pref);
    uint32_t MBEDTLS_PRIVATE(read_timeout);
    uint32_t MBEDTLS_PRIVATE(hs_timeout_min);
    uint32_t MBEDTLS_PRIVATE(hs_timeout_max);
    unsigned int MBEDTLS_PRIVATE(badmac_limit);
    void (*MBEDTLS_PRIVATE(f_dbg))(void *context, int level, const char *file, int line, const char *text);
    void *MBEDTLS_PRIVATE(p_dbg);
    mbedtls_f_rng_t *MBEDTLS_PRIVATE(f_rng);
    void *MBEDTLS_PRIVATE(p_rng);
    int (*MBEDTLS_PRIVATE(f_vrfy))(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags);
    void *MBEDTLS_PRIVATE(p_vrfy);
    mbedtls_ssl_cookie_write_t *MBEDTLS_PRIVATE(f_cookie_write);
    mbedtls_ssl_cookie_check_t *MBEDTLS_PRIVATE(f_cookie_check);
    void *MBEDTLS_PRIVATE(p_cookie);
    const int *MBEDTLS_PRIVATE(ciphersuite_list);
    const uint16_t *MBEDTLS_PRIVATE(group_list);
    const uint16_t *MBEDTLS_PRIVATE(sig_algs);
    const mbedtls_x509_crt_profile *MBEDTLS_PRIVATE(cert_profile);
    mbedtls_x509_crt *MBEDTLS_PRIVATE(ca_chain);
    mbedtls_x509_crl *MBEDTLS_PRIVATE(ca_crl);
    /**
     * The own certificates and the PSK: `config_state::Owned`.
     */
    void *MBEDTLS_PRIVATE(owned);
    /**
     * What the contexts share: `freeze::Cache`.
     */
    void *MBEDTLS_PRIVATE(cache);
    int (*MBEDTLS_PRIVATE(f_psk))(void *context,
                         struct mbedtls_ssl_context *ssl,
                         const unsigned char *identity,
                         size_t identity_len);
    void *MBEDTLS_PRIVATE(p_psk);
    mbedtls_x509_crt_ca_cb_t MBEDTLS_PRIVATE(f_ca_cb);
    void *MBEDTLS_PRIVATE(p_ca_cb);
    int (*MBEDTLS_PRIVATE(f_sni))(void *context,
                         struct mbedtls_ssl_context *ssl,
                         const unsigned char *name,
                         size_t name_len);
    void *MBEDTLS_PRIVATE(p_sni);
    const char *const *MBEDTLS_PRIVATE(alpn_list);
    const uint16_t *MBEDTLS_PRIVATE(srtp_profiles);
    uint32_t MBEDTLS_PRIVATE(srtp_count);
    uint32_t MBEDTLS_PRIVATE(srtp_mki);
    uint64_t MBEDTLS_PRIVATE(max_fragment_length);
    unsigned char MBEDTLS_PRIVATE(renego_period)[8];
    int MBEDTLS_PRIVATE(renego_max_records);
    unsigned char MBEDTLS_PRIVATE(disable_renegotiation);
    unsigned char MBEDTLS_PRIVATE(encrypt_then_mac);
    unsigned char MBEDTLS_PRIVATE(cid_len);
    unsigned char MBEDTLS_PRIVATE(fail_on_other_cids);
    unsigned char MBEDTLS_PRIVATE(save_last_flight);
    unsigned char MBEDTLS_PRIVATE(session_tickets);
    uint16_t MBEDTLS_PRIVATE(new_session_tickets_count);
    unsigned char MBEDTLS_PRIVATE(signal_new_session_tickets);
    unsigned char MBEDTLS_PRIVATE(require_extended_ms);
    mbedtls_ssl_cache_get_t *MBEDTLS_PRIVATE(f_get_cache);
    mbedtls_ssl_cache_set_t *MBEDTLS_PRIVATE(f_set_cache);
    void *MBEDTLS_PRIVATE(p_cache);
    mbedtls_ssl_ticket_write_t *MBEDTLS_PRIVATE(f_ticket_write);
    mbedtls_ssl_ticket_parse_t *MBEDTLS_PRIVATE(f_ticket_parse);
    void *MBEDTLS_PRIVATE(p_ticket);
    uint64_t MBEDTLS_PRIVATE(reserve)[8];
    union mbedtls_ssl_user_data_t MBEDTLS_PRIVATE(user_data);
    mbedtls_ssl_hs_cb_t MBEDTLS_PRIVATE(f_cert_cb);
    const mbedtls_x509_crt *MBEDTLS_PRIVATE(dn_hints);
} mbedtls_ssl_config;

/**
 * A profile for the protection of media (IANA DTLS-SRTP Protection Profiles).
 */
typedef uint16_t mbedtls_ssl_srtp_profile;

/**
 * What both sides agreed on.
 */
typedef struct mbedtls_dtls_srtp_info {
    /**
     * The profile; MBEDTLS_TLS_SRTP_UNSET if none was negotiated.
     */
    mbedtls_ssl_srtp_profile MBEDTLS_PRIVATE(chosen_dtls_srtp_profile);
    /**
     * The length of the identifier of the master key, 0 without one.
     */
    uint16_t MBEDTLS_PRIVATE(mki_len);
    /**
     * The identifier.
     */
    unsigned char MBEDTLS_PRIVATE(mki_value)[MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH];
} mbedtls_dtls_srtp_info;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Sets the application protocols to offer or accept, best first; on a server its own order decides. A client that offers
 * only others is refused with MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL and the alert no_application_protocol; one that
 * offers none is not.
 *
 * \param conf    The configuration.
 * \param protos  Names ended by NULL, each of 1 to MBEDTLS_SSL_MAX_ALPN_NAME_LEN bytes, together at most 65535; a client
 *                can offer 8192 bytes, with one more for each name, and its handshake returns
 *                MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL otherwise. List and names have to be alive and unchanged as long as the
 *                configuration. An empty list makes a client offer none, and a server refuse whoever offers any. NULL for
 *                no negotiation (default).
 *
 * \return        0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL, a name too long or empty, or the names together too
 *                long; the configuration stays as it was then.
 */
int mbedtls_ssl_conf_alpn_protocols(struct mbedtls_ssl_config *conf,
                                    const char **protos);

/**
 * The application protocol that both sides agreed on, known from the hellos on, also to the function of
 * `mbedtls_ssl_conf_cert_cb()`.
 *
 * \param ssl    The context. NULL gives NULL.
 *
 * \return       The name, as it stands in the list of the configuration; NULL if none was negotiated.
 */
const char *mbedtls_ssl_get_alpn_protocol(const struct mbedtls_ssl_context *ssl);

/**
 * Server: has signatures made elsewhere, by a device for instance, without blocking. Without a certificate of the server
 * whose key signs (ECDHE-ECDSA, ECDHE-RSA) nothing is called. A client signs with the key of its certificate.
 *
 * With these functions the key of `mbedtls_ssl_conf_own_cert()` may be NULL or a public one.
 *
 * \param conf             The configuration. NULL is ignored.
 * \param f_async_sign     Begins a signature of the hash `hash` (`md_alg`) with the key of `cert`: RSASSA-PKCS1-v1_5, or
 *                         ECDSA as an Ecdsa-Sig-Value in DER. It copies the hash. It returns 0 to be asked for the result
 *                         at once; MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS to let the handshake return that;
 *                         MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH to have the key of the configuration used, which fails
 *                         with MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED if there is none; another value ends the handshake.
 *                         NULL for none (default).
 * \param f_async_decrypt  Would begin a decryption. No suite that is offered needs one: it is never called.
 * \param f_async_resume   Asks for the result, in each call of the handshake: it writes at most `output_size` bytes (4096)
 *                         and their number and returns 0; or MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS; another value ends the
 *                         handshake. NULL makes the first signature fail with MBEDTLS_ERR_SSL_BAD_INPUT_DATA.
 * \param f_async_cancel   Gives an operation up that has begun and not ended, when the context is reset or freed. NULL if
 *                         there is nothing to do.
 * \param config_data      For `mbedtls_ssl_conf_get_async_config_data()`.
 */
void mbedtls_ssl_conf_async_private_cb(struct mbedtls_ssl_config *conf,
                                       mbedtls_ssl_async_sign_t *f_async_sign,
                                       mbedtls_ssl_async_decrypt_t *f_async_decrypt,
                                       mbedtls_ssl_async_resume_t *f_async_resume,
                                       mbedtls_ssl_async_cancel_t *f_async_cancel,
                                       void *config_data);

/**
 * The pointer given to `mbedtls_ssl_conf_async_private_cb()`.
 *
 * \param conf   The configuration. NULL gives NULL.
 *
 * \return       The pointer, NULL before that call.
 */
void *mbedtls_ssl_conf_get_async_config_data(const struct mbedtls_ssl_config *conf);

/**
 * What the application attached to the signature that is being made.
 *
 * \param ssl    The context. NULL gives NULL.
 *
 * \return       The pointer of `mbedtls_ssl_set_async_operation_data()`; NULL before that call, and once the operation has
 *               ended.
 */
void *mbedtls_ssl_get_async_operation_data(const struct mbedtls_ssl_context *ssl);

/**
 * Attaches a pointer to the signature that is being made, for the functions of `mbedtls_ssl_conf_async_private_cb()`,
 * which alone call this.
 *
 * \param ssl    The context. NULL, and one that is not set up, are ignored.
 * \param ctx    The pointer; it stays the application's.
 */
void mbedtls_ssl_set_async_operation_data(struct mbedtls_ssl_context *ssl,
                                          void *ctx);

/**
 * Sets how long the connection ids are that peers put into the records for us, and what to do about a record with
 * another one than agreed on (RFC 9146). The wire does not tell the length, so all contexts of a configuration have
 * the same. `mbedtls_ssl_set_cid()` switches connection ids on for a context.
 *
 * \param conf               The configuration.
 * \param len                Bytes, 0 to MBEDTLS_SSL_CID_IN_LEN_MAX. 0 (default): records come without.
 * \param ignore_other_cids  MBEDTLS_SSL_UNEXPECTED_CID_IGNORE (default): a record with another id is discarded.
 *                           MBEDTLS_SSL_UNEXPECTED_CID_FAIL: whatever reads it returns
 *                           MBEDTLS_ERR_SSL_UNEXPECTED_CID; nothing vouches for such a record, and the connection
 *                           goes on if it is called again.
 *
 * \return                   0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL or an argument out of range.
 */
int mbedtls_ssl_conf_cid(struct mbedtls_ssl_config *conf,
                         size_t len,
                         int ignore_other_cids);

/**
 * Offers connection ids in the next handshakes of a context, or accepts them on a server (RFC 9146), and sets the one
 * that the peer is to put into its records for us. They are used if both sides want them: a peer is then known again
 * behind a new address or port.
 *
 * Whoever receives for many contexts finds the context of a record by its connection id: type 25 in byte 0, the id
 * from byte 11 on. A peer's new address counts once `mbedtls_ssl_read()` has returned data from there, or
 * `mbedtls_ssl_check_record()` 0, and no newer record has come from elsewhere (RFC 9146 section 6).
 *
 * \param ssl          The context, set up. The setting counts from its next handshake, and outlives
 *                     `mbedtls_ssl_session_reset()`.
 * \param enable       MBEDTLS_SSL_CID_ENABLED, or MBEDTLS_SSL_CID_DISABLED (default), which looks at nothing else.
 * \param own_cid      The connection id; it is copied. It is sent in the clear, and must tell this context from all
 *                     others behind the same socket. NULL if it is empty.
 * \param own_cid_len  Its length, as `mbedtls_ssl_conf_cid()` was told. With 0 the peer sends none, and only our own
 *                     records carry one.
 *
 * \return             0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, the length is another, or
 *                     `own_cid` is NULL and `own_cid_len` not 0.
 */
int mbedtls_ssl_set_cid(struct mbedtls_ssl_context *ssl,
                        int enable,
                        const unsigned char *own_cid,
                        size_t own_cid_len);

/**
 * Tells what `mbedtls_ssl_set_cid()` was told.
 *
 * \param ssl          The context.
 * \param enabled      Becomes MBEDTLS_SSL_CID_ENABLED, or MBEDTLS_SSL_CID_DISABLED, also for an empty connection id.
 * \param own_cid      Room for MBEDTLS_SSL_CID_IN_LEN_MAX bytes, or NULL. Written if enabled, and `own_cid_len` is not
 *                     NULL.
 * \param own_cid_len  Becomes the length if enabled; or NULL.
 *
 * \return             0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, or `enabled` is NULL.
 */
int mbedtls_ssl_get_own_cid(struct mbedtls_ssl_context *ssl,
                            int *enabled,
                            unsigned char *own_cid,
                            size_t *own_cid_len);

/**
 * Tells whether connection ids are in use, and the one that our records carry.
 *
 * \param ssl           The context, after its handshake.
 * \param enabled       Becomes MBEDTLS_SSL_CID_ENABLED if records of either direction carry a connection id, or
 *                      MBEDTLS_SSL_CID_DISABLED.
 * \param peer_cid      Room for MBEDTLS_SSL_CID_OUT_LEN_MAX bytes, or NULL. Written if enabled, and `peer_cid_len` is
 *                      not NULL.
 * \param peer_cid_len  Becomes the length if enabled, 0 if only the peer's records carry one; or NULL.
 *
 * \return              0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, the handshake is not over,
 *                      or `enabled` is NULL.
 */
int mbedtls_ssl_get_peer_cid(struct mbedtls_ssl_context *ssl,
                             int *enabled,
                             unsigned char *peer_cid,
                             size_t *peer_cid_len);

/**
 * Prepares a configuration, whatever its memory held before. `mbedtls_ssl_config_defaults()` comes next.
 *
 * \param conf   The configuration. NULL is ignored.
 */
void mbedtls_ssl_config_init(struct mbedtls_ssl_config *conf);

/**
 * Sets the defaults for a role: DTLS 1.2; all suites, groups (X25519, secp256r1, secp384r1, secp521r1) and signature
 * schemes that are offered; a client that requires a trusted certificate and a server that asks for none;
 * encrypt-then-MAC, extended master secret, replay detection and CA names in the CertificateRequest on; no
 * renegotiation; retransmission after 1 to 60 s; no read timeout; no bad-record limit; cookie callbacks that always
 * fail, so that a server cannot run without cookies by oversight (see `mbedtls_ssl_conf_dtls_cookies()`).
 *
 * What was set before for callbacks, certificates and keys stays.
 *
 * \param conf       The configuration, initialised.
 * \param endpoint   MBEDTLS_SSL_IS_CLIENT or MBEDTLS_SSL_IS_SERVER.
 * \param transport  MBEDTLS_SSL_TRANSPORT_DATAGRAM. MBEDTLS_SSL_TRANSPORT_STREAM is taken here and refused by
 *                   `mbedtls_ssl_setup()`: this library speaks DTLS.
 * \param preset     MBEDTLS_SSL_PRESET_DEFAULT, or MBEDTLS_SSL_PRESET_SUITEB for RFC 6460's suites, groups and
 *                   schemes alone. Other values are taken for the default.
 *
 * \return           0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL.
 */
int mbedtls_ssl_config_defaults(struct mbedtls_ssl_config *conf,
                                int endpoint,
                                int transport,
                                int preset);

/**
 * Frees what a configuration owns and wipes it. Certificates and keys that were lent to it stay the caller's.
 *
 * \param conf   The configuration; no context may use it any more. NULL is ignored, freeing twice is harmless.
 */
void mbedtls_ssl_config_free(struct mbedtls_ssl_config *conf);

/**
 * Chooses the role.
 *
 * \param conf      The configuration. NULL is ignored.
 * \param endpoint  MBEDTLS_SSL_IS_CLIENT or MBEDTLS_SSL_IS_SERVER; another makes `mbedtls_ssl_setup()` fail.
 */
void mbedtls_ssl_conf_endpoint(struct mbedtls_ssl_config *conf, int endpoint);

/**
 * The role.
 *
 * \param conf   The configuration. NULL gives MBEDTLS_SSL_IS_CLIENT.
 *
 * \return       MBEDTLS_SSL_IS_CLIENT or MBEDTLS_SSL_IS_SERVER.
 */
int mbedtls_ssl_conf_get_endpoint(const struct mbedtls_ssl_config *conf);

/**
 * Chooses the transport.
 *
 * \param conf       The configuration. NULL is ignored.
 * \param transport  MBEDTLS_SSL_TRANSPORT_DATAGRAM. With MBEDTLS_SSL_TRANSPORT_STREAM `mbedtls_ssl_setup()` returns
 *                   MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE: this library speaks DTLS.
 */
void mbedtls_ssl_conf_transport(struct mbedtls_ssl_config *conf,
                                int transport);

/**
 * Chooses what to ask of the peer's certificate.
 *
 * \param conf      The configuration. NULL is ignored.
 * \param authmode  MBEDTLS_SSL_VERIFY_NONE: a server asks for no certificate (default there), a client checks none
 *                  (insecure). MBEDTLS_SSL_VERIFY_OPTIONAL: it is checked and the handshake goes on whatever comes of
 *                  it; see `mbedtls_ssl_get_verify_result()`. MBEDTLS_SSL_VERIFY_REQUIRED: the handshake fails
 *                  without a trusted one (default of clients). Other values count as MBEDTLS_SSL_VERIFY_REQUIRED.
 */
void mbedtls_ssl_conf_authmode(struct mbedtls_ssl_config *conf,
                               int authmode);

/**
 * Sets a function that looks at each certificate of the peer's path, from the root to the peer's own, and may change
 * its flags. `mbedtls_ssl_set_verify()` sets another for one context.
 *
 * \param conf    The configuration. NULL is ignored.
 * \param f_vrfy  Called with `p_vrfy`, the certificate (valid during the call), its depth (0 is the peer's own) and
 *                its flags. It returns 0; another value ends the handshake. NULL for none (default).
 * \param p_vrfy  Handed to `f_vrfy`.
 */
void mbedtls_ssl_conf_verify(struct mbedtls_ssl_config *conf,
                             int (*f_vrfy)(void *context, mbedtls_x509_crt *crt, int depth, uint32_t *flags),
                             void *p_vrfy);

/**
 * Sets the random generator. It gives hello randoms, session ids, and cookies; its failure fails the call that asked.
 * Keys come from the system's generator.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param f_rng  The generator, called with `p_rng`. NULL makes `mbedtls_ssl_setup()` return MBEDTLS_ERR_SSL_NO_RNG.
 * \param p_rng  Handed to `f_rng`.
 */
void mbedtls_ssl_conf_rng(struct mbedtls_ssl_config *conf,
                          mbedtls_f_rng_t *f_rng,
                          void *p_rng);

/**
 * Sets where debug lines go. `mbedtls_debug_set_threshold()` says which.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param f_dbg  Called with `p_dbg`, the line's level (1 errors, 2 states, 3 what is sent, received and dropped, 4 the
 *               rest), source file, line number and text, which ends in a line feed. NULL for none (default).
 * \param p_dbg  Handed to `f_dbg`.
 */
void mbedtls_ssl_conf_dbg(struct mbedtls_ssl_config *conf,
                          void (*f_dbg)(void *context, int level, const char *file, int line, const char *text),
                          void *p_dbg);

/**
 * Sets how long `mbedtls_ssl_read()` waits through the context's `f_recv_timeout`, or by its timer.
 *
 * \param conf     The configuration. NULL is ignored.
 * \param timeout  Milliseconds; 0 is for ever (default, and what event-driven programs need).
 */
void mbedtls_ssl_conf_read_timeout(struct mbedtls_ssl_config *conf, uint32_t timeout);

#if defined(MBEDTLS_SSL_DTLS_HELLO_VERIFY)
/**
 * Server: sets the functions that write and check the cookie by which a client proves its address before anything is
 * kept for it (RFC 6347 §4.2.1). `mbedtls_ssl_cookie_write()` and `mbedtls_ssl_cookie_check()` are such functions.
 *
 * After `mbedtls_ssl_config_defaults()` both always fail. Both NULL switches cookies off, which lets anyone use the
 * server to flood others; only for networks where addresses cannot be forged.
 *
 * \param conf            The configuration. NULL is ignored.
 * \param f_cookie_write  Writes a cookie of up to 255 bytes. If it alone is NULL, a client without a good cookie makes
 *                        the handshake fail with MBEDTLS_ERR_SSL_INTERNAL_ERROR.
 * \param f_cookie_check  Checks a cookie. If it alone is NULL, cookies are off.
 * \param p_cookie        Handed to both; shared by all contexts of the configuration.
 */
void mbedtls_ssl_conf_dtls_cookies(struct mbedtls_ssl_config *conf,
                                   mbedtls_ssl_cookie_write_t *f_cookie_write,
                                   mbedtls_ssl_cookie_check_t *f_cookie_check,
                                   void *p_cookie);
#endif

#if defined(MBEDTLS_SSL_DTLS_ANTI_REPLAY)
/**
 * Switches the detection of records that were received before (RFC 6347 §4.1.2.6).
 *
 * \param conf   The configuration. NULL is ignored.
 * \param mode   MBEDTLS_SSL_ANTI_REPLAY_ENABLED (default) or MBEDTLS_SSL_ANTI_REPLAY_DISABLED. Other values count as the
 *               former.
 */
void mbedtls_ssl_conf_dtls_anti_replay(struct mbedtls_ssl_config *conf,
                                       char mode);
#endif

/**
 * Limits how many records of a connection may fail authentication.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param limit  The record that ends the connection with MBEDTLS_ERR_SSL_INVALID_MAC; 0 is no limit (default), so
 *               that nobody who forges records can end a connection.
 */
void mbedtls_ssl_conf_dtls_badmac_limit(struct mbedtls_ssl_config *conf,
                                        unsigned int limit);

/**
 * Sets the delays after which an unanswered flight is sent again (RFC 6347 §4.2.4.1).
 *
 * The delay starts at `min`, doubles with each retransmission, and is `max` at last; when that has run out too the
 * handshake fails with MBEDTLS_ERR_SSL_TIMEOUT. Each flight starts at `min` again.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param min    The first delay in milliseconds (default 1000).
 * \param max    The last delay in milliseconds (default 60000). If it is below `min`, a flight is sent once.
 */
void mbedtls_ssl_conf_handshake_timeout(struct mbedtls_ssl_config *conf,
                                        uint32_t min,
                                        uint32_t max);

/**
 * Sets the cipher suites to offer or accept, best first. Suites that are not offered are passed over.
 *
 * \param conf          The configuration. NULL is ignored.
 * \param ciphersuites  Numbers (IANA TLS Cipher Suites) ended by 0, alive as long as the configuration. NULL is the
 *                      default: `mbedtls_ssl_list_ciphersuites()`.
 */
void mbedtls_ssl_conf_ciphersuites(struct mbedtls_ssl_config *conf,
                                   const int *ciphersuites);

/**
 * Sets the groups for the ephemeral key exchange and the curves of certificates, best first. Groups that are not
 * offered are passed over.
 *
 * \param conf    The configuration. NULL is ignored.
 * \param groups  Numbers (IANA TLS Supported Groups) ended by MBEDTLS_SSL_IANA_TLS_GROUP_NONE, alive as long as the
 *                configuration. NULL is the default: X25519, secp256r1, secp384r1, secp521r1. A list without any group that is
 *                offered allows no ECDHE.
 */
void mbedtls_ssl_conf_groups(struct mbedtls_ssl_config *conf,
                             const uint16_t *groups);

/**
 * Sets the signature schemes to offer or accept, best first.
 *
 * \param conf      The configuration. NULL is ignored.
 * \param sig_algs  Numbers (IANA TLS SignatureScheme) ended by MBEDTLS_TLS1_3_SIG_NONE, alive as long as the
 *                  configuration. NULL is the default: ECDSA and RSA PKCS#1 with SHA-512, SHA-384, SHA-256.
 */
void mbedtls_ssl_conf_sig_algs(struct mbedtls_ssl_config *conf,
                               const uint16_t *sig_algs);

/**
 * Switches the extended master secret (RFC 7627).
 *
 * \param conf   The configuration. NULL is ignored.
 * \param ems    MBEDTLS_SSL_EXTENDED_MS_ENABLED (default) or MBEDTLS_SSL_EXTENDED_MS_DISABLED. Other values count as the
 *               former.
 */
void mbedtls_ssl_conf_extended_master_secret(struct mbedtls_ssl_config *conf,
                                             char ems);

/**
 * Server: chooses whether the CertificateRequest names the trusted CAs.
 *
 * \param conf              The configuration. NULL is ignored.
 * \param cert_req_ca_list  MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED (default) or MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED. Other
 *                          values count as the latter.
 */
void mbedtls_ssl_conf_cert_req_ca_list(struct mbedtls_ssl_config *conf,
                                       char cert_req_ca_list);

/**
 * Server: chooses whose order of cipher suites decides.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param order  MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_SERVER (default) or MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT. Other
 *               values count as the former.
 */
void mbedtls_ssl_conf_preference_order(struct mbedtls_ssl_config *conf,
                                       int order);

/**
 * Chooses what to do with a peer that does not know secure renegotiation (RFC 5746).
 *
 * \param conf          The configuration. NULL is ignored.
 * \param allow_legacy  MBEDTLS_SSL_LEGACY_NO_RENEGOTIATION (default): connect, never renegotiate.
 *                      MBEDTLS_SSL_LEGACY_ALLOW_RENEGOTIATION: connect. MBEDTLS_SSL_LEGACY_BREAK_HANDSHAKE: fail. Other
 *                      values count as the first.
 */
void mbedtls_ssl_conf_legacy_renegotiation(struct mbedtls_ssl_config *conf,
                                           int allow_legacy);

/**
 * Sets the hashes, kinds of keys and curves that the peer's certificates may use.
 *
 * \param conf     The configuration. NULL is ignored.
 * \param profile  The profile, alive as long as the configuration. Default `mbedtls_x509_crt_profile_default`.
 */
void mbedtls_ssl_conf_cert_profile(struct mbedtls_ssl_config *conf,
                                   const mbedtls_x509_crt_profile *profile);

/**
 * Sets the certificates that the peer's path may end with.
 *
 * \param conf      The configuration. NULL is ignored.
 * \param ca_chain  A list of trusted certificates, alive as long as the configuration. More may be parsed into it
 *                  later; each handshake takes what it finds. NULL for none (default).
 *                  A function set by `mbedtls_ssl_conf_ca_cb()` is forgotten.
 * \param ca_crl    Revocation lists, alive as long as the configuration, to which more may be added too; see
 *                  `mbedtls_x509_crt_verify_with_profile()`. NULL for none (default).
 */
void mbedtls_ssl_conf_ca_chain(struct mbedtls_ssl_config *conf,
                               mbedtls_x509_crt *ca_chain,
                               mbedtls_x509_crl *ca_crl);

/**
 * Sets a function that finds the certificates that the peer's path may end with, in place of a list; see
 * `mbedtls_x509_crt_verify_with_ca_cb()`. A server's CertificateRequest names no authorities then.
 *
 * \param conf     The configuration. NULL is ignored.
 * \param f_ca_cb  Finds trusted certificates that may have issued another one. NULL for none (default).
 * \param p_ca_cb  The context of `f_ca_cb`.
 */
void mbedtls_ssl_conf_ca_cb(struct mbedtls_ssl_config *conf,
                            mbedtls_x509_crt_ca_cb_t f_ca_cb,
                            void *p_ca_cb);

/**
 * Adds a certificate chain of our own with its key. Several may be added, for several kinds of keys; the first that
 * suits a handshake is used.
 *
 * \param conf      The configuration.
 * \param own_cert  The chain, our own certificate first, alive as long as the configuration. NULL removes all that
 *                  were added.
 * \param pk_key    The private key of the first, alive as long as the configuration.
 *
 * \return          0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL.
 */
int mbedtls_ssl_conf_own_cert(struct mbedtls_ssl_config *conf,
                              mbedtls_x509_crt *own_cert,
                              mbedtls_pk_context *pk_key);

/**
 * Runs the handshake until it is over, or waits for the peer.
 *
 * \param ssl    The context.
 *
 * \return       0 when the handshake is over.
 *               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again when a datagram is there, when one
 *               can be sent, or when the timer's final delay has passed.
 *               MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED: a server sent a HelloVerifyRequest; reset the context, set the
 *               client's address, call again.
 *               MBEDTLS_ERR_SSL_TIMEOUT: no answer came.
 *               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, or has no timer or receive function.
 *               Any other error ends the connection: reset or free the context.
 */
int mbedtls_ssl_handshake(struct mbedtls_ssl_context *ssl);

/**
 * Runs one state of the handshake.
 *
 * \param ssl    The context.
 *
 * \return       0, or as `mbedtls_ssl_handshake()`; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, has
 *               nothing to send with, or its handshake is over.
 */
int mbedtls_ssl_handshake_step(struct mbedtls_ssl_context *ssl);

/**
 * Tells whether the handshake is over.
 *
 * \param ssl    The context. NULL gives 0.
 *
 * \return       1 if it is, 0 if not.
 */
int mbedtls_ssl_is_handshake_over(struct mbedtls_ssl_context *ssl);

/**
 * Reads application data, at most one record's; runs the handshake first if that is not over.
 *
 * \param ssl    The context.
 * \param buf    Where the data goes.
 * \param len    Room in it, in bytes. What does not fit comes with the next call.
 *
 * \return       The number of bytes; 0 if the transport reported its end.
 *               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again later.
 *               MBEDTLS_ERR_SSL_TIMEOUT: nothing came within the time of `mbedtls_ssl_conf_read_timeout()`.
 *               MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: the peer closed the connection.
 *               MBEDTLS_ERR_SSL_CLIENT_RECONNECT: a client at the same address began anew and has proved its address;
 *               call `mbedtls_ssl_handshake()` to go on with it, or close.
 *               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, or `buf` is NULL and `len` not 0.
 *               Any other error ends the connection: reset or free the context.
 */
int mbedtls_ssl_read(struct mbedtls_ssl_context *ssl,
                     unsigned char *buf,
                     size_t len);

/**
 * Writes application data as one record in one datagram; runs the handshake first if that is not over.
 *
 * \param ssl    The context.
 * \param buf    The data.
 * \param len    Its length in bytes, at most `mbedtls_ssl_get_max_out_record_payload()`. 0 sends an empty record.
 *
 * \return       `len`.
 *               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again later with the same arguments.
 *               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, `buf` is NULL and `len` not 0, or the
 *               data is longer than a datagram may hold.
 *               MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE: the MTU leaves no room for any data.
 *               Any other error ends the connection: reset or free the context.
 */
int mbedtls_ssl_write(struct mbedtls_ssl_context *ssl,
                      const unsigned char *buf,
                      size_t len);

/**
 * Sends an alert.
 *
 * \param ssl      The context.
 * \param level    MBEDTLS_SSL_ALERT_LEVEL_WARNING or MBEDTLS_SSL_ALERT_LEVEL_FATAL. Other values are sent as they are.
 * \param message  The description, one of MBEDTLS_SSL_ALERT_MSG_*. Other values are sent as they are.
 *
 * \return         0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up; MBEDTLS_ERR_SSL_WANT_WRITE or the
 *                 send function's error: the alert waits for the next call on this context.
 */
int mbedtls_ssl_send_alert_message(struct mbedtls_ssl_context *ssl,
                                   unsigned char level,
                                   unsigned char message);

/**
 * Tells the peer that nothing more will be sent.
 *
 * \param ssl    The context.
 *
 * \return       0, also before the end of the handshake, when there is nothing to close.
 *               MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
 *               MBEDTLS_ERR_SSL_WANT_WRITE or the send function's error: call again later.
 */
int mbedtls_ssl_close_notify(struct mbedtls_ssl_context *ssl);

/**
 * Prepares a context, whatever its memory held before. `mbedtls_ssl_setup()` comes next.
 *
 * \param ssl    The context. NULL is ignored.
 */
void mbedtls_ssl_init(struct mbedtls_ssl_context *ssl);

/**
 * Binds a context to its configuration.
 *
 * \param ssl    The context, initialised, not set up before.
 * \param conf   The configuration; it has to outlive the context.
 *
 * \return       0, or:
 *               MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL;
 *               MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE for the stream transport (this library speaks DTLS; the debug
 *               output says so), and for DTLS 1.3 and revocation lists, which are not offered yet;
 *               MBEDTLS_ERR_SSL_BAD_CONFIG if the configuration contradicts itself or has no defaults;
 *               MBEDTLS_ERR_SSL_NO_RNG if it has no random generator.
 */
int mbedtls_ssl_setup(struct mbedtls_ssl_context *ssl,
                      const struct mbedtls_ssl_config *conf);

/**
 * Starts over: the context is as after `mbedtls_ssl_setup()`, ready for another connection with the same
 * configuration. Callbacks, host name and MTU stay. The peer's address for cookies is forgotten: call
 * `mbedtls_ssl_set_client_transport_id()` again.
 *
 * \param ssl    The context.
 *
 * \return       0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
 */
int mbedtls_ssl_session_reset(struct mbedtls_ssl_context *ssl);

/**
 * Frees what stands behind a context and wipes it.
 *
 * \param ssl    The context. NULL is ignored, freeing twice is harmless.
 */
void mbedtls_ssl_free(struct mbedtls_ssl_context *ssl);

/**
 * The configuration that a context is bound to.
 *
 * \param ssl    The context. NULL gives NULL.
 *
 * \return       The configuration, NULL before `mbedtls_ssl_setup()`.
 */
const struct mbedtls_ssl_config *mbedtls_ssl_context_get_config(const struct mbedtls_ssl_context *ssl);

/**
 * Sets the functions that send and receive datagrams.
 *
 * \param ssl             The context. NULL is ignored.
 * \param p_bio           Handed to the functions.
 * \param f_send          Sends one datagram.
 * \param f_recv          Receives one datagram; used if `f_recv_timeout` is NULL.
 * \param f_recv_timeout  Receives one datagram and waits for it at most as long as told. If both are NULL, whatever
 *                        has to receive returns MBEDTLS_ERR_SSL_BAD_INPUT_DATA.
 */
void mbedtls_ssl_set_bio(struct mbedtls_ssl_context *ssl,
                         void *p_bio,
                         mbedtls_ssl_send_t *f_send,
                         mbedtls_ssl_recv_t *f_recv,
                         mbedtls_ssl_recv_timeout_t *f_recv_timeout);

/**
 * Sets the functions that work the retransmission timer, and cancels it. Without them a handshake returns
 * MBEDTLS_ERR_SSL_BAD_INPUT_DATA.
 *
 * \param ssl          The context. NULL is ignored.
 * \param p_timer      Handed to both functions.
 * \param f_set_timer  Starts the timer in place of what ran before, or cancels it.
 * \param f_get_timer  Tells of the timer. When its final delay has passed, call `mbedtls_ssl_handshake()` again.
 */
void mbedtls_ssl_set_timer_cb(struct mbedtls_ssl_context *ssl,
                              void *p_timer,
                              mbedtls_ssl_set_timer_t *f_set_timer,
                              mbedtls_ssl_get_timer_t *f_get_timer);

/**
 * Sets the largest datagram that may be sent: the path MTU less the headers of IP and UDP. Handshake messages are cut
 * to fit; application data that does not fit is refused.
 *
 * \param ssl    The context. NULL is ignored.
 * \param mtu    Bytes; 0 is no limit (default).
 */
void mbedtls_ssl_set_mtu(struct mbedtls_ssl_context *ssl,
                         uint16_t mtu);

/**
 * Chooses whether several handshake records may share a datagram. Application data never does.
 *
 * \param ssl            The context. NULL is ignored.
 * \param allow_packing  Non-zero to allow it (default), 0 to send each record by itself.
 */
void mbedtls_ssl_set_datagram_packing(struct mbedtls_ssl_context *ssl, unsigned int allow_packing);

/**
 * Sets a function that looks at the certificates of the peer's path, for this context alone.
 * `mbedtls_ssl_conf_verify()` says more.
 *
 * \param ssl     The context. NULL is ignored.
 * \param f_vrfy  The function; it wins over the configuration's. NULL for the configuration's.
 * \param p_vrfy  Handed to `f_vrfy`.
 */
void mbedtls_ssl_set_verify(struct mbedtls_ssl_context *ssl, int (*f_vrfy)(void *context,
                                                                           mbedtls_x509_crt *crt,
                                                                           int depth,
                                                                           uint32_t *flags), void *p_vrfy);

#if defined(MBEDTLS_SSL_DTLS_HELLO_VERIFY)
/**
 * Server: tells the client's address, which cookies are bound to (RFC 6347 §4.2.1). Needed for each connection, and
 * again after each `mbedtls_ssl_session_reset()`.
 *
 * \param ssl    The context.
 * \param info   The address, in any form of the application's. It is copied.
 * \param ilen   Its length in bytes.
 *
 * \return       0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL, not set up, or a client's, or `info` is NULL and
 *               `ilen` not 0.
 */
int mbedtls_ssl_set_client_transport_id(struct mbedtls_ssl_context *ssl,
                                        const unsigned char *info,
                                        size_t ilen);
#endif

/**
 * Client: sets the name that the server's certificate has to be for, and that the server is told (RFC 6066 §3).
 *
 * \param ssl       The context.
 * \param hostname  The name, up to MBEDTLS_SSL_MAX_HOST_NAME_LEN bytes; it is copied. NULL removes the name and says
 *                  that none is to be compared, which lets any server of a trusted CA pass. A client that requires a
 *                  trusted certificate and never called this fails with
 *                  MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME.
 *
 * \return          0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or the name too long.
 */
int mbedtls_ssl_set_hostname(struct mbedtls_ssl_context *ssl,
                             const char *hostname);

/**
 * The name set by `mbedtls_ssl_set_hostname()`.
 *
 * \param ssl    The context. NULL gives NULL.
 *
 * \return       The name, alive until it is set again or the context is freed; NULL if none is set.
 */
const char *mbedtls_ssl_get_hostname(struct mbedtls_ssl_context *ssl);

/**
 * Not available: would set a server's group for DHE suites. None are offered.
 *
 * \param conf    The configuration.
 * \param dhm_P   The prime, big-endian.
 * \param P_len   Its bytes; at least 1.
 * \param dhm_G   The generator, big-endian.
 * \param G_len   Its bytes; at least 1.
 *
 * \return        MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL or a length
 *                0. The configuration is unchanged, and its other suites work.
 */
int mbedtls_ssl_conf_dh_param_bin(struct mbedtls_ssl_config *conf,
                                  const unsigned char *dhm_P,
                                  size_t P_len,
                                  const unsigned char *dhm_G,
                                  size_t G_len);

/**
 * Not available: would set a server's group for DHE suites. None are offered.
 *
 * \param conf     The configuration.
 * \param dhm_ctx  The context that holds the group.
 *
 * \return         MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a pointer is NULL. The
 *                 configuration is unchanged, and its other suites work.
 */
int mbedtls_ssl_conf_dh_param_ctx(struct mbedtls_ssl_config *conf,
                                  struct mbedtls_dhm_context *dhm_ctx);

/**
 * Not available: would set the shortest prime that a client accepts in DHE suites. None are offered, so a server can
 * choose none, and nothing is set.
 *
 * \param conf    The configuration. NULL is ignored.
 * \param bitlen  Bits. Any number is taken.
 */
void mbedtls_ssl_conf_dhm_min_bitlen(struct mbedtls_ssl_config *conf,
                                     unsigned int bitlen);

/**
 * Sets the password of the next handshake, for MBEDTLS_TLS_ECJPAKE_WITH_AES_128_CCM_8
 * (draft-cragie-tls-ecjpake-01). The suite is offered and accepted only with a password. It is copied, and forgotten
 * after the handshake and by `mbedtls_ssl_session_reset()`: a server sets it again when it starts over after
 * MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED.
 *
 * Both sides have to set the same one. Whoever takes part in a handshake can try one password; it fails with another
 * as it does with another pre-shared key.
 *
 * \param ssl     The context, set up; its handshake has not begun, for afterwards a password counts for nothing.
 * \param pw      The password, taken for a big-endian number: zero bytes before it do not count.
 * \param pw_len  Its length in bytes.
 *
 * \return        0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL, not set up, or its handshake is over, if `pw` is
 *                NULL, or if the password is empty or a multiple of the order of secp256r1, 0 among them.
 */
int mbedtls_ssl_set_hs_ecjpake_password(struct mbedtls_ssl_context *ssl,
                                        const unsigned char *pw,
                                        size_t pw_len);

/**
 * As `mbedtls_ssl_set_hs_ecjpake_password()`, with a password of the store of psa/crypto.h.
 *
 * \param ssl  The context, set up; its handshake has not begun, for afterwards a password counts for nothing.
 * \param pwd  The number of the key, of type PSA_KEY_TYPE_PASSWORD or PSA_KEY_TYPE_PASSWORD_HASH; its policy has
 *             PSA_KEY_USAGE_DERIVE and PSA_ALG_JPAKE.
 *
 * \return     0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL, not set up, or its handshake is over, if `pwd` is 0, or
 *             if the password is none, as there; MBEDTLS_ERR_SSL_HW_ACCEL_FAILED if there is no such key, or its type or
 *             policy is another.
 */
int mbedtls_ssl_set_hs_ecjpake_password_opaque(struct mbedtls_ssl_context *ssl,
                                               mbedtls_svc_key_id_t pwd);

/**
 * Switches encrypt-then-MAC (RFC 7366): in a CBC suite the MAC is over the ciphertext if both sides want it, and else
 * over the plaintext, which is then checked in constant time. Other suites do not know the difference.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param etm    MBEDTLS_SSL_ETM_ENABLED (default): a client offers it, a server accepts it. MBEDTLS_SSL_ETM_DISABLED:
 *               neither. Other values count as the former.
 */
void mbedtls_ssl_conf_encrypt_then_mac(struct mbedtls_ssl_config *conf,
                                       char etm);

/**
 * Derives keying material that both sides of a connection share and nobody else knows (RFC 5705), on either side and as often
 * as wanted.
 *
 * \param ssl          The context, its handshake over.
 * \param out          Receives the material.
 * \param key_len      How many bytes of it, up to MBEDTLS_SSL_EXPORT_MAX_KEY_LEN. Fewer are the beginning of more.
 * \param label        What it is for (IANA TLS Exporter Labels), such as "EXTRACTOR-dtls_srtp". No NUL is needed at its end.
 * \param label_len    Its length in bytes.
 * \param context      What else it depends on. NULL if `context_len` or `use_context` is 0.
 * \param context_len  Its length in bytes, up to 65535.
 * \param use_context  0 for no context, which is not the same as an empty one; then the two before count for nothing.
 *
 * \return             0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, its handshake is not over, or another
 *                     argument is NULL or too long; `out` is unchanged then.
 */
int mbedtls_ssl_export_keying_material(struct mbedtls_ssl_context *ssl,
                                       uint8_t *out,
                                       size_t key_len,
                                       const char *label,
                                       size_t label_len,
                                       const unsigned char *context,
                                       size_t context_len,
                                       int use_context);

/**
 * Limits the plaintext of each datagram that is sent. A client also asks its server for the same limit (RFC 6066 section 4);
 * a server that knows the extension agrees, and then keeps to the smaller one of its own and the client's.
 *
 * Handshake messages are cut to fit; `mbedtls_ssl_write()` refuses more. `mbedtls_ssl_get_max_out_record_payload()` and
 * `mbedtls_ssl_get_max_in_record_payload()` tell the limits in force.
 *
 * \param conf      The configuration.
 * \param mfl_code  MBEDTLS_SSL_MAX_FRAG_LEN_NONE (default), MBEDTLS_SSL_MAX_FRAG_LEN_512, MBEDTLS_SSL_MAX_FRAG_LEN_1024,
 *                  MBEDTLS_SSL_MAX_FRAG_LEN_2048 or MBEDTLS_SSL_MAX_FRAG_LEN_4096.
 *
 * \return          0, or MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `conf` is NULL or the number another.
 */
int mbedtls_ssl_conf_max_frag_len(struct mbedtls_ssl_config *conf,
                                  unsigned char mfl_code);

/**
 * Tells whether what came in has not been looked at whole: records of the last datagram, or data of the last record.
 *
 * \param ssl    The context. NULL gives 0.
 *
 * \return       1 if so: call `mbedtls_ssl_read()` before waiting for the socket. 0 if not.
 */
int mbedtls_ssl_check_pending(const struct mbedtls_ssl_context *ssl);

/**
 * How much of the current record's data has not been read.
 *
 * \param ssl    The context. NULL gives 0.
 *
 * \return       Bytes.
 */
size_t mbedtls_ssl_get_bytes_avail(const struct mbedtls_ssl_context *ssl);

/**
 * What the check of the peer's certificate came to.
 *
 * \param ssl    The context. NULL gives 0xFFFFFFFF.
 *
 * \return       0 if it is trusted, for a client with MBEDTLS_SSL_VERIFY_NONE, and with a pre-shared key; else the flags
 *               MBEDTLS_X509_BADCERT_*: MBEDTLS_X509_BADCERT_SKIP_VERIFY for a server that asked for no certificate,
 *               MBEDTLS_X509_BADCERT_MISSING if the client sent none. 0xFFFFFFFF before it came to that.
 */
uint32_t mbedtls_ssl_get_verify_result(const struct mbedtls_ssl_context *ssl);

/**
 * The number of the negotiated cipher suite (IANA TLS Cipher Suites).
 *
 * \param ssl    The context. NULL gives 0.
 *
 * \return       The number, 0 before the end of the handshake.
 */
int mbedtls_ssl_get_ciphersuite_id_from_ssl(const struct mbedtls_ssl_context *ssl);

/**
 * The name of the negotiated cipher suite, such as TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256.
 *
 * \param ssl    The context. NULL gives NULL.
 *
 * \return       The name, alive for ever; NULL before the end of the handshake.
 */
const char *mbedtls_ssl_get_ciphersuite(const struct mbedtls_ssl_context *ssl);

/**
 * The name of a cipher suite.
 *
 * \param ciphersuite_id  Its number (IANA TLS Cipher Suites).
 *
 * \return                The name, alive for ever; "unknown" for a suite that is not offered.
 */
const char *mbedtls_ssl_get_ciphersuite_name(int ciphersuite_id);

/**
 * The number of a cipher suite (IANA TLS Cipher Suites).
 *
 * \param ciphersuite_name  Its name, such as TLS-PSK-WITH-AES-128-CCM-8.
 *
 * \return                  The number; 0 for NULL and for a suite that is not offered.
 */
int mbedtls_ssl_get_ciphersuite_id(const char *ciphersuite_name);

/**
 * The protocol version: the highest that is configured before the handshake, the negotiated one after it.
 *
 * \param ssl    The context. NULL gives MBEDTLS_SSL_VERSION_UNKNOWN.
 *
 * \return       The version; MBEDTLS_SSL_VERSION_UNKNOWN before `mbedtls_ssl_setup()`.
 */
mbedtls_ssl_protocol_version mbedtls_ssl_get_version_number(const struct mbedtls_ssl_context *ssl);

/**
 * The protocol version as text.
 *
 * \param ssl    The context. NULL gives "unknown (DTLS)".
 *
 * \return       "DTLSv1.2", alive for ever; "unknown (DTLS)" before `mbedtls_ssl_setup()`.
 */
const char *mbedtls_ssl_get_version(const struct mbedtls_ssl_context *ssl);

/**
 * Most bytes by which a datagram of application data is longer than its data: header, nonce and tag, or with a CBC
 * suite header, IV, MAC and 16 bytes of padding, which may be fewer.
 *
 * \param ssl    The context.
 *
 * \return       Bytes; 13 before the end of the handshake. MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set
 *               up.
 */
int mbedtls_ssl_get_record_expansion(const struct mbedtls_ssl_context *ssl);

/**
 * The most data that one `mbedtls_ssl_write()` takes.
 *
 * \param ssl    The context.
 *
 * \return       Bytes: 16384, or what the MTU or `mbedtls_ssl_conf_max_frag_len()` leave. MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if it leaves nothing.
 *               MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
 */
int mbedtls_ssl_get_max_out_record_payload(const struct mbedtls_ssl_context *ssl);

/**
 * The most data that one record of the peer can bring.
 *
 * \param ssl    The context.
 *
 * \return       Bytes: 16384, or what `mbedtls_ssl_conf_max_frag_len()` was told, once it was agreed on. MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up.
 */
int mbedtls_ssl_get_max_in_record_payload(const struct mbedtls_ssl_context *ssl);

/**
 * The peer's certificates, its own first.
 *
 * \param ssl    The context. NULL gives NULL.
 *
 * \return       The list, alive until the context is reset or freed; NULL if the peer sent none, and before the end
 *               of the handshake.
 */
const mbedtls_x509_crt *mbedtls_ssl_get_peer_cert(const struct mbedtls_ssl_context *ssl);

/**
 * Adds a certificate chain with its key for the current or next handshake alone. Several may be added, for several kinds
 * of keys. Those of `mbedtls_ssl_conf_own_cert()` do not count then. For servers; a client goes on showing its own.
 *
 * \param ssl       The context; usually called by a function of `mbedtls_ssl_conf_sni()` or `mbedtls_ssl_conf_cert_cb()`.
 * \param own_cert  The chain, our own certificate first; it is not needed after the call. NULL removes all that were
 *                  added by this function.
 * \param pk_key    The private key of the first.
 *
 * \return          0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, or its handshake is over.
 */
int mbedtls_ssl_set_hs_own_cert(struct mbedtls_ssl_context *ssl,
                                mbedtls_x509_crt *own_cert,
                                mbedtls_pk_context *pk_key);

/**
 * Sets the certificates that the peer's path may end with for the current or next handshake alone, in place of those of
 * `mbedtls_ssl_conf_ca_chain()`. A function of `mbedtls_ssl_conf_ca_cb()` goes on deciding alone.
 *
 * \param ssl       The context; NULL, one that is not set up, and one whose handshake is over are ignored.
 * \param ca_chain  A list of trusted certificates; it is not needed after the call. NULL for those of the configuration.
 * \param ca_crl    Revocation lists for them; not needed after the call. NULL for none.
 */
void mbedtls_ssl_set_hs_ca_chain(struct mbedtls_ssl_context *ssl,
                                 mbedtls_x509_crt *ca_chain,
                                 mbedtls_x509_crl *ca_crl);

/**
 * Chooses what to ask of the peer's certificate in the current or next handshake alone, in place of
 * `mbedtls_ssl_conf_authmode()`.
 *
 * \param ssl       The context; NULL, one that is not set up, and one whose handshake is over are ignored.
 * \param authmode  MBEDTLS_SSL_VERIFY_NONE, MBEDTLS_SSL_VERIFY_OPTIONAL, MBEDTLS_SSL_VERIFY_REQUIRED, as
 *                  `mbedtls_ssl_conf_authmode()` says; MBEDTLS_SSL_VERIFY_UNSET for that of the configuration. Other
 *                  values count as MBEDTLS_SSL_VERIFY_REQUIRED.
 */
void mbedtls_ssl_set_hs_authmode(struct mbedtls_ssl_context *ssl,
                                 int authmode);

/**
 * Server: sets whose subjects the CertificateRequest names in the current or next handshake alone, in place of those of
 * `mbedtls_ssl_conf_dn_hints()`.
 *
 * \param ssl    The context; NULL, one that is not set up, and one whose handshake is over are ignored.
 * \param crt    A list of certificates; it is not needed after the call. NULL for those of the configuration.
 */
void mbedtls_ssl_set_hs_dn_hints(struct mbedtls_ssl_context *ssl,
                                 const mbedtls_x509_crt *crt);

/**
 * Server: sets whose subjects the CertificateRequest names as authorities that the client's certificate may be of, in
 * place of the trusted certificates. They count only while `mbedtls_ssl_conf_cert_req_ca_list()` is enabled.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param crt    A list of certificates, alive as long as the configuration. NULL for the trusted ones (default).
 */
void mbedtls_ssl_conf_dn_hints(struct mbedtls_ssl_config *conf,
                               const mbedtls_x509_crt *crt);

/**
 * Sets a function that takes the master secret of each handshake of a context, as soon as it is known: before the
 * peer is proven. Whoever has it reads and forges the whole connection.
 *
 * \param ssl            The context. NULL is ignored.
 * \param f_export_keys  The function. NULL for none (default).
 * \param p_export_keys  Handed to it.
 */
void mbedtls_ssl_set_export_keys_cb(struct mbedtls_ssl_context *ssl,
                                    mbedtls_ssl_export_keys_t *f_export_keys,
                                    void *p_export_keys);

/**
 * Runs the pseudo-random function of TLS 1.2 (RFC 5246 section 5).
 *
 * \param prf     MBEDTLS_SSL_TLS_PRF_SHA256 or MBEDTLS_SSL_TLS_PRF_SHA384.
 * \param secret  The secret.
 * \param slen    Its length in bytes.
 * \param label   The label, ended by NUL.
 * \param random  The seed.
 * \param rlen    Its length in bytes.
 * \param dstbuf  Where the output goes.
 * \param dlen    Its length in bytes.
 *
 * \return        0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE for another function; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if a
 *                pointer is NULL and its length not 0, or `label` is NULL.
 */
int mbedtls_ssl_tls_prf(mbedtls_tls_prf_types prf,
                        const unsigned char *secret,
                        size_t slen,
                        const char *label,
                        const unsigned char *random,
                        size_t rlen,
                        unsigned char *dstbuf,
                        size_t dlen);

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/**
 * Sets the groups for the ephemeral key exchange and the curves of certificates, by the numbers of `mbedtls/ecp.h`.
 * Deprecated: use `mbedtls_ssl_conf_groups()`; the last call of either counts.
 *
 * \param conf    The configuration. NULL is ignored.
 * \param curves  Best first, ended by MBEDTLS_ECP_DP_NONE; not needed after the call. NULL is the default list. Curves that are
 *                not offered are passed over.
 */
void MBEDTLS_DEPRECATED mbedtls_ssl_conf_curves(struct mbedtls_ssl_config *conf,
                             const mbedtls_ecp_group_id *curves);
#endif

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/**
 * Sets the hashes for signatures, each by ECDSA and by RSA, by the numbers of `mbedtls/md.h`. Deprecated: use
 * `mbedtls_ssl_conf_sig_algs()`; the last call of either counts.
 *
 * \param conf    The configuration. NULL is ignored.
 * \param hashes  Best first, ended by MBEDTLS_MD_NONE; not needed after the call. NULL is the default list. Hashes that have no
 *                number in TLS 1.2 are passed over. A list in the order of the default counts as the default: a key on a
 *                curve signs by the hash of the curve's size, if it can.
 */
void MBEDTLS_DEPRECATED mbedtls_ssl_conf_sig_hashes(struct mbedtls_ssl_config *conf,
                                 const int *hashes);
#endif

/**
 * Chooses among the key exchanges of TLS 1.3, which DTLS 1.2 does not have: without effect here.
 *
 * \param conf       The configuration. NULL is ignored.
 * \param kex_modes  MBEDTLS_SSL_TLS1_3_KEY_EXCHANGE_MODE_* added up.
 */
void mbedtls_ssl_conf_tls13_key_exchange_modes(struct mbedtls_ssl_config *conf, int kex_modes);

/**
 * Sets a pre-shared key and its identity (RFC 4279). Both are copied.
 *
 * \param conf              The configuration.
 * \param psk               The key, 1 to MBEDTLS_PSK_MAX_LEN bytes.
 * \param psk_len           Its length.
 * \param psk_identity      The identity, 1 to 16384 bytes, none of which has a meaning.
 * \param psk_identity_len  Its length.
 *
 * \return                  0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL or a length out of range;
 *                          MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the configuration has a PSK.
 */
int mbedtls_ssl_conf_psk(struct mbedtls_ssl_config *conf,
                         const unsigned char *psk,
                         size_t psk_len,
                         const unsigned char *psk_identity,
                         size_t psk_identity_len);

/**
 * Server: sets a function that looks the PSK identities of clients up. It decides alone, also if the configuration has
 * a key.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param f_psk  Gets `p_psk`, the context and the identity; calls `mbedtls_ssl_set_hs_psk()` and returns 0, or
 *               returns another number for an unknown identity, which ends the handshake with
 *               MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY. If it returns 0 without setting a key, that of
 *               `mbedtls_ssl_conf_psk()` is used. NULL for none (default).
 * \param p_psk  Handed to `f_psk`.
 */
void mbedtls_ssl_conf_psk_cb(struct mbedtls_ssl_config *conf,
                             int (*f_psk)(void *context,
                                          struct mbedtls_ssl_context *ssl,
                                          const unsigned char *identity,
                                          size_t identity_len),
                             void *p_psk);

/**
 * Sets the pre-shared key of the current or next handshake alone, in place of the configuration's. It is copied.
 *
 * \param ssl      The context. Usually called by the function of `mbedtls_ssl_conf_psk_cb()`; may be called again, the
 *                 last key counts. The key is forgotten after the handshake and by `mbedtls_ssl_session_reset()`.
 * \param psk      The key.
 * \param psk_len  Its length, up to MBEDTLS_PSK_MAX_LEN bytes. 0 is no key of its own.
 *
 * \return         0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, `psk` is NULL, the key too long, or the
 *                 handshake over. While the peer may still ask for the last flight of one that is over, 0, and the key is
 *                 not taken.
 */
int mbedtls_ssl_set_hs_psk(struct mbedtls_ssl_context *ssl,
                           const unsigned char *psk,
                           size_t psk_len);

/**
 * As `mbedtls_ssl_conf_psk()`, with a key of the store of psa/crypto.h. Each handshake looks it up; while it is not
 * there, or its type or policy is another than said here, suites with a pre-shared key are neither offered nor
 * accepted.
 *
 * \param conf              The configuration.
 * \param psk               The number of the key, of type PSA_KEY_TYPE_DERIVE and at most 128 bytes; its policy has
 *                          PSA_KEY_USAGE_DERIVE and PSA_ALG_TLS12_PSK_TO_MS() with the hash of the suites that it is
 *                          for, PSA_ALG_SHA_256 or PSA_ALG_SHA_384; the policy's second algorithm may be the other.
 * \param psk_identity      The identity, 1 to 16384 bytes. It is copied.
 * \param psk_identity_len  Its length.
 *
 * \return                  0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL or 0, or the length out of range;
 *                          MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the configuration has a PSK.
 */
int mbedtls_ssl_conf_psk_opaque(struct mbedtls_ssl_config *conf,
                                mbedtls_svc_key_id_t psk,
                                const unsigned char *psk_identity,
                                size_t psk_identity_len);

/**
 * As `mbedtls_ssl_set_hs_psk()`, with a key of the store of psa/crypto.h, which may be destroyed afterwards.
 *
 * \param ssl  The context. Usually called by the function of `mbedtls_ssl_conf_psk_cb()`.
 * \param psk  The number of the key; `mbedtls_ssl_conf_psk_opaque()` says which. If its policy does not allow the
 *             hash of the suite, the handshake fails with MBEDTLS_ERR_SSL_BAD_CONFIG.
 *
 * \return     0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, if `psk` is 0 or no key of the store,
 *             if its type or policy is another, or if the handshake is over, as `mbedtls_ssl_set_hs_psk()` says.
 */
int mbedtls_ssl_set_hs_psk_opaque(struct mbedtls_ssl_context *ssl,
                                  mbedtls_svc_key_id_t psk);

/**
 * Tells whether a record is authentic, new and for this context, without receiving it: what the connection has
 * received stays as it is, and the same record can be read afterwards. With this a server makes sure, before it
 * believes in a client's new address, that a datagram from there is the client's (RFC 9146 section 6).
 *
 * \param ssl     The context.
 * \param buf     A datagram, of which the first record is looked at. Its bytes are overwritten: keep a copy.
 * \param buflen  Its length in bytes.
 *
 * \return        0 if the record would be accepted now.
 *                MBEDTLS_ERR_SSL_INVALID_MAC if it is not authentic.
 *                MBEDTLS_ERR_SSL_INVALID_RECORD if it is no record of DTLS 1.2, or not a whole one.
 *                MBEDTLS_ERR_SSL_UNEXPECTED_RECORD if it is of another epoch, was received before or is too old to
 *                tell, or has another connection id.
 *                MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, or `buf` is NULL and `buflen` not 0.
 */
int mbedtls_ssl_check_record(const struct mbedtls_ssl_context *ssl,
                             unsigned char *buf,
                             size_t buflen);

/**
 * Allows renegotiation, or forbids it. Where it is forbidden a peer that asks for it gets the warning
 * no_renegotiation, and the connection goes on as it is; `mbedtls_ssl_renegotiate()` asks all the same.
 *
 * Renegotiation gives a connection new keys, and may show a client's certificate that it has not shown before. A
 * certificate that was shown has to stay the same, and neither extended master secret nor encrypt-then-MAC may be
 * given up. Keys that have hardly been used are renewed for a peer ten times in a minute at most. Leave it off unless
 * you need it: RFC 9325 section 3.5 says why.
 *
 * \param conf           The configuration. NULL is ignored.
 * \param renegotiation  MBEDTLS_SSL_RENEGOTIATION_DISABLED (default) or MBEDTLS_SSL_RENEGOTIATION_ENABLED. Other values
 *                       count as the former.
 */
void mbedtls_ssl_conf_renegotiation(struct mbedtls_ssl_config *conf,
                                    int renegotiation);

/**
 * Sets how many other records the peer may send before the renegotiation that it was asked for; after them
 * `mbedtls_ssl_read()` returns MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE, and the connection should be closed.
 *
 * A server repeats its HelloRequest whenever `mbedtls_ssl_read()` returns data or times out: as often as records are
 * allowed, or where their number does not matter as often as a flight is sent in a handshake. A client can take data
 * only in `mbedtls_ssl_read()`; see `mbedtls_ssl_renegotiate()`.
 *
 * \param conf         The configuration. NULL is ignored.
 * \param max_records  Their number (default: 16); any negative number, such as MBEDTLS_SSL_RENEGOTIATION_NOT_ENFORCED,
 *                     is no limit.
 */
void mbedtls_ssl_conf_renegotiation_enforced(struct mbedtls_ssl_config *conf,
                                             int max_records);

/**
 * Sets the number of a record, sent or received, behind which `mbedtls_ssl_read()` and `mbedtls_ssl_write()` start a
 * renegotiation by themselves, where it is allowed. Numbers begin at 0 with each set of keys.
 *
 * \param conf    The configuration. NULL is ignored.
 * \param period  The number, with the highest byte first; the last six bytes count. By default it is the last that
 *                there is, 2^48 - 1; a renegotiation starts 65536 records before that at the latest.
 */
void mbedtls_ssl_conf_renegotiation_period(struct mbedtls_ssl_config *conf,
                                           const unsigned char *period);

/**
 * Gives a connection new keys by a new handshake, under those that it has.
 *
 * A client runs the handshake, as `mbedtls_ssl_handshake()` does: call this, or that, again until it returns 0.
 * `mbedtls_ssl_read()` and `mbedtls_ssl_write()` go on with it too. A server asks the client by a HelloRequest and
 * returns; the handshake comes with `mbedtls_ssl_read()`, if the client complies.
 *
 * \param ssl    The context, its handshake over.
 *
 * \return       0: a client's renegotiation is over, a server's request is sent.
 *               MBEDTLS_ERR_SSL_WANT_READ, MBEDTLS_ERR_SSL_WANT_WRITE: call again, as for `mbedtls_ssl_handshake()`.
 *               MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO: a client got application data before the server's answer;
 *               call `mbedtls_ssl_read()` for it.
 *               MBEDTLS_ERR_SSL_BAD_INPUT_DATA: `ssl` is NULL or not set up, or its handshake is not over.
 *               MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE: the peer does not know secure renegotiation, and
 *               `mbedtls_ssl_conf_legacy_renegotiation()` does not allow to do without; the connection goes on.
 *               MBEDTLS_ERR_SSL_BAD_CERTIFICATE: the peer shows another certificate than before.
 *               Any error but these first four ends the connection, as in `mbedtls_ssl_handshake()`.
 */
int mbedtls_ssl_renegotiate(struct mbedtls_ssl_context *ssl);

/**
 * Saves a connection, so that another context can go on with it: `mbedtls_ssl_context_load()`, in this process,
 * another one, or on another machine with this library. The context is then as after `mbedtls_ssl_session_reset()`.
 *
 * The bytes hold the keys. Encrypt and authenticate them wherever they might be read or changed, wipe them after use,
 * and load them once only: two contexts that go on with the same connection use nonces twice, which gives away what
 * was sent and how to forge it.
 *
 * Callbacks, host name, verification function and user data are not saved, and of the peer's certificates only its
 * own.
 *
 * \param ssl      The context: the handshake over, with an AEAD suite, and renegotiation disabled; all data read and all writes sent; the
 *                 connection not ended. Who sent the last flight of the handshake, usually the server, must have
 *                 received a first record of application data, unless `dtls_ssl_conf_save_last_flight()` says
 *                 otherwise.
 * \param buf      Where the bytes go. May be NULL if `buf_len` is 0.
 * \param buf_len  Room there, in bytes.
 * \param olen     Receives how many bytes it is, or would be.
 *
 * \return         0.
 *                 MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL if there is too little room; the context stays as it was.
 *                 MBEDTLS_ERR_SSL_BAD_INPUT_DATA if the connection cannot be saved now, a pointer is NULL, or `ssl` is
 *                 not set up.
 */
int mbedtls_ssl_context_save(struct mbedtls_ssl_context *ssl,
                             unsigned char *buf,
                             size_t buf_len,
                             size_t *olen);

/**
 * Goes on with a connection that `mbedtls_ssl_context_save()` saved, once.
 *
 * \param ssl   The context, set up or reset, with nothing begun. Its configuration must be for the same role; it need
 *              not be the one that the connection was made with. MTU and packing of datagrams become those of the saved
 *              context; callbacks, host name and the rest stay. On a failure the context is freed: initialise it
 *              before any further use.
 * \param buf   The bytes.
 * \param len   How many: all that were saved, and no more.
 *
 * \return      0.
 *              MBEDTLS_ERR_SSL_VERSION_MISMATCH if another library, version of the format or kind of object was saved.
 *              MBEDTLS_ERR_SSL_BAD_INPUT_DATA if the bytes are damaged or name a suite that is not offered, the
 *              configuration is for the other role, the context has begun something or is not set up, or a pointer is
 *              NULL.
 */
int mbedtls_ssl_context_load(struct mbedtls_ssl_context *ssl,
                             const unsigned char *buf,
                             size_t len);

/**
 * Server: sets a function that is asked about the name that a client wants to reach. It may choose for this handshake
 * what the server shows and asks for, by `mbedtls_ssl_set_hs_own_cert()`, `mbedtls_ssl_set_hs_ca_chain()`,
 * `mbedtls_ssl_set_hs_authmode()` and `mbedtls_ssl_set_hs_dn_hints()`.
 *
 * It is not called for a client that gives no name, and with cookies only once the client's address is proven.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param f_sni  Called with `p_sni`, the context, and the name with its length, 1 to 255 bytes that need not be text
 *               and do not end in NUL. It returns 0; another value ends the handshake with
 *               MBEDTLS_ERR_SSL_UNRECOGNIZED_NAME and the alert unrecognized_name. NULL for none (default).
 * \param p_sni  Handed to `f_sni`.
 */
void mbedtls_ssl_conf_sni(struct mbedtls_ssl_config *conf,
                          int (*f_sni)(void *context,
                                       struct mbedtls_ssl_context *ssl,
                                       const unsigned char *name,
                                       size_t name_len),
                          void *p_sni);

/**
 * Server: sets a function that is asked once the whole ClientHello has been read, before cipher suite and certificate are
 * chosen, also if the client gave no name. It may choose for this handshake as that of `mbedtls_ssl_conf_sni()` may;
 * `mbedtls_ssl_get_hs_sni()` tells it the name.
 *
 * \param conf       The configuration. NULL is ignored.
 * \param f_cert_cb  Called with the context. It returns 0; another value ends the handshake, which returns that value and
 *                   sends no alert. NULL for none (default).
 */
void mbedtls_ssl_conf_cert_cb(struct mbedtls_ssl_config *conf,
                              mbedtls_ssl_hs_cb_t f_cert_cb);

/**
 * Server: the name that the client wants to reach, for the functions of `mbedtls_ssl_conf_sni()` and
 * `mbedtls_ssl_conf_cert_cb()`.
 *
 * \param ssl       The context. NULL gives NULL.
 * \param name_len  Receives the length of the name in bytes, 0 without one. NULL is allowed.
 *
 * \return          The name, which does not end in NUL, alive until the function returns; NULL if the client gave none, and
 *                  outside of these functions.
 */
const unsigned char *mbedtls_ssl_get_hs_sni(struct mbedtls_ssl_context *ssl,
                                            size_t *name_len);

/**
 * Server: sets the functions that keep sessions by their ids and find them again. `mbedtls_ssl_cache_get()` and
 * `mbedtls_ssl_cache_set()` are such functions.
 *
 * \param conf         The configuration. NULL is ignored.
 * \param p_cache      Handed to both; shared by all contexts of the configuration, in all threads.
 * \param f_get_cache  Called with `p_cache`, an id, its length and an empty session, which it fills, with
 *                     `mbedtls_ssl_session_load()` for example; returns 0 if there is such a session. NULL: none is
 *                     found (default).
 * \param f_set_cache  Called with `p_cache`, the id of a new session, its length and the session, of which it keeps a
 *                     copy, made with `mbedtls_ssl_session_save()` for example; what it returns changes nothing. It is
 *                     called before the handshake is over. NULL: none is kept (default).
 */
void mbedtls_ssl_conf_session_cache(struct mbedtls_ssl_config *conf,
                                    void *p_cache,
                                    mbedtls_ssl_cache_get_t *f_get_cache,
                                    mbedtls_ssl_cache_set_t *f_set_cache);

/**
 * Server: sets the functions that seal sessions into tickets, which clients keep, and open them again (RFC 5077).
 * `mbedtls_ssl_ticket_write()` and `mbedtls_ssl_ticket_parse()` are such functions.
 *
 * \param conf            The configuration. NULL is ignored.
 * \param f_ticket_write  Called with `p_ticket`, a session, the room for the ticket (start and end), and where its length
 *                        and its lifetime in seconds go. If it does not return 0 the client gets no ticket.
 * \param f_ticket_parse  Called with `p_ticket`, an empty session, which it fills, and a ticket with its length, which it
 *                        may change in place. If it does not return 0 the handshake is a full one. With cookies it is
 *                        called only once the client's address is proven.
 * \param p_ticket        Handed to both; shared by all contexts of the configuration, in all threads.
 *
 * If either function is NULL there are no tickets (default).
 */
void mbedtls_ssl_conf_session_tickets_cb(struct mbedtls_ssl_config *conf,
                                         mbedtls_ssl_ticket_write_t *f_ticket_write,
                                         mbedtls_ssl_ticket_parse_t *f_ticket_parse,
                                         void *p_ticket);

/**
 * Client: switches session tickets (RFC 5077).
 *
 * \param conf         The configuration. NULL is ignored.
 * \param use_tickets  MBEDTLS_SSL_SESSION_TICKETS_ENABLED (default) or MBEDTLS_SSL_SESSION_TICKETS_DISABLED. Other values
 *                     count as the former.
 */
void mbedtls_ssl_conf_session_tickets(struct mbedtls_ssl_config *conf,
                                      int use_tickets);

/**
 * Server: sets how many tickets a (D)TLS 1.3 handshake ends with. DTLS 1.2, the version of this library, gives one.
 *
 * \param conf         The configuration. NULL is ignored.
 * \param num_tickets  The number.
 */
void mbedtls_ssl_conf_new_session_tickets(struct mbedtls_ssl_config *conf,
                                          uint16_t num_tickets);

/**
 * Client: chooses whether `mbedtls_ssl_read()` tells of a (D)TLS 1.3 ticket by
 * MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET. A ticket of DTLS 1.2, the version of this library, comes within the handshake.
 *
 * \param conf                        The configuration. NULL is ignored.
 * \param signal_new_session_tickets  MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_DISABLED (default) or
 *                                    MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED.
 */
void mbedtls_ssl_conf_tls13_enable_signal_new_session_tickets(struct mbedtls_ssl_config *conf,
                                                              int signal_new_session_tickets);

/**
 * Makes a struct without a session, whatever its memory held before.
 *
 * \param session  The struct. NULL is ignored.
 */
void mbedtls_ssl_session_init(struct mbedtls_ssl_session *session);

/**
 * Frees what a session holds, and wipes it.
 *
 * \param session  The session. NULL is ignored, freeing twice is harmless.
 */
void mbedtls_ssl_session_free(struct mbedtls_ssl_session *session);

/**
 * Client: copies the session out of a connection, for `mbedtls_ssl_set_session()` on a later one. Once for each
 * connection: two connections that resume by one ticket can be told to be of one client.
 *
 * \param ssl      The context, with its handshake over.
 * \param session  Where it goes; a session that is there is freed.
 *
 * \return         0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if it was taken before; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an
 *                 argument is NULL, the context is a server's or not set up, or the handshake is not over.
 */
int mbedtls_ssl_get_session(const struct mbedtls_ssl_context *ssl,
                            struct mbedtls_ssl_session *session);

/**
 * Client: sets the session to resume by the next handshake, if the server agrees; if not, the handshake is a full one. To
 * be called before the handshake, once; `mbedtls_ssl_session_reset()` forgets it. One that is set while the handshake runs
 * counts for nothing.
 *
 * \param ssl      The context.
 * \param session  The session; it is copied. One that is empty, or of a cipher suite that is not offered, is passed over,
 *                 as is one whose server was not authenticated as the configuration now demands, or under another host
 *                 name, and one with an extended master secret if that is switched off (RFC 7627 section 5.3).
 *
 * \return         0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if one was set before; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an
 *                 argument is NULL, the context is a server's or not set up, or its handshake is over.
 */
int mbedtls_ssl_set_session(struct mbedtls_ssl_context *ssl,
                            const struct mbedtls_ssl_session *session);

/**
 * Writes a session as bytes, which any build of this library with the same format loads, on any machine. They hold the
 * master secret: keep them secret and unchanged.
 *
 * \param session  The session.
 * \param buf      Where the bytes go.
 * \param buf_len  The room there.
 * \param olen     Where their number goes, also if there is too little room.
 *
 * \return         0; MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if the session is empty;
 *                 MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `session` or `olen` is NULL, `buf` is NULL and `buf_len` not 0, or
 *                 the session is none of this library's.
 */
int mbedtls_ssl_session_save(const struct mbedtls_ssl_session *session,
                             unsigned char *buf,
                             size_t buf_len,
                             size_t *olen);

/**
 * Reads a session from the bytes that `mbedtls_ssl_session_save()` wrote.
 *
 * \param session  Where it goes; a session that is there is freed, also if the bytes are refused.
 * \param buf      The bytes.
 * \param len      Their number, exactly as many as were written.
 *
 * \return         0; MBEDTLS_ERR_SSL_VERSION_MISMATCH if another library or format wrote them;
 *                 MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL, or the bytes are damaged or not all there.
 */
int mbedtls_ssl_session_load(struct mbedtls_ssl_session *session,
                             const unsigned char *buf,
                             size_t len);

/**
 * The array in which a session's id stands; `mbedtls_ssl_session_get_id_len()` says how much of it.
 *
 * \param session  The session. NULL gives NULL.
 *
 * \return         The array, alive as long as the session.
 */
const unsigned char (*mbedtls_ssl_session_get_id(const struct mbedtls_ssl_session *session))[32];

/**
 * The length of a session's id in bytes: 0 to 32.
 *
 * \param session  The session. NULL gives 0.
 *
 * \return         The length; 0 for a session behind a ticket alone.
 */
size_t mbedtls_ssl_session_get_id_len(const struct mbedtls_ssl_session *session);

/**
 * The number of a session's cipher suite (IANA TLS Cipher Suites).
 *
 * \param session  The session. NULL gives 0.
 *
 * \return         The number, 0 for an empty session.
 */
int mbedtls_ssl_session_get_ciphersuite_id(const struct mbedtls_ssl_session *session);

/**
 * When the ticket was made that a server's session came out of, or goes into; for functions of
 * `mbedtls_ssl_conf_session_tickets_cb()`.
 *
 * \param session               The session.
 * \param ticket_creation_time  Where it goes, in milliseconds of `mbedtls_ms_time()`.
 *
 * \return                      0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL or the session is a client's.
 */
int mbedtls_ssl_session_get_ticket_creation_time(struct mbedtls_ssl_session *session,
                                                 mbedtls_ms_time_t *ticket_creation_time);

/**
 * The name of a profile, as its constant is called.
 *
 * \param profile  The profile.
 *
 * \return         The name, alive for ever; an empty text for a profile that is not known here.
 */
const char *mbedtls_ssl_get_srtp_profile_as_string(mbedtls_ssl_srtp_profile profile);

/**
 * Chooses whether the identifier of the SRTP master key is offered (a client's, see
 * `mbedtls_ssl_dtls_srtp_set_mki_value()`) or accepted (a server takes the client's).
 *
 * \param conf               The configuration. NULL is ignored.
 * \param support_mki_value  MBEDTLS_SSL_DTLS_SRTP_MKI_UNSUPPORTED (default) or MBEDTLS_SSL_DTLS_SRTP_MKI_SUPPORTED. With
 *                           another value identifiers can be set, and are neither offered nor accepted.
 */
void mbedtls_ssl_conf_srtp_mki_value_supported(struct mbedtls_ssl_config *conf,
                                               int support_mki_value);

/**
 * Sets the profiles for the protection of media to offer or accept; on both sides the client's order decides. Without
 * a common one the handshake goes on without SRTP.
 *
 * Keys come from `mbedtls_ssl_export_keying_material()` with the label "EXTRACTOR-dtls_srtp" and no context, or from
 * what `mbedtls_ssl_set_export_keys_cb()` gives through `mbedtls_ssl_tls_prf()`: client's key, server's key, client's
 * salt, server's salt (RFC 5764 section 4.2).
 *
 * \param conf      The configuration.
 * \param profiles  At most MBEDTLS_TLS_SRTP_MAX_PROFILE_LIST_LENGTH constants MBEDTLS_TLS_SRTP_*, best first, ended by
 *                  MBEDTLS_TLS_SRTP_UNSET; alive and unchanged as long as the configuration. An empty list is no SRTP
 *                  (default).
 *
 * \return          0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if an argument is NULL, or the list too long or with something else
 *                  in it; after the latter the configuration has no SRTP.
 */
int mbedtls_ssl_conf_dtls_srtp_protection_profiles(struct mbedtls_ssl_config *conf,
                                                   const mbedtls_ssl_srtp_profile *profiles);

/**
 * Client: sets the identifier of the SRTP master key (RFC 5764 section 4.1.3) to offer in the next handshakes. On a
 * server it has no effect: that takes the client's.
 *
 * \param ssl        The context.
 * \param mki_value  The identifier; it is copied.
 * \param mki_len    Its length, at most MBEDTLS_TLS_SRTP_MAX_MKI_LENGTH; 0 for none.
 *
 * \return           0; MBEDTLS_ERR_SSL_BAD_INPUT_DATA if `ssl` is NULL or not set up, the identifier is too long, or
 *                   `mki_value` NULL and `mki_len` not 0; MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE if
 *                   `mbedtls_ssl_conf_srtp_mki_value_supported()` did not allow identifiers.
 */
int mbedtls_ssl_dtls_srtp_set_mki_value(struct mbedtls_ssl_context *ssl,
                                        unsigned char *mki_value,
                                        uint16_t mki_len);

/**
 * Tells which profile for the protection of media both sides agreed on, with the identifier of the master key; known from
 * the hellos on.
 *
 * \param ssl             The context. NULL, and one that is not set up, count as one that agreed on none.
 * \param dtls_srtp_info  Receives it: the profile is MBEDTLS_TLS_SRTP_UNSET if none was negotiated. NULL is ignored.
 */
void mbedtls_ssl_get_dtls_srtp_negotiation_result(const struct mbedtls_ssl_context *ssl,
                                                  struct mbedtls_dtls_srtp_info *dtls_srtp_info);

/**
 * Stores a pointer of the application's own beside a configuration.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param p      The pointer; not followed. It takes the place of a number set before.
 */
void mbedtls_ssl_conf_set_user_data_p(struct mbedtls_ssl_config *conf, void *p);

/**
 * Stores a number of the application's own beside a configuration.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param n      The number. It takes the place of a pointer set before.
 */
void mbedtls_ssl_conf_set_user_data_n(struct mbedtls_ssl_config *conf, size_t n);

/**
 * The pointer stored by `mbedtls_ssl_conf_set_user_data_p()`.
 *
 * \param conf   The configuration. NULL gives NULL.
 *
 * \return       The pointer; NULL if none was stored, unspecified if a number was stored last.
 */
void *mbedtls_ssl_conf_get_user_data_p(struct mbedtls_ssl_config *conf);

/**
 * The number stored by `mbedtls_ssl_conf_set_user_data_n()`.
 *
 * \param conf   The configuration. NULL gives 0.
 *
 * \return       The number; 0 if none was stored, unspecified if a pointer was stored last.
 */
size_t mbedtls_ssl_conf_get_user_data_n(struct mbedtls_ssl_config *conf);

/**
 * Stores a pointer of the application's own beside a context. Resets leave it.
 *
 * \param ssl    The context. NULL is ignored.
 * \param p      The pointer; not followed. It takes the place of a number set before.
 */
void mbedtls_ssl_set_user_data_p(struct mbedtls_ssl_context *ssl, void *p);

/**
 * Stores a number of the application's own beside a context. Resets leave it.
 *
 * \param ssl    The context. NULL is ignored.
 * \param n      The number. It takes the place of a pointer set before.
 */
void mbedtls_ssl_set_user_data_n(struct mbedtls_ssl_context *ssl, size_t n);

/**
 * The pointer stored by `mbedtls_ssl_set_user_data_p()`.
 *
 * \param ssl    The context. NULL gives NULL.
 *
 * \return       The pointer; NULL if none was stored, unspecified if a number was stored last.
 */
void *mbedtls_ssl_get_user_data_p(struct mbedtls_ssl_context *ssl);

/**
 * The number stored by `mbedtls_ssl_set_user_data_n()`.
 *
 * \param ssl    The context. NULL gives 0.
 *
 * \return       The number; 0 if none was stored, unspecified if a pointer was stored last.
 */
size_t mbedtls_ssl_get_user_data_n(struct mbedtls_ssl_context *ssl);

/**
 * Sets the highest protocol version.
 *
 * \param conf         The configuration. NULL is ignored.
 * \param tls_version  MBEDTLS_SSL_VERSION_TLS1_2 (default). With another `mbedtls_ssl_setup()` fails.
 */
void mbedtls_ssl_conf_max_tls_version(struct mbedtls_ssl_config *conf,
                                      mbedtls_ssl_protocol_version tls_version);

/**
 * Sets the lowest protocol version.
 *
 * \param conf         The configuration. NULL is ignored.
 * \param tls_version  MBEDTLS_SSL_VERSION_TLS1_2 (default). With another `mbedtls_ssl_setup()` fails.
 */
void mbedtls_ssl_conf_min_tls_version(struct mbedtls_ssl_config *conf,
                                      mbedtls_ssl_protocol_version tls_version);

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/**
 * Sets the highest protocol version. Deprecated: see `mbedtls_ssl_conf_max_tls_version()`.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param major  MBEDTLS_SSL_MAJOR_VERSION_3.
 * \param minor  MBEDTLS_SSL_MINOR_VERSION_3 for (D)TLS 1.2.
 */
void MBEDTLS_DEPRECATED mbedtls_ssl_conf_max_version(struct mbedtls_ssl_config *conf, int major, int minor);
#endif

#if !defined(MBEDTLS_DEPRECATED_REMOVED)
/**
 * Sets the lowest protocol version. Deprecated: see `mbedtls_ssl_conf_min_tls_version()`.
 *
 * \param conf   The configuration. NULL is ignored.
 * \param major  MBEDTLS_SSL_MAJOR_VERSION_3.
 * \param minor  MBEDTLS_SSL_MINOR_VERSION_3 for (D)TLS 1.2.
 */
void MBEDTLS_DEPRECATED mbedtls_ssl_conf_min_version(struct mbedtls_ssl_config *conf, int major, int minor);
#endif

#ifdef __cplusplus
}  /* extern "C" */
#endif  /* __cplusplus */

#endif  /* MBEDTLS_SSL_H */
