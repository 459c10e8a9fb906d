use super::key::Key;
use crate::crypto::{PrivateKey, PublicKey, constant_time_eq};
use crate::ffi::ecp::mbedtls_ecp_keypair;
use crate::ffi::status::Status;
use crate::pki::Certificate;
use crate::pki::algorithm::Curve;
use crate::pki::key::{EcKeyData, KeyKind, SubjectPublicKey};
use once_cell::race::OnceBox;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What stands behind a context for keys on curves: it begins with the pair of keys that programs know, whose fields
/// are the truth. They change them directly or by functions that do not know of the context.
///
/// cbindgen:ignore
#[repr(C)]
pub struct EcKey {
    /// The pair of keys.
    pub(in crate::ffi) pair: mbedtls_ecp_keypair,
    /// The key that the fields made when they were looked at last: nobody looks at those of most certificates.
    key: OnceBox<Mutex<Key>>,
}

impl EcKey {
    /// No key.
    pub(super) fn new() -> Self {
        Self::with(mbedtls_ecp_keypair::EMPTY, Key::Empty)
    }

    /// A key, with the fields filled in. Where memory fails they stay empty, and so does the key.
    pub(super) fn of(key: Key) -> Self {
        let mut pair = mbedtls_ecp_keypair::EMPTY;
        let filled = fill(&mut pair, &key).is_ok();
        if !filled {
            pair.clear();
        }
        // A certificate's key, which most programs never use, is made again from the fields where it can be.
        let again = matches!(key, Key::Certified(_))
            && matches!(key.kind(), Some(KeyKind::Ec { curve, agreement_only: false }) if curve.calculable().is_some());
        let key = if filled && again { Key::Empty } else { key };
        Self::with(pair, key)
    }

    /// A private key as a file has it, with the fields filled in. Where memory fails they stay empty, and so does the key.
    pub(super) fn of_private(key: EcKeyData) -> Self {
        let mut pair = mbedtls_ecp_keypair::EMPTY;
        if fill_private(&mut pair, &key).is_err() {
            pair.clear();
            return Self::with(pair, Key::Empty);
        }
        let EcKeyData { curve, agreement_only, public, signer, .. } = key;
        let key = match signer {
            Some(signer) => Key::pair(signer, public),
            None => {
                Key::of_public(SubjectPublicKey { kind: KeyKind::Ec { curve, agreement_only }, key: public })
            }
        };
        Self::with(pair, key)
    }

    fn with(pair: mbedtls_ecp_keypair, key: Key) -> Self {
        let key = match key {
            Key::Empty => OnceBox::new(),
            key => OnceBox::with_value(Box::new(Mutex::new(key))),
        };
        Self { pair, key }
    }

    fn known(&self) -> MutexGuard<'_, Key> {
        let key = self.key.get_or_init(|| Box::new(Mutex::new(Key::Empty)));
        key.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key that the fields make now.
    pub(super) fn key(&self) -> Key {
        let mut key = self.known();
        if !agree(&self.pair, &key) {
            *key = made_of(&self.pair);
        }
        key.clone()
    }

    /// The certificate that the key is of: the one that was read last, or else what `read` gives.
    pub(super) fn certificate(&self, read: impl FnOnce() -> Option<Certificate>) -> Option<Certificate> {
        let mut key = self.known();
        if let Key::Certified(certificate) = &*key {
            return Some(certificate.clone());
        }
        let certificate = read()?;
        *key = Key::Certified(certificate.clone());
        Some(certificate)
    }

    /// The length of the curve's field in bits.
    pub(super) fn bits(&self) -> usize {
        self.pair.private_grp.pbits
    }
}

impl Drop for EcKey {
    fn drop(&mut self) {
        self.pair.clear();
    }
}

fn fill_private(pair: &mut mbedtls_ecp_keypair, key: &EcKeyData) -> Result<(), Status> {
    match key.curve.calculable() {
        Some(curve) => pair.private_grp.load(curve),
        None => pair.private_grp.name(key.curve),
    }
    pair.private_d.set_bytes(&key.scalar)?;
    match (key.public.as_ref().and_then(PublicKey::ec_point), key.point.as_deref()) {
        (Some(point), _) => pair.private_Q.set_encoded(point),
        (None, Some(point)) if point.first() == Some(&4) => pair.private_Q.set_encoded(point),
        _ => Ok(()),
    }
}

fn fill(pair: &mut mbedtls_ecp_keypair, key: &Key) -> Result<(), Status> {
    let Some(KeyKind::Ec { curve, .. }) = key.kind() else { return Ok(()) };
    match curve.calculable() {
        Some(curve) => pair.private_grp.load(curve),
        None => pair.private_grp.name(curve),
    }
    if let Some((_, scalar)) = key.private_key().and_then(|key| key.ec_scalar()) {
        pair.private_d.set_bytes(&scalar)?;
    }
    match key {
        // Of most certificates the key is never used: its point is copied, not decoded.
        Key::Certified(certificate) if let Some(point) = uncompressed(certificate, curve) => {
            pair.private_Q.set_encoded(point)
        }
        _ => key
            .public()
            .and_then(PublicKey::ec_point)
            .map_or(Ok(()), |point| pair.private_Q.set_encoded(point)),
    }
}

/// The uncompressed point at the end of a SubjectPublicKeyInfo. A compressed one makes the whole so short that other
/// things stand there.
fn uncompressed(certificate: &Certificate, curve: Curve) -> Option<&[u8]> {
    let spki = certificate.spki();
    let start = spki.len().checked_sub(1 + 2 * curve.coordinate_length())?;
    spki.get(start..).filter(|point| point.first() == Some(&4) && !curve.is_montgomery())
}

/// Whether a key is still the one that the fields make.
fn agree(pair: &mbedtls_ecp_keypair, key: &Key) -> bool {
    let curve = pair.private_grp.curve();
    let named = match key.kind() {
        None => return pair.private_d.is_zero() && pair.private_Q.is_zero(),
        Some(KeyKind::Ec { curve, .. }) => curve.calculable(),
        Some(KeyKind::Rsa { .. }) => return false,
    };
    let Some(curve) = curve else {
        // A key on a curve that is known by name alone is of no use, and changing its fields makes it no better.
        return named.is_none();
    };
    let same_private = match key.private_key().and_then(|key| key.ec_scalar()) {
        None => pair.private_d.is_zero(),
        Some((_, scalar)) => pair.scalar(curve).is_some_and(|own| constant_time_eq(&own, &scalar)),
    };
    let point = pair.private_Q.encoded(curve);
    let same_public = match key {
        Key::Certified(certificate) if let Some(known) = uncompressed(certificate, curve.into()) => {
            point.as_deref() == Some(known)
        }
        _ => key.public().and_then(PublicKey::ec_point) == point.as_deref(),
    };
    named == Some(curve) && same_private && same_public
}

/// The key that the fields make.
fn made_of(pair: &mbedtls_ecp_keypair) -> Key {
    let Some(curve) = pair.private_grp.curve() else { return Key::Empty };
    let point = pair.private_Q.encoded(curve);
    let public = point.and_then(|point| PublicKey::from_ec_point(curve, &point).ok());
    let scalar = pair.scalar(curve);
    match scalar.and_then(|scalar| PrivateKey::from_ec_scalar(curve, &scalar, None).ok()) {
        Some(private) => Key::pair(private, public),
        None if public.is_none() => Key::Empty,
        None => Key::of_public(SubjectPublicKey {
            kind: KeyKind::Ec { curve: curve.into(), agreement_only: false },
            key: public,
        }),
    }
}
