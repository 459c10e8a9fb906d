//! The numbers of what certificates, keys and PEM blocks can be wrong in.

use super::asn1::*;
use super::base64::MBEDTLS_ERR_BASE64_INVALID_CHARACTER;
use super::oid::MBEDTLS_ERR_OID_NOT_FOUND;
use super::pem::*;
use super::pk::*;
use super::status::Status;
use super::x509::*;
use crate::error::{Asn1Error, ParseError, ParsePart};
use crate::pki::key::KeyError;
use crate::pki::pem::PemError;
use std::ffi::c_int;

/// `MBEDTLS_ERR_AES_INVALID_INPUT_LENGTH`.
const AES_INVALID_INPUT_LENGTH: c_int = -0x0022;
/// `MBEDTLS_ERR_DES_INVALID_INPUT_LENGTH`.
const DES_INVALID_INPUT_LENGTH: c_int = -0x0032;
/// `MBEDTLS_ERR_PKCS5_INVALID_FORMAT`.
const PKCS5_INVALID_FORMAT: c_int = -0x2F00;
/// `MBEDTLS_ERR_PKCS5_FEATURE_UNAVAILABLE`.
const PKCS5_FEATURE_UNAVAILABLE: c_int = -0x2E80;
/// `MBEDTLS_ERR_PKCS12_PBE_INVALID_FORMAT`.
const PKCS12_PBE_INVALID_FORMAT: c_int = -0x1E80;
/// `MBEDTLS_ERR_PKCS12_FEATURE_UNAVAILABLE`.
const PKCS12_FEATURE_UNAVAILABLE: c_int = -0x1F00;
/// `MBEDTLS_ERR_PKCS12_BAD_INPUT_DATA`.
const PKCS12_BAD_INPUT_DATA: c_int = -0x1F80;
/// `MBEDTLS_ERR_CIPHER_BAD_INPUT_DATA`.
const CIPHER_BAD_INPUT_DATA: c_int = -0x6100;
/// `MBEDTLS_ERR_CIPHER_FULL_BLOCK_EXPECTED`.
const CIPHER_FULL_BLOCK_EXPECTED: c_int = -0x6280;
/// `MBEDTLS_ERR_RSA_BAD_INPUT_DATA`.
const RSA_BAD_INPUT_DATA: c_int = -0x4080;
/// `MBEDTLS_ERR_RSA_KEY_CHECK_FAILED`.
const RSA_KEY_CHECK_FAILED: c_int = -0x4200;
/// `MBEDTLS_ERR_ECP_INVALID_KEY`.
const ECP_INVALID_KEY: c_int = -0x4C80;
/// `MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE`.
const ECP_FEATURE_UNAVAILABLE: c_int = -0x4E80;
/// `MBEDTLS_ERR_ECP_BAD_INPUT_DATA`.
const ECP_BAD_INPUT_DATA: c_int = -0x4F80;

/// The sum of the number of the part and the number of what its encoding lacks.
pub(super) fn parse_code(reason: ParseError) -> c_int {
    part_code(reason.part) + reason.asn1.map_or(0, asn1_code)
}

impl From<ParseError> for Status {
    fn from(reason: ParseError) -> Self {
        Self::new(parse_code(reason))
    }
}

impl From<Asn1Error> for Status {
    fn from(reason: Asn1Error) -> Self {
        Self::new(asn1_code(reason))
    }
}

impl From<PemError> for Status {
    fn from(reason: PemError) -> Self {
        Self::new(match reason {
            PemError::NoBlock => MBEDTLS_ERR_PEM_NO_HEADER_FOOTER_PRESENT,
            PemError::InvalidData => MBEDTLS_ERR_PEM_INVALID_DATA,
            PemError::InvalidBase64 => MBEDTLS_ERR_PEM_INVALID_DATA + MBEDTLS_ERR_BASE64_INVALID_CHARACTER,
            PemError::InvalidIv => MBEDTLS_ERR_PEM_INVALID_ENC_IV,
            PemError::UnknownEncryption => MBEDTLS_ERR_PEM_UNKNOWN_ENC_ALG,
            PemError::PasswordRequired => MBEDTLS_ERR_PEM_PASSWORD_REQUIRED,
            PemError::PasswordMismatch => MBEDTLS_ERR_PEM_PASSWORD_MISMATCH,
            PemError::Empty => MBEDTLS_ERR_PEM_BAD_INPUT_DATA,
            PemError::PartialDesBlock => DES_INVALID_INPUT_LENGTH,
            PemError::PartialAesBlock => AES_INVALID_INPUT_LENGTH,
        })
    }
}

impl From<KeyError> for Status {
    fn from(reason: KeyError) -> Self {
        match reason {
            KeyError::Pem(reason) => reason.into(),
            KeyError::Key(reason) => reason.into(),
        }
    }
}

fn part_code(part: ParsePart) -> c_int {
    match part {
        ParsePart::Format => MBEDTLS_ERR_X509_INVALID_FORMAT,
        ParsePart::UnknownFormat => MBEDTLS_ERR_X509_CERT_UNKNOWN_FORMAT,
        ParsePart::Version => MBEDTLS_ERR_X509_INVALID_VERSION,
        ParsePart::UnknownVersion => MBEDTLS_ERR_X509_UNKNOWN_VERSION,
        ParsePart::Serial => MBEDTLS_ERR_X509_INVALID_SERIAL,
        ParsePart::Algorithm => MBEDTLS_ERR_X509_INVALID_ALG,
        ParsePart::UnknownSignatureAlgorithm => MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG,
        ParsePart::SignatureMismatch => MBEDTLS_ERR_X509_SIG_MISMATCH,
        ParsePart::Name => MBEDTLS_ERR_X509_INVALID_NAME,
        ParsePart::Date => MBEDTLS_ERR_X509_INVALID_DATE,
        ParsePart::Signature => MBEDTLS_ERR_X509_INVALID_SIGNATURE,
        ParsePart::Extensions => MBEDTLS_ERR_X509_INVALID_EXTENSIONS,
        ParsePart::Unavailable => MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE,
        ParsePart::Input => MBEDTLS_ERR_X509_BAD_INPUT_DATA,
        ParsePart::KeyFormat => MBEDTLS_ERR_PK_KEY_INVALID_FORMAT,
        ParsePart::KeyVersion => MBEDTLS_ERR_PK_KEY_INVALID_VERSION,
        ParsePart::UnknownKeyAlgorithm => MBEDTLS_ERR_PK_UNKNOWN_PK_ALG,
        ParsePart::KeyAlgorithm => MBEDTLS_ERR_PK_INVALID_ALG,
        ParsePart::PublicKey => MBEDTLS_ERR_PK_INVALID_PUBKEY,
        ParsePart::UnknownCurve => MBEDTLS_ERR_PK_UNKNOWN_NAMED_CURVE,
        ParsePart::KeyUnavailable => MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE,
        ParsePart::KeyInput => MBEDTLS_ERR_PK_BAD_INPUT_DATA,
        ParsePart::PasswordRequired => MBEDTLS_ERR_PK_PASSWORD_REQUIRED,
        ParsePart::PasswordMismatch => MBEDTLS_ERR_PK_PASSWORD_MISMATCH,
        ParsePart::Scalar => MBEDTLS_ERR_PK_KEY_INVALID_FORMAT + ECP_INVALID_KEY,
        ParsePart::MissingCurve => MBEDTLS_ERR_PK_KEY_INVALID_FORMAT + ECP_FEATURE_UNAVAILABLE,
        ParsePart::Pbes2 => PKCS5_INVALID_FORMAT,
        ParsePart::Pbes2Unavailable => PKCS5_FEATURE_UNAVAILABLE,
        ParsePart::Pkcs12 => PKCS12_PBE_INVALID_FORMAT,
        ParsePart::Pkcs12Unavailable => PKCS12_FEATURE_UNAVAILABLE,
        ParsePart::Pkcs12Input => PKCS12_BAD_INPUT_DATA,
        ParsePart::PartialCipherBlock => CIPHER_BAD_INPUT_DATA,
        ParsePart::NoCipherBlock => CIPHER_FULL_BLOCK_EXPECTED,
        ParsePart::Point => ECP_INVALID_KEY,
        ParsePart::PointFormat => ECP_BAD_INPUT_DATA,
        ParsePart::PointUnavailable => ECP_FEATURE_UNAVAILABLE,
        ParsePart::RsaInput => RSA_BAD_INPUT_DATA,
        ParsePart::RsaKey => RSA_KEY_CHECK_FAILED,
        ParsePart::Encoding => 0,
    }
}

fn asn1_code(reason: Asn1Error) -> c_int {
    match reason {
        Asn1Error::OutOfData => MBEDTLS_ERR_ASN1_OUT_OF_DATA,
        Asn1Error::UnexpectedTag => MBEDTLS_ERR_ASN1_UNEXPECTED_TAG,
        Asn1Error::InvalidLength => MBEDTLS_ERR_ASN1_INVALID_LENGTH,
        Asn1Error::LengthMismatch => MBEDTLS_ERR_ASN1_LENGTH_MISMATCH,
        Asn1Error::InvalidData => MBEDTLS_ERR_ASN1_INVALID_DATA,
        Asn1Error::UnknownOid => MBEDTLS_ERR_OID_NOT_FOUND,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sums() {
        assert_eq!(parse_code(ParsePart::Extensions.encoded(Asn1Error::UnexpectedTag)), -0x2562);
        assert_eq!(parse_code(ParsePart::Format.refused()), -0x2180);
        assert_eq!(parse_code(ParsePart::Encoding.encoded(Asn1Error::OutOfData)), -0x60);
        assert_eq!(Status::from(PemError::InvalidBase64).code(), -0x112c);
    }
}
