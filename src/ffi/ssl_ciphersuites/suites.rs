//! What is told of a suite.

use super::mbedtls_key_exchange_type_t;
use crate::crypto::{AeadAlgorithm, BulkCipher, CipherSuite, HashAlgorithm, KeyExchange, SuiteInfo, suite};
use crate::ffi::boundary::boundary_or;
use crate::ffi::cipher::mbedtls_cipher_type_t;
use crate::ffi::md::mbedtls_md_type_t;
use crate::ffi::ptr;
use crate::ffi::ssl::mbedtls_ssl_protocol_version;
use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr::null;
use std::sync::LazyLock;

/// The suite's hash or cipher is not strong; no suite here has it.
pub const MBEDTLS_CIPHERSUITE_WEAK: c_int = 0x01;
/// The suite's tag is short: 8 bytes.
pub const MBEDTLS_CIPHERSUITE_SHORT_TAG: c_int = 0x02;
/// The suite is not for DTLS; no suite here has it.
pub const MBEDTLS_CIPHERSUITE_NODTLS: c_int = 0x04;

/// A cipher suite.
#[repr(C)]
pub struct mbedtls_ssl_ciphersuite_t {
    private_id: c_int,
    private_name: *const c_char,
    private_cipher: u8,
    private_mac: u8,
    private_key_exchange: u8,
    private_flags: u8,
    private_min_tls_version: u16,
    private_max_tls_version: u16,
}

const _: () = assert!(size_of::<*const c_char>() != 8 || size_of::<mbedtls_ssl_ciphersuite_t>() == 24);

/// The suites in C's form. Their names are never freed.
struct Table(Vec<mbedtls_ssl_ciphersuite_t>);

// SAFETY: nothing in it changes, and the names live for ever.
unsafe impl Send for Table {}
// SAFETY: as above.
unsafe impl Sync for Table {}

static TABLE: LazyLock<Table> = LazyLock::new(|| Table(suite::ALL.iter().map(in_c).collect()));

/// The suite of this number.
///
/// \param ciphersuite_id  The number (IANA TLS Cipher Suites).
///
/// \return                The suite, alive for ever; NULL if it is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ssl_ciphersuite_from_id(ciphersuite_id: c_int) -> *const mbedtls_ssl_ciphersuite_t {
    boundary_or(null(), || find(|suite| c_int::from(suite.id.0) == ciphersuite_id))
}

/// The suite of this name.
///
/// \param ciphersuite_name  The name, such as "TLS-PSK-WITH-AES-128-CCM-8".
///
/// \return                  The suite, alive for ever; NULL if it is not offered, or the name is NULL.
///
/// # Safety
/// `ciphersuite_name` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_from_string(
    ciphersuite_name: *const c_char,
) -> *const mbedtls_ssl_ciphersuite_t {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let Ok(Ok(name)) = unsafe { ptr::string(ciphersuite_name) }.map(CStr::to_str) else { return null() };
        find(|suite| suite.name == name)
    })
}

/// The name of a suite.
///
/// \param info  The suite.
///
/// \return      The name, alive for ever; NULL if the suite is.
///
/// # Safety
/// `info` is NULL or points to a suite.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_get_name(
    info: *const mbedtls_ssl_ciphersuite_t,
) -> *const c_char {
    // SAFETY: by contract.
    boundary_or(null(), || unsafe { ptr::reference(info) }.map_or(null(), |info| info.private_name))
}

/// The key length of a suite's cipher.
///
/// \param info  The suite.
///
/// \return      The length in bits; 0 if the suite is NULL.
///
/// # Safety
/// `info` is NULL or points to a suite.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_get_cipher_key_bitlen(
    info: *const mbedtls_ssl_ciphersuite_t,
) -> usize {
    boundary_or(0, || {
        // SAFETY: by contract.
        let Ok(info) = (unsafe { ptr::reference(info) }) else { return 0 };
        let id = u16::try_from(info.private_id).map(CipherSuite);
        id.ok().and_then(suite::by_id).map_or(0, |suite| 8 * suite.key_len())
    })
}

fn find(is_it: impl Fn(&SuiteInfo) -> bool) -> *const mbedtls_ssl_ciphersuite_t {
    let place = suite::ALL.iter().position(is_it);
    place.and_then(|place| TABLE.0.get(place)).map_or(null(), std::ptr::from_ref)
}

fn in_c(suite: &SuiteInfo) -> mbedtls_ssl_ciphersuite_t {
    use mbedtls_ssl_protocol_version::MBEDTLS_SSL_VERSION_TLS1_2;
    let BulkCipher::Aead(aead) = suite.bulk;
    let short_tag = if suite.tag_len() < 16 { MBEDTLS_CIPHERSUITE_SHORT_TAG } else { 0 };
    mbedtls_ssl_ciphersuite_t {
        private_id: suite.id.0.into(),
        private_name: CString::new(suite.name).map_or(null(), |name| name.into_raw().cast_const()),
        private_cipher: cipher(aead) as u8,
        private_mac: mac(suite.hash) as u8,
        private_key_exchange: key_exchange(suite.key_exchange) as u8,
        private_flags: short_tag as u8,
        private_min_tls_version: MBEDTLS_SSL_VERSION_TLS1_2 as u16,
        private_max_tls_version: MBEDTLS_SSL_VERSION_TLS1_2 as u16,
    }
}

fn cipher(aead: AeadAlgorithm) -> mbedtls_cipher_type_t {
    use mbedtls_cipher_type_t::*;
    match aead {
        AeadAlgorithm::Aes128Gcm => MBEDTLS_CIPHER_AES_128_GCM,
        AeadAlgorithm::Aes256Gcm => MBEDTLS_CIPHER_AES_256_GCM,
        AeadAlgorithm::Aes128Ccm | AeadAlgorithm::Aes128Ccm8 => MBEDTLS_CIPHER_AES_128_CCM,
        AeadAlgorithm::Aes256Ccm | AeadAlgorithm::Aes256Ccm8 => MBEDTLS_CIPHER_AES_256_CCM,
        AeadAlgorithm::ChaCha20Poly1305 => MBEDTLS_CIPHER_CHACHA20_POLY1305,
    }
}

fn mac(hash: HashAlgorithm) -> mbedtls_md_type_t {
    match hash {
        HashAlgorithm::Sha1 => mbedtls_md_type_t::MBEDTLS_MD_SHA1,
        HashAlgorithm::Sha224 => mbedtls_md_type_t::MBEDTLS_MD_SHA224,
        HashAlgorithm::Sha256 => mbedtls_md_type_t::MBEDTLS_MD_SHA256,
        HashAlgorithm::Sha384 => mbedtls_md_type_t::MBEDTLS_MD_SHA384,
        HashAlgorithm::Sha512 => mbedtls_md_type_t::MBEDTLS_MD_SHA512,
    }
}

fn key_exchange(key_exchange: KeyExchange) -> mbedtls_key_exchange_type_t {
    match key_exchange {
        KeyExchange::EcdheEcdsa => mbedtls_key_exchange_type_t::MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA,
        KeyExchange::EcdheRsa => mbedtls_key_exchange_type_t::MBEDTLS_KEY_EXCHANGE_ECDHE_RSA,
        KeyExchange::Psk => mbedtls_key_exchange_type_t::MBEDTLS_KEY_EXCHANGE_PSK,
        KeyExchange::EcdhePsk => mbedtls_key_exchange_type_t::MBEDTLS_KEY_EXCHANGE_ECDHE_PSK,
    }
}
