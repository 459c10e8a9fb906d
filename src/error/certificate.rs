/// Why a certificate or a key could not be parsed: the part that is wrong, and what is wrong with its encoding.
///
/// The pair keeps every distinction that a C program can see in the return code of a parser; the C layer alone knows
/// the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ParseError {
    /// The part of the structure that was being read.
    pub part: ParsePart,
    /// What its encoding lacks, or `None` when the encoding is sound and the content is refused.
    pub asn1: Option<Asn1Error>,
}

/// What is wrong with a DER encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asn1Error {
    /// The data end inside an element.
    OutOfData,
    /// Another tag was due.
    UnexpectedTag,
    /// A length is encoded wrongly, or a value has a length that it cannot have.
    InvalidLength,
    /// An element is longer or shorter than what holds it.
    LengthMismatch,
    /// A value is not one that its type allows.
    InvalidData,
    /// An object identifier stands for nothing that is known here.
    UnknownOid,
}

/// The part of a certificate or a key at which parsing stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParsePart {
    /// The outermost structure of a certificate.
    Format,
    /// Neither DER nor PEM.
    UnknownFormat,
    /// The version field.
    Version,
    /// The version is well encoded and names no version of X.509.
    UnknownVersion,
    /// The serial number.
    Serial,
    /// A signature algorithm identifier.
    Algorithm,
    /// The signature algorithm is not known.
    UnknownSignatureAlgorithm,
    /// The signature algorithms inside and outside the signed part differ.
    SignatureMismatch,
    /// The issuer's or the subject's name.
    Name,
    /// A date of the validity period.
    Date,
    /// The signature.
    Signature,
    /// The extensions.
    Extensions,
    /// A form that is recognized and not offered.
    Unavailable,
    /// No certificate, or an argument that makes no sense.
    Input,
    /// The structure of a key.
    KeyFormat,
    /// The version of a private key structure.
    KeyVersion,
    /// The kind of key is not known.
    UnknownKeyAlgorithm,
    /// The algorithm identifier of a key.
    KeyAlgorithm,
    /// The public key inside a structure that is otherwise sound.
    PublicKey,
    /// The curve of an elliptic curve key is not known.
    UnknownCurve,
    /// A form of key that is recognized and not offered.
    KeyUnavailable,
    /// No key, or an argument that makes no sense.
    KeyInput,
    /// The private key is encrypted and no password was given.
    PasswordRequired,
    /// The private key does not decrypt with the password given.
    PasswordMismatch,
    /// A private key on a curve is zero, or not less than the order of the curve.
    Scalar,
    /// A private key on a curve does not say on which.
    MissingCurve,
    /// The parameters of an encryption by PBES2.
    Pbes2,
    /// An algorithm that PBES2 names is not offered, or it asks for more iterations than are made.
    Pbes2Unavailable,
    /// The parameters of an encryption by a scheme of PKCS #12.
    Pkcs12,
    /// An encryption by a scheme of PKCS #12 asks for more iterations than are made.
    Pkcs12Unavailable,
    /// The password or the salt is too long for PKCS #12.
    Pkcs12Input,
    /// An encrypted content ends inside a block of its cipher.
    PartialCipherBlock,
    /// An encrypted content is empty.
    NoCipherBlock,
    /// A point does not lie on its curve.
    Point,
    /// A point is encoded in a form that cannot be.
    PointFormat,
    /// A point is encoded in a form that is not offered for its curve.
    PointUnavailable,
    /// An RSA number is longer than anything offered here.
    RsaInput,
    /// RSA numbers contradict each other.
    RsaKey,
    /// Nothing but the encoding itself.
    Encoding,
}

impl ParsePart {
    /// This part, soundly encoded, with a content that is refused.
    pub const fn refused(self) -> ParseError {
        ParseError { part: self, asn1: None }
    }

    /// This part, wrongly encoded.
    pub const fn encoded(self, asn1: Asn1Error) -> ParseError {
        ParseError { part: self, asn1: Some(asn1) }
    }
}

/// Names the part in which an encoding is wrong.
pub trait InPart<T> {
    /// Turns an encoding error into the error of `part`.
    fn within(self, part: ParsePart) -> Result<T, ParseError>;
}

impl<T> InPart<T> for Result<T, Asn1Error> {
    fn within(self, part: ParsePart) -> Result<T, ParseError> {
        self.map_err(|asn1| part.encoded(asn1))
    }
}

impl core::fmt::Display for ParseError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.asn1 {
            Some(asn1) => write!(f, "{:?}: {asn1:?}", self.part),
            None => write!(f, "{:?}", self.part),
        }
    }
}

impl core::error::Error for ParseError {}
