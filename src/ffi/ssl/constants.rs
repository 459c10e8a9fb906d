//! The numbers of `mbedtls/ssl.h`: named as the protocol's registries or the functions that take them name them.

#![expect(missing_docs, reason = "the names are those of the registries; each group says which")]

use std::ffi::c_int;

// Named groups (IANA TLS Supported Groups).
pub const MBEDTLS_SSL_IANA_TLS_GROUP_NONE: u16 = 0;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP192K1: u16 = 0x0012;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP192R1: u16 = 0x0013;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP224K1: u16 = 0x0014;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP224R1: u16 = 0x0015;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP256K1: u16 = 0x0016;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1: u16 = 0x0017;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1: u16 = 0x0018;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_SECP521R1: u16 = 0x0019;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_BP256R1: u16 = 0x001A;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_BP384R1: u16 = 0x001B;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_BP512R1: u16 = 0x001C;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_X25519: u16 = 0x001D;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_X448: u16 = 0x001E;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE2048: u16 = 0x0100;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE3072: u16 = 0x0101;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE4096: u16 = 0x0102;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE6144: u16 = 0x0103;
pub const MBEDTLS_SSL_IANA_TLS_GROUP_FFDHE8192: u16 = 0x0104;

// Protocol versions of the deprecated functions.
pub const MBEDTLS_SSL_MAJOR_VERSION_3: c_int = 3;
pub const MBEDTLS_SSL_MINOR_VERSION_3: c_int = 3;
pub const MBEDTLS_SSL_MINOR_VERSION_4: c_int = 4;

// Transports.
pub const MBEDTLS_SSL_TRANSPORT_STREAM: c_int = 0;
pub const MBEDTLS_SSL_TRANSPORT_DATAGRAM: c_int = 1;

// Limits.
pub const MBEDTLS_SSL_MAX_HOST_NAME_LEN: c_int = 255;
pub const MBEDTLS_SSL_MAX_ALPN_NAME_LEN: c_int = 255;

// Roles.
pub const MBEDTLS_SSL_IS_CLIENT: c_int = 0;
pub const MBEDTLS_SSL_IS_SERVER: c_int = 1;

// Encrypt-then-MAC (RFC 7366).
pub const MBEDTLS_SSL_ETM_DISABLED: c_int = 0;
pub const MBEDTLS_SSL_ETM_ENABLED: c_int = 1;

// Extended master secret (RFC 7627).
pub const MBEDTLS_SSL_EXTENDED_MS_DISABLED: c_int = 0;
pub const MBEDTLS_SSL_EXTENDED_MS_ENABLED: c_int = 1;

// Compression.
pub const MBEDTLS_SSL_COMPRESS_NULL: c_int = 0;

// What to ask of the peer's certificate.
pub const MBEDTLS_SSL_VERIFY_NONE: c_int = 0;
pub const MBEDTLS_SSL_VERIFY_OPTIONAL: c_int = 1;
pub const MBEDTLS_SSL_VERIFY_REQUIRED: c_int = 2;
pub const MBEDTLS_SSL_VERIFY_UNSET: c_int = 3;

// Renegotiation (RFC 5746).
pub const MBEDTLS_SSL_LEGACY_RENEGOTIATION: c_int = 0;
pub const MBEDTLS_SSL_SECURE_RENEGOTIATION: c_int = 1;
pub const MBEDTLS_SSL_RENEGOTIATION_DISABLED: c_int = 0;
pub const MBEDTLS_SSL_RENEGOTIATION_ENABLED: c_int = 1;
pub const MBEDTLS_SSL_LEGACY_NO_RENEGOTIATION: c_int = 0;
pub const MBEDTLS_SSL_LEGACY_ALLOW_RENEGOTIATION: c_int = 1;
pub const MBEDTLS_SSL_LEGACY_BREAK_HANDSHAKE: c_int = 2;
/// For `mbedtls_ssl_conf_renegotiation_enforced()`: never close a connection because its peer does not renegotiate.
pub const MBEDTLS_SSL_RENEGOTIATION_NOT_ENFORCED: c_int = -1;
/// How many records a peer may send before the renegotiation that it was asked for, by default.
pub const MBEDTLS_SSL_RENEGO_MAX_RECORDS_DEFAULT: c_int = 16;

// Connection ids (RFC 9146).
pub const MBEDTLS_SSL_CID_DISABLED: c_int = 0;
pub const MBEDTLS_SSL_CID_ENABLED: c_int = 1;
pub const MBEDTLS_SSL_UNEXPECTED_CID_IGNORE: c_int = 0;
pub const MBEDTLS_SSL_UNEXPECTED_CID_FAIL: c_int = 1;

// Session tickets (RFC 5077).
pub const MBEDTLS_SSL_SESSION_TICKETS_DISABLED: c_int = 0;
pub const MBEDTLS_SSL_SESSION_TICKETS_ENABLED: c_int = 1;
pub const MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_DISABLED: c_int = 0;
pub const MBEDTLS_SSL_TLS1_3_SIGNAL_NEW_SESSION_TICKETS_ENABLED: c_int = 1;

// Replay detection.
pub const MBEDTLS_SSL_ANTI_REPLAY_DISABLED: c_int = 0;
pub const MBEDTLS_SSL_ANTI_REPLAY_ENABLED: c_int = 1;

// Presets of mbedtls_ssl_config_defaults.
pub const MBEDTLS_SSL_PRESET_DEFAULT: c_int = 0;
pub const MBEDTLS_SSL_PRESET_SUITEB: c_int = 2;

// CA names in the CertificateRequest.
pub const MBEDTLS_SSL_CERT_REQ_CA_LIST_ENABLED: c_int = 1;
pub const MBEDTLS_SSL_CERT_REQ_CA_LIST_DISABLED: c_int = 0;

// Whose order of suites decides.
pub const MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_CLIENT: c_int = 1;
pub const MBEDTLS_SSL_SRV_CIPHERSUITE_ORDER_SERVER: c_int = 0;

// Retransmission delays by default, in milliseconds.
pub const MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MIN: u32 = 1000;
pub const MBEDTLS_SSL_DTLS_TIMEOUT_DFL_MAX: u32 = 60000;

// Hashes of (D)TLS 1.2 signature algorithms.
pub const MBEDTLS_SSL_HASH_NONE: c_int = 0;
pub const MBEDTLS_SSL_HASH_MD5: c_int = 1;
pub const MBEDTLS_SSL_HASH_SHA1: c_int = 2;
pub const MBEDTLS_SSL_HASH_SHA224: c_int = 3;
pub const MBEDTLS_SSL_HASH_SHA256: c_int = 4;
pub const MBEDTLS_SSL_HASH_SHA384: c_int = 5;
pub const MBEDTLS_SSL_HASH_SHA512: c_int = 6;

// Signatures of (D)TLS 1.2 signature algorithms.
pub const MBEDTLS_SSL_SIG_ANON: c_int = 0;
pub const MBEDTLS_SSL_SIG_RSA: c_int = 1;
pub const MBEDTLS_SSL_SIG_ECDSA: c_int = 3;

// Signature schemes (IANA TLS SignatureScheme).
pub const MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256: u16 = 0x0401;
pub const MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384: u16 = 0x0501;
pub const MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA512: u16 = 0x0601;
pub const MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256: u16 = 0x0403;
pub const MBEDTLS_TLS1_3_SIG_ECDSA_SECP384R1_SHA384: u16 = 0x0503;
pub const MBEDTLS_TLS1_3_SIG_ECDSA_SECP521R1_SHA512: u16 = 0x0603;
pub const MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA256: u16 = 0x0804;
pub const MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA384: u16 = 0x0805;
pub const MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA512: u16 = 0x0806;
pub const MBEDTLS_TLS1_3_SIG_ED25519: u16 = 0x0807;
pub const MBEDTLS_TLS1_3_SIG_ED448: u16 = 0x0808;
pub const MBEDTLS_TLS1_3_SIG_RSA_PSS_PSS_SHA256: u16 = 0x0809;
pub const MBEDTLS_TLS1_3_SIG_RSA_PSS_PSS_SHA384: u16 = 0x080A;
pub const MBEDTLS_TLS1_3_SIG_RSA_PSS_PSS_SHA512: u16 = 0x080B;
pub const MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA1: u16 = 0x0201;
pub const MBEDTLS_TLS1_3_SIG_ECDSA_SHA1: u16 = 0x0203;
pub const MBEDTLS_TLS1_3_SIG_NONE: u16 = 0x0;

// Kinds of client certificates.
pub const MBEDTLS_SSL_CERT_TYPE_RSA_SIGN: c_int = 1;
pub const MBEDTLS_SSL_CERT_TYPE_ECDSA_SIGN: c_int = 64;

// Content types of records.
pub const MBEDTLS_SSL_MSG_CHANGE_CIPHER_SPEC: c_int = 20;
pub const MBEDTLS_SSL_MSG_ALERT: c_int = 21;
pub const MBEDTLS_SSL_MSG_HANDSHAKE: c_int = 22;
pub const MBEDTLS_SSL_MSG_APPLICATION_DATA: c_int = 23;
pub const MBEDTLS_SSL_MSG_CID: c_int = 25;

// Alert levels.
pub const MBEDTLS_SSL_ALERT_LEVEL_WARNING: c_int = 1;
pub const MBEDTLS_SSL_ALERT_LEVEL_FATAL: c_int = 2;

// Alert descriptions.
pub const MBEDTLS_SSL_ALERT_MSG_CLOSE_NOTIFY: c_int = 0;
pub const MBEDTLS_SSL_ALERT_MSG_UNEXPECTED_MESSAGE: c_int = 10;
pub const MBEDTLS_SSL_ALERT_MSG_BAD_RECORD_MAC: c_int = 20;
pub const MBEDTLS_SSL_ALERT_MSG_DECRYPTION_FAILED: c_int = 21;
pub const MBEDTLS_SSL_ALERT_MSG_RECORD_OVERFLOW: c_int = 22;
pub const MBEDTLS_SSL_ALERT_MSG_DECOMPRESSION_FAILURE: c_int = 30;
pub const MBEDTLS_SSL_ALERT_MSG_HANDSHAKE_FAILURE: c_int = 40;
pub const MBEDTLS_SSL_ALERT_MSG_NO_CERT: c_int = 41;
pub const MBEDTLS_SSL_ALERT_MSG_BAD_CERT: c_int = 42;
pub const MBEDTLS_SSL_ALERT_MSG_UNSUPPORTED_CERT: c_int = 43;
pub const MBEDTLS_SSL_ALERT_MSG_CERT_REVOKED: c_int = 44;
pub const MBEDTLS_SSL_ALERT_MSG_CERT_EXPIRED: c_int = 45;
pub const MBEDTLS_SSL_ALERT_MSG_CERT_UNKNOWN: c_int = 46;
pub const MBEDTLS_SSL_ALERT_MSG_ILLEGAL_PARAMETER: c_int = 47;
pub const MBEDTLS_SSL_ALERT_MSG_UNKNOWN_CA: c_int = 48;
pub const MBEDTLS_SSL_ALERT_MSG_ACCESS_DENIED: c_int = 49;
pub const MBEDTLS_SSL_ALERT_MSG_DECODE_ERROR: c_int = 50;
pub const MBEDTLS_SSL_ALERT_MSG_DECRYPT_ERROR: c_int = 51;
pub const MBEDTLS_SSL_ALERT_MSG_EXPORT_RESTRICTION: c_int = 60;
pub const MBEDTLS_SSL_ALERT_MSG_PROTOCOL_VERSION: c_int = 70;
pub const MBEDTLS_SSL_ALERT_MSG_INSUFFICIENT_SECURITY: c_int = 71;
pub const MBEDTLS_SSL_ALERT_MSG_INTERNAL_ERROR: c_int = 80;
pub const MBEDTLS_SSL_ALERT_MSG_INAPROPRIATE_FALLBACK: c_int = 86;
pub const MBEDTLS_SSL_ALERT_MSG_USER_CANCELED: c_int = 90;
pub const MBEDTLS_SSL_ALERT_MSG_NO_RENEGOTIATION: c_int = 100;
pub const MBEDTLS_SSL_ALERT_MSG_MISSING_EXTENSION: c_int = 109;
pub const MBEDTLS_SSL_ALERT_MSG_UNSUPPORTED_EXT: c_int = 110;
pub const MBEDTLS_SSL_ALERT_MSG_UNRECOGNIZED_NAME: c_int = 112;
pub const MBEDTLS_SSL_ALERT_MSG_UNKNOWN_PSK_IDENTITY: c_int = 115;
pub const MBEDTLS_SSL_ALERT_MSG_CERT_REQUIRED: c_int = 116;
pub const MBEDTLS_SSL_ALERT_MSG_NO_APPLICATION_PROTOCOL: c_int = 120;

// Handshake message types.
pub const MBEDTLS_SSL_HS_HELLO_REQUEST: c_int = 0;
pub const MBEDTLS_SSL_HS_CLIENT_HELLO: c_int = 1;
pub const MBEDTLS_SSL_HS_SERVER_HELLO: c_int = 2;
pub const MBEDTLS_SSL_HS_HELLO_VERIFY_REQUEST: c_int = 3;
pub const MBEDTLS_SSL_HS_NEW_SESSION_TICKET: c_int = 4;
pub const MBEDTLS_SSL_HS_END_OF_EARLY_DATA: c_int = 5;
pub const MBEDTLS_SSL_HS_ENCRYPTED_EXTENSIONS: c_int = 8;
pub const MBEDTLS_SSL_HS_CERTIFICATE: c_int = 11;
pub const MBEDTLS_SSL_HS_SERVER_KEY_EXCHANGE: c_int = 12;
pub const MBEDTLS_SSL_HS_CERTIFICATE_REQUEST: c_int = 13;
pub const MBEDTLS_SSL_HS_SERVER_HELLO_DONE: c_int = 14;
pub const MBEDTLS_SSL_HS_CERTIFICATE_VERIFY: c_int = 15;
pub const MBEDTLS_SSL_HS_CLIENT_KEY_EXCHANGE: c_int = 16;
pub const MBEDTLS_SSL_HS_FINISHED: c_int = 20;
pub const MBEDTLS_SSL_HS_MESSAGE_HASH: c_int = 254;

// Extension numbers.
pub const MBEDTLS_TLS_EXT_SERVERNAME: c_int = 0;
pub const MBEDTLS_TLS_EXT_SERVERNAME_HOSTNAME: c_int = 0;
pub const MBEDTLS_TLS_EXT_MAX_FRAGMENT_LENGTH: c_int = 1;
pub const MBEDTLS_TLS_EXT_TRUNCATED_HMAC: c_int = 4;
pub const MBEDTLS_TLS_EXT_STATUS_REQUEST: c_int = 5;
pub const MBEDTLS_TLS_EXT_SUPPORTED_ELLIPTIC_CURVES: c_int = 10;
pub const MBEDTLS_TLS_EXT_SUPPORTED_GROUPS: c_int = 10;
pub const MBEDTLS_TLS_EXT_SUPPORTED_POINT_FORMATS: c_int = 11;
pub const MBEDTLS_TLS_EXT_SIG_ALG: c_int = 13;
pub const MBEDTLS_TLS_EXT_USE_SRTP: c_int = 14;
pub const MBEDTLS_TLS_EXT_HEARTBEAT: c_int = 15;
pub const MBEDTLS_TLS_EXT_ALPN: c_int = 16;
pub const MBEDTLS_TLS_EXT_SCT: c_int = 18;
pub const MBEDTLS_TLS_EXT_CLI_CERT_TYPE: c_int = 19;
pub const MBEDTLS_TLS_EXT_SERV_CERT_TYPE: c_int = 20;
pub const MBEDTLS_TLS_EXT_PADDING: c_int = 21;
pub const MBEDTLS_TLS_EXT_ENCRYPT_THEN_MAC: c_int = 22;
pub const MBEDTLS_TLS_EXT_EXTENDED_MASTER_SECRET: c_int = 0x0017;
pub const MBEDTLS_TLS_EXT_RECORD_SIZE_LIMIT: c_int = 28;
pub const MBEDTLS_TLS_EXT_SESSION_TICKET: c_int = 35;
pub const MBEDTLS_TLS_EXT_PRE_SHARED_KEY: c_int = 41;
pub const MBEDTLS_TLS_EXT_EARLY_DATA: c_int = 42;
pub const MBEDTLS_TLS_EXT_SUPPORTED_VERSIONS: c_int = 43;
pub const MBEDTLS_TLS_EXT_COOKIE: c_int = 44;
pub const MBEDTLS_TLS_EXT_PSK_KEY_EXCHANGE_MODES: c_int = 45;
pub const MBEDTLS_TLS_EXT_CERT_AUTH: c_int = 47;
pub const MBEDTLS_TLS_EXT_OID_FILTERS: c_int = 48;
pub const MBEDTLS_TLS_EXT_POST_HANDSHAKE_AUTH: c_int = 49;
pub const MBEDTLS_TLS_EXT_SIG_ALG_CERT: c_int = 50;
pub const MBEDTLS_TLS_EXT_KEY_SHARE: c_int = 51;
pub const MBEDTLS_TLS_EXT_CID: c_int = 54;
pub const MBEDTLS_TLS_EXT_ECJPAKE_KKPP: c_int = 256;
pub const MBEDTLS_TLS_EXT_RENEGOTIATION_INFO: c_int = 0xFF01;
