//! What stands behind the headers of the PSA Crypto API: the store of keys, what their policies allow, and signatures
//! in the API's own formats.

mod agreed;
mod algorithm;
mod attributes;
mod ecdsa;
mod key;
mod operations;
mod status;
mod store;

pub use agreed::{StoredPsk, password, psk};
pub use algorithm::{Scheme, hash_algorithm, hash_number, is_hash, with_hash};
pub use attributes::{Attributes, Usage, key_type};
pub use ecdsa::{der_from_raw, raw_from_der};
pub use key::{Material, StoredKey};
pub use operations::{
    copy, generate, import, sign_hash, sign_message, signs_messages, verify_hash, verify_message,
};
pub use status::{PsaError, psa_boundary};
pub use store::{Stats, close, destroy, free, get, initialise, is_initialised, key_with, purge, stats};
