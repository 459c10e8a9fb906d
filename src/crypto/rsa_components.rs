use core::fmt;
use zeroize::Zeroizing;

/// Some of the numbers of an RSA private key, big-endian, with or without leading zeros.
///
/// The rest follows from `p`, `q` and `e`, or from `n`, `e` and `d`.
#[derive(Clone, Copy, Default)]
pub struct RsaParts<'a> {
    /// The modulus.
    pub n: Option<&'a [u8]>,
    /// The public exponent.
    pub e: Option<&'a [u8]>,
    /// The private exponent.
    pub d: Option<&'a [u8]>,
    /// The first prime.
    pub p: Option<&'a [u8]>,
    /// The second prime.
    pub q: Option<&'a [u8]>,
}

impl fmt::Debug for RsaParts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RsaParts")
    }
}

/// The numbers of an RSA private key (RFC 8017 §3.2), big-endian without leading zeros.
#[derive(Clone, PartialEq, Eq)]
pub struct RsaComponents {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
    /// The private exponent.
    pub d: Zeroizing<Vec<u8>>,
    /// The first prime.
    pub p: Zeroizing<Vec<u8>>,
    /// The second prime.
    pub q: Zeroizing<Vec<u8>>,
    /// `d` modulo `p` − 1.
    pub dp: Zeroizing<Vec<u8>>,
    /// `d` modulo `q` − 1.
    pub dq: Zeroizing<Vec<u8>>,
    /// The inverse of `q` modulo `p`.
    pub qinv: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for RsaComponents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RsaComponents({} bytes)", self.n.len())
    }
}
