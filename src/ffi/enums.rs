//! Enumerations of C as functions receive them: plain integers, since a program may pass any.
//!
//! The C name stands first in each doc comment; the header generator reads it there and writes it wherever the alias
//! is used. The enumerations themselves stand in the folder of their header.

use std::ffi::{c_int, c_uint};

/// `mbedtls_cipher_id_t`: a family of ciphers, by `mbedtls/cipher.h`.
pub type CipherId = c_uint;

/// `mbedtls_cipher_type_t`: a cipher with key length and mode, by `mbedtls/cipher.h`.
pub type CipherType = c_uint;

/// `mbedtls_cipher_mode_t`: a mode of ciphers, by `mbedtls/cipher.h`.
pub type CipherMode = c_uint;

/// `mbedtls_cipher_padding_t`: a way to fill the last block, by `mbedtls/cipher.h`.
pub type CipherPadding = c_uint;

/// `mbedtls_operation_t`: encryption or decryption, by `mbedtls/cipher.h`.
pub type CipherOperation = c_int;

/// `mbedtls_md_type_t`: a message digest, by `mbedtls/md.h`.
pub type MdType = c_uint;

/// `mbedtls_pk_type_t`: a kind of key, by `mbedtls/pk.h`.
pub type PkType = c_uint;

/// `mbedtls_ssl_protocol_version`: a protocol version, by `mbedtls/ssl.h`.
pub type ProtocolVersionNumber = c_uint;

/// `mbedtls_ssl_key_export_type`: what an exported secret is, by `mbedtls/ssl.h`.
pub type KeyExportType = c_uint;

/// `mbedtls_tls_prf_types`: a pseudo-random function, by `mbedtls/ssl.h`.
pub type TlsPrfType = c_uint;

/// `mbedtls_ecp_group_id`: a curve, by `mbedtls/ecp.h`.
pub type EcpGroupId = c_uint;

/// `mbedtls_ecp_curve_type`: a form of curves, by `mbedtls/ecp.h`.
pub type EcpCurveType = c_uint;
