//! Key exchanges.

/// How a suite's keys are agreed.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum mbedtls_key_exchange_type_t {
    /// None.
    MBEDTLS_KEY_EXCHANGE_NONE = 0,
    /// RSA encryption (not offered).
    MBEDTLS_KEY_EXCHANGE_RSA,
    /// Ephemeral Diffie-Hellman signed by RSA (not offered).
    MBEDTLS_KEY_EXCHANGE_DHE_RSA,
    /// Ephemeral elliptic-curve Diffie-Hellman signed by RSA (RFC 8422).
    MBEDTLS_KEY_EXCHANGE_ECDHE_RSA,
    /// Ephemeral elliptic-curve Diffie-Hellman signed by ECDSA (RFC 8422).
    MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA,
    /// A pre-shared key alone (RFC 4279).
    MBEDTLS_KEY_EXCHANGE_PSK,
    /// A pre-shared key with ephemeral Diffie-Hellman (not offered).
    MBEDTLS_KEY_EXCHANGE_DHE_PSK,
    /// A pre-shared key with RSA encryption (not offered).
    MBEDTLS_KEY_EXCHANGE_RSA_PSK,
    /// A pre-shared key with ephemeral elliptic-curve Diffie-Hellman (RFC 5489).
    MBEDTLS_KEY_EXCHANGE_ECDHE_PSK,
    /// Static elliptic-curve Diffie-Hellman by an RSA-signed certificate (not offered).
    MBEDTLS_KEY_EXCHANGE_ECDH_RSA,
    /// Static elliptic-curve Diffie-Hellman by an ECDSA-signed certificate (not offered).
    MBEDTLS_KEY_EXCHANGE_ECDH_ECDSA,
    /// Elliptic-curve J-PAKE (not offered).
    MBEDTLS_KEY_EXCHANGE_ECJPAKE,
}
