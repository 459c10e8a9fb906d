//! Secrets that two sides have agreed on beforehand, as handshakes use them: pre-shared keys and passwords.

use super::{Material, PsaError, StoredKey, Usage, get, hash_number, key_type};
use crate::crypto::{HashAlgorithm, Secret};

/// PSA_ALG_TLS12_PSK_TO_MS without a hash.
const TLS12_PSK_TO_MS: u32 = 0x0800_0300;
/// PSA_ALG_JPAKE
const JPAKE: u32 = 0x0a00_0100;
/// PSA_TLS12_PSK_TO_MS_PSK_MAX_SIZE
const MAX_PSK_LEN: usize = 128;
/// The hashes that handshakes derive with.
const PRF_HASHES: [HashAlgorithm; 2] = [HashAlgorithm::Sha256, HashAlgorithm::Sha384];

/// A pre-shared key of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPsk {
    /// The key.
    pub key: Secret,
    /// The hashes that the policy allows to derive with, one at least.
    pub hashes: Vec<HashAlgorithm>,
}

/// The pre-shared key of this number: a key of type PSA_KEY_TYPE_DERIVE whose policy has PSA_KEY_USAGE_DERIVE and
/// PSA_ALG_TLS12_PSK_TO_MS().
pub fn psk(id: u32) -> Result<StoredPsk, PsaError> {
    let key = get(id)?;
    let secret = derivable(&key, &[key_type::DERIVE])?;
    if secret.as_bytes().len() > MAX_PSK_LEN {
        return Err(PsaError::InvalidArgument);
    }
    let allowed = |hash: &HashAlgorithm| {
        let algorithm = TLS12_PSK_TO_MS | hash_number(*hash) & 0xff;
        key.attributes.allow_algorithm(algorithm).is_ok()
    };
    let hashes: Vec<_> = PRF_HASHES.into_iter().filter(allowed).collect();
    if hashes.is_empty() { Err(PsaError::NotPermitted) } else { Ok(StoredPsk { key: secret, hashes }) }
}

/// The password of this number: a key of type PSA_KEY_TYPE_PASSWORD or PSA_KEY_TYPE_PASSWORD_HASH whose policy has
/// PSA_KEY_USAGE_DERIVE and PSA_ALG_JPAKE.
pub fn password(id: u32) -> Result<Secret, PsaError> {
    let key = get(id)?;
    let secret = derivable(&key, &[key_type::PASSWORD, key_type::PASSWORD_HASH])?;
    key.attributes.allow_algorithm(JPAKE)?;
    Ok(secret)
}

fn derivable(key: &StoredKey, types: &[u16]) -> Result<Secret, PsaError> {
    key.attributes.allow(Usage::DERIVE)?;
    match &key.material {
        Material::Bytes(bytes) if types.contains(&key.attributes.key_type) => Ok(bytes.clone()),
        _ => Err(PsaError::InvalidArgument),
    }
}
