//! The one total map from this library's errors to the numbers that C knows.

use super::ptr::BadPointer;
use super::ssl::codes::*;
use crate::error::{CertificateError, ConfigError, CryptoError, Error};
use std::ffi::c_int;
use std::fmt;

/// `MBEDTLS_ERR_X509_CERT_VERIFY_FAILED`.
const X509_CERT_VERIFY_FAILED: c_int = -0x2700;
/// `MBEDTLS_ERR_X509_FATAL_ERROR`.
const X509_FATAL_ERROR: c_int = -0x3000;
/// `MBEDTLS_ERR_RSA_VERIFY_FAILED`.
const RSA_VERIFY_FAILED: c_int = -0x4380;
/// `MBEDTLS_ERR_ECP_VERIFY_FAILED`.
const ECP_VERIFY_FAILED: c_int = -0x4E00;
/// `MBEDTLS_ERR_PK_KEY_INVALID_FORMAT`.
const PK_KEY_INVALID_FORMAT: c_int = -0x3D00;
/// `MBEDTLS_ERR_ENTROPY_SOURCE_FAILED`.
const ENTROPY_SOURCE_FAILED: c_int = -0x003C;

/// A number that an exported function returns instead of success.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Status(c_int);

impl Status {
    /// A bug of this library, or a context that is of no use after one.
    pub const INTERNAL: Self = Self(MBEDTLS_ERR_SSL_INTERNAL_ERROR);
    /// An argument is NULL or out of range, or the call came at the wrong time.
    pub const BAD_INPUT: Self = Self(MBEDTLS_ERR_SSL_BAD_INPUT_DATA);
    /// No datagram is there.
    pub const WANT_READ: Self = Self(MBEDTLS_ERR_SSL_WANT_READ);
    /// The transport takes nothing now.
    pub const WANT_WRITE: Self = Self(MBEDTLS_ERR_SSL_WANT_WRITE);

    /// The status with this number, as a header or a callback of the application gives it.
    pub const fn new(code: c_int) -> Self {
        Self(code)
    }

    /// The number.
    pub const fn code(self) -> c_int {
        self.0
    }
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Status({}0x{:04X})", if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs())
    }
}

impl From<BadPointer> for Status {
    fn from(BadPointer: BadPointer) -> Self {
        Self::BAD_INPUT
    }
}

impl From<Error> for Status {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

impl From<&Error> for Status {
    fn from(error: &Error) -> Self {
        Self(match error {
            Error::Decode(_) => MBEDTLS_ERR_SSL_DECODE_ERROR,
            Error::IllegalParameter(_) => MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER,
            Error::UnexpectedMessage(_) | Error::UnexpectedRecord(_) => MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE,
            Error::UnsupportedExtension(_) => MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION,
            Error::HandshakeFailure(_) => MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE,
            Error::UnsupportedVersion(_) => MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION,
            Error::NoClientCertificate => MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE,
            Error::Certificate(reason) => certificate(*reason),
            Error::UnknownPskIdentity => MBEDTLS_ERR_SSL_UNKNOWN_IDENTITY,
            Error::UnrecognizedName => MBEDTLS_ERR_SSL_UNRECOGNIZED_NAME,
            Error::NoApplicationProtocol => MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL,
            Error::BadFinished => MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE,
            Error::BadRecordMac => MBEDTLS_ERR_SSL_INVALID_MAC,
            Error::InvalidRecord => MBEDTLS_ERR_SSL_INVALID_RECORD,
            Error::UnexpectedConnectionId => MBEDTLS_ERR_SSL_UNEXPECTED_CID,
            Error::Alert(_) => MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE,
            Error::CloseNotify => MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY,
            Error::Timeout => MBEDTLS_ERR_SSL_TIMEOUT,
            Error::HelloVerifyRequired => MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED,
            Error::ClientReconnect => MBEDTLS_ERR_SSL_CLIENT_RECONNECT,
            Error::CounterWrapping => MBEDTLS_ERR_SSL_COUNTER_WRAPPING,
            Error::BufferTooSmall => MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL,
            Error::BadInput(_) => MBEDTLS_ERR_SSL_BAD_INPUT_DATA,
            Error::FeatureUnavailable(_) => MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE,
            Error::Config(reason) => config(*reason),
            Error::Crypto(reason) => crypto(*reason),
            Error::Callback(code) => *code,
            Error::Internal(_) => MBEDTLS_ERR_SSL_INTERNAL_ERROR,
        })
    }
}

fn certificate(reason: CertificateError) -> c_int {
    match reason {
        CertificateError::Malformed(reason) => super::parse_status::parse_code(reason),
        CertificateError::Untrusted(_) => X509_CERT_VERIFY_FAILED,
        CertificateError::Unfit(_) | CertificateError::Changed => MBEDTLS_ERR_SSL_BAD_CERTIFICATE,
        CertificateError::WrongKeyType => MBEDTLS_ERR_SSL_PK_TYPE_MISMATCH,
        // The original takes a chain of length zero for a message that is too short.
        CertificateError::Missing => MBEDTLS_ERR_SSL_DECODE_ERROR,
        CertificateError::TooLong | CertificateError::Fatal => X509_FATAL_ERROR,
    }
}

fn config(reason: ConfigError) -> c_int {
    match reason {
        ConfigError::NoRng => MBEDTLS_ERR_SSL_NO_RNG,
        ConfigError::NoCaChain => MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED,
        ConfigError::NoPrivateKey => MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED,
        ConfigError::NoHostname => MBEDTLS_ERR_SSL_CERTIFICATE_VERIFICATION_WITHOUT_HOSTNAME,
        ConfigError::Invalid(_) => MBEDTLS_ERR_SSL_BAD_CONFIG,
    }
}

fn crypto(reason: CryptoError) -> c_int {
    match reason {
        CryptoError::BadRsaSignature => RSA_VERIFY_FAILED,
        CryptoError::BadEcdsaSignature => ECP_VERIFY_FAILED,
        CryptoError::BadKeyShare => MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER,
        CryptoError::BadProof => ECP_VERIFY_FAILED,
        CryptoError::BadKey => PK_KEY_INVALID_FORMAT,
        CryptoError::BadTag => MBEDTLS_ERR_SSL_INVALID_MAC,
        CryptoError::Unsupported => MBEDTLS_ERR_SSL_FEATURE_UNAVAILABLE,
        CryptoError::Random => ENTROPY_SOURCE_FAILED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::AlertDescription;
    use crate::error::DecodeError;

    #[test]
    fn errors_have_the_numbers_that_programs_know() {
        let cases = [
            (Error::Decode(DecodeError::Truncated), -0x7300),
            (Error::UnexpectedRecord("x"), -0x7700),
            (Error::Certificate(CertificateError::Untrusted(8)), -0x2700),
            (
                Error::Certificate(CertificateError::Malformed(crate::error::ParsePart::Format.refused())),
                -0x2180,
            ),
            (Error::BadRecordMac, -0x7180),
            (Error::Alert(AlertDescription::DECODE_ERROR), -0x7780),
            (Error::CloseNotify, -0x7880),
            (Error::Config(ConfigError::NoHostname), -0x5D80),
            (Error::Crypto(CryptoError::BadEcdsaSignature), -0x4E00),
            (Error::Callback(-77), -77),
            (Error::Internal("x"), -0x6C00),
        ];
        for (error, code) in cases {
            assert_eq!(Status::from(&error).code(), code, "{error}");
        }
    }

    #[test]
    fn printed_as_programs_print_it() {
        assert_eq!(format!("{:?}", Status::WANT_READ), "Status(-0x6900)");
        assert_eq!(format!("{:?}", Status::new(3)), "Status(0x0003)");
    }
}
