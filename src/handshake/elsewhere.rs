//! Signatures that are made elsewhere: in a device, or by another process.

use crate::crypto::{Digest, SignatureAlgorithm};
use crate::pki::Certificate;

/// A signature that is asked for.
#[derive(Clone, Debug)]
pub struct SignQuery {
    /// The certificate with the public half of the key.
    pub certificate: Certificate,
    /// ECDSA or RSASSA-PKCS1-v1_5, with the hash.
    pub algorithm: SignatureAlgorithm,
    /// The hash of what is to be signed.
    pub digest: Digest,
}

/// What comes of a [`SignQuery`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// The signature: RSA's number, or an `Ecdsa-Sig-Value` in DER (RFC 8422 §5.4).
    Made(Vec<u8>),
    /// The key of the [`Identity`](crate::config::Identity) is to be used.
    Here,
}
