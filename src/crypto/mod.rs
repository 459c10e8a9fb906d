//! Algorithms behind small types, and the crates that carry them.
//!
//! *ring* is the first backend: AES-GCM, ChaCha20-Poly1305, HMAC, key agreement, and the signatures that it offers
//! over messages. RustCrypto carries what ring lacks: the AES block below CCM and CTR_DRBG, hash contexts that can
//! be cloned half way, signatures over a given hash, unusual pairs of key and hash, and short RSA keys. `backend`
//! holds one algorithm per file; nothing outside this room names a type of either crate.
//!
//! Nonces, salts, blinding and ephemeral keys come from the system's random generator, never from a caller's; only keys
//! that are generated for keeping come from the [`Random`] that is handed in. Secrets that this room holds are
//! wiped when dropped, and so are those that the RustCrypto crates hold; ring does not wipe its own.

mod aead;
pub mod aes;
mod backend;
pub mod block_padding;
pub mod cbc;
pub mod ccm;
mod constant_time;
mod ctr_drbg;
mod ec_domain;
mod ec_point;
mod ecjpake;
pub mod gcm;
mod hash;
pub mod hash_words;
mod hkdf;
mod hmac;
mod hmac_drbg;
mod integer;
mod kx;
pub mod password;
mod point_curve;
mod private_key;
mod public_key;
mod random;
mod record_mac;
mod rsa_components;
mod secret;
mod signature;
pub mod suite;

#[cfg(test)]
mod tests;

pub use aead::{AeadAlgorithm, AeadKey, AeadTag, MAX_TAG_LEN, NONCE_LEN};
pub use backend::pss::PssFault;
pub use constant_time::{Mask, constant_time_eq, constant_time_less};
pub use ctr_drbg::{CtrDrbg, CtrDrbgError};
pub use ec_domain::EcDomain;
pub use ec_point::EcPoint;
pub use ecjpake::{EcJpake, EcJpakeParty, EcJpakeSecondRound, EcJpakeShare};
pub use hash::{Digest, Hash, HashAlgorithm, MAX_HASH_LEN, digest};
pub use hkdf::{hkdf_expand, hkdf_extract};
pub use hmac::{HmacKey, HmacPads};
pub use hmac_drbg::{HmacDrbg, hmac_drbg_known_answer_is_right};
pub use integer::{Integer, IntegerError, Word};
pub use kx::{EphemeralKey, SUPPORTED_GROUPS};
pub use point_curve::PointCurve;
pub use private_key::PrivateKey;
pub use public_key::PublicKey;
pub use random::{Random, SystemRandom};
pub use record_mac::RecordMac;
pub use rsa_components::{RsaComponents, RsaParts};
pub use secret::Secret;
pub use signature::{EcCurve, KeyKind, SignatureAlgorithm};
pub use suite::{ALL, BulkCipher, CbcSuite, CipherSuite, KeyExchange, SuiteInfo, by_id, by_name};
