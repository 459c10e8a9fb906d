//! What can go wrong, as one [`Error`] with nested reasons, and the one place where an error becomes an alert.
//!
//! Datagram noise (forged, late, damaged or foreign records) is not an error: the record room sorts it out with
//! [`Discard`](crate::record::Discard) before anything here is reached.

mod alert;
mod certificate;

pub use certificate::{Asn1Error, InPart, ParseError, ParsePart};

use crate::codec::{AlertDescription, ExtensionType, HandshakeType, ProtocolVersion};
use core::fmt;

/// Result of everything that can end a connection.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Why a connection, or one call on it, failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A message of the peer could not be decoded.
    Decode(DecodeError),
    /// A message of the peer decodes but says something that it must not say.
    IllegalParameter(&'static str),
    /// A message of the peer came where another was due.
    UnexpectedMessage(HandshakeType),
    /// A record of the peer came where its content type has no place.
    UnexpectedRecord(&'static str),
    /// The peer sent an extension that we did not ask for.
    UnsupportedExtension(ExtensionType),
    /// The two sides have nothing in common, or the peer falls short of our policy.
    HandshakeFailure(HandshakeFailure),
    /// The peer speaks no version that we do.
    UnsupportedVersion(ProtocolVersion),
    /// The client sent no certificate although one is required.
    NoClientCertificate,
    /// The peer's certificate was refused.
    Certificate(CertificateError),
    /// The server knows no key for the client's PSK identity.
    UnknownPskIdentity,
    /// The application does not serve the name that the client asks for (RFC 6066 §3).
    UnrecognizedName,
    /// The client speaks none of our application protocols (RFC 7301 §3.2).
    NoApplicationProtocol,
    /// The peer's Finished does not fit the handshake that we saw.
    BadFinished,
    /// A record failed authentication where that must not be passed over.
    BadRecordMac,
    /// Bytes that are not a DTLS record came where that must not be passed over.
    InvalidRecord,
    /// A record has another connection id than the one that was agreed on, and the policy does not pass over that.
    UnexpectedConnectionId,
    /// The peer ended the connection by a fatal alert.
    Alert(AlertDescription),
    /// The peer closed the connection.
    CloseNotify,
    /// The last retransmission went unanswered.
    Timeout,
    /// A HelloVerifyRequest was sent; the client has to come again with its cookie (RFC 6347 §4.2.1).
    HelloVerifyRequired,
    /// A client began a new handshake from the same address (RFC 6347 §4.2.8).
    ClientReconnect,
    /// The sequence numbers of an epoch, or the epochs, are used up.
    CounterWrapping,
    /// An output does not fit where it has to go.
    BufferTooSmall,
    /// An argument is out of its range, or a call came at the wrong time.
    BadInput(&'static str),
    /// What was asked for is not offered.
    FeatureUnavailable(&'static str),
    /// The configuration lacks something that the handshake needs.
    Config(ConfigError),
    /// A cryptographic operation failed.
    Crypto(CryptoError),
    /// A callback of the application failed with this code of its own.
    Callback(i32),
    /// Something that cannot happen did; a bug of this library.
    Internal(&'static str),
}

/// Why bytes could not be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// They end inside a field.
    Truncated,
    /// They go on after the last field.
    TrailingData,
    /// A vector's length is outside its bounds.
    BadLength,
    /// A field holds a value that makes the rest meaningless.
    BadValue,
    /// The same thing stands twice where it may stand once.
    Duplicate,
    /// A renegotiation_info extension is malformed, which RFC 5746 §3.4 treats as one that does not fit.
    BadRenegotiationInfo,
    /// A max_fragment_length extension does not hold one of its four values; RFC 6066 §4 names the alert.
    BadFragmentLength,
    /// A message of another type stands in the place of this one.
    OtherMessage,
}

/// What the two sides could not agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandshakeFailure {
    /// No cipher suite in common.
    NoCommonSuite,
    /// No group in common.
    NoCommonGroup,
    /// No signature scheme in common.
    NoCommonSignatureScheme,
    /// The server chose an application protocol that was not offered.
    ForeignProtocol,
    /// The server chose an SRTP profile that was not offered.
    ForeignSrtpProfile,
    /// The peer does not support secure renegotiation, and the policy asks for it (RFC 5746).
    LegacyRenegotiation,
    /// The renegotiation_info does not fit the connection (RFC 5746 §3.4).
    RenegotiationMismatch,
    /// A session is to be resumed with an extended master secret where it had none, or the other way round, or the peer
    /// does without it and it is required (RFC 7627 §5.2, §5.3).
    ExtendedMasterSecret,
    /// Renegotiation was asked for and is off.
    NoRenegotiation,
    /// The peer's half of EC J-PAKE is missing, or its second round does not hold.
    EcJpake,
}

/// Why a certificate was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// It could not be parsed.
    Malformed(ParseError),
    /// The path check left these flags.
    Untrusted(u32),
    /// The path is good, but the leaf is not for this use, or on a curve that we do not allow; the flags say which.
    Unfit(u32),
    /// Its key does not fit the negotiated key exchange.
    WrongKeyType,
    /// The peer shows another one than in the handshake before, or none any more.
    Changed,
    /// The server sent an empty chain.
    Missing,
    /// The chain is longer than we look at.
    TooLong,
    /// An internal failure of the path check.
    Fatal,
}

/// What the configuration lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// No random generator.
    NoRng,
    /// No certificate authority to check the peer with.
    NoCaChain,
    /// No private key of our own.
    NoPrivateKey,
    /// No host name to compare the server's certificate with, and it was not said that none is wanted.
    NoHostname,
    /// Something else that has to be configured is not, or contradicts itself.
    Invalid(&'static str),
}

/// Why a cryptographic operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CryptoError {
    /// An RSA signature does not verify.
    BadRsaSignature,
    /// An ECDSA signature does not verify.
    BadEcdsaSignature,
    /// The peer's key share is not a valid point.
    BadKeyShare,
    /// The peer does not prove that it knows the private half of its key share.
    BadProof,
    /// A key is malformed or too short for the operation.
    BadKey,
    /// No backend carries the algorithm.
    Unsupported,
    /// The random generator failed.
    Random,
    /// An AEAD tag does not fit its ciphertext.
    BadTag,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(reason) => write!(f, "message cannot be decoded: {reason:?}"),
            Self::IllegalParameter(what) => write!(f, "illegal parameter: {what}"),
            Self::UnexpectedMessage(kind) => write!(f, "message out of turn: {kind:?}"),
            Self::UnexpectedRecord(what) => write!(f, "record out of place: {what}"),
            Self::UnsupportedExtension(kind) => write!(f, "extension that was not offered: {kind:?}"),
            Self::HandshakeFailure(reason) => write!(f, "no agreement with the peer: {reason:?}"),
            Self::UnsupportedVersion(version) => {
                write!(f, "no common protocol version: peer has {version:?}")
            }
            Self::NoClientCertificate => f.write_str("client sent no certificate"),
            Self::Certificate(reason) => write!(f, "peer certificate refused: {reason:?}"),
            Self::UnknownPskIdentity => f.write_str("unknown PSK identity"),
            Self::UnrecognizedName => f.write_str("server name that is not served here"),
            Self::NoApplicationProtocol => f.write_str("no application protocol in common"),
            Self::BadFinished => f.write_str("Finished does not verify"),
            Self::BadRecordMac => f.write_str("record does not authenticate"),
            Self::InvalidRecord => f.write_str("not a DTLS record"),
            Self::UnexpectedConnectionId => f.write_str("record with another connection id"),
            Self::Alert(description) => write!(f, "fatal alert from the peer: {description:?}"),
            Self::CloseNotify => f.write_str("peer closed the connection"),
            Self::Timeout => f.write_str("peer did not answer in time"),
            Self::HelloVerifyRequired => f.write_str("HelloVerifyRequest sent, awaiting the cookie"),
            Self::ClientReconnect => f.write_str("client began a new handshake from the same address"),
            Self::CounterWrapping => f.write_str("sequence numbers used up"),
            Self::BufferTooSmall => f.write_str("buffer too small"),
            Self::BadInput(what) => write!(f, "bad input: {what}"),
            Self::FeatureUnavailable(what) => write!(f, "not available: {what}"),
            Self::Config(reason) => write!(f, "configuration incomplete: {reason:?}"),
            Self::Crypto(reason) => write!(f, "cryptographic failure: {reason:?}"),
            Self::Callback(code) => write!(f, "application callback returned {code}"),
            Self::Internal(what) => write!(f, "internal error: {what}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<DecodeError> for Error {
    fn from(reason: DecodeError) -> Self {
        Self::Decode(reason)
    }
}

impl From<HandshakeFailure> for Error {
    fn from(reason: HandshakeFailure) -> Self {
        Self::HandshakeFailure(reason)
    }
}

impl From<CertificateError> for Error {
    fn from(reason: CertificateError) -> Self {
        Self::Certificate(reason)
    }
}

impl From<ConfigError> for Error {
    fn from(reason: ConfigError) -> Self {
        Self::Config(reason)
    }
}

impl From<CryptoError> for Error {
    fn from(reason: CryptoError) -> Self {
        Self::Crypto(reason)
    }
}
