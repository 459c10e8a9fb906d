//! Import, generation, copies and signatures.

use super::algorithm::{Scheme, message_hash};
use super::attributes::{Attributes, Usage, key_type};
use super::ecdsa::{der_from_raw, raw_from_der};
use super::key::{MAX_RSA_BITS, Material, StoredKey, check_symmetric, curve};
use super::{PsaError, store};
use crate::crypto::{
    EcCurve, HashAlgorithm, KeyKind, PrivateKey, PublicKey, Random, Secret, SignatureAlgorithm, SystemRandom,
    digest,
};

/// The shortest RSA key that is made.
const MIN_RSA_BITS: u16 = 1024;
/// The public exponent of RSA keys that are made.
const RSA_EXPONENT: u32 = 65537;

/// Puts a key into the store; `data` is in the format of the API.
pub fn import(attributes: &Attributes, data: &[u8]) -> Result<u32, PsaError> {
    if data.is_empty() {
        return Err(PsaError::InvalidArgument);
    }
    ready(attributes)?;
    let (material, bits) = Material::parse(attributes, data)?;
    store::add(StoredKey::new(Attributes { bits, ..*attributes }, material))
}

/// Makes a key and puts it into the store.
pub fn generate(attributes: &Attributes) -> Result<u32, PsaError> {
    if attributes.bits == 0 || key_type::is_public(attributes.key_type) {
        return Err(PsaError::InvalidArgument);
    }
    ready(attributes)?;
    let material = make(attributes.key_type, attributes.bits)?;
    store::add(StoredKey::new(*attributes, material))
}

/// Copies a key within the store, with a policy that allows what both allow.
pub fn copy(source: u32, wanted: &Attributes) -> Result<u32, PsaError> {
    let key = store::key_with(source, Usage::COPY)?;
    let differs = |wanted: u16, found: u16| wanted != 0 && wanted != found;
    if differs(wanted.key_type, key.attributes.key_type) || differs(wanted.bits, key.attributes.bits) {
        return Err(PsaError::InvalidArgument);
    }
    ready(wanted)?;
    let attributes = key.attributes.restricted_by(wanted)?;
    let material = match &key.material {
        Material::Bytes(bytes) => Material::Bytes(bytes.clone()),
        Material::Private(private, exported) => Material::Private(private.clone(), exported.clone()),
        Material::Public(public) => Material::Public(public.clone()),
    };
    store::add(StoredKey::new(attributes, material))
}

/// Signs a hash. The signature is r and s, each as long as the order, or RSA's number.
pub fn sign_hash(id: u32, algorithm: u32, hash: &[u8]) -> Result<Vec<u8>, PsaError> {
    let key = usable(id, Usage::SIGN_HASH, algorithm)?;
    sign(key.private()?, Scheme::of(algorithm)?, hash)
}

/// Refuses algorithms that do not say how they hash messages.
pub fn signs_messages(algorithm: u32) -> Result<(), PsaError> {
    message_hash(algorithm).map(drop)
}

/// Signs the hash of a message.
pub fn sign_message(id: u32, algorithm: u32, message: &[u8]) -> Result<Vec<u8>, PsaError> {
    let hash = message_hash(algorithm)?;
    let key = usable(id, Usage::SIGN_MESSAGE, algorithm)?;
    sign(key.private()?, Scheme::of(algorithm)?, digest(hash, &[message]).as_ref())
}

/// Verifies a signature of a hash.
pub fn verify_hash(id: u32, algorithm: u32, hash: &[u8], signature: &[u8]) -> Result<(), PsaError> {
    let key = usable(id, Usage::VERIFY_HASH, algorithm)?;
    verify(&key.public()?, Scheme::of(algorithm)?, hash, signature)
}

/// Verifies a signature of a message.
pub fn verify_message(id: u32, algorithm: u32, message: &[u8], signature: &[u8]) -> Result<(), PsaError> {
    let hash = message_hash(algorithm)?;
    let key = usable(id, Usage::VERIFY_MESSAGE, algorithm)?;
    verify(&key.public()?, Scheme::of(algorithm)?, digest(hash, &[message]).as_ref(), signature)
}

fn ready(attributes: &Attributes) -> Result<(), PsaError> {
    if !store::is_initialised() {
        return Err(PsaError::BadState);
    }
    attributes.check()
}

fn usable(id: u32, usage: u32, algorithm: u32) -> Result<std::sync::Arc<StoredKey>, PsaError> {
    let key = store::key_with(id, usage)?;
    key.attributes.allow_algorithm(algorithm)?;
    Ok(key)
}

fn make(wanted: u16, bits: u16) -> Result<Material, PsaError> {
    if wanted == key_type::RSA_PAIR {
        if bits < MIN_RSA_BITS || usize::from(bits) > MAX_RSA_BITS || !bits.is_multiple_of(8) {
            return Err(PsaError::NotSupported);
        }
        let key = PrivateKey::generate_rsa(bits.into(), RSA_EXPONENT, &mut SystemRandom::new())?;
        let exported = key.rsa_der().ok_or(PsaError::CorruptionDetected)?;
        return Ok(Material::Private(key, Secret::from(exported.as_slice())));
    }
    if key_type::is_ec(wanted) {
        let curve = curve(key_type::family(wanted), bits).ok_or(PsaError::NotSupported)?;
        let key = PrivateKey::generate_ec(curve, &mut SystemRandom::new())?;
        let (_, exported) = key.ec_scalar().ok_or(PsaError::CorruptionDetected)?;
        return Ok(Material::Private(key, Secret::from(exported.as_slice())));
    }
    check_symmetric(wanted, bits)?;
    let mut bytes = zeroize::Zeroizing::new(vec![0; usize::from(bits / 8)]);
    SystemRandom::new().fill(&mut bytes)?;
    Ok(Material::Bytes(Secret::from(bytes.as_slice())))
}

fn sign(key: &PrivateKey, scheme: Scheme, hash: &[u8]) -> Result<Vec<u8>, PsaError> {
    match (scheme, key.kind()) {
        (Scheme::Ecdsa, KeyKind::Ec(curve)) => raw(curve, &key.sign_ecdsa_hash(hash)?),
        (Scheme::DeterministicEcdsa(Some(algorithm)), KeyKind::Ec(curve)) => {
            raw(curve, &key.sign_ecdsa_deterministic(algorithm, hash)?)
        }
        (Scheme::RsaPkcs1(None), KeyKind::Rsa { .. }) => Ok(key.sign_rsa_pkcs1_raw(hash)?),
        (Scheme::RsaPkcs1(Some(algorithm)), KeyKind::Rsa { .. }) => {
            check_length(algorithm, hash)?;
            Ok(key.sign_digest(SignatureAlgorithm::RsaPkcs1(algorithm), hash)?)
        }
        (Scheme::RsaPss(algorithm, _), KeyKind::Rsa { .. }) => {
            check_length(algorithm, hash)?;
            Ok(key.sign_digest(pss(algorithm, None), hash)?)
        }
        _ => Err(PsaError::InvalidArgument),
    }
}

fn verify(key: &PublicKey, scheme: Scheme, hash: &[u8], signature: &[u8]) -> Result<(), PsaError> {
    match (scheme, key.kind()) {
        (Scheme::Ecdsa | Scheme::DeterministicEcdsa(_), KeyKind::Ec(curve)) => {
            if signature.len() != 2 * curve.field_len() {
                return Err(PsaError::InvalidSignature);
            }
            let der = der_from_raw(curve.bits(), signature).map_err(|_| PsaError::InvalidSignature)?;
            Ok(key.verify_ecdsa_hash(hash, &der)?)
        }
        (Scheme::RsaPkcs1(None), KeyKind::Rsa { .. }) => Ok(key.verify_rsa_pkcs1_raw(hash, signature)?),
        (Scheme::RsaPkcs1(Some(algorithm)), KeyKind::Rsa { .. }) => {
            check_length(algorithm, hash)?;
            Ok(key.verify_digest(SignatureAlgorithm::RsaPkcs1(algorithm), hash, signature)?)
        }
        (Scheme::RsaPss(algorithm, any_salt), KeyKind::Rsa { bits }) => {
            check_length(algorithm, hash)?;
            let salt = (!any_salt).then(|| salt_len(algorithm, bits));
            Ok(key.verify_digest(pss(algorithm, salt), hash, signature)?)
        }
        _ => Err(PsaError::InvalidArgument),
    }
}

fn pss(hash: HashAlgorithm, salt_len: Option<usize>) -> SignatureAlgorithm {
    SignatureAlgorithm::RsaPss { hash, mgf1_hash: hash, salt_len }
}

/// As long as the hash, or as fits if the modulus is too short for that.
fn salt_len(hash: HashAlgorithm, bits: usize) -> usize {
    let encoded = (bits - 1).div_ceil(8);
    hash.output_len().min(encoded.saturating_sub(hash.output_len() + 2))
}

fn check_length(algorithm: HashAlgorithm, hash: &[u8]) -> Result<(), PsaError> {
    if hash.len() == algorithm.output_len() { Ok(()) } else { Err(PsaError::InvalidArgument) }
}

fn raw(curve: EcCurve, der: &[u8]) -> Result<Vec<u8>, PsaError> {
    raw_from_der(curve.bits(), der).map_err(|_| PsaError::CorruptionDetected)
}
