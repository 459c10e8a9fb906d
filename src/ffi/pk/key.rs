use super::Opaque;
use super::info::{ECKEY, ECKEY_DH, RSA};
use crate::crypto::{self, PrivateKey, PublicKey};
use crate::ffi::enums::PkType;
use crate::pki::Certificate;
use crate::pki::key::{KeyKind, SubjectPublicKey};
use std::sync::Arc;

/// The key of a context, as the safe rooms use it. C programs cannot see into it. A clone shares what it holds.
///
/// cbindgen:ignore
#[derive(Clone)]
pub enum Key {
    /// A kind without a key.
    Empty,
    /// A public key.
    Public(Arc<SubjectPublicKey>),
    /// The public key of a certificate.
    Certified(Certificate),
    /// A private key, and the public key beside it.
    Private(Arc<KeyPair>),
    /// A key of the store of `psa/crypto.h`.
    Opaque(Arc<Opaque>),
}

/// A private key and the public key that a program put beside it, which need not belong to it.
///
/// cbindgen:ignore
pub struct KeyPair {
    private: Arc<PrivateKey>,
    public: Option<PublicKey>,
}

impl Key {
    /// A private key and the public key that belongs to it.
    pub(in crate::ffi) fn private(key: PrivateKey) -> Self {
        let public = Some(key.public_key());
        Self::pair(key, public)
    }

    /// A private key and any public key, or none.
    pub(in crate::ffi) fn pair(key: PrivateKey, public: Option<PublicKey>) -> Self {
        Self::Private(Arc::new(KeyPair { private: Arc::new(key), public }))
    }

    /// A public key.
    pub(in crate::ffi) fn of_public(key: SubjectPublicKey) -> Self {
        Self::Public(Arc::new(key))
    }

    /// The public key, if there is one and it can be used.
    pub(in crate::ffi) fn public(&self) -> Option<&PublicKey> {
        match self {
            Self::Empty => None,
            Self::Public(key) => key.key.as_ref(),
            Self::Certified(certificate) => certificate.public_key(),
            Self::Private(pair) => pair.public.as_ref(),
            Self::Opaque(key) => Some(key.public()),
        }
    }

    /// The private key, if this is one.
    pub(in crate::ffi) fn private_key(&self) -> Option<&Arc<PrivateKey>> {
        match self {
            Self::Private(pair) => Some(&pair.private),
            _ => None,
        }
    }

    /// What the key is, if there is one.
    pub(in crate::ffi) fn kind(&self) -> Option<KeyKind> {
        match self {
            Self::Empty => None,
            Self::Public(key) => Some(key.kind),
            Self::Certified(certificate) => certificate.key_kind(),
            Self::Private(pair) => Some(usable(pair.private.kind())),
            Self::Opaque(key) => Some(usable(key.public().kind())),
        }
    }

    /// The number of the kind of context that holds such keys.
    pub(super) fn pk_type(&self) -> PkType {
        match self.kind() {
            None => 0,
            Some(KeyKind::Rsa { .. }) => RSA,
            Some(KeyKind::Ec { agreement_only: false, .. }) => ECKEY,
            Some(KeyKind::Ec { agreement_only: true, .. }) => ECKEY_DH,
        }
    }
}

fn usable(kind: crypto::KeyKind) -> KeyKind {
    match kind {
        crypto::KeyKind::Rsa { bits } => KeyKind::Rsa { bits },
        crypto::KeyKind::Ec(curve) => KeyKind::Ec { curve: curve.into(), agreement_only: false },
    }
}
