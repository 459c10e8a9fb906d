//! The table of suites as C programs see it.

use super::types::*;
use crate::crypto::suite::{self, SuiteInfo};
use crate::crypto::{AeadAlgorithm, BulkCipher, CbcSuite, CipherSuite, HashAlgorithm, KeyExchange};
use crate::ffi::boundary::boundary_or;
use crate::ffi::md::mbedtls_md_type_t;
use crate::ffi::ptr;
use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr::null;
use std::sync::LazyLock;

/// The number of (D)TLS 1.2 in the API.
const VERSION_TLS1_2: u16 = 0x0303;

/// The cipher suites that are offered by default, best first.
///
/// \return       Their numbers (IANA TLS Cipher Suites), ended by 0, alive for ever.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ssl_list_ciphersuites() -> *const c_int {
    static LIST: LazyLock<Vec<c_int>> =
        LazyLock::new(|| suite::ALL.iter().map(|suite| suite.id.0.into()).chain([0]).collect());
    boundary_or(null(), || LIST.as_ptr())
}

/// What a suite fixes, by its name.
///
/// \param ciphersuite_name  Its name, such as TLS-PSK-WITH-AES-128-CCM-8.
///
/// \return                  Its description, alive for ever; NULL for NULL and for a suite that is not offered.
///
/// # Safety
/// `ciphersuite_name` is NULL or ends in NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_from_string(
    ciphersuite_name: *const c_char,
) -> *const mbedtls_ssl_ciphersuite_t {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let name = unsafe { ptr::string(ciphersuite_name) }.ok().and_then(|name| name.to_str().ok());
        name.and_then(suite::by_name).map_or(null(), |suite| described(suite.id))
    })
}

/// What a suite fixes, by its number.
///
/// \param ciphersuite_id  Its number (IANA TLS Cipher Suites).
///
/// \return                Its description, alive for ever; NULL for a suite that is not offered.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ssl_ciphersuite_from_id(ciphersuite_id: c_int) -> *const mbedtls_ssl_ciphersuite_t {
    boundary_or(null(), || u16::try_from(ciphersuite_id).map_or(null(), |id| described(CipherSuite(id))))
}

/// The name of a suite.
///
/// \param info   Its description. NULL gives NULL.
///
/// \return       The name, alive for ever.
///
/// # Safety
/// `info` is NULL or a description that this library gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_get_name(
    info: *const mbedtls_ssl_ciphersuite_t,
) -> *const c_char {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(null(), |info| info.private_name)
}

/// The number of a suite (IANA TLS Cipher Suites).
///
/// \param info   Its description. NULL gives 0.
///
/// \return       The number.
///
/// # Safety
/// `info` is NULL or a description that this library gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_get_id(info: *const mbedtls_ssl_ciphersuite_t) -> c_int {
    // SAFETY: by contract.
    unsafe { ptr::reference(info) }.map_or(0, |info| info.private_id)
}

/// The length of a suite's keys.
///
/// \param info   Its description. NULL gives 0.
///
/// \return       Bits.
///
/// # Safety
/// `info` is NULL or a description that this library gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_get_cipher_key_bitlen(
    info: *const mbedtls_ssl_ciphersuite_t,
) -> usize {
    boundary_or(0, || {
        // SAFETY: by contract.
        let id = unsafe { ptr::reference(info) }.map_or(0, |info| info.private_id);
        let suite = u16::try_from(id).ok().and_then(|id| CipherSuite(id).info());
        suite.map_or(0, |suite| suite.key_len() * 8)
    })
}

/// Tells whether a suite needs a pre-shared key, alone or with ephemeral elliptic-curve Diffie-Hellman.
///
/// \param info   Its description. NULL gives 0.
///
/// \return       1 or 0.
///
/// # Safety
/// `info` is NULL or a description that this library gave.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ssl_ciphersuite_uses_psk(info: *const mbedtls_ssl_ciphersuite_t) -> c_int {
    boundary_or(0, || {
        // SAFETY: by contract.
        let id = unsafe { ptr::reference(info) }.map_or(0, |info| info.private_id);
        let suite = u16::try_from(id).ok().and_then(|id| CipherSuite(id).info());
        suite.is_some_and(|suite| suite.key_exchange.uses_psk()).into()
    })
}

/// The name of a suite, alive for ever, if the suite is offered.
pub(in crate::ffi) fn suite_name(id: CipherSuite) -> Option<&'static CStr> {
    let place = suite::ALL.iter().position(|suite| suite.id == id)?;
    TABLE.names.get(place).map(CString::as_c_str)
}

/// The descriptions with the names that they point at, in the order of [`suite::ALL`].
struct Table {
    descriptions: Vec<mbedtls_ssl_ciphersuite_t>,
    names: Vec<CString>,
}

// SAFETY: the table is never changed once it is made; its pointers lead into itself.
unsafe impl Send for Table {}
// SAFETY: as above.
unsafe impl Sync for Table {}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let names: Vec<CString> =
        suite::ALL.iter().map(|suite| CString::new(suite.name).unwrap_or_default()).collect();
    let descriptions =
        suite::ALL.iter().zip(&names).map(|(suite, name)| describe(suite, name.as_ptr())).collect();
    Table { descriptions, names }
});

fn described(id: CipherSuite) -> *const mbedtls_ssl_ciphersuite_t {
    let found = TABLE.descriptions.iter().find(|description| description.private_id == c_int::from(id.0));
    found.map_or(null(), |description| description)
}

fn describe(suite: &SuiteInfo, name: *const c_char) -> mbedtls_ssl_ciphersuite_t {
    use mbedtls_key_exchange_type_t::*;
    let key_exchange = match suite.key_exchange {
        KeyExchange::EcdheRsa => MBEDTLS_KEY_EXCHANGE_ECDHE_RSA,
        KeyExchange::EcdheEcdsa => MBEDTLS_KEY_EXCHANGE_ECDHE_ECDSA,
        KeyExchange::Psk => MBEDTLS_KEY_EXCHANGE_PSK,
        KeyExchange::EcdhePsk => MBEDTLS_KEY_EXCHANGE_ECDHE_PSK,
        KeyExchange::EcJpake => MBEDTLS_KEY_EXCHANGE_ECJPAKE,
    };
    let mac = match suite.cbc().map_or(suite.hash, |cbc| cbc.mac) {
        HashAlgorithm::Sha1 => mbedtls_md_type_t::MBEDTLS_MD_SHA1,
        HashAlgorithm::Sha384 => mbedtls_md_type_t::MBEDTLS_MD_SHA384,
        _ => mbedtls_md_type_t::MBEDTLS_MD_SHA256,
    };
    let short_tag = suite.tag_len() < 16;
    mbedtls_ssl_ciphersuite_t {
        private_id: suite.id.0.into(),
        private_name: name,
        private_cipher: cipher_number(suite.bulk),
        private_mac: mac as u8,
        private_key_exchange: key_exchange as u8,
        private_flags: if short_tag { MBEDTLS_CIPHERSUITE_SHORT_TAG as u8 } else { 0 },
        private_min_tls_version: VERSION_TLS1_2,
        private_max_tls_version: VERSION_TLS1_2,
    }
}

/// The number of a cipher with its key length, as `mbedtls_cipher_type_t` of Debian 13 has them.
const fn cipher_number(bulk: BulkCipher) -> u8 {
    match bulk {
        BulkCipher::Cbc(CbcSuite { key_len: 16, .. }) => 5,
        BulkCipher::Cbc(_) => 7,
        BulkCipher::Aead(AeadAlgorithm::Aes128Gcm) => 14,
        BulkCipher::Aead(AeadAlgorithm::Aes256Gcm) => 16,
        BulkCipher::Aead(AeadAlgorithm::Aes128Ccm | AeadAlgorithm::Aes128Ccm8) => 38,
        BulkCipher::Aead(AeadAlgorithm::Aes256Ccm | AeadAlgorithm::Aes256Ccm8) => 40,
        BulkCipher::Aead(AeadAlgorithm::ChaCha20Poly1305) => 77,
    }
}
