use crate::pki::base64;
use core::fmt;

/// Why a PEM block could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PemError {
    /// There is no block with the label.
    NoBlock,
    /// The lines between the boundaries are not as they must be.
    InvalidData,
    /// A character that is no base64 stands in the block, or the last group of four is incomplete.
    InvalidBase64,
    /// The block is encrypted, and its initialization vector is not in hexadecimal digits.
    InvalidIv,
    /// The block is encrypted by an algorithm that is not known.
    UnknownEncryption,
    /// The block is encrypted and there is no password.
    PasswordRequired,
    /// The block is encrypted and its padding shows that the password is wrong.
    PasswordMismatch,
    /// There is nothing in the block.
    Empty,
    /// The block is encrypted by the DES family, and the last block of the cipher is not whole.
    PartialDesBlock,
    /// The block is encrypted by AES, and the last block of the cipher is not whole.
    PartialAesBlock,
}

impl fmt::Display for PemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoBlock => "no PEM block with this label",
            Self::InvalidData => "malformed PEM block",
            Self::InvalidBase64 => "invalid character in a PEM block",
            Self::InvalidIv => "malformed initialization vector of an encrypted PEM block",
            Self::UnknownEncryption => "PEM block encrypted by an unknown algorithm",
            Self::PasswordRequired => "PEM block is encrypted and no password was given",
            Self::PasswordMismatch => "PEM block does not decrypt with this password",
            Self::Empty => "PEM block is empty",
            Self::PartialDesBlock | Self::PartialAesBlock => {
                "encrypted PEM block has no whole number of blocks"
            }
        })
    }
}

impl core::error::Error for PemError {}

impl From<base64::InvalidCharacter> for PemError {
    fn from(_: base64::InvalidCharacter) -> Self {
        Self::InvalidBase64
    }
}
