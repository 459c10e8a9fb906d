//! The error numbers of `mbedtls/ssl.h`.

use std::ffi::c_int;

/// An asynchronous cryptographic operation goes on; call again.
pub const MBEDTLS_ERR_SSL_CRYPTO_IN_PROGRESS: c_int = -0x7000;
/// What was asked for is not offered by this build, or not in this combination.
pub const MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE: c_int = -0x7080;
/// An argument is NULL, out of range, or the call came at the wrong time.
pub const MBEDTLS_ERR_SSL_BAD_INPUT_DATA: c_int = -0x7100;
/// A record failed authentication where that could not be passed over.
pub const MBEDTLS_ERR_SSL_INVALID_MAC: c_int = -0x7180;
/// Bytes that are no valid record came where that could not be passed over.
pub const MBEDTLS_ERR_SSL_INVALID_RECORD: c_int = -0x7200;
/// The transport reported its end.
pub const MBEDTLS_ERR_SSL_CONN_EOF: c_int = -0x7280;
/// A message of the peer could not be decoded.
pub const MBEDTLS_ERR_SSL_DECODE_ERROR: c_int = -0x7300;
/// The configuration has no random generator.
pub const MBEDTLS_ERR_SSL_NO_RNG: c_int = -0x7400;
/// The client sent no certificate although one is required.
pub const MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE: c_int = -0x7480;
/// The peer sent an extension that was not asked for.
pub const MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION: c_int = -0x7500;
/// No application protocol (ALPN) in common.
pub const MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL: c_int = -0x7580;
/// Our own certificate or its private key is missing.
pub const MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED: c_int = -0x7600;
/// No certificate authority is configured to check the peer with.
pub const MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED: c_int = -0x7680;
/// A message of the peer came out of turn.
pub const MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE: c_int = -0x7700;
/// The peer ended the connection by a fatal alert.
pub const MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE: c_int = -0x7780;
/// The server does not answer to the name that the client gave (SNI).
pub const MBEDTLS_ERR_SSL_UNRECOGNIZED_NAME: c_int = -0x7800;
/// The peer closed the connection properly.
pub const MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: c_int = -0x7880;
/// The peer's certificate does not suit its purpose.
pub const MBEDTLS_ERR_SSL_BAD_CERTIFICATE: c_int = -0x7A00;
/// A session ticket arrived; not an error.
pub const MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET: c_int = -0x7B00;
/// Early data cannot be read.
pub const MBEDTLS_ERR_SSL_CANNOT_READ_EARLY_DATA: c_int = -0x7B80;
/// Early data arrived; not an error.
pub const MBEDTLS_ERR_SSL_RECEIVED_EARLY_DATA: c_int = -0x7C00;
/// Early data cannot be written.
pub const MBEDTLS_ERR_SSL_CANNOT_WRITE_EARLY_DATA: c_int = -0x7C80;
/// The session cache holds no such session.
pub const MBEDTLS_ERR_SSL_CACHE_ENTRY_NOT_FOUND: c_int = -0x7E80;
/// Memory ran out.
pub const MBEDTLS_ERR_SSL_ALLOC_FAILED: c_int = -0x7F00;
/// A key of the store of psa/crypto.h cannot be used as asked.
pub const MBEDTLS_ERR_SSL_HW_ACCEL_FAILED: c_int = -0x7F80;
/// A hardware accelerator passed; never returned, kept for programs that name it.
pub const MBEDTLS_ERR_SSL_HW_ACCEL_FALLTHROUGH: c_int = -0x6F80;
/// No protocol version in common.
pub const MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION: c_int = -0x6E80;
/// The two sides have nothing in common, or the peer falls short of our policy.
pub const MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE: c_int = -0x6E00;
/// A session ticket is out of date.
pub const MBEDTLS_ERR_SSL_SESSION_TICKET_EXPIRED: c_int = -0x6D80;
/// The key in a certificate does not fit the negotiated key exchange.
pub const MBEDTLS_ERR_SSL_PK_TYPE_MISMATCH: c_int = -0x6D00;
/// The server knows no key for the client's PSK identity.
pub const MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY: c_int = -0x6C80;
/// Something that cannot happen did; a bug of the library. The context can only be reset or freed.
pub const MBEDTLS_ERR_SSL_INTERNAL_ERROR: c_int = -0x6C00;
/// The sequence numbers of an epoch, or the epochs, are used up.
pub const MBEDTLS_ERR_SSL_COUNTER_WRAPPING: c_int = -0x6B80;
/// A renegotiation waits for the server's answer.
pub const MBEDTLS_ERR_SSL_WAITING_SERVER_HELLO_RENEGO: c_int = -0x6B00;
/// A HelloVerifyRequest was sent; reset the context and wait for the client's next hello (RFC 6347 section
/// 4.2.1).
pub const MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED: c_int = -0x6A80;
/// An output does not fit where it has to go.
pub const MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL: c_int = -0x6A00;
/// No datagram is there; call again when one is, or when the timer fires. Not an error.
pub const MBEDTLS_ERR_SSL_WANT_READ: c_int = -0x6900;
/// The transport takes nothing now; call again with the same arguments when it does. Not an error.
pub const MBEDTLS_ERR_SSL_WANT_WRITE: c_int = -0x6880;
/// The peer did not answer in time.
pub const MBEDTLS_ERR_SSL_TIMEOUT: c_int = -0x6800;
/// A client began a new handshake from the same address (RFC 6347 section 4.2.8).
pub const MBEDTLS_ERR_SSL_CLIENT_RECONNECT: c_int = -0x6780;
/// A record came where its content type, epoch or number has no place.
pub const MBEDTLS_ERR_SSL_UNEXPECTED_RECORD: c_int = -0x6700;
/// Something was passed over; never returned to programs.
pub const MBEDTLS_ERR_SSL_NON_FATAL: c_int = -0x6680;
/// A message of the peer says something that it must not say.
pub const MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER: c_int = -0x6600;
/// There is more to process; never returned to programs.
pub const MBEDTLS_ERR_SSL_CONTINUE_PROCESSING: c_int = -0x6580;
/// An operation of the application's asynchronous callbacks goes on; call again.
pub const MBEDTLS_ERR_SSL_ASYNC_IN_PROGRESS: c_int = -0x6500;
/// A message of a later flight came first; never returned to programs.
pub const MBEDTLS_ERR_SSL_EARLY_MESSAGE: c_int = -0x6480;
/// A record carries a connection id that is not ours, and the configuration makes that fail.
pub const MBEDTLS_ERR_SSL_UNEXPECTED_CID: c_int = -0x6000;
/// A serialised context or session was made by another version or configuration.
pub const MBEDTLS_ERR_SSL_VERSION_MISMATCH: c_int = -0x5F00;
/// The configuration contradicts itself.
pub const MBEDTLS_ERR_SSL_BAD_CONFIG: c_int = -0x5E80;
/// A client that verifies certificates was given no host name, and was not told that none is wanted.
pub const MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME: c_int = -0x5D80;
