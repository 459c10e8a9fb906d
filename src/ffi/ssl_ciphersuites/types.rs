use std::ffi::{c_char, c_int};

/// The suite is weak. None that is offered here is.
pub const MBEDTLS_CIPHERSUITE_WEAK: c_int = 0x01;
/// The records of the suite have a tag of 8 bytes.
pub const MBEDTLS_CIPHERSUITE_SHORT_TAG: c_int = 0x02;
/// The suite cannot be used with DTLS. None that is offered here has this.
pub const MBEDTLS_CIPHERSUITE_NODTLS: c_int = 0x04;

/// How a suite's premaster secret comes about. The numbers are those of Mbed TLS; not all of them are offered.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum mbedtls_key_exchange_type_t {
    /// None: TLS 1.3.
    MBEDTLS_KEY_EXCHANGE_NONE = 0,
    /// RSA encryption. Not offered.
    MBEDTLS_KEY_EXCHANGE_RSA,
    /// Ephemeral Diffie-Hellman signed by RSA. Not offered.
    MBEDTLS_KEY_EXCHANGE_DHE_RSA,
    /// Ephemeral elliptic-curve Diffie-Hellman signed by RSA (RFC 8422).
    MBEDTLS_KEY_EXCHANGE_ECDHE_RSA,
    /// Ephemeral elliptic-curve Diffie-Hellman signed by ECDSA (RFC 8422).
    MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA,
    /// A pre-shared key alone (RFC 4279).
    MBEDTLS_KEY_EXCHANGE_PSK,
    /// A pre-shared key with ephemeral Diffie-Hellman. Not offered.
    MBEDTLS_KEY_EXCHANGE_DHE_PSK,
    /// A pre-shared key with RSA encryption. Not offered.
    MBEDTLS_KEY_EXCHANGE_RSA_PSK,
    /// A pre-shared key with ephemeral elliptic-curve Diffie-Hellman (RFC 5489).
    MBEDTLS_KEY_EXCHANGE_ECDHE_PSK,
    /// Static elliptic-curve Diffie-Hellman signed by RSA. Not offered.
    MBEDTLS_KEY_EXCHANGE_ECDH_RSA,
    /// Static elliptic-curve Diffie-Hellman signed by ECDSA. Not offered.
    MBEDTLS_KEY_EXCHANGE_ECDH_ECDSA,
    /// A password (EC J-PAKE). Not offered.
    MBEDTLS_KEY_EXCHANGE_ECJPAKE,
}

/// What a cipher suite fixes.
#[repr(C)]
pub struct mbedtls_ssl_ciphersuite_t {
    /// Its number (IANA TLS Cipher Suites).
    pub(super) private_id: c_int,
    /// Its name.
    pub(super) private_name: *const c_char,
    /// The number of its cipher and key length.
    pub(super) private_cipher: u8,
    /// Its hash, an mbedtls_md_type_t.
    pub(super) private_mac: u8,
    /// An mbedtls_key_exchange_type_t.
    pub(super) private_key_exchange: u8,
    /// MBEDTLS_CIPHERSUITE_SHORT_TAG or 0.
    pub(super) private_flags: u8,
    /// The lowest version that has it, an mbedtls_ssl_protocol_version.
    pub(super) private_min_tls_version: u16,
    /// The highest version that has it, an mbedtls_ssl_protocol_version.
    pub(super) private_max_tls_version: u16,
}

const _: () = {
    use std::mem::offset_of;
    assert!(size_of::<mbedtls_ssl_ciphersuite_t>() == 24);
    assert!(offset_of!(mbedtls_ssl_ciphersuite_t, private_name) == 8);
    assert!(offset_of!(mbedtls_ssl_ciphersuite_t, private_cipher) == 16);
    assert!(offset_of!(mbedtls_ssl_ciphersuite_t, private_key_exchange) == 18);
    assert!(offset_of!(mbedtls_ssl_ciphersuite_t, private_min_tls_version) == 20);
    assert!(offset_of!(mbedtls_ssl_ciphersuite_t, private_max_tls_version) == 22);
};
