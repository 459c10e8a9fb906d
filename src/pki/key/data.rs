use crate::crypto::{PrivateKey, PublicKey, RsaComponents};
use crate::pki::algorithm::Curve;
use core::fmt;
use zeroize::Zeroizing;

/// A private key as it stands in a file, whether or not something here can sign with it.
pub enum PrivateKeyData {
    /// The numbers of an RSA key. They may contradict each other.
    Rsa(RsaComponents),
    /// A key on a curve.
    Ec(EcKeyData),
}

/// A private key on a curve.
pub struct EcKeyData {
    /// The curve.
    pub curve: Curve,
    /// The file says that the key is for key agreement and not for signatures (id-ecDH).
    pub agreement_only: bool,
    /// The scalar, big-endian.
    pub scalar: Zeroizing<Vec<u8>>,
    /// The encoded point that stands beside it, which need not belong to it.
    pub point: Option<Vec<u8>>,
    /// The public key: of the point if there is one, else of the scalar. `None` on a curve that nothing here calculates
    /// on.
    pub public: Option<PublicKey>,
    /// The key that signs by the scalar. `None` on a curve that nothing here calculates on.
    pub signer: Option<PrivateKey>,
}

impl PrivateKeyData {
    /// The key that signs, if there is one.
    pub fn into_signer(self) -> Option<PrivateKey> {
        match self {
            Self::Rsa(numbers) => numbers.signer(),
            Self::Ec(key) => key.signer,
        }
    }
}

impl fmt::Debug for PrivateKeyData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa(numbers) => numbers.fmt(f),
            Self::Ec(key) => key.fmt(f),
        }
    }
}

impl fmt::Debug for EcKeyData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EcKeyData({:?})", self.curve)
    }
}
