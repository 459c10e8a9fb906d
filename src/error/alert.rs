use super::{CertificateError, CryptoError, Error, HandshakeFailure};
use crate::codec::AlertDescription;

impl Error {
    /// The fatal alert that tells the peer of this error (RFC 5246 §7.2.2), if it is to be told at all.
    ///
    /// Certificate flags choose their alert in the room that knows them, before the error gets here; `Untrusted`
    /// stands for the rest.
    pub fn alert(&self) -> Option<AlertDescription> {
        use AlertDescription as A;
        Some(match self {
            Self::Decode(_) => A::DECODE_ERROR,
            Self::IllegalParameter(_) => A::ILLEGAL_PARAMETER,
            Self::UnexpectedMessage(_) | Self::UnexpectedRecord(_) => A::UNEXPECTED_MESSAGE,
            Self::UnsupportedExtension(_) => A::UNSUPPORTED_EXTENSION,
            Self::HandshakeFailure(HandshakeFailure::NoRenegotiation) => return None,
            Self::HandshakeFailure(_) | Self::NoClientCertificate => A::HANDSHAKE_FAILURE,
            Self::UnsupportedVersion(_) => A::PROTOCOL_VERSION,
            Self::Certificate(reason) => match reason {
                CertificateError::Malformed(_) | CertificateError::Untrusted(_) => A::BAD_CERTIFICATE,
                CertificateError::Unfit(_) | CertificateError::WrongKeyType => A::UNSUPPORTED_CERTIFICATE,
                CertificateError::Changed => A::ACCESS_DENIED,
                CertificateError::Missing => A::DECODE_ERROR,
                CertificateError::TooLong => A::BAD_CERTIFICATE,
                CertificateError::Fatal => A::INTERNAL_ERROR,
            },
            Self::UnknownPskIdentity => A::UNKNOWN_PSK_IDENTITY,
            Self::UnrecognizedName => A::UNRECOGNIZED_NAME,
            Self::NoApplicationProtocol => A::NO_APPLICATION_PROTOCOL,
            Self::BadFinished => A::DECRYPT_ERROR,
            Self::BadRecordMac => A::BAD_RECORD_MAC,
            Self::Crypto(reason) => match reason {
                CryptoError::BadRsaSignature | CryptoError::BadEcdsaSignature => A::DECRYPT_ERROR,
                CryptoError::BadKeyShare | CryptoError::BadProof => A::ILLEGAL_PARAMETER,
                CryptoError::BadTag => A::BAD_RECORD_MAC,
                CryptoError::BadKey | CryptoError::Unsupported | CryptoError::Random => A::INTERNAL_ERROR,
            },
            Self::Config(_) | Self::Internal(_) => A::INTERNAL_ERROR,
            Self::InvalidRecord
            | Self::UnexpectedConnectionId
            | Self::Alert(_)
            | Self::CloseNotify
            | Self::Timeout
            | Self::HelloVerifyRequired
            | Self::ClientReconnect
            | Self::CounterWrapping
            | Self::BufferTooSmall
            | Self::BadInput(_)
            | Self::FeatureUnavailable(_)
            | Self::Callback(_) => return None,
        })
    }
}
